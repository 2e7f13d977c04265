import { doubleToString, floatToString } from './decimal.ts';
import { compareDoubles, doubleHash, floatBits, type JavaObject, type LongValue, longHash } from './values.ts';

/** Java's wrapper classes that are not plain JavaScript values (Integer, Boolean and String are). All immutable. */

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The one representation of a long: a number while it is a safe integer, else a bigint; wraps at 64 bits. */
export function normalizeLong(value: LongValue): LongValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : normalizeLong(BigInt(value));
  const wrapped = BigInt.asIntN(64, value);
  return wrapped <= MAX_SAFE && wrapped >= -MAX_SAFE ? Number(wrapped) : wrapped;
}

function cached<T>(cache: T[], at: number, create: () => T): T {
  let value = cache[at];
  if (value === undefined) {
    value = create();
    cache[at] = value;
  }
  return value;
}

export class Long implements JavaObject {
  constructor(readonly value: LongValue) {}
  /** Long.valueOf: one object per value from -128 to 127. */
  static valueOf(value: LongValue): Long {
    if (typeof value === 'number' && value >= -128 && value <= 127) {
      return cached(smallLongs, value + 128, () => new Long(value));
    }
    return new Long(value);
  }
  $hashCode(): number {
    return longHash(this.value);
  }
  $equals(other: unknown): boolean {
    return other instanceof Long && other.value === this.value;
  }
  $toString(): string {
    return String(this.value);
  }
  $compareTo(other: Long): number {
    return this.value < other.value ? -1 : this.value > other.value ? 1 : 0;
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 8;
  }
}
const smallLongs: Long[] = [];

export class Double implements JavaObject {
  constructor(readonly value: number) {}
  static valueOf(value: number): Double {
    return new Double(value);
  }
  $hashCode(): number {
    return doubleHash(this.value);
  }
  /** By bits: NaN equals NaN, 0.0 does not equal -0.0. */
  $equals(other: unknown): boolean {
    return other instanceof Double && Object.is(other.value, this.value);
  }
  $toString(): string {
    return doubleToString(this.value);
  }
  $compareTo(other: Double): number {
    return compareDoubles(this.value, other.value);
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 8;
  }
}

export class Float implements JavaObject {
  readonly value: number;
  constructor(value: number) {
    this.value = Math.fround(value);
  }
  static valueOf(value: number): Float {
    return new Float(value);
  }
  $hashCode(): number {
    return floatBits(this.value);
  }
  $equals(other: unknown): boolean {
    return other instanceof Float && Object.is(other.value, this.value);
  }
  $toString(): string {
    return floatToString(this.value);
  }
  $compareTo(other: Float): number {
    return compareDoubles(this.value, other.value);
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 4;
  }
}

export class Short implements JavaObject {
  constructor(readonly value: number) {}
  static valueOf(value: number): Short {
    if (value >= -128 && value <= 127) return cached(shorts, value + 128, () => new Short(value));
    return new Short(value);
  }
  $hashCode(): number {
    return this.value;
  }
  $equals(other: unknown): boolean {
    return other instanceof Short && other.value === this.value;
  }
  $toString(): string {
    return String(this.value);
  }
  $compareTo(other: Short): number {
    return this.value - other.value;
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 2;
  }
}

export class Byte implements JavaObject {
  constructor(readonly value: number) {}
  static valueOf(value: number): Byte {
    return cached(bytes, value + 128, () => new Byte(value));
  }
  $hashCode(): number {
    return this.value;
  }
  $equals(other: unknown): boolean {
    return other instanceof Byte && other.value === this.value;
  }
  $toString(): string {
    return String(this.value);
  }
  $compareTo(other: Byte): number {
    return this.value - other.value;
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 1;
  }
}
const bytes: Byte[] = [];
const shorts: Short[] = [];

/** `value` is the UTF-16 code unit. */
export class Character implements JavaObject {
  constructor(readonly value: number) {}
  static valueOf(value: number): Character {
    return value < 128 ? cached(ascii, value, () => new Character(value)) : new Character(value);
  }
  $hashCode(): number {
    return this.value;
  }
  $equals(other: unknown): boolean {
    return other instanceof Character && other.value === this.value;
  }
  $toString(): string {
    return String.fromCharCode(this.value);
  }
  $compareTo(other: Character): number {
    return this.value - other.value;
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 2;
  }
}
const ascii: Character[] = [];
