import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterClient } from '../../../src/flink/client/cluster-client.ts';
import { runStandaloneSession } from '../../../src/flink/deployment/application.ts';
import { createClusterServices } from '../../../src/flink/deployment/cluster-services.ts';
import { registerFileSystem } from '../../../src/flink/deployment/file-systems.ts';
import { createLog } from '../../../src/flink/deployment/logging.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { runTaskManager } from '../../../src/flink/taskmanager/taskmanager-runner.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import type { Process } from '../../../src/platform/types.ts';
import { startZooKeeperServer, znodes } from '../../../src/platform/zookeeper/ensemble.ts';
import { createSimulation } from '../../../src/simulation/simulation.ts';
import { start, type Task } from '../../../src/simulation/task.ts';
import type { Fact, TraceEntry } from '../../../src/trace/facts.ts';
import { buildJob } from '../jobs.ts';
import { startProcess } from '../support/cluster.ts';
import { leaders } from '../support/invariants.ts';
import { runs } from '../support/runs.ts';
import { perVertex, statesOf } from './states-of-log.ts';

/** Servers of ZooKeeper: one on node3, or one on each machine. */
function startHaCluster(seed: number, servers: 1 | 3 = 1) {
  const trace: TraceEntry[] = [];
  const log: string[] = [];
  const simulation = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(simulation, { epoch: Date.UTC(2026, 10, 21), timezone: 'UTC' });
  for (const name of ['node1', 'node2', 'node3']) platform.addMachine(name);
  // A shared file system: what HDFS is to such a cluster.
  const shared = platform.machines.get('node3')!.files;
  registerFileSystem(platform, 'hdfs', () => shared);
  const ensemble = servers === 1 ? [] : ['node1', 'node2', 'node3'];
  const startServer = (machine: string): Process => {
    const process = startProcess(platform, machine, 'QuorumPeerMain', 'zookeeper');
    startZooKeeperServer(platform, process, { clientPort: 2181, tickTime: 2_000, ensemble });
    return process;
  };
  const zooKeepers = (servers === 1 ? ['node3'] : ensemble).map(startServer);
  const configuration = {
    'high-availability': 'zookeeper',
    'high-availability.zookeeper.quorum': servers === 1 ? 'node3:2181' : 'node1:2181,node2:2181,node3:2181',
    'high-availability.storageDir': 'hdfs:///flink/ha',
    'high-availability.cluster-id': '/lesson',
    'state.checkpoints.dir': 'hdfs:///flink/ckpt',
    'taskmanager.numberOfTaskSlots': '2',
  };
  const startJobManager = (machine: string): Process => {
    const process = startProcess(platform, machine, 'StandaloneSessionClusterEntrypoint', 'jobmanager');
    runStandaloneSession(
      process,
      platform,
      { ...configuration, 'jobmanager.rpc.address': machine },
      {
        writeLog: (text) => log.push(`${machine} ${text}`),
        rest: clientRestHandler,
      },
    );
    return process;
  };
  const jobManager1 = startJobManager('node1');
  simulation.run(1_000);
  const jobManager2 = startJobManager('node2');
  for (const machine of ['node1', 'node2']) {
    const process = startProcess(platform, machine, 'TaskManagerRunner', 'taskmanager');
    const services = createClusterServices(
      platform,
      process,
      configuration,
      createLog(platform, () => {}),
    );
    runTaskManager(process, platform, configuration, { highAvailability: services.highAvailability });
  }
  simulation.run(12_000);
  const client = startProcess(platform, 'node3', 'CliFrontend', 'client');
  const until = (condition: () => boolean, limit: number): void => {
    const end = simulation.now + limit;
    while (!condition()) if (!simulation.step(end)) throw new Error(`not within ${limit} ms`);
  };
  return {
    simulation,
    platform,
    trace,
    log,
    jobManager1,
    jobManager2,
    zooKeepers,
    startServer,
    startJobManager,
    until,
    run<T>(task: Task<T>, limit = 120_000): T {
      const coroutine = start(task);
      until(() => coroutine.done, limit);
      if (coroutine.error !== undefined) throw coroutine.error;
      return coroutine.result as T;
    },
    rest: (host: string) => clusterClient(client, platform, host, 8081),
    leaders: () => {
      const leading = new Map<string, string>();
      for (const entry of trace) {
        if (entry.kind !== 'leader') continue;
        if (entry.granted) leading.set(entry.component, entry.machine);
        else if (leading.get(entry.component) === entry.machine) leading.delete(entry.component);
      }
      return leading;
    },
    running: (since: number) =>
      trace.filter((entry) => entry.kind === 'subtask.state' && entry.state === 'RUNNING' && entry.at >= since).length,
  };
}

