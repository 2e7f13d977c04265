import type { Configuration } from '../../flink/api/configuration.ts';
import { type Jar, JavaError } from '../../flink/api/jar.ts';
import { FIXED_JOB_ID, runStandaloneJob, runStandaloneSession } from '../../flink/deployment/application.ts';
import { createClusterServices } from '../../flink/deployment/cluster-services.ts';
import { runHistoryServer } from '../../flink/deployment/history-server.ts';
import { createLog } from '../../flink/deployment/logging.ts';
import { exception } from '../../flink/jobmanager/errors.ts';
import { restHandler } from '../../flink/rest/index.ts';
import { jvmOf } from '../../flink/taskmanager/jvm.ts';
import { runTaskManager } from '../../flink/taskmanager/taskmanager-runner.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { readZooConfiguration, serveZooKeeper } from '../programs/zookeeper.ts';
import { jvmArguments } from './bash-java-utils.ts';
import { loadConfiguration } from './configuration.ts';
import {
  type Daemon,
  HISTORY_SERVER,
  homeOf,
  javaMissing,
  STANDALONE_JOB,
  STANDALONE_SESSION,
  startDaemon,
  stopDaemon,
  TASK_EXECUTOR,
  ZOOKEEPER,
} from './daemon.ts';
import { loadJar } from './deployments.ts';
import { installedRelease, OTHER_SCRIPTS } from './distribution.ts';
import { dynamicProperties } from './dynamic-properties.ts';
import { KUBERNETES_SCRIPTS } from './kubernetes-scripts.ts';
import { CliArgsError, type CliOptions, parseCliOptions } from './options.ts';
import { yarnSession } from './yarn-session.ts';

const NO_JAVA =
  'Please specify JAVA_HOME. Either in Flink config ./conf/flink-conf.yaml or as system-wide JAVA_HOME.\n';

