/** java.util.stream. */
import { Double, Long } from '../../flink/api/boxed.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { allocate, functional } from '../link.ts';
import { type CollectionObject, FixedIterator } from '../runtime/collections.ts';
import { FixedListObject, FixedMapObject, FixedSetObject } from '../runtime/fixed-collections.ts';
import type { HashMapObject } from '../runtime/hash-maps.ts';
import { newArrayList } from '../runtime/lists.ts';
import type { MapObject } from '../runtime/maps.ts';
import { Base, comparison, type JavaComparator, nonNull, stringOf } from '../runtime/object.ts';
import { optional } from '../runtime/optional.ts';
import { Raise } from '../runtime/raise.ts';
import type { HashSetObject } from '../runtime/sets.ts';
import {
  asCollector,
  CollectorObject,
  collector,
  DoubleSum,
  type Kind,
  type StatisticsObject,
  StreamObject,
  streamOf,
  useStreams,
} from '../runtime/streams.ts';
import { library } from './table.ts';

const CLASS: Readonly<Record<Kind, string>> = {
  object: 'Stream',
  int: 'IntStream',
  long: 'LongStream',
  double: 'DoubleStream',
};
useStreams(
  (kind) => allocate<StreamObject>(`java.util.stream.${CLASS[kind]}$Pipeline`),
  (given) => functional('java.util.function.Consumer', (value: unknown) => void given.push(value)),
  (kind, values) => {
    if (kind === 'object') return new FixedIterator(values);
    const iterator = allocate<PrimitiveIteratorObject>(`java.util.PrimitiveIterator$Of${PRIMITIVE[kind]}Stream`);
    iterator.over(values);
    return iterator;
  },
);

const PRIMITIVE = { int: 'Int', long: 'Long', double: 'Double' } as const;

/** PrimitiveIterator.OfInt and its brothers. */
class PrimitiveIteratorObject extends FixedIterator {
  constructor() {
    super([]);
  }
  override over(values: Iterable<unknown>): void {
    super.over(values);
  }
  nextInt$(): unknown {
    return this.next$();
  }
  nextLong$(): unknown {
    return this.next$();
  }
  nextDouble$(): unknown {
    return this.next$();
  }
}
const primitiveIterators = Object.values(PRIMITIVE)
  .map((p) => {
    const box = p === 'Int' ? 'Integer' : p;
    return `public static interface Of${p} extends PrimitiveIterator<${box}, java.util.function.${p}Consumer> { ${p.toLowerCase()} next${p}(); } public static class Of${p}Stream implements Of${p} {}`;
  })
  .join(' ');
library({
  package: 'java.util',
  stubs: `public interface PrimitiveIterator<T, C> extends Iterator<T> { ${primitiveIterators} }`,
  bodies: Object.fromEntries(
    Object.values(PRIMITIVE).map((p) => [
      `PrimitiveIterator.Of${p}Stream`,
      { $class: class extends PrimitiveIteratorObject {} },
    ]),
  ),
});

type Fn = Record<string, (...args: unknown[]) => unknown>;

function* generate(supplier: Fn, method: string): Generator<unknown> {
  for (;;) yield supplier[method]!();
}
function* iterateFrom(
  seed: unknown,
  next: (value: unknown) => unknown,
  go: (value: unknown) => boolean = () => true,
): Generator<unknown> {
  for (let value = seed; go(value); value = next(value)) yield value;
}
function* range(from: LongValue, to: LongValue): Generator<number> {
  for (let i = Number(from); i < Number(to); i++) yield i;
}
function* concatenated(a: StreamObject, b: StreamObject): Generator<unknown> {
  yield* a.source;
  yield* b.source;
}

const concurrentMap = (): MapObject => allocate<HashMapObject>('java.util.concurrent.ConcurrentHashMap');
const ownCollector = (supplier: Fn, accumulator: Fn, finish: (state: unknown) => unknown): CollectorObject =>
  collector(
    () => supplier.get$!(),
    (state, value) => {
      accumulator.accept$Object$Object!(state, value);
      return state;
    },
    finish,
  );
