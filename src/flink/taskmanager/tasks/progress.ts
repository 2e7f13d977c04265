import type { Process } from '../../../platform/types.ts';
import type { Fact, SubtaskRef } from '../../../trace/facts.ts';
import type { IoMetrics } from '../../rpc/gateways.ts';
import type { TaskMode, TimeGauge } from './time-gauge.ts';

/** ms between two facts. */
const PROGRESS_INTERVAL = 500;

export interface ProgressSource {
  readonly ref: SubtaskRef;
  readonly io: IoMetrics;
  readonly gauge: TimeGauge;
  /** A legacy source works in its own thread: it has no busy time. */
  readonly legacySource: boolean;
  now(): number;
  emit(fact: Fact): void;
}

/** Shows how far a task is on the trace (`data.progress`), at most once per interval and only when records came or went. */
export class ProgressReporter {
  /** Virtual ms of the last fact. */
  private at = 0;
  private records = -1;
  private timer: { cancel(): void } | null = null;
  private totals: Readonly<Record<TaskMode, number>> = { busy: 0, idle: 0, backPressured: 0 };

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
    if (io.recordsIn + io.recordsOut === this.records) return;
    this.records = io.recordsIn + io.recordsOut;
    const { totals } = this;
    const rate = (mode: TaskMode): number => {
      const spent = gauge.total[mode] - totals[mode];
      return span > 0 ? Math.min(1_000, Math.round((spent / span) * 1_000)) : 0;
    };
    const rates = { busy: rate('busy'), idle: rate('idle'), backPressured: rate('backPressured') };
    this.totals = { ...gauge.total };
    task.emit({ kind: 'data.progress', ...task.ref, ...io, ...rates, busy: task.legacySource ? null : rates.busy });
  }
}
