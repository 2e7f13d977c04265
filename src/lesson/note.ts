import { parseConsole } from './console.ts';
import { type FenceBlock, splitFences } from './fences.ts';
import { parseFrontMatter } from './front-matter.ts';

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
  /** Release of Flink that the note names first; null: none. */
  readonly flink: string | null;
  /** Absolute directories that commands and edits name. */
  readonly directories: readonly string[];
  /** Entry classes that commands name (-c, --class, --job-classname). */
  readonly classes: readonly string[];
  /** First netcat that the note starts. */
  readonly netcat: { readonly host: string | null; readonly port: number } | null;
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
  readonly kind: 'commands' | 'content' | 'output' | 'program' | 'prose';
  /** For `program`. */
  readonly language: 'java' | 'scala' | 'sql' | null;
  readonly steps: readonly NoteStep[];
  /** In words, for reports: why it is what it is. */
  readonly why: string;
}

export type NoteStep = NoteCommand | NoteEdit;

interface NotePlace {
  readonly host: string | null;
  readonly user: string | null;
  readonly directory: string | null;
  /** 0-based line in the block. */
  readonly line: number;
}
export interface NoteCommand extends NotePlace {
  readonly kind: 'command';
  readonly text: string;
  readonly shell: 'bash' | 'sql' | 'zkcli' | 'scala' | 'mysql';
  readonly expected: readonly string[];
}
export interface NoteEdit extends NotePlace {
  readonly kind: 'edit';
  /** As written: relative to the directory, `~` and variables unexpanded. */
  readonly file: string;
  /** Empty: the note opens the file and does not show what is written there. */
  readonly content: string;
  readonly sudo: boolean;
  /** `entries`: set these keys, keep the rest (yaml, properties); `append`: at the end; `replace`: the whole file; `xml`: into the root element. */
  readonly mode: 'entries' | 'append' | 'replace' | 'xml';
}

/** Words that begin a command in course notes, beside paths and scripts. */
const COMMANDS = new Set(
  (
    'alias apt apt-get awk base64 bash basename cat cd chgrp chkconfig chmod chown clear cp crontab curl cut date df diff dirname docker docker-compose du echo env exit export ' +
    'false file find firewall-cmd flink for free getconf git grep groupadd gunzip gzip hadoop hadoop-daemon.sh hbase hdfs head history hive host hostname hostnamectl id if ifconfig ip java javac jar jobs jps jpsall ' +
    'kafka-topics.sh kill killall kubectl less ll ln ls lsof md5sum minikube mkdir more mount mv mvn mysql nano nc ncat netstat nohup passwd pgrep ping pkill printf ps pwd python python3 read reboot rm rmdir rpm rsync rz scala scp sed seq service set setenforce sh ' +
    'sleep sort source sql-client.sh ss ssh ssh-copy-id ssh-keygen start-all.sh start-cluster.sh start-dfs.sh start-zookeeper-quorum.sh historyserver.sh jobmanager.sh taskmanager.sh standalone-job.sh hadoop-daemons.sh zookeeper-daemon.sh sqlline.py kubectl systemctl rpm start-yarn.sh stat stop-all.sh stop-cluster.sh stop-dfs.sh stop-yarn.sh su sudo sysctl systemctl sz tail tar tee telnet test time top touch tr true type ' +
    'shutdown reboot ulimit umask uname uniq unset unzip uptime useradd vi vim watch wc wget which while whoami xargs xcall xsync yarn yarn-session.sh yes yum zip zkCli.sh zkServer.sh zookeeper-daemons.sh'
  ).split(' '),
);

const EDITORS = /^(sudo\s+)?(?:vim?|nano|gedit)\s+(?:\+\d+\s+)?(\S.*?)\s*$/i;

