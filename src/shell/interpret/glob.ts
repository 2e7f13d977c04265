import { resolvePath } from '../../platform/file-tree.ts';
import { type FileSystem, SystemError } from '../../platform/types.ts';
import { hasGlob, patternSource, type Segment } from './pattern.ts';

/** Of shopt. */
export interface GlobOptions {
  /** Names that begin with a dot match like others. */
  readonly dotglob: boolean;
  /** `**` goes through all directories below. */
  readonly globstar: boolean;
}

/** Paths that match a pattern with `*`, `?`, `[…]`, sorted; names that begin with a dot only where the pattern says so. */
export function expandGlob(
  files: FileSystem,
  cwd: string,
  field: readonly Segment[],
  { dotglob, globstar }: GlobOptions,
): string[] {
  let found: string[] = [''];
  const components = split(field);
  components.forEach((component, at) => {
    const last = at === components.length - 1;
    const slash = last ? '' : '/';
    const plain = component.map((segment) => segment.text).join('');
    if (!hasGlob(component)) {
      found = found
        .map((prefix) => prefix + plain + slash)
        .filter((path) => path === '' || path === '/' || files.exists(resolvePath(cwd, path)));
      return;
    }
    if (globstar && plain === '**') {
      found = found.flatMap((prefix) => below(files, cwd, prefix, dotglob, last));
      return;
    }
    const name = new RegExp(`^(?:${patternSource(component, '[^/]*', '[^/]')})$`, 'u');
    const dots = dotglob || plain.startsWith('.');
    found = found.flatMap((prefix) =>
      namesIn(files, resolvePath(cwd, prefix === '' ? '.' : prefix))
        .filter((entry) => (dots || !entry.startsWith('.')) && name.test(entry))
        .map((entry) => prefix + entry + slash)
        .filter((path) => last || isDirectory(files, resolvePath(cwd, path))),
    );
  });
  return found.filter((path) => path !== '').sort((a, b) => (a < b ? -1 : 1));
}

/** What `**` stands for behind a prefix: nothing, and directories (at the end of a pattern: all) at any depth. */
function below(files: FileSystem, cwd: string, prefix: string, dotglob: boolean, all: boolean): string[] {
  const found = [prefix];
  for (const name of namesIn(files, resolvePath(cwd, prefix === '' ? '.' : prefix))) {
    if (name.startsWith('.') && !dotglob) continue;
    const path = prefix + name;
    const directory = isDirectory(files, resolvePath(cwd, path));
    if (directory && all) found.push(path, ...below(files, cwd, `${path}/`, dotglob, all).slice(1));
    else if (directory) found.push(...below(files, cwd, `${path}/`, dotglob, all));
    else if (all) found.push(path);
  }
  return found;
}

function split(field: readonly Segment[]): Segment[][] {
  const components: Segment[][] = [[]];
  for (const segment of field) {
    segment.text.split('/').forEach((text, i) => {
      if (i > 0) components.push([]);
      if (text !== '') components.at(-1)!.push({ text, quoted: segment.quoted });
    });
  }
  return components;
}

function namesIn(files: FileSystem, path: string): string[] {
  try {
    return files.list(path);
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
}

function isDirectory(files: FileSystem, path: string): boolean {
  return files.exists(path) && files.stat(path).type === 'directory';
}
