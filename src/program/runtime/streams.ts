/** java.util.stream: lazy pipelines over JavaScript iterables. */
import { Double, Long } from '../../flink/api/boxed.ts';
import type { LongValue } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { arrayOf } from '../arrays.ts';
import { wait } from '../jvm.ts';
import {
  type Consumer,
  FixedIterator,
  iterate,
  type JavaIterable,
  type JavaIterator,
  type Predicate,
  type UnaryFunction,
} from './collections.ts';
import { FixedListObject } from './fixed-collections.ts';
import { Base, comparison, type JavaComparator, nonNull } from './object.ts';
import { optional, primitiveOptional } from './optional.ts';
import { raise } from './raise.ts';
import { LinkedHashSetObject } from './sets.ts';
import { StatisticsObject } from './statistics.ts';
import { asCollector } from './stream-collectors.ts';
import { addLongs, DoubleSum, type Kind } from './sums.ts';

interface Function1 {
  [method: string]: (value: unknown) => unknown;
}
/** The one abstract method of a function over elements of that kind. */
const NAMES: Readonly<Record<Kind, { argument: string; boxed: (value: unknown) => unknown }>> = {
  object: { argument: 'Object', boxed: (value) => value },
  int: { argument: 'int', boxed: (value) => value },
  long: { argument: 'long', boxed: (value) => Long.valueOf(value as LongValue) },
  double: { argument: 'double', boxed: (value) => new Double(value as number) },
};

function method(f: unknown, name: string, kind: Kind): (value: unknown) => unknown {
  const key = `${name}$${NAMES[kind].argument}`;
  return (value) => (nonNull(f) as Function1)[key]!(value);
}

const generator: unknown = Object.getPrototypeOf(function* () {});
function mayWait(f: unknown, key: string): boolean {
  return f !== null && Object.getPrototypeOf((f as Record<string, object>)[key]) === generator;
}

export class StreamObject extends Base {
  source: Iterable<unknown> = [];
  kind: Kind = 'object';
  private used = false;
  private closers: { run$(): void }[] = [];

  private open(): Iterable<unknown> {
    if (this.used) raise('IllegalStateException', 'stream has already been operated upon or closed');
    this.used = true;
    return this.source;
  }
  private derive(kind: Kind, transform: (source: Iterable<unknown>) => Iterable<unknown>): StreamObject {
    const source = this.open();
    return streamOf(kind, lazily(source, transform));
  }
  private mapped(f: unknown, name: string, to: Kind): StreamObject {
    const apply = method(f, name, this.kind);
    return this.derive(to, function* (source) {
      for (const value of source) yield apply(value);
    });
  }

  /** A function that waits is asked for all elements at once, where the map stands. */
  private *mapping(f: unknown, name: string, to: Kind): Task<StreamObject> {
    const { kind } = this;
    if (!mayWait(f, `${name}$${NAMES[kind].argument}`)) return this.mapped(f, name, to);
    const apply = method(f, name, kind);
    const values: unknown[] = [];
    for (const value of this.open()) values.push(yield* wait(apply(value) as Task<unknown>));
    return streamOf(to, values);
  }

