import { parseJava } from '../java/parser.ts';
import { findEntry, hasPackage } from '../library/table.ts';
import type { ClassDecl, CompilationUnit, Constant, MethodDecl, Modifiers } from '../syntax/ast.ts';
import { Log } from './log.ts';
import type { WellKnown } from './relations.ts';
import { TypeResolver, type TypeScope, UnitScope } from './scope.ts';
import { builderMembers, libraryEnumMembers, synthesizedMembers } from './synthesize.ts';
import {
  ClassSymbol,
  type ClassType,
  type Completer,
  className,
  ERROR,
  type FieldSymbol,
  type MethodSymbol,
  show,
  type Type,
  type TypeVariable,
  VOID,
} from './types.ts';

const STUB_STARS = ['java.util', 'java.util.function', 'java.io'];

/** All classes that a program can name: the library's (shared by all programs), and its own. */
export class Universe implements WellKnown {
  readonly #classes = new Map<string, ClassSymbol>();
  readonly #simple = new Map<string, ClassSymbol>();
  readonly #packages = new Set<string>();

  constructor(private readonly base: Universe | null) {}

  find(qualifiedName: string): ClassSymbol | null {
    const own = this.#classes.get(qualifiedName);
    if (own) return own;
    return this.base ? this.base.find(qualifiedName) : this.#fromLibrary(qualifiedName);
  }
  bySimpleName(name: string): ClassSymbol | null {
    return this.#simple.get(name) ?? null;
  }
  hasPackage(name: string): boolean {
    return this.#packages.has(name) || hasPackage(name);
  }
  get object(): ClassType {
    return this.#known('java.lang.Object');
  }
  get string(): ClassType {
    return this.#known('java.lang.String');
  }
  #known(name: string): ClassType {
    const symbol = this.find(name);
    if (!symbol) throw new Error(`the library lacks ${name}`);
    return { kind: 'class', symbol, args: [] };
  }
  get own(): Iterable<ClassSymbol> {
    return this.#classes.values();
  }

  /** False when there is a class of that name already. */
  add(symbol: ClassSymbol): boolean {
    if (this.#classes.has(symbol.qualifiedName)) return false;
    this.#classes.set(symbol.qualifiedName, symbol);
    if (!symbol.owner) this.#simple.set(symbol.name, symbol);
    for (let p = symbol.packageName; p !== ''; p = p.slice(0, Math.max(0, p.lastIndexOf('.')))) this.#packages.add(p);
    return true;
  }

  readonly #missing = new Set<string>();
  readonly #parts = new Map<object, Map<string, ClassDecl>>();
  readonly #units = new Map<object, CompilationUnit>();

  #fromLibrary(qualifiedName: string): ClassSymbol | null {
    if (this.#missing.has(qualifiedName)) return null;
    const entry = findEntry(qualifiedName);
    if (!entry) {
      // A nested class: `java.util.Map.Entry`.
      const dot = qualifiedName.lastIndexOf('.');
      const owner =
        dot > 0 && /^[A-Z]/.test(qualifiedName.slice(qualifiedName.lastIndexOf('.', dot - 1) + 1))
          ? this.find(qualifiedName.slice(0, dot))
          : null;
      const inner = owner?.classes.get(qualifiedName.slice(dot + 1)) ?? null;
      if (!inner) this.#missing.add(qualifiedName);
      return inner;
    }
    let declarations = this.#parts.get(entry.part);
    if (!declarations) {
      const { unit, problems } = parseJava(`library ${entry.part.package}`, entry.part.stubs, true);
      if (problems.length > 0) {
        const p = problems[0]!;
        throw new Error(
          `stubs of ${entry.part.package}: ${p.message} at …${entry.part.stubs.slice(p.at - 40, p.at + 40)}…`,
        );
      }
      declarations = new Map(unit.classes.map((c) => [c.name, c]));
      this.#parts.set(entry.part, declarations);
      this.#units.set(entry.part, { ...unit, package: entry.part.package });
    }
    const simple = qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
    const decl = declarations.get(simple);
    if (!decl) throw new Error(`${qualifiedName} is not in its stubs`);
    const unit = this.#units.get(entry.part)!;
    const log = new Log();
    const scope: TypeScope = { parent: null, unit: new UnitScope(unit, this, STUB_STARS) };
    const symbol = enterClass(decl, unit, null, scope, this, log, true);
    const check = (): void => {
      if (log.problems.length > 0)
        throw new Error(
          `stubs of ${qualifiedName}: ${log.problems[0]!.message} at …${unit.text.slice(log.problems[0]!.at - 30, log.problems[0]!.at + 30)}…`,
        );
    };
    this.#classes.set(qualifiedName, symbol);
    libraryLogs.set(symbol, check);
    return symbol;
  }
}

