/** scala.math: orderings, numbers of any size, functions. */
import { Double, Float, Long } from '../../../flink/api/boxed.ts';
import { equals, stringOf } from '../../../flink/api/values.ts';
import { allocate, staticsOf } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { add, compareTuples, type F1, type F2, itemsOf, make, pair, times } from './collection.ts';

/** Natural order, that of a function, its reverse; classes of programs give `compare` themselves. */
class OrderingObject extends Base {
  /** Null: natural. */
  order: ((a: unknown, b: unknown) => number) | null = null;
  compare$Object$Object(a: unknown, b: unknown): number {
    return this.order ? this.order(a, b) : compareTuples(a, b);
  }
}
const SIMPLE = 'scala.math.Ordering$Simple';
function ordering(order: ((a: unknown, b: unknown) => number) | null): OrderingObject {
  const made = allocate<OrderingObject>(SIMPLE);
  made.order = order;
  return made;
}
type O = OrderingObject;
const natural = (): O => ordering(null);
/** Of a tuple, or an option. */
function itemsOfParts(of: unknown): unknown[] {
  const tuple = of as { list?: () => unknown[] };
  return tuple.list ? tuple.list() : itemsOf(of);
}

class BigIntObject extends Base {
  value = 0n;
  override $equals(o: unknown): boolean {
    return o instanceof BigIntObject ? o.value === this.value : String(this.value) === stringOf(o);
  }
  override $hashCode(): number {
    return Number(BigInt.asIntN(32, this.value));
  }
  override $toString(): string {
    return String(this.value);
  }
  compareTo$Object(o: BigIntObject): number {
    return this.value < o.value ? -1 : this.value > o.value ? 1 : 0;
  }
}
function bigInt(value: bigint): BigIntObject {
  const made = allocate<BigIntObject>('scala.math.BigInt');
  made.value = value;
  return made;
}
/** @throws NumberFormatException of Java */
function parsed(text: string, radix: number): bigint {
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  const values = Array.from(digits, (c) => Number.parseInt(c, 36));
  if (digits === '') raise('java.lang.NumberFormatException', 'Zero length BigInteger');
  if (values.some((v) => !(v < radix))) raise('java.lang.NumberFormatException', `For input string: "${text}"`);
  const size = values.reduce((sum, v) => sum * BigInt(radix) + BigInt(v), 0n);
  return text.startsWith('-') ? -size : size;
}
function bigRange(from: bigint, to: bigint): unknown {
  const out: unknown[] = [];
  for (let i = from; i <= to; i++) out.push(bigInt(i));
  return make('scala.collection.immutable.Vector', out);
}
type B = BigIntObject;
const binary = (run: (a: bigint, b: bigint) => bigint) =>
  function (this: B, o: B): unknown {
    return bigInt(run(this.value, o.value));
  };
const nonZero = (b: bigint): bigint =>
  b === 0n ? raise('java.lang.ArithmeticException', 'BigInteger divide by zero') : b;

interface JavaDecimal {
  [method: string]: (...args: unknown[]) => unknown;
}
class BigDecimalObject extends Base {
  java!: JavaDecimal;
  override $equals(o: unknown): boolean {
    return o instanceof BigDecimalObject
      ? this.java.compareTo$BigDecimal!(o.java) === 0
      : equals(Number(stringOf(this)), o);
  }
  override $hashCode(): number {
    return Number(stringOf(this)) | 0;
  }
  override $toString(): string {
    return stringOf(this.java);
  }
  compareTo$Object(o: BigDecimalObject): number {
    return this.java.compareTo$BigDecimal!(o.java) as number;
  }
}
const javaDecimal = (text: string): JavaDecimal =>
  allocate<JavaDecimal>('java.math.BigDecimal').$init$String!(text) as JavaDecimal;
