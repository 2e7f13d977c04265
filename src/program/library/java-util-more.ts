/** Random, UUID, Properties, Scanner, StringJoiner, StringTokenizer, Locale, Date, Calendar, regex, text, sql. */
import './java-scanner.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { longHash } from '../../flink/api/values.ts';
import { arrayOf } from '../arrays.ts';
import { jvm } from '../jvm.ts';
import { linkClass } from '../link.ts';
import {
  DAYS,
  dayOfWeek,
  epochDay,
  type Fields,
  fieldsOf,
  formatPattern,
  instantOf,
  lengthOfMonth,
  MONTHS,
  parsePattern,
  zoneOffset,
} from '../runtime/calendar.ts';
import { iterate, type JavaIterable, noSuchElement } from '../runtime/collections.ts';
import { decimalParts, roundHalfUp } from '../runtime/decimal.ts';
import { HashMapObject } from '../runtime/maps.ts';
import { doubleToString, narrowLong } from '../runtime/numbers.ts';
import { Base, nonNull, stringOf } from '../runtime/object.ts';
import { Raise, raise } from '../runtime/raise.ts';
import { JavaRandom } from '../runtime/random.ts';
import { type CompiledPattern, compilePattern, expandReplacement, splitBy } from '../runtime/regex.ts';
import { decodeBytes, encode } from './strings.ts';
import { library } from './table.ts';

class RandomObject extends Base {
  random = new JavaRandom(0);
  private nextNextSeed(): LongValue {
    const source = jvm().ref.random('java.util.Random');
    return narrowLong(
      (BigInt(Math.floor(source.next() * 2 ** 32)) << 16n) ^ BigInt(Math.floor(source.next() * 2 ** 32)),
    );
  }
  $init$(): this {
    this.random = new JavaRandom(this.nextNextSeed());
    return this;
  }
  $init$long(seed: LongValue): this {
    this.random = new JavaRandom(seed);
    return this;
  }
  setSeed$long(seed: LongValue): void {
    this.random.setSeed(seed);
  }
  nextInt$(): number {
    return this.random.nextInt();
  }
  nextInt$int(bound: number): number {
    return this.random.nextIntBound(bound);
  }
  nextInt$int$int(origin: number, bound: number): number {
    return this.random.nextIntBetween(origin, bound);
  }
  nextLong$(): LongValue {
    return this.random.nextLong();
  }
  nextBoolean$(): boolean {
    return this.random.nextBoolean();
  }
  nextFloat$(): number {
    return this.random.nextFloat();
  }
  nextDouble$(): number {
    return this.random.nextDouble();
  }
  nextGaussian$(): number {
    return this.random.nextGaussian();
  }
  nextBytes$byte_A(bytes: Int8Array): void {
    this.random.nextBytes(bytes);
  }
  ints$long$int$int(n: LongValue, from: number, to: number): unknown {
    return intStream(Array.from({ length: Number(n) }, () => this.random.nextIntBetween(from, to)));
  }
  override $copy(): unknown {
    return this;
  }
}

import { intStream } from '../runtime/streams.ts';

class UuidObject extends Base {
  text = '';
  override $toString(): string {
    return this.text;
  }
  override $equals(other: unknown): boolean {
    return other instanceof UuidObject && other.text === this.text;
  }
  override $hashCode(): number {
    const hex = BigInt(`0x${this.text.replace(/-/g, '')}`);
    const hilo = (hex >> 64n) ^ (hex & 0xffffffffffffffffn);
    return Number(BigInt.asIntN(32, (hilo >> 32n) ^ hilo));
  }
  override $copy(): unknown {
    return this;
  }
}
function uuid(text: string): UuidObject {
  const object = new (linkClass('java.util.UUID') as unknown as new () => UuidObject)();
  object.text = text;
  return object;
}

const ZONE = (): string => jvm().local('default zone', () => ({ id: jvm().ref.timezone })).id;

