/** java.time: Duration, Instant, LocalDate, LocalTime, LocalDateTime, ZonedDateTime, zones and formatters. */
import type { LongValue } from '../../flink/api/values.ts';
import { longHash, stringHash } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { allocate, staticsOf } from '../link.ts';
import {
  dateOfEpochDay,
  dayOfWeek,
  epochDay,
  type Fields,
  fieldsOf,
  formatPattern,
  instantOf,
  isLeap,
  lengthOfMonth,
  offsetText,
  parsePattern,
  zoneOffset,
} from '../runtime/calendar.ts';
import { narrowLong } from '../runtime/numbers.ts';
import { Base, nonNull } from '../runtime/object.ts';
import { Raise } from '../runtime/raise.ts';
import { objectStream } from '../runtime/streams.ts';
import { floorDiv, fraction, instant, NANOS, NanosObject, UNIT } from './java-time-duration.ts';
import { fieldOf, periodBetween, plusAmount, withField } from './java-time-period.ts';
import { plusUnits, truncated } from './java-time-units.ts';
import { defaultZone } from './java-util-date.ts';
import { library } from './table.ts';

export const make = <T>(name: string, fields: Partial<T>): T =>
  Object.assign(allocate(`java.time.${name}`), fields) as T;
export const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** LocalDate, LocalTime, LocalDateTime, ZonedDateTime: fields, and a zone for the last. */
export class LocalObject extends Base {
  kind: 'date' | 'time' | 'datetime' | 'zoned' = 'datetime';
  f: Fields = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nano: 0 };
  zone: string | null = null;

  get epochMs(): number {
    return this.zone === null ? instantOf(this.f, 'UTC') : instantOf(this.f, this.zone);
  }
  get offset(): number {
    return this.zone === null ? 0 : zoneOffset(this.zone, this.epochMs);
  }
  $fields(): { fields: Fields; offset: number; epochMs: number } {
    return { fields: this.f, offset: this.offset, epochMs: this.epochMs };
  }
  override $toString(): string {
    const { f } = this;
    const date = `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}`;
    const time = `${pad(f.hour)}:${pad(f.minute)}${f.second === 0 && f.nano === 0 ? '' : `:${pad(f.second)}${fraction(f.nano)}`}`;
    if (this.kind === 'date') return date;
    if (this.kind === 'time') return time;
    if (this.kind === 'datetime') return `${date}T${time}`;
    const offset = this.offset === 0 ? 'Z' : offsetText(this.offset, true);
    return `${date}T${time}${offset}${/^[A-Za-z]/.test(this.zone!) && this.zone !== 'Z' ? `[${this.zone}]` : ''}`;
  }
  private nanoOfTime(): bigint {
    const { f } = this;
    return (
      BigInt(epochDay(f.year, f.month, f.day)) * UNIT.Days +
      BigInt(f.hour * 3600 + f.minute * 60 + f.second) * NANOS +
      BigInt(f.nano)
    );
  }
  get total(): bigint {
    return this.nanoOfTime();
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof LocalObject && other.kind === this.kind && other.zone === this.zone && other.total === this.total
    );
  }
  override $hashCode(): number {
    const { f } = this;
    const date = (f.year & 0xfffff800) ^ ((f.year << 11) + (f.month << 6) + f.day);
    const nanos = BigInt(f.hour * 3600 + f.minute * 60 + f.second) * NANOS + BigInt(f.nano);
    const time = longHash(narrowLong(nanos));
    return this.kind === 'date' ? date : this.kind === 'time' ? time : date ^ time;
  }
  compareTo$Object(other: LocalObject): number {
    if (this.kind === 'date') {
      return this.f.year - other.f.year || this.f.month - other.f.month || this.f.day - other.f.day;
    }
    return this.total < other.total ? -1 : this.total > other.total ? 1 : 0;
  }
  override $copy(): unknown {
    return this;
  }
  with(f: Partial<Fields>): LocalObject {
    return like(this, { ...this.f, ...f });
  }
  plusMonths(n: number): LocalObject {
    const months = this.f.year * 12 + this.f.month - 1 + n;
    const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
    return this.with({ year, month, day: Math.min(this.f.day, lengthOfMonth(year, month)) });
  }
  plusNanos(n: bigint): LocalObject {
    const total = this.nanoOfTime() + n;
    const day = total >= 0n ? total / UNIT.Days : -((-total + UNIT.Days - 1n) / UNIT.Days);
    const rest = Number(total - day * UNIT.Days);
    const seconds = Math.floor(rest / 1e9);
    return like(this, {
      ...(this.kind === 'time' ? { year: 1970, month: 1, day: 1 } : dateOfEpochDay(Number(day))),
      hour: Math.floor(seconds / 3600),
      minute: Math.floor(seconds / 60) % 60,
      second: seconds % 60,
      nano: Number(total - day * UNIT.Days - BigInt(seconds) * NANOS),
    });
  }
}
const CLASS = { date: 'LocalDate', time: 'LocalTime', datetime: 'LocalDateTime', zoned: 'ZonedDateTime' } as const;
type Local = LocalObject;
const EPOCH: Fields = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nano: 0 };
function local(kind: LocalObject['kind'], f: Fields, zone: string | null = null): LocalObject {
  const time = kind === 'date' ? { hour: 0, minute: 0, second: 0, nano: 0 } : {};
  const date = kind === 'time' ? { year: 1970, month: 1, day: 1 } : {};
  return make<LocalObject>(CLASS[kind], { kind, f: { ...f, ...time, ...date }, zone });
}
const like = (self: LocalObject, f: Fields): LocalObject => local(self.kind, f, self.zone);
export const localDateTime = (f: Fields): unknown => local('datetime', f);
export const at = (epochMs: number, zone: string, kind: LocalObject['kind']): LocalObject =>
  local(kind, fieldsOf(epochMs, zoneOffset(zone, epochMs)), kind === 'zoned' ? zone : null);
