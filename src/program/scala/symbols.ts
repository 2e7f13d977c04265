import { isOutside, outsidePrefix } from '../check/outside.ts';
import {
  ClassSymbol,
  type ClassType,
  type FieldSymbol,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  VOID,
} from '../check/types.ts';
import { findEntry } from '../library/table.ts';
import type { ClassDecl, CompilationUnit, Expr, Member, MethodDecl, Stmt } from '../syntax/ast.ts';
import type { TypeAlias } from './base.ts';
import { type Env, inner } from './environment.ts';
import { assign, select, self } from './nodes.ts';
import { encode } from './predefined.ts';
import type { At, ClassTree, ScalaType, Tree } from './tree.ts';
import { Typer } from './typer.ts';

/** What packages of Scala's library have that this one lacks; all else is no member of them. */
const SCALA_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    'scala.util':
      'Try Success Failure Either Left Right Random Sorting Properties DynamicVariable MurmurHash control hashing matching parsing',
    'scala.collection': 'mutable immutable concurrent generic parallel convert script JavaConverters JavaConversions',
  }).map(([name, members]) => [name, new Set(members.split(' '))]),
);

/** What an import names. */
function behindImport(t: At): At {
  const at = t.start + 'import '.length;
  return { ...t, at };
}

/** A class that is being checked. */
export interface Made {
  readonly tree: (ClassTree & At) | (Tree & { t: 'new' });
  readonly symbol: ClassSymbol;
  readonly decl: ClassDecl & { members: Member[] };
  readonly env: Env;
  readonly name: string;
}
export type ValTree = Tree & { t: 'val' };
export type DefTree = Tree & { t: 'def' };

/** Symbols of classes and of their members. */
export abstract class Symbols extends Typer {
  readonly classes: ClassSymbol[] = [];
  readonly caseClasses = new WeakMap<ClassSymbol, readonly { readonly name: string; readonly type: Type }[]>();
  readonly bodyOfMethod = new Map<MethodSymbol, () => void>();
  readonly madeOf = new Map<ClassSymbol, Made>();
  readonly anonymousCounts = new Map<string, number>();

  caseFields(c: ClassSymbol): readonly { readonly name: string; readonly type: Type }[] | null {
    const own = this.caseClasses.get(c);
    if (own) return own;
    if (!c.isLibrary || !/^scala\./.test(c.binaryName)) return null;
    if (/^scala\.(?:Tuple\d+|Some|util\.(?:Success|Failure|Left|Right))$/.test(c.binaryName)) {
      return [...c.fields.values()].filter((f) => !f.flags.has('static')).map((f) => ({ name: f.name, type: f.type }));
    }
    return null;
  }
  resultOf(m: MethodSymbol): void {
    const run = this.bodyOfMethod.get(m);
    if (run && (m.returnType as { pending?: boolean }).pending) run();
  }

  importInto(t: Tree & { t: 'import' }, env: Env): void {
    let path = t.path.join('.');
    const first = env.imports.names.get(t.path[0]!);
    if (first) path = [first, ...t.path.slice(1)].join('.');
    for (const s of t.selectors) {
      if (s.name === '_') env.imports.stars.push(path);
      else if (s.as !== '') env.imports.names.set(s.as, `${path}.${s.name}`);
    }
  }

