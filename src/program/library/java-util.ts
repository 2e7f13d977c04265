/** java.util: collections, Objects, Optional, Random, UUID, Scanner, Properties … */
import { Double, Long } from '../../flink/api/boxed.ts';
import { arrayOf } from '../arrays.ts';
import { functional, linkClass } from '../link.ts';
import {
  ArrayDequeObject,
  ArrayListObject,
  ArrayViewObject,
  CollectionObject,
  elements,
  FixedIterator,
  FixedListObject,
  iterate,
  type JavaCollection,
  type JavaIterable,
  type JavaIterator,
  LinkedListObject,
  ListIteratorObject,
  ListObject,
  newArrayList,
  PriorityQueueObject,
  StackObject,
  useArrayList,
} from '../runtime/collections.ts';
import {
  EntryObject,
  entry,
  FixedMapObject,
  FixedSetObject,
  HashMapObject,
  HashSetObject,
  immutableOrder,
  type JavaMap,
  LinkedHashMapObject,
  LinkedHashSetObject,
  MapObject,
  mapEntries,
  SetObject,
  TreeMapObject,
  TreeSetObject,
  useTreeSet,
} from '../runtime/maps.ts';
import {
  Base,
  compareNatural,
  comparison,
  equals,
  hashCode,
  type JavaComparator,
  nonNull,
  stringOf,
} from '../runtime/object.ts';
import {
  OptionalObject,
  optional,
  PrimitiveOptionalObject,
  primitiveOptional,
  useOptional,
  usePrimitiveOptional,
} from '../runtime/optional.ts';
import { raise } from '../runtime/raise.ts';
import { collectionStream, StatisticsObject } from '../runtime/streams.ts';
import { arraysBodies, arraysStubs } from './arrays-class.ts';
import { library } from './table.ts';

function linked<T>(name: string): T {
  return new (linkClass(name) as unknown as new () => T)();
}
useArrayList(() => linked('java.util.ArrayList'));
useTreeSet(() => linked('java.util.TreeSet'));
useOptional(() => linked('java.util.Optional'));
usePrimitiveOptional((kind) => linked(`java.util.Optional${kind[0]!.toUpperCase()}${kind.slice(1)}`));

function comparator(compare: (a: unknown, b: unknown) => number): JavaComparator {
  return functional('java.util.Comparator', compare) as JavaComparator;
}
type Key = Record<string, (value: unknown) => unknown>;
const natural = (): JavaComparator => comparator(compareNatural);
const reversed = (inner: JavaComparator): JavaComparator => comparator((a, b) => inner.compare$Object$Object(b, a));
const by =
  (key: Key, method: string, compare: (a: unknown, b: unknown) => number) =>
  (a: unknown, b: unknown): number =>
    compare(key[method]!(a), key[method]!(b));
const numbers = (a: unknown, b: unknown): number =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;

function listOf(items: unknown[]): FixedListObject {
  for (const item of items) nonNull(item);
  return new FixedListObject(items, false);
}
function setOf(items: unknown[]): FixedSetObject {
  const set = new LinkedHashSetObject();
  for (const i of immutableOrder(items)) set.add$Object(items[i]);
  return new FixedSetObject(set, 'java.util.ImmutableCollections$SetN');
}
function mapOf(pairs: unknown[]): FixedMapObject {
  const keys = pairs.filter((_, i) => i % 2 === 0);
  const map = new LinkedHashMapObject();
  for (const i of immutableOrder(keys, 'key')) map.put$Object$Object(keys[i], nonNull(pairs[2 * i + 1]));
  return new FixedMapObject(map, 'java.util.ImmutableCollections$MapN');
}
function ofStubs(type: string, count: number): string {
  const lines: string[] = [];
  for (let n = 0; n <= count; n++) {
    lines.push(`static <E> ${type}<E> of(${Array.from({ length: n }, (_, i) => `E e${i}`).join(', ')});`);
  }
  return lines.join('\n  ');
}
function ofBodies(make: (items: unknown[]) => unknown, count: number): Record<string, (...items: never[]) => unknown> {
  const out: Record<string, (...items: never[]) => unknown> = {};
  for (let n = 0; n <= count; n++) {
    out[`of(${Array.from({ length: n }, () => 'Object').join(',')})`] = (...items: unknown[]) => make(items);
  }
  return out;
}
const mapOfParameters = (n: number): string => Array.from({ length: n }, (_, i) => `K k${i}, V v${i}`).join(', ');

class Spliterators extends Base {
  count = 0;
}

function enumSet(constants: Iterable<unknown>): unknown {
  const set = new (linkClass('java.util.EnumSet') as unknown as new () => HashSetObject)();
  for (const constant of constants) set.add$Object(constant);
  return set;
}

