import type {
  Block,
  ClassDecl,
  ClassKind,
  CompilationUnit,
  Declarator,
  EnumConstant,
  Import,
  Member,
  Modifiers,
  Parameter,
  Problem,
  TypeNode,
  TypeParameterNode,
} from '../syntax/ast.ts';
import { isPrimitiveName, ParseStop } from './cursor.ts';
import { NO_MODIFIERS } from './expressions.ts';
import { lex } from './lexer.ts';
import { StatementParser } from './statements.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static abstract final native synchronized transient volatile strictfp default'.split(' '),
);

/** What may follow `sealed` where it is a modifier. */
const DECLARES_CLASS: ReadonlySet<string> = new Set(
  'class interface abstract public protected private static strictfp'.split(' '),
);

/** JLS 6 to 10. `stubs`: methods of classes need no body (library/table.ts). */
class JavaParser extends StatementParser {
  constructor(
    tokens: ReturnType<typeof lex>['tokens'],
    private readonly stubs: boolean,
  ) {
    super(tokens);
  }

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
      } else {
        const sealing = this.sealing();
        if (!sealing) break;
        flags.add(sealing);
      }
    }
    return flags.size === 0 && annotations.length === 0 ? NO_MODIFIERS : { flags, annotations };
  }
  /** `sealed` and `non-sealed` are words of the language before a class only. */
  private sealing(): 'sealed' | 'non-sealed' | null {
    if (this.isWord('sealed')) {
      if (!DECLARES_CLASS.has(this.peek().text)) return null;
      this.next();
      return 'sealed';
    }
    if (!(this.isWord('non') && this.isAt(1, '-') && this.peek(2).text === 'sealed')) return null;
    this.next();
    this.next();
    this.next();
    return 'non-sealed';
  }
  protected classFollows(): boolean {
    return (
      this.is('class') ||
      this.is('interface') ||
      this.is('enum') ||
      this.recordFollows() ||
      (this.is('@') && this.isAt(1, 'interface'))
    );
  }
  protected recordFollows(): boolean {
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

  protected classDeclaration(modifiers: Modifiers): ClassDecl {
    let kind: ClassKind = 'class';
    const keywordAt = this.token.start;
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
    if ((kind === 'class' || kind === 'interface') && this.accept('extends')) {
      if (kind === 'interface') implemented = this.typeList();
      else extended = this.typeNode();
    }
    if (kind !== 'interface' && this.accept('implements')) implemented = this.typeList();
    let permits: TypeNode[] | null = null;
    if (this.isWord('permits')) {
      this.next();
      permits = this.typeList();
    }
    const body = this.classMembers(kind, name.text);
    return {
      k: 'Class',
      at: name.start,
      keywordAt,
      permits,
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
      this.next();
      this.parameters();
      if (this.accept('throws')) this.typeList();
      this.methodBody();
      return;
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
      const isVoid = type.k === 'TPrimitive' && type.name === 'void';
      if (isVoid && !this.is('(')) this.report(this.token.start, this.token.end, "'(' expected");
      // A modifier begins the next member.
      if (this.token.kind === 'keyword' && MODIFIERS.has(this.token.text)) return;
      throw new ParseStop();
    }
    if (this.isAt(1, '(')) {
      const name = this.next();
      const parameters = this.parameters();
      const returnType = this.dimensions(type);
      const throwing = this.accept('throws') ? this.typeList() : [];
      if (this.accept('default')) this.elementValue();
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
    if (kind === 'record' && !modifiers.flags.has('static')) {
      const { at, name } = variables[0]!;
      const advice = '(consider replacing field with record component)';
      this.report(at, at + name.length, `field declaration must be static\n  ${advice}`);
    }
    into.push({ k: 'Field', at: start, modifiers, type, variables });
  }
  /** What an annotation's member is by default. */
  private elementValue(): void {
    if (this.is('@')) this.skipAnnotations();
    else if (!this.accept('{')) this.expression();
    else {
      while (!this.is('}')) {
        this.elementValue();
        if (!this.accept(',')) break;
      }
      this.expect('}');
    }
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
