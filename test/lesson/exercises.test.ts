import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exercisesOf } from '../../src/lesson/exercises.ts';
import { parseLesson, serializeLesson, unedited } from '../../src/lesson/format.ts';
import { lineOf } from '../../src/lesson/problems.ts';
import { isRight, parseQuiz, QuizError } from '../../src/lesson/quiz.ts';
import { drift, reviewLesson } from '../../src/lesson/review.ts';

const LESSON = `# Slots

\`\`\`sh exercise
# start it
\`\`\`

:::hint
Look into \`bin/\`.

\`\`\`sh
ls bin
\`\`\`
:::
:::hint
It is \`start-cluster.sh\`.
:::

:::solution
\`\`\`sh
start-cluster.sh
\`\`\`
:::

\`\`\`sh check title="Running"
jps | grep -q Standalone
\`\`\`

\`\`\`java exercise=count file=src/main/java/Count.java
class Count {}
\`\`\`
\`\`\`yaml exercise=count file=conf.yaml
a: 1
\`\`\`

:::solution for=count
\`\`\`yaml file=conf.yaml
a: 2
\`\`\`
\`\`\`java file=src/main/java/Count.java
class Count { int n; }
\`\`\`
:::

\`\`\`check class=Count for=count seeds=1,2
output: "1"
\`\`\`
`;

describe('exercises', () => {
  it('take hints, solutions and checks from what stands behind them', () => {
    const { exercises, problems } = exercisesOf(parseLesson(LESSON));
    expect(problems).toEqual([]);
    expect(exercises.map(({ name, cells, checks, hints }) => ({ name, cells, checks, hints: hints.length }))).toEqual([
      { name: 'exercise 1', cells: [0], checks: [1], hints: 2 },
      { name: 'count', cells: [2, 3], checks: [4], hints: 0 },
    ]);
    expect(exercises[0]!.solutions).toEqual([
      { cells: [{ language: 'sh', options: {}, source: 'start-cluster.sh', replaces: 0 }] },
    ]);
    expect(exercises[1]!.solutions[0]!.cells.map(({ replaces, source }) => [replaces, source])).toEqual([
      [3, 'a: 2'],
      [2, 'class Count { int n; }'],
    ]);
  });
  it('a fence inside a block is no cell of the lesson', () => {
    const code = parseLesson(LESSON).cells.filter((cell) => cell.kind === 'code');
    expect(code.map((cell) => cell.info)).toEqual([
      'sh exercise',
      'sh check title="Running"',
      'java exercise=count file=src/main/java/Count.java',
      'yaml exercise=count file=conf.yaml',
      'check class=Count for=count seeds=1,2',
    ]);
  });
  it('say what is missing', () => {
    const review = (text: string) => {
      const lesson = parseLesson(`# T\n\n${text}`);
      return reviewLesson(lesson).map(({ message, at }) => `${lineOf(lesson, at)}: ${message}`);
    };
    expect(review('```sh exercise\n```\n')).toEqual([
      '3: exercise "exercise 1" has no check',
      '3: exercise "exercise 1" has no solution',
    ]);
    expect(review(':::notes\nnever ends\n')).toEqual(['3: :::notes has no ::: behind it']);
    expect(review('x\n\n:::tip\ny\n:::\n')).toEqual(['5: unknown block :::tip (known: hint, solution, notes)']);
    expect(review('```sh\ntrue\n')).toEqual(['3: this fence has no end: all that follows belongs to it']);
    expect(review('```json\n{}\n\n:::hint\nh\n:::\n')).toEqual([
      '3: this fence has no end: all that follows belongs to it',
    ]);
    expect(review('text\n\n```quizz\nquestion: a\n```\n\n```jvaa\n```\n\n```json\n{}\n```\n')).toEqual([
      '5: `quizz` is no cell, and shown as it stands: is it to be `quiz`?',
      '9: `jvaa` is no cell, and shown as it stands: is it to be `java`?',
    ]);
    expect(review('```python exercise\n```\n')).toEqual(['3: `python` is no cell: "exercise" means nothing here']);
    expect(review('```sh check\ntrue\n```\n')).toEqual(['3: a check comes before any exercise']);
    expect(review('```check class=A\noutput: 1\n```\n')[0]).toContain('what is printed: output');
    expect(review('```quiz\nquestion: Why?\n```\n')).toEqual(['3: explanation is missing or no text']);
    expect(
      review('```sh exercise\r\n```\r\n```sh check\r\n```\r\n\r\ntext\r\n\r\n:::solution\r\n```java\r\n```\r\n:::\r\n'),
    ).toEqual([
      expect.stringMatching(/^10: a solution of "exercise 1" holds a java block/),
      '10: a solution of "exercise 1" is empty',
    ]);
  });
  it('are written back byte for byte, with lines of any kind', () => {
    const line = fc.constantFrom(':::hint', ':::solution for=a', ':::', '```sh exercise', '```', '# head', 'x', '');
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = lines.join(eol);
        const lesson = parseLesson(text);
        expect(serializeLesson(lesson, unedited(lesson))).toBe(text);
      }),
    );
  });
});

