import { createLog } from '../../flink/deployment/logging.ts';
import type { HadoopConfiguration } from '../../hadoop/configuration.ts';
import { address } from '../../hadoop/configuration.ts';
import { startDataNode } from '../../hadoop/hdfs/datanode.ts';
import { nameNodeAddress, startNameNode } from '../../hadoop/hdfs/namenode.ts';
import { serveNameNodePages } from '../../hadoop/hdfs/web.ts';
import { HadoopError } from '../../hadoop/ipc.ts';
import { startNodeManager } from '../../hadoop/yarn/node-manager.ts';
import { resourceManagerAddress, startResourceManager } from '../../hadoop/yarn/resource-manager.ts';
import { serveResourceManagerPages } from '../../hadoop/yarn/web.ts';
import { appendingOutput, emptyInput } from '../../platform/streams.ts';
import { type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { ProcessRole } from '../../trace/facts.ts';
import type { Call } from '../host.ts';
import type { Installation } from './installation.ts';

type Log = (level: 'INFO' | 'WARN' | 'ERROR', message: string) => void;

/** One of Hadoop's daemons: what jps shows, and what runs in the process after the JVM is up. */
export interface HadoopDaemon {
  readonly name: string;
  readonly mainClass: string;
  readonly role: ProcessRole;
  /** `hadoop` or `yarn`: how its pid and log files begin. */
  readonly family: 'hadoop' | 'yarn';
  /** Throws when it cannot start; the process then ends with 1. */
  main(call: Call, process: Process, installation: Installation, log: Log): void;
}

const JVM_START_MS = 800;
const EXIT_MS = 300;

const bindFailure = (host: string, port: number): HadoopError =>
  new HadoopError(
    'java.net.BindException',
    `Problem binding to [${host}:${port}] java.net.BindException: Cannot assign requested address; For more details see:  http://wiki.apache.org/hadoop/BindException`,
  );

/** A daemon can only listen at an address of its own machine. */
function checkOwnAddress(call: Call, { host, port }: { readonly host: string; readonly port: number }): void {
  if (host === '0.0.0.0' || host === '' || call.platform.network.resolve(call.machine, host) === call.machine) return;
  throw bindFailure(host, port);
}

const portOf = (configuration: HadoopConfiguration, key: string, fallback: number): number =>
  address(configuration[key] ?? `0.0.0.0:${fallback}`, fallback).port;

export const DAEMONS: Readonly<Record<string, HadoopDaemon>> = {
  namenode: {
    name: 'namenode',
    mainClass: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
    role: 'namenode',
    family: 'hadoop',
    main(call, process, { configuration, old }) {
      checkOwnAddress(call, nameNodeAddress(configuration));
      const nameNode = startNameNode(call.platform, process, configuration);
      serveNameNodePages(
        call.platform,
        nameNode,
        portOf(configuration, 'dfs.namenode.http-address', old ? 50070 : 9870),
        old,
      );
    },
  },
  secondarynamenode: {
    name: 'secondarynamenode',
    mainClass: 'org.apache.hadoop.hdfs.server.namenode.SecondaryNameNode',
    role: 'other',
    family: 'hadoop',
    main(call, process, { configuration, old }) {
      call.platform.network.listen(
        process,
        portOf(configuration, 'dfs.namenode.secondary.http-address', old ? 50090 : 9868),
        (connection) => connection.close(),
      );
    },
  },
  datanode: {
    name: 'datanode',
    mainClass: 'org.apache.hadoop.hdfs.server.datanode.DataNode',
    role: 'datanode',
    family: 'hadoop',
    main(call, process, { configuration, old }, log) {
      startDataNode(call.platform, process, configuration, { port: old ? 50010 : 9866, log });
    },
  },
  resourcemanager: {
    name: 'resourcemanager',
    mainClass: 'org.apache.hadoop.yarn.server.resourcemanager.ResourceManager',
    role: 'resourcemanager',
    family: 'yarn',
    main(call, process, { configuration, version }) {
      checkOwnAddress(call, resourceManagerAddress(configuration, 'tracker'));
      const resourceManager = startResourceManager(call.platform, process, configuration);
      serveResourceManagerPages(call.platform, resourceManager, version);
    },
  },
  nodemanager: {
    name: 'nodemanager',
    mainClass: 'org.apache.hadoop.yarn.server.nodemanager.NodeManager',
    role: 'nodemanager',
    family: 'yarn',
    main(call, process, { configuration, logs }, log) {
      startNodeManager(call.platform, process, configuration, { userLogs: `${logs}/userlogs`, log });
    },
  },
  historyserver: {
    name: 'historyserver',
    mainClass: 'org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer',
    role: 'other',
    family: 'hadoop',
    main(call, process, { configuration }) {
      call.platform.network.listen(
        process,
        portOf(configuration, 'mapreduce.jobhistory.webapp.address', 19888),
        (connection) => connection.close(),
      );
    },
  },
};

const pidFile = (call: Call, installation: Installation, daemon: HadoopDaemon): string => {
  const family = installation.old ? daemon.family : 'hadoop';
  return `${installation.environment.HADOOP_PID_DIR ?? '/tmp'}/${family}-${call.user}-${daemon.name}.pid`;
};

/** The running process that a daemon's pid file names. */
function runningDaemon(call: Call, installation: Installation, daemon: HadoopDaemon): Process | null {
  const path = pidFile(call, installation, daemon);
  if (!call.machine.files.exists(path)) return null;
  return call.machine.processes.get(Number(call.machine.files.readText(path).trim())) ?? null;
}

/** `logs/hadoop-root-namenode-node1`, without its end. */
function logBase(call: Call, { logs, old }: Installation, daemon: HadoopDaemon): string {
  return `${logs}/${old ? daemon.family : 'hadoop'}-${call.user}-${daemon.name}-${call.machine.name}`;
}

/** `hdfs --daemon start namenode`, hadoop-daemon.sh: starts a daemon of this machine in the background. */
export function* startHadoopDaemon(call: Call, installation: Installation, daemon: HadoopDaemon): Task<number> {
  const running = runningDaemon(call, installation, daemon);
  if (running) {
    const text = `${daemon.name} ${installation.old ? 'running' : 'is running'} as process ${running.pid}.${installation.old ? ' Stop it first.' : '  Stop it first.'}\n`;
    if (installation.old) call.print(text);
    else call.stderr.write(text);
    return 1;
  }
  const base = logBase(call, installation, daemon);
  const { machine, user } = call;
  try {
    machine.files.mkdir(installation.logs, { recursive: true, owner: user });
    for (const end of ['.log', '.out'])
      if (!machine.files.exists(base + end)) machine.files.write(base + end, '', { owner: user });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.stderr.write(`ERROR: Unable to create ${installation.logs}. Aborting.\n`);
    return 1;
  }
  if (installation.old) call.print(`starting ${daemon.name}, logging to ${base}.out\n`);
  const out = appendingOutput(call.machine.files, `${base}.out`);
  const process = machine.start({
    command: ['java', `-Dproc_${daemon.name}`, `-Dhadoop.log.file=${base.replace(/.*\//, '')}.log`, daemon.mainClass],
    mainClass: daemon.mainClass.slice(daemon.mainClass.lastIndexOf('.') + 1),
    role: daemon.role,
    user,
    cwd: installation.home,
    env: installation.environment,
    parent: null,
    stdin: emptyInput,
    stdout: out,
    stderr: out,
    group: 'new',
  });
  machine.files.write(pidFile(call, installation, daemon), `${process.pid}\n`, { owner: user });
  const file = appendingOutput(call.machine.files, `${base}.log`);
  const write = createLog(call.platform, (text) => file.write(text.replace(/ +\[\] - /, ': ')));
  const log: Log = (level, message) => write(level, daemon.mainClass, message);
  process.onSignal('SIGTERM', () => {
    log('ERROR', 'RECEIVED SIGNAL 15: SIGTERM');
    process.schedule(EXIT_MS, () => process.exit(143));
  });
  process.schedule(JVM_START_MS, () => {
    log(
      'INFO',
      `STARTUP_MSG: Starting ${daemon.mainClass.slice(daemon.mainClass.lastIndexOf('.') + 1)}\nSTARTUP_MSG:   host = ${machine.name}/${machine.ip}\nSTARTUP_MSG:   version = ${installation.version}`,
    );
    try {
      daemon.main(call, process, installation, log);
    } catch (error) {
      const why =
        error instanceof HadoopError
          ? `${error.className}: ${error.message}`
          : error instanceof SystemError
            ? `java.net.BindException: Port in use: ${machine.name}:${error.subject}`
            : null;
      if (why === null) throw error;
      log('ERROR', `Failed to start ${daemon.name}.\n${why}`);
      process.exit(1);
    }
  });
  yield sleep(call.process, 5);
  return 0;
}

/** `hdfs --daemon stop namenode`. */
export function* stopHadoopDaemon(call: Call, installation: Installation, daemon: HadoopDaemon): Task<number> {
  const running = runningDaemon(call, installation, daemon);
  if (!running) {
    if (installation.old) call.print(`no ${daemon.name} to stop\n`);
    return installation.old ? 0 : 1;
  }
  if (installation.old) call.print(`stopping ${daemon.name}\n`);
  running.kill('SIGTERM');
  yield running.wait();
  const path = pidFile(call, installation, daemon);
  if (call.machine.files.exists(path)) call.machine.files.remove(path);
  return 0;
}
