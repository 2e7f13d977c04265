import { completed, type Future } from '../rpc/future.ts';
import type { OperatorSubtaskState } from '../rpc/gateways.ts';
import type { SplitSnapshot } from './split-coordinators.ts';

/** All of one operator's state in a checkpoint (OperatorState). */
export interface OperatorState {
  readonly operatorId: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** By subtask; a subtask without state is missing. */
  readonly subtasks: ReadonlyMap<number, OperatorSubtaskState>;
}

/** What `_metadata` holds. Values in it are never changed. */
export interface CompletedCheckpoint {
  readonly id: number;
  readonly jobId: string;
  readonly savepoint: boolean;
  /** Virtual ms. */
  readonly triggeredAt: number;
  /** `file:/…/chk-3`; null: kept in the JobManager's memory (no checkpoint directory). */
  readonly path: string | null;
  readonly size: number;
  readonly operators: ReadonlyMap<string, OperatorState>;
  /** Enumerators of FLIP-27 sources, by operator id. */
  readonly coordinators: ReadonlyMap<string, SplitSnapshot>;
}

export interface RecoveredCheckpoints {
  /** Oldest first. */
  readonly checkpoints: readonly CompletedCheckpoint[];
  readonly nextId: number;
}

/** Where checkpoints of jobs outlive their JobMaster (CheckpointRecoveryFactory). */
export interface CheckpointRecovery {
  /** The CompletedCheckpointStore's class. */
  readonly storeClass: string;
  recover(jobId: string): Future<RecoveredCheckpoints>;
  /** Settles when the pointer is durable; only then a checkpoint counts as completed. */
  add(checkpoint: CompletedCheckpoint): Future<void>;
  remove(jobId: string, id: number): void;
  setCounter(jobId: string, next: number): void;
  /** The job is over for good. */
  clear(jobId: string): void;
}

const NOTHING_RECOVERED: RecoveredCheckpoints = { checkpoints: [], nextId: 1 };

/** StandaloneCheckpointRecoveryFactory: nothing survives. */
export const STANDALONE_RECOVERY: CheckpointRecovery = {
  storeClass: 'org.apache.flink.runtime.checkpoint.StandaloneCompletedCheckpointStore',
  recover: () => completed(NOTHING_RECOVERED),
  add: () => completed(undefined),
  remove: () => {},
  setCounter: () => {},
  clear: () => {},
};
