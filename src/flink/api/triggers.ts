import type {
  AppendingState,
  ReduceFunction,
  StateDescriptor,
  Trigger,
  TriggerContext,
  TriggerResult,
  ValueState,
  Window,
} from './functions.ts';

/** Triggers of org.apache.flink.streaming.api.windowing.triggers. All times in ms. */

const proceed = (): TriggerResult => 'CONTINUE';
const nothing = (): void => {};

function lastOf(window: Window): number {
  return window.end - 1;
}

export function eventTimeTrigger(): Trigger {
  return {
    name: 'EventTimeTrigger',
    text: 'EventTimeTrigger()',
    onElement(_element, _timestamp, window, context) {
      if (lastOf(window) <= context.currentWatermark()) return 'FIRE';
      context.registerEventTimeTimer(lastOf(window));
      return 'CONTINUE';
    },
    onEventTime: (time, window) => (time === lastOf(window) ? 'FIRE' : 'CONTINUE'),
    onProcessingTime: proceed,
    canMerge: true,
    onMerge(window, context) {
      // A window that is complete already fires with the record that merged it.
      if (lastOf(window) > context.currentWatermark()) context.registerEventTimeTimer(lastOf(window));
    },
    clear: (window, context) => context.deleteEventTimeTimer(lastOf(window)),
  };
}

export function processingTimeTrigger(): Trigger {
  return {
    name: 'ProcessingTimeTrigger',
    text: 'ProcessingTimeTrigger()',
    onElement(_element, _timestamp, window, context) {
      context.registerProcessingTimeTimer(lastOf(window));
      return 'CONTINUE';
    },
    onEventTime: proceed,
    onProcessingTime: () => 'FIRE',
    canMerge: true,
    onMerge(window, context) {
      if (lastOf(window) > context.currentProcessingTime()) context.registerProcessingTimeTimer(lastOf(window));
    },
    clear: (window, context) => context.deleteProcessingTimeTimer(lastOf(window)),
  };
}

/** GlobalWindows.NeverTrigger. */
export function neverTrigger(): Trigger {
  return {
    name: 'NeverTrigger',
    onElement: proceed,
    onEventTime: proceed,
    onProcessingTime: proceed,
    canMerge: false,
    clear: nothing,
  };
}

function reducing(name: string, reduce: ReduceFunction<number>['reduce']): StateDescriptor {
  return { kind: 'reducing', name, reduce: { reduce } as ReduceFunction };
}

function appending(context: TriggerContext, descriptor: StateDescriptor): AppendingState {
  return context.partitionedState(descriptor) as AppendingState;
}

export function countTrigger(maxCount: number): Trigger {
  const counts = reducing('count', (a, b) => a + b);
  return {
    name: 'CountTrigger',
    text: `CountTrigger(${maxCount})`,
    onElement(_element, _timestamp, _window, context) {
      const count = appending(context, counts);
      count.add(1);
      if ((count.get() as number) < maxCount) return 'CONTINUE';
      count.clear();
      return 'FIRE';
    },
    onEventTime: proceed,
    onProcessingTime: proceed,
    canMerge: true,
    onMerge: (_window, context) => context.mergePartitionedState(counts),
    clear: (_window, context) => appending(context, counts).clear(),
  };
}

export function purgingTrigger(nested: Trigger): Trigger {
  const purge = (result: TriggerResult): TriggerResult =>
    result === 'FIRE' || result === 'FIRE_AND_PURGE' ? 'FIRE_AND_PURGE' : result;
  return {
    name: 'PurgingTrigger',
    text: `PurgingTrigger(${nested.text ?? nested.name})`,
    onElement: (element, timestamp, window, context) => purge(nested.onElement(element, timestamp, window, context)),
    onEventTime: (time, window, context) => purge(nested.onEventTime(time, window, context)),
    onProcessingTime: (time, window, context) => purge(nested.onProcessingTime(time, window, context)),
    canMerge: nested.canMerge,
    onMerge: (window, context) => nested.onMerge?.(window, context),
    clear: (window, context) => nested.clear(window, context),
  };
}

const FIRE_TIME = reducing('fire-time', (a, b) => Math.min(a, b));

export function continuousEventTimeTrigger(interval: number): Trigger {
  return {
    name: 'ContinuousEventTimeTrigger',
    text: `ContinuousEventTimeTrigger(${interval})`,
    onElement(_element, timestamp, window, context) {
      if (lastOf(window) <= context.currentWatermark()) return 'FIRE';
      context.registerEventTimeTimer(lastOf(window));
      const fireTime = appending(context, FIRE_TIME);
      if (fireTime.get() === null) {
        const next = Math.min(timestamp - (timestamp % interval) + interval, lastOf(window));
        context.registerEventTimeTimer(next);
        fireTime.add(next);
      }
      return 'CONTINUE';
    },
    onEventTime(time, window, context) {
      if (time === lastOf(window)) return 'FIRE';
      const fireTime = appending(context, FIRE_TIME);
      if (fireTime.get() !== time) return 'CONTINUE';
      fireTime.clear();
      const next = Math.min(time + interval, lastOf(window));
      fireTime.add(next);
      context.registerEventTimeTimer(next);
      return 'FIRE';
    },
    onProcessingTime: proceed,
    canMerge: true,
    onMerge(_window, context) {
      context.mergePartitionedState(FIRE_TIME);
      const next = appending(context, FIRE_TIME).get() as number | null;
      if (next !== null) context.registerEventTimeTimer(next);
    },
    clear(_window, context) {
      const fireTime = appending(context, FIRE_TIME);
      const time = fireTime.get() as number | null;
      if (time === null) return;
      context.deleteEventTimeTimer(time);
      fireTime.clear();
    },
  };
}

