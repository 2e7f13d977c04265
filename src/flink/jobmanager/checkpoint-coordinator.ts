import type { Platform, Process } from '../../platform/types.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { type Configuration, intOption } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';
import { stateSettingsLog } from '../graph/state-settings.ts';
import { checkpointOptions } from '../rpc/checkpoint-options.ts';
import type { Future } from '../rpc/future.ts';
import type { CheckpointMetrics, ExecutionAttemptId, OperatorSubtaskState } from '../rpc/gateways.ts';
import { rpcOf } from '../rpc/rpc.ts';
import { CHECKPOINT_FAILURES, type CheckpointFailureReason, failureReason } from './checkpoint-failures.ts';
import { deleteCheckpoint, loadCheckpoint, openCheckpointDirectory, writeMetadata } from './checkpoint-files.ts';
import { type CheckpointRequest, createCheckpointRequests } from './checkpoint-requests.ts';
import { type CheckpointSettings, checkpointSettings } from './checkpoint-settings.ts';
import { type CheckpointStatistics, createCheckpointStats } from './checkpoint-statistics.ts';
import type { CheckpointRecovery, CompletedCheckpoint, RecoveredCheckpoints } from './checkpoint-store.ts';
import { exception, toJavaError } from './errors.ts';
import { type Execution, type ExecutionGraph, type ExecutionVertex, isTerminal } from './execution-graph.ts';
import { PendingCheckpoint } from './pending-checkpoint.ts';
import { createSavepoints } from './savepoints.ts';
import type { CheckpointHooks, Scheduler } from './scheduler.ts';
import type { TaskManagerConnection } from './slot-pool.ts';
import type { SplitCoordinators } from './split-coordinators.ts';
import { assignStates, validateCheckpoint } from './state-assignment.ts';
import { below, type StatePath } from './state-storage.ts';
import { describeLocation } from './task-calls.ts';

export interface CheckpointCoordinator {
  readonly settings: CheckpointSettings;
  readonly statistics: CheckpointStatistics;
  readonly hooks: CheckpointHooks;
  /** Oldest first. */
  readonly completed: readonly CompletedCheckpoint[];
  acknowledge(
    attempt: ExecutionAttemptId,
    checkpoint: number,
    metrics: CheckpointMetrics,
    state: Readonly<Record<string, OperatorSubtaskState>>,
  ): void;
  decline(attempt: ExecutionAttemptId, checkpoint: number, reason: string): void;
  /** Settles with the savepoint's path. `cancelJob`: `flink cancel -s`. */
  triggerSavepoint(directory: string | null, cancelJob: boolean): Future<string>;
  /** Settles with the path once the job has FINISHED. */
  stopWithSavepoint(directory: string | null, drain: boolean): Future<string>;
}

export interface CheckpointCoordinatorOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly graph: ExecutionGraph;
  readonly scheduler: Scheduler;
  readonly splits: SplitCoordinators;
  readonly configuration: Configuration;
  readonly recovery: CheckpointRecovery;
  readonly recovered: RecoveredCheckpoints;
  readonly taskManagers: ReadonlyMap<string, TaskManagerConnection>;
  readonly log: Log;
}

const LOGGER = 'org.apache.flink.runtime.checkpoint.CheckpointCoordinator';
const JOB_MASTER = 'org.apache.flink.runtime.jobmaster.JobMaster';
const CHECKPOINTS = 'org.apache.flink.runtime.checkpoint.Checkpoints';
const STATE_ASSIGNMENT = 'org.apache.flink.runtime.checkpoint.StateAssignmentOperation';
const COMPLETED_CHECKPOINT = 'org.apache.flink.runtime.checkpoint.CompletedCheckpoint';
/** Writing `_metadata` and the pointer (ms); "Completed checkpoint … in 20 ms" includes it. */
const FINALIZE_MS = 6;

/** `state.checkpoints.num-retained`. Throws what SchedulerUtils makes of a value that is no number. */
function retainedCheckpoints(configuration: Configuration): number {
  try {
    return intOption(configuration, 'state.checkpoints.num-retained') ?? 1;
  } catch (error) {
    throw exception(
      'org.apache.flink.runtime.client.JobExecutionException',
      'Failed to initialize high-availability completed checkpoint store',
      toJavaError(error),
    );
  }
}

