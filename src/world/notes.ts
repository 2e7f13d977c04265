import { differs } from '../lesson/differs.ts';
import type { NoteCommand, NoteEdit, NoteStep } from '../lesson/note.ts';
import { resolvePath } from '../platform/file-tree.ts';
import { nullOutput } from '../platform/streams.ts';
import { SystemError } from '../platform/types.ts';
import { softwareOf } from '../shell/not-simulated.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import type { ShellSession } from '../shell/session.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import { type CellContext, fail, machineNamed, runCommands, type ShellCommand } from './cells.ts';
import {
  type Supplier,
  startedCluster,
  supplyCommand,
  supplyFile,
  supplyInstallation,
  supplyListed,
  supplyUpload,
} from './note-supplies.ts';
import type { CellRequest } from './protocol.ts';

type NoteBlockRequest = NonNullable<CellRequest['note']>;

/** What a note's earlier blocks leave behind for its later ones. */
export interface NoteMemory {
  /** What the note takes for granted; null outside notes. */
  readonly setup: NoteSetup;
  /** Last job id that was printed. */
  jobId: string | null;
  /** Last YARN application id. */
  applicationId: string | null;
  /** Last savepoint path. */
  savepoint: string | null;
  /** What jars really hold that the note's author built elsewhere, by file name. */
  readonly jars: Map<string, string>;
  /** Start files of shells that were edited since `user@machine` opened a terminal. */
  readonly startFiles: Map<string, Set<string>>;
  /** The cluster that was started last. */
  cluster: {
    readonly script: string;
    readonly machine: string;
    readonly user: string;
    /** It was started again for the note and is stopped before another one starts. */
    readonly again: boolean;
  } | null;
  /** Software that an earlier block wanted and that is not simulated: later blocks may build on it. */
  refused: string | null;
}

const NO_SETUP: NoteSetup = {
  users: [],
  aliases: {},
  user: 'root',
  flink: '1.13.6',
  directories: [],
  classes: [],
  netcat: null,
};

export function createNoteMemory(setup: NoteSetup | null): NoteMemory {
  return {
    setup: setup ?? NO_SETUP,
    jobId: null,
    applicationId: null,
    savepoint: null,
    jars: new Map(),
    startFiles: new Map(),
    cluster: null,
    refused: null,
  };
}

/** Runs the steps of a note's block, and says how its output differs from what the note shows. */
export function* runNote(context: CellContext, run: CellRun, note: NoteBlockRequest): Task<Outcome> {
  const { memory } = context;
  const differences: string[] = [];
  const supplied: string[] = [];
  const refused: string[] = [];
  let outcome: Outcome = { exitCode: 0, error: null };
  const report = (what: string): void => {
    if (supplied.includes(what)) return;
    supplied.push(what);
    run.print('stderr', `millrace: there is now ${what}\n`);
  };
  const notRunnable = (why: string, of: Outcome): Outcome => ({
    ...of,
    error: of.error ?? { message: why, file: null, line: null, column: null },
    note: { kind: 'not-runnable', why, differs: null },
  });
  for (const group of groups(note.steps)) {
    if (!Array.isArray(group)) {
      outcome = edit(context, run, group, report);
      if (outcome.error) return notRunnable(outcome.error.message, outcome);
      continue;
    }
    const foreign = group.find((command) => command.shell !== 'bash' && command.shell !== 'zkcli');
    if (foreign)
      return notRunnable(
        `not simulated yet: ${SHELLS[foreign.shell] ?? foreign.shell}`,
        fail('a prompt of another program'),
      );
    const commands = group.flatMap((command) =>
      shellCommands(context, run, command, report).map((ready) => ({ command, ready })),
    );
    outcome = yield* runCommands(
      context,
      run,
      commands.map(({ ready }) => ready),
      (index, exitCode, output) => {
        const { command, ready } = commands[index]!;
        remember(memory, output);
        if (exitCode === 0 && /start-cluster\.sh/.test(ready.text)) memory.refused = null;
        for (const [name, why] of memory.jars) if (ready.text.includes(name)) report(`${name}: ${why}`);
        const reason = refusal(ready.text, output, exitCode, memory, supplied);
        if (reason !== null) {
          refused.push(reason);
          if (/YARN|Kubernetes/.test(reason)) memory.refused = reason;
          return;
        }
        // After an upload a note lists the files, after netcat what is typed into it.
        if (/^(?:sudo\s+)?(?:rz|nc|ncat|netcat)\b/.test(ready.text)) return;
        const difference = differs(command.expected, output);
        if (difference) differences.push(difference);
      },
    );
    if (outcome.error) return notRunnable(outcome.error.message, outcome);
  }
  if (refused.length > 0) return notRunnable(refused[0]!, outcome);
  const why = supplied.length > 0 ? `${note.why}; not in the note: ${supplied.join('; ')}` : note.why;
  return {
    ...outcome,
    note: { kind: note.kind, why, differs: differences.length > 0 ? differences.join('; ') : null },
  };
}

