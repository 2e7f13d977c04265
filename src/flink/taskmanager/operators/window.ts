import { isTask, type Task } from '../../../simulation/task.ts';
import type {
  AggregateFunction,
  Evictor,
  JvmRef,
  KeyedStateStore,
  KeySelector,
  OutputTag,
  ReduceFunction,
  Trigger,
  TriggerResult,
  Window,
  WindowAssigner,
  WindowContext,
  WindowFunction,
} from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { OperatorSpec } from '../../api/transformations.ts';
import { copy, size, stringOf } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { KeyMap } from '../state/key-map.ts';
import { createKeyedStateStore } from '../state/states.ts';
import type { Timer } from '../time/timer-queue.ts';
import type { TimerService } from '../time/timer-service.ts';
import { MAX_WATERMARK, MIN_WATERMARK, toLong } from '../time/timestamps.ts';
import { inSetOrder } from './merge-order.ts';
import { FunctionOperator, stateObserver, type TaskRuntime } from './operator.ts';
import { nothing, TimestampedCollector } from './simple.ts';
import { idOfWindow, WindowTriggerContext } from './window-trigger-context.ts';

interface Element {
  readonly value: unknown;
  readonly timestamp: number;
}
/** What a window of one key holds: its elements, or their aggregate. */
interface Pane {
  readonly window: Window;
  elements: Element[] | null;
  aggregate: { value: unknown } | null;
  count: number;
}

export type WindowSpec = Extract<OperatorSpec, { kind: 'window' }>;

const NO_FUNCTION: WindowFunction = {
  process(_key, _context, elements, out) {
    for (const element of elements) out.collect(element);
  },
};

/** TimeWindow.maxTimestamp; Long.MAX of the GlobalWindow. */
function lastOf(window: Window): number {
  return window.end === Number.POSITIVE_INFINITY ? MAX_WATERMARK : window.end - 1;
}

