import type { Process } from '../../../platform/types.ts';
import type { Fact, PendingTimers, SubtaskRef } from '../../../trace/facts.ts';
import type { IoMetrics } from '../../rpc/gateways.ts';
import { MODES, type TaskMode, type TimeGauge } from './time-gauge.ts';

/** ms between two facts. */
const PROGRESS_INTERVAL = 500;

export interface ProgressSource {
  readonly ref: SubtaskRef;
  readonly io: IoMetrics;
  readonly gauge: TimeGauge;
  /** A legacy source works in its own thread: it has no busy time. */
  readonly legacySource: boolean;
  readonly isTerminal: boolean;
  /** Of all operators of the chain. */
  readonly pendingTimers: readonly PendingTimers[];
  now(): number;
  emit(fact: Fact): void;
}

/** A share of a task's time that changed by less than this, ms per second, is not told anew. */
const SAME_SHARE = 100;

/**
 * Shows how far a task is on the trace (`data.progress`), at most once per interval, when records came or went or the task
 * spends its time otherwise than it last said: one that is blocked says so although nothing moves.
 */
export class ProgressReporter {
  /** Virtual ms of the last fact. */
  private at = 0;
  private records = -1;
  private timer: { cancel(): void } | null = null;
  /** Timers of the program as they were last told. */
  private waiting = '';
  private totals: Readonly<Record<TaskMode, number>> = { busy: 0, idle: 0, backPressured: 0 };
  private told: Readonly<Record<TaskMode, number>> = { busy: 0, idle: 0, backPressured: 0 };

  constructor(
    private readonly process: Process,
    private readonly task: ProgressSource,
  ) {}

  start(): void {
    this.at = this.task.now();
  }
  /** Shows progress now, or as soon as the interval since the last time is over. */
  soon(): void {
    const elapsed = this.task.now() - this.at;
    if (elapsed >= PROGRESS_INTERVAL) this.show();
    else this.timer ??= this.process.schedule(PROGRESS_INTERVAL - elapsed, () => this.show());
  }
  show(): void {
    this.timer?.cancel();
    this.timer = null;
    const { task } = this;
    const { io, gauge } = task;
    const now = task.now();
    const span = now - this.at;
    this.at = now;
    const totals = gauge.totals(now);
    const rate = (mode: TaskMode): number =>
      span > 0 ? Math.min(1_000, Math.round(((totals[mode] - this.totals[mode]) / span) * 1_000)) : 0;
    const rates = { busy: rate('busy'), idle: rate('idle'), backPressured: rate('backPressured') };
    this.totals = totals;
    const moved = io.recordsIn + io.recordsOut !== this.records;
    const otherwise = span > 0 && MODES.some((mode) => Math.abs(rates[mode] - this.told[mode]) >= SAME_SHARE);
    const timers = pending(task.pendingTimers);
    const waiting = timers.map(({ domain, count, next, key }) => `${domain} ${count} ${next} ${key}`).join();
    if (!moved && !otherwise && waiting === this.waiting) return;
    this.waiting = waiting;
    this.records = io.recordsIn + io.recordsOut;
    this.told = rates;
    const busy = task.legacySource ? null : rates.busy;
    task.emit({ kind: 'data.progress', ...task.ref, ...io, ...rates, busy, ...(timers.length > 0 && { timers }) });
    if (!task.isTerminal) this.timer = this.process.schedule(PROGRESS_INTERVAL, () => this.show());
  }
}

/** Those of several operators in one for each time domain. */
function pending(timers: readonly PendingTimers[]): readonly PendingTimers[] {
  return (['event', 'processing'] as const).flatMap((domain) => {
    const own = timers.filter((one) => one.domain === domain);
    const [first] = own.toSorted((a, b) => a.next - b.next);
    return first === undefined ? [] : [{ ...first, count: own.reduce((sum, { count }) => sum + count, 0) }];
  });
}
