import type { LongValue } from '../../../flink/api/values.ts';
import { compareStrings, stringHash } from '../../../flink/api/values.ts';
import { functional } from '../../link.ts';
import { decodeBytes, encode } from '../../runtime/charsets.ts';
import { iterate, type JavaIterable } from '../../runtime/collections.ts';
import { format } from '../../runtime/format.ts';
import { doubleToString, floatToString, trim } from '../../runtime/numbers.ts';
import { nonNull, stringOf } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { matches, replaceAll, replaceFirst } from '../../runtime/regex.ts';
import { split } from '../../runtime/split.ts';
import { intStream, objectStream } from '../../runtime/streams.ts';
import type { ClassBodies } from '../table.ts';
import { charsToString, type StringBuilderObject } from './lang-objects.ts';

function outOfBounds(message: string): never {
  throw new Raise('java.lang.StringIndexOutOfBoundsException', message);
}
function substring(text: string, begin: number, end: number): string {
  if (begin < 0 || begin > end || end > text.length) outOfBounds(`begin ${begin}, end ${end}, length ${text.length}`);
  return text.slice(begin, end);
}
function charAt(text: string, index: number): number {
  if (index < 0 || index >= text.length) {
    // JDK 11 and later.
    outOfBounds(`String index out of range: ${index}`);
  }
  return text.charCodeAt(index);
}
const charText = (code: number): string => String.fromCodePoint(code);

function compareIgnoreCase(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    if (a[i] === b[i]) continue;
    const x = a[i]!.toUpperCase().toLowerCase();
    const y = b[i]!.toUpperCase().toLowerCase();
    if (x !== y) return x.charCodeAt(0) - y.charCodeAt(0);
  }
  return a.length - b.length;
}

