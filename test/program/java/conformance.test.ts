import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileSource, runMain } from './harness.ts';

const cases = join(import.meta.dirname, 'cases');
const errors = join(import.meta.dirname, 'errors');

/** Programs whose output a real JDK 17 recorded (record.mjs). */
describe('programs print what the JDK prints', () => {
  for (const file of readdirSync(cases).filter((f) => f.endsWith('.java'))) {
    it(file, async () => {
      const name = file.slice(0, -5);
      const expected = readFileSync(join(cases, `${name}.out`), 'utf8');
      const result = await compileSource(file, readFileSync(join(cases, file), 'utf8'));
      expect(result.diagnostics.map((d) => d.text)).toEqual([]);
      expect(runMain(result.jar!, name)).toBe(expected);
    });
  }
});

/** `line: first line of the message` of each error, in any order. */
function summary(text: string): string[] {
  return [...text.matchAll(/^[^\s:]+\.java:(\d+): error: (.*)$/gm)].map((m) => `${m[1]}: ${m[2]}`).sort();
}

describe('errors are javac’s, by line and words', () => {
  for (const file of readdirSync(errors).filter((f) => f.endsWith('.java'))) {
    it(file, async () => {
      const expected = readFileSync(join(errors, file.replace('.java', '.out')), 'utf8');
      const result = await compileSource(file, readFileSync(join(errors, file), 'utf8'));
      expect(summary(result.diagnostics.map((d) => d.text).join('\n'))).toEqual(summary(expected));
      expect(result.jar).toBeNull();
    });
  }
});
