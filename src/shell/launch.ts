import { filesOf, masked, permits } from '../platform/access.ts';
import { resolvePath } from '../platform/file-tree.ts';
import { exitStatus } from '../platform/process.ts';
import type { Terminal } from '../platform/terminal.ts';
import {
  type FileSystem,
  type Machine,
  type Process,
  type ReadStream,
  SystemError,
  type WriteStream,
} from '../platform/types.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { Call, LaunchOptions, Program, ShellHost } from './host.ts';
import { createRunner } from './interpret/runner.ts';
import { createState } from './interpret/state.ts';
import { errorText } from './messages.ts';

export interface Launch {
  readonly host: ShellHost;
  readonly machine: Machine;
  readonly user: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the files that it makes; 022 where nobody says. */
  readonly umask?: number;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly terminal: Terminal | null;
  readonly parent: Process | null;
  readonly group?: number | 'new';
  readonly onServing?: (process: Process) => void;
}

/** A command that cannot be started: 127 not found, 126 found but not to be run. */
export class LaunchError extends Error {
  constructor(
    readonly command: string,
    message: string,
    readonly status: 126 | 127,
  ) {
    super(message);
  }
}

/** Where the marker of a simulated program stands in its file: an ELF header, or a comment of a script. */
const MARKER = /^(?:\x7fELF |#!.*\n(?:#.*\n)*?# millrace-program: )([\w.+/-]+)\n/;

/** The program of the registry that a file's text stands for. */
export function programIn(text: string): string | undefined {
  return MARKER.exec(text)?.[1];
}

/** What a file in /usr/bin holds for a program of the registry. */
export function binaryOf(program: string): string {
  return `\x7fELF ${program}\n`;
}

/** A script of a distribution whose work the registry's program does. */
export function scriptOf(program: string, comment: string): string {
  return `#!/usr/bin/env bash\n# ${comment}\n# millrace-program: ${program}\n`;
}

/** The file that a command name means, by PATH or as a path. Throws {@link LaunchError}. */
export function findCommand(
  files: FileSystem,
  user: string,
  name: string,
  path: string | undefined,
  cwd: string,
): string {
  const usable = (candidate: string): 'yes' | 'no' | 'directory' | 'forbidden' => {
    if (!files.exists(candidate)) return 'no';
    const stat = files.stat(candidate);
    if (stat.type === 'directory') return 'directory';
    return permits(stat, user, 'x') ? 'yes' : 'forbidden';
  };
  if (name.includes('/')) {
    const candidate = resolvePath(cwd, name);
    const found = usable(candidate);
    if (found === 'yes') return candidate;
    if (found === 'no') {
      let text = 'No such file or directory';
      try {
        files.stat(candidate);
      } catch (error) {
        if (error instanceof SystemError) text = errorText(error);
      }
      throw new LaunchError(name, text, 127);
    }
    throw new LaunchError(name, found === 'directory' ? 'Is a directory' : 'Permission denied', 126);
  }
  let forbidden: string | undefined;
  for (const directory of (path ?? '/usr/local/bin:/usr/bin:/bin').split(':')) {
    const candidate = resolvePath(cwd, `${directory === '' ? '.' : directory}/${name}`);
    const found = usable(candidate);
    if (found === 'yes') return candidate;
    if (found === 'forbidden') forbidden ??= candidate;
  }
  if (forbidden !== undefined) throw new LaunchError(forbidden, 'Permission denied', 126);
  throw new LaunchError(name, path ? 'command not found' : 'No such file or directory', 127);
}

/** Starts a program or script as a process. Throws {@link LaunchError}. */
export function launch(request: Launch): Process {
  const { host, machine, user, argv, cwd, env } = request;
  const files = filesOf(machine.files, user);
  const name = argv[0] ?? '';
  const path = findCommand(files, user, name, env.PATH, cwd);
  let text: string;
  try {
    text = files.readText(path);
  } catch (error) {
    if (error instanceof SystemError) throw new LaunchError(name, errorText(error), 126);
    throw error;
  }
  const marker = programIn(text);
  if (marker !== undefined) {
    const program = host.programs.get(marker);
    if (!program) throw new LaunchError(name, 'cannot execute binary file: Exec format error', 126);
    return startProgram(request, program, path);
  }
  if (text.startsWith('PK\u0003') || text.includes('\0'))
    throw new LaunchError(name, 'cannot execute binary file: Exec format error', 126);
  const shebang = /^#![ \t]*(\S+)(?:[ \t]+(\S.*?))?[ \t]*(?:\n|$)/.exec(text);
  const interpreter = shebang ? (shebang[1]!.endsWith('/env') ? (shebang[2] ?? '') : shebang[1]!) : 'bash';
  if (!/(?:^|\/)(?:ba|da|z|k)?sh$/.test(interpreter.split(' ')[0]!)) {
    const word = interpreter.split(' ')[0]!;
    if (shebang![1]!.endsWith('/env'))
      throw new LaunchError('/usr/bin/env', `‘${word}’: No such file or directory`, 127);
    if (!files.exists(word)) throw new LaunchError(name, `${word}: bad interpreter: No such file or directory`, 126);
    return launch({ ...request, argv: [word, path, ...argv.slice(1)] });
  }
  return startScript(request, text, name.includes('/') ? name : path);
}

function processSpec(request: Launch) {
  const { argv, user, cwd, env, stdin, stdout, stderr, parent, group, onServing } = request;
  return {
    command: argv,
    mainClass: null,
    role: 'other' as const,
    user,
    cwd,
    env,
    parent,
    stdin,
    stdout,
    stderr,
    ...(group === undefined ? {} : { group }),
    ...(onServing === undefined ? {} : { onServing }),
  };
}

/** Starts a program of the registry. */
function startProgram(request: Launch, program: Program, path: string): Process {
  const process = request.machine.start({
    ...processSpec(request),
    role: program.role ?? 'other',
    mainClass: program.mainClass?.(request.argv.slice(1)) ?? null,
  });
  const call = createCall(request, process, path);
  process.spawn(guard(process, call, program));
  return process;
}

function* guard(process: Process, call: Call, program: Program): Task {
  try {
    yield sleep(process, program.startup ?? 1);
    process.exit(yield* program.run(call));
  } catch (error) {
    if (error instanceof SystemError) call.complain(`${error.subject}: ${errorText(error)}`);
    else call.complain(error instanceof Error ? `internal error: ${error.stack ?? error.message}` : String(error));
    process.exit(1);
  }
}

function startScript(request: Launch, text: string, name: string): Process {
  const { host, machine, user, argv, cwd, env } = request;
  const process = request.machine.start({ ...processSpec(request), role: 'shell', command: ['bash', ...argv] });
  const state = createState(env, cwd, host.platform.world.now, name);
  state.positional = argv.slice(1);
  const runner = createRunner({
    host,
    machine,
    user,
    state,
    process,
    stdin: request.stdin,
    stdout: request.stdout,
    stderr: request.stderr,
    terminal: request.terminal,
    lineNumbers: true,
  });
  process.spawn(
    (function* () {
      yield sleep(process, 1);
      process.exit(yield* runner.runShell(text));
    })(),
  );
  return process;
}

function createCall(request: Launch, process: Process, path: string): Call {
  const { host, machine, user, argv, cwd, env, stdin, stdout, stderr, terminal } = request;
  const name = argv[0] ?? '';
  const call: Call = {
    host,
    platform: host.platform,
    machine,
    process,
    user,
    name: name.includes('/') && !path.startsWith('/usr/') ? name : name.replace(/.*\//, ''),
    path,
    args: argv.slice(1),
    env,
    cwd,
    files: masked(filesOf(machine.files, user), request.umask ?? 0o022),
    stdin,
    stdout,
    stderr,
    terminal,
    print: (text) => stdout.write(text),
    complain: (text) => stderr.write(`${call.name}: ${text}\n`),
    resolve: (target) => resolvePath(cwd, target),
    launch: (child, options = {}) => launchChild(request, process, child, options),
    *exec(child, options = {}) {
      try {
        const started = launchChild(request, process, child, options);
        yield started.wait();
        return exitStatus(started);
      } catch (error) {
        if (!(error instanceof LaunchError)) throw error;
        call.complain(
          `${child[0] ?? ''}: ${error.message === 'command not found' ? 'No such file or directory' : error.message}`,
        );
        return error.status;
      }
    },
  };
  return call;
}

function launchChild(request: Launch, parent: Process, argv: readonly string[], options: LaunchOptions): Process {
  const { group: _group, onServing: _onServing, ...inherited } = request;
  return launch({ ...inherited, parent, argv, ...options });
}
