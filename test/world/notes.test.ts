import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CellResult } from '../../src/world/protocol.ts';
import { runNote } from '../support/note-run.ts';

/** Runs a note of test/lesson/notes as the command line does. */
const runNamed = (name: string): Promise<CellResult[]> =>
  runNote(readFileSync(new URL(`../lesson/notes/${name}.md`, import.meta.url), 'utf8'), name);

const kinds = (results: readonly CellResult[]) => results.map(({ note }) => note!.kind);
const differences = (results: readonly CellResult[]) => results.map(({ note }) => note!.differs);

const fence = (info: string, source: string): string => `\`\`\`${info}\n${source}\n\`\`\`\n`;

describe("a note's programs", () => {
  const java =
    'public class Hello { public static void main(String[] args) { System.out.println("hello " + args.length); } }';
  const scala = 'object Hi extends App { println("hi") }';

  it('run where they stand, and parts of programs are shown', async () => {
    const results = await runNote(
      [fence('java', java), fence('', scala), fence('java', 'stream.keyBy(0).sum(1);')].join('\n'),
    );
    expect(results.map(({ stdout, ok }) => [stdout, ok])).toEqual([
      ['hello 0\n', true],
      ['hi\n', true],
      ['', true],
    ]);
    expect(kinds(results)).toEqual(['ran', 'ran', 'prose']);
  });

  it("fail with the compiler's error at its line", async () => {
    const [result] = await runNote(fence('java', java.replace(' + args', ' +\n args.size()')));
    expect(result).toMatchObject({ ok: false, exitCode: 1, error: { line: 2 } });
    expect(result!.stderr).toContain('cannot find symbol');
  });

  it('are shown where the note builds or submits programs, which is said', async () => {
    const [result] = await runNote([fence('java', java), fence('sh', 'mvn package')].join('\n'));
    expect(result).toMatchObject({ ok: true, stdout: '', note: { kind: 'prose' } });
    expect(result!.stderr).toContain('run this cell alone');
  });

  it("are cells of a lesson where the fence's options say so", async () => {
    const results = await runNote(
      [
        fence('java file=src/main/java/demo/A.java', `package demo; ${java}`),
        fence('java run args="a b"', java),
        fence('sh', 'ls src/main/java/demo'),
      ].join('\n'),
    );
    expect(results.map(({ stdout }) => stdout)).toEqual(['', 'hello 2\n', 'A.java\n']);
    expect(results[0]!.note).toBeUndefined();
  });
});

describe('notes run', () => {
  it('with prompts of all shapes', async () => {
    const results = await runNamed('prompts');
    expect(kinds(results)).toEqual(['ran', 'ran', 'ran', 'ran', 'not-runnable', 'not-runnable']);
    expect(differences(results)).toEqual([null, null, null, null, null, null]);
    expect(results.slice(0, 4).map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(results.slice(4).map(({ note }) => note!.why)).toEqual([
      "not simulated yet: Windows' command line",
      'not simulated yet: SQL',
    ]);
  });

  it('with files that the text names, loops, output in blocks of its own', async () => {
    const results = await runNamed('standalone');
    expect(kinds(results)).toEqual(['ran', 'edited', 'edited', 'ran', 'ran', 'output', 'prose', 'ran', 'output']);
    expect(results.map(({ host }) => host).slice(4, 8)).toEqual(['bd101', null, null, 'bd102']);
    expect(results[3]!.stderr).not.toContain('there is now the directory');
    expect(results[6]!.note!.why).toBe('the form of a command, nothing to run');
    expect(differences(results)).toEqual([
      ...Array.from({ length: 8 }, () => null),
      'the note shows “2346 HistoryServer”, which did not come out',
    ]);
  });

  it("with ids of the author's cluster, words typed into netcat, a cluster that runs already", async () => {
    const results = await runNamed('jobs');
    expect(kinds(results)).toEqual(['ran', 'ran', 'ran', 'ran', 'ran', 'ran', 'not-runnable']);
    expect(differences(results)).toEqual(Array.from({ length: 7 }, () => null));
    expect(results.slice(0, 6).map(({ ok }) => ok)).toEqual(Array.from({ length: 6 }, () => true));
    expect(results[1]!.note!.why).toMatch(/a cluster \(the note uses one and does not start it\)/);
    expect(results[3]!.stderr).toMatch(/job 2576fb84c55711f3e5ba62ff0013bd2e of the note is [0-9a-f]{32} here/);
    expect(results[4]!.stderr).toContain('Ctrl-C ended the netcat of an earlier block');
    expect(results[6]!.note!.why).toBe('the note does not say what stands for <your class>');
  });

  it('with a job that an earlier block left in the only slot', async () => {
    const results = await runNamed('slots');
    expect(results.map(({ ok, note }) => [ok, note!.kind, note!.differs])).toEqual(
      Array.from({ length: 4 }, () => [true, 'ran', null]),
    );
    const job = /[0-9a-f]{32}/.exec(results[1]!.stdout)![0];
    expect(results[3]!.stderr).toContain(`job ${job} of an earlier block was cancelled`);
  });

  it('with what they leave to their reader: fences in lists and quotations, a netcat to type into again, savepoints, outputs, a Maven project', async () => {
    const results = await runNamed('readers');
    expect(results.map(({ note, error }) => [note!.kind, note!.differs, error?.message])).toEqual(
      results.map((_, i) => [i === 9 ? 'prose' : 'ran', null, undefined]),
    );
    expect(results).toHaveLength(11);
    expect(results[0]!.stderr).not.toContain('a cluster');
    expect(results[4]!.stderr).toContain('typed into the netcat of an earlier block: lorem ipsum / ipsum');
    expect(results[6]!.stdout).toMatch(/Savepoint completed\. Path: file:\/tmp\/flink-savepoints\/savepoint-/);
    expect(results[7]!.stderr).toContain('/tmp/counts was removed: an earlier block wrote it');
    expect(results[8]!.note!.why).toMatch(
      /TopSpeedWindowing\.jar \(the note uses a job and submits none that goes on\)/,
    );
  });

  it('with edits, heredocs and code that is only shown', async () => {
    const results = await runNamed('edits');
    expect(kinds(results)).toEqual(['edited', 'ran', 'ran', 'edited', 'edited', 'ran', 'prose', 'prose', 'output']);
    expect(results[2]!.stdout).toBe('a\nb\n');
    expect(results[5]).toMatchObject({
      stdout: '1\n',
      note: { differs: 'the note shows “2”, which did not come out' },
    });
  });

  it('with Windows newlines', async () => {
    const [result] = await runNamed('windows');
    expect(result).toMatchObject({ stdout: 'a b\n', exitCode: 2, note: { kind: 'ran', differs: null } });
    expect(result!.stderr).toBe("ls: cannot access '/nowhere': No such file or directory\n");
  });
});
