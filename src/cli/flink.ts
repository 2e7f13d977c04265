import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, type FetchProgress, fetchJars, jarsIn } from '../remote/flink-jars.node.ts';
import { findJdk } from '../remote/jdk.node.ts';
import { type LocalCluster, outputOf, startLocalCluster } from '../remote/local-cluster.node.ts';
import { idOf, type OwnCluster } from '../remote/own-cluster.ts';
import { pause } from '../remote/pause.ts';
import { flinkRest, listAt, textAt } from '../remote/rest.ts';
import { containerOf, type DockerCluster, dockerCommands, quoted, startInDocker } from './flink-docker.ts';
import { messageOf, readArguments, UsageError } from './usage.ts';

const DEFAULT_VERSION = '1.13.6';
const DEFAULT_PORT = 8081;

/** What another `millrace flink` needs to know of a running one. */
interface StateFile {
  readonly pid: number;
  /** Of logs and outputs; null: the cluster runs in containers, which docker knows. */
  readonly folder: string | null;
  readonly taskManagers: Readonly<Record<string, number>>;
}

/** `millrace flink start | kill N | add | stop`; resolves with the exit code. */
export async function flinkCommand(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    const port = numberOf('port', values.port, DEFAULT_PORT);
    const [action, number] = positionals;
    if (action === 'start' && positionals.length === 1)
      return values.docker ? await startContainers(values, port) : await start(values, port);
    if (action === 'kill' && positionals.length === 2) return await kill(port, Number(number));
    if (action === 'add' && positionals.length === 1) return await add(port);
    if (action === 'stop' && positionals.length === 1) return stop(port);
    throw new UsageError('flink: start, kill N, add or stop');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    process.stderr.write(`millrace: ${messageOf(error)}\n`);
    return 1;
  }
}

interface Values {
  readonly version?: string;
  readonly taskmanagers?: string;
  readonly slots?: string;
  readonly port?: string;
  readonly jars?: string;
  readonly conf?: readonly string[];
  readonly docker?: boolean;
  readonly 'dry-run'?: boolean;
}

const OPTIONS = {
  version: { type: 'string' },
  taskmanagers: { type: 'string' },
  slots: { type: 'string' },
  port: { type: 'string' },
  jars: { type: 'string' },
  conf: { type: 'string', multiple: true },
  docker: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 65_535)
    throw new UsageError(`--${option} takes a positive number, not "${text}"`);
  return value;
}

function configurationOf(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      if (at < 1) throw new UsageError(`--conf takes KEY=VALUE, not "${entry}"`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

const say = (text: string): void => void process.stdout.write(`millrace: ${text}\n`);

/** Tells of a download in tenths, on stderr. */
export function fetchingOnStderr(version: string): FetchProgress {
  let told = -1;
  return (done) => {
    const tenths = done === null ? 0 : Math.floor(done * 10);
    if (tenths === told) return;
    told = tenths;
    process.stderr.write(`millrace: fetching Flink ${version}${done === null ? '' : `, ${tenths * 10} %`} …\n`);
  };
}

async function start(values: Values, port: number): Promise<number> {
  const taskManagers = numberOf('taskmanagers', values.taskmanagers, 1);
  const slots = numberOf('slots', values.slots, 2);
  const configuration = configurationOf(values.conf ?? []);
  const jdk = await findJdk();
  const version = values.version ?? DEFAULT_VERSION;
  const flink =
    values.jars === undefined ? await fetchJars(version, fetchingOnStderr(version)) : await jarsIn(values.jars);
  if (values.version !== undefined && values.version !== flink.version)
    throw new UsageError(`--jars has Flink ${flink.version}, not ${values.version}`);
  const ending = endOfCommand();
  let up = false;
  let folder = '';
  const cluster = await startLocalCluster(
    {
      ...{ flink, jdk, taskManagers, slots, port, configuration, note: say },
      changed(living) {
        if (up) writeState(port, folder, living);
      },
    },
    ending.signal,
  );
  // Another `millrace flink` asks for one more (add).
  if (process.platform !== 'win32')
    process.on('SIGUSR2', () => {
      cluster.startTaskManager().then(
        (number) => say(`TaskManager ${number} was added`),
        (error: Error) => process.stderr.write(`millrace: ${error.message}\n`),
      );
    });
  try {
    up = true;
    ({ folder } = cluster);
    writeState(port, folder, cluster.taskManagers);
    say(
      `Flink ${flink.version} runs at ${cluster.url}, ${sizeOf(taskManagers, slots)}; logs in ${cluster.folder} (Ctrl-C ends it)`,
    );
    const ended = await Promise.race([cluster.died, ending.come]);
    if (ended === null) return 0;
    process.stderr.write(`millrace: the JobManager ended: ${ended}\n`);
    return 1;
  } finally {
    rmSync(stateFile(port), { force: true });
    await cluster.stop();
  }
}

const sizeOf = (taskManagers: number, slots: number): string =>
  `${taskManagers} TaskManager${taskManagers === 1 ? '' : 's'} of ${slots} slot${slots === 1 ? '' : 's'}`;

/** Ctrl-C and its like, once: `signal` is aborted, and `come` resolves. */
function endOfCommand(): { readonly signal: AbortSignal; readonly come: Promise<null> } {
  const abort = new AbortController();
  const come = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        abort.abort(new Error('interrupted'));
        resolve(null);
      });
  });
  return { signal: abort.signal, come };
}

