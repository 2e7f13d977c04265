/** Which fact is worth a sentence, and for how long it keeps the caption line. */
import type { TraceEntry } from '../../../src/trace/facts.ts';
import { processOf, wasReleased } from './managers.ts';
import { areOneRegion } from './regions.ts';
import type { Caption, CaptionBody, ClusterState, Job, Subtask, TaskManager } from './state.ts';
import { checkpointId, isOver, PRESSED, subtaskId } from './state.ts';

/** How long (virtual ms) a caption of a weight holds against lighter ones. */
const HOLD: readonly number[] = [0, 200, 600, 1500, 3000, 5000];

/** The new caption if this fact takes the line from the one in `state`, else null. */
export function captionOf(state: ClusterState, entry: TraceEntry): Caption | null {
  const caption = sentenceOf(state, entry);
  const old = state.caption;
  if (caption === null || old === null) return caption;
  if (old.kind === 'waiting' && caption.kind === 'running') return caption;
  return old.weight > caption.weight && entry.at - old.at < (HOLD[old.weight] ?? 0) ? null : caption;
}

/** What this fact alone tells, whatever was said before; null: nothing worth a sentence. */
export function sentenceOf(state: ClusterState, entry: TraceEntry): Caption | null {
  const said = say(state, entry);
  if (said === null) return null;
  const [weight, body] = said;
  const owner = 'job' in entry && !('job' in body) && areSeveral(state) ? jobName(state, entry.job) : null;
  return { at: entry.at, weight, owner, ...body };
}

/** Are there several jobs that have not come to their end? */
const areSeveral = (state: ClusterState): boolean =>
  [...state.jobs.values()].filter(({ status }) => !isOver(status)).length > 1;

/** "Keyed Aggregation (1/2)": a chain is called by its head. */
function headName(job: Job | undefined, vertex: string, subtask: number): string {
  const node = job?.vertices.find((candidate) => candidate.id === vertex);
  if (node === undefined) return `(${subtask + 1})`;
  return `${node.name.split(' -> ')[0]} (${subtask + 1}/${node.parallelism})`;
}

