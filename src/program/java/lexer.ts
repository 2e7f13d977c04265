/** Java's tokens (JLS 3). `>` is always a token of its own; the parser joins adjacent ones to shift operators. */
export type TokenKind =
  | 'id'
  | 'keyword'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'char'
  | 'string'
  | 'op'
  | 'eof'
  | 'bad';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Value of a literal; int literals may be 2^31 (only after a minus). */
  readonly value: number | bigint | string | null;
  readonly start: number;
  readonly end: number;
}

export interface LexError {
  /** Index of the token that it is found in. */
  readonly token: number;
  readonly at: number;
  readonly end: number;
  readonly message: string;
  /** Up to where syntax errors only follow from it, when that is more than its place. */
  readonly covers?: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  `abstract assert boolean break byte case catch char class const continue default do double else enum extends final
  finally float for goto if implements import instanceof int interface long native new package private protected public
  return short static strictfp super switch synchronized this throw throws transient try void volatile while true false
  null _`.split(/\s+/),
);

const OPERATORS = [
  '>>>=',
  '<<=',
  '>>=',
  '...',
  '->',
  '::',
  '++',
  '--',
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '+=',
  '-=',
  '*=',
  '/=',
  '&=',
  '|=',
  '^=',
  '%=',
  '<<',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ';',
  ',',
  '.',
  '@',
  '=',
  '>',
  '<',
  '!',
  '~',
  '?',
  ':',
  '+',
  '-',
  '*',
  '/',
  '&',
  '|',
  '^',
  '%',
];
const OPERATORS_BY_FIRST = new Map<string, string[]>();
for (const op of OPERATORS) {
  const list = OPERATORS_BY_FIRST.get(op[0]!) ?? [];
  // `>=` stays apart when it could close type arguments (`List<String>=`): rare, so only `>>=`-like ones are left out.
  if (op !== '>>>=' && op !== '>>=') list.push(op);
  OPERATORS_BY_FIRST.set(op[0]!, list);
}

const IDENTIFIER = /[\p{L}\p{Nl}\p{Sc}\p{Pc}][\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}]*/uy;
const ASCII_IDENTIFIER = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const NUMBER =
  /0[xX](?:[0-9a-fA-F_]*\.?[0-9a-fA-F_]*[pP][+-]?[0-9_]+[fFdD]?|[0-9a-fA-F_]*[lL]?)|0[bB][01_]*[lL]?|(?:[0-9][0-9_]*)?\.[0-9][0-9_]*(?:[eE][+-]?[0-9_]+)?[fFdD]?|[0-9][0-9_]*\.(?:[eE][+-]?[0-9_]+)?[fFdD]?|[0-9][0-9_]*(?:[eE][+-]?[0-9_]+)?[fFdDlL]?/y;

