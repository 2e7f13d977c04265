/** Operators of one's own: DataStream.transform with a OneInputStreamOperator, and Flink's operators of single functions. */
import type {
  MaybeTask,
  OperatorOutput,
  OwnOperator,
  RuntimeContext,
  UserFunction,
} from '../../../flink/api/functions.ts';
import type { OperatorSpec } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, jvm, wait, within } from '../../jvm.ts';
import { allocate, isInstance } from '../../link.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { notSimulated } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { filterFunction, flatMapFunction, mapFunction, outputTag, processFunction } from './adapters.ts';
import type { JavaFunction } from './entry.ts';
import { call, fromLong, hold, toLong, userFunction } from './support.ts';

const OPERATORS = 'org.apache.flink.streaming.api.operators';
const RECORD = 'org.apache.flink.streaming.runtime.streamrecord.StreamRecord';
const RICH = 'org.apache.flink.api.common.functions.RichFunction';
const CHECKPOINTED = 'org.apache.flink.streaming.api.checkpoint.CheckpointedFunction';
const CONFIGURATION = 'org.apache.flink.configuration.Configuration';
const NO_TIMESTAMP = -0x8000000000000000n;

/** StreamRecord: a value, and its timestamp (NaN for none). */
class StreamRecordObject extends Base {
  value: unknown = null;
  time = Number.NaN;
  override $toString(): string {
    return `Record @ ${Number.isNaN(this.time) ? '(undef)' : this.time} : ${stringOf(this.value)}`;
  }
}
const record = (value: unknown, time: number): StreamRecordObject =>
  Object.assign(allocate<StreamRecordObject>(RECORD), { value, time });
interface WatermarkObject {
  time: LongValue;
}
const watermark = (time: number): object =>
  Object.assign(allocate<object>('org.apache.flink.streaming.api.watermark.Watermark'), { time: toLong(time) });

/** Output: where the operator's records and watermarks go. */
class OutputObject extends Base {
  io!: OperatorOutput;
}
class OperatorObject extends Base {
  output: OutputObject | null = null;
  chainingStrategy: { readonly $name: Chaining } | null = null;
  $context: unknown = null;
  get $io(): OperatorOutput {
    return this.output!.io;
  }
}
type Chaining = 'ALWAYS' | 'NEVER' | 'HEAD' | 'HEAD_WITH_SOURCES';
class UdfOperatorObject extends OperatorObject {
  userFunction: (JavaFunction & Base) | null = null;
}
/** Operators of Flink that programs give to `transform` themselves, as what the simulation has them as. */
const KNOWN: Readonly<Record<string, (fn: unknown) => OperatorSpec>> = {
  StreamMap: (fn) => ({ kind: 'map', fn: mapFunction(fn) }),
  StreamFlatMap: (fn) => ({ kind: 'flatMap', fn: flatMapFunction(fn) }),
  StreamFilter: (fn) => ({ kind: 'filter', fn: filterFunction(fn) }),
  ProcessOperator: (fn) => ({ kind: 'process', fn: processFunction(fn) }),
  KeyedProcessOperator: (fn) => ({ kind: 'keyedProcess', fn: processFunction(fn) }),
};

/** What DataStream.transform is given: the operator, and how it may be chained. */
export function operatorSpec(object: unknown): { readonly spec: OperatorSpec; readonly chaining: Chaining } {
  const operator = object as OperatorObject;
  const name = operator.$className().replace(`${OPERATORS}.`, '');
  const known = KNOWN[name];
  if (known) return { spec: known((operator as UdfOperatorObject).userFunction), chaining: 'ALWAYS' };
  if (!isInstance(object, `${OPERATORS}.AbstractStreamOperator`))
    notSimulated(`a OneInputStreamOperator that is no ${OPERATORS}.AbstractStreamOperator`);
  return { spec: { kind: 'own', fn: ownOperator(object) }, chaining: operator.chainingStrategy?.$name ?? 'HEAD' };
}

