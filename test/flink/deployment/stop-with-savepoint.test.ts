import { describe, expect, it } from 'vitest';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';

describe('stop with savepoint', () => {
  it('that loses a task after its savepoint is there says so, and the job goes on with its checkpoints', () => {
    const cluster = startTestCluster({
      real: true,
      rest: clientRestHandler,
      configuration: {
        'state.savepoints.dir': 'file:///savepoints',
        'heartbeat.interval': '1000',
        'heartbeat.timeout': '4000',
        'akka.ask.timeout': '2 s',
      },
    });
    const job = buildJob('flink run -d -p 2 -c lab.CheckpointedCount lab.jar --restart fixed --attempts 20');
    cluster.dispatcher.submitJob(job);
    cluster.pass(6_000);
    const asked = cluster.simulation.now;
    let failure: Error | null = null;
    cluster.dispatcher.stopWithSavepoint(job.jobId, null, false).whenComplete(
      () => {},
      (error) => {
        failure = error;
      },
    );
    const savepoint = () =>
      cluster.trace.find((entry) => entry.kind === 'checkpoint.completed' && entry.path?.includes('/savepoints/'));
    cluster.until(() => savepoint() !== undefined, 10_000);
    const used = cluster.dispatcher.job(job.jobId)!.graph!.tasks[0]!.current.location!.host;
    [...cluster.platform.machines.get(used)!.processes.values()]
      .find((process) => process.spec.role === 'taskmanager')!
      .kill('SIGKILL');
    cluster.until(() => failure !== null, 60_000);
    expect(failure!.message).toContain(
      'Inconsistent execution state after stopping with savepoint. At least one execution is still in one of the following states: ',
    );
    cluster.until(
      () =>
        cluster.trace.some(
          (entry) => entry.kind === 'checkpoint.completed' && entry.at > asked + 5_000 && entry !== savepoint(),
        ),
      120_000,
    );
    expect(cluster.dispatcher.job(job.jobId)!.status).toBe('RUNNING');
  });
});
