import type { Call, New } from '../syntax/ast.ts';
import type { Pending } from './base.ts';
import type { Env } from './env.ts';
import { mentionsInference, type Relations, type Substitution } from './relations.ts';
import {
  type ClassSymbol,
  type ClassType,
  ERROR,
  type InferenceVariable,
  type MethodSymbol,
  show,
  type Type,
  type TypeVariable,
} from './types.ts';

/** One inference problem (JLS 18): the variables of a call and of the generic calls nested in its arguments. */
export class Inference {
  readonly variables: InferenceVariable[] = [];
  readonly #finish: (() => void)[] = [];
  /** Lambdas and method references that wait for their parameter types. */
  readonly deferred: Deferred[] = [];

  /** @param call the outermost call, which javac blames for bounds that contradict each other */
  constructor(
    readonly relations: Relations,
    readonly call: Call | New | null = null,
  ) {}

  /** Fresh variables for type parameters, with their declared bounds. */
  fresh(parameters: readonly TypeVariable[]): Map<TypeVariable, Type> {
    const by = new Map<TypeVariable, Type>();
    const made = parameters.map((variable): InferenceVariable => {
      const v: InferenceVariable = { kind: 'infer', variable, equal: [], lower: [], upper: [], solution: null };
      this.variables.push(v);
      by.set(variable, v);
      return v;
    });
    made.forEach((v, i) => {
      for (const b of parameters[i]!.bounds) {
        if (!this.relations.isObject(b)) v.upper.push(this.relations.substitute(b, by));
      }
    });
    return by;
  }

  whenSolved(finish: () => void): void {
    this.#finish.push(finish);
  }

  /** Puts solutions in. */
  apply(t: Type): Type {
    switch (t.kind) {
      case 'infer':
        return t.solution ? this.apply(t.solution) : t;
      case 'class': {
        if (t.args.length === 0 && !t.outer) return t;
        const args = t.args.map((a) => this.apply(a));
        return t.outer
          ? { kind: 'class', symbol: t.symbol, args, outer: this.apply(t.outer) as ClassType }
          : { kind: 'class', symbol: t.symbol, args };
      }
      case 'array':
        return { kind: 'array', of: this.apply(t.of) };
      case 'wildcard': {
        if (!t.type) return t;
        const type = this.apply(t.type);
        return type.kind === 'wildcard' ? type : { kind: 'wildcard', bound: t.bound, type };
      }
      case 'intersection':
        return { kind: 'intersection', types: t.types.map((x) => this.apply(x)) };
      default:
        return t;
    }
  }

  /** An argument is broken or of an unknown class: what it alone could tell stays unknown. */
  isBroken = false;
  /** Variables of a throws clause: without a bound of their own they are RuntimeException (JLS 18.4). */
  readonly thrown = new Set<InferenceVariable>();

