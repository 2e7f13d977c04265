import { isTask, type Task } from '../../../simulation/task.ts';
import type {
  BroadcastContext,
  BroadcastProcessFunction,
  CoFlatMapFunction,
  CoMapFunction,
  CoProcessFunction,
  KeySelector,
  MapState,
  ProcessJoinFunction,
  StateDescriptor,
} from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { copy, size } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { KeyMap } from '../state/key-map.ts';
import { stateOf } from '../state/states.ts';
import type { Timer } from '../time/timer-queue.ts';
import type { TimerService } from '../time/timer-service.ts';
import { FunctionOperator, type TaskRuntime } from './operator.ts';
import {
  FunctionContext,
  nothing,
  type TimerAccess,
  TimerContext,
  TimestampedCollector,
  UserTimers,
} from './simple.ts';

/** A user function of two inputs; on keyed streams each record sets the key by its own input's selector. */
abstract class CoOperator<F extends object> extends FunctionOperator<F> {
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: F,
    key1: KeySelector | null,
    private readonly key2: KeySelector | null,
  ) {
    super(runtime, chained, fn, key1);
  }
  protected useKeyOf2(value: unknown): void {
    if (this.keyed && this.key2) this.keyed.key = this.key2.getKey(value);
  }
}

/** CoStreamMap. */
export class CoMapOperator extends CoOperator<CoMapFunction> {
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    this.give(this.fn.map1(value), timestamp);
  }
  override processElement2(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf2(value);
    this.give(this.fn.map2(value), timestamp);
  }
  private give(result: unknown, timestamp: number): void {
    if (isTask(result)) this.emitResult(result, timestamp);
    else this.output.emit(result, timestamp);
  }
}

