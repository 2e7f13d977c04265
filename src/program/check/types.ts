import type { ClassDecl, ClassKind, CompilationUnit, Constant, MethodDecl, PrimitiveName } from '../syntax/ast.ts';
import { mangle, mangleConstructor } from '../syntax/names.ts';

/** Java's types (JLS 4) and the symbols they are made of. */
export type Type =
  | PrimitiveType
  | { readonly kind: 'void' }
  | { readonly kind: 'null' }
  /** Of something already reported; fits everywhere. */
  | { readonly kind: 'error' }
  | ClassType
  | ArrayType
  | TypeVariable
  | WildcardType
  | { readonly kind: 'intersection'; readonly types: readonly Type[] }
  | InferenceVariable;

export interface PrimitiveType {
  readonly kind: 'primitive';
  readonly name: PrimitiveName;
}
export interface ClassType {
  readonly kind: 'class';
  readonly symbol: ClassSymbol;
  /** Empty for raw types and classes without type parameters. */
  readonly args: readonly Type[];
  /** Of an inner class of a generic class: the parameterisation around. */
  readonly outer?: ClassType;
}
export interface ArrayType {
  readonly kind: 'array';
  readonly of: Type;
}
export interface TypeVariable {
  readonly kind: 'variable';
  readonly name: string;
  /** At least Object once complete. */
  bounds: readonly Type[];
  /** Of a captured wildcard. */
  readonly captured?: WildcardType;
  readonly lower?: Type;
}
export interface WildcardType {
  readonly kind: 'wildcard';
  readonly bound: 'extends' | 'super' | null;
  readonly type: Type | null;
}
/** A type variable of a call that is being inferred (JLS 18). */
export interface InferenceVariable {
  readonly kind: 'infer';
  readonly variable: TypeVariable;
  readonly equal: Type[];
  readonly lower: Type[];
  readonly upper: Type[];
  solution: Type | null;
}

export const INT: PrimitiveType = { kind: 'primitive', name: 'int' };
export const LONG: PrimitiveType = { kind: 'primitive', name: 'long' };
export const FLOAT: PrimitiveType = { kind: 'primitive', name: 'float' };
export const DOUBLE: PrimitiveType = { kind: 'primitive', name: 'double' };
export const BOOLEAN: PrimitiveType = { kind: 'primitive', name: 'boolean' };
export const BYTE: PrimitiveType = { kind: 'primitive', name: 'byte' };
export const SHORT: PrimitiveType = { kind: 'primitive', name: 'short' };
export const CHAR: PrimitiveType = { kind: 'primitive', name: 'char' };
export const VOID: Type = { kind: 'void' };
export const NULL: Type = { kind: 'null' };
export const ERROR: Type = { kind: 'error' };
export const PRIMITIVES: Readonly<Record<PrimitiveName, PrimitiveType>> = {
  int: INT,
  long: LONG,
  float: FLOAT,
  double: DOUBLE,
  boolean: BOOLEAN,
  byte: BYTE,
  short: SHORT,
  char: CHAR,
};

export interface VariableSymbol {
  readonly kind: 'local' | 'parameter';
  readonly name: string;
  type: Type;
  readonly at: number;
  isFinal: boolean;
  /** Assigned somewhere after its declaration: then it is not effectively final. */
  reassigned: boolean;
  /** Declared without an initialiser. */
  uninitialized: boolean;
  constant?: Constant;
  /** The innermost method or lambda body it belongs to. */
  readonly body: object | null;
  /** Name in generated code, given by the generator. */
  js?: string;
  /** Scala: a lazy val or def without parameters is called. */
  readonly assignments: number[];
}
/** A variable with a value, assigned once. `body`: the innermost method or lambda body it belongs to. */
export function newVariable(
  kind: VariableSymbol['kind'],
  name: string,
  type: Type,
  at: number,
  body: object | null,
  isFinal: boolean,
): VariableSymbol {
  return { kind, name, type, at, isFinal, reassigned: false, uninitialized: false, body, assignments: [] };
}

export interface FieldSymbol {
  readonly kind: 'field';
  readonly name: string;
  readonly owner: ClassSymbol;
  readonly flags: ReadonlySet<string>;
  type: Type;
  constant?: Constant;
  readonly isEnumConstant?: boolean;
  readonly at: number;
}

export interface MethodSymbol {
  readonly kind: 'method';
  /** `<init>` for constructors. */
  readonly name: string;
  readonly owner: ClassSymbol;
  readonly flags: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
  readonly typeParameters: readonly TypeVariable[];
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly returnType: Type;
  readonly throws: readonly Type[];
  readonly varargs: boolean;
  readonly decl: MethodDecl | null;
  /** Scala: declared without a parameter list. */
  readonly parameterless?: boolean;
  /** Compiled to a generator; set by codegen/blocking.ts. */
  blocks?: boolean;
}

