import type { Target } from '../protocol.ts';
import { type ClusterState, subtaskId } from './state.ts';

/** Keys for which a job holds state at that moment, in the subtask or vertex selected, else anywhere; in order of the alphabet. */
export function keysHeld(state: ClusterState, job: string, selected: Target | null): readonly string[] {
  const keys = new Set<string>();
  for (const task of state.subtasks.values()) {
    if (task.job !== job) continue;
    if (selected?.kind === 'subtask' && task.id !== subtaskId(selected.job, selected.vertex, selected.subtask))
      continue;
    if (selected?.kind === 'vertex' && (task.job !== selected.job || task.vertex !== selected.vertex)) continue;
    for (const group of task.keyed.values()) for (const { key } of group.values()) keys.add(key);
  }
  return [...keys].sort();
}
