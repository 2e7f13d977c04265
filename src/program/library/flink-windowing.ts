/** Windows, assigners, triggers, evictors, Time. */
import type {
  Evictor,
  Trigger,
  TriggerContext,
  TriggerResult,
  UserFunction,
  Window,
  WindowAssigner,
} from '../../flink/api/functions.ts';
import type { LongValue } from '../../flink/api/values.ts';
import * as windowing from '../../flink/api/windowing.ts';
import { enter, jvm } from '../jvm.ts';
import { allocate, staticsOf } from '../link.ts';
import { elements, type JavaCollection } from '../runtime/collections.ts';
import { newArrayList } from '../runtime/lists.ts';
import { Base, stringOf } from '../runtime/object.ts';
import { Raise, raise } from '../runtime/raise.ts';
import { stateDescriptor } from './flink-adapters.ts';
import type { JavaFunction } from './flink-entry.ts';
import { stateObject } from './flink-state-objects.ts';
import { fromLong, Holder, hold, simpleNameOf, toLong, userFunction } from './flink-support.ts';
import { globalWindow, windowObject } from './flink-window-adapters.ts';
import { library } from './table.ts';

const UNITS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

class WindowObject extends Holder<Window> {
  $init$long$long(start: LongValue, end: LongValue): this {
    this.inner = { start: fromLong(start), end: fromLong(end) };
    return this;
  }
  getStart$(): LongValue {
    return toLong(this.inner.start);
  }
  getEnd$(): LongValue {
    return toLong(this.inner.end);
  }
  maxTimestamp$(): LongValue {
    return Number.isFinite(this.inner.end) ? toLong(this.inner.end - 1) : toLong(Number.POSITIVE_INFINITY);
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof WindowObject && other.inner.start === this.inner.start && other.inner.end === this.inner.end
    );
  }
  /** MathUtils.longToIntWithBitMixing(start + end). */
  override $hashCode(): number {
    if (!Number.isFinite(this.inner.start)) return 0;
    let value = BigInt.asIntN(64, BigInt(this.inner.start) + BigInt(this.inner.end));
    value = BigInt.asIntN(64, (value ^ (BigInt.asUintN(64, value) >> 30n)) * 0xbf58476d1ce4e5b9n);
    value = BigInt.asIntN(64, (value ^ (BigInt.asUintN(64, value) >> 27n)) * 0x94d049bb133111ebn);
    value ^= BigInt.asUintN(64, value) >> 31n;
    return Number(BigInt.asIntN(32, value));
  }
  override $toString(): string {
    return Number.isFinite(this.inner.start)
      ? `TimeWindow{start=${this.inner.start}, end=${this.inner.end}}`
      : 'GlobalWindow';
  }
  override $copy(): unknown {
    return this;
  }
  override $size(): number {
    return 16;
  }
}

class TimeObject extends Base {
  size = 0;
  unit = 'MILLISECONDS';
  toMilliseconds$(): number {
    return this.size;
  }
  getSize$(): number {
    return this.size;
  }
  override $equals(other: unknown): boolean {
    return other instanceof TimeObject && other.size === this.size;
  }
  override $hashCode(): number {
    return this.size | 0;
  }
  override $toString(): string {
    return `${this.size} ms`;
  }
}
type TimeLike = { toMilliseconds$(): LongValue };
const ms = (time: TimeLike): number => {
  if (time === null) throw new Raise('java.lang.NullPointerException', null);
  return Number(time.toMilliseconds$());
};

function timeBodies(className: string) {
  const make = (size: number): unknown => {
    const time = allocate<TimeObject>(className);
    time.size = size;
    return time;
  };
  const unit = (n: LongValue, unit_: { toMillis$long(n: LongValue): LongValue }) =>
    make(Number(unit_.toMillis$long(n)));
  return {
    $class: class extends TimeObject {},
    'of(long,TimeUnit)': unit,
    of: unit,
    ...Object.fromEntries(
      Object.entries(UNITS).map(([name, factor]) => [name, (n: LongValue) => make(Number(n) * factor)]),
    ),
    fromDuration: (d: { toMillis$(): LongValue }) => make(Number(d.toMillis$())),
    toMillis(this: TimeObject) {
      return this.size;
    },
  };
}
const timeStubs = (extra: string): string => `
public final class Time implements java.io.Serializable {
  public static Time of(long size, java.util.concurrent.TimeUnit unit);
  ${Object.keys(UNITS)
    .map((name) => `public static Time ${name}(long n);`)
    .join(' ')}
  public long toMilliseconds(); public long getSize(); public boolean equals(Object o); public int hashCode(); public String toString();
  ${extra}
}`;
library({
  package: 'org.apache.flink.streaming.api.windowing.time',
  stubs: timeStubs(''),
  bodies: { Time: timeBodies('org.apache.flink.streaming.api.windowing.time.Time') },
});
library({
  package: 'org.apache.flink.api.common.time',
  stubs: `${timeStubs('public static Time fromDuration(java.time.Duration d);')}
public abstract class Deadline { @NotSimulated public static Deadline now(); }`,
  bodies: { Time: timeBodies('org.apache.flink.api.common.time.Time') },
});

