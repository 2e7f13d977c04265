/** DataStream and what hangs on it. */

import type { BroadcastConnectedStream, BroadcastStream, ConnectedStreams } from '../../flink/api/connected-streams.ts';
import {
  type DataStream,
  DataStreamSource,
  IterativeStream,
  type Key,
  KeyedStream,
  SingleOutputStreamOperator,
} from '../../flink/api/datastream.ts';
import type { OutputTag } from '../../flink/api/functions.ts';
import type { IntervalJoin, IntervalJoined } from '../../flink/api/joined-streams.ts';
import type { DataStreamSink } from '../../flink/api/sink.ts';
import type { TypeInformation } from '../../flink/api/types.ts';
import { missingType } from '../../flink/api/types.ts';
import type { LongValue } from '../../flink/api/values.ts';
import type { AllWindowedStream, WindowedStream } from '../../flink/api/windowed-stream.ts';
import type { Task } from '../../simulation/task.ts';
import { isInstance, type JavaClass } from '../link.ts';
import { newArrayList } from '../runtime/lists.ts';
import {
  aggregateFunction,
  broadcastProcessFunction,
  coFlatMapFunction,
  coMapFunction,
  coProcessFunction,
  filterFunction,
  flatMapFunction,
  keySelector,
  mapFunction,
  outputTag,
  partitioner,
  processFunction,
  processJoinFunction,
  reduceFunction,
  sinkFunction,
  stateDescriptor,
  windowFunction,
} from './flink-adapters.ts';
import { COLLECT_JOB, closeableIterator, collectFirst, executeAndCollect } from './flink-collect.ts';
import { addKnownSink, sinkConnector } from './flink-connectors.ts';
import { pairs } from './flink-joined-streams.ts';
import { Holder, hold } from './flink-support.ts';
import { typeObject, typeOfClass } from './flink-type-classes.ts';
import { outputType, typeOf } from './flink-types.ts';
import { watermarkStrategy } from './flink-watermarks.ts';
import { evictor, trigger, windowAssigner } from './flink-windowing.ts';
import { library } from './table.ts';

export const P = 'org.apache.flink.streaming.api.datastream.';
export const FN = 'org.apache.flink.api.common.functions.';
const WINDOW_FN = 'org.apache.flink.streaming.api.functions.windowing.';
const CO = 'org.apache.flink.streaming.api.functions.co.';
const PROCESS = 'org.apache.flink.streaming.api.functions.';
export const SELECTOR = 'org.apache.flink.api.java.functions.KeySelector';

/** The Java object of a stream. */
export function streamObject(stream: DataStream): unknown {
  const name =
    stream instanceof DataStreamSource
      ? 'DataStreamSource'
      : stream instanceof IterativeStream
        ? 'IterativeStream'
        : stream instanceof SingleOutputStreamOperator
          ? 'SingleOutputStreamOperator'
          : stream instanceof KeyedStream
            ? 'KeyedStream'
            : 'DataStream';
  return hold(P + name, stream);
}
type S = Holder<DataStream>;
type O = Holder<SingleOutputStreamOperator>;
type K = Holder<KeyedStream>;
type W = Holder<WindowedStream | AllWindowedStream>;
export type Time = { toMilliseconds$(): LongValue };
const streams = (others: Holder<DataStream>[]): DataStream[] => Array.from(others, (each) => each.inner);
const ints = (positions: ArrayLike<number>): Key => ({ positions: Array.from(positions) });
const names = (fields: ArrayLike<string>): Key => ({ fields: Array.from(fields) });
const selected = (selector: unknown, type?: unknown): Key => ({
  selector: keySelector(selector),
  type: type ? typeOf(type) : outputType(selector, SELECTOR, 1, null),
});
export const wrap = (stream: DataStream): unknown => streamObject(stream);
export const time = (t: Time): number => Number(t.toMilliseconds$());
const overwrite = (mode: { $name: string }): boolean => mode.$name === 'OVERWRITE';

/** sum, min, max, minBy, maxBy by position and by name. */
function aggregations(): Record<string, (this: never, ...args: never[]) => unknown> {
  const out: Record<string, (this: never, ...args: never[]) => unknown> = {};
  type A = Holder<KeyedStream | WindowedStream | AllWindowedStream>;
  for (const how of ['sum', 'min', 'max'] as const) {
    for (const type of ['int', 'String']) {
      out[`${how}(${type})`] = function (this: A, field: number | string) {
        return wrap(this.inner[how](field));
      };
    }
  }
  for (const how of ['minBy', 'maxBy'] as const) {
    for (const type of ['int', 'String']) {
      out[`${how}(${type})`] = function (this: A, field: number | string) {
        return wrap(this.inner[how](field));
      };
      out[`${how}(${type},boolean)`] = function (this: A, field: number | string, first: boolean) {
        return wrap(this.inner[how](field, first));
      };
    }
  }
  return out;
}
const aggregationStubs = ['sum', 'min', 'max']
  .map(
    (how) =>
      `public SingleOutputStreamOperator<T> ${how}(int position); public SingleOutputStreamOperator<T> ${how}(String field);`,
  )
  .concat(
    ['minBy', 'maxBy'].map(
      (how) =>
        `public SingleOutputStreamOperator<T> ${how}(int position); public SingleOutputStreamOperator<T> ${how}(String field); public SingleOutputStreamOperator<T> ${how}(int position, boolean first); public SingleOutputStreamOperator<T> ${how}(String field, boolean first);`,
    ),
  )
  .join('\n  ');

