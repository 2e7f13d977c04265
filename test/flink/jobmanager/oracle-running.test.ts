import { describe, expect, test } from 'vitest';
import { createRestartStrategy } from '../../../src/flink/jobmanager/restart.ts';
import { createSimulation } from '../../../src/simulation/simulation.ts';
import { startTestCluster, type TestCluster } from '../support/cluster.ts';
import { type JobSpec, jobGraph } from '../support/job-graphs.ts';

/** Rows of truth/oracle.jsonl about jobs while they run: slots (S), regions (R), failover (F, B), states (X), checkpoints (C). */

const CHECKPOINTED = { interval: 500, storage: 'file:///data/ckpt' };
const twoVertices = (parallelism: number, spec: Partial<JobSpec> = {}) =>
  jobGraph({
    vertices: [
      { name: 'Source', parallelism },
      { name: 'Sum', parallelism, inputs: ['Source'] },
    ],
    ...spec,
  });
const RESTARTING = { kind: 'fixed-delay', attempts: 10, delay: 200 } as const;

function run(cluster: TestCluster, job: ReturnType<typeof jobGraph>) {
  cluster.dispatcher.submitJob(job);
  const view = () => cluster.dispatcher.job(job.jobId)!;
  cluster.until(() => view().graph?.tasks.every(({ current }) => current.state === 'RUNNING') ?? false, 20_000);
  return { view, task: (name: string) => view().graph!.tasks.find((one) => one.name === name)! };
}
const holder = (cluster: TestCluster, name: string) =>
  cluster.fake.taskManagers.find(({ tasks }) =>
    [...tasks.values()].some(
      ({ vertex, attempt, parallelism }) => `${vertex.name} (${attempt.subtask + 1}/${parallelism})` === name,
    ),
  )!;
const jobStates = (cluster: TestCluster, since = 0): string[] =>
  cluster.trace.flatMap((entry) => (entry.kind === 'job.status' && entry.at >= since ? [entry.status] : []));
const taskStates = (cluster: TestCluster, vertex: string, subtask: number): string[] =>
  cluster.trace.flatMap((entry) =>
    entry.kind === 'subtask.state' && entry.vertex === vertex && entry.subtask === subtask ? [entry.state] : [],
  );

