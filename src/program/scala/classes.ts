import {
  BOOLEAN,
  ClassSymbol,
  type ClassType,
  type FieldSymbol,
  INT,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Universe } from '../check/universe.ts';
import type { ClassDecl, CompilationUnit, Expr, Member, MethodDecl, Modifiers, Problem, Stmt } from '../syntax/ast.ts';
import { type Env, encode, type Imports, inner } from './base.ts';
import type { ArgTree, At, ClassTree, ParamTree, Tree, UnitTree } from './tree.ts';
import { Typer } from './typer.ts';

const NONE: Modifiers = { flags: new Set(), annotations: [] };
const EMPTY: At = { at: 0, start: 0, end: 0 };

interface Made {
  readonly tree: (ClassTree & At) | (Tree & { t: 'new' });
  readonly symbol: ClassSymbol;
  readonly decl: ClassDecl & { members: Member[] };
  readonly env: Env;
  readonly name: string;
}
type ValTree = Tree & { t: 'val' };
type DefTree = Tree & { t: 'def' };

/** Classes, objects and traits. */
export class ScalaChecker extends Typer {
  readonly classes: ClassSymbol[] = [];
  readonly #cases = new WeakMap<ClassSymbol, readonly { readonly name: string; readonly type: Type }[]>();
  readonly #bodies = new Map<MethodSymbol, () => void>();
  readonly #made = new Map<ClassSymbol, Made>();
  readonly #anonymous = new Map<string, number>();

  caseFields(c: ClassSymbol): readonly { readonly name: string; readonly type: Type }[] | null {
    const own = this.#cases.get(c);
    if (own) return own;
    if (!c.isLibrary || !/^scala\./.test(c.binaryName)) return null;
    if (/^scala\.(?:Tuple\d+|Some|util\.(?:Success|Failure|Left|Right))$/.test(c.binaryName)) {
      return [...c.fields.values()].filter((f) => !f.flags.has('static')).map((f) => ({ name: f.name, type: f.type }));
    }
    return null;
  }
  resultOf(m: MethodSymbol): void {
    const run = this.#bodies.get(m);
    if (run && (m.returnType as { pending?: boolean }).pending) run();
  }

  // ---- units -----------------------------------------------------------------------------------------------------------

  check(units: readonly UnitTree[]): void {
    const made: Made[] = [];
    for (const u of units) {
      const unit: CompilationUnit = { file: u.file, text: u.text, package: u.package, imports: [], classes: [] };
      const imports: Imports = { parent: null, names: new Map(), stars: [] };
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
    }
    this.complete(made);
    const ref = this.universe.find('scala.runtime.ObjectRef')!;
    for (const v of this.vars) if (this.captured.has(v.symbol) && v.symbol.reassigned) v.patch(ref);
  }
  private complete(made: readonly Made[]): void {
    for (const m of made) this.header(m);
    for (const m of made) this.members(m);
    for (const m of made) this.bodies(m);
  }
  importInto(t: Tree & { t: 'import' }, env: Env): void {
    let path = t.path.join('.');
    const first = env.imports.names.get(t.path[0]!);
    if (first) path = [first, ...t.path.slice(1)].join('.');
    for (const s of t.selectors) {
      if (s.name === '_') env.imports.stars.push(path);
      else if (s.as !== '') {
        env.imports.names.set(s.as, `${path}.${s.name}`);
        if (this.byPath(`${path}.${s.name}`) === null) this.unknownImport(path, s.name, t, env);
      }
    }
  }
  private unknownImport(path: string, name: string, t: At, env: Env): void {
    // Unknown classes matter when they are used; a path into the program's own packages cannot be right.
    void path;
    void name;
    void t;
    void env;
  }

