import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FlinkJars } from './flink-jars.node.ts';
import type { Jdk } from './jdk.node.ts';
import { idOf, type OwnCluster } from './own-cluster.ts';
import { pause } from './pause.ts';
import { flinkRest, listAt, RemoteError, textAt } from './rest.ts';

export interface LocalClusterOptions {
  readonly flink: FlinkJars;
  readonly jdk: Jdk;
  readonly taskManagers: number;
  /** Of each TaskManager. */
  readonly slots: number;
  /** Of the REST API and dashboard; on 127.0.0.1. */
  readonly port: number;
  /** Entries for Flink's configuration, over Millrace's own. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly note: (text: string) => void;
  /** Hears of the TaskManagers that live, whenever one has come or gone. */
  readonly changed?: (taskManagers: LocalCluster['taskManagers']) => void;
}

/** A real standalone session cluster of processes on this computer's loopback interface. It ends with the process that started it, however that ends. */
export interface LocalCluster extends OwnCluster {
  readonly url: string;
  /** Folder of logs and configuration; it goes with the cluster. */
  readonly folder: string;
  /** Those that live, by number from 1. */
  readonly taskManagers: ReadonlyMap<number, { readonly pid: number }>;
  /** Resolves when the JobManager has ended of itself, with what its log says last. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** What Flink 1.13 to 2.x reaches into on Java 17 and newer (env.java.opts.all of newer distributions). */
const OPENED = [
  ...['java.lang', 'java.util', 'java.util.concurrent', 'java.util.concurrent.atomic', 'java.net', 'java.io'],
  ...['java.nio', 'sun.nio.ch', 'java.lang.reflect', 'java.text', 'java.time', 'jdk.internal.misc'],
].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
const EXPORTED = ['--add-exports=java.base/sun.net.util=ALL-UNNAMED'];

/** Flags without which Flink does not run on a JVM of that release. */
export function jvmFlags({ release }: Jdk): readonly string[] {
  return release >= 9 ? [...OPENED, ...EXPORTED] : [];
}

/** Heaps and pools are small, for lessons: MB. */
const MEMORY = {
  jobManagerHeap: 512,
  frameworkHeap: 128,
  taskHeap: 256,
  // Of which batch shuffles take a half.
  frameworkOffHeap: 128,
  network: 64,
  managed: 128,
};
const METASPACE_MB = 256;
const OVERHEAD_MB = 192;
/** A process that is not there after that is not coming, ms. */
const START_MS = 120_000;

/**
 * Runs a JVM and ends it when its own standard input ends, which it does when the process that started it is gone. Prints the JVM's pid.
 * A file for itself would have to be found in three bundles.
 */
const KEEPER = `
const { spawn } = require('node:child_process');
const [file, ...args] = process.argv.slice(1);
const child = spawn(file, args, { stdio: ['ignore', 3, 3], env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } });
process.stdout.write(child.pid + '\\n');
child.on('error', (error) => { process.stderr.write(error.message); process.exit(1); });
child.on('exit', (code) => process.exit(code ?? 137));
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => {});
process.stdin.on('end', () => child.kill('SIGKILL')).on('error', () => child.kill('SIGKILL')).resume();
`;

const LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.file.ref = MainAppender
appender.main.name = MainAppender
appender.main.type = File
appender.main.fileName = \${sys:log.file}
appender.main.layout.type = PatternLayout
appender.main.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
`;

interface Jvm {
  readonly keeper: ChildProcess;
  readonly pid: Promise<number>;
  readonly ended: Promise<void>;
}

/** Starts a cluster and waits until all its TaskManagers have registered. Rejects with an Error of one sentence; nothing is left running then. */
export async function startLocalCluster(options: LocalClusterOptions, signal?: AbortSignal): Promise<LocalCluster> {
  const { flink, jdk, port, note } = options;
  if (jdk.release < 8 || (jdk.release < 11 && !flink.version.startsWith('1.')))
    throw new Error(`Flink ${flink.version} needs Java 11 or newer; ${jdk.java} is ${jdk.release}`);
  await portIsFree(port);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-flink-'));
  const url = `http://localhost:${port}`;
  const rest = flinkRest({ url, headers: {} });
  const entries = configurationOf(options, folder, await freePort());
  await mkdir(join(folder, 'conf'));
  const text = Object.entries(entries)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
  // The file's name up to 1.18, and from 1.19 on.
  for (const name of ['flink-conf.yaml', 'config.yaml']) await writeFile(join(folder, 'conf', name), text);
  await writeFile(join(folder, 'conf', 'log4j.properties'), LOG4J);

