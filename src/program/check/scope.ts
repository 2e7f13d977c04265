import { isMissingInJdk } from '../library/known-members.ts';
import { classesOf, findEntry, hasPackage } from '../library/table.ts';
import type { CompilationUnit, TypeNode } from '../syntax/ast.ts';
import type { Log } from './log.ts';
import { isListed, isOutside, lacks } from './outside.ts';
import { Relations } from './relations.ts';
import {
  type ClassSymbol,
  type ClassType,
  ERROR,
  hasGenericOuter,
  PRIMITIVES,
  show,
  type Type,
  type TypeVariable,
  VOID,
} from './types.ts';
import type { Universe } from './universe.ts';

/** Where a simple type name is looked up (JLS 6.3), innermost first. */
export interface TypeScope {
  readonly parent: TypeScope | null;
  readonly variables?: ReadonlyMap<string, TypeVariable>;
  /** Members of this class (inherited ones, too), and its own name. */
  readonly class?: ClassSymbol;
  readonly locals?: Map<string, ClassSymbol>;
  readonly unit?: UnitScope;
  /** Type variables further out belong to instances, which there are none of here. */
  readonly isStatic?: boolean;
}

/** Imports and package of a file. */
export class UnitScope {
  readonly #single = new Map<string, string>();
  readonly #stars: string[] = [];
  /** Packages that the file itself imports on demand, java.lang among them. */
  readonly #written: readonly string[];
  readonly #cache = new Map<string, ClassSymbol | null>();
  readonly staticImports: { readonly class: string; readonly member: string | null; readonly at: number }[] = [];
  /** Imports of classes that nobody knows, by simple name. */
  readonly unknown = new Map<string, string>();

  constructor(
    readonly unit: CompilationUnit,
    private readonly universe: Universe,
    extraStars: readonly string[] = [],
  ) {
    for (const i of unit.imports) {
      if (i.isStatic) {
        const dot = i.name.lastIndexOf('.');
        this.staticImports.push(
          i.star
            ? { class: i.name, member: null, at: i.at }
            : { class: i.name.slice(0, dot), member: i.name.slice(dot + 1), at: i.at },
        );
      } else if (i.star) this.#stars.push(i.name);
      else this.#single.set(i.as ?? i.name.slice(i.name.lastIndexOf('.') + 1), i.name);
    }
    this.#written = [...new Set([...this.#stars, 'java.lang'])];
    this.#stars.push(...extraStars, 'java.lang');
  }

  /** Classes that the file's imports on demand have of that name, where neither an import nor the package decides. */
  candidates(name: string): readonly string[] {
    if (this.#inPackage(name)) return [];
    const single = this.#single.get(name);
    if (single && this.universe.find(single)) return [];
    return this.#written
      .map((star) => `${star}.${name}`)
      .filter((each) => this.universe.find(each) !== null || isListed(each));
  }
  #inPackage(name: string): ClassSymbol | null {
    return this.universe.find(this.unit.package === '' ? name : `${this.unit.package}.${name}`);
  }

  find(name: string): ClassSymbol | null {
    let found = this.#cache.get(name);
    if (found === undefined) {
      found = this.#find(name);
      this.#cache.set(name, found);
    }
    return found;
  }
  #find(name: string): ClassSymbol | null {
    const imported = this.#single.get(name);
    if (imported) {
      const symbol = this.universe.find(imported);
      if (symbol) return symbol;
      // The import itself is the mistake.
      if (imported.startsWith('java.') && isMissingInJdk(imported)) return this.#onDemand(name);
      this.unknown.set(name, imported);
      // A class of another cell may stand for an import from the course's project.
      const other = this.universe.bySimpleName(name);
      return other;
    }
    const here = this.#inPackage(name);
    if (here) return here;
    return this.#onDemand(name);
  }
  #onDemand(name: string): ClassSymbol | null {
    for (const star of this.#stars) {
      const symbol = this.universe.find(`${star}.${name}`);
      if (symbol) return symbol;
    }
    return null;
  }
  /** The class of a library that is not simulated, which a name means. */
  outside(name: string): string | null {
    const imported = this.unknown.get(name);
    if (imported) return isOutside(imported) ? imported : null;
    if (!/^[A-Z]/.test(name)) return null;
    const stars = this.#stars.filter((s) => isOutside(`${s}.${name}`));
    const star = stars.find((s) => isListed(`${s}.${name}`)) ?? stars.find((s) => classesOf(s).length === 0);
    return star === undefined ? null : `${star}.${name}`;
  }
  /** The class of such a library that a static import takes a member from. */
  outsideStatic(member: string): string | null {
    const found = this.staticImports.find(
      (i) => (i.member === null || i.member === member) && !this.universe.find(i.class) && isOutside(i.class),
    );
    return found?.class ?? null;
  }
  /** Every simple name visible through imports, for completion. */
  get importedNames(): readonly string[] {
    return [...this.#single.keys()];
  }
  get stars(): readonly string[] {
    return this.#stars;
  }
}

