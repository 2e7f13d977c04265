/** JLS 15.12.2: which method a call means. */
import type { Expr } from '../syntax/ast.ts';
import { CheckBase, type Pending } from './base.ts';
import type { Env } from './env.ts';
import { Inference, type Resolution } from './inference.ts';
import { functionalMethod, methodsNamed } from './members.ts';
import type { Substitution } from './relations.ts';
import { type ClassSymbol, className, ERROR, erasure, type MethodSymbol, show, type Type } from './types.ts';

export interface Candidate {
  readonly method: MethodSymbol;
  readonly receiver: Substitution | null;
}
/** Chooses among overloads, and says in javac's words why none fits. */
export abstract class OverloadChecker extends CheckBase {
  abstract instantiate(r: Resolution, outer: Inference | null, target: Type | null): Type;
  functional(symbol: ClassSymbol): MethodSymbol | null {
    return functionalMethod(symbol, this.relations);
  }
  /** `site` as a receiver: its type arguments for the owner of the method. */
  receiverFor(site: Type, owner: ClassSymbol): Substitution | null {
    const view = this.relations.asSuper(site, owner);
    if (!view || (owner.typeParameters.length === 0 && !view.outer)) return new Map();
    if (view.args.length === 0 && owner.typeParameters.length > 0) return null;
    return this.relations.bindType(view);
  }
  methodsOf(site: Type, name: string): readonly MethodSymbol[] {
    switch (site.kind) {
      case 'class':
        return methodsNamed(site.symbol, name, this.relations);
      case 'variable': {
        const found = site.bounds.flatMap((b) => this.methodsOf(b, name));
        return found.length > 0
          ? [...new Set(found)]
          : methodsNamed(this.relations.object.symbol, name, this.relations);
      }
      case 'intersection':
        return [...new Set(site.types.flatMap((b) => this.methodsOf(b, name)))];
      case 'array':
        return methodsNamed(this.relations.object.symbol, name, this.relations);
      case 'wildcard':
        return this.methodsOf(this.relations.upper(site), name);
      default:
        return [];
    }
  }
  // ---- choosing a method ---------------------------------------------------------------------------------------------

