import { type Coroutine, drive, isTask, type Task, type Wait } from '../../../simulation/task.ts';
import type { Fact, PendingTimers } from '../../../trace/facts.ts';
import type {
  CheckpointedFunction,
  FunctionInitializationContext,
  KeyedStateStore,
  KeySelector,
  MaybeTask,
  OutputTag,
  RichFunction,
  RuntimeContext,
} from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { keyGroupOf } from '../../api/key-groups.ts';
import { hashCode, stringOf } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import type { AccumulatorKind, OperatorSubtaskState } from '../../rpc/gateways.ts';
import type { KnownKey } from '../network/known-keys.ts';
import { KeyMap } from '../state/key-map.ts';
import { KeyedBackend } from '../state/keyed-backend.ts';
import { OperatorBackend } from '../state/operator-backend.ts';
import { createKeyedStateStore, type StateObserver } from '../state/states.ts';
import type { Accumulator, Subtask } from '../tasks/subtask.ts';
import { TimerService, type Triggerable } from '../time/timer-service.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from '../time/timestamps.ts';
import { NoOutput, type Output } from './output.ts';
import { UserMetrics } from './user-metrics.ts';

/** What an operator sees of its task (Flink's StreamTask, Environment and StreamConfig). */
export interface TaskRuntime extends Subtask {
  /** Number of operators that wait for user code; the task takes no input meanwhile. */
  blocked: number;
  /** True while records are few enough to be shown one by one. */
  tracing: boolean;
  emit(fact: Fact): void;
  /** True while output buffers are free. */
  readonly mayEmit: boolean;
  /** As `mail`, for work that emits records: only while output buffers are free. */
  work(run: () => void): void;
  /** Runs `run` in the task's thread, between records. */
  mail(run: () => void): void;
  fail(error: unknown): void;
  /** Starts user code that may block; it ends with the task. */
  spawn<T>(task: Task<T>): Coroutine<T>;
  /** Operators stopped waiting: the task may go on. */
  resume(): void;
}

/** What a run of a DataSet operator sees: its broadcast sets and the superstep, which counts from 1. */
export interface Phase {
  readonly superstep: number;
  broadcast(name: string): readonly unknown[] | undefined;
}

/** One operator of a chain (AbstractStreamOperator). */
export abstract class StreamOperator {
  output: Output = new NoOutput();
  /** All edges, side outputs included: where watermarks go. */
  all: Output = new NoOutput();
  sides: ReadonlyMap<string, Output> = new Map();
  /** numRecordsIn: what it was sent. */
  recordsIn = 0;
  /** Records that it read itself: nobody sent them, but they are work. */
  recordsRead = 0;
  /** numRecordsOut of operators that count by themselves; null: what their outputs were given. */
  get countedOut(): number | null {
    return null;
  }
  /** User code of this operator waits; what comes meanwhile is kept. */
  blocked = false;
  currentWatermark = MIN_WATERMARK;
  readonly operatorState = new OperatorBackend();
  /** What user code registered with its MetricGroup. */
  readonly metrics = new UserMetrics();
  keyed: KeyedBackend | null = null;
  /** What the writer of a record knew of its key: of this one or, when it knew nothing, of some record before it. */
  known: KnownKey | null = null;
  restored = false;
  /** Of a DataSet operator with broadcast sets, or in an iteration. */
  phase: Phase | null = null;
  private readonly kept: (() => void)[] = [];
  private readonly timerServices: TimerService<unknown>[] = [];
  private watermark1 = MIN_WATERMARK;
  private watermark2 = MIN_WATERMARK;

  constructor(
    readonly runtime: TaskRuntime,
    readonly chained: ChainedOperator,
  ) {}

  get name(): string {
    return this.chained.node.name;
  }

  abstract processElement(value: unknown, timestamp: number): void;
  processElement2(_value: unknown, _timestamp: number): void {
    throw new Error(`${this.name} has one input`);
  }
  /** A record of a broadcast set; sets count from 3, as inputs. */
  processBroadcast(_input: number, _value: unknown): void {
    throw new Error(`${this.name} has no broadcast sets`);
  }

