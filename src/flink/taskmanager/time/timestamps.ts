import type { LongValue } from '../../api/values.ts';

/**
 * Timestamps and watermarks inside the data plane are plain numbers (ms). Long.MIN_VALUE and Long.MAX_VALUE, which a double
 * can't hold, are -2^63 and 2^63 here; {@link toLong} gives what Java code must see. A record without a timestamp has NaN.
 */
export const MIN_WATERMARK: number = -(2 ** 63);
export const MAX_WATERMARK: number = 2 ** 63;

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** The Java long of a timestamp. */
export function toLong(time: number): LongValue {
  if (time >= MAX_WATERMARK) return LONG_MAX;
  if (time <= MIN_WATERMARK) return LONG_MIN;
  return time;
}

/** The timestamp of a Java long. */
export function fromLong(value: LongValue): number {
  return typeof value === 'number' ? value : Number(value);
}
