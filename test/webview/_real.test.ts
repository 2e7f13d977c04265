import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { clientRestHandler } from '../../src/flink/rest/job-commands.ts';
import { buildJob } from '../flink/jobs.ts';
import { startTestCluster } from '../flink/support/cluster.ts';

it('dump', () => {
  const cluster = startTestCluster({
    real: true,
    rest: clientRestHandler,
    seed: 5,
    configuration: {
      'state.checkpoints.dir': 'file:///ckpt',
      'heartbeat.interval': '1000',
      'heartbeat.timeout': '5000',
    },
  });
  const job = buildJob(
    'flink run -d -p 4 -c lab.CheckpointedCount lab.jar --strategy fixed --attempts 20 --delay 1000 --quiet',
  );
  cluster.dispatcher.submitJob(job);
  cluster.pass(9000);
  const victim = cluster.dispatcher.job(job.jobId)!.graph!.tasks[0]!.current.location!.taskManager;
  const registered = cluster.trace.find((entry) => entry.kind === 'taskmanager.registered' && entry.id === victim);
  if (registered?.kind !== 'taskmanager.registered') throw new Error();
  cluster.platform.machines.get(registered.machine)!.processes.get(registered.pid)!.kill('SIGKILL');
  cluster.pass(14000);
  const header = {
    millrace: 'trace',
    version: 1,
    title: 'Real',
    seed: 5,
    epoch: 0,
    flink: '1.13.6',
    origin: 'simulated',
  };
  writeFileSync('/tmp/real.jsonl', [header, ...cluster.trace].map((x) => JSON.stringify(x)).join('\n'));
  const counts: Record<string, number> = {};
  for (const e of cluster.trace) counts[e.kind] = (counts[e.kind] ?? 0) + 1;
  console.log(counts, cluster.trace.length);
});
