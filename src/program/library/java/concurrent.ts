/** Threads of one's own: Thread.start and futures. They run on virtual time; only one runs at any moment. */

import { ProgramControl } from '../../../flink/api/jar.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task, Wait } from '../../../simulation/task.ts';
import { enter, isTask, jvm, wait, within } from '../../jvm.ts';
import { allocate, newThrowable } from '../../link.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { startThread, threadsOf } from '../../threads.ts';
import { asThrowable, type Throwable } from '../../throwable.ts';
import { library } from '../table.ts';
import { commonPool, leaveUncaught, nextThreadName, type PoolObject } from './concurrent-pools.ts';
import { millisOf, type TimeUnitObject } from './concurrent-time.ts';
import type { ThreadObject } from './lang-objects.ts';

type Called = Record<string, (...args: unknown[]) => unknown>;

/** What was thrown, as the program sees it. */
const thrownBy = (error: unknown): Throwable => {
  if (error instanceof ProgramControl) throw error;
  const thrown = asThrowable(error);
  if (!thrown) throw error;
  return thrown;
};

/** A result that is there later. */
export class FutureObject extends Base {
  done = false;
  value: unknown = null;
  error: Throwable | null = null;
  cancelled = false;
  /** The thread that works for it now. */
  runner: ThreadObject | null = null;
  private readonly listeners: (() => void)[] = [];

  complete(value: unknown, error: Throwable | null = null): boolean {
    if (this.done) return false;
    this.done = true;
    this.value = value;
    this.error = error;
    for (const listener of this.listeners.splice(0)) listener();
    return true;
  }
  whenDone(listener: () => void): void {
    if (this.done) listener();
    else this.listeners.push(listener);
  }
  *awaited(): Task<void> {
    const owner = jvm();
    while (!this.done) {
      yield (resume) => {
        this.whenDone(() => resume());
        return undefined;
      };
      enter(owner);
    }
  }
  cancel(interrupts: boolean): boolean {
    if (this.done) return false;
    this.cancelled = true;
    this.complete(null, newThrowable('java.util.concurrent.CancellationException', null) as Throwable);
    if (interrupts) this.runner?.interrupt$();
    return true;
  }
  *result(wrapper: string): Task<unknown> {
    yield* this.awaited();
    if (this.cancelled && this.error) throw this.error;
    if (this.error) throw newThrowable(wrapper, stringOf(causeOf(this.error)), causeOf(this.error));
    return this.value;
  }
}
const COMPLETION = 'java.util.concurrent.CompletionException';
const causeOf = (error: Throwable): Throwable => {
  const inner = (error as Throwable & Called).getCause$?.() as Throwable | null;
  return (error as Throwable & Base).$className() === COMPLETION && inner ? inner : error;
};
const completion = (error: Throwable): Throwable =>
  (error as Throwable & Base).$className() === COMPLETION
    ? error
    : (newThrowable(COMPLETION, stringOf(error), error) as Throwable);

const FUTURE = 'java.util.concurrent.CompletableFuture';
const newFuture = (): FutureObject => allocate<FutureObject>(FUTURE);

/** Does the work; what it gives completes `future`. */
export function* settle(future: FutureObject, work: () => unknown, wrap = false): Task<void> {
  if (future.done) return;
  future.runner = threadsOf(jvm()).current as ThreadObject | null;
  try {
    future.complete(yield* wait(work() as Task<unknown>));
  } catch (error) {
    const thrown = thrownBy(error);
    future.complete(null, wrap ? completion(thrown) : thrown);
  } finally {
    future.runner = null;
  }
}
/** Settles `future` in `pool`. */
export function runIn(pool: PoolObject, future: FutureObject, work: () => unknown, wrap = false): FutureObject {
  pool.run(() => settle(future, work, wrap), future);
  return future;
}

/** Goes on with a task that has come to its first wait. */
function* resumed(task: Task<unknown>, first: Wait): Task<unknown> {
  let step: IteratorResult<Wait, unknown> = { done: false, value: first };
  while (!step.done) {
    let value: unknown;
    try {
      value = yield step.value;
    } catch (error) {
      step = task.throw(error);
      continue;
    }
    step = task.next(value);
  }
  return step.value;
}

