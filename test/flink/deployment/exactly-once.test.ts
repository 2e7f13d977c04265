import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { perSubtask } from '../../../src/flink/api/user-functions.ts';
import { forMonotonousTimestamps, withTimestampAssigner } from '../../../src/flink/api/watermarks.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { poisonNextRecord } from '../../../src/flink/taskmanager/poison.ts';
import { applyFault, type Fault } from '../../../src/platform/faults.ts';
import type { Process } from '../../../src/platform/types.ts';
import { boundedSource, mapper, selector, WORD_COUNT } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';
import { violations } from '../support/invariants.ts';
import { runs } from '../support/runs.ts';

const VOCABULARY = 4;

function countingJob(options: {
  sources: number;
  sums: number;
  count: number;
  pause: number;
  unaligned: boolean;
  alignmentTimeout: number;
  exchange: Exchange;
}): JobGraph {
  const env = new StreamExecutionEnvironment(options.sums);
  env.enableCheckpointing(400, 'EXACTLY_ONCE');
  env.checkpoint.unaligned = options.unaligned;
  env.checkpoint.alignmentTimeout = options.alignmentTimeout;
  env.checkpoint.tolerableFailures = 1_000;
  env.state.restart = { kind: 'fixed-delay', attempts: 1_000, delay: 200 };
  const words = env
    .addSource(
      boundedSource(options.count, options.pause, (n) => `w${n % VOCABULARY}`),
      true,
      BASIC.string,
    )
    .setParallelism(options.sources)
    .assignTimestampsAndWatermarks(arrival);
  (options.exchange === 'forward' ? words : words[options.exchange]())
    .map(
      mapper((word) => new Tuple2(word, 1)),
      WORD_COUNT,
    )
    .keyBy({ selector: selector((pair) => (pair as Tuple2).f0), type: BASIC.string })
    .sum(1)
    .print();
  const { environment, jobName } = env.takeProgram('Exactly once');
  return generateJobGraph(generateStreamGraph(environment, jobName), { jobId: 'e'.repeat(32) });
}

/** The n-th word that a subtask sees has time n. */
const arrival = perSubtask('Arrival', () => {
  let n = 0;
  return withTimestampAssigner(forMonotonousTimestamps(), () => n++);
});

type Exchange = 'forward' | 'rebalance' | 'shuffle' | 'rescale';
const fault = fc.record({
  kind: fc.constantFrom('kill', 'pause', 'partition', 'slow', 'cut', 'disk-full', 'poison'),
  at: fc.integer({ min: 0, max: 8_000 }),
  target: fc.nat(2),
  length: fc.integer({ min: 200, max: 9_000 }),
});
const world = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  sources: fc.integer({ min: 1, max: 2 }),
  sums: fc.integer({ min: 1, max: 3 }),
  unaligned: fc.boolean(),
  alignmentTimeout: fc.constantFrom(0, 0, 20, 60_000),
  exchange: fc.constantFrom<Exchange>('forward', 'rebalance', 'shuffle', 'rescale'),
  faults: fc.array(fault, { maxLength: 4 }),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function play(options: World) {
  const cluster = startTestCluster({
    real: true,
    rest: clientRestHandler,
    seed: options.seed,
    configuration: {
      'state.checkpoints.dir': 'file:///ckpt',
      'heartbeat.interval': '1000',
      'heartbeat.timeout': '4000',
      'akka.ask.timeout': '2 s',
    },
  });
  const count = 60 * VOCABULARY;
  const job = countingJob({ ...options, count, pause: 20 });
  cluster.dispatcher.submitJob(job);
  cluster.pass(2_000);
  const began = cluster.simulation.now;
  const taskManager = (machine: string): Process | undefined =>
    [...cluster.platform.machines.get(machine)!.processes.values()].find(
      (process) => process.spec.role === 'taskmanager',
    );
  for (const { kind, at, target, length } of options.faults) {
    const machine = `node${target + 1}`;
    cluster.simulation.schedule(at, () => {
      const apply = (fault: Fault): void => {
        try {
          applyFault(cluster.platform, fault, {
            poison: (jobId, vertex, subtask) => poisonNextRecord(cluster.platform, jobId, vertex, subtask),
          });
        } catch {
          // Nothing there to break at this moment.
        }
      };
      switch (kind) {
        case 'kill':
          taskManager(machine)?.kill('SIGKILL');
          cluster.simulation.schedule(length, () => void cluster.startTaskManager(machine));
          break;
        case 'pause':
          apply({ kind, machine, pid: taskManager(machine)?.pid ?? 0, forMs: length });
          break;
        case 'partition':
          // node1 has the JobManager.
          if (target > 0) apply({ kind, machines: [machine], forMs: length });
          break;
        case 'cut':
          apply({ kind: 'partition', machines: [machine], from: [`node${((target + 1) % 3) + 1}`], forMs: length });
          break;
        case 'slow':
          apply({ kind, machine, factor: 5, forMs: length });
          break;
        case 'disk-full':
          apply({ kind, machine, forMs: length });
          break;
        case 'poison':
          apply({ kind, job: job.jobId, vertex: job.vertices[target % job.vertices.length]!.id });
      }
    });
  }
  const over = (): boolean => ['FINISHED', 'FAILED', 'CANCELED'].includes(cluster.dispatcher.job(job.jobId)!.status);
  cluster.until(over, 240_000);
  cluster.pass(500);
  const last = new Map<string, number>();
  for (const line of cluster.printed) {
    const match = /\((w\d+),(\d+)\)$/.exec(line);
    if (match) last.set(match[1]!, Math.max(last.get(match[1]!) ?? 0, Number(match[2])));
  }
  const view = cluster.dispatcher.job(job.jobId)!;
  return {
    status: view.status,
    failure: view.failure?.error.message ?? null,
    last,
    expected: (count / VOCABULARY) * options.sources,
    violations: violations(cluster.trace),
    took: cluster.simulation.now - began,
    digest: JSON.stringify(cluster.trace.map((entry) => [entry.at, entry.kind])),
  };
}

/** A source has finished; what it sent last is held up by a partition, and its TaskManager dies as that heals: its readers must hear of it. */
const KILLED_AS_THE_NETWORK_HEALS: World = {
  seed: 733217,
  ...{ sources: 2, sums: 1, unaligned: false, alignmentTimeout: 0, exchange: 'forward' },
  faults: [
    { kind: 'cut', at: 0, target: 1, length: 2982 },
    { kind: 'kill', at: 2982, target: 2, length: 200 },
  ],
};

describe('random worlds: topology × faults × checkpoints', () => {
  it('counts are those of the run without faults, the job ends, and what must hold at each moment does', () => {
    fc.assert(
      fc.property(world, (options) => {
        const { status, last, expected, violations: broken } = play(options);
        expect(status).toBe('FINISHED');
        for (let i = 0; i < VOCABULARY; i++) expect(last.get(`w${i}`)).toBe(expected);
        expect(broken).toEqual([]);
      }),
      { ...runs(25), examples: [[KILLED_AS_THE_NETWORK_HEALS]] },
    );
  }, 1_800_000);

  it('the same seed gives the same trace', () => {
    fc.assert(
      fc.property(world, (options) => {
        expect(play(options).digest).toBe(play(options).digest);
      }),
      runs(3),
    );
  }, 1_800_000);
});