const now = (kind: LocalObject['kind'], zone = defaultZone()): LocalObject =>
  at(jvm().ref.currentTimeMillis(), zone, kind);

interface Formatter {
  pattern: string;
  zone: string | null;
}
const ISO: Readonly<Record<string, string>> = {
  date: 'yyyy-MM-dd',
  time: 'HH:mm:ss',
  datetime: "yyyy-MM-dd'T'HH:mm:ss",
  zoned: "yyyy-MM-dd'T'HH:mm:ssXXX",
};
export function parse(kind: LocalObject['kind'], text: string, formatter: Formatter | null): LocalObject {
  const refuse = (end: number): never => {
    throw new Raise('java.time.format.DateTimeParseException', `Text '${text}' could not be parsed at index ${end}`);
  };
  const parsed = parsePattern(formatter?.pattern ?? ISO[kind]!, text, false);
  let end = parsed.end;
  let nano = parsed.nano;
  if (parsed.failed && !formatter && kind !== 'date') {
    const short = parsePattern(ISO[kind]!.replace(':ss', ''), text, false);
    if (short.failed) return refuse(parsed.end);
    return local(kind, short);
  }
  if (parsed.failed) return refuse(end);
  const more = formatter ? null : /^\.(\d{1,9})/.exec(text.slice(end));
  if (more) {
    nano = Number(more[1]!.padEnd(9, '0'));
    end += more[0].length;
  }
  if (end < text.length) {
    throw new Raise(
      'java.time.format.DateTimeParseException',
      `Text '${text}' could not be parsed, unparsed text found at index ${end}`,
    );
  }
  check(parsed, text);
  const wrong = invalidDate(parsed.year, parsed.month, parsed.day);
  if (wrong !== null && !formatter)
    throw new Raise('java.time.format.DateTimeParseException', `Text '${text}' could not be parsed: ${wrong}`);
  // A formatter of one's own resolves smartly (java.time.format.ResolverStyle): the month's last day is meant.
  const day = Math.min(parsed.day, lengthOfMonth(parsed.year, parsed.month));
  return local(kind, { ...parsed, day, nano });
}
function check(f: Fields, text: string): void {
  const bad = (name: string, range: string, value: number): never => {
    throw new Raise(
      'java.time.format.DateTimeParseException',
      `Text '${text}' could not be parsed: Invalid value for ${name} (valid values ${range}): ${value}`,
    );
  };
  if (f.month < 1 || f.month > 12) bad('MonthOfYear', '1 - 12', f.month);
  if (f.day < 1 || f.day > 31) bad('DayOfMonth', '1 - 28/31', f.day);
  if (f.hour > 23) bad('HourOfDay', '0 - 23', f.hour);
  if (f.minute > 59) bad('MinuteOfHour', '0 - 59', f.minute);
  if (f.second > 59) bad('SecondOfMinute', '0 - 59', f.second);
}
function format(formatter: Formatter, value: unknown): string {
  if (value instanceof NanosObject) {
    if (formatter.zone === null)
      throw new Raise('java.time.temporal.UnsupportedTemporalTypeException', 'Unsupported field: YearOfEra');
    const zoned = at(Number(value.nanos / 1_000_000n), formatter.zone, 'zoned');
    return formatPattern(formatter.pattern, zoned.f, zoned.offset, formatter.zone, false);
  }
  const l = value as LocalObject;
  return formatPattern(formatter.pattern, l.f, l.offset, l.zone ?? '', false);
}

