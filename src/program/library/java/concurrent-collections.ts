/** The concurrent collections of java.util.concurrent and ThreadLocalRandom. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { type Consumer, FixedIterator, type JavaIterator } from '../../runtime/collections.ts';
import { HashMapObject } from '../../runtime/hash-maps.ts';
import { ArrayListObject } from '../../runtime/lists.ts';
import type { EntryObject } from '../../runtime/maps.ts';
import { raise } from '../../runtime/raise.ts';
import type { HashSetObject } from '../../runtime/sets.ts';
import { library } from '../table.ts';

/** Who goes through it sees what was there when they began. */
class CopyOnWriteArrayListObject extends ArrayListObject {
  override iterator$(): JavaIterator {
    return new FixedIterator(this.items.slice());
  }
  override $walk(): Iterable<unknown> {
    return this.items.slice();
  }
  override *forEach$Consumer(action: Consumer): Task<void> {
    for (const each of this.items.slice()) yield* wait(action.accept$Object(each));
  }
}

const entriesOf = (map: HashMapObject): Iterable<EntryObject> => ({ [Symbol.iterator]: () => map.entries() });
type BiFunction = { apply$Object$Object(a: unknown, b: unknown): unknown };
library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public interface ConcurrentMap<K, V> extends Map<K, V> {}
public class ConcurrentHashMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, java.io.Serializable { public ConcurrentHashMap(); public ConcurrentHashMap(int capacity); public ConcurrentHashMap(Map<? extends K, ? extends V> m); public static <T> Set<T> newKeySet(); public long mappingCount(); public <U> U reduceValues(long threshold, java.util.function.Function<? super V, ? extends U> f, java.util.function.BiFunction<? super U, ? super U, ? extends U> reduce); public V reduceValues(long threshold, java.util.function.BiFunction<? super V, ? super V, ? extends V> f); public <U> U search(long threshold, java.util.function.BiFunction<? super K, ? super V, ? extends U> f); public void forEach(long threshold, java.util.function.BiConsumer<? super K, ? super V> f); }
public class ConcurrentLinkedQueue<E> extends LinkedList<E> { public ConcurrentLinkedQueue(); public ConcurrentLinkedQueue(Collection<? extends E> c); }
public class CopyOnWriteArrayList<E> extends ArrayList<E> { public CopyOnWriteArrayList(); public CopyOnWriteArrayList(Collection<? extends E> c); public boolean addIfAbsent(E e); }
public class ThreadLocalRandom extends Random { public static ThreadLocalRandom current(); public int nextInt(int origin, int bound); public long nextLong(long bound); public long nextLong(long origin, long bound); public double nextDouble(double bound); public double nextDouble(double origin, double bound); }
public interface Callable<V> { V call() throws Exception; }
public interface ThreadFactory { Thread newThread(Runnable r); }
public class CopyOnWriteArraySet<E> extends LinkedHashSet<E> { public CopyOnWriteArraySet(); public CopyOnWriteArraySet(Collection<? extends E> c); }
public class ConcurrentLinkedDeque<E> extends LinkedList<E> { public ConcurrentLinkedDeque(); public ConcurrentLinkedDeque(Collection<? extends E> c); }
public interface ConcurrentNavigableMap<K, V> extends ConcurrentMap<K, V>, NavigableMap<K, V> {}
public class ConcurrentSkipListMap<K, V> extends TreeMap<K, V> implements ConcurrentMap<K, V> { public ConcurrentSkipListMap(); public ConcurrentSkipListMap(Comparator<? super K> comparator); public ConcurrentSkipListMap(Map<? extends K, ? extends V> m); }
public class ConcurrentSkipListSet<E> extends TreeSet<E> { public ConcurrentSkipListSet(); public ConcurrentSkipListSet(Comparator<? super E> comparator); public ConcurrentSkipListSet(Collection<? extends E> c); }`,
  bodies: {
    ConcurrentHashMap: {
      $class: class ConcurrentHashMap extends HashMapObject {
        override put$Object$Object(key: unknown, value: unknown): unknown {
          if (key === null || value === null) raise('NullPointerException');
          return super.put$Object$Object(key, value);
        }
      },
      mappingCount(this: HashMapObject) {
        return this.size$();
      },
      'reduceValues(long,BiFunction)'(this: HashMapObject, _threshold: LongValue, f: BiFunction) {
        const values = Array.from(entriesOf(this), ({ value }) => value);
        return values.length === 0 ? null : values.reduce((a, b) => f.apply$Object$Object(a, b));
      },
      'reduceValues(long,Function,BiFunction)'(
        this: HashMapObject,
        _threshold: LongValue,
        map: { apply$Object(value: unknown): unknown },
        f: BiFunction,
      ) {
        const values: unknown[] = Array.from(entriesOf(this), ({ value }) => map.apply$Object(value)).filter(
          (each) => each !== null,
        );
        return values.length === 0 ? null : values.reduce((a, b) => f.apply$Object$Object(a, b));
      },
      search(this: HashMapObject, _threshold: LongValue, f: BiFunction) {
        for (const { key, value } of entriesOf(this)) {
          const found = f.apply$Object$Object(key, value);
          if (found !== null) return found;
        }
        return null;
      },
      'forEach(long,BiConsumer)'(
        this: HashMapObject,
        _threshold: LongValue,
        f: { accept$Object$Object(key: unknown, value: unknown): void },
      ) {
        for (const { key, value } of entriesOf(this)) f.accept$Object$Object(key, value);
      },
      newKeySet: () => allocate<HashSetObject>('java.util.HashSet'),
    },
    CopyOnWriteArrayList: {
      $class: CopyOnWriteArrayListObject,
      addIfAbsent(this: CopyOnWriteArrayListObject, value: unknown) {
        return !this.contains$Object(value) && this.add$Object(value);
      },
    },
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
