import { describe, expect, it } from 'vitest';
import type { ClassSymbol, Type } from '../../../src/program/check/types.ts';
import { libraryUniverse } from '../../../src/program/check/universe.ts';
import '../../../src/program/library/all.ts';
import { allClasses } from '../../../src/program/library/table.ts';
import { linkSymbol } from '../../../src/program/link.ts';

function broken(type: Type | null): boolean {
  switch (type?.kind) {
    case 'error':
      return true;
    case 'class':
      return type.args.some(broken);
    case 'array':
      return broken(type.of);
    case 'wildcard':
      return broken(type.type);
    default:
      return false;
  }
}
function each(visit: (symbol: ClassSymbol) => void): void {
  const deep = (symbol: ClassSymbol): void => {
    visit(symbol);
    for (const inner of symbol.classes.values()) deep(inner);
  };
  for (const name of allClasses()) deep(libraryUniverse().find(name)!);
}

describe('the library table', () => {
  it('names only classes that it has', () => {
    const wrong: string[] = [];
    each((symbol) => {
      for (const list of symbol.methods.values()) {
        for (const m of list)
          if (broken(m.returnType) || m.parameters.some((p) => broken(p.type)))
            wrong.push(`${symbol.qualifiedName}.${m.name}`);
      }
      for (const c of symbol.constructors)
        if (c.parameters.some((p) => broken(p.type))) wrong.push(`new ${symbol.qualifiedName}`);
      for (const f of symbol.fields.values()) if (broken(f.type)) wrong.push(`${symbol.qualifiedName}.${f.name}`);
      if (broken(symbol.superclass) || symbol.interfaces.some(broken)) wrong.push(symbol.qualifiedName);
    });
    expect(wrong).toEqual([]);
  });
  it('links every class', () => {
    each((symbol) => expect(linkSymbol(symbol), symbol.qualifiedName).toBeTypeOf('function'));
  });
});