export type MemberTable = {
  readonly fields: Map<string, FieldSymbol>;
  readonly methods: Map<string, MethodSymbol[]>;
  readonly constructors: MethodSymbol[];
  readonly classes: Map<string, ClassSymbol>;
};

/** Fills in a class in two steps, when they are first needed. */
export interface Completer {
  /** Type parameters, superclass, interfaces, member classes. */
  header(symbol: ClassSymbol): void;
  members(symbol: ClassSymbol): void;
}

export class ClassSymbol {
  readonly kind = 'class';
  /** `lab.WordCount$Tokenizer` */
  binaryName: string;
  #typeParameters: readonly TypeVariable[] = [];
  #superclass: ClassType | null = null;
  #interfaces: readonly ClassType[] = [];
  readonly #members: MemberTable = { fields: new Map(), methods: new Map(), constructors: [], classes: new Map() };
  #state: 'new' | 'header' | 'members' = 'new';
  /** Enclosing instance class, for inner classes; set with the header. */
  outerThis: ClassSymbol | null = null;
  /** Local and anonymous classes: the variables they capture. */
  captures: VariableSymbol[] = [];
  isLocal = false;
  isAnonymous = false;
  decl: ClassDecl | null = null;
  unit: CompilationUnit | null = null;
  /** Anonymous and local classes: the method or lambda body around. */
  body: object | null = null;
  annotations: ReadonlySet<string> = new Set();
  /** Scala object. */
  isModule = false;

  constructor(
    readonly name: string,
    readonly packageName: string,
    readonly owner: ClassSymbol | null,
    readonly classKind: ClassKind,
    readonly flags: ReadonlySet<string>,
    readonly isLibrary: boolean,
    private readonly completer: Completer,
  ) {
    this.binaryName = owner ? `${owner.binaryName}$${name}` : packageName === '' ? name : `${packageName}.${name}`;
  }

  get isInterface(): boolean {
    return this.classKind === 'interface' || this.classKind === 'annotation';
  }
  get isStatic(): boolean {
    return this.owner === null || this.flags.has('static') || this.classKind !== 'class' || this.owner.isInterface;
  }
  get isAbstract(): boolean {
    return this.isInterface || this.flags.has('abstract');
  }
  /** `java.util.Map.Entry` */
  get qualifiedName(): string {
    return this.owner ? `${this.owner.qualifiedName}.${this.name}` : this.binaryName;
  }

  /** Are the supertypes known? (Not while they are being resolved.) */
  isHeaderComplete = false;

