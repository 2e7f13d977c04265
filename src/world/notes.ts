import { differs, shares } from '../lesson/differs.ts';
import type { NoteCommand, NoteEdit, NoteStep } from '../lesson/note.ts';
import { isWholeProgram } from '../lesson/note-content.ts';
import { parentPath } from '../platform/file-tree.ts';
import type { Process } from '../platform/types.ts';
import { softwareOf } from '../shell/not-simulated.ts';
import type { ShellSession } from '../shell/session.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import { type CellContext, fail, runCommands, type ShellCommand } from './cells.ts';
import {
  isOutdated,
  makeRoom,
  offerSavepoints,
  stopAgain,
  supplyCluster,
  supplyHosts,
  untilClusterAnswers,
} from './note-cluster.ts';
import { supplyFile, supplyListed, supplyUpload } from './note-downloads.ts';
import { edit, readEditedStartFiles } from './note-edits.ts';
import { supplyHadoop, usesYarn } from './note-hadoop.ts';
import { flinkHomes, type Supplier } from './note-installations.ts';
import { DEPLOYED_MS, rememberProgram, supplyJob, supplyNetcat } from './note-jobs.ts';
import { supplyKubernetes } from './note-kubernetes.ts';
import { type NoteMemory, remember, rememberRunning } from './note-memory.ts';
import { goTo } from './note-places.ts';
import {
  clearOutputs,
  clientHome,
  startedCluster,
  supplyCommand,
  supplyFlinkHome,
  supplyWorkers,
} from './note-supplies.ts';
import { type Typed, typed, type Upload, uploadFromWindows, withOwnLogs } from './note-text.ts';
import { makeRoomOnYarn } from './note-yarn.ts';
import { supplyServer, supplyZooKeeper } from './note-zookeeper.ts';
import type { CellRequest } from './protocol.ts';

type NoteBlockRequest = NonNullable<CellRequest['note']>;

/** Says something about a block beside what its commands print. */
interface Remarks {
  /** Something appeared that the note takes for granted. */
  supplied(what: string): void;
  said(what: string): void;
}

/**
 * A block without commands. Where it shows what the block above printed, it is output, and compared with what really came; code and configuration are
 * there to be read.
 */
export function showBlock({ memory }: CellContext, run: CellRun, note: NoteBlockRequest): Outcome {
  const came = memory.lastOutput;
  const shown = run.request.source.split('\n');
  const plain = { exitCode: 0, error: null };
  if (run.request.options.norun && isWholeProgram(run.request.source))
    run.print(
      'stderr',
      'millrace: not run here: commands of this note build or submit programs (run this cell alone to run it as an IDE does)\n',
    );
  if (came === null || run.request.language !== 'text' || !shares(shown, came))
    return { ...plain, note: { kind: note.kind, why: note.why, differs: null } };
  memory.lastOutput = null;
  remember(memory, came, shown);
  return { ...plain, note: { kind: 'output', why: 'output of the block above', differs: differs(shown, came) } };
}

