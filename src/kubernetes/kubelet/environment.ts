import { bindDirectory } from '../../platform/containers.ts';
import { fromBase64, fromUtf8 } from '../../platform/encodings.ts';
import { parentPath } from '../../platform/file-tree.ts';
import type { Machine } from '../../platform/types.ts';
import { API_SERVICE_IP, type KubernetesCluster } from '../cluster.ts';
import type { Container, Pod, Volume } from '../objects.ts';

/** Where a pod finds the identity of its service account. */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Something that a container names and that is not there; the kubelet tries again. */
export class MissingReference extends Error {}

/** Variables of a container: the cluster's, then its own. Throws {@link MissingReference}. */
export function environmentOf(
  cluster: KubernetesCluster,
  pod: Pod,
  container: Container,
  { ip }: Machine,
): Record<string, string> {
  const { store } = cluster;
  const { name, namespace = 'default' } = pod.metadata;
  const variables: Record<string, string> = {
    HOSTNAME: name,
    KUBERNETES_SERVICE_HOST: API_SERVICE_IP,
    KUBERNETES_SERVICE_PORT: '443',
    KUBERNETES_PORT: `tcp://${API_SERVICE_IP}:443`,
  };
  for (const { configMapRef } of container.envFrom ?? []) {
    if (!configMapRef) continue;
    const map = store.get('configmaps', namespace, configMapRef.name);
    if (!map) throw new MissingReference(`configmap "${configMapRef.name}" not found`);
    Object.assign(variables, map.data);
  }
  const field = (path: string): string => {
    switch (path) {
      case 'status.podIP':
        return ip;
      case 'status.hostIP':
        return cluster.nodes.get(pod.spec.nodeName ?? '')?.machine.ip ?? '';
      case 'metadata.name':
        return name;
      case 'metadata.namespace':
        return namespace;
      case 'metadata.uid':
        return pod.metadata.uid ?? '';
      case 'spec.nodeName':
        return pod.spec.nodeName ?? '';
      case 'spec.serviceAccountName':
        return pod.spec.serviceAccountName ?? '';
      default:
        return /^metadata\.labels\['(.+)'\]$/.exec(path)?.[1] ?? '';
    }
  };
  for (const { name: key, value, valueFrom } of container.env ?? []) {
    if (value !== undefined) variables[key] = expand(String(value), variables);
    else if (valueFrom?.fieldRef) variables[key] = field(valueFrom.fieldRef.fieldPath);
    else if (valueFrom?.configMapKeyRef) {
      const { name: map, key: entry, optional } = valueFrom.configMapKeyRef;
      const found = store.get('configmaps', namespace, map);
      if (!found && !optional) throw new MissingReference(`configmap "${map}" not found`);
      const text = found?.data?.[entry];
      if (text === undefined && !optional)
        throw new MissingReference(`couldn't find key ${entry} in ConfigMap ${namespace}/${map}`);
      if (text !== undefined) variables[key] = text;
    } else if (valueFrom?.secretKeyRef) {
      const { name: secret, key: entry, optional } = valueFrom.secretKeyRef;
      const found = store.get('secrets', namespace, secret);
      if (!found && !optional) throw new MissingReference(`secret "${secret}" not found`);
      const text = found?.data?.[entry];
      if (text !== undefined) variables[key] = fromUtf8(fromBase64(text));
    }
  }
  return variables;
}

/** `$(NAME)` in commands and values. */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\(([\w.-]+)\)/g, (whole, name: string) => variables[name] ?? whole);
}

/** Why a volume cannot be set up yet; null when all can. */
export function missingVolume(
  cluster: KubernetesCluster,
  pod: Pod,
): { readonly volume: Volume; readonly why: string } | null {
  const { namespace } = pod.metadata;
  for (const volume of pod.spec.volumes ?? []) {
    const { configMap, secret, nfs, persistentVolumeClaim } = volume;
    if (configMap && !configMap.optional && !cluster.store.get('configmaps', namespace, configMap.name))
      return { volume, why: `configmap "${configMap.name}" not found` };
    if (secret && !cluster.store.get('secrets', namespace, secret.secretName))
      return { volume, why: `secret "${secret.secretName}" not found` };
    if (nfs && !serverOf(cluster, nfs.server))
      return { volume, why: `mount.nfs: Failed to resolve server ${nfs.server}` };
    if (persistentVolumeClaim)
      return { volume, why: `persistent volume claims are not simulated ("${persistentVolumeClaim.claimName}")` };
  }
  return null;
}

/** A machine that exports its directories by NFS. */
const serverOf = ({ nodes }: KubernetesCluster, server: string): Machine | undefined =>
  [...nodes.values()].map(({ machine }) => machine).find(({ name, ip }) => name === server || ip === server);

/** Lays a container's volumes over its image's files. */
export function mountVolumes(cluster: KubernetesCluster, pod: Pod, container: Container, machine: Machine): void {
  const { files } = machine;
  const { namespace = 'default' } = pod.metadata;
  files.mkdir(SERVICE_ACCOUNT, { recursive: true });
  files.write(`${SERVICE_ACCOUNT}/token`, `${namespace}/${pod.spec.serviceAccountName ?? 'default'}`);
  files.write(`${SERVICE_ACCOUNT}/namespace`, namespace);
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((each) => each.name === name);
    if (!volume) continue;
    const path = mountPath.replace(/\/+$/, '') || '/';
    const { configMap, secret, hostPath, nfs } = volume;
    if (configMap) {
      const data = () => cluster.store.get('configmaps', namespace, configMap.name)?.data ?? {};
      project(machine, path, data, configMap.items, subPath);
    } else if (secret) {
      const data = () => cluster.store.get('secrets', namespace, secret.secretName)?.data ?? {};
      const plain = () =>
        Object.fromEntries(Object.entries(data()).map(([key, text]) => [key, fromUtf8(fromBase64(text))]));
      project(machine, path, plain, secret.items, subPath);
    } else if (hostPath) {
      const node = cluster.nodes.get(pod.spec.nodeName ?? '')?.machine;
      if (node) bindDirectory(node, hostPath.path, machine, path);
    } else if (nfs) {
      const server = serverOf(cluster, nfs.server);
      if (server) bindDirectory(server, nfs.path, machine, path);
    } else files.mkdir(path, { recursive: true });
  }
}

/**
 * Files of a ConfigMap or Secret, read-only and always as the object is now; the directory holds nothing else (a `subPath` copies one file in).
 */
function project(
  machine: Machine,
  path: string,
  dataNow: () => Readonly<Record<string, string>>,
  items: readonly { readonly key: string; readonly path: string }[] | undefined,
  subPath: string | undefined,
): void {
  const { files } = machine;
  const textAt = (name: string): string | undefined =>
    dataNow()[items ? (items.find((item) => item.path === name)?.key ?? '') : name];
  if (subPath !== undefined) {
    const text = textAt(subPath);
    if (text === undefined) return;
    files.mkdir(parentPath(path), { recursive: true });
    files.write(path, text);
    return;
  }
  const names = (): string[] =>
    (items?.map((item) => item.path) ?? Object.keys(dataNow())).filter((name) => textAt(name) !== undefined);
  if (files.exists(path)) files.remove(path, { recursive: true });
  files.mount(path, {
    list: (inner) => (inner === '' ? names().map((name) => ({ name, type: 'file' as const })) : null),
    read(inner) {
      const text = textAt(inner);
      return text === undefined ? null : { kind: 'text', text };
    },
    size: (inner) => textAt(inner)?.length ?? null,
  });
}
