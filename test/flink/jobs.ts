import { Long } from '../../src/flink/api/boxed.ts';
import type { DataStream, SingleOutputStreamOperator } from '../../src/flink/api/datastream.ts';
import { StreamExecutionEnvironment } from '../../src/flink/api/environment.ts';
import type {
  CoMapFunction,
  FlatMapFunction,
  JvmRef,
  KeySelector,
  ListState,
  MapFunction,
  Partitioner,
  ProcessFunction,
  RuntimeContext,
  SourceContext,
  SourceFunction,
  UserFunction,
  WatermarkStrategy,
  WindowFunction,
} from '../../src/flink/api/functions.ts';
import type { RestartStrategy } from '../../src/flink/api/transformations.ts';
import { Tuple2 } from '../../src/flink/api/tuple.ts';
import { BASIC, genericType, tupleType } from '../../src/flink/api/types.ts';
import { constant } from '../../src/flink/api/user-functions.ts';
import { stringOf } from '../../src/flink/api/values.ts';
import {
  forBoundedOutOfOrderness,
  forMonotonousTimestamps,
  withTimestampAssigner,
} from '../../src/flink/api/watermarks.ts';
import { tumblingEventTimeWindows } from '../../src/flink/api/windowing.ts';
import { generateJobGraph } from '../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../src/flink/graph/types.ts';
import type { Task } from '../../src/simulation/task.ts';

/**
 * The jobs of shared/truth/02-jobs (their Java sources are in 02-jobs/src), rebuilt through the DataStream API. So that
 * every room can run the same jobs: `recordedJob('b-socket-p2')` gives the job graph of that recording's command line.
 */

// ---- the pieces that the programs share ------------------------------------------------------------------------------

export const WORD_COUNT = tupleType([BASIC.string, BASIC.int]);
export const LINES = [
  'spark python spark hive spark hive',
  'python spark hive spark python',
  'mapreduce spark hadoop hdfs hadoop spark',
  'hive mapreduce',
];

export const splitWords: UserFunction<FlatMapFunction> = constant('SplitWords', {
  flatMap(line, out) {
    for (const word of (line as string).trim().split(/\s+/)) if (word !== '') out.collect(new Tuple2(word, 1));
  },
});

export function selector(getKey: KeySelector['getKey']): UserFunction<KeySelector> {
  return constant('$$Lambda', { getKey });
}
const byWord = { selector: selector((pair) => (pair as Tuple2).f0), type: BASIC.string };

export function mapper(map: MapFunction['map'], name = '$$Lambda'): UserFunction<MapFunction> {
  return constant(name, { map });
}
const toPair = mapper((word) => new Tuple2(word, 1));

