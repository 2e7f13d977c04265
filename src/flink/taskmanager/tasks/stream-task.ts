import { type Coroutine, drive, type Task } from '../../../simulation/task.ts';
import type { ExecutionState, Fact, PendingTimers } from '../../../trace/facts.ts';
import type { JavaError } from '../../api/jar.ts';
import type { CheckpointOptions } from '../../rpc/checkpoint-options.ts';
import type { IoMetrics } from '../../rpc/gateways.ts';
import { CANCEL, INITIALIZE, RECORD_COST, STATE_BYTES_PER_MS } from '../costs.ts';
import { toJavaError, unwrapped, withFrames } from '../java-errors.ts';
import { InputGate } from '../network/input-gate.ts';
import type { ResultPartition } from '../network/result-partition.ts';
import type { StreamOperator, TaskRuntime } from '../operators/operator.ts';
import { type SourceGate, SourceOperator } from '../operators/source.ts';
import { showWatermark } from '../operators/watermarks.ts';
import type { ProcessingClock } from '../time/timer-service.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from '../time/timestamps.ts';
import { interruptUserCode } from './cancellation.ts';
import { type Chain, createChain } from './chain.ts';
import { restoreChannels } from './channel-state.ts';
import type { TaskEnvironment } from './environment.ts';
import { InputProcessor } from './input-processor.ts';
import { OutputFlusher } from './output-flusher.ts';
import { ProgressReporter } from './progress.ts';
import { SortedInputs } from './sorted-inputs.ts';
import { Subtask } from './subtask.ts';
import { SubtaskCheckpoints } from './subtask-checkpoints.ts';
import { metricsOf, type TaskMetrics } from './task-metrics.ts';
import { TaskThread } from './thread.ts';

/** Records per virtual second up to which single records are shown on the trace. */
const TRACED_RECORDS_PER_SECOND = 50;

/** What a task has once its chain is built. */
interface Parts {
  readonly chain: Chain;
  readonly input: InputProcessor;
  readonly checkpoints: SubtaskCheckpoints;
}

/**
 * One subtask at work: the states of Flink's Task from DEPLOYING to its end, and what they switch on and off. Records are the matter of
 * {@link InputProcessor} and of sources, checkpoints of {@link SubtaskCheckpoints}, time of {@link TaskThread}.
 */
export class StreamTask extends Subtask implements TaskRuntime {
  readonly clock: ProcessingClock;
  tracing = true;
  state: ExecutionState = 'DEPLOYING';
  /** All input is read: the operators are being closed. */
  ending = false;
  source: SourceOperator | null = null;

  private readonly gate = new InputGate();
  private readonly thread: TaskThread;
  private readonly flusher: OutputFlusher;
  private readonly progress: ProgressReporter;
  private parts: Parts | null = null;
  /** Threads of the source that wait in collect(). */
  private readonly sourceReady: (() => void)[] = [];
  private closed = false;
  private stoppedBySavepoint = false;
  private countedRecords = 0;
  private second = -1;
  private recordsThisSecond = 0;

  constructor(readonly environment: TaskEnvironment) {
    super(environment);
    const { process, jvm } = this;
    this.thread = new TaskThread(process, this);
    this.flusher = new OutputFlusher(process, this);
    this.progress = new ProgressReporter(process, this);
    this.clock = {
      now: () => jvm.currentTimeMillis(),
      at: (time, run) => {
        const now = jvm.currentTimeMillis();
        // ProcessingTimeServiceUtil: one more ms, so that the time is over when the timer runs.
        const timer = process.schedule(time > now ? time - now + 1 : 0, () => this.mail(run));
        return () => timer.cancel();
      },
    };
  }

  get isTerminal(): boolean {
    return this.state === 'FINISHED' || this.state === 'CANCELED' || this.state === 'FAILED';
  }
  get partitions(): readonly ResultPartition[] {
    return this.parts?.chain.partitions ?? [];
  }
  /** Head first. */
  get operators(): readonly StreamOperator[] {
    return this.parts?.chain.operators ?? [];
  }
  get pendingTimers(): readonly PendingTimers[] {
    return this.operators.flatMap((operator) => operator.pendingTimers);
  }

