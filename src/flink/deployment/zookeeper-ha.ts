import type { Platform, Process } from '../../platform/types.ts';
import { connectZooKeeper, type ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import type { Znode } from '../../platform/zookeeper/znode-tree.ts';
import type { Task } from '../../simulation/task.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import { exception } from '../jobmanager/errors.ts';
import { below, openPath } from '../jobmanager/state-storage.ts';
import { type HighAvailabilityServices, type LeaderInformation, leaderFacts } from '../rpc/leadership.ts';
import { nextEndpointNumber } from '../rpc/rpc.ts';
import type { ClusterServices } from './cluster-services.ts';
import { defaultCheckpointRecovery, defaultJobGraphStore, perJob } from './default-stores.ts';
import type { Log } from './logging.ts';
import { uuid } from './standalone.ts';
import { createStateStorage, type StateType } from './state-handles.ts';
import { zooKeeperHandles, zooKeeperRegistry } from './zookeeper-stores.ts';

/** Serialised size of a leader's znode, bytes; its address comes on top. */
const LEADER_NODE_SIZE = 84;

/** ZooKeeperHaServices of one process: one session for everything it does. Throws a JavaError for missing options. */
export function zooKeeperServices(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
): ClusterServices {
  const quorum = configuration['high-availability.zookeeper.quorum'];
  if (!quorum) {
    throw exception(
      'java.lang.RuntimeException',
      "No valid ZooKeeper quorum has been specified. You can specify the quorum via the configuration key 'high-availability.zookeeper.quorum'.",
    );
  }
  const storageDir = configuration['high-availability.storageDir'];
  if (!storageDir) {
    throw exception(
      'org.apache.flink.configuration.IllegalConfigurationException',
      "Configuration is missing the mandatory parameter: Key: 'high-availability.storageDir' , default: null (fallback keys: [])",
    );
  }
  const { clusterId, base } = namespaceOf(configuration);
  const client = connectZooKeeper(platform, process, quorum, sessionTimeout(configuration));
  log('INFO', 'org.apache.flink.runtime.util.ZooKeeperUtils', `Using '${base}' as Zookeeper namespace.`);
  const directory = () => below(openPath(platform, process, storageDir), clusterId.slice(1));
  const handles = (path: string, type: StateType) =>
    zooKeeperHandles(platform, client, `${base}/${path}`, createStateStorage(platform, process, type, directory));
  const checkpoints = perJob((jobId) => handles(`checkpoints/${jobId}`, 'checkpoint'));
  return {
    highAvailability: leadership(platform, client, base, log),
    jobGraphs: defaultJobGraphStore(handles('jobgraphs', 'jobgraph'), log),
    checkpoints: defaultCheckpointRecovery(checkpoints, zooKeeperRegistry(client, base), log),
    endpointName: (component) => `${component}_${nextEndpointNumber(process)}`,
    close: () => client.close(),
    cleanUp: () => client.remove(base, () => client.close()),
  };
}

/** The cluster's own znode: path.root and cluster-id. */
function namespaceOf(configuration: Configuration): { readonly clusterId: string; readonly base: string } {
  const clusterId = (configuration['high-availability.cluster-id'] ?? '/default').replace(/^\/?/, '/');
  return { clusterId, base: `${configuration['high-availability.zookeeper.path.root'] ?? '/flink'}${clusterId}` };
}

const sessionTimeout = (configuration: Configuration): number =>
  longOption(configuration, 'high-availability.zookeeper.client.session-timeout') ?? 60_000;

/**
 * The leader that ZooKeeper names for a component, for a process that only asks (ClientHighAvailabilityServices): it waits for one to be elected.
 * Throws a JavaError (TimeoutException) after rest.await-leader-timeout.
 */
export function* leaderFromZooKeeper(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  component: string,
): Task<LeaderInformation> {
  const quorum = configuration['high-availability.zookeeper.quorum'] ?? '';
  const client = connectZooKeeper(platform, process, quorum, sessionTimeout(configuration));
  const { retrieval } = leadership(platform, client, namespaceOf(configuration).base, () => {});
  try {
    return (yield (resume, fail) => {
      const stop = retrieval.retrieve(process, component, (leader) => {
        if (leader === null) return;
        settled();
        resume(leader);
      });
      const late = process.schedule(longOption(configuration, 'rest.await-leader-timeout') ?? 30_000, () => {
        settled();
        fail(exception('java.util.concurrent.TimeoutException', null));
      });
      const settled = (): void => {
        stop();
        late.cancel();
      };
      return settled;
    }) as LeaderInformation;
  } finally {
    client.close();
  }
}

const COMPONENT_LOCKS: Readonly<Record<string, string>> = {
  dispatcher: 'dispatcher_lock',
  resource_manager: 'resource_manager_lock',
  rest_server: 'rest_server_lock',
};
/** Classes that contend, as logs name them. */
const CONTENDERS: Readonly<Record<string, string>> = {
  dispatcher: 'DefaultDispatcherRunner',
  resource_manager: 'StandaloneResourceManager',
  rest_server: 'DispatcherRestEndpoint',
};
const lockOf = (component: string): string => COMPONENT_LOCKS[component] ?? `${component}/job_manager_lock`;

/** Curator's LeaderLatch per component and the leader's address beside it (ZooKeeperLeaderElectionDriver). */
function leadership(platform: Platform, client: ZooKeeperClient, base: string, log: Log): HighAvailabilityServices {
  const random = platform.world.random('zookeeper-latch');
  const emitLeader = leaderFacts(platform, base);
  return {
    retrieval: {
      retrieve(process, component, listener) {
        const path = `${base}/leader/${lockOf(component)}`;
        let live = true;
        /** Nobody is told that there is no leader yet. */
        let last: string | null = null;
        const tell = (leader: LeaderInformation | null): void => {
          const key = leader && `${leader.session} ${leader.address}`;
          if (!live || key === last) return;
          last = key;
          listener(leader);
        };
        const look = (): void =>
          client.get(path, (error, node: Znode) => tell(error ? null : (node.data as LeaderInformation)));
        const stop = client.watch(path, look);
        client.onState((state) => {
          if (!live || (state !== 'SUSPENDED' && state !== 'LOST')) return;
          log(
            'WARN',
            'org.apache.flink.runtime.leaderretrieval.ZooKeeperLeaderRetrievalDriver',
            `Connection to ZooKeeper ${state.toLowerCase()}. Can no longer retrieve the leader from ZooKeeper.`,
          );
          tell(null);
        });
        process.schedule(0, look);
        return () => {
          live = false;
          stop();
        };
      },
    },
    election: {
      contend(process, component, contender) {
        const latch = `${base}/leaderlatch/${lockOf(component)}`;
        const leaderNode = `${base}/leader/${lockOf(component)}`;
        let live = true;
        let mine: string | null = null;
        let leading = false;
        const check = (): void => {
          if (!live || !mine || leading) return;
          client.children(latch, (error, children) => {
            if (error || !live || !mine || leading) return;
            const sequence = (name: string): number => Number(name.slice(-10));
            const first = [...children].sort((a, b) => sequence(a) - sequence(b))[0];
            if (!first || !mine.endsWith(first)) return;
            leading = true;
            const session = random.hex(32);
            contender.granted(session, (address) => publish(address, session));
          });
        };
        const publish = (address: string, session: string): void => {
          if (!leading) return;
          emitLeader(process, component, true);
          const data: LeaderInformation = { address, session };
          const write = (): void =>
            client.create(leaderNode, data, { ephemeral: true, size: LEADER_NODE_SIZE + address.length }, (error) => {
              // The old leader's node may still be there when its session was this process's own.
              if (error?.code === 'NodeExists') client.remove(leaderNode, write);
            });
          write();
        };
        const revoke = (): void => {
          if (!leading) return;
          leading = false;
          emitLeader(process, component, false);
          contender.revoked();
        };
        let attempts = 0;
        const join = (): void => {
          const attempt = ++attempts;
          client.create(
            `${latch}/_c_${uuid(random.hex(32))}-latch-`,
            null,
            { ephemeral: true, sequential: true },
            (error, path) => {
              if (error) return;
              if (!live || attempt !== attempts) {
                client.remove(path, () => {});
                return;
              }
              mine = path;
              check();
            },
          );
        };
        /** LeaderLatch.reset: whoever was cut off queues up anew. */
        const rejoin = (): void => {
          if (mine) client.remove(mine, () => {});
          mine = null;
          join();
        };
        let interrupted = false;
        client.onState((state) => {
          if (!live) return;
          if (state === 'CONNECTED') {
            if (interrupted) rejoin();
            interrupted = false;
            return;
          }
          interrupted = true;
          log(
            'WARN',
            'org.apache.flink.runtime.leaderelection.ZooKeeperLeaderElectionDriver',
            `Connection to ZooKeeper ${state.toLowerCase()}. The contender LeaderContender: ${CONTENDERS[component] ?? 'JobMasterServiceLeadershipRunner'} no longer participates in the leader election.`,
          );
          revoke();
        });
        const stopWatch = client.watch(latch, check);
        join();
        return () => {
          if (!live) return;
          live = false;
          stopWatch();
          if (mine) client.remove(mine, () => {});
          if (leading) {
            leading = false;
            emitLeader(process, component, false);
            client.remove(leaderNode, () => {});
          }
          if (!(component in COMPONENT_LOCKS)) {
            client.remove(`${base}/leaderlatch/${component}`, () => {});
            client.remove(`${base}/leader/${component}`, () => {});
          }
        };
      },
    },
  };
}
