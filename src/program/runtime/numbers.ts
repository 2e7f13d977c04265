// biome-ignore-all lint/suspicious/noControlCharactersInRegex: String.trim cuts control characters
/** Parsing and printing of Java's numbers; longs are numbers while safe, bigint beyond (see flink/api/values.ts). */
import { normalizeLong } from '../../flink/api/boxed.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { Raise } from './raise.ts';

export { doubleToString, floatToString } from '../../flink/api/decimal.ts';

const LONG_MAX = 0x7fffffffffffffffn;
const LONG_MIN = -0x8000000000000000n;

/** A bigint in the one representation of a long; wraps at 64 bits. */
export function narrowLong(value: bigint): LongValue {
  return normalizeLong(value);
}

function refuse(text: string, radix: number, under = true): never {
  throw new Raise(
    'java.lang.NumberFormatException',
    `For input string: "${text}"${radix !== 10 && under ? ` under radix ${radix}` : ''}`,
  );
}

const DECIMAL = /^\p{Nd}$/u;

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 65 && code <= 90) return code - 55;
  if (code < 128 || !DECIMAL.test(String.fromCharCode(code))) return 99;
  // Decimal digits of other scripts come in runs of ten.
  let value = 0;
  while (value < 9 && DECIMAL.test(String.fromCharCode(code - value - 1))) value++;
  return value;
}

/** Character.digit(char, radix). */
export function digit(code: number, radix: number): number {
  const value = digitValue(code);
  return value < radix ? value : -1;
}

function wholeNumber(text: string | null, radix: number, min: bigint, max: bigint): bigint {
  if (text === null) throw new Raise('java.lang.NumberFormatException', 'Cannot parse null string');
  if (radix < 2 || radix > 36)
    throw new Raise(
      'java.lang.NumberFormatException',
      `radix ${radix} ${radix < 2 ? 'less than Character.MIN_RADIX' : 'greater than Character.MAX_RADIX'}`,
    );
  if (text === '')
    throw new Raise(
      'java.lang.NumberFormatException',
      `For input string: ""${radix !== 10 ? ` under radix ${radix}` : ''}`,
    );
  const signed = text[0] === '-' || text[0] === '+';
  if (signed && text.length === 1) refuse(text, radix);
  let value = 0n;
  const by = BigInt(radix);
  for (let i = signed ? 1 : 0; i < text.length; i++) {
    const d = digitValue(text.charCodeAt(i));
    if (d >= radix) refuse(text, radix);
    value = value * by + BigInt(d);
    if (value > max + 1n) refuse(text, radix);
  }
  if (text[0] === '-') value = -value;
  if (value < min || value > max) refuse(text, radix);
  return value;
}

/** Integer.parseInt. @throws Raise NumberFormatException with Java's message. */
export function parseInteger(text: string | null, radix = 10): number {
  if (text !== null && radix === 10 && text.length > 0 && text.length < 10) {
    let value = 0;
    let i = 0;
    const sign = text.charCodeAt(0);
    if ((sign === 45 || sign === 43) && text.length > 1) i = 1;
    for (; i < text.length; i++) {
      const d = text.charCodeAt(i) - 48;
      if (d < 0 || d > 9) break;
      value = value * 10 + d;
    }
    if (i === text.length) return sign === 45 ? -value | 0 : value;
  }
  if (text === null) {
    throw new Raise('java.lang.NumberFormatException', 'Cannot parse null string');
  }
  return Number(wholeNumber(text, radix, -0x80000000n, 0x7fffffffn));
}

/** Byte.parseByte and Short.parseShort. */
export function parseSmall(text: string | null, radix: number, bits: 8 | 16): number {
  const value = parseInteger(text, radix);
  const limit = 2 ** (bits - 1);
  if (value < -limit || value >= limit) {
    throw new Raise('java.lang.NumberFormatException', `Value out of range. Value:"${text}" Radix:${radix}`);
  }
  return value;
}

/** Long.parseLong. */
export function parseLong(text: string | null, radix = 10): LongValue {
  if (text !== null && radix === 10 && text.length <= 15 && /^[-+]?[0-9]+$/.test(text)) return Number(text) + 0;
  return narrowLong(wholeNumber(text, radix, LONG_MIN, LONG_MAX));
}

const javaSpace = /^[\u0000-\u0020]+|[\u0000-\u0020]+$/g;

/** String.trim: what is at most U+0020. */
export function trim(text: string): string {
  return text.replace(javaSpace, '');
}

/** Double.parseDouble. Hexadecimal floating point is read too. */
export function parseDouble(text: string | null): number {
  if (text === null) throw new Raise('java.lang.NullPointerException', null);
  const body = trim(text);
  if (body === '') throw new Raise('java.lang.NumberFormatException', 'empty String');
  const decimal = /^([-+]?)(?:(NaN)|(Infinity)|((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)[dDfF]?)$/.exec(body);
  if (decimal) {
    const value = decimal[2] ? Number.NaN : decimal[3] ? Number.POSITIVE_INFINITY : Number(decimal[4]);
    return decimal[1] === '-' ? -value : value;
  }
  const hex = /^([-+]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?[0-9]+)[dDfF]?$/.exec(body);
  if (hex && (hex[2] || hex[3])) {
    const mantissa = Number.parseInt(`${hex[2]}${hex[3]}`, 16);
    const value = mantissa * 2 ** (Number(hex[4]) - 4 * hex[3]!.length);
    return hex[1] === '-' ? -value : value;
  }
  return refuse(text.trim() === text ? text : body, 10);
}

export function parseFloat32(text: string | null): number {
  return Math.fround(parseDouble(text));
}

/** Integer.toHexString and friends: unsigned. */
export function unsignedInt(value: number, radix: number): string {
  return (value >>> 0).toString(radix);
}

export function unsignedLong(value: LongValue, radix: number): string {
  return BigInt.asUintN(64, BigInt(value)).toString(radix);
}

/** Integer.parseUnsignedInt / decode. */
export function decode(text: string | null, bits: 32 | 64): LongValue {
  if (text === null) throw new Raise('java.lang.NullPointerException', null);
  if (text === '') throw new Raise('java.lang.NumberFormatException', 'Zero length string');
  const match = /^([-+]?)(0[xX]|#|0(?=.))?(.*)$/s.exec(text)!;
  const radix = match[2] === undefined ? 10 : match[2] === '0' ? 8 : 16;
  if (/^[-+]/.test(match[3]!)) throw new Raise('java.lang.NumberFormatException', 'Sign character in wrong position');
  const body = (match[1] === '-' ? '-' : '') + match[3];
  return bits === 32 ? parseInteger(body, radix) : parseLong(body, radix);
}
