import { defaultFileSystem, type HadoopConfiguration } from '../../../hadoop/configuration.ts';
import { hadoopPath } from '../../../hadoop/environment.ts';
import type { YarnClient } from '../../../hadoop/yarn/client.ts';
import type { LocalResource } from '../../../hadoop/yarn/records.ts';
import type { FileContent, FileSystem } from '../../../platform/types.ts';
import type { DeploymentClient } from '../../client/cluster-descriptor.ts';

/** One deployment from a client's point of view. */
export interface Deployment {
  readonly client: DeploymentClient;
  readonly hadoop: HadoopConfiguration;
  readonly yarn: YarnClient;
  readonly info: (message: string) => void;
  readonly warn: (message: string) => void;
  readonly warnWithoutConfiguration: () => void;
}

/** The directory on the cluster's file system in which an application's files lie. */
export interface Staging {
  readonly uri: string;
  readonly resources: LocalResource[];
  write(name: string, content: FileContent): string;
  /** Uploads a local jar; one that lies on the cluster's file system stays there. Gives where it can be read. */
  userJar(jar: string): string;
}

/** YarnApplicationFileUploader: `.flink/<application>` below the user's home. */
export function openStaging({ client, hadoop, warn }: Deployment, applicationId: string): Staging {
  const { platform, process, configuration } = client;
  const root =
    configuration['yarn.staging-directory'] ??
    (defaultFileSystem(hadoop).startsWith('file') ? `file:${homeOf(process)}` : '');
  if (defaultFileSystem(hadoop).startsWith('file')) {
    warn(
      "The file system scheme is 'file'. This indicates that the specified Hadoop configuration path is wrong and the system is using the default Hadoop configuration values.The Flink YARN client needs to store its files in a distributed file system",
    );
  }
  const below = `.flink/${applicationId}`;
  const place = hadoopPath(platform, process, root === '' ? below : `${root}/${below}`, hadoop);
  const resources: LocalResource[] = [];
  const staging: Staging = {
    uri: place.uri,
    resources,
    write(name, content) {
      const path = `${place.path}/${name}`;
      write(place.files, path, content);
      const uri = `${place.uri}/${name}`;
      resources.push({ name, uri, size: place.files.stat(path).size });
      return uri;
    },
    userJar(jar) {
      if (/^(?!file:)\w+:/.test(jar)) {
        const remote = hadoopPath(platform, process, jar, hadoop);
        resources.push({
          name: remote.path.replace(/.*\//, ''),
          uri: remote.uri,
          size: remote.files.stat(remote.path).size,
        });
        return remote.uri;
      }
      const local = jar.replace(/^file:(?:\/\/)?/, '');
      return staging.write(local.replace(/.*\//, ''), process.machine.files.read(local));
    },
  };
  return staging;
}

const homeOf = ({ machine, spec }: DeploymentClient['process']): string => machine.users.get(spec.user)?.home ?? '/tmp';

function write(files: FileSystem, path: string, content: FileContent): void {
  files.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
  files.write(path, content);
}

/** What of an installation the containers need; `yarn.provided.lib.dirs` are used where they lie. */
export function upload({ client, hadoop }: Deployment, staging: Staging): void {
  const { platform, process, configuration, flinkHome } = client;
  const local = process.machine.files;
  const provided = (configuration['yarn.provided.lib.dirs'] ?? '')
    .split(';')
    .map((directory) => directory.trim())
    .filter((directory) => directory !== '');
  for (const directory of provided) {
    const place = hadoopPath(platform, process, directory, hadoop);
    const visit = (path: string): void => {
      const stat = place.files.stat(path);
      if (stat.type === 'directory') for (const name of place.files.list(path)) visit(`${path}/${name}`);
      else
        staging.resources.push({
          name: path.slice(place.path.length + 1),
          uri: `${place.uri}${path.slice(place.path.length)}`,
          size: stat.size,
        });
    };
    visit(place.path);
  }
  const conf = process.spec.env.FLINK_CONF_DIR ?? `${flinkHome}/conf`;
  const ship = (directory: string, below: string): void => {
    if (!local.exists(directory)) return;
    for (const name of local.list(directory)) {
      const path = `${directory}/${name}`;
      if (local.stat(path).type === 'directory') ship(path, `${below}/${name}`);
      else staging.write(`${below}/${name}`, local.read(path));
    }
  };
  if (provided.length === 0) {
    ship(`${flinkHome}/lib`, 'lib');
    ship(`${flinkHome}/plugins`, 'plugins');
  }
  for (const name of ['flink-conf.yaml', 'log4j.properties'])
    if (local.exists(`${conf}/${name}`)) staging.write(name, local.read(`${conf}/${name}`));
}
