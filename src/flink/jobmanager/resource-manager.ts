import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';
import { completed, type Future } from '../rpc/future.ts';
import type {
  Endpoint,
  JobMasterGateway,
  ResourceManagerGateway,
  SlotGroup,
  TaskManagerHardware,
} from '../rpc/gateways.ts';
import { fencingToken } from '../rpc/leadership.ts';
import { type RegisteredEndpoint, rpcOf } from '../rpc/rpc.ts';
import { ACTIVE_LOGGER, type ActiveWorkers, createActiveWorkers } from './active-workers.ts';
import type { ResourceManagerQuery } from './cluster-view.ts';
import { heartbeatSettings, monitorHeartbeats } from './heartbeat.ts';
import { createSlotManager, type SlotManager } from './slot-manager.ts';
import type { ApplicationStatus, ResourceManagerDriver, WorkerSpec } from './worker-provider.ts';

/** A ResourceManager that leads. */
export interface ResourceManager {
  readonly endpoint: RegisteredEndpoint<ResourceManagerQuery>;
  readonly slotManager: SlotManager;
  /** The cluster is over: tells the provider of its workers, if it has one. */
  deregisterApplication(status: ApplicationStatus, diagnostics: string | null): Future<void>;
  stop(): void;
}

/** Where TaskManagers come from on demand. */
export interface ResourceProvider {
  readonly driver: ResourceManagerDriver;
  readonly worker: WorkerSpec;
}

export interface ResourceManagerOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly host: string;
  readonly port: number;
  /** `resourcemanager_*` for standalone clusters, `resourcemanager_0` … with HA. */
  readonly name: string;
  readonly configuration: Configuration;
  readonly log: Log;
  /** Absent: TaskManagers come by themselves (standalone). */
  readonly provider?: ResourceProvider;
  /** The provider is lost: the JobManager is to end. */
  readonly onFatalError?: (error: Error) => void;
}

export const STANDALONE_LOGGER = 'org.apache.flink.runtime.resourcemanager.StandaloneResourceManager';

/**
 * StandaloneResourceManager: knows the TaskManagers that register and hands their slots to the jobs that declare a need. With a provider an
 * ActiveResourceManager: it also starts them when slots are missing and stops them when they are idle.
 */
