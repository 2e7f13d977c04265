/**
 * The union of all facts a world emits: the one typed module that world, flink, webview and command line share
 * (docs/trace.md describes it for readers of trace files). Types only; this room imports nothing.
 *
 * Control facts are always kept. Data facts (kind begins with `data.`) are thinned when there are many.
 * All times are virtual ms since the world began; sizes are bytes.
 */

/** A fact with its place in the trace. */
export type TraceEntry = { readonly at: number } & Fact;

export const TRACE_VERSION = 1;

/** First line of a trace file. */
export interface TraceHeader {
  readonly millrace: 'trace';
  readonly version: number;
  readonly title: string;
  readonly seed: number;
  /** Wall-clock ms since 1970 at virtual time 0 (the world's own clock, not the host's). */
  readonly epoch: number;
  readonly flink: string;
  readonly origin: 'simulated' | 'real';
  /** Moments that the person who saved the run marked, virtual ms, ascending. */
  readonly bookmarks?: readonly number[];
}

/** Where a process is: machine name and pid. */
export interface ProcessRef {
  readonly machine: string;
  readonly pid: number;
}

/** One parallel instance of a job vertex. `subtask` counts from 0. */
export interface SubtaskRef {
  readonly job: string;
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
}

export type ExecutionState =
  | 'CREATED'
  | 'SCHEDULED'
  | 'DEPLOYING'
  | 'INITIALIZING'
  | 'RUNNING'
  | 'FINISHED'
  | 'CANCELING'
  | 'CANCELED'
  | 'FAILED'
  | 'RECONCILING';

export type JobStatus =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING';

export type ProcessRole =
  | 'jobmanager'
  | 'taskmanager'
  | 'minicluster'
  | 'client'
  | 'historyserver'
  | 'zookeeper'
  | 'namenode'
  | 'datanode'
  | 'resourcemanager'
  | 'nodemanager'
  /** Of Kubernetes. */
  | 'apiserver'
  | 'kubelet'
  | 'netcat'
  | 'shell'
  | 'other';

// ---- machines, processes, network ----------------------------------------------------------------------------------

export type PlatformFact =
  /** `host`: the machine that it is a container of. */
  | { readonly kind: 'machine.up'; readonly machine: string; readonly ip: string; readonly host?: string }
  | { readonly kind: 'machine.down'; readonly machine: string }
  /** A container that is no more: nothing of it is left to look at. */
  | { readonly kind: 'machine.removed'; readonly machine: string }
  | { readonly kind: 'machine.slow'; readonly machine: string; readonly factor: number }
  | {
      readonly kind: 'process.started';
      readonly machine: string;
      readonly pid: number;
      /** What `jps` shows, else the command's first word. */
      readonly name: string;
      readonly command: string;
      readonly user: string;
      readonly role: ProcessRole;
      /** Known only because a real cluster names it: the pid stands for it and means nothing, and nobody tells when it began or whether it ended. */
      readonly inferred?: true;
    }
  | {
      readonly kind: 'process.ended';
      readonly machine: string;
      readonly pid: number;
      readonly exit: number | null;
      readonly signal: string | null;
    }
  | { readonly kind: 'process.paused' | 'process.resumed'; readonly machine: string; readonly pid: number }
  | {
      readonly kind: 'port.opened' | 'port.closed';
      readonly machine: string;
      readonly pid: number;
      readonly port: number;
    }
  | {
      readonly kind: 'connection.opened';
      readonly id: number;
      readonly from: ProcessRef;
      readonly to: ProcessRef;
      readonly port: number;
    }
  | { readonly kind: 'connection.closed'; readonly id: number; readonly reason: string | null }
  /** A message from one process to another; `arrives` is when it is delivered, null when it is lost. */
  | {
      readonly kind: 'message';
      readonly from: ProcessRef;
      readonly to: ProcessRef;
      readonly protocol: 'rpc' | 'http' | 'zookeeper' | 'hdfs' | 'yarn' | 'kubernetes' | 'heartbeat';
      /** Flink's method name or the HTTP request line: `submitJob`, `requestSlot`, `offerSlots`, `GET /jobs`. */
      readonly name: string;
      readonly arrives: number | null;
      readonly detail?: string;
    }
  /** Text on a plain TCP connection (nc to a socket source). */
  | {
      readonly kind: 'data.text';
      readonly from: ProcessRef;
      readonly to: ProcessRef;
      readonly text: string;
      readonly arrives: number;
    }
  | {
      readonly kind: 'line';
      readonly machine: string;
      readonly pid: number;
      readonly stream: 'stdout' | 'stderr' | 'log';
      readonly text: string;
    }
  | { readonly kind: 'fault'; readonly fault: string; readonly target: string; readonly detail: string }
  | { readonly kind: 'fault.healed'; readonly fault: string; readonly target: string }
  | {
      readonly kind: 'leader';
      readonly component: string;
      /** Those who elect it together; absent: nobody but this process could lead. */
      readonly cluster?: string;
      readonly machine: string;
      readonly pid: number;
      readonly granted: boolean;
    };

