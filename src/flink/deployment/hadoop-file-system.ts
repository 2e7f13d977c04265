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

/** HADOOP_CLASSPATH, or Hadoop's jars in lib/ of the installation that the process was started from. */
export function hadoopOnClasspath(process: Process): boolean {
  if ((process.spec.env.HADOOP_CLASSPATH ?? '').trim() !== '') return true;
  const lib = process.spec.env.FLINK_LIB_DIR;
  const { files } = process.machine;
  return (
    lib !== undefined && files.exists(lib) && files.list(lib).some((name) => /^flink-shaded-hadoop|^hadoop-/.test(name))
  );
}
