import type { ExecutionState, JobStatus } from '../../trace/facts.ts';
import type { OwnAccumulator } from '../api/functions.ts';
import { printStackTrace } from '../api/jar.ts';
import type { RestartStrategy } from '../api/transformations.ts';
import { jobPlan } from '../graph/plan.ts';
import { mergeAccumulators } from '../jobmanager/accumulators.ts';
import type { ExceptionHistoryEntry } from '../jobmanager/exception-history.ts';
import { type ErrorInfo, isTerminal, isTerminalJob } from '../jobmanager/execution-graph.ts';
import type { AccumulatorKind, IoMetrics } from '../rpc/gateways.ts';
import type { RestClock } from './clock.ts';
import type { AttemptSnapshot, JobSnapshot, VertexSnapshot } from './job-snapshot.ts';

/** JSON of `/jobs/:id` and of what hangs below it, in Flink's field order. */

/** I/O of an attempt as the metric store has it; null while it has fetched nothing. */
export type IoLookup = (attempt: AttemptSnapshot) => IoMetrics | null;

const TASK_STATES: readonly ExecutionState[] = [
  'CANCELED',
  'SCHEDULED',
  'DEPLOYING',
  'CREATED',
  'INITIALIZING',
  'RUNNING',
  'CANCELING',
  'FINISHED',
  'RECONCILING',
  'FAILED',
];
const JOB_STATES: readonly JobStatus[] = [
  'INITIALIZING',
  'FAILING',
  'CANCELLING',
  'FAILED',
  'RUNNING',
  'CANCELED',
  'FINISHED',
  'RECONCILING',
  'RESTARTING',
  'SUSPENDED',
  'CREATED',
];

function countStates(states: readonly ExecutionState[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const state of TASK_STATES) counts[state] = 0;
  for (const state of states) counts[state]!++;
  return counts;
}

/** ExecutionJobVertex.getAggregateJobVertexState. */
function aggregateState(states: readonly ExecutionState[]): ExecutionState {
  const has = (state: ExecutionState): boolean => states.includes(state);
  for (const state of ['FAILED', 'CANCELING', 'CANCELED', 'INITIALIZING', 'RUNNING'] as const) {
    if (has(state)) return state;
  }
  if (has('FINISHED')) return states.every((state) => state === 'FINISHED') ? 'FINISHED' : 'RUNNING';
  return 'CREATED';
}

/** MutableIOMetrics: sums; incomplete while some attempt's metrics are missing. */
function ioMetrics(attempts: readonly AttemptSnapshot[], lookup: IoLookup): Record<string, number | boolean> {
  const found = attempts.map((attempt) => (isTerminal(attempt.state) ? attempt.io : lookup(attempt)));
  const complete = found.every((io) => io !== null);
  const sum = (pick: (io: IoMetrics) => number): number =>
    found.reduce((total, io) => total + (io ? Math.floor(pick(io)) : 0), 0);
  return {
    'read-bytes': sum((io) => io.bytesIn),
    'read-bytes-complete': complete,
    'write-bytes': sum((io) => io.bytesOut),
    'write-bytes-complete': complete,
    'read-records': sum((io) => io.recordsIn),
    'read-records-complete': complete,
    'write-records': sum((io) => io.recordsOut),
    'write-records-complete': complete,
  };
}

interface Span {
  readonly 'start-time': number;
  readonly 'end-time': number;
  readonly duration: number;
}

/** From the first deployment to the last end. */
function spanOf(attempts: readonly AttemptSnapshot[], clock: RestClock): Span {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  let ended = true;
  for (const { state, timestamps } of attempts) {
    const deployed = timestamps.get('DEPLOYING');
    if (deployed !== undefined) start = Math.min(start, clock.wall(deployed));
    const over = timestamps.get(state);
    if (isTerminal(state) && over !== undefined) end = Math.max(end, clock.wall(over));
    else ended = false;
  }
  if (start === Number.POSITIVE_INFINITY) return { 'start-time': -1, 'end-time': -1, duration: -1 };
  return { 'start-time': start, 'end-time': ended ? end : -1, duration: (ended ? end : clock.now) - start };
}

const currents = ({ subtasks }: VertexSnapshot): AttemptSnapshot[] => subtasks.map(({ current }) => current);

/** `/jobs/:id` */
export function jobDetails(job: JobSnapshot, clock: RestClock, lookup: IoLookup): unknown {
  const start = clock.wall(job.timestamps.get('INITIALIZING') ?? 0);
  const ended = isTerminalJob(job.status) ? clock.wall(job.timestamps.get(job.status) ?? 0) : -1;
  const timestamps: Record<string, number> = {};
  for (const status of JOB_STATES) {
    const at = job.timestamps.get(status);
    timestamps[status] = at === undefined ? 0 : clock.wall(at);
  }
  const vertices = job.vertices.map((vertex) => vertexSummary(vertex, clock, lookup));
  return {
    jid: job.jobId,
    name: job.name,
    isStoppable: false,
    state: job.status,
    'start-time': start,
    'end-time': ended,
    duration: (ended > 0 ? ended : clock.now) - start,
    maxParallelism: job.job.settings.maxParallelism ?? -1,
    now: clock.now,
    timestamps,
    vertices,
    'status-counts': countStates(vertices.map(({ status }) => status)),
    plan: planOf(job),
  };
}

