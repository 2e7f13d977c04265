import type { CheckpointSettings } from '../jobmanager/checkpoint-settings.ts';
import type {
  CheckpointStatistics,
  CheckpointStats,
  MinMaxAvg,
  SubtaskCheckpointStats,
} from '../jobmanager/checkpoint-statistics.ts';
import type { RestClock } from './clock.ts';
import type { JobSnapshot } from './job-snapshot.ts';

/** JSON of `/jobs/:id/checkpoints` and below. Sizes in bytes, durations in ms. */

const LONG_MAX_TEXT = '9223372036854775807';
/** Stands for Long.MAX_VALUE until the text is made; JSON numbers can't hold it. */
const LONG_MAX = '@Long.MAX_VALUE@';
/** Puts Long.MAX_VALUE into JSON text. */
export function withLongMax(json: string): string {
  return json.replaceAll(`"${LONG_MAX}"`, LONG_MAX_TEXT);
}

interface Progress {
  readonly latestAck: number;
  readonly size: number;
  readonly processed: number;
  readonly persisted: number;
  readonly acknowledged: number;
}

function progressOf(subtasks: Iterable<SubtaskCheckpointStats>, clock: RestClock): Progress {
  const progress = { latestAck: -1, size: 0, processed: 0, persisted: 0, acknowledged: 0 };
  for (const { acknowledgedAt, stateSize, metrics } of subtasks) {
    progress.latestAck = Math.max(progress.latestAck, clock.wall(acknowledgedAt));
    progress.size += stateSize;
    progress.processed += metrics.processedBytes;
    progress.persisted += metrics.persistedBytes;
    progress.acknowledged++;
  }
  return progress;
}

function* allSubtasks(stats: CheckpointStats): Iterable<SubtaskCheckpointStats> {
  for (const subtasks of stats.acknowledged.values()) yield* subtasks.values();
}

/** One checkpoint; `job` adds its tasks (`/checkpoints/details/:id`). */
export function checkpointJson(stats: CheckpointStats, clock: RestClock, job: JobSnapshot | null = null): unknown {
  const trigger = clock.wall(stats.triggeredAt);
  const { latestAck, size, processed, persisted, acknowledged } = progressOf(allSubtasks(stats), clock);
  const failed = stats.status === 'FAILED' && stats.failedAt !== null ? clock.wall(stats.failedAt) : null;
  const base = {
    '@class': { COMPLETED: 'completed', FAILED: 'failed', IN_PROGRESS: 'in_progress' }[stats.status],
    id: stats.id,
    status: stats.status,
    is_savepoint: stats.type !== 'CHECKPOINT',
    trigger_timestamp: trigger,
    latest_ack_timestamp: latestAck,
    state_size: size,
    end_to_end_duration: failed !== null ? failed - trigger : latestAck < 0 ? -1 : Math.max(0, latestAck - trigger),
    alignment_buffered: 0,
    processed_data: processed,
    persisted_data: persisted,
    num_subtasks: stats.subtasks,
    num_acknowledged_subtasks: acknowledged,
    checkpoint_type: stats.type,
    tasks: job ? tasksJson(stats, job, clock) : {},
  };
  switch (stats.status) {
    case 'COMPLETED':
      return {
        ...base,
        external_path: stats.externalPath ?? '<checkpoint-not-externally-addressable>',
        discarded: stats.discarded,
      };
    case 'FAILED':
      return { ...base, failure_timestamp: failed, failure_message: stats.failureMessage };
    default:
      return base;
  }
}

function tasksJson(stats: CheckpointStats, job: JobSnapshot, clock: RestClock): Record<string, unknown> {
  return Object.fromEntries(
    job.vertices.map(({ vertex, parallelism }) => [vertex.id, taskJson(stats, vertex.id, parallelism, clock)]),
  );
}

function taskJson(stats: CheckpointStats, vertex: string, parallelism: number, clock: RestClock) {
  const { latestAck, size, processed, persisted, acknowledged } = progressOf(
    stats.acknowledged.get(vertex)?.values() ?? [],
    clock,
  );
  return {
    id: stats.id,
    status: stats.status,
    latest_ack_timestamp: latestAck,
    state_size: size,
    end_to_end_duration: latestAck < 0 ? -1 : Math.max(0, latestAck - clock.wall(stats.triggeredAt)),
    alignment_buffered: 0,
    processed_data: processed,
    persisted_data: persisted,
    num_subtasks: parallelism,
    num_acknowledged_subtasks: acknowledged,
  };
}

