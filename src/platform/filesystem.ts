import { fromUtf8 } from './encodings.ts';
import {
  baseName,
  byteLength,
  type Directory,
  type FileNode,
  type MountPoint,
  type Node,
  normalisePath,
  parentPath,
  sizeOf,
} from './file-tree.ts';
import { type FileContent, type FileStat, type FileSystem, type MountSource, SystemError } from './types.ts';

export interface FileSystemOptions {
  /** Clock for modification times (virtual ms). */
  readonly now: () => number;
}

/** Where a path leads: a node of the tree, or a place inside a mount. */
type Place =
  | { readonly kind: 'node'; readonly node: Node; readonly path: string }
  | { readonly kind: 'mounted'; readonly mount: MountPoint; readonly inner: string; readonly path: string };

/** Bytes of a file for which a simulated disk has room: what prints without end does not take the memory of the computer that simulates it. */
export const LARGEST_FILE = 1 << 28;
const MAX_LINKS = 40;

/** One machine's file tree in memory: owners, modes, symbolic links, read-only mounts, watchers and a disk that may be full. */
export function createFileSystem(options: FileSystemOptions): FileSystem {
  const root: Directory = {
    type: 'directory',
    children: new Map(),
    mode: 0o755,
    owner: 'root',
    group: 'root',
    modified: options.now(),
  };
  const watchers = new Map<string, Set<(changed: string) => void>>();
  let full = false;

  const changed = (path: string): void => {
    if (watchers.size === 0) return;
    for (let at = path; ; at = parentPath(at)) {
      const listeners = watchers.get(at);
      if (listeners) for (const listener of [...listeners]) listener(path);
      if (at === '/') return;
    }
  };

  /** Walks to `path`; `follow` says whether a final link is followed. Undefined when the last component is missing. */
  const walk = (path: string, follow: boolean, depth = 0): Place | undefined => {
    const parts = normalisePath(path).split('/').filter(Boolean);
    let node: Node = root;
    let here = '';
    for (let i = 0; i < parts.length; i++) {
      if (node.type === 'mount')
        return { kind: 'mounted', mount: node, inner: parts.slice(i).join('/'), path: normalisePath(path) };
      if (node.type !== 'directory') throw new SystemError('ENOTDIR', path);
      const child: Node | undefined = node.children.get(parts[i]!);
      const last = i === parts.length - 1;
      if (!child) {
        if (last) return undefined;
        throw new SystemError('ENOENT', path);
      }
      if (child.type === 'link' && (follow || !last)) {
        if (depth >= MAX_LINKS) throw new SystemError('ELOOP', path);
        const target = child.target.startsWith('/') ? child.target : `${here}/${child.target}`;
        const rest = parts.slice(i + 1).join('/');
        return walk(rest ? `${target}/${rest}` : target, follow, depth + 1);
      }
      node = child;
      here += `/${parts[i]}`;
    }
    if (node.type === 'mount') return { kind: 'mounted', mount: node, inner: '', path: here };
    return { kind: 'node', node, path: here || '/' };
  };
  const find = (path: string, follow = true): Place => {
    const place = walk(path, follow);
    if (!place) throw new SystemError('ENOENT', path);
    return place;
  };
  /** The directory that holds `path` (or will), and the name in it. */
  const home = (path: string): { readonly parent: Directory; readonly name: string; readonly path: string } => {
    const normal = normalisePath(path);
    const place = find(parentPath(normal));
    if (place.kind === 'mounted') throw new SystemError('EROFS', path);
    if (place.node.type !== 'directory') throw new SystemError('ENOTDIR', path);
    const name = baseName(normal);
    return { parent: place.node, name, path: place.path === '/' ? `/${name}` : `${place.path}/${name}` };
  };
  /** Follows a chain of links, so that writing through a link (dangling or not) reaches its target. */
  const throughLinks = (path: string, depth = 0): string => {
    if (depth >= MAX_LINKS) throw new SystemError('ELOOP', path);
    const place = walk(path, false);
    if (place?.kind !== 'node' || place.node.type !== 'link') return normalisePath(path);
    const { target } = place.node;
    return throughLinks(target.startsWith('/') ? target : `${parentPath(place.path)}/${target}`, depth + 1);
  };
  const room = (path: string, growth: number, size = 0): void => {
    if ((full && growth > 0) || size + growth > LARGEST_FILE) throw new SystemError('ENOSPC', path);
  };
  const mountedStat = (source: MountSource, inner: string, path: string): FileStat => {
    const common = { owner: 'root', group: 'root', modified: 0 };
    if (inner === '' || source.list(inner)) return { type: 'directory', size: 4096, mode: 0o555, ...common };
    const size = source.size(inner);
    if (size === null) throw new SystemError('ENOENT', path);
    return { type: 'file', size, mode: 0o444, ...common };
  };
  const statOf = (place: Place, path: string): FileStat => {
    if (place.kind === 'mounted') return mountedStat(place.mount.source, place.inner, path);
    const { node } = place;
    if (node.type === 'mount') return mountedStat(node.source, '', path);
    const common = { mode: node.mode, owner: node.owner, group: node.group, modified: node.modified };
    if (node.type === 'file') return { type: 'file', size: node.size, ...common };
    if (node.type === 'link') return { type: 'link', size: byteLength(node.target), target: node.target, ...common };
    return { type: 'directory', size: 4096, ...common };
  };
  const asFile = (path: string): FileNode | undefined => {
    const place = walk(path, true);
    if (!place) return undefined;
    if (place.kind === 'mounted') throw new SystemError('EROFS', path);
    if (place.node.type === 'directory') throw new SystemError('EISDIR', path);
    return place.node.type === 'file' ? place.node : undefined;
  };
  const put = (path: string, content: FileContent, owner = 'root', mode = 0o644): void => {
    const real = throughLinks(path);
    const { parent, name, path: at } = home(real);
    room(path, sizeOf(content));
    parent.children.set(name, {
      type: 'file',
      content,
      size: sizeOf(content),
      mode,
      owner,
      group: owner,
      modified: options.now(),
      discard: false,
    });
    parent.modified = options.now();
    changed(at);
  };

  const files: FileSystem = {
    get full() {
      return full;
    },
    set full(value) {
      full = value;
    },
    stat: (path) => statOf(find(path), path),
    lstat: (path) => statOf(find(path, false), path),
    exists(path) {
      try {
        const place = walk(path, true);
        if (!place) return false;
        statOf(place, path);
        return true;
      } catch (error) {
        if (error instanceof SystemError) return false;
        throw error;
      }
    },
    read(path) {
      const place = find(path);
      if (place.kind === 'mounted') {
        const content = place.mount.source.read(place.inner);
        if (content) return content;
        throw new SystemError(place.inner === '' || place.mount.source.list(place.inner) ? 'EISDIR' : 'ENOENT', path);
      }
      if (place.node.type !== 'file') throw new SystemError('EISDIR', path);
      return place.node.content;
    },
    readText(path) {
      const content = files.read(path);
      if (content.kind === 'text') return content.text;
      if (content.kind === 'bytes') return fromUtf8(content.bytes);
      // An archive's bytes are not simulated; what shows is its signature.
      return 'PK\u0003\u0004';
    },
    write(path, content, attributes = {}) {
      const value: FileContent = typeof content === 'string' ? { kind: 'text', text: content } : content;
      const node = asFile(path);
      if (!node) {
        put(path, value, attributes.owner, attributes.mode);
        return;
      }
      if (node.discard) return;
      const size = sizeOf(value);
      room(path, size);
      node.content = value;
      node.size = size;
      node.modified = options.now();
      if (attributes.owner !== undefined) node.owner = node.group = attributes.owner;
      if (attributes.mode !== undefined) node.mode = attributes.mode;
      changed(throughLinks(path));
    },
    append(path, text) {
      const node = asFile(path);
      if (!node) {
        put(path, { kind: 'text', text });
        return;
      }
      if (node.discard) return;
      const more = byteLength(text);
      room(path, more, node.size);
      const before = node.content.kind === 'text' ? node.content.text : files.readText(path);
      node.content = { kind: 'text', text: before + text };
      node.size += more;
      node.modified = options.now();
      if (watchers.size > 0) changed(throughLinks(path));
    },
    list(path) {
      const place = find(path);
      const source =
        place.kind === 'mounted' ? place.mount.source : place.node.type === 'mount' ? place.node.source : null;
      if (source) {
        const entries = source.list(place.kind === 'mounted' ? place.inner : '');
        if (!entries) throw new SystemError('ENOTDIR', path);
        return entries.map((entry) => entry.name).sort(byCodePoint);
      }
      if (place.kind !== 'node' || place.node.type !== 'directory') throw new SystemError('ENOTDIR', path);
      return [...place.node.children.keys()].sort(byCodePoint);
    },
    mkdir(path, how = {}) {
      const normal = normalisePath(path);
      const existing = walkOrNothing(normal);
      if (existing) {
        const isDirectory = statOf(existing, path).type === 'directory';
        if (how.recursive && isDirectory) return;
        throw new SystemError('EEXIST', path);
      }
      if (how.recursive) files.mkdir(parentPath(normal), how);
      const { parent, name, path: at } = home(normal);
      room(path, 4096);
      const owner = how.owner ?? 'root';
      parent.children.set(name, {
        type: 'directory',
        children: new Map(),
        mode: 0o755,
        owner,
        group: owner,
        modified: options.now(),
      });
      parent.modified = options.now();
      changed(at);
    },
    remove(path, how = {}) {
      const { parent, name, path: at } = home(path);
      const node = parent.children.get(name);
      if (!node) throw new SystemError('ENOENT', path);
      if (node.type === 'mount') throw new SystemError('EROFS', path);
      if (node.type === 'directory' && node.children.size > 0 && !how.recursive)
        throw new SystemError('ENOTEMPTY', path);
      parent.children.delete(name);
      parent.modified = options.now();
      changed(at);
    },
    rename(from, to) {
      const source = home(from);
      const node = source.parent.children.get(source.name);
      if (!node) throw new SystemError('ENOENT', from);
      const target = home(to);
      if (`${target.path}/`.startsWith(`${source.path}/`)) {
        if (target.path === source.path) return;
        throw new SystemError('EINVAL', to);
      }
      const existing = target.parent.children.get(target.name);
      if (existing?.type === 'directory') {
        if (node.type !== 'directory') throw new SystemError('EISDIR', to);
        if (existing.children.size > 0) throw new SystemError('ENOTEMPTY', to);
      } else if (existing && node.type === 'directory') throw new SystemError('ENOTDIR', to);
      source.parent.children.delete(source.name);
      target.parent.children.set(target.name, node);
      source.parent.modified = target.parent.modified = options.now();
      changed(source.path);
      changed(target.path);
    },
    link(target, path, owner = 'root') {
      const { parent, name, path: at } = home(path);
      if (parent.children.has(name)) throw new SystemError('EEXIST', path);
      parent.children.set(name, {
        type: 'link',
        target,
        mode: 0o777,
        owner,
        group: owner,
        modified: options.now(),
      });
      changed(at);
    },
    chmod(path, mode) {
      const place = find(path);
      if (place.kind === 'mounted') throw new SystemError('EROFS', path);
      place.node.mode = mode & 0o7777;
    },
    chown(path, owner, group) {
      const place = find(path);
      if (place.kind === 'mounted') throw new SystemError('EROFS', path);
      place.node.owner = owner;
      if (group !== undefined) place.node.group = group;
    },
    touch(path, at) {
      if (!files.exists(path)) put(path, { kind: 'text', text: '' });
      const node = asFile(path);
      if (node) node.modified = at ?? options.now();
    },
    realPath: (path) => find(path).path,
    mount(path, source) {
      const { parent, name } = home(path);
      parent.children.set(name, {
        type: 'mount',
        source,
        mode: 0o555,
        owner: 'root',
        group: 'root',
        modified: options.now(),
      });
    },
    device(path) {
      put(path, { kind: 'text', text: '' }, 'root', 0o666);
      const node = asFile(path);
      if (node) node.discard = true;
    },
    watch(path, listener) {
      const key = normalisePath(path);
      let listeners = watchers.get(key);
      if (!listeners) {
        listeners = new Set();
        watchers.set(key, listeners);
      }
      listeners.add(listener);
      return () => {
        const current = watchers.get(key);
        current?.delete(listener);
        if (current?.size === 0) watchers.delete(key);
      };
    },
  };
  const walkOrNothing = (path: string): Place | undefined => {
    try {
      return walk(path, true);
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
  roots.set(files, root);
  return files;
}

const roots = new WeakMap<FileSystem, Directory>();

/**
 * Makes `path` one directory of several machines, as an NFS export is: what one writes the others see. Watchers hear of changes through
 * their own machine only. Throws SystemError ENOENT for a file system that is a view of another.
 */
export function shareDirectory(machines: readonly FileSystem[], path: string, target = path): void {
  const [first, ...others] = machines;
  if (!first) return;
  if (!first.exists(path)) {
    first.mkdir(path, { recursive: true });
    first.chmod(path, 0o777);
  }
  const nodeAt = (files: FileSystem, at: string): Node | undefined => {
    let node: Node | undefined = roots.get(files);
    for (const part of normalisePath(at).split('/').filter(Boolean))
      node = node?.type === 'directory' ? node.children.get(part) : undefined;
    return node;
  };
  const shared = nodeAt(first, path);
  for (const files of others) {
    files.mkdir(parentPath(target), { recursive: true });
    const parent = nodeAt(files, parentPath(target));
    if (shared?.type !== 'directory' || parent?.type !== 'directory') throw new SystemError('ENOENT', target);
    parent.children.set(baseName(target), shared);
  }
}

/** Order of `ls` in the C locale. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
