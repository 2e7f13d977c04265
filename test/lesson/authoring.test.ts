import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completionsAt, problemsIn } from '../../src/lesson/authoring.ts';
import { parseLesson } from '../../src/lesson/format.ts';
import { GLOSSARY, termsIn } from '../../src/lesson/glossary.ts';
import { reviewLesson } from '../../src/lesson/review.ts';
import { nameOf } from '../../src/lesson/term.ts';

const at = (text: string): string[] => {
  const offset = text.indexOf('^');
  const moments = { 'ha-3-nodes': ['started', 'leader killed'] };
  return completionsAt(text.replace('^', ''), offset, moments).map(({ label }) => label);
};

describe('remarks on a lesson’s text', () => {
  const text = [
    '---',
    'title: Broken',
    '---',
    '# Broken',
    '',
    '```sh hots=node1',
    'jps',
    '```',
    '',
    '```quiz',
    'question: Why?',
    '```',
    '',
    '```sh exercise=first',
    '```',
  ].join('\n');
  it('stand where the mistake is', () => {
    const found = problemsIn(text).map(({ from, to, message }) => [text.slice(from, to), message]);
    expect(found[0]).toEqual(['hots', expect.stringMatching(/^unknown option "hots"/)]);
    expect(found).toContainEqual(['```sh exercise=first', 'exercise "first" has no check']);
    expect(found).toContainEqual(['```sh exercise=first', 'exercise "first" has no solution']);
    expect(found).toContainEqual(['```quiz', 'explanation is missing or no text']);
    expect(found).toHaveLength(reviewLesson(parseLesson(text)).length);
  });
  it('find nothing in the lessons', () => {
    for (const name of ['en/02-streams', 'zh/10-local'])
      expect(problemsIn(readFileSync(`lessons/${name}.flink.md`, 'utf8'))).toEqual([]);
  });
});

describe('completion in a lesson’s text', () => {
  it.each([
    ['languages of cells', '# a\n\n```^', ['sh', 'java', 'check', 'scenario', 'quiz']],
    ['keys of a cell', '# a\n\n```sh ^', ['host', 'exit', 'check', 'exercise']],
    ['machines', '---\nmachines: [a1, b2]\n---\n\n```sh host=^\n```', ['a1', 'b2']],
    ['exercises', '```sh exercise=one\n```\n\n```sh exercise\n```\n\n```sh check for=^\n```', ['one', '"exercise 2"']],
    ['scenarios', '```scenario preset=^\n```', ['ha-3-nodes']],
    ['moments', '```scenario preset=ha-3-nodes at=^\n```', ['started', '"leader killed"']],
    ['keys of a question', '```quiz\nque^\n```', ['question', 'choices', 'number']],
    ['keys of a choice', '```quiz\nchoices:\n  - ^\n```', ['right', 'wrong']],
    ['blocks', 'text\n\n:::^', ['hint', 'solution', 'notes']],
    ['the front matter', '---\nma^\n---\n# a', ['machines', 'preset', 'seed']],
  ])('offers %s', (_, text, wanted) => expect(at(text)).toEqual(expect.arrayContaining(wanted)));
  it('offers no key twice, and nothing in a text', () => {
    expect(at('```sh host=node1 ^')).not.toContain('host');
    expect(at('# a\n\nwords ^')).toEqual([]);
  });
});

describe('the glossary', () => {
  it('explains each term in both languages, under names of its own', () => {
    const names = GLOSSARY.flatMap((term) => term.names.map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
    for (const { en, zh } of GLOSSARY) {
      expect(en).toMatch(/[.)]$/);
      expect(zh).toMatch(/\p{sc=Han}.*[。）]$/u);
    }
    expect(GLOSSARY.length).toBeGreaterThanOrEqual(60);
  });
  it('finds terms as words, the longest first', () => {
    const found = (text: string): string[] => termsIn(text).map(({ from, to }) => text.slice(from, to));
    expect(found('A session window closes; windowed is no window.')).toEqual(['session window', 'window']);
    expect(found('检查点里有状态，水位线没有。')).toEqual(['检查点', '状态', '水位线']);
    expect(found('multitask keyByte')).toEqual([]);
  });
  it('names a term in the reader’s language', () => {
    const term = termsIn('checkpoint')[0]!.term;
    expect([nameOf(term, 'en'), nameOf(term, 'zh')]).toEqual(['checkpoint', '检查点（checkpoint）']);
  });
});
