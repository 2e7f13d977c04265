/** Classes and types as a running program can ask for them: java.lang.Class, TypeExtractor. */
import { type ClassSymbol, erasure, methodKey, type Type } from './check/types.ts';
import { libraryUniverse } from './check/universe.ts';
import { jvm } from './jvm.ts';
import { type JavaConstructor, linkClass, linkSymbol, programOf, symbolOf } from './link.ts';
import { fieldKey, staticFieldKey } from './syntax/names.ts';

export type RuntimeType =
  | { readonly kind: 'class'; readonly name: string; readonly args: readonly RuntimeType[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly of: RuntimeType }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'wildcard'; readonly upper: RuntimeType | null };

export interface ClassInfo {
  /** Binary: `lab.A$B`. */
  readonly name: string;
  readonly simpleName: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | 'annotation';
  readonly modifiers: readonly string[];
  readonly typeParameters: readonly string[];
  readonly superclass: RuntimeType | null;
  readonly interfaces: readonly RuntimeType[];
  readonly fields: readonly {
    readonly name: string;
    readonly key: string;
    readonly type: RuntimeType;
    readonly modifiers: readonly string[];
  }[];
  readonly methods: readonly {
    readonly name: string;
    readonly key: string;
    readonly parameters: readonly RuntimeType[];
    readonly returns: RuntimeType;
    readonly modifiers: readonly string[];
  }[];
  readonly hasDefaultConstructor: boolean;
  readonly isAnonymous: boolean;
  /** Nested in another class, not local. */
  readonly isMember: boolean;
  /** Of the JDK, Flink or Scala, not of the program (whatever its package is called). */
  readonly isLibrary: boolean;
  readonly constructor: JavaConstructor | null;
}

export function runtimeType(t: Type): RuntimeType {
  switch (t.kind) {
    case 'primitive':
      return { kind: 'primitive', name: t.name };
    case 'void':
      return { kind: 'primitive', name: 'void' };
    case 'class':
      return { kind: 'class', name: t.symbol.binaryName, args: t.args.map(runtimeType) };
    case 'array':
      return { kind: 'array', of: runtimeType(t.of) };
    case 'variable':
      return t.captured ? runtimeType(t.captured) : { kind: 'variable', name: t.name };
    case 'wildcard':
      return { kind: 'wildcard', upper: t.type && t.bound === 'extends' ? runtimeType(t.type) : null };
    case 'intersection':
      return runtimeType(t.types[0]!);
    case 'infer':
      return t.solution ? runtimeType(t.solution) : runtimeType(erasure(t));
    default:
      return { kind: 'class', name: 'java.lang.Object', args: [] };
  }
}

const infos = new WeakMap<ClassSymbol, ClassInfo>();
function infoOf(symbol: ClassSymbol, made: JavaConstructor | null): ClassInfo {
  const known = infos.get(symbol);
  if (known && (known.constructor === made || !made)) return known;
  const info: ClassInfo = {
    name: symbol.binaryName,
    simpleName: symbol.isAnonymous ? '' : symbol.name,
    kind: symbol.classKind,
    modifiers: [...symbol.flags],
    typeParameters: symbol.typeParameters.map((p) => p.name),
    superclass: symbol.superclass ? runtimeType(symbol.superclass) : null,
    interfaces: symbol.interfaces.map(runtimeType),
    fields: [...symbol.fields.values()].map((f) => ({
      name: f.name,
      key: f.flags.has('static') ? staticFieldKey(f.name) : fieldKey(f.name),
      type: runtimeType(f.type),
      modifiers: [...f.flags],
    })),
    methods: [...symbol.methods.values()].flat().map((m) => ({
      name: m.name,
      key: methodKey(m),
      parameters: m.parameters.map((p) => runtimeType(p.type)),
      returns: runtimeType(m.returnType),
      modifiers: [...m.flags],
    })),
    hasDefaultConstructor: symbol.constructors.some(
      (c) => c.parameters.length === 0 && (c.flags.has('public') || c.decl === null),
    ),
    isAnonymous: symbol.isAnonymous,
    isMember: symbol.owner !== null && !symbol.isLocal,
    isLibrary: symbol.isLibrary,
    constructor: made,
  };
  infos.set(symbol, info);
  return info;
}

/** Does the program of the current JVM declare a class of this binary name? */
export function isOfProgram(binaryName: string): boolean {
  return programOf(jvm())?.classNamed(binaryName) != null;
}

/** Of a value, of a class object, or of a class by its binary name (as the current JVM sees it); null when unknown. */
export function classInfo(of: unknown): ClassInfo | null {
  if (typeof of === 'string' && /^[\w$.]+$/.test(of)) {
    const own = programOf(jvm())?.classNamed(of);
    if (own) return infoOf(own.symbol, own.constructor);
    const symbol = libraryUniverse().find(of.replace(/\$/g, '.'));
    return symbol ? infoOf(symbol, linkSymbol(symbol)) : null;
  }
  if (typeof of === 'function') {
    const symbol = symbolOf(of);
    return symbol ? infoOf(symbol, of as JavaConstructor) : null;
  }
  const value = of as { $symbol?: ClassSymbol; $class?: JavaConstructor } | null | undefined;
  if (!value?.$symbol) return null;
  return infoOf(value.$symbol, value.$class ?? null);
}

/** Host of java.lang.Class. */
export class JavaClass {
  constructor(
    readonly type: RuntimeType,
    readonly info: ClassInfo | null,
  ) {}
}
const classObjects = Symbol('classes');

/** The Class object of a type; the same one each time in a JVM. */
export function classObject(type: RuntimeType): JavaClass {
  const key = typeText(type);
  const all = jvm().local(classObjects, () => new Map<string, JavaClass>());
  let found = all.get(key);
  if (!found) {
    linkClass('java.lang.Class');
    found = new JavaClass(type, type.kind === 'class' ? classInfo(type.name) : null);
    all.set(key, found);
  }
  return found;
}
/** Erased, as Class.getTypeName: `int`, `java.lang.String[]`. */
export function typeText(type: RuntimeType): string {
  switch (type.kind) {
    case 'class':
    case 'primitive':
      return type.name;
    case 'array':
      return `${typeText(type.of)}[]`;
    default:
      return 'java.lang.Object';
  }
}
