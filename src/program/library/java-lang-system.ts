/** System, Class, java.io, java.nio, java.net, java.util.concurrent. */

import './java-concurrent.ts';
import { Long } from '../../flink/api/boxed.ts';
import { SystemExit } from '../../flink/api/jar.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { identityHash } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { arrayOf } from '../arrays.ts';
import { jvm, wait } from '../jvm.ts';
import { classInfo, classObject, isInstance, JavaClass, linkClass, type RuntimeType, typeText } from '../link.ts';
import { type ArrayListObject, type JavaIterable, newArrayList } from '../runtime/collections.ts';
import { format } from '../runtime/format.ts';
import { HashMapObject, type HashSetObject } from '../runtime/maps.ts';
import { doubleToString, floatToString, narrowLong } from '../runtime/numbers.ts';
import { Base, classNameOf, equals, stringOf } from '../runtime/object.ts';
import { Raise, raise } from '../runtime/raise.ts';
import { charsToString } from './lang-objects.ts';
import { library } from './table.ts';

/** PrintStream and PrintWriter; where the text goes is asked of the JVM at each call. */
export class PrintObject extends Base {
  target: 'out' | 'err' | 'text' = 'out';
  text = '';

  write(text: string): void {
    if (this.target === 'out') jvm().ref.out(text);
    else if (this.target === 'err') jvm().ref.err(text);
    else this.text += text;
  }
}
type P = PrintObject;
const PRINTED: readonly (readonly [string, (value: never) => string])[] = [
  ['boolean', (value: boolean) => String(value)],
  ['char', (value: number) => String.fromCharCode(value)],
  ['int', (value: number) => String(value)],
  ['long', (value: LongValue) => String(value)],
  ['float', (value: number) => floatToString(value)],
  ['double', (value: number) => doubleToString(value)],
  ['char[]', (value: Uint16Array) => charsToString(value)],
  ['String', (value: string | null) => String(value)],
  ['Object', (value: unknown) => stringOf(value)],
];
const printStubs = (type: string): string => `
  ${PRINTED.map(([t]) => `public void print(${t} value); public void println(${t} value);`).join(' ')}
  public void println(); public ${type} printf(String format, Object... args); public ${type} printf(java.util.Locale l, String format, Object... args); public ${type} format(String format, Object... args); public ${type} append(CharSequence text); public ${type} append(char c); public void write(int b); public void flush(); public void close();`;
