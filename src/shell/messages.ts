import { SystemError } from '../platform/types.ts';

/** strerror of Linux. */
const TEXTS: Readonly<Record<SystemError['code'], string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EACCES: 'Permission denied',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  ELOOP: 'Too many levels of symbolic links',
  EADDRINUSE: 'Address already in use',
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ENOTFOUND: 'Name or service not known',
  ETIMEDOUT: 'Connection timed out',
  ECONNRESET: 'Connection reset by peer',
  EPIPE: 'Broken pipe',
  EINVAL: 'Invalid argument',
  EPERM: 'Operation not permitted',
};

export function errorText(error: SystemError): string {
  return TEXTS[error.code];
}

/** Runs `action`; a SystemError goes to `complain` with its text and gives null. */
export function attempt<T>(action: () => T, complain: (text: string) => void): T | null {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    complain(errorText(error));
    return null;
  }
}
