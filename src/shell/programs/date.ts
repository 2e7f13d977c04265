import { DAYS, MONTHS } from '../../platform/calendar.ts';
import { zoneOffsetMs } from '../../platform/time-zone.ts';

/** strftime; `at` is ms since 1970. */
export function formatDate(at: number, format: string, zone: string): string {
  const offset = zoneOffsetMs(zone, at);
  const local = new Date(at + offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour12 = local.getUTCHours() % 12 || 12;
  const one = (code: string): string => {
    switch (code) {
      case 'Y':
        return String(local.getUTCFullYear());
      case 'y':
        return two(local.getUTCFullYear() % 100);
      case 'm':
        return two(local.getUTCMonth() + 1);
      case 'd':
        return two(local.getUTCDate());
      case 'e':
        return String(local.getUTCDate()).padStart(2);
      case 'H':
        return two(local.getUTCHours());
      case 'I':
        return two(hour12);
      case 'M':
        return two(local.getUTCMinutes());
      case 'S':
        return two(local.getUTCSeconds());
      case 'N':
        return `${String(Math.floor(((at % 1000) + 1000) % 1000)).padStart(3, '0')}000000`;
      case 's':
        return String(Math.floor(at / 1000));
      case 'p':
        return local.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'a':
        return DAYS[(local.getUTCDay() + 6) % 7]!.slice(0, 3);
      case 'A':
        return DAYS[(local.getUTCDay() + 6) % 7]!;
      case 'b':
      case 'h':
        return MONTHS[local.getUTCMonth()]!.slice(0, 3);
      case 'B':
        return MONTHS[local.getUTCMonth()]!;
      case 'u':
        return String(local.getUTCDay() || 7);
      case 'w':
        return String(local.getUTCDay());
      case 'j':
        return String(
          1 +
            Math.floor(
              (Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) -
                Date.UTC(local.getUTCFullYear(), 0, 1)) /
                86_400_000,
            ),
        ).padStart(3, '0');
      case 'V': {
        // ISO weeks: that of the week's Thursday.
        const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
        const thursday = day + (4 - (local.getUTCDay() || 7)) * 86_400_000;
        const since = thursday - Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
        return String(1 + Math.floor(since / (7 * 86_400_000))).padStart(2, '0');
      }
      case 'F':
        return `${one('Y')}-${one('m')}-${one('d')}`;
      case 'T':
        return `${one('H')}:${one('M')}:${one('S')}`;
      case 'R':
        return `${one('H')}:${one('M')}`;
      case 'D':
        return `${one('m')}/${one('d')}/${one('y')}`;
      case 'z': {
        const minutes = Math.abs(offset) / 60_000;
        return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
      }
      case 'Z':
        return zone === 'UTC'
          ? 'UTC'
          : zone === 'Asia/Shanghai'
            ? 'CST'
            : (new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' })
                .formatToParts(at)
                .find((part) => part.type === 'timeZoneName')?.value ?? zone);
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      default:
        return `%${code}`;
    }
  };
  return format.replace(/%(\d?)([A-Za-z%])/g, (_, digits: string, code: string) =>
    digits && code === 'N' ? one('N').slice(0, Number(digits)) : one(code),
  );
}

/** What `date -d` takes: `@seconds`, ISO dates with or without a time, `N unit ago`, yesterday, tomorrow, now. ms since 1970, or null. */
export function parseDate(text: string, now: number, zone: string): number | null {
  const trimmed = text.trim();
  const epoch = /^@(-?\d+(?:\.\d+)?)$/.exec(trimmed);
  if (epoch) return Number(epoch[1]) * 1000;
  const units: Readonly<Record<string, number>> = {
    second: 1000,
    sec: 1000,
    minute: 60_000,
    min: 60_000,
    hour: 3_600_000,
    day: 86_400_000,
    week: 604_800_000,
  };
  let base = now;
  let rest = trimmed;
  const absolute = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?(Z)?/.exec(trimmed);
  if (absolute) {
    const [all, year, month, day, hour, minute, second, utc] = absolute;
    const local = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour ?? 0),
      Number(minute ?? 0),
      Number(second ?? 0),
    );
    base = utc ? local : local - zoneOffsetMs(zone, local);
    rest = trimmed.slice(all.length).trim();
  }
  if (/^yesterday/.test(rest)) return base - 86_400_000;
  if (/^tomorrow/.test(rest)) return base + 86_400_000;
  for (const match of rest.matchAll(/([-+]?\s*\d+)\s*([a-z]+?)s?(\s+ago)?(?=\s|$)/gi)) {
    const unit = units[match[2]!.toLowerCase()];
    if (unit === undefined) return null;
    base += Number(match[1]!.replace(/\s/g, '')) * unit * (match[3] ? -1 : 1);
  }
  const left = rest.replace(/([-+]?\s*\d+)\s*([a-z]+?)s?(\s+ago)?(?=\s|$)/gi, '').trim();
  return left === '' || left === 'now' || left === 'today' ? base : null;
}
