/** Package scala: functions, tuples, options, Predef. */
import type { Character } from '../../../flink/api/boxed.ts';
import { equals, stringOf } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { drain, wait } from '../../jvm.ts';
import { allocate, functional, staticsOf } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { classOfValue } from '../java/lang-class.ts';
import { library } from '../table.ts';
import {
  arrayOfItems,
  boxedItems,
  type Coll,
  either,
  empty,
  type F0,
  type F1,
  type F2,
  type F3,
  itemsOf,
  iteratorOf,
  list,
  none,
  option,
  type Pair,
  pair,
  print,
  setOf,
  some,
  wrappedArray,
  wrappedString,
} from './collection.ts';
import { productHash } from './hashing.ts';
import { collected, isDefinedAt } from './methods.ts';

const formatted = (format: string, args: unknown): void =>
  print(
    staticsOf<{ format$String$Object_A(s: string, a: unknown): string }>('java.lang.String').format$String$Object_A(
      format,
      args,
    ),
  );
const PRINTING = {
  'println()': () => print('\n'),
  'println(Object)': (x: unknown) => print(`${stringOf(x)}\n`),
  print: (x: unknown) => print(stringOf(x)),
};
/** Escapes of terminals. */
const ANSI = Object.fromEntries(
  Object.entries({
    RESET: 0,
    BOLD: 1,
    UNDERLINED: 4,
    RED: 31,
    GREEN: 32,
    YELLOW: 33,
    BLUE: 34,
    MAGENTA: 35,
    CYAN: 36,
    WHITE: 37,
  }).map(([name, code]) => [name, () => `\u001b[${code}m`]),
);
library({
  package: 'scala',
  stubs: `
public interface Function0<R> extends java.io.Serializable { R apply(); }
public interface Function1<T, R> extends java.io.Serializable { R apply(T x); default <A> Function1<T, A> andThen(Function1<R, A> g); default <A> Function1<A, R> compose(Function1<A, T> g); }
public interface PartialFunction<T, R> extends Function1<T, R> { default boolean isDefinedAt(T x); default PartialFunction<T, R> orElse(PartialFunction<T, R> other); default Function1<T, Option<R>> lift(); default R applyOrElse(T x, Function1<T, R> f); default <C> PartialFunction<T, C> andThen(Function1<R, C> g); default <U> Function1<T, Boolean> runWith(Function1<R, U> f); static <A> boolean cond(A x, PartialFunction<A, Boolean> f); static <A, B> Option<B> condOpt(A x, PartialFunction<A, B> f); static <A, B> PartialFunction<A, B> empty(); }
public interface $less$colon$less<A, B> extends Function1<A, B> {} public interface $eq$colon$eq<A, B> extends $less$colon$less<A, B> {}
public interface Function2<A, B, R> extends java.io.Serializable { R apply(A a, B b); default Function1<A, Function1<B, R>> curried(); default Function1<Tuple2<A, B>, R> tupled(); }
public interface Function3<A, B, C, R> extends java.io.Serializable { R apply(A a, B b, C c); default Function1<A, Function1<B, Function1<C, R>>> curried(); default Function1<Tuple3<A, B, C>, R> tupled(); }
${Array.from({ length: 9 }, (_, k) => {
  const vars = Array.from({ length: k + 4 }, (_, i) => `T${i + 1}`);
  return `public interface Function${k + 4}<${vars.join(', ')}, R> extends java.io.Serializable { R apply(${vars.map((v, i) => `${v} x${i}`).join(', ')}); }`;
}).join('\n')}
public class Function { public static <A, B, R> Function1<Tuple2<A, B>, R> tupled(Function2<A, B, R> f); public static <A, B, R> Function2<A, B, R> untupled(Function1<Tuple2<A, B>, R> f); public static <A, R> Function1<A, R> const$(R x); public static <A, B, R> Function2<A, B, R> uncurried(Function1<A, Function1<B, R>> f); public static <A> Function1<A, A> chain(scala.collection.Seq<Function1<A, A>> fs); }
public interface Product { int productArity(); Object productElement(int n); }
${Array.from({ length: 22 }, (_, k) => {
  const n = k + 1;
  const vars = Array.from({ length: n }, (_, i) => `T${i + 1}`);
  const swap = n === 2 ? 'public Tuple2<T2, T1> swap();' : '';
  return `public class Tuple${n}<${vars.join(', ')}> implements Product, java.io.Serializable { public Tuple${n}(${vars.map((v, i) => `${v} a${i}`).join(', ')}); ${vars.map((v, i) => `public final ${v} _${i + 1};`).join(' ')} public int productArity(); public Object productElement(int i); public scala.collection.Iterator<Object> productIterator(); public String productPrefix(); ${swap} }`;
}).join('\n')}
public abstract class Option<A> implements java.io.Serializable {
  public static <A> Option<A> apply(A x); public static <A> Option<A> empty();
  public A get(); public boolean isEmpty(); public boolean isDefined(); public boolean nonEmpty(); public A getOrElse(Function0<A> d); public Option<A> orElse(Function0<Option<A>> d);
  public <B> Option<B> map(Function1<A, B> f); public <B> Option<B> flatMap(Function1<A, Option<B>> f); public Option<A> filter(Function1<A, Boolean> p); public Option<A> withFilter(Function1<A, Boolean> p); public boolean exists(Function1<A, Boolean> p); public boolean contains(A x); public boolean forall(Function1<A, Boolean> p);
  @CallsBack public <U> void foreach(Function1<A, U> f); public <B> B fold(Function0<B> e, Function1<A, B> f); public scala.collection.immutable.List<A> toList(); public A orNull(); public scala.collection.Iterator<A> iterator(); public <X> scala.util.Either<X, A> toRight(Function0<X> x); public <X> scala.util.Either<A, X> toLeft(Function0<X> x); public <B> scala.collection.immutable.List<Tuple2<A, B>> zip(scala.collection.TraversableOnce<B> that); public <B> Option<B> collect(Function1<A, B> f); public Option<A> filterNot(Function1<A, Boolean> p); public int size(); public scala.collection.Seq<A> toSeq(); public scala.collection.immutable.Set<A> toSet(); public int count(Function1<A, Boolean> p);
}
public class Some<A> extends Option<A> { public Some(A value); public static <A> Some<A> apply(A x); public final A value; }
public class None extends Option<scala.runtime.Nothing$> { public static final None MODULE$; }
public class MatchError extends RuntimeException { public MatchError(Object o); }
public class NotImplementedError extends Error { public NotImplementedError(String s); }
public class Console { public static void println(); public static void println(Object x); public static void print(Object x); public static void printf(String f, Object... args); public static java.io.PrintStream out(); public static java.io.PrintStream err(); public static void flush(); public static final String RESET; public static final String BOLD; public static final String RED; public static final String GREEN; public static final String YELLOW; public static final String BLUE; public static final String MAGENTA; public static final String CYAN; public static final String WHITE; public static final String UNDERLINED; }
public class Predef {
  @NotSimulated public static String readLine();
  public static void println(); public static void println(Object x); public static void print(Object x); public static void printf(String f, Object... args);
  public static void require(boolean b); public static void require(boolean b, Function0<Object> m);  public static <T> T identity(T x); public static Object conforms(); public static <T> Seq<T> wrapArray(T x); public static Seq<Character> wrapString(String s); public static String unwrapString(Object s);
  public static Object toArray(Object seq, String component); public static Object[] spread(Object seq); public static scala.runtime.Nothing$ $qmark$qmark$qmark(); public static <T> T implicitly(T evidence); public static void assert$(boolean b); public static void assert$(boolean b, Function0<Object> m); public static <T> T locally(T x);
}`.replaceAll(' Seq<', ' scala.collection.Seq<'),
  bodies: {
    ...Object.fromEntries(
      Array.from({ length: 22 }, (_, k) => {
        const n = k + 1;
        class Host extends Base {
          readonly [field: `_${number}`]: unknown;
          list(): unknown[] {
            return Array.from({ length: n }, (_, i) => this[`_${i + 1}`]);
          }
          override $toString(): string {
            return `(${this.list().map(stringOf).join(',')})`;
          }
          override $hashCode(): number {
            return productHash(this.list());
          }
          override $equals(o: unknown): boolean {
            return o instanceof Host && this.list().every((x, i) => equals(x, o.list()[i]));
          }
        }
        return [
          `Tuple${n}`,
          {
            $class: Host,
            new(this: Record<string, unknown>, ...args: unknown[]) {
              args.forEach((x, i) => {
                this[`_${i + 1}`] = x;
              });
            },
            productArity: () => n,
            productElement(this: Host, i: number) {
              return this.list()[i];
            },
            productIterator(this: Host) {
              return iteratorOf(this.list());
            },
            productPrefix: () => `Tuple${n}`,
            swap(this: Pair) {
              return pair(this._2, this._1);
            },
          },
        ];
      }),
    ),
    Option: {
      $class: class extends Base {
        declare readonly value: unknown;
        override $equals(o: unknown): boolean {
          if (this === o) return true;
          if (!(o as Base | null)?.$className || (o as Base).$className() !== this.$className()) return false;
          return equals(this.value, (o as { value: unknown }).value);
        }
        $runtimeClass(): string {
          return this.$className().replace(/None$/, 'None$');
        }
        override $hashCode(): number {
          return this.$className() === 'scala.None' ? 2433880 : productHash([this.value]);
        }
        override $toString(): string {
          return this.$className() === 'scala.None' ? 'None' : `Some(${stringOf(this.value)})`;
        }
      },
      apply: (x: unknown) => option(x !== null, x),
      empty: () => none(),
      get(this: Base) {
        const [x] = itemsOf(this);
        return itemsOf(this).length > 0 ? x : empty('None.get');
      },
      isEmpty(this: Base) {
        return itemsOf(this).length === 0;
      },
      isDefined(this: Base) {
        return itemsOf(this).length > 0;
      },
      nonEmpty(this: Base) {
        return itemsOf(this).length > 0;
      },
      getOrElse(this: Base, d: F0) {
        return itemsOf(this).length > 0 ? itemsOf(this)[0] : d.apply$();
      },
      orElse(this: Base, d: F0) {
        return itemsOf(this).length > 0 ? this : d.apply$();
      },
      map(this: Base, f: F1) {
        return itemsOf(this).length > 0 ? some(f.apply$Object(itemsOf(this)[0])) : this;
      },
      flatMap(this: Base, f: F1) {
        return itemsOf(this).length > 0 ? f.apply$Object(itemsOf(this)[0]) : this;
      },
      filter(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x)) ? this : none();
      },
      withFilter(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x)) ? this : none();
      },
      exists(this: Base, f: F1) {
        return itemsOf(this).some((x) => f.apply$Object(x));
      },
      forall(this: Base, f: F1) {
        return itemsOf(this).every((x) => f.apply$Object(x));
      },
      contains(this: Base, y: unknown) {
        return itemsOf(this).some((x) => equals(x, y));
      },
      *foreach(this: Base, f: F1): Task<void> {
        for (const x of itemsOf(this)) yield* wait(f.apply$Object(x) as never);
      },
      fold(this: Base, e: F0, f: F1) {
        return itemsOf(this).length > 0 ? f.apply$Object(itemsOf(this)[0]) : e.apply$();
      },
      toList(this: Base) {
        return list(itemsOf(this));
      },
      iterator(this: Base) {
        return iteratorOf(itemsOf(this));
      },
      size(this: Base) {
        return itemsOf(this).length;
      },
      count(this: Base, f: F1) {
        return itemsOf(this).filter((x) => f.apply$Object(x)).length;
      },
      toSeq(this: Base) {
        return list(itemsOf(this));
      },
      toSet(this: Base) {
        return setOf(itemsOf(this));
      },
      toRight(this: Base, x: F0) {
        return itemsOf(this).length > 0 ? either('Right', itemsOf(this)[0]) : either('Left', x.apply$());
      },
      toLeft(this: Base, x: F0) {
        return itemsOf(this).length > 0 ? either('Left', itemsOf(this)[0]) : either('Right', x.apply$());
      },
      zip(this: Base, o: unknown) {
        const b = itemsOf(o);
        return list(
          itemsOf(this)
            .slice(0, b.length)
            .map((x, i) => pair(x, b[i])),
        );
      },
      collect(this: Base, f: F1) {
        const found = drain(collected(itemsOf(this), f));
        return option(found.length > 0, found[0]);
      },
      filterNot(this: Base, f: F1) {
        return itemsOf(this).some((x) => f.apply$Object(x)) ? none() : this;
      },
      orNull(this: Base) {
        return itemsOf(this)[0] ?? null;
      },
    },
    Function1: {
      andThen(this: F1, g: F1) {
        return functional('scala.Function1', (x) => g.apply$Object(this.apply$Object(x)));
      },
      compose(this: F1, g: F1) {
        return functional('scala.Function1', (x) => this.apply$Object(g.apply$Object(x)));
      },
    },
    PartialFunction: {
      isDefinedAt(this: F1, x: unknown) {
        return isDefinedAt(this, x);
      },
      andThen(this: F1, g: F1) {
        return functional('scala.PartialFunction', (x) => g.apply$Object(this.apply$Object(x)));
      },
      runWith(this: F1, f: F1) {
        return functional('scala.Function1', (x) => {
          const found = drain(collected([x], this));
          for (const each of found) f.apply$Object(each);
          return found.length > 0;
        });
      },
      cond: (x: unknown, f: F1) => drain(collected([x], f))[0] ?? false,
      condOpt: (x: unknown, f: F1) => {
        const found = drain(collected([x], f));
        return option(found.length > 0, found[0]);
      },
      empty: () => functional('scala.PartialFunction', (x) => raise('scala.MatchError', stringOf(x))),
      orElse(this: F1, other: F1) {
        return functional('scala.PartialFunction', (x) => {
          const [found] = drain(collected([x], this));
          return found === undefined ? other.apply$Object(x) : found;
        });
      },
      lift(this: F1) {
        return functional('scala.Function1', (x) => {
          const found = drain(collected([x], this));
          return option(found.length > 0, found[0]);
        });
      },
      applyOrElse(this: F1, x: unknown, f: F1) {
        const found = drain(collected([x], this));
        return found.length > 0 ? found[0] : f.apply$Object(x);
      },
    },
    Function2: {
      curried(this: F2) {
        return functional('scala.Function1', (a) =>
          functional('scala.Function1', (b) => this.apply$Object$Object(a, b)),
        );
      },
      tupled(this: F2) {
        return functional('scala.Function1', (t: Pair) => this.apply$Object$Object(t._1, t._2));
      },
    },
    Function3: {
      curried(this: F3) {
        return functional('scala.Function1', (a) =>
          functional('scala.Function1', (b) =>
            functional('scala.Function1', (c) => this.apply$Object$Object$Object(a, b, c)),
          ),
        );
      },
      tupled(this: F3) {
        return functional('scala.Function1', (t: Pair & { _3: unknown }) =>
          this.apply$Object$Object$Object(t._1, t._2, t._3),
        );
      },
    },
    Function: {
      tupled: (f: F2) => functional('scala.Function1', (t: Pair) => f.apply$Object$Object(t._1, t._2)),
      untupled: (f: F1) => functional('scala.Function2', (a, b) => f.apply$Object(pair(a, b))),
      const$: (x: unknown) => functional('scala.Function1', () => x),
      uncurried: (f: F1) => functional('scala.Function2', (a, b) => (f.apply$Object(a) as F1).apply$Object(b)),
      chain: (fs: unknown) =>
        functional('scala.Function1', (x) => itemsOf(fs).reduce((at, f) => (f as F1).apply$Object(at), x)),
    },
    Some: {
      new(this: { value: unknown }, x: unknown) {
        this.value = x;
      },
      apply: some,
    },
    None: { MODULE$: () => allocate<Base>('scala.None') },
    MatchError: {
      new(this: { $message: string }, o: unknown) {
        this.$message =
          o === null
            ? 'null'
            : `${stringOf(o)} (of class ${(classOfValue(o) as unknown as { getName$(): string }).getName$()})`;
      },
    },
    Console: {
      ...PRINTING,
      printf: formatted,
      out: () => staticsOf<Record<string, unknown>>('java.lang.System')._out,
      err: () => staticsOf<Record<string, unknown>>('java.lang.System')._err,
      flush: () => undefined,
      ...ANSI,
    },
    Predef: {
      ...PRINTING,
      'require(boolean)': (b: boolean) =>
        b ? undefined : raise('java.lang.IllegalArgumentException', 'requirement failed'),
      'require(boolean,Function0)': (b: boolean, m: F0) =>
        b ? undefined : raise('java.lang.IllegalArgumentException', `requirement failed: ${stringOf(m.apply$())}`),
      printf: formatted,
      identity: (x: unknown) => x,
      conforms: () => functional('scala.$eq$colon$eq', (x) => x),
      implicitly: (x: unknown) => x,
      locally: (x: unknown) => x,
      $qmark$qmark$qmark: () => raise('scala.NotImplementedError', 'an implementation is missing'),
      'assert$(boolean)': (b: boolean) => (b ? undefined : raise('java.lang.AssertionError', 'assertion failed')),
      'assert$(boolean,Function0)': (b: boolean, m: F0) =>
        b ? undefined : raise('java.lang.AssertionError', `assertion failed: ${stringOf(m.apply$())}`),
      wrapArray: (x: ArrayLike<unknown>) => wrappedArray(boxedItems(x)),
      wrapString: wrappedString,
      unwrapString: (x: Coll) => x.items.map((c) => String.fromCharCode((c as Character).value)).join(''),
      toArray: (x: unknown, component: string) => arrayOfItems(itemsOf(x), component),
      spread: (x: unknown) => arrayOfItems(itemsOf(x), 'java.lang.Object'),
    },
  },
});
