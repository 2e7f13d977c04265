import { describe, expect, test } from 'vitest';
import type { RestartStrategy } from '../../../src/flink/api/transformations.ts';
import { distribute } from '../../../src/flink/jobmanager/distribution.ts';
import { createExecutionGraph, type ExecutionGraph } from '../../../src/flink/jobmanager/execution-graph.ts';
import { computeRegions, tasksToRestart } from '../../../src/flink/jobmanager/regions.ts';
import { createRestartStrategy, effectiveRestartStrategy } from '../../../src/flink/jobmanager/restart.ts';
import { shareSlots } from '../../../src/flink/jobmanager/slot-sharing.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import { createSimulation } from '../../../src/simulation/simulation.ts';
import { jobGraph, type VertexSpec } from '../support/job-graphs.ts';

/** Rows of truth/oracle.jsonl about edges (P), slots (S), regions (R), failover (F) and restart strategies (B). */

const simulation = () => createSimulation<never>(1, () => {});
function graphOf(vertices: readonly VertexSpec[]): ExecutionGraph {
  const platform = createPlatform(simulation() as never, { epoch: 0, timezone: 'UTC' });
  return createExecutionGraph(platform, jobGraph({ vertices }), 0);
}
const vertex = (name: string, parallelism: number, ...inputs: NonNullable<VertexSpec['inputs']>): VertexSpec => ({
  name,
  parallelism,
  ...(inputs.length > 0 ? { inputs } : {}),
});
const blocking = (from: string) => ({ from, ship: 'HASH' as const, blocking: true });
const pointwise = (from: string, isBlocking = false) => ({ from, ship: 'FORWARD' as const, blocking: isBlocking });
/** `a (1/2)` as `a1`. */
const short = (name: string): string => name.replace(/ \((\d+)\/\d+\)$/, '$1');
const regionsOf = (graph: ExecutionGraph): string[][] =>
  computeRegions(graph).regions.map(({ tasks }) => tasks.map(({ name }) => short(name)));

