/** java.util.stream.Collector and Collectors. */
import { Double, Long } from '../../../flink/api/boxed.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import type { CollectionObject } from '../../runtime/collections.ts';
import { FixedListObject, FixedMapObject, FixedSetObject } from '../../runtime/fixed-collections.ts';
import type { HashMapObject } from '../../runtime/hash-maps.ts';
import { newArrayList } from '../../runtime/lists.ts';
import type { MapObject } from '../../runtime/maps.ts';
import { comparison, type JavaComparator, nonNull, stringOf } from '../../runtime/object.ts';
import { optional } from '../../runtime/optional.ts';
import { Raise } from '../../runtime/raise.ts';
import type { HashSetObject } from '../../runtime/sets.ts';
import type { StatisticsObject } from '../../runtime/statistics.ts';
import { asCollector, CollectorObject, collector } from '../../runtime/stream-collectors.ts';
import type { StreamObject } from '../../runtime/streams.ts';
import { addLongs, DoubleSum, type Kind } from '../../runtime/sums.ts';
import { library } from '../table.ts';

type Fn = Record<string, (...args: unknown[]) => unknown>;

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
      const next = f[method]!(value) as LongValue;
      return kind === 'int' ? ((state as number) + (next as number)) | 0 : addLongs(state as LongValue, next);
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

library({
  package: 'java.util.stream',
  stubs: `
import java.util.*;
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
    Collectors: {
      toList: () => into(() => newArrayList([])),
      toUnmodifiableList: () =>
        collector(
          () => [] as unknown[],
          (s, v) => {
            (s as unknown[]).push(v);
            return s;
          },
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
