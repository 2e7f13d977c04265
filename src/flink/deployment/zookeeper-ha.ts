import type { Platform, Process } from '../../platform/types.ts';
import { connectZooKeeper, type ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import type { Znode } from '../../platform/zookeeper/znode-tree.ts';
import type { Task } from '../../simulation/task.ts';
import type { Configuration } from '../api/configuration.ts';
import type { JobGraph } from '../graph/types.ts';
import type { CheckpointRecovery, CompletedCheckpoint } from '../jobmanager/checkpoint-store.ts';
import type { JobGraphStore } from '../jobmanager/dispatcher.ts';
import { exception } from '../jobmanager/errors.ts';
import { below, openPath, type StatePath } from '../jobmanager/state-storage.ts';
import { allOf, createFuture, type Future } from '../rpc/future.ts';
import { type HighAvailabilityServices, type LeaderInformation, leaderFacts } from '../rpc/leadership.ts';
import { duration, nextEndpointNumber } from '../rpc/rpc.ts';
import type { ClusterServices } from './cluster-services.ts';
import type { Log } from './logging.ts';
import { uuid } from './standalone.ts';

/** Serialised sizes of what the znodes hold, bytes: a leader's address comes on top. */
const LEADER_NODE_SIZE = 84;
const POINTER_SIZE = 493;

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
  const storage = (): StatePath => below(openPath(platform, process, storageDir), clusterId.slice(1));
  return {
    highAvailability: leadership(platform, client, base, log),
    jobGraphs: jobGraphStore(platform, process, client, base, storage, log),
    checkpoints: checkpointRecovery(platform, process, client, base, storage, log),
    endpointName: (component) => `${component}_${nextEndpointNumber(process)}`,
    close: () => client.close(),
  };
}

/** The cluster's own znode: path.root and cluster-id. */
function namespaceOf(configuration: Configuration): { readonly clusterId: string; readonly base: string } {
  const clusterId = (configuration['high-availability.cluster-id'] ?? '/default').replace(/^\/?/, '/');
  return { clusterId, base: `${configuration['high-availability.zookeeper.path.root'] ?? '/flink'}${clusterId}` };
}

