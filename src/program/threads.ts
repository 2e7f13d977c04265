import { type Coroutine, start, type Task, type Wait } from '../simulation/task.ts';
import { enter, isTask, type Jvm, jvm } from './jvm.ts';

/** A JVM's threads besides the one that runs main or a Flink task: coroutines on virtual time. */
interface Threads {
  /** The java.lang.Thread whose code runs; null for the first one. */
  current: unknown;
  live: number;
  /** How many have been started, for names: `Thread-0`. */
  started: number;
  readonly waiting: (() => void)[];
}

export function threadsOf(owner: Jvm): Threads {
  return owner.local(threadsOf, () => ({ current: null, live: 0, started: 0, waiting: [] }));
}

/** Starts `body` as a thread of the current JVM; it begins when the one that started it waits. */
export function startThread(thread: unknown, body: () => Task<void>): Coroutine<void> {
  const owner = jvm();
  const threads = threadsOf(owner);
  threads.live++;
  const coroutine = start(inThread(owner, threads, thread, body));
  coroutine.onEnd(() => {
    threads.live--;
    for (const resume of threads.waiting.splice(0)) resume();
  });
  return coroutine;
}

function* inThread(owner: Jvm, threads: Threads, thread: unknown, body: () => Task<void>): Task<void> {
  yield owner.ref.sleep(0);
  yield* asThread(owner, threads, thread, body);
}

/** Runs main as the thread that a JVM starts with. */
export function asFirstThread(owner: Jvm, main: () => unknown): Task<void> {
  return asThread(owner, threadsOf(owner), null, main);
}

/** Whenever `body` goes on, `thread` is the one that runs, also where another thread's end let it go on. */
function* asThread(owner: Jvm, threads: Threads, thread: unknown, body: () => unknown): Task<void> {
  const step = <T>(run: () => T): T => {
    enter(owner);
    const before = threads.current;
    threads.current = thread;
    try {
      return run();
    } finally {
      threads.current = before;
    }
  };
  const task = step(body);
  if (!isTask(task)) return;
  let next: IteratorResult<Wait, unknown> = step(() => task.next());
  while (!next.done) {
    let value: unknown;
    try {
      value = yield next.value;
    } catch (error) {
      next = step(() => task.throw(error));
      continue;
    }
    next = step(() => task.next(value));
  }
}

/** A JVM ends when its last thread has. */
export function* allThreadsEnded(owner: Jvm): Task<void> {
  const threads = threadsOf(owner);
  while (threads.live > 0) {
    yield (resume) => {
      threads.waiting.push(resume);
      return undefined;
    };
    enter(owner);
  }
}