/** For tests: throws when the class's stubs could not be resolved. */
const libraryLogs = new WeakMap<ClassSymbol, () => void>();

/** The library's classes, made once and shared. */
let shared: Universe | null = null;
export function libraryUniverse(): Universe {
  shared ??= new Universe(null);
  return shared;
}

/** Scope inside each entered class. */
const scopes = new WeakMap<ClassSymbol, TypeScope>();
export function scopeOf(symbol: ClassSymbol): TypeScope {
  symbol.completeHeader();
  const scope = scopes.get(symbol);
  if (!scope) throw new Error(`no scope of ${symbol.name}`);
  return scope;
}
/** Scope around a method's signature and body. */
const methodScopes = new WeakMap<MethodSymbol, TypeScope>();
export function scopeOfMethod(method: MethodSymbol): TypeScope {
  return methodScopes.get(method) ?? scopeOf(method.owner);
}

/** Makes the symbol of a declaration; its parts are resolved later, when needed. */
export function enterClass(
  decl: ClassDecl,
  unit: CompilationUnit,
  owner: ClassSymbol | null,
  outer: TypeScope,
  universe: Universe,
  log: Log,
  isLibrary = false,
  local = false,
): ClassSymbol {
  const resolver = new TypeResolver(universe, log);
  const completer: Completer = {
    header: (symbol) => completeHeader(symbol, decl, outer, universe, log, resolver, isLibrary),
    members: (symbol) => completeMembers(symbol, decl, unit, universe, log, resolver, isLibrary),
  };
  const symbol = new ClassSymbol(decl.name, unit.package, owner, decl.kind, decl.modifiers.flags, isLibrary, completer);
  symbol.decl = decl;
  symbol.unit = unit;
  symbol.annotations = new Set(decl.modifiers.annotations.map((a) => a.name));
  symbol.isLocal = local;
  decl.symbol = symbol;
  if (!isLibrary) decl.members.push(...builderMembers(decl, unit.text));
  for (const member of decl.members) {
    if (member.k !== 'Class') continue;
    if (symbol.table.classes.has(member.name)) {
      log.error(
        unit,
        member.keywordAt ?? member.at,
        `class ${symbol.qualifiedName}.${member.name} is already defined in class ${symbol.qualifiedName}`,
      );
      continue;
    }
    const lazy: TypeScope = {
      get parent() {
        return scopeOf(symbol);
      },
      isStatic: member.kind !== 'class' || member.modifiers.flags.has('static') || decl.kind === 'interface',
    };
    symbol.table.classes.set(member.name, enterClass(member, unit, symbol, lazy, universe, log, isLibrary));
  }
  return symbol;
}

