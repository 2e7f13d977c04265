import { describe, expect, it } from 'vitest';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import type { CellRequest } from '../../src/world/protocol.ts';

const compiler = await createProgramCompiler({});
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
  it('completes and explains in Scala cells, with the Java classes of other cells', () => {
    const program = 'package lab\nobject Count extends App {\n  val event = new Event()\n  event.\n}\n';
    const cells = [event, cell(4, program, 'scala')];
    const labels = compiler.complete(cells, 4, 4, 9).map((item) => item.label);
    expect(labels).toEqual(expect.arrayContaining(['user', 'time']));
    expect(compiler.hover(cells, 4, 3, 8)?.text).toContain('event: Event');
    const wrong = cell(4, program.replace('event.\n', 'event.size\n'), 'scala');
    expect(compiler.diagnostics([event, wrong])).toMatchObject([
      { cell: 4, line: 4, message: 'value size is not a member of lab.Event' },
    ]);
  });
  it('has nothing to say of other languages and unknown cells', () => {
    expect(compiler.complete([cell(3, 'ls', 'bash')], 3, 1, 1)).toEqual([]);
    expect(compiler.hover([main], 9, 1, 1)).toBeNull();
  });
});
