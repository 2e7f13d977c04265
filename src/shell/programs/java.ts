import type { Jar } from '../../flink/api/jar.ts';
import { parentPath, resolvePath } from '../../platform/file-tree.ts';
import type { FileContent } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Compilation, SourceFile } from '../compiler.ts';
import { isExample } from '../flink/examples.ts';
import { runJava } from '../flink/run-java.ts';
import type { Call, Program } from '../host.ts';
import { formatDate } from './date.ts';

export type JarContent = FileContent & { readonly kind: 'artifact'; readonly type: 'jar'; readonly value: Jar };

export function isJar(content: FileContent): content is JarContent {
  return content.kind === 'artifact' && content.type === 'jar' && !isExample(content.value);
}

/** The jar at a path; null when it is none. Throws SystemError. */
function readJar(call: Pick<Call, 'files'>, path: string): Jar | null {
  const content = call.files.read(path);
  return isJar(content) ? content.value : null;
}

/** What the `release` file of the JDK at JAVA_HOME says: version and maker. */
function releaseFile(call: Call): { readonly version: string; readonly oracle: boolean } | null {
  const path = `${call.env.JAVA_HOME ?? ''}/release`;
  if (!path.startsWith('/') || !call.machine.files.exists(path)) return null;
  const text = call.machine.files.readText(path);
  const version = /^JAVA_VERSION="([^"]+)"/m.exec(text)?.[1];
  return version === undefined ? null : { version, oracle: /^IMPLEMENTOR="Oracle/m.test(text) };
}

/** What `java -version` says for a version such as 1.8.0_302 or 11.0.13. */
function versionText(version: string, oracle: boolean): string {
  const update = /_(\d+)$/.exec(version)?.[1];
  if (oracle && update !== undefined)
    return `java version "${version}"\nJava(TM) SE Runtime Environment (build ${version}-b11)\nJava HotSpot(TM) 64-Bit Server VM (build 25.${update}-b11, mixed mode)\n`;
  const { date, build, vm } = version.startsWith('1.')
    ? { date: '', build: `${version}-b08`, vm: '25.302-b08' }
    : { date: ' 2021-10-19', build: `${version}+8`, vm: `${version}+8` };
  return `openjdk version "${version}"${date}\nOpenJDK Runtime Environment (build ${build})\nOpenJDK 64-Bit Server VM (build ${vm}, mixed mode)\n`;
}

const NEWEST: Readonly<Record<string, string>> = { '11': '11.0.13', '17': '17.0.1' };

/** Version that the JDK's directory names: jdk1.8.0_212, java-11-openjdk. */
function javaVersion(call: Call): string {
  const installed = releaseFile(call);
  if (installed) return installed.version;
  const where = `${call.path} ${call.env.JAVA_HOME ?? ''}`;
  const exact = /(?:jdk|java)[-_]?(1\.\d\.\d_\d+|\d+\.\d+\.\d+)/.exec(where)?.[1];
  const major = /(?:jdk|java)-?(11|17)\b/.exec(where)?.[1];
  return exact ?? (major === undefined ? '1.8.0_302' : NEWEST[major]!);
}

