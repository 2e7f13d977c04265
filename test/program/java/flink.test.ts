import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCell } from '../run-cell.ts';

/** Whole programs on a local environment; the outputs beside them were recorded from a real Flink 1.13.6 (lines of one sink in their order). */
const DIRECTORY = join(import.meta.dirname, 'flink');

/** Sinks write to the same output independently of each other. */
function bySink(text: string): Record<string, string[]> {
  const lines: Record<string, string[]> = {};
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, sink = ''] = /^([^>]*)> /.exec(line) ?? [];
    lines[sink] ??= [];
    lines[sink].push(line);
  }
  return lines;
}

it.each(readdirSync(DIRECTORY).filter((file) => file.endsWith('.java')))('%s', (file) => {
  const { stdout, stderr } = runCell('java', readFileSync(join(DIRECTORY, file), 'utf8'));
  expect(stderr).toBe('');
  expect(bySink(stdout)).toEqual(bySink(readFileSync(join(DIRECTORY, file.replace('.java', '.txt')), 'utf8')));
});
