/** What all collections of java.util share. Method names are the linker's (see library/table.ts). */
import type { Task } from '../../simulation/task.ts';
import { arrayOf } from '../arrays.ts';
import { turn, wait } from '../jvm.ts';
import { Base, equals, nonNull, size, stringOf } from './object.ts';
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
export function iterate(source: JavaIterable): Iterable<unknown> {
  return source instanceof CollectionObject ? source.$walk() : walk(source);
}
function* walk(source: JavaIterable): Generator<unknown> {
  const iterator = source.iterator$();
  while (iterator.hasNext$()) {
    turn();
    yield iterator.next$();
  }
}

/** A snapshot of a Java collection's elements. */
export function elements(source: JavaIterable): unknown[] {
  return nonNull(source) instanceof CollectionObject ? (source as CollectionObject).$elements() : [...walk(source)];
}

export function noSuchElement(message: string | null = null): never {
  throw new Raise('java.util.NoSuchElementException', message);
}
export function concurrentModification(): never {
  throw new Raise('java.util.ConcurrentModificationException', null);
}
export function unsupported(): never {
  return raise('UnsupportedOperationException');
}
export function outOfBounds(index: number, length: number): never {
  throw new Raise('java.lang.IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`);
}

/** An iterator over a snapshot or generator that cannot remove. */
export class FixedIterator extends Base implements JavaIterator {
  private step!: IteratorResult<unknown>;
  private source!: Iterator<unknown>;
  constructor(source: Iterable<unknown>) {
    super();
    this.over(source);
  }
  protected over(source: Iterable<unknown>): void {
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
    while (this.hasNext$()) {
      turn();
      yield* wait(action.accept$Object(this.next$()));
    }
  }
}

/** java.util.AbstractCollection. */
export abstract class CollectionObject extends Base implements JavaCollection {
  /** Its elements in order; lists over an array give the array itself. */
  $walk(): Iterable<unknown> {
    return walk(this);
  }
  $elements(): unknown[] {
    return [...walk(this)];
  }
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
