import { spawn } from 'node:child_process';
import { explain } from '../remote/advice.ts';
import { pause } from '../remote/pause.ts';
import { flinkRest, listAt } from '../remote/rest.ts';

export interface DockerCluster {
  readonly version: string;
  readonly taskManagers: number;
  readonly slots: number;
  /** Of the REST API; others follow from it. */
  readonly port: number;
  readonly configuration: Readonly<Record<string, string>>;
  /** Mounted at the same path, so that programs can read it. */
  readonly folder: string;
}

/** A container that is not there after that is not coming, ms. */
const START_MS = 120_000;

/** Name of a process's container. */
export const containerOf = (port: number, role: string): string => `millrace-flink-${port}-${role}`;

/**
 * The commands that start a session cluster from Flink's own images, each as its words. On the computer's own network, so that its addresses, and
 * ports that cells open, mean the same inside and outside; with Docker Desktop that has to be switched on.
 */
export function dockerCommands(cluster: DockerCluster): string[][] {
  const { version, taskManagers, slots, port, configuration, folder } = cluster;
  const entries = {
    'jobmanager.rpc.address': 'localhost',
    'jobmanager.rpc.port': String(port + 10_000),
    'rest.port': String(port),
    'rest.bind-address': 'localhost',
    'taskmanager.host': 'localhost',
    'taskmanager.numberOfTaskSlots': String(slots),
    'state.savepoints.dir': 'file:///tmp/savepoints',
    // A missing TaskManager is noticed in seconds, as a lesson wants it.
    'heartbeat.interval': '1000',
    'heartbeat.timeout': '5000',
    ...configuration,
  };
  const container = (role: string, own: Readonly<Record<string, string>>): string[] => {
    const properties = Object.entries({ ...entries, ...own }).map(([key, value]) => `${key}: ${value}`);
    return [
      ...['docker', 'run', '--detach', '--rm', '--network', 'host', '--name', containerOf(port, role)],
      ...['--volume', `${folder}:${folder}:ro`, '--env', 'JOB_MANAGER_RPC_ADDRESS=localhost'],
      ...['--env', `FLINK_PROPERTIES=${properties.join('\n')}`],
      ...[`flink:${version}-scala_2.12-java11`, role.replace(/-\d+$/, '')],
    ];
  };
  const numbers = Array.from({ length: taskManagers }, (_, index) => index + 1);
  return [
    container('jobmanager', {}),
    ...numbers.map((number) =>
      container(`taskmanager-${number}`, { 'taskmanager.resource-id': `taskmanager-${number}` }),
    ),
  ];
}

/** Words as a shell takes them. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** Runs the commands and waits until all TaskManagers have registered; gives how to end it all. Rejects with an Error of one sentence. */
export async function startInDocker(cluster: DockerCluster, signal: AbortSignal): Promise<() => Promise<void>> {
  const commands = dockerCommands(cluster);
  const names = commands.map((words) => words[words.indexOf('--name') + 1]!);
  const stop = async (): Promise<void> => {
    await run(['docker', 'rm', '--force', ...names]).catch(() => undefined);
  };
  const rest = flinkRest({ url: `http://localhost:${cluster.port}`, headers: {} });
  try {
    for (const words of commands) await run(words);
    for (const deadline = Date.now() + START_MS; ; await pause(500, signal)) {
      if (signal.aborted) throw signal.reason;
      const taskManagers = await rest.get('/taskmanagers', signal).catch((error: unknown) => explain(error));
      if (typeof taskManagers !== 'string' && listAt(taskManagers, 'taskmanagers').length >= cluster.taskManagers)
        return stop;
      if (Date.now() > deadline)
        throw new Error(`the containers run, but no cluster came of them; docker logs ${names[0]!} tells why`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

function run(words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', () =>
      reject(new Error('there is no docker on this computer; install it, or leave out --docker: a JDK is enough')),
    );
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${words.slice(0, 2).join(' ')}: ${text.trim()}`)),
    );
  });
}
