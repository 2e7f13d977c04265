import type { FileContent, FileSystem } from '../../platform/types.ts';
import type { Task, Wait } from '../../simulation/task.ts';
import type { JavaError } from './jar.ts';
import type { TypeInformation } from './types.ts';
import type { LongValue } from './values.ts';

/** A call into user code: a plain result, or a coroutine when that code may block (Thread.sleep, a nested collect). */
export type MaybeTask<T> = T | Task<T>;

/**
 * A user function as it is kept in a job graph: serialised. Each subtask gets an instance of its own, made inside the
 * JVM of its TaskManager process, so captured values are copies and static fields are that JVM's.
 */
export interface UserFunction<F> {
  /** Simple class name for operator names: `Tokenizer`, `ProcessWindowFunction$2`. */
  readonly name: string;
  /** Its class is a RichFunction; some calls of the API refuse those. */
  readonly rich?: boolean;
  instantiate(jvm: JvmRef): F;
}

/** Identity of a JVM process; programs keep one set of loaded classes (static fields) per JVM and jar. */
export interface JvmRef {
  /** Unique per process in a world: `node2/1234`. */
  readonly id: string;
  /** The world's clock in ms since 1970. */
  currentTimeMillis(): number;
  /** IANA name of the machines' zone: `user.timezone`. */
  readonly timezone: string;
  /** Where System.out and System.err of that JVM go. */
  out(text: string): void;
  err(text: string): void;
  /** Writes a line to the process's log; false: it has none. */
  log?(level: 'INFO' | 'WARN' | 'ERROR', logger: string, message: string, error?: JavaError): boolean;
  sleep(ms: number): Wait;
  /** A seeded random stream of that name for what Java would draw from entropy. */
  random(stream: string): { next(): number };
  /** Virtual time 0 in ms since 1970. */
  readonly epoch: number;
  /** The disk of its machine as its user may use it; throws SystemError. */
  readonly files: FileSystem;
  /** Working directory: where relative paths start. */
  readonly cwd: string;
  /** The machine it runs on. */
  readonly host: { readonly name: string; readonly address: string };
}

export interface Collector<T> {
  collect(value: T): void;
}

/** Life cycle of rich functions; all optional. */
export interface RichFunction {
  open?(context: RuntimeContext): MaybeTask<void>;
  close?(): MaybeTask<void>;
}

export interface MapFunction<I = unknown, O = unknown> extends RichFunction {
  map(value: I): MaybeTask<O>;
}
export interface FlatMapFunction<I = unknown, O = unknown> extends RichFunction {
  flatMap(value: I, out: Collector<O>): MaybeTask<void>;
}
export interface FilterFunction<I = unknown> extends RichFunction {
  filter(value: I): MaybeTask<boolean>;
}
export interface KeySelector<I = unknown, K = unknown> {
  getKey(value: I): K;
}
export interface ReduceFunction<T = unknown> extends RichFunction {
  reduce(a: T, b: T): MaybeTask<T>;
}
export interface AggregateFunction<I = unknown, A = unknown, O = unknown> extends RichFunction {
  createAccumulator(): A;
  add(value: I, accumulator: A): A;
  getResult(accumulator: A): O;
  merge(a: A, b: A): A;
}
export interface Partitioner<K = unknown> {
  partition(key: K, partitions: number): number;
}

