/** Scala 2's tokens. Line ends are tokens where they separate statements (SLS 1.2). */
export interface Token {
  readonly kind:
    | 'id'
    | 'op'
    | 'key'
    | 'punct'
    | 'int'
    | 'long'
    | 'float'
    | 'double'
    | 'char'
    | 'string'
    | 'interpolated'
    | 'symbol'
    | 'nl'
    | 'eof';
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly value?: number | bigint | string;
  readonly parts?: readonly string[];
  /** Source ranges of the arguments of an interpolated string. */
  readonly holes?: readonly (readonly [number, number])[];
  readonly isUnclosed?: boolean;
  /** A line end with an empty line. */
  readonly blank?: boolean;
}

export class ScalaSyntaxError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly end: number = at + 1,
  ) {
    super(message);
  }
}

const KEYWORDS = new Set(
  `abstract case catch class def do else extends false final finally for forSome if implicit import lazy match new null
  object override package private protected return sealed super this throw trait try true type val var while with yield`.split(
    /\s+/,
  ),
);
const RESERVED_OPS = new Set(['=', '=>', '<-', '<:', '<%', '>:', '#', '@', ':', '_', '⇒', '←']);
const CANNOT_BEGIN = new Set(
  `catch else extends finally forSome match with yield , . ; : = => <- <: <% >: # [ ) ] }`.split(' '),
);
const CAN_END = new Set(['this', 'null', 'true', 'false', 'return', 'type', '_', ')', ']', '}']);
const OP = /[-+*/%&|^!=<>:?~#@\\⇒←]/u;
const ID_START = /[\p{L}$_]/u;
const ID_PART = /[\p{L}\p{N}$_]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** @param report takes the errors after which tokens go on; without it they end */
export function lex(
  text: string,
  from = 0,
  to = text.length,
  report: (error: ScalaSyntaxError) => void = (error) => {
    throw error;
  },
): Token[] {
  const tokens: Token[] = [];
  const regions: string[] = [];
  let at = from;
  let newlines = 0;
  let last: Token | null = null;

  const push = (token: Token): void => {
    if (
      newlines > 0 &&
      last &&
      canEnd(last) &&
      canBegin(token, text, to) &&
      (regions.length === 0 || regions[regions.length - 1] === '{')
    ) {
      tokens.push({ kind: 'nl', text: '\n', at: token.at, end: token.at, blank: newlines > 1 });
    }
    newlines = 0;
    if (token.kind === 'punct' && '([{'.includes(token.text)) regions.push(token.text);
    else if (token.kind === 'punct' && ')]}'.includes(token.text)) {
      while (regions[regions.length - 1] === 'case') regions.pop();
      regions.pop();
    } else if (token.kind === 'key' && token.text === 'case') {
      if (!/^\s*(?:class|object)\b/.test(text.slice(token.end, token.end + 40))) regions.push('case');
    } else if (token.text === '=>' && regions[regions.length - 1] === 'case') regions.pop();
    tokens.push(token);
    last = token;
  };

  for (;;) {
    while (at < to) {
      const c = text[at]!;
      if (c === '\n') {
        newlines++;
        at++;
      } else if (c === ' ' || c === '\t' || c === '\r' || c === '\f' || c === '\u00a0' || c === '\ufeff') at++;
      else if (c === '/' && text[at + 1] === '/') while (at < to && text[at] !== '\n') at++;
      else if (c === '/' && text[at + 1] === '*') {
        const start = at;
        let depth = 1;
        at += 2;
        while (at < to && depth > 0) {
          if (text[at] === '*' && text[at + 1] === '/') {
            depth--;
            at += 2;
          } else if (text[at] === '/' && text[at + 1] === '*') {
            depth++;
            at += 2;
          } else {
            if (text[at] === '\n' && newlines === 0) newlines = 1;
            at++;
          }
        }
        if (depth > 0) throw new ScalaSyntaxError('unclosed comment', start);
      } else break;
    }
    if (at >= to) break;
    const start = at;
    const c = text[at]!;
    if (/[0-9]/.test(c) || (c === '.' && /[0-9]/.test(text[at + 1] ?? ''))) {
      const token = number(text, at);
      at = token.end;
      push(token);
    } else if (ID_START.test(c)) {
      while (at < to && ID_PART.test(text[at]!)) {
        at++;
        if (text[at - 1] === '_' && OP.test(text[at] ?? '') && at - start > 1) {
          while (at < to && OP.test(text[at]!)) at++;
          break;
        }
      }
      const word = text.slice(start, at);
      if (at < to && text[at] === '"' && word !== '_' && !KEYWORDS.has(word)) {
        const token = interpolated(text, start, at, to);
        at = token.end;
        push(token);
      } else if (word === '_') push({ kind: 'punct', text: '_', at: start, end: at });
      else push({ kind: KEYWORDS.has(word) ? 'key' : 'id', text: word, at: start, end: at });
    } else if (c === '`') {
      const close = text.indexOf('`', at + 1);
      if (close < 0) throw new ScalaSyntaxError('unclosed quoted identifier', at);
      at = close + 1;
      push({ kind: 'id', text: text.slice(start + 1, close), at: start, end: at, value: '`' });
    } else if (c === '"') {
      const token = text.startsWith('"""', at) ? raw(text, at, to) : (closed(text, at, to) ?? unclosed(text, at, to));
      if (token.kind === 'string' && token.isUnclosed) report(new ScalaSyntaxError('unclosed string literal', at));
      at = token.end;
      push(token);
    } else if (c === "'") {
      const token = character(text, at);
      at = token.end;
      push(token);
    } else if ('()[]{},;.'.includes(c)) {
      at++;
      push({ kind: 'punct', text: c, at: start, end: at });
    } else if (OP.test(c)) {
      while (
        at < to &&
        OP.test(text[at]!) &&
        !(at > start && text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*'))
      )
        at++;
      let word = text.slice(start, at);
      if (word === '⇒') word = '=>';
      if (word === '←') word = '<-';
      push({ kind: RESERVED_OPS.has(word) ? 'punct' : 'op', text: word, at: start, end: at });
    } else throw new ScalaSyntaxError(`illegal character '${c}'`, at);
  }
  // The end is where the last line ends.
  const end = to === text.length && text.endsWith('\n') ? to - 1 : to;
  tokens.push({ kind: 'eof', text: 'eof', at: end, end });
  return tokens;
}

function canEnd(t: Token): boolean {
  if (t.kind === 'key' || t.kind === 'punct') return CAN_END.has(t.text);
  return true;
}
function canBegin(t: Token, text: string, to: number): boolean {
  if (t.kind !== 'key' && t.kind !== 'punct') return true;
  if (t.text === 'case') return /^\s*(?:class|object)\b/.test(text.slice(t.end, Math.min(to, t.end + 40)));
  return !CANNOT_BEGIN.has(t.text);
}

function number(text: string, at: number): Token {
  const rest = text.slice(at, at + 400);
  const hex = /^0[xX]([0-9a-fA-F]+)([lL]?)/.exec(rest);
  if (hex) {
    const value = BigInt(`0x${hex[1]}`);
    const end = at + hex[0].length;
    if (hex[2]) return { kind: 'long', text: hex[0], at, end, value: BigInt.asIntN(64, value) };
    return { kind: 'int', text: hex[0], at, end, value: Number(BigInt.asIntN(32, value)) };
  }
  const m = /^(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest)!;
  const suffix = rest[m[0].length] ?? '';
  const end = at + m[0].length;
  if (/[fF]/.test(suffix)) return { kind: 'float', text: m[0], at, end: end + 1, value: Math.fround(Number(m[0])) };
  if (/[dD]/.test(suffix)) return { kind: 'double', text: m[0], at, end: end + 1, value: Number(m[0]) };
  if (/[.eE]/.test(m[0])) return { kind: 'double', text: m[0], at, end, value: Number(m[0]) };
  if (/[lL]/.test(suffix)) return { kind: 'long', text: m[0], at, end: end + 1, value: BigInt(m[0]) };
  if (BigInt(m[0]) > 2147483648n) throw new ScalaSyntaxError('integer number too large', at, end);
  return { kind: 'int', text: m[0], at, end, value: Number(m[0]) };
}

function escaped(text: string, at: number): [string, number] {
  const c = text[at + 1] ?? '';
  if (c === 'u') {
    const m = /^u+([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 12));
    if (m) return [String.fromCharCode(Number.parseInt(m[1]!, 16)), at + 1 + m[0].length];
  }
  if (/[0-7]/.test(c)) {
    const m = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))!;
    return [String.fromCharCode(Number.parseInt(m[0], 8)), at + 1 + m[0].length];
  }
  const known = ESCAPES[c];
  if (known === undefined) throw new ScalaSyntaxError('invalid escape character', at + 1);
  return [known, at + 2];
}
function plain(text: string, from: number, to: number): Token {
  let at = from + 1;
  let value = '';
  for (;;) {
    const c = text[at];
    if (c === undefined || c === '\n' || at >= to) throw new ScalaSyntaxError('unclosed string literal', from);
    if (c === '"') break;
    if (c === '\\') {
      const [s, next] = escaped(text, at);
      value += s;
      at = next;
    } else {
      value += c;
      at++;
    }
  }
  return { kind: 'string', text: text.slice(from, at + 1), at: from, end: at + 1, value };
}
function closed(text: string, from: number, to: number): Token | null {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, end < 0 || end > to ? to : end);
  return /^"(?:[^"\\]|\\.)*"/.test(line) ? plain(text, from, to) : null;
}
/** A string literal without its end goes to the end of the line. */
function unclosed(text: string, from: number, to: number): Token {
  const end = text.indexOf('\n', from);
  const at = end < 0 || end > to ? to : end;
  return { kind: 'string', text: text.slice(from, at), at: from, end: at, value: '', isUnclosed: true };
}
function raw(text: string, from: number, to: number): Token {
  let close = text.indexOf('"""', from + 3);
  if (close < 0 || close >= to) throw new ScalaSyntaxError('unclosed multi-line string literal', from);
  while (text[close + 3] === '"') close++;
  return {
    kind: 'string',
    text: text.slice(from, close + 3),
    at: from,
    end: close + 3,
    value: text.slice(from + 3, close).replace(/\r/g, ''),
  };
}
function character(text: string, at: number): Token {
  if (text[at + 1] === '\\') {
    const [value, next] = escaped(text, at + 1);
    if (text[next] !== "'") throw new ScalaSyntaxError('unclosed character literal', at);
    return { kind: 'char', text: text.slice(at, next + 1), at, end: next + 1, value: value.charCodeAt(0) };
  }
  if (text[at + 2] === "'")
    return { kind: 'char', text: text.slice(at, at + 3), at, end: at + 3, value: text.charCodeAt(at + 1) };
  const m = /^'([\p{L}$_][\p{L}\p{N}$_]*)/u.exec(text.slice(at, at + 200));
  if (m) return { kind: 'symbol', text: m[0], at, end: at + m[0].length, value: m[1]! };
  throw new ScalaSyntaxError('unclosed character literal', at);
}
function interpolated(text: string, start: number, quote: number, to: number): Token {
  const kind = text.slice(start, quote);
  // An interpolator of the program's own gets its parts as they are written.
  const isRaw = kind !== 's' && kind !== 'f';
  const triple = text.startsWith('"""', quote);
  let at = quote + (triple ? 3 : 1);
  const parts: string[] = [];
  const holes: [number, number][] = [];
  let part = '';
  for (;;) {
    const c = text[at];
    if (c === undefined || at >= to || (!triple && c === '\n'))
      throw new ScalaSyntaxError(triple ? 'unclosed multi-line string literal' : 'unclosed string literal', start);
    if (triple ? text.startsWith('"""', at) && text[at + 3] !== '"' : c === '"') break;
    if (c === '$') {
      if (text[at + 1] === '$') {
        part += '$';
        at += 2;
        continue;
      }
      parts.push(part);
      part = '';
      if (text[at + 1] === '{') {
        let depth = 1;
        let end = at + 2;
        for (; end < to && depth > 0; end++) {
          if (text[end] === '{') depth++;
          else if (text[end] === '}') depth--;
          else if (text[end] === '"') {
            const inner = text.startsWith('"""', end) ? raw(text, end, to) : plain(text, end, to);
            end = inner.end - 1;
          }
        }
        holes.push([at + 2, end - 1]);
        at = end;
      } else {
        const m = /^[\p{L}_][\p{L}\p{N}]*/u.exec(text.slice(at + 1, at + 200));
        if (!m)
          throw new ScalaSyntaxError("invalid string interpolation: `$$', `$'ident or `$'BlockExpr expected", at + 1);
        holes.push([at + 1, at + 1 + m[0].length]);
        at += 1 + m[0].length;
      }
    } else if (c === '\\' && isRaw && text[at + 1] === '"' && !triple) {
      part += '\\"';
      at += 2;
    } else if (c === '\\' && !isRaw && !triple) {
      const [s, next] = escaped(text, at);
      part += s;
      at = next;
    } else if (c === '\\' && !isRaw) {
      const known = ESCAPES[text[at + 1] ?? ''];
      part += known ?? c;
      at += known === undefined ? 1 : 2;
    } else {
      part += c;
      at++;
    }
  }
  parts.push(part);
  const end = at + (triple ? 3 : 1);
  return { kind: 'interpolated', text: kind, at: start, end, parts, holes };
}
