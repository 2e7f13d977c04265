import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';
import type { CheckpointOptions } from '../rpc/checkpoint-options.ts';
import { createFuture, type Future, failed } from '../rpc/future.ts';
import { createSavepointDirectory } from './checkpoint-files.ts';
import type { CheckpointRequests } from './checkpoint-requests.ts';
import type { CompletedCheckpoint } from './checkpoint-store.ts';
import { COMPLETION_EXCEPTION, completionException, exception, toJavaError } from './errors.ts';
import { type Execution, type ExecutionGraph, isTerminal } from './execution-graph.ts';
import type { Scheduler } from './scheduler.ts';

/** Savepoints that somebody asks for, alone or to end a job with. */
export interface Savepoints {
  /** Settles with the savepoint's path. `cancelJob`: `flink cancel -s`. */
  trigger(directory: string | null, cancelJob: boolean): Future<string>;
  /** Settles with the path once the job has FINISHED. */
  stop(directory: string | null, drain: boolean): Future<string>;
  taskEnded(): void;
}

export interface SavepointsOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly graph: ExecutionGraph;
  readonly scheduler: Scheduler;
  readonly configuration: Configuration;
  readonly requests: CheckpointRequests;
  readonly log: Log;
  /** Why no checkpoint can be taken now. */
  readonly unfit: () => string | null;
}

const JOB_MASTER = 'org.apache.flink.runtime.jobmaster.JobMaster';

export function createSavepoints(options: SavepointsOptions): Savepoints {
  const { platform, process, graph, scheduler, configuration, requests } = options;
  const { jobId, type: jobType } = graph.job;
  /** Stops whose savepoint is there and whose tasks have not all ended. */
  const stopping = new Set<() => void>();

  const jobMasterLog = (message: string): void => options.log('INFO', JOB_MASTER, message);
  const take = (type: CheckpointOptions['type'], target: string | null): Future<CompletedCheckpoint> => {
    const uri = target ?? configuration['state.savepoints.dir'] ?? null;
    if (jobType !== 'STREAMING') {
      return failed(exception('java.lang.IllegalStateException', `Job ${jobId} is not a streaming job.`));
    }
    if (uri === null) {
      return failed(
        exception(
          'java.lang.IllegalStateException',
          "No savepoint directory configured. You can either specify a directory while cancelling via -s :targetDirectory or configure a cluster-wide default via key 'state.savepoints.dir'.",
        ),
      );
    }
    const unfit = options.unfit();
    if (unfit !== null)
      return failed(completionException(exception('org.apache.flink.runtime.checkpoint.CheckpointException', unfit)));
    try {
      const directory = createSavepointDirectory(platform, process, uri, jobId);
      const taken = createFuture<CompletedCheckpoint>();
      const result = createFuture<CompletedCheckpoint>();
      taken.whenComplete(
        (done) => result.complete(done),
        (error) => result.completeExceptionally(completionException(toJavaError(error))),
      );
      requests.add({ type, periodic: false, directory, result: taken });
      return result;
    } catch (error) {
      return failed(completionException(toJavaError(error)));
    }
  };
  /** StopWithSavepointTerminationHandlerImpl: settles when all `attempts` have ended; a job that did not FINISH as a whole is recovered. */
  const awaitEnds = (
    attempts: readonly Execution[],
    finished: () => void,
    broken: (states: readonly string[]) => void,
  ): void => {
    const check = (): void => {
      if (attempts.some(({ state }) => !isTerminal(state))) return;
      stopping.delete(check);
      const unfinished = new Set(attempts.flatMap(({ state }) => (state === 'FINISHED' ? [] : [state])));
      if (unfinished.size === 0) finished();
      else broken([...unfinished]);
    };
    stopping.add(check);
    check();
  };

  return {
    trigger(target, cancelJob) {
      jobMasterLog(`Triggering ${cancelJob ? 'cancel-with-' : ''}savepoint for job ${jobId}.`);
      if (cancelJob) requests.hold();
      const path = createFuture<string>();
      take('SAVEPOINT', target).whenComplete(
        (done) => {
          path.complete(done.path!);
          if (!cancelJob) return;
          jobMasterLog(`Savepoint stored in ${done.path}. Now cancelling ${jobId}.`);
          scheduler.cancel();
        },
        (error) => {
          if (cancelJob) requests.release();
          const cause = toJavaError(error);
          // SchedulerBase.triggerSavepoint completes with what failed on the way once more.
          path.completeExceptionally(cause.className === COMPLETION_EXCEPTION ? completionException(cause) : cause);
        },
      );
      return path;
    },
    stop(target, drain) {
      jobMasterLog(`Triggering stop-with-savepoint for job ${jobId}.`);
      requests.hold();
      const path = createFuture<string>();
      const attempts = graph.tasks.map((task) => task.current);
      take(drain ? 'SAVEPOINT_TERMINATE' : 'SAVEPOINT_SUSPEND', target).whenComplete(
        (done) =>
          awaitEnds(
            attempts,
            () => path.complete(done.path!),
            (states) => {
              const error = exception(
                'org.apache.flink.util.FlinkException',
                `Inconsistent execution state after stopping with savepoint. At least one execution is still in one of the following states: ${states.join(', ')}. A global fail-over is triggered to recover the job ${jobId}.`,
              );
              path.completeExceptionally(error);
              requests.release();
              scheduler.handleGlobalFailure(error);
            },
          ),
        (error) => {
          requests.release();
          path.completeExceptionally(error);
        },
      );
      return path;
    },
    taskEnded() {
      // After what the task's end leads to by itself.
      if (stopping.size === 0) return;
      process.schedule(0, () => {
        for (const check of [...stopping]) check();
      });
    },
  };
}
