import { filesOf } from '../../platform/access.ts';
import { exitStatus } from '../../platform/process.ts';
import { createPipe, emptyInput } from '../../platform/streams.ts';
import type { Terminal } from '../../platform/terminal.ts';
import type { FileSystem, Machine, Process, ReadStream, Signal, WriteStream } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { ShellHost } from '../host.ts';
import { type Script, ShellSyntaxError } from '../syntax/ast.ts';
import { createParser } from '../syntax/parser.ts';
import { BadSubstitution } from '../syntax/words.ts';
import { createExecutor, type Executor } from './execute.ts';
import { createExpander, type Expander } from './expand.ts';
import { LoopControl } from './loop-control.ts';
import { forkState, getVariable, type ShellState, type Variable } from './state.ts';

export interface RunnerOptions {
  readonly host: ShellHost;
  readonly machine: Machine;
  readonly user: string;
  readonly state: ShellState;
  /** The bash that runs it. */
  readonly process: Process;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly terminal: Terminal | null;
  /** Errors name the line, as bash does for scripts and -c, not for what is typed. */
  readonly lineNumbers?: boolean;
  /** The text came with `-c`. */
  readonly commandString?: boolean;
  /** Job control: background jobs are announced, Ctrl-Z stops. */
  readonly interactive?: boolean;
  readonly onServing?: (process: Process) => void;
}

export interface Descriptor {
  readonly read: ReadStream | null;
  readonly write: WriteStream | null;
}

/** One flow of control through a shell's state: a cell's run, a script, a subshell. */
export interface Runner {
  readonly host: ShellHost;
  readonly machine: Machine;
  readonly user: string;
  readonly state: ShellState;
  readonly process: Process;
  readonly files: FileSystem;
  readonly terminal: Terminal | null;
  readonly interactive: boolean;
  readonly expander: Expander;
  readonly executor: Executor;
  descriptors: Map<number, Descriptor>;
  /** Saved variables of the functions that run, innermost last. */
  readonly locals: Map<string, Variable | undefined>[];
  readonly onServing: ((process: Process) => void) | undefined;
  /** Processes that the keyboard's signals go to. */
  foreground: readonly Process[];
  /** Line of the command that runs. */
  line: number;
  /** What `>(…)` of the command that runs will read once it has ended: no stream is a file here. */
  readonly readers: { readonly path: string; readonly script: Script }[];
  /** What ends the pipes into `> >(…)` of the command that runs, once it has ended. */
  readonly closing: (() => void)[];
  /** Status of the last command substitution of the command that runs. */
  substituted: number | null;
  /** A builtin waits for something that a signal's trap does not wait for. */
  blocked: boolean;
  /** > 0 inside a condition, where errexit does not apply. */
  conditional: number;
  /** Writes `bash: text` (with the line where bash gives it). */
  complain(text: string, line?: number): void;
  write(text: string): void;
  /** Parses and runs a text line by line in this shell; its status. Lets {@link ShellExit} through. */
  runText(source: string, what?: string): Task<number>;
  /** As {@link runText} for a whole shell: handles exit and the EXIT trap. */
  runShell(source: string): Task<number>;
  /** Runs `work` in a subshell process with its own descriptors. */
  fork(
    work: (runner: Runner) => Task<number>,
    descriptors: Map<number, Descriptor>,
    options?: { readonly group?: number | 'new'; readonly command?: string },
  ): Process;
  capture(script: Script): Task<string>;
  /** Ctrl-C: to the foreground processes, else into the script. */
  signal(signal: Signal): void;
  /** The coroutine that runs, for {@link signal}. */
  interruptWith: ((error: unknown) => void) | null;
}

/** `exit`, errexit or a fatal expansion error: the shell ends. */
export class ShellExit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}
/** An error after which bash drops the rest of the line (a bad expression, a readonly variable) and goes on with the next. */
export class LineAbandoned extends Error {}
/** Ctrl-C: what runs is given up. */
export class Interrupted extends Error {}

