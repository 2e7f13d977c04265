/**
 * What the view knows about a cluster at one moment. Collections are owned by the state and change in place while facts
 * are applied; everything inside them is immutable, so copying a state copies a few maps and shares all entities.
 * Times are virtual ms.
 */
import type {
  ExecutionState,
  GraphEdge,
  GraphNode,
  JobOption,
  JobStatus,
  PendingTimers,
  ProcessRef,
  ProcessRole,
  StreamGraphNode,
  TaskFigures,
} from '../../../src/trace/facts.ts';

export interface Machine {
  readonly name: string;
  readonly ip: string;
  /** The machine that it is a container of. */
  readonly host: string | null;
  readonly up: boolean;
  /** Factor by which it is slowed, 1 normally. */
  readonly slow: number;
  readonly partitioned: boolean;
}

export interface Process {
  readonly id: string;
  readonly machine: string;
  readonly pid: number;
  readonly name: string;
  readonly command: string;
  readonly user: string;
  readonly role: ProcessRole;
  /** Known only because a real cluster names it: its pid, its beginning and its end are not told. */
  readonly inferred: boolean;
  /** Those it elects leaders with; absent: nobody but itself. */
  readonly cluster?: string;
  readonly startedAt: number;
  readonly ended: { readonly at: number; readonly exit: number | null; readonly signal: string | null } | null;
  readonly paused: boolean;
  readonly ports: readonly number[];
  /** Last lines it wrote, oldest first. */
  readonly lines: readonly string[];
  /** What it has read from its flink-conf.yaml and was given beside it, as it wrote into its log. */
  readonly options: readonly JobOption[];
}

/** Of YARN: a share of a NodeManager's memory, once it runs with a process inside. */
export interface Container {
  readonly id: string;
  readonly machine: string;
  /** MB. */
  readonly memory: number;
  /** Process id (`processId`), null while nothing runs in it. */
  readonly process: string | null;
}

export interface Connection {
  readonly id: number;
  readonly from: ProcessRef;
  readonly to: ProcessRef;
  readonly port: number;
}

export interface TaskManager {
  readonly id: string;
  readonly machine: string;
  readonly pid: number;
  readonly slots: number;
  readonly slotMemory: number;
  /** Free slots as a real cluster tells them, without telling which; null: {@link ClusterState.slots} has those that are taken. */
  readonly free: number | null;
  readonly registeredAt: number;
  /** Its JobManager's, as {@link Job.cluster}; null: not told. */
  readonly cluster: string | null;
  readonly lost: { readonly at: number; readonly reason: string } | null;
}

export interface Slot {
  readonly taskManager: string;
  readonly slot: number;
  readonly allocation: string;
  readonly job: string;
}

export interface JobSlots {
  readonly required: number;
  readonly available: number;
  readonly groups: readonly { readonly name: string; readonly slots: number; readonly vertices: readonly string[] }[];
}

export interface Job {
  readonly id: string;
  readonly name: string;
  readonly jobManager: ProcessRef;
  /** Those its JobManager elects leaders with, else the id of that process. */
  readonly cluster: string;
  readonly submittedAt: number;
  readonly status: JobStatus;
  readonly since: number;
  readonly cause: string | null;
  readonly before: { readonly status: JobStatus; readonly since: number } | null;
  readonly streamGraph: readonly StreamGraphNode[];
  readonly vertices: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly configuration: readonly JobOption[];
  readonly slots: JobSlots | null;
  readonly restored: { readonly checkpoint: number; readonly savepoint: boolean; readonly at: number } | null;
  readonly failover: { readonly at: number; readonly cause: string } | null;
}

export interface KeyedValue {
  readonly state: string;
  readonly key: string;
  readonly keyGroup: number;
  readonly value: string;
  readonly at: number;
}

/** Keyed state of a subtask: per key group its newest keys. */
export type KeyGroups = ReadonlyMap<number, ReadonlyMap<string, KeyedValue>>;

export interface Place {
  readonly taskManager: string;
  /** Null: nobody tells in which of the TaskManager's slots. */
  readonly slot: number | null;
  /** Not null where only this is told of the slot; `slot` then tells it apart from others, and is no number of Flink's. */
  readonly allocation: string | null;
}

