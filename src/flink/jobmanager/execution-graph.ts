import type { Platform } from '../../platform/types.ts';
import type { ExecutionState, JobStatus } from '../../trace/facts.ts';
import type { JavaError } from '../api/jar.ts';
import { defaultMaxParallelism } from '../api/key-groups.ts';
import type { JobEdge, JobGraph, JobVertex } from '../graph/types.ts';
import type { Accumulators, ExecutionAttemptId, IoMetrics, TaskRestore } from '../rpc/gateways.ts';
import { distribute } from './distribution.ts';
import { exception } from './errors.ts';
import type { LogicalSlot } from './slot-sharing.ts';

/** A failure and when it was seen (virtual ms). */
export interface ErrorInfo {
  readonly error: JavaError;
  readonly at: number;
}

/** One attempt to run a subtask. */
export interface Execution {
  readonly id: ExecutionAttemptId;
  readonly vertex: ExecutionVertex;
  readonly state: ExecutionState;
  /** Virtual ms at which each state was entered. */
  readonly timestamps: ReadonlyMap<ExecutionState, number>;
  slot: LogicalSlot | null;
  /** Where it ran or runs; kept after the slot went back. */
  location: {
    readonly taskManager: string;
    readonly host: string;
    readonly slot: number;
    readonly dataPort: number;
  } | null;
  failure: ErrorInfo | null;
  io: IoMetrics;
  accumulators: Accumulators;
  restore: TaskRestore | null;
}

export interface ExecutionVertex {
  readonly jobVertex: ExecutionJobVertex;
  readonly subtask: number;
  /** `Flat Map (1/4)` */
  readonly name: string;
  readonly current: Execution;
  /** Earlier attempts, oldest first. */
  readonly prior: readonly Execution[];
  readonly inputs: readonly { readonly edge: JobEdge; readonly producers: readonly ExecutionVertex[] }[];
  readonly outputs: readonly {
    readonly edge: JobEdge;
    readonly consumers: readonly number[];
  }[];
}

export interface ExecutionJobVertex {
  readonly vertex: JobVertex;
  readonly parallelism: number;
  /** Adopted from restored state when the program does not set it. */
  maxParallelism: number;
  readonly subtasks: readonly ExecutionVertex[];
}

export interface ExecutionGraph {
  readonly job: JobGraph;
  /** Topological order. */
  readonly vertices: readonly ExecutionJobVertex[];
  readonly byId: ReadonlyMap<string, ExecutionJobVertex>;
  /** All subtasks in topological order. */
  readonly tasks: readonly ExecutionVertex[];
  readonly state: JobStatus;
  readonly timestamps: ReadonlyMap<JobStatus, number>;
  failure: ErrorInfo | null;
  execution(attemptId: string): Execution | undefined;
  /** Moves a task on; false when the state machine forbids it. Emits `subtask.state`. */
  transition(execution: Execution, to: ExecutionState, error?: JavaError): boolean;
  /** Moves the job on; false when that is no legal step. Emits `job.status`. */
  transitionJob(to: JobStatus, error?: JavaError): boolean;
  /** A new attempt in CREATED (ExecutionVertex.resetForNewExecution). Its number counts on. */
  reset(vertex: ExecutionVertex): Execution;
}

const TERMINAL: ReadonlySet<ExecutionState> = new Set(['FINISHED', 'CANCELED', 'FAILED']);
export const isTerminal = (state: ExecutionState): boolean => TERMINAL.has(state);
export const isTerminalJob = (state: JobStatus): boolean =>
  state === 'FINISHED' || state === 'CANCELED' || state === 'FAILED';

/** Legal steps of an attempt (Execution). */
const TASK_STEPS: Readonly<Record<ExecutionState, readonly ExecutionState[]>> = {
  CREATED: ['SCHEDULED', 'DEPLOYING', 'RECONCILING', 'CANCELING', 'CANCELED', 'FAILED'],
  RECONCILING: ['INITIALIZING', 'RUNNING', 'CANCELING', 'FAILED'],
  SCHEDULED: ['DEPLOYING', 'CANCELING', 'CANCELED', 'FAILED'],
  DEPLOYING: ['INITIALIZING', 'RUNNING', 'FINISHED', 'CANCELING', 'CANCELED', 'FAILED'],
  INITIALIZING: ['RUNNING', 'FINISHED', 'CANCELING', 'CANCELED', 'FAILED'],
  RUNNING: ['FINISHED', 'CANCELING', 'CANCELED', 'FAILED'],
  CANCELING: ['CANCELED', 'FAILED'],
  FINISHED: [],
  CANCELED: [],
  FAILED: [],
};

/** Legal steps of a job (DefaultExecutionGraph, JobStatus). */
const JOB_STEPS: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  INITIALIZING: ['CREATED', 'FAILED', 'CANCELED', 'SUSPENDED'],
  CREATED: ['RUNNING', 'FAILING', 'CANCELLING', 'SUSPENDED'],
  RUNNING: ['RESTARTING', 'FAILING', 'CANCELLING', 'FINISHED', 'SUSPENDED'],
  RESTARTING: ['RUNNING', 'FAILING', 'CANCELLING', 'SUSPENDED'],
  FAILING: ['FAILED', 'SUSPENDED', 'CANCELLING'],
  CANCELLING: ['CANCELED', 'FAILING', 'SUSPENDED'],
  FAILED: [],
  CANCELED: [],
  FINISHED: [],
  SUSPENDED: [],
  RECONCILING: [],
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NO_IO: IoMetrics = { bytesIn: 0, bytesOut: 0, recordsIn: 0, recordsOut: 0 };

