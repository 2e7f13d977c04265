import { describe, expect, it } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type { JvmRef } from '../../../src/flink/api/functions.ts';
import { type ExecutableProgram, type ExecutionContext, type Jar, JavaError } from '../../../src/flink/api/jar.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { clusterClient } from '../../../src/flink/client/cluster-client.ts';
import {
  cliContext,
  infoContext,
  ProgramAborted,
  sessionExecutor,
} from '../../../src/flink/client/execution-contexts.ts';
import { mainMethodError } from '../../../src/flink/client/failures.ts';
import { localExecution } from '../../../src/flink/client/local.ts';
import { runStandaloneJob } from '../../../src/flink/deployment/application.ts';
import { rootCause } from '../../../src/flink/jobmanager/errors.ts';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { standaloneLeadership } from '../../../src/flink/rpc/leadership.ts';
import { runTaskManager } from '../../../src/flink/taskmanager/taskmanager-runner.ts';
import { createFileSystem } from '../../../src/platform/filesystem.ts';
import { createPlatform } from '../../../src/platform/platform.ts';
import { createSimulation, sleep } from '../../../src/simulation/simulation.ts';
import { start, type Task } from '../../../src/simulation/task.ts';
import type { Fact, TraceEntry } from '../../../src/trace/facts.ts';
import { mapper } from '../jobs.ts';
import { sink, startProcess, startTestCluster, type TestCluster } from '../support/cluster.ts';

const doubling =
  (fail = false) =>
  (context: ExecutionContext): ExecutableProgram => {
    const env = new StreamExecutionEnvironment(context.defaultParallelism);
    env
      .fromElements([1, 2, 3], BASIC.int)
      .map(
        mapper((n) => {
          if (fail)
            throw new JavaError(
              'java.lang.IllegalStateException',
              'bad record',
              ['lab.Doubling.map(Doubling.java:9)'],
              null,
            );
          return 2 * (n as number);
        }),
        BASIC.int,
      )
      .print();
    return { kind: 'stream', ...env.takeProgram('Doubling') };
  };

/** A jar whose main() calls execute() as often as there are programs. */
const jarOf = (...programs: readonly ((context: ExecutionContext) => ExecutableProgram)[]): Jar => ({
  name: 'lab.jar',
  mainClass: 'lab.Main',
  entries: [],
  hasClass: () => true,
  load: () => ({
    hasMain: () => true,
    *main(_class, _args, context): Task {
      for (const program of programs) yield* context.execute(program(context));
    },
  }),
});

function newWorld(seed = 1) {
  const trace: TraceEntry[] = [];
  const simulation = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(simulation, { epoch: Date.UTC(2026, 10, 21), timezone: 'Asia/Shanghai' });
  for (const name of ['node1', 'node2']) platform.addMachine(name);
  return { simulation, platform, trace };
}
const jvm: JvmRef = {
  id: 'node1/1',
  timezone: 'UTC',
  currentTimeMillis: () => 0,
  out: () => {},
  err: () => {},
  sleep: (ms) => sleep({ schedule: () => ({ cancel: () => {} }) }, ms),
  random: () => ({ next: () => 0 }),
  epoch: 0,
  files: createFileSystem({ now: () => 0 }),
  cwd: '/',
  host: { name: 'localhost', address: '127.0.0.1' },
};

describe("an IDE's Run (local environment)", () => {
  it('runs the job in one process, prints to its stdout, and ends', () => {
    const { simulation, platform } = newWorld();
    const printed: string[] = [];
    const process = startProcess(
      platform,
      'node1',
      'Main',
      'minicluster',
      sink((text) => void printed.push(text)),
    );
    const context = localExecution(process, platform, { jar: null, configuration: {}, parallelism: 2 });
    const run = process.spawn(context.execute(doubling()(context)));
    simulation.run(60_000);
    expect(run.done).toBe(true);
    expect(run.error).toBe(undefined);
    expect(
      printed
        .join('')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.slice(3))
        .sort(),
    ).toEqual(['2', '4', '6']);
  });
  it('a failing job throws JobExecutionException', () => {
    const { simulation, platform } = newWorld();
    const process = startProcess(platform, 'node1', 'Main', 'minicluster');
    const context = localExecution(process, platform, { jar: null, configuration: {}, parallelism: 1 });
    const run = process.spawn(context.execute(doubling(true)(context)));
    simulation.run(60_000);
    const error = run.error as JavaError;
    expect(error.message).toBe('org.apache.flink.runtime.client.JobExecutionException: Job execution failed.');
    expect(error.causedBy!.message).toBe(
      'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
    );
    expect(rootCause(error).message).toBe('java.lang.IllegalStateException: bad record');
  });
});

