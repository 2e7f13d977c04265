import { MIN_WATERMARK } from './timestamps.ts';

export interface ValveOutput {
  watermark(watermark: number): void;
  status(idle: boolean): void;
}

/** StatusWatermarkValve: the watermark of an input is the least of its channels that are active and have caught up. */
export class StatusWatermarkValve {
  private readonly watermarks: number[];
  private readonly idle: boolean[];
  private readonly aligned: boolean[];
  private last = MIN_WATERMARK;
  private outIdle = false;

  constructor(
    channels: number,
    private readonly output: ValveOutput,
  ) {
    this.watermarks = new Array<number>(channels).fill(MIN_WATERMARK);
    this.idle = new Array<boolean>(channels).fill(false);
    this.aligned = new Array<boolean>(channels).fill(true);
  }

  inputWatermark(channel: number, watermark: number): void {
    if (this.outIdle || this.idle[channel]) return;
    if (watermark <= this.watermarks[channel]!) return;
    this.watermarks[channel] = watermark;
    if (!this.aligned[channel] && watermark >= this.last) this.aligned[channel] = true;
    this.advance();
  }

  inputStatus(channel: number, idle: boolean): void {
    if (idle === this.idle[channel]) return;
    this.idle[channel] = idle;
    if (idle) {
      this.aligned[channel] = false;
      if (this.idle.every(Boolean)) {
        // The channel that held the watermark back is the last to go: all others' progress counts now.
        if (this.watermarks[channel] === this.last) this.flushMax();
        this.outIdle = true;
        this.output.status(true);
      } else if (this.watermarks[channel] === this.last) {
        this.advance();
      }
      return;
    }
    if (this.watermarks[channel]! >= this.last) this.aligned[channel] = true;
    if (this.outIdle) {
      this.outIdle = false;
      this.output.status(false);
    }
  }

  private advance(): void {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.watermarks.length; i++) if (this.aligned[i]) least = Math.min(least, this.watermarks[i]!);
    if (least !== Number.POSITIVE_INFINITY && least > this.last) {
      this.last = least;
      this.output.watermark(least);
    }
  }

  private flushMax(): void {
    const most = Math.max(...this.watermarks);
    if (most > this.last) {
      this.last = most;
      this.output.watermark(most);
    }
  }
}