  /** Called before `open`, with the state to go on from. */
  restore(state: OperatorSubtaskState | undefined): void {
    this.restored = state !== undefined;
    if (!state) return;
    this.operatorState.restore(state.operator);
    this.keyed?.restore(state.keyed);
  }
  open(): MaybeTask<void> {}
  /** No more records will come on this input (1 or 2; from 3 on broadcast sets). */
  endInput(_input: number): MaybeTask<void> {}
  close(): MaybeTask<void> {}
  dispose(): void {
    for (const service of this.timerServices) service.close();
  }
  prepareSnapshot(_checkpoint: number, _timestamp: number): MaybeTask<void> {}
  snapshot(): OperatorSubtaskState {
    const operator = this.operatorState.snapshot();
    const keyed = this.keyed?.snapshot();
    return {
      keyed: keyed && keyed.handle.groups.size > 0 ? [keyed.handle] : [],
      operator: operator.handles,
      inputChannels: [],
      resultSubpartitions: [],
      size: operator.size + (keyed?.size ?? 0),
    };
  }
  notifyCheckpointComplete(_checkpoint: number): MaybeTask<void> {}
  notifyCheckpointAborted(_checkpoint: number): void {}

  // ---- time ----------------------------------------------------------------------------------------------------------

  /** A watermark of a one-input operator: due timers run, then it goes on. */
  processWatermark(watermark: number): void {
    this.currentWatermark = watermark;
    this.advance(watermark, 0);
  }
  processWatermarkOf(input: number, watermark: number): void {
    if (input === 1) this.watermark1 = watermark;
    else this.watermark2 = watermark;
    const least = Math.min(this.watermark1, this.watermark2);
    if (least > this.currentWatermark) this.processWatermark(least);
  }
  processStatus(idle: boolean): void {
    this.all.status(idle);
  }
  protected timerService<N>(name: string, target: Triggerable<N>, idOf: (namespace: N) => string): TimerService<N> {
    if (!this.keyed) throw new Error(`${this.name} has timers but no keys`);
    const service = new TimerService<N>(name, this.keyed, this.runtime.clock, () => this.runDue(service, target), idOf);
    service.byKey = this.runtime.settings.batch;
    this.targets.push(target as never);
    this.timerServices.push(service as TimerService<unknown>);
    return service;
  }
  get pendingTimers(): readonly PendingTimers[] {
    return this.timerServices.flatMap((service) => service.pending());
  }
  /** Timers of user code, which have no namespace. */
  protected userTimers(target: Triggerable<string>): TimerService<string> {
    return this.timerService('user-timers', target, () => '');
  }
  private readonly targets: Triggerable<unknown>[] = [];

  /** In BATCH mode, after the last record of a key: all its timers run (BatchExecutionInternalTimeService.setCurrentKey). */
  finishKey(): void {
    this.fireAll(0);
  }
  private fireAll(from: number): void {
    this.currentWatermark = MAX_WATERMARK;
    for (let i = from; i < this.timerServices.length; i++) {
      const service = this.timerServices[i]!;
      const target = this.targets[i]!;
      service.watermark = MAX_WATERMARK;
      for (;;) {
        const eventTime = service.pollEventTime();
        const timer = eventTime ?? service.pollProcessingTime(Number.POSITIVE_INFINITY);
        if (!timer) break;
        const result = eventTime ? target.onEventTime(timer) : target.onProcessingTime(timer);
        if (isTask(result)) {
          this.suspend(result, () => this.fireAll(i));
          return;
        }
      }
      service.watermark = MIN_WATERMARK;
    }
    this.currentWatermark = MIN_WATERMARK;
  }

  private advance(watermark: number, from: number): void {
    for (let i = from; i < this.timerServices.length; i++) {
      const service = this.timerServices[i]!;
      service.watermark = watermark;
      for (let timer = service.pollEventTime(); timer; timer = service.pollEventTime()) {
        const result = this.targets[i]!.onEventTime(timer);
        if (isTask(result)) {
          this.suspend(result, () => this.advance(watermark, i));
          return;
        }
      }
    }
    this.all.watermark(watermark);
  }
  private runDue<N>(service: TimerService<N>, target: Triggerable<N>): void {
    const now = this.runtime.clock.now();
    for (let timer = service.pollProcessingTime(now); timer; timer = service.pollProcessingTime(now)) {
      const result = target.onProcessingTime(timer);
      if (isTask(result)) {
        this.suspend(result, () => this.runDue(service, target));
        return;
      }
    }
  }

  // ---- blocking user code --------------------------------------------------------------------------------------------

