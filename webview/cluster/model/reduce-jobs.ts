/** The part of the reducer that keeps jobs and their subtasks. */
import type { Fact, SubtaskRef, TraceEntry } from '../../../src/trace/facts.ts';
import { refId } from './flights.ts';
import { keyGroupRange } from './keygroups.ts';
import {
  type Checkpoint,
  type ClusterState,
  checkpointId,
  clusterOf,
  type Flight,
  isOver,
  type Job,
  type KeyedValue,
  type KeyGroups,
  type Place,
  type Subtask,
  slotId,
} from './state.ts';

/** How many checkpoints of a job, printed lines, process lines, keys of one key group a state keeps. */
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
    cluster: clusterOf(state, entry.jobManager),
    submittedAt: entry.at,
    status: 'INITIALIZING',
    since: entry.at,
    cause: null,
    before: null,
    streamGraph: entry.streamGraph,
    vertices: entry.vertices,
    edges: entry.edges,
    configuration: entry.configuration ?? [],
    slots,
    restored: null,
    failover: null,
  });
  const parallelisms = new Map(entry.vertices.map(({ id, parallelism }) => [id, parallelism]));
  for (const { id, job, vertex, subtask } of [...state.subtasks.values()])
    if (job === entry.job && subtask >= (parallelisms.get(vertex) ?? 0)) state.subtasks.delete(id);
  for (const vertex of entry.vertices) {
    for (let subtask = 0; subtask < vertex.parallelism; subtask++) {
      const task = newSubtask({ job: entry.job, vertex: vertex.id, subtask, attempt: 0 }, entry.at);
      const known = state.subtasks.get(task.id);
      state.subtasks.set(
        task.id,
        known === undefined ? task : { ...task, formerPlace: known.place, printed: known.printed },
      );
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
    reported: { in: 0, out: 0 },
    seen: { in: 0, out: 0 },
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
    timers: [],
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
 * Where only the allocation of a slot is told, not its number: with the others of that allocation, or where they were; else in a slot that nobody is
 * in, rather one to which no attempt of a job that goes on may come back.
 */
function seatOn(state: ClusterState, taskManager: string, allocation: string): number | null {
  const [taken, left] = [new Set<number | null>(), new Set<number | null>()];
  let former: number | null = null;
  for (const { place, job, state: at } of state.subtasks.values()) {
    if (place?.taskManager !== taskManager) continue;
    const same = place.allocation === allocation;
    if (!isOver(at)) {
      if (same) return place.slot;
      taken.add(place.slot);
    } else if (same) former = place.slot;
    else if (!isOver(state.jobs.get(job)?.status ?? 'RUNNING')) left.add(place.slot);
  }
  if (former !== null && !taken.has(former)) return former;
  const slots = state.taskManagers.get(taskManager)?.slots ?? 0;
  const open = Array.from({ length: slots }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  return open.find((slot) => !left.has(slot)) ?? open[0] ?? null;
}

function placeOf(state: ClusterState, { taskManager, slot, allocation }: Of<'subtask.state'>): Place | null {
  if (taskManager === null) return null;
  if (slot !== null || allocation === undefined) return { taskManager, slot, allocation: null };
  return { taskManager, slot: seatOn(state, taskManager, allocation), allocation };
}

/** A lost TaskManager is forgotten once another one came on its machine and nobody takes a subtask for being there any more. */
export function forgetReplaced(state: ClusterState): void {
  for (const { id, machine, lost } of [...state.taskManagers.values()]) {
    if (lost === null) continue;
    const hasHeir = [...state.taskManagers.values()].some((other) => other.machine === machine && other.lost === null);
    const isHome = [...state.subtasks.values()].some((task) => task.place?.taskManager === id && !isOver(task.state));
    if (!hasHeir || isHome) continue;
    state.taskManagers.delete(id);
    for (const { taskManager, slot } of state.slots.values()) {
      if (taskManager === id) state.slots.delete(slotId(taskManager, slot));
    }
  }
}

export function subtaskState(state: ClusterState, entry: Of<'subtask.state'>): void {
  const known = state.subtasks.get(refId(entry));
  if (known !== undefined && entry.attempt < known.attempt) return;
  let task = known ?? newSubtask(entry, entry.at);
  if (entry.attempt > task.attempt) {
    task = { ...newSubtask(entry, entry.at), formerPlace: task.place, printed: task.printed };
  }
  const place = placeOf(state, entry) ?? task.place;
  const up = entry.state === 'RUNNING' || entry.state === 'INITIALIZING';
  const waiting = up ? {} : { aligning: null, barriers: [] };
  if (entry.state === 'INITIALIZING' && task.state !== 'INITIALIZING')
    task = { ...task, ...restoredState(state, task) };
  state.subtasks.set(task.id, { ...task, ...waiting, state: entry.state, since: entry.at, cause: entry.cause, place });
  const home = known?.place?.taskManager;
  if (home !== undefined && (state.taskManagers.get(home)?.lost ?? null) !== null) forgetReplaced(state);
}

/** What a subtask that begins gets back: of the checkpoint its job was restored from, the key groups that are its own now. */
function restoredState(state: ClusterState, task: Subtask): Partial<Subtask> {
  const job = state.jobs.get(task.job);
  const vertex = job?.vertices.find(({ id }) => id === task.vertex);
  if (job === undefined || vertex === undefined || job.restored === null) return {};
  const held = heldBy(state, job.id, job.restored);
  if (held === null) return {};
  const [from, to] = keyGroupRange(vertex.maxParallelism, vertex.parallelism, task.subtask);
  const keyed = new Map<number, ReadonlyMap<string, KeyedValue>>();
  for (const [id, groups] of held) {
    if (id.split('/')[1] !== task.vertex) continue;
    for (const [group, values] of groups) if (group >= from && group <= to) keyed.set(group, values);
  }
  return { keyed };
}

/** Of a job's checkpoints the newest stay known, and in any case the one it would be restored from and its last savepoint. */
export function forgetCheckpoints(state: ClusterState, job: string): void {
  const own = [...state.checkpoints].filter(([, checkpoint]) => checkpoint.job === job);
  const completed = own.filter(([, { status }]) => status === 'completed');
  const needed = new Set([completed.at(-1), completed.findLast(([, { type }]) => type !== 'checkpoint')]);
  for (const kept of own.slice(0, Math.max(0, own.length - KEPT.checkpoints))) {
    if (!needed.has(kept)) state.checkpoints.delete(kept[0]);
  }
}

/** A savepoint may be another job's. */
function heldBy(
  state: ClusterState,
  job: string,
  { checkpoint, savepoint }: NonNullable<Job['restored']>,
): Checkpoint['held'] | null {
  const own = state.checkpoints.get(checkpointId(job, checkpoint));
  if (own !== undefined || !savepoint) return own?.held ?? null;
  const savepoints = [...state.checkpoints.values()].filter(
    ({ id, type }) => id === checkpoint && type !== 'checkpoint',
  );
  return savepoints.at(-1)?.held ?? null;
}

/** Counts what a buffer brought, between two reports of the receiver. */
export function arrived(state: ClusterState, flight: Extract<Flight, { kind: 'buffer' }>): void {
  const task = state.subtasks.get(flight.to);
  if (task === undefined || task.attempt !== flight.attempt) return;
  const seen = { ...task.seen, in: task.seen.in + flight.records };
  state.subtasks.set(task.id, { ...task, seen, recordsIn: Math.max(task.recordsIn, seen.in) });
}

/** Counts what a buffer took along, between two reports of the sender: of several edges and copies only the first. */
export function sent(state: ClusterState, entry: Of<'data.buffer'>): void {
  const edge = state.jobs.get(entry.job)?.edges.find(({ from }) => from === entry.from.vertex);
  if (edge?.to !== entry.to.vertex || (edge.partitioner === 'BROADCAST' && entry.to.subtask > 0)) return;
  patchSubtask(state, entry.from, (task) => {
    const seen = { ...task.seen, out: task.seen.out + entry.records };
    return { seen, recordsOut: Math.max(task.recordsOut, seen.out) };
  });
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
      recordsIn: Math.max(entry.recordsIn, task.seen.in),
      recordsOut: Math.max(entry.recordsOut, task.seen.out),
      reported: { in: entry.recordsIn, out: entry.recordsOut },
      bytesIn: entry.bytesIn,
      bytesOut: entry.bytesOut,
      inRate: rate(entry.recordsIn, task.reported.in, task.inRate),
      outRate: rate(entry.recordsOut, task.reported.out, task.outRate),
      reportedAt: entry.at,
      busy: entry.busy,
      idle: entry.idle,
      backPressured: entry.backPressured,
      timers: entry.timers ?? [],
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
