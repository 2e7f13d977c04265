import { resolvePath } from '../../platform/file-tree.ts';
import { type FileSystem, SystemError } from '../../platform/types.ts';
import { hasGlob, patternSource, type Segment } from './pattern.ts';

/** Paths that match a pattern with `*`, `?`, `[…]`, sorted; names that begin with a dot only where the pattern says so. */
export function expandGlob(files: FileSystem, cwd: string, field: readonly Segment[], dotglob: boolean): string[] {
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
