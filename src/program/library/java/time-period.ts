/** java.time: Period, Year, YearMonth; java.time.temporal: ChronoField, TemporalAdjusters. */
import type { LongValue } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate, staticsOf } from '../../link.ts';
import { dayOfWeek, epochDay, isLeap, lengthOfMonth } from '../../runtime/calendar.ts';
import { Base } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { NanosObject } from './time-duration.ts';
import { at, type LocalObject, localDate, make, pad } from './time-local.ts';
import { defaultZone } from './util-date.ts';

/** A span in years, months and days. */
class PeriodObject extends Base {
  years = 0;
  months = 0;
  days = 0;

  get totalMonths(): number {
    return this.years * 12 + this.months;
  }
  override $toString(): string {
    const { years, months, days } = this;
    if (years === 0 && months === 0 && days === 0) return 'P0D';
    return `P${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}${days === 0 ? '' : `${days}D`}`;
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof PeriodObject &&
      other.years === this.years &&
      other.months === this.months &&
      other.days === this.days
    );
  }
  override $hashCode(): number {
    const turned = (n: number, by: number): number => (n << by) | (n >>> (32 - by));
    return (this.years + turned(this.months, 8) + turned(this.days, 16)) | 0;
  }
  override $copy(): unknown {
    return this;
  }
}
type P = PeriodObject;
const period = (years: number, months: number, days: number): P => make<P>('Period', { years, months, days });

/** LocalDate.until: whole months first, then days. */
export function periodBetween(from: LocalObject, to: LocalObject): P {
  let months = to.f.year * 12 + to.f.month - (from.f.year * 12 + from.f.month);
  let days = to.f.day - from.f.day;
  if (months > 0 && days < 0) {
    months--;
    const start = from.plusMonths(months).f;
    days = epochDay(to.f.year, to.f.month, to.f.day) - epochDay(start.year, start.month, start.day);
  } else if (months < 0 && days > 0) {
    months++;
    days -= lengthOfMonth(to.f.year, to.f.month);
  }
  return period(Math.trunc(months / 12), months % 12, days);
}
/** What a Duration or a Period adds, `sign` 1 or -1. */
export function plusAmount(self: LocalObject, amount: unknown, sign: 1 | -1): LocalObject {
  if (amount instanceof NanosObject) return self.plusNanos(BigInt(sign) * amount.nanos);
  const { totalMonths, days } = amount as P;
  const moved = totalMonths === 0 ? self : self.plusMonths(sign * totalMonths);
  return moved.plusNanos(BigInt(sign * days) * 86_400_000_000_000n);
}
function parsePeriod(text: string): P {
  const parts = /^([-+])?P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?$/i.exec(text);
  if (!parts || !/\d/.test(text))
    throw new Raise('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Period');
  const sign = parts[1] === '-' ? -1 : 1;
  const n = (i: number): number => sign * Number(parts[i] ?? 0) + 0;
  return period(n(2), n(3), n(4) * 7 + n(5));
}

/** A month of a year, or (month 0) a year. */
class MonthObject extends Base {
  year = 1970;
  month = 0;

  override $toString(): string {
    return this.month === 0 ? String(this.year) : `${pad(this.year, 4)}-${pad(this.month)}`;
  }
  override $equals(other: unknown): boolean {
    return other instanceof MonthObject && other.year === this.year && other.month === this.month;
  }
  override $hashCode(): number {
    return this.month === 0 ? this.year : this.year ^ (this.month << 27);
  }
  compareTo$Object(other: MonthObject): number {
    return this.year - other.year || this.month - other.month;
  }
  override $copy(): unknown {
    return this;
  }
}
type M = MonthObject;
const yearMonth = (year: number, month: number): M => make<M>('YearMonth', { year, month });
const inMonths = (months: number): M => yearMonth(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1);
const year = (n: number): M => make<M>('Year', { year: n, month: 0 });
const today = (): LocalObject => at(jvm().ref.currentTimeMillis(), defaultZone(), 'date');
const monthConstant = (month: number): unknown =>
  staticsOf<{ $constants: unknown[] }>('java.time.Month').$constants[month - 1];
const compared = {
  compareTo: MonthObject.prototype.compareTo$Object,
  isBefore(this: M, other: M) {
    return this.compareTo$Object(other) < 0;
  },
  isAfter(this: M, other: M) {
    return this.compareTo$Object(other) > 0;
  },
};

