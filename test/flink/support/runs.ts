/** ms; a property tries no further world after that, so that it also ends on a slow, busy machine. */
const BUDGET = 120_000;

/** How many random worlds a property tries, and from which seed: MILLRACE_RUNS (with no limit of time) and MILLRACE_SEED say otherwise. */
export function runs(numRuns: number): {
  readonly numRuns: number;
  readonly seed?: number;
  readonly interruptAfterTimeLimit?: number;
} {
  const { MILLRACE_RUNS, MILLRACE_SEED } = process.env;
  return {
    ...(MILLRACE_RUNS ? { numRuns: Number(MILLRACE_RUNS) } : { numRuns, interruptAfterTimeLimit: BUDGET }),
    ...(MILLRACE_SEED ? { seed: Number(MILLRACE_SEED) } : {}),
  };
}
