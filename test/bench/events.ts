/** Simulated events per second of the bare queue: each event schedules its successor at a random delay. */

import { createSimulation } from '../../src/simulation/simulation.ts';
import { costOf, median, note, report } from './support/promise.ts';

/** Million events per second of processor time while `live` events wait. */
function rate(live: number, events: number, delay: (random: number) => number): number {
  const simulation = createSimulation(1, () => {});
  const random = simulation.random('bench');
  let left = events;
  const again = (): void => {
    if (--left > 0) simulation.schedule(delay(random.next()), again);
  };
  for (let i = 0; i < live; i++) simulation.schedule(random.next() * 10, again);
  const { cpu } = costOf(() => simulation.run(Number.POSITIVE_INFINITY));
  return simulation.events / cpu / 1_000;
}

const spread = (r: number): number => r * 10;
const usual = [1, 1_000, 100_000].map((live) => {
  const millions = median([rate(live, 1e6, spread), rate(live, 1e6, spread), rate(live, 1e6, spread)]);
  note(`${live} waiting: ${millions.toFixed(1)} M events/s`);
  return millions;
});
const now = median([1, 2, 3].map(() => rate(1_000, 1e6, (r) => (r < 0.5 ? 0 : r * 10))));
note(`1000 waiting, every second event at once: ${now.toFixed(1)} M events/s`);
report({
  promise: '≥ 1 M simulated events/s',
  measured: `${usual[1]!.toFixed(1)} M/s with 1,000 waiting, ${usual[2]!.toFixed(1)} M/s with 100,000`,
  kept: Math.min(...usual) >= 1,
});
