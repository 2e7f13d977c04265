import type { Jar } from '../flink/api/jar.ts';
import { loadHadoopConfiguration } from '../hadoop/configuration.ts';
import { formatNameNode, nameDirectory, readNamesystem } from '../hadoop/hdfs/namenode.ts';
import { baseName, parentPath, resolvePath } from '../platform/file-tree.ts';
import { nullOutput } from '../platform/streams.ts';
import type { FileContent, Machine } from '../platform/types.ts';
import { configureHadoop } from '../shell/hadoop/distribution.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import { simpleCommands } from './note-command-words.ts';
import { supplyFile } from './note-downloads.ts';
import { hdfsAt, hdfsUri, tryHdfs } from './note-hdfs.ts';
import { enter, flinkHomes, installHadoopAt, linkAnew, type Supplier } from './note-installations.ts';
import { noteJar } from './note-jar.ts';
import { clientHome, startedCluster } from './note-supplies.ts';
import { supplyApplication } from './note-yarn.ts';

/**
 * Hadoop as a note takes it for granted: installed and configured on all machines, its commands on the PATH, HDFS formatted, the daemons running, the
 * files there that a command reads from HDFS.
 */

const COMMANDS =
  /^(?:hdfs|hadoop|yarn|(?:start|stop)-(?:dfs|yarn|all)\.sh|(?:hadoop|yarn)-daemons?\.sh|mr-jobhistory-daemon\.sh)$/;
/** Other options of YARN (-ynm, -yjm) send nothing there by themselves. */
const ON_YARN = /yarn-(?:cluster|session|per-job|application)|\s-yid\b|\byarn\.application\.id/;
/** NodeManagers of those who write notes are no smaller. */
const NODE = { memoryMb: 32_768, vcores: 32 };
/** Virtual ms until daemons that were just started serve. */
const STARTING_MS = 8_000;
/** As long as a reader waits for HDFS: longer than dfs.namenode.safemode.extension. */
const SAFE_MODE_MS = 45_000;

/** Whether a line is for a cluster on YARN. */
export function usesYarn(text: string): boolean {
  return ON_YARN.test(text);
}

