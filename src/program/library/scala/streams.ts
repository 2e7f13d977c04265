/** The Scala DataStream API: Java's streams with Scala functions and type evidence. */
import type { DataStream } from '../../../flink/api/datastream.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { allocate, staticsOf } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { COLLECT_JOB, closeableIterator, collectFirst, executeAndCollect } from '../flink/collect.ts';
import { Holder, hold } from '../flink/support.ts';
import { type ClassBodies, library } from '../table.ts';
import { itemsOf, make, none, some } from './collection.ts';
import { asJava, forwarded, javaFunction, same, scalaClass } from './forward.ts';
import { aggregationStubs, aggregations, windowedBodies, windowedStubs } from './windows.ts';

const S = 'org.apache.flink.streaming.api.scala.';
const J = 'org.apache.flink.streaming.api.datastream.';
const T = 'TypeInformation';
scalaClass(
  ['DataStream', 'SingleOutputStreamOperator', 'DataStreamSource', 'IterativeStream'].map((n) => J + n),
  `${S}DataStream`,
);
for (const name of [
  'KeyedStream',
  'WindowedStream',
  'AllWindowedStream',
  'ConnectedStreams',
  'BroadcastConnectedStream',
])
  scalaClass([J + name], S + name);
for (const name of ['IntervalJoin', 'IntervalJoined'])
  scalaClass([`${J}KeyedStream$${name}`], `${S}KeyedStream$${name}`);
for (const name of ['JoinedStreams', 'CoGroupedStreams']) {
  scalaClass([J + name], S + name);
  scalaClass([`${J}${name}$Where`], `${S}${name}$Where`);
  scalaClass([`${J}${name}$Where$EqualTo`], `${S}${name}$EqualTo`);
  scalaClass([`${J}${name}$WithWindow`], `${S}${name}$WithWindow`);
}

/** KeyedStream.mapWithState and its kind: a function of the value and the last state, whose result holds the next one. */
class StateFunction extends Base {
  f!: { apply$Object$Object(value: unknown, state: unknown): { readonly _1: unknown; readonly _2: unknown } };
  type: unknown = null;
  state: { value$(): unknown; update$Object(value: unknown): void; clear$(): void } | null = null;
  context: { getState$ValueStateDescriptor(d: unknown): unknown } | null = null;

  setRuntimeContext$RuntimeContext(context: unknown): void {
    this.context = context as { getState$ValueStateDescriptor(d: unknown): unknown };
  }
  open$Configuration(): void {
    const descriptor = allocate<{
      $init$String$TypeInformation(name: string, type: unknown): unknown;
    }>('org.apache.flink.api.common.state.ValueStateDescriptor').$init$String$TypeInformation('state', this.type);
    this.state = this.context!.getState$ValueStateDescriptor(descriptor) as never;
  }
  close$(): void {}
  next(value: unknown): unknown {
    const last = this.state!.value$();
    const { _1: result, _2: state } = this.f.apply$Object$Object(value, last === null ? none() : some(last));
    const [kept] = itemsOf(state);
    if (kept === undefined) this.state!.clear$();
    else this.state!.update$Object(kept);
    return result;
  }
}
class MapWithState extends StateFunction {
  map$Object(value: unknown): unknown {
    return this.next(value);
  }
}
class FlatMapWithState extends StateFunction {
  flatMap$Object$Collector(value: unknown, out: { collect$Object(x: unknown): void }): void {
    for (const x of itemsOf(this.next(value))) out.collect$Object(x);
  }
}
class FilterWithState extends StateFunction {
  filter$Object(value: unknown): unknown {
    return this.next(value);
  }
}
const withState = (kind: 'Map' | 'FlatMap' | 'Filter', method: string, types: number) =>
  function (this: Holder, f: unknown, ...evidence: unknown[]): unknown {
    const fn = allocate<StateFunction>(`${S}${kind}WithState`);
    fn.f = f as StateFunction['f'];
    fn.type = evidence[types - 1];
    const java = asJava<Record<string, (...a: unknown[]) => Holder>>(this, `${J}KeyedStream`);
    const made = kind === 'Filter' ? java[method]!(fn) : java[method]!(fn, evidence[0]);
    return hold(`${S}DataStream`, made.inner);
  };

