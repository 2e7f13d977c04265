import { filesOf } from '../platform/access.ts';
import { baseName, parentPath, resolvePath } from '../platform/file-tree.ts';
import type { FileSystem, Machine } from '../platform/types.ts';
import { installFlink, releaseOf } from '../shell/flink/distribution.ts';
import { SCRIPTS } from '../shell/flink/scripts.ts';
import { installHadoop } from '../shell/hadoop/distribution.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import { helperScript } from '../shell/presets/note.ts';
import { archiveContent } from '../shell/programs/archive.ts';
import { knownArchive } from '../shell/programs/downloads.ts';
import { copyTree } from '../shell/programs/files.ts';
import { installZooKeeper } from '../shell/programs/zookeeper.ts';
import type { ShellSession } from '../shell/session.ts';
import type { CellContext } from './cells.ts';
import { noteJar } from './note-jar.ts';

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

const DIRECTORY_COMMANDS = /^(?:cd|ls|ll|mv|cp|chown|chmod|scp|rsync|xsync|ln|tree|du)$/;
const FILE_COMMANDS =
  /^(?:mv|cp|chown|chmod|scp|rsync|xsync|tar|unzip|rpm|java|cat|tail|head|less|more|ln|ll|ls|vim?|nano|sz|jar|flink)$/;
const ARCHIVE = /\.(?:tgz|tar\.gz|tar|zip|tar\.bz2)$/;
const FLINK_PARTS = /\/(?:bin|conf|lib|log|opt|examples|plugins|usrlib)(?:\/|$)/;

/** A configuration file of Flink, named from its home or from conf/. */
const FLINK_CONF =
  /^(?:\.\/)?(?:conf\/)?(?:flink-conf\.yaml|masters|workers|slaves|zoo\.cfg|log4j[\w.-]*\.properties)$/;

