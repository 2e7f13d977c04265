import { allocate } from '../../link.ts';
import { elements, type JavaIterable } from '../../runtime/collections.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { library } from '../table.ts';
import {
  C,
  Coll,
  compareTuples,
  empty,
  type F0,
  type F1,
  type F2,
  type F3,
  IMM,
  itemsOf,
  iteratorOf,
  type K,
  keyOf,
  like,
  list,
  make,
  mapOf,
  type Order,
  type Pair,
  pair,
  range,
  setOf,
  type Z,
  zippedOf,
} from './collection.ts';
import { Iter } from './iterators.ts';
import { append, cons, endlessStream, LazyStream } from './lazy-streams.ts';

/** Declarations of what every collection has; S gives it with other elements. */
const ops = (self: string, s: (of: string) => string): string => `
  @CallsBack public <B> ${s('B')} map(Function1<A, B> f); @CallsBack public <B> ${s('B')} flatMap(Function1<A, TraversableOnce<B>> f);
  @CallsBack public ${self} filter(Function1<A, Boolean> p); @CallsBack public ${self} filterNot(Function1<A, Boolean> p); @CallsBack public ${self} withFilter(Function1<A, Boolean> p);
  @CallsBack public <B> ${s('B')} collect(Function1<A, B> f); public ${self} take(int n); public ${self} drop(int n); public ${self} takeRight(int n); public ${self} dropRight(int n);
  @CallsBack public ${self} takeWhile(Function1<A, Boolean> p); @CallsBack public ${self} dropWhile(Function1<A, Boolean> p); public ${self} slice(int from, int to); public ${self} tail(); public ${self} init(); public ${self} reverse();
  public ${self} sorted(); public <B> ${self} sortBy(Function1<A, B> f); public <B> ${self} sortBy(Function1<A, B> f, scala.math.Ordering<B> o); public ${self} sorted(scala.math.Ordering<A> o); public ${self} sortWith(Function2<A, A, Boolean> lt); public ${self} distinct();
  public <B> ${s('Tuple2<A, B>')} zip(TraversableOnce<B> that); public ${s('Tuple2<A, Integer>')} zipWithIndex();
  @CallsBack public Tuple2<${self}, ${self}> partition(Function1<A, Boolean> p); public Tuple2<${self}, ${self}> splitAt(int n); @CallsBack public <Q> scala.collection.immutable.Map<Q, ${self}> groupBy(Function1<A, Q> f);
  public Iterator<${self}> grouped(int n); public Iterator<${self}> sliding(int n); public Iterator<${self}> sliding(int n, int step); @CallsBack public Tuple2<${self}, ${self}> span(Function1<A, Boolean> p); @CallsBack public <B> ${s('B')} scanRight(B z, Function2<A, B, B> f); public <B, C> ${s('Tuple2<B, C>')} zipAll(TraversableOnce<C> that, B a, C b); public Iterator<${self}> tails(); public Iterator<${self}> inits(); public ${self} view(); public ${self} par(); public ${self} force(); public Iterator<A> buffered(); public ${self} seq(); public ${self} repr(); @CallsBack public <B> ${s('B')} scanLeft(B z, Function2<B, A, B> f); @CallsBack public <B> ${s('B')} scan(B z, Function2<B, A, B> f);`;
const seqOps = (self: string, s: (of: string) => string): string => `${ops(self, s)}
  public ${s('A')} $colon$plus(A x); public ${s('A')} $plus$colon(A x); public ${s('A')} $plus$plus(TraversableOnce<A> that); public ${s('A')} updated(int i, A x); public ${s('A')} union(Seq<A> that); public ${s('A')} diff(Seq<A> that); public ${s('A')} intersect(Seq<A> that); public ${s('A')} patch(int from, TraversableOnce<A> that, int n); public ${s('A')} padTo(int n, A x); public Iterator<${self}> combinations(int n); public Iterator<${self}> permutations(); public Iterator<A> reverseIterator(); @CallsBack public <B> ${s('B')} reverseMap(Function1<A, B> f);`;

