import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Wrong arguments or an unreadable file: exit code 2. */
export class UsageError extends Error {}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

/** What a user reads when a file or folder could not be `read` or `written`: the system's error in words. */
export function fileError(place: string, done: 'read' | 'written', error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new UsageError(`${place} cannot be ${done}: ${PROBLEMS[code] ?? messageOf(error)}`);
}

/** A command's options and the rest of its arguments. Throws a {@link UsageError} for what it does not know. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(messageOf(error).split('\n')[0]!);
  }
}