const printBodies = {
  ...Object.fromEntries(
    PRINTED.flatMap(([type, print]) => [
      [
        `print(${type})`,
        function (this: P, value: never) {
          this.write(print(value));
        },
      ],
      [
        `println(${type})`,
        function (this: P, value: never) {
          this.write(`${print(value)}\n`);
        },
      ],
    ]),
  ),
  'println()'(this: P) {
    this.write('\n');
  },
  'printf(String,Object[])'(this: P, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  'printf(Locale,String,Object[])'(this: P, _locale: unknown, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  format(this: P, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  'append(CharSequence)'(this: P, text: unknown) {
    this.write(stringOf(text));
    return this;
  },
  'append(char)'(this: P, code: number) {
    this.write(String.fromCharCode(code));
    return this;
  },
  write(this: P, code: number) {
    this.write(String.fromCharCode(code & 255));
  },
  flush() {},
  close() {},
};
function printer(target: 'out' | 'err'): () => PrintObject {
  return () => {
    const stream = new (linkClass('java.io.PrintStream') as unknown as new () => PrintObject)();
    stream.target = target;
    return stream;
  };
}
const PROPERTIES: Readonly<Record<string, string>> = {
  'java.version': '1.8.0_212',
  'java.vendor': 'Oracle Corporation',
  'os.name': 'Linux',
  'os.arch': 'amd64',
  'user.name': 'root',
  'user.home': '/root',
  'user.dir': '/root',
  'user.timezone': 'UTC',
  'file.separator': '/',
  'path.separator': ':',
  'line.separator': '\n',
  'file.encoding': 'UTF-8',
  'java.io.tmpdir': '/tmp',
};
const properties = (): Map<string, string> =>
  jvm().local('system properties', () => new Map(Object.entries(PROPERTIES)));

function arraycopy(
  from: { length: number; [i: number]: unknown },
  at: number,
  to: { length: number; [i: number]: unknown },
  toAt: number,
  n: number,
): void {
  if (from === null || to === null) raise('NullPointerException');
  if (at < 0 || toAt < 0 || n < 0 || at + n > from.length || toAt + n > to.length) {
    const last = at + n > from.length;
    raise(
      'ArrayIndexOutOfBoundsException',
      `arraycopy: last ${last ? 'source' : 'destination'} index ${last ? at + n : toAt + n} out of bounds for length ${last ? from.length : to.length}`,
    );
  }
  const part = Array.from({ length: n }, (_, i) => from[at + i]);
  for (let i = 0; i < n; i++) to[toAt + i] = part[i];
}

const nameOf = (type: RuntimeType): string => (type.kind === 'array' ? arrayName(type) : typeText(type));
function arrayName(type: RuntimeType): string {
  if (type.kind === 'array') return `[${arrayName(type.of)}`;
  const codes: Readonly<Record<string, string>> = {
    int: 'I',
    long: 'J',
    double: 'D',
    float: 'F',
    boolean: 'Z',
    char: 'C',
    byte: 'B',
    short: 'S',
  };
  return type.kind === 'primitive' ? codes[type.name]! : `L${typeText(type)};`;
}
const simple = (type: RuntimeType, info: JavaClass['info']): string =>
  type.kind === 'array' ? `${simple(type.of, null)}[]` : info ? info.simpleName : typeText(type).replace(/^.*[.$]/, '');

library({
  package: 'java.lang',
  stubs: `
public final class System {
  public static final java.io.PrintStream out; public static final java.io.PrintStream err; public static final java.io.InputStream in;
  public static long currentTimeMillis(); public static long nanoTime(); public static void arraycopy(Object src, int srcPos, Object dest, int destPos, int length); public static int identityHashCode(Object o);
  public static String getProperty(String key); public static String getProperty(String key, String otherwise); public static String setProperty(String key, String value); public static java.util.Properties getProperties();
  public static String lineSeparator(); public static String getenv(String name); public static java.util.Map<String, String> getenv(); public static void exit(int status); public static void gc();
}
public class Runtime { public static Runtime getRuntime(); public int availableProcessors(); public long totalMemory(); public long freeMemory(); public long maxMemory(); public void gc(); public void addShutdownHook(Thread hook); }
public final class Class<T> implements java.io.Serializable {
  public String getName(); public String getSimpleName(); public String getTypeName(); public String getCanonicalName(); public String getPackageName(); public String toString(); public boolean isInstance(Object o); public boolean isInterface(); public boolean isArray(); public boolean isEnum(); public boolean isPrimitive();
  public T cast(Object o); public T[] getEnumConstants(); public Class<? super T> getSuperclass(); public ClassLoader getClassLoader(); public int hashCode(); public boolean equals(Object o);
  @NotSimulated public static Class<?> forName(String name) throws ClassNotFoundException; @NotSimulated public T newInstance() throws InstantiationException, IllegalAccessException; @NotSimulated public java.net.URL getResource(String name); @NotSimulated public java.io.InputStream getResourceAsStream(String name);
}`,
  bodies: {
    System: {
      out: printer('out'),
      err: printer('err'),
      in: () => null,
      currentTimeMillis: () => Math.floor(jvm().ref.currentTimeMillis()),
      nanoTime: () => {
        const ms = jvm().ref.currentTimeMillis();
        const nanos = BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.floor((ms % 1) * 1e6));
        return narrowLong(nanos - 1_600_000_000_000_000_000n);
      },
      arraycopy,
      identityHashCode: (object: unknown) => (object === null ? 0 : identityHash(object as object)),
      'getProperty(String)': (key: string) => properties().get(key) ?? null,
      'getProperty(String,String)': (key: string, otherwise: string) => properties().get(key) ?? otherwise,
      setProperty: (key: string, value: string) => {
        const old = properties().get(key) ?? null;
        properties().set(key, value);
        return old;
      },
      getProperties: () => {
        const out = new (linkClass('java.util.Properties') as unknown as new () => HashMapObject)();
        for (const [k, v] of properties()) out.put$Object$Object(k, v);
        return out;
      },
      lineSeparator: () => '\n',
      'getenv(String)': () => null,
      'getenv()': () => new (linkClass('java.util.HashMap') as unknown as new () => HashMapObject)(),
      exit: (status: number) => {
        throw new SystemExit(status);
      },
      gc() {},
    },
    Runtime: {
      getRuntime: () => jvm().local('runtime', () => new (linkClass('java.lang.Runtime'))()),
      availableProcessors: () => 4,
      totalMemory: () => 268435456,
      freeMemory: () => 201326592,
      maxMemory: () => 4294967296,
      gc() {},
      addShutdownHook() {},
    },
    Class: {
      $class: JavaClass,
      getName(this: JavaClass) {
        return nameOf(this.type);
      },
      getSimpleName(this: JavaClass) {
        return simple(this.type, this.info);
      },
      getTypeName(this: JavaClass) {
        return typeText(this.type);
      },
      getCanonicalName(this: JavaClass) {
        return typeText(this.type).replace(/\$/g, '.');
      },
      getPackageName(this: JavaClass) {
        return typeText(this.type).replace(/\.?[^.]*$/, '');
      },
      toString(this: JavaClass) {
        const kind =
          this.type.kind === 'primitive'
            ? ''
            : this.info?.kind === 'interface' || this.info?.kind === 'annotation'
              ? 'interface '
              : 'class ';
        return kind + nameOf(this.type);
      },
      isInstance(this: JavaClass, value: unknown) {
        return this.type.kind === 'class' && isInstance(value, this.type.name);
      },
      isInterface(this: JavaClass) {
        return this.info?.kind === 'interface' || this.info?.kind === 'annotation';
      },
      isArray(this: JavaClass) {
        return this.type.kind === 'array';
      },
      isEnum(this: JavaClass) {
        return this.info?.kind === 'enum';
      },
      isPrimitive(this: JavaClass) {
        return this.type.kind === 'primitive';
      },
      cast(this: JavaClass, value: unknown) {
        if (value === null || (this.type.kind === 'class' && isInstance(value, this.type.name))) return value;
        return raise('ClassCastException', `Cannot cast ${classNameOf(value)} to ${nameOf(this.type)}`);
      },
      getEnumConstants(this: JavaClass) {
        const values = (this.info?.constructor as unknown as Record<string, (() => unknown) | undefined> | null)?.[
          'values$'
        ];
        return values ? values.call(this.info!.constructor) : null;
      },
      getSuperclass(this: JavaClass) {
        const parent = this.info?.superclass;
        return parent ? classObject({ ...parent, args: [] } as RuntimeType) : null;
      },
      getClassLoader: () => null,
      hashCode(this: JavaClass) {
        return identityHash(this);
      },
      equals(this: JavaClass, other: unknown) {
        return this === other;
      },
    },
  },
});

/** Object.getClass for any value. */
export function classOfValue(value: unknown): JavaClass {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const names: Readonly<Record<string, string>> = {
      Int32Array: 'int',
      Int8Array: 'byte',
      Int16Array: 'short',
      Uint16Array: 'char',
      Float32Array: 'float',
      Float64Array: 'double',
    };
    const name =
      (value as { $component?: string }).$component ?? names[(value as object).constructor.name] ?? 'java.lang.Object';
    return classObject({
      kind: 'array',
      of:
        name === 'long' || name === 'boolean' || name in names || Object.values(names).includes(name)
          ? { kind: 'primitive', name }
          : { kind: 'class', name, args: [] },
    });
  }
  const info = typeof value === 'object' ? classInfo(value) : null;
  return classObject({ kind: 'class', name: info?.name ?? classNameOf(value), args: [] });
}

const UNITS = {
  NANOSECONDS: 1n,
  MICROSECONDS: 1000n,
  MILLISECONDS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  DAYS: 86_400_000_000_000n,
} as const;
type Unit = { $name: keyof typeof UNITS };
const convertTo = (n: LongValue, from: Unit, to: keyof typeof UNITS): LongValue => {
  const wide = (BigInt(n) * UNITS[from.$name]) / UNITS[to];
  return narrowLong(
    wide > 0x7fffffffffffffffn ? 0x7fffffffffffffffn : wide < -0x8000000000000000n ? -0x8000000000000000n : wide,
  );
};

/** AtomicInteger, AtomicLong, AtomicReference, AtomicBoolean. */
class AtomicObject extends Base {
  value: unknown = 0;
  override $toString(): string {
    return stringOf(this.value);
  }
}
type A = AtomicObject;
type Fn = Record<string, (...args: unknown[]) => unknown>;
function atomic(type: 'int' | 'long') {
  const p = type === 'int' ? 'Int' : 'Long';
  const add = (a: unknown, b: unknown): LongValue =>
    type === 'int' ? ((a as number) + (b as number)) | 0 : narrowLong(BigInt(a as number) + BigInt(b as number));
  const change = (self: A, value: unknown, before: boolean): unknown => {
    const old = self.value;
    self.value = value;
    return before ? old : value;
  };
  return {
    stubs: `public class Atomic${type === 'int' ? 'Integer' : 'Long'} extends Number { public Atomic${type === 'int' ? 'Integer' : 'Long'}(); public Atomic${type === 'int' ? 'Integer' : 'Long'}(${type} value); public ${type} get(); public void set(${type} value); public void lazySet(${type} value); public ${type} getAndSet(${type} value); public boolean compareAndSet(${type} expected, ${type} value);
  public ${type} getAndIncrement(); public ${type} getAndDecrement(); public ${type} getAndAdd(${type} n); public ${type} incrementAndGet(); public ${type} decrementAndGet(); public ${type} addAndGet(${type} n); public ${type} updateAndGet(${p}UnaryOperator f); public ${type} getAndUpdate(${p}UnaryOperator f); public ${type} accumulateAndGet(${type} x, ${p}BinaryOperator f);
  public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public String toString(); }`,
    bodies: {
      $class: class extends AtomicObject {},
      'new()'() {},
      [`new(${type})`](this: A, value: unknown) {
        this.value = value;
      },
      get(this: A) {
        return this.value;
      },
      set(this: A, value: unknown) {
        this.value = value;
      },
      lazySet(this: A, value: unknown) {
        this.value = value;
      },
      getAndSet(this: A, value: unknown) {
        return change(this, value, true);
      },
      compareAndSet(this: A, expected: unknown, value: unknown) {
        if (this.value !== expected) return false;
        this.value = value;
        return true;
      },
      getAndIncrement(this: A) {
        return change(this, add(this.value, 1), true);
      },
      getAndDecrement(this: A) {
        return change(this, add(this.value, -1), true);
      },
      getAndAdd(this: A, n: unknown) {
        return change(this, add(this.value, n), true);
      },
      incrementAndGet(this: A) {
        return change(this, add(this.value, 1), false);
      },
      decrementAndGet(this: A) {
        return change(this, add(this.value, -1), false);
      },
      addAndGet(this: A, n: unknown) {
        return change(this, add(this.value, n), false);
      },
      updateAndGet(this: A, f: Fn) {
        return change(this, f[`applyAs${p}$${type}`]!(this.value), false);
      },
      getAndUpdate(this: A, f: Fn) {
        return change(this, f[`applyAs${p}$${type}`]!(this.value), true);
      },
      accumulateAndGet(this: A, x: unknown, f: Fn) {
        return change(this, f[`applyAs${p}$${type}$${type}`]!(this.value, x), false);
      },
      intValue(this: A) {
        return Number(BigInt.asIntN(32, BigInt(this.value as number)));
      },
      longValue(this: A) {
        return this.value;
      },
      floatValue(this: A) {
        return Math.fround(Number(this.value));
      },
      doubleValue(this: A) {
        return Number(this.value);
      },
    },
  };
}
const [atomicInt, atomicLong] = [atomic('int'), atomic('long')];
library({
  package: 'java.util.concurrent.atomic',
  stubs: `${atomicInt.stubs}\n${atomicLong.stubs}
public class AtomicBoolean { public AtomicBoolean(); public AtomicBoolean(boolean value); public boolean get(); public void set(boolean value); public boolean getAndSet(boolean value); public boolean compareAndSet(boolean expected, boolean value); public String toString(); }
public class AtomicReference<V> { public AtomicReference(); public AtomicReference(V value); public V get(); public void set(V value); public V getAndSet(V value); public boolean compareAndSet(V expected, V value); public V updateAndGet(UnaryOperator<V> f); public String toString(); }
public class LongAdder extends Number { public LongAdder(); public void add(long n); public void increment(); public void decrement(); public long sum(); public void reset(); public int intValue(); public long longValue(); public float floatValue(); public double doubleValue(); public String toString(); }`,
  bodies: {
    AtomicInteger: atomicInt.bodies,
    AtomicLong: atomicLong.bodies,
    AtomicBoolean: {
      $class: class extends AtomicObject {
        override value: unknown = false;
      },
      'new()'() {},
      'new(boolean)': atomicInt.bodies.set,
      get: atomicInt.bodies.get,
      set: atomicInt.bodies.set,
      getAndSet: atomicInt.bodies.getAndSet,
      compareAndSet: atomicInt.bodies.compareAndSet,
    },
    AtomicReference: {
      $class: class extends AtomicObject {
        override value: unknown = null;
      },
      'new()'() {},
      'new(Object)': atomicInt.bodies.set,
      get: atomicInt.bodies.get,
      set: atomicInt.bodies.set,
      getAndSet: atomicInt.bodies.getAndSet,
      compareAndSet: atomicInt.bodies.compareAndSet,
      updateAndGet(this: A, f: Fn) {
        this.value = f['apply$Object']!(this.value);
        return this.value;
      },
    },
    LongAdder: {
      $class: class extends AtomicObject {},
      new() {},
      add(this: A, n: LongValue) {
        this.value = narrowLong(BigInt(this.value as number) + BigInt(n));
      },
      increment: atomicLong.bodies.incrementAndGet,
      decrement: atomicLong.bodies.decrementAndGet,
      sum: atomicInt.bodies.get,
      reset(this: A) {
        this.value = 0;
      },
      intValue: atomicInt.bodies.intValue,
      longValue: atomicInt.bodies.longValue,
      floatValue: atomicInt.bodies.floatValue,
      doubleValue: atomicInt.bodies.doubleValue,
    },
  },
});
library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public enum TimeUnit { ${Object.keys(UNITS).join(', ')};
  public long convert(long n, TimeUnit unit); public long toNanos(long n); public long toMicros(long n); public long toMillis(long n); public long toSeconds(long n); public long toMinutes(long n); public long toHours(long n); public long toDays(long n); @Blocks public void sleep(long n) throws InterruptedException; }
public interface ConcurrentMap<K, V> extends Map<K, V> {}
public class ConcurrentHashMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, java.io.Serializable { public ConcurrentHashMap(); public ConcurrentHashMap(int capacity); public ConcurrentHashMap(Map<? extends K, ? extends V> m); public static <T> Set<T> newKeySet(); }
public class ConcurrentLinkedQueue<E> extends LinkedList<E> { public ConcurrentLinkedQueue(); }
public interface BlockingQueue<E> extends Queue<E> { void put(E e) throws InterruptedException; @NotSimulated E take() throws InterruptedException; }
public class LinkedBlockingQueue<E> extends LinkedList<E> implements BlockingQueue<E> { public LinkedBlockingQueue(); public LinkedBlockingQueue(int capacity); public void put(E e) throws InterruptedException; @NotSimulated public E take() throws InterruptedException; }
public class ArrayBlockingQueue<E> extends LinkedBlockingQueue<E> { public ArrayBlockingQueue(int capacity); }
public class CopyOnWriteArrayList<E> extends ArrayList<E> { public CopyOnWriteArrayList(); public CopyOnWriteArrayList(Collection<? extends E> c); }
public class ThreadLocalRandom extends Random { public static ThreadLocalRandom current(); public int nextInt(int origin, int bound); public long nextLong(long bound); public long nextLong(long origin, long bound); public double nextDouble(double bound); public double nextDouble(double origin, double bound); }
public interface Callable<V> { V call() throws Exception; }
@NotSimulated public class FutureTask<V> implements Future<V>, Runnable { public FutureTask(Callable<V> task); public void run(); }
@NotSimulated public interface ScheduledExecutorService extends ExecutorService {}
@NotSimulated public interface ScheduledFuture<V> extends Future<V> {}
@NotSimulated public interface ThreadFactory { Thread newThread(Runnable r); }
@NotSimulated public class Semaphore { public Semaphore(int n); }
@NotSimulated public class CyclicBarrier { public CyclicBarrier(int n); }
`,
  bodies: {
    TimeUnit: {
      convert(this: Unit, n: LongValue, unit: Unit) {
        return convertTo(n, unit, this.$name);
      },
      ...Object.fromEntries(
        (Object.keys(UNITS) as (keyof typeof UNITS)[]).map((name) => {
          const short =
            { NANOSECONDS: 'Nanos', MICROSECONDS: 'Micros', MILLISECONDS: 'Millis' }[name as 'NANOSECONDS'] ??
            name[0] + name.slice(1).toLowerCase();
          return [
            `to${short}`,
            function (this: Unit, n: LongValue) {
              return convertTo(n, this, name);
            },
          ];
        }),
      ),
      *sleep(this: Unit, n: LongValue): Task<void> {
        if (n > 0) yield jvm().ref.sleep(Number((BigInt(n) * UNITS[this.$name]) / 1_000_000n));
      },
    },
    ConcurrentHashMap: {
      $class: class ConcurrentHashMap extends HashMapObject {
        override put$Object$Object(key: unknown, value: unknown): unknown {
          if (key === null || value === null) raise('NullPointerException');
          return super.put$Object$Object(key, value);
        }
      },
      newKeySet: () => new (linkClass('java.util.HashSet') as unknown as new () => HashSetObject)(),
    },
    LinkedBlockingQueue: {
      'new()'() {},
      'new(int)'() {},
      put(this: ArrayListObject, value: unknown) {
        this.add$Object(value);
      },
    },
    ArrayBlockingQueue: { new() {} },
    ThreadLocalRandom: {
      current: () =>
        jvm().local('thread-local random', () => {
          const random = new (
            linkClass('java.util.concurrent.ThreadLocalRandom') as unknown as new () => { $init$(): unknown }
          )();
          return random.$init$() ?? random;
        }),
      'nextInt(int,int)'(this: { random: { nextIntBetween(a: number, b: number): number } }, a: number, b: number) {
        return this.random.nextIntBetween(a, b);
      },
      'nextLong(long)'(this: { nextDouble$(): number }, bound: LongValue) {
        return Math.floor(this.nextDouble$() * Number(bound));
      },
      'nextLong(long,long)'(this: { nextDouble$(): number }, a: LongValue, b: LongValue) {
        return Number(a) + Math.floor(this.nextDouble$() * (Number(b) - Number(a)));
      },
      'nextDouble(double)'(this: { nextDouble$(): number }, bound: number) {
        return this.nextDouble$() * bound;
      },
      'nextDouble(double,double)'(this: { nextDouble$(): number }, a: number, b: number) {
        return a + this.nextDouble$() * (b - a);
      },
    },
  },
});

/** Readers over a text that was read whole. */
class TextReader extends Base {
  text = '';
  at = 0;
  line(): string | null {
    if (this.at >= this.text.length) return null;
    const match = /\r\n|\r|\n/g;
    match.lastIndex = this.at;
    const end = match.exec(this.text);
    const line = this.text.slice(this.at, end ? end.index : undefined);
    this.at = end ? end.index + end[0].length : this.text.length;
    return line;
  }
}
type R = TextReader;
const pathText = (path: unknown): string => (path instanceof FileObject ? path.path : stringOf(path));
function readText(path: unknown): string {
  const name = pathText(path);
  try {
    return jvm().ref.readFile(name);
  } catch {
    throw new Raise('java.io.FileNotFoundException', `${name} (No such file or directory)`);
  }
}
class FileObject extends Base {
  path = '';
  override $toString(): string {
    return this.path;
  }
  override $equals(other: unknown): boolean {
    return other instanceof FileObject && other.path === this.path;
  }
  override $hashCode(): number {
    return hashOf(this.path);
  }
}

import { stringHash as hashOf } from '../../flink/api/values.ts';

const exists = (file: FileObject): boolean => {
  try {
    jvm().ref.readFile(file.path);
    return true;
  } catch {
    return false;
  }
};
const opens = {
  'new(String)'(this: R, path: string) {
    this.text = readText(path);
  },
  'new(File)'(this: R, path: unknown) {
    this.text = readText(path);
  },
};
const over = function (this: R, inner: R): void {
  this.text = inner.text;
  this.at = inner.at;
};
/** A stream over another writes where that one does. */
function same(this: P, out: { target?: P['target'] }): void {
  if (out.target) this.target = out.target;
}
library({
  package: 'java.io',
  stubs: `
public interface Serializable {}
public interface Closeable extends AutoCloseable { void close() throws IOException; }
public interface Flushable {}
public abstract class OutputStream implements Closeable { public OutputStream(); public void write(int b) throws IOException; public void write(byte[] b) throws IOException; public void flush() throws IOException; public void close() throws IOException; }
public class PrintStream extends OutputStream { public PrintStream(OutputStream out); public PrintStream(OutputStream out, boolean autoFlush); public PrintStream(OutputStream out, boolean autoFlush, String charset) throws UnsupportedEncodingException; ${printStubs('PrintStream')} }
public abstract class Writer implements Closeable { public void write(String text) throws IOException; public void flush() throws IOException; public void close() throws IOException; }
public class StringWriter extends Writer { public StringWriter(); public void write(String text); public StringWriter append(CharSequence text); public String toString(); public void flush(); public void close(); }
public class PrintWriter extends Writer { public PrintWriter(Writer out); public PrintWriter(OutputStream out); public PrintWriter(OutputStream out, boolean autoFlush); public void write(String text); ${printStubs('PrintWriter').replace('public void write(int b);', '')} }
public abstract class InputStream implements Closeable { public void close() throws IOException; @NotSimulated public int read() throws IOException; }
public class FileInputStream extends InputStream { public FileInputStream(String path) throws FileNotFoundException; public FileInputStream(File file) throws FileNotFoundException; }
public abstract class Reader implements Closeable { public void close() throws IOException; public int read() throws IOException; }
public class InputStreamReader extends Reader { public InputStreamReader(InputStream in); public InputStreamReader(InputStream in, String charset); public InputStreamReader(InputStream in, java.nio.charset.Charset charset); }
public class FileReader extends InputStreamReader { public FileReader(String path) throws FileNotFoundException; public FileReader(File file) throws FileNotFoundException; }
public class StringReader extends Reader { public StringReader(String text); }
public class BufferedReader extends Reader { public BufferedReader(Reader in); public BufferedReader(Reader in, int size); public String readLine() throws IOException; public boolean ready() throws IOException; public java.util.stream.Stream<String> lines(); }
public class File implements Serializable, Comparable<File> { public static final String separator = "/"; public File(String path); public File(String parent, String child); public File(File parent, String child); public String getName(); public String getPath(); public String getAbsolutePath(); public String getParent(); public boolean exists(); public boolean isFile(); @NotSimulated public boolean delete(); @NotSimulated public boolean mkdirs(); public java.net.URI toURI(); public java.nio.file.Path toPath(); public String toString(); public boolean equals(Object o); public int hashCode(); public int compareTo(File other); }
@NotSimulated public class FileWriter extends Writer { public FileWriter(String path) throws IOException; public FileWriter(String path, boolean append) throws IOException; public FileWriter(File file) throws IOException; }
@NotSimulated public class FileOutputStream extends OutputStream { public FileOutputStream(String path) throws FileNotFoundException; }
@NotSimulated public class BufferedWriter extends Writer { public BufferedWriter(Writer out); public void newLine() throws IOException; }
public class ByteArrayOutputStream extends OutputStream { @NotSimulated public ByteArrayOutputStream(); @NotSimulated public byte[] toByteArray(); }
@NotSimulated public class ObjectOutputStream extends OutputStream { public ObjectOutputStream(OutputStream out) throws IOException; public void writeObject(Object o) throws IOException; }
@NotSimulated public class ObjectInputStream extends InputStream { public ObjectInputStream(InputStream in) throws IOException; public Object readObject() throws IOException; }
`,
  bodies: {
    PrintStream: {
      $class: PrintObject,
      ...printBodies,
      'new(OutputStream)': same,
      'new(OutputStream,boolean)': same,
      'new(OutputStream,boolean,String)': same,
    },
    PrintWriter: {
      $class: class extends PrintObject {
        inner: PrintObject | null = null;
        override write(text: string): void {
          this.inner?.write(text);
        }
      },
      ...printBodies,
      'new(Writer)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      'new(OutputStream)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      'new(OutputStream,boolean)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      write(this: P, text: string) {
        this.write(text);
      },
    },
    OutputStream: { new() {}, flush() {}, close() {} },
    Writer: { flush() {}, close() {} },
    StringWriter: {
      $class: class extends PrintObject {
        override target = 'text' as const;
      },
      new() {},
      write(this: P, text: string) {
        this.text += text;
      },
      append(this: P, text: unknown) {
        this.text += stringOf(text);
        return this;
      },
      toString(this: P) {
        return this.text;
      },
      flush() {},
      close() {},
    },
    InputStream: { $class: class extends TextReader {}, close() {} },
    FileInputStream: opens,
    Reader: {
      $class: class extends TextReader {},
      close() {},
      read(this: R) {
        return this.at < this.text.length ? this.text.charCodeAt(this.at++) : -1;
      },
    },
    InputStreamReader: { 'new(InputStream)': over, 'new(InputStream,String)': over, 'new(InputStream,Charset)': over },
    FileReader: opens,
    StringReader: {
      new(this: R, text: string) {
        this.text = text;
      },
    },
    BufferedReader: {
      'new(Reader)': over,
      'new(Reader,int)': over,
      readLine(this: R) {
        return this.line();
      },
      ready(this: R) {
        return this.at < this.text.length;
      },
      lines(this: R) {
        const lines: string[] = [];
        for (let line = this.line(); line !== null; line = this.line()) lines.push(line);
        return objectStream(lines);
      },
    },
    File: {
      $class: FileObject,
      'new(String)'(this: FileObject, path: string) {
        this.path = path;
      },
      'new(String,String)'(this: FileObject, parent: string, child: string) {
        this.path = `${parent}/${child}`;
      },
      'new(File,String)'(this: FileObject, parent: FileObject, child: string) {
        this.path = `${parent.path}/${child}`;
      },
      getName(this: FileObject) {
        return this.path.replace(/^.*\//, '');
      },
      getPath(this: FileObject) {
        return this.path;
      },
      getAbsolutePath(this: FileObject) {
        return this.path.startsWith('/') ? this.path : `/root/${this.path}`;
      },
      getParent(this: FileObject) {
        const at = this.path.lastIndexOf('/');
        return at < 0 ? null : this.path.slice(0, at);
      },
      exists(this: FileObject) {
        return exists(this);
      },
      isFile(this: FileObject) {
        return exists(this);
      },
      compareTo(this: FileObject, other: FileObject) {
        return this.path < other.path ? -1 : this.path > other.path ? 1 : 0;
      },
    },
  },
});

import { objectStream } from '../runtime/streams.ts';

const path = (text: string): FileObject => {
  const object = new (linkClass('java.nio.file.Path$Simulated') as unknown as new () => FileObject)();
  object.path = text;
  return object;
};
library({
  package: 'java.nio.file',
  stubs: `
public interface Path extends Comparable<Path> { static Path of(String first, String... more); Path getFileName(); class Simulated implements Path { public String toString(); } }
public class Paths { public static Path get(String first, String... more); }
public class Files { public static java.util.List<String> readAllLines(Path path) throws java.io.IOException; public static java.util.stream.Stream<String> lines(Path path) throws java.io.IOException; public static String readString(Path path) throws java.io.IOException; public static byte[] readAllBytes(Path path) throws java.io.IOException; public static boolean exists(Path path); @NotSimulated public static Path write(Path path, byte[] bytes) throws java.io.IOException; }
`,
  bodies: {
    'Path.Simulated': {
      $class: class extends FileObject {},
      getFileName(this: FileObject) {
        return path(this.path.replace(/^.*\//, ''));
      },
    },
    Path: { of: (first: string, more: string[]) => path([first, ...more].join('/')) },
    Paths: { get: (first: string, more: string[]) => path([first, ...more].join('/')) },
    Files: {
      readAllLines: (p: unknown) => newArrayList(linesOf(readText(p))),
      lines: (p: unknown) => objectStream(linesOf(readText(p))),
      readString: (p: unknown) => readText(p),
      readAllBytes: (p: unknown) => encode(readText(p)),
      exists: (p: FileObject) => exists(p),
    },
  },
});

import { encode } from './strings.ts';

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}
class CharsetObject extends Base {
  charset = 'UTF-8';
  name$(): string {
    return this.charset;
  }
  override $toString(): string {
    return this.charset;
  }
}
const charset = (name: string): CharsetObject => {
  const object = new (linkClass('java.nio.charset.Charset') as unknown as new () => CharsetObject)();
  object.charset = name;
  return object;
};
library({
  package: 'java.nio.charset',
  stubs: `public class Charset { public static Charset forName(String name); public static Charset defaultCharset(); public final String name(); public String toString(); }
public final class StandardCharsets { public static final Charset UTF_8; public static final Charset UTF_16; public static final Charset ISO_8859_1; public static final Charset US_ASCII; }`,
  bodies: {
    Charset: { $class: CharsetObject, forName: charset, defaultCharset: () => charset('UTF-8') },
    StandardCharsets: {
      UTF_8: () => charset('UTF-8'),
      UTF_16: () => charset('UTF-16'),
      ISO_8859_1: () => charset('ISO-8859-1'),
      US_ASCII: () => charset('US-ASCII'),
    },
  },
});
library({
  package: 'java.lang.reflect',
  stubs: `public interface Type { default String getTypeName(); }
public interface ParameterizedType extends Type { @NotSimulated Type[] getActualTypeArguments(); @NotSimulated Type getRawType(); }
@NotSimulated public final class Method { public String getName(); }
@NotSimulated public final class Field { public String getName(); }
@NotSimulated public final class Constructor<T> {}
@NotSimulated public final class Array {}
@NotSimulated public class Proxy {}`,
  bodies: {},
});
library({
  package: 'java.net',
  stubs: `@NotSimulated public class Socket implements java.io.Closeable { public Socket(String host, int port) throws java.io.IOException; }
@NotSimulated public class ServerSocket implements java.io.Closeable { public ServerSocket(int port) throws java.io.IOException; }
@NotSimulated public final class URL { public URL(String text) throws MalformedURLException; public String getPath(); }
@Open public final class URI { @NotSimulated public URI(String text) throws URISyntaxException; @NotSimulated public static URI create(String text); }
@Open public class InetAddress { @NotSimulated public static InetAddress getLocalHost() throws UnknownHostException; @NotSimulated public String getHostName(); }`,
  bodies: {},
});
void [arrayOf, equals, wait, Long];

export type { JavaIterable };
