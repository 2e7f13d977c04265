/** How much memory the programs of a JVM may hold, and how that is found out without a garbage collector to ask. */
import { OBJECT_BYTES, weigh } from './held.ts';
import { Raise } from './runtime/raise.ts';

/** Of every simulated JVM, in bytes: Runtime.maxMemory(). */
export const MAX_HEAP = 512 * 1024 * 1024;
/** The longest array a JVM can make: two elements fewer than an int can count. */
const VM_LIMIT = 2 ** 31 - 3;

/** What a loop turn is taken to allocate. */
const TURN_BYTES = 64;
/** Before so many bytes nobody looks again. */
const PATIENCE = 64 * 1024 * 1024;
/** Of what is allocated at least so much is taken to stay. */
const LEAST_SURVIVAL = 0.1;
/** Containers of fewer elements are not looked at for their length alone. */
const LARGE_CONTAINER = 1 << 20;

export function outOfMemory(): never {
  throw new Raise('java.lang.OutOfMemoryError', 'Java heap space');
}

/**
 * The heap of one JVM. Garbage cannot be told from what is held, but whatever can be reached from a variable of the loop that runs, a static
 * field or a list that is being added to is held for certain. So once enough has been allocated since the last look, the next of these is
 * weighed, and when it holds more than the heap, the program runs out of memory: at the same place in every run, and never because of
 * garbage.
 */
export class Heap {
  /** A container that is added to should be weighed. */
  isContainerDue = false;
  #allocated = 0;
  #patience = PATIENCE;
  #held = 0;
  /** Makes the next loop turn ask. */
  readonly #hurry: () => void;
  readonly #statics: () => readonly unknown[];
  constructor(hurry: () => void, statics: () => readonly unknown[]) {
    this.#hurry = hurry;
    this.#statics = statics;
  }

  /** An array of these dimensions is about to be made. */
  allocateArray(sizes: readonly number[], elementBytes: number): void {
    let elements = 1;
    for (const size of sizes) {
      if (size > VM_LIMIT) throw new Raise('java.lang.OutOfMemoryError', 'Requested array size exceeds VM limit');
      elements *= Math.max(1, size);
    }
    this.allocate(OBJECT_BYTES + elements * elementBytes);
  }
  allocate(bytes: number): void {
    if (bytes > MAX_HEAP) outOfMemory();
    this.#allocated += bytes;
    if (this.#allocated < this.#patience) return;
    this.isContainerDue = true;
    this.#hurry();
  }
  /** `turns` loop turns went by; `variables` are those of the loop. */
  turned(turns: number, variables: readonly unknown[]): void {
    this.#allocated += turns * TURN_BYTES;
    if (this.#allocated >= this.#patience) this.#look(variables);
  }
  #look(variables: readonly unknown[]): void {
    const held = weigh([...variables, ...this.#statics()], MAX_HEAP);
    if (held > MAX_HEAP) outOfMemory();
    const survival = Math.max(LEAST_SURVIVAL, (held - this.#held) / this.#allocated);
    this.#patience = Math.max(PATIENCE, (0.75 * (MAX_HEAP - held)) / survival);
    this.#held = held;
    this.#allocated = 0;
  }
  /** The container has that many elements now, and is due or has doubled. */
  grown(container: object, length: number): void {
    if (!this.isContainerDue && length < LARGE_CONTAINER) return;
    this.isContainerDue = false;
    if (weigh([container], MAX_HEAP) > MAX_HEAP) outOfMemory();
  }
}
