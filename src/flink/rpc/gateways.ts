import type { Process } from '../../platform/types.ts';
import type { ExecutionState } from '../../trace/facts.ts';
import type { JavaError } from '../api/jar.ts';
import type { JobEdge, JobGraph, JobVertex } from '../graph/types.ts';
import type { CheckpointOptions } from './checkpoint-options.ts';

/**
 * Flink's RPC gateways, in Flink's words. A gateway is the receiving object itself; callers reach it only through
 * `call` (rpc.ts), which carries each call over the simulated network, so that it takes time, shows on the trace and can be lost.
 * Answers come back the same way.
 */
export interface Endpoint<G> {
  /** `akka.tcp://flink@node1:6123/user/rpc/resourcemanager_1` */
  readonly address: string;
  readonly process: Process;
  readonly gateway: G;
}

export interface ExecutionAttemptId {
  readonly id: string;
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
}

/** Where a consumer finds one partition of its producer. */
export interface ShuffleDescriptor {
  readonly producer: ExecutionAttemptId;
  readonly taskManagerId: string;
  readonly edge: JobEdge;
}

export interface TaskDeploymentDescriptor {
  readonly job: JobGraph;
  readonly vertex: JobVertex;
  readonly attempt: ExecutionAttemptId;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly allocationId: string;
  readonly slot: number;
  /** Per input edge of the vertex, the partitions this subtask reads. */
  readonly inputs: readonly { readonly edge: JobEdge; readonly producers: readonly ShuffleDescriptor[] }[];
  /** Per outgoing edge, the consumers' subtask indexes this subtask writes to. */
  readonly outputs: readonly {
    readonly edge: JobEdge;
    readonly consumers: readonly number[];
    /** Of the consuming vertex. */
    readonly maxParallelism?: number;
  }[];
  readonly restore: TaskRestore | null;
}

/** State handed to a subtask on restore, by operator id. */
export interface TaskRestore {
  readonly checkpoint: number;
  readonly operators: Readonly<Record<string, OperatorSubtaskState>>;
  /** How to map restored in-flight data where parallelism has changed; null: nowhere. */
  readonly rescaling: InflightRescaling | null;
}
/** InflightDataRescalingDescriptor, by position among the task's inputs and outputs; null: that connection is as it was. */
export interface InflightRescaling {
  readonly inputs: readonly (ConnectionRescaling | null)[];
  readonly outputs: readonly (ConnectionRescaling | null)[];
}
export interface ConnectionRescaling {
  /** Old subtasks whose channel state this subtask restores. */
  readonly oldSubtasks: readonly number[];
  /** By channel of now, the old channels whose data goes there. */
  readonly oldChannels: readonly (readonly number[])[];
  /** An old subtask's data goes to several new ones: each keeps only the records that the partitioner sends it. */
  readonly ambiguous: boolean;
}
/** A subtask's state of one operator. Values are Java values, never shared with a running task (deep copies). */
export interface OperatorSubtaskState {
  /** By state name, by key group: serialised entries. */
  readonly keyed: readonly KeyedStateHandle[];
  readonly operator: readonly OperatorStateHandle[];
  /** In-flight data of an unaligned checkpoint: what waited at the task's inputs (kept with the head of its chain). */
  readonly inputChannels: readonly ChannelStateHandle[];
  /** And at its outputs (kept with the tail). */
  readonly resultSubpartitions: readonly ChannelStateHandle[];
  readonly size: number;
}
/** In-flight data of one channel, in order. */
export interface ChannelStateHandle {
  /** Position among the inputs or outputs of the task. */
  readonly connection: number;
  /** Who took it. */
  readonly subtask: number;
  /** The subtask at the other end of the channel. */
  readonly channel: number;
  readonly buffers: readonly InflightBuffer[];
}
export interface InflightBuffer {
  readonly values: readonly unknown[];
  readonly timestamps: readonly number[] | null;
  readonly marks: readonly StreamMark[] | null;
}
/** A stream element that is no record, between the records of a buffer: `at` is the index of the record that follows it. */
export type StreamMark =
  | { readonly at: number; readonly kind: 'watermark'; readonly watermark: number }
  | { readonly at: number; readonly kind: 'status'; readonly idle: boolean };

export interface KeyedStateHandle {
  readonly keyGroupStart: number;
  readonly keyGroupEnd: number;
  /** Opaque to the coordinator, except that `split` cuts it to a range of key groups. */
  readonly groups: ReadonlyMap<number, unknown>;
}
export interface OperatorStateHandle {
  readonly name: string;
  readonly mode: 'SPLIT_DISTRIBUTE' | 'UNION' | 'BROADCAST';
  readonly elements: readonly unknown[];
}

