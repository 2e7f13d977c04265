import {
  type ClassSymbol,
  type ClassType,
  type FieldSymbol,
  type MethodSymbol,
  newVariable,
  type Type,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Universe } from '../check/universe.ts';
import { mixedIn } from '../linearization.ts';
import type { ClassDecl, CompilationUnit, Expr, Modifiers, Stmt } from '../syntax/ast.ts';
import { ClassMembers } from './class-members.ts';
import { type Env, type Frame, type Imports, inner } from './environment.ts';
import { assign, instance, invoke, nameOf, select, self } from './nodes.ts';
import { encode } from './predefined.ts';
import type { Made } from './symbols.ts';
import {
  type ArgTree,
  type At,
  type ClassTree,
  type ParamTree,
  paramTree,
  placeOf,
  type Tree,
  type TypeParamTree,
  type UnitTree,
  unitsOf,
} from './tree.ts';

const NONE: Modifiers = { flags: new Set(), annotations: [] };
/** The field that keeps a parameter. */
function storedName(p: ParamTree): string {
  return p.type?.t === 'byName' ? `${p.name}$byName` : p.name;
}
const EMPTY: At = { at: 0, start: 0, end: 0 };

/** Classes, objects and traits: constructors, bodies, what is missing. */
export class ScalaChecker extends ClassMembers {
  // ---- units -----------------------------------------------------------------------------------------------------------

