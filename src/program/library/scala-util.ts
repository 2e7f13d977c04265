/** scala.util: Try, Either, Random, regular expressions, breaks; enumerations, symbols, class tags. */

import { stringOf } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { isTask, jvm, wait } from '../jvm.ts';
import { allocate, isInstance, staticsOf } from '../link.ts';
import { Base } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import { caught } from '../throwable.ts';
import { type Coll, type F0, type F1, iteratorOf, list, make, none, productHash, some } from './scala-collection.ts';
import { library } from './table.ts';

const U = 'scala.util.';
class Holding extends Base {
  value: unknown = null;
  override $toString(): string {
    const name = this.$className();
    return `${name.slice(name.lastIndexOf('.') + 1)}(${stringOf(this.value)})`;
  }
  override $hashCode(): number {
    return productHash([this.value]);
  }
  override $equals(o: unknown): boolean {
    return o instanceof Holding && o.$className() === this.$className() && stringOf(o.value) === stringOf(this.value);
  }
}
function holding(name: string, value: unknown): Holding {
  const made = allocate<Holding>(U + name);
  made.value = value;
  return made;
}
const success = (x: unknown): Holding => holding('Success', x);
const isGood = (t: Holding): boolean => /Success|Right/.test(t.$className());
function attempt(run: () => unknown): Holding {
  try {
    return success(run());
  } catch (e) {
    return holding('Failure', caught(e));
  }
}
function* attempting(run: () => unknown): Task<Holding> {
  try {
    const value = run();
    return success(isTask(value) ? yield* value as Task<unknown> : value);
  } catch (e) {
    return holding('Failure', caught(e));
  }
}
const recovered = (self: Holding, f: F1, wrap: (x: unknown) => unknown): unknown => {
  if (isGood(self)) return self;
  try {
    return wrap(f.apply$Object(self.value));
  } catch (e) {
    if ((e as Base).$className?.() === 'scala.MatchError') return self;
    return holding('Failure', caught(e));
  }
};
type H = Holding;
const projected = (self: H, left: boolean): H => {
  const p = holding(left ? 'LeftProjection' : 'RightProjection', self);
  return p;
};
const inside = (p: H): { has: boolean; e: H } => {
  const e = p.value as H;
  return { has: isGood(e) === /Right/.test(p.$className()), e };
};

