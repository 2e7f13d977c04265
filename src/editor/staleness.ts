/** When a cell ran last. */
export interface RunMark {
  /** Execution count in its world. */
  readonly order: number;
  /** False once the cluster was restarted. */
  readonly inThisWorld: boolean;
}

/** Why a cell's output may no longer be what it would print now; null when it is up to date. */
export type Staleness = 'edited' | 'order' | 'restarted' | null;

/** @param earlier the latest runs of the code cells above, undefined for those that never ran */
export function staleness(
  run: RunMark & { readonly source: string },
  source: string,
  earlier: readonly (RunMark | undefined)[],
): Staleness {
  if (!run.inThisWorld) return 'restarted';
  if (run.source !== source) return 'edited';
  const late = earlier.some((other) => other === undefined || (other.inThisWorld && other.order > run.order));
  return late ? 'order' : null;
}
