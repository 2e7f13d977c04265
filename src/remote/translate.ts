import type { ExecutionState, GraphEdge, JobStatus, TraceEntry } from '../trace/facts.ts';
import type { ClusterSnapshot, JobSnapshot, SubtaskSnapshot, TaskManagerSnapshot } from './snapshot.ts';

/**
 * From what a real cluster says to the facts of a trace, so that the same view shows it. Pure: two snapshots and a clock in, facts out. Only
 * what Flink tells becomes a fact: single records, network buffers, barriers and the slot in which a subtask sits are not told, and missing.
 */
export interface Translator {
  /** The facts between the last snapshot and this one, in order of time; `now` is the cluster's clock, ms since 1970. */
  next(snapshot: ClusterSnapshot, now: number): TraceEntry[];
}

type Emit = (at: number, fact: Untimed<TraceEntry>) => void;
type Untimed<T> = T extends { readonly at: number } ? Omit<T, 'at'> : never;

/** The JobManager's machine is the one that the address names. @param epoch ms since 1970 at the trace's time 0 */
export function createTranslator(jobManagerHost: string, epoch: number): Translator {
  const machines = new Set<string>();
  /** REST names no pids: processes get numbers in the order in which they appear. */
  const pids = new Map<string, number>();
  let nextPid = 1;
  let before: ClusterSnapshot = { taskManagers: [], jobs: [] };
  const jobManager = (): { machine: string; pid: number } => ({
    machine: jobManagerHost,
    pid: pids.get('jobmanager')!,
  });

  const startProcess = (
    emit: Emit,
    at: number,
    key: string,
    machine: string,
    name: string,
    role: 'jobmanager' | 'taskmanager',
  ): number => {
    if (!machines.has(machine)) {
      machines.add(machine);
      emit(at, { kind: 'machine.up', machine, ip: '' });
    }
    const pid = nextPid++;
    pids.set(key, pid);
    emit(at, { kind: 'process.started', machine, pid, name, command: name, user: '', role });
    return pid;
  };

  return {
    next(snapshot, now) {
      const facts: TraceEntry[] = [];
      const emit: Emit = (at, fact) =>
        facts.push({ at: Math.max(0, Math.min(at, now) - epoch), ...fact } as TraceEntry);
      if (!pids.has('jobmanager')) startProcess(emit, now, 'jobmanager', jobManagerHost, 'JobManager', 'jobmanager');
      for (const gone of missing(before.taskManagers, snapshot.taskManagers)) {
        emit(now, { kind: 'taskmanager.lost', id: gone.id, reason: 'no longer registered' });
        emit(now, { kind: 'process.ended', machine: gone.host, pid: pids.get(gone.id) ?? 0, exit: null, signal: null });
      }
      for (const added of missing(snapshot.taskManagers, before.taskManagers)) {
        const { id, host, slots, managedMemory } = added;
        const pid = startProcess(emit, now, id, host, 'TaskManagerRunner', 'taskmanager');
        const slotMemory = slots > 0 ? Math.floor(managedMemory / slots) : 0;
        emit(now, { kind: 'taskmanager.registered', id, machine: host, pid, slots, slotMemory });
      }
      for (const { id, freeSlots } of snapshot.taskManagers)
        if (before.taskManagers.find((known) => known.id === id)?.freeSlots !== freeSlots)
          emit(now, { kind: 'taskmanager.slots', id, free: freeSlots });
      for (const job of snapshot.jobs) {
        const known = before.jobs.find(({ id }) => id === job.id);
        if (known !== job) translateJob(emit, job, known ?? null, jobManager(), now);
      }
      before = snapshot;
      return facts.sort((a, b) => a.at - b.at);
    },
  };
}

const missing = (from: readonly TaskManagerSnapshot[], in_: readonly TaskManagerSnapshot[]): TaskManagerSnapshot[] =>
  from.filter(({ id }) => !in_.some((other) => other.id === id));