function decimal(java: JavaDecimal): BigDecimalObject {
  const made = allocate<BigDecimalObject>('scala.math.BigDecimal');
  made.java = java;
  return made;
}
type Dec = BigDecimalObject;
const context = (): unknown => staticsOf<Record<string, unknown>>('java.math.MathContext')._DECIMAL128;
const rounded = (method: string) =>
  function (this: Dec, o: Dec): unknown {
    return decimal(this.java[`${method}$BigDecimal$MathContext`]!(o.java, context()) as JavaDecimal);
  };
const exactly = (method: string) =>
  function (this: Dec, o: Dec): unknown {
    return decimal(this.java[`${method}$BigDecimal`]!(o.java) as JavaDecimal);
  };
const isWhole = (d: Dec): boolean => ((d.java.stripTrailingZeros$!() as JavaDecimal).scale$!() as number) <= 0;
const doubleText = (x: number): string => stringOf(new Double(x));
const comparisons = {
  $less(this: { compareTo$Object(o: unknown): number }, o: unknown) {
    return this.compareTo$Object(o) < 0;
  },
  $greater(this: { compareTo$Object(o: unknown): number }, o: unknown) {
    return this.compareTo$Object(o) > 0;
  },
  $less$eq(this: { compareTo$Object(o: unknown): number }, o: unknown) {
    return this.compareTo$Object(o) <= 0;
  },
  $greater$eq(this: { compareTo$Object(o: unknown): number }, o: unknown) {
    return this.compareTo$Object(o) >= 0;
  },
};
const comparisonStubs = (self: string): string =>
  ['$less', '$greater', '$less$eq', '$greater$eq'].map((m) => `public boolean ${m}(${self} o);`).join(' ');
/** Operations of one number type, on boxes. */
class NumericObject extends OrderingObject {
  type = 'int';
  box(x: number): unknown {
    if (this.type === 'double') return new Double(x);
    if (this.type === 'float') return new Float(Math.fround(x));
    return this.type === 'long' ? Long.valueOf(x) : x | 0;
  }
}
const num = (x: unknown): number => Number((x as { value?: unknown }).value ?? x);
type N = NumericObject;
const overloads = (name: string): string =>
  ['int', 'long', 'float', 'double'].map((t) => `public static ${t} ${name}(${t} a, ${t} b);`).join(' ');
const pick = (name: string, run: (a: number, b: number) => number) =>
  Object.fromEntries(['int', 'long', 'float', 'double'].map((t) => [`${name}(${t},${t})`, run]));
const single = (name: string, run: (a: number) => number) =>
  Object.fromEntries(['int', 'long', 'float', 'double'].map((t) => [`${name}(${t})`, run]));
const DOUBLE_FUNCTIONS = [
  'sqrt',
  'floor',
  'ceil',
  'exp',
  'log',
  'log10',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'cbrt',
  'rint',
  'toRadians',
  'toDegrees',
  'signum',
];
const javaMath = (): Record<string, (...args: number[]) => unknown> =>
  staticsOf<Record<string, (...args: number[]) => unknown>>('java.lang.Math');

