import type { Service } from '../../../kubernetes/objects.ts';
import type { Task } from '../../../simulation/task.ts';
import type { Configuration } from '../../api/configuration.ts';
import { type ClusterClient, clusterClient } from '../../client/cluster-client.ts';
import type {
  ApplicationConfiguration,
  ClusterClientFactory,
  ClusterDescriptor,
  ClusterSpecification,
  DeployedCluster,
  DeploymentClient,
} from '../../client/cluster-descriptor.ts';
import { exception, toJavaError } from '../../jobmanager/errors.ts';
import { createKubeClient, type FlinkKubeClient } from './kube-client.ts';
import { isHighlyAvailable, jobManagerResources, LONGEST_CLUSTER_ID, ownedBy, restServiceName } from './resources.ts';

const LOGGER = 'org.apache.flink.kubernetes.KubernetesClusterDescriptor';
const DEPLOYMENT_EXCEPTION = 'org.apache.flink.client.deployment.ClusterDeploymentException';

export const KUBERNETES_ENTRYPOINTS = {
  session: 'org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint',
  application: 'org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint',
} as const;

/** KubernetesClusterClientFactory: `execution.target: kubernetes-session | kubernetes-application`. */
export const kubernetesClusterClientFactory: ClusterClientFactory = {
  targets: { session: 'kubernetes-session', perJob: null, application: 'kubernetes-application' },
  clusterId: (configuration) => configuration['kubernetes.cluster-id'] ?? null,
  available: () => true,
  createClusterDescriptor,
};

/** What starts a program in a JobManager, as it stands in its configuration (ApplicationConfiguration.applyToConfiguration). */
export const APPLICATION_OPTIONS = {
  mainClass: '$internal.application.main',
  args: '$internal.application.program-args',
  jars: 'pipeline.jars',
  savepoint: 'execution.savepoint.path',
  allowNonRestoredState: 'execution.savepoint.ignore-unclaimed-state',
} as const;

function createClusterDescriptor(client: DeploymentClient): ClusterDescriptor {
  const { platform, process } = client;
  const random = platform.world.random('kubernetes cluster id');
  const clusterId =
    client.configuration['kubernetes.cluster-id'] ?? `flink-cluster-${random.hex(32)}`.slice(0, LONGEST_CLUSTER_ID);
  const configuration: Configuration = { ...client.configuration, 'kubernetes.cluster-id': clusterId };
  const kube = createKubeClient(platform, process, configuration);
  const info = (message: string): void => client.log('INFO', LOGGER, message);

  function* clientOf(): Task<ClusterClient> {
    const service = yield* kube.get('services', restServiceName(clusterId));
    const endpoint = service && restEndpoint(service, kube);
    if (!endpoint) {
      const cause = exception(
        'org.apache.flink.client.deployment.ClusterRetrieveException',
        `Could not get the rest endpoint of ${clusterId}`,
      );
      throw exception('java.lang.RuntimeException', `${cause.className}: ${cause.message}`, cause);
    }
    if (service.spec.type === 'ClusterIP')
      client.log(
        'WARN',
        LOGGER,
        "Please note that Flink client operations(e.g. cancel, list, stop, savepoint, etc.) won't work from outside the Kubernetes cluster since 'kubernetes.rest-service.exposed.type' has been set to ClusterIP.",
      );
    return clusterClient(process, platform, endpoint.host, endpoint.port, configuration);
  }
  function* deploy(
    entrypoint: string,
    specification: ClusterSpecification,
    extra: Configuration,
  ): Task<DeployedCluster> {
    const complete = withFixedPorts(client, {
      ...configuration,
      ...extra,
      'internal.cluster.execution-mode': 'NORMAL',
      'kubernetes.internal.jobmanager.entrypoint.class': entrypoint,
      ...(isHighlyAvailable(configuration) ? { 'high-availability.cluster-id': clusterId } : {}),
    });
    try {
      if (clusterId.length > LONGEST_CLUSTER_ID)
        throw exception(
          'java.lang.IllegalArgumentException',
          `kubernetes.cluster-id must be no more than ${LONGEST_CLUSTER_ID} characters. Please change kubernetes.cluster-id.`,
        );
      const conf = process.spec.env.FLINK_CONF_DIR ?? `${client.flinkHome}/conf`;
      const version = flinkVersion(client);
      const resources = jobManagerResources(complete, specification, version, process.machine.files, conf);
      const created = yield* kube.create('deployments', resources.deployment);
      for (const object of resources.accompanying) {
        const owned = ownedBy(object, created);
        if ('data' in owned) yield* kube.createOrReplace('configmaps', owned);
        else if ('spec' in owned) yield* kube.createOrReplace('services', owned);
      }
      return { clusterId, client: yield* clientOf() };
    } catch (error) {
      client.log(
        'WARN',
        LOGGER,
        `Failed to create the Kubernetes cluster "${clusterId}", try to clean up the residual resources.`,
      );
      try {
        yield* kube.delete('deployments', clusterId);
      } catch (cleanup) {
        client.log(
          'INFO',
          LOGGER,
          `Failed to stop and clean up the Kubernetes cluster "${clusterId}".`,
          toJavaError(cleanup),
        );
      }
      throw exception(DEPLOYMENT_EXCEPTION, `Could not create Kubernetes cluster "${clusterId}".`, toJavaError(error));
    }
  }

  return {
    *retrieve() {
      const found = yield* clientOf();
      info(`Retrieve flink cluster ${clusterId} successfully, JobManager Web Interface: ${found.restUrl}`);
      return found;
    },
    *deploySessionCluster(specification) {
      const deployed = yield* deploy(KUBERNETES_ENTRYPOINTS.session, specification, {});
      info(
        `Create flink session cluster ${clusterId} successfully, JobManager Web Interface: ${deployed.client.restUrl}`,
      );
      return deployed;
    },
    // biome-ignore lint/correctness/useYield: it never waits
    *deployJobCluster() {
      throw exception(DEPLOYMENT_EXCEPTION, 'Per-Job Mode not supported by Active Kubernetes deployments.');
    },
    *deployApplicationCluster(specification, application) {
      if ((yield* kube.get('services', restServiceName(clusterId))) !== null)
        throw exception(DEPLOYMENT_EXCEPTION, `The Flink cluster ${clusterId} already exists.`);
      checkJar(application);
      const deployed = yield* deploy(
        KUBERNETES_ENTRYPOINTS.application,
        specification,
        applicationOptions(application),
      );
      info(
        `Create flink application cluster ${clusterId} successfully, JobManager Web Interface: ${deployed.client.restUrl}`,
      );
      return deployed;
    },
    *killCluster() {
      try {
        yield* kube.delete('deployments', clusterId);
      } catch {
        throw exception('org.apache.flink.util.FlinkException', `Could not kill Kubernetes cluster ${clusterId}`);
      }
    },
  };
}

