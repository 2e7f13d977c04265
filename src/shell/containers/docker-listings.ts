import { type ContainerImage, normalizeReference, splitReference } from '../../platform/containers.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { DockerError } from './docker-actions.ts';
import type { DockerContainer, DockerDaemon } from './docker-daemon.ts';
import { dockerFlags, dockerInspectFlags, dockerPsFlags } from './docker-flags.ts';
import {
  containerObject,
  containerRow,
  formatted,
  imageObject,
  imageRow,
  networkObject,
  rowsText,
  stateOf,
  VOLUMES,
  volumeObject,
} from './docker-objects.ts';
import { dockerTable } from './docker-text.ts';
import { engineOf } from './engine.ts';

/** Commands of docker that tell about containers, images, networks and volumes, and that keep them in order. */

export type DockerCommand = (call: Call, daemon: DockerDaemon, args: readonly string[]) => Task<number>;

const ANSWER_MS = 5;
const nothingSuch = (what: string, name: string): DockerError => new DockerError(`Error: No such ${what}: ${name}`);

export function found(daemon: DockerDaemon, name: string): DockerContainer {
  const container = daemon.find(name);
  if (!container) throw nothingSuch('container', name);
  return container;
}

const PS_COLUMNS = {
  ID: 'CONTAINER ID',
  Image: 'IMAGE',
  Command: 'COMMAND',
  RunningFor: 'CREATED',
  Status: 'STATUS',
  Ports: 'PORTS',
  Names: 'NAMES',
};

export const ps: DockerCommand = function* (call, daemon, args) {
  const flags = dockerPsFlags(args);
  yield sleep(call.process, ANSWER_MS);
  const filters = flags.all('filter').map((filter) => filter.split('=') as [string, string?]);
  const passes = (container: DockerContainer): boolean =>
    filters.every(([key, value = '']) => {
      switch (key) {
        case 'name':
          return container.spec.name.includes(value);
        case 'status':
          return stateOf(container) === value;
        case 'ancestor':
          return normalizeReference(container.spec.imageName) === normalizeReference(value);
        case 'network':
          return container.spec.network === value;
        case 'id':
          return container.id.startsWith(value);
        default:
          throw new DockerError(`Error response from daemon: Invalid filter '${key}'`);
      }
    });
  const all = flags.has('all') || filters.some(([key]) => key === 'status');
  const ordered = [...daemon.containers].reverse().filter((each) => (all || each.process?.alive) && passes(each));
  const shown = flags.has('latest') ? [...daemon.containers].reverse().slice(0, 1) : ordered;
  const whole = flags.has('no-trunc');
  if (flags.has('quiet')) {
    for (const { id } of shown) call.print(`${whole ? id : id.slice(0, 12)}\n`);
    return 0;
  }
  const rows = shown.map((container) => containerRow(container, call.platform.world.now, whole));
  call.print(rowsText(rows, PS_COLUMNS, flags.get('format')));
  return 0;
};

const IMAGE_COLUMNS = { Repository: 'REPOSITORY', Tag: 'TAG', ID: 'IMAGE ID', CreatedSince: 'CREATED', Size: 'SIZE' };

const imageNamed = (call: Call, name: string): ContainerImage | undefined => {
  const local = engineOf(call.host).images(call.machine);
  return (
    local.get(normalizeReference(name)) ?? [...local.values()].find(({ id }) => name.length >= 4 && id.startsWith(name))
  );
};

export const images: DockerCommand = function* (call, _daemon, args) {
  const flags = dockerFlags(args);
  yield sleep(call.process, ANSWER_MS);
  const wanted = flags.words[0];
  const all = [...engineOf(call.host).images(call.machine).values()].filter(
    ({ reference }) =>
      wanted === undefined ||
      reference === normalizeReference(wanted) ||
      splitReference(reference).repository === wanted,
  );
  if (flags.has('quiet')) {
    for (const { id } of all) call.print(`${id.slice(0, 12)}\n`);
    return 0;
  }
  const now = call.platform.epoch + call.platform.world.now;
  call.print(
    rowsText(
      all.map((image) => imageRow(image, now)),
      IMAGE_COLUMNS,
      flags.get('format'),
    ),
  );
  return 0;
};

