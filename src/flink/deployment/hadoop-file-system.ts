import { hadoopConfigurationOf, hadoopUser } from '../../hadoop/environment.ts';
import { openHdfs } from '../../hadoop/hdfs/client.ts';
import type { FileSystem, Platform, Process } from '../../platform/types.ts';

/**
 * HadoopFsFactory: `hdfs` for processes that have Hadoop on their class path. Null: Flink knows no file system of that scheme
 * (UnsupportedFileSystemSchemeException).
 */
export function hadoopFileSystem(
  platform: Platform,
  scheme: string,
  authority: string,
  process: Process,
): FileSystem | null {
  if (scheme !== 'hdfs' || !hadoopOnClasspath(process)) return null;
  return openHdfs(platform, process, authority, hadoopConfigurationOf(process), hadoopUser(process));
}

/** HADOOP_CLASSPATH, or Hadoop's jars in lib/ of the installation that the process was started from (a client: `flinkHome`). */
export function hadoopOnClasspath(process: Process, flinkHome?: string): boolean {
  if ((process.spec.env.HADOOP_CLASSPATH ?? '').trim() !== '') return true;
  const own = process.spec.command.find((word) => word.endsWith('/lib/*'))?.slice(0, -2);
  const lib = flinkHome === undefined ? own : `${flinkHome}/lib`;
  const { files } = process.machine;
  return (
    lib !== undefined && files.exists(lib) && files.list(lib).some((name) => /^flink-shaded-hadoop|^hadoop-/.test(name))
  );
}
