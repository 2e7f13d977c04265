import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Wrong arguments or an unreadable file: exit code 2. */
export class UsageError extends Error {}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
