/** java.util.List: ArrayList, LinkedList, ArrayDeque, Stack, Arrays.asList and their views. */
import { type Task, drive as wait } from '../../simulation/task.ts';
import { grown } from '../jvm.ts';
import {
  CollectionObject,
  type Consumer,
  concurrentModification,
  elements,
  FixedIterator,
  iterate,
  type JavaCollection,
  type JavaIterator,
  noSuchElement,
  outOfBounds,
  type UnaryFunction,
  unsupported,
} from './collections.ts';
import { Base, comparison, copy, equals, hashCode, isSerializable, type JavaComparator, nonNull } from './object.ts';
import { Raise, raise } from './raise.ts';

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
  override $walk(): Iterable<unknown> {
    return this.constructor === ArrayListObject ? this.items : super.$walk();
  }
  override $elements(): unknown[] {
    return this.items.slice();
  }

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
    grown(this, this.items.push(value));
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
    grown(this, this.items.unshift(value));
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
  insertElementAt$Object$int(value: unknown, index: number): void {
    this.add$int$Object(index, value);
  }
  setElementAt$Object$int(value: unknown, index: number): void {
    this.set$int$Object(index, value);
  }
  removeElement$Object(value: unknown): boolean {
    return this.remove$Object(value);
  }
  removeElementAt$int(index: number): void {
    this.remove$int(index);
  }
  removeAllElements$(): void {
    this.clear$();
  }
  setSize$int(n: number): void {
    this.modifications++;
    while (this.items.length < n) this.items.push(null);
    this.items.length = n;
  }
  copyInto$Object_A(to: { [i: number]: unknown }): void {
    this.items.forEach((item, i) => {
      to[i] = item;
    });
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