library({
  package: 'scala.util',
  stubs: `
import scala.*;
public abstract class Try<T> implements java.io.Serializable {
  @CallsBack public static <T> Try<T> apply(Function0<T> body);
  public boolean isSuccess(); public boolean isFailure(); public T get(); public <U> U getOrElse(Function0<U> d); public Try<T> orElse(Function0<Try<T>> d); public <U> Try<U> map(Function1<T, U> f); public <U> Try<U> flatMap(Function1<T, Try<U>> f); public Try<T> filter(Function1<T, Boolean> f); @CallsBack public <U> void foreach(Function1<T, U> f); public <U> Try<U> recover(Function1<Throwable, U> f); public <U> Try<U> recoverWith(Function1<Throwable, Try<U>> f); public Option<T> toOption(); public <U> U fold(Function1<Throwable, U> e, Function1<T, U> f); public Try<Throwable> failed(); public Either<Throwable, T> toEither();
}
public class Success<T> extends Try<T> { public Success(T value); public static <T> Success<T> apply(T x); public final T value; }
public class Failure<T> extends Try<T> { public Failure(Throwable exception); public static <T> Failure<T> apply(Throwable x); public final Throwable value; public Throwable exception(); }
public abstract class Either<A, B> implements java.io.Serializable {
  public boolean isLeft(); public boolean isRight(); public <C> C fold(Function1<A, C> l, Function1<B, C> r); public <C> Either<A, C> map(Function1<B, C> f); public <C> Either<A, C> flatMap(Function1<B, Either<A, C>> f); public B getOrElse(Function0<B> d); public Option<B> toOption(); @CallsBack public <U> void foreach(Function1<B, U> f); public boolean exists(Function1<B, Boolean> f); public boolean contains(B x); public Either<B, A> swap(); public LeftProjection<A, B> left(); public RightProjection<A, B> right();
}
public class Left<A, B> extends Either<A, B> { public Left(A value); public static <A, B> Left<A, B> apply(A x); public final A value; }
public class Right<A, B> extends Either<A, B> { public Right(B value); public static <A, B> Right<A, B> apply(B x); public final B value; }
public class LeftProjection<A, B> { public A get(); public A getOrElse(Function0<A> d); public <C> Either<C, B> map(Function1<A, C> f); public Option<A> toOption(); public <U> void foreach(Function1<A, U> f); }
public class RightProjection<A, B> { public B get(); public B getOrElse(Function0<B> d); public <C> Either<A, C> map(Function1<B, C> f); public <C> Either<A, C> flatMap(Function1<B, Either<A, C>> f); public Option<B> toOption(); public <U> void foreach(Function1<B, U> f); }
public class Random extends java.util.Random { public Random(); public Random(long seed); public Random(int seed); public <T> scala.collection.immutable.List<T> shuffle(scala.collection.immutable.List<T> xs); public <T> scala.collection.Seq<T> shuffle(scala.collection.Seq<T> xs); public String nextString(int n); }
public class RandomCompanion { public static int nextInt(); public static int nextInt(int n); public static double nextDouble(); public static double nextGaussian(); public static boolean nextBoolean(); public static long nextLong(); public static float nextFloat(); public static <T> scala.collection.immutable.List<T> shuffle(scala.collection.immutable.List<T> xs); public static <T> scala.collection.Seq<T> shuffle(scala.collection.Seq<T> xs); public static void setSeed(long seed); }
public class Sorting { public static void quickSort(int[] a); public static void quickSort(double[] a); }
`,
  bodies: {
    Try: {
      $class: class extends Holding {},
      *apply(body: F0): Task<unknown> {
        return yield* attempting(() => body.apply$());
      },
      isSuccess: isGoodThis,
      isFailure(this: H) {
        return !isGood(this);
      },
      get(this: H) {
        if (isGood(this)) return this.value;
        throw this.value;
      },
      getOrElse(this: H, d: F0) {
        return isGood(this) ? this.value : d.apply$();
      },
      orElse(this: H, d: F0) {
        return isGood(this) ? this : d.apply$();
      },
      map(this: H, f: F1) {
        return isGood(this) ? attempt(() => f.apply$Object(this.value)) : this;
      },
      flatMap(this: H, f: F1) {
        if (!isGood(this)) return this;
        const made = attempt(() => f.apply$Object(this.value));
        return isGood(made) ? made.value : made;
      },
      filter(this: H, f: F1) {
        if (!isGood(this) || f.apply$Object(this.value)) return this;
        return attempt(() =>
          raise('java.util.NoSuchElementException', `Predicate does not hold for ${stringOf(this.value)}`),
        );
      },
      *foreach(this: H, f: F1): Task<void> {
        if (isGood(this)) yield* wait(f.apply$Object(this.value) as never);
      },
      recover(this: H, f: F1) {
        return recovered(this, f, success);
      },
      recoverWith(this: H, f: F1) {
        return recovered(this, f, (x) => x);
      },
      toOption(this: H) {
        return isGood(this) ? some(this.value) : none();
      },
      fold(this: H, e: F1, f: F1) {
        return (isGood(this) ? f : e).apply$Object(this.value);
      },
      failed(this: H) {
        return isGood(this)
          ? attempt(() => raise('java.lang.UnsupportedOperationException', 'Success.failed'))
          : success(this.value);
      },
      toEither(this: H) {
        return holding(isGood(this) ? 'Right' : 'Left', this.value);
      },
    },
    Success: { new: fill, apply: success },
    Failure: {
      new: fill,
      apply: (x: unknown) => holding('Failure', x),
      exception(this: H) {
        return this.value;
      },
    },
    Either: {
      $class: class extends Holding {},
      isRight: isGoodThis,
      isLeft(this: H) {
        return !isGood(this);
      },
      fold(this: H, l: F1, r: F1) {
        return (isGood(this) ? r : l).apply$Object(this.value);
      },
      map(this: H, f: F1) {
        return isGood(this) ? holding('Right', f.apply$Object(this.value)) : this;
      },
      flatMap(this: H, f: F1) {
        return isGood(this) ? f.apply$Object(this.value) : this;
      },
      getOrElse(this: H, d: F0) {
        return isGood(this) ? this.value : d.apply$();
      },
      toOption(this: H) {
        return isGood(this) ? some(this.value) : none();
      },
      *foreach(this: H, f: F1): Task<void> {
        if (isGood(this)) yield* wait(f.apply$Object(this.value) as never);
      },
      exists(this: H, f: F1) {
        return isGood(this) && f.apply$Object(this.value);
      },
      contains(this: H, x: unknown) {
        return isGood(this) && stringOf(this.value) === stringOf(x);
      },
      swap(this: H) {
        return holding(isGood(this) ? 'Left' : 'Right', this.value);
      },
      left(this: H) {
        return projected(this, true);
      },
      right(this: H) {
        return projected(this, false);
      },
    },
    Left: { new: fill, apply: (x: unknown) => holding('Left', x) },
    Right: { new: fill, apply: (x: unknown) => holding('Right', x) },
    ...Object.fromEntries(
      ['Left', 'Right'].map((side) => [
        `${side}Projection`,
        {
          $class: class extends Holding {},
          get(this: H) {
            const { has, e } = inside(this);
            return has
              ? e.value
              : raise(
                  'java.util.NoSuchElementException',
                  `Either.${side.toLowerCase()}.get on ${side === 'Left' ? 'Right' : 'Left'}`,
                );
          },
          getOrElse(this: H, d: F0) {
            const { has, e } = inside(this);
            return has ? e.value : d.apply$();
          },
          map(this: H, f: F1) {
            const { has, e } = inside(this);
            return has ? holding(side, f.apply$Object(e.value)) : e;
          },
          ...(side === 'Right'
            ? {
                flatMap(this: H, f: F1) {
                  const { has, e } = inside(this);
                  return has ? f.apply$Object(e.value) : e;
                },
              }
            : {}),
          toOption(this: H) {
            const { has, e } = inside(this);
            return has ? some(e.value) : none();
          },
          foreach(this: H, f: F1) {
            const { has, e } = inside(this);
            if (has) f.apply$Object(e.value);
          },
        },
      ]),
    ),
    Random: {
      'new(int)'(this: { $init$long(seed: number): void }, seed: number) {
        this.$init$long(seed);
      },
      'shuffle(List)': shuffled,
      'shuffle(Seq)': shuffled,
      nextString: () => '',
    },
    RandomCompanion: {
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
    },
  } as never,
});
function isGoodThis(this: H): boolean {
  return isGood(this);
}
function fill(this: H, x: unknown): void {
  this.value = x;
}
type RandomMethods = Record<string, (...args: unknown[]) => unknown>;
/** The object scala.util.Random, one a JVM. */
function shared(): RandomMethods {
  return jvm().local('scala.util.Random', () => allocate<RandomMethods>('java.util.Random').$init$!()) as RandomMethods;
}
function shuffled(this: unknown, xs: Coll): unknown {
  const random =
    typeof this === 'object' && this !== null && 'nextInt$int' in this ? (this as RandomMethods) : shared();
  const items = [...xs.items];
  for (let n = items.length; n >= 2; n--) {
    const k = random.nextInt$int!(n) as number;
    [items[n - 1], items[k]] = [items[k], items[n - 1]];
  }
  return make(xs.shape(), items);
}

