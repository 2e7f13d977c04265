/** java.util's lists, queues and what all collections share. Method names are the linker's (see library/table.ts). */
import type { Task } from '../../simulation/task.ts';
import { arrayOf } from '../arrays.ts';
import { wait } from '../jvm.ts';
import {
  Base,
  comparison,
  copy,
  equals,
  hashCode,
  isSerializable,
  type JavaComparator,
  nonNull,
  size,
  stringOf,
} from './object.ts';
import { Raise, raise } from './raise.ts';

export interface JavaIterator {
  hasNext$(): boolean;
  next$(): unknown;
  remove$(): void;
}
export interface JavaIterable {
  iterator$(): JavaIterator;
}
export interface JavaCollection extends JavaIterable {
  size$(): number;
  contains$Object(value: unknown): boolean;
}
export interface Predicate {
  test$Object(value: unknown): boolean;
}
export interface Consumer {
  accept$Object(value: unknown): void | Task<void>;
}
export interface UnaryFunction {
  apply$Object(value: unknown): unknown;
}

/** Elements of any Java Iterable, for JavaScript loops. */
export function* iterate(source: JavaIterable): Generator<unknown> {
  if (source instanceof ArrayListObject && source.constructor === ArrayListObject) {
    yield* source.items;
    return;
  }
  const iterator = source.iterator$();
  while (iterator.hasNext$()) yield iterator.next$();
}

/** A snapshot of a Java collection's elements. */
export function elements(source: JavaIterable): unknown[] {
  if (nonNull(source) instanceof ArrayListObject) return (source as ArrayListObject).items.slice();
  const out: unknown[] = [];
  const iterator = source.iterator$();
  while (iterator.hasNext$()) out.push(iterator.next$());
  return out;
}

