import type { LongValue } from '../../../flink/api/values.ts';
import { turn } from '../../jvm.ts';
import { allocate, functional } from '../../link.ts';
import { FixedIterator } from '../../runtime/collections.ts';
import { Base } from '../../runtime/object.ts';
import { StreamObject, streamOf, useStreams } from '../../runtime/streams.ts';
import type { Kind } from '../../runtime/sums.ts';
import { library } from '../table.ts';

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

type Fn = Record<string, (...args: unknown[]) => unknown>;

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

function* generate(supplier: Fn, method: string): Generator<unknown> {
  for (;;) {
    turn();
    yield supplier[method]!();
  }
}
function* iterateFrom(
  seed: unknown,
  next: (value: unknown) => unknown,
  go: (value: unknown) => boolean = () => true,
): Generator<unknown> {
  for (let value = seed; go(value); value = next(value)) {
    turn();
    yield value;
  }
}
function* range(from: LongValue, to: LongValue): Generator<number> {
  for (let i = Number(from); i < Number(to); i++) {
    turn();
    yield i;
  }
}
function* concatenated(a: StreamObject, b: StreamObject): Generator<unknown> {
  yield* a.source;
  yield* b.source;
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
`,
  bodies: {
    'Stream.Pipeline': pipeline('object'),
    'IntStream.Pipeline': pipeline('int'),
    'LongStream.Pipeline': pipeline('long'),
    'DoubleStream.Pipeline': pipeline('double'),
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
  },
});
