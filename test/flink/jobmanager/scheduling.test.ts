import { describe, expect, it } from 'vitest';
import { startTestCluster } from '../support/cluster.ts';
import { jobGraph } from '../support/job-graphs.ts';

const wordCount = (parallelism: number) =>
  jobGraph({
    vertices: [
      { name: 'Source', parallelism: 1 },
      { name: 'Flat Map', parallelism, inputs: [{ from: 'Source', ship: 'REBALANCE' }] },
      { name: 'Sum', parallelism, inputs: ['Flat Map'] },
    ],
  });

describe('scheduling', () => {
  it('registers TaskManagers and reports their slots', () => {
    const cluster = startTestCluster({});
    const slots = cluster.run(cluster.view.resourceManager('slots', (rm) => rm.slotManager.freeSlots));
    expect(slots).toBe(6);
    expect(cluster.trace.filter((entry) => entry.kind === 'taskmanager.registered')).toHaveLength(3);
  });

  it('runs a job from submission to FINISHED through the states Flink goes through', () => {
    const cluster = startTestCluster({});
    const job = wordCount(2);
    cluster.run(cluster.view.dispatcher('submitJob', (dispatcher) => dispatcher.submitJob(job)));
    cluster.until(
      () => cluster.dispatcher.job(job.jobId)!.graph?.tasks.every((task) => task.current.state === 'RUNNING') ?? false,
    );
    const jobStates = () => cluster.trace.flatMap((entry) => (entry.kind === 'job.status' ? [entry.status] : []));
    expect(jobStates()).toEqual(['INITIALIZING', 'CREATED', 'RUNNING']);
    const first = cluster.trace.flatMap((entry) =>
      entry.kind === 'subtask.state' && entry.subtask === 0 && entry.vertex === job.vertices[1]!.id
        ? [entry.state]
        : [],
    );
    expect(first).toEqual(['CREATED', 'SCHEDULED', 'DEPLOYING', 'INITIALIZING', 'RUNNING']);
    const required = cluster.trace.find((entry) => entry.kind === 'slots.required');
    expect(required).toMatchObject({ required: 2, groups: [{ name: 'default', slots: 2 }] });
    for (const vertex of job.vertices) {
      for (let i = 0; i < vertex.parallelism; i++)
        for (const tm of cluster.fake.taskManagers) tm.finish(vertex.name, i);
    }
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FINISHED');
    cluster.pass(1_000);
    expect(cluster.run(cluster.view.resourceManager('slots', (rm) => rm.slotManager.freeSlots))).toBe(6);
    expect(cluster.trace.filter((entry) => entry.kind === 'slot.freed')).toHaveLength(2);
  });

  it('cancels a job: CANCELLING, tasks CANCELING and CANCELED, job CANCELED', () => {
    const cluster = startTestCluster({});
    const job = wordCount(2);
    cluster.dispatcher.submitJob(job);
    cluster.pass(2_000);
    const at = cluster.simulation.now;
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'CANCELED');
    const states = cluster.states(at);
    expect(states[0]).toBe('job CANCELLING');
    expect(states.at(-1)).toBe('job CANCELED');
    expect(states.filter((state) => state.endsWith(' CANCELING'))).toHaveLength(5);
    expect(states.filter((state) => state.endsWith(' CANCELED'))).toHaveLength(6);
  });
});
