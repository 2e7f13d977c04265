/** Flink's function interfaces, rich functions, process functions and their contexts. */
import type { FunctionInitializationContext, RuntimeContext } from '../../../flink/api/functions.ts';
import { jvm } from '../../jvm.ts';
import { allocate, isInstance, newThrowable } from '../../link.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Base, hashCode } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { AccumulatorObject, type OwnObject, snapshotOf } from './accumulators.ts';
import { ContextObject, stateDescriptor } from './adapters.ts';
import { SourceContextObject } from './source-adapters.ts';
import { stateOf } from './state-objects.ts';
import { CollectorObject, Holder, hold } from './support.ts';
import { anonymousArgument } from './type-classes.ts';
import { typeOf } from './types.ts';
import { WindowContextObject } from './window-adapters.ts';

/** AbstractRichFunction: keeps the runtime context that open() gets. */
class RichFunctionObject extends Base {
  $runtimeContext: unknown = null;

  $init$(): this {
    return this;
  }
  setRuntimeContext$RuntimeContext(context: unknown): void {
    this.$runtimeContext = context;
  }
  getRuntimeContext$(): unknown {
    if (this.$runtimeContext === null) raise('IllegalStateException', 'The runtime context has not been initialized.');
    return this.$runtimeContext;
  }
  getIterationRuntimeContext$(): unknown {
    const context = this.$runtimeContext as Holder<RuntimeContext> | null;
    if (context?.inner.superstep == null) {
      raise('IllegalStateException', 'This stub is not part of an iteration step function.');
    }
    return hold('org.apache.flink.api.common.functions.IterationRuntimeContext$Simulated', context.inner);
  }
  open$Configuration(_parameters: unknown): void {}
  close$(): void {}
}

class RuntimeContextObject extends Holder<RuntimeContext> {
  getIndexOfThisSubtask$(): number {
    return this.inner.indexOfThisSubtask;
  }
  getNumberOfParallelSubtasks$(): number {
    return this.inner.numberOfParallelSubtasks;
  }
  getMaxNumberOfParallelSubtasks$(): number {
    return this.inner.maxNumberOfParallelSubtasks;
  }
  getAttemptNumber$(): number {
    return this.inner.attemptNumber;
  }
  getTaskName$(): string {
    return this.inner.taskName;
  }
  getTaskNameWithSubtasks$(): string {
    const { taskName, indexOfThisSubtask, numberOfParallelSubtasks, attemptNumber } = this.inner;
    return `${taskName} (${indexOfThisSubtask + 1}/${numberOfParallelSubtasks})#${attemptNumber}`;
  }
  getJobId$(): unknown {
    return hold('org.apache.flink.api.common.JobID', this.inner.jobId);
  }
  getState$ValueStateDescriptor(descriptor: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(descriptor));
  }
  getListState$ListStateDescriptor(descriptor: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(descriptor));
  }
  getMapState$MapStateDescriptor(descriptor: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(descriptor));
  }
  getReducingState$ReducingStateDescriptor(descriptor: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(descriptor));
  }
  getAggregatingState$AggregatingStateDescriptor(descriptor: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(descriptor));
  }
  addAccumulator$String$Accumulator(name: string, accumulator: AccumulatorObject | OwnObject): void {
    if (accumulator instanceof AccumulatorObject) accumulator.attach(this.inner.accumulator(name, accumulator.kind));
    else this.inner.addAccumulator(name, () => snapshotOf(jvm(), accumulator));
  }
  getIntCounter$String(name: string): unknown {
    return counter('IntCounter', this.inner.accumulator(name, 'int'));
  }
  getLongCounter$String(name: string): unknown {
    return counter('LongCounter', this.inner.accumulator(name, 'long'));
  }
  getDoubleCounter$String(name: string): unknown {
    return counter('DoubleCounter', this.inner.accumulator(name, 'double'));
  }
  getBroadcastVariable$String(name: string): unknown {
    return newArrayList([...this.inner.broadcastVariable(name)]);
  }
  getBroadcastVariableWithInitializer$String$BroadcastVariableInitializer(
    name: string,
    initializer: { initializeBroadcastVariable$Iterable(values: unknown): unknown },
  ): unknown {
    return initializer.initializeBroadcastVariable$Iterable(this.getBroadcastVariable$String(name));
  }
  hasBroadcastVariable$String(name: string): boolean {
    return this.inner.hasBroadcastVariable(name);
  }
  /** Of the context of an iteration's step function. */
  getSuperstepNumber$(): number {
    return this.inner.superstep!;
  }
  getMetricGroup$(): unknown {
    return hold('org.apache.flink.metrics.MetricGroup$Simulated', this.inner.metrics);
  }
  getDistributedCache$(): unknown {
    return hold('org.apache.flink.api.common.cache.DistributedCache', this.inner);
  }
  getExecutionConfig$(): unknown {
    return hold('org.apache.flink.api.common.ExecutionConfig', this.inner);
  }
}
function counter(name: string, inner: { add(value: unknown): void; localValue(): unknown }): unknown {
  const object = allocate<AccumulatorObject>(`org.apache.flink.api.common.accumulators.${name}`);
  object.attach(inner);
  return object;
}

