/** java.text: SimpleDateFormat, NumberFormat and DecimalFormat. */

import type { LongValue } from '../../flink/api/values.ts';
import { fieldsOf, formatPattern, instantOf, parsePattern, zoneOffset } from '../runtime/calendar.ts';
import { decimalParts, roundHalfUp } from '../runtime/decimal.ts';
import { doubleToString } from '../runtime/numbers.ts';
import { Base, nonNull } from '../runtime/object.ts';
import { Raise, raise } from '../runtime/raise.ts';
import { type CalendarObject, DateObject, defaultZone, javaDate } from './java-util-date.ts';
import { library } from './table.ts';

export class DateFormatObject extends Base {
  pattern = 'M/d/yy h:mm a';
  zone: string | null = null;
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
  setLenient$boolean(_on: boolean): void {}
  toPattern$(): string {
    return this.pattern;
  }
}

class DecimalFormatObject extends Base {
  pattern = '';
  format(value: number): string {
    const [positive = ''] = this.pattern.split(';');
    const match = /^([^#0,.]*)([#0,]*)(?:\.([0#]*))?(%?)(.*)$/.exec(positive)!;
    const [, prefix = '', whole = '', fraction = '', percent = '', suffix = ''] = match;
    const scaled = percent ? value * 100 : value;
    const text = doubleToString(Math.abs(scaled));
    const { digits, exponent } = decimalParts(text);
    const rounded = roundHalfEven(digits, exponent, fraction.length);
    const point = Math.max(rounded.exponent, 0);
    const all = rounded.exponent < 0 ? '0'.repeat(-rounded.exponent) + rounded.digits : rounded.digits;
    let integer = all.slice(0, point).padEnd(point, '0').replace(/^0+/, '');
    integer = integer.padStart(whole.replace(/[^0]/g, '').length, '0');
    if (whole.includes(',')) {
      const size = whole.length - whole.lastIndexOf(',') - 1;
      integer = integer.replace(new RegExp(`\\B(?=(\\d{${size}})+$)`, 'g'), ',');
    }
    const least = fraction.replace(/#/g, '').length;
    const decimals = all
      .slice(point)
      .padEnd(fraction.length, '0')
      .slice(0, fraction.length)
      .replace(new RegExp(`0{0,${fraction.length - least}}$`), '');
    const negative = scaled < 0 && /[1-9]/.test(integer + decimals);
    return `${negative ? '-' : ''}${prefix}${integer}${decimals ? `.${decimals}` : ''}${percent}${suffix}`;
  }
}
function roundHalfEven(digits: string, exponent: number, places: number): { digits: string; exponent: number } {
  const keep = exponent + places;
  if (keep >= 0 && keep < digits.length && digits[keep] === '5' && /^0*$/.test(digits.slice(keep + 1))) {
    const before = keep === 0 ? 0 : Number(digits[keep - 1]);
    if (before % 2 === 0)
      return keep === 0 ? { digits: '0', exponent: 1 } : { digits: digits.slice(0, keep), exponent };
  }
  return roundHalfUp(digits, exponent, places);
}
library({
  package: 'java.text',
  stubs: `
import java.util.*;
public abstract class Format implements java.io.Serializable { public final String format(Object value); }
public abstract class DateFormat extends Format { public final String format(Date date); public Date parse(String text) throws ParseException; public void setTimeZone(TimeZone zone); public void setLenient(boolean on); }
public class SimpleDateFormat extends DateFormat { public SimpleDateFormat(); public SimpleDateFormat(String pattern); public SimpleDateFormat(String pattern, Locale locale); public String toPattern(); }
public abstract class NumberFormat extends Format { public final String format(double value); public final String format(long value); }
public class DecimalFormat extends NumberFormat { public DecimalFormat(String pattern); }`,
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
    NumberFormat: {
      $class: DecimalFormatObject,
      'format(double)'(this: DecimalFormatObject, value: number) {
        return this.format(value);
      },
      'format(long)'(this: DecimalFormatObject, value: LongValue) {
        return this.format(Number(value));
      },
    },
    DecimalFormat: {
      new(this: DecimalFormatObject, text: string) {
        this.pattern = text;
      },
    },
    Format: {
      format(
        this: { format(value: number): string; format$Object?: (v: unknown) => string },
        value: { value?: number } | number,
      ) {
        return this.format(Number(typeof value === 'number' ? value : value.value));
      },
    },
  },
});