  choose(
    candidates: readonly Candidate[],
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    node: Expr,
    env: Env,
    at: number,
    name: string,
    diamond: ClassSymbol | null = null,
  ): { readonly candidate: Candidate; readonly varargs: boolean } | null {
    const nothing = args.find((a) => a.k === 'type' && a.type.kind === 'void');
    if (nothing) {
      this.error(env, nothing.expr, "'void' type not allowed here");
      return null;
    }
    const isBroken = args.some((a) => a.k === 'type' && a.type.kind === 'error');
    if (isBroken) {
      // Something in the arguments is wrong already: take what fits in number, say no more.
      const only = candidates.filter((c) => c.method.parameters.length === args.length || c.method.varargs);
      if (only.length === 1)
        return {
          candidate: only[0]!,
          varargs: only[0]!.method.varargs && only[0]!.method.parameters.length !== args.length,
        };
    }
    for (const phase of [1, 2, 3] as const) {
      const fitting = candidates.filter((c) => this.isApplicable(c, args, phase, explicit, diamond));
      if (fitting.length === 0) continue;
      const best = fitting.length === 1 ? fitting[0]! : this.mostSpecific(fitting, args, phase);
      if (best) return { candidate: best, varargs: phase === 3 };
      if (isBroken) return { candidate: fitting[0]!, varargs: phase === 3 };
      const [a, b] = fitting.filter(
        (c) => !fitting.some((d) => this.isMoreSpecific(d, c, args, phase) && !this.isMoreSpecific(c, d, args, phase)),
      );
      const describe = (c: Candidate): string => `method ${this.signature(c.method)} in ${className(c.method.owner)}`;
      this.error(
        env,
        at,
        `reference to ${name} is ambiguous\n  both ${describe(a!)} and ${describe(b!)} match`,
        at + name.length,
      );
      return null;
    }
    if (isBroken) return null;
    this.inapplicable(candidates, args, explicit, node, env, at, name, diamond);
    return null;
  }
  protected formals(c: Candidate, count: number, phase: 1 | 2 | 3): Type[] | null {
    const params = c.method.parameters;
    const put = (t: Type): Type => (c.receiver ? this.relations.substitute(t, c.receiver) : erasure(t));
    if (phase < 3) return params.length === count ? params.map((p) => put(p.type)) : null;
    if (!c.method.varargs || count < params.length - 1) return null;
    const fixed = params.slice(0, -1).map((p) => put(p.type));
    const last = put(params[params.length - 1]!.type);
    const element = last.kind === 'array' ? last.of : last;
    while (fixed.length < count) fixed.push(element);
    return fixed;
  }
  protected isApplicable(
    c: Candidate,
    args: readonly Pending[],
    phase: 1 | 2 | 3,
    explicit: readonly Type[] | null,
    diamond: ClassSymbol | null,
  ): boolean {
    const formals = this.formals(c, args.length, phase);
    if (!formals) return false;
    const variables = [...c.method.typeParameters, ...(diamond ? diamond.typeParameters : [])];
    const inference = new Inference(this.relations);
    const by =
      explicit && explicit.length === variables.length
        ? this.relations.bind(variables, explicit)
        : inference.fresh(variables);
    return args.every((a, i) => this.argumentFits(a, this.relations.substitute(formals[i]!, by), phase > 1, inference));
  }
  protected argumentFits(arg: Pending, formal: Type, loose: boolean, inference: Inference): boolean {
    switch (arg.k) {
      case 'type':
        return this.relations.isConvertible(arg.type, formal, loose);
      case 'call': {
        const returns = arg.site.returns;
        if (formal.kind === 'infer') return true;
        const element = elementOf(returns);
        if (element.kind === 'variable' && arg.site.method.typeParameters.includes(element)) {
          const { result } = this.log.quietly(() => this.instantiate(arg.site, null, null));
          return loose || formal.kind !== 'primitive'
            ? this.relations.isConvertible(result, formal, true) ||
                elementOf(result).kind === 'variable' ||
                this.relations.isObject(elementOf(result))
            : this.relations.isConvertible(result, formal, loose);
        }
        return this.relations.isConvertible(erasure(returns), eraseInference(formal), loose);
      }
      case 'conditional':
        return (
          this.argumentFits(arg.then, formal, loose, inference) && this.argumentFits(arg.else, formal, loose, inference)
        );
      case 'switch': {
        const type = this.standaloneType(arg)!;
        return type.kind === 'error' || this.relations.isConvertible(type, formal, loose);
      }
      case 'anonymous':
        return (
          formal.kind === 'infer' ||
          this.relations.isSubtype({ kind: 'class', symbol: arg.symbol, args: [] }, eraseInference(formal))
        );
      case 'ref':
      case 'lambda': {
        if (formal.kind === 'infer' || formal.kind === 'error') return true;
        if (formal.kind !== 'class') return false;
        const f = this.functional(formal.symbol);
        if (!f) return false;
        if (arg.k === 'ref') return this.referenceMightFit(arg, f.parameters.length);
        if (f.parameters.length !== arg.expr.params.length) return false;
        const isVoid = f.returnType.kind === 'void';
        const body = arg.expr.body;
        if (body.k === 'Block') {
          const kind = this.checkVoidCompatible(body);
          return isVoid ? kind.canBeVoid : kind.canBeValue;
        }
        if (isVoid) return isStatementLike(body);
        // A call of a void method is no value; only a look inside can tell, which is worth it for argumentless lambdas.
        if (arg.expr.params.length === 0 && body.k === 'Call') {
          const { result } = this.log.quietly(() => this.attribute(body, arg.env));
          return result.kind !== 'void';
        }
        return true;
      }
    }
  }
  /** What an argument is by itself, where that can be told before the method is chosen. */
  protected standaloneType(arg: Pending): Type | null {
    if (arg.k === 'type') return arg.type;
    if (arg.k !== 'switch') return null;
    return this.log.quietly(() => this.settle(arg, null, null)).result;
  }
  /** Arity check of a method reference, so that `Runnable` and `Callable` style overloads fall apart. */
  protected referenceMightFit(arg: Pending & { k: 'ref' }, arity: number): boolean {
    const t = arg.target;
    if (t?.kind !== 'class' || arg.expr.name === 'new') return true;
    const methods = methodsNamed(t.symbol, arg.expr.name, this.relations);
    if (methods.length === 0) return true;
    return methods.some((m) => {
      if (m.varargs) return true;
      if (m.parameters.length === arity) return true;
      return arg.isTypeTarget && !m.flags.has('static') && m.parameters.length + 1 === arity;
    });
  }
  protected mostSpecific(fitting: readonly Candidate[], args: readonly Pending[], phase: 1 | 2 | 3): Candidate | null {
    const best = fitting.filter((a) => fitting.every((b) => a === b || this.isMoreSpecific(a, b, args, phase)));
    if (best.length === 1) return best[0]!;
    if (best.length > 1) {
      // Same signatures: a concrete one, else the one of the most derived class.
      const concrete = best.filter((c) => !c.method.flags.has('abstract'));
      const from = concrete.length > 0 ? concrete : best;
      return (
        from.find((c) =>
          from.every(
            (d) => c === d || !d.method.owner.isSubclassOf(c.method.owner) || d.method.owner === c.method.owner,
          ),
        ) ?? from[0]!
      );
    }
    return null;
  }
  protected isMoreSpecific(a: Candidate, b: Candidate, args: readonly Pending[], phase: 1 | 2 | 3): boolean {
    const fa = this.formals(a, args.length, phase)!;
    const fb = this.formals(b, args.length, phase)!;
    const inference = new Inference(this.relations);
    const by = inference.fresh(b.method.typeParameters);
    return fa.every((t, i) => {
      const u = this.relations.substitute(fb[i]!, by);
      const arg = args[i]!;
      if (arg.k === 'lambda' || arg.k === 'ref') {
        if (t.kind === 'class' && u.kind === 'class' && t.symbol !== u.symbol && !t.symbol.isSubclassOf(u.symbol)) {
          const ma = this.functional(t.symbol);
          const mb = this.functional(u.symbol);
          if (ma && mb) {
            if (mb.returnType.kind === 'void') return true;
            if (ma.returnType.kind === 'void') return false;
            const pa = ma.returnType.kind === 'primitive';
            const pb = mb.returnType.kind === 'primitive';
            if (pa === pb)
              return ma.returnType.kind === 'primitive' && mb.returnType.kind === 'primitive'
                ? this.relations.isSubtype(ma.returnType, mb.returnType)
                : false;
            return this.prefersPrimitive(arg) ? pa : pb;
          }
        }
        return this.relations.isSubtype(erasure(t), eraseInference(u));
      }
      if (t.kind === 'variable' && u.kind === 'infer') return true;
      const type = this.standaloneType(arg);
      if (t.kind === 'primitive' && u.kind !== 'primitive') return phase > 1 ? type?.kind === 'primitive' : true;
      if (t.kind !== 'primitive' && u.kind === 'primitive')
        return type !== null && type.kind !== 'primitive' && phase > 1;
      return this.relations.isSubtype(t, u);
    });
  }
  protected prefersPrimitive(arg: Pending & { k: 'lambda' | 'ref' }): boolean {
    if (arg.k === 'ref') {
      const t = arg.target;
      const methods = t?.kind === 'class' ? methodsNamed(t.symbol, arg.expr.name, this.relations) : [];
      return methods.length > 0 && methods.every((m) => m.returnType.kind === 'primitive');
    }
    return arg.expr.body.k !== 'Block' && (arg.expr.body.k === 'Literal' || arg.expr.body.k === 'Binary');
  }
  protected inapplicable(
    candidates: readonly Candidate[],
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    node: Expr,
    env: Env,
    at: number,
    name: string,
    diamond: ClassSymbol | null,
  ): void {
    const isConstructor = candidates[0]?.method.name === '<init>';
    const kind = isConstructor ? 'constructor' : 'method';
    const ofArity = candidates.filter((c) => this.formals(c, args.length, 3) ?? this.formals(c, args.length, 1));
    if (candidates.length === 1 || ofArity.length === 1) {
      const c = ofArity[0] ?? candidates[0]!;
      const bad = this.firstMismatch(c, args, explicit, diamond);
      if (bad?.arg) {
        if (c.method.typeParameters.length === 0 && !diamond && !c.method.varargs) {
          this.error(
            env,
            bad.arg.k === 'lambda' ? bad.arg.expr.start : bad.arg.expr,
            `incompatible types: ${bad.reason}`,
          );
          return;
        }
      }
    }
    if (candidates.length === 1) {
      const c = candidates[0]!;
      const bad = this.firstMismatch(c, args, explicit, diamond);
      const owner = c.method.owner;
      const reason = whyUnfit(bad);
      const where =
        owner.classKind === 'enum'
          ? 'enum'
          : owner.isInterface
            ? 'interface'
            : owner.classKind === 'record'
              ? 'record'
              : 'class';
      const types = owner.typeParameters.length > 0 ? `<${owner.typeParameters.map((v) => v.name).join(',')}>` : '';
      this.error(
        env,
        at,
        `${kind} ${isConstructor ? owner.name : name} in ${where} ${owner.name}${types} cannot be applied to given types;\n  required: ${this.paramList(c.method)}\n  found:    ${this.argTypes(args) || 'no arguments'}\n  reason: ${reason}`,
        node.end,
      );
      return;
    }
    const lines = candidates.map((c) => {
      const bad = this.firstMismatch(c, args, explicit, diamond);
      const reason = whyUnfit(bad);
      return `    ${kind} ${isConstructor ? `${c.method.owner.name}.${this.signature(c.method)}` : `${c.method.owner.name}.${c.method.typeParameters.length > 0 ? `<${c.method.typeParameters.map((v) => v.name).join(',')}>` : ''}${this.signature(c.method)}`} is not applicable\n      (${reason})`;
    });
    this.error(
      env,
      at,
      `no suitable ${kind} found for ${isConstructor ? candidates[0]!.method.owner.name : name}(${this.argTypes(args) || 'no arguments'})\n${lines.join('\n')}`,
      at + name.length,
    );
  }
  protected firstMismatch(
    c: Candidate,
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    diamond: ClassSymbol | null,
  ): { readonly arg: Pending | null; readonly reason: string } | null {
    const arity = c.method.varargs ? null : this.formals(c, args.length, 2);
    const phase = arity ? 2 : 3;
    const formals = arity ?? this.formals(c, args.length, 3);
    if (!formals) return { arg: null, reason: 'actual and formal argument lists differ in length' };
    const inference = new Inference(this.relations);
    const variables = [...c.method.typeParameters, ...(diamond ? diamond.typeParameters : [])];
    const by = explicit ? this.relations.bind(variables, explicit) : inference.fresh(variables);
    for (let i = 0; i < args.length; i++) {
      const formal = this.relations.substitute(formals[i]!, by);
      const arg = args[i]!;
      if (this.argumentFits(arg, formal, true, inference)) continue;
      let reason: string;
      if (arg.k === 'lambda') {
        const f = formal.kind === 'class' ? this.functional(formal.symbol) : null;
        if (!f) reason = `${withoutArguments(formals[i]!)} is not a functional interface`;
        else if (f.parameters.length !== arg.expr.params.length)
          reason = 'incompatible parameter types in lambda expression';
        else if (f.returnType.kind !== 'void')
          reason = 'bad return type in lambda expression\n    missing return value';
        else if (arg.expr.body.k === 'Block')
          reason = 'bad return type in lambda expression\n    unexpected return value';
        else
          reason =
            'lambda body is not compatible with a void functional interface\n    (consider using a block lambda body, or use a statement expression instead)';
      } else if (arg.k === 'ref') reason = `${show(formals[i]!)} is not a functional interface`;
      else
        reason = this.mismatch(
          arg.k === 'type' ? arg.type : arg.k === 'call' ? erasure(arg.site.returns) : ERROR,
          formals[i]!,
        );
      return { arg, reason: phase === 3 && c.method.varargs ? `varargs mismatch; ${reason}` : reason };
    }
    return null;
  }
  signature(m: MethodSymbol): string {
    const params = m.parameters.map((p, i) => {
      if (m.varargs && i === m.parameters.length - 1 && p.type.kind === 'array') return `${show(p.type.of)}...`;
      return show(p.type);
    });
    return `${m.name === '<init>' ? m.owner.name : m.name}(${params.join(',')})`;
  }
  protected paramList(m: MethodSymbol): string {
    if (m.parameters.length === 0) return 'no arguments';
    return m.parameters.map((p) => show(p.type)).join(',');
  }
  argTypes(args: readonly Pending[]): string {
    return args
      .map((a) => {
        switch (a.k) {
          case 'type':
            return show(a.type);
          case 'call':
            return show(this.log.quietly(() => this.instantiate(a.site, null, null)).result);
          case 'lambda':
          case 'ref':
            return shortened(a.env.unit.text.slice(a.expr.start, a.expr.end));
          default:
            return 'Object';
        }
      })
      .join(',');
  }
  describeSite(target: Expr, type: Type): string {
    if ((target.k === 'Name' || target.k === 'Select') && target.symbol && 'kind' in target.symbol) {
      const kind = target.symbol.kind;
      if (kind === 'local' || kind === 'parameter' || kind === 'field')
        return `variable ${target.name} of type ${show(this.relations.uncapture(type))}`;
    }
    if (type.kind === 'class') {
      const what = type.symbol.isInterface ? 'interface' : 'class';
      return `${what} ${show(this.relations.uncapture(type))}`;
    }
    return `class ${show(type)}`;
  }
  /** The only method a reference can mean, or null. */
  exactMethod(arg: Pending & { k: 'ref' }): MethodSymbol | null {
    const t = arg.target;
    if (t?.kind !== 'class') return null;
    const found =
      arg.expr.name === 'new' ? t.symbol.constructors : methodsNamed(t.symbol, arg.expr.name, this.relations);
    const only = found.length === 1 ? found[0]! : null;
    if (!only || only.varargs || only.typeParameters.length > 0) return null;
    if (arg.expr.name === 'new' && t.symbol.typeParameters.length > 0) return null;
    if (arg.isTypeTarget && t.args.length === 0 && t.symbol.typeParameters.length > 0) return null;
    return only;
  }
}

