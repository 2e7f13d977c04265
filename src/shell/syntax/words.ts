import type { Parameter, ParameterOperation, Part, Script, Word } from './ast.ts';
import { METACHARACTERS, type Scanner } from './scanner.ts';

/** What the words need of the grammar around them. */
export interface Grammar {
  /** Parses commands up to the `)` that closes a substitution, and steps over it. */
  substitution(): Script;
  /** Parses a text of its own: the inside of backticks. */
  script(source: string): Script;
}

/** `${x^}`, `${x,}`, `${x~}`. */
const CASES = { '^': 'upper', ',': 'lower', '~': 'other' } as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const SPECIAL = '@*#?-$!0123456789_';

export type WordReader = ReturnType<typeof createWordReader>;

export function createWordReader(scanner: Scanner, grammar: Grammar) {
  /** Reads parts until `stop` says so; in double quotes only `$`, backtick and backslash are special. */
  const readParts = (stop: (char: string) => boolean, mode: 'word' | 'double' | 'heredoc' | 'braces'): Part[] => {
    const parts: Part[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'text', text, quoted: mode === 'double' || mode === 'heredoc' });
      text = '';
    };
    const quoted = (value: string): void => {
      flush();
      parts.push({ kind: 'text', text: value, quoted: true });
    };
    for (;;) {
      if (scanner.atEnd) break;
      const char = scanner.peek();
      if (stop(char)) break;
      if (char === '\\') {
        const next = scanner.peek(1);
        if (next === '\n') {
          scanner.position += 2;
        } else if (next === '') {
          text += '\\';
          scanner.position++;
        } else if (mode === 'word' || mode === 'braces') {
          quoted(next);
          scanner.position += 2;
        } else if (next === '$' || next === '`' || next === '\\' || (next === '"' && mode === 'double')) {
          text += next;
          scanner.position += 2;
        } else {
          text += char;
          scanner.position++;
        }
      } else if (char === '$') {
        const dollar = readDollar(mode);
        if (dollar) {
          flush();
          parts.push(dollar);
        } else {
          text += '$';
          scanner.position++;
        }
      } else if (char === '`') {
        flush();
        parts.push(readBackticks());
      } else if (char === '"' && mode !== 'double' && mode !== 'heredoc') {
        flush();
        parts.push(readDouble());
      } else if (char === "'" && mode !== 'double' && mode !== 'heredoc') {
        quoted(readSingle());
      } else if ((char === '<' || char === '>') && scanner.peek(1) === '(' && mode === 'word') {
        flush();
        scanner.position += 2;
        parts.push({ kind: 'process', direction: char === '<' ? 'in' : 'out', body: grammar.substitution() });
      } else if (mode === 'word' && beginsExtendedPattern(char, text !== '' || parts.length > 0)) {
        text += readExtendedPattern();
      } else {
        text += char;
        scanner.position++;
      }
    }
    flush();
    return parts;
  };

  /** `+(…)` and its like (extglob); `!(` at the start of a command's word negates a subshell. */
  const beginsExtendedPattern = (char: string, inside: boolean): boolean =>
    scanner.peek(1) === '(' &&
    ('?*+@'.includes(char) ||
      (char === '!' && (inside || /(?:=|\bin|;;|\||\()\s*$/.test(scanner.source.slice(0, scanner.position)))));
  const readExtendedPattern = (): string => {
    const from = scanner.position;
    let depth = 0;
    for (scanner.position++; !scanner.atEnd; scanner.position++) {
      if (scanner.peek() === '(') depth++;
      else if (scanner.peek() === ')' && --depth === 0) break;
    }
    if (scanner.atEnd) throw scanner.incomplete("unexpected EOF while looking for matching `)'");
    scanner.position++;
    return scanner.source.slice(from, scanner.position);
  };

  const readSingle = (): string => {
    const end = scanner.source.indexOf("'", scanner.position + 1);
    if (end < 0) throw scanner.incomplete("unexpected EOF while looking for matching `''");
    const value = scanner.source.slice(scanner.position + 1, end);
    scanner.position = end + 1;
    return value;
  };

  const readDouble = (): Part => {
    scanner.position++;
    const parts = readParts((char) => char === '"', 'double');
    if (scanner.atEnd) throw scanner.incomplete('unexpected EOF while looking for matching `"\'');
    scanner.position++;
    return { kind: 'double', parts };
  };

  const readBackticks = (): Part => {
    let inside = '';
    let at = scanner.position + 1;
    for (; ; at++) {
      const char = scanner.source.charAt(at);
      if (char === '') throw scanner.incomplete("unexpected EOF while looking for matching ``'");
      if (char === '`') break;
      if (char === '\\' && '`\\$'.includes(scanner.source.charAt(at + 1))) at++;
      inside += scanner.source.charAt(at);
    }
    scanner.position = at + 1;
    return { kind: 'command', body: grammar.script(inside) };
  };

  /** `$'…'`: the escapes of ANSI C. */
  const readAnsi = (): Part => {
    scanner.position += 2;
    let raw = '';
    for (;;) {
      const char = scanner.peek();
      if (char === '') throw scanner.incomplete("unexpected EOF while looking for matching `''");
      scanner.position++;
      if (char === "'") break;
      raw += char;
      if (char === '\\') {
        raw += scanner.peek();
        scanner.position++;
      }
    }
    return { kind: 'text', text: unescapeAnsi(raw), quoted: true };
  };

  const readDollar = (mode: 'word' | 'double' | 'heredoc' | 'braces'): Part | null => {
    const next = scanner.peek(1);
    if (next === "'" && mode !== 'double' && mode !== 'heredoc') return readAnsi();
    if (next === '"' && mode !== 'double' && mode !== 'heredoc') {
      scanner.position++;
      return readDouble();
    }
    if (next === '(' && scanner.peek(2) === '(') {
      const arithmetic = readArithmetic(3);
      if (arithmetic) return { kind: 'arithmetic', expression: arithmetic };
    }
    if (next === '(') {
      scanner.position += 2;
      return { kind: 'command', body: grammar.substitution() };
    }
    if (next === '[') {
      scanner.position += 2;
      const expression = readParts((char) => char === ']', 'double');
      scanner.position++;
      return { kind: 'arithmetic', expression };
    }
    if (next === '{') return readBraced();
    const name = NAME.exec(scanner.source.slice(scanner.position + 1, scanner.position + 256))?.[0];
    if (name !== undefined) {
      scanner.position += 1 + name.length;
      return { kind: 'parameter', name, index: null, prefix: null, operation: null };
    }
    if (next !== '' && SPECIAL.includes(next)) {
      scanner.position += 2;
      return { kind: 'parameter', name: next, index: null, prefix: null, operation: null };
    }
    return null;
  };

  /** Reads `…))` after `skip` characters; null (and no move) when the parentheses don't close as an expression's do. */
  const readArithmetic = (skip: number): Word | null => {
    const start = scanner.position;
    scanner.position += skip;
    let depth = 0;
    const parts = readParts((char) => {
      if (char === '(') depth++;
      if (char === ')') {
        if (depth === 0) return true;
        depth--;
      }
      return false;
    }, 'double');
    if (scanner.startsWith('))')) {
      scanner.position += 2;
      return parts;
    }
    if (scanner.atEnd) throw scanner.incomplete("unexpected EOF while looking for matching `)'");
    scanner.position = start;
    return null;
  };

  const readBraced = (): Parameter => {
    const start = scanner.position;
    scanner.position += 2;
    const bad = (): Error => {
      const end = scanner.source.indexOf('}', start);
      return new BadSubstitution(scanner.source.slice(start, end < 0 ? undefined : end + 1));
    };
    let prefix: Parameter['prefix'] = null;
    if (scanner.peek() === '#' && scanner.peek(1) !== '}' && !/[-:=?+#%/]/.test(scanner.peek(1))) {
      prefix = 'length';
      scanner.position++;
    } else if (scanner.peek() === '!' && /[A-Za-z_0-9@*#]/.test(scanner.peek(1))) {
      prefix = 'indirect';
      scanner.position++;
    }
    const rest = scanner.source.slice(scanner.position, scanner.position + 256);
    const name = NAME.exec(rest)?.[0] ?? /^(?:\d+|[@*#?\-$!])/.exec(rest)?.[0];
    if (name === undefined) {
      if (scanner.atEnd) throw scanner.incomplete("unexpected EOF while looking for matching `}'");
      throw bad();
    }
    scanner.position += name.length;
    let index: Parameter['index'] = null;
    if (scanner.peek() === '[') {
      scanner.position++;
      const inside = readParts((char) => char === ']', 'braces');
      scanner.position++;
      const [first] = inside;
      const only = inside.length === 1 && first?.kind === 'text' ? first.text : null;
      index = only === '@' || only === '*' ? only : inside;
      if (prefix === 'indirect' && (index === '@' || index === '*')) prefix = 'keys';
    }
    if (prefix === 'indirect' && (scanner.startsWith('*}') || scanner.startsWith('@}'))) {
      prefix = 'names';
      scanner.position++;
    }
    const operation = scanner.peek() === '}' ? null : readOperation(bad);
    if (scanner.peek() !== '}') {
      if (scanner.atEnd) throw scanner.incomplete("unexpected EOF while looking for matching `}'");
      throw bad();
    }
    scanner.position++;
    return { kind: 'parameter', name, index, prefix, operation };
  };

  const toBrace = (extra = ''): Word => readParts((char) => char === '}' || (extra !== '' && char === extra), 'braces');

  const readOperation = (bad: () => Error): ParameterOperation => {
    const kinds = { '-': 'default', '=': 'assign', '?': 'error', '+': 'alternative' } as const;
    const first = scanner.peek();
    const second = scanner.peek(1);
    const colon = first === ':';
    const sign = colon ? second : first;
    if (sign === '-' || sign === '=' || sign === '?' || sign === '+') {
      scanner.position += colon ? 2 : 1;
      return { kind: kinds[sign], colon, word: toBrace() };
    }
    if (colon) {
      scanner.position++;
      const offset = toBrace(':');
      if (scanner.peek() !== ':') return { kind: 'substring', offset, length: null };
      scanner.position++;
      return { kind: 'substring', offset, length: toBrace() };
    }
    if (first === '#' || first === '%') {
      const longest = second === first;
      scanner.position += longest ? 2 : 1;
      return { kind: 'remove', side: first, longest, pattern: toBrace() };
    }
    if (first === '/') {
      const all = second === '/';
      const anchor = second === '#' || second === '%' ? second : null;
      scanner.position += all || anchor ? 2 : 1;
      const pattern = toBrace('/');
      let replacement: Word = [];
      if (scanner.peek() === '/') {
        scanner.position++;
        replacement = toBrace();
      }
      return { kind: 'replace', all, anchor, pattern, replacement };
    }
    if (first === '^' || first === ',' || first === '~') {
      const all = second === first;
      scanner.position += all ? 2 : 1;
      return { kind: 'case', to: CASES[first], all, pattern: toBrace() };
    }
    if (first === '@' && /[A-Za-z]/.test(second)) {
      scanner.position += 2;
      return { kind: 'transform', operator: second };
    }
    throw bad();
  };

  return {
    /** Reads a word; null when none stands here. */
    word(): Word | null {
      const parts = readParts(
        (char) => METACHARACTERS.includes(char) && !((char === '<' || char === '>') && scanner.peek(1) === '('),
        'word',
      );
      return parts.length === 0 ? null : parts;
    },
    /** A here-document's text with its expansions. */
    document: (): Word => readParts(() => false, 'heredoc'),
    /** A word of the right side of `=~`, where ( ) | < > belong to it. */
    regex(): Word | null {
      let depth = 0;
      const parts = readParts((char) => {
        if (char === '(') depth++;
        if (char === ')') depth--;
        return depth <= 0 && (char === ' ' || char === '\t' || char === '\n' || (char === ')' && depth < 0));
      }, 'braces');
      return parts.length === 0 ? null : parts;
    },
    /** Subscript of `name[…]=`, after the bracket; steps over the closing one. */
    subscript(): Word {
      const parts = readParts((char) => char === ']', 'braces');
      scanner.position++;
      return parts;
    },
    /** The inside of `(( … ))` after the opening pair, stepping over the closing one; null when it is no arithmetic. */
    arithmetic: (): Word | null => readArithmetic(2),
    /** Arithmetic up to one of the characters. */
    arithmeticUntil(stops: string): Word {
      let depth = 0;
      return readParts((char) => {
        if (depth === 0 && stops.includes(char)) return true;
        if (char === '(') depth++;
        if (char === ')') depth--;
        return false;
      }, 'double');
    },
  };
}

/** `${…}` that means nothing: an error when it is reached. */
export class BadSubstitution extends Error {
  constructor(readonly text: string) {
    super(`${text}: bad substitution`);
  }
}

const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** Escapes of `$'…'`, echo -e and printf: \n, \t, \\, \NNN (octal), \xHH, \uHHHH, \UHHHHHHHH. */
export function unescapeAnsi(raw: string): string {
  return raw.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))/gs,
    (all, hex, short, long, octal, simple) => {
      if (hex ?? short ?? long) return String.fromCodePoint(Number.parseInt(hex ?? short ?? long, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ANSI[simple] ?? all;
    },
  );
}
