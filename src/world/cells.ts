import { parseConsole } from '../lesson/console.ts';
import { isProgramLanguage, kindOf } from '../lesson/info.ts';
import { callbackOutput } from '../platform/streams.ts';
import { type Machine, type Platform, SystemError } from '../platform/types.ts';
import type { ShellHooks } from '../shell/host.ts';
import type { ShellSession } from '../shell/session.ts';
import { sleep } from '../simulation/simulation.ts';
import { type Coroutine, start, type Task, type Wait } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import type { NoteMemory } from './note-memory.ts';
import { runNote, showBlock } from './notes.ts';
import type { Programs } from './programs.ts';
import type { CellRequest } from './protocol.ts';
import { runScenario } from './scenarios/run.ts';
import type { TrialResult } from './trial.ts';

export interface CellTerminal {
  readonly session: ShellSession;
  /** A command runs in it. */
  busy: boolean;
}

/** What the cells of a world share. */
export interface CellContext {
  readonly platform: Platform;
  /** First machine of the lesson: where cells without `host=` run and the Maven project lies. */
  readonly first: Machine;
  readonly user: string;
  /** How the machines were set up, and what decides where Flink is random. */
  readonly preset: string;
  readonly seed: number;
  /** Makes every machine as it was when the world began: no process left, the first files, no fault. */
  reset(): void;
  /** The terminal of a user on a machine that the next command is typed into: a new one while a command serves in the last. */
  terminal(machine: Machine, user: string): CellTerminal;
  readonly programs: Programs;
  readonly hooks: ShellHooks;
  /** Runs an SQL cell. */
  readonly sql: (run: CellRun) => Task<Outcome>;
  /** What placeholders of a note stand for. */
  readonly memory: NoteMemory;
  /** Tries the lesson's programs as a `check` cell says, in worlds of their own; comes back with a {@link TrialResult}. */
  tryProgram(request: CellRequest): Wait;
  /** Types text into the terminal that a process reads from; false when it has none. */
  typeInto(process: import('../platform/types.ts').Process, text: string): boolean;
}

export const fail = (message: string, exitCode: number | null = null): Outcome => ({
  exitCode,
  error: { message, file: null, line: null, column: null },
});

/** Runs one cell to its end. */
export function* runCell(context: CellContext, run: CellRun): Task<Outcome> {
  const { language, options, note } = run.request;
  if (note && note.steps.length > 0) return yield* runNote(context, run, note);
  if (note && (!isProgramLanguage(language) || options.norun)) return showBlock(context, run, note);
  switch (kindOf(language, options.file !== undefined)) {
    case 'shell':
      return yield* options.check === undefined ? runShell(context, run) : runCheck(context, run);
    case 'check': {
      const { passed, report } = (yield context.tryProgram(run.request)) as TrialResult;
      run.print('stdout', `${report}\n`);
      return { exitCode: passed ? 0 : 1, error: null, check: passed ? 'passed' : 'unsolved' };
    }
    case 'program':
      return {
        ...(yield* context.programs.run(run)),
        ...(note ? { note: { kind: 'ran', why: note.why, differs: null } } : {}),
      };
    case 'input':
      return yield* runInput(context, run);
    case 'file':
      return writeFile(context, run);
    case 'scenario':
      return yield* runScenario(context, run);
    case 'sql':
      return yield* context.sql(run);
    default:
      return fail(`a cell of language "${language}" cannot be run`);
  }
}

export function machineNamed(context: CellContext, name: string): Machine | string {
  const machine = context.platform.network.resolve(context.first, name);
  if (machine) return machine;
  return `no machine is named "${name}" (this lesson has ${[...context.platform.machines.keys()].join(', ')})`;
}