export function unitOf(scope: TypeScope): UnitScope {
  for (let s: TypeScope | null = scope; s; s = s.parent) if (s.unit) return s.unit;
  throw new Error('a scope without a unit');
}

export function memberClass(symbol: ClassSymbol, name: string): ClassSymbol | null {
  for (const s of symbol.supertypes()) {
    const found = s.classes.get(name);
    if (found) return found;
  }
  return null;
}

export function findType(scope: TypeScope, name: string): ClassSymbol | TypeVariable | null {
  for (let s: TypeScope | null = scope; s; s = s.parent) {
    const variable = s.variables?.get(name);
    if (variable) return variable;
    const local = s.locals?.get(name);
    if (local) return local;
    if (s.class) {
      if (s.class.name === name && !s.class.isAnonymous) return s.class;
      const member = memberClass(s.class, name);
      if (member) return member;
    }
    if (s.unit) return s.unit.find(name);
  }
  return null;
}

/** Is the variable one of an instance, seen from where there is none? */
function isBeyondStatic(scope: TypeScope, variable: TypeVariable): boolean {
  for (let s: TypeScope | null = scope; s; s = s.parent) {
    if (s.variables?.get(variable.name) === variable) return false;
    if (s.isStatic) return true;
  }
  return false;
}

/** Resolves types as written; reports what javac would. */
export class TypeResolver {
  constructor(
    private readonly universe: Universe,
    private readonly log: Log,
  ) {}

  resolve(node: TypeNode, scope: TypeScope, options: { readonly allowDiamond?: boolean } = {}): Type {
    switch (node.k) {
      case 'TPrimitive':
        return node.name === 'void' ? VOID : PRIMITIVES[node.name];
      case 'TArray':
        return { kind: 'array', of: this.resolve(node.of, scope) };
      case 'TWildcard':
        return { kind: 'wildcard', bound: node.bound, type: node.type ? this.resolve(node.type, scope) : null };
      case 'TKnown':
        return node.type;
      case 'TVar':
        return ERROR;
      case 'TName':
        return this.#named(node, scope, options.allowDiamond ?? false);
    }
  }

