/** java.time.temporal: ChronoField and IsoFields. */
import type { LongValue } from '../../../flink/api/values.ts';
import { staticsOf } from '../../link.ts';
import { dayOfWeek, epochDay } from '../../runtime/calendar.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import type { LocalObject } from './time-local.ts';

interface FieldRule {
  readonly shown: string;
  readonly get: (l: LocalObject) => LongValue;
  /** Nanoseconds that one more of it is, where it is no number of days. */
  readonly nanos?: bigint;
}
const SECOND = 1_000_000_000n;
const HOUR = 3600n * SECOND;
type F = LocalObject['f'];
const days = ({ year, month, day }: F): number => epochDay(year, month, day);
const dayOfYear = (f: F): number => days(f) - epochDay(f.year, 1, 1) + 1;
const secondOfDay = ({ hour, minute, second }: F): number => hour * 3600 + minute * 60 + second;
const nanoOfDay = (f: F): number => secondOfDay(f) * 1e9 + f.nano;
const hourOfHalf = (f: F): number => f.hour % 12;

/** In the order of ChronoField. */
const FIELDS: Readonly<Record<string, FieldRule>> = {
  NANO_OF_SECOND: { shown: 'NanoOfSecond', get: ({ f }) => f.nano, nanos: 1n },
  NANO_OF_DAY: { shown: 'NanoOfDay', get: ({ f }) => nanoOfDay(f), nanos: 1n },
  MICRO_OF_SECOND: { shown: 'MicroOfSecond', get: ({ f }) => Math.floor(f.nano / 1e3), nanos: 1000n },
  MICRO_OF_DAY: { shown: 'MicroOfDay', get: ({ f }) => Math.floor(nanoOfDay(f) / 1e3), nanos: 1000n },
  MILLI_OF_SECOND: { shown: 'MilliOfSecond', get: ({ f }) => Math.floor(f.nano / 1e6), nanos: 1_000_000n },
  MILLI_OF_DAY: { shown: 'MilliOfDay', get: ({ f }) => Math.floor(nanoOfDay(f) / 1e6), nanos: 1_000_000n },
  SECOND_OF_MINUTE: { shown: 'SecondOfMinute', get: ({ f }) => f.second, nanos: SECOND },
  SECOND_OF_DAY: { shown: 'SecondOfDay', get: ({ f }) => secondOfDay(f), nanos: SECOND },
  MINUTE_OF_HOUR: { shown: 'MinuteOfHour', get: ({ f }) => f.minute, nanos: 60n * SECOND },
  MINUTE_OF_DAY: { shown: 'MinuteOfDay', get: ({ f }) => f.hour * 60 + f.minute, nanos: 60n * SECOND },
  HOUR_OF_AMPM: { shown: 'HourOfAmPm', get: ({ f }) => hourOfHalf(f), nanos: HOUR },
  CLOCK_HOUR_OF_AMPM: { shown: 'ClockHourOfAmPm', get: ({ f }) => hourOfHalf(f) || 12, nanos: HOUR },
  HOUR_OF_DAY: { shown: 'HourOfDay', get: ({ f }) => f.hour, nanos: HOUR },
  CLOCK_HOUR_OF_DAY: { shown: 'ClockHourOfDay', get: ({ f }) => f.hour || 24, nanos: HOUR },
  AMPM_OF_DAY: { shown: 'AmPmOfDay', get: ({ f }) => Math.floor(f.hour / 12), nanos: 12n * HOUR },
  DAY_OF_WEEK: { shown: 'DayOfWeek', get: ({ f }) => dayOfWeek(days(f)) },
  ALIGNED_DAY_OF_WEEK_IN_MONTH: { shown: 'AlignedDayOfWeekInMonth', get: ({ f }) => ((f.day - 1) % 7) + 1 },
  ALIGNED_DAY_OF_WEEK_IN_YEAR: { shown: 'AlignedDayOfWeekInYear', get: ({ f }) => ((dayOfYear(f) - 1) % 7) + 1 },
  DAY_OF_MONTH: { shown: 'DayOfMonth', get: ({ f }) => f.day },
  DAY_OF_YEAR: { shown: 'DayOfYear', get: ({ f }) => dayOfYear(f) },
  EPOCH_DAY: { shown: 'EpochDay', get: ({ f }) => days(f) },
  ALIGNED_WEEK_OF_MONTH: { shown: 'AlignedWeekOfMonth', get: ({ f }) => Math.floor((f.day - 1) / 7) + 1 },
  ALIGNED_WEEK_OF_YEAR: { shown: 'AlignedWeekOfYear', get: ({ f }) => Math.floor((dayOfYear(f) - 1) / 7) + 1 },
  MONTH_OF_YEAR: { shown: 'MonthOfYear', get: ({ f }) => f.month },
  PROLEPTIC_MONTH: { shown: 'ProlepticMonth', get: ({ f }) => f.year * 12 + f.month - 1 },
  YEAR_OF_ERA: { shown: 'YearOfEra', get: ({ f }) => (f.year >= 1 ? f.year : 1 - f.year) },
  YEAR: { shown: 'Year', get: ({ f }) => f.year },
  ERA: { shown: 'Era', get: ({ f }) => (f.year >= 1 ? 1 : 0) },
};