class InitializationContextObject extends Holder<FunctionInitializationContext> {
  isRestored$(): boolean {
    return this.inner.isRestored();
  }
  getOperatorStateStore$(): unknown {
    return hold('org.apache.flink.api.common.state.OperatorStateStore$Simulated', this.inner);
  }
  getKeyedStateStore$(): unknown {
    return hold('org.apache.flink.api.common.state.KeyedStateStore$Simulated', this.inner.keyedStateStore());
  }
}
class SnapshotContextObject extends Holder<{ checkpointId(): number; checkpointTimestamp(): number }> {
  getCheckpointId$(): number {
    return this.inner.checkpointId();
  }
  getCheckpointTimestamp$(): number {
    return this.inner.checkpointTimestamp();
  }
}

const RICH_BASE = 'extends AbstractRichFunction implements';

library({
  package: 'org.apache.flink.api.common.functions',
  stubs: `
import org.apache.flink.util.Collector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.accumulators.*;
public interface Function extends java.io.Serializable {}
@FunctionalInterface public interface MapFunction<T, O> extends Function, java.io.Serializable { O map(T value) throws Exception; }
@FunctionalInterface public interface FlatMapFunction<T, O> extends Function, java.io.Serializable { void flatMap(T value, Collector<O> out) throws Exception; }
@FunctionalInterface public interface FilterFunction<T> extends Function, java.io.Serializable { boolean filter(T value) throws Exception; }
@FunctionalInterface public interface ReduceFunction<T> extends Function, java.io.Serializable { T reduce(T a, T b) throws Exception; }
@FunctionalInterface public interface MapPartitionFunction<T, O> extends Function, java.io.Serializable { void mapPartition(Iterable<T> values, Collector<O> out) throws Exception; }
@FunctionalInterface public interface GroupReduceFunction<T, O> extends Function, java.io.Serializable { void reduce(Iterable<T> values, Collector<O> out) throws Exception; }
@FunctionalInterface public interface GroupCombineFunction<IN, OUT> extends Function, java.io.Serializable { void combine(Iterable<IN> values, Collector<OUT> out) throws Exception; }
@FunctionalInterface public interface CombineFunction<IN, OUT> extends Function, java.io.Serializable { OUT combine(Iterable<IN> values) throws Exception; }
@FunctionalInterface public interface JoinFunction<IN1, IN2, OUT> extends Function, java.io.Serializable { OUT join(IN1 first, IN2 second) throws Exception; }
@FunctionalInterface public interface FlatJoinFunction<IN1, IN2, OUT> extends Function, java.io.Serializable { void join(IN1 first, IN2 second, Collector<OUT> out) throws Exception; }
@FunctionalInterface public interface CoGroupFunction<IN1, IN2, O> extends Function, java.io.Serializable { void coGroup(Iterable<IN1> first, Iterable<IN2> second, Collector<O> out) throws Exception; }
@FunctionalInterface public interface CrossFunction<IN1, IN2, OUT> extends Function, java.io.Serializable { OUT cross(IN1 first, IN2 second) throws Exception; }
@FunctionalInterface public interface Partitioner<K> extends java.io.Serializable, Function { int partition(K key, int numPartitions); }
public interface AggregateFunction<IN, ACC, OUT> extends Function, java.io.Serializable {
  ACC createAccumulator(); ACC add(IN value, ACC accumulator); OUT getResult(ACC accumulator); ACC merge(ACC a, ACC b);
}
public interface RichFunction extends Function {
  void open(Configuration parameters) throws Exception; void close() throws Exception; RuntimeContext getRuntimeContext(); IterationRuntimeContext getIterationRuntimeContext(); void setRuntimeContext(RuntimeContext t);
}
public abstract class AbstractRichFunction implements RichFunction, java.io.Serializable {
  public AbstractRichFunction();
  public void setRuntimeContext(RuntimeContext t); public RuntimeContext getRuntimeContext(); public IterationRuntimeContext getIterationRuntimeContext();
  public void open(Configuration parameters) throws Exception; public void close() throws Exception;
}
public abstract class RichMapFunction<IN, OUT> ${RICH_BASE} MapFunction<IN, OUT> { public RichMapFunction(); public abstract OUT map(IN value) throws Exception; }
public abstract class RichFlatMapFunction<IN, OUT> ${RICH_BASE} FlatMapFunction<IN, OUT> { public RichFlatMapFunction(); public abstract void flatMap(IN value, Collector<OUT> out) throws Exception; }
public abstract class RichFilterFunction<T> ${RICH_BASE} FilterFunction<T> { public RichFilterFunction(); public abstract boolean filter(T value) throws Exception; }
public abstract class RichReduceFunction<T> ${RICH_BASE} ReduceFunction<T> { public RichReduceFunction(); public abstract T reduce(T a, T b) throws Exception; }
public abstract class RichMapPartitionFunction<I, O> ${RICH_BASE} MapPartitionFunction<I, O> { public RichMapPartitionFunction(); public abstract void mapPartition(Iterable<I> values, Collector<O> out) throws Exception; }
public abstract class RichGroupReduceFunction<IN, OUT> ${RICH_BASE} GroupReduceFunction<IN, OUT> { public RichGroupReduceFunction(); public abstract void reduce(Iterable<IN> values, Collector<OUT> out) throws Exception; }
public abstract class RichJoinFunction<IN1, IN2, OUT> ${RICH_BASE} JoinFunction<IN1, IN2, OUT> { public RichJoinFunction(); public abstract OUT join(IN1 first, IN2 second) throws Exception; }
public abstract class RichFlatJoinFunction<IN1, IN2, OUT> ${RICH_BASE} FlatJoinFunction<IN1, IN2, OUT> { public RichFlatJoinFunction(); public abstract void join(IN1 first, IN2 second, Collector<OUT> out) throws Exception; }
public abstract class RichCoGroupFunction<IN1, IN2, OUT> ${RICH_BASE} CoGroupFunction<IN1, IN2, OUT> { public RichCoGroupFunction(); public abstract void coGroup(Iterable<IN1> first, Iterable<IN2> second, Collector<OUT> out) throws Exception; }
public abstract class RichCrossFunction<IN1, IN2, OUT> ${RICH_BASE} CrossFunction<IN1, IN2, OUT> { public RichCrossFunction(); public abstract OUT cross(IN1 first, IN2 second) throws Exception; }
public abstract class RichAggregateFunction<IN, ACC, OUT> ${RICH_BASE} AggregateFunction<IN, ACC, OUT> { public RichAggregateFunction(); }
public interface IterationRuntimeContext extends RuntimeContext { int getSuperstepNumber(); @NotSimulated <T> T getIterationAggregator(String name); @NotSimulated <T> T getPreviousIterationAggregate(String name); class Simulated implements IterationRuntimeContext {} }
public interface BroadcastVariableInitializer<T, O> { O initializeBroadcastVariable(Iterable<T> data); }
public interface RuntimeContext {
  org.apache.flink.api.common.JobID getJobId(); String getTaskName(); int getNumberOfParallelSubtasks(); int getMaxNumberOfParallelSubtasks(); int getIndexOfThisSubtask(); int getAttemptNumber(); String getTaskNameWithSubtasks();
  org.apache.flink.api.common.ExecutionConfig getExecutionConfig(); org.apache.flink.metrics.MetricGroup getMetricGroup();
  <V, A extends java.io.Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator);
  IntCounter getIntCounter(String name); LongCounter getLongCounter(String name); DoubleCounter getDoubleCounter(String name);
  <RT> java.util.List<RT> getBroadcastVariable(String name); <T, C> C getBroadcastVariableWithInitializer(String name, BroadcastVariableInitializer<T, C> initializer); boolean hasBroadcastVariable(String name);
  <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor);
  <T> ListState<T> getListState(ListStateDescriptor<T> descriptor);
  <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor);
  <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(AggregatingStateDescriptor<IN, ACC, OUT> descriptor);
  <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> descriptor);
  org.apache.flink.api.common.cache.DistributedCache getDistributedCache();
  class Streaming implements RuntimeContext {}
}
`,
  bodies: {
    AbstractRichFunction: { $class: RichFunctionObject },
    'RuntimeContext.Streaming': { $class: RuntimeContextObject },
    'IterationRuntimeContext.Simulated': { $class: class extends RuntimeContextObject {} },
  },
});

