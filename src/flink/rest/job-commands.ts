import type { HttpRequest, HttpResponse } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { printStackTrace } from '../api/jar.ts';
import type { JobGraph } from '../graph/types.ts';
import {
  type ClusterView,
  type DispatcherGateway,
  type JobResult,
  NoLeaderError,
  type RestHandler,
} from '../jobmanager/cluster-view.ts';
import { findCause, toJavaError } from '../jobmanager/errors.ts';
import { isTerminalJob } from '../jobmanager/execution-graph.ts';
import { completed, type Future } from '../rpc/future.ts';
import { errorResponse, jsonResponse } from './answers.ts';
import { logFailure, serverError } from './failures.ts';
import { requestUri } from './request-uri.ts';
import { refusal } from './routes.ts';
import { serializedThrowable } from './serialized-throwable.ts';

/**
 * The part of the REST API that Flink's own client (bin/flink) uses: submit, status, result, cancel, stop, savepoints, list, shut down.
 * Answers null for other paths.
 */
export type PartialHandler = (request: HttpRequest) => Task<HttpResponse> | null;

/** Why a real jar, or a job graph made of one, can't be run. */
export const COMPILED =
  'This job holds compiled Java: the simulation runs the programs of the lesson, not bytecode. Write the program as a cell of the lesson ' +
  'and build its jar with mvn package; that jar can be run.';

/** Asynchronous operations by trigger id, kept by the REST endpoint that started them (CompletedOperationCache). */
interface Operation {
  state: 'IN_PROGRESS' | 'COMPLETED';
  location: string | null;
  error: Error | null;
}

