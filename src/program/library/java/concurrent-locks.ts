/** java.util.concurrent.locks, Semaphore, CyclicBarrier: what threads wait for. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { WaitQueue } from '../../waiting.ts';
import { library } from '../table.ts';
import { millisOf, type TimeUnitObject } from './concurrent-time.ts';
import { type ThreadObject, theThread } from './lang-objects.ts';

const me = (): ThreadObject => theThread(() => allocate<ThreadObject>('java.lang.Thread'));

/** ReentrantLock, and the write lock of a pair. */
class LockObject extends Base {
  owner: ThreadObject | null = null;
  holds = 0;
  readonly queue = new WaitQueue();

  protected mayTake(): boolean {
    return this.owner === null || this.owner === me();
  }
  *take(ms: number | null = null): Task<boolean> {
    const taken = yield* this.queue.until(() => this.mayTake(), ms);
    if (taken) this.hold(1);
    return taken;
  }
  hold(n: number): void {
    this.owner = me();
    this.holds += n;
  }
  tryNow(): boolean {
    if (!this.mayTake()) return false;
    this.hold(1);
    return true;
  }
  release(): void {
    if (this.owner !== me()) raise('java.lang.IllegalMonitorStateException');
    if (--this.holds > 0) return;
    this.owner = null;
    this.freed();
  }
  protected freed(): void {
    this.queue.wakeOne();
  }
  override $toString(): string {
    const state = this.owner ? `Locked by thread ${this.owner.threadName}` : 'Unlocked';
    return `${super.$toString()}[${state}]`;
  }
}
/** The two locks of a ReentrantReadWriteLock. */
class PairObject extends Base {
  readonly read = allocate<ReadLockObject>('java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock');
  readonly write = allocate<WriteLockObject>('java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock');
  constructor() {
    super();
    this.read.pair = this;
    this.write.pair = this;
  }
  wakeAll(): void {
    this.read.queue.wakeAll();
    this.write.queue.wakeAll();
  }
}
class WriteLockObject extends LockObject {
  pair!: PairObject;
  protected override mayTake(): boolean {
    return super.mayTake() && this.pair.read.readers === 0;
  }
  protected override freed(): void {
    this.pair.wakeAll();
  }
}
class ReadLockObject extends LockObject {
  pair!: PairObject;
  readers = 0;
  protected override mayTake(): boolean {
    const { owner } = this.pair.write;
    return owner === null || owner === me();
  }
  override hold(): void {
    this.readers++;
  }
  override release(): void {
    if (this.readers === 0) raise('java.lang.IllegalMonitorStateException');
    if (--this.readers === 0) this.pair.wakeAll();
  }
}
class ConditionObject extends Base {
  lock!: LockObject;
  readonly queue = new WaitQueue();

  *wait(ms: number | null): Task<boolean> {
    const { lock } = this;
    if (lock.owner !== me()) raise('java.lang.IllegalMonitorStateException');
    const { holds } = lock;
    lock.holds = 1;
    lock.release();
    const woken = yield* this.queue.park(ms);
    yield* lock.queue.until(() => lock.owner === null);
    lock.hold(holds);
    return woken;
  }
}

const LOCK_BODIES = {
  lock(this: LockObject) {
    return this.take();
  },
  lockInterruptibly(this: LockObject) {
    return this.take();
  },
  'tryLock()'(this: LockObject) {
    return this.tryNow();
  },
  'tryLock(long,TimeUnit)'(this: LockObject, time: LongValue, unit: TimeUnitObject) {
    return this.take(millisOf(time, unit));
  },
  unlock(this: LockObject) {
    this.release();
  },
  newCondition(this: LockObject) {
    const condition = allocate<ConditionObject>('java.util.concurrent.locks.Condition$Waiting');
    condition.lock = this;
    return condition;
  },
};
const CONDITION_STUBS =
  '@Blocks public void await() throws InterruptedException; @Blocks public boolean await(long time, TimeUnit unit) throws InterruptedException; @Blocks public long awaitNanos(long nanos) throws InterruptedException; public void signal(); public void signalAll();';
const LOCK_STUBS =
  '@Blocks public void lock(); @Blocks public void lockInterruptibly() throws InterruptedException; public boolean tryLock(); @Blocks public boolean tryLock(long time, TimeUnit unit) throws InterruptedException; public void unlock(); public Condition newCondition();';

