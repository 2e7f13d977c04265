import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { FileContent, MountSource } from '../platform/types.ts';

/** A real folder, read-only, as the simulated machines see it. Nothing outside the folder can be named. */
export function diskMount(folder: string): MountSource {
  const real = (path: string): string => join(folder, normalize(`/${path}`));
  const contents = new Map<string, FileContent | null>();
  return {
    list(path) {
      try {
        return readdirSync(real(path), { withFileTypes: true })
          .filter((entry) => entry.isFile() || entry.isDirectory())
          .map((entry) => ({ name: entry.name, type: entry.isDirectory() ? 'directory' : 'file' }));
      } catch {
        return null;
      }
    },
    read(path) {
      let content = contents.get(path);
      if (content === undefined) {
        content = load(real(path));
        contents.set(path, content);
      }
      return content;
    },
    size(path) {
      try {
        const stat = statSync(real(path));
        return stat.isFile() ? stat.size : null;
      } catch {
        return null;
      }
    },
  };
}

function load(path: string): FileContent | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'bytes', bytes: new Uint8Array(bytes) };
  }
}
