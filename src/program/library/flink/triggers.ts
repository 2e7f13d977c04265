/** Triggers: Flink's own, and those that a program writes. */
import type { Trigger, TriggerContext, TriggerResult, UserFunction } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import * as windowing from '../../../flink/api/windowing.ts';
import { enter, jvm } from '../../jvm.ts';
import { staticsOf } from '../../link.ts';
import { type Base, stringOf } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { stateDescriptor } from './adapters.ts';
import type { JavaFunction } from './entry.ts';
import { stateObject } from './state-objects.ts';
import { fromLong, Holder, hold, simpleNameOf, toLong, userFunction } from './support.ts';
import { ms, type TimeLike } from './time.ts';
import { windowObject } from './window-adapters.ts';
import type { WindowObject } from './windows.ts';

const PACKAGE = 'org.apache.flink.streaming.api.windowing.';
const triggerObject = (name: string, inner: Trigger): unknown => hold(`${PACKAGE}triggers.${name}`, inner);
const RESULT = `${PACKAGE}triggers.TriggerResult`;

class TriggerContextObject extends Holder<TriggerContext> {
  getCurrentProcessingTime$(): LongValue {
    return toLong(this.inner.currentProcessingTime());
  }
  getCurrentWatermark$(): LongValue {
    return toLong(this.inner.currentWatermark());
  }
  registerProcessingTimeTimer$long(time: LongValue): void {
    this.inner.registerProcessingTimeTimer(fromLong(time));
  }
  registerEventTimeTimer$long(time: LongValue): void {
    this.inner.registerEventTimeTimer(fromLong(time));
  }
  deleteProcessingTimeTimer$long(time: LongValue): void {
    this.inner.deleteProcessingTimeTimer(fromLong(time));
  }
  deleteEventTimeTimer$long(time: LongValue): void {
    this.inner.deleteEventTimeTimer(fromLong(time));
  }
  getPartitionedState$StateDescriptor(descriptor: unknown): unknown {
    const state = stateDescriptor(descriptor);
    return stateObject(state.kind, this.inner.partitionedState(state));
  }
  mergePartitionedState$StateDescriptor(descriptor: unknown): void {
    (this.inner as TriggerContext & { mergePartitionedState(d: unknown): void }).mergePartitionedState(
      stateDescriptor(descriptor),
    );
  }
}

export function trigger(object: unknown): { trigger: Trigger; fn?: UserFunction<Trigger> } {
  if (object === null) throw new Raise('java.lang.NullPointerException', null);
  const held = (object as Holder<Trigger>).inner;
  if (held) return { trigger: held };
  const adapt = (f: JavaFunction): Trigger => userTrigger(f);
  return { trigger: adapt(object as JavaFunction), fn: userFunction(object, adapt) };
}
function userTrigger(f: JavaFunction): Trigger {
  const owner = jvm();
  const context = (inner: TriggerContext): unknown => hold(`${PACKAGE}triggers.Trigger$SimulatedContext`, inner);
  const result = (value: unknown): TriggerResult => (value as { $name: TriggerResult }).$name;
  const ask = <T>(run: () => T): T => {
    enter(owner);
    return run();
  };
  return {
    name: simpleNameOf(f),
    text: stringOf(f),
    canMerge: Boolean(f.canMerge$!()),
    onElement: (element, timestamp, window, ctx) =>
      ask(() =>
        result(
          f.onElement$Object$long$Window$TriggerContext!(
            element,
            toLong(timestamp),
            windowObject(window),
            context(ctx),
          ),
        ),
      ),
    onProcessingTime: (time, window, ctx) =>
      ask(() =>
        result(f.onProcessingTime$long$Window$TriggerContext!(toLong(time), windowObject(window), context(ctx))),
      ),
    onEventTime: (time, window, ctx) =>
      ask(() => result(f.onEventTime$long$Window$TriggerContext!(toLong(time), windowObject(window), context(ctx)))),
    onMerge: (window, ctx) => ask(() => void f.onMerge$Window$OnMergeContext!(windowObject(window), context(ctx))),
    clear: (window, ctx) => ask(() => void f.clear$Window$TriggerContext!(windowObject(window), context(ctx))),
  };
}
/** A DeltaFunction of the program. */
export const deltaOf = (f: JavaFunction) => {
  const owner = jvm();
  return (old: unknown, value: unknown): number => {
    enter(owner);
    return Number(f.getDelta$Object$Object!(old, value));
  };
};

