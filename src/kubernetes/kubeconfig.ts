import { parse, stringify } from 'yaml';
import { type FileSystem, SystemError } from '../platform/types.ts';
import { ADMIN, serviceAccountUser, type User } from './authorization.ts';
import { SERVICE_ACCOUNT } from './kubelet/environment.ts';

/** How a client reaches a cluster and as whom. */
export interface ClusterAccess {
  readonly host: string;
  readonly port: number;
  readonly user: User;
  /** Of the context; `default` where it names none. */
  readonly namespace: string;
  /** Runs in a pod, with its service account. */
  readonly inCluster: boolean;
}

interface Named<T> {
  readonly name: string;
  readonly entry: T;
}
/** A kubeconfig file, as far as kubectl config shows and changes it. */
export interface KubeConfig {
  readonly clusters: readonly Named<{ readonly server: string }>[];
  readonly users: readonly Named<{ readonly identity: string }>[];
  readonly contexts: readonly Named<{ readonly cluster: string; readonly user: string; readonly namespace?: string }>[];
  readonly currentContext: string;
}

type Environment = Readonly<Record<string, string>>;
/** KUBECONFIG, else ~/.kube/config. */
export function kubeConfigPath(environment: Environment): string {
  return environment.KUBECONFIG?.split(':')[0] || `${environment.HOME ?? '/root'}/.kube/config`;
}

interface File {
  readonly clusters?: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
  readonly users?: readonly {
    readonly name: string;
    readonly user: { readonly token?: string } & Readonly<Record<string, string>>;
  }[];
  readonly contexts?: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string; readonly namespace?: string };
  }[];
  readonly 'current-context'?: string;
}

/** Null where there is no such file or it is no kubeconfig. */
export function readKubeConfig(files: FileSystem, path: string): KubeConfig | null {
  try {
    const file = parse(files.readText(path)) as File | null;
    if (!file || typeof file !== 'object') return null;
    return {
      clusters: (file.clusters ?? []).map(({ name, cluster }) => ({ name, entry: cluster })),
      users: (file.users ?? []).map(({ name, user }) => ({ name, entry: { identity: user?.token ?? '' } })),
      contexts: (file.contexts ?? []).map(({ name, context }) => ({ name, entry: context })),
      currentContext: file['current-context'] ?? '',
    };
  } catch (error) {
    if (error instanceof SystemError || (error instanceof Error && error.name === 'YAMLParseError')) return null;
    throw error;
  }
}

export function writeKubeConfig(files: FileSystem, path: string, config: KubeConfig): void {
  files.mkdir(path.replace(/\/[^/]*$/, '') || '/', { recursive: true });
  files.write(path, kubeConfigText(config), { mode: 0o600 });
}

export function kubeConfigText({ clusters, users, contexts, currentContext }: KubeConfig): string {
  return stringify({
    apiVersion: 'v1',
    clusters: clusters.map(({ name, entry }) => ({ cluster: { ...entry }, name })),
    contexts: contexts.map(({ name, entry }) => ({ context: { ...entry }, name })),
    'current-context': currentContext,
    kind: 'Config',
    preferences: {},
    users: users.map(({ name, entry }) => ({ name, user: { token: entry.identity } })),
  });
}

/** Adds a cluster's administrator to a kubeconfig and makes that context the current one. */
export function addContext(
  config: KubeConfig | null,
  names: { readonly cluster: string; readonly user: string; readonly context: string },
  server: string,
): KubeConfig {
  const without = <T>(list: readonly Named<T>[] | undefined, name: string): Named<T>[] =>
    (list ?? []).filter((each) => each.name !== name);
  return {
    clusters: [...without(config?.clusters, names.cluster), { name: names.cluster, entry: { server } }],
    users: [...without(config?.users, names.user), { name: names.user, entry: { identity: ADMIN.name } }],
    contexts: [
      ...without(config?.contexts, names.context),
      { name: names.context, entry: { cluster: names.cluster, user: names.user } },
    ],
    currentContext: names.context,
  };
}

/** What a context (default: the current one) of a kubeconfig leads to. */
export function accessOf(config: KubeConfig, context = config.currentContext): ClusterAccess | null {
  const chosen = config.contexts.find(({ name }) => name === context)?.entry;
  const server = config.clusters.find(({ name }) => name === chosen?.cluster)?.entry.server;
  const identity = config.users.find(({ name }) => name === chosen?.user)?.entry.identity ?? '';
  const match = /^https?:\/\/([^:/]+)(?::(\d+))?/.exec(server ?? '');
  if (!chosen || !match) return null;
  return {
    host: match[1]!,
    port: Number(match[2] ?? '443'),
    user: identity === ADMIN.name ? ADMIN : tokenUser(identity),
    namespace: chosen.namespace ?? 'default',
    inCluster: false,
  };
}

/** Whom a token stands for: `namespace/name` of a service account. */
function tokenUser(token: string): User {
  const [namespace, name] = token.split('/');
  return namespace && name ? serviceAccountUser(namespace, name) : { name: 'system:anonymous', groups: [] };
}

/** Config.autoConfigure and kubectl's defaults: the kubeconfig, else the service account of the pod it runs in; null: neither. */
export function autoConfigure(files: FileSystem, environment: Environment, context?: string): ClusterAccess | null {
  const config = readKubeConfig(files, kubeConfigPath(environment));
  if (config) return accessOf(config, context || undefined);
  const host = environment.KUBERNETES_SERVICE_HOST;
  if (!host || !files.exists(`${SERVICE_ACCOUNT}/token`)) return null;
  return {
    host,
    port: Number(environment.KUBERNETES_SERVICE_PORT ?? '443'),
    user: tokenUser(files.readText(`${SERVICE_ACCOUNT}/token`)),
    namespace: files.readText(`${SERVICE_ACCOUNT}/namespace`),
    inCluster: true,
  };
}
