import { allowed, policiesIn } from '../../kubernetes/authorization.ts';
import { kubeConfigPath, kubeConfigText, readKubeConfig, writeKubeConfig } from '../../kubernetes/kubeconfig.ts';
import { apiVersionOf, findResource, RESOURCES } from '../../kubernetes/resources.ts';
import type { Task } from '../../simulation/task.ts';
import { GoFlagError, type GoFlags } from '../go-flags.ts';
import type { Call, Program } from '../host.ts';
import { applyFiles, label, remove, rollout, scale, set } from './change.ts';
import { copy } from './copy.ts';
import { createKind, expose, runPod } from './create.ts';
import { describe } from './describe.ts';
import { edit } from './edit.ts';
import { kubectlFlags } from './flags.ts';
import { get } from './get.ts';
import { cordon, drain, taint, top } from './nodes.ts';
import { apiVersions, patch } from './patch.ts';
import { exec, logs, portForward } from './pods.ts';
import { KubectlError, openSession, type Session } from './session.ts';
import { formatTable } from './tables.ts';
import { waitFor } from './wait.ts';

const CLIENT_VERSION = 'v1.21.5';
const START_MS = 60;

const COMMANDS: Readonly<Record<string, (session: Session) => Task<number>>> = {
  get,
  describe,
  logs,
  exec,
  'port-forward': portForward,
  delete: remove,
  apply: (session) => withFiles(session, 'apply'),
  replace: (session) => withFiles(session, 'replace'),
  create: (session) => (session.flags.has('filename') ? applyFiles(session, 'create') : createKind(session)),
  run: runPod,
  expose,
  scale,
  set,
  rollout,
  edit,
  wait: waitFor,
  label: (session) => label(session, 'labels'),
  annotate: (session) => label(session, 'annotations'),
  patch,
  cp: copy,
  cordon: cordon(true),
  uncordon: cordon(false),
  drain,
  taint,
  top,
  auth: canI,
  'cluster-info': clusterInfo,
  'api-resources': apiResources,
  'api-versions': listApiVersions,
};

/** Commands of the real one that are not simulated. */
const NOT_SIMULATED = new Set([
  'attach',
  'autoscale',
  'certificate',
  'debug',
  'diff',
  'explain',
  'kustomize',
  'plugin',
  'proxy',
]);

/** kubectl: the command line of Kubernetes. */
export const kubectl: Program = {
  role: 'client',
  startup: START_MS,
  *run(call) {
    try {
      const [command] = call.args.filter((arg) => !arg.startsWith('-'));
      if (command !== undefined && NOT_SIMULATED.has(command))
        throw new KubectlError(`error: not simulated yet: kubectl ${command}`);
      const flags = kubectlFlags(call.args, command);
      return yield* runCommand(call, flags);
    } catch (error) {
      if (error instanceof GoFlagError) {
        call.stderr.write(`Error: ${error.message}\nSee 'kubectl --help' for usage.\n`);
        return 1;
      }
      if (!(error instanceof KubectlError)) throw error;
      call.stderr.write(`${error.message}\n`);
      return error.status;
    }
  },
};

function* runCommand(call: Call, flags: GoFlags): Task<number> {
  const command = flags.words[0];
  if (command === undefined || command === 'help') {
    call.print(
      `kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/overview/\n\nCommands:\n${Object.keys(
        COMMANDS,
      )
        .concat('config', 'version')
        .sort()
        .map((name) => `  ${name}\n`)
        .join('')}\nUsage:\n  kubectl [flags] [options]\n`,
    );
    return 0;
  }
  if (command === 'config') return config(call, flags);
  if (command === 'version') return yield* version(call, flags);
  const run = COMMANDS[command];
  if (!run)
    throw new KubectlError(`error: unknown command "${command}" for "kubectl"\nRun 'kubectl --help' for usage.`);
  return yield* run(openSession(call, flags));
}

function withFiles(session: Session, verb: 'apply' | 'replace'): Task<number> {
  if (session.flags.has('kustomize')) throw new KubectlError('not simulated: kubectl -k (kustomize)');
  if (!session.flags.has('filename')) throw new KubectlError('error: must specify one of -f and -k');
  return applyFiles(session, verb);
}

