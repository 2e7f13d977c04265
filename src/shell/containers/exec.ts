import { exitStatus } from '../../platform/process.ts';
import { emptyInput } from '../../platform/streams.ts';
import type { Machine } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { startInteractiveBash } from '../interactive.ts';
import { LaunchError, launch } from '../launch.ts';

export interface ExecOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly user: string;
  readonly stdin: boolean;
  readonly tty: boolean;
}

/** Runs a command in a container for `docker exec` and `kubectl exec`; its status, or why it could not be started. */
export function* execIn(
  call: Call,
  machine: Machine,
  argv: readonly string[],
  options: ExecOptions,
): Task<number | LaunchError> {
  const shell = /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh$/.test(argv[0] ?? '') && argv.length === 1;
  if (shell && options.tty && call.terminal && call.stdout.isTerminal) {
    const process = startInteractiveBash(call.host, machine, options.user, call.terminal, call.process);
    yield process.wait();
    return exitStatus(process);
  }
  try {
    const process = launch({
      host: call.host,
      machine,
      user: options.user,
      argv,
      cwd: machine.files.exists(options.workingDirectory) ? options.workingDirectory : '/',
      env: { HOME: machine.users.get(options.user)?.home ?? '/root', ...options.environment },
      stdin: options.stdin ? call.stdin : emptyInput,
      stdout: call.stdout,
      stderr: call.stderr,
      terminal: options.tty ? call.terminal : null,
      parent: call.process,
    });
    call.process.onSignal('SIGINT', () => process.kill('SIGINT'));
    yield process.wait();
    return exitStatus(process);
  } catch (error) {
    if (error instanceof LaunchError) return error;
    throw error;
  }
}
