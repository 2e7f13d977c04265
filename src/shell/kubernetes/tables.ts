import type {
  ConfigMap,
  Deployment,
  Event,
  Job,
  Kinds,
  KubernetesObject,
  Node,
  Pod,
  ReplicaSet,
  Resource,
  RoleBinding,
  Secret,
  Service,
  ServiceAccount,
} from '../../kubernetes/objects.ts';

/** A table as kubectl prints it: columns padded to the widest, three blanks between. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows
    .map((row) => `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 3))).join('')}\n`)
    .join('');
}

/** duration.HumanDuration: `43s`, `2m10s`, `15m`, `3h5m`, `2d`. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 8 && hours % 24 !== 0 ? `${days}d${hours % 24}h` : `${days}d`;
}

interface Column<R extends Resource> {
  readonly name: string;
  readonly wide?: boolean;
  of(object: Kinds[R], now: number): string;
}

const NONE = '<none>';
const created: (object: KubernetesObject, now: number) => string = ({ metadata }, now) =>
  age(now - (metadata.creationTimestamp ?? 0));
const nameColumn = { name: 'NAME', of: ({ metadata }: KubernetesObject) => metadata.name };
const ageColumn = { name: 'AGE', of: created };

/** What `kubectl get pods` shows as STATUS (printPod). */
export function podStatus(pod: Pod): string {
  const { status, metadata } = pod;
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  let text: string = status?.reason ?? status?.phase ?? 'Pending';
  for (const { state } of status?.containerStatuses ?? []) {
    if (state.waiting) text = state.waiting.reason;
    else if (state.terminated) text = state.terminated.reason;
  }
  return text;
}

const ready = ({ status, spec }: Pod): string =>
  `${(status?.containerStatuses ?? []).filter((each) => each.ready).length}/${spec.containers.length}`;
const restarts = ({ status }: Pod): string =>
  String((status?.containerStatuses ?? []).reduce((sum, each) => sum + each.restartCount, 0));
const images = (containers: readonly { readonly image: string }[]): string =>
  containers.map(({ image }) => image).join(',');
const names = (containers: readonly { readonly name: string }[]): string =>
  containers.map(({ name }) => name).join(',');
