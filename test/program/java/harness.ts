import type { JvmRef } from '../../../src/flink/api/functions.ts';
import { type ExecutionContext, type Jar, JavaError, printStackTrace, SystemExit } from '../../../src/flink/api/jar.ts';
import { createFileSystem } from '../../../src/platform/filesystem.ts';
import { type CompileResult, type Compiler, createCompiler } from '../../../src/program/compile.ts';
import { start } from '../../../src/simulation/task.ts';

let compiler: Promise<Compiler> | null = null;

export async function compileSource(file: string, text: string): Promise<CompileResult> {
  compiler ??= createCompiler();
  return (await compiler).compile([{ file, text }]);
}
export async function compileAll(sources: readonly { file: string; text: string }[]): Promise<CompileResult> {
  compiler ??= createCompiler();
  return (await compiler).compile(sources);
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** @param sleepers where threads that sleep wait to be woken; without it, sleeping is over at once */
export function testJvm(
  id = 'test/1',
  sleepers: Sleeper[] | null = null,
): JvmRef & {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly now: () => number;
  readonly setTime: (time: number) => void;
} {
  let stdout = '';
  let stderr = '';
  let now = 1_600_000_000_000;
  let seed = 42;
  const disk = createFileSystem({ now: () => 0 });
  disk.mkdir('/tmp');
  return {
    id,
    timezone: 'UTC',
    currentTimeMillis: () => now,
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    sleep: (ms) => (resume) => {
      if (sleepers) {
        sleepers.push({ at: now + ms, wake: resume });
        return undefined;
      }
      now += ms;
      resume();
      return undefined;
    },
    random: () => ({
      next: () => {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        return seed / 2 ** 32;
      },
    }),
    epoch: 0,
    files: disk,
    cwd: '/',
    host: { name: 'localhost', address: '127.0.0.1' },
    stdout: () => stdout,
    stderr: () => stderr,
    now: () => now,
    setTime: (time) => {
      now = time;
    },
  };
}

export const noCluster = {} as ExecutionContext;

/** Standard output, and what of an uncaught exception names the program. */
export function runMain(jar: Jar, className: string): string {
  const sleepers: Sleeper[] = [];
  const jvm = testJvm('test/1', sleepers);
  const run = start(jar.load(jvm).main(className, [], noCluster));
  while (!run.done && sleepers.length > 0) {
    const next = sleepers.reduce((a, b) => (b.at < a.at ? b : a));
    sleepers.splice(sleepers.indexOf(next), 1);
    jvm.setTime(next.at);
    next.wake();
  }
  if (!run.done) throw new Error('main waits for something');
  if (run.error === undefined) return jvm.stdout();
  if (run.error instanceof SystemExit) return `${jvm.stdout()}--- exit ${run.error.status}\n`;
  if (!(run.error instanceof JavaError)) throw run.error;
  const trace = `Exception in thread "main" ${printStackTrace(run.error)}`;
  const kept = trace.split('\n').filter((l) => /^(Exception|Caused|\tat (?!java\.|jdk\.))/.test(l));
  return `${jvm.stdout()}--- stderr\n${kept.join('\n')}\n`;
}