const ownOperator = (object: unknown): UserFunction<OwnOperator> =>
  userFunction(object, (f, owner) => {
    const run = (method: string, ...args: unknown[]): MaybeTask<void> =>
      call(owner, () => f[method]!(...args) as MaybeTask<void>);
    return {
      setup(io: OperatorOutput, context: RuntimeContext) {
        enter(owner);
        Object.assign(f, {
          output: Object.assign(allocate<OutputObject>(`${OPERATORS}.Output$Simulated`), { io }),
          $context: hold('org.apache.flink.api.common.functions.RuntimeContext$Streaming', context),
        });
      },
      open: () => run('open$'),
      close: () => run('close$'),
      initializeState: (context) =>
        run(
          'initializeState$StateInitializationContext',
          hold('org.apache.flink.runtime.state.FunctionInitializationContext$Simulated', context),
        ),
      snapshotState: (context) =>
        run(
          'snapshotState$StateSnapshotContext',
          hold('org.apache.flink.runtime.state.FunctionSnapshotContext$Simulated', context),
        ),
      notifyCheckpointComplete: (checkpoint) => run('notifyCheckpointComplete$long', checkpoint),
      processElement: (value, time) => run('processElement$StreamRecord', record(value, time)),
      processWatermark: (time) => run('processWatermark$Watermark', watermark(time)),
      ...(isInstance(f, `${OPERATORS}.BoundedOneInput`) ? { endInput: () => run('endInput$') } : {}),
    };
  });

library({
  package: 'org.apache.flink.streaming.runtime.streamrecord',
  stubs: `
public class StreamElement { }
public final class StreamRecord<T> extends StreamElement { public StreamRecord(T value); public StreamRecord(T value, long timestamp); public T getValue(); public long getTimestamp(); public boolean hasTimestamp(); public <X> StreamRecord<X> replace(X element); public <X> StreamRecord<X> replace(X value, long timestamp); public void setTimestamp(long timestamp); public void eraseTimestamp(); public StreamRecord<T> copy(T valueCopy); public String toString(); }`,
  bodies: {
    StreamRecord: {
      $class: StreamRecordObject,
      'new(Object)'(this: StreamRecordObject, value: unknown) {
        this.value = value;
      },
      'new(Object,long)'(this: StreamRecordObject, value: unknown, time: LongValue) {
        Object.assign(this, { value, time: fromLong(time) });
      },
      getValue(this: StreamRecordObject) {
        return this.value;
      },
      getTimestamp(this: StreamRecordObject) {
        return Number.isNaN(this.time) ? NO_TIMESTAMP : toLong(this.time);
      },
      hasTimestamp(this: StreamRecordObject) {
        return !Number.isNaN(this.time);
      },
      'replace(Object)'(this: StreamRecordObject, value: unknown) {
        this.value = value;
        return this;
      },
      'replace(Object,long)'(this: StreamRecordObject, value: unknown, time: LongValue) {
        return Object.assign(this, { value, time: fromLong(time) });
      },
      setTimestamp(this: StreamRecordObject, time: LongValue) {
        this.time = fromLong(time);
      },
      eraseTimestamp(this: StreamRecordObject) {
        this.time = Number.NaN;
      },
      copy(this: StreamRecordObject, value: unknown) {
        return record(value, this.time);
      },
    },
  },
});

library({
  package: 'org.apache.flink.streaming.runtime.tasks',
  stubs: `
@FunctionalInterface public interface ProcessingTimeCallback { void onProcessingTime(long timestamp) throws Exception; }
public interface ProcessingTimeService { long getCurrentProcessingTime(); java.util.concurrent.ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target); class Simulated implements ProcessingTimeService { public long getCurrentProcessingTime(); public java.util.concurrent.ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target); } }`,
  bodies: {
    'ProcessingTimeService.Simulated': {
      $class: OutputObject,
      getCurrentProcessingTime(this: OutputObject) {
        return this.io.currentProcessingTime();
      },
      registerTimer(this: OutputObject, time: LongValue, target: JavaFunction) {
        const owner = jvm();
        this.io.registerTimer(fromLong(time), (at) => {
          enter(owner);
          return within(owner, target.onProcessingTime$long!(toLong(at)) as MaybeTask<void>);
        });
        return null;
      },
    },
  },
});

