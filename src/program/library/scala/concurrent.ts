/** scala.concurrent: futures whose code runs on threads of its own, in virtual time. */
import { stringOf } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { isTask, jvm, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { startThread } from '../../threads.ts';
import { caught } from '../../throwable.ts';
import { library } from '../table.ts';
import { type F0, type F1, type F2, itemsOf, list, none, pair, some } from './collection.ts';
import type { DurationObject } from './durations.ts';

/** scala.util.Success or Failure. */
type Outcome = Base & { value: unknown };
const PACKAGE = 'scala.concurrent.';
const outcomeOf = (name: 'Success' | 'Failure', value: unknown): Outcome =>
  Object.assign(allocate<Outcome>(`scala.util.${name}`), { value });
const isSuccess = (o: Outcome): boolean => o.$className() === 'scala.util.Success';

class FutureObject extends Base {
  outcome: Outcome | null = null;
  private waiting: (() => void)[] = [];

  complete(outcome: Outcome): boolean {
    if (this.outcome) return false;
    this.outcome = outcome;
    for (const resume of this.waiting.splice(0)) resume();
    return true;
  }
  whenDone(resume: () => void): void {
    if (this.outcome) resume();
    else this.waiting.push(resume);
  }
  override $toString(): string {
    return this.outcome ? `Future(${stringOf(this.outcome)})` : 'Future(<not completed>)';
  }
}
function* attempted(run: () => unknown): Task<Outcome> {
  try {
    const value = run();
    return outcomeOf('Success', isTask(value) ? yield* value : value);
  } catch (error) {
    return outcomeOf('Failure', caught(error));
  }
}
class PromiseObject extends FutureObject {
  private given: FutureObject | null = null;

  /** One, done as soon as the promise is kept. */
  future(): FutureObject {
    if (this.given) return this.given;
    const made = newFuture();
    this.whenDone(() => void made.complete(this.outcome!));
    this.given = made;
    return made;
  }
  /** @throws IllegalStateException of Java at the second call */
  keep(outcome: Outcome): this {
    if (!this.complete(outcome)) raise('java.lang.IllegalStateException', 'Promise already completed.');
    return this;
  }
}
const newFuture = (): FutureObject => allocate<FutureObject>(`${PACKAGE}Future`);
const newPromise = (): PromiseObject => allocate<PromiseObject>(`${PACKAGE}Promise`);
const completed = (outcome: Outcome): FutureObject => Object.assign(newFuture(), { outcome });
/** Runs on a thread of its own; what it gives completes the future. */
function running(run: () => unknown): FutureObject {
  const future = newFuture();
  startThread(null, function* () {
    future.complete(yield* attempted(run));
  });
  return future;
}
/** What comes of a future once it is done: `next` runs on a thread of its own. */
function chained(of: FutureObject, next: (outcome: Outcome) => Task<Outcome>): FutureObject {
  const made = newFuture();
  of.whenDone(() => {
    startThread(null, function* () {
      made.complete(yield* next(of.outcome!));
    });
  });
  return made;
}
function* outcomeIn(future: unknown): Task<Outcome> {
  const f = future as FutureObject;
  if (!f.outcome) yield (resume) => void f.whenDone(resume);
  return f.outcome!;
}
/** The outcome of the future that a function gives. */
function* flattened(run: () => unknown): Task<Outcome> {
  const made = yield* attempted(run);
  return isSuccess(made) ? yield* outcomeIn(made.value) : made;
}
/** For a success: what `next` makes of it; a failure stays. */
const onSuccess = (of: FutureObject, next: (value: unknown) => Task<Outcome>): FutureObject =>
  chained(of, function* (o) {
    return isSuccess(o) ? yield* next(o.value) : o;
  });
/** For a failure that the partial function takes; all else stays. */
const onFailure = (of: FutureObject, next: (error: unknown) => Task<Outcome>): FutureObject =>
  chained(of, function* (o) {
    if (isSuccess(o)) return o;
    const made = yield* next(o.value);
    return (made.value as Base | null)?.$className?.() === 'scala.MatchError' ? o : made;
  });
function* all(futures: unknown): Task<Outcome> {
  const out: unknown[] = [];
  for (const f of itemsOf(futures)) {
    const o = yield* outcomeIn(f);
    if (!isSuccess(o)) return o;
    out.push(o.value);
  }
  return outcomeOf('Success', list(out));
}
function* awaited(future: FutureObject, atMost: DurationObject): Task<Outcome> {
  const limit = atMost.nanos / 1e6;
  if (!future.outcome) {
    yield (resume, fail) => {
      let isOver = false;
      const once = (): void => {
        if (!isOver) resume();
        isOver = true;
      };
      future.whenDone(once);
      return Number.isFinite(limit) ? jvm().ref.sleep(limit)(once, fail) : undefined;
    };
  }
  return (
    future.outcome ?? raise('java.util.concurrent.TimeoutException', `Futures timed out after [${stringOf(atMost)}]`)
  );
}

type Fut = FutureObject;
library({
  package: 'scala.concurrent',
  stubs: `
import scala.*;
import scala.util.Try;
import scala.concurrent.duration.Duration;
public interface ExecutionContext extends java.util.concurrent.Executor { public static ExecutionContextExecutor global(); public static ExecutionContextExecutor fromExecutor(java.util.concurrent.Executor e); public static ExecutionContextExecutorService fromExecutorService(java.util.concurrent.ExecutorService e); public static class Implicits { public static ExecutionContextExecutor global(); } public static class Global implements ExecutionContextExecutorService { public void execute(Runnable r); } }
public interface ExecutionContextExecutor extends ExecutionContext {} public interface ExecutionContextExecutorService extends ExecutionContextExecutor { default void shutdown(); }
public class Future<T> {
  public static <T> Future<T> apply(Function0<T> body, ExecutionContext evidence); public static <T> Future<T> successful(T x); public static <T> Future<T> failed(Throwable e); public static <T> Future<T> fromTry(Try<T> t); public static <A> Future<scala.collection.immutable.List<A>> sequence(scala.collection.TraversableOnce<Future<A>> fs, ExecutionContext evidence); public static <A, B> Future<scala.collection.immutable.List<B>> traverse(scala.collection.TraversableOnce<A> xs, Function1<A, Future<B>> f, ExecutionContext evidence); public static <A> Future<A> firstCompletedOf(scala.collection.TraversableOnce<Future<A>> fs, ExecutionContext evidence);
  public <U> void onComplete(Function1<Try<T>, U> f, ExecutionContext evidence); public <U> void onSuccess(Function1<T, U> f, ExecutionContext evidence); public <U> void onFailure(Function1<Throwable, U> f, ExecutionContext evidence); public <U> void foreach(Function1<T, U> f, ExecutionContext evidence);
  public <S> Future<S> map(Function1<T, S> f, ExecutionContext evidence); public <S> Future<S> flatMap(Function1<T, Future<S>> f, ExecutionContext evidence); public Future<T> filter(Function1<T, Boolean> f, ExecutionContext evidence); public Future<T> withFilter(Function1<T, Boolean> f, ExecutionContext evidence); public Future<T> recover(Function1<Throwable, T> f, ExecutionContext evidence); public Future<T> recoverWith(Function1<Throwable, Future<T>> f, ExecutionContext evidence); public <U> Future<Tuple2<T, U>> zip(Future<U> o); public Future<T> fallbackTo(Future<T> o); public <U> Future<T> andThen(Function1<Try<T>, U> f, ExecutionContext evidence); public <S> Future<S> collect(Function1<T, S> f, ExecutionContext evidence); public <S> Future<S> transform(Function1<Try<T>, Try<S>> f, ExecutionContext evidence); public boolean isCompleted(); public Option<Try<T>> value(); public <S> Future<S> transform(Function1<T, S> s, Function1<Throwable, Throwable> f, ExecutionContext evidence); public <S> Future<S> transformWith(Function1<Try<T>, Future<S>> f, ExecutionContext evidence); public <U, R> Future<R> zipWith(Future<U> o, Function2<T, U, R> f, ExecutionContext evidence); public Future<Throwable> failed();
  public static <A, B> Future<B> foldLeft(scala.collection.TraversableOnce<Future<A>> fs, B z, Function2<B, A, B> f, ExecutionContext evidence); public static <A, B> Future<B> fold(scala.collection.TraversableOnce<Future<A>> fs, B z, Function2<B, A, B> f, ExecutionContext evidence); public static <A> Future<A> reduceLeft(scala.collection.TraversableOnce<Future<A>> fs, Function2<A, A, A> f, ExecutionContext evidence); public static <A> Future<A> reduce(scala.collection.TraversableOnce<Future<A>> fs, Function2<A, A, A> f, ExecutionContext evidence); public static final Future<scala.runtime.BoxedUnit> unit;
}
public class Promise<T> { public static <T> Promise<T> apply(); public static <T> Promise<T> successful(T x); public static <T> Promise<T> failed(Throwable e); public Future<T> future(); public Promise<T> success(T x); public Promise<T> failure(Throwable e); public Promise<T> complete(Try<T> t); public boolean trySuccess(T x); public boolean tryFailure(Throwable e); public boolean isCompleted(); public Promise<T> completeWith(Future<T> o); }
public class Await { @Blocks public static <T> T result(Future<T> f, Duration atMost); @Blocks public static <T> Future<T> ready(Future<T> f, Duration atMost); }
`,
  bodies: {
    ExecutionContext: {
      global: () => allocate<object>(`${PACKAGE}ExecutionContext$Global`),
      fromExecutor: () => allocate<object>(`${PACKAGE}ExecutionContext$Global`),
      fromExecutorService: () => allocate<object>(`${PACKAGE}ExecutionContext$Global`),
    },
    ExecutionContextExecutorService: { shutdown: () => undefined },
    'ExecutionContext.Implicits': { global: () => allocate<object>(`${PACKAGE}ExecutionContext$Global`) },
    'ExecutionContext.Global': {
      execute: (r: { run$(): unknown }) => void running(() => r.run$()),
    },
    Future: {
      $class: FutureObject,
      apply: (body: F0) => running(() => body.apply$()),
      successful: (x: unknown) => completed(outcomeOf('Success', x)),
      'failed(Throwable)': (e: unknown) => completed(outcomeOf('Failure', e)),
      fromTry: completed,
      sequence: (futures: unknown) => chained(completed(outcomeOf('Success', null)), () => all(futures)),
      traverse: (xs: unknown, f: F1) => {
        const futures = list(itemsOf(xs).map((x) => f.apply$Object(x)));
        return chained(completed(outcomeOf('Success', null)), () => all(futures));
      },
      firstCompletedOf: (futures: unknown) => {
        const made = newFuture();
        for (const f of itemsOf(futures) as Fut[]) f.whenDone(() => made.complete(f.outcome!));
        return made;
      },
      onComplete(this: Fut, f: F1) {
        chained(this, (o) => attempted(() => f.apply$Object(o)));
      },
      onSuccess(this: Fut, f: F1) {
        mapped.call(this, f);
      },
      foreach(this: Fut, f: F1) {
        mapped.call(this, f);
      },
      onFailure(this: Fut, f: F1) {
        recovered.call(this, f);
      },
      map: mapped,
      collect: mapped,
      flatMap(this: Fut, f: F1) {
        return onSuccess(this, (x) => flattened(() => f.apply$Object(x)));
      },
      filter: filtered,
      withFilter: filtered,
      recover: recovered,
      recoverWith(this: Fut, f: F1) {
        return onFailure(this, (e) => flattened(() => f.apply$Object(e)));
      },
      zip(this: Fut, other: Fut) {
        return onSuccess(this, function* (x) {
          const o = yield* outcomeIn(other);
          return isSuccess(o) ? outcomeOf('Success', pair(x, o.value)) : o;
        });
      },
      fallbackTo(this: Fut, other: Fut) {
        return onFailure(this, () => outcomeIn(other));
      },
      andThen(this: Fut, f: F1) {
        return chained(this, function* (o) {
          yield* attempted(() => f.apply$Object(o));
          return o;
        });
      },
      'transform(Function1,Function1,ExecutionContext)'(this: Fut, s: F1, f: F1) {
        return chained(this, function* (o) {
          if (isSuccess(o)) return yield* attempted(() => s.apply$Object(o.value));
          const made = yield* attempted(() => f.apply$Object(o.value));
          return outcomeOf('Failure', made.value);
        });
      },
      transformWith(this: Fut, f: F1) {
        return chained(this, (o) => flattened(() => f.apply$Object(o)));
      },
      zipWith(this: Fut, other: Fut, f: F2) {
        return onSuccess(this, function* (x) {
          const o = yield* outcomeIn(other);
          return isSuccess(o) ? yield* attempted(() => f.apply$Object$Object(x, o.value)) : o;
        });
      },
      'failed()'(this: Fut) {
        return chained(this, function* (o) {
          if (!isSuccess(o)) return outcomeOf('Success', o.value);
          return yield* attempted(() =>
            raise('java.util.NoSuchElementException', 'Future.failed not completed with a throwable.'),
          );
        });
      },
      foldLeft: foldedFutures,
      fold: foldedFutures,
      reduceLeft: reducedFutures,
      reduce: reducedFutures,
      unit: () => completed(outcomeOf('Success', null)),
      'transform(Function1,ExecutionContext)'(this: Fut, f: F1) {
        return chained(this, function* (o) {
          const made = yield* attempted(() => f.apply$Object(o));
          return isSuccess(made) ? (made.value as Outcome) : made;
        });
      },
      isCompleted,
      value(this: Fut) {
        return this.outcome ? some(this.outcome) : none();
      },
    },
    Promise: {
      $class: PromiseObject,
      'apply()': newPromise,
      successful: (x: unknown) => newPromise().keep(outcomeOf('Success', x)),
      failed: (e: unknown) => newPromise().keep(outcomeOf('Failure', e)),
      future(this: PromiseObject) {
        return this.future();
      },
      success(this: PromiseObject, x: unknown) {
        return this.keep(outcomeOf('Success', x));
      },
      failure(this: PromiseObject, e: unknown) {
        return this.keep(outcomeOf('Failure', e));
      },
      complete(this: PromiseObject, o: Outcome) {
        return this.keep(o);
      },
      trySuccess(this: PromiseObject, x: unknown) {
        return this.complete(outcomeOf('Success', x));
      },
      tryFailure(this: PromiseObject, e: unknown) {
        return this.complete(outcomeOf('Failure', e));
      },
      completeWith(this: PromiseObject, other: Fut) {
        other.whenDone(() => void this.complete(other.outcome!));
        return this;
      },
      isCompleted,
    },
    Await: {
      *result(future: Fut, atMost: DurationObject): Task<unknown> {
        const o = yield* awaited(future, atMost);
        if (isSuccess(o)) return o.value;
        throw o.value;
      },
      *ready(future: Fut, atMost: DurationObject): Task<unknown> {
        yield* awaited(future, atMost);
        return future;
      },
    },
  } as never,
});
function foldedFutures(futures: unknown, start: unknown, f: F2): Fut {
  return onSuccess(
    chained(completed(outcomeOf('Success', null)), () => all(futures)),
    (values) => attempted(() => itemsOf(values).reduce((a, b) => f.apply$Object$Object(a, b), start)),
  );
}
function reducedFutures(futures: unknown, f: F2): Fut {
  return onSuccess(
    chained(completed(outcomeOf('Success', null)), () => all(futures)),
    (values) =>
      attempted(() => {
        const items = itemsOf(values);
        return items.length > 0
          ? items.reduce((a, b) => f.apply$Object$Object(a, b))
          : raise('java.util.NoSuchElementException', 'reduceLeft attempted on empty collection');
      }),
  );
}
function mapped(this: Fut, f: F1): Fut {
  return onSuccess(this, (x) => attempted(() => f.apply$Object(x)));
}
function recovered(this: Fut, f: F1): Fut {
  return onFailure(this, (e) => attempted(() => f.apply$Object(e)));
}
function isCompleted(this: Fut): boolean {
  return this.outcome !== null;
}
function filtered(this: Fut, f: F1): Fut {
  return onSuccess(this, function* (x) {
    const fits = yield* wait(f.apply$Object(x) as never);
    if (fits) return outcomeOf('Success', x);
    return yield* attempted(() =>
      raise('java.util.NoSuchElementException', 'Future.filter predicate is not satisfied'),
    );
  });
}
