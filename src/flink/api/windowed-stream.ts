import { type Aggregation, aggregationFunction, fieldPath } from './aggregations.ts';
import { Byte } from './boxed.ts';
import type { DataStream, KeyedStream, SingleOutputStreamOperator } from './datastream.ts';
import { illegalArgument, nullPointer, unsupported } from './errors.ts';
import type {
  AggregateFunction,
  Evictor,
  KeySelector,
  OutputTag,
  ReduceFunction,
  Trigger,
  UserFunction,
  WindowAssigner,
  WindowFunction,
} from './functions.ts';
import type { OperatorSpec } from './transformations.ts';
import { BASIC, type TypeInformation } from './types.ts';
import { constant } from './user-functions.ts';
import { stringHash } from './values.ts';

/** What WindowedStream and AllWindowedStream share. Lateness in ms. */
abstract class Windows {
  protected readonly assignerFn: UserFunction<WindowAssigner>;
  protected theTrigger: Trigger;
  private triggerFn: UserFunction<Trigger> | null = null;
  protected theEvictor: Evictor | null = null;
  private evictorFn: UserFunction<Evictor> | null = null;
  private lateness = 0;
  private lateTag: OutputTag | null = null;

  constructor(
    protected readonly input: KeyedStream,
    protected readonly assigner: WindowAssigner,
    fn?: UserFunction<WindowAssigner>,
  ) {
    this.assignerFn = fn ?? constant(assigner.name, assigner);
    this.theTrigger = assigner.defaultTrigger();
  }

  getInputType(): TypeInformation {
    return this.input.getType();
  }
  /** `fn` makes a trigger per subtask where it has state of its own; a built-in one has not. */
  trigger(trigger: Trigger, fn?: UserFunction<Trigger>): this {
    if (this.assigner.merging && !trigger.canMerge) {
      throw unsupported('A merging window assigner cannot be used with a trigger that does not support merging.');
    }
    this.theTrigger = trigger;
    this.triggerFn = fn ?? constant(trigger.name, trigger);
    return this;
  }
  evictor(evictor: Evictor, fn?: UserFunction<Evictor>): this {
    this.theEvictor = evictor;
    this.evictorFn = fn ?? constant(evictor.name, evictor);
    return this;
  }
  allowedLateness(lateness: number): this {
    if (lateness < 0) throw illegalArgument('The allowed lateness cannot be negative.');
    this.lateness = lateness;
    return this;
  }
  sideOutputLateData(tag: OutputTag | null): this {
    if (tag === null) throw nullPointer('Side output tag must not be null.');
    this.lateTag = tag;
    return this;
  }

  reduce(fn: UserFunction<ReduceFunction>): SingleOutputStreamOperator {
    if (fn.rich) {
      throw unsupported(
        'ReduceFunction of reduce can not be a RichFunction. Please use reduce(ReduceFunction, WindowFunction) instead.',
      );
    }
    const detail = { stored: this.input.getType(), location: 'reduce(AllWindowedStream.java:236)' };
    return this.build('Reducing', this.input.getType(), { reduce: fn }, [fn.name, this.passThrough], detail);
  }
  /** reduce(ReduceFunction, WindowFunction | ProcessWindowFunction). */
  reduceThen(
    fn: UserFunction<ReduceFunction>,
    window: UserFunction<WindowFunction>,
    outputType: TypeInformation,
    form: WindowFunctionForm = 'process',
  ): SingleOutputStreamOperator {
    if (fn.rich) throw unsupported('ReduceFunction of apply can not be a RichFunction.');
    const line = form === 'process' ? 370 : 236;
    const detail = { stored: this.input.getType(), location: `reduce(AllWindowedStream.java:${line})` };
    return this.build('Reducing', outputType, { reduce: fn, fn: window }, [fn.name, window.name], detail);
  }
  aggregate(
    fn: UserFunction<AggregateFunction>,
    outputType: TypeInformation,
    accumulatorType: TypeInformation = outputType,
  ): SingleOutputStreamOperator {
    if (fn.rich) throw unsupported('This aggregation function cannot be a RichFunction.');
    const detail = { stored: accumulatorType, location: 'aggregate(AllWindowedStream.java:548)' };
    return this.build('Aggregating', outputType, { aggregate: fn }, [fn.name, this.passThrough], detail);
  }
  /** aggregate(AggregateFunction, WindowFunction | ProcessWindowFunction). */
  aggregateThen(
    fn: UserFunction<AggregateFunction>,
    window: UserFunction<WindowFunction>,
    outputType: TypeInformation,
    accumulatorType: TypeInformation = outputType,
    form: WindowFunctionForm = 'process',
  ): SingleOutputStreamOperator {
    if (fn.rich) throw unsupported('This aggregate function cannot be a RichFunction.');
    const line = form === 'process' ? 770 : 586;
    const detail = { stored: accumulatorType, location: `aggregate(AllWindowedStream.java:${line})` };
    return this.build('Aggregating', outputType, { aggregate: fn, fn: window }, [fn.name, window.name], detail);
  }
  apply(fn: UserFunction<WindowFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.build('List', outputType, { fn }, [fn.name]);
  }
  process(fn: UserFunction<WindowFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.build('List', outputType, { fn }, [fn.name]);
  }

