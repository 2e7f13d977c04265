import type { KeyedStateStore, StateDescriptor, TriggerContext, Window } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { LongValue } from '../../api/values.ts';
import type { StateTable } from '../state/keyed-backend.ts';
import { createKeyedStateStore, stateOf } from '../state/states.ts';
import type { TimerService } from '../time/timer-service.ts';
import { fromLong } from '../time/timestamps.ts';
import type { StreamOperator } from './operator.ts';
import { nothing } from './simple.ts';

export function idOfWindow(window: Window): string {
  return `${window.start},${window.end}`;
}
/** WindowOperator.Context: what a trigger may do for the current key and window. */
export class WindowTriggerContext implements TriggerContext {
  window: Window = { start: 0, end: 0 };
  /** The windows that were merged into the current one. */
  merged: readonly Window[] = [];
  private readonly states: KeyedStateStore;
  constructor(
    private readonly operator: StreamOperator,
    private readonly timers: TimerService<Window>,
  ) {
    const { runtime, keyed } = operator;
    this.states = createKeyedStateStore(
      keyed!,
      () => runtime.clock.now(),
      { changed: nothing },
      () => idOfWindow(this.window),
    );
  }
  currentProcessingTime(): number {
    return this.operator.runtime.clock.now();
  }
  currentWatermark(): LongValue {
    return this.operator.currentWatermark;
  }
  registerProcessingTimeTimer(time: number): void {
    this.timers.registerProcessingTime(fromLong(time), this.window);
  }
  registerEventTimeTimer(time: number): void {
    this.timers.registerEventTime(fromLong(time), this.window);
  }
  deleteProcessingTimeTimer(time: number): void {
    this.timers.deleteProcessingTime(fromLong(time), this.window);
  }
  deleteEventTimeTimer(time: number): void {
    this.timers.deleteEventTime(fromLong(time), this.window);
  }
  partitionedState(descriptor: StateDescriptor): unknown {
    return stateOf(this.states, triggerState(descriptor));
  }
  mergePartitionedState(descriptor: StateDescriptor): void {
    const table = this.table(descriptor);
    const { keyed } = this.operator;
    const ids = [idOfWindow(this.window), ...this.merged.map(idOfWindow)];
    let result: { value: unknown } | null = null;
    for (const id of ids) {
      const cell = table.cell(id);
      if (!cell) continue;
      result = result ? { value: this.combine(descriptor, result.value, cell.value) } : { value: cell.value };
    }
    if (!result) return;
    keyed!.namespace = ids[0]!;
    table.put(result.value, 0);
  }
  private table(descriptor: StateDescriptor): StateTable {
    return this.operator.keyed!.stateTable(triggerState(descriptor));
  }
  private combine(descriptor: StateDescriptor, a: unknown, b: unknown): unknown {
    if (descriptor.reduce) return descriptor.reduce.reduce(a, b);
    if (descriptor.aggregate) return descriptor.aggregate.merge(a, b);
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    throw new JavaError(
      'java.lang.IllegalArgumentException',
      'The given state descriptor does not refer to a mergeable state (MergingState)',
      [],
      null,
    );
  }
}

/** States of triggers have names of their own: they do not meet those of window functions. */
const triggerState = (descriptor: StateDescriptor): StateDescriptor => ({
  ...descriptor,
  name: `trigger:${descriptor.name}`,
});
