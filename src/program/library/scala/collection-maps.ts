/** What maps and sets have of their own. */
import { stringOf } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { isTask } from '../../jvm.ts';
import { functional } from '../../link.ts';
import {
  C,
  Coll,
  compareTuples,
  empty,
  type F0,
  type F1,
  type F2,
  itemsOf,
  iteratorOf,
  type K,
  keyOf,
  like,
  make,
  mapOf,
  option,
  type Pair,
  pair,
  setOf,
} from './collection.ts';
import { KeyIndex } from './hashing.ts';
import { applied, folded, install } from './methods.ts';

const secondOf = (e: unknown): unknown => (e as Pair)._2;
const plus = function (this: K, x: unknown): K {
  return like(this, [...this.items, x]);
};
/** Without the items, or the entries, of those keys. */
function without(of: K, keys: KeyIndex): K {
  return like(
    of,
    of.items.filter((x) => keys.find(of.isMap() ? keyOf(x) : x) < 0),
  );
}
/** Of a sorted map or set: those whose keys fit. */
function between(of: K, fits: (order: (a: unknown, b: unknown) => number, key: unknown) => boolean): K {
  const order = of.ordering ? of.ordering.compare$Object$Object.bind(of.ordering) : compareTuples;
  return like(
    of,
    of.items.filter((x) => fits(order, of.isMap() ? keyOf(x) : x)),
  );
}
function withFallback(of: K, fallback: (key: unknown) => unknown): K {
  return Object.assign(make(of.shape(), of.items), { fallback: { apply$Object: fallback } });
}
function* thunk(f: F0): Task<unknown> {
  const value = f.apply$();
  return isTask(value) ? yield* value : value;
}