function completeHeader(
  symbol: ClassSymbol,
  decl: ClassDecl,
  outer: TypeScope,
  universe: Universe,
  log: Log,
  resolver: TypeResolver,
  isLibrary: boolean,
): void {
  const variables = new Map<string, TypeVariable>();
  const params = decl.typeParameters.map((p): TypeVariable => {
    const v: TypeVariable = { kind: 'variable', name: p.name, bounds: [] };
    variables.set(p.name, v);
    return v;
  });
  const header: TypeScope = { parent: outer, variables };
  scopes.set(symbol, { parent: header, class: symbol });
  symbol.typeParameters = params;
  // Bounds and supertypes see the class's own name and members, but looking into its supertypes now would not end.
  const own: TypeScope = { parent: header, locals: new Map([[symbol.name, symbol], ...symbol.table.classes]) };
  decl.typeParameters.forEach((p, i) => {
    const bounds = p.bounds.map((b) => resolver.resolve(b, own));
    params[i]!.bounds = bounds.length > 0 ? bounds : [universe.object];
  });
  const asClass = (t: Type): ClassType | null => (t.kind === 'class' ? t : null);
  const isObject = isLibrary && symbol.binaryName === 'java.lang.Object';
  const unit = symbol.unit!;
  let superclass: ClassType | null = null;
  if (decl.extends) {
    superclass = asClass(resolver.resolve(decl.extends, own));
    if (superclass?.symbol.isInterface && !symbol.isAnonymous) {
      log.error(unit, decl.extends.at, 'no interface expected here');
      superclass = null;
    } else if (superclass?.symbol.classKind === 'enum' && !symbol.isAnonymous) {
      log.error(unit, decl.extends.at, `cannot inherit from final ${className(superclass.symbol)}`);
      log.error(unit, decl.keywordAt ?? decl.at, 'enum types are not extensible');
      superclass = null;
    } else if (superclass && (superclass.symbol.flags.has('final') || superclass.symbol.classKind === 'record')) {
      log.error(unit, decl.extends.at, `cannot inherit from final ${className(superclass.symbol)}`);
    }
    if (superclass && cyclic(superclass.symbol, symbol)) {
      log.error(unit, decl.keywordAt ?? decl.at, `cyclic inheritance involving ${symbol.name}`);
      superclass = null;
    }
  }
  if (!superclass && !isObject && !symbol.isInterface) {
    if (decl.kind === 'enum') {
      const e = universe.find('java.lang.Enum');
      superclass = e ? { kind: 'class', symbol: e, args: [{ kind: 'class', symbol, args: [] }] } : universe.object;
    } else if (decl.kind === 'record') {
      const r = universe.find('java.lang.Record');
      superclass = r ? { kind: 'class', symbol: r, args: [] } : universe.object;
    } else superclass = universe.object;
  }
  symbol.superclass = superclass;
  symbol.interfaces = decl.implements.flatMap((i) => {
    const t = resolver.resolve(i, own);
    if (t.kind === 'class' && !t.symbol.isInterface) {
      log.error(unit, i.at, 'interface expected here');
      return [];
    }
    return t.kind === 'class' ? [t] : [];
  });
  if (symbol.owner && !symbol.isStatic && !symbol.isLocal) symbol.outerThis = symbol.owner;
}
function cyclic(from: ClassSymbol, to: ClassSymbol): boolean {
  for (let s: ClassSymbol | undefined = from, n = 0; s && n < 100; s = s.superclass?.symbol, n++)
    if (s === to) return true;
  return false;
}

function completeMembers(
  symbol: ClassSymbol,
  decl: ClassDecl,
  unit: CompilationUnit,
  universe: Universe,
  log: Log,
  resolver: TypeResolver,
  isLibrary: boolean,
): void {
  const scope = scopeOf(symbol);
  const { fields, methods, constructors } = symbol.table;
  if (!isLibrary) decl.members.push(...synthesizedMembers(decl, symbol.binaryName));
  else if (decl.kind === 'enum') decl.members.push(...libraryEnumMembers(decl));
  const selfType = symbol.thisType;
  for (const c of decl.constants) {
    const field: FieldSymbol = {
      kind: 'field',
      name: c.name,
      owner: symbol,
      flags: new Set(['public', 'static', 'final']),
      type: selfType,
      isEnumConstant: true,
      at: c.at,
    };
    if (fields.has(c.name)) {
      log.error(unit, c.at, `variable ${c.name} is already defined in enum ${symbol.name}`, c.at + c.name.length);
      continue;
    }
    c.symbol = field;
    fields.set(c.name, field);
  }
  for (const member of decl.members) {
    if (member.k === 'Field') {
      const flags = symbol.isInterface
        ? new Set([...member.modifiers.flags, 'public', 'static', 'final'])
        : member.modifiers.flags;
      let base = resolver.resolve(member.type, flags.has('static') ? { parent: scope, isStatic: true } : scope);
      if (member.type.k === 'TVar') {
        log.error(unit, member.type.at, `'var' is not allowed here`);
        base = ERROR;
      }
      for (const v of member.variables) {
        let type = base;
        for (let i = 0; i < v.dimensions; i++) type = { kind: 'array', of: type };
        if (fields.has(v.name)) {
          log.error(unit, v.at, `variable ${v.name} is already defined in class ${symbol.name}`, v.at + v.name.length);
          continue;
        }
        const field: FieldSymbol = { kind: 'field', name: v.name, owner: symbol, flags, type, at: v.at };
        if (isLibrary && v.init && flags.has('final') && flags.has('static')) {
          const constant = literalConstant(v.init);
          if (constant) field.constant = constant;
        }
        v.field = field;
        fields.set(v.name, field);
      }
    } else if (member.k === 'Method') {
      const seen = new Set<string>();
      for (const p of member.parameters) {
        const what = member.name === '<init>' ? `constructor ${symbol.name}` : `method ${member.name}`;
        if (!isLibrary && seen.has(p.name))
          log.error(unit, p.at, `variable ${p.name} is already defined in ${what}`, p.at + p.name.length);
        seen.add(p.name);
      }
      const method = enterMethod(symbol, member, scope, universe, resolver, isLibrary);
      const list = member.name === '<init>' ? constructors : (methods.get(member.name) ?? []);
      const same = list.find((m) => sameParameters(m, method));
      if (same) {
        const what = member.name === '<init>' ? 'constructor' : 'method';
        const name = member.name === '<init>' ? symbol.name : member.name;
        log.error(
          unit,
          member.at,
          `${what} ${name}(${method.parameters.map((p) => show(p.type)).join(',')}) is already defined in ${symbol.isInterface ? 'interface' : symbol.classKind === 'enum' ? 'enum' : symbol.classKind === 'record' ? 'record' : 'class'} ${symbol.name}`,
          member.at + name.length,
        );
        continue;
      }
      list.push(method);
      if (member.name !== '<init>') methods.set(member.name, list);
    }
  }
  if (!symbol.isInterface && constructors.length === 0 && !symbol.isAnonymous) {
    constructors.push({
      kind: 'method',
      name: '<init>',
      owner: symbol,
      flags: new Set(
        symbol.classKind === 'enum'
          ? ['private']
          : [...symbol.flags].filter((f) => f === 'public' || f === 'protected' || f === 'private'),
      ),
      annotations: new Set(),
      typeParameters: [],
      parameters: [],
      returnType: VOID,
      throws: [],
      varargs: false,
      decl: null,
    });
  }
}