function localStubs(name: string, kind: LocalObject['kind']): string {
  const date = kind !== 'time';
  const time = kind !== 'date';
  const compared = { date: 'java.time.chrono.ChronoLocalDate', datetime: 'java.time.chrono.ChronoLocalDateTime<?>' };
  return `
  public ${name} plus(java.time.temporal.TemporalAmount amount); public ${name} minus(java.time.temporal.TemporalAmount amount); public ${name} with(java.time.temporal.TemporalAdjuster adjuster); public ${name} with(java.time.temporal.TemporalField field, long value); public int get(java.time.temporal.TemporalField field); public long getLong(java.time.temporal.TemporalField field);
  ${date ? `public boolean isEqual(${kind === 'zoned' ? 'ZonedDateTime' : compared[kind as 'date']} other); public ${name} withDayOfYear(int day);` : ''}
  public ${name} plus(long amount, java.time.temporal.TemporalUnit unit); public ${name} minus(long amount, java.time.temporal.TemporalUnit unit); ${kind === 'date' ? '' : `public ${name} truncatedTo(java.time.temporal.TemporalUnit unit);`}
  ${kind === 'date' || kind === 'datetime' ? `public int compareTo(${compared[kind]} other);` : ''}
  public static ${name} now(); public static ${name} now(ZoneId zone); public static ${name} parse(CharSequence text); public static ${name} parse(CharSequence text, DateTimeFormatter formatter); public String format(DateTimeFormatter formatter);
  public boolean isBefore(${kind === 'zoned' ? 'ZonedDateTime' : kind === 'date' ? 'java.time.chrono.ChronoLocalDate' : kind === 'datetime' ? 'java.time.chrono.ChronoLocalDateTime<?>' : name} other); public boolean isAfter(${kind === 'zoned' ? 'ZonedDateTime' : kind === 'date' ? 'java.time.chrono.ChronoLocalDate' : kind === 'datetime' ? 'java.time.chrono.ChronoLocalDateTime<?>' : name} other); public boolean equals(Object o); public int hashCode(); public String toString();
  ${date ? `public int getYear(); public int getMonthValue(); public Month getMonth(); public int getDayOfMonth(); public int getDayOfYear(); public DayOfWeek getDayOfWeek(); ${['Days', 'Weeks', 'Months', 'Years'].map((u) => `public ${name} plus${u}(long n); public ${name} minus${u}(long n);`).join(' ')} public ${name} withDayOfMonth(int n); public ${name} withMonth(int n); public ${name} withYear(int n);` : ''}
  ${time ? `public int getHour(); public int getMinute(); public int getSecond(); public int getNano(); ${['Hours', 'Minutes', 'Seconds', 'Nanos'].map((u) => `public ${name} plus${u}(long n); public ${name} minus${u}(long n);`).join(' ')} public ${name} withHour(int n); public ${name} withMinute(int n); public ${name} withSecond(int n); public ${name} withNano(int n);` : ''}`;
}
function localBodies(kind: LocalObject['kind']) {
  const plus: Record<string, (this: Local, n: LongValue) => Local> = {};
  for (const sign of [1, -1]) {
    const word = sign === 1 ? 'plus' : 'minus';
    for (const u of ['Hours', 'Minutes', 'Seconds', 'Nanos', 'Days'] as const) {
      plus[`${word}${u}`] = function (n) {
        return this.plusNanos(BigInt(sign) * BigInt(n) * UNIT[u]);
      };
    }
    plus[`${word}Weeks`] = function (n) {
      return this.plusNanos(BigInt(sign * 7) * BigInt(n) * UNIT.Days);
    };
    plus[`${word}Months`] = function (n) {
      return this.plusMonths(sign * Number(n));
    };
    plus[`${word}Years`] = function (n) {
      return this.plusMonths(sign * 12 * Number(n));
    };
  }
  const field = (key: keyof Fields) =>
    function (this: Local) {
      return this.f[key];
    };
  const change = (key: keyof Fields) =>
    function (this: Local, n: number) {
      return this.with({ [key]: n });
    };
  return {
    $class: class extends LocalObject {},
    /** As ChronoLocalDate compares: the years apart, else the months, else the days. */
    compareTo(this: Local, other: Local) {
      const apart = this.f.year - other.f.year || this.f.month - other.f.month || this.f.day - other.f.day;
      return apart || (kind === 'datetime' ? this.compareTo$Object(other) : 0);
    },
    'now()': () => now(kind),
    'now(ZoneId)': (zone: { id: string }) => now(kind, zone.id),
    'parse(CharSequence)': (text: string) => parse(kind, text, null),
    'parse(CharSequence,DateTimeFormatter)': (text: string, formatter: Formatter) => parse(kind, text, formatter),
    format(this: Local, formatter: Formatter) {
      return format(nonNull(formatter), this);
    },
    isBefore(this: Local, other: Local) {
      return this.compareTo$Object(other) < 0;
    },
    isAfter(this: Local, other: Local) {
      return this.compareTo$Object(other) > 0;
    },
    getYear: field('year'),
    getMonthValue: field('month'),
    getDayOfMonth: field('day'),
    getHour: field('hour'),
    getMinute: field('minute'),
    getSecond: field('second'),
    getNano: field('nano'),
    getDayOfYear(this: Local) {
      return epochDay(this.f.year, this.f.month, this.f.day) - epochDay(this.f.year, 1, 1) + 1;
    },
    getDayOfWeek(this: Local) {
      return constant('DayOfWeek', dayOfWeek(epochDay(this.f.year, this.f.month, this.f.day)) - 1);
    },
    getMonth(this: Local) {
      return constant('Month', this.f.month - 1);
    },
    withYear: change('year'),
    withMonth: change('month'),
    withDayOfMonth: change('day'),
    withHour: change('hour'),
    withMinute: change('minute'),
    withSecond: change('second'),
    withNano: change('nano'),
    'plus(TemporalAmount)'(this: Local, amount: unknown) {
      return plusAmount(this, amount, 1);
    },
    'minus(TemporalAmount)'(this: Local, amount: unknown) {
      return plusAmount(this, amount, -1);
    },
    'with(TemporalAdjuster)'(this: Local, adjuster: { adjustInto$Temporal(l: Local): Local }) {
      return adjuster.adjustInto$Temporal(this);
    },
    'with(TemporalField,long)'(this: Local, field: { $name: string }, value: LongValue) {
      return withField(this, field, value);
    },
    get(this: Local, field: { $name: string }) {
      return fieldOf(this, field);
    },
    getLong(this: Local, field: { $name: string }) {
      return fieldOf(this, field);
    },
    isEqual(this: Local, other: Local) {
      return point(this) === point(other);
    },
    lengthOfYear(this: Local) {
      return isLeap(this.f.year) ? 366 : 365;
    },
    withDayOfYear(this: Local, day: number) {
      return this.with({ month: 1, day: 1 }).plusNanos(BigInt(day - 1) * UNIT.Days);
    },
    'plus(long,TemporalUnit)'(this: Local, amount: LongValue, unit: never) {
      return plusUnits(this, BigInt(amount), unit);
    },
    'minus(long,TemporalUnit)'(this: Local, amount: LongValue, unit: never) {
      return plusUnits(this, -BigInt(amount), unit);
    },
    truncatedTo(this: Local, unit: never) {
      return truncated(this, unit);
    },
    ...plus,
  };
}
/** DayOfWeek and Month: `count` constants that begin again after the last. */
function cycle(type: string, count: number) {
  const step = (from: { $ordinal: number }, n: number): unknown =>
    constant(type, (((from.$ordinal + n) % count) + count) % count);
  return {
    of(n: number) {
      if (n < 1 || n > count)
        throw new Raise(
          'java.time.DateTimeException',
          `Invalid value for ${type === 'Month' ? 'MonthOfYear' : type}: ${n}`,
        );
      return constant(type, n - 1);
    },
    getValue(this: { $ordinal: number }) {
      return this.$ordinal + 1;
    },
    getDisplayName(this: { $name: string }, style: { $name: string }) {
      const full = this.$name[0] + this.$name.slice(1).toLowerCase();
      if (style.$name.startsWith('SHORT')) return full.slice(0, 3);
      return style.$name.startsWith('NARROW') ? full[0] : full;
    },
    plus(this: { $ordinal: number }, n: LongValue) {
      return step(this, Number(n) % count);
    },
    minus(this: { $ordinal: number }, n: LongValue) {
      return step(this, -(Number(n) % count));
    },
  };
}
function constant(type: string, index: number): unknown {
  return staticsOf<{ $constants: unknown[] }>(`java.time.${type}`).$constants[index];
}
const zoneObject = (id: string, name = 'ZoneId'): unknown => make<{ id: string }>(name, { id });
const MONTHS = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
];
/** What java.time says of a day that its month does not have; null when it has it. */
function invalidDate(year: number, month: number, day: number): string | null {
  if (day <= lengthOfMonth(year, month)) return null;
  return day === 29
    ? `Invalid date 'February 29' as '${year}' is not a leap year`
    : `Invalid date '${MONTHS[month - 1]} ${day}'`;
}
const dateFields = (year: number, month: number, day: number): Fields => {
  if (month < 1 || month > 12)
    throw new Raise('java.time.DateTimeException', `Invalid value for MonthOfYear (valid values 1 - 12): ${month}`);
  if (day < 1 || day > 31)
    throw new Raise('java.time.DateTimeException', `Invalid value for DayOfMonth (valid values 1 - 28/31): ${day}`);
  const wrong = invalidDate(year, month, day);
  if (wrong !== null) throw new Raise('java.time.DateTimeException', wrong);
  return { ...EPOCH, year, month, day };
};

