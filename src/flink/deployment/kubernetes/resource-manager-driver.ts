import type { Pod } from '../../../kubernetes/objects.ts';
import type { Platform, Process } from '../../../platform/types.ts';
import { sleep } from '../../../simulation/simulation.ts';
import type { Task } from '../../../simulation/task.ts';
import type { Configuration } from '../../api/configuration.ts';
import { exception, toJavaError } from '../../jobmanager/errors.ts';
import type { ResourceEventHandler, ResourceManagerDriver, WorkerSpec } from '../../jobmanager/worker-provider.ts';
import { type CompletableFuture, createFuture } from '../../rpc/future.ts';
import type { Log } from '../logging.ts';
import { createKubeClient, type FlinkKubeClient } from './kube-client.ts';
import { ownedBy, taskManagerLabels, taskManagerPod } from './resources.ts';

export interface KubernetesDriverOptions {
  readonly platform: Platform;
  readonly process: Process;
  /** With the JobManager's address and ports. */
  readonly configuration: Configuration;
  /** Of Flink. */
  readonly version: string;
  /** Files of the cluster's ConfigMap. */
  readonly configFiles: readonly string[];
  readonly log: Log;
}

const LOGGER = 'org.apache.flink.kubernetes.KubernetesResourceManagerDriver';
const MB = 1024 * 1024;
const REWATCH_MS = 1_000;

/** KubernetesResourceManagerDriver: a pod for each TaskManager. */
export function createKubernetesDriver(options: KubernetesDriverOptions): ResourceManagerDriver {
  const { platform, process, configuration, log } = options;
  const clusterId = configuration['kubernetes.cluster-id'] ?? '';
  const labels = taskManagerLabels(clusterId);
  const requests = new Map<string, CompletableFuture<string>>();
  let kube: FlinkKubeClient;
  let handler: ResourceEventHandler;
  let attempt = 0;
  let lastPod = 0;
  let running = false;
  let closeWatch: (() => void) | null = null;
  const info = (message: string): void => log('INFO', LOGGER, message);
  const warn = (message: string): void => log('WARN', LOGGER, message);

  const spawn = (task: Task, failed: (error: Error) => void): void => {
    process.spawn(
      (function* () {
        try {
          yield* task;
        } catch (error) {
          failed(toJavaError(error));
        }
      })(),
    );
  };
  const stopPod = (name: string): void =>
    spawn(kube.delete('pods', name), (error) => warn(`Could not remove TaskManager pod ${name}, exception: ${error}`));

  const onPod = (pod: Pod): void => {
    const { name } = pod.metadata;
    const future = requests.get(name);
    if (isTerminated(pod)) {
      requests.delete(name);
      if (future) {
        warn(`Pod ${name} is terminated before being scheduled.`);
        future.completeExceptionally(exception('org.apache.flink.util.FlinkException', 'Pod is terminated.'));
      }
      handler.onWorkerTerminated(name, diagnostics(pod));
      stopPod(name);
    } else if (future && isScheduled(pod)) {
      requests.delete(name);
      info(`Received new TaskManager pod: ${name}`);
      future.complete(name);
    }
  };
  function* watch(): Task {
    closeWatch = yield* kube.watchPods(
      labels,
      (_type, pod) => onPod(pod),
      () => {
        if (!running) return;
        info('Creating a new watch on TaskManager pods.');
        spawn(
          (function* () {
            for (;;) {
              yield sleep(process, REWATCH_MS);
              try {
                yield* watch();
                return;
              } catch {
                // The API server is not back yet.
              }
            }
          })(),
          handler.onError,
        );
      },
    );
  }
  function* start(): Task {
    kube = createKubeClient(platform, process, configuration);
    yield* watch();
    const pods = yield* kube.list('pods', labels);
    const recovered: string[] = [];
    for (const pod of pods) {
      const { name } = pod.metadata;
      attempt = Math.max(attempt, Number(/-taskmanager-(\d+)-\d+$/.exec(name)?.[1] ?? '0'));
      if (isTerminated(pod) || !isScheduled(pod)) stopPod(name);
      else recovered.push(name);
    }
    attempt++;
    info(`Recovered ${recovered.length} pods from previous attempts, current attempt id is ${attempt}.`);
    handler.onPreviousAttemptWorkersRecovered(recovered);
    running = true;
    for (const next of waiting.splice(0)) next();
  }
  /** Requests that came before the start was over. */
  const waiting: (() => void)[] = [];

  function* createPod(spec: WorkerSpec, name: string): Task {
    const deployment = yield* kube.get('deployments', clusterId);
    if (!deployment)
      throw exception(
        'java.lang.RuntimeException',
        `Failed to find Deployment named ${clusterId} in namespace ${kube.namespace}`,
      );
    const pod = taskManagerPod(configuration, name, spec, options.version, options.configFiles);
    yield* kube.create('pods', ownedBy(pod, deployment));
    info(`Pod ${name} is created.`);
  }
  const request = (spec: WorkerSpec, future: CompletableFuture<string>): void => {
    const name = `${clusterId}-taskmanager-${attempt}-${++lastPod}`;
    requests.set(name, future);
    info(
      `Creating new TaskManager pod with name ${name} and resource <${Math.floor(spec.memory.totalProcess / MB)},${Number.isInteger(spec.cpuCores) ? `${spec.cpuCores}.0` : spec.cpuCores}>.`,
    );
    spawn(createPod(spec, name), (error) => {
      warn(`Could not create pod ${name}, exception: ${error}`);
      requests.delete(name);
      future.completeExceptionally(error);
    });
  };

  return {
    initialize(events) {
      handler = events;
      spawn(start(), (error) =>
        handler.onError(
          exception(
            'org.apache.flink.runtime.resourcemanager.exceptions.ResourceManagerException',
            'Cannot initialize resource provider.',
            exception('java.util.concurrent.ExecutionException', String(error), toJavaError(error)),
          ),
        ),
      );
    },
    requestResource(spec) {
      const future = createFuture<string>();
      if (running) request(spec, future);
      else waiting.push(() => request(spec, future));
      return future;
    },
    releaseResource(name) {
      info(`Stopping TaskManager pod ${name}.`);
      stopPod(name);
    },
    deregisterApplication(_status, text) {
      info(`Deregistering Flink Kubernetes cluster, clusterId: ${clusterId}, diagnostics: ${text ?? ''}`);
      const done = createFuture<void>();
      spawn(
        (function* () {
          yield* kube.delete('deployments', clusterId);
          done.complete(undefined);
        })(),
        (error) => done.completeExceptionally(error),
      );
      return done;
    },
    terminate() {
      running = false;
      closeWatch?.();
    },
  };
}

/** KubernetesPod.isTerminated. */
function isTerminated({ status }: Pod): boolean {
  return status?.phase === 'Failed' || (status?.containerStatuses ?? []).some(({ state }) => state.terminated);
}
function isScheduled({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'PodScheduled' && is === 'True') ?? false;
}

/** KubernetesPod.getTerminatedDiagnostics. */
function diagnostics({ status }: Pod): string {
  const containers = (status?.containerStatuses ?? []).flatMap(({ name, state: { terminated } }) =>
    terminated
      ? [`${name}(exitCode=${terminated.exitCode}, reason=${terminated.reason}, message=${terminated.message ?? null})`]
      : [],
  );
  const failed =
    status?.phase === 'Failed'
      ? `, pod status: Failed(reason=${status.reason ?? null}, message=${status.message ?? null})`
      : '';
  return `Pod terminated, container termination statuses: [${containers.join(',')}]${failed}`;
}
