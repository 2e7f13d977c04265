import type { HttpRequest, HttpResponse } from '../../platform/types.ts';
import { errorResponse } from './answers.ts';

/**
 * The routes of WebMonitorEndpoint and of the jar handlers (WebSubmissionExtension) in Flink 1.13, with what AbstractHandler checks
 * before a handler sees a request: the path, the method, path and query parameters, the fields of the body.
 */

const HANDLER = 'org.apache.flink.runtime.rest.handler';

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
  agg: /^(min|max|avg|sum)(,(min|max|avg|sum))*$/i,
  maxExceptions: /^-?\d+$/,
  parallelism: /^-?\d+$/,
  allowNonRestoredState: /^(true|false)$/i,
  includeSerializedValue: /^(true|false)$/i,
};

type FieldType = 'string' | 'boolean' | 'integer' | 'list';
interface Body {
  /** The class that the body is read as, as messages name it. */
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldType>>;
}
interface Route {
  readonly methods: readonly string[];
  /** `/jobs/:jobid/plan` in parts. */
  readonly parts: readonly string[];
  readonly query: readonly string[];
  readonly body: Body | null;
}
function route(methods: string, path: string, query: readonly string[] = [], body: Body | null = null): Route {
  return { methods: methods.split(' '), parts: path.split('/').slice(1), query, body };
}

const JAR_QUERY = ['parallelism', 'allowNonRestoredState'];
const JAR_FIELDS = {
  entryClass: 'string',
  programArgs: 'string',
  programArgsList: 'list',
  parallelism: 'integer',
  jobId: 'string',
} as const;

const ROUTES: readonly Route[] = [
  route('GET', '/overview'),
  route('GET', '/config'),
  route('DELETE', '/cluster'),
  route('GET', '/datasets'),
  route('GET', '/datasets/delete/:triggerid'),
  route('DELETE', '/datasets/:datasetid'),
  route('GET', '/jobs'),
  route('POST', '/jobs', [], {
    name: 'JobSubmitRequestBody',
    fields: { jobGraphFileName: 'string', jobJarFileNames: 'list', jobArtifactFileNames: 'list' },
  }),
  route('GET', '/jobs/overview'),
  route('GET', '/jobs/metrics', ['agg']),
  route('GET', '/jobs/:jobid'),
  route('PATCH', '/jobs/:jobid', ['mode']),
  route('GET', '/jobs/:jobid/yarn-cancel', ['mode']),
  route('GET', '/jobs/:jobid/yarn-stop'),
  route('GET', '/jobs/:jobid/plan'),
  route('GET', '/jobs/:jobid/config'),
  route('GET', '/jobs/:jobid/accumulators', ['includeSerializedValue']),
  route('GET', '/jobs/:jobid/exceptions', ['maxExceptions']),
  route('GET', '/jobs/:jobid/execution-result'),
  route('GET', '/jobs/:jobid/metrics'),
  route('GET', '/jobs/:jobid/checkpoints'),
  route('GET', '/jobs/:jobid/checkpoints/config'),
  route('GET', '/jobs/:jobid/checkpoints/details/:checkpointid'),
  route('GET', '/jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid'),
  route('PATCH', '/jobs/:jobid/rescaling'),
  route('GET', '/jobs/:jobid/rescaling/:triggerid'),
  route('POST', '/jobs/:jobid/coordinators/:operatorid'),
  route('POST', '/jobs/:jobid/savepoints', [], {
    name: 'SavepointTriggerRequestBody',
    fields: { 'target-directory': 'string', 'cancel-job': 'boolean' },
  }),
  route('GET', '/jobs/:jobid/savepoints/:triggerid'),
  route('POST', '/jobs/:jobid/stop', [], {
    name: 'StopWithSavepointRequestBody',
    fields: { targetDirectory: 'string', drain: 'boolean' },
  }),
  route('GET', '/jobs/:jobid/vertices/:vertexid'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/accumulators'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/backpressure'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/flamegraph'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/metrics'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasktimes'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/taskmanagers'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/watermarks'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/accumulators'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/metrics', ['agg']),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt'),
  route('GET', '/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt/accumulators'),
  route('POST', '/savepoint-disposal', [], {
    name: 'SavepointDisposalRequest',
    fields: { 'savepoint-path': 'string' },
  }),
  route('GET', '/savepoint-disposal/:triggerid'),
  route('GET', '/taskmanagers'),
  route('GET', '/taskmanagers/metrics', ['agg']),
  route('GET', '/taskmanagers/:taskmanagerid'),
  route('GET', '/taskmanagers/:taskmanagerid/metrics'),
  route('GET', '/taskmanagers/:taskmanagerid/thread-dump'),
  route('GET', '/taskmanagers/:taskmanagerid/log'),
  route('GET', '/taskmanagers/:taskmanagerid/stdout'),
  route('GET', '/taskmanagers/:taskmanagerid/logs'),
  route('GET', '/taskmanagers/:taskmanagerid/logs/:filename'),
  route('GET', '/jobmanager/config'),
  route('GET', '/jobmanager/metrics'),
  route('GET', '/jobmanager/log'),
  route('GET', '/jobmanager/stdout'),
  route('GET', '/jobmanager/logs'),
  route('GET', '/jobmanager/logs/:filename'),
  route('GET', '/jars'),
  route('POST', '/jars/upload'),
  route('DELETE', '/jars/:jarid'),
  route('GET POST', '/jars/:jarid/plan', JAR_QUERY, { name: 'JarPlanRequestBody', fields: JAR_FIELDS }),
  route('POST', '/jars/:jarid/run', JAR_QUERY, {
    name: 'JarRunRequestBody',
    fields: { ...JAR_FIELDS, savepointPath: 'string', allowNonRestoredState: 'boolean' },
  }),
];

