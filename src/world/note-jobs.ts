import { parentPath, resolvePath } from '../platform/file-tree.ts';
import { collectOutput, nullOutput } from '../platform/streams.ts';
import type { ShellSession } from '../shell/session.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import { simpleCommands } from './note-command-words.ts';
import { hdfsUri, isOnHdfs } from './note-hdfs.ts';
import type { Supplier } from './note-installations.ts';
import { remember } from './note-memory.ts';
import { clientHome } from './note-supplies.ts';
import { CHECKPOINT } from './note-text.ts';

/**
 * Notes go through what can be done to a job one command after the other, each as if the job of the first one still ran: where a command acts on a
 * job and none of the note's jobs runs any more, the note's last program is submitted again, or, where it submits none, one of the distribution's
 * examples; a savepoint that is not there (any more) is taken.
 */
export function* supplyJob(supplier: Supplier, text: string): Task<void> {
  const home = clientHome(supplier, text);
  const use = home === null ? null : useOf(supplier, text);
  if (home === null || use === null || !clusterRuns(supplier)) return;
  const savepoint = use.savepoint !== null && !pathExists(supplier, use.savepoint);
  if (!use.job && !savepoint) return;
  const job = yield* runningJob(supplier, home);
  if (job !== null && savepoint) yield* takeSavepoint(supplier, home, job, use.savepoint!);
}

/** What a line asks of jobs: one that runs, a savepoint (a path or URI) that exists. Null: nothing. */
function useOf(
  { session }: Supplier,
  text: string,
): { readonly job: boolean; readonly savepoint: string | null } | null {
  for (const [name = '', ...args] of simpleCommands(text, session)) {
    if (!/(?:^|\/)flink$/.test(name)) continue;
    const action = args.find((arg) => !arg.startsWith('-')) ?? '';
    const at = args.findIndex((arg) => /^(?:-s|--fromSavepoint|-d|--dispose)$/.test(arg));
    const given = args[at + 1] ?? '';
    const path = PLACEHOLDER.test(given)
      ? SAVEPOINTS
      : (/^(?:(?:file:(?:\/\/)?)?\/|hdfs:\/\/).*$/.exec(given)?.[0] ?? null);
    if (/^(?:cancel|stop)$/.test(action)) return { job: true, savepoint: null };
    if (action === 'savepoint') return at < 0 ? { job: true, savepoint: null } : { job: false, savepoint: path };
    if (action === 'run' && at >= 0 && /^-s|--from/.test(args[at]!)) return { job: false, savepoint: path };
  }
  return null;
}

/** What is left of `<savepointPath>` as long as nothing stands for it, and where a savepoint is taken for it. */
const PLACEHOLDER = /^(?:your-?)?save-?_?point_?-?(?:path|dir(?:ectory)?)$/i;
const SAVEPOINTS = '/tmp/flink-savepoints';

/** Whether a JobManager of a session runs on a machine: no job can be had elsewhere. */
function clusterRuns({ context }: Supplier): boolean {
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values()) if (process.spec.role === 'jobmanager') return true;
  return false;
}

/** What a command prints that the note does not show; the session stays where it is. */
export function* answer(session: ShellSession, command: string): Task<string> {
  const stdout = collectOutput();
  const { cwd } = session;
  yield* session.run(command, { stdout, stderr: nullOutput });
  session.cwd = cwd;
  return stdout.text;
}

/** A job of the note that runs, submitted if need be; null: it cannot be had. */
function* runningJob(supplier: Supplier, home: string): Task<string | null> {
  const { session, context, report } = supplier;
  const { memory } = context;
  const { job } = memory.printed;
  const listed = (yield* answer(session, `${home}/bin/flink list -r`)).match(/\b[0-9a-f]{32}\b/g) ?? [];
  const running = listed.filter((id) => job.known.has(id)).at(-1);
  if (running !== undefined) {
    stands(supplier, running);
    return running;
  }
  const example = `${home}/examples/streaming/TopSpeedWindowing.jar`;
  const programs = [
    ...(memory.program
      ? [{ ...memory.program, what: 'submitted again (the note goes on using a job that has ended)' }]
      : []),
    {
      command: `${home}/bin/flink run -d ${example}`,
      directory: session.cwd,
      what: `of ${example} (the note uses a job ${memory.program ? 'and submits none that goes on' : 'and does not submit it'})`,
    },
  ];
  for (const { command, directory, what } of programs) {
    const submitted = yield* answer(session, `cd ${directory} && ${command}`);
    const id = /JobID ([0-9a-f]{32})/.exec(submitted)?.[1];
    if (id === undefined) continue;
    yield sleep(context.platform.world, DEPLOYED_MS);
    if (!(yield* answer(session, `${home}/bin/flink list -r`)).includes(id)) continue;
    remember(memory, submitted, []);
    stands(supplier, id);
    report(`job ${id} ${what}`);
    return id;
  }
  return null;
}

