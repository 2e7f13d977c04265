import { describe, expect, it } from 'vitest';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import type { CellRequest } from '../../src/world/protocol.ts';

const compiler = await createProgramCompiler({}, () => false);
const cell = (n: number, source: string, language = 'java'): CellRequest => ({
  cell: n,
  language,
  options: {},
  source,
});

describe('the language service of cells', () => {
  const event = cell(1, 'package lab;\npublic class Event { public String user; public long time; }\n');
  const main = cell(
    2,
    'package lab;\npublic class Main {\n  public static void main(String[] args) {\n    Event event = new Event();\n    event.\n  }\n}\n',
  );

  it('completes members of classes of other cells', () => {
    const labels = compiler.complete([event, main], 2, 5, 11).map((item) => item.label);
    expect(labels).toContain('user');
    expect(labels).toContain('time');
    expect(labels).toContain('hashCode');
  });
  it('says what a name is', () => {
    expect(compiler.hover([event, main], 2, 4, 11)?.text).toContain('Event event');
  });
  it('has nothing to say of other languages and unknown cells', () => {
    expect(compiler.complete([cell(3, 'ls', 'bash')], 3, 1, 1)).toEqual([]);
    expect(compiler.hover([main], 9, 1, 1)).toBeNull();
  });
});