/** What follows a future: `then` gets its value or error, and runs in the thread that completed it. */
function following(source: FutureObject, then: (value: unknown, error: Throwable | null) => unknown): FutureObject {
  const next = newFuture();
  const owner = jvm();
  source.whenDone(() => {
    enter(owner);
    try {
      const result = then(source.value, source.error);
      if (!isTask(result)) {
        next.complete(result);
        return;
      }
      // It runs where it is called as far as it does not wait, and on in a thread of its own.
      const task = within(owner, result as Task<unknown>) as Task<unknown>;
      const first = task.next();
      if (first.done) {
        next.complete(first.value);
        return;
      }
      startThread(null, function* () {
        try {
          next.complete(yield* resumed(task, first.value));
        } catch (error) {
          next.complete(null, completion(thrownBy(error)));
        }
      });
    } catch (error) {
      next.complete(null, completion(thrownBy(error)));
    }
  });
  return next;
}
const afterValue = (source: FutureObject, then: (value: unknown) => unknown): FutureObject =>
  following(source, (value, error) => {
    if (error) throw completion(error);
    return then(value);
  });

/** Thread.start: what it leaves uncaught is printed, and the other threads go on. */
export function startThreadObject(thread: ThreadObject): void {
  if (thread.threadName === '') thread.threadName = nextThreadName();
  if (thread.coroutine) raise('IllegalThreadStateException');
  thread.coroutine = startThread(
    thread,
    function* () {
      thread.begun = true;
      try {
        yield* wait((thread as ThreadObject & Called).run$!() as Task<void>);
      } catch (error) {
        if (error instanceof ProgramControl) throw error;
        yield* leaveUncaught(thread, error);
      }
    },
    thread.daemon,
  );
}

const either = (a: FutureObject, b: FutureObject): FutureObject => {
  const first = newFuture();
  for (const each of [a, b]) each.whenDone(() => first.complete(each.value, each.error));
  return first;
};
function afterTime(time: LongValue, unit: TimeUnitObject, then: () => void): void {
  const owner = jvm();
  owner.ref.sleep(millisOf(time, unit))(
    () => {
      enter(owner);
      then();
    },
    () => {},
  );
}

type F = FutureObject;
type Pool = PoolObject;
const stages = (name: string, form: string): string =>
  `public ${form} ${name}; public ${form} ${name.replace('(', 'Async(')}; public ${form} ${name.replace('(', 'Async(').replace(/\)$/, ', Executor executor)')};`;
const variants = (
  name: string,
  parameters: string,
  body: (this: F, ...args: never[]) => unknown,
): Record<string, typeof body> => ({
  [`${name}(${parameters})`]: body,
  [`${name}Async(${parameters})`]: body,
  [`${name}Async(${parameters},Executor)`]: body,
});