/** Collections of collections, as deep as there are sizes. */
function nested(name: string, sizes: readonly number[], item: (...at: number[]) => unknown, at: number[] = []): Coll {
  const [size = 0, ...rest] = sizes;
  const of = (i: number): unknown => (rest.length === 0 ? item(...at, i) : nested(name, rest, item, [...at, i]));
  return make(
    name,
    Array.from({ length: Math.max(0, size) }, (_, i) => of(i)),
  );
}
const companion = (name: string, build: (items: unknown[]) => Coll) => ({
  'apply(Object[])': (xs: unknown[]) => build(Array.from(xs)),
  'apply(Tuple2[])': (xs: unknown[]) => build(Array.from(xs)),
  'apply(Integer[])': (xs: unknown[]) => build(Array.from(xs)),
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
  'fill(int,int,Function0)': (n: number, m: number, f: F0) => nested(name, [n, m], () => f.apply$()),
  'fill(int,int,int,Function0)': (n: number, m: number, k: number, f: F0) => nested(name, [n, m, k], () => f.apply$()),
  'tabulate(int,int,Function2)': (n: number, m: number, f: F2) =>
    nested(name, [n, m], (i, j) => f.apply$Object$Object(i, j)),
  'tabulate(int,int,int,Function3)': (n: number, m: number, k: number, f: F3) =>
    nested(name, [n, m, k], (...at) => f.apply$Object$Object$Object(at[0], at[1], at[2])),
  'range(int,int)': (a: number, b: number) => make(name, [...range(a, b, false).items]),
  'range(int,int,int)': (a: number, b: number, step: number) => make(name, [...range(a, b, false, step).items]),
  'iterate(Object,int,Function1)': (a: unknown, n: number, f: F1) => {
    const out: unknown[] = [];
    for (let at = a; out.length < n; ) {
      out.push(at);
      if (out.length < n) at = f.apply$Object(at);
    }
    return make(name, out);
  },
  concat: (parts: unknown[]) => make(name, Array.from(parts).flatMap(itemsOf)),
});
const statics = (n: string): string =>
  `public static <A> ${n}<A> apply(A... xs); public static <A> ${n}<A> empty(); public static <A> ${n}<A> fill(int n, Function0<A> f); public static <A> ${n}<A> tabulate(int n, Function1<Integer, A> f); public static ${n}<Integer> range(int a, int b); public static ${n}<Integer> range(int a, int b, int step); public static <A> ${n}<A> iterate(A a, int n, Function1<A, A> f); public static <A> ${n}<${n}<A>> fill(int n, int m, Function0<A> f); public static <A> ${n}<A> concat(TraversableOnce<A>... parts); public static <A> ${n}<${n}<A>> tabulate(int n, int m, Function2<Integer, Integer, A> f); public static <A> ${n}<${n}<${n}<A>>> tabulate(int n, int m, int k, Function3<Integer, Integer, Integer, A> f); public static <A> ${n}<${n}<${n}<A>>> fill(int n, int m, int k, Function0<A> f);`;
/** Declarations of collections whose keys have an order of their own. */
const sorted = (name: string, vars: string, item: string): string =>
  `public ${name}(scala.math.Ordering<A> evidence); public static <${vars}> ${name}<${vars}> apply(scala.collection.immutable.List<${item}> repeated, scala.math.Ordering<A> evidence); public static <${vars}> ${name}<${vars}> empty(scala.math.Ordering<A> evidence);`;
/** Their factories without an order. */
const unordered = /public static <[^>]*> \w+<[^>]*> (?:apply\([^)]*\)|empty\(\));/g;
const sortedBodies = (name: string, build: (items: readonly unknown[], name: string, ordering: Order) => Coll) => ({
  'apply(List,Ordering)': (xs: unknown, ordering: Order) => build(itemsOf(xs), name, ordering),
  'empty(Ordering)': (ordering: Order) => build([], name, ordering),
  'new(Ordering)'(this: K, ordering: Order) {
    this.ordering = ordering;
  },
});
const keys = {
  firstKey(this: K) {
    return this.items.length > 0 ? keyOf(this.items[0]) : empty('empty map');
  },
  lastKey(this: K) {
    return this.items.length > 0 ? keyOf(this.items[this.items.length - 1]) : empty('empty map');
  },
};
const setKeys = {
  firstKey(this: K) {
    return this.items.length > 0 ? this.items[0] : empty('empty set');
  },
  lastKey(this: K) {
    return this.items.length > 0 ? this.items[this.items.length - 1] : empty('empty set');
  },
};
/** Parts of collections whose keys are in order. */
const ranges = (self: string): string =>
  `public ${self} range(A from, A until); public ${self} from(A from); public ${self} until(A until); public ${self} to(A to);`;
