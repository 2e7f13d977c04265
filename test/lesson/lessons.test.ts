import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CodeCell, parseLesson } from '../../src/lesson/format.ts';

const folder = join(import.meta.dirname, '../../lessons');
const names = (language: string): string[] =>
  readdirSync(join(folder, language)).filter((name) => name.endsWith('.flink.md'));
const cellsOf = (language: string, name: string): CodeCell[] =>
  parseLesson(readFileSync(join(folder, language, name), 'utf8')).cells.filter((cell) => cell.kind === 'code');

describe("the course's lessons", () => {
  it('exist in both languages', () => {
    expect(names('zh')).toEqual(names('en'));
  });
  it.each(names('en'))('%s is in step: the same cells with the same options, programs and scripts alike', (name) => {
    const [en, zh] = [cellsOf('en', name), cellsOf('zh', name)];
    expect(zh.map((cell) => [cell.info, cell.value.split('\n').length])).toEqual(
      en.map((cell) => [cell.info, cell.value.split('\n').length]),
    );
    for (const [i, cell] of en.entries()) if (cell.cellKind === 'program') expect(zh[i]!.value).toBe(cell.value);
  });
  it.each(names('en').flatMap((name) => [`en/${name}`, `zh/${name}`]))('%s has a title and no warnings', (path) => {
    const lesson = parseLesson(readFileSync(join(folder, path), 'utf8'));
    expect(lesson.title).toBeTruthy();
    expect([
      ...lesson.frontMatter.warnings,
      ...lesson.cells.flatMap((cell) => (cell.kind === 'code' ? cell.warnings : [])),
    ]).toEqual([]);
  });
});
