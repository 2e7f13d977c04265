import { readyNode, silentNode } from '../node-conditions.ts';
import type { Node, Pod, Taint } from '../objects.ts';
import type { Controller } from './manager.ts';

/** --node-monitor-grace-period. */
const GRACE_MS = 40_000;
const UNREACHABLE: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };

/** Marks nodes whose kubelet is silent, and after their tolerations evicts the pods that were on them. */
export function monitorNodes({ cluster, process }: Controller): void {
  const { store, leases, platform } = cluster;
  const { now } = platform.world;
  for (const node of store.list('nodes')) {
    const { name } = node.metadata;
    const silent = now - (leases.get(name) ?? 0) > GRACE_MS;
    const ready = node.status.conditions.find(({ type }) => type === 'Ready');
    if (silent && ready?.status === 'True') lost(node);
    else if (!silent && ready?.status !== 'True') back(node);
    else if (silent) evict(name, ready?.lastTransitionTime ?? now);
  }

  function lost(node: Node): void {
    store.put('nodes', {
      ...node,
      spec: { ...node.spec, taints: [...(node.spec.taints ?? []), UNREACHABLE] },
      status: {
        ...node.status,
        conditions: [silentNode(now)],
      },
    });
    cluster.event(
      node,
      'Normal',
      'NodeNotReady',
      `Node ${node.metadata.name} status is now: NodeNotReady`,
      'node-controller',
    );
    for (const pod of podsOn(node.metadata.name)) {
      cluster.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready', 'node-controller');
      const conditions = (pod.status?.conditions ?? []).map((each) =>
        each.type === 'Ready' ? { ...each, status: 'False' as const } : each,
      );
      store.put('pods', { ...pod, status: { phase: 'Running', ...pod.status, conditions } });
    }
  }
  function back(node: Node): void {
    store.put('nodes', {
      ...node,
      spec: { ...node.spec, taints: (node.spec.taints ?? []).filter(({ key }) => key !== UNREACHABLE.key) },
      status: {
        ...node.status,
        conditions: [readyNode(now)],
      },
    });
    cluster.event(node, 'Normal', 'NodeReady', `Node ${node.metadata.name} status is now: NodeReady`, 'kubelet');
  }
  function evict(name: string, since: number): void {
    for (const pod of podsOn(name)) {
      const seconds = pod.spec.tolerations?.find(({ key }) => key === UNREACHABLE.key)?.tolerationSeconds ?? 300;
      if (pod.metadata.deletionTimestamp !== undefined || now - since < seconds * 1_000) continue;
      cluster.event(
        pod,
        'Normal',
        'TaintManagerEviction',
        `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`,
        'taint-eviction-controller',
      );
      cluster.write(process, 'delete', pod)?.delete('pods', pod.metadata.namespace, pod.metadata.name);
    }
  }
  function podsOn(name: string): Pod[] {
    return store.list('pods').filter(({ spec }) => spec.nodeName === name);
  }
}
