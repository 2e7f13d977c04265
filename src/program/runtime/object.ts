/** java.lang.Object for the library's own classes, and what every value answers. */

import { Byte, Character, Double, Float, Long, Short } from '../../flink/api/boxed.ts';
import type { CheckpointLock } from '../../flink/api/functions.ts';
import {
  compareStrings,
  copy,
  equals,
  hashCode,
  identityHash,
  type JavaObject,
  size,
  stringOf,
} from '../../flink/api/values.ts';
import { marker } from '../syntax/names.ts';
import { castMessage, Raise } from './raise.ts';

export { copy, equals, hashCode, identityHash, size, stringOf };

/** The host class of java.lang.Object. */
export class Base implements JavaObject {
  /** Of a lock that something outside of the program takes too: told when a `synchronized` block begins and ends. */
  declare $monitor?: CheckpointLock;
  /** Binary name; the linker overrides it on every class it makes. */
  $className(): string {
    return 'java.lang.Object';
  }
  $hashCode(): number {
    return identityHash(this);
  }
  $equals(other: unknown): boolean {
    return this === other;
  }
  $toString(): string {
    return `${this.$className()}@${(this.$hashCode() >>> 0).toString(16)}`;
  }
  $copy(): unknown {
    return this;
  }
  $size(): number {
    return 16;
  }
}

/** Binary name of a value's class, as getClass().getName() gives it. */
export function classNameOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'number':
      return 'java.lang.Integer';
    case 'boolean':
      return 'java.lang.Boolean';
    default:
  }
  if (value instanceof Long) return 'java.lang.Long';
  if (value instanceof Double) return 'java.lang.Double';
  if (value instanceof Float) return 'java.lang.Float';
  if (value instanceof Short) return 'java.lang.Short';
  if (value instanceof Byte) return 'java.lang.Byte';
  if (value instanceof Character) return 'java.lang.Character';
  if (typeof value === 'object' && value !== null) {
    const named = value as { $className?: () => string };
    if (named.$className) return named.$className();
  }
  return 'java.lang.Object';
}

interface Comparable {
  compareTo$Object?(other: unknown): number;
  $compareTo?(other: unknown): number;
}

function uncomparable(value: unknown, to: string): never {
  const name = classNameOf(value);
  throw new Raise('java.lang.ClassCastException', castMessage(name, to));
}

/** `((Comparable) a).compareTo(b)`. @throws Raise ClassCastException, NullPointerException as Java. */
export function compareNatural(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (a === null || b === null || a === undefined || b === undefined) {
    throw new Raise('java.lang.NullPointerException', null);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b ? 0 : a ? 1 : -1;
  if (typeof a !== 'object') return uncomparable(b, classNameOf(a));
  const own = a as Comparable;
  if (own.compareTo$Object) return own.compareTo$Object(b);
  if (own.$compareTo) {
    if ((a as object).constructor !== (b as object).constructor) return uncomparable(b, classNameOf(a));
    return own.$compareTo(b);
  }
  return uncomparable(a, 'java.lang.Comparable');
}

export interface JavaComparator {
  compare$Object$Object(a: unknown, b: unknown): number;
}

/** The comparison of a comparator; natural order for null. */
export function comparison(comparator: JavaComparator | null): (a: unknown, b: unknown) => number {
  return comparator === null ? compareNatural : (a, b) => comparator.compare$Object$Object(a, b);
}

/** Objects.requireNonNull. */
export function nonNull<T>(value: T | null | undefined, message: string | null = null): T {
  if (value === null || value === undefined) throw new Raise('java.lang.NullPointerException', message);
  return value;
}

/** For classes that the table does not name: `java.util.Arrays$ArrayList` and such. */
export function isSerializable(type: abstract new (...args: never[]) => object): void {
  Object.defineProperty(type.prototype, marker('java.io.Serializable'), { value: true });
}
