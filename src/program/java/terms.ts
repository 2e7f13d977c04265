import type { ClassLiteral, Expr, TypeNode, TypePart } from '../syntax/ast.ts';

/** What the parser reads where an expression or a type may stand: `List<String> names` and `list.add(x)` begin alike. */
export type Term = Expr | TypeTerm;

export interface TypeTerm {
  readonly k: 'Type';
  /** Where javac reports an error of it: the `<` or `[` of the type. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly node: TypeNode;
}

export function typeTerm(node: TypeNode, at: number, start: number, end: number): TypeTerm {
  return { k: 'Type', at, start, end, node };
}

/** A broken expression, with what of it could be read. */
export function erroneous(at: number, end: number, ...parts: Term[]): Expr {
  const known = parts.filter((part): part is Expr => part.k !== 'Type');
  return { k: 'Erroneous', at, start: parts[0]?.start ?? at, end: Math.max(end, at), parts: known };
}

export function asExpression(t: Term): Expr {
  return t.k === 'Type' ? erroneous(t.at, t.end) : t;
}

export function asType(t: Term): TypeNode {
  if (t.k === 'Type') return t.node;
  const parts = partsOf(t);
  return parts ? named(parts) : { k: 'TKnown', at: t.at, type: { kind: 'error' } };
}

/** A class by its name's parts; javac reports errors of qualified names at their last dot. */
function named(parts: readonly TypePart[]): TypeNode & { k: 'TName' } {
  const last = parts[parts.length - 1]!;
  return { k: 'TName', at: parts.length > 1 ? last.at - 1 : last.at, parts };
}

function partsOf(e: Expr): TypePart[] | null {
  if (e.k === 'Name') return [{ name: e.name, args: null, at: e.at }];
  if (e.k !== 'Select') return null;
  const before = partsOf(e.target);
  return before && [...before, { name: e.name, args: null, at: e.end - e.name.length }];
}

/** `List` and `<String>`. */
export function withArguments(t: Term, args: readonly TypeNode[], at: number, end: number): TypeTerm {
  const type = asType(t);
  if (type.k !== 'TName') return typeTerm(type, at, t.start, end);
  const parts = type.parts.map((p, i) => (i === type.parts.length - 1 ? { ...p, args } : p));
  return typeTerm({ ...type, parts }, at, t.start, end);
}

/** `Outer<String>` and `.Inner`. */
export function memberType(t: TypeTerm, name: { text: string; start: number; end: number }, dot: number): TypeTerm {
  const { node } = t;
  const parts = node.k === 'TName' ? node.parts : [];
  return typeTerm(named([...parts, { name: name.text, args: null, at: name.start }]), dot, t.start, name.end);
}

export function arrayOf(t: Term, dimensions: number, at: number, end: number): TypeTerm {
  return typeTerm(arrayType(asType(t), dimensions), at, t.start, end);
}
export function arrayType(of: TypeNode, dimensions: number): TypeNode {
  let type = of;
  for (let i = 0; i < dimensions; i++) type = { k: 'TArray', at: type.at, of: type };
  return type;
}

export function classLiteral(t: Term, end: number): ClassLiteral {
  return { k: 'ClassLiteral', at: t.k === 'Type' ? t.start : t.at, start: t.start, end, of: asType(t) };
}

/** The name alone, where a type is nothing but one. */
export function simpleName(t: Term): string | null {
  if (t.k === 'Name') return t.name;
  if (t.k !== 'Type' || t.node.k !== 'TName' || t.node.parts.length !== 1) return null;
  const part = t.node.parts[0]!;
  return part.args ? null : part.name;
}
