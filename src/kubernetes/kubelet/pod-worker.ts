import { ContainerStartError, normalizeReference, pullRefusal, pullTime } from '../../platform/containers.ts';
import { exitStatus } from '../../platform/process.ts';
import { appendingOutput } from '../../platform/streams.ts';
import type { Process, WriteStream } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Condition, Container, ContainerStatus, Pod, PodStatus } from '../objects.ts';
import type { ChangeType } from '../store.ts';
import { environmentOf, expand, MissingReference, missingVolume, mountVolumes } from './environment.ts';
import type { ContainerRun, NodeRuntime, PodRun } from './node-runtime.ts';
import { watchProbes } from './probes.ts';

/** What a kubelet does with its pods. */
export interface PodWorker {
  handle(type: ChangeType, pod: Pod): void;
  /** Ends a pod at once. */
  remove(run: PodRun): void;
  /** Takes over what an earlier kubelet of this node started. */
  adopt(): void;
  /** Sends the status of every pod. */
  report(): void;
}

/** MaxContainerBackOff and its first step; a container that ran this long begins anew. */
const BACKOFF = { first: 10_000, most: 300_000, forgotten: 600_000 } as const;
/** From a bound pod to its sandbox with an address (CNI). */
const SANDBOX_MS = 350;
const CREATE_MS = 120;
const MOUNT_RETRY = { first: 500, most: 120_000 } as const;
const CONFIG_RETRY_MS = 3_000;

