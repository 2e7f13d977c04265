import { createFileSystem } from '../../platform/filesystem.ts';
import type { FileSystem, Platform } from '../../platform/types.ts';

/** A block of a file and the DataNodes (by uuid) that hold a replica. */
export interface Block {
  readonly id: number;
  readonly generation: number;
  size: number;
  readonly locations: Set<string>;
}
export interface HdfsFile {
  replication: number;
  readonly blocks: Block[];
}

/** What a NameNode keeps on its disk (fsimage and edits): the tree, its files' blocks and the identity that `-format` gave it. */
export interface Namesystem {
  readonly clusterId: string;
  readonly blockPoolId: string;
  readonly namespaceId: number;
  /** Who formatted and runs it. */
  readonly superuser: string;
  readonly supergroup: string;
  readonly tree: FileSystem;
  readonly files: Map<string, HdfsFile>;
  nextBlock: number;
  nextGeneration: number;
}

const FIRST_BLOCK = 1_073_741_825;

/** `hdfs namenode -format`: an empty file system of a new identity. */
export function formatNamesystem(
  platform: Platform,
  host: string,
  ip: string,
  superuser: string,
  clusterId?: string,
): Namesystem {
  const random = platform.world.random(`namenode ${host}`);
  const at = Math.floor(platform.epoch + platform.world.now);
  const uuid = random.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const tree = createFileSystem({ now: () => platform.world.now });
  tree.chown('/', superuser, 'supergroup');
  return {
    clusterId: clusterId ?? `CID-${uuid}`,
    blockPoolId: `BP-${100_000_000 + random.int(1_900_000_000)}-${ip}-${at}`,
    namespaceId: 100_000_000 + random.int(1_900_000_000),
    superuser,
    supergroup: 'supergroup',
    tree,
    files: new Map(),
    nextBlock: FIRST_BLOCK,
    nextGeneration: 1001,
  };
}

/** All files at or below a path. */
export function filesBelow(namesystem: Namesystem, path: string): [string, HdfsFile][] {
  const prefix = path === '/' ? '/' : `${path}/`;
  return [...namesystem.files].filter(([name]) => name === path || name.startsWith(prefix));
}

/** Keeps the blocks beside the tree when a file or directory moves. */
export function moveFiles(namesystem: Namesystem, from: string, to: string): void {
  for (const [name, file] of filesBelow(namesystem, from)) {
    namesystem.files.delete(name);
    namesystem.files.set(to + name.slice(from.length), file);
  }
}

/** Makes a file's blocks cover `size` bytes: the last one grows, further ones are allocated on `targets()`. */
export function coverWithBlocks(
  namesystem: Namesystem,
  file: HdfsFile,
  size: number,
  blockSize: number,
  targets: () => readonly string[],
): void {
  let left = size;
  for (const block of file.blocks) {
    block.size = Math.min(blockSize, left);
    left -= block.size;
  }
  while (left > 0) {
    const length = Math.min(blockSize, left);
    file.blocks.push({
      id: namesystem.nextBlock++,
      generation: namesystem.nextGeneration++,
      size: length,
      locations: new Set(targets()),
    });
    left -= length;
  }
}

/** `blk_1073741825_1001` */
export function blockName(block: Block): string {
  return `blk_${block.id}_${block.generation}`;
}
