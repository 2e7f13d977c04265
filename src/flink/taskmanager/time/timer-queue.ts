import { KeyMap } from '../state/key-map.ts';

export interface Timer<N> {
  readonly time: number;
  readonly key: unknown;
  readonly namespace: N;
}
interface Entry<N> extends Timer<N> {
  /** Its place in the heap, from 1; 0 once it is out of it. */
  index: number;
}

/**
 * Timers by time, each once (HeapPriorityQueueSet). Which of several timers of one time is first depends on how the heap moves them, so it moves
 * them exactly as Flink's HeapPriorityQueue does.
 */
export class TimerQueue<N> {
  /** The binary heap; its head is at 1. */
  private readonly heap: Entry<N>[] = [undefined as never];
  private readonly byKey = new KeyMap<Map<string, Entry<N>>>();
  private readonly idOf: (namespace: N) => string;

  constructor(idOf: (namespace: N) => string) {
    this.idOf = idOf;
  }

  /** False: it is there already. */
  add(time: number, key: unknown, namespace: N): boolean {
    const id = `${time} ${this.idOf(namespace)}`;
    let known = this.byKey.get(key);
    if (!known) {
      known = new Map();
      this.byKey.set(key, known);
    }
    if (known.has(id)) return false;
    const entry = { time, key, namespace, index: this.heap.length };
    known.set(id, entry);
    this.heap.push(entry);
    this.siftUp(entry);
    return true;
  }
  remove(time: number, key: unknown, namespace: N): void {
    const entry = this.byKey.get(key)?.get(`${time} ${this.idOf(namespace)}`);
    if (entry) this.take(entry);
  }
  peek(): Timer<N> | undefined {
    return this.heap[1];
  }
  poll(): Timer<N> | undefined {
    const head = this.heap[1];
    if (head) this.take(head);
    return head;
  }
  /** In the heap's own order, which is how a snapshot holds them. */
  *[Symbol.iterator](): Iterator<Timer<N>> {
    for (let i = 1; i < this.heap.length; i++) yield this.heap[i]!;
  }

  private take(entry: Entry<N>): void {
    const known = this.byKey.get(entry.key)!;
    known.delete(`${entry.time} ${this.idOf(entry.namespace)}`);
    if (known.size === 0) this.byKey.delete(entry.key);
    const last = this.heap.pop()!;
    if (last !== entry) {
      this.put(last, entry.index);
      this.siftDown(last);
      if (last.index === entry.index) this.siftUp(last);
    }
    entry.index = 0;
  }
  private put(entry: Entry<N>, index: number): void {
    this.heap[index] = entry;
    entry.index = index;
  }
  private siftUp(entry: Entry<N>): void {
    let { index } = entry;
    for (;;) {
      const above = this.heap[index >>> 1];
      if (!above || entry.time >= above.time) break;
      this.put(above, index);
      index >>>= 1;
    }
    this.put(entry, index);
  }
  private siftDown(entry: Entry<N>): void {
    let { index } = entry;
    for (;;) {
      let child = this.heap[2 * index];
      const second = this.heap[2 * index + 1];
      if (child && second && second.time < child.time) child = second;
      if (!child || child.time >= entry.time) break;
      const from = child.index;
      this.put(child, index);
      index = from;
    }
    this.put(entry, index);
  }
}
