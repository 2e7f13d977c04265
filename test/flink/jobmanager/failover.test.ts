import { describe, expect, it } from 'vitest';
import type { TestCluster } from '../support/cluster.ts';
import { startTestCluster } from '../support/cluster.ts';
import { type JobSpec, jobGraph } from '../support/job-graphs.ts';

const CHECKPOINTED = { interval: 500, storage: 'file:///data/ckpt' };
const keyed = (parallelism: number, spec: Partial<JobSpec> = {}) =>
  jobGraph({
    name: 'Checkpointed count',
    checkpoint: CHECKPOINTED,
    restart: { kind: 'fixed-delay', attempts: 20, delay: 1_000 },
    vertices: [
      { name: 'Source', parallelism },
      { name: 'Sum', parallelism, inputs: ['Source'] },
    ],
    ...spec,
  });

const allRunning = (cluster: TestCluster, jobId: string): boolean => {
  const job = cluster.dispatcher.job(jobId);
  return job?.status === 'RUNNING' && (job.graph?.tasks.every((task) => task.current.state === 'RUNNING') ?? false);
};

/** Runs the job, then kills the TaskManager that holds subtask 0. */
function killOne(cluster: TestCluster, job: ReturnType<typeof jobGraph>, runFor = 6_000): number {
  cluster.dispatcher.submitJob(job);
  cluster.until(() => allRunning(cluster, job.jobId));
  cluster.pass(runFor);
  const victim = cluster.dispatcher.job(job.jobId)!.graph!.tasks[0]!.current.location!.taskManager;
  const at = cluster.simulation.now;
  cluster.fake.taskManagers.find((taskManager) => taskManager.id === victim)!.process.kill('SIGKILL');
  return at;
}

