/** Scala's collections at run time: one class over an array of boxed items, in the order that Scala's classes give. */
import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import { equals, hashCode, stringOf } from '../../flink/api/values.ts';
import { emptyArray, JavaArray } from '../arrays.ts';
import { jvm } from '../jvm.ts';
import { allocate, staticsOf } from '../link.ts';
import { elements, type JavaIterable } from '../runtime/collections.ts';
import { Base, compareNatural } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';

export type F0 = { apply$(): unknown };
export type F1 = { apply$Object(a: unknown): unknown };
export type F3 = { apply$Object$Object$Object(a: unknown, b: unknown, c: unknown): unknown };
export type F2 = { apply$Object$Object(a: unknown, b: unknown): unknown };

export const C = 'scala.collection.';
export const IMM = 'scala.collection.immutable.';

/** Host of every collection. */
export const PREFIXES: Readonly<Record<string, string>> = {
  'scala.collection.mutable.HashMap': 'Map',
  'scala.collection.mutable.LinkedHashMap': 'Map',
  'scala.collection.mutable.ListMap': 'Map',
  'scala.collection.mutable.TreeMap': 'TreeMap',
  'scala.collection.immutable.TreeMap': 'Map',
  'scala.collection.immutable.ListMap': 'ListMap',
  'scala.collection.mutable.HashSet': 'Set',
  'scala.collection.mutable.LinkedHashSet': 'Set',
};
export class Coll extends Base {
  items: unknown[] = [];
  /** Of iterators: how far they are. */
  at = 0;
  fallback: unknown = null;
  /** Of a range: its ends and step. */
  bounds: { readonly from: number; readonly to: number; readonly inclusive: boolean; readonly step: number } | null =
    null;