/** `docker inspect [-f TEMPLATE] NAME…`: containers, else images, networks, volumes. */
export const inspect: DockerCommand = function* (call, daemon, args) {
  const flags = dockerInspectFlags(args);
  yield sleep(call.process, ANSWER_MS);
  if (flags.words.length === 0)
    throw new DockerError('"docker inspect" requires at least 1 argument.\nSee \'docker inspect --help\'.');
  const format = flags.get('format');
  const missing: string[] = [];
  const objects = flags.words.flatMap((name) => {
    const container = daemon.find(name);
    if (container) return [containerObject(call.platform, daemon, container)];
    const image = imageNamed(call, name);
    if (image) return [imageObject(image)];
    const network = daemon.networks.find((each) => each.name === name);
    if (network) return [networkObject(daemon, network)];
    if (volumesOf(call).includes(name)) return [volumeObject(name)];
    missing.push(name);
    return [];
  });
  call.print(
    format === undefined
      ? `${JSON.stringify(objects, null, 4)}\n`
      : objects.map((object) => `${formatted(format, object)}\n`).join(''),
  );
  for (const name of missing) call.stderr.write(`Error: No such object: ${name}\n`);
  return missing.length > 0 ? 1 : 0;
};

/** `docker port NAME`. */
export const port: DockerCommand = function* (call, daemon, args) {
  const [name = '', wanted] = dockerFlags(args).words;
  yield sleep(call.process, ANSWER_MS);
  const { spec } = found(daemon, name);
  const lines = spec.ports.map((each) => [`${each.container}/tcp`, each.host] as const);
  const chosen = wanted === undefined ? lines : lines.filter(([inside]) => inside.startsWith(wanted));
  if (wanted !== undefined && chosen.length === 0)
    throw new DockerError(`Error: No public port '${wanted}' published for ${name}`);
  for (const [inside, host] of chosen)
    for (const address of ['0.0.0.0', '::'])
      call.print(wanted === undefined ? `${inside} -> ${address}:${host}\n` : `${address}:${host}\n`);
  return 0;
};

/** `docker top NAME`: processes of a container. */
export const top: DockerCommand = function* (call, daemon, args) {
  const [name = ''] = dockerFlags(args).words;
  yield sleep(call.process, ANSWER_MS);
  const { machine, process, id } = found(daemon, name);
  if (!process?.alive) throw new DockerError(`Error response from daemon: Container ${id} is not running`);
  call.print(
    dockerTable([
      ['UID', 'PID', 'PPID', 'CMD'],
      ...[...machine.processes.values()].map(({ pid, spec }) => [
        spec.user,
        String(pid),
        String(spec.parent?.pid ?? 1),
        spec.command.join(' '),
      ]),
    ]),
  );
  return 0;
};

/** `docker wait NAME…`: the exit code once it ended. */
export const wait: DockerCommand = function* (call, daemon, args) {
  for (const name of dockerFlags(args).words) {
    const container = found(daemon, name);
    if (container.process?.alive) yield container.process.wait();
    call.print(`${container.exitCode}\n`);
  }
  return 0;
};

export const network: DockerCommand = function* (call, daemon, args) {
  const [action, ...rest] = args;
  const flags = dockerFlags(rest);
  yield sleep(call.process, 20);
  const name = flags.words[0] ?? '';
  const existing = daemon.networks.find((one) => one.name === name);
  switch (action) {
    case 'create':
      if (existing) throw new DockerError(`Error response from daemon: network with name ${name} already exists`);
      call.print(`${daemon.addNetwork(name).id}\n`);
      return 0;
    case 'ls':
    case 'list':
      call.print(
        dockerTable([
          ['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'],
          ...daemon.networks.map((one) => [one.id.slice(0, 12), one.name, one.driver, 'local']),
        ]),
      );
      return 0;
    case 'inspect':
      if (!existing) throw new DockerError(`[]\nError: No such network: ${name}`);
      call.print(`${JSON.stringify([networkObject(daemon, existing)], null, 4)}\n`);
      return 0;
    case 'rm': {
      if (!existing) throw nothingSuch('network', name);
      const user = daemon.containers.find(({ spec, process }) => spec.network === name && process?.alive);
      if (user)
        throw new DockerError(
          `Error response from daemon: error while removing network: network ${name} id ${existing.id} has active endpoints`,
        );
      daemon.networks.splice(daemon.networks.indexOf(existing), 1);
      call.print(`${name}\n`);
      return 0;
    }
    case 'prune':
      pruneNetworks(call, daemon);
      return 0;
    default:
      throw new DockerError(`not simulated: docker network ${action ?? ''}`);
  }
};

