import { filesOf } from '../platform/access.ts';
import { baseName, parentPath, resolvePath } from '../platform/file-tree.ts';
import { nullOutput } from '../platform/streams.ts';
import type { Machine } from '../platform/types.ts';
import { SCRIPTS } from '../shell/flink/scripts.ts';
import { helperScript } from '../shell/presets/note.ts';
import { copyTree } from '../shell/programs/files.ts';
import type { Task } from '../simulation/task.ts';
import { simpleCommands } from './note-command-words.ts';
import { ARCHIVE, supplyFile } from './note-downloads.ts';
import {
  anyFlink,
  at,
  enter,
  exists,
  flinkAbove,
  flinkHomes,
  installFlinkAt,
  installZooKeeperAt,
  isDirectory,
  linkAnew,
  makeDirectory,
  type Supplier,
  supplyInstallation,
} from './note-installations.ts';

const DIRECTORY_COMMANDS = /^(?:cd|ls|ll|mv|cp|chown|chmod|scp|rsync|xsync|ln|tree|du)$/;
const FILE_COMMANDS =
  /^(?:mv|cp|chown|chmod|scp|rsync|xsync|tar|unzip|rpm|java|cat|tail|head|less|more|ln|ll|ls|vim?|nano|sz|jar|flink)$/;

/** `$FLINK_HOME/bin/flink` in a note that never sets the variable, by whatever name: its reader has. */
export function* supplyFlinkHome(supplier: Supplier, text: string): Task<void> {
  const name = [...text.matchAll(/\$\{?(\w+)\}?(?:\/bin\/([\w.-]+))?/g)].find(
    ([, variable, script]) => variable === 'FLINK_HOME' || (script !== undefined && script in SCRIPTS),
  )?.[1];
  if (name === undefined || text.includes(`${name}=`)) return;
  const { session, report } = supplier;
  const silent = { stdout: nullOutput, stderr: nullOutput };
  // A terminal reads its start files at its first command.
  yield* session.run(':', silent);
  if (session.env.get(name)) return;
  const home = anyFlink(supplier);
  yield* session.run(`export ${name}='${home}'`, silent);
  report(`${name}=${home} in this terminal (the note uses it and does not set it)`);
}

/** Makes what a command line uses. Changes the session's directory where a relative path only makes sense elsewhere. */
export function supplyCommand(supplier: Supplier, text: string): void {
  for (const words of simpleCommands(text, supplier.session)) {
    const [name = '', ...args] = words;
    if (name.includes('/')) supplyScript(supplier, name);
    else supplyBare(supplier, name);
    const command = baseName(name);
    const operands = args.filter((arg) => !arg.startsWith('-') && !/[<>|]/.test(arg));
    goBack(supplier, [name, ...operands]);
    if (command === 'tar') supplyTar(supplier, args);
    else if (command === 'flink') supplyProgram(supplier, operands);
    else if (command === 'cd') supplyDirectory(supplier, operands[0] ?? '');
    else if (command === 'mvn' && !/\bcd\s/.test(text)) enterProject(supplier, args);
    else if (DIRECTORY_COMMANDS.test(command) || FILE_COMMANDS.test(command))
      supplyOperands(supplier, command, operands);
    else
      for (const operand of operands)
        if (/\.jar$/.test(operand) || baseName(operand) in supplier.setup.files) supplyFile(supplier, operand);
    if (name.includes('/') && command in supplier.setup.files) supplyFile(supplier, name);
    if (/^docker(?:-compose)?$/.test(command)) supplyDockerFiles(supplier, args);
    if (command === 'flink' || command === 'java') supplyInput(supplier, args);
  }
}

