import type { DataStream, DataStreamSink, SingleOutputStreamOperator } from '../../../src/flink/api/datastream.ts';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import { forMonotonousTimestamps } from '../../../src/flink/api/watermarks.ts';
import {
  eventTimeSessionWindows,
  slidingProcessingTimeWindows,
  timeEvictor,
  tumblingEventTimeWindows,
  tumblingProcessingTimeWindows,
} from '../../../src/flink/api/windowing.ts';
import { mapper, selector, tickSource } from '../jobs.ts';

/**
 * Programs as lines of commands: `src s1 socket;map s2 s1;par s2 3;sink s3 s2 print`. test/truth/graphs/Programs.java reads
 * the same commands against Flink's own API; its answers are in programs.jsonl.
 */

const TEXT = BASIC.string;
const KEY = { selector: selector((value) => value), type: TEXT };
const same = mapper((value) => value, 'Id');
const reducer = constant('Red', { reduce: (a: unknown) => a });
const flat = constant('Flat', { flatMap: () => {} });
const yes = constant('Yes', { filter: () => true });
const process = constant('Proc', { processElement: () => {} });
const coMap = constant('Co', { map1: (value: unknown) => value, map2: (value: unknown) => value });

type Command = (env: StreamExecutionEnvironment, streams: Map<string, DataStream>, words: readonly string[]) => void;

type OneInput = (stream: DataStream) => DataStream;
const ONE_INPUT: Readonly<Record<string, OneInput>> = {
  map: (a) => a.map(same, TEXT),
  flat: (a) => a.flatMap(flat, TEXT),
  filter: (a) => a.filter(yes),
  reduce: (a) => a.keyBy(KEY).reduce(reducer),
  sumlike: (a) => a.keyBy(KEY).max(0),
  window: (a) => a.keyBy(KEY).window(tumblingEventTimeWindows(5000)).reduce(reducer),
  slidewin: (a) => a.keyBy(KEY).window(slidingProcessingTimeWindows(10_000, 5000)).max(0),
  session: (a) => a.keyBy(KEY).window(eventTimeSessionWindows(3000)).reduce(reducer),
  evict: (a) => a.keyBy(KEY).window(tumblingProcessingTimeWindows(3000)).evictor(timeEvictor(1000)).reduce(reducer),
  countwin: (a) => a.keyBy(KEY).countWindow(10).reduce(reducer),
  process: (a) => a.process(process, TEXT),
  kprocess: (a) => a.keyBy(KEY).keyedProcess(process, TEXT),
  assign: (a) => a.assignTimestampsAndWatermarks(constant('Strategy', forMonotonousTimestamps())),
};

type TwoInput = (first: DataStream, second: DataStream) => DataStream;
const TWO_INPUT: Readonly<Record<string, TwoInput>> = {
  union: (a, b) => a.union(b),
  connect: (a, b) => a.connect(b).map(coMap, TEXT),
  conkeyed: (a, b) => a.connect(b).keyBy(KEY, KEY).map(coMap, TEXT),
  join: (a, b) =>
    a
      .join(b)
      .where(KEY.selector, TEXT)
      .equalTo(KEY.selector, TEXT)
      .window(tumblingEventTimeWindows(5000))
      .apply(constant('J', { join: () => {} }), TEXT),
  interval: (a, b) =>
    a
      .keyBy(KEY)
      .intervalJoin(b.keyBy(KEY))
      .between(-1000, 1000)
      .process(constant('PJ', { processElement: () => {} }), TEXT),
  broadcast: (a, b) =>
    a
      .connectBroadcast(b.broadcastState([{ kind: 'map', name: 'd' }]))
      .process(constant('B', { processElement: () => {}, processBroadcastElement: () => {} }), TEXT),
};

function source(env: StreamExecutionEnvironment, kind: string): DataStream {
  switch (kind) {
    case 'elements':
      return env.fromElements(['a'], TEXT);
    case 'socket':
      return env.socketTextStream('h', 1);
    case 'custom':
      return env.addSource(tickSource(1), true, TEXT);
    case 'single':
      return env.addSource(tickSource(1), false, TEXT);
    case 'seq':
      return env.fromSequence(1, 5).map(same, TEXT);
    case 'file':
      return env.readTextFile('/tmp/x');
    default:
      throw new Error(kind);
  }
}

function partition(stream: DataStream, how: string): DataStream {
  switch (how) {
    case 'forward':
    case 'rebalance':
    case 'rescale':
    case 'shuffle':
    case 'broadcast':
    case 'global':
      return stream[how]();
    default:
      return stream.partitionCustom(constant('P', { partition: () => 0 }), KEY);
  }
}

const environment: Command = (env, _streams, [, what, value]) => {
  if (what === 'parallelism') env.setParallelism(Number(value));
  else if (what === 'mode') env.setRuntimeMode(value as 'BATCH' | 'AUTOMATIC');
  else if (what === 'nochain') env.disableOperatorChaining();
  else if (what === 'maxp') env.setMaxParallelism(Number(value));
  else env.setBufferTimeout(Number(value));
};

function set(stream: SingleOutputStreamOperator, what: string, value: string): void {
  if (what === 'par') stream.setParallelism(Number(value));
  else if (what === 'maxp') stream.setMaxParallelism(Number(value));
  else if (what === 'name') stream.name(value);
  else if (what === 'uid') stream.uid(value);
  else if (what === 'group') stream.slotSharingGroup(value);
  else if (what === 'nochain') stream.disableChaining();
  else if (what === 'newchain') stream.startNewChain();
  else stream.setBufferTimeout(Number(value));
}

function setSink(sink: DataStreamSink, what: string, value: string): void {
  if (what === 'spar') sink.setParallelism(Number(value));
  else if (what === 'sgroup') sink.slotSharingGroup(value);
  else sink.disableChaining();
}

/** Builds the program in an environment of its own. */
export function buildProgram(program: string): StreamExecutionEnvironment {
  const env = new StreamExecutionEnvironment(1);
  const streams = new Map<string, DataStream>();
  const sinks = new Map<string, DataStreamSink>();
  for (const line of program.split(';')) {
    const words = line.split(' ');
    const [command = '', name = '', input = '', more = ''] = words;
    const a = streams.get(input)!;
    if (command === 'env') environment(env, streams, words);
    else if (command === 'src') streams.set(name, source(env, input));
    else if (command in ONE_INPUT) streams.set(name, ONE_INPUT[command]!(a));
    else if (command in TWO_INPUT) streams.set(name, TWO_INPUT[command]!(a, streams.get(more)!));
    else if (command === 'part') streams.set(name, partition(a, more));
    else if (command === 'side') {
      const main = a.process(process, TEXT);
      streams.set(name, main);
      streams.set(more, main.getSideOutput({ id: 'late', type: TEXT }));
    } else if (command === 'sink') {
      sinks.set(name, more === 'print' ? a.print() : more === 'discard' ? a.discard() : a.writeAsText('/tmp/y'));
    } else if (sinks.has(name)) setSink(sinks.get(name)!, command, input);
    else set(streams.get(name) as SingleOutputStreamOperator, command, input);
  }
  return env;
}
