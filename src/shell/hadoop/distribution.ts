import { type HadoopConfiguration, writeSiteXml } from '../../hadoop/configuration.ts';
import { formatNameNode } from '../../hadoop/hdfs/namenode.ts';
import type { FileContent, Machine, Platform } from '../../platform/types.ts';
import { scriptOf } from '../launch.ts';
import { type ArchiveEntry, archiveContent } from '../programs/archive.ts';

const BIN: Readonly<Record<string, string>> = {
  hadoop: 'Client of Hadoop: files, class path, version.',
  hdfs: 'Client and daemons of HDFS.',
  yarn: 'Client and daemons of YARN.',
};

const SBIN: Readonly<Record<string, string>> = {
  'start-dfs.sh': 'Starts NameNode, DataNodes and secondary NameNode.',
  'stop-dfs.sh': 'Stops HDFS.',
  'start-yarn.sh': 'Starts the ResourceManager here and a NodeManager on each worker.',
  'stop-yarn.sh': 'Stops YARN.',
  'start-all.sh': 'Starts HDFS and YARN.',
  'stop-all.sh': 'Stops HDFS and YARN.',
  'hadoop-daemon.sh': 'Starts or stops a daemon of HDFS on this machine.',
  'yarn-daemon.sh': 'Starts or stops a daemon of YARN on this machine.',
  'hadoop-daemons.sh': 'Starts or stops a daemon of HDFS on each worker.',
  'yarn-daemons.sh': 'Starts or stops a daemon of YARN on each worker.',
  'mr-jobhistory-daemon.sh': "Starts or stops MapReduce's history server.",
};

const CAPACITY_SCHEDULER: HadoopConfiguration = {
  'yarn.scheduler.capacity.maximum-applications': '10000',
  'yarn.scheduler.capacity.maximum-am-resource-percent': '0.1',
  'yarn.scheduler.capacity.resource-calculator': 'org.apache.hadoop.yarn.util.resource.DefaultResourceCalculator',
  'yarn.scheduler.capacity.root.queues': 'default',
  'yarn.scheduler.capacity.root.default.capacity': '100',
  'yarn.scheduler.capacity.root.default.user-limit-factor': '1',
  'yarn.scheduler.capacity.root.default.maximum-capacity': '100',
  'yarn.scheduler.capacity.root.default.state': 'RUNNING',
};

const workersFile = (version: string): string => (version.startsWith('2.') ? 'slaves' : 'workers');

/** What the archive of a release holds, by path below its directory. */
function releaseEntries(version: string): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const directory = (path: string): void => void entries.push({ path: `${path}/`, mode: 0o755, content: null });
  const text = (path: string, content: string, mode = 0o644): void =>
    void entries.push({ path, mode, content: { kind: 'text', text: content } });
  const jar = (path: string, size: number): void =>
    void entries.push({ path, mode: 0o644, content: { kind: 'artifact', type: 'jar', value: null, size } });
  for (const path of [
    'bin',
    'etc',
    'etc/hadoop',
    'include',
    'lib',
    'lib/native',
    'libexec',
    'sbin',
    'share',
    'share/hadoop',
  ])
    directory(path);
  for (const part of ['common', 'hdfs', 'mapreduce', 'yarn', 'tools']) directory(`share/hadoop/${part}`);
  for (const [name, comment] of Object.entries(BIN)) text(`bin/${name}`, scriptOf(`hadoop/${name}`, comment), 0o755);
  for (const [name, comment] of Object.entries(SBIN)) text(`sbin/${name}`, scriptOf(`hadoop/${name}`, comment), 0o755);
  for (const name of [
    'core-site.xml',
    'hdfs-site.xml',
    'yarn-site.xml',
    version.startsWith('2.') ? 'mapred-site.xml.template' : 'mapred-site.xml',
  ])
    text(`etc/hadoop/${name}`, writeSiteXml({}));
  text('etc/hadoop/capacity-scheduler.xml', writeSiteXml(CAPACITY_SCHEDULER));
  for (const name of ['hadoop-env.sh', 'yarn-env.sh', 'mapred-env.sh'])
    text(`etc/hadoop/${name}`, '# export JAVA_HOME=\n');
  text(`etc/hadoop/${workersFile(version)}`, 'localhost\n');
  text('etc/hadoop/log4j.properties', 'hadoop.root.logger=INFO,console\n');
  text('LICENSE.txt', 'Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0\n');
  text('README.txt', `Apache Hadoop ${version}: http://hadoop.apache.org/\n`);
  jar(`share/hadoop/common/hadoop-common-${version}.jar`, 4_092_595);
  jar(`share/hadoop/hdfs/hadoop-hdfs-${version}.jar`, 5_021_128);
  jar(`share/hadoop/mapreduce/hadoop-mapreduce-examples-${version}.jar`, 316_382);
  jar(`share/hadoop/yarn/hadoop-yarn-api-${version}.jar`, 3_060_124);
  return entries;
}

