/** Scala's collections at run time: one class over an array of boxed items, in the order that Scala's classes give. */
import { Byte, Character, Double, Float, Long, Short } from '../../../flink/api/boxed.ts';
import { equals, stringOf } from '../../../flink/api/values.ts';
import { emptyArray } from '../../arrays.ts';
import { allocate, staticsOf } from '../../link.ts';
import { elements, type JavaIterable } from '../../runtime/collections.ts';
import { Base, compareNatural } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import {
  distinctBy,
  flatTableOrder,
  hashTableOrder,
  KeyIndex,
  MAP_SEED,
  orderedHash,
  SEQ_SEED,
  SET_SEED,
  trieOrder,
  unorderedHash,
} from './hashing.ts';

export type F0 = { apply$(): unknown };
export type F1 = { apply$Object(a: unknown): unknown };
export type F3 = { apply$Object$Object$Object(a: unknown, b: unknown, c: unknown): unknown };
export type F2 = { apply$Object$Object(a: unknown, b: unknown): unknown };

export const C = 'scala.collection.';
export const IMM = 'scala.collection.immutable.';

/** Host of every collection. */
const PREFIXES: Readonly<Record<string, string>> = {
  'scala.collection.MapValues': 'MapLike.DefaultValuesIterable',
  'scala.collection.mutable.HashMap': 'Map',
  'scala.collection.mutable.LinkedHashMap': 'Map',
  'scala.collection.mutable.ListMap': 'Map',
  'scala.collection.mutable.TreeMap': 'TreeMap',
  'scala.collection.immutable.TreeMap': 'Map',
  'scala.collection.immutable.ListMap': 'ListMap',
  'scala.collection.mutable.HashSet': 'Set',
  'scala.collection.mutable.LinkedHashSet': 'Set',
};
/** Where the keys of maps and sets are; made when they are first asked for. */
const indexes = new WeakMap<Coll, KeyIndex>();

export class Coll extends Base {
  private stored: unknown[] = [];
  /** Of maps and sets: something was added that is not in its place yet. */
  private isOutOfOrder = false;
  fallback: unknown = null;
  /** What it shows itself as, where that is not its items. */
  label: string | null = null;
  /** Of sorted ones, and priority queues: the order of keys; null is the natural one. */
  ordering: Order | null = null;
  /** Of a range: its ends and step. */
  bounds: { readonly from: number; readonly to: number; readonly inclusive: boolean; readonly step: number } | null =
    null;

  /** Items in the order that Scala's class gives. */
  get items(): unknown[] {
    if (this.isOutOfOrder) {
      this.isOutOfOrder = false;
      this.items = inOrder(this, this.stored);
    }
    return this.stored;
  }
  set items(items: unknown[]) {
    this.stored = items;
    indexes.delete(this);
  }
  /** Of maps and sets: where the entry of a key is among the items; -1: nowhere. */
  indexOfKey(key: unknown): number {
    let index = indexes.get(this);
    if (!index) {
      index = KeyIndex.of(this.isMap() ? this.stored.map(keyOf) : this.stored);
      indexes.set(this, index);
    }
    return index.find(key);
  }
  entry(key: unknown): Pair | undefined {
    const at = this.indexOfKey(key);
    return at < 0 ? undefined : (this.stored[at] as Pair);
  }
  /** Of maps and sets: adds an item, or puts it in the place of the one of its key. */
  putItem(item: unknown, key: unknown): void {
    const at = this.indexOfKey(key);
    if (at >= 0) {
      this.stored[at] = item;
      return;
    }
    indexes.get(this)?.set(key, this.stored.length);
    this.stored.push(item);
    this.isOutOfOrder = true;
  }
  /** Of maps and sets: what was there. */
  removeKey(key: unknown): unknown {
    const at = this.indexOfKey(key);
    if (at < 0) return undefined;
    const [gone] = this.stored.splice(at, 1);
    indexes.delete(this);
    return gone;
  }

