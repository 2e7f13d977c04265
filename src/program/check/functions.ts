import type { Lambda, MethodRef } from '../syntax/ast.ts';
import type { Pending } from './base.ts';
import { CallChecker } from './calls.ts';
import { type Env, findVariable, inner } from './env.ts';
import { Inference, incompatibleBounds } from './inference.ts';
import { methodsNamed, unimplemented } from './members.ts';
import { isStatementLike } from './overloads.ts';
import { canComplete } from './reach.ts';
import { mentionsInference } from './relations.ts';
import { describeClass } from './scope.ts';
import {
  type ClassSymbol,
  ERROR,
  erasure,
  type MethodSymbol,
  newVariable,
  show,
  type Type,
  type VariableSymbol,
} from './types.ts';

/** Lambdas and method references (JLS 15.13, 15.27). */
export abstract class FunctionChecker extends CallChecker {
  settleLambda(expr: Lambda, env: Env, inference: Inference | null, target: Type | null): Type {
    expr.captures = { variables: [], usesThis: false };
    if (!target || target.kind === 'error') {
      if (!target) this.error(env, expr, 'lambda expression not expected here', expr.end);
      this.log.quietly(() =>
        this.lambdaBody(
          expr,
          env,
          expr.params.map(() => ERROR),
          null,
          null,
        ),
      );
      expr.type = ERROR;
      return ERROR;
    }
    const wanted = target.kind === 'infer' && inference ? inference.solveIn(target) : target;
    const solved = this.parameterization(expr, env, wanted);
    const f = this.functionType(solved);
    if (inference && f?.parameters.length !== expr.params.length) inference.isBroken = true;
    if (!f) {
      this.error(env, expr.start, `incompatible types: ${this.notFunctional(solved)}`, expr.end);
      expr.type = ERROR;
      return ERROR;
    }
    if (f.parameters.length !== expr.params.length) {
      this.error(env, expr, 'incompatible types: incompatible parameter types in lambda expression', expr.end);
      expr.type = ERROR;
      return ERROR;
    }
    const types = f.parameters.map((formal, i) => {
      const written = expr.params[i]!.type;
      if (written) {
        const declared = this.resolver.resolve(written, env.types);
        if (!this.relations.isSame(formal, declared)) {
          this.error(env, expr, 'incompatible types: incompatible parameter types in lambda expression', expr.end);
        }
        return declared;
      }
      const known = inference ? inference.solveIn(formal) : formal;
      return this.relations.upper(known);
    });
    expr.method = f.method;
    const returns = inference ? inference.apply(f.returns) : f.returns;
    this.lambdaBody(expr, env, types, returns, inference);
    noteShape(expr, solved, types, returns, inference);
    return solved;
  }

  /** JLS 18.5.3: what explicit parameter types say of a target's wildcards. */
  private parameterization(expr: Lambda, env: Env, target: Type): Type {
    const isExplicit = expr.params.length > 0 && expr.params.every((p) => p.type);
    if (!isExplicit || target.kind !== 'class' || !target.args.some((a) => a.kind === 'wildcard')) return target;
    const { symbol } = target;
    const own = new Inference(this.relations);
    const by = own.fresh(symbol.typeParameters);
    const f = this.functionType(this.relations.substitute(symbol.thisType, by));
    if (!f || f.parameters.length !== expr.params.length) return target;
    f.parameters.forEach((formal, i) => {
      if (mentionsInference(formal))
        this.relations.isSame(
          formal,
          this.log.quietly(() => this.resolver.resolve(expr.params[i]!.type!, env.types)).result,
        );
    });
    const args = target.args.map((a, i): Type => {
      const variable = by.get(symbol.typeParameters[i]!);
      const said = variable?.kind === 'infer' ? variable.equal[0] : undefined;
      if (a.kind !== 'wildcard' || !said) return a;
      const fits =
        !a.type ||
        (a.bound === 'super' ? this.relations.isSubtype(a.type, said) : this.relations.isSubtype(said, a.type));
      return fits ? said : a;
    });
    return { ...target, args };
  }

