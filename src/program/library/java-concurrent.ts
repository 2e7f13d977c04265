/** Threads of one's own: Thread.start, executors, futures. They run on virtual time; only one runs at any moment. */

import { ProgramControl, printStackTrace } from '../../flink/api/jar.ts';
import type { LongValue } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { enter, isTask, jvm, wait, within } from '../jvm.ts';
import { allocate, newThrowable } from '../link.ts';
import { newArrayList } from '../runtime/lists.ts';
import { Base, stringOf } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import { startThread } from '../threads.ts';
import { asThrowable, type Throwable, toJavaError } from '../throwable.ts';
import { millisOf, type TimeUnitObject } from './java-concurrent-time.ts';
import type { ThreadObject } from './lang-objects.ts';
import { library } from './table.ts';

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
  *result(wrapper: string): Task<unknown> {
    yield* this.awaited();
    if (this.error) throw newThrowable(wrapper, stringOf(causeOf(this.error)), causeOf(this.error));
    return this.value;
  }
}
const COMPLETION = 'java.util.concurrent.CompletionException';
const causeOf = (error: Throwable): Throwable => {
  const inner = (error as unknown as Called).getCause$?.() as Throwable | null;
  return (error as unknown as Base).$className() === COMPLETION && inner ? inner : error;
};
const completion = (error: Throwable): Throwable =>
  (error as unknown as Base).$className() === COMPLETION
    ? error
    : (newThrowable(COMPLETION, stringOf(error), error) as Throwable);

const FUTURE = 'java.util.concurrent.CompletableFuture';
const newFuture = (): FutureObject => allocate<FutureObject>(FUTURE);

