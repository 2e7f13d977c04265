/** DayOfWeek and Month of java.time. */
import type { LongValue } from '../../../flink/api/values.ts';
import { staticsOf } from '../../link.ts';
import { lengthOfMonth } from '../../runtime/calendar.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

/** DayOfWeek and Month: `count` constants that begin again after the last. */
function cycle(type: string, count: number) {
  const step = (from: { $ordinal: number }, n: number): unknown =>
    constant(type, (((from.$ordinal + n) % count) + count) % count);
  return {
    of(n: number) {
      if (n < 1 || n > count)
        throw new Raise(
          'java.time.DateTimeException',
          `Invalid value for ${type === 'Month' ? 'MonthOfYear' : type}: ${n}`,
        );
      return constant(type, n - 1);
    },
    getValue(this: { $ordinal: number }) {
      return this.$ordinal + 1;
    },
    getDisplayName(this: { $name: string }, style: { $name: string }) {
      const full = this.$name[0] + this.$name.slice(1).toLowerCase();
      if (style.$name.startsWith('SHORT')) return full.slice(0, 3);
      return style.$name.startsWith('NARROW') ? full[0] : full;
    },
    plus(this: { $ordinal: number }, n: LongValue) {
      return step(this, Number(n) % count);
    },
    minus(this: { $ordinal: number }, n: LongValue) {
      return step(this, -(Number(n) % count));
    },
  };
}
export function constant(type: string, index: number): unknown {
  return staticsOf<{ $constants: unknown[] }>(`java.time.${type}`).$constants[index];
}

library({
  package: 'java.time',
  stubs: `
public enum DayOfWeek { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY; public int getValue(); public static DayOfWeek of(int n); public String getDisplayName(java.time.format.TextStyle style, java.util.Locale locale); public DayOfWeek plus(long n); public DayOfWeek minus(long n); }
public enum Month { JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER; public int getValue(); public static Month of(int n); public String getDisplayName(java.time.format.TextStyle style, java.util.Locale locale); public int length(boolean leap); public int maxLength(); public int minLength(); public Month plus(long n); public Month minus(long n); }`,
  bodies: {
    DayOfWeek: cycle('DayOfWeek', 7),
    Month: {
      ...cycle('Month', 12),
      length(this: { $ordinal: number }, leap: boolean) {
        return lengthOfMonth(leap ? 2000 : 2001, this.$ordinal + 1);
      },
      maxLength(this: { $ordinal: number }) {
        return lengthOfMonth(2000, this.$ordinal + 1);
      },
      minLength(this: { $ordinal: number }) {
        return lengthOfMonth(2001, this.$ordinal + 1);
      },
    },
  },
});
