import { isOutside } from '../check/outside.ts';
import {
  type ClassSymbol,
  type ClassType,
  ERROR,
  type MethodSymbol,
  newVariable,
  type Type,
  type VariableSymbol,
} from '../check/types.ts';
import type { Block, Expr, Literal, Name, Stmt } from '../syntax/ast.ts';
import type { Chosen, Receiver } from './candidates.ts';
import type { Env, Local } from './environment.ts';
import { cast, invoke, nameOf, select, self } from './nodes.ts';
import { Operators } from './operators.ts';
import { ALIASES, encode } from './predefined.ts';
import { type ArgTree, type At, idTree, placeOf, type Tree } from './tree.ts';

const COMPANIONS: Readonly<Record<string, string>> = Object.fromEntries(
  ['Long', 'Double', 'Float', 'Short', 'Byte'].map((n) => [`java.lang.${n}`, `scala.runtime.${n}`]),
);

/** What names mean: values, companions, packages; variables of the typed form. */
export abstract class Names extends Operators {
  #temps = 0;
  abstract caseFields(c: ClassSymbol): readonly { readonly name: string; readonly type: Type }[] | null;
  abstract resultOf(m: MethodSymbol): void;
  abstract member(
    r: Receiver,
    t: Tree & { t: 'select' },
    targs: readonly Type[] | null,
    args: readonly ArgTree[] | null,
    env: Env,
    expected: Type | null,
  ): Expr;
  // ---- names -----------------------------------------------------------------------------------------------------------