function* version(call: Call, flags: GoFlags): Task<number> {
  const info = (name: string): string =>
    `version.Info{Major:"1", Minor:"${name.split('.')[1]}", GitVersion:"${name}", GitCommit:"aea7bbadd2fc0cd689de94a54e5b7b758869d691", GitTreeState:"clean", BuildDate:"2021-09-15T21:10:45Z", GoVersion:"go1.16.8", Compiler:"gc", Platform:"linux/amd64"}`;
  const show = (side: string, name: string): void =>
    call.print(flags.has('short') ? `${side} Version: ${name}\n` : `${side} Version: ${info(name)}\n`);
  show('Client', CLIENT_VERSION);
  if (flags.has('client')) return 0;
  const session = openSession(call, flags);
  yield* session.ask('get version', '', () => null);
  show('Server', session.client.locate().server.version);
  return 0;
}

function* clusterInfo(session: Session): Task<number> {
  yield* session.ask('list services', 'kube-system', (api) => api.list('services', 'kube-system'));
  const { url } = session.client.locate().server;
  session.call.print(
    `Kubernetes control plane is running at ${url}\nCoreDNS is running at ${url}/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`,
  );
  return 0;
}

function* apiResources(session: Session): Task<number> {
  session.call.print(
    formatTable([
      ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'],
      ...RESOURCES.map((info) => [
        info.resource,
        info.shortNames.join(','),
        apiVersionOf(info),
        String(info.namespaced),
        info.kind,
      ]),
    ]),
  );
  return 0;
}

function* listApiVersions(session: Session): Task<number> {
  yield* session.ask('get api groups', '', () => null);
  for (const name of apiVersions(RESOURCES)) session.call.print(`${name}\n`);
  return 0;
}

/** `kubectl auth can-i VERB RESOURCE [--as=system:serviceaccount:NAMESPACE:NAME]`. */
function* canI(session: Session): Task<number> {
  const { call, client, flags, namespace = 'default' } = session;
  const [, what, verb = '', type = ''] = flags.words;
  const info = findResource(type.split('/')[0]!);
  if (what !== 'can-i' || !info)
    throw new KubectlError('error: you must specify two or three arguments: verb, resource, and optional resourceName');
  const answer = yield* session.ask('create selfsubjectaccessreview', `${verb} ${info.resource}`, () => {
    const { store } = client.locate().server;
    return allowed(policiesIn(store), client.access.user, verb, info.resource, info.namespaced ? namespace : null);
  });
  call.print(answer ? 'yes\n' : 'no\n');
  return answer ? 0 : 1;
}

/** `kubectl config …`: works on the file alone. */
function config(call: Call, flags: GoFlags): number {
  const path = flags.get('kubeconfig') ?? kubeConfigPath(call.env);
  const file = readKubeConfig(call.files, path);
  const [, action, name] = flags.words;
  switch (action) {
    case 'current-context':
      if (!file?.currentContext) throw new KubectlError('error: current-context is not set');
      call.print(`${file.currentContext}\n`);
      return 0;
    case 'view':
      call.print(
        (file
          ? kubeConfigText(file)
          : 'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\npreferences: {}\nusers: null\n'
        ).replace(/token: .*/g, 'token: REDACTED'),
      );
      return 0;
    case 'get-contexts':
      call.print(
        formatTable([
          ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'],
          ...(file?.contexts ?? []).map((context) => [
            context.name === file?.currentContext ? '*' : '',
            context.name,
            context.entry.cluster,
            context.entry.user,
            context.entry.namespace ?? '',
          ]),
        ]),
      );
      return 0;
    case 'use-context':
      if (!file?.contexts.some((context) => context.name === name))
        throw new KubectlError(`error: no context exists with the name: "${name ?? ''}"`);
      writeKubeConfig(call.files, path, { ...file, currentContext: name ?? '' });
      call.print(`Switched to context "${name}".\n`);
      return 0;
    case 'set-context': {
      const chosen = flags.has('current') ? file?.currentContext : name;
      if (!file || !chosen) throw new KubectlError('error: no current context is set');
      const namespace = flags.get('namespace');
      const contexts = file.contexts.map((context) =>
        context.name === chosen && namespace !== undefined
          ? { ...context, entry: { ...context.entry, namespace } }
          : context,
      );
      writeKubeConfig(call.files, path, { ...file, contexts });
      call.print(`Context "${chosen}" modified.\n`);
      return 0;
    }
    default:
      throw new KubectlError(`not simulated: kubectl config ${action ?? ''}`);
  }
}
