import { Interrupted, type Jar, JavaError, printStackTrace, SystemExit } from '../../flink/api/jar.ts';
import type { ClusterClient } from '../../flink/client/cluster-client.ts';
import { clusterSpecification } from '../../flink/client/cluster-descriptor.ts';
import {
  cliContext,
  infoContext,
  type PipelineExecutor,
  ProgramAborted,
  sessionExecutor,
} from '../../flink/client/execution-contexts.ts';
import { mainMethodError } from '../../flink/client/failures.ts';
import { localExecution } from '../../flink/client/local.ts';
import { type PackagedProgram, packagedProgram } from '../../flink/client/packaged-program.ts';
import { hadoopOnClasspath } from '../../flink/deployment/hadoop-file-system.ts';
import type { Log } from '../../flink/deployment/logging.ts';
import { exception, toJavaError } from '../../flink/jobmanager/errors.ts';
import { jvmOf } from '../../flink/taskmanager/jvm.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, OutsideProgram, Program } from '../host.ts';
import { clientLog, logStart } from './client-log.ts';
import { effectiveConfiguration, NO_CLUSTER_CLIENT_FACTORY, NO_EXECUTOR } from './command-lines.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf } from './daemon.ts';
import { deploymentClient, factoryFor, loadJar } from './deployments.ts';
import { actionsOf, installedRelease, isLegacy, type Release } from './distribution.ts';
import { argumentsRefused, programFailed } from './failures.ts';
import { clientOf, type Frontend, frames } from './frontend.ts';
import help from './help-texts.json';
import { cancel, list, savepoint, stop } from './job-actions.ts';
import { olderHelp } from './older-help.ts';
import { CliArgsError, type CliOptions, parseCliOptions } from './options.ts';
import { servingContext } from './run-java.ts';

const FRONTEND = 'org.apache.flink.client.cli.CliFrontend';
const ARGS_EXCEPTION = 'org.apache.flink.client.cli.CliArgsException';

/** Virtual ms from typing `flink` to main(): the JVM and the client's classes. */
const CLIENT_START_MS = 900;

/** The flink program: options, actions and messages of CliFrontend 1.13. */
export const flinkCli: Program = {
  role: 'client',
  mainClass: () => 'CliFrontend',
  startup: CLIENT_START_MS,
  *run(call) {
    const log = clientLog(call);
    try {
      return yield* parseAndRun(call, log);
    } catch (error) {
      if (error instanceof CliArgsError) {
        log('ERROR', FRONTEND, 'Invalid command line arguments.', exception(ARGS_EXCEPTION, error.message));
        return argumentsRefused(call, error);
      }
      if (error instanceof ProgramAborted) throw error;
      if (error instanceof Interrupted) return 130;
      if (error instanceof SystemExit) return error.status;
      const failure = toJavaError(error);
      log('ERROR', FRONTEND, 'Error while running the command.', failure);
      return handleError(call, failure);
    }
  },
};

/** InvalidProgramException and its subclasses: what the program's author did wrong, told without the client's frames. */
const INVALID_PROGRAM = new Set([
  'org.apache.flink.api.common.InvalidProgramException',
  'org.apache.flink.api.common.functions.InvalidTypesException',
]);

/** CliFrontend.handleError */
function handleError(call: Call, error: JavaError): number {
  const { causedBy } = error;
  const text =
    causedBy && INVALID_PROGRAM.has(causedBy.className)
      ? `${causedBy.detail}\n${framesToMain(causedBy)
          .map((frame) => `\t${frame}\n`)
          .join('')}`
      : printStackTrace(error);
  return programFailed(call, text);
}

function framesToMain({ stack$ }: JavaError): readonly string[] {
  const main = stack$.findIndex((frame) => frame.includes('.main('));
  return main < 0 ? stack$ : stack$.slice(0, main + 1);
}

const helpText = (release: Release, name: string): string =>
  olderHelp(release, name) ?? help[name as keyof typeof help].join('\n');

