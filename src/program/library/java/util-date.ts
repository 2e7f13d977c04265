/** java.util.Date, Calendar and TimeZone: instants as the wall clock of a zone shows them. */

import type { LongValue } from '../../../flink/api/values.ts';
import { longHash } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate, staticsOf } from '../../link.ts';
import {
  DAYS,
  dayOfWeek,
  epochDay,
  type Fields,
  fieldsOf,
  formatPattern,
  instantOf,
  lengthOfMonth,
  MONTHS,
  zoneOffset,
} from '../../runtime/calendar.ts';
import { Base } from '../../runtime/object.ts';
import { notSimulated } from '../../runtime/raise.ts';
import { library } from '../table.ts';

export const defaultZone = (): string => jvm().local('default zone', () => ({ id: jvm().ref.timezone })).id;
/** java.util.Date and java.sql.Timestamp. */
export class DateObject extends Base {
  time = 0;
  nanos = 0;
  $init$(): this {
    this.time = Math.floor(jvm().ref.currentTimeMillis());
    return this;
  }
  $init$long(time: LongValue): this {
    this.time = Number(time);
    return this;
  }
  fields(): Fields {
    return fieldsOf(this.time, zoneOffset(defaultZone(), this.time));
  }
  $fields(): { fields: Fields; offset: number; epochMs: number } {
    const offset = zoneOffset(defaultZone(), this.time);
    return { fields: fieldsOf(this.time, offset), offset, epochMs: this.time };
  }
  getTime$(): LongValue {
    return this.time;
  }
  setTime$long(time: LongValue): void {
    this.time = Number(time);
  }
  before$Date(other: DateObject): boolean {
    return this.time < other.time;
  }
  after$Date(other: DateObject): boolean {
    return this.time > other.time;
  }
  compareTo$Object(other: DateObject): number {
    return this.time < other.time ? -1 : this.time > other.time ? 1 : 0;
  }
  override $equals(other: unknown): boolean {
    return other instanceof DateObject && other.time === this.time;
  }
  override $hashCode(): number {
    return longHash(this.time);
  }
  override $toString(): string {
    return formatPattern(
      'EEE MMM dd HH:mm:ss zzz yyyy',
      this.fields(),
      zoneOffset(defaultZone(), this.time),
      defaultZone(),
      true,
    );
  }
  override $copy(): unknown {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
  }
  override $size(): number {
    return 8;
  }
}
export const javaDate = (time: number, name = 'java.util.Date'): DateObject => {
  const object = allocate<DateObject>(name);
  object.time = time;
  return object;
};
/** Calendar's field numbers. */
const FIELD = {
  ERA: 0,
  YEAR: 1,
  MONTH: 2,
  WEEK_OF_YEAR: 3,
  WEEK_OF_MONTH: 4,
  DATE: 5,
  DAY_OF_MONTH: 5,
  DAY_OF_YEAR: 6,
  DAY_OF_WEEK: 7,
  DAY_OF_WEEK_IN_MONTH: 8,
  AM_PM: 9,
  HOUR: 10,
  HOUR_OF_DAY: 11,
  MINUTE: 12,
  SECOND: 13,
  MILLISECOND: 14,
} as const;
/** Week of the year or month as the US count it: from Sunday on, the first one has one day at least. */
function weekOf(day: number, first: number, next: number | null): number {
  const sunday = (epochDayNumber: number): number => epochDayNumber - (dayOfWeek(epochDayNumber) % 7);
  if (next !== null && sunday(day) >= sunday(next)) return 1;
  return (sunday(day) - sunday(first)) / 7 + 1;
}
export class CalendarObject extends Base {
  time = 0;
  $fields(): { fields: Fields; offset: number; epochMs: number } {
    const offset = zoneOffset(defaultZone(), this.time);
    return { fields: fieldsOf(this.time, offset), offset, epochMs: this.time };
  }
  private put(f: Fields): void {
    const months = f.year * 12 + f.month - 1;
    this.time = instantOf(
      { ...f, year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 },
      defaultZone(),
    );
  }
  getTime$(): unknown {
    return javaDate(this.time);
  }
  setTime$Date(to: DateObject): void {
    this.time = to.time;
  }
  getTimeInMillis$(): LongValue {
    return this.time;
  }
  setTimeInMillis$long(time: LongValue): void {
    this.time = Number(time);
  }
  get$int(field: number): number {
    const { fields: f } = this.$fields();
    const day = epochDay(f.year, f.month, f.day);
    switch (field) {
      case 0:
        return f.year > 0 ? 1 : 0;
      case 1:
        return f.year;
      case 3:
        return weekOf(day, epochDay(f.year, 1, 1), epochDay(f.year + 1, 1, 1));
      case 4:
        return weekOf(day, day - f.day + 1, null);
      case 8:
        return Math.floor((f.day - 1) / 7) + 1;
      case 2:
        return f.month - 1;
      case 5:
        return f.day;
      case 6:
        return day - epochDay(f.year, 1, 1) + 1;
      case 7:
        return (dayOfWeek(day) % 7) + 1;
      case 9:
        return f.hour < 12 ? 0 : 1;
      case 10:
        return f.hour % 12;
      case 11:
        return f.hour;
      case 12:
        return f.minute;
      case 13:
        return f.second;
      case 14:
        return Math.floor(f.nano / 1000000);
      default:
        return 0;
    }
  }
  private change(field: number, to: (old: number) => number): void {
    const { fields: f } = this.$fields();
    switch (field) {
      case 1:
        this.put({ ...f, year: to(f.year) });
        break;
      case 2:
        this.put({ ...f, month: to(f.month - 1) + 1 });
        break;
      case 5:
        this.put({ ...f, day: to(f.day) });
        break;
      case 6:
        this.put({ ...f, month: 1, day: to(this.get$int(6)) });
        break;
      case 7:
        this.put({ ...f, day: f.day + to(this.get$int(7)) - this.get$int(7) });
        break;
      case 10:
        this.put({ ...f, hour: to(f.hour % 12) + (f.hour < 12 ? 0 : 12) });
        break;
      case 11:
        this.put({ ...f, hour: to(f.hour) });
        break;
      case 12:
        this.put({ ...f, minute: to(f.minute) });
        break;
      case 13:
        this.put({ ...f, second: to(f.second) });
        break;
      case 14:
        this.put({ ...f, nano: to(Math.floor(f.nano / 1000000)) * 1000000 });
        break;
      default:
    }
  }
  set$int$int(field: number, value: number): void {
    this.change(field, () => value);
  }
  set$int$int$int(year: number, month: number, day: number): void {
    this.put({ ...this.$fields().fields, year, month: month + 1, day });
  }
  set$int$int$int$int$int$int(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  ): void {
    this.put({ ...this.$fields().fields, year, month: month + 1, day, hour, minute, second });
  }
  /** The largest value of a field, as the date has it. */
  getActualMaximum$int(field: number): number {
    const { fields: f } = this.$fields();
    const isLeap = lengthOfMonth(f.year, 2) === 29;
    const largest: Readonly<Record<number, number>> = {
      1: 292278994,
      2: 11,
      5: lengthOfMonth(f.year, f.month),
      6: isLeap ? 366 : 365,
      7: 7,
      9: 1,
      10: 11,
      11: 23,
      12: 59,
      13: 59,
      14: 999,
    };
    return largest[field] ?? notSimulated(`java.util.Calendar.getActualMaximum(${field})`);
  }
  getActualMinimum$int(field: number): number {
    return [0, 1, 3, 4, 5, 6, 7, 8].includes(field) && field !== 0 ? 1 : 0;
  }
  /** As add, but larger fields stay: the field goes round. */
  roll$int$int(field: number, n: number): void {
    const [least, most] = [this.getActualMinimum$int(field), this.getActualMaximum$int(field)];
    const size = most - least + 1;
    const to = ((((this.get$int(field) - least + n) % size) + size) % size) + least;
    if (field === 2) this.add$int$int(2, to - this.get$int(2));
    else this.set$int$int(field, to);
  }
  /** Months and years keep the day, or the last of a shorter month. */
  add$int$int(field: number, n: number): void {
    if (field === 1 || field === 2) {
      const { fields: f } = this.$fields();
      const months = f.year * 12 + f.month - 1 + (field === 1 ? 12 * n : n);
      const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
      this.put({ ...f, year, month, day: Math.min(f.day, lengthOfMonth(year, month)) });
    } else if (field === 10 || field === 11) this.time += n * 3600000;
    else this.change(field, (old) => old + n);
  }
}
const zone = (id: string): unknown => Object.assign(allocate('java.util.TimeZone'), { id });
library({
  package: 'java.util',
  stubs: `
public abstract class TimeZone implements java.io.Serializable { public static TimeZone getTimeZone(String id); public static TimeZone getDefault(); public static void setDefault(TimeZone zone); public String getID(); @NotSimulated public int getOffset(long date); @NotSimulated public int getRawOffset(); }
public class Date implements java.io.Serializable, Cloneable, Comparable<Date> { public Date(); public Date(long time); public long getTime(); public void setTime(long time); public boolean before(Date other); public boolean after(Date other); public boolean equals(Object o); public int hashCode(); public int compareTo(Date other); public String toString(); public java.time.Instant toInstant(); public static Date from(java.time.Instant instant); public Object clone(); public int getYear(); public int getMonth(); public int getDate(); public int getDay(); public int getHours(); public int getMinutes(); public int getSeconds(); public Date(int year, int month, int day); }
public abstract class Calendar implements java.io.Serializable, Cloneable, Comparable<Calendar> { ${Object.entries(
    FIELD,
  )
    .map(([n, v]) => `public static final int ${n} = ${v};`)
    .join(
      ' ',
    )} ${MONTHS.map((n, i) => `public static final int ${n.toUpperCase()} = ${i};`).join(' ')} ${DAYS.map((n, i) => `public static final int ${n.toUpperCase()} = ${((i + 1) % 7) + 1};`).join(' ')}
  public static Calendar getInstance(); public static Calendar getInstance(TimeZone zone); public final Date getTime(); public final void setTime(Date date); public long getTimeInMillis(); public void setTimeInMillis(long time); public int get(int field); public void set(int field, int value); public final void set(int year, int month, int day); public final void set(int year, int month, int day, int hour, int minute, int second); public final void set(int year, int month, int day, int hour, int minute); public void add(int field, int n); public void roll(int field, int n); public void roll(int field, boolean up); public int getActualMaximum(int field); public int getActualMinimum(int field); public boolean before(Object other); public boolean after(Object other); public int compareTo(Calendar other); }
public class GregorianCalendar extends Calendar { public GregorianCalendar(); public GregorianCalendar(int year, int month, int day); public GregorianCalendar(int year, int month, int day, int hour, int minute); public GregorianCalendar(int year, int month, int day, int hour, int minute, int second); public boolean isLeapYear(int year); }`,
  bodies: {
    TimeZone: {
      getTimeZone: (id: string) => zone(id),
      getDefault: () => zone(defaultZone()),
      setDefault: (to: { id: string }) => {
        jvm().local('default zone', () => ({ id: 'UTC' })).id = to.id;
      },
      getID(this: { id: string }) {
        return this.id;
      },
    },
    Date: {
      $class: DateObject,
      toInstant(this: DateObject) {
        return staticsOf<{ ofEpochMilli$long(n: number): unknown }>('java.time.Instant').ofEpochMilli$long(this.time);
      },
      clone(this: DateObject) {
        return this.$copy();
      },
      'new(int,int,int)'(this: DateObject, year: number, month: number, day: number) {
        const wanted = { year: 1900 + year, month: 1, day, hour: 0, minute: 0, second: 0, nano: 0 };
        this.time = instantOf({ ...wanted, month: month + 1 }, defaultZone());
      },
      ...Object.fromEntries(
        (['hour', 'minute', 'second'] as const).map((field) => [
          `get${field[0]!.toUpperCase()}${field.slice(1)}s`,
          function (this: DateObject) {
            return this.fields()[field];
          },
        ]),
      ),
      getYear(this: DateObject) {
        return this.fields().year - 1900;
      },
      getMonth(this: DateObject) {
        return this.fields().month - 1;
      },
      getDate(this: DateObject) {
        return this.fields().day;
      },
      getDay(this: DateObject) {
        const { year, month, day } = this.fields();
        return dayOfWeek(epochDay(year, month, day)) % 7;
      },
      from: (instant: { toEpochMilli$(): LongValue }) => javaDate(Number(instant.toEpochMilli$())),
    },
    Calendar: {
      $class: CalendarObject,
      'getInstance()': () => calendar(),
      'getInstance(TimeZone)': () => calendar(),
      'set(int,int,int,int,int)'(this: CalendarObject, ...[year, month, day, hour, minute]: FiveNumbers) {
        const { second } = this.$fields().fields;
        this.set$int$int$int$int$int$int(year, month, day, hour, minute, second);
      },
      'roll(int,boolean)'(this: CalendarObject, field: number, up: boolean) {
        this.roll$int$int(field, up ? 1 : -1);
      },
      before(this: CalendarObject, other: unknown) {
        return other instanceof CalendarObject && this.time < other.time;
      },
      after(this: CalendarObject, other: unknown) {
        return other instanceof CalendarObject && this.time > other.time;
      },
      compareTo(this: CalendarObject, other: CalendarObject) {
        return this.time < other.time ? -1 : this.time > other.time ? 1 : 0;
      },
    },
    GregorianCalendar: {
      'new()'(this: CalendarObject) {
        this.time = Math.floor(jvm().ref.currentTimeMillis());
      },
      'new(int,int,int)': at,
      'new(int,int,int,int,int)': at,
      'new(int,int,int,int,int,int)': at,
      isLeapYear: (year: number) => lengthOfMonth(year, 2) === 29,
    },
  },
});
type FiveNumbers = [number, number, number, number, number];
function at(this: CalendarObject, year: number, month: number, day: number, hour = 0, minute = 0, second = 0): void {
  this.set$int$int$int$int$int$int(year, month, day, hour, minute, second);
}
function calendar(): CalendarObject {
  const object = allocate<CalendarObject>('java.util.GregorianCalendar');
  object.time = Math.floor(jvm().ref.currentTimeMillis());
  return object;
}
