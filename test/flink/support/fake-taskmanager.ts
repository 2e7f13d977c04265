import { exception } from '../../../src/flink/jobmanager/errors.ts';
import type {
  Endpoint,
  ExecutionAttemptId,
  JobMasterGateway,
  OperatorSubtaskState,
  ResourceManagerGateway,
  TaskDeploymentDescriptor,
  TaskExecutorGateway,
} from '../../../src/flink/rpc/gateways.ts';
import type { HighAvailabilityServices } from '../../../src/flink/rpc/leadership.ts';
import { rpcOf } from '../../../src/flink/rpc/rpc.ts';
import type { Platform, Process } from '../../../src/platform/types.ts';

/**
 * A TaskManager that keeps the contract of the gateways and computes nothing: tasks start, run until told otherwise, acknowledge
 * checkpoints with the state that `stateOf` makes, and fail as real ones do when a TaskManager they read from is gone.
 */
export interface FakeTaskManager {
  readonly id: string;
  readonly process: Process;
  readonly slots: ReadonlyMap<number, { readonly allocationId: string; readonly jobId: string }>;
  readonly tasks: ReadonlyMap<string, TaskDeploymentDescriptor>;
  finish(vertex: string, subtask: number): void;
  fail(vertex: string, subtask: number, message: string): void;
  /** By hand, where the cluster does not acknowledge by itself. */
  acknowledge(vertex: string, checkpoint: number): void;
  decline(vertex: string, checkpoint: number, reason: string): void;
}
export interface FakeCluster {
  readonly taskManagers: FakeTaskManager[];
  stateOf: (descriptor: TaskDeploymentDescriptor, checkpoint: number) => Readonly<Record<string, OperatorSubtaskState>>;
  /** What was restored, in order of deployment. */
  readonly deployed: TaskDeploymentDescriptor[];
  acknowledges: boolean;
}

export const createFakeCluster = (): FakeCluster => ({
  taskManagers: [],
  stateOf: () => ({}),
  deployed: [],
  acknowledges: true,
});

const NO_IO = { bytesIn: 0, bytesOut: 0, recordsIn: 0, recordsOut: 0 };
const METRICS = { alignmentMs: 0, syncMs: 1, asyncMs: 2, startDelayMs: 0, processedBytes: 0, persistedBytes: 0 };

