import type { FileSystem, Platform, Process } from '../../platform/types.ts';
import { fileSystemsOf, locate } from '../deployment/file-systems.ts';

/** A place on a (simulated) file system, as a URI names it. */
export interface StatePath {
  /** As Flink prints it: `file:/data/ckpt`. */
  readonly uri: string;
  readonly scheme: string;
  readonly path: string;
  readonly files: FileSystem;
}

/** Resolves a URI as a process sees it: without a scheme it is a path below its working directory. Throws a JavaError for unknown schemes. */
export function openPath(platform: Platform, process: Process, uri: string): StatePath {
  const { files, path, scheme, authority } = locate(process, uri, fileSystemsOf(platform));
  if (scheme === null || scheme === 'file') return { uri: `file:${path}`, scheme: 'file', path, files };
  return { uri: `${scheme}://${authority}${path}`, scheme, path, files };
}

/** The same file system, further down. */
export function below(place: StatePath, name: string): StatePath {
  const join = (base: string): string => `${base.replace(/\/$/, '')}/${name}`;
  return { ...place, uri: join(place.uri), path: join(place.path) };
}
