import { Interrupted } from '../flink/api/jar.ts';
import { type Heap, outOfMemory } from './heap.ts';
import type { Fuel } from './jvm.ts';
import { newThrowable } from './link.ts';

/** A program that loops this often without ever ending is stopped. */
const ENDLESS = 2_000_000_000;
/** Between two questions. */
const TURNS = 1_000_000;
/** A question asked early, because much was allocated, counts as so many turns at least. */
const EARLY = 100_000;

/** What the process that all of this runs in says, once per million loop turns. */
export interface HostFuel {
  /** Has the user asked to stop? */
  interrupted(): boolean;
  /** Is hardly any memory left? Missing where nobody can tell. */
  isShortOfMemory?(): boolean;
}

/** The turns of the loops of one JVM's program. */
export class ProgramFuel implements Fuel {
  #used = 0;
  #unused = 0;
  readonly #host: HostFuel | null;
  readonly #heap: Heap;
  constructor(host: HostFuel | null, heap: Heap) {
    this.#host = host;
    this.#heap = heap;
  }

  /** So many of the turns handed out will not be used: the next one asks. */
  giveBack(turns: number): void {
    this.#unused += turns;
  }
  refuel(variables: readonly unknown[]): number {
    const turns = TURNS - this.#unused;
    this.#unused = 0;
    this.#spend(turns, variables);
    return TURNS;
  }
  spend(turns: number): void {
    this.#spend(turns, []);
  }
  #spend(turns: number, variables: readonly unknown[]): void {
    if (this.#host?.interrupted()) throw new Interrupted('interrupted');
    if (this.#host?.isShortOfMemory?.()) outOfMemory();
    this.#heap.turned(turns, variables);
    this.#used += Math.max(turns, EARLY);
    if (this.#used <= ENDLESS) return;
    this.#used = 0;
    throw newThrowable(
      'java.lang.Error',
      'this program loops without end (2,000,000,000 turns without waiting); Millrace stopped it',
    );
  }
}