function translateJob(
  emit: Emit,
  job: JobSnapshot,
  before: JobSnapshot | null,
  jobManager: { machine: string; pid: number },
  now: number,
): void {
  if (before === null) submitted(emit, job, jobManager);
  for (const failure of job.failures.slice(before?.failures.length ?? 0)) {
    const restarts = job.vertices.flatMap(({ id, subtasks }) =>
      subtasks.map(({ subtask }) => ({ vertex: id, subtask })),
    );
    const delay = job.status === 'FAILED' ? null : 0;
    emit(failure.at, { kind: 'failover', job: job.id, cause: failure.exception, task: null, restarts, delay });
  }
  // Statuses between two rounds have left their time stamps.
  const passed = Object.entries(job.since) as [JobStatus, number][];
  for (const [status, at] of passed.sort((a, b) => a[1] - b[1]))
    if (before?.since[status] !== at)
      emit(at, { kind: 'job.status', job: job.id, status, cause: causeOf(job, status) });
  if (job.status !== before?.status && job.since[job.status] === before?.since[job.status])
    emit(now, { kind: 'job.status', job: job.id, status: job.status, cause: causeOf(job, job.status) });
  for (const vertex of job.vertices) {
    const old = before?.vertices.find(({ id }) => id === vertex.id);
    for (const subtask of vertex.subtasks)
      translateSubtask(
        emit,
        job.id,
        vertex.id,
        subtask,
        old?.subtasks.find((each) => each.subtask === subtask.subtask),
        now,
      );
  }
  translateCheckpoints(emit, job, before);
}

const causeOf = (job: JobSnapshot, status: JobStatus): string | null =>
  status === 'FAILED' || status === 'FAILING' || status === 'RESTARTING'
    ? (job.failures.at(-1)?.exception ?? null)
    : null;

function submitted(emit: Emit, job: JobSnapshot, jobManager: { machine: string; pid: number }): void {
  const at = Math.min(...Object.values(job.since), Number.MAX_SAFE_INTEGER);
  emit(at, {
    kind: 'job.submitted',
    job: job.id,
    name: job.name,
    jobManager,
    streamGraph: [],
    vertices: job.vertices.map(({ id, name, parallelism, maxParallelism }, place) => ({
      id,
      name,
      parallelism,
      maxParallelism,
      slotSharingGroup: '',
      operators: name.split(' -> ').map((operator, index) => ({ id: place * 1000 + index, name: operator })),
      cuts: [],
    })),
    edges: job.vertices.flatMap(({ id, inputs }) =>
      inputs.map(
        ({ from, partitioner, exchange }): GraphEdge => ({ from, to: id, partitioner, exchange: exchangeOf(exchange) }),
      ),
    ),
  });
}

const exchangeOf = (text: string): GraphEdge['exchange'] =>
  text === 'blocking' || text === 'pipelined' ? text : 'pipelined_bounded';

function translateSubtask(
  emit: Emit,
  job: string,
  vertex: string,
  now: SubtaskSnapshot,
  before: SubtaskSnapshot | undefined,
  at: number,
): void {
  const { subtask, attempt, state, taskManager } = now;
  const ref = { job, vertex, subtask, attempt };
  if (before?.attempt !== attempt || before.state !== state || before.taskManager !== taskManager) {
    // The states that an attempt must have gone through unseen are not made up: only the one that Flink tells.
    emit(at, { kind: 'subtask.state', ...ref, state: state as ExecutionState, taskManager, slot: null, cause: null });
  }
  const { recordsIn, recordsOut, bytesIn, bytesOut, busy, idle, backPressured } = now;
  const moved =
    before?.attempt !== attempt ||
    before.recordsIn !== recordsIn ||
    before.recordsOut !== recordsOut ||
    before.busy !== busy ||
    before.idle !== idle ||
    before.backPressured !== backPressured;
  if (moved && state === 'RUNNING')
    emit(at, { kind: 'data.progress', ...ref, recordsIn, recordsOut, bytesIn, bytesOut, busy, idle, backPressured });
}

function translateCheckpoints(emit: Emit, job: JobSnapshot, before: JobSnapshot | null): void {
  for (const checkpoint of job.checkpoints) {
    const known = before?.checkpoints.find(({ id }) => id === checkpoint.id);
    const { id, savepoint, triggered, tasks, ended, path, stateSize, durationMs, reason } = checkpoint;
    // At the first look the past is not replayed.
    if (before === null && ended !== null) continue;
    if (!known)
      emit(triggered, {
        kind: 'checkpoint.triggered',
        job: job.id,
        checkpoint: id,
        type: savepoint ? 'savepoint' : 'checkpoint',
        tasks,
      });
    if (ended === null || known?.ended != null) continue;
    if (checkpoint.status === 'COMPLETED')
      emit(ended, { kind: 'checkpoint.completed', job: job.id, checkpoint: id, path, stateSize, durationMs });
    else emit(ended, { kind: 'checkpoint.aborted', job: job.id, checkpoint: id, reason: reason ?? 'failed' });
  }
  const { restored } = job;
  if (restored && restored.at !== before?.restored?.at)
    emit(restored.at, {
      kind: 'checkpoint.restored',
      job: job.id,
      checkpoint: restored.id,
      savepoint: restored.savepoint,
    });
}
