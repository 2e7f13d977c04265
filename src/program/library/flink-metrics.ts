/** Metrics that functions register. */
import type { MetricGroup } from '../../flink/api/functions.ts';
import { stringOf } from '../runtime/object.ts';
import { Holder, hold } from './flink-support.ts';
import { library } from './table.ts';

library({
  package: 'org.apache.flink.metrics',
  stubs: `
public interface MetricGroup { Counter counter(String name); Counter counter(int name); <T, G extends Gauge<T>> G gauge(String name, G gauge); MetricGroup addGroup(String name); <M extends Meter> M meter(String name, M meter); <H extends Histogram> H histogram(String name, H histogram); class Simulated implements MetricGroup {} }
public interface Counter { void inc(); void inc(long n); void dec(); void dec(long n); long getCount(); class Simulated implements Counter {} }
public interface Gauge<T> { T getValue(); }
public interface Meter { void markEvent(); void markEvent(long n); double getRate(); long getCount(); }
public interface Histogram { void update(long value); long getCount(); }
`,
  bodies: {
    'MetricGroup.Simulated': {
      $class: class extends Holder<MetricGroup> {
        counter$String(name: string): unknown {
          return hold('org.apache.flink.metrics.Counter$Simulated', this.inner.counter(name));
        }
        counter$int(name: number): unknown {
          return this.counter$String(String(name));
        }
        gauge$String$Gauge(name: string, gauge: { getValue$(): unknown }): unknown {
          this.inner.register(name, () => ({ '': stringOf(gauge.getValue$()) }));
          return gauge;
        }
        meter$String$Meter(name: string, meter: { getRate$(): number }): unknown {
          this.inner.register(name, () => ({ '': meter.getRate$() }));
          return meter;
        }
        histogram$String$Histogram(name: string, histogram: { getCount$(): unknown }): unknown {
          this.inner.register(name, () => ({ _count: histogram.getCount$() }));
          return histogram;
        }
        addGroup$String(name: string): unknown {
          return hold('org.apache.flink.metrics.MetricGroup$Simulated', this.inner.addGroup(name));
        }
      },
    },
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