/** Runs `work` in `pool` (a thread of its own without one); what it gives completes `future`. */
export function runIn(pool: PoolObject | null, future: FutureObject, work: () => unknown, wrap = false): FutureObject {
  const body = function* (): Task<void> {
    try {
      future.complete(yield* wait(work() as Task<unknown>));
    } catch (error) {
      const thrown = thrownBy(error);
      future.complete(null, wrap ? completion(thrown) : thrown);
    }
  };
  (pool ?? commonPool()).run(body);
  return future;
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
      startThread(null, function* () {
        try {
          next.complete(yield* wait(within(owner, result as Task<unknown>)));
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

/** ThreadPoolExecutor: at most `size` threads, the rest waits in a queue. */
export class PoolObject extends Base {
  size = Number.POSITIVE_INFINITY;
  label = 'pool';
  shut = false;
  running = 0;
  private readonly queue: (() => Task<void>)[] = [];
  private readonly ended: (() => void)[] = [];
  private threads: ThreadObject[] = [];

  run(body: () => Task<void>): void {
    if (this.shut) raise('java.util.concurrent.RejectedExecutionException', 'the executor has been shut down');
    if (this.running >= this.size) {
      this.queue.push(body);
      return;
    }
    this.running++;
    const thread = this.threads.pop() ?? this.newThread();
    const pool = this;
    startThread(thread, function* () {
      for (let next: (() => Task<void>) | undefined = body; next; next = pool.queue.shift()) yield* next();
      pool.running--;
      pool.threads.push(thread);
      if (pool.running === 0) for (const resume of pool.ended.splice(0)) resume();
    });
  }
  factory: Called | null = null;
  private made = 0;
  private newThread(): ThreadObject {
    if (this.factory) {
      const made = this.factory.newThread$Runnable!(null) as ThreadObject;
      if (made.threadName === '') made.threadName = nextThreadName();
      return made;
    }
    const thread = allocate<ThreadObject>('java.lang.Thread');
    this.made++;
    thread.threadName = this.label.startsWith('Fork')
      ? `${this.label}-${this.made}`
      : `${this.label}-thread-${this.made}`;
    return thread;
  }
  *terminated(): Task<boolean> {
    const owner = jvm();
    while (this.running > 0) {
      yield (resume) => {
        this.ended.push(() => resume());
        return undefined;
      };
      enter(owner);
    }
    return this.shut;
  }
}
const commonPool = (): PoolObject =>
  jvm().local('common pool', () => {
    const pool = allocate<PoolObject>('java.util.concurrent.ThreadPoolExecutor');
    pool.label = 'ForkJoinPool.commonPool-worker';
    return pool;
  });
const pool = (size: number) => (): PoolObject => newPool(size);
const scheduledPool = (n: number): unknown =>
  allocate<{ $init$int(n: number): unknown }>('java.util.concurrent.ScheduledThreadPoolExecutor').$init$int(n);
export function newPool(size: number, factory: Called | null = null): PoolObject {
  const made = allocate<PoolObject>('java.util.concurrent.ThreadPoolExecutor');
  const numbers = jvm().local('pools', () => ({ last: 0 }));
  made.size = size;
  made.factory = factory;
  made.label = `pool-${++numbers.last}`;
  return made;
}

const nextThreadName = (): string => `Thread-${jvm().local('thread names', () => ({ next: 0 })).next++}`;

/** Thread.start: what it leaves uncaught is printed, and the other threads go on. */
export function startThreadObject(thread: ThreadObject): void {
  if (thread.threadName === '') thread.threadName = nextThreadName();
  if (thread.coroutine) raise('IllegalThreadStateException');
  thread.coroutine = startThread(thread, function* () {
    thread.begun = true;
    try {
      yield* wait((thread as unknown as Called).run$!() as Task<void>);
    } catch (error) {
      if (error instanceof ProgramControl) throw error;
      const handler =
        thread.handler ??
        jvm().local('uncaught exceptions', () => ({ handler: null as ThreadObject['handler'] })).handler;
      if (handler) yield* wait(handler.uncaughtException$Thread$Throwable(thread, asThrowable(error)));
      else jvm().ref.err(`Exception in thread "${thread.threadName}" ${printStackTrace(toJavaError(error))}`);
    }
  });
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

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
import java.util.function.*;
public interface Future<V> { @Blocks V get() throws InterruptedException, ExecutionException; @Blocks V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException; boolean isDone(); boolean isCancelled(); boolean cancel(boolean interrupt); }
@FunctionalInterface public interface Executor { void execute(Runnable task); }
public interface ExecutorService extends Executor { <T> Future<T> submit(Callable<T> task); Future<?> submit(Runnable task); @Blocks <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException; @Blocks <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException; void shutdown(); List<Runnable> shutdownNow(); boolean isShutdown(); boolean isTerminated(); @Blocks boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException; }
@Open public class ThreadPoolExecutor implements ExecutorService {
  public void execute(Runnable task); public <T> Future<T> submit(Callable<T> task); public Future<?> submit(Runnable task); @Blocks public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException; @Blocks public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException;
  public void shutdown(); public List<Runnable> shutdownNow(); public boolean isShutdown(); public boolean isTerminated(); @Blocks public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException; public int getActiveCount();
}
@Open public class Executors { public static ExecutorService newFixedThreadPool(int n); public static ExecutorService newCachedThreadPool(); public static ExecutorService newSingleThreadExecutor(); public static ExecutorService newWorkStealingPool(); public static ExecutorService newFixedThreadPool(int n, ThreadFactory factory); public static ExecutorService newCachedThreadPool(ThreadFactory factory); public static ExecutorService newSingleThreadExecutor(ThreadFactory factory); public static ScheduledExecutorService newScheduledThreadPool(int n); public static ScheduledExecutorService newSingleThreadScheduledExecutor(); }
@Open public class CompletableFuture<T> implements Future<T> {
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
    ThreadPoolExecutor: {
      $class: PoolObject,
      execute(this: Pool, task: Called) {
        this.run(function* () {
          try {
            yield* wait(task.run$!() as Task<void>);
          } catch (error) {
            jvm().ref.err(`Exception in thread "pool" ${printStackTrace(toJavaError(error))}`);
          }
        });
      },
      'submit(Callable)'(this: Pool, task: Called) {
        return runIn(this, newFuture(), () => task.call$!());
      },
      'submit(Runnable)'(this: Pool, task: Called) {
        return runIn(this, newFuture(), function* (): Task<null> {
          yield* wait(task.run$!() as Task<void>);
          return null;
        });
      },
      *invokeAll(this: Pool, tasks: { toArray$(): Called[] }): Task<unknown> {
        const futures = [...tasks.toArray$()].map((task) => runIn(this, newFuture(), () => task.call$!()));
        for (const future of futures) yield* future.awaited();
        return newArrayList(futures);
      },
      *invokeAny(this: Pool, tasks: { toArray$(): Called[] }): Task<unknown> {
        const any = newFuture();
        const futures = [...tasks.toArray$()].map((task) => runIn(this, newFuture(), () => task.call$!()));
        let left = futures.length;
        for (const future of futures)
          future.whenDone(() => {
            left--;
            if (!future.error || left === 0) any.complete(future.value, future.error);
          });
        return yield* any.result('java.util.concurrent.ExecutionException');
      },
      shutdown(this: Pool) {
        this.shut = true;
      },
      shutdownNow(this: Pool) {
        this.shut = true;
        return newArrayList([]);
      },
      isShutdown(this: Pool) {
        return this.shut;
      },
      isTerminated(this: Pool) {
        return this.shut && this.running === 0;
      },
      awaitTermination(this: Pool) {
        return this.terminated();
      },
      getActiveCount(this: Pool) {
        return this.running;
      },
    },
    Executors: {
      'newFixedThreadPool(int)': (n: number) => newPool(n),
      'newFixedThreadPool(int,ThreadFactory)': (n: number, factory: Called) => newPool(n, factory),
      'newCachedThreadPool()': pool(Number.POSITIVE_INFINITY),
      'newCachedThreadPool(ThreadFactory)': (factory: Called) => newPool(Number.POSITIVE_INFINITY, factory),
      'newSingleThreadExecutor()': pool(1),
      'newSingleThreadExecutor(ThreadFactory)': (factory: Called) => newPool(1, factory),
      newScheduledThreadPool: scheduledPool,
      newSingleThreadScheduledExecutor: () => scheduledPool(1),
      newWorkStealingPool: pool(4),
    },
    CompletableFuture: {
      $class: FutureObject,
      new() {},
      'supplyAsync(Supplier)': (f: Called) => runIn(null, newFuture(), () => f.get$!(), true),
      'supplyAsync(Supplier,Executor)': (f: Called, executor: Pool) =>
        runIn(executor, newFuture(), () => f.get$!(), true),
      'runAsync(Runnable)': (f: Called) => runIn(null, newFuture(), () => f.run$!(), true),
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
      join(this: F) {
        return this.result(COMPLETION);
      },
      isDone(this: F) {
        return this.done;
      },
      isCancelled(this: F) {
        return this.cancelled;
      },
      cancel(this: F) {
        this.cancelled = true;
        return this.complete(null, newThrowable('java.util.concurrent.CancellationException', null) as Throwable);
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
