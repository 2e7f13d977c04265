import { type ConsoleShell, isBrokenBefore, parseConsole } from './console.ts';
import { type FenceBlock, splitFences } from './fences.ts';
import { parseFrontMatter } from './front-matter.ts';
import { isCellByOptions, parseInfo } from './info.ts';
import { contentOf, isScriptPart, isSynopsis, looksLikeCommand } from './note-content.ts';
import { fileNamedIn } from './note-files.ts';
import { machinesOf, withHosts } from './note-machines.ts';
import { releaseOfNote } from './note-release.ts';
import { EDITORS, editsOf, prompted, unprompted, withShownContent, zooKeeperLines } from './note-steps.ts';
import { withKeyboardCharacters, withoutEntities, withoutLineNumbers, withVersions } from './note-templates.ts';

/**
 * Course notes: Markdown that nobody wrote for Millrace. Each fence is judged by its content, as its label often lies
 * (`ini` on shell commands) or is missing, and becomes steps: commands with the output shown for them, and edits of files
 * (`vim F` followed by the new content, in the same block or the next one).
 */
export interface Note {
  readonly blocks: readonly NoteBlock[];
  /** Machines that the note names, in order of appearance. */
  readonly machines: readonly NoteMachine[];
  readonly setting: NoteSetting;
}

/** What a note takes for granted beside its machines. */
export interface NoteSetting {
  /** Who types lines without a prompt: the first user that a prompt names. */
  readonly user: string | null;
  /** Users that own files or are logged in as, beside those of prompts. */
  readonly users: readonly string[];
  /** Release of Flink that the note names first; null: none. */
  readonly flink: string | null;
  /** Absolute directories that commands and edits name. */
  readonly directories: readonly string[];
  /** Entry classes that commands name (-c, --class, --job-classname). */
  readonly classes: readonly string[];
  /** Jars that commands run as programs, by file name. */
  readonly jars: readonly string[];
  /** Files that it shows under their names, by file name: their content. */
  readonly files: Readonly<Record<string, string>>;
  /** `host:port` of the first HDFS that it names with a port. */
  readonly nameNode: string | null;
  /** Queues of YARN that commands name, besides `default`. */
  readonly queues: readonly string[];
  /** The largest `-p` of its commands. */
  readonly parallelism: number;
  /** Its commands take savepoints without saying where, and no configuration that it shows says it. */
  readonly savepoints: boolean;
  /** First netcat that the note starts. */
  readonly netcat: { readonly host: string | null; readonly port: number } | null;
  /** Its commands talk to a Kubernetes cluster. */
  readonly kubernetes: boolean;
  /** Its commands compile, package or submit programs. */
  readonly builds: boolean;
}

export interface NoteMachine {
  readonly name: string;
  readonly ip: string | null;
  readonly users: readonly string[];
  /** Other names that the note uses for it. */
  readonly aliases: readonly string[];
}

export interface NoteBlock {
  /** Counts fences from 0. */
  readonly index: number;
  readonly fence: FenceBlock;
  /** `cell`: its info string says so, with options that only cells of lessons have. */
  readonly kind: 'commands' | 'content' | 'output' | 'program' | 'prose' | 'cell';
  /** For `program`. */
  readonly language: 'java' | 'scala' | 'sql' | null;
  readonly steps: readonly NoteStep[];
  /** In words, for reports: why it is what it is. */
  readonly why: string;
}

export type NoteStep = NoteCommand | NoteEdit;

export interface NotePlace {
  readonly host: string | null;
  readonly user: string | null;
  readonly directory: string | null;
  /** 0-based line in the block. */
  readonly line: number;
}
export interface NoteCommand extends NotePlace {
  readonly kind: 'command';
  readonly text: string;
  readonly shell: ConsoleShell;
  readonly expected: readonly string[];
}
export interface NoteEdit extends NotePlace {
  readonly kind: 'edit';
  /** As written: relative to the directory, `~` and variables unexpanded. */
  readonly file: string;
  /** Empty: the note opens the file and does not show what is written there. */
  readonly content: string;
  readonly sudo: boolean;
  /** The note opens it in an editor; false: its text says what the file holds. */
  readonly opened: boolean;
  /** `entries`: set these keys, keep the rest (yaml, properties); `append`: at the end; `replace`: the whole file; `xml`: into the root element. */
  readonly mode: 'entries' | 'append' | 'replace' | 'xml';
}

