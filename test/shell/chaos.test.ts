import { describe, expect, it } from 'vitest';
import { laboratory } from './recorded-cli.ts';

/** Each fault of `chaos` on a cluster with a job that takes checkpoints, from the shell: what it does to the job, and that the job goes on. */
async function startJob() {
  const config = {
    'jobmanager.rpc.address': 'node1',
    'rest.address': 'node1',
    'heartbeat.interval': '1000',
    'heartbeat.timeout': '5000',
    'taskmanager.numberOfTaskSlots': '2',
    'execution.checkpointing.tolerable-failed-checkpoints': '1000',
  };
  const lab = await laboratory(config, ['node1', 'node2', 'node3']);
  const type = (line: string): string => lab.type(line).stdout;
  // Not on node1: what is done to the workers leaves the JobManager alone.
  type('printf "node2\\nnode3\\n" > $FLINK_HOME/conf/workers; start-cluster.sh; sleep 10');
  type(
    'flink run -d -p 2 -c lab.CheckpointedCount lab.jar --quiet --strategy fixed --attempts 20 --delay 100 --pause 50; sleep 5',
  );
  const job = /[0-9a-f]{32}/.exec(type('flink list -r'))![0];
  const get = (path: string) => JSON.parse(type(`curl -s node1:8081/jobs/${job}${path}`));
  return {
    type,
    job,
    status: (): string => get('').state,
    vertex: (): string => get('').vertices.at(-1).id,
    counts: () => get('/checkpoints').counts as { completed: number; failed: number; restored: number },
    /** Job states since the job began to run. */
    statuses: () => lab.w.trace.flatMap((entry) => (entry.kind === 'job.status' ? [entry.status] : [])).slice(3),
  };
}

describe('chaos on a running job', () => {
  it.each([
    ['a killed TaskManager', 'chaos kill node2 TaskManagerRunner', 'ssh node2 taskmanager.sh start'],
    ['a TaskManager that is asked to end', 'chaos kill -15 node2 TaskManagerRunner', 'ssh node2 taskmanager.sh start'],
    [
      'a TaskManager that a plain kill asks to end',
      'ssh node2 \'kill $(jps | grep TaskManagerRunner | cut -d" " -f1)\'',
      'ssh node2 taskmanager.sh start',
    ],
    ['a machine without power', 'chaos power node2 off', 'sleep 8'],
    ['a machine that nobody reaches', 'chaos partition node2 --for 12s', 'sleep 8'],
    ['a process that stands still', 'chaos pause node2 TaskManagerRunner --for 12s', 'sleep 8'],
    ['a poison record', 'chaos poison $JOB $VERTEX', 'sleep 1'],
  ])('%s: the job starts again from its last checkpoint', async (_what, fault, then) => {
    const { type, job, vertex, status, counts, statuses } = await startJob();
    expect([status(), counts().restored]).toEqual(['RUNNING', 0]);
    const output = type(`JOB=${job}; VERTEX=${vertex()}; ${fault} 2>&1; ${then}; sleep 20`);
    expect(output).not.toContain('chaos:');
    expect(statuses()).toEqual(expect.arrayContaining(['RESTARTING', 'RUNNING']));
    expect(status()).toBe('RUNNING');
    const { restored, completed } = counts();
    expect(restored).toBeGreaterThan(0);
    type('sleep 5');
    expect(counts().completed).toBeGreaterThan(completed);
  });

  it('says how each fault is asked for', async () => {
    const { type } = await startJob();
    for (const fault of ['kill', 'pause', 'slow', 'partition', 'power', 'disk-full', 'poison', 'heal']) {
      expect(type(`chaos ${fault} --help`)).toContain(`  chaos ${fault} `);
      expect(type('chaos --help')).toContain(`  chaos ${fault} `);
    }
  });

  it('a slow machine slows the job, no more', async () => {
    const { type, status, statuses } = await startJob();
    type('chaos slow node2 x10 --for 20s; sleep 30');
    expect([status(), ...statuses()]).toEqual(['RUNNING']);
  });

  it('a full disk fails checkpoints until it has room again', async () => {
    const { type, status, counts } = await startJob();
    type('chaos disk-full node1; sleep 6');
    const full = counts();
    expect(full.failed).toBeGreaterThan(0);
    type('chaos heal; sleep 6');
    expect(counts().completed).toBeGreaterThan(full.completed);
    expect(status()).toBe('RUNNING');
  });
});
