import type { JvmRef } from '../../../src/flink/api/functions.ts';
import type { ExecutableProgram, ExecutionContext, Jar } from '../../../src/flink/api/jar.ts';
import { start } from '../../../src/simulation/task.ts';

/** What the main method hands to execute(). */
export function programOf(jar: Jar, jvm: JvmRef, main: string, args: readonly string[]): ExecutableProgram {
  let program: ExecutableProgram | null = null;
  const jobId = '0'.repeat(32);
  const context: ExecutionContext = {
    configuration: {},
    defaultParallelism: 1,
    // biome-ignore lint/correctness/useYield: answers without waiting
    *execute(executable) {
      program = executable;
      return { jobId, runtime: 0, accumulators: {} };
    },
    // biome-ignore lint/correctness/useYield: answers without waiting
    *executeAsync(executable) {
      program = executable;
      return { jobId };
    },
  };
  const run = start(jar.load(jvm).main(main, args, context));
  if (run.error) throw run.error;
  if (program === null) throw new Error(`${main} executes nothing`);
  return program;
}
