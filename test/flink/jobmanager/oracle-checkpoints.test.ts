import { describe, expect, test } from 'vitest';
import { CHECKPOINT_FAILURES } from '../../../src/flink/jobmanager/checkpoint-failures.ts';
import { createSlotManager } from '../../../src/flink/jobmanager/slot-manager.ts';
import { startProcess, startTestCluster } from '../support/cluster.ts';
import { jobGraph } from '../support/job-graphs.ts';

/** Rows of truth/oracle.jsonl about single answers to the checkpoint coordinator (C), and the workers that are asked for (S). */

/** A job of a source and its reader whose tasks acknowledge and decline by hand. */
function checkpointing(settings: { readonly maxConcurrent?: number; readonly tolerableFailures?: number }) {
  const cluster = startTestCluster({ taskManagers: 1 });
  cluster.fake.acknowledges = false;
  const job = jobGraph({
    vertices: [
      { name: 'Source', parallelism: 1 },
      { name: 'Sum', parallelism: 1, inputs: ['Source'] },
    ],
    checkpoint: { interval: 500, storage: 'file:///data/ckpt', ...settings },
    restart: { kind: 'none' },
  });
  cluster.dispatcher.submitJob(job);
  const view = () => cluster.dispatcher.job(job.jobId)!;
  const counts = () => view().checkpoints?.statistics.counts;
  const tasks = cluster.fake.taskManagers[0]!;
  const step = (act: () => void): void => {
    act();
    cluster.pass(20);
  };
  return {
    view,
    counts,
    /** Runs until so many checkpoints were triggered. */
    triggered: (total: number) => cluster.until(() => (counts()?.total ?? 0) >= total, 20_000),
    acknowledge: (vertex: string, checkpoint: number) => step(() => tasks.acknowledge(vertex, checkpoint)),
    decline: (checkpoint: number) => step(() => tasks.decline('Sum', checkpoint, 'CHECKPOINT_DECLINED')),
    pass: cluster.pass,
    statuses: () => view().checkpoints!.statistics.history.map(({ id, status }) => [id, status]),
  };
}

describe('the checkpoint coordinator', () => {
  test('C01: an acknowledgement that comes twice counts once', () => {
    const { triggered, acknowledge, counts } = checkpointing({});
    triggered(1);
    acknowledge('Sum', 1);
    acknowledge('Sum', 1);
    expect(counts()).toMatchObject({ inProgress: 1, completed: 0 });
    acknowledge('Source', 1);
    expect(counts()).toMatchObject({ inProgress: 0, completed: 1 });
  });
  test('C02: a complete checkpoint subsumes an older one; what comes late for that is ignored', () => {
    const { triggered, acknowledge, counts, statuses } = checkpointing({ maxConcurrent: 2 });
    triggered(2);
    acknowledge('Source', 1);
    acknowledge('Source', 2);
    acknowledge('Sum', 2);
    acknowledge('Sum', 1);
    expect(counts()).toMatchObject({ inProgress: 0, completed: 1 });
    expect(statuses()).toEqual([
      [2, 'COMPLETED'],
      [1, 'FAILED'],
    ]);
  });
  test('C07: only failures in a row count against the tolerable ones', () => {
    const { triggered, acknowledge, decline, view, pass } = checkpointing({ tolerableFailures: 2 });
    for (const checkpoint of [1, 2]) {
      triggered(checkpoint);
      decline(checkpoint);
    }
    triggered(3);
    acknowledge('Source', 3);
    acknowledge('Sum', 3);
    for (const checkpoint of [4, 5]) {
      triggered(checkpoint);
      decline(checkpoint);
    }
    expect(view().status).toBe('RUNNING');
    triggered(6);
    decline(6);
    pass(1_000);
    expect(view().status).toBe('FAILED');
  });
  test('C08: reasons that count', () => {
    const counted = Object.entries(CHECKPOINT_FAILURES).flatMap(([reason, { counts }]) => (counts ? [reason] : []));
    expect(counted.sort()).toEqual(['CHECKPOINT_ASYNC_EXCEPTION', 'CHECKPOINT_DECLINED', 'CHECKPOINT_EXPIRED']);
  });
});

describe('workers on demand', () => {
  test('S07: with two slots a worker, one is asked for while one or two slots are missing, another for the third', () => {
    const { platform } = startTestCluster({ taskManagers: 0 });
    const process = startProcess(platform, 'node1', 'YarnSessionClusterEntrypoint', 'jobmanager');
    let asked = 0;
    const resources = { slotsPerWorker: 2, allocateResource: () => void asked++, releaseResource: () => {} };
    const manager = createSlotManager(platform, process, {}, () => {}, resources);
    const soFar = [1, 2, 3].map((required) => {
      manager.declare('job', null as never, required, []);
      return asked;
    });
    expect(soFar).toEqual([1, 1, 2]);
  });
});
