/** What runs the tasks of executors: threads of a pool, a queue before them, and what becomes of a task that finds no room. */

import { ProgramControl, printStackTrace } from '../../../flink/api/jar.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base, hashCode, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { startThread } from '../../threads.ts';
import { asThrowable, toJavaError } from '../../throwable.ts';
import { WaitQueue } from '../../waiting.ts';
import type { ThreadObject } from './lang-objects.ts';

export const nextThreadName = (): string => `Thread-${jvm().local('thread names', () => ({ next: 0 })).next++}`;

/** What a thread does with what its code threw: its handler's, the default handler's, or a stack trace on stderr. */
export function* leaveUncaught(thread: ThreadObject, error: unknown): Task<void> {
  if (error instanceof ProgramControl) throw error;
  const handler =
    thread.handler ?? jvm().local('uncaught exceptions', () => ({ handler: null as ThreadObject['handler'] })).handler;
  if (handler) yield* wait(handler.uncaughtException$Thread$Throwable(thread, asThrowable(error)));
  else jvm().ref.err(`Exception in thread "${thread.threadName}" ${printStackTrace(toJavaError(error))}`);
}

interface Waiting {
  readonly body: () => Task<void>;
  /** The Runnable, as `shutdownNow` and `getQueue` show it. */
  readonly task: unknown;
}
export interface ThreadFactoryObject {
  newThread$Runnable(task: null): ThreadObject;
}
export interface RejectionHandler {
  rejectedExecution$Runnable$ThreadPoolExecutor(task: unknown, pool: PoolObject): void;
}

/** ThreadPoolExecutor: `core` threads, then a queue of `capacity`, then threads up to `most`, then the handler. */
export class PoolObject extends Base {
  core = Number.POSITIVE_INFINITY;
  most = Number.POSITIVE_INFINITY;
  capacity = Number.POSITIVE_INFINITY;
  label = 'pool';
  shut = false;
  completed = 0;
  largest = 0;
  factory: ThreadFactoryObject | null = null;
  handler: RejectionHandler | null = null;
  readonly queue: Waiting[] = [];
  readonly active = new Set<ThreadObject>();
  readonly idle: ThreadObject[] = [];
  private readonly ended = new WaitQueue();
  private made = 0;

  /** @throws what the handler throws, RejectedExecutionException without one */
  run(body: () => Task<void>, task: unknown): void {
    if (this.shut) this.reject(body, task);
    else this.admit(body, task);
  }
  protected admit(body: () => Task<void>, task: unknown): void {
    if (this.active.size < this.core) this.begin({ body, task });
    else if (this.queue.length < this.capacity) this.queue.push({ body, task });
    else if (this.active.size < this.most) this.begin({ body, task });
    else this.reject(body, task);
  }
  private reject(body: () => Task<void>, task: unknown): void {
    this.rejected = body;
    if (this.handler) this.handler.rejectedExecution$Runnable$ThreadPoolExecutor(task, this);
    else this.abort(task);
  }
  /** What the handler decides on. */
  rejected: (() => Task<void>) | null = null;
  abort(task: unknown): void {
    raise(
      'java.util.concurrent.RejectedExecutionException',
      `Task ${stringOf(task)} rejected from ${this.$toString()}`,
    );
  }
  private begin(first: Waiting): void {
    const thread = this.idle.pop() ?? this.newThread();
    this.active.add(thread);
    this.largest = Math.max(this.largest, this.poolSize);
    const pool = this;
    thread.coroutine = startThread(thread, function* () {
      thread.begun = true;
      for (let next: Waiting | undefined = first; next; next = pool.queue.shift()) {
        yield* next.body();
        pool.completed++;
      }
      pool.active.delete(thread);
      pool.idle.push(thread);
      if (pool.active.size === 0) pool.ended.wakeAll();
    });
  }
  get poolSize(): number {
    return this.active.size + this.idle.length;
  }
  private newThread(): ThreadObject {
    if (this.factory) {
      const made = this.factory.newThread$Runnable(null);
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
  /** Interrupts what runs; the tasks that wait never will. */
  stop(): unknown[] {
    this.shut = true;
    for (const thread of this.active) thread.interrupt$();
    return this.queue.splice(0).map(({ task }) => task);
  }
  /** Waits for the end of what runs, `ms` at most. */
  terminated(ms: number): Task<boolean> {
    return this.ended.until(() => this.active.size === 0 && !this.awaits, ms);
  }
  /** Tasks will still come, though it is shut. */
  protected get awaits(): boolean {
    return false;
  }
  override $toString(): string {
    const state = !this.shut ? 'Running' : this.active.size > 0 ? 'Shutting down' : 'Terminated';
    const size = this.shut && this.active.size === 0 ? 0 : this.poolSize;
    return `${this.$className()}@${(hashCode(this) >>> 0).toString(16)}[${state}, pool size = ${size}, active threads = ${this.active.size}, queued tasks = ${this.queue.length}, completed tasks = ${this.completed}]`;
  }
}

export const commonPool = (): PoolObject =>
  jvm().local('common pool', () => {
    const pool = allocate<PoolObject>('java.util.concurrent.ThreadPoolExecutor');
    pool.label = 'ForkJoinPool.commonPool-worker';
    return pool;
  });
export const nextPoolLabel = (): string => `pool-${++jvm().local('pools', () => ({ last: 0 })).last}`;

export function newPool(size: number, factory: ThreadFactoryObject | null = null): PoolObject {
  const made = allocate<PoolObject>('java.util.concurrent.ThreadPoolExecutor');
  made.core = size;
  made.most = size;
  made.factory = factory;
  made.label = nextPoolLabel();
  return made;
}
