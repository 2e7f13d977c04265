import type { HttpRequest, HttpResponse } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { longOption } from '../api/configuration.ts';
import type { ClusterView, RestHandler } from '../jobmanager/cluster-view.ts';
import { isTerminalJob } from '../jobmanager/execution-graph.ts';
import type { WorkerRegistration } from '../jobmanager/slot-manager.ts';
import { taskExecutorOf } from '../taskmanager/task-executor.ts';
import type { TaskMetrics } from '../taskmanager/tasks/task-metrics.ts';
import { errorResponse, jsonResponse } from './answers.ts';
import {
  checkpointConfig,
  checkpointJson,
  checkpointSubtasks,
  checkpointsJson,
  NO_CHECKPOINTS,
  withLongMax,
} from './checkpoint-json.ts';
import { type RestClock, restClock } from './clock.ts';
import {
  clusterOverview,
  dashboardConfig,
  jobManagerConfig,
  taskManagerDetails,
  taskManagerSummary,
} from './cluster-json.ts';
import { serverError } from './failures.ts';
import { jarRoutes } from './jars.ts';
import { guarded, jobCommands } from './job-commands.ts';
import {
  attemptAccumulators,
  attemptDetails,
  type IoLookup,
  jobAccumulators,
  jobConfig,
  jobDetails,
  jobExceptions,
  planOf,
  subtaskAccumulators,
  subtaskTimes,
  vertexAccumulators,
  vertexDetails,
  vertexTaskManagers,
} from './job-json.ts';
import { type JobSnapshot, snapshotJob, type VertexSnapshot } from './job-snapshot.ts';
import { logList, logText, textResponse } from './logs.ts';
import {
  aggregateMetrics,
  createMetricStore,
  JOB_MANAGER,
  type Metric,
  selectMetrics,
  subtaskMetrics,
  vertexBackPressure,
  vertexMetrics,
  vertexWatermarks,
} from './metrics.ts';
import { jobManagerMetrics, taskManagerMetrics } from './process-metrics.ts';
import { requestUri } from './request-uri.ts';
import { fileAnswer } from './routes.ts';
import { type TaskThread, threadDump } from './thread-dump.ts';

/** Flink's REST API (rest.port) over the state of a simulated cluster. */
export const restHandler: RestHandler = (cluster) => {
  const commands = jobCommands(cluster);
  const jars = jarRoutes(cluster);
  const reads = readRoutes(cluster);
  return guarded(cluster, (request) => commands(request) ?? jars(request) ?? reads(request));
};

