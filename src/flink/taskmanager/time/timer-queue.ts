import { KeyMap } from '../state/key-map.ts';
import { serialized } from '../state/serialized.ts';
import { Heap, type HeapElement } from './heap.ts';

export interface Timer<N> {
  readonly time: number;
  readonly key: unknown;
  readonly namespace: N;
}
interface Entry<N> extends Timer<N>, HeapElement {
  readonly id: string;
}

/** How a state backend keeps timers: which of several timers of one time is first depends on it. */
export interface TimerOrder<N> {
  add(entry: Entry<N>): void;
  remove(entry: Entry<N>): void;
  peek(): Entry<N> | undefined;
  /** As a snapshot holds them. */
  [Symbol.iterator](): Iterator<Entry<N>>;
}

/** HeapPriorityQueueSet: all timers of a subtask in one heap. */
export const heapOrder = <N>(): TimerOrder<N> => new Heap<Entry<N>>((a, b) => a.time < b.time);

/** The timers of one key group, by their serialized form: time, key, namespace. */
interface Group<N> extends HeapElement {
  readonly sorted: { readonly entry: Entry<N>; readonly bytes: string }[];
}

/** KeyGroupPartitionedPriorityQueue of RocksDB: a heap of key groups, each of them sorted. */
export class KeyGroupOrder<N> implements TimerOrder<N> {
  private readonly groups: readonly Group<N>[];
  private readonly heap: Heap<Group<N>>;

  /** `groupOf`: the place of a key's group among the subtask's `count` groups. */
  constructor(
    count: number,
    private readonly groupOf: (key: unknown) => number,
  ) {
    const headOf = ({ sorted }: Group<N>): number => sorted[0]?.entry.time ?? Number.POSITIVE_INFINITY;
    this.heap = new Heap((a, b) => headOf(a) < headOf(b));
    this.groups = Array.from({ length: count }, () => ({ index: 0, sorted: [] }));
    for (const group of this.groups) this.heap.add(group);
  }
  add(entry: Entry<N>): void {
    const group = this.groupOfEntry(entry);
    const bytes = serialized(entry.key);
    const { sorted } = group;
    let at = sorted.length;
    while (at > 0 && this.isBefore(entry, bytes, sorted[at - 1]!)) at--;
    sorted.splice(at, 0, { entry, bytes });
    this.heap.adjust(group);
  }
  remove(entry: Entry<N>): void {
    const group = this.groupOfEntry(entry);
    group.sorted.splice(
      group.sorted.findIndex((one) => one.entry === entry),
      1,
    );
    this.heap.adjust(group);
  }
  peek(): Entry<N> | undefined {
    return this.heap.peek()?.sorted[0]?.entry;
  }
  *[Symbol.iterator](): Iterator<Entry<N>> {
    for (const { sorted } of this.groups) for (const { entry } of sorted) yield entry;
  }
  private groupOfEntry({ key }: Entry<N>): Group<N> {
    return this.groups[this.groupOf(key)]!;
  }
  private isBefore(entry: Entry<N>, bytes: string, other: Group<N>['sorted'][number]): boolean {
    if (entry.time !== other.entry.time) return entry.time < other.entry.time;
    return bytes === other.bytes ? entry.id < other.entry.id : bytes < other.bytes;
  }
}

/** Timers by time, each once. */
export class TimerQueue<N> {
  private readonly byKey = new KeyMap<Map<string, Entry<N>>>();
  private length = 0;

  constructor(
    private readonly idOf: (namespace: N) => string,
    private readonly order: TimerOrder<N>,
  ) {}

  /** False: it is there already. */
  add(time: number, key: unknown, namespace: N): boolean {
    const id = `${time} ${this.idOf(namespace)}`;
    let known = this.byKey.get(key);
    if (!known) {
      known = new Map();
      this.byKey.set(key, known);
    }
    if (known.has(id)) return false;
    const entry = { time, key, namespace, id, index: 0 };
    known.set(id, entry);
    this.order.add(entry);
    this.length++;
    return true;
  }
  remove(time: number, key: unknown, namespace: N): void {
    const entry = this.byKey.get(key)?.get(`${time} ${this.idOf(namespace)}`);
    if (entry) this.take(entry);
  }
  get size(): number {
    return this.length;
  }
  peek(): Timer<N> | undefined {
    return this.order.peek();
  }
  poll(): Timer<N> | undefined {
    const head = this.order.peek();
    if (head) this.take(head);
    return head;
  }
  /** As a snapshot holds them. */
  [Symbol.iterator](): Iterator<Timer<N>> {
    return this.order[Symbol.iterator]();
  }

  private take(entry: Entry<N>): void {
    const known = this.byKey.get(entry.key)!;
    known.delete(entry.id);
    if (known.size === 0) this.byKey.delete(entry.key);
    this.order.remove(entry);
    this.length--;
  }
}