  /** Keeps `run` until the user code that blocks is through. */
  defer(run: () => void): void {
    this.kept.push(run);
  }

  /** The task is being canceled: what was kept does not run any more. */
  forgetKept(): void {
    this.kept.length = 0;
  }

  /** Lets user code that blocks go on in virtual time; `then` gets its result, then what was kept runs. */
  suspend<T>(task: Task<T>, then: (result: T) => void): void {
    const { runtime } = this;
    this.blocked = true;
    runtime.blocked++;
    runtime.spawn(task).onEnd((coroutine) => {
      this.blocked = false;
      runtime.blocked--;
      if (coroutine.error !== undefined) {
        runtime.fail(coroutine.error);
        return;
      }
      try {
        then(coroutine.result as T);
        while (!this.blocked && this.kept.length > 0) this.kept.shift()!();
      } catch (error) {
        runtime.fail(error);
        return;
      }
      if (runtime.blocked === 0) runtime.resume();
    });
  }

  /** Emits what user code that blocks will answer. */
  protected emitResult(task: Task<unknown>, timestamp: number): void {
    this.suspend(task, (result) => this.output.emit(result, timestamp));
  }

  /** Runs `task` in the task's thread; what comes meanwhile is kept. */
  protected occupy(task: Task): void {
    const first = task.next();
    if (!first.done) this.suspend(after(first.value, task), () => {});
  }

  // ---- outputs -------------------------------------------------------------------------------------------------------

  outputTo(tag: OutputTag, value: unknown, timestamp: number): void {
    this.sides.get(tag.id)?.emit(value, timestamp);
  }
}

/** The rest of a coroutine that was started by hand. */
function* after(wait: Wait, task: Task): Task {
  yield wait;
  yield* task;
}

/** AbstractUdfStreamOperator: life cycle, state and checkpoints of a user function. */
export abstract class FunctionOperator<F extends object> extends StreamOperator {
  readonly context: RuntimeContext;
  private store: KeyedStateStore | null = null;

  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    readonly fn: F,
    private readonly keySelector: KeySelector | null,
  ) {
    super(runtime, chained);
    if (keySelector) this.keyed = createBackend(runtime);
    this.context = createRuntimeContext(runtime, () => this.keyedStore(), this);
  }

  /** setKeyContextElement: state that the function uses now is that of the record's key. */
  protected useKeyOf(value: unknown): void {
    if (this.keySelector) this.keyed!.key = this.keySelector.getKey(value);
  }

  protected keyedStore(): KeyedStateStore {
    if (!this.keyed) {
      throw new JavaError(
        'java.lang.NullPointerException',
        "Keyed state can only be used on a 'keyed stream', i.e., after a 'keyBy()' operation.",
        [
          'org.apache.flink.util.Preconditions.checkNotNull(Preconditions.java:76)',
          'org.apache.flink.streaming.api.operators.StreamingRuntimeContext.checkPreconditionsAndGetKeyedStateStore(StreamingRuntimeContext.java:237)',
        ],
        null,
      );
    }
    this.store ??= createKeyedStateStore(this.keyed, () => this.runtime.clock.now(), stateObserver(this.runtime));
    return this.store;
  }

  override *open(): Task {
    const rich = this.fn as RichFunction & Partial<CheckpointedFunction>;
    if (typeof rich.initializeState === 'function') {
      yield* drive(rich.initializeState(this.initializationContext(), this.context));
    }
    if (typeof rich.open === 'function') yield* drive(rich.open(this.context));
  }
  override *close(): Task {
    const rich = this.fn as RichFunction;
    if (typeof rich.close === 'function') yield* drive(rich.close());
  }
  override *prepareSnapshot(checkpoint: number, timestamp: number): Task {
    const checkpointed = this.fn as Partial<CheckpointedFunction>;
    if (typeof checkpointed.snapshotState === 'function') {
      yield* drive(
        checkpointed.snapshotState({ checkpointId: () => checkpoint, checkpointTimestamp: () => timestamp }),
      );
    }
  }
  override *notifyCheckpointComplete(checkpoint: number): Task {
    const checkpointed = this.fn as Partial<CheckpointedFunction>;
    if (typeof checkpointed.notifyCheckpointComplete === 'function') {
      yield* drive(checkpointed.notifyCheckpointComplete(checkpoint));
    }
  }
  private initializationContext(): FunctionInitializationContext {
    return {
      isRestored: () => this.restored,
      listState: (descriptor) => this.operatorState.listState(descriptor, 'SPLIT_DISTRIBUTE'),
      unionListState: (descriptor) => this.operatorState.listState(descriptor, 'UNION'),
      broadcastState: (descriptor) => this.operatorState.broadcastState(descriptor),
      registeredStateNames: () => this.operatorState.listNames(),
      registeredBroadcastStateNames: () => this.operatorState.broadcastNames(),
      keyedStateStore: () => this.keyedStore(),
    };
  }
}