/** Restores from `recovered` or from the job's savepoint first; throws a JavaError when that state does not fit. */
export function createCheckpointCoordinator(options: CheckpointCoordinatorOptions): CheckpointCoordinator {
  const { platform, process, graph, scheduler, splits, configuration, recovery, log } = options;
  const { world } = platform;
  const { job } = graph;
  const rpc = rpcOf(platform);
  const settings = checkpointSettings(graph, configuration);
  const stats = createCheckpointStats(graph, intOption(configuration, 'web.checkpoints.history') ?? 10);
  const retained = retainedCheckpoints(configuration);
  const completed: CompletedCheckpoint[] = [...options.recovered.checkpoints];
  const pending = new Map<number, PendingCheckpoint>();
  let nextId = options.recovered.nextId;
  let directory: StatePath | null = null;
  let failures = 0;
  const info = (message: string): void => log('INFO', LOGGER, message);

  const requests = createCheckpointRequests({
    process,
    now: () => world.now,
    delay: world.random('checkpoint-delay'),
    settings,
    pending: () => pending.size,
    trigger: (wanted) => trigger(wanted),
  });

  // ---- trigger -----------------------------------------------------------------------------------------------------------

  /** DefaultCheckpointPlanCalculator (1.13): no task may have finished, all sources must run. */
  const unfitTask = (): string | null => {
    if (graph.tasks.some((task) => task.current.state === 'FINISHED')) {
      return `some tasks of job ${job.jobId} has been finished, abort the checkpoint Failure reason: ${CHECKPOINT_FAILURES.NOT_ALL_REQUIRED_TASKS_RUNNING.text}`;
    }
    for (const task of graph.tasks) {
      if (task.inputs.length === 0 && task.current.state !== 'RUNNING') {
        return `Checkpoint triggering task ${task.name} of job ${job.jobId} is not being executed at the moment. Aborting checkpoint. Failure reason: ${CHECKPOINT_FAILURES.NOT_ALL_REQUIRED_TASKS_RUNNING.text}`;
      }
    }
    return null;
  };
  const savepoints = createSavepoints({
    platform,
    process,
    graph,
    scheduler,
    configuration,
    requests,
    log,
    unfit: () => refusal(),
  });
  /** Why no checkpoint can be taken now; logs it. */
  const refusal = (): string | null => {
    const unfit = unfitTask();
    if (unfit !== null) info(`Failed to trigger checkpoint for job ${job.jobId} since ${unfit}`);
    return unfit;
  };
  const trigger = (wanted: CheckpointRequest): void => {
    const unfit = refusal();
    if (unfit !== null) {
      wanted.result.completeExceptionally(exception('org.apache.flink.runtime.checkpoint.CheckpointException', unfit));
      requests.next();
      return;
    }
    const id = nextId++;
    recovery.setCounter(job.jobId, nextId);
    const savepoint = wanted.type !== 'CHECKPOINT';
    const checkpoint = new PendingCheckpoint(
      id,
      wanted,
      world.now,
      wanted.directory ?? (directory ? below(directory, `chk-${id}`) : null),
      graph.tasks.map((task) => task.current),
      splits.snapshot(id),
    );
    pending.set(id, checkpoint);
    stats.pending(
      id,
      !savepoint ? 'CHECKPOINT' : wanted.type === 'SAVEPOINT' ? 'SAVEPOINT' : 'SYNC_SAVEPOINT',
      world.now,
    );
    world.emit({
      kind: 'checkpoint.triggered',
      job: job.jobId,
      checkpoint: id,
      type: !savepoint ? 'checkpoint' : wanted.type === 'SAVEPOINT' ? 'savepoint' : 'stop-with-savepoint',
      tasks: graph.tasks.length,
    });
    const timestamp = Math.floor(platform.epoch + world.now);
    info(`Triggering checkpoint ${id} (type=${wanted.type}) @ ${timestamp} for job ${job.jobId}.`);
    checkpoint.timeout = process.schedule(settings.timeout, () => {
      info(`Checkpoint ${id} of job ${job.jobId} expired before completing.`);
      abort(checkpoint, 'CHECKPOINT_EXPIRED');
    });
    const barrierOptions = checkpointOptions(wanted.type, settings);
    for (const task of graph.tasks) {
      if (task.inputs.length > 0) continue;
      const { current } = task;
      callTask(current, 'triggerCheckpoint', `checkpoint ${id}`, (taskManager) =>
        taskManager.triggerCheckpoint(current.id, id, timestamp, barrierOptions),
      );
    }
    requests.next();
  };
  const callTask = (
    execution: Execution,
    name: string,
    detail: string,
    invoke: (taskManager: TaskManagerConnection['endpoint']['gateway']) => void,
  ): void => {
    const taskManager = execution.location && options.taskManagers.get(execution.location.taskManager);
    if (taskManager) rpc.call(process, taskManager.endpoint, name, invoke, { detail });
  };

  // ---- acknowledgements ----------------------------------------------------------------------------------------------------

  const complete = (checkpoint: PendingCheckpoint): void => {
    const finished = checkpoint.finish(job.jobId);
    try {
      if (checkpoint.directory) writeMetadata(checkpoint.directory, process, finished);
    } catch (error) {
      abort(checkpoint, 'FINALIZE_CHECKPOINT_FAILURE', toJavaError(error).message);
      return;
    }
    recovery.add(finished).whenComplete(
      () => {
        if (!pending.delete(finished.id)) return;
        checkpoint.timeout?.cancel();
        completed.push(finished);
        while (completed.length > retained) discard(completed.shift()!);
        for (const older of [...pending.values()]) {
          if (older.id < finished.id && older.request.type === 'CHECKPOINT') abort(older, 'CHECKPOINT_SUBSUMED');
        }
        failures = 0;
        requests.completedAt(world.now);
        stats.completed(finished.id, finished.path);
        const took = world.now - checkpoint.triggeredAt;
        world.emit({
          kind: 'checkpoint.completed',
          job: job.jobId,
          checkpoint: finished.id,
          path: finished.path,
          stateSize: finished.size,
          durationMs: took,
        });
        info(
          `Completed checkpoint ${finished.id} for job ${job.jobId} (${finished.size} bytes in ${Math.round(took)} ms).`,
        );
        splits.completed(finished.id);
        const timestamp = Math.floor(platform.epoch + checkpoint.triggeredAt);
        for (const execution of checkpoint.attempts) {
          callTask(execution, 'confirmCheckpoint', `checkpoint ${finished.id}`, (taskManager) =>
            taskManager.confirmCheckpoint(execution.id, finished.id, timestamp),
          );
        }
        checkpoint.request.result.complete(finished);
        requests.next();
      },
      (error) => abort(checkpoint, 'FINALIZE_CHECKPOINT_FAILURE', error.message),
    );
  };
  const discard = (checkpoint: CompletedCheckpoint): void => {
    recovery.remove(job.jobId, checkpoint.id);
    // Savepoints belong to the user.
    if (checkpoint.savepoint) return;
    if (checkpoint.path) deleteCheckpoint(platform, process, checkpoint.path);
    stats.discarded(checkpoint.id);
  };
  const abort = (checkpoint: PendingCheckpoint, reason: CheckpointFailureReason, detail?: string): void => {
    if (!pending.delete(checkpoint.id)) return;
    checkpoint.timeout?.cancel();
    const text = detail ?? CHECKPOINT_FAILURES[reason].text;
    stats.failed(checkpoint.id, world.now, text);
    world.emit({ kind: 'checkpoint.aborted', job: job.jobId, checkpoint: checkpoint.id, reason: text });
    if (checkpoint.directory) {
      try {
        deleteCheckpoint(platform, process, checkpoint.directory.uri);
      } catch {
        // A directory that cannot be deleted stays behind, as in Flink.
      }
    }
    for (const execution of checkpoint.attempts) {
      if (isTerminal(execution.state)) continue;
      callTask(execution, 'abortCheckpoint', `checkpoint ${checkpoint.id}`, (taskManager) =>
        taskManager.abortCheckpoint(execution.id, checkpoint.id),
      );
    }
    checkpoint.request.result.completeExceptionally(
      exception('org.apache.flink.runtime.checkpoint.CheckpointException', text),
    );
    if (CHECKPOINT_FAILURES[reason].counts && checkpoint.request.type === 'CHECKPOINT') {
      failures++;
      if (failures > settings.tolerableFailures) {
        failures = 0;
        requests.running(false);
        process.schedule(0, () =>
          scheduler.handleGlobalFailure(
            exception(
              'org.apache.flink.util.FlinkRuntimeException',
              'Exceeded checkpoint tolerable failure threshold.',
            ),
          ),
        );
        return;
      }
    }
    requests.next();
  };
  const abortAll = (reason: CheckpointFailureReason): void => {
    requests.rejectAll(reason);
    for (const checkpoint of [...pending.values()]) abort(checkpoint, reason);
  };

  // ---- restore -------------------------------------------------------------------------------------------------------------

  const restoreInto = (checkpoint: CompletedCheckpoint, tasks: readonly ExecutionVertex[]): void => {
    const assigned = assignStates(checkpoint, [...new Set(tasks.map((task) => task.jobVertex))], graph);
    for (const task of tasks) task.current.restore = assigned.get(task.jobVertex.vertex.id)![task.subtask] ?? null;
    const kind = checkpoint.savepoint ? 'Savepoint' : 'Checkpoint';
    info(
      `Restoring job ${job.jobId} from ${kind} ${checkpoint.id} @ ${Math.floor(platform.epoch + checkpoint.triggeredAt)} for ${checkpoint.jobId} located at ${checkpoint.path ?? '<checkpoint-not-externally-addressable>'}.`,
    );
    info('No master state to restore');
    stats.restored({
      id: checkpoint.id,
      at: world.now,
      savepoint: checkpoint.savepoint,
      externalPath: checkpoint.path,
    });
    world.emit({
      kind: 'checkpoint.restored',
      job: job.jobId,
      checkpoint: checkpoint.id,
      savepoint: checkpoint.savepoint,
    });
  };
  const restoreAtStart = (): void => {
    const latest = completed.at(-1);
    if (latest) {
      splits.restore(latest.coordinators);
      restoreInto(latest, graph.tasks);
      return;
    }
    info('No checkpoint found during restore.');
    const { savepoint } = job;
    if (!savepoint) return;
    info(
      `Starting job ${job.jobId} from savepoint ${savepoint.path} (${savepoint.allowNonRestoredState ? 'allowing non restored state' : ''})`,
    );
    const loaded = loadCheckpoint(platform, process, savepoint.path);
    for (const operator of validateCheckpoint(loaded, graph, savepoint.allowNonRestoredState)) {
      log('INFO', CHECKPOINTS, `Skipping savepoint state for operator ${operator}.`);
    }
    // It belongs to whoever took it: never deleted when it is subsumed here. Metadata does not say when it was taken: at 0.
    const restored: CompletedCheckpoint = { ...loaded, savepoint: true, triggeredAt: -platform.epoch };
    nextId = Math.max(nextId, loaded.id + 1);
    recovery.setCounter(job.jobId, nextId);
    info(`Reset the checkpoint ID of job ${job.jobId} to ${nextId}.`);
    completed.push(restored);
    recovery.add(restored);
    splits.restore(restored.coordinators);
    restoreInto(restored, graph.tasks);
  };
  if (!job.dataSet) {
    const hash = (): string => world.random('identity-hash').hex(8);
    for (const line of stateSettingsLog(job.settings, configuration, hash)) log('INFO', JOB_MASTER, line);
    if (settings.interval !== null && settings.storage !== null) {
      directory = openCheckpointDirectory(platform, process, settings.storage, job.jobId);
    }
    restoreAtStart();
  }

  /** What happens to the checkpoints of a job that is over (CheckpointProperties). */
  const shutdown = (status: JobStatus): void => {
    if (job.dataSet) return;
    info(`Stopping checkpoint coordinator for job ${job.jobId}.`);
    abortAll('CHECKPOINT_COORDINATOR_SHUTDOWN');
    if (status === 'SUSPENDED') return;
    log('INFO', recovery.storeClass, 'Shutting down');
    const keep =
      (status === 'CANCELED' && settings.externalized === 'RETAIN_ON_CANCELLATION') ||
      (status === 'FAILED' && settings.externalized !== null);
    for (const checkpoint of completed) {
      if (keep) recovery.remove(job.jobId, checkpoint.id);
      else discard(checkpoint);
      if (keep || checkpoint.savepoint)
        log('INFO', COMPLETED_CHECKPOINT, `Checkpoint with ID ${checkpoint.id} at '${checkpoint.path}' not discarded.`);
    }
    recovery.clear(job.jobId);
  };

  const hooks: CheckpointHooks = {
    abortPending: (reason) => abortAll(failureReason(reason)),
    restore(tasks) {
      abortAll('JOB_FAILOVER_REGION');
      const latest = completed.at(-1);
      splits.resetReaders(tasks, latest?.id ?? 0);
      if (!latest) {
        info('No checkpoint found during restore.');
        return;
      }
      const restored = new Set(tasks.map((task) => task.jobVertex));
      for (const other of graph.vertices) {
        if (restored.has(other)) continue;
        for (const { id } of other.vertex.chain)
          log('INFO', STATE_ASSIGNMENT, `Skipped checkpoint state for operator ${id}.`);
      }
      restoreInto(latest, tasks);
    },
    jobStatusChanged(status) {
      requests.running(status === 'RUNNING');
      if (status !== 'RUNNING') {
        if (status === 'FINISHED' || status === 'CANCELED' || status === 'FAILED' || status === 'SUSPENDED')
          shutdown(status);
        else abortAll('CHECKPOINT_COORDINATOR_SUSPEND');
      }
    },
    taskStateChanged(execution) {
      if (isTerminal(execution.state)) savepoints.taskEnded();
      else if (execution.state === 'RUNNING') splits.readerRegistered(execution);
    },
  };

  return {
    settings,
    statistics: stats.snapshot,
    hooks,
    completed,
    acknowledge(attempt, id, metrics, state) {
      const checkpoint = pending.get(id);
      const execution = checkpoint?.missing.get(attempt.id);
      if (!checkpoint) {
        const location = graph.execution(attempt.id)?.location;
        log(
          'WARN',
          LOGGER,
          `Received late message for now expired checkpoint attempt ${id} from task ${attempt.id} of job ${job.jobId} at ${location ? describeLocation(location) : 'unknown location'}.`,
        );
        return;
      }
      if (!execution) return;
      const size = checkpoint.acknowledge(execution, state);
      const { subtask } = execution.vertex;
      stats.acknowledged(id, attempt.vertex, { subtask, acknowledgedAt: world.now, stateSize: size, metrics });
      world.emit({
        kind: 'checkpoint.acknowledged',
        job: job.jobId,
        vertex: attempt.vertex,
        subtask,
        attempt: attempt.attempt,
        checkpoint: id,
        stateSize: size,
        alignmentMs: metrics.alignmentMs,
        syncMs: metrics.syncMs,
        asyncMs: metrics.asyncMs,
      });
      if (checkpoint.missing.size > 0) return;
      process.schedule(FINALIZE_MS, () => {
        if (pending.get(id) === checkpoint) complete(checkpoint);
      });
    },
    decline(attempt, id, reason) {
      const checkpoint = pending.get(id);
      if (!checkpoint) return;
      const known = failureReason(reason);
      info(
        `Decline checkpoint ${id} by task ${attempt.id} of job ${job.jobId} at ${graph.execution(attempt.id)?.location?.taskManager ?? 'unknown location'}.`,
      );
      abort(checkpoint, known, known in CHECKPOINT_FAILURES && reason in CHECKPOINT_FAILURES ? undefined : reason);
    },
    triggerSavepoint: savepoints.trigger,
    stopWithSavepoint: savepoints.stop,
  };
}