library({
  package: 'org.apache.flink.api.java.functions',
  stubs: `
@FunctionalInterface public interface KeySelector<IN, KEY> extends org.apache.flink.api.common.functions.Function, java.io.Serializable { KEY getKey(IN value) throws Exception; }
`,
  bodies: {},
});

library({
  package: 'org.apache.flink.util',
  stubs: `
public interface Collector<T> { void collect(T record); void close(); }
public class OutputTag<T> implements java.io.Serializable {
  public OutputTag(String id);
  public OutputTag(String id, org.apache.flink.api.common.typeinfo.TypeInformation<T> type);
  public String getId();
  public org.apache.flink.api.common.typeinfo.TypeInformation<T> getTypeInfo();
  public boolean equals(Object other); public int hashCode(); public String toString();
}
public class FlinkException extends Exception { public FlinkException(String message); public FlinkException(String message, Throwable cause); public FlinkException(Throwable cause); }
public class FlinkRuntimeException extends RuntimeException { public FlinkRuntimeException(String message); public FlinkRuntimeException(String message, Throwable cause); public FlinkRuntimeException(Throwable cause); }
public final class Preconditions {
  public static <T> T checkNotNull(T reference); public static <T> T checkNotNull(T reference, String message);
  public static void checkArgument(boolean condition); public static void checkArgument(boolean condition, Object message);
  public static void checkState(boolean condition); public static void checkState(boolean condition, Object message);
}
`,
  bodies: {
    OutputTag: outputTagBodies(),
    Preconditions: {
      'checkNotNull(Object)': (value: unknown) => value ?? raise('NullPointerException'),
      'checkNotNull(Object,String)': (value: unknown, message: string) =>
        value ?? raise('NullPointerException', message),
      'checkArgument(boolean)': (ok: boolean) => (ok ? undefined : raise('IllegalArgumentException')),
      'checkArgument(boolean,Object)': (ok: boolean, message: unknown) =>
        ok ? undefined : raise('IllegalArgumentException', String(message)),
      'checkState(boolean)': (ok: boolean) => (ok ? undefined : raise('IllegalStateException')),
      'checkState(boolean,Object)': (ok: boolean, message: unknown) =>
        ok ? undefined : raise('IllegalStateException', String(message)),
    },
  },
});
library({
  package: 'org.apache.flink.streaming.api.operators',
  stubs:
    'import org.apache.flink.util.Collector;\npublic class TimestampedCollector<T> implements Collector<T> { public void collect(T record); public void close(); }',
  bodies: { TimestampedCollector: { $class: CollectorObject } },
});