export { ZONE as defaultZone };

/** java.util.Date and java.sql.Timestamp. */
export class DateObject extends Base {
  time = 0;
  nanos = 0;
  $init$(): this {
    this.time = Math.floor(jvm().ref.currentTimeMillis());
    return this;
  }
  $init$long(time: LongValue): this {
    this.time = Number(time);
    return this;
  }
  fields(): Fields {
    return fieldsOf(this.time, zoneOffset(ZONE(), this.time));
  }
  $fields(): { fields: Fields; offset: number; epochMs: number } {
    const offset = zoneOffset(ZONE(), this.time);
    return { fields: fieldsOf(this.time, offset), offset, epochMs: this.time };
  }
  getTime$(): LongValue {
    return this.time;
  }
  setTime$long(time: LongValue): void {
    this.time = Number(time);
  }
  before$Date(other: DateObject): boolean {
    return this.time < other.time;
  }
  after$Date(other: DateObject): boolean {
    return this.time > other.time;
  }
  compareTo$Object(other: DateObject): number {
    return this.time < other.time ? -1 : this.time > other.time ? 1 : 0;
  }
  override $equals(other: unknown): boolean {
    return other instanceof DateObject && other.time === this.time;
  }
  override $hashCode(): number {
    return longHash(this.time);
  }
  override $toString(): string {
    return formatPattern('EEE MMM dd HH:mm:ss zzz yyyy', this.fields(), zoneOffset(ZONE(), this.time), ZONE(), true);
  }
  override $copy(): unknown {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
  }
  override $size(): number {
    return 8;
  }
}
class TimestampObject extends DateObject {
  override $toString(): string {
    const ms = String(((this.time % 1000) + 1000) % 1000)
      .padStart(3, '0')
      .replace(/0{1,2}$/, '');
    return `${formatPattern('yyyy-MM-dd HH:mm:ss', this.fields(), 0, '', true)}.${ms}`;
  }
}
const date = (time: number, name = 'java.util.Date'): DateObject => {
  const object = new (linkClass(name) as unknown as new () => DateObject)();
  object.time = time;
  return object;
};
/** Calendar's field numbers. */
const FIELD = {
  ERA: 0,
  YEAR: 1,
  MONTH: 2,
  WEEK_OF_YEAR: 3,
  WEEK_OF_MONTH: 4,
  DATE: 5,
  DAY_OF_MONTH: 5,
  DAY_OF_YEAR: 6,
  DAY_OF_WEEK: 7,
  AM_PM: 9,
  HOUR: 10,
  HOUR_OF_DAY: 11,
  MINUTE: 12,
  SECOND: 13,
  MILLISECOND: 14,
} as const;
class CalendarObject extends Base {
  time = 0;
  $fields(): { fields: Fields; offset: number; epochMs: number } {
    const offset = zoneOffset(ZONE(), this.time);
    return { fields: fieldsOf(this.time, offset), offset, epochMs: this.time };
  }
  private put(f: Fields): void {
    const months = f.year * 12 + f.month - 1;
    this.time = instantOf({ ...f, year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 }, ZONE());
  }
  getTime$(): unknown {
    return date(this.time);
  }
  setTime$Date(to: DateObject): void {
    this.time = to.time;
  }
  getTimeInMillis$(): LongValue {
    return this.time;
  }
  setTimeInMillis$long(time: LongValue): void {
    this.time = Number(time);
  }
  get$int(field: number): number {
    const { fields: f } = this.$fields();
    const day = epochDay(f.year, f.month, f.day);
    switch (field) {
      case 1:
        return f.year;
      case 2:
        return f.month - 1;
      case 5:
        return f.day;
      case 6:
        return day - epochDay(f.year, 1, 1) + 1;
      case 7:
        return (dayOfWeek(day) % 7) + 1;
      case 9:
        return f.hour < 12 ? 0 : 1;
      case 10:
        return f.hour % 12;
      case 11:
        return f.hour;
      case 12:
        return f.minute;
      case 13:
        return f.second;
      case 14:
        return Math.floor(f.nano / 1_000_000);
      default:
        return 0;
    }
  }
  private change(field: number, to: (old: number) => number): void {
    const { fields: f } = this.$fields();
    switch (field) {
      case 1:
        this.put({ ...f, year: to(f.year) });
        break;
      case 2:
        this.put({ ...f, month: to(f.month - 1) + 1 });
        break;
      case 5:
        this.put({ ...f, day: to(f.day) });
        break;
      case 6:
        this.put({ ...f, month: 1, day: to(this.get$int(6)) });
        break;
      case 7:
        this.put({ ...f, day: f.day + to(this.get$int(7)) - this.get$int(7) });
        break;
      case 10:
        this.put({ ...f, hour: to(f.hour % 12) + (f.hour < 12 ? 0 : 12) });
        break;
      case 11:
        this.put({ ...f, hour: to(f.hour) });
        break;
      case 12:
        this.put({ ...f, minute: to(f.minute) });
        break;
      case 13:
        this.put({ ...f, second: to(f.second) });
        break;
      case 14:
        this.put({ ...f, nano: to(Math.floor(f.nano / 1_000_000)) * 1_000_000 });
        break;
      default:
    }
  }
  set$int$int(field: number, value: number): void {
    this.change(field, () => value);
  }
  set$int$int$int(year: number, month: number, day: number): void {
    this.put({ ...this.$fields().fields, year, month: month + 1, day });
  }
  set$int$int$int$int$int$int(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  ): void {
    this.put({ ...this.$fields().fields, year, month: month + 1, day, hour, minute, second });
  }
  /** Months and years keep the day, or the last of a shorter month. */
  add$int$int(field: number, n: number): void {
    if (field === 1 || field === 2) {
      const { fields: f } = this.$fields();
      const months = f.year * 12 + f.month - 1 + (field === 1 ? 12 * n : n);
      const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
      this.put({ ...f, year, month, day: Math.min(f.day, lengthOfMonth(year, month)) });
    } else if (field === 10 || field === 11) this.time += n * 3_600_000;
    else this.change(field, (old) => old + n);
  }
}