export const localDate = (year: number, month: number, day: number): LocalObject =>
  local('date', dateFields(year, month, day));
function timeOf(hour: number, minute: number, second = 0, nano = 0): LocalObject {
  const bad = (name: string, max: number, value: number): never => {
    throw new Raise('java.time.DateTimeException', `Invalid value for ${name} (valid values 0 - ${max}): ${value}`);
  };
  if (hour < 0 || hour > 23) bad('HourOfDay', 23, hour);
  if (minute < 0 || minute > 59) bad('MinuteOfHour', 59, minute);
  if (second < 0 || second > 59) bad('SecondOfMinute', 59, second);
  return local('time', { ...EPOCH, hour, minute, second, nano });
}
const offsetId = (seconds: number): string => (seconds === 0 ? 'Z' : offsetText(seconds, true));
const offsetDateTime = (f: Fields, offset: string): LocalObject =>
  make<LocalObject>('OffsetDateTime', { kind: 'zoned', f, zone: offset });
/** What ZonedDateTime and OffsetDateTime tell alike. */
const ofZoned = {
  toLocalTime(this: Local) {
    return local('time', this.f);
  },
  getOffset(this: Local) {
    return zoneObject(offsetId(this.offset), 'ZoneOffset');
  },
  toLocalDateTime(this: Local) {
    return local('datetime', this.f);
  },
  toLocalDate(this: Local) {
    return local('date', this.f);
  },
  toInstant(this: Local) {
    return instant(this.total - BigInt(this.offset) * NANOS);
  },
  toEpochSecond(this: Local) {
    return Math.floor(this.epochMs / 1000);
  },
};