export function continuousProcessingTimeTrigger(interval: number): Trigger {
  return {
    name: 'ContinuousProcessingTimeTrigger',
    text: `ContinuousProcessingTimeTrigger(${interval})`,
    onElement(_element, _timestamp, window, context) {
      const fireTime = appending(context, FIRE_TIME);
      if (fireTime.get() === null) {
        const now = context.currentProcessingTime();
        const next = Math.min(now - (now % interval) + interval, lastOf(window));
        context.registerProcessingTimeTimer(next);
        fireTime.add(next);
      }
      return 'CONTINUE';
    },
    onEventTime: proceed,
    onProcessingTime(time, window, context) {
      const fireTime = appending(context, FIRE_TIME);
      if (fireTime.get() !== time) return 'CONTINUE';
      fireTime.clear();
      const next = Math.min(time + interval, lastOf(window));
      fireTime.add(next);
      context.registerProcessingTimeTimer(next);
      return 'FIRE';
    },
    canMerge: true,
    onMerge(_window, context) {
      context.mergePartitionedState(FIRE_TIME);
      const next = appending(context, FIRE_TIME).get() as number | null;
      if (next !== null) context.registerProcessingTimeTimer(next);
    },
    clear(_window, context) {
      const fireTime = appending(context, FIRE_TIME);
      const time = fireTime.get() as number | null;
      if (time === null) return;
      context.deleteProcessingTimeTimer(time);
      fireTime.clear();
    },
  };
}

/** DeltaTrigger: fires when an element is further than `threshold` from the one of the last firing. */
export function deltaTrigger(threshold: number, delta: (old: unknown, value: unknown) => number): Trigger {
  const last: StateDescriptor = { kind: 'value', name: 'last-element' };
  return {
    name: 'DeltaTrigger',
    onElement(element, _timestamp, _window, context) {
      const state = context.partitionedState(last) as ValueState;
      const previous = state.value();
      if (previous === null) {
        state.update(element);
        return 'CONTINUE';
      }
      if (delta(previous, element) <= threshold) return 'CONTINUE';
      state.update(element);
      return 'FIRE';
    },
    onEventTime: proceed,
    onProcessingTime: proceed,
    canMerge: false,
    clear: (_window, context) => (context.partitionedState(last) as ValueState).clear(),
  };
}

/** ProcessingTimeoutTrigger: the nested trigger, or a time-out in processing time after the first (or last) record. */
export function processingTimeoutTrigger(
  nested: Trigger,
  timeout: number,
  resetTimerOnNewRecord = false,
  shouldClearOnTimeout = true,
): Trigger {
  const deadline: StateDescriptor = { kind: 'value', name: 'timeout' };
  const stateOf = (context: TriggerContext): ValueState<number> =>
    context.partitionedState(deadline) as ValueState<number>;
  const clear = (window: Window, context: TriggerContext): void => {
    const state = stateOf(context);
    const time = state.value();
    if (time !== null) {
      context.deleteProcessingTimeTimer(time);
      state.clear();
    }
    nested.clear(window, context);
  };
  const timedOut = (result: TriggerResult, window: Window, context: TriggerContext): TriggerResult => {
    if (shouldClearOnTimeout) clear(window, context);
    return result === 'PURGE' || result === 'FIRE_AND_PURGE' ? 'FIRE_AND_PURGE' : 'FIRE';
  };
  return {
    name: 'ProcessingTimeoutTrigger',
    text: `TimeoutTrigger(${nested.text ?? nested.name})`,
    onElement(element, timestamp, window, context) {
      const result = nested.onElement(element, timestamp, window, context);
      if (result === 'FIRE' || result === 'FIRE_AND_PURGE') {
        clear(window, context);
        return result;
      }
      const state = stateOf(context);
      let time = state.value();
      if (time !== null && resetTimerOnNewRecord) {
        context.deleteProcessingTimeTimer(time);
        state.clear();
        time = null;
      }
      if (time === null) {
        const next = context.currentProcessingTime() + timeout;
        state.update(next);
        context.registerProcessingTimeTimer(next);
      }
      return result;
    },
    onProcessingTime: (time, window, context) =>
      timedOut(nested.onProcessingTime(time, window, context), window, context),
    onEventTime: (time, window, context) => timedOut(nested.onEventTime(time, window, context), window, context),
    canMerge: false,
    clear,
  };
}
