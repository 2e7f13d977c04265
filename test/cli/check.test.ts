import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useCommandLine } from './support.ts';

const millrace = useCommandLine();
const folder = join(millrace.folder, 'lessons');
beforeEach(() => void mkdirSync(folder));
afterEach(() => rmSync(folder, { recursive: true }));

function check(lesson: string, name = 'a.flink.md'): { code: number | null; ok: boolean; problems: string[] } {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), lesson);
  const { code, stdout } = millrace.run('check', '--json', folder);
  const { ok, lessons } = JSON.parse(stdout);
  const all: string[] = lessons.flatMap((each: { problems: string[] }) => each.problems);
  return { code, ok, problems: all.map((problem) => problem.replace(`${folder}/`, '')) };
}

const program = (body: string): string => `\`\`\`java EXERCISE
package lesson;
public class Double {
  public static void main(String[] args) {
    ${body}
  }
}
\`\`\`
`;
const stub = program('// print twice the argument').replace('EXERCISE', 'exercise');
const solution = (body: string): string => `:::solution\n${program(body).replace(' EXERCISE', '')}:::\n\n`;
const trial = '```check class=lesson.Double seeds=1,2\n- args: "4"\n  output: "8"\n- args: "-1"\n  output: "-2"\n```\n';
const right = 'for (String arg : args) System.out.println(Integer.parseInt(arg) * 2);';
const other = 'for (String arg : args) { int n = Integer.parseInt(arg); System.out.println(n + n); }';

describe('millrace check', () => {
  it('accepts a lesson whose solutions pass and whose stub does not', () => {
    expect(check(`# T\n\n${stub}\n${solution(right)}${solution(other)}${trial}`)).toEqual({
      code: 0,
      ok: true,
      problems: [],
    });
  });
  it('refuses a solution that does not pass, and says what it printed', () => {
    const { code, problems } = check(`# T\n\n${stub}\n${solution(right)}${solution('System.out.println(8);')}${trial}`);
    expect(code).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^a\.flink\.md:34: /);
    expect(problems[0]).toContain('does not accept solution 2 of "exercise 1": Case 2 of 2, seed 1: arguments -1');
    expect(problems[0]).toContain('expected:\n  -2\nactual:\n  8');
  });
  it('refuses a check that passes before anything is done, and a cell that fails', () => {
    const { problems } = check(
      '# T\n\n```sh exercise\n```\n:::solution\n```sh\ntrue\n```\n:::\n```sh check\ntrue\n```\n\n```sh\nfalse\n```\n',
    );
    expect(problems).toEqual([
      'a.flink.md:14: cell 2 fails: the last command ended with exit code 1',
      'a.flink.md:3: all checks of "exercise 1" pass before anything is done',
    ]);
  });
  it('names the line of a program that cannot be compiled, and a preset that is not there', () => {
    const broken = program('int n = "one";').replace(' EXERCISE', '');
    expect(check(`# T\n\n${broken}`).problems).toEqual([
      'a.flink.md:7: cell 0 fails: incompatible types: String cannot be converted to int',
    ]);
    expect(check('---\npreset: standalon\n---\n# T\n').problems).toEqual([
      expect.stringMatching(/^a\.flink\.md:1: there is no preset "standalon" \(there are: standalone, /),
    ]);
  });
  it('waits for a program that takes its time', () => {
    const slow = `try { Thread.sleep(30_000); } catch (InterruptedException e) { return; } ${right}`;
    expect(check(`# T\n\n${stub}\n${solution(slow)}${trial}`).problems).toEqual([]);
  });
  it('follows links and figures, headings too', () => {
    writeFileSync(join(folder, 'there.md'), '# A heading, really\n');
    const { problems } = check(
      '# T\n\n[a](there.md) [b](there.md#a-heading-really) [c](there.md#none) ![d](d.svg) [e](#t) `[f](no.md)` [g](https://x.org/y)\n',
    );
    expect(problems).toEqual([
      'a.flink.md:3: there is no heading #none for the link to there.md#none',
      'a.flink.md:3: the link to d.svg leads nowhere',
    ]);
  });
  it('compares the languages', () => {
    check('# T\n\n```sh\ntrue\n```\n', 'en/01.flink.md');
    const { problems } = check('# T\n', 'zh/01.flink.md');
    expect(problems.map((problem) => problem.replace(/^\S+ out of step with \S+: /, ''))).toEqual([
      '1 cells here, 0 there',
      '0 cells here, 1 there',
    ]);
    expect(check('# T\n', 'en/02.flink.md').problems).toContainEqual(
      expect.stringMatching(/^en\/02\.flink\.md:1: there is no \S*zh\/02\.flink\.md$/),
    );
  });
  it('a check leaves the lesson alone: its directory and variables', () => {
    const { problems } = check(
      '# T\n\n```sh exercise\nX=1\n```\n:::solution\n```sh\nX=2\n```\n:::\n```sh check\ncd /tmp; test $X = 2; code=$?; X=3; exit $code\n```\n```sh\ntest "$X" != 3 && test $PWD = $HOME\n```\n',
    );
    expect(problems).toEqual([]);
  });
});