/** A job whose JobMaster did not start has no plan yet. */
export const planOf = (job: JobSnapshot): unknown => (job.vertices.length === 0 ? {} : jobPlan(job.job));

function vertexSummary(vertex: VertexSnapshot, clock: RestClock, lookup: IoLookup) {
  const attempts = currents(vertex);
  const states = attempts.map(({ state }) => state);
  return {
    id: vertex.vertex.id,
    name: vertex.vertex.name,
    maxParallelism: vertex.maxParallelism,
    parallelism: vertex.parallelism,
    status: aggregateState(states),
    ...spanOf(attempts, clock),
    tasks: countStates(states),
    metrics: ioMetrics(attempts, lookup),
  };
}

/** `/jobs/:id/vertices/:vertex` */
export function vertexDetails(vertex: VertexSnapshot, clock: RestClock, lookup: IoLookup): unknown {
  return {
    id: vertex.vertex.id,
    name: vertex.vertex.name,
    parallelism: vertex.parallelism,
    maxParallelism: vertex.maxParallelism,
    now: clock.now,
    subtasks: currents(vertex).map((attempt) => attemptDetails(attempt, clock, lookup)),
  };
}

/** `…/subtasks/:n` and `…/subtasks/:n/attempts/:attempt` */
export function attemptDetails(attempt: AttemptSnapshot, clock: RestClock, lookup: IoLookup): unknown {
  const span = spanOf([attempt], clock);
  return {
    subtask: attempt.subtask,
    status: attempt.state,
    attempt: attempt.attempt,
    host: attempt.location?.host ?? '(unassigned)',
    ...span,
    metrics: ioMetrics([attempt], lookup),
    'taskmanager-id': attempt.location?.taskManager ?? '(unassigned)',
    start_time: span['start-time'],
  };
}

/** `…/taskmanagers`: the subtasks of a vertex by where they run. */
export function vertexTaskManagers(vertex: VertexSnapshot, clock: RestClock, lookup: IoLookup): unknown {
  const places = new Map<string, AttemptSnapshot[]>();
  for (const attempt of currents(vertex)) {
    const { location } = attempt;
    const key = location ? `${location.host}:${location.dataPort}` : '(unassigned)';
    places.set(key, [...(places.get(key) ?? []), attempt]);
  }
  return {
    id: vertex.vertex.id,
    name: vertex.vertex.name,
    now: clock.now,
    taskmanagers: [...places].map(([host, attempts]) => {
      const states = attempts.map(({ state }) => state);
      return {
        host,
        status: aggregateState(states),
        ...spanOf(attempts, clock),
        metrics: ioMetrics(attempts, lookup),
        'status-counts': countStates(states),
        'taskmanager-id': attempts[0]!.location?.taskManager ?? '(unassigned)',
      };
    }),
  };
}

const TIMED_STATES: readonly ExecutionState[] = [
  'SCHEDULED',
  'RECONCILING',
  'RUNNING',
  'FINISHED',
  'INITIALIZING',
  'CANCELED',
  'CANCELING',
  'FAILED',
  'CREATED',
  'DEPLOYING',
];

/** `…/subtasktimes` */
export function subtaskTimes(vertex: VertexSnapshot, clock: RestClock): unknown {
  return {
    id: vertex.vertex.id,
    name: vertex.vertex.name,
    now: clock.now,
    subtasks: currents(vertex).map(({ subtask, location, state, timestamps }) => {
      const at = (of: ExecutionState): number => {
        const time = timestamps.get(of);
        return time === undefined ? 0 : clock.wall(time);
      };
      const scheduled = at('SCHEDULED');
      const end = isTerminal(state) ? at(state) : clock.now;
      return {
        subtask,
        host: location?.host ?? '',
        duration: scheduled > 0 ? end - scheduled : -1,
        timestamps: Object.fromEntries(TIMED_STATES.map((of) => [of, at(of)])),
      };
    }),
  };
}

/** StringifiedAccumulatorResult. */
const ACCUMULATOR_TYPES: Readonly<Record<AccumulatorKind, string>> = {
  int: 'IntCounter',
  long: 'LongCounter',
  double: 'DoubleCounter',
  histogram: 'Histogram',
  list: 'SerializedListAccumulator',
  own: 'Accumulator',
};

