import { type ClassSymbol, ERROR, type Type, type TypeVariable, VOID } from '../check/types.ts';
import type { TypeAlias } from './base.ts';
import type { Env, Imports } from './environment.ts';
import { ALIASES, encode, NUMBERS, PREDEF } from './predefined.ts';
import type { ScalaType } from './tree.ts';
import { TypeRelations } from './type-relations.ts';

/** Classes, packages and types by their written names. */
export abstract class TypeNames extends TypeRelations {
  /** A class by its written path, as a type. */
  findClass(path: readonly string[], env: Env): ClassSymbol | null {
    const found = this.findPlace(path, env);
    return typeof found === 'string' ? null : found;
  }
  /** A class or package by its written path. */
  private findPlace(path: readonly string[], env: Env): ClassSymbol | string | null {
    const [first, ...rest] = path;
    let at: ClassSymbol | string | null = this.firstName(first!, env);
    for (const name of rest) {
      if (at === null) return null;
      if (typeof at === 'string') at = this.inPackage(at, name);
      else at = this.memberClass(at, name) ?? this.memberClass(this.universe.find(`${at.qualifiedName}$`) ?? at, name);
    }
    return at;
  }
  inPackage(name: string, member: string): ClassSymbol | string | null {
    const written = `${name}.${member}`;
    const full = ALIASES[written] ?? written;
    return (
      this.universe.find(full) ??
      (this.universe.find(`${full}$`) || this.universe.hasPackage(full)
        ? (this.universe.find(`${full}$`) ?? full)
        : null) ??
      this.inPackageObject(name, member)
    );
  }
  /** A class inside of a package's object. */
  private inPackageObject(name: string, member: string): ClassSymbol | null {
    const object = this.universe.find(`${name}.package$`);
    return object && (this.memberClass(object, member) ?? this.memberClass(object, `${member}$`));
  }
  memberClass(c: ClassSymbol, name: string): ClassSymbol | null {
    for (const s of c.supertypes()) {
      const found = s.classes.get(name);
      if (found) return found;
    }
    return null;
  }
  /** A class or package that the first part of a path means. */
  firstName(name: string, env: Env): ClassSymbol | string | null {
    for (let c = env.class; c; c = c.owner) {
      if (c.name === name && !c.isAnonymous) return c;
      const member = this.memberClass(c, name) ?? c.classes.get(`${name}$`) ?? null;
      if (member) return member;
    }
    for (let e: Env | null = env; e; e = e.parent) {
      const t = e.types.get(name);
      if (t?.kind === 'class') return t.symbol;
    }
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(name);
      if (explicit) {
        const found = this.byPath(explicit);
        if (found) return found;
      }
    }
    const encoded = encode(name);
    const own = env.unit.package === '' ? encoded : `${env.unit.package}.${encoded}`;
    const mine = this.universe.find(own) ?? this.universe.find(`${own}$`);
    if (mine) return mine;
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      for (const star of i.stars) {
        const target = this.byPath(star);
        if (typeof target === 'string' || target === null) {
          const path = ALIASES[`${star}.${name}`] ?? `${star}.${name}`;
          const found =
            this.universe.find(path) ?? this.universe.find(`${path}$`) ?? this.inPackageObject(target ?? star, name);
          if (found) return found;
        } else {
          const found = this.memberClass(target, name) ?? this.memberClass(target, `${name}$`);
          if (found) return found;
        }
        if (this.universe.find(`${star}.${name}`)) return this.universe.find(`${star}.${name}`);
        if (this.universe.hasPackage(`${star}.${name}`)) return `${star}.${name}`;
      }
    }
    const predef = PREDEF[name];
    if (predef) return this.universe.find(predef);
    const found = this.universe.find(`scala.${encoded}`) ?? this.universe.find(`java.lang.${name}`);
    if (found) return found;
    if (this.universe.hasPackage(name)) return name;
    if (this.universe.hasPackage(`scala.${name}`)) return `scala.${name}`;
    return null;
  }
  byPath(written: string): ClassSymbol | string | null {
    const path = ALIASES[written] ?? written;
    return (
      this.universe.find(path) ??
      this.universe.find(`${path}$`) ??
      (this.universe.hasPackage(path) ? path : null) ??
      (this.universe.hasPackage(`scala.${path}`) ? `scala.${path}` : null) ??
      this.universe.find(`scala.${path}`) ??
      this.memberByPath(path)
    );
  }
  /** A class inside of an object of the program. */
  private memberByPath(path: string): ClassSymbol | null {
    const dot = path.lastIndexOf('.');
    const owner = dot > 0 ? this.byPath(path.slice(0, dot)) : null;
    const name = path.slice(dot + 1);
    if (typeof owner === 'string') return this.inPackageObject(owner, name);
    if (owner === null || owner.isLibrary) return null;
    const module = this.universe.find(`${owner.qualifiedName}$`) ?? owner;
    return this.memberClass(module, name) ?? this.memberClass(module, `${name}$`) ?? this.memberClass(owner, name);
  }

  /** A type that says what members it has. */
  abstract structural(t: ScalaType & { t: 'structural' }, env: Env): Type;
  typeOf(t: ScalaType, env: Env): Type {
    switch (t.t) {
      case 'tuple':
        return this.known(`scala.Tuple${t.of.length}`, ...t.of.map((x) => this.typeOf(x, env)));
      case 'function':
        return this.known(
          `scala.Function${t.params.length}`,
          ...t.params.map((p) =>
            p.t === 'byName' ? this.known('scala.runtime.ByName', this.typeOf(p.of, env)) : this.typeOf(p, env),
          ),
          this.typeOf(t.result, env),
        );
      case 'byName':
        return this.known('scala.Function0', this.typeOf(t.of, env));
      case 'repeated':
        return this.known('scala.collection.Seq', this.typeOf(t.of, env));
      case 'compound': {
        const types = t.of.map((x) => this.typeOf(x, env));
        return types.find((x) => x.kind === 'primitive') ?? { kind: 'intersection', types };
      }
      case 'structural':
        return this.structural(t, env);
      case 'wildcard':
        return t.upper
          ? { kind: 'wildcard', bound: 'extends', type: this.box(this.typeOf(t.upper, env)) }
          : { kind: 'wildcard', bound: null, type: null };
      case 'named': {
        const [first] = t.path;
        if (t.path.length === 1) {
          for (let e: Env | null = env; e; e = e.parent) {
            const found = e.types.get(first!);
            if (found?.kind === 'variable' && t.args.length > 0)
              return this.relations.application(
                found,
                t.args.map((a) => this.box(this.typeOf(a, env))),
              );
            if (found) return found;
          }
        }
        if (t.path.length === 0) return env.class?.thisType ?? this.object;
        const last = t.path[t.path.length - 1]!;
        if (t.path.length === 1 || t.path[0] === 'scala') {
          if (t.path.length <= 2) {
            const shadow = t.path.length === 1 ? this.shadowed(last, env) : false;
            if (!shadow) {
              if (NUMBERS[last]) return NUMBERS[last];
              if (last === 'Unit') return VOID;
              if (last === 'Any' || last === 'AnyRef' || last === 'AnyVal' || last === 'Object') return this.object;
              if (last === 'Nothing' || last === 'Null') return this.nothing;
              if (last === 'Array')
                return { kind: 'array', of: t.args[0] ? this.elementType(this.typeOf(t.args[0], env)) : this.object };
            }
          }
        }
        const alias = this.alias(t.path, env);
        if (alias) {
          const by = new Map(alias.params.map((p, i) => [p, t.args[i] ? this.box(this.typeOf(t.args[i], env)) : p]));
          return this.relations.substitute(alias.type, by);
        }
        const symbol = this.findClass(t.path, env);
        if (!symbol) {
          const outside = this.outsideName(first!, env);
          if (outside) {
            this.outsider(env, t, outside);
            return ERROR;
          }
          const message =
            t.path.length > 1 && !this.findClass(t.path.slice(0, -1), env) && this.firstName(first!, env) === null
              ? `not found: value ${first}`
              : t.path.length > 1
                ? `type ${last} is not a member of ${typeof this.firstName(first!, env) === 'string' ? `package ${t.path.slice(0, -1).join('.')}` : t.path.slice(0, -1).join('.')}`
                : `not found: type ${last}`;
          this.error(env, t, message);
          return ERROR;
        }
        const args = t.args.map((a, i) => this.box(this.typeArgument(a, symbol.typeParameters[i], env)));
        const n = symbol.typeParameters.length;
        if (n === 0 && symbol.owner && symbol.owner.typeParameters.length > 0 && !symbol.flags.has('static')) {
          // An inner class of a generic class this one extends: its parameters are known here.
          for (let c: ClassSymbol | null = env.class; c; c = c.owner) {
            const outer = this.relations.asSuper(c.thisType, symbol.owner);
            if (outer) return { kind: 'class', symbol, args: [], outer };
          }
        }
        if (args.length === 0 && n > 0) {
          const inherited = env.class ? this.relations.asSuper(env.class.thisType, symbol.owner ?? symbol) : null;
          if (inherited && symbol.owner && inherited.args.length === n)
            return { kind: 'class', symbol, args: inherited.args };
          if (!symbol.isLibrary || /^scala\./.test(symbol.binaryName)) {
            const what = PREDEF[last] ? 'type' : symbol.isInterface ? 'trait' : 'class';
            this.error(env, t, `${what} ${symbol.name} takes type parameters`);
          }
          return { kind: 'class', symbol, args: [] };
        }
        if (args.length !== n && n > 0)
          this.error(
            env,
            t,
            `wrong number of type arguments for ${PREDEF[last] ? last : this.show({ kind: 'class', symbol, args: [] })}, should be ${n}`,
          );
        if (n === 0 && args.length > 0) {
          this.error(env, t, `${symbol.qualifiedName} does not take type parameters`);
          return { kind: 'class', symbol, args: [] };
        }
        return { kind: 'class', symbol, args };
      }
    }
  }
  /** An argument of a type; of a parameter that is a type constructor, one as well. */
  typeArgument(t: ScalaType, of: TypeVariable | undefined, env: Env): Type {
    return of && this.kinds.has(of) ? this.typeConstructor(t, env) : this.typeOf(t, env);
  }
  /** `Option` as what makes types; `type Result[A] = Either[String, A]` is `Either` with its first argument. */
  typeConstructor(t: ScalaType, env: Env): Type {
    if (t.t !== 'named' || t.args.length > 0) return this.typeOf(t, env);
    const alias = this.alias(t.path, env);
    if (alias && alias.params.length > 0 && alias.type.kind === 'class') {
      const { type, params } = alias;
      return { ...type, args: type.args.slice(0, type.args.length - params.length) };
    }
    for (let e: Env | null = env; e && t.path.length === 1; e = e.parent) {
      const found = e.types.get(t.path[0]!);
      if (found) return found;
    }
    const symbol = this.findClass(t.path, env);
    return symbol && symbol.typeParameters.length > 0 ? { kind: 'class', symbol, args: [] } : this.typeOf(t, env);
  }
  /** A `type` member: of an object by its path, of an imported object by its name. */
  private alias(path: readonly string[], env: Env): TypeAlias | null {
    if (this.aliases.size === 0) return null;
    const last = path[path.length - 1]!;
    const of = (place: ClassSymbol | string | null): TypeAlias | null => {
      const c = typeof place === 'string' ? this.universe.find(`${place}.package$`) : place;
      if (!c) return null;
      const module = c.isModule ? c : this.universe.find(`${c.qualifiedName}$`);
      for (const s of [...c.supertypes(), ...(module?.supertypes() ?? [])]) {
        const found = this.aliases.get(s)?.get(last);
        if (found) return found;
      }
      return null;
    };
    if (path.length > 1) return of(this.findPlace(path.slice(0, -1), env));
    for (let c = env.class; c; c = c.owner) {
      const found = of(c);
      if (found) return found;
    }
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(last);
      const places = explicit ? [explicit.slice(0, explicit.lastIndexOf('.')), ...i.stars] : i.stars;
      for (const place of places) {
        const target = this.byPath(place);
        const found = of(target);
        if (found) return found;
      }
    }
    return null;
  }
  elementType(t: Type): Type {
    return t.kind === 'wildcard' ? this.relations.upper(t) : t.kind === 'void' ? this.box(t) : t;
  }
  private shadowed(name: string, env: Env): boolean {
    for (let i: Imports | null = env.imports; i; i = i.parent) if (i.names.has(name)) return true;
    return false;
  }
}
