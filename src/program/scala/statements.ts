import { BOOLEAN, type ClassType, ERROR, type Type, type VariableSymbol, VOID } from '../check/types.ts';
import type { CatchClause, Expr, Name, Stmt } from '../syntax/ast.ts';
import { type Env, inner } from './base.ts';
import type { Tail } from './functions.ts';
import { Patterns } from './patterns.ts';
import type { At, CaseTree, ClassTree, Tree } from './tree.ts';

/** Statements, and bodies whose last one is the value. */
export abstract class Statements extends Patterns {
  #labels = 0;
  abstract localClass(c: ClassTree, env: Env): void;
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
    return { k: 'BlockExpr', ...this.place(t), type: VOID, body: this.block([], t) };
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
      const params = (s.params ?? []).flat();
      const scope = inner(env);
      for (const p of s.typeParams) scope.types.set(p.name, this.object);
      const types = params.map((p) => (p.type ? this.typeOf(p.type, scope) : ERROR));
      const result = s.type ? this.typeOf(s.type, scope) : s.isProcedure ? VOID : null;
      const fn = this.known(`scala.Function${params.length}`, ...types, result ?? this.object);
      const v = this.variable(s.name, fn, 'local', s, env);
      v.isFinal = false;
      v.reassigned = true;
      env.locals.set(s.name, { symbol: v, def: { params: types, result, parameterless: s.params === null } });
      out.push(...this.variableStatement(v, null, s));
    }
    return out;
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
        declarator.init = {
          k: 'New',
          ...this.place(t),
          outer: null,
          class: { k: 'TKnown', at: t.at, type },
          args: [],
          body: null,
          constructor$,
          type,
        };
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
          const target: Expr = {
            k: 'Select',
            ...this.place(t),
            target: { k: 'Name', ...this.place(t), name: v.name, symbol: v, type },
            name: 'elem',
            symbol: elem,
            type: original,
          };
          Object.assign(store, { k: 'Expr', expr: { k: 'Assign', ...this.place(t), target, value, type: original } });
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
    const value = this.expr(t.value, env, type);
    const actual = type ?? this.widen(this.typed(value));
    if (t.pattern.t === 'bind' && !t.pattern.of) {
      if (env.locals.has(t.pattern.name) && !env.locals.get(t.pattern.name)!.symbol.name.startsWith('x$'))
        this.error(env, t.pattern, `${t.pattern.name} is already defined as value ${t.pattern.name}`);
      const stored = actual.kind === 'void' ? this.box(actual) : actual;
      const v = this.variable(t.pattern.name, stored, 'local', t, env);
      const init = actual.kind === 'void' ? this.adapt(value, this.object, env, t) : value;
      env.locals.set(t.pattern.name, { symbol: v, isVar: t.isVar });
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
          condition: { k: 'Unary', ...this.place(t), op: '!', operand: s.test, type: BOOLEAN },
          then: this.matchError(this.read(v, t, env), t),
          else: null,
        });
    }
    return out;
  }
  widen(t: Type): Type {
    return t.kind === 'null' ? this.nothing : t;
  }
  localDef(t: Tree & { t: 'def' }, env: Env): Stmt[] {
    const local = env.locals.get(t.name);
    if (!local?.def || !t.body) return [];
    const params = (t.params ?? []).flat();
    const scope = inner(env);
    for (const p of t.typeParams) scope.types.set(p.name, this.object);
    const declared = local.def.result;
    const e = this.function(
      t,
      params.map((p) => p.name),
      local.def.params,
      scope,
      declared,
      null,
      (inside, want) => this.bodyOf(t.body!, inner(inside, { returns: declared }), want),
    );
    if (!declared) {
      const type = e.type as ClassType;
      (local.def as { result: Type | null }).result = this.plain(type.args[type.args.length - 1]!);
      (local.symbol as { type: Type }).type = type;
    }
    const target = this.read(local.symbol, t, env);
    return [
      { k: 'Expr', at: t.start, expr: { k: 'Assign', ...this.place(t), target, value: e, type: local.symbol.type } },
    ];
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
          condition: { k: 'Unary', ...this.place(c), op: '!', operand: test, type: BOOLEAN },
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
