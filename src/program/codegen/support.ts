import { Byte, Character, Double, Float, Long, normalizeLong, Short } from '../../flink/api/boxed.ts';
import { doubleToString, floatToString } from '../../flink/api/decimal.ts';
import { Interrupted, SystemExit } from '../../flink/api/jar.ts';
import { hashCode, type LongValue } from '../../flink/api/values.ts';
import { type AnyArray, arrayClassName, componentOf, emptyArray, filledArray, PRIMITIVES } from '../arrays.ts';
import { atOnce, drain, isTask, jvm, wait } from '../jvm.ts';
import { newThrowable, symbolOf } from '../link.ts';
import { superMethod } from '../mixins.ts';
import { enterMonitor, leaveMonitor } from '../monitors.ts';
import { castMessage } from '../runtime/raise.ts';
import { marker } from '../syntax/names.ts';
import { spin } from '../threads.ts';
import { asThrowable, caught, type Throwable } from '../throwable.ts';

/** What generated code calls; each is one rule of Java's that JavaScript's operators lack. */

function slow(op: (a: bigint, b: bigint) => bigint, a: LongValue, b: LongValue): LongValue {
  return normalizeLong(op(BigInt(a), BigInt(b)));
}

function ladd(a: LongValue, b: LongValue): LongValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (r <= 9007199254740991 && r >= -9007199254740991) return r;
  }
  return slow((x, y) => x + y, a, b);
}
function lsub(a: LongValue, b: LongValue): LongValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (r <= 9007199254740991 && r >= -9007199254740991) return r;
  }
  return slow((x, y) => x - y, a, b);
}
function lmul(a: LongValue, b: LongValue): LongValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (r <= 9007199254740991 && r >= -9007199254740991) return r + 0;
  }
  return slow((x, y) => x * y, a, b);
}
function byZero(): never {
  throw newThrowable('java.lang.ArithmeticException', '/ by zero');
}
function ldiv(a: LongValue, b: LongValue): LongValue {
  if (b === 0) byZero();
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return slow((x, y) => x / y, a, b);
}
function lrem(a: LongValue, b: LongValue): LongValue {
  if (b === 0) byZero();
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return slow((x, y) => x % y, a, b);
}
function lneg(a: LongValue): LongValue {
  return typeof a === 'number' ? 0 - a : normalizeLong(-a);
}
function lnot(a: LongValue): LongValue {
  return typeof a === 'number' ? -1 - a : normalizeLong(~a);
}
const land = (a: LongValue, b: LongValue): LongValue => {
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b >= 0 && a <= 2147483647 && b <= 2147483647)
    return a & b;
  return slow((x, y) => x & y, a, b);
};
const lor = (a: LongValue, b: LongValue): LongValue => slow((x, y) => x | y, a, b);
const lxor = (a: LongValue, b: LongValue): LongValue => slow((x, y) => x ^ y, a, b);
const shiftOf = (b: LongValue): bigint => BigInt(b) & 63n;
const lshl = (a: LongValue, b: LongValue): LongValue => normalizeLong(BigInt(a) << shiftOf(b));
const lshr = (a: LongValue, b: LongValue): LongValue => normalizeLong(BigInt(a) >> shiftOf(b));
const lushr = (a: LongValue, b: LongValue): LongValue => normalizeLong(BigInt.asUintN(64, BigInt(a)) >> shiftOf(b));

function idiv(a: number, b: number): number {
  if (b === 0) byZero();
  return (a / b) | 0;
}
function irem(a: number, b: number): number {
  if (b === 0) byZero();
  return (a % b) | 0;
}
/** Low bits of a shift distance, which may be a long. */
const shift = (b: LongValue): number => (typeof b === 'number' ? b | 0 : Number(BigInt.asIntN(32, b)));

/** JLS 5.1.3. */
function d2i(d: number): number {
  if (d >= 2147483647) return 2147483647;
  if (d <= -2147483648) return -2147483648;
  return d | 0;
}
function d2l(d: number): LongValue {
  if (Number.isNaN(d)) return 0;
  const t = Math.trunc(d);
  if (Number.isSafeInteger(t)) return t + 0;
  if (t >= 2 ** 63) return 2n ** 63n - 1n;
  if (t <= -(2 ** 63)) return -(2n ** 63n);
  return normalizeLong(BigInt(t));
}
function l2i(a: LongValue): number {
  if (typeof a === 'number') return a >= -2147483648 && a <= 2147483647 ? a : a | 0;
  return Number(BigInt.asIntN(32, a));
}

function npe(): never {
  throw newThrowable('java.lang.NullPointerException', null);
}
/** Throws on null. */
function nn<T>(value: T | null): T {
  if (value === null) npe();
  return value;
}

const PRIMITIVE_BOX: Readonly<Record<string, string>> = {
  number: 'java.lang.Integer',
  string: 'java.lang.String',
  boolean: 'java.lang.Boolean',
};
function nameOf(value: unknown): string {
  const simple = PRIMITIVE_BOX[typeof value];
  if (simple) return simple;
  return (value as { $className?: () => string }).$className?.() ?? 'java.lang.Object';
}
function badCast(value: unknown, to: string): never {
  throw newThrowable('java.lang.ClassCastException', castMessage(nameOf(value), to));
}
function cast<T>(value: T, mark: string, name: string): T {
  if (value === null || (value as Record<string, unknown>)[mark] === true) return value;
  return badCast(value, name);
}
function castArray<T>(value: T, component: string): T {
  if (value === null) return value;
  const own = componentOf(value);
  if (own !== null && (own === component || !(PRIMITIVES.has(own) || PRIMITIVES.has(component)))) return value;
  return badCast(value, arrayClassName(component));
}

