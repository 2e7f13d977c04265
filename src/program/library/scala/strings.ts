/** StringOps, which strings have as sequences of characters, and StringBuilder. */
import { stringOf } from '../../../flink/api/values.ts';
import { allocate, staticsOf } from '../../link.ts';
import { Base, compareNatural } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { split } from '../../runtime/split.ts';
import { library } from '../table.ts';
import { C, make } from './collection.ts';

/** StringLike.escape: the pattern for a character. */
function escaped(code: number): string {
  const character = String.fromCharCode(code);
  return /[a-zA-Z0-9]/.test(character) ? character : `\\${character}`;
}

library({
  package: 'scala.collection.immutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class StringOps {
  public static int toInt(String self); public static double toDouble(String self); public static long toLong(String self); public static float toFloat(String self); public static boolean toBoolean(String self); public static short toShort(String self); public static byte toByte(String self);
  public static String stripMargin(String self); public static String stripMargin(String self, char margin); public static String capitalize(String self); public static String format(String self, Object... args); public static String $times(String self, int n); public static String reverse(String self); public static boolean nonEmpty(String self); public static int size(String self); public static char apply(String self, int i); public static char head(String self); public static String take(String self, int n); public static String drop(String self, int n); public static String stripSuffix(String self, String s); public static String stripPrefix(String self, String s); public static String[] split(String self, char c); public static String mkString(String self, String sep); public static String mkString(String self, String a, String sep, String z); public static Iterator<String> lines(String self);
  public static String padTo(String self, int n, char c); public static boolean $less(String self, String o); public static boolean $greater(String self, String o); public static boolean $less$eq(String self, String o); public static boolean $greater$eq(String self, String o); public static int compare(String self, String o); public static scala.util.matching.Regex r(String self); public static String mkString(String self); public static String takeRight(String self, int n); public static String dropRight(String self, int n); public static char last(String self); public static String tail(String self); public static String init(String self); public static String stripLineEnd(String self); public static scala.math.BigInt toBigInt(String self); public static Iterator<String> linesIterator(String self); public static String slice(String self, int a, int b); public static String[] split(String self, char[] cs); public static Iterator<String> linesWithSeparators(String self); public static String replaceAllLiterally(String self, String a, String b); public static String max(String self, String o); public static String min(String self, String o);
}`,
  bodies: {
    StringOps: {
      toInt: (s: string) => parse(s, 'Integer', 'parseInt'),
      toLong: (s: string) => parse(s, 'Long', 'parseLong'),
      toShort: (s: string) => parse(s, 'Short', 'parseShort'),
      toByte: (s: string) => parse(s, 'Byte', 'parseByte'),
      toDouble: (s: string) => parse(s, 'Double', 'parseDouble'),
      toFloat: (s: string) => parse(s, 'Float', 'parseFloat'),
      toBoolean: (s: string) =>
        /^(?:true|false)$/i.test(s)
          ? s.toLowerCase() === 'true'
          : raise('java.lang.IllegalArgumentException', `For input string: "${s}"`),
      'stripMargin(String)': (s: string) => margined(s, '|'),
      'stripMargin(String,char)': (s: string, c: number) => margined(s, String.fromCharCode(c)),
      capitalize: (s: string) => s.slice(0, 1).toUpperCase() + s.slice(1),
      format: (s: string, args: unknown[]) =>
        staticsOf<{ format$String$Object_A(s: string, a: unknown): string }>('java.lang.String').format$String$Object_A(
          s,
          args,
        ),
      $times: (s: string, n: number) => s.repeat(Math.max(0, n)),
      reverse: (s: string) => [...s].reverse().join(''),
      nonEmpty: (s: string) => s.length > 0,
      size: (s: string) => s.length,
      apply: (s: string, i: number) =>
        i >= 0 && i < s.length
          ? s.charCodeAt(i)
          : raise('java.lang.StringIndexOutOfBoundsException', `String index out of range: ${i}`),
      head: (s: string) => s.charCodeAt(0),
      take: (s: string, n: number) => s.slice(0, Math.max(0, n)),
      drop: (s: string, n: number) => s.slice(Math.max(0, n)),
      stripSuffix: (s: string, x: string) => (s.endsWith(x) ? s.slice(0, s.length - x.length) : s),
      stripPrefix: (s: string, x: string) => (s.startsWith(x) ? s.slice(x.length) : s),
      'split(String,char[])': (s: string, cs: Uint16Array) => split(s, `[${Array.from(cs, escaped).join('')}]`),
      'split(String,char)': (s: string, c: number) => split(s, escaped(c)),
      linesIterator: (s: string) => make(`${C}Iterator`, s.split(/\r?\n/)),
      lines: (s: string) => make(`${C}Iterator`, s.split(/\r?\n/)),
      $less: (a: string, b: string) => a < b,
      $greater: (a: string, b: string) => a > b,
      $less$eq: (a: string, b: string) => a <= b,
      $greater$eq: (a: string, b: string) => a >= b,
      compare: (a: string, b: string) => compareNatural(a, b),
      r: (s: string) => Object.assign(allocate<object>('scala.util.matching.Regex'), { source: s }),
      'mkString(String)': (s: string) => s,
      'mkString(String,String)': (s: string, sep: string) => [...s].join(sep),
      'mkString(String,String,String,String)': (s: string, a: string, sep: string, z: string) =>
        a + [...s].join(sep) + z,
      takeRight: (s: string, n: number) => s.slice(Math.max(0, s.length - n)),
      dropRight: (s: string, n: number) => s.slice(0, Math.max(0, s.length - n)),
      last: (s: string) => s.charCodeAt(s.length - 1),
      tail: (s: string) => s.slice(1),
      init: (s: string) => s.slice(0, -1),
      slice: (s: string, a: number, b: number) => s.slice(Math.max(0, a), Math.max(0, b)),
      stripLineEnd: (s: string) => s.replace(/\r?\n$/, ''),
      max: (a: string, b: string) => (a >= b ? a : b),
      min: (a: string, b: string) => (a <= b ? a : b),
      linesWithSeparators: (s: string) => make(`${C}Iterator`, s.match(/[^\n]*\n|[^\n]+$/g) ?? []),
      replaceAllLiterally: (s: string, a: string, b: string) => s.replaceAll(a, () => b),
      toBigInt: (s: string) => staticsOf<{ apply$String(s: string): unknown }>('scala.math.BigInt').apply$String(s),
      padTo: (s: string, n: number, c: number) => s.padEnd(n, String.fromCharCode(c)),
    },
  },
});
const margined = (s: string, margin: string): string =>
  s.replace(/^[ \t]*([\s\S])/gm, (line, first: string) => (first === margin ? '' : line));
function parse(s: string, type: string, method: string): unknown {
  return staticsOf<Record<string, (s: string) => unknown>>(`java.lang.${type}`)[`${method}$String`]!(s);
}
library({
  package: 'scala.collection.mutable',
  stubs: `
import scala.*;
import scala.collection.*;
public class StringBuilder { public StringBuilder(); public StringBuilder(String s); public StringBuilder append(Object x); public StringBuilder append(char x); public StringBuilder $plus$plus$eq(String s); public StringBuilder $plus$eq(char c); public int length(); public int size(); public StringBuilder reverse(); public String mkString(); public void clear(); public void setLength(int n); public StringBuilder insert(int i, Object x); public void setCharAt(int i, char c); public StringBuilder deleteCharAt(int i); public int indexOf(String s); public boolean isEmpty(); public boolean nonEmpty(); public char charAt(int i); public char apply(int i); public String result(); }
`,
  bodies: {
    StringBuilder: {
      $class: class extends Base {
        text = '';
        override $toString(): string {
          return this.text;
        }
      },
      'new()'() {},
      'new(String)'(this: { text: string }, s: string) {
        this.text = s;
      },
      'append(Object)'(this: { text: string }, x: unknown) {
        this.text += stringOf(x);
        return this;
      },
      'append(char)'(this: { text: string }, x: number) {
        this.text += String.fromCharCode(x);
        return this;
      },
      $plus$eq(this: { text: string }, x: number) {
        this.text += String.fromCharCode(x);
        return this;
      },
      size(this: { text: string }) {
        return this.text.length;
      },
      reverse(this: { text: string }) {
        const made = allocate<{ text: string }>(`${C}mutable.StringBuilder`);
        made.text = [...this.text].reverse().join('');
        return made;
      },
      mkString(this: { text: string }) {
        return this.text;
      },
      result(this: { text: string }) {
        return this.text;
      },
      clear(this: { text: string }) {
        this.text = '';
      },
      setLength(this: { text: string }, n: number) {
        this.text = this.text.slice(0, n);
      },
      insert(this: { text: string }, i: number, x: unknown) {
        this.text = this.text.slice(0, i) + stringOf(x) + this.text.slice(i);
        return this;
      },
      setCharAt(this: { text: string }, i: number, c: number) {
        this.text = this.text.slice(0, i) + String.fromCharCode(c) + this.text.slice(i + 1);
      },
      deleteCharAt(this: { text: string }, i: number) {
        this.text = this.text.slice(0, i) + this.text.slice(i + 1);
        return this;
      },
      indexOf(this: { text: string }, x: string) {
        return this.text.indexOf(x);
      },
      isEmpty(this: { text: string }) {
        return this.text === '';
      },
      nonEmpty(this: { text: string }) {
        return this.text !== '';
      },
      charAt(this: { text: string }, i: number) {
        return this.text.charCodeAt(i);
      },
      apply(this: { text: string }, i: number) {
        return this.text.charCodeAt(i);
      },
      $plus$plus$eq(this: { text: string }, x: string) {
        this.text += x;
        return this;
      },
      length(this: { text: string }) {
        return this.text.length;
      },
    },
  },
});