library({
  package: 'org.apache.flink.streaming.api.windowing.windows',
  stubs: `
public abstract class Window { public Window(); public abstract long maxTimestamp(); }
public class TimeWindow extends Window { public TimeWindow(long start, long end); public long getStart(); public long getEnd(); public long maxTimestamp(); public static long getWindowStartWithOffset(long timestamp, long offset, long size); }
public class GlobalWindow extends Window { public static GlobalWindow get(); public long maxTimestamp(); }
`,
  bodies: {
    Window: { $class: WindowObject, 'new'() {} },
    TimeWindow: {
      $class: class TimeWindow extends WindowObject {},
      getWindowStartWithOffset: (timestamp: LongValue, offset: LongValue, size: LongValue) =>
        windowing.windowStart(Number(timestamp), Number(offset), Number(size)),
    },
    GlobalWindow: { $class: class GlobalWindow extends WindowObject {}, get: () => globalWindow() },
  },
});

// ---- assigners ------------------------------------------------------------------------------------------------------------

const PACKAGE = 'org.apache.flink.streaming.api.windowing.';
const assigner = (name: string, inner: WindowAssigner): unknown => hold(`${PACKAGE}assigners.${name}`, inner);

/** The data plane's assigner of a Java one; user-written classes are asked through their methods. */
export function windowAssigner(object: unknown): { assigner: WindowAssigner; fn?: UserFunction<WindowAssigner> } {
  if (object === null) throw new Raise('java.lang.NullPointerException', null);
  const held = (object as Holder<WindowAssigner>).inner;
  if (held) return { assigner: held };
  const fn = userFunction(object, (f) => userAssigner(f));
  return { assigner: userAssigner(object as JavaFunction), fn };
}
function userAssigner(f: JavaFunction): WindowAssigner {
  const owner = jvm();
  return {
    name: simpleNameOf(f),
    isEventTime: Boolean(f.isEventTime$!()),
    merging: Boolean(f.mergeWindows$Collection$MergeCallback),
    assignWindows(element, timestamp, processingTime) {
      enter(owner);
      const context = hold(`${PACKAGE}assigners.WindowAssigner$SimulatedContext`, processingTime);
      const windows = f.assignWindows$Object$long$WindowAssignerContext!(
        element,
        toLong(timestamp),
        context,
      ) as JavaCollection;
      return elements(windows).map((each) => (each as WindowObject).inner);
    },
    defaultTrigger: () => trigger(f.getDefaultTrigger$StreamExecutionEnvironment!(null)).trigger,
  };
}

const gapOf = (extractor: JavaFunction) => {
  const owner = jvm();
  return (element: unknown): number => {
    enter(owner);
    return Number(extractor.extract$Object!(element));
  };
};