/** A file that the note made before a command took the session elsewhere: the reader went back to it. */
function goBack({ session, context }: Supplier, operands: readonly string[]): void {
  const { files } = session.machine;
  const isThere = (directory: string, name: string): boolean => files.exists(resolvePath(directory, name));
  const named = operands.filter((operand) => /^[\w.-][\w./-]*\.\w+$/.test(operand) && !operand.startsWith('/'));
  const missing = named.filter((name) => !isThere(session.cwd, name));
  if (missing.length === 0) return;
  const before = context.memory.left.find((directory) => named.every((name) => isThere(directory, name)));
  if (before !== undefined) session.cwd = before;
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

/** A command by its name alone: scripts of Flink are on the PATH of who uses them so. */
function supplyBare(supplier: Supplier, name: string): void {
  if (!(name in SCRIPTS)) return;
  const { session } = supplier;
  const { files } = session.machine;
  const path = (session.env.get('PATH') ?? '').split(':');
  if (path.some((directory) => files.exists(resolvePath(session.cwd, `${directory}/${name}`)))) return;
  const home = anyFlink(supplier);
  for (const script of Object.keys(SCRIPTS))
    if (!files.exists(`/usr/local/bin/${script}`)) linkAnew(files, `${home}/bin/${script}`, `/usr/local/bin/${script}`);
  supplier.report(`${home}/bin on the PATH`);
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
      enter(supplier, elsewhere.slice(0, -relative.length - 1) || '/');
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

/** docker-compose.yml and Dockerfile, which docker takes from the directory without being told, as the note shows them. */
function supplyDockerFiles(supplier: Supplier, args: readonly string[]): void {
  const wanted = args.includes('build') && !args.includes('compose') ? 'Dockerfile' : 'docker-compose.yml';
  if (wanted in supplier.setup.files && !args.includes('-f')) supplyFile(supplier, wanted);
}

const WORDS = 'hello world\nhello flink\n';

/** `--input /path/to/text` of a program: what the author had there. */
function supplyInput({ session, context, report }: Supplier, args: readonly string[]): void {
  const at = args.findIndex((arg) => /^--?input$/.test(arg));
  const path = /^(?:file:(?:\/\/)?)?(\/[\w./-]+)$/.exec(args[at + 1] ?? '')?.[1];
  if (at < 0 || path === undefined || session.machine.files.exists(path)) return;
  for (const { files, users } of context.platform.machines.values()) {
    if (!users.has(session.user) || files.exists(path)) continue;
    files.mkdir(parentPath(path), { recursive: true });
    files.write(path, WORDS);
  }
  report(`${path} with a few words`);
}

/**
 * Notes run one example in several ways, each with the same `--output`: what an earlier one wrote gives way, as Flink overwrites no files. Returns the
 * paths that were removed.
 */
export function clearOutputs(supplier: Supplier, text: string): string[] {
  const { session, context } = supplier;
  const { outputs } = context.memory;
  const removed: string[] = [];
  for (const [name = '', ...args] of simpleCommands(text, session)) {
    const written =
      baseName(name) === 'flink' ? (args[args.findIndex((arg) => /^--?output$/.test(arg)) + 1] ?? '') : '';
    const local = /^(?:file:(?:\/\/)?)?(\/[\w./-]+)$/.exec(written)?.[1];
    if (local === undefined) continue;
    const holders = [...context.platform.machines.values()].filter(({ files }) => files.exists(local));
    if (outputs.has(local) && holders.length > 0) {
      for (const { files } of holders) files.remove(local, { recursive: true });
      removed.push(local);
    }
    outputs.add(local);
  }
  return removed;
}

/** `mvn package` where no project is: the reader is in the one that was made here. */
function enterProject(supplier: Supplier, args: readonly string[]): void {
  const { cwd, machine } = supplier.session;
  const { files } = machine;
  if (files.exists(`${cwd}/pom.xml`) || args.some((arg) => /archetype|^-(?:f|-file|v|-version)$/.test(arg))) return;
  const project = files.list(cwd).find((name) => files.exists(`${cwd}/${name}/pom.xml`));
  if (project !== undefined) enter(supplier, `${cwd}/${project}`);
}

/** `flink run … x.jar`: the jar, when it is not there. */
function supplyProgram(supplier: Supplier, operands: readonly string[]): void {
  const jar = operands.find((operand) => /\.jar$/.test(operand));
  if (jar !== undefined) supplyFile(supplier, jar);
}

/** `$host:/opt` of a loop: the variable has its value only when the command runs. */
const isOnUnknownHost = (operand: string): boolean => operand.startsWith(':');

function supplyOperands(supplier: Supplier, command: string, operands: readonly string[]): void {
  const { session, context } = supplier;
  const moves = /^(?:mv|cp|scp|rsync)$/.test(command);
  const links = command === 'ln' && operands.length > 1;
  const sources =
    moves || links ? operands.slice(0, -1) : /^(?:chown|chmod)$/.test(command) ? operands.slice(1) : operands;
  for (const source of sources) {
    const remote = /^(?:([\w-]+)@)?([\w.-]+):(.+)$/.exec(source);
    if (remote) {
      supplyKey(supplier, remote[1] ?? session.user, remote[2]!, remote[3]!);
      continue;
    }
    if (!isOnUnknownHost(source)) supplyFile(supplier, source);
  }
  const last = operands.at(-1);
  if (!moves || last === undefined || isOnUnknownHost(last)) return;
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

/** The installation that the client (`flink`, `yarn-session.sh`) of a command line belongs to; null: none. */
export function clientHome(supplier: Supplier, text: string): string | null {
  for (const [name = ''] of simpleCommands(text, supplier.session))
    if (/^(?:flink|yarn-session\.sh)$/.test(baseName(name))) {
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

/** A configuration that nobody touched since it was unpacked becomes that of the machine where the note edits it. */
function copyConfiguration({ session, report }: Supplier, home: string, machine: Machine): void {
  const path = `${home}/conf/flink-conf.yaml`;
  const own = session.machine.files;
  const { files } = machine;
  if (!own.exists(path) || !files.exists(path) || own.readText(path) === files.readText(path)) return;
  if (files.stat(path).modified !== files.stat(`${home}/bin/flink`).modified) return;
  copyTree({ files: filesOf(own, session.user) }, `${home}/conf`, { files }, `${home}/conf`);
  report(`${home}/conf of ${session.machine.name} on ${machine.name} (the note does not say how it got there)`);
}

/** start-cluster.sh: machines that the note never copied Flink to have it, with the master's conf. */
export function supplyWorkers(supplier: Supplier, script: string): void {
  const { session, context } = supplier;
  const { files } = session.machine;
  const home = parentPath(parentPath(script));
  const reader = filesOf(files, session.user);
  for (const list of ['masters', 'workers', 'slaves']) {
    if (!files.exists(`${home}/conf/${list}`)) continue;
    for (const line of files.readText(`${home}/conf/${list}`).split('\n')) {
      const host = line.replace(/#.*/, '').trim().replace(/:\d+$/, '');
      const machine = host === '' ? undefined : context.platform.network.resolve(session.machine, host);
      if (!machine || machine === session.machine || !machine.users.has(session.user)) continue;
      if (machine.files.exists(`${home}/bin/flink`)) {
        copyConfiguration(supplier, home, machine);
        continue;
      }
      copyTree({ files: reader }, home, { files: machine.files }, home);
      supplier.report(
        `${home} on ${machine.name}, copied from ${session.machine.name} (the note does not say how it got there)`,
      );
    }
  }
}
