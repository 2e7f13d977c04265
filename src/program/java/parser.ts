import type {
  Block,
  ClassDecl,
  ClassKind,
  CompilationUnit,
  EnumConstant,
  Import,
  Member,
  Modifiers,
  Parameter,
  Problem,
  TypeNode,
  TypeParameterNode,
} from '../syntax/ast.ts';
import { type LexError, lex, type Token } from './lexer.ts';
import { NO_MODIFIERS } from './primaries.ts';
import { StatementParser } from './statements.ts';
import { arrayType, asType, simpleName } from './terms.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static abstract final native synchronized transient volatile strictfp default'.split(' '),
);

/** What may follow `sealed` where it is a modifier. */
const DECLARES_CLASS: ReadonlySet<string> = new Set(
  'class interface enum abstract public protected private static final strictfp'.split(' '),
);

/** JLS 6 to 10. `stubs`: methods of classes need no body (library/table.ts). */
class JavaParser extends StatementParser {
  constructor(
    tokens: readonly Token[],
    lexErrors: readonly LexError[],
    private readonly stubs: boolean,
  ) {
    super(tokens, lexErrors);
  }

  protected modifiers(): Modifiers {
    const flags = new Set<string>();
    const annotations: { name: string; at: number }[] = [];
    for (;;) {
      const { kind, text } = this.token;
      if (this.is('@') && !this.isAt(1, 'interface')) annotations.push(...this.skipAnnotations());
      else if (kind === 'bad') {
        this.next();
        this.next();
      } else if (kind === 'keyword' && MODIFIERS.has(text)) {
        const flag = this.token;
        if (flags.has(flag.text)) this.error(flag.start, 'repeated modifier', flag.end);
        this.next();
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
    const length = this.sealingLength;
    for (let i = 0; i < length; i++) this.next();
    return length === 0 ? null : length === 1 ? 'sealed' : 'non-sealed';
  }
  private get sealingLength(): 0 | 1 | 3 {
    const declares = (ahead: number): boolean =>
      this.peek(ahead).kind === 'keyword' && DECLARES_CLASS.has(this.peek(ahead).text);
    if (this.isWord('sealed')) return declares(1) || this.peek().text === 'record' ? 1 : 0;
    return this.isWord('non') && this.isAt(1, '-') && this.peek(2).text === 'sealed' ? 3 : 0;
  }
  protected sealedFollows(): boolean {
    return this.sealingLength > 0;
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
    return this.isWord('record') && this.peek().kind === 'id';
  }

  private typeParameters(): TypeParameterNode[] {
    const params: TypeParameterNode[] = [];
    if (!this.accept('<')) return params;
    do {
      this.skipAnnotations();
      const name = this.className();
      const bounds: TypeNode[] = [];
      if (this.accept('extends')) {
        do bounds.push(this.typeNode());
        while (this.accept('&'));
      }
      params.push({ at: name.start, name: name.text, bounds });
    } while (this.accept(','));
    this.expect('>');
    return params;
  }
  private typeList(): TypeNode[] {
    const types: TypeNode[] = [];
    do types.push(this.typeNode());
    while (this.accept(','));
    return types;
  }
  private className(): Token {
    const name = this.identifier();
    const since = { var: '10', yield: '14', record: '16', sealed: '17', permits: '17' }[name.text];
    if (since) {
      const why = `as of release ${since}, '${name.text}' is a restricted type name and cannot be used for type declarations`;
      this.complain(name.start, `'${name.text}' not allowed here\n  ${why}`);
    }
    return name;
  }

  /** Null where no class follows; the error is reported then. */
  protected classDeclaration(modifiers: Modifiers): ClassDecl | null {
    const keywordAt = this.token.start;
    if (!this.classFollows()) {
      if (this.isWord('record')) this.syntaxError(keywordAt, 'record header expected');
      else {
        if (this.isName()) {
          this.identifier();
          this.breakTo(this.token.start);
        }
        this.syntaxError(keywordAt, 'class, interface, enum, or record expected');
      }
      return null;
    }
    let kind: ClassKind = 'class';
    if (this.accept('@')) {
      this.next();
      kind = 'annotation';
    } else kind = this.next().text as ClassKind;
    const name = this.className();
    const typeParameters = kind === 'enum' ? [] : this.typeParameters();
    const components = kind === 'record' ? this.parameters(false) : [];
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
  protected classBody(name: string, at: number): ClassDecl {
    const body = this.classMembers('class', name);
    return {
      k: 'Class',
      at,
      kind: 'class',
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
    const members: Member[] = [];
    const constants: EnumConstant[] = [];
    this.expect('{');
    if (kind === 'enum') this.enumBody(name, constants, members);
    else {
      if (this.isBroken) {
        this.skip({ members: true });
        if (!this.accept('{')) return { members, constants, end: this.previousEnd };
      }
      while (!this.is('}') && !this.atEnd) {
        this.classMember(kind, name, members);
        if (this.isBroken) this.skip({ members: true, names: true });
      }
    }
    const end = this.token.start;
    this.expect('}');
    return { members, constants, end };
  }

  private enumBody(name: string, constants: EnumConstant[], members: Member[]): void {
    let isPastConstants = false;
    let isMixed = false;
    let isWrong = false;
    if (this.accept(',')) {
      if (this.accept(';')) isPastConstants = true;
      else if (!this.is('}')) {
        this.complain(this.previousEnd, "'}' or ';' expected");
        isWrong = true;
      }
    }
    while (!this.is('}') && !this.atEnd) {
      if (this.accept(';')) {
        isPastConstants = true;
        if (this.is('}') || this.atEnd) break;
      }
      if (this.constantFollows(name) ?? !isPastConstants) {
        isWrong = false;
        if (isPastConstants && !isMixed) {
          this.complain(this.token.start, 'enum constant not expected here');
          isMixed = true;
        }
        constants.push(this.enumConstant());
        if (!this.isBroken && !this.is('}') && !this.is(';') && !this.atEnd && !this.accept(',')) {
          this.breakTo(this.token.start);
          this.complain(this.previousEnd, "',', '}', or ';' expected");
          isWrong = true;
        } else if (this.isBroken) this.skip({ members: true, names: true });
      } else {
        if (!isPastConstants && !isMixed && !isWrong) {
          this.complain(this.token.start, 'enum constant expected here');
          isMixed = true;
        }
        isWrong = false;
        this.classMember('enum', name, members);
        if (this.isBroken) this.skip({ members: true, names: true });
      }
    }
  }
  /** Does a constant or a member follow? Null: either may. */
  private constantFollows(enumName: string): boolean | null {
    if (this.token.kind === 'id') {
      if (this.token.text === enumName && this.isAt(1, '(')) return false;
      if (this.recordFollows()) return false;
      if (['(', '{', ',', ';', '}'].includes(this.peek().text) || this.peek().kind === 'eof') return true;
      return null;
    }
    return this.is('@') || this.is('<') ? null : false;
  }
  private enumConstant(): EnumConstant {
    this.skipAnnotations();
    const name = this.identifier();
    const args = this.is('(') ? this.arguments() : [];
    const body = this.is('{') ? this.classBody('', name.start) : null;
    return { at: name.start, name: name.text, args, body };
  }

  private classMember(kind: ClassKind, className: string, into: Member[]): void {
    if (this.accept(';')) return;
    const start = this.token.start;
    const modifiers = this.modifiers();
    if (this.classFollows()) {
      const made = this.classDeclaration(modifiers);
      if (made) into.push(made);
      return;
    }
    const isStatic = modifiers.flags.has('static');
    const isInterface = kind === 'interface' || kind === 'annotation';
    if (this.is('{') && modifiers.flags.size === (isStatic ? 1 : 0) && modifiers.annotations.length === 0) {
      if (isInterface) this.error(this.token.start, 'initializers not allowed in interfaces');
      else if (kind === 'record' && !isStatic)
        this.error(this.token.start, 'instance initializers are not allowed in records');
      into.push({ k: 'Initializer', at: start, isStatic, body: this.block() });
      return;
    }
    this.methodOrField(kind, className, modifiers, start, into);
  }
  private methodOrField(kind: ClassKind, className: string, modifiers: Modifiers, start: number, into: Member[]): void {
    const isInterface = kind === 'interface' || kind === 'annotation';
    const typeParameters = this.typeParameters();
    const at = this.token.start;
    const isVoid = this.is('void');
    const term = isVoid ? this.primitiveTerm() : this.typeWithout('var');
    const constructed = simpleName(term);
    const isCompact = kind === 'record' && this.is('{');
    if (constructed !== null && ((this.is('(') && !isInterface) || isCompact)) {
      const isOwn = constructed === className;
      if (!isOwn) this.error(at, 'invalid method declaration; return type required', at + constructed.length);
      const rest = this.methodRest(null, isCompact);
      // What lacks its type is no constructor of the class.
      if (isOwn) into.push({ k: 'Method', at, name: '<init>', modifiers, typeParameters, ...rest, compact: isCompact });
      return;
    }
    const type = asType(term);
    const name = this.identifier();
    if (this.is('(')) {
      into.push({
        k: 'Method',
        at: name.start,
        name: name.text,
        modifiers,
        typeParameters,
        ...this.methodRest(type, false),
      });
      return;
    }
    if (isVoid || typeParameters.length > 0) {
      this.syntaxError(this.token.start, "'(' expected");
      return;
    }
    const variables = this.declarators(isInterface && !this.stubs, name);
    this.expect(';');
    if (kind === 'record' && !modifiers.flags.has('static')) {
      const advice = '(consider replacing field with record component)';
      this.syntaxError(name.start, `field declaration must be static\n  ${advice}`);
    }
    if (name.text !== '') into.push({ k: 'Field', at: start, modifiers, type, variables });
  }
  /** What follows a method's name. */
  private methodRest(
    type: TypeNode | null,
    isCompact: boolean,
  ): { returnType: TypeNode | null; parameters: Parameter[]; throws: TypeNode[]; body: Block | null } {
    const parameters = isCompact ? [] : this.parameters(false);
    const returnType = type && arrayType(type, this.dimensions());
    const throws = this.accept('throws') ? this.typeList() : [];
    if (this.is('{')) return { returnType, parameters, throws, body: this.block() };
    if (this.accept('default')) this.elementValue();
    this.expect(';');
    let body: Block | null = null;
    if (this.isBroken) {
      this.skip({ members: true });
      if (this.is('{')) body = this.block();
    }
    return { returnType, parameters, throws, body };
  }

  protected annotationArguments(): void {
    this.next();
    if (!this.is(')')) {
      do this.annotationArgument();
      while (this.accept(','));
    }
    this.expect(')');
  }
  private annotationArgument(): void {
    if (this.isName() && this.isAt(1, '=')) {
      this.next();
      this.next();
    }
    this.elementValue();
  }
  private elementValue(): void {
    const around = this.mode;
    if (this.is('@')) this.skipAnnotations();
    else if (!this.accept('{')) this.plainExpression();
    else {
      if (!this.accept(',') && !this.is('}')) {
        do {
          if (this.is('}')) break;
          this.elementValue();
        } while (this.accept(','));
      }
      this.expect('}');
    }
    this.mode = around;
  }

  protected parameters(ofLambda: boolean): Parameter[] {
    const params: Parameter[] = [];
    this.expect('(');
    if (!this.is(')')) {
      do {
        const last = params[params.length - 1];
        if (last?.varargs)
          this.error(last.at, 'varargs parameter must be the last parameter', last.at + last.name.length);
        params.push(this.parameter(ofLambda, params.length));
      } while (this.accept(','));
    }
    if (!this.accept(')')) {
      this.breakTo(this.token.start);
      this.complain(this.previousEnd, "',', ')', or '[' expected");
    }
    // `this` as a receiver is no parameter.
    return params.filter((p) => p.name !== 'this');
  }
  private parameter(ofLambda: boolean, index: number): Parameter {
    const modifiers = this.modifiers();
    const term = this.typeWithout(ofLambda ? null : 'var');
    let type: TypeNode | null = asType(term);
    const varargs = this.accept('...');
    if (varargs) type = arrayType(type, 1);
    if (this.stubs && this.token.kind !== 'id')
      return { at: term.start, name: `arg${index}`, type, varargs, modifiers };
    const isReceiver = this.is('this') && !ofLambda;
    const name = isReceiver ? this.next() : this.identifier();
    type = arrayType(type, this.dimensions());
    if (ofLambda && simpleName(term) === 'var') type = null;
    return { at: name.start, name: name.text, type, varargs, modifiers };
  }

  unit(file: string, text: string): CompilationUnit {
    let packageName = '';
    const imports: Import[] = [];
    const classes: ClassDecl[] = [];
    let modifiers = this.is('@') ? this.modifiers() : null;
    if (this.accept('package')) {
      packageName = this.qualified();
      this.expect(';');
      modifiers = null;
    }
    let isFirst = true;
    while (!this.atEnd) {
      if (this.isBroken) {
        this.skip({ imports: isFirst });
        if (this.atEnd) break;
      }
      if (this.is('import') && !modifiers) {
        imports.push(this.importDeclaration());
        continue;
      }
      if (!modifiers && this.accept(';')) continue;
      const made = this.classDeclaration(
        modifiers && !this.is('@') ? merged(modifiers, this.modifiers()) : this.modifiers(),
      );
      if (made) classes.push(made);
      modifiers = null;
      isFirst = false;
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
    let last = at;
    do {
      last = this.token.start;
      this.expect('.');
      if (this.accept('*')) {
        this.expect(';');
        return { at: last, name, isStatic, star: true };
      }
      name += `.${this.identifier().text}`;
    } while (this.is('.'));
    this.expect(';');
    return { at: last, name, isStatic, star: false };
  }
}

function merged(a: Modifiers, b: Modifiers): Modifiers {
  return { flags: new Set([...a.flags, ...b.flags]), annotations: [...a.annotations, ...b.annotations] };
}

/** Parses a .java file. With problems, the unit holds what could be read. */
export function parseJava(
  file: string,
  text: string,
  stubs = false,
): { readonly unit: CompilationUnit; readonly problems: readonly Problem[] } {
  const { tokens, errors } = lex(text);
  const parser = new JavaParser(tokens, errors, stubs);
  const unit = parser.unit(file, text);
  const problems = parser.errors.map(
    ({ at, end, message }): Problem => ({ file, at, end, severity: 'error', message }),
  );
  return { unit, problems };
}
