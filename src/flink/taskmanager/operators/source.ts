import type { Task, Wait } from '../../../simulation/task.ts';
import type { CheckpointLock, SourceContext, SourceFunction, WatermarkStrategy } from '../../api/functions.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { SOURCE_BATCH } from '../costs.ts';
import { fromLong } from '../time/timestamps.ts';
import { FunctionOperator, type TaskRuntime } from './operator.ts';
import { type SourceTime, sourceTime } from './source-time.ts';
import { sendWatermark, WatermarkProgress } from './watermarks.ts';

/** What the task lets a source do between records. */
export interface SourceGate {
  /** False when there is no free output buffer, or an operator waits for user code. */
  mayEmit(): boolean;
  readonly hasBuffers: boolean;
  /** Runs `run` in the task's thread when CPU time is paid and output buffers are free. */
  pause(run: () => void): void;
  /** Runs `run` when no operator waits for user code any more. */
  afterBlocked(run: () => void): void;
  /** The checkpoint lock: see TaskThread. */
  tryLock(): boolean;
  lockLater(run: () => void): void;
  unlock(): void;
}

/** StreamSource (legacy sources) and SourceOperator (FLIP-27): a source function and the chain behind it. */
export class SourceOperator extends FunctionOperator<SourceFunction> implements SourceContext {
  gate!: SourceGate;
  private budget = SOURCE_BATCH;
  private idle = false;
  private readonly time: SourceTime | null;
  readonly checkpointLock: CheckpointLock = {
    enter: () => (this.gate.tryLock() ? undefined : this.whenLocked),
    leave: () => this.gate.unlock(),
  };

  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: SourceFunction,
    readonly legacy: boolean,
    strategy: WatermarkStrategy | null,
  ) {
    super(runtime, chained, fn, null);
    if (legacy) this.time = sourceTime(this, () => !this.idle);
    else this.time = strategy && new WatermarkProgress(this, strategy);
  }
  *run(): Task {
    this.time?.start();
    yield* this.fn.run(this);
    this.time?.stop();
  }
  processElement(): void {
    throw new Error('a source has no input');
  }

  collect(value: unknown): Wait | undefined {
    return this.give(value, Number.NaN);
  }
  collectWithTimestamp(value: unknown, timestamp: number): Wait | undefined {
    return this.give(value, fromLong(timestamp));
  }
  emitWatermark(timestamp: number): Wait | undefined {
    const watermark = fromLong(timestamp);
    if (this.time && !this.time.takesWatermark(watermark)) return undefined;
    this.activate();
    sendWatermark(this, watermark);
    return undefined;
  }
  markAsTemporarilyIdle(): void {
    if (this.idle || this.time?.takesIdleness === false) return;
    this.idle = true;
    this.all.status(true);
  }

  private give(value: unknown, timestamp: number): Wait | undefined {
    if (--this.budget > 0 && this.gate.mayEmit()) {
      this.send(value, timestamp);
      return this.runtime.blocked === 0 ? undefined : this.whenUnblocked;
    }
    return this.afterPause(value, timestamp);
  }
  private readonly whenUnblocked: Wait = (resume) => {
    this.gate.afterBlocked(resume);
    return undefined;
  };
  private readonly whenLocked: Wait = (resume) => {
    this.gate.lockLater(resume);
    return undefined;
  };
  /**
   * The pause comes before the record: a checkpoint taken meanwhile finds neither the record nor what follows collect(). A legacy source
   * waits for a buffer with the checkpoint lock in its hands, and no checkpoint is taken.
   */
  private afterPause(value: unknown, timestamp: number): Wait {
    return (resume, fail) => {
      const { gate } = this;
      if (!this.legacy || gate.hasBuffers) {
        gate.pause(() => this.sendLate(value, timestamp, resume, fail));
        return undefined;
      }
      const holding = (): void =>
        gate.pause(() => {
          gate.unlock();
          this.sendLate(value, timestamp, resume, fail);
        });
      if (gate.tryLock()) holding();
      else gate.lockLater(holding);
      return undefined;
    };
  }
  private sendLate(value: unknown, timestamp: number, resume: () => void, fail: (error: unknown) => void): void {
    this.budget = SOURCE_BATCH;
    try {
      this.send(value, timestamp);
    } catch (error) {
      fail(error);
      return;
    }
    if (this.runtime.blocked === 0) resume();
    else this.gate.afterBlocked(resume);
  }
  private send(value: unknown, timestamp: number): void {
    this.recordsIn++;
    if (this.idle) this.activate();
    if (this.time) {
      const assigned = this.time.timestampOf(value, timestamp);
      this.output.emit(value, assigned);
      this.time.onEvent(value, assigned);
    } else this.output.emit(value, timestamp);
  }
  private activate(): void {
    if (!this.idle) return;
    this.idle = false;
    this.all.status(false);
  }
  override dispose(): void {
    super.dispose();
    this.time?.stop();
  }
}
