import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Laboratory, laboratory } from './recorded-cli.ts';

/**
 * How long things took on the recorded machine (truth/08-timings), whose two cores were busy: runs of the same thing differ by a factor of two and more.
 * The simulated machine is an idle one with its classes loaded: nothing may take longer than the slowest recorded run, or less than half of the fastest.
 */
const recorded = JSON.parse(readFileSync(new URL('../truth/08-timings/timings.json', import.meta.url), 'utf8'));
const seconds = (name: string): number[] => recorded[name].runs;
const within = (took: number, runs: readonly number[]): void => {
  expect(took).toBeGreaterThanOrEqual(Math.min(...runs) / 2);
  expect(took).toBeLessThanOrEqual(Math.max(...runs));
};

describe('times (08-timings)', () => {
  let lab: Laboratory;
  /** Seconds of virtual time that a line takes. */
  const timed = (line: string): number => {
    const [before, after] = lab.type(`date +%s%3N; ${line} > /dev/null; date +%s%3N`).stdout.trim().split('\n');
    return (Number(after) - Number(before)) / 1_000;
  };
  const started: Record<string, number> = {};
  beforeAll(async () => {
    lab = await laboratory();
    const until = (condition: string): string => `until ${condition}; do sleep 0.05; done`;
    started.jobManager = timed(`jobmanager.sh start > /dev/null; ${until('curl -s localhost:8081/overview')}`);
    const registered = until(`curl -s localhost:8081/overview | grep -q '"taskmanagers":1'`);
    started.taskManager = timed(`taskmanager.sh start > /dev/null; ${registered}`);
  });

  it('a JobManager’s start until REST answers', () => within(started.jobManager!, seconds('jmStartToRest')));
  it('a TaskManager’s start until it is registered', () =>
    within(started.taskManager!, seconds('tmStartToRegistered')));
  it('flink list', () => within(timed('flink list'), seconds('flinkList')));
  it('a bounded WordCount, once classes are loaded', () => {
    const { runs } = recorded.boundedWordCountOneLine as { readonly runs: { cold: boolean; jobRuntimeMs: number }[] };
    const runtime = /Job Runtime: (\d+) ms/.exec(lab.type('flink run -c lab.BoundedWordCount lab.jar').stdout)![1];
    within(
      Number(runtime),
      runs.filter(({ cold }) => !cold).map(({ jobRuntimeMs }) => jobRuntimeMs),
    );
  });
});
