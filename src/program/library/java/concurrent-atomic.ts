/** java.util.concurrent.atomic. */

import type { LongValue } from '../../../flink/api/values.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

/** AtomicInteger, AtomicLong, AtomicReference, AtomicBoolean. */
class AtomicObject extends Base {
  value: unknown = 0;
  override $toString(): string {
    return stringOf(this.value);
  }
}
type A = AtomicObject;
type Fn = Record<string, (...args: unknown[]) => unknown>;
/** Sets the value; gives the one before, or the new one. */
const change = (self: A, value: unknown, before: boolean): unknown => {
  const old = self.value;
  self.value = value;
  return before ? old : value;
};
function atomic(type: 'int' | 'long') {
  const p = type === 'int' ? 'Int' : 'Long';
  const add = (a: unknown, b: unknown): LongValue =>
    type === 'int' ? ((a as number) + (b as number)) | 0 : narrowLong(BigInt(a as number) + BigInt(b as number));
  return {
    stubs: `public class Atomic${type === 'int' ? 'Integer' : 'Long'} extends Number { public Atomic${type === 'int' ? 'Integer' : 'Long'}(); public Atomic${type === 'int' ? 'Integer' : 'Long'}(${type} value); public ${type} get(); public void set(${type} value); public void lazySet(${type} value); public ${type} getAndSet(${type} value); public boolean compareAndSet(${type} expected, ${type} value);
  public ${type} getAndIncrement(); public ${type} getAndDecrement(); public ${type} getAndAdd(${type} n); public ${type} incrementAndGet(); public ${type} decrementAndGet(); public ${type} addAndGet(${type} n); public ${type} updateAndGet(${p}UnaryOperator f); public ${type} getAndUpdate(${p}UnaryOperator f); public ${type} accumulateAndGet(${type} x, ${p}BinaryOperator f); public ${type} getAndAccumulate(${type} x, ${p}BinaryOperator f);
  public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public String toString(); }`,
    bodies: {
      $class: class extends AtomicObject {},
      'new()'() {},
      [`new(${type})`](this: A, value: unknown) {
        this.value = value;
      },
      get(this: A) {
        return this.value;
      },
      set(this: A, value: unknown) {
        this.value = value;
      },
      lazySet(this: A, value: unknown) {
        this.value = value;
      },
      getAndSet(this: A, value: unknown) {
        return change(this, value, true);
      },
      compareAndSet(this: A, expected: unknown, value: unknown) {
        if (this.value !== expected) return false;
        this.value = value;
        return true;
      },
      getAndIncrement(this: A) {
        return change(this, add(this.value, 1), true);
      },
      getAndDecrement(this: A) {
        return change(this, add(this.value, -1), true);
      },
      getAndAdd(this: A, n: unknown) {
        return change(this, add(this.value, n), true);
      },
      incrementAndGet(this: A) {
        return change(this, add(this.value, 1), false);
      },
      decrementAndGet(this: A) {
        return change(this, add(this.value, -1), false);
      },
      addAndGet(this: A, n: unknown) {
        return change(this, add(this.value, n), false);
      },
      updateAndGet(this: A, f: Fn) {
        return change(this, f[`applyAs${p}$${type}`]!(this.value), false);
      },
      getAndUpdate(this: A, f: Fn) {
        return change(this, f[`applyAs${p}$${type}`]!(this.value), true);
      },
      accumulateAndGet(this: A, x: unknown, f: Fn) {
        return change(this, f[`applyAs${p}$${type}$${type}`]!(this.value, x), false);
      },
      getAndAccumulate(this: A, x: unknown, f: Fn) {
        return change(this, f[`applyAs${p}$${type}$${type}`]!(this.value, x), true);
      },
      intValue(this: A) {
        return Number(BigInt.asIntN(32, BigInt(this.value as number)));
      },
      longValue(this: A) {
        return this.value;
      },
      floatValue(this: A) {
        return Math.fround(Number(this.value));
      },
      doubleValue(this: A) {
        return Number(this.value);
      },
    },
  };
}
const [atomicInt, atomicLong] = [atomic('int'), atomic('long')];
const arrayOfAtomics = (type: 'int' | 'long') => {
  const name = type === 'int' ? 'AtomicIntegerArray' : 'AtomicLongArray';
  const p = type === 'int' ? 'Int' : 'Long';
  const add = (a: LongValue, b: LongValue): LongValue =>
    type === 'int' ? ((a as number) + (b as number)) | 0 : narrowLong(BigInt(a) + BigInt(b));
  type Items = Base & { items: LongValue[] };
  const step = (by: LongValue | null, before: boolean) =>
    function (this: Items, i: number, n?: LongValue): LongValue {
      if (i < 0 || i >= this.items.length) raise('IndexOutOfBoundsException', `index ${i}`);
      const old = this.items[i]!;
      this.items[i] = add(old, by ?? n!);
      return before ? old : this.items[i]!;
    };
  return {
    stubs: `public class ${name} implements java.io.Serializable { public ${name}(int length); public ${name}(${type}[] values); public final int length(); public final ${type} get(int i); public final void set(int i, ${type} value); public final ${type} getAndSet(int i, ${type} value); public final boolean compareAndSet(int i, ${type} expected, ${type} value); public final ${type} getAndIncrement(int i); public final ${type} getAndDecrement(int i); public final ${type} getAndAdd(int i, ${type} n); public final ${type} incrementAndGet(int i); public final ${type} decrementAndGet(int i); public final ${type} addAndGet(int i, ${type} n); public final ${type} updateAndGet(int i, ${p}UnaryOperator f); public final ${type} accumulateAndGet(int i, ${type} x, ${p}BinaryOperator f); }`,
    name,
    bodies: {
      $class: class extends Base {
        items: LongValue[] = [];
        override $toString(): string {
          return `[${this.items.join(', ')}]`;
        }
      },
      'new(int)'(this: Items, length: number) {
        this.items = new Array<LongValue>(length).fill(0);
      },
      [`new(${type}[])`](this: Items, values: ArrayLike<LongValue>) {
        this.items = Array.from(values);
      },
      length(this: Items) {
        return this.items.length;
      },
      get(this: Items, i: number) {
        return this.items[i] ?? raise('IndexOutOfBoundsException', `index ${i}`);
      },
      set(this: Items, i: number, value: LongValue) {
        this.items[i] = value;
      },
      getAndSet(this: Items, i: number, value: LongValue) {
        const old = this.items[i];
        this.items[i] = value;
        return old;
      },
      compareAndSet(this: Items, i: number, expected: LongValue, value: LongValue) {
        if (this.items[i] !== expected) return false;
        this.items[i] = value;
        return true;
      },
      getAndIncrement: step(1, true),
      getAndDecrement: step(-1, true),
      getAndAdd: step(null, true),
      incrementAndGet: step(1, false),
      decrementAndGet: step(-1, false),
      addAndGet: step(null, false),
      updateAndGet(this: Items, i: number, f: Fn) {
        this.items[i] = f[`applyAs${p}$${type}`]!(this.items[i]) as LongValue;
        return this.items[i];
      },
      accumulateAndGet(this: Items, i: number, x: LongValue, f: Fn) {
        this.items[i] = f[`applyAs${p}$${type}$${type}`]!(this.items[i], x) as LongValue;
        return this.items[i];
      },
    },
  };
};
const arraysOfAtomics = [arrayOfAtomics('int'), arrayOfAtomics('long')];
library({
  package: 'java.util.concurrent.atomic',
  stubs: `import java.util.function.*;\n${arraysOfAtomics.map((each) => each.stubs).join('\n')}`,
  bodies: Object.fromEntries(arraysOfAtomics.map((each) => [each.name, each.bodies])),
});

