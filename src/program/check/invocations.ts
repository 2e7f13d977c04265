import type { Pending } from './base.ts';
import { Inference, incompatibleBounds, type Resolution } from './inference.ts';
import { OverloadChecker } from './overloads.ts';
import { mentionsInference } from './relations.ts';
import {
  type ClassSymbol,
  className,
  ERROR,
  erasure,
  isReference,
  show,
  type Type,
  type TypeVariable,
} from './types.ts';

/** JLS 18.5: the types of a call whose method is chosen. */
export abstract class InvocationChecker extends OverloadChecker {
  // ---- inference of one call -----------------------------------------------------------------------------------------

  /** Is a raw type given where a parameterized one is wanted? The call's type is erased then (JLS 15.12.2.6). */
  protected isUnchecked(given: Type, formal: Type): boolean {
    if (given.kind !== 'class' || formal.kind !== 'class' || formal.args.length === 0) return false;
    return this.relations.asSuper(given, formal.symbol)?.args.length === 0;
  }
  /** Types of a call with its method chosen (JLS 18.5.2). In an outer inference the result may mention its variables. */
  instantiate(r: Resolution, outer: Inference | null, target: Type | null): Type {
    const inference = outer ?? new Inference(this.relations, r.node);
    const { method, env } = r;
    const put = (t: Type): Type => (r.receiver ? this.relations.substitute(t, r.receiver) : erasure(t));
    const variables: TypeVariable[] = r.receiver
      ? [...method.typeParameters, ...(r.diamond ? r.diamond.typeParameters : [])]
      : [];
    const by =
      r.explicit && r.explicit.length === variables.length
        ? this.relations.bind(variables, r.explicit)
        : inference.fresh(variables);
    const formalOf = (i: number): Type => {
      const n = method.parameters.length;
      if (r.varargs && i >= n - 1) {
        const last = put(method.parameters[n - 1]!.type);
        return this.relations.substitute(last.kind === 'array' ? last.of : last, by);
      }
      return this.relations.substitute(put(method.parameters[i]!.type), by);
    };
    if (r.varargs) {
      const n = method.parameters.length;
      r.node.varargsFrom = n - 1;
      const last = put(method.parameters[n - 1]!.type);
      r.node.varargsElement = erasure(last.kind === 'array' ? last.of : last);
    } else delete r.node.varargsFrom;
    const returns = this.relations.substitute(r.returns, by);
    if (r.node.k === 'Call' && method.throws.some((t) => t.kind === 'variable')) {
      const { node } = r;
      const thrown = method.throws.map((t) => this.relations.substitute(put(t), by));
      for (const t of thrown) if (t.kind === 'infer') inference.thrown.add(t);
      inference.whenSolved(() => {
        node.thrown = thrown.map((t) => inference.apply(t));
      });
    }
    // Arguments with a type of their own first, then the target, then functions.
    const late: (() => void)[] = [];
    let unchecked = false;
    r.args.forEach((arg, i) => {
      const formal = formalOf(i);
      if (arg.k === 'lambda' || arg.k === 'ref') {
        late.push(() => {
          inference.deferred.push({
            inputs: () => this.inputsOf(arg, formal),
            run: () => {
              this.settle(arg, inference, inference.apply(formal));
            },
          });
        });
        return;
      }
      if (arg.k === 'anonymous') {
        late.push(() => {
          const run = (): void => {
            this.relations.isConvertible(this.settle(arg, inference, inference.apply(formal)), formal, true);
          };
          inference.deferred.push({ inputs: () => formal, run });
        });
        return;
      }
      const type = this.settle(arg, inference, formal);
      if (type.kind === 'error') inference.isBroken = true;
      if (type.kind === 'void') {
        this.error(env, arg.expr, "'void' type not allowed here");
        return;
      }
      unchecked ||= this.isUnchecked(type, formal);
      if (!this.relations.isConvertible(type, formal, true) && arg.k !== 'conditional' && arg.k !== 'switch') {
        const report = (): void => {
          const reason = this.mismatch(inference.apply(type), inference.apply(formal));
          this.error(env, arg.expr, `incompatible types: ${reason}`);
        };
        if (arg.k === 'call') inference.misfits.push(report);
        else report();
      }
    });
    if (unchecked && r.node.k === 'Call' && method.returnType.kind !== 'void') {
      for (const l of late) l();
      if (!outer) inference.finish();
      r.node.type = erasure(method.returnType);
      return r.node.type;
    }
    if (!outer && target && isReference(target) && mentionsInference(returns) && target.kind !== 'error') {
      if (!this.relations.isSubtype(returns, target) && r.node.k === 'Call') {
        const failed = this.inferenceFailure(r, returns, target, inference);
        for (const l of late) l();
        inference.finish();
        if (failed) this.error(env, r.node, failed, r.node.end);
        r.node.type = failed ? ERROR : this.relations.capture(inference.apply(returns));
        return r.node.type;
      }
    } else if (
      !outer &&
      target?.kind === 'primitive' &&
      returns.kind === 'infer' &&
      returns.equal.length + returns.lower.length === 0
    ) {
      this.relations.isSubtype(returns, this.relations.box(target));
    }
    for (const l of late) l();
    if (outer) {
      outer.whenSolved(() => {
        r.node.type = this.relations.capture(outer.apply(returns));
      });
      return returns;
    }
    inference.finish();
    const bad = inference.contradiction();
    if (bad) {
      const reason = incompatibleBounds(bad.v, bad.equal, bad.lower);
      this.error(env, r.node, r.diamond ? undeterminedDiamond(r.diamond, reason) : reason, r.node.end);
      r.node.type = ERROR;
      return ERROR;
    }
    for (const misfit of inference.misfits) misfit();
    const type = this.relations.capture(inference.apply(returns));
    r.node.type = type;
    return type;
  }
  /** javac's words for a generic call that cannot give what is wanted of it. */
  protected inferenceFailure(r: Resolution, returns: Type, target: Type, inference: Inference): string | null {
    if (!this.relations.isSubtype(erasure(r.returns), erasure(target))) {
      const bad = inference.contradiction();
      if (bad) return incompatibleBounds(bad.v, bad.equal, bad.lower);
      if (r.returns.kind === 'variable') return null;
      const names = r.method.typeParameters.map((v) => v.name);
      return `incompatible types: no instance(s) of type variable(s) ${names.join(',')} exist so that ${show(r.returns)} conforms to ${show(target)}`;
    }
    for (const v of inference.variables) {
      if (v.equal.length === 0 || v.lower.length === 0) continue;
      const equal = v.equal.filter((t) => !mentionsInference(t));
      const lower = v.lower.filter((t) => !mentionsInference(t));
      if (equal.length > 0 && lower.some((l) => !equal.every((q) => this.relations.isSubtype(l, q)))) {
        return incompatibleBounds(v, equal, lower);
      }
    }
    void returns;
    return null;
  }
  /** Parameter types that an implicitly typed lambda or inexact method reference needs to know first. */
  protected inputsOf(arg: Pending, formal: Type): Type {
    const f = this.functionType(formal);
    if (!f) return formal;
    if (arg.k === 'lambda' && arg.expr.params.length > 0 && arg.expr.params.every((p) => p.type))
      return this.relations.object;
    if (arg.k === 'ref' && this.exactMethod(arg)) return this.relations.object;
    const types = f.parameters;
    return { kind: 'intersection', types };
  }
}

/** javac's words for a diamond whose type arguments contradict each other. */
function undeterminedDiamond(made: ClassSymbol, reason: string): string {
  const why = reason.replace(/^incompatible types: /, '').replace(/\n {4}/g, '\n      ');
  return `incompatible types: cannot infer type arguments for ${className(made)}<>\n    reason: ${why}`;
}
