/** java.util.regex patterns as JavaScript regular expressions, and what String does with them. */
import escapeRegExp from 'escape-string-regexp';
import { Raise } from './raise.ts';

const CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~',
  Print: '\\x20-~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
  javaLowerCase: '\\p{Ll}',
  javaUpperCase: '\\p{Lu}',
  javaWhitespace: '\\s',
  IsAlphabetic: '\\p{Alphabetic}',
  IsDigit: '\\p{Nd}',
  IsLetter: '\\p{L}',
  IsPunctuation: '\\p{P}',
  IsHan: '\\p{Script=Han}',
  IsLatin: '\\p{Script=Latin}',
};
const WHITE = ' \\t\\n\\x0B\\f\\r';
const HORIZONTAL = ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const VERTICAL = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';

const CASE_INSENSITIVE = 2;
const COMMENTS = 4;
const MULTILINE = 8;
const LITERAL = 16;
const DOTALL = 32;

/** Translates one pattern; a small recursive reader, because Java's classes nest and intersect. */
class Translator {
  private at = 0;
  private groups = 0;
  readonly names: string[] = [];
  private readonly source: string;
  private flags: number;

  constructor(source: string, flags: number) {
    this.source = source;
    this.flags = flags;
  }

  fail(description: string, index = this.at): never {
    throw new Raise(
      'java.util.regex.PatternSyntaxException',
      `${description}${index >= 0 ? ` near index ${index}` : ''}\n${this.source}${
        index >= 0 && index < this.source.length ? `\n${' '.repeat(Math.max(0, index))}^` : ''
      }`,
    );
  }

  run(): { pattern: string; flags: number } {
    if (this.flags & LITERAL) return { pattern: escapeRegExp(this.source), flags: this.flags };
    const pattern = this.alternatives();
    if (this.at < this.source.length) this.fail("Unmatched closing ')'", Math.max(0, this.at - 1));
    return { pattern, flags: this.flags };
  }

  private alternatives(): string {
    let out = '';
    while (this.at < this.source.length) {
      const c = this.source[this.at]!;
      if (c === ')') break;
      if (c === '|') {
        out += '|';
        this.at++;
        continue;
      }
      if (this.flags & COMMENTS) {
        if (/\s/.test(c)) {
          this.at++;
          continue;
        }
        if (c === '#') {
          while (this.at < this.source.length && this.source[this.at] !== '\n') this.at++;
          continue;
        }
      }
      const index = this.at;
      const atom = this.atom();
      if (atom === null) continue;
      out += this.quantified(atom, index);
    }
    return out;
  }

