/**
 * How Java's values look in JavaScript, everywhere in Millrace:
 *
 * | Java                         | JavaScript                                                                  |
 * | ---------------------------- | --------------------------------------------------------------------------- |
 * | null                         | null                                                                        |
 * | int, short, byte, char       | number (char: the UTF-16 code unit)                                         |
 * | long                         | number while it is a safe integer, else bigint (see {@link LongValue})      |
 * | float, double                | number                                                                      |
 * | boolean, Boolean             | boolean                                                                     |
 * | Integer (boxed)              | number                                                                      |
 * | String                       | string                                                                      |
 * | Long, Double, Float, Short, Byte, Character (boxed) | an instance of the class of that name (boxed.ts)     |
 * | any other object             | an object with {@link JavaObject}'s methods                                 |
 * | arrays                       | JavaArray of the program runtime, or a typed array                          |
 */
export type LongValue = number | bigint;

/** What every Java object answers. `$`-names cannot collide with compiled members. */
export interface JavaObject {
  $hashCode(): number;
  $equals(other: unknown): boolean;
  $toString(): string;
  /** A deep copy as Flink's serializer of the type would make it; `this` for immutable objects. */
  $copy(): unknown;
  /** Serialized size in bytes, roughly; network buffers are filled by it. */
  $size(): number;
  /** Comparable.compareTo, where the class has it. */
  $compareTo?(other: unknown): number;
  /** Classes whose objects are nothing but their fields have one, on the prototype. */
  readonly $layout?: FieldLayout;
}

/**
 * How objects of a class lie in a network buffer: field by field, as Flink's serializers write them. Thousands of records on their way
 * are then few objects, and what is read is young and soon gone.
 */
export interface FieldLayout {
  /** The fields, in order; an object takes one slot for each. */
  readonly names: readonly string[];
  field(value: object, index: number): unknown;
  /**
   * Puts deep copies of the fields into the slots from `at` on; `at` is at most the array's length. `stand` is put for field `instead`, -1
   * for none. Answers whether no field is null.
   */
  write(value: object, slots: unknown[], at: number, instead: number, stand: unknown): boolean;
  /**
   * A new object of the fields from slot `at` on, with `stand` for field `instead`, -1 for none; as in `$copy`, the fields themselves are not
   * copied again.
   */
  read(slots: readonly unknown[], at: number, instead: number, stand: unknown): object;
}

function isJavaObject(value: unknown): value is JavaObject {
  return typeof value === 'object' && value !== null && typeof (value as JavaObject).$hashCode === 'function';
}

// ---- hash codes ------------------------------------------------------------------------------------------------------

/** Strings up to this length are hashed faster than they are looked up. */
const SHORT_STRING = 24;
const MAX_CACHED_STRINGS = 1 << 14;
const stringHashes = new Map<string, number>();

/** String.hashCode: s[0]*31^(n-1) + … + s[n-1] over UTF-16 code units. */
export function stringHash(text: string): number {
  if (text.length <= SHORT_STRING) return computeStringHash(text);
  const known = stringHashes.get(text);
  if (known !== undefined) return known;
  const hash = computeStringHash(text);
  if (stringHashes.size >= MAX_CACHED_STRINGS) stringHashes.clear();
  stringHashes.set(text, hash);
  return hash;
}

function computeStringHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** Long.hashCode: the two halves xor-ed. */
export function longHash(value: LongValue): number {
  if (typeof value === 'number') return (value | 0) ^ (Math.floor(value / 4294967296) | 0);
  return Number(BigInt.asIntN(32, value)) ^ Number(BigInt.asIntN(32, value >> 32n));
}

const float64 = new Float64Array(1);
const float32 = new Float32Array(float64.buffer, 0, 1);
const words = new Int32Array(float64.buffer);
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Double.doubleToLongBits as [high, low] 32-bit halves; every NaN is the canonical one. */
export function doubleBits(value: number): readonly [high: number, low: number] {
  if (Number.isNaN(value)) return [0x7ff80000, 0];
  float64[0] = value;
  return littleEndian ? [words[1]!, words[0]!] : [words[0]!, words[1]!];
}

/** Double.hashCode. */
export function doubleHash(value: number): number {
  const [high, low] = doubleBits(value);
  return high ^ low;
}

/** Float.floatToIntBits, which is Float.hashCode too. */
export function floatBits(value: number): number {
  if (Number.isNaN(value)) return 0x7fc00000;
  float32[0] = value;
  return words[0]!;
}

const FIRST_IDENTITY = 0x1b6d3586;
/** Identity hash codes given so far; a world has its own. */
export interface Identities {
  readonly of: WeakMap<object, number>;
  next: number;
}
export const newIdentities = (): Identities => ({ of: new WeakMap(), next: FIRST_IDENTITY });
let identities = newIdentities();

