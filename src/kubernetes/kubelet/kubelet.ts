import type { Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Pod } from '../objects.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { createPodWorker } from './pod-worker.ts';

const HEARTBEAT_MS = 10_000;
const RECONNECT_MS = 1_000;

/** kubelet: runs the pods that are bound to its node and reports how they are. */
export function startKubelet(node: NodeRuntime, process: Process): void {
  const { cluster, machine } = node;
  const { network, world } = cluster.platform;
  const worker = createPodWorker(node, process);
  const reaches = (): boolean => {
    const server = cluster.apiServer;
    return server !== null && network.latency(machine, server.process.machine) !== null;
  };

  function* serve(): Task<void> {
    for (;;) {
      while (!reaches()) yield sleep(process, RECONNECT_MS);
      const server = cluster.apiServer!;
      const bound = (pod: Pod): boolean => pod.spec.nodeName === machine.name;
      // Pods that went while nobody watched.
      const known = new Set(
        cluster.store
          .list('pods')
          .filter(bound)
          .map(({ metadata }) => metadata.uid),
      );
      for (const [uid, run] of [...node.pods]) if (!known.has(uid)) worker.remove(run);
      server.watch(process, 'pods', bound, (type, pod) => worker.handle(type, pod), true);
      yield (resume) => {
        server.process.onClose(() => resume());
        return undefined;
      };
    }
  }
  function* report(): Task<void> {
    for (;;) {
      if (reaches()) {
        cluster.leases.set(machine.name, world.now);
        worker.report();
      }
      yield sleep(process, HEARTBEAT_MS);
    }
  }
  worker.adopt();
  process.spawn(serve());
  process.spawn(report());
}
