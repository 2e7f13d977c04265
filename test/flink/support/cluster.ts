import type { Configuration } from '../../../src/flink/api/configuration.ts';
import { createClusterServices } from '../../../src/flink/deployment/cluster-services.ts';
import { createLog, type Log } from '../../../src/flink/deployment/logging.ts';
import { runClusterEntrypoint } from '../../../src/flink/deployment/standalone.ts';
import type { ClusterView, DispatcherGateway, RestHandler } from '../../../src/flink/jobmanager/cluster-view.ts';
import { standaloneLeadership } from '../../../src/flink/rpc/leadership.ts';
import { runTaskManager } from '../../../src/flink/taskmanager/taskmanager-runner.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import { emptyInput, nullOutput } from '../../../src/platform/streams.ts';
import type { Platform, Process, WriteStream } from '../../../src/platform/types.ts';
import { createSimulation, type SimulationLoop } from '../../../src/simulation/simulation.ts';
import { start, type Task } from '../../../src/simulation/task.ts';
import type { Fact, ProcessRole, TraceEntry } from '../../../src/trace/facts.ts';
import { createFakeCluster, type FakeCluster, startFakeTaskManager } from './fake-taskmanager.ts';

export const sink = (write: (text: string) => void = () => {}): WriteStream => ({
  write,
  end: () => {},
  isTerminal: false,
});

export interface TestCluster {
  readonly simulation: SimulationLoop<Fact>;
  readonly platform: Platform;
  readonly trace: TraceEntry[];
  readonly log: string[];
  readonly fake: FakeCluster;
  readonly jobManager: Process;
  readonly view: ClusterView;
  readonly dispatcher: DispatcherGateway;
  /** Runs until `ms` of virtual time later. */
  pass(ms: number): void;
  /** Runs until `condition`; throws after `limit` ms of virtual time. */
  until(condition: () => boolean, limit?: number): void;
  run<T>(task: Task<T>, limit?: number): T;
  startTaskManager(machine: string): Process;
  /** What the TaskManagers of a real cluster printed, line by line. */
  readonly printed: string[];
  /** `+12 job RUNNING` … of the trace, from `since`. */
  states(since?: number): string[];
}

export function startProcess(
  platform: Platform,
  machine: string,
  mainClass: string,
  role: ProcessRole,
  stdout: WriteStream = nullOutput,
): Process {
  return platform.machines.get(machine)!.start({
    command: ['java', mainClass],
    mainClass,
    role,
    user: 'root',
    cwd: '/opt/flink',
    env: {},
    parent: null,
    stdin: emptyInput,
    stdout,
    stderr: nullOutput,
  });
}

/** A standalone session cluster with fake TaskManagers: node1 the JobManager, `taskManagers` of them on node1… */
export function startTestCluster(options: {
  readonly seed?: number;
  readonly configuration?: Configuration;
  readonly taskManagers?: number;
  readonly slots?: number;
  readonly rest?: RestHandler;
  /** Real TaskManagers instead of fake ones; their standard output is collected. */
  readonly real?: boolean;
}): TestCluster {
  const trace: TraceEntry[] = [];
  const log: string[] = [];
  const printed: string[] = [];
  const simulation = createSimulation<Fact>(options.seed ?? 1, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(simulation, { epoch: Date.UTC(2026, 10, 21), timezone: 'UTC' });
  const count = options.taskManagers ?? 3;
  for (let i = 1; i <= Math.max(count, 1); i++) platform.addMachine(`node${i}`);
  const configuration = { 'jobmanager.rpc.address': 'node1', ...options.configuration };
  const fake = createFakeCluster();
  const logger: Log = createLog(platform, (text) => log.push(text));
  const jobManager = startProcess(platform, 'node1', 'StandaloneSessionClusterEntrypoint', 'jobmanager');
  let view: ClusterView | undefined;
  let dispatcher: DispatcherGateway | undefined;
  runClusterEntrypoint({
    platform,
    process: jobManager,
    configuration,
    log: logger,
    entrypoint: 'StandaloneSessionClusterEntrypoint',
    rest: (cluster) => {
      view = cluster;
      return options.rest
        ? options.rest(cluster)
        : // biome-ignore lint/correctness/useYield: answers without waiting
          function* () {
            return { status: 404, headers: {}, body: '' };
          };
    },
    onDispatcher: (gateway) => {
      dispatcher = gateway;
    },
  });
  const cluster: Omit<TestCluster, 'view' | 'dispatcher'> & { view: ClusterView; dispatcher: DispatcherGateway } = {
    simulation,
    platform,
    trace,
    log,
    fake,
    jobManager,
    view: undefined as never,
    dispatcher: undefined as never,
    pass: (ms) => void simulation.run(simulation.now + ms),
    until(condition, limit = 600_000) {
      const end = simulation.now + limit;
      while (!condition()) {
        if (!simulation.step(end)) throw new Error(`not within ${limit} ms`);
      }
    },
    run(task, limit) {
      const coroutine = start(task);
      cluster.until(() => coroutine.done, limit);
      if (coroutine.error !== undefined) throw coroutine.error;
      return coroutine.result as never;
    },
    printed,
    startTaskManager(machine) {
      const lines = sink((text) => printed.push(...text.split('\n').filter((line) => line !== '')));
      const process = startProcess(platform, machine, 'TaskManagerRunner', 'taskmanager', lines);
      if (options.real) {
        const settings = { 'taskmanager.numberOfTaskSlots': String(options.slots ?? 2), ...configuration };
        const services = createClusterServices(platform, process, settings, logger);
        runTaskManager(process, platform, settings, { highAvailability: services.highAvailability });
      } else {
        startFakeTaskManager(
          fake,
          platform,
          process,
          standaloneLeadership(platform, configuration),
          options.slots ?? 2,
        );
      }
      return process;
    },
    states(since = 0) {
      return trace.flatMap((entry) => {
        if (entry.at < since) return [];
        if (entry.kind === 'job.status') return [`job ${entry.status}`];
        if (entry.kind === 'subtask.state')
          return [`${entry.vertex.slice(0, 4)}_${entry.subtask}#${entry.attempt} ${entry.state}`];
        return [];
      });
    },
  };
  simulation.run(3_000);
  cluster.view = view!;
  cluster.dispatcher = dispatcher!;
  for (let i = 1; i <= count; i++) cluster.startTaskManager(`node${i}`);
  cluster.pass(options.real ? 8_000 : 200);
  return cluster;
}