  // ---- life ----------------------------------------------------------------------------------------------------------

  start(): void {
    this.process.schedule(this.environment.deployDelay, () => {
      if (this.state !== 'DEPLOYING') return;
      try {
        this.parts = this.build();
      } catch (error) {
        this.fail(error);
        return;
      }
      const { chain } = this.parts;
      this.become('INITIALIZING');
      this.process.schedule(INITIALIZE + this.restoredBytes(chain) / STATE_BYTES_PER_MS, () => {
        if (this.state === 'INITIALIZING') this.thread.run(this.initialize(chain), () => this.run());
      });
    });
  }

  private build(): Parts {
    const { gate, thread } = this;
    const chain = createChain(this, this.environment, gate, {
      availability: (available) => thread.outputAvailable(available),
      unflushed: (timeout) => this.flusher.plan(timeout),
    });
    const head = chain.operators[0]!;
    if (head instanceof SourceOperator) {
      this.source = head;
      head.gate = this.sourceGate();
    }
    gate.onData = () => thread.wake();
    gate.onError = (error) => this.fail(error);
    const checkpoints = new SubtaskCheckpoints(this, chain, gate, thread);
    const input = new InputProcessor(gate, head, chain.inputs, this.sortedInputs(chain), thread, {
      tookRecords: (channel, buffer) => {
        checkpoints.onRecords(channel, buffer);
        if (buffer.count > TRACED_RECORDS_PER_SECOND) this.tracing = false;
      },
      barrier: (channel, barrier) => checkpoints.onBarrier(channel, barrier),
      cancelBarrier: (checkpoint) => checkpoints.onCancelBarrier(checkpoint),
      endOfPartition: () => checkpoints.onEndOfPartition(),
      watermark: (watermark) => showWatermark(this, watermark),
      ended: () => this.mail(() => this.end()),
    });
    gate.onPriority = (channel) => thread.mail(() => input.takePriority(channel));
    gate.onAnnouncement = (channel, barrier) => checkpoints.onAnnouncement(channel, barrier);
    return { chain, input, checkpoints };
  }
  unconsumed(): ReturnType<InputProcessor['unconsumed']> {
    return this.parts?.input.unconsumed() ?? null;
  }

  /** BatchExecutionUtils: inputs of keyed DataStream operators are sorted in BATCH mode. */
  private sortedInputs(chain: Chain): SortedInputs | null {
    const { key1, key2 } = chain.chained[0]!.node;
    if (!this.settings.batch || (key1 === null && key2 === null)) return null;
    return new SortedInputs([key1?.instantiate(this.jvm) ?? null, key2?.instantiate(this.jvm) ?? null]);
  }

  private sourceGate(): SourceGate {
    const { thread } = this;
    return {
      mayEmit: () => thread.mayEmit && thread.blocked === 0,
      get hasBuffers() {
        return thread.mayEmit;
      },
      pause: (run) => {
        this.sourceReady.push(run);
        thread.spend();
      },
      afterBlocked: (run) => thread.afterBlocked(run),
      tryLock: () => thread.tryLock(),
      lockLater: (run) => thread.lockLater(run),
      unlock: () => thread.unlock(),
    };
  }

  private restoredBytes(chain: Chain): number {
    const { restore } = this.environment.descriptor;
    if (!restore) return 0;
    let bytes = 0;
    for (const { id } of chain.chained) bytes += restore.operators[id]?.size ?? 0;
    return bytes;
  }

  private *initialize(chain: Chain): Task {
    const { restore } = this.environment.descriptor;
    const { operators, chained } = chain;
    for (let i = operators.length - 1; i >= 0; i--) {
      const operator = operators[i]!;
      operator.restore(restore?.operators[chained[i]!.id]);
      yield* drive(operator.open());
    }
    if (!restore) return;
    restoreChannels(
      this.gate,
      chain,
      restore.operators[chained[0]!.id]?.inputChannels ?? [],
      restore.operators[chained.at(-1)!.id]?.resultSubpartitions ?? [],
      restore.rescaling,
    );
  }

