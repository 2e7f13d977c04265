/** java.util's small things made of text: UUID, Properties, StringJoiner, StringTokenizer, Locale, Base64. */
import { type LongValue, stringHash } from '../../../flink/api/values.ts';
import { base64, fromBase64 } from '../../../platform/encodings.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { decodeBytes, encode } from '../../runtime/charsets.ts';
import { noSuchElement } from '../../runtime/collections.ts';
import { md5 } from '../../runtime/digests.ts';
import { HashMapObject } from '../../runtime/hash-maps.ts';
import {
  type InputStreamObject,
  type OutputStreamObject,
  type ReaderObject,
  restOf,
  type WriterObject,
} from '../../runtime/io.ts';
import { mapEntries } from '../../runtime/maps.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base, nonNull, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { javaDate } from './util-date.ts';

const hex64 = (bits: LongValue): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

class UuidObject extends Base {
  text = '';
  get bits(): bigint {
    return BigInt(`0x${this.text.replace(/-/g, '')}`);
  }
  override $toString(): string {
    return this.text;
  }
  override $equals(other: unknown): boolean {
    return other instanceof UuidObject && other.text === this.text;
  }
  override $hashCode(): number {
    const hilo = (this.bits >> 64n) ^ (this.bits & 0xffffffffffffffffn);
    return Number(BigInt.asIntN(32, (hilo >> 32n) ^ hilo));
  }
  override $copy(): unknown {
    return this;
  }
}

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

function uuid(text: string): UuidObject {
  const object = allocate<UuidObject>('java.util.UUID');
  object.text = text;
  return object;
}

class TokenizerObject extends Base {
  tokens: string[] = [];
  /** @param kept delimiters are tokens too */
  split(text: string, delimiters: string, kept: boolean): void {
    let token = '';
    for (const c of text) {
      if (!delimiters.includes(c)) token += c;
      else {
        if (token !== '') this.tokens.push(token);
        if (kept) this.tokens.push(c);
        token = '';
      }
    }
    if (token !== '') this.tokens.push(token);
  }
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
    const object = allocate<LocaleObject>('java.util.Locale');
    object.tag = tag;
    return object;
  };
const LOCALES = {
  US: 'en-US',
  ENGLISH: 'en',
  UK: 'en-GB',
  CANADA: 'en-CA',
  CHINA: 'zh-CN',
  CHINESE: 'zh',
  SIMPLIFIED_CHINESE: 'zh-CN',
  GERMANY: 'de-DE',
  GERMAN: 'de',
  FRANCE: 'fr-FR',
  FRENCH: 'fr',
  ITALY: 'it-IT',
  JAPAN: 'ja-JP',
  KOREA: 'ko-KR',
  ROOT: '',
} as const;
/** A .properties text: comments, continued lines, escapes, and `=`, `:` or blanks between key and value. */
function load(properties: HashMapObject, text: string): void {
  for (const line of text.replace(/\\(?:\r\n|\r|\n)[ \t\f]*/g, '').split(/\r\n|\r|\n/)) {
    const match = /^[ \t\f]*(?![#!])((?:\\.|[^\\=: \t\f])+)(?:[ \t\f]*[=:])?[ \t\f]*(.*)$/.exec(line);
    if (match) properties.put$Object$Object(unescaped(match[1]!), unescaped(match[2]!));
  }
}
const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };
const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, c: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (LETTERS[c] ?? c),
  );