const linkedHashMap = (): MapObject => allocate<HashMapObject>('java.util.HashMap');
const linkedHashSet = (): HashSetObject => allocate<HashSetObject>('java.util.HashSet');
const into = (make: () => CollectionObject): CollectorObject =>
  collector(make, (state, value) => {
    (state as CollectionObject).add$Object(value);
    return state;
  });

function toMap(key: Fn, value: Fn, merge: Fn | null, make: () => MapObject): CollectorObject {
  return collector(make, (state, element) => {
    const map = state as MapObject;
    const k = key.apply$Object!(element);
    const v = nonNull(value.apply$Object!(element));
    if (merge !== null) {
      map.merge$Object$Object$BiFunction(k, v, { apply$Object$Object: (a, b) => merge.apply$Object$Object!(a, b) });
      return map;
    }
    const old = map.get$Object(k);
    if (old === null) map.put$Object$Object(k, v);
    else {
      throw new Raise(
        'java.lang.IllegalStateException',
        `Duplicate key ${stringOf(k)} (attempted merging values ${stringOf(old)} and ${stringOf(v)})`,
      );
    }
    return map;
  });
}
function groupingBy(key: Fn, make: () => MapObject, downstream: CollectorObject): CollectorObject {
  return collector(
    make,
    (state, element) => {
      const map = state as MapObject;
      const k = nonNull(key.apply$Object!(element), 'element cannot be mapped to a null key');
      const holder = map.computeIfAbsent$Object$Function(k, {
        apply$Object: () => ({ state: downstream.supply() }),
      }) as {
        state: unknown;
      };
      holder.state = downstream.accumulate(holder.state, element);
      return map;
    },
    (state) => {
      const map = state as MapObject;
      const iterator = map.entries();
      for (let step = iterator.next(); !step.done; step = iterator.next()) {
        step.value.value = downstream.finish((step.value.value as { state: unknown }).state);
      }
      return map;
    },
  );
}
function averaging(f: Fn, method: string): CollectorObject {
  return collector(
    () => ({ sum: new DoubleSum(), n: 0 }),
    (state, value) => {
      const s = state as { sum: DoubleSum; n: number };
      s.sum.add(Number(f[method]!(value)));
      s.n++;
      return s;
    },
    (state) => {
      const s = state as { sum: DoubleSum; n: number };
      return new Double(s.n === 0 ? 0 : s.sum.value / s.n);
    },
  );
}
function summingDoubles(f: Fn): CollectorObject {
  return collector(
    () => new DoubleSum(),
    (state, value) => {
      (state as DoubleSum).add(f.applyAsDouble$Object!(value) as number);
      return state;
    },
    (state) => new Double((state as DoubleSum).value),
  );
}
function summing(kind: 'int' | 'long', f: Fn, method: string): CollectorObject {
  return collector(
    () => 0 as LongValue,
    (state, value) => {
      const next = f[method]!(value) as number;
      if (kind === 'int') return ((state as number) + next) | 0;
      return Number.isSafeInteger((state as number) + next)
        ? (state as number) + next
        : BigInt(state as number) + BigInt(next);
    },
    (state) => (kind === 'int' ? state : Long.valueOf(state as LongValue)),
  );
}
function summarizing(kind: Kind, name: string, f: Fn, method: string): CollectorObject {
  return collector(
    () => allocate<StatisticsObject>(`java.util.${name}SummaryStatistics`),
    (state, value) => {
      (state as StatisticsObject).kind = kind;
      (state as StatisticsObject).add(f[method]!(value));
      return state;
    },
  );
}
function reducing(better: (a: unknown, b: unknown) => boolean): CollectorObject {
  return collector(
    () => undefined,
    (state, value) => (state === undefined || better(value, state) ? value : state),
    (state) => optional(state === undefined ? null : state),
  );
}
function joining(delimiter: unknown, prefix: unknown, suffix: unknown): CollectorObject {
  return collector(
    () => [] as string[],
    (state, value) => {
      (state as string[]).push(stringOf(value));
      return state;
    },
    (state) => stringOf(prefix) + (state as string[]).join(stringOf(delimiter)) + stringOf(suffix),
  );
}

