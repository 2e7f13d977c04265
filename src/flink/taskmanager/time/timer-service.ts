import { copy, size } from '../../api/values.ts';
import { KeyMap } from '../state/key-map.ts';
import type { KeyedBackend, KeyedTable } from '../state/keyed-backend.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from './timestamps.ts';

export interface Timer<N> {
  readonly time: number;
  readonly key: unknown;
  readonly namespace: N;
}
interface Entry<N> extends Timer<N> {
  readonly order: number;
  live: boolean;
}

/** A priority queue of timers without duplicates (KeyGroupedInternalPriorityQueue); equal times keep the order of registration. */
class TimerQueue<N> {
  private readonly heap: Entry<N>[] = [];
  private readonly byKey = new KeyMap<Map<string, Entry<N>>>();
  private order = 0;

  constructor(private readonly idOf: (namespace: N) => string) {}

  add(time: number, key: unknown, namespace: N): boolean {
    const id = `${time} ${this.idOf(namespace)}`;
    let known = this.byKey.get(key);
    if (!known) {
      known = new Map();
      this.byKey.set(key, known);
    }
    if (known.has(id)) return false;
    const entry = { time, key, namespace, order: this.order++, live: true };
    known.set(id, entry);
    this.push(entry);
    return true;
  }
  remove(time: number, key: unknown, namespace: N): void {
    const known = this.byKey.get(key);
    const id = `${time} ${this.idOf(namespace)}`;
    const entry = known?.get(id);
    if (!entry) return;
    entry.live = false;
    this.forget(entry);
  }
  peek(): Timer<N> | undefined {
    while (this.heap.length > 0 && !this.heap[0]!.live) this.pop();
    return this.heap[0];
  }
  poll(): Timer<N> | undefined {
    if (!this.peek()) return undefined;
    const entry = this.pop();
    entry.live = false;
    this.forget(entry);
    return entry;
  }
  forEach(visit: (timer: Timer<N>) => void): void {
    for (const entry of [...this.heap].sort((a, b) => a.time - b.time || a.order - b.order))
      if (entry.live) visit(entry);
  }
  private forget(entry: Entry<N>): void {
    const known = this.byKey.get(entry.key);
    known?.delete(`${entry.time} ${this.idOf(entry.namespace)}`);
    if (known?.size === 0) this.byKey.delete(entry.key);
  }
  private before(a: Entry<N>, b: Entry<N>): boolean {
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }
  private push(entry: Entry<N>): void {
    const { heap } = this;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(entry, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }
  private pop(): Entry<N> {
    const { heap } = this;
    const top = heap[0]!;
    const entry = heap.pop()!;
    if (heap.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && this.before(heap[child + 1]!, heap[child]!)) child++;
        if (!this.before(heap[child]!, entry)) break;
        heap[i] = heap[child]!;
        i = child;
      }
      heap[i] = entry;
    }
    return top;
  }
}

/** Wakes the task when the processing time is reached (ProcessingTimeService). */
export interface ProcessingClock {
  now(): number;
  /** Calls `run` in the task's mailbox at `time` or after; returns the way to withdraw it. */
  at(time: number, run: () => void): () => void;
}

export interface Triggerable<N> {
  /** Each may answer a coroutine: user code that blocks. */
  onEventTime(timer: Timer<N>): unknown;
  onProcessingTime(timer: Timer<N>): unknown;
}

/** InternalTimerServiceImpl: timers of one operator under one name, per key and namespace, in both time domains. */
export class TimerService<N> implements KeyedTable {
  readonly name: string;
  watermark = MIN_WATERMARK;
  /** BATCH mode: timers wait for the end of their key, not for the clock. */
  byKey = false;
  private readonly eventTime: TimerQueue<N>;
  private readonly processingTime: TimerQueue<N>;
  private withdraw: (() => void) | null = null;
  private scheduledFor = Number.POSITIVE_INFINITY;

  constructor(
    name: string,
    private readonly backend: KeyedBackend,
    private readonly clock: ProcessingClock,
    /** Runs due timers of the processing time, in the task's thread. */
    private readonly onDue: () => void,
    idOf: (namespace: N) => string,
  ) {
    this.name = `_timer_state/${name}`;
    this.eventTime = new TimerQueue(idOf);
    this.processingTime = new TimerQueue(idOf);
    backend.register(this);
  }

  /** In BATCH mode what a timer's callback registers is dropped. */
  private get isFiring(): boolean {
    return this.byKey && this.watermark === MAX_WATERMARK;
  }
  registerEventTime(time: number, namespace: N): void {
    if (this.isFiring) return;
    this.eventTime.add(time, this.backend.key, namespace);
  }
  deleteEventTime(time: number, namespace: N): void {
    this.eventTime.remove(time, this.backend.key, namespace);
  }
  registerProcessingTime(time: number, namespace: N): void {
    if (this.isFiring) return;
    if (this.processingTime.add(time, this.backend.key, namespace)) this.plan();
  }
  deleteProcessingTime(time: number, namespace: N): void {
    this.processingTime.remove(time, this.backend.key, namespace);
  }
  /** The next event-time timer that is due at the watermark, taken off the queue; sets the current key. */
  pollEventTime(): Timer<N> | undefined {
    const next = this.eventTime.peek();
    if (!next || next.time > this.watermark) return undefined;
    this.backend.key = next.key;
    return this.eventTime.poll();
  }
  pollProcessingTime(now: number): Timer<N> | undefined {
    const next = this.processingTime.peek();
    if (!next || next.time > now) {
      this.plan();
      return undefined;
    }
    this.backend.key = next.key;
    return this.processingTime.poll();
  }
  close(): void {
    this.withdraw?.();
    this.withdraw = null;
  }

  snapshot(write: (key: unknown, payload: unknown, bytes: number) => void): void {
    const one = (domain: 'event' | 'processing') => (timer: Timer<N>) =>
      write(timer.key, { domain, time: timer.time, namespace: timer.namespace }, 8 + size(timer.key));
    this.eventTime.forEach(one('event'));
    this.processingTime.forEach(one('processing'));
  }
  restore(key: unknown, payload: unknown): void {
    const { domain, time, namespace } = payload as { domain: string; time: number; namespace: N };
    if (domain === 'event') this.eventTime.add(time, copy(key), namespace);
    else {
      this.processingTime.add(time, copy(key), namespace);
      this.plan();
    }
  }

  private plan(): void {
    const next = this.byKey ? undefined : this.processingTime.peek();
    if (!next) return;
    if (this.withdraw && this.scheduledFor <= next.time) return;
    this.withdraw?.();
    this.scheduledFor = next.time;
    this.withdraw = this.clock.at(next.time, () => {
      this.withdraw = null;
      this.scheduledFor = Number.POSITIVE_INFINITY;
      this.onDue();
    });
  }
}
