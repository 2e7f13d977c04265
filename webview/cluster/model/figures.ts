/** Key figures of a run at a moment: what two runs are compared by. */
import type { RunIndex } from './index.ts';
import { livingManagers, slotsOf } from './managers.ts';
import type { ClusterState, Job } from './state.ts';

export interface Figures {
  readonly status: string | null;
  readonly running: number;
  readonly subtasks: number;
  readonly taskManagers: number;
  readonly freeSlots: number;
  /** Failovers of the job so far. */
  readonly failovers: number;
  /** Virtual ms during which not every subtask ran, first deployment not counted. */
  readonly outage: number;
  readonly checkpoints: number;
  readonly aborted: number;
  readonly lastCheckpoint: number | null;
  /** Records into the last vertices since their present attempts began, and lines printed. */
  readonly arrived: number;
  readonly printed: number;
}

export function figuresOf(state: ClusterState, index: RunIndex, job: Job | null, t: number): Figures {
  let [running, subtasks, arrived, printed] = [0, 0, 0, 0];
  const producers = new Set(job?.edges.map((edge) => edge.from));
  for (const task of state.subtasks.values()) {
    if (task.job !== job?.id) continue;
    subtasks++;
    if (task.state === 'RUNNING') running++;
    if (!producers.has(task.vertex)) arrived += task.recordsIn;
    printed += task.printedCount;
  }
  const alive = livingManagers(state);
  const outages = index.outages.filter((outage) => outage.job === job?.id && outage.from <= t);
  const checkpoints = [...index.checkpoints.values()].filter((span) => span.job === job?.id && (span.to ?? t + 1) <= t);
  const completed = checkpoints.filter((span) => span.status === 'completed');
  return {
    status: job?.status ?? null,
    running,
    subtasks,
    taskManagers: alive.length,
    freeSlots: slotsOf(state, alive).free,
    failovers: outages.length,
    outage: outages.reduce((sum, outage) => sum + Math.min(outage.to ?? t, t) - outage.from, 0),
    checkpoints: completed.length,
    aborted: checkpoints.length - completed.length,
    lastCheckpoint: completed.at(-1)?.id ?? null,
    arrived,
    printed,
  };
}
