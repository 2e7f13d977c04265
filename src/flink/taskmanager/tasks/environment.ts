import type { Platform, Process } from '../../../platform/types.ts';
import type { Wait } from '../../../simulation/task.ts';
import type { ExecutionState } from '../../../trace/facts.ts';
import type { JvmRef } from '../../api/functions.ts';
import type { JavaError } from '../../api/jar.ts';
import type { FileSystems } from '../../deployment/file-systems.ts';
import type { Log } from '../../deployment/logging.ts';
import type { CheckpointMetrics, OperatorSubtaskState, TaskDeploymentDescriptor } from '../../rpc/gateways.ts';
import type { ShuffleEnvironment } from '../network/shuffle-environment.ts';

/** What a task is given by its TaskExecutor. */
export interface TaskEnvironment {
  readonly platform: Platform;
  readonly process: Process;
  readonly jvm: JvmRef;
  readonly shuffle: ShuffleEnvironment;
  readonly fileSystems: FileSystems;
  readonly descriptor: TaskDeploymentDescriptor;
  /** ms until the task's code can run: the first task of a job here waits for its jar, the others for the first. */
  readonly deployDelay: number;
  /** ms; `task.cancellation.timeout`, 0 = never. */
  readonly cancellationTimeout: number;
  /** ms; `task.cancellation.interval`. */
  readonly cancellationInterval: number;
  readonly log: Log;
  report(state: ExecutionState, error: JavaError | null): void;
  acknowledge(
    checkpoint: number,
    metrics: CheckpointMetrics,
    state: Readonly<Record<string, OperatorSubtaskState>>,
  ): void;
  decline(checkpoint: number, reason: string): void;
  /** Asks the JobMaster; resumes with a split or null. */
  requestNextSplit(operatorId: string): Wait;
  /** User code did not end in time: the TaskManager must go. */
  fatal(error: JavaError): void;
}
