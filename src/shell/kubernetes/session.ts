import type { Api } from '../../kubernetes/api-server.ts';
import { userNamed } from '../../kubernetes/authorization.ts';
import { createClient, type KubernetesClient } from '../../kubernetes/client.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import {
  accessOf,
  autoConfigure,
  type ClusterAccess,
  kubeConfigPath,
  readKubeConfig,
} from '../../kubernetes/kubeconfig.ts';
import type { Kinds, Pod, Resource } from '../../kubernetes/objects.ts';
import { findResource, infoOf, notSimulatedKind, type ResourceInfo } from '../../kubernetes/resources.ts';
import { everything, parseSelector, type Selector } from '../../kubernetes/selectors.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { GoFlags } from '../go-flags.ts';
import type { Call } from '../host.ts';

/** A command that ends with kubectl's complaint on stderr. */
export class KubectlError extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** One run of kubectl: its flags and its connection. */
export interface Session {
  readonly call: Call;
  readonly flags: GoFlags;
  readonly client: KubernetesClient;
  /** Undefined: all namespaces (-A). */
  readonly namespace: string | undefined;
  readonly selector: Selector;
  /** Asks the API server. Throws {@link KubectlError}. */
  ask<T>(name: string, detail: string, invoke: (api: Api) => T): Task<T>;
}

const REFUSED = 'did you specify the right host or port?';

export function openSession(call: Call, flags: GoFlags): Session {
  const access = accessFor(call, flags);
  const client = createClient(call.platform, call.process, access);
  const selector = flags.get('selector');
  const parsed = selector === undefined ? everything : parseSelector(selector);
  if (!parsed) throw new KubectlError(`error: unable to parse requirement: found '${selector}', expected: identifier`);
  return {
    call,
    flags,
    client,
    namespace: flags.has('all-namespaces') ? undefined : (flags.get('namespace') ?? access.namespace),
    selector: parsed,
    *ask(name, detail, invoke) {
      try {
        return yield* client.call(name, detail, invoke);
      } catch (error) {
        throw complaint(error, access);
      }
    },
  };
}

/** What kubectl says of an error. */
export function complaint(error: unknown, { host, port }: ClusterAccess): unknown {
  if (error instanceof ApiError) {
    return new KubectlError(
      error.reason === 'Invalid' ? `The ${error.message}` : `Error from server (${error.reason}): ${error.message}`,
    );
  }
  if (error instanceof SystemError) {
    if (error.code === 'ECONNREFUSED')
      return new KubectlError(`The connection to the server ${host}:${port} was refused - ${REFUSED}`);
    const why =
      error.code === 'ENOTFOUND'
        ? `dial tcp: lookup ${host}: no such host`
        : error.code === 'EHOSTUNREACH'
          ? `dial tcp ${host}:${port}: connect: no route to host`
          : `dial tcp ${host}:${port}: i/o timeout`;
    return new KubectlError(`Unable to connect to the server: ${why}`);
  }
  return error;
}

function accessFor(call: Call, flags: GoFlags): ClusterAccess {
  const file = flags.get('kubeconfig');
  const context = flags.get('context');
  const path = file === undefined ? kubeConfigPath(call.env) : call.resolve(file);
  if (file !== undefined && !call.files.exists(path))
    throw new KubectlError(`error: stat ${file}: no such file or directory`);
  const config = readKubeConfig(call.files, path);
  if (context !== undefined && !config?.contexts.some(({ name }) => name === context))
    throw new KubectlError(`error: context "${context}" does not exist`);
  const access = config ? accessOf(config, context) : autoConfigure(call.files, call.env);
  // What clients use that know of no cluster.
  const known = access ?? {
    host: 'localhost',
    port: 8080,
    user: { name: '', groups: [] },
    namespace: 'default',
    inCluster: false,
  };
  const as = flags.get('as');
  return as === undefined ? known : { ...known, user: userNamed(as) };
}

/** What words name: `pods`, `pod x y`, `pod/x svc/y`, `deploy,svc`. */
export interface Target {
  readonly info: ResourceInfo;
  /** Null: all of them. */
  readonly name: string | null;
}

function noResource(name: string): KubectlError {
  const kind = notSimulatedKind(name);
  return new KubectlError(
    kind === null ? `error: the server doesn't have a resource type "${name}"` : `error: not simulated yet: ${kind}`,
  );
}

export function targetsOf(words: readonly string[]): Target[] {
  const [first] = words;
  if (first === undefined) return [];
  const find = (name: string): ResourceInfo => {
    const info = findResource(name);
    if (!info) throw noResource(name);
    return info;
  };
  if (words.some((word) => word.includes('/'))) {
    return words.map((word) => {
      const [kind = '', name] = word.split('/');
      if (!name)
        throw new KubectlError(
          "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
        );
      return { info: find(kind), name };
    });
  }
  const kinds =
    first === 'all'
      ? ALL
      : first
          .split(',')
          .filter((kind) => kind !== '')
          .map(find);
  const names = words.slice(1);
  return names.length === 0
    ? kinds.map((info) => ({ info, name: null }))
    : kinds.flatMap((info) => names.map((name) => ({ info, name })));
}

/** `kubectl get all`. */
const ALL: readonly ResourceInfo[] = (['pods', 'services', 'deployments', 'replicasets', 'jobs'] as const).map(infoOf);

/** The pod that a word means: a name, `pod/x`, or one of a workload's (`deploy/x`, `job/x`, `svc/x`). */
export function* podFor(session: Session, word: string): Task<Pod> {
  const { namespace = 'default' } = session;
  const [kind, name] = word.includes('/') ? (word.split('/') as [string, string]) : ['pod', word];
  const info = findResource(kind);
  if (!info) throw noResource(kind);
  if (info.resource === 'pods') return yield* session.ask('get pod', name, (api) => api.get('pods', namespace, name));
  const pods = yield* session.ask(`get ${info.singular}`, name, (api) => {
    const owner = api.get(info.resource, namespace, name);
    const wanted = podLabels(info.resource, owner);
    return api
      .list('pods', namespace)
      .filter(({ metadata }) => Object.entries(wanted).every(([key, value]) => metadata.labels?.[key] === value));
  });
  const chosen = pods.find(({ status }) => status?.phase === 'Running') ?? pods[0];
  if (!chosen) throw new KubectlError(`error: timed out waiting for the condition`);
  return chosen;
}

function podLabels<R extends Resource>(resource: R, owner: Kinds[R]): Readonly<Record<string, string>> {
  if (resource === 'jobs') return { 'job-name': owner.metadata.name };
  if (!('spec' in owner) || !('selector' in owner.spec) || !owner.spec.selector) return {};
  const { selector } = owner.spec;
  return (('matchLabels' in selector ? selector.matchLabels : selector) ?? {}) as Readonly<Record<string, string>>;
}
