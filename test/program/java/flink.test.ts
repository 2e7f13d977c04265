import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProgramCompiler } from '../../../src/world/compiler.ts';
import { createWorld } from '../../../src/world/world.ts';

/** Whole programs on a local environment; the outputs beside them were recorded from a real Flink 1.13.6 (lines of one sink in their order). */
const DIRECTORY = join(import.meta.dirname, 'flink');
const compiler = await createProgramCompiler({}, () => false);

function run(source: string): { readonly stdout: string; readonly stderr: string } {
  const world = createWorld({
    spec: {
      title: 'test',
      preset: 'standalone',
      machines: [{ name: 'm1' }],
      config: {},
      seed: 1,
      epoch: 1_637_000_000_000,
      timezone: 'UTC',
    },
    workspace: { read: () => null, list: () => null, size: () => null },
    compiler,
    filters: () => '',
    emit: () => {},
  });
  world.apply({ kind: 'run', request: { cell: 1, language: 'java', options: { run: true }, source } });
  const run = world.runs.at(-1)!;
  while (run.state !== 'ended' && world.simulation.now < 600_000) if (!world.simulation.step()) break;
  return { stdout: run.stdout, stderr: run.stderr };
}

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
  const { stdout, stderr } = run(readFileSync(join(DIRECTORY, file), 'utf8'));
  expect(stderr).toBe('');
  expect(bySink(stdout)).toEqual(bySink(readFileSync(join(DIRECTORY, file.replace('.java', '.txt')), 'utf8')));
});