const contextMethods = `public Long timestamp(); public org.apache.flink.streaming.api.TimerService timerService(); public <X> void output(org.apache.flink.util.OutputTag<X> tag, X value);`;
/** The abstract Context and OnTimerContext classes nested in a process function. */
function nestedContexts(type: string, key: string | null): string {
  return `
  public abstract class Context { public abstract Long timestamp(); public abstract org.apache.flink.streaming.api.TimerService timerService(); public abstract <X> void output(org.apache.flink.util.OutputTag<X> tag, X value);${key ? ` public abstract ${key} getCurrentKey();` : ''} }
  public abstract class OnTimerContext extends Context { public abstract org.apache.flink.streaming.api.TimeDomain timeDomain();${key ? ` public abstract ${key} getCurrentKey();` : ''} }`.replace(
    /TYPE/g,
    type,
  );
}

library({
  package: 'org.apache.flink.streaming.api',
  stubs: `
public interface TimerService {
  long currentProcessingTime(); long currentWatermark(); void registerProcessingTimeTimer(long time); void registerEventTimeTimer(long time); void deleteProcessingTimeTimer(long time); void deleteEventTimeTimer(long time);
}
public enum TimeDomain { EVENT_TIME, PROCESSING_TIME }
public enum TimeCharacteristic { ProcessingTime, IngestionTime, EventTime }
public enum CheckpointingMode { EXACTLY_ONCE, AT_LEAST_ONCE }
`,
  bodies: {},
});

