/** java.time.temporal: ChronoUnit, and the steps and distances in units that dates and times share. */
import type { LongValue } from '../../../flink/api/values.ts';
import { epochDay } from '../../runtime/calendar.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { duration, instant, NanosObject } from './time-duration.ts';
import { LocalObject } from './time-local.ts';

interface Unit {
  readonly shown: string;
  /** Length in nanoseconds, of what has a fixed one. */
  readonly nanos?: bigint;
  readonly months?: number;
}
const SECOND = 1_000_000_000n;
const UNITS = {
  NANOS: { shown: 'Nanos', nanos: 1n },
  MICROS: { shown: 'Micros', nanos: 1000n },
  MILLIS: { shown: 'Millis', nanos: 1_000_000n },
  SECONDS: { shown: 'Seconds', nanos: SECOND },
  MINUTES: { shown: 'Minutes', nanos: 60n * SECOND },
  HOURS: { shown: 'Hours', nanos: 3600n * SECOND },
  HALF_DAYS: { shown: 'HalfDays', nanos: 43200n * SECOND },
  DAYS: { shown: 'Days', nanos: 86400n * SECOND },
  WEEKS: { shown: 'Weeks', nanos: 604800n * SECOND },
  MONTHS: { shown: 'Months', months: 1 },
  YEARS: { shown: 'Years', months: 12 },
  DECADES: { shown: 'Decades', months: 120 },
  CENTURIES: { shown: 'Centuries', months: 1200 },
} as const satisfies Record<string, Unit>;
type Constant = { readonly $name: keyof typeof UNITS };
const unitOf = (constant: Constant): Unit => UNITS[constant.$name];

const isDate = (value: unknown): boolean => value instanceof LocalObject && value.kind === 'date';
const isTime = (value: unknown): boolean => value instanceof LocalObject && value.kind === 'time';
function unsupported(unit: Unit): never {
  throw new Raise('java.time.temporal.UnsupportedTemporalTypeException', `Unsupported unit: ${unit.shown}`);
}
/** Units of less than a day mean nothing to a date, those from a day on nothing to a time of day. */
function check(value: unknown, unit: Unit): void {
  const fixed = unit.nanos ?? null;
  const subDay = fixed !== null && fixed < UNITS.DAYS.nanos;
  if (subDay ? isDate(value) : isTime(value)) unsupported(unit);
  if (value instanceof NanosObject && (fixed === null || fixed > UNITS.DAYS.nanos)) unsupported(unit);
}

export function plusUnits(value: LocalObject | NanosObject, amount: bigint, constant: Constant): unknown {
  const unit = unitOf(constant);
  check(value, unit);
  if (unit.months !== undefined) return (value as LocalObject).plusMonths(Number(amount) * unit.months);
  const nanos = amount * unit.nanos!;
  return value instanceof NanosObject ? instant(value.nanos + nanos) : value.plusNanos(nanos);
}
/** Whole units from one moment to another. */
function between(constant: Constant, from: LocalObject | NanosObject, to: LocalObject | NanosObject): LongValue {
  const unit = unitOf(constant);
  check(from, unit);
  if (unit.nanos !== undefined) return narrowLong((total(to) - total(from)) / unit.nanos);
  const [a, b] = [from as LocalObject, to as LocalObject];
  let months = (b.f.year - a.f.year) * 12 + b.f.month - a.f.month;
  const [rest, before] = [inMonth(b), inMonth(a)];
  if (months > 0 && rest < before) months--;
  else if (months < 0 && rest > before) months++;
  return narrowLong(BigInt(Math.trunc(months / unit.months!)));
}
const inMonth = (value: LocalObject): bigint => total(value) - dayStart(epochDay(value.f.year, value.f.month, 1));
const dayStart = (day: number): bigint => BigInt(day) * UNITS.DAYS.nanos;
const total = (value: LocalObject | NanosObject): bigint =>
  value instanceof NanosObject ? value.nanos : value.total - BigInt(value.offset) * SECOND;

export function truncated(value: LocalObject | NanosObject, constant: Constant): unknown {
  const unit = unitOf(constant);
  if (unit.nanos === undefined || unit.nanos > UNITS.DAYS.nanos)
    throw new Raise(
      'java.time.temporal.UnsupportedTemporalTypeException',
      'Unit is too large to be used for truncation',
    );
  const at = value instanceof NanosObject ? value.nanos : value.total;
  const over = ((at % unit.nanos) + unit.nanos) % unit.nanos;
  return value instanceof NanosObject ? instant(at - over) : value.plusNanos(-over);
}

type Temporal = LocalObject | NanosObject;
library({
  package: 'java.time.temporal',
  stubs: `
public class UnsupportedTemporalTypeException extends java.time.DateTimeException { public UnsupportedTemporalTypeException(String message); }
public interface TemporalAmount {}
public interface TemporalUnit {}
public interface Temporal {
  default Temporal plus(long amount, TemporalUnit unit); default Temporal minus(long amount, TemporalUnit unit); default long until(Temporal end, TemporalUnit unit);
}
public enum ChronoUnit implements TemporalUnit { ${Object.keys(UNITS).join(', ')};
  public long between(Temporal from, Temporal to); public java.time.Duration getDuration(); public boolean isDateBased(); public boolean isTimeBased(); public String toString();
}`,
  bodies: {
    Temporal: {
      plus(this: Temporal, amount: LongValue, unit: Constant) {
        return plusUnits(this, BigInt(amount), unit);
      },
      minus(this: Temporal, amount: LongValue, unit: Constant) {
        return plusUnits(this, -BigInt(amount), unit);
      },
      until(this: Temporal, end: Temporal, unit: Constant) {
        return between(unit, this, end);
      },
    },
    ChronoUnit: {
      between(this: Constant, from: Temporal, to: Temporal) {
        return between(this, from, to);
      },
      getDuration(this: Constant) {
        const { nanos, months } = unitOf(this);
        return duration(nanos ?? (BigInt(months!) * 31556952n * SECOND) / 12n);
      },
      isDateBased(this: Constant) {
        const { nanos } = unitOf(this);
        return nanos === undefined || nanos >= UNITS.DAYS.nanos;
      },
      isTimeBased(this: Constant) {
        const { nanos } = unitOf(this);
        return nanos !== undefined && nanos < UNITS.DAYS.nanos;
      },
      toString(this: Constant) {
        return unitOf(this).shown;
      },
    },
  },
});
