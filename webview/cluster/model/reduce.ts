/** The reducer: one fact after another onto a state (state.ts). Pure but for the state it is given. */
import type { Fact, SubtaskRef, TraceEntry } from '../../../src/trace/facts.ts';
import { captionOf } from './captions.ts';
import { isolatedMachines } from './network.ts';
import {
  type ClusterState,
  checkpointId,
  type Flight,
  type Job,
  type KeyGroups,
  type Machine,
  type Process,
  processId,
  type Subtask,
  slotId,
  subtaskId,
} from './state.ts';

/** How many checkpoints, printed lines, process lines, keys of one key group a state keeps. */
const KEPT = { checkpoints: 20, printed: 8, lines: 5, keys: 16, received: 8, windows: 40 } as const;
/** How long a lost message stays on the picture, ms. */
const LOST_SHOWN = 500;

type Of<K extends Fact['kind']> = Extract<TraceEntry, { kind: K }>;

/** Applies the fact with sequence number `state.facts`. */
export function apply(state: ClusterState, entry: TraceEntry): void {
  const number = state.facts;
  state.facts = number + 1;
  state.now = entry.at;
  if (number % 64 === 0) dropArrived(state, entry.at);
  change(state, entry, number);
  const caption = captionOf(state, entry);
  if (caption !== null) state.caption = caption;
}

/** Moves the state to time `t` (not before its last fact): what has arrived by then is no longer on its way. */
export function advance(state: ClusterState, t: number): void {
  state.now = t;
  dropArrived(state, t);
}

function dropArrived(state: ClusterState, t: number): void {
  if (state.flights.some((flight) => flight.arrives <= t)) {
    state.flights = state.flights.filter((flight) => flight.arrives > t);
  }
}