function whyUnfit(bad: { readonly arg: Pending | null; readonly reason: string } | null): string {
  if (!bad) return 'actual and formal argument lists differ in length';
  return bad.arg && !bad.reason.startsWith('varargs mismatch') ? `argument mismatch; ${bad.reason}` : bad.reason;
}

export function isStatementLike(e: Expr): boolean {
  return e.k === 'Call' || e.k === 'Assign' || e.k === 'CompoundAssign' || e.k === 'IncDec' || e.k === 'New';
}
function eraseInference(t: Type): Type {
  if (t.kind === 'infer') return t.solution ? erasure(t.solution) : erasure(t.variable);
  return erasure(t);
}
/** What an array of arrays holds in the end; other types are their own. */
function elementOf(type: Type): Type {
  return type.kind === 'array' ? elementOf(type.of) : type;
}

/** A lambda or method reference as javac prints trees in messages: in one line, with the middle left out where it is long. */
function shortened(source: string): string {
  const text = source
    .replace(/\s+/g, ' ')
    .replace(/^(\w+)\s*->\s*/, '($1)->')
    .replace(/^\(([^)]*)\)\s*->\s*/, (_all, params: string) => `(${params.trim().replace(/\s*,\s*/g, ',')})->`);
  return text.length < 20 ? text : `${text.slice(0, 10)}[...]${text.slice(-5)}`;
}
const withoutArguments = (t: Type): string => (t.kind === 'class' ? className(t.symbol) : show(t));
