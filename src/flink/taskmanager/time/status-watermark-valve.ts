import { MIN_WATERMARK } from './timestamps.ts';

export interface ValveOutput {
  watermark(watermark: number): void;
  status(idle: boolean): void;
}

/**
 * StatusWatermarkValve: the watermark of an input is the least of its channels that are active and have caught up. It is looked for
 * only when the last channel that held it has moved on, so that a round of watermarks costs as much as there are channels.
 */
export class StatusWatermarkValve {
  private readonly watermarks: number[];
  private readonly idle: boolean[];
  private readonly aligned: boolean[];
  private idleChannels = 0;
  private last = MIN_WATERMARK;
  private outIdle = false;
  /** Least watermark of the aligned channels, and how many of them have it. */
  private least = MIN_WATERMARK;
  private holders: number;

  constructor(
    channels: number,
    private readonly output: ValveOutput,
  ) {
    this.watermarks = new Array<number>(channels).fill(MIN_WATERMARK);
    this.idle = new Array<boolean>(channels).fill(false);
    this.aligned = new Array<boolean>(channels).fill(true);
    this.holders = channels;
  }

  inputWatermark(channel: number, watermark: number): void {
    if (this.outIdle || this.idle[channel]) return;
    const before = this.watermarks[channel]!;
    if (watermark <= before) return;
    this.watermarks[channel] = watermark;
    if (this.aligned[channel]) {
      if (before === this.least) this.holders--;
    } else if (watermark >= this.last) {
      this.aligned[channel] = true;
      this.join(watermark);
    }
    this.advance();
  }

  inputStatus(channel: number, idle: boolean): void {
    if (idle === this.idle[channel]) return;
    this.idle[channel] = idle;
    this.idleChannels += idle ? 1 : -1;
    const watermark = this.watermarks[channel]!;
    if (idle) {
      if (this.aligned[channel]) {
        this.aligned[channel] = false;
        if (watermark === this.least) this.holders--;
      }
      if (this.idleChannels === this.idle.length) {
        // The channel that held the watermark back is the last to go: all others' progress counts now.
        if (watermark === this.last) this.flushMax();
        this.outIdle = true;
        this.output.status(true);
      } else if (watermark === this.last) {
        this.advance();
      }
      return;
    }
    if (watermark >= this.last) {
      this.aligned[channel] = true;
      this.join(watermark);
    }
    if (this.outIdle) {
      this.outIdle = false;
      this.output.status(false);
    }
  }

  /** A channel with this watermark has become aligned. */
  private join(watermark: number): void {
    if (watermark === this.least) this.holders++;
    else if (watermark < this.least) {
      this.least = watermark;
      this.holders = 1;
    }
  }

  private advance(): void {
    if (this.holders === 0) this.findLeast();
    if (this.holders > 0 && this.least > this.last) {
      this.last = this.least;
      this.output.watermark(this.last);
    }
  }
  private findLeast(): void {
    let least = Number.POSITIVE_INFINITY;
    let holders = 0;
    for (let i = 0; i < this.watermarks.length; i++) {
      if (!this.aligned[i]) continue;
      const watermark = this.watermarks[i]!;
      if (watermark < least) {
        least = watermark;
        holders = 1;
      } else if (watermark === least) holders++;
    }
    this.least = least;
    this.holders = holders;
  }

  private flushMax(): void {
    let most = MIN_WATERMARK;
    for (const watermark of this.watermarks) if (watermark > most) most = watermark;
    if (most > this.last) {
      this.last = most;
      this.output.watermark(most);
    }
  }
}