function change(state: ClusterState, entry: TraceEntry, number: number) {
  switch (entry.kind) {
    case 'machine.up':
      state.machines.set(entry.machine, {
        name: entry.machine,
        ip: entry.ip,
        up: true,
        slow: 1,
        partitioned: false,
      });
      return;
    case 'machine.down':
      return patchMachine(state, entry.machine, { up: false });
    case 'machine.slow':
      return patchMachine(state, entry.machine, { slow: entry.factor });
    case 'process.started':
      return processStarted(state, entry);
    case 'process.ended':
      return patchProcess(state, entry.machine, entry.pid, {
        ended: { at: entry.at, exit: entry.exit, signal: entry.signal },
        ports: [],
      });
    case 'process.paused':
    case 'process.resumed':
      return patchProcess(state, entry.machine, entry.pid, { paused: entry.kind === 'process.paused' });
    case 'port.opened': {
      const ports = state.processes.get(processId(entry.machine, entry.pid))?.ports ?? [];
      return patchProcess(state, entry.machine, entry.pid, { ports: [...ports, entry.port] });
    }
    case 'port.closed': {
      const ports = state.processes.get(processId(entry.machine, entry.pid))?.ports ?? [];
      return patchProcess(state, entry.machine, entry.pid, { ports: ports.filter((port) => port !== entry.port) });
    }
    case 'connection.opened':
      state.connections.set(entry.id, { id: entry.id, from: entry.from, to: entry.to, port: entry.port });
      return;
    case 'connection.closed':
      state.connections.delete(entry.id);
      return;
    case 'message':
    case 'data.text':
      return fly(state, flightOf(entry, number));
    case 'line': {
      const lines = state.processes.get(processId(entry.machine, entry.pid))?.lines ?? [];
      return patchProcess(state, entry.machine, entry.pid, { lines: last(lines, entry.text, KEPT.lines) });
    }
    case 'fault':
      state.faults = [
        ...state.faults,
        { at: entry.at, fault: entry.fault, target: entry.target, detail: entry.detail },
      ];
      markPartitions(state);
      return;
    case 'fault.healed':
      state.faults =
        entry.fault === 'all'
          ? state.faults.filter(({ fault }) => fault === 'signal' || fault === 'poison')
          : state.faults.filter((fault) => fault.fault !== entry.fault || fault.target !== entry.target);
      markPartitions(state);
      return;
    case 'leader': {
      const id = processId(entry.machine, entry.pid);
      if (entry.granted) state.leaders.set(entry.component, id);
      else if (state.leaders.get(entry.component) === id) state.leaders.delete(entry.component);
      return;
    }
    case 'taskmanager.registered':
      return taskManagerRegistered(state, entry);
    case 'taskmanager.lost': {
      const taskManager = state.taskManagers.get(entry.id);
      if (taskManager === undefined) return;
      state.taskManagers.set(entry.id, { ...taskManager, lost: { at: entry.at, reason: entry.reason } });
      return;
    }
    case 'slot.allocated':
      state.slots.set(slotId(entry.taskManager, entry.slot), {
        taskManager: entry.taskManager,
        slot: entry.slot,
        allocation: entry.allocation,
        job: entry.job,
      });
      return;
    case 'slot.freed': {
      const id = slotId(entry.taskManager, entry.slot);
      if (state.slots.get(id)?.allocation === entry.allocation) state.slots.delete(id);
      return;
    }
    case 'slots.required':
      return patchJob(state, entry.job, {
        slots: { required: entry.required, available: entry.available, groups: entry.groups },
      });
    case 'job.submitted':
      return jobSubmitted(state, entry);
    case 'job.status': {
      const job = state.jobs.get(entry.job);
      if (job === undefined || job.status === entry.status) return;
      state.jobs.set(job.id, {
        ...job,
        status: entry.status,
        since: entry.at,
        cause: entry.cause,
        before: { status: job.status, since: job.since },
      });
      return;
    }
    case 'subtask.state':
      return subtaskState(state, entry);
    case 'failover':
      return patchJob(state, entry.job, {
        failover: { at: entry.at, cause: entry.cause, restarts: entry.restarts.length },
      });
    case 'data.buffer':
      receive(state, entry);
      return fly(state, flightOf(entry, number));
    case 'data.progress':
      return progress(state, entry);
    case 'data.state':
      return patchSubtask(state, entry, (task) => ({
        keyed: withValue(task.keyed, entry),
      }));
    case 'data.watermark':
      return patchSubtask(state, entry, () => ({ watermark: entry.watermark }));
    case 'data.window':
      return patchSubtask(state, entry, (task) => {
        const others = task.windows.filter(
          (window) => window.key !== entry.key || window.start !== entry.start || window.end !== entry.end,
        );
        const { key, start, end, elements, change, at } = entry;
        const merged =
          change === 'merged'
            ? others.filter((window) => window.key !== key || window.start < start || window.end > end)
            : others;
        return { windows: last(merged, { key, start, end, elements, change, at }, KEPT.windows) };
      });
    case 'data.late':
      return patchSubtask(state, entry, (task) => ({ late: task.late + 1 }));
    case 'data.printed':
      return patchSubtask(state, entry, (task) => ({
        printed: last(task.printed, { at: entry.at, text: entry.text }, KEPT.printed),
        printedCount: task.printedCount + 1,
      }));
    case 'checkpoint.triggered':
      state.checkpoints.set(checkpointId(entry.job, entry.checkpoint), {
        id: entry.checkpoint,
        job: entry.job,
        type: entry.type,
        tasks: entry.tasks,
        triggeredAt: entry.at,
        acknowledged: [],
        status: 'in progress',
        endedAt: null,
        stateSize: 0,
        path: null,
        reason: null,
      });
      for (const id of state.checkpoints.keys()) {
        if (state.checkpoints.size <= KEPT.checkpoints) break;
        state.checkpoints.delete(id);
      }
      return;
    case 'barrier': {
      fly(state, flightOf(entry, number));
      const barrier = { checkpoint: entry.checkpoint, from: refId(entry.from), arrives: entry.arrives };
      return patchSubtask(state, entry.to, (task) => ({
        barriers:
          task.barriers[0]?.checkpoint === entry.checkpoint
            ? [...task.barriers.filter((other) => other.from !== barrier.from), barrier]
            : [barrier],
      }));
    }
    case 'alignment':
      return patchSubtask(state, entry, () => ({
        aligning:
          entry.phase === 'started'
            ? { checkpoint: entry.checkpoint, arrived: entry.arrived, expected: entry.expected }
            : null,
      }));
    case 'checkpoint.acknowledged': {
      const id = checkpointId(entry.job, entry.checkpoint);
      const checkpoint = state.checkpoints.get(id);
      const task = refId(entry);
      if (checkpoint !== undefined && !checkpoint.acknowledged.includes(task)) {
        state.checkpoints.set(id, {
          ...checkpoint,
          acknowledged: [...checkpoint.acknowledged, task],
          stateSize: checkpoint.stateSize + entry.stateSize,
        });
      }
      return patchSubtask(state, entry, () => ({ acknowledged: entry.checkpoint, aligning: null }));
    }
    case 'checkpoint.completed': {
      const id = checkpointId(entry.job, entry.checkpoint);
      const checkpoint = state.checkpoints.get(id);
      if (checkpoint === undefined) return;
      state.checkpoints.set(id, {
        ...checkpoint,
        status: 'completed',
        endedAt: entry.at,
        stateSize: entry.stateSize,
        path: entry.path,
      });
      return;
    }
    case 'checkpoint.aborted': {
      const id = checkpointId(entry.job, entry.checkpoint);
      const checkpoint = state.checkpoints.get(id);
      if (checkpoint === undefined) return;
      state.checkpoints.set(id, { ...checkpoint, status: 'aborted', endedAt: entry.at, reason: entry.reason });
      for (const task of state.subtasks.values()) {
        if (task.job === entry.job && task.aligning?.checkpoint === entry.checkpoint) {
          state.subtasks.set(task.id, { ...task, aligning: null });
        }
      }
      return;
    }
    case 'checkpoint.restored':
      return patchJob(state, entry.job, {
        restored: { checkpoint: entry.checkpoint, savepoint: entry.savepoint, at: entry.at },
      });
    case 'cell.started':
      state.cell = { cell: entry.cell, title: entry.title };
      return;
    case 'cell.ended':
      if (state.cell?.cell === entry.cell) state.cell = null;
      return;
    case 'input':
      return;
  }
}

