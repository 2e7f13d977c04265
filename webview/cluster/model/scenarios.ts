/** Prepared scenarios for someone who presents: each a few steps, an act or a turn to play on to. Pure. */
import type { FaultInput } from '../../../src/world/protocol.ts';
import type { Turn } from './index.ts';
import { livingManagers, processOf } from './managers.ts';
import { type ClusterState, type Job, type Process, processId, type TaskManager } from './state.ts';

export const SCENARIOS = ['taskManagerDies', 'leaderDies', 'machineCutOff', 'badRecord', 'slowMachine'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export type ScenarioStep =
  /** Null where there is nothing to break in that way. */
  | { readonly kind: 'act'; readonly fault: (stage: Stage) => FaultInput | null }
  /** Plays on to the first of these turns. */
  | { readonly kind: 'until'; readonly turns: readonly Turn['kind'][] };

/** What a scenario is played on. */
export interface Stage {
  readonly state: ClusterState;
  readonly job: Job | null;
}

/** Or it turns out that they never will. */
const AGAIN: ScenarioStep = { kind: 'until', turns: ['running', 'waiting', 'over'] };
const FAILOVER: ScenarioStep = { kind: 'until', turns: ['failover'] };
const RESTORED: ScenarioStep = { kind: 'until', turns: ['restored', 'running', 'over'] };

const STEPS: Readonly<Record<ScenarioName, readonly ScenarioStep[]>> = {
  taskManagerDies: [
    { kind: 'act', fault: (stage) => killed(processOfManager(stage)) },
    FAILOVER,
    { kind: 'until', turns: ['lost'] },
    RESTORED,
    AGAIN,
  ],
  leaderDies: [
    { kind: 'act', fault: (stage) => killed(leaderWithRival(stage)) },
    { kind: 'until', turns: ['leader'] },
    RESTORED,
    AGAIN,
  ],
  machineCutOff: [
    {
      kind: 'act',
      fault: onMachine((machine) => ({ kind: 'partition', machines: [machine] })),
    },
    { kind: 'until', turns: ['failover', 'lost'] },
    AGAIN,
    { kind: 'act', fault: () => ({ kind: 'heal' }) },
  ],
  badRecord: [
    {
      kind: 'act',
      fault: ({ job }) => {
        // A legacy source makes its records itself: the one after it is the first to be given any.
        const vertex = job?.vertices.find(({ id }) => job.edges.some(({ to }) => to === id));
        return job === null || vertex === undefined ? null : { kind: 'poison', job: job.id, vertex: vertex.id };
      },
    },
    FAILOVER,
    RESTORED,
    AGAIN,
  ],
  slowMachine: [
    {
      kind: 'act',
      fault: onMachine((machine) => ({ kind: 'slow', machine, factor: 10, forMs: null })),
    },
    { kind: 'until', turns: ['pressed', 'completed', 'aborted'] },
    { kind: 'act', fault: () => ({ kind: 'heal' }) },
    { kind: 'until', turns: ['completed'] },
  ],
};

export function stepsOf(name: ScenarioName): readonly ScenarioStep[] {
  return STEPS[name];
}

/** Can it begin: is there something for its first act, in a job that runs? */
export function canBegin(name: ScenarioName, stage: Stage): boolean {
  const [first] = STEPS[name];
  return stage.job?.status === 'RUNNING' && first?.kind === 'act' && first.fault(stage) !== null;
}

export interface Awaited {
  readonly turns: readonly Turn['kind'][];
  /** Turns of other jobs do not count. */
  readonly job: string | null;
  /** Virtual ms. */
  readonly since: number;
}

/** The first turn that is waited for. */
export function nextTurn(turns: readonly Turn[], { turns: kinds, job: mine, since }: Awaited): Turn | null {
  let first = turns.length;
  while (first > 0 && turns[first - 1]!.at > since) first--;
  return turns.slice(first).find(({ kind, job }) => kinds.includes(kind) && (job === null || job === mine)) ?? null;
}

/** A fault of the machine on which the TaskManager to be hurt lives. */
function onMachine(fault: (machine: string) => FaultInput): (stage: Stage) => FaultInput | null {
  return (stage) => {
    const manager = victimOf(stage);
    return manager === null ? null : fault(manager.machine);
  };
}

function killed(process: Process | null): FaultInput | null {
  return process === null ? null : { kind: 'signal', machine: process.machine, pid: process.pid, signal: 'SIGKILL' };
}

function processOfManager(stage: Stage): Process | null {
  const manager = victimOf(stage);
  return manager === null ? null : (processOf(stage.state, manager) ?? null);
}

/** Of the TaskManagers that the job runs on, the last one that is not beside the JobManager, else the last one. */
function victimOf({ state, job }: Stage): TaskManager | null {
  if (job === null) return null;
  const used = new Set<string>();
  for (const task of state.subtasks.values())
    if (task.job === job.id && task.place !== null) used.add(task.place.taskManager);
  const managers = livingManagers(state).filter(
    (manager) => used.has(manager.id) && processOf(state, manager)?.role === 'taskmanager',
  );
  const apart = managers.filter(({ machine }) => machine !== job.jobManager.machine);
  return apart.at(-1) ?? managers.at(-1) ?? null;
}

/** The JobManager that runs the job, where another one stands by: it leads nothing. */
function leaderWithRival({ state, job }: Stage): Process | null {
  if (job === null) return null;
  const leaders = new Set([...state.leaders.values()].map(({ process }) => process));
  const standby = [...state.processes.values()].some(
    ({ id, role, ended }) => role === 'jobmanager' && ended === null && !leaders.has(id),
  );
  const { machine, pid } = job.jobManager;
  return standby ? (state.processes.get(processId(machine, pid)) ?? null) : null;
}
