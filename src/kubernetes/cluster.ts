import type { ContainerEngine } from '../platform/containers.ts';
import { serviceSpec } from '../platform/process.ts';
import type { Machine, Platform, Process } from '../platform/types.ts';
import type { ProcessRole } from '../trace/facts.ts';
import { API_PORT, type Api, type ApiServer, startApiServer } from './api-server.ts';
import { ADMIN, BUILT_IN_ROLES } from './authorization.ts';
import { startControllers } from './controllers/manager.ts';
import { startKubelet } from './kubelet/kubelet.ts';
import { createNodeRuntime, type NodeRuntime } from './kubelet/node-runtime.ts';
import { readyNode } from './node-conditions.ts';
import type { KubernetesObject, Node, Taint } from './objects.ts';
import { bytes } from './quantity.ts';
import { startScheduler } from './scheduler.ts';
import { serviceNames } from './service-names.ts';
import { createStore, type Store } from './store.ts';

export interface NodeOptions {
  readonly controlPlane?: boolean;
  /** Taken by no pod that does not tolerate it. */
  readonly taints?: readonly Taint[];
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
}
export interface ClusterOptions {
  /** As contexts of kubectl name it. */
  readonly name: string;
  /** `v1.21.5` */
  readonly version: string;
  readonly engine: ContainerEngine;
  /** Addresses that Services of type LoadBalancer get; none: they stay pending. */
  readonly loadBalancerAddresses: readonly string[];
}

/** A Kubernetes cluster: its store, its nodes and the processes of its control plane. */
export interface KubernetesCluster {
  readonly options: ClusterOptions;
  readonly platform: Platform;
  readonly store: Store;
  readonly nodes: ReadonlyMap<string, NodeRuntime>;
  readonly master: Machine;
  /** Null while no API server runs. */
  readonly apiServer: ApiServer | null;
  /** The control plane's own access, from a process beside the API server; null while that does not run. Shows on the trace. */
  write(from: Process, verb: string, object: Pick<KubernetesObject, 'kind' | 'metadata'>, detail?: string): Api | null;
  /** Records an event of an object. */
  event(object: KubernetesObject, type: 'Normal' | 'Warning', reason: string, message: string, source: string): void;
  /** Makes a machine a node. */
  join(machine: Machine, options: NodeOptions): void;
  /** When each node's kubelet last reported, virtual ms. */
  readonly leases: Map<string, number>;
}

const clusters = new WeakMap<Platform, KubernetesCluster[]>();
/** systemd's RestartSec of kubelet, and how soon static pods are restarted. */
const RESTART_MS = 10_000;
const EVENT_SOURCE_LIMIT = 400;

/** The clusters of a platform. */
export function clustersOf(platform: Platform): readonly KubernetesCluster[] {
  return clusters.get(platform) ?? [];
}

