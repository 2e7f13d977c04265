/** Collections made of collections. */
import { equals } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { raise } from '../../runtime/raise.ts';
import {
  build,
  by,
  Coll,
  compareTuples,
  type F1,
  type F2,
  itemsOf,
  iteratorOf,
  type K,
  like,
  list,
  mapOf,
  type Order,
  pair,
  partOfRange,
  range,
} from './collection.ts';
import { distinctBy, KeyIndex } from './hashing.ts';
import { END, Iter } from './iterators.ts';
import { collected, filtered, firstWhere, folded, foldedRight, install, mapped } from './methods.ts';

const filter = function* (this: K, f: F1): Task<K> {
  return like(this, yield* filtered(this.all(), f, true));
};
/** Pieces of at most `size` items, `step` apart; the last one begins before the end is reached. */
function pieces(of: K, size: number, step: number): K {
  const items = of.all();
  const out: unknown[] = [];
  for (let i = 0; i < items.length; i += step) {
    out.push(like(of, items.slice(i, i + size)));
    if (i + size >= items.length) break;
  }
  return iteratorOf(out);
}
/** Equal items together, in the order of their first ones. */
function grouped(items: readonly unknown[]): unknown[][] {
  const index = new KeyIndex();
  const groups: unknown[][] = [];
  for (const x of items) {
    const at = index.find(x);
    if (at >= 0) groups[at]!.push(x);
    else {
      index.set(x, groups.length);
      groups.push([x]);
    }
  }
  return groups;
}
/** Combinations of `n` items: of equal ones, first as many as there are. */
function* choices(groups: readonly unknown[][], n: number): Generator<unknown[]> {
  const [first, ...rest] = groups;
  if (n === 0) yield [];
  else if (first)
    for (let taken = Math.min(n, first.length); taken >= 0; taken--)
      for (const others of choices(rest, n - taken)) yield [...first.slice(0, taken), ...others];
}
/** Permutations; equal items change places with each other only once. */
function* orders(items: readonly unknown[]): Generator<unknown[]> {
  if (items.length === 0) yield [];
  for (const [i, x] of items.entries())
    if (i === 0 || !equals(x, items[i - 1]))
      for (const rest of orders([...items.slice(0, i), ...items.slice(i + 1)])) yield [x, ...rest];
}
/** An iterator over collections like `of`, each made when it is asked for. */
function lazily(of: K, source: Generator<unknown[]>): K {
  return Iter.from(() => {
    const { done, value } = source.next();
    return done ? END : like(of, value);
  });
}
/** @param isIn keep those that the other one has, or those that it has not, each as often as it does (Seq's multiset) */
function matching(self: K, other: K, isIn: boolean): K {
  const counts = new KeyIndex();
  for (const x of other.items) counts.set(x, Math.max(0, counts.find(x)) + 1);
  const isSet = self.isSet();
  return like(
    self,
    self.items.filter((x) => {
      const left = counts.find(x);
      if (left > 0 && !isSet) counts.set(x, left - 1);
      return left > 0 === isIn;
    }),
  );
}
/** Items from the start, or the end (`isEnd`): of a range, a range. */
function part(of: K, items: unknown[], isEnd: boolean): K {
  return of.bounds ? partOfRange(of, items, isEnd) : like(of, items);
}
const together = function (this: K, o: unknown): K {
  return build(this, [...this.all(), ...itemsOf(o)]);
};
const intersect = function (this: K, o: K): K {
  return matching(this, o, true);
};
const diff = function (this: K, o: K): K {
  return matching(this, o, false);
};

const scanLeft = function* (this: K, z: unknown, f: F2): Task<K> {
  const out = [z];
  for (const x of this.all()) out.push(yield* folded([x], out[out.length - 1], f));
  return build(this, out);
};