/** The archive of a release as it is downloaded; unpacking it makes the directory `top`. */
export function hadoopArchive(version: string, top: string): FileContent {
  return archiveContent(
    [
      { path: `${top}/`, mode: 0o755, content: null },
      ...releaseEntries(version).map((entry) => ({ ...entry, path: `${top}/${entry.path}` })),
    ],
    true,
  );
}

/** Unpacks a release into `home`, owned by `owner`. */
export function installHadoop(machine: Machine, home: string, version: string, owner: string): void {
  machine.files.mkdir(home, { recursive: true, owner });
  for (const { path, mode, content } of releaseEntries(version)) {
    if (content === null) machine.files.mkdir(`${home}/${path.slice(0, -1)}`, { recursive: true, owner });
    else machine.files.write(`${home}/${path}`, content, { owner, mode });
  }
}

/** How the machines of a cluster are told of each other. */
export interface HadoopCluster {
  readonly nameNode: string;
  /** 8020 unless given. */
  readonly port?: number;
  readonly resourceManager: string;
  readonly workers: readonly string[];
  readonly secondary: string;
  readonly user: string;
  /** What each NodeManager offers; absent: Hadoop's defaults. */
  readonly node?: { readonly memoryMb: number; readonly vcores: number };
  /** Queues beside `default`. */
  readonly queues?: readonly string[];
}

/**
 * Site files as courses have them: HDFS on 8020, three replicas at most, no check of virtual memory, containers of up to eight cores, half of a
 * queue for application masters.
 */
export function configureHadoop(machine: Machine, home: string, version: string, cluster: HadoopCluster): void {
  const conf = `${home}/etc/hadoop`;
  const write = (name: string, text: string): void =>
    machine.files.write(`${conf}/${name}`, text, { owner: cluster.user });
  const old = version.startsWith('2.');
  write(
    'core-site.xml',
    writeSiteXml({
      'fs.defaultFS': `hdfs://${cluster.nameNode}:${cluster.port ?? 8020}`,
      'hadoop.tmp.dir': `${home}/data`,
    }),
  );
  write(
    'hdfs-site.xml',
    writeSiteXml({
      'dfs.replication': String(Math.min(3, cluster.workers.length)),
      'dfs.namenode.http-address': `${cluster.nameNode}:${old ? 50070 : 9870}`,
      'dfs.namenode.secondary.http-address': `${cluster.secondary}:${old ? 50090 : 9868}`,
    }),
  );
  write(
    'yarn-site.xml',
    writeSiteXml({
      'yarn.resourcemanager.hostname': cluster.resourceManager,
      'yarn.nodemanager.aux-services': 'mapreduce_shuffle',
      'yarn.nodemanager.vmem-check-enabled': 'false',
      'yarn.scheduler.maximum-allocation-vcores': String(cluster.node?.vcores ?? 8),
      ...(cluster.node
        ? {
            'yarn.nodemanager.resource.memory-mb': String(cluster.node.memoryMb),
            'yarn.nodemanager.resource.cpu-vcores': String(cluster.node.vcores),
            'yarn.scheduler.maximum-allocation-mb': String(cluster.node.memoryMb),
          }
        : {}),
      'yarn.log-aggregation-enable': 'true',
    }),
  );
  write(
    'capacity-scheduler.xml',
    writeSiteXml({
      ...CAPACITY_SCHEDULER,
      'yarn.scheduler.capacity.maximum-am-resource-percent': '0.5',
      ...queueEntries(cluster.queues ?? []),
    }),
  );
  write(workersFile(version), `${cluster.workers.join('\n')}\n`);
  if (old) return;
  const users = [
    'HDFS_NAMENODE',
    'HDFS_DATANODE',
    'HDFS_SECONDARYNAMENODE',
    'YARN_RESOURCEMANAGER',
    'YARN_NODEMANAGER',
  ];
  write('hadoop-env.sh', `${users.map((name) => `export ${name}_USER=${cluster.user}`).join('\n')}\n`);
}

/** Queues that share the cluster evenly with `default`, each of which may take all of it. */
function queueEntries(names: readonly string[]): HadoopConfiguration {
  if (names.length === 0) return {};
  const all = ['default', ...names];
  const share = Math.floor(100 / all.length);
  const entries: Record<string, string> = { 'yarn.scheduler.capacity.root.queues': all.join(',') };
  for (const [i, name] of all.entries()) {
    const prefix = `yarn.scheduler.capacity.root.${name}`;
    entries[`${prefix}.capacity`] = String(i === 0 ? 100 - share * names.length : share);
    entries[`${prefix}.maximum-capacity`] = '100';
    entries[`${prefix}.user-limit-factor`] = '10';
    entries[`${prefix}.state`] = 'RUNNING';
  }
  return entries;
}

/** The NameNode's directory, formatted, as `hdfs namenode -format` leaves it. */
export function formatHdfs(platform: Platform, machine: Machine, home: string, user: string): void {
  formatNameNode(platform, machine, { 'hadoop.tmp.dir': `${home}/data` }, user);
}
