/** Moments near the one that is shown, read off the facts. */
import type { TraceEntry } from '../../../src/trace/facts.ts';
import type { History } from '../model/history.ts';

const BEFORE = 500;
const BEHIND = 50;
/** What is sent later than this is not waited for at a slow pace, virtual ms. */
const SOON = 200;

const isHeartbeat = (entry: TraceEntry): boolean => entry.kind === 'message' && entry.protocol === 'heartbeat';

/** When what is on its way about `t` arrives, up to `end`; virtual ms. */
export function arrivalsNear(history: History, t: number, end: number): readonly number[] {
  const { entries } = history;
  const at = history.count(t);
  return entries
    .slice(Math.max(0, at - BEFORE), at + BEHIND)
    .flatMap((entry) =>
      'arrives' in entry && !isHeartbeat(entry) && entry.arrives !== null && entry.arrives <= end
        ? [entry.arrives]
        : [],
    );
}

/** The next moment something that can be watched is sent; null: not soon. */
export function nextSent(history: History, t: number): number | null {
  const { entries } = history;
  for (let index = history.count(t); index < entries.length; index++) {
    const entry = entries[index]!;
    if (entry.at - t > SOON) return null;
    if ('arrives' in entry && !isHeartbeat(entry)) return entry.at;
  }
  return null;
}
