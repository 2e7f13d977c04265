/** The blocking queues of java.util.concurrent. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { grown, jvm } from '../../jvm.ts';
import { staticsOf } from '../../link.ts';
import { type CollectionObject, elements, type JavaCollection } from '../../runtime/collections.ts';
import { LinkedListObject } from '../../runtime/lists.ts';
import { nonNull } from '../../runtime/object.ts';
import { PriorityQueueObject } from '../../runtime/queues.ts';
import { raise } from '../../runtime/raise.ts';
import { WaitQueue } from '../../waiting.ts';
import { library } from '../table.ts';
import { millisOf, type TimeUnitObject } from './concurrent-time.ts';

interface Blocking extends CollectionObject {
  capacity: number;
  readonly changed: WaitQueue;
  poll$(): unknown;
  add$Object(value: unknown): boolean;
}

class BlockingQueueObject extends LinkedListObject {
  capacity = 2147483647;
  readonly changed = new WaitQueue();

  override add$Object(value: unknown): boolean {
    if (!this.offer$Object(value)) raise('IllegalStateException', 'Queue full');
    return true;
  }
  override offer$Object(value: unknown): boolean {
    nonNull(value);
    if (this.size$() >= this.capacity) return false;
    super.add$Object(value);
    this.changed.wakeAll();
    return true;
  }
  override poll$(): unknown {
    const first = super.poll$();
    if (first !== null) this.changed.wakeAll();
    return first;
  }
}
class PriorityBlockingQueueObject extends PriorityQueueObject {
  capacity = 2147483647;
  readonly changed = new WaitQueue();

  override add$Object(value: unknown): boolean {
    super.add$Object(nonNull(value));
    this.changed.wakeAll();
    return true;
  }
}

/** Each element goes from hand to hand: who gives one waits for who takes it. */
class SynchronousQueueObject extends BlockingQueueObject {
  override offer$Object(value: unknown): boolean {
    nonNull(value);
    return false;
  }
  *handOver(value: unknown, ms: number | null): Task<boolean> {
    grown(this, this.items.push(value));
    this.changed.wakeAll();
    if (yield* this.changed.until(() => !this.items.includes(value), ms)) return true;
    this.items.splice(this.items.indexOf(value), 1);
    return false;
  }
}
/** Its head is there only when its delay is over. */
class DelayQueueObject extends PriorityBlockingQueueObject {
  private delay(): number {
    const head = this.peek$() as { getDelay$TimeUnit(unit: unknown): LongValue };
    const unit = staticsOf<{ _NANOSECONDS: unknown }>('java.util.concurrent.TimeUnit')._NANOSECONDS;
    return Math.max(0, Number(head.getDelay$TimeUnit(unit)) / 1e6);
  }
  override poll$(): unknown {
    return this.size$() > 0 && this.delay() === 0 ? super.poll$() : null;
  }
  *expired(ms: number | null): Task<unknown> {
    const end = ms === null ? Number.POSITIVE_INFINITY : jvm().ref.currentTimeMillis() + ms;
    for (;;) {
      const found = this.poll$();
      const left = end - jvm().ref.currentTimeMillis();
      if (found !== null || left <= 0) return found;
      const next = Math.min(left, this.size$() > 0 ? this.delay() : Number.POSITIVE_INFINITY);
      yield* this.changed.park(Number.isFinite(next) ? Math.ceil(next) : null);
    }
  }
}

const BLOCKING =
  '@Blocks public void put(E e) throws InterruptedException; @Blocks public E take() throws InterruptedException; @Blocks public E poll(long time, TimeUnit unit) throws InterruptedException; @Blocks public boolean offer(E e, long time, TimeUnit unit) throws InterruptedException; public int remainingCapacity(); public int drainTo(Collection<? super E> to); public int drainTo(Collection<? super E> to, int max);';
