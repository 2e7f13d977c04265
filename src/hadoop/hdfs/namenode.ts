import { type Machine, type Platform, type Process, SystemError } from '../../platform/types.ts';
import { address, defaultFileSystem, flag, type HadoopConfiguration, number } from '../configuration.ts';
import { HadoopError, serveIpc } from '../ipc.ts';
import { type Block, filesBelow, formatNamesystem, type Namesystem } from './namesystem.ts';

/** A DataNode as the NameNode knows it. */
export interface DatanodeInfo {
  readonly uuid: string;
  readonly process: Process;
  readonly port: number;
  /** Bytes. */
  readonly capacity: number;
  /** Virtual ms. */
  lastHeartbeat: number;
  dead: boolean;
}

export interface NameNode {
  readonly process: Process;
  readonly configuration: HadoopConfiguration;
  readonly namesystem: Namesystem;
  readonly datanodes: ReadonlyMap<string, DatanodeInfo>;
  readonly startedAt: number;
  /** Null once safe mode is off. */
  readonly safeMode: 'startup' | 'manual' | null;
  /** What the web UI says of safe mode; empty when it is off. */
  safeModeTip(): string;
  setSafeMode(on: boolean): void;
  registerDatanode(datanode: DatanodeInfo, clusterId: string | null, blocks: ReadonlySet<number>): void;
  heartbeat(uuid: string): void;
  /** Throws SafeModeException while safe mode is on. */
  checkWritable(action: string): void;
  /** DataNodes for a new block: the writer's own first. Throws an IOException when there are none. */
  chooseTargets(path: string, replication: number, writer: Process): string[];
  liveDatanodes(): DatanodeInfo[];
  underReplicated(): number;
}

/** Disk of a DataNode, as far as reports show: 50 GB. */
export const DATANODE_CAPACITY = 53_660_876_800;
/** `dfs.namenode.name.dir` as a path of the machine. */
export function nameDirectory(configuration: HadoopConfiguration, user: string): string {
  return directoryOf(configuration, 'dfs.namenode.name.dir', 'dfs/name', user);
}

/** `dfs.datanode.data.dir`. */
export function dataDirectory(configuration: HadoopConfiguration, user: string): string {
  return directoryOf(configuration, 'dfs.datanode.data.dir', 'dfs/data', user);
}

/** The first directory of an option, `below` hadoop.tmp.dir unless configured. */
function directoryOf(configuration: HadoopConfiguration, key: string, below: string, user: string): string {
  const temporary = configuration['hadoop.tmp.dir'] ?? `/tmp/hadoop-${user}`;
  return (configuration[key] ?? `${temporary}/${below}`)
    .split(',')[0]!
    .trim()
    .replace(/^file:(?:\/\/)?/, '')
    .replace(/\$\{hadoop\.tmp\.dir\}/g, temporary)
    .replace(/\$\{user\.name\}/g, user);
}

/** Host and port of the NameNode's IPC: fs.defaultFS, port 8020 unless it says another. */
export function nameNodeAddress(configuration: HadoopConfiguration): { readonly host: string; readonly port: number } {
  const uri = configuration['dfs.namenode.rpc-address'] ?? defaultFileSystem(configuration);
  return address(uri, 8020);
}

/** Formats the storage directory on a machine; gives its path. */
export function formatNameNode(
  platform: Platform,
  machine: Machine,
  configuration: HadoopConfiguration,
  user: string,
  clusterId?: string,
): { readonly directory: string; readonly namesystem: Namesystem } {
  const directory = nameDirectory(configuration, user);
  const namesystem = formatNamesystem(platform, machine.name, machine.ip, user, clusterId);
  const current = `${directory}/current`;
  machine.files.mkdir(current, { recursive: true, owner: user });
  machine.files.write(
    `${current}/VERSION`,
    `namespaceID=${namesystem.namespaceId}\nclusterID=${namesystem.clusterId}\ncTime=${Math.floor(platform.epoch + platform.world.now)}\nstorageType=NAME_NODE\nblockpoolID=${namesystem.blockPoolId}\nlayoutVersion=-64\n`,
    { owner: user },
  );
  machine.files.write(
    `${current}/fsimage_0000000000000000000`,
    { kind: 'artifact', type: 'checkpoint', value: namesystem, size: 391 },
    { owner: user },
  );
  machine.files.write(`${current}/seen_txid`, '0\n', { owner: user });
  return { directory, namesystem };
}

