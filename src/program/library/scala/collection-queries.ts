/** What collections answer: tests, folds, searches, texts, and other collections of the same items. */
import { equals } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { raise } from '../../runtime/raise.ts';
import {
  add,
  best,
  C,
  Coll,
  compareTuples,
  empty,
  type F1,
  type F2,
  IMM,
  iteratorOf,
  itself,
  type K,
  list,
  make,
  mapOf,
  none,
  type Order,
  option,
  range,
  setOf,
  some,
  text,
  times,
  unboxedItem,
} from './collection.ts';
import { collected, filtered, firstWhere, folded, foldedRight, install } from './methods.ts';

const foldLeft = function* (this: K, z: unknown, f: F2): Task<unknown> {
  return yield* folded(this.all(), z, f);
};
const foldRight = function* (this: K, z: unknown, f: F2): Task<unknown> {
  return yield* foldedRight(this.all(), z, f);
};
const reduceLeft = function* (this: K, f: F2): Task<unknown> {
  const [first, ...rest] = nonEmpty(this, 'empty.reduceLeft');
  return yield* folded(rest, first, f);
};
const reduceLeftOption = function* (this: K, f: F2): Task<unknown> {
  const [first, ...rest] = this.all();
  return first === undefined ? none() : some(yield* folded(rest, first, f));
};
function nonEmpty(of: K, message: string): unknown[] {
  const items = of.all();
  return items.length > 0 ? items : raise('java.lang.UnsupportedOperationException', message);
}
function nothingIn(of: K, what: 'head' | 'last'): never {
  if (/Vector$/.test(of.shape())) return raise('java.lang.UnsupportedOperationException', `empty.${what}`);
  return empty(/(?:List|Nil|Seq)$/.test(of.shape()) ? `${what} of empty list` : 'next on empty iterator');
}
function joined(of: K, separator: string): string {
  return of
    .all()
    .map((x) => text(of, x))
    .join(separator);
}
const length = function (this: K): number {
  return this.all().length;
};
const aslist = function (this: K): K {
  return list(this.all());
};
function copyInto(array: unknown[], items: readonly unknown[], start: number, n: number): void {
  const isPrimitive = ArrayBuffer.isView(array) || (array as { $component?: string }).$component === 'long';
  items.slice(0, Math.min(n, array.length - start)).forEach((x, i) => {
    array[start + i] = isPrimitive ? unboxedItem(x) : x;
  });
}
const asVector = function (this: K): K {
  return make(`${IMM}Vector`, this.all());
};
const asIterator = function (this: K): K {
  return iteratorOf(this.items);
};

