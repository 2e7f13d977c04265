import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockKey, containersIn } from '../../src/lesson/containers.ts';
import { parseLesson } from '../../src/lesson/format.ts';
import { outlineOf } from '../../src/lesson/outline.ts';
import {
  answered,
  cellRan,
  checkPassed,
  completion,
  helped,
  helpOf,
  lessonId,
  newLessonProgress,
  parseProgress,
  progressText,
} from '../../src/lesson/progress.ts';

const fresh = newLessonProgress('Streams', { cells: 2, checks: 1, quizzes: 1 }, '2026-01-02T03:04:05.000Z');

describe('progress of a lesson', () => {
  it('is complete when every cell ran, every check passed and every question is answered right', () => {
    let lesson = cellRan(cellRan(fresh, 0, true), 2, true);
    lesson = answered(checkPassed(lesson, 1), 'Why?', [0], false);
    expect(completion(lesson)).toMatchObject({ percent: 75, complete: false });
    lesson = answered(lesson, 'Why?', [1], true);
    expect(completion(lesson)).toMatchObject({ percent: 100, complete: true });
    expect(lesson.answers['Why?']).toEqual({ answer: [1], right: true, tries: 2 });
  });
  it('counts a cell once, and a failed one not at all', () => {
    const lesson = cellRan(cellRan(cellRan(fresh, 1, true), 1, true), 0, false);
    expect(lesson.run).toEqual([1]);
    expect(lesson.cell).toBe(0);
  });
  it('is never complete without anything to do', () => {
    expect(completion(newLessonProgress('x', { cells: 0, checks: 0, quizzes: 0 }, '')).complete).toBe(false);
  });
  it('remembers the furthest hint', () => {
    const lesson = helped(helped(helped(fresh, 'one', { hints: 2 }), 'one', { hints: 1 }), 'one', { solution: true });
    expect(helpOf(lesson, 'one')).toEqual({ hints: 2, solution: true });
    expect(helpOf(lesson, 'two')).toEqual({ hints: 0, solution: false });
  });
  it('has one name for a shipped lesson and its copy', () => {
    expect(lessonId('/lessons/en/05-slots.flink.md')).toBe('en/05-slots');
    expect(lessonId('/home/ann/millrace-lessons/en/05-slots.flink.md')).toBe('en/05-slots');
    expect(lessonId('own.flink.md')).toBe('own');
  });
});

describe('the progress file', () => {
  it('comes back as it was written', () => {
    const count = fc.nat(50);
    const lesson = fc.record({
      title: fc.string(),
      opened: fc.string(),
      last: fc.string(),
      seconds: count,
      cell: fc.option(count),
      run: fc.array(count),
      passed: fc.array(count),
      answers: fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        fc.record({ answer: fc.oneof(count, fc.array(count)), right: fc.boolean(), tries: count }),
        { noNullPrototype: true },
      ),
      help: fc.constant({ one: { hints: 1, solution: false } }),
      of: fc.record({ cells: count, checks: count, quizzes: count }),
    });
    fc.assert(
      fc.property(lesson, (each) => {
        const progress = { lessons: { 'en/x': each } };
        expect(parseProgress(progressText(progress))).toEqual(progress);
      }),
    );
  });
  it.each([
    ['cut off', progressText({ lessons: { a: fresh } }).slice(0, -20), /JSON/],
    ['another file', '{"name":"x"}', /no progress file/],
    ['a later version', '{"millrace":"progress","version":9,"lessons":{}}', /version is 9/],
    ['a lesson that is none', '{"millrace":"progress","version":1,"lessons":{"a":3}}', /a is no map/],
    [
      'a text for a number',
      progressText({ lessons: { a: fresh } }).replace('"seconds": 0', '"seconds": "0"'),
      /seconds of a/,
    ],
  ])('says what is wrong with %s', (_, text, message) => {
    expect(() => parseProgress(text)).toThrow(message);
  });
});

describe('the outline of a lesson', () => {
  const text = [
    '# A lesson',
    '```sh',
    'echo one',
    '```',
    '```sh exercise=first',
    '# here',
    '```',
    ':::hint',
    'One.',
    ':::',
    ':::hint',
    'Two.',
    ':::',
    ':::solution',
    '```sh',
    'true',
    '```',
    ':::',
    '```sh check title="It is there"',
    'true',
    '```',
    '```quiz',
    'question: Why?',
    'number: 1',
    'explanation: So.',
    '```',
    '```sh exercise=second',
    '```',
    ':::hint for=first',
    'Three.',
    ':::',
  ].join('\n');
  const lesson = parseLesson(text);
  const outline = outlineOf(lesson);

  it('counts what there is to do', () => {
    expect(outline.totals).toEqual({ cells: 3, checks: 1, quizzes: 1 });
    expect(outline.minutes).toBeGreaterThan(5);
  });
  it('does not ask for an empty cell that VS Code has added at the end', () => {
    expect(outlineOf(parseLesson(`${text}\n\n\`\`\`sh\n\`\`\``)).totals).toEqual(outline.totals);
  });
  it('tells which exercise a block helps with, in order', () => {
    const blocks = outline.blocks.map(({ name, exercise, place }) => `${name} ${exercise} ${place}`);
    expect(blocks).toEqual(['hint first 0', 'hint first 1', 'solution first 0', 'hint first 2']);
  });
  it('names blocks by what they say', () => {
    const [first, second] = containersIn(':::hint\nOne.\n:::\n\n:::hint\nTwo.\n:::\n');
    expect(outline.blocks[0]!.key).toBe(blockKey(first!));
    expect(outline.blocks[1]!.key).toBe(blockKey(second!));
    expect(blockKey(first!)).not.toBe(blockKey({ ...first!, name: 'solution' }));
  });
});
