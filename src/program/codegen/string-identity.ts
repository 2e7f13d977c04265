import type { Relations } from '../check/relations.ts';
import type { VariableSymbol } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';

/**
 * Strings are JavaScript's here, which have no identity. What `==` of two of them must say is seen from where they come from, as far as
 * the source tells: constants are interned, `new String`, concatenation and most methods make a new object each time.
 */

/** Initialisers of the local variables of a program. */
export type Initialisers = WeakMap<VariableSymbol, Expr>;

/** One object: the interned constants count as one, each place that makes strings is another. */
type Origin = 'interned' | Expr | null;

/** Methods of the library whose strings may be ones that were there before. */
const KEPT = new Set([
  'intern',
  'name',
  'getName',
  'getSimpleName',
  'getMessage',
  'getProperty',
  'lineSeparator',
  'toString',
]);

/** Can these two never be the same object, whatever they say? */
export function areDistinct(a: Expr, b: Expr, relations: Relations, initialisers: Initialisers): boolean {
  const [one, other] = [origin(a, relations, initialisers), origin(b, relations, initialisers)];
  return one !== null && other !== null && one !== other;
}

function origin(e: Expr, relations: Relations, initialisers: Initialisers): Origin {
  if (e.constant) return 'interned';
  switch (e.k) {
    case 'Name': {
      const symbol = e.symbol;
      if (!symbol || (symbol.kind !== 'local' && symbol.kind !== 'parameter') || symbol.reassigned) return null;
      const value = initialisers.get(symbol);
      return value ? origin(value, relations, initialisers) : null;
    }
    case 'New':
      return e;
    case 'Binary':
      return e.op === '+' ? e : null;
    case 'Call': {
      const m = e.method;
      if (!m?.owner.isLibrary || !relations.isString(m.returnType)) return null;
      if (m.name === 'intern') return 'interned';
      const ofBuilder =
        m.name === 'toString' &&
        /^java\.lang\.String(?:Builder|Buffer)$|AbstractStringBuilder$/.test(m.owner.binaryName);
      return ofBuilder || !KEPT.has(m.name) ? e : null;
    }
    default:
      return null;
  }
}