const mapOps = (
  n: string,
): string => `public static <A, B> ${n}<A, B> apply(Tuple2<A, B>... xs); public static <A, B> ${n}<A, B> empty();
  public B apply(A key); public Option<B> get(A key); @CallsBack public B getOrElse(A key, Function0<B> d); public boolean contains(A key); public Iterable<A> keys(); public scala.collection.immutable.Set<A> keySet(); public Iterable<B> values(); @CallsBack public <C> ${n}<A, C> mapValues(Function1<B, C> f); public ${n}<A, B> withDefaultValue(B x); public ${n}<A, B> $plus(Tuple2<A, B> e); public ${n}<A, B> $minus(A key); public ${n}<A, B> $plus$plus(TraversableOnce<Tuple2<A, B>> that); @CallsBack public ${n}<A, B> filter(Function1<Tuple2<A, B>, Boolean> p); @CallsBack public ${n}<A, B> filterNot(Function1<Tuple2<A, B>, Boolean> p); public ${n}<A, B> filterKeys(Function1<A, Boolean> p); public ${n}<A, B> updated(A key, B value); public Iterator<A> keysIterator(); public Iterator<B> valuesIterator(); public boolean isDefinedAt(A key); public ${n}<A, B> $minus$minus(TraversableOnce<A> keys); public ${n}<A, B> withDefault(Function1<A, B> f); @CallsBack public Tuple2<${n}<A, B>, ${n}<A, B>> partition(Function1<Tuple2<A, B>, Boolean> p); @CallsBack public <Q> scala.collection.immutable.Map<Q, ${n}<A, B>> groupBy(Function1<Tuple2<A, B>, Q> f); public ${n}<A, B> take(int n); public ${n}<A, B> drop(int n); public ${n}<A, B> tail(); public ${n}<A, B> init(); @CallsBack public <C> ${n}<A, C> transform(Function2<A, B, C> f); public B applyOrElse(A key, Function1<A, B> f); public B default$(A key); public <C> PartialFunction<A, C> andThen(Function1<B, C> f); public PartialFunction<A, B> orElse(PartialFunction<A, B> f); public <C> Function1<C, B> compose(Function1<C, A> f); public Function1<A, Option<B>> lift();`;
const setOps = (n: string): string =>
  `public static <A> ${n}<A> apply(A... xs); public static <A> ${n}<A> empty(); public boolean contains(A x); public boolean apply(A x); public ${n}<A> $plus(A x); public ${n}<A> $minus(A x); public ${n}<A> $plus$plus(TraversableOnce<A> that); public boolean subsetOf(Iterable<A> that); public ${n}<A> $minus$minus(TraversableOnce<A> that); public ${n}<A> $amp(Iterable<A> that); public ${n}<A> intersect(Iterable<A> that); public ${n}<A> $bar(Iterable<A> that); public ${n}<A> union(Iterable<A> that); public ${n}<A> $amp$tilde(Iterable<A> that); public ${n}<A> diff(Iterable<A> that); public Iterator<${n}<A>> subsets(int n); public Iterator<${n}<A>> subsets(); ${ops(`${n}<A>`, (x) => `${n}<${x}>`)}`;