  /** What is neither here nor in a library that exists is a mistake of the import. */
  checkImports(t: Tree & { t: 'import' }, env: Env): void {
    for (const s of t.selectors) this.checkImport(t.path.join('.'), s.name, t, env);
  }
  private checkImport(path: string, name: string, t: At, env: Env): void {
    const [first = ''] = path.split('.');
    const whole = name === '_' ? `${path}.Any` : `${path}.${name}`;
    const known = SCALA_MEMBERS[path];
    if (known && name !== '_' && !known.has(name) && !this.isMemberOf(path, name)) {
      this.error(
        env,
        behindImport(t),
        `object ${name} is not a member of package ${path.replace(/^scala\.(?=[^.]+$)/, '')}`,
      );
      return;
    }
    const at = path.lastIndexOf('.');
    if (at > 0 && SCALA_MEMBERS[path.slice(0, at)] && !SCALA_MEMBERS[path.slice(0, at)]!.has(path.slice(at + 1))) {
      this.checkImport(path.slice(0, at), path.slice(at + 1), t, env);
      return;
    }
    // The list of the JDK's classes has those that are used.
    if (/^javax?\./.test(whole) || isOutside(whole) || outsidePrefix(whole)) return;
    const owner = this.byPath(path);
    if (typeof owner === 'string' && name !== '_' && !this.isMemberOf(owner, name))
      this.error(
        env,
        behindImport(t),
        `object ${name} is not a member of package ${owner.replace(/^scala\.(?=[^.]+$)/, '')}`,
      );
    else if (
      owner === null &&
      this.lookupRoot(first, env) === null &&
      !this.universe.hasPackage(first) &&
      !this.root(first, t, env)
    )
      this.error(env, behindImport(t), `not found: ${path.includes('.') ? 'object' : 'value'} ${first}`);
  }
  private isMemberOf(name: string, member: string): boolean {
    const pkgObject = this.universe.find(`${name}.package$`);
    return (
      this.byPath(`${name}.${member}`) !== null ||
      findEntry(`${name}.${member}`) !== undefined ||
      (pkgObject !== null && (this.methods(pkgObject, member).length > 0 || this.field(pkgObject, member) !== null))
    );
  }
  private lookupRoot(name: string, env: Env): unknown {
    return this.lookup(name, env) ?? this.firstName(name, env);
  }

  symbol(
    name: string,
    env: Env,
    owner: ClassSymbol | null,
    flags: Set<string>,
    isTrait: boolean,
    at: At,
  ): Made['decl'] & { symbol: ClassSymbol } {
    const kind = isTrait ? ('interface' as const) : ('class' as const);
    const symbol = new ClassSymbol(name, env.unit.package, owner, kind, flags, false, { header() {}, members() {} });
    const decl = {
      k: 'Class' as const,
      kind,
      name,
      modifiers: { flags, annotations: [] },
      typeParameters: [],
      extends: null,
      implements: [],
      members: [] as Member[],
      constants: [],
      components: [],
      end: at.end,
      at: at.at,
      symbol,
    };
    if (encode(name) !== name) symbol.binaryName = symbol.binaryName.replace(/[^.$]*$/, encode(name));
    symbol.decl = decl;
    symbol.unit = env.unit;
    symbol.superclass = this.object;
    symbol.completeMembers();
    this.classes.push(symbol);
    return decl;
  }
  enter(t: ClassTree & At, env: Env, owner: ClassSymbol | null): Made[] {
    const isModule = t.kind === 'object';
    const flags = new Set<string>(['public']);
    if (t.modifiers.has('abstract') || t.kind === 'trait') flags.add('abstract');
    if (t.modifiers.has('final')) flags.add('final');
    if (owner?.isModule) flags.add('static');
    const name = isModule ? `${t.name}$` : t.name;
    const decl = this.symbol(name, env, owner, flags, t.kind === 'trait', t);
    const { symbol } = decl;
    symbol.isModule = isModule;
    if (isModule) this.addField(symbol, 'MODULE$', symbol.thisType, new Set(['public', 'static']), t);
    if (owner) symbol.binaryName = `${owner.binaryName.replace(/\$$/, '')}$${encode(name)}`;
    const made: Made[] = [{ tree: t, symbol, decl, env, name: t.name }];
    if (owner) owner.table.classes.set(name, symbol);
    else if (!this.universe.add(symbol)) this.error(env, t, `${t.name} is already defined as ${t.kind} ${t.name}`);
    for (const s of t.body) if (s.t === 'class') made.push(...this.enter(s, inner(env, { class: symbol }), symbol));
    this.madeOf.set(symbol, made[0]!);
    return made;
  }