export interface Subtask extends TaskFigures {
  readonly id: string;
  readonly job: string;
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
  readonly state: ExecutionState;
  readonly since: number;
  readonly cause: string | null;
  readonly place: Place | null;
  /** Where the attempt before this one was. */
  readonly formerPlace: Place | null;
  /** Of its last report; what was seen on its way since then already counts in `recordsIn` and `recordsOut`. */
  readonly reported: { readonly in: number; readonly out: number };
  /** Records of this attempt that were seen to arrive and to be sent: of many only some are seen. */
  readonly seen: { readonly in: number; readonly out: number };
  /** Records per second, of the last report. */
  readonly inRate: number;
  readonly outRate: number;
  readonly reportedAt: number;
  readonly watermark: number | null;
  readonly keyed: KeyGroups;
  readonly printed: readonly { readonly at: number; readonly text: string }[];
  readonly printedCount: number;
  readonly received: readonly string[];
  readonly windows: readonly {
    readonly key: string;
    readonly start: number;
    readonly end: number;
    readonly elements: number;
    readonly change: 'opened' | 'fired' | 'purged' | 'merged';
    readonly at: number;
  }[];
  readonly timers: readonly PendingTimers[];
  readonly late: number;
  /** Barriers of the newest checkpoint that were sent to this subtask. */
  readonly barriers: readonly { readonly checkpoint: number; readonly from: string; readonly arrives: number }[];
  readonly aligning: { readonly checkpoint: number; readonly arrived: number; readonly expected: number } | null;
  readonly acknowledged: number | null;
}

export interface Checkpoint {
  readonly id: number;
  readonly job: string;
  readonly type: 'checkpoint' | 'savepoint' | 'stop-with-savepoint';
  readonly tasks: number;
  readonly triggeredAt: number;
  readonly acknowledged: readonly string[];
  /** How many tasks have acknowledged; null: not told, by a real cluster. */
  readonly count: number | null;
  /** What each subtask held when it acknowledged, by subtask id. */
  readonly held: ReadonlyMap<string, KeyGroups>;
  readonly status: 'in progress' | 'completed' | 'aborted';
  readonly endedAt: number | null;
  readonly stateSize: number;
  readonly path: string | null;
  readonly reason: string | null;
}

/** Something on its way. Its place at time t is `(t - sent) / (arrives - sent)` along its way. */
export type Flight =
  | {
      readonly kind: 'buffer';
      readonly number: number;
      readonly sent: number;
      readonly arrives: number;
      readonly from: string;
      readonly to: string;
      /** Of the receiver. */
      readonly attempt: number;
      readonly records: number;
      readonly bytes: number;
      readonly sample: readonly string[];
      readonly remote: boolean;
    }
  | {
      readonly kind: 'barrier';
      readonly number: number;
      readonly sent: number;
      readonly arrives: number;
      readonly from: string;
      readonly to: string;
      readonly checkpoint: number;
      readonly unaligned: boolean;
    }
  | {
      readonly kind: 'message';
      readonly number: number;
      readonly sent: number;
      /** When it is delivered; for a lost one, until when it is shown. */
      readonly arrives: number;
      readonly lost: boolean;
      readonly from: string;
      readonly to: string;
      readonly protocol: string;
      readonly name: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'text';
      readonly number: number;
      readonly sent: number;
      readonly arrives: number;
      readonly from: string;
      readonly to: string;
      readonly text: string;
    };

export interface Leadership {
  readonly component: string;
  /** The leader's process id. */
  readonly process: string;
}

export interface ActiveFault {
  readonly at: number;
  readonly fault: string;
  readonly target: string;
  readonly detail: string;
}

