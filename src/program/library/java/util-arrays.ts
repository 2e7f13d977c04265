/** java.util.Arrays. */
import { Byte, Character, Double, Float, Long, Short } from '../../../flink/api/boxed.ts';
import { componentOf, emptyArray, newArray } from '../../arrays.ts';
import { ArrayViewObject } from '../../runtime/lists.ts';
import { comparison, equals, hashCode, type JavaComparator, nonNull, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { streamOf } from '../../runtime/streams.ts';
import type { ClassBodies } from '../table.ts';

const PRIMITIVES = ['int', 'long', 'double', 'float', 'char', 'byte', 'short', 'boolean'] as const;
type Primitive = (typeof PRIMITIVES)[number];
type Items = { length: number; [i: number]: unknown };

function box(type: Primitive, value: unknown): unknown {
  switch (type) {
    case 'long':
      return Long.valueOf(value as number);
    case 'double':
      return new Double(value as number);
    case 'float':
      return new Float(value as number);
    case 'char':
      return Character.valueOf(value as number);
    case 'byte':
      return Byte.valueOf(value as number);
    case 'short':
      return new Short(value as number);
    default:
      return value;
  }
}
const all = (items: Items): unknown[] => Array.from({ length: items.length }, (_, i) => items[i]);
const numeric = (a: unknown, b: unknown): number =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;

function sort(items: Items, from: number, to: number, compare: (a: unknown, b: unknown) => number): void {
  if (from > to) raise('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  if (from < 0 || to > items.length) {
    raise('ArrayIndexOutOfBoundsException', `Array index out of range: ${from < 0 ? from : to}`);
  }
  const sorted = all(items).slice(from, to).sort(compare);
  sorted.forEach((value, i) => {
    items[from + i] = value;
  });
}
function mismatch(a: Items, b: Items): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (!Object.is(a[i], b[i])) return i;
  return a.length === b.length ? -1 : shorter;
}
function compareAll(a: Items, b: Items, compare: (a: unknown, b: unknown) => number): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
function search(
  items: Items,
  key: unknown,
  compare: (a: unknown, b: unknown) => number,
  from = 0,
  to = items.length,
): number {
  let [low, high] = [from, to - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(items[middle], key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}
function copyRange(items: Items, from: number, to: number, component: string, zero: unknown): unknown {
  if (to < from) raise('IllegalArgumentException', `${from} > ${to}`);
  const typed =
    component === 'long' || component === 'boolean' || !(PRIMITIVES as readonly string[]).includes(component);
  const out = (typed ? newArray(component, to - from, zero) : emptyArray(component, to - from)) as Items;
  for (let i = from; i < to && i < items.length; i++) out[i - from] = items[i];
  return out;
}
const component = (items: Items): string => (items as { $component?: string }).$component ?? 'java.lang.Object';

function deepToString(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const items = value as unknown[] & { $component?: string };
    return `[${Array.from(items, (each) => (items.$component === 'long' ? String(each) : deepToString(each))).join(', ')}]`;
  }
  const type = primitiveOf(value);
  return type === null
    ? stringOf(value)
    : `[${all(value as Items)
        .map((each) => stringOf(box(type, each)))
        .join(', ')}]`;
}
function primitiveOf(value: unknown): Primitive | null {
  return Array.isArray(value) ? null : (componentOf(value) as Primitive | null);
}
function deepEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const isArray = (x: unknown): x is Items => Array.isArray(x) || primitiveOf(x) !== null;
  if (!isArray(a) || !isArray(b)) return equals(a, b);
  return a.length === b.length && all(a).every((each, i) => deepEquals(each, b[i]));
}

type Operator<M extends string> = Record<M, (a: unknown, b: unknown) => unknown>;
function prefix(a: Items, f: (x: unknown, y: unknown) => unknown): void {
  for (let i = 1; i < a.length; i++) a[i] = f(a[i - 1], a[i]);
}
function deepHashCode(value: unknown): number {
  if (value === null) return 0;
  const type = primitiveOf(value);
  if (!Array.isArray(value) && type === null) return hashCode(value);
  return all(value as Items).reduce<number>(
    (hash, each) => (Math.imul(31, hash) + (type === null ? deepHashCode(each) : hashCode(box(type, each)))) | 0,
    1,
  );
}

