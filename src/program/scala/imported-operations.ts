import type { Type } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Receiver } from './candidates.ts';
import type { Env, Imports } from './environment.ts';
import { Implicits } from './implicits.ts';
import { invoke } from './nodes.ts';
import { type ArgTree, type At, placeOf, type Tree } from './tree.ts';

type Operations = Readonly<Record<string, string>>;
/** Operators of OrderingOps, and the methods of Ordering behind them. */
const ORDERING: Operations = {
  '<': 'lt',
  '<=': 'lteq',
  '>': 'gt',
  '>=': 'gteq',
  equiv: 'equiv',
  max: 'max',
  min: 'min',
};
/** Operators of the Ops of Numeric, Integral and Fractional. */
const NUMERIC: Operations = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'div',
  '%': 'rem',
  'unary_-': 'negate',
  abs: 'abs',
  signum: 'signum',
  toInt: 'toInt',
  toLong: 'toLong',
  toFloat: 'toFloat',
  toDouble: 'toDouble',
};
const KINDS = [
  { of: 'Ordering', operations: ORDERING, path: /(?:^|\.)(?:Ordering\.Implicits|Ordered)$|\.mkOrderingOps$/ },
  { of: 'Numeric', operations: NUMERIC, path: /(?:^|\.)(?:Numeric|Integral|Fractional)\.Implicits$|\.mkNumericOps$/ },
];

/** Operators of values whose Ordering or Numeric is imported: `import ord._`, `import Ordering.Implicits._`. */
export abstract class ImportedOperations extends Implicits {
  /** Null: no such operator, or none imported. */
  importedOperation(r: Receiver, name: string, args: readonly ArgTree[] | null, env: Env, t: At): Expr | null {
    if (!r.expr) return null;
    for (const { of, operations, path } of KINDS) {
      const method = operations[name];
      if (!method) continue;
      const found = this.imported(`scala.math.${of}`, path, this.box(r.type), env, t);
      const type = found ? this.typed(found) : null;
      if (!found || type?.kind !== 'class') continue;
      const whole = method === 'div' && this.isIntegral(type) ? 'quot' : method;
      const symbol = this.methods(type.symbol, whole)[0];
      // `(1, 2) < (1, 3)`: one tuple.
      const values = (args ?? []).map((a) => a.value);
      const [first] = values;
      const right: Tree[] = first && values.length > 1 ? [{ t: 'tuple', of: values, ...placeOf(first) }] : values;
      if (!symbol || symbol.parameters.length !== right.length + 1) continue;
      const by = this.view(type, symbol.owner);
      const item = this.relations.substitute(symbol.parameters[0]!.type, by);
      const list = [r.expr, ...right.map((value) => this.expr(value, env, item))];
      return this.result(invoke(found, symbol, list, this.relations.substitute(symbol.returnType, by), t), symbol);
    }
    return null;
  }
  private isIntegral(type: Type): boolean {
    return this.isNamed(type, 'scala.math.Integral');
  }
  private imported(owner: string, path: RegExp, item: Type, env: Env, t: At): Expr | null {
    const symbol = this.universe.find(owner)!;
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      for (const star of [...i.stars, ...i.names.values()]) {
        if (path.test(star)) {
          const own = star.replace(/\.mk\w+Ops$/, '');
          const value =
            own === star ? this.implicitValue(this.known(owner, item), env, t) : this.importedPath(own, env, t);
          if (value) return value;
          continue;
        }
        const value = this.importedPath(star, env, t);
        const up = value && this.relations.asSuper(this.typed(value), symbol);
        const of = up?.args[0];
        if (value && of && this.conforms(item, of) && this.conforms(of, item)) return value;
      }
    }
    return null;
  }
  private importedPath(path: string, env: Env, t: At): Expr | null {
    return this.byPath(path) === null ? (this.importedValue(path, t, env)?.expr ?? null) : null;
  }
}
