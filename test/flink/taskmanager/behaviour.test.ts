import { describe, expect, it } from 'vitest';
import { Long } from '../../../src/flink/api/boxed.ts';
import type { Configuration } from '../../../src/flink/api/configuration.ts';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type {
  Counter,
  FlatMapFunction,
  MapFunction,
  ProcessFunction,
  RuntimeContext,
  SourceFunction,
  UserFunction,
} from '../../../src/flink/api/functions.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../../src/flink/api/types.ts';
import { constant, perSubtask } from '../../../src/flink/api/user-functions.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { subtaskMetrics } from '../../../src/flink/rest/metrics.ts';
import { startCluster } from './cluster.ts';

function build(define: (env: StreamExecutionEnvironment) => void, parallelism = 1): JobGraph {
  const env = new StreamExecutionEnvironment(parallelism);
  define(env);
  const { environment, jobName } = env.takeProgram('test');
  return generateJobGraph(generateStreamGraph(environment, jobName), { jobId: '00000000000000000000000000000001' });
}

/** Numbers from 1, one every `pause` ms. */
const ticks = (pause: number, until = Number.POSITIVE_INFINITY): UserFunction<SourceFunction> =>
  perSubtask('Ticks', (jvm) => {
    let running = true;
    return {
      *run(context) {
        for (let n = 1; running && n <= until; n++) {
          const wait = context.collect(n);
          if (wait) yield wait;
          if (pause > 0) yield jvm.sleep(pause);
        }
      },
      cancel() {
        running = false;
      },
    };
  });
const sleeping = (ms: number): UserFunction<MapFunction> =>
  perSubtask('Sleeping', (jvm) => ({
    *map(value: unknown) {
      yield jvm.sleep(ms);
      return value;
    },
  }));

describe('the threads of a job', () => {
  it('a slow operator puts its upstream under back pressure; it is busy itself', () => {
    const cluster = startCluster({ taskManagers: 2, slots: 1 });
    const job = build((env) => {
      env.setBufferTimeout(10);
      env
        .addSource(ticks(0), false, BASIC.int, 'Ticks')
        .map(constant('Text', { map: (n: unknown) => `${n} `.repeat(200) }), BASIC.string)
        .rebalance()
        .map(sleeping(10), BASIC.string)
        .slotSharingGroup('other')
        .discard();
    });
    cluster.submit(job);
    cluster.pass(20_000);
    const metrics = new Map(
      cluster.taskManagers.flatMap(({ handle }) =>
        [...handle.taskExecutor!.tasks.values()].map((task) => [task.taskName, task.metrics()] as const),
      ),
    );
    const source = metrics.get(job.vertices[0]!.name)!;
    const slow = metrics.get(job.vertices[1]!.name)!;
    expect(source.backPressuredMsPerSecond).toBeGreaterThan(900);
    expect(source.isBackPressured).toBe(true);
    // The trace says so too, while nothing moves.
    const told = cluster.facts('data.progress').findLast(({ vertex }) => vertex === job.vertices[0]!.id);
    expect(told?.backPressured).toBeGreaterThan(900);
    expect(slow.busyMsPerSecond).toBeGreaterThan(950);
    // Half of the source's records are in buffers at most: what is in flight is bounded by the buffers, not by memory.
    expect(source.io.recordsOut - slow.io.recordsIn).toBeLessThan(2_000);
    expect(source.io.recordsOut).toBeGreaterThan(100);
  });

  it('a record waits for the buffer timeout, and not at all when it is 0', () => {
    const latency = (timeout: number): number => {
      const cluster = startCluster({ taskManagers: 1, slots: 2 });
      const job = build((env) => {
        env.setBufferTimeout(timeout);
        env
          .addSource(ticks(333), false, BASIC.int, 'Ticks')
          .rebalance()
          .map(constant('Same', { map: (n: unknown) => n }), BASIC.int)
          .print();
      }, 2);
      cluster.submit(job);
      cluster.pass(6_000);
      const buffers = cluster.facts('data.buffer');
      expect(buffers.length).toBeGreaterThan(5);
      const sent = cluster
        .facts('subtask.state')
        .find(({ state, vertex }) => state === 'RUNNING' && vertex === job.vertices[0]!.id)!.at;
      const delays = buffers.map(({ at }) => (at - sent + 5) % 333);
      return delays.reduce((a, b) => a + b, 0) / delays.length;
    };
    expect(latency(0)).toBeLessThan(20);
    expect(latency(100)).toBeGreaterThan(20);
    expect(latency(100)).toBeLessThan(100);
  });

  it('user code that sleeps holds up its task, in order', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    const job = build((env) => {
      env.fromElements(['a', 'b', 'c'], BASIC.string).map(sleeping(500), BASIC.string).print();
    });
    cluster.submit(job);
    expect(cluster.finish(job)).toBe('FINISHED');
    expect(cluster.lines()).toEqual(['a', 'b', 'c']);
    const printed = cluster.facts('data.printed').map(({ at }) => at);
    expect(printed[2]! - printed[0]!).toBeGreaterThanOrEqual(1_000);
  });

  it('a record that one operator changes is not changed for the others', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    const pair = tupleType([BASIC.string, BASIC.int]);
    const job = build((env) => {
      const source = env.fromElements([new Tuple2('a', 1)], pair);
      const spoil = constant('Spoil', {
        map: (value: unknown) => {
          (value as Tuple2<string, number>).f1 = 99;
          return value;
        },
      });
      source.map(spoil, pair).print('spoilt');
      source.print('kept');
    });
    cluster.submit(job);
    expect(cluster.finish(job)).toBe('FINISHED');
    expect(cluster.lines().sort()).toEqual(['kept> (a,1)', 'spoilt> (a,99)']);
  });

  it('an exception in a chained operator fails the job as it was thrown: Task unwraps it', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    const job = build((env) => {
      env
        .fromElements([1, 0], BASIC.int)
        .flatMap(
          constant<FlatMapFunction>('Bad', {
            flatMap(value, out) {
              if (value === 0) throw new Error('/ by zero');
              out.collect(value);
            },
          }),
          BASIC.int,
        )
        .print();
    });
    cluster.submit(job);
    expect(cluster.finish(job)).toBe('FAILED');
    const failed = cluster.facts('subtask.state').find(({ state }) => state === 'FAILED')!;
    expect(failed.cause).not.toContain('ExceptionInChainedOperatorException');
    expect(cluster.lines()).toEqual(['1']);
  });
});

