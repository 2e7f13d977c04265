import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import type { JavaError } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import type { JobGraph } from '../graph/types.ts';
import { type Future, failed } from '../rpc/future.ts';
import type { Endpoint, JobMasterGateway, ResourceManagerGateway } from '../rpc/gateways.ts';
import { fencingToken, type HighAvailabilityServices, type LeaderInformation } from '../rpc/leadership.ts';
import { type RegisteredEndpoint, rpcOf } from '../rpc/rpc.ts';
import { type CheckpointCoordinator, createCheckpointCoordinator } from './checkpoint-coordinator.ts';
import type { CheckpointRecovery, RecoveredCheckpoints } from './checkpoint-store.ts';
import { exception } from './errors.ts';
import { createExecutionGraph } from './execution-graph.ts';
import { heartbeatSettings, monitorHeartbeats, watchHeartbeats } from './heartbeat.ts';
import { createRestartStrategy, effectiveRestartStrategy } from './restart.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { checkSchedulerType } from './scheduler-type.ts';
import { createSlotPool, type TaskManagerConnection } from './slot-pool.ts';
import { requiredSlots } from './slot-sharing.ts';
import { createSplitCoordinators } from './split-coordinators.ts';

export interface JobMaster {
  readonly endpoint: RegisteredEndpoint<JobMasterGateway>;
  readonly scheduler: Scheduler;
  readonly checkpoints: CheckpointCoordinator;
  cancel(): void;
  /** The JobMaster loses its leadership or its process ends in order. */
  suspend(cause: string): void;
  /** Gives all slots back and says goodbye; the job is over. */
  stop(cause: string): void;
  triggerSavepoint(directory: string | null, cancelJob: boolean): Future<string>;
  stopWithSavepoint(directory: string | null, drain: boolean): Future<string>;
}

export interface JobMasterOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly host: string;
  readonly port: number;
  /** `jobmanager_2` */
  readonly name: string;
  readonly configuration: Configuration;
  readonly job: JobGraph;
  /** Virtual ms at which the Dispatcher took the job. */
  readonly initializedAt: number;
  readonly highAvailability: HighAvailabilityServices;
  readonly recovery: CheckpointRecovery;
  readonly recovered: RecoveredCheckpoints;
  /** Of its leadership. */
  readonly session: string;
  readonly log: Log;
}

const LOGGER = 'org.apache.flink.runtime.jobmaster.JobMaster';
const SLOT_POOL = 'org.apache.flink.runtime.jobmaster.slotpool.DefaultDeclarativeSlotPool';
/** `cluster.registration.error-delay`. */
const REGISTRATION_ERROR_DELAY = 10_000;

