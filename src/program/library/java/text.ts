/** java.text: SimpleDateFormat; numbers are in java-text-numbers. */

import type { LongValue } from '../../../flink/api/values.ts';
import { type Fields, fieldsOf, formatPattern, instantOf, parsePattern, zoneOffset } from '../../runtime/calendar.ts';
import { Base, nonNull } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { type CalendarObject, DateObject, defaultZone, javaDate } from './util-date.ts';

/** Do month, day and time stand in the calendar as they were written? */
function isInCalendar(f: Fields): boolean {
  const back = fieldsOf(instantOf(f, 'UTC'), 0);
  return (['month', 'day', 'hour', 'minute', 'second'] as const).every((name) => back[name] === f[name]);
}
export class DateFormatObject extends Base {
  pattern = 'M/d/yy h:mm a';
  zone: string | null = null;
  private lenient = true;
  private theZone(): string {
    return this.zone ?? defaultZone();
  }
  format$Date(value: DateObject): string {
    const time = nonNull(value).time;
    const offset = zoneOffset(this.theZone(), time);
    return formatPattern(this.pattern, fieldsOf(time, offset), offset, this.theZone(), true);
  }
  format$Object(value: unknown): string {
    if (value instanceof DateObject) return this.format$Date(value);
    if (typeof value === 'object' && value !== null && 'value' in value)
      return this.format$Date(javaDate(Number((value as { value: unknown }).value)));
    return raise('IllegalArgumentException', 'Cannot format given Object as a Date');
  }
  format$long(time: LongValue): string {
    return this.format$Date(javaDate(Number(time)));
  }
  format$Calendar(calendar: CalendarObject): string {
    return this.format$Date(javaDate(calendar.time));
  }
  parse$String(text: string): unknown {
    const parsed = parsePattern(this.pattern, nonNull(text), true);
    if (parsed.failed) throw new Raise('java.text.ParseException', `Unparseable date: "${text}"`);
    if (!this.lenient && !isInCalendar(parsed))
      throw new Raise('java.text.ParseException', `Unparseable date: "${text}"`);
    return javaDate(
      parsed.offset === null
        ? instantOf(parsed, this.theZone())
        : instantOf(
            parsed,
            `UTC${parsed.offset < 0 ? '-' : '+'}${String(Math.abs(parsed.offset) / 3600).padStart(2, '0')}:00`,
          ),
    );
  }
  setTimeZone$TimeZone(zone: { id: string }): void {
    this.zone = zone.id;
  }
  setLenient$boolean(on: boolean): void {
    this.lenient = on;
  }
  isLenient$(): boolean {
    return this.lenient;
  }
  toPattern$(): string {
    return this.pattern;
  }
}

library({
  package: 'java.text',
  stubs: `
import java.util.*;
public abstract class Format implements java.io.Serializable { public final String format(Object value); }
public abstract class DateFormat extends Format { public final String format(Date date); public Date parse(String text) throws ParseException; public void setTimeZone(TimeZone zone); public void setLenient(boolean on); public boolean isLenient(); }
public class SimpleDateFormat extends DateFormat { public SimpleDateFormat(); public SimpleDateFormat(String pattern); public SimpleDateFormat(String pattern, Locale locale); public String toPattern(); }
`,
  bodies: {
    DateFormat: { $class: DateFormatObject },
    SimpleDateFormat: {
      'new()'() {},
      'new(String)'(this: DateFormatObject, text: string) {
        this.pattern = nonNull(text);
      },
      'new(String,Locale)'(this: DateFormatObject, text: string) {
        this.pattern = nonNull(text);
      },
    },
  },
});