library({
  package: 'java.util',
  stubs: `
public interface Iterator<E> {
  boolean hasNext();
  E next();
  default void remove();
  @CallsBack default void forEachRemaining(Consumer<? super E> action);
}
public interface ListIterator<E> extends Iterator<E> {
  boolean hasPrevious(); E previous(); int nextIndex(); int previousIndex(); void remove(); void set(E e); void add(E e);
}
public interface Enumeration<E> { boolean hasMoreElements(); E nextElement(); }
public interface Spliterator<T> { long estimateSize(); long getExactSizeIfKnown(); class OfList<T> implements Spliterator<T> { public long estimateSize(); public long getExactSizeIfKnown(); } }
public interface RandomAccess {}
public interface Collection<E> extends Iterable<E> {
  int size();
  boolean isEmpty();
  boolean contains(Object o);
  Object[] toArray();
  <T> T[] toArray(T[] a);
  default <T> T[] toArray(IntFunction<T[]> generator);
  boolean add(E e);
  boolean remove(Object o);
  boolean containsAll(Collection<?> c);
  boolean addAll(Collection<? extends E> c);
  boolean removeAll(Collection<?> c);
  default boolean removeIf(Predicate<? super E> filter);
  boolean retainAll(Collection<?> c);
  void clear();
  default java.util.stream.Stream<E> stream();
  default java.util.stream.Stream<E> parallelStream();
}
public abstract class AbstractCollection<E> implements Collection<E> {
  protected AbstractCollection();
  public abstract Iterator<E> iterator();
  public abstract int size();
  public boolean isEmpty();
  public boolean contains(Object o);
  public Object[] toArray();
  public <T> T[] toArray(T[] a);
  public boolean add(E e);
  public boolean remove(Object o);
  public boolean containsAll(Collection<?> c);
  public boolean addAll(Collection<? extends E> c);
  public boolean removeAll(Collection<?> c);
  public boolean retainAll(Collection<?> c);
  public boolean removeIf(Predicate<? super E> filter);
  @CallsBack public void forEach(Consumer<? super E> action);
  public void clear();
  public String toString();
}
public interface List<E> extends Collection<E> {
  E get(int index);
  E set(int index, E element);
  void add(int index, E element);
  boolean add(E e);
  E remove(int index);
  boolean remove(Object o);
  boolean addAll(int index, Collection<? extends E> c);
  boolean addAll(Collection<? extends E> c);
  int indexOf(Object o);
  int lastIndexOf(Object o);
  ListIterator<E> listIterator();
  ListIterator<E> listIterator(int index);
  List<E> subList(int from, int to);
  default void sort(Comparator<? super E> c);
  default void replaceAll(UnaryOperator<E> operator);
  ${ofStubs('List', 10)}
  static <E> List<E> of(E... elements);
  static <E> List<E> copyOf(Collection<? extends E> c);
}
public abstract class AbstractList<E> extends AbstractCollection<E> implements List<E> {
  protected AbstractList();
  public boolean add(E e);
  public abstract E get(int index);
  public E set(int index, E element);
  public void add(int index, E element);
  public E remove(int index);
  public boolean remove(Object o);
  public boolean addAll(int index, Collection<? extends E> c);
  public boolean addAll(Collection<? extends E> c);
  public int indexOf(Object o);
  public int lastIndexOf(Object o);
  public Iterator<E> iterator();
  public ListIterator<E> listIterator();
  public ListIterator<E> listIterator(int index);
  public List<E> subList(int from, int to);
  public void sort(Comparator<? super E> c);
  public void replaceAll(UnaryOperator<E> operator);
  public boolean equals(Object o);
  public int hashCode();
}
public class ArrayList<E> extends AbstractList<E> implements List<E>, RandomAccess, Cloneable, java.io.Serializable {
  public ArrayList();
  public ArrayList(int capacity);
  public ArrayList(Collection<? extends E> c);
  public E get(int index);
  public int size();
  public void ensureCapacity(int n);
  public void trimToSize();
  public Object clone();
}
public class Vector<E> extends AbstractList<E> implements List<E>, RandomAccess, java.io.Serializable {
  public Vector();
  public Vector(int capacity);
  public Vector(Collection<? extends E> c);
  public E get(int index);
  public int size();
  public E firstElement();
  public E lastElement();
  public E elementAt(int index);
  public void addElement(E e);
}
public class Stack<E> extends Vector<E> {
  public Stack();
  public E push(E item);
  public E pop();
  public E peek();
  public boolean empty();
  public int search(Object o);
}
public interface Queue<E> extends Collection<E> { boolean offer(E e); E remove(); E poll(); E element(); E peek(); boolean remove(Object o); }
public interface Deque<E> extends Queue<E> {
  void addFirst(E e); void addLast(E e); boolean offerFirst(E e); boolean offerLast(E e); E removeFirst(); E removeLast(); E pollFirst(); E pollLast();
  E getFirst(); E getLast(); E peekFirst(); E peekLast(); boolean removeFirstOccurrence(Object o); boolean removeLastOccurrence(Object o);
  void push(E e); E pop(); Iterator<E> descendingIterator(); E remove(); boolean remove(Object o);
}
public class LinkedList<E> extends AbstractList<E> implements List<E>, Deque<E>, Cloneable, java.io.Serializable {
  public LinkedList();
  public LinkedList(Collection<? extends E> c);
  public E get(int index);
  public int size();
  public E remove(int index);
  public boolean remove(Object o);
  ${dequeStubs()}
}
public class ArrayDeque<E> extends AbstractCollection<E> implements Deque<E>, Cloneable, java.io.Serializable {
  public ArrayDeque();
  public ArrayDeque(int capacity);
  public ArrayDeque(Collection<? extends E> c);
  public Iterator<E> iterator();
  public int size();
  public boolean remove(Object o);
  ${dequeStubs()}
}
public class PriorityQueue<E> extends AbstractCollection<E> implements Queue<E>, java.io.Serializable {
  public PriorityQueue();
  public PriorityQueue(int capacity);
  public PriorityQueue(Comparator<? super E> comparator);
  public PriorityQueue(int capacity, Comparator<? super E> comparator);
  public PriorityQueue(Collection<? extends E> c);
  public Iterator<E> iterator();
  public int size();
  public boolean offer(E e); public E remove(); public E poll(); public E element(); public E peek(); public boolean remove(Object o);
  public Comparator<? super E> comparator();
}
public interface Set<E> extends Collection<E> {
  ${ofStubs('Set', 10)}
  static <E> Set<E> of(E... elements);
  static <E> Set<E> copyOf(Collection<? extends E> c);
}
public interface SortedSet<E> extends Set<E> { E first(); E last(); SortedSet<E> headSet(E to); SortedSet<E> tailSet(E from); SortedSet<E> subSet(E from, E to); Comparator<? super E> comparator(); }
public interface NavigableSet<E> extends SortedSet<E> {
  E lower(E e); E floor(E e); E ceiling(E e); E higher(E e); E pollFirst(); E pollLast();
  NavigableSet<E> descendingSet(); Iterator<E> descendingIterator();
  NavigableSet<E> headSet(E to, boolean inclusive); NavigableSet<E> tailSet(E from, boolean inclusive); NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive);
}
public abstract class AbstractSet<E> extends AbstractCollection<E> implements Set<E> { protected AbstractSet(); public boolean equals(Object o); public int hashCode(); }
public class HashSet<E> extends AbstractSet<E> implements Set<E>, Cloneable, java.io.Serializable {
  public HashSet();
  public HashSet(int capacity);
  public HashSet(int capacity, float load);
  public HashSet(Collection<? extends E> c);
  public Iterator<E> iterator();
  public int size();
  public Object clone();
}
public class LinkedHashSet<E> extends HashSet<E> { public LinkedHashSet(); public LinkedHashSet(int capacity); public LinkedHashSet(int capacity, float load); public LinkedHashSet(Collection<? extends E> c); }
public class TreeSet<E> extends AbstractSet<E> implements NavigableSet<E>, Cloneable, java.io.Serializable {
  public TreeSet();
  public TreeSet(Comparator<? super E> comparator);
  public TreeSet(Collection<? extends E> c);
  public Iterator<E> iterator();
  public int size();
  public E first(); public E last(); public SortedSet<E> headSet(E to); public SortedSet<E> tailSet(E from); public SortedSet<E> subSet(E from, E to); public Comparator<? super E> comparator();
  public E lower(E e); public E floor(E e); public E ceiling(E e); public E higher(E e); public E pollFirst(); public E pollLast();
  public NavigableSet<E> descendingSet(); public Iterator<E> descendingIterator();
  public NavigableSet<E> headSet(E to, boolean inclusive); public NavigableSet<E> tailSet(E from, boolean inclusive); public NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive);
}
public interface Map<K, V> {
  int size(); boolean isEmpty(); boolean containsKey(Object key); boolean containsValue(Object value); V get(Object key); V put(K key, V value); V remove(Object key);
  void putAll(Map<? extends K, ? extends V> m); void clear(); Set<K> keySet(); Collection<V> values(); Set<Map.Entry<K, V>> entrySet();
  ${mapDefaults('default')}
  ${Array.from({ length: 11 }, (_, n) => `static <K, V> Map<K, V> of(${mapOfParameters(n)});`).join('\n  ')}
  static <K, V> Map.Entry<K, V> entry(K key, V value);
  static <K, V> Map<K, V> ofEntries(Map.Entry<? extends K, ? extends V>... entries);
  static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map);
  interface Entry<K, V> {
    K getKey(); V getValue(); V setValue(V value);
    static <K extends Comparable<? super K>, V> Comparator<Map.Entry<K, V>> comparingByKey();
    static <K, V extends Comparable<? super V>> Comparator<Map.Entry<K, V>> comparingByValue();
    static <K, V> Comparator<Map.Entry<K, V>> comparingByKey(Comparator<? super K> c);
    static <K, V> Comparator<Map.Entry<K, V>> comparingByValue(Comparator<? super V> c);
  }
}
public abstract class AbstractMap<K, V> implements Map<K, V> {
  protected AbstractMap();
  public int size(); public boolean isEmpty(); public boolean containsKey(Object key); public boolean containsValue(Object value); public V get(Object key); public V put(K key, V value); public V remove(Object key);
  public void putAll(Map<? extends K, ? extends V> m); public void clear(); public Set<K> keySet(); public Collection<V> values(); public Set<Map.Entry<K, V>> entrySet();
  ${mapDefaults('public')}
  public boolean equals(Object o); public int hashCode(); public String toString();
  public static class SimpleEntry<K, V> implements Map.Entry<K, V>, java.io.Serializable {
    public SimpleEntry(K key, V value); public K getKey(); public V getValue(); public V setValue(V value);
  }
  public static class SimpleImmutableEntry<K, V> implements Map.Entry<K, V>, java.io.Serializable {
    public SimpleImmutableEntry(K key, V value); public K getKey(); public V getValue(); public V setValue(V value);
  }
}
public class HashMap<K, V> extends AbstractMap<K, V> implements Map<K, V>, Cloneable, java.io.Serializable {
  public HashMap(); public HashMap(int capacity); public HashMap(int capacity, float load); public HashMap(Map<? extends K, ? extends V> m); public Object clone();
}
public class LinkedHashMap<K, V> extends HashMap<K, V> {
  public LinkedHashMap(); public LinkedHashMap(int capacity); public LinkedHashMap(int capacity, float load); public LinkedHashMap(int capacity, float load, boolean accessOrder);
  public LinkedHashMap(Map<? extends K, ? extends V> m);
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest);
}
public class Hashtable<K, V> extends HashMap<K, V> { public Hashtable(); public Hashtable(int capacity); }
public class IdentityHashMap<K, V> extends HashMap<K, V> { public IdentityHashMap(); }
public class WeakHashMap<K, V> extends HashMap<K, V> { public WeakHashMap(); }
public class EnumMap<K extends Enum<K>, V> extends TreeMap<K, V> { public EnumMap(Class<K> type); }
public abstract class EnumSet<E extends Enum<E>> extends TreeSet<E> {
  public static <E extends Enum<E>> EnumSet<E> of(E first, E... rest); public static <E extends Enum<E>> EnumSet<E> allOf(Class<E> type); public static <E extends Enum<E>> EnumSet<E> noneOf(Class<E> type);
  public static <E extends Enum<E>> EnumSet<E> copyOf(Collection<E> c); @NotSimulated public static <E extends Enum<E>> EnumSet<E> range(E from, E to); @NotSimulated public static <E extends Enum<E>> EnumSet<E> complementOf(EnumSet<E> s);
}
public interface SortedMap<K, V> extends Map<K, V> { K firstKey(); K lastKey(); SortedMap<K, V> headMap(K to); SortedMap<K, V> tailMap(K from); SortedMap<K, V> subMap(K from, K to); Comparator<? super K> comparator(); }
public interface NavigableMap<K, V> extends SortedMap<K, V> {
  ${navigableStubs('')}
}
public class TreeMap<K, V> extends AbstractMap<K, V> implements NavigableMap<K, V>, Cloneable, java.io.Serializable {
  public TreeMap(); public TreeMap(Comparator<? super K> comparator); public TreeMap(Map<? extends K, ? extends V> m);
  public K firstKey(); public K lastKey(); public SortedMap<K, V> headMap(K to); public SortedMap<K, V> tailMap(K from); public SortedMap<K, V> subMap(K from, K to); public Comparator<? super K> comparator();
  ${navigableStubs('public ')}
}
@FunctionalInterface public interface Comparator<T> {
  int compare(T a, T b);
  boolean equals(Object other);
  default Comparator<T> reversed();
  default Comparator<T> thenComparing(Comparator<? super T> other);
  default <U> Comparator<T> thenComparing(Function<? super T, ? extends U> key, Comparator<? super U> comparator);
  default <U extends Comparable<? super U>> Comparator<T> thenComparing(Function<? super T, ? extends U> key);
  default Comparator<T> thenComparingInt(ToIntFunction<? super T> key);
  default Comparator<T> thenComparingLong(ToLongFunction<? super T> key);
  default Comparator<T> thenComparingDouble(ToDoubleFunction<? super T> key);
  static <T extends Comparable<? super T>> Comparator<T> reverseOrder();
  static <T extends Comparable<? super T>> Comparator<T> naturalOrder();
  static <T> Comparator<T> nullsFirst(Comparator<? super T> comparator);
  static <T> Comparator<T> nullsLast(Comparator<? super T> comparator);
  static <T, U> Comparator<T> comparing(Function<? super T, ? extends U> key, Comparator<? super U> comparator);
  static <T, U extends Comparable<? super U>> Comparator<T> comparing(Function<? super T, ? extends U> key);
  static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key);
  static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key);
  static <T> Comparator<T> comparingDouble(ToDoubleFunction<? super T> key);
}
public class Collections {
  public static <T extends Comparable<? super T>> void sort(List<T> list);
  public static <T> void sort(List<T> list, Comparator<? super T> c);
  public static void reverse(List<?> list);
  public static void shuffle(List<?> list);
  public static void shuffle(List<?> list, Random random);
  public static void swap(List<?> list, int i, int j);
  public static void rotate(List<?> list, int distance);
  public static <T> void fill(List<? super T> list, T value);
  public static <T extends Object & Comparable<? super T>> T min(Collection<? extends T> c);
  public static <T> T min(Collection<? extends T> c, Comparator<? super T> comparator);
  public static <T extends Object & Comparable<? super T>> T max(Collection<? extends T> c);
  public static <T> T max(Collection<? extends T> c, Comparator<? super T> comparator);
  public static <T> int binarySearch(List<? extends Comparable<? super T>> list, T key);
  public static int frequency(Collection<?> c, Object o);
  public static boolean disjoint(Collection<?> a, Collection<?> b);
  public static <T> boolean addAll(Collection<? super T> c, T... elements);
  public static <T> Comparator<T> reverseOrder();
  public static <T> Comparator<T> reverseOrder(Comparator<T> c);
  public static <T> List<T> emptyList();
  public static <T> Set<T> emptySet();
  public static <K, V> Map<K, V> emptyMap();
  public static <T> Iterator<T> emptyIterator();
  public static <T> List<T> singletonList(T o);
  public static <T> Set<T> singleton(T o);
  public static <K, V> Map<K, V> singletonMap(K key, V value);
  public static <T> List<T> nCopies(int n, T o);
  public static <T> List<T> unmodifiableList(List<? extends T> list);
  public static <T> Set<T> unmodifiableSet(Set<? extends T> set);
  public static <T> Collection<T> unmodifiableCollection(Collection<? extends T> c);
  public static <K, V> Map<K, V> unmodifiableMap(Map<? extends K, ? extends V> map);
  public static <T> List<T> synchronizedList(List<T> list);
  public static <K, V> Map<K, V> synchronizedMap(Map<K, V> map);
  public static <T> Set<T> synchronizedSet(Set<T> set);
}
${arraysStubs}
public final class Objects {
  public static boolean equals(Object a, Object b);
  public static boolean deepEquals(Object a, Object b);
  public static int hashCode(Object o);
  public static int hash(Object... values);
  public static String toString(Object o);
  public static String toString(Object o, String nullDefault);
  public static <T> int compare(T a, T b, Comparator<? super T> c);
  public static <T> T requireNonNull(T o);
  public static <T> T requireNonNull(T o, String message);
  public static <T> T requireNonNull(T o, Supplier<String> message);
  public static <T> T requireNonNullElse(T o, T otherwise);
  public static boolean isNull(Object o);
  public static boolean nonNull(Object o);
  public static int checkIndex(int index, int length);
}
public final class Optional<T> {
  public static <T> Optional<T> empty();
  public static <T> Optional<T> of(T value);
  public static <T> Optional<T> ofNullable(T value);
  public T get(); public boolean isPresent(); public boolean isEmpty();
  @CallsBack public void ifPresent(Consumer<? super T> action);
  @CallsBack public void ifPresentOrElse(Consumer<? super T> action, Runnable otherwise);
  public Optional<T> filter(Predicate<? super T> predicate);
  public <U> Optional<U> map(Function<? super T, ? extends U> f);
  public <U> Optional<U> flatMap(Function<? super T, ? extends Optional<? extends U>> f);
  public Optional<T> or(Supplier<? extends Optional<? extends T>> supplier);
  public T orElse(T other);
  public T orElseGet(Supplier<? extends T> supplier);
  public T orElseThrow();
  public <X extends Throwable> T orElseThrow(Supplier<? extends X> supplier) throws X;
}
${['Int', 'Long', 'Double']
  .map((p) => {
    const t = p.toLowerCase();
    return `
public final class Optional${p} {
  public static Optional${p} empty();
  public static Optional${p} of(${t} value);
  public ${t} getAs${p}(); public boolean isPresent(); public boolean isEmpty();
  public void ifPresent(${p}Consumer action);
  public ${t} orElse(${t} other);
  public ${t} orElseThrow();
}
public class ${p}SummaryStatistics implements ${p}Consumer {
  public ${p}SummaryStatistics();
  public void accept(${t} value);
  public final long getCount();
  public final ${p === 'Int' ? 'long' : t} getSum();
  public final ${t} getMin();
  public final ${t} getMax();
  public final double getAverage();
}`;
  })
  .join('\n')}
`,
  bodies: {
    'Spliterator.OfList': {
      $class: Spliterators,
      estimateSize(this: Spliterators) {
        return Long.valueOf(this.count);
      },
      getExactSizeIfKnown(this: Spliterators) {
        return Long.valueOf(this.count);
      },
    },
    Iterator: {
      remove() {
        raise('UnsupportedOperationException', 'remove');
      },
      forEachRemaining: FixedIterator.prototype.forEachRemaining$Consumer,
    },
    ListIterator: { $class: ListIteratorObject },
    Collection: {
      toArray: CollectionObject.prototype.toArray$IntFunction,
      'toArray(IntFunction)': CollectionObject.prototype.toArray$IntFunction,
      removeIf: CollectionObject.prototype.removeIf$Predicate,
      stream(this: JavaIterable) {
        return collectionStream(this);
      },
      parallelStream(this: JavaIterable) {
        return collectionStream(this);
      },
    },
    AbstractCollection: { $class: CollectionObject },
    List: {
      ...ofBodies(listOf, 10),
      'of(Object[])': (items: unknown[]) => listOf(Array.from(items)),
      copyOf: (c: JavaCollection) => listOf(elements(c)),
      sort: ListObject.prototype.sort$Comparator,
      replaceAll: ListObject.prototype.replaceAll$UnaryOperator,
    },
    AbstractList: { $class: ListObject },
    ArrayList: { $class: ArrayListObject },
    Vector: { $class: class Vector extends StackObject {} },
    Stack: { $class: StackObject },
    LinkedList: { $class: LinkedListObject },
    ArrayDeque: { $class: ArrayDequeObject },
    PriorityQueue: { $class: PriorityQueueObject },
    Set: {
      ...ofBodies(setOf, 10),
      'of(Object[])': (items: unknown[]) => setOf(Array.from(items)),
      copyOf: (c: JavaCollection) => setOf(elements(c)),
    },
    AbstractSet: { $class: SetObject },
    HashSet: { $class: HashSetObject },
    LinkedHashSet: { $class: LinkedHashSetObject },
    TreeSet: { $class: TreeSetObject },
    Map: {
      ...Object.fromEntries(
        Array.from({ length: 11 }, (_, n) => [
          `of(${Array.from({ length: 2 * n }, () => 'Object').join(',')})`,
          (...pairs: unknown[]) => mapOf(pairs),
        ]),
      ),
      entry: (key: unknown, value: unknown) => entry(nonNull(key), nonNull(value)),
      ofEntries: (entries: EntryObject[]) =>
        mapOf(Array.from(entries).flatMap((each) => [each.getKey$(), each.getValue$()])),
      copyOf: (map: JavaMap) => mapOf([...mapEntries(map)].flat()),
    },
    'Map.Entry': {
      'comparingByKey()': () =>
        comparator((a, b) => compareNatural((a as EntryObject).getKey$(), (b as EntryObject).getKey$())),
      'comparingByValue()': () =>
        comparator((a, b) => compareNatural((a as EntryObject).getValue$(), (b as EntryObject).getValue$())),
      'comparingByKey(Comparator)': (c: JavaComparator) =>
        comparator((a, b) => c.compare$Object$Object((a as EntryObject).getKey$(), (b as EntryObject).getKey$())),
      'comparingByValue(Comparator)': (c: JavaComparator) =>
        comparator((a, b) => c.compare$Object$Object((a as EntryObject).getValue$(), (b as EntryObject).getValue$())),
    },
    AbstractMap: { $class: MapObject },
    'AbstractMap.SimpleEntry': { $class: EntryObject },
    'AbstractMap.SimpleImmutableEntry': { $class: class SimpleImmutableEntry extends EntryObject {} },
    HashMap: { $class: HashMapObject },
    LinkedHashMap: { $class: LinkedHashMapObject },
    Hashtable: { $class: class Hashtable extends HashMapObject {} },
    TreeMap: { $class: TreeMapObject },
    EnumMap: { $class: class EnumMap extends TreeMapObject {}, new() {} },
    EnumSet: {
      of: (first: unknown, rest: unknown[]) => enumSet([first, ...rest]),
      allOf: (type: { getEnumConstants$(): unknown[] }) => enumSet(type.getEnumConstants$()),
      noneOf: () => enumSet([]),
      copyOf: (c: JavaCollection) => enumSet(elements(c)),
    },
    Comparator: {
      reversed(this: JavaComparator) {
        return reversed(this);
      },
      'thenComparing(Comparator)'(this: JavaComparator, other: JavaComparator) {
        return comparator((a, b) => this.compare$Object$Object(a, b) || other.compare$Object$Object(a, b));
      },
      'thenComparing(Function,Comparator)'(this: JavaComparator, key: Key, other: JavaComparator) {
        const then = by(key, 'apply$Object', comparison(other));
        return comparator((a, b) => this.compare$Object$Object(a, b) || then(a, b));
      },
      'thenComparing(Function)'(this: JavaComparator, key: Key) {
        const then = by(key, 'apply$Object', compareNatural);
        return comparator((a, b) => this.compare$Object$Object(a, b) || then(a, b));
      },
      thenComparingInt(this: JavaComparator, key: Key) {
        const then = by(key, 'applyAsInt$Object', numbers);
        return comparator((a, b) => this.compare$Object$Object(a, b) || then(a, b));
      },
      thenComparingLong(this: JavaComparator, key: Key) {
        const then = by(key, 'applyAsLong$Object', numbers);
        return comparator((a, b) => this.compare$Object$Object(a, b) || then(a, b));
      },
      thenComparingDouble(this: JavaComparator, key: Key) {
        const then = by(key, 'applyAsDouble$Object', numbers);
        return comparator((a, b) => this.compare$Object$Object(a, b) || then(a, b));
      },
      reverseOrder: () => reversed(natural()),
      naturalOrder: natural,
      nullsFirst: (inner: JavaComparator | null) => nulls(inner, -1),
      nullsLast: (inner: JavaComparator | null) => nulls(inner, 1),
      'comparing(Function,Comparator)': (key: Key, c: JavaComparator) =>
        comparator(by(key, 'apply$Object', comparison(c))),
      'comparing(Function)': (key: Key) => comparator(by(key, 'apply$Object', compareNatural)),
      comparingInt: (key: Key) => comparator(by(key, 'applyAsInt$Object', numbers)),
      comparingLong: (key: Key) => comparator(by(key, 'applyAsLong$Object', numbers)),
      comparingDouble: (key: Key) =>
        comparator(
          by(key, 'applyAsDouble$Object', (a, b) => new Double(a as number).$compareTo(new Double(b as number))),
        ),
    },
    Collections: {
      'sort(List)': (list: ListObject) => list.sort$Comparator(null),
      'sort(List,Comparator)': (list: ListObject, c: JavaComparator | null) => list.sort$Comparator(c),
      reverse: (list: ListObject) => assign(list, elements(list).reverse()),
      'shuffle(List)': (list: ListObject) => {
        const random = linkedRandom();
        shuffle(list, (n) => random.nextInt$int(n));
      },
      'shuffle(List,Random)': (list: ListObject, random: { nextInt$int(n: number): number }) =>
        shuffle(list, (n) => random.nextInt$int(n)),
      rotate: (list: ListObject, by: number) => {
        const all = elements(list);
        const n = all.length;
        if (n > 0)
          assign(
            list,
            all.map((_, i) => all[(((i - by) % n) + n) % n]),
          );
      },
      swap: (list: ListObject, i: number, j: number) => {
        list.set$int$Object(i, list.set$int$Object(j, list.get$int(i)));
      },
      fill: (list: ListObject, value: unknown) =>
        assign(
          list,
          elements(list).map(() => value),
        ),
      'min(Collection)': (c: JavaCollection) => best(c, (a, b) => compareNatural(a, b) < 0),
      'min(Collection,Comparator)': (c: JavaCollection, by_: JavaComparator | null) =>
        best(c, (a, b) => comparison(by_)(a, b) < 0),
      'max(Collection)': (c: JavaCollection) => best(c, (a, b) => compareNatural(a, b) > 0),
      'max(Collection,Comparator)': (c: JavaCollection, by_: JavaComparator | null) =>
        best(c, (a, b) => comparison(by_)(a, b) > 0),
      binarySearch: (list: ListObject, key: unknown) => {
        let [low, high] = [0, list.size$() - 1];
        while (low <= high) {
          const middle = (low + high) >>> 1;
          const order = compareNatural(list.get$int(middle), key);
          if (order === 0) return middle;
          if (order < 0) low = middle + 1;
          else high = middle - 1;
        }
        return -(low + 1);
      },
      frequency: (c: JavaCollection, value: unknown) => elements(c).filter((each) => equals(value, each)).length,
      disjoint: (a: JavaCollection, b: JavaCollection) => !elements(a).some((each) => b.contains$Object(each)),
      addAll: (c: CollectionObject, items: unknown[]) => {
        let changed = false;
        for (const item of items) if (c.add$Object(item)) changed = true;
        return changed;
      },
      'reverseOrder()': () => reversed(natural()),
      'reverseOrder(Comparator)': (c: JavaComparator | null) => reversed(c ?? natural()),
      emptyList: () => new FixedListObject([]),
      emptySet: () => new FixedSetObject(new HashSetObject()),
      emptyMap: () => new FixedMapObject(new HashMapObject()),
      emptyIterator: () => new FixedIterator([]),
      singletonList: (value: unknown) => new FixedListObject([value]),
      singleton: (value: unknown) =>
        new FixedSetObject(new HashSetObject().$init$Collection(new FixedListObject([value]))),
      singletonMap: (key: unknown, value: unknown) => {
        const map = new HashMapObject();
        map.put$Object$Object(key, value);
        return new FixedMapObject(map);
      },
      nCopies: (n: number, value: unknown) => new FixedListObject(new Array<unknown>(n).fill(value)),
      unmodifiableList: (list: JavaCollection) =>
        new FixedListObject(list instanceof ArrayListObject ? list.items : elements(list)),
      unmodifiableSet: (set: JavaCollection) => new FixedSetObject(set),
      unmodifiableCollection: (c: JavaCollection) =>
        new FixedSetObject(c, 'java.util.Collections$UnmodifiableCollection'),
      unmodifiableMap: (map: JavaMap) => new FixedMapObject(map as MapObject),
      synchronizedList: (list: unknown) => list,
      synchronizedMap: (map: unknown) => map,
      synchronizedSet: (set: unknown) => set,
    },
    Arrays: arraysBodies,
    Objects: {
      equals,
      deepEquals: equals,
      hashCode,
      hash: (values: unknown[] | null) => {
        if (values === null) return 0;
        let hash = 1;
        for (const value of values) hash = (Math.imul(31, hash) + hashCode(value)) | 0;
        return hash;
      },
      'toString(Object)': stringOf,
      'toString(Object,String)': (value: unknown, otherwise: string | null) =>
        value === null ? otherwise : stringOf(value),
      compare: (a: unknown, b: unknown, c: JavaComparator) => (a === b ? 0 : c.compare$Object$Object(a, b)),
      'requireNonNull(Object)': (value: unknown) => nonNull(value),
      'requireNonNull(Object,String)': (value: unknown, message: string) => nonNull(value, message),
      'requireNonNull(Object,Supplier)': (value: unknown, message: { get$(): string }) =>
        value ?? nonNull(null, message.get$()),
      requireNonNullElse: (value: unknown, otherwise: unknown) => value ?? nonNull(otherwise, 'defaultObj'),
      isNull: (value: unknown) => value === null,
      nonNull: (value: unknown) => value !== null,
      checkIndex: (index: number, length: number) =>
        index < 0 || index >= length
          ? raise('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`)
          : index,
    },
    Optional: {
      $class: OptionalObject,
      empty: () => optional(null),
      of: (value: unknown) => optional(nonNull(value)),
      ofNullable: (value: unknown) => optional(value),
    },
    ...Object.fromEntries(
      ['Int', 'Long', 'Double'].flatMap((p) => {
        const kind = p.toLowerCase() as 'int' | 'long' | 'double';
        return [
          [
            `Optional${p}`,
            {
              $class: class extends PrimitiveOptionalObject {},
              empty: () => primitiveOptional(kind, undefined),
              of: (value: unknown) => primitiveOptional(kind, value),
            },
          ],
          [
            `${p}SummaryStatistics`,
            {
              $class: class extends StatisticsObject {
                override kind = kind;
              },
            },
          ],
        ];
      }),
    ),
  },
});

function dequeStubs(): string {
  return `public void addFirst(E e); public void addLast(E e); public boolean offerFirst(E e); public boolean offerLast(E e); public E removeFirst(); public E removeLast(); public E pollFirst(); public E pollLast();
  public E getFirst(); public E getLast(); public E peekFirst(); public E peekLast(); public boolean removeFirstOccurrence(Object o); public boolean removeLastOccurrence(Object o);
  public void push(E e); public E pop(); public Iterator<E> descendingIterator(); public boolean offer(E e); public E remove(); public E poll(); public E element(); public E peek(); public Object clone();`;
}
function mapDefaults(modifier: string): string {
  return `@CallsBack ${modifier} void forEach(BiConsumer<? super K, ? super V> action);
  ${modifier} V getOrDefault(Object key, V otherwise);
  ${modifier} V putIfAbsent(K key, V value);
  ${modifier} V computeIfAbsent(K key, Function<? super K, ? extends V> f);
  ${modifier} V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> f);
  ${modifier} V compute(K key, BiFunction<? super K, ? super V, ? extends V> f);
  ${modifier} V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> f);
  ${modifier} boolean remove(Object key, Object value);
  ${modifier} V replace(K key, V value);
  ${modifier} boolean replace(K key, V oldValue, V newValue);
  ${modifier} void replaceAll(BiFunction<? super K, ? super V, ? extends V> f);`;
}
function navigableStubs(modifier: string): string {
  const entries = [
    'firstEntry()',
    'lastEntry()',
    'pollFirstEntry()',
    'pollLastEntry()',
    'lowerEntry(K key)',
    'floorEntry(K key)',
    'ceilingEntry(K key)',
    'higherEntry(K key)',
  ];
  const keys = ['lowerKey(K key)', 'floorKey(K key)', 'ceilingKey(K key)', 'higherKey(K key)'];
  return [
    ...entries.map((each) => `${modifier}Map.Entry<K, V> ${each};`),
    ...keys.map((each) => `${modifier}K ${each};`),
    `${modifier}NavigableMap<K, V> descendingMap();`,
    `${modifier}NavigableSet<K> navigableKeySet();`,
    `${modifier}NavigableSet<K> descendingKeySet();`,
    `${modifier}NavigableMap<K, V> headMap(K to, boolean inclusive);`,
    `${modifier}NavigableMap<K, V> tailMap(K from, boolean inclusive);`,
    `${modifier}NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive);`,
  ].join('\n  ');
}
function nulls(inner: JavaComparator | null, sign: number): JavaComparator {
  return comparator((a, b) =>
    a === null ? (b === null ? 0 : sign) : b === null ? -sign : inner === null ? 0 : inner.compare$Object$Object(a, b),
  );
}
function assign(list: ListObject, items: unknown[]): void {
  items.forEach((item, i) => {
    list.set$int$Object(i, item);
  });
}
function shuffle(list: ListObject, nextInt: (n: number) => number): void {
  const items = elements(list);
  for (let i = items.length; i > 1; i--) {
    const j = nextInt(i);
    [items[i - 1], items[j]] = [items[j], items[i - 1]];
  }
  assign(list, items);
}
function best(c: JavaCollection, better: (a: unknown, b: unknown) => boolean): unknown {
  const iterator: JavaIterator = c.iterator$();
  let found = iterator.next$();
  while (iterator.hasNext$()) {
    const next = iterator.next$();
    if (better(next, found)) found = next;
  }
  return found;
}
function linkedRandom(): { nextInt$int(n: number): number } {
  return (
    linkClass('java.util.Random') as unknown as new () => { $init$(): { nextInt$int(n: number): number } }
  ).prototype.$init$.call(linked('java.util.Random'));
}
void [arrayOf, iterate, newArrayList, ArrayViewObject, Long];
