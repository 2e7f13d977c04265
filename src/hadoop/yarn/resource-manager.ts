import type { Platform, Process } from '../../platform/types.ts';
import { address, flag, type HadoopConfiguration, number } from '../configuration.ts';
import { HadoopError, serveIpc, tellIpc } from '../ipc.ts';
import {
  type AppRecord,
  amAsk,
  type ContainerRecord,
  isOver,
  type NodeRecord,
  newApplication,
  newAttempt,
  reportApplication,
} from './applications.ts';
import type { NodeManager } from './node-manager.ts';
import {
  type ApplicationReport,
  type ApplicationState,
  add,
  applicationId,
  type Container,
  type ContainerStatus,
  containerId,
  EXIT,
  type FinalStatus,
  NONE,
  type NodeReport,
  type NodeState,
  type QueueReport,
  type Resource,
  type SubmissionContext,
} from './records.ts';
import { type CapacityScheduler, createCapacityScheduler } from './scheduler.ts';

export interface Registration {
  readonly maximum: Resource;
  readonly previousContainers: readonly Container[];
}

export interface Allocation {
  readonly allocated: readonly Container[];
  readonly completed: readonly ContainerStatus[];
}

export interface ClusterMetrics {
  readonly nodes: Readonly<Record<NodeState, number>>;
  readonly total: Resource;
  readonly used: Resource;
  readonly containers: number;
}

/** YARN's ResourceManager: what clients, application masters and NodeManagers call. Errors are {@link HadoopError}s. */
export interface YarnResourceManager {
  readonly process: Process;
  readonly configuration: HadoopConfiguration;
  readonly startedAt: number;
  /** Epoch ms of its start: the middle of all ids. */
  readonly clusterTimestamp: number;
  readonly scheduler: Pick<CapacityScheduler, 'minimum' | 'maximum'>;
  // ApplicationClientProtocol
  getNewApplication(): { readonly id: string; readonly maximum: Resource };
  submitApplication(id: string, context: SubmissionContext): void;
  getApplicationReport(id: string): ApplicationReport;
  getApplications(): readonly ApplicationReport[];
  forceKillApplication(id: string, user: string, from: string): void;
  getClusterNodes(): readonly NodeReport[];
  getQueues(): readonly QueueReport[];
  getClusterMetrics(): ClusterMetrics;
  // ApplicationMasterProtocol
  registerApplicationMaster(attempt: string, host: string, rpcPort: number, trackingUrl: string): Registration;
  allocate(
    attempt: string,
    asks: readonly { readonly priority: number; readonly resource: Resource; readonly count: number }[],
    releases: readonly string[],
    progress: number,
  ): Allocation;
  finishApplicationMaster(attempt: string, status: FinalStatus, diagnostics: string, trackingUrl: string): void;
  // ResourceTracker
  registerNodeManager(nodeManager: NodeManager, port: number, capability: Resource): string;
  nodeHeartbeat(id: string, finished: readonly ContainerStatus[]): { readonly cleanUp: readonly string[] } | 'RESYNC';
  unregisterNodeManager(id: string): void;
}

/** Ports of the ResourceManager's services. */
export const RM_PORTS = { client: 8032, scheduler: 8030, tracker: 8031, admin: 8033, web: 8088 } as const;

/** Host that `yarn.resourcemanager.hostname` names, 0.0.0.0 unless configured, and the port of a service. */
export function resourceManagerAddress(
  configuration: HadoopConfiguration,
  service: keyof typeof RM_PORTS,
): { readonly host: string; readonly port: number } {
  const key = {
    client: 'yarn.resourcemanager.address',
    scheduler: 'yarn.resourcemanager.scheduler.address',
    tracker: 'yarn.resourcemanager.resource-tracker.address',
    admin: 'yarn.resourcemanager.admin.address',
    web: 'yarn.resourcemanager.webapp.address',
  }[service];
  const host = configuration['yarn.resourcemanager.hostname'] ?? '0.0.0.0';
  const given = configuration[key]?.replace(/\$\{yarn\.resourcemanager\.hostname\}/g, host);
  return given === undefined ? { host, port: RM_PORTS[service] } : address(given, RM_PORTS[service]);
}

