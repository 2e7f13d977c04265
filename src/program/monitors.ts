/** What `synchronized`, Object.wait and Object.notify do: the monitors of a JVM's objects. */
import type { CheckpointLock } from '../flink/api/functions.ts';
import type { Task, Wait } from '../simulation/task.ts';
import { jvm } from './jvm.ts';
import { raise } from './runtime/raise.ts';
import { threadsOf } from './threads.ts';
import { WaitQueue } from './waiting.ts';

/** Any object; some are locks that Flink takes too. */
export type Lock = { readonly $monitor?: CheckpointLock };

interface Monitor {
  /** How often its owner has entered it; 0: it is free. */
  depth: number;
  owner: unknown;
  readonly entering: WaitQueue;
  readonly waiting: WaitQueue;
}

function monitorOf(object: unknown): Monitor {
  const monitors = jvm().local(monitorOf, () => new Map<unknown, Monitor>());
  let monitor = monitors.get(object);
  if (!monitor) {
    monitor = { depth: 0, owner: null, entering: new WaitQueue(), waiting: new WaitQueue() };
    monitors.set(object, monitor);
  }
  return monitor;
}
const thisThread = (): unknown => threadsOf(jvm()).current;

/** Enters the monitor of an object; null when that takes no waiting. A lock that Flink takes too is that lock. */
export function enterMonitor(object: Lock): Task<void> | null {
  if (object.$monitor) {
    const entered = object.$monitor.enter();
    return entered ? waitOnce(entered) : null;
  }
  const monitor = monitorOf(object);
  const thread = thisThread();
  if (monitor.depth > 0 && monitor.owner !== thread) return enterLater(monitor, thread);
  monitor.owner = thread;
  monitor.depth++;
  return null;
}
function* waitOnce(entered: Wait): Task<void> {
  yield entered;
}
function* enterLater(monitor: Monitor, thread: unknown, depth = 1): Task<void> {
  const { states } = threadsOf(jvm());
  states.set(thread, 'BLOCKED');
  try {
    yield* monitor.entering.until(() => monitor.depth === 0);
  } finally {
    states.delete(thread);
  }
  monitor.owner = thread;
  monitor.depth = depth;
}

export function leaveMonitor(object: Lock): void {
  if (object.$monitor) {
    object.$monitor.leave();
    return;
  }
  const monitor = monitorOf(object);
  if (--monitor.depth === 0) monitor.entering.wakeOne();
}

/** Object.wait: at most `ms`, null for ever. */
export function* waitFor(object: Lock, ms: number | null): Task<void> {
  if (object.$monitor) {
    object.$monitor.leave();
    yield* monitorOf(object).waiting.park(ms);
    const entered = enterMonitor(object);
    if (entered) yield* entered;
    return;
  }
  const monitor = ownMonitor(object);
  const { owner, depth } = monitor;
  const { states } = threadsOf(jvm());
  monitor.depth = 0;
  monitor.entering.wakeOne();
  states.set(owner, ms === null ? 'WAITING' : 'TIMED_WAITING');
  try {
    yield* monitor.waiting.park(ms);
  } finally {
    states.delete(owner);
    yield* enterLater(monitor, owner, depth);
  }
}
export function notifyOne(object: Lock): void {
  ownMonitor(object).waiting.wakeOne();
}
export function notifyAll(object: Lock): void {
  ownMonitor(object).waiting.wakeAll();
}
function ownMonitor(object: Lock): Monitor {
  const monitor = monitorOf(object);
  if (!object.$monitor && (monitor.depth === 0 || monitor.owner !== thisThread()))
    raise('java.lang.IllegalMonitorStateException', 'current thread is not owner');
  return monitor;
}