library({
  package: `${PACKAGE}triggers`,
  stubs: `
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.api.common.state.*;
import org.apache.flink.streaming.api.functions.windowing.delta.DeltaFunction;
public enum TriggerResult { CONTINUE, FIRE_AND_PURGE, FIRE, PURGE; public boolean isFire(); public boolean isPurge(); }
public abstract class Trigger<T, W extends Window> implements java.io.Serializable {
  public Trigger();
  public abstract TriggerResult onElement(T element, long timestamp, W window, TriggerContext ctx) throws Exception;
  public abstract TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception;
  public abstract TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception;
  public boolean canMerge();
  public void onMerge(W window, OnMergeContext ctx) throws Exception;
  public abstract void clear(W window, TriggerContext ctx) throws Exception;
  public interface TriggerContext {
    long getCurrentProcessingTime(); long getCurrentWatermark(); void registerProcessingTimeTimer(long time); void registerEventTimeTimer(long time); void deleteProcessingTimeTimer(long time); void deleteEventTimeTimer(long time);
    <S extends State> S getPartitionedState(StateDescriptor<S, ?> descriptor);
  }
  public interface OnMergeContext extends TriggerContext { <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> descriptor); }
  static class SimulatedContext implements OnMergeContext {}
}
public class EventTimeTrigger extends Trigger<Object, TimeWindow> { public static EventTimeTrigger create(); }
public class ProcessingTimeTrigger extends Trigger<Object, TimeWindow> { public static ProcessingTimeTrigger create(); }
public class CountTrigger<W extends Window> extends Trigger<Object, W> { public static <W extends Window> CountTrigger<W> of(long max); }
public class PurgingTrigger<T, W extends Window> extends Trigger<T, W> { public static <T, W extends Window> PurgingTrigger<T, W> of(Trigger<T, W> nested); }
public class ProcessingTimeoutTrigger<T, W extends Window> extends Trigger<T, W> { public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(Trigger<T, W> nested, java.time.Duration timeout); public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(Trigger<T, W> nested, java.time.Duration timeout, boolean resetTimerOnNewRecord, boolean shouldClearOnTimeout); }
public class ContinuousEventTimeTrigger<W extends Window> extends Trigger<Object, W> { public static <W extends Window> ContinuousEventTimeTrigger<W> of(Time interval); }
public class ContinuousProcessingTimeTrigger<W extends Window> extends Trigger<Object, W> { public static <W extends Window> ContinuousProcessingTimeTrigger<W> of(Time interval); }
public class DeltaTrigger<T, W extends Window> extends Trigger<T, W> { public static <T, W extends Window> DeltaTrigger<T, W> of(double threshold, DeltaFunction<T> f, org.apache.flink.api.common.typeutils.TypeSerializer<T> serializer); }
`,
  bodies: {
    TriggerResult: {
      isFire(this: { $name: string }) {
        return this.$name.startsWith('FIRE');
      },
      isPurge(this: { $name: string }) {
        return this.$name.endsWith('PURGE');
      },
    },
    Trigger: {
      $class: class extends Holder {},
      'new'() {},
      canMerge: () => false,
      onMerge(this: Base) {
        raise('UnsupportedOperationException', 'This trigger does not support merging.');
      },
    },
    'Trigger.SimulatedContext': { $class: TriggerContextObject },
    EventTimeTrigger: builtIn(() => triggerObject('EventTimeTrigger', windowing.eventTimeTrigger()), 'create'),
    ProcessingTimeTrigger: builtIn(
      () => triggerObject('ProcessingTimeTrigger', windowing.processingTimeTrigger()),
      'create',
    ),
    CountTrigger: builtIn((n: LongValue) => triggerObject('CountTrigger', windowing.countTrigger(Number(n))), 'of'),
    PurgingTrigger: builtIn(
      (nested: unknown) => triggerObject('PurgingTrigger', windowing.purgingTrigger(trigger(nested).trigger)),
      'of',
    ),
    ProcessingTimeoutTrigger: {
      ...builtIn(timeoutTrigger, 'of(Trigger,Duration)'),
      'of(Trigger,Duration,boolean,boolean)': timeoutTrigger,
    },
    ContinuousEventTimeTrigger: builtIn(
      (t: TimeLike) => triggerObject('ContinuousEventTimeTrigger', windowing.continuousEventTimeTrigger(ms(t))),
      'of',
    ),
    ContinuousProcessingTimeTrigger: builtIn(
      (t: TimeLike) =>
        triggerObject('ContinuousProcessingTimeTrigger', windowing.continuousProcessingTimeTrigger(ms(t))),
      'of',
    ),
    DeltaTrigger: builtIn(
      (threshold: number, f: JavaFunction) =>
        triggerObject('DeltaTrigger', windowing.deltaTrigger(threshold, deltaOf(f))),
      'of',
    ),
  },
});

function timeoutTrigger(nested: unknown, timeout: { toMillis$(): LongValue }, ...options: boolean[]): unknown {
  const inner = trigger(nested).trigger;
  const made = windowing.processingTimeoutTrigger(inner, Number(timeout.toMillis$()), ...options);
  return triggerObject('ProcessingTimeoutTrigger', made);
}
/** A built-in trigger; a user trigger may hold one and call it. */
function builtIn(make: (...args: never[]) => unknown, factory: string) {
  const result = (name: TriggerResult): unknown => staticsOf<Record<string, unknown>>(RESULT)[`_${name}`];
  type T = Holder<Trigger>;
  type C = Holder<TriggerContext>;
  return {
    [factory]: make,
    onElement(this: T, element: unknown, timestamp: LongValue, window: WindowObject, ctx: C) {
      return result(this.inner.onElement(element, fromLong(timestamp), window.inner, ctx.inner));
    },
    onProcessingTime(this: T, time: LongValue, window: WindowObject, ctx: C) {
      return result(this.inner.onProcessingTime(fromLong(time), window.inner, ctx.inner));
    },
    onEventTime(this: T, time: LongValue, window: WindowObject, ctx: C) {
      return result(this.inner.onEventTime(fromLong(time), window.inner, ctx.inner));
    },
    clear(this: T, window: WindowObject, ctx: C) {
      this.inner.clear(window.inner, ctx.inner);
    },
  };
}
library({
  package: 'org.apache.flink.streaming.api.functions.windowing.delta',
  stubs:
    'public interface DeltaFunction<DATA> extends java.io.Serializable { double getDelta(DATA oldDataPoint, DATA newDataPoint); }',
  bodies: {},
});
