import type { Problem } from '../syntax/ast.ts';
import { ScalaSyntaxError, type Token } from './lexer.ts';
import type {
  ArgTree,
  CaseTree,
  ClassTree,
  Enumerator,
  ImportSelector,
  ParamTree,
  ParentTree,
  Pattern,
  ScalaType,
  Tree,
  TypeParamTree,
  UnitTree,
} from './tree.ts';
import { TypeParser } from './type-parser.ts';

const MODIFIERS = new Set([
  'private',
  'protected',
  'override',
  'final',
  'sealed',
  'abstract',
  'implicit',
  'lazy',
  'case',
]);
const RIGHT = /:$/;

/** SLS 6.12.3: by the first character; assignment operators bind weakest. */
function precedence(op: string): number {
  if (/=$/.test(op) && !/^(?:==|!=|<=|>=|=.*)$/.test(op)) return 0;
  const c = op[0]!;
  if (/[\p{L}_$]/u.test(c)) return 1;
  if (c === '|') return 2;
  if (c === '^') return 3;
  if (c === '&') return 4;
  if (c === '=' || c === '!') return 5;
  if (c === '<' || c === '>') return 6;
  if (c === ':') return 7;
  if (c === '+' || c === '-') return 8;
  if (c === '*' || c === '/' || c === '%') return 9;
  return 10;
}

/** A recursive descent parser for Scala 2.11/2.12; it stops at the first error, as scalac mostly does. */
class Parser extends TypeParser {
  /** Parameters of the placeholder functions that are open. */
  #placeholders: ParamTree[] = [];
  #count = 0;

  // ---- expressions -----------------------------------------------------------------------------------------------------

  /** Expr, with its placeholders bound here. */
  expr(): Tree {
    const saved = this.#placeholders;
    this.#placeholders = [];
    const body = this.expr0();
    const params = this.#placeholders;
    this.#placeholders = saved;
    if (params.length === 0) return body;
    const bare = body.t === 'ascribed' ? body.of : body;
    if (bare.t === 'id' && params.length === 1 && bare.name === params[0]!.name) {
      // `_` alone belongs to the expression around.
      const p = params[0]!;
      this.#placeholders.push(body.t === 'ascribed' ? { ...p, type: body.type } : p);
      return bare;
    }
    return { t: 'function', params, body, at: body.at, start: body.start, end: body.end };
  }

  /** Skips a token; `name` is what it stands for. */
  private skipped(name: string): string {
    this.next();
    return name;
  }

  private expr0(): Tree {
    const t = this.token;
    if (t.kind === 'key') {
      switch (t.text) {
        case 'if': {
          this.next();
          this.expectIn('(');
          const condition = this.expr();
          this.expect(')');
          this.skipNewlines();
          const then = this.expr();
          let otherwise: Tree | null = null;
          if (this.is(';') && this.peek().text === 'else') this.next();
          if (this.token.kind === 'nl' && this.peek().text === 'else') this.next();
          if (this.is('else')) {
            this.next();
            this.skipNewlines();
            otherwise = this.expr();
          }
          return { t: 'if', condition, then, else: otherwise, ...this.from(t) };
        }
        case 'while': {
          this.next();
          this.expectIn('(');
          const condition = this.expr();
          this.expect(')');
          this.skipNewlines();
          return { t: 'while', condition, body: this.expr(), isDo: false, ...this.from(t) };
        }
        case 'do': {
          this.next();
          this.skipNewlines();
          const body = this.expr();
          if (this.is(';') || this.token.kind === 'nl') this.next();
          this.expect('while');
          this.expectIn('(');
          const condition = this.expr();
          this.expect(')');
          return { t: 'while', condition, body, isDo: true, ...this.from(t) };
        }
        case 'for':
          return this.forLoop();
        case 'try': {
          this.next();
          this.skipNewlines();
          const body = this.expr();
          let cases: CaseTree[] = [];
          let last: Tree | null = null;
          if (this.token.kind === 'nl' && /^(?:catch|finally)$/.test(this.peek().text)) this.next();
          if (this.is('catch')) {
            this.next();
            this.skipNewlines();
            this.expect('{');
            this.skipNewlines();
            cases = this.cases();
            this.expect('}');
          }
          if (this.token.kind === 'nl' && this.peek().text === 'finally') this.next();
          if (this.is('finally')) {
            this.next();
            this.skipNewlines();
            last = this.expr();
          }
          return { t: 'try', body, cases, finally: last, ...this.from(t) };
        }
        case 'throw':
          this.next();
          return { t: 'throw', value: this.expr(), ...this.from(t) };
        case 'return': {
          this.next();
          const ends =
            this.token.kind === 'nl' || this.token.kind === 'eof' || this.is('}') || this.is(';') || this.is('case');
          return { t: 'return', value: ends ? null : this.expr(), ...this.from(t) };
        }
        case 'implicit':
          this.next();
          break;
      }
    }
    if (this.startsLambda()) return this.lambda(false);
    let e = this.postfix();
    if (this.is('=') && (e.t === 'id' || e.t === 'select' || e.t === 'apply')) {
      const at = this.token.at;
      this.next();
      this.skipNewlines();
      e = { t: 'assign', target: e, value: this.expr(), at, start: e.start, end: this.lastEnd };
    } else if (this.is(':') && !this.noAscription) {
      this.next();
      if (this.is('_') && this.peek().text === '*') return e;
      e = { t: 'ascribed', of: e, type: this.type(), at: e.at, start: e.start, end: this.lastEnd };
    }
    while (this.is('match')) {
      const at = this.token.at;
      this.next();
      this.skipNewlines();
      this.expect('{');
      this.skipNewlines();
      const cases = this.cases();
      this.expect('}');
      e = { t: 'match', selector: e, cases, at, start: e.start, end: this.lastEnd };
    }
    return e;
  }
  private noAscription = false;

