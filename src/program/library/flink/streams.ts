/** DataStream and what hangs on it. */

import type { BroadcastStream } from '../../../flink/api/connected-streams.ts';
import type {
  DataStream,
  IterativeStream,
  KeyedStream,
  SingleOutputStreamOperator,
} from '../../../flink/api/datastream.ts';
import type { OutputTag } from '../../../flink/api/functions.ts';
import type { DataStreamSink } from '../../../flink/api/sink.ts';
import type { Transformation } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { newArrayList } from '../../runtime/lists.ts';
import type { JavaClass } from '../../runtime-types.ts';
import { library } from '../table.ts';
import {
  filterFunction,
  flatMapFunction,
  mapFunction,
  outputTag,
  partitioner,
  processFunction,
  reduceFunction,
  stateDescriptor,
} from './adapters.ts';
import { COLLECT_JOB, closeableIterator, collectFirst, executeAndCollect } from './collect.ts';
import { CONNECTED_BODIES } from './connected-streams.ts';
import { addKnownSink, sinkConnector } from './connectors.ts';
import { pairs } from './joined-streams.ts';
import { operatorSpec } from './own-operators.ts';
import { sinkFunction } from './source-adapters.ts';
import {
  aggregationStubs,
  aggregations,
  FN,
  ints,
  names,
  P,
  selected,
  type Time,
  time,
  wrap,
} from './stream-support.ts';
import { Holder, hold } from './support.ts';
import { typeObject, typeOfClass } from './type-classes.ts';
import { outputType, typeOf } from './types.ts';
import { watermarkStrategy } from './watermarks.ts';
import { windowAssigner } from './window-assigners.ts';
import { windowBodies, windowStubs } from './windowed-streams.ts';

const PROCESS = 'org.apache.flink.streaming.api.functions.';
type S = Holder<DataStream>;
type O = Holder<SingleOutputStreamOperator>;
type K = Holder<KeyedStream>;
const streams = (others: Holder<DataStream>[]): DataStream[] => Array.from(others, (each) => each.inner);
const overwrite = (mode: { $name: string }): boolean => mode.$name === 'OVERWRITE';

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

const TRANSFORMATION = 'org.apache.flink.api.dag.Transformation';
library({
  package: 'org.apache.flink.api.dag',
  stubs:
    '@Open public class Transformation<T> { public int getId(); public String getName(); public int getParallelism(); public int getMaxParallelism(); public String getUid(); public org.apache.flink.api.common.typeinfo.TypeInformation<T> getOutputType(); }',
  bodies: {
    Transformation: {
      $class: class extends Holder {},
      getId(this: Holder<Transformation>) {
        return this.inner.id;
      },
      getName(this: Holder<Transformation>) {
        return this.inner.settings.name;
      },
      getParallelism(this: Holder<Transformation>) {
        return this.inner.settings.parallelism ?? -1;
      },
      getMaxParallelism(this: Holder<Transformation>) {
        return this.inner.settings.maxParallelism ?? -1;
      },
      getUid(this: Holder<Transformation>) {
        return this.inner.settings.uid ?? null;
      },
      getOutputType(this: Holder<Transformation>) {
        return typeObject(this.inner.outputType);
      },
    },
  },
});

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
  public <R> SingleOutputStreamOperator<R> transform(String operatorName, TypeInformation<R> outTypeInfo, org.apache.flink.streaming.api.operators.OneInputStreamOperator<T, R> operator);
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
  public DataStreamSink<T> writeAsCsv(String path); public DataStreamSink<T> writeAsCsv(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode); public DataStreamSink<T> writeAsCsv(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode, String rowDelimiter, String fieldDelimiter); public org.apache.flink.api.dag.Transformation<T> getTransformation(); public org.apache.flink.api.common.ExecutionConfig getExecutionConfig();
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
public class DataStreamSink<T> { ${SINK.map((each) => `public DataStreamSink<T> ${each};`).join(' ')} public DataStreamSink<T> disableChaining(); public org.apache.flink.api.dag.Transformation<T> getTransformation(); }
public class DataStreamUtils { public static <T, K> KeyedStream<T, K> reinterpretAsKeyedStream(DataStream<T> stream, KeySelector<T, K> key); @NotSimulated public static <T> java.util.Iterator<T> collect(DataStream<T> stream); }
`,
  bodies: {
    DataStreamUtils: {
      reinterpretAsKeyedStream: (stream: S, key: unknown) =>
        wrap(stream.inner.keyedInPlace(selected(key, null, [stream.inner.getType()]))),
    },
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
        return wrap(this.inner.keyBy(selected(key, null, [this.inner.getType()])));
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
        return wrap(this.inner.partitionCustom(partitioner(p), selected(key, null, [this.inner.getType()])));
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
      transform(this: S, name: string, type: unknown, operator: unknown) {
        const { spec, chaining } = operatorSpec(operator);
        const stream = this.inner.transform(name, typeOf(type), spec);
        stream.transformation.settings.chaining = chaining;
        return wrap(stream);
      },
      'map(MapFunction)'(this: S, f: unknown) {
        return wrap(this.inner.map(mapFunction(f), outputType(f, `${FN}MapFunction`, 1, null, [this.inner.getType()])));
      },
      'map(MapFunction,TypeInformation)'(this: S, f: unknown, type: unknown) {
        return wrap(this.inner.map(mapFunction(f), typeOf(type)));
      },
      'flatMap(FlatMapFunction)'(this: S, f: unknown) {
        return wrap(
          this.inner.flatMap(flatMapFunction(f), outputType(f, `${FN}FlatMapFunction`, 1, 1, [this.inner.getType()])),
        );
      },
      'flatMap(FlatMapFunction,TypeInformation)'(this: S, f: unknown, type: unknown) {
        return wrap(this.inner.flatMap(flatMapFunction(f), typeOf(type)));
      },
      'process(ProcessFunction)'(this: S, f: unknown) {
        return wrap(
          this.inner.process(
            processFunction(f),
            outputType(f, `${PROCESS}ProcessFunction`, 1, 2, [this.inner.getType()]),
          ),
        );
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
      'writeAsCsv(String,WriteMode,String,String)'(
        this: S,
        path: string,
        mode: { $name: string },
        rowDelimiter: string,
        fieldDelimiter: string,
      ) {
        return sink(this.inner.writeAsCsv(path, overwrite(mode), rowDelimiter, fieldDelimiter));
      },
      getTransformation(this: S) {
        return hold(TRANSFORMATION, this.inner.transformation);
      },
      getExecutionConfig(this: S) {
        return hold('org.apache.flink.api.common.ExecutionConfig', this.inner.environment);
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
        return wrap(
          this.inner.keyedProcess(
            processFunction(f),
            outputType(f, `${PROCESS}KeyedProcessFunction`, 2, 2, [this.inner.getType()]),
          ),
        );
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
    ...CONNECTED_BODIES,
    WindowedStream: windowBodies('WindowFunction', 'ProcessWindowFunction'),
    AllWindowedStream: windowBodies('AllWindowFunction', 'ProcessAllWindowFunction'),
    ...pairs('CoGrouped'),
    ...pairs('Joined'),
    DataStreamSink: {
      $class: class extends Holder {},
      getTransformation(this: Holder<DataStreamSink>) {
        return hold(TRANSFORMATION, this.inner.transformation);
      },
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