/** Runs the steps of a note's block, and says how its output differs from what the note shows. */
export function* runNote(context: CellContext, run: CellRun, note: NoteBlockRequest): Task<Outcome> {
  const { memory } = context;
  const differences: string[] = [];
  const supplied: string[] = [];
  const refused: string[] = [];
  let outcome: Outcome = { exitCode: 0, error: null };
  const say = (text: string): void => run.print('stderr', `millrace: ${text}\n`);
  const remarks: Remarks = {
    supplied(what) {
      if (supplied.includes(what)) return;
      supplied.push(what);
      say(`there is now ${what}`);
    },
    said: say,
  };
  const notRunnable = (why: string, of: Outcome): Outcome => ({
    ...of,
    error: of.error ?? { message: why, file: null, line: null, column: null },
    note: { kind: 'not-runnable', why, differs: null },
  });
  rememberRunning(memory);
  memory.running.push({
    run,
    expected: note.steps.flatMap((step) => (step.kind === 'command' ? step.expected : [])),
  });
  memory.lastOutput = null;
  for (const group of groups(note.steps)) {
    if (!Array.isArray(group)) {
      outcome = edit(context, run, group, remarks.supplied);
      if (outcome.error) return notRunnable(outcome.error.message, outcome);
      continue;
    }
    const foreign = group.find((command) => command.shell !== 'bash' && command.shell !== 'zkcli');
    if (foreign)
      return notRunnable(
        `not simulated yet: ${SHELLS[foreign.shell] ?? foreign.shell}`,
        fail('a prompt of another program'),
      );
    const commands = group.flatMap((command) => shellCommands(context, run, command, remarks));
    outcome = yield* runCommands(context, run, commands, (index, exitCode, output) => {
      const { step, text, open } = commands[index]!;
      memory.lastOutput = (memory.lastOutput ?? '') + output;
      remember(memory, output, step.expected);
      if (exitCode === 0 && /start-cluster\.sh/.test(text)) memory.refused = null;
      for (const [name, why] of memory.jars) if (text.includes(name)) remarks.supplied(`${name}: ${why}`);
      const reason = refusal({ text, open, output, exitCode }, memory, supplied);
      if (reason !== null) {
        refused.push(reason);
        if (/Kubernetes/.test(reason) || STARTS_CLUSTERS.test(text)) memory.refused = reason;
        return;
      }
      if (STARTS_CLUSTERS.test(text)) memory.refused = null;
      // After an upload a note lists the files, after netcat what is typed into it.
      if (/^(?:sudo\s+)?rz\b/.test(text) || NETCAT.test(step.text)) return;
      const difference = differs(step.expected, output);
      if (difference) differences.push(difference);
    });
    if (outcome.error) return notRunnable(outcome.error.message, outcome);
  }
  if (refused.length > 0) return notRunnable(refused[0]!, outcome);
  if (
    outcome.exitCode === 1 &&
    ANSWERS.test(note.steps.at(-1)?.kind === 'command' ? (note.steps.at(-1) as NoteCommand).text : '')
  )
    outcome = { ...outcome, exitCode: 0 };
  const why = supplied.length > 0 ? `${note.why}; not in the note: ${supplied.join('; ')}` : note.why;
  return {
    ...outcome,
    note: { kind: note.kind, why, differs: differences.length > 0 ? differences.join('; ') : null },
  };
}

/** Clusters in containers: what later blocks ask over HTTP or in a container. */
const STARTS_CLUSTERS = /\bdocker(?:-compose|\s+compose|\s+run)\b/;
const ASKS_CLUSTERS = /\bcurl\b[^|;&]*:8081|\bdocker\s+(?:exec|cp|logs)\b/;

