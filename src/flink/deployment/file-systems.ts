import { normalisePath, resolvePath } from '../../platform/file-tree.ts';
import type { FileSystem, Platform, Process } from '../../platform/types.ts';
import { JavaError } from '../api/jar.ts';
import { hadoopFileSystem } from './hadoop-file-system.ts';
import { s3FileSystem } from './s3-file-system.ts';

/** A file as Flink names it: on the machine of the process, or on a distributed file system. */
export interface Located {
  readonly files: FileSystem;
  readonly path: string;
  /** Null: the machine's own files, named without a scheme. */
  readonly scheme: string | null;
  /** `node1:8020`; empty when the URI has none. */
  readonly authority: string;
}

/** File systems other than the machine's own, by scheme and authority: `hdfs`, `node1:8020`. */
export type FileSystems = (scheme: string, authority: string, process: Process) => FileSystem | null;

type FileSystemFactory = (authority: string, process: Process) => FileSystem;
const factories = new WeakMap<Platform, Map<string, FileSystemFactory>>();

/** Makes a shared file system known to Flink on this platform, as a file system plugin does. */
export function registerFileSystem(platform: Platform, scheme: string, open: FileSystemFactory): void {
  const known = factories.get(platform) ?? new Map<string, FileSystemFactory>();
  known.set(scheme, open);
  factories.set(platform, known);
}

/** What FileSystem.get finds besides `file`: the plugins, Hadoop's where it is on the class path, S3's. */
export function fileSystemsOf(platform: Platform): FileSystems {
  return (scheme, authority, process) =>
    factories.get(platform)?.get(scheme)?.(authority, process) ??
    hadoopFileSystem(platform, scheme, authority, process) ??
    s3FileSystem(platform, scheme, authority, process);
}

/** Path.toString of what a program wrote: slashes for backslashes, one slash after `file:`, none twice. */
export function pathText(written: string): string {
  const match = /^([a-z][a-z0-9+.-]+:(?:\/\/[^/]+)?)?(.*)$/is.exec(written.replace(/\\/g, '/'))!;
  const path = match[2]!.replace(/\/{2,}/g, '/');
  return (match[1] ?? '') + (path.length > 1 ? path.replace(/\/$/, '') : path);
}

/**
 * FileSystem.get and Path: no scheme means the machine's own files, relative to the process's directory. Throws a JavaError
 * (UnsupportedFileSystemSchemeException) for schemes that nobody serves.
 */
export function locate(process: Process, uri: string, others: FileSystems): Located {
  const match = /^([a-z][a-z0-9+.-]+):(?:\/\/([^/]*))?(.*)$/i.exec(uri);
  const scheme = match?.[1]?.toLowerCase() ?? null;
  const authority = match?.[2] ?? '';
  const rest = match ? match[3] || '/' : uri;
  if (scheme === null || scheme === 'file') {
    return { files: process.machine.files, path: resolvePath(process.spec.cwd, rest), scheme, authority };
  }
  const files = others(scheme, authority, process);
  if (files) return { files, path: normalisePath(rest), scheme, authority };
  throw new JavaError(
    'org.apache.flink.core.fs.UnsupportedFileSystemSchemeException',
    `Could not find a file system implementation for scheme '${scheme}'. The scheme is not directly supported by Flink and no Hadoop file system to support this scheme could be loaded. For a full list of supported file systems, please see https://ci.apache.org/projects/flink/flink-docs-stable/ops/filesystems/.`,
    [
      'org.apache.flink.core.fs.FileSystem.getUnguardedFileSystem(FileSystem.java:530)',
      'org.apache.flink.core.fs.FileSystem.get(FileSystem.java:407)',
    ],
    null,
  );
}
