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
import type { CatchClause, Expr, Name, Stmt } from '../syntax/ast.ts';
import { type Env, inner, type Returning } from './environment.ts';
import type { Tail } from './functions.ts';
import { assign, binary, instance, not, select } from './nodes.ts';
import { Patterns } from './patterns.ts';
import {
  type At,
  type CaseTree,
  type ClassTree,
  placeOf,
  type ScalaType,
  type Tree,
  type TypeParamTree,
} from './tree.ts';

/** Statements, and bodies whose last one is the value. */
export abstract class Statements extends Patterns {
  #labels = 0;
  abstract localClass(c: ClassTree, env: Env): void;
  abstract localBodies(c: ClassTree): void;
  abstract importInto(t: Tree & { t: 'import' }, env: Env): void;
  // ---- statements ------------------------------------------------------------------------------------------------------

  give(e: Expr, tree: Tree, env: Env, tail: Tail): Stmt[] {
    const node: Stmt & { k: 'Return' } = { k: 'Return', at: tree.start, value: e, expected: null };
    (node as { isTail?: boolean }).isTail = true;
    tail.found.push({ node: node as { value: Expr | null; expected?: Type | null }, expr: e, tree, env });
    return [node];
  }
  tail(t: Tree, env: Env, tail: Tail): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const list = t.statements;
        const last = list[list.length - 1];
        const out = this.prepare(list, inside);
        for (const s of list.slice(0, -1)) out.push(...this.effect(s, inside));
        if (last && !isDefinition(last)) out.push(...this.tail(last, inside, tail));
        else {
          if (last) out.push(...this.effect(last, inside));
          out.push(...this.give(this.unit(t), t, env, tail));
        }
        return [this.block(out, t)];
      }
      case 'if': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const then = this.block(this.tail(t.then, inner(env), tail), t.then);
        const otherwise = t.else
          ? this.block(this.tail(t.else, inner(env), tail), t.else)
          : this.block(this.give(this.unit(t), t, env, tail), t);
        return [{ k: 'If', at: t.at, condition, then, else: otherwise }];
      }
      case 'match':
        return this.match(t, env, tail);
      case 'try':
        return this.tryCatch(t, env, tail);
      case 'return':
      case 'throw':
        return this.effect(t, env);
      case 'while':
        return [...this.effect(t, env), ...this.give(this.unit(t), t, env, tail)];
      default: {
        const expected =
          tail.expected && tail.expected.kind !== 'void' && tail.expected.kind !== 'wildcard' ? tail.expected : null;
        return this.give(this.infer(t, env, expected), t, env, tail);
      }
    }
  }
  unit(t: At): Expr {
    return { k: 'BlockExpr', ...placeOf(t), type: VOID, body: this.block([], t) };
  }
  /** Nested defs can be used before they stand. */
  prepare(list: readonly Tree[], env: Env): Stmt[] {
    const out: Stmt[] = [];
    for (const s of list) {
      if (s.t === 'import') this.importInto(s, env);
      if (s.t === 'class') this.localClass(s, env);
    }
    for (const s of list) {
      if (s.t !== 'def') continue;
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
      const upper = list[i]!.upper;
      if (upper) v.bounds = [this.typeOf(upper, scope)];
    });
    return made;
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

  /** A tree whose value is not needed. */
  effect(t: Tree, env: Env): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const out = this.prepare(t.statements, inside);
        for (const s of t.statements) out.push(...this.effect(s, inside));
        return [this.block(out, t)];
      }
      case 'if':
        return [
          {
            k: 'If',
            at: t.at,
            condition: this.expr(t.condition, env, BOOLEAN),
            then: this.block(this.effect(t.then, inner(env)), t.then),
            else: t.else ? this.block(this.effect(t.else, inner(env)), t.else) : null,
          },
        ];
      case 'while': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const body = this.block(this.effect(t.body, inner(env)), t.body);
        return [t.isDo ? { k: 'Do', at: t.at, condition, body } : { k: 'While', at: t.at, condition, body }];
      }
      case 'match':
        return this.match(t, env, null);
      case 'try':
        return this.tryCatch(t, env, null);
      case 'throw':
        return [{ k: 'Throw', at: t.at, value: this.expr(t.value, env, this.known('java.lang.Throwable')) }];
      case 'return': {
        const returns = env.returns;
        const value = t.value ? this.expr(t.value, env, returns) : null;
        const { returning } = env;
        if (returning && env.frame?.kind === 'lambda' && env.frame.key !== returning.frame) {
          returning.key ??= {
            ...this.variable(`x$k${this.fresh()}`, this.object, 'local', t, env),
            body: returning.frame,
          };
          const thrown = this.make(
            this.known('scala.runtime.NonLocalReturnControl'),
            [this.read(returning.key, t, env), this.adapt(value ?? this.unit(t), this.object, env, t)],
            t,
          );
          return [{ k: 'Throw', at: t.at, value: thrown }];
        }
        if (!value || returns?.kind === 'void')
          return [
            ...(value ? [{ k: 'Expr' as const, at: t.at, expr: value }] : []),
            { k: 'Return', at: t.at, value: null },
          ];
        return [{ k: 'Return', at: t.at, value, expected: returns }];
      }
      case 'val':
        return this.localValue(t, env);
      case 'def':
        return this.localDef(t, env);
      case 'class':
        this.localBodies(t);
        return [];
      case 'import':
        return [];
      case 'type':
        env.types.set(t.name, this.typeOf(t.to, env));
        return [];
      default:
        return [{ k: 'Expr', at: t.start, expr: this.infer(t, env, VOID) }];
    }
  }
  localValue(t: Tree & { t: 'val' }, env: Env): Stmt[] {
    const type = t.type ? this.typeOf(t.type, env) : null;
    if (t.value === null) {
      this.error(env, t, 'only classes can have declared but undefined members');
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
      if ('bind' in s) out.push(this.declare(s.bind, s.value, t));
      else
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
    env.locals.set(name, { symbol: v, isLazy: true });
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
  matchError(e: Expr, t: At): Stmt {
    const type = this.known('scala.MatchError');
    return { k: 'Throw', at: t.at, value: this.make(type, [this.adapt(e, this.object, null as never, t)], t) };
  }

  match(t: Tree & { t: 'match' }, env: Env, tail: Tail | null): Stmt[] {
    const selector = this.infer(t.selector, env, null);
    const type = this.typed(selector);
    const v = this.temporary(type.kind === 'void' ? this.object : type, env);
    const out: Stmt[] = [this.declare(v, selector, t)];
    out.push(...this.cases(t.cases, v, env, tail, this.matchError(this.read(v, t, env), t), t));
    return out;
  }
  cases(list: readonly CaseTree[], v: VariableSymbol, env: Env, tail: Tail | null, otherwise: Stmt, t: At): Stmt[] {
    const done = `match${++this.#labels}`;
    const out: Stmt[] = [];
    let total = false;
    for (const c of list) {
      const inside = inner(env);
      const label = `case${++this.#labels}`;
      const body: Stmt[] = [];
      let tests = 0;
      const fail = (test: Expr): void => {
        tests++;
        body.push({
          k: 'If',
          at: c.at,
          condition: not(test, c),
          then: { k: 'Break', at: c.at, label },
          else: null,
        });
      };
      for (const s of this.pattern(c.pattern, () => this.read(v, c, inside), v.type, inside)) {
        if ('bind' in s) body.push(this.declare(s.bind, s.value, c));
        else fail(s.test);
      }
      if (c.guard) fail(this.expr(c.guard, inside, BOOLEAN));
      if (tail) body.push(...this.tail(c.body, inside, tail));
      else body.push(...this.effect(c.body, inside));
      body.push({ k: 'Break', at: c.at, label: done });
      out.push({ k: 'Labeled', at: c.at, label, body: this.block(body, c) });
      if (tests === 0) total = true;
    }
    if (!total) out.push(otherwise);
    return [{ k: 'Labeled', at: t.at, label: done, body: this.block(out, t) }];
  }
  tryCatch(t: Tree & { t: 'try' }, env: Env, tail: Tail | null): Stmt[] {
    const body = this.block(tail ? this.tail(t.body, inner(env), tail) : this.effect(t.body, inner(env)), t.body);
    const catches: CatchClause[] = [];
    if (t.cases.length > 0) {
      const type = this.known('java.lang.Throwable');
      const inside = inner(env);
      const v = this.temporary(type, inside);
      const statements = this.cases(
        t.cases,
        v,
        inside,
        tail,
        { k: 'Throw', at: t.at, value: this.read(v, t, inside) },
        t,
      );
      catches.push({
        at: t.at,
        catchAt: t.at,
        types: [],
        name: v.name,
        body: this.block(statements, t),
        symbol: v,
        checkedTypes: [type],
      });
    }
    return [
      {
        k: 'Try',
        at: t.at,
        resources: [],
        body,
        catches,
        finally: t.finally ? this.block(this.effect(t.finally, inner(env)), t.finally) : null,
      },
    ];
  }
}

function isDefinition(t: Tree): boolean {
  return t.t === 'val' || t.t === 'def' || t.t === 'class' || t.t === 'import' || t.t === 'type';
}
