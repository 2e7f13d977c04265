import type { Process } from '../../../platform/types.ts';
import type { Coroutine, Task } from '../../../simulation/task.ts';
import { BUFFER_COST } from '../costs.ts';
import { TimeGauge } from './time-gauge.ts';

/** What a task's thread runs when no mail waits (MailboxDefaultAction), and what it needs to know of its task. */
export interface ThreadActions {
  /** Virtual ms. */
  now(): number;
  /** The task processes records: it is RUNNING. */
  readonly running: boolean;
  /** Nothing runs any more: the task has ended or is being canceled. */
  readonly over: boolean;
  /** One turn of input or source; false when there is nothing to do. */
  turn(): boolean;
  /** CPU time in ms of the records since the last call. */
  takeCost(): number;
  /** A step was done, its CPU time is about to pass. */
  stepped(): void;
  fail(error: unknown): void;
}

/**
 * The thread of a task: StreamTask's mailbox loop on virtual time. A step takes one mail or one turn of input or source; the CPU time it
 * took passes before the next one.
 */
export class TaskThread {
  /** Reasons why nothing may run: operators that wait for user code, occupations. */
  blocked = 0;
  /** Data buffers that were taken in this step. */
  buffersTaken = 0;
  readonly gauge: TimeGauge;
  /** Result partitions without a free buffer. */
  private unavailable = 0;
  private readonly mails: (() => void)[] = [];
  private readonly works: (() => void)[] = [];
  private readonly lockWaiters: (() => void)[] = [];
  /** How often a legacy source holds the checkpoint lock. */
  private holds = 0;
  private readonly coroutines = new Set<Coroutine<unknown>>();
  private next: { cancel(): void } | null = null;
  private readonly onUnblocked: (() => void)[] = [];
  private onIdle: (() => void) | null = null;

  constructor(
    private readonly process: Process,
    private readonly actions: ThreadActions,
  ) {
    this.gauge = new TimeGauge(actions.now());
  }

  // ---- what waits ----------------------------------------------------------------------------------------------------

  /** Runs `run` between records. */
  mail(run: () => void): void {
    this.mails.push(run);
    this.wake();
  }
  /** Runs the mails that are left: the task is about to end. */
  drainMails(): void {
    while (this.mails.length > 0) this.mails.shift()!();
  }
  /** As `mail`, for work that emits records: only while output buffers are free. */
  work(run: () => void): void {
    this.works.push(run);
    this.wake();
  }
  /** Runs `run` when no operator waits for user code any more. */
  afterBlocked(run: () => void): void {
    this.onUnblocked.push(run);
  }

  // ---- the checkpoint lock of a legacy source (SourceStreamTask): mails run under it too ---------------------------------

  /** True when it was free and nothing else of the task wants it: the source has it now. */
  tryLock(): boolean {
    if (this.holds === 0 && (this.mails.length > 0 || this.works.length > 0 || this.blocked > 0)) return false;
    this.holds++;
    return true;
  }
  /** Runs `run` with the lock, after the mails that wait for it. */
  lockLater(run: () => void): void {
    this.lockWaiters.push(run);
    this.wake();
  }
  unlock(): void {
    this.holds--;
    if (this.holds === 0 && this.mails.length + this.works.length + this.lockWaiters.length > 0) this.wake();
  }

  get mayEmit(): boolean {
    return this.unavailable === 0;
  }
  /** A turn of input should end: something else is due. */
  get interrupted(): boolean {
    return (
      this.blocked > 0 ||
      this.unavailable > 0 ||
      this.mails.length > 0 ||
      this.works.length > 0 ||
      !this.actions.running
    );
  }
  /** A result partition got, or lost, its last free buffer. */
  outputAvailable(available: boolean): void {
    this.unavailable += available ? -1 : 1;
    if (this.unavailable === 0) this.wake();
  }

  // ---- the loop ------------------------------------------------------------------------------------------------------