install(Coll.prototype, {
  apply$Object(this: K, key: unknown) {
    if (this.isSet()) return this.indexOfKey(key) >= 0;
    const e = this.entry(key);
    if (e) return e._2;
    return this.fallback !== null ? (this.fallback as F1).apply$Object(key) : empty(`key not found: ${stringOf(key)}`);
  },
  get$Object(this: K, key: unknown) {
    const e = this.entry(key);
    return option(e !== undefined, e?._2);
  },
  *getOrElse$Object$Function0(this: K, key: unknown, d: F0): Task<unknown> {
    const e = this.entry(key);
    return e ? e._2 : yield* thunk(d);
  },
  isDefinedAt$Object(this: K, key: unknown) {
    return this.indexOfKey(key) >= 0;
  },
  keys$(this: K) {
    return setOf(this.items.map(keyOf));
  },
  keySet$(this: K) {
    return setOf(this.items.map(keyOf));
  },
  keysIterator$(this: K) {
    return iteratorOf(this.items.map(keyOf));
  },
  values$(this: K) {
    return make(`${C}MapValues`, this.items.map(secondOf));
  },
  *transform$Function2(this: K, f: F2): Task<K> {
    const out: unknown[] = [];
    for (const x of this.items) out.push(pair(keyOf(x), yield* folded([secondOf(x)], keyOf(x), f)));
    return mapOf(out, this.shape(), this.ordering);
  },
  applyOrElse$Object$Function1(this: K, key: unknown, f: F1) {
    const e = this.entry(key);
    return e ? e._2 : f.apply$Object(key);
  },
  default$$Object(this: K, key: unknown) {
    return this.fallback !== null ? (this.fallback as F1).apply$Object(key) : empty(`key not found: ${stringOf(key)}`);
  },
  andThen$Function1(this: K & F1, f: F1) {
    return functional('scala.PartialFunction', (x) => f.apply$Object(this.apply$Object(x)));
  },
  orElse$PartialFunction(this: K & F1, f: F1) {
    return functional('scala.PartialFunction', (x) => (this.indexOfKey(x) >= 0 ? this : f).apply$Object(x));
  },
  compose$Function1(this: K & F1, f: F1) {
    return functional('scala.Function1', (x) => this.apply$Object(f.apply$Object(x)));
  },
  lift$(this: K) {
    return functional('scala.Function1', (x) => {
      const e = this.entry(x);
      return option(e !== undefined, e?._2);
    });
  },
  range$Object$Object(this: K, from: unknown, until: unknown) {
    return between(this, (order, key) => order(key, from) >= 0 && order(key, until) < 0);
  },
  from$Object(this: K, from: unknown) {
    return between(this, (order, key) => order(key, from) >= 0);
  },
  until$Object(this: K, until: unknown) {
    return between(this, (order, key) => order(key, until) < 0);
  },
  to$Object(this: K, to: unknown) {
    return between(this, (order, key) => order(key, to) <= 0);
  },
  subsets$(this: K & { combinations$int(n: number): K }) {
    return iteratorOf(Array.from({ length: this.items.length + 1 }, (_, n) => this.combinations$int(n).all()).flat());
  },
  valuesIterator$(this: K) {
    return iteratorOf(this.items.map(secondOf));
  },
  *mapValues$Function1(this: K, f: F1): Task<K> {
    const out: unknown[] = [];
    for (const x of this.items) out.push(pair(keyOf(x), yield* applied(f, secondOf(x))));
    return mapOf(out, this.shape());
  },
  filterKeys$Function1(this: K, f: F1) {
    return like(
      this,
      this.items.filter((x) => f.apply$Object(keyOf(x))),
    );
  },
  withDefaultValue$Object(this: K, x: unknown) {
    return withFallback(this, () => x);
  },
  withDefault$Function1(this: K, f: F1) {
    return withFallback(this, (key) => f.apply$Object(key));
  },
  $plus$Object: plus,
  $plus$Tuple2: plus,
  updated$Object$Object(this: K, k: unknown, v: unknown) {
    return like(this, [...this.items, pair(k, v)]);
  },
  $minus$Object(this: K, key: unknown) {
    return without(this, KeyIndex.of([key]));
  },
  $minus$minus$TraversableOnce(this: K, keys: unknown) {
    return without(this, KeyIndex.of(itemsOf(keys)));
  },
  subsets$int(this: K & { combinations$int(n: number): K }, n: number) {
    return this.combinations$int(n);
  },

  // Mutable ones
  put$Object$Object(this: K, k: unknown, v: unknown) {
    const e = this.entry(k);
    this.putItem(pair(k, v), k);
    return option(e !== undefined, e?._2);
  },
  update$Object$Object(this: K, k: unknown, v: unknown) {
    this.putItem(pair(k, v), k);
  },
  *getOrElseUpdate$Object$Function0(this: K, k: unknown, f: F0): Task<unknown> {
    const e = this.entry(k);
    if (e) return e._2;
    const value = yield* thunk(f);
    this.putItem(pair(k, value), k);
    return value;
  },
  update$Object$boolean(this: K, x: unknown, isIn: boolean) {
    if (isIn) this.putItem(x, x);
    else this.removeKey(x);
  },
  retain$Function1(this: K, f: F1) {
    this.items = this.items.filter((x) => f.apply$Object(x));
  },
  retain$Function2(this: K, f: F2) {
    this.items = this.items.filter((e) => f.apply$Object$Object(keyOf(e), secondOf(e)));
    return this;
  },
  $plus$eq$Tuple2(this: K, e: unknown) {
    this.putItem(e, keyOf(e));
    return this;
  },
  $plus$eq$Tuple2$Tuple2$Tuple2_A(this: K, a: unknown, b: unknown, more: ArrayLike<unknown>) {
    for (const e of [a, b, ...Array.from(more)]) this.putItem(e, keyOf(e));
    return this;
  },
  add$Object(this: K, x: unknown) {
    if (this.indexOfKey(x) >= 0) return false;
    this.putItem(x, x);
    return true;
  },
  remove$Object(this: K, key: unknown) {
    const gone = this.removeKey(key);
    return this.isSet() ? gone !== undefined : option(gone !== undefined, (gone as Pair | undefined)?._2);
  },
});
