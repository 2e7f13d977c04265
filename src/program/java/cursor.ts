import type { PrimitiveName } from '../syntax/ast.ts';
import type { LexError, Token } from './lexer.ts';

const PRIMITIVES: ReadonlySet<string> = new Set(['boolean', 'byte', 'short', 'char', 'int', 'long', 'float', 'double']);

export function isPrimitiveName(name: string): name is PrimitiveName {
  return PRIMITIVES.has(name);
}

/** How often the parser may complain at one token before it leaves the token out. */
const PATIENCE = 50;

/** Where {@link Cursor.skip} stops, beside what begins a class. */
export interface Stops {
  readonly imports?: boolean;
  readonly members?: boolean;
  readonly names?: boolean;
  readonly statements?: boolean;
}
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const BEGINS_CLASS = words('public final abstract @ class interface enum');
const BEGINS_MEMBER = words(
  '{ } private protected static transient native volatile synchronized strictfp < byte short char int long float double boolean void',
);
const BEGINS_STATEMENT = words(
  'case default if for while do try switch return throw break continue else finally catch this super new assert',
);

/** What javac says of words of the language that stand where a name should. */
const WORDS_AS_NAMES: Readonly<Record<string, string>> = {
  assert: "as of release 1.4, 'assert' is a keyword, and may not be used as an identifier",
  enum: "as of release 5, 'enum' is a keyword, and may not be used as an identifier",
  _: "as of release 9, '_' is a keyword, and may not be used as an identifier",
  this: "as of release 8, 'this' is allowed as the parameter name for the receiver type only\n  which has to be the first parameter, and cannot be a lambda parameter",
};

/** `text` as javac names a token that it expects. */
function quoted(text: string): string {
  return /^[.,;()[\]{}]$/.test(text) ? `'${text}'` : text;
}

export interface SyntaxProblem {
  readonly at: number;
  readonly end: number;
  readonly message: string;
}

/**
 * Tokens with a position, and how javac's parser goes on after a mistake: what is missing is taken as given, the parser remembers up to
 * where the source is broken, and whoever reads a list (statements, members, classes) skips from there to what begins its next element.
 */
export class Cursor {
  protected p = 0;
  readonly errors: SyntaxProblem[] = [];
  /** The furthest place of an error; syntax errors before it only follow from it. */
  private complainedAt = -1;
  /** Up to where the source is broken. */
  private brokenTo = -1;
  private readonly reported = new Set<number>();
  private nextLexError = 0;
  private complaints = { at: -1, count: 0 };

  constructor(
    protected readonly tokens: readonly Token[],
    private readonly lexErrors: readonly LexError[],
  ) {
    this.arrive();
  }

  protected get token(): Token {
    return this.tokens[this.p]!;
  }
  protected get atEnd(): boolean {
    return this.token.kind === 'eof';
  }
  protected peek(ahead = 1): Token {
    return this.tokens[Math.min(this.p + ahead, this.tokens.length - 1)]!;
  }
  protected get previousEnd(): number {
    return this.p > 0 ? this.tokens[this.p - 1]!.end : 0;
  }
  protected is(text: string): boolean {
    return isToken(this.token, text);
  }
  protected isAt(ahead: number, text: string): boolean {
    return isToken(this.peek(ahead), text);
  }
  protected isWord(text: string): boolean {
    return this.token.kind === 'id' && this.token.text === text;
  }
  /** A name, or a word of the language that stands for one by mistake. */
  protected isName(t: Token = this.token): boolean {
    return t.kind === 'id' || (t.kind === 'keyword' && (t.text === '_' || t.text === 'assert' || t.text === 'enum'));
  }

  protected next(): Token {
    const t = this.token;
    if (this.p < this.tokens.length - 1) {
      this.p++;
      this.arrive();
    }
    return t;
  }
  /** Says what the lexer found wrong with the token that is now looked at. */
  private arrive(): void {
    for (let e = this.lexErrors[this.nextLexError]; e && e.token <= this.p; e = this.lexErrors[this.nextLexError]) {
      this.error(e.at, e.message, e.end);
      this.complainedAt = e.covers ?? e.at;
      this.nextLexError++;
    }
  }
  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }
  /** What must come; where it does not, javac says so behind the token before, and goes on as if it were there. */
  protected expect(text: string, message = `${quoted(text)} expected`): void {
    if (this.accept(text)) return;
    this.breakTo(this.token.start);
    this.complain(this.previousEnd, message);
  }
  /** The name, or '' where there is none. */
  protected identifier(): Token {
    const t = this.token;
    if (t.kind === 'id') return this.next();
    const word = t.kind === 'keyword' ? WORDS_AS_NAMES[t.text] : undefined;
    if (word) {
      this.error(t.start, word);
      this.next();
      return { ...t, kind: 'id' };
    }
    this.breakTo(t.start);
    this.complain(this.previousEnd, '<identifier> expected');
    return { kind: 'id', text: '', value: null, start: t.start, end: t.start };
  }

  // ---- mistakes ------------------------------------------------------------------------------------------------------

  /** Is what comes part of something already found to be broken? */
  protected get isBroken(): boolean {
    return this.token.start <= this.brokenTo;
  }
  protected breakTo(at: number): void {
    if (at > this.brokenTo) this.brokenTo = at;
  }
  /** One error per place, whatever came before. */
  protected error(at: number, message: string, end = at === this.token.start ? this.token.end : at + 1): void {
    if (this.reported.has(at)) return;
    this.reported.add(at);
    this.errors.push({ at, end: Math.max(end, at + 1), message });
  }
  /** A syntax error, unless it only follows from one further on. */
  protected complain(at: number, message: string): void {
    if (at > this.complainedAt) this.error(at, this.atEnd ? 'reached end of file while parsing' : message);
    this.complainedAt = Math.max(this.complainedAt, at);
    if (this.complaints.at !== this.p) this.complaints = { at: this.p, count: 0 };
    else if (++this.complaints.count > PATIENCE) this.next();
  }
  protected syntaxError(at: number, message: string): void {
    this.breakTo(at);
    this.complain(at, message);
  }
  /** Skips to a token that begins something, or behind a `;`. */
  protected skip(stops: Stops): void {
    for (; !this.atEnd; this.next()) {
      const { kind, text } = this.token;
      if (kind === 'id') {
        if (stops.names) return;
        continue;
      }
      if (kind !== 'op' && kind !== 'keyword') continue;
      if (text === ';') {
        this.next();
        return;
      }
      if (
        BEGINS_CLASS.has(text) ||
        (stops.imports && text === 'import') ||
        (stops.members && BEGINS_MEMBER.has(text)) ||
        (stops.names && text === '_') ||
        (stops.statements && BEGINS_STATEMENT.has(text))
      )
        return;
    }
  }
}

export function isToken(t: Token, text: string): boolean {
  return t.text === text && (t.kind === 'op' || t.kind === 'keyword');
}
