import type { Configuration } from '../api/configuration.ts';
import type { ExecutionGraph } from './execution-graph.ts';

/** The effective settings (`/jobs/:id/checkpoints/config`). Times in ms. */
export interface CheckpointSettings {
  /** null: no periodic checkpoints. */
  readonly interval: number | null;
  readonly mode: 'EXACTLY_ONCE' | 'AT_LEAST_ONCE';
  readonly timeout: number;
  readonly minPause: number;
  readonly maxConcurrent: number;
  readonly tolerableFailures: number;
  readonly externalized: 'RETAIN_ON_CANCELLATION' | 'DELETE_ON_CANCELLATION' | null;
  readonly unaligned: boolean;
  readonly alignmentTimeout: number;
  /** URI, or null: JobManagerCheckpointStorage. */
  readonly storage: string | null;
  readonly stateBackend: 'hashmap' | 'rocksdb';
}

/** What the job and the cluster say about checkpoints. */
export function checkpointSettings(graph: ExecutionGraph, configuration: Configuration): CheckpointSettings {
  const { checkpoint, stateBackend } = graph.job.settings;
  const merged = { ...configuration, ...graph.job.settings.configuration };
  return {
    interval: checkpoint.interval === null ? null : Math.max(checkpoint.interval, checkpoint.minPause),
    mode: checkpoint.mode,
    timeout: checkpoint.timeout,
    minPause: checkpoint.minPause,
    // Unaligned checkpoints and several at once exclude each other (CheckpointCoordinatorConfiguration).
    maxConcurrent: checkpoint.unaligned ? 1 : checkpoint.maxConcurrent,
    tolerableFailures: Math.max(checkpoint.tolerableFailures, 0),
    externalized: checkpoint.externalized,
    unaligned: checkpoint.unaligned && checkpoint.mode === 'EXACTLY_ONCE',
    alignmentTimeout: checkpoint.alignmentTimeout,
    storage: checkpoint.storage ?? merged['state.checkpoints.dir'] ?? null,
    stateBackend: stateBackend ?? (merged['state.backend'] === 'rocksdb' ? 'rocksdb' : 'hashmap'),
  };
}