export function jobCommands(cluster: ClusterView): PartialHandler {
  const operations = new Map<string, Operation>();
  const triggers = cluster.platform.world.random('rest-trigger');

  /** Starts an operation that goes on after the answer. */
  function* start(
    name: string,
    ask: (dispatcher: DispatcherGateway) => Future<string> | Future<void>,
    status = 202,
  ): Task<HttpResponse> {
    const id = triggers.hex(32);
    const operation: Operation = { state: 'IN_PROGRESS', location: null, error: null };
    operations.set(id, operation);
    const asking = cluster.process.spawn(cluster.dispatcher<unknown>(name, (dispatcher) => ask(dispatcher)));
    asking.onEnd(({ error, result }) => {
      operation.state = 'COMPLETED';
      if (error === undefined) operation.location = typeof result === 'string' ? result : null;
      else operation.error = error instanceof Error ? error : new Error(String(error));
    });
    return jsonResponse(status, { 'request-id': id });
  }
  // biome-ignore lint/correctness/useYield: answers at once
  function* progress(id: string, key: string): Task<HttpResponse> {
    const operation = operations.get(id);
    if (!operation) return unknownOperation(key, id);
    if (operation.state === 'IN_PROGRESS') return jsonResponse(200, { status: { id: 'IN_PROGRESS' }, operation: null });
    if (operation.error) {
      const error = toJavaError(operation.error);
      return jsonResponse(
        200,
        {
          status: { id: 'COMPLETED' },
          operation: {
            'failure-cause': {
              class: error.className,
              'stack-trace': printStackTrace(error),
              'serialized-throwable': serializedThrowable(error),
            },
          },
        },
        error,
      );
    }
    return jsonResponse(200, {
      status: { id: 'COMPLETED' },
      operation: operation.location === null ? {} : { location: operation.location },
    });
  }
  function* submit(request: HttpRequest): Task<HttpResponse> {
    if (typeof request.body === 'string' || request.body.kind !== 'artifact' || request.body.type !== 'jobgraph') {
      // A client sends its serialized job graph as a form; anything else has forgotten it.
      const sent = typeof request.body !== 'string' || /^multipart\//i.test(request.headers['content-type'] ?? '');
      return sent ? errorResponse(400, COMPILED) : refusedJob();
    }
    const job = request.body.value as JobGraph;
    yield* cluster.dispatcher('submitJob', (dispatcher) => dispatcher.submitJob(job));
    return jsonResponse(202, { jobUrl: `/jobs/${job.jobId}` });
  }
  function* result(jobId: string): Task<HttpResponse> {
    const state = yield* cluster.dispatcher('requestJobStatus', (dispatcher) => dispatcher.job(jobId)?.status ?? null);
    if (state === null) return noResult(jobId);
    if (!isTerminalJob(state)) return jsonResponse(200, { status: { id: 'IN_PROGRESS' } });
    const done: JobResult = yield* cluster.dispatcher('requestJobResult', (dispatcher) =>
      dispatcher.requestJobResult(jobId),
    );
    return jsonResponse(
      200,
      {
        status: { id: 'COMPLETED' },
        'job-execution-result': {
          id: jobId,
          'application-status': { FINISHED: 'SUCCEEDED', CANCELED: 'CANCELED' }[done.status as string] ?? 'FAILED',
          'accumulator-results': {},
          'net-runtime': done.netRuntime,
          ...(done.cause
            ? {
                'failure-cause': {
                  class: done.cause.className,
                  'stack-trace': printStackTrace(done.cause),
                  'serialized-throwable': serializedThrowable(done.cause),
                },
              }
            : {}),
        },
      },
      done,
    );
  }
  function* cancel(jobId: string): Task<HttpResponse> {
    try {
      yield* cluster.dispatcher('cancelJob', (dispatcher) => dispatcher.cancelJob(jobId));
    } catch (error) {
      const cause = toJavaError(error);
      if (!findCause(cause, 'org.apache.flink.runtime.messages.FlinkJobNotFoundException')) throw error;
      return errorResponse(
        404,
        `org.apache.flink.runtime.rest.handler.RestHandlerException: Job could not be found.\n\tat org.apache.flink.runtime.rest.handler.job.JobCancellationHandler.lambda$handleRequest$0(JobCancellationHandler.java:119)\nCaused by: ${printStackTrace(cause)}`,
      );
    }
    return jsonResponse(202, {});
  }
  function* overview(): Task<HttpResponse> {
    const { epoch, world } = cluster.platform;
    const jobs = yield* cluster.dispatcher('requestMultipleJobDetails', (dispatcher) =>
      dispatcher.jobs.map((job) => {
        const end = isTerminalJob(job.status) ? job.timestamps.get(job.status)! : null;
        const tasks: Record<string, number> = {
          total: 0,
          created: 0,
          scheduled: 0,
          deploying: 0,
          running: 0,
          finished: 0,
          canceling: 0,
          canceled: 0,
          failed: 0,
          reconciling: 0,
          initializing: 0,
        };
        for (const task of job.graph?.tasks ?? []) {
          tasks.total!++;
          tasks[task.current.state.toLowerCase()]!++;
        }
        return {
          jid: job.jobId,
          name: job.jobName,
          state: job.status,
          'start-time': Math.floor(epoch + job.submittedAt),
          'end-time': end === null ? -1 : Math.floor(epoch + end),
          duration: Math.floor((end ?? world.now) - job.submittedAt),
          'last-modification': Math.floor(epoch + Math.max(...job.timestamps.values())),
          tasks,
        };
      }),
    );
    return jsonResponse(200, { jobs });
  }
  const body = (request: HttpRequest): Record<string, unknown> => {
    if (typeof request.body !== 'string' || request.body === '') return {};
    return JSON.parse(request.body) as Record<string, unknown>;
  };
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const noDefaultDirectory = (): boolean => cluster.configuration['state.savepoints.dir'] === undefined;

  return (request) => {
    const {
      parts: [root, id, command, trigger],
      query,
    } = requestUri(request.url);
    const key = `${request.method} /${root ?? ''}${id ? '/:id' : ''}${command ? `/${command}` : ''}${trigger ? '/:trigger' : ''}`;
    switch (key) {
      case 'POST /jobs':
        return submit(request);
      case 'GET /jobs/:id':
        return id === 'overview' ? overview() : null;
      case 'GET /jobs/:id/execution-result':
        return result(id!);
      case 'PATCH /jobs/:id':
        return query.get('mode')?.toLowerCase() === 'stop' ? refused(STOP_REMOVED, 308) : cancel(id!);
      case 'PATCH /jobs/:id/rescaling':
      case 'GET /jobs/:id/rescaling/:trigger':
        return refused(RESCALING_DISABLED, 503);
      case 'GET /jobs/:id/yarn-cancel':
        return cancel(id!);
      case 'POST /jobs/:id/savepoints': {
        const { 'target-directory': directory, 'cancel-job': cancelJob } = body(request);
        if (text(directory) === null && noDefaultDirectory())
          return refused(
            noDirectory('target-directory', 'SavepointTriggerHandler.triggerOperation(SavepointHandlers.java:201)'),
          );
        return start('triggerSavepoint', (dispatcher) =>
          dispatcher.triggerSavepoint(id!, text(directory), cancelJob === true),
        );
      }
      case 'POST /jobs/:id/stop': {
        const { targetDirectory, drain } = body(request);
        if (text(targetDirectory) === null && noDefaultDirectory())
          return refused(
            noDirectory('targetDirectory', 'StopWithSavepointHandler.triggerOperation(SavepointHandlers.java:163)'),
          );
        return start('stopWithSavepoint', (dispatcher) =>
          dispatcher.stopWithSavepoint(id!, text(targetDirectory), drain === true),
        );
      }
      case 'GET /jobs/:id/yarn-stop':
        return start('stopWithSavepoint', (dispatcher) => dispatcher.stopWithSavepoint(id!, null, false));
      case 'GET /jobs/:id/savepoints/:trigger':
        return progress(trigger!, 'job.AsynchronousJobOperationKey');
      case 'POST /savepoint-disposal': {
        const path = text(body(request)['savepoint-path']);
        if (path === null) return refused(NO_SAVEPOINT_PATH);
        return start('disposeSavepoint', (dispatcher) => dispatcher.disposeSavepoint(path), 200);
      }
      case 'GET /savepoint-disposal/:id':
        return progress(id!, 'async.OperationKey');
      case 'DELETE /datasets/:id':
        // There are no cluster partitions to drop: the operation is over at once.
        return start('releaseClusterPartitions', () => completed(undefined));
      case `GET /datasets/:id/${command}`:
        return progress(command!, 'async.OperationKey');
      case 'DELETE /cluster':
        return shutDown();
      default:
        return null;
    }
  };
  function* shutDown(): Task<HttpResponse> {
    yield* cluster.dispatcher('shutDownCluster', (dispatcher) => dispatcher.shutDownCluster());
    return jsonResponse(200, {});
  }
}