/** Timestamps are epoch ms; null where a record has none. */
export interface ProcessContext {
  timestamp(): number | null;
  currentProcessingTime(): number;
  currentWatermark(): LongValue;
  registerProcessingTimeTimer(time: number): void;
  registerEventTimeTimer(time: number): void;
  deleteProcessingTimeTimer(time: number): void;
  deleteEventTimeTimer(time: number): void;
  output(tag: OutputTag, value: unknown): void;
  currentKey(): unknown;
}
export type TimeDomain = 'EVENT_TIME' | 'PROCESSING_TIME';
export interface OnTimerContext extends ProcessContext {
  timeDomain(): TimeDomain;
}
/** ProcessFunction and KeyedProcessFunction alike. */
export interface ProcessFunction<I = unknown, O = unknown> extends RichFunction {
  processElement(value: I, context: ProcessContext, out: Collector<O>): MaybeTask<void>;
  onTimer?(timestamp: number, context: OnTimerContext, out: Collector<O>): MaybeTask<void>;
}
/** Where an AsyncFunction puts the results of a record; the first call counts. */
export interface ResultFuture {
  complete(results: readonly unknown[]): void;
  completeExceptionally(error: JavaError): void;
}
export interface AsyncFunction<I = unknown> extends RichFunction {
  asyncInvoke(value: I, result: ResultFuture): MaybeTask<void>;
  timeout(value: I, result: ResultFuture): MaybeTask<void>;
}
export interface CoMapFunction extends RichFunction {
  map1(value: unknown): MaybeTask<unknown>;
  map2(value: unknown): MaybeTask<unknown>;
}
export interface CoFlatMapFunction extends RichFunction {
  flatMap1(value: unknown, out: Collector<unknown>): MaybeTask<void>;
  flatMap2(value: unknown, out: Collector<unknown>): MaybeTask<void>;
}
/** CoProcessFunction and KeyedCoProcessFunction. */
export interface CoProcessFunction extends RichFunction {
  processElement1(value: unknown, context: ProcessContext, out: Collector<unknown>): MaybeTask<void>;
  processElement2(value: unknown, context: ProcessContext, out: Collector<unknown>): MaybeTask<void>;
  onTimer?(timestamp: number, context: OnTimerContext, out: Collector<unknown>): MaybeTask<void>;
}
export interface BroadcastContext extends ProcessContext {
  broadcastState(descriptor: StateDescriptor): MapState;
  /** Keyed broadcast functions only. */
  applyToKeyedState(descriptor: StateDescriptor, apply: (key: unknown, state: unknown) => void): void;
}
/** BroadcastProcessFunction and KeyedBroadcastProcessFunction. */
export interface BroadcastProcessFunction extends RichFunction {
  processElement(value: unknown, context: BroadcastContext, out: Collector<unknown>): MaybeTask<void>;
  processBroadcastElement(value: unknown, context: BroadcastContext, out: Collector<unknown>): MaybeTask<void>;
  onTimer?(timestamp: number, context: OnTimerContext, out: Collector<unknown>): MaybeTask<void>;
}
export interface ProcessJoinFunction extends RichFunction {
  processElement(
    left: unknown,
    right: unknown,
    context: ProcessContext & { leftTimestamp(): number; rightTimestamp(): number },
    out: Collector<unknown>,
  ): MaybeTask<void>;
}

// ---- windows -------------------------------------------------------------------------------------------------------

export interface TimeWindow {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}
/** GlobalWindow is {start: -Infinity, end: Infinity}. */
export type Window = TimeWindow;

export interface WindowContext {
  window(): Window;
  currentProcessingTime(): number;
  currentWatermark(): LongValue;
  windowState(): KeyedStateStore;
  globalState(): KeyedStateStore;
  output(tag: OutputTag, value: unknown): void;
}
/** WindowFunction, AllWindowFunction (key is null) and the process forms, one shape. */
export interface WindowFunction extends RichFunction {
  process(key: unknown, context: WindowContext, elements: Iterable<unknown>, out: Collector<unknown>): MaybeTask<void>;
  clear?(context: WindowContext): MaybeTask<void>;
}
export interface WindowAssigner {
  /** As in operator names: `TumblingEventTimeWindows(10000)`. */
  readonly name: string;
  readonly isEventTime: boolean;
  assignWindows(element: unknown, timestamp: number, processingTime: number): Window[];
  /** True for session windows: the operator merges touching windows. */
  readonly merging: boolean;
  defaultTrigger(): Trigger;
}
export type TriggerResult = 'CONTINUE' | 'FIRE' | 'PURGE' | 'FIRE_AND_PURGE';
export interface TriggerContext {
  currentProcessingTime(): number;
  currentWatermark(): LongValue;
  registerProcessingTimeTimer(time: number): void;
  registerEventTimeTimer(time: number): void;
  deleteProcessingTimeTimer(time: number): void;
  deleteEventTimeTimer(time: number): void;
  partitionedState(descriptor: StateDescriptor): unknown;
}
/** Given to onMerge: the state of the merged windows can be merged into the new one's. */
export interface OnMergeContext extends TriggerContext {
  mergePartitionedState(descriptor: StateDescriptor): void;
}
export interface Trigger {
  /** Simple class name: `EventTimeTrigger`. */
  readonly name: string;
  /** toString(), which windowAll's operator names have: `CountTrigger(3)`. Absent: the name. */
  readonly text?: string;
  onElement(element: unknown, timestamp: number, window: Window, context: TriggerContext): TriggerResult;
  onProcessingTime(time: number, window: Window, context: TriggerContext): TriggerResult;
  onEventTime(time: number, window: Window, context: TriggerContext): TriggerResult;
  readonly canMerge: boolean;
  onMerge?(window: Window, context: OnMergeContext): void;
  clear(window: Window, context: TriggerContext): void;
}
export interface Evictor {
  readonly name: string;
  /** toString(); absent: the name. */
  readonly text?: string;
  evictBefore(
    elements: { value: unknown; timestamp: number }[],
    window: Window,
  ): { value: unknown; timestamp: number }[];
  evictAfter(
    elements: { value: unknown; timestamp: number }[],
    window: Window,
  ): { value: unknown; timestamp: number }[];
}

