/** A value that comes later in virtual time (Java's CompletableFuture, without threads). Listeners run when it settles, in order. */
export interface Future<T> {
  readonly settled: boolean;
  /** Calls one of the two once it settles; at once if it has. */
  whenComplete(onValue: (value: T) => void, onError?: (error: Error) => void): void;
}

export interface CompletableFuture<T> extends Future<T> {
  /** First call wins; later ones do nothing. */
  complete(value: T): void;
  completeExceptionally(error: Error): void;
}

export function createFuture<T>(): CompletableFuture<T> {
  let outcome: { readonly value: T } | { readonly error: Error } | undefined;
  const waiting: (() => void)[] = [];
  const settle = (to: { readonly value: T } | { readonly error: Error }): void => {
    if (outcome) return;
    outcome = to;
    for (const listener of waiting.splice(0)) listener();
  };
  const future: CompletableFuture<T> = {
    get settled() {
      return outcome !== undefined;
    },
    complete: (value) => settle({ value }),
    completeExceptionally: (error) => settle({ error }),
    whenComplete(onValue, onError) {
      const run = (): void => {
        if (!outcome) return;
        if ('error' in outcome) onError?.(outcome.error);
        else onValue(outcome.value);
      };
      if (outcome) run();
      else waiting.push(run);
    },
  };
  return future;
}

export function completed<T>(value: T): Future<T> {
  const future = createFuture<T>();
  future.complete(value);
  return future;
}

export function failed<T>(error: Error): Future<T> {
  const future = createFuture<T>();
  future.completeExceptionally(error);
  return future;
}

export function isFuture(value: unknown): value is Future<unknown> {
  return typeof value === 'object' && value !== null && 'whenComplete' in value && 'settled' in value;
}

/** Waits for a future in a coroutine: `yield awaitFuture(f)` gives its value or throws its error. */
export function awaitFuture<T>(future: Future<T>): import('../../simulation/task.ts').Wait {
  return (resume, fail) => {
    future.whenComplete(resume, fail);
    return undefined;
  };
}

/** Settles when all have, with the values in order; fails with the first error. */
export function allOf<T>(futures: readonly Future<T>[]): Future<readonly T[]> {
  const all = createFuture<readonly T[]>();
  const values = new Array<T>(futures.length);
  let left = futures.length;
  if (left === 0) all.complete([]);
  futures.forEach((future, i) => {
    future.whenComplete(
      (value) => {
        values[i] = value;
        if (--left === 0) all.complete(values);
      },
      (error) => all.completeExceptionally(error),
    );
  });
  return all;
}
