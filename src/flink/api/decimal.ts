import { doubleBits, floatBits } from './values.ts';

/**
 * Double.toString and Float.toString as in JDKs before 19 (jdk.internal.math.FloatingDecimal): not always the
 * shortest digits, but those that Java 8, 11 and 17 print.
 */

interface Decimal {
  readonly digits: string;
  /** The value is 0.digits × 10^point. */
  readonly point: number;
}

const MANTISSA_BITS = 52;
const HIDDEN_BIT = 1n << 52n;
/** Bit lengths of 5^n, where FloatingDecimal keeps them in a table; longer ones are estimated as 3n. */
const FIVE_BITS = Array.from({ length: 27 }, (_, n) => (n === 0 ? 0 : (5n ** BigInt(n)).toString(2).length));

/** Double.toString(value). */
export function doubleToString(value: number): string {
  const special = specialText(value);
  if (special !== null) return special;
  const [high, low] = doubleBits(Math.abs(value));
  const bits = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const fraction = bits & (HIDDEN_BIT - 1n);
  const exponent = Number(bits >> 52n);
  return (value < 0 ? '-' : '') + format(normalise(fraction, exponent, 1023, MANTISSA_BITS + 1));
}

/** Float.toString(value); `value` is a float in a double. */
export function floatToString(value: number): string {
  const special = specialText(value);
  if (special !== null) return special;
  const bits = floatBits(Math.abs(value));
  const fraction = BigInt(bits & 0x7fffff) << 29n;
  return (value < 0 ? '-' : '') + format(normalise(fraction, bits >>> 23, 127, 24));
}

function specialText(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? `${value}.0` : null;
}

function normalise(fraction: bigint, biased: number, bias: number, precision: number): Decimal {
  if (biased !== 0) return toDecimal(biased - bias, fraction | HIDDEN_BIT, precision);
  const length = fraction.toString(2).length;
  const shift = MANTISSA_BITS + 1 - length;
  const significant = precision === 24 ? length - 29 : length;
  return toDecimal(1 - shift - bias, fraction << BigInt(shift), significant);
}

function trailingZeros(value: bigint): number {
  let zeros = 0;
  for (let v = value; (v & 1n) === 0n; v >>= 1n) zeros++;
  return zeros;
}

function fiveBits(n: number): number {
  return FIVE_BITS[n] ?? n * 3;
}

/** FloatingDecimal.BinaryToASCIIBuffer.dtoa: Steele & White's digits with Java's stopping rules. */
function toDecimal(binExp: number, mantissa: bigint, significantBits: number): Decimal {
  const tail = trailingZeros(mantissa);
  const fractBits = MANTISSA_BITS + 1 - tail;
  const tiny = Math.max(0, fractBits - binExp - 1);
  if (binExp <= 62 && binExp >= -21 && tiny === 0 && fractBits < 64) {
    const integer =
      binExp >= MANTISSA_BITS ? mantissa << BigInt(binExp - MANTISSA_BITS) : mantissa >> BigInt(MANTISSA_BITS - binExp);
    const spare = binExp > significantBits ? binExp - significantBits - 1 : 0;
    return integerDigits(integer, spare > 1 ? Math.floor(spare * Math.LOG10E * Math.LN2) : 0);
  }
  let decExp = estimateDecExp(mantissa, binExp);
  const b5 = Math.max(0, -decExp);
  let b2 = b5 + tiny + binExp;
  const s5 = Math.max(0, decExp);
  let s2 = s5 + tiny;
  let m2 = b2 - significantBits;
  b2 -= fractBits - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common;
  // The next smaller number is half as far from a power of two.
  if (fractBits === 1) m2 -= 1;
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }
  // FloatingDecimal compares with > where b and tens fit a long (m and b + m may overflow it) and with >= in its big integers.
  const small = fractBits + b2 + fiveBits(b5) < 64 && s2 + 1 + fiveBits(s5 + 1) < 64;
  const s = (5n ** BigInt(s5)) << BigInt(s2);
  const tens = s * 10n;
  let b = ((mantissa >> BigInt(tail)) * 5n ** BigInt(b5)) << BigInt(b2);
  let m = (5n ** BigInt(b5)) << BigInt(m2);
  let low = false;
  let high = false;
  let digits = '';
  const next = (): bigint => {
    const q = b / s;
    b = 10n * (b % s);
    m *= 10n;
    if (small) m = BigInt.asIntN(64, m);
    const overflow = small && m <= 0n;
    low = overflow || b < m;
    high = overflow || (small ? BigInt.asIntN(64, b + m) > tens : b + m >= tens);
    return q;
  };
  const first = next();
  if (first === 0n && !high) decExp -= 1;
  else digits += first;
  if (decExp < -3 || decExp >= 8) {
    high = false;
    low = false;
  }
  while (!low && !high) digits += next();
  if (high) {
    const difference = b * 2n - tens;
    if (!low || difference > 0n || (difference === 0n && Number(digits.at(-1)) % 2 === 1)) {
      return roundUp(digits, decExp + 1);
    }
  }
  return { digits, point: decExp + 1 };
}

function estimateDecExp(mantissa: bigint, binExp: number): number {
  const d2 = Number(mantissa) / 2 ** MANTISSA_BITS;
  return Math.floor((d2 - 1.5) * 0.289529654 + 0.176091259 + binExp * 0.301029995663981);
}

function integerDigits(value: bigint, insignificant: number): Decimal {
  let rest = value;
  if (insignificant > 0) {
    const power = 10n ** BigInt(insignificant);
    rest = value / power + (value % power >= power / 2n ? 1n : 0n);
  }
  const text = rest.toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + insignificant };
}

function roundUp(digits: string, point: number): Decimal {
  const kept = digits.replace(/9+$/, '');
  if (kept === '') return { digits: `1${'0'.repeat(digits.length - 1)}`, point: point + 1 };
  const last = Number(kept.at(-1)) + 1;
  return { digits: kept.slice(0, -1) + last + '0'.repeat(digits.length - kept.length), point };
}

function format({ digits, point }: Decimal): string {
  if (point > 0 && point < 8) {
    if (digits.length <= point) return `${digits}${'0'.repeat(point - digits.length)}.0`;
    return `${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  if (point <= 0 && point > -3) return `0.${'0'.repeat(-point)}${digits}`;
  return `${digits[0]}.${digits.slice(1) || '0'}E${point - 1}`;
}