describe('slots', () => {
  test('S08: evenly spread out, 5 TaskManagers with 2 slots, 5 needed', () => {
    const cluster = startTestCluster({
      taskManagers: 5,
      slots: 2,
      configuration: { 'cluster.evenly-spread-out-slots': 'true' },
    });
    run(cluster, twoVertices(5));
    expect(cluster.fake.taskManagers.map(({ slots }) => slots.size)).toEqual([1, 1, 1, 1, 1]);
  });
  test('S10: a slot request times out without a restart strategy', () => {
    const cluster = startTestCluster({ taskManagers: 1, slots: 1, configuration: { 'slot.request.timeout': '3000' } });
    const job = twoVertices(2);
    cluster.dispatcher.submitJob(job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILED', 30_000);
    const causes: string[] = [];
    for (let error = cluster.dispatcher.job(job.jobId)!.failure?.error ?? null; error; error = error.causedBy)
      causes.push(error.className.replace(/.*\./, ''));
    expect(causes).toContain('NoResourceAvailableException');
  });
});

describe('scheduling', () => {
  test('R09: a consumer is scheduled when its blocking producer has finished', () => {
    const cluster = startTestCluster({});
    const job = jobGraph({
      batch: true,
      vertices: [
        { name: 'Map', parallelism: 2 },
        { name: 'Sink', parallelism: 2, inputs: [{ from: 'Map', ship: 'FORWARD', blocking: true }] },
      ],
    });
    cluster.dispatcher.submitJob(job);
    const states = (): string[] =>
      (cluster.dispatcher.job(job.jobId)!.graph?.tasks ?? []).map(({ current }) => current.state);
    cluster.until(() => states().filter((state) => state === 'RUNNING').length === 2, 20_000);
    expect(states()).toEqual(['RUNNING', 'RUNNING', 'CREATED', 'CREATED']);
    holder(cluster, 'Map (1/2)').finish(job.vertices[0]!.name, 0);
    cluster.until(() => states()[2] === 'RUNNING', 20_000);
    expect(states()).toEqual(['FINISHED', 'RUNNING', 'RUNNING', 'CREATED']);
    holder(cluster, 'Map (2/2)').finish(job.vertices[0]!.name, 1);
    cluster.until(() => states()[3] === 'RUNNING', 20_000);
    expect(states().slice(0, 2)).toEqual(['FINISHED', 'FINISHED']);
  });
});

describe('a region that reads a blocking result of its own', () => {
  test('is scheduled as a whole', () => {
    const cluster = startTestCluster({});
    const job = jobGraph({
      batch: true,
      vertices: [
        { name: 'A', parallelism: 2 },
        { name: 'B', parallelism: 2, inputs: [{ from: 'A', ship: 'HASH', blocking: true }] },
        {
          name: 'C',
          parallelism: 2,
          inputs: [
            { from: 'A', ship: 'FORWARD' },
            { from: 'B', ship: 'FORWARD' },
          ],
        },
      ],
    });
    const { view } = run(cluster, job);
    expect(view().graph!.tasks.map(({ current }) => current.state)).toEqual(Array(6).fill('RUNNING'));
  });
});

describe('failover', () => {
  const separate = (spec: Partial<JobSpec> = {}) =>
    jobGraph({
      vertices: [
        { name: 'A', parallelism: 1 },
        { name: 'B', parallelism: 1 },
      ],
      restart: RESTARTING,
      ...spec,
    });
  function failA(cluster: TestCluster, job: ReturnType<typeof jobGraph>) {
    const running = run(cluster, job);
    const at = cluster.simulation.now;
    holder(cluster, 'A (1/1)').fail(job.vertices[0]!.name, 0, 'planned');
    cluster.until(
      () => running.task('A (1/1)').current.id.attempt === 1 && running.task('A (1/1)').current.state === 'RUNNING',
      20_000,
    );
    return { ...running, at };
  }
  test('F07: the strategy `full` restarts every task', () => {
    const full = failA(
      startTestCluster({ configuration: { 'jobmanager.execution.failover-strategy': 'full' } }),
      separate(),
    );
    expect(full.task('B (1/1)').current.id.attempt).toBe(1);
    expect(failA(startTestCluster({}), separate()).task('B (1/1)').current.id.attempt).toBe(0);
  });
  test('F08: a task that fails once is deployed twice', () => {
    const cluster = startTestCluster({});
    const job = separate();
    failA(cluster, job);
    expect(cluster.fake.deployed.filter(({ vertex }) => vertex.name === 'A')).toHaveLength(2);
  });
  test('F10: cancelling while restarting waits for running tasks', () => {
    const cluster = startTestCluster({});
    const job = separate({ restart: { kind: 'fixed-delay', attempts: 3, delay: 60_000 } });
    const { view } = run(cluster, job);
    holder(cluster, 'A (1/1)').fail(job.vertices[0]!.name, 0, 'planned');
    cluster.until(() => view().status === 'RESTARTING', 5_000);
    const at = cluster.simulation.now;
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => view().status === 'CANCELED', 20_000);
    expect(jobStates(cluster, at).slice(-2)).toEqual(['CANCELLING', 'CANCELED']);
    expect(taskStates(cluster, job.vertices[1]!.id, 0).slice(-2)).toEqual(['CANCELING', 'CANCELED']);
  });
  test('F11: pending checkpoints are aborted when tasks restart', () => {
    const cluster = startTestCluster({});
    cluster.fake.acknowledges = false;
    const job = twoVertices(1, { checkpoint: CHECKPOINTED, restart: RESTARTING });
    const { view } = run(cluster, job);
    cluster.until(() => view().checkpoints!.statistics.counts.inProgress === 1, 5_000);
    holder(cluster, 'Source (1/1)').fail(job.vertices[0]!.name, 0, 'planned');
    cluster.until(() => view().status === 'RESTARTING', 5_000);
    expect(view().checkpoints!.statistics.counts).toMatchObject({ inProgress: 0, failed: 1 });
  });
  test('B05: exponential delay with a reset and jitter', () => {
    const random = createSimulation<never>(7, () => {}).random('jitter');
    const backoff = createRestartStrategy(
      { kind: 'exponential-delay', initial: 1, max: 9, multiplier: 2, reset: 8, jitter: 0.25 },
      random,
    );
    let now = 0;
    const delays = [50, 4, 3, 7, 18, 0].map((later) => {
      now += later;
      backoff.notifyFailure(now);
      return backoff.backoffTime();
    });
    const bounds = [
      [1, 1],
      [2, 2],
      [3, 5],
      [6, 9],
      [1, 1],
      [2, 2],
    ] as const;
    for (const [i, [low, high]] of bounds.entries()) {
      expect(delays[i]).toBeGreaterThanOrEqual(low);
      expect(delays[i]).toBeLessThanOrEqual(high);
    }
  });
});

