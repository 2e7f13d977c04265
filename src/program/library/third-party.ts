/** What teaching programs use beside the JDK and Flink: slf4j, lombok's annotations, commons-lang3; names of what has no simulation. */
import { printStackTrace } from '../../flink/api/jar.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { allocate } from '../link.ts';
import { iterate, type JavaIterable } from '../runtime/collections.ts';
import { Base, stringOf } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import type { JavaClass } from '../runtime-types.ts';
import { LOMBOK_MEMBERS } from '../syntax/names.ts';
import { Throwable, toJavaError } from '../throwable.ts';
import { DateFormatObject } from './java/text.ts';
import { javaDate } from './java/util-date.ts';
import { library } from './table.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
class LoggerObject extends Base {
  loggerName = '';
}
/** Flink's log4j pattern, from INFO on. */
function log(
  this: LoggerObject,
  level: (typeof LEVELS)[number],
  pattern: string | null,
  args: readonly unknown[],
): void {
  if (level === 'trace' || level === 'debug') return;
  let next = 0;
  const text = String(pattern).replace(/\{\}/g, (all) => (next < args.length ? stringOf(args[next++]) : all));
  // As in slf4j, a throwable that no placeholder is left for is printed below.
  const last = args.at(-1);
  const thrown = next < args.length && last instanceof Throwable ? last : undefined;
  logLine(level.toUpperCase() as Uppercase<typeof level>, this.loggerName, text, thrown);
}
/** A line of a program's log: in that of its process, else on its standard output. */
export function logLine(level: 'INFO' | 'WARN' | 'ERROR', logger: string, text: string, thrown?: Throwable): void {
  const { ref } = jvm();
  const error = thrown && toJavaError(thrown);
  if (ref.log?.(level, logger, text, error)) return;
  const now = javaDate(Math.floor(jvm().ref.currentTimeMillis()));
  const format = Object.assign(new DateFormatObject(), { pattern: 'yyyy-MM-dd HH:mm:ss,SSS' });
  const stack = error ? printStackTrace(error) : '';
  ref.out(`${format.format$Date(now)} ${level.padEnd(5)} ${logger.padEnd(60)} [] - ${text}\n${stack}`);
}
const logger = (name: string): unknown => Object.assign(allocate('org.slf4j.Logger$Simulated'), { loggerName: name });
library({
  package: 'org.slf4j',
  stubs: `
public interface Logger { ${LEVELS.map((l) => `void ${l}(String text); void ${l}(String text, Object a); void ${l}(String text, Object a, Object b); void ${l}(String text, Object... args); void ${l}(String text, Throwable t); boolean is${l[0]!.toUpperCase()}${l.slice(1)}Enabled();`).join(' ')} String getName(); class Simulated implements Logger {} }
public final class LoggerFactory { public static Logger getLogger(Class<?> type); public static Logger getLogger(String name); }`,
  bodies: {
    'Logger.Simulated': {
      $class: (() => {
        class Simulated extends LoggerObject {
          getName$(): string {
            return this.loggerName;
          }
        }
        const proto = Simulated.prototype as Simulated & Record<string, unknown>;
        for (const level of LEVELS) {
          proto[`${level}$String`] = function (this: LoggerObject, text: string) {
            log.call(this, level, text, []);
          };
          proto[`${level}$String$Object`] = function (this: LoggerObject, text: string, a: unknown) {
            log.call(this, level, text, [a]);
          };
          proto[`${level}$String$Object$Object`] = function (this: LoggerObject, text: string, a: unknown, b: unknown) {
            log.call(this, level, text, [a, b]);
          };
          proto[`${level}$String$Object_A`] = function (this: LoggerObject, text: string, args: unknown[]) {
            log.call(this, level, text, args);
          };
          proto[`${level}$String$Throwable`] = function (this: LoggerObject, text: string, t: unknown) {
            log.call(this, level, text, [t]);
          };
          proto[`is${level[0]!.toUpperCase()}${level.slice(1)}Enabled$`] = () => level !== 'trace' && level !== 'debug';
        }
        return Simulated;
      })(),
    },
    LoggerFactory: {
      'getLogger(Class)': (type: JavaClass) => logger(type.info?.name ?? ''),
      'getLogger(String)': (name: string) => logger(name),
    },
  },
});