/** Makes what a command line needs of Hadoop. */
export function* supplyHadoop(supplier: Supplier, text: string): Task {
  const { session } = supplier;
  const words = simpleCommands(text, session);
  const names = words.map(([name = '']) => baseName(name));
  const own = names.filter((name) => COMMANDS.test(name));
  const asks = /[`(]\s*hadoop\s/.test(text);
  const yarn = usesYarn(text) || own.includes('yarn');
  const dfs = /hdfs:\/\//.test(text) || configuredForHdfs(supplier, text);
  if (own.length === 0 && !asks && !yarn && !dfs) return;

  const home = homeOf(supplier, words);
  putOnPath(supplier, home);
  linkOtherHomes(supplier, home);
  configure(supplier, home, text, own.includes('start-yarn.sh'));
  if (own.length > 0 && words.every((each) => !needsRunning(each))) {
    formatIfNeeded(supplier, home, own);
    yield* stopFirst(supplier, home, own);
    return;
  }
  if (own.length === 0 && !yarn && !dfs) return;
  yield* setVariables(supplier, home);
  yield* startIfNeeded(supplier, home, yarn);
  yield* supplyApplication(supplier, text);
  aliases(supplier, `${text}\n${startedConfiguration(supplier, text)}`);
  supplyRemoteFiles(supplier, home, text);
  for (const [name = '', , ...args] of words)
    if (/^(?:hdfs|hadoop)$/.test(baseName(name)) && needsRunning([name, 'dfs'])) supplyOperands(supplier, home, args);
}

/** Local files of `-put`, and directories of HDFS that `hdfs dfs` takes for granted: the user's own, where files go. */
function supplyOperands(supplier: Supplier, home: string, [command = '', ...args]: readonly string[]): void {
  const { session, report } = supplier;
  const operands = args.filter((arg) => !arg.startsWith('-') && !/[<>|*?[\]]/.test(arg));
  if (!command.startsWith('-')) return;
  const puts = /^-(?:put|copyFromLocal|moveFromLocal|appendToFile)$/.test(command);
  if (puts) for (const local of operands.slice(0, -1)) supplyFile(supplier, local);
  const directory = (path: string): void => {
    const files = hdfsAt(supplier, home, { authority: '', path });
    if (!files) return;
    const { tree, superuser } = files.nameNode.namesystem;
    if (files.nameNode.safeMode !== null || tree.exists(path)) return;
    tree.mkdir(path, { recursive: true, owner: superuser });
    tree.chown(path, session.user, session.user);
    report(`the directory ${path} in HDFS`);
  };
  tryHdfs(() => {
    if (operands.every((path) => !path.startsWith('/')) || operands.length === 0) directory(`/user/${session.user}`);
    const target = operands.at(-1);
    if (puts && target?.startsWith('/') && !baseName(target).includes('.')) directory(target);
  });
}

/** A simple command that talks to daemons which have to run. */
function needsRunning([name = '', first = '', second = '']: readonly string[]): boolean {
  switch (baseName(name)) {
    case 'hdfs':
      return /^(?:dfs|dfsadmin|fsck|haadmin)$/.test(first);
    case 'hadoop':
      return /^(?:fs|dfs|jar)$/.test(first);
    case 'yarn':
      return first !== '--daemon' && first !== 'version' && second !== 'start';
    default:
      return !COMMANDS.test(baseName(name)) && (/yarn-session\.sh$/.test(name) || /(?:^|\/)flink$/.test(name));
  }
}

/** A cluster that is started or used and whose flink-conf.yaml names HDFS. */
const configuredForHdfs = (supplier: Supplier, text: string): boolean =>
  /^[^#\n]*hdfs:/m.test(startedConfiguration(supplier, text));

/** The flink-conf.yaml of a cluster that a line starts or uses; '' where it does neither. */
function startedConfiguration(supplier: Supplier, text: string): string {
  const home = startedCluster(supplier, text)?.replace(/\/bin\/[^/]+$/, '') ?? clientHome(supplier, text);
  const path = `${home}/conf/flink-conf.yaml`;
  const { files } = supplier.session.machine;
  return home !== null && files.exists(path) ? files.readText(path) : '';
}

/** The installation: the one that the command names, one on the machine, else a new one where the note would have it. */
function homeOf(supplier: Supplier, words: readonly (readonly string[])[]): string {
  const { session, setup } = supplier;
  const { files } = session.machine;
  const named = words.map(([name = '']) => name).find((name) => name.includes('/') && COMMANDS.test(baseName(name)));
  if (named !== undefined) {
    const path = resolvePath(session.cwd, named);
    const home = path.replace(/\/s?bin\/[^/]+$/, '');
    if (files.exists(path)) return home;
    if (home !== path && /hadoop/i.test(baseName(home))) {
      installHadoopAt(supplier, home);
      return home;
    }
    // `sbin/start-dfs.sh` typed in some other directory: the reader is in the installation.
    const known = installed(supplier) ?? installNew(supplier);
    enter(supplier, known);
    return known;
  }
  const variable = session.env.get('HADOOP_HOME');
  if (variable !== undefined && files.exists(`${variable}/bin/hdfs`)) return variable;
  return (
    installed(supplier) ??
    installNew(supplier, variable ?? setup.directories.find((path) => /^hadoop[-_]?\d/i.test(baseName(path))))
  );
}

function installed({ session, context }: Supplier): string | null {
  const { files } = session.machine;
  if (context.memory.hadoop && files.exists(`${context.memory.hadoop.home}/bin/hdfs`))
    return context.memory.hadoop.home;
  for (const root of ['/opt/module', '/opt', '/export/server', '/usr/local', session.cwd]) {
    if (!files.exists(root) || files.stat(root).type !== 'directory') continue;
    const found = files.list(root).find((name) => /^hadoop/i.test(name) && files.exists(`${root}/${name}/bin/hdfs`));
    if (found !== undefined) return `${root}/${found}`;
  }
  return null;
}

function installNew(supplier: Supplier, home = '/opt/module/hadoop-3.1.3'): string {
  installHadoopAt(supplier, home);
  return home;
}

const SCRIPTS = [
  'bin/hdfs',
  'bin/hadoop',
  'bin/yarn',
  'sbin/start-dfs.sh',
  'sbin/stop-dfs.sh',
  'sbin/start-yarn.sh',
  'sbin/stop-yarn.sh',
  'sbin/start-all.sh',
  'sbin/stop-all.sh',
  'sbin/hadoop-daemon.sh',
  'sbin/hadoop-daemons.sh',
  'sbin/yarn-daemons.sh',
  'sbin/yarn-daemon.sh',
  'sbin/mr-jobhistory-daemon.sh',
];

function putOnPath({ context }: Supplier, home: string): void {
  for (const { files } of context.platform.machines.values())
    for (const script of SCRIPTS) {
      const link = `/usr/local/bin/${baseName(script)}`;
      if (!files.exists(link) && files.exists(`${home}/${script}`)) linkAnew(files, `${home}/${script}`, link);
    }
}

/** A note whose variables name an installation that it never shows: another name of the one that is there. */
function linkOtherHomes({ session, context, report }: Supplier, home: string): void {
  for (const name of ['HADOOP_HOME', 'HADOOP_CONF_DIR', 'YARN_CONF_DIR']) {
    const other = session.env.get(name)?.replace(/\/etc\/hadoop\/?$/, '');
    if (!other?.startsWith('/') || !/hadoop/i.test(baseName(other)) || session.machine.files.exists(other)) continue;
    for (const { files } of context.platform.machines.values()) {
      if (files.exists(other) || !files.exists(home)) continue;
      files.mkdir(parentPath(other), { recursive: true });
      files.link(home, other);
    }
    report(`${other} as another name of ${home}`);
  }
}

const confOf = (home: string): string => `${home}/etc/hadoop`;

/** Site files on all machines, where the note leaves them out; the ResourceManager is where start-yarn.sh is typed. */
function configure(supplier: Supplier, home: string, text: string, startsYarn: boolean): void {
  const { session, context } = supplier;
  const { memory, platform } = context;
  const own = memory.hadoop?.home === home;
  const present = loadHadoopConfiguration(session.machine.files, confOf(home));
  if (!own && present['fs.defaultFS'] !== undefined) return;
  if (own && !(startsYarn && present['yarn.resourcemanager.hostname'] !== session.machine.name)) return;
  const uri = /hdfs:\/\/([\w.-]+)(?::(\d+))?/.exec(text) ?? /([\w.-]+):(\d+)/.exec(supplier.setup.nameNode ?? '');
  const named = uri ? platform.network.resolve(session.machine, uri[1]!) : undefined;
  const local = uri?.[1] === 'localhost' && platform.machines.size === 1;
  const nameNode = memory.hadoop?.nameNode ?? (local ? 'localhost' : (named ?? session.machine).name);
  const port = memory.hadoop?.port ?? Number(uri?.[2] ?? 8020);
  const machines = [...platform.machines.values()].filter(({ users }) => users.has(session.user));
  const version = /(\d+\.\d+\.\d+)/.exec(baseName(home))?.[1] ?? '3.1.3';
  for (const machine of machines) {
    if (!machine.files.exists(`${home}/bin/hdfs`)) continue;
    configureHadoop(machine, home, version, {
      nameNode,
      port,
      resourceManager: startsYarn ? session.machine.name : nameNode,
      workers: machines.map(({ name }) => name),
      secondary: machines.at(-1)!.name,
      user: session.user,
      node: NODE,
      queues: supplier.setup.queues,
    });
  }
  if (!own) supplier.report(`Hadoop's configuration in ${confOf(home)} (the note does not show it)`);
  memory.hadoop = { home, nameNode, port };
}

/** Before start-dfs.sh: a NameNode that the note never formatted. */
function formatIfNeeded(supplier: Supplier, home: string, commands: readonly string[]): void {
  if (!commands.some((name) => /^(?:start-(?:dfs|all)|hadoop-daemons?)\.sh$/.test(name))) return;
  format(supplier, home);
}

/** A later chapter starts what an earlier one left running. */
function* stopFirst(supplier: Supplier, home: string, commands: readonly string[]): Task {
  const starts = (pattern: RegExp): boolean => commands.some((name) => pattern.test(name));
  const { session, report } = supplier;
  const stop = function* (script: string, machine: Machine, what: string): Task {
    const terminal = machine === session.machine ? session : supplier.context.terminal(machine, session.user).session;
    yield* terminal.run(`${home}/sbin/${script}`, { stdout: nullOutput, stderr: nullOutput });
    report(`no ${what} left from before (the note starts it again)`);
  };
  const nameNode = runs(supplier, 'namenode');
  const resourceManager = runs(supplier, 'resourcemanager');
  if (resourceManager && starts(/^start-(?:yarn|all)\.sh$/)) yield* stop('stop-yarn.sh', resourceManager, 'YARN');
  if (nameNode && starts(/^start-(?:dfs|all)\.sh$/)) yield* stop('stop-dfs.sh', nameNode, 'HDFS');
}

function format({ session, context, report }: Supplier, home: string): void {
  const { platform, memory } = context;
  const configuration = loadHadoopConfiguration(session.machine.files, confOf(home));
  const host =
    /\/\/([\w.-]+)/.exec(configuration['fs.defaultFS'] ?? '')?.[1] ?? memory.hadoop?.nameNode ?? session.machine.name;
  const machine = platform.network.resolve(session.machine, host);
  if (!machine || readNamesystem(machine, nameDirectory(configuration, session.user))) return;
  formatNameNode(platform, machine, configuration, session.user);
  report(`a formatted NameNode on ${machine.name} (hdfs namenode -format)`);
}

/** What a reader has in /etc/profile.d: Flink then finds Hadoop. */
function* setVariables({ session, context, report }: Supplier, home: string): Task {
  const classpath = [
    confOf(home),
    ...['common/lib/*', 'common/*', 'hdfs/*', 'yarn/*'].map((part) => `${home}/share/hadoop/${part}`),
  ].join(':');
  const variables = { HADOOP_HOME: home, HADOOP_CONF_DIR: confOf(home), HADOOP_CLASSPATH: classpath };
  const missing = Object.entries(variables).filter(([name]) => {
    const value = session.env.get(name);
    // `export HADOOP_CONF_DIR=<your directory>`: what is left to the reader.
    return !value || (name !== 'HADOOP_CLASSPATH' && !session.machine.files.exists(value));
  });
  if (missing.length === 0) return;
  yield* session.run(missing.map(([name, value]) => `export ${name}='${value}'`).join('\n'), {
    stdout: nullOutput,
    stderr: nullOutput,
  });
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${value}\n`);
  for (const { files } of context.platform.machines.values())
    if (!files.exists('/etc/profile.d/hadoop.sh')) files.write('/etc/profile.d/hadoop.sh', lines.join(''));
  report(
    `${missing.map(([name]) => name).join(' and ')} set (the note takes Hadoop on Flink's class path for granted)`,
  );
}

function runs({ context }: Supplier, role: 'namenode' | 'resourcemanager'): Machine | null {
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values()) if (process.spec.role === role) return machine;
  return null;
}