function* parseAndRun(call: Call, log: Log): Task<number> {
  const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
  logStart(call, log, own);
  const [action, ...words] = call.args;
  const release = installedRelease(call.machine, homeOf(call));
  if (action === undefined) {
    call.print(`${helpText(release, 'help')}Please specify an action.\n`);
    return 1;
  }
  if (action === '-h' || action === '--help') {
    call.print(helpText(release, 'help'));
    return 0;
  }
  if (action === '-v' || action === '--version') {
    const { version, commit } = release;
    call.print(`Version: ${version}, Commit ID: ${commit}\n`);
    return 0;
  }
  const known = actionsOf(release);
  if (!known.includes(action)) {
    const [last, ...others] = known.map((name) => `"${name}"`).reverse();
    call.print(
      `"${action}" is not a valid action.\n\nValid actions are ${others.reverse().join(', ')}, or ${last}.\n\nSpecify the version option (-v or --version) to print Flink version.\n\nSpecify the help option (-h or --help) to get help on the command.\n`,
    );
    return 1;
  }
  const options = parseCliOptions(action, words, isLegacy(release));
  if (options.values.has('h')) {
    call.print(helpText(release, action));
    return 0;
  }
  log('INFO', FRONTEND, `Running '${action}' command.`);
  const client = deploymentClient(call, own);
  // `run` looks for its jar before it looks where the cluster is.
  if (action === 'run' && !isPython(options)) {
    defaultParallelism({ options, configuration: own });
    jarFile({ call, options });
  }
  const effective = effectiveConfiguration(
    client,
    options,
    hadoopOnClasspath(call.process, homeOf(call)),
    frames(
      'org.apache.flink.client.cli.CliFrontend.validateAndGetActiveCommandLine(CliFrontend.java:1236)',
      `org.apache.flink.client.cli.CliFrontend.${action}(CliFrontend.java:234)`,
      'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1054)',
    ),
  );
  // ProgramOptions: -p wins over every parallelism.default.
  const configuration = options.values.has('p')
    ? { ...effective, 'parallelism.default': options.values.get('p')! }
    : effective;
  if (isPython(options)) {
    call.stderr.write('not simulated yet: Python programs\n');
    return 1;
  }
  const frontend: Frontend = { call, options, configuration };
  switch (action) {
    case 'run':
      return yield* run(frontend);
    case 'info':
      return yield* info(frontend);
    case 'list':
      return yield* list(frontend);
    case 'cancel':
      return yield* cancel(frontend);
    case 'stop':
      return yield* stop(frontend);
    case 'savepoint':
      return yield* savepoint(frontend);
    default:
      return yield* runApplication(frontend);
  }
}

const isPython = ({ values }: CliOptions): boolean => values.has('py') || values.has('pym');

interface Packaged extends PackagedProgram {
  readonly args: readonly string[];
}

/** The jar that the first argument names. Throws {@link CliArgsError}. */
function jarFile({ call, options }: Pick<Frontend, 'call' | 'options'>): {
  readonly path: string;
  readonly jar: Jar | null;
} {
  const [file] = options.args;
  if (file === undefined) throw new CliArgsError('Java program should be specified a JAR file.');
  const unusable = (why: string): CliArgsError =>
    new CliArgsError(`Could not get job jar and dependencies from JAR file: JAR file ${why}: ${file}`);
  const path = call.resolve(file.replace(/^file:(?:\/\/)?(?=\/)/, ''));
  try {
    if (call.files.stat(path).type === 'directory') throw unusable('is not a file');
    return { path, jar: loadJar(call, call.files.read(path)) };
  } catch (error) {
    if (error instanceof SystemError) throw unusable('does not exist');
    throw error;
  }
}

/** ProgramOptions and PackagedProgram: the jar, its entry class, its arguments. */
function packaged(frontend: Frontend): Packaged {
  const { call, options } = frontend;
  const [, ...args] = options.args;
  const { path, jar } = jarFile(frontend);
  const loaded = packagedProgram({
    jar,
    path,
    mainClass: options.values.get('c'),
    jvm: jvmOf(call.platform, call.process),
    stack: frames(
      'org.apache.flink.client.cli.CliFrontend.buildProgram(CliFrontend.java:851)',
      'org.apache.flink.client.cli.CliFrontend.getPackagedProgram(CliFrontend.java:271)',
      'org.apache.flink.client.cli.CliFrontend.run(CliFrontend.java:245)',
      'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1054)',
    ),
  });
  return { ...loaded, args };
}