export function noSuchElement(message: string | null = null): never {
  throw new Raise('java.util.NoSuchElementException', message);
}
export function concurrentModification(): never {
  throw new Raise('java.util.ConcurrentModificationException', null);
}
function unsupported(): never {
  return raise('UnsupportedOperationException');
}
export function outOfBounds(index: number, length: number): never {
  throw new Raise('java.lang.IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`);
}

/** An iterator over a snapshot or generator that cannot remove. */
export class FixedIterator extends Base implements JavaIterator {
  private step: IteratorResult<unknown>;
  private readonly source: Iterator<unknown>;
  constructor(source: Iterable<unknown>) {
    super();
    this.source = source[Symbol.iterator]();
    this.step = this.source.next();
  }
  hasNext$(): boolean {
    return !this.step.done;
  }
  next$(): unknown {
    if (this.step.done) noSuchElement();
    const value = this.step.value;
    this.step = this.source.next();
    return value;
  }
  remove$(): void {
    raise('UnsupportedOperationException', 'remove');
  }
  *forEachRemaining$Consumer(action: Consumer): Task<void> {
    while (this.hasNext$()) yield* wait(action.accept$Object(this.next$()));
  }
}

/** java.util.AbstractCollection. */
export abstract class CollectionObject extends Base implements JavaCollection {
  abstract size$(): number;
  abstract iterator$(): JavaIterator;

  $init$(): this {
    return this;
  }
  isEmpty$(): boolean {
    return this.size$() === 0;
  }
  contains$Object(value: unknown): boolean {
    for (const element of iterate(this)) if (equals(value, element)) return true;
    return false;
  }
  toArray$(): unknown {
    return arrayOf('java.lang.Object', elements(this));
  }
  toArray$Object_A(like: { $component: string; length: number; [i: number]: unknown }): unknown {
    const all = elements(this);
    if (like.length < all.length) return arrayOf(like.$component, all);
    for (let i = 0; i < all.length; i++) like[i] = all[i];
    if (like.length > all.length) like[all.length] = null;
    return like;
  }
  toArray$IntFunction(make: { apply$int(n: number): { $component: string; length: number } }): unknown {
    return this.toArray$Object_A(make.apply$int(0));
  }
  add$Object(_value: unknown): boolean {
    return unsupported();
  }
  remove$Object(value: unknown): boolean {
    const iterator = this.iterator$();
    while (iterator.hasNext$()) {
      if (equals(value, iterator.next$())) {
        iterator.remove$();
        return true;
      }
    }
    return false;
  }
  containsAll$Collection(other: JavaCollection): boolean {
    for (const element of iterate(other)) if (!this.contains$Object(element)) return false;
    return true;
  }
  addAll$Collection(other: JavaCollection): boolean {
    let changed = false;
    for (const element of elements(other)) if (this.add$Object(element)) changed = true;
    return changed;
  }
  removeAll$Collection(other: JavaCollection): boolean {
    nonNull(other);
    return this.keep((element) => !other.contains$Object(element));
  }
  retainAll$Collection(other: JavaCollection): boolean {
    nonNull(other);
    return this.keep((element) => other.contains$Object(element));
  }
  removeIf$Predicate(predicate: Predicate): boolean {
    nonNull(predicate);
    return this.keep((element) => !predicate.test$Object(element));
  }
  protected keep(wanted: (element: unknown) => boolean): boolean {
    let changed = false;
    const iterator = this.iterator$();
    while (iterator.hasNext$()) {
      if (!wanted(iterator.next$())) {
        iterator.remove$();
        changed = true;
      }
    }
    return changed;
  }
  clear$(): void {
    this.keep(() => false);
  }
  *forEach$Consumer(action: Consumer): Task<void> {
    nonNull(action);
    const iterator = this.iterator$();
    while (iterator.hasNext$()) yield* wait(action.accept$Object(iterator.next$()));
  }
  override $toString(): string {
    const parts: string[] = [];
    const iterator = this.iterator$();
    while (iterator.hasNext$()) {
      const element = iterator.next$();
      parts.push(element === this ? '(this Collection)' : stringOf(element));
    }
    return `[${parts.join(', ')}]`;
  }
  override $size(): number {
    let bytes = 4;
    for (const element of iterate(this)) bytes += size(element);
    return bytes;
  }
}

/** Objects that are lists answer this. */
export interface JavaList extends JavaCollection {
  get$int(index: number): unknown;
}
function isList(value: unknown): value is JavaList {
  return typeof value === 'object' && value !== null && 'get$int' in value && 'iterator$' in value;
}

/** java.util.AbstractList: all of List on get, set, add, remove at an index. */
export abstract class ListObject extends CollectionObject implements JavaList {
  modifications = 0;

  abstract get$int(index: number): unknown;
  set$int$Object(_index: number, _value: unknown): unknown {
    return unsupported();
  }
  add$int$Object(_index: number, _value: unknown): void {
    unsupported();
  }
  remove$int(_index: number): unknown {
    return unsupported();
  }
  override add$Object(value: unknown): boolean {
    this.add$int$Object(this.size$(), value);
    return true;
  }
  override remove$Object(value: unknown): boolean {
    const at = this.indexOf$Object(value);
    if (at < 0) return false;
    this.remove$int(at);
    return true;
  }
  override contains$Object(value: unknown): boolean {
    return this.indexOf$Object(value) >= 0;
  }
  addAll$int$Collection(index: number, other: JavaCollection): boolean {
    const all = elements(other);
    for (let i = 0; i < all.length; i++) this.add$int$Object(index + i, all[i]);
    return all.length > 0;
  }
  indexOf$Object(value: unknown): number {
    const n = this.size$();
    for (let i = 0; i < n; i++) if (equals(value, this.get$int(i))) return i;
    return -1;
  }
  lastIndexOf$Object(value: unknown): number {
    for (let i = this.size$() - 1; i >= 0; i--) if (equals(value, this.get$int(i))) return i;
    return -1;
  }
  iterator$(): JavaIterator {
    return new ListIteratorObject(this, 0);
  }
  listIterator$(): ListIteratorObject {
    return new ListIteratorObject(this, 0);
  }
  listIterator$int(index: number): ListIteratorObject {
    if (index < 0 || index > this.size$()) throw new Raise('java.lang.IndexOutOfBoundsException', `Index: ${index}`);
    return new ListIteratorObject(this, index);
  }
  subList$int$int(from: number, to: number): ListObject {
    if (from < 0) throw new Raise('java.lang.IndexOutOfBoundsException', `fromIndex = ${from}`);
    if (to > this.size$()) throw new Raise('java.lang.IndexOutOfBoundsException', `toIndex = ${to}`);
    if (from > to) raise('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
    return new SubListObject(this, from, to - from);
  }
  sort$Comparator(comparator: JavaComparator | null): void {
    const sorted = elements(this).sort(comparison(comparator));
    for (let i = 0; i < sorted.length; i++) this.set$int$Object(i, sorted[i]);
  }
  replaceAll$UnaryOperator(operator: UnaryFunction): void {
    const n = this.size$();
    for (let i = 0; i < n; i++) this.set$int$Object(i, operator.apply$Object(this.get$int(i)));
  }
  override clear$(): void {
    for (let i = this.size$() - 1; i >= 0; i--) this.remove$int(i);
  }
  override $hashCode(): number {
    let hash = 1;
    for (const element of iterate(this)) hash = (Math.imul(31, hash) + hashCode(element)) | 0;
    return hash;
  }
  override $equals(other: unknown): boolean {
    if (this === other) return true;
    if (!isList(other) || other.size$() !== this.size$()) return false;
    const theirs = other.iterator$();
    for (const element of iterate(this)) if (!equals(element, theirs.next$())) return false;
    return true;
  }
}

export class ListIteratorObject extends Base implements JavaIterator {
  private cursor: number;
  private last = -1;
  private expected: number;
  private readonly list: ListObject;
  constructor(list: ListObject, at: number) {
    super();
    this.list = list;
    this.cursor = at;
    this.expected = list.modifications;
  }
  private check(): void {
    if (this.list.modifications !== this.expected) concurrentModification();
  }
  hasNext$(): boolean {
    return this.cursor !== this.list.size$();
  }
  next$(): unknown {
    this.check();
    if (this.cursor >= this.list.size$()) noSuchElement();
    this.last = this.cursor++;
    return this.list.get$int(this.last);
  }
  hasPrevious$(): boolean {
    return this.cursor !== 0;
  }
  previous$(): unknown {
    this.check();
    if (this.cursor <= 0) noSuchElement();
    this.last = --this.cursor;
    return this.list.get$int(this.last);
  }
  nextIndex$(): number {
    return this.cursor;
  }
  previousIndex$(): number {
    return this.cursor - 1;
  }
  remove$(): void {
    if (this.last < 0) raise('IllegalStateException');
    this.check();
    this.list.remove$int(this.last);
    this.cursor = this.last;
    this.last = -1;
    this.expected = this.list.modifications;
  }
  set$Object(value: unknown): void {
    if (this.last < 0) raise('IllegalStateException');
    this.check();
    this.list.set$int$Object(this.last, value);
  }
  add$Object(value: unknown): void {
    this.check();
    this.list.add$int$Object(this.cursor++, value);
    this.last = -1;
    this.expected = this.list.modifications;
  }
  *forEachRemaining$Consumer(action: Consumer): Task<void> {
    while (this.hasNext$()) yield* wait(action.accept$Object(this.next$()));
  }
}

class SubListObject extends ListObject {
  private readonly parent: ListObject;
  private readonly offset: number;
  private length: number;
  constructor(parent: ListObject, offset: number, length: number) {
    super();
    this.parent = parent;
    this.offset = offset;
    this.length = length;
    this.modifications = parent.modifications;
  }
  private check(): void {
    if (this.parent.modifications !== this.modifications) concurrentModification();
  }
  size$(): number {
    this.check();
    return this.length;
  }
  get$int(index: number): unknown {
    if (index < 0 || index >= this.length) outOfBounds(index, this.length);
    this.check();
    return this.parent.get$int(this.offset + index);
  }
  override set$int$Object(index: number, value: unknown): unknown {
    if (index < 0 || index >= this.length) outOfBounds(index, this.length);
    return this.parent.set$int$Object(this.offset + index, value);
  }
  override add$int$Object(index: number, value: unknown): void {
    this.check();
    this.parent.add$int$Object(this.offset + index, value);
    this.length++;
    this.modifications = this.parent.modifications;
  }
  override remove$int(index: number): unknown {
    if (index < 0 || index >= this.length) outOfBounds(index, this.length);
    this.check();
    const value = this.parent.remove$int(this.offset + index);
    this.length--;
    this.modifications = this.parent.modifications;
    return value;
  }
  override $copy(): unknown {
    return newArrayList(elements(this).map(copy));
  }
}

/** java.util.ArrayList (and Vector, CopyOnWriteArrayList). */
export class ArrayListObject extends ListObject {
  items: unknown[] = [];

  $init$int(capacity: number): this {
    if (capacity < 0) raise('IllegalArgumentException', `Illegal Capacity: ${capacity}`);
    return this;
  }
  $init$Collection(other: JavaCollection): this {
    this.items = elements(other);
    return this;
  }
  size$(): number {
    return this.items.length;
  }
  override isEmpty$(): boolean {
    return this.items.length === 0;
  }
  get$int(index: number): unknown {
    const items = this.items;
    if (index < 0 || index >= items.length) outOfBounds(index, items.length);
    return items[index];
  }
  override set$int$Object(index: number, value: unknown): unknown {
    if (index < 0 || index >= this.items.length) outOfBounds(index, this.items.length);
    const old = this.items[index];
    this.items[index] = value;
    return old;
  }
  override add$Object(value: unknown): boolean {
    this.modifications++;
    this.items.push(value);
    return true;
  }
  override add$int$Object(index: number, value: unknown): void {
    if (index < 0 || index > this.items.length) {
      throw new Raise('java.lang.IndexOutOfBoundsException', `Index: ${index}, Size: ${this.items.length}`);
    }
    this.modifications++;
    this.items.splice(index, 0, value);
  }
  override remove$int(index: number): unknown {
    if (index < 0 || index >= this.items.length) outOfBounds(index, this.items.length);
    this.modifications++;
    return this.items.splice(index, 1)[0];
  }
  override addAll$Collection(other: JavaCollection): boolean {
    const all = elements(other);
    this.modifications++;
    for (const element of all) this.items.push(element);
    return all.length > 0;
  }
  override clear$(): void {
    this.modifications++;
    this.items.length = 0;
  }
  override sort$Comparator(comparator: JavaComparator | null): void {
    this.items.sort(comparison(comparator));
    this.modifications++;
  }
  override *forEach$Consumer(action: Consumer): Task<void> {
    nonNull(action);
    const expected = this.modifications;
    for (let i = 0; i < this.items.length && this.modifications === expected; i++) {
      yield* wait(action.accept$Object(this.items[i]));
    }
    if (this.modifications !== expected) concurrentModification();
  }
  protected override keep(wanted: (element: unknown) => boolean): boolean {
    const kept = this.items.filter(wanted);
    if (kept.length === this.items.length) return false;
    this.items = kept;
    this.modifications++;
    return true;
  }
  ensureCapacity$int(_capacity: number): void {}
  trimToSize$(): void {}
  clone$(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as ArrayListObject;
    Object.assign(other, this);
    other.items = this.items.slice();
    return other;
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as ArrayListObject;
    Object.assign(other, this);
    other.items = this.items.map(copy);
    return other;
  }
}

/** java.util.LinkedList: a list that is a deque. */
export class LinkedListObject extends ArrayListObject {
  override get$int(index: number): unknown {
    if (index < 0 || index >= this.items.length) {
      throw new Raise('java.lang.IndexOutOfBoundsException', `Index: ${index}, Size: ${this.items.length}`);
    }
    return this.items[index];
  }
  remove$(): unknown {
    return this.removeFirst$();
  }
  addFirst$Object(value: unknown): void {
    this.modifications++;
    this.items.unshift(value);
  }
  addLast$Object(value: unknown): void {
    this.add$Object(value);
  }
  getFirst$(): unknown {
    return this.items.length === 0 ? noSuchElement() : this.items[0];
  }
  getLast$(): unknown {
    return this.items.length === 0 ? noSuchElement() : this.items[this.items.length - 1];
  }
  removeFirst$(): unknown {
    if (this.items.length === 0) noSuchElement();
    this.modifications++;
    return this.items.shift();
  }
  removeLast$(): unknown {
    if (this.items.length === 0) noSuchElement();
    this.modifications++;
    return this.items.pop();
  }
  offer$Object(value: unknown): boolean {
    return this.add$Object(value);
  }
  offerFirst$Object(value: unknown): boolean {
    this.addFirst$Object(value);
    return true;
  }
  offerLast$Object(value: unknown): boolean {
    return this.add$Object(value);
  }
  peek$(): unknown {
    return this.items.length === 0 ? null : this.items[0];
  }
  peekFirst$(): unknown {
    return this.peek$();
  }
  peekLast$(): unknown {
    return this.items.length === 0 ? null : this.items[this.items.length - 1];
  }
  element$(): unknown {
    return this.getFirst$();
  }
  poll$(): unknown {
    return this.items.length === 0 ? null : this.removeFirst$();
  }
  pollFirst$(): unknown {
    return this.poll$();
  }
  pollLast$(): unknown {
    return this.items.length === 0 ? null : this.removeLast$();
  }
  push$Object(value: unknown): void {
    this.addFirst$Object(value);
  }
  pop$(): unknown {
    return this.removeFirst$();
  }
  removeFirstOccurrence$Object(value: unknown): boolean {
    return this.remove$Object(value);
  }
  removeLastOccurrence$Object(value: unknown): boolean {
    const at = this.lastIndexOf$Object(value);
    if (at >= 0) this.remove$int(at);
    return at >= 0;
  }
  descendingIterator$(): JavaIterator {
    return new FixedIterator(this.items.slice().reverse());
  }
}

/** java.util.ArrayDeque: no nulls; not equal to another with the same elements. */
export class ArrayDequeObject extends LinkedListObject {
  override add$Object(value: unknown): boolean {
    return super.add$Object(nonNull(value));
  }
  override addFirst$Object(value: unknown): void {
    super.addFirst$Object(nonNull(value));
  }
  override $equals(other: unknown): boolean {
    return this === other;
  }
  override $hashCode(): number {
    return Base.prototype.$hashCode.call(this);
  }
}

/** java.util.Stack. */
export class StackObject extends ArrayListObject {
  push$Object(value: unknown): unknown {
    this.add$Object(value);
    return value;
  }
  pop$(): unknown {
    if (this.items.length === 0) throw new Raise('java.util.EmptyStackException', null);
    this.modifications++;
    return this.items.pop();
  }
  peek$(): unknown {
    if (this.items.length === 0) throw new Raise('java.util.EmptyStackException', null);
    return this.items[this.items.length - 1];
  }
  empty$(): boolean {
    return this.items.length === 0;
  }
  search$Object(value: unknown): number {
    const at = this.lastIndexOf$Object(value);
    return at < 0 ? -1 : this.items.length - at;
  }
  firstElement$(): unknown {
    return this.items.length === 0 ? noSuchElement() : this.items[0];
  }
  lastElement$(): unknown {
    return this.items.length === 0 ? noSuchElement() : this.items[this.items.length - 1];
  }
  elementAt$int(index: number): unknown {
    return this.get$int(index);
  }
  addElement$Object(value: unknown): void {
    this.add$Object(value);
  }
}

/** List.of, Collections.unmodifiableList: `items` may be another list's. */
export class FixedListObject extends ListObject {
  static {
    isSerializable(FixedListObject);
  }
  items: unknown[];
  /** List.of refuses nulls in contains, too. */
  readonly nulls: boolean;
  constructor(items: unknown[] = [], nulls = true) {
    super();
    this.items = items;
    this.nulls = nulls;
  }
  override $className(): string {
    return this.nulls ? 'java.util.Collections$UnmodifiableRandomAccessList' : 'java.util.ImmutableCollections$ListN';
  }
  size$(): number {
    return this.items.length;
  }
  get$int(index: number): unknown {
    if (index < 0 || index >= this.items.length) outOfBounds(index, this.items.length);
    return this.items[index];
  }
  override indexOf$Object(value: unknown): number {
    return super.indexOf$Object(this.nulls ? value : nonNull(value));
  }
  override add$Object(_value: unknown): boolean {
    return unsupported();
  }
  override remove$Object(_value: unknown): boolean {
    return unsupported();
  }
  override addAll$Collection(_other: JavaCollection): boolean {
    return unsupported();
  }
  override sort$Comparator(_comparator: JavaComparator | null): void {
    unsupported();
  }
  override clear$(): void {
    unsupported();
  }
  protected override keep(_wanted: (element: unknown) => boolean): boolean {
    return unsupported();
  }
  override $copy(): unknown {
    return new FixedListObject(this.items.map(copy), this.nulls);
  }
}

/** Arrays.asList: writes through to the array, cannot grow. */
export class ArrayViewObject extends ListObject {
  static {
    isSerializable(ArrayViewObject);
  }
  items: { length: number; [i: number]: unknown };
  constructor(items: { length: number; [i: number]: unknown } = []) {
    super();
    this.items = items;
  }
  override $className(): string {
    return 'java.util.Arrays$ArrayList';
  }
  size$(): number {
    return this.items.length;
  }
  get$int(index: number): unknown {
    if (index < 0 || index >= this.items.length) {
      throw new Raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Index ${index} out of bounds for length ${this.items.length}`,
      );
    }
    return this.items[index];
  }
  override set$int$Object(index: number, value: unknown): unknown {
    const old = this.get$int(index);
    this.items[index] = value;
    return old;
  }
  override $copy(): unknown {
    return new ArrayViewObject(Array.from({ length: this.items.length }, (_, i) => copy(this.items[i])));
  }
}

/** java.util.PriorityQueue: Java's binary heap, so iteration shows the same order. */
export class PriorityQueueObject extends CollectionObject {
  heap: unknown[] = [];
  comparator: JavaComparator | null = null;
  modifications = 0;

  $init$int(capacity: number): this {
    if (capacity < 1) raise('IllegalArgumentException');
    return this;
  }
  $init$Comparator(comparator: JavaComparator | null): this {
    this.comparator = comparator;
    return this;
  }
  $init$int$Comparator(capacity: number, comparator: JavaComparator | null): this {
    this.$init$int(capacity);
    this.comparator = comparator;
    return this;
  }
  $init$Collection(other: JavaCollection): this {
    this.heap = elements(other);
    for (let i = (this.heap.length >>> 1) - 1; i >= 0; i--) this.siftDown(i, this.heap[i]);
    return this;
  }
  private get compare(): (a: unknown, b: unknown) => number {
    return comparison(this.comparator);
  }
  private siftUp(at: number, value: unknown): void {
    const compare = this.compare;
    let k = at;
    while (k > 0) {
      const parent = (k - 1) >>> 1;
      if (compare(value, this.heap[parent]) >= 0) break;
      this.heap[k] = this.heap[parent];
      k = parent;
    }
    this.heap[k] = value;
  }
  private siftDown(at: number, value: unknown): void {
    const compare = this.compare;
    const n = this.heap.length;
    let k = at;
    while (k < n >>> 1) {
      let child = 2 * k + 1;
      if (child + 1 < n && compare(this.heap[child], this.heap[child + 1]) > 0) child++;
      if (compare(value, this.heap[child]) <= 0) break;
      this.heap[k] = this.heap[child];
      k = child;
    }
    this.heap[k] = value;
  }
  private removeAt(at: number): unknown {
    this.modifications++;
    const last = this.heap.length - 1;
    const moved = this.heap.pop();
    if (at === last) return null;
    this.siftDown(at, moved);
    if (this.heap[at] === moved) {
      this.siftUp(at, moved);
      if (this.heap[at] !== moved) return moved;
    }
    return null;
  }
  size$(): number {
    return this.heap.length;
  }
  override add$Object(value: unknown): boolean {
    nonNull(value);
    this.modifications++;
    this.heap.push(value);
    if (this.heap.length === 1) this.compare(value, value);
    this.siftUp(this.heap.length - 1, value);
    return true;
  }
  offer$Object(value: unknown): boolean {
    return this.add$Object(value);
  }
  peek$(): unknown {
    return this.heap.length === 0 ? null : this.heap[0];
  }
  element$(): unknown {
    return this.heap.length === 0 ? noSuchElement() : this.heap[0];
  }
  poll$(): unknown {
    if (this.heap.length === 0) return null;
    this.modifications++;
    const first = this.heap[0];
    const last = this.heap.pop();
    if (this.heap.length > 0) this.siftDown(0, last);
    return first;
  }
  remove$(): unknown {
    return this.heap.length === 0 ? noSuchElement() : this.poll$();
  }
  override remove$Object(value: unknown): boolean {
    const at = this.heap.findIndex((element) => equals(value, element));
    if (at >= 0) this.removeAt(at);
    return at >= 0;
  }
  override clear$(): void {
    this.modifications++;
    this.heap.length = 0;
  }
  protected override keep(wanted: (element: unknown) => boolean): boolean {
    const kept = this.heap.filter(wanted);
    if (kept.length === this.heap.length) return false;
    this.modifications++;
    this.heap = kept;
    for (let i = (kept.length >>> 1) - 1; i >= 0; i--) this.siftDown(i, kept[i]);
    return true;
  }
  comparator$(): JavaComparator | null {
    return this.comparator;
  }
  iterator$(): JavaIterator {
    const queue = this;
    let cursor = 0;
    let last = -1;
    let expected = queue.modifications;
    let forgotten: unknown[] | null = null;
    let lastForgotten: unknown = null;
    const iterator = new (class extends Base implements JavaIterator {
      hasNext$(): boolean {
        return cursor < queue.heap.length || (forgotten !== null && forgotten.length > 0);
      }
      next$(): unknown {
        if (expected !== queue.modifications) concurrentModification();
        if (cursor < queue.heap.length) {
          last = cursor++;
          return queue.heap[last];
        }
        if (forgotten !== null && forgotten.length > 0) {
          last = -1;
          lastForgotten = forgotten.shift();
          return lastForgotten;
        }
        return noSuchElement();
      }
      remove$(): void {
        if (expected !== queue.modifications) concurrentModification();
        if (last !== -1) {
          const moved = queue.removeAt(last);
          last = -1;
          if (moved === null) cursor--;
          else {
            forgotten ??= [];
            forgotten.push(moved);
          }
        } else if (lastForgotten !== null) {
          queue.removeAt(queue.heap.indexOf(lastForgotten));
          lastForgotten = null;
        } else raise('IllegalStateException');
        expected = queue.modifications;
      }
    })();
    return iterator;
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as PriorityQueueObject;
    Object.assign(other, this);
    other.heap = this.heap.map(copy);
    return other;
  }
}

let makeArrayList: () => ArrayListObject = () => new ArrayListObject();

/** The linked class of java.util.ArrayList replaces the bare host class, so that `instanceof` and names work. */
export function useArrayList(make: () => ArrayListObject): void {
  makeArrayList = make;
}

export function newArrayList(items: unknown[]): ArrayListObject {
  const list = makeArrayList();
  list.items = items;
  return list;
}
