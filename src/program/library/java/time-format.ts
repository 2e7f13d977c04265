/** java.time.format: what LocalDate and its like are parsed by and printed with. */
import { allocate } from '../../link.ts';
import { type Fields, formatPattern, lengthOfMonth, parsePattern } from '../../runtime/calendar.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { NanosObject } from './time-duration.ts';
import { at, invalidDate, type LocalObject, local } from './time-local.ts';

export interface Formatter {
  pattern: string;
  zone: string | null;
  /** One of the standard's: a fraction of a second where there is one. */
  iso: boolean;
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
  const standard = !formatter || formatter.iso;
  if (parsed.failed && standard && kind !== 'date') {
    const short = parsePattern(ISO[kind]!.replace(':ss', ''), text, false);
    if (short.failed) return refuse(parsed.end);
    return local(kind, short);
  }
  if (parsed.failed) return refuse(end);
  const more = !standard ? null : /^\.(\d{1,9})/.exec(text.slice(end));
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
  if (wrong !== null && standard)
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
export function format(formatter: Formatter, value: unknown): string {
  if (value instanceof NanosObject) {
    if (formatter.zone === null)
      throw new Raise('java.time.temporal.UnsupportedTemporalTypeException', 'Unsupported field: YearOfEra');
    const zoned = at(Number(value.nanos / 1_000_000n), formatter.zone, 'zoned');
    return formatPattern(formatter.pattern, zoned.f, zoned.offset, formatter.zone, false);
  }
  const l = value as LocalObject;
  const fraction = formatter.iso && l.kind !== 'date' ? fractionOf(l.f.nano) : '';
  const pattern = fraction === '' ? formatter.pattern : formatter.pattern.replace('ss', `ss'${fraction}'`);
  return formatPattern(
    pattern.replace('[VV]', l.zone?.includes('/') ? `'['VV']'` : ''),
    l.f,
    l.offset,
    l.zone ?? '',
    false,
  );
}

/** `.5` of half a second: as many digits as it takes. */
const fractionOf = (nano: number): string => (nano === 0 ? '' : `.${String(nano).padStart(9, '0').replace(/0+$/, '')}`);

const formatter = (pattern: string, zone: string | null = null, iso = false): unknown =>
  Object.assign(allocate('java.time.format.DateTimeFormatter'), { pattern, zone, iso });
const standard =
  (pattern: string): (() => unknown) =>
  () =>
    formatter(pattern, null, true);
library({
  package: 'java.time.format',
  stubs: `public enum TextStyle { FULL, FULL_STANDALONE, SHORT, SHORT_STANDALONE, NARROW, NARROW_STANDALONE }
public final class DateTimeFormatter { public static final DateTimeFormatter ISO_LOCAL_DATE; public static final DateTimeFormatter ISO_LOCAL_TIME; public static final DateTimeFormatter ISO_LOCAL_DATE_TIME; public static final DateTimeFormatter ISO_DATE; public static final DateTimeFormatter ISO_DATE_TIME; public static final DateTimeFormatter BASIC_ISO_DATE; public static final DateTimeFormatter ISO_TIME; public static final DateTimeFormatter ISO_OFFSET_DATE_TIME; public static final DateTimeFormatter ISO_ZONED_DATE_TIME; public static final DateTimeFormatter RFC_1123_DATE_TIME; public static final DateTimeFormatter ISO_INSTANT;
  public static DateTimeFormatter ofPattern(String pattern); public static DateTimeFormatter ofPattern(String pattern, java.util.Locale locale); public DateTimeFormatter withZone(java.time.ZoneId zone); public DateTimeFormatter withLocale(java.util.Locale locale); public String format(Object temporal); }`,
  bodies: {
    DateTimeFormatter: {
      ISO_LOCAL_DATE: () => formatter('yyyy-MM-dd'),
      ISO_LOCAL_TIME: standard('HH:mm:ss'),
      ISO_TIME: standard('HH:mm:ss'),
      ISO_LOCAL_DATE_TIME: standard("yyyy-MM-dd'T'HH:mm:ss"),
      ISO_OFFSET_DATE_TIME: standard("yyyy-MM-dd'T'HH:mm:ssXXX"),
      ISO_ZONED_DATE_TIME: standard("yyyy-MM-dd'T'HH:mm:ssXXX[VV]"),
      RFC_1123_DATE_TIME: () => formatter('EEE, d MMM yyyy HH:mm:ss xx'),
      ISO_INSTANT: () => formatter("yyyy-MM-dd'T'HH:mm:ss'Z'", 'UTC', true),
      ISO_DATE: () => formatter('yyyy-MM-dd'),
      ISO_DATE_TIME: standard("yyyy-MM-dd'T'HH:mm:ss"),
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