library({
  package: 'lombok',
  stubs: [...LOMBOK_MEMBERS, 'SneakyThrows', 'NonNull', 'val', 'Synchronized', 'Cleanup']
    .map(
      (name) =>
        `public @interface ${name} { ${name === 'EqualsAndHashCode' || name === 'ToString' ? 'boolean callSuper() default false; String[] exclude() default ""; String[] of() default "";' : ''} ${name === 'SneakyThrows' ? 'Class<?>[] value() default Throwable.class;' : ''} }`,
    )
    .join('\n'),
  bodies: {},
});
library({ package: 'lombok.extern.slf4j', stubs: 'public @interface Slf4j {}', bodies: {} });
library({
  package: 'lombok.experimental',
  stubs: 'public @interface Accessors { boolean chain() default false; boolean fluent() default false; }',
  bodies: {},
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const RANDOM_TEXTS = [
  ['randomAlphabetic', ALPHABET],
  ['randomNumeric', DIGITS],
  ['randomAlphanumeric', ALPHABET + DIGITS],
] as const;
function randomText(letters: string, count: number): string {
  if (count < 0) raise('IllegalArgumentException', `Requested random string length ${count} is less than 0.`);
  return Array.from({ length: count }, () => letters[Math.floor(random() * letters.length)]!).join('');
}
const blank = (text: unknown): boolean => text === null || stringOf(text).trim() === '';
const empty = (text: unknown): boolean => text === null || stringOf(text) === '';
library({
  package: 'org.apache.commons.lang3',
  stubs: `
public class StringUtils { public static boolean isBlank(CharSequence s); public static boolean isNotBlank(CharSequence s); public static boolean isEmpty(CharSequence s); public static boolean isNotEmpty(CharSequence s); public static boolean isNumeric(CharSequence s); public static boolean equals(CharSequence a, CharSequence b); public static String join(Iterable<?> items, String separator); public static String join(Object[] items, String separator); public static String reverse(String s); public static String capitalize(String s); public static String leftPad(String s, int n, char c); public static String rightPad(String s, int n, char c); public static String repeat(String s, int n); public static String trim(String s); public static int countMatches(CharSequence s, CharSequence sub); public static boolean contains(CharSequence s, CharSequence sub); }
public class RandomStringUtils { ${RANDOM_TEXTS.map(([name]) => `public static String ${name}(int count); public static String ${name}(int minLengthInclusive, int maxLengthExclusive);`).join(' ')} }
public class RandomUtils { public static int nextInt(int from, int to); public static long nextLong(long from, long to); public static double nextDouble(double from, double to); public static boolean nextBoolean(); }`,
  bodies: {
    StringUtils: {
      isBlank: blank,
      isNotBlank: (text: unknown) => !blank(text),
      isEmpty: empty,
      isNotEmpty: (text: unknown) => !empty(text),
      isNumeric: (text: unknown) => !empty(text) && /^\p{Nd}+$/u.test(stringOf(text)),
      equals: (a: unknown, b: unknown) => (a === null || b === null ? a === b : stringOf(a) === stringOf(b)),
      'join(Iterable,String)': (items: JavaIterable, separator: string | null) =>
        Array.from(iterate(items), (each) => (each === null ? '' : stringOf(each))).join(separator ?? ''),
      'join(Object[],String)': (items: unknown[], separator: string | null) =>
        Array.from(items, (each) => (each === null ? '' : stringOf(each))).join(separator ?? ''),
      reverse: (text: string | null) => (text === null ? null : [...text].reverse().join('')),
      capitalize: (text: string | null) => (text ? text[0]!.toUpperCase() + text.slice(1) : text),
      leftPad: (text: string | null, n: number, c: number) => text?.padStart(n, String.fromCharCode(c)) ?? null,
      rightPad: (text: string | null, n: number, c: number) => text?.padEnd(n, String.fromCharCode(c)) ?? null,
      repeat: (text: string | null, n: number) => text?.repeat(Math.max(0, n)) ?? null,
      trim: (text: string | null) => text?.trim() ?? null,
      countMatches: (text: unknown, sub: unknown) =>
        empty(text) || empty(sub) ? 0 : stringOf(text).split(stringOf(sub)).length - 1,
      contains: (text: unknown, sub: unknown) =>
        text !== null && sub !== null && stringOf(text).includes(stringOf(sub)),
    },
    RandomStringUtils: Object.fromEntries(
      RANDOM_TEXTS.flatMap(([name, letters]) => [
        [`${name}(int)`, (count: number) => randomText(letters, count)],
        [
          `${name}(int,int)`,
          (least: number, most: number) => randomText(letters, least + Math.floor(random() * (most - least))),
        ],
      ]),
    ),
    RandomUtils: {
      nextInt: (from: number, to: number) => from + Math.floor(random() * (to - from)),
      nextLong: (from: LongValue, to: LongValue) => Number(from) + Math.floor(random() * (Number(to) - Number(from))),
      nextDouble: (from: number, to: number) => from + random() * (to - from),
      nextBoolean: () => random() < 0.5,
    },
  },
});
function random(): number {
  return jvm().ref.random('commons-lang3').next();
}
library({
  package: 'org.apache.commons.lang3.time',
  stubs: `
import java.util.*;
public class FastDateFormat extends java.text.Format { public static FastDateFormat getInstance(String pattern); public static FastDateFormat getInstance(String pattern, TimeZone zone); public static FastDateFormat getInstance(String pattern, Locale locale); public String format(Date date); public String format(long time); public String format(Calendar calendar); public Date parse(String text) throws java.text.ParseException; public String getPattern(); }
public class DateFormatUtils { public static String format(Date date, String pattern); public static String format(long time, String pattern); }
public class DateUtils { public static Date parseDate(String text, String... patterns) throws java.text.ParseException; }`,
  bodies: {
    FastDateFormat: {
      $class: class extends DateFormatObject {},
      'getInstance(String)': fast,
      'getInstance(String,TimeZone)': (pattern: string, zone: { id: string }) =>
        Object.assign(fast(pattern), { zone: zone.id }),
      'getInstance(String,Locale)': fast,
      'format(Date)': DateFormatObject.prototype.format$Date,
      'format(long)': DateFormatObject.prototype.format$long,
      'format(Calendar)': DateFormatObject.prototype.format$Calendar,
      parse: DateFormatObject.prototype.parse$String,
      getPattern: DateFormatObject.prototype.toPattern$,
    },
    DateFormatUtils: {
      'format(Date,String)': (date: never, pattern: string) => fast(pattern).format$Date(date),
      'format(long,String)': (time: LongValue, pattern: string) => fast(pattern).format$long(time),
    },
    DateUtils: { parseDate: (text: string, patterns: string[]) => fast(patterns[0]!).parse$String(text) },
  },
});
function fast(pattern: string): DateFormatObject {
  return Object.assign(allocate('org.apache.commons.lang3.time.FastDateFormat'), {
    pattern,
  }) as DateFormatObject;
}
