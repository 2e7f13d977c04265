import type { Process } from '../platform/types.ts';
import type { KubernetesCluster } from './cluster.ts';
import type { Condition, Node, Pod } from './objects.ts';
import { quantity } from './quantity.ts';

/** Virtual ms from a change to the next look at pods that wait for a node. */
const DELAY_MS = 15;

/** kube-scheduler: gives each pod without a node the fitting node with the most left. */
export function startScheduler(cluster: KubernetesCluster, process: Process): void {
  let planned = false;
  const plan = (delay: number): void => {
    if (planned) return;
    planned = true;
    process.schedule(delay, () => {
      planned = false;
      for (const pod of cluster.store.list('pods'))
        if (!pod.spec.nodeName && pod.metadata.deletionTimestamp === undefined) place(cluster, process, pod);
    });
  };
  const stop = cluster.store.onChange(({ resource }) => {
    if (resource === 'pods' || resource === 'nodes') process.deliver(() => plan(DELAY_MS));
  });
  process.onClose(stop);
  plan(DELAY_MS);
}

function place(cluster: KubernetesCluster, process: Process, pod: Pod): void {
  const { store } = cluster;
  const nodes = store.list('nodes');
  const fitting: { readonly node: Node; readonly left: number; readonly siblings: number }[] = [];
  const reasons = new Map<string, number>();
  for (const node of nodes) {
    const pods = store.list('pods');
    const why = unfit(pod, node, freeOn(node, pods, requestsOf));
    for (const reason of why) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const siblings = pods.filter(
      (other) => other.spec.nodeName === node.metadata.name && siblingsOf(pod, other),
    ).length;
    if (why.length === 0)
      fitting.push({ node, left: leastAllocated(node, freeOn(node, pods, scoredRequestsOf)), siblings });
  }
  const most = Math.max(1, ...fitting.map(({ siblings }) => siblings));
  const score = ({ left, siblings }: (typeof fitting)[number]): number => left + SPREAD * (1 - siblings / most);
  const best = fitting.sort((a, b) => score(b) - score(a))[0];
  if (best) {
    const api = cluster.write(process, 'bind', pod, `${pod.metadata.name} to ${best.node.metadata.name}`);
    if (!api) return;
    cluster.event(
      pod,
      'Normal',
      'Scheduled',
      `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${best.node.metadata.name}`,
      'default-scheduler',
    );
    store.put('pods', {
      ...pod,
      spec: { ...pod.spec, nodeName: best.node.metadata.name },
      status: { phase: 'Pending', ...pod.status, conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
    return;
  }
  const message = `0/${nodes.length} nodes are available: ${[...reasons]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')}.`;
  const known = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (known?.message === message) return;
  cluster.event(pod, 'Warning', 'FailedScheduling', message, 'default-scheduler');
  const waiting: Condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  store.put('pods', { ...pod, status: { phase: 'Pending', ...pod.status, conditions: [waiting] } });
}

interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

/** What a pod's containers ask for: requests, else limits. */
export function requestsOf(pod: Pod): Resources {
  let cpu = 0;
  let memory = 0;
  for (const { resources } of pod.spec.containers) {
    cpu += quantity(resources?.requests?.cpu ?? resources?.limits?.cpu);
    memory += quantity(resources?.requests?.memory ?? resources?.limits?.memory);
  }
  return { cpu, memory };
}

/** What containers that ask for nothing count with when nodes are compared (DefaultMilliCPURequest, DefaultMemoryRequest). */
const UNASKED: Resources = { cpu: 0.1, memory: 200 * 1024 * 1024 };
/** Of PodTopologySpread beside NodeResourcesLeastAllocated, whose best is 1. */
const SPREAD = 2;

/** As {@link requestsOf}, where a container that asks for nothing counts as well. */
function scoredRequestsOf(pod: Pod): Resources {
  let cpu = 0;
  let memory = 0;
  for (const { resources } of pod.spec.containers) {
    const asked = resources?.requests ?? resources?.limits;
    cpu += quantity(asked?.cpu) || UNASKED.cpu;
    memory += quantity(asked?.memory) || UNASKED.memory;
  }
  return { cpu, memory };
}

/** Pods of one workload, which are spread over the nodes. */
const siblingsOf = (pod: Pod, other: Pod): boolean => {
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  return owner !== undefined && other.metadata.ownerReferences?.[0]?.uid === owner;
};

/** What is left of a node. */
function freeOn(node: Node, pods: readonly Pod[], requests: (pod: Pod) => Resources): Resources {
  let cpu = quantity(node.status.allocatable.cpu);
  let memory = quantity(node.status.allocatable.memory);
  for (const pod of pods) {
    if (pod.spec.nodeName !== node.metadata.name) continue;
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') continue;
    const used = requests(pod);
    cpu -= used.cpu;
    memory -= used.memory;
  }
  return { cpu, memory };
}

function unfit(pod: Pod, node: Node, free: Resources): string[] {
  if (node.spec.unschedulable) return ['node(s) were unschedulable'];
  const taint = node.spec.taints?.find(
    (each) =>
      each.effect !== 'PreferNoSchedule' &&
      !pod.spec.tolerations?.some(
        ({ key, operator, value, effect, tolerationSeconds }) =>
          // A toleration that runs out is for pods that are there already.
          tolerationSeconds === undefined &&
          (key === undefined || key === each.key) &&
          (effect === undefined || effect === each.effect) &&
          (operator === 'Exists' || (value ?? '') === (each.value ?? '')),
      ),
  );
  if (taint) return [`node(s) had taint {${taint.key}: ${taint.value ?? ''}}, that the pod didn't tolerate`];
  const labels = node.metadata.labels ?? {};
  if (Object.entries(pod.spec.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value))
    return ["node(s) didn't match Pod's node affinity/selector"];
  const wanted = requestsOf(pod);
  return [
    ...(wanted.cpu > free.cpu + 1e-9 ? ['Insufficient cpu'] : []),
    ...(wanted.memory > free.memory ? ['Insufficient memory'] : []),
  ];
}

/** NodeResourcesLeastAllocated: the mean share of cpu and memory that is left. */
function leastAllocated(node: Node, free: Resources): number {
  const { cpu, memory } = node.status.allocatable;
  return (free.cpu / quantity(cpu) + free.memory / quantity(memory)) / 2;
}