  // ---- intermediate operations
  private filtered(f: unknown): StreamObject {
    const test = method(f, 'test', this.kind);
    return this.derive(this.kind, function* (source) {
      for (const value of source) if (test(value)) yield value;
    });
  }
  filter$Predicate(f: Predicate): StreamObject {
    return this.filtered(f);
  }
  filter$IntPredicate(f: unknown): StreamObject {
    return this.filtered(f);
  }
  filter$LongPredicate(f: unknown): StreamObject {
    return this.filtered(f);
  }
  filter$DoublePredicate(f: unknown): StreamObject {
    return this.filtered(f);
  }
  map$Function(f: UnaryFunction): Task<StreamObject> {
    return this.mapping(f, 'apply', 'object');
  }
  map$IntUnaryOperator(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsInt', 'int');
  }
  map$LongUnaryOperator(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsLong', 'long');
  }
  map$DoubleUnaryOperator(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsDouble', 'double');
  }
  mapToObj$IntFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'apply', 'object');
  }
  mapToObj$LongFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'apply', 'object');
  }
  mapToObj$DoubleFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'apply', 'object');
  }
  mapToInt$ToIntFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsInt', 'int');
  }
  mapToInt$LongToIntFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsInt', 'int');
  }
  mapToInt$DoubleToIntFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsInt', 'int');
  }
  mapToLong$ToLongFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsLong', 'long');
  }
  mapToLong$IntToLongFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsLong', 'long');
  }
  mapToDouble$ToDoubleFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsDouble', 'double');
  }
  mapToDouble$IntToDoubleFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsDouble', 'double');
  }
  mapToDouble$LongToDoubleFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsDouble', 'double');
  }
  private flat(f: unknown, to: Kind = this.kind): StreamObject {
    const apply = method(f, 'apply', this.kind);
    return this.derive(to, function* (source) {
      for (const value of source) {
        const inner = apply(value) as StreamObject | null;
        if (inner !== null) yield* inner.open();
      }
    });
  }
  flatMap$Function(f: unknown): StreamObject {
    return this.flat(f);
  }
  flatMap$IntFunction(f: unknown): StreamObject {
    return this.flat(f);
  }
  flatMap$LongFunction(f: unknown): StreamObject {
    return this.flat(f);
  }
  flatMap$DoubleFunction(f: unknown): StreamObject {
    return this.flat(f);
  }
  flatMapToInt$Function(f: unknown): StreamObject {
    return this.flat(f, 'int');
  }
  flatMapToLong$Function(f: unknown): StreamObject {
    return this.flat(f, 'long');
  }
  flatMapToDouble$Function(f: unknown): StreamObject {
    return this.flat(f, 'double');
  }
  mapToLong$DoubleToLongFunction(f: unknown): Task<StreamObject> {
    return this.mapping(f, 'applyAsLong', 'long');
  }
  boxed$(): StreamObject {
    const { boxed } = NAMES[this.kind];
    return this.derive('object', function* (source) {
      for (const value of source) yield boxed(value);
    });
  }
  asDoubleStream$(): StreamObject {
    return this.derive('double', function* (source) {
      for (const value of source) yield Number(value);
    });
  }
  asLongStream$(): StreamObject {
    return this.derive('long', (source) => source);
  }
  distinct$(): StreamObject {
    const { kind } = this;
    return this.derive(kind, function* (source) {
      const seen = new LinkedHashSetObject();
      for (const value of source) if (seen.add$Object(NAMES[kind].boxed(value))) yield value;
    });
  }
  sorted$(): StreamObject {
    const { kind } = this;
    const compare =
      kind === 'object'
        ? comparison(null)
        : (a: unknown, b: unknown) => (Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0);
    return this.derive(kind, (source) => [...source].sort(compare));
  }
  sorted$Comparator(comparator: JavaComparator): StreamObject {
    return this.derive(this.kind, (source) => [...source].sort(comparison(comparator)));
  }
  limit$long(n: LongValue): StreamObject {
    if (n < 0) raise('IllegalArgumentException', String(n));
    return this.derive(this.kind, function* (source) {
      let left = Number(n);
      if (left === 0) return;
      for (const value of source) {
        yield value;
        if (--left === 0) return;
      }
    });
  }
  skip$long(n: LongValue): StreamObject {
    return this.derive(this.kind, function* (source) {
      let left = Number(n);
      for (const value of source) if (left-- <= 0) yield value;
    });
  }
  private peeked(f: unknown): StreamObject {
    const accept = method(f, 'accept', this.kind);
    return this.derive(this.kind, function* (source) {
      for (const value of source) {
        accept(value);
        yield value;
      }
    });
  }
  peek$Consumer(f: unknown): StreamObject {
    return this.peeked(f);
  }
  peek$IntConsumer(f: unknown): StreamObject {
    return this.peeked(f);
  }
  peek$LongConsumer(f: unknown): StreamObject {
    return this.peeked(f);
  }
  peek$DoubleConsumer(f: unknown): StreamObject {
    return this.peeked(f);
  }
  takeWhile$IntPredicate(f: unknown): StreamObject {
    return this.takeWhile$Predicate(f);
  }
  takeWhile$LongPredicate(f: unknown): StreamObject {
    return this.takeWhile$Predicate(f);
  }
  takeWhile$DoublePredicate(f: unknown): StreamObject {
    return this.takeWhile$Predicate(f);
  }
  dropWhile$IntPredicate(f: unknown): StreamObject {
    return this.dropWhile$Predicate(f);
  }
  dropWhile$LongPredicate(f: unknown): StreamObject {
    return this.dropWhile$Predicate(f);
  }
  dropWhile$DoublePredicate(f: unknown): StreamObject {
    return this.dropWhile$Predicate(f);
  }
  mapMulti$BiConsumer(f: { accept$Object$Object(value: unknown, sink: unknown): void }): StreamObject {
    return this.derive('object', function* (source) {
      for (const value of source) {
        const given: unknown[] = [];
        f.accept$Object$Object(value, sinkOf(given));
        yield* given;
      }
    });
  }
  takeWhile$Predicate(f: unknown): StreamObject {
    const test = method(f, 'test', this.kind);
    return this.derive(this.kind, function* (source) {
      for (const value of source) {
        if (!test(value)) return;
        yield value;
      }
    });
  }
  dropWhile$Predicate(f: unknown): StreamObject {
    const test = method(f, 'test', this.kind);
    return this.derive(this.kind, function* (source) {
      let dropping = true;
      for (const value of source) {
        dropping = dropping && Boolean(test(value));
        if (!dropping) yield value;
      }
    });
  }
  parallel$(): StreamObject {
    return this;
  }
  sequential$(): StreamObject {
    return this;
  }
  unordered$(): StreamObject {
    return this;
  }
  isParallel$(): boolean {
    return false;
  }
  onClose$Runnable(closer: { run$(): void }): StreamObject {
    this.closers.push(closer);
    return this;
  }
  close$(): void {
    this.used = true;
    for (const closer of this.closers.splice(0)) closer.run$();
  }

  // ---- terminal operations
  private *each(f: unknown): Task<void> {
    const accept = method(f, 'accept', this.kind);
    for (const value of this.open()) yield* wait(accept(value) as undefined | Task<undefined>);
  }
  forEach$Consumer(f: Consumer): Task<void> {
    return this.each(f);
  }
  forEach$IntConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  forEach$LongConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  forEach$DoubleConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  forEachOrdered$Consumer(f: Consumer): Task<void> {
    return this.each(f);
  }
  forEachOrdered$IntConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  forEachOrdered$LongConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  forEachOrdered$DoubleConsumer(f: unknown): Task<void> {
    return this.each(f);
  }
  toArray$(): unknown {
    const all = [...this.open()];
    if (this.kind === 'int') return Int32Array.from(all as number[]);
    if (this.kind === 'double') return Float64Array.from(all as number[]);
    return arrayOf(this.kind === 'long' ? 'long' : 'java.lang.Object', all);
  }
  toArray$IntFunction(make: { apply$int(n: number): { $component: string } }): unknown {
    return arrayOf(make.apply$int(0).$component, [...this.open()]);
  }
  toList$(): unknown {
    return new FixedListObject([...this.open()]);
  }
  count$(): number {
    let n = 0;
    for (const _ of this.open()) n++;
    return n;
  }
  private anyMatch(f: unknown, wanted: boolean): boolean {
    const test = method(f, 'test', this.kind);
    for (const value of this.open()) if (Boolean(test(value)) === wanted) return true;
    return false;
  }
  anyMatch$Predicate(f: unknown): boolean {
    return this.anyMatch(f, true);
  }
  allMatch$Predicate(f: unknown): boolean {
    return !this.anyMatch(f, false);
  }
  noneMatch$Predicate(f: unknown): boolean {
    return !this.anyMatch(f, true);
  }
  anyMatch$IntPredicate(f: unknown): boolean {
    return this.anyMatch(f, true);
  }
  allMatch$IntPredicate(f: unknown): boolean {
    return !this.anyMatch(f, false);
  }
  noneMatch$IntPredicate(f: unknown): boolean {
    return !this.anyMatch(f, true);
  }
  anyMatch$LongPredicate(f: unknown): boolean {
    return this.anyMatch(f, true);
  }
  allMatch$LongPredicate(f: unknown): boolean {
    return !this.anyMatch(f, false);
  }
  noneMatch$LongPredicate(f: unknown): boolean {
    return !this.anyMatch(f, true);
  }
  anyMatch$DoublePredicate(f: unknown): boolean {
    return this.anyMatch(f, true);
  }
  allMatch$DoublePredicate(f: unknown): boolean {
    return !this.anyMatch(f, false);
  }
  noneMatch$DoublePredicate(f: unknown): boolean {
    return !this.anyMatch(f, true);
  }
  private maybe(value: unknown): unknown {
    return this.kind === 'object'
      ? optional(value === undefined ? null : nonNull(value))
      : primitiveOptional(this.kind, value);
  }
  findFirst$(): unknown {
    for (const value of this.open()) return this.maybe(value);
    return this.maybe(undefined);
  }
  findAny$(): unknown {
    return this.findFirst$();
  }
  private best(better: (a: unknown, b: unknown) => boolean): unknown {
    let best: unknown;
    for (const value of this.open()) if (best === undefined || better(value, best)) best = value;
    return this.maybe(best);
  }
  max$Comparator(comparator: JavaComparator): unknown {
    return this.best((a, b) => comparator.compare$Object$Object(b, a) < 0);
  }
  min$Comparator(comparator: JavaComparator): unknown {
    return this.best((a, b) => comparator.compare$Object$Object(b, a) > 0);
  }
  max$(): unknown {
    return this.best((a, b) => Number(a) > Number(b));
  }
  min$(): unknown {
    return this.best((a, b) => Number(a) < Number(b));
  }
  sum$(): LongValue {
    if (this.kind === 'double') {
      const total = new DoubleSum();
      for (const value of this.open()) total.add(value as number);
      return total.value;
    }
    let sum: LongValue = 0;
    for (const value of this.open()) {
      if (this.kind === 'int') sum = ((sum as number) + (value as number)) | 0;
      else sum = addLongs(sum, value as LongValue);
    }
    return sum;
  }
  average$(): unknown {
    const sum = new DoubleSum();
    let n = 0;
    for (const value of this.open()) {
      sum.add(Number(value));
      n++;
    }
    return primitiveOptional('double', n === 0 ? undefined : sum.value / n);
  }
  summaryStatistics$(): StatisticsObject {
    const statistics = new StatisticsObject();
    statistics.kind = this.kind;
    for (const value of this.open()) statistics.add(value);
    return statistics;
  }
  private folded(identity: unknown, combine: (a: unknown, b: unknown) => unknown): unknown {
    let result = identity;
    for (const value of this.open()) result = result === undefined ? value : combine(result, value);
    return result;
  }
  reduce$Object$BinaryOperator(
    identity: unknown,
    f: { apply$Object$Object(a: unknown, b: unknown): unknown },
  ): unknown {
    return this.folded(identity, (a, b) => f.apply$Object$Object(a, b));
  }
  reduce$BinaryOperator(f: { apply$Object$Object(a: unknown, b: unknown): unknown }): unknown {
    return this.maybe(this.folded(undefined, (a, b) => f.apply$Object$Object(a, b)));
  }
  reduce$Object$BiFunction$BinaryOperator(
    identity: unknown,
    f: { apply$Object$Object(a: unknown, b: unknown): unknown },
  ): unknown {
    return this.folded(identity, (a, b) => f.apply$Object$Object(a, b));
  }
  reduce$int$IntBinaryOperator(identity: number, f: { applyAsInt$int$int(a: unknown, b: unknown): unknown }): unknown {
    return this.folded(identity, (a, b) => f.applyAsInt$int$int(a, b));
  }
  reduce$IntBinaryOperator(f: { applyAsInt$int$int(a: unknown, b: unknown): unknown }): unknown {
    return this.maybe(this.folded(undefined, (a, b) => f.applyAsInt$int$int(a, b)));
  }
  reduce$long$LongBinaryOperator(
    identity: LongValue,
    f: { applyAsLong$long$long(a: unknown, b: unknown): unknown },
  ): unknown {
    return this.folded(identity, (a, b) => f.applyAsLong$long$long(a, b));
  }
  reduce$double$DoubleBinaryOperator(
    identity: number,
    f: { applyAsDouble$double$double(a: unknown, b: unknown): unknown },
  ): unknown {
    return this.folded(identity, (a, b) => f.applyAsDouble$double$double(a, b));
  }
  reduce$LongBinaryOperator(f: { applyAsLong$long$long(a: unknown, b: unknown): unknown }): unknown {
    return this.maybe(this.folded(undefined, (a, b) => f.applyAsLong$long$long(a, b)));
  }
  reduce$DoubleBinaryOperator(f: { applyAsDouble$double$double(a: unknown, b: unknown): unknown }): unknown {
    return this.maybe(this.folded(undefined, (a, b) => f.applyAsDouble$double$double(a, b)));
  }
  private filled(supplier: { get$(): unknown }, accept: (container: unknown, value: unknown) => unknown): unknown {
    const container = supplier.get$();
    for (const value of this.open()) accept(container, value);
    return container;
  }
  collect$Supplier$ObjIntConsumer$BiConsumer(
    supplier: { get$(): unknown },
    f: { accept$Object$int(container: unknown, value: unknown): void },
  ): unknown {
    return this.filled(supplier, (container, value) => f.accept$Object$int(container, value));
  }
  collect$Supplier$ObjLongConsumer$BiConsumer(
    supplier: { get$(): unknown },
    f: { accept$Object$long(container: unknown, value: unknown): void },
  ): unknown {
    return this.filled(supplier, (container, value) => f.accept$Object$long(container, value));
  }
  collect$Supplier$ObjDoubleConsumer$BiConsumer(
    supplier: { get$(): unknown },
    f: { accept$Object$double(container: unknown, value: unknown): void },
  ): unknown {
    return this.filled(supplier, (container, value) => f.accept$Object$double(container, value));
  }
  collect$Collector(given: unknown): unknown {
    const collector = asCollector(given);
    const container = collector.supply();
    let state = container;
    for (const value of this.open()) state = collector.accumulate(state, value);
    return collector.finish(state);
  }
  collect$Supplier$BiConsumer$BiConsumer(
    supplier: { get$(): unknown },
    accumulate: { accept$Object$Object(container: unknown, value: unknown): void },
  ): unknown {
    return this.filled(supplier, (container, value) => accumulate.accept$Object$Object(container, value));
  }
  iterator$(): JavaIterator {
    return makeIterator(this.kind, this.open());
  }
}

