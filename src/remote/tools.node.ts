import { diskMount } from './disk.node.ts';
import { type FetchProgress, type FlinkJars, fetchJars, jarsIn } from './flink-jars.node.ts';
import { jarNames } from './jar-names.node.ts';
import { findJdk, javac } from './jdk.node.ts';
import { listenOnLoopback } from './listen.node.ts';
import { movedClasses, withMoved } from './moved-classes.ts';
import { packJar } from './pack.node.ts';
import type { LocalTools } from './remote-world.ts';
import { type FlinkRest, type FlinkVersion, fieldOf, textAt } from './rest.ts';
import { spelledForTwo } from './since-two.ts';

export interface ToolOptions {
  /** Folder with the jars of the cluster's version; undefined: fetched into the cache. */
  readonly jars: string | undefined;
  readonly progress: FetchProgress;
  /** Does the person agree to this port of 127.0.0.1 being opened? Gives what to do to agree, or null: yes. */
  readonly mayListen: (port: number) => Promise<string | null>;
}

/** What this computer does for a lesson on that cluster; JDK and jars are looked for when the first program is compiled. */
export function localTools(rest: FlinkRest, version: FlinkVersion, options: ToolOptions): LocalTools {
  let jars: Promise<FlinkJars> | null = null;
  let target: Promise<number | null> | null = null;
  return {
    async compile(sources, signal) {
      const jdk = await findJdk();
      jars ??= jarsOf(version, options);
      jars.catch(() => {
        jars = null;
      });
      target ??= javaOf(rest);
      const classpath = (await jars).jars;
      const compiler = { jdk, classpath, target: await target };
      const result = await javac(sources, compiler, signal);
      if (result.classes.length > 0) return result;
      const classes = movedClasses(sources, result.diagnostics, await jarNames(classpath));
      const spelled = sources.map(({ text }) => (version.major > 1 ? spelledForTwo(text) : { text, changed: [] }));
      const renamed = [...classes, ...spelled.flatMap(({ changed }) => changed)];
      if (renamed.length === 0) return result;
      const adapted = sources.map(({ file }, index) => ({ file, text: withMoved(spelled[index]!.text, classes) }));
      const again = await javac(adapted, compiler, signal);
      return again.classes.length > 0 ? { ...again, renamed } : again;
    },
    pack: packJar,
    folder: diskMount,
    async listen(port, accept) {
      const advice = await options.mayListen(port);
      if (advice === null) return listenOnLoopback(port, accept);
      throw new Error(`a real TaskManager can read port ${port} only if it is opened on this computer. ${advice}`);
    },
  };
}

async function jarsOf(version: FlinkVersion, { jars, progress }: ToolOptions): Promise<FlinkJars> {
  const found = jars === undefined ? await fetchJars(version.text, progress) : await jarsIn(jars);
  const [major, minor] = found.version.split('.').map(Number);
  if (major !== version.major || minor !== version.minor)
    throw new Error(`${jars} has Flink ${found.version}, the cluster is ${version.text}; name the jars of its version`);
  return found;
}

/** The release of Java that the JobManager runs on; null where Flink does not say (before 1.15). */
async function javaOf(rest: FlinkRest): Promise<number | null> {
  const environment = await rest.get('/jobmanager/environment').catch(() => null);
  const text = textAt(fieldOf(environment ?? undefined, 'jvm'), 'version') ?? '';
  const release = /(?:^|[\s/])(?:1\.)?(\d+)(?:\.\d+)*(?:\+|$|\s)/.exec(text)?.[1];
  return release === undefined ? null : Number(release);
}