library({
  package: 'java.time',
  stubs: `
public final class Period implements java.time.temporal.TemporalAmount, java.io.Serializable { public static final Period ZERO; public static Period of(int years, int months, int days); public static Period ofDays(int n); public static Period ofWeeks(int n); public static Period ofMonths(int n); public static Period ofYears(int n); public static Period between(LocalDate from, LocalDate to); public static Period parse(CharSequence text); public int getYears(); public int getMonths(); public int getDays(); public long toTotalMonths(); public Period plusDays(long n); public Period plusMonths(long n); public Period plusYears(long n); public Period minusDays(long n); public Period withDays(int n); public Period withMonths(int n); public Period withYears(int n); public Period multipliedBy(int n); public Period negated(); public Period normalized(); public boolean isZero(); public boolean isNegative(); public String toString(); public boolean equals(Object o); public int hashCode(); }
public final class YearMonth implements Comparable<YearMonth>, java.io.Serializable { public static YearMonth of(int year, int month); public static YearMonth of(int year, Month month); public static YearMonth now(); public static YearMonth from(LocalDate date); public static YearMonth parse(CharSequence text); public int getYear(); public int getMonthValue(); public Month getMonth(); public int lengthOfMonth(); public int lengthOfYear(); public boolean isLeapYear(); public YearMonth plusMonths(long n); public YearMonth minusMonths(long n); public YearMonth plusYears(long n); public YearMonth minusYears(long n); public LocalDate atDay(int day); public LocalDate atEndOfMonth(); public boolean isBefore(YearMonth other); public boolean isAfter(YearMonth other); public int compareTo(YearMonth other); public String toString(); public boolean equals(Object o); public int hashCode(); }
public final class Year implements Comparable<Year>, java.io.Serializable { public static Year of(int n); public static Year now(); public static boolean isLeap(long n); public static Year parse(CharSequence text); public int getValue(); public boolean isLeap(); public int length(); public Year plusYears(long n); public Year minusYears(long n); public LocalDate atDay(int dayOfYear); public YearMonth atMonth(int month); public boolean isBefore(Year other); public boolean isAfter(Year other); public int compareTo(Year other); public String toString(); public boolean equals(Object o); public int hashCode(); }`,
  bodies: {
    Period: {
      $class: PeriodObject,
      ZERO: () => period(0, 0, 0),
      of: period,
      ofDays: (n: number) => period(0, 0, n),
      ofWeeks: (n: number) => period(0, 0, n * 7),
      ofMonths: (n: number) => period(0, n, 0),
      ofYears: (n: number) => period(n, 0, 0),
      between: periodBetween,
      parse: (text: string) => parsePeriod(text),
      getYears(this: P) {
        return this.years;
      },
      getMonths(this: P) {
        return this.months;
      },
      getDays(this: P) {
        return this.days;
      },
      toTotalMonths(this: P) {
        return this.totalMonths;
      },
      plusDays(this: P, n: LongValue) {
        return period(this.years, this.months, this.days + Number(n));
      },
      plusMonths(this: P, n: LongValue) {
        return period(this.years, this.months + Number(n), this.days);
      },
      plusYears(this: P, n: LongValue) {
        return period(this.years + Number(n), this.months, this.days);
      },
      minusDays(this: P, n: LongValue) {
        return period(this.years, this.months, this.days - Number(n));
      },
      withDays(this: P, n: number) {
        return period(this.years, this.months, n);
      },
      withMonths(this: P, n: number) {
        return period(this.years, n, this.days);
      },
      withYears(this: P, n: number) {
        return period(n, this.months, this.days);
      },
      multipliedBy(this: P, n: number) {
        return period(this.years * n, this.months * n, this.days * n);
      },
      negated(this: P) {
        return period(0 - this.years, 0 - this.months, 0 - this.days);
      },
      normalized(this: P) {
        return period(Math.trunc(this.totalMonths / 12), this.totalMonths % 12, this.days);
      },
      isZero(this: P) {
        return this.totalMonths === 0 && this.days === 0;
      },
      isNegative(this: P) {
        return this.years < 0 || this.months < 0 || this.days < 0;
      },
    },
    YearMonth: {
      $class: MonthObject,
      'of(int,int)': yearMonth,
      'of(int,Month)': (y: number, month: { $ordinal: number }) => yearMonth(y, month.$ordinal + 1),
      now: () => yearMonth(today().f.year, today().f.month),
      from: (date: LocalObject) => yearMonth(date.f.year, date.f.month),
      parse(text: string) {
        const parts = /^(\d{4})-(\d\d)$/.exec(text);
        if (!parts)
          throw new Raise('java.time.format.DateTimeParseException', `Text '${text}' could not be parsed at index 0`);
        return yearMonth(Number(parts[1]), Number(parts[2]));
      },
      getYear(this: M) {
        return this.year;
      },
      getMonthValue(this: M) {
        return this.month;
      },
      getMonth(this: M) {
        return monthConstant(this.month);
      },
      lengthOfMonth(this: M) {
        return lengthOfMonth(this.year, this.month);
      },
      lengthOfYear(this: M) {
        return isLeap(this.year) ? 366 : 365;
      },
      isLeapYear(this: M) {
        return isLeap(this.year);
      },
      plusMonths(this: M, n: LongValue) {
        return inMonths(this.year * 12 + this.month - 1 + Number(n));
      },
      minusMonths(this: M, n: LongValue) {
        return inMonths(this.year * 12 + this.month - 1 - Number(n));
      },
      plusYears(this: M, n: LongValue) {
        return yearMonth(this.year + Number(n), this.month);
      },
      minusYears(this: M, n: LongValue) {
        return yearMonth(this.year - Number(n), this.month);
      },
      atDay(this: M, day: number) {
        return localDate(this.year, this.month, day);
      },
      atEndOfMonth(this: M) {
        return localDate(this.year, this.month, lengthOfMonth(this.year, this.month));
      },
      ...compared,
    },
    Year: {
      $class: class extends MonthObject {},
      of: year,
      now: () => year(today().f.year),
      'isLeap(long)': (n: LongValue) => isLeap(Number(n)),
      parse: (text: string) => year(Number(text)),
      getValue(this: M) {
        return this.year;
      },
      'isLeap()'(this: M) {
        return isLeap(this.year);
      },
      length(this: M) {
        return isLeap(this.year) ? 366 : 365;
      },
      plusYears(this: M, n: LongValue) {
        return year(this.year + Number(n));
      },
      minusYears(this: M, n: LongValue) {
        return year(this.year - Number(n));
      },
      atDay(this: M, day: number) {
        return localDate(this.year, 1, 1).plusNanos(BigInt(day - 1) * 86_400_000_000_000n);
      },
      atMonth(this: M, month: number) {
        return yearMonth(this.year, month);
      },
      ...compared,
    },
  },
});

