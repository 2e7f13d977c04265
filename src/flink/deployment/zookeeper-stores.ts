import type { Platform, Process } from '../../platform/types.ts';
import type { ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import type { Znode } from '../../platform/zookeeper/znode-tree.ts';
import type { JobGraph } from '../graph/types.ts';
import type { CheckpointRecovery, CompletedCheckpoint } from '../jobmanager/checkpoint-store.ts';
import type { JobGraphStore } from '../jobmanager/dispatcher.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { below, openPath, type StatePath } from '../jobmanager/state-storage.ts';
import { allOf, createFuture, type Future } from '../rpc/future.ts';
import type { Log } from './logging.ts';
import { uuid } from './standalone.ts';

/** Serialised size of a pointer to a file, bytes. */
const POINTER_SIZE = 493;

/** ZooKeeperStateHandleStore: values lie in files of storageDir, znodes point to them. */
export interface StateHandleStore {
  /** Writes the value (bytes as serialized) to a file of its own and points to it; fails with what the file system or ZooKeeper says. */
  add(path: string, type: 'jobgraph' | 'checkpoint', value: unknown, size: number): Future<void>;
  /** The value behind a node, on which this process then holds a lock. Throws a JavaError when the file is not where this machine sees it. */
  take(node: Znode): unknown;
  /** Removes the pointer and, when this process knows it, the file. */
  remove(path: string): void;
}

/** Names of the files of storageDir begin so. */
const FILE_PREFIX = { jobgraph: 'submittedJobGraph', checkpoint: 'completedCheckpoint' } as const;

export function createStateHandleStore(
  platform: Platform,
  process: Process,
  client: ZooKeeperClient,
  storage: () => StatePath,
): StateHandleStore {
  /** URIs by the paths of their pointers. */
  const files = new Map<string, string>();
  const owner = process.spec.user;
  /** An ephemeral child of a pointer: while this process lives nobody else removes it. */
  const lock = (path: string, locked: () => void = () => {}): void => {
    const name = uuid(platform.world.random('zookeeper-lock').hex(32));
    client.create(`${path}/${name}`, null, { ephemeral: true, size: 9 }, locked);
  };
  return {
    add(path, type, value, size) {
      const done = createFuture<void>();
      try {
        const directory = storage();
        directory.files.mkdir(directory.path, { recursive: true, owner });
        const file = below(directory, `${FILE_PREFIX[type]}${platform.world.random('ha-storage').hex(12)}`);
        directory.files.write(file.path, { kind: 'artifact', type, value, size }, { owner });
        files.set(path, file.uri);
        client.create(path, file.uri, { size: POINTER_SIZE }, (error) => {
          if (error && error.code !== 'NodeExists') done.completeExceptionally(error);
          else lock(path, () => done.complete(undefined));
        });
      } catch (error) {
        done.completeExceptionally(error as Error);
      }
      return done;
    },
    take(node) {
      const uri = String(node.data);
      files.set(node.path, uri);
      lock(node.path);
      const { files: system, path } = openPath(platform, process, uri);
      if (!system.exists(path)) {
        throw exception('java.io.FileNotFoundException', `${path} (No such file or directory)`);
      }
      const content = system.read(path);
      return content.kind === 'artifact' ? content.value : null;
    },
    remove(path) {
      client.remove(path, () => {});
      const uri = files.get(path);
      files.delete(path);
      if (uri === undefined) return;
      const file = openPath(platform, process, uri);
      if (file.files.exists(file.path)) file.files.remove(file.path);
    },
  };
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

const flinkException = (message: string, cause: unknown): Error =>
  exception('org.apache.flink.util.FlinkException', message, toJavaError(cause));

/** DefaultJobGraphStore over ZooKeeper. */
export function jobGraphStore(
  client: ZooKeeperClient,
  handles: StateHandleStore,
  base: string,
  log: Log,
): JobGraphStore {
  const logger = 'org.apache.flink.runtime.jobmanager.DefaultJobGraphStore';
  const directory = `${base}/jobgraphs`;
  return {
    put(job) {
      const added = handles.add(`${directory}/${job.jobId}`, 'jobgraph', job, 20_000);
      added.whenComplete(() =>
        log(
          'INFO',
          logger,
          `Added JobGraph(jobId: ${job.jobId}) to ZooKeeperStateHandleStore{namespace='${directory.slice(1)}'}.`,
        ),
      );
      return added;
    },
    remove: (jobId) => handles.remove(`${directory}/${jobId}`),
    recover() {
      const jobs = createFuture<readonly JobGraph[]>();
      list(client, directory).whenComplete((nodes) => {
        try {
          jobs.complete(
            nodes.map((node) => {
              const job = handles.take(node) as JobGraph;
              log('INFO', logger, `Recovered JobGraph(jobId: ${node.path.slice(directory.length + 1)}).`);
              return job;
            }),
          );
        } catch (error) {
          jobs.completeExceptionally(
            flinkException(
              'Could not retrieve submitted JobGraph from state handle. This indicates that the retrieved state handle is broken. Try cleaning the state handle store.',
              error,
            ),
          );
        }
      });
      return jobs;
    },
  };
}

/** DefaultCompletedCheckpointStore, ZooKeeperCheckpointIDCounter and the running jobs registry. */
export function checkpointRecovery(
  client: ZooKeeperClient,
  handles: StateHandleStore,
  base: string,
  log: Log,
): CheckpointRecovery {
  const node = (jobId: string, id: number): string => `${base}/checkpoints/${jobId}/${String(id).padStart(19, '0')}`;
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
            const checkpoints = nodes.map((pointer) => handles.take(pointer) as CompletedCheckpoint);
            result.complete({
              checkpoints: checkpoints.sort((a, b) => a.id - b.id),
              nextId: missing ? 1 : Number(counter.data),
            });
          } catch (error) {
            result.completeExceptionally(flinkException('Could not retrieve checkpoint from state handle.', error));
          }
        });
      });
      return result;
    },
    add: (checkpoint) =>
      handles.add(node(checkpoint.jobId, checkpoint.id), 'checkpoint', checkpoint, checkpoint.size + 256),
    remove: (jobId, id) => handles.remove(node(jobId, id)),
    setCounter: (jobId, next) => put(`${base}/checkpoint-counter/${jobId}`, next, 4),
    clear(jobId) {
      for (const parent of ['checkpoints', 'checkpoint-counter', 'running_job_registry']) {
        client.remove(`${base}/${parent}/${jobId}`, () => {});
      }
    },
  };
}