export interface TaskExecutionState {
  readonly attempt: ExecutionAttemptId;
  readonly state: ExecutionState;
  readonly error: JavaError | null;
  readonly accumulators: Accumulators;
  readonly io: IoMetrics;
}
/** Values of a task's accumulators (AccumulatorSnapshot), by name. */
export type Accumulators = Readonly<Record<string, { readonly kind: AccumulatorKind; readonly value: unknown }>>;
/** `own`: the value is an OwnAccumulator. */
export type AccumulatorKind = 'int' | 'long' | 'double' | 'histogram' | 'list' | 'own';
export interface IoMetrics {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly recordsIn: number;
  readonly recordsOut: number;
}

export interface SlotReport {
  readonly slots: readonly {
    readonly index: number;
    readonly allocationId: string | null;
    readonly jobId: string | null;
  }[];
}

export interface TaskExecutorGateway {
  readonly resourceId: string;
  requestSlot(slot: number, jobId: string, allocationId: string, jobMaster: Endpoint<JobMasterGateway>): void;
  submitTask(descriptor: TaskDeploymentDescriptor, jobMaster: Endpoint<JobMasterGateway>): void;
  cancelTask(attempt: ExecutionAttemptId): void;
  triggerCheckpoint(
    attempt: ExecutionAttemptId,
    checkpoint: number,
    timestamp: number,
    options: CheckpointOptions,
  ): void;
  confirmCheckpoint(attempt: ExecutionAttemptId, checkpoint: number, timestamp: number): void;
  abortCheckpoint(attempt: ExecutionAttemptId, checkpoint: number): void;
  freeSlot(allocationId: string, cause: string): void;
  /** Ids of blocking results that nobody will read any more. */
  releaseOrPromotePartitions(partitions: readonly string[]): void;
  heartbeatFromJobManager(jobId: string): void;
  heartbeatFromResourceManager(): void;
  disconnectJobManager(jobId: string, cause: string): void;
  disconnectResourceManager(cause: string): void;
}
export interface CheckpointMetrics {
  readonly alignmentMs: number;
  readonly syncMs: number;
  readonly asyncMs: number;
  readonly startDelayMs: number;
  readonly processedBytes: number;
  readonly persistedBytes: number;
}

export interface JobMasterGateway {
  readonly jobId: string;
  registerTaskManager(
    taskManager: Endpoint<TaskExecutorGateway>,
    location?: { readonly host: string; readonly dataPort: number },
  ): void;
  offerSlots(
    taskManagerId: string,
    slots: readonly { readonly index: number; readonly allocationId: string }[],
  ): readonly string[];
  updateTaskExecutionState(state: TaskExecutionState): void;
  acknowledgeCheckpoint(
    attempt: ExecutionAttemptId,
    checkpoint: number,
    metrics: CheckpointMetrics,
    state: Readonly<Record<string, OperatorSubtaskState>>,
  ): void;
  declineCheckpoint(attempt: ExecutionAttemptId, checkpoint: number, reason: string): void;
  heartbeatFromTaskManager(
    taskManagerId: string,
    io: readonly {
      readonly attempt: ExecutionAttemptId;
      readonly io: IoMetrics;
      readonly accumulators: Accumulators;
    }[],
  ): void;
  disconnectTaskManager(taskManagerId: string, cause: string): void;
  failSlot(taskManagerId: string, allocationId: string, cause: string): void;
  /** FLIP-27 sources ask their coordinator for splits. */
  requestNextSplit(attempt: ExecutionAttemptId, operator: string): unknown;
  heartbeatFromResourceManager?(): void;
  /** `acquired`: slots the job has by the ResourceManager's count. */
  /** `acquired`: ResourceRequirements of the slots that the job holds. */
  notifyNotEnoughResourcesAvailable?(acquired: readonly string[]): void;
  disconnectResourceManager?(cause: string): void;
}

export interface ResourceManagerGateway {
  registerTaskExecutor(taskExecutor: Endpoint<TaskExecutorGateway>, hardware: TaskManagerHardware): void;
  sendSlotReport(resourceId: string, report: SlotReport): void;
  notifySlotAvailable(resourceId: string, slot: number, allocationId: string): void;
  heartbeatFromTaskManager(resourceId: string, report: SlotReport): void;
  disconnectTaskManager(resourceId: string, cause: string): void;
  /** `session` of the JobMaster's leadership. */
  registerJobMaster(jobMaster: Endpoint<JobMasterGateway>, session: string): void;
  declareRequiredResources(jobId: string, slots: number, groups?: readonly SlotGroup[]): void;
  heartbeatFromJobManager?(jobId: string): void;
  disconnectJobManager?(jobId: string, cause: string): void;
}
/** What a slot sharing group of a job needs, for the trace. */
export interface SlotGroup {
  readonly name: string;
  readonly slots: number;
  readonly vertices: readonly string[];
}
export interface TaskManagerHardware {
  readonly slots: number;
  readonly cpuCores: number;
  readonly physicalMemory: number;
  readonly freeMemory: number;
  readonly managedMemory: number;
  readonly dataPort: number;
  readonly memory: Readonly<Record<string, number>>;
}
