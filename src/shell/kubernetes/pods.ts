import { environmentOf } from '../../kubernetes/kubelet/environment.ts';
import type { Pod } from '../../kubernetes/objects.ts';
import { machineOf, targetPort } from '../../kubernetes/service-names.ts';
import { normalizeReference } from '../../platform/containers.ts';
import { type HttpResponse, type Machine, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { engineOf } from '../containers/engine.ts';
import { execIn } from '../containers/exec.ts';
import { followFile, lastLines } from '../containers/follow.ts';
import { LaunchError } from '../launch.ts';
import { KubectlError, podFor, type Session } from './session.ts';

/** Commands that reach into a pod: logs, exec, port-forward. */

/** The container that -c names, else the first. */
export function containerOf({ flags }: Session, pod: Pod) {
  const wanted = flags.get('container');
  const { containers } = pod.spec;
  const found = wanted === undefined ? containers[0] : containers.find(({ name }) => name === wanted);
  if (!found) throw new KubectlError(`error: container ${wanted} is not valid for pod ${pod.metadata.name}`);
  return found;
}

/** `kubectl logs`. */
export function* logs(session: Session): Task<number> {
  const { call, flags, namespace, selector, client } = session;
  const [, word] = flags.words;
  let pods: readonly Pod[];
  if (word === undefined) {
    if (!flags.has('selector'))
      throw new KubectlError(
        "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
      );
    pods = yield* session.ask('list pods', namespace ?? '', (api) => api.list('pods', namespace, selector));
    if (pods.length === 0) call.stderr.write(`No resources found in ${namespace} namespace.\n`);
  } else pods = [yield* podFor(session, word)];
  for (const pod of pods) {
    const container = containerOf(session, pod);
    const node = client.locate().cluster.nodes.get(pod.spec.nodeName ?? '');
    const status = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
    const previous = flags.has('previous');
    if (previous && (status?.restartCount ?? 0) === 0)
      throw new KubectlError(
        `Error from server (BadRequest): previous terminated container "${container.name}" in pod "${pod.metadata.name}" not found`,
      );
    const path = node?.logPath(pod, container.name, (status?.restartCount ?? 0) - (previous ? 1 : 0));
    if (!node || !path || !node.machine.files.exists(path)) {
      const reason = status?.state.waiting?.reason ?? 'ContainerCreating';
      throw new KubectlError(
        node
          ? `Error from server (BadRequest): container "${container.name}" in pod "${pod.metadata.name}" is waiting to start: ${/Pull|Image/.test(reason) ? 'trying and failing to pull image' : reason}`
          : `Error from server (BadRequest): pod ${pod.metadata.name} does not have a host assigned`,
      );
    }
    if (!call.platform.network.reachable(call.machine, node.machine))
      throw new KubectlError(
        `Error from server: Get "https://${node.machine.ip}:10250/containerLogs/${pod.metadata.namespace}/${pod.metadata.name}/${container.name}": dial tcp ${node.machine.ip}:10250: connect: no route to host`,
      );
    const text = node.machine.files.readText(path);
    const shown = lastLines(text, flags.get('tail') ?? (word === undefined ? '10' : undefined));
    call.print(shown);
    if (!flags.has('follow') || previous) continue;
    const main = node.pods.get(pod.metadata.uid ?? '')?.containers.get(container.name)?.process;
    if (!main?.alive) continue;
    yield* followFile(
      call,
      node.machine,
      path,
      () => !main.alive,
      (wake) => main.onState(wake),
    );
  }
  return 0;
}

/** The machine of a pod that runs, or what the kubelet answers. */
export function machineFor(session: Session, pod: Pod, container: string): Machine {
  const machine = machineOf(session.client.locate().cluster, pod);
  const running = pod.status?.containerStatuses?.some(({ name, state }) => name === container && state.running);
  if (machine?.powered && running) return machine;
  throw new KubectlError(
    pod.spec.nodeName === undefined
      ? `Error from server (BadRequest): pod ${pod.metadata.name} does not have a host assigned`
      : `error: unable to upgrade connection: container not found ("${container}")`,
  );
}

/** `kubectl exec [-it] pod -- command`. */
export function* exec(session: Session): Task<number> {
  const { call, flags, client } = session;
  const [, word, ...rest] = flags.words;
  if (word === undefined)
    throw new KubectlError("error: pod or type/name must be specified\nSee 'kubectl exec -h' for help and examples");
  const argv = flags.after.length > 0 ? flags.after : rest;
  if (flags.after.length === 0 && rest.length > 0)
    call.stderr.write(
      'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n',
    );
  if (argv.length === 0) throw new KubectlError('error: you must specify at least one command for the container');
  const pod = yield* podFor(session, word);
  const container = containerOf(session, pod);
  const { cluster } = client.locate();
  if (flags.get('container') === undefined && pod.spec.containers.length > 1)
    call.stderr.write(
      `Defaulted container "${container.name}" out of: ${pod.spec.containers.map(({ name }) => name).join(', ')}\n`,
    );
  const machine = machineFor(session, pod, container.name);
  const image = engineOf(call.host)
    .images(cluster.nodes.get(pod.spec.nodeName ?? '')?.machine ?? machine)
    .get(normalizeReference(container.image));
  const status = yield* execIn(call, machine, argv, {
    environment: { ...image?.environment, ...environmentOf(cluster, pod, container, machine) },
    workingDirectory: container.workingDir ?? image?.workingDirectory ?? '/',
    user: image?.user ?? 'root',
    stdin: flags.has('stdin'),
    tty: flags.has('tty'),
  });
  if (status instanceof LaunchError)
    throw new KubectlError(
      `error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused: exec: "${argv[0]}": ${argv[0]!.includes('/') ? `stat ${argv[0]}: no such file or directory` : 'executable file not found in $PATH'}: unknown`,
    );
  if (status !== 0) throw new KubectlError(`command terminated with exit code ${status}`, status);
  return 0;
}

/** `kubectl port-forward pod|deploy/x|svc/x local:remote`. */
export function* portForward(session: Session): Task<number> {
  const { call, flags, namespace = 'default' } = session;
  const [, word, ...pairs] = flags.words;
  if (word === undefined || pairs.length === 0)
    throw new KubectlError(
      "error: TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward -h' for help and examples",
    );
  const pod = yield* podFor(session, word);
  const [kind = '', name = ''] = word.split('/');
  const service = /^(?:svc|service|services)$/.test(kind)
    ? yield* session.ask('get service', name, (api) => api.get('services', namespace, name))
    : null;
  const machine = machineFor(session, pod, pod.spec.containers[0]?.name ?? '');
  for (const pair of pairs) {
    const [, local, remote] = /^(?:(\d*):)?(\d+)$/.exec(pair) ?? [];
    if (remote === undefined)
      throw new KubectlError(
        `error: error parsing local port '${pair}': strconv.ParseUint: parsing "${pair}": invalid syntax`,
      );
    const wanted = service?.spec.ports?.find(({ port }) => port === Number(remote));
    if (service && !wanted) throw new KubectlError(`error: Service ${name} does not have a service port ${remote}`);
    const target = wanted ? targetPort(pod, wanted.targetPort, wanted.port) : Number(remote);
    const wantedPort = local === undefined ? Number(remote) : Number(local || '0');
    try {
      const port = forwardPort(session, machine, wantedPort, target);
      call.print(`Forwarding from ${flags.get('address') ?? '127.0.0.1'}:${port} -> ${target}\n`);
      if (flags.get('address') === undefined) call.print(`Forwarding from [::1]:${port} -> ${target}\n`);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new KubectlError(
        `Unable to listen on port ${wantedPort}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${wantedPort}: bind: address already in use unable to create listener: Error listen tcp6 [::1]:${wantedPort}: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{${wantedPort} ${target}}]`,
      );
    }
  }
  call.process.declareServing();
  // Until Ctrl-C: the tunnel of a pod that goes breaks at its next use.
  yield () => undefined;
  return 0;
}

/** Listens on this machine and leads what comes to a pod's port; the port it got. */
function forwardPort({ call }: Session, machine: Machine, local: number, remote: number): number {
  const { network } = call.platform;
  const lost = (): void => {
    call.stderr.write('E an error occurred forwarding: lost connection to pod\n');
    call.process.exit(1);
  };
  let first = true;
  const listener = network.serve(call.process, local, function* (request): Task<HttpResponse> {
    if (first) call.print(`Handling connection for ${listener.port}\n`);
    first = false;
    try {
      return (yield network.request(call.process, machine.ip, remote, request)) as HttpResponse;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (!call.platform.machines.has(machine.name)) lost();
      return { status: 502, headers: {}, body: '' };
    }
  });
  return listener.port;
}