function tumbling(
  name: string,
  make: (size: number, offset?: number, stagger?: windowing.WindowStagger) => WindowAssigner,
) {
  return {
    'of(Time)': (size: TimeLike) => assigner(name, make(ms(size))),
    'of(Time,Time)': (size: TimeLike, offset: TimeLike) => assigner(name, make(ms(size), ms(offset))),
    'of(Time,Time,WindowStagger)': (size: TimeLike, offset: TimeLike, stagger: { $name: windowing.WindowStagger }) =>
      assigner(name, make(ms(size), ms(offset), stagger.$name)),
  };
}
function sliding(name: string, make: (size: number, slide: number, offset?: number) => WindowAssigner) {
  return {
    'of(Time,Time)': (size: TimeLike, slide: TimeLike) => assigner(name, make(ms(size), ms(slide))),
    'of(Time,Time,Time)': (size: TimeLike, slide: TimeLike, offset: TimeLike) =>
      assigner(name, make(ms(size), ms(slide), ms(offset))),
  };
}
function session(
  name: string,
  fixed: (gap: number) => WindowAssigner,
  dynamic: (gapOf: (element: unknown) => number) => WindowAssigner,
) {
  const withDynamicGap = (extractor: JavaFunction) => assigner(name, dynamic(gapOf(extractor)));
  return { withGap: (gap: TimeLike) => assigner(name, fixed(ms(gap))), withDynamicGap };
}
const ASSIGNER = 'extends WindowAssigner<Object, TimeWindow>';
library({
  package: `${PACKAGE}assigners`,
  stubs: `
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
public abstract class WindowAssigner<T, W extends Window> implements java.io.Serializable {
  public WindowAssigner();
  public abstract java.util.Collection<W> assignWindows(T element, long timestamp, WindowAssignerContext context);
  public abstract Trigger<T, W> getDefaultTrigger(org.apache.flink.streaming.api.environment.StreamExecutionEnvironment env);
  public abstract org.apache.flink.api.common.typeutils.TypeSerializer<W> getWindowSerializer(org.apache.flink.api.common.ExecutionConfig config);
  public abstract boolean isEventTime();
  public abstract static class WindowAssignerContext { public abstract long getCurrentProcessingTime(); }
  static class SimulatedContext extends WindowAssignerContext { public long getCurrentProcessingTime(); }
}
public abstract class MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> { public MergingWindowAssigner(); }
public enum WindowStagger { ALIGNED, RANDOM, NATURAL }
@FunctionalInterface public interface SessionWindowTimeGapExtractor<T> extends java.io.Serializable { long extract(T element); }
${['TumblingEventTimeWindows', 'TumblingProcessingTimeWindows'].map((n) => `public class ${n} ${ASSIGNER} { public static ${n} of(Time size); public static ${n} of(Time size, Time offset); public static ${n} of(Time size, Time offset, WindowStagger stagger); }`).join('\n')}
${['SlidingEventTimeWindows', 'SlidingProcessingTimeWindows'].map((n) => `public class ${n} ${ASSIGNER} { public static ${n} of(Time size, Time slide); public static ${n} of(Time size, Time slide, Time offset); }`).join('\n')}
${['EventTime', 'ProcessingTime']
  .map(
    (
      n,
    ) => `public class ${n}SessionWindows extends MergingWindowAssigner<Object, TimeWindow> { public static ${n}SessionWindows withGap(Time gap); public static <T> Dynamic${n}SessionWindows<T> withDynamicGap(SessionWindowTimeGapExtractor<T> extractor); }
public class Dynamic${n}SessionWindows<T> extends MergingWindowAssigner<T, TimeWindow> { public static <T> Dynamic${n}SessionWindows<T> withDynamicGap(SessionWindowTimeGapExtractor<T> extractor); }`,
  )
  .join('\n')}
public class GlobalWindows extends WindowAssigner<Object, GlobalWindow> { public static GlobalWindows create(); }
`,
  bodies: {
    WindowAssigner: { $class: class extends Holder {}, 'new'() {} },
    'WindowAssigner.SimulatedContext': {
      $class: class extends Holder<number> {},
      getCurrentProcessingTime(this: Holder<number>) {
        return this.inner;
      },
    },
    TumblingEventTimeWindows: tumbling('TumblingEventTimeWindows', windowing.tumblingEventTimeWindows),
    TumblingProcessingTimeWindows: tumbling('TumblingProcessingTimeWindows', windowing.tumblingProcessingTimeWindows),
    SlidingEventTimeWindows: sliding('SlidingEventTimeWindows', windowing.slidingEventTimeWindows),
    SlidingProcessingTimeWindows: sliding('SlidingProcessingTimeWindows', windowing.slidingProcessingTimeWindows),
    EventTimeSessionWindows: session(
      'EventTimeSessionWindows',
      windowing.eventTimeSessionWindows,
      windowing.dynamicEventTimeSessionWindows,
    ),
    ProcessingTimeSessionWindows: session(
      'ProcessingTimeSessionWindows',
      windowing.processingTimeSessionWindows,
      windowing.dynamicProcessingTimeSessionWindows,
    ),
    DynamicEventTimeSessionWindows: {
      withDynamicGap: (e: JavaFunction) =>
        assigner('DynamicEventTimeSessionWindows', windowing.dynamicEventTimeSessionWindows(gapOf(e))),
    },
    DynamicProcessingTimeSessionWindows: {
      withDynamicGap: (e: JavaFunction) =>
        assigner('DynamicProcessingTimeSessionWindows', windowing.dynamicProcessingTimeSessionWindows(gapOf(e))),
    },
    GlobalWindows: { create: () => assigner('GlobalWindows', windowing.globalWindows()) },
  },
});

// ---- triggers -------------------------------------------------------------------------------------------------------------

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
const _delegate =
  (name: 'onProcessingTime' | 'onEventTime') =>
  (...args: never[]): never => {
    void [name, args];
    return raise('UnsupportedOperationException', 'not simulated: calling a built-in trigger from another trigger');
  };
