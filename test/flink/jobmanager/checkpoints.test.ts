import { describe, expect, it } from 'vitest';
import { JavaError } from '../../../src/flink/api/jar.ts';
import { keyGroupRange } from '../../../src/flink/api/key-groups.ts';
import { clusterClient } from '../../../src/flink/client/cluster-client.ts';
import { rootCause } from '../../../src/flink/jobmanager/errors.ts';
import { redistributeOperatorState } from '../../../src/flink/jobmanager/state-assignment.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import type { TaskDeploymentDescriptor } from '../../../src/flink/rpc/gateways.ts';
import type { TestCluster } from '../support/cluster.ts';
import { startProcess, startTestCluster } from '../support/cluster.ts';
import { idOf, type JobSpec, jobGraph } from '../support/job-graphs.ts';

const CHECKPOINTED = { interval: 500, storage: 'file:///data/ckpt' };
const counting = (parallelism: number, spec: Partial<JobSpec> = {}) =>
  jobGraph({
    name: `Rescale count ${parallelism}`,
    checkpoint: CHECKPOINTED,
    restart: { kind: 'fixed-delay', attempts: 5, delay: 1_000 },
    vertices: [
      { name: 'Source', parallelism: 1 },
      { name: 'Sum', parallelism, inputs: ['Source'] },
    ],
    ...spec,
  });

/** Keyed state of `Sum`: one entry per key group; of `Source`: its offset. */
const stateOf = (descriptor: TaskDeploymentDescriptor, checkpoint: number) => {
  const { vertex, attempt, parallelism, maxParallelism } = descriptor;
  if (vertex.name === 'Source') {
    return {
      [vertex.id]: {
        keyed: [],
        operator: [{ name: 'offset', mode: 'SPLIT_DISTRIBUTE' as const, elements: [checkpoint] }],
        inputChannels: [],
        resultSubpartitions: [],
        size: 8,
      },
    };
  }
  const { start, end } = keyGroupRange(attempt.subtask, parallelism, maxParallelism);
  const groups = new Map(Array.from({ length: end - start + 1 }, (_, i) => [start + i, `group ${start + i}`]));
  return {
    [vertex.id]: {
      keyed: [{ keyGroupStart: start, keyGroupEnd: end, groups }],
      operator: [],
      inputChannels: [],
      resultSubpartitions: [],
      size: 100,
    },
  };
};

function start(options: Parameters<typeof startTestCluster>[0] = {}): TestCluster {
  const cluster = startTestCluster({ rest: clientRestHandler, ...options });
  cluster.fake.stateOf = stateOf;
  return cluster;
}
const client = (cluster: TestCluster) =>
  clusterClient(startProcess(cluster.platform, 'node2', 'CliFrontend', 'client'), cluster.platform, 'node1', 8081);
function runJob(cluster: TestCluster, job: ReturnType<typeof jobGraph>): void {
  cluster.run(client(cluster).submitJob(job));
  cluster.until(
    () => cluster.dispatcher.job(job.jobId)!.graph!.tasks.every((task) => task.current.state === 'RUNNING'),
    20_000,
  );
}
const files = (cluster: TestCluster) => cluster.platform.machines.get('node1')!.files;
const completed = (cluster: TestCluster) => cluster.trace.filter((entry) => entry.kind === 'checkpoint.completed');

