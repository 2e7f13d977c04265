/**
 * Coroutines on virtual time. A blocking activity (a shell process, a program's main, a source's run) is a generator that
 * yields a {@link Wait} where it blocks; there is no promise below the world.
 */

/**
 * One reason to wait. The scheduler calls it once with the two ways to go on; exactly one of them is to be called, at
 * most once, now or later. The function returned, if any, withdraws the wait (the coroutine was killed or interrupted).
 */
export type Wait = (resume: (value?: unknown) => void, fail: (error: unknown) => void) => undefined | (() => void);

/** What a coroutine is written as: `yield wait` blocks, the value of `yield` is what the wait was resumed with. */
export type Task<T = void> = Generator<Wait, T, unknown>;

const generatorNext: unknown = (Object.getPrototypeOf(function* () {}.prototype) as { readonly next: unknown }).next;

/** True for what a function that may block answered because it does: a task, still to be run, in place of its result. */
export function isTask(value: unknown): value is Task<unknown> {
  return typeof value === 'object' && value !== null && (value as { readonly next?: unknown }).next === generatorNext;
}

/** Inside a task, `yield* drive(f(x))` runs a call that may block to its end. */
export function* drive<T>(result: T | Task<T>): Task<T> {
  return isTask(result) ? ((yield* result) as T) : result;
}

export interface Coroutine<T = unknown> {
  readonly done: boolean;
  /** Result, once done without an error. */
  readonly result: T | undefined;
  /** Error it ended with, if any. */
  readonly error: unknown;
  /** Throws `error` into the coroutine at the point where it waits (Ctrl-C, InterruptedException). */
  interrupt(error: unknown): void;
  /** Ends it for good; no finally block runs (kill -9). */
  kill(): void;
  /** Calls `listener` when it ends (not when it is killed); at once if it has ended. */
  onEnd(listener: (coroutine: Coroutine<T>) => void): void;
}

/** Starts `task` at once, up to its first wait. */
export function start<T>(task: Task<T>): Coroutine<T> {
  let state: 'running' | 'done' | 'failed' | 'killed' = 'running';
  let result: T | undefined;
  let error: unknown;
  let withdraw: undefined | (() => void);
  let turn = 0;
  const listeners: ((coroutine: Coroutine<T>) => void)[] = [];

  const end = (to: 'done' | 'failed'): void => {
    state = to;
    for (const listener of listeners.splice(0)) listener(coroutine);
  };
  const advance = (go: () => IteratorResult<Wait, T>): void => {
    for (;;) {
      if (state !== 'running') return;
      turn++;
      withdraw = undefined;
      let step: IteratorResult<Wait, T>;
      try {
        step = go();
      } catch (thrown) {
        error = thrown;
        end('failed');
        return;
      }
      // The coroutine may have killed its own process.
      if (state !== 'running') return;
      if (step.done) {
        result = step.value;
        end('done');
        return;
      }
      // A wait that is over before it begins must not deepen the stack.
      const mine = turn;
      let synchronous = true;
      let next: undefined | (() => IteratorResult<Wait, T>);
      const settle = (how: () => IteratorResult<Wait, T>): void => {
        if (mine !== turn || next || state !== 'running') return;
        next = how;
        if (!synchronous) advance(how);
      };
      withdraw =
        step.value(
          (value) => settle(() => task.next(value)),
          (thrown) => settle(() => task.throw(thrown)),
        ) ?? undefined;
      synchronous = false;
      if (!next) return;
      go = next;
    }
  };
  const coroutine: Coroutine<T> = {
    get done() {
      return state !== 'running';
    },
    get result() {
      return result;
    },
    get error() {
      return error;
    },
    interrupt(thrown) {
      if (state !== 'running') return;
      withdraw?.();
      advance(() => task.throw(thrown));
    },
    kill() {
      if (state !== 'running') return;
      state = 'killed';
      withdraw?.();
    },
    onEnd(listener) {
      if (state === 'running') listeners.push(listener);
      else if (state !== 'killed') listener(coroutine);
    },
  };
  advance(() => task.next());
  return coroutine;
}
