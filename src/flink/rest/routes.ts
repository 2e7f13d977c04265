import type { HttpRequest, HttpResponse } from '../../platform/types.ts';
import { errorResponse } from './answers.ts';
import { type RequestBody, unreadable } from './request-body.ts';
import { malformed, requestUri } from './request-uri.ts';

/**
 * The routes of WebMonitorEndpoint and of the jar handlers (WebSubmissionExtension) in Flink 1.13, with what AbstractHandler checks
 * before a handler sees a request: the path, the method, path and query parameters, the fields of the body.
 */

const HANDLER = 'org.apache.flink.runtime.rest.handler';
const JAR_HANDLERS = 'org.apache.flink.runtime.webmonitor.handlers';
const MESSAGES = 'org.apache.flink.runtime.rest.messages.job';

/** Path parameters by the name that Flink's messages give them. */
const PATH_PARAMETERS: Readonly<Record<string, RegExp>> = {
  jobid: /^[0-9a-fA-F]{32}$/,
  vertexid: /^[0-9a-fA-F]{32}$/,
  datasetid: /^[0-9a-fA-F]{32}$/,
  triggerid: /^[0-9a-fA-F]{32}$/,
  subtaskindex: /^\d+$/,
  attempt: /^\d+$/,
  checkpointid: /^-?\d+$/,
  taskmanagerid: /^/,
  filename: /^/,
  jarid: /^/,
};
const QUERY_PARAMETERS: Readonly<Record<string, RegExp>> = {
  mode: /^(cancel|stop)$/i,
  jobs: /^[0-9a-fA-F]{32}(,[0-9a-fA-F]{32})*$/,
  agg: /^(min|max|avg|sum)(,(min|max|avg|sum))*$/i,
  maxExceptions: /^-?\d+$/,
  parallelism: /^-?\d+$/,
  allowNonRestoredState: /^(true|false)$/i,
  includeSerializedValue: /^(true|false)$/i,
};

interface Route {
  readonly methods: readonly string[];
  /** `/jobs/:jobid/plan` in parts. */
  readonly parts: readonly string[];
  /** Class of the handler; those of jars are in a package of their own. */
  readonly handler: string;
  readonly query: readonly string[];
  readonly body: RequestBody | null;
}
function route(
  methods: string,
  path: string,
  handler: string,
  query: readonly string[] = [],
  body: RequestBody | null = null,
): Route {
  const inside = handler.startsWith('Jar') ? JAR_HANDLERS : HANDLER;
  return { methods: methods.split(' '), parts: path.split('/').slice(1), handler: `${inside}.${handler}`, query, body };
}

const JAR_QUERY = ['parallelism', 'allowNonRestoredState'];
const JAR_FIELDS = {
  entryClass: 'string',
  programArgs: 'string',
  programArgsList: 'list',
  parallelism: 'integer',
  jobId: 'jobId',
} as const;

