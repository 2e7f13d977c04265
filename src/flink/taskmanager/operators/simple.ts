import { isTask, type Task } from '../../../simulation/task.ts';
import type {
  Collector,
  FilterFunction,
  FlatMapFunction,
  MapFunction,
  OnTimerContext,
  OutputTag,
  ProcessContext,
  ProcessFunction,
  SinkContext,
  SinkFunction,
  TimeDomain,
} from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { LongValue } from '../../api/values.ts';
import { stringOf } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import type { Timer } from '../time/timer-queue.ts';
import type { Triggerable } from '../time/timer-service.ts';
import { fromLong, toLong } from '../time/timestamps.ts';
import { FunctionOperator, StreamOperator, type TaskRuntime } from './operator.ts';
import type { Output } from './output.ts';

/** StreamMap. */
export class MapOperator extends FunctionOperator<MapFunction> {
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    const result = this.fn.map(value);
    if (isTask(result)) this.emitResult(result, timestamp);
    else this.output.emit(result, timestamp);
  }
}

/** TimestampedCollector: gives all records the timestamp of the one that is being processed. */
export class TimestampedCollector implements Collector<unknown> {
  /** NaN for none. Null at first: V8 then keeps the number as it came, and need not box it for each record. */
  timestamp: number | null = null;
  constructor(private readonly operator: { readonly output: Output }) {}
  collect(value: unknown): void {
    this.operator.output.emit(value, this.timestamp ?? Number.NaN);
  }
}