function readRoutes(cluster: ClusterView): (request: HttpRequest) => Task<HttpResponse> | null {
  const { platform, configuration, process } = cluster;
  const { world, epoch } = platform;
  const refresh = longOption(configuration, 'web.refresh-interval') ?? 3000;
  const cache = new Map<string, { readonly at: number; readonly job: JobSnapshot }>();
  const metrics = createMetricStore(configuration);
  const clock = (): RestClock => restClock(epoch, world.now);
  const lookup: IoLookup = (attempt) => metrics.of(attempt)?.metrics.io ?? null;

  /** DefaultExecutionGraphCache: a job's graph is asked for at most every web.refresh-interval. */
  function* jobOf(jobId: string): Task<JobSnapshot | null> {
    const known = cache.get(jobId);
    if (known && world.now - known.at < refresh) return known.job;
    const job = yield* cluster.dispatcher('requestExecutionGraphInfo', (dispatcher) => {
      const view = dispatcher.job(jobId);
      return view ? snapshotJob(view) : null;
    });
    if (job) cache.set(jobId, { at: world.now, job });
    return job;
  }
  function* workers(name: string): Task<readonly WorkerRegistration[]> {
    return yield* cluster.resourceManager(name, ({ slotManager }) => [...slotManager.workers.values()]);
  }
  /** MetricFetcher.update: fetches in the background; this answer still shows what was there before. */
  function updateMetrics(): void {
    if (!metrics.due(world.now)) return;
    process.spawn(fetchMetrics());
  }
  function* fetchMetrics(): Task {
    const all = yield* workers('requestTaskManagerMetricQueryServiceAddresses');
    const found = yield* cluster.dispatcher('requestMultipleJobDetails', ({ jobs }) => [...jobs]);
    metrics.retain(new Set(all.map(({ id }) => id)), new Set(found.map(({ jobId }) => jobId)));
    const running = found.filter(({ status }) => !isTerminalJob(status)).length;
    metrics.put(world.now, JOB_MANAGER, jobManagerMetrics(cluster, all, running), new Map());
    for (const worker of all) process.spawn(queryMetrics(worker));
  }
  function* queryMetrics(worker: WorkerRegistration): Task {
    let tasks: ReadonlyMap<string, TaskMetrics> | undefined;
    try {
      tasks = yield* cluster.call(worker.endpoint, 'queryMetrics', () =>
        taskExecutorOf(platform, worker.id)?.metrics(),
      );
    } catch {
      // What does not answer keeps what it told last.
      return;
    }
    if (tasks) metrics.put(world.now, worker.id, taskManagerMetrics(worker, [...tasks.values()], world.now), tasks);
  }

  function* overview(): Task<HttpResponse> {
    const all = yield* workers('requestResourceOverview');
    const statuses = yield* cluster.dispatcher('requestClusterOverview', ({ jobs }) =>
      jobs.map(({ status }) => status),
    );
    return jsonResponse(200, clusterOverview(all, statuses));
  }
  function* jobs(): Task<HttpResponse> {
    const list = yield* cluster.dispatcher('requestMultipleJobDetails', (dispatcher) =>
      dispatcher.jobs.map(({ jobId, status }) => ({ id: jobId, status })),
    );
    return jsonResponse(200, { jobs: list });
  }
  const heartbeat = ({ lastHeartbeat }: WorkerRegistration): number => clock().wall(lastHeartbeat);
  function* taskManagers(id: string | undefined, rest: readonly string[], query: URLSearchParams): Task<HttpResponse> {
    if (id === undefined || id === 'metrics' || rest.length === 0 || rest[0] === 'metrics') updateMetrics();
    const all = yield* workers('requestTaskManagerInfo');
    if (id === undefined) {
      return jsonResponse(200, { taskmanagers: all.map((worker) => taskManagerSummary(worker, heartbeat(worker))) });
    }
    if (id === 'metrics') {
      const asked = query.get('taskmanagers')?.split(',');
      const lists = all.filter((one) => asked?.includes(one.id) ?? true).map((one) => metrics.ofProcess(one.id));
      return aggregated(lists, query);
    }
    const worker = all.find((candidate) => candidate.id === id);
    if (!worker) {
      if (rest[0] === 'metrics') return selected([], query);
      return rest[0] === 'logs' ? errorResponse(404, noTaskManagerLogs(id)) : serverError(unknownTaskManager(id));
    }
    switch (rest[0]) {
      case undefined:
        return jsonResponse(200, taskManagerDetails(worker, heartbeat(worker), metrics.ofProcess(id)));
      case 'metrics':
        return selected(metrics.ofProcess(id), query);
      case 'thread-dump': {
        const threads = yield* cluster.call(worker.endpoint, 'requestThreadDump', () => taskThreads(id));
        return jsonResponse(200, threadDump(threads));
      }
      default:
        return logsOf(worker.endpoint.process, rest);
    }
  }
  const selected = (list: readonly Metric[], query: URLSearchParams): HttpResponse =>
    jsonResponse(200, selectMetrics(list, query.get('get')));
  const aggregated = (lists: readonly (readonly Metric[])[], query: URLSearchParams): HttpResponse =>
    jsonResponse(200, aggregateMetrics(lists, query.get('get'), query.get('agg')));
  function taskThreads(id: string): TaskThread[] {
    return [...(taskExecutorOf(platform, id)?.tasks.values() ?? [])].map((task) => {
      const { busyMsPerSecond, inputQueueLength } = task.metrics();
      return {
        name: `${task.taskName} (${task.subtask + 1}/${task.parallelism})#${task.attempt}`,
        state: task.state,
        busy: inputQueueLength > 0 || (busyMsPerSecond ?? 0) > 500,
        legacySource: busyMsPerSecond === null,
      };
    });
  }
  /** `/jobs/metrics`: over the jobs named by `?jobs=`, else all. */
  function* metricsOfJobs(query: URLSearchParams): Task<HttpResponse> {
    const asked = query.get('jobs')?.split(',');
    const found = yield* cluster.dispatcher('requestMultipleJobDetails', ({ jobs }) =>
      jobs.filter(({ jobId }) => asked?.includes(jobId) ?? true).map(snapshotJob),
    );
    return aggregated(found.map(jobMetrics), query);
  }
  function jobManager(what: string, rest: readonly string[], query: URLSearchParams): HttpResponse {
    if (what === 'config') return jsonResponse(200, jobManagerConfig(configuration, process));
    if (what === 'metrics') {
      updateMetrics();
      return selected(metrics.ofProcess(JOB_MANAGER), query);
    }
    return logsOf(process, [what, ...rest]);
  }
  const logsOf = (of: typeof process, [kind, name]: readonly string[]): HttpResponse => {
    if (kind === 'logs' && name === undefined) return jsonResponse(200, logList(of));
    const text = logText(
      of,
      kind === 'logs' ? { kind: 'file', name: name! } : { kind: kind === 'log' ? kind : 'stdout' },
    );
    return text === null ? fileAnswer(NO_SUCH_LOG) : textResponse(text);
  };

  function* job(jobId: string, path: readonly string[], query: URLSearchParams): Task<HttpResponse> {
    updateMetrics();
    const found = yield* jobOf(jobId.toLowerCase());
    const [what, ...rest] = path;
    // Handlers of metrics ask the metric store, not for the job.
    if (what === 'metrics') {
      const known = found !== null && (metrics.updatedAt ?? -1) >= (found.timestamps.get('CREATED') ?? 0);
      return selected(known ? jobMetrics(found) : [], query);
    }
    if (!found) return errorResponse(404, jobMissing(jobId));
    switch (what) {
      case undefined:
        return jsonResponse(200, jobDetails(found, clock(), lookup));
      case 'plan':
        return jsonResponse(200, { plan: planOf(found) });
      case 'config':
        return jsonResponse(200, jobConfig(found));
      case 'accumulators':
        return jsonResponse(200, jobAccumulators(found));
      case 'exceptions': {
        const limit = query.get('maxExceptions');
        return jsonResponse(200, jobExceptions(found, clock(), limit === null ? undefined : Number(limit)));
      }
      case 'checkpoints':
        return checkpoints(found, rest);
      case 'vertices':
        return vertex(found, rest, query);
      default:
        throw new Error(`no route: ${path.join('/')}`);
    }
  }

  function checkpoints(found: JobSnapshot, [what, id, , vertexId]: readonly string[]): HttpResponse {
    if (what === undefined && found.vertices.length === 0)
      return jsonResponse(200, checkpointsJson(NO_CHECKPOINTS, clock()));
    // A DataSet program's job has no checkpoint coordinator at all.
    if (!found.checkpoints || found.job.vertices.some(({ batch }) => batch))
      return errorResponse(404, checkpointingOff(found.jobId, what));
    const { settings, statistics } = found.checkpoints;
    if (what === undefined) return jsonResponse(200, checkpointsJson(statistics, clock()));
    if (what === 'config') {
      const response = jsonResponse(200, checkpointConfig(settings, found.job.settings.batch));
      return { ...response, body: withLongMax(response.body) };
    }
    const { history, latestCompleted, latestSavepoint, latestFailed } = statistics;
    const stats = [...history, latestCompleted, latestSavepoint, latestFailed].find((one) => one?.id === Number(id));
    if (!stats) return errorResponse(404, checkpointMissing(id!));
    if (vertexId === undefined) return jsonResponse(200, checkpointJson(stats, clock(), found));
    const target = found.vertices.find((candidate) => candidate.vertex.id === vertexId);
    if (!target) return errorResponse(404, noCheckpointOfVertex(vertexId));
    return jsonResponse(200, checkpointSubtasks(stats, vertexId, target.parallelism, clock()));
  }

  function vertex(found: JobSnapshot, [id, what, ...rest]: readonly string[], query: URLSearchParams): HttpResponse {
    const target = found.vertices.find((candidate) => candidate.vertex.id === id);
    if (what === 'backpressure') return jsonResponse(200, vertexBackPressure(target, metrics, clock().wall));
    if (what === 'metrics') return selected(target ? vertexMetrics(target, metrics) : [], query);
    if (rest[0] === 'metrics') return aggregated(target ? metricsOf(target) : [], query);
    if (rest[1] === 'metrics') return selected(metricsOfSubtask(target, rest[0]), query);
    if (!target) return errorResponse(404, vertexMissing(id!, what));
    switch (what) {
      case undefined:
        return jsonResponse(200, vertexDetails(target, clock(), lookup));
      case 'subtasktimes':
        return jsonResponse(200, subtaskTimes(target, clock()));
      case 'taskmanagers':
        return jsonResponse(200, vertexTaskManagers(target, clock(), lookup));
      case 'accumulators':
        return jsonResponse(200, vertexAccumulators(target));
      case 'watermarks':
        return jsonResponse(200, vertexWatermarks(target, metrics));
      case 'flamegraph':
        // rest.flamegraph.enabled is false by default; there are no stacks to sample here.
        return jsonResponse(200, { endTimestamp: FLAME_GRAPH_DISABLED });
      case 'subtasks':
        return subtask(target, rest);
      default:
        throw new Error(`no route: ${what}`);
    }
  }
  const metricsOf = (target: VertexSnapshot): readonly Metric[][] =>
    target.subtasks.flatMap(({ current }) => {
      const fetched = metrics.of(current);
      return fetched ? [subtaskMetrics(fetched)] : [];
    });

  function metricsOfSubtask(target: VertexSnapshot | undefined, index: string | undefined): readonly Metric[] {
    const one = target?.subtasks[Number(index)];
    const fetched = one ? metrics.of(one.current) : null;
    return fetched ? subtaskMetrics(fetched) : [];
  }

  function subtask(target: VertexSnapshot, [index, what, number, of]: readonly string[]): HttpResponse {
    if (index === 'accumulators') return jsonResponse(200, subtaskAccumulators(target));
    const one = target.subtasks[Number(index)];
    if (!one) return errorResponse(404, invalidSubtask(target.vertex.id));
    if (what === undefined) return jsonResponse(200, attemptDetails(one.current, clock(), lookup));
    const attempt = [...one.prior, one.current].find((candidate) => candidate.attempt === Number(number));
    if (!attempt) return errorResponse(404, invalidAttempt(number!));
    return jsonResponse(
      200,
      of === 'accumulators' ? attemptAccumulators(attempt) : attemptDetails(attempt, clock(), lookup),
    );
  }

  /** Metrics of the JobManager about a job. */
  function jobMetrics(found: JobSnapshot): Metric[] {
    const statistics = found.checkpoints?.statistics;
    const last = statistics?.latestCompleted;
    const { wall } = clock();
    const running = found.timestamps.get('RUNNING');
    let size = 0;
    let processed = 0;
    let persisted = 0;
    let latest = last?.triggeredAt ?? 0;
    for (const subtasks of last?.acknowledged.values() ?? []) {
      for (const { stateSize, acknowledgedAt, metrics: measured } of subtasks.values()) {
        size += stateSize;
        processed += measured.processedBytes;
        persisted += measured.persistedBytes;
        latest = Math.max(latest, acknowledgedAt);
      }
    }
    const values: Readonly<Record<string, number | string>> = {
      numberOfFailedCheckpoints: statistics?.counts.failed ?? 0,
      lastCheckpointSize: last ? size : -1,
      totalNumberOfCheckpoints: statistics?.counts.total ?? 0,
      lastCheckpointProcessedData: last ? processed : -1,
      lastCheckpointPersistedData: last ? persisted : -1,
      lastCheckpointExternalPath: last?.externalPath ?? 'n/a',
      lastCheckpointRestoreTimestamp: statistics?.restored ? wall(statistics.restored.at) : -1,
      uptime: found.status === 'RUNNING' && running !== undefined ? Math.floor(world.now - running) : 0,
      restartingTime: 0,
      numberOfInProgressCheckpoints: statistics?.counts.inProgress ?? 0,
      downtime: found.status === 'RUNNING' ? 0 : -1,
      numberOfCompletedCheckpoints: statistics?.counts.completed ?? 0,
      lastCheckpointDuration: last ? wall(latest) - wall(last.triggeredAt) : -1,
      numRestarts: found.restarts,
      fullRestarts: found.restarts,
    };
    return Object.entries(values).map(([id, value]) => ({ id, value: String(value) }));
  }

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const { parts, query } = requestUri(request.url);
    const [root, first, ...rest] = parts;
    switch (root) {
      case 'overview':
        return overview();
      case 'config':
        return answer(() => jsonResponse(200, dashboardConfig(configuration)));
      case 'datasets':
        return first === undefined ? answer(() => jsonResponse(200, { dataSets: [] })) : null;
      case 'jobs':
        if (first === undefined) return jobs();
        return first === 'metrics' ? metricsOfJobs(query) : job(first, rest, query);
      case 'taskmanagers':
        return taskManagers(first, rest, query);
      case 'jobmanager':
        return answer(() => jobManager(first ?? '', rest, query));
      default:
        return null;
    }
  };
}

