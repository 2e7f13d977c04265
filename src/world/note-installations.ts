import { baseName, parentPath, resolvePath } from '../platform/file-tree.ts';
import type { FileSystem, Machine } from '../platform/types.ts';
import { installFlink, releaseOf } from '../shell/flink/distribution.ts';
import { installHadoop } from '../shell/hadoop/distribution.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import { knownArchive } from '../shell/programs/downloads.ts';
import { installZooKeeper } from '../shell/programs/zookeeper.ts';
import type { ShellSession } from '../shell/session.ts';
import type { CellContext } from './cells.ts';

/**
 * What a course note takes for granted without showing it: installations of an earlier chapter, archives and jars that its reader downloaded or
 * built, directories. It appears where a command first uses it, and the block's report says so.
 */
export interface Supplier {
  readonly context: CellContext;
  readonly setup: NoteSetup;
  readonly session: ShellSession;
  /** Says what was supplied. */
  report(what: string): void;
}

/** A name that is a file's, whatever else is in it. */
const FILE = /\.(?:jar|tgz|gz|zip|log|out|ya?ml)$/;
const FLINK_PARTS = /\/(?:bin|conf|lib|log|opt|examples|plugins|usrlib)(?:\/|$)/;

export const isDirectory = (files: FileSystem, path: string): boolean =>
  files.exists(path) && files.stat(path).type === 'directory';

export const at = (session: ShellSession, path: string): string => resolvePath(session.cwd, path);

/** The Flink installation above a path that is in one by its name: `/opt/flink/conf/masters` → `/opt/flink`. */
export function flinkAbove(path: string): string | null {
  const match = FLINK_PARTS.exec(path);
  if (!match) return null;
  const home = path.slice(0, match.index);
  return /flink/i.test(baseName(home)) ? home : null;
}

/** Top directories in which nobody unpacks software. */
const SYSTEM_DIRECTORIES = new Set([
  'bin',
  'boot',
  'dev',
  'etc',
  'lib',
  'lib64',
  'proc',
  'run',
  'sbin',
  'sys',
  'var',
  'workspace',
]);

/** Unpacked installations of Flink on a machine, those that the session is in first. */
export function flinkHomes(machine: Machine, cwd: string): string[] {
  const { files } = machine;
  const found: string[] = [];
  const look = (path: string, depth: number): void => {
    if (files.exists(`${path}/bin/flink`)) found.push(path);
    else if (depth > 0)
      for (const name of files.list(path)) {
        const child = `${path === '/' ? '' : path}/${name}`;
        if (files.lstat(child).type === 'directory') look(child, depth - 1);
      }
  };
  for (const name of files.list('/'))
    if (!SYSTEM_DIRECTORIES.has(name) && isDirectory(files, `/${name}`)) look(`/${name}`, 3);
  const near = (home: string): number => (cwd === home || cwd.startsWith(`${home}/`) ? 0 : 1);
  return found.sort((a, b) => near(a) - near(b) || files.stat(b).modified - files.stat(a).modified);
}

/** Flink at `home`, on all machines of the note: an earlier chapter put it there. */
export function installFlinkAt(supplier: Supplier, home: string): void {
  const { context, setup, session } = supplier;
  const version = /(\d+\.\d+\.\d+)/.exec(baseName(home))?.[1] ?? setup.flink;
  for (const machine of context.platform.machines.values()) {
    if (!machine.users.has(session.user) || machine.files.exists(`${home}/bin/flink`)) continue;
    installFlink(machine, home, releaseOf(version), session.user);
    own(machine, home, session.user);
  }
  supplier.report(`Flink ${version} at ${home} (the note uses it and does not unpack it)`);
}

/** Hadoop at `home`, on all machines of the note, not configured yet. */
export function installHadoopAt(supplier: Supplier, home: string): void {
  const { context, session } = supplier;
  const version = /(\d+\.\d+\.\d+)/.exec(baseName(home))?.[1] ?? '3.1.3';
  for (const machine of context.platform.machines.values()) {
    if (!machine.users.has(session.user) || machine.files.exists(`${home}/bin/hdfs`)) continue;
    installHadoop(machine, home, version, session.user);
    own(machine, home, session.user);
  }
  supplier.report(`Hadoop ${version} at ${home} (the note uses it and does not unpack it)`);
}

/** Parents that had to be made belong to the user as well. */
function own(machine: Machine, path: string, user: string): void {
  machine.files.chown(path, user);
}