function accumulatorsOf(attempts: readonly AttemptSnapshot[]): { name: string; type: string; value: string }[] {
  const kinds = new Map<string, AccumulatorKind>();
  for (const { accumulators } of attempts)
    for (const [name, { kind }] of Object.entries(accumulators)) kinds.set(name, kind);
  const merged = mergeAccumulators(attempts.map(({ accumulators }) => accumulators));
  return [...kinds].map(([name, kind]) => ({
    name,
    type: kind === 'own' ? (merged[name] as OwnAccumulator).type : ACCUMULATOR_TYPES[kind],
    value: accumulatorText(merged[name]),
  }));
}
/** As Java prints the value; of a list's elements only their serialized bytes are known. */
function accumulatorText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(() => '[B').join(', ')}]`;
  if (value instanceof Map) return `{${[...value].map(([key, count]) => `${key}=${count}`).join(', ')}}`;
  return String(value);
}

/** `/jobs/:id/accumulators` */
export function jobAccumulators(job: JobSnapshot): unknown {
  return {
    'job-accumulators': [],
    'user-task-accumulators': accumulatorsOf(job.vertices.flatMap(currents)),
    'serialized-user-task-accumulators': {},
  };
}
/** `…/vertices/:vertex/accumulators` */
export function vertexAccumulators(vertex: VertexSnapshot): unknown {
  return { id: vertex.vertex.id, 'user-accumulators': accumulatorsOf(currents(vertex)) };
}
/** `…/subtasks/:n/attempts/:attempt/accumulators` */
export function attemptAccumulators(attempt: AttemptSnapshot): unknown {
  return {
    subtask: attempt.subtask,
    attempt: attempt.attempt,
    id: attempt.id,
    'user-accumulators': accumulatorsOf([attempt]),
  };
}
/** `…/subtasks/accumulators` */
export function subtaskAccumulators(vertex: VertexSnapshot): unknown {
  return {
    id: vertex.vertex.id,
    parallelism: vertex.parallelism,
    subtasks: currents(vertex).map((attempt) => ({
      subtask: attempt.subtask,
      attempt: attempt.attempt,
      host: attempt.location?.host ?? '',
      'user-accumulators': accumulatorsOf([attempt]),
    })),
  };
}

// ---- configuration and failures --------------------------------------------------------------------------------------

/** RestartStrategies.*.getDescription. */
function restartDescription(strategy: RestartStrategy): string {
  switch (strategy.kind) {
    case 'none':
      return 'Restart deactivated.';
    case 'fallback':
      return 'Cluster level default restart strategy';
    case 'fixed-delay':
      return `Restart with fixed delay (${strategy.delay} ms). #${strategy.attempts} restart attempts.`;
    case 'failure-rate':
      return (
        `Failure rate restart with maximum of ${strategy.maxFailures} failures within interval ${strategy.interval} ms ` +
        `and fixed delay ${strategy.delay} ms.`
      );
    case 'exponential-delay':
      return (
        `Restart with exponential delay: starting at ${strategy.initial} ms, increasing by ` +
        `${strategy.multiplier.toFixed(6)}, with maximum ${strategy.max} ms. Delay resets after ${strategy.reset} ms ` +
        `with jitter ${strategy.jitter.toFixed(6)}`
      );
  }
}

/** `/jobs/:id/config` */
export function jobConfig(job: JobSnapshot): unknown {
  const { settings } = job.job;
  return {
    jid: job.jobId,
    name: job.name,
    'execution-config': {
      'execution-mode': 'PIPELINED',
      'restart-strategy': restartDescription(settings.restart),
      'job-parallelism': settings.parallelism,
      'object-reuse-mode': settings.objectReuse,
      'user-config': settings.globalJobParameters,
    },
  };
}

const MAX_EXCEPTIONS = 20;

/** `/jobs/:id/exceptions`; `limit` is the query's maxExceptions. */
export function jobExceptions(job: JobSnapshot, clock: RestClock, limit = MAX_EXCEPTIONS): unknown {
  const failed = job.vertices.flatMap(currents).filter(({ failure }) => failure !== null);
  const history = job.vertices.length > 0 || !job.failure ? job.exceptionHistory : [neverStarted(job.failure)];
  return {
    'root-exception': job.failure ? printStackTrace(job.failure.error) : null,
    timestamp: job.failure ? clock.wall(job.failure.at) : null,
    'all-exceptions': failed.slice(0, limit).map(({ failure, taskName, location }) => ({
      exception: printStackTrace(failure!.error),
      task: taskName,
      location: location ? `${location.host}:${location.dataPort}` : '(unassigned)',
      timestamp: clock.wall(failure!.at),
    })),
    truncated: failed.length > limit,
    exceptionHistory: {
      entries: history.slice(0, limit).map((entry) => ({
        ...historyEntry(entry, clock),
        concurrentExceptions: entry.concurrent.map((concurrent) => historyEntry(concurrent, clock)),
      })),
      truncated: history.length > limit,
    },
  };
}

/** A job whose JobMaster did not start has one exception: that one. */
const neverStarted = ({ error, at }: ErrorInfo): ExceptionHistoryEntry => ({
  error,
  at,
  taskName: null,
  location: null,
  concurrent: [],
});

function historyEntry({ error, at, taskName, location }: ExceptionHistoryEntry, clock: RestClock) {
  return {
    exceptionName: error.className,
    stacktrace: printStackTrace(error),
    timestamp: clock.wall(at),
    ...(taskName === null ? {} : { taskName }),
    ...(location === null ? {} : { location }),
  };
}
