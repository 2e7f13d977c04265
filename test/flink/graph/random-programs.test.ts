import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Outcome, outcome } from './outcome.ts';

/** Random programs against what Flink 1.13.6's own jars made of them; see test/truth/graphs/README.md. */

const rows = readFileSync(new URL('../../truth/graphs/programs.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Outcome & { readonly program: string });

test.each(rows.map((row) => [row.program, row] as const))('%s', (_program, { program, ...recorded }) => {
  const mine = outcome(program);
  expect(mine).toEqual(recorded);
  expect(JSON.stringify(mine.plan)).toBe(JSON.stringify(recorded.plan));
});