/** WindowOperator and EvictingWindowOperator. */
export class WindowOperator extends FunctionOperator<WindowFunction> {
  private readonly assigner: WindowAssigner;
  private readonly trigger: Trigger;
  private readonly evictor: Evictor | null;
  private readonly reduce: ReduceFunction | null;
  private readonly aggregate: AggregateFunction | null;
  private readonly lateTag: OutputTag | null;
  private readonly lateness: number;
  private readonly panes = new KeyMap<Map<string, Pane>>();
  private readonly timers: TimerService<Window>;
  private readonly collector = new TimestampedCollector(this);
  private readonly triggerContext: WindowTriggerContext;
  private readonly windowStates: KeyedStateStore;
  private window: Window = { start: 0, end: 0 };
  lateRecordsDropped = 0;

  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    spec: WindowSpec,
    private readonly selector: KeySelector,
    jvm: JvmRef,
  ) {
    super(runtime, chained, spec.fn ? spec.fn.instantiate(jvm) : NO_FUNCTION, selector);
    this.assigner = spec.assigner.instantiate(jvm);
    this.trigger = spec.trigger ? spec.trigger.instantiate(jvm) : this.assigner.defaultTrigger();
    this.evictor = spec.evictor?.instantiate(jvm) ?? null;
    this.reduce = spec.reduce?.instantiate(jvm) ?? null;
    this.aggregate = spec.aggregate?.instantiate(jvm) ?? null;
    this.lateTag = spec.lateTag;
    this.lateness = spec.allowedLateness;
    this.timers = this.timerService('window-timers', this, idOfWindow);
    this.triggerContext = new WindowTriggerContext(this, this.timers);
    this.windowStates = createKeyedStateStore(
      this.keyed!,
      () => runtime.clock.now(),
      stateObserver(runtime),
      () => idOfWindow(this.window),
    );
    this.keyed!.register({
      name: 'window-contents',
      snapshot: (write) => {
        for (const [key, panes] of this.panes.entries()) {
          let bytes = 0;
          const payload = [...panes.values()].map((pane) => {
            bytes += 16;
            for (const element of pane.elements ?? []) bytes += size(element.value) + 8;
            if (pane.aggregate) bytes += size(pane.aggregate.value);
            return copyPane(pane);
          });
          write(key, payload, bytes);
        }
      },
      restore: (key, payload) => {
        const panes = new Map<string, Pane>();
        for (const pane of payload as Pane[]) panes.set(idOfWindow(pane.window), copyPane(pane));
        this.panes.set(copy(key), panes);
      },
    });
  }

  override *open(): Task {
    for (const fn of [this.reduce, this.aggregate]) {
      const { open } = (fn ?? {}) as { open?: (context: unknown) => unknown };
      if (open && fn) {
        const result = open.call(fn, this.context);
        if (isTask(result)) yield* result;
      }
    }
    yield* super.open();
  }

  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    const { keyed, assigner, triggerContext } = this;
    const key = this.selector.getKey(value);
    keyed!.key = key;
    const time = Number.isNaN(timestamp) ? MIN_WATERMARK : timestamp;
    const windows = assigner.assignWindows(value, time, this.runtime.clock.now());
    let skipped = true;
    for (const assigned of windows) {
      const window = assigner.merging ? this.addWindow(key, assigned) : assigned;
      if (this.isWindowLate(window)) {
        if (assigner.merging) this.dropPane(key, window);
        continue;
      }
      skipped = false;
      const pane = this.pane(key, window);
      this.add(pane, value, timestamp);
      triggerContext.window = window;
      const result = this.trigger.onElement(value, time, window, triggerContext);
      this.act(result, key, window);
      this.registerCleanup(window);
    }
    if (skipped && assigner.isEventTime && time + this.lateness <= this.currentWatermark) this.late(value, timestamp);
  }

  private late(value: unknown, timestamp: number): void {
    if (this.lateTag) this.outputTo(this.lateTag, value, timestamp);
    else this.lateRecordsDropped++;
    const { runtime, lateTag } = this;
    runtime.emit({
      kind: 'data.late',
      ...runtime.ref,
      record: stringOf(value),
      timestamp,
      sideOutput: lateTag !== null,
    });
  }

  onEventTime(timer: Timer<Window>): unknown {
    return this.fireTimer(timer, true);
  }
  onProcessingTime(timer: Timer<Window>): unknown {
    return this.fireTimer(timer, false);
  }
  private fireTimer(timer: Timer<Window>, eventTime: boolean): undefined {
    const { key, namespace: window, time } = timer;
    // The window was merged into another, or is over.
    if (this.assigner.merging && !this.panes.get(key)?.has(idOfWindow(window))) return undefined;
    this.triggerContext.window = window;
    const result = eventTime
      ? this.trigger.onEventTime(time, window, this.triggerContext)
      : this.trigger.onProcessingTime(time, window, this.triggerContext);
    this.act(result, key, window);
    if (this.assigner.isEventTime === eventTime && time === this.cleanupTime(window)) {
      if (this.blocked) this.defer(() => this.clearAll(key, window));
      else this.clearAll(key, window);
    }
    return undefined;
  }

  private act(result: TriggerResult, key: unknown, window: Window): void {
    const fires = result === 'FIRE' || result === 'FIRE_AND_PURGE';
    const pane = this.panes.get(key)?.get(idOfWindow(window));
    if (fires && pane && pane.count > 0) this.emit(key, pane);
    if ((result === 'PURGE' || result === 'FIRE_AND_PURGE') && pane) {
      pane.elements = null;
      pane.aggregate = null;
      pane.count = 0;
    }
  }

  private emit(key: unknown, pane: Pane): void {
    const { window } = pane;
    this.show('fired', key, window, pane.count);
    const contents = this.contents(pane);
    const run = (): void => {
      this.keyed!.key = key;
      this.window = window;
      this.collector.timestamp = lastOf(window);
      const result = this.fn.process(this.hasKey ? key : null, this.windowContext(window), contents, this.collector);
      if (isTask(result)) this.suspend(result, nothing);
    };
    if (this.blocked) this.defer(run);
    else run();
  }
  /** windowAll uses one key for all records, which its function does not see. */
  private get hasKey(): boolean {
    return this.chained.node.key1 !== null;
  }

  private contents(pane: Pane): Iterable<unknown> {
    if (pane.elements) {
      let elements = pane.elements;
      if (this.evictor) {
        const values = this.evictor.evictBefore(elements, pane.window);
        elements = this.evictor.evictAfter(values, pane.window);
        pane.elements = elements;
        pane.count = elements.length;
        return this.fold(values.map(({ value }) => value));
      }
      return elements.map(({ value }) => value);
    }
    const value = pane.aggregate!.value;
    return [this.aggregate ? this.aggregate.getResult(value) : value];
  }
  /** With an evictor the functions run over what it left, at each firing. */
  private fold(values: unknown[]): unknown[] {
    const { reduce, aggregate } = this;
    if (reduce) return values.length === 0 ? [] : [values.reduce((a, b) => reduce.reduce(a, b))];
    if (!aggregate) return values;
    return [
      aggregate.getResult(
        values.reduce((accumulator, value) => aggregate.add(value, accumulator), aggregate.createAccumulator()),
      ),
    ];
  }

  private add(pane: Pane, value: unknown, timestamp: number): void {
    pane.count++;
    if (this.evictor || (!this.reduce && !this.aggregate)) {
      pane.elements ??= [];
      pane.elements.push({ value, timestamp });
    } else if (this.reduce) {
      pane.aggregate = { value: pane.aggregate ? this.reduce.reduce(pane.aggregate.value, value) : value };
    } else if (this.aggregate) {
      const before = pane.aggregate ? pane.aggregate.value : this.aggregate.createAccumulator();
      pane.aggregate = { value: this.aggregate.add(value, before) };
    }
  }

  private pane(key: unknown, window: Window): Pane {
    const panes = this.panesOf(key);
    const id = idOfWindow(window);
    let pane = panes.get(id);
    if (!pane) {
      pane = { window, elements: null, aggregate: null, count: 0 };
      panes.set(id, pane);
      this.show('opened', key, window, 0);
    }
    return pane;
  }
  private dropPane(key: unknown, window: Window): void {
    const panes = this.panes.get(key);
    panes?.delete(idOfWindow(window));
    if (panes?.size === 0) this.panes.delete(key);
  }

  /** MergingWindowSet.addWindow: the window as it is after merging with those it touches. */
  private addWindow(key: unknown, added: Window): Window {
    const panes = this.panes.get(key);
    const touching = panes
      ? [...panes.values()].filter(({ window }) => window.start <= added.end && added.start <= window.end)
      : [];
    if (touching.length === 0) return added;
    const merged = {
      start: Math.min(added.start, ...touching.map(({ window }) => window.start)),
      end: Math.max(added.end, ...touching.map(({ window }) => window.end)),
    };
    const id = idOfWindow(merged);
    const sources = touching.filter(({ window }) => idOfWindow(window) !== id);
    if (sources.length === 0) return touching[0]!.window;
    const lastPossible = lastOf(merged) + (this.assigner.isEventTime ? this.lateness : 0);
    if (this.assigner.isEventTime && lastPossible <= this.currentWatermark) {
      throw new JavaError(
        'java.lang.UnsupportedOperationException',
        `The end timestamp of an event-time window cannot become earlier than the current watermark by merging. Current watermark: ${toLong(this.currentWatermark)} window: TimeWindow{start=${merged.start}, end=${merged.end}}`,
        [],
        null,
      );
    }
    const { triggerContext, timers } = this;
    triggerContext.window = merged;
    triggerContext.merged = sources.map(({ window }) => window);
    this.trigger.onMerge?.(merged, triggerContext);
    const target = this.pane(key, merged);
    for (const source of this.inMergeOrder(touching, added)) {
      if (source === target) continue;
      triggerContext.window = source.window;
      this.trigger.clear(source.window, triggerContext);
      const cleanup = this.cleanupTime(source.window);
      if (this.assigner.isEventTime) timers.deleteEventTime(cleanup, source.window);
      else timers.deleteProcessingTime(cleanup, source.window);
      this.mergePane(target, source);
      this.dropPane(key, source.window);
    }
    // Dropping the last source may have dropped the key's map with it.
    this.panesOf(key).set(id, target);
    this.show('merged', key, merged, target.count);
    return merged;
  }
  private inMergeOrder(touching: readonly Pane[], added: Window): readonly Pane[] {
    if (touching.length < 2) return touching;
    const panes = new Map(touching.map((pane) => [idOfWindow(pane.window), pane]));
    const windows = [...panes.values()].map(({ window }) => window);
    if (!panes.has(idOfWindow(added))) windows.push(added);
    windows.sort((a, b) => a.start - b.start);
    return inSetOrder(windows).flatMap((window) => panes.get(idOfWindow(window)) ?? []);
  }
  private panesOf(key: unknown): Map<string, Pane> {
    let panes = this.panes.get(key);
    if (!panes) {
      panes = new Map();
      this.panes.set(key, panes);
    }
    return panes;
  }
  private mergePane(target: Pane, source: Pane): void {
    target.count += source.count;
    if (source.elements) target.elements = [...(target.elements ?? []), ...source.elements];
    if (!source.aggregate) return;
    if (!target.aggregate) target.aggregate = source.aggregate;
    else if (this.reduce)
      target.aggregate = { value: this.reduce.reduce(target.aggregate.value, source.aggregate.value) };
    else if (this.aggregate) {
      target.aggregate = { value: this.aggregate.merge(target.aggregate.value, source.aggregate.value) };
    }
  }

  private cleanupTime(window: Window): number {
    return Math.min(lastOf(window) + (this.assigner.isEventTime ? this.lateness : 0), MAX_WATERMARK);
  }
  private isWindowLate(window: Window): boolean {
    if (!this.assigner.isEventTime || this.currentWatermark === MIN_WATERMARK) return false;
    return this.cleanupTime(window) <= this.currentWatermark;
  }
  private registerCleanup(window: Window): void {
    const time = this.cleanupTime(window);
    // Never: the GlobalWindow.
    if (time >= MAX_WATERMARK) return;
    if (this.assigner.isEventTime) this.timers.registerEventTime(time, window);
    else this.timers.registerProcessingTime(time, window);
  }
  private clearAll(key: unknown, window: Window): void {
    this.keyed!.key = key;
    const pane = this.panes.get(key)?.get(idOfWindow(window));
    this.triggerContext.window = window;
    this.trigger.clear(window, this.triggerContext);
    this.window = window;
    const result = this.fn.clear?.(this.windowContext(window));
    if (isTask(result)) this.suspend(result, nothing);
    if (pane) this.show('purged', key, window, pane.count);
    this.dropPane(key, window);
  }

  private windowContext(window: Window): WindowContext {
    return {
      window: () => window,
      currentProcessingTime: () => this.runtime.clock.now(),
      currentWatermark: () => toLong(this.currentWatermark),
      windowState: () => {
        if (this.assigner.merging) {
          throw new JavaError(
            'java.lang.UnsupportedOperationException',
            'Per-window state is not allowed when using merging windows.',
            [],
            null,
          );
        }
        this.window = window;
        return this.windowStates;
      },
      globalState: () => this.keyedStore(),
      output: (tag, value) => this.outputTo(tag, value, lastOf(window)),
    };
  }

  private show(change: 'opened' | 'fired' | 'purged' | 'merged', key: unknown, window: Window, elements: number): void {
    const { runtime } = this;
    if (!runtime.tracing && change !== 'fired') return;
    runtime.emit({
      kind: 'data.window',
      ...runtime.ref,
      change,
      key: stringOf(key),
      start: window.start,
      end: window.end,
      elements,
    });
  }
}

function copyPane(pane: Pane): Pane {
  return {
    window: pane.window,
    count: pane.count,
    elements: pane.elements?.map((element) => ({ ...element, value: copy(element.value) })) ?? null,
    aggregate: pane.aggregate ? { value: copy(pane.aggregate.value) } : null,
  };
}
