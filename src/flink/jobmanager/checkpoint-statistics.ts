import type { CheckpointMetrics } from '../rpc/gateways.ts';
import type { ExecutionGraph } from './execution-graph.ts';

/** Statistics of one subtask's part in a checkpoint (SubtaskStateStats). Times are virtual ms, sizes bytes. */
export interface SubtaskCheckpointStats {
  readonly subtask: number;
  readonly acknowledgedAt: number;
  readonly stateSize: number;
  readonly metrics: CheckpointMetrics;
}
/** One checkpoint for `/jobs/:id/checkpoints` (AbstractCheckpointStats). */
export interface CheckpointStats {
  readonly id: number;
  readonly type: 'CHECKPOINT' | 'SAVEPOINT' | 'SYNC_SAVEPOINT';
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly triggeredAt: number;
  readonly subtasks: number;
  /** By vertex id, by subtask. */
  readonly acknowledged: ReadonlyMap<string, ReadonlyMap<number, SubtaskCheckpointStats>>;
  readonly externalPath: string | null;
  readonly discarded: boolean;
  readonly failedAt: number | null;
  readonly failureMessage: string | null;
}
export interface RestoredCheckpointStats {
  readonly id: number;
  readonly at: number;
  readonly savepoint: boolean;
  readonly externalPath: string | null;
}
export interface CheckpointStatistics {
  readonly counts: {
    readonly restored: number;
    readonly total: number;
    readonly inProgress: number;
    readonly completed: number;
    readonly failed: number;
  };
  /** Newest first, at most `web.checkpoints.history` (10). */
  readonly history: readonly CheckpointStats[];
  readonly latestCompleted: CheckpointStats | null;
  readonly latestSavepoint: CheckpointStats | null;
  readonly latestFailed: CheckpointStats | null;
  readonly restored: RestoredCheckpointStats | null;
  /** Of all completed checkpoints. */
  readonly summary: Readonly<
    Record<'stateSize' | 'duration' | 'alignmentBuffered' | 'processedData' | 'persistedData', MinMaxAvg>
  >;
}
export interface MinMaxAvg {
  readonly min: number;
  readonly max: number;
  readonly avg: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface CheckpointStatsTracker {
  readonly snapshot: CheckpointStatistics;
  pending(id: number, type: CheckpointStats['type'], at: number): void;
  acknowledged(id: number, vertex: string, stats: SubtaskCheckpointStats): void;
  completed(id: number, path: string | null): void;
  discarded(id: number): void;
  failed(id: number, at: number, message: string): void;
  restored(stats: RestoredCheckpointStats): void;
}

export function createCheckpointStats(graph: ExecutionGraph, historySize: number): CheckpointStatsTracker {
  const history: Mutable<CheckpointStats>[] = [];
  const counts = { restored: 0, total: 0, inProgress: 0, completed: 0, failed: 0 };
  const series = {
    stateSize: minMaxAvg(),
    duration: minMaxAvg(),
    alignmentBuffered: minMaxAvg(),
    processedData: minMaxAvg(),
    persistedData: minMaxAvg(),
  };
  const state: Mutable<CheckpointStatistics> = {
    counts,
    history,
    latestCompleted: null,
    latestSavepoint: null,
    latestFailed: null,
    restored: null,
    summary: series,
  };
  const open = new Map<number, Mutable<CheckpointStats>>();
  return {
    snapshot: state,
    pending(id, type, triggeredAt) {
      const stats: Mutable<CheckpointStats> = {
        id,
        type,
        status: 'IN_PROGRESS',
        triggeredAt,
        subtasks: graph.tasks.length,
        acknowledged: new Map(),
        externalPath: null,
        discarded: false,
        failedAt: null,
        failureMessage: null,
      };
      open.set(id, stats);
      history.unshift(stats);
      history.splice(historySize);
      counts.total++;
      counts.inProgress++;
    },
    acknowledged(id, vertex, stats) {
      const checkpoint = open.get(id);
      if (!checkpoint) return;
      const vertices = checkpoint.acknowledged as Map<string, Map<number, SubtaskCheckpointStats>>;
      const subtasks = vertices.get(vertex) ?? new Map<number, SubtaskCheckpointStats>();
      subtasks.set(stats.subtask, stats);
      vertices.set(vertex, subtasks);
    },
    completed(id, path) {
      const stats = open.get(id);
      if (!stats) return;
      open.delete(id);
      stats.status = 'COMPLETED';
      stats.externalPath = path;
      counts.inProgress--;
      counts.completed++;
      if (stats.type === 'CHECKPOINT') state.latestCompleted = stats;
      else state.latestSavepoint = stats;
      const all = subtaskStats(stats);
      series.stateSize.add(sum(all, (subtask) => subtask.stateSize));
      series.duration.add(latestAck(stats) - stats.triggeredAt);
      series.alignmentBuffered.add(0);
      series.processedData.add(sum(all, (subtask) => subtask.metrics.processedBytes));
      series.persistedData.add(sum(all, (subtask) => subtask.metrics.persistedBytes));
    },
    discarded(id) {
      for (const stats of history) if (stats.id === id) stats.discarded = true;
      if (state.latestCompleted?.id === id) (state.latestCompleted as Mutable<CheckpointStats>).discarded = true;
    },
    failed(id, at, message) {
      const stats = open.get(id);
      if (!stats) return;
      open.delete(id);
      stats.status = 'FAILED';
      stats.failedAt = at;
      stats.failureMessage = message;
      counts.inProgress--;
      counts.failed++;
      state.latestFailed = stats;
    },
    restored(stats) {
      counts.restored++;
      state.restored = stats;
    },
  };
}

function subtaskStats(stats: CheckpointStats): SubtaskCheckpointStats[] {
  return [...stats.acknowledged.values()].flatMap((subtasks) => [...subtasks.values()]);
}

/** Virtual ms of the last acknowledgement so far; the trigger time when there is none. */
function latestAck(stats: CheckpointStats): number {
  return subtaskStats(stats).reduce((latest, subtask) => Math.max(latest, subtask.acknowledgedAt), stats.triggeredAt);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function minMaxAvg(): MinMaxAvg & { add(value: number): void } {
  let count = 0;
  let total = 0;
  const stats = {
    min: 0,
    max: 0,
    avg: 0,
    add(value: number) {
      stats.min = count === 0 ? value : Math.min(stats.min, value);
      stats.max = count === 0 ? value : Math.max(stats.max, value);
      count++;
      total += value;
      stats.avg = total / count;
    },
  };
  return stats;
}