const ROUTES: readonly Route[] = [
  route('GET', '/overview', 'cluster.ClusterOverviewHandler'),
  route('GET', '/config', 'cluster.DashboardConfigHandler'),
  route('DELETE', '/cluster', 'cluster.ShutdownHandler'),
  route('GET', '/datasets', 'dataset.ClusterDataSetListHandler'),
  route('GET', '/datasets/delete/:triggerid', 'dataset.ClusterDataSetDeleteHandlers$ClusterDataSetDeleteStatusHandler'),
  route('DELETE', '/datasets/:datasetid', 'dataset.ClusterDataSetDeleteHandlers$ClusterDataSetDeleteTriggerHandler'),
  route('GET', '/jobs', 'job.JobIdsHandler'),
  route('POST', '/jobs', 'job.JobSubmitHandler', [], {
    package: MESSAGES,
    name: 'JobSubmitRequestBody',
    fields: { jobGraphFileName: 'string', jobJarFileNames: 'list', jobArtifactFileNames: 'list' },
  }),
  route('GET', '/jobs/overview', 'job.JobsOverviewHandler'),
  route('GET', '/jobs/metrics', 'job.metrics.AggregatingJobsMetricsHandler', ['jobs', 'agg']),
  route('GET', '/jobs/:jobid', 'job.JobDetailsHandler'),
  route('PATCH', '/jobs/:jobid', 'job.JobCancellationHandler', ['mode']),
  route('GET', '/jobs/:jobid/yarn-cancel', 'job.JobCancellationHandler', ['mode']),
  route('GET', '/jobs/:jobid/yarn-stop', 'job.JobCancellationHandler'),
  route('GET', '/jobs/:jobid/plan', 'job.JobPlanHandler'),
  route('GET', '/jobs/:jobid/config', 'job.JobConfigHandler'),
  route('GET', '/jobs/:jobid/accumulators', 'job.JobAccumulatorsHandler', ['includeSerializedValue']),
  route('GET', '/jobs/:jobid/exceptions', 'job.JobExceptionsHandler', ['maxExceptions']),
  route('GET', '/jobs/:jobid/execution-result', 'job.JobExecutionResultHandler'),
  route('GET', '/jobs/:jobid/metrics', 'job.metrics.JobMetricsHandler'),
  route('GET', '/jobs/:jobid/checkpoints', 'job.checkpoints.CheckpointingStatisticsHandler'),
  route('GET', '/jobs/:jobid/checkpoints/config', 'job.checkpoints.CheckpointConfigHandler'),
  route('GET', '/jobs/:jobid/checkpoints/details/:checkpointid', 'job.checkpoints.CheckpointStatisticDetailsHandler'),
  route(
    'GET',
    '/jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid',
    'job.checkpoints.TaskCheckpointStatisticDetailsHandler',
  ),
  route('PATCH', '/jobs/:jobid/rescaling', 'job.rescaling.RescalingHandlers$RescalingTriggerHandler'),
  route('GET', '/jobs/:jobid/rescaling/:triggerid', 'job.rescaling.RescalingHandlers$RescalingStatusHandler'),
  route('POST', '/jobs/:jobid/coordinators/:operatorid', 'job.coordination.ClientCoordinationHandler'),
  route('POST', '/jobs/:jobid/savepoints', 'job.savepoints.SavepointHandlers$SavepointTriggerHandler', [], {
    package: `${MESSAGES}.savepoints`,
    name: 'SavepointTriggerRequestBody',
    fields: { 'target-directory': 'string', 'cancel-job': 'boolean' },
  }),
  route('GET', '/jobs/:jobid/savepoints/:triggerid', 'job.savepoints.SavepointHandlers$SavepointStatusHandler'),
  route('POST', '/jobs/:jobid/stop', 'job.savepoints.SavepointHandlers$StopWithSavepointHandler', [], {
    package: `${MESSAGES}.savepoints.stop`,
    name: 'StopWithSavepointRequestBody',
    fields: { targetDirectory: 'string', drain: 'boolean' },
  }),
  route('GET', '/jobs/:jobid/vertices/:vertexid', 'job.JobVertexDetailsHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/accumulators', 'job.JobVertexAccumulatorsHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/backpressure', 'job.JobVertexBackPressureHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/flamegraph', 'job.JobVertexFlameGraphHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/metrics', 'job.metrics.JobVertexMetricsHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasktimes', 'job.SubtasksTimesHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/taskmanagers', 'job.JobVertexTaskManagersHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/watermarks', 'job.metrics.JobVertexWatermarksHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/accumulators', 'job.SubtasksAllAccumulatorsHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/metrics', 'job.metrics.AggregatingSubtasksMetricsHandler', [
    'agg',
  ]),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex', 'job.SubtaskCurrentAttemptDetailsHandler'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics', 'job.metrics.SubtaskMetricsHandler'),
  route(
    'GET',
    '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt',
    'job.SubtaskExecutionAttemptDetailsHandler',
  ),
  route(
    'GET',
    '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt/accumulators',
    'job.SubtaskExecutionAttemptAccumulatorsHandler',
  ),
  route('POST', '/savepoint-disposal', 'job.savepoints.SavepointDisposalHandlers$SavepointDisposalTriggerHandler', [], {
    package: `${MESSAGES}.savepoints`,
    name: 'SavepointDisposalRequest',
    fields: { 'savepoint-path': 'string' },
  }),
  route(
    'GET',
    '/savepoint-disposal/:triggerid',
    'job.savepoints.SavepointDisposalHandlers$SavepointDisposalStatusHandler',
  ),
  route('GET', '/taskmanagers', 'taskmanager.TaskManagersHandler'),
  route('GET', '/taskmanagers/metrics', 'job.metrics.AggregatingTaskManagersMetricsHandler', ['agg']),
  route('GET', '/taskmanagers/:taskmanagerid', 'taskmanager.TaskManagerDetailsHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/metrics', 'job.metrics.TaskManagerMetricsHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/thread-dump', 'taskmanager.TaskManagerThreadDumpHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/log', 'taskmanager.TaskManagerLogFileHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/stdout', 'taskmanager.TaskManagerStdoutFileHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/logs', 'taskmanager.TaskManagerLogListHandler'),
  route('GET', '/taskmanagers/:taskmanagerid/logs/:filename', 'taskmanager.TaskManagerCustomLogHandler'),
  route('GET', '/jobmanager/config', 'cluster.ClusterConfigHandler'),
  route('GET', '/jobmanager/metrics', 'job.metrics.JobManagerMetricsHandler'),
  route('GET', '/jobmanager/log', 'cluster.JobManagerLogFileHandler'),
  route('GET', '/jobmanager/stdout', 'cluster.JobManagerLogFileHandler'),
  route('GET', '/jobmanager/logs', 'cluster.JobManagerLogListHandler'),
  route('GET', '/jobmanager/logs/:filename', 'cluster.JobManagerCustomLogHandler'),
  route('GET', '/jars', 'JarListHandler'),
  route('POST', '/jars/upload', 'JarUploadHandler'),
  route('DELETE', '/jars/:jarid', 'JarDeleteHandler'),
  route('GET POST', '/jars/:jarid/plan', 'JarPlanHandler', JAR_QUERY, {
    package: JAR_HANDLERS,
    name: 'JarPlanRequestBody',
    fields: JAR_FIELDS,
  }),
  route('POST', '/jars/:jarid/run', 'JarRunHandler', JAR_QUERY, {
    package: JAR_HANDLERS,
    name: 'JarRunRequestBody',
    fields: { ...JAR_FIELDS, allowNonRestoredState: 'boolean', savepointPath: 'string' },
  }),
];

