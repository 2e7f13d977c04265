import type { FileContent } from '../../platform/types.ts';
import { distributionArchive } from '../flink/distribution.ts';
import type { Call } from '../host.ts';

/** Archives that courses download from Apache and its mirrors: they come without an internet, with their real names. */
export function downloadable(
  call: Call,
  host: string,
  path: string,
): { readonly content: FileContent; readonly ms: number } | null {
  if (call.platform.network.resolve(call.machine, host)) return null;
  const content = knownArchive(path.replace(/\?.*/, '').replace(/.*\//, ''));
  return content && { content, ms: 4000 };
}

/** The archive of that file name, when it is one that the simulation knows. */
export function knownArchive(name: string): FileContent | null {
  const flink = /^flink-(\d+\.\d+\.\d+)-bin(?:-hadoop\d+)?-scala_(\d\.\d+)\.tgz$/.exec(name);
  if (flink) return distributionArchive(flink[1]!);
  return null;
}
