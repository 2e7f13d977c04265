import { isTask, type Task } from '../../../simulation/task.ts';
import type { KeySelector, ProcessFunction, ReduceFunction } from '../../api/functions.ts';
import { copy, size } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import type { OwnedCell } from '../network/known-keys.ts';
import { KeyMap } from '../state/key-map.ts';
import type { KeyedTable } from '../state/keyed-backend.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { FunctionOperator, showState, type TaskRuntime } from './operator.ts';
import { FunctionContext, nothing, TimerContext, TimestampedCollector, UserTimers } from './simple.ts';

/** KeyedProcessOperator. */
export class KeyedProcessOperator extends FunctionOperator<ProcessFunction> {
  private readonly collector = new TimestampedCollector(this);
  private readonly functionContext: FunctionContext;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: ProcessFunction,
    private readonly selector: KeySelector,
  ) {
    super(runtime, chained, fn, selector);
    const timers = this.userTimers(new UserTimers(fn, () => timerContext, this.collector));
    const timerContext = new TimerContext(this, timers);
    this.functionContext = new FunctionContext(this, timers);
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.keyed!.key = this.selector.getKey(value);
    this.collector.timestamp = timestamp;
    this.functionContext.element = timestamp;
    const result = this.fn.processElement(value, this.functionContext, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

interface Held extends OwnedCell {
  value: unknown;
}

/** StreamGroupedReduceOperator: reduce, and the sum, min and max of a keyed stream. One look-up per record. */
export class GroupedReduceOperator extends FunctionOperator<ReduceFunction> {
  private readonly values = new KeyMap<Held>();
  private readonly serializes: boolean;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: ReduceFunction,
    private readonly selector: KeySelector,
  ) {
    super(runtime, chained, fn, selector);
    this.serializes = this.keyed!.serializes;
    this.keyed!.register(this.table());
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    const key = this.selector.getKey(value);
    const held = this.held(key);
    if (held === undefined) {
      this.values.set(key, { owner: this, value: this.serializes ? copy(value) : value });
      if (this.runtime.tracing) showState(this.runtime, this.name, key, value);
      this.output.emit(value, timestamp);
      return;
    }
    const reduced = this.fn.reduce(held.value, value);
    // What changes its first argument, as sums do, answers no task.
    if (reduced !== held.value || this.serializes) {
      if (isTask(reduced)) {
        this.updateLater(key, held, reduced, timestamp);
        return;
      }
      held.value = this.serializes ? copy(reduced) : reduced;
    }
    if (this.runtime.tracing) showState(this.runtime, this.name, key, reduced);
    this.output.emit(reduced, timestamp);
  }
  private updateLater(key: unknown, held: Held, task: Task<unknown>, timestamp: number): void {
    this.suspend(task, (reduced) => {
      held.value = this.serializes ? copy(reduced) : reduced;
      if (this.runtime.tracing) showState(this.runtime, this.name, key, reduced);
      this.output.emit(reduced, timestamp);
    });
  }
  private held(key: unknown): Held | undefined {
    const { known } = this;
    if (known === null || known.key !== key) return this.values.get(key);
    if (known.cell?.owner === this) return known.cell as Held;
    const held = this.values.get(key);
    if (held !== undefined) known.cell = held;
    return held;
  }
  private table(): KeyedTable {
    return {
      name: '_op_state',
      snapshot: (write) => {
        for (const [key, held] of this.values.entries()) write(key, copy(held.value), size(held.value));
      },
      restore: (key, payload) => this.values.set(copy(key), { owner: this, value: copy(payload) }),
    };
  }
}

/** BatchGroupedReduceOperator: in BATCH mode only the last value of each key is emitted, by a timer at Long.MAX_VALUE. */
export class BatchGroupedReduceOperator extends FunctionOperator<ReduceFunction> {
  /** Of the one key that is being read: the input is sorted. */
  private held: { value: unknown } | null = null;
  constructor(runtime: TaskRuntime, chained: ChainedOperator, fn: ReduceFunction, selector: KeySelector) {
    super(runtime, chained, fn, selector);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    const { held } = this;
    if (held === null) {
      this.held = { value };
      return;
    }
    const reduced = this.fn.reduce(held.value, value);
    if (isTask(reduced)) {
      this.suspend(reduced, (result) => {
        held.value = result;
      });
    } else held.value = reduced;
  }
  override finishKey(): void {
    if (this.held) this.output.emit(this.held.value, MAX_WATERMARK);
    this.held = null;
  }
}