  completeHeader(): void {
    if (this.#state !== 'new') return;
    this.#state = 'header';
    this.completer.header(this);
    this.isHeaderComplete = true;
  }
  completeMembers(): void {
    this.completeHeader();
    if (this.#state !== 'header') return;
    this.#state = 'members';
    this.completer.members(this);
  }
  get typeParameters(): readonly TypeVariable[] {
    this.completeHeader();
    return this.#typeParameters;
  }
  set typeParameters(to: readonly TypeVariable[]) {
    this.#typeParameters = to;
  }
  get superclass(): ClassType | null {
    this.completeHeader();
    return this.#superclass;
  }
  set superclass(to: ClassType | null) {
    this.#superclass = to;
  }
  get interfaces(): readonly ClassType[] {
    this.completeHeader();
    return this.#interfaces;
  }
  set interfaces(to: readonly ClassType[]) {
    this.#interfaces = to;
  }
  get fields(): Map<string, FieldSymbol> {
    this.completeMembers();
    return this.#members.fields;
  }
  get methods(): Map<string, MethodSymbol[]> {
    this.completeMembers();
    return this.#members.methods;
  }
  get constructors(): MethodSymbol[] {
    this.completeMembers();
    return this.#members.constructors;
  }
  get classes(): Map<string, ClassSymbol> {
    this.completeHeader();
    return this.#members.classes;
  }
  /** Member tables while a completer fills them. */
  get table(): MemberTable {
    return this.#members;
  }
  /** The class with its own type variables as arguments. */
  get thisType(): ClassType {
    const outer = hasGenericOuter(this) ? { outer: this.owner!.thisType } : {};
    return { kind: 'class', symbol: this, args: this.typeParameters, ...outer };
  }
  /** All superclasses and superinterfaces, itself first. */
  *supertypes(): Generator<ClassSymbol> {
    const seen = new Set<ClassSymbol>();
    const todo: ClassSymbol[] = [this];
    for (let at = todo.pop(); at; at = todo.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      yield at;
      for (const i of [...at.interfaces].reverse()) todo.push(i.symbol);
      if (at.superclass) todo.push(at.superclass.symbol);
    }
  }
  isSubclassOf(other: ClassSymbol): boolean {
    if (this === other) return true;
    for (const s of this.supertypes()) if (s === other) return true;
    return false;
  }
}

/** An inner (not static) class in whose surroundings there are type parameters. */
export function hasGenericOuter(c: ClassSymbol): boolean {
  if (!c.owner || c.isStatic || c.isLocal) return false;
  return c.owner.typeParameters.length > 0 || hasGenericOuter(c.owner);
}

export function isReference(t: Type): boolean {
  return t.kind !== 'primitive' && t.kind !== 'void';
}
export function isNumeric(t: Type): t is PrimitiveType {
  return t.kind === 'primitive' && t.name !== 'boolean';
}
export function isIntegral(t: Type): t is PrimitiveType {
  return isNumeric(t) && t.name !== 'float' && t.name !== 'double';
}

/** JLS 4.7: types that are known at run time. */
export function isReifiable(t: Type): boolean {
  if (t.kind === 'array') return isReifiable(t.of);
  if (t.kind === 'variable') return false;
  return t.kind !== 'class' || t.args.every((a) => a.kind === 'wildcard' && a.type === null);
}

/** JLS 4.6. */
export function erasure(t: Type): Type {
  switch (t.kind) {
    case 'class':
      return t.args.length === 0 && !t.outer ? t : { kind: 'class', symbol: t.symbol, args: [] };
    case 'array':
      return { kind: 'array', of: erasure(t.of) };
    case 'variable':
      return t.bounds.length > 0 ? erasure(t.bounds[0]!) : ERROR;
    case 'wildcard':
      return t.type && t.bound === 'extends' ? erasure(t.type) : ERROR;
    case 'intersection':
      return erasure(t.types[0]!);
    case 'infer':
      return t.solution ? erasure(t.solution) : erasure(t.variable);
    default:
      return t;
  }
}

/** Simple name of an erased type, as in mangled names. */
export function erasedName(t: Type): string {
  const e = erasure(t);
  switch (e.kind) {
    case 'primitive':
      return e.name;
    case 'array':
      return `${erasedName(e.of)}_A`;
    case 'class':
      return e.symbol.name;
    default:
      return 'Object';
  }
}

const keys = new WeakMap<MethodSymbol, string>();

/** The method's own name in generated code (library/table.ts). */
export function methodKey(m: MethodSymbol): string {
  let key = keys.get(m);
  if (key === undefined) {
    const erased = m.parameters.map((p) => erasedName(p.type));
    // Overloads of a program for classes of one simple name (Flink's two DataStreams).
    const earlier = m.owner.isLibrary ? [] : (m.owner.table.methods.get(m.name) ?? []);
    const isTwin = earlier
      .slice(0, earlier.indexOf(m))
      .some(
        (o) => o.parameters.length === erased.length && o.parameters.every((p, i) => erasedName(p.type) === erased[i]),
      );
    if (isTwin)
      erased.push(
        ...m.parameters.map((p) => (p.type.kind === 'class' ? p.type.symbol.binaryName.replace(/\W/g, '_') : '')),
      );
    key = m.name === '<init>' ? mangleConstructor(erased) : mangle(m.name, erased);
    keys.set(m, key);
  }
  return key;
}

/** As javac prints types: simple class names, with arguments. */
/** A class as javac's messages name it: inner (not static) ones after their outer one. */
export function className(c: ClassSymbol): string {
  return c.owner && !c.isStatic && !c.isLocal && !c.isAnonymous ? `${className(c.owner)}.${c.name}` : c.name;
}
export function show(t: Type): string {
  switch (t.kind) {
    case 'primitive':
      return t.name;
    case 'void':
      return 'void';
    case 'null':
      return '<null>';
    case 'error':
      return 'Object';
    case 'class': {
      const args = t.args.length > 0 ? `<${t.args.map(show).join(',')}>` : '';
      if (t.symbol.isAnonymous) {
        const base = t.symbol.interfaces[0] ?? t.symbol.superclass;
        return `<anonymous ${base ? show(base) : 'Object'}>`;
      }
      return `${className(t.symbol)}${args}`;
    }
    case 'array':
      return `${show(t.of)}[]`;
    case 'variable':
      return t.captured ? `CAP#1` : t.name;
    case 'wildcard':
      return t.bound && t.type ? `? ${t.bound} ${show(t.type)}` : '?';
    case 'intersection':
      return `INT#1`;
    case 'infer':
      return t.solution ? show(t.solution) : t.variable.name;
  }
}
