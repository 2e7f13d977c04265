/** Metrics that functions register. */

import { doubleToString } from '../../../flink/api/decimal.ts';
import type { MetricGroup } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

interface CounterLike {
  inc$long(n: LongValue): void;
  getCount$(): LongValue;
}
interface StatisticsLike {
  getQuantile$double(quantile: number): number;
  getMean$(): number;
  getStdDev$(): number;
  getMax$(): LongValue;
  getMin$(): LongValue;
}
/** MetricDumpSerialization's names of a histogram's quantiles. */
const QUANTILES = { p50: 0.5, p75: 0.75, p95: 0.95, p98: 0.98, p99: 0.99, p999: 0.999 };

class MetricGroupObject extends Holder<MetricGroup> {
  counter$String(name: string): unknown {
    return hold('org.apache.flink.metrics.Counter$Simulated', this.inner.counter(name));
  }
  counter$int(name: number): unknown {
    return this.counter$String(String(name));
  }
  counter$String$Counter(name: string, counter: CounterLike): unknown {
    this.inner.register(name, () => ({ '': counter.getCount$() }));
    return counter;
  }
  counter$int$Counter(name: number, counter: CounterLike): unknown {
    return this.counter$String$Counter(String(name), counter);
  }
  gauge$String$Gauge(name: string, gauge: { getValue$(): unknown }): unknown {
    this.inner.register(name, () => ({ '': stringOf(gauge.getValue$()) }));
    return gauge;
  }
  gauge$int$Gauge(name: number, gauge: { getValue$(): unknown }): unknown {
    return this.gauge$String$Gauge(String(name), gauge);
  }
  meter$String$Meter(name: string, meter: { getRate$(): number }): unknown {
    this.inner.register(name, () => ({ '': doubleToString(meter.getRate$()) }));
    return meter;
  }
  meter$int$Meter(name: number, meter: { getRate$(): number }): unknown {
    return this.meter$String$Meter(String(name), meter);
  }
  histogram$String$Histogram(
    name: string,
    histogram: { getCount$(): LongValue; getStatistics$(): StatisticsLike },
  ): unknown {
    this.inner.register(name, () => {
      const statistics = histogram.getStatistics$();
      const values: Record<string, unknown> = {
        _count: histogram.getCount$(),
        _min: statistics.getMin$(),
        _max: statistics.getMax$(),
        _mean: doubleToString(statistics.getMean$()),
        _stddev: doubleToString(statistics.getStdDev$()),
      };
      for (const [quantile, at] of Object.entries(QUANTILES))
        values[`_${quantile}`] = doubleToString(statistics.getQuantile$double(at));
      return values;
    });
    return histogram;
  }
  histogram$int$Histogram(
    name: number,
    histogram: { getCount$(): LongValue; getStatistics$(): StatisticsLike },
  ): unknown {
    return this.histogram$String$Histogram(String(name), histogram);
  }
  addGroup$String(name: string): MetricGroupObject {
    return hold('org.apache.flink.metrics.MetricGroup$Simulated', this.inner.addGroup(name)) as MetricGroupObject;
  }
  addGroup$int(name: number): unknown {
    return this.addGroup$String(String(name));
  }
  addGroup$String$String(key: string, value: string): unknown {
    return this.addGroup$String(key).addGroup$String(value);
  }
}

class SimpleCounterObject extends Base {
  private count = 0;
  $init$(): this {
    return this;
  }
  inc$(): void {
    this.count++;
  }
  inc$long(n: LongValue): void {
    this.count += Number(n);
  }
  dec$(): void {
    this.count--;
  }
  dec$long(n: LongValue): void {
    this.count -= Number(n);
  }
  getCount$(): number {
    return this.count;
  }
}

/** View.UPDATE_INTERVAL_SECONDS */
const UPDATE_SECONDS = 5;

