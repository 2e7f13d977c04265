import type { GraphEdge, JobStatus, ProcessRef, TraceEntry } from '../trace/facts.ts';
import type { ClusterSnapshot, JobSnapshot, SubtaskSnapshot, TaskManagerSnapshot } from './snapshot.ts';

/**
 * From what a real cluster says to the facts of a trace, so that the same view shows it. Pure: two snapshots and a clock in, facts out. Only
 * what Flink tells becomes a fact: single records, network buffers, barriers, heartbeats, the number of a slot, processes' ids, which tasks a
 * failure restarts are not told, and missing.
 */
export interface Translator {
  /** The facts between the last snapshot and this one, in order of time; `now` is the cluster's clock, ms since 1970. */
  next(snapshot: ClusterSnapshot, now: number): TraceEntry[];
}

type Emit = (at: number, fact: Untimed<TraceEntry>) => void;
type Untimed<T> = T extends { readonly at: number } ? Omit<T, 'at'> : never;

/** @param answering the machine that the address names: the JobManager's, where it does not name another. @param epoch ms since 1970 at the trace's time 0 */
export function createTranslator(answering: string, epoch: number): Translator {
  const machines = new Set<string>();
  /** REST names no pids: in their place, numbers in the order of appearance. */
  let nextPid = 1;
  let jobManager: ProcessRef | null = null;
  let before: ClusterSnapshot = { jobManager: null, taskManagers: [], jobs: [] };

  const meet = (
    emit: Emit,
    at: number,
    machine: string,
    name: string,
    role: 'jobmanager' | 'taskmanager',
  ): ProcessRef => {
    if (!machines.has(machine)) {
      machines.add(machine);
      emit(at, { kind: 'machine.up', machine, ip: '' });
    }
    const pid = nextPid++;
    emit(at, { kind: 'process.started', machine, pid, name, command: '', user: '', role, inferred: true });
    return { machine, pid };
  };

  return {
    next(snapshot, now) {
      const facts: TraceEntry[] = [];
      const emit: Emit = (at, fact) =>
        facts.push({ at: Math.max(0, Math.min(at, now) - epoch), ...fact } as TraceEntry);
      jobManager ??= meet(emit, now, snapshot.jobManager ?? answering, 'JobManager', 'jobmanager');
      for (const { id } of missing(before.taskManagers, snapshot.taskManagers))
        emit(now, { kind: 'taskmanager.lost', id, reason: 'no longer registered' });
      for (const added of missing(snapshot.taskManagers, before.taskManagers)) {
        const { id, host, slots, managedMemory } = added;
        const { pid } = meet(emit, now, host, 'TaskManagerRunner', 'taskmanager');
        const slotMemory = slots > 0 ? Math.floor(managedMemory / slots) : 0;
        emit(now, { kind: 'taskmanager.registered', id, machine: host, pid, slots, slotMemory });
      }
      for (const { id, freeSlots } of snapshot.taskManagers)
        if (before.taskManagers.find((known) => known.id === id)?.freeSlots !== freeSlots)
          emit(now, { kind: 'taskmanager.slots', id, free: freeSlots });
      for (const job of snapshot.jobs) {
        const known = before.jobs.find(({ id }) => id === job.id);
        if (known !== job) translateJob(emit, job, known ?? null, jobManager, now);
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
  jobManager: ProcessRef,
  now: number,
): void {
  // Batch jobs of newer versions get their vertices one by one, and Reactive Mode changes parallelisms.
  const redrawn = before !== null && graphOf(before) !== graphOf(job);
  if (before === null) submitted(emit, job, jobManager, Math.min(...Object.values(job.since), Number.MAX_SAFE_INTEGER));
  if (redrawn) submitted(emit, job, jobManager, now);
  for (const { at, exception } of job.failures) {
    // Flink keeps the newest failures only.
    if (before?.failures.some((known) => known.at === at && known.exception === exception)) continue;
    const last = job.status === 'FAILED' && at === job.failures.at(-1)!.at;
    const fact = { kind: 'failover', job: job.id, cause: exception, task: null, restarts: null } as const;
    emit(at, last ? { ...fact, delay: null } : fact);
  }
  // Statuses between two rounds have left their time stamps.
  const passed = Object.entries(job.since) as [JobStatus, number][];
  for (const [status, at] of passed.sort((a, b) => a[1] - b[1]))
    if (before?.since[status] !== at)
      emit(at, { kind: 'job.status', job: job.id, status, cause: causeOf(job, status) });
  if (redrawn || (job.status !== before?.status && job.since[job.status] === before?.since[job.status]))
    emit(now, { kind: 'job.status', job: job.id, status: job.status, cause: causeOf(job, job.status) });
  for (const vertex of job.vertices) {
    const old = redrawn ? undefined : before?.vertices.find(({ id }) => id === vertex.id);
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
  translateCheckpoints(emit, job, before, now);
}

const causeOf = (job: JobSnapshot, status: JobStatus): string | null =>
  status === 'FAILED' || status === 'FAILING' || status === 'RESTARTING'
    ? (job.failures.at(-1)?.exception ?? null)
    : null;

const graphOf = ({ vertices }: JobSnapshot): string =>
  JSON.stringify(vertices.map(({ id, parallelism, inputs }) => [id, parallelism, inputs]));

function submitted(emit: Emit, job: JobSnapshot, jobManager: ProcessRef, at: number): void {
  emit(at, {
    kind: 'job.submitted',
    job: job.id,
    name: job.name,
    jobManager,
    streamGraph: [],
    vertices: job.vertices.map(({ id, name, parallelism, maxParallelism, slotSharingGroup }, place) => ({
      ...{ id, name, parallelism, maxParallelism, slotSharingGroup },
      operators: operatorsIn(name).map((operator, index) => ({ id: place * 1000 + index, name: operator })),
      cuts: [],
    })),
    edges: job.vertices.flatMap(({ id, inputs }) =>
      inputs.map(
        ({ from, partitioner, exchange }): GraphEdge => ({ from, to: id, partitioner, exchange: exchangeOf(exchange) }),
      ),
    ),
  });
}

const EXCHANGES = ['blocking', 'pipelined', 'hybrid_full', 'hybrid_selective'] as const;
const exchangeOf = (text: string): GraphEdge['exchange'] =>
  EXCHANGES.find((exchange) => exchange === text) ?? 'pipelined_bounded';

/** A chain is named `A -> B`, one that branches `A -> (B -> C, D)`. */
function operatorsIn(chain: string): string[] {
  const names: string[] = [];
  let [name, branches, inside] = ['', 0, 0];
  const end = (): void => {
    if (name !== '') names.push(name);
    name = '';
  };
  for (let at = 0; at < chain.length; at++) {
    const rest = chain.slice(at);
    if (inside === 0 && /^ -> /.test(rest)) {
      end();
      at += 3;
      if (chain[at + 1] === '(') {
        branches++;
        at++;
      }
    } else if (inside === 0 && branches > 0 && rest.startsWith(', ')) {
      end();
      at++;
    } else if (inside === 0 && branches > 0 && chain[at] === ')') {
      end();
      branches--;
    } else {
      // Operators' own names have parentheses too: Window(TumblingEventTimeWindows(3000), …).
      if (chain[at] === '(') inside++;
      if (chain[at] === ')') inside--;
      name += chain[at];
    }
  }
  end();
  return names;
}

function translateSubtask(
  emit: Emit,
  job: string,
  vertex: string,
  now: SubtaskSnapshot,
  before: SubtaskSnapshot | undefined,
  at: number,
): void {
  const { subtask, attempt, state, taskManager, allocation, figures } = now;
  const ref = { job, vertex, subtask, attempt };
  const isAsBefore =
    before?.attempt === attempt &&
    before.state === state &&
    before.taskManager === taskManager &&
    before.allocation === allocation;
  if (!isAsBefore) {
    // The states that an attempt must have gone through unseen are not made up: only the one that Flink tells.
    const fact = { kind: 'subtask.state', ...ref, state, taskManager, slot: null, cause: null } as const;
    emit(at, allocation === null ? fact : { ...fact, allocation });
  }
  const known = before?.attempt === attempt ? before.figures : null;
  const moved = figures !== null && JSON.stringify(figures) !== JSON.stringify(known);
  if (moved && (state === 'RUNNING' || state === 'FINISHED')) emit(at, { kind: 'data.progress', ...ref, ...figures });
}

function translateCheckpoints(emit: Emit, job: JobSnapshot, before: JobSnapshot | null, now: number): void {
  for (const checkpoint of job.checkpoints) {
    const known = before?.checkpoints.find(({ id }) => id === checkpoint.id);
    const { id, savepoint, triggered, tasks, ended, path, stateSize, durationMs, reason } = checkpoint;
    const { acknowledged, acknowledgements } = checkpoint;
    // At the first look the past is not replayed.
    if (before === null && ended !== null) continue;
    if (!known) {
      const type = savepoint ? 'savepoint' : 'checkpoint';
      const fact = { kind: 'checkpoint.triggered', job: job.id, checkpoint: id, type, tasks } as const;
      emit(triggered, acknowledgements === null ? { ...fact, untold: true } : fact);
    }
    const told = known?.acknowledgements ?? [];
    for (const { at, ...acknowledgement } of acknowledgements ?? []) {
      const { vertex, subtask } = acknowledgement;
      if (told.some((other) => other.vertex === vertex && other.subtask === subtask)) continue;
      const attempt = attemptAt(job, vertex, subtask, at);
      emit(at, { kind: 'checkpoint.acknowledged', job: job.id, checkpoint: id, attempt, ...acknowledgement });
    }
    const counted = acknowledged !== null && acknowledged !== (acknowledgements ?? []).length;
    if (ended === null && counted && acknowledged !== known?.acknowledged)
      emit(now, { kind: 'checkpoint.counted', job: job.id, checkpoint: id, acknowledged });
    if (ended === null || known?.ended != null) continue;
    if (checkpoint.status === 'COMPLETED')
      emit(ended, { kind: 'checkpoint.completed', job: job.id, checkpoint: id, path, stateSize, durationMs });
    else emit(ended, { kind: 'checkpoint.aborted', job: job.id, checkpoint: id, reason: reason ?? 'failed' });
  }
  restoredFrom(emit, job, before);
}

/** Checkpoints are told by subtask: by the present attempt, or by one before it was deployed. */
function attemptAt(job: JobSnapshot, vertex: string, subtask: number, at: number): number {
  const now = job.vertices.find(({ id }) => id === vertex)?.subtasks.find((each) => each.subtask === subtask);
  if (!now) return 0;
  return now.deployed !== null && at >= now.deployed ? now.attempt : Math.max(0, now.attempt - 1);
}

function restoredFrom(emit: Emit, job: JobSnapshot, before: JobSnapshot | null): void {
  const { restored } = job;
  if (restored && restored.at !== before?.restored?.at)
    emit(restored.at, {
      kind: 'checkpoint.restored',
      job: job.id,
      checkpoint: restored.id,
      savepoint: restored.savepoint,
    });
}
