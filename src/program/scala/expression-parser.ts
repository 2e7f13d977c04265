import type { Token } from './lexer.ts';
import { OperandParser } from './operand-parser.ts';
import type { CaseTree, Enumerator, ParamTree, ScalaType, Tree } from './tree.ts';

/** Expressions: control structures, function literals, assignments. */
export abstract class ExpressionParser extends OperandParser {
  abstract blockOf(statements: readonly Tree[], t: Token): Tree;
  abstract blockStatements(): Tree[];
  abstract cases(): CaseTree[];
  /** Expr, with its placeholders bound here. */
  expr(): Tree {
    const saved = this.placeholders;
    this.placeholders = [];
    const body = this.expr0();
    const params = this.placeholders;
    this.placeholders = saved;
    if (params.length === 0) return body;
    const bare = body.t === 'ascribed' ? body.of : body;
    if (bare.t === 'id' && params.length === 1 && bare.name === params[0]!.name) {
      // `_` alone belongs to the expression around.
      const p = params[0]!;
      this.placeholders.push(body.t === 'ascribed' ? { ...p, type: body.type } : p);
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
      params.push(this.lambdaParam(true));
    }
    const at = this.token.at;
    this.expect('=>');
    if (!inBlock) this.skipNewlines();
    const body = inBlock ? this.blockOf(this.blockStatements(), start) : this.expr();
    return { t: 'function', params, body, at, start: start.at, end: this.lastEnd };
  }
  /** @param isBare without parentheses around: the arrow after its type is the function's */
  lambdaParam(isBare = false): ParamTree {
    const t = this.token;
    let name: string;
    if (this.is('_')) {
      this.next();
      name = `x$${++this.placeholderCount}`;
    } else name = this.identifier();
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = isBare ? this.patternType() : this.paramType();
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
  guard(): Tree {
    const saved = this.noAscription;
    this.noAscription = true;
    const e = this.postfix();
    this.noAscription = saved;
    return e;
  }
}
