import {
  BOOLEAN,
  type ClassType,
  ERROR,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Expr, Name, Stmt } from '../syntax/ast.ts';
import { type Env, inner, type Returning } from './environment.ts';
import { Matches } from './matches.ts';
import { assign, binary, instance, not, select } from './nodes.ts';
import { type At, type ClassTree, placeOf, type ScalaType, type Tree, type TypeParamTree } from './tree.ts';

/** Values, variables and methods of blocks. */
export abstract class LocalDefinitions extends Matches {
  abstract localClass(c: ClassTree, env: Env): void;
  abstract importInto(t: Tree & { t: 'import' }, env: Env): void;
  /** Nested defs can be used before they stand. */
  prepare(list: readonly Tree[], env: Env): Stmt[] {
    const out: Stmt[] = [];
    for (const s of list) {
      if (s.t === 'import') this.importInto(s, env);
      if (s.t === 'class') this.localClass(s, env);
    }
    for (const s of list) {
      if (s.t !== 'def') continue;
      const twin = list.find((o) => o.t === 'def' && o.name === s.name && o.at < s.at);
      if (twin)
        this.error(
          env,
          s,
          `method ${s.name} is defined twice;\n  the conflicting method ${s.name} was defined at line ${lineAndColumn(env.unit.text, twin.at)}`,
        );
      const { method, scope } = this.nestedMethod(s, env);
      const result = s.type ? this.typeOf(s.type, scope) : s.isProcedure ? VOID : null;
      const types = method.parameters.map((p) =>
        p.type.kind === 'array' && method.varargs && p === method.parameters[method.parameters.length - 1]
          ? this.known('scala.collection.Seq', p.type.of)
          : p.type,
      );
      if (result) (method as { returnType: Type }).returnType = result;
      const fn = this.known(`scala.Function${types.length}`, ...types, result ?? this.object);
      const v = this.variable(s.name, fn, 'local', s, env);
      v.isFinal = false;
      v.reassigned = true;
      this.localMethods.set(method, v);
      env.locals.set(s.name, {
        symbol: v,
        isImplicit: s.modifiers.has('implicit'),
        def: { method, result, parameterless: s.params === null, lists: (s.params ?? []).map((l) => l.length) },
      });
      out.push(...this.variableStatement(v, null, s));
    }
    return out;
  }
  readonly nestedScopes = new WeakMap<MethodSymbol, Env>();
  /** The signature of a nested method. */
  private nestedMethod(s: Tree & { t: 'def' }, env: Env): { readonly method: MethodSymbol; readonly scope: Env } {
    const scope = inner(env);
    const typeParameters = this.typeVariables(s.typeParams, scope);
    const params = (s.params ?? []).flat();
    const types = params.map((p) => (p.type ? this.typeOf(p.type, scope) : ERROR));
    const last = types[types.length - 1];
    const varargs = params[params.length - 1]?.type?.t === 'repeated';
    const evidence = this.contextBounds(s.typeParams, scope);
    const method: MethodSymbol = {
      kind: 'method',
      name: s.name,
      owner: this.universe.find('scala.Predef')!,
      flags: new Set(['public', 'static']),
      annotations: new Set(),
      typeParameters,
      parameters: [
        ...params.map((p, i) => ({
          name: p.name,
          type:
            varargs && i === params.length - 1 && last?.kind === 'class'
              ? { kind: 'array' as const, of: last.args[0]! }
              : types[i]!,
        })),
        ...evidence,
      ],
      returnType: ERROR,
      throws: [],
      varargs,
      decl: null,
      parameterless: s.params === null,
    };
    this.defaults.set(method, { params, env: scope });
    this.nestedScopes.set(method, scope);
    const implicits = evidence.length + (s.implicits ? (s.params ?? []).slice(-1)[0]!.length : 0);
    if (implicits > 0) this.implicitParams.set(method, implicits);
    return { method, scope };
  }
  typeVariables(list: readonly TypeParamTree[], scope: Env): TypeVariable[] {
    const made = list.map((p): TypeVariable => ({ kind: 'variable', name: p.name, bounds: [this.object] }));
    made.forEach((v, i) => {
      scope.types.set(v.name, v);
      if (list[i]!.arity > 0) this.kinds.set(v, list[i]!.arity);
      const upper = list[i]!.upper;
      if (upper) v.bounds = [this.typeOf(upper, scope)];
      this.noteLower(v, list[i]!, scope);
    });
    return made;
  }
  /** `U >: T`, and what `T <% Ordered[T]` may be taken for. */
  noteLower(v: TypeVariable, tree: TypeParamTree, env: Env): void {
    if (tree.arity > 0) {
      this.kinds.set(v, tree.arity);
      this.hasHigherKinds = true;
    }
    if (tree.lower) this.lowerBounds.set(v, this.typeOf(tree.lower, env));
    if (tree.views.length > 0) this.viewBounded.add(v);
  }
  /** `T: Ordering` is a further implicit parameter. */
  contextBounds(list: readonly TypeParamTree[], scope: Env): { name: string; type: Type }[] {
    return list.flatMap((p) =>
      p.context.map((c, i) => {
        const of: ScalaType = { t: 'named', path: [p.name], args: [], ...placeOf(c) };
        return {
          name: `evidence$${p.name}${i}`,
          type: c.t === 'named' ? this.typeOf({ ...c, args: [of] }, scope) : ERROR,
        };
      }),
    );
  }
  /** Catches what a return inside of a function literal throws. */
  catchReturn(statements: Stmt[], returning: Returning, result: Type, t: At, env: Env): Stmt[] {
    const key = returning.key;
    if (!key) return statements;
    const type = this.known('scala.runtime.NonLocalReturnControl');
    const caught = this.variable(`x$r${this.fresh()}`, type, 'local', t, env);
    const member = (name: string): Expr => {
      const symbol = type.symbol.fields.get(name)!;
      return select(this.read(caught, t, env), symbol, t, this.object);
    };
    const value = result.kind === 'void' ? null : this.castTo(member('value'), result, t);
    const again: Stmt = {
      k: 'If',
      at: t.at,
      condition: binary('!=', member('key'), this.read(key, t, env), BOOLEAN, t),
      then: { k: 'Throw', at: t.at, value: this.read(caught, t, env) },
      else: null,
    };
    const body = this.block([again, { k: 'Return', at: t.at, value, expected: result }], t);
    return [
      this.declare(key, this.make(this.known('scala.runtime.ObjectRef'), [], t), t),
      {
        k: 'Try',
        at: t.at,
        resources: [],
        body: this.block(statements, t),
        catches: [
          { at: t.at, catchAt: t.at, types: [], name: caught.name, body, symbol: caught, checkedTypes: [type] },
        ],
        finally: null,
      },
    ];
  }
  /** The declaration of a var: when it is captured, its value moves into an object. */
  variableStatement(v: VariableSymbol, init: Expr | null, t: At): Stmt[] {
    const local = this.declare(v, init, t) as Stmt & { k: 'Local' };
    const store: Stmt = { k: 'Empty', at: t.at };
    const declarator = local.variables[0]! as { init: Expr | null };
    const original = v.type;
    this.vars.push({
      symbol: v,
      patch: (ref) => {
        const constructor$ = ref.constructors[0]!;
        const type: ClassType = { kind: 'class', symbol: ref, args: [] };
        const value = declarator.init;
        declarator.init = instance(type, constructor$, [], t);
        const elem = {
          kind: 'field' as const,
          name: 'elem',
          owner: ref,
          flags: new Set<string>(['public']),
          type: original,
          at: 0,
        };
        for (const node of this.nodes.get(v) ?? []) {
          const target: Name = {
            k: 'Name',
            at: node.at,
            start: node.start,
            end: node.end,
            name: v.name,
            symbol: v,
            type,
          };
          const writable = node as unknown as Record<string, unknown>;
          writable.k = 'Select';
          writable.target = target;
          writable.name = 'elem';
          writable.symbol = elem;
        }
        v.type = type;
        if (value) {
          const target: Expr = select({ k: 'Name', ...placeOf(t), name: v.name, symbol: v, type }, elem, t, original);
          Object.assign(store, { k: 'Expr', expr: assign(target, value, t, original) });
        }
      },
    });
    return [local, store];
  }
  localValue(t: Tree & { t: 'val' }, env: Env): Stmt[] {
    const type = t.type ? this.typeOf(t.type, env) : null;
    if (t.value === null) {
      this.error(env, t, 'only traits and abstract classes can have declared but undefined members');
      return [];
    }
    if (t.value === 'default') {
      this.error(env, t, 'local variables must be initialized');
      return [];
    }
    if (t.isLazy && t.pattern.t === 'bind') return this.lazyValue(t, t.pattern.name, t.value, type, env);
    const value = this.expr(t.value, env, type);
    const actual = type ?? this.widen(this.typed(value));
    if (t.pattern.t === 'bind' && !t.pattern.of) {
      if (env.locals.has(t.pattern.name) && !env.locals.get(t.pattern.name)!.symbol.name.startsWith('x$'))
        this.error(env, t.pattern, `${t.pattern.name} is already defined as value ${t.pattern.name}`);
      const stored = actual.kind === 'void' ? this.box(actual) : actual;
      const v = this.variable(t.pattern.name, stored, 'local', t, env);
      const init = actual.kind === 'void' ? this.adapt(value, this.object, env, t) : value;
      env.locals.set(t.pattern.name, { symbol: v, isVar: t.isVar, isImplicit: t.modifiers.has('implicit') });
      if (!t.isVar) return [this.declare(v, init, { ...t, at: t.start })];
      v.isFinal = false;
      return this.variableStatement(v, init, { ...t, at: t.start });
    }
    if (t.pattern.t === 'any') return [{ k: 'Expr', at: t.start, expr: value }];
    const v = this.temporary(actual, env);
    const out: Stmt[] = [this.declare(v, value, { ...t, at: t.start })];
    const steps = this.pattern(t.pattern, () => this.read(v, t, env), actual, env);
    for (const s of steps) {
      if ('bind' in s) {
        if (t.isVar) {
          s.bind.isFinal = false;
          env.locals.set(s.bind.name, { symbol: s.bind, isVar: true });
          out.push(...this.variableStatement(s.bind, s.value, t));
        } else out.push(this.declare(s.bind, s.value, t));
      } else
        out.push({
          k: 'If',
          at: t.at,
          condition: not(s.test, t),
          then: this.matchError(this.read(v, t, env), t),
          else: null,
        });
    }
    return out;
  }
  /** A local lazy value: a nested method that keeps its result. */
  private lazyValue(t: Tree & { t: 'val' }, name: string, value: Tree, type: Type | null, env: Env): Stmt[] {
    const holder = this.known('scala.runtime.LazyRef', type ?? this.object);
    const v = this.variable(name, holder, 'local', t, env);
    if (type) env.locals.set(name, { symbol: v, isLazy: true });
    const thunk = this.thunk(value, env, type ? this.box(type) : null);
    const found = type ?? this.plain(thunk.result);
    const exact = this.known('scala.runtime.LazyRef', found);
    v.type = exact;
    env.locals.set(name, { symbol: v, isLazy: true, isImplicit: t.modifiers.has('implicit') });
    return [
      this.declare(v, null, { ...t, at: t.start }),
      {
        k: 'Expr',
        at: t.start,
        expr: assign(this.read(v, t, env), this.make(exact, [], t), t, exact),
      },
      { k: 'Expr', at: t.start, expr: this.simpleCall(this.read(v, t, env), 'set', [thunk.expr], VOID, t) },
    ];
  }
  widen(t: Type): Type {
    return t.kind === 'null' ? this.nothing : t;
  }
  localDef(t: Tree & { t: 'def' }, env: Env): Stmt[] {
    const local = env.locals.get(t.name);
    if (!local?.def || !t.body) return [];
    const { method } = local.def;
    const params = (t.params ?? []).flat();
    const scope = this.nestedScopes.get(method)!;
    const fn = local.symbol.type as ClassType;
    const types = fn.args.slice(0, -1);
    const declared = local.def.result;
    const extra = method.parameters.slice(params.length).map((p) => p.name);
    const e = this.function(
      t,
      [...params.map((p) => p.name), ...extra],
      types,
      scope,
      declared,
      null,
      (inside, want) => {
        params.forEach((p, i) => {
          const v = inside.locals.get(p.name)!.symbol;
          inside.locals.set(p.name, {
            symbol: v,
            byName: p.type?.t === 'byName',
            isImplicit: t.implicits && i >= params.length - ((t.params ?? []).slice(-1)[0]?.length ?? 0),
          });
        });
        for (const name of extra)
          inside.locals.set(name, { symbol: inside.locals.get(name)!.symbol, isImplicit: true });
        const returning: Returning = { frame: inside.frame!.key, key: null };
        const made = this.bodyOf(t.body!, inner(inside, { returns: declared, returning }), want);
        return { statements: this.catchReturn(made.statements, returning, made.type, t, inside), type: made.type };
      },
    );
    if (!declared) {
      const type = e.type as ClassType;
      const result = this.plain(type.args[type.args.length - 1]!);
      (local.def as { result: Type | null }).result = result;
      (method as { returnType: Type }).returnType = result;
      (local.symbol as { type: Type }).type = type;
    }
    const target = this.read(local.symbol, t, env);
    return [{ k: 'Expr', at: t.start, expr: assign(target, e, t, local.symbol.type) }];
  }
}

/** `13:9` */
export function lineAndColumn(text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  return `${line}:${at - text.lastIndexOf('\n', at - 1)}`;
}
