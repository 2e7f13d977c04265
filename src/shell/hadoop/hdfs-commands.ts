import { timestampFormat } from '../../flink/deployment/logging.ts';
import { hadoopPath } from '../../hadoop/environment.ts';
import type { Hdfs } from '../../hadoop/hdfs/client.ts';
import {
  type DatanodeInfo,
  formatNameNode,
  type NameNode,
  nameDirectory,
  nameNodeAddress,
  readNamesystem,
  usedBy,
} from '../../hadoop/hdfs/namenode.ts';
import { HadoopError } from '../../hadoop/ipc.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { DAEMONS, startHadoopDaemon, stopHadoopDaemon } from './daemons.ts';
import { runFsShell } from './fs-shell.ts';
import { type Installation, installationOf } from './installation.ts';

/** Virtual ms until a Java client of Hadoop does something. */
export const CLIENT_START_MS = 700;

/** bin/hdfs. */
export const hdfs: Program = {
  role: 'client',
  mainClass: ([first = '']) =>
    first === 'dfs' ? 'FsShell' : first === 'dfsadmin' ? 'DFSAdmin' : first === 'namenode' ? 'NameNode' : null,
  startup: CLIENT_START_MS,
  *run(call) {
    const installation = installationOf(call);
    const [first, ...rest] = call.args;
    switch (first) {
      case 'dfs':
        return yield* runFsShell(call, installation);
      case '--daemon':
        return yield* daemon(call, installation, rest);
      case 'dfsadmin':
        return dfsAdmin(call, installation, rest);
      case 'haadmin':
        call.stderr.write('Illegal argument: Unable to determine the nameservice id.\n');
        return 255;
      case 'getconf':
        return getConf(call, installation, rest);
      case 'namenode':
        if (rest[0] === '-format') return yield* format(call, installation, rest);
        return yield* foreground(call, installation, 'namenode');
      case 'datanode':
        return yield* foreground(call, installation, 'datanode');
      case 'secondarynamenode':
        return yield* foreground(call, installation, 'secondarynamenode');
      case 'fsck':
        return fsck(call, installation, rest[0] ?? '/');
      case 'version':
        call.print(versionText(installation));
        return 0;
      case 'classpath':
        call.print(`${classpathOf(installation)}\n`);
        return 0;
      case undefined:
      case '--help':
      case '-h':
        call.print(HDFS_USAGE);
        return first === undefined ? 1 : 0;
      default:
        call.stderr.write(`ERROR: ${first} is not COMMAND nor fully qualified CLASSNAME.\n${HDFS_USAGE}`);
        return 1;
    }
  },
};

/** bin/hadoop. */
export const hadoop: Program = {
  role: 'client',
  mainClass: ([first = '']) => (first === 'fs' || first === 'dfs' ? 'FsShell' : null),
  startup: CLIENT_START_MS,
  *run(call) {
    const installation = installationOf(call);
    const [first, ...rest] = call.args;
    switch (first) {
      case 'fs':
      case 'dfs':
        if (first === 'dfs')
          call.stderr.write(
            installation.old
              ? 'DEPRECATED: Use of this script to execute hdfs command is deprecated.\nInstead use the hdfs command for it.\n\n'
              : 'WARNING: Use of this script to execute dfs is deprecated.\nWARNING: Attempting to execute replacement "hdfs dfs" instead.\n\n',
          );
        return yield* runFsShell(call, installation);
      case 'version':
        call.print(versionText(installation));
        return 0;
      case 'classpath':
        call.print(`${classpathOf(installation)}\n`);
        return 0;
      case 'namenode':
        call.stderr.write(
          installation.old
            ? 'DEPRECATED: Use of this script to execute hdfs command is deprecated.\nInstead use the hdfs command for it.\n\n'
            : 'WARNING: Use of this script to execute namenode is deprecated.\nWARNING: Attempting to execute replacement "hdfs namenode" instead.\n\n',
        );
        return yield* format(call, installation, rest);
      case 'dfsadmin':
        return dfsAdmin(call, installation, rest);
      case 'checknative':
        call.print('Native library checking:\nhadoop:  false\nzlib:    false\nsnappy:  false\n');
        return 1;
      case 'jar':
        call.stderr.write('not simulated yet: MapReduce (hadoop jar)\n');
        return 1;
      default:
        call.print(
          'Usage: hadoop [OPTIONS] SUBCOMMAND [SUBCOMMAND OPTIONS]\n\n    Client Commands:\n\nclasspath     prints the class path needed to get the Hadoop jar and the required libraries\nfs            run a generic filesystem user client\njar <jar>     run a jar file\nversion       print the version\n',
        );
        return first === undefined ? 1 : 0;
    }
  },
};

