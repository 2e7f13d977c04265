import { parentPath } from './file-tree.ts';
import { createFileSystem } from './filesystem.ts';
import type { FileSystem } from './types.ts';

/** Files to try things on: what is written stays in a layer above `below`, which is only read. Nothing below is ever removed. */
export function overlay(below: FileSystem, now: () => number): FileSystem {
  const above = createFileSystem({ now });
  const holder = (path: string): FileSystem => (above.exists(path) || !below.exists(path) ? above : below);
  const raise = (path: string): void => {
    above.mkdir(parentPath(path), { recursive: true });
    if (!above.exists(path) && below.exists(path)) above.write(path, below.read(path));
  };
  return {
    ...above,
    exists: (path) => above.exists(path) || below.exists(path),
    stat: (path) => holder(path).stat(path),
    lstat: (path) => holder(path).lstat(path),
    read: (path) => holder(path).read(path),
    readText: (path) => holder(path).readText(path),
    list: (path) =>
      [...new Set([above, below].flatMap((files) => (files.exists(path) ? files.list(path) : [])))].sort(),
    write(path, content, options) {
      raise(path);
      above.write(path, content, options);
    },
    append(path, text) {
      raise(path);
      above.append(path, text);
    },
    touch(path, at) {
      raise(path);
      above.touch(path, at);
    },
    remove(path, options) {
      if (above.exists(path)) above.remove(path, options);
    },
  };
}