const SHELLS: Readonly<Record<string, string>> = { sql: 'SQL', mysql: 'MySQL', scala: 'the Scala shell' };

/** What commands that name these words need. */
const NEEDS: readonly (readonly [RegExp, string])[] = [
  [/yarn-(?:cluster|session|per-job|application)|-yid\b|-yn\b|\byarn\.application\.id|application_\w+/, 'YARN'],
  [/kubernetes-(?:session|application)|\bkubernetes\./, 'Kubernetes'],
  [/hdfs:\/\//, 'HDFS'],
];

/** Why a command could not do its work, when that is something not simulated; null: it did, or failed on its own account. */
function refusal(
  text: string,
  output: string,
  exitCode: number,
  memory: NoteMemory,
  supplied: readonly string[],
): string | null {
  const said = /not simulated yet: [^\n]*/.exec(output);
  if (said) return said[0];
  if (exitCode === 0) return null;
  const needs = NEEDS.find(([pattern]) => pattern.test(text))?.[1];
  if (needs !== undefined) return `not simulated yet: ${needs}`;
  const program = supplied
    .map((what) => /(?:not simulated yet|not in the note): \w+[^;]*/.exec(what)?.[0])
    .find((found) => found !== undefined);
  if (program !== undefined) return program;
  const software = softwareOf(text);
  if (software !== null) return `not simulated yet: ${software}`;
  // `flink list` after a session on YARN that could not be started: it would have gone there.
  if (memory.refused !== null && /\bflink\s+(?:run|list|cancel|stop|savepoint)\b/.test(text)) return memory.refused;
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

/** A command of a note as it is typed: several, when its target is a pattern such as 192.168.1.10X. */
function shellCommands(
  context: CellContext,
  run: CellRun,
  command: NoteCommand,
  report: (what: string) => void,
): ShellCommand[] {
  const { memory } = context;
  const machines = [...context.platform.machines.values()];
  const text = typed(command.shell === 'zkcli' ? `zkCli.sh ${command.text}` : command.text, memory);
  const pattern = /(?<![\w.])((?:\d{1,3}\.){3}\d{0,2})[XxNn*](?![\w.])/.exec(text);
  const texts = pattern
    ? machines.filter(({ ip }) => ip.startsWith(pattern[1]!)).map(({ ip }) => text.replaceAll(pattern[0], ip))
    : [text];
  return texts.map((line) => ({
    text: line,
    host: command.host ?? context.first.name,
    user: command.user ?? context.user,
    *prepare(session) {
      const supplier: Supplier = {
        context,
        setup: memory.setup,
        session,
        report: (what) => {
          const jar = /^([\w.-]+\.jar): (.*)$/.exec(what);
          if (jar) memory.jars.set(jar[1]!, jar[2]!);
          report(what);
        },
      };
      yield* readEditedStartFiles(memory, session);
      if (command.directory !== null) goTo(session, command.directory, supplier);
      supplyListed(supplier, line, command.expected);
      if (/^(?:sudo\s+)?rz\b/.test(line))
        supplyUpload(supplier, [...command.expected, ...commentsAbove(run.request.source, command.line)]);
      supplyCommand(supplier, line);
      const started = startedCluster(supplier, line);
      if (started !== null && memory.cluster?.again && memory.cluster.script !== started)
        yield* stopAgain(memory, context);
      if (started !== null)
        memory.cluster = { script: started, machine: session.machine.name, user: session.user, again: false };
      const client =
        /(?:^|\/|\s)flink\s+(?:run|list|cancel|stop|savepoint)\b/.test(line) &&
        !NEEDS.some(([pattern]) => pattern.test(line));
      const looks =
        /^jps\b/.test(line) &&
        command.expected.some((shown) => /StandaloneSessionClusterEntrypoint|TaskManagerRunner/.test(shown));
      if (client || looks) yield* startAgain(memory, context, supplier);
      if (client) yield* untilClusterAnswers(context);
    },
  }));
}

/** Comment lines of a block right above a line, commands in between. */
function commentsAbove(source: string, line: number): string[] {
  const lines = source.split('\n').slice(0, line);
  const found: string[] = [];
  for (let at = lines.length - 1; at >= 0 && lines[at]!.trim() !== ''; at--)
    if (/^\s*#/.test(lines[at]!)) found.push(lines[at]!);
  return found;
}

/** A person opens a new terminal after an edit of ~/.bashrc or /etc/profile; here the terminal reads the file. */
function* readEditedStartFiles(memory: NoteMemory, session: ShellSession): Task<void> {
  for (const [key, files] of memory.startFiles) {
    if (key !== session.machine.name) continue;
    for (const file of files) {
      if (!file.startsWith('/etc/') && !file.startsWith(`${session.machine.users.get(session.user)?.home}/`)) continue;
      const { cwd } = session;
      yield* session.run(`. ${file}`, { stdout: nullOutput, stderr: nullOutput });
      session.cwd = cwd;
      files.delete(file);
    }
  }
}

/**
 * Notes show how a cluster is stopped and go on using it: the last cluster of the note is started again where no JobManager runs. A cluster that
 * needs what is not simulated is left alone.
 */
function* startAgain(memory: NoteMemory, context: CellContext, { session, report }: Supplier): Task<void> {
  const { cluster } = memory;
  if (!cluster || memory.refused !== null) return;
  // What was just stopped takes a moment to end.
  yield sleep(context.platform.world, STOPPING_MS);
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values()) if (process.spec.role === 'jobmanager') return;
  const machine = context.platform.machines.get(cluster.machine);
  if (!machine?.files.exists(cluster.script)) return;
  const terminal =
    machine === session.machine && cluster.user === session.user
      ? session
      : context.terminal(machine, cluster.user).session;
  const { cwd } = terminal;
  const exitCode = yield* terminal.run(cluster.script, { stdout: nullOutput, stderr: nullOutput });
  terminal.cwd = cwd;
  if (exitCode !== 0) return;
  memory.cluster = { ...cluster, again: true };
  report(`the cluster again (the note stopped it and goes on using it): ${cluster.script} on ${machine.name}`);
}

function* stopAgain(memory: NoteMemory, context: CellContext): Task<void> {
  const { cluster } = memory;
  const machine = cluster && context.platform.machines.get(cluster.machine);
  if (!cluster || !machine) return;
  const { session } = context.terminal(machine, cluster.user);
  yield* session.run(cluster.script.replace(/start-cluster\.sh$/, 'stop-cluster.sh'), {
    stdout: nullOutput,
    stderr: nullOutput,
  });
  yield sleep(context.platform.world, STOPPING_MS);
}

const STOPPING_MS = 3_000;
const SETTLED_MS = 12_000;

/** Between starting a cluster and using it a person takes a breath: JobManagers and TaskManagers that just started find each other. */
function* untilClusterAnswers(context: CellContext): Task<void> {
  const { world } = context.platform;
  let youngest = Number.NEGATIVE_INFINITY;
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values())
      if (process.spec.role === 'jobmanager' || process.spec.role === 'taskmanager')
        youngest = Math.max(youngest, process.startedAt);
  const wait = youngest + SETTLED_MS - world.now;
  if (wait > 0) yield sleep(world, wait);
}

/** What a person would type where the note has a placeholder, an en-dash for a hyphen, a verb that a word processor capitalised. */
export function typed(text: string, memory: NoteMemory): string {
  let line = text
    .replace(/(^|\s)[\u2013\u2014\u2212](?=[A-Za-z-])/g, '$1-')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/^(Vim?|Chown|Chmod|Cd|Scp|Ssh|Tar|Nc|Export|Source)\b/, (word) => word.toLowerCase());
  if (memory.jobId)
    line = line.replace(
      /<\s*job_?-?\s?id\s*>|\$\{?job_?id\}?|(?<=\s)(?:JobId|jobId|JobID|job_id|<id>)(?=\s|$)/gi,
      memory.jobId,
    );
  else line = line.replace(/<\s*job_?-?\s?id\s*>/gi, 'JobId');
  if (memory.applicationId)
    line = line.replace(
      /application_X+_Y+|<\s*application_?-?\s?id\s*>|(?<=\s)(?:appid|applicationId)(?=\s|$)/gi,
      memory.applicationId,
    );
  if (memory.savepoint)
    line = line.replace(/(?:hdfs|file):\/\/\S*\.\.\.(?=\s|$)|<\s*savepoint_?-?\s?path\s*>/gi, memory.savepoint);
  // What is left between angle brackets would be a redirection.
  return line.replace(/<\s*([A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff -]*?)\s*>(?!\w)/g, (_, words: string) =>
    words.replace(/\s+/g, '-'),
  );
}

