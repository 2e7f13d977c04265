import type {
  ConfigMap,
  Deployment,
  EnvVar,
  KubernetesObject,
  Pod,
  PodSpec,
  Service,
} from '../../../kubernetes/objects.ts';
import type { FileSystem } from '../../../platform/types.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { ClusterSpecification } from '../../client/cluster-descriptor.ts';
import type { WorkerSpec } from '../../jobmanager/worker-provider.ts';
import { taskManagerJvmArguments } from '../../memory/taskmanager-memory.ts';

/** The objects that Flink makes of a configuration: KubernetesJobManagerFactory, KubernetesTaskManagerFactory and their decorators. */

/** MAXIMUM_CHARACTERS_OF_CLUSTER_ID. */
export const LONGEST_CLUSTER_ID = 45;
const MAIN_CONTAINER = 'flink-main-container';
const CONF_VOLUME = 'flink-config-volume';
/** log4j-console.properties and logback-console.xml of the client go into the ConfigMap, too. */
const LOG_FILES = ['logback-console.xml', 'log4j-console.properties'];
const PORTS = { rest: '8081', rpc: '6123', blob: '6124', taskManagerRpc: '6122' } as const;
const MB = 1024 * 1024;

const jobManagerLabels = (clusterId: string): Record<string, string> => ({
  ...commonLabels(clusterId),
  component: 'jobmanager',
});
export const taskManagerLabels = (clusterId: string): Record<string, string> => ({
  ...commonLabels(clusterId),
  component: 'taskmanager',
});
const commonLabels = (clusterId: string): Record<string, string> => ({
  app: clusterId,
  type: 'flink-native-kubernetes',
});
/** ConfigMaps of KubernetesHaServices. */
export const highAvailabilityLabels = (clusterId: string): Record<string, string> => ({
  ...commonLabels(clusterId),
  'configmap-type': 'high-availability',
});
export const restServiceName = (clusterId: string): string => `${clusterId}-rest`;

/** `apache/flink:1.13.6-scala_2.12`: what KubernetesConfigOptions.CONTAINER_IMAGE says for a release. */
function defaultImage(version: string): string {
  return `apache/flink:${version}-scala_2.12`;
}

/** `a:1,b:2` */
function mapOf(text: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (text ?? '')
      .split(',')
      .filter((pair) => pair.includes(':'))
      .map((pair) => [pair.slice(0, pair.indexOf(':')).trim(), pair.slice(pair.indexOf(':') + 1).trim()]),
  );
}
const listOf = (text: string | undefined): string[] => (text ?? '').split(';').filter((part) => part !== '');

function environment(configuration: Configuration, prefix: string): EnvVar[] {
  return Object.entries(configuration)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => ({ name: key.slice(prefix.length), value }));
}

interface PodOptions {
  readonly configuration: Configuration;
  readonly component: 'jobmanager' | 'taskmanager';
  readonly command: string;
  readonly env: readonly EnvVar[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly cpu: number;
  readonly memoryMB: number;
  readonly image: string;
  readonly configFiles: readonly string[];
}

function podSpec(options: PodOptions): PodSpec {
  const { configuration, component } = options;
  const clusterId = configuration['kubernetes.cluster-id'] ?? '';
  const account =
    configuration[`kubernetes.${component}.service-account`] ??
    configuration['kubernetes.service-account'] ??
    'default';
  const resources = {
    cpu: Number.isInteger(options.cpu) ? `${options.cpu}.0` : String(options.cpu),
    memory: `${options.memoryMB}Mi`,
  };
  const selector = mapOf(configuration[`kubernetes.${component}.node-selector`]);
  const tolerations = listOf(configuration[`kubernetes.${component}.tolerations`]).map(mapOf);
  return {
    serviceAccountName: account,
    serviceAccount: account,
    ...(component === 'taskmanager' ? { restartPolicy: 'Never' as const } : {}),
    ...(Object.keys(selector).length > 0 ? { nodeSelector: selector } : {}),
    ...(tolerations.length > 0 ? { tolerations: tolerations as NonNullable<PodSpec['tolerations']> } : {}),
    containers: [
      {
        name: MAIN_CONTAINER,
        image: options.image,
        imagePullPolicy: (configuration['kubernetes.container.image.pull-policy'] ?? 'IfNotPresent') as 'IfNotPresent',
        command: [configuration['kubernetes.entry.path'] ?? '/docker-entrypoint.sh'],
        args: ['bash', '-c', options.command],
        env: options.env,
        ports: options.ports,
        resources: { requests: resources, limits: resources },
        volumeMounts: [
          { name: CONF_VOLUME, mountPath: configuration['kubernetes.flink.conf.dir'] ?? '/opt/flink/conf' },
        ],
      },
    ],
    volumes: [
      {
        name: CONF_VOLUME,
        configMap: {
          name: configMapName(clusterId),
          items: options.configFiles.map((name) => ({ key: name, path: name })),
        },
      },
    ],
  };
}

const configMapName = (clusterId: string): string => `flink-config-${clusterId}`;

export interface JobManagerResources {
  readonly deployment: Deployment;
  /** The Services and ConfigMaps that belong to it, in the order in which they are made. */
  readonly accompanying: readonly (Service | ConfigMap)[];
  /** What the JobManager will find as its flink-conf.yaml. */
  readonly configuration: Configuration;
}

/** KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification. `conf`: the client's configuration directory. */
export function jobManagerResources(
  given: Configuration,
  specification: ClusterSpecification,
  version: string,
  files: FileSystem,
  conf: string,
): JobManagerResources {
  const clusterId = given['kubernetes.cluster-id'] ?? '';
  const namespace = given['kubernetes.namespace'] ?? 'default';
  const port = (key: string, fallback: string): number => Number(given[key] ?? fallback);
  const restPort = port('rest.port', PORTS.rest);
  const highlyAvailable = isHighlyAvailable(given);
  const configuration: Configuration = {
    ...given,
    'jobmanager.rpc.address': `${clusterId}.${namespace}`,
  };
  const { 'kubernetes.config.file': _file, ...clusterSide } = configuration;
  const logFiles = LOG_FILES.filter((name) => files.exists(`${conf}/${name}`));
  const labels = jobManagerLabels(clusterId);
  const rpcPort = port('jobmanager.rpc.port', PORTS.rpc);
  const blobPort = port('blob.server.port', PORTS.blob);
  const target = given['execution.target'] ?? 'kubernetes-session';
  const spec = podSpec({
    configuration,
    component: 'jobmanager',
    command: `kubernetes-jobmanager.sh ${target} `,
    image: given['kubernetes.container.image'] ?? defaultImage(version),
    env: [
      ...environment(given, 'containerized.master.env.'),
      { name: '_POD_IP_ADDRESS', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
    ports: [
      { name: 'rest', containerPort: restPort },
      { name: 'jobmanager-rpc', containerPort: rpcPort },
      { name: 'blobserver', containerPort: blobPort },
    ],
    cpu: Number(given['kubernetes.jobmanager.cpu'] ?? '1.0'),
    memoryMB: specification.masterMemoryMB,
    configFiles: [...logFiles, 'flink-conf.yaml'],
  });
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: clusterId, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: mapOf(given['kubernetes.jobmanager.annotations']) },
        spec,
      },
    },
  };
  const headless: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: clusterId, labels: commonLabels(clusterId) },
    spec: {
      clusterIP: 'None',
      selector: labels,
      ports: [
        { name: 'jobmanager-rpc', port: rpcPort },
        { name: 'blobserver', port: blobPort },
      ],
    },
  };
  const rest: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: restServiceName(clusterId),
      labels: commonLabels(clusterId),
      annotations: mapOf(given['kubernetes.rest-service.annotations']),
    },
    spec: {
      type: (given['kubernetes.rest-service.exposed.type'] ?? 'LoadBalancer') as 'LoadBalancer',
      selector: labels,
      ports: [{ name: 'rest', port: restPort, targetPort: port('rest.bind-port', String(restPort)) }],
    },
  };
  const config: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(clusterId), labels: commonLabels(clusterId) },
    data: {
      ...Object.fromEntries(logFiles.map((name) => [name, files.readText(`${conf}/${name}`)])),
      'flink-conf.yaml': Object.entries(clusterSide)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(''),
    },
  };
  return { deployment, accompanying: [...(highlyAvailable ? [] : [headless]), rest, config], configuration };
}

