/** A date, a time or both, perhaps in a zone: what LocalDate, LocalTime, LocalDateTime, ZonedDateTime and OffsetDateTime are made of. */
import { longHash } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import {
  dateOfEpochDay,
  epochDay,
  type Fields,
  fieldsOf,
  instantOf,
  lengthOfMonth,
  offsetText,
  zoneOffset,
} from '../../runtime/calendar.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { fraction, NANOS, NanosObject, UNIT } from './time-duration.ts';

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
export const EPOCH: Fields = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nano: 0 };
export function local(kind: LocalObject['kind'], f: Fields, zone: string | null = null): LocalObject {
  const time = kind === 'date' ? { hour: 0, minute: 0, second: 0, nano: 0 } : {};
  const date = kind === 'time' ? { year: 1970, month: 1, day: 1 } : {};
  return make<LocalObject>(CLASS[kind], { kind, f: { ...f, ...time, ...date }, zone });
}
const like = (self: LocalObject, f: Fields): LocalObject => local(self.kind, f, self.zone);
export const localDateTime = (f: Fields): unknown => local('datetime', f);
export const at = (epochMs: number, zone: string, kind: LocalObject['kind']): LocalObject =>
  local(kind, fieldsOf(epochMs, zoneOffset(zone, epochMs)), kind === 'zoned' ? zone : null);

const MONTHS = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
];
/** What java.time says of a day that its month does not have; null when it has it. */
export function invalidDate(year: number, month: number, day: number): string | null {
  if (day <= lengthOfMonth(year, month)) return null;
  return day === 29
    ? `Invalid date 'February 29' as '${year}' is not a leap year`
    : `Invalid date '${MONTHS[month - 1]} ${day}'`;
}
export const dateFields = (year: number, month: number, day: number): Fields => {
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
export function timeOf(hour: number, minute: number, second = 0, nano = 0): LocalObject {
  const bad = (name: string, max: number, value: number): never => {
    throw new Raise('java.time.DateTimeException', `Invalid value for ${name} (valid values 0 - ${max}): ${value}`);
  };
  if (hour < 0 || hour > 23) bad('HourOfDay', 23, hour);
  if (minute < 0 || minute > 59) bad('MinuteOfHour', 59, minute);
  if (second < 0 || second > 59) bad('SecondOfMinute', 59, second);
  return local('time', { ...EPOCH, hour, minute, second, nano });
}

/** Nanoseconds since the epoch. */
export function point(value: NanosObject | LocalObject): bigint {
  return value instanceof NanosObject ? value.nanos : value.total - BigInt(value.offset) * NANOS;
}