  #named(node: TypeNode & { k: 'TName' }, scope: TypeScope, allowDiamond: boolean): Type {
    const unit = unitOf(scope).unit;
    const first = node.parts[0]!;
    let at = 0;
    let found: ClassSymbol | TypeVariable | null = findType(scope, first.name);
    if (!found && node.parts.length > 1) {
      // A qualified name: the longest package that leads to a class.
      let prefix = first.name;
      for (at = 1; at < node.parts.length && !found; at++) {
        prefix += `.${node.parts[at]!.name}`;
        found = this.universe.find(prefix);
        if (found) break;
      }
    }
    if (!found) {
      this.#missing(node, scope);
      return ERROR;
    }
    if (found.kind === 'variable') {
      if (isBeyondStatic(scope, found))
        this.log.error(
          unit,
          first.at,
          `non-static type variable ${found.name} cannot be referenced from a static context`,
          first.at + first.name.length,
        );
      return found;
    }
    if (at === 0) this.reportAmbiguity(found, first.name, scope, first.at);
    let symbol: ClassSymbol = found;
    let type = this.#parameterize(
      symbol,
      node.parts[at]!.args,
      scope,
      node.parts[at]!.at,
      allowDiamond && at === node.parts.length - 1,
    );
    for (at++; at < node.parts.length; at++) {
      const part = node.parts[at]!;
      const inner = memberClass(symbol, part.name);
      if (!inner && lacks(symbol, part.name)) {
        this.log.noteOutside(
          unit,
          node.parts[0]!.at,
          part.at + part.name.length,
          `${symbol.qualifiedName}.${part.name}`,
        );
        return ERROR;
      }
      if (!inner) {
        this.log.error(
          unit,
          part.at - 1,
          `cannot find symbol\n  symbol:   class ${part.name}\n  location: ${symbol.isInterface ? 'interface' : 'class'} ${symbol.name}`,
          part.at + part.name.length,
        );
        return ERROR;
      }
      symbol = inner;
      type = this.#parameterize(
        symbol,
        part.args,
        scope,
        part.at,
        allowDiamond && at === node.parts.length - 1,
        type.kind === 'class' ? type : null,
      );
    }
    return type;
  }

  /** A name that two imports on demand could mean. */
  reportAmbiguity(found: ClassSymbol, name: string, scope: TypeScope, at: number): void {
    const us = unitOf(scope);
    const both = us.find(name) === found ? us.candidates(name) : [];
    if (both.length < 2) return;
    const described = both.map((each) => {
      const kind = this.universe.find(each)?.isInterface ? 'interface' : 'class';
      return `${kind} ${each} in ${each.slice(0, each.lastIndexOf('.'))}`;
    });
    this.log.error(
      us.unit,
      at,
      `reference to ${name} is ambiguous\n  both ${described[1]} and ${described[0]} match`,
      at + name.length,
    );
  }

  #parameterize(
    symbol: ClassSymbol,
    args: readonly TypeNode[] | null,
    scope: TypeScope,
    at: number,
    allowDiamond: boolean,
    outer: ClassType | null = null,
  ): Type {
    const around = hasGenericOuter(symbol) ? this.#outerOf(symbol, scope, outer) : null;
    const outerPart = around ? { outer: around } : {};
    if (!args || (args.length === 0 && allowDiamond)) return { kind: 'class', symbol, args: [], ...outerPart };
    const unit = unitOf(scope).unit;
    const resolved = args.map((a) => {
      const t = this.resolve(a, scope);
      if (t.kind === 'primitive') {
        this.log.error(unit, a.at, `unexpected type\n  required: reference\n  found:    ${show(t)}`);
        return ERROR;
      }
      return t;
    });
    const wanted = symbol.typeParameters.length;
    if (wanted !== args.length) {
      const angle = at + symbol.name.length;
      this.log.error(
        unit,
        angle,
        wanted === 0
          ? `type ${symbol.name} does not take parameters`
          : `wrong number of type arguments; required ${wanted}`,
      );
      return { kind: 'class', symbol, args: [] };
    }
    this.#checkBounds(symbol, args, resolved, scope);
    return { kind: 'class', symbol, args: resolved, ...outerPart };
  }
  #checkBounds(symbol: ClassSymbol, nodes: readonly TypeNode[], args: readonly Type[], scope: TypeScope): void {
    if (!symbol.isHeaderComplete) return;
    const relations = new Relations(this.universe);
    const by = relations.bind(symbol.typeParameters, args);
    symbol.typeParameters.forEach((p, i) => {
      const arg = args[i]!;
      if (arg.kind !== 'class') return;
      arg.symbol.completeHeader();
      if (!arg.symbol.isHeaderComplete) return;
      for (const bound of p.bounds) {
        const wanted = relations.substitute(bound, by);
        if (relations.isObject(wanted) || relations.isSubtype(arg, wanted)) continue;
        this.log.error(
          unitOf(scope).unit,
          nodes[i]!.at,
          `type argument ${show(arg)} is not within bounds of type-variable ${p.name}`,
        );
      }
    });
  }
  /** The parameterisation of the enclosing class that an inner class's name means here. */
  #outerOf(symbol: ClassSymbol, scope: TypeScope, written: ClassType | null): ClassType | null {
    if (written && written.args.length > 0) return written;
    const relations = new Relations(this.universe);
    for (let s: TypeScope | null = scope; s; s = s.parent) {
      if (s.class?.isSubclassOf(symbol.owner!)) return relations.asSuper(s.class.thisType, symbol.owner!);
    }
    return null;
  }

  #missing(node: TypeNode & { k: 'TName' }, scope: TypeScope): void {
    const us = unitOf(scope);
    const first = node.parts[0]!;
    const last = node.parts[node.parts.length - 1]!;
    const outside =
      us.outside(first.name) ??
      (node.parts.length > 2 && isOutside(node.parts.map((p) => p.name).join('.'))
        ? node.parts.map((p) => p.name).join('.')
        : null);
    if (outside) {
      this.log.noteOutside(us.unit, first.at, last.at + last.name.length, outside);
      return;
    }
    const outer = node.parts.length > 1 ? findType(scope, first.name) : null;
    if (outer?.kind === 'class' && lacks(outer, node.parts[1]!.name)) {
      const name = [outer.qualifiedName, ...node.parts.slice(1).map((p) => p.name)].join('.');
      this.log.noteOutside(us.unit, first.at, last.at + last.name.length, name);
      return;
    }
    if (node.parts.length > 1 && !findType(scope, first.name)) {
      const name = node.parts
        .slice(0, -1)
        .map((p) => p.name)
        .join('.');
      const known = hasPackage(name) || this.universe.hasPackage(name);
      this.log.error(
        us.unit,
        last.at - 1,
        known
          ? `cannot find symbol\n  symbol:   class ${last.name}\n  location: package ${name}`
          : `package ${name} does not exist`,
        last.at + last.name.length,
      );
      return;
    }
    const imported = us.unknown.get(first.name);
    if (imported) {
      this.log.error(us.unit, first.at, unknownImport(imported), first.at + first.name.length);
      return;
    }
    this.log.error(
      us.unit,
      first.at,
      `cannot find symbol\n  symbol:   class ${first.name}${location(scope)}`,
      first.at + first.name.length,
    );
  }
}

