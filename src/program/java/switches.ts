import type { Expr, Stmt, SwitchCase, SwitchExpr } from '../syntax/ast.ts';
import { isToken } from './cursor.ts';
import { ExpressionParser } from './expressions.ts';
import { asExpression, erroneous } from './terms.ts';
import { Mode } from './types.ts';

/** JLS 14.11 and 15.28: switches as statements and as expressions. */
export abstract class SwitchParser extends ExpressionParser {
  protected abstract statementAsBlock(): Stmt;
  protected abstract blockStatements(): Stmt[];

  /** A switch: as a statement its rules hold statements, as an expression values. */
  protected override switchOf(isStatement: boolean): SwitchExpr {
    const { start } = this.next();
    this.expect('(');
    const selector = this.expression();
    this.expect(')');
    this.expect('{');
    const cases = this.switchCases(isStatement);
    this.expect('}');
    return { k: 'Switch', at: start, start, end: this.previousEnd, selector, cases, isStatement };
  }
  protected switchCases(isStatement: boolean): SwitchCase[] {
    const cases: SwitchCase[] = [];
    while (!this.is('}') && !this.atEnd) {
      if (this.is('case') || this.is('default')) {
        cases.push(this.switchCase(isStatement));
        continue;
      }
      const { start } = this.next();
      this.syntaxError(start, "case, default, or '}' expected");
    }
    return cases;
  }
  private switchCase(isStatement: boolean): SwitchCase {
    const at = this.token.start;
    const labels: Expr[] = [];
    let isDefault = this.accept('default');
    if (!isDefault) {
      this.next();
      do {
        if (this.accept('default')) isDefault = true;
        else labels.push(this.label());
      } while (this.accept(','));
    }
    const place = { at, labels, isDefault };
    if (!this.is('->')) {
      this.expect(':', ': or -> expected');
      return { ...place, arrow: false, body: this.blockStatements(), value: null };
    }
    this.next();
    if (isStatement) return { ...place, arrow: true, ...this.ruleStatement() };
    if (this.is('{') || this.is('throw'))
      return { ...place, arrow: true, body: [this.statementAsBlock()], value: null };
    const value = this.expression();
    this.expect(';');
    return { ...place, arrow: true, body: [], value };
  }
  private ruleStatement(): { body: Stmt[]; value: Expr | null } {
    const statement = this.statementAsBlock();
    if (statement.k === 'Expr') return { body: [], value: statement.expr };
    if (statement.k !== 'Block' && statement.k !== 'Throw') {
      const message = 'unexpected statement in case, expected is an expression, a block or a throw statement';
      this.error(statement.at, message);
    }
    return { body: [statement], value: null };
  }
  /** A constant of a case: what an arrow follows is no lambda's parameter. */
  private label(): Expr {
    const t = this.token;
    const isPattern = t.kind === 'id' && (this.peek().kind === 'id' || this.patternFollows());
    if (!isPattern) return asExpression(this.term(Mode.expression | Mode.label));
    const message = 'patterns in switch statements are a preview feature and are disabled by default.';
    this.error(t.start, `${message}\n  (use --enable-preview to enable patterns in switch statements)`);
    this.typeNode();
    const name = this.identifier();
    return erroneous(t.start, name.end);
  }
  /** A generic or qualified type and a name. */
  private patternFollows(): boolean {
    let i = 0;
    for (let depth = 0; ; i++) {
      const t = this.peek(i);
      if (isToken(t, '<')) depth++;
      else if (isToken(t, '>')) depth--;
      else if (t.kind === 'id') {
        if (depth === 0 && i > 0 && !isToken(this.peek(i - 1), '.')) return true;
      } else if (!isToken(t, '.') && !(depth > 0 && (isToken(t, ',') || isToken(t, '?')))) return false;
    }
  }
}
