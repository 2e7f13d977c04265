import type { PrimitiveName, TypeNode, TypePart } from '../syntax/ast.ts';
import type { Token } from './lexer.ts';

/** Thrown to leave a construct that cannot be parsed; the error is already reported. */
export class ParseStop extends Error {}

const PRIMITIVES: ReadonlySet<string> = new Set(['boolean', 'byte', 'short', 'char', 'int', 'long', 'float', 'double']);

export function isPrimitiveName(name: string): name is PrimitiveName {
  return PRIMITIVES.has(name);
}

/** Tokens with a position; and types, which every other construct needs. */
export class Cursor {
  protected p = 0;
  readonly errors: { at: number; end: number; message: string }[] = [];
  protected speculating = 0;

  constructor(protected readonly tokens: readonly Token[]) {}

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
    const t = this.token;
    return t.text === text && (t.kind === 'op' || t.kind === 'keyword');
  }
  protected isAt(ahead: number, text: string): boolean {
    const t = this.peek(ahead);
    return t.text === text && (t.kind === 'op' || t.kind === 'keyword');
  }
  protected isWord(text: string): boolean {
    return this.token.kind === 'id' && this.token.text === text;
  }
  /** Where a `;` was missing: what follows on the spot is skipped. */
  protected lostAt = -1;

  protected next(): Token {
    const t = this.token;
    if (this.p < this.tokens.length - 1) this.p++;
    return t;
  }
  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  protected report(at: number, end: number, message: string): void {
    if (this.speculating) throw new ParseStop();
    // javac reports one syntax error per place.
    const last = this.errors[this.errors.length - 1];
    if (last && at <= last.at) return;
    this.errors.push({ at, end: Math.max(end, at + 1), message });
  }
  protected fail(message: string, at = this.token.start): never {
    if (this.atEnd && !this.speculating) {
      const before = this.tokens[Math.max(0, this.p - 1)]!;
      this.report(before.end, before.end, 'reached end of file while parsing');
    } else this.report(at, this.token.end, message);
    throw new ParseStop();
  }
  /** javac reports a missing closer or separator after the token before it. */
  protected expect(text: string): Token {
    if (this.is(text)) return this.next();
    // The lexer has said what is wrong there.
    if (this.token.kind === 'bad' || this.tokens[this.p - 1]?.kind === 'bad') throw new ParseStop();
    const message = `'${text}' expected`;
    if (this.atEnd) this.fail(message);
    if (text === ';' || text === ')' || text === ']') {
      // javac goes on as if it were there.
      this.report(this.previousEnd, this.previousEnd, message);
      this.lostAt = this.token.start;
      return this.token;
    }
    this.fail(message);
  }
  protected identifier(): Token {
    if (this.token.kind === 'id') return this.next();
    if (this.is('_')) this.fail("as of release 9, '_' is a keyword, and may not be used as an identifier");
    this.fail('<identifier> expected', this.previousEnd);
  }
  /** Runs `parse`; when it fails, goes back and gives null. */
  protected attempt<T>(parse: () => T): T | null {
    const from = this.p;
    this.speculating++;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseStop)) throw error;
      this.p = from;
      return null;
    } finally {
      this.speculating--;
    }
  }

  // ---- types ---------------------------------------------------------------------------------------------------------

  protected skipAnnotations(): { name: string; at: number }[] {
    const found: { name: string; at: number }[] = [];
    while (this.is('@') && !this.isAt(1, 'interface')) {
      const at = this.next().start;
      let name = this.identifier().text;
      while (this.accept('.')) name = this.identifier().text;
      if (this.is('(')) this.skipParentheses();
      found.push({ name, at });
    }
    return found;
  }
  private skipParentheses(): void {
    let depth = 0;
    do {
      if (this.atEnd) this.fail("')' expected");
      if (this.is('(')) depth++;
      else if (this.is(')')) depth--;
      this.next();
    } while (depth > 0);
  }

  /** A type; `brackets` false leaves array dimensions to the caller. */
  protected typeNode(brackets = true, diamond = false): TypeNode {
    this.skipAnnotations();
    const at = this.token.start;
    let type: TypeNode;
    if (this.token.kind === 'keyword' && isPrimitiveName(this.token.text)) {
      type = { k: 'TPrimitive', at, name: this.next().text as PrimitiveName };
    } else if (this.is('void')) {
      this.next();
      type = { k: 'TPrimitive', at, name: 'void' };
    } else type = this.classType(diamond);
    return brackets ? this.dimensions(type) : type;
  }
  protected dimensions(type: TypeNode): TypeNode {
    let result = type;
    while (this.is('[') && this.isAt(1, ']')) {
      const at = this.next().start;
      this.next();
      result = { k: 'TArray', at: Math.min(at, type.at), of: result };
    }
    return result;
  }
  protected classType(diamond = false): TypeNode & { k: 'TName' } {
    const parts: TypePart[] = [];
    const at = this.token.start;
    do {
      this.skipAnnotations();
      const name = this.identifier();
      parts.push({ name: name.text, args: this.is('<') ? this.typeArguments(diamond) : null, at: name.start });
    } while (this.is('.') && this.peek().kind === 'id' && this.accept('.'));
    return { k: 'TName', at: parts.length > 1 ? parts[parts.length - 1]!.at - 1 : at, parts };
  }
  protected typeArguments(diamond: boolean): TypeNode[] {
    this.expect('<');
    if (diamond && this.accept('>')) return [];
    const args: TypeNode[] = [];
    do args.push(this.typeArgument());
    while (this.accept(','));
    this.closeAngle();
    return args;
  }
  protected closeAngle(): void {
    this.expect('>');
  }
  private typeArgument(): TypeNode {
    this.skipAnnotations();
    if (!this.is('?')) return this.typeNode();
    const at = this.next().start;
    if (this.accept('extends')) return { k: 'TWildcard', at, bound: 'extends', type: this.typeNode() };
    if (this.accept('super')) return { k: 'TWildcard', at, bound: 'super', type: this.typeNode() };
    return { k: 'TWildcard', at, bound: null, type: null };
  }
}
