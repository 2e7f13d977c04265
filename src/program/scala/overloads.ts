import { WIDENS } from '../check/relations.ts';
import type { ClassType } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { Candidates, type Chosen } from './candidates.ts';
import type { Env } from './environment.ts';
import type { ArgTree, Tree } from './tree.ts';

/** Choice of overloads by the arguments (SLS 6.26.3). */
export abstract class Overloads extends Candidates {
  arity(c: Chosen, args: readonly ArgTree[]): boolean {
    const { params } = this.formals(c);
    const n = params.length;
    // A repeated parameter before evidence, which Java's declarations cannot say.
    if (c.method.parameters[0]?.name === 'repeated') return true;
    if (args.some((a) => a.spread)) return c.method.varargs && args.length === n;
    if (c.method.varargs) return args.length >= n - 1;
    if (args.length === n) return true;
    if (args.length < n) {
      const named = new Set(args.map((a) => a.name));
      const parameters = this.parametersOf(c).slice(0, n);
      if (parameters.some((p) => p.default !== null))
        return parameters.every(
          (p, i) => (i < args.length && !args[i]!.name) || named.has(p.name) || p.default !== null,
        );
    }
    // f(a, b) for a parameter of a tuple type.
    const [formal] = params;
    return (
      n === 1 &&
      args.length > 1 &&
      args.length <= 22 &&
      (formal!.kind === 'variable' ||
        this.relations.isObject(formal!) ||
        (formal!.kind === 'class' && /^scala\.Tuple/.test(formal!.symbol.binaryName)))
    );
  }