const java: Program = {
  role: 'client',
  mainClass(args) {
    const at = args.findIndex((arg, i) => !arg.startsWith('-') && !/^(?:-cp|-classpath)$/.test(args[i - 1] ?? ''));
    const name = args[at];
    if (name === undefined || args.includes('-version')) return null;
    return args[at - 1] === '-jar' ? name.replace(/.*\//, '') : name.slice(name.lastIndexOf('.') + 1);
  },
  *run(call) {
    const args = [...call.args];
    let classpath = call.env.CLASSPATH ?? '.';
    let jarFile: string | null = null;
    for (;;) {
      const arg = args[0];
      if (arg === '-version' || arg === '--version' || arg === '-fullversion') {
        call.stderr.write(versionText(javaVersion(call), releaseFile(call)?.oracle ?? false));
        return 0;
      }
      if (arg === '-cp' || arg === '-classpath' || arg === '--class-path') {
        classpath = args[1] ?? '';
        args.splice(0, 2);
      } else if (arg === '-jar') {
        jarFile = args[1] ?? '';
        args.splice(0, 2);
        break;
      } else if (arg?.startsWith('-')) args.shift();
      else break;
    }
    const places = jarFile !== null ? [jarFile] : classpath.split(':');
    const jars: Jar[] = [];
    for (const place of places) {
      const path = call.resolve(place.replace(/\/\*$/, ''));
      if (!call.files.exists(path)) continue;
      if (call.files.stat(path).type === 'file') {
        const jar = readJar(call, path);
        if (jar) jars.push(jar);
      } else {
        for (const name of call.files.list(path)) {
          // Classes of a build directory are kept as one archive beside them.
          if (place.endsWith('*') ? name.endsWith('.jar') : name === CLASSES) {
            const jar = readJar(call, `${path}/${name}`);
            if (jar) jars.push(jar);
          }
        }
      }
    }
    if (jarFile !== null && jars.length === 0) {
      call.stderr.write(`Error: Unable to access jarfile ${jarFile}\n`);
      return 1;
    }
    const mainClass = jarFile !== null ? jars[0]?.mainClass : args.shift();
    if (!mainClass) {
      if (jarFile !== null) call.stderr.write(`no main manifest attribute, in ${jarFile}\n`);
      else
        call.stderr.write(
          'Usage: java [-options] class [args...]\n           (to execute a class)\n   or  java [-options] -jar jarfile [args...]\n           (to execute a jar file)\n',
        );
      return 1;
    }
    const jar = jars.find((candidate) => candidate.hasClass(mainClass));
    if (!jar) {
      call.stderr.write(`Error: Could not find or load main class ${mainClass}\n`);
      return 1;
    }
    return yield* runJava(call.platform, call.process, jar, mainClass, args, { hooks: call.host.hooks });
  },
};

/** Hidden beside a build directory's classes: what they are to the simulation. */
const CLASSES = '.classes.jar';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const jar: Program = {
  *run(call) {
    const [mode = '', file, ...rest] = call.args;
    if (!/^-?[tcxu]/.test(mode) || file === undefined) {
      call.stderr.write('Usage: jar {ctxui}[vfmn0PMe] [jar-file] [manifest-file] [entry-point] [-C dir] files ...\n');
      return 1;
    }
    if (mode.includes('c')) {
      const directory = rest[rest.indexOf('-C') + 1] ?? '.';
      const classes = call.resolve(`${directory}/${CLASSES}`);
      if (!call.files.exists(classes)) {
        call.stderr.write('no class files here: compile with mvn package\n');
        return 1;
      }
      call.files.write(call.resolve(file), call.files.read(classes));
      return 0;
    }
    const path = call.resolve(file);
    if (!call.files.exists(path)) {
      call.stderr.write(`java.io.FileNotFoundException: ${file} (No such file or directory)\n`);
      return 1;
    }
    const archive = readJar(call, path);
    if (!archive) {
      call.stderr.write('java.util.zip.ZipException: error in opening zip file\n');
      return 1;
    }
    for (const entry of archive.entries)
      call.print(
        mode.includes('v')
          ? `${String(entry.size).padStart(6)} ${formatDate(call.platform.epoch + call.platform.world.now, '%a %b %d %T %Z %Y', call.platform.timezone)} ${entry.path}\n`
          : `${entry.path}\n`,
      );
    return 0;
  },
};

const javac: Program = {
  *run(call) {
    if (call.args.includes('-version')) {
      call.stderr.write(`javac ${javaVersion(call)}\n`);
      return 0;
    }
    const names = call.args.filter((arg) => arg.endsWith('.java'));
    const compilation = yield* compile(
      call,
      names.map((file) => ({ file, text: call.files.readText(call.resolve(file)) })),
    );
    if (!compilation) return 1;
    for (const diagnostic of compilation.diagnostics) call.stderr.write(`${diagnostic.text}\n`);
    const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error').length;
    if (errors > 0 || !compilation.jar) {
      call.stderr.write(`${errors} error${errors === 1 ? '' : 's'}\n`);
      return 1;
    }
    writeClasses(call, call.cwd, compilation.jar);
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

function* compile(call: Call, sources: readonly SourceFile[]): Task<Compilation | null> {
  if (call.host.hooks.build) return yield* call.host.hooks.build(sources);
  if (call.host.hooks.compile) return call.host.hooks.compile(sources);
  call.stderr.write(`${call.name}: no compiler here\n`);
  return null;
}

function writeClasses(call: Call, directory: string, jar: Jar): void {
  for (const entry of jar.entries) {
    if (entry.path.endsWith('/') || entry.path.startsWith('META-INF/')) continue;
    const path = resolvePath(directory, entry.path);
    call.files.mkdir(parentPath(path), { recursive: true });
    call.files.write(path, { kind: 'bytes', bytes: new Uint8Array([0xca, 0xfe, 0xba, 0xbe]) });
  }
  call.files.mkdir(directory, { recursive: true });
  call.files.write(`${directory}/${CLASSES}`, { kind: 'artifact', type: 'jar', value: jar, size: jarSize(jar) });
}
function jarSize(jar: Jar): number {
  return 1024 + jar.entries.reduce((sum, entry) => sum + Math.ceil(entry.size * 0.6), 0);
}

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
    const goals = call.args.filter((arg, i) => !arg.startsWith('-') && (pomAt < 0 || i !== pomAt + 1));
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
      (goal) => !PHASES.includes(goal) && goal !== 'clean' && !/^dependency:|^archetype:|^exec:/.test(goal),
    );
    if (unknown !== undefined) {
      error(
        `Unknown lifecycle phase "${unknown}". You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal>`,
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
    const last = Math.max(-1, ...goals.map((goal) => PHASES.indexOf(goal)));
    if (last >= PHASES.indexOf('compile')) {
      const sources = [...sourcesBelow(call, root, 'src/main/java'), ...sourcesBelow(call, root, 'src/main/scala')];
      step('maven-resources-plugin:2.6:resources (default-resources)');
      info(
        call.files.exists(`${root}/src/main/resources`)
          ? 'Copying resources'
          : `skip non existing resourceDirectory ${root}/src/main/resources`,
      );
      step('maven-compiler-plugin:3.8.1:compile (default-compile)');
      if (sources.length === 0) {
        info('No sources to compile');
        if (last >= PHASES.indexOf('package'))
          call.print(quiet ? '' : '[WARNING] JAR will be empty - no content was marked for inclusion!\n');
        finish(true);
        return 0;
      }
      info('Changes detected - recompiling the module!');
      info(`Compiling ${sources.length} source file${sources.length === 1 ? '' : 's'} to ${root}/target/classes`);
      yield sleep(call.process, 800 + sources.length * 40);
      const compilation = yield* compile(call, sources);
      if (!compilation) return 1;
      const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
      for (const { file, line, column, message, severity } of compilation.diagnostics)
        if (severity === 'warning' && !quiet)
          call.print(`[WARNING] ${root}/${file}:[${line ?? 1},${column ?? 1}] ${message}\n`);
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
      writeClasses(call, `${root}/target/classes`, compilation.jar);
      if (last >= PHASES.indexOf('package')) {
        step('maven-jar-plugin:2.4:jar (default-jar)');
        info(`Building jar: ${root}/target/${jarName}.jar`);
        const declared = tag('mainClass', text);
        const packaged = withName(compilation.jar, `${jarName}.jar`, declared ?? compilation.jar.mainClass);
        const content: FileContent = { kind: 'artifact', type: 'jar', value: packaged, size: jarSize(packaged) };
        call.files.write(`${root}/target/${jarName}.jar`, content);
        // The assembly and shade plugins make an archive with all dependencies besides.
        if (/jar-with-dependencies/.test(text))
          call.files.write(`${root}/target/${jarName}-jar-with-dependencies.jar`, {
            ...content,
            value: withName(packaged, `${jarName}-jar-with-dependencies.jar`, packaged.mainClass),
          });
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
const PHASES = ['validate', 'compile', 'test-compile', 'test', 'package', 'verify', 'install'];

/** The same classes under another file name and manifest. */
function withName(jar: Jar, name: string, mainClass: string | null): Jar {
  return {
    name,
    mainClass,
    entries: jar.entries,
    hasClass: (className) => jar.hasClass(className),
    load: (jvm) => jar.load(jvm),
  };
}

export const javaPrograms: Readonly<Record<string, Program>> = { java, javac, jar, mvn };
