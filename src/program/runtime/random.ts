// biome-ignore-all lint/correctness/noPrecisionLoss: fdlibm writes its constants with more digits
/** java.util.Random: the 48-bit linear congruential generator of its documentation, in two 24-bit halves. */
import type { LongValue } from '../../flink/api/values.ts';
import { narrowLong } from './numbers.ts';
import { raise } from './raise.ts';

const HIGH = 0x5de;
const LOW = 0xece66d;
const DOUBLE_UNIT = 1 / 2 ** 53;

export class JavaRandom {
  private high = 0;
  private low = 0;
  private spare: number | null = null;

  constructor(seed: LongValue) {
    this.setSeed(seed);
  }

  setSeed(seed: LongValue): void {
    const scrambled = BigInt.asUintN(48, BigInt(seed) ^ 0x5deece66dn);
    this.high = Number(scrambled >> 24n);
    this.low = Number(scrambled & 0xffffffn);
    this.spare = null;
  }

  next(bits: number): number {
    const low = this.low * LOW + 0xb;
    const carry = Math.floor(low / 0x1000000);
    // HIGH * low and LOW * high are both below 2^48, so the sum is exact.
    const high = (this.high * LOW + this.low * HIGH + carry) % 0x1000000;
    this.low = low % 0x1000000;
    this.high = high;
    return Math.floor((high * 0x1000000 + this.low) / 2 ** (48 - bits)) | 0;
  }

  nextInt(): number {
    return this.next(32);
  }

  nextIntBound(bound: number): number {
    if (bound <= 0) raise('IllegalArgumentException', 'bound must be positive');
    let bits = this.next(31);
    const mask = bound - 1;
    if ((bound & mask) === 0) return Number((BigInt(bound) * BigInt(bits)) >> 31n);
    for (;;) {
      const value = bits % bound;
      if (((bits - value + mask) | 0) >= 0) return value;
      bits = this.next(31);
    }
  }

  /** Random.nextInt(origin, bound) of Java 17. */
  nextIntBetween(origin: number, bound: number): number {
    if (origin >= bound) raise('IllegalArgumentException', 'bound must be greater than origin');
    const range = (bound - origin) | 0;
    if (range > 0) {
      let bits = this.nextInt();
      if ((range & (range - 1)) === 0) return ((bits & (range - 1)) + origin) | 0;
      for (bits >>>= 1; bits + range - 1 - (bits % range) > 0x7fffffff; bits = this.nextInt() >>> 1);
      return ((bits % range) + origin) | 0;
    }
    for (;;) {
      const value = this.nextInt();
      if (value >= origin && value < bound) return value;
    }
  }

  nextLong(): LongValue {
    const high = BigInt(this.next(32));
    return narrowLong(BigInt.asIntN(64, (high << 32n) + BigInt(this.next(32))));
  }

  nextBoolean(): boolean {
    return this.next(1) !== 0;
  }

  nextFloat(): number {
    return this.next(24) / 0x1000000;
  }

  nextDouble(): number {
    return (this.next(26) * 0x8000000 + this.next(27)) * DOUBLE_UNIT;
  }

  /** The polar method, two values at a time. */
  nextGaussian(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    for (;;) {
      const v1 = 2 * this.nextDouble() - 1;
      const v2 = 2 * this.nextDouble() - 1;
      const s = v1 * v1 + v2 * v2;
      if (s < 1 && s !== 0) {
        const multiplier = Math.sqrt((-2 * strictLog(s)) / s);
        this.spare = v2 * multiplier;
        return v1 * multiplier;
      }
    }
  }

  nextBytes(bytes: Int8Array): void {
    for (let i = 0; i < bytes.length; ) {
      for (let value = this.nextInt(), n = Math.min(bytes.length - i, 4); n-- > 0; value >>= 8) bytes[i++] = value;
    }
  }
}

const view = new DataView(new ArrayBuffer(8));
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** StrictMath.log: Sun's fdlibm, the same on every engine. */
export function strictLog(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    k -= 54;
    value *= 2 ** 54;
  }
  view.setFloat64(0, value);
  let high = view.getInt32(0);
  k += (high >> 20) - 1023;
  high &= 0xfffff;
  const i = (high + 0x95f64) & 0x100000;
  view.setInt32(0, high | (i ^ 0x3ff00000));
  value = view.getFloat64(0);
  k += i >> 20;
  const f = value - 1;
  if ((0xfffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const t2 =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const r = t2 + t1;
  const middle = (high - 0x6147a) | (0x6b851 - high);
  if (middle > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}
