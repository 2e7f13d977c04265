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
import { isToken } from './cursor.ts';
import { NO_MODIFIERS } from './primaries.ts';
import { SwitchParser } from './switches.ts';
import { asExpression, asType, type Term } from './terms.ts';
import { Mode } from './types.ts';

const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  'if for while do try switch synchronized return throw break continue else finally catch assert'.split(' '),
);
/** What makes `yield` before it a statement. */
const YIELDED: ReadonlySet<string> = new Set(
  '+ - null _ true false new switch this super byte char short int long float double void boolean ;'.split(' '),
);

/** JLS 14. */
export abstract class StatementParser extends SwitchParser {
  protected abstract classFollows(): boolean;
  protected abstract recordFollows(): boolean;
  protected abstract sealedFollows(): boolean;
  protected abstract classDeclaration(modifiers: Modifiers): ClassDecl | null;

  protected block(): Block {
    const at = this.token.start;
    this.expect('{');
    const statements = this.blockStatements();
    while (this.is('case') || this.is('default')) {
      this.syntaxError(this.token.start, `orphaned ${this.token.text}`);
      this.switchCases(true);
    }
    const end = this.token.start;
    this.expect('}');
    return { k: 'Block', at, statements, end };
  }

  /** Where the statements were given up. */
  private gaveUpAt = -1;
  protected blockStatements(): Stmt[] {
    const statements: Stmt[] = [];
    for (;;) {
      const read = this.blockStatement();
      if (!read) return statements;
      statements.push(read);
      if (this.token.start === this.gaveUpAt) return statements;
      if (this.isBroken) {
        this.skip({ members: true, names: true, statements: true });
        this.gaveUpAt = this.token.start;
      }
    }
  }
  /** Null at the end of a block or of a case. */
  private blockStatement(): Stmt | null {
    const t = this.token;
    if (t.kind === 'eof') return null;
    if (t.kind === 'op') {
      if (t.text === '}') return null;
      if (t.text === '{' || t.text === ';') return this.simpleStatement();
      if (t.text === '@') return this.modifiedStatement();
    }
    if (t.kind === 'keyword') {
      if (t.text === 'case' || t.text === 'default') return null;
      if (STATEMENT_WORDS.has(t.text)) return this.simpleStatement();
      if (t.text === 'final') return this.modifiedStatement();
      if (['abstract', 'strictfp', 'class', 'interface', 'enum'].includes(t.text)) return this.localClass();
    }
    if (t.kind === 'id') {
      if (t.text === 'yield' && this.yieldsValue()) return this.yieldStatement();
      if (this.sealedFollows()) {
        this.error(t.start, 'sealed or non-sealed local classes are not allowed');
        return this.localClass();
      }
      if (this.recordFollows()) return this.localClass();
    }
    return this.expressionStatement();
  }
  private modifiedStatement(): Stmt {
    const at = this.token.start;
    const modifiers = this.modifiers();
    if (this.classFollows()) return this.localClass(modifiers, at);
    return this.localVariables(modifiers, this.typeWithout(null));
  }
  private localClass(modifiers = this.modifiers(), at = this.token.start): Stmt {
    const made = this.classDeclaration(modifiers);
    return made ? { k: 'LocalClass', at, class: made } : { k: 'Empty', at };
  }
  private yieldsValue(): boolean {
    const t = this.peek();
    if (['!', '~', '++', '--'].includes(t.text)) return !this.isAt(2, ';');
    if (isToken(t, '(')) {
      let depth = 1;
      let isCall = false;
      let i = 2;
      for (; depth > 0 && this.peek(i).kind !== 'eof'; i++) {
        const inner = this.peek(i);
        if (isToken(inner, '(')) depth++;
        else if (isToken(inner, ')')) depth--;
        else if (isToken(inner, ',') && depth === 1) isCall = true;
      }
      return !isCall || this.isAt(i, '->');
    }
    if (t.kind === 'op' || t.kind === 'keyword') return YIELDED.has(t.text);
    return t.kind !== 'eof' && t.kind !== 'bad';
  }
  private yieldStatement(): Stmt {
    const at = this.next().start;
    const value = this.expression();
    this.expect(';');
    return { k: 'Yield', at, value };
  }
  /** An expression, a declaration of variables, or a label: which one is known when a type or expression is read. */
  private expressionStatement(): Stmt {
    const t = this.token;
    const term = this.term(Mode.expression | Mode.type);
    if (term.k === 'Name' && this.is(':')) {
      this.next();
      return { k: 'Labeled', at: t.start, label: term.name, body: this.statementAsBlock() };
    }
    if (this.wasType && this.isName()) return this.localVariables(NO_MODIFIERS, term);
    const expr = this.statementExpression(term);
    this.expect(';');
    return { k: 'Expr', at: t.start, expr };
  }
  /** What may stand as a statement. */
  private statementExpression(term: Term): Expr {
    const expr = asExpression(term);
    if (term.k === 'Type' || !isStatementExpression(expr) || this.parenthesised.has(expr))
      this.error(term.at, 'not a statement', Math.max(term.end, term.at + 1));
    return expr;
  }