  private startsLambda(): boolean {
    const t = this.token;
    if (t.kind === 'id' || t.text === '_') {
      const n = this.peek().text;
      return n === '=>';
    }
    if (t.text !== '(') return false;
    let depth = 0;
    for (let i = this.index; i < this.tokens.length; i++) {
      const x = this.tokens[i]!;
      if (x.kind === 'punct' && (x.text === '(' || x.text === '[')) depth++;
      else if (x.kind === 'punct' && (x.text === ')' || x.text === ']')) {
        if (--depth === 0) return this.tokens[i + 1]?.text === '=>' && this.tokens[i + 1]?.kind === 'punct';
      } else if (x.text === '{' || x.text === '}' || x.kind === 'eof') return false;
    }
    return false;
  }
  /** @param inBlock the body goes on to the end of the block */
  private lambda(inBlock: boolean): Tree {
    const start = this.token;
    const params: ParamTree[] = [];
    if (this.is('implicit')) this.next();
    if (this.is('(')) {
      this.next();
      while (!this.is(')')) {
        params.push(this.lambdaParam());
        if (!this.is(',')) break;
        this.next();
      }
      this.expect(')');
    } else {
      params.push(this.lambdaParam());
    }
    const at = this.token.at;
    this.expect('=>');
    if (!inBlock) this.skipNewlines();
    const body = inBlock ? this.blockOf(this.blockStatements(), start) : this.expr();
    return { t: 'function', params, body, at, start: start.at, end: this.lastEnd };
  }
  private lambdaParam(): ParamTree {
    const t = this.token;
    let name: string;
    if (this.is('_')) {
      this.next();
      name = `x$${++this.#count}`;
    } else name = this.identifier();
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.paramType();
    }
    return { name, type, default: null, member: null, isPrivate: false, ...this.from(t) };
  }

  private forLoop(): Tree {
    const t = this.token;
    this.next();
    this.skipNewlines();
    const close = this.is('{') ? '}' : ')';
    this.next();
    this.skipNewlines();
    const enumerators: Enumerator[] = [];
    while (!this.is(close)) {
      const start = this.token;
      if (this.is('if')) {
        this.next();
        enumerators.push({ t: 'if', condition: this.postfix(), ...this.from(start) });
      } else {
        if (this.is('val')) this.next();
        const pattern = this.pattern();
        if (this.is('=')) {
          this.next();
          enumerators.push({ t: 'let', pattern, value: this.expr(), ...this.from(start) });
        } else {
          this.expect('<-');
          enumerators.push({ t: 'from', pattern, value: this.expr(), ...this.from(start) });
        }
      }
      while (this.is(';') || this.token.kind === 'nl') this.next();
    }
    this.expect(close);
    this.skipNewlines();
    const isYield = this.is('yield');
    if (isYield) {
      this.next();
      this.skipNewlines();
    }
    return { t: 'for', enumerators, isYield, body: this.expr(), ...this.from(t) };
  }

  /** Infix operations, by precedence; an operator at the end is a postfix call. */
  private postfix(): Tree {
    const operands: Tree[] = [this.prefix()];
    const operators: { name: string; at: number; types: ScalaType[] | null }[] = [];
    const reduce = (level: number, left: boolean): void => {
      while (operators.length > 0) {
        const top = operators[operators.length - 1]!;
        const p = precedence(top.name);
        if (p < level || (p === level && !left)) return;
        operators.pop();
        const right = operands.pop()!;
        const l = operands.pop()!;
        operands.push(infix(l, top, right));
      }
    };
    for (;;) {
      const t = this.token;
      if (t.kind !== 'id' && t.kind !== 'op') break;
      const after = this.peek();
      const level = precedence(t.text);
      reduce(level, !RIGHT.test(t.text));
      this.next();
      let types: ScalaType[] | null = null;
      if (this.is('[')) types = this.typeArgs();
      if (
        this.token.kind === 'nl' &&
        !this.token.blank &&
        this.startsExpr(after.kind === 'nl' ? this.peek() : this.token)
      )
        this.next();
      if (!this.startsExpr(this.token)) {
        reduce(-1, true);
        const of = operands[0]!;
        return { t: 'select', of, name: t.text, at: t.at, start: of.start, end: t.end };
      }
      operators.push({ name: t.text, at: t.at, types });
      operands.push(this.prefix());
    }
    reduce(-1, true);
    return operands[0]!;
  }
  private startsExpr(t: Token): boolean {
    if (['id', 'op', 'int', 'long', 'float', 'double', 'char', 'string', 'interpolated', 'symbol'].includes(t.kind)) {
      return t.kind !== 'op' || /^[-+!~]$/.test(t.text);
    }
    return [
      '(',
      '{',
      '_',
      'new',
      'this',
      'super',
      'null',
      'true',
      'false',
      'if',
      'for',
      'while',
      'try',
      'throw',
      'return',
    ].includes(t.text);
  }

  private prefix(): Tree {
    const t = this.token;
    if (t.kind === 'op' && /^[-+!~]$/.test(t.text)) {
      this.next();
      if (t.text === '-' && ['int', 'long', 'float', 'double'].includes(this.token.kind)) {
        {
          const e = this.simple();
          if (e.t === 'literal' && (typeof e.value === 'number' || typeof e.value === 'bigint'))
            return { ...e, value: -e.value, at: t.at, start: t.at };
          return { t: 'unary', op: '-', of: e, at: t.at, start: t.at, end: this.lastEnd };
        }
      }
      return { t: 'unary', op: t.text, of: this.simple(), at: t.at, start: t.at, end: this.lastEnd };
    }
    if (t.kind === 'key' && ['if', 'for', 'while', 'try', 'throw', 'return'].includes(t.text)) return this.expr0();
    return this.simple();
  }

  private simple(): Tree {
    let e = this.atom();
    for (;;) {
      const t = this.token;
      if (t.kind === 'nl') {
        // A line that begins with a dot goes on; the lexer left no line end there.
        if (
          !t.blank &&
          this.peek().text === '{' &&
          (e.t === 'id' || e.t === 'select' || e.t === 'apply' || e.t === 'types') &&
          this.canTakeBlock(e)
        ) {
          return e;
        }
        return e;
      }
      if (this.is('.')) {
        this.next();
        const name = this.token;
        if (this.is('type')) this.next();
        else this.identifier();
        e = { t: 'select', of: e, name: name.text, at: name.at, start: e.start, end: this.lastEnd };
      } else if (this.is('[')) {
        const args = this.typeArgs();
        e = { t: 'types', fn: e, args, at: e.at, start: e.start, end: this.lastEnd };
      } else if (this.is('(')) {
        if (e.t === 'literal' && e.of !== 'string') return e;
        const args = this.args();
        e = { t: 'apply', fn: e, args, infix: false, at: e.at, start: e.start, end: this.lastEnd };
      } else if (this.is('{')) {
        if (e.t !== 'id' && e.t !== 'select' && e.t !== 'apply' && e.t !== 'types') return e;
        const value = this.block();
        e = {
          t: 'apply',
          fn: e,
          args: [{ name: null, value, spread: false }],
          infix: false,
          at: e.at,
          start: e.start,
          end: this.lastEnd,
        };
      } else if (this.is('_')) {
        this.next();
        return { t: 'eta', of: e, at: t.at, start: e.start, end: this.lastEnd };
      } else return e;
    }
  }
  private canTakeBlock(e: Tree): boolean {
    return e.t === 'apply';
  }
  args(): ArgTree[] {
    this.expect('(');
    const args: ArgTree[] = [];
    this.skipNewlines();
    while (!this.is(')')) {
      let name: string | null = null;
      if (this.token.kind === 'id' && this.peek().text === '=' && this.peek().kind === 'punct') {
        name = this.token.text;
        this.next();
        this.next();
      }
      const value = this.expr();
      let spread = false;
      if (this.is('_') && this.peek().text === '*') {
        this.next();
        this.next();
        spread = true;
      }
      args.push({ name, value, spread });
      this.skipNewlines();
      if (!this.is(',')) break;
      this.next();
      this.skipNewlines();
    }
    this.expect(')');
    return args;
  }

  private atom(): Tree {
    const t = this.token;
    switch (t.kind) {
      case 'int':
      case 'long':
      case 'float':
      case 'double':
      case 'char':
      case 'string':
      case 'symbol':
        this.next();
        return { t: 'literal', of: t.kind, value: t.value!, ...this.from(t) };
      case 'interpolated': {
        this.next();
        const args = t.holes!.map(([from, to]) => new Parser(this.text, from, to).wholeBlock());
        return { t: 'interpolated', kind: t.text, parts: t.parts!, args, ...this.from(t) };
      }
      case 'id':
        this.next();
        return { t: 'id', name: t.text, ...this.from(t) };
    }
    switch (t.text) {
      case '(': {
        this.next();
        this.skipNewlines();
        if (this.is(')')) {
          this.next();
          return { t: 'literal', of: 'unit', value: null, ...this.from(t) };
        }
        const of: Tree[] = [];
        for (;;) {
          of.push(this.expr());
          this.skipNewlines();
          if (!this.is(',')) break;
          this.next();
          this.skipNewlines();
        }
        this.expect(')');
        if (of.length === 1) return { ...of[0]!, start: t.at, end: this.lastEnd };
        return { t: 'tuple', of, ...this.from(t) };
      }
      case '{':
        return this.block();
      case '_': {
        this.next();
        const name = `x$${++this.#count}`;
        const place = this.from(t);
        this.#placeholders.push({ name, type: null, default: null, member: null, isPrivate: false, ...place });
        return { t: 'id', name, ...place };
      }
      case 'true':
      case 'false':
        this.next();
        return { t: 'literal', of: 'boolean', value: t.text === 'true', ...this.from(t) };
      case 'null':
        this.next();
        return { t: 'literal', of: 'null', value: null, ...this.from(t) };
      case 'this':
        this.next();
        return { t: 'this', qualifier: null, ...this.from(t) };
      case 'super':
        this.next();
        if (this.is('[')) this.typeArgs();
        return { t: 'super', ...this.from(t) };
      case 'new': {
        this.next();
        if (this.is('{')) return { t: 'new', parents: [], body: this.templateBody(), ...this.from(t) };
        const parents = this.parents();
        const body = this.is('{') ? this.templateBody() : null;
        return { t: 'new', parents, body, ...this.from(t) };
      }
    }
    throw this.unexpected('illegal start of simple expression');
  }

  /** `{ … }`: a block, or the cases of a function. */
  private block(): Tree {
    const t = this.token;
    this.expect('{');
    this.skipNewlines();
    if (this.is('case') && !/^(?:class|object)$/.test(this.peek().text)) {
      const cases = this.cases();
      this.expect('}');
      return { t: 'cases', cases, ...this.from(t) };
    }
    const saved = this.#placeholders;
    this.#placeholders = [];
    const statements = this.blockStatements();
    this.#placeholders = saved;
    this.expect('}');
    return this.blockOf(statements, t);
  }
  private blockOf(statements: readonly Tree[], t: Token): Tree {
    const only = statements[0];
    if (statements.length === 1 && only && only.t === 'function') return only;
    return { t: 'block', statements, at: t.at, start: t.at, end: this.lastEnd };
  }
  wholeBlock(): Tree {
    this.skipNewlines();
    const start = this.token;
    const statements = this.blockStatements();
    return statements.length === 1 ? statements[0]! : this.blockOf(statements, start);
  }
  private blockStatements(): Tree[] {
    const out: Tree[] = [];
    for (;;) {
      while (this.is(';') || this.token.kind === 'nl') this.next();
      if (this.is('}') || this.token.kind === 'eof' || this.is('case')) {
        if (!this.is('case') || !/^(?:class|object)$/.test(this.peek().text)) break;
      }
      if (this.isDefinition()) out.push(...this.definition());
      else if (
        (this.token.kind === 'id' || this.is('_') || this.is('(') || this.is('implicit')) &&
        this.startsBlockLambda()
      )
        out.push(this.lambda(true));
      else out.push(this.expr());
      if (
        !this.is(';') &&
        (this.token as Token).kind !== 'nl' &&
        !this.is('}') &&
        !this.is('case') &&
        (this.token as Token).kind !== 'eof'
      ) {
        throw this.unexpected("';' expected");
      }
    }
    return out;
  }
  private startsBlockLambda(): boolean {
    if (this.is('implicit')) return this.peek().kind === 'id';
    if (this.startsLambda()) return true;
    // `x: T => …`
    if (this.token.kind !== 'id' || this.peek().text !== ':') return false;
    for (let i = this.index + 2; i < this.tokens.length; i++) {
      const x = this.tokens[i]!;
      if (x.text === '=>' && x.kind === 'punct') return true;
      if (x.kind !== 'id' && !['.', '[', ']', ','].includes(x.text)) return false;
    }
    return false;
  }
  private cases(): CaseTree[] {
    const out: CaseTree[] = [];
    while (this.is('case')) {
      const t = this.token;
      this.next();
      const pattern = this.pattern();
      let guard: Tree | null = null;
      this.skipNewlines();
      if (this.is('if')) {
        this.next();
        guard = this.guard();
      }
      this.expect('=>');
      const start = this.token;
      const statements = this.blockStatements();
      const body =
        statements.length === 1 && statements[0]!.t !== 'val' ? statements[0]! : this.blockOf(statements, start);
      out.push({ pattern, guard, body, ...this.from(t) });
    }
    if (out.length === 0) throw this.unexpected('illegal start of simple pattern');
    return out;
  }
  private guard(): Tree {
    const saved = this.noAscription;
    this.noAscription = true;
    const e = this.postfix();
    this.noAscription = saved;
    return e;
  }

  // ---- patterns --------------------------------------------------------------------------------------------------------

  pattern(): Pattern {
    const t = this.token;
    const first = this.pattern1();
    if (!(this.token.kind === 'op' && this.token.text === '|')) return first;
    const of = [first];
    while (this.token.kind === 'op' && this.token.text === '|') {
      this.next();
      of.push(this.pattern1());
    }
    return { t: 'or', of, ...this.from(t) };
  }
  private pattern1(): Pattern {
    const t = this.token;
    if ((t.kind === 'id' || t.text === '_') && this.peek().text === ':') {
      this.next();
      this.next();
      const type = this.patternType();
      return { t: 'typed', name: t.text === '_' ? null : t.text, type, ...this.from(t) };
    }
    if (t.kind === 'id' && this.peek().text === '@') {
      this.next();
      this.next();
      if (this.is('_') && this.peek().text === '*') {
        this.next();
        this.next();
        return { t: 'rest', name: t.text, ...this.from(t) };
      }
      const of = this.pattern1();
      if (of.t === 'typed' && of.name === null) return { ...of, name: t.text };
      return { t: 'bind', name: t.text, of, ...this.from(t) };
    }
    let left = this.simplePattern();
    while ((this.token.kind === 'op' && this.token.text !== '|') || (this.token.kind === 'id' && !this.is('if'))) {
      const op = this.token.text;
      this.next();
      const right = op.endsWith(':') ? this.pattern1() : this.simplePattern();
      left = { t: 'extract', path: [op], args: [left, right], ...this.from(t) };
    }
    return left;
  }
  private simplePattern(): Pattern {
    const t = this.token;
    if (this.is('_')) {
      this.next();
      if (this.token.kind === 'op' && this.token.text === '*') {
        this.next();
        return { t: 'rest', name: null, ...this.from(t) };
      }
      return { t: 'any', ...this.from(t) };
    }
    if (this.is('(')) {
      this.next();
      const of: Pattern[] = [];
      while (!this.is(')')) {
        of.push(this.pattern());
        if (!this.is(',')) break;
        this.next();
      }
      this.expect(')');
      if (of.length === 1) return of[0]!;
      if (of.length === 0)
        return { t: 'value', value: { t: 'literal', of: 'unit', value: null, ...this.from(t) }, ...this.from(t) };
      return { t: 'tuple', of, ...this.from(t) };
    }
    if (t.kind === 'id') {
      const quoted = t.value === '`';
      const path = [this.identifier()];
      let value: Tree = { t: 'id', name: path[0]!, ...this.from(t) };
      while (this.is('.')) {
        this.next();
        const n = this.token;
        path.push(this.identifier());
        value = { t: 'select', of: value, name: n.text, at: n.at, start: t.at, end: n.end };
      }
      if (this.is('(')) {
        this.next();
        const args: Pattern[] = [];
        while (!this.is(')')) {
          args.push(this.pattern());
          if (!this.is(',')) break;
          this.next();
        }
        this.expect(')');
        return { t: 'extract', path, args, ...this.from(t) };
      }
      if (path.length === 1 && !quoted && /^[\p{Ll}_$]/u.test(path[0]!))
        return { t: 'bind', name: path[0]!, of: null, ...this.from(t) };
      return { t: 'value', value, ...this.from(t) };
    }
    if (t.kind === 'op' && t.text === '-') return { t: 'value', value: this.prefix(), ...this.from(t) };
    if (
      ['int', 'long', 'float', 'double', 'char', 'string', 'interpolated', 'symbol'].includes(t.kind) ||
      ['true', 'false', 'null'].includes(t.text)
    ) {
      return { t: 'value', value: this.atom(), ...this.from(t) };
    }
    throw this.unexpected('illegal start of simple pattern');
  }

  // ---- definitions -----------------------------------------------------------------------------------------------------

  isDefinition(): boolean {
    let i = this.index;
    for (; i < this.tokens.length; i++) {
      const t = this.tokens[i]!;
      if (t.kind === 'key' && MODIFIERS.has(t.text) && t.text !== 'case') {
        if (this.tokens[i + 1]?.text === '[') {
          while (this.tokens[i + 1] && this.tokens[i + 1]!.text !== ']') i++;
          i++;
        }
        continue;
      }
      if (t.text === '@' && t.kind === 'punct') return true;
      if (t.text === 'case') return /^(?:class|object)$/.test(this.tokens[i + 1]?.text ?? '');
      if (t.kind === 'nl' && i > this.index) continue;
      break;
    }
    const t = this.tokens[i]!;
    return t.kind === 'key' && ['val', 'var', 'def', 'class', 'object', 'trait', 'import', 'type'].includes(t.text);
  }
  private modifiers(): Set<string> {
    const found = new Set<string>();
    for (;;) {
      if (this.is('@')) {
        this.next();
        const name = this.identifier();
        found.add(`@${name}`);
        while (this.is('.')) {
          this.next();
          this.identifier();
        }
        if (this.is('[')) this.typeArgs();
        if (this.is('(')) this.args();
        this.skipNewlines();
      } else if (this.token.kind === 'key' && MODIFIERS.has(this.token.text)) {
        found.add(this.token.text);
        this.next();
        if (this.is('[')) {
          while (!this.is(']')) this.next();
          this.next();
        }
        this.skipNewlines();
      } else return found;
    }
  }
  definition(): Tree[] {
    const start = this.token;
    const modifiers = this.modifiers();
    const t = this.token;
    switch (t.text) {
      case 'val':
      case 'var':
        return this.values(modifiers, start);
      case 'def':
        return [this.method(modifiers, start)];
      case 'class':
      case 'object':
      case 'trait':
        return [this.classLike(modifiers, start)];
      case 'import':
        return this.imports();
      case 'type': {
        this.next();
        const name = this.identifier();
        if (this.is('[')) this.typeParams();
        this.expect('=');
        return [{ t: 'type', name, to: this.type(), ...this.from(start) }];
      }
    }
    throw this.unexpected('expected start of definition');
  }
  private values(modifiers: Set<string>, start: Token): Tree[] {
    const isVar = this.is('var');
    this.next();
    const patterns: Pattern[] = [];
    for (;;) {
      if (this.token.kind === 'id' && this.peek().text === ':') {
        const n = this.token;
        this.next();
        patterns.push({ t: 'bind', name: n.text, of: null, ...this.from(n) });
      } else patterns.push(this.pattern());
      if (!this.is(',')) break;
      this.next();
    }
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.type();
    }
    let value: Tree | 'default' | null = null;
    if (this.is('=')) {
      this.next();
      this.skipNewlines();
      if (isVar && this.is('_') && type && ['nl', 'eof'].includes(this.peek().kind)) {
        this.next();
        value = 'default';
      } else if (isVar && this.is('_') && type && (this.peek().text === '}' || this.peek().text === ';')) {
        this.next();
        value = 'default';
      } else value = this.expr();
    }
    return patterns.map((pattern) => ({
      t: 'val' as const,
      isVar,
      isLazy: modifiers.has('lazy'),
      modifiers,
      pattern,
      type,
      value,
      at: pattern.at,
      start: start.at,
      end: this.lastEnd,
    }));
  }
  private method(modifiers: Set<string>, start: Token): Tree {
    this.next();
    const nameToken = this.token;
    let name: string;
    if (this.is('this')) {
      this.next();
      name = 'this';
    } else name = this.identifier();
    const typeParams = this.is('[') ? this.typeParams() : [];
    const { params, implicits } = this.paramClauses();
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.type();
    }
    let body: Tree | null = null;
    let isProcedure = false;
    if (this.is('=')) {
      this.next();
      this.skipNewlines();
      if (this.token.kind === 'id' && this.token.text === 'macro') this.next();
      body = this.expr();
    } else if (this.is('{')) {
      isProcedure = type === null;
      body = this.block();
    } else if (this.token.kind === 'nl' && this.peek().text === '{' && type === null && params !== null) {
      this.next();
      isProcedure = true;
      body = this.block();
    }
    return {
      t: 'def',
      name,
      modifiers,
      typeParams,
      params,
      implicits,
      type,
      body,
      isProcedure,
      at: nameToken.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  private paramClauses(): { params: ParamTree[][] | null; implicits: boolean } {
    let params: ParamTree[][] | null = null;
    let implicits = false;
    for (;;) {
      if (this.token.kind === 'nl' && this.peek().text === '(') this.next();
      if (!this.is('(')) break;
      this.next();
      const list: ParamTree[] = [];
      params ??= [];
      this.skipNewlines();
      if (this.is('implicit')) {
        this.next();
        implicits = true;
      }
      while (!this.is(')')) {
        list.push(this.param());
        this.skipNewlines();
        if (!this.is(',')) break;
        this.next();
        this.skipNewlines();
      }
      this.expect(')');
      params.push(list);
    }
    return { params, implicits };
  }
  private param(): ParamTree {
    const start = this.token;
    const modifiers = this.modifiers();
    let member: 'val' | 'var' | null = null;
    if (this.is('val') || this.is('var')) {
      member = this.is('val') ? 'val' : 'var';
      this.next();
    }
    const name = this.token;
    this.identifier();
    this.expect(':');
    const type = this.paramType();
    let value: Tree | null = null;
    if (this.is('=')) {
      this.next();
      value = this.expr();
    }
    return {
      name: name.text,
      type,
      default: value,
      member,
      isPrivate: modifiers.has('private'),
      at: name.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  private typeParams(): TypeParamTree[] {
    this.expect('[');
    const out: TypeParamTree[] = [];
    while (!this.is(']')) {
      const t = this.token;
      if (t.kind === 'op' && /^[-+]$/.test(t.text)) this.next();
      const name = this.is('_') ? this.skipped('_') : this.identifier();
      if (this.is('[')) this.typeParams();
      let upper: ScalaType | null = null;
      const context: ScalaType[] = [];
      for (;;) {
        if (this.is('<:')) {
          this.next();
          upper = this.type();
        } else if (this.is('>:') || this.is('<%')) {
          this.next();
          this.type();
        } else if (this.is(':')) {
          this.next();
          context.push(this.type());
        } else break;
      }
      out.push({ name, upper, context, ...this.from(t) });
      if (!this.is(',')) break;
      this.next();
    }
    this.expect(']');
    return out;
  }
  private classLike(modifiers: Set<string>, start: Token): Tree & ClassTree {
    const kind = this.token.text as ClassTree['kind'];
    this.next();
    const name = this.token;
    this.identifier();
    const typeParams = this.is('[') ? this.typeParams() : [];
    if (this.is('@') || this.is('private') || this.is('protected')) this.modifiers();
    const params = kind === 'class' ? this.paramClauses().params : null;
    let parents: ParentTree[] = [];
    if (this.token.kind === 'nl' && this.peek().text === 'extends') this.next();
    if (this.is('extends')) {
      this.next();
      if (this.is('{')) parents = [];
      else parents = this.parents();
    }
    if (this.token.kind === 'nl' && !this.token.blank && this.peek().text === '{') this.next();
    const body = this.is('{') ? this.templateBody() : [];
    return {
      t: 'class',
      kind,
      isCase: modifiers.has('case'),
      name: name.text,
      modifiers,
      typeParams,
      params,
      parents,
      body,
      at: name.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  private parents(): ParentTree[] {
    const out: ParentTree[] = [];
    for (;;) {
      const t = this.token;
      const type = this.simpleType();
      let args: ArgTree[] | null = null;
      while (this.is('(')) args = [...(args ?? []), ...this.args()];
      out.push({ type, args, ...this.from(t) });
      if (this.token.kind === 'nl' && this.peek().text === 'with') this.next();
      if (!this.is('with')) return out;
      this.next();
    }
  }
  private templateBody(): Tree[] {
    this.expect('{');
    this.skipNewlines();
    // `self =>`
    if ((this.token.kind === 'id' || this.is('this')) && this.peek().text === '=>') {
      this.next();
      this.next();
    }
    const body = this.blockStatements();
    this.expect('}');
    return body;
  }
  private imports(): Tree[] {
    const start = this.token;
    this.next();
    const out: Tree[] = [];
    for (;;) {
      const path: string[] = [this.identifier()];
      let selectors: ImportSelector[] | null = null;
      while (this.is('.')) {
        this.next();
        if (this.is('_')) {
          const t = this.token;
          this.next();
          selectors = [{ name: '_', as: '_', ...this.from(t) }];
          break;
        }
        if (this.is('{')) {
          this.next();
          selectors = [];
          while (!this.is('}')) {
            const t = this.token;
            this.skipNewlines();
            const name = this.is('_') ? this.skipped('_') : this.identifier();
            let as = name;
            if (this.is('=>')) {
              this.next();
              as = this.is('_') ? this.skipped('') : this.identifier();
            }
            selectors.push({ name, as, ...this.from(t) });
            this.skipNewlines();
            if (!this.is(',')) break;
            this.next();
            this.skipNewlines();
          }
          this.expect('}');
          break;
        }
        path.push(this.identifier());
      }
      if (!selectors) {
        const name = path.pop()!;
        selectors = [{ name, as: name, ...this.from(start) }];
      }
      out.push({ t: 'import', path, selectors, ...this.from(start) });
      if (!this.is(',')) return out;
      this.next();
    }
  }
  unit(file: string): UnitTree {
    const packages: string[] = [];
    const statements: Tree[] = [];
    const read = (closing: boolean): void => {
      for (;;) {
        while (this.is(';') || this.token.kind === 'nl') this.next();
        if (this.token.kind === 'eof' || (closing && this.is('}'))) return;
        if (this.is('package')) {
          this.next();
          if (this.is('object')) throw this.unexpected('package objects are not simulated');
          packages.push(this.identifier());
          while (this.is('.')) {
            this.next();
            packages.push(this.identifier());
          }
          if (this.is('{')) {
            this.next();
            read(true);
            this.expect('}');
          }
          continue;
        }
        if (this.is('}')) throw this.unexpected('expected class or object definition');
        if (!this.isDefinition())
          throw new ScalaSyntaxError('expected class or object definition', this.token.at, this.token.end);
        const made = this.definition();
        for (const d of made) {
          if (d.t === 'val' || d.t === 'def')
            throw new ScalaSyntaxError('expected class or object definition', d.start, d.end);
        }
        statements.push(...made);
        if (
          !this.is(';') &&
          (this.token as Token).kind !== 'nl' &&
          (this.token as Token).kind !== 'eof' &&
          !this.is('}')
        )
          throw this.unexpected("';' expected");
      }
    };
    read(false);
    return { file, text: this.text, package: packages.join('.'), statements };
  }
}

function infix(left: Tree, op: { name: string; at: number; types: ScalaType[] | null }, right: Tree): Tree {
  const place = { at: op.at, start: left.start, end: right.end };
  if (/=$/.test(op.name) && !/^(?:==|!=|<=|>=|=.*)$/.test(op.name)) {
    // `x += 1` may be a method of x, or `x = x + 1`: the typer decides.
    return {
      t: 'apply',
      fn: { t: 'select', of: left, name: op.name, ...place },
      args: [{ name: null, value: right, spread: false }],
      infix: true,
      ...place,
    };
  }
  const swapped = RIGHT.test(op.name);
  const [receiver, argument] = swapped ? [right, left] : [left, right];
  let fn: Tree = { t: 'select', of: receiver, name: op.name, ...place };
  if (op.types) fn = { t: 'types', fn, args: op.types, ...place };
  const args: ArgTree[] =
    argument.t === 'literal' && argument.of === 'unit' ? [] : [{ name: null, value: argument, spread: false }];
  return { t: 'apply', fn, args, infix: true, ...place };
}

export function parseScala(
  file: string,
  text: string,
): { readonly unit: UnitTree; readonly problems: readonly Problem[] } {
  try {
    return { unit: new Parser(text, 0, text.length).unit(file), problems: [] };
  } catch (error) {
    if (!(error instanceof ScalaSyntaxError)) throw error;
    return {
      unit: { file, text, package: '', statements: [] },
      problems: [{ file, at: error.at, end: error.end, severity: 'error', message: error.message }],
    };
  }
}
