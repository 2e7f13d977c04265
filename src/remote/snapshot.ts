import type { ExecutionState, JobStatus, TaskFigures } from '../trace/facts.ts';
import { type FlinkRest, fieldOf, type Json, listAt, numberAt, RemoteError, textAt } from './rest.ts';

/** What a cluster said of itself in one round of questions. Times are its own clock's, ms since 1970. */
export interface ClusterSnapshot {
  readonly taskManagers: readonly TaskManagerSnapshot[];
  readonly jobs: readonly JobSnapshot[];
}
export interface TaskManagerSnapshot {
  readonly id: string;
  readonly host: string;
  readonly slots: number;
  readonly freeSlots: number;
  /** Managed memory of the whole process, bytes. */
  readonly managedMemory: number;
}
export interface JobSnapshot {
  readonly id: string;
  readonly name: string;
  readonly status: JobStatus;
  /** When the job came into each status, as far as Flink still knows. */
  readonly since: Readonly<Partial<Record<JobStatus, number>>>;
  readonly vertices: readonly VertexSnapshot[];
  readonly checkpoints: readonly CheckpointSnapshot[];
  /** The checkpoint or savepoint that the job was last restored from. */
  readonly restored: { readonly id: number; readonly at: number; readonly savepoint: boolean } | null;
  /** Oldest first. */
  readonly failures: readonly FailureSnapshot[];
}
export interface VertexSnapshot {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly inputs: readonly { readonly from: string; readonly partitioner: string; readonly exchange: string }[];
  readonly subtasks: readonly SubtaskSnapshot[];
}
export interface SubtaskSnapshot extends TaskFigures {
  readonly subtask: number;
  readonly attempt: number;
  readonly state: ExecutionState;
  readonly taskManager: string | null;
}
export interface CheckpointSnapshot {
  readonly id: number;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly savepoint: boolean;
  readonly triggered: number;
  readonly ended: number | null;
  readonly durationMs: number;
  readonly stateSize: number;
  readonly tasks: number;
  readonly path: string | null;
  readonly reason: string | null;
}
export interface FailureSnapshot {
  readonly at: number;
  readonly exception: string;
  readonly task: string | null;
}

const ENDED: readonly string[] = ['FINISHED', 'CANCELED', 'FAILED', 'SUSPENDED'];

/** Asks for everything that a trace can hold. A job that had ended in `before` is not asked about again. */
export async function takeSnapshot(
  rest: FlinkRest,
  before: ClusterSnapshot | null,
  signal?: AbortSignal,
): Promise<ClusterSnapshot> {
  const [taskManagers, overview] = await Promise.all([
    rest.get('/taskmanagers', signal),
    rest.get('/jobs/overview', signal),
  ]);
  const jobs: JobSnapshot[] = [];
  for (const job of listAt(overview, 'jobs')) {
    const id = textAt(job, 'jid') ?? '';
    const known = before?.jobs.find((each) => each.id === id);
    if (known && ENDED.includes(known.status)) jobs.push(known);
    else {
      const found = await jobSnapshot(rest, id, signal);
      if (found) jobs.push(found);
    }
  }
  return { taskManagers: listAt(taskManagers, 'taskmanagers').map(taskManagerOf), jobs };
}

/** Something that a newer, older or just ended Flink does not answer is missing, not an error. */
async function optional(rest: FlinkRest, path: string, signal: AbortSignal | undefined): Promise<Json | null> {
  try {
    return await rest.get(path, signal);
  } catch (error) {
    if (error instanceof RemoteError && error.problem === 'rejected') return null;
    throw error;
  }
}

async function jobSnapshot(rest: FlinkRest, id: string, signal: AbortSignal | undefined): Promise<JobSnapshot | null> {
  const [job, checkpoints, exceptions] = await Promise.all([
    optional(rest, `/jobs/${id}`, signal),
    optional(rest, `/jobs/${id}/checkpoints`, signal),
    optional(rest, `/jobs/${id}/exceptions`, signal),
  ]);
  if (job === null) return null;
  const inputs = new Map(
    listAt(fieldOf(job, 'plan'), 'nodes').map((node) => [textAt(node, 'id') ?? '', listAt(node, 'inputs')]),
  );
  const running = textAt(job, 'state') === 'RUNNING';
  const vertices = await Promise.all(
    listAt(job, 'vertices').map(async (vertex): Promise<VertexSnapshot> => {
      const vertexId = textAt(vertex, 'id') ?? '';
      const [detail, pressure] = await Promise.all([
        optional(rest, `/jobs/${id}/vertices/${vertexId}`, signal),
        running ? optional(rest, `/jobs/${id}/vertices/${vertexId}/backpressure`, signal) : null,
      ]);
      const ratios = new Map(
        listAt(pressure ?? undefined, 'subtasks').map((each) => [numberAt(each, 'subtask'), each]),
      );
      return {
        id: vertexId,
        name: textAt(vertex, 'name') ?? '',
        parallelism: numberAt(vertex, 'parallelism') ?? 1,
        maxParallelism: numberAt(vertex, 'maxParallelism') ?? -1,
        inputs: (inputs.get(vertexId) ?? []).map((input) => ({
          from: textAt(input, 'id') ?? '',
          partitioner: textAt(input, 'ship_strategy') ?? '',
          exchange: textAt(input, 'exchange') ?? '',
        })),
        subtasks: listAt(detail ?? undefined, 'subtasks').map((each) =>
          subtaskOf(each, ratios.get(numberAt(each, 'subtask'))),
        ),
      };
    }),
  );
  return {
    id,
    name: textAt(job, 'name') ?? '',
    status: (textAt(job, 'state') ?? 'RUNNING') as JobStatus,
    since: sinceOf(job),
    vertices,
    checkpoints: checkpointsOf(checkpoints ?? undefined),
    restored: restoredOf(checkpoints ?? undefined),
    failures: failuresOf(exceptions ?? undefined),
  };
}