function remember(memory: NoteMemory, output: string): void {
  const last = (pattern: RegExp): string | null => [...output.matchAll(pattern)].at(-1)?.[1] ?? null;
  memory.jobId = last(/\b(?:JobID|Job ID:?|jobId)?\s*([0-9a-f]{32})\b/g) ?? memory.jobId;
  memory.applicationId = last(/\b(application_\d+_\d+)\b/g) ?? memory.applicationId;
  memory.savepoint = last(/(\S+\/savepoint-[0-9a-f]+-[0-9a-f]+)/g) ?? memory.savepoint;
}

/**
 * Brings a session to the directory that a prompt shows. A prompt such as `[root@node1 conf]#` has the last name only: the directory of that
 * name nearest to where the session is.
 */
function goTo(session: ShellSession, shown: string, supplier: Supplier): void {
  const { files } = session.machine;
  const home = session.machine.users.get(session.user)?.home ?? '/';
  const isDirectory = (path: string): boolean => files.exists(path) && files.stat(path).type === 'directory';
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  if (shown.startsWith('~') || shown.startsWith('/')) {
    const path = shown.replace(/^~/, home);
    if (!isDirectory(path)) supplyCommand(supplier, `cd ${path}`);
    if (isDirectory(path)) session.cwd = path;
    return;
  }
  if (base(session.cwd) === shown) return;
  const found = nearest(session, shown, isDirectory);
  if (found) {
    session.cwd = found;
    return;
  }
  if (!/^[\w.-]+$/.test(shown)) return;
  // The note never says where it is: it lies where it is named elsewhere, else among the installations.
  const named = supplier.setup.directories.find((path) => base(path) === shown);
  const place = named ?? (/^(?:software|module|server)$/.test(shown) ? `/opt/${shown}` : `/opt/module/${shown}`);
  supplyInstallation(supplier, place);
  if (isDirectory(place)) session.cwd = place;
}