  private notFunctional(t: Type): string {
    const name = show(t);
    const why =
      t.kind === 'class' && t.symbol.isInterface
        ? `\n    ${unimplemented(t.symbol, this.relations).length > 0 ? 'multiple non-overriding abstract methods' : 'no abstract method'} found in interface ${name}`
        : '';
    return `${name} is not a functional interface${why}`;
  }

  private lambdaBody(
    expr: Lambda,
    env: Env,
    types: readonly Type[],
    returns: Type | null,
    inference: Inference | null,
  ): void {
    const variables = new Map<string, VariableSymbol>();
    const body = inner(env, {
      variables,
      frame: { kind: 'lambda', parent: env.frame, key: expr, lambda: expr },
      returns: { type: returns, inference, isLambda: true, found: [] },
      yields: null,
      labels: [],
      blockLabels: [],
      inLoop: false,
      inSwitch: false,
    });
    expr.variables = expr.params.map((p, i) => {
      const shadowed = findVariable(env, p.name);
      if (shadowed && sameMethod(shadowed, env)) {
        this.error(
          env,
          p.at,
          `variable ${p.name} is already defined in ${this.describeMethod(env)}`,
          p.at + p.name.length,
        );
      }
      const v = newVariable(
        'parameter',
        p.name,
        this.relations.capture(types[i] ?? ERROR),
        p.at,
        expr,
        p.modifiers.flags.has('final'),
      );
      variables.set(p.name, v);
      return v;
    });
    if (expr.body.k === 'Block') {
      this.checkBody(expr.body, body);
      if (returns && returns.kind !== 'void' && returns.kind !== 'error' && canComplete(expr.body)) {
        this.error(
          env,
          expr.start,
          'incompatible types: bad return type in lambda expression\n    missing return value',
        );
      }
      return;
    }
    const pending = this.prepare(expr.body, body);
    if (!returns || returns.kind === 'void') {
      this.settle(pending, null, null);
      if (returns && !isStatementLike(expr.body)) {
        this.error(
          env,
          expr.body.start,
          'incompatible types: lambda body is not compatible with a void functional interface\n    (consider using a block lambda body, or use a statement expression instead)',
          expr.body.end,
        );
      }
      return;
    }
    const type = this.settle(pending, inference, returns);
    if (type.kind === 'void') {
      this.error(
        env,
        expr.body,
        'incompatible types: bad return type in lambda expression\n    void cannot be converted to ' +
          show(inference ? inference.apply(returns) : returns),
        expr.body.end,
      );
      return;
    }
    this.requireLambdaResult(pending, type, returns, body, inference);
  }
  /** What a lambda gives back must fit what is wanted of it; else javac blames the call where that is inferred. */
  protected requireLambdaResult(
    pending: Pending,
    type: Type,
    wanted: Type,
    env: Env,
    inference: Inference | null,
  ): void {
    const equal = wanted.kind === 'infer' ? wanted.equal.filter((t) => !mentionsInference(t)) : [];
    if (
      wanted.kind === 'infer' &&
      inference?.call &&
      equal.length > 0 &&
      (type.kind === 'primitive' || type.kind === 'class') &&
      !mentionsInference(type)
    ) {
      const given = type.kind === 'primitive' ? this.relations.box(type) : type;
      if (!equal.every((t) => this.relations.isSubtype(given, t))) {
        this.error(env, inference.call, incompatibleBounds(wanted, equal, [given]), inference.call.end);
        return;
      }
    }
    const report = (): void => {
      this.requireAssignable(pending, type, wanted, env, 'bad return type in lambda expression\n    ');
    };
    if (!inference || pending.k !== 'call' || !mentionsInference(type)) report();
    else if (!this.relations.isConvertible(type, wanted, true)) inference.misfits.push(report);
  }