const HDFS_USAGE = `Usage: hdfs [OPTIONS] SUBCOMMAND [SUBCOMMAND OPTIONS]

    Admin Commands:

dfsadmin             run a DFS admin client
fsck                 run a DFS filesystem checking utility
haadmin              run a DFS HA admin client

    Client Commands:

classpath            prints the class path needed to get the hadoop jar and the required libraries
dfs                  run a filesystem command on the file system
getconf              get config values from configuration
version              print the version

    Daemon Commands:

datanode             run a DFS datanode
namenode             run the DFS namenode
secondarynamenode    run the DFS secondary namenode
`;

function versionText({ version, home }: Installation): string {
  return `Hadoop ${version}\nSource code repository https://gitbox.apache.org/repos/asf/hadoop.git\nThis command was run using ${home}/share/hadoop/common/hadoop-common-${version}.jar\n`;
}

/** What `hadoop classpath` prints: the configuration first, then the jars of each part. */
function classpathOf({ home, conf, old }: Installation): string {
  const share = `${home}/share/hadoop`;
  const parts = [
    'common/lib/*',
    'common/*',
    'hdfs',
    'hdfs/lib/*',
    'hdfs/*',
    ...(old ? [] : ['mapreduce/lib/*']),
    'mapreduce/*',
    'yarn',
    'yarn/lib/*',
    'yarn/*',
  ];
  return [conf, ...parts.map((part) => `${share}/${part}`)].join(':');
}

function* daemon(call: Call, installation: Installation, [action, name = '']: readonly string[]): Task<number> {
  const found = DAEMONS[name];
  if (!found || (action !== 'start' && action !== 'stop')) {
    call.stderr.write(`ERROR: Unknown daemon or action: ${action} ${name}\n`);
    return 1;
  }
  return yield* action === 'start'
    ? startHadoopDaemon(call, installation, found)
    : stopHadoopDaemon(call, installation, found);
}

/** `hdfs namenode` without --daemon: this process is the daemon. */
export function* foreground(call: Call, installation: Installation, name: string): Task<number> {
  try {
    DAEMONS[name]!.main(call, call.process, installation, (level, message) =>
      call.stderr.write(`${level} ${message}\n`),
    );
  } catch (error) {
    if (!(error instanceof HadoopError)) throw error;
    call.stderr.write(`ERROR ${name}: ${error.className}: ${error.message}\n`);
    return 1;
  }
  call.process.declareServing();
  yield call.process.wait();
  return 0;
}

