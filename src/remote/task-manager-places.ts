/** Which machine of the lesson shows a real TaskManager, and as which of that machine's. */
export interface TaskManagerPlaces {
  /** Takes note of the ids that are registered now. One that came since the last call gets the machine with the fewest. */
  meet(ids: readonly string[]): void;
  /** One is known to be gone before the cluster knows it. */
  leave(id: string): void;
  lives(id: string): boolean;
  placeOf(id: string): Place | null;
  /** Those that live on a machine, the newest last. */
  livingOn(machine: number): readonly string[];
}

export interface Place {
  /** From 0, in the lesson's order. */
  readonly machine: number;
  /** How many were on that machine before, as flink-daemon.sh numbers its files. */
  readonly number: number;
}

export function createTaskManagerPlaces(machines: number): TaskManagerPlaces {
  const places = new Map<string, Place>();
  let living: readonly string[] = [];
  const gone = new Set<string>();
  const on = (machine: number, ids: Iterable<string>): string[] =>
    [...ids].filter((id) => places.get(id)?.machine === machine);
  const settle = (id: string): void => {
    let best = 0;
    for (let machine = 1; machine < machines; machine++)
      if (on(machine, living).length < on(best, living).length) best = machine;
    places.set(id, { machine: best, number: on(best, places.keys()).length });
    living = [...living, id];
  };
  return {
    meet(ids) {
      living = living.filter((id) => ids.includes(id));
      // Those of one moment by name: the first is the first machine's.
      const fresh = ids.filter((id) => !places.has(id)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      const back = ids.filter((id) => places.has(id) && !living.includes(id) && !gone.has(id));
      living = [...living, ...back];
      for (const id of fresh) settle(id);
    },
    leave(id) {
      gone.add(id);
      living = living.filter((each) => each !== id);
    },
    lives: (id) => living.includes(id),
    placeOf: (id) => places.get(id) ?? null,
    livingOn: (machine) => on(machine, living),
  };
}