  /** Names of parameters with their defaults; those of the library end with `$` where they have one: null, or false. */
  parametersOf(c: Chosen): readonly { readonly name: string; readonly default: Tree | null }[] {
    const own = this.defaults.get(c.method)?.params;
    if (own) return own;
    const place = { at: 0, start: 0, end: 0 };
    return c.method.parameters.slice(c.extension ? 1 : 0).map(({ name, type }) => {
      if (!name.endsWith('$')) return { name, default: null };
      const isFlag = type.kind === 'primitive';
      const value: Tree = { t: 'literal', of: isFlag ? 'boolean' : 'null', value: isFlag ? false : null, ...place };
      return { name: name.slice(0, -1), default: value };
    });
  }
  isFunctionTree(t: Tree): boolean {
    return t.t === 'function' || t.t === 'cases' || t.t === 'eta';
  }
  /** Types arguments that no parameter belongs to, for what is wrong in them. */
  inferAll(args: readonly ArgTree[], env: Env): void {
    for (const a of args) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
  }
  /** Those of something unknown: they may be what it takes, methods as functions or of implicit types. */
  inferUnknown(args: readonly ArgTree[], env: Env): void {
    if (this.outside.length === 0) this.inferAll(args, env);
  }
  /** Chooses an overload by its arguments. */
  choose(all: readonly Chosen[], args: readonly ArgTree[], env: Env, typedArgs: (Expr | null)[]): Chosen | null {
    const list = all.filter((c) => this.arity(c, args));
    if (list.length <= 1) return list[0] ?? null;
    // Arguments become one tuple only where nothing takes them as they are.
    const tupled = list.filter((c) => !c.method.varargs && this.formals(c).params.length < args.length);
    const plain = list.filter((c) => !tupled.includes(c));
    return (
      this.best(plain, args, env, typedArgs) ??
      (tupled.length === 1 ? tupled[0]! : this.best(tupled, args, env, typedArgs))
    );
  }
  private best(all: readonly Chosen[], args: readonly ArgTree[], env: Env, typedArgs: (Expr | null)[]): Chosen | null {
    const scored = all.map((c) => {
      const { params, by } = this.formals(c);
      let score = c.method.varargs ? -5 : 0;
      for (const [i, a] of args.entries()) {
        const named = a.name ? c.method.parameters.findIndex((p) => p.name === a.name) : i;
        let formal = params[Math.min(named, params.length - 1)];
        if (!formal) return { c, score: Number.NEGATIVE_INFINITY };
        if (c.method.varargs && i >= params.length - 1 && !a.spread && formal.kind === 'array') formal = formal.of;
        if (this.isFunctionTree(a.value)) {
          const shape = this.functionShape(formal);
          if (!shape) {
            if (formal.kind === 'class' && this.relations.isObject(formal)) score += 1;
            else if (formal.kind === 'variable') score += 1;
            else return { c, score: Number.NEGATIVE_INFINITY };
            continue;
          }
          const n = a.value.t === 'function' ? a.value.params.length : a.value.t === 'cases' ? shape.params.length : -1;
          if (n >= 0 && shape.params.length !== n) return { c, score: Number.NEGATIVE_INFINITY };
          score += /^scala\.Function/.test(shape.type.symbol.binaryName) ? 3 : 2;
          continue;
        }
        if (typedArgs[i] === undefined || typedArgs[i] === null) {
          typedArgs[i] = this.attempt(() => this.infer(a.value, env, null)) ?? null;
        }
        const e = typedArgs[i];
        if (!e) continue;
        const actual = this.typed(e);
        const target =
          this.isNamed(formal, 'scala.Function0') && !this.isNamed(actual, 'scala.Function0')
            ? formal.args[0]!
            : formal;
        if (target.kind === 'variable' || this.mentions(target, by)) {
          if (
            target.kind !== 'variable' &&
            target.kind === 'class' &&
            actual.kind === 'class' &&
            !this.relations.asSuper(actual, target.symbol)
          )
            return { c, score: Number.NEGATIVE_INFINITY };
          if (target.kind === 'class' && actual.kind !== 'class' && actual.kind !== 'null') {
            if (actual.kind !== 'array' || !isSequence(target)) return { c, score: Number.NEGATIVE_INFINITY };
            score += 1;
            continue;
          }
          if (target.kind === 'array' && actual.kind !== 'array') return { c, score: Number.NEGATIVE_INFINITY };
          score += target.kind === 'variable' ? 1 : 3;
          continue;
        }
        const p = this.plain(target);
        const q = this.plain(actual);
        if (p.kind === 'primitive' && q.kind === 'primitive') {
          if (p.name === q.name) score += target.kind === 'primitive' ? 6 : 5;
          else if (WIDENS[q.name].includes(p.name)) score += 4 - WIDENS[q.name].indexOf(p.name) * 0.5;
          else return { c, score: Number.NEGATIVE_INFINITY };
        } else if (this.conforms(actual, target)) {
          const same = actual.kind === 'class' && target.kind === 'class' && actual.symbol === target.symbol;
          score += same ? 6 : this.relations.isObject(target) ? 1 : actual.kind === 'null' ? 2 : 4;
        } else if (
          target.kind === 'class' &&
          /^scala\.collection\./.test(target.symbol.binaryName) &&
          (actual.kind === 'array' || this.relations.isString(actual))
        )
          score += 1;
        else return { c, score: Number.NEGATIVE_INFINITY };
      }
      return { c, score };
    });
    scored.sort((a, b) => b.score - a.score);
    const list = scored.filter((s) => s.score > Number.NEGATIVE_INFINITY).map((s) => s.c);
    const best = list[0];
    if (!best) return null;
    const cases = args.findIndex((a) => a.value.t === 'cases');
    const unclearCases = cases >= 0 && list.filter((c) => this.takesCases(c, cases)).length > 1;
    return unclearCases ? { ...best, unclearCases } : best;
  }
  /** Scala's own methods are overloaded here where they have one general signature there. */
  private takesCases(c: Chosen, argument: number): boolean {
    const formal = this.formals(c).params[argument];
    return (
      formal !== undefined &&
      !/^scala\./.test(c.method.owner.binaryName) &&
      this.functionShape(formal)?.params.length === 1
    );
  }
}

/** Does an array become one by an implicit conversion? */
function isSequence(t: ClassType): boolean {
  return /^scala\.collection\.(?:TraversableOnce|Iterable|Seq)$/.test(t.symbol.binaryName);
}
