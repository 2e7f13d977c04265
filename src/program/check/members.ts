import type { Relations } from './relations.ts';
import { type ClassSymbol, erasure, type FieldSymbol, type MethodSymbol, show, type Type } from './types.ts';

const cache = new WeakMap<ClassSymbol, Map<string, MethodSymbol[]>>();

/** Methods of a name that objects of the class have: its own, and inherited ones that are not overridden. */
export function methodsNamed(symbol: ClassSymbol, name: string, relations: Relations): readonly MethodSymbol[] {
  let byName = cache.get(symbol);
  if (!byName) {
    byName = new Map();
    cache.set(symbol, byName);
  }
  const known = byName.get(name);
  if (known) return known;
  const found: MethodSymbol[] = [];
  const add = (m: MethodSymbol): void => {
    if (m.owner !== symbol && m.flags.has('private')) return;
    // Static methods of interfaces are not inherited.
    if (m.owner !== symbol && m.owner.isInterface && m.flags.has('static')) return;
    if (!found.some((f) => f.owner !== m.owner && overrides(f, m, symbol, relations))) found.push(m);
  };
  for (const s of symbol.supertypes()) for (const m of s.methods.get(name) ?? []) add(m);
  if (symbol.isInterface) for (const m of relations.object.symbol.methods.get(name) ?? []) add(m);
  byName.set(name, found);
  return found;
}

/** Has `a` (seen from `site`) the parameter types of `b`, so that it overrides or hides it? */
export function overrides(a: MethodSymbol, b: MethodSymbol, site: ClassSymbol, relations: Relations): boolean {
  if (a.name !== b.name || a.parameters.length !== b.parameters.length) return false;
  if (a.parameters.length === 0) return true;
  const pa = parametersIn(a, site, relations);
  const pb = parametersIn(b, site, relations);
  const rename = new Map(b.typeParameters.map((v, i) => [v, a.typeParameters[i] ?? v] as const));
  const exact = pa.every((p, i) => show(p) === show(relations.substitute(pb[i]!, rename)));
  if (exact) return true;
  return pa.every((p, i) => show(p) === show(erasure(pb[i]!)));
}

/** Parameter types as a member of the class `site`. */
function parametersIn(m: MethodSymbol, site: ClassSymbol, relations: Relations): Type[] {
  const view = relations.asSuper(site.thisType, m.owner);
  if (!view || (view.args.length === 0 && m.owner.typeParameters.length > 0))
    return m.parameters.map((p) => erasure(p.type));
  const by = relations.bindType(view);
  return m.parameters.map((p) => relations.substitute(p.type, by));
}

export function findField(symbol: ClassSymbol, name: string): FieldSymbol | null {
  for (const s of symbol.supertypes()) {
    const f = s.fields.get(name);
    if (f) return f;
  }
  return null;
}

const functional = new WeakMap<ClassSymbol, MethodSymbol | null>();

/** The one abstract method of a functional interface. */
export function functionalMethod(symbol: ClassSymbol, relations: Relations): MethodSymbol | null {
  if (!symbol.isInterface) return null;
  const known = functional.get(symbol);
  if (known !== undefined) return known;
  const abstract: MethodSymbol[] = [];
  const concrete: MethodSymbol[] = [];
  for (const s of symbol.supertypes()) {
    if (!s.isInterface) continue;
    for (const list of s.methods.values()) {
      for (const m of list) {
        if (!m.flags.has('abstract')) {
          if (!m.flags.has('static')) concrete.push(m);
          continue;
        }
        const ofObject = relations.object.symbol.methods
          .get(m.name)
          ?.some(
            (o) =>
              o.flags.has('public') &&
              o.parameters.length === m.parameters.length &&
              overrides(m, o, symbol, relations),
          );
        if (ofObject) continue;
        if (concrete.some((c) => overrides(c, m, symbol, relations))) continue;
        if (!abstract.some((a) => overrides(a, m, symbol, relations))) abstract.push(m);
      }
    }
  }
  const result = abstract.length === 1 ? abstract[0]! : null;
  functional.set(symbol, result);
  return result;
}

/** Every abstract method that a class inherits and nobody implements. */
/** May a method of `site` with the result of `a` stand for `b` (JLS 8.4.5)? */
export function resultFits(a: MethodSymbol, b: MethodSymbol, site: ClassSymbol, relations: Relations): boolean {
  const expected = inheritedResult(a, b, site, relations);
  const actual = a.returnType;
  if (actual.kind === 'error' || expected.kind === 'error') return true;
  const isPlain = [actual, expected].some((t) => t.kind === 'primitive' || t.kind === 'void');
  if (isPlain) return relations.isSame(actual, expected);
  return relations.isSubtype(actual, expected) || relations.isSubtype(erasure(actual), erasure(expected));
}
/** The result of `b` as a member of `site`, in the type variables of `a`. */
export function inheritedResult(a: MethodSymbol, b: MethodSymbol, site: ClassSymbol, relations: Relations): Type {
  const view = relations.asSuper(site.thisType, b.owner);
  const isRaw = !view || (view.args.length === 0 && b.owner.typeParameters.length > 0);
  const result = isRaw ? erasure(b.returnType) : relations.substitute(b.returnType, relations.bindType(view));
  return relations.substitute(result, new Map(b.typeParameters.map((v, i) => [v, a.typeParameters[i] ?? v] as const)));
}
export function unimplemented(symbol: ClassSymbol, relations: Relations): MethodSymbol[] {
  const missing: MethodSymbol[] = [];
  const concrete: MethodSymbol[] = [];
  const all = [...symbol.supertypes()];
  for (const s of all)
    for (const list of s.methods.values())
      for (const m of list) if (!m.flags.has('abstract') && !m.flags.has('static')) concrete.push(m);
  for (const s of all) {
    for (const list of s.methods.values()) {
      for (const m of list) {
        if (!m.flags.has('abstract')) continue;
        const done = concrete.some((c) => {
          if (c.name !== m.name || c.parameters.length !== m.parameters.length) return false;
          // A default method of an unrelated or higher interface does not implement it.
          if (c.owner.isInterface && m.owner !== c.owner && !c.owner.isSubclassOf(m.owner)) return false;
          return overrides(c, m, symbol, relations) && (c.owner !== symbol || resultFits(c, m, symbol, relations));
        });
        if (!done && !missing.some((x) => overrides(x, m, symbol, relations))) missing.push(m);
      }
    }
  }
  return missing;
}
