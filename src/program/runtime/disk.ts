/** The disk of the process that runs the program, with the failures of java.io and java.nio.file. */
import { utf8 } from '../../platform/encodings.ts';
import { type FileContent, type FileSystem, SystemError } from '../../platform/types.ts';
import { jvm } from '../jvm.ts';
import { Raise } from './raise.ts';

export const disk = (): FileSystem => jvm().ref.files;

/** The path as the machine knows it: relative ones start at the working directory. */
export function absolutePath(path: string): string {
  return path.startsWith('/') ? path : path === '' ? jvm().ref.cwd : `${jvm().ref.cwd.replace(/\/$/, '')}/${path}`;
}

/** What the operating system says of an error, as strerror does. */
const STRERROR: Partial<Record<SystemError['code'], string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  ELOOP: 'Too many levels of symbolic links',
};
const strerror = (error: SystemError): string => STRERROR[error.code] ?? error.code;

const NIO: Partial<Record<SystemError['code'], string>> = {
  ENOENT: 'java.nio.file.NoSuchFileException',
  EEXIST: 'java.nio.file.FileAlreadyExistsException',
  EACCES: 'java.nio.file.AccessDeniedException',
  ENOTEMPTY: 'java.nio.file.DirectoryNotEmptyException',
};

/** Opens as FileInputStream and FileOutputStream do: what goes wrong is a FileNotFoundException. */
export function opening<T>(path: string, use: (files: FileSystem, path: string) => T): T {
  return failing(use, path, (error) => new Raise('java.io.FileNotFoundException', `${path} (${strerror(error)})`));
}
/** Reads and writes of what is open. */
export function transferring<T>(path: string, use: (files: FileSystem, path: string) => T): T {
  return failing(use, path, (error) => new Raise('java.io.IOException', strerror(error)));
}
/** Calls of java.nio.file.Files. */
export function filesCall<T>(path: string, use: (files: FileSystem, path: string) => T): T {
  return failing(use, path, (error) => {
    const type = NIO[error.code];
    return type ? new Raise(type, path) : new Raise('java.nio.file.FileSystemException', `${path}: ${strerror(error)}`);
  });
}
/** Calls of java.io.File, which answer false instead of throwing. */
export function succeeds(path: string, use: (files: FileSystem, path: string) => void): boolean {
  try {
    use(disk(), absolutePath(path));
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

function failing<T>(
  use: (files: FileSystem, path: string) => T,
  path: string,
  toJava: (error: SystemError) => Raise,
): T {
  try {
    return use(disk(), absolutePath(path));
  } catch (error) {
    throw error instanceof SystemError ? toJava(error) : error;
  }
}

export function bytesOf(content: FileContent): Int8Array {
  if (content.kind === 'bytes') return Int8Array.from(content.bytes);
  return Int8Array.from(utf8(content.kind === 'text' ? content.text : ''));
}

/** Adds bytes to a file, which stays a text as long as they are UTF-8. */
export function appendBytes(files: FileSystem, path: string, added: Int8Array): void {
  const bytes = Uint8Array.from(added);
  const content = files.read(path);
  if (content.kind === 'text') {
    const text = textIn(bytes);
    if (text !== null) {
      files.append(path, text);
      return;
    }
  }
  const before = bytesOf(content);
  const all = new Uint8Array(before.length + bytes.length);
  all.set(before);
  all.set(bytes, before.length);
  const text = textIn(all);
  files.write(path, text === null ? { kind: 'bytes', bytes: all } : text);
}
function textIn(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
