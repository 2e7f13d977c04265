import type { ClassDecl, TypeNode } from '../syntax/ast.ts';
import type { TypeResolver } from './scope.ts';
import type { ClassSymbol } from './types.ts';
import { scopeOf } from './universe.ts';

/** Sealed classes and those below them (JLS 8.1.1.2, 8.1.6). */
export function checkSealing(symbol: ClassSymbol, report: (message: string) => void, resolver: TypeResolver): void {
  const { flags } = symbol;
  const above = [symbol.superclass, ...symbol.interfaces].flatMap((s) =>
    s?.symbol.flags.has('sealed') ? [s.symbol] : [],
  );
  if (flags.has('non-sealed') && above.length === 0) {
    const kind = symbol.isInterface ? 'interface' : 'class';
    report(`non-sealed modifier not allowed here\n  (${kind} ${symbol.name} does not have any sealed supertypes)`);
  }
  if (flags.has('sealed') && permitted(symbol, resolver).length === 0) report('sealed class must have subclasses');
  for (const s of above) {
    if (symbol.isLocal) report('local classes must not extend sealed classes');
    else if (!permitted(s, resolver).includes(symbol))
      report(`class is not allowed to extend sealed class: ${s.name} (as it is not listed in its permits clause)`);
  }
  const isFinal = flags.has('final') || symbol.classKind === 'enum' || symbol.classKind === 'record';
  if (above.length > 0 && !symbol.isLocal && !isFinal && !flags.has('sealed') && !flags.has('non-sealed'))
    report(
      symbol.isInterface ? 'sealed or non-sealed modifiers expected' : 'sealed, non-sealed or final modifiers expected',
    );
}

/** What a permits clause lists extends the class. */
export function checkPermitted(
  symbol: ClassSymbol,
  resolver: TypeResolver,
  report: (at: number, message: string) => void,
): void {
  for (const each of symbol.decl?.permits ?? []) {
    const type = resolver.resolve(each, scopeOf(symbol));
    if (type.kind !== 'class') continue;
    const { superclass, interfaces, name } = type.symbol;
    if ([superclass, ...interfaces].some((s) => s?.symbol === symbol)) continue;
    report(each.at, `invalid permits clause\n  (subclass ${name} must extend sealed class)`);
  }
}

/** What a sealed class lists, else the classes of its file that extend it. */
function permitted(symbol: ClassSymbol, resolver: TypeResolver): readonly ClassSymbol[] {
  const listed = symbol.decl?.permits;
  if (listed) {
    return listed.flatMap((each: TypeNode) => {
      const type = resolver.resolve(each, scopeOf(symbol));
      return type.kind === 'class' ? [type.symbol] : [];
    });
  }
  const found: ClassSymbol[] = [];
  const look = (decl: ClassDecl): void => {
    const s = decl.symbol;
    if (s && [s.superclass, ...s.interfaces].some((each) => each?.symbol === symbol)) found.push(s);
    for (const member of decl.members) if (member.k === 'Class') look(member);
  };
  for (const decl of symbol.unit?.classes ?? []) look(decl);
  return found;
}
