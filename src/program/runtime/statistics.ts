/** IntSummaryStatistics, LongSummaryStatistics and DoubleSummaryStatistics. */
import type { LongValue } from '../../flink/api/values.ts';
import { Base } from './object.ts';
import { addLongs, DoubleSum, type Kind } from './sums.ts';

export class StatisticsObject extends Base {
  kind: Kind = 'int';
  count = 0;
  sum: LongValue = 0;
  min: LongValue | null = null;
  max: LongValue | null = null;
  private readonly doubles = new DoubleSum();

  add(value: unknown): void {
    const number = value as LongValue;
    this.count++;
    if (this.kind === 'double') {
      this.doubles.add(Number(number));
      this.sum = this.doubles.value;
    } else this.sum = addLongs(this.sum, number);
    if (this.min === null || number < this.min) this.min = number;
    if (this.max === null || number > this.max) this.max = number;
  }
  $init$(): this {
    return this;
  }
  accept$int(value: number): void {
    this.add(value);
  }
  accept$long(value: LongValue): void {
    this.add(value);
  }
  accept$double(value: number): void {
    this.add(value);
  }
  private combined(other: StatisticsObject): void {
    this.count += other.count;
    this.doubles.add(other.doubles.value);
    this.sum = this.kind === 'double' ? this.doubles.value : addLongs(this.sum, other.sum);
    if (other.min !== null && (this.min === null || other.min < this.min)) this.min = other.min;
    if (other.max !== null && (this.max === null || other.max > this.max)) this.max = other.max;
  }
  combine$IntSummaryStatistics(other: StatisticsObject): void {
    this.combined(other);
  }
  combine$LongSummaryStatistics(other: StatisticsObject): void {
    this.combined(other);
  }
  combine$DoubleSummaryStatistics(other: StatisticsObject): void {
    this.combined(other);
  }
  getCount$(): number {
    return this.count;
  }
  getSum$(): LongValue {
    return this.sum;
  }
  getMin$(): LongValue {
    return (
      this.min ?? { int: 2147483647, long: 0x7fffffffffffffffn, double: Number.POSITIVE_INFINITY, object: 0 }[this.kind]
    );
  }
  getMax$(): LongValue {
    return (
      this.max ??
      { int: -2147483648, long: -0x8000000000000000n, double: Number.NEGATIVE_INFINITY, object: 0 }[this.kind]
    );
  }
  getAverage$(): number {
    return this.count === 0 ? 0 : Number(this.sum) / this.count;
  }
  override $toString(): string {
    const name = { int: 'Int', long: 'Long', double: 'Double', object: '' }[this.kind];
    const print = (value: LongValue): string => (this.kind === 'double' ? Number(value).toFixed(6) : String(value));
    return `${name}SummaryStatistics{count=${this.count}, sum=${print(this.sum)}, min=${print(this.getMin$())}, average=${this.getAverage$().toFixed(6)}, max=${print(this.getMax$())}}`;
  }
}
