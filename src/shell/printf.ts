import type { Platform } from '../platform/types.ts';
import { formatDate } from './programs/date.ts';
import { unescapeAnsi } from './syntax/words.ts';

/** printf of bash: the format is used again while arguments are left. */
export function formatPrintf(
  format: string,
  args: readonly string[],
  clock: Pick<Platform, 'epoch' | 'timezone' | 'world'>,
): { readonly text: string; readonly errors: readonly string[] } {
  const errors: string[] = [];
  let text = '';
  let at = 0;
  let stopped = false;
  const number = (raw: string | undefined): number => {
    if (raw === undefined || raw === '') return 0;
    if (raw.startsWith("'") || raw.startsWith('"')) return raw.codePointAt(1) ?? 0;
    const value = Number(/^0[0-7]+$/.test(raw) ? `0o${raw.slice(1)}` : raw.trim());
    if (Number.isNaN(value)) {
      errors.push(`${raw}: invalid number`);
      return Number.parseFloat(raw) || 0;
    }
    return value;
  };
  do {
    const before = at;
    text += format.replace(
      /\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|.)|%(?:%|([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?(\([^)]*\)T|[^\d\s]))/gs,
      (
        all,
        flags: string | undefined,
        width: string | undefined,
        precision: string | undefined,
        kind: string | undefined,
      ) => {
        if (stopped) return '';
        if (all === '\\c') stopped = true;
        if (all.startsWith('\\')) return stopped ? '' : unescapeAnsi(all);
        if (all === '%%') return '%';
        const wide = width === '*' ? number(args[at++]) : Number(width || 0);
        const exact = precision === undefined ? null : precision === '*' ? number(args[at++]) : Number(precision || 0);
        const argument = args[at++];
        const pad = (value: string, zeros: boolean): string => {
          const left = flags!.includes('-') || wide < 0;
          const size = Math.abs(wide);
          if (left) return value.padEnd(size);
          if (!zeros || !flags!.includes('0')) return value.padStart(size);
          const sign = /^[-+ ]/.exec(value)?.[0] ?? '';
          return sign + value.slice(sign.length).padStart(size - sign.length, '0');
        };
        const signed = (value: string): string =>
          value.startsWith('-') ? value : (flags!.includes('+') ? '+' : flags!.includes(' ') ? ' ' : '') + value;
        switch (kind) {
          case 's':
            return pad(exact === null ? (argument ?? '') : (argument ?? '').slice(0, exact), false);
          case 'b':
            return pad(unescapeAnsi((argument ?? '').replace(/\\0([0-7]{1,3})/g, '\\$1')), false);
          case 'q':
            return pad(
              argument === undefined || argument === ''
                ? "''"
                : /[^\w@%+=:,./-]/.test(argument)
                  ? escapeWord(argument)
                  : argument,
              false,
            );
          case 'c':
            return pad((argument ?? '').slice(0, 1), false);
          case 'd':
          case 'i':
          case 'u': {
            const value = Math.trunc(number(argument));
            return pad(
              signed((value < 0 ? '-' : '') + String(Math.abs(value)).padStart(exact ?? 0, '0')),
              exact === null,
            );
          }
          case 'x':
          case 'X':
          case 'o': {
            const digits = Math.trunc(number(argument)).toString(kind === 'o' ? 8 : 16);
            const prefix = flags!.includes('#') ? (kind === 'o' ? '0' : `0${kind}`) : '';
            return pad(prefix + (kind === 'X' ? digits.toUpperCase() : digits), true);
          }
          case 'f':
          case 'F':
            return pad(signed(number(argument).toFixed(exact ?? 6)), true);
          case 'e':
          case 'E': {
            const value = number(argument)
              .toExponential(exact ?? 6)
              .replace(/e([-+])(\d)$/, 'e$10$2');
            return pad(signed(kind === 'E' ? value.toUpperCase() : value), true);
          }
          case 'g':
          case 'G':
            return pad(signed(String(Number(number(argument).toPrecision(exact ?? 6)))), true);
          default:
            if (kind!.startsWith('(')) return pad(timeText(kind!.slice(1, -2), argument, clock), false);
            stopped = true;
            errors.push(`\`${kind}': invalid format character`);
            return '';
        }
      },
    );
    if (at === before || stopped) break;
  } while (at < args.length);
  return { text, errors };
}

/** `%(format)T`: the argument is seconds since 1970, without one or with -1 now. */
function timeText(
  format: string,
  argument: string | undefined,
  clock: Pick<Platform, 'epoch' | 'timezone' | 'world'>,
): string {
  const seconds = Number(argument ?? -1);
  const at = seconds < 0 ? clock.epoch + clock.world.now : seconds * 1000;
  return formatDate(at, format === '' ? '%T' : format, clock.timezone);
}

function escapeWord(word: string): string {
  return /[\n\t]/.test(word)
    ? `$'${word.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`
    : word.replace(/[^\w@%+=:,./-]/g, '\\$&');
}
