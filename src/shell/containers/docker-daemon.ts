import { bindDirectory, type ContainerImage, ContainerStartError } from '../../platform/containers.ts';
import { exitStatus } from '../../platform/process.ts';
import { appendingOutput, callbackOutput } from '../../platform/streams.ts';
import { type Machine, type Process, SystemError, type WriteStream } from '../../platform/types.ts';
import type { ShellHost } from '../host.ts';
import { engineOf } from './engine.ts';

/** What `docker run` asks for. */
export interface RunSpec {
  readonly name: string;
  readonly image: ContainerImage;
  /** As the user wrote it. */
  readonly imageName: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly user: string;
  /** Published ports. */
  readonly ports: readonly { readonly host: number; readonly container: number }[];
  readonly network: string;
  /** Further names on its network. */
  readonly aliases: readonly string[];
  readonly volumes: readonly { readonly source: string; readonly target: string }[];
  readonly restart: 'no' | 'always' | 'on-failure' | 'unless-stopped';
  readonly removeAtEnd: boolean;
  /** Of docker compose. */
  readonly project?: { readonly name: string; readonly service: string; readonly number: number };
}

export interface DockerContainer {
  readonly id: string;
  readonly spec: RunSpec;
  readonly machine: Machine;
  /** The log file on the host. */
  readonly log: string;
  readonly created: number;
  process: Process | null;
  startedAt: number;
  finishedAt: number;
  exitCode: number;
  stopping: boolean;
}
export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `172.18.0.` */
  readonly prefix: string;
}

/** dockerd of one machine. */
export interface DockerDaemon {
  readonly containers: DockerContainer[];
  readonly networks: DockerNetwork[];
  create(spec: RunSpec): DockerContainer;
  /** Throws ContainerStartError, or SystemError EADDRINUSE when a published port is taken. */
  start(container: DockerContainer, extra?: WriteStream): void;
  /** By name or the beginning of its id. */
  find(name: string): DockerContainer | undefined;
  remove(container: DockerContainer): void;
  addNetwork(name: string): DockerNetwork;
  newId(): string;
}

const daemons = new WeakMap<Machine, DockerDaemon>();
const RESTART_MS = 1_000;

export function dockerDaemon(host: ShellHost, machine: Machine): DockerDaemon {
  let daemon = daemons.get(machine);
  if (!daemon) {
    daemon = createDaemon(host, machine);
    daemons.set(machine, daemon);
  }
  return daemon;
}

