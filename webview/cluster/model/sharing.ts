/** Slot sharing: how many slots a job needs, and who sits where when a group of its own is given to each vertex. Pure. */
import type { GraphNode } from '../../../src/trace/facts.ts';
import type { Job, TaskManager } from './state.ts';

export interface Group {
  readonly name: string;
  readonly vertices: readonly GraphNode[];
  /** Its widest vertex. */
  readonly slots: number;
}
export interface Placed {
  readonly manager: string;
  readonly slot: number;
  readonly vertex: string;
  readonly subtask: number;
}

type Vertices = Pick<Job, 'vertices'>;

/** A real cluster before Flink 1.18 tells no groups. */
export const areGroupsTold = ({ vertices }: Vertices): boolean =>
  vertices.every(({ slotSharingGroup }) => slotSharingGroup !== null);

/** The slot sharing groups as submitted, in order of their first vertex. Newer clusters tell ids in place of names. */
export function groupsOf(job: Vertices): readonly Group[] {
  const groups = new Map<string, GraphNode[]>();
  for (const vertex of job.vertices) {
    const group = (vertex.slotSharingGroup ?? '').replace(/^([0-9a-f]{8})[0-9a-f]{24}$/u, '$1');
    const list = groups.get(group) ?? [];
    list.push(vertex);
    groups.set(group, list);
  }
  return [...groups].map(([name, vertices]) => ({ name, vertices, slots: widest(vertices) }));
}

/** The same job with a slot sharing group for each vertex. */
export function separateGroups(job: Vertices): readonly Group[] {
  return job.vertices.map((vertex) => ({
    name: vertex.name
      .split(/ -> |: /u)[0]!
      .toLowerCase()
      .replaceAll(' ', '-'),
    vertices: [vertex],
    slots: vertex.parallelism,
  }));
}

/** Sum over the groups of their widest vertex. */
export function slotsNeeded(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + group.slots, 0);
}

/** Slots taken across TaskManagers in turn; what finds none is left out. */
export function placeInSlots(groups: readonly Group[], managers: readonly TaskManager[]): readonly Placed[] {
  const free: { manager: string; slot: number }[] = [];
  const most = Math.max(0, ...managers.map((manager) => manager.slots));
  for (let slot = 0; slot < most; slot++) {
    for (const manager of managers) if (slot < manager.slots) free.push({ manager: manager.id, slot });
  }
  const placed: Placed[] = [];
  for (const group of groups) {
    for (let index = 0; index < group.slots; index++) {
      const slot = free.shift();
      if (slot === undefined) return placed;
      for (const vertex of group.vertices) {
        if (index < vertex.parallelism) placed.push({ ...slot, vertex: vertex.id, subtask: index });
      }
    }
  }
  return placed;
}

function widest(vertices: readonly GraphNode[]): number {
  return Math.max(0, ...vertices.map((vertex) => vertex.parallelism));
}
