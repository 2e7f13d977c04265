import type { ExecutionState, JobStatus } from '../../trace/facts.ts';
import type { JobGraph, JobVertex } from '../graph/types.ts';
import type { CheckpointSettings } from '../jobmanager/checkpoint-settings.ts';
import type { CheckpointStatistics, CheckpointStats } from '../jobmanager/checkpoint-statistics.ts';
import type { JobView } from '../jobmanager/cluster-view.ts';
import type { ExceptionHistoryEntry } from '../jobmanager/exception-history.ts';
import type { ErrorInfo, Execution } from '../jobmanager/execution-graph.ts';
import type { Accumulators, IoMetrics } from '../rpc/gateways.ts';
import { subtaskKey } from '../taskmanager/tasks/task-metrics.ts';

/** A job as REST sees it: copied when it was asked for (ArchivedExecutionGraph), so that later changes don't show. Times are virtual ms. */
export interface JobSnapshot {
  readonly jobId: string;
  readonly name: string;
  readonly status: JobStatus;
  readonly timestamps: ReadonlyMap<JobStatus, number>;
  readonly job: JobGraph;
  readonly vertices: readonly VertexSnapshot[];
  readonly failure: ErrorInfo | null;
  readonly exceptionHistory: readonly ExceptionHistoryEntry[];
  readonly restarts: number;
  readonly checkpoints: { readonly settings: CheckpointSettings; readonly statistics: CheckpointStatistics } | null;
}
export interface VertexSnapshot {
  readonly vertex: JobVertex;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly subtasks: readonly { readonly current: AttemptSnapshot; readonly prior: readonly AttemptSnapshot[] }[];
}
export interface AttemptSnapshot {
  readonly id: string;
  /** See {@link subtaskKey}. */
  readonly key: string;
  readonly subtask: number;
  readonly attempt: number;
  /** `Flat Map (1/2)` */
  readonly taskName: string;
  readonly state: ExecutionState;
  readonly timestamps: ReadonlyMap<ExecutionState, number>;
  readonly location: Execution['location'];
  readonly failure: ErrorInfo | null;
  readonly io: IoMetrics;
  readonly accumulators: Accumulators;
}

export function snapshotJob(view: JobView): JobSnapshot {
  const { job, graph } = view;
  return {
    jobId: view.jobId,
    name: view.jobName,
    status: view.status,
    timestamps: new Map(view.timestamps),
    job,
    vertices: (graph?.vertices ?? []).map(({ vertex, parallelism, maxParallelism, subtasks }) => ({
      vertex,
      parallelism,
      maxParallelism,
      subtasks: subtasks.map(({ current, prior }) => ({
        current: attempt(view.jobId, current),
        prior: prior.map((execution) => attempt(view.jobId, execution)),
      })),
    })),
    failure: view.failure,
    exceptionHistory: [...view.exceptionHistory],
    restarts: view.restarts,
    checkpoints: view.checkpoints && {
      settings: view.checkpoints.settings,
      statistics: statistics(view.checkpoints.statistics),
    },
  };
}

function attempt(job: string, execution: Execution): AttemptSnapshot {
  const { id, vertex, state, timestamps, location, failure, io, accumulators } = execution;
  return {
    id: id.id,
    key: subtaskKey({ job, vertex: id.vertex, subtask: id.subtask }),
    subtask: id.subtask,
    attempt: id.attempt,
    taskName: vertex.name,
    state,
    timestamps: new Map(timestamps),
    location,
    failure,
    io,
    accumulators,
  };
}

function statistics(live: CheckpointStatistics): CheckpointStatistics {
  const copies = new Map<CheckpointStats, CheckpointStats>();
  const one = (stats: CheckpointStats): CheckpointStats => {
    let copied = copies.get(stats);
    if (!copied) {
      copied = { ...stats, acknowledged: new Map([...stats.acknowledged].map(([id, acks]) => [id, new Map(acks)])) };
      copies.set(stats, copied);
    }
    return copied;
  };
  const maybe = (stats: CheckpointStats | null): CheckpointStats | null => stats && one(stats);
  const { stateSize, duration, alignmentBuffered, processedData, persistedData } = live.summary;
  const fixed = ({ min, max, avg }: { min: number; max: number; avg: number }) => ({ min, max, avg });
  return {
    counts: { ...live.counts },
    history: live.history.map(one),
    latestCompleted: maybe(live.latestCompleted),
    latestSavepoint: maybe(live.latestSavepoint),
    latestFailed: maybe(live.latestFailed),
    restored: live.restored,
    summary: {
      stateSize: fixed(stateSize),
      duration: fixed(duration),
      alignmentBuffered: fixed(alignmentBuffered),
      processedData: fixed(processedData),
      persistedData: fixed(persistedData),
    },
  };
}
