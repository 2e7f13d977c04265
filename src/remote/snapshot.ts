import type { ExecutionState, JobStatus, TaskFigures } from '../trace/facts.ts';
import { type CheckpointSnapshot, checkpointsOf, withAcknowledgements } from './checkpoint-snapshot.ts';
import { type FlinkRest, fieldOf, type Json, listAt, numberAt, optionAt, optional, textAt } from './rest.ts';

/** What a cluster said of itself in one round of questions. Times are its own clock's, ms since 1970. */
export interface ClusterSnapshot {
  /** The machine of the JobManager, as its configuration names it; null: not told. */
  readonly jobManager: string | null;
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
  /** Null: not told, before Flink 1.18. */
  readonly slotSharingGroup: string | null;
  readonly inputs: readonly { readonly from: string; readonly partitioner: string; readonly exchange: string }[];
  readonly subtasks: readonly SubtaskSnapshot[];
}
export interface SubtaskSnapshot {
  readonly subtask: number;
  readonly attempt: number;
  readonly state: ExecutionState;
  readonly taskManager: string | null;
  /** Of the slot that it is in; null: not told. */
  readonly allocation: string | null;
  /** When this attempt was deployed; null: not yet. */
  readonly deployed: number | null;
  /** Null until every part of them has been reported. */
  readonly figures: TaskFigures | null;
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
  const [taskManagers, overview, jobManager] = await Promise.all([
    rest.get('/taskmanagers', signal),
    rest.get('/jobs/overview', signal),
    before?.jobManager ?? jobManagerMachine(rest, signal),
  ]);
  const jobs: JobSnapshot[] = [];
  for (const job of listAt(overview, 'jobs')) {
    const id = textAt(job, 'jid') ?? '';
    const known = before?.jobs.find((each) => each.id === id);
    if (known && ENDED.includes(known.status)) jobs.push(known);
    else {
      const found = await jobSnapshot(rest, id, known ?? null, signal);
      // Before its JobMaster has begun, a job has no graph yet.
      if (found && (found.vertices.length > 0 || ENDED.includes(found.status))) jobs.push(found);
    }
  }
  return { jobManager, taskManagers: listAt(taskManagers, 'taskmanagers').map(taskManagerOf), jobs };
}

async function jobManagerMachine(rest: FlinkRest, signal: AbortSignal | undefined): Promise<string | null> {
  const options = await optional(rest, '/jobmanager/config', signal);
  return optionAt(options, 'jobmanager.rpc.address');
}

async function jobSnapshot(
  rest: FlinkRest,
  id: string,
  before: JobSnapshot | null,
  signal: AbortSignal | undefined,
): Promise<JobSnapshot | null> {
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
        slotSharingGroup: textAt(vertex, 'slotSharingGroupId'),
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
    checkpoints: await withAcknowledgements(
      rest,
      id,
      vertices.map((vertex) => vertex.id),
      checkpointsOf(checkpoints ?? undefined),
      before?.checkpoints ?? null,
      signal,
    ),
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

const COUNTS = ['read-records', 'write-records', 'read-bytes', 'write-bytes'];

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
    allocation: null,
    deployed: (numberAt(value, 'start-time') ?? -1) > 0 ? numberAt(value, 'start-time') : null,
    figures: COUNTS.every((name) => fieldOf(metrics, `${name}-complete`) !== false)
      ? {
          recordsIn: numberAt(metrics, 'read-records') ?? 0,
          recordsOut: numberAt(metrics, 'write-records') ?? 0,
          bytesIn: numberAt(metrics, 'read-bytes') ?? 0,
          bytesOut: numberAt(metrics, 'write-bytes') ?? 0,
          busy: share('busyRatio'),
          idle: share('idleRatio'),
          backPressured: share('ratio'),
        }
      : null,
  };
}

function sinceOf(job: Json): Partial<Record<JobStatus, number>> {
  const stamps = fieldOf(job, 'timestamps');
  if (typeof stamps !== 'object' || stamps === null || Array.isArray(stamps)) return {};
  return Object.fromEntries(Object.entries(stamps).filter(([, at]) => typeof at === 'number' && at > 0)) as Partial<
    Record<JobStatus, number>
  >;
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
