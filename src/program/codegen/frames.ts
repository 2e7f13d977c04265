import { overrides } from '../check/members.ts';
import type { Relations } from '../check/relations.ts';
import { erasure, type MethodSymbol, show, type Type } from '../check/types.ts';
import type { ClassDecl, Lambda, MethodRef } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';

/** Does javac make a method of its own for the reference? The others call what they refer to, without a frame between. */
export function isDesugared(ref: MethodRef): boolean {
  if (ref.how === 'newArray' || ref.how === 'super' || ref.varargsFrom !== undefined) return true;
  if (ref.how !== 'new' || !ref.refersTo) return false;
  const { outerThis, captures } = ref.refersTo.owner;
  return outerThis !== null || captures.length > 0;
}

/** The N of `lambda$main$N`: javac counts in each class for itself, what stands inside a lambda before the lambda. */
export function lambdaNumbers(decl: ClassDecl): Map<Lambda | MethodRef, number> {
  const numbers = new Map<Lambda | MethodRef, number>();
  walk(decl, function visit(node) {
    if (node.k === 'Class') return node === decl;
    if (node.k === 'Lambda') {
      walk(node.body, visit);
      numbers.set(node, numbers.size);
      return false;
    }
    if (node.k === 'MethodRef' && isDesugared(node)) numbers.set(node, numbers.size);
    return true;
  });
  return numbers;
}

/** What stands between the dollars of `lambda$main$0`, for code in a method of that name. */
export function lambdaLabel(method: string): string {
  if (method === '<init>') return 'new';
  return method === '<clinit>' ? 'static' : method;
}

/** Does javac make a bridge to the method: is what it overrides of another erasure? */
export function isBridged(m: MethodSymbol, relations: Relations): boolean {
  if (m.flags.has('static') || m.flags.has('private')) return false;
  const erased = (of: MethodSymbol): string =>
    [...of.parameters.map((p) => p.type), of.returnType].map((t: Type) => show(erasure(t))).join();
  const own = erased(m);
  for (const s of m.owner.supertypes()) {
    if (s === m.owner) continue;
    for (const o of s.methods.get(m.name) ?? [])
      if (!o.flags.has('static') && erased(o) !== own && overrides(m, o, m.owner, relations)) return true;
  }
  return false;
}