const WHY: Readonly<Record<string, string>> = {
  log: 'log lines or output only',
  usage: 'the usage text of a command',
  json: 'data shown, nothing to run',
  entries: 'configuration shown, no file named',
  xml: 'configuration shown, no file named',
  hosts: 'configuration shown, no file named',
  names: 'configuration shown, no file named',
};

function whyProse(source: string): string {
  if (/^\s*apiVersion:|^services:\s*$|^\s*#\s*[\w-]+(?:\.[\w-]+)+\s*:/m.test(source)) return WHY.entries!;
  if (/^\s*FROM\s+\S+/m.test(source) && /^\s*(?:RUN|COPY|ADD|ENV|CMD|ENTRYPOINT)\s/m.test(source))
    return 'a Dockerfile shown';
  return 'text, nothing to run';
}

/** A fence and the line of text that introduces it: the last one above it, headings included. */
interface Introduced {
  readonly fence: FenceBlock;
  readonly lead: string;
}

function introduced(text: string): Introduced[] {
  const found: Introduced[] = [];
  let lead = '';
  for (const block of splitFences(parseFrontMatter(text).body)) {
    if (block.kind === 'fence') {
      found.push({ fence: block, lead });
      lead = '';
    } else lead = leadOf(block.raw);
  }
  return found;
}

/** The last two lines of text above a fence; what is further up speaks of something else. */
function leadOf(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:!\[|<!--|-->|[-*_]{3,}$)/.test(line));
  return lines.slice(-2).join('\n');
}

