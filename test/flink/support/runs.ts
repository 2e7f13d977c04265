/** How many random worlds a property tries, and from which seed: MILLRACE_RUNS and MILLRACE_SEED say otherwise. */
export function runs(numRuns: number): { readonly numRuns: number; readonly seed?: number } {
  const { MILLRACE_RUNS, MILLRACE_SEED } = process.env;
  return {
    numRuns: Number(MILLRACE_RUNS ?? numRuns),
    ...(MILLRACE_SEED ? { seed: Number(MILLRACE_SEED) } : {}),
  };
}
