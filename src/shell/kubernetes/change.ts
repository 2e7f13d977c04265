import type { Api } from '../../kubernetes/api-server.ts';
import { REVISION } from '../../kubernetes/controllers/deployments.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import type { Container, Deployment, Kinds, KubernetesObject, Resource } from '../../kubernetes/objects.ts';
import { infoOf } from '../../kubernetes/resources.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { timeoutOf } from './flags.ts';
import { nameOf } from './get.ts';
import { type Manifest, ManifestError, readManifests } from './manifests.ts';
import { document } from './output.ts';
import { complaint, KubectlError, type Session, targetsOf } from './session.ts';

/** Commands that change objects. */

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Between two looks whether something is gone. */
const POLL_MS = 500;

function* manifests(session: Session): Task<Manifest[]> {
  try {
    return yield* readManifests(session.call, session.flags.all('filename'));
  } catch (error) {
    if (error instanceof ManifestError) throw new KubectlError(`error: ${error.message}`);
    throw error;
  }
}

/** Namespace that an object goes to; a manifest's own must agree with -n. */
function placed<R extends Resource>({ info, object }: Manifest<R>, session: Session): Kinds[R] {
  if (!info.namespaced) return object;
  const own = object.metadata.namespace;
  const given = session.flags.get('namespace');
  if (own !== undefined && given !== undefined && own !== given)
    throw new KubectlError(
      `error: the namespace from the provided object "${own}" does not match the namespace "${given}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  return { ...object, metadata: { ...object.metadata, namespace: own ?? session.namespace ?? 'default' } };
}

/** `kubectl apply -f`, `kubectl create -f`: each object for itself; 1 when one failed. */
export function* applyFiles(session: Session, verb: 'apply' | 'create' | 'replace'): Task<number> {
  const { call, flags } = session;
  let failed = false;
  for (const manifest of yield* manifests(session)) {
    const { info, source } = manifest;
    const object = placed(manifest, session);
    const label = `${nameOf(info)}/${object.metadata.name}`;
    if (flags.has('dry-run')) {
      if (flags.get('output') === 'yaml') call.print(document([object], true, 'yaml', call.platform.epoch));
      else call.print(`${label} ${verb === 'apply' ? 'configured' : 'created'} (dry run)\n`);
      continue;
    }
    try {
      const done = yield* session.client.call(`${verb} ${info.singular}`, object.metadata.name, (api) =>
        verb === 'create'
          ? create(api, info.resource, object)
          : applyObject(api, info.resource, object, verb === 'replace'),
      );
      call.print(`${label} ${done}\n`);
    } catch (error) {
      failed = true;
      if (!(error instanceof ApiError)) throw complaint(error, session.client.access);
      const doing =
        verb === 'create' || error.reason === 'NotFound' || error.reason === 'Forbidden' ? 'creating' : 'applying';
      call.stderr.write(
        error.reason === 'Invalid'
          ? `The ${error.message}\n`
          : `Error from server (${error.reason}): error when ${doing} "${source}": ${error.message}\n`,
      );
    }
  }
  return failed ? 1 : 0;
}

function create<R extends Resource>(api: Api, resource: R, object: Kinds[R]): string {
  api.create(resource, object);
  return 'created';
}

function applyObject<R extends Resource>(api: Api, resource: R, object: Kinds[R], replace: boolean): string {
  const { namespace, name } = object.metadata;
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: `${JSON.stringify(object)}\n` };
  let current: Kinds[R];
  try {
    current = api.get(resource, namespace, name);
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'NotFound' || replace) throw error;
    api.create(resource, { ...object, metadata: { ...object.metadata, annotations } });
    return 'created';
  }
  const { [LAST_APPLIED]: before, ...kept } = current.metadata.annotations ?? {};
  if (before === annotations[LAST_APPLIED] && !replace) return 'unchanged';
  const metadata = {
    ...current.metadata,
    labels: { ...current.metadata.labels, ...object.metadata.labels },
    annotations: { ...kept, ...annotations },
  };
  api.update(resource, { ...current, ...merged(current, object), metadata });
  return replace ? 'replaced' : 'configured';
}

/** Fields of a manifest over those that are there: what the server has added (addresses, ports) stays. */
function merged<R extends Resource>(current: Kinds[R], given: Kinds[R]): Kinds[R] {
  const spec = 'spec' in given && 'spec' in current ? { spec: { ...current.spec, ...given.spec } } : {};
  return { ...given, ...spec };
}

/** `kubectl delete`: by -f, by names, by -l or --all; waits until what it asked for is gone. */
export function* remove(session: Session): Task<number> {
  const { call, flags, namespace, selector } = session;
  const victims: { readonly resource: Resource; readonly namespace: string | undefined; readonly name: string }[] = [];
  let failed = false;
  if (flags.has('filename')) {
    for (const manifest of yield* manifests(session)) {
      const { metadata } = placed(manifest, session);
      victims.push({
        resource: manifest.info.resource,
        namespace: manifest.info.namespaced ? metadata.namespace : undefined,
        name: metadata.name,
      });
    }
  } else {
    const targets = targetsOf(flags.words.slice(1));
    if (targets.length === 0)
      throw new KubectlError('error: You must provide one or more resources by argument or filename.');
    for (const { info, name } of targets) {
      const space = info.namespaced ? namespace : undefined;
      if (name !== null) victims.push({ resource: info.resource, namespace: space, name });
      else if (!flags.has('selector') && !flags.has('all'))
        throw new KubectlError('error: resource(s) were provided, but no name was specified');
      else
        for (const object of yield* session.ask(`list ${info.resource}`, space ?? '', (api) =>
          api.list<Resource>(info.resource, space, selector),
        ))
          victims.push({ resource: info.resource, namespace: object.metadata.namespace, name: object.metadata.name });
    }
    if (victims.length === 0) call.print('No resources found\n');
  }
  const grace = flags.get('grace-period');
  const force = flags.has('force');
  if (force && grace === '0')
    call.stderr.write(
      'warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  const gone: typeof victims = [];
  for (const victim of victims) {
    const info = infoOf(victim.resource);
    try {
      yield* session.ask(`delete ${info.singular}`, victim.name, (api) =>
        api.delete(victim.resource, victim.namespace, victim.name, {
          force: force && grace === '0',
          ...(grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
        }),
      );
      const kind = nameOf(info);
      call.print(
        flags.get('output') === 'name'
          ? `${kind}/${victim.name}\n`
          : `${kind} "${victim.name}" ${force ? 'force deleted' : 'deleted'}\n`,
      );
      gone.push(victim);
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      if (flags.has('ignore-not-found') && error.message.includes('(NotFound)')) continue;
      const file = flags.get('filename');
      call.stderr.write(
        `${file === undefined ? error.message : error.message.replace('): ', `): error when deleting "${file}": `)}\n`,
      );
      failed = true;
    }
  }
  if (flags.get('wait') !== 'false' && !force) {
    for (const victim of gone)
      while (yield* session.ask('get', victim.name, (api) => exists(api, victim))) yield sleep(call.process, POLL_MS);
  }
  return failed ? 1 : 0;
}

function exists(
  api: Api,
  {
    resource,
    namespace,
    name,
  }: { readonly resource: Resource; readonly namespace: string | undefined; readonly name: string },
): boolean {
  try {
    // A new object of the same name is another one.
    return api.get<Resource>(resource, namespace, name).metadata.deletionTimestamp !== undefined;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** `kubectl scale --replicas=n deployment/x`. */
export function* scale(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const replicas = flags.get('replicas');
  if (replicas === undefined || !/^\d+$/.test(replicas))
    throw new KubectlError(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  const targets = targetsOf(flags.words.slice(1));
  if (targets.length === 0) throw new KubectlError('error: resource(s) were provided, but no name was specified');
  for (const { info, name } of targets) {
    const { resource } = info;
    if (name === null) throw new KubectlError('error: resource(s) were provided, but no name was specified');
    if (resource !== 'deployments' && resource !== 'replicasets')
      throw new KubectlError(`error: no kind "Scale" is registered for ${info.resource}`);
    yield* session.ask(`scale ${info.singular}`, `${name} to ${replicas}`, (api) => {
      const object = api.get(resource, namespace, name);
      api.update(resource, { ...object, spec: { ...object.spec, replicas: Number(replicas) } } as never);
    });
    call.print(`${nameOf(info)}/${name} scaled\n`);
  }
  return 0;
}

/** `kubectl set image deployment/x container=image`, `kubectl set env deployment/x KEY=value KEY-`. */
export function* set(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const [, what, target = '', ...rest] = flags.words;
  const [kind, pairs] = target.includes('/') ? [[target], rest] : [[target, rest[0] ?? ''], rest.slice(1)];
  const [found] = targetsOf(kind);
  if (found?.info.resource !== 'deployments' || found.name === null)
    throw new KubectlError('error: one or more resources must be specified as <resource> <name> or <resource>/<name>');
  const change =
    what === 'image' ? imageChange(pairs) : what === 'env' ? envChange(pairs, flags.get('container')) : null;
  if (!change) throw new KubectlError(`not simulated: kubectl set ${what ?? ''}`);
  const { name } = found;
  yield* session.ask('patch deployment', name, (api) => {
    const deployment = api.get('deployments', namespace, name);
    const { template } = deployment.spec;
    const containers = template.spec.containers.map(change);
    api.update('deployments', {
      ...deployment,
      spec: { ...deployment.spec, template: { ...template, spec: { ...template.spec, containers } } },
    });
  });
  call.print(`deployment.apps/${name} ${what} updated\n`);
  return 0;
}

const imageChange =
  (pairs: readonly string[]) =>
  (container: Container): Container => {
    const image = pairs.find((pair) => pair.startsWith(`${container.name}=`) || pair.startsWith('*='));
    return image === undefined ? container : { ...container, image: image.slice(image.indexOf('=') + 1) };
  };

const envChange =
  (pairs: readonly string[], only: string | undefined) =>
  (container: Container): Container => {
    if (only !== undefined && container.name !== only) return container;
    const keyOf = (pair: string): string => pair.replace(/=.*$|-$/s, '');
    const kept = (container.env ?? []).filter(({ name }) => !pairs.some((pair) => keyOf(pair) === name));
    const added = pairs
      .filter((pair) => pair.includes('='))
      .map((pair) => ({ name: keyOf(pair), value: pair.slice(pair.indexOf('=') + 1) }));
    return { ...container, env: [...kept, ...added] };
  };

/** progressDeadlineSeconds of a Deployment that names none. */
const PROGRESS_DEADLINE_MS = 600_000;

/** `kubectl rollout status|restart|history|undo`. */
export function* rollout(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const [, action, ...words] = flags.words;
  const [target] = targetsOf(words);
  if (!target || target.name === null || target.info.resource !== 'deployments')
    throw new KubectlError('error: required resource not specified');
  const { name } = target;
  const read = (): Task<Deployment> =>
    session.ask('get deployment', name, (api) => api.get('deployments', namespace, name));
  switch (action) {
    case 'restart':
      yield* session.ask('patch deployment', name, (api) => {
        const deployment = api.get('deployments', namespace, name);
        const { template } = deployment.spec;
        const annotations = {
          ...template.metadata?.annotations,
          'kubectl.kubernetes.io/restartedAt': new Date(
            Math.floor(call.platform.epoch + call.platform.world.now),
          ).toISOString(),
        };
        api.update('deployments', {
          ...deployment,
          spec: { ...deployment.spec, template: { ...template, metadata: { ...template.metadata, annotations } } },
        });
      });
      call.print(`deployment.apps/${name} restarted\n`);
      return 0;
    case 'status': {
      let said = '';
      const since = call.platform.world.now;
      const limit = timeoutOf(flags) ?? Number.POSITIVE_INFINITY;
      for (;;) {
        const { spec, status, metadata } = yield* read();
        const wanted = spec.replicas ?? 1;
        const updated = status?.updatedReplicas ?? 0;
        const available = status?.availableReplicas ?? 0;
        const stale = (status?.observedGeneration ?? 0) < (metadata.generation ?? 1);
        if (!stale && updated >= wanted && (status?.replicas ?? 0) <= updated && available >= updated) {
          call.print(`deployment "${name}" successfully rolled out\n`);
          return 0;
        }
        const text =
          updated < wanted
            ? `Waiting for deployment "${name}" rollout to finish: ${updated} out of ${wanted} new replicas have been updated...\n`
            : `Waiting for deployment "${name}" rollout to finish: ${available} of ${updated} updated replicas are available...\n`;
        if (text !== said) call.print(text);
        said = text;
        const waited = call.platform.world.now - since;
        if (waited >= limit) throw new KubectlError('error: timed out waiting for the condition');
        if (waited >= PROGRESS_DEADLINE_MS)
          throw new KubectlError(`error: deployment "${name}" exceeded its progress deadline`);
        yield sleep(call.process, POLL_MS);
      }
    }
    case 'history': {
      const { metadata } = yield* read();
      const last = Number(metadata.annotations?.[REVISION] ?? '1');
      call.print(`deployment.apps/${name} \nREVISION  CHANGE-CAUSE\n`);
      for (let i = 1; i <= last; i++) call.print(`${String(i).padEnd(10)}<none>\n`);
      call.print('\n');
      return 0;
    }
    case 'undo':
      yield* undo(session, name);
      return 0;
    default:
      throw new KubectlError(`not simulated: kubectl rollout ${action ?? ''}`);
  }
}

/** A Deployment's template as it was in another revision: its ReplicaSet still has it. */
function* undo({ call, flags, namespace, ask }: Session, name: string): Task {
  const wanted = flags.get('to-revision');
  yield* ask('patch deployment', name, (api) => {
    const deployment = api.get('deployments', namespace, name);
    const revisionOf = (object: KubernetesObject): number => Number(object.metadata.annotations?.[REVISION] ?? '0');
    const earlier = api
      .list('replicasets', namespace)
      .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid))
      .filter((set) => revisionOf(set) !== revisionOf(deployment))
      .sort((a, b) => revisionOf(b) - revisionOf(a));
    const chosen =
      wanted === undefined || wanted === '0' ? earlier[0] : earlier.find((set) => revisionOf(set) === Number(wanted));
    if (!chosen)
      throw new KubectlError(
        wanted === undefined
          ? `error: no rollout history found for deployment "${name}"`
          : `error: unable to find specified revision ${wanted} in history`,
      );
    const { 'pod-template-hash': _hash, ...labels } = chosen.spec.template.metadata?.labels ?? {};
    const template = { ...chosen.spec.template, metadata: { ...chosen.spec.template.metadata, labels } };
    api.update('deployments', { ...deployment, spec: { ...deployment.spec, template } });
  });
  call.print(`deployment.apps/${name} rolled back\n`);
}

/** `kubectl label|annotate <target> key=value key-`. */
export function* label(session: Session, field: 'labels' | 'annotations'): Task<number> {
  const { call, flags, namespace } = session;
  const words = flags.words.slice(1);
  const pairs = words.filter((word) => /^[^/=]*[\w./-]+=|^[\w./-]+-$/.test(word) && word !== words[0]);
  const targets = targetsOf(words.filter((word) => !pairs.includes(word)));
  for (const { info, name } of targets) {
    if (name === null) throw new KubectlError('error: resource(s) were provided, but no name was specified');
    const space = info.namespaced ? namespace : undefined;
    yield* session.ask(`patch ${info.singular}`, name, (api) => {
      const object: KubernetesObject = api.get<Resource>(info.resource, space, name);
      const values: Record<string, string> = { ...object.metadata[field] };
      for (const pair of pairs) {
        if (pair.includes('=')) values[pair.slice(0, pair.indexOf('='))] = pair.slice(pair.indexOf('=') + 1);
        else delete values[pair.slice(0, -1)];
      }
      api.update(info.resource, { ...object, metadata: { ...object.metadata, [field]: values } } as never);
    });
    call.print(`${nameOf(info)}/${name} ${field === 'labels' ? 'labeled' : 'annotated'}\n`);
  }
  return 0;
}