const CJK = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** A line that tells the reader what to do inside an editor (“添加内容：”), not a line of the file. */
function isInstruction(line: string): boolean {
  return CJK.test(line) && /[：:]\s*\S{0,3}$|内容|添加|修改|如下/.test(line) && !/^\s*(?:#|\/\/|<!--)/.test(line);
}

/** A sentence to the reader between commands, not a line that a machine printed. */
function isRemark(line: string): boolean {
  return CJK.test(line) && !/^\s*(?:[dl-][rwx-]{9}|总用量)/.test(line);
}

/** Could a shell run this line? Words of prose, configuration and output could not. */
export function looksLikeCommand(line: string): boolean {
  const text = line.trim().replace(/^sudo\s+/i, '');
  if (text === '' || text.startsWith('#')) return false;
  if (CJK.test(text.split(/\s+/)[0]!)) return false;
  const first = text.split(/[\s;|&<>]+/)[0]!;
  if (/^[A-Za-z_]\w*=\S*/.test(text)) return true;
  if (
    /^(?:\.{0,2}\/|~\/|\$\{?\w+\}?\/|[\w.-]+\/)[\w./${}-]*[\w}]$/.test(first) &&
    /(?:^|\/)(?:s?bin)\/|\.sh$|^\.\//.test(first)
  )
    return true;
  if (/^[\w-]+\.(?:sh|py)$/.test(first)) return true;
  const lower = first.toLowerCase();
  if (!COMMANDS.has(lower)) return false;
  // `Flink is …`, `read the …`: capitalised prose is not a command unless it is a lone verb that word processors capitalise.
  return first === lower || /^(?:Vim?|Chown|Chmod|Cd|Scp|Ssh|Tar|Nc|Export|Source)$/.test(first);
}

export type Content =
  | 'xml'
  | 'entries'
  | 'hosts'
  | 'names'
  | 'exports'
  | 'java'
  | 'scala'
  | 'sql'
  | 'log'
  | 'usage'
  | 'json'
  | null;

