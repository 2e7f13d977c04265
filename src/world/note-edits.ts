import type { NoteEdit } from '../lesson/note.ts';
import { resolvePath } from '../platform/file-tree.ts';
import { nullOutput } from '../platform/streams.ts';
import { SystemError } from '../platform/types.ts';
import type { ShellSession } from '../shell/session.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import { type CellContext, fail, machineNamed } from './cells.ts';
import { supplyFile } from './note-downloads.ts';
import type { Supplier } from './note-installations.ts';
import type { NoteMemory } from './note-memory.ts';
import { goTo } from './note-places.ts';
import { withOwnNames } from './note-text.ts';

/** A person opens a new terminal after an edit of ~/.bashrc or /etc/profile; here the terminal reads the file. */
export function* readEditedStartFiles(memory: NoteMemory, session: ShellSession): Task<void> {
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

/** Does to a file what the note tells a person to do in an editor. */
export function edit(context: CellContext, run: CellRun, step: NoteEdit, report: (what: string) => void): Outcome {
  const machine = machineNamed(context, step.host ?? context.first.name);
  if (typeof machine === 'string') return fail(machine);
  run.host = machine.name;
  const { session } = context.terminal(machine, step.user ?? context.user);
  const supplier: Supplier = { context, setup: context.memory.setup, session, report };
  const { cwd: before } = session;
  if (step.directory !== null) goTo(session, step.directory, supplier);
  const home = machine.users.get(session.user)?.home ?? '/';
  const named = step.file
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$\{?(\w+)\}?/g, (_, name: string) => session.env.get(name) ?? '');
  supplyFile(supplier, named);
  const path = resolvePath(session.cwd, named);
  // A file that only the text names is no place to stay.
  if (!step.opened) session.cwd = before;
  if (step.content === '') {
    run.print('stdout', `${machine.name}:${path} opened; the note does not show here what to write\n`);
    return { exitCode: 0, error: null };
  }
  try {
    const old = machine.files.exists(path) ? machine.files.readText(path) : '';
    machine.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true, owner: session.user });
    const content = withOwnNames(step.content, context.memory, []);
    machine.files.write(path, edited(old, { ...step, content }), { owner: step.sudo ? 'root' : session.user });
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

/** The entries that a note shows: without what it says of them behind a value, and in one line each. */
function entryLines(content: string): string[] {
  const lines: string[] = [];
  for (const line of content.trimEnd().split('\n')) {
    const last = lines.at(-1);
    // A page is narrower than an editor.
    if (last !== undefined && /^\s*[\w.-]+:\s*$/.test(last) && /^\s*[^\s#:-]\S*\s*$/.test(line))
      lines[lines.length - 1] = `${last.trimEnd()} ${line.trim()}`;
    else lines.push(line.replace(/^(\s*[\w.-]+:\s+[^\s#]+)\s+[^#\n]*[\u3400-\u9fff].*$/, '$1'));
  }
  return lines;
}

/** `server.1=node1:2888:3888` of zoo.cfg */
const SERVERS = /^\s*server\.\d+\s*=/m;

/** The file after the edit; ends with a newline. */
function edited(before: string, step: Pick<NoteEdit, 'mode' | 'content'>): string {
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
      const old = before === '' ? [] : before.replace(/\n$/, '').split('\n');
      // A new ensemble takes the old one's place.
      const lines = SERVERS.test(content) ? old.filter((line) => !SERVERS.test(line)) : old;
      for (const line of entryLines(content)) {
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
