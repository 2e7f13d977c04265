import type { Configuration } from '../../flink/api/configuration.ts';
import { createLog } from '../../flink/deployment/logging.ts';
import { exitStatus } from '../../platform/process.ts';
import { appendingOutput, emptyInput } from '../../platform/streams.ts';
import { type Machine, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { ProcessRole } from '../../trace/facts.ts';
import type { Call } from '../host.ts';
import { warnOfConfiguration } from './configuration.ts';

/** What flink-daemon.sh starts: one kind of JVM in the background, with a pid file, a log and an .out file. */
export interface Daemon {
  /** `standalonesession`, `taskexecutor` …: in file names and messages. */
  readonly name: string;
  /** Fully qualified. */
  readonly mainClass: string;
  readonly role: ProcessRole;
}

const daemonOf = (name: string, role: ProcessRole, mainClass: string): Daemon => ({ name, role, mainClass });
export const STANDALONE_SESSION = daemonOf(
  'standalonesession',
  'jobmanager',
  'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint',
);
export const TASK_EXECUTOR = daemonOf(
  'taskexecutor',
  'taskmanager',
  'org.apache.flink.runtime.taskexecutor.TaskManagerRunner',
);
export const STANDALONE_JOB = daemonOf(
  'standalonejob',
  'jobmanager',
  'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint',
);
export const KUBERNETES_SESSION = daemonOf(
  'kubernetes-session',
  'jobmanager',
  'org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint',
);
export const KUBERNETES_APPLICATION = daemonOf(
  'kubernetes-application',
  'jobmanager',
  'org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint',
);
export const KUBERNETES_TASK_MANAGER = daemonOf(
  'kubernetes-taskmanager',
  'taskmanager',
  'org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner',
);
export const ZOOKEEPER = daemonOf(
  'zookeeper',
  'zookeeper',
  'org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer',
);
export const HISTORY_SERVER = daemonOf(
  'historyserver',
  'historyserver',
  'org.apache.flink.runtime.webmonitor.history.HistoryServer',
);

/** FLINK_HOME of a script: the directory above its bin. */
export function homeOf(call: Pick<Call, 'path' | 'machine'>): string {
  const real = call.machine.files.realPath(call.path);
  return real.replace(/\/[^/]+\/[^/]+$/, '') || '/';
}

/** A process's log file and the file of its standard output. */
export interface DaemonFiles {
  writeLog(text: string): void;
}

const pidFile = (call: Call, daemon: Daemon): string =>
  `${call.env.FLINK_PID_DIR ?? '/tmp'}/flink-${ident(call)}-${daemon.name}.pid`;
const ident = (call: Call): string => call.env.FLINK_IDENT_STRING ?? call.user;

function pids(call: Call, daemon: Daemon): number[] {
  const path = pidFile(call, daemon);
  if (!call.machine.files.exists(path)) return [];
  return call.machine.files
    .readText(path)
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}

const NO_JAVA =
  'Please specify JAVA_HOME. Either in Flink config ./conf/flink-conf.yaml or as system-wide JAVA_HOME.\n';

/** Prints config.sh's complaint where neither the configuration nor JAVA_HOME nor the PATH leads to a JVM. */
export function withoutJava(call: Call, configuration: Configuration): boolean {
  if (configuration['env.java.home'] !== undefined || call.env.JAVA_HOME) return false;
  if ((call.env.PATH ?? '').split(':').some((directory) => call.machine.files.exists(`${directory}/java`)))
    return false;
  call.print(NO_JAVA);
  return true;
}

/**
 * flink-daemon.sh start: starts the JVM in the background and returns at once; with `foreground` (start-foreground) flink-console.sh, which shows its
 * log and waits for it. `main` runs inside the new process.
 */
export function* startDaemon(
  call: Call,
  daemon: Daemon,
  foreground: boolean,
  jvmOptions: readonly string[],
  args: readonly string[],
  main: (process: Process, files: DaemonFiles) => void,
): Task<number> {
  const { machine } = call;
  const running = pids(call, daemon);
  const alive = running.filter((pid) => machine.processes.has(pid));
  if (alive.length > 0 && !foreground)
    call.print(`[INFO] ${alive.length} instance(s) of ${daemon.name} are already running on ${machine.name}.\n`);
  const home = homeOf(call);
  const directory = call.env.FLINK_LOG_DIR ?? `${home}/log`;
  const base = `${directory}/flink-${ident(call)}-${daemon.name}-${running.length}-${machine.name}`;
  try {
    machine.files.mkdir(directory, { recursive: true, owner: call.user });
    for (const path of foreground ? [`${base}.log`] : [`${base}.log`, `${base}.out`]) {
      rotate(machine, path);
      machine.files.write(path, '', { owner: call.user });
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.complain(
      `${base}.out: ${error.code === 'ENOSPC' ? 'No space left on device' : error.code === 'EACCES' ? 'Permission denied' : error.code}`,
    );
    return 1;
  }
  const out = foreground ? call.stdout : appendingOutput(machine.files, `${base}.out`);
  const log = appendingOutput(machine.files, `${base}.log`);
  const process = machine.start({
    command: [
      'java',
      ...jvmOptions,
      `-Dlog.file=${base}.log`,
      '-classpath',
      `${home}/lib/*`,
      daemon.mainClass,
      ...args,
    ],
    mainClass: daemon.mainClass.slice(daemon.mainClass.lastIndexOf('.') + 1),
    role: daemon.role,
    user: call.user,
    cwd: call.cwd,
    env: call.env,
    parent: null,
    stdin: emptyInput,
    stdout: out,
    stderr: out,
    group: 'new',
  });
  machine.files.append(pidFile(call, daemon), `${process.pid}\n`);
  call.print(
    foreground
      ? `Starting ${daemon.name} as a console application on host ${machine.name}.\n`
      : `Starting ${daemon.name} daemon on host ${machine.name}.\n`,
  );
  const writeLog = (text: string): void => {
    log.write(text);
    if (foreground) call.stdout.write(text);
  };
  warnOfConfiguration(createLog(call.platform, writeLog), machine.files, home, call.env);
  main(process, { writeLog });
  return foreground ? yield* attend(call, process) : 0;
}

/** Old logs get a number; the newest is .1, ten are kept. */
function rotate(machine: Machine, path: string): void {
  if (!machine.files.exists(path) || machine.files.stat(path).size === 0) return;
  for (let i = 9; i >= 1; i--)
    if (machine.files.exists(`${path}.${i}`)) machine.files.rename(`${path}.${i}`, `${path}.${i + 1}`);
  machine.files.rename(path, `${path}.1`);
}

/** flink-daemon.sh stop: the newest one. Silent when `all` are to stop and none is known. */
export function* stopDaemon(call: Call, daemon: Daemon, all: boolean): Task<number> {
  const known = pids(call, daemon);
  const path = pidFile(call, daemon);
  const { machine } = call;
  if (known.length === 0) {
    if (!all) call.print(`No ${daemon.name} daemon to stop on host ${machine.name}.\n`);
    return 0;
  }
  const left = all ? [] : known.slice(0, -1);
  if (left.length === 0) machine.files.remove(path);
  else machine.files.write(path, `${left.join('\n')}\n`, { owner: call.user });
  for (const pid of all ? known : known.slice(-1)) {
    const process = machine.processes.get(pid);
    if (process) {
      call.print(`Stopping ${daemon.name} daemon (pid: ${pid}) on host ${machine.name}.\n`);
      yield* guaranteedKill(call, process, daemon);
    } else
      call.print(
        all
          ? `Skipping ${daemon.name} daemon (pid: ${pid}), because it is not running anymore on ${machine.name}.\n`
          : `No ${daemon.name} daemon (pid: ${pid}) is running anymore on ${machine.name}.\n`,
      );
  }
  return 0;
}

/** How often the scripts look whether a process is gone, and how long they wait for that, ms. */
const LOOK_MS = 50;
const PATIENCE_MS = 10_000;

function* guaranteedKill(call: Call, process: Process, daemon: Daemon): Task<void> {
  process.kill('SIGTERM');
  for (let waited = 0; process.alive; waited += LOOK_MS) {
    if (waited >= PATIENCE_MS) {
      call.print(`Daemon ${daemon.name} didn't stop within 10 seconds. Killing it.\n`);
      process.kill('SIGKILL');
      return;
    }
    yield sleep(call.process, LOOK_MS);
  }
}

/** Virtual ms after which a JVM that lives has found no fault with its options, and serves. */
const STARTED_MS = 3_000;

/** flink-console.sh: waits for a JVM that runs in the foreground; Ctrl-C ends it. */
function* attend(call: Call, process: Process): Task<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) call.process.onSignal(signal, () => process.kill('SIGTERM'));
  call.process.schedule(STARTED_MS, () => call.process.declareServing());
  while (process.alive) yield sleep(call.process, LOOK_MS);
  return exitStatus(process);
}
