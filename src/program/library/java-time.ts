/** java.time: Duration, Instant, LocalDate, LocalTime, LocalDateTime, ZonedDateTime, zones and formatters. */
import type { LongValue } from '../../flink/api/values.ts';
import { longHash } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { linkClass } from '../link.ts';
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
import { Raise, raise } from '../runtime/raise.ts';
import { defaultZone } from './java-util-more.ts';
import { library } from './table.ts';

const make = <T>(name: string, fields: Partial<T>): T =>
  Object.assign(new (linkClass(`java.time.${name}`))(), fields) as T;
const NANOS = 1_000_000_000n;
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** Duration and Instant: nanoseconds, of a span or since 1970. */
class NanosObject extends Base {
  nanos = 0n;
  override $equals(other: unknown): boolean {
    return other instanceof NanosObject && other.constructor === this.constructor && other.nanos === this.nanos;
  }
  get seconds(): bigint {
    return this.nanos >= 0n ? this.nanos / NANOS : -((-this.nanos + NANOS - 1n) / NANOS);
  }
  get rest(): number {
    return Number(this.nanos - this.seconds * NANOS);
  }
  override $hashCode(): number {
    return (longHash(narrowLong(this.seconds)) + 51 * this.rest) | 0;
  }
  compareTo$Object(other: NanosObject): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }
  override $copy(): unknown {
    return this;
  }
}
const UNIT = {
  Nanos: 1n,
  Millis: 1_000_000n,
  Seconds: NANOS,
  Minutes: 60n * NANOS,
  Hours: 3600n * NANOS,
  Days: 86400n * NANOS,
} as const;
type UnitName = keyof typeof UNIT;
const duration = (nanos: bigint): NanosObject => make<NanosObject>('Duration', { nanos });
const instant = (nanos: bigint): NanosObject => make<NanosObject>('Instant', { nanos });
const each = <T>(names: readonly string[], body: (name: UnitName) => T): T[] => (names as UnitName[]).map(body);
const UNITS = Object.keys(UNIT);

class DurationObject extends NanosObject {
  override $toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    let total = this.seconds;
    const rest = this.rest;
    if (total < 0n && rest > 0) total += 1n;
    const hours = total / 3600n;
    const minutes = (total % 3600n) / 60n;
    const seconds = total % 60n;
    let text = 'PT';
    if (hours !== 0n) text += `${hours}H`;
    if (minutes !== 0n) text += `${minutes}M`;
    if (seconds === 0n && rest === 0 && text.length > 2) return text;
    const negative = this.nanos < 0n && rest > 0;
    text += negative && seconds === 0n ? '-0' : String(seconds);
    if (rest > 0)
      text += `.${String(negative ? 1_000_000_000 - rest : rest)
        .padStart(9, '0')
        .replace(/0+$/, '')}`;
    return `${text}S`;
  }
}
class InstantObject extends NanosObject {
  override $toString(): string {
    const ms = Number(this.nanos / 1_000_000n);
    const f = fieldsOf(Number(this.seconds) * 1000, 0);
    void ms;
    return `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}T${pad(f.hour)}:${pad(f.minute)}:${pad(f.second)}${fraction(this.rest)}Z`;
  }
}
function fraction(nano: number): string {
  if (nano === 0) return '';
  const text = pad(nano, 9);
  return `.${text.endsWith('000000') ? text.slice(0, 3) : text.endsWith('000') ? text.slice(0, 6) : text}`;
}