/** Hosts of conf/masters or conf/workers: first word of each line that is no comment. */
function hostsIn(call: Call, file: string): string[] | null {
  const path = `${call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`}/${file}`;
  let text: string;
  try {
    text = call.machine.files.readText(path);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.process.spec.stderr.write(`No ${file} file. Please specify ${file} in 'conf/${file}'.\n`);
    return null;
  }
  return text
    .split('\n')
    .map((line) => line.split('#', 1)[0]!.trim())
    .filter((line) => line !== '');
}

const isLocal = (host: string): boolean => host === 'localhost' || host === '127.0.0.1';

/** Runs a script of this installation on `host`, as start-cluster.sh does: by ssh in a login shell, or here when all hosts are local. */
function* onHost(call: Call, host: string, here: boolean, script: string, args: readonly string[]): Task<number> {
  const path = `${homeOf(call)}/bin/${script}`;
  if (here) return yield* call.exec([path, ...args]);
  const ssh = (call.env.FLINK_SSH_OPTS ?? '').split(' ').filter((word) => word !== '');
  return yield* call.exec(['ssh', '-n', ...ssh, host, '--', `/bin/bash -l "${path}" ${args.join(' ')}`]);
}

interface Master {
  readonly host: string;
  readonly webUiPort: string;
}

function mastersOf(call: Call): Master[] | null {
  return (
    hostsIn(call, 'masters')?.map((line) => {
      const [host, port] = line.split(':');
      return { host: host!, webUiPort: port ?? '8081' };
    }) ?? null
  );
}

function workersOf(call: Call): string[] | null {
  return hostsIn(call, installedRelease(call.machine, homeOf(call)).workersFile);
}

/** Prints config.sh's complaint and gives 1 where no JVM can be found. */
function withoutJava(call: Call, configuration: Configuration): boolean {
  if (!javaMissing(call, configuration['env.java.home'])) return false;
  call.print(NO_JAVA);
  return true;
}

const startCluster: Program = {
  *run(call) {
    const configuration = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, configuration)) return 1;
    if ((configuration['high-availability'] ?? 'none').toLowerCase() === 'zookeeper') {
      const masters = mastersOf(call);
      if (!masters) return 1;
      const local = masters.every(({ host }) => isLocal(host));
      call.print(`Starting HA cluster with ${masters.length} masters.\n`);
      for (const { host, webUiPort } of masters)
        yield* onHost(call, host, local, 'jobmanager.sh', ['start', host, webUiPort]);
    } else {
      call.print('Starting cluster.\n');
      yield* call.exec([`${homeOf(call)}/bin/jobmanager.sh`, 'start']);
    }
    const workers = workersOf(call);
    if (!workers) return 1;
    const local = workers.every(isLocal);
    for (const worker of workers) yield* onHost(call, worker, local, 'taskmanager.sh', ['start']);
    return 0;
  },
};

const stopCluster: Program = {
  *run(call) {
    const configuration = loadConfiguration(call.machine.files, homeOf(call), call.env);
    const workers = workersOf(call);
    if (!workers) return 1;
    const local = workers.every(isLocal);
    for (const worker of workers) yield* onHost(call, worker, local, 'taskmanager.sh', ['stop']);
    if ((configuration['high-availability'] ?? 'none').toLowerCase() === 'zookeeper') {
      const masters = mastersOf(call);
      if (!masters) return 1;
      const allLocal = masters.every(({ host }) => isLocal(host));
      for (const { host } of masters) yield* onHost(call, host, allLocal, 'jobmanager.sh', ['stop']);
    } else yield* call.exec([`${homeOf(call)}/bin/jobmanager.sh`, 'stop']);
    return 0;
  },
};

const jobManager: Program = {
  *run(call) {
    const [action, ...args] = call.args;
    if (action !== 'start' && action !== 'start-foreground' && action !== 'stop' && action !== 'stop-all') {
      call.print('Usage: jobmanager.sh ((start|start-foreground) [host] [webui-port])|stop|stop-all\n');
      return 1;
    }
    if (action === 'stop' || action === 'stop-all')
      return yield* stopDaemon(call, STANDALONE_SESSION, action === 'stop-all');
    const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, own)) return 1;
    const positional = args.filter((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-D');
    const configuration = {
      ...own,
      ...dynamicProperties(args),
      // start-cluster.sh hands host and port of conf/masters over.
      ...(positional[0] === undefined
        ? {}
        : { 'jobmanager.rpc.address': positional[0], 'rest.address': positional[0] }),
      ...(positional[1] === undefined ? {} : { 'rest.port': positional[1] }),
    };
    const jvm = jvmArguments(call, 'jobmanager', configuration);
    if (!jvm) return 1;
    return yield* startDaemon(
      call,
      STANDALONE_SESSION,
      action === 'start-foreground',
      jvm,
      ['--configDir', `${homeOf(call)}/conf`, '--executionMode', 'cluster', ...args],
      (process, files) =>
        runStandaloneSession(process, call.platform, configuration, { writeLog: files.writeLog, rest: restHandler }),
    );
  },
};

const taskManager: Program = {
  *run(call) {
    const [action, ...args] = call.args;
    if (action !== 'start' && action !== 'start-foreground' && action !== 'stop' && action !== 'stop-all') {
      call.print('Usage: taskmanager.sh (start|start-foreground|stop|stop-all)\n');
      return 1;
    }
    if (action === 'stop' || action === 'stop-all')
      return yield* stopDaemon(call, TASK_EXECUTOR, action === 'stop-all');
    const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, own)) return 1;
    const configuration = { ...own, ...dynamicProperties(args) };
    const jvm = jvmArguments(call, 'taskmanager', configuration);
    if (!jvm) return 1;
    return yield* startDaemon(
      call,
      TASK_EXECUTOR,
      action === 'start-foreground',
      ['-XX:+UseG1GC', ...jvm],
      ['--configDir', `${homeOf(call)}/conf`, ...args],
      (process, files) => {
        const services = createClusterServices(
          call.platform,
          process,
          configuration,
          createLog(call.platform, files.writeLog),
        );
        runTaskManager(process, call.platform, configuration, {
          highAvailability: services.highAvailability,
          writeLog: files.writeLog,
        });
      },
    );
  },
};

const JOB_USAGE = 'Usage: standalone-job.sh ((start|start-foreground))|stop [args]\n';

/** Options of standalone-job.sh; everything from the first word that is none belongs to the program. Throws Flink's FlinkParseException. */
function jobOptions(args: readonly string[]): CliOptions {
  const parseException = (message: string, cause?: JavaError): JavaError =>
    exception('org.apache.flink.runtime.entrypoint.FlinkParseException', message, cause);
  let options: CliOptions;
  try {
    options = parseCliOptions('standalone-job', args);
  } catch (error) {
    if (!(error instanceof CliArgsError)) throw error;
    const cause = exception('org.apache.commons.cli.MissingArgumentException', error.message);
    throw parseException('Failed to parse the command line arguments.', cause);
  }
  const { values } = options;
  if (!/^[0-9a-fA-F]{32}$/.test(values.get('jid') ?? '0'.repeat(32)))
    throw parseException("Failed to parse '--job-id' option");
  if (!/^-?\d+$/.test(values.get('r') ?? '-1')) throw parseException("Failed to parse '--webui-port' option");
  return options;
}

/** What FlinkException says when the program is not where standalone-job.sh looks for it (ClassPathPackagedProgramRetriever). */
function programMissing(call: Call, mainClass: string | undefined): JavaError {
  const flinkException = (message: string, cause?: JavaError): JavaError =>
    exception('org.apache.flink.util.FlinkException', message, cause);
  if (mainClass === undefined)
    return flinkException('Failed to find job JAR on class path. Please provide the job class name explicitly.');
  const library = `${homeOf(call)}/usrlib`;
  if (call.machine.files.exists(library))
    return flinkException(
      `Could not find the provided job class (${mainClass}) in the user lib directory (${library}).`,
    );
  return flinkException(
    'Could not load the provided entrypoint class.',
    exception(
      'org.apache.flink.client.program.ProgramInvocationException',
      `The program's entry point class '${mainClass}' was not found in the jar file.`,
      exception('java.lang.ClassNotFoundException', mainClass),
    ),
  );
}

