import { createTerminal, type Terminal } from '../platform/terminal.ts';
import type { Machine, Process } from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import { completions } from './completion.ts';
import type { ShellHost } from './host.ts';
import { reapJobs } from './interpret/jobs.ts';
import { LoopControl } from './interpret/loop-control.ts';
import { createRunner, Interrupted, type Runner, ShellExit } from './interpret/runner.ts';
import { createState, getVariable } from './interpret/state.ts';
import { editLine } from './line-editor.ts';
import { formatPrompt } from './prompt.ts';
import { ensureUser, type InteractiveShell, loginEnvironment, readStartFiles } from './session.ts';
import { ShellSyntaxError } from './syntax/ast.ts';
import { parse } from './syntax/parser.ts';

export interface InteractiveOptions {
  readonly columns: number;
  readonly rows: number;
  readonly write: (data: string) => void;
}

/** Opens a login shell in a terminal of its own: prompt, line editing, history, completion, job control. */
export function openInteractive(
  host: ShellHost,
  machine: Machine,
  user: string,
  options: InteractiveOptions,
): InteractiveShell {
  const terminal = createTerminal(options.write, { columns: options.columns, rows: options.rows });
  const process = startInteractiveBash(host, machine, user, terminal, null);
  return {
    machine,
    user,
    stdin: terminal.input,
    data: (text) => terminal.type(text),
    resize(columns, rows) {
      terminal.columns = columns;
      terminal.rows = rows;
    },
    close() {
      terminal.hangUp();
      process.kill('SIGHUP');
    },
    onEnd(listener) {
      process.onClose(() => listener(process.exitCode ?? 129));
    },
  };
}

/** Starts a bash that a person types to: in a terminal's window, or at the far end of an interactive ssh. */
export function startInteractiveBash(
  host: ShellHost,
  machine: Machine,
  user: string,
  terminal: Terminal,
  parent: Process | null,
): Process {
  ensureUser(machine, user);
  const home = machine.users.get(user)!.home;
  const environment = { ...loginEnvironment(machine, user), TERM: 'xterm-256color' };
  const cwd = machine.files.exists(home) ? home : '/';
  const process = machine.start({
    command: ['-bash'],
    mainClass: null,
    role: 'shell',
    user,
    cwd,
    env: environment,
    parent,
    stdin: terminal.input,
    stdout: terminal.output,
    stderr: terminal.output,
    group: 'new',
  });
  const state = createState(environment, cwd, host.platform.world.now, '-bash');
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGTERM'] as const) process.onSignal(signal, () => {});
  const runner = createRunner({
    host,
    machine,
    user,
    state,
    process,
    stdin: terminal.input,
    stdout: terminal.output,
    stderr: terminal.output,
    terminal,
    interactive: true,
  });
  process.spawn(
    (function* () {
      process.exit(yield* readCommands(runner, terminal));
    })(),
  );
  return process;
}

/** The read-eval-print loop of an interactive bash; its exit status. */
function* readCommands(runner: Runner, terminal: Terminal): Task<number> {
  const { state } = runner;
  yield* readStartFiles(runner, true);
  state.status = 0;
  for (;;) {
    for (const line of reapJobs(state)) terminal.output.write(`${line}\n`);
    let source = '';
    for (;;) {
      const prompt = formatPrompt(
        runner,
        getVariable(state, source === '' ? 'PS1' : 'PS2') ?? (source === '' ? '[\\u@\\h \\W]\\$ ' : '> '),
      );
      const line = yield* editLine(terminal, {
        prompt,
        history: state.history,
        complete: (text) => completions(runner, text),
      });
      if (line === 'interrupted') {
        source = '';
        state.status = 130;
        continue;
      }
      if (line === null) {
        if (source !== '') {
          runner.complain('syntax error: unexpected end of file');
          source = '';
          continue;
        }
        terminal.output.write('logout\n');
        return yield* runner.executor.exitTrap(state.status);
      }
      source += `${line}\n`;
      if (!isIncomplete(source)) break;
    }
    const typed = source.trimEnd();
    if (typed.trim() === '') continue;
    if (state.history.at(-1) !== typed) state.history.push(typed);
    const before = terminal.foreground;
    terminal.foreground = (signal) => runner.signal(signal);
    terminal.raw = false;
    const coroutine = runner.process.spawn(runner.runText(source));
    runner.interruptWith = (error) => coroutine.interrupt(error);
    yield (resume) => {
      coroutine.onEnd(() => resume());
      return () => coroutine.kill();
    };
    terminal.foreground = before;
    terminal.raw = true;
    const { error } = coroutine;
    if (error instanceof ShellExit) return yield* runner.executor.exitTrap(error.status);
    if (error instanceof Interrupted) {
      terminal.output.write('\n');
      state.status = 130;
    } else if (error !== undefined && !(error instanceof LoopControl)) throw error;
  }
}

function isIncomplete(source: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n$/.test(source)) return true;
  // A here-document wants its end.
  const document = /<<-?\s*(['"]?)(\w+)\1/.exec(source);
  if (document && !new RegExp(`^\\t*${document[2]}$`, 'm').test(source.slice(source.indexOf('\n') + 1))) return true;
  try {
    parse(source);
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && error.incomplete;
  }
}