const sessionTimeout = (configuration: Configuration): number =>
  duration(configuration, 'high-availability.zookeeper.client.session-timeout', 60_000);

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
      const late = process.schedule(duration(configuration, 'rest.await-leader-timeout', 30_000), () => {
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
  const emitLeader = leaderFacts(platform);
  return {
    retrieval: {
      retrieve(process, component, listener) {
        const path = `${base}/leader/${lockOf(component)}`;
        let live = true;
        let last: string | null | undefined;
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

/** A pointer in ZooKeeper to a file in storageDir (ZooKeeperStateHandleStore); the ephemeral child is this process's lock on it. */
function putPointer(
  platform: Platform,
  client: ZooKeeperClient,
  path: string,
  file: string,
  done: Future<void> & { complete(value: undefined): void; completeExceptionally(error: Error): void },
): void {
  const lock = uuid(platform.world.random('zookeeper-lock').hex(32));
  client.create(path, file, { size: POINTER_SIZE }, (error) => {
    if (error && error.code !== 'NodeExists') done.completeExceptionally(error);
    else {
      client.create(`${path}/${lock}`, null, { ephemeral: true, size: 9 }, () => done.complete(undefined));
    }
  });
}

function write(
  storage: () => StatePath,
  process: Process,
  name: string,
  type: 'jobgraph' | 'checkpoint',
  value: unknown,
  size: number,
): StatePath {
  const directory = storage();
  directory.files.mkdir(directory.path, { recursive: true, owner: process.spec.user });
  const file = below(directory, name);
  directory.files.write(file.path, { kind: 'artifact', type, value, size }, { owner: process.spec.user });
  return file;
}

/** Reads back what `write` wrote; throws a JavaError when the file is not where this machine sees it. */
function read(platform: Platform, process: Process, uri: string): unknown {
  const { files, path } = openPath(platform, process, uri);
  if (!files.exists(path)) {
    throw exception('java.io.FileNotFoundException', `${path} (No such file or directory)`);
  }
  const content = files.read(path);
  return content.kind === 'artifact' ? content.value : null;
}
function drop(platform: Platform, process: Process, uri: unknown): void {
  if (typeof uri !== 'string') return;
  const { files, path } = openPath(platform, process, uri);
  if (files.exists(path)) files.remove(path);
}

/** All children of a node with their data; none when the node is missing. */
function list(client: ZooKeeperClient, path: string): Future<readonly Znode[]> {
  const all = createFuture<readonly Znode[]>();
  client.children(path, (error, names) => {
    if (error) {
      all.complete([]);
      return;
    }
    const nodes = names.map((name) => {
      const node = createFuture<Znode | null>();
      client.get(`${path}/${name}`, (missing, value) => node.complete(missing ? null : value));
      return node;
    });
    allOf(nodes).whenComplete((found) => all.complete(found.filter((node) => node !== null)));
  });
  return all;
}

/** DefaultJobGraphStore over ZooKeeper. */
function jobGraphStore(
  platform: Platform,
  process: Process,
  client: ZooKeeperClient,
  base: string,
  storage: () => StatePath,
  log: Log,
): JobGraphStore {
  const logger = 'org.apache.flink.runtime.jobmanager.DefaultJobGraphStore';
  const files = new Map<string, string>();
  return {
    put(job) {
      const done = createFuture<void>();
      try {
        const file = write(
          storage,
          process,
          `submittedJobGraph${platform.world.random('ha-storage').hex(12)}`,
          'jobgraph',
          job,
          20_000,
        );
        files.set(job.jobId, file.uri);
        putPointer(platform, client, `${base}/jobgraphs/${job.jobId}`, file.uri, done);
        done.whenComplete(() =>
          log(
            'INFO',
            logger,
            `Added JobGraph(jobId: ${job.jobId}) to ZooKeeperStateHandleStore{namespace='${base.slice(1)}/jobgraphs'}.`,
          ),
        );
      } catch (error) {
        done.completeExceptionally(error as Error);
      }
      return done;
    },
    remove(jobId) {
      client.remove(`${base}/jobgraphs/${jobId}`, () => {});
      drop(platform, process, files.get(jobId));
      files.delete(jobId);
    },
    recover() {
      const jobs = createFuture<readonly JobGraph[]>();
      list(client, `${base}/jobgraphs`).whenComplete((nodes) => {
        try {
          jobs.complete(
            nodes.map((node) => {
              const jobId = node.path.slice(node.path.lastIndexOf('/') + 1);
              const job = read(platform, process, String(node.data)) as JobGraph;
              files.set(jobId, String(node.data));
              client.create(
                `${node.path}/${uuid(platform.world.random('zookeeper-lock').hex(32))}`,
                null,
                { ephemeral: true, size: 9 },
                () => {},
              );
              log('INFO', logger, `Recovered JobGraph(jobId: ${jobId}).`);
              return job;
            }),
          );
        } catch (error) {
          jobs.completeExceptionally(
            exception(
              'org.apache.flink.util.FlinkException',
              'Could not retrieve submitted JobGraph from state handle. This indicates that the retrieved state handle is broken. Try cleaning the state handle store.',
              error as never,
            ),
          );
        }
      });
      return jobs;
    },
  };
}

/** DefaultCompletedCheckpointStore, ZooKeeperCheckpointIDCounter and the running jobs registry. */
function checkpointRecovery(
  platform: Platform,
  process: Process,
  client: ZooKeeperClient,
  base: string,
  storage: () => StatePath,
  log: Log,
): CheckpointRecovery {
  const node = (jobId: string, id: number): string => `${base}/checkpoints/${jobId}/${String(id).padStart(19, '0')}`;
  const files = new Map<string, string>();
  const put = (path: string, data: unknown, size: number): void =>
    client.create(path, data, { size }, (error) => {
      if (error?.code === 'NodeExists') client.set(path, data, () => {});
    });
  return {
    recover(jobId) {
      const result = createFuture<{ readonly checkpoints: readonly CompletedCheckpoint[]; readonly nextId: number }>();
      log(
        'INFO',
        'org.apache.flink.runtime.checkpoint.DefaultCompletedCheckpointStore',
        `Recovering checkpoints from ZooKeeperStateHandleStore{namespace='${base.slice(1)}/checkpoints/${jobId}'}.`,
      );
      put(`${base}/running_job_registry/${jobId}`, 'RUNNING', 7);
      list(client, `${base}/checkpoints/${jobId}`).whenComplete((nodes) => {
        client.get(`${base}/checkpoint-counter/${jobId}`, (missing, counter) => {
          try {
            const checkpoints = nodes.map((pointer) => {
              files.set(pointer.path, String(pointer.data));
              client.create(
                `${pointer.path}/${uuid(platform.world.random('zookeeper-lock').hex(32))}`,
                null,
                { ephemeral: true, size: 9 },
                () => {},
              );
              return read(platform, process, String(pointer.data)) as CompletedCheckpoint;
            });
            result.complete({
              checkpoints: checkpoints.sort((a, b) => a.id - b.id),
              nextId: missing ? 1 : Number(counter.data),
            });
          } catch (error) {
            result.completeExceptionally(
              exception(
                'org.apache.flink.util.FlinkException',
                'Could not retrieve checkpoint from state handle.',
                error as never,
              ),
            );
          }
        });
      });
      return result;
    },
    add(checkpoint) {
      const done = createFuture<void>();
      try {
        const path = node(checkpoint.jobId, checkpoint.id);
        const file = write(
          storage,
          process,
          `completedCheckpoint${platform.world.random('ha-storage').hex(12)}`,
          'checkpoint',
          checkpoint,
          checkpoint.size + 256,
        );
        files.set(path, file.uri);
        putPointer(platform, client, path, file.uri, done);
      } catch (error) {
        done.completeExceptionally(error as Error);
      }
      return done;
    },
    remove(jobId, id) {
      const path = node(jobId, id);
      client.remove(path, () => {});
      drop(platform, process, files.get(path));
      files.delete(path);
    },
    setCounter: (jobId, next) => put(`${base}/checkpoint-counter/${jobId}`, next, 4),
    clear(jobId) {
      for (const parent of ['checkpoints', 'checkpoint-counter', 'running_job_registry']) {
        client.remove(`${base}/${parent}/${jobId}`, () => {});
      }
    },
  };
}
