import type { Kinds, Resource } from './objects.ts';
import { RESOURCES } from './resources.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';
export interface Change<R extends Resource = Resource> {
  readonly type: ChangeType;
  readonly resource: R;
  /** As it is now; of a deleted one as it was last. */
  readonly object: Kinds[R];
  readonly previous: Kinds[R] | null;
}

/** etcd: every object of a cluster by resource, namespace and name; it outlives the API server's process. */
export interface Store {
  get<R extends Resource>(resource: R, namespace: string | undefined, name: string): Kinds[R] | undefined;
  /** In order of creation. */
  list<R extends Resource>(resource: R, namespace?: string): Kinds[R][];
  /** Adds or replaces; gives the object with its new resourceVersion. */
  put<R extends Resource>(resource: R, object: Kinds[R]): Kinds[R];
  remove<R extends Resource>(resource: R, object: Kinds[R]): void;
  /** Runs `listener` after each change. */
  onChange(listener: (change: Change) => void): () => void;
}

type Tables = { readonly [R in Resource]: Map<string, Kinds[R]> };
const keyOf = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

export function createStore(): Store {
  const tables = Object.fromEntries(RESOURCES.map(({ resource }) => [resource, new Map()])) as Tables;
  const table = <R extends Resource>(resource: R): Map<string, Kinds[R]> => tables[resource];
  const listeners = new Set<(change: Change) => void>();
  let version = 0;
  const tell = (change: Change): void => {
    for (const listener of [...listeners]) listener(change);
  };
  return {
    get: (resource, namespace, name) => table(resource).get(keyOf(namespace, name)),
    list: (resource, namespace) =>
      [...table(resource).values()].filter(
        ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      ),
    put(resource, object) {
      const { namespace, name } = object.metadata;
      const key = keyOf(namespace, name);
      const previous = table(resource).get(key) ?? null;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(++version) } };
      table(resource).set(key, stored);
      tell({ type: previous ? 'MODIFIED' : 'ADDED', resource, object: stored, previous });
      return stored;
    },
    remove(resource, object) {
      const key = keyOf(object.metadata.namespace, object.metadata.name);
      const last = table(resource).get(key);
      if (!last) return;
      table(resource).delete(key);
      tell({ type: 'DELETED', resource, object: last, previous: last });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
