import { lex, ScalaSyntaxError, type Token } from './lexer.ts';
import type { At, ScalaType, Tree } from './tree.ts';

function withWildcards(type: ScalaType, uppers: ReadonlyMap<string, ScalaType | null>): ScalaType {
  const inside = (t: ScalaType): ScalaType => withWildcards(t, uppers);
  switch (type.t) {
    case 'named': {
      const [name = ''] = type.path;
      const { at, start, end } = type;
      if (type.path.length === 1 && uppers.has(name))
        return { t: 'wildcard', upper: uppers.get(name) ?? null, at, start, end };
      return { ...type, args: type.args.map(inside) };
    }
    case 'tuple':
    case 'compound':
      return { ...type, of: type.of.map(inside) };
    case 'function':
      return { ...type, params: type.params.map(inside), result: inside(type.result) };
    default:
      return type;
  }
}

/** Token stream and types of a Scala parser. */
export abstract class TypeParser {
  readonly tokens: readonly Token[];
  index = 0;
  lastEnd = 0;

  /** Errors after which the parser went on. */
  readonly errors: ScalaSyntaxError[] = [];

  constructor(
    readonly text: string,
    from: number,
    to: number,
  ) {
    this.tokens = lex(text, from, to, (error) => this.errors.push(error));
  }

