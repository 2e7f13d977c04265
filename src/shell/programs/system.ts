import { findSignal } from '../../platform/faults.ts';
import { exitStatus } from '../../platform/process.ts';
import type { Process } from '../../platform/types.ts';
import { sleep as wait } from '../../simulation/simulation.ts';
import { echoText } from '../builtins/input.ts';
import { killPid, signalArguments } from '../builtins/jobs.ts';
import type { Call, Program } from '../host.ts';
import { testArguments } from '../interpret/condition.ts';
import { findCommand, LaunchError } from '../launch.ts';
import { formatPrintf } from '../printf.ts';
import { formatDate, parseDate } from './date.ts';
import { parseOptions, withUsage } from './options.ts';
import { program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not

const sleep: Program = {
  *run(call) {
    let ms = 0;
    if (call.args.length === 0) {
      call.complain('missing operand');
      call.stderr.write("Try 'sleep --help' for more information.\n");
      return 1;
    }
    for (const arg of call.args) {
      const match = /^(\d*\.?\d+)([smhd]?)$/.exec(arg);
      if (!match) {
        call.complain(arg === 'infinity' ? 'infinity' : `invalid time interval ‘${arg}’`);
        call.stderr.write("Try 'sleep --help' for more information.\n");
        return 1;
      }
      ms += Number(match[1]) * ({ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] || 's'] ?? 1000);
    }
    yield wait(call.process, ms);
    return 0;
  },
};

const seq: Program = {
  *run(call) {
    const options = call.args[0]?.startsWith('-') && !/^-[\d.]/.test(call.args[0]);
    const parsed = options
      ? withUsage(call, () => parseOptions(call.args, 'ws:f:'))
      : { rest: call.args, flags: new Set<string>(), values: new Map<string, string>(), all: [] };
    if (typeof parsed === 'number') return parsed;
    const numbers = parsed.rest.map(Number);
    const [first, step, last] =
      numbers.length === 1
        ? [1, 1, numbers[0]!]
        : numbers.length === 2
          ? [numbers[0]!, 1, numbers[1]!]
          : [numbers[0]!, numbers[1]!, numbers[2]!];
    if (last === undefined || Number.isNaN(first + step + last)) {
      call.complain(
        parsed.rest.length === 0
          ? 'missing operand'
          : `invalid floating point argument: '${parsed.rest.find((text) => Number.isNaN(Number(text)))}'`,
      );
      return 1;
    }
    const digits = Math.max(...parsed.rest.map((text) => text.split('.')[1]?.length ?? 0));
    const items: string[] = [];
    for (let i = 0; ; i++) {
      const value = first + i * step;
      if (step > 0 ? value > last + 1e-9 : value < last - 1e-9) break;
      items.push(value.toFixed(digits));
      if (items.length > 10_000_000) break;
    }
    const width = parsed.flags.has('w') ? Math.max(...items.map((item) => item.length)) : 0;
    const separator = parsed.values.get('s') ?? '\n';
    if (items.length > 0) call.print(`${items.map((item) => item.padStart(width, '0')).join(separator)}\n`);
    return 0;
  },
};

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
    if (args.length > 0) return yield* call.exec(args, { env: variables });
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

const date: Program = {
  *run(call) {
    const options = withUsage(call, () =>
      parseOptions(call.args, 'ud:s:IRr:', { utc: 'u', universal: 'u', date: 'd', 'rfc-2822': 'R' }),
    );
    if (typeof options === 'number') return options;
    const now = call.platform.epoch + call.platform.world.now;
    const text = options.values.get('d');
    const at = text === undefined ? now : parseDate(text, now, options.flags.has('u') ? 'UTC' : call.platform.timezone);
    if (at === null) {
      call.complain(`invalid date '${text}'`);
      return 1;
    }
    const zone = options.flags.has('u') ? 'UTC' : call.platform.timezone;
    const format = options.rest[0]?.startsWith('+')
      ? options.rest[0].slice(1)
      : options.flags.has('I')
        ? '%F'
        : options.flags.has('R')
          ? '%a, %d %b %Y %T %z'
          : '%a %b %e %T %Z %Y';
    call.print(`${formatDate(at, format, zone)}\n`);
    return 0;
  },
};