const setters = same(
  'name(String)',
  'uid(String)',
  'setUidHash(String)',
  'setParallelism(int)',
  'setMaxParallelism(int)',
  'setBufferTimeout(long)',
  'disableChaining()',
  'startNewChain()',
  'slotSharingGroup(String)',
  'getSideOutput(OutputTag)',
);

/** JoinedStreams and CoGroupedStreams: where, equalTo, window, apply. */
function pairStubs(name: string, functions: readonly string[]): string {
  return `
public class ${name}<A, B> {
  public <K> Where<A, B, K> where(Function1<A, K> key, TypeInformation<K> evidence);
  public static class Where<A, B, K> { public EqualTo<A, B, K> equalTo(Function1<B, K> key); }
  public static class EqualTo<A, B, K> { public <W extends Window> WithWindow<A, B, W> window(WindowAssigner<? super Object, W> assigner); }
  public static class WithWindow<A, B, W extends Window> {
    public WithWindow<A, B, W> trigger(Trigger<? super Object, ? super W> t); public WithWindow<A, B, W> evictor(Evictor<? super Object, ? super W> e); public WithWindow<A, B, W> allowedLateness(Time t);
    ${functions.map((f) => `public <R> DataStream<R> apply(${f} f, TypeInformation<R> evidence);`).join(' ')}
  }
}`;
}
function pairBodies(
  name: 'JoinedStreams' | 'CoGroupedStreams',
  apply: Record<string, string>,
): Record<string, ClassBodies> {
  const java = J + name;
  const keyType = new WeakMap<object, unknown>();
  return {
    [name]: {
      $class: class extends Holder {},
      where(this: Holder, key: unknown, type: unknown) {
        const target = asJava<Record<string, (...a: unknown[]) => Holder>>(this, java);
        const where = hold(
          `${S}${name}$Where`,
          target.where$KeySelector$TypeInformation!(javaFunction('KeySelector/1', key), type).inner,
        );
        keyType.set(where, type);
        return where;
      },
    },
    [`${name}.Where`]: {
      $class: class extends Holder {},
      equalTo(this: Holder, key: unknown) {
        const target = asJava<Record<string, (...a: unknown[]) => Holder>>(this, `${java}$Where`);
        const made = target.equalTo$KeySelector$TypeInformation!(javaFunction('KeySelector/1', key), keyType.get(this));
        return hold(`${S}${name}$EqualTo`, made.inner);
      },
    },
    [`${name}.EqualTo`]: {
      $class: class extends Holder {},
      ...forwarded(`${java}$Where$EqualTo`, same('window(WindowAssigner)')),
    },
    [`${name}.WithWindow`]: {
      $class: class extends Holder {},
      ...forwarded(`${java}$WithWindow`, {
        ...same('trigger(Trigger)', 'evictor(Evictor)', 'allowedLateness(Time)'),
        ...apply,
      }),
    },
  };
}