/** `flink start --docker`: says what it runs, and runs it unless that was all that was asked. */
async function startContainers(values: Values, port: number): Promise<number> {
  if (values.jars !== undefined) throw new UsageError('--jars is not for --docker: its images hold their own');
  const cluster: DockerCluster = {
    version: values.version ?? DEFAULT_VERSION,
    taskManagers: numberOf('taskmanagers', values.taskmanagers, 1),
    slots: numberOf('slots', values.slots, 2),
    port,
    configuration: configurationOf(values.conf ?? []),
    folder: process.cwd(),
  };
  for (const words of dockerCommands(cluster)) process.stdout.write(`${quoted(words)}\n`);
  if (values['dry-run']) return 0;
  const ending = endOfCommand();
  const stop = await startInDocker(cluster, ending.signal);
  try {
    writeState(port, null, new Map());
    const size = sizeOf(cluster.taskManagers, cluster.slots);
    say(`Flink ${cluster.version} runs in containers at http://localhost:${port}, ${size} (Ctrl-C ends it)`);
    await ending.come;
    return 0;
  } finally {
    rmSync(stateFile(port), { force: true });
    await stop();
  }
}

const stateFile = (port: number): string => join(cacheFolder(), `local-cluster-${port}.json`);

function writeState(port: number, folder: string | null, taskManagers: LocalCluster['taskManagers']): void {
  const state: StateFile = {
    pid: process.pid,
    folder,
    taskManagers: Object.fromEntries([...taskManagers].map(([number, { pid }]) => [number, pid])),
  };
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(stateFile(port), JSON.stringify(state));
}

function stateAt(port: number): StateFile | null {
  const file = stateFile(port);
  const state = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StateFile) : null;
  return state && lives(state.pid) ? state : null;
}

function readState(port: number): StateFile {
  const state = stateAt(port);
  if (state) return state;
  throw new Error(`no cluster that "millrace flink start" started runs at port ${port}`);
}

/** The state of a cluster of processes; of containers an Error tells what to do. */
function processesOf(port: number, number: string): StateFile & { readonly folder: string } {
  const { folder, ...state } = readState(port);
  if (folder !== null) return { ...state, folder };
  throw new Error(`the cluster runs in containers: docker kill ${containerOf(port, `taskmanager-${number}`)} ends one`);
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The cluster that `millrace flink start` runs at that port, from another process; null: it runs none. */
export function ownClusterAt(port: number): OwnCluster | null {
  return stateAt(port) ? ownCluster(port) : null;
}

function ownCluster(port: number): OwnCluster {
  return {
    async killTaskManager(number) {
      process.kill(pidOf(port, number), 'SIGKILL');
    },
    async startTaskManager() {
      const { pid, taskManagers } = processesOf(port, '*');
      if (process.platform === 'win32')
        throw new Error('a TaskManager cannot be added on Windows; start a new cluster');
      process.kill(pid, 'SIGUSR2');
      for (const deadline = Date.now() + ADD_MS; Date.now() < deadline; ) {
        const [added] = Object.keys(readState(port).taskManagers).filter((number) => !(number in taskManagers));
        if (added !== undefined && (await registered(port, Number(added)))) return Number(added);
        await pause(200);
      }
      throw new Error(`no TaskManager has registered within ${ADD_MS / 1000} seconds`);
    },
    outputOf: async (number) => outputOf(processesOf(port, String(number)).folder, number),
  };
}

/** A TaskManager that has not registered by then does not, ms. */
const ADD_MS = 60_000;

async function registered(port: number, number: number): Promise<boolean> {
  const rest = flinkRest({ url: `http://localhost:${port}`, headers: {} });
  return listAt(await rest.get('/taskmanagers'), 'taskmanagers').some((each) => textAt(each, 'id') === idOf(number));
}

/** Throws an Error of one sentence. */
function pidOf(port: number, number: number): number {
  const { taskManagers } = processesOf(port, String(number));
  const pid = taskManagers[number];
  if (pid !== undefined) return pid;
  const living = Object.keys(taskManagers).join(', ') || 'none';
  throw new UsageError(`there is no TaskManager ${number} (there are: ${living})`);
}

async function kill(port: number, number: number): Promise<number> {
  const pid = pidOf(port, number);
  await ownCluster(port).killTaskManager(number);
  say(`TaskManager ${number} (pid ${pid}) was killed with SIGKILL`);
  return 0;
}

async function add(port: number): Promise<number> {
  say(`TaskManager ${await ownCluster(port).startTaskManager()} was added`);
  return 0;
}

function stop(port: number): number {
  process.kill(readState(port).pid, 'SIGTERM');
  say(`the cluster at port ${port} ends`);
  return 0;
}
