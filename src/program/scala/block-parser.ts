import { ExpressionParser } from './expression-parser.ts';
import { objectsAsValues } from './inner-objects.ts';
import { ScalaSyntaxError, type Token } from './lexer.ts';
import type { CaseTree, Tree } from './tree.ts';

/** Blocks and the cases of functions. */
export abstract class BlockParser extends ExpressionParser {
  abstract isDefinition(): boolean;
  abstract definition(): Tree[];
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
    const saved = this.placeholders;
    this.placeholders = [];
    const statements = objectsAsValues(this.blockStatements());
    this.placeholders = saved;
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
    let depth = 0;
    for (let i = this.index + 2; i < this.tokens.length; i++) {
      const x = this.tokens[i]!;
      if (x.text === '(' || x.text === '[') depth++;
      else if (x.text === ')' || x.text === ']') depth--;
      else if (x.text === '=>' && x.kind === 'punct') {
        if (depth === 0) return true;
      } else if (x.kind !== 'id' && x.text !== '.' && (x.text !== ',' || depth === 0)) return false;
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
}
