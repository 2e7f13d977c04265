/** java.time.Duration and Instant. */
import { type LongValue, longHash } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { fieldsOf } from '../../runtime/calendar.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { parse } from './time-format.ts';
import { at, type LocalObject, make, pad, point } from './time-local.ts';
import { plusUnits, truncated } from './time-units.ts';

export const NANOS = 1000000000n;
/** Duration and Instant: nanoseconds, of a span or since 1970. */
export class NanosObject extends Base {
  nanos = 0n;
  override $equals(other: unknown): boolean {
    return other instanceof NanosObject && other.constructor === this.constructor && other.nanos === this.nanos;
  }
  get seconds(): bigint {
    return this.nanos >= 0n ? this.nanos / NANOS : -((-this.nanos + NANOS - 1n) / NANOS);
  }
  get rest(): number {
    return Number(this.nanos - this.seconds * NANOS);
  }
  override $hashCode(): number {
    return (longHash(narrowLong(this.seconds)) + 51 * this.rest) | 0;
  }
  compareTo$Object(other: NanosObject): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }
  override $copy(): unknown {
    return this;
  }
}
export const UNIT = {
  Nanos: 1n,
  Millis: 1000000n,
  Seconds: NANOS,
  Minutes: 60n * NANOS,
  Hours: 3600n * NANOS,
  Days: 86400n * NANOS,
} as const;
type DurationUnit = { getDuration$(): NanosObject };
type UnitName = keyof typeof UNIT;
export const duration = (nanos: bigint): NanosObject => make<NanosObject>('Duration', { nanos });
export const instant = (nanos: bigint): NanosObject => make<NanosObject>('Instant', { nanos });
const each = <T>(names: readonly string[], body: (name: UnitName) => T): T[] => (names as UnitName[]).map(body);
const UNITS = Object.keys(UNIT);
class DurationObject extends NanosObject {
  override $toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    let total = this.seconds;
    const rest = this.rest;
    if (total < 0n && rest > 0) total += 1n;
    const hours = total / 3600n;
    const minutes = (total % 3600n) / 60n;
    const seconds = total % 60n;
    let text = 'PT';
    if (hours !== 0n) text += `${hours}H`;
    if (minutes !== 0n) text += `${minutes}M`;
    if (seconds === 0n && rest === 0 && text.length > 2) return text;
    const negative = this.nanos < 0n && rest > 0;
    text += negative && seconds === 0n ? '-0' : String(seconds);
    if (rest > 0)
      text += `.${String(negative ? 1000000000 - rest : rest)
        .padStart(9, '0')
        .replace(/0+$/, '')}`;
    return `${text}S`;
  }
}
class InstantObject extends NanosObject {
  override $toString(): string {
    const ms = Number(this.nanos / 1000000n);
    const f = fieldsOf(Number(this.seconds) * 1000, 0);
    void ms;
    return `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}T${pad(f.hour)}:${pad(f.minute)}:${pad(f.second)}${fraction(this.rest)}Z`;
  }
}
export function fraction(nano: number): string {
  if (nano === 0) return '';
  const text = pad(nano, 9);
  return `.${text.endsWith('000000') ? text.slice(0, 3) : text.endsWith('000') ? text.slice(0, 6) : text}`;
}
library({
  package: 'java.time',
  stubs: `
import java.time.format.DateTimeFormatter;
public final class Duration implements java.time.temporal.TemporalAmount, java.io.Serializable, Comparable<Duration> { public static final Duration ZERO; ${each(UNITS, (u) => `public static Duration of${u}(long n); public Duration plus${u}(long n); public Duration minus${u}(long n); public long to${u}();`).join(' ')}
  public long toDaysPart(); public int toHoursPart(); public int toMinutesPart(); public int toSecondsPart(); public int toMillisPart(); public int toNanosPart(); public static Duration of(long amount, java.time.temporal.TemporalUnit unit); public Duration plus(long amount, java.time.temporal.TemporalUnit unit); public Duration minus(long amount, java.time.temporal.TemporalUnit unit); public long dividedBy(Duration other); public Duration truncatedTo(java.time.temporal.TemporalUnit unit);
  public static Duration ofSeconds(long s, long nanos); public static Duration between(Object a, Object b); public static Duration parse(CharSequence text); public long getSeconds(); public int getNano(); public Duration plus(Duration d); public Duration minus(Duration d); public Duration multipliedBy(long n); public Duration dividedBy(long n); public Duration negated(); public Duration abs(); public boolean isZero(); public boolean isNegative(); public int compareTo(Duration o); public boolean equals(Object o); public int hashCode(); public String toString(); }
public final class Instant implements java.time.temporal.Temporal, java.io.Serializable, Comparable<Instant> {
  public Instant plus(long amount, java.time.temporal.TemporalUnit unit); public Instant minus(long amount, java.time.temporal.TemporalUnit unit); public Instant truncatedTo(java.time.temporal.TemporalUnit unit); public long until(java.time.temporal.Temporal end, java.time.temporal.TemporalUnit unit); public static final Instant EPOCH; public static final Instant MAX; public static final Instant MIN; public static Instant now(); public static Instant ofEpochMilli(long ms); public static Instant ofEpochSecond(long s); public static Instant ofEpochSecond(long s, long nanos); public static Instant parse(CharSequence text); public long toEpochMilli(); public long getEpochSecond(); public int getNano(); public Instant plus(Duration d); public Instant minus(Duration d); public Instant plusMillis(long n); public Instant plusSeconds(long n); public Instant minusMillis(long n); public Instant minusSeconds(long n); public boolean isBefore(Instant o); public boolean isAfter(Instant o); public ZonedDateTime atZone(ZoneId zone); public int compareTo(Instant o); public boolean equals(Object o); public int hashCode(); public String toString(); }`,
  bodies: {
    Duration: {
      $class: DurationObject,
      ZERO: () => duration(0n),
      ...Object.fromEntries(
        each(UNITS, (u) => [
          [`of${u}`, (n: LongValue) => duration(BigInt(n) * UNIT[u])],
          [
            `plus${u}`,
            function (this: NanosObject, n: LongValue) {
              return duration(this.nanos + BigInt(n) * UNIT[u]);
            },
          ],
          [
            `minus${u}`,
            function (this: NanosObject, n: LongValue) {
              return duration(this.nanos - BigInt(n) * UNIT[u]);
            },
          ],
          [
            `to${u}`,
            function (this: NanosObject) {
              return narrowLong(
                u === 'Nanos' || u === 'Millis' ? floorDiv(this.nanos, UNIT[u]) : this.seconds / (UNIT[u] / NANOS),
              );
            },
          ],
        ]).flat() as [string, (this: never, ...args: never[]) => unknown][],
      ),
      'ofSeconds(long)': (n: LongValue) => duration(BigInt(n) * NANOS),
      'ofSeconds(long,long)': (n: LongValue, nanos: LongValue) => duration(BigInt(n) * NANOS + BigInt(nanos)),
      between: (a: NanosObject | LocalObject, b: NanosObject | LocalObject) => duration(point(b) - point(a)),
      parse: (text: string) => {
        const match =
          /^([-+]?)P(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:\.(\d{1,9}))?S)?)?$/i.exec(
            text,
          );
        if (!match) throw new Raise('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Duration');
        const n = (i: number): bigint => BigInt(match[i] ?? 0);
        const total =
          n(2) * UNIT.Days +
          n(3) * UNIT.Hours +
          n(4) * UNIT.Minutes +
          n(5) * NANOS +
          BigInt((match[6] ?? '').padEnd(9, '0'));
        return duration(match[1] === '-' ? -total : total);
      },
      getSeconds(this: NanosObject) {
        return narrowLong(this.seconds);
      },
      getNano(this: NanosObject) {
        return this.rest;
      },
      'plus(Duration)'(this: NanosObject, d: NanosObject) {
        return duration(this.nanos + d.nanos);
      },
      'minus(Duration)'(this: NanosObject, d: NanosObject) {
        return duration(this.nanos - d.nanos);
      },
      multipliedBy(this: NanosObject, n: LongValue) {
        return duration(this.nanos * BigInt(n));
      },
      'dividedBy(long)'(this: NanosObject, n: LongValue) {
        if (BigInt(n) === 0n) raise('ArithmeticException', 'Cannot divide by zero');
        return duration(this.nanos / BigInt(n));
      },
      negated(this: NanosObject) {
        return duration(-this.nanos);
      },
      abs(this: NanosObject) {
        return duration(this.nanos < 0n ? -this.nanos : this.nanos);
      },
      isZero(this: NanosObject) {
        return this.nanos === 0n;
      },
      isNegative(this: NanosObject) {
        return this.nanos < 0n;
      },
      toDaysPart(this: NanosObject) {
        return narrowLong(this.seconds / 86400n);
      },
      ...Object.fromEntries(
        (
          [
            ['Hours', 3600n, 24n],
            ['Minutes', 60n, 60n],
            ['Seconds', 1n, 60n],
          ] as const
        ).map(([name, unit, limit]) => [
          `to${name}Part`,
          function (this: NanosObject) {
            return Number((this.seconds / unit) % limit);
          },
        ]),
      ),
      toMillisPart(this: NanosObject) {
        return Math.floor(this.rest / 1e6);
      },
      toNanosPart(this: NanosObject) {
        return this.rest;
      },
      'of(long,TemporalUnit)': (amount: LongValue, unit: DurationUnit) =>
        duration(BigInt(amount) * unit.getDuration$().nanos),
      'plus(long,TemporalUnit)'(this: NanosObject, amount: LongValue, unit: DurationUnit) {
        return duration(this.nanos + BigInt(amount) * unit.getDuration$().nanos);
      },
      'minus(long,TemporalUnit)'(this: NanosObject, amount: LongValue, unit: DurationUnit) {
        return duration(this.nanos - BigInt(amount) * unit.getDuration$().nanos);
      },
      'dividedBy(Duration)'(this: NanosObject, other: NanosObject) {
        if (other.nanos === 0n) raise('ArithmeticException', 'Cannot divide by zero');
        return narrowLong(this.nanos / other.nanos);
      },
      truncatedTo(this: NanosObject, unit: DurationUnit) {
        const { nanos } = unit.getDuration$();
        return duration((this.nanos / nanos) * nanos);
      },
      compareTo: NanosObject.prototype.compareTo$Object,
    },
    Instant: {
      'plus(long,TemporalUnit)'(this: NanosObject, amount: LongValue, unit: never) {
        return plusUnits(this, BigInt(amount), unit);
      },
      'minus(long,TemporalUnit)'(this: NanosObject, amount: LongValue, unit: never) {
        return plusUnits(this, -BigInt(amount), unit);
      },
      truncatedTo(this: NanosObject, unit: never) {
        return truncated(this, unit);
      },
      $class: InstantObject,
      EPOCH: () => instant(0n),
      MAX: () => instant(31556889864403199n * 1000000000n + 999999999n),
      MIN: () => instant(-31557014167219200n * 1000000000n),
      now: () => instant(BigInt(Math.floor(jvm().ref.currentTimeMillis() * 1000)) * 1000n),
      ofEpochMilli: (ms: LongValue) => instant(BigInt(ms) * UNIT.Millis),
      'ofEpochSecond(long)': (s: LongValue) => instant(BigInt(s) * NANOS),
      'ofEpochSecond(long,long)': (s: LongValue, nanos: LongValue) => instant(BigInt(s) * NANOS + BigInt(nanos)),
      parse: (text: string) => {
        const l = parse('datetime', text.replace(/Z$/, ''), null);
        return instant(l.total);
      },
      toEpochMilli(this: NanosObject) {
        return narrowLong(floorDiv(this.nanos, UNIT.Millis));
      },
      getEpochSecond(this: NanosObject) {
        return narrowLong(this.seconds);
      },
      getNano(this: NanosObject) {
        return this.rest;
      },
      'plus(Duration)'(this: NanosObject, d: NanosObject) {
        return instant(this.nanos + d.nanos);
      },
      'minus(Duration)'(this: NanosObject, d: NanosObject) {
        return instant(this.nanos - d.nanos);
      },
      plusMillis(this: NanosObject, n: LongValue) {
        return instant(this.nanos + BigInt(n) * UNIT.Millis);
      },
      plusSeconds(this: NanosObject, n: LongValue) {
        return instant(this.nanos + BigInt(n) * NANOS);
      },
      minusMillis(this: NanosObject, n: LongValue) {
        return instant(this.nanos - BigInt(n) * UNIT.Millis);
      },
      minusSeconds(this: NanosObject, n: LongValue) {
        return instant(this.nanos - BigInt(n) * NANOS);
      },
      isBefore(this: NanosObject, o: NanosObject) {
        return this.nanos < o.nanos;
      },
      isAfter(this: NanosObject, o: NanosObject) {
        return this.nanos > o.nanos;
      },
      atZone(this: NanosObject, zone: { id: string }) {
        return at(Number(floorDiv(this.nanos, UNIT.Millis)), zone.id, 'zoned');
      },
      compareTo: NanosObject.prototype.compareTo$Object,
    },
  },
});
export function floorDiv(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}