export function createRunner(options: RunnerOptions): Runner {
  const { host, machine, user, state, process } = options;
  const files = filesOf(machine.files, user);
  const { world } = host.platform;
  let random: ReturnType<typeof world.random> | null = null;
  let substitutions = 0;
  let executor: Executor | null = null;

  /** Syntax errors of `bash -c` name the option too. */
  const complainAbout = (text: string, line: number): void => {
    if (!options.commandString) runner.complain(text, line);
    else runner.descriptors.get(2)?.write?.write(`${state.name}: -c: line ${line}: ${text}\n`);
  };

  const runner: Runner = {
    host,
    machine,
    user,
    state,
    process,
    files,
    terminal: options.terminal,
    interactive: options.interactive ?? false,
    descriptors: new Map<number, Descriptor>([
      [0, { read: options.stdin, write: null }],
      [1, { read: null, write: options.stdout }],
      [2, { read: null, write: options.stderr }],
    ]),
    locals: [],
    readers: [],
    closing: [],
    onServing: options.onServing,
    foreground: [],
    line: 1,
    conditional: 0,
    blocked: false,
    substituted: null,
    interruptWith: null,
    expander: createExpander({
      state,
      files,
      pid: Number(getVariable(state, ' pid') ?? process.pid),
      homeOf: (name) => machine.users.get(name)?.home,
      dynamic(name) {
        switch (name) {
          case 'SECONDS':
            return String(Math.floor((world.now - state.startedAt) / 1000));
          case 'EPOCHSECONDS':
            return String(Math.floor((host.platform.epoch + world.now) / 1000));
          case 'RANDOM':
            random ??= world.random(`shell ${machine.name} ${process.pid}`);
            return String(random.int(32768));
          case 'LINENO':
            return String(runner.line);
          case 'BASHPID':
            return String(process.pid);
          case 'PPID':
            return String(process.spec.parent?.pid ?? 1);
          case 'UID':
          case 'EUID':
            return String(machine.users.get(user)?.uid ?? 1000);
          case 'HOSTNAME':
            return machine.files.exists('/etc/hostname')
              ? machine.files.readText('/etc/hostname').trim()
              : machine.name;
          case 'BASH_VERSION':
            return '4.2.46(2)-release';
          case 'BASH':
            return '/bin/bash';
          case 'OSTYPE':
            return 'linux-gnu';
          case 'PIPESTATUS':
            return undefined;
          default:
            return undefined;
        }
      },
      capture: (script) => runner.capture(script),
      *processSubstitution(script, direction) {
        const path = `/dev/fd/${63 - (substitutions++ % 40)}`;
        machine.files.mkdir('/dev/fd', { recursive: true });
        if (direction === 'in') machine.files.write(path, yield* runner.capture(script), { mode: 0o444 });
        else {
          machine.files.write(path, '', { mode: 0o666 });
          runner.readers.push({ path, script });
        }
        return path;
      },
    }),
    get executor() {
      executor ??= createExecutor(runner);
      return executor;
    },
    complain(text, line) {
      const where = options.lineNumbers ? `line ${line ?? runner.line}: ` : '';
      runner.descriptors.get(2)?.write?.write(`${state.name.replace(/^-/, '')}: ${where}${text}\n`);
    },
    write(text) {
      runner.descriptors.get(1)?.write?.write(text);
    },
    *runText(source) {
      const parser = createParser(source, {
        alias: (name) =>
          options.lineNumbers && !state.options.has('expand_aliases') ? undefined : state.aliases.get(name),
      });
      for (;;) {
        let script: Script | null;
        try {
          script = parser.next();
        } catch (error) {
          if (error instanceof BadSubstitution) {
            runner.complain(error.message);
            state.status = 1;
            return 1;
          }
          if (!(error instanceof ShellSyntaxError)) throw error;
          const atEnd = error.incomplete && error.message.startsWith('syntax') && !source.endsWith('\n');
          complainAbout(error.message, error.line + (atEnd ? 1 : 0));
          if (error.sourceLine !== null && options.lineNumbers) complainAbout(`\`${error.sourceLine}'`, error.line);
          state.status = error.incomplete ? 1 : 2;
          if (error.incomplete && error.message.startsWith('syntax')) state.status = 2;
          return state.status;
        }
        if (!script) return state.status;
        if (state.options.has('noexec')) continue;
        try {
          yield* runner.executor.script(script);
        } catch (error) {
          if (!(error instanceof LineAbandoned)) throw error;
          state.status = 1;
          if (state.options.has('errexit')) throw new ShellExit(1);
        }
      }
    },
    *runShell(source) {
      let status: number;
      try {
        status = yield* runner.runText(source);
      } catch (error) {
        if (error instanceof ShellExit) status = error.status;
        else if (error instanceof Interrupted) status = 130;
        else throw error;
      }
      return yield* runner.executor.exitTrap(status);
    },
    fork(work, descriptors, how = {}) {
      const child = machine.start({
        command: [how.command ?? 'bash'],
        mainClass: null,
        role: 'shell',
        user,
        cwd: state.cwd,
        env: process.spec.env,
        parent: process,
        stdin: descriptors.get(0)?.read ?? emptyInput,
        stdout: descriptors.get(1)?.write ?? closedOutput,
        stderr: descriptors.get(2)?.write ?? closedOutput,
        ...(how.group === undefined ? {} : { group: how.group }),
        ...(options.onServing ? { onServing: options.onServing } : {}),
      });
      const copy = forkState(state);
      copy.variables.set(' pid', {
        values: new Map([['', String(getVariable(state, ' pid') ?? process.pid)]]),
        type: 'scalar',
        exported: false,
        readonly: false,
        integer: false,
      });
      const { onServing: _onServing, interactive: _interactive, ...inherited } = options;
      const inner = createRunner({ ...inherited, state: copy, process: child });
      inner.descriptors = new Map(descriptors);
      inner.conditional = runner.conditional;
      inner.line = runner.line;
      child.spawn(
        (function* () {
          let status: number;
          try {
            yield sleep(child, 0.3);
            status = yield* work(inner);
          } catch (error) {
            if (error instanceof ShellExit) status = error.status;
            else if (error instanceof Interrupted) status = 130;
            else if (error instanceof LineAbandoned) status = 1;
            else if (error instanceof LoopControl) status = 0;
            else {
              inner.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
              status = 1;
            }
          }
          child.exit(yield* inner.executor.exitTrap(status));
        })(),
      );
      return child;
    },
    *capture(script) {
      const pipe = createPipe();
      const descriptors = new Map(runner.descriptors);
      descriptors.set(1, { read: null, write: pipe.writer });
      const child = runner.fork((inner) => inner.executor.script(script), descriptors);
      pipe.writer.release?.();
      let output = '';
      for (;;) {
        const chunk = (yield pipe.reader.read()) as string | null;
        if (chunk === null) break;
        output += chunk;
      }
      yield child.wait();
      state.status = exitStatus(child);
      runner.substituted = state.status;
      if (child.signal === 'SIGINT') throw new Interrupted();
      return output.replaceAll('\0', '');
    },
    signal(signal) {
      const group = runner.foreground;
      if (group.length > 0) {
        for (const member of group) killGroup(machine, member, signal);
        return;
      }
      if (signal === 'SIGINT') runner.interruptWith?.(new Interrupted());
    },
  };
  return runner;
}

const closedOutput: WriteStream = { write() {}, end() {}, isTerminal: false };

/** Signals all processes of a process's group. */
export function killGroup(machine: Machine, member: Process, signal: Signal): void {
  for (const process of [...machine.processes.values()]) {
    if (process.group !== member.group) continue;
    process.kill(signal);
    // A stopped job must run to die.
    if (signal === 'SIGHUP' || signal === 'SIGTERM') process.kill('SIGCONT');
  }
}
