import { parentPath } from '../../platform/file-tree.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { SourceFile } from '../compiler.ts';
import type { Call, Program } from '../host.ts';
import { copyResources, packedJar } from '../resources.ts';
import { formatDate } from './date.ts';
import { compile, jarSize, javaVersion, writeClasses } from './java.ts';
import { generateProject } from './maven-archetype.ts';
import { missingArtifacts, unresolved } from './maven-artifacts.ts';
import { scalaErrors, scalaFailure, scalaPlugin, scalaStart } from './maven-scala.ts';

function sourcesBelow(call: Call, root: string, under: string): SourceFile[] {
  const path = `${root}/${under}`;
  if (!call.files.exists(path)) return [];
  return call.files.list(path).flatMap((name): SourceFile[] => {
    const child = `${under}/${name}`;
    if (call.files.stat(`${root}/${child}`).type === 'directory') return sourcesBelow(call, root, child);
    return /\.(?:java|scala)$/.test(name) ? [{ file: child, text: call.files.readText(`${root}/${child}`) }] : [];
  });
}

const RULE = '-'.repeat(72);

/** Maven with what a Flink course's pom has: clean, compile, test, package, install. */
const mvn: Program = {
  role: 'client',
  mainClass: () => 'Launcher',
  startup: 300,
  *run(call) {
    const quiet = call.args.some((arg) => arg === '-q' || arg === '--quiet');
    const pomAt = call.args.findIndex((arg) => arg === '-f' || arg === '--file');
    const pom = call.resolve(pomAt >= 0 ? (call.args[pomAt + 1] ?? 'pom.xml') : 'pom.xml');
    const goals = call.args.filter((arg, i) => !arg.startsWith('-') && !TAKES_VALUE.test(call.args[i - 1] ?? ''));
    const since = call.platform.world.now;
    const info = (text: string): void => {
      if (!quiet) call.print(text === '' ? '[INFO] \n' : `[INFO] ${text}\n`);
    };
    const error = (text: string): void => call.print(`[ERROR] ${text}\n`);
    if (call.args.some((arg) => arg === '-v' || arg === '-version' || arg === '--version')) {
      call.print(
        `Apache Maven 3.6.3\nMaven home: /opt/maven\nJava version: ${javaVersion(call)}, vendor: Oracle Corporation\n`,
      );
      return 0;
    }
    if (goals.length === 0) {
      error('No goals have been specified for this build. You must specify a valid lifecycle phase or a goal.');
      return 1;
    }
    const unknown = goals.find(
      (goal) => !PHASES.includes(goal) && goal !== 'clean' && !/^dependency:|archetype|^exec:/.test(goal),
    );
    if (unknown !== undefined) {
      error(
        `Unknown lifecycle phase "${unknown}". You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal>`,
      );
      return 1;
    }
    const finish = (success: boolean): void => {
      info(RULE);
      info(success ? 'BUILD SUCCESS' : 'BUILD FAILURE');
      info(RULE);
      info(`Total time:  ${((call.platform.world.now - since) / 1000).toFixed(3)} s`);
      info(
        `Finished at: ${formatDate(call.platform.epoch + call.platform.world.now, '%FT%T%z', call.platform.timezone)
          .replace(/(\d\d)$/, ':$1')
          .replace('+00:00', 'Z')}`,
      );
      info(RULE);
    };
    if (
      goals.some((goal) =>
        /^(?:org\.apache\.maven\.plugins:maven-)?archetype(?:-plugin)?(?::[\d.]+)?:generate$/.test(goal),
      )
    ) {
      info('Scanning for projects...');
      const failed = yield* generateProject(call, info);
      finish(failed === null);
      if (failed === null) return 0;
      error(
        `Failed to execute goal org.apache.maven.plugins:maven-archetype-plugin:3.2.0:generate (default-cli) on project standalone-pom: ${failed} -> [Help 1]`,
      );
      return 1;
    }
    const root = parentPath(pom);
    if (!call.files.exists(pom)) {
      info('Scanning for projects...');
      error(
        `The goal you specified requires a project to execute but there is no POM in this directory (${call.cwd}). Please verify you invoked Maven from the correct directory. -> [Help 1]`,
      );
      return 1;
    }
    const text = call.files.readText(pom).replace(/<!--[\s\S]*?-->/g, '');
    const outer = text.replace(/<(dependencies|build|parent|properties|profiles)>[\s\S]*?<\/\1>/g, '');
    const tag = (name: string, from = outer): string | undefined =>
      new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(from)?.[1];
    const artifact = tag('artifactId') ?? 'project';
    const version = tag('version') ?? tag('version', /<parent>[\s\S]*?<\/parent>/.exec(text)?.[0] ?? '') ?? '1.0';
    const group = tag('groupId') ?? artifact;
    const jarName =
      tag('finalName', text)
        ?.replace(/\$\{(?:project\.)?artifactId\}/g, artifact)
        .replace(/\$\{(?:project\.)?version\}/g, version) ?? `${artifact}-${version}`;
    info('Scanning for projects...');
    info('');
    const title = `< ${group}:${artifact} >`;
    info(title.padStart(Math.floor((72 + title.length) / 2), '-').padEnd(72, '-'));
    info(`Building ${tag('name') ?? artifact} ${version}`);
    info('--------------------------------[ jar ]---------------------------------');
    const last = Math.max(-1, ...goals.map((goal) => PHASES.indexOf(goal)));
    const missing = last >= PHASES.indexOf('compile') ? missingArtifacts(text) : [];
    if (missing.length > 0) {
      for (const one of missing)
        call.print(quiet ? '' : `[WARNING] The POM for ${one} is missing, no dependency information available\n`);
      finish(false);
      const project = `${group}:${artifact}:jar:${version}`;
      error(`Failed to execute goal on project ${artifact}: ${unresolved(missing, project)} -> [Help 1]`);
      return 1;
    }
    const step = (plugin: string): void => {
      info('');
      info(`--- ${plugin} @ ${artifact} ---`);
    };
    if (goals.includes('clean')) {
      step('maven-clean-plugin:2.5:clean (default-clean)');
      if (call.files.exists(`${root}/target`)) {
        info(`Deleting ${root}/target`);
        call.files.remove(`${root}/target`, { recursive: true });
      }
    }
    if (last >= PHASES.indexOf('compile')) {
      const sources = [...sourcesBelow(call, root, 'src/main/java'), ...sourcesBelow(call, root, 'src/main/scala')];
      step('maven-resources-plugin:2.6:resources (default-resources)');
      info(
        call.files.exists(`${root}/src/main/resources`)
          ? 'Copying resources'
          : `skip non existing resourceDirectory ${root}/src/main/resources`,
      );
      copyResources(call.files, root);
      const scala = scalaPlugin(text);
      const scalaSources = scala ? sources.filter(({ file }) => file.endsWith('.scala')) : [];
      const others = sources.length - scalaSources.length;
      const started = call.platform.world.now;
      const scalaStep = (): void => {
        if (!scala) return;
        step(`scala-maven-plugin:${scala.version}:compile (${scala.execution})`);
        if (scalaSources.length === 0) info('No sources to compile');
        else for (const line of scalaStart(scala, scalaSources.length, root)) info(line);
      };
      if (scala?.isFirst) scalaStep();
      step('maven-compiler-plugin:3.8.1:compile (default-compile)');
      if (others === 0 && sources.length > 0) info('No sources to compile');
      if (sources.length === 0) {
        info('No sources to compile');
        if (last >= PHASES.indexOf('package'))
          call.print(quiet ? '' : '[WARNING] JAR will be empty - no content was marked for inclusion!\n');
        finish(true);
        return 0;
      }
      if (others > 0) {
        info('Changes detected - recompiling the module!');
        info(`Compiling ${others} source file${others === 1 ? '' : 's'} to ${root}/target/classes`);
      }
      if (!scala?.isFirst) scalaStep();
      yield sleep(call.process, 800 + sources.length * 40);
      const compilation = yield* compile(call, sources);
      if (!compilation) return 1;
      const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
      for (const { file, line, column, message, severity } of compilation.diagnostics)
        if (severity === 'warning' && !quiet)
          call.print(`[WARNING] ${root}/${file}:[${line ?? 1},${column ?? 1}] ${message}\n`);
      const ofScala = scala ? errors.filter(({ file }) => file.endsWith('.scala')) : [];
      if (scala && ofScala.length > 0) {
        for (const line of scalaErrors(scala, ofScala, scalaSources, root)) error(line);
        finish(false);
        error(scalaFailure(scala, artifact));
        return 1;
      }
      if (errors.length > 0 || !compilation.jar) {
        const list = errors.map(
          ({ file, line, column, message }) => `${root}/${file}:[${line ?? 1},${column ?? 1}] ${message}`,
        );
        info('-------------------------------------------------------------');
        error('COMPILATION ERROR : ');
        info('-------------------------------------------------------------');
        for (const one of list) error(one);
        info(`${list.length} error${list.length === 1 ? '' : 's'} `);
        info('-------------------------------------------------------------');
        finish(false);
        error(
          `Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.8.1:compile (default-compile) on project ${artifact}: Compilation failure${list.length > 1 ? ': Compilation failure: ' : ''}`,
        );
        for (const one of list) error(one);
        error('-> [Help 1]');
        return 1;
      }
      if (scalaSources.length > 0) info(`compile in ${((call.platform.world.now - started) / 1000).toFixed(1)} s`);
      const classes = compilation.jar;
      writeClasses(call, `${root}/target/classes`, classes);
      if (last >= PHASES.indexOf('package')) {
        step('maven-jar-plugin:2.4:jar (default-jar)');
        info(`Building jar: ${root}/target/${jarName}.jar`);
        const declared = tag('mainClass', text);
        const packed = (path: string): void => {
          const jar = packedJar(classes, declared ?? classes.mainClass, call.files, root, path);
          call.files.write(path, { kind: 'artifact', type: 'jar', value: jar, size: jarSize(jar) });
        };
        packed(`${root}/target/${jarName}.jar`);
        // The assembly and shade plugins make an archive with all dependencies besides.
        if (/jar-with-dependencies/.test(text)) packed(`${root}/target/${jarName}-jar-with-dependencies.jar`);
      }
      if (last >= PHASES.indexOf('install')) {
        const repository = `${call.machine.users.get(call.user)?.home ?? ''}/.m2/repository/${group.replaceAll('.', '/')}/${artifact}/${version}`;
        call.files.mkdir(repository, { recursive: true });
        call.files.write(`${repository}/${artifact}-${version}.jar`, call.files.read(`${root}/target/${jarName}.jar`));
      }
    }
    finish(true);
    return 0;
  },
};
/** Options whose value is the next word. */
const TAKES_VALUE =
  /^(?:-f|--file|-pl|--projects|-P|--activate-profiles|-s|--settings|-gs|--global-settings|-l|--log-file|-rf|--resume-from|-T|--threads|-D)$/;

const PHASES = ['validate', 'compile', 'test-compile', 'test', 'package', 'verify', 'install'];

export const mavenPrograms: Readonly<Record<string, Program>> = { mvn };
