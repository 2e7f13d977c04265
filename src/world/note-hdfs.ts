import { loadHadoopConfiguration } from '../hadoop/configuration.ts';
import { type Hdfs, openHdfs } from '../hadoop/hdfs/client.ts';
import { HadoopError } from '../hadoop/ipc.ts';
import { SystemError } from '../platform/types.ts';
import type { Supplier } from './note-installations.ts';

/** A URI on HDFS; without a port it is the one of the note's NameNode. */
export interface HdfsUri {
  readonly authority: string;
  readonly path: string;
}

export function hdfsUri(text: string): HdfsUri | null {
  const match = /^hdfs:\/\/([\w.-]*(?::\d+)?)(\/[^\s"';]*)?$/.exec(text);
  return match ? { authority: match[1]!, path: match[2] ?? '/' } : null;
}

/** HDFS as the session's user sees it; null: nothing runs on the machine that could look. Throws what the client throws. */
export function hdfsAt({ session, context }: Supplier, home: string, { authority }: HdfsUri): Hdfs | null {
  const daemon = [...session.machine.processes.values()].find(({ alive }) => alive);
  if (!daemon) return null;
  return openHdfs(
    context.platform,
    daemon,
    authority === '' || authority.includes(':') ? authority : `${authority}:${context.memory.hadoop?.port ?? 8020}`,
    loadHadoopConfiguration(session.machine.files, `${home}/etc/hadoop`),
    session.user,
  );
}

/** What `use` answers; null where HDFS refuses: the command will say what is wrong with it. */
export function tryHdfs<T>(use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    if (error instanceof HadoopError || error instanceof SystemError) return null;
    throw error;
  }
}

/** Whether a URI names something on the note's HDFS; false where it cannot be asked. */
export function isOnHdfs(supplier: Supplier, uri: HdfsUri): boolean {
  const home = supplier.context.memory.hadoop?.home;
  return home !== undefined && tryHdfs(() => hdfsAt(supplier, home, uri)?.exists(uri.path) ?? false) === true;
}