  wake(): void {
    if (this.next === null && !this.actions.over) this.next = this.process.schedule(0, this.step);
  }
  /** Operators stopped waiting: the task may go on. */
  resume(): void {
    for (const run of this.onUnblocked.splice(0)) run();
    this.wake();
  }
  stop(): void {
    this.next?.cancel();
    this.next = null;
  }

  private readonly step = (): void => {
    this.next = null;
    const { actions } = this;
    if (actions.over) return;
    if (this.blocked > 0) {
      this.gauge.set('busy', actions.now());
      return;
    }
    if (!actions.running) return;
    try {
      const isLocked = this.holds > 0;
      if (this.mails.length > 0 && !isLocked) this.mails.shift()!();
      else if (this.lockWaiters.length > 0 && !isLocked) {
        this.holds++;
        this.lockWaiters.shift()!();
      } else if (this.unavailable > 0) {
        this.gauge.set('backPressured', actions.now());
        return;
      } else if (this.works.length > 0 && !isLocked) this.works.shift()!();
      else if (!actions.turn()) {
        this.gauge.set('idle', actions.now());
        return;
      }
    } catch (error) {
      actions.fail(error);
      return;
    }
    this.spend();
  };

  /** Lets the CPU time of the last step pass before the next. */
  spend(): void {
    const { actions } = this;
    if (actions.over) return;
    const cost = actions.takeCost() + Math.max(1, this.buffersTaken) * BUFFER_COST;
    this.buffersTaken = 0;
    this.gauge.set('busy', actions.now());
    this.next?.cancel();
    this.next = this.process.schedule(cost, this.step);
    actions.stepped();
  }

  // ---- coroutines ----------------------------------------------------------------------------------------------------

  /** Starts user code that may block; it ends with the task. */
  spawn<T>(task: Task<T>): Coroutine<T> {
    const coroutine = this.process.spawn(task);
    if (!coroutine.done) {
      this.coroutines.add(coroutine);
      coroutine.onEnd(() => {
        this.coroutines.delete(coroutine);
        if (this.idle) this.tellIdle();
      });
    }
    return coroutine;
  }
  /** No user code waits for anything. */
  get idle(): boolean {
    return this.coroutines.size === 0;
  }
  /** Runs `run` once no user code waits any more. */
  whenIdle(run: () => void): void {
    if (this.idle) run();
    else this.onIdle = run;
  }
  private tellIdle(): void {
    const run = this.onIdle;
    this.onIdle = null;
    run?.();
  }
  /** Thread.interrupt: user code that waits sees an exception there. */
  interrupt(error: () => unknown): void {
    for (const coroutine of [...this.coroutines]) coroutine.interrupt(error());
  }
  killCoroutines(): void {
    for (const coroutine of this.coroutines) coroutine.kill();
    this.coroutines.clear();
  }
  /** A source that waits for output or CPU time sees the end of its loop only after that; one that sleeps, when it wakes. */
  wakeAtEnds(): void {
    for (const coroutine of [...this.coroutines]) coroutine.onEnd(() => this.wake());
  }
  run<T>(task: Task<T>, then: (result: T) => void): void {
    this.spawn(task).onEnd((coroutine) => {
      if (coroutine.error !== undefined) this.actions.fail(coroutine.error);
      else then(coroutine.result as T);
    });
  }
  /** Runs `task` in the thread: nothing else happens until it is through. */
  occupy<T>(task: Task<T>, then: (result: T) => void): void {
    this.blocked++;
    this.run(task, (result) => {
      this.blocked--;
      then(result);
      if (this.blocked === 0) this.resume();
    });
  }
  /** Waits until no operator waits for user code, the occupation that asks aside. */
  *unblocked(): Task {
    while (this.blocked > 1) yield this.pause(1);
  }
  /** A wait of `ms` of virtual time. */
  pause(ms: number): (resume: () => void) => () => void {
    return (resume) => {
      const timer = this.process.schedule(ms, () => resume());
      return () => timer.cancel();
    };
  }
}
