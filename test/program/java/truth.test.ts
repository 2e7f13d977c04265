import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileAll } from './harness.ts';

const dir = join(import.meta.dirname, '../../truth/02-jobs/src');

it('compiles the programs that a real Flink 1.13.6 ran', async () => {
  const sources = readdirSync(dir).map((file) => ({ file, text: readFileSync(join(dir, file), 'utf8') }));
  const result = await compileAll(sources);
  expect(result.diagnostics.map((d) => d.text)).toEqual([]);
  expect(result.mainClasses.map((m) => m.className)).toContain('lab.StreamWordCount');
});
