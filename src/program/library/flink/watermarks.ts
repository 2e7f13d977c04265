/** WatermarkStrategy, generators, and the older assigners. */
import type {
  UserFunction,
  WatermarkGenerator,
  WatermarkOutput,
  WatermarkStrategy,
} from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import {
  ascendingTimestampExtractor,
  boundedOutOfOrdernessTimestampExtractor,
  boundedOutOfOrdernessWatermarks,
  periodicAssigner,
  punctuatedAssigner,
} from '../../../flink/api/watermarks.ts';
import { enter, type Jvm } from '../../jvm.ts';
import { allocate, functional, isInstance } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import type { JavaFunction } from './entry.ts';
import { fromLong, Holder, hold, innerOf, toLong, userFunction } from './support.ts';

const E = 'org.apache.flink.api.common.eventtime.';
const F = 'org.apache.flink.streaming.api.functions.';

class WatermarkObject extends Base {
  time: LongValue = 0;
  $init$long(time: LongValue): this {
    this.time = time;
    return this;
  }
  getTimestamp$(): LongValue {
    return this.time;
  }
  override $equals(other: unknown): boolean {
    return other instanceof WatermarkObject && other.time === this.time;
  }
  override $hashCode(): number {
    return Number(BigInt.asIntN(32, BigInt(this.time)));
  }
  override $toString(): string {
    return `Watermark @ ${this.time}`;
  }
}

class OutputObject extends Holder<WatermarkOutput> {
  emitWatermark$Watermark(mark: WatermarkObject): void {
    this.inner.emitWatermark(fromLong(mark.time));
  }
  markIdle$(): void {
    this.inner.markIdle();
  }
}

/** A generator of the program, or a built-in one that such a generator hands on to. */
class GeneratorObject extends Holder<WatermarkGenerator> {
  onEvent$Object$long$WatermarkOutput(event: unknown, timestamp: LongValue, output: JavaFunction): void {
    this.inner.onEvent(event, fromLong(timestamp), outputOf(output));
  }
  onPeriodicEmit$WatermarkOutput(output: JavaFunction): void {
    this.inner.onPeriodicEmit(outputOf(output));
  }
}
function outputOf(output: JavaFunction): WatermarkOutput {
  const held = innerOf<WatermarkOutput>(output);
  if (held) return held;
  return {
    emitWatermark: (time) => void output['emitWatermark$Watermark']!(watermark(toLong(time))),
    markIdle: () => void output['markIdle$']!(),
  };
}
function watermark(time: LongValue): unknown {
  const mark = allocate<WatermarkObject>(`${E}Watermark`);
  mark.time = time;
  return mark;
}

function generator(f: JavaFunction, owner: Jvm): WatermarkGenerator {
  let output: unknown = null;
  let last: WatermarkOutput | null = null;
  const wrap = (out: WatermarkOutput): unknown => {
    if (out !== last) {
      last = out;
      output = hold(`${E}WatermarkOutput$Simulated`, out);
    }
    return output;
  };
  return {
    onEvent: (event, timestamp, out) => {
      enter(owner);
      f['onEvent$Object$long$WatermarkOutput']!(event, toLong(timestamp), wrap(out));
    },
    onPeriodicEmit: (out) => {
      enter(owner);
      f['onPeriodicEmit$WatermarkOutput']!(wrap(out));
    },
  };
}

