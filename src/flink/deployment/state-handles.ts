import type { Platform, Process } from '../../platform/types.ts';
import { exception } from '../jobmanager/errors.ts';
import { below, openPath, type StatePath } from '../jobmanager/state-storage.ts';
import { type Future, failed } from '../rpc/future.ts';

export type StateType = 'jobgraph' | 'checkpoint';

/** StateHandleStore: values lie in files of high-availability.storageDir; ZooKeeper or Kubernetes keep pointers to them by key. */
export interface StateHandleStore {
  /** As logs name it. */
  readonly name: string;
  /** Writes the value (bytes as serialized) and points to it; fails with what the file system or the keeper of the pointers says. */
  add(key: string, value: unknown, size: number): Future<void>;
  list(): Future<readonly StateHandle[]>;
  /** Removes the pointer and, when this process knows it, the file. */
  remove(key: string): void;
}

export interface StateHandle {
  readonly key: string;
  /** The value, which is this process's from then on. Throws a JavaError when the file is not where this machine sees it. */
  take(): unknown;
}

/** FileSystemStateStorageHelper: files of storageDir. */
export interface StateStorage {
  /** Gives the file's URI; throws what the file system says. */
  store(value: unknown, size: number): string;
  /** Throws a JavaError when there is no such file. */
  retrieve(uri: string): unknown;
  discard(uri: string): void;
}

/** The files behind a store's pointers that this process knows. */
export class PointedFiles {
  private readonly uris = new Map<string, string>();
  constructor(private readonly storage: StateStorage) {}
  /** Writes the value; fails with what the file system says, else as `point`, which is given the file's URI. */
  add(key: string, value: unknown, size: number, point: (uri: string) => Future<void>): Future<void> {
    let uri: string;
    try {
      uri = this.storage.store(value, size);
    } catch (error) {
      return failed(error as Error);
    }
    this.uris.set(key, uri);
    return point(uri);
  }
  take(key: string, uri: string): unknown {
    this.uris.set(key, uri);
    return this.storage.retrieve(uri);
  }
  remove(key: string): void {
    const uri = this.uris.get(key);
    this.uris.delete(key);
    if (uri !== undefined) this.storage.discard(uri);
  }
}

/** Names of the files begin so. */
const FILE_PREFIX: Readonly<Record<StateType, string>> = {
  jobgraph: 'submittedJobGraph',
  checkpoint: 'completedCheckpoint',
};

export function createStateStorage(
  platform: Platform,
  process: Process,
  type: StateType,
  directory: () => StatePath,
): StateStorage {
  const owner = process.spec.user;
  return {
    store(value, size) {
      const parent = directory();
      parent.files.mkdir(parent.path, { recursive: true, owner });
      const file = below(parent, `${FILE_PREFIX[type]}${platform.world.random('ha-storage').hex(12)}`);
      file.files.write(file.path, { kind: 'artifact', type, value, size }, { owner });
      return file.uri;
    },
    retrieve(uri) {
      const { files, path } = openPath(platform, process, uri);
      if (!files.exists(path)) throw exception('java.io.FileNotFoundException', `${path} (No such file or directory)`);
      const content = files.read(path);
      return content.kind === 'artifact' ? content.value : null;
    },
    discard(uri) {
      const { files, path } = openPath(platform, process, uri);
      if (files.exists(path)) files.remove(path);
    },
  };
}
