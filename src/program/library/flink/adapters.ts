/** Java's user functions as the data plane's (flink/api/functions.ts). Each subtask has its own copy, made by the JVM it runs in. */
import type {
  AggregateFunction,
  BroadcastContext,
  BroadcastProcessFunction,
  CheckpointedFunction,
  CoFlatMapFunction,
  Collector,
  CoMapFunction,
  CoProcessFunction,
  FilterFunction,
  FlatMapFunction,
  KeySelector,
  MapFunction,
  MaybeTask,
  OnTimerContext,
  Partitioner,
  ProcessContext,
  ProcessFunction,
  ProcessJoinFunction,
  ReduceFunction,
  RichFunction,
  RuntimeContext,
  StateDescriptor,
  UserFunction,
} from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { enter, type Jvm, within } from '../../jvm.ts';
import { allocate, isInstance, linkClass } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { entry, type JavaFunction } from './entry.ts';
import { stateObject } from './state-objects.ts';
import {
  boxedLong,
  type CollectorObject,
  call,
  fromLong,
  type Holder,
  hold,
  newCollector,
  toLong,
  userFunction,
} from './support.ts';
import type { typeOf } from './types.ts';

const RICH = 'org.apache.flink.api.common.functions.RichFunction';
const CHECKPOINTED = 'org.apache.flink.streaming.api.checkpoint.CheckpointedFunction';
const LISTENER = 'org.apache.flink.api.common.state.CheckpointListener';

/** RichFunction's life cycle and CheckpointedFunction, where the object has them. */
export function life(f: JavaFunction, owner: Jvm): RichFunction & Partial<CheckpointedFunction> {
  const out: {
    -readonly [K in keyof (RichFunction & CheckpointedFunction)]?: (RichFunction & CheckpointedFunction)[K];
  } = {};
  const rich = isInstance(f, RICH);
  const setRuntimeContext = (context: RuntimeContext): void => {
    enter(owner);
    f.setRuntimeContext$RuntimeContext!(
      hold('org.apache.flink.api.common.functions.RuntimeContext$Streaming', context),
    );
  };
  if (rich) {
    out.open = (context) => {
      setRuntimeContext(context);
      return call(
        owner,
        () =>
          f.open$Configuration!(
            hold('org.apache.flink.configuration.Configuration', new Map(context.parameters)),
          ) as MaybeTask<void>,
      );
    };
    out.close = () => call(owner, () => f.close$!() as MaybeTask<void>);
  }
  if (isInstance(f, CHECKPOINTED)) {
    out.snapshotState = (context) =>
      call(
        owner,
        () =>
          f.snapshotState$FunctionSnapshotContext!(
            hold('org.apache.flink.runtime.state.FunctionSnapshotContext$Simulated', context),
          ) as MaybeTask<void>,
      );
    out.initializeState = (context, runtime) => {
      if (rich) setRuntimeContext(runtime);
      return call(
        owner,
        () =>
          f.initializeState$FunctionInitializationContext!(
            hold('org.apache.flink.runtime.state.FunctionInitializationContext$Simulated', context),
          ) as MaybeTask<void>,
      );
    };
  }
  if (isInstance(f, LISTENER)) {
    out.notifyCheckpointComplete = (checkpoint) =>
      call(owner, () => f.notifyCheckpointComplete$long!(checkpoint) as MaybeTask<void>);
  }
  return out;
}

/** One Java collector per function instance, pointed at the collector of the call. */
export function collecting(): (out: Collector<unknown>) => CollectorObject {
  let collector: CollectorObject | null = null;
  return (out) => {
    collector ??= newCollector();
    collector.out = out;
    return collector;
  };
}

export const mapFunction = (object: unknown): UserFunction<MapFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    map: entry<MapFunction['map']>(owner, f, 'map$Object'),
  }));

export const flatMapFunction = (object: unknown): UserFunction<FlatMapFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    flatMap: entry<FlatMapFunction['flatMap']>(owner, f, 'flatMap$Object$Collector', collecting()),
  }));