describe('cancelling', () => {
  it('a running job is CANCELED within moments, a finite wait of its source notwithstanding', () => {
    const cluster = startCluster({ taskManagers: 2, slots: 1 });
    const job = build((env) => {
      env.addSource(ticks(60_000), false, BASIC.int, 'Ticks').rebalance().map(sleeping(60_000), BASIC.int).print();
    }, 2);
    cluster.submit(job);
    cluster.pass(3_000);
    expect(cluster.status(job)).toBe('RUNNING');
    cluster.dispatcher.cancelJob(job.jobId);
    const asked = cluster.simulation.now;
    expect(cluster.finish(job)).toBe('CANCELED');
    expect(cluster.simulation.now - asked).toBeLessThan(300);
    cluster.pass(60_000);
    for (const { handle } of cluster.taskManagers) {
      expect(handle.taskExecutor!.tasks.size).toBe(0);
      expect(handle.taskExecutor!.shuffle.partitions.size).toBe(0);
      expect(handle.taskExecutor!.slots.slots.every(({ allocationId }) => allocationId === null)).toBe(true);
    }
  });
});

/** Sleeps, and goes on sleeping `times` more when it is interrupted. */
const stubborn = (times: number): UserFunction<MapFunction> =>
  perSubtask('Stubborn', (jvm) => ({
    *map(value: unknown) {
      for (let left = times; left >= 0; left--) {
        try {
          yield jvm.sleep(3_600_000);
        } catch {
          // As course programs write it: the exception is caught and forgotten.
        }
      }
      return value;
    },
  }));