/** Words of the simple commands of a line: quotes taken off, `~` and variables filled in. Good enough to find paths in it. */
export function simpleCommands(text: string, session: ShellSession): string[][] {
  const home = session.machine.users.get(session.user)?.home ?? '/';
  const plain = text.replace(/\\\n/g, ' ').replace(/(^|\s)#.*$/gm, '$1');
  return plain
    .split(/\n|;|&&|\|\|?|&(?!>)/)
    .map((command) =>
      (command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [])
        .map((word) => word.replace(/["']/g, ''))
        .map((word) => word.replace(/^~(?=\/|$)/, home))
        .map((word) =>
          word.replace(
            /\$\{?(\w+)\}?/g,
            (_, name: string) => session.env.get(name) ?? (name === 'PWD' ? session.cwd : ''),
          ),
        ),
    )
    .map((words) => {
      let start = 0;
      while (
        start < words.length &&
        (/^(?:sudo|nohup|time|exec|bash|sh)$/.test(words[start]!) || /^\w+=/.test(words[start]!))
      )
        start++;
      return words.slice(start);
    })
    .filter((words) => words.length > 0);
}

/** Makes what a command line uses. Changes the session's directory where a relative path only makes sense elsewhere. */
export function supplyCommand(supplier: Supplier, text: string): void {
  for (const words of simpleCommands(text, supplier.session)) {
    const [name = '', ...args] = words;
    if (name.includes('/')) supplyScript(supplier, name);
    else supplyBare(supplier, name);
    const command = baseName(name);
    const operands = args.filter((arg) => !arg.startsWith('-') && !/[<>|]/.test(arg));
    if (command === 'tar') supplyTar(supplier, args);
    else if (command === 'flink') supplyProgram(supplier, operands);
    else if (command === 'cd') supplyDirectory(supplier, operands[0] ?? '');
    else if (DIRECTORY_COMMANDS.test(command) || FILE_COMMANDS.test(command))
      supplyOperands(supplier, command, operands);
    else for (const operand of operands) if (/\.jar$/.test(operand)) supplyFile(supplier, operand);
    if (command === 'start-cluster.sh') supplyWorkers(supplier, name);
  }
}

const exists = ({ session }: Supplier, path: string): boolean => session.machine.files.exists(at(session, path));
const at = (session: ShellSession, path: string): string => resolvePath(session.cwd, path);
const isDirectory = (files: FileSystem, path: string): boolean =>
  files.exists(path) && files.stat(path).type === 'directory';

/** The Flink installation above a path that is in one by its name: `/opt/flink/conf/masters` → `/opt/flink`. */
function flinkAbove(path: string): string | null {
  const match = FLINK_PARTS.exec(path);
  if (!match) return null;
  const home = path.slice(0, match.index);
  return /flink/i.test(baseName(home)) ? home : null;
}

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
  for (const root of [
    '/opt',
    '/export',
    '/usr/local',
    '/home',
    '/root',
    '/data',
    '/software',
    '/app',
    '/bigdata',
    '/tmp',
  ])
    if (isDirectory(files, root)) look(root, 3);
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

/** A script given by a path that is not there. */
function supplyScript(supplier: Supplier, name: string): void {
  if (exists(supplier, name)) return;
  const { session } = supplier;
  const script = baseName(name);
  const path = at(session, name);
  const relative = name.replace(/^(?:\.{0,2}\/)+/, '');
  if (script in SCRIPTS) {
    const directory = parentPath(path);
    if (/^bin\/[^/]+$/.test(relative) && !name.startsWith('/')) {
      // `bin/flink` typed in some other directory: the reader is in the installation.
      enter(supplier, anyFlink(supplier));
    } else if (relative === script && !name.startsWith('/')) enter(supplier, `${anyFlink(supplier)}/bin`);
    else if (baseName(directory) === 'bin') {
      const home = parentPath(directory);
      const elsewhere = flinkHomes(session.machine, session.cwd).find((known) => baseName(known) === baseName(home));
      if (!name.startsWith('/') && elsewhere !== undefined) enter(supplier, parentPath(elsewhere));
      else installFlinkAt(supplier, home);
    }
    return;
  }
  if (/^zk(?:Server|Cli)\.sh$/.test(script)) {
    const home = name.startsWith('/') ? parentPath(parentPath(path)) : session.cwd;
    installZooKeeperAt(supplier, home);
    return;
  }
  const helper = helperScript(script, [...supplier.context.platform.machines.keys()]);
  if (helper !== null) {
    session.machine.files.mkdir(parentPath(path), { recursive: true, owner: session.user });
    session.machine.files.write(path, helper, { mode: 0o755, owner: session.user });
    supplier.report(`the helper script ${path}`);
  }
}

function installZooKeeperAt(supplier: Supplier, home: string): void {
  const { context, session } = supplier;
  const hosts = [...context.platform.machines.keys()];
  for (const machine of context.platform.machines.values()) {
    if (machine.files.exists(`${home}/bin/zkServer.sh`)) continue;
    installZooKeeper(machine, home, hosts.length < 3 ? [session.machine.name] : hosts.slice(0, 3), session.user);
  }
  supplier.report(`ZooKeeper at ${home} (the note uses it and does not unpack it)`);
}

/** An installation on the machine; one appears where the note would have it. */
function anyFlink(supplier: Supplier): string {
  const { session, setup } = supplier;
  const [home] = flinkHomes(session.machine, session.cwd);
  if (home !== undefined) return home;
  const named = setup.directories.find((path) => /^flink(?:[-_]?\d[\w.-]*|[-_]ha)?$/i.test(baseName(path)));
  const place = named ?? `/opt/module/flink-${setup.flink}`;
  installFlinkAt(supplier, place);
  return place;
}

function enter(supplier: Supplier, directory: string): void {
  supplier.session.cwd = directory;
}

/** A command by its name alone: scripts of Flink are on the PATH of who uses them so. */
function supplyBare(supplier: Supplier, name: string): void {
  if (!(name in SCRIPTS)) return;
  const { session } = supplier;
  const { files } = session.machine;
  const path = (session.env.get('PATH') ?? '').split(':');
  if (path.some((directory) => files.exists(resolvePath(session.cwd, `${directory}/${name}`)))) return;
  const home = anyFlink(supplier);
  for (const script of Object.keys(SCRIPTS))
    if (!files.exists(`/usr/local/bin/${script}`)) files.link(`${home}/bin/${script}`, `/usr/local/bin/${script}`);
  supplier.report(`${home}/bin on the PATH`);
}

function makeDirectory(supplier: Supplier, machine: Machine, path: string, user: string): void {
  if (machine.files.exists(path)) return;
  let top = path;
  while (!machine.files.exists(parentPath(top))) top = parentPath(top);
  machine.files.mkdir(path, { recursive: true, owner: user });
  for (let made = path; made.length >= top.length && made !== '/'; made = parentPath(made))
    machine.files.chown(made, user);
  supplier.report(`the directory ${path} on ${machine.name}`);
}

/** Software that a directory's name stands for comes with it. */
export function supplyInstallation(supplier: Supplier, path: string): void {
  const name = baseName(path);
  const { session } = supplier;
  if (/^flink/i.test(name)) installFlinkAt(supplier, path);
  else if (/^(?:apache-)?zookeeper/i.test(name)) installZooKeeperAt(supplier, path);
  else if (/^hadoop/i.test(name)) installHadoopAt(supplier, path);
  else {
    makeDirectory(supplier, session.machine, path, session.user);
    if (/^(?:hbase|kafka|hive|spark|phoenix|apache-)/i.test(name))
      for (const part of ['bin', 'conf', 'lib'])
        session.machine.files.mkdir(`${path}/${part}`, { recursive: true, owner: session.user });
  }
}

function supplyDirectory(supplier: Supplier, operand: string): void {
  const { session } = supplier;
  if (operand === '' || operand === '-' || /[*?`$]/.test(operand) || exists(supplier, operand)) return;
  const path = at(session, operand);
  const name = baseName(path);
  if (!operand.startsWith('/') && !operand.startsWith('..')) {
    // `cd flink-1.13.0/` typed where it is not: the reader is beside it.
    const relative = operand.replace(/^\.\//, '').replace(/\/$/, '');
    const elsewhere = findBelow(supplier, relative);
    if (elsewhere !== null) {
      session.cwd = elsewhere.slice(0, -relative.length - 1) || '/';
      return;
    }
  }
  const flink = flinkAbove(path);
  if (flink !== null && !session.machine.files.exists(flink)) installFlinkAt(supplier, flink);
  if (session.machine.files.exists(path)) return;
  if (/^(?:flink|(?:apache-)?zookeeper|hadoop|hbase|kafka|hive|spark|phoenix)/i.test(name))
    supplyInstallation(supplier, path);
  else makeDirectory(supplier, session.machine, path, session.user);
}

/** A directory that ends in `relative`, near installations and the directories that the note names. */
function findBelow({ session, setup }: Supplier, relative: string): string | null {
  const { files } = session.machine;
  const homes = flinkHomes(session.machine, session.cwd);
  const bases = [...homes, ...homes.map(parentPath), ...setup.directories];
  const base = bases.find((directory) => isDirectory(files, `${directory}/${relative}`));
  return base === undefined ? null : `${base}/${relative}`;
}

function supplyTar(supplier: Supplier, args: readonly string[]): void {
  const { session } = supplier;
  const letters = args[0] ?? '';
  if (!/x/.test(letters.replace(/^--\w+/, ''))) return;
  const target = args.indexOf('-C') >= 0 ? args[args.indexOf('-C') + 1] : undefined;
  if (target !== undefined) makeDirectory(supplier, session.machine, at(session, target), session.user);
  const file = args.find((arg) => ARCHIVE.test(arg));
  if (file !== undefined) supplyFile(supplier, file);
}

/** `flink run … x.jar`: the jar, when it is not there. */
function supplyProgram(supplier: Supplier, operands: readonly string[]): void {
  const jar = operands.find((operand) => /\.jar$/.test(operand));
  if (jar !== undefined) supplyFile(supplier, jar);
}

function supplyOperands(supplier: Supplier, command: string, operands: readonly string[]): void {
  const { session, context } = supplier;
  const moves = /^(?:mv|cp|scp|rsync)$/.test(command);
  const sources = moves ? operands.slice(0, -1) : /^(?:chown|chmod)$/.test(command) ? operands.slice(1) : operands;
  for (const source of sources) {
    const remote = /^(?:([\w-]+)@)?([\w.-]+):(.+)$/.exec(source);
    if (remote) {
      supplyKey(supplier, remote[1] ?? session.user, remote[2]!, remote[3]!);
      continue;
    }
    supplyFile(supplier, source);
  }
  const last = operands.at(-1);
  if (!moves || last === undefined) return;
  const remote = /^(?:([\w-]+)@)?([A-Za-z0-9][\w.-]*):(.*)$/.exec(last);
  if (remote) {
    const machine = context.platform.network.resolve(session.machine, remote[2]!);
    const user = remote[1] ?? session.user;
    const path = remote[3]!.replace(/`\s*pwd\s*`/, session.cwd);
    if (machine?.users.has(user) && path.startsWith('/')) {
      // scp makes the last directory itself; those above it have to be there.
      const needed = path.endsWith('/') ? path.replace(/\/+$/, '').replace(/\/\.$/, '') || '/' : parentPath(path);
      makeDirectory(supplier, machine, resolvePath('/', needed), user);
      // `scp -r flink node2:/opt/module` means the directory, when the note names it as one.
      if (
        supplier.setup.directories.some((known) => known.startsWith(`${path}/`) || known === path) &&
        !/\.\w+$/.test(path)
      )
        makeDirectory(supplier, machine, resolvePath('/', path), user);
    }
  } else if (last.endsWith('/') && !exists(supplier, last))
    makeDirectory(supplier, session.machine, at(session, last), session.user);
  else if (command !== 'mv' && !exists(supplier, parentPath(at(session, last))))
    makeDirectory(supplier, session.machine, parentPath(at(session, last)), session.user);
}

/** A public key that its owner made on the other machine, as the note told for each of them. */
function supplyKey({ session, context, report }: Supplier, user: string, host: string, path: string): void {
  const machine = context.platform.network.resolve(session.machine, host);
  if (!machine?.users.has(user) || !/\/\.ssh\/[\w.]+$/.test(path) || machine.files.exists(path)) return;
  machine.files.mkdir(parentPath(path), { recursive: true, owner: user });
  machine.files.write(path, `ssh-rsa (simulated) ${user}@${machine.name}\n`, { owner: user });
  report(`${path} on ${machine.name}`);
}

/** A file or directory that a command reads: by its name something known, else nothing is made and the command says its own error. */
export function supplyFile(supplier: Supplier, operand: string): void {
  const { session, setup } = supplier;
  const { files } = session.machine;
  if (/[`$]|:\/\//.test(operand)) return;
  if (/[*?[]/.test(operand)) {
    supplyPattern(supplier, operand);
    return;
  }
  if (exists(supplier, operand)) return;
  const path = at(session, operand);
  const name = baseName(path);
  const flink = flinkAbove(path);
  if (flink !== null && !files.exists(flink)) installFlinkAt(supplier, flink);
  const zookeeper = /^(.*\/(?:apache-)?zookeeper[^/]*)\/(?:conf|bin)\//.exec(path)?.[1];
  if (zookeeper !== undefined && !files.exists(zookeeper)) installZooKeeperAt(supplier, zookeeper);
  if (files.exists(path)) return;
  if (!operand.startsWith('/')) {
    const relative = operand.replace(/^\.\//, '').replace(/\/$/, '');
    const elsewhere = [
      session.cwd,
      ...flinkHomes(session.machine, session.cwd).flatMap((home) => [
        home,
        parentPath(home),
        `${home}/conf`,
        `${home}/log`,
      ]),
    ].find((directory) => files.exists(`${directory}/${relative}`));
    if (elsewhere !== undefined) {
      session.cwd = elsewhere;
      return;
    }
  }
  if (!operand.startsWith('/') && FLINK_CONF.test(operand)) {
    enter(supplier, `${anyFlink(supplier)}${operand.includes('/') ? '' : '/conf'}`);
    return;
  }
  const put = (content: Parameters<typeof files.write>[1], what: string, mode = 0o644): void => {
    makeDirectory(supplier, session.machine, parentPath(path), session.user);
    files.write(path, content, { owner: session.user, mode });
    supplier.report(what);
  };
  if (ARCHIVE.test(name)) {
    const known = knownArchive(name);
    if (known) put(known, `${name}, downloaded`);
    else put(strangeArchive(name), `${name}, downloaded: directories only, what it holds is not simulated`);
  } else if (/\.jar$/.test(name)) {
    // What is not in the distribution's examples is not in them.
    if (flink !== null && /\/examples\//.test(path)) return;
    if (/\/examples\/(?:batch|streaming|table|gelly)\//.test(path))
      put(
        { kind: 'artifact', type: 'jar', value: null, size: 100_000 },
        `${name}: not simulated yet: Flink's example ${name}`,
      );
    else if (setup.jars.includes(name)) {
      const jar = noteJar(supplier.context, setup, name);
      put(jar.content, `${name}: ${jar.why}`);
    } else
      put(
        { kind: 'artifact', type: 'jar', value: null, size: 100_000 },
        `${name}, downloaded: what it holds is not simulated`,
      );
  } else if (/\.rpm$/.test(name))
    put({ kind: 'artifact', type: 'archive', value: null, size: 100_000 }, `${name}, downloaded`);
  else if (/-site\.xml$/.test(name)) put('<configuration>\n</configuration>\n', `an empty ${name}`);
  else if (/\/\.ssh\/id_rsa\.pub$/.test(path))
    put(`ssh-rsa (simulated) ${session.user}@${session.machine.name}\n`, 'a public key');
  else if (/\/\.ssh\/authorized_keys$/.test(path)) put('', 'authorized_keys');
  else if (
    /^(?:flink|hadoop|(?:apache-)?zookeeper)(?:$|[-_]?\d)/i.test(name) ||
    (/\/$/.test(operand) && !/\.\w+\/$/.test(operand)) ||
    /^jdk/.test(name)
  ) {
    if (/^jdk/.test(name)) unpack(supplier, path);
    else supplyInstallation(supplier, path);
  }
}

/** A JDK that was unpacked and renamed. */
function unpack(supplier: Supplier, path: string): void {
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

/** `flink-*-bin-scala_2.12.tgz`, `*.rpm`: what the pattern stands for, when nothing matches it. */
function supplyPattern(supplier: Supplier, operand: string): void {
  const { session, setup } = supplier;
  const directory = at(session, operand.includes('/') ? operand.slice(0, operand.lastIndexOf('/')) || '/' : '.');
  const pattern = baseName(operand);
  const { files } = session.machine;
  if (!isDirectory(files, directory)) return;
  const matches = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  if (files.list(directory).some((name) => matches.test(name))) return;
  const archive = `flink-${setup.flink}-bin-scala_2.12.tgz`;
  for (const candidate of [archive, archive.replace('2.12', '2.11')])
    if (ARCHIVE.test(pattern) && matches.test(candidate)) {
      supplyFile(supplier, `${directory}/${candidate}`);
      return;
    }
  if (/^flink-.*\.(?:out|log)$/.test(pattern)) {
    const home = flinkHomes(session.machine, session.cwd).find(
      (one) => isDirectory(files, `${one}/log`) && files.list(`${one}/log`).some((name) => matches.test(name)),
    );
    if (home !== undefined) session.cwd = operand.includes('/') ? home : `${home}/log`;
  }
}

/** An archive of software that is not simulated: the directory that it makes. */
function strangeArchive(name: string) {
  const bare = name.replace(ARCHIVE, '');
  const top = bare.startsWith('apache-') ? bare : bare.replace(/-bin$/, '');
  return archiveContent(
    ['', 'bin/', 'conf/', 'lib/', 'sbin/'].map((part) => ({ path: `${top}/${part}`, mode: 0o755, content: null })),
    true,
  );
}

/** Files that a listing in the note shows: what its reader had downloaded. */
export function supplyListed(supplier: Supplier, text: string, expected: readonly string[]): void {
  const words = simpleCommands(text, supplier.session)[0] ?? [];
  if (!/^(?:ls|ll)$/.test(words[0] ?? '')) return;
  for (const line of expected) {
    const name = /(?:^|\s)([\w.-]+\.(?:tgz|tar\.gz|zip|rpm))$/.exec(line.trim())?.[1];
    if (name !== undefined) supplyFile(supplier, name);
  }
}

/** `rz` and other uploads: the files named around the command appear in the current directory. */
export function supplyUpload(supplier: Supplier, around: readonly string[]): string[] {
  const names = around.flatMap((line) =>
    [...line.matchAll(/[\w.-]+\.(?:jar|tgz|tar\.gz|zip|rpm|txt|csv|xml|json)\b/g)].map(([name]) => name),
  );
  for (const name of names) {
    if (/\.(?:txt|csv|json)$/.test(name) && !exists(supplier, name)) {
      supplier.session.machine.files.write(at(supplier.session, name), '', { owner: supplier.session.user });
      supplier.report(`an empty ${name}`);
    } else supplyFile(supplier, name);
  }
  return names;
}

/** The installation that the `flink` of a command line belongs to; null: none. */
export function clientHome(supplier: Supplier, text: string): string | null {
  for (const [name = ''] of simpleCommands(text, supplier.session))
    if (baseName(name) === 'flink') {
      const path = scriptPath(supplier, name);
      if (path !== null) return parentPath(parentPath(path));
    }
  return null;
}

/** The script of an installation that a command names, by a path or on the PATH. */
function scriptPath({ session }: Supplier, name: string): string | null {
  const { files } = session.machine;
  const candidates = name.includes('/')
    ? [at(session, name)]
    : (session.env.get('PATH') ?? '').split(':').map((directory) => `${directory}/${name}`);
  const path = candidates.find((candidate) => files.exists(candidate));
  return path === undefined ? null : files.realPath(path);
}

/** The start-cluster.sh that a command line runs; null: none. */
export function startedCluster(supplier: Supplier, text: string): string | null {
  for (const [name = ''] of simpleCommands(text, supplier.session))
    if (baseName(name) === 'start-cluster.sh') return scriptPath(supplier, name);
  return null;
}

/** start-cluster.sh: machines that the note never copied Flink to have it, with the master's conf. */
function supplyWorkers(supplier: Supplier, name: string): void {
  const { session, context } = supplier;
  const { files } = session.machine;
  const script = scriptPath(supplier, name);
  if (script === null) return;
  const home = parentPath(parentPath(script));
  const reader = filesOf(files, session.user);
  for (const list of ['masters', 'workers', 'slaves']) {
    if (!files.exists(`${home}/conf/${list}`)) continue;
    for (const line of files.readText(`${home}/conf/${list}`).split('\n')) {
      const host = line.replace(/#.*/, '').trim().replace(/:\d+$/, '');
      const machine = host === '' ? undefined : context.platform.network.resolve(session.machine, host);
      if (!machine || machine === session.machine || !machine.users.has(session.user)) continue;
      if (machine.files.exists(`${home}/bin/flink`)) continue;
      copyTree({ files: reader }, home, { files: machine.files }, home);
      supplier.report(
        `${home} on ${machine.name}, copied from ${session.machine.name} (the note does not say how it got there)`,
      );
    }
  }
}
