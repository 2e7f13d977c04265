/** An element of a {@link Heap}, which keeps its place in it: from 1, 0 once it is out. */
export interface HeapElement {
  index: number;
}

/**
 * HeapPriorityQueue: a binary heap. Which of several equal elements is first depends on how they are moved, so it moves them exactly as Flink does.
 */
export class Heap<T extends HeapElement> {
  /** The head is at 1. */
  private readonly elements: T[] = [undefined as never];

  constructor(private readonly isLess: (a: T, b: T) => boolean) {}

  peek(): T | undefined {
    return this.elements[1];
  }
  add(element: T): void {
    element.index = this.elements.length;
    this.elements.push(element);
    this.siftUp(element);
  }
  remove(element: T): void {
    const { index } = element;
    const last = this.elements.pop()!;
    if (last !== element) {
      this.put(last, index);
      this.adjust(last);
    }
    element.index = 0;
  }
  /** To be called when an element's rank has changed. */
  adjust(element: T): void {
    const { index } = element;
    this.siftDown(element);
    if (element.index === index) this.siftUp(element);
  }
  /** As they stand in the heap. */
  *[Symbol.iterator](): Iterator<T> {
    for (let i = 1; i < this.elements.length; i++) yield this.elements[i]!;
  }

  private put(element: T, index: number): void {
    this.elements[index] = element;
    element.index = index;
  }
  private siftUp(element: T): void {
    let { index } = element;
    for (;;) {
      const above = this.elements[index >>> 1];
      if (!above || !this.isLess(element, above)) break;
      this.put(above, index);
      index >>>= 1;
    }
    this.put(element, index);
  }
  private siftDown(element: T): void {
    let { index } = element;
    for (;;) {
      let child = this.elements[2 * index];
      const second = this.elements[2 * index + 1];
      if (child && second && this.isLess(second, child)) child = second;
      if (!child || !this.isLess(child, element)) break;
      const from = child.index;
      this.put(child, index);
      index = from;
    }
    this.put(element, index);
  }
}
