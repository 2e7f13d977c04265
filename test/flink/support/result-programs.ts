import { Long } from '../../../src/flink/api/boxed.ts';
import type { DataStream, SingleOutputStreamOperator } from '../../../src/flink/api/datastream.ts';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { countEvictor, timeEvictor } from '../../../src/flink/api/evictors.ts';
import type {
  AggregateFunction,
  CoFlatMapFunction,
  CoGroupFunction,
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  ListState,
  MapState,
  ProcessFunction,
  ProcessJoinFunction,
  ReduceFunction,
  UserFunction,
  ValueState,
  WatermarkStrategy,
  WindowFunction,
} from '../../../src/flink/api/functions.ts';
import {
  continuousEventTimeTrigger,
  countTrigger,
  eventTimeTrigger,
  purgingTrigger,
} from '../../../src/flink/api/triggers.ts';
import { Tuple3 } from '../../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../../src/flink/api/types.ts';
import { constant, perSubtask } from '../../../src/flink/api/user-functions.ts';
import { forGenerator, withTimestampAssigner } from '../../../src/flink/api/watermarks.ts';
import type { WindowedStream } from '../../../src/flink/api/windowed-stream.ts';
import {
  eventTimeSessionWindows,
  slidingEventTimeWindows,
  tumblingEventTimeWindows,
} from '../../../src/flink/api/windowing.ts';
import { mapper, selector } from '../jobs.ts';

/**
 * Bounded programs over (key, value, timestamp) as lines of commands; test/truth/results/Results.java reads the same
 * commands against Flink's own API. `buildResultProgram` gives the environment to generate a job from.
 */

type Row = Tuple3<string, number, Long>;

const TYPE = tupleType([BASIC.string, BASIC.int, BASIC.long]);
const row = (key: string, value: number, time: number): Row => new Tuple3(key, value, Long.valueOf(time));
const keyOf = (value: unknown): string => (value as Row).f0!;
const numberOf = (value: unknown): number => (value as Row).f1!;
const timeOf = (value: unknown): number => Number((value as Row).f2!.value);
const KEY = { selector: selector(keyOf), type: BASIC.string };
const EVEN = { id: 'even', type: TYPE };
const LATE = { id: 'late', type: TYPE };
const END = 2 ** 63;

