import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answered, cellRan, checkPassed, helped, newLessonProgress, progressText } from '../../src/lesson/progress.ts';
import { useCommandLine } from './support.ts';

const { folder, run: millrace } = useCommandLine();

describe('millrace progress', () => {
  const begun = cellRan(newLessonProgress('=Streams, "1"', { cells: 2, checks: 1, quizzes: 1 }, '2026-01-01'), 0, true);
  const done = helped(answered(checkPassed(cellRan(begun, 1, true), 2), 'Why?', [0], true), 'exercise 1', {
    hints: 2,
    solution: true,
  });
  beforeAll(() => {
    mkdirSync(join(folder, 'class/bob'), { recursive: true });
    writeFileSync(join(folder, 'class/ann.json'), progressText({ lessons: { 'en/02': { ...done, seconds: 630 } } }));
    writeFileSync(join(folder, 'class/bob/progress.json'), progressText({ lessons: { 'en/02': begun } }));
  });

  it('makes one table of a class', () => {
    const { code, stdout } = millrace('progress', 'class');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'student  lesson  complete  percent  cells  checks  questions  hints  solutions  minutes',
      'ann      en/02   yes       100      2/2    1/1     1/1        2      1          11',
      'bob      en/02             25       1/2    0/1     0/1        0      0          0',
      '',
    ]);
  });
  it('prints JSON and CSV, in which no cell is a formula', () => {
    const rows = JSON.parse(millrace('progress', 'class', '--json').stdout) as { student: string; complete: boolean }[];
    expect(rows.map(({ student, complete }) => [student, complete])).toEqual([
      ['ann', true],
      ['bob', false],
    ]);
    expect(millrace('progress', 'class', '--csv').stdout.split('\r\n')[1]).toBe(
      `ann,en/02,"'=Streams, ""1""",true,100,2/2,1/1,1/1,2,1,11,2026-01-01`,
    );
  });
  it('reports a file that it cannot read, and goes on', () => {
    writeFileSync(join(folder, 'class/zed.json'), '{');
    const { code, stdout, stderr } = millrace('progress', 'class');
    rmSync(join(folder, 'class/zed.json'));
    expect(code).toBe(1);
    expect(stdout).toContain('ann');
    expect(stderr).toMatch(/zed\.json is left out: /);
  });
  it('refuses what makes no sense', () => {
    expect(millrace('progress', 'nowhere').code).toBe(2);
    expect(millrace('progress', 'class', '--json', '--csv').code).toBe(2);
    expect(millrace('progress').stderr).toContain('which folder');
  });
});

describe('millrace handout', () => {
  it('writes a lesson with its outputs as one page', () => {
    writeFileSync(join(folder, 'figure.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(
      join(folder, 'a.flink.md'),
      '# A lesson\n\n![A figure](figure.svg)\n\n```sh\necho $((6 * 7))\n```\n\n```sh exercise\n```\n\n:::solution\n```sh\ntrue\n```\n:::\n',
    );
    expect(millrace('handout', 'a.flink.md', 'a.html')).toEqual({ code: 0, stdout: '', stderr: '' });
    const page = readFileSync(join(folder, 'a.html'), 'utf8');
    expect(page).toContain('<pre class="output">42</pre>');
    expect(page).toContain('src="data:image/svg+xml;base64,');
    expect(page).not.toContain('true');
  });
  it('has all that a program prints which ends by itself', () => {
    const source =
      'new SourceFunction<Long>() { public void run(SourceContext<Long> out) throws Exception { for (long n = 1; n < 4; n++) { Thread.sleep(1000); out.collect(n); } } public void cancel() {} }';
    const body = `StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.addSource(${source}).map(n -> "tick " + n).setParallelism(1).print().setParallelism(1); env.execute();`;
    writeFileSync(
      join(folder, 'b.flink.md'),
      `# Ticks\n\n\`\`\`java\nimport org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nimport org.apache.flink.streaming.api.functions.source.SourceFunction;\npublic class Ticks { public static void main(String[] args) throws Exception { ${body} } }\n\`\`\`\n`,
    );
    expect(millrace('handout', 'b.flink.md', 'b.html').code).toBe(0);
    expect(readFileSync(join(folder, 'b.html'), 'utf8')).toContain('tick 1\ntick 2\ntick 3');
  });
  it('says what it needs', () => {
    expect(millrace('handout', 'a.flink.md').code).toBe(2);
    expect(millrace('handout', 'missing.flink.md', 'x.html').stderr).toContain('missing.flink.md');
  });
});
