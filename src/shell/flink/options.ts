/** Options of one action of bin/flink, as commons-cli's DefaultParser reads them. */
export interface CliOptions {
  /** By short name; flags hold ''. */
  readonly values: ReadonlyMap<string, string>;
  readonly properties: Readonly<Record<string, string>>;
  /** Of `-yD`, which is the YARN command line's own. */
  readonly yarnProperties: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** short name -> long name; a `:` after the short name takes an argument, `?` may take one. */
type Declared = readonly (readonly [short: string, long: string, argument: 'none' | 'one' | 'optional'])[];

const COMMON: Declared = [
  ['h', 'help', 'none'],
  ['v', 'verbose', 'none'],
  ['m', 'jobmanager', 'one'],
  ['t', 'target', 'one'],
  ['e', 'executor', 'one'],
  ['z', 'zookeeperNamespace', 'one'],
  ['yid', 'yarnapplicationId', 'one'],
];
const YARN: Declared = [
  ['yjm', 'yarnjobManagerMemory', 'one'],
  ['ytm', 'yarntaskManagerMemory', 'one'],
  ['ynm', 'yarnname', 'one'],
  ['ys', 'yarnslots', 'one'],
  ['yqu', 'yarnqueue', 'one'],
  ['yat', 'yarnapplicationType', 'one'],
  ['ynl', 'yarnnodeLabel', 'one'],
  ['yt', 'yarnship', 'one'],
  ['yj', 'yarnjar', 'one'],
  ['yz', 'yarnzookeeperNamespace', 'one'],
  ['yd', 'yarndetached', 'none'],
  ['yh', 'yarnhelp', 'none'],
  ['yq', 'yarnquery', 'none'],
];
const PROGRAM: Declared = [
  ['c', 'class', 'one'],
  ['C', 'classpath', 'one'],
  ['d', 'detached', 'none'],
  ['n', 'allowNonRestoredState', 'none'],
  ['p', 'parallelism', 'one'],
  ['py', 'python', 'one'],
  ['pyarch', 'pyArchives', 'one'],
  ['pyexec', 'pyExecutable', 'one'],
  ['pyfs', 'pyFiles', 'one'],
  ['pym', 'pyModule', 'one'],
  ['pyreq', 'pyRequirements', 'one'],
  ['s', 'fromSavepoint', 'one'],
  ['sae', 'shutdownOnAttachedExit', 'none'],
];

/** Of yarn-session.sh. */
const YARN_SESSION: Declared = [
  ['h', 'help', 'none'],
  ['q', 'query', 'none'],
  ['d', 'detached', 'none'],
  ['yd', 'yarndetached', 'none'],
  ['id', 'applicationId', 'one'],
  ['jm', 'jobManagerMemory', 'one'],
  ['tm', 'taskManagerMemory', 'one'],
  ['s', 'slots', 'one'],
  ['nm', 'name', 'one'],
  ['qu', 'queue', 'one'],
  ['at', 'applicationType', 'one'],
  ['nl', 'nodeLabel', 'one'],
  ['t', 'ship', 'one'],
  ['j', 'jar', 'one'],
  ['m', 'jobmanager', 'one'],
  ['z', 'zookeeperNamespace', 'one'],
];

/** Of standalone-job.sh (StandaloneApplicationClusterConfigurationParserFactory). */
const STANDALONE_JOB: Declared = [
  ['c', 'configDir', 'one'],
  ['h', 'host', 'one'],
  ['j', 'job-classname', 'one'],
  ['jid', 'job-id', 'one'],
  ['n', 'allowNonRestoredState', 'none'],
  ['r', 'webui-port', 'one'],
  ['s', 'fromSavepoint', 'one'],
];

/** Of releases up to 1.9, which took a number of TaskManagers. */
const LEGACY: Declared = [
  ['yn', 'yarncontainer', 'one'],
  ['yst', 'yarnstreaming', 'none'],
  ['q', 'sysoutLogging', 'none'],
];
const LEGACY_YARN_SESSION: Declared = [
  ['n', 'container', 'one'],
  ['st', 'streaming', 'none'],
];

const ACTIONS: Readonly<Record<string, Declared>> = {
  run: [...COMMON, ...YARN, ...PROGRAM],
  'run-application': [...COMMON, ...YARN, ...PROGRAM],
  info: [...COMMON, ['c', 'class', 'one'], ['p', 'parallelism', 'one']],
  list: [...COMMON, ...YARN, ['a', 'all', 'none'], ['r', 'running', 'none'], ['s', 'scheduled', 'none']],
  stop: [...COMMON, ...YARN, ['d', 'drain', 'none'], ['p', 'savepointPath', 'optional']],
  cancel: [...COMMON, ...YARN, ['s', 'withSavepoint', 'optional']],
  savepoint: [...COMMON, ...YARN, ['d', 'dispose', 'one'], ['j', 'jarfile', 'one']],
};

/** What commons-cli throws, in its words. */
export class CliArgsError extends Error {}

/** Scripts besides bin/flink. */
const SCRIPTS: Readonly<Record<string, Declared>> = { 'yarn-session': YARN_SESSION, 'standalone-job': STANDALONE_JOB };

/**
 * Reads options up to the first argument that is none (`run`, `info`, yarn-session.sh, standalone-job.sh) or among arguments (the others). `legacy`: as releases up
 * to 1.9 know them. Throws {@link CliArgsError}.
 */
export function parseCliOptions(action: string, words: readonly string[], legacy = false): CliOptions {
  const script = SCRIPTS[action];
  const declared = [
    ...(script ?? ACTIONS[action] ?? COMMON),
    ...(legacy ? (action === 'yarn-session' ? LEGACY_YARN_SESSION : LEGACY) : []),
  ];
  const stopAtFirst = script !== undefined || action === 'run' || action === 'run-application' || action === 'info';
  const values = new Map<string, string>();
  const properties: Record<string, string> = {};
  const yarnProperties: Record<string, string> = {};
  const args: string[] = [];
  /** Is a word one of the options, so that it is no argument of the one before it? */
  const isOption = (word: string): boolean =>
    /^-y?D/.test(word) || declared.some(([short, long]) => word === `-${short}` || word === `--${long}`);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const take = (short: string, argument: 'one' | 'optional'): string => {
      const next = words[i + 1];
      if (next !== undefined && !isOption(next)) return words[++i]!;
      if (argument === 'one') throw new CliArgsError(`Missing argument for option: ${short}`);
      return '';
    };
    const property = /^-(y?)D(.*)$/s.exec(word);
    if (property) {
      const text = property[2] === '' ? take(`${property[1]}D`, 'one') : property[2]!;
      const at = text.indexOf('=');
      const to = property[1] === 'y' ? yarnProperties : properties;
      to[at < 0 ? text : text.slice(0, at)] = at < 0 ? 'true' : text.slice(at + 1);
      continue;
    }
    const [name, inline] = /^--?([^=]+)(?:=(.*))?$/.exec(word)?.slice(1) ?? [];
    const option =
      word.startsWith('-') && name !== undefined
        ? declared.find(([short, long]) => (word.startsWith('--') ? long === name : short === name || long === name))
        : undefined;
    if (option) {
      const [short, , argument] = option;
      values.set(short, argument === 'none' ? '' : (inline ?? take(short, argument)));
      continue;
    }
    const rest = /^-[^-\d]/.test(word) ? letters(word, declared, values, take) : word;
    if (rest === '') continue;
    if (stopAtFirst) {
      args.push(rest, ...words.slice(i + 1));
      break;
    }
    if (/^-(?!\d*\.?\d+$)./.test(word)) throw new CliArgsError(`Unrecognized option: ${word}`);
    args.push(word);
  }
  return { values, properties, yarnProperties, args };
}

/** `-p2`, `-dn`: options of one letter in one word, the last one's argument behind it. What is left from the first letter that is none. */
function letters(
  word: string,
  declared: Declared,
  values: Map<string, string>,
  take: (short: string, argument: 'one' | 'optional') => string,
): string {
  for (let i = 1; i < word.length; i++) {
    const option = declared.find(([short]) => short === word[i]);
    if (!option) return i === 1 ? word : word.slice(i);
    const [short, , argument] = option;
    const behind = word.slice(i + 1);
    if (argument === 'none') values.set(short, '');
    else {
      values.set(short, behind === '' ? take(short, argument) : behind);
      return '';
    }
  }
  return '';
}