/** The Thursday of its ISO week: whose year and week the week is. */
const thursday = (f: F): number => days(f) - dayOfWeek(days(f)) + 4;
function weekYear(f: F): number {
  for (const year of [f.year + 1, f.year]) if (thursday(f) >= epochDay(year, 1, 1)) return year;
  return f.year - 1;
}
const ISO_FIELDS: Readonly<Record<string, FieldRule>> = {
  DAY_OF_QUARTER: {
    shown: 'DayOfQuarter',
    get: ({ f }) => days(f) - epochDay(f.year, f.month - ((f.month - 1) % 3), 1) + 1,
  },
  QUARTER_OF_YEAR: { shown: 'QuarterOfYear', get: ({ f }) => Math.floor((f.month - 1) / 3) + 1 },
  WEEK_OF_WEEK_BASED_YEAR: {
    shown: 'WeekOfWeekBasedYear',
    get: ({ f }) => Math.floor((thursday(f) - epochDay(weekYear(f), 1, 1)) / 7) + 1,
  },
  WEEK_BASED_YEAR: { shown: 'WeekBasedYear', get: ({ f }) => weekYear(f) },
};
const CHANGED: Readonly<Record<string, 'nano' | 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year'>> = {
  NANO_OF_SECOND: 'nano',
  SECOND_OF_MINUTE: 'second',
  MINUTE_OF_HOUR: 'minute',
  HOUR_OF_DAY: 'hour',
  DAY_OF_MONTH: 'day',
  MONTH_OF_YEAR: 'month',
  YEAR: 'year',
};
const DAY = 24n * HOUR;

type Field = { readonly $name: string };
const ruleOf = ({ $name }: Field): FieldRule => (FIELDS[$name] ?? ISO_FIELDS[$name])!;

export function fieldOf(l: LocalObject, field: Field): LongValue {
  const { shown, get, nanos } = ruleOf(field);
  if (l.kind === (nanos === undefined ? 'time' : 'date'))
    throw new Raise('java.time.temporal.UnsupportedTemporalTypeException', `Unsupported field: ${shown}`);
  return get(l);
}
export function withField(l: LocalObject, field: Field, value: LongValue): LocalObject {
  const key = CHANGED[field.$name];
  if (key) return l.with({ [key]: Number(value) });
  const more = BigInt(value) - BigInt(fieldOf(l, field));
  return l.plusNanos(more * (ruleOf(field).nanos ?? DAY));
}

const isoField = (name: string) => (): unknown =>
  staticsOf<Record<string, unknown>>('java.time.temporal.IsoFields$Field')[`_${name}`];
const shown = {
  toString(this: Field) {
    return ruleOf(this).shown;
  },
};

library({
  package: 'java.time.temporal',
  stubs: `
public interface TemporalField { boolean isDateBased(); boolean isTimeBased(); }
public interface TemporalAccessor {}
public enum ChronoField implements TemporalField { ${Object.keys(FIELDS).join(', ')}; public String toString(); public boolean isDateBased(); public boolean isTimeBased(); }
public final class IsoFields { ${Object.keys(ISO_FIELDS)
    .map((name) => `public static final TemporalField ${name};`)
    .join(' ')}
  enum Field implements TemporalField { ${Object.keys(ISO_FIELDS).join(', ')}; public String toString(); public boolean isDateBased(); public boolean isTimeBased(); } }`,
  bodies: {
    ChronoField: {
      ...shown,
      isDateBased(this: Field) {
        return ruleOf(this).nanos === undefined;
      },
      isTimeBased(this: Field) {
        return ruleOf(this).nanos !== undefined;
      },
    },
    IsoFields: Object.fromEntries(Object.keys(ISO_FIELDS).map((name) => [name, isoField(name)])),
    'IsoFields.Field': { ...shown, isDateBased: () => true, isTimeBased: () => false },
  },
});