export function lex(text: string): { readonly tokens: readonly Token[]; readonly errors: readonly LexError[] } {
  const tokens: Token[] = [];
  const errors: LexError[] = [];
  const n = text.length;
  let i = 0;
  const push = (kind: TokenKind, start: number, value: Token['value'] = null): void => {
    tokens.push({ kind, text: text.slice(start, i), value, start, end: i });
  };
  while (i < n) {
    const c = text.charCodeAt(i);
    if (c === 32 || c === 9 || c === 10 || c === 13 || c === 12 || c === 0xfeff) {
      i++;
      continue;
    }
    if (c === 47 && text[i + 1] === '/') {
      const end = text.indexOf('\n', i);
      i = end < 0 ? n : end;
      continue;
    }
    if (c === 47 && text[i + 1] === '*') {
      const end = text.indexOf('*/', i + 2);
      if (end < 0) {
        errors.push({ token: tokens.length, at: i, end: i + 2, message: 'unclosed comment' });
        i = n;
      } else i = end + 2;
      continue;
    }
    const start = i;
    if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 36) {
      ASCII_IDENTIFIER.lastIndex = i;
      i += ASCII_IDENTIFIER.exec(text)![0].length;
      if (i < n && text.charCodeAt(i) > 127) {
        IDENTIFIER.lastIndex = start;
        i = start + (IDENTIFIER.exec(text)?.[0].length ?? i - start);
      }
      const word = text.slice(start, i);
      push(KEYWORDS.has(word) ? 'keyword' : 'id', start);
      continue;
    }
    if ((c >= 48 && c <= 57) || (c === 46 && /[0-9]/.test(text[i + 1] ?? ''))) {
      NUMBER.lastIndex = i;
      const match = NUMBER.exec(text);
      i += match ? match[0].length : 1;
      // 09: the 0 is octal, and 9 no digit of it.
      const octal = /^0[0-7_]*(?=[89][0-9_]*[lL]?$)/.exec(text.slice(start, i));
      if (octal) i = start + octal[0].length;
      number(text.slice(start, i), start);
      continue;
    }
    if (c === 34) {
      if (text.startsWith('"""', i)) textBlock();
      else stringLiteral();
      continue;
    }
    if (c === 39) {
      charLiteral();
      continue;
    }
    if (c === 46 && text[i + 1] === '.' && text[i + 2] !== '.') {
      errors.push({ token: tokens.length, at: i + 1, end: i + 2, message: "illegal '.'" });
      i += 2;
      push('bad', start);
      continue;
    }
    const candidates = OPERATORS_BY_FIRST.get(text[i]!);
    const op = candidates?.find((o) => text.startsWith(o, i));
    if (op) {
      i += op.length;
      push('op', start);
      continue;
    }
    IDENTIFIER.lastIndex = i;
    const word = IDENTIFIER.exec(text);
    if (word) {
      i += word[0].length;
      push('id', start);
      continue;
    }
    const code = text.codePointAt(i)!;
    i += code > 0xffff ? 2 : 1;
    const shown = code < 128 ? String.fromCodePoint(code) : `\\u${code.toString(16).padStart(4, '0')}`;
    errors.push({ token: tokens.length, at: start, end: i, message: `illegal character: '${shown}'` });
    push('bad', start);
  }
  // javac takes the last white space for the end.
  const end = n > 0 && /\s/.test(text[n - 1]!) ? n - 1 : n;
  tokens.push({ kind: 'eof', text: '', value: null, start: end, end });
  return { tokens, errors };

  function number(raw: string, start: number): void {
    const plain = raw.replace(/_/g, '');
    const hex = /^0[xX]/.test(plain);
    const binary = /^0[bB]/.test(plain);
    const loose = /_(?=[lLfFdD.]?$|[.eE])|(?<=[.xXbB])_/.exec(raw);
    if (loose) errors.push({ token: tokens.length, at: start + loose.index, end: i, message: 'illegal underscore' });
    if (/^0[xXbB]$/.test(plain)) {
      const kind = hex ? 'hexadecimal' : 'binary';
      const message = `${kind} numbers must contain at least one ${kind} digit`;
      errors.push({ token: tokens.length, at: start, end: i, message });
      push('bad', start);
      return;
    }
    const floating = hex ? /[pP]/.test(plain) : !binary && /[.eEfFdD]/.test(plain);
    if (floating) {
      const isFloat = /[fF]$/.test(plain);
      const digits = plain.replace(/[fFdD]$/, '');
      const value = hex ? hexFloat(digits) : Number(digits);
      push(isFloat ? 'float' : 'double', start, isFloat ? Math.fround(value) : value);
      return;
    }
    const long = /[lL]$/.test(plain);
    const digits = long ? plain.slice(0, -1) : plain;
    const octal = !hex && !binary && digits.length > 1 && digits.startsWith('0');
    let value: bigint;
    try {
      value = octal ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
    } catch {
      errors.push({ token: tokens.length, at: start, end: i, message: `integer number too large` });
      push('int', start, 0);
      return;
    }
    const radix = hex || binary || octal;
    const bits = long ? 64 : 32;
    const limit = radix ? 1n << BigInt(bits) : (1n << BigInt(bits - 1)) + 1n;
    if (value >= limit) {
      errors.push({ token: tokens.length, at: start, end: i, message: `integer number too large` });
      value = 0n;
    }
    if (radix) value = BigInt.asIntN(bits, value);
    if (long) {
      const small = Number(value);
      push('long', start, Number.isSafeInteger(small) ? small : value);
    } else push('int', start, Number(value));
  }

  function escapeSequence(end: number, out: number[]): void {
    // At a backslash.
    i++;
    const c = text[i];
    const simple: Record<string, number> = {
      n: 10,
      t: 9,
      b: 8,
      r: 13,
      f: 12,
      s: 32,
      '0': 0,
      '\\': 92,
      "'": 39,
      '"': 34,
    };
    if (c !== undefined && /[0-7]/.test(c)) {
      const match = /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/.exec(text.slice(i, i + 3))!;
      out.push(Number.parseInt(match[0], 8));
      i += match[0].length;
    } else if (c === 'u') {
      const match = /^u+([0-9a-fA-F]{4})/.exec(text.slice(i, end));
      if (match) {
        out.push(Number.parseInt(match[1]!, 16));
        i += match[0].length;
      } else {
        errors.push({ token: tokens.length, at: i, end: i + 1, message: 'illegal unicode escape' });
        i++;
      }
    } else if (c !== undefined && c in simple) {
      out.push(simple[c]!);
      i++;
    } else {
      errors.push({ token: tokens.length, at: i, end: i + 1, message: 'illegal escape character' });
      i++;
    }
  }

  function stringLiteral(): void {
    const start = i;
    const before = errors.length;
    const chars: number[] = [];
    i++;
    for (;;) {
      const c = text[i];
      if (c === undefined || c === '\n' || c === '\r') {
        errors.push({ token: tokens.length, at: start, end: i, message: 'unclosed string literal' });
        push('bad', start, String.fromCharCode(...chars));
        return;
      }
      if (c === '"') {
        i++;
        break;
      }
      if (c === '\\') escapeSequence(i + 8, chars);
      else {
        chars.push(text.charCodeAt(i));
        i++;
      }
    }
    let value = '';
    for (let at = 0; at < chars.length; at += 4096) value += String.fromCharCode(...chars.slice(at, at + 4096));
    push(errors.length > before ? 'bad' : 'string', start, value);
  }

  function charLiteral(): void {
    const start = i;
    const chars: number[] = [];
    i++;
    if (text[i] === "'") {
      i++;
      errors.push({ token: tokens.length, at: start, end: i, message: 'empty character literal' });
      push('bad', start);
      return;
    }
    if (text[i] === '\n' || text[i] === '\r' || i >= n)
      errors.push({ token: tokens.length, at: start, end: i, message: 'illegal line end in character literal' });
    if (text[i] === '\\') escapeSequence(i + 8, chars);
    else if (text[i] !== '\n' && i < n) {
      chars.push(text.charCodeAt(i));
      i++;
    }
    if (text[i] !== "'") {
      errors.push({ token: tokens.length, at: start, end: i, message: 'unclosed character literal' });
      push('bad', start);
      return;
    }
    i++;
    push('char', start, chars[0] ?? 0);
  }

  function textBlock(): void {
    const start = i;
    i += 3;
    const opening = /^[ \t\f]*\r?\n/.exec(text.slice(i));
    if (!opening) {
      const message = 'illegal text block open delimiter sequence, missing line terminator';
      errors.push({ token: tokens.length, at: i, end: i + 1, message });
      push('bad', start, '');
      return;
    }
    i += opening[0].length;
    const from = i;
    while (i < n && !text.startsWith('"""', i)) i += text[i] === '\\' ? 2 : 1;
    if (i >= n) {
      errors.push({ token: tokens.length, at: start, end: start + 3, message: 'unclosed text block', covers: n });
      push('bad', start, '');
      return;
    }
    const raw = text.slice(from, i);
    i += 3;
    const before = errors.length;
    for (const { index } of raw.matchAll(/(?<=(?<!\\)(?:\\\\)*\\)[^\\ntbrfs0-7'"u\r\n]/g)) {
      const at = from + index;
      errors.push({ token: tokens.length, at, end: at + 1, message: 'illegal escape character' });
    }
    const value = unescapeBlock(stripIndent(raw.replace(/\r\n?/g, '\n')));
    push(errors.length > before ? 'bad' : 'string', start, value);
  }

  function unescapeBlock(block: string): string {
    return block.replace(/\\(\n|[0-3]?[0-7]{1,2}|.)/g, (_all, what: string) => {
      if (what === '\n') return '';
      if (/^[0-7]/.test(what)) return String.fromCharCode(Number.parseInt(what, 8));
      const simple: Record<string, string> = {
        n: '\n',
        t: '\t',
        b: '\b',
        r: '\r',
        f: '\f',
        s: ' ',
        '\\': '\\',
        "'": "'",
        '"': '"',
      };
      return simple[what] ?? what;
    });
  }
}

/** String.stripIndent of a text block: common white space left, trailing white space of lines. */
function stripIndent(block: string): string {
  const lines = block.split('\n');
  const last = lines.length - 1;
  let indent = Number.POSITIVE_INFINITY;
  lines.forEach((line, at) => {
    if (at === last || line.trim() !== '') indent = Math.min(indent, /^[ \t\f]*/.exec(line)![0].length);
  });
  return lines
    .map((line, at) => (line.trim() === '' ? (at === last ? '' : '') : line.slice(indent).replace(/[ \t\f]+$/, '')))
    .join('\n');
}

function hexFloat(digits: string): number {
  const match = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(digits);
  if (!match) return 0;
  return Number.parseInt(`${match[1]}${match[2]}` || '0', 16) * 2 ** (Number(match[3]) - 4 * match[2]!.length);
}