  describeMethod(env: Env): string {
    if (env.method) {
      if (env.method.name === '<init>') return `constructor ${this.signature(env.method)}`;
      return `method ${env.method.typeParameters.length > 0 ? `<${env.method.typeParameters.map((v) => v.name).join(',')}>` : ''}${this.signature(env.method)}`;
    }
    return describeClass(env.class);
  }

  settleReference(pending: Pending & { k: 'ref' }, inference: Inference | null, target: Type | null): Type {
    const { expr, env } = pending;
    expr.captures = { variables: [], usesThis: false };
    const fail = (message: string): Type => {
      this.error(env, expr.start, message, expr.end);
      if (inference) inference.isBroken = true;
      expr.type = ERROR;
      return ERROR;
    };
    if (!target) return fail('method reference not expected here');
    if (target.kind === 'error' || (pending.target && pending.target.kind === 'error')) {
      expr.type = ERROR;
      return ERROR;
    }
    const solved = target.kind === 'infer' && inference ? inference.solveIn(target) : target;
    const f = this.functionType(solved);
    if (!f) return fail(`incompatible types: ${this.notFunctional(solved)}`);
    expr.method = f.method;
    const exact = this.exactMethod(pending);
    const params = f.parameters.map((p) =>
      inference && !exact ? this.relations.upper(inference.solveIn(p)) : this.relations.upper(p),
    );
    const returns = inference ? inference.apply(f.returns) : f.returns;
    const site = pending.target!;
    let result: Type;
    if (expr.name === 'new' && site.kind === 'array') {
      expr.how = 'newArray';
      expr.refersTo = null;
      expr.onType = site;
      result = site;
    } else {
      const found = exact ? this.useExact(pending, exact, params) : this.findReferred(pending, site, params, env);
      if (!found) {
        const what = expr.name === 'new' ? 'constructor' : 'method';
        const only = expr.name === 'new' || site.kind !== 'class' ? [] : this.methodsOf(site, expr.name);
        if (only.length === 1) return fail(this.unfitReference(only[0]!, params, pending.isTypeTarget === true));
        const name = expr.name === 'new' ? show(erasure(site)) : expr.name;
        const types = params.map((p) => show(inference ? inference.apply(p) : p)).join(',');
        return fail(
          `invalid ${what} reference\n  cannot find symbol\n    symbol:   ${what} ${name}(${types})\n    location: ${site.kind === 'class' ? describeClass(site.symbol).split('\n')[0] : show(site)}`,
        );
      }
      expr.refersTo = found.method;
      expr.how = found.how;
      expr.onType = site;
      if (found.varargsFrom !== undefined) expr.varargsFrom = found.varargsFrom;
      else delete expr.varargsFrom;
      result = this.referenceResult(found.method, found.how, site, params, found.varargsFrom, inference, returns);
    }
    expr.resultType = result;
    if (returns.kind !== 'void') {
      if (result.kind === 'void') {
        return fail(
          `incompatible types: bad return type in method reference\n    void cannot be converted to ${show(returns)}`,
        );
      }
      const captured = this.relations.capture(result);
      if (!this.relations.isConvertible(captured, returns, true)) {
        return fail(
          `incompatible types: bad return type in method reference\n    ${this.mismatch(inference ? inference.apply(result) : result, inference ? inference.apply(returns) : returns)}`,
        );
      }
    }
    noteShape(expr, solved, params, returns, inference);
    if (inference)
      inference.whenSolved(() => {
        expr.resultType = inference.apply(result);
      });
    else expr.resultType = result;
    return solved;
  }

