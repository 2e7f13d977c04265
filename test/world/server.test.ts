import { describe, expect, it } from 'vitest';
import type { JournalEntry, WorldCommand, WorldEvent, WorldInput } from '../../src/world/protocol.ts';
import { createWorldServer } from '../../src/world/server.ts';
import { specOf } from '../support/worlds.ts';

const spec = specOf({ seed: 3 });
const PROGRAM = `
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class Echo {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.socketTextStream("node1", 9999).map(s -> s.toUpperCase()).print();
    env.execute();
  }
}`;

/** A server on a wall clock that the test turns. */
async function serve(create: Partial<Extract<WorldCommand, { type: 'create' }>> = {}) {
  const events: WorldEvent[] = [];
  let clock = 0;
  let timers: { at: number; run: () => void }[] = [];
  const server = createWorldServer({
    post: (event) => events.push(structuredClone(event)),
    now: () => clock,
    later: (ms, run) => timers.push({ at: clock + ms, run }),
  });
  let id = 0;
  const turn = async (ms: number): Promise<void> => {
    const end = clock + ms;
    for (;;) {
      // Promises of the world's making come first.
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
      timers.sort((a, b) => a.at - b.at);
      const next = timers[0];
      if (!next || next.at > end) break;
      timers = timers.slice(1);
      clock = Math.max(clock, next.at);
      next.run();
      clock += 0.1;
    }
    clock = end;
  };
  server.handle({ type: 'create', spec, workspace: [], assets: {}, ...create });
  await turn(10);
  return {
    events,
    turn,
    input: (input: WorldInput) => server.handle({ type: 'input', id: id++, input }),
    pace: (pace: number) => server.handle({ type: 'pace', pace }),
    facts: () => events.flatMap((event) => (event.type === 'trace' ? event.entries : [])),
    journal: (): JournalEntry[] => events.flatMap((event) => (event.type === 'journal' ? [event.entry] : [])),
    now: () => events.flatMap((event) => (event.type === 'time' ? [event.now] : [])).at(-1) ?? 0,
  };
}
const cell = (index: number, language: string, source: string, options = {}): WorldInput => ({
  kind: 'run',
  request: { cell: index, language, options, source },
});

describe('a world behind the protocol', () => {
  it('runs cells at once, then follows wall time at the pace, and stands still when paused', async () => {
    const world = await serve();
    world.input(cell(0, 'sh', 'start-cluster.sh; sleep 5'));
    await world.turn(200);
    expect(world.events.find((event) => event.type === 'ended')).toMatchObject({ cell: 0, result: { ok: true } });
    const after = world.now();
    expect(after).toBeGreaterThan(5_000);
    await world.turn(1_000);
    expect(world.now() - after).toBeGreaterThan(900);
    expect(world.now() - after).toBeLessThan(1_300);
    world.pace(0);
    await world.turn(100);
    const paused = world.now();
    await world.turn(5_000);
    expect(world.now()).toBe(paused);
    world.pace(10);
    await world.turn(1_000);
    expect(world.now() - paused).toBeGreaterThan(9_000);
  });

  it('comes back from its journal, event for event', async () => {
    const world = await serve();
    world.input(cell(0, 'sh', 'start-cluster.sh; sleep 4'));
    await world.turn(300);
    world.input(cell(1, 'sh', 'nc -lk 9999'));
    await world.turn(150);
    world.input(cell(2, 'java', PROGRAM));
    await world.turn(2_000);
    world.input({ kind: 'type', cell: 1, text: 'hello\n' });
    await world.turn(700);
    world.input({ kind: 'fault', fault: { kind: 'power', machine: 'node2', on: false } });
    await world.turn(1_500);
    const until = world.now();
    const replayed = await serve({ journal: world.journal(), until });
    await replayed.turn(50);
    const facts = world.facts().filter((fact) => fact.at <= until);
    expect(facts.some((fact) => fact.kind === 'data.printed' && fact.text.includes('HELLO'))).toBe(true);
    expect(replayed.facts().filter((fact) => fact.at <= until)).toEqual(facts);
    expect(replayed.events.filter((event) => event.type === 'output')).toEqual(
      world.events.filter((event) => event.type === 'output'),
    );
    expect(replayed.journal()).toEqual([]);
    expect(replayed.events.some((event) => event.type === 'replayed' && event.now === until)).toBe(true);
  });

  it('says what is wrong and goes on', async () => {
    const broken = await serve({ spec: { ...spec, preset: 'nope' } });
    expect(broken.events.find((event) => event.type === 'failed')).toMatchObject({
      message: expect.stringContaining('nope'),
    });
    const world = await serve();
    world.input({ kind: 'fault', fault: { kind: 'power', machine: 'mars', on: false } });
    world.input(cell(0, 'sh', 'echo still here'));
    await world.turn(100);
    expect(world.events.find((event) => event.type === 'answer')).toMatchObject({
      ok: false,
      value: expect.stringContaining('mars'),
    });
    expect(world.events.find((event) => event.type === 'output')).toMatchObject({ text: 'still here\n' });
  });
});
