/** The part of the reducer that keeps jobs and their subtasks. */
import type { Fact, SubtaskRef, TraceEntry } from '../../../src/trace/facts.ts';
import { refId } from './flights.ts';
import type { ClusterState, Job, KeyGroups, Subtask } from './state.ts';

/** How many checkpoints, printed lines, process lines, keys of one key group a state keeps. */
export const KEPT = { checkpoints: 20, printed: 8, lines: 5, keys: 16, received: 8, windows: 40 } as const;

type Of<K extends Fact['kind']> = Extract<TraceEntry, { kind: K }>;

/** The list with one more item, the oldest left out where it would be too long. */
export function last<T>(list: readonly T[], item: T, kept: number): readonly T[] {
  return [...(list.length >= kept ? list.slice(list.length - kept + 1) : list), item];
}

export function patchJob(state: ClusterState, id: string, changes: Partial<Job>): void {
  const job = state.jobs.get(id);
  if (job !== undefined) state.jobs.set(id, { ...job, ...changes });
}

export function jobSubmitted(state: ClusterState, entry: Of<'job.submitted'>): void {
  const slots = state.jobs.get(entry.job)?.slots ?? null;
  state.jobs.set(entry.job, {
    id: entry.job,
    name: entry.name,
    jobManager: entry.jobManager,
    submittedAt: entry.at,
    status: 'INITIALIZING',
    since: entry.at,
    cause: null,
    before: null,
    streamGraph: entry.streamGraph,
    vertices: entry.vertices,
    edges: entry.edges,
    slots,
    restored: null,
    failover: null,
  });
  for (const vertex of entry.vertices) {
    for (let subtask = 0; subtask < vertex.parallelism; subtask++) {
      const task = newSubtask({ job: entry.job, vertex: vertex.id, subtask, attempt: 0 }, entry.at);
      if (!state.subtasks.has(task.id)) state.subtasks.set(task.id, task);
    }
  }
}

const NO_KEYS: KeyGroups = new Map();

function newSubtask(ref: SubtaskRef, at: number): Subtask {
  return {
    id: refId(ref),
    job: ref.job,
    vertex: ref.vertex,
    subtask: ref.subtask,
    attempt: ref.attempt,
    state: 'CREATED',
    since: at,
    cause: null,
    place: null,
    formerPlace: null,
    recordsIn: 0,
    recordsOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    inRate: 0,
    outRate: 0,
    reportedAt: at,
    busy: null,
    idle: null,
    backPressured: null,
    watermark: null,
    keyed: NO_KEYS,
    printed: [],
    printedCount: 0,
    received: [],
    windows: [],
    late: 0,
    barriers: [],
    aligning: null,
    acknowledged: null,
  };
}

export function patchSubtask(state: ClusterState, ref: SubtaskRef, changes: (task: Subtask) => Partial<Subtask>): void {
  const task = state.subtasks.get(refId(ref));
  if (task !== undefined && ref.attempt >= task.attempt) {
    state.subtasks.set(task.id, { ...task, ...changes(task) });
  }
}

/**
 * A real Flink tells a subtask's TaskManager, but not its slot. It is drawn where slot sharing would put it: beside the subtasks of its job with
 * the same index, else in the first slot without any of that job.
 */
function seatOn(state: ClusterState, taskManager: string, { job, subtask }: Of<'subtask.state'>): number {
  const taken = new Set<number>();
  for (const other of state.subtasks.values()) {
    if (other.job !== job || other.place?.taskManager !== taskManager) continue;
    if (other.subtask === subtask) return other.place.slot;
    taken.add(other.place.slot);
  }
  const slots = state.taskManagers.get(taskManager)?.slots ?? 1;
  for (let slot = 0; slot < slots; slot++) if (!taken.has(slot)) return slot;
  return subtask % slots;
}

export function subtaskState(state: ClusterState, entry: Of<'subtask.state'>): void {
  const known = state.subtasks.get(refId(entry));
  if (known !== undefined && entry.attempt < known.attempt) return;
  let task = known ?? newSubtask(entry, entry.at);
  if (entry.attempt > task.attempt) {
    task = { ...newSubtask(entry, entry.at), formerPlace: task.place, printed: task.printed };
  }
  const place =
    entry.taskManager === null
      ? task.place
      : { taskManager: entry.taskManager, slot: entry.slot ?? seatOn(state, entry.taskManager, entry) };
  const up = entry.state === 'RUNNING' || entry.state === 'INITIALIZING';
  const waiting = up ? {} : { aligning: null, barriers: [] };
  state.subtasks.set(task.id, { ...task, ...waiting, state: entry.state, since: entry.at, cause: entry.cause, place });
}

export function receive(state: ClusterState, entry: Of<'data.buffer'>): void {
  if (entry.sample.length === 0) return;
  patchSubtask(state, entry.to, (task) => ({
    received: [...task.received, ...entry.sample].slice(-KEPT.received),
  }));
}

export function progress(state: ClusterState, entry: Of<'data.progress'>): void {
  patchSubtask(state, entry, (task) => {
    const seconds = (entry.at - task.reportedAt) / 1000;
    const rate = (now: number, before: number, old: number) =>
      seconds > 0 ? Math.max(0, (now - before) / seconds) : old;
    return {
      recordsIn: entry.recordsIn,
      recordsOut: entry.recordsOut,
      bytesIn: entry.bytesIn,
      bytesOut: entry.bytesOut,
      inRate: rate(entry.recordsIn, task.recordsIn, task.inRate),
      outRate: rate(entry.recordsOut, task.recordsOut, task.outRate),
      reportedAt: entry.at,
      busy: entry.busy,
      idle: entry.idle,
      backPressured: entry.backPressured,
    };
  });
}

export function withValue(keyed: KeyGroups, entry: Of<'data.state'>): KeyGroups {
  const groups = new Map(keyed);
  const group = new Map(groups.get(entry.keyGroup));
  const id = `${entry.state}\u0000${entry.key}`;
  group.delete(id);
  if (entry.value !== null) {
    group.set(id, {
      state: entry.state,
      key: entry.key,
      keyGroup: entry.keyGroup,
      value: entry.value,
      at: entry.at,
    });
  }
  for (const oldest of group.keys()) {
    if (group.size <= KEPT.keys) break;
    group.delete(oldest);
  }
  if (group.size === 0) groups.delete(entry.keyGroup);
  else groups.set(entry.keyGroup, group);
  return groups;
}
