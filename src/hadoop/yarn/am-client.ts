import { type Platform, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { HadoopConfiguration } from '../configuration.ts';
import { callIpc, HadoopError, locateIpc } from '../ipc.ts';
import type { NodeManager } from './node-manager.ts';
import type { Container, ContainerStatus, FinalStatus, LaunchContext, Resource } from './records.ts';
import {
  type Allocation,
  type Registration,
  resourceManagerAddress,
  type YarnResourceManager,
} from './resource-manager.ts';

/** What an application master hears of. */
export interface AmCallbacks {
  onRegistered(registration: Registration): void;
  onContainersAllocated(containers: readonly Container[]): void;
  onContainersCompleted(statuses: readonly ContainerStatus[]): void;
  /** The ResourceManager does not know this attempt (any more). */
  onShutdownRequest(): void;
  onError(error: HadoopError): void;
}

/** AMRMClientAsync and NMClientAsync of one application master. */
export interface AmClient {
  /** Registers and begins to send heartbeats. */
  start(host: string, rpcPort: number, trackingUrl: string): void;
  addContainerRequest(resource: Resource, priority: number): void;
  releaseAssignedContainer(id: string): void;
  /** ms between heartbeats. */
  setHeartbeatInterval(ms: number): void;
  startContainer(container: Container, launch: LaunchContext, user: string): void;
  stopContainer(container: Container): void;
  unregister(status: FinalStatus, diagnostics: string, trackingUrl: string, done: () => void): void;
  stop(): void;
}

const RETRY_MS = 1_000;
/** Percent: what runs without an end is always done (YarnResourceManagerDriver.getProgress). */
const PROGRESS = 100;

export function createAmClient(
  platform: Platform,
  process: Process,
  configuration: HadoopConfiguration,
  attempt: string,
  callbacks: AmCallbacks,
  heartbeatInterval: number,
): AmClient {
  const { host, port } = resourceManagerAddress(configuration, 'scheduler');
  let interval = heartbeatInterval;
  let asks: { priority: number; resource: Resource; count: number }[] = [];
  let releases: string[] = [];
  let stopped = false;
  let wake: (() => void) | null = null;

  const failed = (error: unknown): void => {
    if (!(error instanceof HadoopError)) throw error;
    if (/ApplicationAttemptNotFoundException|ApplicationMasterNotRegistered/.test(error.className))
      callbacks.onShutdownRequest();
    else callbacks.onError(error);
  };
  /** Calls the ResourceManager; waits for one that answers. */
  function* call<T>(method: string, detail: string, invoke: (resourceManager: YarnResourceManager) => T): Task<T> {
    for (;;) {
      try {
        return yield* callIpc(platform, process, host, port, { protocol: 'yarn', method, detail }, invoke);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        yield sleep(process, RETRY_MS);
      }
    }
  }
  /** An empty heartbeat shows on no trace: there are many, and nothing is in them. */
  function* quietly(): Task<Allocation> {
    for (;;) {
      try {
        return locateIpc<YarnResourceManager>(platform, process, host, port).service.allocate(
          attempt,
          [],
          [],
          PROGRESS,
        );
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        yield sleep(process, RETRY_MS);
      }
    }
  }
  function* pause(): Task {
    yield (resume) => {
      const timer = process.schedule(interval, () => resume());
      wake = () => {
        timer.cancel();
        resume();
      };
      return () => timer.cancel();
    };
    wake = null;
  }
  function* run(amHost: string, rpcPort: number, trackingUrl: string): Task {
    try {
      callbacks.onRegistered(
        yield* call('registerApplicationMaster', attempt, (rm) =>
          rm.registerApplicationMaster(attempt, amHost, rpcPort, trackingUrl),
        ),
      );
      while (!stopped) {
        const sent = asks;
        const released = releases;
        asks = [];
        releases = [];
        const detail = [
          ...sent.map(({ count, resource }) => `${count} x ${resource.memory} MB`),
          ...released.map((id) => `release ${id}`),
        ].join(', ');
        const answer =
          detail === ''
            ? yield* quietly()
            : yield* call('allocate', detail, (rm) => rm.allocate(attempt, sent, released, PROGRESS));
        if (stopped) return;
        if (answer.completed.length > 0) callbacks.onContainersCompleted(answer.completed);
        if (answer.allocated.length > 0) callbacks.onContainersAllocated(answer.allocated);
        yield* pause();
      }
    } catch (error) {
      if (!stopped) failed(error);
    }
  }
  const withNode = (container: Container, method: string, invoke: (nodeManager: NodeManager) => void): void => {
    const [nodeHost = '', nodePort = '0'] = container.node.split(':');
    process.spawn(
      (function* () {
        try {
          yield* callIpc(
            platform,
            process,
            nodeHost,
            Number(nodePort),
            { protocol: 'yarn', method, detail: container.id },
            invoke,
          );
        } catch (error) {
          // A NodeManager that is gone: the ResourceManager will report its containers.
          if (!(error instanceof SystemError)) throw error;
        }
      })(),
    );
  };

  return {
    start: (amHost, rpcPort, trackingUrl) => void process.spawn(run(amHost, rpcPort, trackingUrl)),
    addContainerRequest(resource, priority) {
      const known = asks.find((ask) => ask.priority === priority && ask.resource.memory === resource.memory);
      if (known) known.count++;
      else asks.push({ priority, resource, count: 1 });
    },
    releaseAssignedContainer: (id) => void releases.push(id),
    setHeartbeatInterval(ms) {
      if (ms === interval) return;
      const sooner = ms < interval;
      interval = ms;
      // A long pause that has begun gives way to a short one.
      if (sooner && wake) process.schedule(ms, wake);
    },
    startContainer: (container, launch, user) =>
      withNode(container, 'startContainers', (nodeManager) => nodeManager.startContainer(container, launch, user)),
    stopContainer: (container) =>
      withNode(container, 'stopContainers', (nodeManager) => nodeManager.stopContainer(container.id)),
    unregister(status, diagnostics, trackingUrl, done) {
      stopped = true;
      process.spawn(
        (function* () {
          try {
            yield* call('finishApplicationMaster', status, (rm) =>
              rm.finishApplicationMaster(attempt, status, diagnostics, trackingUrl),
            );
          } catch (error) {
            if (!(error instanceof HadoopError)) throw error;
          }
          done();
        })(),
      );
    },
    stop() {
      stopped = true;
    },
  };
}
