/** Who is cut off from whom, read off the faults that last. Pure. */
import type { ActiveFault, ClusterState } from './state.ts';

interface Cut {
  readonly machines: readonly string[];
  /** Null: all others. */
  readonly from: readonly string[] | null;
}

/** A `partition` fact: its target names the machines, its detail whom they cannot reach (src/platform/faults.ts). */
function cutOf({ target, detail }: ActiveFault): Cut {
  const machines = target.split(/[\s,|]+/u);
  const from = /^cut off from (\S+?)(?: for |$)/u.exec(detail)?.[1];
  return { machines, from: from === undefined || from === 'the' ? null : from.split(',') };
}

const cutsOf = (state: ClusterState): readonly Cut[] =>
  state.faults.filter(({ fault }) => fault === 'partition').map(cutOf);

/** Cut off from every other machine. */
export function isolatedMachines(state: ClusterState): ReadonlySet<string> {
  return new Set(cutsOf(state).flatMap(({ machines, from }) => (from === null ? machines : [])));
}

/** Does nothing get from the one machine to the other? */
export function areCut(state: ClusterState, a: string, b: string): boolean {
  const parts = (one: string, other: string): boolean =>
    cutsOf(state).some(
      ({ machines, from }) =>
        machines.includes(one) && !machines.includes(other) && (from === null || from.includes(other)),
    );
  return parts(a, b) || parts(b, a);
}
