import type { HadoopConfiguration } from '../../../hadoop/configuration.ts';
import { createAmClient } from '../../../hadoop/yarn/am-client.ts';
import {
  attemptId,
  type Container,
  type ContainerRuntime,
  describe,
  type FinalStatus,
  type LaunchContext,
  type LocalResource,
  type Resource,
} from '../../../hadoop/yarn/records.ts';
import type { Platform } from '../../../platform/types.ts';
import type { Configuration } from '../../api/configuration.ts';
import { exception } from '../../jobmanager/errors.ts';
import {
  type ApplicationStatus,
  describeProcess,
  type ResourceEventHandler,
  type ResourceManagerDriver,
  type WorkerSpec,
} from '../../jobmanager/worker-provider.ts';
import { taskManagerJvmArguments } from '../../memory/taskmanager-memory.ts';
import { type CompletableFuture, createFuture, failed } from '../../rpc/future.ts';
import { runTaskManager } from '../../taskmanager/taskmanager-runner.ts';
import { createClusterServices } from '../cluster-services.ts';
import { createLog, type Log } from '../logging.ts';

export interface YarnDriverOptions {
  readonly platform: Platform;
  /** The application master's container. */
  readonly container: ContainerRuntime;
  /** With the JobManager's address and ports. */
  readonly configuration: Configuration;
  readonly hadoop: HadoopConfiguration;
  readonly applicationId: string;
  readonly user: string;
  /** What TaskManagers' containers need, too. */
  readonly localResources: readonly LocalResource[];
  readonly environment: Readonly<Record<string, string>>;
  /** Removes the staging directory. */
  readonly deleteFiles: () => void;
  readonly log: Log;
}

const LOGGER = 'org.apache.flink.yarn.YarnResourceManagerDriver';
const FINAL: Readonly<Record<ApplicationStatus, FinalStatus>> = {
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'KILLED',
  UNKNOWN: 'UNDEFINED',
};
const MB = 1024 * 1024;