function* runShell(context: CellContext, run: CellRun): Task<Outcome> {
  const host = run.request.options.host;
  // Bash keeps the last status over a line that is empty or a comment; a cell of such lines alone has nothing to fail.
  const typed = parseConsole(run.request.source).commands.filter(({ text }) => /^[ \t]*[^\s#]/m.test(text));
  const commands = typed.map((command): ShellCommand => {
    const name = typeof host === 'string' ? host : (command.host ?? context.first.name);
    return { text: command.text, host: name, user: context.user, prepare: null };
  });
  return yield* runCommands(context, run, commands, null);
}

/** A check looks at the world from a shell of its own, so it leaves directory and variables of the lesson's terminals alone. Exit code 0: passed. */
function* runCheck(context: CellContext, run: CellRun): Task<Outcome> {
  const opened = new Map<string, CellTerminal>();
  const apart: CellContext = {
    ...context,
    terminal(machine, user) {
      const key = `${user}@${machine.name}`;
      const terminal = opened.get(key) ?? { session: context.terminal(machine, user).session.fork(), busy: false };
      opened.set(key, terminal);
      return terminal;
    },
  };
  const { exitCode, error } = yield* runShell(apart, run);
  for (const { session } of opened.values()) session.close();
  if (error) run.print('stderr', `${error.message}\n`);
  return { exitCode, error: null, check: exitCode === 0 ? 'passed' : 'unsolved' };
}

/** One command line of a cell, and where it is typed. */
export interface ShellCommand {
  readonly text: string;
  readonly host: string;
  readonly user: string;
  /** Runs before the command, in its session (a note's prompt names the directory). */
  readonly prepare: ((session: ShellSession) => Task<void>) | null;
}

/**
 * Types commands one after the other. One that goes on serving is left to serve, and the next gets a terminal of its own; the cell ends with
 * the last of them. `ended` hears what each printed.
 */
export function* runCommands(
  context: CellContext,
  run: CellRun,
  commands: readonly ShellCommand[],
  ended: ((index: number, exitCode: number, output: string) => void) | null,
): Task<Outcome> {
  let exitCode = 0;
  const serving: Coroutine<number>[] = [];
  const interrupts: (() => void)[] = [];
  run.interruptor = () => {
    for (const interrupt of [...interrupts].reverse()) interrupt();
  };
  for (const [index, command] of commands.entries()) {
    if (run.interrupted) return { exitCode: 130, error: null };
    const machine = machineNamed(context, command.host);
    if (typeof machine === 'string') return fail(machine);
    run.host = machine.name;
    const terminal = context.terminal(machine, command.user);
    terminal.busy = true;
    if (command.prepare) yield* command.prepare(terminal.session);
    const interrupt = (): void => terminal.session.interrupt();
    interrupts.push(interrupt);
    let output = '';
    let serves: (() => void) | null = null;
    let ready = false;
    const coroutine = start(
      terminal.session.run(command.text, {
        stdin: run.stdin,
        stdout: callbackOutput((text) => {
          output += text;
          run.print('stdout', text);
        }),
        stderr: callbackOutput((text) => {
          output += text;
          run.print('stderr', text);
        }),
        onServing: () => {
          ready = true;
          serves?.();
        },
      }),
    );
    coroutine.onEnd(() => {
      terminal.busy = false;
      interrupts.splice(interrupts.indexOf(interrupt), 1);
    });
    yield (resume) => {
      if (ready) resume();
      serves = resume;
      coroutine.onEnd(() => resume());
      return undefined;
    };
    if (coroutine.done) {
      if (coroutine.error !== undefined) throw coroutine.error;
      exitCode = coroutine.result ?? 0;
      ended?.(index, exitCode, output);
    } else {
      coroutine.onEnd((end) => ended?.(index, end.result ?? 0, output));
      serving.push(coroutine);
      run.leavesServing();
    }
  }
  if (serving.some((coroutine) => !coroutine.done)) run.serving();
  for (const coroutine of serving) {
    yield (resume) => {
      coroutine.onEnd(() => resume());
      return undefined;
    };
    if (coroutine.error !== undefined) throw coroutine.error;
    exitCode = coroutine.result ?? 0;
  }
  return { exitCode, error: null };
}

/** ms of `100`, `100ms`, `1s`, `2m`; null when it is none of these. */
function parseMillis(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * ({ ms: 1, s: 1000, m: 60_000 }[match[2] ?? 'ms'] ?? 1);
}

function* runInput(context: CellContext, run: CellRun): Task<Outcome> {
  const { to, every } = run.request.options;
  const target = /^([\w.-]+):(\d+)$/.exec(typeof to === 'string' ? to : '');
  if (!target) return fail('an input cell says where it types: to=host:port');
  const pause = every === undefined ? 100 : typeof every === 'string' ? parseMillis(every) : null;
  if (pause === null) return fail(`every=${String(every)} is no time (100ms, 1s)`);
  const machine = machineNamed(context, target[1]!);
  if (typeof machine === 'string') return fail(machine);
  const port = Number(target[2]);
  run.host = machine.name;
  let waiting = true;
  run.interruptor = () => {
    waiting = false;
  };
  const lines = run.request.source.split('\n');
  for (const [i, line] of lines.entries()) {
    if (i > 0) yield sleep(context.platform.world, pause);
    if (!waiting) return { exitCode: 130, error: null };
    const process = context.platform.network.listener(machine.name, port);
    if (!process) return fail(`nothing listens on ${machine.name}:${port}; start it first: nc -lk ${port}`);
    if (!context.typeInto(process, `${line}\n`)) {
      return fail(`what listens on ${machine.name}:${port} (${process.spec.command.join(' ')}) reads from no terminal`);
    }
    context.platform.world.emit({ kind: 'input', to: `${machine.name}:${port}`, text: line });
  }
  return { exitCode: 0, error: null };
}

/** The directory of `path` and its parents come into being with it; relative paths count from the user's home. */
function writeFile(context: CellContext, run: CellRun): Outcome {
  const { file, host } = run.request.options;
  const machine = machineNamed(context, typeof host === 'string' ? host : context.first.name);
  if (typeof machine === 'string') return fail(machine);
  run.host = machine.name;
  const { env } = context.terminal(machine, context.user).session;
  const home = machine.users.get(context.user)?.home ?? '/root';
  const named = String(file)
    .replace(/^~(?=\/|$)/, home)
    .replace(/\$\{?(\w+)\}?/g, (_, name: string) => env.get(name) ?? '');
  const path = named.startsWith('/') ? named : `${home}/${named}`;
  try {
    machine.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true, owner: context.user });
    const text = run.request.source;
    machine.files.write(path, text === '' || text.endsWith('\n') ? text : `${text}\n`, { owner: context.user });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return fail(`${path} on ${machine.name} cannot be written: ${error.code}`);
  }
  run.print('stdout', `${machine.name}:${path} written\n`);
  return { exitCode: 0, error: null };
}
