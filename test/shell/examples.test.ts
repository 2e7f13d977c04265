import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleJar, exampleNames } from '../../src/shell/flink/examples.ts';
import { BATCH_EXAMPLES } from '../../src/shell/flink/examples-java/batch.ts';
import { runCell } from '../program/run-cell.ts';
import { NOTHING_OUTSIDE } from '../support/worlds.ts';

/** What the program prints with its default data, run in a local environment. */
function printed(source: string): string[] {
  const run = runCell('java', source);
  return `${run.stderr}${run.stdout}`.split('\n').filter(Boolean).sort();
}

describe('the programs of examples/', () => {
  it.each(exampleNames)('%s compiles', (millraceExample) => {
    expect(exampleJar({ millraceExample }, NOTHING_OUTSIDE.compiler.compile)).not.toBeNull();
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
