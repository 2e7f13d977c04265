/** What prints: the methods that PrintStream, PrintWriter and their kin share. */
import { jvm } from '../jvm.ts';
import { format } from '../runtime/format.ts';
import { doubleToString, floatToString } from '../runtime/numbers.ts';
import { Base, stringOf } from '../runtime/object.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { charsToString } from './lang-objects.ts';

/** PrintStream and PrintWriter; where the text goes is asked of the JVM at each call. */

export class PrintObject extends Base {
  target: 'out' | 'err' | 'text' = 'out';
  text = '';

  write(text: string): void {
    if (this.target === 'out') jvm().ref.out(text);
    else if (this.target === 'err') jvm().ref.err(text);
    else this.text += text;
  }
}
export type P = PrintObject;
const PRINTED: readonly (readonly [string, (value: never) => string])[] = [
  ['boolean', (value: boolean) => String(value)],
  ['char', (value: number) => String.fromCharCode(value)],
  ['int', (value: number) => String(value)],
  ['long', (value: LongValue) => String(value)],
  ['float', (value: number) => floatToString(value)],
  ['double', (value: number) => doubleToString(value)],
  ['char[]', (value: Uint16Array) => charsToString(value)],
  ['String', (value: string | null) => String(value)],
  ['Object', (value: unknown) => stringOf(value)],
];
export const printStubs = (type: string): string => `
  ${PRINTED.map(([t]) => `public void print(${t} value); public void println(${t} value);`).join(' ')}
  public void println(); public ${type} printf(String format, Object... args); public ${type} printf(java.util.Locale l, String format, Object... args); public ${type} format(String format, Object... args); public ${type} append(CharSequence text); public ${type} append(char c); public void write(int b); public void flush(); public void close();`;
export const printBodies = {
  ...Object.fromEntries(
    PRINTED.flatMap(([type, print]) => [
      [
        `print(${type})`,
        function (this: P, value: never) {
          this.write(print(value));
        },
      ],
      [
        `println(${type})`,
        function (this: P, value: never) {
          this.write(`${print(value)}\n`);
        },
      ],
    ]),
  ),
  'println()'(this: P) {
    this.write('\n');
  },
  'printf(String,Object[])'(this: P, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  'printf(Locale,String,Object[])'(this: P, _locale: unknown, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  format(this: P, pattern: string, args: unknown[]) {
    this.write(format(pattern, args));
    return this;
  },
  'append(CharSequence)'(this: P, text: unknown) {
    this.write(stringOf(text));
    return this;
  },
  'append(char)'(this: P, code: number) {
    this.write(String.fromCharCode(code));
    return this;
  },
  write(this: P, code: number) {
    this.write(String.fromCharCode(code & 255));
  },
  flush() {},
  close() {},
};