describe('bin/flink', () => {
  function attached(cluster: TestCluster, print: (text: string) => void = () => {}) {
    const process = startProcess(cluster.platform, 'node2', 'CliFrontend', 'client');
    return cliContext({
      platform: cluster.platform,
      configuration: {},
      defaultParallelism: 1,
      jar: null,
      files: null,
      executor: () =>
        // biome-ignore lint/correctness/useYield: it never waits
        sessionExecutor(function* () {
          return clusterClient(process, cluster.platform, 'node1', 8081);
        }),
      detached: false,
      savepoint: null,
      print,
    });
  }
  it('attached: submission, end and runtime are printed', () => {
    const cluster = startTestCluster({ real: true, rest: clientRestHandler });
    const out: string[] = [];
    const context = attached(cluster, (text) => out.push(text));
    const result = cluster.run(context.execute(doubling()(context)));
    expect(out.join('')).toBe(
      `Job has been submitted with JobID ${result.jobId}\nProgram execution finished\nJob with JobID ${result.jobId} has finished.\nJob Runtime: ${result.runtime} ms\n\n`,
    );
  });
  it('a failing attached job: ProgramInvocationException … JobExecutionException … the cause', () => {
    const cluster = startTestCluster({ real: true, rest: clientRestHandler });
    const context = attached(cluster);
    let error: JavaError | null = null;
    try {
      cluster.run(context.execute(doubling(true)(context)));
    } catch (thrown) {
      error = mainMethodError(thrown as JavaError, 'run');
    }
    const chain: string[] = [];
    for (let e = error; e; e = e.causedBy) chain.push(e.message.replace(/[0-9a-f]{32}/, 'ID'));
    expect(chain).toEqual([
      'org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: org.apache.flink.client.program.ProgramInvocationException: Job failed (JobID: ID)',
      'java.util.concurrent.ExecutionException: org.apache.flink.client.program.ProgramInvocationException: Job failed (JobID: ID)',
      'org.apache.flink.client.program.ProgramInvocationException: Job failed (JobID: ID)',
      'org.apache.flink.runtime.client.JobExecutionException: Job execution failed.',
      'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
      'java.lang.IllegalStateException: bad record',
    ]);
  });
  it('info ends main() with the plan', () => {
    const { platform } = newWorld();
    const context = infoContext({ platform, configuration: {}, defaultParallelism: 3, jar: null, files: null });
    const run = start(context.execute(doubling()(context)));
    expect(run.error).toBeInstanceOf(ProgramAborted);
    expect(JSON.parse((run.error as ProgramAborted).plan).nodes).toHaveLength(3);
  });
});

describe('application mode (standalone-job.sh)', () => {
  const runApplication = (jar: Jar, configuration: Record<string, string> = {}) => {
    const { simulation, platform, trace } = newWorld(3);
    const settings = { 'jobmanager.rpc.address': 'node1', ...configuration };
    const log: string[] = [];
    const process = startProcess(platform, 'node1', 'StandaloneApplicationClusterEntryPoint', 'jobmanager');
    runStandaloneJob(process, platform, settings, {
      jar,
      mainClass: 'lab.Main',
      args: [],
      savepoint: null,
      jvm,
      writeLog: (text) => log.push(text),
      rest: clientRestHandler,
    });
    const worker = startProcess(platform, 'node2', 'TaskManagerRunner', 'taskmanager');
    runTaskManager(
      worker,
      platform,
      { 'taskmanager.numberOfTaskSlots': '4', ...settings },
      { highAvailability: standaloneLeadership(platform, settings) },
    );
    simulation.run(60_000);
    return { process, log: log.join(''), trace };
  };
  it('main() runs in the JobManager, which ends with its jobs', () => {
    const { process, trace } = runApplication(jarOf(doubling(), doubling()));
    expect(trace.filter((entry) => entry.kind === 'job.status' && entry.status === 'FINISHED')).toHaveLength(2);
    expect(process.state).toBe('ended');
    expect(process.exitCode).toBe(0);
  });
  it('a failing job ends it with status FAILED (1443)', () => {
    const { process, log } = runApplication(jarOf(doubling(true)));
    expect(process.exitCode).toBe(1443 % 256);
    expect(log).toContain('with application status FAILED');
  });
});
