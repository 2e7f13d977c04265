import type { FileContent } from '../../platform/types.ts';
import { distributionArchive } from '../flink/distribution.ts';
import { hadoopArchive } from '../hadoop/distribution.ts';
import type { Call } from '../host.ts';
import { binaryOf, scriptOf } from '../launch.ts';
import { archiveContent } from './archive.ts';
import { zooCfg } from './zookeeper.ts';

/** Maven's repositories: their jars come, too; what is in them is not simulated. */
const REPOSITORY =
  /^(?:repo1?\.maven\.(?:apache\.)?org|repo1\.maven\.apache\.org|maven\.aliyun\.com|search\.maven\.org|repository\.(?:apache|cloudera)\.(?:org|com))$/;
const LIBRARY: FileContent = { kind: 'artifact', type: 'jar', value: null, size: 100_000 };

/** Archives that courses download from Apache and its mirrors: they come without an internet, with their real names. */
export function downloadable(
  call: Call,
  host: string,
  path: string,
): { readonly content: FileContent; readonly ms: number } | null {
  if (call.platform.network.resolve(call.machine, host)) return null;
  const name = path.replace(/\?.*/, '').replace(/.*\//, '');
  const content = knownArchive(name) ?? (REPOSITORY.test(host) && name.endsWith('.jar') ? LIBRARY : null);
  return content && { content, ms: 4000 };
}

/** The archive of that file name, when it is one that the simulation knows. */
export function knownArchive(name: string): FileContent | null {
  const flink = /^flink-(\d+\.\d+\.\d+)-bin(?:-hadoop\d+)?(?:-scala_\d\.\d+)?\.(?:tgz|tar\.gz)$/.exec(name);
  if (flink) return distributionArchive(flink[1]!);
  const jdk = /^jdk-(\d+)u(\d+)-linux-(?:x64|i586)\.tar\.gz$/.exec(name);
  if (jdk) return jdkArchive(jdk[1]!, jdk[2]!);
  const hadoop = /^(hadoop-(\d+\.\d+\.\d+)(?:-cdh[\d.]+)?)\.(?:tar\.gz|tgz)$/.exec(name);
  if (hadoop) return hadoopArchive(hadoop[2]!, hadoop[1]!);
  const zookeeper = /^((?:apache-)?zookeeper-\d[\w.-]*?)\.(?:tar\.gz|tgz)$/.exec(name);
  if (zookeeper) return zookeeperArchive(zookeeper[1]!);
  return null;
}

/** Oracle's JDK, with the version in its `release` file. */
function jdkArchive(major: string, update: string): FileContent {
  const version = `1.${major}.0_${update}`;
  const top = `jdk${version}`;
  const programs = ['java', 'javac', 'jar', 'jps'].map((name) => ({
    path: `${top}/bin/${name}`,
    mode: 0o755,
    content: { kind: 'text' as const, text: binaryOf(name) },
  }));
  const release: FileContent = { kind: 'text', text: `JAVA_VERSION="${version}"\nIMPLEMENTOR="Oracle Corporation"\n` };
  return archiveContent(
    [
      ...['', 'bin/', 'jre/', 'jre/lib/', 'lib/'].map((path) => ({
        path: `${top}/${path}`,
        mode: 0o755,
        content: null,
      })),
      ...programs,
      { path: `${top}/release`, mode: 0o644, content: release },
    ],
    true,
  );
}

/** ZooKeeper without a zoo.cfg, as it is downloaded. */
function zookeeperArchive(top: string): FileContent {
  const script = (name: string) => ({
    path: `${top}/bin/${name}`,
    mode: 0o755,
    content: { kind: 'text' as const, text: scriptOf(`zookeeper/${name}`, 'Part of ZooKeeper.') },
  });
  return archiveContent(
    [
      ...['', 'bin/', 'conf/', 'lib/'].map((path) => ({ path: `${top}/${path}`, mode: 0o755, content: null })),
      script('zkServer.sh'),
      script('zkCli.sh'),
      { path: `${top}/conf/zoo_sample.cfg`, mode: 0o644, content: { kind: 'text', text: zooCfg([]) } },
    ],
    true,
  );
}
