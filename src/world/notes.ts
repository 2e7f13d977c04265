import { differs } from '../lesson/differs.ts';
import type { NoteCommand, NoteEdit, NoteStep } from '../lesson/note.ts';
import { SystemError } from '../platform/types.ts';
import type { ShellSession } from '../shell/session.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import { type CellContext, fail, machineNamed, runCommands, type ShellCommand } from './cells.ts';
import type { CellRequest } from './protocol.ts';

type NoteBlockRequest = NonNullable<CellRequest['note']>;

/** What of earlier output a note's placeholders stand for. */
export interface NoteMemory {
  /** Last job id that was printed. */
  jobId: string | null;
  /** Last YARN application id. */
  applicationId: string | null;
  /** Last savepoint path. */
  savepoint: string | null;
}

/** Runs the steps of a note's block, and says how its output differs from what the note shows. */
export function* runNote(context: CellContext, run: CellRun, note: NoteBlockRequest): Task<Outcome> {
  const differences: string[] = [];
  const refused: string[] = [];
  let outcome: Outcome = { exitCode: 0, error: null };
  for (const group of groups(note.steps)) {
    if (!Array.isArray(group)) {
      outcome = edit(context, run, group);
      if (outcome.error)
        return { ...outcome, note: { kind: 'not-runnable', why: outcome.error.message, differs: null } };
      continue;
    }
    const foreign = group.find((command) => command.shell !== 'bash');
    if (foreign) {
      const why = `not simulated yet: a ${foreign.shell} prompt`;
      return { ...fail(why), note: { kind: 'not-runnable', why, differs: null } };
    }
    outcome = yield* runCommands(
      context,
      run,
      group.map((command) => shellCommand(context, command)),
      (index, _, output) => {
        remember(context.memory, output);
        const notSimulated = /^.*not simulated yet: .*$/m.exec(output);
        if (notSimulated) refused.push(notSimulated[0]);
        const difference = differs(group[index]!.expected, output);
        if (difference) differences.push(difference);
      },
    );
    if (outcome.error) return { ...outcome, note: { kind: 'not-runnable', why: outcome.error.message, differs: null } };
  }
  if (refused.length > 0) return { ...outcome, note: { kind: 'not-runnable', why: refused[0]!, differs: null } };
  return {
    ...outcome,
    note: { kind: note.kind, why: note.why, differs: differences.length > 0 ? differences.join('; ') : null },
  };
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

function shellCommand(context: CellContext, command: NoteCommand): ShellCommand {
  return {
    text: typed(command.text, context.memory),
    host: command.host ?? context.first.name,
    user: command.user ?? context.user,
    prepare: command.directory === null ? null : (session) => goTo(session, command.directory!),
  };
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
  if (memory.applicationId)
    line = line.replace(
      /application_X+_Y+|<\s*application_?-?\s?id\s*>|(?<=\s)(?:appid|applicationId)(?=\s|$)/gi,
      memory.applicationId,
    );
  if (memory.savepoint)
    line = line.replace(/(?:hdfs|file):\/\/\S*\.\.\.(?=\s|$)|<\s*savepoint_?-?\s?path\s*>/gi, memory.savepoint);
  return line;
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
function goTo(session: ShellSession, shown: string): void {
  const { files } = session.machine;
  const home = session.machine.users.get(session.user)?.home ?? '/';
  const isDirectory = (path: string): boolean => files.exists(path) && files.stat(path).type === 'directory';
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  if (shown.startsWith('~') || shown.startsWith('/')) {
    const path = shown.replace(/^~/, home);
    if (isDirectory(path)) session.cwd = path;
    return;
  }
  if (base(session.cwd) === shown) return;
  const found = nearest(session, shown, isDirectory);
  if (found) session.cwd = found;
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
function edit(context: CellContext, run: CellRun, step: NoteEdit): Outcome {
  const machine = machineNamed(context, step.host ?? context.first.name);
  if (typeof machine === 'string') return fail(machine);
  run.host = machine.name;
  const { session } = context.terminal(machine, step.user ?? context.user);
  if (step.directory !== null) goTo(session, step.directory);
  const home = machine.users.get(session.user)?.home ?? '/';
  const named = step.file
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$\{?(\w+)\}?/g, (_, name: string) => session.env.get(name) ?? '');
  const path = named.startsWith('/') ? named : `${session.cwd}/${named}`;
  try {
    const before = machine.files.exists(path) ? machine.files.readText(path) : '';
    machine.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true, owner: session.user });
    machine.files.write(path, edited(before, step), { owner: step.sudo ? 'root' : session.user });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return fail(`${path} on ${machine.name} cannot be written: ${error.code}`, 1);
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
