import type { JobGraph } from '../graph/types.ts';
import type { CheckpointRecovery, CompletedCheckpoint, RecoveredCheckpoints } from '../jobmanager/checkpoint-store.ts';
import type { JobGraphStore } from '../jobmanager/dispatcher.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { createFuture, type Future } from '../rpc/future.ts';
import type { Log } from './logging.ts';
import type { StateHandleStore } from './state-handles.ts';

/** Serialised size of a job graph, bytes. */
const JOB_GRAPH_SIZE = 20_000;

const flinkException = (message: string, cause: unknown): Error =>
  exception('org.apache.flink.util.FlinkException', message, toJavaError(cause));

/** DefaultJobGraphStore: job graphs by the id of their job. */
export function defaultJobGraphStore(handles: StateHandleStore, log: Log): JobGraphStore {
  const logger = 'org.apache.flink.runtime.jobmanager.DefaultJobGraphStore';
  return {
    put(job) {
      const added = handles.add(job.jobId, job, JOB_GRAPH_SIZE);
      added.whenComplete(() => log('INFO', logger, `Added JobGraph(jobId: ${job.jobId}) to ${handles.name}.`));
      return added;
    },
    remove: (jobId) => handles.remove(jobId),
    recover() {
      const jobs = createFuture<readonly JobGraph[]>();
      handles.list().whenComplete((found) => {
        try {
          jobs.complete(
            found.map((handle) => {
              const job = handle.take() as JobGraph;
              log('INFO', logger, `Recovered JobGraph(jobId: ${handle.key}).`);
              return job;
            }),
          );
        } catch (error) {
          jobs.completeExceptionally(
            flinkException(
              'Could not retrieve submitted JobGraph from state handle. This indicates that the retrieved state handle is broken. Try cleaning the state handle store.',
              error,
            ),
          );
        }
      });
      return jobs;
    },
  };
}

/** What a job has beside its checkpoints: CheckpointIDCounter and RunningJobsRegistry. */
export interface JobRegistry {
  setRunning(jobId: string): void;
  /** 1 where none was set. */
  counter(jobId: string): Future<number>;
  setCounter(jobId: string, next: number): void;
  /** Forgets all of a job but its graph. */
  clear(jobId: string): void;
}

const COMPLETED_CHECKPOINT_STORE = 'org.apache.flink.runtime.checkpoint.DefaultCompletedCheckpointStore';

/** DefaultCompletedCheckpointStore: the checkpoints of each job by their numbers. */
export function defaultCheckpointRecovery(
  handlesOf: (jobId: string) => StateHandleStore,
  registry: JobRegistry,
  log: Log,
): CheckpointRecovery {
  const key = (id: number): string => String(id).padStart(19, '0');
  return {
    storeClass: COMPLETED_CHECKPOINT_STORE,
    recover(jobId) {
      const result = createFuture<RecoveredCheckpoints>();
      const handles = handlesOf(jobId);
      log('INFO', COMPLETED_CHECKPOINT_STORE, `Recovering checkpoints from ${handles.name}.`);
      registry.setRunning(jobId);
      handles.list().whenComplete((found) => {
        registry.counter(jobId).whenComplete((nextId) => {
          try {
            const checkpoints = found.map((handle) => handle.take() as CompletedCheckpoint);
            result.complete({ checkpoints: checkpoints.sort((a, b) => a.id - b.id), nextId });
          } catch (error) {
            result.completeExceptionally(flinkException('Could not retrieve checkpoint from state handle.', error));
          }
        });
      });
      return result;
    },
    add: (checkpoint) => handlesOf(checkpoint.jobId).add(key(checkpoint.id), checkpoint, checkpoint.size + 256),
    remove: (jobId, id) => handlesOf(jobId).remove(key(id)),
    setCounter: (jobId, next) => registry.setCounter(jobId, next),
    clear: (jobId) => registry.clear(jobId),
  };
}

/** One store for each job, made when it is first asked for. */
export function perJob(create: (jobId: string) => StateHandleStore): (jobId: string) => StateHandleStore {
  const stores = new Map<string, StateHandleStore>();
  return (jobId) => {
    const known = stores.get(jobId);
    if (known) return known;
    const store = create(jobId);
    stores.set(jobId, store);
    return store;
  };
}
