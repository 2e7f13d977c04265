import { type FileContent, type Platform, type Process, SystemError } from '../../platform/types.ts';
import { type Configuration, intOption } from '../api/configuration.ts';
import type { JvmRef } from '../api/functions.ts';
import type { Jar, JavaError } from '../api/jar.ts';
import { applicationContext } from '../client/execution-contexts.ts';
import { type PackagedProgram, packagedProgram } from '../client/packaged-program.ts';
import type { JobGraph } from '../graph/types.ts';
import type { DispatcherGateway, RestHandler } from '../jobmanager/cluster-view.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { allOf } from '../rpc/future.ts';
import { jvmOf, logsTo } from '../taskmanager/jvm.ts';
import { createLog } from './logging.ts';
import { runClusterEntrypoint, type SessionOptions, type ShutDown, STANDALONE_ENTRYPOINTS } from './standalone.ts';

export interface SessionClusterOptions {
  /** Where log lines go (the file in log/). */
  readonly writeLog: (text: string) => void;
  readonly rest: RestHandler;
}

/** `bin/jobmanager.sh start` (StandaloneSessionClusterEntrypoint) in an existing process. The start takes virtual time. */
export function runStandaloneSession(
  process: Process,
  platform: Platform,
  configuration: Configuration,
  options: SessionClusterOptions,
): void {
  runClusterEntrypoint({
    platform,
    process,
    configuration,
    log: createLog(platform, options.writeLog, process),
    rest: options.rest,
    entrypoint: STANDALONE_ENTRYPOINTS.session,
  });
}

/** A program that runs inside the JobManager. */
export interface Application {
  readonly jar: Jar;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly savepoint: JobGraph['savepoint'];
  /** The JobManager's JVM: main() runs in it. */
  readonly jvm: JvmRef;
}

export type ApplicationOptions = SessionClusterOptions & Application;

/** PipelineOptionsInternal: the id of an application's first job. */
export const FIXED_JOB_ID = '$internal.pipeline.job-id';

/** ms until the main() of a JVM runs. */
const JVM_MS = 900;

const BOOTSTRAP = 'org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap';

/**
 * `bin/standalone-job.sh start --job-classname …` (StandaloneApplicationClusterEntryPoint): main() runs in the JobManager; when it and all
 * its jobs are over the process ends with Flink's exit code: 0 finished, 1443 failed, 0 cancelled (ApplicationStatus; the shell sees it mod 256).
 */
export function runStandaloneJob(
  process: Process,
  platform: Platform,
  configuration: Configuration,
  options: ApplicationOptions,
): void {
  const log = createLog(platform, options.writeLog, process);
  logsTo(process, log);
  runApplicationCluster({
    ...options,
    platform,
    process,
    configuration,
    log,
    entrypoint: STANDALONE_ENTRYPOINTS.application,
  });
}

/** ApplicationClusterEntryPoint on any provider: runs main() once the Dispatcher leads and ends with its jobs (ApplicationDispatcherBootstrap). */
function runApplicationCluster(options: Omit<SessionOptions, 'onDispatcher'> & Application): void {
  const { platform, process, configuration, log } = options;
  const highlyAvailable = (configuration['high-availability'] ?? 'NONE').toUpperCase() !== 'NONE';
  const fixed = configuration[FIXED_JOB_ID];
  const run = (dispatcher: DispatcherGateway, shutDown: ShutDown): void => {
    const submitted: string[] = [];
    const main = process.spawn(
      options.jar.load(options.jvm).main(
        options.mainClass,
        options.args,
        applicationContext({
          platform,
          configuration,
          defaultParallelism: intOption(configuration, 'parallelism.default') ?? 1,
          jar: options.jar,
          files: process.machine.files,
          dispatcher,
          savepoint: options.savepoint,
          attached: configuration['execution.attached'] === 'true',
          submitted: (jobId) => submitted.push(jobId),
          fixedJobId: highlyAvailable ? (fixed ?? '0'.repeat(32)) : (fixed ?? null),
        }),
      ),
    );
    const failed = (detail: string, cause: JavaError | null): void => {
      const className = 'org.apache.flink.client.deployment.application.ApplicationExecutionException';
      log('ERROR', BOOTSTRAP, 'Application failed unexpectedly: ', exception(className, detail, cause));
      shutDown('FAILED');
    };
    main.onEnd(({ error }) => {
      if (error !== undefined) {
        failed('Could not execute application.', toJavaError(error));
        return;
      }
      if (submitted.length === 0) {
        failed('The application contains no execute() calls.', null);
        return;
      }
      allOf(submitted.map((jobId) => dispatcher.requestJobResult(jobId))).whenComplete((results) => {
        if (results.some((result) => result.status === 'SUSPENDED')) return;
        if (results.every((result) => result.status === 'FINISHED')) {
          log('INFO', BOOTSTRAP, 'Application completed SUCCESSFULLY');
          shutDown('SUCCEEDED');
        } else if (results.some((result) => result.status === 'FAILED')) {
          log('INFO', BOOTSTRAP, 'Application FAILED: ');
          shutDown('FAILED');
        } else {
          log('INFO', BOOTSTRAP, 'Application CANCELED: ');
          shutDown('CANCELED');
        }
      });
    });
  };
  runClusterEntrypoint({ ...options, onDispatcher: run });
}

/** Where an application's program lies, and what it is to run with. */
export interface PackagedApplication {
  readonly path: string;
  /** The jar's content; throws what the file system does. */
  readonly read: () => FileContent;
  readonly loadJar: (content: FileContent) => Jar | null;
  readonly mainClass: string | undefined;
  readonly args: readonly string[];
  readonly savepoint: JobGraph['savepoint'];
}

/** main() of the application entry points: the program is loaded first; without one the process ends with exit code 1. */
export function runPackagedApplication(
  session: Omit<SessionOptions, 'onDispatcher'>,
  { path, read, loadJar, mainClass, args, savepoint }: PackagedApplication,
): void {
  const { platform, process, log } = session;
  const jvm = jvmOf(platform, process);
  let loaded: PackagedProgram;
  try {
    loaded = packagedProgram({ jar: loadJar(readJar(path, read)), path, mainClass, jvm, stack: [] });
  } catch (error) {
    const cause = exception(
      'org.apache.flink.util.FlinkException',
      'Could not load the provided entrypoint class.',
      toJavaError(error),
    );
    process.schedule(JVM_MS, () => {
      log('ERROR', session.entrypoint, 'Could not create application program.', cause);
      process.exit(1);
    });
    return;
  }
  runApplicationCluster({ ...session, ...loaded, args, savepoint, jvm });
}

/** JarUtils.checkJarFile. */
function readJar(path: string, read: () => FileContent): FileContent {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw exception('java.io.IOException', `JAR file does not exist '${path}'`);
  }
}