/** Judges every fence of a note. */
export function parseNote(text: string): Note {
  const fences = introduced(text);
  const usesFlink = fences.some(({ fence }) => FLINK_SCRIPT.test(fence.source));
  const blocks: NoteBlock[] = [];
  /** An editor that was opened in an earlier block, its content still to come. */
  let pending: { editor: RegExpExecArray; place: NotePlace; age: number } | null = null;
  for (const [index, { fence, lead }] of fences.entries()) {
    const source = withoutLineNumbers(withoutEntities(fence.source.replace(/\u00a0/g, ' ')));
    const as = (kind: NoteBlock['kind'], why: string, more: Partial<NoteBlock> = {}): NoteBlock => ({
      index,
      fence,
      kind,
      language: null,
      steps: [],
      why,
      ...more,
    });
    const hasPrompt = parseConsole(source).prompted;
    const meaningful = source.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
    const firstIsCommand = meaningful.length > 0 && looksLikeCommand(meaningful[0]!);
    const judged = hasPrompt ? null : contentOf(source);
    // A block that opens with a command is no configuration, whatever follows (`vim F` and the lines to write).
    // `flink run` and a list of its options below it explains the command.
    const explains =
      judged === 'usage' &&
      !meaningful.some((line, i) => /\\\s*$/.test(line) || isBrokenBefore(meaningful[i - 1] ?? '', line));
    const sure = judged === 'exports' || judged === 'java' || judged === 'scala' || judged === 'settings';
    const content = firstIsCommand && !explains && !sure ? null : judged === 'settings' ? 'entries' : judged;
    const language = content === 'java' || content === 'scala' || content === 'sql' ? content : null;
    const named: string | null = usesFlink && content !== null ? fileNamedIn(lead, content, source) : null;
    let block: NoteBlock;
    if (isCellByOptions(parseInfo(fence.info))) block = as('cell', 'a cell of a lesson');
    else if (source.trim() === '') block = as('prose', 'empty');
    else if (source.startsWith('#!') && !pending) block = as('prose', SCRIPT);
    else if (!hasPrompt && !EDITORS.test(meaningful[0]?.trim() ?? '') && isScriptPart(source))
      block = as('prose', 'a part of a script, to be read');
    else if (language) block = as('program', `a ${language} program`, { language });
    else if (pending && !hasPrompt && content !== null && content !== 'log' && content !== 'usage') {
      const edits = editsOf(pending.editor, source.split('\n'), pending.place).filter((edit) => edit.content !== '');
      block = as('content', `new content of ${pending.editor[2]}`, { steps: edits });
      pending = null;
    } else if (named !== null)
      block = as('content', `new content of ${named}, which the text above names`, {
        steps: editsOf(EDITORS.exec(`vim ${named}`)!, source.split('\n'), NOWHERE).map((step) => ({
          ...step,
          opened: false,
        })),
      });
    else if (hasPrompt) {
      const steps = prompted(source);
      block = steps.length > 0 ? as('commands', 'console with prompts', { steps }) : as('prose', FORM_ONLY);
    } else if (content === 'log') block = as('output', WHY[content]!);
    else if (content === 'usage') block = as('output', WHY[content]!);
    else {
      const steps =
        content === null || content === 'exports' ? (zooKeeperLines(source, lead) ?? unprompted(source)) : [];
      const forms = meaningful.filter(isSynopsis).length;
      if (
        steps.length > 0 &&
        (firstIsCommand ||
          steps.every((step) => step.kind === 'command' && step.shell === 'zkcli') ||
          steps.length * 2 >= meaningful.length)
      )
        block = as('commands', 'shell commands', { steps });
      else if (forms > 0 && forms === meaningful.filter(looksLikeCommand).length) block = as('prose', FORM_ONLY);
      else block = as('prose', (content && WHY[content]) ?? whyProse(source));
    }
    blocks.push(block);
    const last = block.steps.at(-1);
    if (last?.kind === 'edit' && last.content === '' && block.kind !== 'content') {
      const editor = EDITORS.exec(`${last.sudo ? 'sudo ' : ''}vim ${last.file}`);
      pending = editor && {
        editor,
        place: { host: last.host, user: last.user, directory: last.directory, line: 0 },
        age: 0,
      };
    } else if (block.kind !== 'prose') pending = null;
    if (pending && ++pending.age > 3) pending = null;
  }
  const machines = machinesOf(blocks);
  const placed = withShownContent(blocks.map((block, index) => withHosts(block, machines, fences[index]!.lead)));
  return { blocks: placed, machines, setting: settingOf(text, placed, machines, shownFiles(placed, fences)) };
}

