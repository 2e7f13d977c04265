/** java.math.BigInteger. */
import type { LongValue } from '../../../flink/api/values.ts';
import { arrayOf } from '../../arrays.ts';
import { allocate } from '../../link.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

export class BigIntegerObject extends Base {
  value = 0n;
  $decimal(): { unscaled: bigint; scale: null } {
    return { unscaled: this.value, scale: null };
  }
  override $toString(): string {
    return this.value.toString();
  }
  override $equals(other: unknown): boolean {
    return other instanceof BigIntegerObject && other.value === this.value;
  }
  /** Over the 32-bit words of the magnitude. */
  override $hashCode(): number {
    let hash = 0;
    const magnitude = this.value < 0n ? -this.value : this.value;
    const words: number[] = [];
    for (let m = magnitude; m > 0n; m >>= 32n) words.unshift(Number(m & 0xffffffffn));
    for (const word of words) hash = (Math.imul(31, hash) + word) | 0;
    return this.value < 0n ? -hash | 0 : hash;
  }
  compareTo$Object(other: BigIntegerObject): number {
    return this.value < other.value ? -1 : this.value > other.value ? 1 : 0;
  }
  doubleValue$(): number {
    return Number(this.value);
  }
  override $copy(): unknown {
    return this;
  }
}
type I = BigIntegerObject;
export const big = (value: bigint): I => Object.assign(allocate('java.math.BigInteger'), { value }) as I;
export const abs = (x: bigint): bigint => (x < 0n ? -x : x);
export function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
/** Miller and Rabin; for what is below 3.3 × 10^24 these bases decide. */
function isPrime(n: bigint): boolean {
  if (n < 2n) return false;
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
  if (bases.includes(n)) return true;
  if (bases.some((p) => n % p === 0n)) return false;
  let d = n - 1n;
  let twos = 0;
  for (; d % 2n === 0n; d /= 2n) twos++;
  return bases.every((base) => {
    let x = power(base, d, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}
function power(base: bigint, exponent: bigint, m: bigint): bigint {
  let [result, b] = [1n, ((base % m) + m) % m];
  for (let x = exponent; x > 0n; x >>= 1n) {
    if (x & 1n) result = (result * b) % m;
    b = (b * b) % m;
  }
  return result % m;
}
/** The value, where it has no more bits. @throws ArithmeticException */
export const exactly = (value: bigint, bits: number, message: string): LongValue =>
  BigInt.asIntN(bits, value) === value ? narrowLong(value) : raise('ArithmeticException', message);
const whole = (text: string, radix = 10): bigint => {
  if (!/^[-+]?[0-9a-zA-Z]+$/.test(text))
    throw new Raise(
      'java.lang.NumberFormatException',
      text === '' ? 'Zero length BigInteger' : `For input string: "${text}"`,
    );
  let value = 0n;
  for (const c of text.replace(/^[-+]/, '')) {
    const digit = Number.parseInt(c, radix);
    if (Number.isNaN(digit)) throw new Raise('java.lang.NumberFormatException', `For input string: "${text}"`);
    value = value * BigInt(radix) + BigInt(digit);
  }
  return text[0] === '-' ? -value : value;
};
const ints = (f: (a: bigint, b: bigint) => bigint) =>
  function (this: I, other: I): I {
    return big(f(this.value, other.value));
  };
export const nonZero = (b: bigint): bigint =>
  b === 0n ? raise('ArithmeticException', 'BigInteger divide by zero') : b;

library({
  package: 'java.math',
  stubs: `
public class BigInteger extends Number implements Comparable<BigInteger> { public BigInteger not(); public boolean testBit(int n); public BigInteger setBit(int n); public BigInteger clearBit(int n); public BigInteger flipBit(int n); public int bitCount(); public int getLowestSetBit(); public BigInteger[] divideAndRemainder(BigInteger other); public boolean isProbablePrime(int certainty); public BigInteger nextProbablePrime(); public BigInteger sqrt(); public byte[] toByteArray(); public int intValueExact(); public long longValueExact(); public static final BigInteger ZERO; public static final BigInteger ONE; public static final BigInteger TWO; public static final BigInteger TEN; public BigInteger(String text); public BigInteger(String text, int radix); public static BigInteger valueOf(long n);
  ${['add', 'subtract', 'multiply', 'divide', 'mod', 'remainder', 'gcd', 'min', 'max', 'and', 'or', 'xor', 'andNot', 'modInverse'].map((m) => `public BigInteger ${m}(BigInteger other);`).join(' ')} public BigInteger pow(int n); public BigInteger negate(); public BigInteger abs(); public int signum(); public int bitLength(); public BigInteger shiftLeft(int n); public BigInteger shiftRight(int n); public BigInteger modPow(BigInteger e, BigInteger m);
  public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public int compareTo(BigInteger other); public boolean equals(Object o); public int hashCode(); public String toString(); public String toString(int radix); }`,
  bodies: {
    BigInteger: {
      $class: BigIntegerObject,
      ZERO: () => big(0n),
      ONE: () => big(1n),
      TWO: () => big(2n),
      TEN: () => big(10n),
      'new(String)'(this: I, text: string) {
        this.value = whole(text);
      },
      'new(String,int)'(this: I, text: string, radix: number) {
        this.value = whole(text, radix);
      },
      valueOf: (n: LongValue) => big(BigInt(n)),
      add: ints((a, b) => a + b),
      subtract: ints((a, b) => a - b),
      multiply: ints((a, b) => a * b),
      divide: ints((a, b) => a / nonZero(b)),
      mod: ints((a, b) =>
        b <= 0n ? raise('ArithmeticException', 'BigInteger: modulus not positive') : ((a % b) + b) % b,
      ),
      remainder: ints((a, b) => a % nonZero(b)),
      gcd: ints((a, b) => {
        let [x, y] = [abs(a), abs(b)];
        while (y !== 0n) [x, y] = [y, x % y];
        return x;
      }),
      min: ints((a, b) => (a <= b ? a : b)),
      max: ints((a, b) => (a >= b ? a : b)),
      and: ints((a, b) => a & b),
      or: ints((a, b) => a | b),
      xor: ints((a, b) => a ^ b),
      pow(this: I, n: number) {
        return n < 0 ? raise('ArithmeticException', 'Negative exponent') : big(this.value ** BigInt(n));
      },
      negate(this: I) {
        return big(-this.value);
      },
      abs(this: I) {
        return big(abs(this.value));
      },
      signum(this: I) {
        return this.value > 0n ? 1 : this.value < 0n ? -1 : 0;
      },
      bitLength(this: I) {
        const v = this.value < 0n ? -this.value - 1n : this.value;
        return v === 0n ? 0 : v.toString(2).length;
      },
      shiftLeft(this: I, n: number) {
        return big(this.value << BigInt(n));
      },
      shiftRight(this: I, n: number) {
        return big(this.value >> BigInt(n));
      },
      modPow(this: I, e: I, m: I) {
        return big(power(this.value, e.value, m.value));
      },
      not(this: I) {
        return big(~this.value);
      },
      andNot: ints((a, b) => a & ~b),
      testBit(this: I, n: number) {
        return ((this.value >> BigInt(n)) & 1n) === 1n;
      },
      setBit(this: I, n: number) {
        return big(this.value | (1n << BigInt(n)));
      },
      clearBit(this: I, n: number) {
        return big(this.value & ~(1n << BigInt(n)));
      },
      flipBit(this: I, n: number) {
        return big(this.value ^ (1n << BigInt(n)));
      },
      bitCount(this: I) {
        const v = this.value < 0n ? -this.value - 1n : this.value;
        return v.toString(2).replace(/0/g, '').length;
      },
      getLowestSetBit(this: I) {
        return this.value === 0n ? -1 : /0*$/.exec(abs(this.value).toString(2))![0].length;
      },
      divideAndRemainder(this: I, other: I) {
        return arrayOf('java.math.BigInteger', [big(this.value / nonZero(other.value)), big(this.value % other.value)]);
      },
      modInverse(this: I, m: I) {
        if (m.value <= 0n) raise('ArithmeticException', 'BigInteger: modulus not positive');
        let [r, next] = [m.value, ((this.value % m.value) + m.value) % m.value];
        let [t, u] = [0n, 1n];
        while (next !== 0n) {
          const q = r / next;
          [r, next, t, u] = [next, r - q * next, u, t - q * u];
        }
        return r === 1n
          ? big(((t % m.value) + m.value) % m.value)
          : raise('ArithmeticException', 'BigInteger not invertible.');
      },
      isProbablePrime(this: I) {
        return isPrime(abs(this.value));
      },
      nextProbablePrime(this: I) {
        if (this.value < 0n) raise('ArithmeticException', `start < 0: ${this.value}`);
        let next = this.value + 1n;
        while (!isPrime(next)) next++;
        return big(next);
      },
      sqrt(this: I) {
        return this.value < 0n ? raise('ArithmeticException', 'Negative BigInteger') : big(squareRoot(this.value));
      },
      toByteArray(this: I) {
        const length = Math.floor((this.value < 0n ? -this.value - 1n : this.value).toString(2).length / 8) + 1;
        const bytes = new Int8Array(this.value === 0n || this.value === -1n ? 1 : length);
        for (let i = bytes.length - 1, v = this.value; i >= 0; i--, v >>= 8n) bytes[i] = Number(BigInt.asIntN(8, v));
        return bytes;
      },
      intValueExact(this: I) {
        return exactly(this.value, 32, 'BigInteger out of int range');
      },
      longValueExact(this: I) {
        return exactly(this.value, 64, 'BigInteger out of long range');
      },
      intValue(this: I) {
        return Number(BigInt.asIntN(32, this.value));
      },
      longValue(this: I) {
        return narrowLong(this.value);
      },
      floatValue(this: I) {
        return Math.fround(this.doubleValue$());
      },
      compareTo: BigIntegerObject.prototype.compareTo$Object,
      'toString(int)'(this: I, radix: number) {
        return this.value.toString(radix);
      },
    },
  },
});