function matches({ parts }: Route, path: readonly string[]): boolean {
  return parts.length === path.length && parts.every((part, i) => part.startsWith(':') || part === path[i]);
}

/** The route that a request takes (a route of fixed words comes before one with parameters). */
function routeOf(request: HttpRequest): { readonly route: Route | undefined; readonly parts: readonly string[] } {
  const { parts } = requestUri(request.url);
  const found = ROUTES.filter((candidate) => candidate.methods.includes(request.method) && matches(candidate, parts));
  return { route: found.sort((a, b) => parameters(a) - parameters(b))[0], parts };
}
/** Class of the handler that answers a request; null where no route is taken. */
export const handlerOf = (request: HttpRequest): string | null => routeOf(request).route?.handler ?? null;

/** What Flink answers before any handler is asked; null: the request is well formed. */
export function refusal(request: HttpRequest): HttpResponse | null {
  const problem = malformed(request.url);
  if (problem !== null) return errorResponse(500, `Internal server error: ${problem}`);
  const { path, query } = requestUri(request.url);
  const { route: best, parts } = routeOf(request);
  if (!best) {
    if (request.method === 'GET') return noSuchFile(path);
    const nowhere = errorResponse(404, 'Not found.');
    return request.method === 'HEAD' ? { ...nowhere, body: '' } : nowhere;
  }
  // The body is read before the parameters.
  const misread = best.body && typeof request.body === 'string' ? badBody(best.body, request.body) : null;
  if (misread) return misread;
  for (const [i, part] of best.parts.entries()) {
    const name = part.slice(1);
    if (!part.startsWith(':') || (PATH_PARAMETERS[name]?.test(parts[i]!) ?? true)) continue;
    return badParameter('path', name, parts[i]!);
  }
  for (const name of best.query) {
    const value = query.get(name);
    if (value !== null && !QUERY_PARAMETERS[name]!.test(value)) return badParameter('query', name, value);
  }
  return null;
}
const parameters = ({ parts }: Route): number => parts.filter((part) => part.startsWith(':')).length;

/** In the place of a first page, whose files are Flink's; `routes` answer instead. */
export const noPages = (title: string, routes: string): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html>
<title>${title}</title>
<p>Millrace: Flink's pages are not simulated; the REST API answers (${routes}), and the cluster view shows the cluster.</p>
`,
});

/** StaticFileServerHandler: what no route takes is looked for among the dashboard's files. */
const noSuchFile = (path: string): HttpResponse =>
  path === '/' || path === '/index.html'
    ? noPages('Apache Flink Web Dashboard', '/overview, /jobs, /taskmanagers')
    : fileAnswer(`Unable to load requested file ${path.endsWith('/') ? `${path}index.html` : path}.`);

/** An error about a file; other than a handler's it has no CORS header. */
export function fileAnswer(error: string): HttpResponse {
  const { headers, ...response } = errorResponse(404, error);
  return { ...response, headers: { 'content-type': headers['content-type']! } };
}

function badParameter(kind: 'path' | 'query', name: string, value: string): HttpResponse {
  const problem = `Cannot resolve ${kind} parameter (${name}) from value "${value}".`;
  return errorResponse(
    400,
    `${HANDLER}.RestHandlerException: Bad request, could not parse parameters: ${problem}\n` +
      `\tat ${HANDLER}.AbstractHandler.respondAsLeader(AbstractHandler.java:187)\n` +
      `Caused by: ${HANDLER}.HandlerRequestException: ${problem}\n`,
  );
}

function badBody(body: RequestBody, text: string): HttpResponse | null {
  const causes = text.trim() === '' ? null : unreadable(body, text);
  if (causes === null) return null;
  return errorResponse(
    400,
    `${HANDLER}.RestHandlerException: Request did not match expected format ${body.name}.\n` +
      `\tat ${HANDLER}.AbstractHandler.respondAsLeader(AbstractHandler.java:164)\n` +
      causes.map((cause) => `Caused by: ${cause}\n`).join(''),
  );
}