  shape(): string {
    return this.$className();
  }
  isMap(): boolean {
    return /Map$/.test(this.shape());
  }
  isSet(): boolean {
    return /Set$/.test(this.shape());
  }
  /** All items; an iterator gives those it has left. */
  all(): unknown[] {
    return this.items;
  }
  /** At most `n` items; those without an end make no more. */
  first(n: number): unknown[] {
    return this.all().slice(0, n);
  }
  /** The class that Scala would have taken for so many items. */
  $runtimeClass(): string {
    const name = this.shape();
    const n = this.items.length;
    switch (name) {
      case `${IMM}List`:
      case `${C}Seq`:
        return n === 0 ? `${IMM}Nil$` : `${IMM}$colon$colon`;
      case `${IMM}Nil`:
        return `${IMM}Nil$`;
      case `${IMM}Map`:
        return n === 0 ? `${name}$EmptyMap$` : n <= 4 ? `${name}$Map${n}` : `${IMM}HashMap$HashTrieMap`;
      case `${IMM}Set`:
        return n === 0 ? `${name}$EmptySet$` : n <= 4 ? `${name}$Set${n}` : `${IMM}HashSet$HashTrieSet`;
      case `${IMM}Range`:
        return this.bounds?.inclusive ? `${name}$Inclusive` : name;
      case `${IMM}Stream`:
        return n === 0 ? `${name}$Empty$` : `${name}$Cons`;
      default:
        return name;
    }
  }
  override $hashCode(): number {
    if (this.isMap()) return unorderedHash(this.items, MAP_SEED);
    return this.isSet() ? unorderedHash(this.items, SET_SEED) : orderedHash(this.items, SEQ_SEED);
  }
  override $equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof Coll)) return false;
    if (this.isMap() || this.isSet()) {
      if (this.items.length !== other.items.length || this.isMap() !== other.isMap()) return false;
      if (this.isSet()) return this.items.every((x) => other.indexOfKey(x) >= 0);
      return (this.items as Pair[]).every((e) => {
        const same = other.entry(e._1);
        return same !== undefined && equals(e._2, same._2);
      });
    }
    return (
      !other.isMap() &&
      !other.isSet() &&
      this.items.length === other.items.length &&
      this.items.every((x, i) => equals(x, other.items[i]))
    );
  }
  override $toString(): string {
    const name = this.shape();
    const simple = name.slice(name.lastIndexOf('.') + 1);
    if (this.bounds) {
      const { from, to, inclusive, step } = this.bounds;
      const last = this.items[this.items.length - 1] as number | undefined;
      const exact = inclusive ? last === to : last !== undefined && last + step === to;
      const prefix = last === undefined ? 'empty ' : exact || step === 1 ? '' : 'inexact ';
      return `${prefix}Range ${from} ${inclusive ? 'to' : 'until'} ${to}${step === 1 ? '' : ` by ${step}`}`;
    }
    if (this.label !== null) return this.label;
    if (simple === 'Enumeration$ValueSet')
      return `${stringOf((this.items[0] as { owner?: unknown } | undefined)?.owner ?? '')}.ValueSet(${this.items.map(stringOf).join(', ')})`;
    if (simple === 'WrappedString') return this.items.map(stringOf).join('');
    if (simple === 'Stream') return this.items.length === 0 ? 'Stream()' : `Stream(${stringOf(this.items[0])}, ?)`;
    const prefix = simple === 'Nil' || simple === 'Seq' || simple === 'Iterable' ? 'List' : (PREFIXES[name] ?? simple);
    const one = (x: unknown): string =>
      this.isMap() ? `${stringOf((x as Pair)._1)} -> ${stringOf((x as Pair)._2)}` : stringOf(x);
    return `${prefix}(${this.items.map(one).join(', ')})`;
  }
  override $copy(): unknown {
    return make(this.shape(), [...this.items]);
  }
}
export type Order = { compare$Object$Object(a: unknown, b: unknown): number };
export type Pair = { readonly _1: unknown; readonly _2: unknown };

export function make(name: string, items: unknown[]): Coll {
  const made = allocate<Coll>(name);
  made.items = items;
  return made;
}
export const list = (items: unknown[]): Coll => make(`${IMM}List`, items);
export function pair(a: unknown, b: unknown): Pair {
  const t = allocate<{ _1: unknown; _2: unknown }>('scala.Tuple2');
  t._1 = a;
  t._2 = b;
  return t;
}
export const iteratorOf = (items: unknown[]): Coll => make(`${C}Iterator`, items);
export function some(value: unknown): unknown {
  const s = allocate<{ value: unknown }>('scala.Some');
  s.value = value;
  return s;
}
export function none(): unknown {
  return staticsOf<Record<string, unknown>>('scala.None')._MODULE$;
}
export const option = (found: boolean, value: unknown): unknown => (found ? some(value) : none());

