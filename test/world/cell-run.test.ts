import { expect, it } from 'vitest';
import { createCellRun, KEPT_OUTPUT } from '../../src/world/cell-run.ts';
import type { WorldEvent } from '../../src/world/protocol.ts';

it('keeps the beginning of an output without end, and tells all of it', () => {
  const events: WorldEvent[] = [];
  const run = createCellRun(
    { cell: 0, language: 'java', options: {}, source: '' },
    () => 0,
    (event) => events.push(event),
    () => {},
  );
  const text = 'x'.repeat(KEPT_OUTPUT / 4);
  for (let i = 0; i < 6; i++) run.print('stdout', text);
  run.end({ exitCode: 0, error: null });
  expect(events.filter(({ type }) => type === 'output')).toHaveLength(6);
  const { stdout } = run.result!;
  expect(stdout.slice(0, KEPT_OUTPUT)).toBe(text.repeat(4));
  expect(stdout.slice(KEPT_OUTPUT)).toBe(`\n[more than ${KEPT_OUTPUT} characters: the rest is not kept]\n`);
});
