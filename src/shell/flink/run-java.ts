import type { Configuration } from '../../flink/api/configuration.ts';
import {
  type ExecutableProgram,
  type ExecutionContext,
  Interrupted,
  type Jar,
  type JavaError,
  printStackTrace,
  SystemExit,
} from '../../flink/api/jar.ts';
import { localExecution } from '../../flink/client/local.ts';
import { toJavaError } from '../../flink/jobmanager/errors.ts';
import { jvmOf } from '../../flink/taskmanager/jvm.ts';
import type { Platform, Process } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { ShellHooks } from '../host.ts';
import { isUnbounded } from './boundedness.ts';

export interface RunJavaOptions {
  readonly configuration?: Configuration;
  readonly hooks?: ShellHooks;
  /** Hears of the exception that ended main. */
  readonly onUncaught?: (error: JavaError) => void;
}

/** Tells when an unbounded program runs: its client then serves. */
export function servingContext(context: ExecutionContext, unbounded: () => void): ExecutionContext {
  const watch = (program: ExecutableProgram): void => {
    if (program.kind === 'stream' && isUnbounded(program.environment)) unbounded();
  };
  return {
    ...context,
    *execute(program) {
      watch(program);
      return yield* context.execute(program);
    },
  };
}

/**
 * `java -cp … Main args` inside `process`: runs main with a local environment (a MiniCluster in the same process). Gives the exit status: 1 and a stack
 * trace on stderr when main throws.
 */
export function* runJava(
  platform: Platform,
  process: Process,
  jar: Jar,
  mainClass: string,
  args: readonly string[],
  options: RunJavaOptions = {},
): Task<number> {
  const { stderr } = process.spec;
  if (!jar.hasClass(mainClass)) {
    stderr.write(
      `Error: Could not find or load main class ${mainClass}\nCaused by: java.lang.ClassNotFoundException: ${mainClass}\n`,
    );
    return 1;
  }
  const program = jar.load(jvmOf(platform, process));
  if (!program.hasMain(mainClass)) {
    stderr.write(
      `Error: Main method not found in class ${mainClass}, please define the main method as:\n   public static void main(String[] args)\nor a JavaFX application class must extend javafx.application.Application\n`,
    );
    return 1;
  }
  const outside = options.hooks?.cluster;
  const context = localExecution(process, platform, { jar, configuration: options.configuration ?? {} });
  const serving = servingContext(context, () =>
    options.hooks?.whenRunning?.({ process }, () => process.declareServing()),
  );
  try {
    if (outside)
      yield* outside.run(process, {
        jar,
        mainClass,
        args,
        parallelism: null,
        savepoint: null,
        configuration: {},
        detached: false,
        by: 'ide',
      });
    else yield* program.main(mainClass, args, serving);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (error instanceof SystemExit) return error.status;
    const thrown = toJavaError(error);
    stderr.write(`Exception in thread "main" ${printStackTrace(thrown)}`);
    options.onUncaught?.(thrown);
    return 1;
  }
}
