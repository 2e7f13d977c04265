/** Comparator, Collections and Objects of java.util. */
import { Double } from '../../../flink/api/boxed.ts';
import { allocate, functional, linkClass } from '../../link.ts';
import {
  type CollectionObject,
  elements,
  FixedIterator,
  type JavaCollection,
  type JavaIterator,
} from '../../runtime/collections.ts';
import { CopiesObject, FixedListObject, FixedMapObject, FixedSetObject } from '../../runtime/fixed-collections.ts';
import { HashMapObject } from '../../runtime/hash-maps.ts';
import { ArrayListObject, type ListObject, newArrayList } from '../../runtime/lists.ts';
import type { JavaMap, MapObject } from '../../runtime/maps.ts';
import {
  Base,
  compareNatural,
  comparison,
  equals,
  hashCode,
  type JavaComparator,
  nonNull,
  stringOf,
} from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { HashSetObject } from '../../runtime/sets.ts';
import { library } from '../table.ts';

export type Key = Record<string, (value: unknown) => unknown>;
export function comparator(compare: (a: unknown, b: unknown) => number): JavaComparator {
  return functional('java.util.Comparator', compare) as JavaComparator;
}
const natural = (): JavaComparator => comparator(compareNatural);
const reversed = (inner: JavaComparator): JavaComparator => comparator((a, b) => inner.compare$Object$Object(b, a));
const by =
  (key: Key, method: string, compare: (a: unknown, b: unknown) => number) =>
  (a: unknown, b: unknown): number =>
    compare(key[method]!(a), key[method]!(b));
const numbers = (a: unknown, b: unknown): number =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
/** Collections.enumeration. */
export function enumeration(c: JavaCollection): object {
  const made = allocate<EnumerationObject>('java.util.Collections$Enumerating');
  made.iterator = c.iterator$();
  return made;
}
class EnumerationObject extends Base {
  iterator!: JavaIterator;
}
function binarySearch(list: ListObject, key: unknown, compare: (a: unknown, b: unknown) => number): number {
  let [low, high] = [0, list.size$() - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(list.get$int(middle), key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}
/** Where `target` stands in `source`. */
function subLists(source: readonly unknown[], target: readonly unknown[]): number[] {
  const last = source.length - target.length;
  return Array.from({ length: Math.max(0, last + 1) }, (_, i) => i).filter((i) =>
    target.every((each, j) => equals(source[i + j], each)),
  );
}
library({
  package: 'java.util',
  stubs: `
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
  public static <T> int binarySearch(List<? extends T> list, T key, Comparator<? super T> c);
  public static <T> void copy(List<? super T> to, List<? extends T> from);
  public static int indexOfSubList(List<?> source, List<?> target);
  public static int lastIndexOfSubList(List<?> source, List<?> target);
  public static <T> boolean replaceAll(List<T> list, T from, T to);
  public static <T> Enumeration<T> enumeration(Collection<T> c);
  public static <T> ArrayList<T> list(Enumeration<T> e);
  public static <E> Set<E> newSetFromMap(Map<E, Boolean> map);
  public static final List EMPTY_LIST; public static final Set EMPTY_SET; public static final Map EMPTY_MAP;
  public static <T> Collection<T> synchronizedCollection(Collection<T> c);
  public static <K, V> SortedMap<K, V> unmodifiableSortedMap(SortedMap<K, ? extends V> map);
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
  static class Enumerating implements Enumeration { public boolean hasMoreElements(); public Object nextElement(); }
}
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
  public static <T> T requireNonNullElseGet(T o, Supplier<? extends T> otherwise);
}`,
  bodies: {
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
      'binarySearch(List,Object)': (list: ListObject, key: unknown) => binarySearch(list, key, compareNatural),
      'binarySearch(List,Object,Comparator)': (list: ListObject, key: unknown, c: JavaComparator | null) =>
        binarySearch(list, key, comparison(c)),
      copy: (to: ListObject, from: JavaCollection) => {
        const items = elements(from);
        if (items.length > to.size$()) raise('IndexOutOfBoundsException', 'Source does not fit in dest');
        items.forEach((item, i) => {
          to.set$int$Object(i, item);
        });
      },
      indexOfSubList: (source: JavaCollection, target: JavaCollection) =>
        subLists(elements(source), elements(target))[0] ?? -1,
      lastIndexOfSubList: (source: JavaCollection, target: JavaCollection) =>
        subLists(elements(source), elements(target)).at(-1) ?? -1,
      replaceAll: (list: ListObject, from: unknown, to: unknown) => {
        const items = elements(list);
        assign(
          list,
          items.map((each) => (equals(each, from) ? to : each)),
        );
        return items.some((each) => equals(each, from));
      },
      enumeration,
      list: (e: { hasMoreElements$(): boolean; nextElement$(): unknown }) => {
        const all: unknown[] = [];
        while (e.hasMoreElements$()) all.push(e.nextElement$());
        return newArrayList(all);
      },
      newSetFromMap: (map: { $className(): string }) => {
        const isSorted = map.$className() === 'java.util.TreeMap';
        return allocate(isSorted ? 'java.util.TreeSet' : 'java.util.LinkedHashSet');
      },
      EMPTY_LIST: () => new FixedListObject([]),
      EMPTY_SET: () => new FixedSetObject(new HashSetObject()),
      EMPTY_MAP: () => new FixedMapObject(new HashMapObject()),
      synchronizedCollection: (c: unknown) => c,
      unmodifiableSortedMap: (map: unknown) => map,
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
      nCopies(n: number, value: unknown) {
        if (n < 0) raise('IllegalArgumentException', `List length = ${n}`);
        return new CopiesObject(n, value);
      },
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
    'Collections.Enumerating': {
      $class: EnumerationObject,
      hasMoreElements(this: EnumerationObject) {
        return this.iterator.hasNext$();
      },
      nextElement(this: EnumerationObject) {
        return this.iterator.next$();
      },
    },
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
      requireNonNullElseGet: (value: unknown, otherwise: { get$(): unknown }) =>
        value ?? nonNull(otherwise.get$(), 'supplier.get()'),
      isNull: (value: unknown) => value === null,
      nonNull: (value: unknown) => value !== null,
      checkIndex: (index: number, length: number) =>
        index < 0 || index >= length
          ? raise('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`)
          : index,
    },
  },
});
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
  const random = linkClass('java.util.Random') as new () => { $init$(): { nextInt$int(n: number): number } };
  return new random().$init$();
}