/** `initializedAt`: when the job was handed to the Dispatcher, which is when it went INITIALIZING. */
export function createExecutionGraph(platform: Platform, job: JobGraph, initializedAt: number): ExecutionGraph {
  const { world } = platform;
  const ids = world.random('execution-attempt');
  const executions = new Map<string, Execution>();
  const timestamps = new Map<JobStatus, number>([['INITIALIZING', initializedAt]]);

  const createExecution = (vertex: ExecutionVertex, attempt: number): Execution => {
    const execution: Execution = {
      id: { id: ids.hex(32), vertex: vertex.jobVertex.vertex.id, subtask: vertex.subtask, attempt },
      vertex,
      state: 'CREATED',
      timestamps: new Map([['CREATED', world.now]]),
      slot: null,
      location: null,
      failure: null,
      io: NO_IO,
      accumulators: {},
      restore: null,
    };
    executions.set(execution.id.id, execution);
    return execution;
  };
  const emitState = (execution: Execution, cause: JavaError | null): void =>
    world.emit({
      kind: 'subtask.state',
      job: job.jobId,
      vertex: execution.id.vertex,
      subtask: execution.id.subtask,
      attempt: execution.id.attempt,
      state: execution.state,
      taskManager: execution.location?.taskManager ?? null,
      slot: execution.location?.slot ?? null,
      cause: cause ? cause.message : null,
    });

  const vertices: ExecutionJobVertex[] = [];
  const byId = new Map<string, ExecutionJobVertex>();
  for (const vertex of job.vertices) {
    const parallelism = vertex.parallelism;
    const maxParallelism = vertex.maxParallelism > 0 ? vertex.maxParallelism : defaultMaxParallelism(parallelism);
    if (parallelism > maxParallelism) {
      throw exception(
        'org.apache.flink.runtime.JobException',
        `Vertex ${vertex.name}'s parallelism (${parallelism}) is higher than the max parallelism (${maxParallelism}). Please lower the parallelism or increase the max parallelism.`,
        null,
        ['org.apache.flink.runtime.executiongraph.ExecutionJobVertex.<init>(ExecutionJobVertex.java:143)'],
      );
    }
    const jobVertex: ExecutionJobVertex = {
      vertex,
      parallelism,
      maxParallelism,
      subtasks: [],
    };
    const edges = vertex.inputs.map((edge) => {
      const producer = byId.get(edge.source);
      if (!producer) throw new Error(`the vertices of ${job.jobName} are not in topological order`);
      return { edge, producer, distribution: distribute(edge.pattern, producer.parallelism, parallelism) };
    });
    const subtasks: ExecutionVertex[] = [];
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const task: Mutable<ExecutionVertex> = {
        jobVertex,
        subtask,
        name: `${vertex.name} (${subtask + 1}/${parallelism})`,
        current: undefined as unknown as Execution,
        prior: [],
        inputs: edges.map(({ edge, producer, distribution }) => ({
          edge,
          producers:
            edge.pattern === 'ALL_TO_ALL'
              ? producer.subtasks
              : distribution.producers[subtask]!.map((i) => producer.subtasks[i]!),
        })),
        outputs: [],
      };
      task.current = createExecution(task, 0);
      subtasks.push(task);
    }
    (jobVertex as Mutable<ExecutionJobVertex>).subtasks = subtasks;
    for (const { edge, producer, distribution } of edges) {
      for (const task of producer.subtasks) {
        (task as Mutable<ExecutionVertex>).outputs = [
          ...task.outputs,
          { edge, consumers: distribution.consumers[task.subtask]! },
        ];
      }
    }
    vertices.push(jobVertex);
    byId.set(vertex.id, jobVertex);
  }

  const graph: Mutable<ExecutionGraph> = {
    job,
    vertices,
    byId,
    tasks: vertices.flatMap((vertex) => vertex.subtasks),
    state: 'INITIALIZING',
    timestamps,
    failure: null,
    execution: (attemptId) => executions.get(attemptId),
    transition(execution, to, error) {
      if (!TASK_STEPS[execution.state].includes(to)) return false;
      (execution as Mutable<Execution>).state = to;
      (execution.timestamps as Map<ExecutionState, number>).set(to, world.now);
      if (error && to === 'FAILED') execution.failure = { error, at: world.now };
      emitState(execution, error ?? null);
      return true;
    },
    transitionJob(to, error) {
      if (!JOB_STEPS[graph.state].includes(to)) return false;
      graph.state = to;
      timestamps.set(to, world.now);
      if (error) graph.failure = { error, at: world.now };
      world.emit({ kind: 'job.status', job: job.jobId, status: to, cause: error ? error.message : null });
      return true;
    },
    reset(vertex) {
      const task = vertex as Mutable<ExecutionVertex>;
      (task.prior as Execution[]).push(task.current);
      // Only current attempts may report; a late report of an earlier one finds nothing.
      executions.delete(task.current.id.id);
      task.current = createExecution(vertex, task.current.id.attempt + 1);
      emitState(task.current, null);
      return task.current;
    },
  };
  for (const task of graph.tasks) emitState(task.current, null);
  return graph;
}
