/** Wall times as they would be on a machine that does nothing else, for promises in ms that a busy machine must not break. */

/** About a millisecond of plain computation. */
function work(): number {
  let n = 1;
  for (let i = 0; i < 400_000; i++) n = Math.imul(n, 48_271) ^ i;
  return n;
}

/** How many times longer everything takes just now because others use the processors too; 1 on an idle machine. */
export function burden(): number {
  const times: number[] = [];
  for (let i = 0; i < 80; i++) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  const warm = times.slice(20);
  return warm.reduce((sum, ms) => sum + ms, 0) / warm.length / Math.max(Math.min(...warm), 0.01);
}

/**
 * What `measure` tells in ms, less what others on the machine made of it. Where it tells of several works, each has its own best of all tries, and the
 * slowest of these counts. No more tries are made once the time is below `limit`: work that became several times slower misses its limit each time.
 */
export async function bestTime(
  limit: number,
  measure: () => number | readonly number[] | Promise<number | readonly number[]>,
  tries = 5,
): Promise<number> {
  let best: readonly number[] = [Number.POSITIVE_INFINITY];
  for (let i = 0; i < tries && Math.max(...best) >= limit; i++) {
    const before = burden();
    const times = [await measure()].flat();
    const busy = Math.max(before, burden());
    best = times.map((ms, work) => Math.min(ms / busy, best[work] ?? Number.POSITIVE_INFINITY));
  }
  return Math.max(...best);
}
