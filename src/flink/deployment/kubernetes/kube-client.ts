import { createClient, type KubernetesClient } from '../../../kubernetes/client.ts';
import { ApiError } from '../../../kubernetes/errors.ts';
import { accessOf, autoConfigure, type ClusterAccess, readKubeConfig } from '../../../kubernetes/kubeconfig.ts';
import type { ConfigMap, Kinds, Pod, Resource } from '../../../kubernetes/objects.ts';
import { apiVersionOf, infoOf } from '../../../kubernetes/resources.ts';
import { matching } from '../../../kubernetes/selectors.ts';
import type { ChangeType } from '../../../kubernetes/store.ts';
import { type Platform, type Process, SystemError } from '../../../platform/types.ts';
import type { Task } from '../../../simulation/task.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { JavaError } from '../../api/jar.ts';
import { exception } from '../../jobmanager/errors.ts';

const CLIENT_EXCEPTION = 'io.fabric8.kubernetes.client.KubernetesClientException';

/** Fabric8FlinkKubeClient. Every Task throws JavaErrors (KubernetesClientException). */
export interface FlinkKubeClient {
  readonly namespace: string;
  /** Where the API server is, for those who look for the cluster there. */
  readonly masterHost: string;
  /** Null: there is none. */
  get<R extends Resource>(resource: R, name: string): Task<Kinds[R] | null>;
  list<R extends Resource>(resource: R, labels: Readonly<Record<string, string>>): Task<Kinds[R][]>;
  create<R extends Resource>(resource: R, object: Kinds[R]): Task<Kinds[R]>;
  /** Creates it, or replaces what goes by its name. */
  createOrReplace<R extends Resource>(resource: R, object: Kinds[R]): Task;
  /** Replaces an object of the same resourceVersion. */
  replace<R extends Resource>(resource: R, object: Kinds[R]): Task<Kinds[R]>;
  /** Of what is not there: nothing. */
  delete(resource: Resource, name: string): Task;
  /** Gets the ConfigMap, and replaces it by what `change` makes of it as long as nobody else changes it meanwhile; false: `change` gave null. */
  checkAndUpdateConfigMap(name: string, change: (map: ConfigMap) => ConfigMap | null): Task<boolean>;
  deleteConfigMaps(labels: Readonly<Record<string, string>>): Task;
  /** As get and replace, for leases: at once, and not on the trace. Throw what the API server throws. */
  peekConfigMap(name: string): ConfigMap | null;
  touchConfigMap(map: ConfigMap): void;
  watchPods(
    labels: Readonly<Record<string, string>>,
    listener: (type: ChangeType, pod: Pod) => void,
    ended: () => void,
  ): Task<() => void>;
  watch<R extends Resource>(
    resource: R,
    name: string,
    listener: (type: ChangeType, object: Kinds[R]) => void,
    ended: () => void,
  ): Task<() => void>;
}

