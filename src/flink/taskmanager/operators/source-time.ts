import { illegalArgument } from '../../api/errors.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import type { StreamOperator } from './operator.ts';
import { sendWatermark } from './watermarks.ts';

/** What a source's context makes of the timestamps and watermarks of its source; times in ms, NaN for none. */
export interface SourceTime {
  start(): void;
  stop(): void;
  /** The timestamp that a record goes out with. */
  timestampOf(value: unknown, timestamp: number): number;
  /** A record with that timestamp has gone out. */
  onEvent(value: unknown, timestamp: number): void;
  /** Whether a watermark of the source's own goes out. */
  takesWatermark(watermark: number): boolean;
  /** Whether it counts that the source calls itself idle. */
  readonly takesIdleness: boolean;
}

/** StreamSourceContexts.getSourceContext: null where timestamps and watermarks are the source's own (ManualWatermarkContext). */
export function sourceTime(operator: StreamOperator, isActive: () => boolean): SourceTime | null {
  switch (operator.runtime.settings.timeCharacteristic) {
    case 'EventTime':
      return null;
    case 'ProcessingTime':
      return NO_TIME;
    case 'IngestionTime':
      return new IngestionTime(operator, isActive);
  }
}

/** NonTimestampContext. */
const NO_TIME: SourceTime = {
  start: () => {},
  stop: () => {},
  timestampOf: () => Number.NaN,
  onEvent: () => {},
  takesWatermark: () => false,
  takesIdleness: false,
};

/** AutomaticWatermarkContext: records get the time of their coming; watermarks are whole multiples of the auto-watermark interval. */
class IngestionTime implements SourceTime {
  readonly takesIdleness = true;
  private next = 0;
  private withdraw: (() => void) | null = null;
  constructor(
    private readonly operator: StreamOperator,
    private readonly isActive: () => boolean,
  ) {}

  private get interval(): number {
    return this.operator.runtime.settings.autoWatermarkInterval;
  }
  start(): void {
    if (this.interval < 1) throw illegalArgument('The watermark interval cannot be smaller than 1 ms.');
    this.plan();
  }
  private plan(): void {
    const { clock } = this.operator.runtime;
    this.withdraw = clock.at(clock.now() + this.interval, () => {
      if (this.isActive()) this.advance(clock.now());
      this.plan();
    });
  }
  stop(): void {
    this.withdraw?.();
    this.withdraw = null;
  }
  timestampOf(): number {
    return this.operator.runtime.clock.now();
  }
  onEvent(_value: unknown, timestamp: number): void {
    this.advance(timestamp);
  }
  private advance(now: number): void {
    if (now <= this.next) return;
    const watermark = now - (now % this.interval);
    this.next = watermark + this.interval;
    sendWatermark(this.operator, watermark);
  }
  takesWatermark(watermark: number): boolean {
    if (watermark !== MAX_WATERMARK || this.next === MAX_WATERMARK) return false;
    this.next = MAX_WATERMARK;
    this.stop();
    return true;
  }
}