const MAX_INT = 2_147_483_647;

/** `-p`, else parallelism.default, else 1. Throws {@link CliArgsError} when -p is no positive number. */
function defaultParallelism({ options, configuration }: Pick<Frontend, 'options' | 'configuration'>): number {
  const given = options.values.get('p');
  if (given === undefined) return Number(configuration['parallelism.default'] ?? '1');
  if (!/^\d+$/.test(given) || Number(given) <= 0 || Number(given) > MAX_INT)
    throw new CliArgsError(`The parallelism must be a positive number: ${given}`);
  return Number(given);
}

function* run(frontend: Frontend): Task<number> {
  const { call, options, configuration } = frontend;
  const parallelism = defaultParallelism(frontend);
  const { jar, program, mainClass, args } = packaged(frontend);
  const savepoint = options.values.has('s')
    ? { path: options.values.get('s')!, allowNonRestoredState: options.values.has('n') }
    : null;
  const outside = call.host.hooks.cluster;
  const target = configuration['execution.target'] ?? 'remote';
  const detached = options.values.has('d') || options.values.has('yd');
  if (outside) {
    yield* outside.run(call.process, { ...outsideProgram(frontend, jar, mainClass, args), savepoint, detached });
    return 0;
  }
  const jobs = new Map<string, ClusterClient>();
  const base = { platform: call.platform, configuration, defaultParallelism: parallelism, jar, files: call.files };
  let unbounded = false;
  const executor = (): PipelineExecutor => executorOf(frontend, target, detached);
  const context =
    target === 'local'
      ? localExecution(call.process, call.platform, { jar, configuration, parallelism })
      : servingContext(
          cliContext({
            ...base,
            executor,
            detached,
            savepoint,
            print: call.print,
            submitted: (jobId, client) => {
              jobs.set(jobId, client);
              if (unbounded) call.host.hooks.whenRunning?.({ jobId }, () => call.process.declareServing());
            },
          }),
          () => {
            unbounded = true;
          },
        );
  if (options.values.has('sae')) {
    call.process.onSignal('SIGINT', () => {
      // The shutdown hook cancels what still runs, then the client ends as Ctrl-C ends it.
      call.process.spawn(
        (function* () {
          for (const [job, client] of jobs) yield* client.cancel(job);
          call.process.exit(130);
        })(),
      );
    });
  }
  try {
    yield* program.main(mainClass, args, context);
  } catch (error) {
    if (error instanceof JavaError) throw mainMethodError(error, 'run');
    throw error;
  }
  return 0;
}

/** A packaged program for a Flink outside of the world. */
function outsideProgram({ options }: Frontend, jar: Jar, mainClass: string, args: readonly string[]): OutsideProgram {
  const parallelism = options.values.get('p');
  return {
    jar,
    mainClass,
    args,
    parallelism: parallelism === undefined ? null : Number(parallelism),
    savepoint: null,
    configuration: options.properties,
    detached: false,
    by: 'client',
  };
}

const planText = (plan: string): string =>
  `----------------------- Execution Plan -----------------------\n${plan}\n--------------------------------------------------------------\n\nNo description provided.\n`;

/** PipelineExecutorFactory.getExecutor of a target; throws for one that nothing of this installation brings. */
function executorOf(frontend: Frontend, target: string, detached: boolean): PipelineExecutor {
  const { call, configuration } = frontend;
  const factory = factoryFor(target);
  if (target === 'remote') return sessionExecutor(() => clientOf(frontend));
  const client = deploymentClient(call, configuration);
  if (!factory?.available(client)) {
    const known = factory !== undefined || /^kubernetes-(?:session|application)$/.test(target);
    const message = known ? NO_EXECUTOR : 'No ExecutorFactory found to execute the application.';
    throw exception('java.lang.IllegalStateException', message, null, [
      'org.apache.flink.core.execution.DefaultExecutorServiceLoader.getExecutorFactory(DefaultExecutorServiceLoader.java:88)',
      'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.executeAsync(StreamExecutionEnvironment.java:1945)',
    ]);
  }
  if (target !== factory.targets.perJob) return sessionExecutor(() => clientOf(frontend));
  return function* (job) {
    const descriptor = factory.createClusterDescriptor(client);
    const deployed = yield* descriptor.deployJobCluster(clusterSpecification(configuration), job, detached);
    return deployed.client;
  };
}

