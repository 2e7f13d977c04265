import type { ShellHooks } from '../shell/host.ts';
import type { Fact } from '../trace/facts.ts';

/** Follows jobs through the world's facts: tells when all tasks of one are RUNNING. */
export interface JobWatch {
  observe(fact: Fact): void;
  readonly whenRunning: NonNullable<ShellHooks['whenRunning']>;
}

interface Job {
  readonly process: string;
  /** Subtasks of all vertices. */
  readonly tasks: number;
  readonly running: Set<string>;
}

export function watchJobs(): JobWatch {
  const jobs = new Map<string, Job>();
  let waiting: { readonly matches: (id: string, job: Job) => boolean; readonly run: () => void }[] = [];
  const all = (job: Job): boolean => job.running.size >= job.tasks;
  return {
    observe(fact) {
      if (fact.kind === 'job.submitted') {
        jobs.set(fact.job, {
          process: `${fact.jobManager.machine}/${fact.jobManager.pid}`,
          tasks: fact.vertices.reduce((sum, vertex) => sum + vertex.parallelism, 0),
          running: new Set(),
        });
      } else if (fact.kind === 'subtask.state') {
        const job = jobs.get(fact.job);
        if (!job) return;
        const task = `${fact.vertex}/${fact.subtask}`;
        if (fact.state !== 'RUNNING') {
          job.running.delete(task);
          return;
        }
        job.running.add(task);
        if (!all(job) || waiting.length === 0) return;
        const ready = waiting.filter(({ matches }) => matches(fact.job, job));
        waiting = waiting.filter((one) => !ready.includes(one));
        for (const { run } of ready) run();
      }
    },
    whenRunning(wanted, run) {
      const key = 'process' in wanted ? `${wanted.process.machine.name}/${wanted.process.pid}` : null;
      const matches = (id: string, job: Job): boolean =>
        'jobId' in wanted ? wanted.jobId === id : job.process === key;
      for (const [id, job] of jobs) {
        if (!matches(id, job) || !all(job)) continue;
        run();
        return;
      }
      waiting.push({ matches, run });
    },
  };
}
