import { type Platform, type Process, SystemError } from '../../platform/types.ts';
import { booleanOption, type Configuration, intOption, longOption } from '../api/configuration.ts';
import { type JavaError, printStackTrace } from '../api/jar.ts';
import { ACTIVE_LOGGER } from '../jobmanager/active-workers.ts';
import {
  createClusterView,
  type DispatcherGateway,
  type JobView,
  type RestHandler,
} from '../jobmanager/cluster-view.ts';
import { type Dispatcher, type JobCluster, startDispatcher } from '../jobmanager/dispatcher.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { type ResourceManager, STANDALONE_LOGGER, startResourceManager } from '../jobmanager/resource-manager.ts';
import { isReactive } from '../jobmanager/scheduler-type.ts';
import {
  type ApplicationStatus,
  EXIT_CODES,
  type ResourceManagerDriver,
  workerSpecOf,
} from '../jobmanager/worker-provider.ts';
import { completed, type Future } from '../rpc/future.ts';
import { fencingToken } from '../rpc/leadership.ts';
import { askTimeout } from '../rpc/rpc.ts';
import { type ClusterServices, createClusterServices } from './cluster-services.ts';
import { createArchivist } from './job-archivist.ts';
import type { Log } from './logging.ts';
import { openRestEndpoint, REST_ENDPOINT } from './rest-endpoints.ts';

/**
 * Durations of a JobManager's start (ms of virtual time), from the best recorded runs: process start to REST in 2.4 s, of which the
 * JVM and class loading take the first part.
 */
const JOBMANAGER_START = {
  /** `java` to the first log line. */
  jvm: 900,
  /** Loading the configuration, file systems, security context. */
  services: 240,
  /** Actor system at jobmanager.rpc.port. */
  rpc: 600,
  /** REST endpoint at rest.port. */
  rest: 540,
  /** ResourceManager and Dispatcher runner. */
  components: 60,
} as const;

export interface SessionOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly configuration: Configuration;
  readonly log: Log;
  readonly rest: RestHandler;
  /** Main class of the JobManager, package and all. */
  readonly entrypoint: string;
  /** Who starts and stops TaskManagers; absent: nobody (standalone). */
  readonly provider?: {
    /** The provider's own key for a worker's CPU cores. */
    readonly cpuOption: string;
    /** Given the configuration as it stands once ports are known. */
    driver(configuration: Configuration): ResourceManagerDriver;
  };
  /** A per-job cluster's job. */
  readonly jobCluster?: JobCluster;
  /** Runs with the Dispatcher once it leads (application mode starts main() here). */
  readonly onDispatcher?: (dispatcher: DispatcherGateway, shutDown: ShutDown) => void;
}

/** ClusterEntrypoint.shutDownAsync: deregisters from the provider and ends the process. */
export type ShutDown = (status: ApplicationStatus, diagnostics?: string) => void;

/** Main classes of standalone JobManagers. */
export const STANDALONE_ENTRYPOINTS = {
  session: 'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint',
  application: 'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint',
} as const;

const ENTRYPOINT = 'org.apache.flink.runtime.entrypoint.ClusterEntrypoint';

