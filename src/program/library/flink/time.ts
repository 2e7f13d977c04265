/** Flink's two classes Time: windows and strategies take the one or the other. */
import type { LongValue } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

const UNITS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

class TimeObject extends Base {
  size = 0;
  unit = 'MILLISECONDS';
  toMilliseconds$(): number {
    return this.size;
  }
  getSize$(): number {
    return this.size;
  }
  override $equals(other: unknown): boolean {
    return other instanceof TimeObject && other.size === this.size;
  }
  override $hashCode(): number {
    return this.size | 0;
  }
  override $toString(): string {
    return `${this.size} ms`;
  }
}
export type TimeLike = { toMilliseconds$(): LongValue };
/** The milliseconds of a Time. */
export const ms = (time: TimeLike): number => {
  if (time === null) throw new Raise('java.lang.NullPointerException', null);
  return Number(time.toMilliseconds$());
};

function timeBodies(className: string) {
  const make = (size: number): unknown => {
    const time = allocate<TimeObject>(className);
    time.size = size;
    return time;
  };
  const unit = (n: LongValue, unit_: { toMillis$long(n: LongValue): LongValue }) =>
    make(Number(unit_.toMillis$long(n)));
  return {
    $class: class extends TimeObject {},
    'of(long,TimeUnit)': unit,
    of: unit,
    ...Object.fromEntries(
      Object.entries(UNITS).map(([name, factor]) => [name, (n: LongValue) => make(Number(n) * factor)]),
    ),
    fromDuration: (d: { toMillis$(): LongValue }) => make(Number(d.toMillis$())),
    toMillis(this: TimeObject) {
      return this.size;
    },
  };
}
const timeStubs = (extra: string): string => `
public final class Time implements java.io.Serializable {
  public static Time of(long size, java.util.concurrent.TimeUnit unit);
  ${Object.keys(UNITS)
    .map((name) => `public static Time ${name}(long n);`)
    .join(' ')}
  public long toMilliseconds(); public long getSize(); public boolean equals(Object o); public int hashCode(); public String toString();
  ${extra}
}`;
library({
  package: 'org.apache.flink.streaming.api.windowing.time',
  stubs: timeStubs(''),
  bodies: { Time: timeBodies('org.apache.flink.streaming.api.windowing.time.Time') },
});
library({
  package: 'org.apache.flink.api.common.time',
  stubs: `${timeStubs('public static Time fromDuration(java.time.Duration d);')}
public abstract class Deadline { @NotSimulated public static Deadline now(); }`,
  bodies: { Time: timeBodies('org.apache.flink.api.common.time.Time') },
});