export function startFakeTaskManager(
  cluster: FakeCluster,
  platform: Platform,
  process: Process,
  highAvailability: HighAvailabilityServices,
  slotCount: number,
): FakeTaskManager {
  const rpc = rpcOf(platform);
  const { world } = platform;
  const port = 40_000 + process.pid;
  const id = `${process.machine.name}:${port}-${world.random('resource-id').hex(6)}`;
  const slots = new Map<number, { allocationId: string; jobId: string }>();
  interface Running {
    readonly descriptor: TaskDeploymentDescriptor;
    readonly jobMaster: Endpoint<JobMasterGateway>;
    state: 'DEPLOYING' | 'INITIALIZING' | 'RUNNING' | 'CANCELING' | 'FINISHED';
  }
  const tasks = new Map<string, Running>();
  const jobMasters = new Map<string, Endpoint<JobMasterGateway>>();
  let resourceManager: Endpoint<ResourceManagerGateway> | null = null;

  const report = (
    task: Running,
    state: 'INITIALIZING' | 'RUNNING' | 'FINISHED' | 'CANCELED' | 'FAILED',
    message?: string,
  ) =>
    rpc.call(process, task.jobMaster, 'updateTaskExecutionState', (jobMaster) =>
      jobMaster.updateTaskExecutionState({
        attempt: task.descriptor.attempt,
        state,
        error: message === undefined ? null : exception('java.lang.IllegalStateException', message),
        accumulators: {},
        io: NO_IO,
      }),
    );
  const end = (task: Running, state: 'FINISHED' | 'CANCELED' | 'FAILED', message?: string): void => {
    if (!tasks.delete(task.descriptor.attempt.id)) return;
    report(task, state, message);
  };
  const slotReport = () => ({
    slots: Array.from({ length: slotCount }, (_, index) => ({
      index,
      allocationId: slots.get(index)?.allocationId ?? null,
      jobId: slots.get(index)?.jobId ?? null,
    })),
  });
  const free = (index: number): void => {
    const slot = slots.get(index);
    if (!slot) return;
    slots.delete(index);
    for (const task of [...tasks.values()])
      if (task.descriptor.allocationId === slot.allocationId) end(task, 'FAILED', 'slot freed');
    const rm = resourceManager;
    if (rm)
      rpc.call(process, rm, 'notifySlotAvailable', (gateway) =>
        gateway.notifySlotAvailable(id, index, slot.allocationId),
      );
  };
  const offer = (jobId: string): void => {
    const jobMaster = jobMasters.get(jobId);
    if (!jobMaster) return;
    const mine = [...slots].filter(([, slot]) => slot.jobId === jobId);
    rpc.call(
      process,
      jobMaster,
      'offerSlots',
      (gateway) =>
        gateway.offerSlots(
          id,
          mine.map(([index, slot]) => ({ index, allocationId: slot.allocationId })),
        ),
      {
        onAnswer: (accepted) => {
          for (const [index, slot] of mine) if (!accepted.includes(slot.allocationId)) free(index);
        },
      },
    );
  };
  const alive = (taskManagerId: string): boolean =>
    cluster.taskManagers.some((other) => other.id === taskManagerId && other.process.alive);

  const gateway: TaskExecutorGateway = {
    resourceId: id,
    requestSlot(slot, jobId, allocationId, jobMaster) {
      if (slots.has(slot) && slots.get(slot)!.allocationId !== allocationId) throw new Error('slot occupied');
      slots.set(slot, { allocationId, jobId });
      if (jobMasters.get(jobId) === jobMaster) {
        offer(jobId);
        return;
      }
      jobMasters.set(jobId, jobMaster);
      rpc.call(
        process,
        jobMaster,
        'registerTaskManager',
        (master) => master.registerTaskManager(endpoint, { host: process.machine.name, dataPort: port + 1 }),
        {
          onAnswer: () => offer(jobId),
        },
      );
    },
    submitTask(descriptor, jobMaster) {
      const task: Running = { descriptor, jobMaster, state: 'DEPLOYING' };
      tasks.set(descriptor.attempt.id, task);
      cluster.deployed.push(descriptor);
      process.schedule(40, () => {
        if (task.state !== 'DEPLOYING') return;
        task.state = 'INITIALIZING';
        report(task, 'INITIALIZING');
        process.schedule(30, () => {
          if (task.state !== 'INITIALIZING') return;
          task.state = 'RUNNING';
          report(task, 'RUNNING');
          const dead = descriptor.inputs.some(({ producers }) =>
            producers.some((producer) => !alive(producer.taskManagerId)),
          );
          if (dead)
            process.schedule(
              90,
              () => task.state === 'RUNNING' && end(task, 'FAILED', 'Connection for partition not reachable.'),
            );
        });
      });
    },
    releaseOrPromotePartitions() {},
    cancelTask(attempt) {
      const task = tasks.get(attempt.id);
      if (!task) return;
      task.state = 'CANCELING';
      process.schedule(20, () => end(task, 'CANCELED'));
    },
    triggerCheckpoint(attempt, checkpoint) {
      const source = tasks.get(attempt.id);
      if (!source || !cluster.acknowledges) return;
      acknowledge(cluster, attempt, checkpoint);
    },
    confirmCheckpoint(attempt, checkpoint) {
      const task = tasks.get(attempt.id);
      if (task && stopping.get(attempt.id) === checkpoint) end(task, 'FINISHED');
    },
    abortCheckpoint() {},
    freeSlot(allocationId) {
      for (const [index, slot] of slots) if (slot.allocationId === allocationId) free(index);
    },
    heartbeatFromJobManager(jobId) {
      const jobMaster = jobMasters.get(jobId);
      if (jobMaster)
        rpc.heartbeat(process, jobMaster, 'heartbeatFromTaskManager', (master) =>
          master.heartbeatFromTaskManager(id, []),
        );
    },
    heartbeatFromResourceManager() {
      const rm = resourceManager;
      if (rm)
        rpc.heartbeat(process, rm, 'heartbeatFromTaskManager', (master) =>
          master.heartbeatFromTaskManager(id, slotReport()),
        );
    },
    disconnectJobManager(jobId) {
      jobMasters.delete(jobId);
      for (const [index, slot] of [...slots]) if (slot.jobId === jobId) free(index);
    },
    disconnectResourceManager() {
      resourceManager = null;
    },
  };
  const stopping = new Map<string, number>();
  const original = gateway.triggerCheckpoint;
  gateway.triggerCheckpoint = (attempt, checkpoint, timestamp, options) => {
    if (options.type === 'SAVEPOINT_SUSPEND' || options.type === 'SAVEPOINT_TERMINATE') {
      for (const taskManager of cluster.taskManagers) stops.get(taskManager)!(checkpoint);
    }
    original(attempt, checkpoint, timestamp, options);
  };
  const endpoint = rpc.register(process, process.machine.name, port, 'taskmanager_0', gateway);

  const register = (address: string): void => {
    rpc.connect(process, address, {
      onFailure: () => process.schedule(500, () => register(address)),
      onAnswer: (found) => {
        const rm = found as Endpoint<ResourceManagerGateway>;
        rpc.call(
          process,
          rm,
          'registerTaskExecutor',
          (target) =>
            target.registerTaskExecutor(endpoint, {
              slots: slotCount,
              cpuCores: 2,
              physicalMemory: 2 ** 33,
              freeMemory: 2 ** 28,
              managedMemory: 512 * 2 ** 20,
              dataPort: port + 1,
              memory: {},
            }),
          {
            onAnswer: () => {
              resourceManager = rm;
              rpc.call(process, rm, 'sendSlotReport', (target) => target.sendSlotReport(id, slotReport()));
            },
          },
        );
      },
    });
  };
  highAvailability.retrieval.retrieve(process, 'resource_manager', (leader) => {
    if (leader) register(leader.address);
  });
  // A neighbour's connection breaks when a TaskManager dies: whoever reads from it fails.
  const neighbourDied = (dead: string): void => {
    process.schedule(140, () => {
      for (const task of [...tasks.values()]) {
        if (task.state !== 'RUNNING') continue;
        if (
          task.descriptor.inputs.some(({ producers }) => producers.some((producer) => producer.taskManagerId === dead))
        ) {
          end(task, 'FAILED', `Connection unexpectedly closed by remote task manager '${dead}'.`);
        }
      }
    });
  };
  process.onClose(() => {
    for (const other of cluster.taskManagers) if (other.process.alive && other.id !== id) neighbours.get(other)!(id);
  });
  const ack = ({ jobMaster, descriptor }: Running, checkpoint: number): void =>
    rpc.call(process, jobMaster, 'acknowledgeCheckpoint', (master) =>
      master.acknowledgeCheckpoint(descriptor.attempt, checkpoint, METRICS, cluster.stateOf(descriptor, checkpoint)),
    );
  const handle: FakeTaskManager = {
    id,
    process,
    slots,
    get tasks() {
      return new Map([...tasks].map(([attempt, task]) => [attempt, task.descriptor]));
    },
    finish(vertex, subtask) {
      for (const task of [...tasks.values()]) {
        if (task.descriptor.vertex.name === vertex && task.descriptor.attempt.subtask === subtask)
          end(task, 'FINISHED');
      }
    },
    fail(vertex, subtask, message) {
      for (const task of [...tasks.values()]) {
        if (task.descriptor.vertex.name === vertex && task.descriptor.attempt.subtask === subtask)
          end(task, 'FAILED', message);
      }
    },
    acknowledge(vertex, checkpoint) {
      for (const task of tasks.values()) if (task.descriptor.vertex.name === vertex) ack(task, checkpoint);
    },
    decline(vertex, checkpoint, reason) {
      for (const { descriptor, jobMaster } of tasks.values()) {
        if (descriptor.vertex.name !== vertex) continue;
        rpc.call(process, jobMaster, 'declineCheckpoint', (master) =>
          master.declineCheckpoint(descriptor.attempt, checkpoint, reason),
        );
      }
    },
  };
  neighbours.set(handle, neighbourDied);
  stops.set(handle, (checkpoint) => {
    for (const attempt of tasks.keys()) stopping.set(attempt, checkpoint);
  });
  acks.set(handle, (attempt, checkpoint) => {
    for (const task of tasks.values()) {
      if (task.descriptor.attempt.id !== attempt.id && task.descriptor.inputs.length === 0) continue;
      process.schedule(10, () => ack(task, checkpoint));
    }
  });
  cluster.taskManagers.push(handle);
  return handle;
}

const neighbours = new WeakMap<FakeTaskManager, (dead: string) => void>();
const stops = new WeakMap<FakeTaskManager, (checkpoint: number) => void>();
const acks = new WeakMap<FakeTaskManager, (attempt: ExecutionAttemptId, checkpoint: number) => void>();

/** Barriers arrive everywhere at once: the source that was asked and all tasks with inputs acknowledge. */
function acknowledge(cluster: FakeCluster, attempt: ExecutionAttemptId, checkpoint: number): void {
  for (const taskManager of cluster.taskManagers)
    if (taskManager.process.alive) acks.get(taskManager)!(attempt, checkpoint);
}