  sum(field: number | string): SingleOutputStreamOperator {
    return this.aggregateField('sum', field, false);
  }
  min(field: number | string): SingleOutputStreamOperator {
    return this.aggregateField('min', field, false);
  }
  max(field: number | string): SingleOutputStreamOperator {
    return this.aggregateField('max', field, false);
  }
  minBy(field: number | string, first = true): SingleOutputStreamOperator {
    return this.aggregateField('minBy', field, first);
  }
  maxBy(field: number | string, first = true): SingleOutputStreamOperator {
    return this.aggregateField('maxBy', field, first);
  }
  private aggregateField(how: Aggregation, field: number | string, first: boolean): SingleOutputStreamOperator {
    const type = this.input.getType();
    return this.reduce(aggregationFunction(how, type, fieldPath(type, field), first));
  }

  protected abstract readonly passThrough: string;
  protected abstract operatorName(state: StateKind, functions: readonly string[], detail: Detail | null): string;

  protected build(
    state: StateKind,
    outputType: TypeInformation,
    functions: Partial<Pick<WindowSpec, 'reduce' | 'aggregate' | 'fn'>>,
    names: readonly string[],
    detail: Detail | null = null,
  ): SingleOutputStreamOperator {
    const operator: WindowSpec = {
      kind: 'window',
      assigner: this.assignerFn,
      trigger: this.triggerFn,
      evictor: this.evictorFn,
      allowedLateness: this.lateness,
      lateTag: this.lateTag,
      reduce: functions.reduce ?? null,
      aggregate: functions.aggregate ?? null,
      fn: functions.fn ?? null,
    };
    return this.input.transform(this.operatorName(state, names, detail), outputType, operator);
  }
}

type WindowSpec = Extract<OperatorSpec, { kind: 'window' }>;
type StateKind = 'List' | 'Reducing' | 'Aggregating';
/** Of the state: what it stores, and where in Flink's own source its descriptor's name comes from. */
interface Detail {
  readonly stored: TypeInformation;
  readonly location: string;
}
/** Whether a window function is a (All)WindowFunction or a Process(All)WindowFunction. */
export type WindowFunctionForm = 'window' | 'process';

/** org.apache.flink.streaming.api.datastream.WindowedStream. */
export class WindowedStream extends Windows {
  protected readonly passThrough = 'PassThroughWindowFunction';

  /** WindowOperatorBuilder.generateOperatorName. */
  protected operatorName(_state: StateKind, functions: readonly string[]): string {
    const evictor = this.theEvictor ? [this.theEvictor.name] : [];
    return `Window(${[this.assigner.name, this.theTrigger.name, ...evictor, ...functions].join(', ')})`;
  }
}

/** NullByteKeySelector: all records have the one key 0. */
const ONE_KEY: UserFunction<KeySelector> = constant('NullByteKeySelector', { getKey: () => Byte.valueOf(0) });

/** org.apache.flink.streaming.api.datastream.AllWindowedStream: parallelism 1 for good. */
export class AllWindowedStream extends Windows {
  protected readonly passThrough = 'PassThroughAllWindowFunction';

  constructor(stream: DataStream, assigner: WindowAssigner, fn?: UserFunction<WindowAssigner>) {
    super(stream.keyBy({ selector: ONE_KEY, type: BASIC.byte }), assigner, fn);
  }

  protected override build(
    state: StateKind,
    outputType: TypeInformation,
    functions: Partial<Pick<WindowSpec, 'reduce' | 'aggregate' | 'fn'>>,
    names: readonly string[],
    detail: Detail | null = null,
  ): SingleOutputStreamOperator {
    return super.build(state, outputType, functions, names, detail).forceNonParallel();
  }

  /** Flink prints the state descriptor with its serializer's identity hash here, which is different in every run. */
  protected operatorName(state: StateKind, _functions: readonly string[], detail: Detail | null): string {
    const kind = this.theEvictor === null ? state : 'List';
    const stored = detail?.stored ?? this.input.getType();
    const serializer = kind === 'List' ? LIST_SERIALIZER : serializerOf(stored);
    const descriptor =
      `${kind}StateDescriptor{name=window-contents, defaultValue=null, ` +
      `serializer=${serializer}@${(stringHash(stored.name) >>> 0).toString(16)}}`;
    const trigger = this.theTrigger.text ?? this.theTrigger.name;
    const evictor = this.theEvictor ? [this.theEvictor.text ?? this.theEvictor.name] : [];
    const location = `AllWindowedStream.${detail?.location ?? this.input.environment.callLocation()}`;
    return `TriggerWindow(${[this.assigner.name, descriptor, trigger, ...evictor, location].join(', ')})`;
  }
}

const LIST_SERIALIZER = 'org.apache.flink.api.common.typeutils.base.ListSerializer';
const BASIC_SERIALIZERS: Readonly<Record<string, string>> = {
  Integer: 'Int',
  Character: 'Char',
  BigDecimal: 'BigDec',
  BigInteger: 'BigInt',
};

function serializerOf(type: TypeInformation): string {
  switch (type.kind) {
    case 'basic':
      return `org.apache.flink.api.common.typeutils.base.${BASIC_SERIALIZERS[type.name] ?? type.name}Serializer`;
    case 'list':
    case 'map':
    case 'enum':
      return `org.apache.flink.api.common.typeutils.base.${type.kind[0]!.toUpperCase()}${type.kind.slice(1)}Serializer`;
    case 'case-class':
      return 'org.apache.flink.api.scala.typeutils.ScalaCaseClassSerializer';
    case 'tuple':
    case 'pojo':
    case 'row':
      return `org.apache.flink.api.java.typeutils.runtime.${type.kind[0]!.toUpperCase()}${type.kind.slice(1)}Serializer`;
    default:
      return 'org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer';
  }
}
