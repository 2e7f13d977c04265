import type { Kinds, Resource, RoleBinding, Subject } from '../../kubernetes/objects.ts';
import { apiVersionOf, infoOf } from '../../kubernetes/resources.ts';
import { base64, utf8 } from '../../platform/encodings.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { nameOf } from './get.ts';
import { document } from './output.ts';
import { KubectlError, type Session } from './session.ts';

/** `kubectl create <kind> name …`, `kubectl run`, `kubectl expose`: objects made of flags. */
export function* createKind(session: Session): Task<number> {
  const { flags } = session;
  const [, kind = '', ...rest] = flags.words;
  const secret = kind === 'secret';
  const name = (secret ? rest[1] : rest[0]) ?? '';
  if (name === '' && kind !== '')
    throw new KubectlError(
      `error: exactly one NAME is required, got 0\nSee 'kubectl create ${kind} -h' for help and examples`,
    );
  switch (kind) {
    case 'configmap':
    case 'cm':
      return yield* send(session, 'configmaps', { ...head('configmaps', name, session), data: dataOf(session) });
    case 'secret': {
      const data = Object.fromEntries(Object.entries(dataOf(session)).map(([key, text]) => [key, base64(utf8(text))]));
      return yield* send(session, 'secrets', { ...head('secrets', name, session), type: 'Opaque', data });
    }
    case 'serviceaccount':
    case 'sa':
      return yield* send(session, 'serviceaccounts', head('serviceaccounts', name, session));
    case 'namespace':
    case 'ns':
      return yield* send(session, 'namespaces', { ...head('namespaces', name, session), status: { phase: 'Active' } });
    case 'clusterrolebinding':
      return yield* send(session, 'clusterrolebindings', {
        ...head('clusterrolebindings', name, session),
        ...binding(session),
      });
    case 'rolebinding':
      return yield* send(session, 'rolebindings', { ...head('rolebindings', name, session), ...binding(session) });
    case 'role':
    case 'clusterrole': {
      const resource = kind === 'role' ? 'roles' : 'clusterroles';
      const list = (flag: string): string[] => flags.all(flag).flatMap((value) => value.split(','));
      const rules = [{ verbs: list('verb'), apiGroups: ['', 'apps', 'batch'], resources: list('resource') }];
      return yield* send(session, resource, { ...head(resource, name, session), rules });
    }
    case 'deployment':
    case 'deploy': {
      const image = flags.get('image');
      if (image === undefined) throw new KubectlError('error: required flag(s) "image" not set');
      const labels = { app: name };
      const port = flags.get('port');
      const container = {
        name: image.replace(/.*\//, '').replace(/[:@].*/, ''),
        image,
        ...(flags.after.length > 0 ? { command: flags.after } : {}),
        ...(port === undefined ? {} : { ports: [{ containerPort: Number(port) }] }),
      };
      return yield* send(session, 'deployments', {
        ...head('deployments', name, session),
        spec: {
          replicas: Number(flags.get('replicas') ?? '1'),
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [container] } },
        },
      });
    }
    case '':
      throw new KubectlError('error: must specify one of -f and -k');
    default:
      throw new KubectlError(`not simulated: kubectl create ${kind}`);
  }
}

function head(resource: Resource, name: string, { namespace }: Session) {
  const info = infoOf(resource);
  return {
    apiVersion: apiVersionOf(info),
    kind: info.kind,
    metadata: { name, ...(info.namespaced ? { namespace: namespace ?? 'default' } : {}) },
  };
}

function* send<R extends Resource>(session: Session, resource: R, object: Kinds[R]): Task<number> {
  const { call, flags } = session;
  const info = infoOf(resource);
  if (flags.has('dry-run')) {
    call.print(
      flags.get('output') === 'yaml'
        ? document([object], true, 'yaml', call.platform.epoch)
        : `${nameOf(info)}/${object.metadata.name} created (dry run)\n`,
    );
    return 0;
  }
  try {
    yield* session.ask(`create ${info.singular}`, object.metadata.name, (api) => api.create(resource, object));
  } catch (error) {
    if (error instanceof KubectlError && error.message.startsWith('Error from server (AlreadyExists)'))
      throw new KubectlError(
        `error: failed to create ${info.singular}: ${error.message.replace(/^Error from server \(AlreadyExists\): /, '')}`,
      );
    throw error;
  }
  call.print(`${nameOf(info)}/${object.metadata.name} created\n`);
  return 0;
}

