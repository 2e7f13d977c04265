/** TimeWindow and GlobalWindow. */

import { longToIntWithBitMixing } from '../../../flink/api/bit-mixing.ts';
import type { Window } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import * as windowing from '../../../flink/api/windowing.ts';
import { library } from '../table.ts';
import { fromLong, Holder, toLong } from './support.ts';
import { globalWindow } from './window-adapters.ts';

export class WindowObject extends Holder<Window> {
  $init$long$long(start: LongValue, end: LongValue): this {
    this.inner = { start: fromLong(start), end: fromLong(end) };
    return this;
  }
  getStart$(): LongValue {
    return toLong(this.inner.start);
  }
  getEnd$(): LongValue {
    return toLong(this.inner.end);
  }
  maxTimestamp$(): LongValue {
    return Number.isFinite(this.inner.end) ? toLong(this.inner.end - 1) : toLong(Number.POSITIVE_INFINITY);
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof WindowObject && other.inner.start === this.inner.start && other.inner.end === this.inner.end
    );
  }
  override $hashCode(): number {
    if (!Number.isFinite(this.inner.start)) return 0;
    return longToIntWithBitMixing(BigInt(this.inner.start) + BigInt(this.inner.end));
  }
  override $toString(): string {
    return Number.isFinite(this.inner.start)
      ? `TimeWindow{start=${this.inner.start}, end=${this.inner.end}}`
      : 'GlobalWindow';
  }
  override $copy(): unknown {
    return this;
  }
  override $size(): number {
    return 16;
  }
}

library({
  package: 'org.apache.flink.streaming.api.windowing.windows',
  stubs: `
public abstract class Window { public Window(); public abstract long maxTimestamp(); }
public class TimeWindow extends Window { public TimeWindow(long start, long end); public long getStart(); public long getEnd(); public long maxTimestamp(); public static long getWindowStartWithOffset(long timestamp, long offset, long size); }
public class GlobalWindow extends Window { public static GlobalWindow get(); public long maxTimestamp(); }
`,
  bodies: {
    Window: { $class: WindowObject, 'new'() {} },
    TimeWindow: {
      $class: class TimeWindow extends WindowObject {},
      getWindowStartWithOffset: (timestamp: LongValue, offset: LongValue, size: LongValue) =>
        windowing.windowStart(Number(timestamp), Number(offset), Number(size)),
    },
    GlobalWindow: { $class: class GlobalWindow extends WindowObject {}, get: () => globalWindow() },
  },
});
