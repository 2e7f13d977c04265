import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { buildJob } from '../jobs.ts';
import { type Cluster, startCluster } from './cluster.ts';

/** Counts that were printed per word, in order of printing. */
function counts(lines: readonly string[]): Map<string, number[]> {
  const words = new Map<string, number[]>();
  for (const line of lines) {
    const match = /\((w\d+),(\d+)\)$/.exec(line);
    if (!match) continue;
    const known = words.get(match[1]!);
    if (known) known.push(Number(match[2]));
    else words.set(match[1]!, [Number(match[2])]);
  }
  return words;
}

/** State is exactly once when each word's counts have no gap: after a restart they go on from the checkpoint, and may repeat. */
function expectExactlyOnce(lines: readonly string[]): void {
  const words = counts(lines);
  expect(words.size).toBeGreaterThan(0);
  for (const printed of words.values()) {
    const distinct = [...new Set(printed)].sort((a, b) => a - b);
    expect(distinct).toEqual(Array.from({ length: distinct.length }, (_, i) => i + 1));
  }
}

function start(
  command: string,
  options: Parameters<typeof startCluster>[0] = {},
  change: (job: JobGraph) => JobGraph = (job) => job,
): { cluster: Cluster; job: JobGraph } {
  const cluster = startCluster(options);
  const job = change(buildJob(command));
  cluster.submit(job);
  return { cluster, job };
}
const COUNT = 'flink run -p 2 -c lab.CheckpointedCount lab.jar --strategy fixed';

describe('checkpoints', () => {
  it('a failed task goes on from the last checkpoint: state exactly once, output repeated', () => {
    const { cluster } = start(`${COUNT} --delay 1000 --failAt 150`);
    cluster.pass(8_000);
    expect(cluster.facts('checkpoint.restored')).toHaveLength(1);
    expectExactlyOnce(cluster.lines());
    const repeated = [...counts(cluster.lines()).values()].some((printed) => new Set(printed).size < printed.length);
    expect(repeated).toBe(true);
  });

  it('barriers follow records through every channel and are aligned at the second vertex', () => {
    const { cluster, job } = start(COUNT);
    cluster.pass(2_000);
    const [source, sum] = job.vertices;
    const barriers = cluster.facts('barrier').filter(({ checkpoint }) => checkpoint === 1);
    expect(barriers).toHaveLength(4);
    for (const { from, to } of barriers) expect([from.vertex, to.vertex]).toEqual([source!.id, sum!.id]);
    const alignments = cluster.facts('alignment').filter(({ checkpoint }) => checkpoint === 1);
    expect(alignments.map(({ phase }) => phase).sort()).toEqual(['ended', 'ended', 'started', 'started']);
  });

  it('a TaskManager killed at any moment loses nothing and doubles nothing', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1_000_000),
          parallelism: fc.integer({ min: 1, max: 4 }),
          after: fc.integer({ min: 600, max: 3_000 }),
          victim: fc.nat(2),
        }),
        ({ seed, parallelism, after, victim }) => {
          const command = `flink run -p ${parallelism} -c lab.CheckpointedCount lab.jar --strategy fixed --attempts 20 --delay 500`;
          const configuration = { 'heartbeat.interval': '500', 'heartbeat.timeout': '2000' };
          const { cluster, job } = start(command, { seed, configuration });
          cluster.pass(after);
          cluster.taskManagers[victim]!.process.kill('SIGKILL');
          cluster.pass(12_000);
          expect(cluster.status(job)).toBe('RUNNING');
          expectExactlyOnce(cluster.lines());
        },
      ),
      { numRuns: 12 },
    );
  });

  it.each([
    ['unaligned', { unaligned: true }],
    ['at least once', { mode: 'AT_LEAST_ONCE' as const }],
  ])('%s checkpoints complete', (name, checkpoint) => {
    const { cluster } = start(`${COUNT} --delay 500 --failAt 150`, {}, (job) => ({
      ...job,
      settings: { ...job.settings, checkpoint: { ...job.settings.checkpoint, ...checkpoint } },
    }));
    cluster.pass(6_000);
    expect(cluster.facts('checkpoint.completed').length).toBeGreaterThan(3);
    expect(cluster.facts('checkpoint.restored')).toHaveLength(1);
    if (name === 'unaligned') expectExactlyOnce(cluster.lines());
  });
});

describe('savepoints', () => {
  it.each([
    [2, 3],
    [2, 1],
    [3, 4],
  ])('state moves by key groups from parallelism %i to %i', (from, to) => {
    const command = (parallelism: number): string =>
      `flink run -p ${parallelism} -c lab.CheckpointedCount lab.jar --strategy none`;
    const { cluster, job } = start(command(from));
    cluster.pass(3_000);
    let path: string | undefined;
    cluster.dispatcher.stopWithSavepoint(job.jobId, '/tmp/savepoints', false).whenComplete(
      (answer) => {
        path = answer;
      },
      (error) => {
        throw error;
      },
    );
    expect(cluster.finish(job, 20_000)).toBe('FINISHED');
    cluster.until(() => path !== undefined, 5_000);
    const before = counts(cluster.lines());
    const again: JobGraph = {
      ...buildJob(command(to)),
      jobId: '00000000000000000000000000000002',
      savepoint: { path: path!, allowNonRestoredState: false },
    };
    cluster.submit(again);
    cluster.pass(4_000);
    expect(cluster.status(again)).toBe('RUNNING');
    // A source that is stopped may still emit what it was about to: records after the savepoint are counted again.
    expectExactlyOnce(cluster.lines());
    for (const [word, printed] of counts(cluster.lines()))
      expect(printed.length).toBeGreaterThan(before.get(word)!.length);
  });
});