/** Daemons that the note takes for running. */
function* startIfNeeded(supplier: Supplier, home: string, yarn: boolean): Task {
  const { session, context, report } = supplier;
  const start = function* (script: string, host: string, what: string): Task {
    const machine = context.platform.network.resolve(session.machine, host) ?? session.machine;
    const terminal = machine === session.machine ? session : context.terminal(machine, session.user).session;
    const { cwd } = terminal;
    yield* terminal.run(`${home}/sbin/${script}`, { stdout: nullOutput, stderr: nullOutput });
    terminal.cwd = cwd;
    report(`${what} running (the note uses it and does not start it)`);
  };
  const configuration = loadHadoopConfiguration(session.machine.files, confOf(home));
  let youngest = Number.NEGATIVE_INFINITY;
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values())
      if (
        /^(?:name|data)node$|manager$/.test(process.spec.role) &&
        process.spec.mainClass &&
        /Node|ResourceManager/.test(process.spec.mainClass)
      )
        youngest = Math.max(youngest, process.startedAt);
  let started = false;
  if (!runs(supplier, 'namenode')) {
    format(supplier, home);
    yield* start('start-dfs.sh', context.memory.hadoop?.nameNode ?? session.machine.name, 'HDFS');
    started = true;
  }
  if (yarn && !runs(supplier, 'resourcemanager')) {
    yield* start('start-yarn.sh', configuration['yarn.resourcemanager.hostname'] ?? session.machine.name, 'YARN');
    started = true;
  }
  const { world } = context.platform;
  const wait = started ? STARTING_MS : youngest + STARTING_MS - world.now;
  if (wait > 0) yield sleep(world, wait);
  yield* awaitFiles(supplier, home);
}