/** LocalDate, LocalTime, LocalDateTime, ZonedDateTime: fields, and a zone for the last. */
class LocalObject extends Base {
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
const at = (epochMs: number, zone: string, kind: LocalObject['kind']): LocalObject =>
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
function parse(kind: LocalObject['kind'], text: string, formatter: Formatter | null): LocalObject {
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
  return local(kind, { ...parsed, nano });
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
  ${kind === 'date' || kind === 'datetime' ? `public int compareTo(${compared[kind]} other);` : ''}
  public static ${name} now(); public static ${name} now(ZoneId zone); public static ${name} parse(CharSequence text); public static ${name} parse(CharSequence text, DateTimeFormatter formatter); public String format(DateTimeFormatter formatter);
  public boolean isBefore(${kind === 'zoned' ? 'ZonedDateTime' : kind === 'date' ? 'java.time.chrono.ChronoLocalDate' : kind === 'datetime' ? 'java.time.chrono.ChronoLocalDateTime<?>' : name} other); public boolean isAfter(${kind === 'zoned' ? 'ZonedDateTime' : kind === 'date' ? 'java.time.chrono.ChronoLocalDate' : kind === 'datetime' ? 'java.time.chrono.ChronoLocalDateTime<?>' : name} other); public boolean equals(Object o); public int hashCode(); public String toString();
  ${date ? `public int getYear(); public int getMonthValue(); public Month getMonth(); public int getDayOfMonth(); public int getDayOfYear(); public DayOfWeek getDayOfWeek(); ${['Days', 'Weeks', 'Months', 'Years'].map((u) => `public ${name} plus${u}(long n); public ${name} minus${u}(long n);`).join(' ')} public ${name} withDayOfMonth(int n); public ${name} withMonth(int n); public ${name} withYear(int n);` : ''}
  ${time ? `public int getHour(); public int getMinute(); public int getSecond(); public int getNano(); ${['Hours', 'Minutes', 'Seconds', 'Nanos'].map((u) => `public ${name} plus${u}(long n); public ${name} minus${u}(long n);`).join(' ')} public ${name} withHour(int n); public ${name} withMinute(int n); public ${name} withSecond(int n); public ${name} withNano(int n); public ${name} plus(Duration d); public ${name} minus(Duration d);` : ''}`;
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
    plus(this: Local, d: NanosObject) {
      return this.plusNanos(d.nanos);
    },
    minus(this: Local, d: NanosObject) {
      return this.plusNanos(-d.nanos);
    },
    ...plus,
  };
}
function constant(type: string, index: number): unknown {
  return (linkClass(`java.time.${type}`) as unknown as { $constants: unknown[] }).$constants[index];
}
const zoneObject = (id: string, name = 'ZoneId'): unknown => make<{ id: string }>(name, { id });
const dateFields = (year: number, month: number, day: number): Fields => {
  if (month < 1 || month > 12)
    throw new Raise('java.time.DateTimeException', `Invalid value for MonthOfYear (valid values 1 - 12): ${month}`);
  if (day < 1 || day > 31)
    throw new Raise('java.time.DateTimeException', `Invalid value for DayOfMonth (valid values 1 - 28/31): ${day}`);
  if (day > lengthOfMonth(year, month))
    throw new Raise(
      'java.time.DateTimeException',
      day === 29
        ? `Invalid date 'February 29' as '${year}' is not a leap year`
        : `Invalid date '${['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'][month - 1]} ${day}'`,
    );
  return { ...EPOCH, year, month, day };
};

library({
  package: 'java.time',
  stubs: `
import java.time.format.DateTimeFormatter;
public final class Duration implements java.io.Serializable, Comparable<Duration> { public static final Duration ZERO; ${each(UNITS, (u) => `public static Duration of${u}(long n); public Duration plus${u}(long n); public Duration minus${u}(long n); public long to${u}();`).join(' ')}
  public static Duration ofSeconds(long s, long nanos); public static Duration between(Object a, Object b); public static Duration parse(CharSequence text); public long getSeconds(); public int getNano(); public Duration plus(Duration d); public Duration minus(Duration d); public Duration multipliedBy(long n); public Duration dividedBy(long n); public Duration negated(); public Duration abs(); public boolean isZero(); public boolean isNegative(); public int compareTo(Duration o); public boolean equals(Object o); public int hashCode(); public String toString(); }
public final class Instant implements java.io.Serializable, Comparable<Instant> { public static final Instant EPOCH; public static final Instant MAX; public static final Instant MIN; public static Instant now(); public static Instant ofEpochMilli(long ms); public static Instant ofEpochSecond(long s); public static Instant ofEpochSecond(long s, long nanos); public static Instant parse(CharSequence text); public long toEpochMilli(); public long getEpochSecond(); public int getNano(); public Instant plus(Duration d); public Instant minus(Duration d); public Instant plusMillis(long n); public Instant plusSeconds(long n); public Instant minusMillis(long n); public Instant minusSeconds(long n); public boolean isBefore(Instant o); public boolean isAfter(Instant o); public ZonedDateTime atZone(ZoneId zone); public int compareTo(Instant o); public boolean equals(Object o); public int hashCode(); public String toString(); }
public class ZoneId implements java.io.Serializable { public static ZoneId of(String id); public static ZoneId systemDefault(); public String getId(); public String toString(); public boolean equals(Object o); public int hashCode(); }
public final class ZoneOffset extends ZoneId { public static final ZoneOffset UTC; public static ZoneOffset of(String id); public static ZoneOffset ofHours(int h); public int getTotalSeconds(); }
public final class LocalDate implements java.io.Serializable, java.time.chrono.ChronoLocalDate { ${localStubs('LocalDate', 'date')} public static LocalDate of(int y, int m, int d); public static LocalDate ofEpochDay(long n); public long toEpochDay(); public LocalDateTime atStartOfDay(); public LocalDateTime atTime(int h, int m); public boolean isLeapYear(); public int lengthOfMonth(); }
public final class LocalTime implements java.io.Serializable, Comparable<LocalTime> { ${localStubs('LocalTime', 'time')} public static LocalTime of(int h, int m); public static LocalTime of(int h, int m, int s); public int toSecondOfDay(); public int compareTo(LocalTime o); }
public final class LocalDateTime implements java.io.Serializable, java.time.chrono.ChronoLocalDateTime<LocalDate> { ${localStubs('LocalDateTime', 'datetime')} public static LocalDateTime of(int y, int mo, int d, int h, int mi); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s, int n); public static LocalDateTime of(LocalDate date, LocalTime time); public static LocalDateTime ofInstant(Instant instant, ZoneId zone); public static LocalDateTime ofEpochSecond(long s, int nano, ZoneOffset offset); public LocalDate toLocalDate(); public LocalTime toLocalTime(); public ZonedDateTime atZone(ZoneId zone); public long toEpochSecond(ZoneOffset offset); public Instant toInstant(ZoneOffset offset); }
public final class ZonedDateTime implements java.io.Serializable, Comparable<ZonedDateTime> { ${localStubs('ZonedDateTime', 'zoned')} public static ZonedDateTime ofInstant(Instant instant, ZoneId zone); public static ZonedDateTime of(LocalDateTime t, ZoneId zone); public LocalDateTime toLocalDateTime(); public LocalDate toLocalDate(); public Instant toInstant(); public long toEpochSecond(); public ZoneId getZone(); public int compareTo(ZonedDateTime o); }
public enum DayOfWeek { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY; public int getValue(); }
public enum Month { JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER; public int getValue(); }
`,
  bodies: {
    Duration: {
      $class: DurationObject,
      ZERO: () => duration(0n),
      ...Object.fromEntries(
        each(UNITS, (u) => [
          [`of${u}`, (n: LongValue) => duration(BigInt(n) * UNIT[u])],
          [
            `plus${u}`,
            function (this: NanosObject, n: LongValue) {
              return duration(this.nanos + BigInt(n) * UNIT[u]);
            },
          ],
          [
            `minus${u}`,
            function (this: NanosObject, n: LongValue) {
              return duration(this.nanos - BigInt(n) * UNIT[u]);
            },
          ],
          [
            `to${u}`,
            function (this: NanosObject) {
              return narrowLong(
                u === 'Nanos' || u === 'Millis' ? floorDiv(this.nanos, UNIT[u]) : this.seconds / (UNIT[u] / NANOS),
              );
            },
          ],
        ]).flat() as [string, (this: never, ...args: never[]) => unknown][],
      ),
      'ofSeconds(long)': (n: LongValue) => duration(BigInt(n) * NANOS),
      'ofSeconds(long,long)': (n: LongValue, nanos: LongValue) => duration(BigInt(n) * NANOS + BigInt(nanos)),
      between: (a: NanosObject | LocalObject, b: NanosObject | LocalObject) => duration(point(b) - point(a)),
      parse: (text: string) => {
        const match =
          /^([-+]?)P(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:\.(\d{1,9}))?S)?)?$/i.exec(
            text,
          );
        if (!match) throw new Raise('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Duration');
        const n = (i: number): bigint => BigInt(match[i] ?? 0);
        const total =
          n(2) * UNIT.Days +
          n(3) * UNIT.Hours +
          n(4) * UNIT.Minutes +
          n(5) * NANOS +
          BigInt((match[6] ?? '').padEnd(9, '0'));
        return duration(match[1] === '-' ? -total : total);
      },
      getSeconds(this: NanosObject) {
        return narrowLong(this.seconds);
      },
      getNano(this: NanosObject) {
        return this.rest;
      },
      plus(this: NanosObject, d: NanosObject) {
        return duration(this.nanos + d.nanos);
      },
      minus(this: NanosObject, d: NanosObject) {
        return duration(this.nanos - d.nanos);
      },
      multipliedBy(this: NanosObject, n: LongValue) {
        return duration(this.nanos * BigInt(n));
      },
      dividedBy(this: NanosObject, n: LongValue) {
        if (BigInt(n) === 0n) raise('ArithmeticException', 'Cannot divide by zero');
        return duration(this.nanos / BigInt(n));
      },
      negated(this: NanosObject) {
        return duration(-this.nanos);
      },
      abs(this: NanosObject) {
        return duration(this.nanos < 0n ? -this.nanos : this.nanos);
      },
      isZero(this: NanosObject) {
        return this.nanos === 0n;
      },
      isNegative(this: NanosObject) {
        return this.nanos < 0n;
      },
      compareTo: NanosObject.prototype.compareTo$Object,
    },
    Instant: {
      $class: InstantObject,
      EPOCH: () => instant(0n),
      MAX: () => instant(31556889864403199n * 1_000_000_000n + 999_999_999n),
      MIN: () => instant(-31557014167219200n * 1_000_000_000n),
      now: () => instant(BigInt(Math.floor(jvm().ref.currentTimeMillis() * 1000)) * 1000n),
      ofEpochMilli: (ms: LongValue) => instant(BigInt(ms) * UNIT.Millis),
      'ofEpochSecond(long)': (s: LongValue) => instant(BigInt(s) * NANOS),
      'ofEpochSecond(long,long)': (s: LongValue, nanos: LongValue) => instant(BigInt(s) * NANOS + BigInt(nanos)),
      parse: (text: string) => {
        const l = parse('datetime', text.replace(/Z$/, ''), null);
        return instant(l.total);
      },
      toEpochMilli(this: NanosObject) {
        return narrowLong(floorDiv(this.nanos, UNIT.Millis));
      },
      getEpochSecond(this: NanosObject) {
        return narrowLong(this.seconds);
      },
      getNano(this: NanosObject) {
        return this.rest;
      },
      plus(this: NanosObject, d: NanosObject) {
        return instant(this.nanos + d.nanos);
      },
      minus(this: NanosObject, d: NanosObject) {
        return instant(this.nanos - d.nanos);
      },
      plusMillis(this: NanosObject, n: LongValue) {
        return instant(this.nanos + BigInt(n) * UNIT.Millis);
      },
      plusSeconds(this: NanosObject, n: LongValue) {
        return instant(this.nanos + BigInt(n) * NANOS);
      },
      minusMillis(this: NanosObject, n: LongValue) {
        return instant(this.nanos - BigInt(n) * UNIT.Millis);
      },
      minusSeconds(this: NanosObject, n: LongValue) {
        return instant(this.nanos - BigInt(n) * NANOS);
      },
      isBefore(this: NanosObject, o: NanosObject) {
        return this.nanos < o.nanos;
      },
      isAfter(this: NanosObject, o: NanosObject) {
        return this.nanos > o.nanos;
      },
      atZone(this: NanosObject, zone: { id: string }) {
        return at(Number(floorDiv(this.nanos, UNIT.Millis)), zone.id, 'zoned');
      },
      compareTo: NanosObject.prototype.compareTo$Object,
    },
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
      of: (y: number, m: number, d: number) => local('date', dateFields(y, m, d)),
      ofEpochDay: (n: LongValue) => local('date', { ...EPOCH, ...dateOfEpochDay(Number(n)) }),
      toEpochDay(this: Local) {
        return epochDay(this.f.year, this.f.month, this.f.day);
      },
      atStartOfDay(this: Local) {
        return local('datetime', this.f);
      },
      atTime(this: Local, hour: number, minute: number) {
        return local('datetime', { ...this.f, hour, minute });
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
      'of(int,int)': (hour: number, minute: number) => local('time', { ...EPOCH, hour, minute }),
      'of(int,int,int)': (hour: number, minute: number, second: number) =>
        local('time', { ...EPOCH, hour, minute, second }),
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
      of: (l: Local, zone: { id: string }) => local('zoned', l.f, zone.id),
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
      getZone(this: Local) {
        return zoneObject(this.zone!);
      },
      compareTo: LocalObject.prototype.compareTo$Object,
    },
    DayOfWeek: {
      getValue(this: { $ordinal: number }) {
        return this.$ordinal + 1;
      },
    },
    Month: {
      getValue(this: { $ordinal: number }) {
        return this.$ordinal + 1;
      },
    },
  },
});

import { stringHash } from '../../flink/api/values.ts';

function floorDiv(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}
function point(value: NanosObject | LocalObject): bigint {
  return value instanceof NanosObject ? value.nanos : value.total - BigInt(value.offset) * NANOS;
}
library({
  package: 'java.time.chrono',
  stubs:
    'public interface ChronoLocalDate extends Comparable<ChronoLocalDate> { int compareTo(ChronoLocalDate o); }\npublic interface ChronoLocalDateTime<D> extends Comparable<ChronoLocalDateTime<?>> { int compareTo(ChronoLocalDateTime<?> o); }',
  bodies: {},
});
library({
  package: 'java.time.temporal',
  stubs:
    'public class UnsupportedTemporalTypeException extends java.time.DateTimeException { public UnsupportedTemporalTypeException(String message); }',
  bodies: {},
});
const formatter = (pattern: string, zone: string | null = null): unknown =>
  Object.assign(new (linkClass('java.time.format.DateTimeFormatter'))(), { pattern, zone });
library({
  package: 'java.time.format',
  stubs: `public final class DateTimeFormatter { public static final DateTimeFormatter ISO_LOCAL_DATE; public static final DateTimeFormatter ISO_LOCAL_TIME; public static final DateTimeFormatter ISO_LOCAL_DATE_TIME; public static final DateTimeFormatter ISO_DATE; public static final DateTimeFormatter ISO_DATE_TIME; public static final DateTimeFormatter BASIC_ISO_DATE;
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