/** Fabric8FlinkKubeClient.getRestEndpoint. */
function restEndpoint(
  service: Service,
  kube: FlinkKubeClient,
): { readonly host: string; readonly port: number } | null {
  const { type, ports, externalIPs } = service.spec;
  const port = ports?.find(({ name }) => name === 'rest');
  if (!port)
    throw exception('java.lang.RuntimeException', `Failed to find port "rest" in Service "${service.metadata.name}"`);
  if (type === 'ClusterIP') return { host: `${service.metadata.name}.${kube.namespace}`, port: port.port };
  const number = type === 'NodePort' ? (port.nodePort ?? port.port) : port.port;
  const balancer = service.status?.loadBalancer;
  if (!balancer) return externalIPs?.[0] ? { host: externalIPs[0], port: number } : null;
  // Without a load balancer's address it is the API server's.
  return { host: balancer.ingress?.[0]?.ip ?? kube.masterHost, port: number };
}

/** KubernetesUtils.checkAndUpdatePortConfigOption: ports that Services and pods name must be known beforehand. */
function withFixedPorts(client: DeploymentClient, configuration: Configuration): Configuration {
  const fixed: Record<string, string> = { ...configuration };
  const fix = (key: string, unset: string, port: string): void => {
    if ((fixed[key] ?? unset) !== '0') return;
    fixed[key] = port;
    client.log(
      'INFO',
      'org.apache.flink.kubernetes.utils.KubernetesUtils',
      `Kubernetes deployment requires a fixed port. Configuration ${key} will be set to ${port}`,
    );
  };
  fix('blob.server.port', '0', '6124');
  fix('taskmanager.rpc.port', '0', '6122');
  fix('rest.bind-port', fixed['rest.port'] ?? '8081', '8081');
  if (isHighlyAvailable(configuration))
    fix('high-availability.jobmanager.port', '0', fixed['jobmanager.rpc.port'] ?? '6123');
  return fixed;
}

/** KubernetesUtils.checkJarFileForApplicationMode. */
function checkJar({ jar }: ApplicationConfiguration): void {
  if (/^local:\/\//.test(jar)) return;
  throw exception(
    'java.lang.IllegalArgumentException',
    'Only "local" is supported as schema for application mode. This assumes that the jar is located in the image, not the Flink client. An example of such path is: local:///opt/flink/examples/streaming/WindowJoin.jar',
  );
}

function applicationOptions({ jar, mainClass, args, savepoint }: ApplicationConfiguration): Configuration {
  return {
    [APPLICATION_OPTIONS.jars]: jar,
    ...(mainClass === null ? {} : { [APPLICATION_OPTIONS.mainClass]: mainClass }),
    ...(args.length === 0 ? {} : { [APPLICATION_OPTIONS.args]: encodeArguments(args) }),
    ...(savepoint === null || savepoint === undefined
      ? {}
      : {
          [APPLICATION_OPTIONS.savepoint]: savepoint.path,
          [APPLICATION_OPTIONS.allowNonRestoredState]: String(savepoint.allowNonRestoredState),
        }),
  };
}

/** ConfigUtils.encodeCollectionToConfig: joined by `;`, quoted where they hold one. */
function encodeArguments(args: readonly string[]): string {
  return args.map((arg) => (/[;'"]/.test(arg) ? `'${arg.replace(/'/g, "''")}'` : arg)).join(';');
}
export function decodeArguments(text: string | undefined): string[] {
  const args: string[] = [];
  for (const match of (text ?? '').matchAll(/(?:^|;)(?:'((?:[^']|'')*)'|([^;]*))/g))
    args.push(match[1]?.replace(/''/g, "'") ?? match[2] ?? '');
  return text === undefined ? [] : args;
}

/** By the name of flink-dist's jar. */
function flinkVersion({ process, flinkHome }: DeploymentClient): string {
  const { files } = process.machine;
  const names = files.exists(`${flinkHome}/lib`) ? files.list(`${flinkHome}/lib`) : [];
  return /flink-dist_[\d.]+-(\d+\.\d+\.\d+)\.jar/.exec(names.join(' '))?.[1] ?? '1.13.6';
}
