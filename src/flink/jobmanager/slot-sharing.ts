import type { JobGraph } from '../graph/types.ts';
import type { ExecutionGraph, ExecutionVertex } from './execution-graph.ts';
import type { PhysicalSlot } from './slot-pool.ts';

/** Subtasks that share one slot: at most one of each job vertex. */
export interface ExecutionSlotSharingGroup {
  /** Name of the slot sharing group. */
  readonly name: string;
  /** Number of this slot within the group, from 0. */
  readonly index: number;
  readonly tasks: readonly ExecutionVertex[];
}

/** A subtask's place in a slot. */
export interface LogicalSlot {
  readonly task: ExecutionVertex;
  readonly shared: SharedSlot;
}

/** One physical slot (present or still requested) and the subtasks in it. */
export interface SharedSlot {
  readonly group: ExecutionSlotSharingGroup;
  physical: PhysicalSlot | null;
  readonly logical: Map<ExecutionVertex, LogicalSlot>;
}

/** Slots a job needs: for each slot sharing group the largest parallelism in it, in order of first use. */
export function requiredSlots(
  job: JobGraph,
): readonly { readonly name: string; readonly slots: number; readonly vertices: readonly string[] }[] {
  const groups = new Map<string, { name: string; slots: number; vertices: string[] }>();
  for (const vertex of job.vertices) {
    const group = groups.get(vertex.slotSharingGroup);
    if (group) {
      group.slots = Math.max(group.slots, vertex.parallelism);
      group.vertices.push(vertex.id);
    } else {
      groups.set(vertex.slotSharingGroup, {
        name: vertex.slotSharingGroup,
        slots: vertex.parallelism,
        vertices: [vertex.id],
      });
    }
  }
  return [...groups.values()];
}

/**
 * LocalInputPreferredSlotSharingStrategy: vertices in topological order; a subtask goes to its co-location's group, else to a
 * producer's group that has no subtask of its vertex yet, else to the first such group of its slot sharing group, else to a new one.
 */
export function shareSlots(graph: ExecutionGraph): ReadonlyMap<ExecutionVertex, ExecutionSlotSharingGroup> {
  interface Group {
    readonly name: string;
    readonly index: number;
    readonly tasks: ExecutionVertex[];
    readonly vertices: Set<string>;
  }
  const assigned = new Map<ExecutionVertex, Group>();
  const groups = new Map<string, Group[]>();
  const coLocated = new Map<string, Group>();

  const create = (name: string): Group => {
    const all = groups.get(name) ?? [];
    groups.set(name, all);
    const group: Group = { name, index: all.length, tasks: [], vertices: new Set() };
    all.push(group);
    return group;
  };
  const put = (task: ExecutionVertex, group: Group): void => {
    group.tasks.push(task);
    group.vertices.add(task.jobVertex.vertex.id);
    assigned.set(task, group);
  };

  for (const jobVertex of graph.vertices) {
    const { id, slotSharingGroup: name, coLocationGroup } = jobVertex.vertex;
    const free = (group: Group | undefined): group is Group =>
      group !== undefined && group.name === name && !group.vertices.has(id);
    const remaining: ExecutionVertex[] = [];
    // A group that took a subtask of this vertex never becomes free of it again: each search goes on where the last one ended.
    const nextProducer = new Map<readonly ExecutionVertex[], number>();
    for (const task of jobVertex.subtasks) {
      if (coLocationGroup !== null) {
        const constraint = `${coLocationGroup} ${task.subtask}`;
        const group = coLocated.get(constraint);
        if (group) {
          put(task, group);
          continue;
        }
      }
      let found: Group | undefined;
      for (const { producers } of task.inputs) {
        let i = nextProducer.get(producers) ?? 0;
        while (i < producers.length && !free(assigned.get(producers[i]!))) i++;
        nextProducer.set(producers, i);
        found = i < producers.length ? assigned.get(producers[i]!) : undefined;
        if (found) break;
      }
      if (found) put(task, found);
      else remaining.push(task);
    }
    let next = 0;
    for (const task of remaining) {
      const all = groups.get(name) ?? [];
      while (next < all.length && !free(all[next])) next++;
      put(task, all[next] ?? create(name));
    }
    if (coLocationGroup !== null) {
      for (const task of jobVertex.subtasks) {
        const constraint = `${coLocationGroup} ${task.subtask}`;
        if (!coLocated.has(constraint)) coLocated.set(constraint, assigned.get(task)!);
      }
    }
  }
  return assigned;
}
