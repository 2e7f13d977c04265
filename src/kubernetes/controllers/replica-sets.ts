import { ApiError } from '../errors.ts';
import type { Pod, ReplicaSet } from '../objects.ts';
import type { Controller } from './manager.ts';
import { isActive, isOwned, isReady, podOf } from './owners.ts';

/** Keeps as many pods as each ReplicaSet asks for. */
export function reconcileReplicaSets(controller: Controller): void {
  const { store } = controller.cluster;
  for (const set of store.list('replicasets')) {
    const pods = store.list('pods', set.metadata.namespace).filter((pod) => isOwned(pod, set) && isActive(pod));
    const wanted = set.spec.replicas ?? 1;
    for (let i = pods.length; i < wanted; i++) if (!create(controller, set)) break;
    for (const pod of [...pods].sort(dispensable).slice(0, Math.max(0, pods.length - wanted)))
      remove(controller, set, pod);
    const status = { replicas: Math.min(pods.length, wanted), readyReplicas: pods.filter(isReady).length };
    if (JSON.stringify(status) !== JSON.stringify(set.status)) {
      const current = store.get('replicasets', set.metadata.namespace, set.metadata.name);
      if (current) store.put('replicasets', { ...current, status });
    }
  }
}

/** Unscheduled before scheduled, not ready before ready, newer before older. */
function dispensable(a: Pod, b: Pod): number {
  const rank = (pod: Pod): number => (pod.spec.nodeName ? 2 : 0) + (isReady(pod) ? 1 : 0);
  return rank(a) - rank(b) || (b.metadata.creationTimestamp ?? 0) - (a.metadata.creationTimestamp ?? 0);
}

function create({ cluster, process }: Controller, set: ReplicaSet): boolean {
  const template = podOf(set.spec.template, set);
  const api = cluster.write(process, 'create', template, set.metadata.name);
  if (!api) return false;
  try {
    const pod = api.create('pods', template);
    cluster.event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`, 'replicaset-controller');
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    cluster.event(set, 'Warning', 'FailedCreate', `Error creating: ${error.message}`, 'replicaset-controller');
    return false;
  }
}

function remove({ cluster, process }: Controller, set: ReplicaSet, pod: Pod): void {
  const { namespace, name } = pod.metadata;
  cluster.write(process, 'delete', pod)?.delete('pods', namespace, name);
  cluster.event(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`, 'replicaset-controller');
}
