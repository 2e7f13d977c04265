/** java.time: LocalDate, LocalTime, LocalDateTime, ZonedDateTime, OffsetDateTime and zones. */
import type { LongValue } from '../../../flink/api/values.ts';
import { stringHash } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import {
  dateOfEpochDay,
  dayOfWeek,
  epochDay,
  type Fields,
  instantOf,
  isLeap,
  lengthOfMonth,
  offsetText,
  zoneOffset,
} from '../../runtime/calendar.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base, nonNull } from '../../runtime/object.ts';
import { objectStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';
import { constant } from './time-cycles.ts';
import { floorDiv, instant, NANOS, type NanosObject, UNIT } from './time-duration.ts';
import { fieldOf, withField } from './time-fields.ts';
import { type Formatter, format, parse } from './time-format.ts';
import { at, dateFields, EPOCH, LocalObject, local, make, point, timeOf } from './time-local.ts';
import { periodBetween, plusAmount } from './time-period.ts';
import { plusUnits, truncated } from './time-units.ts';
import { defaultZone } from './util-date.ts';

type Local = LocalObject;
const now = (kind: LocalObject['kind'], zone = defaultZone()): LocalObject =>
  at(jvm().ref.currentTimeMillis(), zone, kind);

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
const zoneObject = (id: string, name = 'ZoneId'): unknown => make<{ id: string }>(name, { id });
/** A local time that its zone leaves out is as much later as the clocks go forward. */
function zoned(f: Local['f'], zone: string): Local {
  const there = local('zoned', f, zone);
  return at(there.epochMs, zone, 'zoned').with({ nano: f.nano });
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
public final class ZoneOffset extends ZoneId { public static final ZoneOffset UTC; public static ZoneOffset of(String id); public static ZoneOffset ofHours(int h); public static ZoneOffset ofHoursMinutes(int h, int m); public static ZoneOffset ofTotalSeconds(int s); public int getTotalSeconds(); }
public final class LocalDate implements java.time.temporal.Temporal, java.io.Serializable, java.time.chrono.ChronoLocalDate { ${localStubs('LocalDate', 'date')} public static LocalDate of(int y, int m, int d); public static LocalDate ofEpochDay(long n); public long toEpochDay(); public LocalDateTime atStartOfDay(); public LocalDateTime atTime(int h, int m); public LocalDateTime atTime(int h, int m, int s); public LocalDateTime atTime(LocalTime time); public Period until(java.time.chrono.ChronoLocalDate end); public java.util.stream.Stream<LocalDate> datesUntil(LocalDate end); public static LocalDate of(int y, Month m, int d); public static LocalDate ofYearDay(int y, int day); public static final LocalDate EPOCH; public static final LocalDate MIN; public static final LocalDate MAX; public int lengthOfYear(); public ZonedDateTime atStartOfDay(ZoneId zone); public boolean isLeapYear(); public int lengthOfMonth(); }
public final class LocalTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<LocalTime> { ${localStubs('LocalTime', 'time')} public static LocalTime of(int h, int m); public static LocalTime of(int h, int m, int s); public int toSecondOfDay(); public static final LocalTime MIDNIGHT; public static final LocalTime NOON; public static final LocalTime MIN; public static final LocalTime MAX; public static LocalTime of(int h, int m, int s, int n); public static LocalTime ofSecondOfDay(long n); public static LocalTime ofNanoOfDay(long n); public long toNanoOfDay(); public LocalDateTime atDate(LocalDate date); public int compareTo(LocalTime o); }
public final class LocalDateTime implements java.time.temporal.Temporal, java.io.Serializable, java.time.chrono.ChronoLocalDateTime<LocalDate> { ${localStubs('LocalDateTime', 'datetime')} public static LocalDateTime of(int y, int mo, int d, int h, int mi); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s); public static LocalDateTime of(int y, int mo, int d, int h, int mi, int s, int n); public static LocalDateTime of(LocalDate date, LocalTime time); public static LocalDateTime ofInstant(Instant instant, ZoneId zone); public static LocalDateTime ofEpochSecond(long s, int nano, ZoneOffset offset); public static LocalDateTime of(int y, Month mo, int d, int h, int mi); public static LocalDateTime of(int y, Month mo, int d, int h, int mi, int s); public LocalDate toLocalDate(); public LocalTime toLocalTime(); public OffsetDateTime atOffset(ZoneOffset offset); public ZonedDateTime atZone(ZoneId zone); public long toEpochSecond(ZoneOffset offset); public Instant toInstant(ZoneOffset offset); }
public final class ZonedDateTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<ZonedDateTime> { ${localStubs('ZonedDateTime', 'zoned')} public static ZonedDateTime ofInstant(Instant instant, ZoneId zone); public static ZonedDateTime of(LocalDateTime t, ZoneId zone); public static ZonedDateTime of(LocalDate date, LocalTime time, ZoneId zone); public static ZonedDateTime of(int y, int mo, int d, int h, int mi, int s, int n, ZoneId zone); public LocalTime toLocalTime(); public ZonedDateTime withZoneSameInstant(ZoneId zone); public ZonedDateTime withZoneSameLocal(ZoneId zone); public ZoneOffset getOffset(); public OffsetDateTime toOffsetDateTime(); public LocalDateTime toLocalDateTime(); public LocalDate toLocalDate(); public Instant toInstant(); public long toEpochSecond(); public ZoneId getZone(); public int compareTo(ZonedDateTime o); }
public final class OffsetDateTime implements java.time.temporal.Temporal, java.io.Serializable, Comparable<OffsetDateTime> { ${localStubs('OffsetDateTime', 'zoned')} public static OffsetDateTime of(LocalDateTime t, ZoneOffset offset); public static OffsetDateTime ofInstant(Instant instant, ZoneId zone); public LocalDateTime toLocalDateTime(); public LocalDate toLocalDate(); public LocalTime toLocalTime(); public Instant toInstant(); public long toEpochSecond(); public ZoneOffset getOffset(); public int compareTo(OffsetDateTime o); }`,
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
      ofHours: (h: number) => zoneObject(offsetId(h * 3600), 'ZoneOffset'),
      ofHoursMinutes: (h: number, m: number) => zoneObject(offsetId(h * 3600 + m * 60), 'ZoneOffset'),
      ofTotalSeconds: (s: number) => zoneObject(offsetId(s), 'ZoneOffset'),
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
      'of(LocalDateTime,ZoneId)': (l: Local, zone: { id: string }) => zoned(l.f, zone.id),
      'of(LocalDate,LocalTime,ZoneId)': (date: Local, time: Local, zone: { id: string }) =>
        zoned({ ...time.f, year: date.f.year, month: date.f.month, day: date.f.day }, zone.id),
      'of(int,int,int,int,int,int,int,ZoneId)': (
        y: number,
        m: number,
        d: number,
        hour: number,
        minute: number,
        second: number,
        nano: number,
        zone: { id: string },
      ) => zoned({ ...dateFields(y, m, d), hour, minute, second, nano }, zone.id),
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
  },
});
library({
  package: 'java.time.chrono',
  stubs:
    'public interface ChronoLocalDate extends Comparable<ChronoLocalDate> { int compareTo(ChronoLocalDate o); }\npublic interface ChronoLocalDateTime<D> extends Comparable<ChronoLocalDateTime<?>> { int compareTo(ChronoLocalDateTime<?> o); }',
  bodies: {},
});
