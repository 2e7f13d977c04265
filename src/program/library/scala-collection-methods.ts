/** Methods of all collections. */
import { equals, stringOf } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { wait } from '../jvm.ts';
import { raise } from '../runtime/raise.ts';
import {
  add,
  arrange,
  best,
  by,
  C,
  Coll,
  collected,
  compareTuples,
  empty,
  type F0,
  type F1,
  type F2,
  IMM,
  itemsOf,
  itself,
  type K,
  keyOf,
  like,
  list,
  make,
  mapOf,
  none,
  type Order,
  option,
  type Pair,
  pair,
  put,
  range,
  setOf,
  some,
  text,
  times,
} from './scala-collection.ts';

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
for (const [key, body] of Object.entries(BODIES))
  Object.defineProperty(Coll.prototype, key, { value: body, writable: true, enumerable: false, configurable: true });