  private quantified(atom: string, index: number): string {
    const rest = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.source.slice(this.at));
    if (!rest) return atom;
    if (atom === '') this.fail(`Dangling meta character '${this.source[index]}'`, index);
    this.at += rest[0].length;
    const after = this.source[this.at];
    if (after === '?') {
      this.at++;
      return `${atom}${rest[0]}?`;
    }
    if (after === '+') {
      this.at++;
      return this.atomic(`${atom}${rest[0]}`);
    }
    return atom + rest[0];
  }

  /** (?>x) by a look-ahead and a back reference. */
  private atomic(body: string): string {
    const name = `atomic${this.names.length}_${this.groups}`;
    this.names.push(name);
    return `(?=(?<${name}>${body}))\\k<${name}>`;
  }

  private atom(): string | null {
    const c = this.source[this.at]!;
    switch (c) {
      case '(':
        return this.group();
      case '[':
        return this.characterClass();
      case '\\':
        return this.escape(false);
      case '.':
        this.at++;
        return this.flags & DOTALL ? '[^]' : '[^\\n\\r\\x85\\u2028\\u2029]';
      case '^':
        this.at++;
        return this.flags & MULTILINE ? '(?<=^|[\\n\\r\\x85\\u2028\\u2029])(?=[^]|^)' : '(?<![^])';
      case '$':
        this.at++;
        return this.flags & MULTILINE
          ? '(?=$|[\\n\\r\\x85\\u2028\\u2029])'
          : '(?=(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])?(?![^]))';
      case '*':
      case '+':
      case '?':
        return this.fail(`Dangling meta character '${c}'`);
      case '{':
        return this.fail('Illegal repetition');
      case '}':
      case ']':
      case '/':
        this.at++;
        return `\\${c}`;
      default: {
        const point = this.source.codePointAt(this.at)!;
        const text = String.fromCodePoint(point);
        this.at += text.length;
        return this.literal(text);
      }
    }
  }

  private literal(text: string): string {
    if (this.flags & CASE_INSENSITIVE && /[a-zA-Z]/.test(text)) return `[${text.toLowerCase()}${text.toUpperCase()}]`;
    return text;
  }

  private group(): string | null {
    const start = this.at;
    this.at++;
    let open = '(';
    let atomic = false;
    const before = this.flags;
    if (this.source[this.at] === '?') {
      const special = /^\?(?:[:=!>]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>|([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)]))/.exec(
        this.source.slice(this.at),
      );
      if (!special) this.fail('Unknown inline modifier', this.at + 1);
      this.at += special[0].length;
      if (special[1]) {
        if (this.names.includes(special[1])) this.fail(`Named capturing group <${special[1]}> is already defined`);
        this.names.push(special[1]);
        open = `(?<${special[1]}>`;
        this.groups++;
      } else if (special[4]) {
        for (const [letters, on] of [
          [special[2] ?? '', true],
          [special[3] ?? '', false],
        ] as const) {
          for (const letter of letters) {
            const bit = letter === 'i' ? 2 : letter === 'x' ? 4 : letter === 'm' ? 8 : letter === 's' ? 32 : 0;
            if (bit === 0 && !'uUd'.includes(letter)) this.fail('Unknown inline modifier');
            this.flags = on ? this.flags | bit : this.flags & ~bit;
          }
        }
        if (special[4] === ')') return null;
        open = '(?:';
      } else if (special[0] === '?>') {
        atomic = true;
        open = '';
      } else open = `(${special[0]}`;
    } else this.groups++;
    const body = this.alternatives();
    if (this.source[this.at] !== ')') this.fail('Unclosed group', this.source.length);
    this.at++;
    this.flags = before;
    if (start < 0) return null;
    return atomic ? this.atomic(body) : `${open}${body})`;
  }

  /** An escape; inside a class the result is class content. */
  private escape(inClass: boolean): string {
    const c = this.source[this.at + 1];
    if (c === undefined) this.fail('Unexpected internal error', this.at + 1);
    this.at += 2;
    const wrap = (content: string, negated = false): string =>
      inClass && !negated ? content : `[${negated ? '^' : ''}${content}]`;
    switch (c) {
      case 'Q': {
        const end = this.source.indexOf('\\E', this.at);
        const text = this.source.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.source.length : end + 2;
        if (inClass) return [...text].map((x) => escapeClass(x)).join('');
        // A quantifier after \E applies to the last character.
        return [...text].map((x) => escapeRegExp(x)).join('');
      }
      case 'E':
        return '';
      case 'd':
        return wrap('0-9');
      case 'D':
        return wrap('0-9', true);
      case 'w':
        return wrap('a-zA-Z0-9_');
      case 'W':
        return wrap('a-zA-Z0-9_', true);
      case 's':
        return wrap(WHITE);
      case 'S':
        return wrap(WHITE, true);
      case 'h':
        return wrap(HORIZONTAL);
      case 'H':
        return wrap(HORIZONTAL, true);
      case 'v':
        return wrap(VERTICAL);
      case 'V':
        return wrap(VERTICAL, true);
      case 'p':
      case 'P': {
        const match = /^(?:\{(\^?)([^}]*)\}|([A-Z]))/.exec(this.source.slice(this.at));
        if (!match) this.fail('Unclosed character family', this.source.length - 1);
        this.at += match[0].length;
        const name = (match[2] ?? match[3])!;
        const content = CLASSES[name] ?? this.unicodeClass(name);
        return wrap(content, c === 'P');
      }
      case 'b':
        return inClass ? this.fail('Illegal/unsupported escape sequence') : '\\b';
      case 'B':
        return '\\B';
      case 'A':
        return '(?<![^])';
      case 'G':
        return '';
      case 'Z':
        return '(?=(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])?(?![^]))';
      case 'z':
        return '(?![^])';
      case 'R':
        return '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])';
      case 'n':
      case 't':
      case 'r':
      case 'f':
        return `\\${c}`;
      case 'a':
        return '\\x07';
      case 'e':
        return '\\x1B';
      case '0': {
        const octal = /^[0-3]?[0-7]{1,2}/.exec(this.source.slice(this.at));
        if (!octal) this.fail('Illegal octal escape sequence');
        this.at += octal[0].length;
        return `\\x${Number.parseInt(octal[0], 8).toString(16).padStart(2, '0')}`;
      }
      case 'x':
      case 'u': {
        const hex = (c === 'x' ? /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/ : /^(?:()([0-9a-fA-F]{4}))/).exec(
          this.source.slice(this.at),
        );
        if (!hex) this.fail(c === 'x' ? 'Illegal hexadecimal escape sequence' : 'Illegal Unicode escape sequence');
        this.at += hex[0].length;
        return `\\u{${hex[1] || hex[2]}}`;
      }
      case 'k': {
        const match = /^<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.source.slice(this.at));
        if (!match) this.fail("\\k is not followed by '<' for named capturing group");
        this.at += match[0].length;
        return `\\k<${match[1]}>`;
      }
      default:
        if (c >= '1' && c <= '9') return inClass ? this.fail('Illegal/unsupported escape sequence') : `(?:\\${c})`;
        if (/[a-zA-Z]/.test(c)) this.fail('Illegal/unsupported escape sequence', this.at - 1);
        return escapeClass(c);
    }
  }

  private unicodeClass(name: string): string {
    const plain = name.replace(/^Is/, '').replace(/^(?:general_category|gc)=/, '');
    const block = /^(?:In|block=|blk=)(.*)$/.exec(name);
    if (block) {
      if (/CJK/i.test(block[1]!)) return '\\u4E00-\\u9FFF';
      if (/basic_?latin/i.test(block[1]!)) return '\\x00-\\x7F';
      return this.fail(`Unknown character block name {${block[1]}}`);
    }
    const script = /^(?:script|sc)=(.*)$/.exec(name);
    for (const candidate of script ? [`\\p{Script=${script[1]}}`] : [`\\p{${plain}}`, `\\p{Script=${plain}}`]) {
      try {
        new RegExp(candidate, 'u');
        return candidate;
      } catch {
        // Not that kind of name.
      }
    }
    return this.fail(`Unknown character property name {${name}}`);
  }

  /** A class with unions and intersections, as one class or as look-aheads. */
  private characterClass(): string {
    const start = this.at;
    this.at++;
    let negated = false;
    if (this.source[this.at] === '^') {
      negated = true;
      this.at++;
    }
    const intersections: string[] = [];
    let simple = '';
    let alternatives: string[] = [];
    let first = true;
    const close = (): string => {
      const parts = [...alternatives];
      if (simple !== '') parts.push(`[${simple}]`);
      const all = parts.length === 1 ? parts[0]! : parts.length === 0 ? '(?!)' : `(?:${parts.join('|')})`;
      simple = '';
      alternatives = [];
      return all;
    };
    for (;;) {
      const c = this.source[this.at];
      if (c === undefined) this.fail('Unclosed character class', this.source.length - 1);
      if (c === ']' && !first) {
        this.at++;
        break;
      }
      first = false;
      if (c === '[') {
        alternatives.push(this.characterClass());
        continue;
      }
      if (c === '&' && this.source[this.at + 1] === '&') {
        this.at += 2;
        intersections.push(close());
        continue;
      }
      const from = this.classAtom();
      if (from.startsWith('[')) {
        alternatives.push(from);
        continue;
      }
      if (this.source[this.at] === '-' && !'][&'.includes(this.source[this.at + 1] ?? ']')) {
        this.at++;
        const to = this.classAtom();
        simple += `${from}-${to}`;
        if (this.flags & CASE_INSENSITIVE) simple += swapCase(from, to);
      } else {
        simple += from;
        if (this.flags & CASE_INSENSITIVE && /^[a-zA-Z]$/.test(from)) {
          simple += from === from.toLowerCase() ? from.toUpperCase() : from.toLowerCase();
        }
      }
    }
    if (start < 0) return '';
    if (intersections.length === 0) {
      if (alternatives.length === 0) return negated ? `[^${simple}]` : `[${simple}]`;
      const all = close();
      return negated ? `(?:(?!${all})[^])` : all;
    }
    const last = close();
    const all = `(?:${intersections.map((x) => `(?=${x})`).join('')}${last})`;
    return negated ? `(?:(?!${all})[^])` : all;
  }

  private classAtom(): string {
    const c = this.source[this.at]!;
    if (c === '\\') return this.escape(true);
    const text = String.fromCodePoint(this.source.codePointAt(this.at)!);
    this.at += text.length;
    return escapeClass(text);
  }
}