describe('user code that does not end when it is interrupted', () => {
  const canceling = (times: number, configuration: Configuration = {}) => {
    const cluster = startCluster({ taskManagers: 2, slots: 1, configuration });
    const job = build((env) => {
      env.addSource(ticks(60_000), false, BASIC.int, 'Ticks').map(stubborn(times), BASIC.int).print();
    }, 1);
    cluster.submit(job);
    cluster.pass(3_000);
    cluster.dispatcher.cancelJob(job.jobId);
    const asked = cluster.simulation.now;
    return { cluster, job, took: () => cluster.simulation.now - asked };
  };
  const logs = (cluster: ReturnType<typeof startCluster>): string =>
    cluster.taskManagers.flatMap(({ log }) => log).join('');

  it('is interrupted again each task.cancellation.interval', () => {
    const { cluster, job, took } = canceling(2, { 'task.cancellation.interval': '10000' });
    expect(cluster.finish(job)).toBe('CANCELED');
    expect(took()).toBeGreaterThan(20_000);
    expect(took()).toBeLessThan(20_200);
    expect(logs(cluster)).toContain(
      'did not react to cancelling signal - interrupting; it is stuck for 10 seconds in method',
    );
  });
  it('makes its TaskManager exit after task.cancellation.timeout; the others stay', () => {
    const { cluster, job, took } = canceling(1_000_000);
    cluster.until(() => cluster.taskManagers.some(({ process }) => !process.alive), 200_000);
    expect(took()).toBeGreaterThan(180_000);
    expect(took()).toBeLessThan(181_000);
    expect(logs(cluster)).toContain('Task did not exit gracefully within 180 + seconds.');
    expect(cluster.taskManagers.filter(({ process }) => process.alive)).toHaveLength(1);
    expect(cluster.finish(job, 120_000)).toBe('CANCELED');
  });
});

describe('metrics of user code', () => {
  it('show below their operator, by group and name', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 2 });
    const counting: UserFunction<MapFunction> = {
      ...perSubtask('Counting', () => {
        let seen: Counter | undefined;
        return {
          open(context: RuntimeContext) {
            seen = context.metrics.addGroup('my group').counter('seen');
            context.metrics.register('twice', () => ({ '': 2 * seen!.count() }));
            context.metrics.register('broken', () => {
              throw new Error('never shown');
            });
          },
          map(value: unknown) {
            seen!.inc();
            return value;
          },
        } as MapFunction;
      }),
      rich: true,
    };
    const job = build((env) => {
      env.addSource(ticks(1_000, 5), false, BASIC.int, 'Ticks').map(counting, BASIC.int).name('My Map').print();
    });
    cluster.submit(job);
    cluster.pass(3_500);
    const [metrics] = [...cluster.taskManagers[0]!.handle.taskExecutor!.metrics().values()];
    const ids = subtaskMetrics({ metrics: metrics!, before: null, seconds: 1 });
    const { recordsIn } = metrics!.operators[1]!;
    expect(recordsIn).toBeGreaterThan(1);
    expect(ids).toContainEqual({ id: 'My_Map.my_group.seen', value: String(recordsIn) });
    expect(ids).toContainEqual({ id: 'My_Map.twice', value: String(2 * recordsIn) });
    expect(ids.some(({ id }) => id.includes('broken'))).toBe(false);
  });
});

describe('network buffers', () => {
  const shuffled = (network: string) => {
    const cluster = startCluster({
      taskManagers: 2,
      slots: 4,
      configuration: { 'taskmanager.memory.network.min': network, 'taskmanager.memory.network.max': network },
    });
    const job = build((env) => {
      env.addSource(ticks(10, 20), false, BASIC.int, 'Ticks').rebalance().map(sleeping(1), BASIC.int).shuffle().print();
    }, 8);
    cluster.submit(job);
    return { cluster, job, status: cluster.finish(job) };
  };
  it('that are too few fail the tasks that get none', () => {
    const { cluster, job, status } = shuffled('2m');
    expect(status).toBe('FAILED');
    expect(cluster.dispatcher.job(job.jobId)!.failure!.error.causedBy!.message).toMatch(
      /^java.io.IOException: Insufficient number of network buffers: required \d+, but only \d+ available. The total number of network buffers is currently set to 64 of 32768 bytes each. You can increase this number by setting the configuration keys 'taskmanager.memory.network.fraction', 'taskmanager.memory.network.min', and 'taskmanager.memory.network.max'./,
    );
  });
  it('are given back when a job ends', () => {
    const { cluster, job, status } = shuffled('8m');
    expect(status).toBe('FINISHED');
    for (let again = 0; again < 3; again++) {
      const next = { ...job, jobId: String(again).repeat(32) };
      cluster.submit(next);
      expect(cluster.finish(next)).toBe('FINISHED');
    }
    for (const { handle } of cluster.taskManagers) {
      const { buffers } = handle.taskExecutor!.shuffle;
      expect(buffers.available).toBe(buffers.total);
    }
  });
});

