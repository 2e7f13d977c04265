import { durationOption, longOption } from '../api/configuration.ts';
import { JavaError } from '../api/jar.ts';
import type {
  Endpoint,
  ResourceManagerGateway,
  SlotReport,
  TaskExecutorGateway,
  TaskManagerHardware,
} from '../rpc/gateways.ts';
import type { LeaderInformation } from '../rpc/leadership.ts';
import { rpcOf } from '../rpc/rpc.ts';
import type { TaskExecutorServices } from './task-executor.ts';

const LOGGER = 'org.apache.flink.runtime.taskexecutor.TaskExecutor';

/** What a TaskExecutor tells the ResourceManager of itself. */
export interface Registrant {
  endpoint(): Endpoint<TaskExecutorGateway>;
  hardware(): TaskManagerHardware;
  slotReport(): SlotReport;
}

/** A TaskExecutor's side of its connection to the leading ResourceManager (TaskExecutorToResourceManagerConnection). */
export interface ResourceManagerConnection {
  /** Null while it is not registered. */
  readonly resourceManager: Endpoint<ResourceManagerGateway> | null;
  /** Of the leader that is known, registered with it or not; empty without one. */
  readonly leaderSession: string;
  /** Looks for the leader, from now on. */
  start(): void;
  stop(): void;
  heartbeat(): void;
  /** Gives the connection up and registers anew. */
  disconnect(cause: string): void;
}

export function createResourceManagerConnection(
  services: TaskExecutorServices,
  registrant: Registrant,
): ResourceManagerConnection {
  const { platform, process, configuration, resourceId, log } = services;
  const { world } = platform;
  const rpc = rpcOf(platform);
  const heartbeatTimeout = longOption(configuration, 'heartbeat.timeout') ?? 50_000;
  const registrationTimeout = durationOption(configuration, 'taskmanager.registration.timeout') ?? 300_000;
  let stopped = false;
  let leader: LeaderInformation | null = null;
  let resourceManager: Endpoint<ResourceManagerGateway> | null = null;
  let resourceManagerHeartbeat = 0;
  let registration = 0;
  let fatalTimer: { cancel(): void } | null = null;

  const watchRegistration = (): void => {
    fatalTimer?.cancel();
    fatalTimer = process.schedule(registrationTimeout, () => {
      if (resourceManager || stopped) return;
      const text = `Could not register at the ResourceManager within the specified maximum registration duration PT${registrationTimeout / 60_000}M. This indicates a problem with this instance. Terminating now.`;
      services.onFatalError(
        new JavaError('org.apache.flink.runtime.taskexecutor.exceptions.RegistrationTimeoutException', text, [], null),
      );
    });
  };

  const connect = (): void => {
    const target = leader;
    const attempt = ++registration;
    if (!target || stopped) return;
    const current = (): boolean => attempt === registration && !stopped;
    log('INFO', LOGGER, `Connecting to ResourceManager ${target.address}(${target.session}).`);
    const look = (): void => {
      if (!current()) return;
      rpc.connect(process, target.address, {
        onAnswer: (endpoint) => {
          if (!current()) return;
          log('INFO', LOGGER, 'Resolved ResourceManager address, beginning registration');
          register(endpoint as Endpoint<ResourceManagerGateway>, 100);
        },
        onFailure: (error) => {
          if (!current()) return;
          const delay = longOption(configuration, 'cluster.registration.error-delay') ?? 10_000;
          log(
            'INFO',
            LOGGER,
            `Could not resolve ResourceManager address ${target.address}, retrying in ${delay} ms: ${error.message}`,
          );
          process.schedule(delay, look);
        },
      });
    };
    const register = (endpoint: Endpoint<ResourceManagerGateway>, timeout: number): void => {
      if (!current()) return;
      rpc.call(
        process,
        endpoint,
        'registerTaskExecutor',
        (g) => g.registerTaskExecutor(registrant.endpoint(), registrant.hardware()),
        {
          timeout,
          detail: resourceId,
          onAnswer: () => {
            if (current()) registered(endpoint);
          },
          onFailure: () => {
            if (!current()) return;
            log(
              'INFO',
              LOGGER,
              `Registration at ResourceManager (${target.address}) attempt ${Math.round(Math.log2(timeout / 100)) + 1} timed out after ${timeout} ms`,
            );
            register(endpoint, Math.min(timeout * 2, 30_000));
          },
        },
      );
    };
    look();
  };

  const registered = (endpoint: Endpoint<ResourceManagerGateway>): void => {
    const id = world.random(`registration/${resourceId}`).hex(32);
    log('INFO', LOGGER, `Successful registration at resource manager ${leader!.address} under registration id ${id}.`);
    resourceManager = endpoint;
    fatalTimer?.cancel();
    resourceManagerHeartbeat = world.now;
    rpc.call(process, endpoint, 'sendSlotReport', (g) => g.sendSlotReport(resourceId, registrant.slotReport()));
    const watch = (): void => {
      if (resourceManager !== endpoint || stopped) return;
      const left = resourceManagerHeartbeat + heartbeatTimeout - world.now;
      if (left > 0) {
        process.schedule(left, watch);
        return;
      }
      log('INFO', LOGGER, `The heartbeat of ResourceManager with id ${endpoint.address} timed out.`);
      connection.disconnect('The heartbeat of ResourceManager timed out.');
    };
    process.schedule(heartbeatTimeout, watch);
  };

  const connection: ResourceManagerConnection = {
    get resourceManager() {
      return resourceManager;
    },
    get leaderSession() {
      return leader?.session ?? '';
    },
    start() {
      watchRegistration();
      services.highAvailability.retrieval.retrieve(process, 'resource_manager', (next) => {
        if (next && leader && next.address === leader.address && next.session === leader.session) return;
        leader = next;
        if (resourceManager) {
          resourceManager = null;
          watchRegistration();
        }
        registration++;
        if (next) connect();
      });
    },
    stop() {
      stopped = true;
      fatalTimer?.cancel();
    },
    heartbeat() {
      resourceManagerHeartbeat = world.now;
      const target = resourceManager;
      if (!target) return;
      const report = registrant.slotReport();
      rpc.heartbeat(process, target, 'heartbeatFromTaskManager', (g) => g.heartbeatFromTaskManager(resourceId, report));
    },
    disconnect(cause) {
      if (!resourceManager) return;
      log('INFO', LOGGER, `Close ResourceManager connection ${resourceManager.address}: ${cause}`);
      resourceManager = null;
      watchRegistration();
      connect();
    },
  };
  return connection;
}