/** MeterView: events per second over a time span, from counts that are looked at every five seconds. */
class MeterViewObject extends Base {
  private counter!: CounterLike;
  private seconds = 60;
  private values: number[] = [];
  private time = 0;
  private rate = 0;
  private seen = 0;
  $init$int(seconds: number): this {
    return this.$init$Counter$int(allocate<SimpleCounterObject>('org.apache.flink.metrics.SimpleCounter'), seconds);
  }
  $init$Counter(counter: CounterLike): this {
    return this.$init$Counter$int(counter, this.seconds);
  }
  $init$Counter$int(counter: CounterLike, seconds: number): this {
    this.counter = counter;
    this.seconds = Math.max(seconds - (seconds % UPDATE_SECONDS), UPDATE_SECONDS);
    this.values = new Array<number>(this.seconds / UPDATE_SECONDS + 1).fill(0);
    this.seen = updatesUntilNow();
    return this;
  }
  /** What ViewUpdater has done since. */
  private catchUp(): void {
    const missed = updatesUntilNow() - this.seen;
    this.seen += missed;
    for (let i = Math.min(missed, this.values.length); i > 0; i--) this.update$();
  }
  markEvent$(): void {
    this.markEvent$long(1);
  }
  markEvent$long(n: LongValue): void {
    this.catchUp();
    this.counter.inc$long(n);
  }
  getCount$(): LongValue {
    return this.counter.getCount$();
  }
  getRate$(): number {
    this.catchUp();
    return this.rate;
  }
  update$(): void {
    this.time = (this.time + 1) % this.values.length;
    this.values[this.time] = Number(this.counter.getCount$());
    this.rate = (this.values[this.time]! - this.values[(this.time + 1) % this.values.length]!) / this.seconds;
  }
}
const updatesUntilNow = (): number => Math.floor(jvm().ref.currentTimeMillis() / (UPDATE_SECONDS * 1_000));

library({
  package: 'org.apache.flink.metrics',
  stubs: `
public interface MetricGroup {
  Counter counter(String name); Counter counter(int name); <C extends Counter> C counter(String name, C counter); <C extends Counter> C counter(int name, C counter);
  <T, G extends Gauge<T>> G gauge(String name, G gauge); <T, G extends Gauge<T>> G gauge(int name, G gauge);
  <M extends Meter> M meter(String name, M meter); <M extends Meter> M meter(int name, M meter);
  <H extends Histogram> H histogram(String name, H histogram); <H extends Histogram> H histogram(int name, H histogram);
  MetricGroup addGroup(String name); MetricGroup addGroup(int name); MetricGroup addGroup(String key, String value);
  class Simulated implements MetricGroup {} }
public interface Metric {}
public interface View { void update(); }
public interface Counter extends Metric { void inc(); void inc(long n); void dec(); void dec(long n); long getCount(); class Simulated implements Counter {} }
public class SimpleCounter implements Counter { public SimpleCounter(); public void inc(); public void inc(long n); public void dec(); public void dec(long n); public long getCount(); }
public interface Gauge<T> extends Metric { T getValue(); }
public interface Meter extends Metric { void markEvent(); void markEvent(long n); double getRate(); long getCount(); }
public class MeterView implements Meter, View { public MeterView(int timeSpanInSeconds); public MeterView(Counter counter); public MeterView(Counter counter, int timeSpanInSeconds); public void markEvent(); public void markEvent(long n); public long getCount(); public double getRate(); public void update(); }
public interface Histogram extends Metric { void update(long value); long getCount(); HistogramStatistics getStatistics(); }
public abstract class HistogramStatistics { public HistogramStatistics(); public abstract double getQuantile(double quantile); public abstract long[] getValues(); public abstract int size(); public abstract double getMean(); public abstract double getStdDev(); public abstract long getMax(); public abstract long getMin(); }
`,
  bodies: {
    'MetricGroup.Simulated': { $class: MetricGroupObject },
    SimpleCounter: { $class: SimpleCounterObject },
    MeterView: { $class: MeterViewObject },
    'Counter.Simulated': {
      $class: class extends Holder<{ inc(n?: number): void; count(): number }> {
        inc$(): void {
          this.inner.inc();
        }
        inc$long(n: number): void {
          this.inner.inc(Number(n));
        }
        dec$(): void {
          this.inner.inc(-1);
        }
        dec$long(n: number): void {
          this.inner.inc(-Number(n));
        }
        getCount$(): number {
          return this.inner.count();
        }
      },
    },
  },
});