type Step = { apply$Object(stream: unknown): { readonly _1: Holder<DataStream>; readonly _2: unknown } };
/** The first stream that the step gives is fed back, the second one goes on. */
function iterated(of: Holder<DataStream>, head: ReturnType<DataStream['iterate']>, step: Step): unknown {
  const stream = Object.assign(hold(`${S}DataStream`, head) as object, {
    environment: (of as { environment?: unknown }).environment,
  });
  const { _1: feedback, _2: output } = step.apply$Object(stream);
  head.closeWith(feedback.inner);
  return output;
}
library({
  package: 'org.apache.flink.streaming.api.scala',
  stubs: `
import scala.*;
import scala.collection.TraversableOnce;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.co.*;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.evictors.Evictor;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.util.Collector;
public class MapWithState extends RichMapFunction {} public class FlatMapWithState extends RichFlatMapFunction {} public class FilterWithState extends RichFilterFunction {}
public class OutputTag<T> extends org.apache.flink.util.OutputTag<T> { public OutputTag(String id, TypeInformation<T> evidence); public static <T> OutputTag<T> apply(String id, TypeInformation<T> evidence); }
public class DataStream<T> {
  public DataStream<T> name(String n); public DataStream<T> uid(String n); public DataStream<T> setUidHash(String hash); public DataStream<T> setParallelism(int n); public DataStream<T> setMaxParallelism(int n); public DataStream<T> setBufferTimeout(long ms); public DataStream<T> disableChaining(); public DataStream<T> startNewChain(); public DataStream<T> slotSharingGroup(String g);
  public int parallelism(); public int getParallelism(); public String name(); public int getId(); public TypeInformation<T> dataType(); public TypeInformation<T> getType(); public StreamExecutionEnvironment executionEnvironment(); public StreamExecutionEnvironment getExecutionEnvironment(); public org.apache.flink.streaming.api.datastream.DataStream<T> javaStream();
  public <X> DataStream<X> getSideOutput(org.apache.flink.util.OutputTag<X> tag, TypeInformation<X> evidence);
  public DataStream<T> union(DataStream<T>... others); public <R> ConnectedStreams<T, R> connect(DataStream<R> other); public <R> BroadcastConnectedStream<T, R> connect(BroadcastStream<R> other);
  public KeyedStream<T, Tuple> keyBy(int... fields); public KeyedStream<T, Tuple> keyBy(String first, String... more); public <K> KeyedStream<T, K> keyBy(Function1<T, K> f, TypeInformation<K> evidence); public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> f, TypeInformation<K> evidence);
  public <K> DataStream<T> partitionCustom(Partitioner<K> p, int field); public <K> DataStream<T> partitionCustom(Partitioner<K> p, String field); public <K> DataStream<T> partitionCustom(Partitioner<K> p, Function1<T, K> f, TypeInformation<K> evidence);
  public DataStream<T> broadcast(); public BroadcastStream<T> broadcast(MapStateDescriptor<?, ?>... descriptors); public DataStream<T> global(); public DataStream<T> shuffle(); public DataStream<T> forward(); public DataStream<T> rebalance(); public DataStream<T> rescale();
  public <R> DataStream<R> iterate(Function1<DataStream<T>, Tuple2<DataStream<T>, DataStream<R>>> step, long maxWait); public <R> DataStream<R> iterate(Function1<DataStream<T>, Tuple2<DataStream<T>, DataStream<R>>> step);
  public <R> DataStream<R> transform(String operatorName, org.apache.flink.streaming.api.operators.OneInputStreamOperator<T, R> operator, TypeInformation<R> evidence);
  public <R> DataStream<R> map(Function1<T, R> f, TypeInformation<R> evidence); public <R> DataStream<R> map(MapFunction<T, R> f, TypeInformation<R> evidence);
  public <R> DataStream<R> flatMap(Function1<T, TraversableOnce<R>> f, TypeInformation<R> evidence); public <R> DataStream<R> flatMap(FlatMapFunction<T, R> f, TypeInformation<R> evidence); public <R> DataStream<R> flatMap(Function2<T, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  public <R> DataStream<R> process(ProcessFunction<T, R> f, TypeInformation<R> evidence); public DataStream<T> filter(Function1<T, Boolean> f); public DataStream<T> filter(FilterFunction<T> f);
  public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size); public AllWindowedStream<T, TimeWindow> timeWindowAll(Time size, Time slide); public AllWindowedStream<T, GlobalWindow> countWindowAll(long size); public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide); public <W extends Window> AllWindowedStream<T, W> windowAll(WindowAssigner<? super T, W> assigner);
  public DataStream<T> assignTimestampsAndWatermarks(org.apache.flink.api.common.eventtime.WatermarkStrategy<T> s); public DataStream<T> assignTimestampsAndWatermarks(AssignerWithPeriodicWatermarks<T> a); public DataStream<T> assignTimestampsAndWatermarks(AssignerWithPunctuatedWatermarks<T> a); public DataStream<T> assignAscendingTimestamps(Function1<T, Long> extractor);
  public <B> JoinedStreams<T, B> join(DataStream<B> other); public <B> CoGroupedStreams<T, B> coGroup(DataStream<B> other);
  public DataStreamSink<T> print(); public DataStreamSink<T> printToErr(); public DataStreamSink<T> print(String label); public DataStreamSink<T> printToErr(String label);
  public DataStreamSink<T> writeAsText(String path); public DataStreamSink<T> writeAsText(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode); public DataStreamSink<T> writeAsCsv(String path); public DataStreamSink<T> writeAsCsv(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode); public DataStreamSink<T> writeAsCsv(String path, org.apache.flink.core.fs.FileSystem.WriteMode mode, String rowDelimiter, String fieldDelimiter);
  @NotSimulated public DataStreamSink<T> writeToSocket(String host, int port, org.apache.flink.api.common.serialization.SerializationSchema<T> schema);
  @Blocks public org.apache.flink.util.CloseableIterator<T> executeAndCollect(); @Blocks public org.apache.flink.util.CloseableIterator<T> executeAndCollect(String jobExecutionName);
  @Blocks public scala.collection.immutable.List<T> executeAndCollect(int limit); @Blocks public scala.collection.immutable.List<T> executeAndCollect(String jobExecutionName, int limit);
  public DataStreamSink<T> addSink(SinkFunction<T> f); public DataStreamSink<T> addSink(Function1<T, scala.runtime.BoxedUnit> f); public DataStreamSink<T> sinkTo(org.apache.flink.api.connector.sink.Sink<T, ?, ?, ?> sink);
}
public class KeyedStream<T, K> extends DataStream<T> {
  public <R> DataStream<R> process(KeyedProcessFunction<K, T, R> f, TypeInformation<R> evidence); public <R> DataStream<R> process(ProcessFunction<T, R> f, TypeInformation<R> evidence);
  public DataStream<T> reduce(Function2<T, T, T> f); public DataStream<T> reduce(ReduceFunction<T> f);
  public WindowedStream<T, K, TimeWindow> timeWindow(Time size); public WindowedStream<T, K, TimeWindow> timeWindow(Time size, Time slide); public WindowedStream<T, K, GlobalWindow> countWindow(long size); public WindowedStream<T, K, GlobalWindow> countWindow(long size, long slide); public <W extends Window> WindowedStream<T, K, W> window(WindowAssigner<? super T, W> assigner);
  public <R, S> DataStream<R> mapWithState(Function2<T, Option<S>, Tuple2<R, Option<S>>> f, TypeInformation<R> evidence1, TypeInformation<S> evidence2);
  public <R, S> DataStream<R> flatMapWithState(Function2<T, Option<S>, Tuple2<TraversableOnce<R>, Option<S>>> f, TypeInformation<R> evidence1, TypeInformation<S> evidence2);
  public <S> DataStream<T> filterWithState(Function2<T, Option<S>, Tuple2<Boolean, Option<S>>> f, TypeInformation<S> evidence);
  public <B> IntervalJoin<T, B, K> intervalJoin(KeyedStream<B, K> other);
  @NotSimulated public Object asQueryableState(String name);
  public static class IntervalJoin<A, B, K> { public IntervalJoin<A, B, K> inEventTime(); public IntervalJoin<A, B, K> inProcessingTime(); public IntervalJoined<A, B, K> between(Time lower, Time upper); }
  public static class IntervalJoined<A, B, K> { public IntervalJoined<A, B, K> lowerBoundExclusive(); public IntervalJoined<A, B, K> upperBoundExclusive(); public <R> DataStream<R> process(ProcessJoinFunction<A, B, R> f, TypeInformation<R> evidence); }
  ${aggregationStubs}
}
${windowedStubs}
public class ConnectedStreams<A, B> {
  public ConnectedStreams<A, B> keyBy(int a, int b); public ConnectedStreams<A, B> keyBy(int[] a, int[] b); public ConnectedStreams<A, B> keyBy(String a, String b); public ConnectedStreams<A, B> keyBy(String[] a, String[] b); public <K> ConnectedStreams<A, B> keyBy(Function1<A, K> a, Function1<B, K> b, TypeInformation<K> evidence);
  public <R> DataStream<R> map(Function1<A, R> a, Function1<B, R> b, TypeInformation<R> evidence); public <R> DataStream<R> map(CoMapFunction<A, B, R> f, TypeInformation<R> evidence);
  public <R> DataStream<R> flatMap(Function1<A, TraversableOnce<R>> a, Function1<B, TraversableOnce<R>> b, TypeInformation<R> evidence); public <R> DataStream<R> flatMap(CoFlatMapFunction<A, B, R> f, TypeInformation<R> evidence); public <R> DataStream<R> flatMap(Function2<A, Collector<R>, scala.runtime.BoxedUnit> a, Function2<B, Collector<R>, scala.runtime.BoxedUnit> b, TypeInformation<R> evidence);
  public <R> DataStream<R> process(CoProcessFunction<A, B, R> f, TypeInformation<R> evidence); public <K, R> DataStream<R> process(KeyedCoProcessFunction<K, A, B, R> f, TypeInformation<R> evidence);
}
public class BroadcastConnectedStream<A, B> {
  public <K, R> DataStream<R> process(KeyedBroadcastProcessFunction<K, A, B, R> f, TypeInformation<R> evidence); public <R> DataStream<R> process(BroadcastProcessFunction<A, B, R> f, TypeInformation<R> evidence);
}
${pairStubs('JoinedStreams', ['Function2<A, B, R>', 'Function3<A, B, Collector<R>, scala.runtime.BoxedUnit>', 'JoinFunction<A, B, R>', 'FlatJoinFunction<A, B, R>'])}
${pairStubs('CoGroupedStreams', ['Function2<scala.collection.Iterator<A>, scala.collection.Iterator<B>, R>', 'Function3<scala.collection.Iterator<A>, scala.collection.Iterator<B>, Collector<R>, scala.runtime.BoxedUnit>', 'CoGroupFunction<A, B, R>'])}
`,
  bodies: {
    MapWithState: { $class: MapWithState },
    FlatMapWithState: { $class: FlatMapWithState },
    FilterWithState: { $class: FilterWithState },
    OutputTag: {
      'new(String,TypeInformation)'(
        this: { $init$String$TypeInformation(id: string, type: unknown): void },
        id: string,
        type: unknown,
      ) {
        staticsOf<{
          prototype: Record<string, (id: string, type: unknown) => unknown>;
        }>('org.apache.flink.util.OutputTag').prototype.$init$String$TypeInformation!.call(this, id, type);
      },
      apply: (id: string, type: unknown) =>
        allocate<Record<string, (id: string, type: unknown) => unknown>>(`${S}OutputTag`).$init$String$TypeInformation!(
          id,
          type,
        ),
    },
    DataStream: {
      $class: class extends Holder {},
      ...forwarded(`${J}SingleOutputStreamOperator`, {
        ...setters,
        'name()': 'getName()',
        'parallelism()': 'getParallelism()',
        'dataType()': 'getType()',
        ...same('getParallelism()', 'getId()', 'getType()', 'executionEnvironment()', 'getExecutionEnvironment()'),
        'getSideOutput(OutputTag,TypeInformation)': 'getSideOutput(OutputTag)',
        ...same(
          'union(DataStream[])',
          'connect(DataStream)',
          'connect(BroadcastStream)',
          'keyBy(int[])',
          'keyBy(KeySelector,TypeInformation)',
          'partitionCustom(Partitioner,int)',
          'partitionCustom(Partitioner,String)',
          'broadcast()',
          'broadcast(MapStateDescriptor[])',
          'global()',
          'shuffle()',
          'forward()',
          'rebalance()',
          'rescale()',
        ),
        'keyBy(Function1,TypeInformation)': 'keyBy(KeySelector,TypeInformation)',
        'partitionCustom(Partitioner,Function1,TypeInformation)': 'partitionCustom(Partitioner,KeySelector)',
        [`map(Function1,${T})`]: `map(MapFunction,${T})`,
        [`flatMap(Function1,${T})`]: `flatMap(FlatMapFunction,${T})`,
        [`flatMap(Function2,${T})`]: `flatMap(FlatMapFunction,${T})`,
        'filter(Function1)': 'filter(FilterFunction)',
        ...same(
          `map(MapFunction,${T})`,
          `flatMap(FlatMapFunction,${T})`,
          `process(ProcessFunction,${T})`,
          'filter(FilterFunction)',
          'timeWindowAll(Time)',
          'timeWindowAll(Time,Time)',
          'countWindowAll(long)',
          'countWindowAll(long,long)',
          'windowAll(WindowAssigner)',
          'assignTimestampsAndWatermarks(WatermarkStrategy)',
          'assignTimestampsAndWatermarks(AssignerWithPeriodicWatermarks)',
          'assignTimestampsAndWatermarks(AssignerWithPunctuatedWatermarks)',
          'join(DataStream)',
          'coGroup(DataStream)',
          'print()',
          'printToErr()',
          'print(String)',
          'printToErr(String)',
          'writeAsText(String)',
          'writeAsText(String,WriteMode)',
          'writeAsCsv(String)',
          'writeAsCsv(String,WriteMode)',
          'writeAsCsv(String,WriteMode,String,String)',
          'addSink(SinkFunction)',
          'sinkTo(Sink)',
        ),
        'addSink(Function1)': 'addSink(SinkFunction)',
      }),
      *'executeAndCollect()'(this: Holder<DataStream>): Task<unknown> {
        return closeableIterator(yield* executeAndCollect(this.inner, COLLECT_JOB));
      },
      *'executeAndCollect(String)'(this: Holder<DataStream>, name: string): Task<unknown> {
        return closeableIterator(yield* executeAndCollect(this.inner, name));
      },
      *'executeAndCollect(int)'(this: Holder<DataStream>, limit: number): Task<unknown> {
        return make('scala.collection.immutable.List', yield* collectFirst(this.inner, COLLECT_JOB, limit));
      },
      *'executeAndCollect(String,int)'(this: Holder<DataStream>, name: string, limit: number): Task<unknown> {
        return make('scala.collection.immutable.List', yield* collectFirst(this.inner, name, limit));
      },
      transform(this: Holder, name: string, operator: unknown, evidence: unknown) {
        const java = asJava<Record<string, (name: string, type: unknown, operator: unknown) => Holder>>(
          this,
          `${J}DataStream`,
        );
        const method = 'transform$String$TypeInformation$OneInputStreamOperator';
        return hold(`${S}DataStream`, java[method]!(name, evidence, operator).inner);
      },
      'keyBy(String,String[])'(this: Holder, first: string, more: string[]) {
        const java = asJava<{ keyBy$String_A(fields: string[]): Holder }>(this, `${J}DataStream`);
        return hold(`${S}KeyedStream`, java.keyBy$String_A([first, ...Array.from(more)]).inner);
      },
      assignAscendingTimestamps(this: Holder, f: unknown) {
        const java = asJava<Record<string, (a: unknown) => Holder>>(this, `${J}DataStream`);
        const extractor = javaFunction('AscendingTimestampExtractor/1', f);
        return hold(
          `${S}DataStream`,
          java.assignTimestampsAndWatermarks$AssignerWithPeriodicWatermarks!(extractor).inner,
        );
      },
      'iterate(Function1)'(this: Holder<DataStream>, step: Step) {
        return iterated(this, this.inner.iterate(), step);
      },
      'iterate(Function1,long)'(this: Holder<DataStream>, step: Step, wait: LongValue) {
        return iterated(this, this.inner.iterate(Number(wait)), step);
      },
      javaStream(this: Holder) {
        return asJava(this, `${J}DataStream`);
      },
    },
    KeyedStream: {
      ...forwarded(`${J}KeyedStream`, {
        ...same(
          `process(KeyedProcessFunction,${T})`,
          `process(ProcessFunction,${T})`,
          'reduce(ReduceFunction)',
          'timeWindow(Time)',
          'timeWindow(Time,Time)',
          'countWindow(long)',
          'countWindow(long,long)',
          'window(WindowAssigner)',
          'intervalJoin(KeyedStream)',
        ),
        'reduce(Function2)': 'reduce(ReduceFunction)',
        ...aggregations,
      }),
      mapWithState: withState('Map', `map$MapFunction$${T}`, 2),
      flatMapWithState: withState('FlatMap', `flatMap$FlatMapFunction$${T}`, 2),
      filterWithState: withState('Filter', 'filter$FilterFunction', 1),
    },
    'KeyedStream.IntervalJoin': {
      $class: class extends Holder {},
      ...forwarded(`${J}KeyedStream$IntervalJoin`, same('inEventTime()', 'inProcessingTime()', 'between(Time,Time)')),
    },
    'KeyedStream.IntervalJoined': {
      $class: class extends Holder {},
      ...forwarded(
        `${J}KeyedStream$IntervalJoined`,
        same('lowerBoundExclusive()', 'upperBoundExclusive()', `process(ProcessJoinFunction,${T})`),
      ),
    },
    ...windowedBodies,
    ConnectedStreams: {
      $class: class extends Holder {},
      ...forwarded(`${J}ConnectedStreams`, {
        ...same(
          'keyBy(int,int)',
          'keyBy(int[],int[])',
          'keyBy(String,String)',
          'keyBy(String[],String[])',
          `map(CoMapFunction,${T})`,
          `flatMap(CoFlatMapFunction,${T})`,
          `process(CoProcessFunction,${T})`,
          `process(KeyedCoProcessFunction,${T})`,
        ),
        [`keyBy(Function1,Function1,${T})`]: `keyBy(KeySelector,KeySelector,${T})`,
        [`map(Function1,Function1,${T})`]: `map(CoMapFunction,${T})`,
        [`flatMap(Function1,Function1,${T})`]: `flatMap(CoFlatMapFunction,${T})`,
        [`flatMap(Function2,Function2,${T})`]: `flatMap(CoFlatMapFunction,${T})`,
      }),
    },
    BroadcastConnectedStream: {
      $class: class extends Holder {},
      ...forwarded(
        `${J}BroadcastConnectedStream`,
        same(`process(KeyedBroadcastProcessFunction,${T})`, `process(BroadcastProcessFunction,${T})`),
      ),
    },
    ...pairBodies('JoinedStreams', {
      [`apply(Function2,${T})`]: `apply(JoinFunction,${T})`,
      [`apply(Function3,${T})`]: `apply(FlatJoinFunction,${T})`,
      ...same(`apply(JoinFunction,${T})`, `apply(FlatJoinFunction,${T})`),
    }),
    ...pairBodies('CoGroupedStreams', {
      [`apply(Function2,${T})`]: `apply(CoGroupFunction,${T})`,
      [`apply(Function3,${T})`]: `apply(CoGroupFunction,${T})`,
      ...same(`apply(CoGroupFunction,${T})`),
    }),
  },
});