class DateFormatObject extends Base {
  pattern = 'M/d/yy h:mm a';
  zone: string | null = null;
  private theZone(): string {
    return this.zone ?? ZONE();
  }
  format$Date(value: DateObject): string {
    const time = nonNull(value).time;
    const offset = zoneOffset(this.theZone(), time);
    return formatPattern(this.pattern, fieldsOf(time, offset), offset, this.theZone(), true);
  }
  format$Object(value: unknown): string {
    if (value instanceof DateObject) return this.format$Date(value);
    if (typeof value === 'object' && value !== null && 'value' in value)
      return this.format$Date(date(Number((value as { value: unknown }).value)));
    return raise('IllegalArgumentException', 'Cannot format given Object as a Date');
  }
  format$long(time: LongValue): string {
    return this.format$Date(date(Number(time)));
  }
  format$Calendar(calendar: CalendarObject): string {
    return this.format$Date(date(calendar.time));
  }
  parse$String(text: string): unknown {
    const parsed = parsePattern(this.pattern, nonNull(text), true);
    if (parsed.failed) throw new Raise('java.text.ParseException', `Unparseable date: "${text}"`);
    return date(
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

export { DateFormatObject, date as javaDate };

class MatcherObject extends Base {
  pattern!: CompiledPattern;
  text = '';
  match: RegExpExecArray | null = null;
  private from = 0;
  private appended = 0;

  find$(): boolean {
    const { expression } = this.pattern;
    if (this.match && this.match[0] === '') this.from = this.match.index + 1;
    if (this.from > this.text.length) {
      this.match = null;
      return false;
    }
    expression.lastIndex = this.from;
    this.match = expression.exec(this.text);
    if (this.match) this.from = this.match.index + this.match[0].length;
    return this.match !== null;
  }
  matches$(): boolean {
    const { whole } = this.pattern;
    whole.lastIndex = 0;
    this.match = whole.exec(this.text);
    return this.match !== null;
  }
  lookingAt$(): boolean {
    const { expression } = this.pattern;
    expression.lastIndex = 0;
    const match = expression.exec(this.text);
    this.match = match && match.index === 0 ? match : null;
    return this.match !== null;
  }
  private found(): RegExpExecArray {
    if (!this.match) raise('IllegalStateException', 'No match found');
    return this.match!;
  }
  group$(): string {
    return this.found()[0];
  }
  group$int(n: number): string | null {
    const match = this.found();
    if (n < 0 || n >= match.length) raise('IndexOutOfBoundsException', `No group ${n}`);
    return match[n] ?? null;
  }
  group$String(name: string): string | null {
    const match = this.found();
    if (!match.groups || !(name in match.groups)) raise('IllegalArgumentException', `No group with name <${name}>`);
    return match.groups![name] ?? null;
  }
  groupCount$(): number {
    return new RegExp(`${this.pattern.expression.source}|`, 'u').exec('')!.length - 1;
  }
  start$(): number {
    return this.found().index;
  }
  end$(): number {
    return this.found().index + this.found()[0].length;
  }
  start$int(n: number): number {
    return (this.found() as RegExpExecArray & { indices: ([number, number] | undefined)[] }).indices[n]?.[0] ?? -1;
  }
  end$int(n: number): number {
    return (this.found() as RegExpExecArray & { indices: ([number, number] | undefined)[] }).indices[n]?.[1] ?? -1;
  }
  replaceAll$String(replacement: string): string {
    let out = '';
    let from = 0;
    for (const match of this.text.matchAll(this.pattern.expression)) {
      out += this.text.slice(from, match.index) + expandReplacement(replacement, match);
      from = match.index + match[0].length;
    }
    return out + this.text.slice(from);
  }
  replaceFirst$String(replacement: string): string {
    this.reset$();
    if (!this.find$()) return this.text;
    const match = this.found();
    return (
      this.text.slice(0, match.index) +
      expandReplacement(replacement, match) +
      this.text.slice(match.index + match[0].length)
    );
  }
  reset$(): unknown {
    this.match = null;
    this.from = 0;
    this.appended = 0;
    return this;
  }
  appendReplacement$StringBuffer$String(buffer: { text: string }, replacement: string): unknown {
    const match = this.found();
    buffer.text += this.text.slice(this.appended, match.index) + expandReplacement(replacement, match);
    this.appended = match.index + match[0].length;
    return this;
  }
  appendTail$StringBuffer(buffer: { text: string }): unknown {
    buffer.text += this.text.slice(this.appended);
    return buffer;
  }
}
class PatternObject extends Base {
  compiled!: CompiledPattern;
  override $toString(): string {
    return this.compiled.source;
  }
  matcher(text: unknown): MatcherObject {
    const object = new (linkClass('java.util.regex.Matcher') as unknown as new () => MatcherObject)();
    object.pattern = this.compiled;
    object.text = stringOf(text);
    return object;
  }
}
const pattern = (source: string, flags = 0): PatternObject => {
  const object = new (linkClass('java.util.regex.Pattern') as unknown as new () => PatternObject)();
  object.compiled = compilePattern(nonNull(source), flags);
  return object;
};
library({
  package: 'java.util.regex',
  stubs: `
public final class Pattern implements java.io.Serializable { public static final int CASE_INSENSITIVE = 2; public static final int COMMENTS = 4; public static final int MULTILINE = 8; public static final int LITERAL = 16; public static final int DOTALL = 32; public static final int UNICODE_CASE = 64;
  public static Pattern compile(String regex); public static Pattern compile(String regex, int flags); public String pattern(); public int flags(); public Matcher matcher(CharSequence input); public static boolean matches(String regex, CharSequence input); public String[] split(CharSequence input); public String[] split(CharSequence input, int limit); public static String quote(String text); public Predicate<String> asPredicate(); public String toString(); }
public interface MatchResult { int start(); int end(); String group(); String group(int n); int groupCount(); }
public final class Matcher implements MatchResult { public boolean find(); public boolean matches(); public boolean lookingAt(); public String group(); public String group(int n); public String group(String name); public int groupCount(); public int start(); public int end(); public int start(int n); public int end(int n); public String replaceAll(String replacement); public String replaceFirst(String replacement); public Matcher reset(); public Matcher appendReplacement(StringBuffer buffer, String replacement); public StringBuffer appendTail(StringBuffer buffer); }`,
  bodies: {
    Pattern: {
      $class: PatternObject,
      'compile(String)': (source: string) => pattern(source),
      'compile(String,int)': pattern,
      pattern(this: PatternObject) {
        return this.compiled.source;
      },
      flags(this: PatternObject) {
        return this.compiled.flags;
      },
      matcher(this: PatternObject, text: unknown) {
        return this.matcher(nonNull(text));
      },
      matches: (source: string, text: unknown) => pattern(source).matcher(text).matches$(),
      'split(CharSequence)'(this: PatternObject, text: unknown) {
        return arrayOf('java.lang.String', splitBy(this.compiled, stringOf(text)));
      },
      'split(CharSequence,int)'(this: PatternObject, text: unknown, limit: number) {
        return arrayOf('java.lang.String', splitBy(this.compiled, stringOf(text), limit));
      },
      quote: (text: string) => `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
    },
    Matcher: { $class: MatcherObject },
  },
});

class JoinerObject extends Base {
  delimiter = '';
  prefix = '';
  suffix = '';
  empty: string | null = null;
  parts: string[] = [];
  override $toString(): string {
    return this.parts.length === 0 && this.empty !== null
      ? this.empty
      : this.prefix + this.parts.join(this.delimiter) + this.suffix;
  }
}
class TokenizerObject extends Base {
  tokens: string[] = [];
  next(): string {
    return this.tokens.shift() ?? noSuchElement();
  }
}
class LocaleObject extends Base {
  tag = 'en-US';
  override $toString(): string {
    return this.tag.replace('-', '_');
  }
}
const locale =
  (tag: string): (() => unknown) =>
  () => {
    const object = new (linkClass('java.util.Locale') as unknown as new () => LocaleObject)();
    object.tag = tag;
    return object;
  };
const LOCALES = { US: 'en-US', ENGLISH: 'en', UK: 'en-GB', CHINA: 'zh-CN', CHINESE: 'zh', ROOT: '' } as const;
const zone = (id: string): unknown => Object.assign(new (linkClass('java.util.TimeZone'))(), { id });

library({
  package: 'java.util',
  stubs: `
public class Random implements java.io.Serializable { public Random(); public Random(long seed); public void setSeed(long seed); public int nextInt(); public int nextInt(int bound); public int nextInt(int origin, int bound); public long nextLong(); public boolean nextBoolean(); public float nextFloat(); public double nextDouble(); public double nextGaussian(); public void nextBytes(byte[] bytes); public java.util.stream.IntStream ints(long n, int from, int to); }
public final class UUID implements java.io.Serializable, Comparable<UUID> { public static UUID randomUUID(); public static UUID fromString(String text); public static UUID nameUUIDFromBytes(byte[] bytes); public String toString(); public boolean equals(Object o); public int hashCode(); public int compareTo(UUID other); }
public class Properties extends Hashtable<Object, Object> { public Properties(); public Object setProperty(String key, String value); public String getProperty(String key); public String getProperty(String key, String otherwise); public Set<String> stringPropertyNames(); public void load(java.io.InputStream in) throws java.io.IOException; }
public final class StringJoiner { public StringJoiner(CharSequence delimiter); public StringJoiner(CharSequence delimiter, CharSequence prefix, CharSequence suffix); public StringJoiner add(CharSequence text); public StringJoiner setEmptyValue(CharSequence text); public int length(); public String toString(); }
public class StringTokenizer implements Enumeration<Object> { public StringTokenizer(String text); public StringTokenizer(String text, String delimiters); public boolean hasMoreTokens(); public String nextToken(); public int countTokens(); public boolean hasMoreElements(); public Object nextElement(); }
public final class Locale implements java.io.Serializable { ${Object.keys(LOCALES)
    .map((n) => `public static final Locale ${n};`)
    .join(
      ' ',
    )} public static Locale getDefault(); public Locale(String language); public Locale(String language, String country); public String toString(); }
public abstract class TimeZone implements java.io.Serializable { public static TimeZone getTimeZone(String id); public static TimeZone getDefault(); public static void setDefault(TimeZone zone); public String getID(); @NotSimulated public int getOffset(long date); @NotSimulated public int getRawOffset(); }
public class Date implements java.io.Serializable, Cloneable, Comparable<Date> { public Date(); public Date(long time); public long getTime(); public void setTime(long time); public boolean before(Date other); public boolean after(Date other); public boolean equals(Object o); public int hashCode(); public int compareTo(Date other); public String toString(); public java.time.Instant toInstant(); public static Date from(java.time.Instant instant); }
public abstract class Calendar implements java.io.Serializable, Cloneable, Comparable<Calendar> { ${Object.entries(
    FIELD,
  )
    .map(([n, v]) => `public static final int ${n} = ${v};`)
    .join(
      ' ',
    )} ${MONTHS.map((n, i) => `public static final int ${n.toUpperCase()} = ${i};`).join(' ')} ${DAYS.map((n, i) => `public static final int ${n.toUpperCase()} = ${((i + 1) % 7) + 1};`).join(' ')}
  public static Calendar getInstance(); public static Calendar getInstance(TimeZone zone); public final Date getTime(); public final void setTime(Date date); public long getTimeInMillis(); public void setTimeInMillis(long time); public int get(int field); public void set(int field, int value); public final void set(int year, int month, int day); public final void set(int year, int month, int day, int hour, int minute, int second); public void add(int field, int n); public int compareTo(Calendar other); }
public class GregorianCalendar extends Calendar { public GregorianCalendar(); }
public class Base64 { public static Encoder getEncoder(); public static Decoder getDecoder(); public static class Encoder { public String encodeToString(byte[] bytes); public byte[] encode(byte[] bytes); } public static class Decoder { public byte[] decode(String text); } }
public class Timer { @NotSimulated public Timer(); }
public abstract class TimerTask implements Runnable {}
`,
  bodies: {
    Random: { $class: RandomObject },
    UUID: {
      $class: UuidObject,
      randomUUID: () => {
        const { next } = jvm().ref.random('java.util.UUID');
        const source = jvm().ref.random('java.util.UUID');
        void next;
        const hex = Array.from({ length: 32 }, (_, i) =>
          (i === 12 ? 4 : i === 16 ? 8 + Math.floor(source.next() * 4) : Math.floor(source.next() * 16)).toString(16),
        ).join('');
        return uuid(
          `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
        );
      },
      fromString: (text: string) => {
        if (!/^[0-9a-f]{1,8}(-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}$/i.test(text))
          raise('IllegalArgumentException', `Invalid UUID string: ${text}`);
        return uuid(text.toLowerCase());
      },
      compareTo(this: UuidObject, other: UuidObject) {
        return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
      },
    },
    Properties: {
      $class: class Properties extends HashMapObject {},
      new() {},
      setProperty(this: HashMapObject, key: string, value: string) {
        return this.put$Object$Object(key, nonNull(value));
      },
      'getProperty(String)'(this: HashMapObject, key: string) {
        return this.get$Object(key);
      },
      'getProperty(String,String)'(this: HashMapObject, key: string, otherwise: string) {
        return this.get$Object(key) ?? otherwise;
      },
      stringPropertyNames(this: HashMapObject) {
        return this.keySet$();
      },
      load(this: HashMapObject, input: { text: string }) {
        for (const line of input.text.split(/\r?\n/)) {
          const match = /^\s*([^#!=:\s][^=:\s]*)\s*[=:\s]\s*(.*)$/.exec(line);
          if (match) this.put$Object$Object(match[1]!, match[2]!);
        }
      },
    },
    StringJoiner: {
      $class: JoinerObject,
      'new(CharSequence)'(this: JoinerObject, delimiter: unknown) {
        this.delimiter = stringOf(nonNull(delimiter));
      },
      'new(CharSequence,CharSequence,CharSequence)'(
        this: JoinerObject,
        delimiter: unknown,
        prefix: unknown,
        suffix: unknown,
      ) {
        this.delimiter = stringOf(nonNull(delimiter));
        this.prefix = stringOf(nonNull(prefix));
        this.suffix = stringOf(nonNull(suffix));
      },
      add(this: JoinerObject, text: unknown) {
        this.parts.push(stringOf(text));
        return this;
      },
      setEmptyValue(this: JoinerObject, text: unknown) {
        this.empty = stringOf(text);
        return this;
      },
      length(this: JoinerObject) {
        return this.$toString().length;
      },
    },
    StringTokenizer: {
      $class: TokenizerObject,
      'new(String)'(this: TokenizerObject, text: string) {
        this.tokens = text.split(/[ \t\n\r\f]+/).filter((t) => t !== '');
      },
      'new(String,String)'(this: TokenizerObject, text: string, delimiters: string) {
        let token = '';
        for (const c of text) {
          if (!delimiters.includes(c)) token += c;
          else {
            if (token !== '') this.tokens.push(token);
            token = '';
          }
        }
        if (token !== '') this.tokens.push(token);
      },
      hasMoreTokens(this: TokenizerObject) {
        return this.tokens.length > 0;
      },
      hasMoreElements(this: TokenizerObject) {
        return this.tokens.length > 0;
      },
      nextToken(this: TokenizerObject) {
        return this.next();
      },
      nextElement(this: TokenizerObject) {
        return this.next();
      },
      countTokens(this: TokenizerObject) {
        return this.tokens.length;
      },
    },
    Locale: {
      $class: LocaleObject,
      ...Object.fromEntries(Object.entries(LOCALES).map(([name, tag]) => [name, locale(tag)])),
      getDefault: locale('en-US'),
      'new(String)'(this: LocaleObject, language: string) {
        this.tag = language;
      },
      'new(String,String)'(this: LocaleObject, language: string, country: string) {
        this.tag = `${language}-${country}`;
      },
    },
    TimeZone: {
      getTimeZone: (id: string) => zone(id),
      getDefault: () => zone(ZONE()),
      setDefault: (to: { id: string }) => {
        jvm().local('default zone', () => ({ id: 'UTC' })).id = to.id;
      },
      getID(this: { id: string }) {
        return this.id;
      },
    },
    Date: {
      $class: DateObject,
      toInstant(this: DateObject) {
        return (
          linkClass('java.time.Instant') as unknown as { ofEpochMilli$long(n: number): unknown }
        ).ofEpochMilli$long(this.time);
      },
      from: (instant: { toEpochMilli$(): LongValue }) => date(Number(instant.toEpochMilli$())),
    },
    Calendar: {
      $class: CalendarObject,
      'getInstance()': () => calendar(),
      'getInstance(TimeZone)': () => calendar(),
      compareTo(this: CalendarObject, other: CalendarObject) {
        return this.time < other.time ? -1 : this.time > other.time ? 1 : 0;
      },
    },
    GregorianCalendar: {
      new(this: CalendarObject) {
        this.time = Math.floor(jvm().ref.currentTimeMillis());
      },
    },
    Base64: {
      getEncoder: () => new (linkClass('java.util.Base64$Encoder'))(),
      getDecoder: () => new (linkClass('java.util.Base64$Decoder'))(),
    },
    'Base64.Encoder': {
      encodeToString: (bytes: Int8Array) => btoa(String.fromCharCode(...new Uint8Array(bytes))),
      encode: (bytes: Int8Array) => encode(btoa(String.fromCharCode(...new Uint8Array(bytes)))),
    },
    'Base64.Decoder': { decode: (text: string) => Int8Array.from(atob(text), (c) => c.charCodeAt(0)) },
  },
});
function calendar(): CalendarObject {
  const object = new (linkClass('java.util.GregorianCalendar') as unknown as new () => CalendarObject)();
  object.time = Math.floor(jvm().ref.currentTimeMillis());
  return object;
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
library({
  package: 'java.sql',
  stubs: `
public class Timestamp extends java.util.Date { public Timestamp(long time); public static Timestamp valueOf(String text); public java.time.LocalDateTime toLocalDateTime(); public String toString(); }
public class Time extends java.util.Date { public Time(long time); }
public class Date extends java.util.Date { public Date(long time); public static Date valueOf(String text); public String toString(); }
@NotSimulated public class DriverManager { public static Connection getConnection(String url, String user, String password) throws SQLException; public static Connection getConnection(String url) throws SQLException; }
public interface Connection extends AutoCloseable { PreparedStatement prepareStatement(String sql) throws SQLException; Statement createStatement() throws SQLException; void close() throws SQLException; void commit() throws SQLException; void setAutoCommit(boolean on) throws SQLException; }
public interface Statement extends AutoCloseable { ResultSet executeQuery(String sql) throws SQLException; int executeUpdate(String sql) throws SQLException; boolean execute(String sql) throws SQLException; void close() throws SQLException; }
public interface PreparedStatement extends Statement { ResultSet executeQuery() throws SQLException; int executeUpdate() throws SQLException; boolean execute() throws SQLException; int getUpdateCount() throws SQLException; void setInt(int i, int v) throws SQLException; void setLong(int i, long v) throws SQLException; void setString(int i, String v) throws SQLException; void setDouble(int i, double v) throws SQLException; void setTimestamp(int i, Timestamp v) throws SQLException; void setObject(int i, Object v) throws SQLException; }
public interface ResultSet extends AutoCloseable { boolean next() throws SQLException; int getInt(String c) throws SQLException; long getLong(String c) throws SQLException; String getString(String c) throws SQLException; double getDouble(String c) throws SQLException; int getInt(int c) throws SQLException; String getString(int c) throws SQLException; void close() throws SQLException; }
`,
  bodies: {
    Timestamp: {
      $class: TimestampObject,
      valueOf: (text: string) => {
        const parsed = parsePattern('yyyy-MM-dd HH:mm:ss', text, true);
        if (parsed.failed)
          raise('IllegalArgumentException', 'Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]');
        const fraction = /^\.(\d{1,9})/.exec(text.slice(parsed.end));
        return date(
          instantOf({ ...parsed, nano: fraction ? Number(fraction[1]!.padEnd(9, '0')) : 0 }, ZONE()),
          'java.sql.Timestamp',
        );
      },
      toLocalDateTime(this: DateObject) {
        return localDateTime(this.fields());
      },
    },
    Date: {
      $class: class extends DateObject {
        override $toString(): string {
          return formatPattern('yyyy-MM-dd', this.fields(), 0, '', true);
        }
      },
      valueOf: (text: string) => date(instantOf(parsePattern('yyyy-MM-dd', text, true), ZONE()), 'java.sql.Date'),
    },
  },
});

import { localDateTime } from './java-time.ts';

void [decodeBytes, iterate];

export type { JavaIterable };
