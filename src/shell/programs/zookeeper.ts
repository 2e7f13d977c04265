import { parentPath } from '../../platform/file-tree.ts';
import { emptyInput, nullOutput } from '../../platform/streams.ts';
import { type Machine, type Process, SystemError } from '../../platform/types.ts';
import { connectZooKeeper, type ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import { startZooKeeperServer, type ZooKeeperServer } from '../../platform/zookeeper/ensemble.ts';
import type { Znode, ZooKeeperError } from '../../platform/zookeeper/znode-tree.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { scriptOf } from '../launch.ts';
import { znodeText } from './znode-text.ts';

/** What of zoo.cfg counts. */
export interface ZooConfiguration {
  readonly clientPort: number;
  readonly tickTime: number;
  /** Hosts of server.N, in order of N. */
  readonly ensemble: readonly string[];
}

/** Reads a zoo.cfg: `key=value` lines, `server.N=host:2888:3888`. */
export function readZooConfiguration(text: string): ZooConfiguration {
  const servers: [number, string][] = [];
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const server = /^server\.(\d+)$/.exec(match[1]!);
    if (server) servers.push([Number(server[1]), match[2]!.split(':')[0]!]);
    else values.set(match[1]!, match[2]!);
  }
  return {
    clientPort: Number(values.get('clientPort') ?? '2181'),
    tickTime: Number(values.get('tickTime') ?? '2000'),
    ensemble: servers.sort(([a], [b]) => a - b).map(([, host]) => host),
  };
}

const servers = new WeakMap<Process, ZooKeeperServer>();

/** Runs a ZooKeeper server in `process`; a port in use ends it with status 1. */
export function serveZooKeeper(call: Call, process: Process, configuration: ZooConfiguration): void {
  try {
    servers.set(process, startZooKeeperServer(call.platform, process, configuration));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    process.exit(1);
  }
}

/** The ZooKeeper server that listens on a machine's port. */
function serverOn(call: Call, port: number): ZooKeeperServer | undefined {
  const process = call.platform.network.listener(call.machine.name, port);
  return process && servers.get(process);
}

const installation = (call: Call): string => parentPath(parentPath(call.machine.files.realPath(call.path)));

const SERVER_USAGE = (path: string): string =>
  `Usage: ${path} [--config <conf-dir>] {start|start-foreground|stop|version|restart|status|print-cmd}\n`;

/** bin/zkServer.sh of a ZooKeeper distribution. */
const zkServer: Program = {
  *run(call) {
    const args = [...call.args];
    let directory = call.env.ZOOCFGDIR ?? `${installation(call)}/conf`;
    if (args[0] === '--config') {
      directory = call.resolve(args[1] ?? '.');
      args.splice(0, 2);
    }
    const [action] = args;
    const path = `${directory}/zoo.cfg`;
    call.stderr.write(`ZooKeeper JMX enabled by default\nUsing config: ${path}\n`);
    if (!call.files.exists(path)) {
      call.stderr.write(`grep: ${path}: No such file or directory\n`);
      if (action === 'status') {
        call.stderr.write('Error contacting service. It is probably not running.\n');
        return 1;
      }
    }
    const configuration = readZooConfiguration(call.files.exists(path) ? call.files.readText(path) : '');
    const running = serverOn(call, configuration.clientPort);
    switch (action) {
      case 'start':
        return yield* start(call, configuration, running, path);
      case 'stop':
        return yield* stop(call, running);
      case 'restart':
        yield* stop(call, running);
        yield sleep(call.process, 3000);
        return yield* start(call, configuration, serverOn(call, configuration.clientPort), path);
      case 'status': {
        call.print(`Client port found: ${configuration.clientPort}. Client address: localhost.\n`);
        const mode = running?.mode() ?? 'not serving';
        if (mode === 'not serving') {
          call.print('Error contacting service. It is probably not running.\n');
          return 1;
        }
        call.print(`Mode: ${mode}\n`);
        return 0;
      }
      case 'version':
        call.print('Apache ZooKeeper, simulated\n');
        return 0;
      default:
        call.stderr.write(SERVER_USAGE(call.name));
        return 1;
    }
  },
};