  // ---- variables -----------------------------------------------------------------------------------------------------

  private localVariables(modifiers: Modifiers, type: Term): LocalVariable {
    const declaration = this.variables(modifiers, type);
    this.expect(';');
    return declaration;
  }
  private variables(modifiers: Modifiers, term: Term): LocalVariable {
    const type = asType(term);
    const variables = this.declarators(false);
    const checked = this.inferredType(type, term.k === 'Type' ? term.start : term.at, variables);
    return { k: 'Local', at: term.start, type: checked, modifiers, variables };
  }
  /** `var`: of one variable, and of no array. */
  private inferredType(type: TypeNode, at: number, variables: readonly Declarator[]): TypeNode {
    let element = type;
    while (element.k === 'TArray') element = element.of;
    if (element.k !== 'TName' || element.parts.length !== 1 || element.parts[0]!.args) return type;
    if (element.parts[0]!.name !== 'var') return type;
    if (type.k === 'TArray' || (variables.length === 1 && variables[0]!.dimensions > 0))
      this.complain(at, "'var' is not allowed as an element type of an array");
    else if (variables.length > 1) this.error(at, "'var' is not allowed in a compound declaration");
    return { k: 'TVar', at };
  }
  protected declarators(needInitializer: boolean, first = this.identifier()): Declarator[] {
    const found = [this.declarator(first, needInitializer)];
    while (this.accept(',')) found.push(this.declarator(this.identifier(), needInitializer));
    return found;
  }
  private declarator(name: { readonly text: string; readonly start: number }, needInitializer: boolean): Declarator {
    const dimensions = this.dimensions();
    let init: Expr | null = null;
    if (this.accept('=')) init = this.initializer();
    else if (needInitializer) this.syntaxError(this.token.start, '= expected');
    return { at: name.start, name: name.text, dimensions, init };
  }

  // ---- statements ----------------------------------------------------------------------------------------------------

  protected statementAsBlock(): Stmt {
    const { start } = this.token;
    const read = this.blockStatement();
    if (!read) {
      this.syntaxError(start, 'illegal start of statement');
      return { k: 'Empty', at: start };
    }
    if (read.k === 'LocalClass') this.error(read.class.at, 'class, interface or enum declaration not allowed here');
    else if (read.k === 'Local') this.error(read.variables[0]!.at, 'variable declaration not allowed here');
    return read;
  }

