/**
 * WordCount of 5 million words from memory through the simulated cluster against a plain JavaScript loop in the same run.
 * `node test/bench/wordcount.ts [words]` with Node ≥ 23, or bundled: `npm run bench`.
 */

import { StreamExecutionEnvironment } from '../../src/flink/api/environment.ts';
import type { FlatMapFunction } from '../../src/flink/api/functions.ts';
import { Tuple2 } from '../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../src/flink/api/types.ts';
import { constant } from '../../src/flink/api/user-functions.ts';
import { generateJobGraph } from '../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../src/flink/graph/types.ts';
import { startCluster } from '../flink/taskmanager/cluster.ts';

const WORDS = Number(process.argv[2] ?? 5_000_000);
const PER_LINE = 10;
const VOCABULARY = Array.from({ length: 1_000 }, (_, i) => `word${i}`);

function makeLines(words: number): string[] {
  const lines: string[] = [];
  for (let n = 0; n < words; n += PER_LINE) {
    const line: string[] = [];
    for (let i = n; i < Math.min(words, n + PER_LINE); i++) line.push(VOCABULARY[(i * 7_919) % 1_000]!);
    lines.push(line.join(' '));
  }
  return lines;
}

const split: FlatMapFunction['flatMap'] = (line, out) => {
  for (const word of (line as string).split(' ')) out.collect(new Tuple2(word, 1));
};

/** What a programmer would write by hand: the same function, a map of counts, a record out per word. */
function plainLoop(lines: readonly string[]): { ms: number; checksum: number } {
  const counts = new Map<string, number>();
  let checksum = 0;
  const sink = (pair: Tuple2<string, number>): void => {
    checksum = (checksum + pair.f1!) | 0;
  };
  const collector = {
    collect(value: unknown): void {
      const pair = value as Tuple2<string, number>;
      const count = (counts.get(pair.f0!) ?? 0) + pair.f1!;
      counts.set(pair.f0!, count);
      sink(new Tuple2(pair.f0, count));
    },
  };
  const began = performance.now();
  for (const line of lines) split(line, collector);
  return { ms: performance.now() - began, checksum };
}

function wordCount(lines: readonly string[], parallelism: number, sink: (value: unknown) => void): JobGraph {
  const env = new StreamExecutionEnvironment(parallelism);
  env
    .fromCollection(lines as unknown[], BASIC.string)
    .flatMap(constant<FlatMapFunction>('Split', { flatMap: split }), tupleType([BASIC.string, BASIC.int]))
    .keyBy({ selector: constant('$$Lambda', { getKey: (pair: unknown) => (pair as Tuple2).f0 }), type: BASIC.string })
    .sum(1)
    .addSink(constant('Sink', { invoke: sink }));
  const { environment, jobName } = env.takeProgram('Throughput');
  return generateJobGraph(generateStreamGraph(environment, jobName), { jobId: `${'0'.repeat(31)}1` });
}

function simulated(
  lines: readonly string[],
  parallelism: number,
): { ms: number; virtualMs: number; checksum: number; events: number } {
  let checksum = 0;
  const job = wordCount(lines, parallelism, (value) => {
    checksum = (checksum + ((value as Tuple2).f1 as number)) | 0;
  });
  const cluster = startCluster({ taskManagers: 1, slots: parallelism, keepTrace: false });
  cluster.submit(job);
  cluster.until(() => cluster.status(job) === 'RUNNING');
  const virtual = cluster.simulation.now;
  const events = cluster.simulation.events;
  const began = performance.now();
  if (cluster.finish(job) !== 'FINISHED') throw new Error('the job failed');
  return {
    ms: performance.now() - began,
    virtualMs: cluster.simulation.now - virtual,
    checksum,
    events: cluster.simulation.events - events,
  };
}

const lines = makeLines(WORDS);
const best = <T extends { ms: number }>(run: () => T): T => {
  const runs = [run(), run(), run()];
  return runs.reduce((a, b) => (b.ms < a.ms ? b : a));
};
const rate = (ms: number): string => `${(WORDS / ms / 1_000).toFixed(2)} M words/s`;
const loop = best(() => plainLoop(lines));
console.log(`plain loop          ${loop.ms.toFixed(0)} ms  ${rate(loop.ms)}`);
for (const parallelism of [1, 2, 4]) {
  const result = best(() => simulated(lines, parallelism));
  if (parallelism === 1 && result.checksum !== loop.checksum) throw new Error('the counts differ');
  console.log(
    `simulated, p = ${parallelism}    ${result.ms.toFixed(0)} ms  ${rate(result.ms)}  ratio ${(loop.ms / result.ms).toFixed(2)}  (virtual ${(result.virtualMs / 1_000).toFixed(2)} s, ${result.events} events)`,
  );
}
