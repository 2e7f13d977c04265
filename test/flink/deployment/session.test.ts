import { describe, expect, it } from 'vitest';
import { clusterClient } from '../../../src/flink/client/cluster-client.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import type { Connection } from '../../../src/platform/types.ts';
import { buildJob } from '../jobs.ts';
import { startProcess, startTestCluster } from '../support/cluster.ts';

const startSession = (seed = 1) => startTestCluster({ real: true, rest: clientRestHandler, seed });

describe('a standalone session cluster of three machines', () => {
  it('runs the bounded WordCount from submission to its result', () => {
    const cluster = startSession();
    const client = clusterClient(
      startProcess(cluster.platform, 'node3', 'CliFrontend', 'client'),
      cluster.platform,
      'node1',
      8081,
    );
    const job = buildJob('flink run -p 2 -c lab.BoundedWordCount lab.jar');
    const id = cluster.run(client.submitJob(job));
    const result = cluster.run(client.requestJobResult(id));
    expect(result.cause).toBe(null);
    expect(result.status).toBe('FINISHED');
    expect(cluster.printed.filter((line) => line.includes('(spark,')).at(-1)).toMatch(/^\d> \(spark,7\)$/);
  });

  it('runs the socket WordCount until nc ends', () => {
    const cluster = startSession(2);
    const netcat = startProcess(cluster.platform, 'node1', 'nc', 'netcat');
    let connection: Connection | undefined;
    cluster.platform.network.listen(netcat, 9999, (accepted) => {
      connection = accepted;
    });
    const client = clusterClient(
      startProcess(cluster.platform, 'node1', 'CliFrontend', 'client'),
      cluster.platform,
      'node1',
      8081,
    );
    const job = buildJob('flink run -d -p 2 -c lab.SocketWordCount lab.jar --host node1 --port 9999');
    const id = cluster.run(client.submitJob(job));
    cluster.until(() => connection !== undefined, 20_000);
    connection!.write('hello flink\nhello world\n');
    cluster.pass(2_000);
    // Key groups: hello 35, world 66, flink 98 of 128.
    expect([...cluster.printed].sort()).toEqual(['1> (hello,1)', '1> (hello,2)', '2> (flink,1)', '2> (world,1)']);
    connection!.close();
    const result = cluster.run(client.requestJobResult(id));
    expect(result.status).toBe('FINISHED');
  });
});