library({
  package: 'org.apache.flink.streaming.api.functions',
  stubs: `
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.streaming.api.watermark.Watermark;
class SimulatedContext implements org.apache.flink.streaming.api.TimerService { ${contextMethods} public long currentProcessingTime(); public long currentWatermark(); public void registerProcessingTimeTimer(long time); public void registerEventTimeTimer(long time); public void deleteProcessingTimeTimer(long time); public void deleteEventTimeTimer(long time); }
public abstract class ProcessFunction<I, O> extends AbstractRichFunction {
  public ProcessFunction();
  public abstract void processElement(I value, Context ctx, Collector<O> out) throws Exception;
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception;
  ${nestedContexts('ProcessFunction', null)}
}
public abstract class KeyedProcessFunction<K, I, O> extends AbstractRichFunction {
  public KeyedProcessFunction();
  public abstract void processElement(I value, Context ctx, Collector<O> out) throws Exception;
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception;
  ${nestedContexts('KeyedProcessFunction', 'K')}
}
public interface AssignerWithPeriodicWatermarks<T> extends TimestampAssigner<T> { Watermark getCurrentWatermark(); }
public interface AssignerWithPunctuatedWatermarks<T> extends TimestampAssigner<T> { Watermark checkAndGetNextWatermark(T lastElement, long extractedTimestamp); }
public interface TimestampAssigner<T> extends org.apache.flink.api.common.eventtime.TimestampAssigner<T>, Function {}
`,
  bodies: {
    SimulatedContext: { $class: ContextObject },
    ProcessFunction: { onTimer() {} },
    KeyedProcessFunction: { onTimer() {} },
  },
});