library({
  package: 'scala.util.control',
  stubs: `
import scala.*;
public class Breaks { public Breaks(); @CallsBack public static void breakable(Function0<scala.runtime.BoxedUnit> op); public static scala.runtime.Nothing$ break$(); }
public class BreakControl extends Throwable { public BreakControl(); }
public class NonFatal { public static boolean apply(Throwable t); }
public class ControlThrowable extends Throwable {} public class NoStackTrace {}
`,
  bodies: {
    Breaks: {
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
    },
    BreakControl: { 'new()'() {} },
    NonFatal: { apply: (t: unknown) => !isInstance(t, 'java.lang.VirtualMachineError') },
  } as never,
});

interface Matching {
  matches$(): boolean;
  find$(): boolean;
  group$(): string;
  group$int(n: number): string | null;
  groupCount$(): number;
  replaceAll$String(s: string): string;
  replaceFirst$String(s: string): string;
  start$(): number;
  end$(): number;
}
class RegexObject extends Base {
  source = '';
  matcher(text: unknown): Matching {
    const patterns = staticsOf<{
      compile$String(s: string): { matcher$CharSequence(t: unknown): Matching };
    }>('java.util.regex.Pattern');
    return patterns.compile$String(this.source).matcher$CharSequence(text);
  }
  override $toString(): string {
    return this.source;
  }
}
class MatchObject extends Base {
  groups: (string | null)[] = [];
  from = 0;
  to = 0;
  override $toString(): string {
    return this.groups[0] ?? '';
  }
}
function matchOf(m: Matching): MatchObject {
  const made = allocate<MatchObject>('scala.util.matching.Regex$Match');
  made.groups = Array.from({ length: m.groupCount$() + 1 }, (_, i) => m.group$int(i));
  made.from = m.start$();
  made.to = m.end$();
  return made;
}
type R = RegexObject;
const found = (self: R, text: unknown): MatchObject[] => {
  const m = self.matcher(text);
  const out: MatchObject[] = [];
  while (m.find$()) out.push(matchOf(m));
  return out;
};
export function regex(source: string): RegexObject {
  const made = allocate<RegexObject>('scala.util.matching.Regex');
  made.source = source;
  return made;
}
library({
  package: 'scala.util.matching',
  stubs: `
import scala.*;
public class Regex implements java.io.Serializable {
  public Regex(String source); public Option<scala.collection.immutable.List<String>> unapplySeq(CharSequence s); public Option<String> findFirstIn(CharSequence s); public Option<Match> findFirstMatchIn(CharSequence s); public scala.collection.Iterator<String> findAllIn(CharSequence s); public scala.collection.Iterator<Match> findAllMatchIn(CharSequence s); public String replaceAllIn(CharSequence s, String r); public String replaceAllIn(CharSequence s, Function1<Match, String> f); public String replaceFirstIn(CharSequence s, String r); public String[] split(CharSequence s); public String regex(); public java.util.regex.Pattern pattern();
  public static class Match { public String group(int n); public scala.collection.immutable.List<String> subgroups(); public int start(); public int end(); public int groupCount(); public String matched(); }
}`,
  bodies: {
    Regex: {
      $class: RegexObject,
      new(this: R, source: string) {
        this.source = source;
      },
      unapplySeq(this: R, text: unknown) {
        if (text === null) return none();
        const m = this.matcher(text);
        return m.matches$()
          ? some(list(Array.from({ length: m.groupCount$() }, (_, i) => m.group$int(i + 1))))
          : none();
      },
      findFirstIn(this: R, text: unknown) {
        const m = this.matcher(text);
        return m.find$() ? some(m.group$()) : none();
      },
      findFirstMatchIn(this: R, text: unknown) {
        const m = this.matcher(text);
        return m.find$() ? some(matchOf(m)) : none();
      },
      findAllIn(this: R, text: unknown) {
        return iteratorOf(found(this, text).map((m) => m.groups[0]));
      },
      findAllMatchIn(this: R, text: unknown) {
        return iteratorOf(found(this, text));
      },
      'replaceAllIn(CharSequence,String)'(this: R, text: unknown, r: string) {
        return this.matcher(text).replaceAll$String(r);
      },
      'replaceAllIn(CharSequence,Function1)'(this: R, text: unknown, f: F1) {
        const s = stringOf(text);
        let out = '';
        let at = 0;
        for (const m of found(this, text)) {
          out += s.slice(at, m.from) + stringOf(f.apply$Object(m));
          at = m.to;
        }
        return out + s.slice(at);
      },
      replaceFirstIn(this: R, text: unknown, r: string) {
        return this.matcher(text).replaceFirst$String(r);
      },
      split(this: R, text: string) {
        return staticsOf<{ prototype: { split$String(this: string, s: string): unknown } }>(
          'java.lang.String',
        ).prototype.split$String.call(text, this.source);
      },
      regex(this: R) {
        return this.source;
      },
    },
    'Regex.Match': {
      $class: MatchObject,
      group(this: MatchObject, n: number) {
        return this.groups[n] ?? null;
      },
      subgroups(this: MatchObject) {
        return list(this.groups.slice(1));
      },
      start(this: MatchObject) {
        return this.from;
      },
      end(this: MatchObject) {
        return this.to;
      },
      groupCount(this: MatchObject) {
        return this.groups.length - 1;
      },
      matched(this: MatchObject) {
        return this.groups[0];
      },
    },
  } as never,
});

