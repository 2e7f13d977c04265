import { type ContainerImage, splitReference } from '../../platform/containers.ts';
import type { Platform } from '../../platform/types.ts';
import { GoTemplateError, renderGoTemplate } from '../go-template.ts';
import { DockerError } from './docker-actions.ts';
import type { DockerContainer, DockerDaemon, DockerNetwork } from './docker-daemon.ts';
import { ago, dockerTable, portsText, statusText } from './docker-text.ts';

/** What `docker inspect` and `--format` show of containers, images, networks and volumes. */

type Fields = Readonly<Record<string, unknown>>;

const timeOf = (platform: Platform, at: number): string =>
  at === 0 ? '0001-01-01T00:00:00Z' : new Date(Math.floor(platform.epoch + at)).toISOString().replace('Z', '000000Z');

export const stateOf = ({ process, startedAt }: DockerContainer): 'running' | 'created' | 'exited' =>
  process?.alive ? 'running' : startedAt === 0 && !process ? 'created' : 'exited';

export function containerObject(platform: Platform, daemon: DockerDaemon, container: DockerContainer): Fields {
  const { id, spec, machine, process, startedAt, finishedAt, exitCode, log, created } = container;
  const running = process?.alive ?? false;
  const [path = '', ...args] = spec.argv;
  const bindings = Object.fromEntries(
    spec.ports.map(({ host, container: port }) => [`${port}/tcp`, [{ HostIp: '0.0.0.0', HostPort: String(host) }]]),
  );
  const exposed = Object.fromEntries(spec.image.ports.map((port) => [`${port}/tcp`, null]));
  const ip = running ? machine.ip : '';
  const network = daemon.networks.find(({ name }) => name === spec.network);
  return {
    Id: id,
    Created: timeOf(platform, created),
    Path: path,
    Args: args,
    State: {
      Status: stateOf(container),
      Running: running,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: running ? (process?.pid ?? 0) : 0,
      ExitCode: exitCode,
      Error: '',
      StartedAt: timeOf(platform, startedAt),
      FinishedAt: timeOf(platform, finishedAt),
    },
    Image: `sha256:${spec.image.id}`,
    LogPath: log,
    Name: `/${spec.name}`,
    HostConfig: {
      Binds: spec.volumes.map(({ source, target }) => `${source}:${target}`),
      NetworkMode: spec.network,
      PortBindings: bindings,
      RestartPolicy: { Name: spec.restart, MaximumRetryCount: 0 },
      AutoRemove: spec.removeAtEnd,
    },
    Mounts: spec.volumes.map(({ source, target }) => ({
      Type: source.startsWith(VOLUMES) ? 'volume' : 'bind',
      Source: source,
      Destination: target,
      Mode: '',
      RW: true,
    })),
    Config: {
      Hostname: machine.name,
      User: spec.user,
      ExposedPorts: Object.fromEntries(spec.image.ports.map((port) => [`${port}/tcp`, {}])),
      Env: Object.entries({ ...spec.image.environment, ...spec.environment }).map(([key, value]) => `${key}=${value}`),
      Cmd: spec.argv.slice(spec.image.entrypoint.length),
      Image: spec.imageName,
      WorkingDir: spec.workingDirectory,
      Entrypoint: spec.image.entrypoint,
    },
    NetworkSettings: {
      Ports: { ...exposed, ...(running ? bindings : {}) },
      IPAddress: spec.network === 'bridge' ? ip : '',
      Networks: {
        [spec.network]: {
          Aliases: spec.aliases,
          NetworkID: network?.id ?? '',
          Gateway: network ? `${network.prefix}1` : '',
          IPAddress: ip,
        },
      },
    },
  };
}

export function imageObject({
  id,
  reference,
  size,
  environment,
  entrypoint,
  command,
  workingDirectory,
}: ContainerImage): Fields {
  return {
    Id: `sha256:${id}`,
    RepoTags: [reference],
    Size: size,
    Config: {
      Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
      Cmd: command,
      Entrypoint: entrypoint,
      WorkingDir: workingDirectory,
    },
  };
}

export function networkObject(daemon: DockerDaemon, { id, name, driver, prefix }: DockerNetwork): Fields {
  return {
    Name: name,
    Id: id,
    Scope: 'local',
    Driver: driver,
    IPAM: { Driver: 'default', Config: [{ Subnet: `${prefix}0/16`, Gateway: `${prefix}1` }] },
    Containers: Object.fromEntries(
      daemon.containers
        .filter(({ spec, process }) => spec.network === name && process?.alive)
        .map((container) => [container.id, { Name: container.spec.name, IPv4Address: `${container.machine.ip}/16` }]),
    ),
  };
}

/** Where named volumes lie on their machine. */
export const VOLUMES = '/var/lib/docker/volumes';

export const volumeObject = (name: string): Fields => ({
  Driver: 'local',
  Labels: {},
  Mountpoint: `${VOLUMES}/${name}/_data`,
  Name: name,
  Options: {},
  Scope: 'local',
});

/** `-f` of inspect; throws {@link DockerError} in docker's words. */
export function formatted(template: string, object: Fields): string {
  try {
    return renderGoTemplate(template, object);
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    throw new DockerError(error.message);
  }
}

/** A row of `docker ps`, by the names that `--format` uses. */
export function containerRow(
  container: DockerContainer,
  now: number,
  whole: boolean,
): Readonly<Record<string, string>> {
  const command = container.spec.argv.join(' ');
  return {
    ID: whole ? container.id : container.id.slice(0, 12),
    Image: container.spec.imageName,
    Command: `"${command.length > 20 && !whole ? `${command.slice(0, 19)}…` : command}"`,
    RunningFor: `${ago(now - container.created)} ago`,
    Status: statusText(container, now),
    State: stateOf(container),
    Ports: portsText(container),
    Names: container.spec.name,
    Networks: container.spec.network,
  };
}

/** A row of `docker images`. */
export function imageRow(
  { reference, id, created, size }: ContainerImage,
  now: number,
): Readonly<Record<string, string>> {
  const { repository, tag } = splitReference(reference);
  const mb = size / 1_000_000;
  return {
    Repository: repository,
    Tag: tag,
    ID: id.slice(0, 12),
    CreatedSince: `${ago(now - created)} ago`,
    Size: mb >= 100 ? `${Math.round(mb)}MB` : `${mb.toPrecision(3)}MB`,
  };
}

/** Rows as a table with `columns` (title by field), or as `--format` wants them: a template for each, `table` before it. */
export function rowsText(
  rows: readonly Readonly<Record<string, string>>[],
  columns: Readonly<Record<string, string>>,
  format: string | undefined,
): string {
  if (format === undefined)
    return dockerTable([Object.values(columns), ...rows.map((row) => Object.keys(columns).map((key) => row[key]!))]);
  const [, table, template = ''] =
    /^(table\s+)?(.*)$/s.exec(format.replaceAll('\\t', '\t').replaceAll('\\n', '\n')) ?? [];
  const lines = rows.map((row) => formatted(template, row));
  if (table === undefined) return lines.map((line) => `${line}\n`).join('');
  const titles = Object.fromEntries(
    Object.keys({ ...columns, ...rows[0] }).map((key) => [key, columns[key] ?? key.toUpperCase()]),
  );
  return dockerTable([formatted(template, titles), ...lines].map((line) => line.split('\t')));
}