/** What kind of text a block is, when it is no commands. */
export function contentOf(source: string): Content {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const bare = lines.filter((line) => !/^\s*(?:#|\/\/|\*|\/\*|<!--)/.test(line) && !isInstruction(line));
  if (bare.length === 0) return null;
  const share = (pattern: RegExp): number => bare.filter((line) => pattern.test(line)).length / bare.length;
  if (/^\s*</.test(bare[0]!) && /<\/?[\w.-]+[^>]*>/.test(source)) return 'xml';
  if (
    /^\s*(?:import\s+[\w.]+(?:\.\*|\.\{[^}]*\}|\._)?;?\s*$|package\s+[\w.]+)/m.test(source) ||
    /\b(?:class|object|interface)\s+\w+[^;\n]*\{/.test(source)
  ) {
    return /\bobject\s+\w+|\bdef\s+\w+|\bval\s+\w+\s*=|\._\s*$/m.test(source) && !/;\s*$/m.test(source)
      ? 'scala'
      : 'java';
  }
  if (/^\s*val\s+\w+\s*=/m.test(source)) return 'scala';
  if (
    /^\s*(?:SELECT|CREATE\s+(?:TABLE|CATALOG|DATABASE|VIEW|TEMPORARY)|INSERT\s+INTO|USE\s+CATALOG|SHOW\s+TABLES)\b/i.test(
      bare[0]!,
    )
  )
    return 'sql';
  if (
    share(/^\s*(?:\d{4}-\d\d-\d\d[ T]\d\d:|\[(?:INFO|WARN|ERROR|DEBUG)\]|SLF4J:|Starting |Stopping |\d+ [A-Z]\w+$)/) >
    0.5
  )
    return 'log';
  if (share(/^\s*-{1,2}[\w-]+(?:,\s*--[\w-]+)?(?:\s|$)/) > 0.4 || /^\s*(?:usage|用法|Syntax)\s*[:：]/im.test(source))
    return 'usage';
  if (share(/^\s*(?:\d{1,3}\.){3}\d{1,3}\s+[\w.-]+/) > 0.6) return 'hosts';
  if (share(/^\s*export\s+\w+=/) > 0.5) return 'exports';
  if (share(/^\s*[\w-]+(?:\.[\w-]+)*\s*:\s+\S/) > 0.6 || share(/^\s*[\w-]+(?:\.[\w-]+)+\s*[:=]\s*\S?/) > 0.6)
    return 'entries';
  if (
    share(/^\s*[A-Za-z][\w.-]*(?::\d+)?\s*$/) === 1 &&
    bare.every((line) => /\d|\.|master|slave|worker|localhost/.test(line))
  )
    return 'names';
  if (/^\s*[[{]/.test(bare[0]!)) return 'json';
  return null;
}

/** How a file takes new content that a note shows. */
function editMode(file: string, content: string): NoteEdit['mode'] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (/\.xml$/.test(name)) return /<\?xml|<configuration>|<project/.test(content) ? 'replace' : 'xml';
  if (/\.ya?ml$|\.properties$|\.cfg$|\.conf$/.test(name) && contentOf(content) === 'entries') return 'entries';
  if (/^(?:masters|slaves|workers|regionservers|backup-masters|hostname)$/.test(name)) return 'replace';
  if (
    /^(?:profile|\.bashrc|\.bash_profile|hosts|limits\.conf|config)$|-env\.sh$|\.d\//.test(name) ||
    /^\/etc\//.test(file)
  )
    return 'append';
  return 'replace';
}

/** Content without the instructions around it and without the indentation that all its lines share. */
function cleanContent(lines: readonly string[]): string {
  const kept = lines.filter((line) => !isInstruction(line)).map((line) => line.replace(/\s+$/, ''));
  while (kept[0] === '') kept.shift();
  while (kept.at(-1) === '') kept.pop();
  const indents = kept.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return kept.map((line) => line.slice(common)).join('\n');
}

/** Commands of a block without prompts: lines that a shell could run, the lines after each being its output or an editor's content. */
function unprompted(source: string): NoteStep[] {
  const lines = source.split('\n');
  const steps: NoteStep[] = [];
  const place = { host: null, user: null, directory: null };
  for (let i = 0; i < lines.length; i++) {
    if (!looksLikeCommand(lines[i]!)) {
      const last = steps.at(-1);
      if (last?.kind === 'command' && lines[i]!.trim() !== '' && !/^\s*#/.test(lines[i]!) && !isRemark(lines[i]!))
        (last.expected as string[]).push(lines[i]!);
      continue;
    }
    const line = i;
    let text = lines[i]!.trim();
    while (/\\$/.test(text) && i + 1 < lines.length) text += `\n${lines[++i]!}`;
    const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(text);
    if (heredoc) while (i + 1 < lines.length && lines[i]!.trim() !== heredoc[2]) text += `\n${lines[++i]!}`;
    while (openQuote(text) && i + 1 < lines.length) text += `\n${lines[++i]!}`;
    const editor = EDITORS.exec(text);
    if (editor) {
      const content: string[] = [];
      while (i + 1 < lines.length && !endsEdit(lines[i + 1]!)) content.push(lines[++i]!);
      steps.push(...editsOf(editor, content, { ...place, line }));
    } else steps.push({ kind: 'command', shell: 'bash', text, expected: [], ...place, line });
  }
  return steps;
}

function openQuote(text: string): boolean {
  const plain = text.replace(/\\./g, '').replace(/'[^']*'|"[^"]*"/g, '');
  return /["']/.test(plain) && !/[\u2018\u2019]/.test(plain);
}

/** Inside an editor's content a line such as `source /etc/profile` or the next script ends it; `export …` does not. */
function endsEdit(line: string): boolean {
  const text = line.trim();
  return (
    /^(?:source|cd|scp|ssh|xsync|cat|mv|cp|\.\s)\s/.test(text) ||
    EDITORS.test(text) ||
    (looksLikeCommand(text) && /^(?:\.{0,2}\/|bin\/)/.test(text))
  );
}

/** An instruction in the middle of a file's content that goes on with another file of the same directory. */
const OTHER_FILE = /(?:^|[^\w./-])((?:slaves|workers|masters|flink-conf\.yaml|zoo\.cfg))(?:文件)?\s*[：:]?\s*$/;

function editsOf(editor: RegExpExecArray, content: readonly string[], place: NotePlace): NoteEdit[] {
  // A stray blank inside a path (`vim /export/server/ flink/conf/x`) is a slip of the pen; `# …` after it a comment.
  let file = editor[2]!.replace(/\/\s+/g, '/').replace(/\s+#.*$/, '');
  const edits: NoteEdit[] = [];
  let lines: string[] = [];
  const done = (): void => {
    const text = cleanContent(lines);
    lines = [];
    if (text === '' && edits.length > 0) return;
    edits.push({
      kind: 'edit',
      file,
      content: text,
      sudo: editor[1] !== undefined,
      mode: editMode(file, text),
      ...place,
    });
  };
  for (const line of content) {
    const other = CJK.test(line) ? OTHER_FILE.exec(line)?.[1] : undefined;
    if (other !== undefined && other !== file.slice(file.lastIndexOf('/') + 1) && lines.some((l) => l.trim() !== '')) {
      done();
      file = `${file.slice(0, file.lastIndexOf('/') + 1)}${other}`;
    } else lines.push(line);
  }
  done();
  return edits;
}

/** Commands of a block with prompts; lines before the first prompt may be commands without one. */
function prompted(source: string): NoteStep[] {
  const { commands } = parseConsole(source);
  const before = source.split('\n').slice(0, commands[0]?.line ?? 0);
  const steps = commands.flatMap((command): NoteStep[] => {
    const { host, user, directory, line, text, shell } = command;
    const place = { host, user, directory, line };
    const editor = shell === 'bash' ? EDITORS.exec(text) : null;
    if (editor) return editsOf(editor, command.expected, place);
    const upload = /^(?:sudo\s+)?rz\b/.test(text.trim());
    const expected = command.expected.filter((l) => upload || !(/^\s*#/.test(l) || isRemark(l)));
    return [{ kind: 'command', text: text.trim(), shell, expected, ...place }];
  });
  return [...unprompted(before.join('\n')), ...steps];
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

/** Judges every fence of a note. */
export function parseNote(text: string): Note {
  const fences = splitFences(parseFrontMatter(text).body).filter((block) => block.kind === 'fence');
  const blocks: NoteBlock[] = [];
  /** An editor that was opened in an earlier block, its content still to come. */
  let pending: { editor: RegExpExecArray; place: NotePlace; age: number } | null = null;
  for (const [index, fence] of fences.entries()) {
    let source = fence.source;
    if (source.trim() === '') {
      blocks.push({ index, fence, kind: 'prose', language: null, steps: [], why: 'empty' });
      continue;
    }
    source = source.replace(/\u00a0/g, ' ');
    const hasPrompt = parseConsole(source).prompted;
    const meaningful = source.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
    const firstIsCommand = meaningful.length > 0 && looksLikeCommand(meaningful[0]!);
    const judged = hasPrompt ? null : contentOf(source);
    // A block that opens with a command is no configuration, whatever follows (`vim F` and the lines to write).
    const content = firstIsCommand && judged !== 'exports' && judged !== 'java' && judged !== 'scala' ? null : judged;
    const language = content === 'java' || content === 'scala' || content === 'sql' ? content : null;
    let block: NoteBlock;
    if (language) block = { index, fence, kind: 'program', language, steps: [], why: `a ${language} program` };
    else if (pending && !hasPrompt && content !== null && content !== 'log' && content !== 'usage') {
      const edits = editsOf(pending.editor, source.split('\n'), pending.place).filter((edit) => edit.content !== '');
      block = {
        index,
        fence,
        kind: 'content',
        language: null,
        steps: edits,
        why: `new content of ${pending.editor[2]}`,
      };
      pending = null;
    } else if (hasPrompt)
      block = { index, fence, kind: 'commands', language: null, steps: prompted(source), why: 'console with prompts' };
    else if (content === 'log' || content === 'usage')
      block = { index, fence, kind: 'output', language: null, steps: [], why: WHY[content]! };
    else {
      const steps = content === null || content === 'exports' ? unprompted(source) : [];
      block =
        steps.length > 0 && (firstIsCommand || steps.length * 2 >= meaningful.length)
          ? { index, fence, kind: 'commands', language: null, steps, why: 'shell commands' }
          : {
              index,
              fence,
              kind: 'prose',
              language: null,
              steps: [],
              why: (content && WHY[content]) ?? 'text, nothing to run',
            };
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
  const placed = blocks.map((block) => withHosts(block, machines));
  return { blocks: placed, machines, setting: settingOf(text, placed) };
}

/**
 * Lines without a prompt below a comment that names machines (`# on node1 and node2`) are typed on each of them; the comment counts up to the
 * next blank line or comment.
 */
function withHosts(block: NoteBlock, machines: readonly NoteMachine[]): NoteBlock {
  if (machines.length < 2 || block.kind !== 'commands' || block.steps.every((step) => step.host !== null)) return block;
  const lines = block.fence.source.split('\n');
  const named = (comment: string): string[] =>
    machines
      .filter(({ name, aliases }) =>
        [name, ...aliases].some((known) =>
          new RegExp(`(?<![\\w.-])${known.replace(/[.]/g, '\\.')}(?![\\w-])`).test(comment),
        ),
      )
      .map(({ name }) => name);
  const steps = block.steps.flatMap((step): NoteStep[] => {
    if (step.host !== null) return [step];
    let at = step.line - 1;
    while (at >= 0 && lines[at]!.trim() !== '' && !/^\s*#/.test(lines[at]!)) at--;
    const own = /\s#\s*(.*)$/.exec(lines[step.line] ?? '')?.[1] ?? '';
    let comment = own;
    while (at >= 0 && /^\s*#/.test(lines[at]!)) comment += ` ${lines[at--]!}`;
    const hosts = named(comment);
    if (hosts.length === 0 && /每台|所有机器|各个?节点|every machine|all machines|each node/i.test(comment))
      hosts.push(...machines.map(({ name }) => name));
    return hosts.length === 0 ? [step] : hosts.map((host) => ({ ...step, host }));
  });
  return { ...block, steps };
}

function settingOf(text: string, blocks: readonly NoteBlock[]): NoteSetting {
  const steps = blocks.flatMap((block) => block.steps);
  const version =
    /flink-(\d+\.\d+\.\d+)/i.exec(blocks.map((block) => block.fence.source).join('\n'))?.[1] ??
    /flink[-_ ]?(?:v|version|版本)?[ :：]?(\d+\.\d+(?:\.\d+)?)/i.exec(text)?.[1];
  const directories = new Set<string>();
  const classes = new Set<string>();
  let netcat: NoteSetting['netcat'] = null;
  for (const step of steps) {
    const words = step.kind === 'edit' ? step.file : step.text;
    for (const [, path] of words.matchAll(/(?:^|[\s:=])(\/[\w.-]+(?:\/[\w.-]+)*)/g)) {
      for (let at = path!; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) directories.add(at);
    }
    if (step.kind === 'edit') continue;
    for (const [, name] of step.text.matchAll(/(?:^|\s)(?:-c|--class|-j|--job-classname)[\s=]+([A-Za-z_][\w.$]*)/g))
      if (/^[A-Z]|\.[A-Z]/.test(name!)) classes.add(name!);
    const listens = /(?:^|\s)(?:nc|ncat|netcat)\s+(?:-\w+\s+)*-\w*l\w*\s+(?:-\w+\s+)*(\d+)/.exec(step.text);
    if (listens && !netcat) netcat = { host: step.host, port: Number(listens[1]) };
  }
  return {
    user: steps.find((step) => step.user !== null)?.user ?? null,
    flink: version === undefined ? null : version.split('.').length === 2 ? `${version}.0` : version,
    directories: [...directories],
    classes: [...classes],
    netcat,
  };
}

const HOST_NAME =
  /(?<![\w./@-])((?:hadoop|node|server|flink|master|slave|worker|bigdata|linux|hdp|cdh|vm|host)-?\d{1,3})(?![\w-])/g;

/** Hosts in prompts, in `ssh`/`scp` targets, in -m host:port, in --host and in host lists, in order of appearance. */
function machinesOf(blocks: readonly NoteBlock[]): NoteMachine[] {
  const users = new Map<string, Set<string>>();
  const full = new Map<string, string>();
  /** Names by address, in order; an address without a name gets one. */
  const names = new Map<string, string[]>();
  const short = (name: string): string => name.replace(/\..*$/, '');
  const see = (name: string, user: string | null): void => {
    if (/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(name)) return;
    if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(name)) {
      names.set(name, names.get(name) ?? []);
      return;
    }
    if (!/^[A-Za-z][\w.-]+$/.test(name) || /\.(?:sh|jar|tgz|gz|txt|xml|md)$/.test(name)) return;
    const own = short(name);
    if (name !== own) full.set(own, full.get(own) ?? name);
    const known = users.get(own) ?? new Set<string>();
    if (user) known.add(user);
    users.set(own, known);
  };
  const addHosts = (text: string): void => {
    for (const line of text.split('\n')) {
      const match = /^\s*((?:\d{1,3}\.){3}\d{1,3})\s+([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*)*)/.exec(line);
      if (!match || /^(?:127|255)\./.test(match[1]!)) continue;
      names.set(match[1]!, [...(names.get(match[1]!) ?? []), match[2]!, ...match[3]!.split(/\s+/).filter(Boolean)]);
    }
  };
  for (const block of blocks) {
    for (const step of block.steps) {
      if (step.host) see(step.host, step.user);
      if (step.kind === 'edit') {
        const name = step.file.slice(step.file.lastIndexOf('/') + 1);
        if (/^(?:workers|slaves|masters)$/.test(name))
          for (const line of step.content.split('\n')) see(line.replace(/#.*/, '').trim().replace(/:\d+$/, ''), null);
        if (name === 'hosts') addHosts(step.content);
        for (const match of step.content.matchAll(/^\s*jobmanager\.rpc\.address:\s*([A-Za-z][\w.-]*)/gm))
          see(match[1]!, null);
        continue;
      }
      for (const match of step.text.matchAll(/(?:^|[\s|;&])(?:ssh|scp|rsync|ssh-copy-id)\s[^\n;|&]*/g)) {
        for (const target of match[0].matchAll(/(?:([\w-]+)@)?([A-Za-z0-9][\w.-]*):(?!\/\/)/g))
          see(target[2]!, target[1] ?? null);
        const login = /ssh(?:-copy-id)?\s+(?:-\S+\s+)*(?:([\w-]+)@)?([A-Za-z0-9][\w.-]*)/.exec(match[0]);
        if (login && !/scp|rsync/.test(match[0])) see(login[2]!, login[1] ?? null);
      }
      for (const match of step.text.matchAll(/-m\s+([A-Za-z0-9][\w.-]*):\d+/g)) see(match[1]!, null);
      for (const match of step.text.matchAll(/--?host(?:name)?[ =]([A-Za-z0-9][\w.-]*)/g)) see(match[1]!, null);
      for (const match of step.text.matchAll(HOST_NAME)) see(match[1]!, null);
    }
    const content = contentOf(block.fence.source);
    if (content === 'hosts' && block.steps.length === 0) addHosts(block.fence.source);
    if (content === 'names' && block.steps.length === 0)
      for (const line of block.fence.source.split('\n')) see(line.replace(/#.*/, '').trim().replace(/:\d+$/, ''), null);
  }
  return machinesFrom(users, full, names);
}

/** One machine for each address and each name without one; a name that several addresses carry (a role) names none. */
function machinesFrom(
  users: ReadonlyMap<string, ReadonlySet<string>>,
  full: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, readonly string[]>,
): NoteMachine[] {
  const carriers = new Map<string, Set<string>>();
  for (const [ip, list] of names)
    for (const name of list) carriers.set(name, (carriers.get(name) ?? new Set()).add(ip));
  const taken = new Set<string>();
  const machines: NoteMachine[] = [];
  const add = (ip: string | null, candidates: readonly string[]): void => {
    const own = candidates.map((name) => name.replace(/\..*$/, ''));
    const fresh = own.filter((name) => !taken.has(name));
    // A name that prompts and commands use wins over one of a table.
    let chosen = fresh.find((name) => users.has(name)) ?? fresh.at(-1);
    if (chosen === undefined) {
      if (candidates.length > 0) return;
      let number = 1;
      while (taken.has(`node${number}`) || users.has(`node${number}`)) number++;
      chosen = `node${number}`;
    }
    taken.add(chosen);
    const name = full.get(chosen) ?? candidates.find((candidate) => candidate.startsWith(`${chosen}.`)) ?? chosen;
    const aliases = [...new Set([chosen, ...own, ...candidates])].filter((alias) => alias !== name);
    for (const alias of own) taken.add(alias);
    machines.push({ name, ip, users: [...(users.get(chosen) ?? [])], aliases });
  };
  const addresses = new Map<string, string>();
  for (const [ip, list] of names)
    for (const name of list) if (carriers.get(name)!.size === 1) addresses.set(name.replace(/\..*$/, ''), ip);
  const done = new Set<string>();
  const addAddress = (ip: string): void => {
    if (done.has(ip)) return;
    done.add(ip);
    add(
      ip,
      (names.get(ip) ?? []).filter((name) => carriers.get(name)!.size === 1),
    );
  };
  for (const name of users.keys()) {
    const ip = addresses.get(name);
    if (ip !== undefined) addAddress(ip);
    else if (!taken.has(name)) add(null, [name]);
  }
  for (const ip of names.keys()) addAddress(ip);
  return machines;
}
