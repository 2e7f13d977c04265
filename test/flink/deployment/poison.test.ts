import { describe, expect, it } from 'vitest';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { poisonNextRecord } from '../../../src/flink/taskmanager/poison.ts';
import { applyFault } from '../../../src/platform/faults.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';

const start = () => {
  const cluster = startTestCluster({ real: true, rest: clientRestHandler });
  const job = buildJob('flink run -d -p 2 -c lab.CheckpointedCount lab.jar --restart fixed --attempts 20');
  return { cluster, job };
};

describe('a poison record', () => {
  it('makes the task that meets it fail, once; the job restarts', () => {
    const { cluster, job } = start();
    cluster.dispatcher.submitJob(job);
    cluster.pass(6_000);
    const vertex = job.vertices.at(-1)!;
    applyFault(
      cluster.platform,
      { kind: 'poison', job: job.jobId, vertex: vertex.id },
      { poison: (jobId, id, subtask) => poisonNextRecord(cluster.platform, jobId, id, subtask) },
    );
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.exceptionHistory.length > 0, 10_000);
    const [entry] = cluster.dispatcher.job(job.jobId)!.exceptionHistory;
    expect(entry!.taskName).toMatch(new RegExp(`^${vertex.name.slice(0, 5)}`));
    expect(entry!.error.message).toContain('poison record');
    cluster.pass(20_000);
    expect(cluster.dispatcher.job(job.jobId)).toMatchObject({ status: 'RUNNING', restarts: 1 });
    expect(cluster.trace.some((fact) => fact.kind === 'fault' && fact.fault === 'poison')).toBe(true);
  });
  it('works at a source and at one subtask, by name', () => {
    const { cluster, job } = start();
    cluster.dispatcher.submitJob(job);
    cluster.pass(6_000);
    const source = job.vertices[0]!;
    poisonNextRecord(cluster.platform, job.jobName, source.name, 0);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.exceptionHistory.length > 0, 10_000);
    expect(cluster.dispatcher.job(job.jobId)!.exceptionHistory[0]!.taskName).toContain(`${source.name} (1/`);
  });
  it('says why nothing can be poisoned', () => {
    const { cluster, job } = start();
    expect(() => poisonNextRecord(cluster.platform, job.jobId, 'x')).toThrow(/no task of a job .* is running/);
    cluster.dispatcher.submitJob(job);
    cluster.pass(6_000);
    expect(() => poisonNextRecord(cluster.platform, job.jobId, 'Nowhere')).toThrow(/running: .*Source/);
    expect(() => poisonNextRecord(cluster.platform, job.jobId, job.vertices[0]!.id, 7)).toThrow(/not RUNNING/);
  });
});