/** @param declared what the variable says that the array is of */
function stored<T>(array: { readonly $component?: string }, value: T, declared: string): T {
  const { $component: own } = array;
  if (own === undefined || own === declared || own === 'java.lang.Object' || value === null) return value;
  if (own.startsWith('[') || (value as Record<string, unknown>)[marker(own)] === true) return value;
  throw newThrowable('java.lang.ArrayStoreException', nameOf(value));
}

function unI(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === null ? npe() : badCast(value, 'java.lang.Integer');
}
function unZ(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  return value === null ? npe() : badCast(value, 'java.lang.Boolean');
}
function unL(value: unknown): LongValue {
  if (value instanceof Long) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Long');
}
function unD(value: unknown): number {
  if (value instanceof Double) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Double');
}
function unF(value: unknown): number {
  if (value instanceof Float) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Float');
}
function unC(value: unknown): number {
  if (value instanceof Character) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Character');
}
function unS(value: unknown): number {
  if (value instanceof Short) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Short');
}
function unB(value: unknown): number {
  if (value instanceof Byte) return value.value;
  return value === null ? npe() : badCast(value, 'java.lang.Byte');
}

/** `==` of two Integers: the same object only in the cache's range. */
function sameInteger(a: number | null, b: number | null): boolean {
  return a === b && (a === null || (a >= -128 && a <= 127));
}

function str(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') {
    return `${(value as { $toString(): string | null }).$toString()}`;
  }
  return String(value);
}

type Indexed = { readonly length: number; readonly [index: number]: unknown };

/** Reads of an element that came out undefined or null: null is null, the rest is out of bounds. */
function oob(array: Indexed | null, index: number): unknown {
  if (array === null) npe();
  if (index >>> 0 < array.length) return array[index];
  throw newThrowable(
    'java.lang.ArrayIndexOutOfBoundsException',
    `Index ${index} out of bounds for length ${array.length}`,
  );
}
/** Index for a store. */
function ck(array: Indexed, index: number): number {
  if (index >>> 0 < array.length) return index;
  return oob(array, index) as never;
}

function arr(component: string, items: readonly unknown[]): AnyArray {
  return filledArray(component, items);
}
const ELEMENT_BYTES: Readonly<Record<string, number>> = { byte: 1, short: 2, char: 2, int: 4, float: 4 };
function newArr(component: string, sizes: readonly number[]): AnyArray {
  for (const n of sizes) if (n < 0) throw newThrowable('java.lang.NegativeArraySizeException', String(n));
  jvm().heap.allocateArray(sizes, ELEMENT_BYTES[component] ?? 8);
  const make = (at: number, type: string): AnyArray => {
    if (at === sizes.length - 1) return emptyArray(type, sizes[at]!);
    const items: AnyArray[] = [];
    const inner = type.startsWith('[') ? type.slice(1) : type;
    for (let i = 0; i < sizes[at]!; i++) items.push(make(at + 1, inner));
    return filledArray(type, items);
  };
  return make(0, component);
}
function cloneArray(array: AnyArray): AnyArray {
  if (Array.isArray(array)) return filledArray(array.$component, array);
  return array.slice();
}

function addSuppressed(to: Throwable, e: unknown): void {
  const t = asThrowable(e);
  if (!t) throw e;
  if (t !== to) to.$suppressed.push(t);
}
function thrown(value: unknown): unknown {
  return value === null ? newThrowable('java.lang.NullPointerException', null) : value;
}

const endsProgram = (e: unknown): boolean => e instanceof SystemExit || e instanceof Interrupted;

function initializerError(e: unknown): never {
  const t = asThrowable(e);
  if (!t) throw e;
  if ((t as unknown as Record<string, unknown>)[marker('java.lang.Error')] === true) throw t;
  const error = newThrowable('java.lang.ExceptionInInitializerError', null, t);
  // The JVM throws it where the class was used, below <clinit>.
  error.$frames = error.frames().slice(1);
  throw error;
}

export const support = {
  super: (self: Record<string, unknown>, from: object, key: string) => superMethod(self, symbolOf(from)!, key),
  ladd,
  lsub,
  lmul,
  ldiv,
  lrem,
  lneg,
  lnot,
  land,
  lor,
  lxor,
  lshl,
  lshr,
  lushr,
  idiv,
  irem,
  shift,
  d2i,
  d2l,
  l2i,
  nn,
  hash: hashCode,
  npe,
  cast,
  castArray,
  stored,
  unI,
  unZ,
  unL,
  unD,
  unF,
  unC,
  unS,
  unB,
  sameInteger,
  str,
  dts: doubleToString,
  fts: floatToString,
  oob,
  ck,
  arr,
  newArr,
  cloneArray,
  addSuppressed,
  thrown,
  caught,
  endsProgram,
  initializerError,
  enterMonitor,
  leaveMonitor,
  spin,
  isTask,
  wait,
  drain,
  atOnce,
  Long,
  Double,
  Float,
  Short,
  Byte,
  Character,
};
