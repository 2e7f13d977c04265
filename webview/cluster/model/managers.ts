/** TaskManagers of a moment: which are there, which leave a gap, how many of their slots are free. Pure. */
import { type ClusterState, type Process, processId, slotId, type TaskManager } from './state.ts';

export function processOf(state: ClusterState, manager: TaskManager): Process | undefined {
  return state.processes.get(processId(manager.machine, manager.pid));
}

/** Those whose process runs and that the JobManager has not given up. */
export function livingManagers(state: ClusterState): readonly TaskManager[] {
  return [...state.taskManagers.values()].filter(
    (manager) => manager.lost === null && processOf(state, manager)?.ended === null,
  );
}

/** Those and the ones that were lost: who was stopped on purpose leaves no gap. */
export function standingManagers(state: ClusterState): readonly TaskManager[] {
  return [...state.taskManagers.values()].filter((manager) => {
    const ended = processOf(state, manager)?.ended ?? null;
    return ended === null || ended.signal === 'SIGKILL' || ended.exit === 137;
  });
}

export function slotsOf(
  state: ClusterState,
  managers: readonly TaskManager[],
): { readonly total: number; readonly free: number } {
  let [total, used] = [0, 0];
  for (const manager of managers) {
    total += manager.slots;
    for (let slot = 0; slot < manager.slots; slot++) if (state.slots.has(slotId(manager.id, slot))) used++;
  }
  return { total, free: total - used };
}