function say(state: ClusterState, entry: TraceEntry): readonly [number, CaptionBody] | null {
  switch (entry.kind) {
    case 'process.started':
      // Nobody told when it started.
      if (entry.inferred) return null;
      if (!['jobmanager', 'taskmanager', 'zookeeper', 'netcat', 'namenode', 'resourcemanager'].includes(entry.role))
        return null;
      return [1, { kind: 'process', name: entry.name, machine: entry.machine }];
    case 'process.ended': {
      const process = state.processes.get(`${entry.machine}:${entry.pid}`);
      if (process === undefined) return null;
      const { name, role } = process;
      const failed = role === 'client' && (entry.exit ?? 0) !== 0;
      if (!failed && !['jobmanager', 'taskmanager', 'zookeeper'].includes(role)) return null;
      const exit = failed ? entry.exit : null;
      const weight = entry.signal === 'SIGKILL' ? 5 : failed ? 3 : 2;
      return [weight, { kind: 'ended', name, machine: entry.machine, signal: entry.signal, exit }];
    }
    case 'machine.down':
      return [5, { kind: 'down', machine: entry.machine, what: whatIs(state, entry.machine) }];
    case 'taskmanager.registered':
      return [2, { kind: 'registered', machine: entry.machine, slots: entry.slots }];
    case 'taskmanager.lost': {
      const machine = state.taskManagers.get(entry.id)?.machine ?? entry.id;
      return wasReleased(entry)
        ? [2, { kind: 'released', machine }]
        : [4, { kind: 'lost', machine, reason: entry.reason }];
    }
    case 'leader':
      return entry.granted ? leader(state, entry) : null;
    case 'job.submitted': {
      const subtasks = entry.vertices.reduce((sum, vertex) => sum + vertex.parallelism, 0);
      return [3, { kind: 'submitted', job: entry.name, vertices: entry.vertices.length, subtasks }];
    }
    case 'slots.required':
      if (entry.available >= entry.required) return null;
      return [
        5,
        { kind: 'waiting', job: jobName(state, entry.job), required: entry.required, available: entry.available },
      ];
    case 'job.status':
      if (entry.status === 'INITIALIZING' || entry.status === 'CREATED' || entry.status === 'RESTARTING') return null;
      if (entry.status === 'RUNNING') return null;
      return [
        entry.status === 'FAILED' || entry.status === 'FAILING' ? 4 : 3,
        { kind: 'status', job: jobName(state, entry.job), status: entry.status, cause: entry.cause },
      ];
    case 'subtask.state': {
      if (entry.state !== 'RUNNING') return null;
      let running = 0;
      for (const task of state.subtasks.values()) {
        if (task.job !== entry.job) continue;
        if (task.state !== 'RUNNING') return null;
        running++;
      }
      return [3, { kind: 'running', job: jobName(state, entry.job), subtasks: running }];
    }
    case 'failover':
      return [5, failover(state, entry)];
    case 'fault':
      // What kill -9 or a power cut did is told by the facts that follow in the same moment.
      return [
        entry.detail === 'SIGKILL' || entry.fault === 'power' ? 4 : 5,
        { kind: 'fault', fault: entry.fault, target: targetName(state, entry), detail: entry.detail },
      ];
    case 'fault.healed':
      return [
        5,
        { kind: 'healed', fault: entry.fault, target: targetName(state, { ...entry, detail: '' }), detail: '' },
      ];
    case 'checkpoint.triggered':
      return [
        3,
        { kind: 'triggered', checkpoint: entry.checkpoint, tasks: entry.tasks, savepoint: entry.type !== 'checkpoint' },
      ];
    case 'alignment': {
      if (entry.phase !== 'started') return null;
      return aligning(state, entry);
    }
    case 'checkpoint.acknowledged': {
      const checkpoint = state.checkpoints.get(checkpointId(entry.job, entry.checkpoint));
      if (checkpoint === undefined) return null;
      return [
        2,
        {
          kind: 'acknowledged',
          checkpoint: entry.checkpoint,
          task: headName(state.jobs.get(entry.job), entry.vertex, entry.subtask),
          count: checkpoint.count ?? checkpoint.acknowledged.length,
          of: checkpoint.tasks,
        },
      ];
    }
    case 'checkpoint.completed': {
      const checkpoint = state.checkpoints.get(checkpointId(entry.job, entry.checkpoint));
      return [
        3,
        {
          kind: 'completed',
          checkpoint: entry.checkpoint,
          tasks: checkpoint?.tasks ?? 0,
          ms: entry.durationMs,
          bytes: entry.stateSize,
        },
      ];
    }
    case 'checkpoint.aborted':
      return [4, { kind: 'aborted', checkpoint: entry.checkpoint, reason: entry.reason }];
    case 'checkpoint.restored':
      return [4, { kind: 'restored', checkpoint: entry.checkpoint, savepoint: entry.savepoint }];
    case 'data.progress':
      return (entry.backPressured ?? 0) < PRESSED || state.caption?.kind === 'pressed' ? null : pressed(state, entry);
    case 'input':
      return [1, { kind: 'typed', text: entry.text, to: entry.to }];
    case 'data.printed':
      return [
        1,
        { kind: 'printed', task: headName(state.jobs.get(entry.job), entry.vertex, entry.subtask), text: entry.text },
      ];
    case 'data.window':
      if (entry.change !== 'fired') return null;
      return [
        2,
        {
          kind: 'fired',
          task: headName(state.jobs.get(entry.job), entry.vertex, entry.subtask),
          key: entry.key,
          elements: entry.elements,
        },
      ];
    case 'data.late':
      return [
        2,
        { kind: 'late', task: headName(state.jobs.get(entry.job), entry.vertex, entry.subtask), record: entry.record },
      ];
    default:
      return null;
  }
}

/** Worth more than a glance only where another JobManager could have become it. */
function leader(
  state: ClusterState,
  entry: Extract<TraceEntry, { kind: 'leader' }>,
): readonly [number, CaptionBody] | null {
  const rivals = [...state.processes.values()].filter((process) => process.role === 'jobmanager').length > 1;
  const job = state.jobs.get(entry.component);
  const component = job === undefined ? entry.component : `JobMaster ${jobName(state, job.id)}`;
  return [rivals ? 3 : 1, { kind: 'leader', component, machine: entry.machine }];
}

/** A process by its name and machine, what is poisoned by the vertex' name; machines are called as they are. */
function targetName(
  state: ClusterState,
  { target, detail }: { readonly target: string; readonly detail: string },
): string {
  const process = state.processes.get(target);
  if (process !== undefined) return `${process.name} (${process.machine})`;
  const job = state.jobs.get(target);
  if (job === undefined) return target;
  const [vertex = '', subtask] = detail.split('/');
  const node = job.vertices.find(({ id }) => id === vertex);
  return subtask === undefined ? (node?.name ?? vertex) : headName(job, vertex, Number(subtask));
}

/** A machine that another one is the host of is a pod where a kubelet runs there, else a container of Docker. */
function whatIs(state: ClusterState, machine: string): 'machine' | 'pod' | 'container' {
  const host = state.machines.get(machine)?.host ?? null;
  if (host === null) return 'machine';
  const ofHost = [...state.processes.values()].some(
    (process) => process.machine === host && process.role === 'kubelet',
  );
  return ofHost ? 'pod' : 'container';
}

/** As it was submitted, with the beginning of its id where another one is called the same. */
function jobName(state: ClusterState, id: string): string {
  const name = state.jobs.get(id)?.name;
  const alike = [...state.jobs.values()].filter((job) => job.name === name);
  return name === undefined ? id : alike.length > 1 ? `${name} · ${id.slice(0, 4)}` : name;
}

