import type { ContainerImage } from '../../platform/containers.ts';
import { normalizeReference, splitReference } from '../../platform/containers.ts';
import type { Machine } from '../../platform/types.ts';
import { installFlink, releaseOf } from '../flink/distribution.ts';
import { scriptOf } from '../launch.ts';
import { installSystem, JAVA_HOME } from '../presets/system.ts';
import type { Shell } from '../shell.ts';

/** Public images that registries hold. */

const MB = 1_000_000;
const FLINK_HOME = '/opt/flink';
/** The release behind `latest` and tags that name a JVM only. */
const NEWEST = '1.13.6';
/** Programs that a host has and an image has not. */
const NOT_IN_IMAGES = ['docker', 'docker-compose', 'kubectl', 'minikube', 'kind', 'ssh', 'scp', 'millrace'];
const PLAIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Small systems to try things on, with their size and shell. */
const SYSTEMS: Readonly<Record<string, { readonly size: number; readonly shell: string }>> = {
  busybox: { size: 1.24 * MB, shell: 'sh' },
  alpine: { size: 5.6 * MB, shell: '/bin/sh' },
  ubuntu: { size: 72.8 * MB, shell: 'bash' },
  debian: { size: 124 * MB, shell: 'bash' },
  centos: { size: 204 * MB, shell: '/bin/bash' },
  openjdk: { size: 471 * MB, shell: 'bash' },
};

/** The last patch of each minor release that Docker Hub has. */
const PUBLISHED: Readonly<Record<string, number>> = {
  ...{ '1.7': 2, '1.8': 3, '1.9': 3, '1.10': 3, '1.11': 6, '1.12': 7, '1.13': 6, '1.14': 6, '1.15': 4 },
  ...{ '1.16': 3, '1.17': 2, '1.18': 1, '1.19': 3, '1.20': 5, '2.0': 2, '2.1': 3, '2.2': 1, '2.3': 0 },
};

function isPublished(version: string): boolean {
  const [major, minor, patch = '0'] = version.split('.');
  return Number(patch) <= (PUBLISHED[`${major}.${minor}`] ?? -1);
}

/** The image that Docker Hub has under a reference; null: none that is simulated. */
export function publicImage(shell: Pick<Shell, 'host'>, given: string): ContainerImage | null {
  const reference = normalizeReference(given);
  const { repository, tag } = splitReference(reference);
  const system = SYSTEMS[repository];
  if (system) {
    return {
      ...baseImage(shell, reference, system.size),
      command: [system.shell],
      install: (machine) => installBase(machine, shell, {}),
    };
  }
  if (repository !== 'flink' && repository !== 'apache/flink') return null;
  const version =
    /^(\d+\.\d+(?:\.\d+)?)(?:-|$)/.exec(tag)?.[1] ?? (/^(?:latest|scala_|java\d)/.test(tag) ? NEWEST : null);
  if (version === null || !isPublished(version)) return null;
  const full = version.split('.').length === 2 ? (version === '1.13' ? NEWEST : `${version}.0`) : version;
  return {
    ...baseImage(shell, reference, 655 * MB),
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['help'],
    environment: {
      PATH: `${FLINK_HOME}/bin:${JAVA_HOME}/bin:${PLAIN_PATH}`,
      FLINK_HOME,
      JAVA_HOME,
    },
    workingDirectory: FLINK_HOME,
    ports: [6123, 8081],
    install(machine) {
      installBase(machine, shell, { FLINK_HOME, PATH: '$FLINK_HOME/bin' });
      machine.users.set('flink', { name: 'flink', uid: 9999, home: FLINK_HOME });
      machine.files.append('/etc/passwd', 'flink:x:9999:9999::/opt/flink:/bin/sh\n');
      installFlink(machine, FLINK_HOME, releaseOf(full), 'flink');
      machine.files.chown(FLINK_HOME, 'flink');
      for (const directory of ['log', 'conf', 'plugins', 'usrlib']) {
        machine.files.mkdir(`${FLINK_HOME}/${directory}`, { recursive: true, owner: 'flink' });
        machine.files.chown(`${FLINK_HOME}/${directory}`, 'flink');
      }
      machine.files.write(
        '/docker-entrypoint.sh',
        scriptOf('docker/flink-entrypoint', 'Writes the configuration, then starts a part of Flink or any command.'),
        { mode: 0o755 },
      );
    },
  };
}

function baseImage(shell: Pick<Shell, 'host'>, reference: string, size: number): Omit<ContainerImage, 'install'> {
  const { platform } = shell.host;
  return {
    reference,
    id: platform.world.random(`image ${reference}`).hex(64),
    size: Math.round(size),
    created: platform.epoch - 30 * 24 * 3_600_000,
    entrypoint: [],
    command: ['sh'],
    environment: { PATH: PLAIN_PATH },
    workingDirectory: '/',
    user: 'root',
    ports: [],
  };
}

function installBase(machine: Machine, shell: Pick<Shell, 'host'>, variables: Readonly<Record<string, string>>): void {
  installSystem(machine, shell, variables);
  for (const name of NOT_IN_IMAGES)
    if (machine.files.exists(`/usr/bin/${name}`)) machine.files.remove(`/usr/bin/${name}`);
}

/** Well-known repositories of Docker Hub that are not simulated. */
const ELSEWHERE =
  /^(?:(?:apache|bitnami|wurstmeister|confluentinc|debezium|prom|grafana|minio|jenkins|bde2020|starrocks|clickhouse|yandex)\/.+|hello-world|nginx|httpd|mysql|mariadb|postgres|redis|mongo|memcached|zookeeper|elasticsearch|kibana|logstash|rabbitmq|influxdb|cassandra|registry|traefik|haproxy|tomcat|node|python|golang|ruby|php|perl|rust|maven|gradle|eclipse-temurin|adoptopenjdk|amazoncorretto|fedora|rockylinux|almalinux|oraclelinux|amazonlinux|java)$/;

/** What to say of an image that Docker Hub has and Millrace has not; null: nobody knows it. */
export function notSimulatedImage(reference: string): string | null {
  const { repository } = splitReference(normalizeReference(reference));
  const name = repository.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  return ELSEWHERE.test(name) ? `not simulated yet: the image ${name}` : null;
}
