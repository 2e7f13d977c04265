import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import type { JvmRef } from '../api/functions.ts';
import type { Jar } from '../api/jar.ts';
import { applicationContext } from '../client/execution-contexts.ts';
import type { JobGraph } from '../graph/types.ts';
import type { DispatcherGateway, RestHandler } from '../jobmanager/cluster-view.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { allOf } from '../rpc/future.ts';
import { createLog } from './logging.ts';
import { runClusterEntrypoint } from './standalone.ts';

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
    log: createLog(platform, options.writeLog),
    rest: options.rest,
    entrypoint: 'StandaloneSessionClusterEntrypoint',
  });
}

export interface ApplicationOptions extends SessionClusterOptions {
  readonly jar: Jar;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly savepoint: JobGraph['savepoint'];
  /** The JobManager's JVM: main() runs in it. */
  readonly jvm: JvmRef;
}

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
  const log = createLog(platform, options.writeLog);
  const highlyAvailable = (configuration['high-availability'] ?? 'NONE').toUpperCase() !== 'NONE';
  const run = (dispatcher: DispatcherGateway): void => {
    const submitted: string[] = [];
    const main = process.spawn(
      options.jar.load(options.jvm).main(
        options.mainClass,
        options.args,
        applicationContext({
          platform,
          configuration,
          defaultParallelism: Number(configuration['parallelism.default'] ?? '1'),
          jar: options.jar,
          files: process.machine.files,
          dispatcher,
          savepoint: options.savepoint,
          attached: configuration['execution.attached'] === 'true',
          submitted: (jobId) => submitted.push(jobId),
          fixedJobId: highlyAvailable
            ? (configuration['$internal.pipeline.job-id'] ?? '0'.repeat(32))
            : (configuration['$internal.pipeline.job-id'] ?? null),
        }),
      ),
    );
    const shutDown = (status: 'SUCCEEDED' | 'FAILED' | 'CANCELED', code: number): void => {
      log(
        'INFO',
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
        `Shutting StandaloneApplicationClusterEntryPoint down with application status ${status}. Diagnostics null.`,
      );
      process.schedule(SHUTDOWN_MS, () => process.exit(code));
    };
    main.onEnd(({ error }) => {
      if (error !== undefined) {
        const cause = toJavaError(error);
        log(
          'ERROR',
          BOOTSTRAP,
          'Application failed unexpectedly: ',
          exception(
            'org.apache.flink.client.deployment.application.ApplicationExecutionException',
            'Could not execute application.',
            cause,
          ),
        );
        shutDown('FAILED', FAILED_EXIT_CODE);
        return;
      }
      if (submitted.length === 0) {
        log(
          'ERROR',
          BOOTSTRAP,
          'Application failed unexpectedly: ',
          exception(
            'org.apache.flink.client.deployment.application.ApplicationExecutionException',
            'The application contains no execute() calls.',
          ),
        );
        shutDown('FAILED', FAILED_EXIT_CODE);
        return;
      }
      allOf(submitted.map((jobId) => dispatcher.requestJobResult(jobId))).whenComplete((results) => {
        if (results.some((result) => result.status === 'SUSPENDED')) return;
        if (results.every((result) => result.status === 'FINISHED')) {
          log('INFO', BOOTSTRAP, 'Application completed SUCCESSFULLY');
          shutDown('SUCCEEDED', 0);
        } else if (results.some((result) => result.status === 'FAILED')) {
          log('INFO', BOOTSTRAP, 'Application FAILED: ');
          shutDown('FAILED', FAILED_EXIT_CODE);
        } else {
          log('INFO', BOOTSTRAP, 'Application CANCELED: ');
          shutDown('CANCELED', 0);
        }
      });
    });
  };
  runClusterEntrypoint({
    platform,
    process,
    configuration,
    log,
    rest: options.rest,
    entrypoint: 'StandaloneApplicationClusterEntryPoint',
    onDispatcher: run,
  });
}
/** ApplicationStatus.FAILED is 1443; a process can only say its lowest byte. */
const FAILED_EXIT_CODE = 1443 % 256;
const SHUTDOWN_MS = 200;