/** `/checkpoints/details/:id/subtasks/:vertex` */
export function checkpointSubtasks(
  stats: CheckpointStats,
  vertex: string,
  parallelism: number,
  clock: RestClock,
): unknown {
  const acks = stats.acknowledged.get(vertex) ?? new Map<number, SubtaskCheckpointStats>();
  const trigger = clock.wall(stats.triggeredAt);
  const all = [...acks.values()];
  const range = (pick: (subtask: SubtaskCheckpointStats) => number): MinMaxAvg => minMaxAvg(all.map(pick));
  const zero = range(() => 0);
  return {
    ...taskJson(stats, vertex, parallelism, clock),
    summary: {
      state_size: range(({ stateSize }) => stateSize),
      end_to_end_duration: range(({ acknowledgedAt }) => clock.wall(acknowledgedAt) - trigger),
      checkpoint_duration: {
        sync: range(({ metrics }) => Math.floor(metrics.syncMs)),
        async: range(({ metrics }) => Math.floor(metrics.asyncMs)),
      },
      alignment: {
        buffered: zero,
        processed: range(({ metrics }) => metrics.processedBytes),
        persisted: range(({ metrics }) => metrics.persistedBytes),
        duration: range(({ metrics }) => Math.floor(metrics.alignmentMs)),
      },
      start_delay: range(({ metrics }) => Math.floor(metrics.startDelayMs)),
    },
    subtasks: Array.from({ length: parallelism }, (_, index) => {
      const subtask = acks.get(index);
      if (!subtask) return { '@class': 'pending', index, status: 'pending_or_failed' };
      const { metrics } = subtask;
      return {
        '@class': 'completed',
        index,
        ack_timestamp: clock.wall(subtask.acknowledgedAt),
        end_to_end_duration: clock.wall(subtask.acknowledgedAt) - trigger,
        state_size: subtask.stateSize,
        checkpoint: { sync: Math.floor(metrics.syncMs), async: Math.floor(metrics.asyncMs) },
        alignment: {
          buffered: 0,
          processed: metrics.processedBytes,
          persisted: metrics.persistedBytes,
          duration: Math.floor(metrics.alignmentMs),
        },
        start_delay: Math.floor(metrics.startDelayMs),
        unaligned_checkpoint: metrics.persistedBytes > 0,
        aborted: false,
        status: 'completed',
      };
    }),
  };
}

function minMaxAvg(values: readonly number[]): MinMaxAvg {
  if (values.length === 0) return { min: 0, max: 0, avg: 0 };
  const sum = values.reduce((total, value) => total + value, 0);
  return { min: Math.min(...values), max: Math.max(...values), avg: Math.floor(sum / values.length) };
}
/** MinMaxAvgStatistics hands out whole numbers. */
function whole({ min, max, avg }: MinMaxAvg): MinMaxAvg {
  return { min: Math.floor(min), max: Math.floor(max), avg: Math.floor(avg) };
}

/** `/jobs/:id/checkpoints` */
export function checkpointsJson(statistics: CheckpointStatistics, clock: RestClock): unknown {
  const { counts, summary, latestCompleted, latestSavepoint, latestFailed, restored } = statistics;
  const one = (stats: CheckpointStats | null): unknown => stats && checkpointJson(stats, clock);
  return {
    counts: {
      restored: counts.restored,
      total: counts.total,
      in_progress: counts.inProgress,
      completed: counts.completed,
      failed: counts.failed,
    },
    summary: {
      state_size: whole(summary.stateSize),
      end_to_end_duration: whole(summary.duration),
      alignment_buffered: whole(summary.alignmentBuffered),
      processed_data: whole(summary.processedData),
      persisted_data: whole(summary.persistedData),
    },
    latest: {
      completed: one(latestCompleted),
      savepoint: one(latestSavepoint),
      failed: one(latestFailed),
      restored: restored && {
        id: restored.id,
        restore_timestamp: clock.wall(restored.at),
        is_savepoint: restored.savepoint,
        external_path: restored.externalPath,
      },
    },
    history: statistics.history.map((stats) => checkpointJson(stats, clock)),
  };
}

const NOTHING = { min: 0, max: 0, avg: 0 };
/** CheckpointStatsSnapshot.empty(): of a job whose JobMaster did not start. */
export const NO_CHECKPOINTS: CheckpointStatistics = {
  counts: { restored: 0, total: 0, inProgress: 0, completed: 0, failed: 0 },
  history: [],
  latestCompleted: null,
  latestSavepoint: null,
  latestFailed: null,
  restored: null,
  summary: {
    stateSize: NOTHING,
    duration: NOTHING,
    alignmentBuffered: NOTHING,
    processedData: NOTHING,
    persistedData: NOTHING,
  },
};

/** `/jobs/:id/checkpoints/config`; without periodic checkpoints the interval is Long.MAX_VALUE. */
export function checkpointConfig(settings: CheckpointSettings, batch: boolean): unknown {
  const { externalized } = settings;
  return {
    // Without periodic checkpoints tasks take their barriers as at-least-once (StreamingJobGraphGenerator.getCheckpointingMode).
    mode: settings.interval === null ? 'at_least_once' : settings.mode.toLowerCase(),
    interval: settings.interval ?? LONG_MAX,
    timeout: settings.timeout,
    min_pause: settings.minPause,
    max_concurrent: settings.maxConcurrent,
    externalization: {
      enabled: externalized !== null,
      delete_on_cancellation: externalized !== 'RETAIN_ON_CANCELLATION',
    },
    state_backend: batch
      ? 'BatchExecutionStateBackend'
      : settings.stateBackend === 'rocksdb'
        ? 'EmbeddedRocksDBStateBackend'
        : 'HashMapStateBackend',
    checkpoint_storage: batch
      ? 'BatchExecutionCheckpointStorage'
      : settings.storage === null
        ? 'JobManagerCheckpointStorage'
        : 'FileSystemCheckpointStorage',
    unaligned_checkpoints: settings.unaligned,
    tolerable_failed_checkpoints: Math.max(0, settings.tolerableFailures),
  };
}