const hostnameOf = (call: Call): string =>
  call.machine.files.exists('/etc/hostname') ? call.machine.files.readText('/etc/hostname').trim() : call.machine.name;
const hostname: Program = {
  *run(call) {
    const [arg] = call.args;
    if (arg === '-I' || arg === '-i') call.print(`${call.machine.ip}${arg === '-I' ? ' ' : ''}\n`);
    else if (arg === '-s' || arg === '-f' || arg === undefined) call.print(`${hostnameOf(call)}\n`);
    else if (call.user !== 'root') {
      call.complain('you must be root to change the host name');
      return 1;
    } else call.machine.files.write('/etc/hostname', `${arg}\n`);
    return 0;
  },
};
const hostnamectl: Program = {
  *run(call) {
    if (call.args[0] === 'set-hostname' && call.args[1]) call.machine.files.write('/etc/hostname', `${call.args[1]}\n`);
    else
      call.print(
        `   Static hostname: ${hostnameOf(call)}\n  Operating System: CentOS Linux 7 (Core)\n            Kernel: Linux 3.10.0-1160.el7.x86_64\n`,
      );
    return 0;
  },
};

const whoami: Program = {
  *run(call) {
    call.print(`${call.user}\n`);
    return 0;
  },
};
const id: Program = {
  *run(call) {
    const [user = call.user] = call.args.filter((arg) => !arg.startsWith('-'));
    const account = call.machine.users.get(user);
    if (!account) {
      call.complain(`${user}: no such user`);
      return 1;
    }
    if (call.args.includes('-un') || call.args.includes('-gn')) call.print(`${user}\n`);
    else if (call.args.includes('-u') || call.args.includes('-g')) call.print(`${account.uid}\n`);
    else call.print(`uid=${account.uid}(${user}) gid=${account.uid}(${user}) groups=${account.uid}(${user})\n`);
    return 0;
  },
};
const uname = program('asnrvmpio', {}, function* (call, { flags }) {
  const values = {
    s: 'Linux',
    n: hostnameOf(call),
    r: '3.10.0-1160.el7.x86_64',
    v: '#1 SMP Mon Oct 19 16:18:59 UTC 2020',
    m: 'x86_64',
    p: 'x86_64',
    i: 'x86_64',
    o: 'GNU/Linux',
  };
  const shown = Object.entries(values).filter(([letter]) =>
    flags.size === 0 ? letter === 's' : flags.has('a') || flags.has(letter),
  );
  call.print(`${shown.map(([, value]) => value).join(' ')}\n`);
  return 0;
});

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

/** Command line of a process as ps and jps -lm show it. */
const commandLine = (process: Process): string => process.spec.command.join(' ');