/** What a block shows that stands under a file's name, whole or behind a path: "`jobmanager-service.yaml`:", "### send.sh". */
const NAMED =
  /^[\s>*+-]*`([\w-][\w.-]*\.(?:ya?ml|properties|sh|conf|cfg|sql|txt|py|xml|json))`(?=[\s:：(（,，])|(?:^|[\s`"'*(/])([\w-][\w.-]*\.(?:ya?ml|properties|sh|conf|cfg|sql|txt|py|xml|json))[`"')]*\s*(?:文件|file)?\s*(?:[(（][^)）]*[)）])?[*\s:：]*$/i;

/** Files whose name goes without saying. */
const BY_CONTENT: readonly (readonly [RegExp, string])[] = [
  [/^services:\s*$[\s\S]*^\s+(?:image|build):/m, 'docker-compose.yml'],
  [/^FROM\s+\S+[\s\S]*^(?:RUN|COPY|ADD|ENV|CMD|ENTRYPOINT)\s/m, 'Dockerfile'],
];

/** The file that the last line above a block speaks of first or last. */
function namedIn(lead: string): string | undefined {
  const found = NAMED.exec(lead.slice(lead.lastIndexOf('\n') + 1)) ?? NAMED.exec(lead);
  return found?.[1] ?? found?.[2];
}

function shownFiles(blocks: readonly NoteBlock[], fences: readonly Introduced[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { fence, kind, index, steps } of blocks) {
    if (kind === 'output') continue;
    const edits = steps.filter((step) => step.kind === 'edit');
    for (const { file, content, mode } of edits) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (content !== '' && mode === 'replace' && !(name in files)) files[name] = `${content}\n`;
    }
    if (edits.length > 0) continue;
    const opening = fence.source.split('\n', 4).join('\n');
    const name =
      namedIn(fences[index]!.lead) ??
      /^#\s*(?:file(?:name)?:?\s*)?([\w-]+\.(?:ya?ml|sh))(?:\s*$|\s+[-—–:：])/im.exec(opening)?.[1] ??
      BY_CONTENT.find(([pattern]) => pattern.test(fence.source))?.[1];
    if (name !== undefined && !(name in files)) files[name] = `${fence.source.replace(/\n+$/, '')}\n`;
  }
  return files;
}

/** The release that a note without a version is taken to mean. */
const STABLE = '1.13.6';
const FORM_ONLY = 'the form of a command, nothing to run';
const SCRIPT = 'a script, to be put into a file';
const NOWHERE: NotePlace = { host: null, user: null, directory: null, line: 0 };
const FLINK_SCRIPT =
  /\b(?:(?:start|stop)-cluster\.sh|(?:jobmanager|taskmanager|standalone-job|yarn-session|historyserver)\.sh)\b|\bflink\s+run\b/;

const LOG_OWNER = /\bflink-([a-z][\w-]*?)-(?:taskexecutor|taskmanager|standalonesession|jobmanager)-\d/;
/** chown hadoop:hadoop, su - hadoop, sudo -u hadoop */
const OWNER = /\b(?:chown\s+(?:-\w+\s+)*|su\s+(?:-\s+)?|sudo\s+-u\s+)([a-z][a-z0-9_-]*)(?=[\s:.]|$)/gm;

/**
 * The HDFS of the first `hdfs://host:port` on a machine of the note, else of any host, in commands before the rest: comments and documentation name
 * hosts of nobody.
 */
function nameNodeOf(text: string, steps: readonly NoteStep[], machines: readonly NoteMachine[]): string | null {
  const typed = steps.map((step) => (step.kind === 'command' ? step.text : '')).join('\n');
  const found = [...`${typed}\n${text}`.matchAll(/hdfs:\/\/(([A-Za-z0-9][\w.-]*):\d+)/g)];
  const own = new Set(['localhost', ...machines.flatMap(({ name, ip, aliases }) => [name, ip, ...aliases])]);
  return (found.find(([, , host]) => own.has(host!)) ?? found[0])?.[1] ?? null;
}

function settingOf(
  text: string,
  blocks: readonly NoteBlock[],
  machines: readonly NoteMachine[],
  files: NoteSetting['files'],
): NoteSetting {
  const steps = blocks.flatMap((block) => block.steps);
  const directories = new Set<string>();
  const classes = new Set<string>();
  let netcat: NoteSetting['netcat'] = null;
  for (const step of steps) {
    const words = step.kind === 'edit' ? step.file : step.text;
    for (const [, path] of words.matchAll(/(?:^|[\s:=])(\/[\w.-]+(?:\/[\w.-]+)*)/g)) {
      for (let at = path!; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) directories.add(at);
    }
    if (step.kind === 'edit') continue;
    // `grep -c RUNNING` counts lines.
    const withoutGrep = step.text.replace(/\\\n/g, ' ').replace(/\b[efz]?grep\s[^|;&\n]*/g, '');
    for (const [, name] of withoutGrep.matchAll(/(?:^|\s)(?:-c|--class|-j|--job-classname)[\s=]+([A-Za-z_][\w.$]*)/g))
      if (/^[A-Z]|\.[A-Z]|^(?:\w+\.){2,}\w+$/.test(name!) && !/\.(?:jar|sh|py|ya?ml|xml|conf)$/.test(name!))
        classes.add(name!);
    const listens = /(?:^|\s)(?:nc|ncat|netcat)\s+(?:-\w+\s+)*-\w*l\w*\s+(?:-\w+\s+)*(\d+)/.exec(step.text);
    if (listens && !netcat) netcat = { host: step.host, port: Number(listens[1]) };
  }
  const typedBy = steps.find((step) => step.user !== null)?.user;
  const shown = blocks.map((block) => block.fence.source).join('\n');
  const flink = releaseOfNote(text, shown, steps);
  return {
    user: typedBy ?? LOG_OWNER.exec(shown)?.[1] ?? null,
    users: [...new Set([...shown.matchAll(OWNER)].map((match) => match[1]!))],
    flink,
    directories: [...directories],
    classes: [...classes],
    jars: programJars(steps),
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, withVersions(content, flink ?? STABLE)]),
    ),
    nameNode: nameNodeOf(text, steps, machines),
    queues: [
      ...new Set(valuesOf(steps, /\s(?:-yqu|-qu|--(?:yarn)?queue|-Dyarn\.application\.queue)[\s=]+([\w.-]+)/g)),
    ].filter((name) => name !== 'default'),
    parallelism: Math.max(
      1,
      ...valuesOf(steps, /\bflink\s+run\b[^|;]*?\s(?:-p|--parallelism)[\s=]+(\d+)/g).map(Number),
    ),
    savepoints:
      !/savepoints\.dir|savepoint-dir/.test(text) &&
      steps.some((step) => step.kind === 'command' && SAVEPOINT_SOMEWHERE.test(withKeyboardCharacters(step.text))),
    netcat,
    builds: steps.some((step) => step.kind === 'command' && BUILDS.test(step.text)),
    kubernetes: steps.some(
      (step) => step.kind === 'command' && /\bkubectl\b|kubernetes-(?:session|application)/.test(step.text),
    ),
  };
}

