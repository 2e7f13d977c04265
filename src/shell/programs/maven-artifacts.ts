/** Which of Flink's artifacts the central repository has: until 1.14 those that reach Scala code carry its version in their names, from 1.15 on only those with a Scala API do. */

const WITH_SCALA_UNTIL_1_14: ReadonlySet<string> = new Set(
  `streaming-java clients runtime runtime-web test-utils cep gelly statebackend-rocksdb state-processor-api
  hadoop-compatibility walkthrough-common table-api-java-bridge connector-kafka connector-jdbc connector-rabbitmq
  connector-cassandra connector-kinesis connector-elasticsearch6 connector-elasticsearch7 connector-hive`
    .split(/\s+/)
    .map((name) => `flink-${name}`),
);
const ALWAYS_WITH_SCALA: ReadonlySet<string> = new Set([
  'flink-scala',
  'flink-streaming-scala',
  'flink-table-api-scala',
]);
const NEVER_WITH_SCALA: ReadonlySet<string> = new Set([
  'flink-java',
  'flink-core',
  'flink-annotations',
  'flink-table-common',
  'flink-table-api-java',
  'flink-json',
  'flink-csv',
  'flink-avro',
]);

/**
 * The dependencies of a POM that Maven Central does not have, as `group:artifact:jar:version`. What is not known for certain (other groups, versions that
 * the POM leaves to a parent) counts as there.
 */
export function missingArtifacts(pom: string): string[] {
  const properties = new Map(
    [...pom.matchAll(/<([\w.-]+)>\s*([^<]*?)\s*<\/\1>/g)].map(([, name, value]) => [name!, value!]),
  );
  const resolved = (text: string): string =>
    text.replace(/\$\{([\w.-]+)\}/g, (whole, name: string) => properties.get(name) ?? whole);
  const field = (of: string, name: string): string =>
    resolved(new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(of)?.[1] ?? '');
  const managed =
    /<dependencyManagement>[\s\S]*?<\/dependencyManagement>|<build>[\s\S]*?<\/build>|<profiles>[\s\S]*?<\/profiles>/g;
  return [...pom.replace(managed, '').matchAll(/<dependency>([\s\S]*?)<\/dependency>/g)].flatMap(
    ([, dependency = '']) => {
      const [artifact, version] = [field(dependency, 'artifactId'), field(dependency, 'version')];
      const known = field(dependency, 'groupId') !== 'org.apache.flink' || isThere(artifact, version);
      return known ? [] : [`org.apache.flink:${artifact}:jar:${version}`];
    },
  );
}

function isThere(artifact: string, version: string): boolean {
  const [, minor] = /^1\.(\d+)\.\d+$/.exec(version) ?? [];
  const [, name, scala] = /^(flink-[a-z0-9-]+?)(_\d\.\d+)?$/.exec(artifact) ?? [];
  if (minor === undefined || name === undefined || Number(minor) < 1) return true;
  const hasScala = scala !== undefined;
  if (ALWAYS_WITH_SCALA.has(name)) return hasScala;
  if (NEVER_WITH_SCALA.has(name)) return !hasScala;
  return !WITH_SCALA_UNTIL_1_14.has(name) || hasScala === Number(minor) < 15;
}

/** Maven's error when artifacts are missing. `project`: group:artifact:jar:version. */
export function unresolved(missing: readonly string[], project: string): string {
  const [first] = missing;
  const all = missing.length > 1 ? `The following artifacts could not be resolved: ${missing.join(', ')}: ` : '';
  return `Could not resolve dependencies for project ${project}: ${all}Could not find artifact ${first} in central (https://repo.maven.apache.org/maven2)`;
}