/** What just happened, as data; `words/caption.ts` says it in a language. Higher `weight` holds longer. */
export type Caption = {
  readonly at: number;
  readonly weight: number;
  /** Whose it is, where several jobs are there and the sentence does not say it. */
  readonly owner: string | null;
} & CaptionBody;
export type CaptionBody =
  | { readonly kind: 'process'; readonly name: string; readonly machine: string }
  | {
      readonly kind: 'ended';
      readonly name: string;
      readonly machine: string;
      readonly signal: string | null;
      /** Of a command that failed. */
      readonly exit: number | null;
    }
  | { readonly kind: 'down'; readonly machine: string; readonly what: 'machine' | 'pod' | 'container' }
  | { readonly kind: 'registered'; readonly machine: string; readonly slots: number }
  | { readonly kind: 'submitted'; readonly job: string; readonly vertices: number; readonly subtasks: number }
  | { readonly kind: 'waiting'; readonly job: string; readonly required: number; readonly available: number }
  | { readonly kind: 'running'; readonly job: string; readonly subtasks: number }
  | { readonly kind: 'status'; readonly job: string; readonly status: JobStatus; readonly cause: string | null }
  | { readonly kind: 'lost'; readonly machine: string; readonly reason: string }
  | { readonly kind: 'released'; readonly machine: string }
  | { readonly kind: 'fault'; readonly fault: string; readonly target: string; readonly detail: string }
  | { readonly kind: 'healed'; readonly fault: string; readonly target: string; readonly detail: string }
  | {
      readonly kind: 'failover';
      readonly cause: string;
      readonly machine: string | null;
      /** Null: not told, by a real cluster. */
      readonly restarts: {
        readonly count: number;
        /** Subtasks of the job. */
        readonly of: number;
        /** Those that restart are one region. */
        readonly region: boolean;
        readonly from: { readonly checkpoint: number; readonly savepoint: boolean } | null;
      } | null;
      /** The restart strategy allows no more. */
      readonly suppressed: boolean;
    }
  | { readonly kind: 'triggered'; readonly checkpoint: number; readonly tasks: number; readonly savepoint: boolean }
  | {
      readonly kind: 'aligning';
      readonly checkpoint: number;
      readonly task: string;
      readonly has: readonly string[];
      readonly waits: readonly string[];
    }
  | {
      readonly kind: 'acknowledged';
      readonly checkpoint: number;
      readonly task: string;
      readonly count: number;
      readonly of: number;
    }
  | {
      readonly kind: 'completed';
      readonly checkpoint: number;
      readonly tasks: number;
      readonly ms: number;
      readonly bytes: number;
    }
  | { readonly kind: 'aborted'; readonly checkpoint: number; readonly reason: string }
  | { readonly kind: 'restored'; readonly checkpoint: number; readonly savepoint: boolean }
  /** `slower`: the vertex that holds it up, where one is seen. */
  | { readonly kind: 'pressed'; readonly task: string; readonly slower: string | null }
  | { readonly kind: 'typed'; readonly text: string; readonly to: string }
  | { readonly kind: 'printed'; readonly task: string; readonly text: string }
  | { readonly kind: 'fired'; readonly task: string; readonly key: string; readonly elements: number }
  | { readonly kind: 'late'; readonly task: string; readonly record: string }
  | { readonly kind: 'leader'; readonly component: string; readonly machine: string };

export interface ClusterState {
  /** Number of facts applied. */
  facts: number;
  /** Virtual time this state stands for. */
  now: number;
  readonly machines: Map<string, Machine>;
  readonly processes: Map<string, Process>;
  readonly containers: Map<string, Container>;
  readonly connections: Map<number, Connection>;
  readonly taskManagers: Map<string, TaskManager>;
  readonly slots: Map<string, Slot>;
  readonly jobs: Map<string, Job>;
  readonly subtasks: Map<string, Subtask>;
  /** The newest ones; the run's index has all. */
  readonly checkpoints: Map<string, Checkpoint>;
  /** Of each component of each cluster ({@link leadershipId}). */
  readonly leaders: Map<string, Leadership>;
  flights: Flight[];
  faults: readonly ActiveFault[];
  caption: Caption | null;
  cell: { readonly cell: number; readonly title: string } | null;
}

/** Busy or backpressured for so much of a second counts, ms. */
export const PRESSED = 500;

/** Without a name of those who elect together, a process leads itself. */
export const leadershipId = (component: string, cluster: string): string => `${cluster} ${component}`;
export const processId = (machine: string, pid: number): string => `${machine}:${pid}`;
/** Whose JobManager a process is: see {@link Job.cluster}. */
export function clusterOf({ processes }: ClusterState, { machine, pid }: ProcessRef): string {
  const id = processId(machine, pid);
  return processes.get(id)?.cluster ?? id;
}
/** Has a subtask come to its end? It holds no slot of its own any more. */
export const isOver = (state: ExecutionState | JobStatus): boolean =>
  state === 'FINISHED' || state === 'CANCELED' || state === 'FAILED';

export const slotId = (taskManager: string, slot: number): string => `${taskManager}/${slot}`;
export const subtaskId = (job: string, vertex: string, subtask: number): string => `${job}/${vertex}/${subtask}`;
export const checkpointId = (job: string, checkpoint: number): string => `${job}/${checkpoint}`;

export function emptyState(): ClusterState {
  return {
    facts: 0,
    now: 0,
    machines: new Map(),
    processes: new Map(),
    containers: new Map(),
    connections: new Map(),
    taskManagers: new Map(),
    slots: new Map(),
    jobs: new Map(),
    subtasks: new Map(),
    checkpoints: new Map(),
    leaders: new Map(),
    flights: [],
    faults: [],
    caption: null,
    cell: null,
  };
}

export function copyState(state: ClusterState): ClusterState {
  return {
    ...state,
    machines: new Map(state.machines),
    processes: new Map(state.processes),
    containers: new Map(state.containers),
    connections: new Map(state.connections),
    taskManagers: new Map(state.taskManagers),
    slots: new Map(state.slots),
    jobs: new Map(state.jobs),
    subtasks: new Map(state.subtasks),
    checkpoints: new Map(state.checkpoints),
    leaders: new Map(state.leaders),
    flights: [...state.flights],
  };
}
