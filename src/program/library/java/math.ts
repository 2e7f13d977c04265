/** java.math: BigDecimal, and how it is rounded. */
import type { LongValue } from '../../../flink/api/values.ts';
import { arrayOf } from '../../arrays.ts';
import { allocate, staticsOf } from '../../link.ts';
import { doubleToString, narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { abs, type BigIntegerObject, big, exactly, nonZero, squareRoot } from './math-integer.ts';

class BigDecimalObject extends Base {
  unscaled = 0n;
  scale = 0;
  $decimal(): { unscaled: bigint; scale: number } {
    return { unscaled: this.unscaled, scale: this.scale };
  }
  plain(): string {
    const negative = this.unscaled < 0n;
    const digits = (negative ? -this.unscaled : this.unscaled).toString();
    if (this.scale <= 0) return `${negative ? '-' : ''}${digits}${this.unscaled === 0n ? '' : '0'.repeat(-this.scale)}`;
    const padded = digits.padStart(this.scale + 1, '0');
    return `${negative ? '-' : ''}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`;
  }
  override $toString(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString();
    const exponent = -this.scale + digits.length - 1;
    if (this.scale >= 0 && exponent >= -6) return this.plain();
    const sign = this.unscaled < 0n ? '-' : '';
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`;
  }
  override $equals(other: unknown): boolean {
    return other instanceof BigDecimalObject && other.unscaled === this.unscaled && other.scale === this.scale;
  }
  override $hashCode(): number {
    const magnitude = this.unscaled < 0n ? -this.unscaled : this.unscaled;
    if (magnitude <= 0x7fffffffffffffffn) {
      const low = Number(BigInt.asIntN(32, magnitude));
      const high = Number(BigInt.asIntN(32, magnitude >> 32n));
      const mixed = (Math.imul(high, 31) + low) | 0;
      return (Math.imul(31, this.unscaled < 0n ? -mixed : mixed) + this.scale) | 0;
    }
    return (Math.imul(31, big(this.unscaled).$hashCode()) + this.scale) | 0;
  }
  compareTo$Object(other: BigDecimalObject): number {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [rescaled(this, scale), rescaled(other, scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  doubleValue$(): number {
    return Number(this.$toString());
  }
  override $copy(): unknown {
    return this;
  }
}
const context = (digits: number, mode = 'HALF_EVEN'): ContextObject =>
  Object.assign(allocate<ContextObject>('java.math.MathContext'), { digits, mode });
type D = BigDecimalObject;
const decimal = (unscaled: bigint, scale: number): D =>
  Object.assign(allocate('java.math.BigDecimal'), { unscaled, scale }) as D;
const ten = (n: number): bigint => 10n ** BigInt(n);
const rescaled = (d: D, scale: number): bigint => d.unscaled * ten(scale - d.scale);
/** Number of digits and rounding of a quotient. */
function divideRounding(a: bigint, b: bigint, mode: string): bigint {
  const q = a / b;
  const rest = a % b;
  if (rest === 0n) return q;
  const away = a < 0n !== b < 0n ? -1n : 1n;
  const twice = abs(rest) * 2n;
  const half = twice === abs(b) ? 0 : twice > abs(b) ? 1 : -1;
  switch (mode) {
    case 'UP':
      return q + away;
    case 'DOWN':
      return q;
    case 'CEILING':
      return away > 0n ? q + 1n : q;
    case 'FLOOR':
      return away < 0n ? q - 1n : q;
    case 'HALF_UP':
      return half >= 0 ? q + away : q;
    case 'HALF_DOWN':
      return half > 0 ? q + away : q;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && q % 2n !== 0n) ? q + away : q;
    default:
      return raise('ArithmeticException', 'Rounding necessary');
  }
}
function setScale(d: D, scale: number, mode: string): D {
  if (scale >= d.scale) return decimal(rescaled(d, scale), scale);
  return decimal(divideRounding(d.unscaled, ten(d.scale - scale), mode), scale);
}
function divide(a: D, b: D, scale: number, mode: string): D {
  if (b.unscaled === 0n) raise('ArithmeticException', a.unscaled === 0n ? 'Division undefined' : 'Division by zero');
  const shift = scale + b.scale - a.scale;
  const [x, y] = shift >= 0 ? [a.unscaled * ten(shift), b.unscaled] : [a.unscaled, b.unscaled * ten(-shift)];
  return decimal(divideRounding(x, y, mode), scale);
}
function divideExactly(a: D, b: D): D {
  if (b.unscaled === 0n) raise('ArithmeticException', a.unscaled === 0n ? 'Division undefined' : 'Division by zero');
  const preferred = a.scale - b.scale;
  let divisor = abs(b.unscaled);
  let g = divisor;
  for (let x = abs(a.unscaled); x !== 0n; ) [g, x] = [x, g % x];
  divisor /= g;
  let places = 0;
  while (divisor % 10n === 0n) {
    divisor /= 10n;
    places++;
  }
  let [twos, fives] = [0, 0];
  while (divisor % 2n === 0n) {
    divisor /= 2n;
    twos++;
  }
  while (divisor % 5n === 0n) {
    divisor /= 5n;
    fives++;
  }
  if (divisor !== 1n)
    raise('ArithmeticException', 'Non-terminating decimal expansion; no exact representable decimal result.');
  return divide(a, b, Math.max(preferred, preferred + places + Math.max(twos, fives)), 'DOWN');
}
function parse(text: string): D {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text);
  if (!match || (match[2] === '' && !match[3])) {
    throw new Raise(
      'java.lang.NumberFormatException',
      text === ''
        ? 'Index 0 out of bounds for length 0'
        : `Character ${/[^\d.eE+-]/.exec(text)?.[0] ?? 'array'} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`,
    );
  }
  const fraction = match[3] ?? '';
  const unscaled = BigInt((match[2] ?? '') + fraction || '0');
  return decimal(match[1] === '-' ? -unscaled : unscaled, fraction.length - Number(match[4] ?? 0));
}
/** MathContext: digits to keep (0: all) and how to round. */
class ContextObject extends Base {
  digits = 0;
  mode = 'HALF_UP';
  override $toString(): string {
    return `precision=${this.digits} roundingMode=${this.mode}`;
  }
}
type Context = ContextObject;
const fields = ({ unscaled, scale }: D): Pick<D, 'unscaled' | 'scale'> => ({ unscaled, scale });
const digitsOf = (d: D): number => abs(d.unscaled).toString().length;
function rounded(d: D, { digits, mode }: Context): D {
  const over = digits === 0 ? 0 : digitsOf(d) - digits;
  if (over <= 0) return d;
  const shorter = decimal(divideRounding(d.unscaled, ten(over), mode), d.scale - over);
  // 9.99 may have become 10.0.
  return digitsOf(shorter) > digits ? decimal(shorter.unscaled / 10n, shorter.scale - 1) : shorter;
}
/** Without zeros at the end, down to a scale; `exact`: filled up to it, too. */
function stripped(d: D, scale: number, exact = false): D {
  let { unscaled, scale: s } = d;
  while (s > scale && unscaled % 10n === 0n) {
    unscaled /= 10n;
    s--;
  }
  return exact && s < scale ? setScale(decimal(unscaled, s), scale, 'DOWN') : decimal(unscaled, s);
}
const MODES = ['UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', 'UNNECESSARY'];
library({
  package: 'java.math',
  stubs: `
public final class MathContext implements java.io.Serializable { public static final MathContext DECIMAL32; public static final MathContext DECIMAL64; public static final MathContext DECIMAL128; public static final MathContext UNLIMITED; public MathContext(int digits); public MathContext(int digits, RoundingMode mode); public int getPrecision(); public RoundingMode getRoundingMode(); public String toString(); }
public enum RoundingMode { ${MODES.join(', ')} }
public class BigDecimal extends Number implements Comparable<BigDecimal> { public BigDecimal(BigInteger n, int scale); public BigDecimal(String text, MathContext context); public BigDecimal add(BigDecimal o, MathContext c); public BigDecimal subtract(BigDecimal o, MathContext c); public BigDecimal multiply(BigDecimal o, MathContext c); public BigDecimal divide(BigDecimal o, MathContext c); public BigDecimal divideToIntegralValue(BigDecimal o); public BigDecimal[] divideAndRemainder(BigDecimal o); public BigDecimal round(MathContext c); public BigDecimal sqrt(MathContext c); public BigDecimal movePointLeft(int n); public BigDecimal movePointRight(int n); public BigDecimal scaleByPowerOfTen(int n); public BigDecimal plus(); public BigDecimal ulp(); public int intValueExact(); public long longValueExact(); public String toEngineeringString(); public static final BigDecimal ZERO; public static final BigDecimal ONE; public static final BigDecimal TEN; ${MODES.map((m, i) => `public static final int ROUND_${m} = ${i};`).join(' ')} public BigDecimal(String text); public BigDecimal(int n); public BigDecimal(long n); public BigDecimal(double n); public BigDecimal(BigInteger n); public static BigDecimal valueOf(long n); public static BigDecimal valueOf(double n); public static BigDecimal valueOf(long n, int scale);
  public BigDecimal add(BigDecimal o); public BigDecimal subtract(BigDecimal o); public BigDecimal multiply(BigDecimal o); public BigDecimal divide(BigDecimal o); public BigDecimal divide(BigDecimal o, RoundingMode mode); public BigDecimal divide(BigDecimal o, int scale, RoundingMode mode); public BigDecimal divide(BigDecimal o, int scale, int mode); public BigDecimal remainder(BigDecimal o); public BigDecimal negate(); public BigDecimal abs(); public BigDecimal pow(int n); public BigDecimal min(BigDecimal o); public BigDecimal max(BigDecimal o); public int signum(); public int scale(); public int precision(); public BigInteger unscaledValue(); public BigDecimal setScale(int scale); public BigDecimal setScale(int scale, RoundingMode mode); public BigDecimal setScale(int scale, int mode); public BigDecimal stripTrailingZeros(); public String toPlainString(); public BigInteger toBigInteger();
  public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public int compareTo(BigDecimal other); public boolean equals(Object o); public int hashCode(); public String toString(); }`,
  bodies: {
    MathContext: {
      $class: ContextObject,
      DECIMAL32: () => context(7),
      DECIMAL64: () => context(16),
      DECIMAL128: () => context(34),
      UNLIMITED: () => context(0, 'HALF_UP'),
      'new(int)'(this: Context, digits: number) {
        this.digits = digits;
      },
      'new(int,RoundingMode)'(this: Context, digits: number, mode: { $name: string }) {
        this.digits = digits;
        this.mode = mode.$name;
      },
      getPrecision(this: Context) {
        return this.digits;
      },
      getRoundingMode(this: Context) {
        return staticsOf<Record<string, unknown>>('java.math.RoundingMode')[`_${this.mode}`];
      },
    },
    BigDecimal: {
      $class: BigDecimalObject,
      ZERO: () => decimal(0n, 0),
      ONE: () => decimal(1n, 0),
      TEN: () => decimal(10n, 0),
      'new(String)'(this: D, text: string) {
        Object.assign(this, parse(text));
      },
      'new(int)'(this: D, n: number) {
        this.unscaled = BigInt(n);
      },
      'new(long)'(this: D, n: LongValue) {
        this.unscaled = BigInt(n);
      },
      /** The exact binary value. */
      'new(double)'(this: D, n: number) {
        if (!Number.isFinite(n)) throw new Raise('java.lang.NumberFormatException', 'Infinite or NaN');
        let scale = 0;
        let value = n;
        while (!Number.isInteger(value)) {
          value *= 2;
          scale++;
        }
        this.unscaled = BigInt(value) * 5n ** BigInt(scale);
        this.scale = scale;
      },
      'new(BigInteger)'(this: D, n: BigIntegerObject) {
        this.unscaled = n.value;
      },
      'valueOf(long)': (n: LongValue) => decimal(BigInt(n), 0),
      'valueOf(double)': (n: number) => parse(doubleToString(n)),
      'valueOf(long,int)': (n: LongValue, scale: number) => decimal(BigInt(n), scale),
      'add(BigDecimal)'(this: D, o: D) {
        const scale = Math.max(this.scale, o.scale);
        return decimal(rescaled(this, scale) + rescaled(o, scale), scale);
      },
      'subtract(BigDecimal)'(this: D, o: D) {
        const scale = Math.max(this.scale, o.scale);
        return decimal(rescaled(this, scale) - rescaled(o, scale), scale);
      },
      'multiply(BigDecimal)'(this: D, o: D) {
        return decimal(this.unscaled * o.unscaled, this.scale + o.scale);
      },
      'divide(BigDecimal)'(this: D, o: D) {
        return divideExactly(this, o);
      },
      'divide(BigDecimal,RoundingMode)'(this: D, o: D, mode: { $name: string }) {
        return divide(this, o, this.scale, mode.$name);
      },
      'divide(BigDecimal,int,RoundingMode)'(this: D, o: D, scale: number, mode: { $name: string }) {
        return divide(this, o, scale, mode.$name);
      },
      'divide(BigDecimal,int,int)'(this: D, o: D, scale: number, mode: number) {
        return divide(this, o, scale, MODES[mode]!);
      },
      remainder(this: D, o: D) {
        const scale = Math.max(this.scale, o.scale);
        return decimal(rescaled(this, scale) % nonZero(rescaled(o, scale)), scale);
      },
      negate(this: D) {
        return decimal(-this.unscaled, this.scale);
      },
      abs(this: D) {
        return decimal(abs(this.unscaled), this.scale);
      },
      pow(this: D, n: number) {
        return decimal(this.unscaled ** BigInt(n), this.scale * n);
      },
      min(this: D, o: D) {
        return this.compareTo$Object(o) <= 0 ? this : o;
      },
      max(this: D, o: D) {
        return this.compareTo$Object(o) >= 0 ? this : o;
      },
      signum(this: D) {
        return this.unscaled > 0n ? 1 : this.unscaled < 0n ? -1 : 0;
      },
      scale(this: D) {
        return this.scale;
      },
      precision(this: D) {
        return abs(this.unscaled).toString().length;
      },
      unscaledValue(this: D) {
        return big(this.unscaled);
      },
      'setScale(int)'(this: D, scale: number) {
        return setScale(this, scale, 'UNNECESSARY');
      },
      'setScale(int,RoundingMode)'(this: D, scale: number, mode: { $name: string }) {
        return setScale(this, scale, mode.$name);
      },
      'setScale(int,int)'(this: D, scale: number, mode: number) {
        return setScale(this, scale, MODES[mode]!);
      },
      stripTrailingZeros(this: D) {
        let { unscaled, scale } = this;
        if (unscaled === 0n) return decimal(0n, 0);
        while (unscaled % 10n === 0n) {
          unscaled /= 10n;
          scale--;
        }
        return decimal(unscaled, scale);
      },
      toPlainString(this: D) {
        return this.plain();
      },
      toBigInteger(this: D) {
        return big(setScale(this, 0, 'DOWN').unscaled);
      },
      'new(BigInteger,int)'(this: D, n: BigIntegerObject, scale: number) {
        this.unscaled = n.value;
        this.scale = scale;
      },
      'new(String,MathContext)'(this: D, text: string, context: Context) {
        Object.assign(this, fields(rounded(parse(text), context)));
      },
      'add(BigDecimal,MathContext)'(this: D, o: D, context: Context) {
        const scale = Math.max(this.scale, o.scale);
        return rounded(decimal(rescaled(this, scale) + rescaled(o, scale), scale), context);
      },
      'subtract(BigDecimal,MathContext)'(this: D, o: D, context: Context) {
        const scale = Math.max(this.scale, o.scale);
        return rounded(decimal(rescaled(this, scale) - rescaled(o, scale), scale), context);
      },
      'multiply(BigDecimal,MathContext)'(this: D, o: D, context: Context) {
        return rounded(decimal(this.unscaled * o.unscaled, this.scale + o.scale), context);
      },
      'divide(BigDecimal,MathContext)'(this: D, o: D, context: Context) {
        if (context.digits === 0) return divideExactly(this, o);
        // More digits than are asked for, and one that tells of a rest.
        const wide = context.digits + 3 + digitsOf(o) + o.scale - this.scale;
        const scale = Math.max(wide - digitsOf(this) + this.scale, this.scale - o.scale);
        const q = divide(this, o, scale, 'DOWN');
        const isExact =
          q.unscaled * o.unscaled * ten(Math.max(0, this.scale - q.scale - o.scale)) ===
          this.unscaled * ten(Math.max(0, q.scale + o.scale - this.scale));
        if (!isExact) return rounded(decimal(q.unscaled * 10n + (q.unscaled < 0n ? -1n : 1n), q.scale + 1), context);
        return stripped(rounded(q, context), this.scale - o.scale);
      },
      divideToIntegralValue(this: D, o: D) {
        return stripped(divide(this, o, 0, 'DOWN'), this.scale - o.scale, true);
      },
      divideAndRemainder(this: D, o: D) {
        const q = divide(this, o, 0, 'DOWN');
        const scale = Math.max(this.scale, o.scale);
        const rest = decimal(rescaled(this, scale) - q.unscaled * rescaled(o, scale), scale);
        return arrayOf('java.math.BigDecimal', [stripped(q, Math.max(0, this.scale - o.scale), true), rest]);
      },
      round(this: D, context: Context) {
        return rounded(this, context);
      },
      sqrt(this: D, context: Context) {
        if (this.unscaled < 0n) raise('ArithmeticException', 'Attempted square root of negative BigDecimal');
        const places = context.digits + 2 + Math.max(0, this.scale);
        const root = decimal(squareRoot(rescaled(this, places * 2)), places);
        const isExact = root.unscaled ** 2n === rescaled(this, places * 2);
        const result = rounded(isExact ? root : decimal(root.unscaled * 10n + 1n, places + 1), context);
        return isExact ? stripped(result, Math.floor(this.scale / 2)) : result;
      },
      movePointLeft(this: D, n: number) {
        const moved = decimal(this.unscaled, this.scale + n);
        return moved.scale < 0 ? setScale(moved, 0, 'UNNECESSARY') : moved;
      },
      movePointRight(this: D, n: number) {
        const moved = decimal(this.unscaled, this.scale - n);
        return moved.scale < 0 ? setScale(moved, 0, 'UNNECESSARY') : moved;
      },
      scaleByPowerOfTen(this: D, n: number) {
        return decimal(this.unscaled, this.scale - n);
      },
      plus(this: D) {
        return this;
      },
      ulp(this: D) {
        return decimal(1n, this.scale);
      },
      intValueExact(this: D) {
        return exactly(setScale(this, 0, 'UNNECESSARY').unscaled, 32, 'Overflow');
      },
      longValueExact(this: D) {
        return exactly(setScale(this, 0, 'UNNECESSARY').unscaled, 64, 'Overflow');
      },
      toEngineeringString(this: D) {
        const digits = digitsOf(this);
        const exponent = digits - 1 - this.scale;
        if (this.scale >= 0 && exponent >= -6) return this.plain();
        const shift = ((exponent % 3) + 3) % 3;
        const all = abs(this.unscaled)
          .toString()
          .padEnd(shift + 1, '0');
        const rest = all.slice(shift + 1);
        const power = exponent - shift;
        return `${this.unscaled < 0n ? '-' : ''}${all.slice(0, shift + 1)}${rest ? `.${rest}` : ''}${power === 0 ? '' : `E${power > 0 ? '+' : ''}${power}`}`;
      },
      intValue(this: D) {
        return Number(BigInt.asIntN(32, setScale(this, 0, 'DOWN').unscaled));
      },
      longValue(this: D) {
        return narrowLong(setScale(this, 0, 'DOWN').unscaled);
      },
      floatValue(this: D) {
        return Math.fround(this.doubleValue$());
      },
      compareTo: BigDecimalObject.prototype.compareTo$Object,
    },
  },
});
