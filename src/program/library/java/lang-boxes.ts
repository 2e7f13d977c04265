// biome-ignore-all lint/suspicious/noControlCharactersInRegex: Character.isWhitespace counts control characters
import { Byte, Character, Double, Float, Long, Short } from '../../../flink/api/boxed.ts';
import { compareDoubles, doubleHash, floatBits, type LongValue, longHash } from '../../../flink/api/values.ts';
import { hexadecimal } from '../../runtime/format.ts';
import {
  decode,
  digit,
  doubleToString,
  floatToString,
  narrowLong,
  parseDouble,
  parseFloat32,
  parseInteger,
  parseLong,
  parseSmall,
  unsignedInt,
  unsignedLong,
} from '../../runtime/numbers.ts';
import { raise } from '../../runtime/raise.ts';
import type { ClassBodies } from '../table.ts';
import { doubleToInt, doubleToLong } from './lang-math.ts';

const compareNumbers = (a: LongValue, b: LongValue): number => (a < b ? -1 : a > b ? 1 : 0);
const low32 = (value: LongValue): number => (typeof value === 'number' ? value | 0 : Number(BigInt.asIntN(32, value)));
const narrow = (value: number, bits: 8 | 16): number => (value << (32 - bits)) >> (32 - bits);

function radixOf(radix: number): number {
  return radix < 2 || radix > 36 ? 10 : radix;
}

function reverseInt(value: number): number {
  let out = 0;
  for (let i = 0; i < 32; i++) out = (out << 1) | ((value >>> i) & 1);
  return out | 0;
}
function bitCount(value: number): number {
  let count = 0;
  for (let v = value >>> 0; v !== 0; v >>>= 1) count += v & 1;
  return count;
}
function trailingZeros(value: number): number {
  return value === 0 ? 32 : 31 - Math.clz32(value & -value);
}
const high32 = (value: LongValue): number => Number(BigInt.asIntN(32, BigInt(value) >> 32n));
const bits64 = (value: LongValue): bigint => BigInt.asUintN(64, BigInt(value));

function remaining(kind: 'int' | 'double'): ClassBodies {
  const whole = kind === 'int';
  return {
    byteValue(this: number) {
      return narrow(whole ? this : doubleToInt(this), 8);
    },
  };
}

export const integerBodies: ClassBodies = {
  $class: Number,
  TYPE: () => null,
  'new(int)': (value: number) => value,
  'new(String)': (text: string) => parseInteger(text),
  'toString(int,int)': (value: number, radix: number) => value.toString(radixOf(radix)),
  toUnsignedString: (value: number) => unsignedInt(value, 10),
  toHexString: (value: number) => unsignedInt(value, 16),
  toOctalString: (value: number) => unsignedInt(value, 8),
  toBinaryString: (value: number) => unsignedInt(value, 2),
  'toString(int)': (value: number) => String(value),
  'parseInt(String,int)': (text: string | null, radix: number) => parseInteger(text, radix),
  'parseInt(String)': (text: string | null) => parseInteger(text),
  parseUnsignedInt: (text: string | null) => Number(parseLong(text)) | 0,
  'valueOf(String,int)': (text: string | null, radix: number) => parseInteger(text, radix),
  'valueOf(String)': (text: string | null) => parseInteger(text),
  'valueOf(int)': (value: number) => value,
  ...remaining('int'),
  shortValue(this: number) {
    return narrow(this, 16);
  },
  intValue(this: number) {
    return this;
  },
  longValue(this: number) {
    return this;
  },
  floatValue(this: number) {
    return Math.fround(this);
  },
  doubleValue(this: number) {
    return this;
  },
  'toString()'(this: number) {
    return String(this);
  },
  'hashCode()'(this: number) {
    return this;
  },
  'hashCode(int)': (value: number) => value,
  equals(this: number, other: unknown) {
    return this === other;
  },
  'getInteger(String)': () => null,
  'getInteger(String,int)': (_name: string, value: number) => value,
  decode: (text: string | null) => Number(decode(text, 32)),
  compareTo(this: number, other: number) {
    return compareNumbers(this, other);
  },
  compare: compareNumbers,
  compareUnsigned: (a: number, b: number) => compareNumbers(a >>> 0, b >>> 0),
  toUnsignedLong: (value: number) => value >>> 0,
  divideUnsigned: (a: number, b: number) =>
    b === 0 ? raise('ArithmeticException', '/ by zero') : Math.floor((a >>> 0) / (b >>> 0)) | 0,
  remainderUnsigned: (a: number, b: number) =>
    b === 0 ? raise('ArithmeticException', '/ by zero') : ((a >>> 0) % (b >>> 0)) | 0,
  highestOneBit: (value: number) => (value === 0 ? 0 : (1 << (31 - Math.clz32(value))) | 0),
  lowestOneBit: (value: number) => value & -value,
  numberOfLeadingZeros: (value: number) => Math.clz32(value),
  numberOfTrailingZeros: trailingZeros,
  bitCount,
  rotateLeft: (value: number, by: number) => (value << by) | (value >>> -by),
  rotateRight: (value: number, by: number) => (value >>> by) | (value << -by),
  reverse: reverseInt,
  reverseBytes: (value: number) => (value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24),
  signum: (value: number) => Math.sign(value),
  sum: (a: number, b: number) => (a + b) | 0,
  max: (a: number, b: number) => (a >= b ? a : b),
  min: (a: number, b: number) => (a <= b ? a : b),
};

