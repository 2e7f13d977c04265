import type { HttpRequest, HttpResponse, Platform, Process } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import type { JavaError } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import type { JobGraph } from '../graph/types.ts';
import { awaitFuture, createFuture, type Future } from '../rpc/future.ts';
import type { Endpoint, ResourceManagerGateway } from '../rpc/gateways.ts';
import type { LeaderRetrieval } from '../rpc/leadership.ts';
import { askTimeout, rpcOf } from '../rpc/rpc.ts';
import type { CheckpointSettings } from './checkpoint-settings.ts';
import type { CheckpointStatistics } from './checkpoint-statistics.ts';
import type { ExceptionHistoryEntry } from './exception-history.ts';
import type { ExecutionGraph } from './execution-graph.ts';
import type { SlotManager } from './slot-manager.ts';

/** A job as the Dispatcher knows it, live or archived. Read only: the objects change as the job runs. */
export interface JobView {
  readonly jobId: string;
  readonly jobName: string;
  readonly job: JobGraph;
  /** Virtual ms at which it was submitted (INITIALIZING). */
  readonly submittedAt: number;
  readonly status: JobStatus;
  /** Virtual ms of each status entered. */
  readonly timestamps: ReadonlyMap<JobStatus, number>;
  /** Null while it initializes, and when that failed. */
  readonly graph: ExecutionGraph | null;
  /** Why it failed. */
  readonly failure: { readonly error: JavaError; readonly at: number } | null;
  /** Newest first. */
  readonly exceptionHistory: readonly ExceptionHistoryEntry[];
  readonly restarts: number;
  readonly checkpoints: { readonly settings: CheckpointSettings; readonly statistics: CheckpointStatistics } | null;
}

export interface JobResult {
  readonly jobId: string;
  readonly status: JobStatus;
  /** ms from CREATED to the end. */
  readonly netRuntime: number;
  readonly accumulators: Readonly<Record<string, unknown>>;
  readonly cause: JavaError | null;
}

/** DispatcherGateway: what a REST endpoint asks of the leading Dispatcher. Errors are JavaErrors. */
export interface DispatcherGateway {
  /** In order of submission. */
  readonly jobs: readonly JobView[];
  job(jobId: string): JobView | undefined;
  /** Settles once the job is persisted; its initialisation goes on (status INITIALIZING). */
  submitJob(job: JobGraph): Future<void>;
  cancelJob(jobId: string): Future<void>;
  /** Settle with the savepoint's path. */
  triggerSavepoint(jobId: string, directory: string | null, cancelJob: boolean): Future<string>;
  stopWithSavepoint(jobId: string, directory: string | null, drain: boolean): Future<string>;
  disposeSavepoint(path: string): Future<void>;
  /** Settles when the job is over. */
  requestJobResult(jobId: string): Future<JobResult>;
  shutDownCluster(): Future<void>;
}

export type ResourceManagerQuery = ResourceManagerGateway & { readonly slotManager: SlotManager };

/** What `src/flink/rest` sees of the cluster, from the process of one REST endpoint (which need not be the leader's). */
export interface ClusterView {
  readonly platform: Platform;
  readonly process: Process;
  readonly configuration: Configuration;
  /** Virtual ms at which this JobManager process started. */
  readonly startedAt: number;
  /** `http://node1:8081` of the leading REST endpoint's own address. */
  readonly restAddress: string;
  /** Directory for uploaded jars (`web.upload.dir`). */
  readonly uploadDirectory: string;
  readonly log: Log;
  /** Asks the leading Dispatcher over RPC. Throws {@link NoLeaderError} while there is none, a RpcError on time-out. */
  dispatcher<T>(name: string, ask: (dispatcher: DispatcherGateway) => T | Future<T>): Task<T>;
  resourceManager<T>(name: string, ask: (resourceManager: ResourceManagerQuery) => T | Future<T>): Task<T>;
  /** Calls any endpoint (a TaskManager's) over RPC. */
  call<G, T>(endpoint: Endpoint<G>, name: string, ask: (gateway: G) => T | Future<T>): Task<T>;
}

/** Made once per REST endpoint; answers its requests. */
export type RestHandler = (cluster: ClusterView) => (request: HttpRequest) => Task<HttpResponse>;

/** 503: `Service temporarily unavailable due to an ongoing leader election. Please refresh.` */
export class NoLeaderError extends Error {
  constructor() {
    super('Service temporarily unavailable due to an ongoing leader election. Please refresh.');
  }
}

export interface ClusterViewOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly configuration: Configuration;
  readonly retrieval: LeaderRetrieval;
  readonly restAddress: string;
  readonly startedAt: number;
  readonly log: Log;
}

export function createClusterView(options: ClusterViewOptions): ClusterView {
  const { platform, process, configuration } = options;
  const rpc = rpcOf(platform);
  const timeout = longOption(configuration, 'web.timeout') ?? 600_000;
  const commandTimeout = askTimeout(configuration);

  const follow = <G>(component: string): (() => Endpoint<G> | null) => {
    let endpoint: Endpoint<G> | null = null;
    let address: string | null = null;
    const connect = (wanted: string): void => {
      if (address !== wanted) return;
      rpc.connect(process, wanted, {
        onAnswer: (found) => {
          if (address === wanted) endpoint = found as Endpoint<G>;
        },
        // RpcGatewayRetriever tries again with exponential back-off; its steps make no visible difference.
        onFailure: () => process.schedule(100, () => connect(wanted)),
      });
    };
    options.retrieval.retrieve(process, component, (leader) => {
      if (leader?.address === address && endpoint) return;
      address = leader?.address ?? null;
      endpoint = null;
      if (address) connect(address);
    });
    return () => endpoint;
  };
  const dispatcher = follow<DispatcherGateway>('dispatcher');
  const resourceManager = follow<ResourceManagerQuery>('resource_manager');

  function* call<G, T>(endpoint: Endpoint<G>, name: string, ask: (gateway: G) => T | Future<T>, ms: number): Task<T> {
    const future = createFuture<T>();
    rpc.call<G, T>(process, endpoint, name, ask, {
      timeout: ms,
      onAnswer: (value) => future.complete(value),
      onFailure: (error) => future.completeExceptionally(error),
    });
    return (yield awaitFuture(future)) as T;
  }
  function* ask<G, T>(
    target: () => Endpoint<G> | null,
    name: string,
    read: (gateway: G) => T | Future<T>,
    ms: number,
  ): Task<T> {
    const endpoint = target();
    if (!endpoint) throw new NoLeaderError();
    return yield* call(endpoint, name, read, ms);
  }

  return {
    platform,
    process,
    configuration,
    startedAt: options.startedAt,
    log: options.log,
    restAddress: options.restAddress,
    uploadDirectory: configuration['web.upload.dir'] ?? `/tmp/flink-web-${process.pid}/flink-web-upload`,
    dispatcher: (name, read) => ask(dispatcher, name, read, timeout),
    resourceManager: (name, read) => ask(resourceManager, name, read, commandTimeout),
    call: (endpoint, name, read) => call(endpoint, name, read, commandTimeout),
  };
}