  private run(): void {
    if (this.state !== 'INITIALIZING') return;
    this.become('RUNNING');
    this.flusher.start();
    this.progress.start();
    this.gate.whenRecovered(() => {
      for (const channel of this.gate.channels) channel.request();
    });
    const { source } = this;
    if (source) this.thread.run(source.run(), () => this.mail(() => this.sourceEnded(source)));
    else if (this.gate.channels.length === 0) this.mail(() => this.end());
    this.thread.wake();
  }

  private sourceEnded(source: SourceOperator): void {
    if (!this.stoppedBySavepoint) source.all.watermark(MAX_WATERMARK);
    this.end();
  }
  /** A stop with savepoint is complete: the source ends. */
  stopSource(): void {
    this.stoppedBySavepoint = true;
    const result = this.source!.fn.cancel();
    if (typeof result === 'object' && result !== null) this.spawn(result);
    this.thread.wakeAtEnds();
  }

  /** All input is read: the chain ends, operator by operator, and what it wrote is finished. */
  private end(): void {
    if (this.ending) return;
    this.ending = true;
    this.thread.occupy(this.closeAll(), () => {
      this.parts!.chain.flush();
      for (const partition of this.partitions) partition.finish();
      this.become('FINISHED');
      this.cleanUp(false);
    });
  }
  private *closeAll(): Task {
    for (const [i, operator] of this.operators.entries()) {
      if (i > 0) yield* drive(operator.endInput(1));
      yield* this.thread.unblocked();
      yield* drive(operator.close());
    }
    this.closed = true;
    this.thread.drainMails();
  }

  cancel(): void {
    if (this.over) return;
    this.become('CANCELING');
    this.thread.stop();
    try {
      if (this.source) {
        const result = this.source.fn.cancel();
        if (typeof result === 'object' && result !== null && this.process.alive) this.process.spawn(result);
      }
    } catch {
      // StreamTask logs what cancel() throws and goes on.
    }
    for (const operator of this.operators) operator.forgetKept();
    this.process.schedule(CANCEL, () => {
      interruptUserCode(this.process, this.thread, this.environment, this.fullName, () => {
        this.process.spawn(this.closeQuietly()).onEnd(() => {
          this.become('CANCELED');
          this.cleanUp(true);
        });
      });
    });
  }

  fail(error: unknown): void {
    if (this.over) return;
    this.thread.stop();
    const cause = this.explain(error);
    this.state = 'FAILED';
    this.thread.killCoroutines();
    this.process.spawn(this.closeQuietly()).onEnd(() => {
      this.environment.report('FAILED', cause);
      this.cleanUp(true);
    });
  }
  private explain(error: unknown): JavaError {
    if (!this.source?.legacy || this.state !== 'RUNNING') return unwrapped(toJavaError(error));
    const failure = withFrames(error, [
      'org.apache.flink.streaming.api.operators.StreamSource.run(StreamSource.java:110)',
      'org.apache.flink.streaming.api.operators.StreamSource.run(StreamSource.java:66)',
      'org.apache.flink.streaming.runtime.tasks.SourceStreamTask$LegacySourceFunctionThread.run(SourceStreamTask.java:269)',
    ]);
    return unwrapped(failure);
  }
  private *closeQuietly(): Task {
    if (this.closed) return;
    this.closed = true;
    for (const operator of this.operators) {
      try {
        yield* drive(operator.close());
      } catch {
        // The first error is the one that is reported.
      }
    }
  }

  private become(state: ExecutionState): void {
    this.state = state;
    this.environment.report(state, null);
  }
  private cleanUp(releasePartitions: boolean): void {
    this.thread.stop();
    this.flusher.stop();
    this.thread.killCoroutines();
    for (const operator of this.operators) operator.dispose();
    this.progress.show();
    this.gate.release();
    this.parts?.chain.buffers.release();
    if (releasePartitions) {
      for (const partition of this.partitions) {
        partition.release();
        this.environment.shuffle.partitions.delete(partition.id);
      }
    }
  }

