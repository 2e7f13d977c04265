import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { connect, type FlinkRest, flinkRest, RemoteError } from '../../src/remote/rest.ts';
import { createSlotLog } from '../../src/remote/slot-log.ts';
import { type ClusterSnapshot, takeSnapshot } from '../../src/remote/snapshot.ts';
import { createTranslator } from '../../src/remote/translate.ts';
import type { TraceEntry } from '../../src/trace/facts.ts';
import { runCellHeadless } from '../../src/world/headless.ts';
import { cellRequests, projectCells, worldSpec } from '../../src/world/lesson-world.ts';
import type { HttpAnswer } from '../../src/world/protocol.ts';
import type { World } from '../../src/world/world.ts';
import { livingManagers, slotsOf, takenSlots } from '../../webview/cluster/model/managers.ts';
import { isOver } from '../../webview/cluster/model/state.ts';
import { worldOf } from '../support/worlds.ts';
import { expectSeeksLikePlaying, played } from '../webview/seeks.ts';

/** A simulated cluster stands in for the real one: its REST is compared with real recordings elsewhere, and its own trace says what was true. */
interface Stage {
  readonly world: World;
  readonly rest: FlinkRest;
  readonly facts: TraceEntry[];
  /** Runs until that virtual time, looking at the cluster once a second. */
  watch(until: number): Promise<void>;
}

const LESSON = parseLesson(readFileSync(join(import.meta.dirname, '../../lessons/en/17-failover.flink.md'), 'utf8'));

async function stage(): Promise<Stage> {
  const answers = new Map<number, HttpAnswer>();
  let asked = 0;
  const spec = worldSpec(LESSON, 'watched');
  const world = await worldOf({
    spec,
    emit: (event) => {
      if (event.type === 'answer') answers.set(event.id, event.value as HttpAnswer);
    },
  });
  const fetcher = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const id = ++asked;
    const path = String(url).replace('http://node1:8081', '');
    world.apply({ kind: 'http', request: { method: init?.method ?? 'GET', url: path, headers: {}, body: '' } }, id);
    for (let events = 0; !answers.has(id) && events < 10_000; events++) world.simulation.step();
    const { status, body } = answers.get(id)!;
    return new Response(body, { status });
  };
  const rest = flinkRest({ url: 'http://node1:8081', headers: {} }, fetcher as typeof fetch);
  const facts: TraceEntry[] = [];
  const translator = createTranslator('node1', spec.epoch);
  const slotLog = createSlotLog(rest);
  let before: ClusterSnapshot | null = null;
  return {
    world,
    rest,
    facts,
    async watch(until) {
      while (world.simulation.now < until) {
        world.simulation.run(world.simulation.now + 1000);
        before = await slotLog.seated(await takeSnapshot(rest, before));
        facts.push(...translator.next(before, spec.epoch + world.simulation.now));
      }
    },
  };
}