export const stringBodies: ClassBodies = {
  $class: String,
  CASE_INSENSITIVE_ORDER: () => functional('java.util.Comparator', compareIgnoreCase),
  'new()': () => '',
  'new(String)': (text: string) => nonNull(text),
  'new(char[])': (chars: Uint16Array) => charsToString(chars),
  'new(char[],int,int)': (chars: Uint16Array, offset: number, count: number) => {
    if (offset < 0 || count < 0 || offset > chars.length - count)
      throw new Raise(
        'java.lang.StringIndexOutOfBoundsException',
        `offset ${offset}, count ${count}, length ${chars.length}`,
      );
    return charsToString(chars, offset, offset + count);
  },
  'new(byte[])': (bytes: Int8Array) => decodeBytes(bytes),
  'new(byte[],String)': (bytes: Int8Array, charset: string) => decodeBytes(bytes, charset),
  'new(byte[],Charset)': (bytes: Int8Array, charset: unknown) => decodeBytes(bytes, charset),
  'new(byte[],int,int)': (bytes: Int8Array, offset: number, n: number) =>
    decodeBytes(bytes.subarray(offset, offset + n)),
  'new(byte[],int,int,Charset)': (bytes: Int8Array, offset: number, n: number, charset: unknown) =>
    decodeBytes(bytes.subarray(offset, offset + n), charset),
  'new(StringBuilder)': (builder: StringBuilderObject) => builder.text,
  'new(StringBuffer)': (builder: StringBuilderObject) => builder.text,
  length(this: string) {
    return this.length;
  },
  isEmpty(this: string) {
    return this.length === 0;
  },
  isBlank(this: string) {
    return this.trim() === '';
  },
  charAt(this: string, index: number) {
    return charAt(this, index);
  },
  codePointAt(this: string, index: number) {
    if (index < 0 || index >= this.length) outOfBounds(`index ${index}, length ${this.length}`);
    return this.codePointAt(index);
  },
  codePointCount(this: string, begin: number, end: number) {
    return [...this.slice(begin, end)].length;
  },
  getChars(this: string, from: number, to: number, target: Uint16Array, at: number) {
    for (let i = from; i < to; i++) target[at + i - from] = this.charCodeAt(i);
  },
  'getBytes()'(this: string) {
    return encode(this);
  },
  'getBytes(String)'(this: string, charset: string) {
    return encode(this, charset);
  },
  'getBytes(Charset)'(this: string, charset: unknown) {
    return encode(this, charset);
  },
  equals(this: string, other: unknown) {
    return this === other;
  },
  contentEquals(this: string, other: unknown) {
    return this === stringOf(other);
  },
  equalsIgnoreCase(this: string, other: string | null) {
    return other !== null && this.length === other.length && compareIgnoreCase(this, other) === 0;
  },
  compareTo(this: string, other: string) {
    return compareStrings(this, nonNull(other));
  },
  compareToIgnoreCase(this: string, other: string) {
    return compareIgnoreCase(this, nonNull(other));
  },
  'regionMatches(int,String,int,int)'(this: string, at: number, other: string, from: number, n: number) {
    return (
      at >= 0 &&
      from >= 0 &&
      at + n <= this.length &&
      from + n <= other.length &&
      this.slice(at, at + n) === other.slice(from, from + n)
    );
  },
  'regionMatches(boolean,int,String,int,int)'(
    this: string,
    ignore: boolean,
    at: number,
    other: string,
    from: number,
    n: number,
  ) {
    if (at < 0 || from < 0 || at + n > this.length || from + n > other.length) return false;
    const [a, b] = [this.slice(at, at + n), other.slice(from, from + n)];
    return ignore ? compareIgnoreCase(a, b) === 0 : a === b;
  },
  'startsWith(String)'(this: string, prefix: string) {
    return this.startsWith(nonNull(prefix));
  },
  'startsWith(String,int)'(this: string, prefix: string, at: number) {
    return at >= 0 && at <= this.length && this.startsWith(nonNull(prefix), at);
  },
  endsWith(this: string, suffix: string) {
    return this.endsWith(nonNull(suffix));
  },
  hashCode(this: string) {
    return stringHash(this);
  },
  'indexOf(int)'(this: string, ch: number) {
    return this.indexOf(charText(ch));
  },
  'indexOf(int,int)'(this: string, ch: number, from: number) {
    return this.indexOf(charText(ch), from);
  },
  'indexOf(String)'(this: string, text: string) {
    return this.indexOf(nonNull(text));
  },
  'indexOf(String,int)'(this: string, text: string, from: number) {
    return this.indexOf(nonNull(text), from);
  },
  'lastIndexOf(int)'(this: string, ch: number) {
    return this.lastIndexOf(charText(ch));
  },
  'lastIndexOf(int,int)'(this: string, ch: number, from: number) {
    return from < 0 ? -1 : this.lastIndexOf(charText(ch), from);
  },
  'lastIndexOf(String)'(this: string, text: string) {
    return this.lastIndexOf(nonNull(text));
  },
  'lastIndexOf(String,int)'(this: string, text: string, from: number) {
    return from < 0 ? -1 : this.lastIndexOf(nonNull(text), from);
  },
  'substring(int)'(this: string, begin: number) {
    return substring(this, begin, this.length);
  },
  'substring(int,int)'(this: string, begin: number, end: number) {
    return substring(this, begin, end);
  },
  subSequence(this: string, begin: number, end: number) {
    return substring(this, begin, end);
  },
  concat(this: string, other: string) {
    return this + nonNull(other);
  },
  'replace(char,char)'(this: string, from: number, to: number) {
    return this.replaceAll(String.fromCharCode(from), () => String.fromCharCode(to));
  },
  'replace(CharSequence,CharSequence)'(this: string, from: unknown, to: unknown) {
    return this.replaceAll(stringOf(nonNull(from)), () => stringOf(nonNull(to)));
  },
  matches(this: string, regex: string) {
    return matches(this, nonNull(regex));
  },
  contains(this: string, text: unknown) {
    return this.includes(stringOf(nonNull(text)));
  },
  replaceFirst(this: string, regex: string, replacement: string) {
    return replaceFirst(this, nonNull(regex), nonNull(replacement, 'replacement'));
  },
  replaceAll(this: string, regex: string, replacement: string) {
    return replaceAll(this, nonNull(regex), nonNull(replacement));
  },
  'split(String,int)'(this: string, regex: string, limit: number) {
    return split(this, nonNull(regex), limit);
  },
  'split(String)'(this: string, regex: string) {
    return split(this, nonNull(regex));
  },
  'join(CharSequence,CharSequence[])'(delimiter: unknown, elements: readonly unknown[]) {
    const texts: string[] = [];
    for (let i = 0; i < elements.length; i++) texts.push(stringOf(elements[i]));
    return texts.join(stringOf(nonNull(delimiter)));
  },
  'join(CharSequence,Iterable)': (delimiter: unknown, elements: JavaIterable) =>
    Array.from(iterate(elements), stringOf).join(stringOf(nonNull(delimiter))),
  'toLowerCase()'(this: string) {
    return this.toLowerCase();
  },
  'toLowerCase(Locale)'(this: string) {
    return this.toLowerCase();
  },
  'toUpperCase()'(this: string) {
    return this.toUpperCase();
  },
  'toUpperCase(Locale)'(this: string) {
    return this.toUpperCase();
  },
  trim(this: string) {
    return trim(this);
  },
  strip(this: string) {
    return this.trim();
  },
  stripLeading(this: string) {
    return this.trimStart();
  },
  stripTrailing(this: string) {
    return this.trimEnd();
  },
  stripIndent(this: string) {
    const lines = this.split(/\r\n|\r|\n/);
    const last = lines[lines.length - 1]!;
    let indent = Number.POSITIVE_INFINITY;
    for (const line of lines)
      if (line.trim() !== '' || line === last) indent = Math.min(indent, line.length - line.trimStart().length);
    return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent).trimEnd())).join('\n');
  },
  indent(this: string, n: number) {
    if (this === '') return '';
    const lines = this.split(/\r\n|\r|\n/);
    if (lines[lines.length - 1] === '') lines.pop();
    return lines
      .map(
        (line) =>
          `${n >= 0 ? ' '.repeat(n) + line : line.slice(Math.min(-n, line.length - line.trimStart().length))}\n`,
      )
      .join('');
  },
  lines(this: string) {
    const lines = this.split(/\r\n|\r|\n/);
    if (lines[lines.length - 1] === '') lines.pop();
    return objectStream(lines);
  },
  chars(this: string) {
    return intStream(Array.from({ length: this.length }, (_, i) => this.charCodeAt(i)));
  },
  codePoints(this: string) {
    return intStream(Array.from(this, (c) => c.codePointAt(0)!));
  },
  repeat(this: string, count: number) {
    if (count < 0) throw new Raise('java.lang.IllegalArgumentException', `count is negative: ${count}`);
    return this.repeat(count);
  },
  transform(this: string, f: { apply$Object(text: string): unknown }) {
    return f.apply$Object(this);
  },
  toString(this: string) {
    return this;
  },
  toCharArray(this: string) {
    const chars = new Uint16Array(this.length);
    for (let i = 0; i < this.length; i++) chars[i] = this.charCodeAt(i);
    return chars;
  },
  'format(String,Object[])': (pattern: string, args: unknown[]) => format(nonNull(pattern), args),
  'format(Locale,String,Object[])': (_locale: unknown, pattern: string, args: unknown[]) =>
    format(nonNull(pattern), args),
  formatted(this: string, args: unknown[]) {
    return format(this, args);
  },
  'valueOf(Object)': (value: unknown) => stringOf(value),
  'valueOf(char[])': (chars: Uint16Array) => charsToString(nonNull(chars)),
  'valueOf(char[],int,int)': (chars: Uint16Array, offset: number, count: number) =>
    charsToString(chars, offset, offset + count),
  copyValueOf: (chars: Uint16Array) => charsToString(chars),
  'valueOf(boolean)': (value: boolean) => String(value),
  'valueOf(char)': (value: number) => String.fromCharCode(value),
  'valueOf(int)': (value: number) => String(value),
  'valueOf(long)': (value: LongValue) => String(value),
  'valueOf(float)': floatToString,
  'valueOf(double)': doubleToString,
  intern(this: string) {
    return this;
  },
};
