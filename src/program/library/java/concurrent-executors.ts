/** Executors of java.util.concurrent: pools of threads, and what they do with tasks they have no room for. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate, functional } from '../../link.ts';
import type { CollectionObject } from '../../runtime/collections.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { startThread, threadsOf } from '../../threads.ts';
import { WaitQueue } from '../../waiting.ts';
import { library } from '../table.ts';
import { FUTURE_BODIES, FutureObject, runIn, settle } from './concurrent.ts';
import {
  leaveUncaught,
  newPool,
  nextPoolLabel,
  PoolObject,
  type RejectionHandler,
  type ThreadFactoryObject,
} from './concurrent-pools.ts';
import { millisOf, type TimeUnitObject } from './concurrent-time.ts';
import type { ThreadObject } from './lang-objects.ts';

type Calls = { call$(): unknown };
type Runs = { run$(): unknown };
type Pool = PoolObject;

class FutureTaskObject extends FutureObject {
  work: () => unknown = () => null;
}
const newTask = (): FutureObject => allocate<FutureObject>('java.util.concurrent.FutureTask');
const runsAndGives = (task: Runs, value: unknown) =>
  function* (): Task<unknown> {
    yield* wait(task.run$() as Task<void>);
    return value;
  };
function submitRunnable(this: Pool, task: Runs, value: unknown): FutureObject {
  return runIn(this, newTask(), runsAndGives(task, value));
}
function submitCallable(this: Pool, task: Calls): FutureObject {
  return runIn(this, newTask(), () => task.call$());
}
const scheduledPool = (n: number): unknown =>
  allocate<{ $init$int(n: number): unknown }>('java.util.concurrent.ScheduledThreadPoolExecutor').$init$int(n);

type Queue = { remainingCapacity$(): number };
/** @param queue of which the pool takes the capacity alone: it keeps its tasks itself */
function setUp(
  this: Pool,
  core: number,
  most: number,
  keepAlive: LongValue,
  _unit: TimeUnitObject,
  queue: Queue,
  factory: ThreadFactoryObject | null = null,
  handler: RejectionHandler | null = null,
): void {
  if (core < 0 || most <= 0 || most < core || keepAlive < 0) raise('IllegalArgumentException');
  const capacity = queue.remainingCapacity$();
  Object.assign(this, { core, most, factory, handler, capacity, label: nextPoolLabel() });
}

class CompletionServiceObject extends Base {
  pool!: Pool;
  readonly done: FutureObject[] = [];
  readonly changed = new WaitQueue();
  add(future: FutureObject): FutureObject {
    future.whenDone(() => {
      this.done.push(future);
      this.changed.wakeAll();
    });
    return future;
  }
}
type Service = CompletionServiceObject;

const FUTURE =
  '@Blocks public V get() throws InterruptedException, ExecutionException; @Blocks public V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException; public boolean isDone(); public boolean isCancelled(); public boolean cancel(boolean interrupt);';
const SERVICE =
  '<T> Future<T> submit(Callable<T> task); Future<?> submit(Runnable task); <T> Future<T> submit(Runnable task, T result); @Blocks <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException; @Blocks <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException; void shutdown(); List<Runnable> shutdownNow(); boolean isShutdown(); boolean isTerminated(); @Blocks boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException;';
