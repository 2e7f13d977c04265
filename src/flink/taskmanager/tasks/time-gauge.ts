export const MODES = ['busy', 'idle', 'backPressured'] as const;
export type TaskMode = (typeof MODES)[number];

/** How a task's thread spent its time (TaskIOMetricGroup's timer gauges). */
export class TimeGauge {
  private readonly total: Record<TaskMode, number> = { busy: 0, idle: 0, backPressured: 0 };
  private mode: TaskMode = 'idle';
  private since: number;
  private sampledAt: number;
  private sampled: Record<TaskMode, number> = { busy: 0, idle: 0, backPressured: 0 };
  /** ms per second over the last full interval. */
  private rates: Record<TaskMode, number> = { busy: 0, idle: 0, backPressured: 0 };

  constructor(now: number) {
    this.since = now;
    this.sampledAt = now;
  }
  set(mode: TaskMode, now: number): void {
    this.advance(now);
    this.mode = mode;
  }
  /** ms spent in each way until now. */
  totals(now: number): Readonly<Record<TaskMode, number>> {
    this.advance(now);
    return { ...this.total };
  }
  /** Rates in ms per second, renewed each `interval` ms (5 s as MetricRegistryImpl's ViewUpdater). */
  perSecond(now: number, interval = 5_000): Readonly<Record<TaskMode, number>> {
    this.advance(now);
    const span = now - this.sampledAt;
    if (span >= interval) {
      for (const mode of MODES) {
        this.rates[mode] = Math.round(((this.total[mode] - this.sampled[mode]) / span) * 1_000);
        this.sampled[mode] = this.total[mode];
      }
      this.sampledAt = now;
    }
    return this.rates;
  }
  private advance(now: number): void {
    if (now > this.since) this.total[this.mode] += now - this.since;
    this.since = now;
  }
}