export const filterFunction = (object: unknown): UserFunction<FilterFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    filter: entry<FilterFunction['filter']>(owner, f, 'filter$Object'),
  }));

export const keySelector = (object: unknown): UserFunction<KeySelector> =>
  userFunction(object, (f, owner) => ({
    getKey: entry<KeySelector['getKey']>(owner, f, 'getKey$Object'),
  }));

export const partitioner = (object: unknown): UserFunction<Partitioner> =>
  userFunction(object, (f, owner) => ({
    partition: entry<Partitioner['partition']>(owner, f, 'partition$Object$int'),
  }));

export const reduceFunction = (object: unknown): UserFunction<ReduceFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    reduce: entry<ReduceFunction['reduce']>(owner, f, 'reduce$Object$Object'),
  }));

/** As the data plane's, for states: what it throws stays in the program. */
export function plainReduce(f: JavaFunction, owner: Jvm): ReduceFunction {
  return {
    reduce: (a, b) => {
      enter(owner);
      return f.reduce$Object$Object!(a, b);
    },
  };
}
export function plainAggregate(f: JavaFunction, owner: Jvm): AggregateFunction {
  return {
    createAccumulator: () => {
      enter(owner);
      return f.createAccumulator$!();
    },
    add: (value, accumulator) => {
      enter(owner);
      return f.add$Object$Object!(value, accumulator);
    },
    getResult: (accumulator) => {
      enter(owner);
      return f.getResult$Object!(accumulator);
    },
    merge: (a, b) => {
      enter(owner);
      return f.merge$Object$Object!(a, b);
    },
  };
}
export const aggregateFunction = (object: unknown): UserFunction<AggregateFunction> =>
  userFunction(object, (f, owner) => ({ ...life(f, owner), ...plainAggregate(f, owner) }));

// ---- process functions -----------------------------------------------------------------------------------------------

/** Context, OnTimerContext and TimerService of all process functions, over the data plane's context. */
export class ContextObject extends Base {
  context!: ProcessContext;

  timestamp$(): unknown {
    return boxedLong(this.context.timestamp());
  }
  timerService$(): unknown {
    return this;
  }
  output$OutputTag$Object(tag: unknown, value: unknown): void {
    this.context.output(outputTag(tag), value);
  }
  getCurrentKey$(): unknown {
    return this.context.currentKey();
  }
  timeDomain$(): unknown {
    return timeDomain((this.context as OnTimerContext).timeDomain());
  }
  // TimerService
  currentProcessingTime$(): LongValue {
    return toLong(this.context.currentProcessingTime());
  }
  currentWatermark$(): LongValue {
    return toLong(this.context.currentWatermark());
  }
  registerProcessingTimeTimer$long(time: LongValue): void {
    this.context.registerProcessingTimeTimer(fromLong(time));
  }
  registerEventTimeTimer$long(time: LongValue): void {
    this.context.registerEventTimeTimer(fromLong(time));
  }
  deleteProcessingTimeTimer$long(time: LongValue): void {
    this.context.deleteProcessingTimeTimer(fromLong(time));
  }
  deleteEventTimeTimer$long(time: LongValue): void {
    this.context.deleteEventTimeTimer(fromLong(time));
  }
  // joins
  getLeftTimestamp$(): LongValue {
    return toLong((this.context as JoinContext).leftTimestamp());
  }
  getRightTimestamp$(): LongValue {
    return toLong((this.context as JoinContext).rightTimestamp());
  }
  getTimestamp$(): LongValue {
    return toLong(this.context.timestamp() ?? Number.NEGATIVE_INFINITY);
  }
  // broadcast
  getBroadcastState$MapStateDescriptor(descriptor: unknown): unknown {
    const state = stateDescriptor(descriptor);
    return stateObject('map', (this.context as BroadcastContext).broadcastState(state));
  }
  applyToKeyedState$StateDescriptor$KeyedStateFunction(descriptor: unknown, f: JavaFunction): void {
    const state = stateDescriptor(descriptor);
    (this.context as BroadcastContext).applyToKeyedState(state, (key, value) => {
      f.process$Object$State!(key, stateObject(state.kind, value));
    });
  }
}

