import type { Platform, Process } from '../platform/types.ts';
import { admit } from './admission.ts';
import { ADMIN, allowed, policiesIn, type User } from './authorization.ts';
import { alreadyExists, conflict, forbidden, notFound } from './errors.ts';
import type { Kinds, ObjectMeta, Resource } from './objects.ts';
import { apiVersionOf, infoOf, RESOURCES } from './resources.ts';
import { everything, type Selector } from './selectors.ts';
import type { Change, ChangeType, Store } from './store.ts';

/** What one user may do with a cluster's objects. Every method throws ApiError as the server answers. */
export interface Api {
  get<R extends Resource>(resource: R, namespace: string | undefined, name: string): Kinds[R];
  list<R extends Resource>(resource: R, namespace?: string, selector?: Selector): Kinds[R][];
  create<R extends Resource>(resource: R, object: Kinds[R]): Kinds[R];
  /** Replaces spec, labels and annotations; an object with a resourceVersion only if that is still the newest. */
  update<R extends Resource>(resource: R, object: Kinds[R]): Kinds[R];
  /** Replaces the status alone. */
  updateStatus<R extends Resource>(resource: R, object: Kinds[R]): void;
  /** A pod that runs is asked to end and stays until then, unless `force`. */
  delete(resource: Resource, namespace: string | undefined, name: string, options?: DeleteOptions): void;
  /** Throws unless the user may watch. */
  checkWatch(resource: Resource, namespace: string | undefined): void;
}
export interface DeleteOptions {
  readonly force?: boolean;
  readonly gracePeriodSeconds?: number;
}

/** kube-apiserver: the only one who touches the store. */
export interface ApiServer {
  readonly process: Process;
  readonly store: Store;
  /** `https://192.168.10.101:6443` */
  readonly url: string;
  readonly version: string;
  as(user: User): Api;
  /** Tells a process of every change to objects that `wanted` accepts: what is there already comes first, as ADDED. */
  watch<R extends Resource>(
    watcher: Process,
    resource: R,
    wanted: (object: Kinds[R]) => boolean,
    listener: (type: ChangeType, object: Kinds[R]) => void,
    named: boolean,
  ): () => void;
}

export const API_PORT = 6443;

