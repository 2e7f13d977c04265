import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type { JvmRef } from '../../../src/flink/api/functions.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import type { Task } from '../../../src/simulation/task.ts';
import { boundedSource, mapper, selector, WORD_COUNT } from '../jobs.ts';
import { startTestCluster, type TestCluster } from '../support/cluster.ts';
import { runs } from '../support/runs.ts';

const KEYS = 12;

interface Options {
  readonly jobId: string;
  readonly slowParallelism: number;
  readonly sums: number;
  readonly count: number;
  /** ms that the slow operator takes per record. */
  readonly slowness: number;
  readonly alignmentTimeout: number;
  readonly connect: 'rebalance' | 'shuffle' | 'rescale';
  /** The slow operator has slots of its own, so that its inputs come from other TaskManagers. */
  readonly apart?: boolean;
  readonly restoreFrom?: string;
}

/** Source → (rebalance) slow map → (keyBy) sum → print: records pile up before the slow map. */
function slowJob(options: Options): JobGraph {
  const env = new StreamExecutionEnvironment(options.sums);
  env.enableCheckpointing(1_000, 'EXACTLY_ONCE');
  env.checkpoint.unaligned = true;
  env.checkpoint.alignmentTimeout = options.alignmentTimeout;
  env.checkpoint.externalized = 'RETAIN_ON_CANCELLATION';
  env.checkpoint.timeout = 30_000;
  const slow = {
    name: 'Slow',
    rich: false,
    instantiate: (jvm: JvmRef) => ({
      *map(value: unknown): Task<unknown> {
        yield jvm.sleep(options.slowness);
        return value;
      },
    }),
  };
  const words = env
    .addSource(
      boundedSource(options.count, 6, (n) => `k${n % KEYS}`),
      true,
      BASIC.string,
    )
    .setParallelism(2)
    .uid('source');
  const slowed = words[options.connect]()
    .map(slow as never, BASIC.string)
    .setParallelism(options.slowParallelism)
    .uid('slow');
  if (options.apart) slowed.slotSharingGroup('slow');
  slowed
    .map(
      mapper((word) => new Tuple2(word, 1)),
      WORD_COUNT,
    )
    .setParallelism(options.slowParallelism)
    .uid('pair')
    .keyBy({ selector: selector((pair) => (pair as Tuple2).f0), type: BASIC.string })
    .sum(1)
    .uid('sum')
    .print()
    .uid('print');
  const { environment, jobName } = env.takeProgram('Slow');
  const job = generateJobGraph(generateStreamGraph(environment, jobName), { jobId: options.jobId });
  return options.restoreFrom === undefined
    ? job
    : { ...job, savepoint: { path: options.restoreFrom, allowNonRestoredState: false } };
}

function start(seed: number, slots = 4): TestCluster {
  return startTestCluster({
    real: true,
    rest: clientRestHandler,
    seed,
    slots,
    taskManagers: slots === 1 ? 5 : 3,
    configuration: { 'state.checkpoints.dir': 'file:///ckpt' },
  });
}
const counts = (printed: readonly string[]): Map<string, number> => {
  const last = new Map<string, number>();
  for (const line of printed) {
    const match = /\((k\d+),(\d+)\)$/.exec(line);
    if (match) last.set(match[1]!, Math.max(last.get(match[1]!) ?? 0, Number(match[2])));
  }
  return last;
};
const completions = (cluster: TestCluster) =>
  cluster.trace.flatMap((entry) => (entry.kind === 'checkpoint.completed' ? [entry] : []));

/** Runs until the second checkpoint is complete, cancels, goes on from it with other parallelisms; answers the last counts. */
function rescale(seed: number, before: Options, after: Omit<Options, 'jobId'>) {
  const cluster = start(seed);
  cluster.dispatcher.submitJob(slowJob(before));
  cluster.until(() => completions(cluster).length >= 2, 120_000);
  cluster.dispatcher.cancelJob(before.jobId);
  cluster.until(() => cluster.dispatcher.job(before.jobId)!.status === 'CANCELED', 60_000);
  const path = completions(cluster).at(-1)!.path!;
  const jobId = 'b'.repeat(32);
  cluster.dispatcher.submitJob(slowJob({ ...after, jobId, restoreFrom: path }));
  cluster.until(() => ['FINISHED', 'FAILED'].includes(cluster.dispatcher.job(jobId)!.status), 600_000);
  cluster.pass(500);
  return { status: cluster.dispatcher.job(jobId)!, counts: counts(cluster.printed) };
}

const base: Options = {
  jobId: 'a'.repeat(32),
  slowParallelism: 2,
  sums: 2,
  count: 60 * KEYS,
  slowness: 10,
  alignmentTimeout: 0,
  connect: 'rebalance',
};

/** Persisted bytes and duration of the first checkpoints of a job. */
function checkpoints(options: Partial<Options>): { persisted: number; durations: number[] } {
  const cluster = start(7, options.apart ? 1 : 4);
  cluster.dispatcher.submitJob(slowJob({ ...base, slowness: 20, ...options }));
  cluster.until(() => completions(cluster).length >= 3, 120_000);
  const { history } = cluster.dispatcher.job(base.jobId)!.checkpoints!.statistics;
  const done = history.filter((checkpoint) => checkpoint.status === 'COMPLETED');
  const persisted = done.flatMap((checkpoint) =>
    [...checkpoint.acknowledged.values()].flatMap((subtasks) =>
      [...subtasks.values()].map((subtask) => subtask.metrics.persistedBytes),
    ),
  );
  return {
    persisted: persisted.reduce((sum, bytes) => sum + bytes, 0),
    durations: completions(cluster).map((checkpoint) => checkpoint.durationMs),
  };
}

describe('unaligned checkpoints', () => {
  it('overtake what waits before a slow operator, and keep it', () => {
    const unaligned = checkpoints({});
    expect(unaligned.persisted).toBeGreaterThan(0);
    expect(Math.max(...unaligned.durations)).toBeLessThan(500);
  });
  it('align on pointwise connections, where in-flight data could not be rescaled', () => {
    const forced = checkpoints({ connect: 'rescale', sums: 1 });
    expect(forced.persisted).toBeLessThan(checkpoints({ sums: 1 }).persisted / 4);
    expect(Math.max(...forced.durations)).toBeGreaterThan(500);
  });
  it('with an alignment timeout begin aligned and go on unaligned', () => {
    const never = checkpoints({ apart: true, alignmentTimeout: 60_000 });
    expect(never.persisted).toBe(0);
    expect(Math.max(...never.durations)).toBeGreaterThan(500);
    const soon = checkpoints({ apart: true, alignmentTimeout: 100 });
    expect(soon.persisted).toBeGreaterThan(0);
    expect(Math.max(...soon.durations)).toBeLessThan(Math.max(...never.durations));
  });
  it('restore with any other parallelism loses and doubles nothing', () => {
    const parallelism = fc.integer({ min: 1, max: 4 });
    const how = fc.record({
      slowParallelism: parallelism,
      sums: parallelism,
      slowness: fc.constantFrom(5, 12),
      alignmentTimeout: fc.constantFrom(0, 0, 50, 5_000),
      connect: fc.constantFrom<Options['connect']>('rebalance', 'shuffle'),
      apart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), how, how, (seed, before, after) => {
        const result = rescale(
          seed,
          { ...base, ...before },
          { ...base, ...after, connect: before.connect, slowness: 1 },
        );
        expect(result.status.status).toBe('FINISHED');
        for (let i = 0; i < KEYS; i++) expect(result.counts.get(`k${i}`)).toBe(2 * 60);
      }),
      runs(12),
    );
  }, 600_000);
});
