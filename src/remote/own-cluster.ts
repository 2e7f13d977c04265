/** The TaskManagers of a cluster that Millrace runs on this computer, by number from 1. All reject with an Error of one sentence. */
export interface OwnCluster {
  killTaskManager(number: number): Promise<void>;
  /** Gives the number of the new one, once it has registered. */
  startTaskManager(): Promise<number>;
  /** All that one has printed, also of one that has ended. */
  outputOf(number: number): Promise<string>;
}

/** The id under which TaskManager `number` registers. */
export const idOf = (number: number): string => `taskmanager-${number}`;

/** The number behind an id; null: it is no id of {@link idOf}. */
export function numberOf(id: string): number | null {
  const digits = /^taskmanager-(\d+)$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}
