import { exitStatus } from '../../platform/process.ts';
import type { Process } from '../../platform/types.ts';
import type { Job, ShellState } from './state.ts';

export function addJob(state: ShellState, text: string, processes: readonly Process[], background: boolean): Job {
  const existing = state.jobs.find((job) => job.processes.at(-1) === processes.at(-1));
  if (existing) {
    existing.background = background;
    return existing;
  }
  const id = 1 + Math.max(0, ...state.jobs.map((job) => job.id));
  const job: Job = { id, text, processes, background, notified: false };
  state.jobs.push(job);
  return job;
}

export function jobState(job: Job): 'running' | 'stopped' | 'ended' {
  if (job.processes.some((process) => process.state === 'stopped')) return 'stopped';
  return job.processes.some((process) => process.alive) ? 'running' : 'ended';
}

/** `[1]+  Running                 sleep 100 &`. */
export function jobStatusLine(state: ShellState, job: Job, long = false): string {
  const current = state.jobs.at(-1) === job ? '+' : state.jobs.at(-2) === job ? '-' : ' ';
  const now = jobState(job);
  const code = exitStatus(job.processes.at(-1)!);
  const signal = job.processes.at(-1)!.signal;
  const texts: Readonly<Record<string, string>> = {
    SIGTERM: 'Terminated',
    SIGKILL: 'Killed',
    SIGHUP: 'Hangup',
    SIGINT: 'Interrupt',
    SIGQUIT: 'Quit',
  };
  const said =
    now === 'running'
      ? 'Running'
      : now === 'stopped'
        ? 'Stopped'
        : signal
          ? (texts[signal] ?? signal)
          : code === 0
            ? 'Done'
            : `Exit ${code}`;
  const pid = long ? `${job.processes[0]!.pid} ` : ' ';
  return `[${job.id}]${current} ${pid}${said.padEnd(24)}${job.text}${now === 'running' && job.background ? ' &' : ''}`;
}

/** Forgets the jobs that have ended; their last lines when they are to be shown. */
export function reapJobs(state: ShellState): string[] {
  const lines: string[] = [];
  for (const job of [...state.jobs]) {
    if (jobState(job) !== 'ended') continue;
    lines.push(jobStatusLine(state, job));
    state.jobs.splice(state.jobs.indexOf(job), 1);
  }
  return lines;
}

/** The job of `%1`, `%%`, `%+`, `%-`, `%name`. */
export function findJob(state: ShellState, text: string): Job | undefined {
  const name = text.replace(/^%/, '');
  if (name === '' || name === '%' || name === '+') return state.jobs.at(-1);
  if (name === '-') return state.jobs.at(-2) ?? state.jobs.at(-1);
  if (/^\d+$/.test(name)) return state.jobs.find((job) => job.id === Number(name));
  return state.jobs.find((job) => job.text.startsWith(name));
}