const plusOne = mapper((record) => row(keyOf(record), numberOf(record) + 1, timeOf(record)), 'PlusOne');
const odd = constant<FlatMapFunction>('Odd', {
  flatMap(record, out) {
    out.collect(record);
    if (numberOf(record) % 2 !== 0) out.collect(row(keyOf(record), numberOf(record) * 10, timeOf(record)));
  },
});
const notThird = constant<FilterFunction>('NotThird', { filter: (record) => numberOf(record) % 3 !== 0 });
const mix = constant<ReduceFunction>('Mix', {
  reduce: (a, b) => row(keyOf(a), (numberOf(a) * 3 + numberOf(b)) % 1000, timeOf(b)),
});
const sides = constant<ProcessFunction>('Sides', {
  processElement(record, context, out) {
    if (numberOf(record) % 2 === 0) context.output(EVEN, record);
    else out.collect(record);
  },
});
const sum = constant<AggregateFunction>('Sum', {
  createAccumulator: () => row('', 0, 0),
  add: (record, into) => row(keyOf(record), numberOf(into) + numberOf(record), timeOf(into) + 1),
  getResult: (into) => into,
  merge: (a, b) => row(keyOf(a) === '' ? keyOf(b) : keyOf(a), numberOf(a) + numberOf(b), timeOf(a) + timeOf(b)),
});
const show = constant<WindowFunction>('Show', {
  process(key, context, all, out) {
    let total = 0;
    let n = 0;
    for (const record of all) {
      total = (total * 3 + numberOf(record)) % 1000;
      n++;
    }
    const { start, end } = context.window();
    const watermark = Number(context.currentWatermark());
    const text = Number.isFinite(start)
      ? `[${start} ${end})${watermark >= END ? 'end' : Math.max(-1, watermark)}`
      : 'all';
    out.collect(row(`${key}${text}`, total, n));
  },
});
const timers: UserFunction<ProcessFunction> = perSubtask<ProcessFunction>('Timers', () => {
  let count: ValueState<number> | undefined;
  return {
    open(context) {
      count = context.valueState({ kind: 'value', name: 'count' }) as ValueState<number>;
    },
    processElement(record, context, out) {
      const n = (count!.value() ?? 0) + 1;
      count!.update(n);
      const time = timeOf(record);
      context.registerEventTimeTimer(time - (time % 1000) + 1000);
      out.collect(row(keyOf(record), n, Math.max(-1, Number(context.currentWatermark()))));
    },
    onTimer(at, context, out) {
      out.collect(row(`${context.currentKey()}T`, count!.value() ?? -1, at));
      if (at % 2000 === 0) count!.clear();
    },
  };
});
const batches: UserFunction<ProcessFunction> = perSubtask<ProcessFunction>('Batches', () => {
  let held: ListState<number> | undefined;
  let seen: MapState | undefined;
  return {
    open(context) {
      held = context.listState({ kind: 'list', name: 'held' }) as ListState<number>;
      seen = context.mapState({ kind: 'map', name: 'seen' });
    },
    processElement(record, _context, out) {
      held!.add(numberOf(record));
      const bucket = Math.abs(numberOf(record) % 3);
      const times = (seen!.contains(bucket) ? (seen!.get(bucket) as number) : 0) + 1;
      seen!.put(bucket, times);
      const all = held!.get();
      if (all.length !== 3) return;
      out.collect(
        row(
          keyOf(record),
          all.reduce((a, b) => a + b, 0),
          times,
        ),
      );
      held!.clear();
    },
  };
});
const join = constant<JoinFunction>('Join', {
  join: (a, b, out) => out.collect(row(`${keyOf(a)}&${numberOf(b)}`, numberOf(a), timeOf(a) + timeOf(b))),
});
const groups = constant<CoGroupFunction>('Groups', {
  coGroup(left, right, out) {
    const [a, b] = [[...left], [...right]];
    const total = (side: unknown[]): number => side.reduce((n: number, record) => n + numberOf(record), 0);
    out.collect(row(keyOf(b[0] ?? a[0]), total(a), total(b)));
  },
});
const between = constant<ProcessJoinFunction>('Between', {
  processElement: (a, b, context, out) =>
    out.collect(row(`${keyOf(a)}~${numberOf(b)}`, numberOf(a), context.timestamp()!)),
});
const both = constant<CoFlatMapFunction>('Both', {
  flatMap1: (record, out) => out.collect(row(`${keyOf(record)}1`, numberOf(record), timeOf(record))),
  flatMap2: (record, out) => out.collect(row(`${keyOf(record)}2`, numberOf(record), timeOf(record))),
});

/** A watermark after every record, `bound` ms (and one) behind the highest timestamp; `end`: only at the end of the input. */
function times(bound: string): UserFunction<WatermarkStrategy> {
  return perSubtask('Strategy', () =>
    withTimestampAssigner(
      forGenerator(() => {
        let max = Number.NEGATIVE_INFINITY;
        return {
          onEvent(_record, at, out) {
            if (bound === 'end') return;
            max = Math.max(max, at);
            out.emitWatermark(max - Number(bound) - 1);
          },
          onPeriodicEmit() {},
        };
      }),
      timeOf,
    ),
  );
}

const TRIGGERS = {
  count: () => countTrigger(2),
  purge: () => purgingTrigger(countTrigger(2)),
  cont: () => continuousEventTimeTrigger(700),
  purgetime: () => purgingTrigger(eventTimeTrigger()),
} as const;

function windowed(stream: DataStream, kind: string, a: number, b: number): WindowedStream {
  const keyed = stream.keyBy(KEY);
  switch (kind) {
    case 'tumble':
      return keyed.window(tumblingEventTimeWindows(a, b));
    case 'slide':
      return keyed.window(slidingEventTimeWindows(a, b));
    case 'session':
      return keyed.window(eventTimeSessionWindows(a));
    default:
      return b > 0 ? keyed.countWindow(a, b) : keyed.countWindow(a);
  }
}
const FORMS: Readonly<Record<string, (windows: WindowedStream) => SingleOutputStreamOperator>> = {
  sum: (windows) => windows.sum(1),
  max: (windows) => windows.max(1),
  minBy: (windows) => windows.minBy(1),
  reduce: (windows) => windows.reduce(mix),
  agg: (windows) => windows.aggregate(sum, TYPE),
  proc: (windows) => windows.process(show, TYPE),
  aggproc: (windows) => windows.aggregateThen(sum, show, TYPE, TYPE),
  redproc: (windows) => windows.reduceThen(mix, show, TYPE),
};
function windowOperator(stream: DataStream, words: readonly string[]): SingleOutputStreamOperator {
  const [kind = '', a, b, form = '', lateness, trigger = '', evictor] = words;
  const windows = windowed(stream, kind, Number(a), Number(b));
  if (lateness !== '0') windows.allowedLateness(Number(lateness));
  if (trigger in TRIGGERS) windows.trigger(TRIGGERS[trigger as keyof typeof TRIGGERS]());
  if (evictor === 'count') windows.evictor(countEvictor(2));
  else if (evictor === 'time') windows.evictor(timeEvictor(800));
  if (kind !== 'count') windows.sideOutputLateData(LATE);
  return FORMS[form]!(windows);
}

