/** java.util.PriorityQueue. */

import { grown } from '../jvm.ts';
import {
  CollectionObject,
  concurrentModification,
  elements,
  type JavaCollection,
  type JavaIterator,
  noSuchElement,
} from './collections.ts';
import { Base, comparison, copy, equals, type JavaComparator, nonNull } from './object.ts';
import { raise } from './raise.ts';

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
    grown(this, this.heap.push(value));
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
