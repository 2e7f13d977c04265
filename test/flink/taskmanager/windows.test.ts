import { describe, expect, it } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type {
  OutputTag,
  SourceFunction,
  Trigger,
  UserFunction,
  WindowAssigner,
  WindowFunction,
} from '../../../src/flink/api/functions.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../../src/flink/api/types.ts';
import { constant, perSubtask } from '../../../src/flink/api/user-functions.ts';
import * as windowing from '../../../src/flink/api/windowing.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { startCluster } from './cluster.ts';

type Step = readonly [key: string, value: number, timestamp: number] | number;
const PAIR = tupleType([BASIC.string, BASIC.int]);
const LATE: OutputTag = { id: 'late', type: PAIR };

/** Emits records with timestamps, and watermarks (a number). */
const script = (steps: readonly Step[]): UserFunction<SourceFunction> =>
  perSubtask('Script', (jvm) => ({
    *run(context) {
      for (const step of steps) {
        const wait =
          typeof step === 'number'
            ? context.emitWatermark(step)
            : context.collectWithTimestamp(new Tuple2(step[0], step[1]), step[2]);
        if (wait) yield wait;
        yield jvm.sleep(150);
      }
      yield jvm.sleep(1_000_000);
    },
    cancel() {},
  }));

const sumUp: WindowFunction = {
  process(key, context, elements, out) {
    let sum = 0;
    for (const element of elements) sum += (element as Tuple2<string, number>).f1!;
    const { start, end } = context.window();
    out.collect(`${key},${sum}@[${start},${end}) wm ${context.currentWatermark()}`);
  },
};

/** What the windows emit, with the watermark at the firing; late records as `late key,value@…`. */
function windows(
  steps: readonly Step[],
  assigner: WindowAssigner,
  options: { lateness?: number; trigger?: Trigger } = {},
): string[] {
  const env = new StreamExecutionEnvironment(1);
  const trigger = options.trigger;
  const windowed = env
    .addSource(script(steps), false, PAIR)
    .keyBy({ selector: constant('f0', { getKey: (value: unknown) => (value as Tuple2).f0 }), type: BASIC.string })
    .window(assigner)
    .allowedLateness(options.lateness ?? 0)
    .sideOutputLateData(LATE);
  const result = (trigger ? windowed.trigger(trigger) : windowed).apply(constant('Sum', sumUp), BASIC.string);
  result.print();
  result.getSideOutput(LATE).print('late');
  const { environment, jobName } = env.takeProgram('windows');
  const job = generateJobGraph(generateStreamGraph(environment, jobName), {
    jobId: '00000000000000000000000000000001',
  });
  const cluster = startCluster({ taskManagers: 1, slots: 1 });
  cluster.submit(job);
  cluster.pass(2_000 + steps.length * 200);
  expect(cluster.status(job)).toBe('RUNNING');
  return cluster.lines();
}

describe('windows in processing time', () => {
  it('N15: fire when the clock passes their end', () => {
    const env = new StreamExecutionEnvironment(1);
    const source = perSubtask(
      'Clock',
      (jvm): SourceFunction => ({
        *run(context) {
          const now = jvm.currentTimeMillis();
          yield jvm.sleep(3_000 - (now % 3_000) + 3);
          for (const key of ['key2', 'key2', 'key2', 'key1', 'key1']) context.collect(new Tuple2(key, 1));
          yield jvm.sleep(4_997);
          for (let i = 0; i < 3; i++) context.collect(new Tuple2('key1', 1));
          yield jvm.sleep(1_000_000);
        },
        cancel() {},
      }),
    );
    const summed: WindowFunction = {
      process(key, context, elements, out) {
        out.collect(`${key},${[...elements].length} ${context.window().end % 6_000}`);
      },
    };
    env
      .addSource(source, false, PAIR)
      .keyBy({ selector: constant('f0', { getKey: (value: unknown) => (value as Tuple2).f0 }), type: BASIC.string })
      .window(windowing.tumblingProcessingTimeWindows(3_000))
      .apply(constant('Count', summed), BASIC.string)
      .print();
    const { environment, jobName } = env.takeProgram('clock');
    const job = generateJobGraph(generateStreamGraph(environment, jobName), { jobId: '0'.repeat(31).concat('2') });
    const cluster = startCluster({ taskManagers: 1, slots: 1 });
    cluster.submit(job);
    cluster.pass(15_000);
    const [first, second] = cluster.lines()[0]!.endsWith(' 0') ? [0, 3_000] : [3_000, 0];
    expect(cluster.lines()).toEqual([`key2,3 ${first}`, `key1,2 ${first}`, `key1,3 ${second}`]);
  });
});