export const arraysStubs = `
public final class Arrays {
  public static <T> List<T> asList(T... a);
  public static String toString(Object[] a);
  public static String deepToString(Object[] a);
  public static boolean equals(Object[] a, Object[] b);
  public static boolean deepEquals(Object[] a, Object[] b);
  public static int hashCode(Object[] a);
  public static void fill(Object[] a, Object value);
  public static void sort(Object[] a);
  public static <T> void sort(T[] a, Comparator<? super T> c);
  public static <T> void sort(T[] a, int from, int to, Comparator<? super T> c);
  public static int binarySearch(Object[] a, Object key);
  public static <T> T[] copyOf(T[] a, int length);
  public static <T> T[] copyOfRange(T[] a, int from, int to);
  public static <T> java.util.stream.Stream<T> stream(T[] a);
  public static <T> java.util.stream.Stream<T> stream(T[] a, int from, int to);
  public static java.util.stream.IntStream stream(int[] a);
  public static java.util.stream.LongStream stream(long[] a);
  public static java.util.stream.DoubleStream stream(double[] a);
  public static <T> void setAll(T[] a, IntFunction<? extends T> f);
  public static void setAll(int[] a, IntUnaryOperator f);
  public static void setAll(long[] a, IntToLongFunction f);
  public static void setAll(double[] a, IntToDoubleFunction f);
  public static void parallelPrefix(int[] a, IntBinaryOperator f);
  public static void parallelPrefix(long[] a, LongBinaryOperator f);
  public static void parallelPrefix(double[] a, DoubleBinaryOperator f);
  public static java.util.stream.IntStream stream(int[] a, int from, int to);
  public static java.util.stream.LongStream stream(long[] a, int from, int to);
  public static java.util.stream.DoubleStream stream(double[] a, int from, int to);
  public static void sort(Object[] a, int from, int to);
  public static void fill(Object[] a, int from, int to, Object value);
  public static int deepHashCode(Object[] a);
  public static <T> int binarySearch(T[] a, T key, Comparator<? super T> c);
  public static <T extends Comparable<? super T>> int compare(T[] a, T[] b);
  public static <T extends Comparable<? super T>> void parallelSort(T[] a);
  ${PRIMITIVES.map(
    (t) => `
  public static String toString(${t}[] a);
  public static boolean equals(${t}[] a, ${t}[] b);
  public static int hashCode(${t}[] a);
  public static void fill(${t}[] a, ${t} value);
  public static void fill(${t}[] a, int from, int to, ${t} value);
  public static int mismatch(${t}[] a, ${t}[] b);
  public static ${t}[] copyOf(${t}[] a, int length);
  public static ${t}[] copyOfRange(${t}[] a, int from, int to);
  ${
    t === 'boolean'
      ? ''
      : `public static void sort(${t}[] a);
  public static void sort(${t}[] a, int from, int to);
  public static int binarySearch(${t}[] a, ${t} key);
  public static int binarySearch(${t}[] a, int from, int to, ${t} key);
  public static int compare(${t}[] a, ${t}[] b);
  public static void parallelSort(${t}[] a);`
  }`,
  ).join('\n')}
}
`;

function primitiveBodies(type: Primitive): ClassBodies {
  const zero = type === 'boolean' ? false : 0;
  const compare =
    type === 'double' || type === 'float'
      ? (a: unknown, b: unknown) => new Double(a as number).$compareTo(new Double(b as number))
      : numeric;
  return {
    [`toString(${type}[])`]: (a: Items | null) =>
      a === null
        ? 'null'
        : `[${all(a)
            .map((each) => stringOf(box(type, each)))
            .join(', ')}]`,
    [`equals(${type}[],${type}[])`]: (a: Items | null, b: Items | null) =>
      a === b ||
      (a !== null && b !== null && a.length === b.length && all(a).every((each, i) => Object.is(each, b[i]))),
    [`hashCode(${type}[])`]: (a: Items | null) =>
      a === null ? 0 : all(a).reduce<number>((hash, each) => (Math.imul(31, hash) + hashCode(box(type, each))) | 0, 1),
    [`fill(${type}[],${type})`]: (a: Items, value: unknown) => void (a as unknown[]).fill(value),
    [`fill(${type}[],int,int,${type})`]: (a: Items, from: number, to: number, value: unknown) =>
      void (a as unknown[]).fill(value, from, to),
    [`copyOf(${type}[],int)`]: (a: Items, length: number) =>
      length < 0 ? raise('NegativeArraySizeException', String(length)) : copyRange(a, 0, length, type, zero),
    [`copyOfRange(${type}[],int,int)`]: (a: Items, from: number, to: number) => copyRange(a, from, to, type, zero),
    [`sort(${type}[])`]: (a: Items) => sort(a, 0, a.length, compare),
    [`sort(${type}[],int,int)`]: (a: Items, from: number, to: number) => sort(a, from, to, compare),
    [`binarySearch(${type}[],${type})`]: (a: Items, key: unknown) => search(a, key, compare),
    [`binarySearch(${type}[],int,int,${type})`]: (a: Items, from: number, to: number, key: unknown) =>
      search(a, key, compare, from, to),
    [`compare(${type}[],${type}[])`]: (a: Items, b: Items) => compareAll(a, b, compare),
    [`parallelSort(${type}[])`]: (a: Items) => sort(a, 0, a.length, compare),
    [`mismatch(${type}[],${type}[])`]: mismatch,
  };
}