const BLOCKING_BODIES = {
  *put(this: Blocking, value: unknown): Task<void> {
    nonNull(value);
    yield* this.changed.until(() => this.size$() < this.capacity);
    this.add$Object(value);
  },
  *take(this: Blocking): Task<unknown> {
    yield* this.changed.until(() => this.size$() > 0);
    return this.poll$();
  },
  *'poll(long,TimeUnit)'(this: Blocking, time: LongValue, unit: TimeUnitObject): Task<unknown> {
    return (yield* this.changed.until(() => this.size$() > 0, millisOf(time, unit))) ? this.poll$() : null;
  },
  *'offer(Object,long,TimeUnit)'(this: Blocking, value: unknown, time: LongValue, unit: TimeUnitObject): Task<boolean> {
    const fits = yield* this.changed.until(() => this.size$() < this.capacity, millisOf(time, unit));
    return fits && this.add$Object(value);
  },
  remainingCapacity(this: Blocking) {
    return this.capacity - this.size$();
  },
  'drainTo(Collection)'(this: Blocking, to: CollectionObject) {
    return drain(this, to, this.size$());
  },
  'drainTo(Collection,int)'(this: Blocking, to: CollectionObject, max: number) {
    return drain(this, to, Math.min(max, this.size$()));
  },
};
function drain(from: Blocking, to: CollectionObject, n: number): number {
  for (let i = 0; i < n; i++) to.add$Object(from.poll$());
  return n;
}
const CONSTRUCTORS = {
  'new()'() {},
  'new(int)'(this: Blocking, capacity: number) {
    this.capacity = capacity;
  },
  'new(int,boolean)'(this: Blocking, capacity: number) {
    this.capacity = capacity;
  },
  'new(Collection)'(this: Blocking, from: JavaCollection) {
    for (const each of elements(from)) this.add$Object(each);
  },
};

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public interface BlockingQueue<E> extends Queue<E> { ${BLOCKING.replace(/public /g, '')} }
public interface BlockingDeque<E> extends BlockingQueue<E>, Deque<E> {}
public class LinkedBlockingQueue<E> extends LinkedList<E> implements BlockingQueue<E> { public LinkedBlockingQueue(); public LinkedBlockingQueue(int capacity); public LinkedBlockingQueue(Collection<? extends E> c); ${BLOCKING} }
public class LinkedBlockingDeque<E> extends LinkedList<E> implements BlockingDeque<E> { public LinkedBlockingDeque(); public LinkedBlockingDeque(int capacity); ${BLOCKING} }
public class ArrayBlockingQueue<E> extends LinkedList<E> implements BlockingQueue<E> { public ArrayBlockingQueue(int capacity); public ArrayBlockingQueue(int capacity, boolean fair); ${BLOCKING} }
public class SynchronousQueue<E> extends LinkedList<E> implements BlockingQueue<E> { public SynchronousQueue(); public SynchronousQueue(boolean fair); ${BLOCKING} }
public interface Delayed extends Comparable<Delayed> { long getDelay(TimeUnit unit); }
public class DelayQueue<E extends Delayed> extends PriorityQueue<E> implements BlockingQueue<E> { public DelayQueue(); ${BLOCKING} }
public class PriorityBlockingQueue<E> extends PriorityQueue<E> implements BlockingQueue<E> { public PriorityBlockingQueue(); public PriorityBlockingQueue(int capacity); public PriorityBlockingQueue(int capacity, Comparator<? super E> c); public PriorityBlockingQueue(Collection<? extends E> c); ${BLOCKING} }`,
  bodies: {
    LinkedBlockingQueue: { $class: class extends BlockingQueueObject {}, ...CONSTRUCTORS, ...BLOCKING_BODIES },
    LinkedBlockingDeque: { $class: class extends BlockingQueueObject {}, ...CONSTRUCTORS, ...BLOCKING_BODIES },
    ArrayBlockingQueue: { $class: class extends BlockingQueueObject {}, ...CONSTRUCTORS, ...BLOCKING_BODIES },
    SynchronousQueue: {
      $class: SynchronousQueueObject,
      'new()'() {},
      'new(boolean)'() {},
      ...BLOCKING_BODIES,
      *put(this: SynchronousQueueObject, value: unknown): Task<void> {
        yield* this.handOver(nonNull(value), null);
      },
      *'offer(Object,long,TimeUnit)'(
        this: SynchronousQueueObject,
        ...[value, time, unit]: [unknown, LongValue, TimeUnitObject]
      ): Task<boolean> {
        return yield* this.handOver(nonNull(value), millisOf(time, unit));
      },
      remainingCapacity: () => 0,
    },
    DelayQueue: {
      $class: DelayQueueObject,
      ...BLOCKING_BODIES,
      take(this: DelayQueueObject) {
        return this.expired(null);
      },
      'poll(long,TimeUnit)'(this: DelayQueueObject, time: LongValue, unit: TimeUnitObject) {
        return this.expired(millisOf(time, unit));
      },
    },
    PriorityBlockingQueue: {
      $class: PriorityBlockingQueueObject,
      'new(Collection)': CONSTRUCTORS['new(Collection)'],
      ...BLOCKING_BODIES,
    },
  },
});