/** Jars of lib/ (and usrlib/) that hold a class with a main: where standalone-job.sh looks for the program. */
function jarWith(call: Call, mainClass: string | undefined): { readonly jar: Jar; readonly mainClass: string } | null {
  for (const folder of ['usrlib', 'lib']) {
    const directory = `${homeOf(call)}/${folder}`;
    if (!call.machine.files.exists(directory)) continue;
    for (const name of call.machine.files.list(directory)) {
      const content = call.machine.files.read(`${directory}/${name}`);
      const jar = content.kind === 'artifact' && content.type === 'jar' ? loadJar(call, content) : null;
      const entry = mainClass ?? jar?.mainClass ?? null;
      if (jar && entry !== null && jar.hasClass(entry)) return { jar, mainClass: entry };
    }
  }
  return null;
}

/** The entry point does not understand its options: it says so in its log, prints what it takes, and ends. */
function* misused(
  call: Call,
  foreground: boolean,
  configuration: Configuration,
  args: readonly string[],
  error: JavaError,
): Task<number> {
  const jvm = jvmArguments(call, 'jobmanager', configuration);
  if (!jvm) return 1;
  const given = ['--configDir', `${homeOf(call)}/conf`, ...args];
  return yield* startDaemon(call, STANDALONE_JOB, foreground, jvm, given, (process, files) => {
    const log = createLog(call.platform, files.writeLog);
    process.schedule(JVM_MS, () => {
      log(
        'ERROR',
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
        `Could not parse command line arguments [${given.join(', ')}].`,
        error,
      );
      process.spec.stdout.write(ENTRY_POINT_USAGE);
      process.exit(1);
    });
  });
}

/** Virtual ms until an entry point has read its arguments. */
const JVM_MS = 900;

const ENTRY_POINT_USAGE = `usage: StandaloneApplicationClusterEntryPoint -c <configuration directory> [-D <property=value>] [-h <hostname>] [-j <job class name>] [-jid <job id>] [-n] [-r <rest port>] [-s <savepointPath>]
`;