  shape(): string {
    return this.$className();
  }
  isMap(): boolean {
    return /Map$/.test(this.shape());
  }
  isSet(): boolean {
    return /Set$/.test(this.shape());
  }
  all(): unknown[] {
    if (!this.isIterator()) return this.items;
    const rest = this.items.slice(this.at);
    this.at = this.items.length;
    return rest;
  }
  isIterator(): boolean {
    return /Iterator$/.test(this.shape());
  }
  override $hashCode(): number {
    if (this.isMap()) return unorderedHash(this.items, MAP_SEED);
    return this.isSet() ? unorderedHash(this.items, SET_SEED) : orderedHash(this.items, SEQ_SEED);
  }
  override $equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof Coll)) return false;
    if (this.isMap() || this.isSet()) {
      return this.items.length === other.items.length && this.items.every((x) => other.items.some((y) => equals(x, y)));
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
    if (this.isIterator()) return this.at < this.items.length ? 'non-empty iterator' : 'empty iterator';
    const simple = name.slice(name.lastIndexOf('.') + 1);
    if (this.bounds) {
      const { from, to, inclusive, step } = this.bounds;
      const last = this.items[this.items.length - 1] as number | undefined;
      const exact = inclusive ? last === to : last !== undefined && last + step === to;
      const prefix = last === undefined ? 'empty ' : exact || step === 1 ? '' : 'inexact ';
      return `${prefix}Range ${from} ${inclusive ? 'to' : 'until'} ${to}${step === 1 ? '' : ` by ${step}`}`;
    }
    if (simple === 'Enumeration$ValueSet')
      return `${stringOf((this.items[0] as { owner?: unknown } | undefined)?.owner ?? '')}.ValueSet(${this.items.map(stringOf).join(', ')})`;
    if (simple === 'Stream') return this.items.length === 0 ? 'Stream()' : `Stream(${stringOf(this.items[0])}, ?)`;
    const prefix = simple === 'Nil' || simple === 'Seq' ? 'List' : (PREFIXES[name] ?? simple);
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

/** Hash order of scala.collection.immutable.HashMap (a trie, five bits a level); up to four entries in their order. */
export function trieOrder(keys: readonly unknown[]): number[] {
  const order = keys.map((_, i) => i);
  if (keys.length <= 4) return order;
  const improved = keys.map((k) => {
    let h = anyHash(k);
    h = (h + ~(h << 9)) | 0;
    h ^= h >>> 14;
    h = (h + (h << 4)) | 0;
    return h ^ (h >>> 10);
  });
  return order.sort((a, b) => {
    for (let s = 0; s < 35; s += 5) {
      const d = ((improved[a]! >>> s) & 31) - ((improved[b]! >>> s) & 31);
      if (d !== 0) return d;
    }
    return a - b;
  });
}
/** scala.collection.mutable.HashTable.improve, by the number of bits of the table's last index. */
export function improved(hash: number, seed: number): number {
  const i = Math.imul(hash, 0x9e3775cd);
  const swapped = ((i & 0xff) << 24) | ((i & 0xff00) << 8) | ((i >>> 8) & 0xff00) | (i >>> 24);
  const j = Math.imul(swapped, 0x9e3775cd);
  return (j >>> (seed % 32)) | (j << (32 - (seed % 32)));
}
export const bits = (size: number): number => 31 - Math.clz32(size);
/** mutable.HashMap: chains with the newest first, read from the last bucket down; it doubles above three quarters. */
export function hashTableOrder(keys: readonly unknown[]): number[] {
  let table: number[][] = Array.from({ length: 16 }, () => []);
  const place = (t: number[][], i: number): void => {
    const n = bits(t.length);
    t[(improved(anyHash(keys[i]), n) >>> (32 - n)) & (t.length - 1)]!.unshift(i);
  };
  keys.forEach((_, i) => {
    place(table, i);
    if (i + 1 <= Math.trunc((table.length * 750) / 1000)) return;
    const larger: number[][] = Array.from({ length: table.length * 2 }, () => []);
    for (const chain of [...table].reverse()) for (const e of chain) place(larger, e);
    table = larger;
  });
  return [...table].reverse().flat();
}
/** mutable.HashSet: a flat table with linear probing; it doubles at 45 %. */
export function flatTableOrder(keys: readonly unknown[]): number[] {
  let table: (number | undefined)[] = new Array<number | undefined>(32);
  let threshold = Math.trunc((32 * 450) / 1000);
  const place = (t: (number | undefined)[], i: number): void => {
    const n = bits(t.length);
    let at = (improved(anyHash(keys[i]), n) >>> (32 - n)) & (t.length - 1);
    while (t[at] !== undefined) at = (at + 1) % t.length;
    t[at] = i;
  };
  keys.forEach((_, i) => {
    place(table, i);
    if (i + 1 < threshold) return;
    const larger: (number | undefined)[] = new Array<number | undefined>(table.length * 2);
    for (const e of table) if (e !== undefined) place(larger, e);
    table = larger;
    threshold = Math.trunc((larger.length * 450) / 1000);
  });
  return table.filter((i): i is number => i !== undefined);
}
/** Entries by key; the last one of a key wins, at the first one's place. */
export function distinctBy(items: readonly unknown[], key: (x: unknown) => unknown, keepsFirst = false): unknown[] {
  const seen = new Map<unknown, number>();
  const out: unknown[] = [];
  for (const x of items) {
    const k = key(x);
    const id = typeof k === 'object' && k !== null ? `${hashCode(k)}:${stringOf(k)}` : k;
    const at = seen.get(id);
    if (at === undefined) {
      seen.set(id, out.length);
      out.push(x);
    } else if (!keepsFirst) out[at] = x;
  }
  return out;
}
export const keyOf = (x: unknown): unknown => (x as Pair)._1;
/** The order in which the entries of a class of that name come. */
export function orderOf(name: string, keys: readonly unknown[]): number[] {
  const simple = name.slice(name.lastIndexOf('.') + 1);
  const plain = keys.map((_, i) => i);
  if (/^(?:Linked|List)/.test(simple)) return plain;
  if (/^(?:Tree|Sorted)|ValueSet/.test(simple)) return plain.sort((a, b) => compareTuples(keys[a], keys[b]));
  if (!name.includes('.mutable.')) return trieOrder(keys);
  return simple.endsWith('Map') ? hashTableOrder(keys) : flatTableOrder(keys);
}
/** Puts what was added into the order of its class. */
export function arrange(of: Coll): void {
  const keys = of.isMap() ? of.items.map(keyOf) : of.items;
  of.items = orderOf(of.shape(), keys).map((i) => of.items[i]);
}
export function mapOf(items: readonly unknown[], name = `${IMM}Map`): Coll {
  const made = make(name, distinctBy(items, keyOf));
  arrange(made);
  return made;
}
export function setOf(items: readonly unknown[], name = `${IMM}Set`): Coll {
  const made = make(
    name,
    distinctBy(items, (x) => x, true),
  );
  arrange(made);
  return made;
}
/** A collection like `of` with other items. */
export function like(of: Coll, items: unknown[]): Coll {
  const name = of.shape();
  if (of.isMap())
    return items.every((x) => (x as Base | null)?.$className?.() === 'scala.Tuple2') ? mapOf(items, name) : list(items);
  if (of.isSet()) return setOf(items, name);
  if (name === `${IMM}Range`) return make(`${IMM}Vector`, items);
  if (name === `${IMM}Nil`) return list(items);
  if (name === `${C}mutable.Buffer`) return make(`${C}mutable.ArrayBuffer`, items);
  return make(name, items);
}
export function itemsOf(source: unknown): unknown[] {
  if (source instanceof Coll) return source.all();
  if (Array.isArray(source) || ArrayBuffer.isView(source)) return boxedItems(source as unknown as ArrayLike<unknown>);
  if (typeof source === 'string') return Array.from(source, (_, i) => Character.valueOf(source.charCodeAt(i)));
  const name = (source as Base).$className();
  if (name === 'scala.Some') return [(source as { value: unknown }).value];
  if (name === 'scala.None') return [];
  return elements(source as JavaIterable);
}
/** Numbers of any box added; the result is boxed as the first is. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) | 0;
  if (a instanceof Long && b instanceof Long)
    return Long.valueOf(BigInt.asIntN(64, BigInt(a.value) + BigInt(b.value)) as never);
  if (a instanceof Float) return new Float(Math.fround(a.value + Number((b as Float).value)));
  return new Double(Number((a as Double).value ?? a) + Number((b as Double).value ?? b));
}
export function times(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return Math.imul(a, b);
  if (a instanceof Long && b instanceof Long)
    return Long.valueOf(BigInt.asIntN(64, BigInt(a.value) * BigInt(b.value)) as never);
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

export function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}
/** x.## */
export function anyHash(x: unknown): number {
  if (x instanceof Double || x instanceof Float) {
    if (Number.isInteger(x.value) && Math.abs(x.value) < 2147483648) return x.value | 0;
  } else if (x instanceof Long) {
    const n = Number(x.value);
    if (n >= -2147483648 && n <= 2147483647) return n;
  }
  return hashCode(x);
}
export function mix(h: number, x: number): number {
  const k = Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotl(h ^ k, 13), 5) + 0xe6546b64) | 0;
}
export function mixLast(h: number, x: number): number {
  return h ^ Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
}
export function finish(hash: number, n: number): number {
  let h = hash ^ n;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
/** MurmurHash3.productHash, orderedHash. */
export function orderedHash(items: readonly unknown[], seed: number): number {
  return finish(
    items.reduce<number>((h, x) => mix(h, anyHash(x)), seed),
    items.length,
  );
}
/** MurmurHash3.unorderedHash. */
export function unorderedHash(items: readonly unknown[], seed: number): number {
  let [a, b, c] = [0, 0, 1];
  for (const x of items) {
    const h = anyHash(x);
    a = (a + h) | 0;
    b ^= h;
    if (h !== 0) c = Math.imul(c, h);
  }
  return finish(mixLast(mix(mix(seed, a), b), c), items.length);
}
/** String hashes of the names, as MurmurHash3 seeds them. */
export const SEQ_SEED = 'Seq'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
export const MAP_SEED = 'Map'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
export const SET_SEED = 'Set'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
/** MurmurHash3.productHash. */
export function productHash(items: readonly unknown[]): number {
  return orderedHash(items, 0xcafebabe | 0);
}

/** Iterators without an end are cut here: nothing a lesson takes of one is longer. */
export const ENDLESS = 20_000;
export const endless = (next: (i: number) => unknown): Coll => {
  const made = make(`${C}Iterator`, []);
  const items: unknown[] = [];
  let known = 0;
  made.items = new Proxy(items, {
    get(target, key): unknown {
      if (key === 'length') return known < ENDLESS ? known + ENDLESS : known;
      if (typeof key === 'string' && /^\d+$/.test(key)) {
        for (; known <= Number(key); known++) target[known] = next(known);
        return target[Number(key)];
      }
      return Reflect.get(target, key);
    },
  });
  return made;
};
export const zippedOf = (self: { a: unknown[]; b: unknown[] }): unknown[] =>
  self.a.slice(0, self.b.length).map((x, i) => pair(x, self.b[i]));
/** What a partial function gives for the items it is defined at. */
export function collected(items: readonly unknown[], f: F1): unknown[] {
  const out: unknown[] = [];
  for (const x of items) {
    try {
      out.push(f.apply$Object(x));
    } catch (e) {
      if ((e as Base).$className?.() !== 'scala.MatchError') throw e;
    }
  }
  return out;
}
export function either(side: string, value: unknown): unknown {
  return Object.assign(allocate<object>(`scala.util.${side}`), { value });
}
export function itself(this: K): K {
  return this;
}
/** Sets the value of a key. */
export function put(of: Coll, k: unknown, v: unknown): void {
  const i = of.items.findIndex((y) => equals(keyOf(y), k));
  if (i >= 0) of.items[i] = pair(k, v);
  else {
    of.items.push(pair(k, v));
    arrange(of);
  }
}
export function text(of: Coll, x: unknown): string {
  return of.isMap() ? `${stringOf(keyOf(x))} -> ${stringOf((x as Pair)._2)}` : stringOf(x);
}

export function print(text: string): void {
  const out = staticsOf<Record<string, { print$String(s: string): void }>>('java.lang.System')._out;
  out!.print$String(text);
  void jvm;
}
export function arrayOfItems(items: readonly unknown[], component: string): unknown {
  const primitive = ['int', 'long', 'double', 'float', 'short', 'byte', 'char', 'boolean'].includes(component);
  const array = emptyArray(component, items.length) as unknown as unknown[];
  items.forEach((x, i) => {
    array[i] = primitive ? unboxedItem(x) : x;
  });
  void JavaArray;
  return array;
}
/** `a until b` or `a to b`. */
export function range(a: number, b: number, inclusive: boolean): Coll {
  const out: number[] = [];
  for (let i = a; inclusive ? i <= b : i < b; i++) out.push(i);
  return Object.assign(make(`${IMM}Range`, out), { bounds: { from: a, to: b, inclusive, step: 1 } });
}