describe('drift between languages', () => {
  const base = parseLesson(LESSON);
  it('is nothing where only words differ', () => {
    const words = LESSON.replace('# Slots', '# 槽')
      .replace('Look into', '看看')
      .replace('title="Running"', 'title="运行"');
    expect(drift(base, parseLesson(words))).toEqual([]);
  });
  it.each([
    ['a program', LESSON.replace('class Count {}', 'class Count { }'), 'cell 2 holds something else there'],
    ['a hint', LESSON.replace(/:::hint\nIt is[\s\S]*?:::\n/, ''), '2 :::hint blocks here, 1 there'],
    ['an option', LESSON.replace('seeds=1,2', 'seeds=1'), 'cell 4 is `check class=Count for=count seeds=1,2` here'],
    ['a heading', `${LESSON}\n## More\n`, '1 headings here, 2 there'],
    ['the world', `---\nseed: 5\n---\n${LESSON}`, 'the front matters ask for different worlds'],
  ])('is found in %s', (_, text, problem) => {
    expect(
      drift(base, parseLesson(text))
        .map(({ message }) => message)
        .join(),
    ).toContain(problem);
  });
});

describe('quizzes', () => {
  const words = 'question: Q?\nexplanation: E.\n';
  it('choice: all right ones and no other', () => {
    const quiz = parseQuiz(`${words}choices:\n  - right: a\n  - wrong: b\n    why: no\n  - right: c\n`);
    expect(quiz).toMatchObject({ kind: 'choice', several: true });
    expect([[0, 2], [2, 0], [0], [0, 1, 2]].map((answer) => isRight(quiz, answer))).toEqual([true, true, false, false]);
  });
  it('order', () => {
    const quiz = parseQuiz(`${words}order: [first, then, last]\n`);
    expect(
      [
        [0, 1, 2],
        [1, 0, 2],
        [0, 1],
      ].map((answer) => isRight(quiz, answer)),
    ).toEqual([true, false, false]);
  });
  it('match: equal texts may be exchanged', () => {
    const quiz = parseQuiz(`${words}match:\n  map: forward\n  keyBy: hash\n  filter: forward\n`);
    expect(
      [
        [0, 1, 2],
        [2, 1, 0],
        [1, 0, 2],
      ].map((answer) => isRight(quiz, answer)),
    ).toEqual([true, true, false]);
  });
  it('number, within its tolerance', () => {
    const quiz = parseQuiz(`${words}number: 50\ntolerance: 5\nunit: s\n`);
    expect([50, 45, 44.9, 55].map((answer) => isRight(quiz, answer))).toEqual([true, true, false, true]);
  });
  it.each([
    ['nothing to answer', words],
    ['two kinds', `${words}number: 1\norder: [a, b]`],
    ['no right choice', `${words}choices: [{wrong: a}, {wrong: b}]`],
    ['no YAML', 'question: "'],
  ])('%s is an error', (_, text) => {
    expect(() => parseQuiz(text)).toThrow(QuizError);
  });
});
