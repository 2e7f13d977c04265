import { describe, expect, it } from 'vitest';
import { clusterClient } from '../../../src/flink/client/cluster-client.ts';
import { runStandaloneSession } from '../../../src/flink/deployment/application.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { buildJob } from '../jobs.ts';
import { startProcess, startTestCluster } from '../support/cluster.ts';

describe('the JobManager of a cluster without high availability dies', () => {
  it('all jobs are lost; TaskManagers register again at one that is started in its place', () => {
    const cluster = startTestCluster({ real: true, rest: clientRestHandler });
    const job = buildJob('flink run -d -p 2 -c lab.CheckpointedCount lab.jar --checkpoint 0 --quiet');
    cluster.dispatcher.submitJob(job);
    cluster.pass(5_000);
    cluster.jobManager.kill('SIGKILL');
    cluster.pass(2_000);
    const again = startProcess(cluster.platform, 'node1', 'StandaloneSessionClusterEntrypoint', 'jobmanager');
    runStandaloneSession(
      again,
      cluster.platform,
      { 'jobmanager.rpc.address': 'node1' },
      { writeLog: () => {}, rest: clientRestHandler },
    );
    const since = cluster.simulation.now;
    cluster.until(
      () => cluster.trace.filter((entry) => entry.kind === 'taskmanager.registered' && entry.at > since).length === 3,
      90_000,
    );
    const client = clusterClient(
      startProcess(cluster.platform, 'node2', 'CliFrontend', 'client'),
      cluster.platform,
      'node1',
      8081,
    );
    expect(cluster.run(client.listJobs())).toEqual([]);
    cluster.pass(15_000);
    const next = buildJob('flink run -p 6 -c lab.BoundedWordCount lab.jar');
    cluster.run(client.submitJob(next));
    expect(cluster.run(client.requestJobResult(next.jobId)).status).toBe('FINISHED');
  });
});