// biome-ignore lint/correctness/useYield: answers at once
function* refused(message: string, status = 400): Task<HttpResponse> {
  return errorResponse(status, message);
}
const STOP_REMOVED =
  'org.apache.flink.runtime.rest.handler.RestHandlerException: The termination mode "stop" has been removed. For an ungraceful shutdown, please use "cancel" instead. For a graceful shutdown, please use "jobs/:jobId/stop" instead.\n\tat org.apache.flink.runtime.rest.handler.job.JobCancellationHandler.handleRequest(JobCancellationHandler.java:94)\n';
const RESCALING_DISABLED =
  'org.apache.flink.runtime.rest.handler.RestHandlerException: Rescaling is temporarily disabled. See FLINK-12312.\n\tat org.apache.flink.runtime.rest.handler.job.rescaling.RescalingHandlers.featureDisabledException(RescalingHandlers.java:46)\n';
const NO_SAVEPOINT_PATH =
  'org.apache.flink.runtime.rest.handler.RestHandlerException: Field savepoint-path must not be omitted or be null.\n\tat org.apache.flink.runtime.rest.handler.job.savepoints.SavepointDisposalHandlers$SavepointDisposalTriggerHandler.triggerOperation(SavepointDisposalHandlers.java:74)\n';

/** JobSubmitHandler: no file was sent. */
function refusedJob(): HttpResponse {
  return errorResponse(
    400,
    'org.apache.flink.runtime.rest.handler.RestHandlerException: The jobGraphFileName field must not be omitted or be null.\n\tat org.apache.flink.runtime.rest.handler.job.JobSubmitHandler.handleRequest(JobSubmitHandler.java:105)\n',
  );
}
/** CompletedOperationCache knows no such operation. `@…` is a Java object's hash code. */
function unknownOperation(key: string, trigger: string): HttpResponse {
  const name = `org.apache.flink.runtime.rest.handler.${key}@${trigger.slice(-8).replace(/^0+(?=.)/, '')}`;
  return errorResponse(
    404,
    `org.apache.flink.runtime.rest.NotFoundException: Operation not found under key: ${name}\n\tat org.apache.flink.runtime.rest.handler.async.AbstractAsynchronousOperationHandlers$StatusHandler.handleRequest(AbstractAsynchronousOperationHandlers.java:182)\nCaused by: org.apache.flink.runtime.rest.handler.async.UnknownOperationKeyException: No ongoing operation for ${name}\n`,
  );
}
function noResult(jobId: string): HttpResponse {
  const cause = `org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (${jobId})`;
  return errorResponse(
    404,
    `org.apache.flink.runtime.rest.handler.RestHandlerException: ${cause}\n\tat org.apache.flink.runtime.rest.handler.job.JobExecutionResultHandler.propagateException(JobExecutionResultHandler.java:94)\nCaused by: java.util.concurrent.CompletionException: ${cause}\nCaused by: ${cause}\n`,
  );
}
/** SavepointHandlers: neither the request nor the cluster names a directory. */
function noDirectory(property: string, frame: string): string {
  return (
    'org.apache.flink.runtime.rest.handler.RestHandlerException: Config key [state.savepoints.dir] is not set. ' +
    `Property [${property}] must be provided.\n\tat org.apache.flink.runtime.rest.handler.job.savepoints.SavepointHandlers$${frame}\n`
  );
}

/** Turns what a handler throws into the answer that Flink gives, and logs errors as its handlers do. */
export function guarded(cluster: Pick<ClusterView, 'log'>, handle: PartialHandler): ReturnType<RestHandler> {
  function* answer(request: HttpRequest): Task<HttpResponse> {
    try {
      const refused = refusal(request);
      if (refused) return refused;
      const task = handle(request);
      return task ? yield* task : errorResponse(404, 'Not found.');
    } catch (error) {
      if (error instanceof NoLeaderError) return errorResponse(503, error.message);
      return serverError(printStackTrace(toJavaError(error)));
    }
  }
  return function* (request) {
    const response = yield* answer(request);
    if (response.status >= 300) logFailure(cluster.log, request, response);
    return response;
  };
}

/** A REST endpoint that only serves Flink's client. */
export const clientRestHandler: RestHandler = (cluster) => guarded(cluster, jobCommands(cluster));