export const longBodies: ClassBodies = {
  $class: Long,
  TYPE: () => null,
  'new(long)': (value: LongValue) => new Long(value),
  'new(String)': (text: string) => new Long(parseLong(text)),
  'toString(long,int)': (value: LongValue, radix: number) => value.toString(radixOf(radix)),
  toHexString: (value: LongValue) => unsignedLong(value, 16),
  toOctalString: (value: LongValue) => unsignedLong(value, 8),
  toBinaryString: (value: LongValue) => unsignedLong(value, 2),
  toUnsignedString: (value: LongValue) => unsignedLong(value, 10),
  'toString(long)': (value: LongValue) => String(value),
  'parseLong(String,int)': (text: string | null, radix: number) => parseLong(text, radix),
  'parseLong(String)': (text: string | null) => parseLong(text),
  'valueOf(String,int)': (text: string | null, radix: number) => Long.valueOf(parseLong(text, radix)),
  'valueOf(String)': (text: string | null) => Long.valueOf(parseLong(text)),
  'valueOf(long)': (value: LongValue) => Long.valueOf(value),
  decode: (text: string | null) => Long.valueOf(decode(text, 64)),
  byteValue(this: Long) {
    return narrow(low32(this.value), 8);
  },
  shortValue(this: Long) {
    return narrow(low32(this.value), 16);
  },
  intValue(this: Long) {
    return low32(this.value);
  },
  longValue(this: Long) {
    return this.value;
  },
  floatValue(this: Long) {
    return Math.fround(Number(this.value));
  },
  doubleValue(this: Long) {
    return Number(this.value);
  },
  'toString()'(this: Long) {
    return String(this.value);
  },
  'hashCode()'(this: Long) {
    return longHash(this.value);
  },
  'hashCode(long)': longHash,
  equals(this: Long, other: unknown) {
    return other instanceof Long && other.value === this.value;
  },
  compareTo(this: Long, other: Long) {
    return compareNumbers(this.value, other.value);
  },
  compare: compareNumbers,
  compareUnsigned: (a: LongValue, b: LongValue) => {
    const [x, y] = [bits64(a), bits64(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  },
  highestOneBit: (value: LongValue) => {
    const bits = bits64(value);
    return bits === 0n ? 0 : narrowLong(1n << BigInt(bits.toString(2).length - 1));
  },
  lowestOneBit: (value: LongValue) => narrowLong(BigInt(value) & -BigInt(value)),
  numberOfLeadingZeros: (value: LongValue) => {
    const high = high32(value);
    return high === 0 ? 32 + Math.clz32(low32(value)) : Math.clz32(high);
  },
  numberOfTrailingZeros: (value: LongValue) => {
    const low = low32(value);
    return low === 0 ? 32 + trailingZeros(high32(value)) : trailingZeros(low);
  },
  bitCount: (value: LongValue) => bitCount(low32(value)) + bitCount(high32(value)),
  rotateLeft: (value: LongValue, by: number) => {
    const n = BigInt(by & 63);
    return narrowLong((bits64(value) << n) | (bits64(value) >> (64n - n)));
  },
  rotateRight: (value: LongValue, by: number) => {
    const n = BigInt(by & 63);
    return narrowLong((bits64(value) >> n) | (bits64(value) << (64n - n)));
  },
  reverse: (value: LongValue) =>
    narrowLong((BigInt(reverseInt(low32(value)) >>> 0) << 32n) | BigInt(reverseInt(high32(value)) >>> 0)),
  signum: (value: LongValue) => compareNumbers(value, 0),
  sum: (a: LongValue, b: LongValue) =>
    typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)
      ? a + b
      : narrowLong(BigInt(a) + BigInt(b)),
  max: (a: LongValue, b: LongValue) => (a >= b ? a : b),
  min: (a: LongValue, b: LongValue) => (a <= b ? a : b),
};

function small(name: 'Short' | 'Byte'): ClassBodies {
  const box = name === 'Short' ? Short : Byte;
  const bits = name === 'Short' ? 16 : 8;
  const type = name.toLowerCase();
  return {
    $class: box,
    new: (value: number) => new box(value),
    'toString(short)': (value: number) => String(value),
    'toString(byte)': (value: number) => String(value),
    [`parse${name}(String)`]: (text: string | null) => parseSmall(text, 10, bits),
    [`parse${name}(String,int)`]: (text: string | null, radix: number) => parseSmall(text, radix, bits),
    'valueOf(String)': (text: string | null) => box.valueOf(parseSmall(text, 10, bits)),
    [`valueOf(${type})`]: (value: number) => box.valueOf(value),
    toUnsignedInt: (value: number) => value & (2 ** bits - 1),
    byteValue(this: Short) {
      return narrow(this.value, 8);
    },
    shortValue(this: Short) {
      return this.value;
    },
    intValue(this: Short) {
      return this.value;
    },
    longValue(this: Short) {
      return this.value;
    },
    floatValue(this: Short) {
      return this.value;
    },
    doubleValue(this: Short) {
      return this.value;
    },
    'toString()'(this: Short) {
      return String(this.value);
    },
    'hashCode()'(this: Short) {
      return this.value;
    },
    [`hashCode(${type})`]: (value: number) => value,
    equals(this: Short, other: unknown) {
      return other instanceof box && other.value === this.value;
    },
    compareTo(this: Short, other: Short) {
      return this.value - other.value;
    },
    compare: (a: number, b: number) => a - b,
  };
}
export const shortBodies = small('Short');
export const byteBodies = small('Byte');

const view = new DataView(new ArrayBuffer(8));

function floating(name: 'Double' | 'Float'): ClassBodies {
  const box = name === 'Double' ? Double : Float;
  const type = name.toLowerCase();
  const parse = name === 'Double' ? parseDouble : parseFloat32;
  const print = name === 'Double' ? doubleToString : floatToString;
  const hash = name === 'Double' ? doubleHash : floatBits;
  const longBits = (value: number): LongValue => {
    view.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
    return narrowLong(view.getBigInt64(0));
  };
  return {
    $class: box,
    POSITIVE_INFINITY: () => Number.POSITIVE_INFINITY,
    NEGATIVE_INFINITY: () => Number.NEGATIVE_INFINITY,
    NaN: () => Number.NaN,
    [`new(${type})`]: (value: number) => new box(value),
    ...(name === 'Float' ? { 'new(double)': (value: number) => new Float(value) } : {}),
    'new(String)': (text: string | null) => new box(parse(text)),
    [`toString(${type})`]: print,
    toHexString: hexadecimal,
    'valueOf(String)': (text: string | null) => new box(parse(text)),
    [`valueOf(${type})`]: (value: number) => new box(value),
    [`parse${name}`]: parse,
    [`isNaN(${type})`]: (value: number) => Number.isNaN(value),
    [`isInfinite(${type})`]: (value: number) => Math.abs(value) === Number.POSITIVE_INFINITY,
    isFinite: (value: number) => Number.isFinite(value),
    'isNaN()'(this: Double) {
      return Number.isNaN(this.value);
    },
    'isInfinite()'(this: Double) {
      return Math.abs(this.value) === Number.POSITIVE_INFINITY;
    },
    byteValue(this: Double) {
      return narrow(doubleToInt(this.value), 8);
    },
    shortValue(this: Double) {
      return narrow(doubleToInt(this.value), 16);
    },
    intValue(this: Double) {
      return doubleToInt(this.value);
    },
    longValue(this: Double) {
      return doubleToLong(this.value);
    },
    floatValue(this: Double) {
      return Math.fround(this.value);
    },
    doubleValue(this: Double) {
      return this.value;
    },
    'toString()'(this: Double) {
      return print(this.value);
    },
    'hashCode()'(this: Double) {
      return hash(this.value);
    },
    [`hashCode(${type})`]: hash,
    equals(this: Double, other: unknown) {
      return other instanceof box && Object.is(other.value, this.value);
    },
    doubleToLongBits: longBits,
    doubleToRawLongBits: longBits,
    longBitsToDouble: (bits: LongValue) => {
      view.setBigInt64(0, BigInt(bits));
      return view.getFloat64(0);
    },
    floatToIntBits: floatBits,
    floatToRawIntBits: floatBits,
    intBitsToFloat: (bits: number) => {
      view.setInt32(0, bits);
      return view.getFloat32(0);
    },
    compareTo(this: Double, other: Double) {
      return compareDoubles(this.value, other.value);
    },
    compare: compareDoubles,
    sum: (a: number, b: number) => (name === 'Float' ? Math.fround(a + b) : a + b),
    max: (a: number, b: number) => Math.max(a, b),
    min: (a: number, b: number) => Math.min(a, b),
  };
}
export const doubleBodies = floating('Double');
export const floatBodies = floating('Float');

const parseBoolean = (text: string | null): boolean => text !== null && text.toLowerCase() === 'true';

export const booleanBodies: ClassBodies = {
  $class: Boolean,
  TRUE: () => true,
  FALSE: () => false,
  'new(boolean)': (value: boolean) => value,
  'new(String)': parseBoolean,
  parseBoolean,
  booleanValue(this: boolean) {
    return this;
  },
  'valueOf(boolean)': (value: boolean) => value,
  'valueOf(String)': parseBoolean,
  'toString(boolean)': (value: boolean) => String(value),
  'toString()'(this: boolean) {
    return String(this);
  },
  'hashCode()'(this: boolean) {
    return this ? 1231 : 1237;
  },
  'hashCode(boolean)': (value: boolean) => (value ? 1231 : 1237),
  equals(this: boolean, other: unknown) {
    return this === other;
  },
  compareTo(this: boolean, other: boolean) {
    return Number(this) - Number(other);
  },
  compare: (a: boolean, b: boolean) => Number(a) - Number(b),
  logicalAnd: (a: boolean, b: boolean) => a && b,
  logicalOr: (a: boolean, b: boolean) => a || b,
  logicalXor: (a: boolean, b: boolean) => a !== b,
};

const is = (pattern: RegExp) => (c: number) => pattern.test(String.fromCodePoint(c));
const lower = is(/^\p{Lowercase}$/u);
const upper = is(/^\p{Uppercase}$/u);
const decimal = is(/^\p{Nd}$/u);
const letter = is(/^\p{L}$/u);
const letterOrDigit = is(/^[\p{L}\p{Nd}]$/u);
const white = is(/^(?:[\t-\r\x1c-\x1f]|(?![\xa0\u2007\u202f])[\p{Zs}\p{Zl}\p{Zp}])$/u);
const mapped = (text: string, c: number): number =>
  text.length === String.fromCodePoint(c).length ? text.codePointAt(0)! : c;
const toLower = (c: number): number => mapped(String.fromCodePoint(c).toLowerCase(), c);
const toUpper = (c: number): number => mapped(String.fromCodePoint(c).toUpperCase(), c);

export const characterBodies: ClassBodies = {
  $class: Character,
  new: (value: number) => new Character(value),
  valueOf: (value: number) => Character.valueOf(value),
  charValue(this: Character) {
    return this.value;
  },
  'hashCode()'(this: Character) {
    return this.value;
  },
  'hashCode(char)': (value: number) => value,
  equals(this: Character, other: unknown) {
    return other instanceof Character && other.value === this.value;
  },
  'toString()'(this: Character) {
    return String.fromCharCode(this.value);
  },
  'toString(char)': (value: number) => String.fromCharCode(value),
  'toString(int)': (value: number) => String.fromCodePoint(value),
  compareTo(this: Character, other: Character) {
    return this.value - other.value;
  },
  compare: (a: number, b: number) => a - b,
  'isLowerCase(char)': lower,
  'isLowerCase(int)': lower,
  'isUpperCase(char)': upper,
  'isUpperCase(int)': upper,
  'isDigit(char)': decimal,
  'isDigit(int)': decimal,
  'isLetter(char)': letter,
  'isLetter(int)': letter,
  'isLetterOrDigit(char)': letterOrDigit,
  'isLetterOrDigit(int)': letterOrDigit,
  isAlphabetic: is(/^\p{Alphabetic}$/u),
  'isWhitespace(char)': white,
  'isWhitespace(int)': white,
  isSpaceChar: is(/^[\p{Zs}\p{Zl}\p{Zp}]$/u),
  'toLowerCase(char)': toLower,
  'toLowerCase(int)': toLower,
  'toUpperCase(char)': toUpper,
  'toUpperCase(int)': toUpper,
  digit,
  forDigit: (value: number, radix: number) =>
    value < 0 || value >= radix || radix > 36 ? 0 : value.toString(radix).charCodeAt(0),
  getNumericValue: (c: number) => digit(c, 36),
  charCount: (c: number) => (c >= 0x10000 ? 2 : 1),
  'toTitleCase(char)': toUpper,
  isTitleCase: is(/^\p{Lt}$/u),
  isDefined: is(/^[^\p{Cn}]$/u),
  isJavaIdentifierStart: is(/^[\p{L}\p{Nl}\p{Sc}\p{Pc}]$/u),
  isJavaIdentifierPart: is(/^[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}]$/u),
  isSurrogate: (c: number) => (c & 0xf800) === 0xd800,
  isHighSurrogate: (c: number) => (c & 0xfc00) === 0xd800,
  isLowSurrogate: (c: number) => (c & 0xfc00) === 0xdc00,
  isSurrogatePair: (high: number, low: number) => (high & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00,
  isValidCodePoint: (c: number) => c >= 0 && c <= 0x10ffff,
  isSupplementaryCodePoint: (c: number) => c >= 0x10000 && c <= 0x10ffff,
  isBmpCodePoint: (c: number) => c >= 0 && c < 0x10000,
  toCodePoint: (high: number, low: number) => ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000,
  reverseBytes: (c: number) => ((c & 0xff) << 8) | (c >> 8),
  toChars: (c: number) => {
    if (c < 0 || c > 0x10ffff)
      raise('IllegalArgumentException', `Not a valid Unicode code point: 0x${(c >>> 0).toString(16).toUpperCase()}`);
    const text = String.fromCodePoint(c);
    const chars = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) chars[i] = text.charCodeAt(i);
    return chars;
  },
};
