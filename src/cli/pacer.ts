import type { Breathe } from '../world/headless.ts';
import { resumed } from '../world/resumed.ts';
import type { World } from '../world/world.ts';

/** Moves a world along wall time. */
export interface Pacer {
  /** For the cells: they run at full speed, with a breath for requests in between. */
  readonly breathe: Breathe;
  /** Follows wall time × pace until `stop`. */
  follow(): Promise<void>;
  /** A request was put in: it is looked at now, not at the next beat. */
  hurry(): void;
  stop(): void;
}

/** Longest piece of work without listening to requests, ms of wall time. */
const SLICE_MS = 12;
/** Between two looks at the wall clock, ms. */
const BEAT_MS = 20;
const EVENTS_PER_LOOK = 256;
/** A computer that slept or can't keep up: not more wall time than this is caught up at once, ms. */
const MAX_LAG_MS = 250;
/** What a request gets at once, ms of virtual time; the world stands still for as long afterwards. */
const REQUEST_MS = 5;

/** `pace`: virtual ms per ms of wall time; while `waiting()` at least 1. */
export function createPacer(world: World, pace: number, waiting: () => boolean): Pacer {
  const { simulation } = world;
  let stopped = false;
  let hurried = false;
  /** Virtual ms that the world is ahead of wall time. */
  let ahead = 0;
  let wake: (() => void) | null = null;
  let sliceStart = performance.now();

  const soon = (): Promise<void> => new Promise((done) => setImmediate(done));
  const rest = (ms: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  return {
    breathe() {
      if (performance.now() - sliceStart < SLICE_MS) return undefined;
      return soon().then(() => {
        sliceStart = performance.now();
      });
    },
    async follow() {
      let last = performance.now();
      while (!stopped) {
        const start = performance.now();
        const elapsed = Math.min(start - last, MAX_LAG_MS) * (waiting() ? Math.max(pace, 1) : pace);
        last = start;
        const paid = Math.min(ahead, elapsed);
        ahead -= paid;
        let span = elapsed - paid;
        if (hurried) {
          hurried = false;
          const advance = Math.max(0, REQUEST_MS - span - ahead);
          span += advance;
          ahead += advance;
        }
        const until = simulation.now + span;
        let outcome = simulation.run(until, EVENTS_PER_LOOK);
        while (outcome === 'budget' && performance.now() - start < SLICE_MS)
          outcome = simulation.run(until, EVENTS_PER_LOOK);
        if (outcome === 'suspended') await resumed(simulation);
        else if (outcome === 'budget') await soon();
        else if (!hurried) await rest(BEAT_MS);
      }
    },
    hurry() {
      hurried = true;
      wake?.();
    },
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
