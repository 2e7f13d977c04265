/** The moment that is shown: it plays, follows the live edge, and slows down where records move. */
import { after, before } from '../model/index.ts';
import type { Flight } from '../model/state.ts';

export const SPEEDS = [0.0005, 0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 100] as const;
export type Speed = (typeof SPEEDS)[number] | 'auto';

/** At speed `auto` the shortest thing on its way takes about this long, wall ms. */
const SEEN = 700;
/** …but never slower than this many virtual ms per wall ms. */
const SLOWEST = 0.0005;
/** At a fixed speed a way is drawn for at least this long, wall ms… */
const LEAST_SEEN = 350;
/** …and for no longer than this, virtual ms. */
const WIDEST_LENS = 500;
/** The same at `auto`, virtual ms, as long as the picture keeps up with the world. */
const CLOSE_LENS = 0.15;
/** A live picture may fall this far behind, ms, before `auto` begins to hurry, and this far before it no longer slows down. */
const LAG = { begins: 1500, most: 6000 } as const;

/** How much `auto` hurries after the world: 0 not at all, 1 as fast as the world. Recordings are in no hurry. */
export function hurryOf(behind: number, live: boolean): number {
  if (!live) return 0;
  return Math.min(1, Math.max(0, (behind - LAG.begins) / (LAG.most - LAG.begins)));
}

/**
 * Virtual ms per wall ms. At `auto`: one, or less while records, barriers or messages are on their way, so that a way
 * of a quarter of a millisecond can be watched.
 */
export function paceOf(speed: Speed, flights: readonly Flight[], hurry: number): number {
  if (speed !== 'auto') return speed;
  let shortest = Number.POSITIVE_INFINITY;
  for (const flight of flights) {
    if (isNoise(flight)) continue;
    shortest = Math.min(shortest, Math.max(CLOSE_LENS, flight.arrives - flight.sent));
  }
  const calm = Number.isFinite(shortest) ? Math.min(1, Math.max(SLOWEST, shortest / SEEN)) : 1;
  return calm ** (1 - hurry) * 1.5 ** hurry;
}

/** A way is drawn for at least this long, virtual ms: what is shorter could not be seen at this speed. */
export function lensOf(speed: Speed, hurry: number): number {
  if (speed !== 'auto') return Math.min(WIDEST_LENS, LEAST_SEEN * speed);
  return CLOSE_LENS * (WIDEST_LENS / CLOSE_LENS) ** hurry;
}

function isNoise(flight: Pick<Flight, 'kind'> & { readonly protocol?: string }): boolean {
  return flight.kind === 'message' && flight.protocol === 'heartbeat';
}

/** With reduced motion a frame is held for so long, wall ms. */
export const HELD_MS = 500;
/** At `auto` a held frame shows together what happens within this time, virtual ms. */
const TOGETHER = 20;

/**
 * The moment of the next held frame: at a fixed speed where playing would have got meanwhile, at `auto` after the next event and what goes with it, sooner
 * or later as fast as the world.
 */
export function nextFrame(t: number, speed: Speed, events: readonly number[], end: number, hurry: number): number {
  if (speed !== 'auto') return Math.min(end, t + HELD_MS * speed);
  const next = after(events, t);
  const together = next === null ? end : (before(events, next + TOGETHER) ?? next);
  return Math.min(end, Math.max(together, t + 1.5 * HELD_MS * hurry));
}

/** Where playing for `wall` ms from `t` gets: at most to `end`, and at most to `next`, the next moment something is sent. */
export function advanceTime(t: number, wall: number, pace: number, end: number, next: number | null): number {
  const goal = t + wall * pace;
  return Math.min(next !== null && next > t ? Math.min(goal, next) : goal, end);
}
