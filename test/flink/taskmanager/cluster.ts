import type { Configuration } from '../../../src/flink/api/configuration.ts';
import { createLog } from '../../../src/flink/deployment/logging.ts';
import { runClusterEntrypoint } from '../../../src/flink/deployment/standalone.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import type { DispatcherGateway } from '../../../src/flink/jobmanager/cluster-view.ts';
import { standaloneLeadership } from '../../../src/flink/rpc/leadership.ts';
import { runTaskManager, type TaskManagerHandle } from '../../../src/flink/taskmanager/taskmanager-runner.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import { collectOutput } from '../../../src/platform/streams.ts';
import type { Connection, Platform, Process } from '../../../src/platform/types.ts';
import { createSimulation, type SimulationLoop } from '../../../src/simulation/simulation.ts';
import type { Fact, TraceEntry } from '../../../src/trace/facts.ts';
import { startProcess } from '../support/cluster.ts';

export interface TaskManagerUnderTest {
  readonly process: Process;
  readonly handle: TaskManagerHandle;
  /** Its `.out`. */
  readonly out: { readonly text: string };
  readonly log: string[];
}

/** A standalone cluster of the simulation: node1 has the JobManager, node1 … noden a TaskManager each. */
export interface Cluster {
  readonly simulation: SimulationLoop<Fact>;
  readonly platform: Platform;
  readonly trace: TraceEntry[];
  readonly taskManagers: TaskManagerUnderTest[];
  readonly dispatcher: DispatcherGateway;
  submit(job: JobGraph): void;
  pass(ms: number): void;
  until(condition: () => boolean, limit?: number): void;
  status(job: JobGraph): string | undefined;
  /** Runs until the job is over; answers its status. */
  finish(job: JobGraph, limit?: number): string;
  /** Lines of all `.out` files, in order within each TaskManager. */
  lines(): string[];
  /** A server that sends what `write` is given to whoever connects (nc -lk). */
  netcat(machine: string, port: number): { write(text: string): void; close(): void; readonly connected: boolean };
  facts<K extends Fact['kind']>(kind: K): (Extract<Fact, { kind: K }> & { at: number })[];
  startTaskManager(machine: string): TaskManagerUnderTest;
}

export interface ClusterOptions {
  readonly seed?: number;
  readonly taskManagers?: number;
  readonly slots?: number;
  readonly configuration?: Configuration;
  readonly keepTrace?: boolean;
}

export function startCluster(options: ClusterOptions = {}): Cluster {
  const trace: TraceEntry[] = [];
  const simulation = createSimulation<Fact>(options.seed ?? 1, (at, fact) => {
    if (options.keepTrace !== false) trace.push({ at, ...fact });
  });
  const platform = createPlatform(simulation, { epoch: Date.UTC(2026, 10, 21), timezone: 'UTC' });
  const count = options.taskManagers ?? 3;
  for (let i = 1; i <= Math.max(1, count); i++) platform.addMachine(`node${i}`, `10.0.${i >> 8}.${i & 255}`);
  const configuration: Configuration = {
    'jobmanager.rpc.address': 'node1',
    'taskmanager.numberOfTaskSlots': String(options.slots ?? 2),
    'taskmanager.memory.process.size': '1728m',
    ...options.configuration,
  };
  let dispatcher: DispatcherGateway | undefined;
  runClusterEntrypoint({
    platform,
    process: startProcess(platform, 'node1', 'StandaloneSessionClusterEntrypoint', 'jobmanager'),
    configuration,
    log: createLog(platform, () => {}),
    entrypoint: 'StandaloneSessionClusterEntrypoint',
    rest: () =>
      // biome-ignore lint/correctness/useYield: answers without waiting
      function* () {
        return { status: 404, headers: {}, body: '' };
      },
    onDispatcher: (gateway) => {
      dispatcher = gateway;
    },
  });
  const taskManagers: TaskManagerUnderTest[] = [];
  const cluster: Cluster = {
    simulation,
    platform,
    trace,
    taskManagers,
    get dispatcher() {
      return dispatcher!;
    },
    startTaskManager(machine) {
      const out = collectOutput();
      const log: string[] = [];
      const process = startProcess(platform, machine, 'TaskManagerRunner', 'taskmanager', out);
      const handle = runTaskManager(process, platform, configuration, {
        highAvailability: standaloneLeadership(platform, configuration),
        writeLog: (text) => log.push(text),
      });
      const taskManager = { process, handle, out, log };
      taskManagers.push(taskManager);
      return taskManager;
    },
    submit: (job) => void dispatcher!.submitJob(job),
    pass: (ms) => void simulation.run(simulation.now + ms),
    until(condition, limit = 600_000) {
      const end = simulation.now + limit;
      while (!condition()) if (!simulation.step(end)) throw new Error(`not within ${limit} ms`);
    },
    status: (job) => dispatcher!.job(job.jobId)?.status,
    finish(job, limit) {
      cluster.until(() => ['FINISHED', 'FAILED', 'CANCELED'].includes(cluster.status(job) ?? ''), limit);
      return cluster.status(job)!;
    },
    lines: () => taskManagers.flatMap(({ out }) => out.text.split('\n').filter((line) => line !== '')),
    netcat(machine, port) {
      const process = startProcess(platform, machine, 'nc', 'netcat');
      const connections: Connection[] = [];
      let pending = '';
      platform.network.listen(process, port, (connection) => {
        connections.push(connection);
        if (pending !== '') connection.write(pending);
        pending = '';
      });
      return {
        get connected() {
          return connections.length > 0;
        },
        write(text) {
          if (connections.length === 0) pending += text;
          for (const connection of connections) connection.write(text);
        },
        close: () => process.exit(0),
      };
    },
    facts: (kind) => trace.filter((entry) => entry.kind === kind) as never,
  };
  simulation.run(3_000);
  for (let i = 1; i <= count; i++) cluster.startTaskManager(`node${i}`);
  cluster.pass(4_500);
  return cluster;
}
