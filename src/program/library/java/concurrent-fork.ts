/** ForkJoinPool and its tasks; executors that wait before they run. Forked work runs where it is forked. */

import { ProgramControl } from '../../../flink/api/jar.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { type CollectionObject, elements } from '../../runtime/collections.ts';
import { Base } from '../../runtime/object.ts';
import { startThread } from '../../threads.ts';
import { library } from '../table.ts';
import { FutureObject, runIn, settle } from './concurrent.ts';
import { nextPoolLabel, PoolObject } from './concurrent-pools.ts';
import { millisOf, type TimeUnitObject } from './concurrent-time.ts';
import type { ThreadObject } from './lang-objects.ts';

class ForkJoinTaskObject extends Base {
  declare compute$: () => unknown;
  private ran = false;
  private outcome: { value: unknown } | { error: unknown } | null = null;

  *once(): Task<void> {
    if (this.ran) return;
    this.ran = true;
    try {
      this.outcome = { value: (yield* wait(this.compute$() as Task<unknown>)) ?? null };
    } catch (error) {
      if (error instanceof ProgramControl) throw error;
      this.outcome = { error };
    }
  }
  *joined(): Task<unknown> {
    yield* this.once();
    const { outcome } = this;
    if (outcome && 'error' in outcome) throw outcome.error;
    return outcome?.value ?? null;
  }
  get isDone(): boolean {
    return this.outcome !== null;
  }
}
type Forked = ForkJoinTaskObject;
function* all(tasks: readonly Forked[]): Task<void> {
  for (const task of tasks) yield* task.joined();
}

/** ScheduledThreadPoolExecutor: what waits for its time when the pool is shut down still runs, unless it was stopped at once. */
class ScheduledPoolObject extends PoolObject {
  private readonly delayed = new Set<FutureObject>();

  after(ms: number, work: () => unknown): FutureObject {
    const future = allocate<FutureObject>('java.util.concurrent.ScheduledFuture$Waiting');
    if (this.shut) return runIn(this, future, work);
    this.delayed.add(future);
    startThread(null, function* () {
      if (ms > 0) yield jvm().ref.sleep(ms);
    }).onEnd(() => {
      if (this.delayed.delete(future) && !future.done) this.admit(() => settle(future, work), future);
    });
    return future;
  }
  override stop(): unknown[] {
    const waiting = [...this.delayed];
    this.delayed.clear();
    return [...super.stop(), ...waiting];
  }
  protected override get awaits(): boolean {
    return this.delayed.size > 0;
  }
  /** @param fixed whether `period` lies between the beginnings of two runs (the late ones follow at once), or between an end and the next beginning */
  every(delay: number, period: number, fixed: boolean, work: () => unknown): FutureObject {
    const future = allocate<FutureObject>('java.util.concurrent.ScheduledFuture$Waiting');
    const pool = this;
    startThread(null, function* () {
      yield jvm().ref.sleep(delay);
      let due = jvm().ref.currentTimeMillis();
      while (!future.done && !pool.shut) {
        const run = allocate<FutureObject>('java.util.concurrent.CompletableFuture');
        runIn(pool, run, work);
        yield* run.awaited();
        if (run.error) future.complete(null, run.error);
        const ended = jvm().ref.currentTimeMillis();
        due = fixed ? due + period : ended + period;
        if (due > ended) yield jvm().ref.sleep(due - ended);
      }
    });
    return future;
  }
}
/** java.util.Timer: one thread that runs its tasks when they are due. */
class TimerObject extends Base {
  cancelled = false;
  plan(task: TimerTaskObject, delay: number, period: number | null): void {
    const timer = this;
    const thread = allocate<ThreadObject>('java.lang.Thread');
    thread.threadName = 'Timer-0';
    startThread(thread, function* () {
      if (delay > 0) yield jvm().ref.sleep(delay);
      while (!timer.cancelled && !task.cancelled) {
        yield* wait(task.run$());
        if (period === null) return;
        yield jvm().ref.sleep(period);
      }
    });
  }
}
class TimerTaskObject extends Base {
  cancelled = false;
  declare run$: () => void | Task<void>;
}
library({
  package: 'java.util',
  stubs: `
public class Timer { public Timer(); public Timer(boolean daemon); public Timer(String name); public void schedule(TimerTask task, long delay); public void schedule(TimerTask task, long delay, long period); public void scheduleAtFixedRate(TimerTask task, long delay, long period); public void cancel(); }
public abstract class TimerTask implements Runnable { protected TimerTask(); public boolean cancel(); }`,
  bodies: {
    Timer: {
      $class: TimerObject,
      'new()'() {},
      'new(boolean)'() {},
      'new(String)'() {},
      'schedule(TimerTask,long)'(this: TimerObject, task: TimerTaskObject, delay: LongValue) {
        this.plan(task, Number(delay), null);
      },
      'schedule(TimerTask,long,long)'(this: TimerObject, task: TimerTaskObject, delay: LongValue, period: LongValue) {
        this.plan(task, Number(delay), Number(period));
      },
      scheduleAtFixedRate(this: TimerObject, task: TimerTaskObject, delay: LongValue, period: LongValue) {
        this.plan(task, Number(delay), Number(period));
      },
      cancel(this: TimerObject) {
        this.cancelled = true;
      },
    },
    TimerTask: {
      $class: TimerTaskObject,
      new() {},
      cancel(this: TimerTaskObject) {
        const first = !this.cancelled;
        this.cancelled = true;
        return first;
      },
    },
  },
});