  solve(v: InferenceVariable, visiting: Set<InferenceVariable> = new Set()): Type {
    if (v.solution) return v.solution;
    visiting.add(v);
    const proper = (list: readonly Type[]): Type[] => {
      const found: Type[] = [];
      for (const t of list) {
        if (mentionsInference(t)) {
          let cyclic = false;
          each(t, (w) => {
            if (!w.solution && visiting.has(w)) cyclic = true;
          });
          if (cyclic) continue;
          each(t, (w) => {
            if (!w.solution) this.solve(w, visiting);
          });
          if (v.solution) return [v.solution];
        }
        const applied = this.apply(t);
        if (!mentionsInference(applied)) found.push(applied);
      }
      return found;
    };
    const equal = proper(v.equal);
    let solution: Type;
    if (equal.length > 0) solution = equal[0]!;
    else {
      const lower = proper(v.lower.filter((t) => t.kind !== 'error'));
      if (lower.length > 0) solution = this.relations.lub(lower);
      else {
        const upper = proper(v.upper).filter((t) => !this.relations.isObject(t));
        const unchecked = this.thrown.has(v) ? this.relations.classType('java.lang.RuntimeException') : null;
        solution = unchecked ?? (upper.length > 0 ? narrowest(upper, this.relations) : this.unbounded);
        if (solution.kind === 'wildcard') solution = this.relations.upper(solution);
      }
    }
    v.solution = solution;
    // What is known of this one now says something of the others.
    for (const e of v.equal) this.relations.isSame(e, solution);
    for (const l of v.lower) this.relations.isSubtype(l, solution);
    for (const u of v.upper) this.relations.isSubtype(solution, u);
    return solution;
  }
  private get unbounded(): Type {
    return this.isBroken ? ERROR : this.relations.object;
  }
  solveIn(t: Type): Type {
    each(t, (v) => {
      if (!v.solution) this.solve(v);
    });
    return this.apply(t);
  }
  /** Has every variable in `t` a bound to go by? */
  isDetermined(t: Type): boolean {
    let determined = true;
    each(t, (v) => {
      if (!v.solution && !this.#hasBound(v, new Set())) determined = false;
    });
    return determined;
  }
  #hasBound(v: InferenceVariable, seen: Set<InferenceVariable>): boolean {
    if (seen.has(v)) return false;
    seen.add(v);
    return [...v.equal, ...v.lower].some((t) => {
      if (t.kind === 'infer') return t.solution !== null || this.#hasBound(t, seen);
      let all = true;
      each(t, (w) => {
        if (!w.solution && !this.#hasBound(w, seen)) all = false;
      });
      return all;
    });
  }

  /** Works off the deferred arguments, solves what is left, and tells the nodes their types. */
  finish(): void {
    this.runDeferred();
    for (const v of this.variables) if (!v.solution) this.solve(v);
    for (const f of this.#finish.splice(0)) f();
  }
  /** What did not fit where it stands; said when no contradiction explains it. */
  readonly misfits: (() => void)[] = [];
  /** A variable that must be one type and take in another that is none of it; looked for when all is solved. */
  contradiction(): { v: InferenceVariable; equal: Type[]; lower: Type[] } | null {
    const known = (types: readonly Type[]): Type[] => types.map((t) => this.apply(t)).filter(isPlain);
    for (const v of this.variables) {
      const [equal, lower] = [known(v.equal), known(v.lower)];
      if (equal.some((e) => lower.some((l) => !this.relations.isSubtype(l, e)))) return { v, equal, lower };
    }
    return null;
  }
  runDeferred(): void {
    while (this.deferred.length > 0) {
      let at = this.deferred.findIndex((d) => this.isDetermined(d.inputs()));
      if (at < 0) at = 0;
      const [next] = this.deferred.splice(at, 1);
      next!.run();
    }
  }
}

export interface Deferred {
  /** A type that mentions all inference variables that must be known first. */
  inputs(): Type;
  run(): void;
}

/** A class whose type arguments, all the way down, are classes: what says clearly what it takes in. */
function isPlain(t: Type): boolean {
  return t.kind === 'class' && !t.outer && t.args.length === t.symbol.typeParameters.length && t.args.every(isPlain);
}

/** javac's words for a variable that must be one type and take in another. */
export function incompatibleBounds(v: InferenceVariable, equal: readonly Type[], lower: readonly Type[]): string {
  const list = (types: readonly Type[]): string => [...new Set(types.map(show))].join(',');
  return `incompatible types: inference variable ${v.variable.name} has incompatible bounds\n    equality constraints: ${list(equal)}\n    lower bounds: ${list(lower)}`;
}

function narrowest(types: readonly Type[], relations: Relations): Type {
  let best = types[0]!;
  for (const t of types) if (t !== best && relations.isSubtype(t, best)) best = t;
  return best;
}

function each(t: Type, visit: (v: InferenceVariable) => void): void {
  switch (t.kind) {
    case 'infer':
      if (t.solution) each(t.solution, visit);
      else visit(t);
      break;
    case 'class':
      for (const a of t.args) each(a, visit);
      if (t.outer) each(t.outer, visit);
      break;
    case 'array':
      each(t.of, visit);
      break;
    case 'wildcard':
      if (t.type) each(t.type, visit);
      break;
    case 'intersection':
      for (const x of t.types) each(x, visit);
      break;
  }
}
/** A call whose method is chosen, and whose types may still depend on where it stands. */

export interface Resolution {
  readonly node: Call | New;
  readonly env: Env;
  readonly method: MethodSymbol;
  /** What the receiver's type arguments are; null: raw, the signature is erased. */
  readonly receiver: Substitution | null;
  readonly args: readonly Pending[];
  readonly varargs: boolean;
  readonly explicit: readonly Type[] | null;
  /** Diamond: the class being made. */
  readonly diamond: ClassSymbol | null;
  /** Result type before inference, as a member of the receiver. */
  readonly returns: Type;
}
