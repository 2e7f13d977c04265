/** docker's flags. */
export interface DockerFlags {
  readonly rest: readonly string[];
  has(name: string): boolean;
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

export class DockerUsageError extends Error {}

const SHORT: Readonly<Record<string, string>> = {
  d: 'detach',
  i: 'interactive',
  t: 'tty',
  a: 'all',
  q: 'quiet',
  f: 'force',
  e: 'env',
  p: 'publish',
  v: 'volume',
  w: 'workdir',
  u: 'user',
  h: 'hostname',
  m: 'memory',
  n: 'tail',
  l: 'latest',
};
const BOOLEAN = new Set([
  'detach',
  'interactive',
  'tty',
  'all',
  'quiet',
  'force',
  'rm',
  'follow',
  'no-trunc',
  'privileged',
  'init',
  'latest',
  'no-cache',
  'pull',
  'volumes',
  'timestamps',
  'read-only',
]);
const VALUED = new Set([
  'env',
  'env-file',
  'publish',
  'volume',
  'workdir',
  'user',
  'hostname',
  'memory',
  'tail',
  'name',
  'network',
  'network-alias',
  'restart',
  'entrypoint',
  'filter',
  'format',
  'tag',
  'file',
  'time',
  'cpus',
  'driver',
  'subnet',
  'label',
  'link',
  'mount',
  'since',
  'build-arg',
  'signal',
  'shm-size',
  'platform',
  'add-host',
  'expose',
  'gateway',
  'log-opt',
]);

/**
 * `strict`: flags end at the first word that is none (run, exec). `followShort`: `-f` follows (logs). `building`: `-t` is a tag and `-f` a file.
 * Throws {@link DockerUsageError}.
 */
export function parseDockerFlags(
  args: readonly string[],
  strict: boolean,
  followShort = false,
  building = false,
): DockerFlags {
  const rest: string[] = [];
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (long) {
      const name = long[1] === 'net' ? 'network' : long[1]!;
      // `docker build --pull`, `docker network rm` … have flags without values; the rest take one.
      if (BOOLEAN.has(name)) add(name, long[2] ?? 'true');
      else if (!VALUED.has(name)) throw new DockerUsageError(`unknown flag: --${long[1]}`);
      else add(name, long[2] ?? args[++i] ?? '');
      continue;
    }
    if (!/^-[A-Za-z]/.test(word)) {
      if (strict) {
        rest.push(...args.slice(i));
        break;
      }
      rest.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j]!;
      const name =
        building && letter === 't'
          ? 'tag'
          : building && letter === 'f'
            ? 'file'
            : followShort && letter === 'f'
              ? 'follow'
              : SHORT[letter];
      if (name === undefined) throw new DockerUsageError(`unknown shorthand flag: '${letter}' in ${word}`);
      if (BOOLEAN.has(name)) {
        add(name, 'true');
        continue;
      }
      const inline = word.slice(j + 1).replace(/^=/, '');
      add(name, inline === '' ? (args[++i] ?? '') : inline);
      break;
    }
  }
  return {
    rest,
    has: (name) => values.has(name) && values.get(name)!.at(-1) !== 'false',
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
  };
}