export const keyOf = (x: unknown): unknown => (x as Pair)._1;
/** The order in which the entries of a class of that name come. */
function orderOf(
  { name, ordering }: { readonly name: string; readonly ordering: Order | null },
  keys: readonly unknown[],
): number[] {
  const simple = name.slice(name.lastIndexOf('.') + 1);
  const plain = keys.map((_, i) => i);
  if (/^(?:Linked|List)/.test(simple)) return plain;
  if (/^(?:Tree|Sorted|Bit)|ValueSet/.test(simple)) {
    const compare = ordering ? ordering.compare$Object$Object.bind(ordering) : compareTuples;
    return plain.sort((a, b) => compare(keys[a], keys[b]));
  }
  if (!name.includes('.mutable.')) return trieOrder(keys);
  return simple.endsWith('Map') ? hashTableOrder(keys) : flatTableOrder(keys);
}
/** The items of a map or set in the order of its class. */
function inOrder(of: Coll, items: unknown[]): unknown[] {
  return orderOf({ name: of.shape(), ordering: of.ordering }, of.isMap() ? items.map(keyOf) : items).map(
    (i) => items[i],
  );
}
export function mapOf(items: readonly unknown[], name = `${IMM}Map`, ordering: Order | null = null): Coll {
  const made = Object.assign(make(name, []), { ordering });
  made.items = inOrder(made, distinctBy(items, keyOf));
  return made;
}
export function setOf(items: readonly unknown[], name = `${IMM}Set`, ordering: Order | null = null): Coll {
  const made = Object.assign(make(name, []), { ordering });
  made.items = inOrder(
    made,
    distinctBy(items, (x) => x, true),
  );
  return made;
}
const WRAPPED_ARRAY = `${C}mutable.WrappedArray`;
const WRAPPED_STRING = `${IMM}WrappedString`;
/** Arrays and strings as the sequences that Predef's conversions make of them. */
export const wrappedArray = (items: unknown[]): Coll => make(WRAPPED_ARRAY, items);
export const wrappedString = (text: string): Coll => make(WRAPPED_STRING, itemsOf(text));
/** What a CanBuildFrom makes where the items may be of another type: wrapped arrays and strings are none any more. */
export function build(of: Coll, items: unknown[]): Coll {
  const name = of.shape();
  if (name === WRAPPED_ARRAY) return make(`${C}mutable.ArrayBuffer`, items);
  return name === WRAPPED_STRING ? make(`${IMM}Vector`, items) : like(of, items);
}
/** A collection like `of` with other items. */
export function like(of: Coll, items: unknown[]): Coll {
  const name = of.shape();
  if (of.isMap())
    return items.every((x) => (x as Base | null)?.$className?.() === 'scala.Tuple2')
      ? mapOf(items, name, of.ordering)
      : list(items);
  if (name === 'scala.Enumeration$ValueSet' && !items.every((x) => x instanceof Base && 'owner' in x))
    return setOf(items, `${IMM}TreeSet`);
  if (of.isSet()) return setOf(items, name, of.ordering);
  if (name === `${IMM}Range` || name === 'scala.runtime.CharRange' || name === 'scala.runtime.LongRange')
    return make(`${IMM}Vector`, items);
  if (name === `${IMM}Nil`) return list(items);
  if (name === `${C}MapValues`) return list(items);
  if (name === `${IMM}NumericRange`) return make(`${IMM}Vector`, items);
  if (name === `${C}mutable.Buffer`) return make(`${C}mutable.ArrayBuffer`, items);
  return make(name, items);
}
export function itemsOf(source: unknown): unknown[] {
  if (source instanceof Coll) return source.all();
  if (Array.isArray(source) || ArrayBuffer.isView(source)) return boxedItems(source as ArrayLike<unknown>);
  if (typeof source === 'string') return Array.from(source, (_, i) => Character.valueOf(source.charCodeAt(i)));
  const name = (source as Base).$className();
  if (name === 'scala.Some') return [(source as { value: unknown }).value];
  if (name === 'scala.None') return [];
  return elements(source as JavaIterable);
}
/** Of scala.math.BigInt and BigDecimal. */
function bigOperation(a: unknown, b: unknown, name: string): unknown {
  const own = (a as Base | null)?.$className?.();
  if (!own?.startsWith('scala.math.Big')) return null;
  const run = (a as unknown as Record<string, (x: unknown) => unknown>)[`${name}$${own.slice('scala.math.'.length)}`];
  return run?.call(a, b);
}
/** Numbers of any box added; the result is boxed as the first is. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) | 0;
  if (a instanceof Long && b instanceof Long)
    return Long.valueOf(BigInt.asIntN(64, BigInt(a.value) + BigInt(b.value)) as never);
  if (a instanceof Float) return new Float(Math.fround(a.value + Number((b as Float).value)));
  const big = bigOperation(a, b, '$plus');
  if (big) return big;
  return new Double(Number((a as Double).value ?? a) + Number((b as Double).value ?? b));
}
export function times(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return Math.imul(a, b);
  if (a instanceof Long && b instanceof Long)
    return Long.valueOf(BigInt.asIntN(64, BigInt(a.value) * BigInt(b.value)) as never);
  const big = bigOperation(a, b, '$times');
  if (big) return big;
  return new Double(Number((a as Double).value ?? a) * Number((b as Double).value ?? b));
}
/** Elements of a Java array as objects. */
export function boxedItems(array: ArrayLike<unknown>): unknown[] {
  const c = (array as { $component?: string }).$component;
  const items = Array.from(array);
  if (array instanceof Float64Array) return items.map((x) => new Double(x as number));
  if (array instanceof Float32Array) return items.map((x) => new Float(x as number));
  if (array instanceof Uint16Array) return items.map((x) => Character.valueOf(x as number));
  if (array instanceof Int16Array) return items.map((x) => Short.valueOf(x as number));
  if (array instanceof Int8Array) return items.map((x) => Byte.valueOf(x as number));
  if (c === 'long') return items.map((x) => Long.valueOf(x as number));
  return items;
}
export function unboxedItem(x: unknown): unknown {
  return x instanceof Long ||
    x instanceof Double ||
    x instanceof Float ||
    x instanceof Short ||
    x instanceof Byte ||
    x instanceof Character
    ? x.value
    : x;
}