  private unfitReference(m: MethodSymbol, params: readonly Type[], isTypeTarget: boolean): string {
    const own = isTypeTarget && !m.flags.has('static') && params.length === m.parameters.length + 1;
    const found = own ? params.slice(1) : params;
    const unfit = found.findIndex(
      (p, i) => !m.parameters[i] || !this.relations.isConvertible(p, m.parameters[i].type, true),
    );
    const head = 'incompatible types: invalid method reference\n    ';
    if (found.length === m.parameters.length && unfit >= 0)
      return `${head}incompatible types: ${this.mismatch(found[unfit]!, m.parameters[unfit]!.type)}`;
    const list = (types: readonly Type[]): string => types.map((t) => show(t)).join(',') || 'no arguments';
    return `${head}method ${m.name} in ${describeClass(m.owner).split('\n')[0]} cannot be applied to given types\n      required: ${list(m.parameters.map((p) => p.type))}\n      found:    ${list(found)}\n      reason: actual and formal argument lists differ in length`;
  }

  private useExact(
    pending: Pending & { k: 'ref' },
    method: MethodSymbol,
    params: readonly Type[],
  ): { method: MethodSymbol; how: NonNullable<MethodRef['how']>; varargsFrom?: number } | null {
    const site = pending.target!;
    const n = method.parameters.length;
    const isStatic = method.flags.has('static');
    let how: NonNullable<MethodRef['how']>;
    let rest: readonly Type[];
    if (pending.expr.name === 'new') {
      how = 'new';
      rest = params;
    } else if (isStatic) {
      how = 'static';
      rest = params;
    } else if (!pending.isTypeTarget) {
      how = pending.expr.target?.k === 'Super' ? 'super' : 'bound';
      rest = params;
    } else {
      how = 'unbound';
      if (params.length !== n + 1 || !this.relations.isSubtype(params[0]!, site)) return null;
      rest = params.slice(1);
    }
    if (rest.length !== n) return null;
    const receiver = isStatic || how === 'new' ? new Map() : this.receiverFor(site, method.owner);
    const formals = method.parameters.map((p) =>
      receiver ? this.relations.substitute(p.type, receiver) : erasure(p.type),
    );
    if (!rest.every((p, i) => this.relations.isConvertible(p, formals[i]!, true))) return null;
    return { method, how };
  }

  private findReferred(
    pending: Pending & { k: 'ref' },
    site: Type,
    params: readonly Type[],
    env: Env,
  ): { method: MethodSymbol; how: NonNullable<MethodRef['how']>; varargsFrom?: number } | null {
    const { expr } = pending;
    const asArgs = (types: readonly Type[]): Pending[] => types.map((type) => ({ k: 'type', expr, type }));
    const pick = (
      methods: readonly MethodSymbol[],
      on: Type,
      types: readonly Type[],
      diamond: ClassSymbol | null = null,
    ) => {
      if (methods.length === 0) return null;
      const candidates = methods.map((method) => ({
        method,
        receiver: diamond || method.flags.has('static') ? new Map() : this.receiverFor(on, method.owner),
      }));
      const { result, errors } = this.log.quietly(() =>
        this.choose(candidates, asArgs(types), null, expr, env, expr.at, expr.name, diamond),
      );
      return errors > 0 ? null : result;
    };
    if (expr.name === 'new') {
      if (site.kind !== 'class') return null;
      const diamond = site.args.length === 0 && site.symbol.typeParameters.length > 0 ? site.symbol : null;
      const c = pick(site.symbol.constructors, site, params, diamond);
      return c
        ? {
            method: c.candidate.method,
            how: 'new',
            ...(c.varargs ? { varargsFrom: c.candidate.method.parameters.length - 1 } : {}),
          }
        : null;
    }
    const methods = this.methodsOf(site, expr.name);
    const result = (
      c: { candidate: { method: MethodSymbol }; varargs: boolean },
      how: NonNullable<MethodRef['how']>,
    ): { method: MethodSymbol; how: NonNullable<MethodRef['how']>; varargsFrom?: number } => ({
      method: c.candidate.method,
      how,
      ...(c.varargs ? { varargsFrom: c.candidate.method.parameters.length - 1 } : {}),
    });
    if (!pending.isTypeTarget) {
      const c = pick(methods, site, params);
      return c
        ? result(c, c.candidate.method.flags.has('static') ? 'static' : expr.target?.k === 'Super' ? 'super' : 'bound')
        : null;
    }
    const first = pick(
      methods.filter((m) => m.flags.has('static')),
      site,
      params,
    );
    if (first) return result(first, 'static');
    if (params.length > 0 && this.relations.isSubtype(erasure(params[0]!), erasure(site))) {
      const on =
        site.kind === 'class' && site.args.length === 0 && site.symbol.typeParameters.length > 0
          ? (this.relations.asSuper(params[0]!, site.symbol) ?? site)
          : site;
      const c = pick(
        methods.filter((m) => !m.flags.has('static')),
        on,
        params.slice(1),
      );
      if (c) return result(c, 'unbound');
    }
    return null;
  }