type Runs = { run$(): unknown };
type Calls = { call$(): unknown };

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public abstract class ForkJoinTask<V> implements Future<V>, java.io.Serializable { @Blocks public final ForkJoinTask<V> fork(); @Blocks public final V join(); @Blocks public final V invoke(); @Blocks public final V get() throws InterruptedException, ExecutionException; @Blocks public final V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException; public final boolean isDone(); public boolean isCancelled(); public boolean cancel(boolean interrupt); @Blocks public static void invokeAll(ForkJoinTask<?> a, ForkJoinTask<?> b); @Blocks public static void invokeAll(ForkJoinTask<?>... tasks); @Blocks public static <T extends ForkJoinTask<?>> Collection<T> invokeAll(Collection<T> tasks); }
public abstract class RecursiveTask<V> extends ForkJoinTask<V> { public RecursiveTask(); protected abstract V compute(); }
public abstract class RecursiveAction extends ForkJoinTask<Void> { public RecursiveAction(); protected abstract void compute(); }
public class ForkJoinPool extends ThreadPoolExecutor { public ForkJoinPool(); public ForkJoinPool(int parallelism); public static ForkJoinPool commonPool(); @Blocks public <T> T invoke(ForkJoinTask<T> task); @Blocks public <T> ForkJoinTask<T> submit(ForkJoinTask<T> task); @Blocks public void execute(ForkJoinTask<?> task); public int getParallelism(); public static int getCommonPoolParallelism(); public void close(); }
public interface ScheduledFuture<V> extends Future<V> { class Waiting extends CompletableFuture implements ScheduledFuture {} }
public interface ScheduledExecutorService extends ExecutorService { ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit); <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit); ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit); ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit); }
public class ScheduledThreadPoolExecutor extends ThreadPoolExecutor implements ScheduledExecutorService { public ScheduledThreadPoolExecutor(int n); public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit); public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit); public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit); public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit); }`,
  bodies: {
    ForkJoinTask: {
      $class: ForkJoinTaskObject,
      *fork(this: Forked): Task<Forked> {
        yield* this.once();
        return this;
      },
      join(this: Forked) {
        return this.joined();
      },
      invoke(this: Forked) {
        return this.joined();
      },
      'get()'(this: Forked) {
        return this.joined();
      },
      'get(long,TimeUnit)'(this: Forked) {
        return this.joined();
      },
      isDone(this: Forked) {
        return this.isDone;
      },
      isCancelled: () => false,
      cancel: () => false,
      'invokeAll(ForkJoinTask,ForkJoinTask)': (a: Forked, b: Forked) => all([a, b]),
      'invokeAll(ForkJoinTask[])': (tasks: Forked[]) => all(tasks),
      *'invokeAll(Collection)'(tasks: CollectionObject): Task<unknown> {
        yield* all(elements(tasks) as Forked[]);
        return tasks;
      },
    },
    RecursiveTask: { new() {} },
    RecursiveAction: { new() {} },
    ForkJoinPool: {
      'new()'() {},
      'new(int)'(this: PoolObject, n: number) {
        Object.assign(this, { core: n, most: n });
      },
      commonPool: () => allocate('java.util.concurrent.ForkJoinPool'),
      invoke: (task: Forked) => task.joined(),
      *'submit(ForkJoinTask)'(task: Forked): Task<Forked> {
        yield* task.once();
        return task;
      },
      'execute(ForkJoinTask)': (task: Forked) => task.once(),
      getParallelism(this: PoolObject) {
        return Number.isFinite(this.core) ? this.core : 4;
      },
      getCommonPoolParallelism: () => 3,
      close(this: PoolObject) {
        this.shut = true;
      },
    },
    'ScheduledFuture.Waiting': { $class: class extends FutureObject {} },
    ScheduledThreadPoolExecutor: {
      $class: ScheduledPoolObject,
      new(this: PoolObject, n: number) {
        Object.assign(this, { core: n, most: n, label: nextPoolLabel() });
      },
      'schedule(Runnable,long,TimeUnit)'(
        this: ScheduledPoolObject,
        task: Runs,
        delay: LongValue,
        unit: TimeUnitObject,
      ) {
        return this.after(millisOf(delay, unit), () => task.run$());
      },
      'schedule(Callable,long,TimeUnit)'(
        this: ScheduledPoolObject,
        task: Calls,
        delay: LongValue,
        unit: TimeUnitObject,
      ) {
        return this.after(millisOf(delay, unit), () => task.call$());
      },
      scheduleAtFixedRate(
        this: ScheduledPoolObject,
        task: Runs,
        delay: LongValue,
        period: LongValue,
        unit: TimeUnitObject,
      ) {
        return this.every(millisOf(delay, unit), millisOf(period, unit), true, () => task.run$());
      },
      scheduleWithFixedDelay(
        this: ScheduledPoolObject,
        task: Runs,
        delay: LongValue,
        period: LongValue,
        unit: TimeUnitObject,
      ) {
        return this.every(millisOf(delay, unit), millisOf(period, unit), false, () => task.run$());
      },
    },
  },
});