library({
  package: 'java.time',
  stubs: `
import java.time.format.DateTimeFormatter;
public class ZoneId implements java.io.Serializable { public static ZoneId of(String id); public static ZoneId systemDefault(); public String getId(); public String toString(); public boolean equals(Object o); public int hashCode(); }
public final class ZoneOffset extends ZoneId { public static final ZoneOffset UTC; public static ZoneOffset of(String id); public static ZoneOffset ofHours(int h); public int getTotalSeconds(); }
public final class LocalDate implements java.time.temporal.Temporal, java.io.Serializable, java.time.chrono.ChronoLocalDate { ${localStubs('LocalDate', 'date')} public static LocalDate of(int y, int m, int d); public static LocalDate ofEpochDay(long n); public long toEpochDay(); public LocalDateTime atStartOfDay(); public LocalDateTime atTime(int h, int m); public LocalDateTime atTime(int h, int m, int s); public LocalDateTime atTime(LocalTime time); public Period until(java.time.chrono.ChronoLocalDate end); public java.util.stream.Stream<LocalDate> datesUntil(LocalDate end); public static LocalDate of(int y, Month m, int d); public static LocalDate ofYearDay(int y, int day); public static final LocalDate EPOCH; public static final LocalDate MIN; public static final LocalDate MAX; public int lengthOfYear(); public ZonedDateTime atStartOfDay(ZoneId zone); public boolean isLeapYear(); public int lengthOfMonth(); }
public final class LocalTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<LocalTime> { ${localStubs('LocalTime', 'time')} public static LocalTime of(int h, int m); public static LocalTime of(int h, int m, int s); public int toSecondOfDay(); public static final LocalTime MIDNIGHT; public static final LocalTime NOON; public static final LocalTime MIN; public static final LocalTime MAX; public static LocalTime of(int h, int m, int s, int n); public static LocalTime ofSecondOfDay(long n); public static LocalTime ofNanoOfDay(long n); public long toNanoOfDay(); public LocalDateTime atDate(LocalDate date); public int compareTo(LocalTime o); }
public final class LocalDateTime implements java.time.temporal.Temporal, java.io.Serializable, java.time.chrono.ChronoLocalDateTime<LocalDate> { ${localStubs('LocalDateTime', 'datetime')} public static LocalDateTime of(int y, int mo, int d, int h, int mi); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s, int n); public static LocalDateTime of(LocalDate date, LocalTime time); public static LocalDateTime ofInstant(Instant instant, ZoneId zone); public static LocalDateTime ofEpochSecond(long s, int nano, ZoneOffset offset); public static LocalDateTime of(int y, Month mo, int d, int h, int mi); public static LocalDateTime of(int y, Month mo, int d, int h, int mi, int s); public LocalDate toLocalDate(); public LocalTime toLocalTime(); public OffsetDateTime atOffset(ZoneOffset offset); public ZonedDateTime atZone(ZoneId zone); public long toEpochSecond(ZoneOffset offset); public Instant toInstant(ZoneOffset offset); }
public final class ZonedDateTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<ZonedDateTime> { ${localStubs('ZonedDateTime', 'zoned')} public static ZonedDateTime ofInstant(Instant instant, ZoneId zone); public static ZonedDateTime of(LocalDateTime t, ZoneId zone); public static ZonedDateTime of(LocalDate date, LocalTime time, ZoneId zone); public static ZonedDateTime of(int y, int mo, int d, int h, int mi, int s, int n, ZoneId zone); public LocalTime toLocalTime(); public ZonedDateTime withZoneSameInstant(ZoneId zone); public ZonedDateTime withZoneSameLocal(ZoneId zone); public ZoneOffset getOffset(); public OffsetDateTime toOffsetDateTime(); public LocalDateTime toLocalDateTime(); public LocalDate toLocalDate(); public Instant toInstant(); public long toEpochSecond(); public ZoneId getZone(); public int compareTo(ZonedDateTime o); }
public final class OffsetDateTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<OffsetDateTime> { ${localStubs('OffsetDateTime', 'zoned')} public static OffsetDateTime of(LocalDateTime t, ZoneOffset offset); public static OffsetDateTime ofInstant(Instant instant, ZoneId zone); public LocalDateTime toLocalDateTime(); public LocalDate toLocalDate(); public LocalTime toLocalTime(); public Instant toInstant(); public long toEpochSecond(); public ZoneOffset getOffset(); public int compareTo(OffsetDateTime o); }
public enum DayOfWeek { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY; public int getValue(); public static DayOfWeek of(int n); public String getDisplayName(java.time.format.TextStyle style, java.util.Locale locale); public DayOfWeek plus(long n); public DayOfWeek minus(long n); }
public enum Month { JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER; public int getValue(); public static Month of(int n); public String getDisplayName(java.time.format.TextStyle style, java.util.Locale locale); public int length(boolean leap); public int maxLength(); public int minLength(); public Month plus(long n); public Month minus(long n); }`,
  bodies: {
    ZoneId: {
      $class: class extends Base {
        id = 'UTC';
        override $toString(): string {
          return this.id;
        }
        override $equals(other: unknown): boolean {
          return typeof other === 'object' && other !== null && (other as { id?: string }).id === this.id;
        }
        override $hashCode(): number {
          return stringHash(this.id);
        }
      },
      of: (id: string) => {
        zoneOffset(id, 0);
        return zoneObject(id);
      },
      systemDefault: () => zoneObject(defaultZone()),
      getId(this: { id: string }) {
        return this.id;
      },
    },
    ZoneOffset: {
      UTC: () => zoneObject('Z', 'ZoneOffset'),
      of: (id: string) => zoneObject(id, 'ZoneOffset'),
      ofHours: (h: number) => zoneObject(h === 0 ? 'Z' : `${h < 0 ? '-' : '+'}${pad(Math.abs(h))}:00`, 'ZoneOffset'),
      getTotalSeconds(this: { id: string }) {
        return zoneOffset(this.id, 0);
      },
    },
    LocalDate: {
      ...localBodies('date'),
      'of(int,int,int)': (y: number, m: number, d: number) => local('date', dateFields(y, m, d)),
      'of(int,Month,int)': (y: number, m: { $ordinal: number }, d: number) =>
        local('date', dateFields(y, m.$ordinal + 1, d)),
      ofYearDay: (y: number, day: number) => local('date', dateFields(y, 1, 1)).plusNanos(BigInt(day - 1) * UNIT.Days),
      EPOCH: () => local('date', EPOCH),
      MIN: () => local('date', { ...EPOCH, year: -999999999 }),
      MAX: () => local('date', { ...EPOCH, year: 999999999, month: 12, day: 31 }),
      'until(ChronoLocalDate)'(this: Local, end: Local) {
        return periodBetween(this, end);
      },
      datesUntil(this: Local, end: Local) {
        const days = (l: Local): number => epochDay(l.f.year, l.f.month, l.f.day);
        return objectStream(
          Array.from({ length: Math.max(0, days(end) - days(this)) }, (_, i) => this.plusNanos(BigInt(i) * UNIT.Days)),
        );
      },
      ofEpochDay: (n: LongValue) => local('date', { ...EPOCH, ...dateOfEpochDay(Number(n)) }),
      toEpochDay(this: Local) {
        return epochDay(this.f.year, this.f.month, this.f.day);
      },
      'atStartOfDay()'(this: Local) {
        return local('datetime', this.f);
      },
      'atStartOfDay(ZoneId)'(this: Local, zone: { id: string }) {
        return local('zoned', this.f, zone.id);
      },
      'atTime(int,int)'(this: Local, hour: number, minute: number) {
        return local('datetime', { ...this.f, hour, minute });
      },
      'atTime(int,int,int)'(this: Local, hour: number, minute: number, second: number) {
        return local('datetime', { ...this.f, hour, minute, second });
      },
      'atTime(LocalTime)'(this: Local, { f }: Local) {
        const { hour, minute, second, nano } = f;
        return local('datetime', { ...this.f, hour, minute, second, nano });
      },
      isLeapYear(this: Local) {
        return isLeap(this.f.year);
      },
      lengthOfMonth(this: Local) {
        return lengthOfMonth(this.f.year, this.f.month);
      },
    },
    LocalTime: {
      ...localBodies('time'),
      'of(int,int)': timeOf,
      'of(int,int,int)': timeOf,
      'of(int,int,int,int)': timeOf,
      MIDNIGHT: () => timeOf(0, 0),
      MIN: () => timeOf(0, 0),
      NOON: () => timeOf(12, 0),
      MAX: () => timeOf(23, 59, 59, 999999999),
      ofSecondOfDay: (n: LongValue) => timeOf(0, 0).plusNanos(BigInt(n) * NANOS),
      ofNanoOfDay: (n: LongValue) => timeOf(0, 0).plusNanos(BigInt(n)),
      toNanoOfDay(this: Local) {
        return narrowLong(this.total);
      },
      atDate(this: Local, { f }: Local) {
        const { year, month, day } = f;
        return local('datetime', { ...this.f, year, month, day });
      },
      toSecondOfDay(this: Local) {
        return this.f.hour * 3600 + this.f.minute * 60 + this.f.second;
      },
      compareTo: LocalObject.prototype.compareTo$Object,
    },
    LocalDateTime: {
      ...localBodies('datetime'),
      'of(int,int,int,int,int)': (y: number, m: number, d: number, hour: number, minute: number) =>
        local('datetime', { ...dateFields(y, m, d), hour, minute }),
      'of(int,int,int,int,int,int)': (y: number, m: number, d: number, hour: number, minute: number, second: number) =>
        local('datetime', { ...dateFields(y, m, d), hour, minute, second }),
      'of(int,int,int,int,int,int,int)': (
        y: number,
        m: number,
        d: number,
        hour: number,
        minute: number,
        second: number,
        nano: number,
      ) => local('datetime', { ...dateFields(y, m, d), hour, minute, second, nano }),
      'of(LocalDate,LocalTime)': (date: Local, time: Local) =>
        local('datetime', { ...time.f, year: date.f.year, month: date.f.month, day: date.f.day }),
      'of(int,Month,int,int,int)': (y: number, m: { $ordinal: number }, d: number, hour: number, minute: number) =>
        local('datetime', { ...dateFields(y, m.$ordinal + 1, d), hour, minute }),
      'of(int,Month,int,int,int,int)': (
        y: number,
        m: { $ordinal: number },
        d: number,
        hour: number,
        minute: number,
        second: number,
      ) => local('datetime', { ...dateFields(y, m.$ordinal + 1, d), hour, minute, second }),
      atOffset(this: Local, offset: { id: string }) {
        return offsetDateTime(this.f, offset.id);
      },
      ofInstant: (i: NanosObject, zone: { id: string }) => {
        const l = at(Number(floorDiv(i.nanos, UNIT.Millis)), zone.id, 'datetime');
        return l.with({ nano: i.rest });
      },
      ofEpochSecond: (s: LongValue, nano: number, offset: { id: string }) =>
        at(Number(s) * 1000, offset.id, 'datetime').with({ nano }),
      toLocalDate(this: Local) {
        return local('date', this.f);
      },
      toLocalTime(this: Local) {
        return local('time', this.f);
      },
      atZone(this: Local, zone: { id: string }) {
        return local('zoned', this.f, zone.id);
      },
      toEpochSecond(this: Local, offset: { id: string }) {
        return Math.floor(instantOf(this.f, offset.id) / 1000);
      },
      toInstant(this: Local, offset: { id: string }) {
        return instant(this.total - BigInt(zoneOffset(offset.id, 0)) * NANOS);
      },
    },
    ZonedDateTime: {
      ...localBodies('zoned'),
      ofInstant: (i: NanosObject, zone: { id: string }) =>
        at(Number(floorDiv(i.nanos, UNIT.Millis)), zone.id, 'zoned').with({ nano: i.rest }),
      'of(LocalDateTime,ZoneId)': (l: Local, zone: { id: string }) => local('zoned', l.f, zone.id),
      'of(LocalDate,LocalTime,ZoneId)': (date: Local, time: Local, zone: { id: string }) =>
        local('zoned', { ...time.f, year: date.f.year, month: date.f.month, day: date.f.day }, zone.id),
      'of(int,int,int,int,int,int,int,ZoneId)': (
        y: number,
        m: number,
        d: number,
        hour: number,
        minute: number,
        second: number,
        nano: number,
        zone: { id: string },
      ) => local('zoned', { ...dateFields(y, m, d), hour, minute, second, nano }, zone.id),
      withZoneSameInstant(this: Local, zone: { id: string }) {
        return at(this.epochMs, zone.id, 'zoned').with({ nano: this.f.nano });
      },
      withZoneSameLocal(this: Local, zone: { id: string }) {
        return local('zoned', this.f, zone.id);
      },
      toOffsetDateTime(this: Local) {
        return offsetDateTime(this.f, offsetId(this.offset));
      },
      ...ofZoned,
      getZone(this: Local) {
        return zoneObject(this.zone!);
      },
      compareTo: LocalObject.prototype.compareTo$Object,
    },
    OffsetDateTime: {
      ...localBodies('zoned'),
      of: (l: Local, offset: { id: string }) => offsetDateTime(l.f, offset.id),
      ofInstant: (i: NanosObject, zone: { id: string }) => {
        const l = at(Number(floorDiv(i.nanos, UNIT.Millis)), zone.id, 'zoned').with({ nano: i.rest });
        return offsetDateTime(l.f, offsetId(l.offset));
      },
      ...ofZoned,
      compareTo: LocalObject.prototype.compareTo$Object,
    },
    DayOfWeek: cycle('DayOfWeek', 7),
    Month: {
      ...cycle('Month', 12),
      length(this: { $ordinal: number }, leap: boolean) {
        return lengthOfMonth(leap ? 2000 : 2001, this.$ordinal + 1);
      },
      maxLength(this: { $ordinal: number }) {
        return lengthOfMonth(2000, this.$ordinal + 1);
      },
      minLength(this: { $ordinal: number }) {
        return lengthOfMonth(2001, this.$ordinal + 1);
      },
    },
  },
});
export function point(value: NanosObject | LocalObject): bigint {
  return value instanceof NanosObject ? value.nanos : value.total - BigInt(value.offset) * NANOS;
}
library({
  package: 'java.time.chrono',
  stubs:
    'public interface ChronoLocalDate extends Comparable<ChronoLocalDate> { int compareTo(ChronoLocalDate o); }\npublic interface ChronoLocalDateTime<D> extends Comparable<ChronoLocalDateTime<?>> { int compareTo(ChronoLocalDateTime<?> o); }',
  bodies: {},
});
const formatter = (pattern: string, zone: string | null = null): unknown =>
  Object.assign(allocate('java.time.format.DateTimeFormatter'), { pattern, zone });
