import { type HttpRequest, type HttpResponse, type Platform, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import { parseStackTrace } from '../api/stack-trace.ts';
import type { JobGraph } from '../graph/types.ts';
import type { JobResult } from '../jobmanager/cluster-view.ts';
import { exception } from '../jobmanager/errors.ts';

import { failedToInitialize, failedToSubmit, restClientException, retriesExhausted } from './failures.ts';

/** One line of `flink list`. Times are epoch ms. */
export interface JobStatusMessage {
  readonly jobId: string;
  readonly name: string;
  readonly status: JobStatus;
  readonly startTime: number;
}

/** ClusterClient over REST (RestClusterClient). Every Task throws JavaErrors as Flink's client does. */
export interface ClusterClient {
  readonly restUrl: string;
  /** Submits and waits until the job has left INITIALIZING; throws when its JobMaster could not start. */
  submitJob(job: JobGraph): Task<string>;
  /** Polls until the job is over. */
  requestJobResult(jobId: string): Task<JobResult>;
  getJobStatus(jobId: string): Task<JobStatus>;
  listJobs(): Task<readonly JobStatusMessage[]>;
  cancel(jobId: string): Task;
  /** These give the savepoint's path; `directory` null: `state.savepoints.dir`. */
  cancelWithSavepoint(jobId: string, directory: string | null): Task<string>;
  stopWithSavepoint(jobId: string, directory: string | null, drain: boolean): Task<string>;
  triggerSavepoint(jobId: string, directory: string | null): Task<string>;
  disposeSavepoint(path: string): Task;
  shutDownCluster(): Task;
}

/** `rest.retry.max-attempts` and `rest.retry.delay`. */
const RETRY = { attempts: 20, delay: 3_000 };

interface RestAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * @param leader where the REST endpoint is that leads, with high availability: asked for at the first request, and anew when nobody answers there
 */
export function clusterClient(
  process: Process,
  platform: Platform,
  configuredHost: string,
  configuredPort: number,
  configuration: Configuration = {},
  leader: (() => Task<RestAddress>) | null = null,
): ClusterClient {
  let known: RestAddress | null = leader ? null : { host: configuredHost, port: configuredPort };
  const attempts = Number(configuration['rest.retry.max-attempts'] ?? RETRY.attempts);
  const retryDelay =
    configuration['rest.retry.delay'] === undefined
      ? RETRY.delay
      : (longOption(configuration, 'rest.retry.delay') ?? 0);

  /** Retries while the endpoint cannot be reached or has no leader (RestClusterClient.isConnectionProblemOrServiceUnavailable). */
  function* send(method: string, path: string, body: HttpRequest['body'] = ''): Task<HttpResponse> {
    for (let attempt = 0; ; attempt++) {
      known ??= yield* leader!();
      const { host, port } = known;
      try {
        const response = (yield platform.network.request(process, host, port, {
          method,
          url: `/v1${path}`,
          headers: { host: `${host}:${port}`, 'content-type': 'application/json; charset=UTF-8' },
          body,
        })) as HttpResponse;
        if (response.status !== 503 || attempt >= attempts) return response;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const machine = platform.network.resolve(process.machine, host);
        const ip =
          machine === process.machine && (host === 'localhost' || host.startsWith('127.'))
            ? '127.0.0.1'
            : (machine?.ip ?? null);
        if (attempt >= attempts || error.code === 'ENOTFOUND') throw retriesExhausted(error, host, ip, port);
        if (leader) known = null;
      }
      yield sleep(process, retryDelay);
    }
  }
  function* json<T>(method: string, path: string, body?: unknown): Task<T & { readonly attachment?: unknown }> {
    const response = yield* send(method, path, body === undefined ? '' : JSON.stringify(body));
    return parse<T>(response);
  }
  const parse = <T>(response: HttpResponse): T & { readonly attachment?: unknown } => {
    let parsed: Record<string, unknown> = {};
    try {
      parsed = response.body === '' ? {} : (JSON.parse(response.body) as Record<string, unknown>);
    } catch {
      throw restClientException([`Response was not valid JSON: ${response.body}`]);
    }
    if (response.status >= 400) {
      const errors = Array.isArray(parsed.errors) ? parsed.errors.map(String) : [`HTTP ${response.status}`];
      throw restClientException(errors);
    }
    return { ...(parsed as T), attachment: response.attachment };
  };
  /** Polls with an exponential pause (ExponentialWaitStrategy). */
  function* poll<T>(first: number, most: number, ask: () => Task<T | null>): Task<T> {
    for (let pause = first; ; pause = Math.min(pause * 2, most)) {
      const found = yield* ask();
      if (found !== null) return found;
      yield sleep(process, pause);
    }
  }
  interface Operation {
    readonly status: { readonly id: 'IN_PROGRESS' | 'COMPLETED' };
    readonly operation: {
      readonly location?: string;
      readonly 'failure-cause'?: { readonly class: string; readonly 'stack-trace': string };
    } | null;
    readonly attachment?: unknown;
  }
  function* awaitOperation(path: string): Task<Operation> {
    return yield* poll(10, 2_000, function* () {
      const answer = yield* json<Operation>('GET', path);
      if (answer.status.id !== 'COMPLETED') return null;
      const failure = answer.operation?.['failure-cause'];
      if (failure) {
        throw answer.attachment instanceof Error ? answer.attachment : parseStackTrace(failure['stack-trace']);
      }
      return answer;
    });
  }
  function* savepoint(path: string, jobId: string, body: Record<string, unknown>): Task<string> {
    const { 'request-id': trigger } = yield* json<{ readonly 'request-id': string }>('POST', path, body);
    const done = yield* awaitOperation(`/jobs/${jobId}/savepoints/${trigger}`);
    return done.operation?.location ?? '';
  }
  function* requestJobResult(jobId: string): Task<JobResult> {
    return yield* poll(10, 2_000, function* () {
      const answer = yield* json<{ readonly status: { readonly id: string } }>(
        'GET',
        `/jobs/${jobId}/execution-result`,
      );
      return answer.status.id === 'COMPLETED' ? (answer.attachment as JobResult) : null;
    });
  }
  function* getJobStatus(jobId: string): Task<JobStatus> {
    const { jobs } = yield* json<{ readonly jobs: readonly { jid: string; state: JobStatus }[] }>(
      'GET',
      '/jobs/overview',
    );
    const job = jobs.find(({ jid }) => jid === jobId);
    if (!job)
      throw exception(
        'org.apache.flink.runtime.messages.FlinkJobNotFoundException',
        `Could not find Flink job (${jobId})`,
      );
    return job.state;
  }

  return {
    restUrl: `http://${configuredHost}:${configuredPort}`,
    requestJobResult,
    getJobStatus,
    *submitJob(job) {
      try {
        parse(yield* send('POST', '/jobs', { kind: 'artifact', type: 'jobgraph', value: job, size: 20_000 }));
      } catch (error) {
        throw error instanceof Error && 'className' in error ? failedToSubmit(error as never) : error;
      }
      yield* poll(50, 2_000, function* () {
        const status = yield* getJobStatus(job.jobId);
        return status === 'INITIALIZING' ? null : status;
      });
      const status = yield* getJobStatus(job.jobId);
      if (status === 'FAILED') {
        const { cause } = yield* requestJobResult(job.jobId);
        if (cause?.className === 'org.apache.flink.runtime.client.JobInitializationException') {
          throw failedToInitialize(cause);
        }
      }
      return job.jobId;
    },
    *listJobs() {
      const { jobs } = yield* json<{
        readonly jobs: readonly { jid: string; name: string; state: JobStatus; 'start-time': number }[];
      }>('GET', '/jobs/overview');
      return jobs.map((job) => ({ jobId: job.jid, name: job.name, status: job.state, startTime: job['start-time'] }));
    },
    *cancel(jobId) {
      yield* json('PATCH', `/jobs/${jobId}?mode=cancel`);
    },
    *cancelWithSavepoint(jobId, directory) {
      return yield* savepoint(`/jobs/${jobId}/savepoints`, jobId, {
        'target-directory': directory,
        'cancel-job': true,
      });
    },
    *stopWithSavepoint(jobId, directory, drain) {
      return yield* savepoint(`/jobs/${jobId}/stop`, jobId, { targetDirectory: directory, drain });
    },
    *triggerSavepoint(jobId, directory) {
      return yield* savepoint(`/jobs/${jobId}/savepoints`, jobId, {
        'target-directory': directory,
        'cancel-job': false,
      });
    },
    *disposeSavepoint(path) {
      const { 'request-id': trigger } = yield* json<{ readonly 'request-id': string }>('POST', '/savepoint-disposal', {
        'savepoint-path': path,
      });
      yield* awaitOperation(`/savepoint-disposal/${trigger}`);
    },
    *shutDownCluster() {
      yield* json('DELETE', '/cluster');
    },
  };
}
