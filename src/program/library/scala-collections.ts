/** scala: functions, tuples, options, collections. All collections are classes over one array of boxed items. */
import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import { equals, hashCode, stringOf } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { JavaArray } from '../arrays.ts';
import { wait } from '../jvm.ts';
import { functional, linkClass } from '../link.ts';
import { elements, type JavaIterable, newArrayList } from '../runtime/collections.ts';
import { Base, compareNatural } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import { library } from './table.ts';

export type F0 = { apply$(): unknown };
export type F1 = { apply$Object(a: unknown): unknown };
export type F3 = { apply$Object$Object$Object(a: unknown, b: unknown, c: unknown): unknown };
export type F2 = { apply$Object$Object(a: unknown, b: unknown): unknown };

const C = 'scala.collection.';
const IMM = 'scala.collection.immutable.';

/** Host of every collection. */
const PREFIXES: Readonly<Record<string, string>> = {
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
type Order = { compare$Object$Object(a: unknown, b: unknown): number };
type Pair = { readonly _1: unknown; readonly _2: unknown };

export function make(name: string, items: unknown[]): Coll {
  const made = new (linkClass(name) as unknown as new () => Coll)();
  made.items = items;
  return made;
}
export const list = (items: unknown[]): Coll => make(`${IMM}List`, items);
export function pair(a: unknown, b: unknown): Pair {
  const t = new (linkClass('scala.Tuple2') as unknown as new () => { _1: unknown; _2: unknown })();
  t._1 = a;
  t._2 = b;
  return t;
}
export const iteratorOf = (items: unknown[]): Coll => make(`${C}Iterator`, items);
export function some(value: unknown): unknown {
  const s = new (linkClass('scala.Some') as unknown as new () => { value: unknown })();
  s.value = value;
  return s;
}
export function none(): unknown {
  return (linkClass('scala.None') as unknown as Record<string, unknown>)._MODULE$;
}
const option = (found: boolean, value: unknown): unknown => (found ? some(value) : none());

/** Hash order of scala.collection.immutable.HashMap (a trie, five bits a level); up to four entries in their order. */
function trieOrder(keys: readonly unknown[]): number[] {
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
function improved(hash: number, seed: number): number {
  const i = Math.imul(hash, 0x9e3775cd);
  const swapped = ((i & 0xff) << 24) | ((i & 0xff00) << 8) | ((i >>> 8) & 0xff00) | (i >>> 24);
  const j = Math.imul(swapped, 0x9e3775cd);
  return (j >>> (seed % 32)) | (j << (32 - (seed % 32)));
}
const bits = (size: number): number => 31 - Math.clz32(size);
/** mutable.HashMap: chains with the newest first, read from the last bucket down; it doubles above three quarters. */
function hashTableOrder(keys: readonly unknown[]): number[] {
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
function flatTableOrder(keys: readonly unknown[]): number[] {
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
function distinctBy(items: readonly unknown[], key: (x: unknown) => unknown, keepsFirst = false): unknown[] {
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
const keyOf = (x: unknown): unknown => (x as Pair)._1;
/** The order in which the entries of a class of that name come. */
function orderOf(name: string, keys: readonly unknown[]): number[] {
  const simple = name.slice(name.lastIndexOf('.') + 1);
  const plain = keys.map((_, i) => i);
  if (/^(?:Linked|List)/.test(simple)) return plain;
  if (/^(?:Tree|Sorted)|ValueSet/.test(simple)) return plain.sort((a, b) => compareTuples(keys[a], keys[b]));
  if (!name.includes('.mutable.')) return trieOrder(keys);
  return simple.endsWith('Map') ? hashTableOrder(keys) : flatTableOrder(keys);
}
/** Puts what was added into the order of its class. */
function arrange(of: Coll): void {
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
function like(of: Coll, items: unknown[]): Coll {
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

type K = Coll;
type Z = { a: unknown[]; b: unknown[] };
const empty = (what: string): never => raise('java.util.NoSuchElementException', what);
const by =
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
const best = (items: unknown[], better: (a: unknown, b: unknown) => boolean, what: string): unknown =>
  items.length === 0
    ? raise('java.lang.UnsupportedOperationException', what)
    : items.reduce((m, x) => (better(x, m) ? x : m));

/** Declarations of what every collection has; S gives it with other elements. */
const ops = (self: string, s: (of: string) => string): string => `
  public <B> ${s('B')} map(Function1<A, B> f); public <B> ${s('B')} flatMap(Function1<A, TraversableOnce<B>> f);
  public ${self} filter(Function1<A, Boolean> p); public ${self} filterNot(Function1<A, Boolean> p); public ${self} withFilter(Function1<A, Boolean> p);
  public <B> ${s('B')} collect(Function1<A, B> f); public ${self} take(int n); public ${self} drop(int n); public ${self} takeRight(int n); public ${self} dropRight(int n);
  public ${self} takeWhile(Function1<A, Boolean> p); public ${self} dropWhile(Function1<A, Boolean> p); public ${self} slice(int from, int to); public ${self} tail(); public ${self} init(); public ${self} reverse();
  public ${self} sorted(); public <B> ${self} sortBy(Function1<A, B> f); public <B> ${self} sortBy(Function1<A, B> f, scala.math.Ordering<B> o); public ${self} sorted(scala.math.Ordering<A> o); public ${self} sortWith(Function2<A, A, Boolean> lt); public ${self} distinct();
  public <B> ${s('Tuple2<A, B>')} zip(TraversableOnce<B> that); public ${s('Tuple2<A, Integer>')} zipWithIndex();
  public Tuple2<${self}, ${self}> partition(Function1<A, Boolean> p); public Tuple2<${self}, ${self}> splitAt(int n); public <Q> scala.collection.immutable.Map<Q, ${self}> groupBy(Function1<A, Q> f);
  public Iterator<${self}> grouped(int n); public Iterator<${self}> sliding(int n); public Iterator<${self}> sliding(int n, int step); public Tuple2<${self}, ${self}> span(Function1<A, Boolean> p); public <B> ${s('B')} scanRight(B z, Function2<A, B, B> f); public <B, C> ${s('Tuple2<B, C>')} zipAll(TraversableOnce<C> that, B a, C b); public Iterator<${self}> tails(); public Iterator<${self}> inits(); public ${self} view(); public ${self} par(); public ${self} force(); public Iterator<A> buffered(); public ${self} seq(); public ${self} repr(); public <B> ${s('B')} scanLeft(B z, Function2<B, A, B> f);`;
const seqOps = (self: string, s: (of: string) => string): string => `${ops(self, s)}
  public ${s('A')} $colon$plus(A x); public ${s('A')} $plus$colon(A x); public ${s('A')} $plus$plus(TraversableOnce<A> that); public ${s('A')} updated(int i, A x); public ${s('A')} union(Seq<A> that); public ${s('A')} diff(Seq<A> that); public ${s('A')} intersect(Seq<A> that); public ${s('A')} patch(int from, TraversableOnce<A> that, int n); public ${s('A')} padTo(int n, A x); public Iterator<${self}> combinations(int n); public Iterator<${self}> permutations(); public Iterator<A> reverseIterator(); public <B> ${s('B')} reverseMap(Function1<A, B> f);`;

library({
  package: 'scala',
  stubs: `
public interface Function0<R> extends java.io.Serializable { R apply(); }
public interface Function1<T, R> extends java.io.Serializable { R apply(T x); default <A> Function1<T, A> andThen(Function1<R, A> g); default <A> Function1<A, R> compose(Function1<A, T> g); }
public interface PartialFunction<T, R> extends Function1<T, R> { default boolean isDefinedAt(T x); default PartialFunction<T, R> orElse(PartialFunction<T, R> other); default Function1<T, Option<R>> lift(); default R applyOrElse(T x, Function1<T, R> f); }
public interface Function2<A, B, R> extends java.io.Serializable { R apply(A a, B b); default Function1<A, Function1<B, R>> curried(); default Function1<Tuple2<A, B>, R> tupled(); }
public interface Function3<A, B, C, R> extends java.io.Serializable { R apply(A a, B b, C c); default Function1<A, Function1<B, Function1<C, R>>> curried(); default Function1<Tuple3<A, B, C>, R> tupled(); }
${Array.from({ length: 9 }, (_, k) => {
  const vars = Array.from({ length: k + 4 }, (_, i) => `T${i + 1}`);
  return `public interface Function${k + 4}<${vars.join(', ')}, R> extends java.io.Serializable { R apply(${vars.map((v, i) => `${v} x${i}`).join(', ')}); }`;
}).join('\n')}
public interface Product { int productArity(); Object productElement(int n); }
${Array.from({ length: 21 }, (_, k) => {
  const n = k + 2;
  const vars = Array.from({ length: n }, (_, i) => `T${i + 1}`);
  const swap = n === 2 ? 'public Tuple2<T2, T1> swap();' : '';
  return `public class Tuple${n}<${vars.join(', ')}> implements Product, java.io.Serializable { public Tuple${n}(${vars.map((v, i) => `${v} a${i}`).join(', ')}); ${vars.map((v, i) => `public final ${v} _${i + 1};`).join(' ')} public int productArity(); public Object productElement(int i); public scala.collection.Iterator<Object> productIterator(); public String productPrefix(); ${swap} }`;
}).join('\n')}
public abstract class Option<A> implements java.io.Serializable {
  public static <A> Option<A> apply(A x); public static <A> Option<A> empty();
  public A get(); public boolean isEmpty(); public boolean isDefined(); public boolean nonEmpty(); public A getOrElse(Function0<A> d); public Option<A> orElse(Function0<Option<A>> d);
  public <B> Option<B> map(Function1<A, B> f); public <B> Option<B> flatMap(Function1<A, Option<B>> f); public Option<A> filter(Function1<A, Boolean> p); public Option<A> withFilter(Function1<A, Boolean> p); public boolean exists(Function1<A, Boolean> p); public boolean contains(A x); public boolean forall(Function1<A, Boolean> p);
  @CallsBack public <U> void foreach(Function1<A, U> f); public <B> B fold(Function0<B> e, Function1<A, B> f); public scala.collection.immutable.List<A> toList(); public A orNull(); public scala.collection.Iterator<A> iterator(); public <X> scala.util.Either<X, A> toRight(Function0<X> x); public <X> scala.util.Either<A, X> toLeft(Function0<X> x); public <B> scala.collection.immutable.List<Tuple2<A, B>> zip(scala.collection.TraversableOnce<B> that); public <B> Option<B> collect(Function1<A, B> f); public Option<A> filterNot(Function1<A, Boolean> p); public int size(); public scala.collection.Seq<A> toSeq(); public scala.collection.immutable.Set<A> toSet(); public int count(Function1<A, Boolean> p);
}
public class Some<A> extends Option<A> { public Some(A value); public static <A> Some<A> apply(A x); public final A value; }
public class None extends Option<scala.runtime.Nothing$> { public static final None MODULE$; }
public class MatchError extends RuntimeException { public MatchError(Object o); }
public class NotImplementedError extends Error { public NotImplementedError(String s); }
public class Predef {
  @NotSimulated public static String readLine();
  public static void println(); public static void println(Object x); public static void print(Object x); public static void printf(String f, Object... args);
  public static void require(boolean b); public static void require(boolean b, Function0<Object> m);  public static <T> T identity(T x); public static <T> Seq<T> wrapArray(T x); public static Seq<Character> wrapString(String s); public static String unwrapString(Object s);
  public static Object toArray(Object seq, String component); public static Object[] spread(Object seq); public static scala.runtime.Nothing$ $qmark$qmark$qmark(); public static <T> T implicitly(T evidence); public static void assert$(boolean b); public static void assert$(boolean b, Function0<Object> m); public static <T> T locally(T x);
}`.replaceAll(' Seq<', ' scala.collection.Seq<'),
  bodies: {
    ...Object.fromEntries(
      Array.from({ length: 21 }, (_, k) => {
        const n = k + 2;
        class Host extends Base {
          list(): unknown[] {
            return Array.from({ length: n }, (_, i) => (this as unknown as Record<string, unknown>)[`_${i + 1}`]);
          }
          override $toString(): string {
            return `(${this.list().map(stringOf).join(',')})`;
          }
          override $hashCode(): number {
            return productHash(this.list());
          }
          override $equals(o: unknown): boolean {
            return o instanceof Host && this.list().every((x, i) => equals(x, o.list()[i]));
          }
        }
        return [
          `Tuple${n}`,
          {
            $class: Host,
            new(this: Record<string, unknown>, ...args: unknown[]) {
              args.forEach((x, i) => {
                this[`_${i + 1}`] = x;
              });
            },
            productArity: () => n,
            productElement(this: Host, i: number) {
              return this.list()[i];
            },
            productIterator(this: Host) {
              return iteratorOf(this.list());
            },
            productPrefix: () => `Tuple${n}`,
            swap(this: Pair) {
              return pair(this._2, this._1);
            },
          },
        ];
      }),
    ),
    Option: {
      $class: class extends Base {
        override $equals(o: unknown): boolean {
          if (this === o) return true;
          if (!(o as Base | null)?.$className || (o as Base).$className() !== this.$className()) return false;
          return equals((this as unknown as { value: unknown }).value, (o as { value: unknown }).value);
        }
        override $hashCode(): number {
          return this.$className() === 'scala.None'
            ? 2433880
            : productHash([(this as unknown as { value: unknown }).value]);
        }
        override $toString(): string {
          return this.$className() === 'scala.None'
            ? 'None'
            : `Some(${stringOf((this as unknown as { value: unknown }).value)})`;
        }
      },
      apply: (x: unknown) => option(x !== null, x),
      empty: () => none(),
      get(this: Base) {
        const [x] = itemsOf(this);
        return itemsOf(this).length > 0 ? x : empty('None.get');
      },
      isEmpty(this: Base) {
        return itemsOf(this).length === 0;
      },
      isDefined(this: Base) {
        return itemsOf(this).length > 0;
      },
      nonEmpty(this: Base) {
        return itemsOf(this).length > 0;
      },
      getOrElse(this: Base, d: F0) {
        return itemsOf(this).length > 0 ? itemsOf(this)[0] : d.apply$();
      },
      orElse(this: Base, d: F0) {
        return itemsOf(this).length > 0 ? this : d.apply$();
      },
      map(this: Base, f: F1) {
        return itemsOf(this).length > 0 ? some(f.apply$Object(itemsOf(this)[0])) : this;
      },
      flatMap(this: Base, f: F1) {
        return itemsOf(this).length > 0 ? f.apply$Object(itemsOf(this)[0]) : this;
      },
      filter(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x)) ? this : none();
      },
      withFilter(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x)) ? this : none();
      },
      exists(this: Base, f: F1) {
        return itemsOf(this).some((x) => f.apply$Object(x));
      },
      forall(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x));
      },
      contains(this: Base, y: unknown) {
        return itemsOf(this).some((x) => equals(x, y));
      },
      *foreach(this: Base, f: F1): Task<void> {
        for (const x of itemsOf(this)) yield* wait(f.apply$Object(x) as never);
      },
      fold(this: Base, e: F0, f: F1) {
        return itemsOf(this).length > 0 ? f.apply$Object(itemsOf(this)[0]) : e.apply$();
      },
      toList(this: Base) {
        return list(itemsOf(this));
      },
      iterator(this: Base) {
        return iteratorOf(itemsOf(this));
      },
      size(this: Base) {
        return itemsOf(this).length;
      },
      count(this: Base, f: F1) {
        return itemsOf(this).filter((x) => f.apply$Object(x)).length;
      },
      toSeq(this: Base) {
        return list(itemsOf(this));
      },
      toSet(this: Base) {
        return setOf(itemsOf(this));
      },
      toRight(this: Base, x: F0) {
        return itemsOf(this).length > 0 ? either('Right', itemsOf(this)[0]) : either('Left', x.apply$());
      },
      toLeft(this: Base, x: F0) {
        return itemsOf(this).length > 0 ? either('Left', itemsOf(this)[0]) : either('Right', x.apply$());
      },
      zip(this: Base, o: unknown) {
        const b = itemsOf(o);
        return list(
          itemsOf(this)
            .slice(0, b.length)
            .map((x, i) => pair(x, b[i])),
        );
      },
      collect(this: Base, f: F1) {
        const found = collected(itemsOf(this), f);
        return option(found.length > 0, found[0]);
      },
      filterNot(this: Base, f: F1) {
        return itemsOf(this).some((x) => f.apply$Object(x)) ? none() : this;
      },
      orNull(this: Base) {
        return itemsOf(this)[0] ?? null;
      },
    },
    Function1: {
      andThen(this: F1, g: F1) {
        return functional('scala.Function1', (x) => g.apply$Object(this.apply$Object(x)));
      },
      compose(this: F1, g: F1) {
        return functional('scala.Function1', (x) => this.apply$Object(g.apply$Object(x)));
      },
    },
    PartialFunction: {
      isDefinedAt(this: F1, x: unknown) {
        return collected([x], this).length > 0;
      },
      orElse(this: F1, other: F1) {
        return functional('scala.PartialFunction', (x) => {
          const [found] = collected([x], this);
          return found === undefined ? other.apply$Object(x) : found;
        });
      },
      lift(this: F1) {
        return functional('scala.Function1', (x) => {
          const found = collected([x], this);
          return option(found.length > 0, found[0]);
        });
      },
      applyOrElse(this: F1, x: unknown, f: F1) {
        const found = collected([x], this);
        return found.length > 0 ? found[0] : f.apply$Object(x);
      },
    },
    Function2: {
      curried(this: F2) {
        return functional('scala.Function1', (a) =>
          functional('scala.Function1', (b) => this.apply$Object$Object(a, b)),
        );
      },
      tupled(this: F2) {
        return functional('scala.Function1', (t: Pair) => this.apply$Object$Object(t._1, t._2));
      },
    },
    Function3: {
      curried(this: F3) {
        return functional('scala.Function1', (a) =>
          functional('scala.Function1', (b) =>
            functional('scala.Function1', (c) => this.apply$Object$Object$Object(a, b, c)),
          ),
        );
      },
      tupled(this: F3) {
        return functional('scala.Function1', (t: Pair & { _3: unknown }) =>
          this.apply$Object$Object$Object(t._1, t._2, t._3),
        );
      },
    },
    Some: {
      new(this: { value: unknown }, x: unknown) {
        this.value = x;
      },
      apply: some,
    },
    None: { MODULE$: () => new (linkClass('scala.None') as unknown as new () => Base)() },
    MatchError: {
      new(this: { $message: string }, o: unknown) {
        this.$message = `${stringOf(o)} (of class ${o === null ? 'null' : typeof o === 'string' ? 'java.lang.String' : typeof o === 'number' ? 'java.lang.Integer' : ((o as Base).$className?.() ?? 'java.lang.Object')})`;
      },
    },
    Predef: {
      'println()': () => print('\n'),
      'println(Object)': (x: unknown) => print(`${stringOf(x)}\n`),
      print: (x: unknown) => print(stringOf(x)),
      'require(boolean)': (b: boolean) =>
        b ? undefined : raise('java.lang.IllegalArgumentException', 'requirement failed'),
      'require(boolean,Function0)': (b: boolean, m: F0) =>
        b ? undefined : raise('java.lang.IllegalArgumentException', `requirement failed: ${stringOf(m.apply$())}`),
      identity: (x: unknown) => x,
      implicitly: (x: unknown) => x,
      locally: (x: unknown) => x,
      $qmark$qmark$qmark: () => raise('scala.NotImplementedError', 'an implementation is missing'),
      'assert$(boolean)': (b: boolean) => (b ? undefined : raise('java.lang.AssertionError', 'assertion failed')),
      'assert$(boolean,Function0)': (b: boolean, m: F0) =>
        b ? undefined : raise('java.lang.AssertionError', `assertion failed: ${stringOf(m.apply$())}`),
      wrapArray: (x: ArrayLike<unknown>) => make(`${C}Seq`, boxedItems(x)),
      wrapString: (x: string) =>
        make(
          `${C}Seq`,
          [...Array(x.length).keys()].map((i) => Character.valueOf(x.charCodeAt(i))),
        ),
      unwrapString: (x: Coll) => x.items.map((c) => String.fromCharCode((c as Character).value)).join(''),
      toArray: (x: unknown, component: string) => arrayOfItems(itemsOf(x), component),
      spread: (x: unknown) => arrayOfItems(itemsOf(x), 'java.lang.Object'),
    },
  },
});

import { emptyArray } from '../arrays.ts';
import { jvm } from '../jvm.ts';

function print(text: string): void {
  const out = (linkClass('java.lang.System') as unknown as Record<string, { print$String(s: string): void }>)._out;
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

function rotl(x: number, n: number): number {
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
function mix(h: number, x: number): number {
  const k = Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotl(h ^ k, 13), 5) + 0xe6546b64) | 0;
}
function mixLast(h: number, x: number): number {
  return h ^ Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
}
function finish(hash: number, n: number): number {
  let h = hash ^ n;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
/** MurmurHash3.productHash, orderedHash. */
function orderedHash(items: readonly unknown[], seed: number): number {
  return finish(
    items.reduce<number>((h, x) => mix(h, anyHash(x)), seed),
    items.length,
  );
}
/** MurmurHash3.unorderedHash. */
function unorderedHash(items: readonly unknown[], seed: number): number {
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
const SEQ_SEED = 'Seq'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
const MAP_SEED = 'Map'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
const SET_SEED = 'Set'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
/** MurmurHash3.productHash. */
export function productHash(items: readonly unknown[]): number {
  return orderedHash(items, 0xcafebabe | 0);
}

library({
  package: 'scala.collection',
  stubs: `
import scala.*;
import scala.collection.immutable.List;
public abstract class TraversableOnce<A> implements java.io.Serializable {
  @CallsBack public <U> void foreach(Function1<A, U> f); public int size(); public boolean isEmpty(); public boolean nonEmpty(); public boolean exists(Function1<A, Boolean> p); public boolean forall(Function1<A, Boolean> p); public int count(Function1<A, Boolean> p);
  public Option<A> find(Function1<A, Boolean> p); public <B> B foldLeft(B z, Function2<B, A, B> f); public <B> B foldRight(B z, Function2<A, B, B> f); public <B> B fold(B z, Function2<B, B, B> f); public <B> B $div$colon(B z, Function2<B, A, B> f); public A reduce(Function2<A, A, A> f); public A reduceLeft(Function2<A, A, A> f); public Option<A> reduceOption(Function2<A, A, A> f);
  public A sum(); public A product(); public A max(); public A min(); public A max(scala.math.Ordering<A> o); public A min(scala.math.Ordering<A> o); public A reduceRight(Function2<A, A, A> f); public Option<A> reduceLeftOption(Function2<A, A, A> f); public <B> B $colon$bslash(B z, Function2<A, B, B> f); public <B> B aggregate(B z, Function2<B, A, B> f, Function2<B, B, B> g); public scala.collection.mutable.StringBuilder addString(scala.collection.mutable.StringBuilder b, String sep); public scala.collection.immutable.Stream<A> toStream(); public int hashCode(); public boolean isTraversableAgain(); public boolean hasDefiniteSize(); public void copyToBuffer(scala.collection.mutable.Buffer<A> b); public <B> A maxBy(Function1<A, B> f); public <B> A minBy(Function1<A, B> f);
  public String mkString(); public String mkString(String sep); public String mkString(String a, String sep, String z);
  public List<A> toList(); public Seq<A> toSeq(); public Iterable<A> toIterable(); public scala.collection.immutable.Vector<A> toVector(); public scala.collection.immutable.Set<A> toSet(); public Seq<A> toIndexedSeq(); public scala.collection.mutable.ArrayBuffer<A> toBuffer(); public Iterator<A> iterator(); public Iterator<A> toIterator(); public A[] toArray();
}
public abstract class Iterator<A> extends TraversableOnce<A> { public static <A> Iterator<A> apply(A... xs); public static <A> Iterator<A> single(A x); public static scala.collection.Iterator<scala.runtime.Nothing$> empty(); public static <A> Iterator<A> fill(int n, Function0<A> f); public static <A> Iterator<A> tabulate(int n, Function1<Integer, A> f); public static Iterator<Integer> range(int a, int b); public static Iterator<Integer> from(int a); public static Iterator<Integer> from(int a, int step); public static <A> Iterator<A> iterate(A a, Function1<A, A> f); public static <A> Iterator<A> continually(Function0<A> f); public boolean hasNext(); public A next(); public A head(); public int length(); public Iterator<A> $plus$plus(TraversableOnce<A> that); ${ops('Iterator<A>', (x) => `Iterator<${x}>`)} }
public abstract class Iterable<A> extends TraversableOnce<A> { public A head(); public A last(); public Option<A> headOption(); public Option<A> lastOption(); ${ops('Iterable<A>', (x) => `Iterable<${x}>`)} public Iterable<A> $plus$plus(TraversableOnce<A> that); }
public abstract class Seq<A> extends Iterable<A> { @SafeVarargs public static <A> Seq<A> apply(A... xs); public static <A> Seq<A> empty(); public A apply(int i); public int length(); public int indexOf(A x); public boolean contains(A x); public scala.collection.immutable.Range indices(); public boolean isDefinedAt(int i); public static <A> Seq<A> fill(int n, Function0<A> f); public static <A> Seq<A> tabulate(int n, Function1<Integer, A> f); public static Seq<Integer> range(int a, int b); public int lastIndexOf(A x); public int indexWhere(Function1<A, Boolean> p); public int lastIndexWhere(Function1<A, Boolean> p); public int indexOf(A x, int from); public boolean startsWith(Seq<A> that); public boolean endsWith(Seq<A> that); public boolean containsSlice(Seq<A> that); public int lengthCompare(int n); public <B> boolean sameElements(TraversableOnce<B> that); public <B> boolean corresponds(Seq<B> that, Function2<A, B, Boolean> p); public int segmentLength(Function1<A, Boolean> p, int from); public int prefixLength(Function1<A, Boolean> p); ${seqOps('Seq<A>', (x) => `Seq<${x}>`)} }
public class Ops {
  ${[
    ['scala.collection.immutable.List', 'scala.collection.immutable.List'],
    ['scala.collection.immutable.Vector', 'scala.collection.immutable.Vector'],
    ['scala.collection.immutable.Set', 'scala.collection.immutable.Set'],
    ['Iterator', 'Iterator'],
    ['Seq', 'Seq'],
    ['Iterable', 'Iterable'],
  ]
    .map(
      ([self, to]) => `public static <B> ${to}<B> flatten(${self}<? extends TraversableOnce<B>> self);
  public static <A, B> Tuple2<${to}<A>, ${to}<B>> unzip(${self}<Tuple2<A, B>> self); public static <A, B, C> Tuple3<${to}<A>, ${to}<B>, ${to}<C>> unzip3(${self}<Tuple3<A, B, C>> self);
  public static <B> ${to}<${to}<B>> transpose(${self}<? extends TraversableOnce<B>> self);`,
    )
    .join(' ')}
  public static <K, V> scala.collection.immutable.Map<K, V> toMap(TraversableOnce<Tuple2<K, V>> self);
  public static <A, B> Zipped<A, B> zipped(Tuple2<? extends TraversableOnce<A>, ? extends TraversableOnce<B>> self);
}
public class Zipped<A, B> { public <C> List<C> map(Function2<A, B, C> f); public <U> void foreach(Function2<A, B, U> f); public List<Tuple2<A, B>> toList(); public boolean exists(Function2<A, B, Boolean> f); public boolean forall(Function2<A, B, Boolean> f); public List<Tuple2<A, B>> filter(Function2<A, B, Boolean> f); }
public class JavaConverters {
  public static <A> scala.collection.mutable.Buffer<A> asScala(java.util.List<A> self); public static <A> scala.collection.mutable.Set<A> asScala(java.util.Set<A> self); public static <K, V> scala.collection.mutable.Map<K, V> asScala(java.util.Map<K, V> self); public static <A> Iterable<A> asScala(java.lang.Iterable<A> self); public static <A> Iterator<A> asScala(java.util.Iterator<A> self);
  public static <A> java.util.List<A> asJava(Seq<A> self); public static <A> java.util.Set<A> asJava(scala.collection.immutable.Set<A> self); public static <K, V> java.util.Map<K, V> asJava(scala.collection.immutable.Map<K, V> self); public static <K, V> java.util.Map<K, V> asJava(scala.collection.mutable.Map<K, V> self); public static <A> java.util.Iterator<A> asJava(Iterator<A> self); public static <A> java.lang.Iterable<A> asJava(Iterable<A> self); public static <A> java.util.Collection<A> asJavaCollection(Iterable<A> self);
}
public class JavaConversions {}
`,
  bodies: {
    TraversableOnce: {
      $class: Coll,
      ...collectionBodies(),
    },
    Iterator: {
      'apply(Object[])': (xs: unknown[]) => iteratorOf(Array.from(xs)),
      single: (x: unknown) => iteratorOf([x]),
      empty: () => iteratorOf([]),
      'fill(int,Function0)': (n: number, f: F0) => iteratorOf(Array.from({ length: n }, () => f.apply$())),
      'tabulate(int,Function1)': (n: number, f: F1) =>
        iteratorOf(Array.from({ length: n }, (_, i) => f.apply$Object(i))),
      'range(int,int)': (a: number, b: number) =>
        iteratorOf(Array.from({ length: Math.max(0, b - a) }, (_, i) => a + i)),
      'from(int)': (a: number) => endless((i) => a + i),
      'from(int,int)': (a: number, step: number) => endless((i) => a + i * step),
      'iterate(Object,Function1)': (a: unknown, f: F1) => {
        let at = a;
        return endless((i) => {
          if (i > 0) at = f.apply$Object(at);
          return at;
        });
      },
      'continually(Function0)': (f: F0) => endless(() => f.apply$()),
    },
    Ops: Object.fromEntries(
      ['List', 'Vector', 'Set', 'Iterator', 'Seq', 'Iterable']
        .flatMap((t): [string, unknown][] => [
          [`flatten(${t})`, (xs: K) => like(xs, xs.all().flatMap(itemsOf))],
          [
            `unzip(${t})`,
            (xs: K) => {
              const a = xs.all() as Pair[];
              return pair(
                like(
                  xs,
                  a.map((x) => x._1),
                ),
                like(
                  xs,
                  a.map((x) => x._2),
                ),
              );
            },
          ],
          [
            `unzip3(${t})`,
            (xs: K) => {
              const a = xs.all() as (Pair & { _3: unknown })[];
              const t3 = new (linkClass('scala.Tuple3') as unknown as new () => Record<string, unknown>)();
              t3._1 = like(
                xs,
                a.map((x) => x._1),
              );
              t3._2 = like(
                xs,
                a.map((x) => x._2),
              );
              t3._3 = like(
                xs,
                a.map((x) => x._3),
              );
              return t3;
            },
          ],
          [
            `transpose(${t})`,
            (xs: K) => {
              const rows = xs.all().map(itemsOf);
              return like(
                xs,
                (rows[0] ?? []).map((_, i) =>
                  like(
                    xs,
                    rows.map((r) => r[i]),
                  ),
                ),
              );
            },
          ],
        ])
        .concat([
          ['toMap', (xs: K) => mapOf(xs.all())],
          [
            'zipped',
            (t: Pair) =>
              Object.assign(new (linkClass(`${C}Zipped`) as unknown as new () => object)(), {
                a: itemsOf(t._1),
                b: itemsOf(t._2),
              }),
          ],
        ]),
    ),
    Zipped: {
      map(this: Z, f: F2) {
        return list(zippedOf(this).map((p) => f.apply$Object$Object((p as Pair)._1, (p as Pair)._2)));
      },
      foreach(this: Z, f: F2) {
        for (const p of zippedOf(this) as Pair[]) f.apply$Object$Object(p._1, p._2);
      },
      filter(this: Z, f: F2) {
        return list((zippedOf(this) as Pair[]).filter((p) => f.apply$Object$Object(p._1, p._2)));
      },
      exists(this: Z, f: F2) {
        return (zippedOf(this) as Pair[]).some((p) => f.apply$Object$Object(p._1, p._2));
      },
      forall(this: Z, f: F2) {
        return (zippedOf(this) as Pair[]).every((p) => f.apply$Object$Object(p._1, p._2));
      },
      toList(this: Z) {
        return list(zippedOf(this));
      },
    },
    Iterable: {},
    Seq: {
      apply$: undefined,
      'apply(Object[])': (xs: unknown[]) => list(Array.from(xs)),
      empty: () => list([]),
      'fill(int,Function0)': (n: number, f: F0) => list(Array.from({ length: n }, () => f.apply$())),
      'tabulate(int,Function1)': (n: number, f: F1) => list(Array.from({ length: n }, (_, i) => f.apply$Object(i))),
      'range(int,int)': (a: number, b: number) => list(Array.from({ length: Math.max(0, b - a) }, (_, i) => a + i)),
    },
    JavaConverters: {
      'asScala(List)': (x: JavaIterable) => make(`${C}mutable.Buffer`, elements(x)),
      'asScala(Set)': (x: JavaIterable) => make(`${C}mutable.Set`, elements(x)),
      'asScala(Map)': (x: { entrySet$(): JavaIterable }) =>
        make(
          `${C}mutable.Map`,
          elements(x.entrySet$()).map((e) =>
            pair((e as { getKey$(): unknown }).getKey$(), (e as { getValue$(): unknown }).getValue$()),
          ),
        ),
      'asScala(Iterable)': (x: JavaIterable) => list(elements(x)),
      'asScala(Iterator)': (x: { hasNext$(): boolean; next$(): unknown }) => {
        const out: unknown[] = [];
        while (x.hasNext$()) out.push(x.next$());
        return make(`${C}Iterator`, out);
      },
      ...Object.fromEntries(
        ['asJava(Seq)', 'asJava(Iterable)', 'asJavaCollection'].map((m) => [
          m,
          (x: Coll) => newArrayList([...x.items]),
        ]),
      ),
      'asJava(Iterator)': (x: Coll) => (newArrayList(x.all()) as unknown as { iterator$(): unknown }).iterator$(),
      'asJava(Set)': (x: Coll) => {
        const set = new (linkClass('java.util.LinkedHashSet') as unknown as new () => JavaCollectionLike)().$init$();
        for (const each of x.items) set.add$Object(each);
        return set;
      },
      'asJava(Map)': javaMap,
    },
  } as never,
});

interface JavaCollectionLike {
  $init$(): JavaCollectionLike;
  add$Object(x: unknown): void;
  put$Object$Object(k: unknown, v: unknown): void;
}
function javaMap(x: Coll): unknown {
  const map = new (linkClass('java.util.LinkedHashMap') as unknown as new () => JavaCollectionLike)().$init$();
  for (const each of x.items) map.put$Object$Object((each as Pair)._1, (each as Pair)._2);
  return map;
}
/** Iterators without an end are cut here: nothing a lesson takes of one is longer. */
const ENDLESS = 20_000;
const endless = (next: (i: number) => unknown): Coll => {
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
const zippedOf = (self: { a: unknown[]; b: unknown[] }): unknown[] =>
  self.a.slice(0, self.b.length).map((x, i) => pair(x, self.b[i]));
/** Bodies of all methods, for the root class; subclasses declare them again with better types and inherit these. */
function collectionBodies(): Record<string, unknown> {
  return {};
}
type AnyBody = (this: never, ...args: never[]) => unknown;
const BODIES: Record<string, AnyBody> = {
  *foreach$Function1(this: K, f: F1): Task<void> {
    for (const x of this.all()) yield* wait(f.apply$Object(x) as never);
  },
  size$(this: K) {
    return this.items.length - this.at;
  },
  length$(this: K) {
    return this.items.length;
  },
  isEmpty$(this: K) {
    return this.items.length - this.at === 0;
  },
  nonEmpty$(this: K) {
    return this.items.length - this.at > 0;
  },
  exists$Function1(this: K, f: F1) {
    return this.all().some((x) => f.apply$Object(x));
  },
  forall$Function1(this: K, f: F1) {
    return this.all().every((x) => f.apply$Object(x));
  },
  count$Function1(this: K, f: F1) {
    return this.all().filter((x) => f.apply$Object(x)).length;
  },
  find$Function1(this: K, f: F1) {
    const i = this.items.findIndex((x) => f.apply$Object(x));
    return option(i >= 0, this.items[i]);
  },
  foldLeft$Object$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduce((a, x) => f.apply$Object$Object(a, x), z);
  },
  fold$Object$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduce((a, x) => f.apply$Object$Object(a, x), z);
  },
  $div$colon$Object$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduce((a, x) => f.apply$Object$Object(a, x), z);
  },
  foldRight$Object$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduceRight((a, x) => f.apply$Object$Object(x, a), z);
  },
  reduce$Function2(this: K, f: F2) {
    const a = this.all();
    return a.length === 0
      ? raise('java.lang.UnsupportedOperationException', 'empty.reduceLeft')
      : a.reduce((x, y) => f.apply$Object$Object(x, y));
  },
  reduceLeft$Function2(this: K, f: F2) {
    const a = this.all();
    return a.length === 0
      ? raise('java.lang.UnsupportedOperationException', 'empty.reduceLeft')
      : a.reduce((x, y) => f.apply$Object$Object(x, y));
  },
  reduceOption$Function2(this: K, f: F2) {
    const a = this.all();
    return a.length === 0 ? none() : some(a.reduce((x, y) => f.apply$Object$Object(x, y)));
  },
  reduceRight$Function2(this: K, f: F2) {
    const a = this.all();
    return a.length === 0
      ? raise('java.lang.UnsupportedOperationException', 'empty.reduceRight')
      : a.reduceRight((x, y) => f.apply$Object$Object(y, x));
  },
  reduceLeftOption$Function2(this: K, f: F2) {
    const a = this.all();
    return a.length === 0 ? none() : some(a.reduce((x, y) => f.apply$Object$Object(x, y)));
  },
  $colon$bslash$Object$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduceRight((a, x) => f.apply$Object$Object(x, a), z);
  },
  aggregate$Object$Function2$Function2(this: K, z: unknown, f: F2) {
    return this.all().reduce((a, x) => f.apply$Object$Object(a, x), z);
  },
  max$Ordering(this: K, o: Order) {
    return best(this.all(), (a, b) => o.compare$Object$Object(a, b) > 0, 'empty.max');
  },
  min$Ordering(this: K, o: Order) {
    return best(this.all(), (a, b) => o.compare$Object$Object(a, b) < 0, 'empty.min');
  },
  addString$StringBuilder$String(this: K, b: { text: string }, sep: string) {
    b.text += this.all()
      .map((x) => text(this, x))
      .join(sep);
    return b;
  },
  toStream$(this: K) {
    return make(`${IMM}Stream`, this.all());
  },
  span$Function1(this: K, f: F1) {
    const a = this.all();
    const i = a.findIndex((x) => !f.apply$Object(x));
    return pair(like(this, i < 0 ? a : a.slice(0, i)), like(this, i < 0 ? [] : a.slice(i)));
  },
  scanRight$Object$Function2(this: K, z: unknown, f: F2) {
    const out = [z];
    for (const x of [...this.all()].reverse()) out.unshift(f.apply$Object$Object(x, out[0]));
    return like(this, out);
  },
  zipAll$TraversableOnce$Object$Object(this: K, o: K, a: unknown, b: unknown) {
    const [x, y] = [this.all(), o.all()];
    return like(
      this,
      Array.from({ length: Math.max(x.length, y.length) }, (_, i) =>
        pair(i < x.length ? x[i] : a, i < y.length ? y[i] : b),
      ),
    );
  },
  tails$(this: K) {
    const a = this.all();
    return make(
      `${C}Iterator`,
      Array.from({ length: a.length + 1 }, (_, i) => like(this, a.slice(i))),
    );
  },
  inits$(this: K) {
    const a = this.all();
    return make(
      `${C}Iterator`,
      Array.from({ length: a.length + 1 }, (_, i) => like(this, a.slice(0, a.length - i))),
    );
  },
  view$: itself,
  par$: itself,
  force$: itself,
  seq$: itself,
  repr$: itself,
  buffered$: itself,
  patch$int$TraversableOnce$int(this: K, from: number, o: K, n: number) {
    return like(this, [...this.items.slice(0, from), ...itemsOf(o), ...this.items.slice(from + n)]);
  },
  padTo$int$Object(this: K, n: number, x: unknown) {
    return like(this, [...this.items, ...Array.from({ length: Math.max(0, n - this.items.length) }, () => x)]);
  },
  combinations$int(this: K, n: number) {
    const out: unknown[] = [];
    const go = (from: number, chosen: unknown[]): void => {
      if (chosen.length === n) out.push(like(this, chosen));
      else for (let i = from; i < this.items.length; i++) go(i + 1, [...chosen, this.items[i]]);
    };
    go(0, []);
    return make(`${C}Iterator`, out);
  },
  permutations$(this: K) {
    const out: unknown[] = [];
    const go = (left: unknown[], chosen: unknown[]): void => {
      if (left.length === 0) out.push(like(this, chosen));
      for (const [i, x] of left.entries()) go([...left.slice(0, i), ...left.slice(i + 1)], [...chosen, x]);
    };
    go(this.items, []);
    return make(`${C}Iterator`, out);
  },
  reverseIterator$(this: K) {
    return make(`${C}Iterator`, [...this.items].reverse());
  },
  reverseMap$Function1(this: K, f: F1) {
    return like(
      this,
      [...this.items].reverse().map((x) => f.apply$Object(x)),
    );
  },
  lastIndexOf$Object(this: K, x: unknown) {
    return this.items.findLastIndex((y) => equals(x, y));
  },
  indexWhere$Function1(this: K, f: F1) {
    return this.items.findIndex((x) => f.apply$Object(x));
  },
  lastIndexWhere$Function1(this: K, f: F1) {
    return this.items.findLastIndex((x) => f.apply$Object(x));
  },
  indexOf$Object$int(this: K, x: unknown, from: number) {
    return this.items.findIndex((y, i) => i >= from && equals(x, y));
  },
  startsWith$Seq(this: K, o: K) {
    return o.items.every((x, i) => i < this.items.length && equals(x, this.items[i]));
  },
  endsWith$Seq(this: K, o: K) {
    const d = this.items.length - o.items.length;
    return d >= 0 && o.items.every((x, i) => equals(x, this.items[d + i]));
  },
  containsSlice$Seq(this: K, o: K) {
    return this.items.some((_, at) =>
      o.items.every((x, i) => at + i < this.items.length && equals(x, this.items[at + i])),
    );
  },
  lengthCompare$int(this: K, n: number) {
    return this.items.length - n;
  },
  sameElements$TraversableOnce(this: K, o: K) {
    const [a, b] = [this.all(), o.all()];
    return a.length === b.length && a.every((x, i) => equals(x, b[i]));
  },
  corresponds$Seq$Function2(this: K, o: K, f: F2) {
    return this.items.length === o.items.length && this.items.every((x, i) => f.apply$Object$Object(x, o.items[i]));
  },
  sliding$int$int(this: K, n: number, step: number) {
    const a = this.all();
    const out: unknown[] = [];
    for (let i = 0; i < a.length; i += step) {
      out.push(like(this, a.slice(i, i + n)));
      if (i + n >= a.length) break;
    }
    return make(`${C}Iterator`, out);
  },
  // Maps and sets
  keysIterator$(this: K) {
    return make(`${C}Iterator`, this.items.map(keyOf));
  },
  valuesIterator$(this: K) {
    return make(
      `${C}Iterator`,
      this.items.map((x) => (x as Pair)._2),
    );
  },
  filterKeys$Function1(this: K, f: F1) {
    return like(
      this,
      this.items.filter((x) => f.apply$Object(keyOf(x))),
    );
  },
  updated$Object$Object(this: K, k: unknown, v: unknown) {
    return like(this, [...this.items, pair(k, v)]);
  },
  getOrElseUpdate$Object$Function0(this: K, k: unknown, f: F0) {
    const e = this.items.find((y) => equals(keyOf(y), k));
    if (e) return (e as Pair)._2;
    const value = f.apply$();
    put(this, k, value);
    return value;
  },
  retain$Function2(this: K, f: F2) {
    this.items = this.items.filter((e) => f.apply$Object$Object(keyOf(e), (e as Pair)._2));
    return this;
  },
  subsetOf$Iterable(this: K, o: K) {
    return this.items.every((x) => o.items.some((y) => equals(x, y)));
  },
  subsets$int(this: K, n: number) {
    return (BODIES.combinations$int as unknown as (this: K, n: number) => unknown).call(this, n);
  },
  $minus$minus$TraversableOnce(this: K, o: unknown) {
    const gone = itemsOf(o);
    return like(
      this,
      this.items.filter((x) => !gone.some((y) => equals(y, this.isMap() ? keyOf(x) : x))),
    );
  },
  $amp$Iterable(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => o.items.some((y) => equals(x, y))),
    );
  },
  $bar$Iterable(this: K, o: K) {
    return like(this, [...this.items, ...o.items]);
  },
  $amp$tilde$Iterable(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => !o.items.some((y) => equals(x, y))),
    );
  },
  intersect$Iterable(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => o.items.some((y) => equals(x, y))),
    );
  },
  union$Iterable(this: K, o: K) {
    return like(this, [...this.items, ...o.items]);
  },
  diff$Iterable(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => !o.items.some((y) => equals(x, y))),
    );
  },
  isDefinedAt$Object(this: K, k: unknown) {
    return this.items.some((y) => equals(keyOf(y), k));
  },
  withDefault$Function1(this: K, f: F1) {
    const m = make(this.shape(), this.items);
    m.fallback = { apply$Object: (k: unknown) => f.apply$Object(k) };
    return m;
  },
  remove$int$int(this: K, i: number, n: number) {
    this.items.splice(i, n);
  },
  trimEnd$int(this: K, n: number) {
    this.items.length = Math.max(0, this.items.length - n);
  },
  trimStart$int(this: K, n: number) {
    this.items.splice(0, n);
  },
  reduceToSize$int(this: K, n: number) {
    this.items.length = n;
  },
  $plus$eq$colon$Object(this: K, x: unknown) {
    this.items.unshift(x);
    return this;
  },
  $minus$minus$eq$TraversableOnce(this: K, o: unknown) {
    for (const x of itemsOf(o)) (BODIES.$minus$eq$Object as unknown as (this: K, x: unknown) => unknown).call(this, x);
    return this;
  },
  result$: itself,
  enqueue$Object_A(this: K, xs: unknown[]) {
    this.items.push(...Array.from(xs));
  },
  enqueue$Object(this: K, x: unknown) {
    return like(this, [...this.items, x]);
  },
  dequeue$(this: K) {
    if (this.items.length === 0) empty('queue empty');
    if (/immutable/.test(this.shape())) return pair(this.items[0], like(this, this.items.slice(1)));
    return this.items.shift();
  },
  push$Object(this: K, x: unknown) {
    this.items.unshift(x);
    return this;
  },
  pop$(this: K) {
    return this.items.length === 0 ? empty('empty collection') : this.items.shift();
  },
  top$(this: K) {
    return this.items[0];
  },
  sum$(this: K) {
    const a = this.all();
    return a.length === 0 ? 0 : a.reduce(add);
  },
  product$(this: K) {
    const a = this.all();
    return a.length === 0 ? 1 : a.reduce(times);
  },
  max$(this: K) {
    return best(this.all(), (a, b) => compareTuples(a, b) > 0, 'empty.max');
  },
  min$(this: K) {
    return best(this.all(), (a, b) => compareTuples(a, b) < 0, 'empty.min');
  },
  maxBy$Function1(this: K, f: F1) {
    return best(this.all(), (a, b) => compareTuples(f.apply$Object(a), f.apply$Object(b)) > 0, 'empty.maxBy');
  },
  minBy$Function1(this: K, f: F1) {
    return best(this.all(), (a, b) => compareTuples(f.apply$Object(a), f.apply$Object(b)) < 0, 'empty.minBy');
  },
  mkString$(this: K) {
    return this.all()
      .map((x) => text(this, x))
      .join('');
  },
  mkString$String(this: K, s: string) {
    return this.all()
      .map((x) => text(this, x))
      .join(s);
  },
  mkString$String$String$String(this: K, a: string, s: string, z: string) {
    return (
      a +
      this.all()
        .map((x) => text(this, x))
        .join(s) +
      z
    );
  },
  toList$(this: K) {
    return list(this.all());
  },
  toSeq$(this: K) {
    return /Map|Set|Iterator/.test(this.shape()) ? list(this.all()) : this;
  },
  toIterable$(this: K) {
    return list(this.all());
  },
  toIndexedSeq$(this: K) {
    return make(`${IMM}Vector`, this.all());
  },
  toVector$(this: K) {
    return make(`${IMM}Vector`, this.all());
  },
  toSet$(this: K) {
    return setOf(this.all());
  },
  toMap$(this: K) {
    return mapOf(this.all());
  },
  toBuffer$(this: K) {
    return make(`${C}mutable.ArrayBuffer`, [...this.all()]);
  },
  iterator$(this: K) {
    return make(`${C}Iterator`, this.items);
  },
  toIterator$(this: K) {
    return make(`${C}Iterator`, this.items);
  },
  hasNext$(this: K) {
    return this.at < this.items.length;
  },
  next$(this: K) {
    return this.at < this.items.length ? this.items[this.at++] : empty('next on empty iterator');
  },
  head$(this: K) {
    return this.items.length > 0 ? this.items[0] : empty('head of empty list');
  },
  last$(this: K) {
    return this.items.length > 0 ? this.items[this.items.length - 1] : empty('last of empty list');
  },
  headOption$(this: K) {
    return option(this.items.length > 0, this.items[0]);
  },
  lastOption$(this: K) {
    return option(this.items.length > 0, this.items[this.items.length - 1]);
  },
  map$Function1(this: K, f: F1) {
    return like(
      this,
      this.all().map((x) => f.apply$Object(x)),
    );
  },
  flatMap$Function1(this: K, f: F1) {
    return like(
      this,
      this.all().flatMap((x) => itemsOf(f.apply$Object(x))),
    );
  },
  filter$Function1(this: K, f: F1) {
    return like(
      this,
      this.all().filter((x) => f.apply$Object(x)),
    );
  },
  withFilter$Function1(this: K, f: F1) {
    return like(
      this,
      this.all().filter((x) => f.apply$Object(x)),
    );
  },
  filterNot$Function1(this: K, f: F1) {
    return like(
      this,
      this.all().filter((x) => !f.apply$Object(x)),
    );
  },
  collect$Function1(this: K, f: F1) {
    return like(this, collected(this.all(), f));
  },
  take$int(this: K, n: number) {
    return like(this, this.all().slice(0, Math.max(0, n)));
  },
  drop$int(this: K, n: number) {
    return like(this, this.all().slice(Math.max(0, n)));
  },
  takeRight$int(this: K, n: number) {
    const a = this.all();
    return like(this, a.slice(Math.max(0, a.length - n)));
  },
  dropRight$int(this: K, n: number) {
    const a = this.all();
    return like(this, a.slice(0, Math.max(0, a.length - n)));
  },
  takeWhile$Function1(this: K, f: F1) {
    const a = this.all();
    const i = a.findIndex((x) => !f.apply$Object(x));
    return like(this, i < 0 ? a : a.slice(0, i));
  },
  dropWhile$Function1(this: K, f: F1) {
    const a = this.all();
    const i = a.findIndex((x) => !f.apply$Object(x));
    return like(this, i < 0 ? [] : a.slice(i));
  },
  slice$int$int(this: K, a: number, b: number) {
    return like(this, this.all().slice(Math.max(0, a), Math.max(0, b)));
  },
  tail$(this: K) {
    return this.items.length > 0
      ? like(this, this.items.slice(1))
      : raise('java.lang.UnsupportedOperationException', 'tail of empty list');
  },
  init$(this: K) {
    return like(this, this.items.slice(0, -1));
  },
  reverse$(this: K) {
    return like(this, [...this.items].reverse());
  },
  sorted$(this: K) {
    return like(this, [...this.all()].sort(compareTuples));
  },
  sorted$Ordering(this: K, o: Order) {
    return like(
      this,
      [...this.all()].sort((a, b) => o.compare$Object$Object(a, b)),
    );
  },
  sortBy$Function1(this: K, f: F1) {
    return like(this, [...this.all()].sort(by(f, 1)));
  },
  sortBy$Function1$Ordering(this: K, f: F1, o: Order) {
    return like(
      this,
      [...this.all()].sort((a, b) => o.compare$Object$Object(f.apply$Object(a), f.apply$Object(b))),
    );
  },
  sortWith$Function2(this: K, f: F2) {
    return like(
      this,
      [...this.all()].sort((a, b) => (f.apply$Object$Object(a, b) ? -1 : f.apply$Object$Object(b, a) ? 1 : 0)),
    );
  },
  distinct$(this: K) {
    const s: unknown[] = [];
    for (const x of this.all()) if (!s.some((y) => equals(x, y))) s.push(x);
    return like(this, s);
  },
  zip$TraversableOnce(this: K, o: K) {
    const b = o.all();
    return like(
      this.isMap() ? list([]) : this,
      this.all()
        .slice(0, b.length)
        .map((x, i) => pair(x, b[i])),
    );
  },
  zipWithIndex$(this: K) {
    return like(
      this,
      this.all().map((x, i) => pair(x, i)),
    );
  },
  partition$Function1(this: K, f: F1) {
    const a = this.all();
    const t = a.map((x) => f.apply$Object(x));
    return pair(
      like(
        this,
        a.filter((_, i) => t[i]),
      ),
      like(
        this,
        a.filter((_, i) => !t[i]),
      ),
    );
  },
  splitAt$int(this: K, n: number) {
    return pair(like(this, this.items.slice(0, n)), like(this, this.items.slice(n)));
  },
  groupBy$Function1(this: K, f: F1) {
    const groups: { key: unknown; items: unknown[] }[] = [];
    for (const x of this.all()) {
      const key = f.apply$Object(x);
      const g = groups.find((y) => equals(y.key, key));
      if (g) g.items.push(x);
      else groups.push({ key, items: [x] });
    }
    return mapOf(groups.map((g) => pair(g.key, like(this, g.items))));
  },
  grouped$int(this: K, n: number) {
    const a = this.all();
    const out: unknown[] = [];
    for (let i = 0; i < a.length; i += n) out.push(like(this, a.slice(i, i + n)));
    return make(`${C}Iterator`, out);
  },
  sliding$int(this: K, n: number) {
    const a = this.all();
    const out: unknown[] = [];
    for (let i = 0; i === 0 || i + n <= a.length; i++) out.push(like(this, a.slice(i, i + n)));
    return make(`${C}Iterator`, out);
  },
  scanLeft$Object$Function2(this: K, z: unknown, f: F2) {
    const out = [z];
    for (const x of this.all()) out.push(f.apply$Object$Object(out[out.length - 1], x));
    return like(this, out);
  },
  $colon$plus$Object(this: K, x: unknown) {
    return like(this, [...this.items, x]);
  },
  $plus$colon$Object(this: K, x: unknown) {
    return like(this, [x, ...this.items]);
  },
  $colon$colon$Object(this: K, x: unknown) {
    return list([x, ...this.items]);
  },
  $colon$colon$colon$List(this: K, x: K) {
    return list([...x.items, ...this.items]);
  },
  $plus$plus$TraversableOnce(this: K, o: K) {
    return like(this, [...this.all(), ...itemsOf(o)]);
  },
  updated$int$Object(this: K, i: number, x: unknown) {
    const a = [...this.items];
    a[i] = x;
    return like(this, a);
  },
  union$Seq(this: K, o: K) {
    return like(this, [...this.items, ...o.items]);
  },
  diff$Seq(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => !o.items.some((y) => equals(x, y))),
    );
  },
  intersect$Seq(this: K, o: K) {
    return like(
      this,
      this.items.filter((x) => o.items.some((y) => equals(x, y))),
    );
  },
  apply$int(this: K, i: number) {
    return i >= 0 && i < this.items.length ? this.items[i] : raise('java.lang.IndexOutOfBoundsException', String(i));
  },
  indexOf$Object(this: K, x: unknown) {
    return this.items.findIndex((y) => equals(x, y));
  },
  contains$Object(this: K, x: unknown) {
    return this.isMap() ? this.items.some((y) => equals(keyOf(y), x)) : this.items.some((y) => equals(x, y));
  },
  isDefinedAt$int(this: K, i: number) {
    return i >= 0 && i < this.items.length;
  },
  indices$(this: K) {
    return range(0, this.items.length, false);
  },
  by$int(this: K, n: number) {
    const { from, to, inclusive } = this.bounds!;
    const out: number[] = [];
    for (let i = from; n > 0 ? i < to || (inclusive && i === to) : i > to || (inclusive && i === to); i += n)
      out.push(i);
    return Object.assign(make(`${IMM}Range`, out), { bounds: { from, to, inclusive, step: n } });
  },
  // Sets and maps
  $plus$Object(this: K, x: unknown) {
    return like(this, [...this.items, x]);
  },
  $plus$Tuple2(this: K, x: unknown) {
    return like(this, [...this.items, x]);
  },
  $minus$Object(this: K, x: unknown) {
    return like(
      this,
      this.items.filter((y) => !equals(this.isMap() ? keyOf(y) : y, x)),
    );
  },
  apply$Object(this: K, x: unknown) {
    if (this.isSet()) return this.items.some((y) => equals(x, y));
    const e = this.items.find((y) => equals(keyOf(y), x));
    if (e) return (e as Pair)._2;
    return this.fallback !== null ? (this.fallback as F1).apply$Object(x) : empty(`key not found: ${stringOf(x)}`);
  },
  get$Object(this: K, x: unknown) {
    const e = this.items.find((y) => equals(keyOf(y), x));
    return option(e !== undefined, (e as Pair | undefined)?._2);
  },
  getOrElse$Object$Function0(this: K, x: unknown, d: F0) {
    const e = this.items.find((y) => equals(keyOf(y), x));
    return e ? (e as Pair)._2 : d.apply$();
  },
  keys$(this: K) {
    return list(this.items.map(keyOf));
  },
  keySet$(this: K) {
    return setOf(this.items.map(keyOf));
  },
  values$(this: K) {
    return list(this.items.map((x) => (x as Pair)._2));
  },
  mapValues$Function1(this: K, f: F1) {
    return mapOf(
      this.items.map((x) => pair(keyOf(x), f.apply$Object((x as Pair)._2))),
      this.shape(),
    );
  },
  withDefaultValue$Object(this: K, x: unknown) {
    const m = make(this.shape(), this.items);
    m.fallback = { apply$Object: () => x };
    return m;
  },
  // Mutable ones
  $plus$eq$Object(this: K, x: unknown) {
    if (!this.isSet()) this.items.push(x);
    else if (!this.items.some((y) => equals(x, y))) {
      this.items.push(x);
      arrange(this);
    }
    return this;
  },
  append$Object(this: K, x: unknown) {
    this.items.push(x);
  },
  prepend$Object(this: K, x: unknown) {
    this.items.unshift(x);
  },
  $plus$plus$eq$TraversableOnce(this: K, o: unknown) {
    for (const x of itemsOf(o)) {
      if (this.isMap()) put(this, keyOf(x), (x as Pair)._2);
      else (BODIES.$plus$eq$Object as unknown as (this: K, x: unknown) => unknown).call(this, x);
    }
    return this;
  },
  clear$(this: K) {
    this.items.length = 0;
  },
  remove$int(this: K, i: number) {
    return this.items.splice(i, 1)[0];
  },
  update$int$Object(this: K, i: number, x: unknown) {
    if (i < 0 || i >= this.items.length) raise('java.lang.IndexOutOfBoundsException', String(i));
    this.items[i] = x;
  },
  insert$int$Object(this: K, i: number, x: unknown) {
    this.items.splice(i, 0, x);
  },
  $minus$eq$Object(this: K, x: unknown) {
    const i = this.items.findIndex((y) => equals(this.isMap() ? keyOf(y) : y, x));
    if (i >= 0) this.items.splice(i, 1);
    return this;
  },
  put$Object$Object(this: K, k: unknown, v: unknown) {
    const i = this.items.findIndex((y) => equals(keyOf(y), k));
    const old = this.items[i];
    put(this, k, v);
    return option(i >= 0, (old as Pair | undefined)?._2);
  },
  update$Object$Object(this: K, k: unknown, v: unknown) {
    put(this, k, v);
  },
  $plus$eq$Tuple2(this: K, e: unknown) {
    put(this, keyOf(e), (e as Pair)._2);
    return this;
  },
  $plus$eq$Tuple2$Tuple2$Tuple2_A(this: K, a: unknown, b: unknown, more: unknown[]) {
    for (const e of [a, b, ...Array.from(more)]) put(this, keyOf(e), (e as Pair)._2);
    return this;
  },
  $plus$eq$Object$Object$Object_A(this: K, a: unknown, b: unknown, more: unknown[]) {
    this.items.push(a, b, ...Array.from(more));
    return this;
  },
  append$Object$Object$Object_A(this: K, a: unknown, b: unknown, more: unknown[]) {
    this.items.push(a, b, ...Array.from(more));
  },
  insertAll$int$TraversableOnce(this: K, i: number, o: unknown) {
    this.items.splice(i, 0, ...itemsOf(o));
  },
  remove$Object(this: K, k: unknown) {
    const i = this.isSet() ? -1 : this.items.findIndex((y) => equals(keyOf(y), k));
    if (this.isSet()) {
      const at = this.items.findIndex((y) => equals(y, k));
      if (at >= 0) this.items.splice(at, 1);
      return at >= 0;
    }
    const old = i >= 0 ? this.items.splice(i, 1)[0] : null;
    return option(i >= 0, (old as Pair | null)?._2);
  },
  add$Object(this: K, x: unknown) {
    if (this.items.some((y) => equals(x, y))) return false;
    this.items.push(x);
    arrange(this);
    return true;
  },
};
/** What a partial function gives for the items it is defined at. */
function collected(items: readonly unknown[], f: F1): unknown[] {
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
function either(side: string, value: unknown): unknown {
  return Object.assign(new (linkClass(`scala.util.${side}`) as unknown as new () => object)(), { value });
}
function itself(this: K): K {
  return this;
}
/** Sets the value of a key. */
function put(of: Coll, k: unknown, v: unknown): void {
  const i = of.items.findIndex((y) => equals(keyOf(y), k));
  if (i >= 0) of.items[i] = pair(k, v);
  else {
    of.items.push(pair(k, v));
    arrange(of);
  }
}
function text(of: Coll, x: unknown): string {
  return of.isMap() ? `${stringOf(keyOf(x))} -> ${stringOf((x as Pair)._2)}` : stringOf(x);
}
for (const [key, body] of Object.entries(BODIES))
  Object.defineProperty(Coll.prototype, key, { value: body, writable: true, enumerable: false, configurable: true });

const companion = (name: string, build: (items: unknown[]) => Coll) => ({
  'apply(Object[])': (xs: unknown[]) => build(Array.from(xs)),
  'apply(Tuple2[])': (xs: unknown[]) => build(Array.from(xs)),
  empty: () => build([]),
  'fill(int,Function0)': (n: number, f: F0) =>
    make(
      name,
      Array.from({ length: n }, () => f.apply$()),
    ),
  'tabulate(int,Function1)': (n: number, f: F1) =>
    make(
      name,
      Array.from({ length: n }, (_, i) => f.apply$Object(i)),
    ),
  'range(int,int)': (a: number, b: number) =>
    make(
      name,
      Array.from({ length: Math.max(0, b - a) }, (_, i) => a + i),
    ),
});
const statics = (n: string): string =>
  `public static <A> ${n}<A> apply(A... xs); public static <A> ${n}<A> empty(); public static <A> ${n}<A> fill(int n, Function0<A> f); public static <A> ${n}<A> tabulate(int n, Function1<Integer, A> f); public static ${n}<Integer> range(int a, int b);`;
const mapOps = (
  n: string,
): string => `public static <A, B> ${n}<A, B> apply(Tuple2<A, B>... xs); public static <A, B> ${n}<A, B> empty();
  public B apply(A key); public Option<B> get(A key); public B getOrElse(A key, Function0<B> d); public boolean contains(A key); public Iterable<A> keys(); public scala.collection.immutable.Set<A> keySet(); public Iterable<B> values(); public <C> ${n}<A, C> mapValues(Function1<B, C> f); public ${n}<A, B> withDefaultValue(B x); public ${n}<A, B> $plus(Tuple2<A, B> e); public ${n}<A, B> $minus(A key); public ${n}<A, B> $plus$plus(TraversableOnce<Tuple2<A, B>> that); public ${n}<A, B> filter(Function1<Tuple2<A, B>, Boolean> p); public ${n}<A, B> filterNot(Function1<Tuple2<A, B>, Boolean> p); public ${n}<A, B> filterKeys(Function1<A, Boolean> p); public ${n}<A, B> updated(A key, B value); public Iterator<A> keysIterator(); public Iterator<B> valuesIterator(); public boolean isDefinedAt(A key); public ${n}<A, B> $minus$minus(TraversableOnce<A> keys); public ${n}<A, B> withDefault(Function1<A, B> f); public Tuple2<${n}<A, B>, ${n}<A, B>> partition(Function1<Tuple2<A, B>, Boolean> p); public <Q> scala.collection.immutable.Map<Q, ${n}<A, B>> groupBy(Function1<Tuple2<A, B>, Q> f); public ${n}<A, B> take(int n); public ${n}<A, B> drop(int n); public ${n}<A, B> tail(); public ${n}<A, B> init();`;
const setOps = (n: string): string =>
  `public static <A> ${n}<A> apply(A... xs); public static <A> ${n}<A> empty(); public boolean contains(A x); public boolean apply(A x); public ${n}<A> $plus(A x); public ${n}<A> $minus(A x); public ${n}<A> $plus$plus(TraversableOnce<A> that); public boolean subsetOf(Iterable<A> that); public ${n}<A> $minus$minus(TraversableOnce<A> that); public ${n}<A> $amp(Iterable<A> that); public ${n}<A> intersect(Iterable<A> that); public ${n}<A> $bar(Iterable<A> that); public ${n}<A> union(Iterable<A> that); public ${n}<A> $amp$tilde(Iterable<A> that); public ${n}<A> diff(Iterable<A> that); public Iterator<${n}<A>> subsets(int n); ${ops(`${n}<A>`, (x) => `${n}<${x}>`)}`;
library({
  package: 'scala.collection.immutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class List<A> extends Seq<A> { ${statics('List')} ${seqOps('List<A>', (x) => `List<${x}>`)} public List<A> $colon$colon(A x); public List<A> $colon$colon$colon(List<A> x); }
public class Stream<A> extends Seq<A> { ${statics('Stream')} ${seqOps('Stream<A>', (x) => `Stream<${x}>`)} public static Stream<Integer> from(int n); public static <A> Stream<A> continually(Function0<A> f); public static <A> Stream<A> iterate(A a, Function1<A, A> f); }
public class Queue<A> extends Seq<A> { ${statics('Queue')} public Queue<A> enqueue(A x); public Tuple2<A, Queue<A>> dequeue(); }
public class TreeSet<A> extends Set<A> { ${setOps('TreeSet')} } public class SortedSet<A> extends Set<A> { public static <A> TreeSet<A> apply(A... xs); } public class HashSet<A> extends Set<A> { public static <A> Set<A> apply(A... xs); } public class ListSet<A> extends Set<A> { public static <A> ListSet<A> apply(A... xs); }
public class TreeMap<A, B> extends Map<A, B> { ${mapOps('TreeMap')} } public class SortedMap<A, B> extends Map<A, B> { public static <A, B> TreeMap<A, B> apply(Tuple2<A, B>... xs); } public class ListMap<A, B> extends Map<A, B> { ${mapOps('ListMap')} } public class HashMap<A, B> extends Map<A, B> { public static <A, B> Map<A, B> apply(Tuple2<A, B>... xs); public static <A, B> Map<A, B> empty(); }
public class Nil extends List<scala.runtime.Nothing$> { public static final Nil MODULE$; }
public class Vector<A> extends Seq<A> { ${statics('Vector')} ${seqOps('Vector<A>', (x) => `Vector<${x}>`)} }
public class Range extends Seq<Integer> { public Range by(int n); public static Range inclusive(int a, int b); public static Range apply(int a, int b); public static Range apply(int a, int b, int step); }
public class Map<A, B> extends Iterable<Tuple2<A, B>> { ${mapOps('Map')} public <C, D> Iterable<C> map(Function1<Tuple2<A, B>, C> f); }
public class Set<A> extends Iterable<A> { ${setOps('Set')} }
public class StringOps {
  public static int toInt(String self); public static double toDouble(String self); public static long toLong(String self); public static float toFloat(String self); public static boolean toBoolean(String self); public static short toShort(String self); public static byte toByte(String self);
  public static String stripMargin(String self); public static String capitalize(String self); public static String format(String self, Object... args); public static String $times(String self, int n); public static String reverse(String self); public static boolean nonEmpty(String self); public static int size(String self); public static char apply(String self, int i); public static char head(String self); public static String take(String self, int n); public static String drop(String self, int n); public static String stripSuffix(String self, String s); public static String stripPrefix(String self, String s); public static String[] split(String self, char c); public static String mkString(String self, String sep); public static Iterator<String> lines(String self);
  public static String padTo(String self, int n, char c); public static boolean $less(String self, String o); public static boolean $greater(String self, String o); public static boolean $less$eq(String self, String o); public static boolean $greater$eq(String self, String o); public static int compare(String self, String o); public static scala.util.matching.Regex r(String self); public static String mkString(String self); public static String takeRight(String self, int n); public static String dropRight(String self, int n); public static char last(String self); public static String tail(String self); public static String init(String self); public static String stripLineEnd(String self); public static scala.math.BigInt toBigInt(String self); public static Iterator<String> linesIterator(String self); public static String slice(String self, int a, int b); public static String[] split(String self, char[] cs); public static String max(String self, String o); public static String min(String self, String o);
}`,
  bodies: {
    List: companion(`${IMM}List`, list) as never,
    Nil: { MODULE$: () => make(`${IMM}Nil`, []) },
    Vector: companion(`${IMM}Vector`, (x) => make(`${IMM}Vector`, x)) as never,
    Map: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    Set: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    Stream: {
      ...companion(`${IMM}Stream`, (x) => make(`${IMM}Stream`, x)),
      'from(int)': (n: number) => lazily((i) => n + i),
      'continually(Function0)': (f: F0) => lazily(() => f.apply$()),
      'iterate(Object,Function1)': (a: unknown, f: F1) => {
        let at = a;
        return lazily((i) => {
          if (i > 0) at = f.apply$Object(at);
          return at;
        });
      },
    } as never,
    Queue: companion(`${IMM}Queue`, (x) => make(`${IMM}Queue`, x)) as never,
    HashSet: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    HashMap: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    TreeSet: companion(`${IMM}TreeSet`, (x) => setOf(x, `${IMM}TreeSet`)) as never,
    SortedSet: companion(`${IMM}TreeSet`, (x) => setOf(x, `${IMM}TreeSet`)) as never,
    ListSet: companion(`${IMM}ListSet`, (x) => setOf(x, `${IMM}ListSet`)) as never,
    TreeMap: companion(`${IMM}TreeMap`, (x) => mapOf(x, `${IMM}TreeMap`)) as never,
    SortedMap: companion(`${IMM}TreeMap`, (x) => mapOf(x, `${IMM}TreeMap`)) as never,
    ListMap: companion(`${IMM}ListMap`, (x) => mapOf(x, `${IMM}ListMap`)) as never,
    Range: {
      inclusive: (a: number, b: number) => range(a, b, true),
      'apply(int,int)': (a: number, b: number) => range(a, b, false),
      'apply(int,int,int)': (a: number, b: number, step: number) =>
        (range(a, b, false) as unknown as { by$int(n: number): unknown }).by$int(step),
    },
    StringOps: {
      toInt: (s: string) => parse(s, 'Integer', 'parseInt'),
      toLong: (s: string) => parse(s, 'Long', 'parseLong'),
      toShort: (s: string) => parse(s, 'Short', 'parseShort'),
      toByte: (s: string) => parse(s, 'Byte', 'parseByte'),
      toDouble: (s: string) => parse(s, 'Double', 'parseDouble'),
      toFloat: (s: string) => parse(s, 'Float', 'parseFloat'),
      toBoolean: (s: string) =>
        /^(?:true|false)$/i.test(s)
          ? s.toLowerCase() === 'true'
          : raise('java.lang.IllegalArgumentException', `For input string: "${s}"`),
      stripMargin: (s: string) => s.replace(/^[ \t]*\|/gm, ''),
      capitalize: (s: string) => s.slice(0, 1).toUpperCase() + s.slice(1),
      format: (s: string, args: unknown[]) =>
        (
          linkClass('java.lang.String') as unknown as { format$String$Object_A(s: string, a: unknown): string }
        ).format$String$Object_A(s, args),
      $times: (s: string, n: number) => s.repeat(Math.max(0, n)),
      reverse: (s: string) => [...s].reverse().join(''),
      nonEmpty: (s: string) => s.length > 0,
      size: (s: string) => s.length,
      apply: (s: string, i: number) =>
        i >= 0 && i < s.length
          ? s.charCodeAt(i)
          : raise('java.lang.StringIndexOutOfBoundsException', `String index out of range: ${i}`),
      head: (s: string) => s.charCodeAt(0),
      take: (s: string, n: number) => s.slice(0, Math.max(0, n)),
      drop: (s: string, n: number) => s.slice(Math.max(0, n)),
      stripSuffix: (s: string, x: string) => (s.endsWith(x) ? s.slice(0, s.length - x.length) : s),
      stripPrefix: (s: string, x: string) => (s.startsWith(x) ? s.slice(x.length) : s),
      'split(String,char[])': (s: string, cs: Uint16Array) => {
        const parts = s.split(new RegExp(`[${[...cs].map((c) => `\\u${c.toString(16).padStart(4, '0')}`).join('')}]`));
        while (parts.length > 1 && parts[parts.length - 1] === '') parts.pop();
        return arrayOfItems(parts, 'java.lang.String');
      },
      'split(String,char)': (s: string, c: number) => {
        const parts = s.split(String.fromCharCode(c));
        while (parts.length > 1 && parts[parts.length - 1] === '') parts.pop();
        return arrayOfItems(parts, 'java.lang.String');
      },
      linesIterator: (s: string) => make(`${C}Iterator`, s.split(/\r?\n/)),
      lines: (s: string) => make(`${C}Iterator`, s.split(/\r?\n/)),
      $less: (a: string, b: string) => a < b,
      $greater: (a: string, b: string) => a > b,
      $less$eq: (a: string, b: string) => a <= b,
      $greater$eq: (a: string, b: string) => a >= b,
      compare: (a: string, b: string) => compareNatural(a, b),
      r: (s: string) =>
        Object.assign(new (linkClass('scala.util.matching.Regex') as unknown as new () => object)(), { source: s }),
      'mkString(String)': (s: string) => s,
      'mkString(String,String)': (s: string, sep: string) => [...s].join(sep),
      takeRight: (s: string, n: number) => s.slice(Math.max(0, s.length - n)),
      dropRight: (s: string, n: number) => s.slice(0, Math.max(0, s.length - n)),
      last: (s: string) => s.charCodeAt(s.length - 1),
      tail: (s: string) => s.slice(1),
      init: (s: string) => s.slice(0, -1),
      slice: (s: string, a: number, b: number) => s.slice(Math.max(0, a), Math.max(0, b)),
      stripLineEnd: (s: string) => s.replace(/\r?\n$/, ''),
      max: (a: string, b: string) => (a >= b ? a : b),
      min: (a: string, b: string) => (a <= b ? a : b),
      toBigInt: (s: string) =>
        (linkClass('scala.math.BigInt') as unknown as { apply$String(s: string): unknown }).apply$String(s),
      padTo: (s: string, n: number, c: number) => s.padEnd(n, String.fromCharCode(c)),
    },
  },
});
const lazily = (next: (i: number) => unknown): Coll =>
  Object.assign(make(`${IMM}Stream`, []), { items: endless(next).items });
function parse(s: string, type: string, method: string): unknown {
  return (linkClass(`java.lang.${type}`) as unknown as Record<string, (s: string) => unknown>)[`${method}$String`]!(s);
}
export function range(a: number, b: number, inclusive: boolean): Coll {
  const out: number[] = [];
  for (let i = a; inclusive ? i <= b : i < b; i++) out.push(i);
  return Object.assign(make(`${IMM}Range`, out), { bounds: { from: a, to: b, inclusive, step: 1 } });
}
const MUT = `${C}mutable.`;
library({
  package: 'scala.collection.mutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class Buffer<A> extends Seq<A> { ${statics('Buffer')} ${seqOps('Buffer<A>', (x) => `Buffer<${x}>`)} public Buffer<A> $plus$eq(A x); public void append(A x); public void prepend(A x); public Buffer<A> $plus$plus$eq(TraversableOnce<A> that); public void clear(); public A remove(int i); public void update(int i, A x); public void insert(int i, A x); public Buffer<A> $minus$eq(A x); public void append(A a, A b, A... more); public Buffer<A> $plus$eq(A a, A b, A... more); public void remove(int i, int n); public void trimEnd(int n); public void trimStart(int n); public void reduceToSize(int n); public Buffer<A> $plus$eq$colon(A x); public Buffer<A> $minus$minus$eq(TraversableOnce<A> that); public void insertAll(int i, TraversableOnce<A> that); }
public class ArrayBuffer<A> extends Buffer<A> { public ArrayBuffer(); ${statics('ArrayBuffer')} ${seqOps('ArrayBuffer<A>', (x) => `ArrayBuffer<${x}>`)} }
public class ListBuffer<A> extends Buffer<A> { public ListBuffer(); ${statics('ListBuffer')} ${seqOps('ListBuffer<A>', (x) => `ListBuffer<${x}>`)} }
public class Map<A, B> extends Iterable<Tuple2<A, B>> { ${mapOps('Map')} public Option<B> put(A k, B v); public void update(A k, B v); public Map<A, B> $plus$eq(Tuple2<A, B> e); public Map<A, B> $minus$eq(A k); public Option<B> remove(A k); public void clear(); public B getOrElseUpdate(A k, Function0<B> f); public Map<A, B> retain(Function2<A, B, Boolean> f); public Map<A, B> $plus$plus$eq(TraversableOnce<Tuple2<A, B>> that); public Map<A, B> $minus$minus$eq(TraversableOnce<A> that); public Map<A, B> $plus$eq(Tuple2<A, B> a, Tuple2<A, B> b, Tuple2<A, B>... more); }
public class LinkedHashMap<A, B> extends Map<A, B> { public LinkedHashMap(); public static <A, B> LinkedHashMap<A, B> apply(Tuple2<A, B>... xs); public static <A, B> LinkedHashMap<A, B> empty(); }
public class ListMap<A, B> extends Map<A, B> { public ListMap(); public static <A, B> ListMap<A, B> apply(Tuple2<A, B>... xs); }
public class TreeMap<A, B> extends Map<A, B> { public TreeMap(); public static <A, B> TreeMap<A, B> apply(Tuple2<A, B>... xs); public static <A, B> TreeMap<A, B> empty(); }
public class HashMap<A, B> extends Map<A, B> { public static <A, B> HashMap<A, B> empty(); public HashMap(); public static <A, B> HashMap<A, B> apply(Tuple2<A, B>... xs); }
public class Set<A> extends Iterable<A> { ${setOps('Set')} public Set<A> $plus$eq(A x); public Set<A> $minus$eq(A x); public boolean add(A x); public boolean remove(A x); public Set<A> $plus$plus$eq(TraversableOnce<A> that); public void clear(); }
public class LinkedHashSet<A> extends Set<A> { public LinkedHashSet(); public static <A> LinkedHashSet<A> apply(A... xs); }
public class TreeSet<A> extends Set<A> { public TreeSet(); public static <A> TreeSet<A> apply(A... xs); }
public class Queue<A> extends Buffer<A> { public Queue(); ${statics('Queue')} public void enqueue(A... xs); public A dequeue(); }
public class Stack<A> extends Buffer<A> { public Stack(); ${statics('Stack')} public Stack<A> push(A x); public A pop(); public A top(); }
public class PriorityQueue<A> extends Iterable<A> { public PriorityQueue(); public static <A> PriorityQueue<A> apply(A... xs); public PriorityQueue<A> $plus$eq(A x); public void enqueue(A... xs); public A dequeue(); }
public class HashSet<A> extends Set<A> { public static <A> HashSet<A> empty(); public HashSet(); public static <A> HashSet<A> apply(A... xs); }
public class StringBuilder { public StringBuilder(); public StringBuilder(String s); public StringBuilder append(Object x); public StringBuilder append(char x); public StringBuilder $plus$plus$eq(String s); public StringBuilder $plus$eq(char c); public int length(); public int size(); public StringBuilder reverse(); public String mkString(); public void clear(); public void setLength(int n); public StringBuilder insert(int i, Object x); public void setCharAt(int i, char c); public StringBuilder deleteCharAt(int i); public int indexOf(String s); public boolean isEmpty(); public boolean nonEmpty(); public char charAt(int i); public char apply(int i); public String result(); }
`,
  bodies: {
    Buffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ArrayBuffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ListBuffer: companion(`${MUT}ListBuffer`, (x) => make(`${MUT}ListBuffer`, x)) as never,
    ...Object.fromEntries(
      ['Map', 'HashMap', 'LinkedHashMap', 'ListMap', 'TreeMap'].map((n) => [
        n,
        companion(MUT + n, (x) => mapOf(x, MUT + n)),
      ]),
    ),
    ...Object.fromEntries(
      ['Set', 'HashSet', 'LinkedHashSet', 'TreeSet'].map((n) => [n, companion(MUT + n, (x) => setOf(x, MUT + n))]),
    ),
    Queue: companion(`${MUT}Queue`, (x) => make(`${MUT}Queue`, x)) as never,
    Stack: companion(`${MUT}Stack`, (x) => make(`${MUT}Stack`, x)) as never,
    PriorityQueue: {
      'apply(Object[])': (xs: unknown[]) =>
        make(
          `${MUT}PriorityQueue`,
          Array.from(xs).sort((a, b) => compareTuples(b, a)),
        ),
      $plus$eq(this: K, x: unknown) {
        this.items = [...this.items, x].sort((a, b) => compareTuples(b, a));
        return this;
      },
      enqueue(this: K, xs: unknown[]) {
        this.items = [...this.items, ...Array.from(xs)].sort((a, b) => compareTuples(b, a));
      },
    },
    StringBuilder: {
      $class: class extends Base {
        text = '';
        override $toString(): string {
          return this.text;
        }
      },
      'new()'() {},
      'new(String)'(this: { text: string }, s: string) {
        this.text = s;
      },
      'append(Object)'(this: { text: string }, x: unknown) {
        this.text += stringOf(x);
        return this;
      },
      'append(char)'(this: { text: string }, x: number) {
        this.text += String.fromCharCode(x);
        return this;
      },
      $plus$eq(this: { text: string }, x: number) {
        this.text += String.fromCharCode(x);
        return this;
      },
      size(this: { text: string }) {
        return this.text.length;
      },
      reverse(this: { text: string }) {
        const made = new (linkClass(`${C}mutable.StringBuilder`) as unknown as new () => { text: string })();
        made.text = [...this.text].reverse().join('');
        return made;
      },
      mkString(this: { text: string }) {
        return this.text;
      },
      result(this: { text: string }) {
        return this.text;
      },
      clear(this: { text: string }) {
        this.text = '';
      },
      setLength(this: { text: string }, n: number) {
        this.text = this.text.slice(0, n);
      },
      insert(this: { text: string }, i: number, x: unknown) {
        this.text = this.text.slice(0, i) + stringOf(x) + this.text.slice(i);
        return this;
      },
      setCharAt(this: { text: string }, i: number, c: number) {
        this.text = this.text.slice(0, i) + String.fromCharCode(c) + this.text.slice(i + 1);
      },
      deleteCharAt(this: { text: string }, i: number) {
        this.text = this.text.slice(0, i) + this.text.slice(i + 1);
        return this;
      },
      indexOf(this: { text: string }, x: string) {
        return this.text.indexOf(x);
      },
      isEmpty(this: { text: string }) {
        return this.text === '';
      },
      nonEmpty(this: { text: string }) {
        return this.text !== '';
      },
      charAt(this: { text: string }, i: number) {
        return this.text.charCodeAt(i);
      },
      apply(this: { text: string }, i: number) {
        return this.text.charCodeAt(i);
      },
      $plus$plus$eq(this: { text: string }, x: string) {
        this.text += x;
        return this;
      },
      length(this: { text: string }) {
        return this.text.length;
      },
    },
  },
});