const BUILT_IN_NETWORKS = new Set(['bridge', 'host', 'none']);

const volumesOf = ({ machine: { files } }: Call): string[] => (files.exists(VOLUMES) ? files.list(VOLUMES) : []);
const usersOf = (daemon: DockerDaemon, volume: string): DockerContainer[] =>
  daemon.containers.filter(({ spec }) => spec.volumes.some(({ source }) => source.startsWith(`${VOLUMES}/${volume}/`)));

export const volume: DockerCommand = function* (call, daemon, args) {
  const [action, ...rest] = args;
  const flags = dockerFlags(rest);
  const { files } = call.machine;
  yield sleep(call.process, ANSWER_MS);
  switch (action) {
    case 'create': {
      const name = flags.words[0] ?? call.platform.world.random(`volume ${volumesOf(call).length}`).hex(64);
      files.mkdir(`${VOLUMES}/${name}/_data`, { recursive: true });
      call.print(`${name}\n`);
      return 0;
    }
    case 'ls':
    case 'list':
      if (flags.has('quiet')) for (const name of volumesOf(call)) call.print(`${name}\n`);
      else call.print(dockerTable([['DRIVER', 'VOLUME NAME'], ...volumesOf(call).map((name) => ['local', name])]));
      return 0;
    case 'inspect':
    case 'rm':
      for (const name of flags.words) {
        if (!volumesOf(call).includes(name)) throw nothingSuch('volume', name);
        if (action === 'inspect') {
          call.print(`${JSON.stringify([volumeObject(name)], null, 4)}\n`);
          continue;
        }
        const users = usersOf(daemon, name);
        if (users.length > 0)
          throw new DockerError(
            `Error response from daemon: remove ${name}: volume is in use - [${users.map(({ id }) => id).join(', ')}]`,
          );
        files.remove(`${VOLUMES}/${name}`, { recursive: true });
        call.print(`${name}\n`);
      }
      return 0;
    case 'prune':
      pruneVolumes(call, daemon);
      return 0;
    default:
      throw new DockerError(`not simulated: docker volume ${action ?? ''}`);
  }
};

function listed(call: Call, title: string, names: readonly string[]): void {
  if (names.length > 0) call.print(`${title}:\n${names.map((name) => `${name}\n`).join('')}\n`);
}
const reclaimed = (call: Call): void => call.print('Total reclaimed space: 0B\n');

function pruneContainers(call: Call, daemon: DockerDaemon): void {
  const ended = daemon.containers.filter(({ process }) => !process?.alive);
  for (const container of ended) daemon.remove(container);
  listed(
    call,
    'Deleted Containers',
    ended.map(({ id }) => id),
  );
}
function pruneNetworks(call: Call, daemon: DockerDaemon): void {
  const unused = daemon.networks.filter(
    ({ name }) => !BUILT_IN_NETWORKS.has(name) && !daemon.containers.some(({ spec }) => spec.network === name),
  );
  for (const each of unused) daemon.networks.splice(daemon.networks.indexOf(each), 1);
  listed(
    call,
    'Deleted Networks',
    unused.map(({ name }) => name),
  );
}
function pruneVolumes(call: Call, daemon: DockerDaemon): void {
  const unused = volumesOf(call).filter((name) => usersOf(daemon, name).length === 0);
  for (const name of unused) call.machine.files.remove(`${VOLUMES}/${name}`, { recursive: true });
  listed(call, 'Deleted Volumes', unused);
}

/** `docker system prune`, `docker container|image prune`: nobody is asked, as with -f. */
export const prune = (what: 'system' | 'container' | 'image'): DockerCommand =>
  function* (call, daemon, args) {
    const flags = dockerFlags(args);
    yield sleep(call.process, ANSWER_MS);
    if (what !== 'image') pruneContainers(call, daemon);
    if (what === 'system') pruneNetworks(call, daemon);
    if (what === 'system' && flags.has('volumes')) pruneVolumes(call, daemon);
    reclaimed(call);
    return 0;
  };