describe('physical edges', () => {
  const pointwiseProducers = (up: number, down: number) => distribute('POINTWISE', up, down).producers;
  test.each([
    ['P01', 3, 5, [[0], [0], [1], [1], [2]]],
    ['P03', 4, 6, [[0], [0], [1], [2], [2], [3]]],
    ['P04', 6, 10, [[0], [0], [1], [1], [2], [3], [3], [4], [4], [5]]],
    [
      'P06',
      10,
      3,
      [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7, 8, 9],
      ],
    ],
    ['P07', 6, 4, [[0], [1, 2], [3], [4, 5]]],
  ])('%s: %i to %i', (_id, up, down, producers) => {
    expect(pointwiseProducers(up, down)).toEqual(producers);
  });
  test('P09: N to N, 2N to N, N to 7N', () => {
    for (const n of [1, 2, 17]) {
      expect(pointwiseProducers(n, n)).toEqual(Array.from({ length: n }, (_, i) => [i]));
      expect(pointwiseProducers(2 * n, n)).toEqual(Array.from({ length: n }, (_, i) => [2 * i, 2 * i + 1]));
      expect(pointwiseProducers(n, 7 * n)).toEqual(Array.from({ length: 7 * n }, (_, i) => [Math.floor(i / 7)]));
    }
  });
  test('P10: rescale 2 to 4 to 2', () => {
    expect(distribute('POINTWISE', 2, 4).consumers).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(pointwiseProducers(4, 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe('slot sharing', () => {
  const slots = (graph: ExecutionGraph): string[][] => {
    const groups = new Map<object, string[]>();
    for (const [task, group] of shareSlots(graph)) {
      groups.set(group, [...(groups.get(group) ?? []), short(task.name)]);
    }
    return [...groups.values()];
  };
  test('S02: disjoint vertices of one group', () => {
    expect(slots(graphOf([vertex('A', 2), vertex('B', 2)]))).toEqual([
      ['A1', 'B1'],
      ['A2', 'B2'],
    ]);
  });
  test('S01: beside a producer', () => {
    const graph = graphOf([vertex('A', 2), vertex('B', 3, { from: 'A', ship: 'RESCALE' })]);
    expect(slots(graph)).toEqual([['A1', 'B1'], ['A2', 'B3'], ['B2']]);
  });
  test('S05: slots required of two groups', () => {
    const graph = graphOf([vertex('A', 4), vertex('B', 2), { ...vertex('C', 3), group: 'c' }]);
    expect(shareSlots(graph).size).toBe(9);
    expect(slots(graph)).toHaveLength(7);
  });
  test('S04: two groups', () => {
    expect(slots(graphOf([vertex('A', 2), { ...vertex('B', 2), group: 'b' }]))).toHaveLength(4);
  });
});

describe('pipelined regions', () => {
  test('R01: no edges', () => expect(regionsOf(graphOf([vertex('a', 3)]))).toHaveLength(3));
  test('R03: all to all, pipelined', () => {
    expect(regionsOf(graphOf([vertex('a', 2), vertex('b', 2, 'a'), vertex('c', 2, 'b')]))).toHaveLength(1);
  });
  test('R04: a blocking pointwise exchange', () => {
    const graph = graphOf([vertex('a', 2), vertex('b', 2, 'a'), vertex('c', 2, pointwise('b', true))]);
    expect(regionsOf(graph)).toEqual([['a1', 'a2', 'b1', 'b2'], ['c1'], ['c2']]);
  });
  test('R06: a diamond of both', () => {
    const graph = graphOf([
      vertex('1', 1),
      vertex('2', 1, blocking('1')),
      vertex('3', 1, '1'),
      vertex('4', 1, '2', '3'),
    ]);
    expect(regionsOf(graph)).toHaveLength(1);
  });
  test('R07: cycles of regions are merged', () => {
    const graph = graphOf([
      vertex('1', 1),
      vertex('2', 1, blocking('1')),
      vertex('3', 1, '1'),
      vertex('4', 1, blocking('2'), '3'),
    ]);
    expect(regionsOf(graph)).toHaveLength(1);
  });
  test('R10: regions across pointwise edges', () => {
    const rescale = (from: string, isBlocking: boolean) => ({ from, ship: 'RESCALE' as const, blocking: isBlocking });
    const graph = graphOf([
      vertex('v1', 4),
      vertex('v2', 3, rescale('v1', false)),
      vertex('v3', 2, rescale('v2', true), rescale('v1', false)),
    ]);
    expect(regionsOf(graph).map(({ length }) => length)).toEqual([5, 4]);
  });
});

describe('region failover', () => {
  const restarts = (graph: ExecutionGraph, failed: string, lost: string | null = null): string[] => {
    for (const task of graph.tasks) graph.transition(task.current, 'SCHEDULED');
    const task = graph.tasks.find(({ name }) => short(name) === failed)!;
    return tasksToRestart(computeRegions(graph), task, ({ name }) => short(name) !== lost)
      .map(({ name }) => short(name))
      .sort();
  };
  const six = (): ExecutionGraph =>
    graphOf([vertex('u', 2), vertex('w', 1), vertex('x', 2, blocking('u')), vertex('y', 1, blocking('w'))]);
  test('F01: a region and its consumers', () => {
    expect(restarts(six(), 'u1')).toEqual(['u1', 'x1', 'x2']);
    expect(restarts(six(), 'w1')).toEqual(['w1', 'y1']);
    expect(restarts(six(), 'x1')).toEqual(['x1']);
  });
  test('F02: and the producer of a lost result', () => {
    expect(restarts(six(), 'x1', 'u1')).toEqual(['u1', 'x1', 'x2']);
  });
  test('F04: regions of several vertices', () => {
    const chain = (): ExecutionGraph =>
      graphOf([
        vertex('a', 1),
        vertex('b', 1, 'a'),
        vertex('c', 1, blocking('b')),
        vertex('d', 1, 'c'),
        vertex('e', 1, blocking('d')),
        vertex('f', 1, 'e'),
      ]);
    expect(restarts(chain(), 'c1')).toEqual(['c1', 'd1', 'e1', 'f1']);
    expect(restarts(chain(), 'c1', 'b1')).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'f1']);
  });
  test('F05: not what is still CREATED', () => {
    const graph = six();
    const task = graph.tasks[0]!;
    expect(tasksToRestart(computeRegions(graph), task, () => true)).toEqual([]);
  });
});

describe('restart strategies', () => {
  const create = (strategy: RestartStrategy) => createRestartStrategy(strategy, simulation().random('jitter'));
  const fail = (strategy: RestartStrategy, times: readonly number[]): boolean[] => {
    const backoff = create(strategy);
    return times.map((time) => {
      backoff.notifyFailure(time);
      return backoff.canRestart(time);
    });
  };
  test('B01: fixed delay, 3 attempts', () => {
    expect(fail({ kind: 'fixed-delay', attempts: 3, delay: 1 }, [0, 0, 0, 0])).toEqual([true, true, true, false]);
  });
  test('B02: failure rate, 3 in 10 s', () => {
    const strategy = { kind: 'failure-rate', maxFailures: 3, interval: 10_000, delay: 1 } as const;
    expect(fail(strategy, [0, 0, 0, 0])).toEqual([true, true, true, false]);
  });
  const exponential = {
    kind: 'exponential-delay',
    initial: 4,
    max: 300,
    multiplier: 2.3,
    reset: 8000,
    jitter: 0,
  } as const;
  test('B04: exponential delay', () => {
    const backoff = create(exponential);
    // In Flink's test the clock begins at 0, where the strategy counts a failure; a real clock is long past it.
    backoff.notifyFailure(0);
    const delays = [0, 0].map((time) => {
      backoff.notifyFailure(time);
      return backoff.backoffTime();
    });
    expect(delays).toEqual([9, 20]);
  });
  test('B07: exponential delay never gives up', () => {
    expect(fail(exponential, new Array<number>(13).fill(0)).every(Boolean)).toBe(true);
  });
  test('B08: the job, then the cluster, then the default', () => {
    const cluster = { 'restart-strategy': 'none' };
    expect(effectiveRestartStrategy({ kind: 'fixed-delay', attempts: 1, delay: 2 }, cluster, true)).toMatchObject({
      attempts: 1,
    });
    expect(effectiveRestartStrategy({ kind: 'fallback' }, cluster, true)).toEqual({ kind: 'none' });
    expect(effectiveRestartStrategy({ kind: 'fallback' }, {}, true)).toMatchObject({ attempts: 2_147_483_647 });
    expect(effectiveRestartStrategy({ kind: 'fallback' }, {}, false)).toEqual({ kind: 'none' });
  });
});
