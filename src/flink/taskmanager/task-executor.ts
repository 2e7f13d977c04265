import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, durationOption, intOption, longOption } from '../api/configuration.ts';
import { JavaError, printStackTrace } from '../api/jar.ts';
import { fileSystemsOf } from '../deployment/file-systems.ts';
import type { Log } from '../deployment/logging.ts';
import { stateSettingsLog } from '../graph/state-settings.ts';
import { describeSlotProfile } from '../memory/slot-profile.ts';
import type { TaskManagerMemory } from '../memory/taskmanager-memory.ts';
import type { Accumulators, ExecutionAttemptId, TaskExecutorGateway, TaskManagerHardware } from '../rpc/gateways.ts';
import { fencingToken, type HighAvailabilityServices } from '../rpc/leadership.ts';
import { type RegisteredEndpoint, rpcOf } from '../rpc/rpc.ts';
import { DEPLOY_FIRST, DEPLOY_NEXT } from './costs.ts';
import { createJobMasterConnections } from './job-master-connections.ts';
import { jvmOf } from './jvm.ts';
import { networkOptions } from './network/network-options.ts';
import { openShuffleEnvironment, type ShuffleEnvironment } from './network/shuffle-environment.ts';
import { createResourceManagerConnection } from './resource-manager-connection.ts';
import { createSlotTable, type SlotTable, type TaskSlot } from './slot-table.ts';
import { StreamTask } from './tasks/stream-task.ts';
import { subtaskKey, type TaskMetrics } from './tasks/task-metrics.ts';

const LOGGER = 'org.apache.flink.runtime.taskexecutor.TaskExecutor';
const SLOT_TABLE = 'org.apache.flink.runtime.taskexecutor.slot.TaskSlotTableImpl';
const STREAM_TASK = 'org.apache.flink.streaming.runtime.tasks.StreamTask';
const TASK = 'org.apache.flink.runtime.taskmanager.Task';

export interface TaskExecutorServices {
  readonly platform: Platform;
  readonly process: Process;
  readonly configuration: Configuration;
  readonly highAvailability: HighAvailabilityServices;
  /** `node2:43803-84ed27` */
  readonly resourceId: string;
  /** Address that others use. */
  readonly hostName: string;
  readonly rpcPort: number;
  readonly memory: TaskManagerMemory;
  readonly log: Log;
  /** Endpoint name, `taskmanager_0`. */
  readonly endpointName?: string;
  /** The TaskManager can't go on. */
  onFatalError(error: JavaError): void;
}

export interface TaskExecutor extends TaskExecutorGateway {
  readonly endpoint: RegisteredEndpoint<TaskExecutorGateway>;
  readonly slots: SlotTable;
  readonly memory: TaskManagerMemory;
  readonly shuffle: ShuffleEnvironment;
  /** Tasks that run here now. */
  readonly tasks: ReadonlyMap<string, StreamTask>;
  /** By {@link subtaskKey}. */
  metrics(): ReadonlyMap<string, TaskMetrics>;
  /** Looks for the ResourceManager. */
  start(): void;
  stop(): void;
}

const executors = new WeakMap<Platform, Map<string, TaskExecutor>>();

/** The TaskExecutor of that resource id, while its process lives (what a MetricQueryService is to REST). */
export function taskExecutorOf(platform: Platform, resourceId: string): TaskExecutor | undefined {
  const executor = executors.get(platform)?.get(resourceId);
  return executor?.endpoint.process.alive ? executor : undefined;
}

/** All TaskExecutors whose processes live. */
export function taskExecutorsOf(platform: Platform): readonly TaskExecutor[] {
  return [...(executors.get(platform)?.values() ?? [])].filter((executor) => executor.endpoint.process.alive);
}

/** `taskmanager.numberOfTaskSlots`. Throws Flink's IllegalArgumentException for what is no number. */
export function numberOfTaskSlots(configuration: Configuration): number {
  return intOption(configuration, 'taskmanager.numberOfTaskSlots') ?? 1;
}

