/** Sums as streams and their statistics make them. */
import type { LongValue } from '../../flink/api/values.ts';
import { narrowLong } from './numbers.ts';

/** What a stream's elements are. */
export type Kind = 'object' | 'int' | 'long' | 'double';

export function addLongs(a: LongValue, b: LongValue): LongValue {
  const sum = Number(a) + Number(b);
  return Number.isSafeInteger(sum) && typeof a === 'number' && typeof b === 'number'
    ? sum
    : narrowLong(BigInt(a) + BigInt(b));
}

/** Double.sum as streams compute it: with Kahan's compensation. */
export class DoubleSum {
  private sum = 0;
  private compensation = 0;
  private simple = 0;

  add(value: number): void {
    const corrected = value - this.compensation;
    const next = this.sum + corrected;
    this.compensation = next - this.sum - corrected;
    this.sum = next;
    this.simple += value;
  }
  get value(): number {
    const sum = this.sum - this.compensation;
    return Number.isNaN(sum) && !Number.isFinite(this.simple) ? this.simple : sum;
  }
}