function failover(state: ClusterState, entry: Extract<TraceEntry, { kind: 'failover' }>): CaptionBody {
  const tasks = [...state.subtasks.values()].filter((task) => task.job === entry.job);
  return {
    kind: 'failover',
    cause: entry.cause,
    machine: entry.restarts === null ? null : (lostWith(state, entry, tasks)?.machine ?? null),
    restarts: entry.restarts === null ? null : restartsOf(state, entry.job, entry.restarts, tasks.length),
    suppressed: entry.delay === null,
  };
}

/** The TaskManager whose loss is the cause: one that the cause names, the failed task's own, or who has closed a connection. */
function lostWith(
  state: ClusterState,
  { task, cause }: Extract<TraceEntry, { kind: 'failover' }>,
  tasks: readonly Subtask[],
): TaskManager | null {
  const managers = [...state.taskManagers.values()];
  const named = managers.find(({ id }) => cause.includes(id));
  if (named !== undefined) return named;
  const isGone = (manager: TaskManager): boolean =>
    manager.lost !== null || (processOf(state, manager)?.ended ?? null) !== null;
  const failed = task === null ? undefined : state.subtasks.get(subtaskId(task.job, task.vertex, task.subtask));
  const home = managers.find(({ id }) => id === failed?.place?.taskManager);
  if (home !== undefined && isGone(home)) return home;
  if (!/\b(?:connection|remote task manager)\b/iu.test(cause)) return null;
  const used = new Set(tasks.map(({ place }) => place?.taskManager));
  return managers.findLast((manager) => isGone(manager) && used.has(manager.id)) ?? null;
}

function restartsOf(
  state: ClusterState,
  id: string,
  restarts: NonNullable<Extract<TraceEntry, { kind: 'failover' }>['restarts']>,
  of: number,
): Extract<CaptionBody, { kind: 'failover' }>['restarts'] {
  const job = state.jobs.get(id);
  const ids = restarts.map(({ vertex, subtask }) => subtaskId(id, vertex, subtask));
  const completed = [...state.checkpoints.values()].findLast((one) => one.job === id && one.status === 'completed');
  const from =
    completed === undefined
      ? (job?.restored ?? null)
      : { checkpoint: completed.id, savepoint: completed.type !== 'checkpoint' };
  return {
    count: restarts.length,
    of,
    region: job !== undefined && areOneRegion(job, ids),
    from: from === null ? null : { checkpoint: from.checkpoint, savepoint: from.savepoint },
  };
}

/** Who is held up, and by whom: the first vertex after it that is busy itself. */
function pressed(
  state: ClusterState,
  entry: Extract<TraceEntry, { kind: 'data.progress' }>,
): readonly [number, CaptionBody] | null {
  const job = state.jobs.get(entry.job);
  if (job === undefined) return null;
  const busy = (vertex: string) =>
    [...state.subtasks.values()].some(
      (task) =>
        task.job === job.id &&
        task.vertex === vertex &&
        (task.busy ?? 0) >= PRESSED &&
        (task.backPressured ?? 0) < PRESSED,
    );
  const readers = (vertex: string) => job.edges.filter(({ from }) => from === vertex).map(({ to }) => to);
  const seen = new Set<string>();
  let slow: string | undefined;
  for (let next = readers(entry.vertex); slow === undefined && next.length > 0; ) {
    slow = next.find(busy);
    for (const vertex of next) seen.add(vertex);
    next = next.flatMap(readers).filter((vertex) => !seen.has(vertex));
  }
  const slower = job.vertices.find(({ id }) => id === slow)?.name ?? null;
  return [2, { kind: 'pressed', task: headName(job, entry.vertex, entry.subtask), slower }];
}

function aligning(
  state: ClusterState,
  entry: Extract<TraceEntry, { kind: 'alignment' }>,
): readonly [number, CaptionBody] | null {
  const job = state.jobs.get(entry.job);
  const task = state.subtasks.get(subtaskId(entry.job, entry.vertex, entry.subtask));
  if (job === undefined || task === undefined || entry.expected <= 1) return null;
  const has = new Set(
    task.barriers
      .filter((barrier) => barrier.checkpoint === entry.checkpoint && barrier.arrives <= entry.at + 1e-6)
      .map((barrier) => barrier.from),
  );
  const names = { has: [] as string[], waits: [] as string[] };
  for (const edge of job.edges) {
    if (edge.to !== entry.vertex) continue;
    const from = job.vertices.find((vertex) => vertex.id === edge.from);
    for (let subtask = 0; subtask < (from?.parallelism ?? 0); subtask++) {
      const list = has.has(subtaskId(job.id, edge.from, subtask)) ? names.has : names.waits;
      list.push(headName(job, edge.from, subtask));
    }
  }
  return [
    3,
    { kind: 'aligning', checkpoint: entry.checkpoint, task: headName(job, entry.vertex, entry.subtask), ...names },
  ];
}
