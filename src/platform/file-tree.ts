import type { FileContent, MountSource } from './types.ts';

interface Inode {
  mode: number;
  owner: string;
  group: string;
  modified: number;
}
export interface Directory extends Inode {
  readonly type: 'directory';
  readonly children: Map<string, Node>;
}
export interface FileNode extends Inode {
  readonly type: 'file';
  content: FileContent;
  /** Bytes. */
  size: number;
  /** A device such as /dev/null: swallows what is written. */
  discard: boolean;
}
export interface LinkNode extends Inode {
  readonly type: 'link';
  readonly target: string;
}
export interface MountPoint extends Inode {
  readonly type: 'mount';
  readonly source: MountSource;
}
export type Node = Directory | FileNode | LinkNode | MountPoint;

/** Resolves `.`, `..` and repeated slashes of an absolute path, without looking at links. */
export function normalisePath(path: string): string {
  // Most paths are normal already.
  if (path.startsWith('/') && !/\/\.{0,2}(?:\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `path` seen from the directory `from`. */
export function resolvePath(from: string, path: string): string {
  return normalisePath(path.startsWith('/') ? path : `${from}/${path}`);
}

export function parentPath(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    // A surrogate pair is two units and four bytes.
    else if (code >= 0xd800 && code <= 0xdfff) bytes += 1;
    else bytes += 2;
  }
  return bytes;
}

export function sizeOf(content: FileContent): number {
  if (content.kind === 'text') return byteLength(content.text);
  return content.kind === 'bytes' ? content.bytes.length : content.size;
}