  check(units: readonly UnitTree[]): void {
    const made: Made[] = [];
    const files: [readonly Tree[], Env][] = [];
    for (const u of units.flatMap(unitsOf)) {
      const unit: CompilationUnit = { file: u.file, text: u.text, package: u.package, imports: [], classes: [] };
      const imports: Imports = { parent: null, names: new Map(), stars: u.package === '' ? [] : [u.package] };
      const env: Env = {
        parent: null,
        unit,
        locals: new Map(),
        types: new Map(),
        imports,
        class: null,
        frame: null,
        returns: null,
      };
      for (const s of u.statements) if (s.t === 'class') made.push(...this.enter(s, env, null));
      for (const s of u.statements) if (s.t === 'import') this.importInto(s, env);
      files.push([u.statements, env]);
    }
    for (const [imports, env] of files) for (const s of imports) if (s.t === 'import') this.checkImports(s, env);
    this.complete(made);
    const ref = this.universe.find('scala.runtime.ObjectRef')!;
    for (const v of this.vars) if (this.captured.has(v.symbol) && v.symbol.reassigned) v.patch(ref);
  }
  complete(made: readonly Made[]): void {
    for (const m of made) this.header(m);
    for (const m of made) this.members(m);
    for (const m of made) this.bodies(m);
    for (const m of made) if (m.symbol.isModule && !m.symbol.owner) this.forwarders(m);
  }
  /** A by-name parameter that methods use: each reading computes it. */
  private byNameMember(symbol: ClassSymbol, decl: Made['decl'], field: FieldSymbol, p: ParamTree): void {
    const shape = this.functionShape(field.type)!;
    const result = this.plain(shape.result);
    const made = this.addMethod(symbol, decl, encode(p.name), new Set(['private']), [], result, p, {
      parameterless: true,
    });
    made.decl.variables = [];
    const call = invoke(select(self(symbol, p), field, p), shape.method, [], this.box(result), p);
    const value = this.result(call, shape.method);
    made.decl.body!.statements.push({ k: 'Return', at: p.at, value, expected: result });
  }
  members(m: Made): void {
    const { symbol, decl, tree } = m;
    const env = this.inside(m);
    const isTrait = symbol.isInterface;
    const body = tree.t === 'class' ? tree.body : (tree.body ?? []);
    const start: Stmt[] = [];
    const bounds = tree.t === 'class' ? this.contextParams(tree.typeParams, env) : [];
    const written = tree.t === 'class' ? (tree.params ?? []).flat() : [];
    const params = [...written, ...bounds.map((b) => b.tree)];
    const implicits = bounds.length + (tree.t === 'class' && tree.implicits ? (tree.params!.at(-1)?.length ?? 0) : 0);
    const isImplicit = (i: number): boolean => i >= params.length - implicits;
    const used = params.length > 0 ? identifiers(body) : new Set<string>();
    const types = params.map(
      (p) => bounds.find((b) => b.tree === p)?.type ?? (p.type ? this.typeOf(p.type, env) : this.object),
    );
    const isCase = tree.t === 'class' && tree.isCase;
    const last = params[params.length - 1];
    const repeated = last?.type?.t === 'repeated' ? last : null;

    // The primary constructor.
    const isAnonymous = tree.t === 'new';
    const variables: VariableSymbol[] = [];
    const key = {};
    const initFrame = { kind: 'method' as const, parent: env.frame, key };
    const initEnv = inner(env, { frame: initFrame });
    const primary =
      isTrait || isAnonymous
        ? null
        : this.addMethod(
            symbol,
            decl,
            '<init>',
            new Set(['public']),
            params.map((p, i) => ({ name: p.name, type: repeated === p ? arrayOfRepeated(types[i]!) : types[i]! })),
            VOID,
            m.tree,
            { varargs: repeated !== null },
          );
    if (primary) this.defaults.set(primary.symbol, { params, env: m.env });
    if (primary && implicits > 0) this.implicitParams.set(primary.symbol, implicits);
    const parent = tree.parents[0];
    if (primary) {
      params.forEach((p, i) => {
        const v = this.variable(p.name, primary.symbol.parameters[i]!.type, 'parameter', p, initEnv);
        variables.push(v);
        initEnv.locals.set(p.name, { symbol: v, byName: p.type?.t === 'byName', isImplicit: isImplicit(i) });
      });
      primary.decl.variables = variables;
    }
    const first = tree.t === 'class' ? (tree.params?.[0] ?? []) : [];
    const isElement = (p: ParamTree): boolean => isCase && first.includes(p);
    const fieldParams = params.filter((p, i) => p.member || isElement(p) || used.has(p.name) || isImplicit(i));
    for (const p of fieldParams) {
      const i = params.indexOf(p);
      const flags = new Set<string>([p.isPrivate || (!p.member && !isElement(p)) ? 'private' : 'public']);
      if (p.member !== 'var') flags.add('final');
      if (p.type?.t === 'byName') {
        this.byNameMember(symbol, decl, this.addField(symbol, storedName(p), types[i]!, flags, p), p);
        continue;
      }
      const field = this.addField(symbol, p.name, types[i]!, flags, p);
      if (p.member || isElement(p)) this.accessor(symbol, decl, field, m.tree, p.member === 'var');
      if (isImplicit(i)) this.offer(symbol, { kind: 'field', field });
    }
    if (isCase) {
      this.caseClasses.set(
        symbol,
        first.map((p, i) => ({ name: p.name, type: types[i]! })),
      );
      (decl as { components: unknown }).components = first.map((p) => ({
        name: p.name,
        at: p.at,
        type: null,
        varargs: false,
        modifiers: NONE,
      }));
    }
    // Values of traits live in the class that mixes them in; the most general trait is initialised first.
    if (!isTrait) {
      for (const s of [...mixedIn(symbol)].reverse()) {
        const trait = this.madeOf.get(s);
        if (trait?.tree.t === 'class') this.traitBody(trait, trait.tree.body, m, body, initFrame, start);
      }
    }
    this.checkTwins(body, env);
    for (const s of body) {
      if (s.t === 'val') this.valMember(s, m, env, initEnv, start, isTrait);
      else if (s.t === 'def') this.defMember(s, m, env);
      else if (isStatement(s) && !isTrait) {
        this.later(symbol, () => start.push(...this.effect(s, isAnonymous ? this.initializerEnv(env) : initEnv)));
      }
    }
    if (isCase && tree.t === 'class') this.caseMethods(symbol, decl, tree);
    if (isAnonymous) {
      decl.members.push({
        k: 'Initializer',
        at: m.tree.at,
        isStatic: false,
        body: { k: 'Block', at: m.tree.at, end: m.tree.end, statements: start },
      });
      return;
    }
    if (!primary) return;
    this.later(symbol, () => {
      const statements = primary.decl.body!.statements;
      const poison = this.poisoned.get(symbol);
      if (poison) {
        statements.push(this.stop(m.tree, env, poison));
        return;
      }
      const base = symbol.superclass!;
      if (base.symbol !== this.object.symbol) {
        const e = this.construct(base, parent?.args ?? [], initEnv, null, (parent ?? m.tree) as At);
        if (e.k === 'New' && e.constructor$)
          statements.push({
            k: 'Expr',
            at: m.tree.at,
            expr: {
              k: 'Call',
              ...placeOf(m.tree),
              nameAt: m.tree.at,
              target: null,
              name: 'super',
              typeArgs: null,
              args: e.args,
              method: e.constructor$,
              type: VOID,
              ...(e.varargsFrom !== undefined ? { varargsFrom: e.varargsFrom, varargsElement: e.varargsElement! } : {}),
            },
          });
      }
      if (symbol.isModule && !symbol.isLocal) {
        const field = symbol.table.fields.get('MODULE$')!;
        statements.push({
          k: 'Expr',
          at: m.tree.at,
          expr: assign(select(this.classRef(symbol, m.tree), field, m.tree), self(symbol, EMPTY), m.tree, field.type),
        });
      }
      if (repeated) {
        const seq = this.wrapArray(this.read(variables[params.length - 1]!, repeated, initEnv), repeated);
        const local = this.variable(`${repeated.name}$`, this.typed(seq), 'local', repeated, initEnv);
        statements.push(this.declare(local, seq, repeated));
        initEnv.locals.set(repeated.name, { symbol: local });
      }
      for (const p of fieldParams) {
        const field = symbol.table.fields.get(storedName(p))!;
        const from = p === repeated ? initEnv.locals.get(p.name)!.symbol : variables[params.indexOf(p)]!;
        statements.push(this.store(symbol, field, this.read(from, p, initEnv), p));
      }
      if (!(m as { isApp?: boolean }).isApp) statements.push(...start);
    });
    if (symbol.isModule && !symbol.isLocal) {
      const make = instance(symbol.thisType, primary.symbol, [], EMPTY);
      decl.members.push({
        k: 'Initializer',
        at: m.tree.at,
        isStatic: true,
        body: { k: 'Block', at: m.tree.at, end: m.tree.at, statements: [{ k: 'Expr', at: m.tree.at, expr: make }] },
      });
      if ((m as { isApp?: boolean }).isApp) {
        const main = this.addMethod(
          symbol,
          decl,
          'main',
          new Set(['public']),
          [{ name: 'args', type: { kind: 'array', of: this.universe.string } }],
          VOID,
          m.tree,
        );
        const args = this.variable('args', main.symbol.parameters[0]!.type, 'parameter', m.tree, initEnv);
        main.decl.variables = [args];
        initEnv.locals.set('args', { symbol: args });
        this.later(symbol, () => main.decl.body!.statements.push(...start));
      }
    }
  }
  /** Values and statements of a trait, in a class that mixes it in. */
  private traitBody(
    trait: Made,
    list: readonly Tree[],
    into: Made,
    body: readonly Tree[],
    frame: Frame,
    start: Stmt[],
  ): void {
    const env = this.inside(trait);
    const scope = inner(env, { frame, class: into.symbol });
    const isGivenAnew = (v: Tree & { t: 'val' }): boolean =>
      body.some(
        (b) => b.t === 'val' && b.pattern.t === 'bind' && v.pattern.t === 'bind' && b.pattern.name === v.pattern.name,
      );
    for (const v of list) {
      if (v.t === 'val' && v.value !== null && !isGivenAnew(v)) this.valMember(v, into, env, scope, start, false);
      else if (isStatement(v)) this.later(into.symbol, () => start.push(...this.effect(v, scope)));
    }
  }
  /** `class Box[T: Ordering]` has a further implicit parameter. */
  private contextParams(list: readonly TypeParamTree[], env: Env): { readonly tree: ParamTree; readonly type: Type }[] {
    return this.contextBounds(list, env).map(({ name, type }) => ({ tree: paramTree(name, EMPTY), type }));
  }
  bodies(m: Made): void {
    const list = this.pendingWork.get(m.symbol) ?? [];
    // Values come in their order; methods fill themselves in when they are first needed.
    for (const w of list) w.run();
    this.pendingWork.delete(m.symbol);
    if (!m.symbol.isAbstract && !this.poisonOf(m.symbol)) this.missing(m);
  }
  missing(m: Made): void {
    const found = unimplementedIn(m.symbol);
    if (found.length === 0) return;
    const env = this.inside(m);
    const what =
      m.tree.t === 'new'
        ? 'object creation impossible'
        : `${m.symbol.isModule ? 'object' : 'class'} ${m.name} needs to be abstract`;
    const first = found[0]!;
    const text = `${what}, since ${found.length > 1 ? `it has ${found.length} unimplemented members.` : `method ${first.name} in ${first.owner.isInterface ? 'trait' : 'class'} ${first.owner.name} of type ${this.signatureOf(first)} is not defined`}`;
    this.classError(env, m.tree, text);
  }
  /** Methods of an object can be called on the class of its name, as `java` does with `main` and Java code with all of them. */
  private forwarders(m: Made): void {
    const name = m.symbol.qualifiedName.replace(/\$$/, '');
    const own = [...m.symbol.supertypes()].filter(
      (s) => !s.isLibrary && (s === m.symbol || s.typeParameters.length === 0),
    );
    const methods = [...new Set(own.flatMap((s) => [...s.methods.keys()]))]
      .flatMap((method) => this.methods(m.symbol, method))
      .filter(
        ({ flags, owner, returnType }) =>
          own.includes(owner) &&
          flags.has('public') &&
          !flags.has('static') &&
          !flags.has('abstract') &&
          returnType.kind !== 'error',
      );
    let target = this.universe.find(name);
    if (target && (target.isLibrary || target.isInterface)) return;
    if (!target && methods.length > 0) {
      target = this.symbol(m.name, m.env, null, new Set(['public', 'final']), false, m.tree).symbol;
      this.universe.add(target);
    }
    const taken = new Set(target?.table.methods.keys());
    for (const method of methods)
      if (target?.decl && !taken.has(method.name)) this.forward(method, target, target.decl, m);
  }
  private forward(method: MethodSymbol, target: ClassSymbol, decl: ClassDecl, m: Made): void {
    const { name, parameters, returnType, typeParameters, varargs } = method;
    const flags = new Set(['public', 'static']);
    const made = this.addMethod(target, decl, name, flags, parameters, returnType, m.tree, { typeParameters, varargs });
    const variables = parameters.map((p) => newVariable('parameter', p.name, p.type, 0, made.decl, true));
    made.decl.variables = variables;
    const args = variables.map((v) => nameOf(v, m.tree));
    const value = invoke(this.module(m.symbol, m.tree), method, args, returnType, m.tree);
    made.decl.body!.statements.push(
      returnType.kind === 'void'
        ? { k: 'Expr', at: m.tree.at, expr: value }
        : { k: 'Return', at: m.tree.at, value, expected: returnType },
    );
  }

