import { ScalaSyntaxError, type Token } from './lexer.ts';
import { PatternParser } from './pattern-parser.ts';
import {
  type ArgTree,
  argTree,
  type CaseTree,
  type Enumerator,
  idTree,
  type ParamTree,
  type ParentTree,
  paramTree,
  type ScalaType,
  type Tree,
} from './tree.ts';

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

/** Expressions and blocks. */
export abstract class ExpressionParser extends PatternParser {
  abstract isDefinition(): boolean;
  abstract definition(): Tree[];
  abstract parents(): ParentTree[];
  abstract templateBody(): Tree[];
  /** A parser of the same file for the code in an interpolated string. */
  abstract within(from: number, to: number): ExpressionParser;

  /** Parameters of the placeholder functions that are open. */
  #placeholders: ParamTree[] = [];
  #count = 0;

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

  expr0(): Tree {
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

  startsLambda(): boolean {
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
  lambda(inBlock: boolean): Tree {
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
  lambdaParam(): ParamTree {
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

  forLoop(): Tree {
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
  postfix(): Tree {
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
  startsExpr(t: Token): boolean {
    if (['id', 'op', 'int', 'long', 'float', 'double', 'char', 'string', 'interpolated', 'symbol'].includes(t.kind)) {
      return t.kind !== 'op' || /^(?:[-+!~]|\?\?\?)$/.test(t.text);
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

  prefix(): Tree {
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

  simple(): Tree {
    let e = this.atom();
    for (;;) {
      const t = this.token;
      if (t.kind === 'nl') {
        // A line that begins with a dot goes on; the lexer left no line end there.
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
          args: [argTree(value)],
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

  atom(): Tree {
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
        const args = t.holes!.map(([from, to]) => this.within(from, to).wholeBlock());
        return { t: 'interpolated', kind: t.text, parts: t.parts!, args, ...this.from(t) };
      }
      case 'id':
        this.next();
        return { t: 'id', name: t.text, ...this.from(t) };
      case 'op':
        if (!/^[-+!~]$/.test(t.text)) {
          this.next();
          return { t: 'id', name: t.text, ...this.from(t) };
        }
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
        this.#placeholders.push(paramTree(name, place));
        return idTree(name, place);
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
  block(): Tree {
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
  blockOf(statements: readonly Tree[], t: Token): Tree {
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
  blockStatements(): Tree[] {
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
      else out.push(this.statement());
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
  private statement(): Tree {
    const start = this.token.at;
    try {
      return this.expr();
    } catch (error) {
      if (
        error instanceof ScalaSyntaxError &&
        error.at === start &&
        error.message === 'illegal start of simple expression'
      )
        throw new ScalaSyntaxError('illegal start of statement', error.at, error.end);
      throw error;
    }
  }
  startsBlockLambda(): boolean {
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
  cases(): CaseTree[] {
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
  guard(): Tree {
    const saved = this.noAscription;
    this.noAscription = true;
    const e = this.postfix();
    this.noAscription = saved;
    return e;
  }
}

function infix(left: Tree, op: { name: string; at: number; types: ScalaType[] | null }, right: Tree): Tree {
  const place = { at: op.at, start: left.start, end: right.end };
  if (/=$/.test(op.name) && !/^(?:==|!=|<=|>=|=.*)$/.test(op.name)) {
    // `x += 1` may be a method of x, or `x = x + 1`: the typer decides.
    return {
      t: 'apply',
      fn: { t: 'select', of: left, name: op.name, ...place },
      args: [argTree(right)],
      infix: true,
      ...place,
    };
  }
  const swapped = RIGHT.test(op.name);
  const [receiver, argument] = swapped ? [right, left] : [left, right];
  let fn: Tree = { t: 'select', of: receiver, name: op.name, ...place };
  if (op.types) fn = { t: 'types', fn, args: op.types, ...place };
  const args: ArgTree[] = argument.t === 'literal' && argument.of === 'unit' ? [] : [argTree(argument)];
  return { t: 'apply', fn, args, infix: true, ...place };
}
