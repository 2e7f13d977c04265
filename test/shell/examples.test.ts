import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleJar, exampleNames } from '../../src/shell/flink/examples.ts';
import { BATCH_EXAMPLES } from '../../src/shell/flink/examples-java/batch.ts';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import { createWorld } from '../../src/world/world.ts';

const compiler = await createProgramCompiler({}, () => false);

/** What the program prints with its default data, run in a local environment. */
function printed(source: string): string[] {
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
  return `${run.stderr}${run.stdout}`.split('\n').filter(Boolean).sort();
}

describe('the programs of examples/', () => {
  it.each(exampleNames)('%s compiles', (millraceExample) => {
    expect(exampleJar({ millraceExample }, compiler.compile)).not.toBeNull();
  });

  it.each(Object.values(BATCH_EXAMPLES).filter(({ mainClass }) => !mainClass.endsWith('WordCount')))(
    '$mainClass prints what the real one prints',
    ({ mainClass, source }) => {
      const name = mainClass.split('.').at(-1)!;
      const recorded = readFileSync(new URL(`../truth/examples/${name}.txt`, import.meta.url), 'utf8');
      const text = `package ${mainClass.slice(0, mainClass.lastIndexOf('.'))};${source}`;
      expect(printed(text)).toEqual(recorded.split('\n').filter(Boolean).sort());
    },
  );
});
