import type {
  Block,
  CatchClause,
  ClassDecl,
  Declarator,
  Expr,
  LocalVariable,
  Modifiers,
  Stmt,
  TypeNode,
} from '../syntax/ast.ts';
import { isPrimitiveName, ParseStop } from './cursor.ts';
import { ExpressionParser, NO_MODIFIERS } from './expressions.ts';

/** What begins a member of a class, and no statement. */
const MEMBER_MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static native transient volatile'.split(' '),
);

/** JLS 14. */
export abstract class StatementParser extends ExpressionParser {
  protected abstract classFollows(): boolean;
  protected abstract recordFollows(): boolean;
  protected abstract classDeclaration(modifiers: Modifiers): ClassDecl;

  protected block(): Block {
    const at = this.expect('{').start;
    const statements = this.statements();
    const end = this.token.start;
    if (end !== this.memberAt) this.expect('}');
    return { k: 'Block', at, statements, end };
  }
  /** Where a member of the class begins inside a block: the blocks around it lack their braces. */
  private memberAt = -1;

  private statements(): Stmt[] {
    const statements: Stmt[] = [];
    while (!this.is('}') && !this.atEnd && this.token.start !== this.memberAt) {
      const from = this.p;
      if (this.token.kind === 'keyword' && MEMBER_MODIFIERS.has(this.token.text) && !this.speculating) {
        this.report(this.token.start, this.token.end, 'illegal start of expression');
        this.memberAt = this.token.start;
        break;
      }
      try {
        statements.push(this.blockStatement());
        if (this.token.start === this.lostAt) this.skipToStop();
      } catch (error) {
        if (!(error instanceof ParseStop) || this.speculating) throw error;
        if (this.token.start !== this.memberAt) this.skipStatement(from);
      }
    }
    return statements;
  }
  /** Skips what cannot begin a statement, as javac's parser does after a missing `;`. */
  private skipToStop(): void {
    while (!this.atEnd) {
      if (this.accept(';')) return;
      const { kind, text } = this.token;
      if (kind === 'id' || text === '{' || text === '}' || text === '<' || text === '@') return;
      if (kind === 'keyword' && !['instanceof', 'extends', 'implements', 'import', 'package', 'throws'].includes(text))
        return;
      this.next();
    }
  }
  /** Goes on after the `;` or before the `}` that ends the broken statement. */
  protected skipStatement(from: number): void {
    let depth = 0;
    if (this.p === from) this.next();
    while (!this.atEnd) {
      if (this.is('{')) depth++;
      else if (this.is('}')) {
        if (depth === 0) return;
        depth--;
        if (depth === 0) {
          this.next();
          return;
        }
      } else if (this.is(';') && depth === 0) {
        this.next();
        return;
      }
      this.next();
    }
  }

  private blockStatement(): Stmt {
    const t = this.token;
    if (t.kind === 'keyword' || t.text === '@') {
      if (['final', 'abstract', 'class', 'interface', 'enum', 'static', 'strictfp', '@'].includes(t.text)) {
        const modifiers = this.modifiers();
        if (this.classFollows()) return { k: 'LocalClass', at: t.start, class: this.classDeclaration(modifiers) };
        return this.localVariable(modifiers);
      }
      if (t.text === 'void' && this.peek().kind === 'id') {
        // A method inside a method: the brace that should have closed it is missing.
        this.report(t.start, t.end, 'illegal start of expression');
        this.next();
        this.next();
        this.report(this.previousEnd, this.previousEnd, "';' expected");
        while (!this.is('{') && !this.is(';') && !this.is('}') && !this.atEnd) this.next();
        return this.is('{') ? this.block() : { k: 'Empty', at: t.start };
      }
      if (isPrimitiveName(t.text) && !this.isAt(1, '.') && !this.isAt(1, '::')) {
        const array = this.isAt(1, '[') && this.isAt(2, ']') && (this.isAt(3, '.') || this.isAt(3, '::'));
        if (!array && (this.peek().kind === 'keyword' || this.isAt(1, '='))) {
          // A type alone, as a word of the language that should be a name follows.
          this.report(t.start, t.end, 'not a statement');
          this.next();
          this.expect(';');
          return { k: 'Empty', at: t.start };
        }
        if (!array) return this.localVariable(NO_MODIFIERS);
      }
      return this.statement();
    }
    if (t.kind === 'id') {
      if (this.recordFollows()) return { k: 'LocalClass', at: t.start, class: this.classDeclaration(NO_MODIFIERS) };
      if (this.isAt(1, ':') || this.isWord('yield')) return this.statement();
      if (this.declarationFollows()) return this.localVariable(NO_MODIFIERS);
    }
    return this.statement();
  }
  /** Does a type and a variable name start here? */
  private declarationFollows(): boolean {
    if (this.peek().kind === 'id') return true;
    if (!this.isAt(1, '<') && !this.isAt(1, '.') && !this.isAt(1, '[')) return false;
    const from = this.p;
    const found = this.attempt(() => {
      this.typeNode();
      if (this.token.kind !== 'id') this.fail('declaration');
      return true;
    });
    this.p = from;
    return found === true;
  }