  header(m: Made): void {
    const { symbol, tree } = m;
    const env = this.inside(m);
    if (tree.t === 'class') {
      const params = tree.typeParams.map((p): TypeVariable => ({ kind: 'variable', name: p.name, bounds: [] }));
      for (const [i, p] of params.entries()) {
        env.types.set(p.name, p);
        if (tree.typeParams[i]!.arity > 0) this.kinds.set(p, tree.typeParams[i]!.arity);
      }
      params.forEach((p, i) => {
        const upper = tree.typeParams[i]!.upper;
        p.bounds = [upper ? this.typeOf(upper, env) : this.object];
        this.noteLower(p, tree.typeParams[i]!, env);
      });
      symbol.typeParameters = params;
    }
    for (const s of tree.t === 'class' ? tree.body : (tree.body ?? [])) {
      if (s.t === 'import') this.importInto(s, env);
    }
    const interfaces: ClassType[] = [];
    for (const [i, p] of tree.parents.entries()) {
      const name = p.type.t === 'named' ? p.type.path.join('.') : '';
      if (name === 'App') {
        (m as { isApp?: boolean }).isApp = true;
        continue;
      }
      if (name === 'Serializable') {
        interfaces.push(this.known('java.io.Serializable'));
        continue;
      }
      const type = this.typeOf(p.type, env);
      if (type.kind === 'error') this.poisoned.set(symbol, this.outside.at(-1)?.name ?? name);
      if (type.kind !== 'class') continue;
      if (type.symbol.isInterface) interfaces.push(type);
      else if (i === 0) {
        symbol.superclass = type;
        if (type.symbol.flags.has('final'))
          this.error(env, p, `illegal inheritance from final class ${type.symbol.name}`);
      } else this.error(env, p, `class ${type.symbol.name} needs to be a trait to be mixed in`);
    }
    if (tree.t === 'class' && tree.modifiers.has('implicit')) {
      if (symbol.isModule) this.offer(symbol.owner ?? symbol, { kind: 'module', symbol });
      else if (tree.params?.length) {
        this.implicitClasses.add(symbol);
        if (symbol.owner && !symbol.isLocal) this.offer(symbol.owner, { kind: 'class', symbol });
      }
    }
    if (tree.t === 'class' && tree.isCase)
      interfaces.push(this.known('scala.Product'), this.known('java.io.Serializable'));
    symbol.interfaces = interfaces;
    for (const s of tree.t === 'class' ? tree.body : (tree.body ?? [])) {
      if (s.t === 'type') {
        const alias = this.aliasOf(s, env);
        if (alias.params.length === 0) env.types.set(s.name, alias.type);
        const known = this.aliases.get(symbol);
        if (known) known.set(s.name, alias);
        else this.aliases.set(symbol, new Map([[s.name, alias]]));
      }
    }
    const { self } = tree;
    if (self) this.selves.set(symbol, { name: self.name, type: self.type ? this.typeOf(self.type, env) : null });
  }
  private readonly structuresAt = new Map<CompilationUnit, Map<number, ClassSymbol>>();
  override structural(t: ScalaType & { t: 'structural' }, env: Env): Type {
    const here = this.structuresAt.get(env.unit) ?? new Map<number, ClassSymbol>();
    this.structuresAt.set(env.unit, here);
    const known = here.get(t.start);
    if (known) return known.thisType;
    const text = `AnyRef{${env.unit.text
      .slice(t.start, t.end)
      .replace(/^[^{]*\{\s*|\s*\}$/g, '')
      .replace(/\s*\n\s*/g, '; ')}}`;
    const { symbol, ...decl } = this.symbol(text, env, null, new Set(['public', 'abstract']), true, t);
    symbol.binaryName = `x$structure${this.fresh()}`;
    this.structures.add(symbol);
    here.set(t.start, symbol);
    for (const m of t.members) {
      if (m.t !== 'def' && m.t !== 'val') continue;
      const name = m.t === 'def' ? m.name : m.pattern.t === 'bind' ? m.pattern.name : '_';
      const params = (m.t === 'def' ? (m.params ?? []).flat() : []).map((p) => ({
        name: p.name,
        type: p.type ? this.typeOf(p.type, env) : this.object,
      }));
      const result = m.type ? this.typeOf(m.type, env) : VOID;
      this.addMethod(symbol, decl as ClassDecl, encode(name), new Set(['public', 'abstract']), params, result, m, {
        parameterless: m.t === 'val' || m.params === null,
      });
    }
    return symbol.thisType;
  }
  /** An abstract type is what it is below. */
  override aliasOf(t: Tree & { t: 'type' }, env: Env): TypeAlias {
    const scope = inner(env);
    const params = this.typeVariables(t.typeParams, scope);
    const to = t.to ?? t.upper;
    return { params, type: to ? this.typeOf(to, scope) : this.object };
  }
  readonly #envs = new Map<ClassSymbol, Env>();
  inside(m: Made): Env {
    let env = this.#envs.get(m.symbol);
    if (!env) {
      const outer = m.symbol.owner && !m.symbol.isLocal ? (this.#envs.get(m.symbol.owner) ?? m.env) : m.env;
      const frame = { kind: 'class' as const, parent: outer.frame, key: {}, symbol: m.symbol };
      env = inner(outer, {
        class: m.symbol,
        frame,
        imports: { parent: outer.imports, names: new Map(), stars: [] },
        returns: null,
      });
      this.#envs.set(m.symbol, env);
    }
    return env;
  }

  // ---- members ---------------------------------------------------------------------------------------------------------

  flagsOf(modifiers: ReadonlySet<string>): Set<string> {
    return new Set(modifiers.has('private') ? ['private'] : ['public']);
  }
  addField(owner: ClassSymbol, name: string, type: Type, flags: Set<string>, at: At): FieldSymbol {
    const field: FieldSymbol = { kind: 'field', name, owner, flags, type, at: at.at };
    owner.table.fields.set(name, field);
    return field;
  }
  addMethod(
    owner: ClassSymbol,
    decl: ClassDecl,
    name: string,
    flags: Set<string>,
    params: readonly { name: string; type: Type }[],
    result: Type,
    at: At,
    extra: Partial<MethodSymbol> = {},
  ): {
    symbol: MethodSymbol;
    decl: MethodDecl & { body: { k: 'Block'; at: number; end: number; statements: Stmt[] } | null };
  } {
    const body = flags.has('abstract')
      ? null
      : { k: 'Block' as const, at: at.at, end: at.end, statements: [] as Stmt[] };
    const method = {
      k: 'Method' as const,
      at: at.at,
      name,
      modifiers: { flags, annotations: [] },
      typeParameters: [],
      returnType: null,
      parameters: [],
      throws: [],
      body,
    };
    const symbol: MethodSymbol = {
      kind: 'method',
      name,
      owner,
      flags,
      annotations: new Set(),
      typeParameters: [],
      parameters: params,
      returnType: result,
      throws: [],
      varargs: false,
      decl: method as MethodDecl,
      ...extra,
    };
    (method as MethodDecl).symbol = symbol;
    decl.members.push(method as MethodDecl);
    if (name === '<init>') owner.table.constructors.push(symbol);
    else {
      const list = owner.table.methods.get(name);
      if (list) list.push(symbol);
      else owner.table.methods.set(name, [symbol]);
    }
    return { symbol, decl: method as never };
  }
  readonly pendingWork = new Map<ClassSymbol, { run: () => void }[]>();
  later(c: ClassSymbol, run: () => void): void {
    const list = this.pendingWork.get(c);
    if (list) list.push({ run });
    else this.pendingWork.set(c, [{ run }]);
  }

  store(owner: ClassSymbol, field: FieldSymbol, value: Expr, at: At): Stmt {
    return {
      k: 'Expr',
      at: at.at,
      expr: assign(select(self(owner, at), field, at), value, at, field.type),
    };
  }
  initializerEnv(env: Env): Env {
    return inner(env, { frame: { kind: 'method', parent: env.frame, key: {} } });
  }
  pending(): Type {
    return { kind: 'error', pending: true } as Type;
  }
}
