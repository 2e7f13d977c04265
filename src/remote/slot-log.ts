import type { ExecutionState } from '../trace/facts.ts';
import { type FlinkRest, RemoteError } from './rest.ts';
import type { ClusterSnapshot, JobSnapshot, SubtaskSnapshot } from './snapshot.ts';

/**
 * Which subtasks share a slot: REST does not tell, but a TaskManager writes it into its log (at INFO) when it is given a slot for a job, and a
 * task for a slot.
 */
export interface SlotLog {
  /** The same snapshot, with the allocations of subtasks as far as logs tell them. Asks for a log only where one is missing. */
  seated(snapshot: ClusterSnapshot, signal?: AbortSignal): Promise<ClusterSnapshot>;
}

/** The log of a TaskManager is asked for so often for one task that it does not name. */
const TRIES = 3;
const ANSWER_MS = 2000;
const OVER: ReadonlySet<ExecutionState> = new Set(['FINISHED', 'CANCELED', 'FAILED']);

export function createSlotLog(rest: FlinkRest): SlotLog {
  /** By TaskManager, then by task. */
  const told = new Map<string, ReadonlyMap<string, string>>();
  const tries = new Map<string, number>();
  const allocationOf = (job: JobSnapshot, name: string, of: number, each: SubtaskSnapshot): string | null =>
    told.get(each.taskManager ?? '')?.get(taskKey(job.id, name, each.subtask, of, each.attempt)) ?? null;

  const missing = ({ jobs }: ClusterSnapshot): Set<string> => {
    const wanted = new Set<string>();
    for (const job of jobs)
      for (const { id, name, parallelism, subtasks } of job.vertices)
        for (const each of subtasks) {
          if (each.taskManager === null || OVER.has(each.state)) continue;
          if (allocationOf(job, name, parallelism, each) !== null) continue;
          const key = `${job.id}/${id}/${each.subtask}/${each.attempt}`;
          const tried = tries.get(key) ?? 0;
          tries.set(key, tried + 1);
          if (tried < TRIES) wanted.add(each.taskManager);
        }
    return wanted;
  };
  return {
    async seated(snapshot, signal) {
      await Promise.all(
        [...missing(snapshot)].map(async (id) => {
          const log = await logOf(rest, id, signal);
          if (log !== null) told.set(id, slotsInLog(log));
        }),
      );
      const jobs = snapshot.jobs.map((job): JobSnapshot => {
        const vertices = job.vertices.map((vertex) => ({
          ...vertex,
          subtasks: vertex.subtasks.map((each) => ({
            ...each,
            allocation: each.allocation ?? allocationOf(job, vertex.name, vertex.parallelism, each),
          })),
        }));
        return { ...job, vertices };
      });
      return { ...snapshot, jobs };
    },
  };
}

const taskKey = (job: string, name: string, subtask: number, of: number, attempt: number): string =>
  `${job} ${name} (${subtask + 1}/${of})#${attempt}`;

const REQUEST = /Receive slot request ([0-9a-f]{32}) for job ([0-9a-f]{32}) /;
const RECEIVED = /Received task (.+ \(\d+\/\d+\)#\d+) \([^()]*\), deploy into slot with allocation id ([0-9a-f]{32})/;

/** Allocation ids by {@link taskKey}. */
function slotsInLog(log: string): ReadonlyMap<string, string> {
  const jobs = new Map<string, string>();
  const found = new Map<string, string>();
  for (const line of log.split('\n')) {
    const request = REQUEST.exec(line);
    if (request) jobs.set(request[1]!, request[2]!);
    const received = RECEIVED.exec(line);
    if (received) found.set(`${jobs.get(received[2]!) ?? ''} ${received[1]}`, received[2]!);
  }
  return found;
}

async function logOf(rest: FlinkRest, id: string, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    const { status, body } = await rest.exchange('GET', `/taskmanagers/${id}/log`, '', signal, ANSWER_MS);
    return status === 200 ? body : null;
  } catch (error) {
    // One that has just died does not give its log.
    if (error instanceof RemoteError && error.problem === 'unreachable') return null;
    throw error;
  }
}
