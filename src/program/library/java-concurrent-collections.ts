/** The concurrent collections of java.util.concurrent, ThreadLocalRandom, and its names that are not simulated. */

import type { LongValue } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { allocate } from '../link.ts';
import { HashMapObject } from '../runtime/hash-maps.ts';
import type { ArrayListObject } from '../runtime/lists.ts';
import { raise } from '../runtime/raise.ts';
import type { HashSetObject } from '../runtime/sets.ts';
import { library } from './table.ts';

library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public interface ConcurrentMap<K, V> extends Map<K, V> {}
public class ConcurrentHashMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, java.io.Serializable { public ConcurrentHashMap(); public ConcurrentHashMap(int capacity); public ConcurrentHashMap(Map<? extends K, ? extends V> m); public static <T> Set<T> newKeySet(); }
public class ConcurrentLinkedQueue<E> extends LinkedList<E> { public ConcurrentLinkedQueue(); }
public interface BlockingQueue<E> extends Queue<E> { void put(E e) throws InterruptedException; @NotSimulated E take() throws InterruptedException; }
public class LinkedBlockingQueue<E> extends LinkedList<E> implements BlockingQueue<E> { public LinkedBlockingQueue(); public LinkedBlockingQueue(int capacity); public void put(E e) throws InterruptedException; @NotSimulated public E take() throws InterruptedException; }
public class ArrayBlockingQueue<E> extends LinkedBlockingQueue<E> { public ArrayBlockingQueue(int capacity); }
public class CopyOnWriteArrayList<E> extends ArrayList<E> { public CopyOnWriteArrayList(); public CopyOnWriteArrayList(Collection<? extends E> c); }
public class ThreadLocalRandom extends Random { public static ThreadLocalRandom current(); public int nextInt(int origin, int bound); public long nextLong(long bound); public long nextLong(long origin, long bound); public double nextDouble(double bound); public double nextDouble(double origin, double bound); }
public interface Callable<V> { V call() throws Exception; }
@NotSimulated public class FutureTask<V> implements Future<V>, Runnable { public FutureTask(Callable<V> task); public void run(); }
@NotSimulated public interface ScheduledExecutorService extends ExecutorService {}
@NotSimulated public interface ScheduledFuture<V> extends Future<V> {}
@NotSimulated public interface ThreadFactory { Thread newThread(Runnable r); }
@NotSimulated public class Semaphore { public Semaphore(int n); }
@NotSimulated public class CyclicBarrier { public CyclicBarrier(int n); }`,
  bodies: {
    ConcurrentHashMap: {
      $class: class ConcurrentHashMap extends HashMapObject {
        override put$Object$Object(key: unknown, value: unknown): unknown {
          if (key === null || value === null) raise('NullPointerException');
          return super.put$Object$Object(key, value);
        }
      },
      newKeySet: () => allocate<HashSetObject>('java.util.HashSet'),
    },
    LinkedBlockingQueue: {
      'new()'() {},
      'new(int)'() {},
      put(this: ArrayListObject, value: unknown) {
        this.add$Object(value);
      },
    },
    ArrayBlockingQueue: { new() {} },
    ThreadLocalRandom: {
      current: () =>
        jvm().local('thread-local random', () => {
          const random = allocate<{ $init$(): unknown }>('java.util.concurrent.ThreadLocalRandom');
          return random.$init$() ?? random;
        }),
      'nextInt(int,int)'(this: { random: { nextIntBetween(a: number, b: number): number } }, a: number, b: number) {
        return this.random.nextIntBetween(a, b);
      },
      'nextLong(long)'(this: { nextDouble$(): number }, bound: LongValue) {
        return Math.floor(this.nextDouble$() * Number(bound));
      },
      'nextLong(long,long)'(this: { nextDouble$(): number }, a: LongValue, b: LongValue) {
        return Number(a) + Math.floor(this.nextDouble$() * (Number(b) - Number(a)));
      },
      'nextDouble(double)'(this: { nextDouble$(): number }, bound: number) {
        return this.nextDouble$() * bound;
      },
      'nextDouble(double,double)'(this: { nextDouble$(): number }, a: number, b: number) {
        return a + this.nextDouble$() * (b - a);
      },
    },
  },
});