  private localVariable(modifiers: Modifiers): LocalVariable {
    const declaration = this.variables(modifiers);
    this.expect(';');
    return declaration;
  }
  private variables(modifiers: Modifiers): LocalVariable {
    const at = this.token.start;
    const type: TypeNode =
      this.isWord('var') && this.peek().kind === 'id' ? { k: 'TVar', at: this.next().start } : this.typeNode();
    const variables: Declarator[] = [];
    do {
      const name = this.token;
      variables.push(this.declarator());
      if (type.k === 'TVar' && variables.length === 2)
        this.report(name.start, name.end, "'var' is not allowed in a compound declaration");
    } while (this.accept(','));
    return { k: 'Local', at, type, modifiers, variables };
  }
  protected declarator(): Declarator {
    if (this.token.kind !== 'id') {
      if (this.is('=') || this.is(';') || this.is('(')) {
        this.report(this.previousEnd, this.previousEnd, '<identifier> expected');
        throw new ParseStop();
      }
    }
    const name = this.identifier();
    let dimensions = 0;
    while (this.is('[') && this.isAt(1, ']')) {
      this.next();
      this.next();
      dimensions++;
    }
    let init: Expr | null = null;
    if (this.accept('=')) init = this.is('{') ? this.arrayInit() : this.expression();
    return { at: name.start, name: name.text, dimensions, init };
  }

