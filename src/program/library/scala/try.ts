/** scala.util: Try and Either. */

import { equals, stringOf } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { isTask, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { caught } from '../../throwable.ts';
import { library } from '../table.ts';
import { type F0, type F1, list, none, some } from './collection.ts';
import { productHash } from './hashing.ts';

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
    return o instanceof Holding && o.$className() === this.$className() && equals(this.value, o.value);
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
  public boolean isSuccess(); public boolean isFailure(); public T get(); public <U> U getOrElse(Function0<U> d); public Try<T> orElse(Function0<Try<T>> d); public <U> Try<U> map(Function1<T, U> f); public <U> Try<U> flatMap(Function1<T, Try<U>> f); public Try<T> filter(Function1<T, Boolean> f); @CallsBack public <U> void foreach(Function1<T, U> f); public <U> Try<U> recover(Function1<Throwable, U> f); public <U> Try<U> recoverWith(Function1<Throwable, Try<U>> f); public Option<T> toOption(); public <U> U fold(Function1<Throwable, U> e, Function1<T, U> f); public Try<Throwable> failed(); public Either<Throwable, T> toEither(); public Try<T> withFilter(Function1<T, Boolean> f); public <U> Try<U> transform(Function1<T, Try<U>> s, Function1<Throwable, Try<U>> f); public <U> Try<U> collect(Function1<T, U> f);
}
public class Success<T> extends Try<T> { public Success(T value); public static <T> Success<T> apply(T x); public final T value; }
public class Failure<T> extends Try<T> { public Failure(Throwable exception); public static <T> Failure<T> apply(Throwable x); public final Throwable value; public Throwable exception(); }
public abstract class Either<A, B> implements java.io.Serializable {
  public static <A, B> Either<A, B> cond(boolean test, Function0<B> right, Function0<A> left); public Try<B> toTry();
  public boolean isLeft(); public boolean isRight(); public <C> C fold(Function1<A, C> l, Function1<B, C> r); public <C> Either<A, C> map(Function1<B, C> f); public <C> Either<A, C> flatMap(Function1<B, Either<A, C>> f); public B getOrElse(Function0<B> d); public Option<B> toOption(); @CallsBack public <U> void foreach(Function1<B, U> f); public boolean exists(Function1<B, Boolean> f); public boolean contains(B x); public Either<B, A> swap(); public boolean forall(Function1<B, Boolean> f); public Either<A, B> filterOrElse(Function1<B, Boolean> f, Function0<A> z); public Either<A, B> orElse(Function0<Either<A, B>> other); public scala.collection.Seq<B> toSeq(); public LeftProjection<A, B> left(); public RightProjection<A, B> right();
}
public class Left<A, B> extends Either<A, B> { public Left(A value); public static <A, B> Left<A, B> apply(A x); public final A value; }
public class Right<A, B> extends Either<A, B> { public Right(B value); public static <A, B> Right<A, B> apply(B x); public final B value; }
public class LeftProjection<A, B> { public A get(); public A getOrElse(Function0<A> d); public <C> Either<C, B> map(Function1<A, C> f); public Option<A> toOption(); public <U> void foreach(Function1<A, U> f); public <C> Either<C, B> flatMap(Function1<A, Either<C, B>> f); public boolean exists(Function1<A, Boolean> f); public boolean forall(Function1<A, Boolean> f); }
public class RightProjection<A, B> { public B get(); public B getOrElse(Function0<B> d); public <C> Either<A, C> map(Function1<B, C> f); public <C> Either<A, C> flatMap(Function1<B, Either<A, C>> f); public Option<B> toOption(); public <U> void foreach(Function1<B, U> f); public boolean exists(Function1<B, Boolean> f); public boolean forall(Function1<B, Boolean> f); }
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
        return filtered(this, f);
      },
      *foreach(this: H, f: F1): Task<void> {
        if (isGood(this)) yield* wait(f.apply$Object(this.value) as never);
      },
      withFilter(this: H, f: F1) {
        return filtered(this, f);
      },
      transform(this: H, s: F1, f: F1) {
        const made = attempt(() => (isGood(this) ? s : f).apply$Object(this.value));
        return isGood(made) ? made.value : made;
      },
      collect(this: H, f: F1) {
        return isGood(this) ? attempt(() => f.apply$Object(this.value)) : this;
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
      cond: (test: boolean, right: F0, left: F0) =>
        test ? holding('Right', right.apply$()) : holding('Left', left.apply$()),
      toTry(this: H) {
        return holding(isGood(this) ? 'Success' : 'Failure', this.value);
      },
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
      forall(this: H, f: F1) {
        return !isGood(this) || f.apply$Object(this.value);
      },
      filterOrElse(this: H, f: F1, z: F0) {
        return !isGood(this) || f.apply$Object(this.value) ? this : holding('Left', z.apply$());
      },
      orElse(this: H, other: F0) {
        return isGood(this) ? this : other.apply$();
      },
      toSeq(this: H) {
        return list(isGood(this) ? [this.value] : []);
      },
      contains(this: H, x: unknown) {
        return isGood(this) && equals(this.value, x);
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
          flatMap(this: H, f: F1) {
            const { has, e } = inside(this);
            return has ? f.apply$Object(e.value) : e;
          },
          exists(this: H, f: F1) {
            const { has, e } = inside(this);
            return has && f.apply$Object(e.value);
          },
          forall(this: H, f: F1) {
            const { has, e } = inside(this);
            return !has || f.apply$Object(e.value);
          },
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
  } as never,
});
function filtered(of: H, f: F1): H {
  if (!isGood(of) || f.apply$Object(of.value)) return of;
  return attempt(() => raise('java.util.NoSuchElementException', `Predicate does not hold for ${stringOf(of.value)}`));
}
function isGoodThis(this: H): boolean {
  return isGood(this);
}
function fill(this: H, x: unknown): void {
  this.value = x;
}
