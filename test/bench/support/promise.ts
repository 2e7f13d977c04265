/** One promise of the issues, as measured. */
export interface Promised {
  readonly promise: string;
  readonly measured: string;
  /** Null: reported without a bound. */
  readonly kept: boolean | null;
}

/** Prints a line of the result; `npm run bench` gathers them. */
export function report(promised: Promised): void {
  const { promise, measured, kept } = promised;
  console.log(`${kept === null ? '    ' : kept ? 'kept' : 'MISS'}  ${promise}: ${measured}`);
  if (process.send) process.send(promised);
}

/** What is no promise but explains one. */
export function note(text: string): void {
  console.log(`      ${text}`);
}

/** Wall time of `work` in ms. */
export function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const began = performance.now();
  const result = work();
  return { ms: performance.now() - began, result };
}

/** What work took: on the wall clock, and of processors (garbage collection and compilation in other threads included). All in ms. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

export function costOf(work: () => void): Cost {
  const before = process.cpuUsage();
  const { ms: wall } = timed(work);
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1_000 };
}
/** The least of each: nothing makes a run faster than it is. */
export function least(costs: readonly Cost[]): Cost {
  return { wall: Math.min(...costs.map(({ wall }) => wall)), cpu: Math.min(...costs.map(({ cpu }) => cpu)) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

/** A full collection (node --expose-gc). */
function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/** Bytes of the heap and of what is outside of it that are in use after a full collection. */
export function retained(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
