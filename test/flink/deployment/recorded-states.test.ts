import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTerminalJob } from '../../../src/flink/jobmanager/execution-graph.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';
import { allTasks, perVertex, statesOf } from './states-of-log.ts';

/** `states.txt`: the "switched from" lines of the recorded JobManager's log. */
const JOBS = [
  'a-elements-p1',
  'a-elements-p2',
  'a-elements-p2-batchmode',
  'i-fixed-failonce',
  'i-fixed-failalways',
  'i-none-failonce',
  'i-default-with-checkpoints-failonce',
  'i-default-without-checkpoints-failonce',
  'i-region-noshuffle-failonce',
  'k-too-many-slots',
];

/** Which vertex is the one whose slot request fails depends on a hash map in Flink: all tasks are compared as one group. */
const ARBITRARY_VICTIM = new Set(['k-too-many-slots']);

describe.each(JOBS)('states of truth/02-jobs/%s', (name) => {
  const read = (file: string) => readFileSync(new URL(`../../truth/02-jobs/${name}/${file}`, import.meta.url), 'utf8');
  const recorded = statesOf(read('states.txt').split('\n'));
  const command = read('cli.txt').split('\n')[0]!;

  it('job and tasks go through the same states', () => {
    const cluster = startTestCluster({
      real: true,
      rest: clientRestHandler,
      seed: 11,
      configuration: { 'state.checkpoints.dir': 'file:///ckpt', 'resourcemanager.standalone.start-up-time': '1' },
    });
    const job = buildJob(command);
    cluster.dispatcher.submitJob(job);
    const over = () => isTerminalJob(cluster.dispatcher.job(job.jobId)!.status);
    if (recorded.job.at(-1) === 'CANCELED') {
      const restarts = recorded.job.filter((state) => state === 'RESTARTING').length;
      cluster.until(() => {
        const view = cluster.dispatcher.job(job.jobId)!;
        return (
          view.restarts >= restarts &&
          view.status === 'RUNNING' &&
          (view.graph?.tasks.every((task) => task.current.state === 'RUNNING') ?? false)
        );
      }, 120_000);
      cluster.pass(1_000);
      cluster.dispatcher.cancelJob(job.jobId);
    }
    cluster.until(over, 120_000);
    const simulated = statesOf(
      cluster.log
        .join('')
        .split('\n')
        .flatMap((line) => (line.includes('switched from') ? [line.replace(/^.*? \[\] - /, '')] : [])),
    );
    expect(simulated.job).toEqual(recorded.job);
    if (ARBITRARY_VICTIM.has(name)) expect(allTasks(simulated)).toEqual(allTasks(recorded));
    else expect(perVertex(simulated)).toEqual(perVertex(recorded));
  });
});