/** Starts a job: throws a JavaError when its state to restore does not fit. */
export function startJobMaster(options: JobMasterOptions): JobMaster {
  const { platform, process, configuration, job, log } = options;
  const { world } = platform;
  const { jobId } = job;
  const rpc = rpcOf(platform);
  const heartbeat = heartbeatSettings(configuration);
  const now = (): number => world.now;
  const groups = requiredSlots(job);
  let stopped = false;
  let resourceManager: Endpoint<ResourceManagerGateway> | null = null;
  let resourceManagerSession = '';

  log('INFO', LOGGER, `Initializing job ${job.jobName} (${jobId}).`);
  checkSchedulerType(configuration, job, log);

  // ---- slots ---------------------------------------------------------------------------------------------------------

  let declared = 0;
  let declaring = false;
  const declare = (): void => {
    if (declaring) return;
    declaring = true;
    process.schedule(0, () => {
      declaring = false;
      const required = stopped ? 0 : pool.required;
      if (!resourceManager || required === declared) return;
      declared = required;
      rpc.call(
        process,
        resourceManager,
        'declareRequiredResources',
        (gateway) => gateway.declareRequiredResources(jobId, required, groups),
        { detail: `${required} slots` },
      );
    });
  };
  const pool = createSlotPool({
    process,
    now,
    idleTimeout: longOption(configuration, 'slot.idle.timeout') ?? 50_000,
    requirementsChanged: declare,
    slotLost: (slot, owner, cause) => scheduler.slotLost(slot, owner, cause),
    giveBack: (slot, cause) =>
      rpc.call(process, slot.taskManager.endpoint, 'freeSlot', (gateway) => gateway.freeSlot(slot.allocationId, cause)),
  });

  // ---- TaskManagers ----------------------------------------------------------------------------------------------------

  const disconnectTaskManager = (id: string, cause: JavaError): void => {
    const taskManager = pool.taskManager(id);
    if (!taskManager) return;
    log('INFO', LOGGER, `Disconnect TaskExecutor ${id} because: ${cause.detail ?? cause.message}`);
    taskManagers.unmonitor(id);
    const lost = [...pool.slots.values()].filter((slot) => slot.taskManager.id === id);
    pool.releaseTaskManager(id, cause);
    scheduler.taskManagerLost(id);
    for (const slot of lost) log('INFO', SLOT_POOL, `Releasing slot [${slot.allocationId}].`);
    rpc.call(process, taskManager.endpoint, 'disconnectJobManager', (gateway) =>
      gateway.disconnectJobManager(jobId, cause.message),
    );
  };
  const taskManagers = monitorHeartbeats(process, now, heartbeat, (id) =>
    disconnectTaskManager(
      id,
      exception('java.util.concurrent.TimeoutException', `Heartbeat of TaskManager with id ${id} timed out.`, null, [
        'org.apache.flink.runtime.jobmaster.JobMaster$TaskManagerHeartbeatListener.notifyHeartbeatTimeout(JobMaster.java:1299)',
        'org.apache.flink.runtime.heartbeat.HeartbeatMonitorImpl.run(HeartbeatMonitorImpl.java:111)',
      ]),
    ),
  );

  // ---- the job ---------------------------------------------------------------------------------------------------------

  const gateway: JobMasterGateway = {
    jobId,
    registerTaskManager(endpoint, location) {
      const { resourceId } = endpoint.gateway;
      const connection: TaskManagerConnection = {
        id: resourceId,
        endpoint,
        host: location?.host ?? endpoint.process.machine.name,
        dataPort: location?.dataPort ?? 0,
      };
      pool.registerTaskManager(connection);
      taskManagers.monitor(resourceId, () =>
        rpc.heartbeat(process, endpoint, 'heartbeatFromJobManager', (taskManager) =>
          taskManager.heartbeatFromJobManager(jobId),
        ),
      );
    },
    offerSlots: (taskManagerId, slots) => pool.offer(taskManagerId, slots),
    updateTaskExecutionState(state) {
      scheduler.updateTaskExecutionState(state);
    },
    acknowledgeCheckpoint: (attempt, checkpoint, metrics, state) =>
      checkpoints.acknowledge(attempt, checkpoint, metrics, state),
    declineCheckpoint: (attempt, checkpoint, reason) => checkpoints.decline(attempt, checkpoint, reason),
    heartbeatFromTaskManager(id, io) {
      taskManagers.received(id);
      for (const report of io) {
        const execution = graph.execution(report.attempt.id);
        if (!execution) continue;
        execution.io = report.io;
        execution.accumulators = report.accumulators;
      }
    },
    disconnectTaskManager: (id, cause) =>
      disconnectTaskManager(id, exception('org.apache.flink.util.FlinkException', cause)),
    failSlot: (_id, allocationId, cause) =>
      pool.failSlot(allocationId, exception('org.apache.flink.util.FlinkException', cause)),
    requestNextSplit: (attempt, operator) => splits.next(attempt, operator),
    heartbeatFromResourceManager() {
      resourceManagerWatch?.received();
      const target = resourceManager;
      if (target)
        rpc.heartbeat(process, target, 'heartbeatFromJobManager', (rm) => rm.heartbeatFromJobManager?.(jobId));
    },
    notifyNotEnoughResourcesAvailable: (acquired) => scheduler.notEnoughResources(acquired),
    disconnectResourceManager: (cause) => loseResourceManager(cause),
  };
  const endpoint = rpc.register(process, options.host, options.port, options.name, gateway);

  const initialize = () => {
    const strategy = createRestartStrategy(
      effectiveRestartStrategy(job.settings.restart, configuration, job.settings.checkpoint.interval !== null),
      world.random('restart-strategy'),
    );
    log('INFO', LOGGER, `Using restart back off time strategy ${strategy.text} for ${job.jobName} (${jobId}).`);
    log('INFO', LOGGER, `Running initialization on master for job ${job.jobName} (${jobId}).`);
    log('INFO', LOGGER, 'Successfully ran initialization on master in 0 ms.');
    const graph = createExecutionGraph(platform, job, options.initializedAt);
    const scheduler = createScheduler({
      platform,
      process,
      graph,
      configuration,
      pool,
      strategy,
      jobMaster: endpoint,
      log,
      isConnected: (id) => pool.taskManagers.has(id),
    });
    const splits = createSplitCoordinators(graph, log);
    const checkpoints = createCheckpointCoordinator({
      platform,
      process,
      graph,
      scheduler,
      splits,
      configuration,
      recovery: options.recovery,
      recovered: options.recovered,
      taskManagers: pool.taskManagers,
      log,
    });
    return { graph, scheduler, splits, checkpoints };
  };
  let initialized: ReturnType<typeof initialize>;
  try {
    initialized = initialize();
  } catch (error) {
    endpoint.stop();
    taskManagers.stop();
    throw error;
  }
  const { graph, scheduler, splits, checkpoints } = initialized;
  scheduler.checkpoints = checkpoints.hooks;
  log(
    'INFO',
    LOGGER,
    `Using failover strategy ${scheduler.failoverStrategy}@${world.random('identity-hash').hex(8)} for ${job.jobName} (${jobId}).`,
  );
  log(
    'INFO',
    LOGGER,
    `Starting execution of job ${job.jobName} (${jobId}) under job master id ${fencingToken(options.session)}.`,
  );

  // ---- ResourceManager -------------------------------------------------------------------------------------------------

  let resourceManagerWatch: { received(): void; stop(): void } | null = null;
  let target: LeaderInformation | null = null;
  const loseResourceManager = (cause: string): void => {
    if (!resourceManager) return;
    log('INFO', LOGGER, `Close ResourceManager connection ${fencingToken(resourceManagerSession)}: ${cause}.`);
    resourceManager = null;
    declared = 0;
    resourceManagerWatch?.stop();
    resourceManagerWatch = null;
    if (target && !stopped) connect(target);
  };
  const connect = (leader: LeaderInformation): void => {
    if (stopped || target !== leader) return;
    const retry = (): void => {
      process.schedule(REGISTRATION_ERROR_DELAY, () => connect(leader));
    };
    rpc.connect(process, leader.address, {
      onFailure: retry,
      onAnswer: (found) => {
        if (stopped || target !== leader) return;
        const rm = found as Endpoint<ResourceManagerGateway>;
        log('INFO', LOGGER, 'Resolved ResourceManager address, beginning registration');
        rpc.call(process, rm, 'registerJobMaster', (gateway) => gateway.registerJobMaster(endpoint, options.session), {
          onFailure: retry,
          onAnswer: () => {
            if (stopped || target !== leader) return;
            resourceManagerSession = leader.session;
            log(
              'INFO',
              LOGGER,
              `JobManager successfully registered at ResourceManager, leader id: ${fencingToken(leader.session)}.`,
            );
            resourceManager = rm;
            resourceManagerWatch = watchHeartbeats(process, now, heartbeat.timeout, () =>
              loseResourceManager('The heartbeat of ResourceManager timed out'),
            );
            declare();
          },
        });
      },
    });
  };
  const stopRetrieval = options.highAvailability.retrieval.retrieve(process, 'resource_manager', (leader) => {
    target = leader;
    loseResourceManager(
      `ResourceManager leader changed to new address ${leader ? `${leader.address}(${fencingToken(leader.session)})` : null}`,
    );
    if (!leader) return;
    log('INFO', LOGGER, `Connecting to ResourceManager ${leader.address}(${fencingToken(leader.session)})`);
    connect(leader);
  });

  const goodbye = (cause: string): void => {
    if (stopped) return;
    stopped = true;
    stopRetrieval();
    resourceManagerWatch?.stop();
    taskManagers.stop();
    for (const { endpoint: taskManager } of pool.taskManagers.values()) {
      rpc.call(process, taskManager, 'disconnectJobManager', (gateway) => gateway.disconnectJobManager(jobId, cause));
    }
    splits.close();
    for (const slot of pool.slots.values()) log('INFO', SLOT_POOL, `Releasing slot [${slot.allocationId}].`);
    if (resourceManager) {
      log('INFO', LOGGER, `Close ResourceManager connection ${fencingToken(resourceManagerSession)}: ${cause}.`);
      rpc.call(process, resourceManager, 'disconnectJobManager', (gateway) =>
        gateway.disconnectJobManager?.(jobId, cause),
      );
    }
    endpoint.stop();
  };

  graph.transitionJob('CREATED');
  process.schedule(0, () => {
    if (stopped || graph.state !== 'CREATED') return;
    splits.start();
    log(
      'INFO',
      LOGGER,
      'Starting scheduling with scheduling strategy [org.apache.flink.runtime.scheduler.strategy.PipelinedRegionSchedulingStrategy]',
    );
    scheduler.startScheduling();
  });

  return {
    endpoint,
    scheduler,
    checkpoints,
    cancel: () => scheduler.cancel(),
    suspend(cause) {
      scheduler.suspend(exception('org.apache.flink.util.FlinkException', cause));
      goodbye(cause);
    },
    stop: goodbye,
    triggerSavepoint: (directory, cancelJob) =>
      stopped ? failed(new Error('the job is over')) : checkpoints.triggerSavepoint(directory, cancelJob),
    stopWithSavepoint: (directory, drain) =>
      stopped ? failed(new Error('the job is over')) : checkpoints.stopWithSavepoint(directory, drain),
  };
}
