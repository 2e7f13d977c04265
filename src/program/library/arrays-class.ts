/** java.util.Arrays. */
import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import { componentOf, emptyArray, newArray } from '../arrays.ts';
import { ArrayViewObject } from '../runtime/lists.ts';
import { comparison, equals, hashCode, type JavaComparator, nonNull, stringOf } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import { streamOf } from '../runtime/streams.ts';
import type { ClassBodies } from './table.ts';

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
function search(items: Items, key: unknown, compare: (a: unknown, b: unknown) => number): number {
  let [low, high] = [0, items.length - 1];
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

export function deepToString(value: unknown): string {
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
export function deepEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const isArray = (x: unknown): x is Items => Array.isArray(x) || primitiveOf(x) !== null;
  if (!isArray(a) || !isArray(b)) return equals(a, b);
  return a.length === b.length && all(a).every((each, i) => deepEquals(each, b[i]));
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
  ${PRIMITIVES.map(
    (t) => `
  public static String toString(${t}[] a);
  public static boolean equals(${t}[] a, ${t}[] b);
  public static int hashCode(${t}[] a);
  public static void fill(${t}[] a, ${t} value);
  public static void fill(${t}[] a, int from, int to, ${t} value);
  public static ${t}[] copyOf(${t}[] a, int length);
  public static ${t}[] copyOfRange(${t}[] a, int from, int to);
  ${
    t === 'boolean'
      ? ''
      : `public static void sort(${t}[] a);
  public static void sort(${t}[] a, int from, int to);
  public static int binarySearch(${t}[] a, ${t} key);`
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
  'setAll(Object[],IntFunction)': (a: Items, f: { apply$int(i: number): unknown }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.apply$int(i);
  },
  'setAll(int[],IntUnaryOperator)': (a: Items, f: { applyAsInt$int(i: number): number }) => {
    for (let i = 0; i < a.length; i++) a[i] = f.applyAsInt$int(i);
  },
  ...Object.assign({}, ...PRIMITIVES.map(primitiveBodies)),
};