describe('iterations', () => {
  it('feedback goes round until it has left the loop, then the head ends', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    const job = build((env) => {
      const loop = env.fromElements([5, 2], BASIC.int).iterate(2_000);
      const less = loop.map(constant('Less', { map: (n: unknown) => (n as number) - 1 }), BASIC.int);
      loop.closeWith(less.filter(constant('More', { filter: (n: unknown) => (n as number) > 0 })));
      less.filter(constant('Done', { filter: (n: unknown) => (n as number) <= 0 })).print();
    });
    cluster.submit(job);
    expect(cluster.finish(job)).toBe('FINISHED');
    expect(cluster.lines()).toEqual(['0', '0']);
  });
});

describe('keyed state and timers', () => {
  it('a processing-time timer fires once, one key not seeing another', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    const counting: UserFunction<ProcessFunction> = perSubtask('Counting', () => {
      let count: import('../../../src/flink/api/functions.ts').ValueState | undefined;
      return {
        open(context) {
          count = context.valueState({ kind: 'value', name: 'count' });
        },
        processElement(_value, context) {
          const before = (count!.value() as number | null) ?? 0;
          count!.update(before + 1);
          if (before === 0) context.registerProcessingTimeTimer(context.currentProcessingTime() + 950);
        },
        onTimer(_time, context, out) {
          out.collect(`${context.currentKey()} ${count!.value()}`);
          count!.clear();
        },
      };
    });
    const job = build((env) => {
      env
        .addSource(ticks(100), false, BASIC.int, 'Ticks')
        .keyBy({
          selector: constant('Parity', { getKey: (n: unknown) => ((n as number) % 2 === 0 ? 'even' : 'odd') }),
          type: BASIC.string,
        })
        .keyedProcess(counting, BASIC.string)
        .print();
    });
    cluster.submit(job);
    cluster.until(() => cluster.lines().length === 2, 20_000);
    expect(cluster.lines().sort()).toEqual(['even 5', 'odd 5']);
    const timers = cluster.facts('data.progress').flatMap(({ timers: waiting }) => waiting ?? []);
    expect(timers).toContainEqual({ domain: 'processing', count: 2, next: expect.any(Number), key: 'odd' });
    const states = cluster.facts('data.state');
    expect(states.filter(({ key }) => key === 'odd').map(({ value }) => value)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      null,
    ]);
  });

  it('keys are equal as in Java: Long keys by value', () => {
    const cluster = startCluster({ taskManagers: 1, slots: 2 });
    const pair = tupleType([BASIC.long, BASIC.int]);
    const job = build((env) => {
      env
        .fromElements(
          [1, 2, 1, 1].map((n) => new Tuple2(new Long(n), 1)),
          pair,
        )
        .keyBy({ selector: constant('f0', { getKey: (value: unknown) => (value as Tuple2).f0 }), type: BASIC.long })
        .sum(1)
        .print();
    });
    cluster.submit(job);
    expect(cluster.finish(job)).toBe('FINISHED');
    expect(cluster.lines()).toEqual(['(1,1)', '(2,1)', '(1,2)', '(1,3)']);
  });
});

describe('files', () => {
  it('writeAsText: one file at parallelism 1, a directory of numbered files otherwise', () => {
    for (const parallelism of [1, 2]) {
      const cluster = startCluster({ taskManagers: 1, slots: 2 });
      const job = build((env) => {
        env
          .fromElements(['a', 'b', 'c', 'd'], BASIC.string)
          .rebalance()
          .map(constant('Same', { map: (v: unknown) => v }), BASIC.string)
          .writeAsText('/tmp/out');
      }, parallelism);
      cluster.submit(job);
      expect(cluster.finish(job)).toBe('FINISHED');
      const { files } = cluster.platform.machines.get('node1')!;
      const text =
        parallelism === 1 ? files.readText('/tmp/out') : files.readText('/tmp/out/1') + files.readText('/tmp/out/2');
      expect(text.split('\n').filter(Boolean).sort()).toEqual(['a', 'b', 'c', 'd']);
    }
  });
});