export function createPodWorker(node: NodeRuntime, process: Process): PodWorker {
  const { cluster, machine: host } = node;
  const { platform, options } = cluster;
  const { engine } = options;
  const source = `kubelet, ${host.name}`;
  const now = (): number => platform.world.now;
  const event = (run: PodRun, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    cluster.event(run.pod, type, reason, message, source);

  // ---- status

  const send = (run: PodRun): void => {
    const status = statusOf(run, host.ip);
    const { name, namespace } = run.pod.metadata;
    const current = cluster.store.get('pods', namespace, name);
    if (!current || current.metadata.uid !== run.pod.metadata.uid) return;
    const changed = current.status?.phase !== status.phase || readyOf(current.status) !== readyOf(status);
    if (changed) {
      const api = cluster.write(
        process,
        'update',
        run.pod,
        `${name} ${status.phase}${readyOf(status) ? ', ready' : ''}`,
      );
      api?.updateStatus('pods', { ...current, status });
    } else if (cluster.apiServer) cluster.store.put('pods', { ...current, status });
  };

  // ---- images

  /** Resumes once the image lies on this node. */
  function* ensureImage(run: PodRun, container: ContainerRun): Task<void> {
    const { spec } = container;
    const reference = normalizeReference(spec.image);
    const local = engine.images(host);
    const policy = spec.imagePullPolicy ?? (reference.endsWith(':latest') ? 'Always' : 'IfNotPresent');
    for (let wait: number = BACKOFF.first; ; wait = Math.min(wait * 2, BACKOFF.most)) {
      if (local.has(reference) && policy !== 'Always') {
        event(run, 'Normal', 'Pulled', `Container image "${spec.image}" already present on machine`);
        return;
      }
      if (policy === 'Never') {
        waiting(
          run,
          container,
          'ErrImageNeverPull',
          `Container image "${spec.image}" is not present with pull policy of Never`,
        );
        event(
          run,
          'Warning',
          'ErrImageNeverPull',
          `Container image "${spec.image}" is not present with pull policy of Never`,
        );
      } else {
        event(run, 'Normal', 'Pulling', `Pulling image "${spec.image}"`);
        const image = engine.pull(reference);
        const began = now();
        yield sleep(process, image && !local.has(reference) ? pullTime(image) : 1_100);
        if (image) {
          local.set(reference, image);
          event(
            run,
            'Normal',
            'Pulled',
            `Successfully pulled image "${spec.image}" in ${((now() - began) / 1000).toFixed(9).replace(/0+$/, '')}s`,
          );
          return;
        }
        const refusal = pullRefusal(reference, (each) => engine.pull(each));
        const why = `rpc error: code = Unknown desc = Error response from daemon: ${refusal}`;
        event(run, 'Warning', 'Failed', `Failed to pull image "${spec.image}": ${why}`);
        event(run, 'Warning', 'Failed', 'Error: ErrImagePull');
        waiting(run, container, 'ErrImagePull', why);
        yield sleep(process, 1_500);
        event(run, 'Normal', 'BackOff', `Back-off pulling image "${spec.image}"`);
        event(run, 'Warning', 'Failed', 'Error: ImagePullBackOff');
        waiting(run, container, 'ImagePullBackOff', `Back-off pulling image "${spec.image}"`);
      }
      yield sleep(process, wait);
    }
  }
  const waiting = (run: PodRun, container: ContainerRun, reason: string, message: string): void => {
    container.state = { waiting: { reason, message } };
    send(run);
  };

  // ---- containers

  const output = (run: PodRun, container: ContainerRun): WriteStream => {
    const path = node.logPath(run.pod, container.spec.name, container.restarts);
    host.files.mkdir(path.replace(/\/[^/]*$/, ''), { recursive: true });
    host.files.write(path, '');
    return appendingOutput(host.files, path);
  };
  function* startContainer(run: PodRun, container: ContainerRun): Task<void> {
    const { spec } = container;
    yield* ensureImage(run, container);
    const image = engine.images(host).get(normalizeReference(spec.image))!;
    const machine = run.machine!;
    let environment: Record<string, string>;
    for (;;) {
      try {
        environment = environmentOf(cluster, run.pod, spec, machine);
        break;
      } catch (error) {
        if (!(error instanceof MissingReference)) throw error;
        event(run, 'Warning', 'Failed', `Error: ${error.message}`);
        waiting(run, container, 'CreateContainerConfigError', error.message);
        yield sleep(process, CONFIG_RETRY_MS);
      }
    }
    // Its files outlive a restart, unlike a real container's.
    if (container.restarts === 0) {
      image.install(machine);
      mountVolumes(cluster, run.pod, spec, machine);
    }
    yield sleep(process, CREATE_MS);
    const variables = { ...image.environment, ...environment };
    const argv = [...(spec.command ?? image.entrypoint), ...(spec.args ?? (spec.command ? [] : image.command))].map(
      (word) => expand(String(word), variables),
    );
    event(run, 'Normal', 'Created', `Created container ${spec.name}`);
    const stream = output(run, container);
    try {
      const main = engine.start({
        machine,
        argv,
        environment: variables,
        workingDirectory: spec.workingDir ?? image.workingDirectory,
        user:
          spec.securityContext?.runAsUser === undefined ? image.user : userOf(machine, spec.securityContext.runAsUser),
        stdout: stream,
        stderr: stream,
      });
      container.process = main;
      container.startedAt = now();
      container.state = { running: { startedAt: now() } };
      container.ready = spec.readinessProbe === undefined;
      event(run, 'Normal', 'Started', `Started container ${spec.name}`);
      attend(run, container, main);
      send(run);
    } catch (error) {
      if (!(error instanceof ContainerStartError)) throw error;
      const message = `failed to create containerd task: OCI runtime create failed: ${error.message}`;
      event(run, 'Warning', 'Failed', `Error: ${message}`);
      container.startedAt = now();
      ended(run, container, { exitCode: error.exitCode, reason: 'ContainerCannotRun', message });
    }
  }
  const attend = (run: PodRun, container: ContainerRun, main: Process): void => {
    main.onState((state) => {
      if (state === 'ended') process.deliver(() => finished(run, container, main));
    });
    watchProbes(process, platform, run, container, main, {
      ready: () => send(run),
      unhealthy: (message) => event(run, 'Warning', 'Unhealthy', message),
      kill: () => {
        event(run, 'Normal', 'Killing', `Container ${container.spec.name} failed liveness probe, will be restarted`);
        stop(run);
      },
    });
  };
  const finished = (run: PodRun, container: ContainerRun, main: Process): void => {
    if (container.process !== main) return;
    container.process = null;
    // A machine that lost its power says nothing of how its processes ended.
    const exitCode = main.exitCode === null && main.signal === null ? 255 : exitStatus(main);
    ended(run, container, {
      exitCode,
      reason: exitCode === 0 ? 'Completed' : 'Error',
    });
  };
  const ended = (
    run: PodRun,
    container: ContainerRun,
    how: { readonly exitCode: number; readonly reason: string; readonly message?: string },
  ): void => {
    const terminated = { terminated: { ...how, startedAt: container.startedAt, finishedAt: now() } };
    container.state = terminated;
    container.ready = false;
    if (run.terminating) {
      // What a container leaves running goes with it.
      for (const left of [...(run.machine?.processes.values() ?? [])]) left.kill('SIGKILL');
      maybeGone(run);
      return;
    }
    const policy = run.pod.spec.restartPolicy ?? 'Always';
    const restarts = policy === 'Always' || (policy === 'OnFailure' && how.exitCode !== 0);
    send(run);
    if (!restarts) return;
    if (now() - container.startedAt > BACKOFF.forgotten) container.backoff = 0;
    const wait = container.backoff;
    container.backoff = wait === 0 ? BACKOFF.first : Math.min(wait * 2, BACKOFF.most);
    for (const left of [...(run.machine?.processes.values() ?? [])]) left.kill('SIGKILL');
    process.spawn(
      (function* () {
        yield sleep(process, 500);
        if (wait > 0) {
          event(run, 'Warning', 'BackOff', 'Back-off restarting failed container');
          container.lastState = terminated;
          waiting(
            run,
            container,
            'CrashLoopBackOff',
            `back-off ${duration(wait)} restarting failed container=${container.spec.name} pod=${run.pod.metadata.name}_${run.pod.metadata.namespace}(${run.pod.metadata.uid})`,
          );
          yield sleep(process, wait);
        }
        if (run.terminating || !node.pods.has(run.pod.metadata.uid ?? '')) return;
        container.lastState = terminated;
        container.restarts++;
        yield* startContainer(run, container);
      })(),
    );
  };

  // ---- pods

  function* start(run: PodRun): Task<void> {
    for (let wait: number = MOUNT_RETRY.first; ; wait = Math.min(wait * 2, MOUNT_RETRY.most)) {
      const missing = missingVolume(cluster, run.pod);
      if (!missing) break;
      event(
        run,
        'Warning',
        'FailedMount',
        `MountVolume.SetUp failed for volume "${missing.volume.name}" : ${missing.why}`,
      );
      yield sleep(process, wait);
    }
    yield sleep(process, SANDBOX_MS);
    const { name, namespace } = run.pod.metadata;
    const machineName = platform.machines.has(name) ? `${name}-${namespace}` : name;
    run.machine = platform.addContainer(machineName, node.nextAddress(), host);
    for (const spec of run.pod.spec.initContainers ?? []) {
      const container = newContainer(spec);
      yield* startContainer(run, container);
      if (container.process) yield container.process.wait();
    }
    for (const container of run.containers.values()) process.spawn(startContainer(run, container));
  }
  const stop = (run: PodRun): void => {
    for (const each of [...(run.machine?.processes.values() ?? [])]) each.kill('SIGTERM');
  };
  const terminate = (run: PodRun): void => {
    if (run.terminating) return;
    run.terminating = true;
    for (const { spec, process: main } of run.containers.values())
      if (main) event(run, 'Normal', 'Killing', `Stopping container ${spec.name}`);
    stop(run);
    process.schedule((run.pod.metadata.deletionGracePeriodSeconds ?? 30) * 1_000, () => {
      for (const each of [...(run.machine?.processes.values() ?? [])]) each.kill('SIGKILL');
    });
    process.schedule(50, () => maybeGone(run));
  };
  /** The last container of a pod that is to go has ended. */
  const maybeGone = (run: PodRun): void => {
    if (!node.pods.has(run.pod.metadata.uid ?? '')) return;
    if ([...run.containers.values()].some(({ process: main }) => main?.alive)) return;
    const { name, namespace, uid } = run.pod.metadata;
    remove(run);
    const current = cluster.store.get('pods', namespace, name);
    if (!current || current.metadata.uid !== uid) return;
    cluster.write(process, 'delete', run.pod);
    // The last status is on record before the object goes: Flink's watch reads why its worker ended.
    cluster.store.remove('pods', cluster.store.put('pods', { ...current, status: statusOf(run, host.ip) }));
  };
  const remove = (run: PodRun): void => {
    node.pods.delete(run.pod.metadata.uid ?? '');
    run.terminating = true;
    if (run.machine) platform.removeMachine(run.machine.name);
    run.machine = null;
  };

  return {
    remove,
    handle(type, pod) {
      const uid = pod.metadata.uid ?? '';
      const known = node.pods.get(uid);
      if (type === 'DELETED') {
        if (known) remove(known);
        return;
      }
      if (known) known.pod = pod;
      else {
        if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') {
          if (pod.metadata.deletionTimestamp !== undefined) cluster.store.remove('pods', pod);
          return;
        }
        const run: PodRun = {
          pod,
          machine: null,
          containers: new Map(pod.spec.containers.map((spec) => [spec.name, newContainer(spec)])),
          terminating: false,
        };
        node.pods.set(uid, run);
        if (pod.metadata.deletionTimestamp === undefined) {
          send(run);
          process.spawn(start(run));
        }
      }
      if (pod.metadata.deletionTimestamp !== undefined) terminate(node.pods.get(uid)!);
    },
    adopt() {
      for (const run of node.pods.values()) {
        run.terminating = false;
        if (!run.machine) {
          process.spawn(start(run));
          continue;
        }
        for (const container of run.containers.values()) {
          const main = container.process;
          if (main?.alive) attend(run, container, main);
          else if (main) finished(run, container, main);
          else if (run.pod.spec.restartPolicy !== 'Never' && !container.state.terminated)
            process.spawn(startContainer(run, container));
        }
      }
    },
    report() {
      for (const run of node.pods.values()) send(run);
    },
  };
}

