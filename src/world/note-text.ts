import { ABBREVIATED } from '../lesson/abbreviations.ts';
import { withKeyboardCharacters, withVersions } from '../lesson/note-templates.ts';
import { baseName, parentPath, resolvePath } from '../platform/file-tree.ts';
import type { ShellSession } from '../shell/session.ts';
import { SOME_JAR } from './note-jar.ts';
import { type NoteMemory, PATTERNS, type Printed } from './note-memory.ts';

/** A command of a note as a person would type it. */
export interface Typed {
  readonly text: string;
  /** Placeholders that nothing printed so far stands for. */
  readonly open: readonly string[];
  /** Names of the note that mean others here, in words. */
  readonly meant: readonly string[];
}

/** A jar that the note leaves to its reader. */
const JAR_WORDS =
  /<[^<>\n|]*\bjar(?:[-_ ]?(?:file|path))?\b[^<>\n|]*>|<[^<>\n|]*(?:jar|JAR)(?:File|Path|包)[^<>\n|]*>|(?<=\s)[^\s'"#|;&<>]*[\u3400-\u9fff]*(?:jar|JAR|Jar)包[^\s'"#|;&<>]*/g;

const CJK_WORD = /(?<=\s)[^\s'"#$|;&<>]*[\u3400-\u9fff][^\s'"#|;&<>]*/g;

/**
 * What a person would type where the note has a placeholder, an id of its author's cluster, an en-dash for a hyphen, a verb that a word processor
 * capitalised, a version that its web site fills in.
 */
export function typed(text: string, memory: NoteMemory): Typed {
  const meant: string[] = [];
  // A comment between the lines of one command is for the reader.
  let line = withKeyboardCharacters(text.replace(/(?<=\\\n)(?:[ \t]*#[^\n]*\n)+/g, '')).replace(
    /^(Vim?|Chown|Chmod|Cd|Scp|Ssh|Tar|Nc|Export|Source)\b/,
    (word) => word.toLowerCase(),
  );
  line = withVersions(line, memory.setup.flink);
  const { job, application, savepoint } = memory.printed;
  if (job.last !== null)
    line = line.replace(
      /<\s*job_?-?\s?id\s*>|\$\{?job_?id\}?|(?<=\s)(?:(?:flink|your)?[-_]?job[-_]?id|<id>)(?=\s|$)/gi,
      job.last,
    );
  if (application.last !== null)
    line = line.replace(
      /application_X+_[XY]+|<\s*(?:yarn[-_ ]?)?app(?:lication)?[-_ ]?id\s*>|\$\{?app(?:lication)?_?id\}?(?!\w)|(?<=\s)(?:app(?:lica\w*)?[-_]?id)(?=\s|$)/gi,
      application.last,
    );
  if (application.last !== null)
    line = line.replace(
      /\b(container|appattempt)_(?:e\d+_)?(?:[Xx]+_[XxYy]+|<[^<>\s]*>)_(\d+(?:_\d+)?)\b/g,
      `$1${application.last.slice('application'.length)}_$2`,
    );
  if (savepoint.last !== null)
    line = line.replace(
      /(?:hdfs|file):\/\/\S*\.\.\.(?=\s|$)|<\s*save_?-?\s?point_?-?\s?(?:path|dir(?:ectory)?)\s*>/gi,
      savepoint.last,
    );
  line = withOwnNames(line, memory, meant);
  if (job.last !== null) line = withJob(line, job.last, meant);
  line = line.replace(JAR_WORDS, (written) => {
    const jar = memory.program?.jar ?? SOME_JAR;
    meant.push(`${written} is ${jar} here`);
    return jar;
  });
  // `<jobmanager|taskmanager>`: one of them, the first.
  line = line.replace(/<([\w-]+)(?:\s*\|\s*[\w-]+)+>/g, (choice, first: string) => {
    meant.push(`${choice} is ${first} here`);
    return first;
  });
  line = chosen(line, memory, meant);
  if (memory.clusterId !== null) line = line.replace(/<\s*(?:flink-?)?cluster[-_ ]?id\s*>/gi, memory.clusterId);
  // What is left between angle brackets would be a redirection.
  const open: string[] = [];
  line = line.replace(/<\s*([A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff .:-]*?)\s*>(?!\w)/g, (whole, words: string) => {
    open.push(whole);
    return words.replace(/\s+/g, '-');
  });
  if (open.length === 0) open.push(...(line.replace(/(^|\s)#.*$/gm, '').match(CJK_WORD) ?? []));
  return { text: line, open, meant };
}

/** What its reader chooses freely: a cluster's name, the image of Flink, a parallelism. */
function chosen(line: string, memory: NoteMemory, meant: string[]): string {
  const choices: readonly (readonly [RegExp, string])[] = [
    [/(?<=kubernetes\.cluster-id=)<[^<>]*>/g, memory.clusterId ?? 'my-flink-cluster'],
    [/(?<=\s(?:-p|--parallelism)\s+)<[^<>]*>/g, '2'],
    [/(?<=kubernetes\.container\.image=)<[^<>]*>/g, `flink:${memory.setup.flink}`],
  ];
  return choices.reduce(
    (text, [placeholder, choice]) =>
      text.replace(placeholder, (written) => {
        meant.push(`${written} is ${choice} here`);
        return choice;
      }),
    line,
  );
}

/** `flink cancel abc123`: what stands where a job's id belongs means the job, however its author made it up. */
function withJob(line: string, job: string, meant: string[]): string {
  return line.replace(/\bflink\s+(?:cancel|stop|savepoint)\s(?:\\\n|[^;|&\n#])*/g, (command) => {
    if (/[0-9a-f]{32}|\s(?:-d|--dispose|-h|--help)(?=\s|$)/.test(command)) return command;
    const words = [...command.matchAll(/\S+/g)];
    const operands = words.filter(
      ([word], i) => i > 1 && /^[A-Za-z\d][\w-]{2,}$/.test(word) && !OF_JOB_OPTIONS.test(words[i - 1]![0]),
    );
    // The directory comes behind the job in `savepoint`, before it elsewhere.
    const named = words[1]![0] === 'savepoint' ? operands[0] : operands.at(-1);
    if (named === undefined) return command;
    meant.push(`job ${named[0]} of the note is ${job} here`);
    return `${command.slice(0, named.index)}${job}${command.slice(named.index + named[0].length)}`;
  });
}
/** Options of those commands that take a value. */
const OF_JOB_OPTIONS = /^(?:-m|-t|-yid|-z|-yz|--jobmanager|--target|--yarnapplicationId|--zookeeperNamespace)$/;

/** A text in which ids of the cluster of the note's author are those of this one; says so in `meant`. */
export function withOwnNames(text: string, memory: NoteMemory, meant: string[]): string {
  const { savepoint } = memory.printed;
  const restored = [...savepoint.ofNote].filter(([path]) => CHECKPOINT.test(path));
  const line = restored.reduce((all, [theirs, ours]) => {
    if (!all.includes(theirs)) return all;
    meant.push(`checkpoint ${theirs} of the note is ${ours} here`);
    return all.replaceAll(theirs, ours);
  }, text);
  return (['job', 'application', 'savepoint'] as const).reduce((all, kind) => renamed(all, kind, memory, meant), line);
}

/** A checkpoint that was kept, as `flink run -s` takes it. */
export const CHECKPOINT = /\/chk-\d+(?:\/_metadata)?\/?$/;

/** Commands whose arguments are ids: elsewhere `1381234****` is a text. */
const OF_CLUSTERS = /\bflink\b|\byarn\b|\/jobs\//;

const WORDS: Readonly<Record<Printed, string>> = { job: 'job', application: 'application', savepoint: 'savepoint' };

/** Ids of the cluster of the note's author stand for those of this one: the one shown in the same place, else the last. */
function renamed(line: string, kind: Printed, memory: NoteMemory, meant: string[]): string {
  const names = memory.printed[kind];
  const own = (name: string): string => {
    if (names.known.has(name)) return name;
    const ours = names.ofNote.get(name) ?? names.last;
    if (ours === null) return name;
    meant.push(`${WORDS[kind]} ${name} of the note is ${ours} here`);
    return ours;
  };
  const whole = line.replace(PATTERNS[kind], own);
  return OF_CLUSTERS.test(line) ? whole.replace(ABBREVIATED[kind], own) : whole;
}

const LOG_FILE =
  /[\w./~-]*flink-[\w.-]+?-(standalonesession|standalonejob|taskexecutor|historyserver|zookeeper|client|sql-client)-[\w.-]+\.(?:log|out)(?:\.\d+)?(?![\w.*-])/g;

/** Log files carry the user, the number and the host of the note's author: the newest of the same daemon in the same directory is meant. */
export function withOwnLogs(line: Typed, { machine, cwd }: ShellSession): Typed {
  const meant = [...line.meant];
  const text = line.text.replace(LOG_FILE, (written, daemon: string) => {
    const path = resolvePath(cwd, written);
    const directory = parentPath(path);
    const { files } = machine;
    if (written.startsWith('~') || files.exists(path) || !files.exists(directory)) return written;
    const ending = /\.(?:log|out)(?:\.\d+)?$/.exec(written)![0];
    const [own] = files
      .list(directory)
      .filter((name) => name.startsWith('flink-') && name.includes(`-${daemon}-`) && name.endsWith(ending))
      .sort((a, b) => files.stat(`${directory}/${b}`).modified - files.stat(`${directory}/${a}`).modified);
    if (own === undefined) return written;
    meant.push(`${baseName(path)} of the note is ${own} here`);
    return written.replace(baseName(path), own);
  });
  return { ...line, text, meant };
}

/** A file that is copied from a Windows machine to one of the note's. */
export interface Upload {
  readonly file: string;
  readonly user: string | null;
  readonly host: string;
  readonly path: string;
}

/** `scp -i "D:\\key" "E:\\flink-1.13.0.tgz" root@node1:/opt`, typed on Windows; null: another command. */
export function uploadFromWindows(text: string): Upload | null {
  if (!/^(?:sudo\s+)?p?scp\s/.test(text)) return null;
  const words = (text.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/"/g, ''));
  const options = new Set(words.flatMap((word, i) => (/^-[iPFl]$/.test(word) ? [i + 1] : [])));
  const file = words.find((word, i) => /^[A-Za-z]:[\\/]/.test(word) && !options.has(i))?.replace(/^.*[\\/]/, '');
  const target = /^(?:([\w-]+)@)?([\w.-]{2,}):(.*)$/.exec(words.at(-1) ?? '');
  return file === undefined || file === '' || !target
    ? null
    : { file, user: target[1] ?? null, host: target[2]!, path: target[3]! };
}
