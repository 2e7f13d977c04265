import { type HadoopConfiguration, loadHadoopConfiguration } from '../../hadoop/configuration.ts';
import { SystemError } from '../../platform/types.ts';
import type { Call } from '../host.ts';

/** The Hadoop distribution that a script or command belongs to. */
export interface Installation {
  readonly home: string;
  readonly conf: string;
  readonly version: string;
  /** Hadoop 2: hadoop-daemon.sh, other ports, other words. */
  readonly old: boolean;
  readonly configuration: HadoopConfiguration;
  /** Variables that etc/hadoop/*-env.sh export, over those of the caller. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: string;
}

export function installationOf(call: Call): Installation {
  const { files } = call.machine;
  const home = files.realPath(call.path).replace(/\/[^/]+\/[^/]+$/, '') || '/';
  const conf = call.env.HADOOP_CONF_DIR ?? `${home}/etc/hadoop`;
  const exported: Record<string, string> = { ...call.env };
  for (const name of ['hadoop-env.sh', 'yarn-env.sh']) Object.assign(exported, exportsOf(call, `${conf}/${name}`));
  const environment = { ...exported, HADOOP_HOME: home, HADOOP_CONF_DIR: conf };
  const version = versionOf(call, home);
  return {
    home,
    conf,
    version,
    old: version.startsWith('2.'),
    configuration: loadHadoopConfiguration(files, conf),
    environment,
    logs: exported.HADOOP_LOG_DIR ?? `${home}/logs`,
  };
}

/** By the name of hadoop-common's jar. */
function versionOf(call: Call, home: string): string {
  const directory = `${home}/share/hadoop/common`;
  const { files } = call.machine;
  const jar = files.exists(directory)
    ? files.list(directory).find((name) => /^hadoop-common-\d/.test(name))
    : undefined;
  return /(\d+\.\d+\.\d+)\.jar$/.exec(jar ?? '')?.[1] ?? '3.1.3';
}

/** `export NAME=value` lines; what the value refers to is replaced where it is known. */
function exportsOf(call: Call, path: string): Record<string, string> {
  const found: Record<string, string> = {};
  let text: string;
  try {
    text = call.machine.files.readText(path);
  } catch (error) {
    if (error instanceof SystemError) return found;
    throw error;
  }
  for (const [, name = '', value = ''] of text.matchAll(/^\s*export\s+(\w+)=(.*)$/gm)) {
    const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    found[name] = plain.replace(/\$\{?(\w+)\}?/g, (_, each: string) => found[each] ?? call.env[each] ?? '');
  }
  return found;
}

/** Hosts of etc/hadoop/workers (2.x: slaves), localhost without the file. */
export function workersOf(call: Call, installation: Installation): string[] {
  const name = installation.old ? 'slaves' : 'workers';
  const path = `${installation.conf}/${name}`;
  if (!call.machine.files.exists(path)) return ['localhost'];
  return call.machine.files
    .readText(path)
    .split('\n')
    .map((line) => line.split('#', 1)[0]!.trim())
    .filter((line) => line !== '');
}
