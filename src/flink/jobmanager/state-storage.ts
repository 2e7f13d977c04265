import type { FileSystem, Platform, Process } from '../../platform/types.ts';
import { hadoopFileSystem } from '../deployment/hadoop-file-system.ts';
import { exception } from './errors.ts';

/** A place on a (simulated) file system, as a URI names it. */
export interface StatePath {
  /** As Flink prints it: `file:/data/ckpt`. */
  readonly uri: string;
  readonly scheme: string;
  readonly path: string;
  readonly files: FileSystem;
}

type FileSystemFactory = (authority: string, process: Process) => FileSystem;
const factories = new WeakMap<Platform, Map<string, FileSystemFactory>>();

/** Makes a shared file system (hdfs) known to Flink on this platform. */
export function registerFileSystem(platform: Platform, scheme: string, open: FileSystemFactory): void {
  const known = factories.get(platform) ?? new Map<string, FileSystemFactory>();
  known.set(scheme, open);
  factories.set(platform, known);
}

/** Resolves a URI as a process sees it: without a scheme it is a path below its working directory. Throws a JavaError for unknown schemes. */
export function openPath(platform: Platform, process: Process, uri: string): StatePath {
  const match = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/]*))?(.*)$/i.exec(uri);
  const scheme = match?.[1]?.toLowerCase() ?? 'file';
  const authority = match?.[2] ?? '';
  const raw = match ? match[3]! : uri;
  const path = normalise(raw.startsWith('/') ? raw : `${process.spec.cwd}/${raw}`);
  if (scheme === 'file') return { uri: `file:${path}`, scheme, path, files: process.machine.files };
  const files =
    factories.get(platform)?.get(scheme)?.(authority, process) ??
    hadoopFileSystem(platform, scheme, authority, process);
  if (!files) {
    throw exception(
      'org.apache.flink.core.fs.UnsupportedFileSystemSchemeException',
      `Could not find a file system implementation for scheme '${scheme}'. The scheme is not directly supported by Flink and no Hadoop file system to support this scheme could be loaded. For a full list of supported file systems, please see https://ci.apache.org/projects/flink/flink-docs-stable/ops/filesystems/.`,
    );
  }
  return { uri: `${scheme}://${authority}${path}`, scheme, path, files };
}

/** The same file system, further down. */
export function below(place: StatePath, name: string): StatePath {
  const join = (base: string): string => `${base.replace(/\/$/, '')}/${name}`;
  return { ...place, uri: join(place.uri), path: join(place.path) };
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
