import { findSignal } from '../../platform/faults.ts';
import type { Process } from '../../platform/types.ts';
import { sleep as wait } from '../../simulation/simulation.ts';
import { killPid, signalArguments } from '../builtins/jobs.ts';
import type { Program } from '../host.ts';
import { formatDate } from './date.ts';
import { program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
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
// biome-ignore-end lint/correctness/useYield: see above

export const processPrograms: Readonly<Record<string, Program>> = {
  ps,
  jps,
  kill,
  pkill,
  pgrep: pkill,
  killall: pkill,
  top,
};