library({
  package: 'scala.collection',
  stubs: `
import scala.*;
import scala.collection.immutable.List;
public abstract class TraversableOnce<A> implements java.io.Serializable {
  @CallsBack public <U> void foreach(Function1<A, U> f); public int size(); public boolean isEmpty(); public boolean nonEmpty(); @CallsBack public boolean exists(Function1<A, Boolean> p); @CallsBack public boolean forall(Function1<A, Boolean> p); @CallsBack public int count(Function1<A, Boolean> p);
  @CallsBack public Option<A> find(Function1<A, Boolean> p); @CallsBack public <B> Option<B> collectFirst(Function1<A, B> f); @CallsBack public Option<A> reduceRightOption(Function2<A, A, A> f); public void copyToArray(Object array); public void copyToArray(Object array, int start); public void copyToArray(Object array, int start, int n); public Iterable<A> toTraversable(); public String stringPrefix(); @CallsBack public <B> B foldLeft(B z, Function2<B, A, B> f); @CallsBack public <B> B foldRight(B z, Function2<A, B, B> f); @CallsBack public <B> B fold(B z, Function2<B, B, B> f); @CallsBack public <B> B $div$colon(B z, Function2<B, A, B> f); @CallsBack public A reduce(Function2<A, A, A> f); @CallsBack public A reduceLeft(Function2<A, A, A> f); @CallsBack public Option<A> reduceOption(Function2<A, A, A> f);
  public A sum(); public A product(); public A max(); public A min(); public A max(scala.math.Ordering<A> o); public A min(scala.math.Ordering<A> o); @CallsBack public A reduceRight(Function2<A, A, A> f); @CallsBack public Option<A> reduceLeftOption(Function2<A, A, A> f); @CallsBack public <B> B $colon$bslash(B z, Function2<A, B, B> f); @CallsBack public <B> B aggregate(B z, Function2<B, A, B> f, Function2<B, B, B> g); public scala.collection.mutable.StringBuilder addString(scala.collection.mutable.StringBuilder b, String sep); public scala.collection.immutable.Stream<A> toStream(); public int hashCode(); public boolean isTraversableAgain(); public boolean hasDefiniteSize(); public void copyToBuffer(scala.collection.mutable.Buffer<A> b); public <B> A maxBy(Function1<A, B> f); public <B> A minBy(Function1<A, B> f);
  public String mkString(); public String mkString(String sep); public String mkString(String a, String sep, String z);
  public List<A> toList(); public Seq<A> toSeq(); public Iterable<A> toIterable(); public scala.collection.immutable.Vector<A> toVector(); public scala.collection.immutable.Set<A> toSet(); public Seq<A> toIndexedSeq(); public scala.collection.mutable.ArrayBuffer<A> toBuffer(); public Iterator<A> iterator(); public Iterator<A> toIterator(); public A[] toArray();
}
public abstract class Iterator<A> extends TraversableOnce<A> { public static <A> Iterator<A> apply(A... xs); public static <A> Iterator<A> single(A x); public static scala.collection.Iterator<scala.runtime.Nothing$> empty(); public static <A> Iterator<A> fill(int n, Function0<A> f); public static <A> Iterator<A> tabulate(int n, Function1<Integer, A> f); public static Iterator<Integer> range(int a, int b); public static Iterator<Integer> from(int a); public static Iterator<Integer> from(int a, int step); public static <A> Iterator<A> iterate(A a, Function1<A, A> f); public static <A> Iterator<A> continually(Function0<A> f); public abstract boolean hasNext(); public abstract A next(); public A head(); public int length(); public Iterator<A> $plus$plus(TraversableOnce<A> that); public Tuple2<Iterator<A>, Iterator<A>> duplicate(); public boolean contains(A x); public int indexOf(A x); public int indexWhere(Function1<A, Boolean> p); public Iterator<A> padTo(int n, A x); public boolean sameElements(TraversableOnce<A> that); public static Iterator<Integer> range(int a, int b, int step); ${ops('Iterator<A>', (x) => `Iterator<${x}>`)} }
public abstract class Iterable<A> extends TraversableOnce<A> { ${statics('Iterable')} public A head(); public A last(); public Option<A> headOption(); public Option<A> lastOption(); ${ops('Iterable<A>', (x) => `Iterable<${x}>`)} public Iterable<A> $plus$plus(TraversableOnce<A> that); }
public class MapValues<A> extends Iterable<A> {}
public abstract class Seq<A> extends Iterable<A> { ${statics('Seq')} public A apply(int i); public Option<A> lift(int i); public int indexOfSlice(Seq<A> that); public int length(); public int indexOf(A x); public boolean contains(A x); public scala.collection.immutable.Range indices(); public boolean isDefinedAt(int i); public int lastIndexOf(A x); public int indexWhere(Function1<A, Boolean> p); public int lastIndexWhere(Function1<A, Boolean> p); public int indexOf(A x, int from); public boolean startsWith(Seq<A> that); public boolean endsWith(Seq<A> that); public boolean containsSlice(Seq<A> that); public int lengthCompare(int n); public <B> boolean sameElements(TraversableOnce<B> that); public <B> boolean corresponds(Seq<B> that, Function2<A, B, Boolean> p); public int segmentLength(Function1<A, Boolean> p, int from); public int prefixLength(Function1<A, Boolean> p); ${seqOps('Seq<A>', (x) => `Seq<${x}>`)} }
public abstract class Map<A, B> extends Iterable<Tuple2<A, B>> { ${mapOps('Map')} @CallsBack public <C, D> Iterable<C> map(Function1<Tuple2<A, B>, C> f); }
public abstract class Set<A> extends Iterable<A> { ${setOps('Set')} }
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
  public static <A> Seq<A> deep(Seq<A> self); public static <B> Option<B> flatten(Option<? extends Option<B>> self); public static <A> A merge(scala.util.Either<A, A> self);
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
    },
    Iterator: {
      $class: Iter,
      'apply(Object[])': (xs: unknown[]) => iteratorOf(Array.from(xs)),
      single: (x: unknown) => iteratorOf([x]),
      empty: () => iteratorOf([]),
      'fill(int,Function0)': (n: number, f: F0) => iteratorOf(Array.from({ length: n }, () => f.apply$())),
      'tabulate(int,Function1)': (n: number, f: F1) =>
        iteratorOf(Array.from({ length: n }, (_, i) => f.apply$Object(i))),
      'range(int,int,int)': (a: number, b: number, step: number) => iteratorOf([...range(a, b, false, step).items]),
      'range(int,int)': (a: number, b: number) =>
        iteratorOf(Array.from({ length: Math.max(0, b - a) }, (_, i) => a + i)),
      'from(int)': (a: number) => Iter.endless((i) => a + i),
      'from(int,int)': (a: number, step: number) => Iter.endless((i) => a + i * step),
      'iterate(Object,Function1)': (a: unknown, f: F1) => {
        let at = a;
        return Iter.endless((i) => {
          if (i > 0) at = f.apply$Object(at);
          return at;
        });
      },
      'continually(Function0)': (f: F0) => Iter.endless(() => f.apply$()),
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
              const t3 = allocate<Record<string, unknown>>('scala.Tuple3');
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
          ['flatten(Option)', (x: unknown) => itemsOf(x)[0] ?? x],
          ['deep', deep],
          ['merge', (x: { value: unknown }) => x.value],
          [
            'zipped',
            (t: Pair) =>
              Object.assign(allocate<object>(`${C}Zipped`), {
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
    Iterable: companion(`${IMM}List`, list) as never,
    Map: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    Set: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    Seq: companion(`${IMM}List`, list) as never,
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
      'asJava(Iterator)': (x: Coll) => (newArrayList(x.all()) as { iterator$(): unknown }).iterator$(),
      'asJava(Set)': (x: Coll) => {
        const set = allocate<JavaCollectionLike>('java.util.LinkedHashSet').$init$();
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
  const map = allocate<JavaCollectionLike>('java.util.LinkedHashMap').$init$();
  for (const each of x.items) map.put$Object$Object((each as Pair)._1, (each as Pair)._2);
  return map;
}
library({
  package: 'scala.collection.immutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class List<A> extends Seq<A> { ${statics('List')} ${seqOps('List<A>', (x) => `List<${x}>`)} public List<A> $colon$colon(A x); public List<A> $colon$colon$colon(List<A> x); }
public class Stream<A> extends Seq<A> { ${statics('Stream')} ${seqOps('Stream<A>', (x) => `Stream<${x}>`)} public static Stream<Integer> from(int n); public static Stream<Integer> from(int n, int step); public static <A> Stream<A> cons(A head, Function0<Stream<A>> tail); public static <A> Stream<A> concat2(Stream<A> first, Function0<Stream<A>> rest); public static <A> Stream<A> continually(Function0<A> f); public static <A> Stream<A> iterate(A a, Function1<A, A> f); }
public class Queue<A> extends Seq<A> { ${statics('Queue')} public Queue<A> enqueue(A x); public Tuple2<A, Queue<A>> dequeue(); public A front(); public Option<Tuple2<A, Queue<A>>> dequeueOption(); public Queue<A> enqueue(scala.collection.immutable.List<A> xs); }
public class TreeSet<A> extends Set<A> { ${setOps('TreeSet').replace(unordered, '')} ${sorted('TreeSet', 'A', 'A')} public A firstKey(); public A lastKey(); ${ranges('TreeSet<A>')} } public class SortedSet<A> extends Set<A> { public static <A> TreeSet<A> apply(List<A> repeated, scala.math.Ordering<A> evidence); public static <A> TreeSet<A> empty(scala.math.Ordering<A> evidence); } public class BitSet extends Set<Integer> { public static BitSet apply(Integer... xs); public static BitSet empty(); } public class HashSet<A> extends Set<A> { public static <A> Set<A> apply(A... xs); } public class ListSet<A> extends Set<A> { public static <A> ListSet<A> apply(A... xs); }
public class TreeMap<A, B> extends Map<A, B> { ${mapOps('TreeMap').replace(unordered, '')} ${sorted('TreeMap', 'A, B', 'Tuple2<A, B>')} public A firstKey(); public A lastKey(); ${ranges('TreeMap<A, B>')} } public class SortedMap<A, B> extends Map<A, B> { public static <A, B> TreeMap<A, B> apply(List<Tuple2<A, B>> repeated, scala.math.Ordering<A> evidence); public static <A, B> TreeMap<A, B> empty(scala.math.Ordering<A> evidence); public A firstKey(); public A lastKey(); } public class ListMap<A, B> extends Map<A, B> { ${mapOps('ListMap')} } public class HashMap<A, B> extends Map<A, B> { public static <A, B> Map<A, B> apply(Tuple2<A, B>... xs); public static <A, B> Map<A, B> empty(); }
public class Array<A> extends Seq<A> {}
public class WrappedString extends Seq<Character> { public WrappedString(String self); }
public class Nil extends List<scala.runtime.Nothing$> { public static final Nil MODULE$; }
public class Vector<A> extends Seq<A> { ${statics('Vector')} ${seqOps('Vector<A>', (x) => `Vector<${x}>`)} }
public class NumericRange<A> extends Vector<A> {}
public class Range extends Vector<Integer> { public Range by(int n); public Range reverse(); public Range tail(); public Range init(); public Range take(int n); public Range drop(int n); public Range takeRight(int n); public Range dropRight(int n); public int start(); public int end(); public int step(); public boolean isInclusive(); public static class Inclusive extends Range {} public static Range inclusive(int a, int b); public static Range inclusive(int a, int b, int step); public static Range apply(int a, int b); public static Range apply(int a, int b, int step); }
public class Map<A, B> extends scala.collection.Map<A, B> { ${mapOps('Map')} @CallsBack public <C, D> Iterable<C> map(Function1<Tuple2<A, B>, C> f); }
public class Set<A> extends scala.collection.Set<A> { ${setOps('Set')} }`,
  bodies: {
    List: companion(`${IMM}List`, list) as never,
    Nil: { MODULE$: () => make(`${IMM}Nil`, []) },
    Vector: companion(`${IMM}Vector`, (x) => make(`${IMM}Vector`, x)) as never,
    Map: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    Set: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    Stream: {
      ...companion(`${IMM}Stream`, (x) => make(`${IMM}Stream`, x)),
      $class: LazyStream,
      cons,
      concat2: append,
      'from(int)': (n: number) => endlessStream((i) => n + i),
      'from(int,int)': (n: number, step: number) => endlessStream((i) => n + i * step),
      'continually(Function0)': (f: F0) => endlessStream(() => f.apply$()),
      'iterate(Object,Function1)': (a: unknown, f: F1) => {
        let at = a;
        return endlessStream((i) => {
          if (i > 0) at = f.apply$Object(at);
          return at;
        });
      },
    } as never,
    Queue: companion(`${IMM}Queue`, (x) => make(`${IMM}Queue`, x)) as never,
    HashSet: companion(`${IMM}Set`, (x) => setOf(x)) as never,
    HashMap: companion(`${IMM}Map`, (x) => mapOf(x)) as never,
    TreeSet: { ...sortedBodies(`${IMM}TreeSet`, setOf), ...setKeys } as never,
    SortedSet: sortedBodies(`${IMM}TreeSet`, setOf) as never,
    BitSet: companion(`${IMM}BitSet`, (x) => setOf(x, `${IMM}BitSet`)) as never,
    ListSet: companion(`${IMM}ListSet`, (x) => setOf(x, `${IMM}ListSet`)) as never,
    TreeMap: { ...sortedBodies(`${IMM}TreeMap`, mapOf), ...keys } as never,
    SortedMap: { ...sortedBodies(`${IMM}TreeMap`, mapOf), ...keys } as never,
    ListMap: companion(`${IMM}ListMap`, (x) => mapOf(x, `${IMM}ListMap`)) as never,
    Range: {
      'inclusive(int,int)': (a: number, b: number) => range(a, b, true),
      'inclusive(int,int,int)': (a: number, b: number, step: number) => range(a, b, true, step),
      'apply(int,int)': (a: number, b: number) => range(a, b, false),
      'apply(int,int,int)': (a: number, b: number, step: number) => range(a, b, false, step),
      start(this: K) {
        return this.bounds!.from;
      },
      end(this: K) {
        return this.bounds!.to;
      },
      step(this: K) {
        return this.bounds!.step;
      },
      isInclusive(this: K) {
        return this.bounds!.inclusive;
      },
    },
  },
});
const MUT = `${C}mutable.`;
library({
  package: 'scala.collection.mutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class Buffer<A> extends Seq<A> { ${statics('Buffer')} ${seqOps('Buffer<A>', (x) => `Buffer<${x}>`)} public Buffer<A> $plus$eq(A x); public void append(A x); public void prepend(A x); public Buffer<A> $plus$plus$eq(TraversableOnce<A> that); public void clear(); public A remove(int i); public void update(int i, A x); public void insert(int i, A x); public Buffer<A> $minus$eq(A x); public void append(A a, A b, A... more); public Buffer<A> $plus$eq(A a, A b, A... more); public void remove(int i, int n); public void trimEnd(int n); public void trimStart(int n); public void reduceToSize(int n); public Buffer<A> $plus$eq$colon(A x); public Buffer<A> $minus$minus$eq(TraversableOnce<A> that); public void insertAll(int i, TraversableOnce<A> that); public Buffer<A> $plus$plus$eq$colon(TraversableOnce<A> that); public Buffer<A> $minus(A x); public Buffer<A> $minus$minus(TraversableOnce<A> that); public void appendAll(TraversableOnce<A> that); public void prependAll(TraversableOnce<A> that); public Buffer<A> transform(Function1<A, A> f); }
public class ArrayBuffer<A> extends Buffer<A> { public ArrayBuffer(); ${statics('ArrayBuffer')} ${seqOps('ArrayBuffer<A>', (x) => `ArrayBuffer<${x}>`)} }
public class WrappedArray<A> extends Buffer<A> { public static <A> WrappedArray<A> make(Object array); public Object array(); }
public class ListBuffer<A> extends Buffer<A> { public ListBuffer(); ${statics('ListBuffer')} ${seqOps('ListBuffer<A>', (x) => `ListBuffer<${x}>`)} public scala.collection.immutable.List<A> result(); public scala.collection.immutable.List<A> prependToList(scala.collection.immutable.List<A> xs); }
public class Map<A, B> extends scala.collection.Map<A, B> { ${mapOps('Map')} public Option<B> put(A k, B v); public void update(A k, B v); public Map<A, B> $plus$eq(Tuple2<A, B> e); public Map<A, B> $minus$eq(A k); public Option<B> remove(A k); public void clear(); @CallsBack public B getOrElseUpdate(A k, Function0<B> f); public Map<A, B> retain(Function2<A, B, Boolean> f); public Map<A, B> clone(); public Map<A, B> $plus$plus$eq(TraversableOnce<Tuple2<A, B>> that); public Map<A, B> $minus$minus$eq(TraversableOnce<A> that); public Map<A, B> $plus$eq(Tuple2<A, B> a, Tuple2<A, B> b, Tuple2<A, B>... more); }
public class LinkedHashMap<A, B> extends Map<A, B> { public LinkedHashMap(); public static <A, B> LinkedHashMap<A, B> apply(Tuple2<A, B>... xs); public static <A, B> LinkedHashMap<A, B> empty(); }
public class ListMap<A, B> extends Map<A, B> { public ListMap(); public static <A, B> ListMap<A, B> apply(Tuple2<A, B>... xs); }
public class TreeMap<A, B> extends Map<A, B> { ${sorted('TreeMap', 'A, B', 'Tuple2<A, B>')} public A firstKey(); public A lastKey(); }
public class HashMap<A, B> extends Map<A, B> { public static <A, B> HashMap<A, B> empty(); public HashMap(); public static <A, B> HashMap<A, B> apply(Tuple2<A, B>... xs); }
public class Set<A> extends scala.collection.Set<A> { ${setOps('Set')} public Set<A> $plus$eq(A x); public Set<A> $minus$eq(A x); public boolean add(A x); public boolean remove(A x); public void retain(Function1<A, Boolean> p); public Set<A> clone(); public boolean update(A x, boolean isIn); public Set<A> $plus$plus$eq(TraversableOnce<A> that); public void clear(); }
public class LinkedHashSet<A> extends Set<A> { public LinkedHashSet(); public static <A> LinkedHashSet<A> apply(A... xs); }
public class TreeSet<A> extends Set<A> { ${sorted('TreeSet', 'A', 'A')} public A firstKey(); public A lastKey(); ${ranges('TreeSet<A>')} } public class SortedSet<A> extends Set<A> { public static <A> TreeSet<A> apply(scala.collection.immutable.List<A> repeated, scala.math.Ordering<A> evidence); public static <A> TreeSet<A> empty(scala.math.Ordering<A> evidence); }
public class BitSet extends Set<Integer> { public BitSet(); public static BitSet apply(Integer... xs); public static BitSet empty(); }
public class Queue<A> extends Buffer<A> { public Queue(); ${statics('Queue')} public void enqueue(A... xs); public A dequeue(); public A front(); public Option<A> dequeueFirst(Function1<A, Boolean> p); public Seq<A> dequeueAll(Function1<A, Boolean> p); }
public class Stack<A> extends Buffer<A> { public Stack(); ${statics('Stack')} public Stack<A> push(A x); public A pop(); public A top(); public Stack<A> pushAll(TraversableOnce<A> xs); }
public class PriorityQueue<A> extends Iterable<A> { ${sorted('PriorityQueue', 'A', 'A')} public PriorityQueue<A> $plus$eq(A x); public PriorityQueue<A> $plus$plus$eq(TraversableOnce<A> xs); public void enqueue(A... xs); public A dequeue(); public scala.collection.immutable.Vector<A> dequeueAll(); public void clear(); public int length(); public Queue<A> toQueue(); public PriorityQueue<A> clone(); }
public class HashSet<A> extends Set<A> { public static <A> HashSet<A> empty(); public HashSet(); public static <A> HashSet<A> apply(A... xs); }
`,
  bodies: {
    Buffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ArrayBuffer: companion(`${MUT}ArrayBuffer`, (x) => make(`${MUT}ArrayBuffer`, x)) as never,
    ListBuffer: companion(`${MUT}ListBuffer`, (x) => make(`${MUT}ListBuffer`, x)) as never,
    ...Object.fromEntries(
      ['Map', 'HashMap', 'LinkedHashMap', 'ListMap'].map((n) => [n, companion(MUT + n, (x) => mapOf(x, MUT + n))]),
    ),
    ...Object.fromEntries(
      ['Set', 'HashSet', 'LinkedHashSet', 'BitSet'].map((n) => [n, companion(MUT + n, (x) => setOf(x, MUT + n))]),
    ),
    Queue: companion(`${MUT}Queue`, (x) => make(`${MUT}Queue`, x)) as never,
    Stack: companion(`${MUT}Stack`, (x) => make(`${MUT}Stack`, x)) as never,
    TreeMap: { ...sortedBodies(`${MUT}TreeMap`, mapOf), ...keys } as never,
    TreeSet: { ...sortedBodies(`${MUT}TreeSet`, setOf), ...setKeys } as never,
    SortedSet: sortedBodies(`${MUT}TreeSet`, setOf) as never,
    PriorityQueue: {
      ...sortedBodies(`${MUT}PriorityQueue`, (items, name, ordering) =>
        queued(Object.assign(make(name, []), { ordering }), items),
      ),
      $plus$eq(this: K, x: unknown) {
        return queued(this, [x]);
      },
      $plus$plus$eq(this: K, xs: unknown) {
        return queued(this, itemsOf(xs));
      },
      enqueue(this: K, xs: unknown[]) {
        queued(this, Array.from(xs));
      },
      dequeueAll(this: K) {
        return make(`${IMM}Vector`, this.items.splice(0));
      },
    } as never,
  },
});
/** An array that is shown as `Array(1, 2)`, and those in it. */
function deep(xs: K): Coll {
  const isArray = (x: unknown): boolean => Array.isArray(x) || ArrayBuffer.isView(x);
  return make(
    `${IMM}Array`,
    xs.items.map((x) => (isArray(x) ? deep(list(itemsOf(x))) : x)),
  );
}
/** Puts items into a priority queue, the greatest first. */
function queued(queue: Coll, items: readonly unknown[]): Coll {
  const compare = queue.ordering?.compare$Object$Object.bind(queue.ordering) ?? compareTuples;
  queue.items = [...queue.items, ...items].sort((a, b) => compare(b, a));
  return queue;
}
