import { type ClassType, ERROR, type MethodSymbol, type Type } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Chosen } from './candidates.ts';
import type { Env, Local } from './environment.ts';
import { Members } from './members.ts';
import { type ArgTree, type At, argTree, idTree, paramTree, placeOf, type Tree } from './tree.ts';

const HOLE: Type = { kind: 'wildcard', bound: null, type: null };

/** Nested methods, and methods as functions (SLS 6.26.5). */
export abstract class MethodValues extends Members {
  localCall(
    local: Local,
    t: At,
    args: readonly ArgTree[] | null,
    env: Env,
    expected: Type | null,
    targs: readonly Type[] | null = null,
  ): Expr {
    const def = local.def!;
    const { method } = def;
    if (!args && !def.parameterless && method.parameters.length - (this.implicitParams.get(method) ?? 0) > 0) {
      if (this.functionShape(expected)) return this.eta(idTree(method.name, t), env, expected);
      return this.error(
        env,
        t,
        `missing argument list for method ${method.name}\nUnapplied methods are only converted to functions when a function type is expected.\nYou can make this conversion explicit by writing \`${method.name} _\` or \`${method.name}(${method.parameters.map(() => '_').join(',')})\` instead of \`${method.name}\`.`,
      );
    }
    const list = args ?? [];
    if (!def.result) return this.error(env, t, `recursive method ${method.name} needs result type`);
    const chosen: Chosen = {
      method,
      receiver: { expr: null, type: ERROR },
      extension: false,
      ...((this.implicitParams.get(method) ?? 0) > 0 && list.length === method.parameters.length
        ? { explicit: true }
        : {}),
    };
    if (!this.choose([chosen], list, env, [])) {
      this.inferAll(list, env);
      return this.wrongCount(chosen, method.name, list, env, t);
    }
    return this.call(chosen, method.name, targs, list, env, expected, t);
  }
  eta(whole: Tree, env: Env, expected: Type | null): Expr {
    const of = whole.t === 'types' ? whole.fn : whole;
    if (of.t === 'id' || of.t === 'select') {
      const local = of.t === 'id' ? this.lookup(of.name, env)?.local : undefined;
      if (local?.def) {
        const { method } = local.def;
        const types = method.parameters.slice(0, local.def.lists[0] ?? 0).map((p) => this.plain(p.type));
        const shape = this.functionShape(expected);
        return this.etaOf(
          (list) => this.localCall(local, of, list, env, null),
          types.length,
          of,
          env,
          shape && shape.params.length === types.length
            ? expected!
            : this.known(`scala.Function${types.length}`, ...types, this.object),
          shape && shape.params.length === types.length && method.typeParameters.length > 0 ? null : types,
        );
      }
      const r = of.t === 'select' ? this.qualifier(of.of, env) : this.rootMember(of, env);
      if (r && typeof r !== 'string') {
        const c = this.candidates(r, of.name, of)[0];
        if (c) {
          this.resultOf(c.method);
          const { params, by } = this.formals(c);
          if (whole.t === 'types')
            c.method.typeParameters.forEach((v, i) => {
              if (whole.args[i]) by.set(v, this.box(this.typeOf(whole.args[i], env)));
            });
          const types = params.map((p) => this.plain(this.put(p, by)));
          const sizes = this.lists.get(c.method);
          if (sizes && sizes.length > 1 && c.method.typeParameters.length === 0)
            return this.curriedFunction(whole, types, sizes, c.method.returnType, env);
          const shape = this.functionShape(expected);
          const target: ClassType = {
            ...this.known(`scala.Function${params.length}`),
            args: [...types.map((x) => this.box(x)), HOLE],
          };
          return this.expanded(
            whole,
            params.length,
            env,
            shape && shape.params.length === params.length ? expected! : target,
          );
        }
        const fields = of.name === 'apply' && r.type.kind === 'class' ? this.fieldsOfCompanion(r.type.symbol) : null;
        if (fields && !this.functionShape(expected)) {
          const target = this.known(`scala.Function${fields.length}`, ...fields.map((f) => f.type), HOLE);
          return this.infer(of, env, { ...target, args: [...target.args.slice(0, -1), HOLE] });
        }
      }
    }
    if (of.t === 'apply') {
      const partial = this.partially(of, env);
      if (partial) return partial;
    }
    return this.infer(whole, env, expected);
  }
  /** `f _` of a method with more parameter lists: a function that gives a function. */
  private curriedFunction(of: Tree, types: readonly Type[], sizes: readonly number[], result: Type, env: Env): Expr {
    const place = placeOf(of);
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
    const lists = sizes.map((n, i) =>
      types.slice(starts[i], starts[i]! + n).map((type) => ({ type, name: `x$c${this.fresh()}` })),
    );
    let body: Tree = of;
    for (const list of lists)
      body = {
        t: 'apply',
        fn: body,
        args: list.map(({ name }) => argTree(idTree(name, place))),
        infix: false,
        ...place,
      };
    let type: Type = result;
    for (const list of [...lists].reverse()) {
      body = { t: 'function', params: list.map(({ name }) => paramTree(name, place)), body, ...place };
      type = this.known(`scala.Function${list.length}`, ...list.map((p) => p.type), type);
    }
    return this.infer(body, env, type);
  }
  /** `f(1) _` of a method with more parameter lists: a function of the next one. */
  private partially(of: Tree & { t: 'apply' }, env: Env): Expr | null {
    let at: Tree = of;
    let given = 0;
    for (; at.t === 'apply'; at = at.fn) given++;
    let method: MethodSymbol | undefined;
    let sizes: readonly number[] | undefined;
    if (at.t === 'id') {
      const def = this.lookup(at.name, env)?.local.def;
      method = def?.method;
      sizes = def?.lists;
    }
    if (!method && (at.t === 'id' || at.t === 'select')) {
      const r = at.t === 'select' ? this.qualifier(at.of, env) : this.rootMember(at, env);
      method = r && typeof r !== 'string' ? this.candidates(r, at.name, at)[0]?.method : undefined;
      sizes = method ? this.lists.get(method) : undefined;
    }
    if (!method || !sizes || sizes.length <= given) return null;
    const from = sizes.slice(0, given).reduce((a, b) => a + b, 0);
    const params = method.parameters.slice(from, from + sizes[given]!);
    if (sizes.length > given + 1 && method.typeParameters.length === 0) {
      const types = method.parameters.slice(from).map((p) => this.plain(p.type));
      return this.curriedFunction(of, types, sizes.slice(given), method.returnType, env);
    }
    const target: ClassType = {
      ...this.known(`scala.Function${params.length}`),
      args: [...params.map((p) => this.box(p.type)), HOLE],
    };
    return this.expanded(of, params.length, env, target);
  }
}
