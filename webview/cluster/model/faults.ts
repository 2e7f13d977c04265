/** What can be broken at a target now, and why not where it cannot. Pure: menus, keys and tests share it. */
import type { ProcessRole } from '../../../src/trace/facts.ts';
import type { FaultInput } from '../../../src/world/protocol.ts';
import type { Target } from '../protocol.ts';
import type { Words } from '../words/words.ts';
import { areCut } from './network.ts';
import { type ClusterState, isOver, type Process, subtaskId } from './state.ts';

export interface Act {
  readonly label: string;
  readonly fault: FaultInput;
  /** Why it would change nothing or cannot be done now; null when it can. */
  readonly reason: string | null;
}

export interface Allowed {
  readonly canBreak: boolean;
  readonly live: boolean;
}

export function actsOn(state: ClusterState, target: Target | null, allowed: Allowed, words: Words): readonly Act[] {
  const blocked = !allowed.canBreak ? words.faults_.notLive : !allowed.live ? words.faults_.past : null;
  const acts: Act[] = [];
  const add = (label: string, fault: FaultInput, reason: string | null) => {
    acts.push({ label, fault, reason: blocked ?? reason });
  };
  const w = words.faults_;
  const machines = new Set<string>();
  const processes: Process[] = [];
  const poison: { fault: Extract<FaultInput, { kind: 'poison' }>; name: string }[] = [];
  const links: (readonly [string, string])[] = [];
  const manager = (id: string) => {
    const found = state.taskManagers.get(id);
    const process = found === undefined ? undefined : state.processes.get(`${found.machine}:${found.pid}`);
    if (process !== undefined) processes.push(process);
    if (found !== undefined) machines.add(found.machine);
  };
  const addPoison = (job: string, vertex: string, subtask: number | null) => {
    const node = state.jobs.get(job)?.vertices.find(({ id }) => id === vertex);
    if (node === undefined) return;
    const which = subtask === null ? {} : { subtask };
    const name = subtask === null ? node.name : `${node.name} (${subtask + 1}/${node.parallelism})`;
    poison.push({ fault: { kind: 'poison', job, vertex, ...which }, name });
  };
  switch (target?.kind) {
    case 'machine':
      machines.add(target.machine);
      if (state.machines.size <= MOST_LINKS) {
        for (const other of state.machines.keys()) {
          if (other !== target.machine) links.push([target.machine, other]);
        }
      }
      for (const process of state.processes.values()) {
        if (process.machine === target.machine && process.ended === null && BREAKABLE.has(process.role))
          processes.push(process);
      }
      break;
    case 'process': {
      const process = state.processes.get(`${target.machine}:${target.pid}`);
      if (process !== undefined) processes.push(process);
      machines.add(target.machine);
      break;
    }
    case 'taskmanager':
      manager(target.id);
      break;
    case 'slot': {
      manager(target.taskManager);
      for (const task of state.subtasks.values()) {
        const here = task.place?.taskManager === target.taskManager && task.place.slot === target.slot;
        if (here && !isOver(task.state)) addPoison(task.job, task.vertex, task.subtask);
      }
      break;
    }
    case 'edge':
      addPoison(target.job, target.to, null);
      links.push(...linksOf(state, target));
      break;
    case 'link':
      links.push([target.from, target.to]);
      break;
    case 'vertex':
      addPoison(target.job, target.vertex, null);
      break;
    case 'subtask': {
      addPoison(target.job, target.vertex, target.subtask);
      const place = state.subtasks.get(subtaskId(target.job, target.vertex, target.subtask))?.place ?? null;
      if (place !== null) manager(place.taskManager);
      break;
    }
    default:
      for (const machine of state.machines.keys()) machines.add(machine);
      if (machines.size > 8) machines.clear();
  }
  for (const { fault, name } of poison) add(w.poison(name), fault, runs(state, fault) ? null : w.notRunning);
  for (const [from, to] of links) {
    const off = [from, to].some((name) => state.machines.get(name)?.up === false) ? w.isDown : null;
    const cut = areCut(state, from, to) ? w.isCut : null;
    add(w.cutLink(from, to), { kind: 'partition', machines: [from], from: [to] }, off ?? cut);
  }
  if (target?.kind === 'link') {
    const slow = (state.machines.get(target.to)?.slow ?? 1) !== 1 ? w.isSlow : null;
    add(w.slow(target.to), { kind: 'slow', machine: target.to, factor: 10, forMs: null }, slow);
  }
  for (const process of processes) {
    const { machine, pid } = process;
    const name = `${process.name} (${pid})`;
    const gone = process.ended === null ? null : w.hasEnded;
    add(w.kill9(name), { kind: 'signal', machine, pid, signal: 'SIGKILL' }, gone);
    add(w.kill(name), { kind: 'signal', machine, pid, signal: 'SIGTERM' }, gone);
    add(w.pause(name), { kind: 'pause', machine, pid, forMs: 10_000 }, gone ?? (process.paused ? w.isFrozen : null));
  }
  for (const name of machines) {
    const machine = state.machines.get(name);
    const up = machine?.up ?? true;
    const off = up ? null : w.isDown;
    if (up) add(w.power(name), { kind: 'power', machine: name, on: false }, null);
    else add(w.powerOn(name), { kind: 'power', machine: name, on: true }, null);
    const cut = machine?.partitioned === true ? w.isCut : null;
    add(w.partition(name), { kind: 'partition', machines: [name] }, off ?? cut);
    if (target === null) continue;
    const slow = (machine?.slow ?? 1) !== 1 ? w.isSlow : null;
    add(w.slow(name), { kind: 'slow', machine: name, factor: 10, forMs: null }, off ?? slow);
    const full = state.faults.some(({ fault, target: on }) => fault === 'disk-full' && on === name) ? w.isFull : null;
    add(w.disk(name), { kind: 'disk-full', machine: name }, off ?? full);
  }
  add(w.heal, { kind: 'heal' }, canHeal(state) ? null : w.healthy);
  return acts;
}

