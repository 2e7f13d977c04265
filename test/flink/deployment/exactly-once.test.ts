import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type {
  JvmRef,
  ListState,
  SourceContext,
  SourceFunction,
  UserFunction,
} from '../../../src/flink/api/functions.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import type { Process } from '../../../src/platform/types.ts';
import type { Task } from '../../../src/simulation/task.ts';
import { mapper, selector, WORD_COUNT } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';

const VOCABULARY = 4;

/** Emits `count` words, one every `pause` ms, and keeps its position in state. */
function boundedSource(count: number, pause: number): UserFunction<SourceFunction> {
  return {
    name: 'BoundedCountingSource',
    rich: true,
    instantiate(jvm: JvmRef): SourceFunction {
      let running = true;
      let next = 0;
      let saved: ListState | undefined;
      return {
        initializeState(context) {
          saved = context.listState({ kind: 'list', name: 'next' });
          for (const n of saved.get()) next = Math.max(next, n as number);
        },
        snapshotState() {
          saved!.clear();
          saved!.add(next);
        },
        *run(context: SourceContext): Task {
          while (running && next < count) {
            const wait = context.collect(`w${next % VOCABULARY}`);
            // Both belong together, as under Flink's checkpoint lock.
            next++;
            if (wait) yield wait;
            yield jvm.sleep(pause);
          }
        },
        cancel() {
          running = false;
        },
      };
    },
  };
}

function countingJob(options: {
  sources: number;
  sums: number;
  count: number;
  pause: number;
  unaligned: boolean;
}): JobGraph {
  const env = new StreamExecutionEnvironment(options.sums);
  env.enableCheckpointing(400, 'EXACTLY_ONCE');
  env.checkpoint.unaligned = options.unaligned;
  env.state.restart = { kind: 'fixed-delay', attempts: 1_000, delay: 200 };
  env
    .addSource(boundedSource(options.count, options.pause), true, BASIC.string)
    .setParallelism(options.sources)
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

const fault = fc.record({
  kind: fc.constantFrom('kill', 'stop', 'partition', 'slow'),
  at: fc.integer({ min: 0, max: 8_000 }),
  target: fc.nat(2),
  length: fc.integer({ min: 200, max: 9_000 }),
});
const world = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  sources: fc.integer({ min: 1, max: 2 }),
  sums: fc.integer({ min: 1, max: 3 }),
  unaligned: fc.boolean(),
  faults: fc.array(fault, { maxLength: 4 }),
});

function play(options: typeof world extends fc.Arbitrary<infer T> ? T : never) {
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
      const { network } = cluster.platform;
      switch (kind) {
        case 'kill':
          taskManager(machine)?.kill('SIGKILL');
          cluster.simulation.schedule(length, () => void cluster.startTaskManager(machine));
          break;
        case 'stop': {
          const process = taskManager(machine);
          process?.kill('SIGSTOP');
          cluster.simulation.schedule(length, () => process?.kill('SIGCONT'));
          break;
        }
        case 'partition':
          if (machine === 'node1') break;
          network.partition([machine]);
          cluster.simulation.schedule(length, () => network.heal());
          break;
        case 'slow': {
          const slowed = cluster.platform.machines.get(machine)!;
          slowed.slowdown = 5;
          cluster.simulation.schedule(length, () => {
            slowed.slowdown = 1;
          });
        }
      }
    });
  }
  let held = 0;
  let mostHeld = 0;
  let owned = 0;
  const over = (): boolean => ['FINISHED', 'FAILED', 'CANCELED'].includes(cluster.dispatcher.job(job.jobId)!.status);
  cluster.until(over, 240_000);
  for (const entry of cluster.trace) {
    if (entry.kind === 'taskmanager.registered') owned += entry.slots;
    if (entry.kind === 'slot.allocated') held++;
    if (entry.kind === 'slot.freed') held--;
    mostHeld = Math.max(mostHeld, held - owned);
  }
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
    mostHeld,
    took: cluster.simulation.now - began,
    digest: JSON.stringify(cluster.trace.map((entry) => [entry.at, entry.kind])),
  };
}

describe('random worlds: topology × faults × checkpoints', () => {
  it('counts are those of the run without faults, and the job ends', () => {
    fc.assert(
      fc.property(world, (options) => {
        const { status, last, expected, mostHeld } = play(options);
        expect(status).toBe('FINISHED');
        for (let i = 0; i < VOCABULARY; i++) expect(last.get(`w${i}`)).toBe(expected);
        expect(mostHeld).toBeLessThanOrEqual(0);
      }),
      {
        numRuns: Number(process.env['MILLRACE_RUNS'] ?? 25),
        ...(process.env['MILLRACE_SEED'] ? { seed: Number(process.env['MILLRACE_SEED']) } : {}),
      },
    );
  }, 1_800_000);

  it('the same seed gives the same trace', () => {
    const options = {
      seed: 42,
      sources: 2,
      sums: 3,
      unaligned: false,
      faults: [{ kind: 'kill' as const, at: 1_500, target: 1, length: 3_000 }],
    };
    expect(play(options).digest).toBe(play(options).digest);
  });
});
