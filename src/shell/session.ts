import { filesOf } from '../platform/access.ts';
import { emptyInput, nullOutput } from '../platform/streams.ts';
import type { Terminal } from '../platform/terminal.ts';
import {
  type Machine,
  type Process,
  type ReadStream,
  type Signal,
  SystemError,
  type WriteStream,
} from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import type { ShellHost } from './host.ts';
import { LoopControl } from './interpret/loop-control.ts';
import { createRunner, Interrupted, type Runner } from './interpret/runner.ts';
import { createState, exportedVariables, forkState, type ShellState, setVariable } from './interpret/state.ts';

export interface RunOptions {
  /** What foreground commands read from. */
  readonly stdin?: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  /** A command of the run is ready and goes on serving. */
  readonly onServing?: (process: Process) => void;
}

/** A person's shell on a machine: directory, variables, functions, aliases and jobs live from one run to the next. */
export interface ShellSession {
  readonly machine: Machine;
  readonly user: string;
  readonly process: Process;
  readonly state: ShellState;
  /** Working directory. */
  cwd: string;
  /** Exported variables, a copy. */
  readonly env: Map<string, string>;
  /** Runs a text to its end; the exit status. 137 when the shell itself is killed. */
  run(source: string, options: RunOptions): Task<number>;
  /** Ctrl-C (or another signal of the keyboard) to the newest run: to its foreground processes, else into the script. */
  interrupt(signal?: Signal): void;
  /** A new terminal with the same directory, variables, functions and aliases. */
  fork(): ShellSession;
  /** Ends the shell and hangs up what runs in its foreground. */
  close(): void;
}

/** A shell in a terminal of its own. */
export interface InteractiveShell {
  readonly machine: Machine;
  readonly user: string;
  /** What its foreground processes read from. */
  readonly stdin: ReadStream;
  /** Keys, as a terminal sends them. */
  data(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
  /** Runs when the shell ends: with its exit status. */
  onEnd(listener: (exit: number) => void): void;
}

export interface SessionOptions {
  readonly terminal?: Terminal | null;
  /** A login shell reads /etc/profile and ~/.bash_profile, others ~/.bashrc; default true. */
  readonly login?: boolean;
  /** Variables besides the login's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly parent?: Process | null;
  /** State to begin with instead of reading the start files. */
  readonly state?: ShellState;
}

/** Variables that sshd, login and pam_env give a shell before it reads any file. */
export function loginEnvironment(machine: Machine, user: string): Record<string, string> {
  const home = machine.users.get(user)?.home ?? `/home/${user}`;
  const environment: Record<string, string> = {
    HOME: home,
    LANG: 'en_US.UTF-8',
    LOGNAME: user,
    PATH: user === 'root' ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin' : '/usr/local/bin:/usr/bin',
    SHELL: '/bin/bash',
    USER: user,
  };
  if (machine.files.exists('/etc/environment')) {
    for (const line of machine.files.readText('/etc/environment').split('\n')) {
      const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line);
      if (match) environment[match[1]!] = match[2]!.trim().replace(/^(["'])(.*)\1$/, '$2');
    }
  }
  return environment;
}

/** Makes sure that `user` exists on `machine`, with a home directory. */
export function ensureUser(machine: Machine, user: string): void {
  if (machine.users.has(user)) return;
  const uid =
    1000 + Math.max(-1, ...[...machine.users.values()].map((other) => other.uid - 1000).filter((n) => n >= 0)) + 1;
  const home = `/home/${user}`;
  machine.users.set(user, { name: user, uid, home });
  machine.files.mkdir(home, { recursive: true, owner: user });
  machine.files.append('/etc/passwd', `${user}:x:${uid}:${uid}::${home}:/bin/bash\n`);
}

/** Opens a shell for `user` (made if there is none) on `machine`. Throws SystemError when the machine has no power. */
export function openSession(
  host: ShellHost,
  machine: Machine,
  user: string,
  options: SessionOptions = {},
): ShellSession {
  ensureUser(machine, user);
  const home = machine.users.get(user)!.home;
  const environment = { ...loginEnvironment(machine, user), ...options.env };
  const terminal = options.terminal ?? null;
  if (terminal) environment.TERM ??= 'xterm-256color';
  const begin = options.state?.cwd ?? (machine.files.exists(home) ? home : '/');
  const process = machine.start({
    command: ['-bash'],
    mainClass: null,
    role: 'shell',
    user,
    cwd: begin,
    env: environment,
    parent: options.parent ?? null,
    stdin: terminal?.input ?? emptyInput,
    stdout: terminal?.output ?? nullOutput,
    stderr: terminal?.output ?? nullOutput,
    group: 'new',
  });
  const state = options.state ?? createState(environment, begin, host.platform.world.now);
  // A shell that a person sits at survives the keyboard's signals.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP', 'SIGTERM'] as const) process.onSignal(signal, () => {});
  const runs: Runner[] = [];
  let ready = options.state !== undefined;

  const session: ShellSession = {
    machine,
    user,
    process,
    state,
    get cwd() {
      return state.cwd;
    },
    set cwd(path) {
      state.cwd = path;
      setVariable(state, 'PWD', path).exported = true;
    },
    get env() {
      return new Map(Object.entries(exportedVariables(state)));
    },
    *run(source, run) {
      if (!process.alive) return 137;
      const runner = createRunner({
        host,
        machine,
        user,
        state,
        process,
        stdin: run.stdin ?? terminal?.input ?? emptyInput,
        stdout: run.stdout,
        stderr: run.stderr,
        terminal,
        ...(run.onServing ? { onServing: run.onServing } : {}),
      });
      runs.push(runner);
      const coroutine = process.spawn(
        (function* (): Task<number> {
          if (!ready) {
            ready = true;
            yield* readStartFiles(runner, options.login ?? true);
            state.status = 0;
          }
          return yield* runner.runShell(source);
        })(),
      );
      runner.interruptWith = (error) => coroutine.interrupt(error);
      yield (resume) => {
        coroutine.onEnd(() => resume());
        const stop = process.onState((now) => {
          if (now === 'ended') resume();
        });
        if (!process.alive) resume();
        return () => {
          stop();
          coroutine.kill();
        };
      };
      runs.splice(runs.indexOf(runner), 1);
      if (coroutine.error !== undefined && !(coroutine.error instanceof Interrupted)) throw coroutine.error;
      return coroutine.result ?? (process.alive ? 130 : 137);
    },
    interrupt(signal = 'SIGINT') {
      runs.at(-1)?.signal(signal);
    },
    fork: () => openSession(host, machine, user, { ...options, state: forkState(state) }),
    close() {
      for (const runner of [...runs]) runner.signal('SIGHUP');
      process.kill('SIGKILL');
    },
  };
  return session;
}

/** /etc/profile and ~/.bash_profile (or ~/.bash_login, ~/.profile) for a login shell, else ~/.bashrc. */
export function* readStartFiles(runner: Runner, login: boolean): Task {
  const { machine, user } = runner;
  const files = filesOf(machine.files, user);
  const home = machine.users.get(user)?.home ?? '/';
  const own = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`);
  const list = login ? ['/etc/profile', own.find((path) => files.exists(path)) ?? ''] : [`${home}/.bashrc`];
  for (const path of list) {
    if (path === '' || !files.exists(path)) continue;
    try {
      yield* runner.runText(files.readText(path));
    } catch (error) {
      if (!(error instanceof SystemError) && !(error instanceof LoopControl)) throw error;
    }
  }
}
