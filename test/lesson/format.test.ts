import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withSource } from '../../src/lesson/fences.ts';
import { type Cell, type EditedCell, parseLesson, serializeLesson, unedited } from '../../src/lesson/format.ts';

const roundTrip = (text: string): string => {
  const lesson = parseLesson(text);
  return serializeLesson(lesson, unedited(lesson));
};

/** Pieces that real notes are made of, the awkward ones included. */
const piece = fc.constantFrom(
  '# Title',
  '## 二级标题',
  'text',
  '',
  ' ',
  '\t',
  '<br>',
  '<!-- a comment -->',
  '<!--',
  '-->',
  '```',
  '```sh',
  '```bash host=node2',
  '```java norun',
  '~~~',
  '~~~~ sh',
  '````md',
  '````',
  '  ```sh',
  '    ```',
  '1. one',
  '   ```console',
  '- item',
  '> quote',
  '> ```sh',
  '---',
  'title: x',
  '$ ls',
  'a ``` b',
  '```input to=node1:9999',
  '```yaml file=conf/x.yaml',
  '```text',
  '```` ` ````',
  'trailing  ',
  '\uFEFF',
  '&lt;br&gt;',
  '```scala args="a b"',
);
const document = fc
  .array(fc.tuple(piece, fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')), { maxLength: 40 })
  .chain((lines) =>
    fc.constantFrom('', '\n', 'end').map((end) => lines.map(([text, eol]) => text + eol).join('') + end),
  );

describe('the lesson format', () => {
  it('gives back any text byte for byte', () => {
    fc.assert(
      fc.property(document, (text) => roundTrip(text) === text),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => roundTrip(text) === text),
      { numRuns: 500 },
    );
  });

  it('changes only the lines of the cell that was edited', () => {
    fc.assert(
      fc.property(document, fc.nat(), (text, pick) => {
        const lesson = parseLesson(text);
        const codes = lesson.cells.map((c, i) => [c, i] as const).filter(([c]) => c.kind === 'code');
        fc.pre(codes.length > 0);
        const [cell, at] = codes[pick % codes.length]! as [Cell & { kind: 'code' }, number];
        const all = unedited(lesson);
        const value = `${cell.value}\nedited`;
        const edited: EditedCell[] = all.map((c, i) => (i === at ? { ...c, value } : c));
        const fence = cell.origin!.fence;
        const from = serializeLesson(lesson, all.slice(0, at)).length + cell.origin!.before.length;
        expect(text.slice(from, from + fence.raw.length)).toBe(fence.raw);
        expect(serializeLesson(lesson, edited)).toBe(
          text.slice(0, from) + withSource(fence, value, lesson.eol) + text.slice(from + fence.raw.length),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps one edit inside its fence in a plain lesson', () => {
    const text = '---\r\ntitle: T\r\n---\r\n# One\r\n\r\ntext  \r\n```sh host=node2\r\nls\r\n```\r\nafter\r\n';
    const lesson = parseLesson(text);
    expect(lesson.title).toBe('T');
    const cells = unedited(lesson).map((c) => (c.kind === 'code' ? { ...c, value: 'ls\npwd' } : c));
    expect(serializeLesson(lesson, cells)).toBe(text.replace('ls\r\n', 'ls\r\npwd\r\n'));
  });

  it('makes cells of labelled fences only', () => {
    const lesson = parseLesson(
      'a\n```\nx\n```\n```yaml\nk: v\n```\n```yaml file=conf/a.yaml\nk: v\n```\n```python\n1\n```\n<br>\n## h\n```sh exit=1 nope=3\nfalse\n```\n',
    );
    const codes = lesson.cells.filter((c) => c.kind === 'code');
    expect(codes.map((c) => [c.language, c.index])).toEqual([
      ['yaml', 0],
      ['sh', 1],
    ]);
    expect(codes[1]!.options).toEqual({ exit: '1', nope: '3' });
    expect(codes[1]!.warnings).toHaveLength(1);
  });

  it('takes the indentation of a fence in a list off its lines, and puts it back', () => {
    const text = '1. do\n\n   ```sh\n   echo a\n\n     echo b\n   ```\n2. then\n';
    const lesson = parseLesson(text);
    const code = lesson.cells.find((c) => c.kind === 'code')!;
    expect(code.value).toBe('echo a\n\n  echo b');
    expect(
      serializeLesson(
        lesson,
        unedited(lesson).map((c) => (c.kind === 'code' ? { ...c, value: 'echo c' } : c)),
      ),
    ).toBe('1. do\n\n   ```sh\n   echo c\n   ```\n2. then\n');
  });

  it('writes new cells with blank lines round them and a fence that is long enough', () => {
    const lesson = parseLesson('# A\n');
    const cells: EditedCell[] = [
      ...unedited(lesson),
      { kind: 'code', value: '```\nx\n```', language: 'sh', info: null, origin: null },
    ];
    const text = serializeLesson(lesson, cells);
    expect(text).toBe('# A\n\n````sh\n```\nx\n```\n````\n\n');
    expect(parseLesson(text).cells).toHaveLength(2);
  });

  it('warns of bad front matter and loses nothing', () => {
    const text = '---\ntitle: [\nseed: abc\n---\nx\n';
    const lesson = parseLesson(text);
    expect(lesson.frontMatter.warnings.length).toBeGreaterThan(0);
    expect(parseLesson('---\ntimezone: Mars/Phobos\nclock: never\nseed: x\nnope: 1\n---\n').frontMatter).toMatchObject({
      timezone: 'UTC',
      seed: null,
      warnings: [
        expect.stringContaining('nope'),
        expect.stringContaining('seed'),
        expect.stringContaining('clock'),
        expect.stringContaining('Mars'),
      ],
    });
    expect(roundTrip(text)).toBe(text);
    const good = parseLesson(
      '---\ntitle: 你好\nseed: 7\nmachines: [a1, b2]\nconfig:\n  taskmanager.numberOfTaskSlots: 4\nclock: 2022-01-01T00:00:00Z\n---\n',
    ).frontMatter;
    expect(good).toMatchObject({
      title: '你好',
      seed: 7,
      machines: [{ name: 'a1' }, { name: 'b2' }],
      config: { 'taskmanager.numberOfTaskSlots': '4' },
      epoch: Date.UTC(2022, 0, 1),
      warnings: [],
    });
  });
});
