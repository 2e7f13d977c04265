/** Java's sources, sinks and output formats as the data plane's. */
import type {
  MaybeTask,
  RuntimeContext,
  SinkFunction,
  SourceContext,
  SourceFunction,
  UserFunction,
} from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, isTask, within } from '../../jvm.ts';
import { allocate, isInstance } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { CONTEXT, contexts, life } from './adapters.ts';
import { entry } from './entry.ts';
import { call, fromLong, hold, userFunction } from './support.ts';

/** SourceFunction.SourceContext. */
export class SourceContextObject extends Base {
  context!: SourceContext;
  private lock: Base | null = null;
  *collect$Object(value: unknown): Task<void> {
    const wait = this.context.collect(value);
    if (wait) yield wait;
  }
  *collectWithTimestamp$Object$long(value: unknown, timestamp: LongValue): Task<void> {
    const wait = this.context.collectWithTimestamp(value, fromLong(timestamp));
    if (wait) yield wait;
  }
  *emitWatermark$Watermark(watermark: { getTimestamp$(): LongValue }): Task<void> {
    const wait = this.context.emitWatermark(fromLong(watermark.getTimestamp$()));
    if (wait) yield wait;
  }
  markAsTemporarilyIdle$(): void {
    this.context.markAsTemporarilyIdle();
  }
  getCheckpointLock$(): unknown {
    if (!this.lock) {
      this.lock = new Base();
      this.lock.$monitor = this.context.checkpointLock;
    }
    return this.lock;
  }
  close$(): void {}
}

export const sourceFunction = (object: unknown): UserFunction<SourceFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    *run(context) {
      enter(owner);
      const java = allocate<SourceContextObject>(
        'org.apache.flink.streaming.api.functions.source.SimulatedSourceContext',
      );
      java.context = context;
      const result = within(owner, f['run$SourceContext']!(java) as MaybeTask<void>);
      if (isTask(result)) yield* result;
    },
    cancel: () => call(owner, () => f['cancel$']!() as MaybeTask<void>),
  }));

export const sinkFunction = (object: unknown): UserFunction<SinkFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    invoke: entry(owner, f, 'invoke$Object$Context', contexts(CONTEXT)),
  }));

/** A DataSet's output format as a sink: configure and open, a record at a time, close. */
export const outputFormat = (object: unknown): UserFunction<SinkFunction> =>
  userFunction(object, (f, owner) => ({
    *open(context: RuntimeContext) {
      enter(owner);
      if (isInstance(f, 'org.apache.flink.api.common.io.RichOutputFormat')) {
        f['setRuntimeContext$RuntimeContext']!(
          hold('org.apache.flink.api.common.functions.RuntimeContext$Streaming', context),
        );
      }
      yield* waiting(
        call(owner, () => f['configure$Configuration']!(hold(CONFIGURATION, new Map())) as MaybeTask<void>),
      );
      const { indexOfThisSubtask, numberOfParallelSubtasks } = context;
      yield* waiting(
        call(owner, () => f['open$int$int']!(indexOfThisSubtask, numberOfParallelSubtasks) as MaybeTask<void>),
      );
    },
    invoke: entry(owner, f, 'writeRecord$Object'),
    close: () => call(owner, () => f['close$']!() as MaybeTask<void>),
  }));
function* waiting(result: MaybeTask<void>): Task<void> {
  if (isTask(result)) yield* result;
}
const CONFIGURATION = 'org.apache.flink.configuration.Configuration';
