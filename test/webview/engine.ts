/** Traces of the simulated Flink itself: a keyed count with checkpoints whose first TaskManager is killed. */
import { clientRestHandler } from '../../src/flink/rest/job-commands.ts';
import { buildJob } from '../flink/jobs.ts';
import { startTestCluster } from '../flink/support/cluster.ts';
import type { Recording } from './traces.ts';

/** @param after ms that are recorded after the kill */
export function killedTaskManager(seed: number, after = 14_000): Recording {
  const cluster = startTestCluster({
    real: true,
    rest: clientRestHandler,
    seed,
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
  const victim = cluster.dispatcher.job(job.jobId)?.graph?.tasks[0]?.current.location?.taskManager;
  const registered = cluster.trace.find((entry) => entry.kind === 'taskmanager.registered' && entry.id === victim);
  if (registered?.kind !== 'taskmanager.registered') throw new Error('the job has no TaskManager');
  cluster.platform.machines.get(registered.machine)?.processes.get(registered.pid)?.kill('SIGKILL');
  cluster.pass(after);
  return {
    header: {
      millrace: 'trace',
      version: 1,
      title: 'Checkpointed count',
      seed,
      epoch: 0,
      flink: '1.13.6',
      origin: 'simulated',
    },
    entries: cluster.trace,
  };
}
