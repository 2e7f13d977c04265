import type { Platform, Process } from '../../platform/types.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import type { JavaError } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import { graphFacts } from '../graph/facts.ts';
import type { JobGraph } from '../graph/types.ts';
import { type CompletableFuture, completed, createFuture, type Future, failed } from '../rpc/future.ts';
import type { HighAvailabilityServices } from '../rpc/leadership.ts';
import { nextEndpointNumber, type RegisteredEndpoint, rpcOf } from '../rpc/rpc.ts';
import { accumulatorResults } from './accumulators.ts';
import { deleteCheckpoint, loadCheckpoint } from './checkpoint-files.ts';
import type { CheckpointRecovery, RecoveredCheckpoints } from './checkpoint-store.ts';
import type { DispatcherGateway, JobResult, JobView } from './cluster-view.ts';
import { completionException, exception, toJavaError } from './errors.ts';
import { isTerminalJob } from './execution-graph.ts';
import { type JobMaster, startJobMaster } from './job-master.ts';
import type { ApplicationStatus } from './worker-provider.ts';

/** Where submitted jobs outlive a JobManager (JobGraphStore). */
export interface JobGraphStore {
  put(job: JobGraph): Future<void>;
  remove(jobId: string): void;
  recover(): Future<readonly JobGraph[]>;
}

/** StandaloneJobGraphStore: nothing is kept. */
export const NO_JOB_GRAPH_STORE: JobGraphStore = {
  put: () => completed(undefined),
  remove: () => {},
  recover: () => completed([]),
};

export interface Dispatcher {
  readonly endpoint: RegisteredEndpoint<DispatcherGateway>;
  readonly gateway: DispatcherGateway;
  /** Leadership lost or process ending: jobs are suspended here. */
  stop(cause: string): void;
}

export interface DispatcherOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly configuration: Configuration;
  readonly highAvailability: HighAvailabilityServices;
  readonly jobGraphs: JobGraphStore;
  readonly checkpoints: CheckpointRecovery;
  readonly log: Log;
  /** The cluster is over: `DELETE /cluster`, or the job of a job cluster. */
  readonly shutDown: (status: ApplicationStatus) => void;
  /** MiniDispatcher: a cluster for one job that ends with it. */
  readonly jobCluster?: JobCluster;
  /** HistoryServerArchivist: hears of each job that is over. */
  readonly archive?: (job: JobView) => void;
}

/** What a per-job cluster was started for. */
export interface JobCluster {
  readonly job: JobGraph;
  /** False: the cluster waits until the attached client has fetched the result. */
  readonly detached: boolean;
}

interface JobRecord {
  readonly job: JobGraph;
  readonly submittedAt: number;
  readonly timestamps: Map<JobStatus, number>;
  readonly result: CompletableFuture<JobResult>;
  master: JobMaster | null;
  /** Of jobs whose JobMaster never started. */
  failure: { readonly error: JavaError; readonly at: number } | null;
  status: JobStatus;
  cancelRequested: boolean;
  leaveElection: () => void;
}