/** An answer, no failure: nothing was found, two files differ. */
const ANSWERS = /(?:^|[|;&]\s*)(?:sudo\s+)?(?:[efz]?grep|diff|cmp|test|\[|pgrep|which)\s[^|;&]*$/;

const NETCAT = /^(?:sudo\s+)?(?:nc|ncat|netcat)\s/;

const SHELLS: Readonly<Record<string, string>> = {
  sql: 'SQL',
  mysql: 'MySQL',
  scala: 'the Scala shell',
  hive: 'Hive',
  hbase: 'HBase',
  python: 'Python',
  windows: "Windows' command line",
};

/** A cluster of its own answers these. */
const ON_KUBERNETES = /kubernetes-(?:session|application)|\bkubernetes\./;

/** Commands of Linux distributions that the machines do not have. */
const OF_LINUX =
  /^(?:yum-config-manager|yumdownloader|nmcli|nmtui|ifup|ifdown|ip6?tables|ufw|firewall-cmd|fdisk|mkfs(?:\.\w+)?|parted|lsblk|blkid|lvs|vgs|pvs|mount|umount|swapon|swapoff|ntpdate|chronyc|timedatectl|localectl|hostnamectl|setenforce|getenforce|semanage|update-alternatives|alternatives|snap|dnf|zypper|pacman|gcc|g\+\+|make|cmake|screen|tmux|strace|perf|gdb|iotop|iftop|htop|nethogs|sar|iostat|mpstat|vmstat|pidstat|crontab|at|expect|ansible|iconv|dos2unix|unrar|7z|rar|lrzsz)$/;

/** What a command says that lacks something its reader would have from elsewhere, and what that is. */
const NOT_IN_THE_NOTE: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/there is no POM in this directory/, () => 'not in the note: the Maven project'],
  [/Can't find a suitable configuration file in this directory/, () => 'not in the note: docker-compose.yml'],
  [/FileNotFoundError: \[Errno 2\] No such file or directory: '([^']+)'/, (name) => `not in the note: ${name}`],
  [/unable to evaluate symlinks in Dockerfile path/, () => 'not in the note: the Dockerfile'],
  [/error: the path "([^"]+)" does not exist/, (name) => `not in the note: ${name}`],
  [/No FileSystem for scheme "?(\w+)/, (name) => `not simulated yet: the file system ${name}://`],
  [/bash: ([\w./-]+\.(?:bat|exe|cmd)): command not found/, () => `not simulated yet: ${SHELLS.windows}`],
  [
    /bash: ([\w./-]+): command not found/,
    (name) => (OF_LINUX.test(name) ? `not simulated yet: the command ${name}` : `not in the note: the command ${name}`),
  ],
  [
    /bash: (?:\S*\/)?(?:zookeeper-server-\w+|kafka-[\w-]+|connect-\w+)\.sh: No such file/,
    () => 'not simulated yet: Kafka',
  ],
  [
    /bash: \S*\b(start|stop)-local\.sh: No such file/,
    (action) => `not simulated yet: Flink before 1.5 (${action}-local.sh)`,
  ],
  [/bash: (\S+\.(?:sh|py)): No such file or directory/, (name) => `not in the note: the script ${name}`],
  [/^sh: (\S+\.sh): No such file or directory/m, (name) => `not in the note: the script ${name}`],
  [/unable to resolve host address ‘([^’]+)’/, (name) => `not simulated yet: other machines of the internet (${name})`],
  [/Could not resolve host: (\S+)/, (name) => `not simulated yet: other machines of the internet (${name})`],
];

