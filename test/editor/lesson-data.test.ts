import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteOf, readLesson, writeLesson } from '../../src/editor/lesson-data.ts';
import { asAskedFor } from '../../src/world/lesson-world.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const same = (bytes: Uint8Array): void => {
  for (const mode of ['lesson', 'note'] as const) {
    const { metadata, cells } = readLesson(bytes, mode);
    // As VS Code does: what is kept crosses JSON.
    const kept = JSON.parse(JSON.stringify({ metadata, cells })) as { metadata: typeof metadata; cells: typeof cells };
    expect(writeLesson(kept.metadata, kept.cells)).toEqual(bytes);
  }
};

const line = fc.constantFrom(
  ...[
    '# Title',
    '```sh',
    '```java file=A.java',
    '````',
    '```',
    '~~~bash host=node2',
    '~~~',
    '  ```sh',
    '- ```sh',
    '   ```',
  ],
  ...['text', '', '   ', '\t', 'trailing  ', '<br>', '<!-- ```sh', '-->', '---', 'title: x', '> ```sh', '中文', '$ ls'],
);
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

describe('a lesson opened and saved', () => {
  it('changes no byte, whatever is in it', () => {
    const document = fc
      .tuple(fc.constantFrom('', '\uFEFF'), fc.array(fc.tuple(line, end)), line)
      .map(([bom, lines, last]) => bom + lines.map((pair) => pair.join('')).join('') + last);
    fc.assert(fc.property(document, (text) => same(bytesOf(text))));
  });
  it('changes no byte of a file that is no UTF-8', () => {
    fc.assert(fc.property(fc.uint8Array(), same));
    same(Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0x0a, 0x60, 0x60, 0x60, 0x73, 0x68, 0x0a]));
  });
});

describe('a note', () => {
  const text = [
    '```ini\n[root@node1 ~]# jps\n3210 Jps\n```\n',
    '```\njobmanager.rpc.address: node1\n```\n',
    '```\n[root@node2 ~]# vim /opt/a.txt\n```\n',
  ].join('\n');
  it('has its runnable blocks as cells, with what they come to', () => {
    const { metadata, cells } = readLesson(bytesOf(text), 'note');
    const code = cells.filter(({ kind }) => kind === 'code');
    expect(code[0]).toMatchObject({ languageId: 'shellscript', metadata: { note: { kind: 'ran' } } });
    expect(metadata.machines!.map(({ name }) => name)).toEqual(['node1', 'node2']);
    expect(noteOf(code[0]!.value, code[0]!.metadata)!.steps[0]).toMatchObject({ text: 'jps', host: 'node1' });
    expect(noteOf('[root@node3 ~]# ls', code[0]!.metadata)!.steps[0]).toMatchObject({ text: 'ls', host: 'node3' });
  });
});

describe("a note's program", () => {
  const program = 'class A { public static void main(String[] args) { } }';
  const text = `\`\`\`java\n${program}\n\`\`\`\n\`\`\`sh\nmvn package\n\`\`\`\n\`\`\`java run args=1\n${program}\n\`\`\`\n`;
  it('runs when its cell is run alone, also when all cells pass it by', () => {
    const [shown, , cell] = readLesson(bytesOf(text), 'note').cells;
    expect(shown).toMatchObject({ languageId: 'java', metadata: { options: { norun: true } } });
    const { note, options = {} } = shown!.metadata;
    const request = { cell: 0, language: 'java', source: shown!.value, options, ...(note ? { note } : {}) };
    expect(asAskedFor(request).options).toEqual({ run: true });
    expect(cell!.metadata.options).toEqual({ run: true, args: '1' });
    expect(noteOf(cell!.value, cell!.metadata)).toBeUndefined();
  });
});

describe('a cell edited in a notebook', () => {
  const text = '# T\r\n\r\n```sh host=node2\r\njps\r\n```\r\nafter  \r\n';
  const edit = (change: (cells: ReturnType<typeof readLesson>['cells']) => ReturnType<typeof readLesson>['cells']) => {
    const { metadata, cells } = readLesson(bytesOf(text));
    return new TextDecoder().decode(writeLesson(metadata, change(cells)));
  };
  it('changes only its own lines', () => {
    const saved = edit((cells) => cells.map((cell) => (cell.kind === 'code' ? { ...cell, value: 'jps\nls' } : cell)));
    expect(saved).toBe('# T\r\n\r\n```sh host=node2\r\njps\r\nls\r\n```\r\nafter  \r\n');
  });
  it('keeps its options when it gets another language', () => {
    const saved = edit((cells) => cells.map((cell) => (cell.kind === 'code' ? { ...cell, languageId: 'java' } : cell)));
    expect(saved).toContain('```java host=node2\r\njps\r\n```');
  });
  it('is written as a fence when it is new', () => {
    const fresh = { kind: 'code', value: 'hi', languageId: 'millrace-input', metadata: {} } as const;
    expect(edit((cells) => [...cells, fresh])).toMatch(/```input\r\nhi\r\n```\s*$/);
  });
});