/** A NameNode that came back with blocks stays in safe mode for a while; a reader waits for its end. */
function* awaitFiles(supplier: Supplier, home: string): Task {
  for (let waited = 0; waited < SAFE_MODE_MS; waited += 1_000) {
    const root = { authority: '', path: '/' };
    if (tryHdfs(() => hdfsAt(supplier, home, root)?.nameNode.safeMode) !== 'startup') return;
    yield sleep(supplier.context.platform.world, 1_000);
  }
}

/** Authorities that are no machine: the name that the author's cluster has. */
function aliases({ session, context, report }: Supplier, text: string): void {
  const { platform, memory } = context;
  for (const [, name = ''] of text.matchAll(/hdfs:\/\/([A-Za-z][\w.-]*)/g)) {
    if (platform.network.resolve(session.machine, name)) continue;
    const target = platform.machines.get(memory.hadoop?.nameNode ?? session.machine.name);
    if (!target) continue;
    for (const { files } of platform.machines.values()) files.append('/etc/hosts', `${target.ip} ${name}\n`);
    report(`${name} as a name of ${target.name}, where the NameNode is`);
  }
}

/** Without `-c` the jar's manifest names the program: a word count among those that the note names, else the first. */
function runnable(content: FileContent, setup: NoteSetup, text: string): FileContent {
  if (content.kind !== 'artifact' || !content.value || /\s(?:-c|--class)\s/.test(text) || setup.classes.length === 0)
    return content;
  const mainClass = setup.classes.find((name) => /word_?count/i.test(name)) ?? setup.classes[0]!;
  return { ...content, value: { ...(content.value as Jar), mainClass } };
}