export function startApiServer(platform: Platform, process: Process, store: Store, version: string): ApiServer {
  const { world, network } = platform;
  const random = world.random('kubernetes');
  network.listen(process, API_PORT, (connection) => connection.close());

  const as = (user: User): Api => {
    const check = (verb: string, resource: Resource, namespace: string | undefined, name: string | null): void => {
      if (user === ADMIN) return;
      if (!allowed(policiesIn(store), user, verb, resource, namespace ?? null))
        throw forbidden(user.name, verb, resource, name, namespace ?? null);
    };
    const find = <R extends Resource>(resource: R, namespace: string | undefined, name: string): Kinds[R] => {
      const found = store.get(resource, namespace, name);
      if (!found) throw notFound(resource, name);
      return found;
    };
    return {
      get(resource, namespace, name) {
        check('get', resource, namespace, name);
        return find(resource, namespace, name);
      },
      list(resource, namespace, selector = everything) {
        check('list', resource, namespace, null);
        return store.list(resource, namespace).filter(({ metadata }) => selector(metadata.labels ?? {}));
      },
      create(resource, object) {
        const info = infoOf(resource);
        const namespace = info.namespaced ? (object.metadata.namespace ?? 'default') : undefined;
        check('create', resource, namespace, null);
        const name = object.metadata.name || `${object.metadata.generateName ?? ''}${suffix(random.hex(10))}`;
        if (store.get(resource, namespace, name)) throw alreadyExists(resource, name);
        const { namespace: _given, ...rest } = object.metadata;
        const metadata: ObjectMeta = {
          ...rest,
          name,
          ...(namespace === undefined ? {} : { namespace }),
          uid: uuid(random.hex(32)),
          generation: 1,
          creationTimestamp: world.now,
        };
        const complete = { ...object, apiVersion: apiVersionOf(info), kind: info.kind, metadata };
        const created = store.put(resource, admit(store, random, resource, complete));
        if (resource === 'namespaces') addDefaultAccount(store, name, world.now, uuid(random.hex(32)));
        return created;
      },
      update(resource, object) {
        const { namespace, name, resourceVersion } = object.metadata;
        check('update', resource, namespace, name);
        const current = find(resource, namespace, name);
        if (resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion)
          throw conflict(resource, name);
        const changed =
          'spec' in object && JSON.stringify(object.spec) !== JSON.stringify('spec' in current && current.spec);
        const generation = (current.metadata.generation ?? 1) + (changed ? 1 : 0);
        const merged = { ...object, metadata: { ...object.metadata, uid: current.metadata.uid ?? '', generation } };
        return store.put(resource, resource === 'pods' ? merged : admit(store, random, resource, merged));
      },
      updateStatus(resource, object) {
        const { namespace, name } = object.metadata;
        const current = store.get(resource, namespace, name);
        if (!current || current.metadata.uid !== object.metadata.uid || !('status' in object)) return;
        if ('status' in current && JSON.stringify(current.status) === JSON.stringify(object.status)) return;
        store.put(resource, { ...current, status: object.status });
      },
      delete(resource, namespace, name, options = {}) {
        check('delete', resource, namespace, name);
        const found = find(resource, namespace, name);
        const pod = resource === 'pods' ? store.get('pods', namespace, name) : undefined;
        if (pod?.spec.nodeName && !options.force) {
          if (pod.metadata.deletionTimestamp !== undefined) return;
          const grace = options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
          store.put('pods', {
            ...pod,
            metadata: { ...pod.metadata, deletionTimestamp: world.now, deletionGracePeriodSeconds: grace },
          });
          return;
        }
        store.remove(resource, found);
        if (resource !== 'namespaces') return;
        for (const { resource: each, namespaced } of RESOURCES)
          if (namespaced)
            for (const object of store.list(each, name)) as(ADMIN).delete(each, name, object.metadata.name);
      },
      checkWatch: (resource, namespace) => check('watch', resource, namespace, null),
    };
  };

  return {
    process,
    store,
    url: `https://${process.machine.ip}:${API_PORT}`,
    version,
    as,
    watch(watcher, resource, wanted, listener, named) {
      let live = true;
      const send = (type: ChangeType, object: Kinds[typeof resource]): void => {
        network.send({
          from: process,
          to: watcher,
          protocol: 'kubernetes',
          name: named && type !== 'MODIFIED' ? `${type} ${infoOf(resource).singular}` : null,
          detail: object.metadata.name,
          deliver: () => {
            if (live) listener(type, object);
          },
        });
      };
      for (const object of store.list(resource)) if (wanted(object)) send('ADDED', object);
      const isOurs = (change: Change): change is Change<typeof resource> => change.resource === resource;
      const stop = store.onChange((change) => {
        if (!process.alive || !isOurs(change)) return;
        const is = wanted(change.object);
        const was = change.previous !== null && wanted(change.previous);
        if (change.type === 'DELETED') {
          if (is) send('DELETED', change.object);
        } else if (is) send(was ? 'MODIFIED' : 'ADDED', change.object);
        else if (was) send('DELETED', change.object);
      });
      const end = (): void => {
        live = false;
        stop();
      };
      watcher.onClose(end);
      process.onClose(end);
      return end;
    },
  };
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
/** Five characters that make no words, as generated names end. */
export function suffix(hex: string, length = 5): string {
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET[Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) % ALPHABET.length];
  return text;
}

const uuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

/** The service account that pods of a namespace run under unless they say otherwise. */
function addDefaultAccount(store: Store, namespace: string, now: number, uid: string): void {
  store.put('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace, uid, creationTimestamp: now },
  });
}