export function startResourceManager(options: ResourceManagerOptions): ResourceManager {
  const { platform, process, configuration, log } = options;
  const { world } = platform;
  const rpc = rpcOf(platform);
  const { provider } = options;
  const LOGGER = provider ? ACTIVE_LOGGER : STANDALONE_LOGGER;
  let active: ActiveWorkers | null = null;
  const slotManager: SlotManager = createSlotManager(
    platform,
    process,
    configuration,
    log,
    provider && {
      slotsPerWorker: provider.worker.slots,
      allocateResource: () => active?.request(),
      releaseResource: (id, cause) => {
        if (active?.stop(id)) disconnect(id, cause);
      },
    },
  );
  const settings = heartbeatSettings(configuration);
  /** `address` with the fencing token of its leadership. */
  const jobMasters = new Map<string, { readonly endpoint: Endpoint<JobMasterGateway>; readonly address: string }>();
  /** Registered, but its slot report is still to come. */
  const arriving = new Map<
    string,
    { readonly endpoint: Parameters<ResourceManagerGateway['registerTaskExecutor']>[0]; hardware: TaskManagerHardware }
  >();

  const now = (): number => world.now;
  const close = (id: string, cause: string): void => {
    arriving.delete(id);
    taskManagers.unmonitor(id);
    if (!slotManager.workers.has(id)) return;
    log('INFO', LOGGER, `Closing TaskExecutor connection ${id} because: ${cause}`);
    slotManager.unregister(id, cause);
    world.emit({ kind: 'taskmanager.lost', id, reason: cause });
  };
  /** closeTaskManagerConnection where the TaskManager may still live. */
  const disconnect = (id: string, cause: string): void => {
    const worker = slotManager.workers.get(id);
    close(id, cause);
    if (worker)
      rpc.call(process, worker.endpoint, 'disconnectResourceManager', (gateway) =>
        gateway.disconnectResourceManager(cause),
      );
  };
  const taskManagers = monitorHeartbeats(process, now, settings, (id) => {
    log('INFO', LOGGER, `The heartbeat of TaskManager with id ${id} timed out.`);
    disconnect(id, `The heartbeat of TaskManager with id ${id}  timed out.`);
    active?.stop(id);
  });
  const closeJob = (jobId: string): void => {
    jobManagers.unmonitor(jobId);
    const jobMaster = jobMasters.get(jobId);
    if (!jobMaster) return;
    jobMasters.delete(jobId);
    log('INFO', LOGGER, `Disconnect job manager ${jobMaster.address} for job ${jobId} from the resource manager.`);
    slotManager.declare(jobId, jobMaster.endpoint, 0, []);
  };
  const jobManagers = monitorHeartbeats(process, now, settings, (jobId) => {
    log('INFO', LOGGER, `The heartbeat of JobManager with id ${jobId} timed out.`);
    closeJob(jobId);
  });

  const gateway: ResourceManagerQuery = {
    slotManager,
    registerTaskExecutor(endpoint, hardware) {
      const id = endpoint.gateway.resourceId;
      if (slotManager.workers.has(id)) close(id, 'New TaskExecutor registered under the same ResourceID.');
      log('INFO', LOGGER, `Registering TaskManager with ResourceID ${id} (${endpoint.address}) at ResourceManager`);
      arriving.set(id, { endpoint, hardware });
      taskManagers.monitor(id, () =>
        rpc.heartbeat(process, endpoint, 'heartbeatFromResourceManager', (taskManager) =>
          taskManager.heartbeatFromResourceManager(),
        ),
      );
    },
    sendSlotReport(id, report) {
      const arrival = arriving.get(id);
      if (!arrival) {
        slotManager.report(id, report);
        return;
      }
      arriving.delete(id);
      const { endpoint, hardware } = arrival;
      active?.registered(id);
      world.emit({
        kind: 'taskmanager.registered',
        id,
        machine: endpoint.process.machine.name,
        pid: endpoint.process.pid,
        slots: hardware.slots,
        slotMemory: Math.floor(hardware.managedMemory / hardware.slots),
        jobManager: { machine: process.machine.name, pid: process.pid },
      });
      slotManager.register(
        {
          id,
          endpoint,
          hardware,
          lastHeartbeat: world.now,
          slots: Array.from({ length: hardware.slots }, (_, index) => ({
            index,
            state: 'FREE',
            jobId: null,
            allocationId: null,
          })),
        },
        report,
      );
    },
    notifySlotAvailable: (id, slot, allocationId) => slotManager.slotFreed(id, slot, allocationId),
    heartbeatFromTaskManager(id, report) {
      const worker = slotManager.workers.get(id);
      if (!worker) return;
      worker.lastHeartbeat = world.now;
      taskManagers.received(id);
      slotManager.report(id, report);
    },
    disconnectTaskManager(id, cause) {
      close(id, cause);
      active?.stop(id);
    },
    registerJobMaster(jobMaster, session) {
      const { jobId } = jobMaster.gateway;
      const address = `${fencingToken(session)}@${jobMaster.address}`;
      log('INFO', LOGGER, `Registering job manager ${address} for job ${jobId}.`);
      jobMasters.set(jobId, { endpoint: jobMaster, address });
      jobManagers.monitor(jobId, () =>
        rpc.heartbeat(process, jobMaster, 'heartbeatFromResourceManager', (gateway) =>
          gateway.heartbeatFromResourceManager?.(),
        ),
      );
      log('INFO', LOGGER, `Registered job manager ${address} for job ${jobId}.`);
    },
    heartbeatFromJobManager: (jobId) => jobManagers.received(jobId),
    declareRequiredResources(jobId, slots, groups: readonly SlotGroup[] = []) {
      const jobMaster = jobMasters.get(jobId);
      if (jobMaster) slotManager.declare(jobId, jobMaster.endpoint, slots, groups);
    },
    disconnectJobManager: closeJob,
  };
  const endpoint = rpc.register(process, options.host, options.port, options.name, gateway);
  log('INFO', LOGGER, 'Starting the resource manager.');

  if (provider) {
    active = createActiveWorkers({
      world,
      process,
      configuration,
      driver: provider.driver,
      spec: provider.worker,
      log,
      required: () => Math.ceil(slotManager.pendingSlots / provider.worker.slots),
      lost: close,
      onError: (error) => options.onFatalError?.(error),
    });
    provider.driver.initialize(active);
  }

  const slotRequestTimeout = longOption(configuration, 'slot.request.timeout') ?? 300_000;
  const configured = longOption(configuration, 'resourcemanager.standalone.start-up-time') ?? -1;
  const startUp = configured < 0 ? slotRequestTimeout : configured;
  const startUpEnds = process.schedule(startUp, () => slotManager.failUnfulfillableRequests());

  return {
    endpoint,
    slotManager,
    deregisterApplication: (status, diagnostics) =>
      provider ? provider.driver.deregisterApplication(status, diagnostics) : completed(undefined),
    stop() {
      startUpEnds.cancel();
      slotManager.stop();
      active?.terminate();
      taskManagers.stop();
      jobManagers.stop();
      endpoint.stop();
    },
  };
}