/** The type a window function gives; lambdas tell nothing. */
function windowOutput(fn: unknown): TypeInformation {
  for (const name of ['WindowFunction', 'AllWindowFunction', 'ProcessWindowFunction', 'ProcessAllWindowFunction']) {
    if (isInstance(fn, WINDOW_FN + name)) return outputType(fn, WINDOW_FN + name, 1, 3);
  }
  return missingType('<unknown>');
}

function windowStubs(fn: string, process: string): string {
  const key = fn === 'WindowFunction' ? 'K, ' : '';
  return `
  public THIS<T, ${key}W> trigger(Trigger<? super T, ? super W> trigger);
  public THIS<T, ${key}W> allowedLateness(Time lateness);
  public THIS<T, ${key}W> sideOutputLateData(OutputTag<T> tag);
  public THIS<T, ${key}W> evictor(Evictor<? super T, ? super W> evictor);
  public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> f);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${fn}<T, R, ${key}W> window);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${fn}<T, R, ${key}W> window, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${process}<T, R, ${key}W> window);
  public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> f);
  public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, V> f, ${fn}<V, R, ${key}W> window);
  public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, V> f, ${process}<V, R, ${key}W> window);
  public <R> SingleOutputStreamOperator<R> apply(${fn}<T, R, ${key}W> f);
  public <R> SingleOutputStreamOperator<R> apply(${fn}<T, R, ${key}W> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> process(${process}<T, R, ${key}W> f);
  public <R> SingleOutputStreamOperator<R> process(${process}<T, R, ${key}W> f, TypeInformation<R> type);
  ${aggregationStubs}`;
}
function windowBodies(fn: string, process: string) {
  const reduceThen = function (this: W, f: unknown, window: unknown) {
    return wrap(this.inner.reduceThen(reduceFunction(f), windowFunction(window), windowOutput(window)));
  };
  const aggregateThen = function (this: W, f: unknown, window: unknown) {
    return wrap(this.inner.aggregateThen(aggregateFunction(f), windowFunction(window), windowOutput(window)));
  };
  return {
    $class: class extends Holder {},
    trigger(this: W, each: unknown) {
      const { trigger: t, fn: f } = trigger(each);
      this.inner.trigger(t, f);
      return this;
    },
    allowedLateness(this: W, lateness: Time) {
      this.inner.allowedLateness(time(lateness));
      return this;
    },
    sideOutputLateData(this: W, tag: unknown) {
      this.inner.sideOutputLateData(tag === null ? null : (outputTag(tag) as OutputTag));
      return this;
    },
    evictor(this: W, each: unknown) {
      const { evictor: e, fn: f } = evictor(each);
      this.inner.evictor(e, f);
      return this;
    },
    'reduce(ReduceFunction)'(this: W, f: unknown) {
      return wrap(this.inner.reduce(reduceFunction(f)));
    },
    [`reduce(ReduceFunction,${fn})`]: reduceThen,
    [`reduce(ReduceFunction,${process})`]: reduceThen,
    [`reduce(ReduceFunction,${fn},TypeInformation)`](this: W, f: unknown, window: unknown, type: unknown) {
      return wrap(this.inner.reduceThen(reduceFunction(f), windowFunction(window), typeOf(type)));
    },
    'aggregate(AggregateFunction)'(this: W, f: unknown) {
      return wrap(this.inner.aggregate(aggregateFunction(f), outputType(f, `${FN}AggregateFunction`, 2, null)));
    },
    [`aggregate(AggregateFunction,${fn})`]: aggregateThen,
    [`aggregate(AggregateFunction,${process})`]: aggregateThen,
    [`apply(${fn})`](this: W, f: unknown) {
      return wrap(this.inner.apply(windowFunction(f), windowOutput(f)));
    },
    [`apply(${fn},TypeInformation)`](this: W, f: unknown, type: unknown) {
      return wrap(this.inner.apply(windowFunction(f), typeOf(type)));
    },
    [`process(${process})`](this: W, f: unknown) {
      return wrap(this.inner.process(windowFunction(f), windowOutput(f)));
    },
    [`process(${process},TypeInformation)`](this: W, f: unknown, type: unknown) {
      return wrap(this.inner.process(windowFunction(f), typeOf(type)));
    },
    ...aggregations(),
  };
}

