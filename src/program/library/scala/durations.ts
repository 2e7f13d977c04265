/** scala.concurrent.duration: spans of time as `5.seconds` and `Duration("10 min")` write them. */
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

const UNITS = ['nanosecond', 'microsecond', 'millisecond', 'second', 'minute', 'hour', 'day'];
const NANOS: readonly number[] = [1, 1e3, 1e6, 1e9, 6e10, 3.6e12, 8.64e13];
const SHORT: Readonly<Record<string, string>> = { millis: 'millisecond', nanos: 'nanosecond', micros: 'microsecond' };
export class DurationObject extends Base {
  nanos = 0;
  unit = 'second';
  override $toString(): string {
    if (!Number.isFinite(this.nanos)) return 'Duration.Inf';
    const n = this.nanos / NANOS[UNITS.indexOf(this.unit)]!;
    return `${n} ${this.unit}${n === 1 ? '' : 's'}`;
  }
  override $equals(o: unknown): boolean {
    return o instanceof DurationObject && o.nanos === this.nanos;
  }
  override $hashCode(): number {
    return this.nanos | 0;
  }
}
function duration(n: number, unit: string): DurationObject {
  const at = UNITS.indexOf(unit);
  const made = allocate<DurationObject>('scala.concurrent.duration.FiniteDuration');
  return Object.assign(made, { nanos: n * NANOS[at]!, unit });
}
interface JavaUnit {
  toNanos$long(n: number): number;
  name$(): string;
}
const ofUnit = (n: number, unit: JavaUnit): DurationObject => duration(n, unit.name$().toLowerCase().replace(/s$/, ''));
function parsed(text: string): DurationObject {
  if (text === 'Inf') return infinite();
  const m = /^\s*(\d+(?:\.\d+)?)\s*([a-zµ]+)\s*$/.exec(text);
  const unit = UNITS.find((u) => m && (u === m[2] || `${u}s` === m[2] || SHORT[m[2]!] === u));
  const letter = { s: 'second', m: 'minute', h: 'hour', d: 'day', ms: 'millisecond', ns: 'nanosecond', min: 'minute' };
  const found = unit ?? letter[m?.[2] as 's'];
  return m && found ? duration(Number(m[1]), found) : raise('java.lang.NumberFormatException', `format error ${text}`);
}
const infinite = (): DurationObject =>
  Object.assign(allocate<DurationObject>('scala.concurrent.duration.Duration$Infinite'), { nanos: Infinity });
const suffixes = [...UNITS, ...UNITS.map((u) => `${u}s`), ...Object.keys(SHORT)];
const ints = suffixes.map((s) => `public static FiniteDuration ${s}(int self);`).join(' ');
const DURATION = `public long toMillis(); public long toSeconds(); public long toNanos(); public long toMinutes(); public long toHours(); public long length();`;
library({
  package: 'scala.concurrent.duration',
  stubs: `
import java.util.concurrent.TimeUnit;
public abstract class Duration { public static final Duration Inf; public static final FiniteDuration Zero; public static Duration apply(String text); public static FiniteDuration apply(long n, TimeUnit unit); public static FiniteDuration apply(long n, String unit); ${DURATION} public static class Infinite extends Duration {} }
public class FiniteDuration extends Duration { public FiniteDuration(long n, TimeUnit unit); ${DURATION} public FiniteDuration $plus(FiniteDuration o); public FiniteDuration $minus(FiniteDuration o); public FiniteDuration $times(long n); public boolean $less(FiniteDuration o); public boolean $greater(FiniteDuration o); }
public class DurationInt { ${ints} }
public class package$ { public static FiniteDuration fromNow(); public static TimeUnit SECONDS; public static TimeUnit MILLISECONDS; public static TimeUnit MINUTES; }
`,
  bodies: {
    Duration: {
      $class: DurationObject,
      Inf: infinite,
      Zero: () => duration(0, 'day'),
      'apply(String)': parsed,
      'apply(long,TimeUnit)': ofUnit,
      'apply(long,String)': (n: number, unit: string) => parsed(`${n} ${unit}`),
      ...lengths(),
    },
    FiniteDuration: {
      new(this: DurationObject, n: number, unit: JavaUnit) {
        Object.assign(this, ofUnit(n, unit));
      },
      ...lengths(),
      $plus(this: DurationObject, o: DurationObject) {
        return inUnit(this, this.nanos + o.nanos);
      },
      $minus(this: DurationObject, o: DurationObject) {
        return inUnit(this, this.nanos - o.nanos);
      },
      $times(this: DurationObject, n: number) {
        return inUnit(this, this.nanos * n);
      },
      $less(this: DurationObject, o: DurationObject) {
        return this.nanos < o.nanos;
      },
      $greater(this: DurationObject, o: DurationObject) {
        return this.nanos > o.nanos;
      },
    },
    DurationInt: Object.fromEntries(
      suffixes.map((s) => [s, (n: number) => duration(n, SHORT[s] ?? s.replace(/s$/, ''))]),
    ),
  } as never,
});
const inUnit = (of: DurationObject, nanos: number): DurationObject =>
  duration(nanos / NANOS[UNITS.indexOf(of.unit)]!, of.unit);
function lengths(): Record<string, (this: DurationObject) => number> {
  const inNanos = { toMillis: 1e6, toSeconds: 1e9, toNanos: 1, toMinutes: 6e10, toHours: 3.6e12 };
  return {
    ...Object.fromEntries(
      Object.entries(inNanos).map(([name, unit]) => [
        name,
        function (this: DurationObject) {
          return Math.trunc(this.nanos / unit);
        },
      ]),
    ),
    length(this: DurationObject) {
      return this.nanos / NANOS[UNITS.indexOf(this.unit)]!;
    },
  };
}
