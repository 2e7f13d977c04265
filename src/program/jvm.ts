import type { JvmRef } from '../flink/api/functions.ts';
import type { ExecutionContext, FindResource } from '../flink/api/jar.ts';
import { isTask, type Task, type Wait } from '../simulation/task.ts';
import type { Heap } from './heap.ts';

export { drive as wait, isTask } from '../simulation/task.ts';

/** A JVM with a program loaded: what library bodies reach of the world. */
export interface Jvm {
  readonly ref: JvmRef;
  /** Where execute() goes; null in a TaskManager. */
  context: ExecutionContext | null;
  /** State of this JVM under a key (a counter, a cached object): made at the first call. */
  local<T>(key: unknown, make: () => T): T;
  readonly fuel: Fuel;
  readonly heap: Heap;
  /** Files of the program's class path. */
  readonly resources: FindResource;
}

/**
 * How endless loops end. Compiled loops count down and ask here when the count is used up.
 */
export interface Fuel {
  /**
   * How many more loop turns may go by before the next question; throws to stop the program. `variables` are those of the loop.
   */
  refuel(variables: readonly unknown[]): number;
  /** So many turns went by in loops of the library. */
  spend(turns: number): void;
}

/** Turns of the library's loops do more than a program's. */
const LIBRARY_TURN = 10;
/** Of these loops, until the next question. */
const LIBRARY_TURNS = 100_000;
let libraryTurns = LIBRARY_TURNS;
/** To be called for each turn of a loop of the library that a program can keep going. */
export function turn(): void {
  if (--libraryTurns >= 0) return;
  libraryTurns = LIBRARY_TURNS;
  current?.fuel.spend(LIBRARY_TURNS * LIBRARY_TURN);
}

/** To be called when a container has got its `length`th element. */
export function grown(container: object, length: number): void {
  const heap = current?.heap;
  if (heap && (heap.isContainerDue || (length & (length - 1)) === 0)) heap.grown(container, length);
}

let current: Jvm | null = null;

/** The JVM whose code is running. */
export function jvm(): Jvm {
  if (!current) throw new Error('no JVM is running');
  return current;
}

/** Makes `next` the current JVM; to be called on every entry from outside into a program. */
export function enter(next: Jvm): void {
  current = next;
}

export function createJvm(ref: JvmRef, fuel: Fuel, heap: Heap, resources: FindResource): Jvm {
  const state = new Map<unknown, unknown>();
  return {
    ref,
    context: null,
    fuel,
    heap,
    resources,
    local<T>(key: unknown, make: () => T): T {
      if (!state.has(key)) state.set(key, make());
      return state.get(key) as T;
    },
  };
}

/** Runs a body that turns out not to block; throws when it does. */
export function drain<T>(task: Task<T>): T {
  const step = task.next();
  if (!step.done) throw new Error('this call may not block here');
  return step.value;
}

/** What a call answered where nothing can wait; throws when it blocks. */
export function atOnce<T>(result: T | Task<T>): T {
  return isTask(result) ? drain(result as Task<T>) : result;
}

/**
 * Wraps the result of a call into `owner`'s program: when it blocks, `owner` is made current again each time it goes on.
 * Usage in adapters: `enter(owner); return within(owner, f.map$Object(value))`.
 */
export function within<T>(owner: Jvm, result: T | Task<T>): T | Task<T> {
  return isTask(result) ? resumeWithin(owner, result as Task<T>) : result;
}

function* resumeWithin<T>(owner: Jvm, task: Task<T>): Task<T> {
  let step: IteratorResult<Wait, T>;
  enter(owner);
  step = task.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = yield step.value;
    } catch (error) {
      enter(owner);
      step = task.throw(error);
      continue;
    }
    enter(owner);
    step = task.next(value);
  }
  return step.value;
}
