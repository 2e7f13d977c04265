/** java.text's NumberFormat, DecimalFormat and MessageFormat, as a machine with the locale en_US has them. */
import { Double, Long } from '../../../flink/api/boxed.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { type DecimalPattern, decimalPattern, formatDecimal, type Rounding } from '../../runtime/decimal-format.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base, nonNull, stringOf } from '../../runtime/object.ts';
import { notSimulated, Raise, raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { DateFormatObject } from './text.ts';
import { DateObject } from './util-date.ts';

class DecimalFormatObject extends Base {
  text = '#,##0.###';
  pattern: DecimalPattern = decimalPattern(this.text);
  rounding: Rounding = 'HALF_EVEN';
  isInteger = false;
  apply(text: string): this {
    this.text = text;
    this.pattern = decimalPattern(text);
    return this;
  }
  format(value: number | bigint): string {
    return formatDecimal(this.pattern, value, this.rounding);
  }
  change(by: Partial<DecimalPattern>): void {
    this.pattern = { ...this.pattern, ...by };
  }
}
const DECIMAL = 'java.text.DecimalFormat';
const decimalFormat = (pattern: string): DecimalFormatObject => allocate<DecimalFormatObject>(DECIMAL).apply(pattern);

/** A number object as JavaScript's; BigDecimal by its text. */
function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const boxed = (value as { value?: unknown } | null)?.value;
  if (typeof boxed === 'number' || typeof boxed === 'bigint') return boxed;
  const text = value === null ? '' : stringOf(value);
  if (!/^-?\d/.test(text)) raise('IllegalArgumentException', 'Cannot format given Object as a Number');
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

function parse(this: DecimalFormatObject, text: string): unknown {
  const match = /^(-?)\$?([\d,]*\.?\d*(?:E-?\d+)?)/.exec(nonNull(text));
  if (!match?.[2] || !/\d/.test(match[2])) throw new Raise('java.text.ParseException', `Unparseable number: "${text}"`);
  const value = Number(match[1] + match[2].replace(/,/g, '')) / this.pattern.multiplier;
  return Number.isSafeInteger(value) && !Object.is(value, -0)
    ? Long.valueOf(narrowLong(BigInt(value)))
    : new Double(value);
}

/** The parts of a MessageFormat: plain text, and arguments with what formats them. */
function* messageParts(pattern: string): Generator<string | { argument: number; type: string; style: string }> {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === "'") {
      const close = pattern.indexOf("'", i + 1);
      if (close === i + 1) text += "'";
      else text += pattern.slice(i + 1, close < 0 ? undefined : close);
      if (close < 0) break;
      i = close;
    } else if (c === '{') {
      let depth = 1;
      let end = i + 1;
      for (; end < pattern.length && depth > 0; end++)
        depth += pattern[end] === '{' ? 1 : pattern[end] === '}' ? -1 : 0;
      if (depth > 0) raise('IllegalArgumentException', 'Unmatched braces in the pattern.');
      const [number = '', type = '', ...style] = pattern.slice(i + 1, end - 1).split(',');
      if (!/^\s*\d+\s*$/.test(number)) raise('IllegalArgumentException', `can't parse argument number: ${number}`);
      if (text !== '') yield text;
      text = '';
      yield { argument: Number(number), type: type.trim(), style: style.join(',') };
      i = end - 1;
    } else text += c;
  }
  if (text !== '') yield text;
}
const STYLES: Readonly<Record<string, string>> = {
  '': '#,##0.###',
  integer: '#,##0',
  percent: '#,##0%',
  currency: '¤#,##0.00',
};
function message(pattern: string, values: readonly unknown[]): string {
  let out = '';
  for (const part of messageParts(pattern)) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const { argument, type, style } = part;
    if (argument >= values.length) out += `{${argument}}`;
    else out += formatted(values[argument], type, style);
  }
  return out;
}
function formatted(value: unknown, type: string, style: string): string {
  if (value === null) return 'null';
  const isNumber = typeof value === 'number' || typeof (value as { value?: unknown }).value === 'number';
  if (type === 'number' || (type === '' && isNumber))
    return decimalFormat(STYLES[style.trim()] ?? style).format(numberOf(value));
  if (type === 'date' || type === 'time' || (type === '' && value instanceof DateObject)) {
    const standard = { date: 'MMM d, yyyy', time: 'h:mm:ss a', '': 'M/d/yy, h:mm a' }[type];
    return Object.assign(new DateFormatObject(), { pattern: style || standard }).format$Object(value);
  }
  if (type === 'choice') return notSimulated('java.text.ChoiceFormat');
  return stringOf(value);
}
class MessageFormatObject extends Base {
  pattern = '';
}
const limit = (name: 'minInteger' | 'maxInteger' | 'minFraction' | 'maxFraction') =>
  function (this: DecimalFormatObject, n: number): void {
    this.change({ [name]: n });
    const { minFraction, maxFraction } = this.pattern;
    if (minFraction > maxFraction) this.change(name === 'minFraction' ? { maxFraction: n } : { minFraction: n });
  };