function swapCase(from: string, to: string): string {
  if (!/^[a-zA-Z]$/.test(from) || !/^[a-zA-Z]$/.test(to)) return '';
  return from === from.toLowerCase()
    ? `${from.toUpperCase()}-${to.toUpperCase()}`
    : `${from.toLowerCase()}-${to.toLowerCase()}`;
}

function escapeClass(text: string): string {
  return /^[\\^$.*+?()[\]{}|/-]$/.test(text) ? `\\${text}` : text;
}

export interface CompiledPattern {
  /** With flags g, u and d (group positions). */
  readonly expression: RegExp;
  /** Anchored at both ends, sticky. */
  readonly whole: RegExp;
  readonly source: string;
  readonly flags: number;
  readonly groupNames: readonly string[];
}

const cache = new Map<string, CompiledPattern>();

/** Pattern.compile. @throws Raise PatternSyntaxException with Java's three-line message. */
export function compilePattern(source: string, flags = 0): CompiledPattern {
  const key = `${flags}/${source}`;
  const known = cache.get(key);
  if (known) return known;
  const translator = new Translator(source, flags);
  const { pattern } = translator.run();
  let expression: RegExp;
  let whole: RegExp;
  try {
    expression = new RegExp(pattern, 'gud');
    whole = new RegExp(`(?:${pattern})(?![^])`, 'yud');
  } catch (error) {
    return translator.fail(error instanceof Error ? error.message.replace(/^.*: /, '') : 'Illegal pattern', -1);
  }
  const compiled = { expression, whole, source, flags, groupNames: translator.names };
  if (cache.size > 500) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

/** Expands `$1`, `${name}` and `\x` of a replacement. @throws Raise as Matcher.appendReplacement does. */
export function expandReplacement(replacement: string, match: RegExpExecArray | RegExpMatchArray): string {
  if (!replacement.includes('$') && !replacement.includes('\\')) return replacement;
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c === '\\') {
      i++;
      if (i === replacement.length)
        throw new Raise('java.lang.IllegalArgumentException', 'character to be escaped is missing');
      out += replacement[i];
    } else if (c === '$') {
      i++;
      const next = replacement[i];
      if (next === undefined) {
        throw new Raise('java.lang.IllegalArgumentException', 'Illegal group reference: group index is missing');
      }
      if (next === '{') {
        const end = replacement.indexOf('}', i);
        if (end < 0)
          throw new Raise('java.lang.IllegalArgumentException', "named capturing group is missing trailing '}'");
        const name = replacement.slice(i + 1, end);
        if (!match.groups || !(name in match.groups)) {
          throw new Raise('java.lang.IllegalArgumentException', `No group with name {${name}}`);
        }
        out += match.groups[name] ?? '';
        i = end;
      } else if (next >= '0' && next <= '9') {
        let group = Number(next);
        if (group >= match.length) throw new Raise('java.lang.IndexOutOfBoundsException', `No group ${group}`);
        while (/[0-9]/.test(replacement[i + 1] ?? '') && group * 10 + Number(replacement[i + 1]) < match.length) {
          group = group * 10 + Number(replacement[++i]);
        }
        out += match[group] ?? '';
      } else throw new Raise('java.lang.IllegalArgumentException', 'Illegal group reference');
    } else out += c;
  }
  return out;
}

export function replaceAll(text: string, regex: string, replacement: string): string {
  const { expression } = compilePattern(regex);
  let out = '';
  let from = 0;
  for (const match of text.matchAll(expression)) {
    out += text.slice(from, match.index) + expandReplacement(replacement, match);
    from = match.index + match[0].length;
  }
  return out + text.slice(from);
}

export function replaceFirst(text: string, regex: string, replacement: string): string {
  const { expression } = compilePattern(regex);
  expression.lastIndex = 0;
  const match = expression.exec(text);
  if (!match) return text;
  return text.slice(0, match.index) + expandReplacement(replacement, match) + text.slice(match.index + match[0].length);
}

export function matches(text: string, regex: string): boolean {
  const { whole } = compilePattern(regex);
  whole.lastIndex = 0;
  return whole.test(text);
}
