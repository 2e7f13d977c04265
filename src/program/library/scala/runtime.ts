/** scala.runtime, scala.util, scala.math: what compiled Scala calls. */
import { Byte, Character, Double, Float, Long, Short } from '../../../flink/api/boxed.ts';
import { equals, hashCode, stringOf } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { enterMonitor, type Lock, leaveMonitor } from '../../monitors.ts';
import { Base } from '../../runtime/object.ts';
import { castMessage, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { type Coll, IMM, iteratorOf, make, range } from './collection.ts';
import { anyHash, productHash } from './hashing.ts';
import { entered } from './methods.ts';

function unbox(x: unknown, to = 'Integer'): unknown {
  if (x === null) return 0;
  if (
    x instanceof Long ||
    x instanceof Double ||
    x instanceof Float ||
    x instanceof Short ||
    x instanceof Byte ||
    x instanceof Character
  )
    return x.value;
  if (typeof x === 'number' || typeof x === 'boolean') return x;
  const name = typeof x === 'string' ? 'java.lang.String' : (x as Base).$className();
  return raise('java.lang.ClassCastException', castMessage(name, `java.lang.${to}`));
}
function sameNumber(a: unknown, b: unknown): boolean {
  const number = (x: unknown): boolean =>
    typeof x === 'number' ||
    x instanceof Long ||
    x instanceof Double ||
    x instanceof Float ||
    x instanceof Short ||
    x instanceof Byte ||
    x instanceof Character;
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint are compared by value
  return number(a) && number(b) && (unbox(a) as number) == (unbox(b) as number);
}
function charRange(a: number, b: number): Coll {
  return make(
    'scala.runtime.CharRange',
    Array.from({ length: Math.max(0, b - a) }, (_, i) => Character.valueOf(a + i)),
  );
}
const numbers = (items: unknown[], text: string, name = `${IMM}NumericRange`): Coll =>
  Object.assign(make(name, items), { label: `NumericRange ${text}` });
function longRange(from: number, to: number, inclusive: boolean, step = 1): Coll {
  const items: unknown[] = [];
  for (let x = from; step > 0 ? x < to : x > to; x += step) items.push(Long.valueOf(x));
  if (inclusive && (to - from) % step === 0 && (step > 0 ? from <= to : from >= to)) items.push(Long.valueOf(to));
  const made = numbers(
    items,
    `${from} ${inclusive ? 'to' : 'until'} ${to}${step === 1 ? '' : ` by ${step}`}`,
    'scala.runtime.LongRange',
  );
  return Object.assign(made, { span: [from, to, inclusive] as const });
}
const numericRange = (from: number, to: number, inclusive: boolean): unknown =>
  Object.assign(allocate<object>('scala.runtime.NumericRange'), {
    from,
    to,
    inclusive,
  });
type Lazy = { f: { apply$(): unknown } | null; value: unknown };
type Case = Base & {
  readonly $symbol: {
    readonly name: string;
    readonly fields: Map<string, { readonly type: { readonly kind: string; readonly name?: string } }>;
    readonly decl: { readonly components: readonly { readonly name: string }[] };
  };
};
/** Values in the boxes of their types; an int and a boolean are their own. */
export const BOXES: Readonly<Record<string, (x: number) => unknown>> = {
  long: (x) => Long.valueOf(x),
  double: (x) => new Double(x),
  float: (x) => new Float(x),
  char: (x) => Character.valueOf(x),
  short: (x) => Short.valueOf(x),
  byte: (x) => Byte.valueOf(x),
};
export function caseValues(o: unknown): unknown[] {
  const { $symbol } = o as Case;
  return $symbol.decl.components.map((c) => {
    const value = (o as Record<string, unknown>)[c.name];
    const type = $symbol.fields.get(c.name)?.type;
    return type?.kind === 'primitive' && BOXES[type.name!] ? BOXES[type.name!]!(value as number) : value;
  });
}
const rich = (type: string, integral: boolean): string => `public class Rich${type[0]!.toUpperCase()}${type.slice(1)} {
  public static ${type} max(${type} self, ${type} o); public static ${type} min(${type} self, ${type} o); public static ${type} abs(${type} self); public static int compare(${type} self, ${type} o); public static int signum(${type} self);
  ${integral ? 'public static scala.collection.immutable.Range.Inclusive to(int self, int end); public static scala.collection.immutable.Range.Inclusive to(int self, int end, int step); public static scala.collection.immutable.Range until(int self, int end, int step); public static scala.collection.immutable.Range until(int self, int end); public static String toHexString(int self); public static String toBinaryString(int self); public static String toOctalString(int self); public static double toRadians(int self); public static boolean isValidByte(int self); public static boolean isValidShort(int self); public static boolean isValidChar(int self); public static boolean isValidInt(int self); public static boolean isWhole(int self); public static int round(int self); public static double toDegrees(int self);' : 'public static long round(double self); public static double ceil(double self); public static double floor(double self); public static boolean isNaN(double self); public static boolean isInfinity(double self); public static boolean isPosInfinity(double self); public static double toRadians(double self); public static double toDegrees(double self); public static NumericRange to(double self, double end); public static NumericRange until(double self, double end); public static boolean isWhole(double self); public static boolean isNegInfinity(double self); public static boolean isValidInt(double self);'} }`;
const number = {
  max: (a: number, b: number) => (a >= b ? a : b),
  min: (a: number, b: number) => (a <= b ? a : b),
  abs: (a: number) => (a === -2147483648 ? a : a < 0 ? -a : a),
  compare: (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0),
  signum: (a: number) => (a < 0 ? -1 : a > 0 ? 1 : 0),
};
library({
  package: 'scala.runtime',
  stubs: `
public class Nothing$ extends Throwable {}
public class BoxedUnit { public static final BoxedUnit UNIT; }
public class ObjectRef implements java.io.Serializable { public ObjectRef(); public Object elem; }
public interface ByName<T> extends scala.Function0<T> {}
public class LazyRef<T> implements java.io.Serializable { public LazyRef(); public void set(scala.Function0<T> f); public T get(); }
public class NonLocalReturnControl extends Throwable { public NonLocalReturnControl(Object key, Object value); public Object key; public Object value; }
public class BoxesRunTime {
  public static boolean equals(Object a, Object b); public static Object box(Object x);
  public static int unboxToInt(Object x); public static long unboxToLong(Object x); public static double unboxToDouble(Object x); public static float unboxToFloat(Object x); public static short unboxToShort(Object x); public static byte unboxToByte(Object x); public static char unboxToChar(Object x); public static boolean unboxToBoolean(Object x);
}
public class ScalaRunTime { public static boolean isArray(Object x); public static boolean caseEquals(Object a, Object b); public static boolean caseCanEqual(Object a, Object b); public static int caseHash(Object a); public static String caseText(Object a); public static int caseArity(Object a); public static Object caseElement(Object a, int i); public static String casePrefix(Object a); public static scala.collection.Iterator<Object> caseIterator(Object a); }
public class AnyOps { public static <A, B> scala.Tuple2<A, B> $minus$greater(A self, B o); public static String formatted(Object self, String f); public static int $hash$hash(Object self); @CallsBack public static <T> T synchronized$(Object self, scala.Function0<T> body); public static <A> A ensuring(A self, boolean b); }
${rich('int', true)} ${rich('double', false)}
public class RichLong { public static boolean isNaN(double self); public static boolean isInfinity(double self); public static long max(long self, long o); public static long min(long self, long o); public static long abs(long self); public static int compare(long self, long o); public static int signum(long self); public static String toHexString(long self); public static String toBinaryString(long self); public static String toOctalString(long self); public static boolean isValidInt(long self); public static boolean isWhole(long self); public static LongRange to(long self, long end); public static LongRange until(long self, long end); }
public class LongRange extends scala.collection.immutable.NumericRange<Long> { public scala.collection.immutable.NumericRange<Long> by(long step); }
public class PartialFunctions { public static void entered(); }
public class NumericRange { public scala.collection.immutable.NumericRange<Double> by(double step); }
public class RichFloat { public static int round(float self); public static float ceil(float self); public static float floor(float self); public static boolean isNaN(float self); public static boolean isInfinity(float self); public static int compare(float self, float o); public static int signum(float self); public static float max(float self, float o); public static float min(float self, float o); public static float abs(float self); }
public class RichChar { public static char max(char self, char o); public static char min(char self, char o); public static boolean isControl(char self); public static boolean isSpaceChar(char self); public static char toTitleCase(char self); public static int getNumericValue(char self); public static boolean isDigit(char self); public static boolean isLetter(char self); public static boolean isUpper(char self); public static boolean isLower(char self); public static char toUpper(char self); public static char toLower(char self); public static int asDigit(char self); public static boolean isLetterOrDigit(char self); public static boolean isWhitespace(char self); public static int compare(char self, char o); public static CharRange to(char self, char end); public static CharRange to(char self, char end, int step); public static CharRange until(char self, char end); }
public class CharRange extends scala.collection.immutable.Vector<Character> { public scala.collection.immutable.Vector<Character> by(int step); }
`,
  bodies: {
    BoxedUnit: {
      $class: class extends Base {
        override $toString(): string {
          return '()';
        }
        override $hashCode(): number {
          return 0;
        }
        override $equals(o: unknown): boolean {
          return (o as Base | null)?.$className?.() === 'scala.runtime.BoxedUnit';
        }
      },
      UNIT: () => allocate<Base>('scala.runtime.BoxedUnit'),
    },
    ObjectRef: { 'new()'() {} },
    LazyRef: {
      $class: class extends Base {
        f: { apply$(): unknown } | null = null;
        value: unknown = undefined;
      },
      'new()'() {},
      set(this: Lazy, f: Lazy['f']) {
        this.f = f;
      },
      get(this: Lazy) {
        if (this.f) {
          const { f } = this;
          this.value = f.apply$();
          this.f = null;
        }
        return this.value;
      },
    },
    NonLocalReturnControl: {
      new(this: { key: unknown; value: unknown }, key: unknown, value: unknown) {
        this.key = key;
        this.value = value;
      },
    },
    BoxesRunTime: {
      equals: (a: unknown, b: unknown) => equals(a, b) || sameNumber(a, b),
      ...Object.fromEntries(
        ['Int', 'Long', 'Double', 'Float', 'Short', 'Byte', 'Char'].map((t) => [
          `unboxTo${t}`,
          (x: unknown) => unbox(x, { Int: 'Integer', Char: 'Character' }[t] ?? t),
        ]),
      ),
      box: (x: unknown) => x,
      unboxToBoolean: (x: unknown) => (x === null ? false : x),
    },
    ScalaRunTime: {
      isArray: (x: unknown) => Array.isArray(x) || ArrayBuffer.isView(x),
      caseEquals: (a: Case, b: Case | null) =>
        a === b ||
        (b !== null &&
          typeof b === 'object' &&
          b.$symbol === a.$symbol &&
          caseValues(a).every((x, i) => equals(x, caseValues(b)[i]))),
      caseCanEqual: (a: Case, b: Case | null) => b?.$symbol === a.$symbol,
      caseHash: (a: Case) =>
        a.$symbol.decl.components.length === 0
          ? hashCode(a.$symbol.name.replace(/\$$/, ''))
          : productHash(caseValues(a)),
      caseText: (a: Case) =>
        a.$symbol.name.endsWith('$')
          ? a.$symbol.name.slice(0, -1)
          : `${a.$symbol.name}(${caseValues(a).map(stringOf).join(',')})`,
      caseArity: (a: Case) => a.$symbol.decl.components.length,
      casePrefix: (a: Case) => a.$symbol.name.replace(/\$$/, ''),
      caseIterator: (a: Case) => iteratorOf(caseValues(a)),
      caseElement: (a: Case, i: number) => caseValues(a)[i],
    },
    AnyOps: {
      $hash$hash: anyHash,
      *synchronized$(self: Lock, body: { apply$(): unknown }): Task<unknown> {
        const entered = enterMonitor(self);
        if (entered) yield* entered;
        try {
          return yield* wait(body.apply$() as never) as Task<unknown>;
        } finally {
          leaveMonitor(self);
        }
      },
      ensuring: (a: unknown) => a,
      $minus$greater: (a: unknown, b: unknown) => {
        const t = allocate<{ _1: unknown; _2: unknown }>('scala.Tuple2');
        t._1 = a;
        t._2 = b;
        return t;
      },
    },
    RichInt: {
      ...number,
      'to(int,int)': (a: number, b: number) => range(a, b, true),
      'until(int,int)': (a: number, b: number) => range(a, b, false),
      'to(int,int,int)': (a: number, b: number, step: number) => range(a, b, true, step),
      'until(int,int,int)': (a: number, b: number, step: number) => range(a, b, false, step),
      toHexString: (a: number) => (a >>> 0).toString(16),
      toBinaryString: (a: number) => (a >>> 0).toString(2),
      toOctalString: (a: number) => (a >>> 0).toString(8),
      toRadians: (a: number) => (a * Math.PI) / 180,
      toDegrees: (a: number) => (a * 180) / Math.PI,
      isValidByte: (a: number) => a >= -128 && a <= 127,
      isValidShort: (a: number) => a >= -32768 && a <= 32767,
      isValidChar: (a: number) => a >= 0 && a <= 65535,
      isValidInt: () => true,
      isWhole: () => true,
      round: (a: number) => a,
    },
    RichDouble: {
      ...number,
      round: (a: number) => Math.floor(a + 0.5),
      ceil: Math.ceil,
      floor: Math.floor,
      isNaN: Number.isNaN,
      isInfinity: (a: number) => Math.abs(a) === Number.POSITIVE_INFINITY,
      isPosInfinity: (a: number) => a === Number.POSITIVE_INFINITY,
      isWhole: (a: number) => Number.isInteger(a),
      isNegInfinity: (a: number) => a === Number.NEGATIVE_INFINITY,
      isValidInt: (a: number) => (a | 0) === a,
      toRadians: (a: number) => (a * Math.PI) / 180,
      toDegrees: (a: number) => (a * 180) / Math.PI,
      to: (a: number, b: number) => numericRange(a, b, true),
      until: (a: number, b: number) => numericRange(a, b, false),
    },
    RichLong: {
      ...number,
      isNaN: () => false,
      isInfinity: () => false,
      toHexString: (a: number | bigint) => BigInt.asUintN(64, BigInt(a)).toString(16),
      toBinaryString: (a: number | bigint) => BigInt.asUintN(64, BigInt(a)).toString(2),
      toOctalString: (a: number | bigint) => BigInt.asUintN(64, BigInt(a)).toString(8),
      isValidInt: (a: number | bigint) => BigInt.asIntN(32, BigInt(a)) === BigInt(a),
      isWhole: () => true,
      to: (a: number, b: number) => longRange(a, b, true),
      until: (a: number, b: number) => longRange(a, b, false),
    },
    LongRange: {
      by(this: Coll & { span: readonly [number, number, boolean] }, step: number) {
        return longRange(...this.span, step);
      },
    },
    CharRange: {
      by(this: Coll, step: number) {
        return make(
          'scala.collection.immutable.Vector',
          this.items.filter((_, i) => i % step === 0),
        );
      },
    },
    PartialFunctions: { entered },
    NumericRange: {
      by(this: { from: number; to: number; inclusive: boolean }, step: number) {
        const out: unknown[] = [];
        for (let i = 0; ; i++) {
          const x = this.from + i * step;
          if (this.inclusive ? x > this.to : x >= this.to) break;
          out.push(new Double(x));
        }
        const text = (n: number): string => stringOf(new Double(n));
        return numbers(out, `${text(this.from)} ${this.inclusive ? 'to' : 'until'} ${text(this.to)} by ${text(step)}`);
      },
    },
    RichFloat: {
      ...number,
      round: (a: number) => Math.floor(a + 0.5),
      ceil: Math.ceil,
      floor: Math.floor,
      isNaN: Number.isNaN,
      isInfinity: (a: number) => Math.abs(a) === Number.POSITIVE_INFINITY,
    },
    RichChar: {
      isDigit: (c: number) => /\p{Nd}/u.test(String.fromCharCode(c)),
      isLetter: (c: number) => /\p{L}/u.test(String.fromCharCode(c)),
      isUpper: (c: number) => /\p{Lu}/u.test(String.fromCharCode(c)),
      isLower: (c: number) => /\p{Ll}/u.test(String.fromCharCode(c)),
      toUpper: (c: number) => String.fromCharCode(c).toUpperCase().charCodeAt(0),
      toLower: (c: number) => String.fromCharCode(c).toLowerCase().charCodeAt(0),
      max: (a: number, b: number) => Math.max(a, b),
      min: (a: number, b: number) => Math.min(a, b),
      isControl: (c: number) => c < 32 || (c >= 127 && c < 160),
      isSpaceChar: (c: number) => /\p{Z}/u.test(String.fromCharCode(c)),
      toTitleCase: (c: number) => String.fromCharCode(c).toUpperCase().charCodeAt(0),
      getNumericValue: (c: number) => (c < 58 ? c - 48 : (c | 32) - 87),
      asDigit: (c: number) => (c < 58 ? c - 48 : (c | 32) - 87),
      isLetterOrDigit: (c: number) => /[\p{L}\p{Nd}]/u.test(String.fromCharCode(c)),
      isWhitespace: (c: number) => /\s/.test(String.fromCharCode(c)),
      compare: number.compare,
      'to(char,char)': (a: number, b: number) => charRange(a, b + 1),
      'to(char,char,int)': (a: number, b: number, step: number) =>
        make(
          'scala.collection.immutable.Vector',
          charRange(a, b + 1).items.filter((_, i) => i % step === 0),
        ),
      until: charRange,
    },
  },
});