// biome-ignore lint/correctness/useYield: answers at once
function* answer(make: () => HttpResponse): Task<HttpResponse> {
  return make();
}

/** JobVertexFlameGraph.disabled() */
const FLAME_GRAPH_DISABLED = -2;

const HANDLER = 'org.apache.flink.runtime.rest.handler';

function jobMissing(jobId: string): string {
  return (
    `org.apache.flink.runtime.rest.NotFoundException: Job ${jobId} not found\n\tat ` +
    `${HANDLER}.job.AbstractExecutionGraphHandler.lambda$handleRequest$1(AbstractExecutionGraphHandler.java:99)\n` +
    `Caused by: org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (${jobId})\n`
  );
}
function vertexMissing(vertex: string, what: string | undefined): string {
  if (what === undefined || what === 'taskmanagers') {
    const [handler, line] = what === undefined ? ['JobVertexDetailsHandler', 90] : ['JobVertexTaskManagersHandler', 99];
    return (
      `org.apache.flink.runtime.rest.NotFoundException: JobVertex ${vertex} not found\n` +
      `\tat ${HANDLER}.job.${handler}.handleRequest(${handler}.java:${line})\n`
    );
  }
  return (
    `${HANDLER}.RestHandlerException: No vertex with ID '${vertex}' exists.\n` +
    `\tat ${HANDLER}.job.AbstractJobVertexHandler.handleRequest(AbstractJobVertexHandler.java:90)\n`
  );
}
function invalidSubtask(vertex: string): string {
  return (
    `${HANDLER}.RestHandlerException: Invalid subtask index for vertex ${vertex}\n` +
    `\tat ${HANDLER}.job.AbstractSubtaskHandler.handleRequest(AbstractSubtaskHandler.java:92)\n`
  );
}
function invalidAttempt(attempt: string): string {
  return (
    `${HANDLER}.RestHandlerException: Invalid attempt num ${attempt}\n` +
    `\tat ${HANDLER}.job.AbstractSubtaskAttemptHandler.handleRequest(AbstractSubtaskAttemptHandler.java:107)\n`
  );
}
function checkpointMissing(id: string): string {
  return (
    `${HANDLER}.RestHandlerException: Could not find checkpointing statistics for checkpoint ${id}.\n` +
    `\tat ${HANDLER}.job.checkpoints.AbstractCheckpointHandler.handleRequest(AbstractCheckpointHandler.java:95)\n`
  );
}
function noCheckpointOfVertex(vertex: string): string {
  const handler = 'TaskCheckpointStatisticDetailsHandler';
  return (
    `org.apache.flink.runtime.rest.NotFoundException: There is no checkpoint statistics for task ${vertex}.\n` +
    `\tat ${HANDLER}.job.checkpoints.${handler}.handleCheckpointRequest(${handler}.java:96)\n`
  );
}
function checkpointingOff(jobId: string, what: string | undefined): string {
  const job = `${HANDLER}.job.checkpoints`;
  switch (what) {
    case undefined:
      return (
        `${HANDLER}.RestHandlerException: Checkpointing has not been enabled.\n` +
        `\tat ${job}.CheckpointingStatisticsHandler.createCheckpointingStatistics(CheckpointingStatisticsHandler.java:109)\n`
      );
    case 'config':
      return (
        `${HANDLER}.RestHandlerException: Checkpointing is not enabled for this job (${jobId}).\n` +
        `\tat ${job}.CheckpointConfigHandler.createCheckpointConfigInfo(CheckpointConfigHandler.java:104)\n`
      );
    default:
      return (
        `${HANDLER}.RestHandlerException: Checkpointing was not enabled for job ${jobId}.\n` +
        `\tat ${job}.AbstractCheckpointHandler.handleRequest(AbstractCheckpointHandler.java:98)\n`
      );
  }
}
function unknownTaskManager(id: string): string {
  return (
    'org.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: No TaskExecutor registered ' +
    `under ${id}.\n\tat org.apache.flink.runtime.resourcemanager.ResourceManager.requestTaskManagerDetailsInfo(ResourceManager.java:683)`
  );
}
function noTaskManagerLogs(id: string): string {
  return (
    `${HANDLER}.RestHandlerException: Could not find TaskExecutor ${id}\n` +
    `\tat ${HANDLER}.taskmanager.TaskManagerLogListHandler.lambda$handleRequest$0(TaskManagerLogListHandler.java:91)\n` +
    `Caused by: ${unknownTaskManager(id)}\n`
  );
}
const NO_SUCH_LOG = 'This file does not exist in JobManager log dir.';
