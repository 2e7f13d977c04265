/** Files of a Java project that are no classes: copied beside the classes, packed into the jar, found by class loaders. */
import type { FindResource, Jar } from '../flink/api/jar.ts';
import { parentPath } from '../platform/file-tree.ts';
import type { FileContent, FileSystem } from '../platform/types.ts';

const isDirectory = (files: FileSystem, path: string): boolean =>
  files.exists(path) && files.stat(path).type === 'directory';

/** Paths of the files below a directory, relative to it. */
function below(files: FileSystem, directory: string): string[] {
  if (!isDirectory(files, directory)) return [];
  return files
    .list(directory)
    .flatMap((name) =>
      isDirectory(files, `${directory}/${name}`)
        ? below(files, `${directory}/${name}`).map((path) => `${name}/${path}`)
        : [name],
    );
}
const sizeOf = (content: FileContent): number =>
  content.kind === 'text' ? content.text.length : content.kind === 'bytes' ? content.bytes.length : content.size;

/** What Maven's resources plugin does: `src/main/resources` of the project goes to `target/classes`. */
export function copyResources(files: FileSystem, project: string, owner?: string): void {
  const from = `${project}/src/main/resources`;
  for (const path of below(files, from)) {
    const to = `${project}/target/classes/${path}`;
    files.mkdir(parentPath(to), { recursive: true, ...(owner === undefined ? {} : { owner }) });
    files.write(to, files.read(`${from}/${path}`), owner === undefined ? {} : { owner });
  }
}

/** A class path's directory: its files as they are when somebody asks. */
function directoryResources(files: FileSystem, directory: string): FindResource {
  return (name) => {
    const path = `${directory}/${name}`.replace(/\/+$/, '');
    if (!files.exists(path)) return null;
    return isDirectory(files, path)
      ? { url: `file:${path}/`, content: null }
      : { url: `file:${path}`, content: files.read(path) };
  };
}

/** A jar whose classes lie in a directory, with the files beside them. */
export function besideFiles(jar: Jar, files: FileSystem, directory: string): Jar {
  return jar.packaged?.({ resources: directoryResources(files, directory) }) ?? jar;
}

/** The archive that Maven's jar plugin writes at `path`: the classes with the project's resources. */
export function packedJar(jar: Jar, mainClass: string | null, files: FileSystem, project: string, path: string): Jar {
  const from = `${project}/src/main/resources`;
  const packed = new Map(below(files, from).map((each) => [each, files.read(`${from}/${each}`)]));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const resources: FindResource = (wanted) => {
    const content = packed.get(wanted);
    return content ? { url: `jar:file:${path}!/${wanted}`, content } : null;
  };
  const entries = [...packed].map(([each, content]) => ({ path: each, size: sizeOf(content) }));
  return (
    jar.packaged?.({ name, mainClass, resources, entries }) ?? {
      name,
      mainClass,
      entries: jar.entries,
      hasClass: (className) => jar.hasClass(className),
      load: (jvm) => jar.load(jvm),
    }
  );
}