export const labelText = (labels: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || NONE;

/** `8081:30123/TCP` */
function servicePorts({ spec }: Service): string {
  return (
    (spec.ports ?? [])
      .map(
        ({ port, nodePort, protocol }) => `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol ?? 'TCP'}`,
      )
      .join(',') || NONE
  );
}
function externalAddress({ spec, status }: Service): string {
  const ingress = status?.loadBalancer.ingress?.flatMap(({ ip }) => (ip ? [ip] : [])) ?? [];
  if (ingress.length > 0) return ingress.join(',');
  if (spec.externalIPs?.length) return spec.externalIPs.join(',');
  return spec.type === 'LoadBalancer' ? '<pending>' : NONE;
}
function nodeRoles({ metadata }: Node): string {
  const roles = Object.keys(metadata.labels ?? {}).flatMap(
    (key) => /^node-role\.kubernetes\.io\/(.+)$/.exec(key)?.[1] ?? [],
  );
  return roles.sort().join(',') || NONE;
}
const nodeStatus = ({ status, spec }: Node): string =>
  `${status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True') ? 'Ready' : 'NotReady'}${spec.unschedulable ? ',SchedulingDisabled' : ''}`;

const pods: readonly Column<'pods'>[] = [
  nameColumn,
  { name: 'READY', of: ready },
  { name: 'STATUS', of: podStatus },
  { name: 'RESTARTS', of: restarts },
  ageColumn,
  { name: 'IP', wide: true, of: ({ status }) => status?.podIP ?? NONE },
  { name: 'NODE', wide: true, of: ({ spec }) => spec.nodeName ?? NONE },
  { name: 'NOMINATED NODE', wide: true, of: () => NONE },
  { name: 'READINESS GATES', wide: true, of: () => NONE },
];
const services: readonly Column<'services'>[] = [
  nameColumn,
  { name: 'TYPE', of: ({ spec }: Service) => spec.type ?? 'ClusterIP' },
  { name: 'CLUSTER-IP', of: ({ spec }: Service) => spec.clusterIP ?? NONE },
  { name: 'EXTERNAL-IP', of: externalAddress },
  { name: 'PORT(S)', of: servicePorts },
  ageColumn,
  { name: 'SELECTOR', wide: true, of: ({ spec }: Service) => labelText(spec.selector) },
];
const deployments: readonly Column<'deployments'>[] = [
  nameColumn,
  { name: 'READY', of: ({ spec, status }: Deployment) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 1}` },
  { name: 'UP-TO-DATE', of: ({ status }: Deployment) => String(status?.updatedReplicas ?? 0) },
  { name: 'AVAILABLE', of: ({ status }: Deployment) => String(status?.availableReplicas ?? 0) },
  ageColumn,
  { name: 'CONTAINERS', wide: true, of: ({ spec }: Deployment) => names(spec.template.spec.containers) },
  { name: 'IMAGES', wide: true, of: ({ spec }: Deployment) => images(spec.template.spec.containers) },
  { name: 'SELECTOR', wide: true, of: ({ spec }: Deployment) => labelText(spec.selector.matchLabels) },
];
const replicasets: readonly Column<'replicasets'>[] = [
  nameColumn,
  { name: 'DESIRED', of: ({ spec }: ReplicaSet) => String(spec.replicas ?? 1) },
  { name: 'CURRENT', of: ({ status }: ReplicaSet) => String(status?.replicas ?? 0) },
  { name: 'READY', of: ({ status }: ReplicaSet) => String(status?.readyReplicas ?? 0) },
  ageColumn,
];
const jobs: readonly Column<'jobs'>[] = [
  nameColumn,
  { name: 'COMPLETIONS', of: ({ spec, status }: Job) => `${status?.succeeded ?? 0}/${spec.completions ?? 1}` },
  {
    name: 'DURATION',
    of: ({ status }: Job, now) =>
      status?.startTime === undefined ? '' : age((status.completionTime ?? now) - status.startTime),
  },
  ageColumn,
];
const nodes: readonly Column<'nodes'>[] = [
  nameColumn,
  { name: 'STATUS', of: nodeStatus },
  { name: 'ROLES', of: nodeRoles },
  ageColumn,
  { name: 'VERSION', of: ({ status }: Node) => status.nodeInfo.kubeletVersion },
  { name: 'INTERNAL-IP', wide: true, of: ({ status }: Node) => status.addresses[0]?.address ?? NONE },
  { name: 'EXTERNAL-IP', wide: true, of: () => NONE },
  { name: 'OS-IMAGE', wide: true, of: () => 'CentOS Linux 7 (Core)' },
  { name: 'KERNEL-VERSION', wide: true, of: () => '3.10.0-1160.el7.x86_64' },
  { name: 'CONTAINER-RUNTIME', wide: true, of: () => 'docker://20.10.8' },
];
const events: readonly Column<'events'>[] = [
  { name: 'LAST SEEN', of: ({ lastTimestamp }: Event, now) => age(now - lastTimestamp) },
  { name: 'TYPE', of: ({ type }: Event) => type },
  { name: 'REASON', of: ({ reason }: Event) => reason },
  {
    name: 'OBJECT',
    of: ({ involvedObject }: Event) => `${involvedObject.kind.toLowerCase()}/${involvedObject.name}`,
  },
  { name: 'MESSAGE', of: ({ message }: Event) => message },
];
const bindings: readonly Column<'clusterrolebindings' | 'rolebindings'>[] = [
  nameColumn,
  { name: 'ROLE', of: ({ roleRef }: RoleBinding) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
];
const plain = [nameColumn, ageColumn];

const COLUMNS: { readonly [R in Resource]: readonly Column<R>[] } = {
  pods,
  services,
  deployments,
  replicasets,
  jobs,
  nodes,
  events,
  configmaps: [
    nameColumn,
    { name: 'DATA', of: ({ data }: ConfigMap) => String(Object.keys(data ?? {}).length) },
    ageColumn,
  ],
  secrets: [
    nameColumn,
    { name: 'TYPE', of: ({ type }: Secret) => type ?? 'Opaque' },
    { name: 'DATA', of: ({ data }: Secret) => String(Object.keys(data ?? {}).length) },
    ageColumn,
  ],
  serviceaccounts: [
    nameColumn,
    { name: 'SECRETS', of: ({ secrets }: ServiceAccount) => String(secrets?.length ?? 1) },
    ageColumn,
  ],
  namespaces: [nameColumn, { name: 'STATUS', of: ({ status }) => status?.phase ?? 'Active' }, ageColumn],
  roles: plain,
  clusterroles: plain,
  rolebindings: bindings,
  clusterrolebindings: bindings,
};

export interface TableOptions {
  readonly wide: boolean;
  readonly namespaces: boolean;
  readonly labels: boolean;
  readonly headers: boolean;
  /** Put before each name: `pod/`, where several kinds are shown. */
  readonly prefix: string;
}

/** Rows of objects of one resource, the headers first. */
export function rowsOf<R extends Resource>(
  resource: R,
  objects: readonly Kinds[R][],
  now: number,
  options: TableOptions,
): string[][] {
  const columns = COLUMNS[resource].filter(({ wide }) => !wide || options.wide);
  const head = [
    ...(options.namespaces ? ['NAMESPACE'] : []),
    ...columns.map(({ name }) => name),
    ...(options.labels ? ['LABELS'] : []),
  ];
  const rows = objects.map((object) => [
    ...(options.namespaces ? [object.metadata.namespace ?? ''] : []),
    ...columns.map(({ name, of }) => `${name === 'NAME' ? options.prefix : ''}${of(object, now)}`),
    ...(options.labels ? [labelText(object.metadata.labels)] : []),
  ]);
  return options.headers ? [head, ...rows] : rows;
}
