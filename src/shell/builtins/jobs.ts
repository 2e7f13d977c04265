import { findSignal } from '../../platform/faults.ts';
import { exitStatus, SIGNAL_NUMBERS } from '../../platform/process.ts';
import type { Process, Signal } from '../../platform/types.ts';
import { findJob, jobState, jobStatusLine } from '../interpret/jobs.ts';
import { killGroup, type Runner } from '../interpret/runner.ts';
import type { Job } from '../interpret/state.ts';
import type { Builtin } from './index.ts';

// biome-ignore-start lint/correctness/useYield: a builtin is a task, whether it waits or not

/** Processes that a shell may no longer find on its machine but waits for. */
function processOf(runner: Runner, pid: number): Process | undefined {
  for (const job of runner.state.jobs) for (const process of job.processes) if (process.pid === pid) return process;
  return undefined;
}

const forget = (runner: Runner, job: Job): void => {
  const at = runner.state.jobs.indexOf(job);
  if (at >= 0) runner.state.jobs.splice(at, 1);
};

/** `-9`, `-KILL`, `-s KILL`: the signal and what is left; null for an unknown one. */
export function signalArguments(
  args: readonly string[],
): { readonly signal: Signal; readonly rest: readonly string[] } | { readonly unknown: string } {
  const [first = '', second = ''] = args;
  if (first === '-s' || first === '-n') {
    const signal = findSignal(second);
    return signal ? { signal, rest: args.slice(2) } : { unknown: second };
  }
  if (first === '-0') return { signal: 'SIGCONT', rest: args.slice(1) };
  if (/^-\w+/.test(first) && first !== '--') {
    const signal = findSignal(first.slice(1));
    return signal ? { signal, rest: args.slice(1) } : { unknown: first.slice(1) };
  }
  return { signal: 'SIGTERM', rest: first === '--' ? args.slice(1) : args };
}

export const jobBuiltins: Readonly<Record<string, Builtin>> = {
  *jobs(runner, args) {
    for (const job of [...runner.state.jobs]) {
      if (args.includes('-p')) runner.write(`${job.processes[0]!.pid}\n`);
      else runner.write(`${jobStatusLine(runner.state, job, args.includes('-l'))}\n`);
      if (jobState(job) === 'ended') forget(runner, job);
    }
    return 0;
  },
  *fg(runner, args) {
    const job = findJob(runner.state, args[0] ?? '%+');
    if (!runner.interactive && !runner.terminal) {
      runner.complain('fg: no job control');
      return 1;
    }
    if (!job) {
      runner.complain(`fg: ${args[0] ?? 'current'}: no such job`);
      return 1;
    }
    runner.write(`${job.text}\n`);
    job.background = false;
    forget(runner, job);
    killGroup(runner.machine, job.processes[0]!, 'SIGCONT');
    return yield* runner.executor.wait(job.processes, job.text);
  },
  *bg(runner, args) {
    if (!runner.interactive && !runner.terminal) {
      runner.complain('bg: no job control');
      return 1;
    }
    const job = findJob(runner.state, args[0] ?? '%+');
    if (!job) {
      runner.complain(`bg: ${args[0] ?? 'current'}: no such job`);
      return 1;
    }
    job.background = true;
    runner.write(`[${job.id}]+ ${job.text} &\n`);
    killGroup(runner.machine, job.processes[0]!, 'SIGCONT');
    return 0;
  },
  *wait(runner, args) {
    const { state } = runner;
    const targets: Process[] = [];
    if (args.length === 0) {
      for (const job of [...state.jobs]) {
        for (const process of job.processes) if (process.alive) yield process.wait();
        forget(runner, job);
      }
      return 0;
    }
    if (args.length === 1 && args[0] === '-n') {
      const running = state.jobs.flatMap((job) => job.processes.slice(-1)).filter((process) => process.alive);
      if (running.length === 0) return 127;
      let first: Process | null = null;
      yield (resume) => {
        const stops = running.map((process) =>
          process.onState((now) => {
            if (now !== 'ended' || first !== null) return;
            first = process;
            resume();
          }),
        );
        return () => {
          for (const stop of stops) stop();
        };
      };
      const job = state.jobs.find(({ processes }) => processes.at(-1) === first);
      if (job) forget(runner, job);
      return first === null ? 127 : exitStatus(first);
    }
    let status = 0;
    for (const arg of args.filter((word) => word !== '-n')) {
      const process = arg.startsWith('%') ? findJob(state, arg)?.processes.at(-1) : processOf(runner, Number(arg));
      if (!process) {
        runner.complain(
          arg.startsWith('%') ? `wait: ${arg}: no such job` : `wait: pid ${arg} is not a child of this shell`,
        );
        status = 127;
        continue;
      }
      targets.push(process);
    }
    for (const process of targets) {
      if (process.alive) yield process.wait();
      status = exitStatus(process);
      const job = state.jobs.find((candidate) => candidate.processes.includes(process));
      if (job && jobState(job) === 'ended') forget(runner, job);
    }
    return status;
  },
  *disown(runner, args) {
    const job = findJob(runner.state, args.filter((arg) => !arg.startsWith('-'))[0] ?? '%+');
    if (job) forget(runner, job);
    return 0;
  },
  *kill(runner, args) {
    const { state, machine } = runner;
    if (args[0] === '-l' || args[0] === '-L') {
      if (args[1] !== undefined) {
        const signal = findSignal(args[1]);
        const number = /^\d+$/.test(args[1]);
        runner.write(
          `${signal !== undefined && !number ? SIGNAL_NUMBERS[signal] : (signal ?? args[1]).replace('SIG', '')}\n`,
        );
      } else runner.write(SIGNAL_TABLE);
      return 0;
    }
    const parsed = signalArguments(args);
    if ('unknown' in parsed) {
      runner.complain(`kill: ${parsed.unknown}: invalid signal specification`);
      return 1;
    }
    if (parsed.rest.length === 0) {
      runner.descriptors
        .get(2)
        ?.write?.write(
          'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
        );
      return 2;
    }
    let status = 0;
    for (const target of parsed.rest) {
      if (target.startsWith('%')) {
        const job = findJob(state, target);
        if (job) killGroup(machine, job.processes[0]!, parsed.signal);
        else {
          runner.complain(`kill: ${target}: no such job`);
          status = 1;
        }
        continue;
      }
      const failed = killPid(runner, target, parsed.signal, args.includes('-0'));
      if (failed !== null) {
        runner.complain(`kill: ${failed}`);
        status = 1;
      }
    }
    return status;
  },
  *suspend() {
    return 0;
  },
};

