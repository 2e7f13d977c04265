/**
 * Double.toString and Float.toString as in JDK 8 to 18 (FloatingDecimal), which do not always print the shortest digits.
 * The rules are those of sun.misc.FloatingDecimal: generate digits until the rest is within half a unit in the last place.
 */

/** Decimal digits `0.d1d2d3… × 10^exponent`. */
export interface Digits {
  readonly digits: string;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));

/** Digits that cannot be told apart in an integer whose p low bits mean nothing. */
function insignificantDigits(p: number): number {
  return p > 1 ? Math.floor(p * Math.LOG10E * Math.LN2) : 0;
}

function bits5(power: number): number {
  return power === 0 ? 0 : power < 27 ? Math.floor(power * 2.321928094887362) + 1 : power * 3;
}

function decimalDigits(fraction: bigint, binaryExponent: number, significantBits: number): Digits {
  let tail = 0;
  while (((fraction >> BigInt(tail)) & 1n) === 0n) tail++;
  const fractionBits = 53 - tail;
  const tinyBits = Math.max(0, fractionBits - binaryExponent - 1);
  if (binaryExponent <= 62 && binaryExponent >= -21 && tinyBits === 0 && fractionBits < 64) {
    const dropped = binaryExponent > significantBits ? insignificantDigits(binaryExponent - significantBits - 1) : 0;
    let value =
      binaryExponent >= 52 ? fraction << BigInt(binaryExponent - 52) : fraction >> BigInt(52 - binaryExponent);
    if (dropped > 0) {
      const power = 10n ** BigInt(dropped);
      const rest = value % power;
      value /= power;
      if (rest >= power >> 1n) value++;
    }
    const text = value.toString();
    return { digits: text.replace(/0+$/, ''), exponent: text.length + dropped };
  }
  view.setBigUint64(0, 0x3ff0000000000000n | (fraction & 0xfffffffffffffn));
  const mantissa = view.getFloat64(0);
  let exponent = Math.floor(
    (mantissa - 1.5) * 0.289529654 + 0.176091259 + binaryExponent * 0.301029995663981,
  );
  const b5 = Math.max(0, -exponent);
  let b2 = b5 + tinyBits + binaryExponent;
  const s5 = Math.max(0, exponent);
  let s2 = s5 + tinyBits;
  let m2 = b2 - significantBits;
  b2 -= fractionBits - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common;
  // The neighbour below a power of two is only half as far away.
  if (fractionBits === 1) m2 -= 1;
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }
  const wide = Math.max(fractionBits + b2 + bits5(b5), s2 + 1 + bits5(s5 + 1));
  /** FloatingDecimal works in int, long or big integers; the first two overflow. */
  const width = wide < 32 ? 32 : wide < 64 ? 64 : 0;
  const wrap = (value: bigint): bigint => (width === 0 ? value : BigInt.asIntN(width, value));
  const s = 5n ** BigInt(s5) << BigInt(s2);
  let b = ((fraction >> BigInt(tail)) * 5n ** BigInt(b5)) << BigInt(b2);
  let m = 5n ** BigInt(b5) << BigInt(m2);
  const tens = s * 10n;
  let digits = '';
  let low = false;
  let high = false;
  const step = (): bigint => {
    const q = b / s;
    b = 10n * (b % s);
    m = wrap(m * 10n);
    if (m > 0n) {
      low = b < m;
      high = width === 0 ? b + m >= tens : wrap(b + m) > tens;
    } else {
      low = true;
      high = true;
    }
    return q;
  };
  const first = step();
  if (first === 0n && !high) exponent -= 1;
  else digits += first.toString();
  if (exponent < -3 || exponent >= 8) {
    high = false;
    low = false;
  }
  while (!low && !high) digits += step().toString();
  const twice = b << 1n;
  const roundUp =
    high && (!low || twice > tens || (twice === tens && (digits.charCodeAt(digits.length - 1) & 1) !== 0));
  exponent += 1;
  if (roundUp) {
    let i = digits.length - 1;
    while (i > 0 && digits[i] === '9') i--;
    if (digits[i] === '9') {
      exponent += 1;
      digits = `1${'0'.repeat(digits.length - 1)}`;
    } else {
      digits = digits.slice(0, i) + String(Number(digits[i]) + 1) + '0'.repeat(digits.length - 1 - i);
    }
  }
  return { digits, exponent };
}

/** Digits of a positive finite double (or of a float's value) as FloatingDecimal finds them. */
export function javaDigits(value: number, float: boolean): Digits {
  view.setFloat64(0, value);
  const raw = view.getBigUint64(0);
  let exponent = Number(raw >> 52n) & 0x7ff;
  let fraction = raw & 0xfffffffffffffn;
  if (float) {
    view.setFloat32(0, value);
    const bits = view.getUint32(0);
    let fraction32 = bits & 0x7fffff;
    let exponent32 = (bits >>> 23) & 0xff;
    let significant = 24;
    if (exponent32 === 0) {
      const zeros = Math.clz32(fraction32);
      const shift = zeros - 8;
      fraction32 <<= shift;
      exponent32 = 1 - shift;
      significant = 32 - zeros;
    } else fraction32 |= 0x800000;
    return decimalDigits(BigInt(fraction32) << 29n, exponent32 - 127, significant);
  }
  let significant = 53;
  if (exponent === 0) {
    const length = fraction.toString(2).length;
    const shift = 53 - length;
    fraction <<= BigInt(shift);
    exponent = 1 - shift;
    significant = length;
  } else fraction |= 0x10000000000000n;
  return decimalDigits(fraction, exponent - 1023, significant);
}

function layOut({ digits, exponent }: Digits): string {
  if (exponent > 0 && exponent < 8) {
    return digits.length <= exponent
      ? `${digits.padEnd(exponent, '0')}.0`
      : `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
  }
  if (exponent <= 0 && exponent > -3) return `0.${'0'.repeat(-exponent)}${digits}`;
  return `${digits[0]}.${digits.length > 1 ? digits.slice(1) : '0'}E${exponent - 1}`;
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return null;
}

/** Double.toString. */
export function doubleToString(value: number): string {
  if (Number.isInteger(value) && value !== 0 && value > -1e7 && value < 1e7) return `${value}.0`;
  const name = special(value);
  if (name !== null) return name;
  const text = layOut(javaDigits(Math.abs(value), false));
  return value < 0 ? `-${text}` : text;
}

/** Float.toString of a number that is a float. */
export function floatToString(value: number): string {
  if (Number.isInteger(value) && value !== 0 && value > -1e7 && value < 1e7) return `${value}.0`;
  const name = special(value);
  if (name !== null) return name;
  const text = layOut(javaDigits(Math.abs(value), true));
  return value < 0 ? `-${text}` : text;
}
