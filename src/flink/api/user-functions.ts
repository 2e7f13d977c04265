import { isTask, type Task } from '../../simulation/task.ts';
import type { MaybeTask, UserFunction } from './functions.ts';

/** A function without state of its own: every subtask gets the same object. */
export function constant<F>(name: string, value: F): UserFunction<F> {
  return { name, instantiate: () => value };
}

/** A fresh object per subtask. */
export function perSubtask<F>(name: string, create: UserFunction<F>['instantiate']): UserFunction<F> {
  return { name, instantiate: create };
}

/** Calls `visit` for each item in turn; becomes a coroutine from the first call that blocks. */
export function inTurn<T>(items: Iterable<T>, visit: (item: T) => MaybeTask<void>): MaybeTask<void> {
  const iterator = items[Symbol.iterator]();
  for (let step = iterator.next(); !step.done; step = iterator.next()) {
    const result = visit(step.value);
    if (isTask(result)) return rest(result, iterator, visit);
  }
}

function* rest<T>(first: Task<unknown>, iterator: Iterator<T>, visit: (item: T) => MaybeTask<void>): Task {
  yield* first;
  for (let step = iterator.next(); !step.done; step = iterator.next()) {
    const result = visit(step.value);
    if (isTask(result)) yield* result;
  }
}
