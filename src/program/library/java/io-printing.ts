/** What prints: the methods that PrintStream, PrintWriter and their kin share. */

import type { LongValue } from '../../../flink/api/values.ts';
import { format } from '../../runtime/format.ts';
import { doubleToString, floatToString } from '../../runtime/numbers.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { charsToString } from './lang-objects.ts';

/** PrintStream and PrintWriter. */
export abstract class PrintObject extends Base {
  abstract write(text: string): void;
  /** Writes what a PrintWriter with automatic flushing flushes. */
  line(text: string): void {
    this.write(text);
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
  public void println(); public ${type} printf(String format, Object... args); public ${type} printf(java.util.Locale l, String format, Object... args); public ${type} format(String format, Object... args); public ${type} format(java.util.Locale l, String format, Object... args); public ${type} append(CharSequence text); public ${type} append(CharSequence text, int start, int end); public boolean checkError(); public ${type} append(char c);`;
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
          this.line(`${print(value)}\n`);
        },
      ],
    ]),
  ),
  'println()'(this: P) {
    this.line('\n');
  },
  'printf(String,Object[])'(this: P, pattern: string, args: unknown[]) {
    this.line(format(pattern, args));
    return this;
  },
  'printf(Locale,String,Object[])'(this: P, _locale: unknown, pattern: string, args: unknown[]) {
    this.line(format(pattern, args));
    return this;
  },
  'format(Locale,String,Object[])'(this: P, _locale: unknown, pattern: string, args: unknown[]) {
    this.line(format(pattern, args));
    return this;
  },
  'format(String,Object[])'(this: P, pattern: string, args: unknown[]) {
    this.line(format(pattern, args));
    return this;
  },
  'append(CharSequence)'(this: P, text: unknown) {
    this.write(stringOf(text));
    return this;
  },
  'append(CharSequence,int,int)'(this: P, text: unknown, start: number, end: number) {
    this.write(stringOf(text).slice(start, end));
    return this;
  },
  checkError: () => false,
  'append(char)'(this: P, code: number) {
    this.write(String.fromCharCode(code));
    return this;
  },
};