library({
  package: 'java.time.format',
  stubs: `public enum TextStyle { FULL, FULL_STANDALONE, SHORT, SHORT_STANDALONE, NARROW, NARROW_STANDALONE }
public final class DateTimeFormatter { public static final DateTimeFormatter ISO_LOCAL_DATE; public static final DateTimeFormatter ISO_LOCAL_TIME; public static final DateTimeFormatter ISO_LOCAL_DATE_TIME; public static final DateTimeFormatter ISO_DATE; public static final DateTimeFormatter ISO_DATE_TIME; public static final DateTimeFormatter BASIC_ISO_DATE;
  public static DateTimeFormatter ofPattern(String pattern); public static DateTimeFormatter ofPattern(String pattern, java.util.Locale locale); public DateTimeFormatter withZone(java.time.ZoneId zone); public DateTimeFormatter withLocale(java.util.Locale locale); public String format(Object temporal); }`,
  bodies: {
    DateTimeFormatter: {
      ISO_LOCAL_DATE: () => formatter('yyyy-MM-dd'),
      ISO_LOCAL_TIME: () => formatter('HH:mm:ss'),
      ISO_LOCAL_DATE_TIME: () => formatter("yyyy-MM-dd'T'HH:mm:ss"),
      ISO_DATE: () => formatter('yyyy-MM-dd'),
      ISO_DATE_TIME: () => formatter("yyyy-MM-dd'T'HH:mm:ss"),
      BASIC_ISO_DATE: () => formatter('yyyyMMdd'),
      'ofPattern(String)': (pattern: string) => formatter(pattern),
      'ofPattern(String,Locale)': (pattern: string) => formatter(pattern),
      withZone(this: Formatter, zone: { id: string }) {
        return formatter(this.pattern, zone.id);
      },
      withLocale(this: Formatter) {
        return this;
      },
      format(this: Formatter, value: unknown) {
        return format(this, value);
      },
    },
  },
});