describe('periodic checkpoints', () => {
  it('begin within one interval of RUNNING and then come at the interval', () => {
    const cluster = start();
    const job = counting(2);
    runJob(cluster, job);
    cluster.pass(5_000);
    const triggered = cluster.trace.filter((entry) => entry.kind === 'checkpoint.triggered').map((entry) => entry.at);
    for (let i = 1; i < triggered.length; i++) expect(triggered[i]! - triggered[i - 1]!).toBeCloseTo(500, 6);
    expect(completed(cluster).length).toBeGreaterThanOrEqual(9);
    const { statistics } = cluster.dispatcher.job(job.jobId)!.checkpoints!;
    expect(statistics.counts.completed).toBe(completed(cluster).length);
    expect(statistics.history).toHaveLength(10);
    expect(statistics.latestCompleted!.externalPath).toBe(
      `file:/data/ckpt/${job.jobId}/chk-${statistics.latestCompleted!.id}`,
    );
  });
  it('keep only state.checkpoints.num-retained on disk, and none after cancelling', () => {
    const cluster = start({ configuration: { 'state.checkpoints.num-retained': '2' } });
    const job = counting(2);
    runJob(cluster, job);
    cluster.until(() => completed(cluster).length === 5);
    const kept = files(cluster)
      .list(`/data/ckpt/${job.jobId}`)
      .filter((name) => name.startsWith('chk-'));
    expect(kept).toEqual(['chk-4', 'chk-5']);
    expect(files(cluster).exists(`/data/ckpt/${job.jobId}/chk-5/_metadata`)).toBe(true);
    cluster.run(client(cluster).cancel(job.jobId));
    cluster.pass(1_000);
    expect(files(cluster).list(`/data/ckpt/${job.jobId}`)).toEqual(['shared', 'taskowned']);
  });
  it('RETAIN_ON_CANCELLATION keeps the last one', () => {
    const cluster = start();
    const job = counting(2, { checkpoint: { ...CHECKPOINTED, externalized: 'RETAIN_ON_CANCELLATION' } });
    runJob(cluster, job);
    cluster.until(() => completed(cluster).length === 3);
    cluster.run(client(cluster).cancel(job.jobId));
    cluster.pass(1_000);
    expect(
      files(cluster)
        .list(`/data/ckpt/${job.jobId}`)
        .some((name) => name.startsWith('chk-')),
    ).toBe(true);
  });
  it('C14: are refused once a task has FINISHED (1.13)', () => {
    const cluster = start();
    const job = counting(2);
    runJob(cluster, job);
    cluster.pass(2_000);
    const before = cluster.trace.filter((entry) => entry.kind === 'checkpoint.triggered').length;
    for (const taskManager of cluster.fake.taskManagers) taskManager.finish('Sum', 0);
    cluster.pass(50);
    const around = cluster.trace.filter((entry) => entry.kind === 'checkpoint.triggered').length;
    cluster.pass(5_000);
    expect(around - before).toBeLessThanOrEqual(1);
    expect(cluster.trace.filter((entry) => entry.kind === 'checkpoint.triggered')).toHaveLength(around);
  });
  it('C05: expire after their time-out, and the job fails when more fail than are tolerable', () => {
    const cluster = start();
    const job = counting(2, { checkpoint: { ...CHECKPOINTED, timeout: 2_000, tolerableFailures: 1 } });
    runJob(cluster, job);
    cluster.pass(1_000);
    cluster.fake.acknowledges = false;
    cluster.until(() => cluster.trace.some((entry) => entry.kind === 'failover'), 10_000);
    const aborted = cluster.trace.filter((entry) => entry.kind === 'checkpoint.aborted');
    expect(aborted.slice(0, 2).map((entry) => entry.reason)).toEqual([
      'Checkpoint expired before completing.',
      'Checkpoint expired before completing.',
    ]);
    expect(cluster.trace.find((entry) => entry.kind === 'failover')!.cause).toBe(
      'org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.',
    );
  });
  it('C04: respect the minimum pause', () => {
    const cluster = start();
    const job = counting(2, { checkpoint: { ...CHECKPOINTED, interval: 1_000, minPause: 1_000 } });
    runJob(cluster, job);
    cluster.pass(10_000);
    const ends = completed(cluster).map((entry) => entry.at);
    const starts = cluster.trace.filter((entry) => entry.kind === 'checkpoint.triggered').map((entry) => entry.at);
    for (let i = 1; i < starts.length; i++) expect(starts[i]! - ends[i - 1]!).toBeGreaterThanOrEqual(999.9);
  });
});

describe('restore', () => {
  it('after a failure comes from the latest completed checkpoint', () => {
    const cluster = start();
    const job = counting(2);
    runJob(cluster, job);
    cluster.until(() => completed(cluster).length === 4);
    for (const taskManager of cluster.fake.taskManagers) taskManager.fail('Sum', 1, 'planned failure');
    const before = cluster.fake.deployed.length;
    cluster.until(() => cluster.fake.deployed.length === before + 3, 20_000);
    for (const descriptor of cluster.fake.deployed.slice(before)) {
      expect(descriptor.attempt.attempt).toBe(1);
      expect(descriptor.restore!.checkpoint).toBe(completed(cluster).at(-1)!.checkpoint);
    }
    expect(cluster.dispatcher.job(job.jobId)!.checkpoints!.statistics.counts.restored).toBe(1);
  });

  it.each([1, 2, 3, 5])(
    'from a savepoint with parallelism %i: every key group arrives exactly once, where it belongs',
    (parallelism) => {
      const cluster = start();
      const job = counting(2);
      runJob(cluster, job);
      const path = cluster.run(client(cluster).stopWithSavepoint(job.jobId, '/sp', false));
      expect(path).toMatch(new RegExp(`^file:/sp/savepoint-${job.jobId.slice(0, 6)}-[0-9a-f]{12}$`));
      expect(cluster.dispatcher.job(job.jobId)!.status).toBe('FINISHED');
      const before = cluster.fake.deployed.length;
      const resumed = counting(parallelism, { name: 'resumed', savepoint: { path, allowNonRestoredState: false } });
      runJob(cluster, resumed);
      const seen = new Map<number, number>();
      for (const descriptor of cluster.fake.deployed.slice(before)) {
        if (descriptor.vertex.name !== 'Sum') continue;
        const { start: first, end } = keyGroupRange(descriptor.attempt.subtask, parallelism, 128);
        for (const handle of descriptor.restore!.operators[idOf('Sum')]!.keyed) {
          for (const [group, value] of handle.groups) {
            expect(group).toBeGreaterThanOrEqual(first);
            expect(group).toBeLessThanOrEqual(end);
            expect(value).toBe(`group ${group}`);
            seen.set(group, (seen.get(group) ?? 0) + 1);
          }
        }
      }
      expect(seen.size).toBe(128);
      expect([...seen.values()].every((count) => count === 1)).toBe(true);
      const restored = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.restored');
      expect(restored).toMatchObject({ savepoint: true });
    },
  );

  const refused = (spec: Partial<JobSpec>): string => {
    const cluster = start();
    const job = counting(2);
    runJob(cluster, job);
    const path = cluster.run(client(cluster).triggerSavepoint(job.jobId, '/sp'));
    try {
      cluster.run(
        client(cluster).submitJob(
          counting(2, { name: 'again', savepoint: { path, allowNonRestoredState: false }, ...spec }),
        ),
      );
    } catch (error) {
      if (error instanceof JavaError) return rootCause(error).message.replaceAll(path, 'PATH');
      throw error;
    }
    return 'accepted';
  };
  it('is refused with another max parallelism', () => {
    expect(
      refused({
        vertices: [
          { name: 'Source', parallelism: 1 },
          { name: 'Sum', parallelism: 2, maxParallelism: 64, inputs: ['Source'] },
        ],
      }),
    ).toBe(
      `java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint Checkpoint Metadata. Max parallelism mismatch between checkpoint/savepoint state and new program. Cannot map operator ${idOf('Sum')} with max parallelism 128 to new program with max parallelism 64. This indicates that the program has been changed in a non-compatible way after the checkpoint/savepoint.`,
    );
  });
  it('is refused when an operator with state is gone', () => {
    expect(
      refused({
        vertices: [
          { name: 'Source', parallelism: 1 },
          { name: 'Other', parallelism: 2, inputs: ['Source'] },
        ],
      }),
    ).toBe(
      `java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint PATH. Cannot map checkpoint/savepoint state for operator ${idOf('Sum')} to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.`,
    );
  });
  it('is refused when the path is missing', () => {
    expect(refused({ savepoint: { path: '/sp/savepoint-nothing', allowNonRestoredState: false } })).toBe(
      "java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory '/sp/savepoint-nothing' on file system 'file'.",
    );
  });
});

