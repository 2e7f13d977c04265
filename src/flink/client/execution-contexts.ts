import { type FileSystem, type Platform, type Process, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { Double, Long } from '../api/boxed.ts';
import type { Configuration } from '../api/configuration.ts';
import { isOwnAccumulator } from '../api/functions.ts';
import {
  type ExecutableProgram,
  type ExecutionContext,
  type Jar,
  JavaError,
  type JobExecutionResult,
  ProgramControl,
} from '../api/jar.ts';
import { stringOf } from '../api/values.ts';
import type { Log } from '../deployment/logging.ts';
import { type EmbeddedTaskManager, startMiniCluster } from '../deployment/minicluster.ts';
import type { JobGraph } from '../graph/types.ts';
import type { DispatcherGateway, JobResult } from '../jobmanager/cluster-view.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { awaitFuture } from '../rpc/future.ts';
import type { ClusterClient } from './cluster-client.ts';
import { failedToExecute, jobFailed, localJobFailed, noRestPort } from './failures.ts';
import { explainProgram, translateProgram } from './translate.ts';

interface ContextBase {
  readonly platform: Platform;
  readonly configuration: Configuration;
  /** `-p`, else `parallelism.default`, else 1 (a local environment: the number of cores). */
  readonly defaultParallelism: number;
  readonly jar: Jar | null;
  /** The disk of the machine on which main() runs. */
  readonly files: FileSystem | null;
}

const newJobId = (platform: Platform): string => platform.world.random('job-id').hex(32);
const resultOf = (result: JobResult): JobExecutionResult => ({
  jobId: result.jobId,
  runtime: result.netRuntime,
  accumulators: result.accumulators,
});
function translate(base: ContextBase, program: ExecutableProgram, savepoint: JobGraph['savepoint']): JobGraph {
  return translateProgram(program, {
    jobId: newJobId(base.platform),
    jar: base.jar,
    defaultParallelism: base.defaultParallelism,
    savepoint,
    files: base.files,
  });
}

/** PipelineExecutor: brings a job to a cluster and gives the client of that cluster. */
export type PipelineExecutor = (job: JobGraph) => Task<ClusterClient>;
/** PipelineExecutorFactory.getExecutor: throws where there is none for the target. */
export type GetExecutor = () => PipelineExecutor;

/** AbstractSessionClusterExecutor: a cluster that is there. */
export function sessionExecutor(retrieve: () => Task<ClusterClient>): PipelineExecutor {
  return function* (job) {
    const client = yield* retrieve();
    yield* client.submitJob(job);
    return client;
  };
}

export interface CliContextOptions extends ContextBase {
  readonly executor: GetExecutor;
  readonly detached: boolean;
  readonly savepoint: JobGraph['savepoint'];
  /** The client's stdout. */
  readonly print: (text: string) => void;
  /** Called with each job's id once submitted (Ctrl-C with `-sae` cancels them). */
  readonly submitted?: (jobId: string, client: ClusterClient) => void;
}

/** `flink run`, attached or `-d`: prints what the CLI prints for each execute() (StreamContextEnvironment). */
export function cliContext(options: CliContextOptions): ExecutionContext {
  const { print } = options;
  function* submit(program: ExecutableProgram): Task<{ readonly jobId: string; readonly client: ClusterClient }> {
    const job = translate(options, program, options.savepoint);
    const { jobId } = job;
    const execute = options.executor();
    let client: ClusterClient;
    try {
      client = yield* execute(job);
    } catch (error) {
      throw error instanceof JavaError ? failedToExecute(job.jobName, error) : error;
    }
    print(`Job has been submitted with JobID ${jobId}\n`);
    options.submitted?.(jobId, client);
    return { jobId, client };
  }
  return {
    configuration: options.configuration,
    defaultParallelism: options.defaultParallelism,
    explain: (program) => explainProgram(program, options.defaultParallelism, options.files),
    *executeAsync(program) {
      return { jobId: (yield* submit(program)).jobId };
    },
    *execute(program) {
      const { jobId, client } = yield* submit(program);
      if (options.detached && !program.collects) return { jobId, runtime: -1, accumulators: {} };
      const result = yield* client.requestJobResult(jobId);
      if (result.status !== 'FINISHED') throw jobFailed(jobId, result.status, result.cause);
      if (!program.collects) print(executionSummary(result));
      return resultOf(result);
    },
  };
}

/** JobExecutionResult.toString. */
function executionSummary(result: JobResult): string {
  const accumulators = Object.entries(result.accumulators);
  const lines = [
    'Program execution finished',
    `Job with JobID ${result.jobId} has finished.`,
    `Job Runtime: ${result.netRuntime} ms`,
  ];
  if (accumulators.length > 0) {
    lines.push('Accumulator Results: ');
    for (const [name, value] of accumulators) lines.push(`- ${name} ${describeAccumulator(value)}`);
    lines.push('');
  }
  return `${lines.join('\n')}\n\n`;
}
/** AccumulatorHelper.getResultsFormatted: `(class) [n elements]` for collections, `(class): value` for others. */
function describeAccumulator(value: unknown): string {
  if (isOwnAccumulator(value)) return `(${value.resultClass()}): ${stringOf(value.result())}`;
  if (Array.isArray(value)) return `(java.util.ArrayList) [${value.length} elements]`;
  if (value instanceof Map) {
    return `(java.util.TreeMap): {${[...value].map(([key, count]) => `${stringOf(key)}=${stringOf(count)}`).join(', ')}}`;
  }
  const type = value instanceof Double ? 'Double' : value instanceof Long ? 'Long' : 'Integer';
  return `(java.lang.${type}): ${stringOf(value)}`;
}

/** Thrown by execute() under `flink info`: the plan is known, main() is to end. */
export class ProgramAborted extends ProgramControl {
  override readonly name = 'ProgramAborted';
  constructor(
    readonly plan: string,
    readonly program: ExecutableProgram,
  ) {
    super('the plan has been built');
  }
}

/** `flink info`: the first execute() ends main() with {@link ProgramAborted}. */
export function infoContext(base: ContextBase): ExecutionContext {
  // biome-ignore lint/correctness/useYield: it never waits
  function* stop(program: ExecutableProgram): Task<never> {
    throw new ProgramAborted(explainProgram(program, base.defaultParallelism, base.files), program);
  }
  return {
    configuration: base.configuration,
    defaultParallelism: base.defaultParallelism,
    explain: (program) => explainProgram(program, base.defaultParallelism, base.files),
    execute: stop,
    executeAsync: stop,
  };
}

/** Submits to a Dispatcher in the same process (application mode, MiniCluster). */
function* submitTo(dispatcher: DispatcherGateway, job: JobGraph): Task {
  yield awaitFuture(dispatcher.submitJob(job));
}

/**
 * A MiniCluster's REST endpoint takes a free port (PerJobMiniClusterFactory), but the one that the configuration names where it names one; nobody
 * is answered there. Gives the way to free it.
 */
function takeRestPort(process: Process, platform: Platform, configuration: Configuration): () => void {
  const port = configuration['rest.bind-port'] ?? configuration['rest.port'];
  if (port === undefined) return () => {};
  try {
    return platform.network.listen(process, Number.parseInt(port, 10), (connection) => connection.close()).close;
  } catch (error) {
    throw error instanceof SystemError ? noRestPort(port) : error;
  }
}

export interface LocalContextOptions extends ContextBase {
  readonly process: Process;
  readonly log: Log;
  readonly startTaskManager: EmbeddedTaskManager;
}

/**
 * getExecutionEnvironment() outside a cluster: every execute() starts a MiniCluster in this process with enough slots, and stops it when
 * the job is over (PerJobMiniClusterFactory).
 */
export function localContext(options: LocalContextOptions): ExecutionContext {
  const { platform, process } = options;
  function* run(
    program: ExecutableProgram,
  ): Task<{ readonly job: JobGraph; readonly dispatcher: DispatcherGateway; close(): void }> {
    const job = translate(options, program, null);
    const freePort = takeRestPort(process, platform, options.configuration);
    const cluster = startMiniCluster(process, platform, {
      slots: Math.max(1, ...job.vertices.map((vertex) => vertex.parallelism)),
      configuration: options.configuration,
      log: options.log,
      startTaskManager: options.startTaskManager,
    });
    const dispatcher = (yield awaitFuture(cluster.dispatcher)) as DispatcherGateway;
    yield* submitTo(dispatcher, job);
    const close = (): void => {
      cluster.close();
      freePort();
    };
    return { job, dispatcher, close };
  }
  return {
    configuration: options.configuration,
    defaultParallelism: options.defaultParallelism,
    explain: (program) => explainProgram(program, options.defaultParallelism, options.files),
    *executeAsync(program) {
      const { job, dispatcher, close } = yield* run(program);
      dispatcher.requestJobResult(job.jobId).whenComplete(close, close);
      return { jobId: job.jobId };
    },
    *execute(program) {
      const { job, dispatcher, close } = yield* run(program);
      const result = (yield awaitFuture(dispatcher.requestJobResult(job.jobId))) as JobResult;
      close();
      if (result.status !== 'FINISHED') throw localJobFailed(result.status, result.cause);
      return resultOf(result);
    },
  };
}

export interface ApplicationContextOptions extends ContextBase {
  readonly dispatcher: DispatcherGateway;
  readonly savepoint: JobGraph['savepoint'];
  /** `-Dexecution.attached=true`; application mode waits only then. */
  readonly attached: boolean;
  readonly submitted: (jobId: string) => void;
  /** With HA the first job's id is fixed (`$internal.pipeline.job-id`) and only one execute() is allowed. */
  readonly fixedJobId: string | null;
}

/** Application mode: main() runs in the JobManager and submits to its own Dispatcher (EmbeddedExecutor). */
export function applicationContext(options: ApplicationContextOptions): ExecutionContext {
  let jobs = 0;
  function* submit(program: ExecutableProgram): Task<string> {
    jobs++;
    if (options.fixedJobId !== null && jobs > 1) {
      throw exception(
        'org.apache.flink.util.FlinkRuntimeException',
        'Cannot have more than one execute() or executeAsync() call in a single environment.',
      );
    }
    const translated = translate(options, program, options.savepoint);
    const job = options.fixedJobId === null ? translated : { ...translated, jobId: options.fixedJobId };
    try {
      yield* submitTo(options.dispatcher, job);
    } catch (error) {
      throw failedToExecute(job.jobName, toJavaError(error));
    }
    options.submitted(job.jobId);
    return job.jobId;
  }
  return {
    configuration: options.configuration,
    defaultParallelism: options.defaultParallelism,
    explain: (program) => explainProgram(program, options.defaultParallelism, options.files),
    *executeAsync(program) {
      return { jobId: yield* submit(program) };
    },
    *execute(program) {
      const jobId = yield* submit(program);
      if (!options.attached) return { jobId, runtime: -1, accumulators: {} };
      const result = (yield awaitFuture(options.dispatcher.requestJobResult(jobId))) as JobResult;
      if (result.status !== 'FINISHED') throw localJobFailed(result.status, result.cause);
      return resultOf(result);
    },
  };
}
