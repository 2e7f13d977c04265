import { clustersOf, type KubernetesCluster } from '../../src/kubernetes/cluster.ts';
import { type DeploymentWorld, deploymentWorld } from '../shell/deployment-world.ts';

export { jobIdIn } from '../shell/deployment-world.ts';

export interface KubernetesWorld extends DeploymentWorld {
  readonly cluster: KubernetesCluster;
}

/** node1 … node3 with Flink and a preset's software; the program of the tests is at /root/words.jar of node1. */
export function kubernetesWorld(preset = 'kubernetes', seed = 1): KubernetesWorld {
  const w = deploymentWorld(preset, { seed });
  return {
    ...w,
    get cluster() {
      return clustersOf(w.platform)[0]!;
    },
  };
}
