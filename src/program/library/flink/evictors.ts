/** Evictors: Flink's own, and those that a program writes. */
import type { Evictor, UserFunction, Window } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import * as windowing from '../../../flink/api/windowing.ts';
import { enter, jvm } from '../../jvm.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { stringOf } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import type { JavaFunction } from './entry.ts';
import { Holder, hold, simpleNameOf, toLong, userFunction } from './support.ts';
import { ms, type TimeLike } from './time.ts';
import { deltaOf } from './triggers.ts';
import { windowObject } from './window-adapters.ts';

const PACKAGE = 'org.apache.flink.streaming.api.windowing.';
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