/** Why a command could not do its work, when that is something not simulated; null: it did, or failed on its own account. */
function refusal(
  { text, open, output, exitCode }: { text: string; open: readonly string[]; output: string; exitCode: number },
  memory: NoteMemory,
  supplied: readonly string[],
): string | null {
  // What was said of a jar that appeared counts only where its program then fails.
  const said = /not simulated yet: [^\n]*/.exec(output.replace(/^millrace: there is now .*$/gm, ''));
  if (said) return said[0];
  // 130: it ran until the next block was typed.
  if (exitCode === 0 || exitCode === 130) return null;
  // A program that reached for what is not there: Kafka, the Table API.
  const reached = /UnsupportedOperationException: not simulated: ([^\n;]+)/.exec(output)?.[1];
  if (reached !== undefined) return `not simulated yet: ${reached}`;
  const program = supplied
    .map((what) => /(?:^|[:;] )(not simulated yet: [^;]+|not in the note: the program [^;]+)/.exec(what)?.[1])
    .find((found) => found !== undefined);
  if (program !== undefined) return program;
  if (open.length > 0) return `the note does not say what stands for ${open.join(', ')}`;
  const software = softwareOf(text);
  if (software !== null) return `not simulated yet: ${software}`;
  for (const [pattern, missing] of NOT_IN_THE_NOTE) {
    const found = pattern.exec(output);
    if (found) return missing(found[1] ?? '');
  }
  if (/(?:^|[\s"'])[A-Z]:[\\/]/.test(text)) return `not simulated yet: ${SHELLS.windows}`;
  // `flink list` after a session on Kubernetes that could not be started: it would have gone there.
  if (
    memory.refused !== null &&
    (ASKS_CLUSTERS.test(text) || /\bflink\s+(?:run|list|cancel|stop|savepoint)\b/.test(text))
  )
    return memory.refused;
  return null;
}

/** Edits one by one, commands that follow each other together. */
function groups(steps: readonly NoteStep[]): (NoteEdit | NoteCommand[])[] {
  const result: (NoteEdit | NoteCommand[])[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (step.kind === 'edit') result.push(step);
    else if (Array.isArray(last)) last.push(step);
    else result.push([step]);
  }
  return result;
}

/** A command line, which takes its final form when the ones before it are done: its placeholders may stand for what they print. */
interface Prepared extends ShellCommand {
  readonly step: NoteCommand;
  /** Placeholders that nothing stands for. */
  readonly open: readonly string[];
}

/** A command of a note as it is typed: several, when its target is a pattern such as 192.168.1.10X. */
function shellCommands(context: CellContext, run: CellRun, step: NoteCommand, remarks: Remarks): Prepared[] {
  const machines = [...context.platform.machines.values()];
  const written = step.shell === 'zkcli' ? `zkCli.sh ${step.text}` : step.text;
  const pattern = /(?<![\w.])((?:\d{1,3}\.){3}\d{0,2})[XxNn*](?![\w.])/.exec(written);
  const texts = pattern
    ? machines.filter(({ ip }) => ip.startsWith(pattern[1]!)).map(({ ip }) => written.replaceAll(pattern[0], ip))
    : [written];
  return texts.map((text) => {
    let ready: Typed | null = null;
    return {
      step,
      get text() {
        return ready?.text ?? text;
      },
      get open() {
        return ready?.open ?? [];
      },
      host: step.host ?? context.first.name,
      user: step.user ?? context.user,
      *prepare(session) {
        const upload = uploadFromWindows(text);
        if (upload !== null) {
          supplyFrom(context, session, upload, remarks);
          ready = { text: ':', open: [], meant: [] };
          return;
        }
        const first = typed(text, context.memory);
        if (yield* prepare(context, run, session, { ...step, text: first.text }, remarks)) {
          ready = { text: ':', open: [], meant: [] };
          return;
        }
        // What was supplied may have changed what names stand for.
        ready = withOwnLogs(typed(text, context.memory), session);
        context.memory.clusterId =
          /-Dkubernetes\.cluster-id=([\w-]+)/.exec(ready.text)?.[1] ?? context.memory.clusterId;
        const order = [
          ...ready.text.matchAll(
            /\b(?:zkServer\.sh|zookeeper\.sh|zookeeper-quorum\.sh)\s+(start|stop)|\b(start|stop)-zookeeper-quorum\.sh/g,
          ),
        ].at(-1);
        if (order) context.memory.zooKeeperStopped = (order[1] ?? order[2]) === 'stop';
        for (const name of ready.meant) remarks.said(name);
      },
    };
  });
}

const CLIENT = /(?:^|\/|\s)flink\s+(?:run|list|cancel|stop|savepoint)\b/;

/** What the note's reader copies from a Windows machine, which is none of the note's, is there. */
function supplyFrom(
  context: CellContext,
  session: ShellSession,
  { file, user, host, path }: Upload,
  remarks: Remarks,
): void {
  const machine = context.platform.network.resolve(session.machine, host) ?? session.machine;
  const known = user !== null && machine.users.has(user) ? user : session.user;
  const target = context.terminal(machine, known).session;
  const supplier: Supplier = { context, setup: context.memory.setup, session: target, report: remarks.supplied };
  const home = machine.users.get(known)?.home ?? '/';
  const directory = path === '' || path.startsWith('~') ? path.replace(/^~?/, home) : path;
  supplyFile(supplier, directory.endsWith(file) ? directory : `${directory.replace(/\/+$/, '')}/${file}`);
  remarks.said(`typed on Windows: ${file} is on ${machine.name} now`);
}

/** Does the configuration name the cluster for its election? Then one on YARN waits until the standalone one has ended. */
function sharesElection({ machine }: ShellSession, home: string | null): boolean {
  const path = `${home}/conf/flink-conf.yaml`;
  return (
    home !== null &&
    machine.files.exists(path) &&
    /^\s*high-availability\.cluster-id\s*:/m.test(machine.files.readText(path))
  );
}

/** Looks that a person takes once a cluster that was just started is there. */
const LOOKS_AT_CLUSTER = /(?:^|\/)zkCli\.sh\b|\bcurl\b|\b(?:tail|cat|less|more)\s[^|;&]*\blog\//;

/** Brings the session to where the command is typed, with what it uses. Returns whether that did all that it asks for. */
function* prepare(
  context: CellContext,
  run: CellRun,
  session: ShellSession,
  { text, directory, expected, line }: NoteCommand,
  remarks: Remarks,
): Task<boolean> {
  const { memory } = context;
  const supplier: Supplier = {
    context,
    setup: memory.setup,
    session,
    report: (what) => {
      const jar = /^([\w.-]+\.jar): (.*)$/.exec(what);
      if (jar) memory.jars.set(jar[1]!, jar[2]!);
      remarks.supplied(what);
    },
  };
  yield* readEditedStartFiles(memory, session);
  if (directory !== null) goTo(session, directory, supplier);
  supplyListed(supplier, text, expected);
  if (/^(?:sudo\s+)?rz\b/.test(text)) supplyUpload(supplier, [...expected, ...commentsAbove(run.request.source, line)]);
  yield* supplyFlinkHome(supplier, text);
  supplyCommand(supplier, text);
  const home = clientHome(supplier, text);
  if (home !== null) yield* supplyZooKeeper(supplier, home);
  yield* supplyServer(supplier, text, flinkHomes(session.machine, session.cwd)[0]);
  const classpath = session.env.get('HADOOP_CLASSPATH');
  yield* supplyHadoop(supplier, text);
  const withHadoop = session.env.get('HADOOP_CLASSPATH') !== classpath;
  if (!expected.some((shown) => /forbidden|NotFound/.test(shown))) supplyKubernetes(supplier, text);
  const started = startedCluster(supplier, text);
  if (started !== null && memory.cluster && isOutdated(memory.cluster, started, context)) {
    yield* stopAgain(memory, context);
    remarks.said('the cluster of an earlier block was stopped: its configuration is another one now');
  }
  if (started !== null)
    memory.cluster = { script: started, machine: session.machine.name, user: session.user, again: false };
  if (started !== null) {
    supplyHosts(supplier, parentPath(parentPath(started)), expected);
    offerSavepoints(supplier, parentPath(parentPath(started)));
    supplyWorkers(supplier, started);
    yield* supplyZooKeeper(supplier, parentPath(parentPath(started)));
  }
  const client = CLIENT.test(text) && !usesYarn(text) && !ON_KUBERNETES.test(text);
  if (client && withHadoop && memory.cluster) {
    yield* stopAgain(memory, context);
    remarks.said('the cluster of an earlier block was stopped: it was started without Hadoop on its class path');
  }
  if (usesYarn(text) && memory.cluster && sharesElection(session, home)) {
    yield* stopAgain(memory, context);
    memory.cluster = null;
    remarks.said(
      'the cluster of an earlier block was stopped: it has the high-availability.cluster-id that the one on YARN would have',
    );
  }
  for (const application of yield* makeRoomOnYarn(supplier, text))
    remarks.said(`${application} of an earlier block was killed: it held what the next one needs`);
  const looks =
    /^jps\b/.test(text) && expected.some((shown) => /StandaloneSessionClusterEntrypoint|TaskManagerRunner/.test(shown));
  const refusedIsShown = expected.some((shown) => /Connection refused|Exception/.test(shown));
  if ((client && !refusedIsShown) || (looks && memory.cluster)) yield* supplyCluster(context, supplier, text);
  if (client || LOOKS_AT_CLUSTER.test(text)) yield* untilClusterAnswers(context);
  if (client && !refusedIsShown) {
    yield* supplyJob(supplier, text);
    yield* supplyNetcat(supplier, text);
  }
  if (client && /\bflink\s+run\b/.test(text)) rememberProgram(supplier, text);
  if (client && /\bflink\s+run\b/.test(text))
    for (const job of yield* makeRoom(context, supplier, text))
      remarks.said(`job ${job} of an earlier block was cancelled: it held the cluster's last slots`);
  if (client && !refusedIsShown)
    for (const path of clearOutputs(supplier, text)) remarks.said(`${path} was removed: an earlier block wrote it`);
  if (/\bmvn\b[^|;]*archetype:generate/.test(text)) answerMaven(run, text, expected, remarks);
  return NETCAT.test(text) && (yield* prepareNetcat(context, run, session, { text, expected }, remarks));
}

/**
 * The reader has one terminal for netcat. What the note shows below it is typed into it: into the one of an earlier block, where a job reads from that
 * one; otherwise Ctrl-C ends it. Returns whether nothing is left to start.
 */
function* prepareNetcat(
  { platform, memory }: CellContext,
  run: CellRun,
  { machine }: ShellSession,
  { text, expected }: { text: string; expected: readonly string[] },
  { said }: Remarks,
): Task<boolean> {
  const lines = expected.filter((line) => line.trim() !== '');
  const typing = `${lines.join('\n')}\n`;
  if (/\s-\w*l/.test(text)) {
    const port = Number(/\s(\d+)\s*$/.exec(text.replace(/\s#.*/, ''))?.[1]);
    const place = `${machine.name}:${port}`;
    const earlier = memory.netcats.get(place);
    const isRead = (): boolean =>
      platform.network
        .connections(machine)
        .some(({ local, localPort }) => local.spec.role === 'netcat' && localPort === port);
    // A job that was just submitted connects when it is deployed.
    for (let waited = 0; earlier && lines.length > 0 && !isRead() && waited < DEPLOYED_MS; waited += 500)
      yield sleep(platform.world, 500);
    if (earlier && isRead() && lines.length > 0) {
      earlier.stdin.push(typing);
      said(`typed into the netcat of an earlier block: ${lines.join(' / ')}`);
      return true;
    }
    memory.netcats.set(place, run);
    const holder: Process | null | undefined = platform.network.listener(machine.name, port);
    if (holder?.spec.role === 'netcat') {
      holder.kill('SIGINT');
      said(`Ctrl-C ended the netcat of an earlier block, which held port ${port}`);
    }
  }
  if (lines.length === 0) return false;
  run.stdin.push(typing);
  said(`typed into it: ${lines.join(' / ')}`);
  return false;
}

/** `mvn archetype:generate` asks for what the line does not say: it gets what the note shows, else names of no meaning. */
function answerMaven(run: CellRun, text: string, expected: readonly string[], { said }: Remarks): void {
  if (/\s-B\b|-DinteractiveMode=false/.test(text)) return;
  const usual = { groupId: 'org.example', artifactId: 'quickstart', version: '', package: '' };
  const answers = Object.entries(usual)
    .filter(([name]) => !text.includes(`-D${name}=`))
    .map(([name, value]) => {
      const shown = new RegExp(`property '${name}'.*:\\s*(?!:)(\\S+)\\s*$`);
      return expected.map((line) => shown.exec(line)?.[1]).find((given) => given !== undefined) ?? value;
    });
  if (answers.length === 0) return;
  run.stdin.push(`${answers.join('\n')}\n`);
  said(`typed into it: ${answers.map((answer) => answer || '(Enter)').join(' / ')}`);
}

/** Comment lines of a block right above a line, commands in between. */
function commentsAbove(source: string, line: number): string[] {
  const lines = source.split('\n').slice(0, line);
  const found: string[] = [];
  for (let at = lines.length - 1; at >= 0 && lines[at]!.trim() !== ''; at--)
    if (/^\s*#/.test(lines[at]!)) found.push(lines[at]!);
  return found;
}