function matches({ parts }: Route, path: readonly string[]): boolean {
  return parts.length === path.length && parts.every((part, i) => part.startsWith(':') || part === path[i]);
}

/** What Flink answers before any handler is asked; null: the request is well formed. */
export function refusal(request: HttpRequest): HttpResponse | null {
  const [path = '', search = ''] = request.url.split('?');
  const parts = path
    .replace(/^\/v1(?=\/|$)/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const found = ROUTES.filter((candidate) => candidate.methods.includes(request.method) && matches(candidate, parts));
  // A route of fixed words comes before one with parameters.
  const best = found.sort((a, b) => parameters(a) - parameters(b))[0];
  if (!best) {
    if (request.method === 'GET') return noSuchFile(path);
    const nowhere = errorResponse(404, 'Not found.');
    return request.method === 'HEAD' ? { ...nowhere, body: '' } : nowhere;
  }
  for (const [i, part] of best.parts.entries()) {
    const name = part.slice(1);
    if (!part.startsWith(':') || (PATH_PARAMETERS[name]?.test(parts[i]!) ?? true)) continue;
    return badParameter('path', name, parts[i]!);
  }
  const query = new URLSearchParams(search);
  for (const name of best.query) {
    const value = query.get(name);
    if (value !== null && !QUERY_PARAMETERS[name]!.test(value)) return badParameter('query', name, value);
  }
  return best.body && typeof request.body === 'string' ? badBody(best.body, request.body) : null;
}
const parameters = ({ parts }: Route): number => parts.filter((part) => part.startsWith(':')).length;

/** StaticFileServerHandler: what no route takes is looked for among the dashboard's files. */
const noSuchFile = (path: string): HttpResponse => fileAnswer(`Unable to load requested file ${path}.`);

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

/** Jackson's strict reading of a body: an object with known fields of their types. */
function badBody({ name, fields }: Body, text: string): HttpResponse | null {
  if (text.trim() === '') return null;
  const mismatch = (cause: string): HttpResponse =>
    errorResponse(
      400,
      `${HANDLER}.RestHandlerException: Request did not match expected format ${name}.\n` +
        `\tat ${HANDLER}.AbstractHandler.respondAsLeader(AbstractHandler.java:164)\n` +
        `Caused by: org.apache.flink.shaded.jackson2.com.fasterxml.jackson.${cause}\n`,
    );
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const token = /^\s*([^\s,{}[\]:"]+)/.exec(text)?.[1] ?? text;
    return mismatch(
      `core.JsonParseException: Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    );
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return mismatch(`databind.exc.MismatchedInputException: Cannot construct instance of ${name}`);
  for (const [field, value] of Object.entries(body)) {
    const type = fields[field];
    if (type === undefined)
      return mismatch(
        `databind.exc.UnrecognizedPropertyException: Unrecognized field "${field}", not marked as ignorable`,
      );
    if (value !== null && !FIELD_TYPES[type](value))
      return mismatch(
        `databind.exc.InvalidFormatException: Cannot deserialize value of type ${type} from ${JSON.stringify(value)}`,
      );
  }
  return null;
}
const FIELD_TYPES: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: (value) => typeof value !== 'object',
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  integer: (value) => Number.isInteger(value) || (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value)),
  list: Array.isArray,
};