const POLICIES = ['AbortPolicy', 'CallerRunsPolicy', 'DiscardPolicy', 'DiscardOldestPolicy'] as const;

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
@FunctionalInterface public interface Executor { void execute(Runnable task); }
public interface ExecutorService extends Executor { ${SERVICE} }
public interface RejectedExecutionHandler { void rejectedExecution(Runnable task, ThreadPoolExecutor executor); }
@Open public abstract class AbstractExecutorService implements ExecutorService {}
public interface RunnableFuture<V> extends Runnable, Future<V> { void run(); }
public class FutureTask<V> implements RunnableFuture<V> { public FutureTask(Callable<V> task); public FutureTask(Runnable task, V result); @CallsBack public void run(); ${FUTURE} }
@Open public class ThreadPoolExecutor extends AbstractExecutorService {
  public ThreadPoolExecutor(int core, int most, long keepAlive, TimeUnit unit, BlockingQueue<Runnable> queue);
  public ThreadPoolExecutor(int core, int most, long keepAlive, TimeUnit unit, BlockingQueue<Runnable> queue, ThreadFactory factory);
  public ThreadPoolExecutor(int core, int most, long keepAlive, TimeUnit unit, BlockingQueue<Runnable> queue, RejectedExecutionHandler handler);
  public ThreadPoolExecutor(int core, int most, long keepAlive, TimeUnit unit, BlockingQueue<Runnable> queue, ThreadFactory factory, RejectedExecutionHandler handler);
  public void execute(Runnable task); ${SERVICE.replace(/(^|; )(@Blocks )?/g, '$1$2public ')}
  public int getActiveCount(); public int getPoolSize(); public int getCorePoolSize(); public int getMaximumPoolSize(); public int getLargestPoolSize(); public long getCompletedTaskCount(); public long getTaskCount(); public Queue<Runnable> getQueue(); public void setCorePoolSize(int n); public void setMaximumPoolSize(int n); public void allowCoreThreadTimeOut(boolean on); public void setRejectedExecutionHandler(RejectedExecutionHandler handler); public String toString();
  ${POLICIES.map((name) => `public static class ${name} implements RejectedExecutionHandler { public ${name}(); public void rejectedExecution(Runnable task, ThreadPoolExecutor executor); }`).join('\n')}
}
@Open public class Executors { public static ExecutorService newFixedThreadPool(int n); public static ExecutorService newCachedThreadPool(); public static ExecutorService newSingleThreadExecutor(); public static ExecutorService newWorkStealingPool(); public static ExecutorService newWorkStealingPool(int n); public static ExecutorService newFixedThreadPool(int n, ThreadFactory factory); public static ExecutorService newCachedThreadPool(ThreadFactory factory); public static ExecutorService newSingleThreadExecutor(ThreadFactory factory); public static ScheduledExecutorService newScheduledThreadPool(int n); public static ScheduledExecutorService newSingleThreadScheduledExecutor(); public static ThreadFactory defaultThreadFactory(); }
public interface CompletionService<V> { Future<V> submit(Callable<V> task); Future<V> submit(Runnable task, V result); @Blocks Future<V> take() throws InterruptedException; Future<V> poll(); @Blocks Future<V> poll(long time, TimeUnit unit) throws InterruptedException; }
public class ExecutorCompletionService<V> implements CompletionService<V> { public ExecutorCompletionService(Executor executor); public Future<V> submit(Callable<V> task); public Future<V> submit(Runnable task, V result); @Blocks public Future<V> take() throws InterruptedException; public Future<V> poll(); @Blocks public Future<V> poll(long time, TimeUnit unit) throws InterruptedException; }`,
  bodies: {
    FutureTask: {
      $class: FutureTaskObject,
      'new(Callable)'(this: FutureTaskObject, task: Calls) {
        this.work = () => task.call$();
      },
      'new(Runnable,Object)'(this: FutureTaskObject, task: Runs, value: unknown) {
        this.work = runsAndGives(task, value);
      },
      run(this: FutureTaskObject) {
        return settle(this, this.work);
      },
      ...FUTURE_BODIES,
      cancel(this: FutureObject, interrupts: boolean) {
        return this.cancel(interrupts);
      },
    },
    ThreadPoolExecutor: {
      $class: PoolObject,
      'new(int,int,long,TimeUnit,BlockingQueue)': setUp,
      'new(int,int,long,TimeUnit,BlockingQueue,ThreadFactory)': setUp,
      'new(int,int,long,TimeUnit,BlockingQueue,ThreadFactory,RejectedExecutionHandler)': setUp,
      'new(int,int,long,TimeUnit,BlockingQueue,RejectedExecutionHandler)'(
        this: Pool,
        ...[core, most, keepAlive, unit, queue, handler]: [
          number,
          number,
          LongValue,
          TimeUnitObject,
          Queue,
          RejectionHandler,
        ]
      ) {
        setUp.call(this, core, most, keepAlive, unit, queue, null, handler);
      },
      execute(this: Pool, task: Runs) {
        this.run(function* () {
          try {
            yield* wait(task.run$() as Task<void>);
          } catch (error) {
            yield* leaveUncaught(threadsOf(jvm()).current as ThreadObject, error);
          }
        }, task);
      },
      'submit(Callable)': submitCallable,
      'submit(Runnable)'(this: Pool, task: Runs) {
        return submitRunnable.call(this, task, null);
      },
      'submit(Runnable,Object)': submitRunnable,
      *invokeAll(this: Pool, tasks: { toArray$(): Calls[] }): Task<unknown> {
        const futures = [...tasks.toArray$()].map((task) => submitCallable.call(this, task));
        for (const future of futures) yield* future.awaited();
        return newArrayList(futures);
      },
      *invokeAny(this: Pool, tasks: { toArray$(): Calls[] }): Task<unknown> {
        const any = newTask();
        const futures = [...tasks.toArray$()].map((task) => submitCallable.call(this, task));
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
        return newArrayList(this.stop());
      },
      isShutdown(this: Pool) {
        return this.shut;
      },
      isTerminated(this: Pool) {
        return this.shut && this.active.size === 0;
      },
      *awaitTermination(this: Pool, time: LongValue, unit: TimeUnitObject): Task<boolean> {
        return this.shut && (yield* this.terminated(millisOf(time, unit)));
      },
      getActiveCount(this: Pool) {
        return this.active.size;
      },
      getPoolSize(this: Pool) {
        return this.poolSize;
      },
      getCorePoolSize(this: Pool) {
        return this.core;
      },
      getMaximumPoolSize(this: Pool) {
        return Math.min(this.most, 2147483647);
      },
      getLargestPoolSize(this: Pool) {
        return this.largest;
      },
      getCompletedTaskCount(this: Pool) {
        return this.completed;
      },
      getTaskCount(this: Pool) {
        return this.completed + this.active.size + this.queue.length;
      },
      getQueue(this: Pool) {
        const queue = allocate<CollectionObject>('java.util.LinkedList');
        for (const { task } of this.queue) queue.add$Object(task);
        return queue;
      },
      setCorePoolSize(this: Pool, n: number) {
        this.core = n;
      },
      setMaximumPoolSize(this: Pool, n: number) {
        this.most = n;
      },
      allowCoreThreadTimeOut() {},
      setRejectedExecutionHandler(this: Pool, handler: RejectionHandler) {
        this.handler = handler;
      },
    },
    'ThreadPoolExecutor.AbortPolicy': {
      new() {},
      rejectedExecution: (task: unknown, pool: Pool) => pool.abort(task),
    },
    'ThreadPoolExecutor.CallerRunsPolicy': {
      new() {},
      rejectedExecution(_task: unknown, pool: Pool) {
        if (!pool.shut && pool.rejected) startThread(threadsOf(jvm()).current, pool.rejected);
      },
    },
    'ThreadPoolExecutor.DiscardPolicy': { new() {}, rejectedExecution() {} },
    'ThreadPoolExecutor.DiscardOldestPolicy': {
      new() {},
      rejectedExecution(task: unknown, pool: Pool) {
        const body = pool.rejected;
        if (pool.shut || !body) return;
        pool.queue.shift();
        pool.run(body, task);
      },
    },
    Executors: {
      'newFixedThreadPool(int)': (n: number) => newPool(n),
      'newFixedThreadPool(int,ThreadFactory)': newPool,
      'newCachedThreadPool()': () => newPool(Number.POSITIVE_INFINITY),
      'newCachedThreadPool(ThreadFactory)': (factory: ThreadFactoryObject) =>
        newPool(Number.POSITIVE_INFINITY, factory),
      'newSingleThreadExecutor()': () => newPool(1),
      'newSingleThreadExecutor(ThreadFactory)': (factory: ThreadFactoryObject) => newPool(1, factory),
      newScheduledThreadPool: scheduledPool,
      newSingleThreadScheduledExecutor: () => scheduledPool(1),
      'newWorkStealingPool()': () => newPool(4),
      'newWorkStealingPool(int)': (n: number) => newPool(n),
      defaultThreadFactory() {
        const label = nextPoolLabel();
        let made = 0;
        return functional('java.util.concurrent.ThreadFactory', (task: Runs) => {
          const thread = allocate<ThreadObject>('java.lang.Thread');
          return thread.$init$Runnable$String(task as never, `${label}-thread-${++made}`);
        });
      },
    },
    ExecutorCompletionService: {
      $class: CompletionServiceObject,
      new(this: Service, pool: Pool) {
        this.pool = pool;
      },
      'submit(Callable)'(this: Service, task: Calls) {
        return this.add(submitCallable.call(this.pool, task));
      },
      'submit(Runnable,Object)'(this: Service, task: Runs, value: unknown) {
        return this.add(submitRunnable.call(this.pool, task, value));
      },
      *take(this: Service): Task<unknown> {
        yield* this.changed.until(() => this.done.length > 0);
        return this.done.shift();
      },
      'poll()'(this: Service) {
        return this.done.shift() ?? null;
      },
      *'poll(long,TimeUnit)'(this: Service, time: LongValue, unit: TimeUnitObject): Task<unknown> {
        yield* this.changed.until(() => this.done.length > 0, millisOf(time, unit));
        return this.done.shift() ?? null;
      },
    },
  },
});
