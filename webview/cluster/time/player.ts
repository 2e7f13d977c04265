/** The moment that is shown: it plays, follows the live edge, and slows down where records move. */
import type { Flight } from '../model/state.ts';

export const SPEEDS = [0.01, 0.03, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 100] as const;
export type Speed = (typeof SPEEDS)[number] | 'auto';

/** At speed `auto` the shortest thing on its way takes about this long, wall ms. */
const SEEN = 700;
/** …but never slower than this many virtual ms per wall ms. */
const SLOWEST = 0.0005;

/**
 * Virtual ms per wall ms. At `auto`: one, or less while records, barriers or messages are on their way; the further the
 * picture is behind the live edge, the less it waits.
 */
export function paceOf(speed: Speed, flights: readonly Flight[], behind: number): number {
  if (speed !== 'auto') return speed;
  let shortest = Number.POSITIVE_INFINITY;
  for (const flight of flights) {
    if (flight.kind === 'message' && flight.protocol === 'heartbeat') continue;
    shortest = Math.min(shortest, Math.max(0.05, flight.arrives - flight.sent));
  }
  const hurry = 1 + Math.max(0, behind - 2000) / 3000;
  const pace = Number.isFinite(shortest) ? Math.min(1, shortest / SEEN) : 1;
  return Math.min(20, Math.max(SLOWEST, pace * hurry) * (Number.isFinite(shortest) ? 1 : hurry));
}

/**
 * Where playing for `wall` ms from `t` gets, at most to `end`. At `auto` it stops at the next moment something is sent
 * (`next`), so that nothing short is jumped over.
 */
export function advanceTime(
  t: number,
  wall: number,
  speed: Speed,
  flights: readonly Flight[],
  end: number,
  next: number | null,
): number {
  const goal = t + wall * paceOf(speed, flights, end - t);
  const stop = speed === 'auto' && next !== null && next > t ? Math.min(goal, next) : goal;
  return Math.min(stop, end);
}