const WORDS = 'hello world\nhello flink\n';

/** Jars, directories of jars and input files that a line reads from HDFS and that nobody has put there. */
function supplyRemoteFiles(supplier: Supplier, home: string, text: string): void {
  const { session, context, setup, report } = supplier;
  if (!/(?:^|\/|\s)(?:flink\s|yarn-session\.sh\b)/.test(text)) return;
  for (const match of text.matchAll(/(\S*?)(hdfs:\/\/[\w.-]*(?::\d+)?\/[^\s"';]+)/g)) {
    const [, before = '', uri = ''] = match;
    const option = text.slice(0, match.index).trimEnd().split(/\s+/).at(-1) ?? '';
    const target = hdfsUri(uri)!;
    const { path } = target;
    tryHdfs(() => {
      const files = hdfsAt(supplier, home, target);
      if (!files || files.exists(path)) return;
      if (/\.jar$/.test(path)) {
        const jar = noteJar(context, setup, baseName(path));
        files.write(path, runnable(jar.content, setup, text));
        report(`${uri}: ${jar.why}`);
      } else if (/yarn\.provided\.lib\.dirs/.test(before)) {
        const [flink] = flinkHomes(session.machine, session.cwd);
        if (flink === undefined) return;
        for (const name of session.machine.files.list(`${flink}/lib`))
          files.write(`${path}/${name}`, session.machine.files.read(`${flink}/lib/${name}`));
        report(`${uri} with what is in ${flink}/lib`);
      } else if (/^--?input(?:-?path)?$/i.test(option)) {
        files.write(path, WORDS);
        report(`${uri} with a few words`);
      }
    });
  }
}