const ps: Program = {
  *run(call) {
    const options = call.args.join('');
    const all = /[eA]|a?ux|ax/.test(options);
    const byPid = /-p\s*(\d+)/.exec(call.args.join(' '))?.[1];
    const list = [...call.machine.processes.values()].filter((process) =>
      byPid !== undefined
        ? process.pid === Number(byPid)
        : all || (process.spec.user === call.user && sameTerminal(process, call.process)),
    );
    const start = (process: Process): string =>
      formatDate(call.platform.epoch + process.startedAt, '%H:%M', call.platform.timezone);
    const state = (process: Process): string =>
      process.state === 'stopped' ? 'T' : process.pid === call.process.pid ? 'R+' : process.spec.mainClass ? 'Sl' : 'S';
    if (/u/.test(options) && !/f/.test(options)) {
      call.print('USER        PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
      for (const process of list) {
        const memory = process.spec.mainClass ? [3_512_344, 268_452] : [115_548, 2_120];
        call.print(
          `${process.spec.user.padEnd(8)} ${String(process.pid).padStart(6)}  0.0  0.0 ${String(memory[0]).padStart(6)} ${String(memory[1]).padStart(5)} ?        ${state(process).padEnd(4)} ${start(process)}   0:00 ${commandLine(process)}\n`,
        );
      }
    } else if (/f/.test(options)) {
      call.print('UID         PID   PPID  C STIME TTY          TIME CMD\n');
      for (const process of list)
        call.print(
          `${process.spec.user.padEnd(8)} ${String(process.pid).padStart(6)} ${String(process.spec.parent?.alive ? process.spec.parent.pid : 1).padStart(6)}  0 ${start(process)} ?        00:00:00 ${commandLine(process)}\n`,
        );
    } else {
      call.print('   PID TTY          TIME CMD\n');
      for (const process of list)
        call.print(
          `${String(process.pid).padStart(6)} pts/0    00:00:00 ${(process.spec.command[0] ?? '').replace(/.*\//, '').replace(/^-/, '')}\n`,
        );
    }
    return 0;
  },
};
function sameTerminal(a: Process, b: Process): boolean {
  const root = (process: Process): Process => {
    let at = process;
    while (at.spec.parent?.alive && at.spec.parent.machine === at.machine) at = at.spec.parent;
    return at;
  };
  return root(a) === root(b);
}

const jps = program(
  'qlmvV',
  {},
  function* (call, { flags }) {
    yield wait(call.process, 150);
    for (const process of call.machine.processes.values()) {
      const { mainClass, user } = process.spec;
      if (mainClass === null || (user !== call.user && call.user !== 'root')) continue;
      const name = flags.has('q')
        ? ''
        : ` ${flags.has('l') ? mainClass : mainClass.slice(mainClass.lastIndexOf('.') + 1)}`;
      const args =
        flags.has('m') && process.spec.command.length > 1 ? ` ${process.spec.command.slice(1).join(' ')}` : '';
      call.print(`${process.pid}${name}${args}\n`);
    }
    return 0;
  },
  { mainClass: () => 'sun.tools.jps.Jps' },
);

const kill: Program = {
  *run(call) {
    const parsed = signalArguments(call.args);
    if ('unknown' in parsed) {
      call.complain(`unknown signal ${parsed.unknown}`);
      return 1;
    }
    let status = 0;
    for (const target of parsed.rest) {
      const failed = killPid(call, target, parsed.signal, call.args.includes('-0'));
      if (failed !== null) {
        call.complain(failed);
        status = 1;
      }
    }
    return status;
  },
};
const pkill: Program = {
  *run(call) {
    let signal = findSignal('TERM')!;
    const args = [...call.args];
    let full = false;
    let exact = false;
    let list = call.name === 'pgrep';
    while (args[0]?.startsWith('-')) {
      const option = args.shift()!;
      const named = findSignal(option.slice(1));
      if (named) signal = named;
      else {
        if (option.includes('f')) full = true;
        if (option.includes('x')) exact = true;
        if (option.includes('l')) list = true;
      }
    }
    const [pattern] = args;
    if (pattern === undefined) {
      call.complain('no matching criteria specified');
      return 2;
    }
    const regex = new RegExp(call.name === 'killall' || exact ? `^(?:${pattern})$` : pattern);
    let hits = 0;
    for (const process of [...call.machine.processes.values()]) {
      const name =
        process.spec.mainClass && !full
          ? 'java'
          : full
            ? commandLine(process)
            : (process.spec.command[0] ?? '').replace(/.*\//, '');
      if (process === call.process || !regex.test(name)) continue;
      hits++;
      if (list) call.print(`${process.pid}${call.args.includes('-l') ? ` ${name}` : ''}\n`);
      else process.kill(signal);
    }
    if (hits === 0 && call.name === 'killall') call.stderr.write(`${pattern}: no process found\n`);
    return hits > 0 ? 0 : 1;
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
      const write = (text: string): void => call.machine.files.append(path, text);
      if (!call.files.exists(path)) call.files.write(path, '', { mode: 0o600 });
      const output = { write, end() {}, isTerminal: false };
      return yield* call.exec(call.args, { stdout: output, stderr: output });
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
    const match = /^(\d*\.?\d+)([smhd]?)$/.exec(limit ?? '');
    if (!match || command.length === 0) {
      call.complain(limit === undefined || match ? 'missing operand' : `invalid time interval ‘${limit}’`);
      return 125;
    }
    const ms = Number(match[1]) * ({ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] || 's'] ?? 1000);
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
    return late ? 124 : exitStatus(child);
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

const test: Program = {
  *run(call) {
    const args = call.name === '[' ? call.args.slice(0, -1) : call.args;
    try {
      return testArguments(
        {
          files: call.files,
          user: call.user,
          state: { cwd: call.cwd, variables: new Map(), options: new Set() },
          descriptors: new Map([[1, { write: call.stdout }]]),
          terminal: call.terminal,
        },
        args,
      )
        ? 0
        : 1;
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 2;
    }
  },
};

const free = program('hmgkbt', {}, function* (call, { flags }) {
  const total = 3_880_512;
  const used = [...call.machine.processes.values()].reduce(
    (sum, process) => sum + (process.spec.mainClass ? 268_000 : 2_000),
    312_000,
  );
  const show = (kilobytes: number): string =>
    (flags.has('h')
      ? `${(kilobytes / 1048576).toFixed(1)}G`
      : String(
          flags.has('m') ? Math.floor(kilobytes / 1024) : flags.has('g') ? Math.floor(kilobytes / 1048576) : kilobytes,
        )
    ).padStart(12);
  call.print('              total        used        free      shared  buff/cache   available\n');
  call.print(
    `Mem:   ${show(total)}${show(used)}${show(total - used - 400_000)}${show(11_932)}${show(400_000)}${show(total - used)}\n`,
  );
  call.print(`Swap:  ${show(2_097_148)}${show(0)}${show(2_097_148)}\n`);
  return 0;
});
const uptime: Program = {
  *run(call) {
    const minutes = Math.floor(call.platform.world.now / 60_000);
    call.print(
      ` ${formatDate(call.platform.epoch + call.platform.world.now, '%T', call.platform.timezone)} up ${minutes} min,  1 user,  load average: 0.00, 0.01, 0.05\n`,
    );
    return 0;
  },
};
const top: Program = {
  *run(call) {
    for (let round = 0; ; round++) {
      if (call.stdout.isTerminal) call.print('\x1b[H\x1b[2J');
      call.print(
        `top - ${formatDate(call.platform.epoch + call.platform.world.now, '%T', call.platform.timezone)} up ${Math.floor(call.platform.world.now / 60_000)} min,  1 user\nTasks: ${call.machine.processes.size} total\n\n   PID USER      PR  NI    VIRT    RES S  %CPU %MEM     TIME+ COMMAND\n`,
      );
      for (const process of call.machine.processes.values())
        call.print(
          `${String(process.pid).padStart(6)} ${process.spec.user.padEnd(8)}  20   0 ${process.spec.mainClass ? '3512344 268452' : ' 115548   2120'} ${process.state === 'stopped' ? 'T' : 'S'}   0.0  0.1   0:00.00 ${process.spec.mainClass ? 'java' : (process.spec.command[0] ?? '').replace(/.*\//, '')}\n`,
        );
      if (call.args.includes('-b') || /-bn?1|-n\s*1/.test(call.args.join(' '))) return 0;
      if (round === 0) call.process.declareServing();
      yield wait(call.process, 3000);
    }
  },
};

const textual = (make: (args: readonly string[]) => string): Program => ({
  *run(call) {
    call.print(make(call.args));
    return 0;
  },
});
const constant = (status: number): Program => ({
  *run() {
    return status;
  },
});
const printf: Program = {
  *run(call) {
    const { text, errors } = formatPrintf(call.args[0] ?? '', call.args.slice(1));
    call.print(text);
    for (const error of errors) call.complain(error);
    return errors.length > 0 ? 1 : 0;
  },
};
const clear: Program = {
  *run(call) {
    if (call.stdout.isTerminal) call.print('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
const pwd: Program = {
  *run(call) {
    call.print(`${call.cwd}\n`);
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

export const systemPrograms: Readonly<Record<string, Program>> = {
  sleep,
  seq,
  env,
  printenv,
  date,
  hostname,
  hostnamectl,
  whoami,
  id,
  uname,
  which,
  ps,
  jps,
  kill,
  pkill,
  pgrep: pkill,
  killall: pkill,
  nohup,
  timeout,
  time,
  watch,
  test,
  '[': test,
  free,
  uptime,
  top,
  echo: textual(echoText),
  printf,
  true: constant(0),
  false: constant(1),
  sync: constant(0),
  clear,
  reset: clear,
  pwd,
  arch: textual(() => 'x86_64\n'),
  nproc: textual(() => '4\n'),
};
