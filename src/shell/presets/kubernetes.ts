import { createCluster } from '../../kubernetes/cluster.ts';
import { addContext, writeKubeConfig } from '../../kubernetes/kubeconfig.ts';
import type { Machine, Platform } from '../../platform/types.ts';
import { engineOf } from '../containers/engine.ts';
import type { Shell } from '../shell.ts';
import type { Preset, PresetOptions } from './index.ts';
import { standalone } from './standalone.ts';

const KUBERNETES_VERSION = 'v1.21.5';
const DEFAULT_MACHINES: PresetOptions['machines'] = [{ name: 'node1' }, { name: 'node2' }, { name: 'node3' }];
/** What each node has to give. */
const NODE = { cpus: 4, memory: 8 * 1024 ** 3 } as const;

/**
 * As `standalone`, with Kubernetes 1.21 made by kubeadm: the first machine (or that of role `controlplane`) is the control plane and takes no pods
 * where there are others, the rest are workers. Every machine has kubectl and a kubeconfig. LoadBalancers get addresses 192.168.10.240 and on.
 */
export const kubernetes: Preset = {
  install(platform, shell, { machines, config }) {
    const chosen = machines.length > 0 ? machines : DEFAULT_MACHINES;
    standalone.install(platform, shell, { machines: chosen, config });
    const name = chosen.find(({ roles }) => roles?.includes('controlplane'))?.name ?? chosen[0]!.name;
    const all = chosen.map((machine) => platform.machines.get(machine.name)!);
    installKubernetes(platform, shell, platform.machines.get(name)!, all);
  },
};

/** A kubeadm cluster over machines that are there; a single machine is control plane and worker, with room for a small Flink. */
export function installKubernetes(
  platform: Platform,
  shell: Pick<Shell, 'host'>,
  master: Machine,
  nodes: readonly Machine[],
  /** Who gets a kubeconfig. */
  users: readonly string[] = ['root'],
): void {
  const network = master.ip.replace(/\d+$/, '');
  const cluster = createCluster(platform, master, {
    name: 'kubernetes',
    version: KUBERNETES_VERSION,
    engine: engineOf(shell.host),
    loadBalancerAddresses: Array.from({ length: 10 }, (_, i) => `${network}${240 + i}`),
  });
  const taints = [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' as const }];
  for (const node of [master, ...nodes.filter((machine) => machine !== master)])
    cluster.join(node, {
      ...NODE,
      ...(node === master ? { controlPlane: true, ...(nodes.length > 1 ? { taints } : {}) } : {}),
    });
  const names = { cluster: 'kubernetes', user: 'kubernetes-admin', context: 'kubernetes-admin@kubernetes' };
  const config = addContext(null, names, `https://${master.ip}:6443`);
  for (const { files, users: known } of nodes)
    for (const user of users) {
      const home = known.get(user)?.home ?? `/home/${user}`;
      writeKubeConfig(files, `${home}/.kube/config`, config);
      files.chown(`${home}/.kube`, user);
      files.chown(`${home}/.kube/config`, user);
    }
}