/** Takes hash codes from a world's own sequence from here on, so that no world depends on another; gives the sequence used before. */
export function useIdentities(of: Identities): Identities {
  const before = identities;
  identities = of;
  return before;
}

/** System.identityHashCode: in Java from a thread-local generator; here from a fixed sequence. */
export function identityHash(object: object): number {
  let hash = identities.of.get(object);
  if (hash === undefined) {
    identities.next = (Math.imul(identities.next, 1664525) + 1013904223) | 0;
    hash = (identities.next >>> 1) & 0x7fffffff;
    identities.of.set(object, hash);
  }
  return hash;
}

/** Objects.hashCode: 0 for null, else `value.hashCode()`. */
export function hashCode(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return stringHash(value);
    case 'number':
      return value | 0;
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return longHash(value);
    case 'object':
      if (value === null) return 0;
      return isJavaObject(value) ? value.$hashCode() : identityHash(value);
    case 'function':
      return identityHash(value);
    default:
      return 0;
  }
}

// ---- equality and order ----------------------------------------------------------------------------------------------

/** Objects.equals. */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && a !== null && isJavaObject(a) && a.$equals(b);
}

/** String.compareTo: difference of the first differing code units, else of the lengths. */
export function compareStrings(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Double.compare and Float.compare: -0.0 before 0.0, NaN last and equal to itself. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b && a !== 0) return 0;
  const [aHigh] = doubleBits(a);
  const [bHigh] = doubleBits(b);
  return aHigh === bHigh ? 0 : aHigh < bHigh ? -1 : 1;
}

/** `((Comparable) a).compareTo(b)`. Throws TypeError where Java throws ClassCastException. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b ? 0 : a ? 1 : -1;
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    if (isIntegral(a) && isIntegral(b)) return a < b ? -1 : a > b ? 1 : 0;
  }
  if (isJavaObject(a) && a.$compareTo) return a.$compareTo(b);
  throw new TypeError(`${typeName(a)} cannot be cast to class java.lang.Comparable`);
}

function isIntegral(value: unknown): value is LongValue {
  return typeof value === 'number' || typeof value === 'bigint';
}

// ---- text, copies, sizes ---------------------------------------------------------------------------------------------

/** String.valueOf: `null` for null. A number is an Integer's text; primitives of other types are formatted by boxed.ts. */
export function stringOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (isJavaObject(value)) return value.$toString();
      return `${arrayDescriptor(value)}@${identityHash(value).toString(16)}`;
    case 'undefined':
      return 'null';
    default:
      return `java.lang.Object@${identityHash(value as object).toString(16)}`;
  }
}

export { stringOf as toString };

/** StringUtils.arrayAwareToString, which tuples and rows use: arrays show their elements, `[1, 2]`. */
export function arrayAwareToString(value: unknown): string {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `[${Array.from(value as typeof value & ArrayLike<unknown>, stringOf).join(', ')}]`;
  }
  return stringOf(value);
}

const DESCRIPTORS: Readonly<Record<string, string>> = {
  Int8Array: '[B',
  Int16Array: '[S',
  Uint16Array: '[C',
  Int32Array: '[I',
  BigInt64Array: '[J',
  Float32Array: '[F',
  Float64Array: '[D',
  Uint8Array: '[Z',
};

function arrayDescriptor(value: object): string {
  return DESCRIPTORS[value.constructor?.name ?? ''] ?? 'java.lang.Object';
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return `class ${value.constructor?.name ?? 'Object'}`;
  return (
    { number: 'class java.lang.Integer', string: 'class java.lang.String' }[typeof value as string] ?? typeof value
  );
}

/** A deep copy as the type's serializer makes between operators without object reuse; immutable values are themselves. */
export function copy(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? copyObject(value) : value;
}
/** {@link copy} of an object: callers in hot loops ask themselves whether it is one. */
export function copyObject(value: object): unknown {
  if (typeof (value as JavaObject).$copy === 'function') return (value as JavaObject).$copy();
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return (value as Uint8Array).slice();
  return value;
}

/** Bytes as Flink's serializers write the value: an Integer takes 4, a String its length and 1 to 3 bytes a character. */
export function size(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return stringSize(value);
    case 'number':
      return 4;
    case 'boolean':
      return 1;
    case 'bigint':
      return 8;
    case 'object':
      if (value === null) return 1;
      if (isJavaObject(value)) return value.$size();
      return ArrayBuffer.isView(value) ? 4 + value.byteLength : 8;
    default:
      return 1;
  }
}

/** StringValue.writeString: length + 1 and each character in groups of seven bits. */
function stringSize(text: string): number {
  const length = text.length;
  let bytes = varintSize(length + 1) + length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit >= 0x4000 ? 2 : 1;
  }
  return bytes;
}

function varintSize(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
}
