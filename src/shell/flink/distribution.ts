import type { FileContent, Machine } from '../../platform/types.ts';
import { scriptOf } from '../launch.ts';
import { type ArchiveEntry, archiveContent } from '../programs/archive.ts';
import { type ExampleJar, exampleNames } from './examples.ts';
import { SCRIPTS } from './scripts.ts';

/** What of a release differs and shows. */
export interface Release {
  readonly version: string;
  readonly commit: string;
  readonly scala: string;
  /** conf/slaves until 1.10, conf/workers from 1.11 on. */
  readonly workersFile: 'workers' | 'slaves';
}

const COMMITS: Readonly<Record<string, string>> = { '1.13.6': 'b2ca390' };

/** A release by its number. */
export function releaseOf(version: string): Release {
  const minor = Number(version.split('.')[1] ?? 13);
  const old = version.startsWith('1.') && minor <= 10;
  return {
    version,
    commit: COMMITS[version] ?? '<unknown>',
    scala: minor >= 15 || !version.startsWith('1.') ? '2.12' : '2.11',
    workersFile: old ? 'slaves' : 'workers',
  };
}

/** Releases up to 1.9: the command line still took a number of TaskManagers (`-n`, `-yn`). */
export function isLegacy(release: Release): boolean {
  return minorOf(release) <= 9;
}

/** What bin/flink of a release can do, in the order in which it says so; application mode came with 1.11. */
export function actionsOf(release: Release): readonly string[] {
  const actions = ['run', 'run-application', 'list', 'info', 'savepoint', 'stop', 'cancel'];
  return minorOf(release) < 11 ? actions.filter((name) => name !== 'run-application') : actions;
}

/** 13 of 1.13.6. */
export const minorOf = ({ version }: Release): number =>
  version.startsWith('1.') ? Number(version.split('.')[1]) : Number.POSITIVE_INFINITY;

/** The release that is unpacked at `home`, by the name of its flink-dist jar. */
export function installedRelease({ files }: Pick<Machine, 'files'>, home: string): Release {
  const lib = `${home}/lib`;
  const jar = files.exists(lib) ? files.list(lib).find((name) => name.startsWith('flink-dist')) : undefined;
  return releaseOf(/(\d+\.\d+\.\d+)\.jar$/.exec(jar ?? '')?.[1] ?? '1.13.6');
}

/** The defaults of the release's flink-conf.yaml, with our own comments. */
function flinkConf(): string {
  return `# Configuration of this Flink installation: one "key: value" a line.

# --- Common -----------------------------------------------------------------

# Host that runs the JobManager; TaskManagers and clients look for it there.
jobmanager.rpc.address: localhost

# Port of the JobManager's RPC service.
jobmanager.rpc.port: 6123

# All memory of the JobManager's process.
jobmanager.memory.process.size: 1600m

# All memory of a TaskManager's process.
taskmanager.memory.process.size: 1728m

# Slots that each TaskManager offers.
taskmanager.numberOfTaskSlots: 1

# Parallelism of programs that say nothing of it.
parallelism.default: 1

# --- High availability ------------------------------------------------------

# high-availability: zookeeper
# high-availability.storageDir: hdfs:///flink/ha/
# high-availability.zookeeper.quorum: localhost:2181

# --- Fault tolerance and checkpointing --------------------------------------

# state.backend: filesystem
# state.checkpoints.dir: hdfs://namenode-host:port/flink-checkpoints
# state.savepoints.dir: hdfs://namenode-host:port/flink-savepoints

# Restart what is connected to a failed task (region), or everything (full).
jobmanager.execution.failover-strategy: region

# --- REST and web frontend --------------------------------------------------

# rest.port: 8081
# rest.address: 0.0.0.0
# web.submit.enable: false

# --- History server ---------------------------------------------------------

# jobmanager.archive.fs.dir: hdfs:///completed-jobs/
# historyserver.web.port: 8082
# historyserver.archive.fs.dir: hdfs:///completed-jobs/
# historyserver.archive.fs.refresh-interval: 10000
`;
}

const LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.file.ref = MainAppender
appender.main.name = MainAppender
appender.main.type = RollingFile
appender.main.append = true
appender.main.fileName = \${sys:log.file}
appender.main.filePattern = \${sys:log.file}.%i
appender.main.layout.type = PatternLayout
appender.main.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
`;

/** In the foreground, as a container's process is, the log goes to the console as well. */
const LOG4J_CONSOLE = `${LOG4J}
rootLogger.appenderRef.console.ref = ConsoleAppender
appender.console.name = ConsoleAppender
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
`;

/** What the archive of a release holds, by path below its directory. */
function releaseEntries(release: Release): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const text = (path: string, content: string, mode = 0o644): void => {
    entries.push({ path, mode, content: { kind: 'text', text: content } });
  };
  /** A file whose content nobody reads, with its real size. */
  const opaque = (path: string, size: number): void => {
    entries.push({ path, mode: 0o644, content: { kind: 'artifact', type: 'jar', value: null, size } });
  };
  for (const folder of DIRECTORIES) entries.push({ path: `${folder}/`, mode: 0o755, content: null });
  for (const [name, comment] of Object.entries(SCRIPTS))
    if (minorOf(release) >= (SINCE[name] ?? 0)) text(`bin/${name}`, scriptOf(`flink/${name}`, comment), 0o755);
  if (minorOf(release) >= 10) text('bin/find-flink-home.sh', FIND_FLINK_HOME, 0o755);
  for (const name of OTHER_SCRIPTS) text(`bin/${name}`, scriptOf(`flink/${name}`, 'Not simulated yet.'), 0o755);
  opaque('bin/bash-java-utils.jar', 2_290_643);
  text('conf/flink-conf.yaml', flinkConf());
  text('conf/masters', 'localhost:8081\n');
  text(`conf/${release.workersFile}`, 'localhost\n');
  text('conf/zoo.cfg', 'tickTime=2000\ninitLimit=10\nsyncLimit=5\nclientPort=2181\nserver.1=localhost:2888:3888\n');
  if (minorOf(release) < 13) text('conf/sql-client-defaults.yaml', '');
  for (const name of CONFIGURATION_FILES) text(`conf/${name}`, logConfiguration(name));
  text('LICENSE', 'Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0\n');
  text('NOTICE', 'Apache Flink\nCopyright 2014-2022 The Apache Software Foundation\n');
  text('README.txt', `Apache Flink ${release.version}: http://flink.apache.org/\n`);
  const { version, scala } = release;
  opaque(`lib/flink-csv-${version}.jar`, 92_313);
  opaque(`lib/flink-dist_${scala}-${version}.jar`, 115_325_000);
  opaque(`lib/flink-json-${version}.jar`, 148_127);
  opaque('lib/flink-shaded-zookeeper-3.4.14.jar', 7_709_740);
  opaque(`lib/flink-table-blink_${scala}-${version}.jar`, 40_900_000);
  opaque(`lib/flink-table_${scala}-${version}.jar`, 36_400_000);
  opaque('lib/log4j-1.2-api-2.17.1.jar', 208_006);
  opaque('lib/log4j-api-2.17.1.jar', 301_872);
  opaque('lib/log4j-core-2.17.1.jar', 1_790_452);
  opaque('lib/log4j-slf4j-impl-2.17.1.jar', 24_279);
  for (const path of exampleNames)
    entries.push({
      path: `examples/${path}`,
      mode: 0o644,
      content: { kind: 'artifact', type: 'jar', value: { millraceExample: path } satisfies ExampleJar, size: 10_351 },
    });
  for (const name of OPTIONAL) opaque(`opt/${name}_${scala}-${version}.jar`, 1_000_000);
  for (const name of FILE_SYSTEMS) opaque(`opt/${name}-${version}.jar`, 20_000_000);
  return entries;
}

const DIRECTORIES = [
  'bin',
  'conf',
  'examples',
  'examples/batch',
  'examples/streaming',
  'examples/table',
  'lib',
  'licenses',
  'log',
  'opt',
  'plugins',
];

/** The minor release that a script came with. */
const SINCE: Readonly<Record<string, number>> = {
  'kubernetes-session.sh': 10,
  'kubernetes-jobmanager.sh': 13,
  'kubernetes-taskmanager.sh': 13,
};

const FIND_FLINK_HOME = `#!/usr/bin/env bash
# Sets FLINK_HOME where it is not set: to the directory that has this script's bin/. To be sourced.
if [ -z "$FLINK_HOME" ]; then
  export FLINK_HOME="$(cd "$(dirname "$0")/.."; pwd -P)"
fi
`;

/** Scripts for what is not simulated: they say so. */
export const OTHER_SCRIPTS = [
  'mesos-appmaster-job.sh',
  'mesos-appmaster.sh',
  'mesos-jobmanager.sh',
  'mesos-taskmanager.sh',
  'pyflink-shell.sh',
];

function logConfiguration(name: string): string {
  if (name === 'log4j-console.properties') return LOG4J_CONSOLE;
  return name.startsWith('log4j') ? LOG4J : '';
}

const CONFIGURATION_FILES = [
  'log4j.properties',
  'log4j-cli.properties',
  'log4j-console.properties',
  'log4j-session.properties',
  'logback.xml',
  'logback-console.xml',
  'logback-session.xml',
];

const OPTIONAL = [
  'flink-cep',
  'flink-gelly',
  'flink-metrics-prometheus',
  'flink-python',
  'flink-queryable-state-runtime',
  'flink-shaded-netty-tcnative-dynamic',
  'flink-sql-client',
  'flink-state-processor-api',
];

/** Plugins to be copied to plugins/<name>; written without Scala. */
const FILE_SYSTEMS = ['flink-azure-fs-hadoop', 'flink-oss-fs-hadoop', 'flink-s3-fs-hadoop', 'flink-s3-fs-presto'];

/** The archive of a release as it is downloaded; unpacking it makes `flink-<version>/`. */
export function distributionArchive(version: string): FileContent {
  const top = `flink-${version}`;
  const entries = releaseEntries(releaseOf(version)).map((entry) => ({ ...entry, path: `${top}/${entry.path}` }));
  return archiveContent([{ path: `${top}/`, mode: 0o755, content: null }, ...entries], true);
}

/** Unpacks a release into `directory` (FLINK_HOME), owned by `owner`. */
export function installFlink(machine: Machine, directory: string, release: Release, owner: string): void {
  machine.files.mkdir(directory, { recursive: true, owner });
  for (const { path, mode, content } of releaseEntries(release)) {
    if (content === null) machine.files.mkdir(`${directory}/${path.slice(0, -1)}`, { recursive: true, owner });
    else machine.files.write(`${directory}/${path}`, content, { owner, mode });
  }
}