  /** Type of what the referred method gives for those parameters. */
  private referenceResult(
    method: MethodSymbol,
    how: NonNullable<MethodRef['how']>,
    site: Type,
    params: readonly Type[],
    varargsFrom: number | undefined,
    inference: Inference | null,
    returns: Type,
  ): Type {
    let on = site;
    let rest = params;
    if (how === 'unbound') {
      rest = params.slice(1);
      const first = params[0]!;
      if (site.kind === 'class' && site.args.length === 0 && !mentionsInference(first))
        on = this.relations.asSuper(first, site.symbol) ?? site;
    }
    const diamond =
      how === 'new' && site.kind === 'class' && site.args.length === 0 && site.symbol.typeParameters.length > 0;
    const receiver =
      method.flags.has('static') || diamond ? new Map() : this.receiverFor(this.relations.capture(on), method.owner);
    const declared =
      how === 'new' && site.kind === 'class' ? (diamond ? site.symbol.thisType : site) : method.returnType;
    if (!receiver) return erasure(declared);
    const own = inference ?? new Inference(this.relations);
    const variables = [
      ...method.typeParameters,
      ...(diamond && site.kind === 'class' ? site.symbol.typeParameters : []),
    ];
    const by = own.fresh(variables);
    rest.forEach((p, i) => {
      const at = varargsFrom !== undefined ? Math.min(i, varargsFrom) : i;
      const formal = method.parameters[at]?.type;
      if (!formal) return;
      const t = varargsFrom !== undefined && at === varargsFrom && formal.kind === 'array' ? formal.of : formal;
      this.relations.isConvertible(p, this.relations.substitute(this.relations.substitute(t, receiver), by), true);
    });
    const result = this.relations.substitute(this.relations.substitute(declared, receiver), by);
    if (method.name === 'getClass') return result;
    if (!inference) {
      if (mentionsInference(result) && returns.kind !== 'void' && returns.kind !== 'primitive')
        this.relations.isSubtype(result, returns);
      own.finish();
      return own.apply(result);
    }
    return result;
  }

  abstract override prepare(expr: import('../syntax/ast.ts').Expr, env: Env): Pending;
  protected methodsByName(c: ClassSymbol, name: string): readonly MethodSymbol[] {
    return methodsNamed(c, name, this.relations);
  }
}

function sameMethod(v: VariableSymbol, env: Env): boolean {
  for (let f: Env['frame'] | null = env.frame; f; f = f.parent) {
    if (f.key === v.body) return true;
    if (f.kind === 'class') return false;
  }
  return false;
}

/** Writes the type of a lambda or method reference into its node: now, and again with what is inferred. */
function noteShape(
  expr: Lambda | MethodRef,
  type: Type,
  params: readonly Type[],
  returns: Type,
  inference: Inference | null,
): void {
  const put = (apply: (t: Type) => Type): void => {
    expr.type = apply(type);
    expr.paramTypes = params.map(apply);
    expr.returnType = apply(returns);
  };
  put((t) => t);
  inference?.whenSolved(() => put((t) => inference.apply(t)));
}
