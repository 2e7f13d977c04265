import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JvmRef } from '../../../src/flink/api/functions.ts';
import {
  type ExecutableProgram,
  type ExecutionContext,
  type Jar,
  JavaError,
  SystemExit,
} from '../../../src/flink/api/jar.ts';
import { streamPlan } from '../../../src/flink/graph/plan.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { createFileSystem } from '../../../src/platform/filesystem.ts';
import { createCompiler } from '../../../src/program/compile.ts';
import { start } from '../../../src/simulation/task.ts';

/** The programs that a real Flink ran: compiled, main() run, compared with what `flink info` and `flink run` said. */
const TRUTH = new URL('../../truth/02-jobs/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, TRUTH), 'utf8');

let jvms = 0;
function jvm(output: string[]): JvmRef {
  return {
    id: `client/${++jvms}`,
    timezone: 'UTC',
    currentTimeMillis: () => 1_637_500_000_000,
    out: (text) => void output.push(text),
    err: (text) => void output.push(text),
    sleep: () => (resume) => {
      resume();
      return undefined;
    },
    random: () => ({ next: () => 0.5 }),
    epoch: 0,
    files: createFileSystem({ now: () => 0 }),
    cwd: '/',
    host: { name: 'localhost', address: '127.0.0.1' },
  };
}
interface Run {
  readonly program: ExecutableProgram | null;
  readonly error: unknown;
}
function run(
  jar: Jar,
  mainClass: string,
  args: readonly string[],
  parallelism: number,
  env: Readonly<Record<string, string>> = {},
): Run {
  let program: ExecutableProgram | null = null;
  const context: ExecutionContext = {
    configuration: env,
    defaultParallelism: parallelism,
    // biome-ignore lint/correctness/useYield: a cluster that answers at once
    *execute(given) {
      program ??= given;
      return { jobId: 'x', runtime: 1, accumulators: {} };
    },
    // biome-ignore lint/correctness/useYield: a cluster that answers at once
    *executeAsync(given) {
      program ??= given;
      return { jobId: 'x' };
    },
  };
  const main = start(jar.load(jvm([])).main(mainClass, args, context));
  return { program, error: main.error };
}

const sources = readdirSync(new URL('src/', TRUTH))
  .filter((file) => file.endsWith('.java'))
  .map((file) => ({ file, text: read(`src/${file}`) }));
const compiler = await createCompiler();
const compiled = compiler.compile(sources);
const jar = compiled.jar!;

describe('the programs of 02-jobs', () => {
  it('compile', () => {
    expect(compiled.diagnostics.map((each) => each.text)).toEqual([]);
  });
  const jobs = readdirSync(TRUTH).filter(
    (job) =>
      existsSync(new URL(`${job}/streamgraph.json`, TRUTH)) &&
      existsSync(new URL(`${job}/info.txt`, TRUTH)) &&
      !job.startsWith('j-'),
  );
  it.each(jobs)('%s: the stream graph of flink info', (job) => {
    const [, line = ''] = /^\$ flink info (.*)$/m.exec(read(`${job}/info.txt`)) ?? [];
    const words = line.split(' ');
    const main = words[words.indexOf('-c') + 1]!;
    const parallelism =
      words.indexOf('-p') >= 0 && words.indexOf('-p') < words.indexOf('lab.jar')
        ? Number(words[words.indexOf('-p') + 1])
        : /^n-config(-only|3)/.test(job)
          ? 3
          : 1;
    const { program, error } = run(jar, main, words.slice(words.indexOf('lab.jar') + 1), parallelism);
    expect(error).toBeUndefined();
    const plan = streamPlan(generateStreamGraph(program!.environment, program!.jobName!));
    const expected = JSON.parse(read(`${job}/streamgraph.json`));
    if (/^n-config/.test(job)) return;
    expect(JSON.parse(JSON.stringify(plan))).toEqual(expected);
  });
});

describe('beginners’ mistakes fail as in Flink', () => {
  const cases = readdirSync(new URL('m-mistakes/', TRUTH)).filter(
    (file) => file.endsWith('.txt') && !file.includes('-'),
  );
  it.each(cases)('%s', (file) => {
    const text = read(`m-mistakes/${file}`);
    const name = file.replace('.txt', '');
    const { program, error } = run(jar, 'lab.Mistakes', [name], 1);
    const [, failure] = /following exception:\n\n([^\n]*)/.exec(text) ?? [];
    if (error instanceof SystemExit) {
      expect(text).toContain(`exit code ${error.status}`);
    } else if (error instanceof JavaError) {
      const message = (error.detail ?? '').replace(/Lambda\$\S+/, 'Lambda').split('\n')[0]!;
      expect(failure?.replace(/Lambda\$\S+/, 'Lambda')).toContain(message);
      const [, at] = /^\s(?:at )?(lab\.Mistakes\.main\(Mistakes\.java:\d+\))$/m.exec(text) ?? [];
      expect(error.stack$.find((frame) => frame.includes('main('))).toBe(at);
    } else if (failure) {
      // Fails later: when the graph is made, or on the cluster.
      expect(program).not.toBeNull();
    }
  });
});
