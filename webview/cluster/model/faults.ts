/** What can be broken at a target now, and why not where it cannot. Pure: menus, keys and tests share it. */
import type { FaultInput } from '../../../src/world/protocol.ts';
import type { Target } from '../protocol.ts';
import type { Words } from '../words/words.ts';
import type { ClusterState, Process } from './state.ts';

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
  const poison: { job: string; vertex: string; name: string }[] = [];
  const manager = (id: string) => {
    const found = state.taskManagers.get(id);
    const process = found === undefined ? undefined : state.processes.get(`${found.machine}:${found.pid}`);
    if (process !== undefined) processes.push(process);
    if (found !== undefined) machines.add(found.machine);
  };
  switch (target?.kind) {
    case 'machine':
      machines.add(target.machine);
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
    case 'vertex':
    case 'subtask': {
      const job = state.jobs.get(target.job);
      const vertex = job?.vertices.find((candidate) => candidate.id === target.vertex);
      if (vertex !== undefined) poison.push({ job: target.job, vertex: target.vertex, name: vertex.name });
      if (target.kind === 'subtask') {
        const place = state.subtasks.get(`${target.job}/${target.vertex}/${target.subtask}`)?.place ?? null;
        if (place !== null) manager(place.taskManager);
      }
      break;
    }
    default:
      for (const machine of state.machines.keys()) machines.add(machine);
      if (machines.size > 8) machines.clear();
  }
  for (const { job, vertex, name } of poison) {
    add(w.poison(name), { kind: 'poison', job, vertex }, w.notSimulated);
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
    add(w.disk(name), { kind: 'disk-full', machine: name }, off);
  }
  const ill = [...state.machines.values()].some((machine) => machine.partitioned || machine.slow !== 1);
  add(w.heal, { kind: 'heal' }, ill || state.faults.length > 0 ? null : w.healthy);
  return acts;
}

const BREAKABLE = new Set([
  'jobmanager',
  'taskmanager',
  'minicluster',
  'zookeeper',
  'namenode',
  'datanode',
  'resourcemanager',
  'nodemanager',
  'netcat',
]);
