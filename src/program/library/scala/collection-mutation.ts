/** What changes buffers, queues, stacks, and mutable maps and sets. */
import { equals } from '../../../flink/api/values.ts';
import { raise } from '../../runtime/raise.ts';
import { C, Coll, empty, type F1, itemsOf, type K, keyOf, like, list, make, option, pair } from './collection.ts';
import { install } from './methods.ts';

function add(to: K, x: unknown): void {
  if (to.isMap()) to.putItem(x, keyOf(x));
  else if (!to.isSet()) to.items.push(x);
  else if (to.indexOfKey(x) < 0) to.putItem(x, x);
}
function drop(from: K, x: unknown): void {
  if (from.isMap() || from.isSet()) from.removeKey(x);
  else {
    const i = from.items.findIndex((y) => equals(y, x));
    if (i >= 0) from.items.splice(i, 1);
  }
}
const append = function (this: K, x: unknown): void {
  this.items.push(x);
};
const prepend = function (this: K, x: unknown): K {
  this.items.unshift(x);
  return this;
};
const prependAll = function (this: K, o: unknown): K {
  this.items.unshift(...itemsOf(o));
  return this;
};
function checked(of: K, i: number): number {
  return i >= 0 && i < of.items.length ? i : raise('java.lang.IndexOutOfBoundsException', String(i));
}

install(Coll.prototype, {
  $plus$eq$Object(this: K, x: unknown) {
    add(this, x);
    return this;
  },
  $plus$eq$Object$Object$Object_A(this: K, a: unknown, b: unknown, more: ArrayLike<unknown>) {
    for (const x of [a, b, ...Array.from(more)]) add(this, x);
    return this;
  },
  $plus$plus$eq$TraversableOnce(this: K, o: unknown) {
    for (const x of itemsOf(o)) add(this, x);
    return this;
  },
  $minus$eq$Object(this: K, x: unknown) {
    drop(this, x);
    return this;
  },
  $minus$minus$eq$TraversableOnce(this: K, o: unknown) {
    for (const x of itemsOf(o)) drop(this, x);
    return this;
  },
  append$Object: append,
  append$Object$Object$Object_A(this: K, a: unknown, b: unknown, more: ArrayLike<unknown>) {
    this.items.push(a, b, ...Array.from(more));
  },
  prepend$Object: prepend,
  $plus$eq$colon$Object: prepend,
  insert$int$Object(this: K, i: number, x: unknown) {
    this.items.splice(i, 0, x);
  },
  insertAll$int$TraversableOnce(this: K, i: number, o: unknown) {
    this.items.splice(i, 0, ...itemsOf(o));
  },
  update$int$Object(this: K, i: number, x: unknown) {
    this.items[checked(this, i)] = x;
  },
  remove$int(this: K, i: number) {
    return this.items.splice(checked(this, i), 1)[0];
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
  clear$(this: K) {
    this.items = [];
  },
  result$(this: K) {
    return this.shape() === `${C}mutable.ListBuffer` ? list([...this.items]) : this;
  },

  $plus$plus$eq$colon$TraversableOnce: prependAll,
  prependAll$TraversableOnce: prependAll,
  appendAll$TraversableOnce(this: K, o: unknown) {
    this.items.push(...itemsOf(o));
  },
  prependToList$List(this: K, o: K) {
    return list([...this.items, ...o.items]);
  },
  transform$Function1(this: K, f: F1) {
    this.items = this.items.map((x) => f.apply$Object(x));
    return this;
  },

  // Queues and stacks
  front$(this: K) {
    return this.items.length === 0 ? empty('queue empty') : this.items[0];
  },
  dequeueOption$(this: K) {
    return option(this.items.length > 0, pair(this.items[0], like(this, this.items.slice(1))));
  },
  enqueue$List(this: K, xs: K) {
    return like(this, [...this.items, ...xs.items]);
  },
  dequeueFirst$Function1(this: K, f: F1) {
    const at = this.items.findIndex((x) => f.apply$Object(x));
    return option(at >= 0, at >= 0 ? this.items.splice(at, 1)[0] : null);
  },
  dequeueAll$Function1(this: K, f: F1) {
    const fits = this.items.map((x) => f.apply$Object(x) === true);
    const taken = this.items.filter((_, i) => fits[i]);
    this.items = this.items.filter((_, i) => !fits[i]);
    return make(`${C}mutable.ArrayBuffer`, taken);
  },
  pushAll$TraversableOnce(this: K, xs: unknown) {
    for (const x of itemsOf(xs)) this.items.unshift(x);
    return this;
  },
  toQueue$(this: K) {
    return make(`${C}mutable.Queue`, [...this.items]);
  },
  clone$(this: K) {
    return Object.assign(make(this.shape(), [...this.items]), { ordering: this.ordering });
  },
  enqueue$Object_A(this: K, xs: ArrayLike<unknown>) {
    this.items.push(...Array.from(xs));
  },
  dequeue$(this: K) {
    if (this.items.length === 0) empty('queue empty');
    if (/immutable/.test(this.shape())) return pair(this.items[0], like(this, this.items.slice(1)));
    return this.items.shift();
  },
  push$Object: prepend,
  pop$(this: K) {
    return this.items.length === 0 ? empty('empty collection') : this.items.shift();
  },
  top$(this: K) {
    return this.items.length === 0 ? empty('head of empty list') : this.items[0];
  },
});