export function unknownImport(name: string): string {
  const packageName = name.slice(0, name.lastIndexOf('.'));
  return findEntry(packageName) || !hasPackage(packageName)
    ? `package ${packageName} does not exist (Millrace does not know ${name})`
    : `cannot find symbol (Millrace does not know ${name})\n  symbol:   class ${name.slice(packageName.length + 1)}\n  location: package ${packageName}`;
}

/** `\n  location: class A`, as javac adds it. */
function location(scope: TypeScope): string {
  for (let s: TypeScope | null = scope; s; s = s.parent) if (s.class) return `\n  location: ${describeClass(s.class)}`;
  return '';
}

export function describeClass(c: ClassSymbol): string {
  if (c.isAnonymous) return `class ${show({ kind: 'class', symbol: c, args: [] })}`;
  const kind =
    c.classKind === 'interface'
      ? 'interface'
      : c.classKind === 'enum'
        ? 'enum'
        : c.classKind === 'annotation'
          ? '@interface'
          : 'class';
  const name = c.owner && !c.isLocal ? nested(c) : c.name;
  const params = c.typeParameters.length > 0 ? `<${c.typeParameters.map((p) => p.name).join(',')}>` : '';
  if (!params) return `${kind} ${name}`;
  const where = c.typeParameters.map((p) => {
    const bound = p.bounds[0];
    return `    ${p.name} extends ${bound ? show(bound) : 'Object'} declared in ${kind} ${name}`;
  });
  const list = c.typeParameters.map((p) => p.name).join(',');
  return `${kind} ${name}${params}\n  where ${list} ${c.typeParameters.length > 1 ? 'are type-variables' : 'is a type-variable'}:\n${where.join('\n')}`;
}
/** The class that something is selected from: an enum or a record is a class then. */
export function describeType(c: ClassSymbol): string {
  return describeClass(c).replace(/^enum/, 'class');
}
function nested(c: ClassSymbol): string {
  return c.name;
}