library({
  package: 'java.util.concurrent.locks',
  stubs: `
import java.util.concurrent.TimeUnit;
public interface Lock { ${LOCK_STUBS.replace(/public /g, '')} }
public interface ReadWriteLock { Lock readLock(); Lock writeLock(); }
public interface Condition { ${CONDITION_STUBS.replace(/public /g, '')} class Waiting implements Condition { ${CONDITION_STUBS} } }
public class ReentrantLock implements Lock, java.io.Serializable { public ReentrantLock(); public ReentrantLock(boolean fair); ${LOCK_STUBS} public boolean isLocked(); public boolean isHeldByCurrentThread(); public int getHoldCount(); public final boolean isFair(); public final boolean hasQueuedThreads(); public final int getQueueLength(); }
public class ReentrantReadWriteLock implements ReadWriteLock, java.io.Serializable { public ReentrantReadWriteLock(); public ReentrantReadWriteLock(boolean fair); public ReadLock readLock(); public WriteLock writeLock(); public int getReadLockCount(); public boolean isWriteLocked();
  public static class ReadLock implements Lock { ${LOCK_STUBS} } public static class WriteLock implements Lock { ${LOCK_STUBS} public boolean isHeldByCurrentThread(); } }`,
  bodies: {
    ReentrantLock: {
      $class: LockObject,
      'new()'() {},
      'new(boolean)'() {},
      ...LOCK_BODIES,
      isLocked(this: LockObject) {
        return this.owner !== null;
      },
      isHeldByCurrentThread(this: LockObject) {
        return this.owner === me();
      },
      getHoldCount(this: LockObject) {
        return this.owner === me() ? this.holds : 0;
      },
      isFair: () => false,
      hasQueuedThreads(this: LockObject) {
        return this.queue.length > 0;
      },
      getQueueLength(this: LockObject) {
        return this.queue.length;
      },
    },
    ReentrantReadWriteLock: {
      $class: PairObject,
      'new()'() {},
      'new(boolean)'() {},
      readLock(this: PairObject) {
        return this.read;
      },
      writeLock(this: PairObject) {
        return this.write;
      },
      getReadLockCount(this: PairObject) {
        return this.read.readers;
      },
      isWriteLocked(this: PairObject) {
        return this.write.owner !== null;
      },
    },
    'ReentrantReadWriteLock.ReadLock': { $class: ReadLockObject, ...LOCK_BODIES },
    'ReentrantReadWriteLock.WriteLock': {
      $class: WriteLockObject,
      ...LOCK_BODIES,
      isHeldByCurrentThread(this: LockObject) {
        return this.owner === me();
      },
    },
    'Condition.Waiting': {
      $class: ConditionObject,
      *'await()'(this: ConditionObject): Task<void> {
        yield* this.wait(null);
      },
      'await(long,TimeUnit)'(this: ConditionObject, time: LongValue, unit: TimeUnitObject) {
        return this.wait(millisOf(time, unit));
      },
      *awaitNanos(this: ConditionObject, nanos: LongValue): Task<LongValue> {
        return (yield* this.wait(Number(nanos) / 1e6)) ? 1 : 0;
      },
      signal(this: ConditionObject) {
        this.queue.wakeOne();
      },
      signalAll(this: ConditionObject) {
        this.queue.wakeAll();
      },
    },
  },
});

class SemaphoreObject extends Base {
  permits = 0;
  readonly queue = new WaitQueue();

  *take(n: number, ms: number | null = null): Task<boolean> {
    const taken = yield* this.queue.until(() => this.permits >= n, ms);
    if (taken) this.permits -= n;
    return taken;
  }
  tryNow(n: number): boolean {
    if (this.permits < n) return false;
    this.permits -= n;
    return true;
  }
}
class BarrierObject extends Base {
  parties = 0;
  action: { run$(): void | Task<void> } | null = null;
  arrived = 0;
  queue = new WaitQueue();

  /** Gives how many were still to come: the last to arrive gets 0. */
  *await(): Task<number> {
    const index = this.parties - ++this.arrived;
    const { queue } = this;
    if (index > 0) {
      yield* queue.park();
      return index;
    }
    if (this.action) yield* wait(this.action.run$());
    this.arrived = 0;
    this.queue = new WaitQueue();
    queue.wakeAll();
    return 0;
  }
}

library({
  package: 'java.util.concurrent',
  stubs: `
public class Semaphore { public Semaphore(int permits); public Semaphore(int permits, boolean fair); @Blocks public void acquire() throws InterruptedException; @Blocks public void acquire(int n) throws InterruptedException; @Blocks public void acquireUninterruptibly(); public boolean tryAcquire(); public boolean tryAcquire(int n); @Blocks public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException; public void release(); public void release(int n); public int availablePermits(); public int drainPermits(); }
public class CyclicBarrier { public CyclicBarrier(int parties); public CyclicBarrier(int parties, Runnable action); @Blocks public int await() throws InterruptedException, BrokenBarrierException; public int getParties(); public int getNumberWaiting(); public boolean isBroken(); public void reset(); }`,
  bodies: {
    Semaphore: {
      $class: SemaphoreObject,
      'new(int)'(this: SemaphoreObject, permits: number) {
        this.permits = permits;
      },
      'new(int,boolean)'(this: SemaphoreObject, permits: number) {
        this.permits = permits;
      },
      'acquire()'(this: SemaphoreObject) {
        return this.take(1);
      },
      'acquire(int)'(this: SemaphoreObject, n: number) {
        return this.take(n);
      },
      acquireUninterruptibly(this: SemaphoreObject) {
        return this.take(1);
      },
      'tryAcquire()'(this: SemaphoreObject) {
        return this.tryNow(1);
      },
      'tryAcquire(int)'(this: SemaphoreObject, n: number) {
        return this.tryNow(n);
      },
      'tryAcquire(long,TimeUnit)'(this: SemaphoreObject, time: LongValue, unit: TimeUnitObject) {
        return this.take(1, millisOf(time, unit));
      },
      'release()'(this: SemaphoreObject) {
        this.permits++;
        this.queue.wakeAll();
      },
      'release(int)'(this: SemaphoreObject, n: number) {
        this.permits += n;
        this.queue.wakeAll();
      },
      availablePermits(this: SemaphoreObject) {
        return this.permits;
      },
      drainPermits(this: SemaphoreObject) {
        const { permits } = this;
        this.permits = 0;
        return permits;
      },
    },
    CyclicBarrier: {
      $class: BarrierObject,
      'new(int)'(this: BarrierObject, parties: number) {
        this.parties = parties;
      },
      'new(int,Runnable)'(this: BarrierObject, parties: number, action: BarrierObject['action']) {
        this.parties = parties;
        this.action = action;
      },
      await(this: BarrierObject) {
        return this.await();
      },
      getParties(this: BarrierObject) {
        return this.parties;
      },
      getNumberWaiting(this: BarrierObject) {
        return this.arrived;
      },
      isBroken: () => false,
      reset(this: BarrierObject) {
        this.arrived = 0;
      },
    },
  },
});