function numericStream(p: 'Int' | 'Long' | 'Double'): string {
  const t = p.toLowerCase();
  const name = `${p}Stream`;
  const box = { Int: 'Integer', Long: 'Long', Double: 'Double' }[p];
  return `
public interface ${name} extends BaseStream<${box}, ${name}> {
  ${name} filter(${p}Predicate f);
  @CallsBack ${name} map(${p}UnaryOperator f);
  @CallsBack <U> Stream<U> mapToObj(${p}Function<? extends U> f);
  ${p === 'Int' ? '' : `@CallsBack IntStream mapToInt(${p}ToIntFunction f);`}
  ${p === 'Int' ? '@CallsBack LongStream mapToLong(IntToLongFunction f); LongStream asLongStream();' : ''}
  ${p === 'Double' ? '' : `@CallsBack DoubleStream mapToDouble(${p}ToDoubleFunction f); DoubleStream asDoubleStream();`}
  ${p === 'Int' ? `IntStream flatMap(IntFunction<? extends IntStream> f); IntStream peek(IntConsumer f); boolean anyMatch(IntPredicate f); boolean allMatch(IntPredicate f); boolean noneMatch(IntPredicate f); OptionalInt reduce(IntBinaryOperator f);` : ''}
  ${name} distinct(); ${name} sorted(); ${name} limit(long n); ${name} skip(long n);
  @CallsBack void forEach(${p}Consumer action);
  ${t}[] toArray();
  ${t} reduce(${t} identity, ${p}BinaryOperator f);
  ${t} sum(); Optional${p} min(); Optional${p} max(); long count(); OptionalDouble average(); ${p}SummaryStatistics summaryStatistics();
  Optional${p} findFirst(); Optional${p} findAny();
  Stream<${box}> boxed();
  static ${name} of(${t} value);
  static ${name} of(${t}... values);
  static ${name} iterate(${t} seed, ${p}Predicate hasNext, ${p}UnaryOperator f);
  static Builder builder();
  interface Builder extends ${p}Consumer { Builder add(${t} value); ${name} build(); class Filling implements Builder { public Builder add(${t} value); public void accept(${t} value); public ${name} build(); } }
  ${name} takeWhile(${p}Predicate f); ${name} dropWhile(${p}Predicate f);
  @CallsBack void forEachOrdered(${p}Consumer action);
  <R> R collect(Supplier<R> supplier, Obj${p}Consumer<R> accumulator, BiConsumer<R, R> combiner);
  PrimitiveIterator.Of${p} iterator();
  ${p === 'Int' ? '' : `${name} flatMap(${p}Function<? extends ${name}> f); ${name} peek(${p}Consumer f); boolean anyMatch(${p}Predicate f); boolean allMatch(${p}Predicate f); boolean noneMatch(${p}Predicate f); Optional${p} reduce(${p}BinaryOperator f);`}
  ${p === 'Double' ? '@CallsBack LongStream mapToLong(DoubleToLongFunction f);' : ''}
  static ${name} empty();
  static ${name} generate(${p}Supplier s);
  static ${name} iterate(${t} seed, ${p}UnaryOperator f);
  static ${name} concat(${name} a, ${name} b);
  ${p === 'Double' ? '' : `static ${name} range(${t} from, ${t} to); static ${name} rangeClosed(${t} from, ${t} to);`}
  class Pipeline {}
}`;
}

