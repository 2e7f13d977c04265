import { parseConsole } from '../lesson/console.ts';
import { kindOf } from '../lesson/info.ts';
import { callbackOutput } from '../platform/streams.ts';
import { type Machine, type Platform, SystemError } from '../platform/types.ts';
import type { ShellSession } from '../shell/session.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import type { Programs } from './programs.ts';

/** What the cells of a world share. */
export interface CellContext {
  readonly platform: Platform;
  /** First machine of the lesson: where cells without `host=` run and the Maven project lies. */
  readonly first: Machine;
  readonly user: string;
  /** The shell of a machine that the next cell types into. */
  session(machine: Machine, run: CellRun): ShellSession;
  readonly programs: Programs;
  /** Types text into the terminal that a process reads from; false when it has none. */
  typeInto(process: import('../platform/types.ts').Process, text: string): boolean;
}

const fail = (message: string, exitCode: number | null = null): Outcome => ({
  exitCode,
  error: { message, file: null, line: null, column: null },
});

/** Runs one cell to its end. */
export function* runCell(context: CellContext, run: CellRun): Task<Outcome> {
  const { language, options } = run.request;
  switch (kindOf(language, options.file !== undefined)) {
    case 'shell':
      return yield* runShell(context, run);
    case 'program':
      return yield* context.programs.run(run);
    case 'input':
      return yield* runInput(context, run);
    case 'file':
      return writeFile(context, run);
    case 'sql':
      run.print('stderr', 'SQL cells are not available yet.\n');
      return fail('SQL cells are not available yet: the simulated SQL comes with a later version.');
    default:
      return fail(`a cell of language "${language}" cannot be run`);
  }
}

function machineNamed(context: CellContext, name: string): Machine | string {
  const machine = context.platform.network.resolve(context.first, name);
  if (machine) return machine;
  return `no machine is named "${name}" (this lesson has ${[...context.platform.machines.keys()].join(', ')})`;
}

function* runShell(context: CellContext, run: CellRun): Task<Outcome> {
  const block = parseConsole(run.request.source);
  const host = run.request.options.host;
  let exitCode = 0;
  for (const command of block.commands) {
    if (run.interrupted) return { exitCode: 130, error: null };
    const name = typeof host === 'string' ? host : (command.host ?? context.first.name);
    const machine = machineNamed(context, name);
    if (typeof machine === 'string') return fail(machine);
    run.host = machine.name;
    const session = context.session(machine, run);
    run.interruptor = () => session.interrupt();
    exitCode = yield* session.run(command.text, {
      stdin: run.stdin,
      stdout: callbackOutput((text) => run.print('stdout', text)),
      stderr: callbackOutput((text) => run.print('stderr', text)),
      onServing: () => run.serving(),
    });
  }
  return { exitCode, error: null };
}

/** ms of `100`, `100ms`, `1s`, `2m`; null when it is none of these. */
export function parseMillis(text: string): number | null {
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
  const env = context.session(machine, run).env;
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