/** FlinkKubeClientFactory.fromConfiguration. */
export function createKubeClient(platform: Platform, process: Process, configuration: Configuration): FlinkKubeClient {
  const namespace = configuration['kubernetes.namespace'] ?? 'default';
  const file = configuration['kubernetes.config.file'];
  const context = configuration['kubernetes.context'];
  const { files } = process.machine;
  let access: ClusterAccess | null;
  if (file === undefined) access = autoConfigure(files, process.spec.env, context);
  else {
    const config = readKubeConfig(files, file);
    if (!config)
      throw exception(
        CLIENT_EXCEPTION,
        'Load kubernetes config failed.',
        exception('java.io.FileNotFoundException', `${file} (No such file or directory)`),
      );
    access = accessOf(config, context);
  }
  // Config.autoConfigure's own default.
  const target = access ?? {
    host: 'kubernetes.default.svc',
    port: 443,
    user: { name: 'system:anonymous', groups: [] },
    namespace: 'default',
    inCluster: false,
  };
  const client = createClient(platform, process, target);
  const master = `https://${target.host}${target.port === 443 ? '' : `:${target.port}`}`;
  const pathOf = (resource: Resource, name: string | null): string => {
    const info = infoOf(resource);
    const root = info.group === '' ? '/api/' : '/apis/';
    return `${root}${apiVersionOf(info)}${info.namespaced ? `/namespaces/${namespace}` : ''}/${resource}${name === null ? '' : `/${name}`}`;
  };
  const operation = (verb: string, resource: Resource, name: string | null, cause: JavaError): JavaError =>
    exception(
      CLIENT_EXCEPTION,
      `Operation: [${verb}]  for kind: [${infoOf(resource).kind}]  with name: [${name}]  in namespace: [${namespace}]  failed.`,
      cause,
    );
  /** OperationSupport.requestFailure, and what OkHttp throws when nobody answers. */
  const failure = (
    verb: string,
    method: string,
    resource: Resource,
    name: string | null,
    query: string,
    error: unknown,
  ): unknown => {
    if (error instanceof ApiError) {
      if (verb === 'watch') return exception(CLIENT_EXCEPTION, error.message);
      const { group, kind } = error.details;
      const reason =
        error.code === 403 && target.inCluster
          ? "Forbidden!Configured service account doesn't have access. Service account may have been revoked. "
          : '';
      const received =
        reason === ''
          ? ` Received status: Status(apiVersion=v1, code=${error.code}, details=StatusDetails(causes=[], group=${group || null}, kind=${kind}, name=${error.details.name}, retryAfterSeconds=null, uid=null, additionalProperties={}), kind=Status, message=${error.message}, metadata=ListMeta(_continue=null, remainingItemCount=null, resourceVersion=null, selfLink=null, additionalProperties={}), reason=${error.reason}, status=Failure, additionalProperties={}).`
          : '';
      return exception(
        CLIENT_EXCEPTION,
        `Failure executing: ${method} at: ${master}${pathOf(resource, name)}${query}. Message: ${reason}${error.message}.${received}`,
      );
    }
    if (!(error instanceof SystemError)) return error;
    const cause =
      error.code === 'ENOTFOUND'
        ? exception('java.net.UnknownHostException', `${target.host}: Name or service not known`)
        : error.code === 'ECONNREFUSED'
          ? exception('java.net.ConnectException', `Failed to connect to /${target.host}:${target.port}`)
          : exception('java.net.SocketTimeoutException', 'connect timed out');
    return operation(verb, resource, name, cause);
  };
  function* request<T>(
    verb: string,
    method: string,
    resource: Resource,
    name: string | null,
    task: (access: KubernetesClient) => Task<T>,
    query = '',
  ): Task<T> {
    try {
      return yield* task(client);
    } catch (error) {
      throw failure(verb, method, resource, name, query, error);
    }
  }
  const label = (verb: string, resource: Resource): string => `${verb} ${infoOf(resource).singular}`;
  const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.reason === 'NotFound';

  const kube: FlinkKubeClient = {
    namespace,
    masterHost: target.host,
    get: (resource, name) =>
      request('get', 'GET', resource, name, function* (to) {
        try {
          return yield* to.call(label('get', resource), name, (api) => api.get(resource, namespace, name));
        } catch (error) {
          if (isNotFound(error)) return null;
          throw error;
        }
      }),
    list: (resource, labels) =>
      request(
        'list',
        'GET',
        resource,
        null,
        (to) => to.call(label('list', resource), '', (api) => api.list(resource, namespace, matching(labels))),
        `?labelSelector=${encodeURIComponent(
          Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
        )}`,
      ),
    create: (resource, object) =>
      request('create', 'POST', resource, null, (to) =>
        to.call(label('create', resource), object.metadata.name, (api) =>
          api.create(resource, { ...object, metadata: { ...object.metadata, namespace } }),
        ),
      ),
    *createOrReplace(resource, object) {
      const { name } = object.metadata;
      if ((yield* kube.get(resource, name)) === null) yield* kube.create(resource, object);
      else yield* kube.replace(resource, object);
    },
    replace: (resource, object) =>
      request('replace', 'PUT', resource, object.metadata.name, (to) =>
        to.call(label('update', resource), object.metadata.name, (api) =>
          api.update(resource, { ...object, metadata: { ...object.metadata, namespace } }),
        ),
      ),
    delete: (resource, name) =>
      request('delete', 'DELETE', resource, name, function* (to) {
        try {
          yield* to.call(label('delete', resource), name, (api) => api.delete(resource, namespace, name));
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }),
    checkAndUpdateConfigMap: (name, change) =>
      request('update', 'PUT', 'configmaps', name, function* (to) {
        for (;;) {
          const map = yield* to.call(label('get', 'configmaps'), name, (api) => api.get('configmaps', namespace, name));
          const next = change(map);
          if (!next) return false;
          try {
            yield* to.call(label('update', 'configmaps'), name, (api) => api.update('configmaps', next));
            return true;
          } catch (error) {
            if (!(error instanceof ApiError) || error.reason !== 'Conflict') throw error;
          }
        }
      }),
    *deleteConfigMaps(labels) {
      for (const { metadata } of yield* kube.list('configmaps', labels))
        yield* kube.delete('configmaps', metadata.name);
    },
    peekConfigMap(name) {
      try {
        return client.quietly((api) => api.get('configmaps', namespace, name));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    touchConfigMap: (map) => void client.quietly((api) => api.update('configmaps', map)),
    watchPods(labels, listener, ended) {
      const wanted = matching(labels);
      return request('watch', 'GET', 'pods', null, (to) =>
        to.watch('pods', namespace, ({ metadata }) => wanted(metadata.labels ?? {}), listener, ended),
      );
    },
    watch: (resource, name, listener, ended) =>
      request('watch', 'GET', resource, name, (to) =>
        to.watch(resource, namespace, ({ metadata }) => metadata.name === name, listener, ended),
      ),
  };
  return kube;
}
