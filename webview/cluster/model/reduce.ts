/** The reducer: one fact after another onto a state (state.ts). Pure but for the state it is given. */
import type { Fact, JobOption, TraceEntry } from '../../../src/trace/facts.ts';
import { captionOf } from './captions.ts';
import { flightOf, refId } from './flights.ts';
import { isolatedMachines } from './network.ts';
import {
  arrived,
  forgetCheckpoints,
  forgetReplaced,
  jobSubmitted,
  KEPT,
  last,
  patchJob,
  patchSubtask,
  progress,
  receive,
  sent,
  subtaskState,
  withValue,
} from './reduce-jobs.ts';
import {
  type ClusterState,
  checkpointId,
  clusterOf,
  type Flight,
  leadershipId,
  type Machine,
  type Process,
  processId,
  slotId,
} from './state.ts';

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
  if (state.flights.every((flight) => flight.arrives > t)) return;
  for (const flight of state.flights) if (flight.kind === 'buffer' && flight.arrives <= t) arrived(state, flight);
  state.flights = state.flights.filter((flight) => flight.arrives > t);
}

function change(state: ClusterState, entry: TraceEntry, number: number) {
  switch (entry.kind) {
    case 'machine.up':
      state.machines.set(entry.machine, {
        name: entry.machine,
        ip: entry.ip,
        host: entry.host ?? null,
        up: true,
        slow: 1,
        partitioned: false,
      });
      return;
    case 'machine.down':
      return patchMachine(state, entry.machine, { up: false });
    case 'machine.removed':
      state.machines.delete(entry.machine);
      for (const [id, process] of state.processes) if (process.machine === entry.machine) state.processes.delete(id);
      return;
    case 'machine.slow':
      return patchMachine(state, entry.machine, { slow: entry.factor });
    case 'process.started':
      return processStarted(state, entry);
    case 'process.ended':
      for (const [id, { process }] of state.leaders)
        if (process === processId(entry.machine, entry.pid)) state.leaders.delete(id);
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
      const process = state.processes.get(processId(entry.machine, entry.pid));
      const option = OPTION.exec(entry.text);
      return patchProcess(state, entry.machine, entry.pid, {
        lines: last(process?.lines ?? [], entry.text, KEPT.lines),
        ...(option === null ? {} : { options: withOption(process?.options ?? [], option[1]!, option[2]!) }),
      });
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
      const process = processId(entry.machine, entry.pid);
      const { component, cluster = process } = entry;
      const id = leadershipId(component, cluster);
      if (entry.cluster !== undefined) patchProcess(state, entry.machine, entry.pid, { cluster });
      if (entry.granted) state.leaders.set(id, { component, process });
      else if (state.leaders.get(id)?.process === process) state.leaders.delete(id);
      return;
    }
    case 'yarn.container':
      return container(state, entry);
    case 'taskmanager.registered':
      return taskManagerRegistered(state, entry);
    case 'taskmanager.lost': {
      const taskManager = state.taskManagers.get(entry.id);
      if (taskManager === undefined) return;
      state.taskManagers.set(entry.id, { ...taskManager, lost: { at: entry.at, reason: entry.reason } });
      forgetReplaced(state);
      return;
    }
    case 'taskmanager.slots': {
      const taskManager = state.taskManagers.get(entry.id);
      if (taskManager !== undefined) state.taskManagers.set(entry.id, { ...taskManager, free: entry.free });
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
        failover: { at: entry.at, cause: entry.cause },
      });
    case 'data.buffer':
      sent(state, entry);
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
        count: entry.untold === true ? null : 0,
        held: new Map(),
        status: 'in progress',
        endedAt: null,
        stateSize: 0,
        path: null,
        reason: null,
      });
      forgetCheckpoints(state, entry.job);
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
          count: Math.max(checkpoint.count ?? 0, checkpoint.acknowledged.length + 1),
          held: new Map(checkpoint.held).set(task, state.subtasks.get(task)?.keyed ?? new Map()),
          stateSize: checkpoint.stateSize + entry.stateSize,
        });
      }
      return patchSubtask(state, entry, () => ({ acknowledged: entry.checkpoint, aligning: null }));
    }
    case 'checkpoint.counted': {
      const id = checkpointId(entry.job, entry.checkpoint);
      const checkpoint = state.checkpoints.get(id);
      if (checkpoint !== undefined) state.checkpoints.set(id, { ...checkpoint, count: entry.acknowledged });
      return;
    }
    case 'checkpoint.completed': {
      const id = checkpointId(entry.job, entry.checkpoint);
      const checkpoint = state.checkpoints.get(id);
      if (checkpoint === undefined) return;
      state.checkpoints.set(id, {
        ...checkpoint,
        count: checkpoint.tasks,
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
    case 'yarn.application':
      return;
  }
}

function fly(state: ClusterState, flight: Flight | null): void {
  if (flight !== null) state.flights.push(flight);
}

function patchMachine(state: ClusterState, name: string, changes: Partial<Machine>): void {
  const machine = state.machines.get(name) ?? { name, ip: '', host: null, up: true, slow: 1, partitioned: false };
  state.machines.set(name, { ...machine, ...changes });
}

function markPartitions(state: ClusterState): void {
  const isolated = isolatedMachines(state);
  for (const { name, partitioned } of [...state.machines.values()]) {
    if (isolated.has(name) !== partitioned) patchMachine(state, name, { partitioned: !partitioned });
  }
}

/** As Flink's GlobalConfiguration tells each option that it has read. */
const OPTION = /GlobalConfiguration +(?:\[\] )?- Loading configuration property: ([^,]+), (.*)$/u;

function withOption(options: readonly JobOption[], name: string, value: string): readonly JobOption[] {
  return [...options.filter(([known]) => known !== name), [name, value]];
}

function processStarted(state: ClusterState, entry: Of<'process.started'>): void {
  if (!state.machines.has(entry.machine)) patchMachine(state, entry.machine, {});
  const id = processId(entry.machine, entry.pid);
  if (entry.role === 'jobmanager')
    for (const other of state.processes.values())
      if (other.role === entry.role && other.machine === entry.machine && other.ended !== null)
        state.processes.delete(other.id);
  state.processes.set(id, {
    id,
    machine: entry.machine,
    pid: entry.pid,
    name: entry.name,
    command: entry.command,
    user: entry.user,
    role: entry.role,
    inferred: entry.inferred === true,
    startedAt: entry.at,
    ended: null,
    paused: false,
    ports: [],
    lines: [],
    options: [],
  });
  forgetEnded(state, entry.machine);
}

/** Short commands come and go: of those that ended on a machine only the newest stay known. JobManagers stay until they are replaced. */
function forgetEnded(state: ClusterState, machine: string): void {
  const known = new Set([...state.taskManagers.values()].map((manager) => processId(manager.machine, manager.pid)));
  const ended = [...state.processes.values()].filter(
    (process) =>
      process.machine === machine && process.ended !== null && process.role !== 'jobmanager' && !known.has(process.id),
  );
  for (const process of ended.slice(0, Math.max(0, ended.length - 6))) state.processes.delete(process.id);
}

function container(state: ClusterState, entry: Of<'yarn.container'>): void {
  const { id, machine, memory, pid } = entry;
  if (entry.state === 'completed') state.containers.delete(id);
  else state.containers.set(id, { id, machine, memory, process: pid === undefined ? null : processId(machine, pid) });
}

function patchProcess(state: ClusterState, machine: string, pid: number, changes: Partial<Process>): void {
  const process = state.processes.get(processId(machine, pid));
  if (process !== undefined) state.processes.set(process.id, { ...process, ...changes });
}

function taskManagerRegistered(state: ClusterState, entry: Of<'taskmanager.registered'>): void {
  if (!state.machines.has(entry.machine)) patchMachine(state, entry.machine, {});
  state.taskManagers.set(entry.id, {
    id: entry.id,
    machine: entry.machine,
    pid: entry.pid,
    slots: entry.slots,
    slotMemory: entry.slotMemory,
    free: null,
    registeredAt: entry.at,
    cluster: entry.jobManager === undefined ? null : clusterOf(state, entry.jobManager),
    lost: null,
  });
  forgetReplaced(state);
}
