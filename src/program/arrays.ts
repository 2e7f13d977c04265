import { marker } from './syntax/names.ts';

/** Java's arrays of references, long and boolean; the other primitives have typed arrays (flink/api/values.ts). */
export class JavaArray<T = unknown> extends Array<T> {
  /** Component type as Class.getName would print it, `[` per further dimension: `java.lang.String`, `long`, `[int`. */
  declare $component: string;
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export type AnyArray = JavaArray | Int32Array | Int8Array | Int16Array | Uint16Array | Float32Array | Float64Array;

const kinds = new Map<string, new (length?: number) => JavaArray>();

/** The class of arrays of that component: what all of them share is on its prototype, so that making one is cheap. */
function kindOf(component: string): new (length?: number) => JavaArray {
  let kind = kinds.get(component);
  if (!kind) {
    kind = class extends JavaArray {};
    Object.defineProperty(kind.prototype, '$component', { value: component });
    kinds.set(component, kind);
  }
  return kind;
}

/** An array of `length` nulls, zeros or falses, as `fill` says. */
export function newArray<T>(component: string, length: number, fill: T): JavaArray<T> {
  // As long as it will be from the start: growing costs more than all else.
  const array = new (kindOf(component))(length) as JavaArray<T>;
  for (let i = 0; i < length; i++) array[i] = fill;
  return array;
}

const Strings = kindOf('java.lang.String');
/** An array for so many strings, which whoever asks puts in at once. */
export function newStrings(length: number): JavaArray<string> {
  return new Strings(length) as JavaArray<string>;
}

export function arrayOf<T>(component: string, items: Iterable<T>): JavaArray<T> {
  if (Array.isArray(items)) {
    const array = new (kindOf(component))(items.length) as JavaArray<T>;
    for (let i = 0; i < items.length; i++) array[i] = items[i] as T;
    return array;
  }
  const array = new (kindOf(component))() as JavaArray<T>;
  for (const item of items) array.push(item);
  return array;
}

/** A new array of a primitive or reference component, as `new T[n]` makes it. */
export function emptyArray(component: string, length: number): AnyArray {
  switch (component) {
    case 'int':
      return new Int32Array(length);
    case 'byte':
      return new Int8Array(length);
    case 'short':
      return new Int16Array(length);
    case 'char':
      return new Uint16Array(length);
    case 'float':
      return new Float32Array(length);
    case 'double':
      return new Float64Array(length);
    case 'long':
      return newArray('long', length, 0);
    case 'boolean':
      return newArray('boolean', length, false);
    default:
      return newArray(component, length, null);
  }
}

/** The same array with those elements. */
export function filledArray(component: string, items: readonly unknown[]): AnyArray {
  switch (component) {
    case 'int':
      return Int32Array.from(items as number[]);
    case 'byte':
      return Int8Array.from(items as number[]);
    case 'short':
      return Int16Array.from(items as number[]);
    case 'char':
      return Uint16Array.from(items as number[]);
    case 'float':
      return Float32Array.from(items as number[]);
    case 'double':
      return Float64Array.from(items as number[]);
    default:
      return arrayOf(component, items);
  }
}

/** Component type of any Java array, or null for what is none. */
export function componentOf(value: unknown): string | null {
  if (value instanceof JavaArray) return value.$component;
  if (value instanceof Int32Array) return 'int';
  if (value instanceof Float64Array) return 'double';
  if (value instanceof Int8Array) return 'byte';
  if (value instanceof Int16Array) return 'short';
  if (value instanceof Uint16Array) return 'char';
  if (value instanceof Float32Array) return 'float';
  return null;
}

const LETTERS: Readonly<Record<string, string>> = {
  int: 'I',
  long: 'J',
  double: 'D',
  float: 'F',
  boolean: 'Z',
  char: 'C',
  byte: 'B',
  short: 'S',
};
/** Components of arrays that hold no references. */
export const PRIMITIVES: ReadonlySet<string> = new Set(Object.keys(LETTERS));
/** Class.getName of arrays of a component as `$component` has it: `[I`, `[Ljava.lang.String;`. */
export function arrayClassName(component: string): string {
  if (component.startsWith('[')) return `[${arrayClassName(component.slice(1))}`;
  return `[${LETTERS[component] ?? `L${component};`}`;
}

const HOSTS = [JavaArray, Int32Array, Int8Array, Int16Array, Uint16Array, Float32Array, Float64Array];
/**
 * Gives arrays what java.lang.Object's prototype has, and what they are besides: cloneable and serializable. They are copied and measured
 * as arrays all the same (values.ts).
 */
export function makeArraysObjects(object: object): void {
  const own: Readonly<Record<string, unknown>> = {
    $className(this: unknown): string {
      return arrayClassName(componentOf(this) ?? 'java.lang.Object');
    },
    $size(this: AnyArray): number {
      return ArrayBuffer.isView(this) ? 4 + this.byteLength : 8;
    },
    [marker('java.lang.Cloneable')]: true,
    [marker('java.io.Serializable')]: true,
  };
  for (const { prototype } of HOSTS) {
    const define = (key: string, value: unknown): void => {
      Object.defineProperty(prototype, key, { value, writable: true, enumerable: false, configurable: true });
    };
    for (const [key, value] of Object.entries(own)) define(key, value);
    for (const key of Object.getOwnPropertyNames(object))
      if (key.includes('$') && !(key in prototype) && !AS_ARRAYS.has(key)) define(key, Reflect.get(object, key));
  }
}
const AS_ARRAYS: ReadonlySet<string> = new Set(['$symbol', '$class', '$copy']);
