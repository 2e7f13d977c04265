import { type FileSystem, SystemError } from '../../platform/types.ts';
import type { ExecutableProgram, Jar } from '../api/jar.ts';
import { compileProgram, planText } from '../graph/compile.ts';
import type { DataSetJobOptions } from '../graph/dataset-job-graph.ts';
import type { JobGraph } from '../graph/types.ts';

/** What the command line adds to a program on its way to a job graph. */
export interface TranslationOptions {
  /** 32 hex digits. */
  readonly jobId: string;
  readonly jar: Jar | null;
  /** Of `-p`, `parallelism.default` … for environments that set none. */
  readonly defaultParallelism: number;
  readonly savepoint: JobGraph['savepoint'];
  /** The client's disk: the optimizer of DataSet programs looks at input files there. */
  readonly files: FileSystem | null;
}

/** The job graph of a program (PipelineExecutorUtils.getJobGraph). Throws a JavaError. */
export function translateProgram(program: ExecutableProgram, options: TranslationOptions): JobGraph {
  return compileProgram(prepared(program, options.defaultParallelism), {
    jobId: options.jobId,
    jar: options.jar,
    savepoint: options.savepoint,
    statistics: statisticsOf(options.files),
  });
}

/** What `flink info` prints between its lines. */
export function explainProgram(
  program: ExecutableProgram,
  defaultParallelism: number,
  files: FileSystem | null,
): string {
  return planText(prepared(program, defaultParallelism), statisticsOf(files));
}

/** execute("name"), else `pipeline.name`, else Flink's default. */
function prepared(program: ExecutableProgram, defaultParallelism: number): ExecutableProgram {
  const { environment } = program;
  return {
    ...program,
    jobName: program.jobName ?? environment.configuration['pipeline.name'] ?? null,
    environment: environment.parallelism === null ? { ...environment, parallelism: defaultParallelism } : environment,
  };
}

/** DelimitedInputFormat.getStatistics samples lines; whole text files are counted here, which differs only for uneven lines. */
function statisticsOf(files: FileSystem | null): NonNullable<DataSetJobOptions['statistics']> {
  return (uri) => {
    const path = uri.replace(/^file:(\/\/)?/, '');
    if (!files || /^[a-z]+:/.test(path)) return null;
    try {
      if (files.stat(path).type !== 'file') return null;
      const text = files.readText(path);
      return { size: files.stat(path).size, records: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) };
    } catch (error) {
      if (error instanceof SystemError) return null;
      throw error;
    }
  };
}
