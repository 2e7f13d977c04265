/** The rule or cause behind what a thing is like at a moment, in one sentence. Pure. */
import {
  type Checkpoint,
  type ClusterState,
  isOver,
  type Job,
  type Process,
  type Subtask,
  type TaskManager,
} from '../model/state.ts';
import type { Topic } from '../protocol.ts';
import type { Words } from '../words/words.ts';

/** The rule or cause in one sentence, and what to read about it. */
export type Why = readonly [sentence: string, topic: Topic];

/** Back pressure worth a word, ms per second. */
const MUCH = 100;

export function whyOfProcess({ role, paused }: Process, leads: boolean, { why }: Words): Why | null {
  if (paused) return [why.frozen, 'failover'];
  if (leads) return [why.leader, 'leader'];
  const roles: Partial<Record<Process['role'], Why>> = {
    jobmanager: [why.jobManager, 'processes'],
    taskmanager: [why.taskManager, 'processes'],
    zookeeper: [why.zookeeper, 'leader'],
    netcat: [why.netcat, 'processes'],
    client: [why.client, 'processes'],
  };
  return roles[role] ?? null;
}

export function whyOfManager({ lost }: TaskManager, process: Process | undefined, { why }: Words): Why | null {
  if (lost === null) return process?.paused ? [why.frozen, 'failover'] : [why.slots, 'slots'];
  if (process?.inferred) return null;
  return [/heartbeat|connection|reachable/iu.test(lost.reason) ? why.lost : why.givenUp, 'failover'];
}

export function whyOfJob(state: ClusterState, job: Job, { why }: Words): Why | null {
  const { id, status, slots } = job;
  if (status === 'RESTARTING') return [why.restarting, 'failover'];
  if (status === 'FAILED') return [why.jobFailed, 'failover'];
  if (status !== 'RUNNING') return null;
  const isShort = slots !== null && slots.available < slots.required;
  const waits = isShort && [...state.subtasks.values()].some((task) => task.job === id && task.state === 'SCHEDULED');
  return waits ? [why.created, 'waiting'] : [why.jobRuns, 'slots'];
}

/** What is out of the ordinary first. */
export function whyOfSubtask(state: ClusterState, task: Subtask, { why }: Words): Why | null {
  const job = state.jobs.get(task.job);
  switch (task.state) {
    case 'CREATED':
      return job !== undefined && readsBlocking(state, job, task.vertex)
        ? [why.awaitsInput, 'chains']
        : [why.created, 'waiting'];
    case 'SCHEDULED':
      return [why.created, 'waiting'];
    case 'FAILED': {
      const home = task.place === null ? undefined : state.taskManagers.get(task.place.taskManager);
      if ((home?.lost ?? null) !== null) return [why.lostWith, 'failover'];
      return [job?.status === 'FAILED' ? why.failedForGood : why.failed, 'failover'];
    }
    case 'CANCELING':
    case 'CANCELED':
      return [why.canceled, 'failover'];
    case 'FINISHED':
      return [why.finished, 'chains'];
    default:
      break;
  }
  if (task.aligning !== null) return [why.aligning, 'barriers'];
  if ((task.backPressured ?? 0) > Math.max(task.busy ?? 0, MUCH)) return [why.pressed, 'pressure'];
  if (task.attempt > 0) return [why.restarted(job?.restored ?? null), 'failover'];
  const { place } = task;
  if (place === null || place.slot === null) return null;
  const shared = [...state.subtasks.values()].some(
    (other) =>
      other.id !== task.id &&
      !isOver(other.state) &&
      other.place?.taskManager === place.taskManager &&
      other.place.slot === place.slot,
  );
  return [shared ? why.slotShared : why.slotAlone, 'slots'];
}

/** Does the vertex, or one in its pipelined region before it, read something that is complete only at its end and not so yet? */
function readsBlocking(state: ClusterState, job: Job, vertex: string): boolean {
  const seen = new Set<string>();
  const isComplete = (from: string): boolean =>
    [...state.subtasks.values()].every(
      (task) => task.job !== job.id || task.vertex !== from || task.state === 'FINISHED',
    );
  const waits = (to: string): boolean => {
    if (seen.has(to)) return false;
    seen.add(to);
    return job.edges.some(
      (edge) => edge.to === to && (edge.exchange === 'blocking' ? !isComplete(edge.from) : waits(edge.from)),
    );
  };
  return waits(vertex);
}

export function whyOfCheckpoint(status: Checkpoint['status'], { why }: Words): Why {
  return [status === 'aborted' ? why.aborted : why.checkpoint, 'checkpoint'];
}
