import { createFileSystem } from '../../platform/filesystem.ts';
import type { FileSystem, Platform, Process } from '../../platform/types.ts';

/** Schemes of the plugins flink-s3-fs-hadoop and flink-s3-fs-presto. */
const SCHEMES: Readonly<Record<string, RegExp>> = {
  s3: /^flink-s3-fs-(?:hadoop|presto)-/,
  s3a: /^flink-s3-fs-hadoop-/,
  s3p: /^flink-s3-fs-presto-/,
};

const stores = new WeakMap<Platform, Map<string, FileSystem>>();

/**
 * A bucket for processes whose installation has the plugin that serves `scheme`. The object store has every bucket that is asked for and asks nobody
 * for keys. Null: Flink knows no file system of that scheme.
 */
export function s3FileSystem(platform: Platform, scheme: string, bucket: string, process: Process): FileSystem | null {
  const jar = SCHEMES[scheme];
  if (!jar || !hasPlugin(process, jar)) return null;
  const buckets = stores.get(platform) ?? new Map<string, FileSystem>();
  stores.set(platform, buckets);
  const files = buckets.get(bucket) ?? createFileSystem({ now: () => platform.world.now });
  buckets.set(bucket, files);
  return files;
}

/** A directory below plugins/ holds the jar. */
function hasPlugin({ machine: { files }, spec }: Process, jar: RegExp): boolean {
  const home = spec.command.find((word) => word.endsWith('/lib/*'))?.slice(0, -'/lib/*'.length);
  const plugins = `${home}/plugins`;
  if (home === undefined || !files.exists(plugins)) return false;
  return files.list(plugins).some((name) => {
    const directory = `${plugins}/${name}`;
    return files.stat(directory).type === 'directory' && files.list(directory).some((file) => jar.test(file));
  });
}