library({
  package: 'org.apache.flink.streaming.api.functions.co',
  stubs: `
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.TimeDomain;
public interface CoMapFunction<IN1, IN2, OUT> extends Function, java.io.Serializable { OUT map1(IN1 value) throws Exception; OUT map2(IN2 value) throws Exception; }
public interface CoFlatMapFunction<IN1, IN2, OUT> extends Function, java.io.Serializable { void flatMap1(IN1 value, Collector<OUT> out) throws Exception; void flatMap2(IN2 value, Collector<OUT> out) throws Exception; }
public abstract class RichCoMapFunction<IN1, IN2, OUT> extends AbstractRichFunction implements CoMapFunction<IN1, IN2, OUT> { public RichCoMapFunction(); }
public abstract class RichCoFlatMapFunction<IN1, IN2, OUT> extends AbstractRichFunction implements CoFlatMapFunction<IN1, IN2, OUT> { public RichCoFlatMapFunction(); }
public abstract class CoProcessFunction<IN1, IN2, OUT> extends AbstractRichFunction {
  public CoProcessFunction();
  public abstract void processElement1(IN1 value, Context ctx, Collector<OUT> out) throws Exception;
  public abstract void processElement2(IN2 value, Context ctx, Collector<OUT> out) throws Exception;
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<OUT> out) throws Exception;
  ${nestedContexts('CoProcessFunction', null)}
}
public abstract class KeyedCoProcessFunction<K, IN1, IN2, OUT> extends AbstractRichFunction {
  public KeyedCoProcessFunction();
  public abstract void processElement1(IN1 value, Context ctx, Collector<OUT> out) throws Exception;
  public abstract void processElement2(IN2 value, Context ctx, Collector<OUT> out) throws Exception;
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<OUT> out) throws Exception;
  ${nestedContexts('KeyedCoProcessFunction', 'K')}
}
public abstract class BaseBroadcastProcessFunction extends AbstractRichFunction {
  public BaseBroadcastProcessFunction();
  abstract class BaseContext { public abstract Long timestamp(); public abstract <X> void output(OutputTag<X> tag, X value); public abstract long currentProcessingTime(); public abstract long currentWatermark(); }
  public abstract class Context extends BaseContext { public abstract <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor); }
  public abstract class ReadOnlyContext extends BaseContext { public abstract <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor); }
}
public abstract class BroadcastProcessFunction<IN1, IN2, OUT> extends BaseBroadcastProcessFunction {
  public BroadcastProcessFunction();
  public abstract void processElement(IN1 value, ReadOnlyContext ctx, Collector<OUT> out) throws Exception;
  public abstract void processBroadcastElement(IN2 value, Context ctx, Collector<OUT> out) throws Exception;
  public abstract class Context extends BaseBroadcastProcessFunction.Context {}
  public abstract class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext {}
}
public abstract class KeyedBroadcastProcessFunction<KS, IN1, IN2, OUT> extends BaseBroadcastProcessFunction {
  public KeyedBroadcastProcessFunction();
  public abstract void processElement(IN1 value, ReadOnlyContext ctx, Collector<OUT> out) throws Exception;
  public abstract void processBroadcastElement(IN2 value, Context ctx, Collector<OUT> out) throws Exception;
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<OUT> out) throws Exception;
  public abstract class Context extends BaseBroadcastProcessFunction.Context { public abstract <VS, S extends State> void applyToKeyedState(StateDescriptor<S, VS> descriptor, org.apache.flink.runtime.state.KeyedStateFunction<KS, S> function) throws Exception; }
  public abstract class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext { public abstract TimerService timerService(); public abstract KS getCurrentKey(); }
  public abstract class OnTimerContext extends ReadOnlyContext { public abstract TimeDomain timeDomain(); public abstract KS getCurrentKey(); }
}
public abstract class ProcessJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction {
  public ProcessJoinFunction();
  public abstract void processElement(IN1 left, IN2 right, Context ctx, Collector<OUT> out) throws Exception;
  public abstract class Context { public abstract long getLeftTimestamp(); public abstract long getRightTimestamp(); public abstract long getTimestamp(); public abstract <X> void output(OutputTag<X> tag, X value); }
}
`,
  bodies: {
    CoProcessFunction: { onTimer() {} },
    KeyedCoProcessFunction: { onTimer() {} },
    KeyedBroadcastProcessFunction: { onTimer() {} },
  },
});

