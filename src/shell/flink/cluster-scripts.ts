import { runStandaloneSession } from '../../flink/deployment/application.ts';
import { createClusterServices } from '../../flink/deployment/cluster-services.ts';
import { runHistoryServer } from '../../flink/deployment/history-server.ts';
import { createLog } from '../../flink/deployment/logging.ts';
import { restHandler } from '../../flink/rest/index.ts';
import { runTaskManager } from '../../flink/taskmanager/taskmanager-runner.ts';
import type { Program } from '../host.ts';
import { jvmArguments } from './bash-java-utils.ts';
import { loadConfiguration } from './configuration.ts';
import {
  type Daemon,
  HISTORY_SERVER,
  homeOf,
  STANDALONE_JOB,
  STANDALONE_SESSION,
  startDaemon,
  stopDaemon,
  TASK_EXECUTOR,
  withoutJava,
  ZOOKEEPER,
} from './daemon.ts';
import { OTHER_SCRIPTS } from './distribution.ts';
import { dynamicProperties } from './dynamic-properties.ts';
import { isLocal, mastersOf, onHost, workersOf } from './hosts.ts';
import { KUBERNETES_SCRIPTS } from './kubernetes-scripts.ts';
import { standaloneJob } from './standalone-job.ts';
import { yarnSession } from './yarn-session.ts';
import { zooKeeperQuorum, zookeeper } from './zookeeper-scripts.ts';

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