  private symbol(
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
    symbol.decl = decl;
    symbol.unit = env.unit;
    symbol.superclass = this.object;
    symbol.completeMembers();
    this.classes.push(symbol);
    return decl;
  }
  private enter(t: ClassTree & At, env: Env, owner: ClassSymbol | null): Made[] {
    const isModule = t.kind === 'object';
    const flags = new Set<string>(['public']);
    if (t.modifiers.has('abstract') || (t.modifiers.has('sealed') && t.modifiers.has('abstract')) || t.kind === 'trait')
      flags.add('abstract');
    if (t.modifiers.has('final')) flags.add('final');
    if (owner && (owner.isModule || owner.isLocal === false)) flags.add('static');
    const name = isModule ? `${t.name}$` : t.name;
    const decl = this.symbol(name, env, owner, flags, t.kind === 'trait', t);
    const { symbol } = decl;
    symbol.isModule = isModule;
    if (owner) symbol.binaryName = `${owner.binaryName.replace(/\$$/, '')}$${name}`;
    const made: Made[] = [{ tree: t, symbol, decl, env, name: t.name }];
    if (owner) owner.table.classes.set(name, symbol);
    else if (!this.universe.add(symbol)) this.error(env, t, `${t.name} is already defined as ${t.kind} ${t.name}`);
    for (const s of t.body) if (s.t === 'class') made.push(...this.enter(s, inner(env, { class: symbol }), symbol));
    this.#made.set(symbol, made[0]!);
    return made;
  }

