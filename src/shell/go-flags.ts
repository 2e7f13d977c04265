/** The flags of one command line as spf13/pflag reads them: `-n ns`, `-n=ns`, `--namespace=ns`, `-it`. */
export interface GoFlags {
  readonly words: readonly string[];
  /** What stands after `--`. */
  readonly after: readonly string[];
  /** Given, and not as `--flag=false`. */
  has(name: string): boolean;
  /** The last value. */
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** A flag that the command does not know or that lacks its value, in pflag's words. */
export class GoFlagError extends Error {}

export interface GoFlagTable {
  /** Long names by letter. */
  readonly short: Readonly<Record<string, string>>;
  /** Flags that stand without a value. */
  readonly switches: ReadonlySet<string>;
  /** Flags that take one. */
  readonly valued: ReadonlySet<string>;
  /** What flags that may stand alone (`NoOptDefVal`) then mean. */
  readonly standsFor?: Readonly<Record<string, string>>;
}

/**
 * Reads flags among `args`. `interspersed` false (docker run, docker exec): they end at the first word that is none. Throws {@link GoFlagError}.
 */
export function parseGoFlags(args: readonly string[], table: GoFlagTable, interspersed = true): GoFlags {
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
    const next = (missing: string): string => {
      if (i + 1 >= args.length) throw new GoFlagError(`flag needs an argument: ${missing}`);
      return args[++i]!;
    };
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (long) {
      const name = long[1]!;
      if (table.switches.has(name)) add(name, long[2] ?? 'true');
      else if (!table.valued.has(name)) throw new GoFlagError(`unknown flag: --${name}`);
      else add(name, long[2] ?? table.standsFor?.[name] ?? next(`--${name}`));
      continue;
    }
    if (!/^-[A-Za-z]/.test(word)) {
      words.push(word);
      if (interspersed) continue;
      words.push(...args.slice(i + 1));
      break;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j]!;
      const name = table.short[letter];
      if (name === undefined) throw new GoFlagError(`unknown shorthand flag: '${letter}' in ${word}`);
      if (table.switches.has(name)) {
        add(name, 'true');
        continue;
      }
      const rest = word.slice(j + 1).replace(/^=/, '');
      add(name, rest !== '' ? rest : next(`'${letter}' in ${word}`));
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
