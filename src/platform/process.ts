import type { Timer } from '../simulation/simulation.ts';
import { type Coroutine, start, type Task, type Wait } from '../simulation/task.ts';
import { emptyInput, nullOutput } from './streams.ts';
import type { Machine, Process, ProcessSpec, Signal, World } from './types.ts';

/** What a machine needs of its processes beyond {@link Process}. */
export interface ProcessControl {
  readonly process: Process;
  /** The machine's slowdown has changed: pending timers keep their share of work left. */
  rescale(): void;
  /** Ends it without signal handlers or exit status (power cut). */
  vanish(): void;
}

class PendingTimer implements Timer {
  timer: Timer | null = null;
  constructor(
    private readonly pending: Set<PendingTimer>,
    /** Work left, ms of the process's own time, at `since`. */
    public left: number,
    /** Virtual time from which `left` counts; meaningless while stopped. */
    public since: number,
    readonly run: () => void,
  ) {}
  cancel(): void {
    this.pending.delete(this);
    this.timer?.cancel();
  }
}

const DEFAULT_ACTION: Readonly<Record<Signal, 'end' | 'stop' | 'continue'>> = {
  SIGHUP: 'end',
  SIGINT: 'end',
  SIGQUIT: 'end',
  SIGKILL: 'end',
  SIGTERM: 'end',
  SIGPIPE: 'end',
  SIGUSR1: 'end',
  SIGUSR2: 'end',
  SIGALRM: 'end',
  SIGSTOP: 'stop',
  SIGTSTP: 'stop',
  SIGCONT: 'continue',
};

/** A process that no shell started: root's, without a JVM, parent or streams, the leader of its own group. */
export function serviceSpec(command: string, role: ProcessSpec['role'] = 'other'): ProcessSpec {
  return {
    command: [command],
    mainClass: null,
    role,
    user: 'root',
    cwd: '/',
    env: {},
    parent: null,
    stdin: emptyInput,
    stdout: nullOutput,
    stderr: nullOutput,
    group: 'new',
  };
}

