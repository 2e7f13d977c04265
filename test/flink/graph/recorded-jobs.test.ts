import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { requiredSlots } from '../../../src/flink/graph/facts.ts';
import { jobPlan, streamPlan, streamPlanText } from '../../../src/flink/graph/plan.ts';
import { buildJob, JOB_ID } from '../jobs.ts';

/** Jobs as a live Flink 1.13.6 planned them. DataSet jobs (j-*) are in dataset.test.ts. */

const ROOT = new URL('../../truth/02-jobs/', import.meta.url);
const read = (job: string, file: string): string => readFileSync(new URL(`${job}/${file}`, ROOT), 'utf8');
const json = <T>(job: string, file: string): T => JSON.parse(read(job, file)) as T;
const has = (job: string, file: string): boolean => existsSync(new URL(`${job}/${file}`, ROOT));

/** parallelism.default of the cluster's configuration where it was not 1. */
const DEFAULT_PARALLELISM: Readonly<Record<string, number>> = { 'n-config3': 3, 'n-config3-cli2': 3 };

const jobs = readdirSync(ROOT).filter((job) => !job.startsWith('j') && has(job, 'cli.txt'));
const commandOf = (job: string): string => read(job, 'cli.txt').split('\n')[0]!;
const build = (job: string): ReturnType<typeof buildJob> => buildJob(commandOf(job), DEFAULT_PARALLELISM[job] ?? 1);

interface RecordedJob {
  readonly vertices: readonly {
    readonly id: string;
    readonly name: string;
    readonly parallelism: number;
    readonly maxParallelism: number;
  }[];
}

describe.each(jobs.filter((job) => job !== 'e-forward-2-4'))('%s', (job) => {
  if (has(job, 'streamgraph.json'))
    test('has the stream graph that flink info prints', () => {
      const { streamGraph } = build(job);
      expect(streamPlan(streamGraph)).toEqual(json(job, 'streamgraph.json'));
      const info = read(job, 'info.txt');
      expect(info).toContain(streamPlanText(streamGraph));
    });

  if (has(job, 'plan.json'))
    test('has the plan of /jobs/:id/plan', () => {
      const { plan } = json<{ plan: { jid: string } }>(job, 'plan.json');
      expect(JSON.stringify(jobPlan(build(job)))).toBe(JSON.stringify({ ...plan, jid: JOB_ID }));
    });

  if (has(job, 'job.json'))
    test('has the vertices of /jobs/:id in topological order', () => {
      const { vertices } = json<RecordedJob>(job, 'job.json');
      const summary = (list: RecordedJob['vertices']): unknown =>
        list.map(({ id, name, parallelism }) => ({ id, name, parallelism }));
      expect(summary(build(job).vertices)).toEqual(summary(vertices));
    });

  if (has(job, 'overview.json'))
    test('needs the slots that were taken', () => {
      const overview = json<Record<string, number>>(job, 'overview.json');
      expect(requiredSlots(build(job)).total).toBe(overview['slots-total']! - overview['slots-available']!);
    });
});

test('forward() with another parallelism is refused', () => {
  expect(() => build('e-forward-2-4')).toThrow(/^java\.lang\.UnsupportedOperationException: Forward partitioning/);
});
