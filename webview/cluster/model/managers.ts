/** TaskManagers of a moment: which are there, which leave a gap, how many of their slots are free. Pure. */
import {
  type ClusterState,
  isOver,
  type Job,
  type Process,
  processId,
  type Subtask,
  slotId,
  type TaskManager,
} from './state.ts';

export function processOf(state: ClusterState, manager: TaskManager): Process | undefined {
  return state.processes.get(processId(manager.machine, manager.pid));
}

/** Those whose process runs and that the JobManager has not given up. */
export function livingManagers(state: ClusterState): readonly TaskManager[] {
  return [...state.taskManagers.values()].filter(
    (manager) => manager.lost === null && processOf(state, manager)?.ended === null,
  );
}

/** Those and the ones that were lost: who was stopped on purpose leaves no gap, nor who has a successor where nobody tells how it ended. */
export function standingManagers(state: ClusterState): readonly TaskManager[] {
  const all = [...state.taskManagers.values()];
  return all.filter((manager) => {
    const { machine, lost } = manager;
    const process = processOf(state, manager);
    if (process?.inferred && lost !== null)
      return !all.some((other) => other.machine === machine && other.registeredAt > lost.at);
    const ended = process?.ended ?? null;
    return ended === null || ended.signal === 'SIGKILL' || ended.exit === 137;
  });
}

/** Those of them whose slots a job can get: not those of another cluster or YARN application. */
export function standingManagersOf(state: ClusterState, { cluster }: Job): readonly TaskManager[] {
  return standingManagers(state).filter((manager) => manager.cluster === null || manager.cluster === cluster);
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

/** A subtask in a slot of a TaskManager; `over`: its attempt has ended there. */
interface Seat {
  readonly task: Subtask;
  /** Null: nobody tells in which. */
  readonly slot: number | null;
  readonly over: boolean;
}

/** Who is in the slots of a TaskManager; of a lost one also who was in them until then. */
function seatsOf(state: ClusterState, { id, lost }: TaskManager): readonly Seat[] {
  const seats: Seat[] = [];
  for (const task of state.subtasks.values()) {
    const { place, formerPlace } = task;
    if (place?.taskManager === id) seats.push({ task, slot: place.slot, over: isOver(task.state) });
    else if (lost !== null && formerPlace?.taskManager === id) seats.push({ task, slot: formerPlace.slot, over: true });
  }
  return seats;
}

/** Of each slot, whether it is taken. Where only a number is told, slots are free first in which no subtask is drawn and none has ended. */
export function takenSlots(state: ClusterState, manager: TaskManager): readonly boolean[] {
  const { id, free } = manager;
  const slots = Array.from({ length: manager.slots }, (_, slot) => slot);
  if (free === null) return slots.map((slot) => state.slots.has(slotId(id, slot)));
  const [seated, used] = [new Set<number>(), new Set<number>()];
  for (const { slot, over } of seatsOf(state, manager)) if (slot !== null) (over ? used : seated).add(slot);
  const rank = (slot: number): number => (seated.has(slot) ? 2 : used.has(slot) ? 1 : 0);
  const open = new Set(slots.toSorted((a, b) => rank(a) - rank(b)).slice(0, free));
  return slots.map((slot) => seated.has(slot) || !open.has(slot));
}

/** What is drawn as one box: a slot, or the taken ones of which nobody tells which subtask is in which. */
export interface SlotBox {
  readonly slots: readonly number[];
  readonly taken: boolean;
  /** Whose slots they are, or null where nobody tells it. */
  readonly job: string | null;
  /** A subtask's slot that stands in this box: one of `slots`, or null where it is not told. */
  holds(slot: number | null): boolean;
}

/** Slots of a TaskManager as they can be drawn. */
export function slotBoxes(state: ClusterState, manager: TaskManager): readonly SlotBox[] {
  const taken = takenSlots(state, manager);
  const here = seatsOf(state, manager).filter(({ over }) => !over || manager.lost !== null);
  const box = (slots: readonly number[], isTaken: boolean, holds: SlotBox['holds']): SlotBox => ({
    ...{ slots, taken: isTaken, holds },
    job:
      state.slots.get(slotId(manager.id, slots[0] ?? 0))?.job ??
      here.find((seat) => holds(seat.slot))?.task.job ??
      null,
  });
  const alone = (slot: number): SlotBox => box([slot], taken[slot] === true, (other) => other === slot);
  const all = taken.map((_, slot) => slot);
  const untold = here.filter(({ slot }) => slot === null);
  if (untold.length === 0) return all.map(alone);
  const together = all.filter((slot) => {
    const inside = here.filter((seat) => seat.slot === slot);
    return taken[slot] && (inside.length === 0 || untold.some(({ task }) => mayShare(task, inside)));
  });
  // The number of free slots may be older than the subtasks.
  if (together.length === 0) together.push(...all.filter((slot) => !taken[slot]).slice(0, 1));
  const rest = all.filter((slot) => !together.includes(slot)).map(alone);
  return [box(together, true, (slot) => slot === null || together.includes(slot)), ...rest];
}

/** Subtasks of one job share a slot, and no two of one vertex. */
const mayShare = (task: Subtask, inside: readonly Seat[]): boolean =>
  inside.every(({ task: other }) => other.job === task.job && other.vertex !== task.vertex);

/** Does the cluster tell its slots by number? */
export const areNumbered = ({ free }: TaskManager): boolean => free === null;