/** StreamFlatMap. */
export class FlatMapOperator extends FunctionOperator<FlatMapFunction> {
  private readonly collector = new TimestampedCollector(this);
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    this.collector.timestamp = timestamp;
    const result = this.fn.flatMap(value, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

/** StreamFilter. */
export class FilterOperator extends FunctionOperator<FilterFunction> {
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    const result = this.fn.filter(value);
    if (result === true) this.output.emit(value, timestamp);
    else if (isTask(result)) this.decideLater(result, value, timestamp);
  }
  private decideLater(task: Task<unknown>, value: unknown, timestamp: number): void {
    this.suspend(task, (keep) => {
      if (keep) this.output.emit(value, timestamp);
    });
  }
}

export function nothing(): void {}

/** What process functions of every kind are given; timers only on keyed streams. */
export class FunctionContext implements ProcessContext {
  element = Number.NaN;
  constructor(
    protected readonly operator: StreamOperator,
    private readonly timers: TimerAccess | null,
  ) {}
  timestamp(): number | null {
    return Number.isNaN(this.element) ? null : (toLong(this.element) as number);
  }
  currentProcessingTime(): number {
    return this.operator.runtime.clock.now();
  }
  currentWatermark(): LongValue {
    return toLong(this.operator.currentWatermark);
  }
  registerProcessingTimeTimer(time: number): void {
    this.keyedTimers('Setting timers is only supported on a keyed streams.').registerProcessingTime(fromLong(time), '');
  }
  registerEventTimeTimer(time: number): void {
    this.keyedTimers('Setting timers is only supported on a keyed streams.').registerEventTime(fromLong(time), '');
  }
  deleteProcessingTimeTimer(time: number): void {
    this.keyedTimers('Deleting timers is only supported on a keyed streams.').deleteProcessingTime(fromLong(time), '');
  }
  deleteEventTimeTimer(time: number): void {
    this.keyedTimers('Deleting timers is only supported on a keyed streams.').deleteEventTime(fromLong(time), '');
  }
  output(tag: OutputTag, value: unknown): void {
    this.operator.outputTo(tag, value, this.element);
  }
  currentKey(): unknown {
    return this.operator.keyed?.key ?? null;
  }
  private keyedTimers(message: string): TimerAccess {
    if (!this.timers) throw new JavaError('java.lang.UnsupportedOperationException', message, [], null);
    return this.timers;
  }
}
export interface TimerAccess {
  registerEventTime(time: number, namespace: string): void;
  registerProcessingTime(time: number, namespace: string): void;
  deleteEventTime(time: number, namespace: string): void;
  deleteProcessingTime(time: number, namespace: string): void;
}

export class TimerContext extends FunctionContext implements OnTimerContext {
  domain: TimeDomain = 'EVENT_TIME';
  timeDomain(): TimeDomain {
    return this.domain;
  }
}

/** The timers of a process function: when one is due, `onTimer` runs, and what it emits has an event timer's time. */
export class UserTimers implements Triggerable<string> {
  constructor(
    private readonly fn: Pick<ProcessFunction, 'onTimer'>,
    private readonly context: () => TimerContext,
    private readonly collector: TimestampedCollector,
  ) {}
  onEventTime(timer: Timer<string>): unknown {
    return this.fire(timer, 'EVENT_TIME', timer.time);
  }
  onProcessingTime(timer: Timer<string>): unknown {
    return this.fire(timer, 'PROCESSING_TIME', Number.NaN);
  }
  private fire({ time }: Timer<string>, domain: TimeDomain, timestamp: number): unknown {
    const context = this.context();
    this.collector.timestamp = timestamp;
    context.element = time;
    context.domain = domain;
    return this.fn.onTimer?.(time, context, this.collector);
  }
}

/** ProcessOperator: a ProcessFunction on a stream without keys. */
export class ProcessOperator extends FunctionOperator<ProcessFunction> {
  private readonly collector = new TimestampedCollector(this);
  private readonly functionContext = new FunctionContext(this, null);
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.collector.timestamp = timestamp;
    this.functionContext.element = timestamp;
    const result = this.fn.processElement(value, this.functionContext, this.collector);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

/** StreamSink. */
export class SinkOperator extends FunctionOperator<SinkFunction> {
  private timestamp = Number.NaN;
  private readonly sinkContext: SinkContext = {
    timestamp: () => (Number.isNaN(this.timestamp) ? null : (toLong(this.timestamp) as number)),
    currentProcessingTime: () => this.runtime.clock.now(),
    currentWatermark: () => toLong(this.currentWatermark),
  };
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.timestamp = timestamp;
    const result = this.fn.invoke(value, this.sinkContext);
    if (isTask(result)) this.suspend(result, nothing);
  }
}

/** DiscardingSink. */
export class DiscardOperator extends StreamOperator {
  processElement(_value: unknown, _timestamp: number): void {
    this.recordsIn++;
  }
}

/** Most lines shown on the trace per virtual second and subtask. */
const SHOWN_LINES = 100;

const WRITE = [
  'org.apache.flink.api.common.functions.util.PrintSinkOutputWriter.write(PrintSinkOutputWriter.java:71)',
  'org.apache.flink.streaming.api.functions.sink.PrintSinkFunction.invoke(PrintSinkFunction.java:76)',
];

/** PrintSinkOutputWriter: `identifier:n> ` with n = subtask + 1; n only when there are several subtasks. */
export class PrintOperator extends StreamOperator {
  private readonly prefix: string;
  private second = -1;
  private shown = 0;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    identifier: string,
    private readonly stderr: boolean,
  ) {
    super(runtime, chained);
    this.prefix = printPrefix(identifier, runtime.subtask, runtime.parallelism);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    if (value === null || value === undefined) throw new JavaError('java.lang.NullPointerException', null, WRITE, null);
    const text = this.prefix + stringOf(value);
    const { runtime } = this;
    if (this.stderr) runtime.jvm.err(`${text}\n`);
    else runtime.jvm.out(`${text}\n`);
    const second = Math.floor(runtime.platform.world.now / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.shown = 0;
    }
    if (++this.shown <= SHOWN_LINES) runtime.emit({ kind: 'data.printed', ...runtime.ref, text });
  }
}

function printPrefix(identifier: string, subtask: number, parallelism: number): string {
  if (parallelism > 1) return identifier === '' ? `${subtask + 1}> ` : `${identifier}:${subtask + 1}> `;
  return identifier === '' ? '' : `${identifier}> `;
}
