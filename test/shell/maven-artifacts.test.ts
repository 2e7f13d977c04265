import { expect, it } from 'vitest';
import { missingArtifacts, unresolved } from '../../src/shell/programs/maven-artifacts.ts';

const pom = (version: string, ...artifacts: readonly string[]): string => `<project>
  <properties><flink.version>${version}</flink.version><scala.binary.version>2.12</scala.binary.version></properties>
  <dependencies>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.30</version></dependency>
    ${artifacts.map((name) => `<dependency><groupId>org.apache.flink</groupId><artifactId>${name}</artifactId><version>$\{flink.version}</version></dependency>`).join('\n')}
  </dependencies>
</project>`;

it("knows which of Flink's artifacts carry Scala's version", () => {
  const all = [
    'flink-java',
    'flink-streaming-java_$' + '{scala.binary.version}',
    'flink-clients_2.11',
    'flink-something',
  ];
  expect(missingArtifacts(pom('1.13.6', ...all))).toEqual([]);
  expect(
    missingArtifacts(pom('1.17.2', 'flink-streaming-java', 'flink-clients', 'flink-streaming-scala_2.12')),
  ).toEqual([]);
  expect(missingArtifacts(pom('1.13.6', 'flink-streaming-java', 'flink-java_2.12'))).toEqual([
    'org.apache.flink:flink-streaming-java:jar:1.13.6',
    'org.apache.flink:flink-java_2.12:jar:1.13.6',
  ]);
  expect(missingArtifacts(pom('1.17.2', 'flink-clients_2.12'))).toEqual([
    'org.apache.flink:flink-clients_2.12:jar:1.17.2',
  ]);
  // A parent decides: nothing is known of it.
  expect(missingArtifacts(pom(`$\{of.the.parent}`, 'flink-streaming-java'))).toEqual([]);
});

it('says of several that none could be resolved', () => {
  expect(unresolved(['g:a:jar:1'], 'p:q:jar:2')).toBe(
    'Could not resolve dependencies for project p:q:jar:2: Could not find artifact g:a:jar:1 in central (https://repo.maven.apache.org/maven2)',
  );
  expect(unresolved(['g:a:jar:1', 'g:b:jar:1'], 'p:q:jar:2')).toContain(
    'The following artifacts could not be resolved: g:a:jar:1, g:b:jar:1: ',
  );
});
