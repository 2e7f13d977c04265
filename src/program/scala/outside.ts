import { isOutside, lacks, type OutsideUse, outsidePrefix } from '../check/outside.ts';
import { type ClassSymbol, ERROR, type Type } from '../check/types.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { ScalaBase } from './base.ts';
import type { Env, Imports } from './environment.ts';
import { instance, literal } from './nodes.ts';
import { type At, placeOf } from './tree.ts';

/**
 * Classes of libraries that exist, but that Millrace knows nothing of. A program that uses them compiles: what they give has no
 * type, whatever is done with that has none either, and the statement around it stops with "not simulated".
 */
export abstract class Outsiders extends ScalaBase {
  readonly outside: OutsideUse[] = [];
  /** Classes of the program that extend something unknown, with its name. */
  readonly poisoned = new Map<ClassSymbol, string>();
  abstract byPath(path: string): ClassSymbol | string | null;

  /** What is not known, from a library: a value without a type. */
  outsider(env: Env, t: At, name: string): Expr {
    if (this.silent === 0 && !this.outside.some((use) => use.at === t.at && use.unit === env.unit))
      this.outside.push({ unit: env.unit, at: t.at, end: Math.max(t.at + 1, t.end), name });
    return { k: 'Literal', of: 'null', value: null, ...placeOf(t), type: ERROR };
  }
  /** The library class or member that a name without a meaning may have been imported as. */
  outsideName(name: string, env: Env): string | null {
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      const path = i.names.get(name);
      if (path && this.byPath(path) === null) return outsidePrefix(path) ?? (isOutside(path) ? path : null);
    }
    const inherited = this.inherited(env);
    if (inherited) return inherited;
    const owners = this.outsidePackages(env, name);
    return owners.length > 1 ? name : owners[0] ? `${owners[0]}.${name}` : null;
  }
  /** Packages and objects of libraries, imported whole, that may have a member of the name. */
  private outsidePackages(env: Env, name: string): string[] {
    const found: string[] = [];
    for (let i: Imports | null = env.imports; i; i = i.parent)
      for (const star of i.stars) {
        if (star.startsWith('scala.') && this.universe.hasPackage(star)) continue;
        const path = `${star}.${name}`;
        if (this.byPath(path) === null && (outsidePrefix(star) ?? isOutside(path))) found.push(star);
      }
    return found;
  }
  /** An import from a library that may be, or have, an implicit conversion: it may give any value further members. */
  outsideImport(env: Env): string | null {
    for (let i: Imports | null = env.imports; i; i = i.parent)
      for (const path of i.names.values())
        if (!/^(?:scala|javax?)\./.test(path) && this.byPath(path) === null && isOutside(path)) return path;
    return this.outsidePackages(env, 'Implicits')[0] ?? null;
  }
  /** What a class around extends, if that is unknown. */
  private inherited(env: Env): string | null {
    for (let c = env.class; c; c = c.owner) {
      const name = this.poisonOf(c);
      if (name) return name;
    }
    return null;
  }
  poisonOf(c: ClassSymbol): string | null {
    for (const s of c.supertypes()) {
      const name = this.poisoned.get(s) ?? unknownSuper(s);
      if (name) return name;
    }
    return null;
  }
  /** A member that the real class has, or an unknown superclass, or an implicit conversion of an unknown library. */
  outsideMember(type: Type, name: string, env: Env): string | null {
    if (type.kind === 'class') {
      const poison = this.poisonOf(type.symbol);
      if (poison) return poison;
      if (type.symbol.isLibrary && lacks(type.symbol, name)) return `${type.symbol.qualifiedName}.${name}`;
    }
    return this.outsideImport(env);
  }

  /** Statements as they are, or one that stops in place of those that something unknown went into. */
  stopped(statements: Stmt[], t: At, env: Env): Stmt[] {
    if (this.outside.length === 0 || !statements.some(isUntyped)) return statements;
    return [this.stop(t, env)];
  }
  stop(t: At, env: Env, name = this.nearest(t, env)): Stmt {
    const type = this.known('java.lang.UnsupportedOperationException');
    const constructor$ = type.symbol.constructors.find(
      (c) => c.parameters.length === 1 && this.relations.isString(c.parameters[0]!.type),
    )!;
    const text = `not simulated: ${name}; the program compiles, and stops here`;
    const message = literal('string', text, this.universe.string, t);
    return { k: 'Throw', at: t.start, value: instance(type, constructor$, [message], t) };
  }
  /** The use inside of a tree, else the last one before it. */
  private nearest(t: At, env: Env): string {
    const uses = this.outside.filter((use) => use.unit === env.unit);
    const inside = uses.find((use) => use.at >= t.start && use.at < t.end);
    return (inside ?? uses.findLast((use) => use.at < t.end) ?? this.outside[0])?.name ?? '';
  }
}

/** What a Java class of the project extends, if it is unknown. */
function unknownSuper(c: ClassSymbol): string | null {
  const type = c.isLibrary ? null : (c.decl?.extends ?? null);
  if (type?.k !== 'TName' || type.checked?.kind !== 'error') return null;
  return type.parts.map((part) => part.name).join('.');
}

export function isUntyped(node: Expr | Stmt): boolean {
  let found = false;
  walk(node, (n) => {
    if ('type' in n && (n as { type?: Type | null }).type?.kind === 'error') found = true;
    return !found;
  });
  return found;
}