export type K = Coll;
export type Z = { a: unknown[]; b: unknown[] };
export const empty = (what: string): never => raise('java.util.NoSuchElementException', what);
export const by =
  (f: F1, sign: number) =>
  (a: unknown, b: unknown): number =>
    sign * compareTuples(f.apply$Object(a), f.apply$Object(b));
/** Natural order, of tuples as well. */
export function compareTuples(a: unknown, b: unknown): number {
  const x = a as Record<string, unknown> & Base;
  if (typeof a === 'object' && a !== null && /^scala\.Tuple\d+$/.test(x.$className())) {
    for (let i = 1; `_${i}` in x; i++) {
      const d = compareTuples(x[`_${i}`], (b as Record<string, unknown>)[`_${i}`]);
      if (d !== 0) return d;
    }
    return 0;
  }
  return compareNatural(a, b);
}
export const best = (items: unknown[], better: (a: unknown, b: unknown) => boolean, what: string): unknown =>
  items.length === 0
    ? raise('java.lang.UnsupportedOperationException', what)
    : items.reduce((m, x) => (better(x, m) ? x : m));

export const zippedOf = (self: { a: unknown[]; b: unknown[] }): unknown[] =>
  self.a.slice(0, self.b.length).map((x, i) => pair(x, self.b[i]));
export function either(side: string, value: unknown): unknown {
  return Object.assign(allocate<object>(`scala.util.${side}`), { value });
}
export function itself(this: K): K {
  return this;
}
export function text(of: Coll, x: unknown): string {
  return of.isMap() ? `${stringOf(keyOf(x))} -> ${stringOf((x as Pair)._2)}` : stringOf(x);
}

export function print(text: string): void {
  const out = staticsOf<Record<string, { print$String(s: string): void }>>('java.lang.System')._out;
  out!.print$String(text);
}
export function arrayOfItems(items: readonly unknown[], component: string): unknown {
  const primitive = ['int', 'long', 'double', 'float', 'short', 'byte', 'char', 'boolean'].includes(component);
  const array = emptyArray(component, items.length) as unknown[];
  items.forEach((x, i) => {
    if (component.startsWith('[') && x instanceof Coll) array[i] = arrayOfItems(x.items, component.slice(1));
    else array[i] = primitive ? unboxedItem(x) : x;
  });
  return array;
}
/** `a until b by step` or `a to b by step`. */
export function range(a: number, b: number, inclusive: boolean, step = 1): Coll {
  if (step === 0) raise('java.lang.IllegalArgumentException', 'step cannot be 0.');
  const out: number[] = [];
  for (let i = a; step > 0 ? i < b : i > b; i += step) out.push(i);
  if (inclusive && (step > 0 ? a <= b : a >= b) && (b - a) % step === 0) out.push(b);
  return Object.assign(make(`${IMM}Range`, out), { bounds: { from: a, to: b, inclusive, step } });
}
/** Items of a range as a range; `isEnd`: those at its end, which keeps its bound. */
export function partOfRange(of: Coll, items: readonly unknown[], isEnd: boolean): Coll {
  const { from, to, inclusive, step } = of.bounds!;
  const numbers = items as number[];
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  if (first === undefined || last === undefined) return range(isEnd ? to : from, isEnd ? to : from, false, step);
  return isEnd ? range(first, to, inclusive, step) : range(first, last, true, step);
}
