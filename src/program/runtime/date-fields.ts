/** %t conversions of java.util.Formatter. */
import type { LongValue } from '../../flink/api/values.ts';
import { DAYS, dayOfWeek, epochDay, type Fields, fieldsOf, MONTHS, offsetText } from './calendar.ts';

/** Date, Calendar, LocalDateTime … answer their fields. */
interface Temporal {
  $fields(): { readonly fields: Fields; readonly offset: number; readonly epochMs: number };
}
export function isTemporal(value: unknown): value is LongValue | Temporal {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    (typeof value === 'object' && value !== null && '$fields' in value)
  );
}

export function dateField(letter: string, value: LongValue | Temporal): string | null {
  const {
    fields: f,
    offset,
    epochMs,
  } = typeof value === 'object'
    ? value.$fields()
    : { fields: fieldsOf(Number(value), 0), offset: 0, epochMs: Number(value) };
  const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
  const week = dayOfWeek(epochDay(f.year, f.month, f.day));
  const twelve = f.hour % 12 === 0 ? 12 : f.hour % 12;
  const time = (): string => `${pad(f.hour)}:${pad(f.minute)}:${pad(f.second)}`;
  switch (letter) {
    case 'Y':
      return pad(f.year, 4);
    case 'y':
      return pad(f.year % 100);
    case 'm':
      return pad(f.month);
    case 'd':
      return pad(f.day);
    case 'e':
      return String(f.day);
    case 'H':
      return pad(f.hour);
    case 'k':
      return String(f.hour);
    case 'I':
      return pad(twelve);
    case 'l':
      return String(twelve);
    case 'M':
      return pad(f.minute);
    case 'S':
      return pad(f.second);
    case 'L':
      return pad(Math.floor(f.nano / 1_000_000), 3);
    case 'N':
      return pad(f.nano, 9);
    case 'p':
      return f.hour < 12 ? 'am' : 'pm';
    case 'B':
      return MONTHS[f.month - 1]!;
    case 'b':
    case 'h':
      return MONTHS[f.month - 1]!.slice(0, 3);
    case 'A':
      return DAYS[week - 1]!;
    case 'a':
      return DAYS[week - 1]!.slice(0, 3);
    case 'j':
      return pad(epochDay(f.year, f.month, f.day) - epochDay(f.year, 1, 1) + 1, 3);
    case 'F':
      return `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}`;
    case 'T':
      return time();
    case 'R':
      return time().slice(0, 5);
    case 'r':
      return `${pad(twelve)}:${pad(f.minute)}:${pad(f.second)} ${f.hour < 12 ? 'AM' : 'PM'}`;
    case 'D':
      return `${pad(f.month)}/${pad(f.day)}/${pad(f.year % 100)}`;
    case 'c':
      return `${DAYS[week - 1]!.slice(0, 3)} ${MONTHS[f.month - 1]!.slice(0, 3)} ${pad(f.day)} ${time()} UTC ${f.year}`;
    case 's':
      return String(Math.floor(epochMs / 1000));
    case 'Q':
      return String(epochMs);
    case 'z':
      return offsetText(offset, false);
    case 'Z':
      return 'UTC';
    default:
      return null;
  }
}
