import type { Platform } from '../../platform/types.ts';
import type { ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import type { Znode } from '../../platform/zookeeper/znode-tree.ts';
import { allOf, createFuture } from '../rpc/future.ts';
import type { JobRegistry } from './default-stores.ts';
import { uuid } from './standalone.ts';
import { PointedFiles, type StateHandleStore, type StateStorage } from './state-handles.ts';

/** Serialised size of a pointer to a file, bytes. */
const POINTER_SIZE = 493;

/** ZooKeeperStateHandleStore: a znode below `directory` for each key. */
export function zooKeeperHandles(
  platform: Platform,
  client: ZooKeeperClient,
  directory: string,
  storage: StateStorage,
): StateHandleStore {
  const files = new PointedFiles(storage);
  /** An ephemeral child of a pointer: while this process lives nobody else removes it. */
  const lock = (key: string, locked: () => void = () => {}): void => {
    const name = uuid(platform.world.random('zookeeper-lock').hex(32));
    client.create(`${directory}/${key}/${name}`, null, { ephemeral: true, size: 9 }, locked);
  };
  const handle = (key: string, node: Znode) => ({
    key,
    take: () => {
      lock(key);
      return files.take(key, String(node.data));
    },
  });
  return {
    name: `ZooKeeperStateHandleStore{namespace='${directory.slice(1)}'}`,
    add: (key, value, size) =>
      files.add(key, value, size, (uri) => {
        const done = createFuture<void>();
        client.create(`${directory}/${key}`, uri, { size: POINTER_SIZE }, (error) => {
          if (error && error.code !== 'NodeExists') done.completeExceptionally(error);
          else lock(key, () => done.complete(undefined));
        });
        return done;
      }),
    list() {
      const all = createFuture<readonly ReturnType<typeof handle>[]>();
      client.children(directory, (error, names) => {
        if (error) {
          all.complete([]);
          return;
        }
        const nodes = names.map((name) => {
          const node = createFuture<ReturnType<typeof handle> | null>();
          client.get(`${directory}/${name}`, (missing, found) => node.complete(missing ? null : handle(name, found)));
          return node;
        });
        allOf(nodes).whenComplete((found) => all.complete(found.filter((each) => each !== null)));
      });
      return all;
    },
    remove(key) {
      client.remove(`${directory}/${key}`, () => {});
      files.remove(key);
    },
  };
}

/** ZooKeeperCheckpointIDCounter and ZooKeeperRunningJobsRegistry. */
export function zooKeeperRegistry(client: ZooKeeperClient, base: string): JobRegistry {
  const put = (path: string, data: unknown, size: number): void =>
    client.create(path, data, { size }, (error) => {
      if (error?.code === 'NodeExists') client.set(path, data, () => {});
    });
  return {
    setRunning: (jobId) => put(`${base}/running_job_registry/${jobId}`, 'RUNNING', 7),
    counter(jobId) {
      const result = createFuture<number>();
      client.get(`${base}/checkpoint-counter/${jobId}`, (missing, counter) =>
        result.complete(missing ? 1 : Number(counter.data)),
      );
      return result;
    },
    setCounter: (jobId, next) => put(`${base}/checkpoint-counter/${jobId}`, next, 4),
    clear(jobId) {
      for (const parent of ['checkpoints', 'checkpoint-counter', 'running_job_registry'])
        client.remove(`${base}/${parent}/${jobId}`, () => {});
    },
  };
}
