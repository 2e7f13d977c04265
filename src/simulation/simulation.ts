import { createQueue } from './queue.ts';
import { createRandom, type Random } from './random.ts';

/** A fact that the world emits; `simulation` knows no more of it than this (the union of all facts: src/trace/facts.ts). */
export interface GenericFact {
  readonly kind: string;
}

export interface Timer {
  cancel(): void;
}

/** Virtual time, the event queue, seeded randomness and the trace's source: what everything in a world runs on. */
export interface Simulation<F extends GenericFact = GenericFact> {
  /** Virtual time in ms since the world began; may have a fraction. */
  readonly now: number;
  /** Sequence number of the event that is running; with `now` it places an input in the journal. */
  readonly sequence: number;
  readonly seed: number;
  /** The random stream of that name; the same object at each call. */
  random(stream: string): Random;
  /** Runs `run` after `delay` ms (≥ 0) of virtual time. */
  schedule(delay: number, run: () => void): Timer;
  emit(fact: F): void;
  /**
   * Stops the queue until the returned function is called: the one way in which asynchronous work outside (a wasm load,
   * a filter) may be waited for. Virtual time stands still meanwhile, so the result is deterministic.
   */
  suspend(): () => void;
}

export interface SimulationLoop<F extends GenericFact = GenericFact> extends Simulation<F> {
  /** Time of the next event in ms, or Infinity when nothing is to come. */
  readonly nextAt: number;
  readonly suspended: boolean;
  /** Called when the last suspension ends. */
  onResume: (() => void) | undefined;
  /** Number of events run so far. */
  readonly events: number;
  /** Runs the next event, if there is one at or before `until` and the queue is not suspended. */
  step(until?: number): boolean;
  /** Runs events up to and including `until`, then sets the clock there (unless suspended). Stops early after `budget` events. */
  run(until: number, budget?: number): 'reached' | 'budget' | 'suspended';
}

export function createSimulation<F extends GenericFact>(
  seed: number,
  sink: (at: number, fact: F) => void,
): SimulationLoop<F> {
  const queue = createQueue();
  const streams = new Map<string, Random>();
  let now = 0;
  let sequence = 0;
  let events = 0;
  let suspensions = 0;

  const simulation: SimulationLoop<F> = {
    onResume: undefined,
    seed,
    get now() {
      return now;
    },
    get sequence() {
      return sequence;
    },
    get events() {
      return events;
    },
    get nextAt() {
      return queue.peek();
    },
    get suspended() {
      return suspensions > 0;
    },
    random(stream) {
      let random = streams.get(stream);
      if (!random) {
        random = createRandom(seed, stream);
        streams.set(stream, random);
      }
      return random;
    },
    schedule(delay, run) {
      if (!(delay >= 0)) throw new RangeError(`a delay of ${delay} ms`);
      return queue.push(now + delay, run);
    },
    emit(fact) {
      sink(now, fact);
    },
    suspend() {
      suspensions++;
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        suspensions--;
        if (suspensions === 0) simulation.onResume?.();
      };
    },
    step(until = Number.POSITIVE_INFINITY) {
      const at = queue.peek();
      if (suspensions > 0 || at > until) return false;
      const event = queue.pop();
      if (!event) return false;
      now = at;
      sequence = event.sequence;
      events++;
      event.run();
      return true;
    },
    run(until, budget = Number.POSITIVE_INFINITY) {
      for (let left = budget; left > 0; left--) {
        if (suspensions > 0) return 'suspended';
        if (!simulation.step(until)) break;
        if (left === 1 && queue.peek() <= until) return suspensions > 0 ? 'suspended' : 'budget';
      }
      if (suspensions > 0) return 'suspended';
      if (until !== Number.POSITIVE_INFINITY && until > now) now = until;
      return 'reached';
    },
  };
  return simulation;
}

/** Waits `ms` of virtual time. */
export function sleep(simulation: Pick<Simulation, 'schedule'>, ms: number): import('./task.ts').Wait {
  return (resume) => {
    const timer = simulation.schedule(ms, () => resume());
    return () => timer.cancel();
  };
}