const deltaOf = (f: JavaFunction) => {
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

// ---- evictors -------------------------------------------------------------------------------------------------------------

export function evictor(object: unknown): { evictor: Evictor; fn?: UserFunction<Evictor> } {
  if (object === null) throw new Raise('java.lang.NullPointerException', null);
  const held = (object as Holder<Evictor>).inner;
  if (held) return { evictor: held };
  return { evictor: userEvictor(object as JavaFunction), fn: userFunction(object, userEvictor) };
}
type Item = { value: unknown; timestamp: number };
class TimestampedValueObject extends Holder<Item> {
  getValue$(): unknown {
    return this.inner.value;
  }
  getTimestamp$(): LongValue {
    return toLong(this.inner.timestamp);
  }
  hasTimestamp$(): boolean {
    return Number.isFinite(this.inner.timestamp);
  }
}
function userEvictor(f: JavaFunction): Evictor {
  const owner = jvm();
  const run = (method: string, items: Item[], window: Window): Item[] => {
    enter(owner);
    const list = newArrayList(
      items.map((each) => hold('org.apache.flink.streaming.runtime.operators.windowing.TimestampedValue', each)),
    );
    f[method]!(list, items.length, windowObject(window), hold(`${PACKAGE}evictors.Evictor$Simulated`, null));
    return list.items.map((each) => (each as TimestampedValueObject).inner);
  };
  return {
    name: simpleNameOf(f),
    text: stringOf(f),
    evictBefore: (items, window) => run('evictBefore$Iterable$int$Window$EvictorContext', items, window),
    evictAfter: (items, window) => run('evictAfter$Iterable$int$Window$EvictorContext', items, window),
  };
}
const evictorObject = (name: string, inner: Evictor): unknown => hold(`${PACKAGE}evictors.${name}`, inner);
library({
  package: `${PACKAGE}evictors`,
  stubs: `
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.runtime.operators.windowing.TimestampedValue;
import org.apache.flink.streaming.api.functions.windowing.delta.DeltaFunction;
public interface Evictor<T, W extends Window> extends java.io.Serializable {
  void evictBefore(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext context);
  void evictAfter(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext context);
  interface EvictorContext { long getCurrentProcessingTime(); long getCurrentWatermark(); }
  class Simulated implements EvictorContext {}
}
class BuiltInEvictor {}
public class CountEvictor<W extends Window> extends BuiltInEvictor implements Evictor<Object, W> { public static <W extends Window> CountEvictor<W> of(long max); public static <W extends Window> CountEvictor<W> of(long max, boolean after); }
public class TimeEvictor<W extends Window> extends BuiltInEvictor implements Evictor<Object, W> { public static <W extends Window> TimeEvictor<W> of(Time size); public static <W extends Window> TimeEvictor<W> of(Time size, boolean after); }
public class DeltaEvictor<T, W extends Window> extends BuiltInEvictor implements Evictor<T, W> { public static <T, W extends Window> DeltaEvictor<T, W> of(double threshold, DeltaFunction<T> f); public static <T, W extends Window> DeltaEvictor<T, W> of(double threshold, DeltaFunction<T> f, boolean after); }
`,
  bodies: {
    'Evictor.Simulated': { $class: class extends Holder {} },
    BuiltInEvictor: { $class: class extends Holder<Evictor> {} },
    CountEvictor: {
      'of(long)': (n: LongValue) => evictorObject('CountEvictor', windowing.countEvictor(Number(n))),
      'of(long,boolean)': (n: LongValue, after: boolean) =>
        evictorObject('CountEvictor', windowing.countEvictor(Number(n), after)),
    },
    TimeEvictor: {
      'of(Time)': (t: TimeLike) => evictorObject('TimeEvictor', windowing.timeEvictor(ms(t))),
      'of(Time,boolean)': (t: TimeLike, after: boolean) =>
        evictorObject('TimeEvictor', windowing.timeEvictor(ms(t), after)),
    },
    DeltaEvictor: {
      'of(double,DeltaFunction)': (n: number, f: JavaFunction) =>
        evictorObject('DeltaEvictor', windowing.deltaEvictor(n, deltaOf(f))),
      'of(double,DeltaFunction,boolean)': (n: number, f: JavaFunction, after: boolean) =>
        evictorObject('DeltaEvictor', windowing.deltaEvictor(n, deltaOf(f), after)),
    },
  },
});
library({
  package: 'org.apache.flink.streaming.runtime.operators.windowing',
  stubs:
    'public class TimestampedValue<T> { public T getValue(); public long getTimestamp(); public boolean hasTimestamp(); }',
  bodies: { TimestampedValue: { $class: TimestampedValueObject } },
});
