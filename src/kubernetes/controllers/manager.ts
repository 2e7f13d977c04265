import type { Process } from '../../platform/types.ts';
import type { KubernetesCluster } from '../cluster.ts';
import { reconcileDeployments } from './deployments.ts';
import { collectGarbage } from './garbage-collector.ts';
import { reconcileJobs } from './jobs.ts';
import { assignAddresses } from './load-balancers.ts';
import { monitorNodes } from './nodes.ts';
import { reconcileReplicaSets } from './replica-sets.ts';

/** What a controller works with. */
export interface Controller {
  readonly cluster: KubernetesCluster;
  readonly process: Process;
}

/** From a change to the controllers' answer, virtual ms. */
const DELAY_MS = 20;
const NODE_MONITOR_MS = 5_000;

/** kube-controller-manager: brings the cluster closer to what its objects say, after each change. */
export function startControllers(cluster: KubernetesCluster, process: Process): void {
  const controller: Controller = { cluster, process };
  let planned = false;
  const reconcile = (): void => {
    planned = false;
    if (!cluster.apiServer) return;
    reconcileDeployments(controller);
    reconcileReplicaSets(controller);
    reconcileJobs(controller);
    assignAddresses(controller);
    collectGarbage(controller);
  };
  const plan = (): void => {
    if (planned) return;
    planned = true;
    process.schedule(DELAY_MS, reconcile);
  };
  const stop = cluster.store.onChange(({ resource }) => {
    if (resource !== 'events') process.deliver(plan);
  });
  process.onClose(stop);
  const monitor = (): void => {
    if (cluster.apiServer) monitorNodes(controller);
    process.schedule(NODE_MONITOR_MS, monitor);
  };
  process.schedule(NODE_MONITOR_MS, monitor);
  plan();
}