/** `flink stop JOB`, `flink savepoint JOB`, `flink cancel -s JOB`: the directory is the configuration's. */
const SAVEPOINT_SOMEWHERE =
  /\bflink\s+(?:stop\s(?![^;|&\n]*\s(?:-p|--savepointPath|-h|--help)\b)|(?:cancel\s+(?:-s|--withSavepoint)|savepoint(?!\s+-))\s+\S+[ \t]*(?:$|[;|&#\n]))/m;

/** What a pattern's first group finds in commands. */
const valuesOf = (steps: readonly NoteStep[], pattern: RegExp): string[] =>
  steps.flatMap((step) =>
    step.kind === 'command'
      ? [...withKeyboardCharacters(step.text).replace(/\\\n/g, ' ').matchAll(pattern)].map((match) => match[1]!)
      : [],
  );

/** A program of a note with such a line goes the way that the note shows. */
const BUILDS =
  /\bflink\s+run\b|\bflink\s+run-application\b|\bstandalone-job\.sh\s+start\b|\b(?:mvnw?|sbt|gradlew?|javac|scalac)\s|\bjava\s+-(?:jar|cp|classpath)\b/;

/** Jars that `flink run` and its like name, and those that are put where standalone-job.sh finds its program. */
function programJars(steps: readonly NoteStep[]): string[] {
  const commands = steps.flatMap((step) => (step.kind === 'command' ? [step.text] : []));
  const application = commands.some((text) => /standalone-job\.sh\s+start/.test(text));
  const run = commands.filter(
    (text) =>
      /\bflink\s+(?:run|run-application|info)\b|\bjava\s+-(?:jar|cp|classpath)\b/.test(text) ||
      (application && /\b(?:usr)?lib\/?\s*$/.test(text)),
  );
  return [...new Set(run.flatMap((text) => [...text.matchAll(/([\w.-]+\.jar)(?![\w.])/g)].map((match) => match[1]!)))];
}