const standaloneJob: Program = {
  *run(call) {
    const [action, ...args] = call.args;
    if (action !== 'start' && action !== 'start-foreground' && action !== 'stop') {
      call.print(JOB_USAGE);
      return 1;
    }
    if (action === 'stop') return yield* stopDaemon(call, STANDALONE_JOB, false);
    const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, own)) return 1;
    let options: CliOptions;
    try {
      options = jobOptions(args);
    } catch (error) {
      if (!(error instanceof JavaError)) throw error;
      return yield* misused(call, action === 'start-foreground', own, args, error);
    }
    const { values, properties, args: program } = options;
    const configuration = {
      ...own,
      ...properties,
      ...(values.has('r') ? { 'rest.port': values.get('r')! } : {}),
      ...(values.has('h') ? { 'jobmanager.rpc.address': values.get('h')! } : {}),
      ...(values.has('jid') ? { [FIXED_JOB_ID]: values.get('jid')!.toLowerCase() } : {}),
    };
    const jvm = jvmArguments(call, 'jobmanager', configuration);
    if (!jvm) return 1;
    return yield* startDaemon(
      call,
      STANDALONE_JOB,
      action === 'start-foreground',
      jvm,
      ['--configDir', `${homeOf(call)}/conf`, ...args],
      (process, files) => {
        const found = jarWith(call, values.get('j'));
        const log = createLog(call.platform, files.writeLog);
        if (!found) {
          const cause = programMissing(call, values.get('j'));
          process.schedule(JVM_MS, () => {
            log(
              'ERROR',
              'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
              'Could not create application program.',
              cause,
            );
            process.exit(1);
          });
          return;
        }
        const savepoint = values.get('s');
        runStandaloneJob(process, call.platform, configuration, {
          jar: found.jar,
          mainClass: found.mainClass,
          args: program,
          savepoint: savepoint === undefined ? null : { path: savepoint, allowNonRestoredState: values.has('n') },
          jvm: jvmOf(call.platform, process),
          writeLog: files.writeLog,
          rest: restHandler,
        });
      },
    );
  },
};

/** A script whose service is not simulated yet: says so instead of failing in some other way. */
function notYet(what: string): Program {
  return {
    // biome-ignore lint/correctness/useYield: it never waits
    *run(call) {
      call.process.spec.stderr.write(`not simulated yet: ${what}\n`);
      return 1;
    },
  };
}

/** zookeeper.sh ((start|start-foreground) peer-id)|stop|stop-all: one server of the quorum in conf/zoo.cfg. */
const ZOOKEEPER_USAGE = 'Usage: zookeeper.sh ((start|start-foreground) peer-id)|stop|stop-all';

const zookeeper: Program = {
  *run(call) {
    const [action, peer] = call.args;
    const starts = action === 'start' || action === 'start-foreground';
    if (!starts && action !== 'stop' && action !== 'stop-all') {
      call.print(`${ZOOKEEPER_USAGE}\n`);
      return 1;
    }
    if (!starts) return yield* stopDaemon(call, ZOOKEEPER, action === 'stop-all');
    const path = `${call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`}/zoo.cfg`;
    if (!call.machine.files.exists(path)) {
      call.print(`[ERROR] No ZooKeeper configuration file found in '${path}'.\n`);
      return 1;
    }
    const configuration = readZooConfiguration(call.machine.files.readText(path));
    if (peer === undefined) {
      call.print(`[ERROR] Missing peer id argument. ${ZOOKEEPER_USAGE}.\n`);
      return 1;
    }
    return yield* startDaemon(call, ZOOKEEPER, action === 'start-foreground', [], [path, peer], (process) =>
      serveZooKeeper(call, process, configuration),
    );
  },
};

const SERVER_LINE = /^server\.(\d+)\s*[:=]\s*([^:#\s]+)/;

/** start-zookeeper-quorum.sh and stop-zookeeper-quorum.sh: zookeeper.sh on each `server.N` of conf/zoo.cfg. */
function zooKeeperQuorum(action: 'start' | 'stop'): Program {
  return {
    *run(call) {
      const path = `${call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`}/zoo.cfg`;
      if (!call.machine.files.exists(path)) {
        call.print(`[ERROR] No ZooKeeper configuration file found in '${path}'.\n`);
        return 1;
      }
      for (const line of call.machine.files.readText(path).split('\n')) {
        const server = SERVER_LINE.exec(line.trim());
        if (!server) {
          if (line.startsWith('server.')) call.print(`[WARN] Parse error. Skipping config entry '${line.trim()}'.\n`);
          continue;
        }
        const id = server[1]!;
        const host = server[2]!;
        if (isLocal(host)) yield* call.exec([`${homeOf(call)}/bin/zookeeper.sh`, action, id]);
        else yield* onHost(call, host, false, 'zookeeper.sh', [action, id]);
      }
      return 0;
    },
  };
}

const DAEMON_USAGE =
  'Usage: flink-daemon.sh (start|stop|stop-all) (taskexecutor|zookeeper|historyserver|standalonesession|standalonejob) [args]';