// ---- joins, sources, sinks, time ------------------------------------------------------------------------------------

export interface JoinFunction extends RichFunction {
  /** JoinFunction collects its one result; FlatJoinFunction any number. */
  join(left: unknown, right: unknown, out: Collector<unknown>): MaybeTask<void>;
}
export interface CoGroupFunction extends RichFunction {
  coGroup(left: Iterable<unknown>, right: Iterable<unknown>, out: Collector<unknown>): MaybeTask<void>;
}
/** What `synchronized (context.getCheckpointLock())` takes: while a source holds it, its task takes no checkpoint and fires no timer. */
export interface CheckpointLock {
  /** Undefined, or something to wait for first. Who holds it may take it again. */
  enter(): Wait | undefined;
  leave(): void;
}
export interface SourceContext {
  readonly checkpointLock: CheckpointLock;
  /** Undefined, or something to wait for first (no output buffer, the slot's time is used up). Same for the others. */
  collect(value: unknown): Wait | undefined;
  collectWithTimestamp(value: unknown, timestamp: number): Wait | undefined;
  emitWatermark(timestamp: number): Wait | undefined;
  markAsTemporarilyIdle(): void;
}
export interface SourceFunction extends RichFunction, Partial<CheckpointedFunction> {
  run(context: SourceContext): Task;
  cancel(): MaybeTask<void>;
}
export interface SinkContext {
  timestamp(): number | null;
  currentProcessingTime(): number;
  currentWatermark(): LongValue;
}
export interface SinkFunction extends RichFunction, Partial<CheckpointedFunction> {
  invoke(value: unknown, context: SinkContext): MaybeTask<void>;
}
/** CheckpointedFunction; on any function. */
export interface CheckpointedFunction {
  snapshotState(context: { checkpointId(): number; checkpointTimestamp(): number }): MaybeTask<void>;
  /** `runtime`: what getRuntimeContext() answers; a rich function has it before it is opened. */
  initializeState(context: FunctionInitializationContext, runtime: RuntimeContext): MaybeTask<void>;
  notifyCheckpointComplete?(checkpoint: number): MaybeTask<void>;
}
export interface FunctionInitializationContext {
  isRestored(): boolean;
  listState(descriptor: StateDescriptor): ListState;
  unionListState(descriptor: StateDescriptor): ListState;
  /** Names of list states and of broadcast states, restored ones included. */
  registeredStateNames(): readonly string[];
  registeredBroadcastStateNames(): readonly string[];
  broadcastState(descriptor: StateDescriptor): MapState;
  keyedStateStore(): KeyedStateStore;
}
/** Where an operator of one's own sends to (Output); times in ms, NaN for records without one. */
export interface OperatorOutput {
  emit(value: unknown, timestamp: number): void;
  outputTo(tag: OutputTag, value: unknown, timestamp: number): void;
  /** Due timers run, then the watermark goes on: what AbstractStreamOperator.processWatermark does. */
  advanceTo(watermark: number): void;
  /** The watermark goes on, and nothing else. */
  emitWatermark(watermark: number): void;
  currentProcessingTime(): number;
  /** Runs `callback` in the task's thread when it is that time. */
  registerTimer(time: number, callback: (time: number) => MaybeTask<void>): void;
  currentKey(): unknown;
}
/** An operator of one's own with one input (OneInputStreamOperator). */
export interface OwnOperator extends RichFunction, Partial<CheckpointedFunction> {
  /** Before anything else is called. */
  setup(output: OperatorOutput, runtime: RuntimeContext): void;
  processElement(value: unknown, timestamp: number): MaybeTask<void>;
  processWatermark(watermark: number): MaybeTask<void>;
  /** BoundedOneInput. */
  endInput?(): MaybeTask<void>;
}
/** Says which directory below the sink's path a record belongs in. */
export interface BucketAssigner {
  getBucketId(element: unknown, context: SinkContext): string;
}
export interface WatermarkOutput {
  emitWatermark(timestamp: number): void;
  markIdle(): void;
}
export interface WatermarkGenerator {
  onEvent(event: unknown, timestamp: number, output: WatermarkOutput): void;
  onPeriodicEmit(output: WatermarkOutput): void;
}
export interface WatermarkStrategy {
  createGenerator(): WatermarkGenerator;
  /** Null keeps the record's own timestamp. */
  extractTimestamp: ((event: unknown, recordTimestamp: number) => number) | null;
  /** ms without records after which the source counts as idle; null: never. */
  readonly idleTimeout: number | null;
}