class SymbolObject extends Base {
  name = '';
  override $toString(): string {
    return `'${this.name}`;
  }
  override $equals(o: unknown): boolean {
    return o instanceof SymbolObject && o.name === this.name;
  }
}
/** An enumeration's values find their names in the fields that hold them. */
class EnumerationObject extends Base {
  all: ValueObject[] = [];
  next = 0;
  override $toString(): string {
    return this.$className()
      .replace(/\$$/, '')
      .replace(/^.*[.$]/, '');
  }
}
class ValueObject extends Base {
  owner!: EnumerationObject;
  id = 0;
  label: string | null = null;
  override $toString(): string {
    if (this.label !== null) return this.label;
    for (const [key, value] of Object.entries(this.owner)) if (value === this) return key;
    return `<Unknown name for enum field #${this.id} of class ${this.owner.$className()}>`;
  }
  override $hashCode(): number {
    return this.id;
  }
  override $equals(o: unknown): boolean {
    return o instanceof ValueObject && o.id === this.id && o.owner.$className() === this.owner.$className();
  }
  compareTo$Object(o: ValueObject): number {
    return this.id - o.id;
  }
  override $copy(): unknown {
    return this;
  }
}
type E = EnumerationObject;
function enumValue(owner: E, id: number, label: string | null): ValueObject {
  const made = allocate<ValueObject>('scala.Enumeration$Value');
  Object.defineProperty(made, 'owner', { value: owner, enumerable: false });
  made.id = id;
  made.label = label;
  owner.all.push(made);
  owner.all.sort((a, b) => a.id - b.id);
  owner.next = id + 1;
  return made;
}
library({
  package: 'scala',
  stubs: `
public final class Symbol implements java.io.Serializable { public static Symbol apply(String name); public String name(); }
public abstract class Enumeration implements java.io.Serializable {
  public Enumeration(); public Enumeration(int initial);
  protected Value Value(); protected Value Value(int i); protected Value Value(String name); protected Value Value(int i, String name);
  public ValueSet values(); public Value withName(String name); public Value apply(int id); public int maxId();
  public static class Value implements Comparable<Value>, java.io.Serializable { public int id(); public int compareTo(Value o); public int compare(Value o); public boolean $less(Value o); public boolean $greater(Value o); public boolean $less$eq(Value o); public boolean $greater$eq(Value o); }
  public static class ValueSet extends scala.collection.immutable.Set<Value> {}
}
`,
  bodies: {
    Symbol: {
      $class: SymbolObject,
      apply: (name: string) => {
        const made = allocate<SymbolObject>('scala.Symbol');
        made.name = name;
        return made;
      },
      name(this: SymbolObject) {
        return this.name;
      },
    },
    Enumeration: {
      $class: EnumerationObject,
      'new()'() {},
      'new(int)'(this: E, initial: number) {
        this.next = initial;
      },
      'Value()'(this: E) {
        return enumValue(this, this.next, null);
      },
      'Value(int)'(this: E, i: number) {
        return enumValue(this, i, null);
      },
      'Value(String)'(this: E, name: string) {
        return enumValue(this, this.next, name);
      },
      'Value(int,String)'(this: E, i: number, name: string) {
        return enumValue(this, i, name);
      },
      values(this: E) {
        return make('scala.Enumeration$ValueSet', [...this.all]) as Coll;
      },
      withName(this: E, name: string) {
        return (
          this.all.find((v) => v.$toString() === name) ??
          raise('java.util.NoSuchElementException', `No value found for '${name}'`)
        );
      },
      apply(this: E, id: number) {
        return this.all.find((v) => v.id === id) ?? raise('java.util.NoSuchElementException', `key not found: ${id}`);
      },
      maxId(this: E) {
        return this.next;
      },
    },
    'Enumeration.Value': {
      $class: ValueObject,
      id(this: ValueObject) {
        return this.id;
      },
      ...Object.fromEntries(
        (
          [
            ['compareTo', (d: number) => d],
            ['compare', (d: number) => d],
            ['$less', (d: number) => d < 0],
            ['$greater', (d: number) => d > 0],
            ['$less$eq', (d: number) => d <= 0],
            ['$greater$eq', (d: number) => d >= 0],
          ] as const
        ).map(([name, test]) => [
          name,
          function (this: ValueObject, o: ValueObject) {
            return test(this.id - o.id);
          },
        ]),
      ),
    },
  } as never,
});
library({
  package: 'scala.sys',
  stubs:
    'public class package$ { public static scala.runtime.Nothing$ error(String message); @NotSimulated public static scala.runtime.Nothing$ exit(int code); }',
  bodies: { package$: { error: (message: string) => raise('java.lang.RuntimeException', message) } },
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
    ([name, type, max, min]) =>
      `public class ${name}Companion { public static final ${type} MaxValue = ${max}; public static final ${type} MinValue = ${min}; }`,
  )
  .join('\n')}
public class CharCompanion { public static final char MaxValue = '\\uffff'; public static final char MinValue = '\\u0000'; }
public class DoubleCompanion { public static final double MaxValue = 1.7976931348623157E308; public static final double MinValue = -1.7976931348623157E308; public static final double MinPositiveValue = 4.9E-324; public static double PositiveInfinity; public static double NegativeInfinity; public static double NaN; }
public class FloatCompanion { public static final float MaxValue = 3.4028235E38f; public static final float MinValue = -3.4028235E38f; public static float PositiveInfinity; public static float NegativeInfinity; public static float NaN; }
`,
  bodies: {
    ...Object.fromEntries(
      ['Double', 'Float'].map((t) => [
        `${t}Companion`,
        {
          PositiveInfinity: () => Number.POSITIVE_INFINITY,
          NegativeInfinity: () => Number.NEGATIVE_INFINITY,
          NaN: () => Number.NaN,
        },
      ]),
    ),
  } as never,
});