library({
  package: 'java.text',
  stubs: `
import java.util.*;
public abstract class NumberFormat extends Format {
  public final String format(double value); public final String format(long value); public Number parse(String text) throws ParseException;
  ${['', 'Number', 'Integer', 'Percent', 'Currency'].map((kind) => `public static final NumberFormat get${kind}Instance(); public static NumberFormat get${kind}Instance(Locale locale);`).join(' ')}
  public void setMinimumIntegerDigits(int n); public void setMaximumIntegerDigits(int n); public void setMinimumFractionDigits(int n); public void setMaximumFractionDigits(int n); public void setGroupingUsed(boolean on); public boolean isGroupingUsed(); public void setRoundingMode(java.math.RoundingMode mode);
}
public class DecimalFormat extends NumberFormat { public DecimalFormat(); public DecimalFormat(String pattern); public void applyPattern(String pattern); public String toPattern(); }
public class MessageFormat extends Format { public MessageFormat(String pattern); public static String format(String pattern, Object... values); public String toPattern(); }`,
  bodies: {
    NumberFormat: {
      $class: DecimalFormatObject,
      'format(double)'(this: DecimalFormatObject, value: number) {
        return this.format(value);
      },
      'format(long)'(this: DecimalFormatObject, value: LongValue) {
        return this.format(BigInt(value));
      },
      parse,
      ...Object.fromEntries(
        Object.entries({ '': '', Number: '', Integer: 'integer', Percent: 'percent', Currency: 'currency' }).flatMap(
          ([kind, style]) =>
            ['', 'Locale'].map((parameter) => [
              `get${kind}Instance(${parameter})`,
              () => decimalFormat(STYLES[style]!),
            ]),
        ),
      ),
      setMinimumIntegerDigits: limit('minInteger'),
      setMaximumIntegerDigits: limit('maxInteger'),
      setMinimumFractionDigits: limit('minFraction'),
      setMaximumFractionDigits: limit('maxFraction'),
      setGroupingUsed(this: DecimalFormatObject, on: boolean) {
        this.change({ grouping: on ? 3 : 0 });
      },
      isGroupingUsed(this: DecimalFormatObject) {
        return this.pattern.grouping > 0;
      },
      setRoundingMode(this: DecimalFormatObject, mode: { $name: Rounding }) {
        this.rounding = mode.$name;
      },
    },
    DecimalFormat: {
      'new()'() {},
      'new(String)'(this: DecimalFormatObject, text: string) {
        this.apply(nonNull(text));
      },
      applyPattern(this: DecimalFormatObject, text: string) {
        this.apply(nonNull(text));
      },
      toPattern(this: DecimalFormatObject) {
        return this.text;
      },
    },
    MessageFormat: {
      $class: MessageFormatObject,
      new(this: MessageFormatObject, pattern: string) {
        this.pattern = nonNull(pattern);
      },
      format: (pattern: string, values: readonly unknown[]) => message(nonNull(pattern), values),
      toPattern(this: MessageFormatObject) {
        return this.pattern;
      },
    },
    Format: {
      format(this: Base, value: unknown) {
        if (this instanceof DateFormatObject) return this.format$Object(value);
        if (this instanceof MessageFormatObject) return message(this.pattern, value as readonly unknown[]);
        return (this as DecimalFormatObject).format(numberOf(value));
      },
    },
  },
});