export function installZooKeeperAt(supplier: Supplier, home: string): void {
  const { context, session } = supplier;
  const hosts = [...context.platform.machines.keys()];
  for (const machine of context.platform.machines.values()) {
    if (machine.files.exists(`${home}/bin/zkServer.sh`)) continue;
    installZooKeeper(machine, home, hosts.length < 3 ? [session.machine.name] : hosts.slice(0, 3), session.user);
  }
  supplier.report(`ZooKeeper at ${home} (the note uses it and does not unpack it)`);
}

/** An installation on the machine; one appears where the note would have it. */
export function anyFlink(supplier: Supplier): string {
  const { session, setup } = supplier;
  const [home] = flinkHomes(session.machine, session.cwd);
  if (home !== undefined) return home;
  const named = setup.directories.find(
    (path) => /^flink(?:[-_]?\d[\w.-]*|[-_]ha)?$/i.test(baseName(path)) && !FILE.test(path),
  );
  const place = named ?? `/opt/module/flink-${setup.flink}`;
  installFlinkAt(supplier, place);
  return place;
}

export function makeDirectory(supplier: Supplier, machine: Machine, path: string, user: string): void {
  if (machine.files.exists(path)) return;
  let top = path;
  while (!machine.files.exists(parentPath(top))) top = parentPath(top);
  machine.files.mkdir(path, { recursive: true, owner: user });
  for (let made = path; made.length >= top.length && made !== '/'; made = parentPath(made))
    machine.files.chown(made, user);
  supplier.report(`the directory ${path} on ${machine.name}`);
}

/** A directory inside an installation of Hadoop: /opt/hadoop-3.1.3/etc/hadoop. */
const HADOOP_PARTS = /^(.*\/hadoop[^/]*)\/(?:etc(?:\/hadoop)?|s?bin|share(?:\/.*)?)$/i;

/** A directory of Flink itself: not `flink-tutorials`, which somebody wrote about it. */
const FLINK_HOME =
  /^(?:apache-)?flink(?:$|[-_.]?\d|[-_](?:ha|home|bin|cluster|standalone|session|local|yarn|on|new|old|client|server|hadoop|k8s)(?![a-z]))/i;

/** Software that a directory's name stands for comes with it. */
export function supplyInstallation(supplier: Supplier, path: string): void {
  const name = baseName(path);
  const { session } = supplier;
  if (FLINK_HOME.test(name)) installFlinkAt(supplier, path);
  else if (/^(?:apache-)?zookeeper/i.test(name)) installZooKeeperAt(supplier, path);
  else if (HADOOP_PARTS.test(path)) installHadoopAt(supplier, path.replace(HADOOP_PARTS, '$1'));
  else if (/^hadoop/i.test(name)) installHadoopAt(supplier, path);
  else {
    makeDirectory(supplier, session.machine, path, session.user);
    if (/^(?:hbase|kafka|hive|spark|phoenix|apache-)/i.test(name))
      for (const part of ['bin', 'conf', 'lib'])
        session.machine.files.mkdir(`${path}/${part}`, { recursive: true, owner: session.user });
  }
}

/** A JDK that was unpacked and renamed. */
export function unpack(supplier: Supplier, path: string): void {
  const version = /(\d+)[._](?:0_)?(\d+)/.exec(baseName(path));
  const content = knownArchive(`jdk-8u${version?.[2] ?? '212'}-linux-x64.tar.gz`)!;
  if (content.kind !== 'artifact') return;
  const { files } = supplier.session.machine;
  const { millraceArchive } = content.value as {
    millraceArchive: readonly { path: string; mode: number; content: typeof content | null }[];
  };
  for (const entry of millraceArchive) {
    const inner = `${path}/${entry.path.split('/').slice(1).join('/')}`.replace(/\/$/, '');
    if (entry.content === null) files.mkdir(inner, { recursive: true, owner: supplier.session.user });
    else files.write(inner, entry.content, { mode: entry.mode, owner: supplier.session.user });
  }
  supplier.report(`a JDK at ${path}`);
}

/** Puts the session into a directory, where its reader must be for what the note says. */
export function enter({ session, context: { memory } }: Supplier, directory: string): void {
  if (session.cwd === directory) return;
  memory.left = [session.cwd, ...memory.left.filter((other) => other !== session.cwd && other !== directory)];
  session.cwd = directory;
}

export const exists = ({ session }: Supplier, path: string): boolean => session.machine.files.exists(at(session, path));

/** A link at a path where nothing is, or a link to what has gone. */
export function linkAnew(files: FileSystem, target: string, path: string): void {
  files.mkdir(parentPath(path), { recursive: true });
  if (files.list(parentPath(path)).includes(baseName(path))) files.remove(path);
  files.link(target, path);
}
