/** java.util.concurrent.atomic. */

import type { LongValue } from '../../flink/api/values.ts';
import { narrowLong } from '../runtime/numbers.ts';
import { Base, stringOf } from '../runtime/object.ts';
import { library } from './table.ts';

/** AtomicInteger, AtomicLong, AtomicReference, AtomicBoolean. */
class AtomicObject extends Base {
  value: unknown = 0;
  override $toString(): string {
    return stringOf(this.value);
  }
}
type A = AtomicObject;
type Fn = Record<string, (...args: unknown[]) => unknown>;
function atomic(type: 'int' | 'long') {
  const p = type === 'int' ? 'Int' : 'Long';
  const add = (a: unknown, b: unknown): LongValue =>
    type === 'int' ? ((a as number) + (b as number)) | 0 : narrowLong(BigInt(a as number) + BigInt(b as number));
  const change = (self: A, value: unknown, before: boolean): unknown => {
    const old = self.value;
    self.value = value;
    return before ? old : value;
  };
  return {
    stubs: `public class Atomic${type === 'int' ? 'Integer' : 'Long'} extends Number { public Atomic${type === 'int' ? 'Integer' : 'Long'}(); public Atomic${type === 'int' ? 'Integer' : 'Long'}(${type} value); public ${type} get(); public void set(${type} value); public void lazySet(${type} value); public ${type} getAndSet(${type} value); public boolean compareAndSet(${type} expected, ${type} value);
  public ${type} getAndIncrement(); public ${type} getAndDecrement(); public ${type} getAndAdd(${type} n); public ${type} incrementAndGet(); public ${type} decrementAndGet(); public ${type} addAndGet(${type} n); public ${type} updateAndGet(${p}UnaryOperator f); public ${type} getAndUpdate(${p}UnaryOperator f); public ${type} accumulateAndGet(${type} x, ${p}BinaryOperator f);
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
library({
  package: 'java.util.concurrent.atomic',
  stubs: `${atomicInt.stubs}\n${atomicLong.stubs}
public class AtomicBoolean { public AtomicBoolean(); public AtomicBoolean(boolean value); public boolean get(); public void set(boolean value); public boolean getAndSet(boolean value); public boolean compareAndSet(boolean expected, boolean value); public String toString(); }
public class AtomicReference<V> { public AtomicReference(); public AtomicReference(V value); public V get(); public void set(V value); public V getAndSet(V value); public boolean compareAndSet(V expected, V value); public V updateAndGet(UnaryOperator<V> f); public String toString(); }
public class LongAdder extends Number { public LongAdder(); public void add(long n); public void increment(); public void decrement(); public long sum(); public void reset(); public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public String toString(); }`,
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
        this.value = f.apply$Object!(this.value);
        return this.value;
      },
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
      intValue: atomicInt.bodies.intValue,
      longValue: atomicInt.bodies.longValue,
      floatValue: atomicInt.bodies.floatValue,
      doubleValue: atomicInt.bodies.doubleValue,
    },
  },
});
