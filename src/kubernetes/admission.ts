import { base64, utf8 } from '../platform/encodings.ts';
import type { Random } from '../simulation/random.ts';
import { ApiError, invalid, notFound } from './errors.ts';
import type { Deployment, Job, Kinds, KubernetesObject, Pod, PodSpec, Resource, Secret, Service } from './objects.ts';
import { infoOf } from './resources.ts';
import { matching } from './selectors.ts';
import type { Store } from './store.ts';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const RBAC: ReadonlySet<Resource> = new Set(['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings']);
/** Seconds that a pod stays bound to a node that is gone (DefaultTolerationSeconds). */
const NODE_LOST_SECONDS = 300;
const NODE_PORTS = { from: 30_000, to: 32_767 };

/** What the API server makes of a new object: validation, defaults and admission. Throws {@link ApiError}. */
export function admit<R extends Resource>(store: Store, random: Random, resource: R, object: Kinds[R]): Kinds[R] {
  checkName(resource, object);
  const { namespace } = object.metadata;
  if (infoOf(resource).namespaced && !store.get('namespaces', undefined, namespace ?? 'default'))
    throw notFound('namespaces', namespace ?? 'default');
  // The switch is over the resource's name, which decides the object's type.
  switch (resource) {
    case 'pods':
      return admitPod(store, object as Pod) as Kinds[R];
    case 'services':
      return admitService(store, random, object as Service) as Kinds[R];
    case 'deployments':
    case 'replicasets':
      checkWorkload(resource, object as Deployment);
      return object;
    case 'secrets':
      return admitSecret(object as Secret) as Kinds[R];
    case 'jobs':
      return admitJob(object as Job) as Kinds[R];
    default:
      return object;
  }
}

function checkName(resource: Resource, { metadata }: KubernetesObject): void {
  if (!metadata.name) throw invalid(resource, '', 'metadata.name: Required value: name or generateName is required');
  if (!RBAC.has(resource) && !NAME.test(metadata.name))
    throw invalid(resource, metadata.name, `metadata.name: Invalid value: "${metadata.name}": ${NAME_RULE}`);
}

/** What `stringData` says as plain text is kept with the rest, in base64; a Secret without a type is Opaque. */
function admitSecret({ stringData = {}, ...secret }: Secret): Secret {
  const encoded = Object.entries(stringData).map(([key, text]) => [key, base64(utf8(text))]);
  return { type: 'Opaque', ...secret, data: { ...secret.data, ...Object.fromEntries(encoded) } };
}

function admitPod(store: Store, pod: Pod): Pod {
  const { name, namespace = 'default' } = pod.metadata;
  checkPodSpec('pods', name, 'spec', pod.spec);
  const account = pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? 'default';
  if (!store.get('serviceaccounts', namespace, account)) {
    throw new ApiError(
      'Forbidden',
      `pods "${name}" is forbidden: error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
      { group: '', kind: 'pods', name },
    );
  }
  const lost = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
    key,
    operator: 'Exists' as const,
    effect: 'NoExecute',
    tolerationSeconds: NODE_LOST_SECONDS,
  }));
  return {
    ...pod,
    spec: {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      ...pod.spec,
      serviceAccountName: account,
      serviceAccount: account,
      tolerations: [...(pod.spec.tolerations ?? []), ...lost],
    },
    status: { phase: 'Pending' },
  };
}

function checkPodSpec(resource: Resource, name: string, path: string, spec: PodSpec | undefined): void {
  if (!spec?.containers?.length) throw invalid(resource, name, `${path}.containers: Required value`);
  for (const [i, container] of spec.containers.entries()) {
    if (!container.name) throw invalid(resource, name, `${path}.containers[${i}].name: Required value`);
    if (!container.image) throw invalid(resource, name, `${path}.containers[${i}].image: Required value`);
    for (const [j, mount] of (container.volumeMounts ?? []).entries())
      if (!spec.volumes?.some((volume) => volume.name === mount.name))
        throw invalid(resource, name, `${path}.containers[${i}].volumeMounts[${j}].name: Not found: "${mount.name}"`);
  }
}

function checkWorkload(resource: Resource, { metadata, spec }: Deployment): void {
  checkPodSpec(resource, metadata.name, 'spec.template.spec', spec?.template?.spec);
  const labels = spec.template.metadata?.labels ?? {};
  const wanted = spec.selector?.matchLabels;
  if (!wanted || Object.keys(wanted).length === 0)
    throw invalid(resource, metadata.name, 'spec.selector: Required value');
  if (!matching(wanted)(labels)) {
    const map = Object.entries(labels).map(([key, value]) => `"${key}":"${value}"`);
    throw invalid(
      resource,
      metadata.name,
      `spec.template.metadata.labels: Invalid value: map[string]string{${map.join(', ')}}: \`selector\` does not match template \`labels\``,
    );
  }
}

function admitJob(job: Job): Job {
  const { name } = job.metadata;
  checkPodSpec('jobs', name, 'spec.template.spec', job.spec?.template?.spec);
  const policy = job.spec.template.spec.restartPolicy;
  if (policy !== 'OnFailure' && policy !== 'Never')
    throw invalid(
      'jobs',
      name,
      `spec.template.spec.restartPolicy: ${policy === undefined ? 'Required value: valid values: "OnFailure", "Never"' : `Unsupported value: "${policy}": supported values: "OnFailure", "Never"`}`,
    );
  return job;
}

function admitService(store: Store, random: Random, service: Service): Service {
  const { spec, metadata } = service;
  if (!spec?.ports?.length && spec?.type !== 'ExternalName' && spec?.clusterIP !== 'None')
    throw invalid('services', metadata.name, 'spec.ports: Required value');
  const type = spec.type ?? 'ClusterIP';
  const services = store.list('services').filter(({ metadata: other }) => other.uid !== metadata.uid);
  const addresses = new Set(services.map((other) => other.spec.clusterIP));
  const nodePorts = new Set(services.flatMap((other) => (other.spec.ports ?? []).map(({ nodePort }) => nodePort)));
  let { clusterIP } = spec;
  while (clusterIP === undefined || clusterIP === '' || (clusterIP !== 'None' && addresses.has(clusterIP)))
    clusterIP = `10.${96 + random.int(16)}.${random.int(256)}.${2 + random.int(253)}`;
  const needsNodePort = type === 'NodePort' || type === 'LoadBalancer';
  const ports = (spec.ports ?? []).map((port) => {
    let { nodePort } = port;
    if (nodePort !== undefined && needsNodePort) {
      if (nodePort < NODE_PORTS.from || nodePort > NODE_PORTS.to)
        throw invalid(
          'services',
          metadata.name,
          `spec.ports[0].nodePort: Invalid value: ${nodePort}: provided port is not in the valid range. The range of valid ports is 30000-32767`,
        );
      if (nodePorts.has(nodePort))
        throw invalid(
          'services',
          metadata.name,
          `spec.ports[0].nodePort: Invalid value: ${nodePort}: provided port is already allocated`,
        );
    }
    while (needsNodePort && (nodePort === undefined || nodePorts.has(nodePort)))
      nodePort = NODE_PORTS.from + random.int(NODE_PORTS.to - NODE_PORTS.from);
    nodePorts.add(nodePort);
    return { protocol: 'TCP', targetPort: port.port, ...port, ...(nodePort === undefined ? {} : { nodePort }) };
  });
  return {
    ...service,
    spec: { ...spec, type, clusterIP, ports },
    status: service.status ?? { loadBalancer: {} },
  };
}
