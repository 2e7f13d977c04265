import type { Platform, Process } from '../../../platform/types.ts';
import type { Coroutine, Task, Wait } from '../../../simulation/task.ts';
import type { ExecutionState, Fact, SubtaskRef } from '../../../trace/facts.ts';
import type { JvmRef } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { type KeyGroupRange, keyGroupRange } from '../../api/key-groups.ts';
import { copy, size } from '../../api/values.ts';
import type { JobSettings } from '../../graph/types.ts';
import type {
  CheckpointMetrics,
  CheckpointOptions,
  IoMetrics,
  OperatorSubtaskState,
  TaskDeploymentDescriptor,
} from '../../rpc/gateways.ts';
import {
  BUFFER_COST,
  CANCEL,
  INITIALIZE,
  RECORD_COST,
  SNAPSHOT_ASYNC,
  SNAPSHOT_SYNC,
  STATE_BYTES_PER_MS,
} from '../costs.ts';
import type { FileSystems } from '../files.ts';
import { toJavaError, withFrames } from '../java-errors.ts';
import { NetworkBuffer } from '../network/buffer.ts';
import { type InputChannel, InputGate } from '../network/input-gate.ts';
import type { ResultPartition } from '../network/result-partition.ts';
import type { ShuffleEnvironment } from '../network/shuffle-environment.ts';
import { type Accumulator, drive, type StreamOperator, type TaskRuntime } from '../operators/operator.ts';
import { SourceOperator } from '../operators/source.ts';
import { showWatermark } from '../operators/watermarks.ts';
import { StatusWatermarkValve } from '../time/status-watermark-valve.ts';
import type { ProcessingClock } from '../time/timer-service.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from '../time/timestamps.ts';
import { BarrierHandler } from './barriers.ts';
import { type Chain, createChain } from './chain.ts';
import { SortedInputs } from './sorted-inputs.ts';
import { TimeGauge } from './time-gauge.ts';

/** What a task is given by its TaskExecutor. */
export interface TaskEnvironment {
  readonly platform: Platform;
  readonly process: Process;
  readonly jvm: JvmRef;
  readonly shuffle: ShuffleEnvironment;
  readonly fileSystems: FileSystems;
  readonly descriptor: TaskDeploymentDescriptor;
  /** ms until the task's code can run: the first task of a job here waits for its jar, the others for the first. */
  readonly deployDelay: number;
  /** ms; `task.cancellation.timeout`, 0 = never. */
  readonly cancellationTimeout: number;
  report(state: ExecutionState, error: JavaError | null): void;
  acknowledge(
    checkpoint: number,
    metrics: CheckpointMetrics,
    state: Readonly<Record<string, OperatorSubtaskState>>,
  ): void;
  decline(checkpoint: number, reason: string): void;
  /** Asks the JobMaster; resumes with a split or null. */
  requestNextSplit(operatorId: string): Wait;
  /** User code did not end in time: the TaskManager must go. */
  fatal(error: JavaError): void;
}

/** Metrics of a task for heartbeats and REST. */
export interface TaskMetrics {
  readonly io: IoMetrics;
  readonly buffersIn: number;
  readonly buffersInLocal: number;
  readonly buffersInRemote: number;
  readonly bytesInLocal: number;
  readonly bytesInRemote: number;
  readonly buffersOut: number;
  /** ms per second; busy is null (NaN) for legacy sources. */
  readonly busyMsPerSecond: number | null;
  readonly idleMsPerSecond: number;
  readonly backPressuredMsPerSecond: number;
  readonly isBackPressured: boolean;
  readonly inputQueueLength: number;
  readonly outputQueueLength: number;
  readonly outPoolUsage: number;
  readonly inPoolUsage: number;
  /** ms, null before the first. */
  readonly currentInputWatermark: number | null;
  readonly operators: readonly {
    readonly id: string;
    readonly name: string;
    readonly recordsIn: number;
    readonly lateRecordsDropped: number;
  }[];
  readonly lastCheckpointAlignmentMs: number;
}

const PROGRESS_INTERVAL = 500;
/** Records per virtual second up to which single records are shown on the trace. */
const TRACED_RECORDS_PER_SECOND = 50;

/** Small buffers are worked through together until so many records are. */
const RECORDS_PER_TURN = 32;

/** In-flight data that an unaligned checkpoint collects from the task's channels. */
interface Inflight {
  readonly checkpoint: number;
  readonly records: Map<InputChannel, NetworkBuffer[]>;
  ready: (() => void) | null;
  complete: boolean;
}