describe('states of jobs and tasks', () => {
  /** A job whose tasks end late: its TaskManager is paused while something is asked of the job. */
  function paused(spec: Partial<JobSpec>) {
    const cluster = startTestCluster({ taskManagers: 1, slots: 2 });
    const job = twoVertices(2, spec);
    const running = run(cluster, job);
    return { cluster, job, ...running, manager: cluster.fake.taskManagers[0]! };
  }
  test('X02: cancelled while failing', () => {
    const { cluster, job, view, manager } = paused({ restart: { kind: 'none' } });
    manager.fail(job.vertices[0]!.name, 0, 'planned');
    cluster.until(() => view().status === 'FAILING', 5_000);
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => view().status === 'CANCELED' || view().status === 'FAILED', 20_000);
    expect(jobStates(cluster).slice(-3)).toEqual(['FAILING', 'CANCELLING', 'CANCELED']);
  });
  test('X03: a failure of the whole job while it is cancelled, without a restart strategy', () => {
    const { cluster, job, view, manager } = paused({
      restart: { kind: 'none' },
      checkpoint: { ...CHECKPOINTED, tolerableFailures: 0 },
    });
    cluster.fake.acknowledges = false;
    const triggered = () => view().checkpoints!.statistics.counts.total;
    const before = triggered();
    cluster.until(() => triggered() > before, 5_000);
    // The coordinator's failure comes one step after the decline; the job is cancelled in between.
    manager.decline(job.vertices[1]!.name, triggered(), 'CHECKPOINT_DECLINED');
    cluster.until(() => view().checkpoints!.statistics.counts.failed > 0, 1_000);
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => view().status === 'CANCELED' || view().status === 'FAILED', 20_000);
    expect(jobStates(cluster).slice(-3)).toEqual(['CANCELLING', 'FAILING', 'FAILED']);
  });
  test('X05: a late failure of a finished task changes nothing', () => {
    const { cluster, job, view, manager } = paused({});
    for (const { name } of job.vertices) for (const subtask of [0, 1]) manager.finish(name, subtask);
    cluster.until(() => view().status === 'FINISHED', 10_000);
    manager.fail(job.vertices[0]!.name, 0, 'late');
    cluster.pass(2_000);
    expect([view().status, taskStates(cluster, job.vertices[0]!.id, 0).at(-1)]).toEqual(['FINISHED', 'FINISHED']);
  });
  test('X08: tasks that wait for slots are cancelled without a TaskManager', () => {
    const cluster = startTestCluster({ taskManagers: 1, slots: 1 });
    const job = twoVertices(2);
    cluster.dispatcher.submitJob(job);
    cluster.pass(1_000);
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'CANCELED', 5_000);
    expect(taskStates(cluster, job.vertices[0]!.id, 1)).toEqual(['CREATED', 'SCHEDULED', 'CANCELING', 'CANCELED']);
    expect(cluster.fake.deployed).toEqual([]);
  });
  test('X09: cancelling twice is cancelling once', () => {
    const { cluster, job, view } = paused({});
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.dispatcher.cancelJob(job.jobId);
    cluster.until(() => view().status === 'CANCELED', 20_000);
    expect(taskStates(cluster, job.vertices[0]!.id, 0).slice(-2)).toEqual(['CANCELING', 'CANCELED']);
    expect(jobStates(cluster).filter((state) => state === 'CANCELLING')).toHaveLength(1);
  });
});

describe('checkpoints', () => {
  test('C01: all acknowledgements complete it, and only the last one is retained', () => {
    const cluster = startTestCluster({});
    const job = twoVertices(1, { checkpoint: CHECKPOINTED });
    const { view } = run(cluster, job);
    cluster.until(() => view().checkpoints!.statistics.counts.completed === 3, 10_000);
    const kept = cluster.platform.machines.get('node1')!.files.list(`/data/ckpt/${job.jobId}`);
    expect(kept.filter((name) => name.startsWith('chk-'))).toEqual(['chk-3']);
    expect(view().checkpoints!.statistics.counts).toMatchObject({ inProgress: 0, failed: 0 });
  });
  test('C10, C13: a periodic checkpoint waits for the one under way, a savepoint goes first', () => {
    const cluster = startTestCluster({});
    cluster.fake.acknowledges = false;
    const job = twoVertices(1, { checkpoint: CHECKPOINTED });
    const { view } = run(cluster, job);
    cluster.until(() => view().checkpoints!.statistics.counts.inProgress === 1, 5_000);
    cluster.pass(1_600);
    expect(view().checkpoints!.statistics.counts.inProgress).toBe(1);
    cluster.dispatcher.triggerSavepoint(job.jobId, 'file:///data/sp', false);
    cluster.pass(100);
    expect(view().checkpoints!.statistics.history.map(({ id, type }) => [id, type])).toEqual([
      [2, 'SAVEPOINT'],
      [1, 'CHECKPOINT'],
    ]);
  });
});