export const arraysBodies: ClassBodies = {
  asList: (items: Items) => new ArrayViewObject(nonNull(items)),
  'toString(Object[])': (a: Items | null) => (a === null ? 'null' : `[${all(a).map(stringOf).join(', ')}]`),
  deepToString,
  'equals(Object[],Object[])': (a: Items | null, b: Items | null) =>
    a === b || (a !== null && b !== null && a.length === b.length && all(a).every((each, i) => equals(each, b[i]))),
  deepEquals,
  'hashCode(Object[])': (a: Items | null) =>
    a === null ? 0 : all(a).reduce<number>((hash, each) => (Math.imul(31, hash) + hashCode(each)) | 0, 1),
  'fill(Object[],Object)': (a: Items, value: unknown) => void (a as unknown[]).fill(value),
  'sort(Object[])': (a: Items) => sort(a, 0, a.length, comparison(null)),
  'sort(Object[],Comparator)': (a: Items, c: JavaComparator | null) => sort(a, 0, a.length, comparison(c)),
  'sort(Object[],int,int,Comparator)': (a: Items, from: number, to: number, c: JavaComparator | null) =>
    sort(a, from, to, comparison(c)),
  'binarySearch(Object[],Object)': (a: Items, key: unknown) => search(a, key, comparison(null)),
  'copyOf(Object[],int)': (a: Items, length: number) =>
    length < 0 ? raise('NegativeArraySizeException', String(length)) : copyRange(a, 0, length, component(a), null),
  'copyOfRange(Object[],int,int)': (a: Items, from: number, to: number) => copyRange(a, from, to, component(a), null),
  'stream(Object[])': (a: Items) => streamOf('object', all(a)),
  'stream(Object[],int,int)': (a: Items, from: number, to: number) => streamOf('object', all(a).slice(from, to)),
  'stream(int[])': (a: Items) => streamOf('int', all(a)),
  'stream(long[])': (a: Items) => streamOf('long', all(a)),
  'stream(double[])': (a: Items) => streamOf('double', all(a)),
  'stream(int[],int,int)': (a: Items, from: number, to: number) => streamOf('int', all(a).slice(from, to)),
  'stream(long[],int,int)': (a: Items, from: number, to: number) => streamOf('long', all(a).slice(from, to)),
  'stream(double[],int,int)': (a: Items, from: number, to: number) => streamOf('double', all(a).slice(from, to)),
  'sort(Object[],int,int)': (a: Items, from: number, to: number) => sort(a, from, to, comparison(null)),
  'fill(Object[],int,int,Object)': (a: unknown[], from: number, to: number, value: unknown) =>
    void a.fill(value, from, to),
  deepHashCode: (a: Items | null) => deepHashCode(a),
  'binarySearch(Object[],Object,Comparator)': (a: Items, key: unknown, c: JavaComparator | null) =>
    search(a, key, comparison(c)),
  'compare(Object[],Object[])': (a: Items, b: Items) => compareAll(a, b, comparison(null)),
  'parallelSort(Comparable[])': (a: Items) => sort(a, 0, a.length, comparison(null)),
  'parallelPrefix(int[],IntBinaryOperator)': (a: Items, f: Operator<'applyAsInt$int$int'>) =>
    prefix(a, (x, y) => f.applyAsInt$int$int(x, y)),
  'parallelPrefix(long[],LongBinaryOperator)': (a: Items, f: Operator<'applyAsLong$long$long'>) =>
    prefix(a, (x, y) => f.applyAsLong$long$long(x, y)),
  'parallelPrefix(double[],DoubleBinaryOperator)': (a: Items, f: Operator<'applyAsDouble$double$double'>) =>
    prefix(a, (x, y) => f.applyAsDouble$double$double(x, y)),
  'setAll(long[],IntToLongFunction)': (a: Items, f: { applyAsLong$int(i: number): unknown }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.applyAsLong$int(i);
  },
  'setAll(double[],IntToDoubleFunction)': (a: Items, f: { applyAsDouble$int(i: number): unknown }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.applyAsDouble$int(i);
  },
  'setAll(Object[],IntFunction)': (a: Items, f: { apply$int(i: number): unknown }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.apply$int(i);
  },
  'setAll(int[],IntUnaryOperator)': (a: Items, f: { applyAsInt$int(i: number): number }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.applyAsInt$int(i);
  },
  ...Object.assign({}, ...PRIMITIVES.map(primitiveBodies)),
};
