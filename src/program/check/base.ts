import type { Block, ClassDecl, Expr, Lambda, MethodRef, New, Node, Select } from '../syntax/ast.ts';
import { type Env, type Frame, findVariable } from './env.ts';
import type { Inference, Resolution } from './inference.ts';
import type { Log } from './log.ts';
import { mentionsInference, Relations } from './relations.ts';
import { TypeResolver } from './scope.ts';
import { type ClassSymbol, ERROR, type MethodSymbol, show, type Type, type VariableSymbol } from './types.ts';
import type { Universe } from './universe.ts';

/** An expression whose type may depend on where it stands (JLS 15.2: poly expressions). */
export type Pending =
  | { readonly k: 'type'; readonly expr: Expr; readonly type: Type }
  | { readonly k: 'call'; readonly expr: Expr; readonly site: Resolution }
  | { readonly k: 'lambda'; readonly expr: Lambda; readonly env: Env }
  | {
      readonly k: 'ref';
      readonly expr: MethodRef;
      readonly env: Env;
      readonly target: Type | null;
      readonly isTypeTarget: boolean;
    }
  | { readonly k: 'conditional'; readonly expr: Expr; readonly then: Pending; readonly else: Pending }
  | {
      readonly k: 'anonymous';
      readonly expr: New;
      readonly env: Env;
      readonly symbol: ClassSymbol;
      readonly args: readonly Pending[];
    }
  | { readonly k: 'switch'; readonly expr: Expr & { k: 'Switch' }; readonly env: Env };

export interface CaptureUse {
  readonly variable: VariableSymbol;
  readonly at: number;
  readonly env: Env;
  readonly by: 'lambda' | 'class';
}

export abstract class CheckBase {
  readonly relations: Relations;
  readonly resolver: TypeResolver;
  /** Selections whose members are selected: what stands before them may be a package. */
  protected readonly qualifies = new WeakSet<Select>();
  protected captureUses: CaptureUse[] = [];

  constructor(
    readonly universe: Universe,
    readonly log: Log,
  ) {
    this.relations = new Relations(universe);
    this.resolver = new TypeResolver(universe, log);
  }

  abstract prepare(expr: Expr, env: Env): Pending;
  /** Finishes a pending expression towards a target type. The result may mention variables of `inference`. */
  abstract settle(pending: Pending, inference: Inference | null, target: Type | null): Type;
  abstract checkBody(body: Block, env: Env): void;
  abstract checkLocalClass(decl: ClassDecl, env: Env, base: Type | null): ClassSymbol;
  abstract checkVoidCompatible(body: Block): { readonly canBeVoid: boolean; readonly canBeValue: boolean };

  error(env: Env, at: Node | number, message: string, end?: number): void {
    const from = typeof at === 'number' ? at : at.at;
    this.log.error(
      env.unit,
      from,
      message,
      end ?? (typeof at === 'number' ? at + 1 : Math.max(from + 1, (at as { end?: number }).end ?? from + 1)),
    );
  }

  /** Type of an expression where nothing is expected of it. */
  attribute(expr: Expr, env: Env): Type {
    return this.settle(this.prepare(expr, env), null, null);
  }
  /** Type of an expression that is to be converted by assignment. */
  attributeAs(expr: Expr, env: Env, target: Type): Type {
    const pending = this.prepare(expr, env);
    const type = this.settle(pending, null, target);
    this.requireAssignable(pending, type, target, env);
    return type;
  }