library({
  package: 'org.apache.flink.streaming.api.functions.windowing',
  stubs: `
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.streaming.api.windowing.windows.Window;
class SimulatedWindowContext {}
@FunctionalInterface public interface WindowFunction<IN, OUT, KEY, W extends Window> extends Function, java.io.Serializable { void apply(KEY key, W window, Iterable<IN> input, Collector<OUT> out) throws Exception; }
@FunctionalInterface public interface AllWindowFunction<IN, OUT, W extends Window> extends Function, java.io.Serializable { void apply(W window, Iterable<IN> values, Collector<OUT> out) throws Exception; }
public abstract class RichWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction implements WindowFunction<IN, OUT, KEY, W> { public RichWindowFunction(); }
public abstract class RichAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction implements AllWindowFunction<IN, OUT, W> { public RichAllWindowFunction(); }
public abstract class ProcessWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction {
  public ProcessWindowFunction();
  public abstract void process(KEY key, Context context, Iterable<IN> elements, Collector<OUT> out) throws Exception;
  public void clear(Context context) throws Exception;
  public abstract class Context implements java.io.Serializable {
    public abstract W window(); public abstract long currentProcessingTime(); public abstract long currentWatermark(); public abstract KeyedStateStore windowState(); public abstract KeyedStateStore globalState(); public abstract <X> void output(OutputTag<X> tag, X value);
  }
}
public abstract class ProcessAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction {
  public ProcessAllWindowFunction();
  public abstract void process(Context context, Iterable<IN> elements, Collector<OUT> out) throws Exception;
  public void clear(Context context) throws Exception;
  public abstract class Context {
    public abstract W window(); public abstract KeyedStateStore windowState(); public abstract KeyedStateStore globalState(); public abstract <X> void output(OutputTag<X> tag, X value);
  }
}
`,
  bodies: {
    SimulatedWindowContext: { $class: WindowContextObject },
    ProcessWindowFunction: { clear() {} },
    ProcessAllWindowFunction: { clear() {} },
  },
});