/** @param ascii writes other characters as \\uXXXX */
function stored(properties: HashMapObject, comments: string | null, ascii: boolean): string {
  const escaped = (text: string): string =>
    text
      .replace(/[\\=:#!]/g, '\\$&')
      .replace(/\t/g, '\\t')
      .replace(/\n/g, '\\n')
      .replace(/\r/g, '\\r')
      .replace(ascii ? /[^ -~]/g : /(?!)/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
  const entries = [...mapEntries(properties)].map(
    ([key, value]) =>
      `${escaped(stringOf(key)).replace(/ /g, '\\ ')}=${escaped(stringOf(value)).replace(/^ /, '\\ ')}\n`,
  );
  const date = stringOf(javaDate(Math.floor(jvm().ref.currentTimeMillis())));
  return `${comments === null ? '' : `#${comments}\n`}#${date}\n${entries.join('')}`;
}

library({
  package: 'java.util',
  stubs: `
public final class UUID implements java.io.Serializable, Comparable<UUID> { public static UUID randomUUID(); public static UUID fromString(String text); public UUID(long high, long low); public static UUID nameUUIDFromBytes(byte[] bytes); public long getMostSignificantBits(); public long getLeastSignificantBits(); public int version(); public int variant(); public String toString(); public boolean equals(Object o); public int hashCode(); public int compareTo(UUID other); }
public class Properties extends Hashtable<Object, Object> { public Properties(); public Object setProperty(String key, String value); public String getProperty(String key); public String getProperty(String key, String otherwise); public Set<String> stringPropertyNames(); public void load(java.io.InputStream in) throws java.io.IOException; public void load(java.io.Reader in) throws java.io.IOException; public void store(java.io.OutputStream out, String comments) throws java.io.IOException; public void store(java.io.Writer out, String comments) throws java.io.IOException; }
public final class StringJoiner { public StringJoiner(CharSequence delimiter); public StringJoiner(CharSequence delimiter, CharSequence prefix, CharSequence suffix); public StringJoiner add(CharSequence text); public StringJoiner setEmptyValue(CharSequence text); public StringJoiner merge(StringJoiner other); public int length(); public String toString(); }
public class StringTokenizer implements Enumeration<Object> { public StringTokenizer(String text); public StringTokenizer(String text, String delimiters); public StringTokenizer(String text, String delimiters, boolean returnDelimiters); public boolean hasMoreTokens(); public String nextToken(); public int countTokens(); public boolean hasMoreElements(); public Object nextElement(); }
public final class Locale implements java.io.Serializable { ${Object.keys(LOCALES)
    .map((n) => `public static final Locale ${n};`)
    .join(
      ' ',
    )} public static Locale getDefault(); public static void setDefault(Locale locale); public static Locale forLanguageTag(String tag); public String toLanguageTag(); public String getLanguage(); public String getCountry(); public boolean equals(Object o); public int hashCode(); public Locale(String language); public Locale(String language, String country); public String toString(); }
public class Base64 { public static Encoder getEncoder(); public static Decoder getDecoder(); public static class Encoder { public String encodeToString(byte[] bytes); public byte[] encode(byte[] bytes); } public static class Decoder { public byte[] decode(String text); } }
`,
  bodies: {
    UUID: {
      $class: UuidObject,
      randomUUID: () => {
        const source = jvm().ref.random('java.util.UUID');
        const hex = Array.from({ length: 32 }, (_, i) =>
          (i === 12 ? 4 : i === 16 ? 8 + Math.floor(source.next() * 4) : Math.floor(source.next() * 16)).toString(16),
        ).join('');
        return uuid(dashed(hex));
      },
      fromString: (text: string) => {
        if (!/^[0-9a-f]{1,8}(-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}$/i.test(text))
          raise('IllegalArgumentException', `Invalid UUID string: ${text}`);
        return uuid(text.toLowerCase());
      },
      new(this: UuidObject, high: LongValue, low: LongValue) {
        this.text = dashed(hex64(high) + hex64(low));
      },
      nameUUIDFromBytes(name: ArrayLike<number>) {
        const digest = md5(name);
        digest[6] = (digest[6]! & 0x0f) | 0x30;
        digest[8] = (digest[8]! & 0x3f) | 0x80;
        return uuid(dashed(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')));
      },
      getMostSignificantBits(this: UuidObject) {
        return narrowLong(this.bits >> 64n);
      },
      getLeastSignificantBits(this: UuidObject) {
        return narrowLong(this.bits);
      },
      version(this: UuidObject) {
        return Number((this.bits >> 76n) & 15n);
      },
      variant(this: UuidObject) {
        const top = Number((this.bits >> 61n) & 7n);
        return top < 4 ? 0 : top < 6 ? 2 : top;
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
      'load(InputStream)'(this: HashMapObject, input: InputStreamObject) {
        load(this, decodeBytes(nonNull(input).readAllBytes$(), 'ISO-8859-1'));
      },
      'load(Reader)'(this: HashMapObject, reader: ReaderObject) {
        load(this, restOf(nonNull(reader)));
      },
      'store(OutputStream,String)'(this: HashMapObject, out: OutputStreamObject, comments: string | null) {
        out.write$byte_A(encode(stored(this, comments, true), 'ISO-8859-1'));
        out.flush$();
      },
      'store(Writer,String)'(this: HashMapObject, out: WriterObject, comments: string | null) {
        out.write$String(stored(this, comments, false));
        out.flush$();
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
      merge(this: JoinerObject, other: JoinerObject) {
        if (other.parts.length > 0) this.parts.push(other.parts.join(other.delimiter));
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
        this.split(text, delimiters, false);
      },
      'new(String,String,boolean)'(this: TokenizerObject, text: string, delimiters: string, kept: boolean) {
        this.split(text, delimiters, kept);
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
      getDefault: () => jvm().local('default locale', () => ({ locale: locale('en-US')() })).locale,
      setDefault: (to: LocaleObject) => {
        jvm().local('default locale', () => ({ locale: to as unknown })).locale = nonNull(to);
      },
      forLanguageTag: (tag: string) => locale(tag)(),
      toLanguageTag(this: LocaleObject) {
        return this.tag === '' ? 'und' : this.tag;
      },
      getLanguage(this: LocaleObject) {
        return this.tag.split('-')[0];
      },
      getCountry(this: LocaleObject) {
        return this.tag.split('-')[1] ?? '';
      },
      equals(this: LocaleObject, other: unknown) {
        return other instanceof LocaleObject && other.tag === this.tag;
      },
      hashCode(this: LocaleObject) {
        return stringHash(this.tag);
      },
      'new(String)'(this: LocaleObject, language: string) {
        this.tag = language;
      },
      'new(String,String)'(this: LocaleObject, language: string, country: string) {
        this.tag = `${language}-${country}`;
      },
    },
    Base64: {
      getEncoder: () => allocate('java.util.Base64$Encoder'),
      getDecoder: () => allocate('java.util.Base64$Decoder'),
    },
    'Base64.Encoder': {
      encodeToString: (bytes: Int8Array) => base64(new Uint8Array(bytes)),
      encode: (bytes: Int8Array) => encode(base64(new Uint8Array(bytes))),
    },
    'Base64.Decoder': { decode: (text: string) => Int8Array.from(fromBase64(text)) },
  },
});
