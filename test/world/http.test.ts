import { describe, expect, test } from 'vitest';
import type { HttpAnswer, WorldInput } from '../../src/world/protocol.ts';
import type { World } from '../../src/world/world.ts';
import { nodes, specOf, worldOf } from '../support/worlds.ts';

const get = (url: string, method = 'GET'): WorldInput => ({
  kind: 'http',
  request: { method, url, headers: {}, body: '' },
});
const shell = (cell: number, source: string): WorldInput => ({
  kind: 'run',
  request: { cell, language: 'sh', options: {}, source },
});

interface Told {
  readonly world: World;
  readonly answers: Map<number, HttpAnswer>;
}

async function open(): Promise<Told> {
  const answers = new Map<number, HttpAnswer>();
  const world = await worldOf({
    spec: specOf({ machines: nodes(2), seed: 5 }),
    emit: (event) => {
      if (event.type === 'answer') answers.set(event.id, event.value as HttpAnswer);
    },
  });
  return { world, answers };
}

describe('a request from outside', () => {
  test('finds the REST endpoint once it is up and not before, nor after its machine is gone', async () => {
    const { world, answers } = await open();
    const { simulation } = world;
    world.apply(get('/overview'), 1);
    expect(answers.get(1)!.status).toBe(503);
    world.apply(shell(0, 'start-cluster.sh'));
    simulation.run(20_000);
    world.apply(get('/overview'), 2);
    world.apply(get('/jobs/overview'), 3);
    simulation.run(simulation.now + 50);
    expect(JSON.parse(answers.get(2)!.body)).toMatchObject({ taskmanagers: 2 });
    expect(JSON.parse(answers.get(3)!.body)).toEqual({ jobs: [] });

    world.apply(get('/overview'), 4);
    world.apply({ kind: 'fault', fault: { kind: 'power', machine: 'node1', on: false } });
    simulation.run(simulation.now + 50);
    world.apply(get('/overview'), 5);
    simulation.run(simulation.now + 50);
    expect([answers.get(4)?.status, answers.get(5)?.status]).toEqual([503, 503]);
  });

  test('is an input: replaying the journal gives the same world', async () => {
    const first = await open();
    first.world.apply(shell(0, 'start-cluster.sh'));
    for (let at = 1_000; at < 15_000; at += 730) {
      first.world.simulation.run(at);
      first.world.apply(get('/taskmanagers'), at);
    }
    first.world.simulation.run(16_000);

    const second = await open();
    for (const { at, events, input } of first.world.journal) {
      const { simulation } = second.world;
      while (simulation.events < events) simulation.step();
      simulation.run(at, 0);
      second.world.apply(input, Math.round(at));
    }
    second.world.simulation.run(16_000);
    expect(second.world.recorder.entries).toEqual(first.world.recorder.entries);
    expect([...second.answers]).toEqual([...first.answers]);
  });
});
