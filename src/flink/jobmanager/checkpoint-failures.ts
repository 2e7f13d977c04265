/** CheckpointFailureReason: text, and whether it counts against the tolerable failures (CheckpointFailureManager). */
export const CHECKPOINT_FAILURES = {
  PERIODIC_SCHEDULER_SHUTDOWN: { text: 'Periodic checkpoint scheduler is shut down.', counts: false },
  TOO_MANY_CHECKPOINT_REQUESTS: { text: 'The maximum number of queued checkpoint requests exceeded', counts: false },
  MINIMUM_TIME_BETWEEN_CHECKPOINTS: {
    text: 'The minimum time between checkpoints is still pending. Checkpoint will be triggered after the minimum time.',
    counts: false,
  },
  NOT_ALL_REQUIRED_TASKS_RUNNING: { text: 'Not all required tasks are currently running.', counts: false },
  EXCEPTION: { text: 'An Exception occurred while triggering the checkpoint.', counts: false },
  CHECKPOINT_EXPIRED: { text: 'Checkpoint expired before completing.', counts: true },
  CHECKPOINT_SUBSUMED: { text: 'Checkpoint has been subsumed.', counts: false },
  CHECKPOINT_DECLINED: { text: 'Checkpoint was declined.', counts: true },
  CHECKPOINT_DECLINED_TASK_NOT_READY: { text: 'Checkpoint was declined (tasks not ready)', counts: false },
  CHECKPOINT_DECLINED_TASK_CLOSING: {
    text: "Checkpoint was declined (task's operators partially closed)",
    counts: false,
  },
  CHECKPOINT_DECLINED_SUBSUMED: {
    text: 'Checkpoint was canceled because a barrier from newer checkpoint was received.',
    counts: false,
  },
  CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER: {
    text: 'Task received cancellation from one of its inputs',
    counts: false,
  },
  CHECKPOINT_DECLINED_INPUT_END_OF_STREAM: {
    text: 'Checkpoint was declined because one input stream is finished',
    counts: false,
  },
  CHECKPOINT_COORDINATOR_SHUTDOWN: { text: 'CheckpointCoordinator shutdown.', counts: false },
  CHECKPOINT_COORDINATOR_SUSPEND: { text: 'Checkpoint Coordinator is suspending.', counts: false },
  JOB_FAILOVER_REGION: { text: 'FailoverRegion is restarting.', counts: false },
  CHECKPOINT_ASYNC_EXCEPTION: { text: 'Asynchronous task checkpoint failed.', counts: true },
  TASK_CHECKPOINT_FAILURE: { text: 'Task local checkpoint failure.', counts: false },
  TRIGGER_CHECKPOINT_FAILURE: { text: 'Failure to trigger checkpoint on the tasks.', counts: false },
  FINALIZE_CHECKPOINT_FAILURE: { text: 'Failure to finalize checkpoint.', counts: false },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly counts: boolean }>>;

export type CheckpointFailureReason = keyof typeof CHECKPOINT_FAILURES;

export function failureReason(name: string): CheckpointFailureReason {
  return name in CHECKPOINT_FAILURES ? (name as CheckpointFailureReason) : 'CHECKPOINT_DECLINED';
}