install(Coll.prototype, {
  *map$Function1(this: K, f: F1): Task<K> {
    return build(this, yield* mapped(this.all(), f));
  },
  *flatMap$Function1(this: K, f: F1): Task<K> {
    return build(this, (yield* mapped(this.all(), f)).flatMap(itemsOf));
  },
  *reverseMap$Function1(this: K, f: F1): Task<K> {
    return build(this, yield* mapped([...this.items].reverse(), f));
  },
  filter$Function1: filter,
  withFilter$Function1: filter,
  *filterNot$Function1(this: K, f: F1): Task<K> {
    return like(this, yield* filtered(this.all(), f, false));
  },
  *collect$Function1(this: K, f: F1): Task<K> {
    return build(this, yield* collected(this.all(), f));
  },
  *partition$Function1(this: K, f: F1): Task<unknown> {
    const items = this.all();
    const tests = yield* mapped(items, f);
    const part = (wanted: boolean): K =>
      like(
        this,
        items.filter((_, i) => tests[i] === wanted),
      );
    return pair(part(true), part(false));
  },
  *groupBy$Function1(this: K, f: F1): Task<K> {
    const items = this.all();
    const keys = yield* mapped(items, f);
    const index = new KeyIndex();
    const groups: { readonly key: unknown; readonly items: unknown[] }[] = [];
    for (const [i, key] of keys.entries()) {
      const at = index.find(key);
      if (at >= 0) groups[at]!.items.push(items[i]);
      else {
        index.set(key, groups.length);
        groups.push({ key, items: [items[i]] });
      }
    }
    return mapOf(groups.map((g) => pair(g.key, like(this, g.items))));
  },

  // Parts
  take$int(this: K, n: number) {
    return part(this, this.all().slice(0, Math.max(0, n)), false);
  },
  drop$int(this: K, n: number) {
    return part(this, this.all().slice(Math.max(0, n)), true);
  },
  takeRight$int(this: K, n: number) {
    const items = this.all();
    return part(this, items.slice(Math.max(0, items.length - n)), true);
  },
  dropRight$int(this: K, n: number) {
    const items = this.all();
    return part(this, items.slice(0, Math.max(0, items.length - n)), false);
  },
  *takeWhile$Function1(this: K, f: F1): Task<K> {
    const items = this.all();
    const i = yield* firstWhere(items, f, false);
    return like(this, i < 0 ? items : items.slice(0, i));
  },
  *dropWhile$Function1(this: K, f: F1): Task<K> {
    const items = this.all();
    const i = yield* firstWhere(items, f, false);
    return like(this, i < 0 ? [] : items.slice(i));
  },
  *span$Function1(this: K, f: F1): Task<unknown> {
    const items = this.all();
    const i = yield* firstWhere(items, f, false);
    return pair(like(this, i < 0 ? items : items.slice(0, i)), like(this, i < 0 ? [] : items.slice(i)));
  },
  slice$int$int(this: K, from: number, until: number) {
    return like(this, this.all().slice(Math.max(0, from), Math.max(0, until)));
  },
  splitAt$int(this: K, n: number) {
    return pair(like(this, this.items.slice(0, n)), like(this, this.items.slice(n)));
  },
  tail$(this: K) {
    return this.items.length > 0
      ? part(this, this.items.slice(1), true)
      : raise(
          'java.lang.UnsupportedOperationException',
          /(?:List|Nil|Seq)$/.test(this.shape()) ? 'tail of empty list' : 'empty.tail',
        );
  },
  init$(this: K) {
    return part(this, this.items.slice(0, -1), false);
  },
  tails$(this: K) {
    const items = this.all();
    return iteratorOf(Array.from({ length: items.length + 1 }, (_, i) => like(this, items.slice(i))));
  },
  inits$(this: K) {
    const items = this.all();
    return iteratorOf(Array.from({ length: items.length + 1 }, (_, i) => like(this, items.slice(0, items.length - i))));
  },
  grouped$int(this: K, n: number) {
    return pieces(this, n, n);
  },
  sliding$int(this: K, n: number) {
    return pieces(this, n, 1);
  },
  sliding$int$int(this: K, n: number, step: number) {
    return pieces(this, n, step);
  },
  combinations$int(this: K, n: number) {
    return lazily(this, choices(grouped(this.items), n));
  },
  permutations$(this: K) {
    return lazily(this, orders(grouped(this.items).flat()));
  },

  // Orders
  reverse$(this: K) {
    const items = [...this.items].reverse();
    if (!this.bounds || items.length === 0) return like(this, items);
    return range(items[0] as number, this.bounds.from, true, -this.bounds.step);
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
    return like(
      this,
      distinctBy(this.all(), (x) => x, true),
    );
  },

  // With other items
  zip$TraversableOnce(this: K, o: unknown) {
    const items = this.all();
    const others = o instanceof Coll ? o.first(items.length) : itemsOf(o);
    return build(
      this.isMap() ? list([]) : this,
      items.slice(0, others.length).map((x, i) => pair(x, others[i])),
    );
  },
  zipWithIndex$(this: K) {
    return build(
      this,
      this.all().map((x, i) => pair(x, i)),
    );
  },
  zipAll$TraversableOnce$Object$Object(this: K, o: unknown, a: unknown, b: unknown) {
    const [x, y] = [this.all(), itemsOf(o)];
    return build(
      this,
      Array.from({ length: Math.max(x.length, y.length) }, (_, i) =>
        pair(i < x.length ? x[i] : a, i < y.length ? y[i] : b),
      ),
    );
  },
  scanLeft$Object$Function2: scanLeft,
  scan$Object$Function2: scanLeft,
  *scanRight$Object$Function2(this: K, z: unknown, f: F2): Task<K> {
    const out = [z];
    for (const x of [...this.all()].reverse()) out.unshift(yield* foldedRight([x], out[0], f));
    return build(this, out);
  },
  $colon$plus$Object(this: K, x: unknown) {
    return build(this, [...this.items, x]);
  },
  $plus$colon$Object(this: K, x: unknown) {
    return build(this, [x, ...this.items]);
  },
  $colon$colon$Object(this: K, x: unknown) {
    return list([x, ...this.items]);
  },
  $colon$colon$colon$List(this: K, x: K) {
    return list([...x.items, ...this.items]);
  },
  $plus$plus$TraversableOnce: together,
  union$Seq: together,
  union$Iterable: together,
  $bar$Iterable: together,
  intersect$Seq: intersect,
  intersect$Iterable: intersect,
  $amp$Iterable: intersect,
  diff$Seq: diff,
  diff$Iterable: diff,
  $amp$tilde$Iterable: diff,
  updated$int$Object(this: K, i: number, x: unknown) {
    if (i < 0 || i >= this.items.length) raise('java.lang.IndexOutOfBoundsException', String(i));
    return build(this, this.items.with(i, x));
  },
  patch$int$TraversableOnce$int(this: K, from: number, o: unknown, n: number) {
    return build(this, [...this.items.slice(0, from), ...itemsOf(o), ...this.items.slice(from + n)]);
  },
  padTo$int$Object(this: K, n: number, x: unknown) {
    return build(this, [...this.items, ...Array.from({ length: Math.max(0, n - this.items.length) }, () => x)]);
  },
  enqueue$Object(this: K, x: unknown) {
    return like(this, [...this.items, x]);
  },
  subsetOf$Iterable(this: K, o: K) {
    return this.items.every((x) => o.items.some((y) => equals(x, y)));
  },
});