describe('watching a cluster by its REST API', () => {
  let watched: Stage;
  beforeAll(async () => {
    watched = await stage();
    const { world } = watched;
    const requests = cellRequests(LESSON);
    world.apply({ kind: 'sources', cells: projectCells(requests) });
    // Program, cluster, nc, job, words.
    for (const request of requests.slice(0, 3)) await runCellHeadless(world, request);
    await watched.watch(world.simulation.now + 1000);
    world.apply({ kind: 'run', request: { ...requests[3]!, source: requests[3]!.source.split('\n')[0]! } });
    await watched.watch(world.simulation.now + 6000);
    world.apply({ kind: 'run', request: requests[4]! });
    await watched.watch(world.simulation.now + 4000);
    world.apply({ kind: 'fault', fault: { kind: 'power', machine: 'node2', on: false } });
    await watched.watch(world.simulation.now + 20_000);
  });
  const of = <K extends TraceEntry['kind']>(entries: readonly TraceEntry[], kind: K) =>
    entries.filter((entry): entry is Extract<TraceEntry, { kind: K }> => entry.kind === kind);
  const truth = () => watched.world.recorder.entries;

  test('the TaskManagers come and go as they did', () => {
    const ids = (entries: readonly TraceEntry[], kind: 'taskmanager.registered' | 'taskmanager.lost') =>
      of(entries, kind).map(({ id }) => id);
    expect(ids(watched.facts, 'taskmanager.registered').sort()).toEqual(ids(truth(), 'taskmanager.registered').sort());
    expect(ids(watched.facts, 'taskmanager.lost')).toEqual(ids(truth(), 'taskmanager.lost'));
    expect(ids(truth(), 'taskmanager.lost')).toHaveLength(1);
  });
  test('every TaskManager has as many free slots as it had, and the taken ones hold the subtasks', () => {
    const free = (entries: readonly TraceEntry[], t: number): number[] => {
      const state = played(entries, t);
      return livingManagers(state)
        .map((manager) => slotsOf(state, [manager]).free)
        .sort();
    };
    const running = of(watched.facts, 'subtask.state').findLast(({ state }) => state === 'RUNNING')!.at;
    expect(free(watched.facts, running)).toEqual(free(truth(), running));
    expect(free(watched.facts, running).some((count) => count > 0)).toBe(true);
    const state = played(watched.facts, running);
    for (const manager of livingManagers(state)) {
      const seats = [...state.subtasks.values()].flatMap(({ place, state: at }) =>
        place?.taskManager === manager.id && !isOver(at) ? [place.slot] : [],
      );
      const taken = takenSlots(state, manager).flatMap((each, slot) => (each ? [slot] : []));
      expect(taken).toEqual([...new Set(seats)].sort());
    }
  });
  test('what was watched is played and sought as any other run', () => {
    expectSeeksLikePlaying(watched.facts, 20);
  });
  test('the job has the same vertices, edges and history of statuses', () => {
    const [seen] = of(watched.facts, 'job.submitted');
    const [real] = of(truth(), 'job.submitted');
    const shape = (job: typeof seen) => [
      job!.name,
      job!.vertices.map(({ id, name, parallelism }) => [id, name, parallelism]),
      job!.edges.map(({ from, to, partitioner }) => [from, to, partitioner]).sort(),
    ];
    expect(shape(seen)).toEqual(shape(real));
    const last = (entries: readonly TraceEntry[]) => of(entries, 'job.status').at(-1)!.status;
    expect(last(watched.facts)).toBe(last(truth()));
    // A status that came twice has left one stamp; what was seen is in the right order.
    const statuses = of(watched.facts, 'job.status').map(({ status }) => status);
    expect(statuses).toContain('RESTARTING');
    expect(statuses.indexOf('RESTARTING')).toBeLessThan(statuses.lastIndexOf('RUNNING'));
  });
  test('each subtask is where it is, in its state and attempt', () => {
    const where = (entries: readonly TraceEntry[]) =>
      Object.fromEntries(
        of(entries, 'subtask.state').map(({ vertex, subtask, attempt, state, taskManager }) => [
          `${vertex} ${subtask}`,
          [attempt, state, taskManager],
        ]),
      );
    expect(where(watched.facts)).toEqual(where(truth()));
  });
  test('checkpoints have the numbers, sizes and places that they had, and the restored one is named', () => {
    const real = new Map(of(truth(), 'checkpoint.completed').map((entry) => [entry.checkpoint, entry]));
    const seen = of(watched.facts, 'checkpoint.completed');
    expect(seen.length).toBeGreaterThan(5);
    for (const { checkpoint, path, stateSize } of seen)
      expect([checkpoint, path, stateSize]).toEqual([
        checkpoint,
        real.get(checkpoint)!.path,
        real.get(checkpoint)!.stateSize,
      ]);
    const restored = (entries: readonly TraceEntry[]) => of(entries, 'checkpoint.restored').map((e) => e.checkpoint);
    expect(restored(watched.facts)).toEqual(restored(truth()));
  });
  test('subtasks share a slot in the picture that share one in the cluster', () => {
    const together = (entries: readonly TraceEntry[], t: number) => {
      const slots = new Map<string, string[]>();
      for (const { place, vertex, subtask } of played(entries, t).subtasks.values()) {
        const slot = `${place?.taskManager} ${place?.slot}`;
        slots.set(slot, [...(slots.get(slot) ?? []), `${vertex} ${subtask}`].sort());
      }
      return [...slots.values()].map(String).sort();
    };
    const running = of(watched.facts, 'subtask.state').findLast(({ state }) => state === 'RUNNING')!.at;
    expect(together(watched.facts, running)).toEqual(together(truth(), running));
  });
  test('who acknowledged a checkpoint, when and with how much state, is as it was', () => {
    const seen = of(watched.facts, 'checkpoint.acknowledged');
    const real = new Map(
      of(truth(), 'checkpoint.acknowledged').map((each) => [`${each.checkpoint} ${each.vertex} ${each.subtask}`, each]),
    );
    expect(seen.length).toBeGreaterThan(20);
    for (const each of seen) {
      const known = real.get(`${each.checkpoint} ${each.vertex} ${each.subtask}`)!;
      expect([each.attempt, each.stateSize]).toEqual([known.attempt, known.stateSize]);
      expect(Math.abs(each.at - known.at)).toBeLessThan(2);
    }
    expect(of(watched.facts, 'checkpoint.triggered').filter(({ untold }) => untold)).toEqual([]);
  });
  test('nothing is drawn that Flink does not tell', () => {
    const kinds = new Set(watched.facts.map(({ kind }) => kind));
    const untold = [
      'data.buffer',
      'barrier',
      'alignment',
      'slot.allocated',
      'data.state',
      'message',
      'leader',
    ] as const;
    for (const kind of [...untold, 'process.ended', 'data.watermark', 'connection.opened', 'data.printed'] as const)
      expect(kinds).not.toContain(kind);
    expect(of(watched.facts, 'subtask.state').every(({ slot }) => slot === null)).toBe(true);
    expect(of(watched.facts, 'process.started').every(({ inferred, command }) => inferred && command === '')).toBe(
      true,
    );
    expect(of(watched.facts, 'failover').every(({ restarts, delay }) => restarts === null && delay === undefined)).toBe(
      true,
    );
    expect(of(watched.facts, 'failover').length).toBeGreaterThan(0);
    const [job] = of(watched.facts, 'job.submitted');
    expect(job!.vertices.every(({ slotSharingGroup }) => slotSharingGroup === null)).toBe(true);
    const times = watched.facts.map(({ at }) => at);
    expect(times.every((at) => at >= 0)).toBe(true);
  });
});

