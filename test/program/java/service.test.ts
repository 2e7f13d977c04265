import { describe, expect, it } from 'vitest';
import { complete, diagnose, hover } from '../../../src/program/service.ts';

const at = (text: string): { text: string; offset: number } => ({
  text: text.replace('|', ''),
  offset: text.indexOf('|'),
});

describe('the language service', () => {
  const ask = (text: string): string[] => {
    const { text: source, offset } = at(text);
    return complete([{ file: 'A.java', text: source }], 'A.java', offset).map((i) => i.label);
  };
  it('completes members by type, in a chain that is not finished', () => {
    expect(ask('import java.util.*; class A { void f(List<String> l) { l.stream().map(s -> s.to|\n } }')).toEqual(
      expect.arrayContaining(['toUpperCase', 'toLowerCase']),
    );
    expect(ask('class A { int count; void f() { this.co|\n } }')).toEqual(['count']);
    expect(ask('class A { void f() { Math.ma|; } }')).toContain('max');
  });
  it('completes local variables and classes', () => {
    expect(ask('class A { void f(int counter) { String country = ""; cou| } }')).toEqual(
      expect.arrayContaining(['counter', 'country']),
    );
    expect(ask('import java.util.Arr|')).toContain('ArrayList');
  });
  it('tells types on hover', () => {
    const { text, offset } = at(
      'import java.util.*; class A { void f() { var m = new HashMap<String, Integer>(); |m.size(); } }',
    );
    expect(hover([{ file: 'A.java', text }], 'A.java', offset)?.text).toContain('HashMap<String,Integer> m');
    const call = at('class A { void f(String s) { s.sub|string(1); } }');
    expect(hover([{ file: 'A.java', text: call.text }], 'A.java', call.offset)?.text).toContain('String substring(');
  });
  it('reports type errors beside syntax errors', () => {
    const found = diagnose([{ file: 'A.java', text: 'class A {\n  int x = "s";\n  void f() { int y = 1 }\n}' }]);
    expect(found.map((d) => `${d.line}:${d.column} ${d.message}`)).toEqual([
      "3:23 ';' expected",
      '2:11 incompatible types: String cannot be converted to int',
    ]);
  });
});