library({
  package: 'scala.math',
  stubs: `
import scala.*;
public abstract class Ordering<T> implements java.util.Comparator<T>, java.io.Serializable {
  public Ordering();
  public static final Ordering<java.lang.Integer> Int; public static final Ordering<java.lang.Long> Long; public static final Ordering<java.lang.Double> Double; public static final Ordering<String> String; public static final Ordering<Boolean> Boolean; public static final Ordering<Character> Char;
  public static <T> Ordering<T> natural(); public static <T> Ordering<T> ofParts(Object[] orderings); public static <T> Ordering<T> apply(Ordering<T> evidence); public static <T, S> Ordering<T> by(Function1<T, S> f, Ordering<S> evidence); public static <T> Ordering<T> fromLessThan(Function2<T, T, Boolean> f);
  public abstract int compare(T a, T b);
  public Ordering<T> reverse(); public boolean gt(T a, T b); public boolean lt(T a, T b); public boolean gteq(T a, T b); public boolean lteq(T a, T b); public boolean equiv(T a, T b); public T max(T a, T b); public T min(T a, T b); public <S> Ordering<S> on(Function1<S, T> f);
  public static class Simple<T> extends Ordering<T> { public int compare(T a, T b); }
}
public interface Ordered<A> extends java.lang.Comparable<A> { int compare(A that); default int compareTo(A that); default boolean $less(A that); default boolean $greater(A that); default boolean $less$eq(A that); default boolean $greater$eq(A that); }
public class OrderedOps { public static <A> boolean $less(A self, A o); public static <A> boolean $greater(A self, A o); public static <A> boolean $less$eq(A self, A o); public static <A> boolean $greater$eq(A self, A o); }
public abstract class Numeric<T> extends Ordering<T> { public static <T> Numeric<T> of(String type); public T plus(T a, T b); public T minus(T a, T b); public T times(T a, T b); public T div(T a, T b); public T quot(T a, T b); public T negate(T a); public T zero(); public T one(); public T fromInt(int n); public int toInt(T a); public long toLong(T a); public double toDouble(T a); public T abs(T a); public static class Simple<T> extends Numeric<T> { public int compare(T a, T b); } }
public abstract class Integral<T> extends Numeric<T> {} public abstract class Fractional<T> extends Numeric<T> {}
public final class BigInt extends Number implements Comparable<BigInt>, java.io.Serializable {
  public static BigInt apply(int n); public static BigInt apply(long n); public static BigInt apply(String s);
  public BigInt $plus(BigInt o); public BigInt $minus(BigInt o); public BigInt $times(BigInt o); public BigInt $div(BigInt o); public BigInt $percent(BigInt o); public BigInt max(BigInt o); public BigInt min(BigInt o); public BigInt gcd(BigInt o); public BigInt pow(int n); public BigInt mod(BigInt o); public BigInt abs(); public int signum(); public BigInt unary_$minus(); public boolean isProbablePrime(int n); public int bitLength(); public int toInt(); public long toLong(); public double toDouble(); public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public BigInt modPow(BigInt e, BigInt m); public int compare(BigInt o); public int compareTo(BigInt o); public static BigInt apply(String s, int radix); public Tuple2<BigInt, BigInt> $div$percent(BigInt o); public BigInt $amp(BigInt o); public BigInt $bar(BigInt o); public BigInt $up(BigInt o); public BigInt $amp$tilde(BigInt o); public BigInt unary_$tilde(); public BigInt $less$less(int n); public BigInt $greater$greater(int n); public boolean testBit(int n); public BigInt setBit(int n); public BigInt clearBit(int n); public BigInt flipBit(int n); public int bitCount(); public int lowestSetBit(); public BigInt modInverse(BigInt m); public String toString(int radix); public java.math.BigInteger bigInteger(); public boolean isWhole(); public boolean isValidInt(); public boolean isValidLong(); public short toShort(); public byte toByte(); public char toChar(); public float toFloat(); public scala.collection.immutable.Vector<BigInt> to(BigInt end); public scala.collection.immutable.Vector<BigInt> until(BigInt end); ${comparisonStubs('BigInt')}
}
public final class BigDecimal extends Number implements Comparable<BigDecimal>, java.io.Serializable {
  public static BigDecimal apply(int n); public static BigDecimal apply(long n); public static BigDecimal apply(double n); public static BigDecimal apply(String s);
  public BigDecimal $plus(BigDecimal o); public BigDecimal $minus(BigDecimal o); public BigDecimal $times(BigDecimal o); public BigDecimal $div(BigDecimal o); public BigDecimal abs(); public int signum(); public int scale(); public BigDecimal unary_$minus(); public BigDecimal setScale(int n, RoundingMode m); public int toInt(); public long toLong(); public double toDouble(); public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public java.math.BigDecimal bigDecimal(); public int compare(BigDecimal o); public int compareTo(BigDecimal o); public static BigDecimal apply(BigInt n); public static BigDecimal valueOf(double n); public static BigDecimal exact(String s); public BigDecimal $percent(BigDecimal o); public BigDecimal remainder(BigDecimal o); public BigDecimal quot(BigDecimal o); public Tuple2<BigDecimal, BigDecimal> $div$percent(BigDecimal o); public BigDecimal min(BigDecimal o); public BigDecimal max(BigDecimal o); public BigDecimal pow(int n); public int precision(); public BigDecimal round(java.math.MathContext mc); public BigDecimal ulp(); public BigInt toBigInt(); public boolean isWhole(); public boolean isValidInt(); public float toFloat(); public int toIntExact(); public long toLongExact(); ${comparisonStubs('BigDecimal')}
  public enum RoundingMode { UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN, UNNECESSARY }
}
public class package$ {
  public static final double Pi = 3.141592653589793; public static final double E = 2.718281828459045;
  ${overloads('max')} ${overloads('min')} public static int abs(int a); public static long abs(long a); public static float abs(float a); public static double abs(double a); public static double pow(double a, double b); public static double atan2(double a, double b); public static double hypot(double a, double b); public static long round(double a); public static int round(float a); public static double random(); public static double IEEEremainder(double a, double b); public static double expm1(double a); public static double log1p(double a); public static double sinh(double a); public static double cosh(double a); public static double tanh(double a); public static double ulp(double a); public static int signum(int a); public static long signum(long a); public static double copySign(double a, double b); ${DOUBLE_FUNCTIONS.map((f) => `public static double ${f}(double a);`).join(' ')}
}`,
  bodies: {
    Ordering: {
      $class: OrderingObject,
      'new()'() {},
      ...Object.fromEntries(['Int', 'Long', 'Double', 'String', 'Boolean', 'Char'].map((t) => [t, natural])),
      natural,
      ofParts: (orderings: readonly O[]) =>
        ordering((a, b) => {
          const [x, y] = [itemsOfParts(a), itemsOfParts(b)];
          // None comes before Some.
          if (x.length !== y.length) return x.length - y.length;
          for (const [i, part] of x.entries()) {
            const d = orderings[i]!.compare$Object$Object(part, y[i]);
            if (d !== 0) return d;
          }
          return 0;
        }),
      apply: (o: O) => o,
      by: (f: F1, o: O) => ordering((a, b) => o.compare$Object$Object(f.apply$Object(a), f.apply$Object(b))),
      fromLessThan: (f: F2) =>
        ordering((a, b) => (f.apply$Object$Object(a, b) ? -1 : f.apply$Object$Object(b, a) ? 1 : 0)),
      reverse(this: O) {
        return ordering((a, b) => this.compare$Object$Object(b, a));
      },
      gt(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) > 0;
      },
      lt(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) < 0;
      },
      gteq(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) >= 0;
      },
      lteq(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) <= 0;
      },
      equiv(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) === 0;
      },
      max(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) >= 0 ? a : b;
      },
      min(this: O, a: unknown, b: unknown) {
        return this.compare$Object$Object(a, b) <= 0 ? a : b;
      },
      on(this: O, f: F1) {
        return ordering((a, b) => this.compare$Object$Object(f.apply$Object(a), f.apply$Object(b)));
      },
    },
    'Ordering.Simple': {
      compare(this: O, a: unknown, b: unknown) {
        return this.order ? this.order(a, b) : compareTuples(a, b);
      },
    },
    Ordered: {
      compareTo(this: { compare$Object(o: unknown): number }, o: unknown) {
        return this.compare$Object(o);
      },
      $less(this: { compare$Object(o: unknown): number }, o: unknown) {
        return this.compare$Object(o) < 0;
      },
      $greater(this: { compare$Object(o: unknown): number }, o: unknown) {
        return this.compare$Object(o) > 0;
      },
      $less$eq(this: { compare$Object(o: unknown): number }, o: unknown) {
        return this.compare$Object(o) <= 0;
      },
      $greater$eq(this: { compare$Object(o: unknown): number }, o: unknown) {
        return this.compare$Object(o) >= 0;
      },
    },
    OrderedOps: {
      $less: (a: unknown, b: unknown) => compareTuples(a, b) < 0,
      $greater: (a: unknown, b: unknown) => compareTuples(a, b) > 0,
      $less$eq: (a: unknown, b: unknown) => compareTuples(a, b) <= 0,
      $greater$eq: (a: unknown, b: unknown) => compareTuples(a, b) >= 0,
    },
    Numeric: {
      $class: NumericObject,
      of: (type: string) => {
        const made = allocate<N>('scala.math.Numeric$Simple');
        made.type = type;
        return made;
      },
      plus: add,
      minus(this: N, a: unknown, b: unknown) {
        return this.box(num(a) - num(b));
      },
      times,
      div(this: N, a: unknown, b: unknown) {
        return this.box(num(a) / num(b));
      },
      quot(this: N, a: unknown, b: unknown) {
        return this.box(Math.trunc(num(a) / num(b)));
      },
      negate(this: N, a: unknown) {
        return this.box(-num(a));
      },
      abs(this: N, a: unknown) {
        return this.box(Math.abs(num(a)));
      },
      zero(this: N) {
        return this.box(0);
      },
      one(this: N) {
        return this.box(1);
      },
      fromInt(this: N, n: number) {
        return this.box(n);
      },
      toInt: (a: unknown) => Math.trunc(num(a)) | 0,
      toLong: (a: unknown) => Math.trunc(num(a)),
      toDouble: num,
    },
    'Numeric.Simple': { compare: (a: unknown, b: unknown) => compareTuples(a, b) },
    BigInt: {
      $class: BigIntObject,
      'apply(int)': (n: number) => bigInt(BigInt(n)),
      'apply(long)': (n: number | bigint) => bigInt(BigInt(n)),
      'apply(String)': (s: string) => bigInt(parsed(s, 10)),
      $plus: binary((a, b) => a + b),
      $minus: binary((a, b) => a - b),
      $times: binary((a, b) => a * b),
      $div: binary((a, b) => a / nonZero(b)),
      $percent: binary((a, b) => a % nonZero(b)),
      mod: binary((a, b) => ((a % nonZero(b)) + b) % b),
      max: binary((a, b) => (a > b ? a : b)),
      min: binary((a, b) => (a < b ? a : b)),
      gcd: binary((a, b) => {
        let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
        while (y !== 0n) [x, y] = [y, x % y];
        return x;
      }),
      pow(this: B, n: number) {
        return bigInt(this.value ** BigInt(n));
      },
      modPow(this: B, e: B, m: B) {
        let result = 1n;
        let base = this.value % m.value;
        for (let x = e.value; x > 0n; x >>= 1n) {
          if (x & 1n) result = (result * base) % m.value;
          base = (base * base) % m.value;
        }
        return bigInt(result);
      },
      'apply(String,int)': (s: string, radix: number) => bigInt(parsed(s, radix)),
      $div$percent(this: B, o: B) {
        return pair(bigInt(this.value / nonZero(o.value)), bigInt(this.value % o.value));
      },
      $amp: binary((a, b) => a & b),
      $bar: binary((a, b) => a | b),
      $up: binary((a, b) => a ^ b),
      $amp$tilde: binary((a, b) => a & ~b),
      unary_$tilde(this: B) {
        return bigInt(~this.value);
      },
      $less$less(this: B, n: number) {
        return bigInt(this.value << BigInt(n));
      },
      $greater$greater(this: B, n: number) {
        return bigInt(this.value >> BigInt(n));
      },
      testBit(this: B, n: number) {
        return ((this.value >> BigInt(n)) & 1n) === 1n;
      },
      setBit(this: B, n: number) {
        return bigInt(this.value | (1n << BigInt(n)));
      },
      clearBit(this: B, n: number) {
        return bigInt(this.value & ~(1n << BigInt(n)));
      },
      flipBit(this: B, n: number) {
        return bigInt(this.value ^ (1n << BigInt(n)));
      },
      bitCount(this: B) {
        return (this.value < 0n ? ~this.value : this.value).toString(2).replaceAll('0', '').length;
      },
      lowestSetBit(this: B) {
        return this.value === 0n ? -1 : this.value.toString(2).length - this.value.toString(2).lastIndexOf('1') - 1;
      },
      modInverse(this: B, m: B) {
        let [a, b, x, y] = [((this.value % m.value) + m.value) % m.value, m.value, 1n, 0n];
        while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
        if (a !== 1n) raise('java.lang.ArithmeticException', 'BigInteger not invertible.');
        return bigInt(((x % m.value) + m.value) % m.value);
      },
      'toString(int)'(this: B, radix: number) {
        return this.value.toString(radix);
      },
      bigInteger(this: B) {
        return allocate<{ $init$String(s: string): unknown }>('java.math.BigInteger').$init$String(String(this.value));
      },
      isWhole: () => true,
      isValidInt(this: B) {
        return BigInt.asIntN(32, this.value) === this.value;
      },
      isValidLong(this: B) {
        return BigInt.asIntN(64, this.value) === this.value;
      },
      toShort(this: B) {
        return Number(BigInt.asIntN(16, this.value));
      },
      toByte(this: B) {
        return Number(BigInt.asIntN(8, this.value));
      },
      toChar(this: B) {
        return Number(BigInt.asUintN(16, this.value));
      },
      toFloat(this: B) {
        return Math.fround(Number(this.value));
      },
      to(this: B, end: B) {
        return bigRange(this.value, end.value);
      },
      until(this: B, end: B) {
        return bigRange(this.value, end.value - 1n);
      },
      abs(this: B) {
        return bigInt(this.value < 0n ? -this.value : this.value);
      },
      signum(this: B) {
        return this.value > 0n ? 1 : this.value < 0n ? -1 : 0;
      },
      unary_$minus(this: B) {
        return bigInt(-this.value);
      },
      isProbablePrime(this: B) {
        if (this.value < 2n) return false;
        for (let i = 2n; i * i <= this.value; i++) if (this.value % i === 0n) return false;
        return true;
      },
      bitLength(this: B) {
        return (this.value < 0n ? ~this.value : this.value).toString(2).replace(/^0$/, '').length;
      },
      ...Object.fromEntries(
        (
          [
            ['Int', (v: bigint) => Number(BigInt.asIntN(32, v))],
            ['Long', (v: bigint) => Number(BigInt.asIntN(64, v))],
            ['Double', Number],
          ] as const
        ).flatMap(([t, run]) =>
          [`to${t}`, `${t.toLowerCase()}Value`].map((name) => [
            name,
            function (this: B) {
              return run(this.value);
            },
          ]),
        ),
      ),
      floatValue(this: B) {
        return Number(this.value);
      },
      compare(this: B, o: B) {
        return this.compareTo$Object(o);
      },
      compareTo(this: B, o: B) {
        return this.value < o.value ? -1 : this.value > o.value ? 1 : 0;
      },
      ...comparisons,
    },
    BigDecimal: {
      $class: BigDecimalObject,
      'apply(int)': (n: number) => decimal(javaDecimal(String(n))),
      'apply(long)': (n: number) => decimal(javaDecimal(String(n))),
      'apply(double)': (n: number) => decimal(javaDecimal(doubleText(n))),
      'apply(String)': (s: string) => decimal(javaDecimal(s)),
      $plus: rounded('add'),
      $minus: rounded('subtract'),
      $times: rounded('multiply'),
      $div: rounded('divide'),
      'apply(BigInt)': (n: B) => decimal(javaDecimal(String(n.value))),
      valueOf: (n: number) => decimal(javaDecimal(doubleText(n))),
      exact: (s: string) => decimal(javaDecimal(s)),
      $percent: exactly('remainder'),
      remainder: exactly('remainder'),
      quot: exactly('divideToIntegralValue'),
      $div$percent(this: Dec, o: Dec) {
        return pair(exactly('divideToIntegralValue').call(this, o), exactly('remainder').call(this, o));
      },
      min(this: Dec, o: Dec) {
        return this.compareTo$Object(o) <= 0 ? this : o;
      },
      max(this: Dec, o: Dec) {
        return this.compareTo$Object(o) >= 0 ? this : o;
      },
      pow(this: Dec, n: number) {
        return decimal(this.java.pow$int!(n) as JavaDecimal);
      },
      precision(this: Dec) {
        return this.java.precision$!();
      },
      round(this: Dec, mc: unknown) {
        return decimal(this.java.round$MathContext!(mc) as JavaDecimal);
      },
      ulp(this: Dec) {
        return decimal(this.java.ulp$!() as JavaDecimal);
      },
      toBigInt(this: Dec) {
        return bigInt(BigInt(stringOf(this.java.toBigInteger$!())));
      },
      isWhole(this: Dec) {
        return isWhole(this);
      },
      isValidInt(this: Dec) {
        return isWhole(this) && Math.abs(Number(stringOf(this.java))) < 2 ** 31;
      },
      toFloat(this: Dec) {
        return Math.fround(Number(stringOf(this.java)));
      },
      toIntExact(this: Dec) {
        return this.java.intValueExact$!();
      },
      toLongExact(this: Dec) {
        return this.java.longValueExact$!();
      },
      abs(this: Dec) {
        return decimal(this.java.abs$!() as JavaDecimal);
      },
      signum(this: Dec) {
        return this.java.signum$!();
      },
      scale(this: Dec) {
        return this.java.scale$!();
      },
      unary_$minus(this: Dec) {
        return decimal(this.java.negate$!() as JavaDecimal);
      },
      setScale(this: Dec, n: number, mode: { $name: string }) {
        const modes = staticsOf<Record<string, unknown>>('java.math.RoundingMode');
        return decimal(this.java.setScale$int$RoundingMode!(n, modes[`_${mode.$name}`]) as JavaDecimal);
      },
      ...Object.fromEntries(
        ['Int', 'Long', 'Double'].flatMap((t) =>
          [`to${t}`, `${t.toLowerCase()}Value`].map((name) => [
            name,
            function (this: Dec) {
              return this.java[`${t.toLowerCase()}Value$`]!();
            },
          ]),
        ),
      ),
      floatValue(this: Dec) {
        return this.java.doubleValue$!();
      },
      bigDecimal(this: Dec) {
        return this.java;
      },
      compare(this: Dec, o: Dec) {
        return this.compareTo$Object(o);
      },
      compareTo(this: Dec, o: Dec) {
        return this.java.compareTo$BigDecimal!(o.java);
      },
      ...comparisons,
    },
    package$: {
      ...pick('max', Math.max),
      ...pick('min', Math.min),
      ...single('abs', Math.abs),
      pow: (a: number, b: number) => javaMath().pow$double$double!(a, b),
      atan2: Math.atan2,
      hypot: Math.hypot,
      'round(double)': (a: number) => javaMath().round$double!(a),
      'round(float)': (a: number) => javaMath().round$float!(a),
      random: () => javaMath().random$!(),
      IEEEremainder: (a: number, b: number) => javaMath().IEEEremainder$double$double!(a, b),
      copySign: (a: number, b: number) => javaMath().copySign$double$double!(a, b),
      ...Object.fromEntries(
        ['expm1', 'log1p', 'sinh', 'cosh', 'tanh', 'ulp'].map((f) => [f, (a: number) => javaMath()[`${f}$double`]!(a)]),
      ),
      'signum(int)': Math.sign,
      'signum(long)': Math.sign,
      ...Object.fromEntries(
        DOUBLE_FUNCTIONS.map((f) => [`${f}(double)`, (a: number) => javaMath()[`${f}$double`]!(a)]),
      ),
    },
  } as never,
});
