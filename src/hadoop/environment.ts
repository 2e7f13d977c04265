import type { FileSystem, Platform, Process } from '../platform/types.ts';
import { defaultFileSystem, type HadoopConfiguration, loadHadoopConfiguration } from './configuration.ts';
import { openHdfs } from './hdfs/client.ts';
import { HadoopError } from './ipc.ts';

/** What a process sees of Hadoop: its configuration directory, its user, its file systems. */

/** HADOOP_CONF_DIR, YARN_CONF_DIR, HADOOP_HOME/etc/hadoop or the directory that HADOOP_CLASSPATH begins with; null: none. */
export function configurationDirectory(environment: Readonly<Record<string, string>>): string | null {
  const home = environment.HADOOP_HOME ?? environment.HADOOP_PREFIX;
  const onClasspath = (environment.HADOOP_CLASSPATH ?? '').split(':').find((entry) => /\/etc\/hadoop\/?$/.test(entry));
  return (
    environment.HADOOP_CONF_DIR ??
    environment.YARN_CONF_DIR ??
    (home === undefined ? undefined : `${home}/etc/hadoop`) ??
    onClasspath ??
    null
  );
}

/** The configuration as a process's Hadoop classes load it. */
export function hadoopConfigurationOf(process: Process): HadoopConfiguration {
  const directory = configurationDirectory(process.spec.env);
  return directory === null ? {} : loadHadoopConfiguration(process.machine.files, directory);
}

/** HADOOP_USER_NAME, else the process's user (UserGroupInformation without security). */
export const hadoopUser = (process: Process): string => process.spec.env.HADOOP_USER_NAME || process.spec.user;

export interface HadoopPath {
  readonly files: FileSystem;
  readonly path: string;
  /** Fully qualified: `hdfs://node1:8020/a`. */
  readonly uri: string;
}

/** Path.getFileSystem: a URI, or a path on fs.defaultFS; relative ones begin at /user/<name>. Throws a {@link HadoopError} for other schemes. */
export function hadoopPath(
  platform: Platform,
  process: Process,
  text: string,
  configuration: HadoopConfiguration,
): HadoopPath {
  const match = /^([A-Za-z][\w+.-]*):(?:\/\/([^/]*))?(.*)$/.exec(text);
  const fallback = /^(\w+):(?:\/\/([^/]*))?/.exec(defaultFileSystem(configuration))!;
  const scheme = match?.[1] ?? fallback[1]!;
  const authority = match ? match[2] || (scheme === fallback[1] ? (fallback[2] ?? '') : '') : (fallback[2] ?? '');
  const raw = match ? match[3]! || '/' : text;
  const user = hadoopUser(process);
  const home = scheme === 'file' ? process.spec.cwd : `/user/${user}`;
  const path = raw.startsWith('/') ? raw : `${home}/${raw}`;
  const clean = `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
  switch (scheme) {
    case 'hdfs': {
      const files = openHdfs(platform, process, authority, configuration, user);
      return { files, path: clean, uri: `${files.uri}${clean}` };
    }
    case 'file':
      return { files: process.machine.files, path: clean, uri: `file:${clean}` };
    default:
      throw new HadoopError(
        'org.apache.hadoop.fs.UnsupportedFileSystemException',
        `No FileSystem for scheme "${scheme}"`,
      );
  }
}
