import { findSignal } from '../../platform/faults.ts';
import { exitStatus } from '../../platform/process.ts';
import { appendingOutput } from '../../platform/streams.ts';
import type { Process } from '../../platform/types.ts';
import { sleep as wait } from '../../simulation/simulation.ts';
import type { Call, Program } from '../host.ts';
import { findCommand, LaunchError } from '../launch.ts';
import { formatDate } from './date.ts';
import { hostnameOf } from './identity.ts';
import { parseOptions, withUsage } from './options.ts';
import { durationMs } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
/** Is there such a program? */
function known(call: Call, name: string, path: string | undefined): boolean {
  try {
    findCommand(call.files, call.user, name, path, call.cwd);
    return true;
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return error.status !== 127;
  }
}

const env: Program = {
  *run(call) {
    const variables: Record<string, string> = { ...call.env };
    const args = [...call.args];
    for (;;) {
      if (args[0] === '-i' || args[0] === '-') {
        for (const name of Object.keys(variables)) delete variables[name];
        args.shift();
      } else if (args[0] === '-u') {
        delete variables[args[1] ?? ''];
        args.splice(0, 2);
      } else if (args[0] && /^\w+=/.test(args[0])) {
        const at = args[0].indexOf('=');
        variables[args[0].slice(0, at)] = args[0].slice(at + 1);
        args.shift();
      } else break;
    }
    if (args.length > 0) {
      if (!known(call, args[0]!, variables.PATH)) {
        call.complain(`‘${args[0]}’: No such file or directory`);
        return 127;
      }
      return yield* call.exec(args, { env: variables });
    }
    for (const [name, value] of Object.entries(variables)) call.print(`${name}=${value}\n`);
    return 0;
  },
};

const printenv: Program = {
  *run(call) {
    if (call.args.length === 0) for (const [name, value] of Object.entries(call.env)) call.print(`${name}=${value}\n`);
    let status = 0;
    for (const name of call.args) {
      const value = call.env[name];
      if (value === undefined) status = 1;
      else call.print(`${value}\n`);
    }
    return status;
  },
};

const nohup: Program = {
  *run(call) {
    if (call.args.length === 0) {
      call.complain('missing operand');
      call.stderr.write("Try 'nohup --help' for more information.\n");
      return 125;
    }
    call.process.onSignal('SIGHUP', () => {});
    if (call.stdout.isTerminal) {
      const path = call.resolve('nohup.out');
      call.stderr.write("nohup: ignoring input and appending output to 'nohup.out'\n");
      if (!call.files.exists(path)) call.files.write(path, '', { mode: 0o600 });
      const output = appendingOutput(call.machine.files, path);
      return yield* call.exec(call.args, { stdout: output, stderr: output });
    }
    if (!known(call, call.args[0]!, call.env.PATH)) {
      call.complain(`failed to run command '${call.args[0]}': No such file or directory`);
      return 127;
    }
    return yield* call.exec(call.args);
  },
};

const timeout: Program = {
  *run(call) {
    const options = withUsage(
      call,
      () =>
        parseOptions(
          call.args,
          's:k:v',
          { signal: 's', 'kill-after': 'k', foreground: 'v', 'preserve-status': 'v' },
          true,
        ),
      125,
    );
    if (typeof options === 'number') return options;
    const [limit, ...command] = options.rest;
    const ms = durationMs(limit ?? '');
    if (ms === null || command.length === 0) {
      if (limit !== undefined && command.length > 0) call.complain(`invalid time interval ‘${limit}’`);
      call.stderr.write("Try 'timeout --help' for more information.\n");
      return 125;
    }
    let child: Process;
    try {
      child = call.launch(command);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      call.complain(
        `failed to run command '${command[0]}': ${error.status === 127 ? 'No such file or directory' : error.message}`,
      );
      return error.status;
    }
    let late = false;
    const timer = call.process.schedule(ms, () => {
      late = true;
      child.kill(findSignal(options.values.get('s') ?? 'TERM') ?? 'SIGTERM');
    });
    yield child.wait();
    timer.cancel();
    // What SIGKILL ends cannot say that it was late: timeout ends the same way.
    return late && findSignal(options.values.get('s') ?? 'TERM') !== 'SIGKILL' ? 124 : exitStatus(child);
  },
};

const time: Program = {
  *run(call) {
    const since = call.platform.world.now;
    const status = yield* call.exec(call.args.filter((arg, i) => i > 0 || arg !== '-p'));
    call.stderr.write(`real ${((call.platform.world.now - since) / 1000).toFixed(2)}\nuser 0.00\nsys 0.00\n`);
    return status;
  },
};

const watch: Program = {
  *run(call) {
    const options = withUsage(call, () => parseOptions(call.args, 'n:dt', { interval: 'n' }, true));
    if (typeof options === 'number') return options;
    if (options.rest.length === 0) {
      call.stderr.write('\nUsage:\n watch [options] command\n');
      return 1;
    }
    const every = Number(options.values.get('n') ?? 2);
    const command = options.rest.join(' ');
    let first = true;
    for (;;) {
      if (call.stdout.isTerminal) call.print('\x1b[H\x1b[2J');
      if (!options.flags.has('t'))
        call.print(
          `Every ${every.toFixed(1)}s: ${command}    ${hostnameOf(call)}: ${formatDate(call.platform.epoch + call.platform.world.now, '%a %b %e %T %Y', call.platform.timezone)}\n\n`,
        );
      yield* call.exec(['bash', '-c', command]);
      if (first) call.process.declareServing();
      first = false;
      yield wait(call.process, every * 1000);
    }
  },
};

const which: Program = {
  *run(call) {
    let status = 0;
    for (const name of call.args.filter((arg) => !arg.startsWith('-'))) {
      try {
        call.print(`${findCommand(call.files, call.user, name, call.env.PATH, call.cwd)}\n`);
      } catch (error) {
        if (!(error instanceof LaunchError)) throw error;
        call.stderr.write(`which: no ${name} in (${call.env.PATH ?? ''})\n`);
        status = 1;
      }
    }
    return status;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

/** Programs that run other programs, or find them. */
export const wrapperPrograms: Readonly<Record<string, Program>> = { env, printenv, nohup, timeout, time, watch, which };