/** Emits `word` of 0, 1 … below `count`, one every `pause` ms, and keeps its position in state. */
export function boundedSource(count: number, pause: number, word: (n: number) => string): UserFunction<SourceFunction> {
  return {
    name: 'BoundedSource',
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
            const wait = context.collect(word(next));
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

/** TickSource: the four lines again and again, one every `pause` ms. */
export function tickSource(pause: number): UserFunction<SourceFunction> {
  return {
    name: 'TickSource',
    instantiate(jvm: JvmRef): SourceFunction {
      let running = true;
      return {
        *run(context: SourceContext): Task {
          for (let i = 0; running; i++) {
            const wait = context.collect(LINES[i % LINES.length]);
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

/** CountingSource: w0 … in turn; keeps its position in state and fails once (or `always`) where it is told to. */
function countingSource(options: {
  readonly pause: number;
  readonly vocabulary: number;
  readonly failAt: number;
  readonly failSubtask: number;
  readonly always: boolean;
}): UserFunction<SourceFunction> {
  return {
    name: 'CountingSource',
    rich: true,
    instantiate(jvm: JvmRef): SourceFunction {
      let running = true;
      let next = 0;
      let saved: ListState | undefined;
      let runtime: RuntimeContext | undefined;
      return {
        open(context) {
          runtime = context;
        },
        initializeState(context) {
          saved = context.listState({ kind: 'list', name: 'next' });
          for (const n of saved.get()) next = Math.max(next, n as number);
        },
        snapshotState() {
          saved!.clear();
          saved!.add(next);
        },
        *run(context: SourceContext): Task {
          while (running) {
            if (
              options.failAt >= 0 &&
              next >= options.failAt &&
              runtime?.indexOfThisSubtask === options.failSubtask &&
              (options.always || runtime.attemptNumber === 0)
            ) {
              throw new Error(`planned failure at ${next}`);
            }
            const wait = context.collect(`w${next % options.vocabulary}`);
            if (wait) yield wait;
            next++;
            yield jvm.sleep(options.pause);
          }
        },
        cancel() {
          running = false;
        },
      };
    },
  };
}

// ---- the programs, by class name -------------------------------------------------------------------------------------

/** ParameterTool.fromArgs. */
export type Parameters = ReadonlyMap<string, string>;
type Program = (env: StreamExecutionEnvironment, params: Parameters) => string;

function int(params: Parameters, name: string, otherwise: number): number {
  return params.has(name) ? Number(params.get(name)) : otherwise;
}

function boundedWordCount(env: StreamExecutionEnvironment, params: Parameters): string {
  if (params.has('batch')) env.setRuntimeMode('BATCH');
  const input = params.get('input');
  const lines = input === undefined ? env.fromElements(LINES, BASIC.string) : env.readTextFile(input);
  lines.flatMap(splitWords, WORD_COUNT).keyBy(byWord).sum(1).print();
  return 'Bounded WordCount';
}

function socketWordCount(env: StreamExecutionEnvironment, params: Parameters): string {
  const words = env
    .socketTextStream(params.get('host') ?? 'localhost', int(params, 'port', 9999))
    .flatMap(splitWords, WORD_COUNT);
  if (params.has('flatMap')) words.setParallelism(int(params, 'flatMap', 1));
  const counts = words.keyBy(byWord).sum(1);
  if (params.has('sum')) counts.setParallelism(int(params, 'sum', 1));
  const out = counts.print();
  if (params.has('print')) out.setParallelism(int(params, 'print', 1));
  return 'Socket WordCount';
}

function streamWordCount(env: StreamExecutionEnvironment): string {
  const words = constant<FlatMapFunction>('$$Lambda', {
    flatMap(line, out) {
      for (const word of (line as string).split(' ')) out.collect(word);
    },
  });
  env
    .socketTextStream('localhost', 7777)
    .flatMap(words, BASIC.string)
    .filter(constant('$$Lambda', { filter: (word) => word !== '' }))
    .setParallelism(4)
    .map(toPair, WORD_COUNT)
    .setParallelism(4)
    .keyBy({ positions: [0] })
    .sum(1)
    .setParallelism(1)
    .print()
    .setParallelism(3);
  return 'stream word count job';
}

function chainingVariants(env: StreamExecutionEnvironment, params: Parameters): string {
  const variant = params.get('variant') ?? 'base';
  if (variant === 'disableAll') env.disableOperatorChaining();
  const ticks = env.addSource(tickSource(200), true, BASIC.string);
  const words = ticks.flatMap(splitWords, WORD_COUNT);
  const upper = words.map(
    mapper((pair) => new Tuple2(((pair as Tuple2).f0 as string).toUpperCase(), (pair as Tuple2).f1), 'Upper'),
    WORD_COUNT,
  );
  if (variant === 'disableOp') upper.disableChaining();
  if (variant === 'startNew') upper.startNewChain();
  if (variant === 'groupRed' || variant === 'twoGroups') upper.slotSharingGroup('red');
  const counts = upper.keyBy(byWord).sum(1);
  if (variant === 'groupRedSum') counts.slotSharingGroup('red');
  if (variant === 'twoGroups') counts.slotSharingGroup('blue');
  const out = counts.print();
  if (variant === 'groupRedDefaultSink') out.slotSharingGroup('default');
  if (variant === 'named') {
    ticks.name('ticks').uid('ticks-uid');
    words.name('split').uid('split-uid');
    upper.name('upper');
    counts.name('count');
    out.name('screen');
  }
  return `Chaining ${variant}`;
}

function stamp(word: string): UserFunction<MapFunction> {
  return {
    name: 'Stamp',
    rich: true,
    instantiate() {
      let subtask = 0;
      return {
        open(context) {
          subtask = context.indexOfThisSubtask;
        },
        map: (value) => `${stringOf(value)} ${word} ${subtask + 1}`,
      };
    },
  };
}

function partitionVariants(env: StreamExecutionEnvironment, params: Parameters): string {
  const up = int(params, 'up', 2);
  const down = int(params, 'down', 4);
  const how = params.get('how') ?? 'default';
  const object = genericType('java.lang.Object', false);
  const same = mapper((value) => value);
  const sent = env
    .fromSequence(1, 12)
    .setParallelism(up)
    .map(same, object)
    .setParallelism(up)
    .name('box')
    .map(stamp('from'), BASIC.string)
    .setParallelism(up)
    .name('stamp sender');
  moved(sent, how)
    .map(same, object)
    .setParallelism(down)
    .name('unbox')
    .map(stamp('to'), BASIC.string)
    .setParallelism(down)
    .name('stamp receiver')
    .print()
    .setParallelism(down);
  return `Partition ${how} ${up}->${down}`;
}

function moved(sent: SingleOutputStreamOperator, how: string): DataStream {
  switch (how) {
    case 'rebalance':
    case 'rescale':
    case 'broadcast':
    case 'shuffle':
    case 'global':
    case 'forward':
      return sent[how]();
    case 'keyBy':
      return sent.keyBy({ selector: selector((value) => value), type: BASIC.string });
    case 'custom': {
      const oddEven = constant<Partitioner>('OddEven', { partition: (key) => (key as number) % 2 });
      const number = selector((value) => Number((value as string).split(' ')[0]));
      return sent.partitionCustom(oddEven, { selector: number, type: BASIC.int });
    }
    default:
      return sent;
  }
}

const joinTimes: UserFunction<WatermarkStrategy> = {
  name: 'WatermarkStrategy',
  instantiate: () =>
    withTimestampAssigner(forMonotonousTimestamps(), (record) => Number(((record as Tuple2).f1 as Long).value)),
};

function manyInputs(env: StreamExecutionEnvironment, params: Parameters): string {
  const shape = params.get('shape') ?? 'union';
  const a = env.fromElements(['spark hive', 'python'], BASIC.string).name('A');
  const b = env.fromElements(['flink hive', 'hadoop'], BASIC.string).name('B');
  switch (shape) {
    case 'union':
      a.union(b).flatMap(splitWords, WORD_COUNT).keyBy(byWord).sum(1).print();
      break;
    case 'connect': {
      const fn = constant<CoMapFunction>('ManyInputs$1', {
        map1: (text) => `text ${text}`,
        map2: (number) => `number ${number}`,
      });
      a.connect(env.fromElements([1, 2, 3], BASIC.int).name('numbers'))
        .map(fn, BASIC.string)
        .print();
      break;
    }
    case 'join': {
      const type = tupleType([BASIC.string, BASIC.long]);
      const side = (name: string, ...pairs: [string, number][]): DataStream =>
        env
          .fromElements(
            pairs.map(([word, time]) => new Tuple2(word, Long.valueOf(time))),
            type,
          )
          .name(name)
          .assignTimestampsAndWatermarks(joinTimes);
      const left = side('left', ['hive', 1000], ['spark', 2000], ['hive', 7000]);
      const right = side('right', ['hive', 1500], ['hive', 2500], ['spark', 8000]);
      left
        .join(right)
        .where(byWord.selector, BASIC.string)
        .equalTo(byWord.selector, BASIC.string)
        .window(tumblingEventTimeWindows(5000))
        .apply(
          constant('ManyInputs$2', { join: (l, r, out) => out.collect(`${stringOf(l)} with ${stringOf(r)}`) }),
          BASIC.string,
        )
        .print();
      break;
    }
    case 'sideOutput': {
      const short = { id: 'short', type: BASIC.string };
      const fn = constant<ProcessFunction>('ManyInputs$3', {
        processElement(value, context, out) {
          const word = (value as Tuple2).f0 as string;
          if (word.length < 5) context.output(short, word);
          else out.collect(value);
        },
      });
      const words = a.union(b).flatMap(splitWords, WORD_COUNT).process(fn, WORD_COUNT);
      words.keyBy(byWord).sum(1).print('long');
      words.getSideOutput(short).print('short');
      break;
    }
    default:
      throw new Error(shape);
  }
  return `Many inputs: ${shape}`;
}

function windowWordCount(env: StreamExecutionEnvironment, params: Parameters): string {
  env.state.autoWatermarkInterval = int(params, 'interval', 200);
  const type = tupleType([BASIC.long, BASIC.string]);
  const late = { id: 'late', type };
  const times: UserFunction<WatermarkStrategy> = {
    name: 'WatermarkStrategy',
    instantiate: () =>
      withTimestampAssigner(forBoundedOutOfOrderness(2000), (event) => Number(((event as Tuple2).f0 as Long).value)),
  };
  const parse = mapper((line) => {
    const [seconds, word] = (line as string).trim().split(/\s+/);
    return new Tuple2(Long.valueOf(Number(seconds) * 1000), word);
  });
  const count = constant<WindowFunction>('ProcessWindowFunction$2', {
    process(word, context, all, out) {
      const { start, end } = context.window();
      out.collect(`[${start},${end}) ${word}=${[...all].length} watermark=${context.currentWatermark()}`);
    },
  });
  const counts = env
    .socketTextStream('localhost', int(params, 'port', 9999))
    .map(parse, type)
    .setParallelism(1)
    .assignTimestampsAndWatermarks(times)
    .setParallelism(1)
    .keyBy({ selector: selector((event) => (event as Tuple2).f1), type: BASIC.string })
    .window(tumblingEventTimeWindows(10_000))
    .allowedLateness(int(params, 'lateness', 0) * 1000)
    .sideOutputLateData(late)
    .process(count, BASIC.string);
  counts.print();
  counts.getSideOutput(late).print('late');
  return 'Window WordCount';
}

const STRATEGIES: Readonly<Record<string, (params: Parameters) => RestartStrategy>> = {
  fixed: (params) => ({
    kind: 'fixed-delay',
    attempts: int(params, 'attempts', 3),
    delay: int(params, 'delay', 2000),
  }),
  rate: (params) => ({
    kind: 'failure-rate',
    maxFailures: int(params, 'attempts', 2),
    interval: 60_000,
    delay: int(params, 'delay', 1000),
  }),
  exponential: () => ({
    kind: 'exponential-delay',
    initial: 200,
    max: 5000,
    multiplier: 2,
    reset: 60_000,
    jitter: 0.1,
  }),
  none: () => ({ kind: 'none' }),
};

function checkpointedCount(env: StreamExecutionEnvironment, params: Parameters): string {
  const interval = int(params, 'checkpoint', 500);
  if (interval > 0) {
    env.enableCheckpointing(interval, 'EXACTLY_ONCE');
    env.checkpoint.externalized = 'DELETE_ON_CANCELLATION';
  }
  const strategy = STRATEGIES[params.get('strategy') ?? 'default'];
  if (strategy) env.state.restart = strategy(params);
  const source = countingSource({
    pause: int(params, 'pause', 10),
    vocabulary: int(params, 'vocabulary', 5),
    failAt: int(params, 'failAt', -1),
    failSubtask: int(params, 'failSubtask', 0),
    always: params.has('always'),
  });
  const pairs = env
    .addSource(source, true, BASIC.string)
    .name('counting source')
    .uid('source')
    .map(toPair, WORD_COUNT)
    .name('pair')
    .uid('pair');
  if (params.get('shuffle') === 'false') {
    pairs.discard().name('discard');
    return 'Checkpointed count';
  }
  const sums = pairs.keyBy(byWord).sum(1).name('sum').uid('sum');
  if (params.has('quiet')) sums.discard().name('discard');
  else sums.print();
  return 'Checkpointed count';
}

function precedence(env: StreamExecutionEnvironment, params: Parameters): string {
  if (params.has('env')) env.setParallelism(int(params, 'env', 1));
  const sum = env.fromElements(LINES, BASIC.string).flatMap(splitWords, WORD_COUNT).keyBy(byWord).sum(1);
  if (params.has('op')) sum.setParallelism(int(params, 'op', 1));
  sum.print();
  return 'Precedence';
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  'lab.BoundedWordCount': boundedWordCount,
  'lab.SocketWordCount': socketWordCount,
  'lab.StreamWordCount': streamWordCount,
  'lab.ChainingVariants': chainingVariants,
  'lab.PartitionVariants': partitionVariants,
  'lab.ManyInputs': manyInputs,
  'lab.WindowWordCount': windowWordCount,
  'lab.CheckpointedCount': checkpointedCount,
  'lab.Precedence': precedence,
};

// ---- command lines -----------------------------------------------------------------------------------------------------

export interface CommandLine {
  readonly program: string;
  readonly parallelism: number | null;
  readonly params: Parameters;
}

/** `flink run -d -p 2 -c lab.X lab.jar --a b`. */
function parseCommandLine(line: string): CommandLine {
  const words = line.replace(/^\$\s*/, '').split(/\s+/);
  const jar = words.findIndex((word) => word.endsWith('.jar'));
  const option = (name: string): string | undefined => {
    const at = words.indexOf(name);
    return at >= 0 && at < jar ? words[at + 1] : undefined;
  };
  const params = new Map<string, string>();
  for (let i = jar + 1; i < words.length; i++) {
    if (!words[i]!.startsWith('--')) continue;
    const value = words[i + 1];
    params.set(words[i]!.slice(2), value === undefined || value.startsWith('--') ? '__NO_VALUE_KEY' : value);
  }
  const parallelism = option('-p');
  return { program: option('-c')!, parallelism: parallelism === undefined ? null : Number(parallelism), params };
}

export const JOB_ID = '00000000000000000000000000000001';

/** The job graph of a command line; `defaultParallelism` is the configuration's parallelism.default. */
export function buildJob(line: string, defaultParallelism = 1): JobGraph {
  const { program, parallelism, params } = parseCommandLine(line);
  const env = new StreamExecutionEnvironment(parallelism ?? defaultParallelism);
  const build = PROGRAMS[program];
  if (!build) throw new Error(`no such program: ${program}`);
  const { environment, jobName } = env.takeProgram(build(env, params));
  return generateJobGraph(generateStreamGraph(environment, jobName), { jobId: JOB_ID });
}
