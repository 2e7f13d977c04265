import type { PendingTimers } from '../../../trace/facts.ts';
import { copy, size, stringOf } from '../../api/values.ts';
import type { KeyedBackend, KeyedTable } from '../state/keyed-backend.ts';
import { heapOrder, KeyGroupOrder, type Timer, type TimerOrder, TimerQueue } from './timer-queue.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from './timestamps.ts';

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
    this.eventTime = new TimerQueue(idOf, this.order());
    this.processingTime = new TimerQueue(idOf, this.order());
    backend.register(this);
  }

  private order(): TimerOrder<N> {
    const { backend } = this;
    if (!backend.serializes) return heapOrder();
    const { start, end } = backend.range;
    return new KeyGroupOrder(end - start + 1, (key) => backend.groupOf(key) - start);
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
  /** What waits, by time domain. */
  pending(): readonly PendingTimers[] {
    const queues = [
      ['event', this.eventTime],
      ['processing', this.processingTime],
    ] as const;
    return queues.flatMap(([domain, queue]) => {
      const next = queue.peek();
      return next === undefined ? [] : [{ domain, count: queue.size, next: next.time, key: stringOf(next.key) }];
    });
  }
  close(): void {
    this.withdraw?.();
    this.withdraw = null;
  }

  snapshot(write: (key: unknown, payload: unknown, bytes: number) => void): void {
    for (const [domain, queue] of [
      ['event', this.eventTime],
      ['processing', this.processingTime],
    ] as const)
      for (const { time, key, namespace } of queue) write(key, { domain, time, namespace }, 8 + size(key));
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
