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
  readonly daemons: Coroutine<void>[];
  /** Of threads that wait for a monitor, or for somebody's word: Thread.State. */
  readonly states: Map<unknown, string>;
}

export function threadsOf(owner: Jvm): Threads {
  return owner.local(threadsOf, () => ({
    current: null,
    live: 0,
    started: 0,
    waiting: [],
    daemons: [],
    states: new Map(),
  }));
}

/** Starts `body` as a thread of the current JVM; it begins when the one that started it waits. */
export function startThread(thread: unknown, body: () => Task<void>, isDaemon = false): Coroutine<void> {
  const owner = jvm();
  const threads = threadsOf(owner);
  const coroutine = start(inThread(owner, threads, thread, body));
  if (isDaemon) {
    threads.daemons.push(coroutine);
    return coroutine;
  }
  threads.live++;
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

/** A JVM ends when its last thread has that is no daemon; the daemons end with it. */
export function* allThreadsEnded(owner: Jvm): Task<void> {
  const threads = threadsOf(owner);
  while (threads.live > 0) {
    yield (resume) => {
      threads.waiting.push(resume);
      return undefined;
    };
    enter(owner);
  }
  for (const daemon of threads.daemons.splice(0)) daemon.kill();
}

/** Turns of a loop that waits for another thread, by what goes on in a millisecond. */
const SPINS = 1000;
let spins = 0;
/** A turn of such a loop: now and then, time goes by. */
export function spin(): Task<void> | null {
  if (++spins % SPINS !== 0) return null;
  return aMillisecond(jvm());
}
function* aMillisecond(owner: Jvm): Task<void> {
  const { current, states } = threadsOf(owner);
  states.set(current, 'RUNNABLE');
  yield owner.ref.sleep(1);
  enter(owner);
  states.delete(current);
}