  isAssignable(expr: Expr, from: Type, to: Type): boolean {
    if (this.relations.isConvertible(from, to, true)) return true;
    // Constants of int fit narrower types (JLS 5.2).
    const narrow = to.kind === 'primitive' ? to : this.relations.unbox(to);
    if (expr.constant && from.kind === 'primitive' && ['int', 'short', 'char', 'byte'].includes(from.name) && narrow) {
      return (
        ['byte', 'short', 'char'].includes(narrow.name) && this.relations.constantFits(expr.constant.value, narrow)
      );
    }
    return false;
  }
  requireAssignable(pending: Pending, from: Type, to: Type, env: Env, prefix = ''): boolean {
    const expr = pending.expr;
    if (pending.k === 'lambda' || pending.k === 'ref') return true;
    if (pending.k === 'conditional') {
      const a = this.requireAssignable(
        pending.then,
        pending.then.expr.type ?? ERROR,
        to,
        env,
        'bad type in conditional expression\n    ',
      );
      const b = this.requireAssignable(
        pending.else,
        pending.else.expr.type ?? ERROR,
        to,
        env,
        'bad type in conditional expression\n    ',
      );
      return a && b;
    }
    if (pending.k === 'switch') return true;
    if (from.kind === 'error' || to.kind === 'error') return true;
    if (mentionsInference(to)) {
      if (!this.relations.isConvertible(from, to, true)) {
        this.error(env, expr, `incompatible types: ${prefix}${this.mismatch(from, to)}`);
        return false;
      }
      return true;
    }
    if (this.isAssignable(expr, from, to)) return true;
    this.error(env, expr, `incompatible types: ${prefix}${this.mismatch(from, to)}`);
    return false;
  }
  mismatch(from: Type, to: Type): string {
    if (from.kind === 'primitive' && to.kind === 'primitive' && from.name !== 'boolean' && to.name !== 'boolean') {
      return `possible lossy conversion from ${show(from)} to ${show(to)}`;
    }
    return `${show(from)} cannot be converted to ${show(to)}`;
  }

  abstract describeMethod(env: Env): string;
  /** A local variable may not have the name of another one of its method. */
  protected requireNew(name: string, at: number, env: Env): void {
    const known = findVariable(env, name);
    if (!known || known.body === null) return;
    for (let f: Env['frame'] | null = env.frame; f && f.kind !== 'class'; f = f.parent) {
      if (f.key !== known.body) continue;
      this.error(env, at, `variable ${name} is already defined in ${this.describeMethod(env)}`, at + name.length);
      return;
    }
  }

  // ---- captures ------------------------------------------------------------------------------------------------------

  /** Notes the use of a local variable for every lambda and class between it and here. */
  noteVariable(variable: VariableSymbol, at: number, env: Env): void {
    for (let f: Frame | null = env.frame; f && f.key !== variable.body; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        if (!f.lambda.captures.variables.includes(variable)) f.lambda.captures.variables.push(variable);
        if (!this.log.isSilent) this.captureUses.push({ variable, at, env, by: 'lambda' });
      } else if (f.kind === 'class') {
        if (!f.symbol.captures.includes(variable)) f.symbol.captures.push(variable);
        if (!this.log.isSilent) this.captureUses.push({ variable, at, env, by: 'class' });
      }
    }
  }
  /** Notes the use of `this` (or an outer one) for the lambdas around. */
  noteThis(env: Env): void {
    for (let f: Frame | null = env.frame; f; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        f.lambda.captures.usesThis = true;
      }
    }
  }
  protected checkCaptures(): void {
    for (const use of this.captureUses.splice(0)) {
      const v = use.variable;
      const effectivelyFinal = v.isFinal || (!v.reassigned && (!v.uninitialized || v.assignments.length <= 1));
      if (effectivelyFinal) continue;
      const what = use.by === 'lambda' ? 'a lambda expression' : 'an inner class';
      this.log.lateError(
        use.env.unit,
        use.at,
        `local variables referenced from ${what} must be final or effectively final`,
        use.at + v.name.length,
      );
    }
  }

  functionType(
    target: Type,
  ): { readonly method: MethodSymbol; readonly parameters: Type[]; readonly returns: Type } | null {
    const t = target.kind === 'intersection' ? (target.types.find((x) => this.functionType(x)) ?? target) : target;
    if (t.kind !== 'class') return null;
    const method = this.functional(t.symbol);
    if (!method) return null;
    const symbol = t.symbol;
    // Wildcards stand for their bounds (JLS 9.9).
    const args = t.args.map((a, i): Type => {
      if (a.kind !== 'wildcard') return a;
      if (a.type) return a.type;
      return symbol.typeParameters[i]?.bounds[0] ?? this.relations.object;
    });
    const raw = t.args.length === 0 && symbol.typeParameters.length > 0;
    const view = this.relations.asSuper({ ...t, args }, method.owner)!;
    const by = raw ? new Map() : this.relations.bindType(view);
    const put = (x: Type): Type => (raw ? this.rawType(x) : this.relations.substitute(x, by));
    return { method, parameters: method.parameters.map((p) => put(p.type)), returns: put(method.returnType) };
  }
  private rawType(x: Type): Type {
    return x.kind === 'variable' ? (x.bounds[0] ?? this.relations.object) : x.kind === 'class' ? { ...x, args: [] } : x;
  }
  abstract functional(symbol: ClassSymbol): MethodSymbol | null;
}