describe('connecting', () => {
  const answering = (status: number, body: string): FlinkRest =>
    flinkRest({ url: 'http://there:8081', headers: { authorization: 'Bearer x' } }, (async (
      _: string,
      init: RequestInit,
    ) => {
      expect(new Headers(init.headers).get('authorization')).toBe('Bearer x');
      return new Response(body, { status });
    }) as typeof fetch);
  test.each([
    [401, '', 'refused', 'refuses the credentials (HTTP 401)'],
    [200, '<html>', 'not-flink', 'does not answer as Flink does'],
    [200, '{"a":1}', 'not-flink', 'no flink-version'],
    [200, '{"flink-version":"1.9.0"}', 'version', 'is Flink 1.9.0; Millrace knows 1.13 to 2.x'],
    [200, '{"flink-version":"3.0"}', 'version', 'is Flink 3.0'],
    [
      500,
      '{"errors":["Internal server error.","<Exception on server side:\\njava.lang.A: x\\n\\tat b\\nCaused by: java.lang.B: why\\n\\tat c"]}',
      'rejected',
      'java.lang.B: why',
    ],
  ])('%i %s is %s', async (status, body, problem, words) => {
    const error = await connect(answering(status, body)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RemoteError);
    expect((error as RemoteError).problem).toBe(problem);
    expect((error as RemoteError).message).toContain(words);
  });
  test.each(['1.13.6', '1.20.1', '2.0.0', '2.3-SNAPSHOT'])('%s is known', async (text) => {
    const version = await connect(answering(200, JSON.stringify({ 'flink-version': text })));
    expect(version.text).toBe(text);
  });
  test('nobody there is said with the reason', async () => {
    const error = await connect(flinkRest({ url: 'http://127.0.0.1:9', headers: {} })).catch(
      (reason: unknown) => reason,
    );
    expect((error as RemoteError).problem).toBe('unreachable');
    expect((error as Error).message).toMatch(/^http:\/\/127\.0\.0\.1:9 does not answer: /);
  });
});
