import type { JavaError } from '../api/jar.ts';
import type { Execution, ExecutionVertex } from './execution-graph.ts';

/** An entry of `/jobs/:id/exceptions`. */
export interface ExceptionHistoryEntry {
  readonly error: JavaError;
  /** Virtual ms. */
  readonly at: number;
  /** `Flat Map (1/2) - execution #0`; null for failures of the whole job. */
  readonly taskName: string | null;
  /** `host:dataPort` */
  readonly location: string | null;
  /** Failures of other tasks that the same restart (or the end of the job) dealt with. */
  readonly concurrent: readonly ExceptionHistoryEntry[];
}

/** The newest `size` failures (SchedulerBase.archive*): an entry appears once the restart begins, or the job has FAILED. */
export class ExceptionHistory {
  /** Newest first. */
  readonly entries: ExceptionHistoryEntry[] = [];
  constructor(private readonly size: number) {}

  /** `root` failed, null for the job as a whole; what else failed among `tasks` meanwhile belongs to it. */
  archive(error: JavaError, at: number, tasks: readonly ExecutionVertex[], root: Execution | null): void {
    const concurrent = tasks.flatMap(({ current }) =>
      current !== root && current.failure ? [entryOf(current, current.failure.error, current.failure.at)] : [],
    );
    this.entries.unshift({ ...entryOf(root, error, at), concurrent });
    this.entries.splice(this.size);
  }
}

function entryOf(execution: Execution | null, error: JavaError, at: number): ExceptionHistoryEntry {
  const location = execution?.location;
  return {
    error,
    at,
    taskName: execution && `${execution.vertex.name} - execution #${execution.id.attempt}`,
    location: location ? `${location.host}:${location.dataPort}` : null,
    concurrent: [],
  };
}