/** A ResourceManager in an existing process, without recovery: applications do not outlive it. Throws EADDRINUSE. */
export function startResourceManager(
  platform: Platform,
  process: Process,
  configuration: HadoopConfiguration,
): YarnResourceManager {
  const { world } = platform;
  const epochNow = (): number => Math.floor(platform.epoch + world.now);
  const clusterTimestamp = epochNow();
  const apps = new Map<string, AppRecord>();
  const nodes = new Map<string, NodeRecord>();
  let nextApplication = 1;
  const running = (): NodeRecord[] => [...nodes.values()].filter((node) => node.state === 'RUNNING');
  const cluster = (): Resource => running().reduce((sum, node) => add(sum, node.capability), NONE);
  const scheduler = createCapacityScheduler(configuration, cluster);
  const maxAttempts = number(configuration, 'yarn.resourcemanager.am.max-attempts', 2);
  const nodeExpiry = number(configuration, 'yarn.nm.liveness-monitor.expiry-interval-ms', 600_000);
  const amExpiry = number(configuration, 'yarn.am.liveness-monitor.expiry-interval-ms', 600_000);
  const web = resourceManagerAddress(configuration, 'web');
  const webHost = web.host === '0.0.0.0' ? process.machine.name : web.host;

  const publish = (app: AppRecord): void =>
    world.emit({
      kind: 'yarn.application',
      id: app.id,
      name: app.context.name,
      state: app.state,
      finalStatus: app.finalStatus,
    });
  const find = (id: string): AppRecord => {
    const app = apps.get(id);
    if (app) return app;
    throw new HadoopError(
      'org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException',
      `Application with id '${id}' doesn't exist in RM. Please check that the job submission was successful.`,
    );
  };
  const byAttempt = (id: string): AppRecord => {
    for (const app of apps.values()) if (app.attempt.id === id && !isOver(app)) return app;
    throw new HadoopError(
      'org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException',
      `Application attempt ${id} doesn't exist in ApplicationMasterService cache.`,
    );
  };
  const proxied = (app: AppRecord): string =>
    app.trackingUrl !== '' && app.state === 'RUNNING'
      ? `http://${webHost}:${web.port}/proxy/${app.id}/`
      : app.attempt.am || isOver(app)
        ? `http://${webHost}:${web.port}/cluster/app/${app.id}`
        : `http://${webHost}:${web.port}/proxy/${app.id}/`;

  /** Takes a container out of all books; gives its record, if it was there. */
  const settle = (id: string): ContainerRecord | undefined => {
    for (const node of nodes.values()) {
      const record = node.containers.get(id);
      if (!record) continue;
      const { app, container, startedAt } = record;
      node.containers.delete(id);
      app.containers.delete(id);
      scheduler.release(app, node, container.resource);
      const seconds = (world.now - startedAt) / 1_000;
      app.memorySeconds += container.resource.memory * seconds;
      app.vcoreSeconds += container.resource.vcores * seconds;
      world.emit({
        kind: 'yarn.container',
        id,
        machine: container.host,
        state: 'completed',
        memory: container.resource.memory,
        application: app.id,
      });
      return record;
    }
    return undefined;
  };
  /** Tells a node with its next heartbeat to end a container. */
  const stopOnNode = (record: ContainerRecord): void => void record.node.cleanUp.push(record.container.id);
  const releaseAll = (app: AppRecord, keep: (record: ContainerRecord) => boolean = () => false): void => {
    for (const record of [...app.containers.values()]) {
      if (keep(record)) continue;
      stopOnNode(record);
      settle(record.container.id);
    }
  };
  const finish = (app: AppRecord, state: ApplicationState, status: FinalStatus, diagnostics: string): void => {
    app.state = state;
    app.finalStatus = status;
    app.finishedAt = epochNow();
    app.diagnostics = diagnostics;
    app.attempt.state = state === 'KILLED' ? 'KILLED' : state === 'FAILED' ? 'FAILED' : 'FINISHED';
    app.asks = [];
    publish(app);
    scheduler.remove(app);
    scheduler.activate();
  };
  const startAttempt = (app: AppRecord, number: number): void => {
    const attempt = newAttempt(app.id, number, world.now);
    app.attempt = attempt;
    app.attempts.push(attempt);
    app.trackingUrl = '';
    app.rpcPort = -1;
    app.asks = [amAsk(app.amResource)];
    app.nextContainer = 1;
  };
  const attemptFailed = (app: AppRecord, why: string): void => {
    const { attempt, context } = app;
    attempt.state = 'FAILED';
    attempt.diagnostics = why;
    app.failures.push(world.now);
    const { failuresValidityInterval: interval } = context;
    const counted = app.failures.filter((at) => interval <= 0 || world.now - at <= interval).length;
    const limit = context.maxAttempts > 0 ? Math.min(context.maxAttempts, maxAttempts) : maxAttempts;
    releaseAll(app, (record) => context.keepContainers && counted < limit && record !== attempt.am);
    if (counted >= limit) {
      const recently = interval <= 0 ? '' : ` in previous ${interval} milliseconds`;
      const local = limit === maxAttempts ? '' : ` (global limit =${maxAttempts}; local limit is =${limit})`;
      finish(
        app,
        'FAILED',
        'FAILED',
        `Application ${app.id} failed ${limit} times${recently}${local} due to ${why}. Failing the application.`,
      );
      return;
    }
    app.state = 'ACCEPTED';
    publish(app);
    startAttempt(app, attempt.number + 1);
  };
  const containerCompleted = (status: ContainerStatus): void => {
    const record = settle(status.id);
    if (!record) return;
    const { app } = record;
    if (app.attempt.am !== record) {
      app.attempt.completed.push(status);
      return;
    }
    if (isOver(app)) return;
    if (app.unregistered) {
      releaseAll(app);
      return;
    }
    attemptFailed(
      app,
      `AM Container for ${app.attempt.id} exited with  exitCode: ${status.exitStatus}\nFailing this attempt.Diagnostics: ${status.diagnostics}For more detailed output, check the application tracking page: http://${webHost}:${web.port}/cluster/app/${app.id} Then click on links to logs of each attempt.\n`,
    );
  };
  const launch = (app: AppRecord, node: NodeRecord, container: Container): void => {
    const { attempt } = app;
    attempt.state = 'ALLOCATED';
    tellIpc(
      platform,
      process,
      node.nodeManager.process,
      { protocol: 'yarn', method: 'startContainers', detail: container.id },
      () => {
        attempt.state = 'LAUNCHED';
        attempt.lastHeartbeat = world.now;
        node.nodeManager.startContainer(container, app.context.launch, app.context.user);
      },
      () =>
        containerCompleted({
          id: container.id,
          exitStatus: EXIT.aborted,
          diagnostics: 'Error launching the application master.',
        }),
    );
  };
  const schedule = (node: NodeRecord): void => {
    const found = scheduler.assign(node);
    if (!found) return;
    const app = found.app as AppRecord;
    const container: Container = {
      id: containerId(app.id, app.attempt.number, app.nextContainer++),
      application: app.id,
      attempt: app.attempt.number,
      node: node.id,
      host: node.nodeManager.process.machine.name,
      resource: found.ask.resource,
      priority: found.ask.priority,
    };
    const record: ContainerRecord = { container, app, node, startedAt: world.now };
    node.containers.set(container.id, record);
    app.containers.set(container.id, record);
    world.emit({
      kind: 'yarn.container',
      id: container.id,
      machine: container.host,
      state: 'allocated',
      memory: container.resource.memory,
      application: app.id,
    });
    if (!app.attempt.am) {
      app.attempt.am = record;
      launch(app, node, container);
    } else app.attempt.newContainers.push(container);
  };
  const watchLiveness = (): void => {
    process.schedule(Math.min(nodeExpiry, amExpiry) / 3, watchLiveness);
    for (const node of running()) {
      if (world.now - node.lastHeartbeat <= nodeExpiry) continue;
      node.state = 'LOST';
      for (const id of [...node.containers.keys()])
        containerCompleted({ id, exitStatus: EXIT.aborted, diagnostics: 'Container released on a *lost* node' });
    }
    for (const app of apps.values()) {
      // AMLivelinessMonitor watches from the launch on: one that never registers times out as well.
      const watched = app.state === 'RUNNING' || app.attempt.state === 'LAUNCHED';
      if (!watched || world.now - app.attempt.lastHeartbeat <= amExpiry) continue;
      attemptFailed(app, `ApplicationMaster for attempt ${app.attempt.id} timed out`);
    }
  };
  process.schedule(Math.min(nodeExpiry, amExpiry) / 3, watchLiveness);

  const reportOf = (app: AppRecord): ApplicationReport =>
    reportApplication(app, {
      now: world.now,
      epoch: platform.epoch,
      trackingUrl: proxied(app),
      waitingReason: () => scheduler.waitingReason(app),
    });

  const resourceManager: YarnResourceManager = {
    process,
    configuration,
    startedAt: world.now,
    clusterTimestamp,
    scheduler,
    getNewApplication: () => ({
      id: applicationId(clusterTimestamp, nextApplication++),
      maximum: running().reduce(
        (most, node) => ({
          memory: Math.min(scheduler.maximum.memory, Math.max(most.memory, node.capability.memory)),
          vcores: Math.min(scheduler.maximum.vcores, Math.max(most.vcores, node.capability.vcores)),
        }),
        running().length === 0 ? scheduler.maximum : NONE,
      ),
    }),
    submitApplication(id, context) {
      const amResource = scheduler.normalize(context.resource);
      const app = newApplication(id, context, amResource, world.now);
      apps.set(id, app);
      try {
        scheduler.checkQueue(context.queue, id, context.user);
      } catch (error) {
        // The client polls after its submission and finds the application failed.
        if (!(error instanceof HadoopError)) throw error;
        finish(app, 'FAILED', 'FAILED', error.message.replace(/^Failed to submit \S+ to YARN : /, ''));
        throw error;
      }
      app.state = 'ACCEPTED';
      publish(app);
      scheduler.add(app);
      scheduler.activate();
    },
    getApplicationReport: (id) => reportOf(find(id)),
    getApplications: () => [...apps.values()].map(reportOf),
    forceKillApplication(id, user, from) {
      const app = find(id);
      if (isOver(app)) return;
      finish(app, 'KILLED', 'KILLED', `Application ${id} was killed by user ${user} at ${from}`);
      releaseAll(app);
    },
    getClusterNodes: () =>
      [...nodes.values()].map((node) => ({
        id: node.id,
        host: node.nodeManager.process.machine.name,
        httpAddress: node.nodeManager.httpAddress,
        state: node.state,
        capability: node.capability,
        used: node.used,
        containers: node.containers.size,
        lastHealthUpdate: Math.floor(platform.epoch + node.lastHeartbeat),
      })),
    getQueues: () => scheduler.queues(),
    getClusterMetrics: () => ({
      nodes: countStates([...nodes.values()]),
      total: cluster(),
      used: running().reduce((sum, node) => add(sum, node.used), NONE),
      containers: running().reduce((sum, node) => sum + node.containers.size, 0),
    }),
    registerApplicationMaster(attempt, host, rpcPort, trackingUrl) {
      const app = byAttempt(attempt);
      app.attempt.state = 'RUNNING';
      app.attempt.host = host;
      app.attempt.lastHeartbeat = world.now;
      app.state = 'RUNNING';
      app.trackingUrl = trackingUrl;
      app.rpcPort = rpcPort;
      publish(app);
      return {
        maximum: scheduler.maximum,
        previousContainers: [...app.containers.values()]
          .filter((record) => record !== app.attempt.am)
          .map(({ container }) => container),
      };
    },
    allocate(attempt, asks, releases, progress) {
      const app = byAttempt(attempt);
      app.attempt.lastHeartbeat = world.now;
      app.progress = progress;
      for (const { priority, resource, count } of asks) {
        const wanted = scheduler.normalize(resource);
        const known = app.asks.find(
          (ask) =>
            ask.priority === priority && ask.resource.memory === wanted.memory && ask.resource.vcores === wanted.vcores,
        );
        if (known) known.count = Math.max(0, known.count + count);
        else if (count > 0) app.asks.push({ priority, resource: wanted, count });
      }
      for (const id of releases) {
        const record = app.containers.get(id);
        if (!record) continue;
        stopOnNode(record);
        settle(id);
      }
      return {
        allocated: app.attempt.newContainers.splice(0),
        completed: app.attempt.completed.splice(0),
      };
    },
    finishApplicationMaster(attempt, status, diagnostics, trackingUrl) {
      const app = byAttempt(attempt);
      app.unregistered = true;
      if (trackingUrl !== '') app.trackingUrl = trackingUrl;
      finish(app, 'FINISHED', status, diagnostics);
      releaseAll(app, (record) => record === app.attempt.am);
    },
    registerNodeManager(nodeManager, port, capability) {
      const id = `${nodeManager.process.machine.name}:${port}`;
      for (const [known, node] of nodes) {
        if (node.nodeManager.process.machine !== nodeManager.process.machine) continue;
        for (const container of [...node.containers.keys()])
          containerCompleted({
            id: container,
            exitStatus: EXIT.aborted,
            diagnostics: 'Container released on a *lost* node',
          });
        nodes.delete(known);
      }
      nodes.set(id, {
        id,
        nodeManager,
        capability,
        used: NONE,
        containers: new Map(),
        lastHeartbeat: world.now,
        state: 'RUNNING',
        cleanUp: [],
      });
      scheduler.activate();
      return id;
    },
    nodeHeartbeat(id, finished) {
      const node = nodes.get(id);
      if (node?.state !== 'RUNNING') return 'RESYNC';
      node.lastHeartbeat = world.now;
      for (const status of finished) containerCompleted(status);
      schedule(node);
      return { cleanUp: node.cleanUp.splice(0) };
    },
    unregisterNodeManager(id) {
      const node = nodes.get(id);
      if (!node) return;
      node.state = 'SHUTDOWN';
      for (const container of [...node.containers.keys()])
        containerCompleted({
          id: container,
          exitStatus: EXIT.aborted,
          diagnostics: 'Container released on a *lost* node',
        });
    },
  };
  for (const service of ['client', 'scheduler', 'tracker', 'admin'] as const)
    serveIpc(platform, process, resourceManagerAddress(configuration, service).port, resourceManager);
  return resourceManager;
}

function countStates(nodes: readonly { readonly state: NodeState }[]): Record<NodeState, number> {
  const count: Record<NodeState, number> = { RUNNING: 0, LOST: 0, SHUTDOWN: 0, UNHEALTHY: 0 };
  for (const { state } of nodes) count[state]++;
  return count;
}

/** Whether logs go to HDFS when an application is over. */
export const aggregatesLogs = (configuration: HadoopConfiguration): boolean =>
  flag(configuration, 'yarn.log-aggregation-enable', false);