/** CoStreamFlatMap. */
export class CoFlatMapOperator extends CoOperator<CoFlatMapFunction> {
  private readonly collector = new TimestampedCollector(this);
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    this.collector.timestamp = timestamp;
    const result = this.fn.flatMap1(value, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
  override processElement2(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf2(value);
    this.collector.timestamp = timestamp;
    const result = this.fn.flatMap2(value, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

/** CoProcessOperator and KeyedCoProcessOperator. */
export class CoProcessOperator extends CoOperator<CoProcessFunction> {
  private readonly collector = new TimestampedCollector(this);
  private readonly functionContext: FunctionContext;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: CoProcessFunction,
    key1: KeySelector | null,
    key2: KeySelector | null,
  ) {
    super(runtime, chained, fn, key1, key2);
    const timers = this.keyed ? this.userTimers(new UserTimers(fn, () => timerContext, this.collector)) : null;
    const timerContext = new TimerContext(this, timers);
    this.functionContext = new FunctionContext(this, timers);
  }
  processElement(value: unknown, timestamp: number): void {
    this.useKeyOf(value);
    this.enter(timestamp);
    const result = this.fn.processElement1(value, this.functionContext, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
  override processElement2(value: unknown, timestamp: number): void {
    this.useKeyOf2(value);
    this.enter(timestamp);
    const result = this.fn.processElement2(value, this.functionContext, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
  private enter(timestamp: number): void {
    this.recordsIn++;
    this.collector.timestamp = timestamp;
    this.functionContext.element = timestamp;
  }
}

class BroadcastFunctionContext extends TimerContext implements BroadcastContext {
  constructor(
    private readonly owner: BroadcastProcessOperator,
    timers: TimerAccess | null,
    private readonly writable: boolean,
  ) {
    super(owner, timers);
  }
  broadcastState(descriptor: StateDescriptor): MapState {
    const state = this.owner.broadcast(descriptor);
    if (this.writable) return state;
    const readOnly = (): never => {
      throw new JavaError('java.lang.UnsupportedOperationException', null, [], null);
    };
    return { ...state, put: readOnly, remove: readOnly, clear: readOnly };
  }
  applyToKeyedState(descriptor: StateDescriptor, apply: (key: unknown, state: unknown) => void): void {
    this.owner.applyToKeyedState(descriptor, apply);
  }
}

/** CoBroadcastWithKeyedOperator and CoBroadcastWithNonKeyedOperator: the second input is the broadcast one. */
export class BroadcastProcessOperator extends FunctionOperator<BroadcastProcessFunction> {
  private readonly collector = new TimestampedCollector(this);
  private readonly reading: BroadcastFunctionContext;
  private readonly writing: BroadcastFunctionContext;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: BroadcastProcessFunction,
    private readonly descriptors: readonly StateDescriptor[],
    key1: KeySelector | null,
  ) {
    super(runtime, chained, fn, key1);
    const timers = this.keyed ? this.userTimers(new UserTimers(fn, () => this.reading, this.collector)) : null;
    this.reading = new BroadcastFunctionContext(this, timers, false);
    this.writing = new BroadcastFunctionContext(this, null, true);
  }
  broadcast(descriptor: StateDescriptor): MapState {
    if (!this.descriptors.some(({ name }) => name === descriptor.name)) {
      throw new JavaError(
        'java.lang.IllegalArgumentException',
        'The requested state does not exist. Check for typos in your state descriptor, or specify the state descriptor in the datastream.broadcast(...) call if you forgot to register it.',
        [],
        null,
      );
    }
    return this.operatorState.broadcastState(descriptor);
  }
  applyToKeyedState(descriptor: StateDescriptor, apply: (key: unknown, state: unknown) => void): void {
    const { keyed } = this;
    if (!keyed) return;
    const table = keyed.stateTable(descriptor);
    const before = keyed.key;
    const keys: unknown[] = [];
    table.forEachKey((key) => {
      keys.push(key);
    });
    const store = this.keyedStore();
    for (const key of keys) {
      keyed.key = key;
      apply(key, stateOf(store, descriptor));
    }
    keyed.key = before;
  }
  override *open(): Task {
    for (const descriptor of this.descriptors) this.operatorState.broadcastMap(descriptor.name);
    yield* super.open();
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    this.collector.timestamp = timestamp;
    this.reading.element = timestamp;
    const result = this.fn.processElement(value, this.reading, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
  override processElement2(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.collector.timestamp = timestamp;
    this.writing.element = timestamp;
    const result = this.fn.processBroadcastElement(value, this.writing, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

type Buffered = { value: unknown; joined: boolean }[];
/** Rows of one side of one key, by timestamp. */
type Side = Map<number, Buffered>;

class JoinContext extends FunctionContext {
  left = Number.NaN;
  right = Number.NaN;
  leftTimestamp(): number {
    return this.left;
  }
  rightTimestamp(): number {
    return this.right;
  }
}

/** IntervalJoinOperator: left ts + lower ≤ right ts ≤ left ts + upper; each side is kept until the watermark passes its use. */
export class IntervalJoinOperator extends FunctionOperator<ProcessJoinFunction> {
  private readonly collector = new TimestampedCollector(this);
  private readonly joinContext = new JoinContext(this, null);
  private readonly left = new KeyMap<Side>();
  private readonly right = new KeyMap<Side>();
  private readonly cleanup: TimerService<string>;
  private readonly lower: number;
  private readonly upper: number;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: ProcessJoinFunction,
    private readonly key1: KeySelector,
    private readonly key2: KeySelector,
    bounds: { lower: number; upper: number; lowerInclusive: boolean; upperInclusive: boolean },
  ) {
    super(runtime, chained, fn, key1);
    this.lower = bounds.lowerInclusive ? bounds.lower : bounds.lower + 1;
    this.upper = bounds.upperInclusive ? bounds.upper : bounds.upper - 1;
    this.cleanup = this.timerService('CLEANUP_TIMER', this, (namespace: string) => namespace);
    for (const [name, side] of [
      ['LEFT_BUFFER', this.left],
      ['RIGHT_BUFFER', this.right],
    ] as const) {
      this.keyed!.register({
        name,
        snapshot: (write) => {
          for (const [key, rows] of side.entries()) {
            const payload = [...rows].map(([time, values]) => [
              time,
              values.map((row) => ({ ...row, value: copy(row.value) })),
            ]);
            let bytes = 0;
            for (const values of rows.values()) for (const row of values) bytes += 9 + size(row.value);
            write(key, payload, bytes);
          }
        },
        restore: (key, payload) => {
          side.set(
            copy(key),
            new Map(
              (payload as [number, Buffered][]).map(([time, rows]) => [
                time,
                rows.map((row) => ({ ...row, value: copy(row.value) })),
              ]),
            ),
          );
        },
      });
    }
  }
  processElement(value: unknown, timestamp: number): void {
    this.keyed!.key = this.key1.getKey(value);
    this.match(value, timestamp, this.left, this.right, this.lower, this.upper, true);
  }
  override processElement2(value: unknown, timestamp: number): void {
    this.keyed!.key = this.key2.getKey(value);
    this.match(value, timestamp, this.right, this.left, -this.upper, -this.lower, false);
  }
  private match(
    value: unknown,
    timestamp: number,
    ours: KeyMap<Side>,
    others: KeyMap<Side>,
    lower: number,
    upper: number,
    isLeft: boolean,
  ): void {
    this.recordsIn++;
    if (Number.isNaN(timestamp)) {
      throw new JavaError(
        'org.apache.flink.util.FlinkException',
        'Long.MIN_VALUE timestamp: Elements used in interval stream joins need to have timestamps meaningful timestamps.',
        [],
        null,
      );
    }
    // Late records take no part.
    if (timestamp < this.currentWatermark) return;
    const { key } = this.keyed!;
    let side = ours.get(key);
    if (!side) {
      side = new Map();
      ours.set(key, side);
    }
    const rows = side.get(timestamp);
    if (rows) rows.push({ value, joined: false });
    else side.set(timestamp, [{ value, joined: false }]);
    for (const [time, candidates] of others.get(key) ?? []) {
      if (time < timestamp + lower || time > timestamp + upper) continue;
      for (const { value: other } of candidates) {
        if (isLeft) this.join(value, other, timestamp, time);
        else this.join(other, value, time, timestamp);
      }
    }
    const until = upper > 0 ? timestamp + upper : timestamp;
    this.cleanup.registerEventTime(until, isLeft ? 'CLEANUP_LEFT' : 'CLEANUP_RIGHT');
  }
  private join(left: unknown, right: unknown, leftTime: number, rightTime: number): void {
    const time = Math.max(leftTime, rightTime);
    this.collector.timestamp = time;
    this.joinContext.element = time;
    this.joinContext.left = leftTime;
    this.joinContext.right = rightTime;
    const run = (): void => {
      const result = this.fn.processElement(left, right, this.joinContext, this.collector);
      if (isTask(result)) this.suspend(result, nothing);
    };
    if (this.blocked) this.defer(run);
    else run();
  }
  onEventTime(timer: Timer<string>): unknown {
    const isLeft = timer.namespace === 'CLEANUP_LEFT';
    const side = isLeft ? this.left : this.right;
    const upper = isLeft ? this.upper : -this.lower;
    const time = upper > 0 ? timer.time - upper : timer.time;
    const rows = side.get(timer.key);
    rows?.delete(time);
    if (rows?.size === 0) side.delete(timer.key);
    return undefined;
  }
  onProcessingTime(_timer: Timer<string>): unknown {
    return undefined;
  }
}