/** A JobManager process: Dispatcher, ResourceManager and REST endpoint (ClusterEntrypoint). Returns at once; the start takes virtual time. */
export function runClusterEntrypoint(options: SessionOptions): void {
  const { platform, process, log } = options;
  const entrypoint = options.entrypoint.slice(options.entrypoint.lastIndexOf('.') + 1);
  let { configuration } = options;
  const startedAt = platform.world.now;
  let step = 0;
  const after = (ms: number, run: () => void): void => {
    step += ms;
    process.schedule(step, run);
  };
  const die = (error: unknown): void => {
    const cause = toJavaError(error);
    log(
      'INFO',
      ENTRYPOINT,
      `Shutting ${entrypoint} down with application status FAILED. Diagnostics ${printStackTrace(cause)}.`,
    );
    log(
      'ERROR',
      ENTRYPOINT,
      `Could not start cluster entrypoint ${entrypoint}.`,
      exception(
        'org.apache.flink.runtime.entrypoint.ClusterEntrypointException',
        `Failed to initialize the cluster entrypoint ${entrypoint}.`,
        cause,
      ),
    );
    process.exit(1);
  };
  /** False when an option has a value that is not of its type, or a component could not start: the process ends. */
  const starts = (run: () => void, wrapped: (cause: JavaError) => JavaError = (cause) => cause): boolean => {
    try {
      run();
      return true;
    } catch (error) {
      die(wrapped(toJavaError(error)));
      return false;
    }
  };
  const host = configuration['jobmanager.rpc.address'] ?? 'localhost';
  const wantedRpcPort = firstPort(
    configuration['high-availability.jobmanager.port'] ??
      (usesZooKeeper(configuration) ? ANY_PORT : (configuration['jobmanager.rpc.port'] ?? '6123')),
  );
  let rpcPort = wantedRpcPort;
  let services: ClusterServices | undefined;
  let components: ClusterComponents | undefined;
  let archive: ReturnType<typeof createArchivist> = null;
  let shuttingDown = false;
  const closing = (status: ApplicationStatus, diagnostics: string | null): boolean => {
    if (shuttingDown) return false;
    shuttingDown = true;
    log(
      'INFO',
      ENTRYPOINT,
      `Shutting ${entrypoint} down with application status ${status}. Diagnostics ${diagnostics}.`,
    );
    return true;
  };
  const shutDown: ShutDown = (status, diagnostics) => {
    if (!closing(status, diagnostics ?? null)) return;
    const exit = (): void => {
      services?.cleanUp();
      process.schedule(SHUTDOWN_MS, () => {
        log(
          'INFO',
          ENTRYPOINT,
          `Terminating cluster entrypoint process ${entrypoint} with exit code ${status === 'FAILED' ? 1443 : status === 'UNKNOWN' ? 1445 : 0}.`,
        );
        process.exit(EXIT_CODES[status]);
      });
    };
    (components?.deregisterApplication(status, diagnostics ?? null) ?? completed(undefined)).whenComplete(exit, exit);
  };

  process.onSignal('SIGTERM', () => {
    log('INFO', ENTRYPOINT, `RECEIVED SIGNAL 15: SIGTERM. Shutting down as requested.`);
    closing('UNKNOWN', 'Cluster entrypoint has been closed externally.');
    services?.close();
    process.schedule(SHUTDOWN_MS, () => process.exit(143));
  });

  after(JOBMANAGER_START.jvm, () => {
    for (const [key, value] of Object.entries(configuration)) {
      log(
        'INFO',
        'org.apache.flink.configuration.GlobalConfiguration',
        `Loading configuration property: ${key}, ${secret(key, value)}`,
      );
    }
    if (isReactive(configuration) && options.entrypoint !== STANDALONE_ENTRYPOINTS.application) {
      log('ERROR', ENTRYPOINT, REACTIVE_REFUSED);
      const error = exception('org.apache.flink.configuration.IllegalConfigurationException', REACTIVE_REFUSED, null, [
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint.<init>(ClusterEntrypoint.java:164)',
      ]);
      process.spec.stderr.write(`Exception in thread "main" ${printStackTrace(error)}`);
      process.exit(1);
      return;
    }
    log('INFO', ENTRYPOINT, `Starting ${entrypoint}.`);
  });
  after(JOBMANAGER_START.services, () => log('INFO', ENTRYPOINT, 'Initializing cluster services.'));
  after(JOBMANAGER_START.rpc, () => {
    if (!starts(() => intOption(configuration, 'jobmanager.rpc.port'))) return;
    const logger = 'org.apache.flink.runtime.rpc.akka.AkkaRpcServiceUtils';
    log(
      'INFO',
      logger,
      `Trying to start actor system, external address ${host}:${wantedRpcPort}, bind address ${bindHost(configuration, 'jobmanager.bind-host')}:${wantedRpcPort}.`,
    );
    if (!starts(() => askTimeout(configuration), noActorSystem)) return;
    try {
      rpcPort = platform.network.listen(process, wantedRpcPort, (connection) => connection.close()).port;
      configuration = { ...configuration, 'jobmanager.rpc.port': String(rpcPort) };
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      die(bindError(error, rpcPort));
      return;
    }
    log('INFO', logger, `Actor system started at akka.tcp://flink@${host}:${rpcPort}`);
    starts(() => {
      for (const key of ['heartbeat.interval', 'heartbeat.timeout']) longOption(configuration, key);
      intOption(configuration, 'rest.port');
      services = createClusterServices(platform, process, configuration, log);
    });
  });
  after(JOBMANAGER_START.rest, () => {
    if (!services || !starts(() => readWebOptions(configuration), noComponent)) return;
    const { highAvailability } = services;
    log('INFO', REST_ENDPOINT, 'Starting rest endpoint.');
    const restHost = configuration['rest.address'] ?? host;
    const ports = portRange(configuration['rest.bind-port'] ?? configuration['rest.port'] ?? '8081');
    let port: number | null = null;
    let handle: ReturnType<RestHandler> | null = null;
    for (const candidate of ports) {
      try {
        // No request can arrive before this event is over.
        ({ port } = platform.network.serve(process, candidate, (request) => handle!(request)));
        configuration = { ...configuration, 'rest.port': String(port), 'rest.address': restHost };
        break;
      } catch (error) {
        if (!(error instanceof SystemError) || error.code !== 'EADDRINUSE') throw error;
      }
    }
    if (port === null) {
      const range = `Could not start rest endpoint on any port in port range ${ports.join(',')}`;
      die(noComponent(exception('java.net.BindException', range)));
      return;
    }
    const view = createClusterView({
      platform,
      process,
      configuration,
      retrieval: highAvailability.retrieval,
      restAddress: `http://${restHost}:${port}`,
      startedAt,
      log,
    });
    handle = options.rest(view);
    archive = createArchivist(view, options.rest, log);
    log('INFO', REST_ENDPOINT, `Rest endpoint listening at ${restHost}:${port}`);
    const endpoint = openRestEndpoint(platform, process, port);
    highAvailability.election.contend(process, 'rest_server', {
      granted: (session, confirm) => {
        endpoint.leads = true;
        log(
          'INFO',
          REST_ENDPOINT,
          `http://${restHost}:${port} was granted leadership with leaderSessionID=${uuid(session)}`,
        );
        confirm(`http://${restHost}:${port}`);
      },
      revoked: () => {
        endpoint.leads = false;
      },
    });
    log('INFO', REST_ENDPOINT, `Web frontend listening at http://${restHost}:${port}.`);
  });
  after(JOBMANAGER_START.components, () => {
    if (!services || !starts(() => readComponentOptions(configuration), noComponent)) return;
    const archiving = archive === null ? {} : { archive };
    components = runComponents({ ...options, ...archiving, configuration, shutDown }, services, host, rpcPort);
  });
}