/** From the job graph's arrival to CREATED on a warm JobManager (ms). */
const JOB_INITIALIZATION_MS = 12;
/** Time for the answer that carries a job's result to leave (ms). */
const RESULT_SERVED_MS = 50;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { platform, process, configuration, log, jobCluster } = options;
  const { world } = platform;
  const rpc = rpcOf(platform);
  const LOGGER = `org.apache.flink.runtime.dispatcher.${jobCluster ? 'MiniDispatcher' : 'StandaloneDispatcher'}`;
  const records = new Map<string, JobRecord>();
  const expiration = longOption(configuration, 'jobstore.expiration-time') ?? Number.NaN;
  const expireAfter = Number.isNaN(expiration) ? 3_600_000 : expiration * 1_000;
  let stopped = false;

  const info = (message: string): void => log('INFO', LOGGER, message);
  const status = (record: JobRecord): JobStatus => record.master?.scheduler.graph.state ?? record.status;
  const over = (record: JobRecord): boolean => isTerminalJob(status(record)) || status(record) === 'SUSPENDED';

  const fail = (record: JobRecord, error: JavaError, to: JobStatus): void => {
    record.failure = { error, at: world.now };
    record.status = to;
    record.timestamps.set(to, world.now);
    world.emit({ kind: 'job.status', job: record.job.jobId, status: to, cause: error.message });
    log('INFO', LOGGER, `Job ${record.job.jobId} reached terminal state ${to}.`, error);
    finish(record, to, error, {});
  };
  const finish = (
    record: JobRecord,
    state: JobStatus,
    cause: JavaError | null,
    accumulators: Readonly<Record<string, unknown>>,
  ): void => {
    record.leaveElection();
    if (state !== 'SUSPENDED') {
      options.jobGraphs.remove(record.job.jobId);
      process.schedule(expireAfter, () => {
        if (records.get(record.job.jobId) === record) records.delete(record.job.jobId);
      });
    }
    record.result.complete({
      jobId: record.job.jobId,
      status: state,
      netRuntime: Math.round(
        world.now - (record.master?.scheduler.graph.timestamps.get('CREATED') ?? record.submittedAt),
      ),
      accumulators,
      cause,
    });
    if (state !== 'SUSPENDED') options.archive?.(view(record));
    if (!jobCluster || state === 'SUSPENDED' || !(jobCluster.detached || record.cancelRequested)) return;
    const executionMode = jobCluster.detached ? 'DETACHED' : 'NORMAL';
    info(
      `Shutting down cluster with state ${state}, jobCancelled: ${record.cancelRequested}, executionMode: ${executionMode}`,
    );
    options.shutDown(state === 'FINISHED' ? 'SUCCEEDED' : state === 'CANCELED' ? 'CANCELED' : 'FAILED');
  };
  const start = (record: JobRecord, recovered: RecoveredCheckpoints, session: string): void => {
    if (stopped || over(record)) return;
    if (record.cancelRequested) {
      record.status = 'CANCELED';
      record.timestamps.set('CANCELED', world.now);
      world.emit({ kind: 'job.status', job: record.job.jobId, status: 'CANCELED', cause: null });
      finish(record, 'CANCELED', null, {});
      return;
    }
    let master: JobMaster;
    try {
      master = startJobMaster({
        platform,
        process,
        host: options.host,
        port: options.port,
        name: `jobmanager_${nextEndpointNumber(process)}`,
        configuration,
        job: record.job,
        initializedAt: record.submittedAt,
        highAvailability: options.highAvailability,
        recovery: options.checkpoints,
        recovered,
        session,
        log,
      });
    } catch (error) {
      const cause = toJavaError(error);
      fail(
        record,
        exception(
          'org.apache.flink.runtime.client.JobInitializationException',
          'Could not start the JobMaster.',
          completionException(unchecked(cause)),
        ),
        'FAILED',
      );
      return;
    }
    record.master = master;
    master.scheduler.terminated.whenComplete((state) => {
      const { graph } = master.scheduler;
      const failure = state === 'FAILED' ? (graph.failure?.error ?? null) : null;
      log('INFO', LOGGER, `Job ${record.job.jobId} reached terminal state ${state}.`, failure ?? undefined);
      finish(record, state, failure, accumulatorResults(graph.tasks.map((task) => task.current.accumulators)));
      if (state !== 'SUSPENDED') {
        log(
          'INFO',
          'org.apache.flink.runtime.jobmaster.JobMaster',
          `Stopping the JobMaster for job ${record.job.jobName}(${record.job.jobId}).`,
        );
        // Runs after the last transition's own work is done.
        process.schedule(0, () =>
          master.stop(`Stopping JobMaster for job ${record.job.jobName}(${record.job.jobId}).`),
        );
      }
    });
  };
  const run = (job: JobGraph): JobRecord => {
    const record: JobRecord = {
      job,
      submittedAt: world.now,
      timestamps: new Map([['INITIALIZING', world.now]]),
      result: createFuture(),
      master: null,
      failure: null,
      status: 'INITIALIZING',
      cancelRequested: false,
      leaveElection: () => {},
    };
    records.set(job.jobId, record);
    world.emit({
      kind: 'job.submitted',
      job: job.jobId,
      name: job.jobName,
      jobManager: { machine: process.machine.name, pid: process.pid },
      ...graphFacts(job),
    });
    world.emit({ kind: 'job.status', job: job.jobId, status: 'INITIALIZING', cause: null });
    record.leaveElection = options.highAvailability.election.contend(process, job.jobId, {
      granted: (session, confirm) => {
        options.checkpoints.recover(job.jobId).whenComplete(
          (recovered) =>
            process.schedule(JOB_INITIALIZATION_MS, () => {
              start(record, recovered, session);
              if (record.master) confirm(record.master.endpoint.address);
            }),
          (error) => fail(record, toJavaError(error), 'FAILED'),
        );
      },
      revoked: () => record.master?.suspend('JobManager is no longer the leader.'),
    });
    return record;
  };
  const notFound = (jobId: string): JavaError =>
    exception(
      'org.apache.flink.runtime.messages.FlinkJobNotFoundException',
      `Could not find Flink job (${jobId})`,
      null,
      ['org.apache.flink.runtime.dispatcher.Dispatcher.getJobMasterGateway(Dispatcher.java:899)'],
    );
  const running = (jobId: string): JobRecord | undefined => {
    const record = records.get(jobId);
    return record && !over(record) ? record : undefined;
  };
  const withMaster = (jobId: string, then: (master: JobMaster) => Future<string>): Future<string> => {
    const record = running(jobId);
    if (!record) return failed(completionException(notFound(jobId)));
    if (!record.master) {
      return failed(
        exception(
          'org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException',
          `Unable to get JobMasterGateway for initializing job. The requested operation is not available while the JobManager is initializing.`,
        ),
      );
    }
    return then(record.master);
  };
  const view = (record: JobRecord): JobView => ({
    jobId: record.job.jobId,
    jobName: record.job.jobName,
    job: record.job,
    submittedAt: record.submittedAt,
    status: status(record),
    timestamps: record.master?.scheduler.graph.timestamps ?? record.timestamps,
    graph: record.master?.scheduler.graph ?? null,
    failure: record.master?.scheduler.graph.failure ?? record.failure,
    exceptionHistory: record.master?.scheduler.exceptionHistory ?? [],
    restarts: record.master?.scheduler.restarts ?? 0,
    checkpoints: record.master?.checkpoints ?? null,
  });

  const gateway: DispatcherGateway = {
    get jobs() {
      return [...records.values()].map(view);
    },
    job(jobId) {
      const record = records.get(jobId);
      return record && view(record);
    },
    submitJob(job) {
      info(`Received JobGraph submission ${job.jobId} (${job.jobName}).`);
      const known = records.get(job.jobId);
      if (known && !over(known)) {
        return failed(
          exception(
            'org.apache.flink.runtime.client.DuplicateJobSubmissionException',
            'Job has already been submitted.',
          ),
        );
      }
      info(`Submitting job ${job.jobId} (${job.jobName}).`);
      const submitted = createFuture<void>();
      options.jobGraphs.put(job).whenComplete(
        () => {
          if (stopped) return;
          run(job);
          submitted.complete(undefined);
        },
        (error) => submitted.completeExceptionally(error),
      );
      return submitted;
    },
    cancelJob(jobId) {
      const record = running(jobId);
      if (!record) return failed(notFound(jobId));
      record.cancelRequested = true;
      record.master?.cancel();
      return completed(undefined);
    },
    triggerSavepoint: (jobId, directory, cancelJob) =>
      withMaster(jobId, (master) => master.triggerSavepoint(directory, cancelJob)),
    stopWithSavepoint: (jobId, directory, drain) =>
      withMaster(jobId, (master) => master.stopWithSavepoint(directory, drain)),
    disposeSavepoint(path) {
      info(`Disposing savepoint ${path}.`);
      info('Attempting to load configured state backend for savepoint disposal');
      info('Attempting to load configured checkpoint storage for savepoint disposal');
      try {
        deleteCheckpoint(platform, process, loadCheckpoint(platform, process, path).path!);
        return completed(undefined);
      } catch (error) {
        const problem = exception(
          'org.apache.flink.util.FlinkException',
          `Could not dispose savepoint ${path}.`,
          toJavaError(error),
        );
        return failed(completionException(problem));
      }
    },
    requestJobResult(jobId) {
      const record = records.get(jobId);
      if (!record) return failed(notFound(jobId));
      if (jobCluster && !jobCluster.detached) {
        record.result.whenComplete((result) => {
          info('Shutting down cluster because someone retrieved the job result.');
          process.schedule(RESULT_SERVED_MS, () => options.shutDown(result.cause ? 'FAILED' : 'SUCCEEDED'));
        });
      }
      return record.result;
    },
    shutDownCluster() {
      info('Shutting down cluster.');
      process.schedule(10, () => options.shutDown('SUCCEEDED'));
      return completed(undefined);
    },
  };
  const endpoint = rpc.register(process, options.host, options.port, options.name, gateway);
  const leader = 'org.apache.flink.runtime.dispatcher.runner.SessionDispatcherLeaderProcess';
  log('INFO', leader, 'Recover all persisted job graphs.');
  const recovery = jobCluster ? completed([jobCluster.job]) : options.jobGraphs.recover();
  recovery.whenComplete(
    (jobs) => {
      if (stopped) return;
      log('INFO', leader, `Successfully recovered ${jobs.length} persisted job graphs.`);
      for (const job of jobs) if (!records.has(job.jobId)) run(job);
    },
    (error) => {
      log(
        'ERROR',
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
        'Fatal error occurred in the cluster entrypoint.',
        toJavaError(error),
      );
      process.exit(1);
    },
  );

  return {
    endpoint,
    gateway,
    stop(cause) {
      if (stopped) return;
      stopped = true;
      for (const record of records.values()) {
        record.leaveElection();
        if (!over(record)) record.master?.suspend(cause);
      }
      endpoint.stop();
    },
  };
}

/** Accumulators of the subtasks merged by name: numbers add up, lists are joined, whatever knows `merge` merges. */
/** ExceptionUtils.rethrow: a supplier throws checked exceptions inside a RuntimeException. */
function unchecked(cause: JavaError): JavaError {
  if (
    !/^java\.io\.|^java\.lang\.Exception$|\.(FlinkException|JobException|JobExecutionException)$/.test(cause.className)
  )
    return cause;
  return exception('java.lang.RuntimeException', cause.message, cause, [
    'org.apache.flink.util.ExceptionUtils.rethrow(ExceptionUtils.java:316)',
    'org.apache.flink.util.function.FunctionUtils.lambda$uncheckedSupplier$4(FunctionUtils.java:114)',
  ]);
}