interface Remainder {
  readonly channel: InputChannel;
  readonly buffer: NetworkBuffer;
  record: number;
  mark: number;
}

/**
 * One subtask at work: Task's states and StreamTask's mailbox loop on virtual time. A step takes one mail, one buffer or one turn of the
 * source; the CPU time it took passes before the next one.
 */
export class StreamTask implements TaskRuntime {
  readonly platform: Platform;
  readonly process: Process;
  readonly jvm: JvmRef;
  readonly ref: SubtaskRef;
  readonly taskName: string;
  readonly subtask: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly keyGroups: KeyGroupRange;
  readonly attempt: number;
  readonly settings: JobSettings;
  readonly clock: ProcessingClock;
  readonly accumulators = new Map<string, Accumulator>();
  blocked = 0;
  tracing = true;
  state: ExecutionState = 'DEPLOYING';

  private readonly gate = new InputGate();
  private readonly mails: (() => void)[] = [];
  private readonly works: (() => void)[] = [];
  private readonly coroutines = new Set<Coroutine<unknown>>();
  private chain: Chain | null = null;
  private head: StreamOperator | null = null;
  private sorted: SortedInputs | null = null;
  private source: SourceOperator | null = null;
  private valves: StatusWatermarkValve[] = [];
  private barriers: BarrierHandler | null = null;
  private turn: { cancel(): void } | null = null;
  private remainder: Remainder | null = null;
  private sourceReady: (() => void) | null = null;
  private afterBlocked_: (() => void) | null = null;
  private unavailable = 0;
  private ending = false;
  private closed = false;
  private gauge: TimeGauge;
  private countedRecords = 0;
  private buffersThisTurn = 0;
  private flushTimer: { cancel(): void } | null = null;
  private startedAt = 0;
  private inputWatermark = MIN_WATERMARK;
  private second = -1;
  private recordsThisSecond = 0;
  private progressAt = 0;
  private progressRecords = -1;
  private progressTimer: { cancel(): void } | null = null;
  private progressTotals = { busy: 0, idle: 0, backPressured: 0 };
  private lastAlignmentMs = 0;
  private syncSavepoint: { readonly checkpoint: number; readonly release: () => void } | null = null;
  private stoppedBySavepoint = false;
  private inflight: Inflight | null = null;

  constructor(readonly environment: TaskEnvironment) {
    const { descriptor, platform, process, jvm } = environment;
    const { attempt, vertex, job, parallelism, maxParallelism } = descriptor;
    this.platform = platform;
    this.process = process;
    this.jvm = jvm;
    this.ref = { job: job.jobId, vertex: vertex.id, subtask: attempt.subtask, attempt: attempt.attempt };
    this.taskName = vertex.name;
    this.subtask = attempt.subtask;
    this.parallelism = parallelism;
    this.maxParallelism = maxParallelism;
    this.keyGroups = keyGroupRange(attempt.subtask, parallelism, maxParallelism);
    this.attempt = attempt.attempt;
    this.settings = job.settings;
    this.gauge = new TimeGauge(platform.world.now);
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
    return this.chain?.partitions ?? [];
  }

  // ---- life ----------------------------------------------------------------------------------------------------------

  start(): void {
    this.process.schedule(this.environment.deployDelay, () => {
      if (this.state !== 'DEPLOYING') return;
      try {
        this.build();
      } catch (error) {
        this.fail(error);
        return;
      }
      this.become('INITIALIZING');
      this.process.schedule(INITIALIZE + this.restoredBytes() / STATE_BYTES_PER_MS, () => {
        if (this.state === 'INITIALIZING') this.run(this.initialize(), () => this.running());
      });
    });
  }

  private build(): void {
    const chain = createChain(this, this.environment, this.gate, {
      availability: (available) => {
        this.unavailable += available ? -1 : 1;
        if (this.unavailable === 0) this.wake();
      },
      unflushed: (timeout) => this.planFlush(timeout),
    });
    this.chain = chain;
    this.head = chain.operators[0]!;
    this.sorted = this.sortedInputs(chain);
    if (this.head instanceof SourceOperator) {
      this.source = this.head;
      this.source.gate = this.sourceGate();
    }
    this.gate.onData = () => this.wake();
    this.gate.onError = (error) => this.fail(error);
    this.valves = chain.inputs.map(
      (channels, input) =>
        new StatusWatermarkValve(channels, {
          watermark: (watermark) => this.onWatermark(input, watermark),
          status: (idle) => this.head?.processStatus(idle),
        }),
    );
    this.barriers = new BarrierHandler(this.gate, {
      now: () => this.platform.world.now,
      block: (channel) => {
        channel.blocked = true;
      },
      unblockAll: () => {
        for (const channel of this.gate.channels) this.gate.unblock(channel);
        this.wake();
      },
      trigger: ({ checkpoint, timestamp, options }, alignmentMs) =>
        this.performCheckpoint(checkpoint, timestamp, options, alignmentMs),
      inflightComplete: (checkpoint) => this.completeInflight(checkpoint),
      abort: (checkpoint, reason) => {
        this.environment.decline(checkpoint, reason);
        for (const partition of this.partitions) partition.broadcastEvent({ kind: 'cancelBarrier', checkpoint }, false);
      },
      alignment: (checkpoint, phase, arrived, expected) =>
        this.emit({ kind: 'alignment', ...this.ref, checkpoint, phase, arrived, expected }),
    });
  }

