import type { Resource } from './objects.ts';

/** What discovery says of a resource: how it is named and where it lives. */
export interface ResourceInfo {
  readonly resource: Resource;
  readonly kind: string;
  /** Empty: the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  readonly singular: string;
  readonly shortNames: readonly string[];
}

const info = (
  resource: Resource,
  kind: string,
  group: string,
  shortNames: readonly string[],
  namespaced = true,
): ResourceInfo => ({ resource, kind, group, version: 'v1', namespaced, singular: kind.toLowerCase(), shortNames });

const RBAC = 'rbac.authorization.k8s.io';

/** In the order of `kubectl get all`, then the rest. */
export const RESOURCES: readonly ResourceInfo[] = [
  info('pods', 'Pod', '', ['po']),
  info('services', 'Service', '', ['svc']),
  info('deployments', 'Deployment', 'apps', ['deploy']),
  info('replicasets', 'ReplicaSet', 'apps', ['rs']),
  info('jobs', 'Job', 'batch', []),
  info('configmaps', 'ConfigMap', '', ['cm']),
  info('secrets', 'Secret', '', []),
  info('serviceaccounts', 'ServiceAccount', '', ['sa']),
  info('events', 'Event', '', ['ev']),
  info('namespaces', 'Namespace', '', ['ns'], false),
  info('nodes', 'Node', '', ['no'], false),
  info('roles', 'Role', RBAC, []),
  info('rolebindings', 'RoleBinding', RBAC, []),
  info('clusterroles', 'ClusterRole', RBAC, [], false),
  info('clusterrolebindings', 'ClusterRoleBinding', RBAC, [], false),
];

/** Kinds of a real cluster, and of Flink's operator, that are not simulated: plural, kind, short name. */
const NOT_SIMULATED: readonly (readonly [plural: string, kind: string, short?: string])[] = [
  ['statefulsets', 'StatefulSet', 'sts'],
  ['daemonsets', 'DaemonSet', 'ds'],
  ['cronjobs', 'CronJob', 'cj'],
  ['persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc'],
  ['persistentvolumes', 'PersistentVolume', 'pv'],
  ['storageclasses', 'StorageClass', 'sc'],
  ['ingresses', 'Ingress', 'ing'],
  ['networkpolicies', 'NetworkPolicy', 'netpol'],
  ['horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa'],
  ['poddisruptionbudgets', 'PodDisruptionBudget', 'pdb'],
  ['resourcequotas', 'ResourceQuota', 'quota'],
  ['customresourcedefinitions', 'CustomResourceDefinition', 'crd'],
  ['flinkdeployments', 'FlinkDeployment', 'flinkdep'],
  ['flinksessionjobs', 'FlinkSessionJob', 'sessionjob'],
];

/** The kind that a word (plural, singular, short name or kind) names and that is not simulated; null: none of them. */
export function notSimulatedKind(word: string): string | null {
  const name = word.toLowerCase().replace(/\..*/, '');
  return NOT_SIMULATED.find(([plural, kind, short]) => [plural, kind.toLowerCase(), short].includes(name))?.[1] ?? null;
}

const BY_RESOURCE = new Map(RESOURCES.map((each) => [each.resource, each]));

export function infoOf(resource: Resource): ResourceInfo {
  return BY_RESOURCE.get(resource)!;
}

/** By plural, singular, short name or kind, with or without its group: `deploy`, `deployments.apps`, `Pod`. */
export function findResource(name: string): ResourceInfo | undefined {
  const [word = '', group] = name.toLowerCase().split(/\.(.*)/s);
  return RESOURCES.find(
    (each) =>
      (each.resource === word || each.singular === word || each.shortNames.includes(word)) &&
      (group === undefined || group === '' || each.group === group || `${each.version}.${each.group}` === group),
  );
}

/** By what stands in a manifest. */
export function findKind(apiVersion: string, kind: string): ResourceInfo | undefined {
  return RESOURCES.find((each) => each.kind === kind && apiVersionOf(each) === apiVersion);
}

/** `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: ResourceInfo): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `pods`, `deployments.apps`: as error texts name resources. */
export function qualified({ resource, group }: ResourceInfo): string {
  return group === '' ? resource : `${resource}.${group}`;
}