const newContainer = (spec: Container): ContainerRun => ({
  spec,
  process: null,
  restarts: 0,
  state: { waiting: { reason: 'ContainerCreating' } },
  lastState: null,
  ready: false,
  backoff: 0,
  startedAt: 0,
});

/** `10s`, `2m40s`, `5m0s`. */
function duration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** A numeric user id by its name on the container, root for the unknown. */
function userOf(machine: PodRun['machine'], uid: number): string {
  for (const user of machine?.users.values() ?? []) if (user.uid === uid) return user.name;
  return 'root';
}

const readyOf = (status: PodStatus | undefined): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

/** generateAPIPodStatus. */
function statusOf(run: PodRun, hostIP: string): PodStatus {
  const containers = [...run.containers.values()];
  const policy = run.pod.spec.restartPolicy ?? 'Always';
  const over = containers.every(({ state }) => state.terminated !== undefined) && policy !== 'Always';
  const failed = containers.some(({ state }) => (state.terminated?.exitCode ?? 0) !== 0);
  const begun = containers.some(({ state, restarts }) => state.running || state.terminated || restarts > 0);
  const phase =
    over && !(failed && policy === 'OnFailure') ? (failed ? 'Failed' : 'Succeeded') : begun ? 'Running' : 'Pending';
  const ready = containers.every((container) => container.ready);
  const condition = (type: string, is: boolean, reason: string): Condition => ({
    type,
    status: is ? 'True' : 'False',
    ...(is ? {} : { reason }),
  });
  const statuses = containers.map(
    (container): ContainerStatus => ({
      name: container.spec.name,
      image: container.spec.image,
      ready: container.ready,
      started: container.state.running !== undefined,
      restartCount: container.restarts,
      state: container.state,
      ...(container.lastState ? { lastState: container.lastState } : {}),
    }),
  );
  const old = run.pod.status;
  return {
    phase,
    conditions: [
      condition('Initialized', true, ''),
      condition('Ready', ready, over ? 'PodCompleted' : 'ContainersNotReady'),
      condition('ContainersReady', ready, over ? 'PodCompleted' : 'ContainersNotReady'),
      condition('PodScheduled', true, ''),
    ],
    hostIP,
    ...(run.machine ? { podIP: run.machine.ip } : old?.podIP ? { podIP: old.podIP } : {}),
    startTime: old?.startTime ?? run.pod.metadata.creationTimestamp ?? 0,
    containerStatuses: statuses,
  };
}
