import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';

/** What `mvn archetype:generate` is told by -D and in answer to its questions. */
interface Project {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  readonly package: string;
}

const ASKED = ['groupId', 'artifactId', 'version', 'package'] as const;

/**
 * `archetype:generate` for Flink's quickstarts (flink-quickstart-java and -scala): a project with a POM and a skeleton of a job. Returns why there is
 * none, in Maven's words; null: it was made.
 */
export function* generateProject(call: Call, info: (text: string) => void): Task<string | null> {
  const given = new Map(
    call.args.flatMap((arg): [string, string][] => {
      const match = /^-D([\w.]+)=(.*)$/s.exec(arg);
      return match ? [[match[1]!, match[2]!]] : [];
    }),
  );
  const archetype = given.get('archetypeArtifactId') ?? 'maven-archetype-quickstart';
  const release = given.get('archetypeVersion') ?? '1.13.6';
  const language = /^flink-quickstart-(java|scala)$/.exec(archetype)?.[1];
  if (language === undefined)
    return `The desired archetype does not exist (${given.get('archetypeGroupId') ?? 'org.apache.maven.archetypes'}:${archetype}:${release})`;
  const asks = given.get('interactiveMode') !== 'false' && !call.args.includes('-B');
  info(`Generating project in ${asks ? 'Interactive' : 'Batch'} mode`);
  const answers = new Map<string, string>();
  for (const name of ASKED) {
    const usual = name === 'version' ? '1.0-SNAPSHOT' : name === 'package' ? answers.get('groupId') : undefined;
    let value = given.get(name);
    if (value === undefined && asks) {
      call.print(`Define value for property '${name}'${usual === undefined ? '' : ` ${usual}`}: `);
      value = ((yield call.stdin.readLine()) as string | null)?.trim() || undefined;
    }
    value ??= usual;
    if (value === undefined) return `Property ${name} is missing. Add -D${name}=someValue`;
    answers.set(name, value);
  }
  const project = Object.fromEntries(answers) as Record<keyof Project, string>;
  const directory = call.resolve(project.artifactId);
  if (call.files.exists(directory)) return `A Maven 2 project already exists in the directory ${directory}`;
  info('----------------------------------------------------------------------------');
  info(`Using following parameters for creating project from Archetype: ${archetype}:${release}`);
  info('----------------------------------------------------------------------------');
  for (const name of ASKED) info(`Parameter: ${name}, Value: ${project[name]}`);
  for (const [path, text] of Object.entries(quickstart(project, language as 'java' | 'scala', release))) {
    const at = `${directory}/${path}`;
    call.files.mkdir(at.slice(0, at.lastIndexOf('/')), { recursive: true, owner: call.user });
    call.files.write(at, text, { owner: call.user });
  }
  info(`Project created from Archetype in dir: ${directory}`);
  return null;
}

function quickstart(project: Project, language: 'java' | 'scala', release: string): Record<string, string> {
  const sources = `src/main/${language}/${project.package.replaceAll('.', '/')}`;
  const minor = Number(release.split('.')[1]);
  const streaming = minor >= 15 ? 'DataStreamJob' : 'StreamingJob';
  const jobs = minor >= 15 ? [streaming] : ['BatchJob', streaming];
  return {
    'pom.xml': pom(project, language, release, `${project.package}.${streaming}`),
    ...Object.fromEntries(
      jobs.map((name) => [`${sources}/${name}.${language}`, job(name, project.package, language, name === 'BatchJob')]),
    ),
    [`src/main/resources/${minor >= 11 ? 'log4j2' : 'log4j'}.properties`]:
      'rootLogger.level = INFO\nrootLogger.appenderRef.console.ref = ConsoleAppender\n',
  };
}

function job(name: string, packageName: string, language: 'java' | 'scala', batch: boolean): string {
  const java = language === 'java';
  const environment = batch ? 'ExecutionEnvironment' : 'StreamExecutionEnvironment';
  const where = batch ? `api.${language}` : java ? 'streaming.api.environment' : 'streaming.api.scala';
  const imported = java ? `${where}.${environment};` : `${where}._`;
  const title = `Flink ${batch ? 'Batch' : 'Streaming'} ${java ? 'Java' : 'Scala'} API Skeleton`;
  const end = java ? ';' : '';
  const [open, close, value] = java
    ? [
        `public class ${name} {\n\n  public static void main(String[] args) throws Exception {`,
        '  }\n}',
        `final ${environment} env`,
      ]
    : [`object ${name} {\n\n  def main(args: Array[String]): Unit = {`, '  }\n}', 'val env'];
  return `package ${packageName}${end}

import org.apache.flink.${imported}

/** A skeleton: sources, transformations and sinks of the job stand between the environment and execute(). */
${open}
    ${value} = ${environment}.getExecutionEnvironment${java ? '()' : ''}${end}

    env.execute("${title}")${end}
${close}
`;
}

function pom(project: Project, language: 'java' | 'scala', release: string, mainClass: string): string {
  const scala = Number(release.split('.')[1]) >= 15 && language === 'java' ? '' : '_2.11';
  const artifacts = [
    ...(language === 'java' ? ['flink-java'] : [`flink-scala${scala}`]),
    `flink-streaming-${language}${scala}`,
    `flink-clients${scala}`,
  ];
  const dependencies = artifacts.map(
    (artifact) => `    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>${artifact}</artifactId>
      <version>\${flink.version}</version>
      <scope>provided</scope>
    </dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>

  <groupId>${project.groupId}</groupId>
  <artifactId>${project.artifactId}</artifactId>
  <version>${project.version}</version>
  <packaging>jar</packaging>
  <name>Flink Quickstart Job</name>

  <properties>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <flink.version>${release}</flink.version>
  </properties>

  <dependencies>
${dependencies.join('\n')}
  </dependencies>

  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-shade-plugin</artifactId>
        <version>3.1.1</version>
        <configuration>
          <transformers>
            <transformer implementation="org.apache.maven.plugins.shade.resource.ManifestResourceTransformer">
              <mainClass>${mainClass}</mainClass>
            </transformer>
          </transformers>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
`;
}
