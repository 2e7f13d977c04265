/** Traits of Scala at run time: whose method an object has, and what `super` means in a trait. */
import { type ClassSymbol, methodKey } from './check/types.ts';
import { isTrait, linearization, mixedIn } from './linearization.ts';

type Prototype = Record<string, unknown>;
interface Place {
  readonly symbol: ClassSymbol;
  readonly prototype: Prototype;
  /** Of the methods that the class itself declares. */
  readonly keys: ReadonlySet<string>;
}
/** Where the linearization of a class is kept: on its prototype, as each JVM loads classes of its own. */
const LINE = '$line';

/**
 * Puts methods of traits where objects of a class find them. Java's interfaces give way to a superclass's methods; traits come before
 * them, the last one first.
 */
export function mixIn(
  symbol: ClassSymbol,
  prototype: Prototype,
  prototypeOf: (s: ClassSymbol) => Prototype | null,
): void {
  const traits = mixedIn(symbol);
  if (!traits.some(isTrait)) return;
  const own = methodKeys(symbol);
  for (const trait of [...traits].reverse()) {
    const source = isTrait(trait) ? prototypeOf(trait) : null;
    if (source) for (const key of methodKeys(trait)) if (!own.has(key)) define(prototype, key, source[key]);
  }
  const line = linearization(symbol).flatMap((s): Place[] => {
    const found = s === symbol ? prototype : prototypeOf(s);
    return found ? [{ symbol: s, prototype: found, keys: methodKeys(s) }] : [];
  });
  define(prototype, LINE, line);
}

/** The method that comes after those of `from` in the linearization of the object's class (SLS 6.5). */
export function superMethod(self: Prototype, from: ClassSymbol, key: string): unknown {
  const line = self[LINE] as readonly Place[];
  const at = line.findIndex(({ symbol }) => symbol === from);
  for (const { symbol, prototype, keys } of line.slice(at + 1))
    if (key in prototype && (!isTrait(symbol) || keys.has(key))) return prototype[key];
  return undefined;
}

function methodKeys(symbol: ClassSymbol): Set<string> {
  const methods = [...symbol.methods.values()].flat();
  return new Set(
    methods
      .filter(({ flags }) => !flags.has('abstract') && !flags.has('static') && !flags.has('private'))
      .map(methodKey),
  );
}
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}