function taskManagerOf(value: Json): TaskManagerSnapshot {
  const id = textAt(value, 'id') ?? '';
  // akka.tcp://flink@host:port/user/…, pekko.tcp since 1.18
  const host = /@([^:/]+)/.exec(textAt(value, 'path') ?? '')?.[1] ?? id.split(':')[0] ?? id;
  return {
    id,
    host,
    slots: numberAt(value, 'slotsNumber') ?? 0,
    freeSlots: numberAt(value, 'freeSlots') ?? 0,
    managedMemory: numberAt(fieldOf(value, 'hardware'), 'managedMemory') ?? 0,
  };
}

function subtaskOf(value: Json, ratio: Json | undefined): SubtaskSnapshot {
  const metrics = fieldOf(value, 'metrics');
  const share = (key: string): number | null => {
    const found = numberAt(ratio, key);
    // A legacy source's busy time is NaN, which JSON has as text.
    return found === null ? null : Math.round(found * 1000);
  };
  const taskManager = textAt(value, 'taskmanager-id');
  return {
    subtask: numberAt(value, 'subtask') ?? 0,
    attempt: numberAt(value, 'attempt') ?? 0,
    state: (textAt(value, 'status') ?? 'CREATED') as ExecutionState,
    taskManager: taskManager === '(unassigned)' ? null : taskManager,
    recordsIn: numberAt(metrics, 'read-records') ?? 0,
    recordsOut: numberAt(metrics, 'write-records') ?? 0,
    bytesIn: numberAt(metrics, 'read-bytes') ?? 0,
    bytesOut: numberAt(metrics, 'write-bytes') ?? 0,
    busy: share('busyRatio'),
    idle: share('idleRatio'),
    backPressured: share('ratio'),
  };
}

function sinceOf(job: Json): Partial<Record<JobStatus, number>> {
  const stamps = fieldOf(job, 'timestamps');
  if (typeof stamps !== 'object' || stamps === null || Array.isArray(stamps)) return {};
  return Object.fromEntries(Object.entries(stamps).filter(([, at]) => typeof at === 'number' && at > 0)) as Partial<
    Record<JobStatus, number>
  >;
}

function checkpointsOf(value: Json | undefined): CheckpointSnapshot[] {
  return listAt(value, 'history')
    .map((each): CheckpointSnapshot => {
      const status = textAt(each, 'status');
      const triggered = numberAt(each, 'trigger_timestamp') ?? 0;
      const acknowledged = numberAt(each, 'latest_ack_timestamp');
      const failed = numberAt(each, 'failure_timestamp');
      const done = status === 'COMPLETED' || status === 'FAILED';
      return {
        id: numberAt(each, 'id') ?? 0,
        status: done ? status : 'IN_PROGRESS',
        savepoint: fieldOf(each, 'is_savepoint') === true,
        triggered,
        ended: done ? (failed ?? acknowledged ?? triggered) : null,
        durationMs: numberAt(each, 'end_to_end_duration') ?? 0,
        stateSize: numberAt(each, 'state_size') ?? 0,
        tasks: numberAt(each, 'num_subtasks') ?? 0,
        path: textAt(each, 'external_path'),
        reason: textAt(each, 'failure_message'),
      };
    })
    .sort((a, b) => a.id - b.id);
}

function restoredOf(value: Json | undefined): JobSnapshot['restored'] {
  const restored = fieldOf(fieldOf(value, 'latest'), 'restored');
  const id = numberAt(restored, 'id');
  const at = numberAt(restored, 'restore_timestamp');
  if (id === null || at === null) return null;
  return { id, at, savepoint: fieldOf(restored, 'is_savepoint') === true };
}

function failuresOf(value: Json | undefined): FailureSnapshot[] {
  return listAt(fieldOf(value, 'exceptionHistory'), 'entries')
    .map((each): FailureSnapshot => {
      const stack = textAt(each, 'stacktrace') ?? '';
      return {
        at: numberAt(each, 'timestamp') ?? 0,
        exception: stack.split('\n')[0] || (textAt(each, 'exceptionName') ?? 'unknown'),
        task: textAt(each, 'taskName'),
      };
    })
    .sort((a, b) => a.at - b.at);
}
