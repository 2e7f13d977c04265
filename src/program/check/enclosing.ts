import type { Env } from './env.ts';
import type { ClassSymbol } from './types.ts';

export function outermost(c: ClassSymbol): ClassSymbol {
  let at = c;
  while (at.owner) at = at.owner;
  return at;
}
/** Is `from` inside a static context as seen from the class `of` around it? */

export function staticContext(from: Env, of: ClassSymbol): boolean {
  let isStatic = false;
  let last: ClassSymbol | null = null;
  for (let e: Env | null = from; e; e = e.parent) {
    if (e.class === of) return isStatic || e.isStatic;
    if (e.class !== last) {
      if (e.class.isStatic && !e.class.isLocal) isStatic = true;
      last = e.class;
    }
    if (e.isStatic && e.parent && e.parent.class !== e.class) isStatic = true;
  }
  return isStatic;
}
/** Is there an instance of `symbol` (or a subclass) around? */
export function hasInstanceOf(env: Env, symbol: ClassSymbol): boolean {
  const tried = new Set<ClassSymbol>();
  for (let e: Env | null = env; e; e = e.parent) {
    if (tried.has(e.class)) continue;
    tried.add(e.class);
    if (e.class.isSubclassOf(symbol)) return !staticContext(env, e.class);
  }
  return false;
}
export function enclosing(env: Env, symbol: ClassSymbol): boolean {
  for (let e: Env | null = env; e; e = e.parent) if (e.class.isSubclassOf(symbol)) return true;
  return false;
}
