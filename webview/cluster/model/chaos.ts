/** A fault as the line of a `chaos` cell. Processes are named by their role where that is enough: a pid differs between runs. */
import type { FaultInput } from '../../../src/world/protocol.ts';
import type { ClusterState } from './state.ts';

export function chaosLine(fault: FaultInput, state: ClusterState): string {
  switch (fault.kind) {
    case 'signal': {
      const process = processName(state, fault.machine, fault.pid);
      return `chaos kill -${fault.signal.replace(/^SIG/u, '')} ${fault.machine} ${process}`;
    }
    case 'pause':
      return `chaos pause ${fault.machine} ${processName(state, fault.machine, fault.pid)}${lasting(fault.forMs)}`;
    case 'slow':
      return `chaos slow ${fault.machine} x${fault.factor}${lasting(fault.forMs)}`;
    case 'partition':
      return `chaos partition ${fault.machines.join(' ')}${fault.from ? ` --from ${fault.from.join(',')}` : ''}${lasting(fault.forMs ?? null)}`;
    case 'power':
      return `chaos power ${fault.machine} ${fault.on ? 'on' : 'off'}`;
    case 'disk-full':
      return `chaos disk-full ${fault.machine}${lasting(fault.forMs ?? null)}`;
    case 'poison':
      return `chaos poison ${jobName(state, fault.job)} ${vertexName(state, fault)}${fault.subtask === undefined ? '' : ` ${fault.subtask}`}`;
    case 'heal':
      return 'chaos heal';
  }
}

/** Ids differ between runs: names are taken where they say which. */
function jobName(state: ClusterState, id: string): string {
  const name = state.jobs.get(id)?.name;
  const alike = [...state.jobs.values()].filter((job) => job.name === name);
  return name === undefined || alike.length > 1 ? id : quoted(name);
}
function vertexName(state: ClusterState, { job, vertex }: { readonly job: string; readonly vertex: string }): string {
  const vertices = state.jobs.get(job)?.vertices ?? [];
  const name = vertices.find(({ id }) => id === vertex)?.name;
  return name === undefined || vertices.filter((one) => one.name === name).length > 1 ? vertex : quoted(name);
}
const quoted = (text: string): string => (/^[\w.-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const lasting = (ms: number | null): string =>
  ms === null ? '' : ` --for ${ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`}`;

function processName(state: ClusterState, machine: string, pid: number): string {
  const process = state.processes.get(`${machine}:${pid}`);
  if (process === undefined || process.role === 'other' || process.role === 'shell') return String(pid);
  const alike = [...state.processes.values()].filter(
    (other) => other.machine === machine && other.role === process.role && other.ended === null,
  );
  return alike.length <= 1 ? process.role : String(pid);
}
