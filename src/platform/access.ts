import { parentPath } from './file-tree.ts';
import { type FileStat, type FileSystem, SystemError } from './types.ts';

/**
 * True when `user` may read, write or execute (search) what `stat` describes: owner's, group's or others' bits; the superuser may all but
 * execute a file nobody may.
 */
export function permits(
  stat: Pick<FileStat, 'mode' | 'owner' | 'group' | 'type'>,
  user: string,
  what: 'r' | 'w' | 'x',
  superuser = 'root',
): boolean {
  const bit = what === 'r' ? 4 : what === 'w' ? 2 : 1;
  if (user === superuser) return what !== 'x' || stat.type === 'directory' || (stat.mode & 0o111) !== 0;
  const shift = stat.owner === user ? 6 : stat.group === user ? 3 : 0;
  return ((stat.mode >> shift) & bit) !== 0;
}

/** Files as `user` may use them: others' answer is EACCES; new files belong to the user. HDFS has a superuser of its own. */
export function filesOf(files: FileSystem, user: string, superuser = 'root'): FileSystem {
  if (user === superuser) return files;
  const check = (path: string, what: 'r' | 'w' | 'x', subject = path): void => {
    if (files.exists(path) && !permits(files.stat(path), user, what, superuser))
      throw new SystemError('EACCES', subject);
  };
  const reach = (path: string): void => {
    for (let at = parentPath(path); at !== '/'; at = parentPath(at)) check(at, 'x', path);
  };
  const changeEntry = (path: string): void => {
    reach(path);
    const parent = parentPath(path);
    check(parent, 'w', path);
    // In a sticky directory (/tmp) only the owner may remove or rename.
    if (!files.exists(parent) || (files.stat(parent).mode & 0o1000) === 0) return;
    if (files.exists(path) && files.lstat(path).owner !== user) throw new SystemError('EPERM', path);
  };
  const writeTo = (path: string): void => {
    reach(path);
    if (files.exists(path)) check(path, 'w');
    else check(parentPath(path), 'w', path);
  };
  const owned = (path: string): void => {
    reach(path);
    if (files.stat(path).owner !== user) throw new SystemError('EPERM', path);
  };
  return {
    get full() {
      return files.full;
    },
    set full(value) {
      files.full = value;
    },
    stat(path) {
      reach(path);
      return files.stat(path);
    },
    lstat(path) {
      reach(path);
      return files.lstat(path);
    },
    exists(path) {
      try {
        reach(path);
      } catch {
        return false;
      }
      return files.exists(path);
    },
    read(path) {
      reach(path);
      check(path, 'r');
      return files.read(path);
    },
    readText(path) {
      reach(path);
      check(path, 'r');
      return files.readText(path);
    },
    write(path, content, options = {}) {
      writeTo(path);
      const isNew = !files.exists(path);
      files.write(path, content, isNew ? { owner: user, ...options } : options);
    },
    append(path, text) {
      writeTo(path);
      if (files.exists(path)) files.append(path, text);
      else files.write(path, text, { owner: user });
    },
    list(path) {
      reach(path);
      check(path, 'r');
      return files.list(path);
    },
    mkdir(path, options = {}) {
      if (!files.exists(path)) {
        let parent = parentPath(path);
        while (!files.exists(parent)) parent = parentPath(parent);
        check(parent, 'w', path);
      }
      files.mkdir(path, { owner: user, ...options });
    },
    remove(path, options) {
      changeEntry(path);
      files.remove(path, options);
    },
    rename(from, to) {
      changeEntry(from);
      changeEntry(to);
      files.rename(from, to);
    },
    link(target, path) {
      changeEntry(path);
      files.link(target, path, user);
    },
    touch(path, at) {
      writeTo(path);
      if (files.exists(path)) files.touch(path, at);
      else files.write(path, '', { owner: user });
    },
    device: files.device,
    chmod(path, mode) {
      owned(path);
      files.chmod(path, mode);
    },
    chown(path, owner, group) {
      if (owner !== user) throw new SystemError('EPERM', path);
      owned(path);
      files.chown(path, owner, group);
    },
    realPath(path) {
      reach(path);
      return files.realPath(path);
    },
    mount: files.mount,
    watch: files.watch,
  };
}

/** Files whose new ones lack the rights of a umask. */
export function masked(files: FileSystem, umask: number): FileSystem {
  if (umask === 0o022) return files;
  const fresh = { mode: 0o666 & ~umask };
  const own: Partial<FileSystem> = {
    write: (path, content, options = {}) =>
      files.write(path, content, files.exists(path) ? options : { ...fresh, ...options }),
    append(path, text) {
      if (files.exists(path)) files.append(path, text);
      else files.write(path, text, fresh);
    },
    mkdir(path, options) {
      const isNew = !files.exists(path);
      files.mkdir(path, options);
      if (isNew) files.chmod(path, 0o777 & ~umask);
    },
    touch(path, at) {
      if (!files.exists(path)) files.write(path, '', fresh);
      files.touch(path, at);
    },
  };
  return Object.assign(Object.create(files) as FileSystem, own);
}
