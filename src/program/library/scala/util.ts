/** scala.util.Random and Sorting, breaks, scala.sys, class tags, limits of numbers. */

import { Character } from '../../../flink/api/boxed.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate, isInstance, staticsOf } from '../../link.ts';
import { raise } from '../../runtime/raise.ts';
import { caught } from '../../throwable.ts';
import { library } from '../table.ts';
import { type Coll, type F0, make, mapOf, none, option, unboxedItem } from './collection.ts';
import { endlessStream } from './lazy-streams.ts';
import { BOXES } from './runtime.ts';

library({
  package: 'scala.util',
  stubs: `
public class Random extends java.util.Random { public Random(); public Random(long seed); public Random(int seed); public <T> scala.collection.immutable.List<T> shuffle(scala.collection.immutable.List<T> xs); public <T> scala.collection.Seq<T> shuffle(scala.collection.Seq<T> xs); public String nextString(int n); public char nextPrintableChar(); public scala.collection.immutable.Stream<Character> alphanumeric(); }
public class RandomCompanion extends Random { public static final Random MODULE$; public static String nextString(int n); public static int nextInt(); public static int nextInt(int n); public static double nextDouble(); public static double nextGaussian(); public static boolean nextBoolean(); public static long nextLong(); public static float nextFloat(); public static <T> scala.collection.immutable.List<T> shuffle(scala.collection.immutable.List<T> xs); public static <T> scala.collection.Seq<T> shuffle(scala.collection.Seq<T> xs); public static void setSeed(long seed); public static char nextPrintableChar(); public static scala.collection.immutable.Stream<Character> alphanumeric(); }
public class Sorting { public static void quickSort(int[] a); public static void quickSort(double[] a); public static void quickSort(float[] a); public static void quickSort(long[] a); }
`,
  bodies: {
    Random: {
      'new(int)'(this: { $init$long(seed: number): void }, seed: number) {
        this.$init$long(seed);
      },
      'shuffle(List)': shuffled,
      'shuffle(Seq)': shuffled,
      nextString: textOf,
      nextPrintableChar: printable,
      alphanumeric,
    },
    RandomCompanion: {
      nextString: textOf,
      nextPrintableChar: printable,
      alphanumeric,
      MODULE$: () => allocate<{ $init$(): unknown }>('scala.util.Random').$init$(),
      'shuffle(List)': shuffled,
      'shuffle(Seq)': shuffled,
      setSeed: (seed: unknown) => shared().setSeed$long!(seed),
      ...Object.fromEntries(
        [
          'nextInt()',
          'nextInt(int)',
          'nextDouble()',
          'nextGaussian()',
          'nextBoolean()',
          'nextLong()',
          'nextFloat()',
        ].map((m) => [m, (...args: unknown[]) => shared()[m.replace('(', '$').replace(')', '')]!(...args)]),
      ),
    },
    Sorting: {
      'quickSort(int[])': (a: Int32Array) => void a.sort(),
      'quickSort(double[])': (a: Float64Array) => void a.sort(),
      'quickSort(float[])': (a: Float32Array) => void a.sort(),
      'quickSort(long[])': (a: (number | bigint)[]) => void a.sort((x, y) => (x < y ? -1 : x > y ? 1 : 0)),
    },
  } as never,
});
type RandomMethods = Record<string, (...args: unknown[]) => unknown>;
/** The object scala.util.Random, one a JVM. */
function shared(): RandomMethods {
  return jvm().local('scala.util.Random', () => allocate<RandomMethods>('java.util.Random').$init$!()) as RandomMethods;
}
const randomOf = (self: unknown): RandomMethods =>
  typeof self === 'object' && self !== null && 'nextInt$int' in self ? (self as RandomMethods) : shared();
/** A character of a surrogate's code is not given. */
function textOf(this: unknown, n: number): string {
  const random = randomOf(this);
  return String.fromCharCode(...Array.from({ length: n }, () => (random.nextInt$int!(0xd800 - 1) as number) + 1));
}
function printable(this: unknown): number {
  return (randomOf(this).nextInt$int!(127 - 33) as number) + 33;
}
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
function alphanumeric(this: unknown): Coll {
  const random = randomOf(this);
  return endlessStream(() => Character.valueOf(ALPHANUMERIC.charCodeAt(random.nextInt$int!(62) as number)));
}
function shuffled(this: unknown, xs: Coll): unknown {
  const random = randomOf(this);
  const items = [...xs.items];
  for (let n = items.length; n >= 2; n--) {
    const k = random.nextInt$int!(n) as number;
    [items[n - 1], items[k]] = [items[k], items[n - 1]];
  }
  return make(xs.shape(), items);
}

