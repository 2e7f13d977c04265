/** Civil time: fields of an instant, zones, and the letter patterns of SimpleDateFormat and DateTimeFormatter. */
import { DAYS, MONTHS } from '../../platform/calendar.ts';
import { zoneOffsetMs } from '../../platform/time-zone.ts';
import { Raise } from './raise.ts';

export { DAYS, MONTHS };

export interface Fields {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nano: number;
}

/** Days since 1970-01-01 of a proleptic Gregorian date. */
export function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}
export function dateOfEpochDay(epoch: number): { year: number; month: number; day: number } {
  const z = epoch + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 };
}
/** 1 (Monday) to 7. */
export function dayOfWeek(epoch: number): number {
  return ((((epoch + 3) % 7) + 7) % 7) + 1;
}
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
export function lengthOfMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Fields of epoch ms in UTC shifted by `offset` seconds. */
export function fieldsOf(epochMs: number, offset: number): Fields {
  const local = epochMs + offset * 1000;
  const days = Math.floor(local / 86_400_000);
  const ms = local - days * 86_400_000;
  return {
    ...dateOfEpochDay(days),
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / 60_000) % 60,
    second: Math.floor(ms / 1000) % 60,
    nano: (Math.floor(ms) % 1000) * 1_000_000,
  };
}
/** ms since 1970 of local fields as if in UTC. */
function localMillis(f: Fields): number {
  return (
    epochDay(f.year, f.month, f.day) * 86_400_000 +
    f.hour * 3_600_000 +
    f.minute * 60_000 +
    f.second * 1000 +
    Math.floor(f.nano / 1_000_000)
  );
}

const FIXED: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  UT: 0,
  'Etc/UTC': 0,
  'Asia/Shanghai': 28800,
  PRC: 28800,
  CTT: 28800,
  'Asia/Tokyo': 32400,
  'Asia/Kolkata': 19800,
  'Asia/Hong_Kong': 28800,
  'Asia/Singapore': 28800,
};