type JoinContext = Parameters<ProcessJoinFunction['processElement']>[2];

function timeDomain(name: string): unknown {
  const type = linkClass('org.apache.flink.streaming.api.TimeDomain') as Record<string, unknown>;
  return type[`_${name}`];
}

export function stateDescriptor(descriptor: unknown): StateDescriptor {
  return (descriptor as { descriptor: StateDescriptor }).descriptor;
}
export function outputTag(tag: unknown): { readonly id: string; readonly type: ReturnType<typeof typeOf> } {
  return (tag as Holder<{ readonly id: string; readonly type: ReturnType<typeof typeOf> }>).inner;
}

/** Context objects are made once per function instance; their class is the function's own Context class. */
export function contexts(className: string): (context: ProcessContext) => ContextObject {
  let object: ContextObject | null = null;
  return (context) => {
    object ??= allocate<ContextObject>(className);
    object.context = context;
    return object;
  };
}
export const CONTEXT = 'org.apache.flink.streaming.api.functions.SimulatedContext';

const timerEntry =
  (
    owner: Jvm,
    f: JavaFunction,
    context: (of: OnTimerContext) => ContextObject,
    collector: (of: Collector<unknown>) => unknown,
  ) =>
  (timestamp: number, of: OnTimerContext, out: Collector<unknown>): MaybeTask<void> => {
    enter(owner);
    return within(
      owner,
      f.onTimer$long$OnTimerContext$Collector!(toLong(timestamp), context(of), collector(out)) as MaybeTask<void>,
    );
  };

/** ProcessFunction and KeyedProcessFunction. */
export const processFunction = (object: unknown): UserFunction<ProcessFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    const context = contexts(CONTEXT);
    const timer = contexts(CONTEXT);
    return {
      ...life(f, owner),
      processElement: entry(owner, f, 'processElement$Object$Context$Collector', context, collector),
      onTimer: timerEntry(owner, f, timer, collector),
    };
  });

export const coMapFunction = (object: unknown): UserFunction<CoMapFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    map1: entry(owner, f, 'map1$Object'),
    map2: entry(owner, f, 'map2$Object'),
  }));
export const coFlatMapFunction = (object: unknown): UserFunction<CoFlatMapFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    return {
      ...life(f, owner),
      flatMap1: entry(owner, f, 'flatMap1$Object$Collector', collector),
      flatMap2: entry(owner, f, 'flatMap2$Object$Collector', collector),
    };
  });
/** CoProcessFunction and KeyedCoProcessFunction. */
export const coProcessFunction = (object: unknown): UserFunction<CoProcessFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    const context = contexts(CONTEXT);
    return {
      ...life(f, owner),
      processElement1: entry(owner, f, 'processElement1$Object$Context$Collector', context, collector),
      processElement2: entry(owner, f, 'processElement2$Object$Context$Collector', context, collector),
      onTimer: timerEntry(owner, f, context, collector),
    };
  });
/** BroadcastProcessFunction and KeyedBroadcastProcessFunction. */
export const broadcastProcessFunction = (object: unknown): UserFunction<BroadcastProcessFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    const context = contexts(CONTEXT);
    const timers = isInstance(f, 'org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction');
    return {
      ...life(f, owner),
      processElement: entry(owner, f, 'processElement$Object$ReadOnlyContext$Collector', context, collector),
      processBroadcastElement: entry(owner, f, 'processBroadcastElement$Object$Context$Collector', context, collector),
      ...(timers ? { onTimer: timerEntry(owner, f, context, collector) } : {}),
    };
  });
export const processJoinFunction = (object: unknown): UserFunction<ProcessJoinFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    const context = contexts(CONTEXT);
    return {
      ...life(f, owner),
      processElement: (left, right, ctx, out) =>
        call(
          owner,
          () =>
            f.processElement$Object$Object$Context$Collector!(
              left,
              right,
              context(ctx),
              collector(out),
            ) as MaybeTask<void>,
        ),
    };
  });
