import type { WatermarkGenerator, WatermarkOutput, WatermarkStrategy } from '../../api/functions.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { fromLong, MAX_WATERMARK, MIN_WATERMARK, toLong } from '../time/timestamps.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';
import type { SourceTime } from './source-time.ts';

/** A strategy at work on the records of an operator: timestamps, watermarks and idleness (TimestampsAndWatermarks). */
export class WatermarkProgress implements WatermarkOutput, SourceTime {
  readonly takesIdleness = true;
  private readonly generator: WatermarkGenerator;
  private readonly runtime: TaskRuntime;
  private current = MIN_WATERMARK;
  private idle = false;
  private lastEvent: number;
  private withdraw: (() => void) | null = null;
  constructor(
    private readonly operator: StreamOperator,
    private readonly strategy: WatermarkStrategy,
  ) {
    this.runtime = operator.runtime;
    this.generator = strategy.createGenerator();
    this.lastEvent = this.runtime.clock.now();
  }
  /** Asks the generator each `pipeline.auto-watermark-interval`; not in BATCH mode, where only the last watermark is of use. */
  start(): void {
    const { clock, settings } = this.runtime;
    if (settings.batch || settings.autoWatermarkInterval <= 0) return;
    this.withdraw = clock.at(clock.now() + settings.autoWatermarkInterval, () => {
      this.onPeriodicEmit();
      this.start();
    });
  }
  stop(): void {
    this.withdraw?.();
    this.withdraw = null;
  }
  /** The record's timestamp by the strategy, NaN when it has none. */
  timestampOf(value: unknown, timestamp: number): number {
    const { extractTimestamp } = this.strategy;
    if (!extractTimestamp) return timestamp;
    const previous = Number.isNaN(timestamp) ? MIN_WATERMARK : timestamp;
    return fromLong(extractTimestamp(value, toLong(previous) as number));
  }
  /** In BATCH mode there are timestamps but only the last watermark (createNoOpEventTimeLogic). */
  onEvent(value: unknown, timestamp: number): void {
    if (this.runtime.settings.batch) return;
    if (this.strategy.idleTimeout !== null) {
      this.lastEvent = this.runtime.clock.now();
      this.active();
    }
    this.generator.onEvent(value, timestamp, this);
  }
  onPeriodicEmit(): void {
    const { idleTimeout } = this.strategy;
    if (idleTimeout !== null && this.runtime.clock.now() - this.lastEvent >= idleTimeout) {
      this.markIdle();
      return;
    }
    this.generator.onPeriodicEmit(this);
  }
  emitWatermark(watermark: number): void {
    const time = fromLong(watermark);
    if (time <= this.current) return;
    this.current = time;
    this.active();
    sendWatermark(this.operator, time);
  }
  takesWatermark(): boolean {
    return false;
  }
  markIdle(): void {
    if (this.idle) return;
    this.idle = true;
    this.operator.all.status(true);
  }
  private active(): void {
    if (!this.idle) return;
    this.idle = false;
    this.operator.all.status(false);
  }
}

/** TimestampsAndWatermarksOperator: the watermarks of its input end here, except the last one. */
export class WatermarksOperator extends StreamOperator {
  private readonly progress: WatermarkProgress;
  constructor(runtime: TaskRuntime, chained: ChainedOperator, strategy: WatermarkStrategy) {
    super(runtime, chained);
    this.progress = new WatermarkProgress(this, strategy);
  }
  override open(): void {
    this.progress.start();
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    const assigned = this.progress.timestampOf(value, timestamp);
    this.output.emit(value, assigned);
    this.progress.onEvent(value, assigned);
  }
  override processWatermark(watermark: number): void {
    if (watermark !== MAX_WATERMARK) return;
    this.progress.stop();
    this.progress.emitWatermark(watermark);
  }
  override processStatus(_idle: boolean): void {}
  override close(): void {
    if (!this.runtime.settings.batch) this.progress.onPeriodicEmit();
    this.progress.stop();
  }
  override dispose(): void {
    super.dispose();
    this.progress.stop();
  }
}

/** The operator's own watermark goes to all who follow. */
export function sendWatermark(operator: StreamOperator, watermark: number): void {
  operator.all.watermark(watermark);
  operator.currentWatermark = watermark;
  showWatermark(operator.runtime, watermark);
}

/** Says where a subtask's event time is, except its first and last values. */
export function showWatermark(runtime: TaskRuntime, watermark: number): void {
  runtime.emit({ kind: 'data.watermark', ...runtime.ref, watermark });
}
