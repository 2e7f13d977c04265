import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';

const root = join(import.meta.dirname, '../..');
const table = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
const lessons = readdirSync(join(root, 'lessons/en')).filter((name) => name.endsWith('.flink.md'));

/** Numbers of the sections that a lesson has in a language. */
const sections = (language: string, name: string): number[] =>
  [...readFileSync(join(root, 'lessons', language, name), 'utf8').matchAll(/^## (\d+)\. /gm)].map((match) =>
    Number(match[1]),
  );

/** Cells of some sections of a lesson, counted from 0. */
function cellsIn(name: string, wanted: readonly number[]): number[] {
  const found: number[] = [];
  let section: number | null = null;
  for (const cell of parseLesson(readFileSync(join(root, 'lessons/en', name), 'utf8')).cells) {
    if (cell.kind === 'code') {
      if (section !== null && wanted.includes(section)) found.push(cell.index);
    } else
      for (const [, number] of cell.value.matchAll(/^## (?:(\d+)\. )?/gm))
        section = number === undefined ? null : Number(number);
  }
  return found;
}

/** `[13](../lessons/en/13-yarn.flink.md) 2–4 (cells 3–15)`: the lesson, and the sections and cells that it names. */
interface Place {
  readonly number: string;
  readonly name: string;
  readonly sections: readonly number[];
  readonly cells: readonly number[];
}
/** `1, 3–5` as 1, 3, 4, 5. */
const numbersIn = (ranges: string): number[] =>
  [...ranges.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, place) => Number(from) + place),
  );
const places = [
  ...table.matchAll(
    /\[(\d\d)\]\(\.\.\/lessons\/en\/([\w.-]+)\)((?: (?:and )?\d+(?:–\d+)?(?:, (?=\d))?)*)(?: \(cells? ([\d–, ]+)\))?/g,
  ),
].map(
  ([, number, name, ranges, cells]): Place => ({
    number: number!,
    name: name!,
    sections: numbersIn(ranges!),
    cells: numbersIn(cells ?? ''),
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
      expect(place.cells).toEqual(cellsIn(place.name, place.sections));
    },
  );
  it('names every lesson', () => {
    expect([...new Set(places.map(({ name }) => name))].sort()).toEqual(lessons);
  });
  it('leaves no heading of the notes without a place or a reason', () => {
    const rows = table.split('\n').filter((line) => /^\| (?!---|heading|question)/.test(line));
    expect(rows.length).toBeGreaterThan(75);
    for (const row of rows) expect(row.split('|')[2]).toMatch(/\(\.\.\/lessons\/|left out: \w/);
  });
});