library({
  package: 'java.util.concurrent.atomic',
  stubs: `${atomicInt.stubs}\n${atomicLong.stubs}
public class AtomicBoolean { public AtomicBoolean(); public AtomicBoolean(boolean value); public boolean get(); public void set(boolean value); public boolean getAndSet(boolean value); public boolean compareAndSet(boolean expected, boolean value); public String toString(); }
public class AtomicReference<V> { public AtomicReference(); public AtomicReference(V value); public V get(); public void set(V value); public V getAndSet(V value); public boolean compareAndSet(V expected, V value); public V updateAndGet(UnaryOperator<V> f); public V getAndUpdate(UnaryOperator<V> f); public V accumulateAndGet(V x, BinaryOperator<V> f); public V getAndAccumulate(V x, BinaryOperator<V> f); public final void lazySet(V value); public String toString(); }
public class LongAdder extends Number { public LongAdder(); public void add(long n); public void increment(); public void decrement(); public long sum(); public long sumThenReset(); public void reset(); public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public String toString(); }`,
  bodies: {
    AtomicInteger: atomicInt.bodies,
    AtomicLong: atomicLong.bodies,
    AtomicBoolean: {
      $class: class extends AtomicObject {
        override value: unknown = false;
      },
      'new()'() {},
      'new(boolean)': atomicInt.bodies.set,
      get: atomicInt.bodies.get,
      set: atomicInt.bodies.set,
      getAndSet: atomicInt.bodies.getAndSet,
      compareAndSet: atomicInt.bodies.compareAndSet,
    },
    AtomicReference: {
      $class: class extends AtomicObject {
        override value: unknown = null;
      },
      'new()'() {},
      'new(Object)': atomicInt.bodies.set,
      get: atomicInt.bodies.get,
      set: atomicInt.bodies.set,
      getAndSet: atomicInt.bodies.getAndSet,
      compareAndSet: atomicInt.bodies.compareAndSet,
      updateAndGet(this: A, f: Fn) {
        return change(this, f.apply$Object!(this.value), false);
      },
      getAndUpdate(this: A, f: Fn) {
        return change(this, f.apply$Object!(this.value), true);
      },
      accumulateAndGet(this: A, x: unknown, f: Fn) {
        return change(this, f.apply$Object$Object!(this.value, x), false);
      },
      getAndAccumulate(this: A, x: unknown, f: Fn) {
        return change(this, f.apply$Object$Object!(this.value, x), true);
      },
      lazySet: atomicInt.bodies.set,
    },
    LongAdder: {
      $class: class extends AtomicObject {},
      new() {},
      add(this: A, n: LongValue) {
        this.value = narrowLong(BigInt(this.value as number) + BigInt(n));
      },
      increment: atomicLong.bodies.incrementAndGet,
      decrement: atomicLong.bodies.decrementAndGet,
      sum: atomicInt.bodies.get,
      reset(this: A) {
        this.value = 0;
      },
      sumThenReset(this: A) {
        return change(this, 0, true);
      },
      intValue: atomicInt.bodies.intValue,
      longValue: atomicInt.bodies.longValue,
      floatValue: atomicInt.bodies.floatValue,
      doubleValue: atomicInt.bodies.doubleValue,
    },
  },
});
