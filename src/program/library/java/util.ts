import { allocate } from '../../link.ts';
import {
  CollectionObject,
  elements,
  FixedIterator,
  type JavaCollection,
  type JavaIterable,
} from '../../runtime/collections.ts';
import { FixedListObject, FixedMapObject, FixedSetObject, immutableOrder } from '../../runtime/fixed-collections.ts';
import { HashMapObject, LinkedHashMapObject } from '../../runtime/hash-maps.ts';
import { HashtableObject } from '../../runtime/hashtable.ts';
import {
  ArrayDequeObject,
  ArrayListObject,
  LinkedListObject,
  ListIteratorObject,
  ListObject,
  StackObject,
  useArrayList,
} from '../../runtime/lists.ts';
import {
  EntryObject,
  entry,
  ImmutableEntryObject,
  type JavaMap,
  MapObject,
  mapEntries,
  SetObject,
} from '../../runtime/maps.ts';
import { compareNatural, type JavaComparator, nonNull, stringOf } from '../../runtime/object.ts';
import {
  OptionalObject,
  optional,
  PrimitiveOptionalObject,
  primitiveOptional,
  useOptional,
  usePrimitiveOptional,
} from '../../runtime/optional.ts';
import { PriorityQueueObject } from '../../runtime/queues.ts';
import { raise } from '../../runtime/raise.ts';
import { HashSetObject, LinkedHashSetObject } from '../../runtime/sets.ts';
import { StatisticsObject } from '../../runtime/statistics.ts';
import { collectionStream, objectStream, streamOf } from '../../runtime/streams.ts';
import { TreeMapObject, TreeSetObject, useTreeSet } from '../../runtime/trees.ts';
import { library } from '../table.ts';
import { arraysBodies, arraysStubs } from './util-arrays.ts';
import { comparator, enumeration } from './util-objects.ts';

useArrayList(() => allocate('java.util.ArrayList'));
useTreeSet(() => allocate('java.util.TreeSet'));
useOptional(() => allocate('java.util.Optional'));
usePrimitiveOptional((kind) => allocate(`java.util.Optional${kind[0]!.toUpperCase()}${kind.slice(1)}`));

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

type EnumType = { getEnumConstants$(): unknown[] };
/** All constants of a constant's enum. */
const constantsOf = (constant: EnumConstant): unknown[] =>
  Array.from(constant.getDeclaringClass$().getEnumConstants$());
interface EnumConstant {
  readonly $ordinal: number;
  getDeclaringClass$(): EnumType;
}
function enumSet(constants: Iterable<unknown>, type?: EnumType): unknown {
  const set = allocate<HashSetObject & { $type?: EnumType }>('java.util.EnumSet');
  if (type) set.$type = type;
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
  public void addElement(E e); public void insertElementAt(E e, int index); public void setElementAt(E e, int index); public boolean removeElement(Object o); public void removeElementAt(int index); public void removeAllElements(); public int capacity(); public Enumeration<E> elements(); public void copyInto(Object[] to); public void ensureCapacity(int n); public void trimToSize(); public void setSize(int n);
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
public abstract class Dictionary<K, V> { public Dictionary(); }
public class Hashtable<K, V> extends HashMap<K, V> { public Hashtable(); public Hashtable(int capacity); public Hashtable(Map<? extends K, ? extends V> m); public Enumeration<K> keys(); public Enumeration<V> elements(); public boolean contains(Object value); }
public class IdentityHashMap<K, V> extends HashMap<K, V> { public IdentityHashMap(); public IdentityHashMap(Map<? extends K, ? extends V> m); }
public class WeakHashMap<K, V> extends HashMap<K, V> { public WeakHashMap(); }
public class EnumMap<K extends Enum<K>, V> extends TreeMap<K, V> { public EnumMap(Class<K> type); }
public abstract class EnumSet<E extends Enum<E>> extends TreeSet<E> {
  public static <E extends Enum<E>> EnumSet<E> of(E first, E... rest); public static <E extends Enum<E>> EnumSet<E> allOf(Class<E> type); public static <E extends Enum<E>> EnumSet<E> noneOf(Class<E> type);
  public static <E extends Enum<E>> EnumSet<E> copyOf(Collection<E> c); public static <E extends Enum<E>> EnumSet<E> range(E from, E to); public static <E extends Enum<E>> EnumSet<E> complementOf(EnumSet<E> s);
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
${arraysStubs}
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
  public java.util.stream.Stream<T> stream();
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
  public <X extends Throwable> ${t} orElseThrow(Supplier<? extends X> supplier) throws X;
  public ${t} orElseGet(${p}Supplier supplier);
  public void ifPresentOrElse(${p}Consumer action, Runnable otherwise);
  public java.util.stream.${p}Stream stream();
}
public class ${p}SummaryStatistics implements ${p}Consumer {
  public ${p}SummaryStatistics();
  public void accept(${t} value);
  public final long getCount();
  public final ${p === 'Int' ? 'long' : t} getSum();
  public final ${t} getMin();
  public final ${t} getMax();
  public final double getAverage();
  public void combine(${p}SummaryStatistics other);
}`;
  })
  .join('\n')}`,
  bodies: {
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
    Vector: {
      $class: class Vector extends StackObject {},
      elements(this: StackObject) {
        return enumeration(this);
      },
      capacity(this: StackObject) {
        return Math.max(10, 2 ** Math.ceil(Math.log2(this.items.length / 10)) * 10);
      },
      ensureCapacity() {},
      trimToSize() {},
    },
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
    'AbstractMap.SimpleImmutableEntry': { $class: class SimpleImmutableEntry extends ImmutableEntryObject {} },
    HashMap: { $class: HashMapObject },
    LinkedHashMap: { $class: LinkedHashMapObject },
    Hashtable: {
      $class: HashtableObject,
      keys(this: HashtableObject) {
        return enumeration(this.keySet$() as JavaCollection);
      },
      elements(this: HashtableObject) {
        return enumeration(this.values$() as JavaCollection);
      },
      contains(this: HashtableObject, value: unknown) {
        return this.containsValue$Object(value);
      },
    },
    TreeMap: { $class: TreeMapObject },
    EnumMap: { $class: class EnumMap extends TreeMapObject {}, new() {} },
    EnumSet: {
      of: (first: unknown, rest: unknown[]) => enumSet([first, ...rest]),
      allOf: (type: EnumType) => enumSet(type.getEnumConstants$(), type),
      noneOf: (type: EnumType) => enumSet([], type),
      copyOf: (c: JavaCollection) => enumSet(elements(c)),
      range(from: EnumConstant, to: EnumConstant) {
        if (from.$ordinal > to.$ordinal) raise('IllegalArgumentException', `${stringOf(from)} > ${stringOf(to)}`);
        return enumSet(constantsOf(from).slice(from.$ordinal, to.$ordinal + 1));
      },
      complementOf(set: JavaCollection & { $type?: EnumType }) {
        const without = elements(set);
        const all = set.$type ? Array.from(set.$type.getEnumConstants$()) : constantsOf(without[0] as EnumConstant);
        return enumSet(all.filter((constant) => !without.includes(constant)));
      },
    },
    Arrays: arraysBodies,
    Optional: {
      $class: OptionalObject,
      stream(this: OptionalObject) {
        return objectStream(this.value === null ? [] : [this.value]);
      },
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
              stream(this: PrimitiveOptionalObject) {
                return streamOf(kind, this.value === null ? [] : [this.value]);
              },
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