const BREAKING = {
  *breakable(op: F0): Task<void> {
    try {
      yield* wait(op.apply$() as never);
    } catch (e) {
      if (!isInstance(caught(e), 'scala.util.control.BreakControl')) throw e;
    }
  },
  break$: () => {
    throw allocate<{ $init$(): unknown }>('scala.util.control.BreakControl').$init$();
  },
};
library({
  package: 'scala.util.control',
  stubs: `
import scala.*;
public class Breaks { public Breaks(); @CallsBack public void breakable(Function0<scala.runtime.BoxedUnit> op); public scala.runtime.Nothing$ break$(); }
public class BreaksCompanion { @CallsBack public static void breakable(Function0<scala.runtime.BoxedUnit> op); public static scala.runtime.Nothing$ break$(); }
public class BreakControl extends Throwable { public BreakControl(); }
public class NonFatal { public static boolean apply(Throwable t); }
public class ControlThrowable extends Throwable {} public class NoStackTrace {}
`,
  bodies: {
    Breaks: { 'new()'() {}, ...BREAKING },
    BreaksCompanion: BREAKING,
    BreakControl: { 'new()'() {} },
    NonFatal: { apply: (t: unknown) => !isInstance(t, 'java.lang.VirtualMachineError') },
  } as never,
});

const system = (): Record<string, (...args: unknown[]) => unknown> => staticsOf('java.lang.System');
const property = (key: string): unknown => system().getProperty$String!(key);
library({
  package: 'scala.sys',
  stubs:
    'public class package$ { public static scala.runtime.Nothing$ error(String message); public static scala.runtime.Nothing$ exit(int code); public static scala.runtime.Nothing$ exit(); public static scala.collection.immutable.Map<String, String> env(); public static SystemProperties props(); public static void addShutdownHook(scala.Function0<scala.runtime.BoxedUnit> body); } public class SystemProperties { public scala.Option<String> get(String key); public String apply(String key); public String getOrElse(String key, scala.Function0<String> other); public boolean contains(String key); }',
  bodies: {
    package$: {
      error: (message: string) => raise('java.lang.RuntimeException', message),
      'exit(int)': (code: number) => system().exit$int!(code),
      'exit()': () => system().exit$int!(0),
      env: () => mapOf([]),
      props: () => allocate<object>('scala.sys.SystemProperties'),
      addShutdownHook: () => undefined,
    },
    SystemProperties: {
      get: (key: string) => {
        const value = property(key);
        return value === null ? none() : option(true, value);
      },
      apply: (key: string) => property(key) ?? raise('java.util.NoSuchElementException', `key not found: ${key}`),
      getOrElse: (key: string, other: F0) => property(key) ?? other.apply$(),
      contains: (key: string) => property(key) !== null,
    },
  },
});
library({
  package: 'scala.reflect',
  stubs:
    'public class ClassTag<T> implements java.io.Serializable { public static <T> ClassTag<T> of(String component); public static <T> ClassTag<T> apply(Class<T> c); }\npublic class Manifest<T> extends ClassTag<T> {}',
  bodies: {
    ClassTag: {
      of: () => allocate<object>('scala.reflect.ClassTag'),
      apply: () => allocate<object>('scala.reflect.ClassTag'),
    },
  },
});
const NOT_FINITE = {
  PositiveInfinity: () => Number.POSITIVE_INFINITY,
  NegativeInfinity: () => Number.NEGATIVE_INFINITY,
  NaN: () => Number.NaN,
};
const boxing = (type: string): string => {
  const box = { int: 'Integer', char: 'Character' }[type] ?? type[0]!.toUpperCase() + type.slice(1);
  return `public static ${box} box(${type} x); public static ${type} unbox(Object x);`;
};
library({
  package: 'scala.runtime',
  stubs: `
${[
  ['Int', 'int', '2147483647', '-2147483648'],
  ['Long', 'long', '9223372036854775807L', '-9223372036854775808L'],
  ['Short', 'short', '32767', '-32768'],
  ['Byte', 'byte', '127', '-128'],
]
  .map(
    ([name, type = '', max, min]) =>
      `public class ${name}Companion { public static final ${type} MaxValue = ${max}; public static final ${type} MinValue = ${min}; ${boxing(type)} }`,
  )
  .join('\n')}
public class UnitCompanion { public static final UnitCompanion MODULE$; }
public class BooleanCompanion { ${boxing('boolean')} }
public class CharCompanion { ${boxing('char')} public static final char MaxValue = '\\uffff'; public static final char MinValue = '\\u0000'; }
public class DoubleCompanion { ${boxing('double')} public static final double MaxValue = 1.7976931348623157E308; public static final double MinValue = -1.7976931348623157E308; public static final double MinPositiveValue = 4.9E-324; public static double PositiveInfinity; public static double NegativeInfinity; public static double NaN; }
public class FloatCompanion { ${boxing('float')} public static final float MaxValue = 3.4028235E38f; public static final float MinValue = -3.4028235E38f; public static float PositiveInfinity; public static float NegativeInfinity; public static float NaN; }
`,
  bodies: {
    UnitCompanion: { MODULE$: () => allocate<object>('scala.runtime.UnitCompanion') },
    ...Object.fromEntries(
      ['Int', 'Long', 'Short', 'Byte', 'Char', 'Boolean', 'Double', 'Float'].map((name) => {
        const box = BOXES[name.toLowerCase()] ?? ((x: unknown) => x);
        const members = { box, unbox: unboxedItem };
        return [`${name}Companion`, /Double|Float/.test(name) ? { ...members, ...NOT_FINITE } : members];
      }),
    ),
  } as never,
});
