/** What objects of a program hold of each other, and how much memory that is. */
import { JavaArray } from './arrays.ts';
import type { ClassSymbol } from './check/types.ts';
import { CollectionObject } from './runtime/collections.ts';
import { HashMapObject } from './runtime/hash-maps.ts';
import { EntryObject, MapObject } from './runtime/maps.ts';
import { Base } from './runtime/object.ts';

export const OBJECT_BYTES = 24;
const SLOT_BYTES = 8;
const STRING_BYTES = 32;
/** Longer strings are counted once, however many hold them. */
const LONG_STRING = 1024;
/** Of a HashMap, with its place in the table; nothing else refers to it. */
const ENTRY_BYTES = 72;

type Role = 'program' | 'container' | 'nothing';
const roles = new WeakMap<object, Role>();

/** Are the fields of such objects the program's to fill? Others are part of Millrace and weigh nothing. */
function roleOf(object: object): Role {
  const prototype: object = Object.getPrototypeOf(object);
  let role = roles.get(prototype);
  if (role === undefined) {
    role = roleOfClass(object);
    roles.set(prototype, role);
  }
  return role;
}
function roleOfClass(object: object): Role {
  if (object instanceof CollectionObject || object instanceof MapObject) return 'container';
  if (object instanceof EntryObject || '$captured' in object) return 'program';
  const { $symbol } = object as { $symbol?: ClassSymbol };
  if (!$symbol) return 'nothing';
  const { isLibrary, packageName } = $symbol;
  if (
    !isLibrary ||
    (object instanceof Base && /^(?:java\.util|scala|org\.apache\.flink\.api\.java\.tuple)\b/.test(packageName))
  )
    return 'program';
  return 'nothing';
}

/** Bytes that the roots hold, roughly as V8 lays them out; stops counting beyond `limit`. */
export function weigh(roots: readonly unknown[], limit: number): number {
  const seen = new Seen();
  const open: object[] = [];
  let total = 0;
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length <= LONG_STRING || seen.add(value)) total += STRING_BYTES + value.length;
    } else if (typeof value === 'object' && value !== null && seen.add(value)) open.push(value);
  };
  for (const root of roots) visit(root);
  for (let next = open.pop(); next !== undefined && total <= limit; next = open.pop()) {
    if (ArrayBuffer.isView(next)) {
      total += OBJECT_BYTES + next.byteLength;
    } else if (Array.isArray(next)) {
      total += OBJECT_BYTES + SLOT_BYTES * next.length;
      if (next instanceof JavaArray && (next.$component === 'long' || next.$component === 'boolean')) continue;
      for (const item of next) visit(item);
    } else {
      const role = roleOf(next);
      total += OBJECT_BYTES;
      if (role === 'nothing') continue;
      if (next instanceof HashMapObject) {
        for (const { key, value } of next.entries()) {
          total += ENTRY_BYTES;
          visit(key);
          visit(value);
          if (total > limit) return total;
        }
        continue;
      }
      for (const key in next) {
        const value = (next as Record<string, unknown>)[key];
        total += SLOT_BYTES;
        if (typeof value !== 'object' || value === null) {
          if (typeof value === 'string') visit(value);
        } else if (isPlain(value)) {
          if (role === 'container') for (const inner of Object.values(value)) visit(inner);
        } else visit(value);
      }
    }
  }
  return total;
}
const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/** A set of more values than one Set can hold. */
class Seen {
  readonly #full: Set<unknown>[] = [];
  #current = new Set<unknown>();
  /** False when it was there before. */
  add(value: unknown): boolean {
    for (const set of this.#full) if (set.has(value)) return false;
    const before = this.#current.size;
    if (this.#current.add(value).size === before) return false;
    if (before >= 1 << 23) {
      this.#full.push(this.#current);
      this.#current = new Set();
    }
    return true;
  }
}
