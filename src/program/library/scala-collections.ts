/** scala: functions, tuples, options, collections. All collections are classes over one array of boxed items. */
import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import { equals, hashCode, stringOf } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { JavaArray } from '../arrays.ts';
import { wait } from '../jvm.ts';
import { linkClass } from '../link.ts';
import { elements, type JavaIterable, newArrayList } from '../runtime/collections.ts';
import { Base, compareNatural } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import { library } from './table.ts';

export type F0 = { apply$(): unknown };
export type F1 = { apply$Object(a: unknown): unknown };
export type F2 = { apply$Object$Object(a: unknown, b: unknown): unknown };

const C = 'scala.collection.';
const IMM = 'scala.collection.immutable.';

/** Host of every collection. */
export class Coll extends Base {
  items: unknown[] = [];
  /** Of iterators: how far they are. */
  at = 0;
  fallback: unknown = null;

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
    return this.items.reduce<number>((h, x) => (Math.imul(31, h) + hashCode(x)) | 0, 1);
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
    if (this.isIterator()) return 'non-empty iterator';
    const simple = name.slice(name.lastIndexOf('.') + 1);
    const prefix = simple === 'Nil' || simple === 'Seq' ? 'List' : simple;
    const one = (x: unknown): string =>
      this.isMap() ? `${stringOf((x as Pair)._1)} -> ${stringOf((x as Pair)._2)}` : stringOf(x);
    return `${prefix}(${this.items.map(one).join(', ')})`;
  }
  override $copy(): unknown {
    return make(this.shape(), [...this.items]);
  }
}
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
    let h = hashCode(k);
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
/** Entries by key; the last one of a key wins, at the first one's place. */
function distinctBy(items: readonly unknown[], key: (x: unknown) => unknown): unknown[] {
  const seen = new Map<unknown, number>();
  const out: unknown[] = [];
  for (const x of items) {
    const k = key(x);
    const id = typeof k === 'object' && k !== null ? `${hashCode(k)}:${stringOf(k)}` : k;
    const at = seen.get(id);
    if (at === undefined) {
      seen.set(id, out.length);
      out.push(x);
    } else out[at] = x;
  }
  return out;
}
const keyOf = (x: unknown): unknown => (x as Pair)._1;
export function mapOf(items: readonly unknown[], name = `${IMM}Map`): Coll {
  const entries = distinctBy(items, keyOf);
  return make(
    name,
    trieOrder(entries.map(keyOf)).map((i) => entries[i]),
  );
}
export function setOf(items: readonly unknown[], name = `${IMM}Set`): Coll {
  const seen: unknown[] = [];
  const ids = new Set<unknown>();
  for (const x of items) {
    const id = typeof x === 'object' && x !== null ? `${hashCode(x)}:${stringOf(x)}` : x;
    if (ids.has(id)) continue;
    ids.add(id);
    seen.push(x);
  }
  return make(
    name,
    trieOrder(seen).map((i) => seen[i]),
  );
}
/** A collection like `of` with other items. */
function like(of: Coll, items: unknown[]): Coll {
  const name = of.shape();
  if (of.isMap())
    return items.every((x) => (x as Base | null)?.$className?.() === 'scala.Tuple2') ? mapOf(items, name) : list(items);
  if (of.isSet()) return setOf(items, name);
  if (name === `${IMM}Range`) return make(`${IMM}Vector`, items);
  if (name === `${IMM}Nil`) return list(items);
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
function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return (a + b) | 0;
  if (a instanceof Long && b instanceof Long)
    return Long.valueOf(BigInt.asIntN(64, BigInt(a.value) + BigInt(b.value)) as never);
  if (a instanceof Float) return new Float(Math.fround(a.value + Number((b as Float).value)));
  return new Double(Number((a as Double).value ?? a) + Number((b as Double).value ?? b));
}
function times(a: unknown, b: unknown): unknown {
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
  public Iterator<${self}> grouped(int n); public Iterator<${self}> sliding(int n); public <B> ${s('B')} scanLeft(B z, Function2<B, A, B> f);`;
const seqOps = (self: string, s: (of: string) => string): string => `${ops(self, s)}
  public ${s('A')} $colon$plus(A x); public ${s('A')} $plus$colon(A x); public ${s('A')} $plus$plus(TraversableOnce<A> that); public ${s('A')} updated(int i, A x); public ${s('A')} union(Seq<A> that); public ${s('A')} diff(Seq<A> that); public ${s('A')} intersect(Seq<A> that);`;

library({
  package: 'scala',
  stubs: `
public interface Function0<R> extends java.io.Serializable { R apply(); }
public interface Function1<T, R> extends java.io.Serializable { R apply(T x); }
public interface PartialFunction<T, R> extends Function1<T, R> {}
public interface Function2<A, B, R> extends java.io.Serializable { R apply(A a, B b); }
public interface Function3<A, B, C, R> extends java.io.Serializable { R apply(A a, B b, C c); }
public interface Function4<A, B, C, D, R> extends java.io.Serializable { R apply(A a, B b, C c, D d); }
public interface Function5<A, B, C, D, E, R> extends java.io.Serializable { R apply(A a, B b, C c, D d, E e); }
public interface Product { int productArity(); Object productElement(int n); }
${Array.from({ length: 21 }, (_, k) => {
  const n = k + 2;
  const vars = Array.from({ length: n }, (_, i) => `T${i + 1}`);
  const swap = n === 2 ? 'public Tuple2<T2, T1> swap();' : '';
  return `public class Tuple${n}<${vars.join(', ')}> implements java.io.Serializable { public Tuple${n}(${vars.map((v, i) => `${v} a${i}`).join(', ')}); ${vars.map((v, i) => `public final ${v} _${i + 1};`).join(' ')} public int productArity(); public Object productElement(int i); ${swap} }`;
}).join('\n')}
public abstract class Option<A> implements java.io.Serializable {
  public static <A> Option<A> apply(A x); public static <A> Option<A> empty();
  public A get(); public boolean isEmpty(); public boolean isDefined(); public boolean nonEmpty(); public A getOrElse(Function0<A> d); public Option<A> orElse(Function0<Option<A>> d);
  public <B> Option<B> map(Function1<A, B> f); public <B> Option<B> flatMap(Function1<A, Option<B>> f); public Option<A> filter(Function1<A, Boolean> p); public Option<A> withFilter(Function1<A, Boolean> p); public boolean exists(Function1<A, Boolean> p); public boolean contains(A x); public boolean forall(Function1<A, Boolean> p);
  @CallsBack public <U> void foreach(Function1<A, U> f); public <B> B fold(Function0<B> e, Function1<A, B> f); public scala.collection.immutable.List<A> toList(); public A orNull();
}
public class Some<A> extends Option<A> { public Some(A value); public static <A> Some<A> apply(A x); public final A value; }
public class None extends Option<scala.runtime.Nothing$> { public static final None MODULE$; }
public class MatchError extends RuntimeException { public MatchError(Object o); }
public class NotImplementedError extends Error { public NotImplementedError(String s); }
public class Predef {
  @NotSimulated public static String readLine();
  public static void println(); public static void println(Object x); public static void print(Object x); public static void printf(String f, Object... args);
  public static void require(boolean b); public static void require(boolean b, Function0<Object> m); public static void assert$(boolean b); public static <T> T identity(T x); public static <T> Seq<T> wrapArray(T x); public static Seq<Character> wrapString(String s); public static String unwrapString(Object s);
  public static Object toArray(Object seq, String component); public static Object[] spread(Object seq); @NotSimulated public static scala.runtime.Nothing$ $qmark$qmark$qmark();
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
      orNull(this: Base) {
        return itemsOf(this)[0] ?? null;
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
/** MurmurHash3.productHash. */
export function productHash(items: readonly unknown[]): number {
  let h = 0xcafebabe | 0;
  for (const x of items) {
    let k = Math.imul(anyHash(x), 0xcc9e2d51);
    k = Math.imul(rotl(k, 15), 0x1b873593);
    h = (Math.imul(rotl(h ^ k, 13), 5) + 0xe6546b64) | 0;
  }
  h ^= items.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

library({
  package: 'scala.collection',
  stubs: `
import scala.*;
import scala.collection.immutable.List;
public abstract class TraversableOnce<A> implements java.io.Serializable {
  @CallsBack public <U> void foreach(Function1<A, U> f); public int size(); public boolean isEmpty(); public boolean nonEmpty(); public boolean exists(Function1<A, Boolean> p); public boolean forall(Function1<A, Boolean> p); public int count(Function1<A, Boolean> p);
  public Option<A> find(Function1<A, Boolean> p); public <B> B foldLeft(B z, Function2<B, A, B> f); public <B> B foldRight(B z, Function2<A, B, B> f); public <B> B fold(B z, Function2<B, B, B> f); public <B> B $div$colon(B z, Function2<B, A, B> f); public A reduce(Function2<A, A, A> f); public A reduceLeft(Function2<A, A, A> f); public Option<A> reduceOption(Function2<A, A, A> f);
  public A sum(); public A product(); public A max(); public A min(); public <B> A maxBy(Function1<A, B> f); public <B> A minBy(Function1<A, B> f);
  public String mkString(); public String mkString(String sep); public String mkString(String a, String sep, String z);
  public List<A> toList(); public Seq<A> toSeq(); public Iterable<A> toIterable(); public scala.collection.immutable.Vector<A> toVector(); public scala.collection.immutable.Set<A> toSet(); public Seq<A> toIndexedSeq(); public <K, V> scala.collection.immutable.Map<K, V> toMap(); public scala.collection.mutable.ArrayBuffer<A> toBuffer(); public Iterator<A> iterator(); public Iterator<A> toIterator(); public A[] toArray();
}
public abstract class Iterator<A> extends TraversableOnce<A> { public boolean hasNext(); public A next(); ${ops('Iterator<A>', (x) => `Iterator<${x}>`)} }
public abstract class Iterable<A> extends TraversableOnce<A> { public A head(); public A last(); public Option<A> headOption(); public Option<A> lastOption(); ${ops('Iterable<A>', (x) => `Iterable<${x}>`)} public Iterable<A> $plus$plus(TraversableOnce<A> that); }
public abstract class Seq<A> extends Iterable<A> { @SafeVarargs public static <A> Seq<A> apply(A... xs); public static <A> Seq<A> empty(); public A apply(int i); public int length(); public int indexOf(A x); public boolean contains(A x); public scala.collection.immutable.Range indices(); public boolean isDefinedAt(int i); ${seqOps('Seq<A>', (x) => `Seq<${x}>`)} }
public class JavaConverters {
  public static <A> scala.collection.mutable.Buffer<A> asScala(java.util.List<A> self); public static <A> scala.collection.mutable.Set<A> asScala(java.util.Set<A> self); public static <K, V> scala.collection.mutable.Map<K, V> asScala(java.util.Map<K, V> self); public static <A> Iterable<A> asScala(java.lang.Iterable<A> self); public static <A> Iterator<A> asScala(java.util.Iterator<A> self);
  public static <A> java.util.List<A> asJava(Seq<A> self);
}
public class JavaConversions {}
`,
  bodies: {
    TraversableOnce: {
      $class: Coll,
      ...collectionBodies(),
    },
    Iterator: {},
    Iterable: {},
    Seq: {
      apply$: undefined,
      'apply(Object[])': (xs: unknown[]) => list(Array.from(xs)),
      empty: () => list([]),
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
      asJava: (x: Coll) => newArrayList([...x.items]),
    },
  } as never,
});

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
    const out: unknown[] = [];
    for (const x of this.all()) {
      try {
        out.push(f.apply$Object(x));
      } catch (e) {
        if ((e as Base).$className?.() !== 'scala.MatchError') throw e;
      }
    }
    return like(this, out);
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
  sorted$Ordering(this: K, o: { sign: number }) {
    return like(
      this,
      [...this.all()].sort((a, b) => o.sign * compareTuples(a, b)),
    );
  },
  sortBy$Function1(this: K, f: F1) {
    return like(this, [...this.all()].sort(by(f, 1)));
  },
  sortBy$Function1$Ordering(this: K, f: F1, o: { sign: number }) {
    return like(this, [...this.all()].sort(by(f, o.sign)));
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
    return make(
      `${IMM}Range`,
      this.items.map((_, i) => i),
    );
  },
  by$int(this: K, n: number) {
    const a = this.items as number[];
    const out: number[] = [];
    if (a.length > 0) {
      const up = n > 0;
      for (let i = a[0]!; up ? i <= a[a.length - 1]! : i >= a[a.length - 1]!; i += n) out.push(i);
    }
    return make(`${IMM}Range`, out);
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
    return this.fallback !== null ? (this.fallback as F0).apply$() : empty(`key not found: ${stringOf(x)}`);
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
    m.fallback = { apply$: () => x };
    return m;
  },
  // Mutable ones
  $plus$eq$Object(this: K, x: unknown) {
    if (!this.isSet() || !this.items.some((y) => equals(x, y))) this.items.push(x);
    return this;
  },
  append$Object(this: K, x: unknown) {
    this.items.push(x);
  },
  prepend$Object(this: K, x: unknown) {
    this.items.unshift(x);
  },
  $plus$plus$eq$TraversableOnce(this: K, o: unknown) {
    for (const x of itemsOf(o))
      (this as unknown as { put(k: unknown): void }).put ? this.items.push(x) : this.items.push(x);
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
    if (i >= 0) this.items[i] = pair(k, v);
    else this.items.push(pair(k, v));
    return option(i >= 0, (old as Pair | undefined)?._2);
  },
  update$Object$Object(this: K, k: unknown, v: unknown) {
    const i = this.items.findIndex((y) => equals(keyOf(y), k));
    if (i >= 0) this.items[i] = pair(k, v);
    else this.items.push(pair(k, v));
  },
  $plus$eq$Tuple2(this: K, e: unknown) {
    const i = this.items.findIndex((y) => equals(keyOf(y), keyOf(e)));
    if (i >= 0) this.items[i] = e;
    else this.items.push(e);
    return this;
  },
  remove$Object(this: K, k: unknown) {
    const i = this.items.findIndex((y) => equals(keyOf(y), k));
    const old = i >= 0 ? this.items.splice(i, 1)[0] : null;
    return option(i >= 0, (old as Pair | null)?._2);
  },
  add$Object(this: K, x: unknown) {
    if (this.items.some((y) => equals(x, y))) return false;
    this.items.push(x);
    return true;
  },
};
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
  public B apply(A key); public Option<B> get(A key); public B getOrElse(A key, Function0<B> d); public boolean contains(A key); public Iterable<A> keys(); public scala.collection.immutable.Set<A> keySet(); public Iterable<B> values(); public <C> ${n}<A, C> mapValues(Function1<B, C> f); public ${n}<A, B> withDefaultValue(B x); public ${n}<A, B> $plus(Tuple2<A, B> e); public ${n}<A, B> $minus(A key); public ${n}<A, B> $plus$plus(TraversableOnce<Tuple2<A, B>> that); public ${n}<A, B> filter(Function1<Tuple2<A, B>, Boolean> p);`;
const setOps = (n: string): string =>
  `public static <A> ${n}<A> apply(A... xs); public static <A> ${n}<A> empty(); public boolean contains(A x); public boolean apply(A x); public ${n}<A> $plus(A x); public ${n}<A> $minus(A x); public ${n}<A> $plus$plus(TraversableOnce<A> that); ${ops(`${n}<A>`, (x) => `${n}<${x}>`)}`;
library({
  package: 'scala.collection.immutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class List<A> extends Seq<A> { ${statics('List')} ${seqOps('List<A>', (x) => `List<${x}>`)} public List<A> $colon$colon(A x); public List<A> $colon$colon$colon(List<A> x); }
public class Nil extends List<scala.runtime.Nothing$> { public static final Nil MODULE$; }
public class Vector<A> extends Seq<A> { ${statics('Vector')} ${seqOps('Vector<A>', (x) => `Vector<${x}>`)} }
public class Range extends Seq<Integer> { public Range by(int n); public static Range inclusive(int a, int b); public static Range apply(int a, int b); }
public class Map<A, B> extends Iterable<Tuple2<A, B>> { ${mapOps('Map')} public <C, D> Iterable<C> map(Function1<Tuple2<A, B>, C> f); }
public class Set<A> extends Iterable<A> { ${setOps('Set')} }
public class StringOps {
  public static int toInt(String self); public static double toDouble(String self); public static long toLong(String self); public static float toFloat(String self); public static boolean toBoolean(String self); public static short toShort(String self); public static byte toByte(String self);
  public static String stripMargin(String self); public static String capitalize(String self); public static String format(String self, Object... args); public static String $times(String self, int n); public static String reverse(String self); public static boolean nonEmpty(String self); public static int size(String self); public static char apply(String self, int i); public static char head(String self); public static String take(String self, int n); public static String drop(String self, int n); public static String stripSuffix(String self, String s); public static String stripPrefix(String self, String s); public static String[] split(String self, char c); public static String mkString(String self, String sep); public static Iterator<String> lines(String self);
  public static String padTo(String self, int n, char c);
}`,
  bodies: {
    List: companion(`${IMM}List`, list) as never,
    Nil: { MODULE$: () => make(`${IMM}Nil`, []) },
    Vector: companion(`${IMM}Vector`, (x) => make(`${IMM}Vector`, x)) as never,
    Map: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    Set: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    Range: {
      inclusive: (a: number, b: number) => range(a, b, true),
      apply: (a: number, b: number) => range(a, b, false),
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
      split: (s: string, c: number) => {
        const parts = s.split(String.fromCharCode(c));
        while (parts.length > 1 && parts[parts.length - 1] === '') parts.pop();
        return arrayOfItems(parts, 'java.lang.String');
      },
      mkString: (s: string, sep: string) => [...s].join(sep),
      lines: (s: string) => make(`${C}Iterator`, s.split(/\r?\n/)),
      padTo: (s: string, n: number, c: number) => s.padEnd(n, String.fromCharCode(c)),
    },
  },
});
function parse(s: string, type: string, method: string): unknown {
  return (linkClass(`java.lang.${type}`) as unknown as Record<string, (s: string) => unknown>)[`${method}$String`]!(s);
}
export function range(a: number, b: number, inclusive: boolean): Coll {
  const out: number[] = [];
  for (let i = a; inclusive ? i <= b : i < b; i++) out.push(i);
  return make(`${IMM}Range`, out);
}
const MUT = `${C}mutable.`;
library({
  package: 'scala.collection.mutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class Buffer<A> extends Seq<A> { ${statics('Buffer')} ${seqOps('Buffer<A>', (x) => `Buffer<${x}>`)} public Buffer<A> $plus$eq(A x); public void append(A x); public void prepend(A x); public Buffer<A> $plus$plus$eq(TraversableOnce<A> that); public void clear(); public A remove(int i); public void update(int i, A x); public void insert(int i, A x); public Buffer<A> $minus$eq(A x); }
public class ArrayBuffer<A> extends Buffer<A> { public ArrayBuffer(); ${statics('ArrayBuffer')} ${seqOps('ArrayBuffer<A>', (x) => `ArrayBuffer<${x}>`)} }
public class ListBuffer<A> extends Buffer<A> { public ListBuffer(); ${statics('ListBuffer')} ${seqOps('ListBuffer<A>', (x) => `ListBuffer<${x}>`)} }
public class Map<A, B> extends Iterable<Tuple2<A, B>> { ${mapOps('Map')} public Option<B> put(A k, B v); public void update(A k, B v); public Map<A, B> $plus$eq(Tuple2<A, B> e); public Map<A, B> $minus$eq(A k); public Option<B> remove(A k); public void clear(); }
public class HashMap<A, B> extends Map<A, B> { public HashMap(); public static <A, B> HashMap<A, B> apply(Tuple2<A, B>... xs); }
public class Set<A> extends Iterable<A> { ${setOps('Set')} public Set<A> $plus$eq(A x); public Set<A> $minus$eq(A x); public boolean add(A x); public void clear(); }
public class HashSet<A> extends Set<A> { public HashSet(); public static <A> HashSet<A> apply(A... xs); }
public class StringBuilder { public StringBuilder(); public StringBuilder(String s); public StringBuilder append(Object x); public StringBuilder $plus$plus$eq(String s); public int length(); }
`,
  bodies: {
    Buffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ArrayBuffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ListBuffer: companion(`${MUT}ListBuffer`, (x) => make(`${MUT}ListBuffer`, x)) as never,
    Map: companion(`${MUT}Map`, (x) => make(`${MUT}Map`, x)) as never,
    HashMap: companion(`${MUT}HashMap`, (x) => make(`${MUT}HashMap`, x)) as never,
    Set: companion(`${MUT}Set`, (x) => setOf(x, `${MUT}Set`)) as never,
    HashSet: companion(`${MUT}HashSet`, (x) => setOf(x, `${MUT}HashSet`)) as never,
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
      append(this: { text: string }, x: unknown) {
        this.text += stringOf(x);
        return this;
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