// ---- cluster, slots ------------------------------------------------------------------------------------------------

export type ClusterFact =
  | {
      readonly kind: 'taskmanager.registered';
      readonly id: string;
      readonly machine: string;
      readonly pid: number;
      readonly slots: number;
      /** Managed memory of one slot. */
      readonly slotMemory: number;
      /** The JobManager process whose ResourceManager it registered at; absent: nobody tells it. */
      readonly jobManager?: ProcessRef;
    }
  | { readonly kind: 'taskmanager.lost'; readonly id: string; readonly reason: string }
  | {
      /** How many of its slots are free, where nobody tells which: a real cluster's REST API. */
      readonly kind: 'taskmanager.slots';
      readonly id: string;
      readonly free: number;
    }
  | {
      readonly kind: 'slot.allocated';
      readonly taskManager: string;
      readonly slot: number;
      readonly allocation: string;
      readonly job: string;
    }
  | {
      readonly kind: 'slot.freed';
      readonly taskManager: string;
      readonly slot: number;
      readonly allocation: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'slots.required';
      readonly job: string;
      readonly required: number;
      /** Free, or the job's own already. */
      readonly available: number;
      readonly groups: readonly {
        readonly name: string;
        readonly slots: number;
        readonly vertices: readonly string[];
      }[];
    };

// ---- resource providers ----------------------------------------------------------------------------------------------

export type YarnFact =
  | {
      readonly kind: 'yarn.application';
      readonly id: string;
      readonly name: string;
      readonly state: 'NEW' | 'SUBMITTED' | 'ACCEPTED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
      readonly finalStatus: 'UNDEFINED' | 'SUCCEEDED' | 'FAILED' | 'KILLED';
    }
  | {
      readonly kind: 'yarn.container';
      readonly id: string;
      readonly application: string;
      /** Of its NodeManager. */
      readonly machine: string;
      readonly state: 'allocated' | 'running' | 'completed';
      /** MB. */
      readonly memory: number;
      /** Of its process, once it runs. */
      readonly pid?: number;
    };

// ---- jobs ----------------------------------------------------------------------------------------------------------

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Null: not told, by the REST API of a Flink before 1.18. */
  readonly slotSharingGroup: string | null;
  /** The operators chained inside, head first (ids of stream nodes). */
  readonly operators: readonly { readonly id: number; readonly name: string }[];
  /** Flink's reason why an edge into this vertex was not chained, by upstream stream node id. */
  readonly cuts: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** FORWARD, REBALANCE, HASH, RESCALE, SHUFFLE, BROADCAST, GLOBAL, CUSTOM … */
  readonly partitioner: string;
  /** The hybrid ones came with Flink 1.16. */
  readonly exchange: 'pipelined' | 'pipelined_bounded' | 'blocking' | 'hybrid_full' | 'hybrid_selective';
}

export interface StreamGraphNode {
  readonly id: number;
  readonly name: string;
  readonly parallelism: number;
  readonly slotSharingGroup: string;
  readonly inputs: readonly {
    readonly from: number;
    readonly partitioner: string;
    readonly chained: boolean;
    readonly reason: string | null;
  }[];
}

/** An option of Flink's and its value as a configuration file has it. */
export type JobOption = readonly [name: string, value: string];

export type JobFact =
  | {
      readonly kind: 'job.submitted';
      readonly job: string;
      readonly name: string;
      /** The JobManager process that runs it. */
      readonly jobManager: ProcessRef;
      readonly streamGraph: readonly StreamGraphNode[];
      readonly vertices: readonly GraphNode[];
      readonly edges: readonly GraphEdge[];
      /** What the program itself decided. */
      readonly configuration?: readonly JobOption[];
    }
  | { readonly kind: 'job.status'; readonly job: string; readonly status: JobStatus; readonly cause: string | null }
  | ({
      readonly kind: 'subtask.state';
      readonly state: ExecutionState;
      /** TaskManager resource id and slot once deployed, else null. A real cluster does not tell the slot's number. */
      readonly taskManager: string | null;
      readonly slot: number | null;
      /** Of the slot, where its number is not told: subtasks with the same one share a slot. */
      readonly allocation?: string;
      readonly cause: string | null;
    } & SubtaskRef)
  | {
      readonly kind: 'failover';
      readonly job: string;
      readonly cause: string;
      readonly task: SubtaskRef | null;
      /** Null: not told, by a real cluster. */
      readonly restarts: readonly { readonly vertex: string; readonly subtask: number }[] | null;
      /** Delay before the restart in ms; null when recovery is suppressed (the job fails). Absent: not told. */
      readonly delay?: number | null;
    };

