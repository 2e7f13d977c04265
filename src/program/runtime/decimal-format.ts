/** DecimalFormat's patterns, and numbers written by them. */
import { raise } from './raise.ts';

export interface DecimalPattern {
  readonly prefix: string;
  readonly suffix: string;
  /** Around negative numbers; without a second subpattern a minus before the prefix. */
  readonly negativePrefix: string;
  readonly negativeSuffix: string;
  readonly minInteger: number;
  readonly maxInteger: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  /** Digits between two commas; 0 without. */
  readonly grouping: number;
  /** 100 for percent, 1000 for per mille. */
  readonly multiplier: number;
  /** Least digits of the exponent; 0 without an `E`. */
  readonly exponentDigits: number;
}
export type Rounding = 'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN' | 'UNNECESSARY';

/** Text around the digits: quotes taken off, the currency's sign put in. */
function affix(text: string): string {
  return text.replace(/'([^']*)'/g, (_all, quoted: string) => quoted || "'").replace(/¤/g, '$');
}
const PARTS = /^((?:'[^']*'|[^#0,.'])*)([#0,]*)(?:\.([#0]*))?(?:E(0+))?((?:'[^']*'|[^'])*)$/;

/** @throws IllegalArgumentException for what is no pattern */
export function decimalPattern(text: string): DecimalPattern {
  const [positive = '', negative] = text.match(/(?:'[^']*'|[^;'])+/g) ?? [''];
  const match = PARTS.exec(positive);
  if (!match || /0[#]/.test(match[2]!.replace(/,/g, '')) || /#0/.test(match[3] ?? ''))
    return raise('IllegalArgumentException', `Malformed pattern "${text}"`);
  const [, before = '', whole = '', fraction = '', exponent = '', after = ''] = match;
  const [prefix, suffix] = [affix(before), affix(after)];
  const own = negative === undefined ? null : PARTS.exec(negative);
  const digits = whole.replace(/,/g, '');
  const comma = whole.lastIndexOf(',');
  const bare = exponent === '' && digits !== '' && !/0/.test(digits + fraction) && match[3] !== undefined;
  return {
    prefix,
    suffix,
    negativePrefix: own ? affix(own[1]!) : `-${prefix}`,
    negativeSuffix: own ? affix(own[5]!) : suffix,
    // `#.##` means `0.##`: without any zero one of its digits is.
    minInteger: bare ? 1 : digits.replace(/#/g, '').length,
    maxInteger: exponent === '' ? Number.POSITIVE_INFINITY : digits.length,
    minFraction: fraction.replace(/#/g, '').length,
    maxFraction: fraction.length,
    grouping: comma < 0 ? 0 : whole.length - comma - 1,
    multiplier: /%/.test(before + after) ? 100 : /‰/.test(before + after) ? 1000 : 1,
    exponentDigits: exponent.length,
  };
}

/** All digits of a number that is not negative: `0.digits × 10^point`. */
interface Digits {
  readonly digits: string;
  readonly point: number;
}
function digitsOf(value: number | bigint): Digits {
  if (typeof value === 'bigint') return trimmed(value.toString(), value.toString().length);
  // Exact: a double has at most 52 binary places, times what multiplying by 100 adds; toExponential knows 100 digits.
  const [mantissa = '', power = '0'] = value.toExponential(100).split('e');
  return trimmed(mantissa.replace('.', ''), Number(power) + 1);
}
function trimmed(text: string, point: number): Digits {
  const digits = text.replace(/0+$/, '');
  const zeros = /^0*/.exec(digits)![0].length;
  return digits === '' ? { digits: '', point: 0 } : { digits: digits.slice(zeros), point: point - zeros };
}
function rounded({ digits, point }: Digits, keep: number, rounding: Rounding, isNegative: boolean): Digits {
  if (keep >= digits.length) return { digits, point };
  if (keep < 0 && !/^(?:UP|CEILING|FLOOR)$/.test(rounding)) return { digits: '', point: 0 };
  const kept = keep <= 0 ? '' : digits.slice(0, keep);
  const rest = keep < 0 ? '01' : digits.slice(keep);
  const isTie = /^50*$/.test(rest);
  const isAbove = rest[0]! >= '5' && !isTie;
  const isOdd = kept !== '' && Number(kept.at(-1)) % 2 === 1;
  const up = {
    UP: true,
    DOWN: false,
    CEILING: !isNegative,
    FLOOR: isNegative,
    HALF_UP: isAbove || isTie,
    HALF_DOWN: isAbove,
    HALF_EVEN: isAbove || (isTie && isOdd),
    UNNECESSARY: false,
  }[rounding];
  if (rounding === 'UNNECESSARY')
    raise('ArithmeticException', 'Rounding needed with the rounding mode being set to RoundingMode.UNNECESSARY');
  if (!up) return trimmed(kept, point);
  const plus = (BigInt(kept === '' ? '0' : kept) + 1n).toString();
  const places = Math.max(keep, 0);
  return trimmed(plus, keep < 0 ? point - keep + 1 : point + plus.length - places);
}

/** DecimalFormat.format. */
export function formatDecimal(p: DecimalPattern, value: number | bigint, rounding: Rounding): string {
  if (typeof value === 'number' && Number.isNaN(value)) return 'NaN';
  const isNegative = value < 0 || Object.is(value, -0);
  const around = (text: string, negative: boolean): string =>
    negative ? p.negativePrefix + text + p.negativeSuffix : p.prefix + text + p.suffix;
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return around('∞', isNegative);
  const absolute = isNegative ? -value : value;
  const times = typeof absolute === 'bigint' ? absolute * BigInt(p.multiplier) : absolute * p.multiplier;
  const exact = digitsOf(times);
  if (p.exponentDigits > 0) {
    const kept = rounded(exact, p.maxInteger + p.maxFraction, rounding, isNegative);
    return around(scientific(p, kept), isNegative);
  }
  const { digits, point } = rounded(exact, exact.point + p.maxFraction, rounding, isNegative);
  const whole = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point < 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  let integer = whole.padStart(p.minInteger, '0');
  if (integer.length > p.maxInteger) integer = integer.slice(integer.length - p.maxInteger);
  if (p.grouping > 0) integer = integer.replace(new RegExp(`\\B(?=(\\d{${p.grouping}})+$)`, 'g'), ',');
  const decimals = fraction.padEnd(p.minFraction, '0');
  if (integer === '' && decimals === '') integer = '0';
  // -0.0 keeps its sign, what is rounded to zero keeps it too.
  return around(integer + (decimals === '' ? '' : `.${decimals}`), isNegative);
}

/** Mantissa and exponent; more integer digits than needed make the exponent a multiple of their number. */
function scientific(p: DecimalPattern, { digits, point }: Digits): string {
  const isZero = digits === '';
  const groups = p.maxInteger > 1 && p.maxInteger > p.minInteger;
  const least = groups ? 1 : p.minInteger;
  const exponent = isZero ? 0 : groups ? Math.floor((point - 1) / p.maxInteger) * p.maxInteger : point - least;
  const integers = isZero ? least : point - exponent;
  const total = Math.max(digits.length, p.minInteger + p.minFraction, integers);
  const all = digits.padEnd(total, '0');
  const mantissa = all.slice(0, integers) + (total > integers ? `.${all.slice(integers)}` : '');
  const power = String(Math.abs(exponent)).padStart(p.exponentDigits, '0');
  return `${mantissa}E${exponent < 0 ? '-' : ''}${power}`;
}
