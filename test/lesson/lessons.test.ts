import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { drift, reviewLesson } from '../../src/lesson/review.ts';

const folder = join(import.meta.dirname, '../../lessons');
const names = (language: string): string[] =>
  readdirSync(join(folder, language)).filter((name) => name.endsWith('.flink.md'));
const read = (path: string) => parseLesson(readFileSync(join(folder, path), 'utf8'));

describe("the course's lessons", () => {
  it('exist in both languages', () => {
    expect(names('zh')).toEqual(names('en'));
  });
  it.each(names('en'))('%s is in step in both', (name) => {
    expect(drift(read(`en/${name}`), read(`zh/${name}`))).toEqual([]);
  });
  it.each(names('en').flatMap((name) => [`en/${name}`, `zh/${name}`]))('%s reads well', (path) => {
    expect(reviewLesson(read(path))).toEqual([]);
  });
});