  lookup(name: string, env: Env): { readonly local: Local; readonly env: Env } | null {
    for (let e: Env | null = env; e; e = e.parent) {
      const local = e.locals.get(name);
      if (local) return { local, env: e };
    }
    return null;
  }
  read(v: VariableSymbol, t: At, env: Env): Name {
    this.noteVariable(v, env);
    const node: Name = nameOf(v, t);
    const list = this.nodes.get(v);
    if (list) list.push(node);
    else this.nodes.set(v, [node]);
    return node;
  }
  thisOf(c: ClassSymbol, t: At, env: Env): Expr {
    if (c.isModule && !c.isLocal) return this.module(c, t);
    this.noteThis(c, env);
    return self(c, t);
  }
  /** `this` as what a self type says it is. */
  selfOf(c: ClassSymbol, t: At, env: Env): Receiver {
    const declared = this.selves.get(c)?.type;
    const type: Type = declared ? { kind: 'intersection', types: [c.thisType, declared] } : c.thisType;
    return { expr: { ...this.thisOf(c, t, env), type } as Expr, type };
  }
  private hasOwn(type: Type, name: string): boolean {
    if (type.kind === 'intersection') return type.types.some((x) => this.hasOwn(x, name));
    if (type.kind !== 'class') return false;
    return this.field(type.symbol, name) !== null || this.methods(type.symbol, encode(name)).length > 0;
  }
  module(c: ClassSymbol, t: At): Expr {
    const field = c.fields.get('MODULE$')!;
    return select(this.classRef(c, t), field, t, c.thisType);
  }
  /** A name that stands for a value, a class's companion or a package. */
  root(
    name: string,
    t: At,
    env: Env,
  ):
    | { readonly receiver: Receiver }
    | { readonly local: Local }
    | { readonly pkg: string }
    | { readonly member: Receiver; readonly name: string }
    | null {
    for (let e: Env | null = env; e; e = e.parent) {
      const local = e.locals.get(name);
      if (local) return { local };
      if (e.class && (!e.parent || e.parent.class !== e.class)) {
        const c = e.class;
        const encoded = encode(name);
        if (this.field(c, name) || this.methods(c, encoded).some((m) => !m.flags.has('static')))
          return { member: { expr: this.thisOf(c, t, env), type: c.thisType }, name };
        const self = this.selves.get(c);
        if (self?.name === name) return { receiver: this.selfOf(c, t, env) };
        if (self?.type && this.hasOwn(self.type, name)) return { member: this.selfOf(c, t, env), name };
        const nested = this.memberClass(c, `${name}$`);
        if (nested?.isModule) return { receiver: { expr: this.module(nested, t), type: nested.thisType } };
        // Static members of Java classes are not inherited; a companion's are imported only by name.
      }
    }
    for (let i: Env['imports'] | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(name);
      if (explicit) {
        const found = this.valueAt(explicit, t);
        if (found) return found;
        const dot = explicit.lastIndexOf('.');
        const owner = dot > 0 ? this.byPath(explicit.slice(0, dot)) : null;
        if (typeof owner === 'string') {
          const found = this.ofPackageObject(owner, explicit.slice(dot + 1), t);
          if (found) return found;
        } else if (owner) {
          const member = explicit.slice(dot + 1);
          const r = this.companion(owner, t);
          if (this.field(owner, member) || this.candidates(r, member, t).length > 0) return { member: r, name: member };
        } else if (!owner && dot > 0) {
          const value = this.importedValue(explicit.slice(0, dot), t, env);
          if (value && this.hasOwn(value.type, explicit.slice(dot + 1)))
            return { member: value, name: explicit.slice(dot + 1) };
        }
      }
    }
    const pkg = env.unit.package;
    const own = this.valueAt(pkg === '' ? encode(name) : `${pkg}.${encode(name)}`, t);
    if (own && !('pkg' in own)) return own;
    for (let i: Env['imports'] | null = env.imports; i; i = i.parent) {
      for (const star of i.stars) {
        const target = this.byPath(star);
        if (target === null) {
          const value = this.importedValue(star, t, env);
          if (value && this.hasOwn(value.type, name)) return { member: value, name };
          continue;
        }
        if (typeof target === 'string') {
          const found = this.valueAt(`${target}.${name}`, t) ?? this.ofPackageObject(target, name, t);
          if (found) return found;
        } else {
          const r = this.companion(target, t);
          if (this.field(target, name) || this.candidates(r, name, t).length > 0) return { member: r, name };
          const nested = this.memberClass(target, `${name}$`) ?? this.memberClass(target, name);
          if (nested) return { receiver: this.companion(nested, t) };
        }
      }
    }
    if (name === 'synchronized' && env.class)
      return { member: { expr: this.thisOf(env.class, t, env), type: env.class.thisType }, name };
    const predef = this.universe.find('scala.Predef')!;
    const p: Receiver = { expr: null, type: { kind: 'class', symbol: predef, args: [] } };
    if (this.candidates(p, name, t).length > 0) return { member: p, name };
    const c = this.firstName(name, env) ?? this.universe.find(`scala.runtime.${name}Companion`);
    if (c === null) return null;
    return typeof c === 'string' ? { pkg: c } : { receiver: this.companion(c, t) };
  }
  readonly #imported = new Set<string>();
  /** The value whose members `import value._` brings. */
  importedValue(path: string, t: At, env: Env): Receiver | null {
    const [first, ...rest] = path.split('.');
    // What the value itself is called is not looked for in what it brings.
    if (this.#imported.has(path)) return null;
    this.#imported.add(path);
    try {
      const place = placeOf(t);
      const tree = rest.reduce<Tree>((of, name) => ({ t: 'select', of, name, ...place }), idTree(first!, place));
      const found = this.root(first!, place, env);
      if (!found || 'pkg' in found) return null;
      const made = this.attempt(() => this.infer(tree, env, null));
      return made && this.typed(made).kind === 'class' ? { expr: made, type: this.typed(made) } : null;
    } finally {
      this.#imported.delete(path);
    }
  }
  companion(c: ClassSymbol, t: At, isJava = false): Receiver {
    // What the library declares apart from the class of that name.
    const apart =
      c.isLibrary && !isJava ? this.universe.find(`${COMPANIONS[c.qualifiedName] ?? c.qualifiedName}Companion`) : null;
    if (apart) return { expr: null, type: { kind: 'class', symbol: apart, args: [] } };
    if (c.isModule) return { expr: this.module(c, t), type: c.thisType };
    const module = c.isLibrary ? null : this.universe.find(`${c.qualifiedName}$`);
    if (module?.isModule) return { expr: this.module(module, t), type: module.thisType };
    return { expr: null, type: { kind: 'class', symbol: c, args: [] } };
  }
  valueAt(path: string, t: At): { readonly receiver: Receiver } | { readonly pkg: string } | null {
    const real = ALIASES[path] ?? path;
    const found = this.universe.find(`${real}$`) ?? this.universe.find(real);
    if (found) return { receiver: this.companion(found, t, path.startsWith('java.')) };
    return this.universe.hasPackage(path)
      ? { pkg: path }
      : this.universe.hasPackage(`scala.${path}`)
        ? { pkg: `scala.${path}` }
        : null;
  }
  packageObject(name: string, t: At): Receiver | null {
    const symbol = this.universe.find(`${name}.package$`);
    return symbol && { expr: symbol.isLibrary ? null : this.module(symbol, t), type: symbol.thisType };
  }
  /** A member of a package's object, or an object inside of it. */
  private ofPackageObject(
    path: string,
    name: string,
    t: At,
  ): { readonly receiver: Receiver } | { readonly member: Receiver; readonly name: string } | null {
    const of = this.packageObject(path, t);
    if (of?.type.kind !== 'class') return null;
    const { symbol } = of.type;
    if (this.field(symbol, name) || this.hasMember(of, name, t)) return { member: of, name };
    const nested = this.memberClass(symbol, `${name}$`) ?? this.memberClass(symbol, name);
    return nested && { receiver: this.companion(nested, t) };
  }
  /** What stands before a dot: a value, a class, or a package. */
  qualifier(t: Tree, env: Env): Receiver | string {
    if (t.t === 'id') {
      const found = this.root(t.name, t, env);
      if (found && 'pkg' in found) return found.pkg;
      if (found && 'receiver' in found) return this.asValue(found.receiver, t);
    } else if (t.t === 'select') {
      const of = this.pathOf(t);
      if (of) {
        const q = this.qualifier(t.of, env);
        if (typeof q === 'string') {
          const found = this.valueAt(`${q}.${t.name}`, t);
          if (found) return 'pkg' in found ? found.pkg : this.asValue(found.receiver, t);
          const inPackage = this.ofPackageObject(q, t.name, t);
          if (inPackage && 'receiver' in inPackage) return this.asValue(inPackage.receiver, t);
          if (inPackage) {
            const e = this.member(inPackage.member, t, null, null, env, null);
            return { expr: e, type: this.typed(e) };
          }
          if (isOutside(`${q}.${t.name}`)) this.outsider(env, t, `${q}.${t.name}`);
          else this.error(env, t, `object ${t.name} is not a member of package ${q}`);
          return { expr: this.nullOf(t), type: ERROR };
        }
        const type = q.type;
        if (type.kind === 'class' && (q.expr === null || type.symbol.isModule)) {
          const nested = this.memberClass(type.symbol, `${t.name}$`) ?? this.memberClass(type.symbol, t.name);
          if (nested && !this.field(type.symbol, t.name)) return this.asValue(this.companion(nested, t), t);
        }
        // Numbers and arrays have members that no class declares.
        const e = type.kind === 'class' ? this.member(q, t, null, null, env, null) : this.infer(t, env, null);
        return { expr: e, type: this.typed(e) };
      }
    }
    const e = this.infer(t, env, null);
    return { expr: e, type: this.typed(e) };
  }
  /** Objects of the library are values: None, Nil. */
  asValue(r: Receiver, t: At): Receiver {
    if (r.expr || r.type.kind !== 'class') return r;
    const field = r.type.symbol.isLibrary
      ? (r.type.symbol.table.fields.get('MODULE$') ?? r.type.symbol.fields.get('MODULE$'))
      : undefined;
    if (!field) return r;
    return {
      expr: select(this.classRef(r.type.symbol, t), field, t),
      type: field.type,
    };
  }
  pathOf(t: Tree): boolean {
    return t.t === 'id' || (t.t === 'select' && this.pathOf(t.of));
  }
  nullOf(t: At): Literal {
    return { k: 'Literal', of: 'null', value: null, ...placeOf(t), type: ERROR };
  }
  peekType(t: Tree, env: Env): Type | null {
    if (t.t !== 'id') return null;
    const found = this.lookup(t.name, env);
    return found && !found.local.byName ? found.local.symbol.type : null;
  }

  readLocal(local: Local, t: At, env: Env): Expr {
    const name = this.read(local.symbol, t, env);
    if (local.isLazy) {
      const type = (local.symbol.type as ClassType).args[0]!;
      const method = this.methods((local.symbol.type as ClassType).symbol, 'get')[0]!;
      const call: Expr = invoke(name, method, [], type, t);
      return this.plain(type).kind === 'primitive' ? this.unboxed(call) : call;
    }
    if (local.byName) {
      const type = local.symbol.type as ClassType;
      const method = this.functionShape(type)!.method;
      return this.result(invoke(name, method, [], type.args[0]!, t), method);
    }
    const type = name.type!;
    // Parameters of functions are boxed.
    const plain = type.kind === 'class' && local.symbol.kind === 'parameter' ? this.relations.unbox(type) : null;
    if (plain) return cast(name, plain, t);
    return name;
  }
  variable(name: string, type: Type, kind: 'local' | 'parameter', t: At, env: Env): VariableSymbol {
    return newVariable(kind, name, type, t.at, env.frame?.key ?? null, true);
  }
  temporary(type: Type, env: Env): VariableSymbol {
    return this.variable(`x$t${this.fresh()}`, type, 'local', { at: 0, start: 0, end: 0 }, env);
  }
  declare(v: VariableSymbol, init: Expr | null, t: At): Stmt {
    return {
      k: 'Local',
      at: t.at,
      type: { k: 'TKnown', at: t.at, type: v.type },
      modifiers: { flags: new Set(), annotations: [] },
      variables: [{ at: t.at, name: v.name, dimensions: 0, init, symbol: v }],
    };
  }
  block(statements: Stmt[], t: At): Block {
    return { k: 'Block', at: t.at, end: t.end, statements };
  }
  /** A tree whose value is returned. */

  unboxedIf(e: Expr, t: Type): Expr {
    return t.kind === 'primitive' ? this.unboxed(e) : e;
  }
  hasHole(t: Type): boolean {
    return t.kind === 'wildcard' || (t.kind === 'class' && t.args.some((a) => this.hasHole(a)));
  }
  owner(c: Chosen): string {
    return `${c.method.owner.isInterface ? 'trait' : c.method.owner.isModule ? 'object' : 'class'} ${c.method.owner.name.replace(/\$$/, '')}`;
  }
  signature(c: Chosen): string {
    const { params, result } = this.formals(c);
    const names = c.method.parameters.slice(c.extension ? 1 : 0);
    return `(${params.map((p, i) => `${names[i]?.name ?? 'x'}: ${this.show(p)}`).join(', ')})${this.show(result)}`;
  }
  /** For names no program can write. */
  fresh(): number {
    return ++this.#temps;
  }
}