  private simpleStatement(): Stmt {
    const { start: at, text } = this.token;
    switch (text) {
      case '{':
        return this.block();
      case ';':
        this.next();
        return { k: 'Empty', at };
      case 'if': {
        this.next();
        const condition = this.condition();
        const then = this.statementAsBlock();
        const otherwise = this.accept('else') ? this.statementAsBlock() : null;
        return { k: 'If', at, condition, then, else: otherwise };
      }
      case 'while': {
        this.next();
        const condition = this.condition();
        return { k: 'While', at, condition, body: this.statementAsBlock() };
      }
      case 'do': {
        this.next();
        const body = this.statementAsBlock();
        this.expect('while');
        const condition = this.condition();
        this.expect(';');
        return { k: 'Do', at, body, condition };
      }
      case 'for':
        return this.forStatement();
      case 'try':
        return this.tryStatement();
      case 'switch':
        return { k: 'SwitchStmt', at, switch: this.switchOf(true) };
      case 'synchronized': {
        this.next();
        const lock = this.condition();
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
        this.next();
        return this.without(at, this.statementAsBlock(), "'else' without 'if'");
      case 'finally':
        this.next();
        return this.without(at, this.statementAsBlock(), "'finally' without 'try'");
      case 'catch': {
        const { body } = this.catchClause();
        return this.without(at, body, "'catch' without 'try'");
      }
      default:
        return this.jump(text as 'return', at);
    }
  }
  private without(at: number, read: Stmt, message: string): Stmt {
    this.syntaxError(at, message);
    return read;
  }
  private jump(word: 'return' | 'throw' | 'break' | 'continue', at: number): Stmt {
    this.next();
    if (word === 'break' || word === 'continue') {
      const label = this.isName() ? this.identifier().text : null;
      this.expect(';');
      return { k: word === 'break' ? 'Break' : 'Continue', at, label };
    }
    if (word === 'throw') {
      const value = this.expression();
      this.expect(';');
      return { k: 'Throw', at, value };
    }
    const value = this.is(';') ? null : this.expression();
    this.expect(';');
    return { k: 'Return', at, value };
  }
  private condition(): Expr {
    this.expect('(');
    const e = this.expression();
    this.expect(')');
    return e;
  }

  private forStatement(): Stmt {
    const at = this.next().start;
    this.expect('(');
    const init = this.is(';') ? [] : this.forInit();
    const only = init[0];
    if (init.length === 1 && only?.k === 'Local' && only.variables.length === 1 && !only.variables[0]!.init) {
      const [variable] = only.variables;
      if (this.accept(':')) {
        const iterable = this.expression();
        this.expect(')');
        const body = this.statementAsBlock();
        const isFinal = only.modifiers.flags.has('final');
        const { name, at: nameAt } = variable!;
        return { k: 'ForEach', at, type: only.type, name, nameAt, isFinal, iterable, body };
      }
    }
    this.expect(';');
    const condition = this.is(';') ? null : this.expression();
    this.expect(';');
    const update = this.is(')') ? [] : this.expressionList(this.expression());
    this.expect(')');
    return { k: 'For', at, init, condition, update, body: this.statementAsBlock() };
  }
  private forInit(): Stmt[] {
    if (this.is('final') || this.is('@')) {
      const modifiers = this.modifiers();
      return [this.variables(modifiers, this.typeWithout(null))];
    }
    const at = this.token.start;
    const term = this.term(Mode.expression | Mode.type);
    if (this.wasType && this.isName()) return [this.variables(NO_MODIFIERS, term)];
    if (this.wasType && this.is(':')) {
      this.error(at, 'bad initializer for for-loop');
      const variables: Declarator[] = [{ at, name: '', dimensions: 0, init: null }];
      return [{ k: 'Local', at, type: asType(term), modifiers: NO_MODIFIERS, variables }];
    }
    return this.expressionList(term).map((expr): Stmt => ({ k: 'Expr', at: expr.start, expr }));
  }
  private expressionList(first: Term): Expr[] {
    const found = [this.statementExpression(first)];
    while (this.accept(',')) found.push(this.statementExpression(this.expression()));
    return found;
  }

  private tryStatement(): Stmt {
    const at = this.next().start;
    const resources: (LocalVariable | Expr)[] = [];
    if (this.accept('(')) {
      do {
        if (resources.length > 0 && this.is(')')) break;
        resources.push(this.resource());
      } while (this.accept(';'));
      this.expect(')');
    }
    const body = this.block();
    const catches: CatchClause[] = [];
    while (this.is('catch')) catches.push(this.catchClause());
    const last = this.accept('finally') ? this.block() : null;
    if (catches.length === 0 && !last && resources.length === 0)
      this.error(at, "'try' without 'catch', 'finally' or resource declarations", at + 3);
    return { k: 'Try', at, resources, body, catches, finally: last };
  }
  private resource(): LocalVariable | Expr {
    const modifiers = this.is('final') || this.is('@') ? this.modifiers() : null;
    const term = modifiers ? this.typeWithout(null) : this.term(Mode.expression | Mode.type);
    if (!modifiers && !(this.wasType && this.isName())) {
      if (term.k !== 'Name' && term.k !== 'Select') {
        const message = 'the try-with-resources resource must either be a variable declaration or an expression';
        this.error(term.at, `${message} denoting a reference to a final or effectively final variable`);
      }
      return asExpression(term);
    }
    const variables = [this.declarator(this.identifier(), true)];
    const type = this.inferredType(asType(term), term.k === 'Type' ? term.start : term.at, variables);
    return { k: 'Local', at: term.start, type, modifiers: modifiers ?? NO_MODIFIERS, variables };
  }
  private catchClause(): CatchClause {
    const catchAt = this.next().start;
    this.expect('(');
    this.modifiers();
    const types = [this.typeNode()];
    while (this.accept('|')) types.push(this.typeNode());
    const name = this.identifier();
    this.expect(')');
    return { at: name.start, catchAt, types, name: name.text, body: this.block() };
  }
}

function isStatementExpression(e: Expr): boolean {
  return (
    e.k === 'Assign' ||
    e.k === 'CompoundAssign' ||
    e.k === 'IncDec' ||
    e.k === 'Call' ||
    e.k === 'New' ||
    e.k === 'Erroneous'
  );
}