describe('savepoints', () => {
  it('flink cancel -s takes one and cancels', () => {
    const cluster = start();
    const job = counting(2);
    runJob(cluster, job);
    const path = cluster.run(client(cluster).cancelWithSavepoint(job.jobId, '/sp'));
    expect(files(cluster).exists(path.replace('file:', ''))).toBe(true);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'CANCELED');
    cluster.run(client(cluster).disposeSavepoint(path));
    expect(files(cluster).exists(path.replace('file:', ''))).toBe(false);
  });
  it('an unknown job is not found', () => {
    const cluster = start();
    expect(() => cluster.run(client(cluster).triggerSavepoint('0'.repeat(32), 'file:///sp'))).toThrow(
      'Could not find Flink job (00000000000000000000000000000000)',
    );
  });
});

describe('K09: operator state (RoundRobinOperatorStateRepartitioner)', () => {
  const split = (elements: readonly number[]) => [{ name: 's', mode: 'SPLIT_DISTRIBUTE' as const, elements }];
  it('split state is dealt out evenly, nothing lost', () => {
    const result = redistributeOperatorState([split([1, 2, 3, 4]), split([5, 6, 7])], 3);
    expect(result.map((handles) => handles.flatMap((handle) => handle.elements))).toEqual([
      [1, 2, 3],
      [4, 5],
      [6, 7],
    ]);
  });
  it('union state goes to everyone, broadcast state as one copy', () => {
    const union = redistributeOperatorState(
      [[{ name: 'u', mode: 'UNION', elements: [1] }], [{ name: 'u', mode: 'UNION', elements: [2] }]],
      3,
    );
    expect(union.map((handles) => handles[0]!.elements)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    const broadcast = redistributeOperatorState(
      [[{ name: 'b', mode: 'BROADCAST', elements: ['x'] }], [{ name: 'b', mode: 'BROADCAST', elements: ['x'] }]],
      3,
    );
    expect(broadcast.map((handles) => handles[0]!.elements)).toEqual([['x'], ['x'], ['x']]);
  });
});

describe('a cluster that is not there (truth/07-cli/no-cluster-*)', () => {
  it('is tried 20 times with 3 s in between, then refused', () => {
    const cluster = start();
    cluster.jobManager.kill('SIGKILL');
    const at = cluster.simulation.now;
    let thrown: unknown;
    try {
      cluster.run(client(cluster).listJobs());
    } catch (error) {
      thrown = error;
    }
    expect(cluster.simulation.now - at).toBeGreaterThanOrEqual(60_000);
    expect(cluster.simulation.now - at).toBeLessThan(64_000);
    expect((thrown as JavaError).detail).toBe(
      'Could not complete the operation. Number of retries has been exhausted.',
    );
    expect((thrown as JavaError).causedBy!.causedBy!.detail).toBe(
      `Connection refused: node1/${cluster.platform.machines.get('node1')!.ip}:8081`,
    );
  });
});
