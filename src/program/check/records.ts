import type { ClassDecl, MethodDecl } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { type ClassSymbol, show } from './types.ts';

/** What constructors and accessors of a record must be (JLS 8.10.3, 8.10.4). */
export function checkRecord(symbol: ClassSymbol, report: (at: number, message: string) => void): void {
  const decl = symbol.decl!;
  if (symbol.classKind !== 'record') return;
  for (const member of decl.members) {
    if (member.k !== 'Method' || !member.symbol || 'synthetic' in member) continue;
    if (member.name === '<init>') checkConstructor(symbol, decl, member, report);
    else checkAccessor(symbol, decl, member, report);
  }
}

function checkConstructor(
  symbol: ClassSymbol,
  { components }: ClassDecl,
  declared: MethodDecl,
  report: (at: number, message: string) => void,
): void {
  if (declared.compact) {
    reportAssignments(declared, new Set(components.map((c) => c.name)), report);
    return;
  }
  const types = declared.symbol!.parameters.map((p) => show(p.type));
  const wanted = components.map(({ name }) => show(symbol.fields.get(name)?.type ?? { kind: 'error' }));
  if (types.join() === wanted.join()) {
    if (declared.parameters.some((p, i) => p.name !== components[i]!.name)) {
      const why = '(invalid parameter names in canonical constructor)';
      report(declared.at, `invalid canonical constructor in record ${symbol.name}\n  ${why}`);
    }
    return;
  }
  const first = declared.body?.statements[0];
  if (first?.k === 'Expr' && first.expr.k === 'Call' && !first.expr.target && first.expr.name === 'this') return;
  const what = 'constructor is not canonical, so its first statement must invoke another constructor';
  report(declared.at, `${what} of class ${symbol.name}`);
}

/** The fields are assigned behind a compact constructor. */
function reportAssignments(
  declared: MethodDecl,
  names: ReadonlySet<string>,
  report: (at: number, message: string) => void,
): void {
  if (!declared.body) return;
  walk(declared.body, (n) => {
    if (n.k === 'Class' || n.k === 'Lambda') return false;
    if (n.k !== 'Assign' || n.target.k !== 'Select' || n.target.target.k !== 'This') return undefined;
    const { name, at } = n.target;
    if (names.has(name)) report(at, `cannot assign a value to final variable ${name}`);
    return undefined;
  });
}

function checkAccessor(
  symbol: ClassSymbol,
  { components }: ClassDecl,
  accessor: MethodDecl,
  report: (at: number, message: string) => void,
): void {
  const { name } = accessor;
  if (accessor.parameters.length > 0 || !components.some((c) => c.name === name)) return;
  const wrong = (why: string): void =>
    report(accessor.at, `invalid accessor method in record ${symbol.name}\n  (${why})`);
  if (!accessor.symbol!.flags.has('public')) wrong('accessor method must be public');
  else if (accessor.symbol!.flags.has('static')) wrong('accessor method must not be static');
  else if (accessor.typeParameters.length > 0) wrong('accessor method must not be generic');
  else if (accessor.throws.length > 0) wrong('throws clause not allowed for accessor method');
  else if (show(accessor.symbol!.returnType) !== show(symbol.fields.get(name)?.type ?? { kind: 'error' }))
    wrong(`type of accessor method ${name}() must match the type of record component ${name}`);
}