/** What of a JobManager can be asked from outside its components. */
export interface ClusterComponents {
  /** Settles at once where this JobManager does not lead or nobody has to be told. */
  deregisterApplication(status: ApplicationStatus, diagnostics: string | null): Future<void>;
}

/** Contends for ResourceManager and Dispatcher and runs them while they lead. */
export function runComponents(
  options: Omit<SessionOptions, 'rest' | 'entrypoint'> & {
    readonly shutDown: ShutDown;
    readonly archive?: (job: JobView) => void;
  },
  services: ClusterServices,
  host: string,
  port: number,
): ClusterComponents {
  const { platform, process, configuration, log, provider } = options;
  let resourceManager: ResourceManager | null = null;
  let dispatcher: Dispatcher | null = null;
  services.highAvailability.election.contend(process, 'resource_manager', {
    granted: (session, confirm) => {
      resourceManager = startResourceManager({
        platform,
        process,
        host,
        port,
        name: services.endpointName('resourcemanager'),
        configuration,
        log,
        ...(provider && {
          provider: {
            worker: workerSpecOf(configuration, provider.cpuOption),
            driver: provider.driver(configuration),
          },
        }),
        onFatalError: (error) => {
          log('ERROR', ENTRYPOINT, 'Fatal error occurred in the cluster entrypoint.', toJavaError(error));
          process.exit(RUNTIME_FAILURE_RETURN_CODE);
        },
      });
      log(
        'INFO',
        provider ? ACTIVE_LOGGER : STANDALONE_LOGGER,
        `ResourceManager ${resourceManager.endpoint.address} was granted leadership with fencing token ${fencingToken(session)}`,
      );
      confirm(resourceManager.endpoint.address);
    },
    revoked: () => {
      resourceManager?.stop();
      resourceManager = null;
    },
  });
  services.highAvailability.election.contend(process, 'dispatcher', {
    granted: (session, confirm) => {
      log(
        'INFO',
        'org.apache.flink.runtime.dispatcher.runner.DefaultDispatcherRunner',
        `DefaultDispatcherRunner was granted leadership with leader id ${uuid(session)}. Creating new DispatcherLeaderProcess.`,
      );
      dispatcher = startDispatcher({
        platform,
        process,
        host,
        port,
        name: services.endpointName('dispatcher'),
        configuration,
        highAvailability: services.highAvailability,
        jobGraphs: services.jobGraphs,
        checkpoints: services.checkpoints,
        log,
        shutDown: options.shutDown,
        ...(options.jobCluster ? { jobCluster: options.jobCluster } : {}),
        ...(options.archive ? { archive: options.archive } : {}),
      });
      confirm(dispatcher.endpoint.address);
      options.onDispatcher?.(dispatcher.gateway, options.shutDown);
    },
    revoked: () => {
      dispatcher?.stop('Dispatcher is no longer the leader.');
      dispatcher = null;
    },
  });
  return {
    deregisterApplication: (status, diagnostics) =>
      resourceManager?.deregisterApplication(status, diagnostics) ?? completed(undefined),
  };
}

