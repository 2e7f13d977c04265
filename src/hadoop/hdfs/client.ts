import { filesOf } from '../../platform/access.ts';
import { normalisePath, parentPath } from '../../platform/file-tree.ts';
import { type FileContent, type FileSystem, type Platform, type Process, SystemError } from '../../platform/types.ts';
import { type HadoopConfiguration, number } from '../configuration.ts';
import { connectionFailed, HadoopError, locateIpc } from '../ipc.ts';
import { checksPermissions, type NameNode, nameNodeAddress } from './namenode.ts';
import { type Block, blockName, coverWithBlocks, filesBelow, type HdfsFile, moveFiles } from './namesystem.ts';

/** DistributedFileSystem: HDFS as a {@link FileSystem}, with what only HDFS has. */
export interface Hdfs extends FileSystem {
  readonly nameNode: NameNode;
  /** `hdfs://node1:8020` */
  readonly uri: string;
  /** Replication and blocks of a file. */
  file(path: string): HdfsFile;
  setReplication(path: string, replication: number): void;
}

const BLOCK_SIZE = 134_217_728;

/** Block size in bytes: `dfs.blocksize` (128m unless configured; the old `dfs.block.size` counts too). */
export function blockSize(configuration: HadoopConfiguration): number {
  const text = configuration['dfs.blocksize'] ?? configuration['dfs.block.size'];
  const match = /^(\d+)\s*([kmg]?)b?$/i.exec(text ?? '');
  if (!match) return BLOCK_SIZE;
  return Number(match[1]) * ({ k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[match[2]!.toLowerCase()] ?? 1);
}

/**
 * The HDFS that a process sees at `authority` (`node1:8020`; empty: fs.defaultFS), as `user`. Calls act at once and show as messages to the
 * NameNode and DataNodes. Throws a {@link HadoopError} when the NameNode is out of reach, in safe mode, or has no DataNodes; SystemErrors for files.
 */
export function openHdfs(
  platform: Platform,
  process: Process,
  authority: string,
  configuration: HadoopConfiguration,
  user: string,
): Hdfs {
  const fallback = nameNodeAddress(configuration);
  const [host = '', given] = authority.split(':');
  const target = authority === '' ? fallback : { host, port: given === undefined ? 8020 : Number(given) };
  const replication = number(configuration, 'dfs.replication', 3);
  const size = blockSize(configuration);

  const connect = (): NameNode => {
    try {
      return locateIpc<NameNode>(platform, process, target.host, target.port).service;
    } catch (error) {
      throw error instanceof SystemError ? connectionFailed(process, target.host, target.port, error) : error;
    }
  };
  const tell = (to: Process, name: string, detail: string): void => {
    if (to !== process) platform.network.send({ from: process, to, protocol: 'hdfs', name, detail, deliver: () => {} });
  };
  const view = (nameNode: NameNode): FileSystem => {
    const { tree, superuser } = nameNode.namesystem;
    return checksPermissions(nameNode.configuration)
      ? filesOf(tree, user, superuser)
      : filesOf(tree, superuser, superuser);
  };
  /** Runs `change`; what it makes at or above `path` gets its directory's group (as BSD has it). */
  const making = (nameNode: NameNode, path: string, change: () => void): void => {
    const { tree } = nameNode.namesystem;
    const made: string[] = [];
    let at = path;
    for (; !tree.exists(at); at = parentPath(at)) made.push(at);
    change();
    const { group } = tree.stat(at);
    for (const each of made) tree.chown(each, user, group);
  };
  const readable = (nameNode: NameNode, path: string, block: Block): void => {
    const holder = [...block.locations]
      .map((uuid) => nameNode.datanodes.get(uuid))
      .find((node) => node?.process.alive && platform.network.reachable(process.machine, node.process.machine));
    if (holder) {
      tell(holder.process, 'readBlock', blockName(block));
      return;
    }
    throw new HadoopError(
      'org.apache.hadoop.hdfs.BlockMissingException',
      `Could not obtain block: ${nameNode.namesystem.blockPoolId}:${blockName(block)} file=${path}`,
    );
  };
  const stored = (nameNode: NameNode, path: string): void => {
    const { namesystem } = nameNode;
    const length = namesystem.tree.stat(path).size;
    let file = namesystem.files.get(path);
    if (!file) {
      file = { replication, blocks: [] };
      namesystem.files.set(path, file);
    }
    const { blocks } = file;
    const before = blocks.length;
    const wanted = file.replication;
    coverWithBlocks(namesystem, file, length, size, () => nameNode.chooseTargets(path, wanted, process));
    for (const block of blocks.slice(before)) {
      // The pipeline: the writer sends to the first DataNode, which passes it on.
      let from = process;
      for (const uuid of block.locations) {
        const node = nameNode.datanodes.get(uuid);
        if (!node) continue;
        platform.network.send({
          from,
          to: node.process,
          protocol: 'hdfs',
          name: 'writeBlock',
          detail: blockName(block),
          deliver: () => {},
        });
        from = node.process;
      }
    }
  };
  const written = (path: string, action: string, change: (files: FileSystem) => void): void => {
    const nameNode = connect();
    nameNode.checkWritable(`Cannot ${action} ${path}`);
    tell(nameNode.process, action === 'create directory' ? 'mkdirs' : action, path);
    change(view(nameNode));
  };
  /** Writes, and leaves nothing behind when no DataNode takes the data. */
  const put = (path: string, change: (files: FileSystem) => void): void => {
    const nameNode = connect();
    const { tree } = nameNode.namesystem;
    const existed = tree.exists(path);
    nameNode.checkWritable(`Cannot create file${path}`);
    tell(nameNode.process, existed ? 'append' : 'create', path);
    making(nameNode, path, () => {
      const files = view(nameNode);
      if (!tree.exists(parentPath(path))) files.mkdir(parentPath(path), { recursive: true, owner: user });
      change(files);
    });
    try {
      stored(nameNode, path);
    } catch (error) {
      if (!existed) {
        tree.remove(path);
        nameNode.namesystem.files.delete(path);
      }
      throw error;
    }
  };
  const read = (path: string): FileContent => {
    const nameNode = connect();
    const content = view(nameNode).read(path);
    tell(nameNode.process, 'getBlockLocations', path);
    for (const block of nameNode.namesystem.files.get(path)?.blocks ?? []) readable(nameNode, path, block);
    return content;
  };
  const unsupported = (what: string): never => {
    throw new HadoopError('java.lang.UnsupportedOperationException', `${what} not supported`);
  };

  return {
    get nameNode() {
      return connect();
    },
    uri: `hdfs://${target.host}${target.port === 8020 && given === undefined && authority !== '' ? '' : `:${target.port}`}`,
    file(path) {
      const at = normalisePath(path);
      return connect().namesystem.files.get(at) ?? { replication, blocks: [] };
    },
    setReplication(path, count) {
      const nameNode = connect();
      nameNode.checkWritable(`Cannot set replication for ${path}`);
      for (const [, file] of filesBelow(nameNode.namesystem, normalisePath(path))) file.replication = count;
    },
    full: false,
    stat: (path) => view(connect()).stat(path),
    lstat: (path) => view(connect()).lstat(path),
    exists: (path) => view(connect()).exists(path),
    read: (path) => read(normalisePath(path)),
    readText(path) {
      read(normalisePath(path));
      return view(connect()).readText(path);
    },
    write(path, content, options) {
      const at = normalisePath(path);
      connect().namesystem.files.delete(at);
      put(at, (files) => files.write(at, content, { ...options, owner: user }));
    },
    append(path, text) {
      const at = normalisePath(path);
      put(at, (files) => files.append(at, text));
    },
    list(path) {
      const nameNode = connect();
      const names = view(nameNode).list(path);
      tell(nameNode.process, 'getListing', path);
      return names;
    },
    mkdir(path, options) {
      const at = normalisePath(path);
      const nameNode = connect();
      making(nameNode, at, () =>
        written(at, 'create directory', (files) => files.mkdir(at, { ...options, owner: user })),
      );
    },
    remove(path, options) {
      const at = normalisePath(path);
      written(at, 'delete', (files) => files.remove(at, options));
      const { namesystem } = connect();
      for (const [name] of filesBelow(namesystem, at)) namesystem.files.delete(name);
    },
    rename(from, to) {
      const source = normalisePath(from);
      const target = normalisePath(to);
      written(source, 'rename', (files) => files.rename(source, target));
      const { namesystem } = connect();
      namesystem.files.delete(target);
      moveFiles(namesystem, source, target);
    },
    touch(path) {
      const at = normalisePath(path);
      put(at, (files) => files.touch(at));
    },
    chmod: (path, mode) => written(path, 'setPermission', (files) => files.chmod(path, mode)),
    chown(path, owner, group) {
      written(path, 'setOwner', (files) => files.chown(path, owner, group));
    },
    realPath: (path) => normalisePath(path),
    watch: (path, listener) => connect().namesystem.tree.watch(path, listener),
    link: () => unsupported('Symlinks'),
    device: () => unsupported('Devices'),
    mount: () => unsupported('Mounts'),
  };
}
