import { suffix } from '../api-server.ts';
import type { Deployment, ReplicaSet } from '../objects.ts';
import type { Controller } from './manager.ts';
import { isActive, isOwned, isReady, ownerReference } from './owners.ts';

/** The revision that `kubectl rollout` speaks of. */
export const REVISION = 'deployment.kubernetes.io/revision';

/** Keeps a ReplicaSet for each Deployment's newest template and moves pods from the older ones to it. */
export function reconcileDeployments(controller: Controller): void {
  const { store } = controller.cluster;
  for (const deployment of store.list('deployments')) {
    const sets = store.list('replicasets', deployment.metadata.namespace).filter((set) => isOwned(set, deployment));
    const hash = templateHash(deployment);
    const name = `${deployment.metadata.name}-${hash}`;
    const current = sets.find(({ metadata }) => metadata.name === name);
    const others = sets.filter((set) => set !== current);
    const wanted = deployment.spec.replicas ?? 1;
    const left = others.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
    const recreate = deployment.spec.strategy?.type === 'Recreate';
    if (!current) {
      if (recreate && left > 0) {
        for (const set of others) scale(controller, deployment, set, 0);
        continue;
      }
      const revision =
        1 + Math.max(0, ...others.map(({ metadata }) => Number(metadata.annotations?.[REVISION] ?? '0')));
      create(controller, deployment, name, hash, left === 0 ? wanted : 1, revision);
    } else {
      const ready = current.status?.readyReplicas ?? 0;
      const own = current.spec.replicas ?? 0;
      if (left > 0 && ready >= own) {
        // RollingUpdate: one more of the new kind, then one fewer of the old.
        const oldest = others.find((set) => (set.spec.replicas ?? 0) > 0)!;
        if (own + left > wanted) scale(controller, deployment, oldest, (oldest.spec.replicas ?? 1) - 1);
        else if (own < wanted) scale(controller, deployment, current, own + 1);
      } else if (left === 0 && own !== wanted) scale(controller, deployment, current, wanted);
    }
    report(controller, deployment, name);
  }
}

function create(
  { cluster, process }: Controller,
  deployment: Deployment,
  name: string,
  hash: string,
  replicas: number,
  revision: number,
): void {
  const { template, selector } = deployment.spec;
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
  const api = cluster.write(process, 'create', set);
  if (!api) return;
  api.create('replicasets', set);
  const { store } = cluster;
  const latest = store.get('deployments', deployment.metadata.namespace, deployment.metadata.name);
  if (latest) {
    const annotations = { ...latest.metadata.annotations, [REVISION]: String(revision) };
    store.put('deployments', { ...latest, metadata: { ...latest.metadata, annotations } });
  }
  cluster.event(
    deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled up replica set ${name} to ${replicas}`,
    'deployment-controller',
  );
}

function scale({ cluster, process }: Controller, deployment: Deployment, set: ReplicaSet, replicas: number): void {
  const current = set.spec.replicas ?? 0;
  if (current === replicas) return;
  const api = cluster.write(process, 'update', set, `${set.metadata.name} to ${replicas}`);
  if (!api) return;
  api.update('replicasets', { ...set, spec: { ...set.spec, replicas } });
  cluster.event(
    deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled ${replicas > current ? 'up' : 'down'} replica set ${set.metadata.name} to ${replicas}`,
    'deployment-controller',
  );
}

function report({ cluster }: Controller, deployment: Deployment, newest: string): void {
  const { store } = cluster;
  const sets = store.list('replicasets', deployment.metadata.namespace).filter((set) => isOwned(set, deployment));
  const pods = store
    .list('pods', deployment.metadata.namespace)
    .filter((pod) => isActive(pod) && sets.some((set) => isOwned(pod, set)));
  const newSet = sets.find(({ metadata }) => metadata.name === newest);
  const readyReplicas = pods.filter(isReady).length;
  const current = store.get('deployments', deployment.metadata.namespace, deployment.metadata.name);
  if (!current) return;
  const status = {
    observedGeneration: current.metadata.generation ?? 1,
    replicas: pods.length,
    updatedReplicas: newSet ? pods.filter((pod) => isOwned(pod, newSet)).length : 0,
    readyReplicas,
    availableReplicas: readyReplicas,
    unavailableReplicas: Math.max(0, (current.spec.replicas ?? 1) - readyReplicas),
  };
  if (JSON.stringify(status) !== JSON.stringify(current.status)) store.put('deployments', { ...current, status });
}

/** The ending that tells one template's ReplicaSet from another's. */
function templateHash({ spec }: Deployment): string {
  let hash = 0x811c9dc5;
  let mix = 0x9e3779b9;
  for (const character of JSON.stringify(spec.template)) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    mix = Math.imul(mix ^ hash, 0x85ebca6b) >>> 0;
  }
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  return suffix(hex(hash) + hex(mix) + hex((hash ^ mix) >>> 0), 9);
}