/** What every Future does. */
export const FUTURE_BODIES = {
  'get()'(this: F) {
    return this.result('java.util.concurrent.ExecutionException');
  },
  *'get(long,TimeUnit)'(this: F, time: LongValue, unit: TimeUnitObject): Task<unknown> {
    const clock = newFuture();
    afterTime(time, unit, () => {
      clock.complete(null);
    });
    this.whenDone(() => clock.complete(null));
    yield* clock.awaited();
    if (!this.done) raise('java.util.concurrent.TimeoutException');
    return yield* this.result('java.util.concurrent.ExecutionException');
  },
  isDone(this: F) {
    return this.done;
  },
  isCancelled(this: F) {
    return this.cancelled;
  },
};

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
import java.util.function.*;
public interface Future<V> { @Blocks V get() throws InterruptedException, ExecutionException; @Blocks V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException; boolean isDone(); boolean isCancelled(); boolean cancel(boolean interrupt); }
public interface CompletionStage<T> { CompletableFuture<T> toCompletableFuture(); }
@Open public class CompletableFuture<T> implements Future<T>, CompletionStage<T> {
  public CompletableFuture<T> toCompletableFuture();
  public CompletableFuture(); public static <U> CompletableFuture<U> supplyAsync(Supplier<U> supplier); public static <U> CompletableFuture<U> supplyAsync(Supplier<U> supplier, Executor executor);
  public static CompletableFuture<Void> runAsync(Runnable task); public static CompletableFuture<Void> runAsync(Runnable task, Executor executor); public static <U> CompletableFuture<U> completedFuture(U value);
  public static CompletableFuture<Void> allOf(CompletableFuture<?>... futures); public static CompletableFuture<Object> anyOf(CompletableFuture<?>... futures);
  ${stages('thenApply(Function<? super T, ? extends U> f)', '<U> CompletableFuture<U>')}
  ${stages('thenAccept(Consumer<? super T> f)', 'CompletableFuture<Void>')}
  ${stages('thenRun(Runnable f)', 'CompletableFuture<Void>')}
  ${stages('thenCompose(Function<? super T, ? extends CompletableFuture<U>> f)', '<U> CompletableFuture<U>')}
  ${stages('handle(BiFunction<? super T, Throwable, ? extends U> f)', '<U> CompletableFuture<U>')}
  ${stages('whenComplete(BiConsumer<? super T, ? super Throwable> f)', 'CompletableFuture<T>')}
  ${stages('thenCombine(CompletableFuture<? extends U> other, BiFunction<? super T, ? super U, ? extends V> f)', '<U, V> CompletableFuture<V>')}
  ${stages('thenAcceptBoth(CompletableFuture<? extends U> other, BiConsumer<? super T, ? super U> f)', '<U> CompletableFuture<Void>')}
  ${stages('runAfterBoth(CompletableFuture<?> other, Runnable f)', 'CompletableFuture<Void>')}
  ${stages('applyToEither(CompletableFuture<? extends T> other, Function<? super T, U> f)', '<U> CompletableFuture<U>')}
  ${stages('acceptEither(CompletableFuture<? extends T> other, Consumer<? super T> f)', 'CompletableFuture<Void>')}
  public static <U> CompletableFuture<U> failedFuture(Throwable error); public CompletableFuture<T> orTimeout(long time, TimeUnit unit); public CompletableFuture<T> completeOnTimeout(T value, long time, TimeUnit unit);
  public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> f);
  public boolean complete(T value); public boolean completeExceptionally(Throwable error); public T getNow(T otherwise); public boolean isCompletedExceptionally();
  @Blocks public T get() throws InterruptedException, ExecutionException; @Blocks public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException; @Blocks public T join(); public boolean isDone(); public boolean isCancelled(); public boolean cancel(boolean interrupt);
}
@Open public class CountDownLatch { public CountDownLatch(int n); public void countDown(); public long getCount(); @Blocks public void await() throws InterruptedException; @Blocks public boolean await(long time, TimeUnit unit) throws InterruptedException; }`,
  bodies: {
    CompletableFuture: {
      $class: FutureObject,
      new() {},
      'supplyAsync(Supplier)': (f: Called) => runIn(commonPool(), newFuture(), () => f.get$!(), true),
      'supplyAsync(Supplier,Executor)': (f: Called, executor: Pool) =>
        runIn(executor, newFuture(), () => f.get$!(), true),
      'runAsync(Runnable)': (f: Called) => runIn(commonPool(), newFuture(), () => f.run$!(), true),
      'runAsync(Runnable,Executor)': (f: Called, executor: Pool) => runIn(executor, newFuture(), () => f.run$!(), true),
      failedFuture(error: Throwable) {
        const future = newFuture();
        future.complete(null, error);
        return future;
      },
      completedFuture(value: unknown) {
        const future = newFuture();
        future.complete(value);
        return future;
      },
      allOf(futures: F[]) {
        const all = newFuture();
        let left = futures.length;
        if (left === 0) all.complete(null);
        for (const future of futures)
          future.whenDone(() => {
            if (--left > 0) return;
            const failed = futures.find((f) => f.error);
            all.complete(null, failed ? completion(failed.error!) : null);
          });
        return all;
      },
      anyOf(futures: F[]) {
        const any = newFuture();
        for (const future of futures) future.whenDone(() => any.complete(future.value, future.error));
        return any;
      },
      toCompletableFuture(this: F) {
        return this;
      },
      ...variants('thenApply', 'Function', function (f: Called) {
        return afterValue(this, (value) => f.apply$Object!(value));
      }),
      ...variants('thenAccept', 'Consumer', function (f: Called) {
        return afterValue(this, (value) => f.accept$Object!(value) ?? null);
      }),
      ...variants('thenRun', 'Runnable', function (f: Called) {
        return afterValue(this, () => f.run$!() ?? null);
      }),
      ...variants('thenCompose', 'Function', function (f: Called) {
        return afterValue(this, function* (value): Task<unknown> {
          const inner = (yield* wait(f.apply$Object!(value) as Task<F>)) as F;
          yield* inner.awaited();
          if (inner.error) throw inner.error;
          return inner.value;
        });
      }),
      ...variants('handle', 'BiFunction', function (f: Called) {
        return following(this, (value, error) => f.apply$Object$Object!(value, error));
      }),
      ...variants('whenComplete', 'BiConsumer', function (f: Called) {
        return following(this, function* (value, error): Task<unknown> {
          yield* wait(f.accept$Object$Object!(value, error) as Task<void>);
          if (error) throw error;
          return value;
        });
      }),
      ...variants('thenAcceptBoth', 'CompletableFuture,BiConsumer', function (other: F, f: Called) {
        return afterValue(this, function* (value): Task<unknown> {
          yield* other.awaited();
          if (other.error) throw other.error;
          yield* wait(f.accept$Object$Object!(value, other.value) as Task<unknown>);
          return null;
        });
      }),
      ...variants('runAfterBoth', 'CompletableFuture,Runnable', function (other: F, f: Called) {
        return afterValue(this, function* (): Task<unknown> {
          yield* other.awaited();
          yield* wait(f.run$!() as Task<unknown>);
          return null;
        });
      }),
      ...variants('applyToEither', 'CompletableFuture,Function', function (other: F, f: Called) {
        return afterValue(either(this, other), (value) => f.apply$Object!(value));
      }),
      ...variants('acceptEither', 'CompletableFuture,Consumer', function (other: F, f: Called) {
        return afterValue(either(this, other), (value) => f.accept$Object!(value) ?? null);
      }),
      orTimeout(this: F, time: LongValue, unit: TimeUnitObject) {
        afterTime(time, unit, () => {
          this.complete(null, newThrowable('java.util.concurrent.TimeoutException', null) as Throwable);
        });
        return this;
      },
      completeOnTimeout(this: F, value: unknown, time: LongValue, unit: TimeUnitObject) {
        afterTime(time, unit, () => {
          this.complete(value);
        });
        return this;
      },
      ...variants('thenCombine', 'CompletableFuture,BiFunction', function (other: F, f: Called) {
        return afterValue(this, function* (value): Task<unknown> {
          yield* other.awaited();
          if (other.error) throw other.error;
          return yield* wait(f.apply$Object$Object!(value, other.value) as Task<unknown>);
        });
      }),
      exceptionally(this: F, f: Called) {
        return following(this, (value, error) => (error ? f.apply$Object!(error) : value));
      },
      complete(this: F, value: unknown) {
        return this.complete(value);
      },
      completeExceptionally(this: F, error: Throwable) {
        return this.complete(null, error);
      },
      getNow(this: F, otherwise: unknown) {
        return this.done ? this.value : otherwise;
      },
      isCompletedExceptionally(this: F) {
        return this.error !== null;
      },
      join(this: F) {
        return this.result(COMPLETION);
      },
      ...FUTURE_BODIES,
      // A CompletableFuture interrupts nobody.
      cancel(this: F) {
        return this.cancel(false);
      },
    },
    CountDownLatch: {
      $class: class CountDownLatch extends FutureObject {
        left = 0;
      },
      new(this: F & { left: number }, n: number) {
        this.left = n;
        if (n === 0) this.complete(null);
      },
      countDown(this: F & { left: number }) {
        if (this.left > 0 && --this.left === 0) this.complete(null);
      },
      getCount(this: { left: number }) {
        return this.left;
      },
      'await()'(this: F) {
        return this.awaited();
      },
      *'await(long,TimeUnit)'(this: F, time: LongValue, unit: TimeUnitObject): Task<boolean> {
        const clock = newFuture();
        afterTime(time, unit, () => {
          clock.complete(null);
        });
        this.whenDone(() => clock.complete(null));
        yield* clock.awaited();
        return this.done;
      },
    },
  },
});