library({
  package: 'org.apache.flink.runtime.state',
  stubs: `
public interface StateInitializationContext extends FunctionInitializationContext {}
public interface StateSnapshotContext extends FunctionSnapshotContext {}`,
  bodies: {},
});

const udf = (name: string, fn: string, variables: string): string =>
  `@Open public class ${name}<${variables}> extends AbstractUdfStreamOperator<OUT, ${fn}> implements OneInputStreamOperator<IN, OUT> { public ${name}(${fn} f); public void processElement(StreamRecord<IN> element) throws Exception; }`;
library({
  package: OPERATORS,
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.runtime.state.*;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.*;
public enum ChainingStrategy { ALWAYS, NEVER, HEAD, HEAD_WITH_SOURCES }
public interface StreamOperator<OUT> extends java.io.Serializable { @Blocks void open() throws Exception; @Blocks void close() throws Exception; void dispose() throws Exception; }
public interface Input<IN> { void processElement(StreamRecord<IN> element) throws Exception; void processWatermark(Watermark mark) throws Exception; }
public interface OneInputStreamOperator<IN, OUT> extends StreamOperator<OUT>, Input<IN> {}
public interface BoundedOneInput { void endInput() throws Exception; }
public interface Output<T> extends Collector<T> { void emitWatermark(Watermark mark); <X> void collect(OutputTag<X> tag, StreamRecord<X> record); class Simulated implements Output<Object> { public void emitWatermark(Watermark mark); public <X> void collect(OutputTag<X> tag, StreamRecord<X> record); public void collect(Object record); public void close(); } }
@Open public abstract class AbstractStreamOperator<OUT> implements StreamOperator<OUT> {
  protected ChainingStrategy chainingStrategy; protected transient Output<StreamRecord<OUT>> output;
  public AbstractStreamOperator();
  @Blocks public void open() throws Exception; @Blocks public void close() throws Exception; public void dispose() throws Exception;
  @Blocks public void initializeState(StateInitializationContext context) throws Exception; @Blocks public void snapshotState(StateSnapshotContext context) throws Exception; public void notifyCheckpointComplete(long checkpointId) throws Exception;
  public void processWatermark(Watermark mark) throws Exception;
  public void setChainingStrategy(ChainingStrategy strategy); public final ChainingStrategy getChainingStrategy();
  public RuntimeContext getRuntimeContext(); public ExecutionConfig getExecutionConfig(); public org.apache.flink.metrics.MetricGroup getMetricGroup(); public ProcessingTimeService getProcessingTimeService(); public Object getCurrentKey();
}
@Open public abstract class AbstractUdfStreamOperator<OUT, F extends Function> extends AbstractStreamOperator<OUT> {
  protected final F userFunction;
  public AbstractUdfStreamOperator(F userFunction); public F getUserFunction();
  @Blocks public void open() throws Exception; @Blocks public void close() throws Exception; @Blocks public void initializeState(StateInitializationContext context) throws Exception; @Blocks public void snapshotState(StateSnapshotContext context) throws Exception;
}
${udf('StreamMap', 'MapFunction<IN, OUT>', 'IN, OUT')}
${udf('StreamFlatMap', 'FlatMapFunction<IN, OUT>', 'IN, OUT')}
@Open public class StreamFilter<IN> extends AbstractUdfStreamOperator<IN, FilterFunction<IN>> implements OneInputStreamOperator<IN, IN> { public StreamFilter(FilterFunction<IN> f); public void processElement(StreamRecord<IN> element) throws Exception; }
${udf('ProcessOperator', 'ProcessFunction<IN, OUT>', 'IN, OUT')}
${udf('KeyedProcessOperator', 'KeyedProcessFunction<K, IN, OUT>', 'K, IN, OUT')}`.replace(
    'public ExecutionConfig',
    'public org.apache.flink.api.common.ExecutionConfig',
  ),
  bodies: {
    'Output.Simulated': {
      $class: OutputObject,
      'collect(Object)'(this: OutputObject, { value, time }: StreamRecordObject) {
        this.io.emit(value, time);
      },
      'collect(OutputTag,StreamRecord)'(this: OutputObject, tag: unknown, { value, time }: StreamRecordObject) {
        this.io.outputTo(outputTag(tag), value, time);
      },
      emitWatermark(this: OutputObject, mark: WatermarkObject) {
        this.io.emitWatermark(fromLong(mark.time));
      },
      close() {},
    },
    AbstractStreamOperator: {
      $class: OperatorObject,
      new() {},
      *open(): Task<void> {},
      *close(): Task<void> {},
      dispose() {},
      *initializeState(): Task<void> {},
      *snapshotState(): Task<void> {},
      notifyCheckpointComplete() {},
      processWatermark(this: OperatorObject, mark: WatermarkObject) {
        this.$io.advanceTo(fromLong(mark.time));
      },
      setChainingStrategy(this: OperatorObject, strategy: OperatorObject['chainingStrategy']) {
        this.chainingStrategy = strategy;
      },
      getChainingStrategy(this: OperatorObject) {
        return this.chainingStrategy;
      },
      getRuntimeContext(this: OperatorObject) {
        return this.$context;
      },
      getExecutionConfig(this: OperatorObject) {
        return (this.$context as { getExecutionConfig$(): unknown }).getExecutionConfig$();
      },
      getMetricGroup(this: OperatorObject) {
        return (this.$context as { getMetricGroup$(): unknown }).getMetricGroup$();
      },
      getProcessingTimeService(this: OperatorObject) {
        const service = allocate<OutputObject>(
          'org.apache.flink.streaming.runtime.tasks.ProcessingTimeService$Simulated',
        );
        return Object.assign(service, { io: this.$io });
      },
      getCurrentKey(this: OperatorObject) {
        return this.$io.currentKey();
      },
    },
    AbstractUdfStreamOperator: {
      $class: UdfOperatorObject,
      new(this: UdfOperatorObject, f: JavaFunction & Base) {
        this.userFunction = f;
      },
      getUserFunction(this: UdfOperatorObject) {
        return this.userFunction;
      },
      *open(this: UdfOperatorObject): Task<void> {
        const f = this.userFunction!;
        if (!isInstance(f, RICH)) return;
        f.setRuntimeContext$RuntimeContext!(this.$context);
        yield* wait(f.open$Configuration!(hold(CONFIGURATION, new Map())));
      },
      *close(this: UdfOperatorObject): Task<void> {
        if (isInstance(this.userFunction, RICH)) yield* wait(this.userFunction!.close$!());
      },
      *initializeState(this: UdfOperatorObject, context: unknown): Task<void> {
        const f = this.userFunction!;
        if (!isInstance(f, CHECKPOINTED)) return;
        if (isInstance(f, RICH)) f.setRuntimeContext$RuntimeContext!(this.$context);
        yield* wait(f.initializeState$FunctionInitializationContext!(context));
      },
      *snapshotState(this: UdfOperatorObject, context: unknown): Task<void> {
        const f = this.userFunction!;
        if (isInstance(f, CHECKPOINTED)) yield* wait(f.snapshotState$FunctionSnapshotContext!(context));
      },
    },
    ...Object.fromEntries(
      Object.keys(KNOWN).map((name) => [
        name,
        {
          $class: class extends UdfOperatorObject {},
          new(this: UdfOperatorObject, f: JavaFunction & Base) {
            this.userFunction = f;
          },
        },
      ]),
    ),
  },
});