const ROOTS = ['/opt', '/export', '/usr/local', '/home', '/root', '/data', '/software', '/app', '/bigdata'];
const DEPTH = 4;

function nearest(session: ShellSession, name: string, isDirectory: (path: string) => boolean): string | null {
  for (let up = session.cwd; ; up = up.slice(0, up.lastIndexOf('/')) || '/') {
    if (isDirectory(`${up === '/' ? '' : up}/${name}`)) return `${up === '/' ? '' : up}/${name}`;
    if (up.slice(up.lastIndexOf('/') + 1) === name) return up;
    if (up === '/') break;
  }
  const { files } = session.machine;
  let level = ROOTS.filter(isDirectory);
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const below = level.flatMap((path) => files.list(path).map((entry) => `${path}/${entry}`)).filter(isDirectory);
    const hit = below.find((path) => path.slice(path.lastIndexOf('/') + 1) === name);
    if (hit) return hit;
    level = below;
  }
  return null;
}

/** Does to a file what the note tells a person to do in an editor. */
function edit(context: CellContext, run: CellRun, step: NoteEdit, report: (what: string) => void): Outcome {
  const machine = machineNamed(context, step.host ?? context.first.name);
  if (typeof machine === 'string') return fail(machine);
  run.host = machine.name;
  const { session } = context.terminal(machine, step.user ?? context.user);
  const supplier: Supplier = { context, setup: context.memory.setup, session, report };
  if (step.directory !== null) goTo(session, step.directory, supplier);
  const home = machine.users.get(session.user)?.home ?? '/';
  const named = step.file
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$\{?(\w+)\}?/g, (_, name: string) => session.env.get(name) ?? '');
  supplyFile(supplier, named);
  const path = resolvePath(session.cwd, named);
  if (step.content === '') {
    run.print('stdout', `${machine.name}:${path} opened; the note does not show here what to write\n`);
    return { exitCode: 0, error: null };
  }
  try {
    const before = machine.files.exists(path) ? machine.files.readText(path) : '';
    machine.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true, owner: session.user });
    machine.files.write(path, edited(before, step), { owner: step.sudo ? 'root' : session.user });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return fail(`${path} on ${machine.name} cannot be written: ${error.code}`, 1);
  }
  if (/^\/etc\/(?:profile|environment|profile\.d\/.*)$|\/\.(?:bashrc|bash_profile|profile)$/.test(path)) {
    const files = context.memory.startFiles.get(machine.name) ?? new Set<string>();
    context.memory.startFiles.set(machine.name, files.add(path));
  }
  run.print('stdout', `${machine.name}:${path} edited\n`);
  return { exitCode: 0, error: null };
}

/** The file after the edit; ends with a newline. */
export function edited(before: string, step: Pick<NoteEdit, 'mode' | 'content'>): string {
  const content = step.content.endsWith('\n') ? step.content : `${step.content}\n`;
  switch (step.mode) {
    case 'replace':
      return content;
    case 'append':
      return before === '' || before.endsWith('\n') ? before + content : `${before}\n${content}`;
    case 'xml': {
      const close = before.lastIndexOf('</');
      return close < 0
        ? `<configuration>\n${content}</configuration>\n`
        : `${before.slice(0, close)}${content}${before.slice(close)}`;
    }
    case 'entries': {
      const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
      for (const line of content.trimEnd().split('\n')) {
        const key = /^\s*([\w.-]+)\s*[:=]/.exec(line)?.[1];
        const at = key
          ? lines.findIndex((old) => new RegExp(`^\\s*#?\\s*${key.replace(/[.]/g, '\\.')}\\s*[:=]`).test(old))
          : -1;
        if (at >= 0) lines[at] = line.trimStart();
        else lines.push(line);
      }
      return `${lines.join('\n')}\n`;
    }
  }
}