  // ---- local and anonymous classes -------------------------------------------------------------------------------------

  localClass(t: ClassTree & At, env: Env): void {
    const flags = new Set<string>(['public']);
    if (t.kind === 'trait' || t.modifiers.has('abstract')) flags.add('abstract');
    const decl = this.symbol(t.name, env, env.class, flags, t.kind === 'trait', t);
    const { symbol } = decl;
    symbol.isLocal = true;
    symbol.binaryName = `${env.class?.binaryName ?? ''}$${t.name}$1`;
    env.types.set(t.name, { kind: 'class', symbol, args: [] });
    const m: Made = { tree: t, symbol, decl, env, name: t.name };
    this.madeOf.set(symbol, m);
    this.header(m);
    this.members(m);
    this.localClasses.set(t, m);
  }
  private readonly localClasses = new Map<ClassTree, Made>();
  /** Bodies of a local class see what stands before it. */
  localBodies(t: ClassTree): void {
    const m = this.localClasses.get(t);
    if (m) this.bodies(m);
  }
  anonymous(t: Tree & { t: 'new' }, env: Env): Expr {
    if (this.silent > 0) {
      const type = t.parents[0] ? this.typeOf(t.parents[0].type, env) : this.object;
      return { ...this.nullOf(t), type };
    }
    const decl = this.symbol('$anon', env, env.class, new Set(['final']), false, t);
    const { symbol } = decl;
    symbol.isLocal = true;
    symbol.isAnonymous = true;
    const prefix = (env.class?.binaryName ?? '').replace(/\$$/, '');
    const n = (this.anonymousCounts.get(prefix) ?? 0) + 1;
    this.anonymousCounts.set(prefix, n);
    symbol.binaryName = `${prefix}$$anon$${n}`;
    const m: Made = { tree: t, symbol, decl, env, name: '$anon' };
    this.header(m);
    const poison = this.poisoned.get(symbol);
    if (poison) {
      this.classes.splice(this.classes.indexOf(symbol), 1);
      return this.outsider(env, t, poison);
    }
    const base = symbol.superclass!;
    const made =
      base.symbol !== this.object.symbol
        ? this.construct(base, (t.parents[0]?.args ?? []) as readonly ArgTree[], env, null, t)
        : null;
    this.members(m);
    this.bodies(m);
    const type = { kind: 'class' as const, symbol, args: [] };
    const own = made?.k === 'New' ? made : null;
    for (const v of symbol.captures) this.noteVariable(v, env);
    if (symbol.outerThis) this.noteThis(symbol.outerThis, env);
    return {
      k: 'New',
      ...placeOf(t),
      outer: null,
      class: { k: 'TKnown', at: t.at, type: base },
      args: own?.args ?? [],
      body: decl,
      type,
      ...(own?.constructor$ ? { constructor$: own.constructor$ } : {}),
      ...(own?.varargsFrom !== undefined ? { varargsFrom: own.varargsFrom, varargsElement: own.varargsElement! } : {}),
    };
  }

