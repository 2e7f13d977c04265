import type { Configuration } from '../../flink/api/configuration.ts';
import type { JavaError } from '../../flink/api/jar.ts';
import type { DeploymentClient } from '../../flink/client/cluster-descriptor.ts';
import { exception } from '../../flink/jobmanager/errors.ts';
import type { CliOptions } from './options.ts';
import { readYarnProperties } from './yarn-properties.ts';

/**
 * CustomCommandLines of bin/flink, asked in this order: GenericCLI (`-t`, `-e`, `execution.target`), FlinkYarnSessionCli (where Hadoop is on the
 * class path), DefaultCLI (`-m host:port`).
 */

export const NO_EXECUTOR =
  'No Executor found. Please make sure to export the HADOOP_CLASSPATH environment variable or have hadoop in your classpath. For more information refer to the "Deployment" section of the official Apache Flink documentation.';

/** DefaultClusterClientServiceLoader: nothing of this installation serves `execution.target`. */
export const NO_CLUSTER_CLIENT_FACTORY =
  'No ClusterClientFactory found. If you were targeting a Yarn cluster, please make sure to export the HADOOP_CLASSPATH environment variable or have hadoop in your classpath. For more information refer to the "Deployment" section of the official Apache Flink documentation.';

/** The effective configuration of an action. Throws when what the options name cannot be reached from this installation. */
export function effectiveConfiguration(
  client: DeploymentClient,
  options: CliOptions,
  hadoop: boolean,
  frames: readonly string[],
): Configuration {
  const { configuration: own } = client;
  const { values, properties } = options;
  // Constructing FlinkYarnSessionCli reads the properties file, whichever command line is chosen then.
  const session = hadoop ? readYarnProperties(client) : null;
  const target = values.get('t') ?? values.get('e');
  if (target !== undefined || own['execution.target'] !== undefined || properties['execution.target'] !== undefined) {
    return { ...own, ...properties, ...(target === undefined ? {} : { 'execution.target': target }) };
  }
  const onYarn = values.get('m') === 'yarn-cluster' || values.has('yid');
  if (onYarn && !hadoop) {
    throw exception('java.lang.IllegalStateException', NO_EXECUTOR, null, [
      'org.apache.flink.yarn.cli.FallbackYarnSessionCli.isActive(FallbackYarnSessionCli.java:41)',
      ...frames,
    ]);
  }
  const fromFile = session !== null && usesPropertiesFile(values);
  if (hadoop && (onYarn || own['yarn.application.id'] !== undefined || fromFile)) {
    const yarn = yarnOptions(values, 'y', options.yarnProperties);
    const id = values.get('yid') ?? own['yarn.application.id'] ?? (fromFile ? session.applicationId : undefined);
    return {
      ...own,
      ...properties,
      ...yarn,
      ...(fromFile ? session.dynamicProperties : {}),
      ...(id === undefined
        ? { 'execution.target': 'yarn-per-job' }
        : { 'execution.target': 'yarn-session', 'yarn.application.id': id }),
    };
  }
  return defaultCommandLine({ ...own, ...properties }, values.get('m'));
}

/** DefaultCLI: `-m host:port`. Throws what NetUtils.parseHostPortAddress throws. */
function defaultCommandLine(configuration: Configuration, master: string | undefined): Configuration {
  if (master === undefined) return configuration;
  const [host, port, ...more] = master.split(':');
  const invalid = (reason: string, cause: JavaError | null = null): JavaError =>
    exception('java.lang.IllegalArgumentException', reason, cause);
  if (port !== undefined && (more.length > 0 || !/^\d*$/.test(port)))
    throw invalid(
      `The given host:port ('${master}') is invalid`,
      exception('java.net.MalformedURLException', `Error at index 0 in: "${[port, ...more].join(':')}"`),
    );
  if (!host) throw invalid(`The given host:port ('${master}') doesn't contain a valid host`);
  if (!port) throw invalid(`The given host:port ('${master}') doesn't contain a valid port`);
  if (Number(port) > 65_535) throw invalid(`port out of range:${port}`);
  return { ...configuration, 'jobmanager.rpc.address': host, 'rest.address': host, 'rest.port': port };
}

/** FlinkYarnSessionCli.isYarnPropertiesFileMode: no -m and no option of YARN but detached. */
function usesPropertiesFile(values: ReadonlyMap<string, string>): boolean {
  if (values.has('m')) return false;
  for (const option of values.keys()) if (/^y(?!d$)\w+$/.test(option)) return false;
  return true;
}

/** Options of a YARN cluster as configuration: `-yjm`, `-ytm` … of bin/flink, `-jm`, `-tm` … of yarn-session.sh (no prefix). */
export function yarnOptions(
  values: ReadonlyMap<string, string>,
  prefix: '' | 'y',
  dynamic: Configuration,
): Configuration {
  const configuration: Record<string, string> = {};
  const set = (option: string, key: string, convert: (value: string) => string = (value) => value): void => {
    const value = values.get(`${prefix}${option}`);
    if (value !== undefined) configuration[key] = convert(value);
  };
  const megabytes = (value: string): string => (/^\s*\d+\s*$/.test(value) ? `${value.trim()}m` : value);
  set('jm', 'jobmanager.memory.process.size', megabytes);
  set('tm', 'taskmanager.memory.process.size', megabytes);
  set('s', 'taskmanager.numberOfTaskSlots');
  set('nm', 'yarn.application.name');
  set('qu', 'yarn.application.queue');
  set('at', 'yarn.application.type');
  set('nl', 'yarn.application.node-label');
  set('t', 'yarn.ship-files');
  set('z', 'high-availability.cluster-id');
  return { ...configuration, ...dynamic };
}
