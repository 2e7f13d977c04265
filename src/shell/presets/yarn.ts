import { withEntries } from '../flink/configuration.ts';
import { configureHadoop, formatHdfs, installHadoop } from '../hadoop/distribution.ts';
import type { Preset, PresetOptions } from './index.ts';
import { FLINK_HOME, standalone } from './standalone.ts';

const HADOOP_VERSION = '3.1.3';
const HADOOP_HOME = `/opt/hadoop-${HADOOP_VERSION}`;
const DEFAULT_MACHINES: PresetOptions['machines'] = [{ name: 'node1' }, { name: 'node2' }, { name: 'node3' }];

/**
 * As `standalone`, with Hadoop 3.1.3 beside Flink on every machine: NameNode (formatted) and ResourceManager on the first (or those of roles
 * `namenode` and `resourcemanager`), DataNodes and NodeManagers on all. HADOOP_CLASSPATH is set. Nothing is started: start-dfs.sh, start-yarn.sh.
 */
export const yarn: Preset = {
  install(platform, shell, { machines, config }) {
    const chosen = machines.length > 0 ? machines : DEFAULT_MACHINES;
    const withRole = (role: string): string[] =>
      chosen.filter((machine) => machine.roles?.includes(role)).map(({ name }) => name);
    standalone.install(platform, shell, { machines: chosen, config });
    const names = chosen.map(({ name }) => name);
    const nameNode = withRole('namenode')[0] ?? names[0]!;
    const cluster = {
      nameNode,
      resourceManager: withRole('resourcemanager')[0] ?? nameNode,
      workers: withRole('nodemanager').length > 0 ? withRole('nodemanager') : names,
      secondary: names[Math.min(2, names.length - 1)]!,
      user: 'root',
    };
    for (const machine of platform.machines.values()) {
      const { files } = machine;
      installHadoop(machine, HADOOP_HOME, HADOOP_VERSION, 'root');
      configureHadoop(machine, HADOOP_HOME, HADOOP_VERSION, cluster);
      const environment = files
        .readText('/etc/environment')
        .replace(/^PATH=/m, `PATH=${HADOOP_HOME}/bin:${HADOOP_HOME}/sbin:`);
      files.write(
        '/etc/environment',
        `${environment}HADOOP_HOME=${HADOOP_HOME}\nHADOOP_CONF_DIR=${HADOOP_HOME}/etc/hadoop\nHADOOP_CLASSPATH=${HADOOP_HOME}/etc/hadoop:${HADOOP_HOME}/share/hadoop/common/*:${HADOOP_HOME}/share/hadoop/hdfs/*:${HADOOP_HOME}/share/hadoop/yarn/*\n`,
      );
      if (machine.name === nameNode) formatHdfs(platform, machine, HADOOP_HOME, 'root');
      const conf = `${FLINK_HOME}/conf/flink-conf.yaml`;
      files.write(conf, withEntries(files.readText(conf), { 'taskmanager.numberOfTaskSlots': '2', ...config }));
    }
  },
};
