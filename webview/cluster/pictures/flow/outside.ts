/** Processes outside the job that feed it over plain TCP, such as nc. */
import type { Frame } from '../../frame.ts';
import type { Job } from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { sourceOf } from './marks.ts';

export interface Outside {
  readonly id: string;
  readonly machine: string;
  readonly name: string;
  readonly target: Target;
  readonly feeds: { readonly vertex: string; readonly subtask: number } | null;
}

export function outsideOf(frame: Frame, job: Job): readonly Outside[] {
  const { state } = frame;
  const found: Outside[] = [];
  for (const process of state.processes.values()) {
    if (process.role !== 'netcat' || process.ended !== null) continue;
    const takers = [
      ...[...state.connections.values()]
        .filter(({ to }) => `${to.machine}:${to.pid}` === process.id)
        .map(({ from }) => `${from.machine}:${from.pid}`),
      ...state.flights.filter((item) => item.kind === 'text' && item.from === process.id).map(({ to }) => to),
    ];
    const socket = job.vertices.some((vertex) => vertex.name.includes('Socket'));
    if (takers.length === 0 && !socket) continue;
    found.push({
      id: process.id,
      machine: process.machine,
      name: process.command,
      target: { kind: 'process', machine: process.machine, pid: process.pid },
      feeds: takers.map((taker) => sourceOf(state, job, taker)).find((source) => source !== null) ?? null,
    });
  }
  return found;
}
