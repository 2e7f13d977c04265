import type { Process } from '../../../platform/types.ts';
import type { Task } from '../../../simulation/task.ts';
import { toJavaError } from '../../jobmanager/errors.ts';
import { createFuture, type Future } from '../../rpc/future.ts';
import type { JobRegistry } from '../default-stores.ts';
import { PointedFiles, type StateHandleStore, type StateStorage } from '../state-handles.ts';
import type { FlinkKubeClient } from './kube-client.ts';
import type { KubernetesLeadership } from './leader-election.ts';

/** Entries of a leader's ConfigMap; whoever does not lead changes nothing. */
export interface LeaderData {
  /** Empty where there is no such ConfigMap. */
  get(name: string): Future<Readonly<Record<string, string>>>;
  update(name: string, change: (data: Record<string, string>) => Record<string, string>): Future<void>;
  delete(name: string): void;
}

export function leaderData(process: Process, kube: FlinkKubeClient, leadership: KubernetesLeadership): LeaderData {
  const future = <T>(task: Task<T>): Future<T> => {
    const done = createFuture<T>();
    process.spawn(
      (function* () {
        try {
          done.complete(yield* task);
        } catch (error) {
          done.completeExceptionally(toJavaError(error));
        }
      })(),
    );
    return done;
  };
  return {
    get: (name) =>
      future(
        (function* () {
          return (yield* kube.get('configmaps', name))?.data ?? {};
        })(),
      ),
    update: (name, change) =>
      future(
        (function* () {
          yield* leadership.update(name, change);
        })(),
      ),
    delete: (name) => void future(leadership.delete(name)),
  };
}

/** KubernetesStateHandleStore: `<prefix><key>` of a leader's ConfigMap, in Base64. */
export function configMapHandles(
  data: LeaderData,
  configMap: string,
  prefix: string,
  storage: StateStorage,
): StateHandleStore {
  const files = new PointedFiles(storage);
  return {
    name: `KubernetesStateHandleStore{configMapName='${configMap}'}`,
    add: (key, value, size) =>
      files.add(key, value, size, (uri) =>
        data.update(configMap, (entries) => ({ ...entries, [`${prefix}${key}`]: btoa(uri) })),
      ),
    list() {
      const all = createFuture<readonly { key: string; take(): unknown }[]>();
      data.get(configMap).whenComplete(
        (entries) =>
          all.complete(
            Object.entries(entries)
              .filter(([name]) => name.startsWith(prefix))
              .map(([name, text]) => {
                const key = name.slice(prefix.length);
                return { key, take: () => files.take(key, atob(text)) };
              }),
          ),
        (error) => all.completeExceptionally(error),
      );
      return all;
    },
    remove(key) {
      data.update(configMap, ({ [`${prefix}${key}`]: _gone, ...rest }) => rest);
      files.remove(key);
    },
  };
}

/** KubernetesCheckpointIDCounter and KubernetesRunningJobsRegistry. */
export function configMapRegistry(
  data: LeaderData,
  dispatcher: string,
  jobManagerOf: (jobId: string) => string,
): JobRegistry {
  return {
    setRunning: (jobId) =>
      void data.update(dispatcher, (entries) => ({ ...entries, [`runningJobsRegistry-${jobId}`]: 'RUNNING' })),
    counter(jobId) {
      const result = createFuture<number>();
      data.get(jobManagerOf(jobId)).whenComplete(
        ({ counter }) => result.complete(Number(counter ?? '1')),
        (error) => result.completeExceptionally(error),
      );
      return result;
    },
    setCounter: (jobId, next) =>
      void data.update(jobManagerOf(jobId), (entries) => ({ ...entries, counter: String(next) })),
    clear(jobId) {
      data.update(dispatcher, ({ [`runningJobsRegistry-${jobId}`]: _gone, ...rest }) => rest);
      data.delete(jobManagerOf(jobId));
    },
  };
}
