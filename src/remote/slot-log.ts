import type { ExecutionState } from '../trace/facts.ts';
import { pause } from './pause.ts';
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

/** The log of a TaskManager is read so often for one task that it does not name. */
const TRIES = 3;
/** A look waits so long for logs; what comes later serves the next look. */
const ANSWER_MS = 2000;
const OVER: ReadonlySet<ExecutionState> = new Set(['FINISHED', 'CANCELED', 'FAILED']);

export function createSlotLog(rest: FlinkRest): SlotLog {
  /** By TaskManager, then by task. */
  const told = new Map<string, ReadonlyMap<string, string>>();
  /** By task, how often its TaskManager's log was read without naming it. */
  const tries = new Map<string, number>();
  /** By TaskManager: its log is on its way. */
  const asked = new Map<string, Promise<void>>();
  const allocationOf = (job: JobSnapshot, name: string, of: number, each: SubtaskSnapshot): string | null =>
    told.get(each.taskManager ?? '')?.get(taskKey(job.id, name, each.subtask, of, each.attempt)) ?? null;

  /** The tasks whose slots are not known, by TaskManager. */
  const missing = ({ jobs }: ClusterSnapshot): Map<string, string[]> => {
    const wanted = new Map<string, string[]>();
    for (const job of jobs)
      for (const { id, name, parallelism, subtasks } of job.vertices)
        for (const each of subtasks) {
          if (each.taskManager === null || OVER.has(each.state)) continue;
          if (allocationOf(job, name, parallelism, each) !== null) continue;
          const key = `${job.id}/${id}/${each.subtask}/${each.attempt}`;
          if ((tries.get(key) ?? 0) < TRIES)
            wanted.set(each.taskManager, [...(wanted.get(each.taskManager) ?? []), key]);
        }
    return wanted;
  };
  const read = async (id: string, tasks: readonly string[], signal: AbortSignal | undefined): Promise<void> => {
    const log = await logOf(rest, id, signal);
    if (log === null) return;
    told.set(id, new Map([...(told.get(id) ?? []), ...slotsInLog(log)]));
    for (const task of tasks) tries.set(task, (tries.get(task) ?? 0) + 1);
  };
  return {
    async seated(snapshot, signal) {
      const fresh = [...missing(snapshot)].filter(([id]) => !asked.has(id));
      for (const [id, tasks] of fresh)
        asked.set(
          id,
          read(id, tasks, signal).finally(() => asked.delete(id)),
        );
      const reading = Promise.all(fresh.map(([id]) => asked.get(id)));
      // What fails after this look is asked for again by a later one.
      reading.catch(() => undefined);
      const enough = new AbortController();
      try {
        await Promise.race([reading, pause(ANSWER_MS, enough.signal)]);
      } finally {
        enough.abort();
      }
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

/** Empty: it has none to give; null: it did not answer, and may the next time. */
async function logOf(rest: FlinkRest, id: string, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    const { status, body } = await rest.exchange('GET', `/taskmanagers/${id}/log`, '', signal);
    return status === 200 ? body : '';
  } catch (error) {
    // One that has just died does not give its log, nor one that is very busy.
    if (error instanceof RemoteError && error.problem === 'unreachable') return null;
    throw error;
  }
}