/** WatermarkStrategy, AssignerWithPeriodicWatermarks or AssignerWithPunctuatedWatermarks for the data plane. */
export function watermarkStrategy(object: unknown): UserFunction<WatermarkStrategy> {
  return userFunction(object, (f, owner): WatermarkStrategy => {
    const extract = (event: unknown, recordTimestamp: number): number => {
      enter(owner);
      return fromLong(f['extractTimestamp$Object$long']!(event, toLong(recordTimestamp)) as LongValue);
    };
    if (isInstance(f, `${F}timestamps.BoundedOutOfOrdernessTimestampExtractor`)) {
      return boundedOutOfOrdernessTimestampExtractor((f as typeof f & { bound: number }).bound, (event) => {
        enter(owner);
        return fromLong(f['extractTimestamp$Object']!(event) as LongValue);
      });
    }
    if (isInstance(f, `${F}timestamps.AscendingTimestampExtractor`)) {
      return ascendingTimestampExtractor((event) => {
        enter(owner);
        return fromLong(f['extractAscendingTimestamp$Object']!(event) as LongValue);
      });
    }
    const time = (mark: unknown): number | null => (mark === null ? null : fromLong((mark as WatermarkObject).time));
    if (isInstance(f, `${F}AssignerWithPeriodicWatermarks`)) {
      return periodicAssigner({
        extractTimestamp: extract,
        getCurrentWatermark: () => {
          enter(owner);
          return time(f['getCurrentWatermark$']!());
        },
      });
    }
    if (isInstance(f, `${F}AssignerWithPunctuatedWatermarks`)) {
      return punctuatedAssigner({
        extractTimestamp: extract,
        checkAndGetNextWatermark: (event: unknown, timestamp: number) => {
          enter(owner);
          return time(f['checkAndGetNextWatermark$Object$long']!(event, toLong(timestamp)));
        },
      } as never);
    }
    const idle = idleTimeoutOf(f);
    const assigner = f['createTimestampAssigner$Context']!(
      hold(`${E}TimestampAssignerSupplier$Simulated`, null),
    ) as JavaFunction;
    const keep = (assigner as { $recordTimestamp?: boolean }).$recordTimestamp === true;
    return {
      createGenerator: () => {
        enter(owner);
        const made = f['createWatermarkGenerator$Context']!(
          hold(`${E}WatermarkGeneratorSupplier$Simulated`, null),
        ) as JavaFunction;
        const held = innerOf<WatermarkGenerator>(made);
        return held ?? generator(made, owner);
      },
      extractTimestamp: keep
        ? null
        : (event, recordTimestamp) => {
            enter(owner);
            return fromLong(assigner['extractTimestamp$Object$long']!(event, toLong(recordTimestamp)) as LongValue);
          },
      idleTimeout: idle,
    };
  });
}

interface DurationLike {
  toMillis$(): LongValue;
}
/** The strategies that WatermarkStrategy's factories and with-methods make; serialised with the functions they hold. */
class StrategyObject extends Base {
  /** Out-of-orderness in ms; null: `supplier` or `base` makes the generator; 'none': there is none. */
  bound: number | 'none' | null = null;
  supplier: JavaFunction | null = null;
  base: JavaFunction | null = null;
  assigner: JavaFunction | null = null;
  idleTimeout: number | null = null;

  createWatermarkGenerator$Context(context: unknown): unknown {
    if (this.base) return this.base['createWatermarkGenerator$Context']!(context);
    if (this.supplier) return this.supplier['createWatermarkGenerator$Context']!(context);
    if (this.bound === 'none')
      return hold(`${E}BoundedOutOfOrdernessWatermarks`, { onEvent() {}, onPeriodicEmit() {} });
    return hold(`${E}BoundedOutOfOrdernessWatermarks`, boundedOutOfOrdernessWatermarks(this.bound ?? 0));
  }
  createTimestampAssigner$Context(context: unknown): unknown {
    if (this.assigner) {
      const supplier = this.assigner['createTimestampAssigner$Context'];
      return supplier ? this.assigner['createTimestampAssigner$Context']!(context) : this.assigner;
    }
    if (this.base) return this.base['createTimestampAssigner$Context']!(context);
    return recordTimestamps();
  }
}
function recordTimestamps(): unknown {
  const assigner = functional(
    `${E}SerializableTimestampAssigner`,
    (_event: unknown, timestamp: LongValue) => timestamp,
  ) as object;
  return Object.assign(assigner, { $recordTimestamp: true });
}
function withAssigner(this: JavaFunction, assigner: JavaFunction): unknown {
  if (assigner === null) throw new Raise('java.lang.NullPointerException', 'timestampAssigner');
  return strategy({ base: this, assigner, idleTimeout: idleTimeoutOf(this) });
}
/** ms after which a strategy calls its source idle; null for never. */
const idleTimeoutOf = (strategy: object): number | null => (strategy as Partial<StrategyObject>).idleTimeout ?? null;
function strategy(fields: Partial<StrategyObject>): unknown {
  return Object.assign(hold(`${E}WatermarkStrategy$Simulated`, null) as object, fields);
}

