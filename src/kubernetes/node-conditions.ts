import type { Condition } from './objects.ts';

/** What a kubelet reports of a node that works, since a virtual time in ms. */
export function readyNode(since: number): Condition {
  return {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
    lastTransitionTime: since,
  };
}

/** What the node controller writes of a node whose kubelet is silent. */
export function silentNode(since: number): Condition {
  return {
    type: 'Ready',
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: since,
  };
}