  private restoredBytes(): number {
    const { restore } = this.environment.descriptor;
    if (!restore) return 0;
    let bytes = 0;
    for (const { id } of this.chain?.chained ?? []) bytes += restore.operators[id]?.size ?? 0;
    return bytes;
  }

  private *initialize(): Task {
    const { restore } = this.environment.descriptor;
    const { operators, chained } = this.chain!;
    for (let i = operators.length - 1; i >= 0; i--) {
      const operator = operators[i]!;
      operator.restore(restore?.operators[chained[i]!.id]);
      yield* drive(operator.open());
    }
    this.chain!.restoreChannels(restore);
  }

  private running(): void {
    if (this.state !== 'INITIALIZING') return;
    this.become('RUNNING');
    this.startedAt = this.platform.world.now;
    this.progressAt = this.startedAt;
    for (const channel of this.gate.channels) channel.request();
    const { source } = this;
    if (source) this.run(source.fn.run(source), () => this.mail(() => this.sourceEnded()));
    else if (this.gate.channels.length === 0) this.mail(() => this.end());
    this.wake();
  }

  private sourceEnded(): void {
    if (!this.stoppedBySavepoint) this.source!.all.watermark(MAX_WATERMARK);
    this.end();
  }

  /** All input is read: the chain ends, operator by operator, and what it wrote is finished. */
  private end(): void {
    if (this.ending) return;
    this.ending = true;
    this.occupy(this.ended(), () => {
      this.chain!.flush();
      for (const partition of this.partitions) partition.finish();
      this.become('FINISHED');
      this.cleanUp(false);
    });
  }
  private *ended(): Task {
    for (const [i, operator] of this.chain!.operators.entries()) {
      if (i > 0) yield* drive(operator.endInput(1));
      yield* this.unblocked();
      yield* drive(operator.close());
    }
    this.closed = true;
    while (this.mails.length > 0) this.mails.shift()!();
  }
  /** Waits until no operator waits for user code, this occupation of the task aside. */
  private *unblocked(): Task {
    while (this.blocked > 1) {
      yield (resume) => {
        const timer = this.process.schedule(1, () => resume());
        return () => timer.cancel();
      };
    }
  }

  cancel(): void {
    if (this.isTerminal || this.state === 'CANCELING') return;
    this.state = 'CANCELING';
    this.turn?.cancel();
    this.turn = null;
    try {
      if (this.source) {
        const result = this.source.fn.cancel();
        if (typeof result === 'object' && result !== null && this.process.alive) this.process.spawn(result);
      }
    } catch {
      // StreamTask logs what cancel() throws and goes on.
    }
    const { cancellationTimeout } = this.environment;
    const watchdog =
      cancellationTimeout > 0
        ? this.process.schedule(cancellationTimeout, () => {
            if (this.isTerminal) return;
            this.environment.fatal(
              new JavaError(
                'org.apache.flink.util.FlinkRuntimeException',
                `Task did not exit gracefully within ${Math.floor(cancellationTimeout / 1_000)} + seconds.`,
                [],
                null,
              ),
            );
          })
        : null;
    this.process.schedule(CANCEL, () => {
      this.killCoroutines();
      this.process.spawn(this.closeQuietly()).onEnd(() => {
        watchdog?.cancel();
        this.become('CANCELED');
        this.cleanUp(true);
      });
    });
  }