library({
  package: 'org.apache.flink.api.common.eventtime',
  stubs: `
public final class Watermark implements java.io.Serializable { public Watermark(long timestamp); public long getTimestamp(); public boolean equals(Object o); public int hashCode(); public String toString(); }
public interface WatermarkOutput { void emitWatermark(Watermark mark); void markIdle(); class Simulated implements WatermarkOutput {} }
public interface WatermarkGenerator<T> { void onEvent(T event, long eventTimestamp, WatermarkOutput output); void onPeriodicEmit(WatermarkOutput output); }
@FunctionalInterface public interface TimestampAssigner<T> { long NO_TIMESTAMP = -9223372036854775808L; long extractTimestamp(T element, long recordTimestamp); }
@FunctionalInterface public interface SerializableTimestampAssigner<T> extends TimestampAssigner<T>, java.io.Serializable {}
@FunctionalInterface public interface TimestampAssignerSupplier<T> extends java.io.Serializable {
  TimestampAssigner<T> createTimestampAssigner(Context context);
  interface Context { org.apache.flink.metrics.MetricGroup getMetricGroup(); }
  class Simulated implements Context {}
}
@FunctionalInterface public interface WatermarkGeneratorSupplier<T> extends java.io.Serializable {
  WatermarkGenerator<T> createWatermarkGenerator(Context context);
  interface Context { org.apache.flink.metrics.MetricGroup getMetricGroup(); }
  class Simulated implements Context {}
}
public class BoundedOutOfOrdernessWatermarks<T> implements WatermarkGenerator<T> { public BoundedOutOfOrdernessWatermarks(java.time.Duration max); public void onEvent(T event, long eventTimestamp, WatermarkOutput output); public void onPeriodicEmit(WatermarkOutput output); }
public class AscendingTimestampsWatermarks<T> extends BoundedOutOfOrdernessWatermarks<T> { public AscendingTimestampsWatermarks(); }
public final class RecordTimestampAssigner<E> implements TimestampAssigner<E> { public RecordTimestampAssigner(); public long extractTimestamp(E element, long recordTimestamp); }
public interface WatermarkStrategy<T> extends TimestampAssignerSupplier<T>, WatermarkGeneratorSupplier<T> {
  WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context);
  default TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context);
  default WatermarkStrategy<T> withTimestampAssigner(TimestampAssignerSupplier<T> supplier);
  default WatermarkStrategy<T> withTimestampAssigner(SerializableTimestampAssigner<T> assigner);
  default WatermarkStrategy<T> withIdleness(java.time.Duration timeout);
  static <T> WatermarkStrategy<T> forMonotonousTimestamps();
  static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(java.time.Duration max);
  static <T> WatermarkStrategy<T> forGenerator(WatermarkGeneratorSupplier<T> supplier);
  static <T> WatermarkStrategy<T> noWatermarks();
  class Simulated<T> implements WatermarkStrategy<T> {}
}
`,
  bodies: {
    Watermark: { $class: WatermarkObject },
    'WatermarkOutput.Simulated': { $class: OutputObject },
    'TimestampAssignerSupplier.Simulated': { $class: class extends Holder {}, getMetricGroup: metricGroup },
    'WatermarkGeneratorSupplier.Simulated': { $class: class extends Holder {}, getMetricGroup: metricGroup },
    BoundedOutOfOrdernessWatermarks: {
      $class: GeneratorObject,
      new(this: GeneratorObject, max: DurationLike) {
        this.inner = boundedOutOfOrdernessWatermarks(Number(max.toMillis$()));
      },
    },
    AscendingTimestampsWatermarks: {
      $class: class extends GeneratorObject {},
      new(this: GeneratorObject) {
        this.inner = boundedOutOfOrdernessWatermarks(0);
      },
    },
    RecordTimestampAssigner: { new() {}, extractTimestamp: (_element: unknown, timestamp: LongValue) => timestamp },
    'WatermarkStrategy.Simulated': { $class: StrategyObject },
    WatermarkStrategy: {
      createTimestampAssigner: recordTimestamps,
      'withTimestampAssigner(TimestampAssignerSupplier)': withAssigner,
      'withTimestampAssigner(SerializableTimestampAssigner)': withAssigner,
      withIdleness(this: JavaFunction, timeout: DurationLike) {
        const idleTimeout = Number(timeout.toMillis$());
        if (idleTimeout <= 0) raise('IllegalArgumentException', 'idleTimeout must be greater than zero');
        return strategy({ base: this, idleTimeout });
      },
      forMonotonousTimestamps: () => strategy({ bound: 0 }),
      forBoundedOutOfOrderness: (max: DurationLike) => {
        const bound = Number(max.toMillis$());
        if (bound < 0) raise('IllegalArgumentException', 'maxOutOfOrderness cannot be negative');
        return strategy({ bound });
      },
      forGenerator: (supplier: JavaFunction) => strategy({ supplier }),
      noWatermarks: () => strategy({ bound: 'none' }),
    },
  },
});
function metricGroup(): unknown {
  return hold('org.apache.flink.metrics.MetricGroup$Simulated', null);
}