describe('a TaskManager is killed (truth/03-failover)', () => {
  it('with default time-outs a keyed job restarts twice and runs again after 40 to 60 s', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const cluster = startTestCluster({ seed });
      const job = keyed(4);
      const killed = killOne(cluster, job);
      cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'RESTARTING');
      expect(cluster.simulation.now - killed).toBeLessThan(500);
      cluster.until(() => allRunning(cluster, job.jobId), 100_000);
      const recovered = cluster.simulation.now - killed;
      expect(recovered).toBeGreaterThan(40_000);
      expect(recovered).toBeLessThan(62_000);
      const view = cluster.dispatcher.job(job.jobId)!;
      expect(view.restarts).toBe(2);
      expect(view.exceptionHistory[0]!.error.message).toMatch(/not reachable/);
      expect(view.exceptionHistory[1]!.error.message).toMatch(/Connection unexpectedly closed/);
    }
  });

  it('its tasks stay CANCELING until the cancel call gave up four times', () => {
    const cluster = startTestCluster({ seed: 7 });
    const job = keyed(4);
    const killed = killOne(cluster, job);
    cluster.pass(30_000);
    const lost = cluster.dispatcher.job(job.jobId)!.graph!.tasks[0]!;
    expect(lost.current.state).toBe('CANCELING');
    cluster.until(() => lost.current.state !== 'CANCELING', 30_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(40_000);
    expect(cluster.simulation.now - killed).toBeLessThan(50_500);
  });

  it('heartbeat 1 s / 5 s: one restart, running again in 5 to 9 s', () => {
    const cluster = startTestCluster({
      seed: 3,
      configuration: { 'heartbeat.interval': '1000', 'heartbeat.timeout': '5000' },
    });
    const job = keyed(4);
    const killed = killOne(cluster, job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'RESTARTING');
    cluster.until(() => allRunning(cluster, job.jobId), 30_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(4_000);
    expect(cluster.simulation.now - killed).toBeLessThan(9_000);
    expect(cluster.dispatcher.job(job.jobId)!.restarts).toBe(1);
  });

  it('without a shuffle only the lost subtasks restart, after the heartbeat time-out', () => {
    const cluster = startTestCluster({ seed: 2 });
    const job = keyed(4, {
      vertices: [
        { name: 'Source', parallelism: 4 },
        { name: 'Sum', parallelism: 4, inputs: [{ from: 'Source', ship: 'FORWARD' }] },
      ],
    });
    const killed = killOne(cluster, job);
    cluster.pass(35_000);
    expect(cluster.dispatcher.job(job.jobId)!.status).toBe('RUNNING');
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'RESTARTING', 20_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(39_000);
    cluster.until(() => allRunning(cluster, job.jobId), 30_000);
    const attempts = cluster.dispatcher.job(job.jobId)!.graph!.tasks.map((task) => task.current.id.attempt);
    expect(attempts.filter((attempt) => attempt > 0).length).toBeLessThanOrEqual(4);
    expect(attempts).toContain(0);
  });

  it('no restart strategy: FAILING at once, FAILED when the dead tasks are given up', () => {
    const cluster = startTestCluster({ seed: 4 });
    const job = keyed(4, { checkpoint: {}, restart: { kind: 'fallback' } });
    const killed = killOne(cluster, job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILING');
    expect(cluster.simulation.now - killed).toBeLessThan(500);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILED', 60_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(39_000);
    expect(cluster.dispatcher.job(job.jobId)!.failure!.error.message).toBe(
      'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
    );
  });

  it('all slots taken: tasks wait SCHEDULED for a new TaskManager', () => {
    const cluster = startTestCluster({ seed: 5 });
    const job = keyed(6);
    const killed = killOne(cluster, job);
    cluster.pass(75_000);
    expect(cluster.dispatcher.job(job.jobId)!.graph!.tasks.some((task) => task.current.state === 'SCHEDULED')).toBe(
      true,
    );
    cluster.startTaskManager('node1');
    cluster.until(() => allRunning(cluster, job.jobId), 20_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(75_000);
  });
});

describe('restart strategies (truth/02-jobs/i-*)', () => {
  const failing = (spec: Partial<JobSpec>, failures: number, between = 8_000) => {
    const cluster = startTestCluster({ seed: 9 });
    const job = keyed(2, spec);
    cluster.dispatcher.submitJob(job);
    const restartDelays: number[] = [];
    for (let i = 0; i < failures; i++) {
      cluster.until(() => allRunning(cluster, job.jobId) || cluster.dispatcher.job(job.jobId)!.status === 'FAILED');
      if (cluster.dispatcher.job(job.jobId)!.status === 'FAILED') break;
      cluster.pass(between);
      const at = cluster.simulation.now;
      for (const taskManager of cluster.fake.taskManagers) taskManager.fail('Sum', 0, 'planned failure');
      cluster.until(() => cluster.dispatcher.job(job.jobId)!.status !== 'RUNNING');
      cluster.until(() => ['RUNNING', 'FAILED'].includes(cluster.dispatcher.job(job.jobId)!.status));
      restartDelays.push(cluster.simulation.now - at);
    }
    return { cluster, job: cluster.dispatcher.job(job.jobId)!, restartDelays };
  };

  it('fixed-delay with 2 attempts: the third failure ends the job', () => {
    const { job } = failing({ restart: { kind: 'fixed-delay', attempts: 2, delay: 1_000 } }, 3);
    expect(job.status).toBe('FAILED');
    expect(job.restarts).toBe(2);
    expect(job.failure!.error.detail).toBe(
      'Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=2, backoffTimeMS=1000)',
    );
  });
  it('failure-rate 2 per minute: the third failure within a minute ends it', () => {
    const rate = { kind: 'failure-rate', maxFailures: 2, interval: 60_000, delay: 1_000 } as const;
    expect(failing({ restart: rate }, 3).job.status).toBe('FAILED');
    expect(failing({ restart: rate }, 3, 40_000).job.status).toBe('RUNNING');
  });
  it('exponential-delay doubles: 200, 400, 800 ms', () => {
    const { restartDelays } = failing(
      {
        restart: { kind: 'exponential-delay', initial: 200, max: 60_000, multiplier: 2, reset: 3_600_000, jitter: 0 },
      },
      3,
    );
    expect(restartDelays).toHaveLength(3);
    for (const [i, delay] of restartDelays.entries()) {
      expect(delay).toBeGreaterThanOrEqual(200 * 2 ** i);
      expect(delay).toBeLessThan(200 * 2 ** i + 100);
    }
  });
  it('default: no restart without checkpoints, fixed delay of 1 s for ever with them', () => {
    expect(failing({ checkpoint: {}, restart: { kind: 'fallback' } }, 1).job.status).toBe('FAILED');
    const { job, restartDelays } = failing({ restart: { kind: 'fallback' } }, 4);
    expect(job.status).toBe('RUNNING');
    expect(restartDelays).toHaveLength(4);
    for (const delay of restartDelays) expect(delay).toBeGreaterThanOrEqual(1_000);
  });
});

describe('too few slots (truth/02-jobs/k-*, 07-cli/run-too-many-slots*)', () => {
  it('within the start-up period the job waits for slot.request.timeout, then fails as a bulk', () => {
    const cluster = startTestCluster({ configuration: { 'slot.request.timeout': '8000' } });
    const job = keyed(8, { restart: { kind: 'none' } });
    const at = cluster.simulation.now;
    // The start-up period is as long as the request time-out and began earlier: keep it out of the way.
    const late = startTestCluster({
      configuration: { 'slot.request.timeout': '8000', 'resourcemanager.standalone.start-up-time': '600000' },
    });
    late.dispatcher.submitJob(job);
    late.until(() => late.dispatcher.job(job.jobId)!.status === 'FAILED', 20_000);
    expect(late.simulation.now - at).toBeGreaterThan(7_900);
    expect(late.dispatcher.job(job.jobId)!.failure!.error.causedBy!.message).toContain(
      'NoResourceAvailableException: Slot request bulk is not fulfillable! Could not allocate the required slot within slot request timeout',
    );
    cluster.dispatcher.submitJob(job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILED', 20_000);
    expect(cluster.dispatcher.job(job.jobId)!.failure!.error.causedBy!.message).toContain(
      'Could not acquire the minimum required resources.',
    );
  });
  it('after the start-up period it fails at once', () => {
    const cluster = startTestCluster({});
    cluster.pass(301_000);
    const job = keyed(8, { restart: { kind: 'none' } });
    const at = cluster.simulation.now;
    cluster.dispatcher.submitJob(job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILED', 5_000);
    expect(cluster.simulation.now - at).toBeLessThan(1_000);
  });
  it('slots that were asked for it on real TaskManagers are free again after taskmanager.slot.timeout', () => {
    const cluster = startTestCluster({ real: true });
    cluster.pass(301_000);
    const job = keyed(8, { restart: { kind: 'none' } });
    cluster.dispatcher.submitJob(job);
    cluster.until(() => cluster.dispatcher.job(job.jobId)!.status === 'FAILED', 5_000);
    cluster.pass(11_000);
    const allocated = cluster.trace.filter((fact) => fact.kind === 'slot.allocated').length;
    expect(allocated).toBeGreaterThan(0);
    expect(cluster.trace.filter((fact) => fact.kind === 'slot.freed')).toHaveLength(allocated);
  });
  it('a waiting job starts by itself when a TaskManager joins', () => {
    const cluster = startTestCluster({ taskManagers: 2 });
    const job = keyed(6);
    cluster.dispatcher.submitJob(job);
    cluster.pass(20_000);
    expect(cluster.dispatcher.job(job.jobId)!.status).toBe('RUNNING');
    expect(cluster.fake.deployed).toHaveLength(0);
    cluster.startTaskManager('node1');
    cluster.until(() => allRunning(cluster, job.jobId), 5_000);
  });
});