/** The job of the recording (cli-run.txt). */
const job = () =>
  buildJob(
    'flink run -d -p 2 -c lab.CheckpointedCount lab.jar --quiet --strategy fixed --attempts 20 --delay 1000 --pause 5',
  );

describe('ZooKeeper high availability (truth/04-ha)', () => {
  it('has one leader per component; a standby answers REST by asking the leader', () => {
    const cluster = startHaCluster(1);
    expect([...cluster.leaders()]).toEqual(
      expect.arrayContaining([
        ['dispatcher', 'node1'],
        ['resource_manager', 'node1'],
        ['rest_server', 'node1'],
      ]),
    );
    cluster.run(cluster.rest('node2').submitJob(job()));
    expect(cluster.run(cluster.rest('node1').listJobs())).toHaveLength(1);
    expect(cluster.run(cluster.rest('node2').listJobs())).toEqual(cluster.run(cluster.rest('node1').listJobs()));
  });

  it('starts a job whose leader ZooKeeper names only after its TaskManagers have found it', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const cluster = startHaCluster(seed);
      cluster.run(cluster.rest('node1').submitJob(job()));
      cluster.until(() => cluster.running(0) > 0, 10_000);
      const failures = cluster.trace.filter((entry) => entry.kind === 'subtask.state' && entry.state === 'FAILED');
      expect(failures, `seed ${seed}`).toEqual([]);
    }
  });

  it('gives each leadership of a job an id of its own', () => {
    const cluster = startHaCluster(3);
    cluster.run(cluster.rest('node1').submitJob(job()));
    cluster.until(() => cluster.running(0) > 0, 10_000);
    const ids = cluster.log.flatMap((line) => /under job master id ([0-9a-f]{32})\./.exec(line)?.[1] ?? []);
    expect(ids).toHaveLength(1);
    expect(ids[0]).not.toBe('0'.repeat(32));
  });

  it('keeps the znodes that Flink keeps', () => {
    const cluster = startHaCluster(2);
    const submitted = job();
    cluster.run(cluster.rest('node1').submitJob(submitted));
    cluster.simulation.run(cluster.simulation.now + 5_000);
    const shape = znodes(cluster.platform, 'node3', 2181).map((node) =>
      node.path
        .replaceAll(submitted.jobId, '<job>')
        .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, '<uuid>')
        .replace(/\d{19}/, '<checkpoint>'),
    );
    const lesson = '/flink/lesson';
    expect(new Set(shape)).toEqual(
      new Set([
        '/flink',
        lesson,
        `${lesson}/checkpoint-counter`,
        `${lesson}/checkpoint-counter/<job>`,
        `${lesson}/checkpoints`,
        `${lesson}/checkpoints/<job>`,
        `${lesson}/checkpoints/<job>/<checkpoint>`,
        `${lesson}/checkpoints/<job>/<checkpoint>/<uuid>`,
        `${lesson}/jobgraphs`,
        `${lesson}/jobgraphs/<job>`,
        `${lesson}/jobgraphs/<job>/<uuid>`,
        `${lesson}/leader`,
        `${lesson}/leader/<job>`,
        `${lesson}/leader/<job>/job_manager_lock`,
        `${lesson}/leader/dispatcher_lock`,
        `${lesson}/leader/resource_manager_lock`,
        `${lesson}/leader/rest_server_lock`,
        `${lesson}/leaderlatch`,
        `${lesson}/leaderlatch/<job>`,
        `${lesson}/leaderlatch/<job>/job_manager_lock`,
        `${lesson}/leaderlatch/<job>/job_manager_lock/_c_<uuid>-latch-0000000000`,
        `${lesson}/leaderlatch/dispatcher_lock`,
        `${lesson}/leaderlatch/dispatcher_lock/_c_<uuid>-latch-0000000000`,
        `${lesson}/leaderlatch/dispatcher_lock/_c_<uuid>-latch-0000000001`,
        `${lesson}/leaderlatch/resource_manager_lock`,
        `${lesson}/leaderlatch/resource_manager_lock/_c_<uuid>-latch-0000000000`,
        `${lesson}/leaderlatch/resource_manager_lock/_c_<uuid>-latch-0000000001`,
        `${lesson}/leaderlatch/rest_server_lock`,
        `${lesson}/leaderlatch/rest_server_lock/_c_<uuid>-latch-0000000000`,
        `${lesson}/leaderlatch/rest_server_lock/_c_<uuid>-latch-0000000001`,
        `${lesson}/running_job_registry`,
        `${lesson}/running_job_registry/<job>`,
      ]),
    );
    cluster.run(cluster.rest('node1').cancel(submitted.jobId));
    cluster.simulation.run(cluster.simulation.now + 3_000);
    const left = znodes(cluster.platform, 'node3', 2181).map((node) => node.path);
    expect(left.some((path) => path.includes(submitted.jobId))).toBe(false);
  });

  it('C16: a job begins from the savepoint it was given, and from its own checkpoint under the next leader', () => {
    const cluster = startHaCluster(5);
    const first = job();
    cluster.run(cluster.rest('node1').submitJob(first));
    cluster.simulation.run(cluster.simulation.now + 3_000);
    const path = cluster.run(cluster.rest('node1').triggerSavepoint(first.jobId, 'hdfs:///flink/savepoints'));
    cluster.run(cluster.rest('node1').cancel(first.jobId));
    const again = { ...job(), jobId: 'a'.repeat(32), savepoint: { path, allowNonRestoredState: false } };
    cluster.run(cluster.rest('node1').submitJob(again));
    cluster.simulation.run(cluster.simulation.now + 10_000);
    const restored = () =>
      cluster.trace.flatMap((entry) =>
        entry.kind === 'checkpoint.restored' && entry.job === again.jobId ? [entry.checkpoint] : [],
      );
    const savepoint = cluster.trace.find((entry) => entry.kind === 'checkpoint.restored')!;
    expect(restored()).toEqual([savepoint.checkpoint]);
    const killed = cluster.simulation.now;
    const last = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.completed')!;
    cluster.jobManager1.kill('SIGKILL');
    cluster.until(() => cluster.running(killed) >= 4, 80_000);
    expect(restored().at(-1)).toBe(last.checkpoint);
  });

  it('kill -9 of the leader: the standby takes over after the 40 s session, the job goes on from its checkpoint', () => {
    const cluster = startHaCluster(3);
    const submitted = job();
    cluster.run(cluster.rest('node1').submitJob(submitted));
    cluster.simulation.run(cluster.simulation.now + 10_000);
    const last = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.completed')!;
    const killed = cluster.simulation.now;
    cluster.log.length = 0;
    cluster.jobManager1.kill('SIGKILL');
    cluster.until(
      () =>
        cluster.trace.some(
          (entry) => entry.kind === 'leader' && entry.component === 'dispatcher' && entry.granted && entry.at > killed,
        ),
      60_000,
    );
    expect(cluster.simulation.now - killed).toBeGreaterThan(37_000);
    expect(cluster.simulation.now - killed).toBeLessThan(43_000);
    cluster.until(() => cluster.running(killed) === 4, 20_000);
    expect(cluster.simulation.now - killed).toBeLessThan(46_000);
    const recorded = readFileSync(new URL('../../truth/04-ha/jm2-timeline.txt', import.meta.url), 'utf8');
    const messages = (lines: readonly string[], head: RegExp): string[] => lines.map((line) => line.replace(head, ''));
    const standby = cluster.log.join('').split(/\n(?:node2 )?|^node2 /);
    const mine = statesOf(messages(standby, /^(node2 )?\S+ \S+ \w+ +\S+ +\[\] - /));
    expect([mine.job, perVertex(mine)]).toEqual([
      ['CREATED', 'RUNNING'],
      perVertex(statesOf(messages(recorded.split('\n'), /^ *\d+ ms \w+ +\S+ - /))),
    ]);
    const restored = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.restored')!;
    expect(restored.at).toBeGreaterThan(killed);
    expect(restored.checkpoint).toBe(last.checkpoint);
    const attempts = cluster.trace.flatMap((entry) =>
      entry.kind === 'subtask.state' && entry.at > killed ? [entry.attempt] : [],
    );
    expect(new Set(attempts)).toEqual(new Set([0]));
    cluster.until(
      () => cluster.trace.some((entry) => entry.kind === 'checkpoint.completed' && entry.at > killed),
      20_000,
    );
    const next = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.completed')!;
    expect(next.checkpoint).toBeGreaterThan(last.checkpoint);
    expect(next.checkpoint).toBeLessThan(last.checkpoint + 5);
    expect(cluster.run(cluster.rest('node2').listJobs()).map((entry) => [entry.jobId, entry.status])).toEqual([
      [submitted.jobId, 'RUNNING'],
    ]);
    cluster.startJobManager('node1');
    cluster.simulation.run(cluster.simulation.now + 10_000);
    expect(cluster.leaders().get('dispatcher')).toBe('node2');
  });

  it('never has two leaders, and the job goes on, whichever JobManagers and ZooKeeper servers die or are paused', () => {
    const step = fc.record({
      kind: fc.constantFrom('kill', 'stop', 'term', 'zookeeper'),
      which: fc.constantFrom('node1', 'node2', 'node3'),
      after: fc.integer({ min: 500, max: 50_000 }),
      back: fc.integer({ min: 500, max: 20_000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        (seed, steps) => {
          const cluster = startHaCluster(seed, 3);
          const submitted = job();
          cluster.run(cluster.rest('node1').submitJob(submitted));
          for (const { kind, which, after, back } of steps) {
            cluster.simulation.run(cluster.simulation.now + after);
            const target = [...cluster.platform.machines.get(which)!.processes.values()].find(
              (process) => process.spec.role === (kind === 'zookeeper' ? 'zookeeper' : 'jobmanager'),
            );
            if (!target) continue;
            target.kill(kind === 'stop' ? 'SIGSTOP' : kind === 'term' ? 'SIGTERM' : 'SIGKILL');
            cluster.simulation.run(cluster.simulation.now + back);
            if (kind === 'stop') target.kill('SIGCONT');
            else if (kind === 'zookeeper') cluster.startServer(which);
            else cluster.startJobManager(which);
          }
          const healed = cluster.simulation.now;
          cluster.until(
            () => cluster.trace.some((entry) => entry.kind === 'checkpoint.completed' && entry.at > healed + 1_000),
            200_000,
          );
          expect([...leaders(cluster.trace)]).toEqual([]);
        },
      ),
      runs(5),
    );
  }, 600_000);

  it('X06: without a quorum nobody leads and the job is suspended; once there is one again it goes on from its checkpoint', () => {
    const cluster = startHaCluster(5, 3);
    const submitted = job();
    cluster.run(cluster.rest('node1').submitJob(submitted));
    cluster.simulation.run(cluster.simulation.now + 10_000);
    const last = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.completed')!;
    const lost = cluster.simulation.now;
    for (const server of cluster.zooKeepers.slice(0, 2)) server.kill('SIGKILL');
    cluster.until(() => cluster.leaders().size === 0, 5_000);
    cluster.until(
      () => cluster.trace.some((entry) => entry.kind === 'job.status' && entry.status === 'SUSPENDED'),
      5_000,
    );
    cluster.simulation.run(lost + 30_000);
    expect(cluster.running(lost)).toBe(0);
    expect(cluster.leaders().size).toBe(0);
    expect(cluster.log.some((line) => line.includes('Connection to ZooKeeper suspended. The contender'))).toBe(true);
    const back = cluster.simulation.now;
    cluster.startServer('node1');
    cluster.until(() => cluster.running(back) === 4, 60_000);
    const restored = cluster.trace.findLast((entry) => entry.kind === 'checkpoint.restored')!;
    expect(restored.at).toBeGreaterThan(back);
    expect(restored.checkpoint).toBe(last.checkpoint);
    expect([...leaders(cluster.trace)]).toEqual([]);
  });

  it('survives the loss of one of three servers', () => {
    for (const victim of [0, 1, 2]) {
      const cluster = startHaCluster(6 + victim, 3);
      const submitted = job();
      cluster.run(cluster.rest('node1').submitJob(submitted));
      cluster.simulation.run(cluster.simulation.now + 10_000);
      const killed = cluster.simulation.now;
      cluster.zooKeepers[victim]!.kill('SIGKILL');
      cluster.until(
        () => cluster.trace.some((entry) => entry.kind === 'checkpoint.completed' && entry.at > killed + 2_000),
        60_000,
      );
      expect([...leaders(cluster.trace)]).toEqual([]);
    }
  });

  it('an orderly stop hands over at once', () => {
    const cluster = startHaCluster(4);
    const submitted = job();
    cluster.run(cluster.rest('node1').submitJob(submitted));
    cluster.simulation.run(cluster.simulation.now + 5_000);
    const stopped = cluster.simulation.now;
    cluster.jobManager1.kill('SIGTERM');
    cluster.until(() => cluster.running(stopped) === 4, 30_000);
    expect(cluster.simulation.now - stopped).toBeLessThan(15_000);
  });
});