export const refId = (ref: SubtaskRef): string => subtaskId(ref.job, ref.vertex, ref.subtask);

function last<T>(list: readonly T[], item: T, kept: number): readonly T[] {
  return [...(list.length >= kept ? list.slice(list.length - kept + 1) : list), item];
}

/** What the fact with sequence number `number` puts on its way, null for facts that send nothing. */
export function flightOf(entry: TraceEntry, number: number): Flight | null {
  switch (entry.kind) {
    case 'message':
      return {
        kind: 'message',
        number,
        sent: entry.at,
        arrives: entry.arrives ?? entry.at + LOST_SHOWN,
        lost: entry.arrives === null,
        from: processId(entry.from.machine, entry.from.pid),
        to: processId(entry.to.machine, entry.to.pid),
        protocol: entry.protocol,
        name: entry.name,
        detail: entry.detail ?? '',
      };
    case 'data.text':
      return {
        kind: 'text',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: processId(entry.from.machine, entry.from.pid),
        to: processId(entry.to.machine, entry.to.pid),
        text: entry.text,
      };
    case 'data.buffer':
      return {
        kind: 'buffer',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: refId(entry.from),
        to: refId(entry.to),
        records: entry.records,
        bytes: entry.bytes,
        sample: entry.sample,
        remote: entry.remote,
      };
    case 'barrier':
      return {
        kind: 'barrier',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: refId(entry.from),
        to: refId(entry.to),
        checkpoint: entry.checkpoint,
        unaligned: entry.unaligned,
      };
    default:
      return null;
  }
}

function fly(state: ClusterState, flight: Flight | null): void {
  if (flight === null) return;
  state.flights = [...state.flights, flight];
}

function patchMachine(state: ClusterState, name: string, changes: Partial<Machine>): void {
  const machine = state.machines.get(name) ?? { name, ip: '', up: true, slow: 1, partitioned: false };
  state.machines.set(name, { ...machine, ...changes });
}

function markPartitions(state: ClusterState): void {
  const isolated = isolatedMachines(state);
  for (const { name, partitioned } of [...state.machines.values()]) {
    if (isolated.has(name) !== partitioned) patchMachine(state, name, { partitioned: !partitioned });
  }
}