/** Seconds east of UTC in a zone at an instant. @throws Raise for an unknown zone. */
export function zoneOffset(zone: string, epochMs: number): number {
  const known = FIXED[zone];
  if (known !== undefined) return known;
  const text = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/.exec(zone);
  if (text) {
    const seconds = Number(text[2]) * 3600 + Number(text[3] ?? 0) * 60 + Number(text[4] ?? 0);
    return text[1] === '-' ? -seconds : seconds;
  }
  try {
    return zoneOffsetMs(zone, epochMs) / 1000;
  } catch {
    throw new Raise('java.time.DateTimeException', `Unknown time-zone ID: ${zone}`);
  }
}
/** The instant of local fields in a zone, ms. */
export function instantOf(f: Fields, zone: string): number {
  const local = localMillis(f);
  const guess = local - zoneOffset(zone, local) * 1000;
  return local - zoneOffset(zone, guess) * 1000;
}
export function offsetText(seconds: number, colon: boolean): string {
  const sign = seconds < 0 ? '-' : '+';
  const abs = Math.abs(seconds);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${sign}${pad(Math.floor(abs / 3600))}${colon ? ':' : ''}${pad(Math.floor(abs / 60) % 60)}`;
}

export interface PatternPart {
  readonly letter: string;
  readonly count: number;
  readonly literal: string;
}
/** Splits a pattern in runs of letters and literals. */
function patternParts(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i]!;
    if (c === "'") {
      let literal = '';
      for (i++; i < pattern.length; i++) {
        if (pattern[i] !== "'") literal += pattern[i];
        else if (pattern[i + 1] === "'") {
          literal += "'";
          i++;
        } else break;
      }
      parts.push({ letter: '', count: 0, literal: literal === '' ? "'" : literal });
      i++;
    } else if (/[a-zA-Z]/.test(c)) {
      let n = 1;
      while (pattern[i + n] === c) n++;
      parts.push({ letter: c, count: n, literal: '' });
      i += n;
    } else {
      parts.push({ letter: '', count: 0, literal: c });
      i++;
    }
  }
  return parts;
}

/** Names of zones beside their winter's offset in hours: in winter, in summer. */
const ZONE_NAMES: readonly (readonly [RegExp, number, string, string])[] = [
  [/^Asia\/(?:Shanghai|Chongqing|Taipei|Macau)$/, 8, 'CST', 'CDT'],
  [/^Asia\/Hong_Kong$/, 8, 'HKT', 'HKST'],
  [/^Asia\/Tokyo$/, 9, 'JST', 'JDT'],
  [/^Asia\/Seoul$/, 9, 'KST', 'KDT'],
  [/^Asia\/(?:Kolkata|Calcutta)$/, 5.5, 'IST', 'IST'],
  [/^America\/(?:New_York|Toronto|Detroit)$/, -5, 'EST', 'EDT'],
  [/^America\/Chicago$/, -6, 'CST', 'CDT'],
  [/^America\/Denver$/, -7, 'MST', 'MDT'],
  [/^America\/Los_Angeles$/, -8, 'PST', 'PDT'],
  [/^Europe\/London$/, 0, 'GMT', 'BST'],
  [/^Europe\/(?:Athens|Helsinki|Kiev|Bucharest|Sofia)$/, 2, 'EET', 'EEST'],
  [/^Europe\/Moscow$/, 3, 'MSK', 'MSD'],
  [/^Europe\//, 1, 'CET', 'CEST'],
];
function zoneName(zone: string, offset: number): string {
  const known = ZONE_NAMES.find(([name]) => name.test(zone));
  return known ? (offset === known[1] * 3600 ? known[2] : known[3]) : zone;
}

/** Formats by a pattern. `legacy`: SimpleDateFormat (S is ms), else DateTimeFormatter (S is a fraction). */
export function formatPattern(pattern: string, f: Fields, offset: number, zone: string, legacy: boolean): string {
  const pad = (n: number, width: number): string =>
    n < 0 ? `-${String(-n).padStart(width, '0')}` : String(n).padStart(width, '0');
  const day = epochDay(f.year, f.month, f.day);
  const week = dayOfWeek(day);
  return patternParts(pattern)
    .map(({ letter, count, literal }) => {
      switch (letter) {
        case '':
          return literal;
        case 'y':
        case 'u':
          if (legacy && letter === 'u') return pad(week, count);
          return count === 2 ? pad(f.year % 100, 2) : pad(f.year, count);
        case 'Y':
          return pad(weekYear(f, day, week), count);
        case 'M':
        case 'L':
          return count >= 4
            ? MONTHS[f.month - 1]!
            : count === 3
              ? MONTHS[f.month - 1]!.slice(0, 3)
              : pad(f.month, count);
        case 'd':
          return pad(f.day, count);
        case 'D':
          return pad(day - epochDay(f.year, 1, 1) + 1, count);
        case 'E':
          return count >= 4 ? DAYS[week - 1]! : DAYS[week - 1]!.slice(0, 3);
        case 'e':
          // The locale's first day of a week: Sunday.
          return pad((week % 7) + 1, count);
        case 'a':
          return f.hour < 12 ? 'AM' : 'PM';
        case 'H':
          return pad(f.hour, count);
        case 'k':
          return pad(f.hour === 0 ? 24 : f.hour, count);
        case 'K':
          return pad(f.hour % 12, count);
        case 'h':
          return pad(f.hour % 12 === 0 ? 12 : f.hour % 12, count);
        case 'm':
          return pad(f.minute, count);
        case 's':
          return pad(f.second, count);
        case 'S':
          return legacy
            ? pad(Math.floor(f.nano / 1_000_000), count)
            : String(f.nano).padStart(9, '0').padEnd(count, '0').slice(0, count);
        case 'n':
          return pad(f.nano, count);
        case 'z':
          return zoneName(zone, offset);
        case 'V':
          return zone;
        case 'Z':
          return offsetText(offset, false);
        case 'X':
        case 'x':
          if (offset === 0 && letter === 'X') return 'Z';
          return count === 1
            ? offsetText(offset, false).replace(/00$/, '')
            : offsetText(offset, count === 3 || count === 5);
        case 'Q':
        case 'q': {
          const quarter = Math.floor((f.month - 1) / 3) + 1;
          if (count < 3) return pad(quarter, count);
          return count === 3 ? `Q${quarter}` : `${['1st', '2nd', '3rd', '4th'][quarter - 1]} quarter`;
        }
        case 'G':
          return f.year > 0 ? 'AD' : 'BC';
        case 'w':
          return pad(
            Math.floor((day - epochDay(f.year, 1, 1) + (dayOfWeek(epochDay(f.year, 1, 1)) % 7)) / 7) + 1,
            count,
          );
        default:
          throw new Raise(
            'java.lang.IllegalArgumentException',
            legacy ? `Illegal pattern character '${letter}'` : `Unknown pattern letter: ${letter}`,
          );
      }
    })
    .join('');
}
function weekYear(f: Fields, day: number, week: number): number {
  const saturday = day + 6 - (week % 7);
  return dateOfEpochDay(saturday).year === f.year ? f.year : f.year + 1;
}

export interface Parsed extends Fields {
  /** Seconds, if the text has one. */
  offset: number | null;
  /** Where parsing ended, or where it failed. */
  end: number;
  failed: boolean;
  hasDate: boolean;
  hasTime: boolean;
}
/** Parses by a pattern from the start of the text; SimpleDateFormat's leniency for `legacy`. */
export function parsePattern(pattern: string, text: string, legacy: boolean): Parsed {
  const out: Parsed = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    nano: 0,
    offset: null,
    end: 0,
    failed: false,
    hasDate: false,
    hasTime: false,
  };
  let at = 0;
  let pm: boolean | null = null;
  let hour12: number | null = null;
  const parts = patternParts(pattern);
  const fail = (): Parsed => ({ ...out, end: at, failed: true });
  for (const [i, { letter, count, literal }] of parts.entries()) {
    if (letter === '') {
      if (!text.startsWith(literal, at)) return fail();
      at += literal.length;
      continue;
    }
    if (letter === 'a') {
      const match = /^(AM|PM|am|pm|上午|下午)/.exec(text.slice(at));
      if (!match) return fail();
      pm = /pm|下午/i.test(match[1]!);
      at += match[0].length;
      continue;
    }
    if (letter === 'E' || ((letter === 'M' || letter === 'L') && count >= 3)) {
      const names = letter === 'E' ? DAYS : MONTHS;
      const index = names.findIndex((name) => text.slice(at).toLowerCase().startsWith(name.slice(0, 3).toLowerCase()));
      if (index < 0) return fail();
      at += text.slice(at).toLowerCase().startsWith(names[index]!.toLowerCase()) ? names[index]!.length : 3;
      if (letter !== 'E') {
        out.month = index + 1;
        out.hasDate = true;
      }
      continue;
    }
    if ('ZXxz'.includes(letter)) {
      const match = /^(Z|(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?|GMT|UTC|CST)/.exec(text.slice(at));
      if (!match) return fail();
      at += match[0].length;
      const seconds = match[2] ? Number(match[3]) * 3600 + Number(match[4] ?? 0) * 60 : match[1] === 'CST' ? 28800 : 0;
      out.offset = match[2] === '-' ? -seconds : seconds;
      continue;
    }
    const adjacent = /[a-zA-Z]/.test(parts[i + 1]?.letter ?? '');
    const fraction = letter === 'S' && !legacy;
    const width = adjacent || fraction || (!legacy && count > 1 && !(letter === 'y' && count === 4)) ? count : 19;
    const match = new RegExp(`^${legacy ? ' *' : ''}([-+]?\\d{1,${width}})`).exec(text.slice(at));
    if (!match || (!legacy && count > 1 && match[1]!.length < count)) return fail();
    at += match[0].length;
    const n = Number(match[1]);
    switch (letter) {
      case 'y':
      case 'u':
      case 'Y':
        out.year = count === 2 && match[1]!.length === 2 ? 2000 + n : n;
        out.hasDate = true;
        break;
      case 'M':
      case 'L':
        out.month = n;
        out.hasDate = true;
        break;
      case 'd':
        out.day = n;
        out.hasDate = true;
        break;
      case 'H':
        out.hour = n;
        out.hasTime = true;
        break;
      case 'k':
        out.hour = n % 24;
        out.hasTime = true;
        break;
      case 'h':
      case 'K':
        hour12 = n % 12;
        out.hasTime = true;
        break;
      case 'm':
        out.minute = n;
        break;
      case 's':
        out.second = n;
        break;
      case 'S':
        out.nano = legacy ? n * 1_000_000 : Number(match[1]!.padEnd(9, '0').slice(0, 9));
        break;
      case 'n':
        out.nano = n;
        break;
      default:
        throw new Raise(
          'java.lang.IllegalArgumentException',
          legacy ? `Illegal pattern character '${letter}'` : `Unknown pattern letter: ${letter}`,
        );
    }
  }
  if (hour12 !== null) out.hour = hour12 + (pm ? 12 : 0);
  return { ...out, end: at };
}
