import type { SubtaskRef } from '../../../trace/facts.ts';
import type { IoMetrics } from '../../rpc/gateways.ts';
import type { InputGate } from '../network/input-gate.ts';
import type { ResultPartition } from '../network/result-partition.ts';
import type { StreamOperator } from '../operators/operator.ts';
import { MIN_WATERMARK } from '../time/timestamps.ts';
import type { TaskMode } from './time-gauge.ts';

/** Under what a subtask's metrics are kept, whatever attempt it is at. */
export const subtaskKey = ({ job, vertex, subtask }: Omit<SubtaskRef, 'attempt'>): string =>
  `${job}/${vertex}/${subtask}`;

/** Metrics of a task for heartbeats and REST. */
export interface TaskMetrics {
  readonly io: IoMetrics;
  readonly buffersIn: number;
  readonly buffersInLocal: number;
  readonly buffersInRemote: number;
  readonly bytesInLocal: number;
  readonly bytesInRemote: number;
  readonly buffersOut: number;
  /** ms per second; busy is null (NaN) for legacy sources. */
  readonly busyMsPerSecond: number | null;
  readonly idleMsPerSecond: number;
  readonly backPressuredMsPerSecond: number;
  readonly isBackPressured: boolean;
  readonly inputQueueLength: number;
  readonly outputQueueLength: number;
  readonly outPoolUsage: number;
  readonly inPoolUsage: number;
  /** ms, null before the first. */
  readonly currentInputWatermark: number | null;
  readonly operators: readonly {
    readonly id: string;
    readonly name: string;
    readonly recordsIn: number;
    readonly recordsOut: number;
    /** Null: it has no windows. */
    readonly lateRecordsDropped: number | null;
    /** ms; Long.MIN_VALUE before the first. */
    readonly watermark: number;
    /** 0 for sources. */
    readonly inputs: number;
    /** Of user code. */
    readonly registered: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly lastCheckpointAlignmentMs: number;
}

/** What the metrics of a task are read from. */
export interface MeasuredTask {
  readonly io: IoMetrics;
  readonly gate: InputGate;
  readonly partitions: readonly ResultPartition[];
  readonly operators: readonly StreamOperator[];
  recordsOutOf(operator: StreamOperator): number;
  /** How many inputs its first operator has. */
  readonly inputs: number;
  /** ms per second. */
  readonly rates: Readonly<Record<TaskMode, number>>;
  readonly legacySource: boolean;
  readonly isBackPressured: boolean;
  readonly inputWatermark: number;
  readonly lastAlignmentMs: number;
}

export function metricsOf(task: MeasuredTask): TaskMetrics {
  const { gate, partitions, rates } = task;
  const remote = gate.channels.filter((channel) => channel.isRemote);
  return {
    io: task.io,
    buffersIn: gate.local.buffers + gate.remote.buffers,
    buffersInLocal: gate.local.buffers,
    buffersInRemote: gate.remote.buffers,
    bytesInLocal: gate.local.bytes,
    bytesInRemote: gate.remote.bytes,
    buffersOut: sum(partitions.map((partition) => partition.buffersOut)),
    busyMsPerSecond: task.legacySource ? null : rates.busy,
    idleMsPerSecond: rates.idle,
    backPressuredMsPerSecond: rates.backPressured,
    isBackPressured: task.isBackPressured,
    inputQueueLength: sum(gate.channels.map((channel) => channel.queued)),
    outputQueueLength: sum(partitions.map((partition) => partition.queued)),
    outPoolUsage:
      partitions.length === 0 ? 0 : Math.max(...partitions.map((partition) => Math.min(1, partition.poolUsage))),
    inPoolUsage:
      remote.length === 0 ? 0 : Math.min(1, sum(remote.map((channel) => channel.queued)) / (remote.length * 2 + 8)),
    currentInputWatermark: task.inputWatermark === MIN_WATERMARK ? null : task.inputWatermark,
    operators: task.operators.map((operator, i) => ({
      id: operator.chained.id,
      name: operator.name,
      recordsIn: operator.recordsIn,
      recordsOut: task.recordsOutOf(operator),
      lateRecordsDropped: 'lateRecordsDropped' in operator ? (operator.lateRecordsDropped as number) : null,
      watermark: operator.currentWatermark,
      inputs: i === 0 ? task.inputs : 1,
      registered: operator.metrics.values(),
    })),
    lastCheckpointAlignmentMs: task.lastAlignmentMs,
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