describe('WindowOperator answers as Flink’s own tests say (oracle N08 to N17)', () => {
  const RECORDS: Step[] = [
    ['key2', 1, 3_999],
    ['key2', 1, 3_000],
    ['key1', 1, 20],
    ['key1', 1, 0],
    ['key1', 1, 999],
    ['key2', 1, 1_998],
    ['key2', 1, 1_999],
    ['key2', 1, 1_000],
  ];

  it('N08: tumbling windows of 3 s', () => {
    expect(
      windows(
        [...RECORDS, 999, 1_999, 2_999, 3_999, 4_999, 5_999, 6_999],
        windowing.tumblingEventTimeWindows(3_000),
      ).sort(),
    ).toEqual(['key1,3@[0,3000) wm 2999', 'key2,2@[3000,6000) wm 5999', 'key2,3@[0,3000) wm 2999']);
  });
  it('N09: windows of 3 s sliding by 1 s', () => {
    const fired = windows(
      [...RECORDS, 999, 1_999, 2_999, 3_999, 4_999, 5_999, 6_999],
      windowing.slidingEventTimeWindows(3_000, 1_000),
    );
    const at = (watermark: number): string[] =>
      fired
        .filter((line) => line.endsWith(`wm ${watermark}`))
        .map((line) => line.split('@')[0]!)
        .sort();
    expect([999, 1_999, 2_999, 3_999, 4_999, 5_999, 6_999].map(at)).toEqual([
      ['key1,3'],
      ['key1,3', 'key2,3'],
      ['key1,3', 'key2,3'],
      ['key2,5'],
      ['key2,2'],
      ['key2,2'],
      [],
    ]);
  });
  it('N11: lateness 500 ms, a purging trigger', () => {
    const steps: Step[] = [
      ['k', 1, 500],
      1_500,
      ['k', 1, 1_300],
      2_300,
      ['k', 1, 1_997],
      6_000,
      ['k', 1, 1_998],
      7_000,
    ];
    const trigger = windowing.purgingTrigger(windowing.eventTimeTrigger());
    expect(windows(steps, windowing.tumblingEventTimeWindows(2_000), { lateness: 500, trigger })).toEqual([
      'k,2@[0,2000) wm 2300',
      'k,1@[0,2000) wm 2300',
      'late> (k,1)',
    ]);
  });
  it('N12: without lateness a record behind the watermark goes to the side output', () => {
    const steps: Step[] = [['k', 1, 1_000], 1_985, ['k', 1, 1_980], 1_999, ['k', 1, 1_998], ['k', 1, 2_001], 3_999];
    expect(windows(steps, windowing.tumblingEventTimeWindows(2_000))).toEqual([
      'k,2@[0,2000) wm 1999',
      'late> (k,1)',
      'k,1@[2000,4000) wm 3999',
    ]);
  });
  it('N14: sessions with a purging count trigger: merged counts fire', () => {
    const steps: Step[] = [
      ['key2', 1, 0],
      ['key2', 2, 1_000],
      ['key2', 3, 2_500],
      ['key2', 4, 3_500],
    ];
    const trigger = windowing.purgingTrigger(windowing.countTrigger(4));
    expect(windows(steps, windowing.eventTimeSessionWindows(3_000), { trigger })).toEqual([
      `key2,10@[0,6500) wm ${-(2n ** 63n)}`,
    ]);
  });
  it('N17: a late record that merges into a session that is kept fires at once', () => {
    const steps: Step[] = [['key2', 1, 11_600], 14_600, ['key2', 1, 10_000]];
    expect(windows(steps, windowing.eventTimeSessionWindows(3_000), { lateness: 10_000 })).toEqual([
      'key2,1@[11600,14600) wm 14600',
      'key2,2@[10000,14600) wm 14600',
    ]);
  });
  it('N06: windows that touch merge', () => {
    const records = [0, 1, 2, 4, 5].map((time): Step => ['k', 1, time]);
    expect(windows([...records, 100], windowing.eventTimeSessionWindows(1)).map((line) => line.split(' ')[0])).toEqual([
      'k,3@[0,3)',
      'k,2@[4,6)',
    ]);
  });
  it('sessions apart stay apart and merge when a record bridges them', () => {
    const steps: Step[] = [['k', 1, 0], ['k', 1, 5_000], ['k', 1, 2_500], 20_000];
    expect(windows(steps, windowing.eventTimeSessionWindows(3_000))).toEqual(['k,3@[0,8000) wm 20000']);
  });
});
