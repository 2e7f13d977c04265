/** java.util.regex: Pattern and Matcher over runtime/regex.ts. */
import { allocate, functional } from '../../link.ts';
import { Base, nonNull, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { type CompiledPattern, compilePattern, expandReplacement } from '../../runtime/regex.ts';
import { splitBy } from '../../runtime/split.ts';
import { objectStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';

interface Replacer {
  apply$Object(match: unknown): string;
}
class MatcherObject extends Base {
  pattern!: CompiledPattern;
  made!: PatternObject;
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
  /** @param most replacements at most */
  private replacing(replacer: Replacer, most: number): string {
    this.reset$();
    let out = '';
    let from = 0;
    for (let n = 0; n < most && this.find$(); n++) {
      const match = this.found();
      out += this.text.slice(from, match.index) + expandReplacement(replacer.apply$Object(this), match);
      from = match.index + match[0].length;
    }
    return out + this.text.slice(from);
  }
  replaceAll$Function(replacer: Replacer): string {
    return this.replacing(replacer, Number.POSITIVE_INFINITY);
  }
  replaceFirst$Function(replacer: Replacer): string {
    return this.replacing(replacer, 1);
  }
  toMatchResult$(): unknown {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
  }
  results$(): unknown {
    this.reset$();
    const found: unknown[] = [];
    while (this.find$()) found.push(this.toMatchResult$());
    return objectStream(found);
  }
  /** Did the last search look at the input's end? Told by where it ended. */
  hitEnd$(): boolean {
    return !this.match || this.match.index + this.match[0].length === this.text.length;
  }
  pattern$(): PatternObject {
    return this.made;
  }
  reset$(): unknown {
    this.match = null;
    this.from = 0;
    this.appended = 0;
    return this;
  }
  reset$CharSequence(text: unknown): unknown {
    this.text = stringOf(text);
    return this.reset$();
  }
  find$int(start: number): boolean {
    if (start < 0 || start > this.text.length) raise('IndexOutOfBoundsException', 'Illegal start index');
    this.reset$();
    this.from = start;
    return this.find$();
  }
  start$String(group: string): number {
    return this.spanOf(group)?.[0] ?? -1;
  }
  end$String(group: string): number {
    return this.spanOf(group)?.[1] ?? -1;
  }
  private spanOf(group: string): [number, number] | undefined {
    this.group$String(group);
    return this.found().indices?.groups?.[group];
  }
  appendReplacement$StringBuilder$String(buffer: { text: string }, replacement: string): unknown {
    return this.appendReplacement$StringBuffer$String(buffer, replacement);
  }
  appendTail$StringBuilder(buffer: { text: string }): unknown {
    return this.appendTail$StringBuffer(buffer);
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
    const object = allocate<MatcherObject>('java.util.regex.Matcher');
    object.pattern = this.compiled;
    object.made = this;
    object.text = stringOf(text);
    return object;
  }
}
const pattern = (source: string, flags = 0): PatternObject => {
  const object = allocate<PatternObject>('java.util.regex.Pattern');
  object.compiled = compilePattern(nonNull(source), flags);
  return object;
};
library({
  package: 'java.util.regex',
  stubs: `
public final class Pattern implements java.io.Serializable { public static final int CASE_INSENSITIVE = 2; public static final int COMMENTS = 4; public static final int MULTILINE = 8; public static final int LITERAL = 16; public static final int DOTALL = 32; public static final int UNICODE_CASE = 64;
  public static Pattern compile(String regex); public static Pattern compile(String regex, int flags); public String pattern(); public int flags(); public Matcher matcher(CharSequence input); public static boolean matches(String regex, CharSequence input); public String[] split(CharSequence input); public String[] split(CharSequence input, int limit); public static String quote(String text); public java.util.function.Predicate<String> asPredicate(); public java.util.function.Predicate<String> asMatchPredicate(); public java.util.stream.Stream<String> splitAsStream(CharSequence input); public String toString(); }
public interface MatchResult { int start(); int end(); String group(); String group(int n); int groupCount(); }
public final class Matcher implements MatchResult { public boolean find(); public boolean matches(); public boolean lookingAt(); public String group(); public String group(int n); public String group(String name); public int groupCount(); public int start(); public int end(); public int start(int n); public int end(int n); public String replaceAll(String replacement); public String replaceFirst(String replacement); public String replaceAll(java.util.function.Function<MatchResult, String> replacer); public String replaceFirst(java.util.function.Function<MatchResult, String> replacer); public java.util.stream.Stream<MatchResult> results(); public MatchResult toMatchResult(); public Matcher reset(); public Matcher reset(CharSequence input); public static String quoteReplacement(String text); public boolean find(int start); public boolean hitEnd(); public int start(String group); public int end(String group); public Pattern pattern(); public Matcher appendReplacement(StringBuilder buffer, String replacement); public StringBuilder appendTail(StringBuilder buffer); public Matcher appendReplacement(StringBuffer buffer, String replacement); public StringBuffer appendTail(StringBuffer buffer); }`,
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
        return splitBy(this.compiled, stringOf(text));
      },
      'split(CharSequence,int)'(this: PatternObject, text: unknown, limit: number) {
        return splitBy(this.compiled, stringOf(text), limit);
      },
      splitAsStream(this: PatternObject, text: unknown) {
        return objectStream(splitBy(this.compiled, stringOf(text)));
      },
      asPredicate(this: PatternObject) {
        return functional('java.util.function.Predicate', (text: unknown) => this.matcher(text).find$());
      },
      asMatchPredicate(this: PatternObject) {
        return functional('java.util.function.Predicate', (text: unknown) => this.matcher(text).matches$());
      },
      quote: (text: string) => `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
    },
    Matcher: {
      $class: MatcherObject,
      quoteReplacement: (text: string) => text.replace(/[\\$]/g, '\\$&'),
    },
  },
});