/** What the note calls by the ids of jobs that are gone is this one from now on. */
function stands({ context }: Supplier, id: string): void {
  const { job } = context.memory.printed;
  job.last = id;
  for (const theirs of job.ofNote.keys()) job.ofNote.set(theirs, id);
  for (const ended of job.known) if (ended !== id) job.ofNote.set(ended, id);
  job.known.clear();
  job.known.add(id);
}

function pathExists(supplier: Supplier, path: string): boolean {
  const uri = hdfsUri(path);
  return uri ? isOnHdfs(supplier, uri) : supplier.session.machine.files.exists(path.replace(/^file:(?:\/\/)?/, ''));
}

function* takeSavepoint(supplier: Supplier, home: string, job: string, wanted: string): Task<void> {
  const { session, context, report } = supplier;
  const { memory } = context;
  const directory = /\/savepoint-[^/]*$/.test(wanted) ? parentPath(wanted) : wanted.replace(CHECKPOINT, '');
  const taken = yield* answer(session, `${home}/bin/flink savepoint ${job} ${directory}`);
  remember(memory, taken, [wanted]);
  const { savepoint } = memory.printed;
  if (savepoint.last === null || !taken.includes(savepoint.last)) return;
  savepoint.ofNote.set(wanted, savepoint.last);
  for (const [theirs, ours] of savepoint.ofNote)
    if (ours.endsWith(wanted)) savepoint.ofNote.set(theirs, savepoint.last);
  for (const known of [...savepoint.known]) if (known.endsWith(wanted)) savepoint.known.delete(known);
  report(`savepoint ${savepoint.last} (the note uses one that is not there)`);
}

/** `flink run … --port 7777` in a note that starts no netcat: its reader has one. */
export function* supplyNetcat({ session, context, setup, report }: Supplier, text: string): Task<void> {
  if (setup.netcat !== null || !/\bflink\s+run\b/.test(text)) return;
  const value = (name: RegExp): string | undefined => name.exec(text)?.[1];
  const port = value(/\s--?port[\s=]+(\d+)/);
  const host = value(/\s--?host(?:name)?[\s=]+([\w.-]+)/) ?? 'localhost';
  const machine = context.platform.network.resolve(session.machine, host);
  if (port === undefined || !machine || context.platform.network.listener(machine.name, Number(port))) return;
  yield* answer(context.terminal(machine, session.user).session, `tail -f /dev/null | nc -lk ${port} > /dev/null &`);
  report(`nc -lk ${port} on ${machine.name} (the note's program reads from it)`);
}

/** Takes down what a line submits, so that it can be submitted again. */
export function rememberProgram({ session, context }: Pick<Supplier, 'session' | 'context'>, text: string): void {
  const command = /(?:\S*\/)?flink\s+run\s(?:\\[ \t]*\n|[^;|&\n])*/.exec(text)?.[0];
  if (command === undefined || /\s-(?:s|-fromSavepoint)\s/.test(command)) return;
  const jar = /(?<=\s)\S+\.jar(?=\s|$)/.exec(command)?.[0];
  const detached = /\s(?:-d|--detached)(?=\s)/.test(command);
  context.memory.program = {
    command: detached ? command : command.replace(/\brun\b/, 'run -d'),
    directory: session.cwd,
    jar: jar === undefined ? null : resolvePath(session.cwd, jar),
  };
}

/** Virtual ms until the tasks of a job that was just submitted run. */
export const DEPLOYED_MS = 3_000;
