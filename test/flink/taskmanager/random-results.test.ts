import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { buildResultProgram } from '../support/result-programs.ts';
import { startCluster } from './cluster.ts';

/** Random programs run by Flink 1.13.6's own jars; see test/truth/results/README.md. */

interface Recording {
  readonly program: string;
  readonly lines: readonly string[];
}

const file = process.env.MILLRACE_RESULTS ?? new URL('../../truth/results/programs.jsonl', import.meta.url);
const recordings = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Recording)
  : [];

function run(program: string): string[] {
  const cluster = startCluster({ taskManagers: 2, slots: 2, seed: 7, keepTrace: false });
  const { environment, jobName } = buildResultProgram(program).takeProgram('job');
  const job = generateJobGraph(generateStreamGraph(environment, jobName), { jobId: '1'.padStart(32, '0') });
  cluster.submit(job);
  expect(cluster.finish(job, 120_000)).toBe('FINISHED');
  return cluster.lines();
}

/**
 * What Flink promises: the records of one key come in order, those of different keys in any. With two inputs, and from
 * two sinks of one stream, only the set is promised. Timers of one key and equal time (a continuous trigger's in
 * overlapping windows) run in an order that is Flink's heap's: docs/fidelity.md.
 */
function compared(program: string, lines: readonly string[]): Record<string, string[]> {
  const unordered = /;(union|join|cogroup|interval|connect) | cont /.test(program);
  const keys: Record<string, string[]> = {};
  for (const line of lines) {
    const [, label = '', key = ''] = /^(?:(late|even)(?::\d+)?> )?(?:\d+> )?\(([a-z]+)/.exec(line)!;
    keys[`${label} ${key}`] ??= [];
    keys[`${label} ${key}`]!.push(line);
  }
  if (unordered) for (const each of Object.values(keys)) each.sort();
  return keys;
}

test.each(recordings.map((recording) => [recording.program, recording.lines] as const))('%s', (program, lines) => {
  expect(compared(program, run(program))).toEqual(compared(program, lines));
});
