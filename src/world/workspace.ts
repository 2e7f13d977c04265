import type { MountSource } from '../platform/types.ts';
import type { WorkspaceFile } from './protocol.ts';

/** The opened workspace as the machines see it under /workspace: read-only, by path relative to its root. */
export interface Workspace {
  readonly mount: MountSource;
  update(changed: readonly WorkspaceFile[], removed: readonly string[]): void;
}

type Directories = ReadonlyMap<string, ReadonlyMap<string, 'file' | 'directory'>>;

const key = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

export function createWorkspace(files: readonly WorkspaceFile[]): Workspace {
  const texts = new Map(files.map((file) => [key(file.path), file.text]));
  const sizes = new Map<string, number>();
  let directories: Directories | null = null;
  return {
    mount: {
      list(path) {
        directories ??= directoriesOf(texts.keys());
        const entries = directories.get(key(path));
        return entries ? [...entries].map(([name, type]) => ({ name, type })) : null;
      },
      read(path) {
        const text = texts.get(key(path));
        return text === undefined ? null : { kind: 'text', text };
      },
      size(path) {
        const text = texts.get(key(path));
        if (text === undefined) return null;
        let size = sizes.get(key(path));
        if (size === undefined) {
          size = utf8Length(text);
          sizes.set(key(path), size);
        }
        return size;
      },
    },
    update(changed, removed) {
      for (const path of removed) texts.delete(key(path));
      for (const file of changed) {
        texts.set(key(file.path), file.text);
        sizes.delete(key(file.path));
      }
      directories = null;
    },
  };
}

function directoriesOf(paths: Iterable<string>): Directories {
  const directories = new Map<string, Map<string, 'file' | 'directory'>>([['', new Map()]]);
  for (const path of paths) {
    const parts = path.split('/');
    for (let depth = 0; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/');
      let entries = directories.get(parent);
      if (!entries) {
        entries = new Map();
        directories.set(parent, entries);
      }
      entries.set(parts[depth]!, depth === parts.length - 1 ? 'file' : 'directory');
    }
  }
  return directories;
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}
