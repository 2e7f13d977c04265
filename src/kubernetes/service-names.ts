import type { Machine, NameService } from '../platform/types.ts';
import { API_SERVICE_IP, type KubernetesCluster } from './cluster.ts';
import type { Pod, Service } from './objects.ts';
import { matching } from './selectors.ts';

/** An address behind a Service. */
export interface Endpoint {
  readonly pod: Pod;
  readonly machine: Machine;
}

/** Pods that a Service sends to: those its selector matches that are ready, in order of their names. */
export function endpointsOf(cluster: KubernetesCluster, service: Service): Endpoint[] {
  const { selector } = service.spec;
  if (!selector) return [];
  const wanted = matching(selector);
  const found: Endpoint[] = [];
  for (const pod of cluster.store.list('pods', service.metadata.namespace)) {
    if (!wanted(pod.metadata.labels ?? {}) || pod.metadata.deletionTimestamp !== undefined) continue;
    if (!pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) continue;
    const machine = machineOf(cluster, pod);
    if (machine) found.push({ pod, machine });
  }
  return found.sort((a, b) => (a.pod.metadata.name < b.pod.metadata.name ? -1 : 1));
}

/** The container machine of a pod that runs. */
export function machineOf(cluster: KubernetesCluster, pod: Pod): Machine | undefined {
  return cluster.nodes.get(pod.spec.nodeName ?? '')?.machineOf(pod);
}

/** The number of a Service's target port on a pod, which may go by a name there. */
export function targetPort(pod: Pod, target: number | string | undefined, port: number): number {
  if (target === undefined) return port;
  if (/^\d+$/.test(String(target))) return Number(target);
  for (const { ports } of pod.spec.containers)
    for (const each of ports ?? []) if (each.name === target) return each.containerPort;
  return port;
}

/** CoreDNS and kube-proxy: names of Services as pods see them, cluster IPs, node ports and load balancers' addresses. */
export function serviceNames(cluster: KubernetesCluster): NameService {
  const { store } = cluster;
  const podOn = (machine: Machine): Pod | undefined => {
    for (const node of cluster.nodes.values()) {
      const pod = node.podOn(machine);
      if (pod) return pod;
    }
    return undefined;
  };
  const inCluster = (machine: Machine): boolean =>
    cluster.nodes.has(machine.name) || (machine.host !== null && inCluster(machine.host));
  /** The Service that a DNS name means in a pod. */
  const byName = (from: Machine, host: string): Service | undefined => {
    const match = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(host);
    if (!match || from.host === null) return undefined;
    const pod = podOn(from);
    return pod && store.get('services', match[2] ?? pod.metadata.namespace, match[1]!);
  };
  const byAddress = (from: Machine, host: string): Service | undefined => {
    if (!/^[\d.]+$/.test(host)) return undefined;
    return store
      .list('services')
      .find(
        ({ spec, status }) =>
          (spec.clusterIP === host && inCluster(from)) ||
          spec.externalIPs?.includes(host) ||
          status?.loadBalancer.ingress?.some(({ ip }) => ip === host),
      );
  };
  const find = (from: Machine, host: string): Service | undefined => byAddress(from, host) ?? byName(from, host);
  const isApi = (service: Service): boolean => service.spec.clusterIP === API_SERVICE_IP;
  /** The node that a name or address means, for its node ports. */
  const nodeAt = (from: Machine, host: string): boolean => {
    if (host === 'localhost' || host.startsWith('127.')) return cluster.nodes.has(from.name);
    for (const { machine } of cluster.nodes.values()) if (machine.name === host || machine.ip === host) return true;
    return false;
  };
  return {
    resolve(from, host) {
      const service = find(from, host);
      if (!service) return undefined;
      return isApi(service) ? cluster.master : endpointsOf(cluster, service)[0]?.machine;
    },
    route(from, host, port) {
      let service = find(from, host);
      let wanted = service?.spec.ports?.find((each) => each.port === port);
      if (!service && port >= 30_000 && port <= 32_767 && nodeAt(from, host)) {
        service = store.list('services').find(({ spec }) => spec.ports?.some(({ nodePort }) => nodePort === port));
        wanted = service?.spec.ports?.find(({ nodePort }) => nodePort === port);
      }
      if (!service) return undefined;
      if (isApi(service)) return { machine: cluster.master, port: wanted ? Number(wanted.targetPort) : port };
      const endpoint = endpointsOf(cluster, service)[0];
      if (!endpoint) return null;
      // A headless Service is only a name for its pods: every port of theirs is reached.
      if (service.spec.clusterIP === 'None') return { machine: endpoint.machine, port };
      return wanted
        ? { machine: endpoint.machine, port: targetPort(endpoint.pod, wanted.targetPort, wanted.port) }
        : null;
    },
  };
}
