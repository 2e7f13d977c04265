import type { ClassSymbol } from './check/types.ts';

/** A class and all it inherits from, most specific first (SLS 5.1.2): traits from right to left, each once. */
export function linearization(symbol: ClassSymbol): readonly ClassSymbol[] {
  let found: ClassSymbol[] = [];
  for (const parent of [symbol.superclass, ...symbol.interfaces]) {
    if (!parent) continue;
    const own = linearization(parent.symbol).filter((s) => !found.includes(s));
    found = [...own, ...found];
  }
  return [symbol, ...found];
}

/** Those that the superclass has not already, most specific first, itself left out. */
export function mixedIn(symbol: ClassSymbol): readonly ClassSymbol[] {
  const above = symbol.superclass?.symbol;
  return linearization(symbol).filter((s) => s !== symbol && s.isInterface && !above?.isSubclassOf(s));
}
export const isTrait = (s: ClassSymbol): boolean => s.isInterface && s.unit?.file.endsWith('.scala') === true;