type OneInput = (stream: DataStream, words: readonly string[]) => SingleOutputStreamOperator;
const ONE_INPUT: Readonly<Record<string, OneInput>> = {
  map: (a) => a.map(plusOne, TYPE),
  flat: (a) => a.flatMap(odd, TYPE),
  filter: (a) => a.filter(notThird),
  sides: (a) => a.process(sides, TYPE),
  sum: (a) => a.keyBy(KEY).sum(1),
  max: (a) => a.keyBy(KEY).max(1),
  min: (a) => a.keyBy(KEY).min(1),
  maxBy: (a) => a.keyBy(KEY).maxBy(1, false),
  minBy: (a) => a.keyBy(KEY).minBy(1),
  reduce: (a) => a.keyBy(KEY).reduce(mix),
  timers: (a) => a.keyBy(KEY).keyedProcess(timers, TYPE),
  batches: (a) => a.keyBy(KEY).keyedProcess(batches, TYPE),
  win: windowOperator,
};

type TwoInput = (a: DataStream, b: DataStream, first: number, second: number) => DataStream;
const TWO_INPUT: Readonly<Record<string, TwoInput>> = {
  union: (a, b) => a.union(b),
  join: (a, b, size) =>
    a
      .join(b)
      .where(KEY.selector, BASIC.string)
      .equalTo(KEY.selector, BASIC.string)
      .window(tumblingEventTimeWindows(size))
      .apply(join, TYPE),
  cogroup: (a, b, size, slide) =>
    a
      .coGroup(b)
      .where(KEY.selector, BASIC.string)
      .equalTo(KEY.selector, BASIC.string)
      .window(slidingEventTimeWindows(size, slide))
      .apply(groups, TYPE),
  interval: (a, b, lower, upper) =>
    a.keyBy(KEY).intervalJoin(b.keyBy(KEY)).between(lower, upper).process(between, TYPE),
  connect: (a, b) => a.connect(b).keyBy(KEY, KEY).flatMap(both, TYPE),
};

function rowsOf(text: string): Row[] {
  return text.split(',').map((fields) => {
    const [key = '', value, time] = fields.split(':');
    return row(key, Number(value), Number(time));
  });
}

/** Builds the program in an environment of its own. */
export function buildResultProgram(program: string): StreamExecutionEnvironment {
  const env = new StreamExecutionEnvironment(1);
  const streams = new Map<string, DataStream>();
  for (const line of program.split(';')) {
    const words = line.split(' ');
    const [command = '', name = '', input = '', more = ''] = words;
    const a = streams.get(input)!;
    if (command === 'env') {
      env.setParallelism(Number(name));
      env.setRuntimeMode(input as 'BATCH' | 'STREAMING');
    } else if (command === 'src') {
      streams.set(name, env.fromCollection(rowsOf(more), TYPE).assignTimestampsAndWatermarks(times(input)));
    } else if (command === 'one') streams.set(name, ONE_INPUT[more]!(a, words.slice(4)));
    else if (command === 'par') (streams.get(name) as SingleOutputStreamOperator).setParallelism(Number(input));
    else if (command in TWO_INPUT) {
      streams.set(name, TWO_INPUT[command]!(a, streams.get(more)!, Number(words[4]), Number(words[5])));
    } else if (command === 'sideout') {
      streams.set(name, (a as SingleOutputStreamOperator).getSideOutput(more === 'late' ? LATE : EVEN));
    } else if (name === '-') a.print();
    else a.print(name);
  }
  return env;
}
