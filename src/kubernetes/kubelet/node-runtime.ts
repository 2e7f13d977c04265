import type { Machine, Process } from '../../platform/types.ts';
import type { KubernetesCluster } from '../cluster.ts';
import type { Container, ContainerState, Pod } from '../objects.ts';

/** One container of a pod on its node. */
export interface ContainerRun {
  readonly spec: Container;
  process: Process | null;
  restarts: number;
  state: ContainerState;
  lastState: ContainerState | null;
  ready: boolean;
  /** Ms to wait before the next start after it ended. */
  backoff: number;
  startedAt: number;
}

/** A pod on its node: what outlives the kubelet that started it. */
export interface PodRun {
  /** As the API server has it. */
  pod: Pod;
  /** The sandbox: a container machine with the pod's address; null before its first container can start. */
  machine: Machine | null;
  readonly containers: Map<string, ContainerRun>;
  terminating: boolean;
}

/** A node's container runtime: its pods and their logs. */
export interface NodeRuntime {
  readonly cluster: KubernetesCluster;
  readonly machine: Machine;
  /** By uid. */
  readonly pods: Map<string, PodRun>;
  machineOf(pod: Pod): Machine | undefined;
  podOn(machine: Machine): Pod | undefined;
  /** A free address for a pod. */
  nextAddress(): string;
  /** Where what a container prints lies on the node. */
  logPath(pod: Pod, container: string, restart: number): string;
}

export function createNodeRuntime(cluster: KubernetesCluster, machine: Machine, index: number): NodeRuntime {
  const pods = new Map<string, PodRun>();
  let last = 1;
  return {
    cluster,
    machine,
    pods,
    machineOf: (pod) => pods.get(pod.metadata.uid ?? '')?.machine ?? undefined,
    podOn(wanted) {
      for (const run of pods.values()) if (run.machine === wanted) return run.pod;
      return undefined;
    },
    nextAddress() {
      last = last >= 254 ? 2 : last + 1;
      return `10.244.${index}.${last}`;
    },
    logPath: ({ metadata }, container, restart) =>
      `/var/log/pods/${metadata.namespace}_${metadata.name}_${metadata.uid}/${container}/${restart}.log`,
  };
}
