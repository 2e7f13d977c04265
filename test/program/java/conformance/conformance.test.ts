import { describe, expect, it } from 'vitest';
import { compileSource, runMain } from '../harness.ts';
import { generated } from './generate.ts';
import { judge, record, recorded, type Snippet, snippets } from './snippets.ts';

/** Small programs, feature by feature, beside a JDK 17: live where there is one, else against what one said before. */
const TOPICS = ['language', 'numbers', 'strings', 'collections', 'library', 'threads', 'files', 'traces'];
const programs = TOPICS.map((topic) => ({ topic, all: snippets(`${topic}.txt`) }));
const mistakes = snippets('errors.txt');

function answers(file: string, all: readonly Snippet[], how: 'run' | 'errors'): Map<string, string> {
  if (process.env.RECORD === undefined && process.env.JDK === undefined) return recorded(file);
  const said = judge(all, how);
  if (said && process.env.RECORD) record(file, said);
  return said ?? recorded(file);
}

const printed = answers(
  'programs.out',
  programs.flatMap(({ all }) => all),
  'run',
);
describe.each(programs)('$topic: prints what the JDK prints', ({ all }) => {
  it.each(all)('$name', async ({ name, source }) => {
    const { diagnostics, jar } = await compileSource(`${name}.java`, source);
    expect(diagnostics.map((each) => each.text)).toEqual([]);
    expect(runMain(jar!, name)).toBe(printed.get(name));
  });
});

/** Seed and number of the random programs; other seeds: `SEED=… JDK=1`. */
const random = generated(Number(process.env.SEED ?? 113), 80);
const expected = answers('generated.out', random, 'run');
describe('random programs: print what the JDK prints', () => {
  it.each(random)('$name', async ({ name, source }) => {
    const { diagnostics, jar } = await compileSource(`${name}.java`, source);
    expect(diagnostics.map((each) => each.text)).toEqual([]);
    expect(runMain(jar!, name)).toBe(expected.get(name));
  });
});

const refused = answers('errors.out', mistakes, 'errors');
describe('mistakes: errors are javac’s, by line and words', () => {
  it.each(mistakes)('$name', async ({ name, source }) => {
    const { diagnostics } = await compileSource(`${name}.java`, source);
    const found = diagnostics.map(({ line, message }) => `${line}: ${message.split('\n')[0]}\n`);
    expect(found.sort()).toEqual(
      refused
        .get(name)!
        .split(/(?<=\n)/)
        .sort(),
    );
  });
});