/** Signals the process (or group, negative) of that number; bash's text when it cannot. */
export function killPid(
  who: Pick<Runner, 'machine' | 'user'>,
  target: string,
  signal: Signal,
  probe = false,
): string | null {
  if (!/^-?\d+$/.test(target)) return `${target}: arguments must be process or job IDs`;
  const pid = Number(target);
  if (pid < 0) {
    const members = [...who.machine.processes.values()].filter((process) => process.group === -pid);
    if (members.length === 0) return `(${target}) - No such process`;
    for (const process of members) process.kill(signal);
    return null;
  }
  const process = who.machine.processes.get(pid);
  if (!process) return `(${pid}) - No such process`;
  if (who.user !== 'root' && process.spec.user !== who.user) return `(${pid}) - Operation not permitted`;
  if (!probe) process.kill(signal);
  return null;
}
// biome-ignore-end lint/correctness/useYield: see above

/** What `kill -l` prints. */
const SIGNAL_TABLE = [
  ' 1) SIGHUP	 2) SIGINT	 3) SIGQUIT	 4) SIGILL	 5) SIGTRAP',
  ' 6) SIGABRT	 7) SIGBUS	 8) SIGFPE	 9) SIGKILL	10) SIGUSR1',
  '11) SIGSEGV	12) SIGUSR2	13) SIGPIPE	14) SIGALRM	15) SIGTERM',
  '16) SIGSTKFLT	17) SIGCHLD	18) SIGCONT	19) SIGSTOP	20) SIGTSTP',
  '21) SIGTTIN	22) SIGTTOU	23) SIGURG	24) SIGXCPU	25) SIGXFSZ',
  '26) SIGVTALRM	27) SIGPROF	28) SIGWINCH	29) SIGIO	30) SIGPWR',
  '31) SIGSYS	34) SIGRTMIN	35) SIGRTMIN+1	36) SIGRTMIN+2	37) SIGRTMIN+3',
  '38) SIGRTMIN+4	39) SIGRTMIN+5	40) SIGRTMIN+6	41) SIGRTMIN+7	42) SIGRTMIN+8',
  '43) SIGRTMIN+9	44) SIGRTMIN+10	45) SIGRTMIN+11	46) SIGRTMIN+12	47) SIGRTMIN+13',
  '48) SIGRTMIN+14	49) SIGRTMIN+15	50) SIGRTMAX-14	51) SIGRTMAX-13	52) SIGRTMAX-12',
  '53) SIGRTMAX-11	54) SIGRTMAX-10	55) SIGRTMAX-9	56) SIGRTMAX-8	57) SIGRTMAX-7',
  '58) SIGRTMAX-6	59) SIGRTMAX-5	60) SIGRTMAX-4	61) SIGRTMAX-3	62) SIGRTMAX-2',
  '63) SIGRTMAX-1	64) SIGRTMAX	',
  '',
].join('\n');
