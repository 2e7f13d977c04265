import { describe, expect, it } from 'vitest';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster, type TestCluster } from '../support/cluster.ts';

/** Bounds for "all RUNNING again" (ms after the kill): the recordings' 44.7 to 52.0 s, widened by the phases of both heartbeats. */
const DEFAULT_TIMEOUTS = { from: 40_000, to: 62_000 };

function loseTaskManager(line: string, options: { seed: number; configuration?: Record<string, string> }) {
  const cluster = startTestCluster({
    real: true,
    rest: clientRestHandler,
    seed: options.seed,
    configuration: { 'state.checkpoints.dir': 'file:///ckpt', ...options.configuration },
  });
  const job = buildJob(line);
  cluster.dispatcher.submitJob(job);
  const allRunning = (): boolean => {
    const view = cluster.dispatcher.job(job.jobId);
    return view?.status === 'RUNNING' && (view.graph?.tasks.every((task) => task.current.state === 'RUNNING') ?? false);
  };
  cluster.until(allRunning, 30_000);
  cluster.pass(6_000);
  const victim = cluster.dispatcher.job(job.jobId)!.graph!.tasks[0]!.current.location!.taskManager;
  const registered = cluster.trace.find((entry) => entry.kind === 'taskmanager.registered' && entry.id === victim);
  if (registered?.kind !== 'taskmanager.registered') throw new Error('no such TaskManager');
  const killed = cluster.simulation.now;
  cluster.platform.machines.get(registered.machine)!.processes.get(registered.pid)!.kill('SIGKILL');
  return { cluster, job: () => cluster.dispatcher.job(job.jobId)!, allRunning, killed };
}
const firstAfter = (cluster: TestCluster, since: number, text: string): number =>
  cluster.trace.find((entry) => entry.at > since && entry.kind === 'job.status' && entry.status === text)!.at - since;

describe('a TaskManager is killed, real TaskManagers (truth/03-failover)', () => {
  it.each([1, 2, 3])('fixed-delay, p 4, a spare TaskManager: two restarts, seed %i', (seed) => {
    const { cluster, job, allRunning, killed } = loseTaskManager(
      'flink run -d -p 4 -c lab.CheckpointedCount lab.jar --strategy fixed --attempts 20 --delay 1000 --quiet',
      { seed },
    );
    cluster.until(() => job().status === 'RESTARTING', 5_000);
    expect(firstAfter(cluster, killed, 'RESTARTING')).toBeLessThan(600);
    expect(job().failure!.error.className).toBe(
      'org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException',
    );
    cluster.until(allRunning, 80_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(DEFAULT_TIMEOUTS.from);
    expect(cluster.simulation.now - killed).toBeLessThan(DEFAULT_TIMEOUTS.to);
    expect(job().restarts).toBe(2);
    expect(job().exceptionHistory[0]!.error.className).toBe(
      'org.apache.flink.runtime.io.network.partition.consumer.PartitionConnectionException',
    );
  });
  it('heartbeat 1 s / 5 s: one restart', () => {
    const { cluster, job, allRunning, killed } = loseTaskManager(
      'flink run -d -p 4 -c lab.CheckpointedCount lab.jar --strategy fixed --attempts 20 --delay 1000 --quiet',
      { seed: 5, configuration: { 'heartbeat.interval': '1000', 'heartbeat.timeout': '5000' } },
    );
    cluster.until(() => job().status === 'RESTARTING', 5_000);
    cluster.until(allRunning, 30_000);
    expect(cluster.simulation.now - killed).toBeGreaterThan(4_000);
    expect(cluster.simulation.now - killed).toBeLessThan(9_500);
    expect(job().restarts).toBe(1);
  });
  it('without a shuffle nothing happens for 40 s, then only the lost subtasks restart', () => {
    const { cluster, job, allRunning, killed } = loseTaskManager(
      'flink run -d -p 4 -c lab.CheckpointedCount lab.jar --strategy fixed --attempts 20 --delay 2000 --shuffle false',
      { seed: 6 },
    );
    cluster.pass(35_000);
    expect(job().status).toBe('RUNNING');
    cluster.until(() => job().status === 'RESTARTING', 20_000);
    cluster.until(allRunning, 20_000);
    expect(cluster.simulation.now - killed).toBeLessThan(60_000);
    const attempts = job()
      .graph!.tasks.map((task) => task.current.id.attempt)
      .sort();
    expect(attempts.filter((attempt) => attempt === 1).length).toBeGreaterThan(0);
    expect(attempts.filter((attempt) => attempt === 0).length).toBeGreaterThanOrEqual(2);
  });
});
