import type { Platform } from '../../platform/types.ts';
import type { ZooKeeperClient } from '../../platform/zookeeper/client.ts';
import type { Znode } from '../../platform/zookeeper/znode-tree.ts';
import { allOf, createFuture } from '../rpc/future.ts';
import type { JobRegistry } from './default-stores.ts';
import { uuid } from './standalone.ts';
import type { StateHandleStore, StateStorage } from './state-handles.ts';

/** Serialised size of a pointer to a file, bytes. */
const POINTER_SIZE = 493;

/** ZooKeeperStateHandleStore: a znode below `directory` for each key. */
export function zooKeeperHandles(
  platform: Platform,
  client: ZooKeeperClient,
  directory: string,
  storage: StateStorage,
): StateHandleStore {
  /** URIs by key. */
  const files = new Map<string, string>();
  /** An ephemeral child of a pointer: while this process lives nobody else removes it. */
  const lock = (key: string, locked: () => void = () => {}): void => {
    const name = uuid(platform.world.random('zookeeper-lock').hex(32));
    client.create(`${directory}/${key}/${name}`, null, { ephemeral: true, size: 9 }, locked);
  };
  const handle = (key: string, node: Znode) => ({
    key,
    take: () => {
      const uri = String(node.data);
      files.set(key, uri);
      lock(key);
      return storage.retrieve(uri);
    },
  });
  return {
    name: `ZooKeeperStateHandleStore{namespace='${directory.slice(1)}'}`,
    add(key, value, size) {
      const done = createFuture<void>();
      try {
        const uri = storage.store(value, size);
        files.set(key, uri);
        client.create(`${directory}/${key}`, uri, { size: POINTER_SIZE }, (error) => {
          if (error && error.code !== 'NodeExists') done.completeExceptionally(error);
          else lock(key, () => done.complete(undefined));
        });
      } catch (error) {
        done.completeExceptionally(error as Error);
      }
      return done;
    },
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
      const uri = files.get(key);
      files.delete(key);
      if (uri !== undefined) storage.discard(uri);
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
