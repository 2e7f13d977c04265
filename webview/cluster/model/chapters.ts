/** Moments of a run worth stopping at when someone presents it: bookmarks where there are any, else its turning points. */
import type { RunIndex } from './index.ts';

/** Turning points nearer to each other than this count as one, virtual ms. */
const NEAR = 400;

export function chaptersOf(index: RunIndex, bookmarks: readonly number[]): readonly number[] {
  if (bookmarks.length > 0) return bookmarks;
  const moments: number[] = [];
  for (const { spans } of index.jobs.values()) for (const span of spans) moments.push(span.from);
  for (const fault of index.faults) moments.push(fault.at);
  for (const outage of index.outages) if (outage.to !== null) moments.push(outage.to);
  const first = [...index.checkpoints.values()][0];
  if (first !== undefined) moments.push(first.from);
  for (const { status, to } of index.checkpoints.values()) if (status === 'aborted' && to !== null) moments.push(to);
  const kept: number[] = [];
  for (const at of moments.sort((a, b) => a - b)) if (at - (kept.at(-1) ?? -NEAR) >= NEAR) kept.push(at);
  return kept;
}
