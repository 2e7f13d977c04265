/** TaskManagers of a moment: which are there, which leave a gap, how many of their slots are free. Pure. */
import { type ClusterState, isOver, type Process, processId, slotId, type TaskManager } from './state.ts';

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

/** The ResourceManager gave it back by itself, for it had nothing to do (resourcemanager.taskmanager-timeout). */
export function wasReleased({ reason }: { readonly reason: string }): boolean {
  return /idle timeout/u.test(reason);
}

export function slotsOf(
  state: ClusterState,
  managers: readonly TaskManager[],
): { readonly total: number; readonly free: number } {
  let [total, free] = [0, 0];
  for (const manager of managers) {
    total += manager.slots;
    free += manager.free ?? takenSlots(state, manager).filter((taken) => !taken).length;
  }
  return { total, free };
}

/** Of each slot, whether it is taken. Where only a number is told, slots are free first in which no subtask is drawn and none has ended. */
export function takenSlots(state: ClusterState, manager: TaskManager): readonly boolean[] {
  const { id, free } = manager;
  const slots = Array.from({ length: manager.slots }, (_, slot) => slot);
  if (free === null) return slots.map((slot) => state.slots.has(slotId(id, slot)));
  const [seated, used] = [new Set<number>(), new Set<number>()];
  for (const { place, state: at } of state.subtasks.values())
    if (place?.taskManager === id) (isOver(at) ? used : seated).add(place.slot);
  const rank = (slot: number): number => (seated.has(slot) ? 2 : used.has(slot) ? 1 : 0);
  const open = new Set(slots.toSorted((a, b) => rank(a) - rank(b)).slice(0, free));
  return slots.map((slot) => seated.has(slot) || !open.has(slot));
}