  fail(error: unknown): void {
    if (this.isTerminal || this.state === 'CANCELING') return;
    this.turn?.cancel();
    this.turn = null;
    const cause = this.explain(error);
    this.state = 'FAILED';
    this.killCoroutines();
    this.process.spawn(this.closeQuietly()).onEnd(() => {
      this.environment.report('FAILED', cause);
      this.cleanUp(true);
    });
  }
  private explain(error: unknown): JavaError {
    if (!this.source?.legacy || this.state !== 'RUNNING') return toJavaError(error);
    return withFrames(error, [
      'org.apache.flink.streaming.api.operators.StreamSource.run(StreamSource.java:110)',
      'org.apache.flink.streaming.api.operators.StreamSource.run(StreamSource.java:66)',
      'org.apache.flink.streaming.runtime.tasks.SourceStreamTask$LegacySourceFunctionThread.run(SourceStreamTask.java:269)',
    ]);
  }
  private *closeQuietly(): Task {
    if (this.closed) return;
    this.closed = true;
    for (const operator of this.chain?.operators ?? []) {
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
    this.turn?.cancel();
    this.turn = null;
    this.flushTimer?.cancel();
    this.progressTimer?.cancel();
    this.killCoroutines();
    for (const operator of this.chain?.operators ?? []) operator.dispose();
    this.showProgress();
    this.gate.release();
    if (releasePartitions) {
      for (const partition of this.partitions) {
        partition.release();
        this.environment.shuffle.partitions.delete(partition.id);
      }
    }
  }

  // ---- coroutines ----------------------------------------------------------------------------------------------------

  spawn<T>(task: Task<T>): Coroutine<T> {
    const coroutine = this.process.spawn(task);
    if (!coroutine.done) {
      this.coroutines.add(coroutine);
      coroutine.onEnd(() => this.coroutines.delete(coroutine));
    }
    return coroutine;
  }
  private killCoroutines(): void {
    for (const coroutine of this.coroutines) coroutine.kill();
    this.coroutines.clear();
  }
  private run<T>(task: Task<T>, then: (result: T) => void): void {
    this.spawn(task).onEnd((coroutine) => {
      if (coroutine.error !== undefined) this.fail(coroutine.error);
      else then(coroutine.result as T);
    });
  }
  /** Runs `task` in the task's thread: nothing else happens until it is through. */
  private occupy<T>(task: Task<T>, then: (result: T) => void): void {
    this.blocked++;
    this.run(task, (result) => {
      this.blocked--;
      then(result);
      if (this.blocked === 0) this.resume();
    });
  }

  // ---- the mailbox loop ----------------------------------------------------------------------------------------------

  mail(run: () => void): void {
    this.mails.push(run);
    this.wake();
  }
  work(run: () => void): void {
    this.works.push(run);
    this.wake();
  }
  get mayEmit(): boolean {
    return this.unavailable === 0;
  }
  resume(): void {
    const run = this.afterBlocked_;
    if (run) {
      this.afterBlocked_ = null;
      run();
    }
    this.wake();
  }
  private wake(): void {
    if (this.turn === null && !this.isTerminal && this.state !== 'CANCELING') {
      this.turn = this.process.schedule(0, this.step);
    }
  }
  private rest(mode: 'idle' | 'backPressured'): void {
    this.gauge.set(mode, this.platform.world.now);
  }

  /** BatchExecutionUtils: inputs of keyed DataStream operators are sorted in BATCH mode. */
  private sortedInputs(chain: Chain): SortedInputs | null {
    const { key1, key2 } = chain.chained[0]!.node;
    if (!this.settings.batch || (key1 === null && key2 === null)) return null;
    return new SortedInputs([key1?.instantiate(this.jvm) ?? null, key2?.instantiate(this.jvm) ?? null]);
  }

  private readonly step = (): void => {
    this.turn = null;
    if (this.isTerminal || this.state === 'CANCELING') return;
    if (this.blocked > 0) {
      this.gauge.set('busy', this.platform.world.now);
      return;
    }
    try {
      if (this.state !== 'RUNNING') return;
      if (this.mails.length > 0) this.mails.shift()!();
      else if (this.unavailable > 0) {
        this.rest('backPressured');
        return;
      } else if (this.works.length > 0) this.works.shift()!();
      else if (this.remainder !== null) this.goOn(this.remainder);
      else if (this.sourceReady !== null) {
        const run = this.sourceReady;
        this.sourceReady = null;
        run();
      } else {
        if (!this.takeNext()) {
          this.rest('idle');
          return;
        }
      }
    } catch (error) {
      this.fail(error);
      return;
    }
    this.spend();
  };

  /** Lets the CPU time of the last step pass before the next. */
  private spend(): void {
    if (this.isTerminal || this.state === 'CANCELING') return;
    const { now } = this.platform.world;
    const cost = this.cost() + Math.max(1, this.buffersThisTurn) * BUFFER_COST;
    this.buffersThisTurn = 0;
    this.gauge.set('busy', now);
    this.turn?.cancel();
    this.turn = this.process.schedule(cost, this.step);
    this.soonShowProgress();
  }

  /** Shows progress now, or as soon as the interval since the last time is over. */
  private soonShowProgress(): void {
    const { now } = this.platform.world;
    if (now - this.progressAt >= PROGRESS_INTERVAL) this.showProgress();
    else
      this.progressTimer ??= this.process.schedule(this.progressAt + PROGRESS_INTERVAL - now, () =>
        this.showProgress(),
      );
  }
  /** CPU time of the records since the last call. */
  private cost(): number {
    let records = 0;
    for (const operator of this.chain?.operators ?? []) records += operator.recordsIn;
    const fresh = records - this.countedRecords;
    this.countedRecords = records;
    const second = Math.floor(this.platform.world.now / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.recordsThisSecond = 0;
    }
    this.recordsThisSecond += fresh;
    this.tracing = this.recordsThisSecond <= TRACED_RECORDS_PER_SECOND;
    return fresh * RECORD_COST;
  }

  /** Takes what waits, up to a buffer that makes the turn's records many; false when there is nothing. */
  private takeNext(): boolean {
    let records = 0;
    for (let taken = false; ; taken = true) {
      const next = this.gate.poll();
      if (next === undefined) return taken;
      const { channel, buffer } = next;
      records += buffer.values.length;
      if (buffer.event === null) this.buffersThisTurn++;
      this.take(channel, buffer);
      const interrupted = this.blocked > 0 || this.unavailable > 0 || this.mails.length > 0 || this.works.length > 0;
      if (records > RECORDS_PER_TURN || interrupted || this.state !== 'RUNNING') return true;
    }
  }

  private take(channel: InputChannel, buffer: NetworkBuffer): void {
    const { event } = buffer;
    if (event === null) {
      if (this.barriers!.records(channel)) this.recordInflight(channel, buffer);
      if (buffer.values.length > TRACED_RECORDS_PER_SECOND) this.tracing = false;
      this.goOn({ channel, buffer, record: 0, mark: 0 });
      return;
    }
    switch (event.kind) {
      case 'barrier':
        // What the barrier overtook in this channel belongs to the checkpoint too.
        if (event.options.unaligned && this.inflight?.checkpoint === event.checkpoint) this.recordOvertaken(channel);
        this.barriers!.onBarrier(channel, event);
        return;
      case 'cancelBarrier':
        this.barriers!.onCancelBarrier(event.checkpoint);
        return;
      case 'endOfPartition':
        this.gate.end(channel);
        this.barriers!.onEndOfPartition();
        this.endOfPartition(channel);
    }
  }

  private goOn(remainder: Remainder): void {
    const { channel, buffer } = remainder;
    const { values, timestamps, marks } = buffer;
    if (this.sorted?.sorts(channel.input)) {
      for (let i = 0; i < values.length; i++) this.sorted.add(channel.input, values[i], timestamps?.[i] ?? Number.NaN);
      this.remainder = null;
      channel.recycle(buffer);
      return;
    }
    const head = this.head!;
    this.remainder = null;
    let { record, mark } = remainder;
    for (;;) {
      const until = marks !== null && mark < marks.length ? marks[mark]!.at : values.length;
      if (record < until) {
        record =
          channel.input === 1
            ? this.runSecond(head, values, timestamps, record, until)
            : timestamps === null
              ? this.runPlain(head, values, record, until)
              : this.runTimed(head, values, timestamps, record, until);
      }
      if (record === until) {
        if (marks === null || mark >= marks.length) break;
        if (this.blocked === 0) {
          const element = marks[mark++]!;
          const valve = this.valves[channel.input]!;
          if (element.kind === 'watermark') valve.inputWatermark(channel.valveIndex, element.watermark);
          else valve.inputStatus(channel.valveIndex, element.idle);
        }
      }
      if (this.blocked > 0) {
        this.remainder = { channel, buffer, record, mark };
        return;
      }
    }
    channel.recycle(buffer);
    // An old array that is dead would keep its records alive through the next young collection.
    buffer.values.length = 0;
  }
  private runPlain(head: StreamOperator, values: readonly unknown[], from: number, to: number): number {
    let i = from;
    while (i < to) {
      head.processElement(values[i++], Number.NaN);
      if (this.blocked !== 0) break;
    }
    return i;
  }
  private runTimed(
    head: StreamOperator,
    values: readonly unknown[],
    timestamps: readonly number[],
    from: number,
    to: number,
  ): number {
    let i = from;
    while (i < to) {
      head.processElement(values[i], timestamps[i]!);
      i++;
      if (this.blocked !== 0) break;
    }
    return i;
  }
  private runSecond(
    head: StreamOperator,
    values: readonly unknown[],
    timestamps: readonly number[] | null,
    from: number,
    to: number,
  ): number {
    let i = from;
    while (i < to) {
      head.processElement2(values[i], timestamps === null ? Number.NaN : timestamps[i]!);
      i++;
      if (this.blocked !== 0) break;
    }
    return i;
  }

  private onWatermark(input: number, watermark: number): void {
    const head = this.head!;
    if (this.valves.length === 1) head.processWatermark(watermark);
    else head.processWatermarkOf(input === 0 ? 1 : 2, watermark);
    if (head.currentWatermark > this.inputWatermark) {
      this.inputWatermark = head.currentWatermark;
      showWatermark(this, this.inputWatermark);
    }
  }

  private endOfPartition(channel: InputChannel): void {
    if (this.sorted) {
      if (this.gate.openChannels === 0) this.occupy(this.runSorted(this.sorted), () => this.mail(() => this.end()));
      return;
    }
    if (this.gate.openOf(channel.input) > 0) return;
    const input = channel.input === 1 ? 2 : 1;
    this.occupy(drive(this.head!.endInput(input)), () => {
      if (this.gate.openChannels === 0) this.mail(() => this.end());
    });
  }

  /** In BATCH mode: the keyed input in order, key by key; then what ends any input. */
  private *runSorted(sorted: SortedInputs): Task {
    const head = this.head!;
    for (const records of sorted.takeKeys()) {
      for (const { input, value, timestamp } of records) {
        if (input === 1) head.processElement2(value, timestamp);
        else head.processElement(value, timestamp);
        if (this.blocked > 1) yield* this.unblocked();
      }
      head.finishKey();
      if (this.blocked > 1) yield* this.unblocked();
    }
    for (let input = 0; input < this.valves.length; input++) {
      this.onWatermark(input, MAX_WATERMARK);
      if (this.blocked > 1) yield* this.unblocked();
      yield* drive(head.endInput(input === 1 ? 2 : 1));
    }
  }

  private sourceGate(): import('../operators/source.ts').SourceGate {
    const task = this;
    return {
      get mayEmit() {
        return task.unavailable === 0 && task.blocked === 0;
      },
      pause: (run) => {
        this.sourceReady = run;
        this.spend();
      },
      afterBlocked: (run) => {
        this.afterBlocked_ = run;
      },
    };
  }

  // ---- output --------------------------------------------------------------------------------------------------------

  /** OutputFlusher: flushes every `timeout` ms, counted from the task's start; only when something waits. */
  private planFlush(timeout: number): void {
    if (this.flushTimer !== null) return;
    const { now } = this.platform.world;
    const elapsed = now - this.startedAt;
    const next = this.startedAt + (Math.floor(elapsed / timeout) + 1) * timeout;
    this.flushTimer = this.process.schedule(next - now, () => {
      this.flushTimer = null;
      if (this.isTerminal) return;
      this.chain!.flush();
      // A legacy source works in its own thread: what it sent shows when it is flushed.
      if (this.source) this.soonShowProgress();
    });
  }

  // ---- checkpoints ---------------------------------------------------------------------------------------------------

  /** From the coordinator, to source tasks. */
  triggerCheckpoint(checkpoint: number, timestamp: number, options: CheckpointOptions): void {
    if (this.state !== 'RUNNING') {
      this.environment.decline(checkpoint, 'CHECKPOINT_DECLINED_TASK_NOT_READY');
      return;
    }
    this.mail(() => {
      if (this.ending) {
        this.environment.decline(checkpoint, 'CHECKPOINT_DECLINED_TASK_CLOSING');
        return;
      }
      this.performCheckpoint(checkpoint, timestamp, options, 0);
    });
  }

  private performCheckpoint(
    checkpoint: number,
    timestamp: number,
    options: CheckpointOptions,
    alignmentMs: number,
  ): void {
    const { world } = this.platform;
    this.lastAlignmentMs = alignmentMs;
    const startDelayMs = Math.max(0, this.jvm.currentTimeMillis() - timestamp);
    if (options.unaligned) {
      this.inflight = { checkpoint, records: new Map(), ready: null, complete: this.gate.channels.length === 0 };
      for (const channel of this.gate.channels) this.recordOvertaken(channel);
    }
    if (this.source && options.type === 'SAVEPOINT_TERMINATE') this.source.all.watermark(MAX_WATERMARK);
    const own = this.inflight?.checkpoint === checkpoint ? this.inflight : null;
    const channels = options.unaligned ? this.chain!.outputInflight() : [];
    for (const partition of this.partitions) {
      partition.broadcastEvent({ kind: 'barrier', checkpoint, timestamp, options }, options.unaligned);
    }
    const began = world.now;
    const synchronous = options.type === 'SAVEPOINT_SUSPEND' || options.type === 'SAVEPOINT_TERMINATE';
    this.occupy(this.snapshot(checkpoint, timestamp), (states) => {
      const syncMs = world.now - began;
      let bytes = 0;
      for (const state of Object.values(states)) bytes += state.size;
      const acknowledge = (asyncMs: number): void => {
        const head = this.chain!.chained[0]!.id;
        const inflight = [...channels, ...this.inputInflight(own)];
        const withChannels =
          inflight.length > 0 ? { ...states, [head]: { ...states[head]!, channels: inflight } } : states;
        const persistedBytes = inflight.reduce(
          (sum, { values }) => sum + values.reduce<number>((s, v) => s + size(v), 0),
          0,
        );
        this.environment.acknowledge(
          checkpoint,
          { alignmentMs, syncMs, asyncMs, startDelayMs, processedBytes: 0, persistedBytes },
          withChannels,
        );
      };
      const asyncMs = SNAPSHOT_ASYNC + bytes / STATE_BYTES_PER_MS;
      this.process.schedule(asyncMs, () => {
        if (this.isTerminal && this.state !== 'FINISHED') return;
        if (own && !own.complete) own.ready = () => acknowledge(world.now - began - syncMs);
        else acknowledge(asyncMs);
      });
      if (synchronous) this.awaitSavepoint(checkpoint);
    });
  }
  private *snapshot(checkpoint: number, timestamp: number): Task<Record<string, OperatorSubtaskState>> {
    const { operators, chained } = this.chain!;
    const states: Record<string, OperatorSubtaskState> = {};
    for (const [i, operator] of operators.entries()) {
      try {
        yield* drive(operator.prepareSnapshot(checkpoint, timestamp));
      } catch (error) {
        throw new JavaError(
          'java.lang.Exception',
          `Could not perform checkpoint ${checkpoint} for operator ${this.taskName} (${this.subtask + 1}/${this.parallelism})#${this.attempt}.`,
          ['org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointOnBarrier(StreamTask.java:1000)'],
          toJavaError(error),
        );
      }
      states[chained[i]!.id] = operator.snapshot();
    }
    yield (resume) => {
      const timer = this.process.schedule(SNAPSHOT_SYNC, () => resume());
      return () => timer.cancel();
    };
    return states;
  }
  /** A stop with savepoint: the task does nothing more until the savepoint is complete. */
  private awaitSavepoint(checkpoint: number): void {
    this.blocked++;
    this.syncSavepoint = {
      checkpoint,
      release: () => {
        this.syncSavepoint = null;
        this.blocked--;
        if (this.blocked === 0) this.resume();
      },
    };
  }

  notifyCheckpointComplete(checkpoint: number): void {
    if (this.isTerminal || !this.chain) return;
    const notify = (): void =>
      this.occupy(this.completing(checkpoint), () => {
        if (this.syncSavepoint?.checkpoint !== checkpoint) return;
        this.syncSavepoint.release();
        if (this.source) this.stopSource();
      });
    if (this.syncSavepoint?.checkpoint === checkpoint) notify();
    else this.mail(notify);
  }
  private *completing(checkpoint: number): Task {
    for (const operator of this.chain!.operators) yield* drive(operator.notifyCheckpointComplete(checkpoint));
  }
  private stopSource(): void {
    this.stoppedBySavepoint = true;
    const result = this.source!.fn.cancel();
    if (typeof result === 'object' && result !== null) this.spawn(result);
    // A source that waits for output or CPU time sees the end of its loop only after that; one that sleeps, when it wakes.
    for (const coroutine of [...this.coroutines]) {
      coroutine.onEnd(() => this.wake());
    }
  }
  abortCheckpoint(checkpoint: number): void {
    if (this.isTerminal) return;
    this.mail(() => {
      this.barriers?.onAborted(checkpoint);
      for (const operator of this.chain?.operators ?? []) operator.notifyCheckpointAborted(checkpoint);
      if (this.source) {
        for (const partition of this.partitions) partition.broadcastEvent({ kind: 'cancelBarrier', checkpoint }, false);
      }
    });
    if (this.syncSavepoint?.checkpoint === checkpoint) this.syncSavepoint.release();
  }

  private recordOvertaken(channel: InputChannel): void {
    for (const buffer of channel.inflight()) this.recordInflight(channel, buffer);
  }
  private recordInflight(channel: InputChannel, buffer: NetworkBuffer): void {
    const { timestamps, marks, bytes } = buffer;
    const kept = new NetworkBuffer(buffer.values.map(copy), timestamps, marks, bytes, false, null);
    const known = this.inflight?.records.get(channel);
    if (known) known.push(kept);
    else this.inflight?.records.set(channel, [kept]);
  }
  private completeInflight(checkpoint: number): void {
    if (this.inflight?.checkpoint !== checkpoint) return;
    this.inflight.complete = true;
    this.inflight.ready?.();
  }
  private inputInflight(inflight: Inflight | null): import('./chain.ts').ChannelState[] {
    if (inflight === null) return [];
    if (this.inflight === inflight) this.inflight = null;
    return [...inflight.records].flatMap(([channel, buffers]) =>
      buffers.map((buffer) => this.chain!.channelState(channel, buffer)),
    );
  }
  /** In-flight records of a restored unaligned checkpoint run before anything new. */
  replay(input: number, values: readonly unknown[], timestamps: readonly number[] | null): void {
    this.mails.push(() => {
      values.forEach((value, i) => {
        const timestamp = timestamps?.[i] ?? Number.NaN;
        if (input === 1) this.head!.processElement2(value, timestamp);
        else this.head!.processElement(value, timestamp);
      });
    });
  }

  // ---- what is shown -------------------------------------------------------------------------------------------------

  emit(fact: Fact): void {
    this.platform.world.emit(fact);
  }

  get io(): IoMetrics {
    const { gate, chain } = this;
    let bytesOut = 0;
    for (const partition of this.partitions) bytesOut += partition.bytesOut;
    return {
      bytesIn: gate.local.bytes + gate.remote.bytes,
      bytesOut,
      recordsIn: this.source ? 0 : (this.head?.recordsIn ?? 0),
      recordsOut: chain?.recordsOut() ?? 0,
    };
  }

  metrics(): TaskMetrics {
    const { gate, partitions } = this;
    const { now } = this.platform.world;
    const rates = this.gauge.perSecond(now);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const remote = gate.channels.filter((channel) => channel.isRemote);
    return {
      io: this.io,
      buffersIn: gate.local.buffers + gate.remote.buffers,
      buffersInLocal: gate.local.buffers,
      buffersInRemote: gate.remote.buffers,
      bytesInLocal: gate.local.bytes,
      bytesInRemote: gate.remote.bytes,
      buffersOut: sum(partitions.map((partition) => partition.buffersOut)),
      busyMsPerSecond: this.source?.legacy ? null : rates.busy,
      idleMsPerSecond: rates.idle,
      backPressuredMsPerSecond: rates.backPressured,
      isBackPressured: this.unavailable > 0,
      inputQueueLength: sum(gate.channels.map((channel) => channel.queued)),
      outputQueueLength: sum(partitions.map((partition) => partition.queued)),
      outPoolUsage:
        partitions.length === 0 ? 0 : Math.max(...partitions.map((partition) => Math.min(1, partition.poolUsage))),
      inPoolUsage:
        remote.length === 0 ? 0 : Math.min(1, sum(remote.map((channel) => channel.queued)) / (remote.length * 2 + 8)),
      currentInputWatermark: this.inputWatermark === MIN_WATERMARK ? null : this.inputWatermark,
      operators: (this.chain?.operators ?? []).map((operator) => ({
        id: operator.chained.id,
        name: operator.name,
        recordsIn: operator.recordsIn,
        lateRecordsDropped: 'lateRecordsDropped' in operator ? (operator.lateRecordsDropped as number) : 0,
      })),
      lastCheckpointAlignmentMs: this.lastAlignmentMs,
    };
  }

  private showProgress(): void {
    this.progressTimer?.cancel();
    this.progressTimer = null;
    const { now } = this.platform.world;
    const { io } = this;
    const span = now - this.progressAt;
    this.progressAt = now;
    if (io.recordsIn + io.recordsOut === this.progressRecords) return;
    this.progressRecords = io.recordsIn + io.recordsOut;
    const { total } = this.gauge;
    const rate = (mode: 'busy' | 'idle' | 'backPressured'): number => {
      const spent = total[mode] - this.progressTotals[mode];
      return span > 0 ? Math.min(1_000, Math.round((spent / span) * 1_000)) : 0;
    };
    const rates = { busy: rate('busy'), idle: rate('idle'), backPressured: rate('backPressured') };
    this.progressTotals = { ...total };
    this.emit({ kind: 'data.progress', ...this.ref, ...io, ...rates, busy: this.source?.legacy ? null : rates.busy });
  }
}