  private header(m: Made): void {
    const { symbol, tree } = m;
    const env = this.inside(m);
    if (tree.t === 'class') {
      const params = tree.typeParams.map((p): TypeVariable => ({ kind: 'variable', name: p.name, bounds: [] }));
      for (const p of params) env.types.set(p.name, p);
      params.forEach((p, i) => {
        const upper = tree.typeParams[i]!.upper;
        p.bounds = [upper ? this.typeOf(upper, env) : this.object];
      });
      symbol.typeParameters = params;
    }
    for (const s of tree.t === 'class' ? tree.body : (tree.body ?? [])) {
      if (s.t === 'import') this.importInto(s, env);
      if (s.t === 'type') env.types.set(s.name, this.typeOf(s.to, env));
    }
    const interfaces: ClassType[] = [];
    for (const [i, p] of tree.parents.entries()) {
      const name = p.type.t === 'named' ? p.type.path.join('.') : '';
      if (name === 'Enumeration') {
        this.error(env, p, 'not simulated: scala.Enumeration');
        continue;
      }
      if (name === 'App') {
        (m as { isApp?: boolean }).isApp = true;
        continue;
      }
      if (name === 'Serializable') {
        interfaces.push(this.known('java.io.Serializable'));
        continue;
      }
      const type = this.typeOf(p.type, m.env.class === null ? env : env);
      if (type.kind !== 'class') continue;
      if (type.symbol.isInterface) interfaces.push(type);
      else if (i === 0) symbol.superclass = type;
      else this.error(env, p, `class ${type.symbol.name} needs to be a trait to be mixed in`);
    }
    if (tree.t === 'class' && tree.isCase)
      interfaces.push(this.known('scala.Product'), this.known('java.io.Serializable'));
    if (tree.t === 'class' && tree.kind === 'object' && this.isCompanionOfCase(m))
      interfaces.push(this.known('java.io.Serializable'));
    symbol.interfaces = interfaces;
  }
  private isCompanionOfCase(_m: Made): boolean {
    return false;
  }
  readonly #envs = new Map<ClassSymbol, Env>();
  private inside(m: Made): Env {
    let env = this.#envs.get(m.symbol);
    if (!env) {
      const frame = { kind: 'class' as const, parent: m.env.frame, key: {}, symbol: m.symbol };
      const outer = m.symbol.owner && !m.symbol.isLocal ? (this.#envs.get(m.symbol.owner) ?? m.env) : m.env;
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

  private flagsOf(modifiers: ReadonlySet<string>): Set<string> {
    return new Set(modifiers.has('private') ? ['private'] : ['public']);
  }
  private addField(owner: ClassSymbol, name: string, type: Type, flags: Set<string>, at: At): FieldSymbol {
    const field: FieldSymbol = { kind: 'field', name, owner, flags, type, at: at.at };
    owner.table.fields.set(name, field);
    return field;
  }
  private addMethod(
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
  readonly #work = new Map<ClassSymbol, { run: () => void }[]>();
  private later(c: ClassSymbol, run: () => void): void {
    const list = this.#work.get(c);
    if (list) list.push({ run });
    else this.#work.set(c, [{ run }]);
  }

  private members(m: Made): void {
    const { symbol, decl, tree } = m;
    const env = this.inside(m);
    const isTrait = symbol.isInterface;
    const body = tree.t === 'class' ? tree.body : (tree.body ?? []);
    const start: Stmt[] = [];
    const params = tree.t === 'class' ? (tree.params ?? []).flat() : [];
    const used = params.length > 0 ? identifiers(body) : new Set<string>();
    const types = params.map((p) => (p.type ? this.typeOf(p.type, env) : this.object));
    const isCase = tree.t === 'class' && tree.isCase;

    if (symbol.isModule && !symbol.isLocal)
      this.addField(symbol, 'MODULE$', symbol.thisType, new Set(['public', 'static']), m.tree);

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
            params.map((p, i) => ({ name: p.name, type: types[i]! })),
            VOID,
            m.tree,
          );
    if (primary) this.defaults.set(primary.symbol, { params, env: m.env });
    const parent = tree.parents[0];
    if (primary) {
      params.forEach((p, i) => {
        const v = this.variable(p.name, types[i]!, 'parameter', p, initEnv);
        variables.push(v);
        initEnv.locals.set(p.name, { symbol: v, byName: p.type?.t === 'byName' });
      });
      primary.decl.variables = variables;
    }
    const fieldParams = params.filter((p) => p.member || isCase || used.has(p.name));
    for (const p of fieldParams) {
      const i = params.indexOf(p);
      const flags = new Set<string>([p.isPrivate || (!p.member && !isCase) ? 'private' : 'public']);
      if (p.member !== 'var') flags.add('final');
      const field = this.addField(symbol, p.name, types[i]!, flags, p);
      if (p.member || isCase) this.accessor(symbol, decl, field, m.tree, p.member === 'var');
    }
    if (isCase) {
      this.#cases.set(
        symbol,
        params.map((p, i) => ({ name: p.name, type: types[i]! })),
      );
      (decl as { components: unknown }).components = params.map((p) => ({
        name: p.name,
        at: p.at,
        type: null,
        varargs: false,
        modifiers: NONE,
      }));
    }
    for (const s of body) {
      if (s.t === 'val') this.valMember(s, m, env, initEnv, start, isTrait);
      else if (s.t === 'def') this.defMember(s, m, env);
      else if (s.t !== 'class' && s.t !== 'import' && s.t !== 'type') {
        this.later(symbol, () => start.push(...this.effect(s, isAnonymous ? this.initializerEnv(env) : initEnv)));
      }
    }
    // Values of traits live in the class that mixes them in.
    if (!isTrait) {
      for (const s of symbol.supertypes()) {
        const trait = s !== symbol && s.isInterface && !s.isLibrary ? this.#made.get(s) : undefined;
        if (trait?.tree.t !== 'class') continue;
        if (symbol.superclass?.symbol.isSubclassOf(s)) continue;
        for (const v of trait.tree.body) {
          if (
            v.t === 'val' &&
            v.value !== null &&
            !body.some(
              (b) =>
                b.t === 'val' && b.pattern.t === 'bind' && v.pattern.t === 'bind' && b.pattern.name === v.pattern.name,
            )
          ) {
            this.valMember(
              v,
              m,
              this.inside(trait),
              inner(this.inside(trait), { frame: initFrame, class: symbol }),
              start,
              false,
            );
          }
        }
      }
    }
    if (isCase && tree.t === 'class') this.caseMethods(symbol, decl, params, tree);
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
      const base = symbol.superclass!;
      if (base.symbol !== this.object.symbol) {
        const e = this.construct(base, parent?.args ?? [], initEnv, null, (parent ?? m.tree) as At);
        if (e.k === 'New' && e.constructor$)
          statements.push({
            k: 'Expr',
            at: m.tree.at,
            expr: {
              k: 'Call',
              ...this.place(m.tree),
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
        const self: Expr = { k: 'This', ...EMPTY, qualifier: null, class$: symbol, type: symbol.thisType };
        statements.push({
          k: 'Expr',
          at: m.tree.at,
          expr: {
            k: 'Assign',
            ...this.place(m.tree),
            target: {
              k: 'Select',
              ...this.place(m.tree),
              target: this.classRef(symbol, m.tree),
              name: 'MODULE$',
              symbol: field,
              type: field.type,
            },
            value: self,
            type: field.type,
          },
        });
      }
      for (const p of fieldParams) {
        const field = symbol.table.fields.get(p.name)!;
        statements.push(this.store(symbol, field, this.read(variables[params.indexOf(p)]!, p, initEnv), p));
      }
      if (!(m as { isApp?: boolean }).isApp) statements.push(...start);
    });
    if (symbol.isModule && !symbol.isLocal) {
      const make: Expr = {
        k: 'New',
        ...EMPTY,
        outer: null,
        class: { k: 'TKnown', at: 0, type: symbol.thisType },
        args: [],
        body: null,
        constructor$: primary.symbol,
        type: symbol.thisType,
      };
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
  private store(owner: ClassSymbol, field: FieldSymbol, value: Expr, at: At): Stmt {
    const self: Expr = { k: 'This', ...this.place(at), qualifier: null, class$: owner, type: owner.thisType };
    return {
      k: 'Expr',
      at: at.at,
      expr: {
        k: 'Assign',
        ...this.place(at),
        target: { k: 'Select', ...this.place(at), target: self, name: field.name, symbol: field, type: field.type },
        value,
        type: field.type,
      },
    };
  }
  private initializerEnv(env: Env): Env {
    return inner(env, { frame: { kind: 'method', parent: env.frame, key: {} } });
  }
  private accessor(owner: ClassSymbol, decl: ClassDecl, field: FieldSymbol, at: At, isVar: boolean): void {
    const read = (): Expr => ({
      k: 'Select',
      ...this.place(at),
      target: { k: 'This', ...this.place(at), qualifier: null, class$: owner, type: owner.thisType },
      name: field.name,
      symbol: field,
      type: field.type,
    });
    const getter = this.addMethod(owner, decl, encode(field.name), new Set(['public']), [], field.type, at, {
      parameterless: true,
    });
    getter.decl.variables = [];
    getter.decl.body!.statements.push({ k: 'Return', at: at.at, value: read(), expected: field.type });
    if (!isVar) return;
    const setter = this.addMethod(
      owner,
      decl,
      `${encode(field.name)}_$eq`,
      new Set(['public']),
      [{ name: 'x', type: field.type }],
      VOID,
      at,
    );
    const v: VariableSymbol = {
      kind: 'parameter',
      name: 'x',
      type: field.type,
      at: 0,
      isFinal: true,
      reassigned: false,
      uninitialized: false,
      body: setter.decl,
      assignments: [],
    };
    setter.decl.variables = [v];
    setter.decl.body!.statements.push(
      this.store(owner, field, { k: 'Name', ...this.place(at), name: 'x', symbol: v, type: field.type }, at),
    );
  }
  private valMember(t: ValTree & At, m: Made, env: Env, initEnv: Env, start: Stmt[], isTrait: boolean): void {
    const { symbol, decl } = m;
    if (t.pattern.t !== 'bind') {
      // val (a, b) = …
      const names = boundNames(t.pattern);
      this.later(symbol, () => {
        const scope = inner(initEnv);
        const out = this.effect(t, scope);
        start.push(...out);
        for (const n of names) {
          const local = scope.locals.get(n);
          if (!local) continue;
          const field =
            symbol.table.fields.get(n) ?? this.addField(symbol, n, local.symbol.type, new Set(['public', 'final']), t);
          start.push(this.store(symbol, field, this.read(local.symbol, t, scope), t));
        }
      });
      return;
    }
    const name = t.pattern.name;
    let type: Type | null = t.type ? this.typeOf(t.type, env) : null;
    if (t.value === null || isTrait) {
      const result =
        type ?? (t.value && t.value !== 'default' ? this.typed(this.infer(t.value, initEnv, null)) : this.object);
      this.addMethod(symbol, decl, encode(name), new Set(['public', 'abstract']), [], result, t, {
        parameterless: true,
      });
      if (t.isVar)
        this.addMethod(
          symbol,
          decl,
          `${encode(name)}_$eq`,
          new Set(['public', 'abstract']),
          [{ name: 'x', type: result }],
          VOID,
          t,
        );
      return;
    }
    let value: Expr | null = null;
    const scope = m.tree.t === 'new' ? this.initializerEnv(env) : initEnv;
    const isAnonymousOrClass = scope;
    const compute = (): Expr | null => {
      if (t.value === 'default' || value) return value;
      value = this.expr(t.value as Tree, isAnonymousOrClass, type);
      return value;
    };
    const flags = this.flagsOf(t.modifiers);
    if (!t.isVar) flags.add('final');
    if (t.modifiers.has('@transient')) flags.add('transient');
    if (t.isLazy) {
      const getter = this.addMethod(
        symbol,
        decl,
        encode(name),
        new Set([t.modifiers.has('private') ? 'private' : 'public']),
        [],
        type ?? this.pending(),
        t,
        { parameterless: true },
      );
      getter.decl.variables = [];
      const frame = { kind: 'method' as const, parent: env.frame, key: {} };
      const inside = inner(env, { frame });
      const build = (): void => {
        if (getter.decl.body!.statements.length > 0) return;
        const e = this.expr(t.value as Tree, inside, type);
        const result = type ?? this.widen(this.typed(e));
        (getter.symbol as { returnType: Type }).returnType = result;
        const field = this.addField(symbol, `${name}$lzy`, result, new Set(['private']), t);
        const flag = this.addField(symbol, `bitmap$${name}`, BOOLEAN, new Set(['private']), t);
        const self = (): Expr => ({
          k: 'This',
          ...this.place(t),
          qualifier: null,
          class$: symbol,
          type: symbol.thisType,
        });
        const read = (f: FieldSymbol): Expr => ({
          k: 'Select',
          ...this.place(t),
          target: self(),
          name: f.name,
          symbol: f,
          type: f.type,
        });
        getter.decl.body!.statements.push(
          {
            k: 'If',
            at: t.at,
            condition: { k: 'Unary', ...this.place(t), op: '!', operand: read(flag), type: BOOLEAN },
            then: {
              k: 'Block',
              at: t.at,
              end: t.end,
              statements: [
                this.store(symbol, field, e, t),
                this.store(
                  symbol,
                  flag,
                  {
                    k: 'Literal',
                    of: 'boolean',
                    value: true,
                    constant: { value: true },
                    ...this.place(t),
                    type: BOOLEAN,
                  },
                  t,
                ),
              ],
            },
            else: null,
          },
          { k: 'Return', at: t.at, value: read(field), expected: result },
        );
      };
      this.#bodies.set(getter.symbol, build);
      this.later(symbol, build);
      return;
    }
    if (!type) {
      const saved = this.problems.length;
      const e = this.attempt(() => this.infer(t.value as Tree, scope, null));
      this.problems.length = saved;
      type = e ? this.widen(this.typed(e)) : null;
    }
    const field = this.addField(symbol, name, type?.kind === 'void' ? this.box(type) : (type ?? this.object), flags, t);
    this.accessor(symbol, decl, field, t, t.isVar);
    this.later(symbol, () => {
      const hadType = t.type !== null;
      const e = compute();
      if (!hadType && e) {
        const found = this.widen(this.typed(e));
        if (found.kind !== 'void') (field as { type: Type }).type = found;
        const getter = symbol.table.methods.get(encode(name))?.find((x) => x.parameters.length === 0);
        if (getter) (getter as { returnType: Type }).returnType = field.type;
        for (const x of decl.members)
          if (x.k === 'Method' && x.symbol === getter)
            for (const st of x.body!.statements)
              if (st.k === 'Return') {
                st.expected = field.type;
                if (st.value) st.value.type = field.type;
              }
      }
      if (e) start.push(this.store(symbol, field, e, { ...t, at: t.start }));
    });
  }
  private pending(): Type {
    return { kind: 'error', pending: true } as Type;
  }
  private defMember(t: DefTree & At, m: Made, env: Env): void {
    const { symbol, decl } = m;
    const scope = inner(env);
    const typeParameters = t.typeParams.map(
      (p): TypeVariable => ({ kind: 'variable', name: p.name, bounds: [this.object] }),
    );
    typeParameters.forEach((p, i) => {
      scope.types.set(p.name, p);
      const upper = t.typeParams[i]!.upper;
      if (upper) p.bounds = [this.typeOf(upper, scope)];
    });
    const params = (t.params ?? []).flat();
    const types = params.map((p) => (p.type ? this.typeOf(p.type, scope) : this.object));
    const isConstructor = t.name === 'this';
    const overridden = this.overridden(symbol, encode(t.name), types);
    const result: Type = isConstructor
      ? VOID
      : t.type
        ? this.typeOf(t.type, scope)
        : t.isProcedure
          ? VOID
          : t.body === null
            ? VOID
            : this.pending();
    const flags = this.flagsOf(t.modifiers);
    if (t.body === null) {
      flags.add('abstract');
      if (!symbol.isAbstract)
        this.error(env, t, `class ${m.name} needs to be abstract, since method ${t.name} is not defined`);
    }
    if (
      t.modifiers.has('override') &&
      !overridden &&
      !symbol.superclass?.symbol.isLibrary &&
      symbol.interfaces.every((i) => !i.symbol.isLibrary)
    )
      this.error(env, t, `method ${t.name} overrides nothing.`);
    const declared = overridden ? overridden.types : types;
    const repeated = params[params.length - 1]?.type?.t === 'repeated';
    const last = types[types.length - 1];
    const made = this.addMethod(
      symbol,
      decl,
      isConstructor ? '<init>' : encode(t.name),
      flags,
      params.map((p, i) => ({
        name: p.name,
        type:
          repeated && i === params.length - 1 && last?.kind === 'class'
            ? ({ kind: 'array', of: this.object } as Type)
            : (declared[i] ?? types[i]!),
      })),
      overridden && result.kind !== 'error' ? this.overrideResult(result, overridden.method) : result,
      t,
      { typeParameters, varargs: repeated, parameterless: t.params === null },
    );
    this.defaults.set(made.symbol, { params, env: scope });
    const frame = { kind: 'method' as const, parent: env.frame, key: made.decl };
    const inside = inner(scope, { frame, returns: result.kind === 'error' ? null : result });
    const variables = params.map((p, i) => {
      const formal = made.symbol.parameters[i]!.type;
      const v = this.variable(p.name, repeated && i === params.length - 1 ? formal : formal, 'parameter', p, inside);
      if (!(repeated && i === params.length - 1))
        inside.locals.set(p.name, { symbol: v, byName: p.type?.t === 'byName' });
      return v;
    });
    made.decl.variables = variables;
    if (t.body === null) return;
    let state = 0;
    const build = (): void => {
      if (state === 2) return;
      if (state === 1) {
        if ((made.symbol.returnType as { pending?: boolean }).pending)
          this.error(env, t, `recursive method ${t.name} needs result type`);
        return;
      }
      state = 1;
      const out = made.decl.body!.statements;
      if (repeated) {
        const v = variables[variables.length - 1]!;
        const seq = this.wrapArray(this.read(v, t, inside), t);
        const local = this.variable(`${v.name}$`, last!, 'local', t, inside);
        out.push(this.declare(local, { ...seq, type: last! } as Expr, t));
        inside.locals.set(v.name, { symbol: local });
      }
      if (isConstructor && t.body) {
        const list = t.body.t === 'block' ? t.body.statements : [t.body];
        const first = list[0];
        if (first?.t === 'apply' && first.fn.t === 'this') {
          const e = this.construct(symbol.thisType, first.args, inside, null, first);
          if (e.k === 'New' && e.constructor$)
            out.push({
              k: 'Expr',
              at: t.at,
              expr: {
                k: 'Call',
                ...this.place(t),
                nameAt: t.at,
                target: null,
                name: 'this',
                typeArgs: null,
                args: e.args,
                method: e.constructor$,
                type: VOID,
              },
            });
        }
        for (const s of list.slice(1)) out.push(...this.effect(s, inside));
      } else if (result.kind === 'void') out.push(...this.effect(t.body!, inside));
      else {
        const got = this.bodyOf(t.body!, inside, result.kind === 'error' ? null : result);
        if (result.kind === 'error') {
          const found = overridden ? this.overrideResult(got.type, overridden.method) : this.widen(got.type);
          (made.symbol as { returnType: Type }).returnType = found;
          if (got.type.kind === 'void')
            got.statements.splice(0, got.statements.length, ...got.statements.map((s) => this.withoutValue(s)));
        }
        out.push(...got.statements);
      }
      state = 2;
    };
    this.#bodies.set(made.symbol, build);
    this.later(symbol, build);
  }
  /** Primitive results of overridden generic methods are boxed. */
  private overrideResult(result: Type, of: MethodSymbol): Type {
    if (of.returnType.kind === 'void') return VOID;
    if (of.returnType.kind !== 'primitive' && result.kind === 'primitive') return this.box(result);
    if (result.kind === 'void') return this.box(result);
    return result;
  }
  /** The method that a definition overrides, with its parameter types as that one has them. */
  private overridden(
    symbol: ClassSymbol,
    name: string,
    types: readonly Type[],
  ): { readonly method: MethodSymbol; readonly types: Type[] } | null {
    for (const s of symbol.supertypes()) {
      if (s === symbol) continue;
      for (const o of s.methods.get(name) ?? []) {
        if (o.flags.has('static') || o.parameters.length !== types.length) continue;
        const by = this.view(symbol.thisType, s);
        const formals = o.parameters.map((p) => this.relations.substitute(p.type, by));
        const fits = formals.every((f, i) => {
          const a = this.box(types[i]!);
          const b = this.box(f);
          return b.kind !== 'class' || a.kind !== 'class'
            ? a.kind === b.kind || b.kind === 'variable'
            : a.symbol === b.symbol;
        });
        if (!fits) continue;
        return {
          method: o,
          types: types.map((t, i) =>
            t.kind === 'primitive' && o.parameters[i]!.type.kind !== 'primitive' ? this.box(t) : t,
          ),
        };
      }
    }
    return null;
  }
  private caseMethods(symbol: ClassSymbol, decl: ClassDecl, params: readonly ParamTree[], t: At): void {
    const self = (): Expr => ({ k: 'This', ...this.place(t), qualifier: null, class$: symbol, type: symbol.thisType });
    const add = (name: string, result: Type, args: readonly Type[], helper: string): void => {
      if (symbol.table.methods.get(name)?.some((x) => x.parameters.length === args.length && x.decl?.body)) return;
      const made = this.addMethod(
        symbol,
        decl,
        name,
        new Set(['public']),
        args.map((type, i) => ({ name: `x${i}`, type })),
        result,
        t,
      );
      const vars = args.map(
        (type, i): VariableSymbol => ({
          kind: 'parameter',
          name: `x${i}`,
          type,
          at: 0,
          isFinal: true,
          reassigned: false,
          uninitialized: false,
          body: made.decl,
          assignments: [],
        }),
      );
      made.decl.variables = vars;
      const call = this.staticCall(
        'scala.runtime.ScalaRunTime',
        helper,
        [self(), ...vars.map((v): Expr => ({ k: 'Name', ...this.place(t), name: v.name, symbol: v, type: v.type }))],
        result,
        t,
      );
      made.decl.body!.statements.push({ k: 'Return', at: t.at, value: call, expected: result });
    };
    add('equals', BOOLEAN, [this.object], 'caseEquals');
    add('hashCode', INT, [], 'caseHash');
    add('toString', this.universe.string, [], 'caseText');
    add('productArity', INT, [], 'caseArity');
    add('productElement', this.object, [INT], 'caseElement');
    void params;
  }

  private bodies(m: Made): void {
    const list = this.#work.get(m.symbol) ?? [];
    // Values come in their order; methods fill themselves in when they are first needed.
    for (const w of list) w.run();
    this.#work.delete(m.symbol);
    if (m.symbol.isModule && m.tree.t === 'class') this.forwarder(m);
    if (!m.symbol.isAbstract) this.missing(m);
  }
  private missing(m: Made): void {
    const found = unimplementedIn(m.symbol, (c, name, n) =>
      this.methods(c, name).some((x) => !x.flags.has('abstract') && x.parameters.length === n),
    );
    if (found.length === 0) return;
    const env = this.inside(m);
    const what =
      m.tree.t === 'new'
        ? 'object creation impossible'
        : `${m.symbol.isModule ? 'object' : 'class'} ${m.name} needs to be abstract`;
    const first = found[0]!;
    const params = first.parameters.map((p) => `${p.name}: ${this.show(p.type)}`).join(', ');
    const text = `${what}, since ${found.length > 1 ? `it has ${found.length} unimplemented members.` : `method ${first.name} in ${first.owner.isInterface ? 'trait' : 'class'} ${first.owner.name} of type (${params})${this.show(first.returnType)} is not defined`}`;
    this.error(env, m.tree, text);
  }
  /** `main` of an object can be called on the class of its name. */
  private forwarder(m: Made): void {
    const main = m.symbol.table.methods
      .get('main')
      ?.find((x) => x.parameters.length === 1 && x.parameters[0]!.type.kind === 'array');
    if (!main || m.symbol.owner || main.returnType.kind === 'error') return;
    let target = this.universe.find(m.symbol.qualifiedName.replace(/\$$/, ''));
    if (!target) {
      const decl = this.symbol(m.name, m.env, null, new Set(['public', 'final']), false, m.tree);
      target = decl.symbol;
      this.universe.add(target);
    }
    if (target.isLibrary || !target.decl) return;
    const made = this.addMethod(
      target,
      target.decl,
      'main',
      new Set(['public', 'static']),
      main.parameters,
      VOID,
      m.tree,
    );
    const v: VariableSymbol = {
      kind: 'parameter',
      name: 'args',
      type: main.parameters[0]!.type,
      at: 0,
      isFinal: true,
      reassigned: false,
      uninitialized: false,
      body: made.decl,
      assignments: [],
    };
    made.decl.variables = [v];
    made.decl.body!.statements.push({
      k: 'Expr',
      at: m.tree.at,
      expr: {
        k: 'Call',
        ...this.place(m.tree),
        nameAt: m.tree.at,
        target: this.module(m.symbol, m.tree),
        name: 'main',
        typeArgs: null,
        args: [{ k: 'Name', ...this.place(m.tree), name: 'args', symbol: v, type: v.type }],
        method: main,
        type: VOID,
      },
    });
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
    this.#made.set(symbol, m);
    this.complete([m]);
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
    const n = (this.#anonymous.get(prefix) ?? 0) + 1;
    this.#anonymous.set(prefix, n);
    symbol.binaryName = `${prefix}$$anon$${n}`;
    const m: Made = { tree: t, symbol, decl, env, name: '$anon' };
    this.header(m);
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
      ...this.place(t),
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
function boundNames(p: import('./tree.ts').Pattern): string[] {
  switch (p.t) {
    case 'bind':
      return [p.name, ...(p.of ? boundNames(p.of) : [])];
    case 'typed':
      return p.name ? [p.name] : [];
    case 'tuple':
    case 'or':
      return p.of.flatMap(boundNames);
    case 'extract':
      return p.args.flatMap(boundNames);
    default:
      return [];
  }
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
function unimplementedIn(
  symbol: ClassSymbol,
  has: (c: ClassSymbol, name: string, n: number) => boolean,
): MethodSymbol[] {
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
  void has;
  return missing;
}

/** Checks the Scala files of a project; their classes join those of the universe. */
export function checkScala(
  units: readonly UnitTree[],
  universe: Universe,
): { readonly classes: readonly ClassSymbol[]; readonly problems: readonly Problem[]; readonly checker: ScalaChecker } {
  const checker = new ScalaChecker(universe);
  checker.check(units);
  return { classes: checker.classes, problems: checker.problems, checker };
}