function* start(
  call: Call,
  configuration: ZooConfiguration,
  running: ZooKeeperServer | undefined,
  path: string,
): Task<number> {
  call.print('Starting zookeeper ... ');
  if (running) {
    call.print(`already running as process ${running.process.pid}.\n`);
    return 1;
  }
  const process = call.machine.start({
    command: ['java', '-cp', `${installation(call)}/lib/*`, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', path],
    mainClass: 'QuorumPeerMain',
    role: 'zookeeper',
    user: call.user,
    cwd: call.cwd,
    env: call.env,
    parent: null,
    stdin: emptyInput,
    // Not the caller's, or a pipe behind the script would wait for the server.
    stdout: nullOutput,
    stderr: nullOutput,
    group: 'new',
  });
  yield sleep(call.process, 1000);
  serveZooKeeper(call, process, configuration);
  if (!process.alive || !call.files.exists(path)) {
    if (process.alive) process.exit(2);
    call.print('FAILED TO START\n');
    return 1;
  }
  call.print('STARTED\n');
  return 0;
}

function* stop(call: Call, running: ZooKeeperServer | undefined): Task<number> {
  call.print('Stopping zookeeper ... ');
  if (!running) {
    call.print('no zookeeper to stop (could not find file /tmp/zookeeper/zookeeper_server.pid)\n');
    return 0;
  }
  running.process.kill('SIGTERM');
  yield sleep(call.process, 50);
  call.print('STOPPED\n');
  return 0;
}

const HELP = `ZooKeeper -server host:port cmd args
\tclose
\tcreate path [data]
\tdelete path
\tdeleteall path
\tget path
\tls [-R] path
\tquit
\tset path data
\tstat path
`;

/** bin/zkCli.sh: a command from its arguments, or lines from its standard input. */
const zkCli: Program = {
  role: 'client',
  mainClass: () => 'ZooKeeperMain',
  startup: 400,
  *run(call) {
    const args = [...call.args];
    let quorum = 'localhost:2181';
    const at = args.indexOf('-server');
    if (at >= 0) quorum = args.splice(at, 2)[1] ?? quorum;
    call.print(`Connecting to ${quorum}\n`);
    const client = connectZooKeeper(call.platform, call.process, quorum, 30_000);
    for (let waited = 0; client.state !== 'CONNECTED' && waited < 30_000; waited += 100) yield sleep(call.process, 100);
    if (client.state !== 'CONNECTED') {
      call.stderr.write('KeeperErrorCode = ConnectionLoss\n');
      client.close();
      return 1;
    }
    call.print('\nWATCHER::\n\nWatchedEvent state:SyncConnected type:None path:null\n');
    let status = 0;
    if (args.length > 0) status = yield* command(call, client, args);
    else {
      call.process.declareServing();
      for (let number = 0; ; number++) {
        if (call.stdout.isTerminal) call.print(`[zk: ${quorum}(CONNECTED) ${number}] `);
        const line = (yield call.stdin.readLine()) as string | null;
        if (line === null || /^\s*(?:quit|close)\s*$/.test(line)) break;
        const words = line.trim().split(/\s+/);
        if (words[0] !== '') yield* command(call, client, words);
      }
    }
    client.close();
    return status;
  },
};

type Failed = { readonly error: ZooKeeperError };

function* command(call: Call, client: ZooKeeperClient, words: readonly string[]): Task<number> {
  const [name, ...args] = words;
  const recursive = args.includes('-R');
  const [path = '', ...data] = args.filter((arg) => !/^-\w$/.test(arg));
  const ask = <T>(
    send: (answer: (error: ZooKeeperError | null, value: T) => void) => void,
  ): Task<Failed | { value: T }> =>
    (function* () {
      return (yield (resume) => {
        send((error, value) => resume(error ? { error } : { value }));
        return undefined;
      }) as Failed | { value: T };
    })();
  const complain = ({ error }: Failed): number => {
    call.stderr.write(
      error.code === 'NoNode'
        ? `Node does not exist: ${path}\n`
        : error.code === 'NodeExists'
          ? `Node already exists: ${path}\n`
          : `${error.message}\n`,
    );
    return 1;
  };
  if (!['ls', 'get', 'stat', 'create', 'set', 'delete', 'deleteall', 'rmr'].includes(name!)) {
    call.stderr.write(name === 'help' ? HELP : `Command not found: Command not found ${name}\n${HELP}`);
    return name === 'help' ? 0 : 1;
  }
  if (!path.startsWith('/')) {
    call.stderr.write(path === '' ? `${name} path\n` : `Command failed: Path must start with / character\n`);
    return 1;
  }
  const tree = function* (at: string): Task<Failed | null> {
    const answer = yield* ask<readonly string[]>((reply) => client.children(at, reply));
    if ('error' in answer) return answer;
    call.print(`${at}\n`);
    for (const child of answer.value) yield* tree(`${at === '/' ? '' : at}/${child}`);
    return null;
  };
  switch (name) {
    case 'ls': {
      if (recursive) {
        const failed = yield* tree(path);
        return failed ? complain(failed) : 0;
      }
      const answer = yield* ask<readonly string[]>((reply) => client.children(path, reply));
      if ('error' in answer) return complain(answer);
      call.print(`[${[...answer.value].sort().join(', ')}]\n`);
      return 0;
    }
    case 'get':
    case 'stat': {
      const answer = yield* ask<Znode>((reply) => client.get(path, reply));
      if ('error' in answer) return complain(answer);
      if (name === 'get') call.print(`${znodeText(answer.value)}\n`);
      else call.print(`dataLength = ${answer.value.size}\nephemeral = ${answer.value.ephemeral}\n`);
      return 0;
    }
    case 'create': {
      const text = data.join(' ');
      const answer = yield* ask<string>((reply) => client.create(path, text, { size: text.length }, reply));
      if ('error' in answer) return complain(answer);
      call.print(`Created ${answer.value}\n`);
      return 0;
    }
    case 'set': {
      const answer = yield* ask<void>((reply) => client.set(path, data.join(' '), reply));
      return 'error' in answer ? complain(answer) : 0;
    }
    default: {
      const answer = yield* ask<void>((reply) => client.remove(path, reply));
      return 'error' in answer ? complain(answer) : 0;
    }
  }
}

/** Files of a ZooKeeper distribution, unpacked at `home`; `hosts` go into its zoo.cfg. */
export function installZooKeeper(machine: Machine, home: string, hosts: readonly string[], owner: string): void {
  const { files } = machine;
  files.mkdir(`${home}/bin`, { recursive: true, owner });
  files.mkdir(`${home}/conf`, { recursive: true, owner });
  for (const name of ['zkServer.sh', 'zkCli.sh'])
    files.write(`${home}/bin/${name}`, scriptOf(`zookeeper/${name}`, 'Part of ZooKeeper.'), { mode: 0o755, owner });
  files.write(`${home}/conf/zoo_sample.cfg`, zooCfg([]), { owner });
  if (hosts.length > 0) files.write(`${home}/conf/zoo.cfg`, zooCfg(hosts), { owner });
}

export function zooCfg(hosts: readonly string[]): string {
  const lines = [
    'tickTime=2000',
    'initLimit=10',
    'syncLimit=5',
    'dataDir=/tmp/zookeeper',
    'clientPort=2181',
    ...hosts.map((host, i) => `server.${i + 1}=${host}:2888:3888`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Named with a folder: they lie in the bin directory of a ZooKeeper installation, not in /usr/bin. */
export const zookeeperPrograms: Readonly<Record<string, Program>> = {
  'zookeeper/zkServer.sh': zkServer,
  'zookeeper/zkCli.sh': zkCli,
};