// ---- runtime context and state ---------------------------------------------------------------------------------------

/** MetricGroup of an operator: what is registered shows under `/jobs/:id/vertices/:id/metrics`. A name that is taken keeps its first metric. */
export interface MetricGroup {
  /** Names are joined by dots below the operator's. */
  addGroup(name: string): MetricGroup;
  counter(name: string): Counter;
  /** `read` answers the metric's values by suffix: '' for a counter, gauge or meter, `_count`, `_mean` … for a histogram. */
  register(name: string, read: () => Readonly<Record<string, unknown>>): void;
}
export interface Counter {
  inc(n?: number): void;
  count(): number;
}

/** What an accumulator of the program held at a moment; those of several subtasks merge by its own merge(). */
export interface OwnAccumulator {
  /** Simple name of its class. */
  readonly type: string;
  merge(other: OwnAccumulator): OwnAccumulator;
  /** getLocalValue() */
  result(): unknown;
  /** Of what it results in. */
  resultClass(): string;
  toString(): string;
}

export function isOwnAccumulator(value: unknown): value is OwnAccumulator {
  return typeof value === 'object' && value !== null && 'merge' in value && 'result' in value;
}

/** What registerCachedFile registered: its path at the client, and its content once the job is submitted. */
export interface CachedFile {
  readonly name: string;
  readonly path: string;
  readonly isExecutable: boolean;
  readonly content: FileContent | null;
}
export interface RuntimeContext extends KeyedStateStore {
  readonly cachedFiles: readonly CachedFile[];
  readonly taskName: string;
  readonly indexOfThisSubtask: number;
  readonly numberOfParallelSubtasks: number;
  readonly maxNumberOfParallelSubtasks: number;
  readonly attemptNumber: number;
  readonly jobId: string;
  readonly metrics: MetricGroup;
  accumulator(
    name: string,
    kind: 'int' | 'long' | 'double' | 'histogram' | 'list',
  ): { add(value: unknown): void; localValue(): unknown };
  /** Adds an accumulator of the program's own making. */
  addAccumulator(name: string, snapshot: () => OwnAccumulator): void;
  /** @throws IllegalArgumentException for a set that the operator was not given */
  broadcastVariable(name: string): readonly unknown[];
  hasBroadcastVariable(name: string): boolean;
  /** withParameters of a DataSet operator; what open() gets. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Of a DataSet iteration, from 1 on; null outside of one. */
  readonly superstep: number | null;
  readonly globalJobParameters: Readonly<Record<string, string>>;
  /** What the program gave to setGlobalJobParameters, in this JVM; null without it. */
  readonly globalJobParametersObject: unknown;
}

export interface StateTtl {
  /** ms */
  readonly ttl: number;
  readonly updateType: 'OnCreateAndWrite' | 'OnReadAndWrite' | 'Disabled';
  readonly visibility: 'NeverReturnExpired' | 'ReturnExpiredIfNotCleanedUp';
}
export interface StateDescriptor {
  readonly kind: 'value' | 'list' | 'map' | 'reducing' | 'aggregating';
  readonly name: string;
  readonly defaultValue?: unknown;
  readonly reduce?: ReduceFunction;
  readonly aggregate?: AggregateFunction;
  readonly ttl?: StateTtl;
}
export interface ValueState<T = unknown> {
  value(): T | null;
  update(value: T | null): void;
  clear(): void;
}
export interface ListState<T = unknown> {
  get(): T[];
  add(value: T): void;
  addAll(values: readonly T[]): void;
  update(values: readonly T[]): void;
  clear(): void;
}
/** Keys are compared as Java does (hashCode/equals). */
export interface MapState {
  get(key: unknown): unknown;
  put(key: unknown, value: unknown): void;
  remove(key: unknown): void;
  contains(key: unknown): boolean;
  entries(): [unknown, unknown][];
  isEmpty(): boolean;
  clear(): void;
}
/** ReducingState and AggregatingState. */
export interface AppendingState {
  get(): unknown;
  add(value: unknown): void;
  clear(): void;
}
export interface KeyedStateStore {
  valueState(descriptor: StateDescriptor): ValueState;
  listState(descriptor: StateDescriptor): ListState;
  mapState(descriptor: StateDescriptor): MapState;
  appendingState(descriptor: StateDescriptor): AppendingState;
}

/** Side output. Two tags with the same id are the same. */
export interface OutputTag {
  readonly id: string;
  readonly type: TypeInformation;
}