function createDaemon(host: ShellHost, machine: Machine): DockerDaemon {
  const { platform } = host;
  const { network, world } = platform;
  const random = world.random(`docker on ${machine.name}`);
  const newId = (): string => random.hex(64);
  const containers: DockerContainer[] = [];
  const networks: DockerNetwork[] = ['bridge', 'host', 'none'].map((name) => ({
    id: newId(),
    name,
    driver: name === 'none' ? 'null' : name,
    prefix: '172.17.0.',
  }));
  const addresses = new Map<string, number>();
  const nextAddress = (name: string): string => {
    const { prefix } = networks.find((each) => each.name === name) ?? networks[0]!;
    const last = (addresses.get(prefix) ?? 1) + 1;
    addresses.set(prefix, last);
    return prefix + String(last);
  };
  const isHere = (from: Machine, target: string): boolean =>
    target === machine.name ||
    target === machine.ip ||
    target === 'host.docker.internal' ||
    ((target === 'localhost' || target.startsWith('127.')) && from === machine);

  network.addNames({
    resolve(from, name) {
      if (name === 'host.docker.internal' && from.host === machine) return machine;
      const own = containers.find((container) => container.machine === from);
      if (!own || own.spec.network === 'bridge') return undefined;
      return containers.find(
        ({ id, spec, process }) =>
          process?.alive &&
          spec.network === own.spec.network &&
          (spec.name === name || id.startsWith(name) || spec.aliases.includes(name)),
      )?.machine;
    },
    route(from, target, port) {
      if (!isHere(from, target)) return undefined;
      for (const { spec, process, machine: to } of containers) {
        const published = spec.ports.find((each) => each.host === port);
        if (published && process?.alive) return { machine: to, port: published.container };
      }
      return undefined;
    },
  });

  const daemon: DockerDaemon = {
    containers,
    networks,
    newId,
    create(spec) {
      const id = newId();
      const name = platform.machines.has(spec.name) ? `${spec.name}-${id.slice(0, 6)}` : spec.name;
      const to = platform.addContainer(name, nextAddress(spec.network), machine);
      spec.image.install(to);
      for (const { source, target } of spec.volumes) bindDirectory(machine, source, to, target);
      const log = `/var/lib/docker/containers/${id}/${id}-json.log`;
      machine.files.mkdir(log.replace(/\/[^/]*$/, ''), { recursive: true });
      machine.files.write(log, '');
      const container: DockerContainer = {
        id,
        spec,
        machine: to,
        log,
        created: world.now,
        process: null,
        startedAt: 0,
        finishedAt: 0,
        exitCode: 0,
        stopping: false,
      };
      containers.push(container);
      return container;
    },
    start(container, extra) {
      const { spec } = container;
      for (const { host: port } of spec.ports) {
        const taken =
          network.listener(machine.name, port) !== undefined ||
          containers.some(
            (other) =>
              other !== container && other.process?.alive && other.spec.ports.some((each) => each.host === port),
          );
        if (taken) throw new SystemError('EADDRINUSE', String(port));
      }
      const log = appendingOutput(machine.files, container.log);
      const output = callbackOutput((text) => {
        extra?.write(text);
        log.write(text);
      });
      container.stopping = false;
      const main = engineOf(host).start({
        machine: container.machine,
        argv: spec.argv,
        environment: { HOSTNAME: container.id.slice(0, 12), ...spec.image.environment, ...spec.environment },
        workingDirectory: spec.workingDirectory,
        user: spec.user,
        stdout: output,
        stderr: output,
      });
      container.process = main;
      container.startedAt = world.now;
      main.onState((state) => {
        if (state !== 'ended' || container.process !== main) return;
        container.exitCode = exitStatus(main);
        container.finishedAt = world.now;
        for (const left of [...container.machine.processes.values()]) left.kill('SIGKILL');
        const again =
          !container.stopping &&
          machine.powered &&
          (spec.restart === 'always' ||
            spec.restart === 'unless-stopped' ||
            (spec.restart === 'on-failure' && container.exitCode !== 0));
        if (again)
          world.schedule(RESTART_MS, () => {
            if (containers.includes(container) && !container.process?.alive && !container.stopping)
              daemon.start(container);
          });
        else if (spec.removeAtEnd) daemon.remove(container);
      });
    },
    find: (name) => containers.find(({ id, spec }) => spec.name === name || (name.length >= 2 && id.startsWith(name))),
    remove(container) {
      const at = containers.indexOf(container);
      if (at < 0) return;
      containers.splice(at, 1);
      container.stopping = true;
      platform.removeMachine(container.machine.name);
    },
    addNetwork(name) {
      const added = { id: newId(), name, driver: 'bridge', prefix: `172.${15 + networks.length}.0.` };
      networks.push(added);
      return added;
    },
  };
  return daemon;
}

/** Daemon's words for a container that cannot be started. */
export function startFailure(
  error: unknown,
  container: DockerContainer,
): { readonly text: string; readonly status: number } {
  if (error instanceof ContainerStartError)
    return {
      text: `docker: Error response from daemon: failed to create shim: OCI runtime create failed: ${error.message}.`,
      status: error.exitCode,
    };
  if (error instanceof SystemError && error.code === 'EADDRINUSE')
    return {
      text: `docker: Error response from daemon: driver failed programming external connectivity on endpoint ${container.spec.name} (${container.id}): Bind for 0.0.0.0:${error.subject} failed: port is already allocated.`,
      status: 125,
    };
  throw error;
}
