import { DEFAULT_JOB_NAME } from '../api/environment.ts';
import { unsupported } from '../api/errors.ts';
import type { ExecutableProgram, Jar } from '../api/jar.ts';
import { generateJobGraph } from '../graph/job-graph.ts';
import { generateStreamGraph } from '../graph/stream-graph.ts';
import type { JobGraph, StreamGraph } from '../graph/types.ts';

/** What the command line adds to a program on its way to a job graph. */
export interface TranslationOptions {
  /** 32 hex digits. */
  readonly jobId: string;
  readonly jar: Jar | null;
  /** Of `-p`, `parallelism.default` … for environments that set none. */
  readonly defaultParallelism: number;
  readonly savepoint: JobGraph['savepoint'];
}

/** The stream graph of a program. Throws a JavaError when it cannot be built. */
export function streamGraphOf(program: ExecutableProgram, defaultParallelism: number): StreamGraph {
  if (program.kind === 'dataset') throw unsupported('DataSet programs are not translated yet by this simulation.');
  const { environment } = program;
  return generateStreamGraph(
    environment.parallelism === null ? { ...environment, parallelism: defaultParallelism } : environment,
    jobName(program),
  );
}

/** The job graph of a program (PipelineExecutorUtils.getJobGraph). Throws a JavaError. */
export function translateProgram(program: ExecutableProgram, options: TranslationOptions): JobGraph {
  return generateJobGraph(streamGraphOf(program, options.defaultParallelism), {
    jobId: options.jobId,
    jar: options.jar,
    savepoint: options.savepoint,
  });
}

/** execute("name"), else `pipeline.name`, else Flink's default. */
export function jobName(program: ExecutableProgram): string {
  return program.jobName ?? program.environment.configuration['pipeline.name'] ?? DEFAULT_JOB_NAME;
}
