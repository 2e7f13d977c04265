/** java.util.Formatter: String.format, printf. */
import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import { dateField, isTemporal } from './date-fields.ts';
import { decimalParts, exactDecimal, roundHalfUp } from './decimal.ts';
import { doubleToString } from './numbers.ts';
import { classNameOf, hashCode, stringOf } from './object.ts';
import { Raise } from './raise.ts';

const DIRECTIVE = /%(?:(\d+)\$|(<))?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([tT])?([a-zA-Z%])/g;

interface Directive {
  readonly text: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number;
  readonly conversion: string;
}

function fail(kind: string, message: string): never {
  throw new Raise(`java.util.${kind}`, message);
}

/** String.format(pattern, args…). Integers are numbers, other boxes instances; BigDecimal and BigInteger answer `$decimal`. */
export function format(pattern: string, args: ArrayLike<unknown> | null): string {
  let next = 0;
  let last = -1;
  let out = '';
  let from = 0;
  DIRECTIVE.lastIndex = 0;
  for (;;) {
    const percent = pattern.indexOf('%', from);
    if (percent < 0) return out + pattern.slice(from);
    out += pattern.slice(from, percent);
    DIRECTIVE.lastIndex = percent;
    const match = DIRECTIVE.exec(pattern);
    if (!match || match.index !== percent) {
      const rest = pattern.slice(percent + 1);
      const bad = /^[-#+ 0,(.\d$<]*(.?)/s.exec(rest)![1] || rest.at(-1) || '%';
      return fail('UnknownFormatConversionException', `Conversion = '${bad}'`);
    }
    from = DIRECTIVE.lastIndex;
    const directive: Directive = {
      text: match[0],
      flags: match[3]!,
      width: match[4] === undefined ? -1 : Number(match[4]),
      precision: match[5] === undefined ? -1 : Number(match[5]),
      conversion: match[7]!,
    };
    if (match[6] === undefined && directive.conversion === 'n') {
      out += '\n';
      continue;
    }
    if (match[6] === undefined && directive.conversion === '%') {
      out += pad('%', directive);
      continue;
    }
    if (match[6] === undefined && !'bBhHsScCdoxXeEfgGaA'.includes(directive.conversion)) {
      return fail('UnknownFormatConversionException', `Conversion = '${directive.conversion}'`);
    }
    if (match[6] === undefined) checkFlags(directive);
    const index = match[2] ? last : match[1] ? Number(match[1]) - 1 : next++;
    if (index < 0 || args === null || index >= args.length) {
      return fail('MissingFormatArgumentException', `Format specifier '${match[0]}'`);
    }
    last = index;
    out += match[6] === undefined ? one(directive, args[index]) : date(directive, match[6] === 'T', args[index]);
  }
}

/** Flags that a conversion cannot have, in the order in which Formatter looks for them. */
const BAD_FLAGS: Readonly<Record<string, string>> = {
  b: '#+ 0,(',
  h: '#+ 0,(',
  s: '+ 0,(',
  c: '#+ 0,(',
  d: '#',
  o: ',',
  x: ',',
  e: ',',
  g: '#',
  a: '(,',
};
function checkFlags({ conversion, flags, width, precision, text }: Directive): void {
  const lower = conversion.toLowerCase();
  const isText = 'bhsc'.includes(lower);
  const needsWidth = flags.includes('-') || (!isText && flags.includes('0'));
  const lacksWidth = (): void => {
    if (needsWidth && width < 0) fail('MissingFormatWidthException', text);
  };
  if (!isText || lower !== 'c') lacksWidth();
  if (!isText && flags.includes('-') && flags.includes('0')) fail('IllegalFormatFlagsException', `Flags = '${flags}'`);
  if (precision >= 0 && 'cdox'.includes(lower)) fail('IllegalFormatPrecisionException', String(precision));
  const bad = [...(BAD_FLAGS[lower] ?? '')].find((flag) => flags.includes(flag));
  if (bad) fail('FormatFlagsConversionMismatchException', `Conversion = ${lower}, Flags = ${bad}`);
  lacksWidth();
}

function pad(text: string, { flags, width, text: specifier }: Directive): string {
  if (width < 0) {
    if (flags.includes('-')) fail('MissingFormatWidthException', specifier);
    return text;
  }
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function date(directive: Directive, upper: boolean, value: unknown): string {
  if (value === null) return pad(upper ? 'NULL' : 'null', directive);
  const temporal = value instanceof Long ? value.value : value;
  if (!isTemporal(temporal)) {
    return fail('IllegalFormatConversionException', `${directive.conversion} != ${classNameOf(value)}`);
  }
  const text = dateField(directive.conversion, temporal);
  if (text === null) return fail('UnknownFormatConversionException', `Conversion = 't${directive.conversion}'`);
  return pad(upper ? text.toUpperCase() : text, directive);
}

function one(directive: Directive, value: unknown): string {
  const { conversion, precision } = directive;
  const lower = conversion.toLowerCase();
  const text = convert(directive, lower, value);
  const cut = precision >= 0 && 'bhs'.includes(lower) ? text.slice(0, precision) : text;
  const padded = pad(cut, directive);
  return conversion !== lower ? padded.toUpperCase() : padded;
}

function convert(directive: Directive, conversion: string, value: unknown): string {
  switch (conversion) {
    case 'b':
      return value === null ? 'false' : typeof value === 'boolean' ? String(value) : 'true';
    case 'h':
      return value === null ? 'null' : (hashCode(value) >>> 0).toString(16);
    case 's':
      return value === null ? 'null' : stringOf(value);
    case 'c':
      if (value === null) return 'null';
      if (value instanceof Character) return String.fromCharCode(value.value);
      if (typeof value === 'number') {
        if (value < 0 || value > 0x10ffff)
          fail('IllegalFormatCodePointException', `Code point = 0x${(value >>> 0).toString(16)}`);
        return String.fromCodePoint(value);
      }
      if (value instanceof Byte || value instanceof Short) return String.fromCharCode(value.value);
      return mismatch(directive, value);
    case 'd':
    case 'o':
    case 'x':
      return value === null ? 'null' : integer(directive, conversion, value);
    default:
      return value === null ? 'null' : floating(directive, conversion, value);
  }
}

function mismatch({ conversion }: Directive, value: unknown): never {
  return fail('IllegalFormatConversionException', `${conversion} != ${classNameOf(value)}`);
}

interface BigValue {
  /** Unscaled value and scale of a BigDecimal; scale null for a BigInteger. */
  $decimal(): { readonly unscaled: bigint; readonly scale: number | null };
}
function big(value: unknown): BigValue | null {
  return typeof value === 'object' && value !== null && '$decimal' in value ? (value as BigValue) : null;
}

function integer(directive: Directive, conversion: string, value: unknown): string {
  if (directive.precision >= 0) fail('IllegalFormatPrecisionException', String(directive.precision));
  let whole: bigint;
  let bits: number | null;
  if (typeof value === 'number') [whole, bits] = [BigInt(value), 32];
  else if (value instanceof Long) [whole, bits] = [BigInt(value.value), 64];
  else if (value instanceof Short) [whole, bits] = [BigInt(value.value), 16];
  else if (value instanceof Byte) [whole, bits] = [BigInt(value.value), 8];
  else {
    const decimal = big(value)?.$decimal();
    if (!decimal || decimal.scale !== null) return mismatch(directive, value);
    [whole, bits] = [decimal.unscaled, null];
  }
  const { flags } = directive;
  if (conversion === 'd') {
    const digits = (whole < 0n ? -whole : whole).toString();
    return signed(directive, flags.includes(',') ? grouped(digits) : digits, whole < 0n);
  }
  const radix = conversion === 'x' ? 16 : 8;
  let text = (bits === null ? whole : BigInt.asUintN(bits, whole)).toString(radix);
  if (flags.includes('#')) text = (radix === 16 ? '0x' : '0') + text;
  return flags.includes('0') ? text.padStart(directive.width, '0') : text;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Puts sign, brackets and leading zeros to digits. */
function signed({ flags, width }: Directive, body: string, negative: boolean): string {
  let before = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  let after = '';
  if (negative && flags.includes('(')) {
    before = '(';
    after = ')';
  }
  const zeros = flags.includes('0') ? Math.max(0, width - before.length - body.length - after.length) : 0;
  return before + '0'.repeat(zeros) + body + after;
}

function floating(directive: Directive, conversion: string, value: unknown): string {
  const { flags } = directive;
  let digits: string;
  let exponent: number;
  let negative: boolean;
  if (value instanceof Double || value instanceof Float) {
    const number = value.value;
    if (Number.isNaN(number)) return 'NaN';
    negative = number < 0 || Object.is(number, -0);
    if (!Number.isFinite(number)) {
      return signed({ ...directive, flags: flags.replace('0', '') }, 'Infinity', negative);
    }
    if (conversion === 'a') return hexadecimal(number);
    // Formatter rounds the digits of Double.toString, not the exact binary value; of a Float those of the double it widens to.
    ({ digits, exponent } = decimalParts(doubleToString(Math.abs(number))));
  } else {
    const decimal = big(value)?.$decimal();
    if (!decimal || decimal.scale === null) return mismatch(directive, value);
    negative = decimal.unscaled < 0n;
    ({ digits, exponent } = exactDecimal(negative ? -decimal.unscaled : decimal.unscaled, decimal.scale));
  }
  const precision = directive.precision < 0 ? 6 : directive.precision;
  if (conversion === 'f') return signed(directive, fixed(digits, exponent, precision, flags), negative);
  if (conversion === 'e') return signed(directive, scientific(digits, exponent, precision, flags), negative);
  // %g: scientific below 10^-4 and from 10^precision on.
  const significant = precision === 0 ? 1 : precision;
  const rounded = roundHalfUp(digits, exponent, significant - exponent);
  const zero = /^0*$/.test(rounded.digits);
  const size = zero ? 1 : rounded.exponent;
  if (zero || (size > -4 + 0 && size <= significant && !(size < -3))) {
    return signed(directive, fixed(digits, exponent, Math.max(0, significant - size), flags), negative);
  }
  return signed(directive, scientific(digits, exponent, significant - 1, flags), negative);
}

function fixed(digits: string, exponent: number, precision: number, flags: string): string {
  const rounded = roundHalfUp(digits, exponent, precision);
  const point = Math.max(rounded.exponent, 0);
  const all = rounded.exponent < 0 ? '0'.repeat(-rounded.exponent) + rounded.digits : rounded.digits;
  const whole = all.slice(0, point).padEnd(point, '0') || '0';
  const fraction = all.slice(point).padEnd(precision, '0').slice(0, precision);
  const head = flags.includes(',') ? grouped(whole) : whole;
  return precision > 0 ? `${head}.${fraction}` : flags.includes('#') ? `${head}.` : head;
}

function scientific(digits: string, exponent: number, precision: number, flags: string): string {
  const zero = /^0*$/.test(digits);
  const rounded = zero ? { digits: '0', exponent: 1 } : roundHalfUp(digits, exponent, precision + 1 - exponent);
  const power = zero ? 0 : rounded.exponent - 1;
  const fraction = rounded.digits.slice(1).padEnd(precision, '0').slice(0, precision);
  const point = precision > 0 || flags.includes('#') ? '.' : '';
  return `${rounded.digits[0]}${point}${fraction}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Double.toHexString. */
export function hexadecimal(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0x0.0p0' : '0x0.0p0';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  const sign = value < 0 ? '-' : '';
  return exponent === 0 ? `${sign}0x0.${fraction}p-1022` : `${sign}0x1.${fraction}p${exponent - 1023}`;
}