/** A link of its own in the menu of a machine or an edge is offered among this many at most. */
const MOST_LINKS = 6;

/** Between which machines an edge's records travel; none where they are too many to choose from. */
function linksOf(
  state: ClusterState,
  { job, from, to }: Extract<Target, { kind: 'edge' }>,
): readonly (readonly [string, string])[] {
  const machinesOf = (vertex: string): readonly string[] => [
    ...new Set(
      [...state.subtasks.values()]
        .filter((task) => task.job === job && task.vertex === vertex && !isOver(task.state))
        .flatMap(({ place }) => state.taskManagers.get(place?.taskManager ?? '')?.machine ?? []),
    ),
  ];
  const links = new Map<string, readonly [string, string]>();
  for (const sender of machinesOf(from)) {
    for (const reader of machinesOf(to)) {
      if (sender !== reader) links.set([sender, reader].sort().join(' '), [sender, reader]);
    }
  }
  return links.size > MOST_LINKS ? [] : [...links.values()];
}

/** Has the vertex, or that one subtask, a running attempt that can meet a record? */
function runs(state: ClusterState, { job, vertex, subtask }: Extract<FaultInput, { kind: 'poison' }>): boolean {
  for (const one of state.subtasks.values()) {
    if (one.job !== job || one.vertex !== vertex || one.state !== 'RUNNING') continue;
    if (subtask === undefined || one.subtask === subtask) return true;
  }
  return false;
}

/** Is there anything that `heal` undoes? */
function canHeal(state: ClusterState): boolean {
  return (
    [...state.machines.values()].some(({ partitioned, slow, up }) => partitioned || slow !== 1 || !up) ||
    [...state.processes.values()].some(({ paused, ended }) => paused && ended === null) ||
    state.faults.some(({ fault }) => fault === 'partition' || fault === 'disk-full')
  );
}

/** What runs on for others on a machine, beside the TaskManagers. */
export const SERVERS: readonly ProcessRole[] = [
  'jobmanager',
  'minicluster',
  'zookeeper',
  'namenode',
  'datanode',
  'resourcemanager',
  'nodemanager',
  'apiserver',
  'kubelet',
  'netcat',
];
const BREAKABLE = new Set<ProcessRole>([...SERVERS, 'taskmanager']);