library({
  package: 'org.apache.flink.streaming.api.functions.source',
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.streaming.api.watermark.Watermark;
public interface SourceFunction<T> extends Function, java.io.Serializable {
  void run(SourceContext<T> ctx) throws Exception;
  void cancel();
  interface SourceContext<T> {
    @Blocks void collect(T element);
    @Blocks void collectWithTimestamp(T element, long timestamp);
    @Blocks void emitWatermark(Watermark mark);
    void markAsTemporarilyIdle();
    Object getCheckpointLock();
    void close();
  }
}
class SimulatedSourceContext<T> implements SourceFunction.SourceContext<T> {}
public interface ParallelSourceFunction<OUT> extends SourceFunction<OUT> {}
public abstract class RichSourceFunction<OUT> extends AbstractRichFunction implements SourceFunction<OUT> { public RichSourceFunction(); }
public abstract class RichParallelSourceFunction<OUT> extends AbstractRichFunction implements ParallelSourceFunction<OUT> { public RichParallelSourceFunction(); }
public enum FileProcessingMode { PROCESS_ONCE, PROCESS_CONTINUOUSLY }
`,
  bodies: { SimulatedSourceContext: { $class: SourceContextObject } },
});

library({
  package: 'org.apache.flink.streaming.api.functions.sink',
  stubs: `
import org.apache.flink.api.common.functions.*;
public interface SinkFunction<IN> extends Function, java.io.Serializable {
  default void invoke(IN value) throws Exception;
  default void invoke(IN value, Context context) throws Exception;
  interface Context { long currentProcessingTime(); long currentWatermark(); Long timestamp(); }
}
public abstract class RichSinkFunction<IN> extends AbstractRichFunction implements SinkFunction<IN> { public RichSinkFunction(); }
public class DiscardingSink<T> implements SinkFunction<T> { public DiscardingSink(); public void invoke(T value); }
public class PrintSinkFunction<IN> extends RichSinkFunction<IN> { public PrintSinkFunction(); public PrintSinkFunction(boolean stdErr); public PrintSinkFunction(String identifier, boolean stdErr); }
`,
  bodies: {
    SinkFunction: {
      'invoke(Object)'() {},
      'invoke(Object,Context)'(this: { invoke$Object(value: unknown): unknown }, value: unknown) {
        return this.invoke$Object(value);
      },
    },
    DiscardingSink: { $class: class DiscardingSink extends Base {}, new() {}, invoke() {} },
    PrintSinkFunction: {
      'new()'() {},
      'new(boolean)'(this: { stderr: boolean }, stderr: boolean) {
        this.stderr = stderr;
      },
      'new(String,boolean)'(this: { stderr: boolean; identifier: string }, identifier: string, stderr: boolean) {
        this.identifier = identifier;
        this.stderr = stderr;
      },
    },
  },
});

library({
  package: 'org.apache.flink.streaming.api.checkpoint',
  stubs: `
import org.apache.flink.runtime.state.*;
public interface CheckpointedFunction { void snapshotState(FunctionSnapshotContext context) throws Exception; void initializeState(FunctionInitializationContext context) throws Exception; }
public interface ListCheckpointed<T extends java.io.Serializable> { java.util.List<T> snapshotState(long checkpointId, long timestamp) throws Exception; void restoreState(java.util.List<T> state) throws Exception; }
`,
  bodies: {},
});
library({
  package: 'org.apache.flink.runtime.state',
  stubs: `
import org.apache.flink.api.common.state.*;
public interface ManagedSnapshotContext { long getCheckpointId(); long getCheckpointTimestamp(); }
public interface FunctionSnapshotContext extends ManagedSnapshotContext { class Simulated implements FunctionSnapshotContext {} }
public interface ManagedInitializationContext { boolean isRestored(); OperatorStateStore getOperatorStateStore(); KeyedStateStore getKeyedStateStore(); }
public interface FunctionInitializationContext extends ManagedInitializationContext { class Simulated implements FunctionInitializationContext {} }
@FunctionalInterface public interface KeyedStateFunction<K, S extends State> { void process(K key, S state) throws Exception; }
public interface StateBackend extends java.io.Serializable {}
public interface CheckpointStorage extends java.io.Serializable {}
`,
  bodies: {
    'FunctionSnapshotContext.Simulated': { $class: SnapshotContextObject },
    'FunctionInitializationContext.Simulated': { $class: InitializationContextObject },
  },
});

function outputTagBodies() {
  type Tag = Holder<{ id: string; type: unknown }>;
  const make = (tag: Tag, id: string, type: unknown): void => {
    if (id === null) raise('NullPointerException', 'OutputTag id cannot be null.');
    if (id === '') raise('IllegalArgumentException', 'OutputTag id must not be empty.');
    tag.inner = { id, type };
  };
  return {
    $class: class OutputTag extends Holder {
      override $copy(): unknown {
        return this;
      }
    },
    'new(String)'(this: Tag, id: string) {
      const type = anonymousArgument(this, 'org.apache.flink.util.OutputTag');
      if (type === null) {
        throw newThrowable(
          'org.apache.flink.api.common.functions.InvalidTypesException',
          'Could not determine TypeInformation for the OutputTag type. The most common reason is forgetting to make the OutputTag ' +
            "an anonymous inner class. It is also not possible to use generic type variables with OutputTags, such as 'Tuple2<A, B>'.",
          null,
        );
      }
      make(this, id, type);
    },
    'new(String,TypeInformation)'(this: Tag, id: string, type: unknown) {
      make(this, id, typeOf(type));
    },
    getId(this: Tag) {
      return this.inner.id;
    },
    getTypeInfo(this: Tag) {
      return hold('org.apache.flink.api.common.typeinfo.TypeInformation', this.inner.type);
    },
    equals(this: Tag, other: unknown) {
      return isInstance(other, 'org.apache.flink.util.OutputTag') && (other as Tag).inner.id === this.inner.id;
    },
    hashCode(this: Tag) {
      return hashCode(this.inner.id);
    },
    toString(this: Tag) {
      return `OutputTag(${(this.inner.type as { name: string }).name}, ${this.inner.id})`;
    },
  };
}