/** Starts a control plane on `master`; nodes join it afterwards. */
export function createCluster(platform: Platform, master: Machine, options: ClusterOptions): KubernetesCluster {
  const { world, network } = platform;
  const store = createStore();
  const nodes = new Map<string, NodeRuntime>();
  const leases = new Map<string, number>();
  const random = world.random(`kubernetes ${options.name}`);
  let apiServer: ApiServer | null = null;
  let events = 0;

  const cluster: KubernetesCluster = {
    options,
    platform,
    store,
    nodes,
    master,
    leases,
    get apiServer() {
      return apiServer?.process.state === 'running' ? apiServer : null;
    },
    write(from, verb, object, detail) {
      const server = cluster.apiServer;
      if (!server || !from.alive || network.latency(from.machine, server.process.machine) === null) return null;
      network.send({
        from,
        to: server.process,
        protocol: 'kubernetes',
        name: `${verb} ${object.kind.toLowerCase()}`,
        detail: detail ?? object.metadata.name,
        deliver: () => {},
      });
      return server.as(ADMIN);
    },
    event(object, type, reason, message, source) {
      const { name, namespace = 'default' } = object.metadata;
      const same = store
        .list('events', namespace)
        .find((event) => event.involvedObject.name === name && event.reason === reason && event.message === message);
      if (same) {
        store.put('events', { ...same, count: same.count + 1, lastTimestamp: world.now });
        return;
      }
      store.put('events', {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.${random.hex(16)}`, namespace, creationTimestamp: world.now },
        involvedObject: { kind: object.kind, name, namespace },
        type,
        reason,
        message,
        source,
        count: 1,
        firstTimestamp: world.now,
        lastTimestamp: world.now,
      });
      if (++events > EVENT_SOURCE_LIMIT) store.remove('events', store.list('events')[0]!);
    },
    join(machine, node) {
      const runtime = createNodeRuntime(cluster, machine, nodes.size);
      nodes.set(machine.name, runtime);
      leases.set(machine.name, world.now);
      store.put('nodes', nodeObject(machine, node, options.version, nodes.size - 1, world.now));
      keepRunning(machine, 'kubelet', 'kubelet', (process) => startKubelet(runtime, process));
      keepRunning(machine, 'kube-proxy', 'other', () => {});
    },
  };
  /** A service of a node: it starts with the machine and again after it ended. */
  const keepRunning = (machine: Machine, name: string, role: ProcessRole, main: (process: Process) => void): void => {
    let process: Process | null = null;
    const start = (): void => {
      if (!machine.powered || process?.alive) return;
      process = machine.start(serviceSpec(`/usr/bin/${name}`, role));
      process.onClose(() => world.schedule(RESTART_MS, start));
      main(process);
    };
    machine.onPower((on) => {
      if (on) start();
    });
    start();
  };

  seed(store, world.now);
  keepRunning(master, 'etcd', 'other', () => {});
  keepRunning(master, 'kube-apiserver', 'apiserver', (process) => {
    apiServer = startApiServer(platform, process, store, options.version);
  });
  keepRunning(master, 'kube-controller-manager', 'other', (process) => startControllers(cluster, process));
  keepRunning(master, 'kube-scheduler', 'other', (process) => startScheduler(cluster, process));
  network.addNames(serviceNames(cluster));
  clusters.set(platform, [...clustersOf(platform), cluster]);
  return cluster;
}

/** What a fresh cluster holds. */
function seed(store: Store, now: number): void {
  const meta = (name: string, namespace?: string) => ({
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: `00000000-0000-4000-a000-${name.padEnd(12, '0').slice(0, 12)}`,
    creationTimestamp: now,
  });
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    store.put('namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { ...meta(name), labels: { 'kubernetes.io/metadata.name': name } },
      status: { phase: 'Active' },
    });
    store.put('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('default', name) });
    store.put('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta('kube-root-ca.crt', name),
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n(simulated)\n-----END CERTIFICATE-----\n' },
    });
  }
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  for (const [name, rules] of Object.entries(BUILT_IN_ROLES))
    store.put('clusterroles', { apiVersion, kind: 'ClusterRole', metadata: meta(name), rules });
  store.put('clusterrolebindings', {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: meta('cluster-admin'),
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', name: 'system:masters' }],
  });
  store.put('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...meta('kubernetes', 'default'), labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP',
      clusterIP: API_SERVICE_IP,
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: API_PORT }],
    },
    status: { loadBalancer: {} },
  });
}

/** The address under which pods find the API server. */
export const API_SERVICE_IP = '10.96.0.1';

function nodeObject(machine: Machine, options: NodeOptions, version: string, index: number, now: number): Node {
  const resources = { cpu: options.cpus, memory: bytes(options.memory) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: machine.name,
      uid: `00000000-0000-4000-b000-${String(index).padStart(12, '0')}`,
      creationTimestamp: now,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': machine.name,
        'kubernetes.io/os': 'linux',
        ...(options.controlPlane
          ? { 'node-role.kubernetes.io/control-plane': '', 'node-role.kubernetes.io/master': '' }
          : {}),
      },
    },
    spec: { podCIDR: `10.244.${index}.0/24`, ...(options.taints ? { taints: options.taints } : {}) },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [readyNode(now)],
      addresses: [
        { type: 'InternalIP', address: machine.ip },
        { type: 'Hostname', address: machine.name },
      ],
      nodeInfo: { kubeletVersion: version },
    },
  };
}