const adjuster = (adjust: (l: LocalObject) => LocalObject): unknown =>
  Object.assign(allocate<AdjusterObject>('java.time.temporal.TemporalAdjusters$Adjusting'), { adjust });
class AdjusterObject extends Base {
  adjust: (l: LocalObject) => LocalObject = (l) => l;
}
const plusDays = (l: LocalObject, n: number): LocalObject => l.plusNanos(BigInt(n) * 86_400_000_000_000n);
const weekday = ({ f }: LocalObject): number => dayOfWeek(epochDay(f.year, f.month, f.day));
/** Days forward to a day of the week: 0 when it is that day. */
const ahead = (l: LocalObject, day: { $ordinal: number }): number => (day.$ordinal + 1 - weekday(l) + 7) % 7;
const firstOfMonth = (l: LocalObject): LocalObject => l.with({ day: 1 });
const lastOfMonth = (l: LocalObject): LocalObject => l.with({ day: lengthOfMonth(l.f.year, l.f.month) });
type Day = { $ordinal: number };

library({
  package: 'java.time.temporal',
  stubs: `
@FunctionalInterface public interface TemporalAdjuster { Temporal adjustInto(Temporal temporal); }
public final class TemporalAdjusters { public static TemporalAdjuster firstDayOfMonth(); public static TemporalAdjuster lastDayOfMonth(); public static TemporalAdjuster firstDayOfNextMonth(); public static TemporalAdjuster firstDayOfYear(); public static TemporalAdjuster lastDayOfYear(); public static TemporalAdjuster firstDayOfNextYear(); public static TemporalAdjuster firstInMonth(java.time.DayOfWeek day); public static TemporalAdjuster lastInMonth(java.time.DayOfWeek day); public static TemporalAdjuster dayOfWeekInMonth(int n, java.time.DayOfWeek day); public static TemporalAdjuster next(java.time.DayOfWeek day); public static TemporalAdjuster nextOrSame(java.time.DayOfWeek day); public static TemporalAdjuster previous(java.time.DayOfWeek day); public static TemporalAdjuster previousOrSame(java.time.DayOfWeek day);
  static class Adjusting implements TemporalAdjuster { public Temporal adjustInto(Temporal temporal); } }`,
  bodies: {
    'TemporalAdjusters.Adjusting': {
      $class: AdjusterObject,
      adjustInto(this: AdjusterObject, l: LocalObject) {
        return this.adjust(l);
      },
    },
    TemporalAdjusters: {
      firstDayOfMonth: () => adjuster(firstOfMonth),
      lastDayOfMonth: () => adjuster(lastOfMonth),
      firstDayOfNextMonth: () => adjuster((l) => firstOfMonth(l).plusMonths(1)),
      firstDayOfYear: () => adjuster((l) => l.with({ month: 1, day: 1 })),
      lastDayOfYear: () => adjuster((l) => l.with({ month: 12, day: 31 })),
      firstDayOfNextYear: () => adjuster((l) => l.with({ year: l.f.year + 1, month: 1, day: 1 })),
      firstInMonth: (day: Day) => adjuster((l) => plusDays(firstOfMonth(l), ahead(firstOfMonth(l), day))),
      lastInMonth: (day: Day) => adjuster((l) => plusDays(lastOfMonth(l), ahead(lastOfMonth(l), day) - 7 || 0)),
      dayOfWeekInMonth: (n: number, day: Day) =>
        adjuster((l) => plusDays(firstOfMonth(l), ahead(firstOfMonth(l), day) + 7 * (n - 1))),
      next: (day: Day) => adjuster((l) => plusDays(l, ahead(l, day) || 7)),
      nextOrSame: (day: Day) => adjuster((l) => plusDays(l, ahead(l, day))),
      previous: (day: Day) => adjuster((l) => plusDays(l, ahead(l, day) - 7)),
      previousOrSame: (day: Day) => adjuster((l) => plusDays(l, ahead(l, day) === 0 ? 0 : ahead(l, day) - 7)),
    },
  },
});