/** --from-file (files and directories, `key=path`) and --from-literal. */
function dataOf({ call, flags }: Session): Record<string, string> {
  const data: Record<string, string> = {};
  for (const value of flags.all('from-file')) {
    const [, key, path = value] = /^([^=]+)=(.*)$/.exec(value) ?? [];
    try {
      const at = call.resolve(path);
      if (call.files.stat(at).type === 'directory') {
        for (const name of call.files.list(at))
          if (call.files.stat(`${at}/${name}`).type === 'file') data[name] = call.files.readText(`${at}/${name}`);
      } else data[key ?? path.replace(/.*\//, '')] = call.files.readText(at);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new KubectlError(`error: error reading ${path}: no such file or directory`);
    }
  }
  for (const value of flags.all('from-literal')) {
    const at = value.indexOf('=');
    if (at < 0) throw new KubectlError(`error: invalid literal source ${value}, expected key=value`);
    data[value.slice(0, at)] = value.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2');
  }
  return data;
}

function binding({ flags }: Session): Pick<RoleBinding, 'roleRef' | 'subjects'> {
  const clusterRole = flags.get('clusterrole');
  const role = flags.get('role');
  if (clusterRole === undefined && role === undefined)
    throw new KubectlError('error: exactly one of clusterrole or role must be specified');
  const subjects: Subject[] = [
    ...flags.all('serviceaccount').map((value): Subject => {
      const [namespace, name] = value.split(':');
      if (!namespace || !name) throw new KubectlError('error: serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name, namespace };
    }),
    ...flags.all('user').map((name): Subject => ({ kind: 'User', name })),
    ...flags.all('group').map((name): Subject => ({ kind: 'Group', name })),
  ];
  return {
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: clusterRole === undefined ? 'Role' : 'ClusterRole',
      name: clusterRole ?? role ?? '',
    },
    subjects,
  };
}

/** `kubectl run name --image=… -- command`: one pod. */
export function* runPod(session: Session): Task<number> {
  const { flags } = session;
  const [, name] = flags.words;
  const image = flags.get('image');
  if (!name) throw new KubectlError('error: NAME is required for run');
  if (image === undefined) throw new KubectlError('error: required flag(s) "image" not set');
  return yield* send(session, 'pods', {
    ...head('pods', name, session),
    metadata: { name, namespace: session.namespace ?? 'default', labels: { run: name } },
    spec: {
      restartPolicy: (flags.get('restart') ?? 'Always') as 'Always',
      containers: [{ name, image, ...(flags.after.length > 0 ? { args: flags.after } : {}) }],
    },
  });
}

/** `kubectl expose deployment x --port=… --type=…`. */
export function* expose(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const [, kind = '', given] = flags.words;
  const name = given ?? kind.split('/')[1] ?? '';
  const deployment = yield* session.ask('get deployment', name, (api) => api.get('deployments', namespace, name));
  const port = Number(flags.get('port') ?? deployment.spec.template.spec.containers[0]?.ports?.[0]?.containerPort);
  if (Number.isNaN(port))
    throw new KubectlError(
      "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples",
    );
  const service = flags.get('name') ?? name;
  yield* session.ask('create service', service, (api) =>
    api.create('services', {
      ...head('services', service, session),
      spec: {
        type: (flags.get('type') ?? 'ClusterIP') as 'ClusterIP',
        selector: deployment.spec.selector.matchLabels ?? {},
        ports: [{ port, targetPort: flags.get('target-port') ?? port }],
      },
    }),
  );
  call.print(`service/${service} exposed\n`);
  return 0;
}