/** HighAvailabilityMode.isHighAvailabilityModeActivated. */
export function isHighlyAvailable(configuration: Configuration): boolean {
  return (configuration['high-availability'] ?? 'NONE').toUpperCase() !== 'NONE';
}

/** KubernetesTaskManagerFactory.buildTaskManagerKubernetesPod. */
export function taskManagerPod(
  configuration: Configuration,
  name: string,
  worker: WorkerSpec,
  version: string,
  /** Names of the files in the cluster's ConfigMap. */
  configFiles: readonly string[],
): Pod {
  const clusterId = configuration['kubernetes.cluster-id'] ?? '';
  const { memory, slots, cpuCores } = worker;
  const bytes = (value: number): string => `${value}b`;
  const resourceArguments = [
    ['taskmanager.memory.framework.off-heap.size', bytes(memory.frameworkOffHeap)],
    ['taskmanager.memory.network.max', bytes(memory.network)],
    ['taskmanager.memory.network.min', bytes(memory.network)],
    ['taskmanager.memory.framework.heap.size', bytes(memory.frameworkHeap)],
    ['taskmanager.memory.managed.size', bytes(memory.managed)],
    ['taskmanager.cpu.cores', Number.isInteger(cpuCores) ? `${cpuCores}.0` : String(cpuCores)],
    ['taskmanager.memory.task.heap.size', bytes(memory.taskHeap)],
    ['taskmanager.memory.task.off-heap.size', bytes(memory.taskOffHeap)],
    ['taskmanager.memory.jvm-metaspace.size', bytes(memory.metaspace)],
    ['taskmanager.memory.jvm-overhead.max', bytes(memory.overhead)],
    ['taskmanager.memory.jvm-overhead.min', bytes(memory.overhead)],
    ['taskmanager.numberOfTaskSlots', String(slots)],
  ].map(([key, value]) => `-D ${key}=${value}`);
  const port = Number(configuration['taskmanager.rpc.port'] ?? PORTS.taskManagerRpc);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: taskManagerLabels(clusterId),
      annotations: mapOf(configuration['kubernetes.taskmanager.annotations']),
    },
    spec: podSpec({
      configuration,
      component: 'taskmanager',
      command: `kubernetes-taskmanager.sh -Dtaskmanager.resource-id=${name} ${resourceArguments.join(' ')}`,
      image: configuration['kubernetes.container.image'] ?? defaultImage(version),
      env: [
        {
          name: 'FLINK_TM_JVM_MEM_OPTS',
          value: taskManagerJvmArguments(memory).join(' '),
        },
        ...environment(configuration, 'containerized.taskmanager.env.'),
      ],
      ports: [{ name: 'taskmanager-rpc', containerPort: port }],
      cpu: cpuCores,
      memoryMB: Math.floor(memory.totalProcess / MB),
      configFiles,
    }),
  };
}

/** Makes an object one of a Deployment's: it goes with it. */
export function ownedBy<T extends KubernetesObject>(object: T, deployment: Deployment): T {
  const { apiVersion, kind, metadata } = deployment;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ownerReferences: [
        { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true },
      ],
    },
  };
}