/** `hdfs namenode -format [-force|-nonInteractive] [-clusterid id]`. */
function* format(call: Call, { configuration }: Installation, args: readonly string[]): Task<number> {
  const { machine, user, platform } = call;
  const directory = nameDirectory(configuration, user);
  const now = timestampFormat(platform);
  const info = (message: string): void => call.stderr.write(`${now(platform.world.now)} INFO ${message}\n`);
  info(`namenode.NameNode: createNameNode [${args.join(', ')}]`);
  if (readNamesystem(machine, directory) && !args.includes('-force')) {
    if (args.includes('-nonInteractive')) {
      info(
        `namenode.NameNode: Running in non-interactive mode, and data appears to exist in Storage Directory root= ${directory}; location= null . Not formatting.`,
      );
      return 1;
    }
    call.stderr.write(`Re-format filesystem in Storage Directory root= ${directory}; location= null ? (Y or N) `);
    const answer = (yield call.stdin.readLine()) as string | null;
    if (!/^y/i.test(answer ?? '')) {
      call.stderr.write(`Format aborted in Storage Directory root= ${directory}; location= null\n`);
      return 1;
    }
  }
  const at = args.indexOf('-clusterid');
  const { namesystem } = formatNameNode(platform, machine, configuration, user, at < 0 ? undefined : args[at + 1]);
  call.stderr.write(`Formatting using clusterid: ${namesystem.clusterId}\n`);
  info(`namenode.FSImage: Allocated new BlockPoolId: ${namesystem.blockPoolId}`);
  info(`common.Storage: Storage directory ${directory} has been successfully formatted.`);
  info('namenode.NNStorageRetentionManager: Going to retain 1 images with txid >= 0');
  info(
    `namenode.NameNode: SHUTDOWN_MSG: \n/************************************************************\nSHUTDOWN_MSG: Shutting down NameNode at ${machine.name}/${machine.ip}\n************************************************************/`,
  );
  return 0;
}

function getConf(call: Call, { configuration }: Installation, [option, key = '']: readonly string[]): number {
  if (option === '-namenodes') call.print(`${nameNodeAddress(configuration).host}\n`);
  else if (option === '-nnRpcAddresses') {
    const { host, port } = nameNodeAddress(configuration);
    call.print(`${host}:${port}\n`);
  } else if (option === '-confKey') {
    const value = configuration[key];
    if (value === undefined) {
      call.stderr.write(`Configuration ${key} is missing.\n`);
      return 255;
    }
    call.print(`${value}\n`);
  } else return 255;
  return 0;
}

function nameNodeOf(call: Call, { configuration }: Installation): NameNode {
  const { files } = hadoopPath(call.platform, call.process, '/', configuration);
  return (files as Hdfs).nameNode;
}

/** `hdfs dfsadmin -report | -safemode enter|leave|get | -refreshNodes | -printTopology`. */
function dfsAdmin(call: Call, installation: Installation, [action, argument]: readonly string[]): number {
  try {
    const nameNode = nameNodeOf(call, installation);
    switch (action) {
      case '-report':
        call.print(report(call, nameNode));
        return 0;
      case '-safemode':
        if (argument === 'enter') nameNode.setSafeMode(true);
        else if (argument === 'leave') nameNode.setSafeMode(false);
        else if (argument !== 'get' && argument !== 'wait') {
          call.stderr.write('Usage: hdfs dfsadmin [-safemode enter | leave | get | wait | forceExit]\n');
          return 255;
        }
        call.print(`Safe mode is ${nameNode.safeMode === null ? 'OFF' : 'ON'}\n`);
        return 0;
      case '-refreshNodes':
        call.print('Refresh nodes successful\n');
        return 0;
      case '-printTopology':
        call.print(
          `Rack: /default-rack\n${nameNode
            .liveDatanodes()
            .map((node) => `   ${node.process.machine.ip}:${node.port} (${node.process.machine.name})\n`)
            .join('')}\n`,
        );
        return 0;
      default:
        call.stderr.write(
          'Usage: hdfs dfsadmin\nNote: Administrative commands can only be run as the HDFS superuser.\n\t[-report [-live] [-dead]]\n\t[-safemode <enter | leave | get | wait | forceExit>]\n\t[-refreshNodes]\n\t[-printTopology]\n',
        );
        return 255;
    }
  } catch (error) {
    if (!(error instanceof HadoopError)) throw error;
    call.stderr.write(`${action?.replace(/^-/, '') ?? 'dfsadmin'}: ${error.message}\n`);
    return 255;
  }
}