  // ---- implicit values -------------------------------------------------------------------------------------------------

  /** createTypeInformation: a description of the static type, from which the library makes Flink's. */
  evidence(type: Type, t: At, _env: Env): Expr {
    return this.staticCall(
      'org.apache.flink.api.scala.TypeInformations',
      'of',
      [this.text(JSON.stringify(describe(this.box(type))), t)],
      this.known('org.apache.flink.api.common.typeinfo.TypeInformation', type),
      t,
    );
  }
}

type Described = { kind: string; name?: string; args?: Described[]; of?: Described };
function describe(t: Type): Described {
  switch (t.kind) {
    case 'primitive':
      return { kind: 'primitive', name: t.name };
    case 'array':
      return { kind: 'array', of: describe(t.of) };
    case 'class':
      return { kind: 'class', name: t.symbol.binaryName, args: t.args.map(describe) };
    case 'wildcard':
      return t.type ? describe(t.type) : { kind: 'class', name: 'java.lang.Object', args: [] };
    case 'intersection':
      return describe(t.types[0]!);
    default:
      return { kind: 'class', name: 'java.lang.Object', args: [] };
  }
}
/** Repeated parameters are arrays where they are declared, as Java's. */
function arrayOfRepeated(seq: Type): Type {
  return { kind: 'array', of: (seq as ClassType).args[0]! };
}
function isStatement(t: Tree): boolean {
  return !/^(?:val|def|class|import|type)$/.test(t.t);
}
/** All names that occur in trees. */
function identifiers(list: readonly Tree[]): Set<string> {
  const found = new Set<string>();
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) for (const y of x) visit(y);
    else if (typeof x === 'object' && x !== null) {
      const node = x as Record<string, unknown>;
      if (node.t === 'id') found.add(node.name as string);
      if (node.t === 'select' && (node.of as { t?: string }).t === 'this') found.add(node.name as string);
      for (const v of Object.values(node)) if (typeof v === 'object') visit(v);
    }
  };
  visit(list);
  return found;
}
function unimplementedIn(symbol: ClassSymbol): MethodSymbol[] {
  const missing: MethodSymbol[] = [];
  for (const s of symbol.supertypes()) {
    for (const list of s.methods.values()) {
      for (const m of list) {
        if (!m.flags.has('abstract')) continue;
        let done = false;
        for (const c of symbol.supertypes()) {
          if (
            (c.methods.get(m.name) ?? []).some(
              (x) => !x.flags.has('abstract') && x.parameters.length === m.parameters.length,
            )
          )
            done = true;
        }
        if (!done && !missing.some((x) => x.name === m.name && x.parameters.length === m.parameters.length))
          missing.push(m);
      }
    }
  }
  return missing;
}

/** Checks the Scala files of a project; their classes join those of the universe. */
export function checkScala(units: readonly UnitTree[], universe: Universe): ScalaChecker {
  const checker = new ScalaChecker(universe);
  checker.check(units);
  return checker;
}
