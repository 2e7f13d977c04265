import type {
  Block,
  CatchClause,
  ClassDecl,
  ClassKind,
  CompilationUnit,
  Declarator,
  EnumConstant,
  Expr,
  Import,
  LocalVariable,
  Member,
  Modifiers,
  Parameter,
  Problem,
  Stmt,
  TypeNode,
  TypeParameterNode,
} from '../syntax/ast.ts';
import { isPrimitiveName, ParseStop } from './cursor.ts';
import { ExpressionParser, NO_MODIFIERS } from './expressions.ts';
import { lex } from './lexer.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static abstract final native synchronized transient volatile strictfp default'.split(' '),
);

/** JLS 6 to 14. `stubs`: methods of classes need no body (library/table.ts). */
class JavaParser extends ExpressionParser {
  constructor(
    tokens: ReturnType<typeof lex>['tokens'],
    private readonly stubs: boolean,
  ) {
    super(tokens);
  }

  // ---- statements ----------------------------------------------------------------------------------------------------

  protected block(): Block {
    const at = this.expect('{').start;
    const statements = this.statements();
    const end = this.token.start;
    this.expect('}');
    return { k: 'Block', at, statements, end };
  }
  private statements(): Stmt[] {
    const statements: Stmt[] = [];
    while (!this.is('}') && !this.atEnd) {
      const from = this.p;
      try {
        statements.push(this.blockStatement());
      } catch (error) {
        if (!(error instanceof ParseStop) || this.speculating) throw error;
        this.skipStatement(from);
      }
    }
    return statements;
  }
  /** Goes on after the `;` or before the `}` that ends the broken statement. */
  private skipStatement(from: number): void {
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
  private declarator(): Declarator {
    if (this.token.kind !== 'id') {
      if (this.is('=') || this.is(';') || this.is('(')) {
        this.report(this.previousEnd, this.previousEnd, variablesNameMissing(this.is('(')));
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

  // ---- declarations --------------------------------------------------------------------------------------------------

  protected modifiers(): Modifiers {
    const flags = new Set<string>();
    const annotations: { name: string; at: number }[] = [];
    for (;;) {
      if (this.is('@') && !this.isAt(1, 'interface')) annotations.push(...this.skipAnnotations());
      else if (this.token.kind === 'keyword' && MODIFIERS.has(this.token.text)) {
        if (this.is('default') && (this.isAt(1, ':') || this.isAt(1, '->'))) break;
        const flag = this.next();
        if (flags.has(flag.text)) this.report(flag.start, flag.end, 'repeated modifier');
        flags.add(flag.text);
      } else if ((this.isWord('sealed') || this.isWord('non')) && this.sealedFollows()) {
        flags.add('sealed');
      } else break;
    }
    return flags.size === 0 && annotations.length === 0 ? NO_MODIFIERS : { flags, annotations };
  }
  private sealedFollows(): boolean {
    if (this.isWord('sealed')) {
      if (!['class', 'interface', 'abstract', 'public', 'static'].includes(this.peek().text)) return false;
      this.next();
      return true;
    }
    if (!(this.isAt(1, '-') && this.peek(2).text === 'sealed')) return false;
    this.next();
    this.next();
    this.next();
    return true;
  }
  private classFollows(): boolean {
    return (
      this.is('class') ||
      this.is('interface') ||
      this.is('enum') ||
      this.recordFollows() ||
      (this.is('@') && this.isAt(1, 'interface'))
    );
  }
  private recordFollows(): boolean {
    return this.isWord('record') && this.peek().kind === 'id' && (this.isAt(2, '(') || this.isAt(2, '<'));
  }

  private typeParameters(): TypeParameterNode[] {
    const params: TypeParameterNode[] = [];
    if (!this.accept('<')) return params;
    do {
      this.skipAnnotations();
      const name = this.identifier();
      const bounds: TypeNode[] = [];
      if (this.accept('extends')) {
        do bounds.push(this.typeNode());
        while (this.accept('&'));
      }
      params.push({ at: name.start, name: name.text, bounds });
    } while (this.accept(','));
    this.closeAngle();
    return params;
  }
  private typeList(): TypeNode[] {
    const types: TypeNode[] = [];
    do types.push(this.typeNode());
    while (this.accept(','));
    return types;
  }

  private classDeclaration(modifiers: Modifiers): ClassDecl {
    let kind: ClassKind = 'class';
    if (this.accept('@')) {
      this.next();
      kind = 'annotation';
    } else kind = this.next().text as ClassKind;
    const name = this.identifier();
    const typeParameters = this.typeParameters();
    const components: Parameter[] = [];
    if (kind === 'record') {
      this.expect('(');
      while (!this.is(')')) {
        if (components.length > 0) this.expect(',');
        components.push(this.parameter());
      }
      this.next();
    }
    let extended: TypeNode | null = null;
    let implemented: TypeNode[] = [];
    if (this.accept('extends')) {
      if (kind === 'interface') implemented = this.typeList();
      else extended = this.typeNode();
    }
    if (this.accept('implements')) implemented = this.typeList();
    if (this.isWord('permits')) {
      this.next();
      this.typeList();
    }
    const body = this.classMembers(kind, name.text);
    return {
      k: 'Class',
      at: name.start,
      kind,
      name: name.text,
      modifiers,
      typeParameters,
      extends: extended,
      implements: implemented,
      components,
      ...body,
    };
  }
  protected classBody(kind: 'class', name: string, at: number): ClassDecl {
    const body = this.classMembers(kind, name);
    return {
      k: 'Class',
      at,
      kind,
      name,
      modifiers: NO_MODIFIERS,
      typeParameters: [],
      extends: null,
      implements: [],
      components: [],
      ...body,
    };
  }

  private classMembers(kind: ClassKind, name: string): { members: Member[]; constants: EnumConstant[]; end: number } {
    this.expect('{');
    const members: Member[] = [];
    const constants = kind === 'enum' ? this.enumConstants() : [];
    while (!this.is('}')) {
      if (this.atEnd) this.fail("'}' expected");
      if (this.accept(';')) continue;
      const from = this.p;
      try {
        this.member(kind, name, members);
      } catch (error) {
        if (!(error instanceof ParseStop) || this.speculating) throw error;
        if (this.atEnd) throw error;
        this.skipStatement(from);
      }
    }
    const end = this.token.start;
    this.next();
    return { members, constants, end };
  }
  private enumConstants(): EnumConstant[] {
    const constants: EnumConstant[] = [];
    while (this.token.kind === 'id' || this.is('@')) {
      this.skipAnnotations();
      const name = this.identifier();
      const args = this.is('(') ? this.arguments() : [];
      const body = this.is('{') ? this.classBody('class', '', name.start) : null;
      constants.push({ at: name.start, name: name.text, args, body });
      if (!this.accept(',')) break;
    }
    if (!this.is('}')) this.expect(';');
    return constants;
  }

  private member(kind: ClassKind, className: string, into: Member[]): void {
    const start = this.token.start;
    if (this.is('{')) {
      into.push({ k: 'Initializer', at: start, isStatic: false, body: this.block() });
      return;
    }
    if (this.is('static') && this.isAt(1, '{')) {
      this.next();
      into.push({ k: 'Initializer', at: start, isStatic: true, body: this.block() });
      return;
    }
    const modifiers = this.modifiers();
    if (this.classFollows()) {
      into.push(this.classDeclaration(modifiers));
      return;
    }
    const typeParameters = this.typeParameters();
    // Constructors.
    if (
      this.token.kind === 'id' &&
      this.token.text === className &&
      (this.isAt(1, '(') || (kind === 'record' && this.isAt(1, '{')))
    ) {
      const name = this.next();
      const compact = this.is('{');
      const parameters = compact ? [] : this.parameters();
      const throwing = this.accept('throws') ? this.typeList() : [];
      const body = this.methodBody();
      into.push({
        k: 'Method',
        at: name.start,
        name: '<init>',
        modifiers,
        typeParameters,
        returnType: null,
        parameters,
        throws: throwing,
        body,
        compact,
      });
      return;
    }
    if (this.token.kind === 'id' && this.isAt(1, '(')) {
      this.report(this.token.start, this.token.end, 'invalid method declaration; return type required');
      throw new ParseStop();
    }
    if (
      this.token.kind !== 'id' &&
      !(this.token.kind === 'keyword' && (isPrimitiveName(this.token.text) || this.is('void')))
    ) {
      this.fail(
        this.token.kind === 'op' || this.token.kind === 'keyword' ? 'illegal start of type' : '<identifier> expected',
      );
    }
    const type = this.typeNode();
    if (this.token.kind !== 'id') {
      this.report(this.previousEnd, this.previousEnd, '<identifier> expected');
      throw new ParseStop();
    }
    if (this.isAt(1, '(')) {
      const name = this.next();
      const parameters = this.parameters();
      const returnType = this.dimensions(type);
      const throwing = this.accept('throws') ? this.typeList() : [];
      if (this.accept('default')) this.expression();
      const body = this.methodBody();
      into.push({
        k: 'Method',
        at: name.start,
        name: name.text,
        modifiers,
        typeParameters,
        returnType,
        parameters,
        throws: throwing,
        body,
      });
      return;
    }
    const variables: Declarator[] = [];
    do variables.push(this.declarator());
    while (this.accept(','));
    this.expect(';');
    into.push({ k: 'Field', at: start, modifiers, type, variables });
  }
  private parameters(): Parameter[] {
    this.expect('(');
    const params: Parameter[] = [];
    while (!this.is(')')) {
      if (params.length > 0) {
        if (!this.is(',')) this.fail("',', ')', or '[' expected");
        this.next();
      }
      if (this.stubs) params.push(this.stubParameter(params.length));
      else {
        const parameter = this.parameter();
        if (parameter.name !== 'this') params.push(parameter);
      }
    }
    this.next();
    return params;
  }
  /** Stubs may leave parameter names out. */
  private stubParameter(index: number): Parameter {
    this.modifiers();
    let type = this.typeNode();
    const varargs = this.accept('...');
    if (varargs) type = { k: 'TArray', at: type.at, of: type };
    const name = this.token.kind === 'id' ? this.next().text : `arg${index}`;
    return { at: type.at, name, type: this.dimensions(type), varargs, modifiers: NO_MODIFIERS };
  }
  private methodBody(): Block | null {
    if (this.is('{')) return this.block();
    if (!this.is(';')) {
      if (this.atEnd) this.fail("'{' expected");
      this.report(this.previousEnd, this.previousEnd, "'{' or ';' expected");
      throw new ParseStop();
    }
    this.next();
    return null;
  }

  unit(file: string, text: string): CompilationUnit {
    let packageName = '';
    const imports: Import[] = [];
    const classes: ClassDecl[] = [];
    try {
      const from = this.p;
      this.skipAnnotations();
      if (this.accept('package')) {
        packageName = this.qualified();
        this.expect(';');
      } else this.p = from;
      for (;;) {
        if (this.accept(';')) continue;
        if (!this.is('import')) break;
        imports.push(this.importDeclaration());
      }
    } catch (error) {
      if (!(error instanceof ParseStop)) throw error;
      this.skipStatement(this.p);
    }
    while (!this.atEnd) {
      if (this.accept(';')) continue;
      const from = this.p;
      try {
        if (this.is('import')) {
          imports.push(this.importDeclaration());
          continue;
        }
        const modifiers = this.modifiers();
        if (!this.classFollows()) this.fail('class, interface, enum, or record expected');
        classes.push(this.classDeclaration(modifiers));
      } catch (error) {
        if (!(error instanceof ParseStop)) throw error;
        // After a broken class javac says little; one error is enough.
        if (this.p === from) this.next();
        while (!this.atEnd && !this.is('class') && !this.is('interface') && !this.is('enum')) this.next();
      }
    }
    return { file, text, package: packageName, imports, classes };
  }
  private qualified(): string {
    let name = this.identifier().text;
    while (this.accept('.')) name += `.${this.identifier().text}`;
    return name;
  }
  private importDeclaration(): Import {
    this.next();
    const isStatic = this.accept('static');
    const at = this.token.start;
    let name = this.identifier().text;
    let star = false;
    let last = at;
    while (this.is('.')) {
      last = this.next().start;
      if (this.accept('*')) {
        star = true;
        break;
      }
      name += `.${this.identifier().text}`;
    }
    this.expect(';');
    return { at: last, name, isStatic, star };
  }
}

function variablesNameMissing(_call: boolean): string {
  return '<identifier> expected';
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

/** Parses a .java file. With problems, the unit holds what could be read. */
export function parseJava(
  file: string,
  text: string,
  stubs = false,
): { readonly unit: CompilationUnit; readonly problems: readonly Problem[] } {
  const { tokens, errors } = lex(text);
  const parser = new JavaParser(tokens, stubs);
  const unit = parser.unit(file, text);
  const found = [...errors, ...parser.errors].sort((a, b) => a.at - b.at);
  const problems = found.map((e): Problem => ({ file, at: e.at, end: e.end, severity: 'error', message: e.message }));
  return { unit, problems };
}
