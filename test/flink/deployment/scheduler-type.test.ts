import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/flink/deployment/logging.ts';
import { runClusterEntrypoint } from '../../../src/flink/deployment/standalone.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import { createSimulation } from '../../../src/simulation/simulation.ts';
import type { Fact } from '../../../src/trace/facts.ts';
import { buildJob } from '../jobs.ts';
import { sink, startTestCluster } from '../support/cluster.ts';

describe('the scheduler that is configured', () => {
  it('reactive mode is refused by a session cluster, which does not start', () => {
    const simulation = createSimulation<Fact>(1, () => {});
    const platform = createPlatform(simulation, { epoch: 0, timezone: 'UTC' });
    let stderr = '';
    const log: string[] = [];
    const process = platform.addMachine('node1').start({
      command: ['java', 'StandaloneSessionClusterEntrypoint'],
      mainClass: 'StandaloneSessionClusterEntrypoint',
      role: 'jobmanager',
      user: 'root',
      cwd: '/opt/flink',
      env: {},
      parent: null,
      stdin: { read: () => () => undefined, readLine: () => () => undefined, ended: true },
      stdout: sink(),
      stderr: sink((text) => {
        stderr += text;
      }),
    });
    runClusterEntrypoint({
      platform,
      process,
      configuration: { 'jobmanager.rpc.address': 'node1', 'scheduler-mode': 'reactive' },
      log: createLog(platform, (text) => log.push(text)),
      entrypoint: 'StandaloneSessionClusterEntrypoint',
      rest: () =>
        // biome-ignore lint/correctness/useYield: never asked
        function* () {
          return { status: 404, headers: {}, body: '' };
        },
    });
    simulation.run(10_000);
    const said =
      'Reactive mode is configured for an unsupported cluster type. At the moment, reactive mode is only supported by standalone application clusters (bin/standalone-job.sh).';
    expect([process.alive, process.exitCode]).toEqual([false, 1]);
    expect(stderr).toContain(
      `Exception in thread "main" org.apache.flink.configuration.IllegalConfigurationException: ${said}`,
    );
    expect(log.join('')).toContain(said);
  });

  it('the adaptive scheduler, which is not simulated, fails a job with one clear error', () => {
    const cluster = startTestCluster({ configuration: { 'jobmanager.scheduler': 'adaptive' } });
    const job = buildJob('flink run -d -p 2 -c lab.CheckpointedCount lab.jar');
    cluster.dispatcher.submitJob(job);
    cluster.pass(2_000);
    const view = cluster.dispatcher.job(job.jobId)!;
    expect(view.status).toBe('FAILED');
    let cause = view.failure!.error;
    while (cause.causedBy) cause = cause.causedBy;
    expect(cause.message).toContain('is not simulated by Millrace');
  });
});