/** What a subtask counts, as Flink's metrics do. */
export interface TaskFigures {
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Share of the last interval, ms per second; null for legacy sources and where a Flink does not say. */
  readonly busy: number | null;
  readonly idle: number | null;
  readonly backPressured: number | null;
}

/** Timers of one time domain that wait in a subtask. */
export interface PendingTimers {
  readonly domain: 'event' | 'processing';
  readonly count: number;
  /** When the next one is due, epoch ms, and its key as Java prints it. */
  readonly next: number;
  readonly key: string;
}

// ---- records, state, time ------------------------------------------------------------------------------------------

export type DataFact =
  /** A network buffer of records crossed an edge. */
  | {
      readonly kind: 'data.buffer';
      readonly job: string;
      readonly from: SubtaskRef;
      readonly to: SubtaskRef;
      readonly records: number;
      readonly bytes: number;
      /** Up to 8 records as Java prints them, each up to 200 characters. */
      readonly sample: readonly string[];
      readonly arrives: number;
      readonly remote: boolean;
    }
  /** A subtask worked through records of one input (also a source that produced some). Totals of this attempt. */
  | ({
      readonly kind: 'data.progress';
      /** Absent where none wait, and where a Flink does not say. */
      readonly timers?: readonly PendingTimers[];
    } & TaskFigures &
      SubtaskRef)
  | ({
      readonly kind: 'data.state';
      /** Name of the state descriptor, or the operator's name. */
      readonly state: string;
      readonly key: string;
      readonly keyGroup: number;
      /** Java's text of the value, null when cleared. */
      readonly value: string | null;
    } & SubtaskRef)
  | ({ readonly kind: 'data.watermark'; readonly watermark: number } & SubtaskRef)
  | ({
      readonly kind: 'data.window';
      readonly change: 'opened' | 'fired' | 'purged' | 'merged';
      readonly key: string;
      readonly start: number;
      readonly end: number;
      readonly elements: number;
    } & SubtaskRef)
  | ({
      readonly kind: 'data.late';
      readonly record: string;
      readonly timestamp: number;
      readonly sideOutput: boolean;
    } & SubtaskRef)
  /** A line that a print sink wrote. */
  | ({ readonly kind: 'data.printed'; readonly text: string } & SubtaskRef);

// ---- checkpoints ---------------------------------------------------------------------------------------------------

export type CheckpointFact =
  | {
      readonly kind: 'checkpoint.triggered';
      readonly job: string;
      readonly checkpoint: number;
      readonly type: 'checkpoint' | 'savepoint' | 'stop-with-savepoint';
      readonly tasks: number;
      /** Who acknowledges it is not told, by a real cluster. */
      readonly untold?: true;
    }
  | {
      /** How many tasks have acknowledged, as a real cluster told at that moment. */
      readonly kind: 'checkpoint.counted';
      readonly job: string;
      readonly checkpoint: number;
      readonly acknowledged: number;
    }
  | {
      readonly kind: 'barrier';
      readonly job: string;
      readonly checkpoint: number;
      readonly from: SubtaskRef;
      readonly to: SubtaskRef;
      readonly arrives: number;
      readonly unaligned: boolean;
    }
  | ({
      readonly kind: 'alignment';
      readonly checkpoint: number;
      readonly phase: 'started' | 'ended';
      readonly arrived: number;
      readonly expected: number;
    } & SubtaskRef)
  | ({
      readonly kind: 'checkpoint.acknowledged';
      readonly checkpoint: number;
      readonly stateSize: number;
      readonly alignmentMs: number;
      readonly syncMs: number;
      readonly asyncMs: number;
    } & SubtaskRef)
  | {
      readonly kind: 'checkpoint.completed';
      readonly job: string;
      readonly checkpoint: number;
      readonly path: string | null;
      readonly stateSize: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'checkpoint.aborted'; readonly job: string; readonly checkpoint: number; readonly reason: string }
  | {
      readonly kind: 'checkpoint.restored';
      readonly job: string;
      readonly checkpoint: number;
      readonly savepoint: boolean;
    };

// ---- the lesson ----------------------------------------------------------------------------------------------------

export type LessonFact =
  | {
      readonly kind: 'cell.started';
      readonly cell: number;
      readonly language: string;
      readonly host: string | null;
      readonly title: string;
    }
  | { readonly kind: 'cell.ended'; readonly cell: number; readonly ok: boolean; readonly exit: number | null }
  /** Something a person typed, to the process listening there. */
  | { readonly kind: 'input'; readonly to: string; readonly text: string };

export type Fact = PlatformFact | ClusterFact | YarnFact | JobFact | DataFact | CheckpointFact | LessonFact;
export type FactKind = Fact['kind'];

/** True for facts that may be thinned out. */
export function isDataFact(fact: { readonly kind: string }): boolean {
  return fact.kind.startsWith('data.');
}