function numericBodies(
  kind: 'int' | 'long' | 'double',
  p: 'Int' | 'Long' | 'Double',
): Record<string, (this: never, ...args: never[]) => unknown> {
  return {
    [`of(${kind})`]: (value: unknown) => streamOf(kind, [value]),
    [`of(${kind}[])`]: (values: unknown[]) => streamOf(kind, Array.from(values)),
    builder: () => allocate(`java.util.stream.${p}Stream$Builder$Filling`),
    [`iterate(${kind},${p}Predicate,${p}UnaryOperator)`]: (seed: unknown, go: Fn, f: Fn) =>
      streamOf(
        kind,
        iterateFrom(
          seed,
          (x) => f[`applyAs${p}$${kind}`]!(x),
          (x) => Boolean(go[`test$${kind}`]!(x)),
        ),
      ),
    empty: () => streamOf(kind, []),
    generate: (s: Fn) => streamOf(kind, generate(s, `getAs${p}$`)),
    [`iterate(${kind},${p}UnaryOperator)`]: (seed: unknown, f: Fn) =>
      streamOf(
        kind,
        iterateFrom(seed, (x) => f[`applyAs${p}$${kind}`]!(x)),
      ),
    concat: (a: StreamObject, b: StreamObject) => streamOf(kind, concatenated(a, b)),
    range: (from: LongValue, to: LongValue) => streamOf(kind, range(from, to)),
    rangeClosed: (from: LongValue, to: LongValue) => streamOf(kind, range(from, Number(to) + 1)),
  };
}
/** Stream.Builder and its brothers. */
const filling = (kind: Kind) => {
  class Filling extends Base {
    private readonly values: unknown[] = [];
    put(value: unknown): void {
      this.values.push(value);
    }
    get stream(): unknown {
      return streamOf(kind, this.values.slice());
    }
  }
  const type = kind === 'object' ? 'Object' : kind;
  return {
    $class: Filling,
    [`add(${type})`](this: Filling, value: unknown) {
      this.put(value);
      return this;
    },
    build(this: Filling) {
      return this.stream;
    },
    [`accept(${type})`](this: Filling, value: unknown) {
      this.put(value);
    },
  };
};
const pipeline = (kind: Kind): { $class: typeof StreamObject } => ({
  $class: class extends StreamObject {
    override kind = kind;
  },
});