/** YarnResourceManagerDriver: a container of YARN for each TaskManager. */
export function createYarnDriver(options: YarnDriverOptions): ResourceManagerDriver {
  const { platform, container: am, configuration, log } = options;
  const { process } = am;
  let handler: ResourceEventHandler;
  const workers = new Map<string, Container>();
  const waiting: { readonly spec: WorkerSpec; readonly future: CompletableFuture<string> }[] = [];
  const idleInterval = Number(configuration['yarn.heartbeat.interval'] ?? '5') * 1_000;
  const busyInterval = Number(configuration['yarn.heartbeat.container-request-interval'] ?? '500');
  /** Known once registered. */
  let maximum: Resource | null = null;
  const info = (message: string): void => log('INFO', LOGGER, message);

  const resourceOf = (spec: WorkerSpec): Resource => ({
    memory: Math.floor(spec.memory.totalProcess / MB),
    vcores: Number(configuration['yarn.containers.vcores'] ?? spec.slots),
  });
  /** Of the one kind of worker that a cluster has. */
  const PRIORITY = 1;

  const client = createAmClient(
    platform,
    process,
    options.hadoop,
    attemptId(options.applicationId, am.attempt),
    {
      onRegistered({ previousContainers, maximum: most }) {
        maximum = most;
        info(
          `Recovered ${previousContainers.length} containers from previous attempts (${JSON.stringify(previousContainers.map(({ id }) => id))}).`,
        );
        for (const container of previousContainers) workers.set(container.id, container);
        handler.onPreviousAttemptWorkersRecovered(previousContainers.map(({ id }) => id));
      },
      onContainersAllocated(containers) {
        info(`Received ${containers.length} containers.`);
        info(
          `Received ${containers.length} containers with priority ${PRIORITY}, ${waiting.length} pending container requests.`,
        );
        let accepted = 0;
        for (const container of containers) {
          const next = waiting.shift();
          if (!next) {
            info(`Returning excess container ${container.id}.`);
            client.releaseAssignedContainer(container.id);
            continue;
          }
          accepted++;
          info(
            `TaskExecutor ${container.id}(${container.node}) will be started on ${container.host} with ${describeProcess(next.spec)}.`,
          );
          workers.set(container.id, container);
          client.startContainer(container, taskManagerLaunch(options, container, next.spec), options.user);
          info(
            `Removing container request Capability[${describe(resourceOf(next.spec))}]Priority[${PRIORITY}]AllocationRequestId[0]ExecutionTypeRequest[{Execution Type: GUARANTEED, Enforce Execution Type: false}]Resource Profile[null].`,
          );
          next.future.complete(container.id);
        }
        info(
          `Accepted ${accepted} requested containers, returned ${containers.length - accepted} excess containers, ${waiting.length} pending container requests of resource ${describe(containers[0]!.resource)}.`,
        );
        if (waiting.length === 0) client.setHeartbeatInterval(idleInterval);
      },
      onContainersCompleted(statuses) {
        for (const { id, diagnostics } of statuses) {
          workers.delete(id);
          handler.onWorkerTerminated(id, diagnostics);
        }
      },
      onShutdownRequest() {
        handler.onError(
          exception(
            'org.apache.flink.runtime.resourcemanager.exceptions.ResourceManagerException',
            'Received shutdown request from YARN ResourceManager.',
          ),
        );
      },
      onError(error) {
        handler.onError(exception(error.className, error.message));
      },
    },
    idleInterval,
  );

  return {
    initialize(events) {
      handler = events;
      const host = configuration['jobmanager.rpc.address'] ?? am.host;
      client.start(
        host,
        Number(configuration['jobmanager.rpc.port'] ?? '0'),
        `http://${configuration['rest.address'] ?? host}:${configuration['rest.port'] ?? '8081'}`,
      );
    },
    requestResource(spec) {
      const resource = resourceOf(spec);
      if (maximum && (resource.memory > maximum.memory || resource.vcores > maximum.vcores)) {
        return failed(
          exception(
            'org.apache.flink.runtime.resourcemanager.exceptions.ResourceManagerException',
            `Could not compute the container Resource from the given TaskExecutorProcessSpec ${describeProcess(spec)}. This usually indicates the requested resource is larger than Yarn's max container resource limit.`,
          ),
        );
      }
      const future = createFuture<string>();
      waiting.push({ spec, future });
      client.addContainerRequest(resource, PRIORITY);
      client.setHeartbeatInterval(busyInterval);
      info(`Requesting new TaskExecutor container with resource ${describeProcess(spec)}, priority ${PRIORITY}.`);
      return future;
    },
    releaseResource(id) {
      const container = workers.get(id);
      if (!container) return;
      info(`Stopping container ${id}(${container.node}).`);
      workers.delete(id);
      client.stopContainer(container);
      client.releaseAssignedContainer(id);
    },
    deregisterApplication(status, diagnostics) {
      const final = FINAL[status];
      info(`Unregister application from the YARN Resource Manager with final status ${final}.`);
      const done = createFuture<void>();
      client.unregister(final, diagnostics ?? '', '', () => {
        options.deleteFiles();
        done.complete(undefined);
      });
      return done;
    },
    terminate: () => client.stop(),
  };
}

/** Utils.createTaskExecutorContext. */
function taskManagerLaunch(options: YarnDriverOptions, container: Container, spec: WorkerSpec): LaunchContext {
  const { platform, configuration } = options;
  const { memory } = spec;
  const logs = `<LOG_DIR>`;
  return {
    command: [
      'java',
      ...taskManagerJvmArguments(memory),
      `-Dlog.file=${logs}/taskmanager.log`,
      'org.apache.flink.yarn.YarnTaskExecutorRunner',
      `-Dtaskmanager.resource-id=${container.id}`,
      '--configDir',
      '.',
    ],
    mainClass: 'YarnTaskExecutorRunner',
    role: 'taskmanager',
    environment: { ...options.environment, _FLINK_NODE_ID: container.host },
    localResources: options.localResources,
    output: { stdout: 'taskmanager.out', stderr: 'taskmanager.err' },
    physicalMemory: memory.totalProcess / MB,
    main: ({ process, log }) => {
      const output = log('taskmanager.log');
      const writeLog = (text: string): void => output.write(text);
      const own = { ...configuration, 'taskmanager.resource-id': container.id, 'taskmanager.host': container.host };
      const services = createClusterServices(platform, process, own, createLog(platform, writeLog));
      runTaskManager(process, platform, own, { highAvailability: services.highAvailability, writeLog });
    },
  };
}