const size = (bytes: number): string => {
  const units = [' B', ' KB', ' MB', ' GB', ' TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${bytes} (${unit === 0 ? value : value.toFixed(2).replace(/\.?0+$/, '')}${units[unit]})`;
};
const percent = (part: number, whole: number): string => `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(2)}%`;

function report(call: Call, nameNode: NameNode): string {
  const live = nameNode.liveDatanodes();
  const dead = [...nameNode.datanodes.values()].filter((node) => node.dead);
  const used = (node: DatanodeInfo): number => usedBy(nameNode.namesystem, node.uuid).bytes;
  const capacity = live.reduce((sum, node) => sum + node.capacity, 0);
  const inUse = live.reduce((sum, node) => sum + used(node), 0);
  const lines = [
    ...(nameNode.safeMode === null ? [] : ['Safe mode is ON']),
    `Configured Capacity: ${size(capacity)}`,
    `Present Capacity: ${size(capacity)}`,
    `DFS Remaining: ${size(capacity - inUse)}`,
    `DFS Used: ${size(inUse)}`,
    `DFS Used%: ${percent(inUse, capacity)}`,
    `Under replicated blocks: ${nameNode.underReplicated()}`,
    'Blocks with corrupt replicas: 0',
    'Missing blocks: 0',
    '',
    '-------------------------------------------------',
  ];
  const now = call.platform.epoch + call.platform.world.now;
  const describe = (node: DatanodeInfo): string[] => [
    `Name: ${node.process.machine.ip}:${node.port} (${node.process.machine.name})`,
    `Hostname: ${node.process.machine.name}`,
    'Decommission Status : Normal',
    `Configured Capacity: ${size(node.dead ? 0 : node.capacity)}`,
    `DFS Used: ${size(node.dead ? 0 : used(node))}`,
    `Non DFS Used: ${size(0)}`,
    `DFS Remaining: ${size(node.dead ? 0 : node.capacity - used(node))}`,
    `DFS Used%: ${percent(used(node), node.capacity)}`,
    `DFS Remaining%: ${percent(node.capacity - used(node), node.capacity)}`,
    `Last contact: ${new Date(Math.floor(now - (call.platform.world.now - node.lastHeartbeat))).toUTCString()}`,
    `Num of Blocks: ${usedBy(nameNode.namesystem, node.uuid).blocks}`,
    '',
    '',
  ];
  if (live.length > 0) lines.push(`Live datanodes (${live.length}):`, '', ...live.flatMap(describe));
  if (dead.length > 0) lines.push(`Dead datanodes (${dead.length}):`, '', ...dead.flatMap(describe));
  return `${lines.join('\n')}\n`;
}

/** `hdfs fsck <path>`. */
function fsck(call: Call, installation: Installation, path: string): number {
  const nameNode = nameNodeOf(call, installation);
  const { namesystem } = nameNode;
  const files = [...namesystem.files].filter(([name]) => name === path || path === '/' || name.startsWith(`${path}/`));
  const blocks = files.flatMap(([, file]) => file.blocks);
  const bytes = blocks.reduce((sum, block) => sum + block.size, 0);
  const missing = blocks.filter(
    (block) => !nameNode.liveDatanodes().some((node) => block.locations.has(node.uuid)),
  ).length;
  call.print(
    `Connecting to namenode via http://${nameNode.process.machine.name}:${installation.old ? 50070 : 9870}/fsck?ugi=${call.user}&path=${encodeURIComponent(path)}\nFSCK started by ${call.user} (auth:SIMPLE) for path ${path}\n\nStatus: ${missing === 0 ? 'HEALTHY' : 'CORRUPT'}\n Number of data-nodes:\t${nameNode.liveDatanodes().length}\n Number of racks:\t\t1\n Total size:\t${bytes} B\n Total files:\t${files.length}\n Total blocks (validated):\t${blocks.length}\n Under-replicated blocks:\t${nameNode.underReplicated()}\n Missing blocks:\t\t${missing}\n\n\nThe filesystem under path '${path}' is ${missing === 0 ? 'HEALTHY' : 'CORRUPT'}\n`,
  );
  return missing === 0 ? 0 : 1;
}
