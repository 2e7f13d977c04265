/** How methods of collections call the program's functions, which may have to wait. */
import { isTask, type Task } from '../../../simulation/task.ts';
import { drain } from '../../jvm.ts';
import type { F1, F2 } from './collection.ts';

export type Methods = Record<string, (this: never, ...args: never[]) => unknown>;

/** Puts bodies, by their mangled names, where objects of a class find them. */
export function install(prototype: object, bodies: Methods): void {
  for (const [key, value] of Object.entries(bodies))
    Object.defineProperty(prototype, key, { value, writable: true, enumerable: false, configurable: true });
}

export function* applied(f: F1, x: unknown): Task<unknown> {
  const result = f.apply$Object(x);
  return isTask(result) ? yield* result : result;
}
export function* mapped(items: readonly unknown[], f: F1): Task<unknown[]> {
  const out: unknown[] = [];
  for (const x of items) {
    const result = f.apply$Object(x);
    out.push(isTask(result) ? yield* result : result);
  }
  return out;
}
/** Items for which the predicate gives `wanted`. */
export function* filtered(items: readonly unknown[], f: F1, wanted: boolean): Task<unknown[]> {
  const out: unknown[] = [];
  for (const x of items) {
    const result = f.apply$Object(x);
    if ((isTask(result) ? yield* result : result) === wanted) out.push(x);
  }
  return out;
}
/** Where the predicate first gives `wanted`; -1: nowhere. */
export function* firstWhere(items: readonly unknown[], f: F1, wanted: boolean): Task<number> {
  for (let i = 0; i < items.length; i++) {
    const result = f.apply$Object(items[i]);
    if ((isTask(result) ? yield* result : result) === wanted) return i;
  }
  return -1;
}
export function* folded(items: readonly unknown[], start: unknown, f: F2): Task<unknown> {
  let value = start;
  for (const x of items) {
    const result = f.apply$Object$Object(value, x);
    value = isTask(result) ? yield* result : result;
  }
  return value;
}
export function* foldedRight(items: readonly unknown[], start: unknown, f: F2): Task<unknown> {
  let value = start;
  for (let i = items.length - 1; i >= 0; i--) {
    const result = f.apply$Object$Object(items[i], value);
    value = isTask(result) ? yield* result : result;
  }
  return value;
}
/** What the body of a case throws while it is only asked whether there is such a case. */
const DEFINED = Symbol('defined');
let isAsking = false;
/** Called where the body of a partial function's case begins. */
export function entered(): void {
  if (isAsking) throw DEFINED;
}
/** Has the partial function a case for it? No body runs. */
export function isDefinedAt(f: F1, x: unknown): boolean {
  const wasAsking = isAsking;
  isAsking = true;
  try {
    drain(applied(f, x));
    return true;
  } catch (e) {
    if (e === DEFINED) return true;
    if ((e as { $className?: () => string }).$className?.() === 'scala.MatchError') return false;
    throw e;
  } finally {
    isAsking = wasAsking;
  }
}
/** What a partial function gives for the items it is defined at. */
export function* collected(items: readonly unknown[], f: F1): Task<unknown[]> {
  const out: unknown[] = [];
  for (const x of items) {
    try {
      const result = f.apply$Object(x);
      out.push(isTask(result) ? yield* result : result);
    } catch (e) {
      if ((e as { $className?: () => string }).$className?.() !== 'scala.MatchError') throw e;
    }
  }
  return out;
}