/** TaskExecutor: offers slots, runs tasks. One process may hold several (MiniCluster). */
export function createTaskExecutor(services: TaskExecutorServices): TaskExecutor {
  const { platform, process, configuration, resourceId, hostName, log } = services;
  const { world } = platform;
  const rpc = rpcOf(platform);
  const jvm = jvmOf(platform, process);
  const slots = createSlotTable(numberOfTaskSlots(configuration));
  const dataPort = intOption(configuration, 'taskmanager.data.port') ?? 0;
  const shuffle = openShuffleEnvironment(
    platform,
    process,
    resourceId,
    hostName,
    dataPort,
    services.memory.network,
    networkOptions(configuration),
  );
  const slotTimeout = durationOption(configuration, 'taskmanager.slot.timeout') ?? 10_000;
  const tasks = new Map<string, StreamTask>();
  const allocationOf = new Map<StreamTask, string>();
  /** When the classes of a job are there, virtual ms. */
  const jobsReady = new Map<string, number>();
  let stopped = false;

  const slotProfile = describeSlotProfile({ ...services.memory }, slots.slots.length);
  const hash = (): string => world.random('identity-hash').hex(8);
  const hardware = (): TaskManagerHardware => ({
    slots: slots.slots.length,
    cpuCores: 2,
    physicalMemory: 8 * 1024 ** 3,
    freeMemory: services.memory.frameworkHeap + services.memory.taskHeap,
    managedMemory: services.memory.managed,
    dataPort: shuffle.dataPort,
    memory: { ...services.memory },
  });

  const resourceManager = createResourceManagerConnection(services, {
    endpoint: () => executor.endpoint,
    hardware,
    slotReport: () => slots.report(),
  });

  const jobMasters = createJobMasterConnections(services, {
    endpoint: () => executor.endpoint,
    dataPort: shuffle.dataPort,
    registered: (jobId) => offer(jobId),
    disconnected: (jobId, cause, keepSlots) => disconnect(jobId, cause, keepSlots),
  });

  // ---- JobMasters ----------------------------------------------------------------------------------------------------

  const offer = (jobId: string): void => {
    const jobMaster = jobMasters.registered(jobId);
    if (jobMaster === null) return;
    const offered = slots.ofJob(jobId).filter((slot) => !slot.active);
    if (offered.length === 0) return;
    log('INFO', LOGGER, `Offer reserved slots to the leader of job ${jobId}.`);
    const ids = offered.map(({ index, allocationId }) => ({ index, allocationId: allocationId! }));
    rpc.call(process, jobMaster, 'offerSlots', (g) => g.offerSlots(resourceId, ids), {
      detail: ids.map(({ index }) => index).join(','),
      onAnswer: (accepted) => {
        if (jobMasters.registered(jobId) !== jobMaster) return;
        for (const { allocationId } of ids) {
          const slot = slots.byAllocation(allocationId);
          if (slot && accepted.includes(allocationId)) {
            activate(slot);
          } else freeSlot(allocationId, `The slot was rejected by the JobManager.`);
        }
      },
      onFailure: () => {
        if (jobMasters.registered(jobId) === jobMaster) offer(jobId);
      },
    });
  };

  const activate = (slot: TaskSlot): void => {
    slot.active = true;
    log('INFO', SLOT_TABLE, `Activate slot ${slot.allocationId}.`);
  };
  const disconnect = (jobId: string, cause: string, keepSlots: boolean): void => {
    for (const task of [...tasks.values()]) {
      if (task.ref.job !== jobId) continue;
      const error = new JavaError(
        'org.apache.flink.util.FlinkException',
        `Disconnect from JobManager responsible for ${jobId}.`,
        [],
        new JavaError('java.lang.Exception', cause, [], null),
      );
      task.fail(error);
    }
    for (const slot of slots.ofJob(jobId)) {
      const { allocationId } = slot;
      if (!keepSlots) {
        freeSlot(allocationId!, cause);
        continue;
      }
      slot.active = false;
      watchSlot(allocationId!);
    }
  };

  /** TaskSlotTableImpl's timer: a slot that no JobMaster has taken within taskmanager.slot.timeout is free again. */
  const watchSlot = (allocationId: string): void => {
    process.schedule(slotTimeout, () => {
      const slot = slots.byAllocation(allocationId);
      if (slot && !slot.active) freeSlot(allocationId, `The slot ${allocationId} has timed out.`);
    });
  };

  const freeSlot = (allocationId: string, cause: string): void => {
    const slot = slots.byAllocation(allocationId);
    if (!slot) return;
    const { jobId, index } = slot;
    log(
      'INFO',
      SLOT_TABLE,
      `Free slot TaskSlot(index:${index}, state:${slot.active ? 'ACTIVE' : 'ALLOCATED'}, resource profile: ${slotProfile}, allocationId: ${allocationId}, jobId: ${jobId}).`,
    );
    for (const task of [...tasks.values()]) {
      if (allocationOf.get(task) !== allocationId) continue;
      task.fail(
        new JavaError(
          'org.apache.flink.util.FlinkException',
          `Freeing slot ${allocationId}.`,
          [],
          new JavaError('java.lang.Exception', cause, [], null),
        ),
      );
    }
    slots.free(allocationId);
    if (jobId !== null && slots.ofJob(jobId).length === 0) forgetJob(jobId);
    const target = resourceManager.resourceManager;
    if (target) {
      rpc.call(process, target, 'notifySlotAvailable', (g) => g.notifySlotAvailable(resourceId, index, allocationId), {
        detail: String(index),
      });
    }
  };
  /** The last slot of a job is free: its results and classes go. */
  const forgetJob = (jobId: string): void => {
    jobsReady.delete(jobId);
    for (const partition of [...shuffle.partitions.values()]) {
      if (partition.jobId !== jobId) continue;
      partition.release();
      shuffle.partitions.delete(partition.id);
    }
    jobMasters.forget(jobId);
  };

  const gone = (attempt: ExecutionAttemptId): void => {
    const task = tasks.get(attempt.id);
    tasks.delete(attempt.id);
    if (task) allocationOf.delete(task);
  };

  const executor: TaskExecutor = {
    resourceId,
    slots,
    memory: services.memory,
    shuffle,
    tasks,
    endpoint: undefined as never,
    metrics: () => new Map([...tasks.values()].map((task) => [subtaskKey(task.ref), task.metrics()])),

    start: resourceManager.start,
    stop() {
      if (stopped) return;
      stopped = true;
      for (const task of tasks.values()) task.cancel();
      jobMasters.stop();
      resourceManager.stop();
      shuffle.close();
      executor.endpoint.stop();
      executors.get(platform)?.delete(resourceId);
    },

    requestSlot(slot, jobId, allocationId, jobMaster) {
      log(
        'INFO',
        LOGGER,
        `Receive slot request ${allocationId} for job ${jobId} from resource manager with leader id ${fencingToken(resourceManager.leaderSession)}.`,
      );
      if (!slots.allocate(slot, jobId, allocationId)) {
        throw new JavaError(
          'org.apache.flink.runtime.taskexecutor.exceptions.SlotAllocationException',
          `Could not allocate slot with index ${slot}, because it is already taken.`,
          [],
          null,
        );
      }
      log('INFO', LOGGER, `Allocated slot for ${allocationId}.`);
      watchSlot(allocationId);
      jobMasters.connect(jobId, jobMaster);
    },

    submitTask(descriptor, jobMaster) {
      const { attempt, job, vertex, allocationId, parallelism } = descriptor;
      const slot = slots.byAllocation(allocationId);
      if (jobMasters.registered(job.jobId) === null) {
        throw new JavaError(
          'org.apache.flink.runtime.taskexecutor.exceptions.TaskSubmissionException',
          `Could not submit task because there is no JobManager associated for the job ${job.jobId}.`,
          [],
          null,
        );
      }
      if (!slot || slot.jobId !== job.jobId) {
        throw new JavaError(
          'org.apache.flink.runtime.taskexecutor.exceptions.TaskSubmissionException',
          `No task slot allocated for job ID ${job.jobId} and allocation ID ${allocationId}.`,
          [],
          null,
        );
      }
      activate(slot);
      const title = `${vertex.name} (${attempt.subtask + 1}/${parallelism})#${attempt.attempt} (${attempt.id})`;
      log('INFO', LOGGER, `Received task ${title}, deploy into slot with allocation id ${allocationId}.`);
      log('INFO', TASK, `${title} switched from CREATED to DEPLOYING.`);
      log('INFO', TASK, `Loading JAR files for task ${title} [DEPLOYING].`);
      let state = 'DEPLOYING';
      const ready = jobsReady.get(job.jobId) ?? world.now + DEPLOY_FIRST;
      jobsReady.set(job.jobId, ready);
      const task = new StreamTask({
        platform,
        process,
        jvm,
        shuffle,
        fileSystems: fileSystemsOf(platform),
        descriptor,
        deployDelay: Math.max(DEPLOY_NEXT, ready - world.now),
        cancellationTimeout: longOption(configuration, 'task.cancellation.timeout') ?? 180_000,
        cancellationInterval: longOption(configuration, 'task.cancellation.interval') ?? 30_000,
        log,
        report(next, error) {
          const terminal = next === 'FINISHED' || next === 'CANCELED' || next === 'FAILED';
          if (error)
            log(
              'WARN',
              TASK,
              `${title} switched from ${state} to ${next} with failure cause: ${printStackTrace(error).trimEnd()}\n`,
            );
          else log('INFO', TASK, `${title} switched from ${state} to ${next}.`);
          const deployed = state !== 'DEPLOYING';
          state = next;
          if (next === 'CANCELING') {
            if (deployed) log('INFO', TASK, `Triggering cancellation of task code ${title}.`);
            return;
          }
          if (next === 'INITIALIZING' && !job.dataSet)
            for (const line of stateSettingsLog(job.settings, configuration, hash)) log('INFO', STREAM_TASK, line);
          const accumulators = terminal ? accumulatorsOf(task) : {};
          const update = { attempt, state: next, error, accumulators, io: task.io };
          if (terminal) {
            log('INFO', TASK, `Freeing task resources for ${title}.`);
            log(
              'INFO',
              LOGGER,
              `Un-registering task and sending final execution state ${next} to JobManager for task ${task.fullName} ${attempt.id}.`,
            );
            gone(attempt);
          }
          rpc.call(process, jobMaster, 'updateTaskExecutionState', (g) => g.updateTaskExecutionState(update), {
            detail: `${vertex.name} (${attempt.subtask + 1}/${parallelism}) ${next}`,
          });
        },
        acknowledge: (checkpoint, metrics, states) =>
          rpc.call(
            process,
            jobMaster,
            'acknowledgeCheckpoint',
            (g) => g.acknowledgeCheckpoint(attempt, checkpoint, metrics, states),
            {
              detail: String(checkpoint),
            },
          ),
        decline: (checkpoint, reason) =>
          rpc.call(process, jobMaster, 'declineCheckpoint', (g) => g.declineCheckpoint(attempt, checkpoint, reason), {
            detail: `${checkpoint} ${reason}`,
          }),
        requestNextSplit: (operatorId) => (resume, fail) => {
          rpc.call(process, jobMaster, 'requestNextSplit', (g) => g.requestNextSplit(attempt, operatorId), {
            onAnswer: resume,
            onFailure: fail,
          });
          return undefined;
        },
        fatal: services.onFatalError,
      });
      tasks.set(attempt.id, task);
      allocationOf.set(task, allocationId);
      task.start();
    },

    cancelTask(attempt) {
      const task = tasks.get(attempt.id);
      if (!task) return;
      log(
        'INFO',
        TASK,
        `Attempting to cancel task ${task.taskName} (${attempt.subtask + 1}/${task.parallelism})#${attempt.attempt} (${attempt.id}).`,
      );
      task.cancel();
    },
    triggerCheckpoint(attempt, checkpoint, timestamp, options) {
      const task = tasks.get(attempt.id);
      if (!task) {
        throw new JavaError(
          'org.apache.flink.runtime.checkpoint.CheckpointException',
          'Task local checkpoint failure.',
          [],
          null,
        );
      }
      task.triggerCheckpoint(checkpoint, timestamp, options);
    },
    confirmCheckpoint(attempt, checkpoint) {
      tasks.get(attempt.id)?.notifyCheckpointComplete(checkpoint);
    },
    abortCheckpoint(attempt, checkpoint) {
      const task = tasks.get(attempt.id);
      if (task?.state === 'RUNNING') task.abortCheckpoint(checkpoint);
      else if (task)
        log('INFO', TASK, `Ignoring checkpoint aborted notification for non-running task ${task.fullName}.`);
    },
    freeSlot,
    heartbeatFromJobManager(jobId) {
      const jobMaster = jobMasters.heartbeat(jobId);
      if (!jobMaster) return;
      const io = [...tasks.values()]
        .filter((task) => task.ref.job === jobId)
        .map((task) => ({
          attempt: task.environment.descriptor.attempt,
          io: task.io,
          accumulators: accumulatorsOf(task),
        }));
      rpc.heartbeat(process, jobMaster, 'heartbeatFromTaskManager', (g) => g.heartbeatFromTaskManager(resourceId, io));
    },
    releaseOrPromotePartitions(partitions) {
      for (const id of partitions) {
        shuffle.partitions.get(id)?.release();
        shuffle.partitions.delete(id);
      }
    },
    heartbeatFromResourceManager: resourceManager.heartbeat,
    disconnectJobManager: (jobId, cause) => jobMasters.close(jobId, cause, false),
    disconnectResourceManager: resourceManager.disconnect,
  };
  const endpoint = rpc.register<TaskExecutorGateway>(
    process,
    hostName,
    services.rpcPort,
    services.endpointName ?? 'taskmanager_0',
    executor,
  );
  Object.assign(executor, { endpoint });
  let known = executors.get(platform);
  if (!known) {
    known = new Map();
    executors.set(platform, known);
  }
  known.set(resourceId, executor);
  return executor;
}

function accumulatorsOf(task: StreamTask): Accumulators {
  return Object.fromEntries(
    [...task.accumulators].map(([name, { kind, localValue }]) => [name, { kind, value: localValue() }]),
  );
}