function* info(frontend: Frontend): Task<number> {
  const { call, configuration } = frontend;
  const parallelism = defaultParallelism(frontend);
  const { jar, program, mainClass, args } = packaged(frontend);
  const outside = call.host.hooks.cluster;
  if (outside) {
    call.print(planText(yield* outside.plan(call.process, outsideProgram(frontend, jar, mainClass, args))));
    return 0;
  }
  try {
    yield* program.main(
      mainClass,
      args,
      infoContext({ platform: call.platform, configuration, defaultParallelism: parallelism, jar, files: call.files }),
    );
  } catch (error) {
    if (error instanceof ProgramAborted) {
      call.print(planText(error.plan));
      return 0;
    }
    throw error instanceof JavaError ? mainMethodError(error, 'info') : error;
  }
  throw noPlan(frontend);
}

/** PackagedProgramUtils.getPipelineFromProgram: main() has ended without execute(). */
function noPlan({ call, options }: Frontend): JavaError {
  const classpath = `[file:${call.resolve(options.args[0] ?? '')}]`;
  return exception(
    'org.apache.flink.client.program.ProgramInvocationException',
    `The program plan could not be fetched - the program aborted pre-maturely.\n\nClasspath: ${classpath}\n\nSystem.out: (none)\n\nSystem.err: (none)`,
    null,
    frames(
      'org.apache.flink.client.program.PackagedProgramUtils.generateException(PackagedProgramUtils.java:264)',
      'org.apache.flink.client.program.PackagedProgramUtils.getPipelineFromProgram(PackagedProgramUtils.java:184)',
      'org.apache.flink.client.cli.CliFrontend.info(CliFrontend.java:362)',
      'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1063)',
    ),
  );
}

/** `run-application -t …`: main() runs in the JobManager that is deployed (ApplicationClusterDeployer). */
function* runApplication(frontend: Frontend): Task<number> {
  const { call, options, configuration } = frontend;
  const target = configuration['execution.target'] ?? 'remote';
  const factory = factoryFor(target);
  const [file, ...args] = options.args;
  const client = deploymentClient(call, {
    ...configuration,
    ...(options.values.has('p') ? { 'parallelism.default': String(defaultParallelism(frontend)) } : {}),
    ...(options.values.has('d') ? { 'execution.attached': 'false' } : {}),
  });
  if (target === 'remote')
    throw exception(
      'java.lang.UnsupportedOperationException',
      'Application Mode not supported by standalone deployments.',
      null,
      frames(
        'org.apache.flink.client.deployment.StandaloneClusterDescriptor.deployApplicationCluster(StandaloneClusterDescriptor.java:68)',
      ),
    );
  if (!factory?.available(client)) throw exception('java.lang.IllegalStateException', NO_CLUSTER_CLIENT_FACTORY);
  if (file === undefined) throw new CliArgsError('Java program should be specified a JAR file.');
  const remote = /^(?!file:)[a-z][a-z0-9+.-]*:/i.test(file);
  const path = remote ? file : call.resolve(file.replace(/^file:(?:\/\/)?(?=\/)/, ''));
  if (!remote && !call.files.exists(path)) throw new CliArgsError(`JAR file does not exist: ${file}`);
  const descriptor = factory.createClusterDescriptor(client);
  yield* descriptor.deployApplicationCluster(clusterSpecification(client.configuration), {
    jar: path,
    mainClass: options.values.get('c') ?? null,
    args,
    savepoint: options.values.has('s')
      ? { path: options.values.get('s')!, allowNonRestoredState: options.values.has('n') }
      : null,
  });
  return 0;
}