const historyServer: Program = {
  *run(call) {
    const [action] = call.args;
    if (action !== 'start' && action !== 'start-foreground' && action !== 'stop') {
      // historyserver.sh hands it on unseen: flink-daemon.sh takes the daemon's name for a missing one.
      call.print(
        action === undefined
          ? `Unknown daemon ''. ${DAEMON_USAGE}.\n`
          : `Unexpected argument '${action}'. ${DAEMON_USAGE}.\n`,
      );
      return 1;
    }
    if (action === 'stop') return yield* stopDaemon(call, HISTORY_SERVER, false);
    const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, own)) return 1;
    const args = ['--configDir', `${homeOf(call)}/conf`];
    return yield* startDaemon(call, HISTORY_SERVER, action === 'start-foreground', [], args, (process, files) =>
      runHistoryServer(process, call.platform, own, createLog(call.platform, files.writeLog, process)),
    );
  },
};

/** What flink-daemon.sh knows, with the script that starts it as it wants to be started. */
const DAEMONS: Readonly<Record<string, { readonly daemon: Daemon; readonly script: string }>> = {
  taskexecutor: { daemon: TASK_EXECUTOR, script: 'taskmanager.sh' },
  zookeeper: { daemon: ZOOKEEPER, script: 'zookeeper.sh' },
  historyserver: { daemon: HISTORY_SERVER, script: 'historyserver.sh' },
  standalonesession: { daemon: STANDALONE_SESSION, script: 'jobmanager.sh' },
  standalonejob: { daemon: STANDALONE_JOB, script: 'standalone-job.sh' },
};

const flinkDaemon: Program = {
  *run(call) {
    const [action, name, ...args] = call.args;
    const known = DAEMONS[name ?? ''];
    if (!known) {
      call.print(`Unknown daemon '${name ?? ''}'. ${DAEMON_USAGE}.\n`);
      return 1;
    }
    switch (action) {
      case 'start':
        return yield* call.exec([`${homeOf(call)}/bin/${known.script}`, 'start', ...args]);
      case 'stop':
      case 'stop-all':
        return yield* stopDaemon(call, known.daemon, action === 'stop-all');
      default:
        call.print(`Unexpected argument '${action ?? ''}'. ${DAEMON_USAGE}.\n`);
        return 1;
    }
  },
};

/** flink-console.sh SERVICE …: a daemon in the foreground. */
const flinkConsole: Program = {
  *run(call) {
    const [name, ...args] = call.args;
    const known = DAEMONS[name ?? ''];
    if (known) return yield* call.exec([`${homeOf(call)}/bin/${known.script}`, 'start-foreground', ...args]);
    const services = [
      ...Object.keys(DAEMONS),
      'kubernetes-session',
      'kubernetes-application',
      'kubernetes-taskmanager',
    ];
    call.print(`Unknown service '${name ?? ''}'. Usage: flink-console.sh (${services.join('|')}) [args].\n`);
    return 1;
  },
};

export const CLUSTER_SCRIPTS: Readonly<Record<string, Program>> = {
  'flink/start-cluster.sh': startCluster,
  'flink/stop-cluster.sh': stopCluster,
  'flink/jobmanager.sh': jobManager,
  'flink/taskmanager.sh': taskManager,
  'flink/standalone-job.sh': standaloneJob,
  'flink/historyserver.sh': historyServer,
  'flink/flink-daemon.sh': flinkDaemon,
  'flink/flink-console.sh': flinkConsole,
  'flink/zookeeper.sh': zookeeper,
  'flink/start-zookeeper-quorum.sh': zooKeeperQuorum('start'),
  'flink/stop-zookeeper-quorum.sh': zooKeeperQuorum('stop'),
  'flink/sql-client.sh': notYet('the SQL client'),
  'flink/yarn-session.sh': yarnSession,
  ...KUBERNETES_SCRIPTS,
  'flink/start-scala-shell.sh': notYet('the Scala shell'),
  ...Object.fromEntries(
    OTHER_SCRIPTS.map((name) => [`flink/${name}`, notYet(name.startsWith('mesos') ? 'Mesos' : 'Python programs')]),
  ),
  'flink/config.sh': {
    // biome-ignore lint/correctness/useYield: it never waits
    *run() {
      return 0;
    },
  },
};