  get token(): Token {
    return this.tokens[this.index]!;
  }
  peek(): Token {
    return this.tokens[Math.min(this.index + 1, this.tokens.length - 1)]!;
  }
  next(): Token {
    const t = this.token;
    if (t.kind !== 'nl') this.lastEnd = t.end;
    if (this.index < this.tokens.length - 1) this.index++;
    return t;
  }
  is(text: string): boolean {
    const t = this.token;
    return t.text === text && (t.kind === 'punct' || t.kind === 'key');
  }
  skipNewlines(): void {
    while (this.token.kind === 'nl') this.next();
  }
  expect(text: string): void {
    if (this.token.kind === 'nl' && text !== ';') {
      const after = this.peek();
      if (after.text === text && (text === ')' || text === '}' || text === '=>' || text === '=')) this.next();
    }
    if (this.is(text)) this.next();
    else this.missing(text);
  }
  /** As scalac's parser, goes on as if it were there; not twice at one place, and not at the end. */
  private missing(text: string): void {
    const error = this.unexpected(`'${text}' expected`);
    const last = this.errors[this.errors.length - 1];
    if (this.token.kind === 'eof' || !/^[)\]}]$/.test(text) || (last && last.at >= error.at)) throw error;
    this.errors.push(error);
  }
  expectIn(text: string): void {
    this.skipNewlines();
    this.expect(text);
  }
  nameOrUnderscore(): string {
    if (!this.is('_')) return this.identifier();
    this.next();
    return '_';
  }
  identifier(): string {
    const t = this.token;
    if (t.kind !== 'id' && t.kind !== 'op') throw this.unexpected('identifier expected');
    this.next();
    return t.text;
  }
  from(t: Token): At {
    return { at: t.at, start: t.at, end: this.lastEnd };
  }
  /** `';' expected but '}' found.` */
  unexpected(what: string): ScalaSyntaxError {
    const t = this.token;
    const found =
      t.kind === 'eof'
        ? 'eof'
        : t.kind === 'nl'
          ? 'newline'
          : t.kind === 'id' || t.kind === 'op'
            ? t.text === '|' || t.kind === 'op'
              ? `'${t.text}'`.replace(/^'(.*)'$/, t.kind === 'op' ? 'identifier' : '$1')
              : 'identifier'
            : t.kind === 'string'
              ? 'string literal'
              : t.kind === 'interpolated'
                ? 'string interpolator'
                : t.kind === 'int'
                  ? 'integer literal'
                  : t.kind === 'double'
                    ? 'double literal'
                    : t.kind === 'long'
                      ? 'long literal'
                      : t.kind === 'char'
                        ? 'character literal'
                        : `'${t.text}'`;
    const message = what.endsWith('expected') ? `${what} but ${found} found.` : what;
    return new ScalaSyntaxError(message, t.at, Math.max(t.at + 1, t.end));
  }

  // ---- types -----------------------------------------------------------------------------------------------------------

  typeArgs(): ScalaType[] {
    this.expect('[');
    const out: ScalaType[] = [];
    while (!this.is(']')) {
      out.push(this.type());
      if (!this.is(',')) break;
      this.next();
      this.skipNewlines();
    }
    this.expect(']');
    return out;
  }
  /** Of a parameter: by name, repeated. */
  paramType(): ScalaType {
    const t = this.token;
    if (this.is('=>')) {
      this.next();
      return { t: 'byName', of: this.type(), ...this.from(t) };
    }
    const type = this.type();
    if (this.token.kind === 'op' && this.token.text === '*') {
      this.next();
      return { t: 'repeated', of: type, ...this.from(t) };
    }
    return type;
  }
  type(): ScalaType {
    const t = this.token;
    let params: ScalaType[];
    if (this.is('(')) {
      this.next();
      params = [];
      while (!this.is(')')) {
        params.push(this.paramType());
        if (!this.is(',')) break;
        this.next();
      }
      this.expect(')');
      if (!this.is('=>')) {
        const type: ScalaType = params.length === 1 ? params[0]! : { t: 'tuple', of: params, ...this.from(t) };
        return this.infixType(this.suffix(type, t), t);
      }
    } else {
      const type = this.infixType(this.suffix(this.simpleType(), t), t);
      if (!this.is('=>')) return type;
      params = [type];
    }
    this.next();
    const result = this.type();
    return { t: 'function', params, result, ...this.from(t) };
  }
  patternType(): ScalaType {
    const t = this.token;
    if (this.is('(')) {
      this.next();
      const of: ScalaType[] = [];
      while (!this.is(')')) {
        of.push(this.type());
        if (!this.is(',')) break;
        this.next();
      }
      this.expect(')');
      return of.length === 1 ? of[0]! : { t: 'tuple', of, ...this.from(t) };
    }
    return this.suffix(this.simpleType(), t);
  }
  /** `A <:< B`, `A Either B`; a star ends a repeated parameter. */
  private infixType(left: ScalaType, t: Token): ScalaType {
    const op = this.token;
    const isName = op.kind === 'id' || (op.kind === 'op' && !/^[*-+]$/.test(op.text));
    const next = this.peek();
    if (!isName || !(next.kind === 'id' || next.text === '(')) return left;
    this.next();
    const right = this.suffix(this.simpleType(), this.token);
    return this.infixType({ t: 'named', path: [op.text], args: [left, right], ...this.from(t), at: op.at }, t);
  }
  abstract refinement(): Tree[];
  private suffix(type: ScalaType, t: Token): ScalaType {
    const of = [type];
    while (this.is('with')) {
      this.next();
      of.push(this.simpleType());
    }
    if (this.is('{') && this.peek().text !== 'case') {
      const members = this.attempted(() => this.refinement());
      if (members && members.length > 0) of.push({ t: 'structural', members, ...this.from(t) });
    }
    const whole: ScalaType = of.length === 1 ? type : { t: 'compound', of, ...this.from(t) };
    return this.is('forSome') ? this.existential(whole) : whole;
  }
  /** Null, and no token taken, where it is something else. */
  private attempted<T>(read: () => T): T | null {
    const [index, lastEnd, errors] = [this.index, this.lastEnd, this.errors.length];
    try {
      const made = read();
      if (this.errors.length === errors) return made;
    } catch (error) {
      if (!(error instanceof ScalaSyntaxError)) throw error;
    }
    this.index = index;
    this.lastEnd = lastEnd;
    this.errors.length = errors;
    return null;
  }
  /** `T forSome { type A }`: a wildcard for each of these types. */
  private existential(type: ScalaType): ScalaType {
    this.next();
    const uppers = new Map<string, ScalaType | null>();
    for (const m of this.refinement()) if (m.t === 'type') uppers.set(m.name, m.upper);
    return withWildcards(type, uppers);
  }
  simpleType(): ScalaType {
    const t = this.token;
    if (this.is('_')) {
      this.next();
      let upper: ScalaType | null = null;
      for (;;) {
        if (this.is('<:')) {
          this.next();
          upper = this.type();
        } else if (this.is('>:')) {
          this.next();
          this.type();
        } else break;
      }
      return { t: 'wildcard', upper, ...this.from(t) };
    }
    if (this.is('(')) return this.type();
    if (this.is('{')) return { t: 'structural', members: this.refinement(), ...this.from(t) };
    const path: string[] = [];
    if (this.is('super')) {
      this.next();
      this.expect('.');
      path.push(this.identifier());
    } else if (this.is('this')) this.next();
    else path.push(this.identifier());
    let args: ScalaType[] = [];
    for (;;) {
      if (this.is('.') || this.is('#')) {
        // `KeyedProcessFunction[K, I, O]#Context`: the arguments are the outer class's.
        if (this.is('#')) args = [];
        this.next();
        if (this.is('type')) this.next();
        else path.push(this.identifier());
      } else if (this.is('[')) args = this.typeArgs();
      else break;
    }
    if (path[0] === '_root_') path.shift();
    return { t: 'named', path, args, ...this.from(t) };
  }
}