/** The Consumer that mapMulti hands out. */
let sinkOf: (given: unknown[]) => unknown = () => null;
/** PrimitiveIterator.OfInt and its brothers. */
let makeIterator: (kind: Kind, values: Iterable<unknown>) => JavaIterator = (_, values) => new FixedIterator(values);

function lazily(
  source: Iterable<unknown>,
  transform: (source: Iterable<unknown>) => Iterable<unknown>,
): Iterable<unknown> {
  return { [Symbol.iterator]: () => transform(source)[Symbol.iterator]() };
}

let make: (kind: Kind) => StreamObject = () => new StreamObject();
/** See useArrayList: the linked classes of Stream, IntStream, … and what they hand out. */
export function useStreams(
  linked: (kind: Kind) => StreamObject,
  sink: (given: unknown[]) => unknown,
  iterator: (kind: Kind, values: Iterable<unknown>) => JavaIterator,
): void {
  make = linked;
  sinkOf = sink;
  makeIterator = iterator;
}

export function streamOf(kind: Kind, source: Iterable<unknown>): StreamObject {
  const stream = make(kind);
  stream.kind = kind;
  stream.source = source;
  return stream;
}
export function objectStream(source: Iterable<unknown>): StreamObject {
  return streamOf('object', source);
}
export function intStream(source: Iterable<number>): StreamObject {
  return streamOf('int', source);
}
/** Collection.stream: looks at the elements only when the pipeline runs. */
export function collectionStream(collection: JavaIterable): StreamObject {
  return objectStream({ [Symbol.iterator]: () => iterate(collection)[Symbol.iterator]() });
}
