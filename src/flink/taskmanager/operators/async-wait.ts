import { isTask, type Task } from '../../../simulation/task.ts';
import type { AsyncFunction, ListState, ResultFuture } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { tuple } from '../../api/tuple.ts';
import { stringOf } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { FunctionOperator, type TaskRuntime } from './operator.ts';

/** A record whose results are awaited, or a watermark that must not overtake those before it. */
type Entry = Asked | { readonly watermark: number };
interface Asked {
  readonly value: unknown;
  readonly timestamp: number;
  /** Null until the function completed it. */
  results: readonly unknown[] | null;
  withdrawTimeout: () => void;
}

const STATE = { kind: 'list', name: '_async_wait_operator_state_' } as const;

/**
 * AsyncWaitOperator: asks for the results of up to `capacity` records at a time and emits them in the order of the records, or as they
 * come but never across a watermark. Records that wait are part of a checkpoint, and asked for again after a failure.
 */
export class AsyncWaitOperator extends FunctionOperator<AsyncFunction> {
  private readonly queue: Entry[] = [];
  private waiting = 0;
  private readonly incoming: (() => void)[] = [];
  private readonly waiters: (() => void)[] = [];

  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: AsyncFunction,
    private readonly how: { readonly ordered: boolean; readonly timeout: number; readonly capacity: number },
  ) {
    super(runtime, chained, fn, null);
  }

  override *open(): Task {
    yield* super.open();
    const state = this.state();
    for (const kept of state.get() as { f0: unknown; f1: number }[]) this.ask(kept.f0, kept.f1);
    state.clear();
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    if (this.waiting < this.how.capacity) this.ask(value, timestamp);
    else
      this.suspend(
        this.until(() => this.waiting < this.how.capacity),
        () => this.ask(value, timestamp),
      );
  }
  override processWatermark(watermark: number): void {
    this.currentWatermark = watermark;
    this.queue.push({ watermark });
    this.flush();
  }
  override *endInput(): Task {
    yield* this.until(() => this.queue.length === 0);
  }
  override *prepareSnapshot(checkpoint: number, timestamp: number): Task {
    const pending = this.queue.flatMap((entry) => ('value' in entry ? [tuple([entry.value, entry.timestamp])] : []));
    this.state().update(pending);
    yield* super.prepareSnapshot(checkpoint, timestamp);
  }

  private state(): ListState {
    return this.operatorState.listState(STATE, 'SPLIT_DISTRIBUTE');
  }
  /** MailboxExecutor.yield: while this operator holds the task up, what comes in for it is worked off here. */
  private *until(over: () => boolean): Task {
    for (this.takeIn(); !over(); this.takeIn())
      yield (resume) => {
        this.waiters.push(resume);
        return undefined;
      };
  }
  /** Runs `run` in the task's thread: results, and time that has run out. */
  private comeIn(run: () => void): void {
    this.incoming.push(run);
    if (this.waiters.length === 0) this.runtime.work(() => this.takeIn());
    for (const resume of this.waiters.splice(0)) resume();
  }
  private takeIn(): void {
    for (let run = this.incoming.shift(); run; run = this.incoming.shift()) run();
  }

  private ask(value: unknown, timestamp: number): void {
    const { runtime, how, fn } = this;
    const entry: Asked = { value, timestamp, results: null, withdrawTimeout: () => {} };
    this.queue.push(entry);
    this.waiting++;
    const future = this.futureOf(entry);
    if (how.timeout > 0) {
      const timer = runtime.process.schedule(how.timeout, () =>
        this.comeIn(() => {
          if (entry.results === null) this.run(fn.timeout(value, future));
        }),
      );
      entry.withdrawTimeout = () => timer.cancel();
    }
    this.run(fn.asyncInvoke(value, future));
  }
  private run(result: void | Task<void>): void {
    if (isTask(result)) this.suspend(result, () => {});
  }
  private futureOf(entry: Asked): ResultFuture {
    const { runtime } = this;
    return {
      complete: (results) =>
        this.comeIn(() => {
          if (entry.results !== null) return;
          entry.results = results;
          entry.withdrawTimeout();
          this.flush();
        }),
      completeExceptionally: (error) =>
        this.comeIn(() => {
          if (entry.results !== null) return;
          const message = `Could not complete the stream element: Record @ ${Number.isNaN(entry.timestamp) ? '(undef)' : entry.timestamp} : ${stringOf(entry.value)}.`;
          runtime.fail(new JavaError('java.lang.Exception', message, [], error));
        }),
    };
  }

  /** Emits what may go now. */
  private flush(): void {
    const { queue } = this;
    for (let i = 0; i < queue.length; ) {
      const entry = queue[i]!;
      if (!('value' in entry)) {
        if (i > 0) break;
        queue.shift();
        this.all.watermark(entry.watermark);
        continue;
      }
      if (entry.results === null) {
        if (this.how.ordered) break;
        i++;
        continue;
      }
      queue.splice(i, 1);
      this.waiting--;
      for (const result of entry.results) this.output.emit(result, entry.timestamp);
    }
  }
}
