/** kubectl's flags: `-n ns`, `-n=ns`, `--namespace=ns`, `-it`, anywhere among the words. */
export interface Flags {
  readonly words: readonly string[];
  /** What stands after `--`. */
  readonly after: readonly string[];
  has(name: string): boolean;
  /** The last value. */
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** A flag that kubectl does not know, in its words. */
export class FlagError extends Error {}

const SHORT: Readonly<Record<string, string>> = {
  n: 'namespace',
  o: 'output',
  l: 'selector',
  A: 'all-namespaces',
  f: 'filename',
  w: 'watch',
  c: 'container',
  p: 'previous',
  i: 'stdin',
  t: 'tty',
  h: 'help',
  R: 'recursive',
  k: 'kustomize',
};
const BOOLEAN = new Set([
  'all-namespaces',
  'watch',
  'follow',
  'previous',
  'stdin',
  'tty',
  'help',
  'force',
  'all',
  'show-labels',
  'no-headers',
  'ignore-not-found',
  'client',
  'short',
  'recursive',
  'timestamps',
  'wait',
  'now',
  'minify',
  'current',
  'overwrite',
  'rm',
  'detach',
  'raw',
  'record',
  'all-containers',
  'quiet',
]);
const VALUED = new Set([
  'namespace',
  'output',
  'selector',
  'filename',
  'container',
  'kustomize',
  'context',
  'kubeconfig',
  'replicas',
  'tail',
  'since',
  'grace-period',
  'timeout',
  'from-file',
  'from-literal',
  'clusterrole',
  'role',
  'serviceaccount',
  'user',
  'group',
  'image',
  'port',
  'address',
  'type',
  'name',
  'target-port',
  'dry-run',
  'cascade',
  'sort-by',
  'field-selector',
  'for',
  'patch',
  'to-revision',
  'env',
  'restart',
  'labels',
  'verb',
  'resource',
  'tcp',
  'v',
]);

/** `followShort`: what `-f` means to the command (`logs -f` follows, elsewhere it names a file). */
export function parseFlags(args: readonly string[], followShort: boolean): Flags {
  const words: string[] = [];
  let after: readonly string[] = [];
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      after = args.slice(i + 1);
      break;
    }
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (long) {
      const name = long[1]!;
      if (BOOLEAN.has(name)) add(name, long[2] ?? 'true');
      else if (!VALUED.has(name)) throw new FlagError(`unknown flag: --${name}`);
      else if (long[2] !== undefined) add(name, long[2]);
      // `--dry-run` may stand alone.
      else if (name === 'dry-run' || name === 'cascade') add(name, 'client');
      else if (i + 1 < args.length) add(name, args[++i]!);
      else throw new FlagError(`flag needs an argument: --${name}`);
      continue;
    }
    if (!/^-[A-Za-z]/.test(word)) {
      words.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j]!;
      const name = letter === 'f' && followShort ? 'follow' : SHORT[letter];
      if (name === undefined) throw new FlagError(`unknown shorthand flag: '${letter}' in ${word}`);
      if (BOOLEAN.has(name)) {
        add(name, 'true');
        continue;
      }
      const rest = word.slice(j + 1).replace(/^=/, '');
      if (rest !== '') add(name, rest);
      else if (i + 1 < args.length) add(name, args[++i]!);
      else throw new FlagError(`flag needs an argument: '${letter}' in ${word}`);
      break;
    }
  }
  return {
    words,
    after,
    has: (name) => values.has(name) && values.get(name)!.at(-1) !== 'false',
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
  };
}