library({
  package: 'org.apache.flink.streaming.api.watermark',
  stubs:
    'public final class Watermark { public static final Watermark MAX_WATERMARK; public Watermark(long timestamp); public long getTimestamp(); public boolean equals(Object o); public int hashCode(); public String toString(); }',
  bodies: {
    Watermark: {
      $class: class Watermark extends WatermarkObject {},
      MAX_WATERMARK: () =>
        Object.assign(hold('org.apache.flink.streaming.api.watermark.Watermark', null) as object, {
          time: 0x7fffffffffffffffn,
        }),
    },
  },
});

library({
  package: 'org.apache.flink.streaming.api.functions.timestamps',
  stubs: `
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.functions.*;
public abstract class BoundedOutOfOrdernessTimestampExtractor<T> implements AssignerWithPeriodicWatermarks<T> {
  public BoundedOutOfOrdernessTimestampExtractor(org.apache.flink.streaming.api.windowing.time.Time max);
  public abstract long extractTimestamp(T element); public final Watermark getCurrentWatermark(); public final long extractTimestamp(T element, long previous); public long getMaxOutOfOrdernessInMillis();
}
public abstract class AscendingTimestampExtractor<T> implements AssignerWithPeriodicWatermarks<T> {
  public AscendingTimestampExtractor();
  public abstract long extractAscendingTimestamp(T element); public final Watermark getCurrentWatermark(); public final long extractTimestamp(T element, long previous);
}
`,
  bodies: {
    BoundedOutOfOrdernessTimestampExtractor: {
      $class: class extends Base {
        bound = 0;
      },
      new(this: { bound: number }, max: { toMilliseconds$(): LongValue }) {
        this.bound = Number(max.toMilliseconds$());
        if (this.bound < 0)
          raise(
            'RuntimeException',
            `Tried to set the maximum allowed lateness to ${this.bound} milliseconds. This parameter cannot be negative.`,
          );
      },
      getMaxOutOfOrdernessInMillis(this: { bound: number }) {
        return this.bound;
      },
      getCurrentWatermark: () => null,
      'extractTimestamp(Object,long)'(this: JavaFunction, element: unknown) {
        return this['extractTimestamp$Object']!(element);
      },
    },
    AscendingTimestampExtractor: {
      new() {},
      getCurrentWatermark: () => null,
      extractTimestamp(this: JavaFunction, element: unknown) {
        return this['extractAscendingTimestamp$Object']!(element);
      },
    },
  },
});