function createBackend(runtime: TaskRuntime): KeyedBackend {
  return new KeyedBackend(runtime.keyGroups, runtime.maxParallelism, runtime.settings.stateBackend === 'rocksdb');
}

/** Shows changes of keyed state on the trace while records are few. */
export function stateObserver(runtime: TaskRuntime): StateObserver {
  return {
    changed(state, key, value) {
      if (runtime.tracing) showState(runtime, state, key, value);
    },
  };
}

export function showState(runtime: TaskRuntime, state: string, key: unknown, value: unknown): void {
  runtime.emit({
    kind: 'data.state',
    ...runtime.ref,
    state,
    key: stringOf(key),
    keyGroup: keyGroupOf(hashCode(key), runtime.maxParallelism),
    value: value === null ? null : stateText(value),
  });
}

function stateText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stringOf).join(', ')}]`;
  if (value instanceof KeyMap) {
    const entries = [...value.entries()].map(([key, element]) => `${stringOf(key)}=${stringOf(element)}`);
    return `{${entries.join(', ')}}`;
  }
  return stringOf(value);
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function createRuntimeContext(
  runtime: TaskRuntime,
  store: () => KeyedStateStore,
  operator: StreamOperator,
): RuntimeContext {
  return {
    taskName: runtime.taskName,
    indexOfThisSubtask: runtime.subtask,
    numberOfParallelSubtasks: runtime.parallelism,
    maxNumberOfParallelSubtasks: runtime.maxParallelism,
    attemptNumber: runtime.attempt,
    jobId: runtime.ref.job,
    metrics: operator.metrics.group,
    parameters: operator.chained.node.parameters ?? NO_PARAMETERS,
    get superstep() {
      return operator.phase?.superstep ?? null;
    },
    accumulator(name, kind) {
      let accumulator = runtime.accumulators.get(name);
      if (!accumulator) {
        accumulator = createAccumulator(kind);
        runtime.accumulators.set(name, accumulator);
      }
      return accumulator;
    },
    addAccumulator(name, snapshot) {
      runtime.accumulators.set(name, { kind: 'own', add: () => undefined, localValue: snapshot });
    },
    hasBroadcastVariable: (name) => operator.phase?.broadcast(name) !== undefined,
    broadcastVariable(name) {
      const set = operator.phase?.broadcast(name);
      if (set) return set;
      throw new JavaError(
        'java.lang.IllegalArgumentException',
        `The broadcast variable with name '${name}' has not been set.`,
        [],
        null,
      );
    },
    cachedFiles: runtime.settings.cachedFiles ?? [],
    globalJobParameters: runtime.settings.globalJobParameters,
    get globalJobParametersObject() {
      return runtime.settings.globalJobParametersObject?.instantiate(runtime.jvm) ?? null;
    },
    valueState: (descriptor) => store().valueState(descriptor),
    listState: (descriptor) => store().listState(descriptor),
    mapState: (descriptor) => store().mapState(descriptor),
    appendingState: (descriptor) => store().appendingState(descriptor),
  };
}

function createAccumulator(kind: AccumulatorKind): Accumulator {
  if (kind === 'list') {
    const values: unknown[] = [];
    return { kind, add: (value) => values.push(value), localValue: () => [...values] };
  }
  if (kind === 'histogram') {
    const counts = new Map<number, number>();
    return {
      kind,
      add: (value) => counts.set(Number(value), (counts.get(Number(value)) ?? 0) + 1),
      localValue: () => new Map([...counts].sort(([a], [b]) => a - b)),
    };
  }
  let sum = 0;
  return {
    kind,
    add(value) {
      const number = Number(typeof value === 'object' && value !== null ? (value as { value: number }).value : value);
      sum = kind === 'int' ? (sum + number) | 0 : sum + number;
    },
    localValue: () => sum,
  };
}
