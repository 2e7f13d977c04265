import type { SimulationLoop } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { Fact } from '../trace/facts.ts';
import { resumed } from '../world/resumed.ts';

/** Ties a world to the wall clock and to what happens outside of it: one second there is one second here. Such a world cannot be replayed. */
export interface RealTime {
  /** Waits for work outside while the world goes on; aborted when the coroutine that waits is ended. Throws what the work rejects with. */
  wait<T>(work: (signal: AbortSignal) => Promise<T>): Task<T>;
  /** Lets something happen in the world now. */
  enter(happen: () => void): void;
  /** Follows the clock until `until` holds (`done`), `stop` is called, or nothing can happen any more (`idle`). */
  run(until: () => boolean): Promise<'done' | 'idle' | 'stopped'>;
  stop(): void;
}

const EVENTS_PER_LOOK = 256;
/** Longest sleep between two looks, ms. */
const LONGEST_REST_MS = 1000;

/** @param clock ms that only go forward */
export function createRealTime(simulation: SimulationLoop<Fact>, clock = () => performance.now()): RealTime {
  const origin = clock() - simulation.now;
  const wall = (): number => Math.max(simulation.now, clock() - origin);
  let pending = 0;
  let stopped = false;
  let wake: () => void = () => {};

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const enter = (happen: () => void): void => {
    simulation.run(wall());
    happen();
    wake();
  };
  return {
    enter,
    *wait<T>(work: (signal: AbortSignal) => Promise<T>) {
      return (yield (resume, fail) => {
        const abort = new AbortController();
        let open = true;
        pending++;
        const settle = (how: () => void): void => {
          if (!open) return;
          open = false;
          pending--;
          enter(how);
        };
        work(abort.signal).then(
          (value) => settle(() => resume(value)),
          (error: unknown) => settle(() => fail(error)),
        );
        return () => {
          if (!open) return;
          open = false;
          pending--;
          abort.abort(new Error('given up'));
        };
      }) as T;
    },
    async run(until) {
      for (;;) {
        if (until()) return 'done';
        if (stopped) return 'stopped';
        if (simulation.suspended) {
          await resumed(simulation);
          continue;
        }
        const outcome = simulation.run(wall(), EVENTS_PER_LOOK);
        if (until()) return 'done';
        if (outcome === 'suspended') continue;
        if (simulation.nextAt === Number.POSITIVE_INFINITY && pending === 0) return 'idle';
        await rest(outcome === 'budget' ? 0 : Math.min(LONGEST_REST_MS, Math.max(0, simulation.nextAt - wall())));
      }
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