library({
  package: 'java.util.stream',
  stubs: `
import java.util.*;
public interface BaseStream<T, S extends BaseStream<T, S>> extends AutoCloseable {
  Iterator<T> iterator(); S sequential(); S parallel(); S unordered(); boolean isParallel(); S onClose(Runnable closer); void close();
}
public interface Stream<T> extends BaseStream<T, Stream<T>> {
  Stream<T> filter(Predicate<? super T> f);
  @CallsBack <R> Stream<R> map(Function<? super T, ? extends R> f);
  @CallsBack IntStream mapToInt(ToIntFunction<? super T> f);
  @CallsBack LongStream mapToLong(ToLongFunction<? super T> f);
  @CallsBack DoubleStream mapToDouble(ToDoubleFunction<? super T> f);
  <R> Stream<R> flatMap(Function<? super T, ? extends Stream<? extends R>> f);
  IntStream flatMapToInt(Function<? super T, ? extends IntStream> f);
  LongStream flatMapToLong(Function<? super T, ? extends LongStream> f);
  DoubleStream flatMapToDouble(Function<? super T, ? extends DoubleStream> f);
  <R> Stream<R> mapMulti(BiConsumer<? super T, ? super Consumer<R>> f);
  static <T> Builder<T> builder();
  interface Builder<T> extends Consumer<T> { Builder<T> add(T value); Stream<T> build(); class Filling<T> implements Builder<T> { public Builder<T> add(T value); public void accept(T value); public Stream<T> build(); } }
  Stream<T> distinct(); Stream<T> sorted(); Stream<T> sorted(Comparator<? super T> c); Stream<T> peek(Consumer<? super T> f);
  Stream<T> limit(long n); Stream<T> skip(long n); Stream<T> takeWhile(Predicate<? super T> f); Stream<T> dropWhile(Predicate<? super T> f);
  @CallsBack void forEach(Consumer<? super T> action);
  @CallsBack void forEachOrdered(Consumer<? super T> action);
  Object[] toArray();
  <A> A[] toArray(IntFunction<A[]> generator);
  T reduce(T identity, BinaryOperator<T> f);
  Optional<T> reduce(BinaryOperator<T> f);
  <U> U reduce(U identity, BiFunction<U, ? super T, U> f, BinaryOperator<U> combiner);
  <R> R collect(Supplier<R> supplier, BiConsumer<R, ? super T> accumulator, BiConsumer<R, R> combiner);
  <R, A> R collect(Collector<? super T, A, R> collector);
  List<T> toList();
  Optional<T> min(Comparator<? super T> c); Optional<T> max(Comparator<? super T> c); long count();
  boolean anyMatch(Predicate<? super T> f); boolean allMatch(Predicate<? super T> f); boolean noneMatch(Predicate<? super T> f);
  Optional<T> findFirst(); Optional<T> findAny();
  static <T> Stream<T> empty();
  static <T> Stream<T> of(T value);
  static <T> Stream<T> ofNullable(T value);
  static <T> Stream<T> of(T... values);
  static <T> Stream<T> iterate(T seed, UnaryOperator<T> f);
  static <T> Stream<T> iterate(T seed, Predicate<? super T> hasNext, UnaryOperator<T> f);
  static <T> Stream<T> generate(Supplier<? extends T> s);
  static <T> Stream<T> concat(Stream<? extends T> a, Stream<? extends T> b);
  class Pipeline {}
}
${numericStream('Int')}
${numericStream('Long')}
${numericStream('Double')}
public interface Collector<T, A, R> {
  Supplier<A> supplier(); BiConsumer<A, T> accumulator(); BinaryOperator<A> combiner(); Function<A, R> finisher(); Set<Collector.Characteristics> characteristics();
  static <T, R> Collector<T, R, R> of(Supplier<R> supplier, BiConsumer<R, T> accumulator, BinaryOperator<R> combiner, Characteristics... characteristics);
  static <T, A, R> Collector<T, A, R> of(Supplier<A> supplier, BiConsumer<A, T> accumulator, BinaryOperator<A> combiner, Function<A, R> finisher, Characteristics... characteristics);
  enum Characteristics { CONCURRENT, UNORDERED, IDENTITY_FINISH }
  class Accumulating {}
}
public final class Collectors {
  public static <T> Collector<T, ?, List<T>> toList();
  public static <T> Collector<T, ?, List<T>> toUnmodifiableList();
  public static <T> Collector<T, ?, Set<T>> toSet();
  public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet();
  public static <T, C extends Collection<T>> Collector<T, ?, C> toCollection(Supplier<C> factory);
  public static Collector<CharSequence, ?, String> joining();
  public static Collector<CharSequence, ?, String> joining(CharSequence delimiter);
  public static Collector<CharSequence, ?, String> joining(CharSequence delimiter, CharSequence prefix, CharSequence suffix);
  public static <T, U, A, R> Collector<T, ?, R> mapping(Function<? super T, ? extends U> f, Collector<? super U, A, R> downstream);
  public static <T, A, R> Collector<T, ?, R> filtering(Predicate<? super T> f, Collector<? super T, A, R> downstream);
  public static <T, A, R, RR> Collector<T, A, RR> collectingAndThen(Collector<T, A, R> downstream, Function<R, RR> finisher);
  public static <T> Collector<T, ?, Long> counting();
  public static <T, U, A, R> Collector<T, ?, R> flatMapping(Function<? super T, ? extends Stream<? extends U>> f, Collector<? super U, A, R> downstream);
  public static <T, R1, R2, R> Collector<T, ?, R> teeing(Collector<? super T, ?, R1> a, Collector<? super T, ?, R2> b, BiFunction<? super R1, ? super R2, R> merger);
  public static <T> Collector<T, ?, Optional<T>> reducing(BinaryOperator<T> f);
  public static <T, K> Collector<T, ?, java.util.concurrent.ConcurrentMap<K, List<T>>> groupingByConcurrent(Function<? super T, ? extends K> key);
  public static <T, K, A, D> Collector<T, ?, java.util.concurrent.ConcurrentMap<K, D>> groupingByConcurrent(Function<? super T, ? extends K> key, Collector<? super T, A, D> downstream);
  public static <T, K, U> Collector<T, ?, java.util.concurrent.ConcurrentMap<K, U>> toConcurrentMap(Function<? super T, ? extends K> key, Function<? super T, ? extends U> value);
  public static <T, K, U> Collector<T, ?, Map<K, U>> toUnmodifiableMap(Function<? super T, ? extends K> key, Function<? super T, ? extends U> value);
  public static <T> Collector<T, ?, Optional<T>> minBy(Comparator<? super T> c);
  public static <T> Collector<T, ?, Optional<T>> maxBy(Comparator<? super T> c);
  public static <T> Collector<T, ?, T> reducing(T identity, BinaryOperator<T> f);
  public static <T, U> Collector<T, ?, U> reducing(U identity, Function<? super T, ? extends U> mapper, BinaryOperator<U> f);
  public static <T> Collector<T, ?, Integer> summingInt(ToIntFunction<? super T> f);
  public static <T> Collector<T, ?, Long> summingLong(ToLongFunction<? super T> f);
  public static <T> Collector<T, ?, Double> summingDouble(ToDoubleFunction<? super T> f);
  public static <T> Collector<T, ?, Double> averagingInt(ToIntFunction<? super T> f);
  public static <T> Collector<T, ?, Double> averagingLong(ToLongFunction<? super T> f);
  public static <T> Collector<T, ?, Double> averagingDouble(ToDoubleFunction<? super T> f);
  public static <T> Collector<T, ?, IntSummaryStatistics> summarizingInt(ToIntFunction<? super T> f);
  public static <T> Collector<T, ?, LongSummaryStatistics> summarizingLong(ToLongFunction<? super T> f);
  public static <T> Collector<T, ?, DoubleSummaryStatistics> summarizingDouble(ToDoubleFunction<? super T> f);
  public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(Function<? super T, ? extends K> key);
  public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(Function<? super T, ? extends K> key, Collector<? super T, A, D> downstream);
  public static <T, K, D, A, M extends Map<K, D>> Collector<T, ?, M> groupingBy(Function<? super T, ? extends K> key, Supplier<M> factory, Collector<? super T, A, D> downstream);
  public static <T> Collector<T, ?, Map<Boolean, List<T>>> partitioningBy(Predicate<? super T> f);
  public static <T, D, A> Collector<T, ?, Map<Boolean, D>> partitioningBy(Predicate<? super T> f, Collector<? super T, A, D> downstream);
  public static <T, K, U> Collector<T, ?, Map<K, U>> toMap(Function<? super T, ? extends K> key, Function<? super T, ? extends U> value);
  public static <T, K, U> Collector<T, ?, Map<K, U>> toMap(Function<? super T, ? extends K> key, Function<? super T, ? extends U> value, BinaryOperator<U> merge);
  public static <T, K, U, M extends Map<K, U>> Collector<T, ?, M> toMap(Function<? super T, ? extends K> key, Function<? super T, ? extends U> value, BinaryOperator<U> merge, Supplier<M> factory);
}
`,
  bodies: {
    'Stream.Pipeline': pipeline('object'),
    'IntStream.Pipeline': pipeline('int'),
    'LongStream.Pipeline': pipeline('long'),
    'DoubleStream.Pipeline': pipeline('double'),
    'Collector.Accumulating': { $class: CollectorObject },
    Collector: {
      'of(Supplier,BiConsumer,BinaryOperator,Characteristics[])': (supplier: Fn, accumulator: Fn) =>
        ownCollector(supplier, accumulator, (state) => state),
      'of(Supplier,BiConsumer,BinaryOperator,Function,Characteristics[])': (
        supplier: Fn,
        accumulator: Fn,
        _combiner: Fn,
        finisher: Fn,
      ) => ownCollector(supplier, accumulator, (state) => finisher.apply$Object!(state)),
    },
    'Stream.Builder.Filling': filling('object'),
    'IntStream.Builder.Filling': filling('int'),
    'LongStream.Builder.Filling': filling('long'),
    'DoubleStream.Builder.Filling': filling('double'),
    Stream: {
      empty: () => streamOf('object', []),
      builder: () => allocate('java.util.stream.Stream$Builder$Filling'),
      'of(Object)': (value: unknown) => streamOf('object', [value]),
      ofNullable: (value: unknown) => streamOf('object', value === null ? [] : [value]),
      'of(Object[])': (values: unknown[]) => streamOf('object', Array.from(values)),
      'iterate(Object,UnaryOperator)': (seed: unknown, f: Fn) =>
        streamOf(
          'object',
          iterateFrom(seed, (x) => f.apply$Object!(x)),
        ),
      'iterate(Object,Predicate,UnaryOperator)': (seed: unknown, go: Fn, f: Fn) =>
        streamOf(
          'object',
          iterateFrom(
            seed,
            (x) => f.apply$Object!(x),
            (x) => Boolean(go.test$Object!(x)),
          ),
        ),
      generate: (s: Fn) => streamOf('object', generate(s, 'get$')),
      concat: (a: StreamObject, b: StreamObject) => streamOf('object', concatenated(a, b)),
    },
    IntStream: numericBodies('int', 'Int'),
    LongStream: numericBodies('long', 'Long'),
    DoubleStream: numericBodies('double', 'Double'),
    Collectors: {
      toList: () => into(() => newArrayList([])),
      toUnmodifiableList: () =>
        collector(
          () => [] as unknown[],
          (s, v) => [...(s as unknown[]), v],
          (s) => new FixedListObject(s as unknown[], false),
        ),
      toSet: () => into(linkedHashSet),
      toUnmodifiableSet: () => {
        const inner = into(linkedHashSet);
        return collector(inner.supply, inner.accumulate, (s) => new FixedSetObject(s as HashSetObject));
      },
      toCollection: (factory: Fn) => into(() => factory.get$!() as CollectionObject),
      'joining()': () => joining('', '', ''),
      'joining(CharSequence)': (delimiter: unknown) => joining(delimiter, '', ''),
      'joining(CharSequence,CharSequence,CharSequence)': joining,
      mapping: (f: Fn, downstream: unknown) => {
        const d = asCollector(downstream);
        return collector(d.supply, (s, v) => d.accumulate(s, f.apply$Object!(v)), d.finish);
      },
      filtering: (f: Fn, downstream: unknown) => {
        const d = asCollector(downstream);
        return collector(d.supply, (s, v) => (f.test$Object!(v) ? d.accumulate(s, v) : s), d.finish);
      },
      collectingAndThen: (downstream: unknown, f: Fn) => {
        const d = asCollector(downstream);
        return collector(d.supply, d.accumulate, (s) => f.apply$Object!(d.finish(s)));
      },
      flatMapping: (f: Fn, downstream: unknown) => {
        const d = asCollector(downstream);
        return collector(
          d.supply,
          (s, v) => {
            const inner = f.apply$Object!(v) as StreamObject | null;
            let state = s;
            for (const value of inner?.source ?? []) state = d.accumulate(state, value);
            return state;
          },
          d.finish,
        );
      },
      teeing: (first: unknown, second: unknown, merger: Fn) => {
        const both = [asCollector(first), asCollector(second)] as const;
        return collector(
          () => both.map((each) => each.supply()),
          (states, v) => both.map((each, i) => each.accumulate((states as unknown[])[i], v)),
          (states) => {
            const [a, b] = both.map((each, i) => each.finish((states as unknown[])[i]));
            return merger.apply$Object$Object!(a, b);
          },
        );
      },
      'reducing(BinaryOperator)': (f: Fn) =>
        collector(
          () => undefined,
          (s, v) => (s === undefined ? v : f.apply$Object$Object!(s, v)),
          (s) => optional(s === undefined ? null : s),
        ),
      'groupingByConcurrent(Function)': (key: Fn) =>
        groupingBy(
          key,
          concurrentMap,
          into(() => newArrayList([])),
        ),
      'groupingByConcurrent(Function,Collector)': (key: Fn, d: unknown) =>
        groupingBy(key, concurrentMap, asCollector(d)),
      'toConcurrentMap(Function,Function)': (key: Fn, value: Fn) => toMap(key, value, null, concurrentMap),
      toUnmodifiableMap: (key: Fn, value: Fn) => {
        const inner = toMap(key, value, null, linkedHashMap);
        return collector(inner.supply, inner.accumulate, (s) => new FixedMapObject(s as MapObject));
      },
      counting: () =>
        collector(
          () => 0,
          (s) => (s as number) + 1,
          (s) => Long.valueOf(s as number),
        ),
      minBy: (c: JavaComparator) => reducing((a, b) => comparison(c)(b, a) > 0),
      maxBy: (c: JavaComparator) => reducing((a, b) => comparison(c)(b, a) < 0),
      'reducing(Object,BinaryOperator)': (identity: unknown, f: Fn) =>
        collector(
          () => identity,
          (s, v) => f.apply$Object$Object!(s, v),
        ),
      'reducing(Object,Function,BinaryOperator)': (identity: unknown, m: Fn, f: Fn) =>
        collector(
          () => identity,
          (s, v) => f.apply$Object$Object!(s, m.apply$Object!(v)),
        ),
      summingInt: (f: Fn) => summing('int', f, 'applyAsInt$Object'),
      summingLong: (f: Fn) => summing('long', f, 'applyAsLong$Object'),
      summingDouble: summingDoubles,
      averagingInt: (f: Fn) => averaging(f, 'applyAsInt$Object'),
      averagingLong: (f: Fn) => averaging(f, 'applyAsLong$Object'),
      averagingDouble: (f: Fn) => averaging(f, 'applyAsDouble$Object'),
      summarizingInt: (f: Fn) => summarizing('int', 'Int', f, 'applyAsInt$Object'),
      summarizingLong: (f: Fn) => summarizing('long', 'Long', f, 'applyAsLong$Object'),
      summarizingDouble: (f: Fn) => summarizing('double', 'Double', f, 'applyAsDouble$Object'),
      'groupingBy(Function)': (key: Fn) =>
        groupingBy(
          key,
          linkedHashMap,
          into(() => newArrayList([])),
        ),
      'groupingBy(Function,Collector)': (key: Fn, d: unknown) => groupingBy(key, linkedHashMap, asCollector(d)),
      'groupingBy(Function,Supplier,Collector)': (key: Fn, make: Fn, d: unknown) =>
        groupingBy(key, () => make.get$!() as MapObject, asCollector(d)),
      'partitioningBy(Predicate)': (f: Fn) =>
        partitioning(
          f,
          into(() => newArrayList([])),
        ),
      'partitioningBy(Predicate,Collector)': (f: Fn, d: unknown) => partitioning(f, asCollector(d)),
      'toMap(Function,Function)': (key: Fn, value: Fn) => toMap(key, value, null, linkedHashMap),
      'toMap(Function,Function,BinaryOperator)': (key: Fn, value: Fn, merge: Fn) =>
        toMap(key, value, merge, linkedHashMap),
      'toMap(Function,Function,BinaryOperator,Supplier)': (key: Fn, value: Fn, merge: Fn, make: Fn) =>
        toMap(key, value, merge, () => make.get$!() as MapObject),
    },
  },
});

function partitioning(f: Fn, downstream: CollectorObject): CollectorObject {
  const inner = groupingBy({ apply$Object: (v) => f.test$Object!(v) }, linkedHashMap, downstream);
  return collector(
    () => {
      const map = inner.supply() as MapObject;
      map.put$Object$Object(false, { state: downstream.supply() });
      map.put$Object$Object(true, { state: downstream.supply() });
      return map;
    },
    inner.accumulate,
    inner.finish,
  );
}
