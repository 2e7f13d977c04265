import type { FileContent, Platform, Process } from '../../../platform/types.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { Jar } from '../../api/jar.ts';
import type { RestHandler } from '../../jobmanager/cluster-view.ts';
import { exception } from '../../jobmanager/errors.ts';
import { runTaskManager } from '../../taskmanager/taskmanager-runner.ts';
import { runPackagedApplication } from '../application.ts';
import { createClusterServices } from '../cluster-services.ts';
import { createLog } from '../logging.ts';
import { runClusterEntrypoint, type SessionOptions } from '../standalone.ts';
import { APPLICATION_OPTIONS, decodeArguments, KUBERNETES_ENTRYPOINTS } from './cluster-descriptor.ts';
import { createKubernetesDriver } from './resource-manager-driver.ts';
import { isHighlyAvailable } from './resources.ts';

export interface KubernetesProcessOptions {
  /** flink-conf.yaml of the pod and what its command line adds. */
  readonly configuration: Configuration;
  readonly writeLog: (text: string) => void;
}

export interface KubernetesMasterOptions extends KubernetesProcessOptions {
  readonly mode: keyof typeof KUBERNETES_ENTRYPOINTS;
  readonly rest: RestHandler;
  /** Of Flink. */
  readonly version: string;
  /** Files of the configuration directory: they are in the cluster's ConfigMap. */
  readonly configFiles: readonly string[];
  readonly loadJar: (content: FileContent) => Jar | null;
}

/** KubernetesSessionClusterEntrypoint and KubernetesApplicationClusterEntrypoint: the JobManager in its pod. */
export function runKubernetesMaster(platform: Platform, process: Process, options: KubernetesMasterOptions): void {
  const log = createLog(platform, options.writeLog, process);
  const configuration = masterConfiguration(options.configuration, process);
  const session: SessionOptions = {
    platform,
    process,
    configuration,
    log,
    rest: options.rest,
    entrypoint: KUBERNETES_ENTRYPOINTS[options.mode],
    provider: {
      cpuOption: 'kubernetes.taskmanager.cpu',
      driver: (resolved) =>
        createKubernetesDriver({
          platform,
          process,
          configuration: resolved,
          version: options.version,
          configFiles: options.configFiles,
          log,
        }),
    },
  };
  if (options.mode === 'session') {
    runClusterEntrypoint(session);
    return;
  }
  const path = (configuration[APPLICATION_OPTIONS.jars] ?? '').replace(/^local:\/\/(?=\/)/, '');
  const savepoint = configuration[APPLICATION_OPTIONS.savepoint];
  runPackagedApplication(session, {
    path,
    read: () => process.machine.files.read(path),
    loadJar: options.loadJar,
    mainClass: configuration[APPLICATION_OPTIONS.mainClass],
    args: decodeArguments(configuration[APPLICATION_OPTIONS.args]),
    savepoint:
      savepoint === undefined
        ? null
        : {
            path: savepoint,
            allowNonRestoredState: configuration[APPLICATION_OPTIONS.allowNonRestoredState] === 'true',
          },
  });
}

/** KubernetesEntrypointUtils.loadConfiguration: with high availability the pod's address is the JobManager's. */
function masterConfiguration(configuration: Configuration, process: Process): Configuration {
  if (!isHighlyAvailable(configuration)) return configuration;
  const address = process.spec.env._POD_IP_ADDRESS;
  if (address === undefined)
    throw exception(
      'java.lang.IllegalStateException',
      'JobManager ip address environment variable _POD_IP_ADDRESS not set',
    );
  return { ...configuration, 'jobmanager.rpc.address': address, 'rest.address': address };
}

/** KubernetesTaskExecutorRunner: a TaskManager in its pod. */
export function runKubernetesTaskManager(
  platform: Platform,
  process: Process,
  { configuration, writeLog }: KubernetesProcessOptions,
): void {
  const own = { ...configuration, 'taskmanager.host': configuration['taskmanager.host'] ?? process.machine.ip };
  const services = createClusterServices(platform, process, own, createLog(platform, writeLog, process));
  runTaskManager(process, platform, own, { highAvailability: services.highAvailability, writeLog });
}
