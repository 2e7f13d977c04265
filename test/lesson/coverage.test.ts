import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const table = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
const lessons = readdirSync(join(root, 'lessons/en')).filter((name) => name.endsWith('.flink.md'));

/** Numbers of the sections that a lesson has in a language. */
const sections = (language: string, name: string): number[] =>
  [...readFileSync(join(root, 'lessons', language, name), 'utf8').matchAll(/^## (\d+)\. /gm)].map((match) =>
    Number(match[1]),
  );

/** `[13](../lessons/en/13-yarn.flink.md) 2–4` and what is between it and the next link: the lesson and the sections that it names. */
interface Place {
  readonly number: string;
  readonly name: string;
  readonly sections: readonly number[];
}
const places = [
  ...table.matchAll(/\[(\d\d)\]\(\.\.\/lessons\/en\/([\w.-]+)\)((?: (?:and )?\d+(?:–\d+)?(?:, (?=\d))?)*)/g),
].map(
  ([, number, name, ranges]): Place => ({
    number: number!,
    name: name!,
    sections: [...ranges!.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to]) => {
      const first = Number(from);
      return Array.from({ length: Number(to ?? from) - first + 1 }, (_, place) => first + place);
    }),
  }),
);

describe('docs/coverage.md', () => {
  it('names many places, each lesson by its number', () => {
    expect(places.length).toBeGreaterThan(50);
    for (const { number, name } of places) expect(name.startsWith(`${number}-`)).toBe(true);
  });
  it.each(places.filter((place) => place.sections.length > 0))(
    '$number $sections is there, in both languages',
    (place) => {
      for (const language of ['en', 'zh'])
        expect(sections(language, place.name)).toEqual(expect.arrayContaining([...place.sections]));
    },
  );
  it('names every lesson', () => {
    expect([...new Set(places.map(({ name }) => name))].sort()).toEqual(lessons);
  });
  it('leaves no heading of the notes without a place or a reason', () => {
    const rows = table.split('\n').filter((line) => /^\| (?!---|heading)/.test(line));
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(row.split('|')[2]).toMatch(/\(\.\.\/lessons\/|left out: \w/);
  });
});