const REACTIVE_REFUSED =
  'Reactive mode is configured for an unsupported cluster type. At the moment, reactive mode is only supported by standalone application clusters (bin/standalone-job.sh).';

/** ClusterEntrypoint.RUNTIME_FAILURE_RETURN_CODE. */
const RUNTIME_FAILURE_RETURN_CODE = 2;

/** `stop-cluster.sh`: from the signal to the end of the process (ms). */
const SHUTDOWN_MS = 150;

/** Session ids as Java prints UUIDs. */
export function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `high-availability.jobmanager.port` unless set: who looks for the JobManager learns its port from ZooKeeper (ClusterEntrypoint.getRPCPortRange). */
const ANY_PORT = '0';

function usesZooKeeper(configuration: Configuration): boolean {
  return configuration['high-availability']?.toUpperCase() === 'ZOOKEEPER';
}

function firstPort(text: string): number {
  return portRange(text)[0] ?? 0;
}

/** `8081`, `50100,50101`, `50100-50200`. */
function portRange(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from, to] = part.trim().split('-').map(Number);
    if (from === undefined || Number.isNaN(from)) return [];
    return Array.from({ length: (to ?? from) - from + 1 }, (_, i) => from + i);
  });
}

function bindHost(configuration: Configuration, key: string): string {
  return configuration[key] ?? '0.0.0.0';
}

function bindError(error: SystemError, port: number): Error {
  return error.code === 'EADDRINUSE'
    ? exception('java.net.BindException', `Could not start actor system on any port in port range ${port}`)
    : error;
}
const noActorSystem = (cause: JavaError): JavaError =>
  exception('java.lang.Exception', 'Could not create actor system', cause);
const noComponent = (cause: JavaError): JavaError =>
  exception('org.apache.flink.util.FlinkException', 'Could not create the DispatcherResourceManagerComponent.', cause);

/** What the REST endpoint reads when it is made. Throws where a value is not of its option's type. */
function readWebOptions(configuration: Configuration): void {
  for (const key of ['web.refresh-interval', 'web.timeout']) longOption(configuration, key);
  for (const key of ['web.checkpoints.history', 'web.backpressure.num-samples']) intOption(configuration, key);
  for (const key of ['web.submit.enable', 'web.cancel.enable']) booleanOption(configuration, key);
}
/** What ResourceManager and Dispatcher read when they are made, before they lead. Throws as {@link readWebOptions}. */
function readComponentOptions(configuration: Configuration): void {
  for (const key of ['taskmanager.numberOfTaskSlots', 'slotmanager.number-of-slots.max']) intOption(configuration, key);
  intOption(configuration, 'slotmanager.redundant-taskmanager-num');
  for (const key of ['slot.request.timeout', 'resourcemanager.taskmanager-timeout', 'jobstore.expiration-time'])
    longOption(configuration, key);
  longOption(configuration, 'resourcemanager.standalone.start-up-time');
  booleanOption(configuration, 'cluster.evenly-spread-out-slots');
}

function secret(key: string, value: string): string {
  return /password|secret|fs\.azure\.account\.key/i.test(key) ? '******' : value;
}
