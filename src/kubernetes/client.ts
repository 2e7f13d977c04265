import { type Platform, type Process, SystemError } from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import { API_PORT, type Api, type ApiServer } from './api-server.ts';
import { clustersOf, type KubernetesCluster } from './cluster.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import type { Kinds, Resource } from './objects.ts';
import type { ChangeType } from './store.ts';

/** A process's connection to an API server. */
export interface KubernetesClient {
  readonly access: ClusterAccess;
  /** The cluster that the address leads to now. Throws SystemError. */
  locate(): { readonly cluster: KubernetesCluster; readonly server: ApiServer };
  /**
   * A request: takes the network's time and shows on the trace under `name`. Throws what the server answers (ApiError) or SystemError when it
   * cannot be reached.
   */
  call<T>(name: string, detail: string, invoke: (api: Api) => T): Task<T>;
  /** A request that says nothing new, such as the renewal of a lease: at once, and not on the trace. Throws as `call`. */
  quietly<T>(invoke: (api: Api) => T): T;
  /**
   * Watches objects: those that are there come first, as ADDED. `ended` runs when the server goes; gives the way to stop. Throws as `call`.
   */
  watch<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    wanted: (object: Kinds[R]) => boolean,
    listener: (type: ChangeType, object: Kinds[R]) => void,
    ended?: () => void,
  ): Task<() => void>;
}

export function createClient(platform: Platform, process: Process, access: ClusterAccess): KubernetesClient {
  const { network } = platform;
  const { host, port, user } = access;
  const subject = `${host}:${port}`;
  const locate: KubernetesClient['locate'] = () => {
    const machine = network.resolve(process.machine, host);
    if (!machine) throw new SystemError('ENOTFOUND', host);
    if (!network.reachable(process.machine, machine))
      throw new SystemError(machine.powered ? 'ETIMEDOUT' : 'EHOSTUNREACH', subject);
    const cluster = clustersOf(platform).find(({ master }) => master === machine);
    const server = cluster?.apiServer;
    // Pods reach it through its Service.
    const open = port === API_PORT || (access.inCluster && port === 443);
    if (!cluster || !server || !open) throw new SystemError('ECONNREFUSED', subject);
    return { cluster, server };
  };
  function* call<T>(name: string, detail: string, invoke: (api: Api) => T): Task<T> {
    const { server } = locate();
    return (yield (resume, fail) => {
      let live = true;
      const settle = (how: () => void): void => {
        if (live) how();
      };
      network.send({
        from: process,
        to: server.process,
        protocol: 'kubernetes',
        name,
        detail,
        deliver() {
          let outcome: () => void;
          try {
            const result = invoke(server.as(user));
            outcome = () => resume(result);
          } catch (error) {
            outcome = () => fail(error);
          }
          network.send({
            from: server.process,
            to: process,
            protocol: 'kubernetes',
            name: null,
            deliver: () => settle(outcome),
          });
        },
        lost: () => settle(() => fail(new SystemError('ECONNREFUSED', subject))),
      });
      return () => {
        live = false;
      };
    }) as T;
  }
  return {
    access,
    locate,
    call,
    quietly: (invoke) => invoke(locate().server.as(user)),
    *watch(resource, namespace, wanted, listener, ended) {
      yield* call(`watch ${resource}`, namespace ?? '', (api) => api.checkWatch(resource, namespace));
      const { server } = locate();
      let live = true;
      const stop = server.watch(
        process,
        resource,
        (object) => (namespace === undefined || object.metadata.namespace === namespace) && wanted(object),
        listener,
        true,
      );
      server.process.onClose(() => {
        if (live && process.alive) process.deliver(() => ended?.());
      });
      return () => {
        live = false;
        stop();
      };
    },
  };
}