/** The formatted namesystem in a directory; null when it is not formatted. */
export function readNamesystem(machine: Machine, directory: string): Namesystem | null {
  try {
    const content = machine.files.read(`${directory}/current/fsimage_0000000000000000000`);
    return content.kind === 'artifact' ? (content.value as Namesystem) : null;
  } catch (error) {
    if (error instanceof SystemError) return null;
    throw error;
  }
}

/** A NameNode in an existing process. Throws a {@link HadoopError} (not formatted) or a SystemError (port in use): the process is to end. */
export function startNameNode(platform: Platform, process: Process, configuration: HadoopConfiguration): NameNode {
  const { world } = platform;
  const directory = nameDirectory(configuration, process.spec.user);
  const namesystem = readNamesystem(process.machine, directory);
  if (!namesystem) {
    throw new HadoopError(
      process.machine.files.exists(directory)
        ? 'java.io.IOException'
        : 'org.apache.hadoop.hdfs.server.common.InconsistentFSStateException',
      process.machine.files.exists(directory)
        ? 'NameNode is not formatted.'
        : `Directory ${directory} is in an inconsistent state: storage directory does not exist or is not accessible.`,
    );
  }
  const datanodes = new Map<string, DatanodeInfo>();
  const random = world.random('block placement');
  const heartbeat = number(configuration, 'dfs.heartbeat.interval', 3) * 1_000;
  const recheck = number(configuration, 'dfs.namenode.heartbeat.recheck-interval', 300_000);
  const expire = 2 * recheck + 10 * heartbeat;
  const extension = number(configuration, 'dfs.namenode.safemode.extension', 30_000);
  const threshold = number(configuration, 'dfs.namenode.safemode.threshold-pct', 0.999);
  let safeMode: NameNode['safeMode'] = 'startup';
  let leavesAt: number | null = null;

  const blocks = (): Block[] => [...namesystem.files.values()].flatMap((file) => file.blocks);
  const live = (): DatanodeInfo[] => [...datanodes.values()].filter((node) => !node.dead);
  const reported = (): number =>
    blocks().filter((block) => live().some((node) => block.locations.has(node.uuid))).length;
  const needed = (): number => Math.floor(blocks().length * threshold);
  const checkSafeMode = (): void => {
    if (safeMode !== 'startup' || leavesAt !== null || reported() < needed()) return;
    if (blocks().length === 0) {
      safeMode = null;
      return;
    }
    leavesAt = world.now + extension;
    process.schedule(extension, () => {
      if (safeMode === 'startup') safeMode = null;
    });
  };
  /** BlockManager: what has too few replicas gets another one, read from a DataNode that has it. */
  const replicate = (): void => {
    if (safeMode !== null) return;
    for (const file of namesystem.files.values()) {
      for (const block of file.blocks) {
        const holders = live().filter((node) => block.locations.has(node.uuid));
        const others = live().filter((node) => !block.locations.has(node.uuid));
        if (holders.length === 0 || holders.length >= file.replication || others.length === 0) continue;
        const target = others[random.int(others.length)]!;
        const source = holders[0]!;
        block.locations.add(target.uuid);
        platform.network.send({
          from: source.process,
          to: target.process,
          protocol: 'hdfs',
          name: 'replicateBlock',
          detail: `blk_${block.id}`,
          deliver: () => {},
        });
      }
    }
  };
  const watchHeartbeats = (): void => {
    process.schedule(heartbeat, watchHeartbeats);
    for (const node of datanodes.values()) {
      if (!node.dead && world.now - node.lastHeartbeat > expire) node.dead = true;
    }
    replicate();
  };
  process.schedule(heartbeat, watchHeartbeats);

  const nameNode: NameNode = {
    process,
    configuration,
    namesystem,
    datanodes,
    startedAt: world.now,
    get safeMode() {
      return safeMode;
    },
    safeModeTip() {
      if (safeMode === null) return '';
      if (safeMode === 'manual')
        return 'Safe mode is ON. It was turned on manually. Use "hdfs dfsadmin -safemode leave" to turn safe mode off.';
      const total = blocks().length;
      return leavesAt === null
        ? `The reported blocks ${reported()} needs additional ${needed() - reported()} blocks to reach the threshold ${threshold.toFixed(4)} of total blocks ${total}.\nThe number of live datanodes ${live().length} has reached the minimum number 0. Safe mode will be turned off automatically once the thresholds have been reached.`
        : `The reported blocks ${reported()} has reached the threshold ${threshold.toFixed(4)} of total blocks ${total}. The number of live datanodes ${live().length} has reached the minimum number 0. In safe mode extension. Safe mode will be turned off automatically in ${Math.ceil((leavesAt - world.now) / 1_000)} seconds.`;
    },
    setSafeMode(on) {
      safeMode = on ? 'manual' : null;
    },
    registerDatanode(datanode, clusterId, held) {
      if (clusterId !== null && clusterId !== namesystem.clusterId) {
        throw new HadoopError(
          'java.io.IOException',
          `Incompatible clusterIDs in ${dataDirectory(configuration, datanode.process.spec.user)}: namenode clusterID = ${namesystem.clusterId}; datanode clusterID = ${clusterId}`,
        );
      }
      datanodes.set(datanode.uuid, datanode);
      for (const block of blocks()) {
        if (held.has(block.id)) block.locations.add(datanode.uuid);
        else block.locations.delete(datanode.uuid);
      }
      checkSafeMode();
    },
    heartbeat(uuid) {
      const node = datanodes.get(uuid);
      if (!node) return;
      node.lastHeartbeat = world.now;
      node.dead = false;
    },
    checkWritable(action) {
      if (safeMode === null) return;
      throw new HadoopError(
        'org.apache.hadoop.hdfs.server.namenode.SafeModeException',
        `${action}. Name node is in safe mode.\n${nameNode.safeModeTip()} NamenodeHostName:${process.machine.name}`,
      );
    },
    chooseTargets(path, replication, writer) {
      const usable = live().filter(
        (node) => node.process.alive && platform.network.reachable(writer.machine, node.process.machine),
      );
      if (usable.length === 0) {
        const known = live().length;
        throw new HadoopError(
          'java.io.IOException',
          `File ${path} could only be written to 0 of the 1 minReplication nodes. There are ${known} datanode(s) running and ${known === 0 ? 'no' : known} node(s) are excluded in this operation.`,
        );
      }
      const local = usable.find((node) => node.process.machine === writer.machine);
      const others = usable.filter((node) => node !== local);
      const chosen = local ? [local] : [];
      while (chosen.length < replication && others.length > 0)
        chosen.push(...others.splice(random.int(others.length), 1));
      return chosen.map((node) => node.uuid);
    },
    liveDatanodes: live,
    underReplicated: () =>
      [...namesystem.files.values()].reduce(
        (sum, file) =>
          sum +
          file.blocks.filter(
            (block) => live().filter((node) => block.locations.has(node.uuid)).length < file.replication,
          ).length,
        0,
      ),
  };
  const { port } = nameNodeAddress(configuration);
  serveIpc(platform, process, port, nameNode);
  checkSafeMode();
  return nameNode;
}

/** Blocks that a DataNode holds at or below a path, and the bytes in them. */
export function usedBy(namesystem: Namesystem, uuid: string): { readonly blocks: number; readonly bytes: number } {
  let blocks = 0;
  let bytes = 0;
  for (const [, file] of filesBelow(namesystem, '/')) {
    for (const block of file.blocks) {
      if (!block.locations.has(uuid)) continue;
      blocks++;
      bytes += block.size;
    }
  }
  return { blocks, bytes };
}

/** Whether clients are checked for permissions. */
export function checksPermissions(configuration: HadoopConfiguration): boolean {
  return flag(configuration, 'dfs.permissions.enabled', configuration['dfs.permissions'] !== 'false');
}