install(Coll.prototype, {
  *foreach$Function1(this: K, f: F1): Task<void> {
    for (const x of this.all()) yield* wait(f.apply$Object(x) as never);
  },
  size$: length,
  length$: length,
  lengthCompare$int(this: K, n: number) {
    return this.items.length - n;
  },
  isEmpty$(this: K) {
    return this.items.length === 0;
  },
  nonEmpty$(this: K) {
    return this.items.length > 0;
  },

  // Tests and searches
  *exists$Function1(this: K, f: F1): Task<boolean> {
    return (yield* firstWhere(this.all(), f, true)) >= 0;
  },
  *forall$Function1(this: K, f: F1): Task<boolean> {
    return (yield* firstWhere(this.all(), f, false)) < 0;
  },
  *count$Function1(this: K, f: F1): Task<number> {
    return (yield* filtered(this.all(), f, true)).length;
  },
  *find$Function1(this: K, f: F1): Task<unknown> {
    const items = this.all();
    const i = yield* firstWhere(items, f, true);
    return option(i >= 0, items[i]);
  },
  *collectFirst$Function1(this: K, f: F1): Task<unknown> {
    for (const x of this.all()) {
      const found = yield* collected([x], f);
      if (found.length > 0) return some(found[0]);
    }
    return none();
  },
  contains$Object(this: K, x: unknown) {
    return this.isMap() || this.isSet() ? this.indexOfKey(x) >= 0 : this.all().some((y) => equals(x, y));
  },
  indexOf$Object(this: K, x: unknown) {
    return this.items.findIndex((y) => equals(x, y));
  },
  indexOf$Object$int(this: K, x: unknown, from: number) {
    return this.items.findIndex((y, i) => i >= from && equals(x, y));
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
  segmentLength$Function1$int(this: K, f: F1, from: number) {
    const end = this.items.findIndex((x, i) => i >= from && !f.apply$Object(x));
    return (end < 0 ? this.items.length : end) - from;
  },
  prefixLength$Function1(this: K, f: F1) {
    const end = this.items.findIndex((x) => !f.apply$Object(x));
    return end < 0 ? this.items.length : end;
  },
  startsWith$Seq(this: K, o: K) {
    return o.items.every((x, i) => i < this.items.length && equals(x, this.items[i]));
  },
  endsWith$Seq(this: K, o: K) {
    const d = this.items.length - o.items.length;
    return d >= 0 && o.items.every((x, i) => equals(x, this.items[d + i]));
  },
  containsSlice$Seq(this: K, o: K) {
    const n = o.items.length;
    return Array.from({ length: Math.max(0, this.items.length - n + 1) }, (_, at) => at).some((at) =>
      o.items.every((x, i) => equals(x, this.items[at + i])),
    );
  },
  sameElements$TraversableOnce(this: K, o: K) {
    const [a, b] = [this.all(), o.all()];
    return a.length === b.length && a.every((x, i) => equals(x, b[i]));
  },
  corresponds$Seq$Function2(this: K, o: K, f: F2) {
    return this.items.length === o.items.length && this.items.every((x, i) => f.apply$Object$Object(x, o.items[i]));
  },
  isDefinedAt$int(this: K, i: number) {
    return i >= 0 && i < this.items.length;
  },
  lift$int(this: K, i: number) {
    return option(i >= 0 && i < this.items.length, this.items[i]);
  },
  indexOfSlice$Seq(this: K, o: K) {
    const at = Array.from({ length: Math.max(0, this.items.length - o.items.length + 1) }, (_, i) => i);
    return at.find((i) => o.items.every((x, n) => equals(x, this.items[i + n]))) ?? -1;
  },
  isTraversableAgain$: () => true,
  hasDefiniteSize$: () => true,

  // Single items
  apply$int(this: K, i: number) {
    return i >= 0 && i < this.items.length ? this.items[i] : raise('java.lang.IndexOutOfBoundsException', String(i));
  },
  head$(this: K) {
    return this.items.length > 0 ? this.items[0] : nothingIn(this, 'head');
  },
  last$(this: K) {
    return this.items.length > 0 ? this.items[this.items.length - 1] : nothingIn(this, 'last');
  },
  headOption$(this: K) {
    return option(this.items.length > 0, this.items[0]);
  },
  lastOption$(this: K) {
    return option(this.items.length > 0, this.items[this.items.length - 1]);
  },

  // Folds
  foldLeft$Object$Function2: foldLeft,
  fold$Object$Function2: foldLeft,
  $div$colon$Object$Function2: foldLeft,
  aggregate$Object$Function2$Function2: foldLeft,
  foldRight$Object$Function2: foldRight,
  $colon$bslash$Object$Function2: foldRight,
  reduce$Function2: reduceLeft,
  reduceLeft$Function2: reduceLeft,
  reduceOption$Function2: reduceLeftOption,
  reduceLeftOption$Function2: reduceLeftOption,
  *reduceRightOption$Function2(this: K, f: F2): Task<unknown> {
    const items = this.all();
    return items.length === 0 ? none() : some(yield* foldedRight(items.slice(0, -1), items[items.length - 1], f));
  },
  *reduceRight$Function2(this: K, f: F2): Task<unknown> {
    const items = nonEmpty(this, 'empty.reduceRight');
    return yield* foldedRight(items.slice(0, -1), items[items.length - 1], f);
  },
  sum$(this: K) {
    const items = this.all();
    return items.length === 0 ? 0 : items.reduce(add);
  },
  product$(this: K) {
    const items = this.all();
    return items.length === 0 ? 1 : items.reduce(times);
  },
  max$(this: K) {
    return best(this.all(), (a, b) => compareTuples(a, b) > 0, 'empty.max');
  },
  min$(this: K) {
    return best(this.all(), (a, b) => compareTuples(a, b) < 0, 'empty.min');
  },
  max$Ordering(this: K, o: Order) {
    return best(this.all(), (a, b) => o.compare$Object$Object(a, b) > 0, 'empty.max');
  },
  min$Ordering(this: K, o: Order) {
    return best(this.all(), (a, b) => o.compare$Object$Object(a, b) < 0, 'empty.min');
  },
  maxBy$Function1(this: K, f: F1) {
    return best(this.all(), (a, b) => compareTuples(f.apply$Object(a), f.apply$Object(b)) > 0, 'empty.maxBy');
  },
  minBy$Function1(this: K, f: F1) {
    return best(this.all(), (a, b) => compareTuples(f.apply$Object(a), f.apply$Object(b)) < 0, 'empty.minBy');
  },

  // Texts
  mkString$(this: K) {
    return joined(this, '');
  },
  mkString$String(this: K, separator: string) {
    return joined(this, separator);
  },
  mkString$String$String$String(this: K, start: string, separator: string, end: string) {
    return start + joined(this, separator) + end;
  },
  addString$StringBuilder$String(this: K, b: { text: string }, separator: string) {
    b.text += joined(this, separator);
    return b;
  },

  // Other collections of the same items
  toList$: aslist,
  toIterable$: aslist,
  toTraversable$: aslist,
  copyToArray$Object(this: K, array: unknown[]) {
    copyInto(array, this.all(), 0, array.length);
  },
  copyToArray$Object$int(this: K, array: unknown[], start: number) {
    copyInto(array, this.all(), start, array.length);
  },
  copyToArray$Object$int$int(this: K, array: unknown[], start: number, n: number) {
    copyInto(array, this.all(), start, n);
  },
  stringPrefix$(this: K) {
    return this.$toString().replace(/\([\s\S]*$/, '');
  },
  toSeq$(this: K) {
    if (this.isMap() || this.isSet())
      return make(this.shape().includes('.mutable.') ? `${C}mutable.ArrayBuffer` : `${IMM}Vector`, [...this.items]);
    return /Iterator$/.test(this.shape()) ? make(`${IMM}Stream`, this.all()) : this;
  },
  toIndexedSeq$: asVector,
  toVector$: asVector,
  toStream$(this: K) {
    return make(`${IMM}Stream`, this.all());
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
  copyToBuffer$Buffer(this: K, buffer: K) {
    buffer.items.push(...this.all());
  },
  iterator$: asIterator,
  toIterator$: asIterator,
  buffered$: asIterator,
  reverseIterator$(this: K) {
    return iteratorOf([...this.items].reverse());
  },
  indices$(this: K) {
    return range(0, this.items.length, false);
  },
  by$int(this: K, n: number) {
    const { from, to, inclusive } = this.bounds!;
    return range(from, to, inclusive, n);
  },
  view$: itself,
  par$: itself,
  force$: itself,
  seq$: itself,
  repr$: itself,
});