  const jvm = (name: string, heap: number, direct: number | null, mainClass: string, args: readonly string[]): Jvm => {
    const out = openSync(join(folder, `${name}.out`), 'a');
    const command = [
      jdk.java,
      ...jvmFlags(jdk),
      `-Xmx${heap}m`,
      `-XX:MaxMetaspaceSize=${METASPACE_MB}m`,
      ...(direct === null ? [] : [`-XX:MaxDirectMemorySize=${direct}m`]),
      `-Dlog.file=${join(folder, `${name}.log`)}`,
      `-Dlog4j.configurationFile=${pathToFileURL(join(folder, 'conf', 'log4j.properties'))}`,
      ...['-classpath', flink.jars.join(delimiter), mainClass, '--configDir', join(folder, 'conf'), ...args],
    ];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', FLINK_CONF_DIR: join(folder, 'conf') };
    const keeper = spawn(process.execPath, ['-e', KEEPER, ...command], { stdio: ['pipe', 'pipe', 'ignore', out], env });
    closeSync(out);
    return {
      keeper,
      pid: new Promise((resolve) => keeper.stdout!.once('data', (chunk) => resolve(Number(String(chunk))))),
      ended: new Promise((resolve) => keeper.once('exit', () => resolve())),
    };
  };
  const live = new Map<number, { readonly pid: number; readonly keeper: ChildProcess }>();
  const all: Jvm[] = [];
  /** Numbers of TaskManagers that have ended and of which nobody has heard yet. */
  const fallen: number[] = [];
  let next = 1;
  const launch = async (): Promise<number> => {
    const number = next++;
    const direct = MEMORY.frameworkOffHeap + MEMORY.network;
    const started = jvm(
      idOf(number),
      MEMORY.frameworkHeap + MEMORY.taskHeap,
      direct,
      'org.apache.flink.runtime.taskexecutor.TaskManagerRunner',
      ['-D', `taskmanager.resource-id=${idOf(number)}`],
    );
    all.push(started);
    live.set(number, { pid: await started.pid, keeper: started.keeper });
    options.changed?.(live);
    void started.ended.then(() => {
      live.delete(number);
      fallen.push(number);
      options.changed?.(live);
    });
    return number;
  };
  const stop = async (): Promise<void> => {
    for (const { keeper } of all) keeper.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([Promise.all(all.map(({ ended }) => ended)), pause(5000, patience.signal)]);
    patience.abort();
    for (const { keeper } of all) keeper.stdin!.destroy();
    await Promise.all(all.map(({ ended }) => ended));
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  /** Waits until `there` holds; rejects when the JobManager ends, at the time limit and when aborted. */
  const until = async (what: string, jobManager: Jvm, there: () => Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + START_MS;
    let over = false;
    void jobManager.ended.then(() => {
      over = true;
    });
    while (!(await there().catch(notYet))) {
      if (over) throw new Error(`the JobManager ended: ${await lastWords(folder, 'jobmanager')}`);
      const [dead] = fallen.splice(0);
      if (dead !== undefined) throw new Error(`TaskManager ${dead} ended: ${await lastWords(folder, idOf(dead))}`);
      if (signal?.aborted) throw signal.reason;
      if (Date.now() > deadline) throw new Error(`${what} did not come within ${START_MS / 1000} seconds`);
      await pause(250);
    }
  };
  const registered = async (): Promise<(string | null)[]> =>
    listAt(await rest.get('/taskmanagers', signal), 'taskmanagers').map((each) => textAt(each, 'id'));

  note(`starting the JobManager of Flink ${flink.version} …`);
  const jobManager = jvm(
    'jobmanager',
    MEMORY.jobManagerHeap,
    null,
    'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint',
    ['--executionMode', 'cluster'],
  );
  all.push(jobManager);
  try {
    await until('the JobManager', jobManager, async () => (await rest.get('/overview', signal)) !== null);
    note(`starting ${options.taskManagers} TaskManager${options.taskManagers === 1 ? '' : 's'} …`);
    for (let count = 0; count < options.taskManagers; count++) await launch();
    await until('a TaskManager', jobManager, async () => (await registered()).length >= options.taskManagers);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    folder,
    taskManagers: live,
    died: jobManager.ended.then(() => lastWords(folder, 'jobmanager')),
    async killTaskManager(number) {
      const found = live.get(number);
      if (!found)
        throw new Error(`no TaskManager ${number} lives (there are: ${[...live.keys()].join(', ') || 'none'})`);
      process.kill(found.pid, 'SIGKILL');
    },
    async startTaskManager() {
      fallen.length = 0;
      const number = await launch();
      await until('the TaskManager', jobManager, async () => (await registered()).includes(idOf(number)));
      return number;
    },
    outputOf: (number) => outputOf(folder, number),
    stop,
  };
}

/** What a TaskManager of the cluster with that folder has printed. */
export const outputOf = (folder: string, number: number): Promise<string> =>
  readFile(join(folder, `${idOf(number)}.out`), 'utf8');

function notYet(error: unknown): boolean {
  if (error instanceof RemoteError) return false;
  throw error;
}

function configurationOf(
  { taskManagers, slots, port, configuration }: LocalClusterOptions,
  folder: string,
  rpcPort: number,
): Record<string, string> {
  const mb = (size: number): string => `${size}m`;
  const files = (name: string): string => pathToFileURL(join(folder, name)).href;
  return {
    'jobmanager.rpc.address': 'localhost',
    'jobmanager.rpc.port': String(rpcPort),
    'jobmanager.bind-host': 'localhost',
    'jobmanager.memory.process.size': '1600m',
    'rest.address': 'localhost',
    'rest.bind-address': 'localhost',
    'rest.port': String(port),
    'taskmanager.host': 'localhost',
    'taskmanager.bind-host': 'localhost',
    'taskmanager.numberOfTaskSlots': String(slots),
    'taskmanager.cpu.cores': String(slots),
    'taskmanager.memory.framework.heap.size': mb(MEMORY.frameworkHeap),
    'taskmanager.memory.framework.off-heap.size': mb(MEMORY.frameworkOffHeap),
    'taskmanager.memory.task.heap.size': mb(MEMORY.taskHeap),
    'taskmanager.memory.task.off-heap.size': '0m',
    'taskmanager.memory.network.min': mb(MEMORY.network),
    'taskmanager.memory.network.max': mb(MEMORY.network),
    'taskmanager.memory.managed.size': mb(MEMORY.managed),
    'taskmanager.memory.jvm-metaspace.size': mb(METASPACE_MB),
    'taskmanager.memory.jvm-overhead.min': mb(OVERHEAD_MB),
    'taskmanager.memory.jvm-overhead.max': mb(OVERHEAD_MB),
    'parallelism.default': '1',
    'web.refresh-interval': '500',
    'web.upload.dir': join(folder, 'upload'),
    'io.tmp.dirs': join(folder, 'tmp'),
    'state.checkpoints.dir': files('checkpoints'),
    'state.savepoints.dir': files('savepoints'),
    // A missing TaskManager is noticed in seconds, as a lesson wants it.
    'heartbeat.interval': '1000',
    'heartbeat.timeout': '5000',
    'slot.request.timeout': '30000',
    // The first up to 1.20, the second from 1.18 on.
    ...(taskManagers > 1
      ? { 'cluster.evenly-spread-out-slots': 'true', 'taskmanager.load-balance.mode': 'SLOTS' }
      : {}),
    ...configuration,
  };
}

/** The last error that a process wrote into its log, or its last line. */
async function lastWords(folder: string, name: string): Promise<string> {
  const text = (file: string): Promise<string> => readFile(join(folder, file), 'utf8').catch(() => '');
  const lines = `${await text(`${name}.out`)}\n${await text(`${name}.log`)}`.split('\n').filter((line) => line.trim());
  return (lines.findLast((line) => /Caused by: |Exception: /.test(line)) ?? lines.at(-1) ?? 'it wrote nothing').trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The first port of 127.0.0.1 from `first` on that nobody uses. */
export async function freePortFrom(first: number): Promise<number> {
  for (let port = first; ; port++)
    try {
      await portIsFree(port);
      return port;
    } catch (error) {
      if (port - first > 100) throw error;
    }
}

function portIsFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another` : `port ${port}: ${error.message}`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