/** Stubs of the setters that return the stream's own kind. */
function setters(type: string): string {
  return `
  public ${type} name(String name); public String getName(); public ${type} uid(String uid); public ${type} setUidHash(String hash); public ${type} setParallelism(int n); public ${type} setMaxParallelism(int n);
  public ${type} forceNonParallel(); public ${type} setBufferTimeout(long ms); public ${type} disableChaining(); public ${type} startNewChain(); public ${type} slotSharingGroup(String group);
  public ${type} returns(Class<T> type); public ${type} returns(TypeHint<T> type); public ${type} returns(TypeInformation<T> type);`;
}

const setter = <A extends never[]>(change: (stream: SingleOutputStreamOperator, ...args: A) => void) =>
  function (this: O, ...args: A): unknown {
    change(this.inner, ...args);
    return this;
  };

const SINK = [
  'name(String name)',
  'uid(String uid)',
  'setUidHash(String hash)',
  'setParallelism(int n)',
  'slotSharingGroup(String group)',
];

library({
  package: 'org.apache.flink.streaming.api.datastream',
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.co.*;
import org.apache.flink.streaming.api.functions.sink.*;
import org.apache.flink.streaming.api.functions.windowing.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.evictors.Evictor;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.CloseableIterator;
public class DataStream<T> {
  public int getId(); public int getParallelism(); public TypeInformation<T> getType(); public StreamExecutionEnvironment getExecutionEnvironment(); public StreamExecutionEnvironment executionEnvironment();
  public final DataStream<T> union(DataStream<T>... streams);
  public <R> ConnectedStreams<T, R> connect(DataStream<R> other);
  public <R> BroadcastConnectedStream<T, R> connect(BroadcastStream<R> other);
  public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key);
  public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key, TypeInformation<K> type);
  public KeyedStream<T, Tuple> keyBy(int... fields);
  public KeyedStream<T, Tuple> keyBy(String... fields);
  public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, int field);
  public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, String field);
  public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, KeySelector<T, K> key);
  public DataStream<T> broadcast();
  public BroadcastStream<T> broadcast(MapStateDescriptor<?, ?>... descriptors);
  public DataStream<T> shuffle(); public DataStream<T> forward(); public DataStream<T> rebalance(); public DataStream<T> rescale(); public DataStream<T> global();
  public IterativeStream<T> iterate();
  public IterativeStream<T> iterate(long maxWaitTimeMillis);
  public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> f);
  public <R> SingleOutputStreamOperator<R> map(MapFunction<T, R> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> f);
  public <R> SingleOutputStreamOperator<R> flatMap(FlatMapFunction<T, R> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> process(ProcessFunction<T, R> f);
  public <R> SingleOutputStreamOperator<R> process(ProcessFunction<T, R> f, TypeInformation<R> type);
  public SingleOutputStreamOperator<T> filter(FilterFunction<T> f);
  public <R extends Tuple> SingleOutputStreamOperator<R> project(int... fields);
  public <T2> CoGroupedStreams<T, T2> coGroup(DataStream<T2> other);
  public <T2> JoinedStreams<T, T2> join(DataStream<T2> other);
  public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size); public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size, Time slide);
  public AllWindowedStream<T, GlobalWindow> countWindowAll(long size); public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide);
  public <W extends Window> AllWindowedStream<T, W> windowAll(WindowAssigner<? super T, W> assigner);
  public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> strategy);
  public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(AssignerWithPeriodicWatermarks<T> assigner);
  public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(AssignerWithPunctuatedWatermarks<T> assigner);
  public DataStreamSink<T> print(); public DataStreamSink<T> printToErr(); public DataStreamSink<T> print(String label); public DataStreamSink<T> printToErr(String label);
  public DataStreamSink<T> writeAsText(String path); public DataStreamSink<T> writeAsText(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode);
  public DataStreamSink<T> writeAsCsv(String path); public DataStreamSink<T> writeAsCsv(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode);
  @NotSimulated public DataStreamSink<T> writeToSocket(String host, int port, org.apache.flink.api.common.serialization.SerializationSchema<T> schema);
  public DataStreamSink<T> addSink(SinkFunction<T> sink);
  public DataStreamSink<T> sinkTo(org.apache.flink.api.connector.sink.Sink<T, ?, ?, ?> sink);
  @Blocks public CloseableIterator<T> executeAndCollect() throws Exception; @Blocks public CloseableIterator<T> executeAndCollect(String name) throws Exception;
  @Blocks public java.util.List<T> executeAndCollect(int limit) throws Exception; @Blocks public java.util.List<T> executeAndCollect(String name, int limit) throws Exception;
}
public class SingleOutputStreamOperator<T> extends DataStream<T> { ${setters('SingleOutputStreamOperator<T>')} public <X> DataStream<X> getSideOutput(OutputTag<X> tag); }
public class DataStreamSource<T> extends SingleOutputStreamOperator<T> { public DataStreamSource<T> setParallelism(int n); public DataStreamSource<T> returns(TypeInformation<T> type); }
public class IterativeStream<T> extends SingleOutputStreamOperator<T> { public DataStream<T> closeWith(DataStream<T> feedback); @NotSimulated public <F> ConnectedStreams<T, F> withFeedbackType(Class<F> type); }
public class KeyedStream<T, KEY> extends DataStream<T> {
  public TypeInformation<KEY> getKeyType();
  public <R> SingleOutputStreamOperator<R> process(KeyedProcessFunction<KEY, T, R> f);
  public <R> SingleOutputStreamOperator<R> process(KeyedProcessFunction<KEY, T, R> f, TypeInformation<R> type);
  public <T1> IntervalJoin<T, T1, KEY> intervalJoin(KeyedStream<T1, KEY> other);
  public static class IntervalJoin<T1, T2, KEY> { public IntervalJoin<T1, T2, KEY> inEventTime(); public IntervalJoin<T1, T2, KEY> inProcessingTime(); public IntervalJoined<T1, T2, KEY> between(Time lower, Time upper); }
  public static class IntervalJoined<IN1, IN2, KEY> {
    public IntervalJoined<IN1, IN2, KEY> upperBoundExclusive(); public IntervalJoined<IN1, IN2, KEY> lowerBoundExclusive();
    public <OUT> SingleOutputStreamOperator<OUT> process(ProcessJoinFunction<IN1, IN2, OUT> f);
    public <OUT> SingleOutputStreamOperator<OUT> process(ProcessJoinFunction<IN1, IN2, OUT> f, TypeInformation<OUT> type);
  }
  public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size); public WindowedStream<T, KEY, TimeWindow> timeWindow(Time size, Time slide);
  public WindowedStream<T, KEY, GlobalWindow> countWindow(long size); public WindowedStream<T, KEY, GlobalWindow> countWindow(long size, long slide);
  public <W extends Window> WindowedStream<T, KEY, W> window(WindowAssigner<? super T, W> assigner);
  public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> f);
  ${aggregationStubs}
}
public class WindowedStream<T, K, W extends Window> { ${windowStubs('WindowFunction', 'ProcessWindowFunction').replaceAll('THIS', 'WindowedStream')} }
public class AllWindowedStream<T, W extends Window> { ${windowStubs('AllWindowFunction', 'ProcessAllWindowFunction').replaceAll('THIS', 'AllWindowedStream')} }
public class ConnectedStreams<IN1, IN2> {
  public DataStream<IN1> getFirstInput(); public DataStream<IN2> getSecondInput();
  public ConnectedStreams<IN1, IN2> keyBy(int a, int b); public ConnectedStreams<IN1, IN2> keyBy(int[] a, int[] b); public ConnectedStreams<IN1, IN2> keyBy(String a, String b); public ConnectedStreams<IN1, IN2> keyBy(String[] a, String[] b);
  public ConnectedStreams<IN1, IN2> keyBy(KeySelector<IN1, ?> a, KeySelector<IN2, ?> b);
  public <KEY> ConnectedStreams<IN1, IN2> keyBy(KeySelector<IN1, KEY> a, KeySelector<IN2, KEY> b, TypeInformation<KEY> type);
  public <R> SingleOutputStreamOperator<R> map(CoMapFunction<IN1, IN2, R> f); public <R> SingleOutputStreamOperator<R> map(CoMapFunction<IN1, IN2, R> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> flatMap(CoFlatMapFunction<IN1, IN2, R> f); public <R> SingleOutputStreamOperator<R> flatMap(CoFlatMapFunction<IN1, IN2, R> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> process(CoProcessFunction<IN1, IN2, R> f); public <R> SingleOutputStreamOperator<R> process(CoProcessFunction<IN1, IN2, R> f, TypeInformation<R> type);
  public <K, R> SingleOutputStreamOperator<R> process(KeyedCoProcessFunction<K, IN1, IN2, R> f); public <K, R> SingleOutputStreamOperator<R> process(KeyedCoProcessFunction<K, IN1, IN2, R> f, TypeInformation<R> type);
}
public class BroadcastStream<T> {}
public class BroadcastConnectedStream<IN1, IN2> {
  public <KS, OUT> SingleOutputStreamOperator<OUT> process(KeyedBroadcastProcessFunction<KS, IN1, IN2, OUT> f); public <KS, OUT> SingleOutputStreamOperator<OUT> process(KeyedBroadcastProcessFunction<KS, IN1, IN2, OUT> f, TypeInformation<OUT> type);
  public <OUT> SingleOutputStreamOperator<OUT> process(BroadcastProcessFunction<IN1, IN2, OUT> f); public <OUT> SingleOutputStreamOperator<OUT> process(BroadcastProcessFunction<IN1, IN2, OUT> f, TypeInformation<OUT> type);
}
${['CoGrouped', 'Joined']
  .map(
    (name) => `
public class ${name}Streams<T1, T2> {
  public <KEY> Where<KEY> where(KeySelector<T1, KEY> key); public <KEY> Where<KEY> where(KeySelector<T1, KEY> key, TypeInformation<KEY> type);
  public class Where<KEY> {
    public EqualTo equalTo(KeySelector<T2, KEY> key); public EqualTo equalTo(KeySelector<T2, KEY> key, TypeInformation<KEY> type);
    public class EqualTo { public <W extends Window> WithWindow<T1, T2, KEY, W> window(WindowAssigner<? super TaggedUnion<T1, T2>, W> assigner); }
  }
  public static class WithWindow<T1, T2, KEY, W extends Window> {
    public WithWindow<T1, T2, KEY, W> trigger(Trigger<? super TaggedUnion<T1, T2>, ? super W> trigger);
    public WithWindow<T1, T2, KEY, W> evictor(Evictor<? super TaggedUnion<T1, T2>, ? super W> evictor);
    public WithWindow<T1, T2, KEY, W> allowedLateness(Time lateness);
    ${
      name === 'Joined'
        ? `public <T> DataStream<T> apply(JoinFunction<T1, T2, T> f); public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> f); public <T> DataStream<T> apply(JoinFunction<T1, T2, T> f, TypeInformation<T> type); public <T> DataStream<T> apply(FlatJoinFunction<T1, T2, T> f, TypeInformation<T> type);
    public <T> SingleOutputStreamOperator<T> with(JoinFunction<T1, T2, T> f);`
        : `public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> f); public <T> DataStream<T> apply(CoGroupFunction<T1, T2, T> f, TypeInformation<T> type); public <T> SingleOutputStreamOperator<T> with(CoGroupFunction<T1, T2, T> f);`
    }
  }
}`,
  )
  .join('\n')}