  protected statement(): Stmt {
    const t = this.token;
    const at = t.start;
    if (t.kind === 'op') {
      if (t.text === '{') return this.block();
      if (t.text === ';') {
        this.next();
        return { k: 'Empty', at };
      }
    }
    if (t.kind === 'id') {
      if (this.isAt(1, ':')) {
        this.next();
        this.next();
        return { k: 'Labeled', at, label: t.text, body: this.statement() };
      }
      if (t.text === 'yield' && !['=', '.', '++', '--', '[', ')'].includes(this.peek().text)) {
        this.next();
        const value = this.expression();
        this.expect(';');
        return { k: 'Yield', at, value };
      }
      // A declaration where only a statement may stand, and inside old-style switch cases.
      if (this.declarationFollows()) return this.localVariable(NO_MODIFIERS);
    }
    if (t.kind === 'keyword') {
      switch (t.text) {
        case 'if': {
          this.next();
          const condition = this.parenthesised();
          const then = this.statement();
          const otherwise = this.accept('else') ? this.statement() : null;
          return { k: 'If', at, condition, then, else: otherwise };
        }
        case 'while': {
          this.next();
          const condition = this.parenthesised();
          return { k: 'While', at, condition, body: this.statement() };
        }
        case 'do': {
          this.next();
          const body = this.statement();
          this.expect('while');
          const condition = this.parenthesised();
          this.expect(';');
          return { k: 'Do', at, body, condition };
        }
        case 'for':
          return this.forStatement();
        case 'return': {
          this.next();
          const value = this.is(';') ? null : this.expression();
          this.expect(';');
          return { k: 'Return', at, value };
        }
        case 'break':
        case 'continue': {
          this.next();
          const label = this.token.kind === 'id' ? this.next().text : null;
          this.expect(';');
          return { k: t.text === 'break' ? 'Break' : 'Continue', at, label };
        }
        case 'throw': {
          this.next();
          const value = this.expression();
          this.expect(';');
          return { k: 'Throw', at, value };
        }
        case 'try':
          return this.tryStatement();
        case 'switch': {
          const expr = this.switchExpression(true);
          return { k: 'SwitchStmt', at, switch: expr };
        }
        case 'synchronized': {
          this.next();
          const lock = this.parenthesised();
          return { k: 'Synchronized', at, lock, body: this.block() };
        }
        case 'assert': {
          this.next();
          const condition = this.expression();
          const detail = this.accept(':') ? this.expression() : null;
          this.expect(';');
          return { k: 'Assert', at, condition, detail };
        }
        case 'else':
          this.fail("'else' without 'if'");
          break;
        case 'case':
        case 'default':
          this.fail(`orphaned ${t.text}`);
          break;
        case 'catch':
          this.fail("'catch' without 'try'");
          break;
        case 'finally':
          this.fail("'finally' without 'try'");
          break;
        case 'final':
        case 'class':
        case 'abstract':
          return this.blockStatement();
      }
      if (isPrimitiveName(t.text) && this.peek().kind === 'id') return this.localVariable(NO_MODIFIERS);
    }
    const expr = this.expression();
    if (!isStatementExpression(expr)) {
      this.report(expr.at, expr.end, 'not a statement');
      if (!this.is(';')) this.expect(';');
      else this.next();
      return { k: 'Expr', at, expr };
    }
    this.expect(';');
    return { k: 'Expr', at, expr };
  }
  private parenthesised(): Expr {
    this.expect('(');
    const e = this.expression();
    this.expect(')');
    return e;
  }
  private forStatement(): Stmt {
    const at = this.next().start;
    this.expect('(');
    const init: Stmt[] = [];
    if (!this.is(';')) {
      const modifiers = this.modifiers();
      const declares =
        modifiers.flags.size > 0 ||
        (this.token.kind === 'keyword' && isPrimitiveName(this.token.text)) ||
        (this.token.kind === 'id' && this.declarationFollows());
      if (declares) {
        const local = this.variables(modifiers);
        const only = local.variables[0]!;
        if (local.variables.length === 1 && !only.init && this.accept(':')) {
          const iterable = this.expression();
          this.expect(')');
          const body = this.statement();
          return { k: 'ForEach', at, type: local.type, name: only.name, nameAt: only.at, iterable, body };
        }
        init.push(local);
      } else {
        do {
          const expr = this.expression();
          init.push({ k: 'Expr', at: expr.start, expr });
        } while (this.accept(','));
      }
    }
    this.expect(';');
    const condition = this.is(';') ? null : this.expression();
    this.expect(';');
    const update: Expr[] = [];
    if (!this.is(')')) {
      do update.push(this.expression());
      while (this.accept(','));
    }
    this.expect(')');
    return { k: 'For', at, init, condition, update, body: this.statement() };
  }
  private tryStatement(): Stmt {
    const at = this.next().start;
    const resources: (LocalVariable | Expr)[] = [];
    if (this.accept('(')) {
      while (!this.is(')')) {
        const modifiers = this.modifiers();
        if (modifiers.flags.size > 0 || this.declarationFollows()) resources.push(this.variables(modifiers));
        else resources.push(this.expression());
        if (!this.accept(';')) break;
      }
      this.expect(')');
    }
    const body = this.block();
    const catches: CatchClause[] = [];
    while (this.is('catch')) {
      const catchAt = this.next().start;
      if (this.is('{')) {
        this.report(this.previousEnd, this.previousEnd, "'(' expected");
        this.report(this.token.start, this.token.end, 'illegal start of type');
        this.block();
        continue;
      }
      this.expect('(');
      this.modifiers();
      const types = [this.typeNode()];
      while (this.accept('|')) types.push(this.typeNode());
      const name = this.identifier();
      this.expect(')');
      catches.push({ at: name.start, catchAt, types, name: name.text, body: this.block() });
    }
    const last = this.accept('finally') ? this.block() : null;
    if (catches.length === 0 && !last && resources.length === 0) {
      this.report(at, at + 3, "'try' without 'catch', 'finally' or resource declarations");
    }
    return { k: 'Try', at, resources, body, catches, finally: last };
  }
}

function isStatementExpression(e: Expr): boolean {
  return (
    e.k === 'Assign' ||
    e.k === 'CompoundAssign' ||
    e.k === 'IncDec' ||
    e.k === 'Call' ||
    e.k === 'New' ||
    e.k === 'Switch'
  );
}
