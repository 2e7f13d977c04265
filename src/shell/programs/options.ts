import type { Call } from '../host.ts';

export interface Options {
  /** Letters (and long names) given. */
  readonly flags: ReadonlySet<string>;
  /** Last value per letter or long name. */
  readonly values: ReadonlyMap<string, string>;
  /** All values, in order, of options that may repeat. */
  readonly all: readonly (readonly [string, string])[];
  readonly rest: readonly string[];
}

/** An option that the program does not know. */
export class UsageError extends Error {}

/** `--version` of a program that has no such option of its own. */
class VersionAsked extends Error {}

/** What CentOS 7 has of GNU's packages, by the program. */
const PACKAGES: Readonly<Record<string, string>> = {
  grep: 'GNU grep) 2.20',
  egrep: 'GNU grep) 2.20',
  sed: 'GNU sed) 4.2.2',
  tar: 'GNU tar) 1.26',
  find: 'GNU findutils) 4.5.11',
  xargs: 'GNU findutils) 4.5.11',
  diff: 'GNU diffutils) 3.3',
};

/**
 * getopt_long: `short` as in `ab:c` (a colon: takes a value), `long` maps names to letters (`{ 'recursive': 'r' }`). Options and operands may
 * be mixed unless `strict`. Throws {@link UsageError} with GNU's words.
 */
export function parseOptions(
  args: readonly string[],
  short: string,
  long: Readonly<Record<string, string>> = {},
  strict = false,
): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const all: [string, string][] = [];
  const rest: string[] = [];
  const takesValue = (letter: string): boolean => short.charAt(short.indexOf(letter) + 1) === ':';
  const set = (letter: string, value: string | null): void => {
    if (value === null) flags.add(letter);
    else {
      values.set(letter, value);
      all.push([letter, value]);
    }
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name, ...valued] = arg.slice(2).split('=');
      const letter =
        long[name!] ??
        Object.entries(long).find(([full]) => full.startsWith(name!))?.[1] ??
        (short.includes(name!) ? name! : undefined);
      if (letter === undefined && arg === '--version') throw new VersionAsked();
      if (letter === undefined) throw new UsageError(`unrecognized option '${arg}'`);
      if (!takesValue(letter)) set(letter, null);
      else if (valued.length > 0) set(letter, valued.join('='));
      else if (i + 1 < args.length) set(letter, args[++i]!);
      else throw new UsageError(`option '${arg}' requires an argument`);
    } else if (/^-./.test(arg)) {
      for (let j = 1; j < arg.length; j++) {
        const letter = arg[j]!;
        if (letter === ':' || !short.includes(letter)) throw new UsageError(`invalid option -- '${letter}'`);
        if (!takesValue(letter)) {
          set(letter, null);
          continue;
        }
        if (j + 1 < arg.length) set(letter, arg.slice(j + 1));
        else if (i + 1 < args.length) set(letter, args[++i]!);
        else throw new UsageError(`option requires an argument -- '${letter}'`);
        break;
      }
    } else {
      rest.push(arg);
      if (strict) {
        rest.push(...args.slice(i + 1));
        break;
      }
    }
  }
  return { flags, values, all, rest };
}

/** Runs `body` and answers unknown options as GNU's programs do, with status 1 (or `status`). */
export function withUsage(call: Call, body: () => Options, status = 1): Options | number {
  try {
    return body();
  } catch (error) {
    if (error instanceof VersionAsked) {
      call.print(`${call.name} (${PACKAGES[call.name] ?? 'GNU coreutils) 8.22'}\n`);
      return 0;
    }
    if (!(error instanceof UsageError)) throw error;
    call.complain(error.message);
    call.stderr.write(`Try '${call.name} --help' for more information.\n`);
    return status;
  }
}
