/** A thousand TaskManagers start and run a job of parallelism 1,000; how the cost grows with tasks. */

import { startCluster } from '../flink/taskmanager/cluster.ts';
import { costOf, megabytes, note, report, seconds, timed } from './support/promise.ts';
import { makeLines, wordCountJob } from './support/word-count.ts';

interface Result {
  readonly startMs: number;
  readonly runMs: number;
  /** Processor time of the job in ms. */
  readonly cpu: number;
  readonly peak: number;
  readonly events: number;
}

/** An all-to-all exchange of a thousand subtasks needs more network buffers than the default memory has. */
const NETWORK = {
  'taskmanager.memory.process.size': '4g',
  'taskmanager.memory.network.max': '1200m',
  'taskmanager.memory.network.min': '1200m',
};

/** `count` TaskManagers of ten slots, a keyed WordCount of that parallelism: source, flat map × n, sum and sink × n. */
function run(count: number, words: number): Result {
  const lines = makeLines(words);
  let counted = 0;
  const job = wordCountJob(lines, count, () => counted++);
  const started = timed(() =>
    startCluster({ taskManagers: count, slots: 10, configuration: NETWORK, keepTrace: false }),
  );
  const cluster = started.result;
  cluster.until(() => cluster.taskManagers.length === count);
  cluster.pass(30_000);
  let peak = 0;
  const ran = costOf(() => {
    cluster.submit(job);
    let n = 0;
    cluster.until(() => {
      if ((++n & 0xffff) === 0) peak = Math.max(peak, process.memoryUsage.rss());
      return ['FINISHED', 'FAILED', 'CANCELED'].includes(cluster.status(job) ?? '');
    });
  });
  if (cluster.status(job) !== 'FINISHED' || counted !== words)
    throw new Error(`${cluster.status(job)}, ${counted} words`);
  return {
    startMs: started.ms,
    runMs: ran.wall,
    cpu: ran.cpu,
    peak: Math.max(peak, process.memoryUsage.rss()),
    events: cluster.simulation.events,
  };
}

// The largest first: what a process has taken once it keeps.
const sizes = (process.argv[2] ?? '1000,500,250,125').split(',').map(Number);
const results = sizes.map((size) => {
  const result = run(size, 100_000);
  note(
    `${size} TaskManagers, p = ${size}: start ${seconds(result.startMs)}, job ${seconds(result.runMs)}, ${result.events} events`,
  );
  return { size, ...result };
});
const last = results[0]!;
report({
  promise: `${last.size} TaskManagers with ${last.size * 10} slots start and run a job of parallelism ${last.size} in < 30 s`,
  measured: `${seconds(last.startMs + last.runMs)} (the job ${seconds(last.cpu)} of processor time)`,
  kept: last.startMs + last.runMs < 30_000,
});
report({ promise: '… and < 2 GB', measured: megabytes(last.peak), kept: last.peak < 2 * 1024 ** 3 });

/** Processor time in µs per channel of the keyed edge. */
const perChannel = results.map(({ size, cpu }) => ({ size, cost: (cpu * 1_000) / size ** 2 }));
note(`per channel: ${perChannel.map(({ size, cost }) => `${cost.toFixed(0)} µs at p = ${size}`).join(', ')}`);
const [wide, half] = perChannel;
if (wide && half) {
  report({
    promise:
      'the cost grows linearly in tasks and their channels: one of the most costs < 1.5 × one of half as wide a job',
    measured: `${(wide.cost / half.cost).toFixed(2)} ×`,
    kept: wide.cost < 1.5 * half.cost,
  });
}
