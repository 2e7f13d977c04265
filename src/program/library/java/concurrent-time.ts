/** java.util.concurrent.TimeUnit. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm } from '../../jvm.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { library } from '../table.ts';

const UNITS = {
  NANOSECONDS: 1n,
  MICROSECONDS: 1000n,
  MILLISECONDS: 1000000n,
  SECONDS: 1000000000n,
  MINUTES: 60000000000n,
  HOURS: 3600000000000n,
  DAYS: 86400000000000n,
} as const;
export type TimeUnitObject = { $name: keyof typeof UNITS };
type Unit = TimeUnitObject;
export const millisOf = (n: LongValue, unit: TimeUnitObject): number => (Number(n) * Number(UNITS[unit.$name])) / 1e6;
const convertTo = (n: LongValue, from: Unit, to: keyof typeof UNITS): LongValue => {
  const wide = (BigInt(n) * UNITS[from.$name]) / UNITS[to];
  return narrowLong(
    wide > 0x7fffffffffffffffn ? 0x7fffffffffffffffn : wide < -0x8000000000000000n ? -0x8000000000000000n : wide,
  );
};
library({
  package: 'java.util.concurrent',
  stubs: `
import java.util.*;
public enum TimeUnit { ${Object.keys(UNITS).join(', ')};
  public long convert(long n, TimeUnit unit); public long toNanos(long n); public long toMicros(long n); public long toMillis(long n); public long toSeconds(long n); public long toMinutes(long n); public long toHours(long n); public long toDays(long n); @Blocks public void sleep(long n) throws InterruptedException; }`,
  bodies: {
    TimeUnit: {
      convert(this: Unit, n: LongValue, unit: Unit) {
        return convertTo(n, unit, this.$name);
      },
      ...Object.fromEntries(
        (Object.keys(UNITS) as (keyof typeof UNITS)[]).map((name) => {
          const short =
            { NANOSECONDS: 'Nanos', MICROSECONDS: 'Micros', MILLISECONDS: 'Millis' }[name as 'NANOSECONDS'] ??
            name[0] + name.slice(1).toLowerCase();
          return [
            `to${short}`,
            function (this: Unit, n: LongValue) {
              return convertTo(n, this, name);
            },
          ];
        }),
      ),
      *sleep(this: Unit, n: LongValue): Task<void> {
        if (n > 0) yield jvm().ref.sleep(Number((BigInt(n) * UNITS[this.$name]) / 1000000n));
      },
    },
  },
});