public class TaggedUnion<T1, T2> {}
public class DataStreamSink<T> { ${SINK.map((each) => `public DataStreamSink<T> ${each};`).join(' ')} public DataStreamSink<T> disableChaining(); }
public class DataStreamUtils { public static <T, K> KeyedStream<T, K> reinterpretAsKeyedStream(DataStream<T> stream, KeySelector<T, K> key); @NotSimulated public static <T> java.util.Iterator<T> collect(DataStream<T> stream); }
`,
  bodies: {
    DataStream: {
      $class: class extends Holder {},
      getId(this: S) {
        return this.inner.id;
      },
      getParallelism(this: S) {
        return this.inner.getParallelism();
      },
      getType(this: S) {
        return typeObject(this.inner.getType());
      },
      getExecutionEnvironment(this: S) {
        return hold('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment', this.inner.environment);
      },
      executionEnvironment(this: S) {
        return hold('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment', this.inner.environment);
      },
      union(this: S, others: S[]) {
        return wrap(this.inner.union(...streams(others)));
      },
      'connect(DataStream)'(this: S, other: S) {
        return hold(`${P}ConnectedStreams`, this.inner.connect(other.inner));
      },
      'connect(BroadcastStream)'(this: S, other: Holder<BroadcastStream>) {
        return hold(`${P}BroadcastConnectedStream`, this.inner.connectBroadcast(other.inner));
      },
      'keyBy(KeySelector)'(this: S, key: unknown) {
        return wrap(this.inner.keyBy(selected(key)));
      },
      'keyBy(KeySelector,TypeInformation)'(this: S, key: unknown, type: unknown) {
        return wrap(this.inner.keyBy(selected(key, type)));
      },
      'keyBy(int[])'(this: S, fields: ArrayLike<number>) {
        return wrap(this.inner.keyBy(ints(fields)));
      },
      'keyBy(String[])'(this: S, fields: ArrayLike<string>) {
        return wrap(this.inner.keyBy(names(fields)));
      },
      'partitionCustom(Partitioner,int)'(this: S, p: unknown, field: number) {
        return wrap(this.inner.partitionCustom(partitioner(p), ints([field])));
      },
      'partitionCustom(Partitioner,String)'(this: S, p: unknown, field: string) {
        return wrap(this.inner.partitionCustom(partitioner(p), names([field])));
      },
      'partitionCustom(Partitioner,KeySelector)'(this: S, p: unknown, key: unknown) {
        return wrap(this.inner.partitionCustom(partitioner(p), selected(key)));
      },
      'broadcast()'(this: S) {
        return wrap(this.inner.broadcast());
      },
      'broadcast(MapStateDescriptor[])'(this: S, descriptors: unknown[]) {
        return hold(`${P}BroadcastStream`, this.inner.broadcastState(Array.from(descriptors, stateDescriptor)));
      },
      ...Object.fromEntries(
        (['shuffle', 'forward', 'rebalance', 'rescale', 'global'] as const).map((how) => [
          how,
          function (this: S) {
            return wrap(this.inner[how]());
          },
        ]),
      ),
      'iterate()'(this: S) {
        return wrap(this.inner.iterate());
      },
      'iterate(long)'(this: S, wait: LongValue) {
        return wrap(this.inner.iterate(Number(wait)));
      },
      'map(MapFunction)'(this: S, f: unknown) {
        return wrap(this.inner.map(mapFunction(f), outputType(f, `${FN}MapFunction`, 1, null)));
      },
      'map(MapFunction,TypeInformation)'(this: S, f: unknown, type: unknown) {
        return wrap(this.inner.map(mapFunction(f), typeOf(type)));
      },
      'flatMap(FlatMapFunction)'(this: S, f: unknown) {
        return wrap(this.inner.flatMap(flatMapFunction(f), outputType(f, `${FN}FlatMapFunction`, 1, 1)));
      },
      'flatMap(FlatMapFunction,TypeInformation)'(this: S, f: unknown, type: unknown) {
        return wrap(this.inner.flatMap(flatMapFunction(f), typeOf(type)));
      },
      'process(ProcessFunction)'(this: S, f: unknown) {
        return wrap(this.inner.process(processFunction(f), outputType(f, `${PROCESS}ProcessFunction`, 1, 2)));
      },
      'process(ProcessFunction,TypeInformation)'(this: S, f: unknown, type: unknown) {
        return wrap(this.inner.process(processFunction(f), typeOf(type)));
      },
      filter(this: S, f: unknown) {
        return wrap(this.inner.filter(filterFunction(f)));
      },
      project(this: S, fields: ArrayLike<number>) {
        return wrap(this.inner.project(...Array.from(fields)));
      },
      coGroup(this: S, other: S) {
        return hold(`${P}CoGroupedStreams`, this.inner.coGroup(other.inner));
      },
      join(this: S, other: S) {
        return hold(`${P}JoinedStreams`, this.inner.join(other.inner));
      },
      'timeWindowAll(Time)'(this: S, size: Time) {
        return hold(`${P}AllWindowedStream`, this.inner.timeWindowAll(time(size)));
      },
      'timeWindowAll(Time,Time)'(this: S, size: Time, slide: Time) {
        return hold(`${P}AllWindowedStream`, this.inner.timeWindowAll(time(size), time(slide)));
      },
      'countWindowAll(long)'(this: S, size: LongValue) {
        return hold(`${P}AllWindowedStream`, this.inner.countWindowAll(Number(size)));
      },
      'countWindowAll(long,long)'(this: S, size: LongValue, slide: LongValue) {
        return hold(`${P}AllWindowedStream`, this.inner.countWindowAll(Number(size), Number(slide)));
      },
      windowAll(this: S, assigner: unknown) {
        const { assigner: a, fn } = windowAssigner(assigner);
        return hold(`${P}AllWindowedStream`, this.inner.windowAll(a, fn));
      },
      'assignTimestampsAndWatermarks(WatermarkStrategy)'(this: S, strategy: unknown) {
        return wrap(this.inner.assignTimestampsAndWatermarks(watermarkStrategy(strategy)));
      },
      'assignTimestampsAndWatermarks(AssignerWithPeriodicWatermarks)'(this: S, strategy: unknown) {
        return wrap(this.inner.assignTimestampsAndWatermarks(watermarkStrategy(strategy)));
      },
      'assignTimestampsAndWatermarks(AssignerWithPunctuatedWatermarks)'(this: S, strategy: unknown) {
        return wrap(this.inner.assignTimestampsAndWatermarks(watermarkStrategy(strategy)));
      },
      *'executeAndCollect()'(this: S): Task<unknown> {
        return closeableIterator(yield* executeAndCollect(this.inner, COLLECT_JOB));
      },
      *'executeAndCollect(String)'(this: S, name: string): Task<unknown> {
        return closeableIterator(yield* executeAndCollect(this.inner, name));
      },
      *'executeAndCollect(int)'(this: S, limit: number): Task<unknown> {
        return newArrayList(yield* collectFirst(this.inner, COLLECT_JOB, limit));
      },
      *'executeAndCollect(String,int)'(this: S, name: string, limit: number): Task<unknown> {
        return newArrayList(yield* collectFirst(this.inner, name, limit));
      },
      'print()'(this: S) {
        return sink(this.inner.print());
      },
      'printToErr()'(this: S) {
        return sink(this.inner.printToErr());
      },
      'print(String)'(this: S, label: string) {
        return sink(this.inner.print(label));
      },
      'printToErr(String)'(this: S, label: string) {
        return sink(this.inner.printToErr(label));
      },
      'writeAsText(String)'(this: S, path: string) {
        return sink(this.inner.writeAsText(path));
      },
      'writeAsText(String,WriteMode)'(this: S, path: string, mode: { $name: string }) {
        return sink(this.inner.writeAsText(path, overwrite(mode)));
      },
      'writeAsCsv(String)'(this: S, path: string) {
        return sink(this.inner.writeAsCsv(path));
      },
      'writeAsCsv(String,WriteMode)'(this: S, path: string, mode: { $name: string }) {
        return sink(this.inner.writeAsCsv(path, overwrite(mode)));
      },
      addSink(this: S, f: unknown) {
        return sink(addKnownSink(this.inner, f) ?? this.inner.addSink(sinkFunction(f)));
      },
      sinkTo(this: S, f: unknown) {
        const { connector, committer } = sinkConnector(f);
        return sink(this.inner.sinkTo(connector, committer));
      },
    },
    SingleOutputStreamOperator: {
      name: setter((s, name: string) => s.name(name)),
      getName(this: O) {
        return this.inner.getName();
      },
      uid: setter((s, uid: string) => s.uid(uid)),
      setUidHash: setter((s, hash: string) => s.setUidHash(hash)),
      setParallelism: setter((s, n: number) => s.setParallelism(n)),
      setMaxParallelism: setter((s, n: number) => s.setMaxParallelism(n)),
      forceNonParallel: setter((s) => s.forceNonParallel()),
      setBufferTimeout: setter((s, ms: LongValue) => s.setBufferTimeout(Number(ms))),
      disableChaining: setter((s) => s.disableChaining()),
      startNewChain: setter((s) => s.startNewChain()),
      slotSharingGroup: setter((s, group: string) => s.slotSharingGroup(group)),
      'returns(Class)': setter((s, type: JavaClass) => s.returns(typeOfClass(type))),
      'returns(TypeHint)': setter((s, hint: { getTypeInfo$(): unknown }) => s.returns(typeOf(hint.getTypeInfo$()))),
      'returns(TypeInformation)': setter((s, type: unknown) => s.returns(typeOf(type))),
      getSideOutput(this: O, tag: unknown) {
        return wrap(this.inner.getSideOutput(outputTag(tag) as OutputTag));
      },
    },
    DataStreamSource: {
      setParallelism: setter((s, n: number) => s.setParallelism(n)),
      'returns(TypeInformation)': setter((s, type: unknown) => s.returns(typeOf(type))),
      returns: setter((s, type: unknown) => s.returns(typeOf(type))),
    },
    IterativeStream: {
      closeWith(this: Holder<IterativeStream>, feedback: S) {
        return wrap(this.inner.closeWith(feedback.inner));
      },
    },
    KeyedStream: {
      getKeyType(this: K) {
        return typeObject(this.inner.keyType);
      },
      'process(KeyedProcessFunction)'(this: K, f: unknown) {
        return wrap(this.inner.keyedProcess(processFunction(f), outputType(f, `${PROCESS}KeyedProcessFunction`, 2, 2)));
      },
      'process(KeyedProcessFunction,TypeInformation)'(this: K, f: unknown, type: unknown) {
        return wrap(this.inner.keyedProcess(processFunction(f), typeOf(type)));
      },
      intervalJoin(this: K, other: K) {
        return hold(`${P}KeyedStream$IntervalJoin`, this.inner.intervalJoin(other.inner));
      },
      'timeWindow(Time)'(this: K, size: Time) {
        return hold(`${P}WindowedStream`, this.inner.timeWindow(time(size)));
      },
      'timeWindow(Time,Time)'(this: K, size: Time, slide: Time) {
        return hold(`${P}WindowedStream`, this.inner.timeWindow(time(size), time(slide)));
      },
      'countWindow(long)'(this: K, size: LongValue) {
        return hold(`${P}WindowedStream`, this.inner.countWindow(Number(size)));
      },
      'countWindow(long,long)'(this: K, size: LongValue, slide: LongValue) {
        return hold(`${P}WindowedStream`, this.inner.countWindow(Number(size), Number(slide)));
      },
      window(this: K, assigner: unknown) {
        const { assigner: a, fn } = windowAssigner(assigner);
        return hold(`${P}WindowedStream`, this.inner.window(a, fn));
      },
      reduce(this: K, f: unknown) {
        return wrap(this.inner.reduce(reduceFunction(f)));
      },
      ...aggregations(),
    },
    'KeyedStream.IntervalJoin': {
      $class: class extends Holder {},
      inEventTime(this: Holder<IntervalJoin>) {
        this.inner.inEventTime();
        return this;
      },
      inProcessingTime(this: Holder<IntervalJoin>) {
        this.inner.inProcessingTime();
        return this;
      },
      between(this: Holder<IntervalJoin>, lower: Time, upper: Time) {
        return hold(`${P}KeyedStream$IntervalJoined`, this.inner.between(time(lower), time(upper)));
      },
    },
    'KeyedStream.IntervalJoined': {
      $class: class extends Holder {},
      upperBoundExclusive(this: Holder<IntervalJoined>) {
        this.inner.upperBoundExclusive();
        return this;
      },
      lowerBoundExclusive(this: Holder<IntervalJoined>) {
        this.inner.lowerBoundExclusive();
        return this;
      },
      'process(ProcessJoinFunction)'(this: Holder<IntervalJoined>, f: unknown) {
        return wrap(this.inner.process(processJoinFunction(f), outputType(f, `${CO}ProcessJoinFunction`, 2, 3)));
      },
      'process(ProcessJoinFunction,TypeInformation)'(this: Holder<IntervalJoined>, f: unknown, type: unknown) {
        return wrap(this.inner.process(processJoinFunction(f), typeOf(type)));
      },
    },
    WindowedStream: windowBodies('WindowFunction', 'ProcessWindowFunction'),
    AllWindowedStream: windowBodies('AllWindowFunction', 'ProcessAllWindowFunction'),
    ConnectedStreams: {
      $class: class extends Holder {},
      getFirstInput(this: Holder<ConnectedStreams>) {
        return wrap(this.inner.first);
      },
      getSecondInput(this: Holder<ConnectedStreams>) {
        return wrap(this.inner.second);
      },
      'keyBy(int,int)': keyBoth((a: number, b: number) => [ints([a]), ints([b])]),
      'keyBy(int[],int[])': keyBoth((a: Int32Array, b: Int32Array) => [ints(a), ints(b)]),
      'keyBy(String,String)': keyBoth((a: string, b: string) => [names([a]), names([b])]),
      'keyBy(String[],String[])': keyBoth((a: string[], b: string[]) => [names(a), names(b)]),
      'keyBy(KeySelector,KeySelector)': keyBoth((a: unknown, b: unknown) => [selected(a), selected(b)]),
      'keyBy(KeySelector,KeySelector,TypeInformation)': keyBoth((a: unknown, b: unknown, type: unknown) => [
        selected(a, type),
        selected(b, type),
      ]),
      ...typed('map', 'CoMapFunction', (c, f, type) => c.map(coMapFunction(f), type), 2, null),
      ...typed('flatMap', 'CoFlatMapFunction', (c, f, type) => c.flatMap(coFlatMapFunction(f), type), 2, 1),
      ...typed('process', 'CoProcessFunction', (c, f, type) => c.process(coProcessFunction(f), type), 2, 2),
      ...typed('process', 'KeyedCoProcessFunction', (c, f, type) => c.keyedProcess(coProcessFunction(f), type), 3, 2),
    },
    BroadcastStream: { $class: class extends Holder {} },
    BroadcastConnectedStream: {
      $class: class extends Holder {},
      'process(KeyedBroadcastProcessFunction)'(this: Holder<BroadcastConnectedStream>, f: unknown) {
        return wrap(
          this.inner.keyedProcess(
            broadcastProcessFunction(f),
            outputType(f, `${CO}KeyedBroadcastProcessFunction`, 3, 2),
          ),
        );
      },
      'process(KeyedBroadcastProcessFunction,TypeInformation)'(
        this: Holder<BroadcastConnectedStream>,
        f: unknown,
        type: unknown,
      ) {
        return wrap(this.inner.keyedProcess(broadcastProcessFunction(f), typeOf(type)));
      },
      'process(BroadcastProcessFunction)'(this: Holder<BroadcastConnectedStream>, f: unknown) {
        return wrap(
          this.inner.process(broadcastProcessFunction(f), outputType(f, `${CO}BroadcastProcessFunction`, 2, 2)),
        );
      },
      'process(BroadcastProcessFunction,TypeInformation)'(
        this: Holder<BroadcastConnectedStream>,
        f: unknown,
        type: unknown,
      ) {
        return wrap(this.inner.process(broadcastProcessFunction(f), typeOf(type)));
      },
    },
    ...pairs('CoGrouped'),
    ...pairs('Joined'),
    DataStreamSink: {
      $class: class extends Holder {},
      ...Object.fromEntries(
        SINK.map((each) => {
          const name = each.slice(0, each.indexOf('(')) as 'name';
          return [
            name,
            function (this: Holder<DataStreamSink>, value: string) {
              this.inner[name](value);
              return this;
            },
          ];
        }),
      ),
      disableChaining(this: Holder<DataStreamSink>) {
        this.inner.disableChaining();
        return this;
      },
    },
  },
});

function sink(inner: DataStreamSink): unknown {
  return hold(`${P}DataStreamSink`, inner);
}
function keyBoth<A extends never[]>(keys: (...args: A) => [Key, Key]) {
  return function (this: Holder<ConnectedStreams>, ...args: A): unknown {
    return hold(`${P}ConnectedStreams`, this.inner.keyBy(...keys(...args)));
  };
}
function typed(
  method: string,
  fn: string,
  apply: (c: ConnectedStreams, f: unknown, type: TypeInformation) => SingleOutputStreamOperator,
  index: number,
  collector: number | null,
): Record<string, (this: never, ...args: never[]) => unknown> {
  return {
    [`${method}(${fn})`](this: Holder<ConnectedStreams>, f: unknown) {
      return wrap(apply(this.inner, f, outputType(f, CO + fn, index, collector)));
    },
    [`${method}(${fn},TypeInformation)`](this: Holder<ConnectedStreams>, f: unknown, type: unknown) {
      return wrap(apply(this.inner, f, typeOf(type)));
    },
  };
}
