import type { Jar } from '../../flink/api/jar.ts';
import { parentPath, resolvePath } from '../../platform/file-tree.ts';
import type { FileContent } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Compilation, SourceFile } from '../compiler.ts';
import { exampleJar, isExample } from '../flink/examples.ts';
import { runJava } from '../flink/run-java.ts';
import type { Call, Program } from '../host.ts';
import { besideFiles } from '../resources.ts';
import { formatDate } from './date.ts';

export type JarContent = FileContent & { readonly kind: 'artifact'; readonly type: 'jar'; readonly value: Jar };

export function isJar(content: FileContent): content is JarContent {
  return content.kind === 'artifact' && content.type === 'jar' && !isExample(content.value);
}

/** The jar at a path; null when it is none. Throws SystemError. */
function readJar(call: Pick<Call, 'files' | 'host'>, path: string): Jar | null {
  const content = call.files.read(path);
  if (content.kind === 'artifact' && isExample(content.value))
    return exampleJar(content.value, call.host.hooks.compile);
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
export function javaVersion(call: Call): string {
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
            if (jar) jars.push(name === CLASSES ? besideFiles(jar, call.files, path) : jar);
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

/** What the project's programs compile to; null: there is no compiler here. */
export function* compile(call: Call, sources: readonly SourceFile[]): Task<Compilation | null> {
  if (call.host.hooks.build) return yield* call.host.hooks.build(sources);
  if (call.host.hooks.compile) return call.host.hooks.compile(sources);
  call.stderr.write(`${call.name}: no compiler here\n`);
  return null;
}

/** Classes as javac writes them below a directory, with the jar that they make. */
export function writeClasses(call: Call, directory: string, jar: Jar): void {
  for (const entry of jar.entries) {
    if (entry.path.endsWith('/') || entry.path.startsWith('META-INF/')) continue;
    const path = resolvePath(directory, entry.path);
    call.files.mkdir(parentPath(path), { recursive: true });
    call.files.write(path, { kind: 'bytes', bytes: new Uint8Array([0xca, 0xfe, 0xba, 0xbe]) });
  }
  call.files.mkdir(directory, { recursive: true });
  call.files.write(`${directory}/${CLASSES}`, { kind: 'artifact', type: 'jar', value: jar, size: jarSize(jar) });
}
/** Bytes that a jar of these classes is taken to have. */
export function jarSize(jar: Jar): number {
  return 1024 + jar.entries.reduce((sum, entry) => sum + Math.ceil(entry.size * 0.6), 0);
}

export const javaPrograms: Readonly<Record<string, Program>> = { java, javac, jar };