function sameParameters(a: MethodSymbol, b: MethodSymbol): boolean {
  return (
    a.parameters.length === b.parameters.length && a.parameters.every((p, i) => alike(p.type, b.parameters[i]!.type))
  );
}
/** The same as written: type variables of two methods count as one when their names are. */
function alike(a: Type, b: Type): boolean {
  if (a.kind === 'class' && b.kind === 'class')
    return a.symbol === b.symbol && a.args.length === b.args.length && a.args.every((x, i) => alike(x, b.args[i]!));
  if (a.kind === 'array' && b.kind === 'array') return alike(a.of, b.of);
  return show(a) === show(b);
}

function enterMethod(
  symbol: ClassSymbol,
  decl: MethodDecl,
  outer: TypeScope,
  universe: Universe,
  resolver: TypeResolver,
  isLibrary: boolean,
): MethodSymbol {
  const variables = new Map<string, TypeVariable>();
  const typeParameters = decl.typeParameters.map((p): TypeVariable => {
    const v: TypeVariable = { kind: 'variable', name: p.name, bounds: [] };
    variables.set(p.name, v);
    return v;
  });
  const isStatic = decl.modifiers.flags.has('static');
  const scope: TypeScope = variables.size > 0 || isStatic ? { parent: outer, variables, isStatic } : outer;
  decl.typeParameters.forEach((p, i) => {
    const bounds = p.bounds.map((b) => resolver.resolve(b, scope));
    typeParameters[i]!.bounds = bounds.length > 0 ? bounds : [universe.object];
  });
  const components = decl.compact ? symbol.decl!.components : decl.parameters;
  const parameters = components.map((p) => ({ name: p.name, type: p.type ? resolver.resolve(p.type, scope) : ERROR }));
  const method: MethodSymbol = {
    kind: 'method',
    name: decl.name,
    owner: symbol,
    flags: methodFlags(symbol, decl.modifiers, decl, isLibrary),
    annotations: new Set(decl.modifiers.annotations.map((a) => a.name)),
    typeParameters,
    parameters,
    returnType: decl.returnType ? resolver.resolve(decl.returnType, scope) : VOID,
    throws: decl.throws.map((t) => resolver.resolve(t, scope)),
    varargs: components.some((p) => p.varargs),
    decl,
  };
  methodScopes.set(method, scope);
  decl.symbol = method;
  return method;
}

function methodFlags(
  symbol: ClassSymbol,
  modifiers: Modifiers,
  decl: MethodDecl,
  isLibrary: boolean,
): ReadonlySet<string> {
  if (!symbol.isInterface) return modifiers.flags;
  const flags = new Set(modifiers.flags);
  if (!flags.has('private')) flags.add('public');
  if (isLibrary ? !flags.has('default') && !flags.has('static') : !decl.body) flags.add('abstract');
  return flags;
}

/** Constant initialisers of library fields: literals, with a sign. */
function literalConstant(e: import('../syntax/ast.ts').Expr): Constant | null {
  if (e.k === 'Literal' && e.value !== null) return { value: e.value };
  if (e.k === 'Unary' && e.op === '-' && e.operand.k === 'Literal' && typeof e.operand.value === 'number')
    return { value: -e.operand.value };
  return null;
}