function processStarted(state: ClusterState, entry: Of<'process.started'>): void {
  if (!state.machines.has(entry.machine)) patchMachine(state, entry.machine, {});
  const id = processId(entry.machine, entry.pid);
  state.processes.set(id, {
    id,
    machine: entry.machine,
    pid: entry.pid,
    name: entry.name,
    command: entry.command,
    user: entry.user,
    role: entry.role,
    startedAt: entry.at,
    ended: null,
    paused: false,
    ports: [],
    lines: [],
  });
  forgetEnded(state, entry.machine);
}

/** Short commands come and go: of those that ended on a machine only the newest stay known. */
function forgetEnded(state: ClusterState, machine: string): void {
  const known = new Set([...state.taskManagers.values()].map((manager) => processId(manager.machine, manager.pid)));
  const ended = [...state.processes.values()].filter(
    (process) => process.machine === machine && process.ended !== null && !known.has(process.id),
  );
  for (const process of ended.slice(0, Math.max(0, ended.length - 6))) state.processes.delete(process.id);
}

function patchProcess(state: ClusterState, machine: string, pid: number, changes: Partial<Process>): void {
  const process = state.processes.get(processId(machine, pid));
  if (process !== undefined) state.processes.set(process.id, { ...process, ...changes });
}

function taskManagerRegistered(state: ClusterState, entry: Of<'taskmanager.registered'>): void {
  if (!state.machines.has(entry.machine)) patchMachine(state, entry.machine, {});
  for (const other of state.taskManagers.values()) {
    const replaced = other.machine === entry.machine && other.lost !== null && other.id !== entry.id;
    if (replaced) removeTaskManager(state, other.id);
  }
  state.taskManagers.set(entry.id, {
    id: entry.id,
    machine: entry.machine,
    pid: entry.pid,
    slots: entry.slots,
    slotMemory: entry.slotMemory,
    registeredAt: entry.at,
    lost: null,
  });
}

function removeTaskManager(state: ClusterState, id: string): void {
  state.taskManagers.delete(id);
  for (const slot of state.slots.values()) {
    if (slot.taskManager === id) state.slots.delete(slotId(slot.taskManager, slot.slot));
  }
}

function patchJob(state: ClusterState, id: string, changes: Partial<Job>): void {
  const job = state.jobs.get(id);
  if (job !== undefined) state.jobs.set(id, { ...job, ...changes });
}

function jobSubmitted(state: ClusterState, entry: Of<'job.submitted'>): void {
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

function patchSubtask(state: ClusterState, ref: SubtaskRef, changes: (task: Subtask) => Partial<Subtask>): void {
  const task = state.subtasks.get(refId(ref));
  if (task !== undefined && ref.attempt >= task.attempt) {
    state.subtasks.set(task.id, { ...task, ...changes(task) });
  }
}

function subtaskState(state: ClusterState, entry: Of<'subtask.state'>): void {
  const known = state.subtasks.get(refId(entry));
  if (known !== undefined && entry.attempt < known.attempt) return;
  let task = known ?? newSubtask(entry, entry.at);
  if (entry.attempt > task.attempt) {
    task = { ...newSubtask(entry, entry.at), formerPlace: task.place, printed: task.printed };
  }
  const place =
    entry.taskManager !== null && entry.slot !== null
      ? { taskManager: entry.taskManager, slot: entry.slot }
      : task.place;
  const up = entry.state === 'RUNNING' || entry.state === 'INITIALIZING';
  const waiting = up ? {} : { aligning: null, barriers: [] };
  state.subtasks.set(task.id, { ...task, ...waiting, state: entry.state, since: entry.at, cause: entry.cause, place });
}

function receive(state: ClusterState, entry: Of<'data.buffer'>): void {
  if (entry.sample.length === 0) return;
  patchSubtask(state, entry.to, (task) => ({
    received: [...task.received, ...entry.sample].slice(-KEPT.received),
  }));
}

function progress(state: ClusterState, entry: Of<'data.progress'>): void {
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

function withValue(keyed: KeyGroups, entry: Of<'data.state'>): KeyGroups {
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