  // ---- the thread, as operators see it -------------------------------------------------------------------------------

  get blocked(): number {
    return this.thread.blocked;
  }
  set blocked(reasons: number) {
    this.thread.blocked = reasons;
  }
  get mayEmit(): boolean {
    return this.thread.mayEmit;
  }
  mail(run: () => void): void {
    this.thread.mail(run);
  }
  work(run: () => void): void {
    this.thread.work(run);
  }
  resume(): void {
    this.thread.resume();
  }
  spawn<T>(task: Task<T>): Coroutine<T> {
    return this.thread.spawn(task);
  }

  // ---- what the thread runs ------------------------------------------------------------------------------------------

  now(): number {
    return this.platform.world.now;
  }
  get running(): boolean {
    return this.state === 'RUNNING';
  }
  get over(): boolean {
    return this.isTerminal || this.state === 'CANCELING';
  }
  turn(): boolean {
    const { input } = this.parts!;
    if (input.continue()) return true;
    const run = this.sourceReady.shift();
    if (!run) return input.takeNext();
    run();
    return true;
  }
  /** CPU time in ms of the records since the last call; decides whether single records are shown. */
  takeCost(): number {
    let records = 0;
    for (const { recordsIn, recordsRead } of this.operators) records += recordsIn + recordsRead;
    const fresh = records - this.countedRecords;
    this.countedRecords = records;
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.recordsThisSecond = 0;
    }
    this.recordsThisSecond += fresh;
    this.tracing = this.recordsThisSecond <= TRACED_RECORDS_PER_SECOND;
    return fresh * RECORD_COST;
  }
  stepped(): void {
    this.progress.soon();
  }
  flush(): void {
    if (this.isTerminal) return;
    this.parts!.chain.flush();
    // A legacy source works in its own thread: what it sent shows when it is flushed.
    if (this.source) this.progress.soon();
  }

  // ---- checkpoints ---------------------------------------------------------------------------------------------------

  /** From the coordinator, to source tasks. */
  triggerCheckpoint(checkpoint: number, timestamp: number, options: CheckpointOptions): void {
    if (this.state === 'RUNNING') this.parts!.checkpoints.trigger(checkpoint, timestamp, options);
    else this.environment.decline(checkpoint, 'CHECKPOINT_DECLINED_TASK_NOT_READY');
  }
  notifyCheckpointComplete(checkpoint: number): void {
    if (!this.isTerminal) this.parts?.checkpoints.notifyComplete(checkpoint);
  }
  abortCheckpoint(checkpoint: number): void {
    if (!this.isTerminal) this.parts?.checkpoints.abort(checkpoint);
  }

  // ---- what is shown -------------------------------------------------------------------------------------------------

  emit(fact: Fact): void {
    this.platform.world.emit(fact);
  }
  get gauge(): TaskThread['gauge'] {
    return this.thread.gauge;
  }
  get legacySource(): boolean {
    return this.source?.legacy ?? false;
  }
  get io(): IoMetrics {
    const { gate, parts } = this;
    let bytesOut = 0;
    for (const partition of this.partitions) bytesOut += partition.bytesOut;
    return {
      bytesIn: gate.local.bytes + gate.remote.bytes,
      bytesOut,
      recordsIn: this.source ? 0 : (this.operators[0]?.recordsIn ?? 0),
      recordsOut: parts?.chain.recordsOut() ?? 0,
    };
  }
  metrics(): TaskMetrics {
    const { io, gate, partitions, operators, legacySource, parts } = this;
    return metricsOf({
      io,
      gate,
      partitions,
      operators,
      recordsOutOf: (operator) => parts?.chain.recordsOutOf(operator) ?? 0,
      inputs: parts?.chain.inputs.length ?? 0,
      legacySource,
      rates: this.gauge.perSecond(this.now()),
      isBackPressured: !this.mayEmit,
      inputWatermark: parts?.input.watermark ?? MIN_WATERMARK,
      lastAlignmentMs: parts?.checkpoints.lastAlignmentMs ?? 0,
    });
  }
}