/** Starts a process: a scope of timers and coroutines with signals (POSIX semantics) on virtual time. */
export function createProcess(
  world: World,
  machine: Machine,
  pid: number,
  spec: ProcessSpec,
  ended: () => void,
): ProcessControl {
  let state: Process['state'] = 'running';
  let exitCode: number | null = null;
  let signal: Signal | null = null;
  let serving = false;
  let factor = machine.slowdown;
  const startedAt = world.now;
  const group = spec.group === 'new' ? pid : (spec.group ?? spec.parent?.group ?? pid);
  const timers = new Set<PendingTimer>();
  const coroutines = new Set<Coroutine<unknown>>();
  const handlers = new Map<Signal, () => void>();
  /** Signals that came while it was stopped. */
  const pending: Signal[] = [];
  /** What reached it while it was stopped. */
  let deferred: (() => void)[] = [];
  const closers: (() => void)[] = [];
  const waiters = new Set<() => void>();
  const stateListeners = new Set<(state: Process['state']) => void>();

  const arm = (entry: PendingTimer): void => {
    entry.since = world.now;
    entry.timer = world.schedule(entry.left * factor, () => {
      timers.delete(entry);
      entry.run();
    });
  };
  const disarm = (entry: PendingTimer): void => {
    entry.timer?.cancel();
    entry.timer = null;
    entry.left = Math.max(0, entry.left - (world.now - entry.since) / factor);
  };
  const tell = (): void => {
    for (const listener of [...stateListeners]) listener(state);
  };
  const stop = (): void => {
    if (state !== 'running') return;
    state = 'stopped';
    for (const entry of timers) disarm(entry);
    world.emit({ kind: 'process.paused', machine: machine.name, pid });
    tell();
  };
  const resume = (): void => {
    if (state !== 'stopped') return;
    state = 'running';
    factor = machine.slowdown;
    world.emit({ kind: 'process.resumed', machine: machine.name, pid });
    for (const entry of timers) arm(entry);
    tell();
    const work = deferred;
    deferred = [];
    for (let i = 0; i < work.length; i++) {
      if (state === 'running') work[i]!();
      else deferred.push(work[i]!);
    }
    for (const next of pending.splice(0)) process.kill(next);
  };
  const end = (code: number | null, by: Signal | null): void => {
    if (state === 'ended') return;
    state = 'ended';
    exitCode = code;
    signal = by;
    for (const entry of timers) entry.timer?.cancel();
    timers.clear();
    for (const coroutine of [...coroutines]) coroutine.kill();
    coroutines.clear();
    deferred = [];
    ended();
    world.emit({ kind: 'process.ended', machine: machine.name, pid, exit: code, signal: by });
    for (const close of closers.splice(0)) close();
    spec.stdout.release?.();
    spec.stderr.release?.();
    tell();
    stateListeners.clear();
    for (const waiter of [...waiters]) waiter();
    waiters.clear();
  };
  const deliver = (run: () => void): void => {
    if (state === 'running') run();
    else if (state === 'stopped') deferred.push(run);
  };
  /** A coroutine's wait that comes true while the process is stopped takes effect when it goes on. */
  const gate =
    (wait: Wait): Wait =>
    (go, fail) =>
      wait(
        (value) => deliver(() => go(value)),
        (error) => deliver(() => fail(error)),
      );
  const gateStep = <T>(step: IteratorResult<Wait, T>): IteratorResult<Wait, T> =>
    step.done ? step : { done: false, value: gate(step.value) };

  const process: Process = {
    pid,
    machine,
    spec,
    group,
    startedAt,
    get alive() {
      return state !== 'ended';
    },
    get state() {
      return state;
    },
    get exitCode() {
      return exitCode;
    },
    get signal() {
      return signal;
    },
    get serving() {
      return serving;
    },
    declareServing() {
      if (serving || state === 'ended') return;
      serving = true;
      spec.onServing?.(process);
      for (let ancestor = spec.parent; ancestor; ancestor = ancestor.spec.parent) ancestor.spec.onServing?.(process);
    },
    deliver,
    schedule(delay, run) {
      if (state === 'ended') return { cancel() {} };
      const entry = new PendingTimer(timers, delay, world.now, run);
      timers.add(entry);
      if (state === 'running') arm(entry);
      return entry;
    },
    spawn<T>(task: Task<T>): Coroutine<T> {
      const gated: Task<T> = {
        next: (value?: unknown) => gateStep(task.next(value)),
        throw: (error: unknown) => gateStep(task.throw(error)),
        return: (value: T) => gateStep(task.return(value)),
        [Symbol.iterator]: () => gated,
        [Symbol.dispose]() {},
      } as Task<T>;
      const coroutine = start(gated);
      if (state === 'ended') coroutine.kill();
      else if (!coroutine.done) {
        coroutines.add(coroutine);
        coroutine.onEnd(() => coroutines.delete(coroutine));
      }
      return coroutine;
    },
    onClose(listener) {
      if (state === 'ended') listener();
      else closers.push(listener);
    },
    kill(name) {
      if (state === 'ended') return;
      if (name === 'SIGKILL') end(null, name);
      else if (name === 'SIGSTOP') stop();
      else if (name === 'SIGCONT') {
        resume();
        handlers.get(name)?.();
      } else if (state === 'stopped') pending.push(name);
      else {
        const handler = handlers.get(name);
        if (handler) handler();
        else if (DEFAULT_ACTION[name] === 'end') end(null, name);
        else stop();
      }
    },
    onSignal(name, handler) {
      if (handler) handlers.set(name, handler);
      else handlers.delete(name);
    },
    exit(code) {
      end(code & 0xff, null);
    },
    wait: () => (go) => {
      if (state === 'ended') {
        go();
        return undefined;
      }
      const waiter = () => go();
      waiters.add(waiter);
      return () => waiters.delete(waiter);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
  spec.stdout.retain?.();
  spec.stderr.retain?.();
  return {
    process,
    rescale() {
      if (state !== 'running') return;
      for (const entry of timers) disarm(entry);
      factor = machine.slowdown;
      for (const entry of timers) arm(entry);
    },
    vanish: () => end(null, null),
  };
}

/** Exit status as a shell reports it: 128 + the signal's number when one ended it. */
export function exitStatus(process: Pick<Process, 'exitCode' | 'signal'>): number {
  if (process.signal !== null) return 128 + SIGNAL_NUMBERS[process.signal];
  return process.exitCode ?? 0;
}

/** Numbers on Linux x86. */
export const SIGNAL_NUMBERS: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
};
