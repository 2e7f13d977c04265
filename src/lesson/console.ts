/**
 * Console blocks as people write them: prompt lines followed by the output that is expected. The prompt names the
 * machine, the user and the directory.
 */
export interface ConsoleBlock {
  readonly commands: readonly ConsoleCommand[];
  /** True when lines had prompts: then other lines are expected output, not commands. */
  readonly prompted: boolean;
}

export type ConsoleShell = 'bash' | 'sql' | 'zkcli' | 'scala' | 'mysql' | 'hive' | 'hbase' | 'python' | 'windows';

export interface ConsoleCommand {
  /** One logical command: continuation lines and heredocs included. */
  readonly text: string;
  /** From the prompt; null when it says nothing of it. */
  readonly host: string | null;
  readonly user: string | null;
  readonly directory: string | null;
  /** Which shell the prompt belongs to. */
  readonly shell: ConsoleShell;
  /** 0-based line in the block. */
  readonly line: number;
  /** Lines that the block shows after it. */
  readonly expected: readonly string[];
}

interface Prompt {
  readonly host: string | null;
  readonly user: string | null;
  readonly directory: string | null;
  readonly shell: ConsoleCommand['shell'];
  readonly rest: string;
}

type Place = Omit<Prompt, 'rest'>;

const bash = (user: string | undefined, host: string | undefined, directory: string | undefined): Place => ({
  user: user ?? null,
  host: host ?? null,
  directory: directory?.trim() ?? null,
  shell: 'bash',
});
const other = (shell: ConsoleCommand['shell']) => (): Place => ({ user: null, host: null, directory: null, shell });

const PROMPTS: readonly (readonly [RegExp, (m: RegExpExecArray) => Place])[] = [
  // [root@node1 flink]# command; the blank after it is often lost
  [/^\s*\[([\w.-]+)@([\w.-]+)[ :]+([^\]]*)\]\s*[#$%]\s*/, (m) => bash(m[1], m[2], m[3])],
  [/^\s*\[([\w.-]+)@([\w.-]+)\]\s*[#$%]\s*/, (m) => bash(m[1], m[2], undefined)],
  // [node1 ~]$ command
  [/^\s*\[([\w.-]+)\s+([~/][^\]\s]*)\]\s*[#$]\s*/, (m) => bash(undefined, m[1], m[2])],
  // hadoop@flink101:~$ command
  [/^\s*(?:\([\w.-]+\)\s*)?([\w.-]+)@([\w.-]+):\s?([~/][^\s$#]*)\s*[#$](?:\s|$)/, (m) => bash(m[1], m[2], m[3])],
  // (base) u@mac dir % command, u@node1 /opt # command
  [/^\s*(?:\([\w.-]+\)\s+)?([\w.-]+)@([\w.-]+)\s+(\S+)\s+[%❯➜](?:\s|$)/, (m) => bash(m[1], m[2], m[3])],
  [/^\s*([\w.-]+)@([\w.-]+)\s+([~/]\S*)\s+[#$](?:\s|$)/, (m) => bash(m[1], m[2], m[3])],
  // themes of zsh: u@host  /opt/flink  command, ➜  flink git:(main) ✗ command
  [
    /^[\s\ue0a0-\ue0d4]*([\w.-]+)@([\w.-]+)[\s\ue0a0-\ue0d4]+([~/][^\s\ue0a0-\ue0d4]*)(?:\s*[\ue0a0-\ue0d4]\s*|\s{2,})(?=\S)/,
    (m) => bash(m[1], m[2], m[3]),
  ],
  [/^\s*➜\s+([\w.~/-]+)(?:\s+git:\([^)]*\))?(?:\s+✗)?\s+(?=\S)/, (m) => bash(undefined, undefined, m[1])],
  // Mac:flink user$ command
  [/^\s*([\w.-]+):([\w.~/-]+)\s+([\w.-]+)\$(?:\s|$)/, (m) => bash(m[3], m[1], m[2])],
  [/^\s*(?:-?(?:ba)?sh-\d[\d.]*)[$#](?:\s|$)/, () => bash(undefined, undefined, undefined)],
  // node1$ command
  [/^\s*([A-Za-z][\w-]*\d)[$#]\s+(?=\S)/, (m) => bash(undefined, m[1], undefined)],
  [/^\s*Flink SQL>(?:\s|$)/, other('sql')],
  [/^\s*\[zk: [^\]]*\] \d+\](?:\s|$)|^\s*\[zk: [^\]]*\]\s/, other('zkcli')],
  [/^\s*scala>(?:\s|$)/, other('scala')],
  [/^\s*(?:mysql|MariaDB \[[^\]]*\])>(?:\s|$)/, other('mysql')],
  [/^\s*(?:hive(?: \([\w.]+\))?|0: jdbc:hive2:\S*)>(?:\s|$)/, other('hive')],
  [/^\s*hbase\([\w:]*\):\d+:\d+>(?:\s|$)|^\s*hbase:\d+:\d+>(?:\s|$)/, other('hbase')],
  [/^\s*>>>(?:\s|$)/, other('python')],
  [/^\s*(?:PS )?[A-Z]:\\[^>]*>\s*/, other('windows')],
  [/^\s*(?:\([\w.-]+\)\s*)?[$❯](?:\s+|$)/, other('bash')],
];

function promptOf(line: string): Prompt | null {
  for (const [pattern, read] of PROMPTS) {
    const match = pattern.exec(line);
    if (match) return { ...read(match), rest: line.slice(match[0].length).trimStart() };
  }
  return null;
}

/** Does a command wait for more at the end of a line: a backslash, an open quote, a heredoc's end, an open loop? */
export function isUnfinished(text: string): boolean {
  if (endsInBackslash(text)) return true;
  const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(text);
  if (heredoc)
    return !text
      .split('\n')
      .slice(1)
      .some((line) => line.trim() === heredoc[2]);
  let quote = '';
  let bare = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' && quote !== "'") i++;
    else if (quote) {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '#' && (i === 0 || /\s/.test(text[i - 1]!))) while (i + 1 < text.length && text[i + 1] !== '\n') i++;
    else bare += c;
  }
  if (quote !== '' || /(?:\|\||&&|\||\bdo|\bthen|\belse|\{)\s*$/.test(bare)) return true;
  const count = (pattern: RegExp): number => bare.match(pattern)?.length ?? 0;
  return (
    count(/(?:^|[;\n&|(]\s*|\b(?:do|then|else)\s+)(?:for|while|until|select|if|case)\s/g) >
    count(/(?:^|[;\n]\s*)(?:done|fi|esac)(?=$|[\s;|&>)])/g)
  );
}

/** Blanks or a comment behind the backslash are a slip of the pen: a shell would take the line for finished, its reader does not. */
const endsInBackslash = (text: string): boolean => CONTINUES.test(text);
const CONTINUES = /(?<=^|[^\\])((?:\\\\)*\\)[ \t]*(?:[ \t]#[^\n]*)?$/;

/** An option on the line below a command that runs over several lines, or goes on itself: its author forgot the backslash. */
const lacksBackslash = (text: string, next: string): boolean =>
  (/\\\n/.test(text) || endsInBackslash(next) || /^\s+-D[\w.-]+=/.test(next)) &&
  /^\s+--?[A-Za-z][\w.-]*(?:\s|=|$)/.test(next);

const RUNS_PROGRAM = /(?:^|\/|\s)flink\s+(?:run|run-application|info)\s/;
const WITHOUT_JAR = /\.jar\b|\s-(?:py|pym|h|-help)\b/;
const LIKE_ARGUMENT =
  /^\s*(?:(?:--?[A-Za-z][\w.-]*(?:[ =][\w./:-]+)?\s*)+$|\S+\.jar(?:\s|$)|(?:[a-z]\w*\.)+[A-Z]\w*(?:\s|$))/;
const LONG_OPTIONS = /^\s*(?:--[A-Za-z][\w.-]*[ =][\w./:-]+\s*)+$/;
const LACKS_VALUE = /\s--(?:input|output|host|hostname|port|class)\s*$/;

/** A page is narrower than a terminal: the jar of `flink run`, or the value of its last option, stands on the next line. */
export const isBrokenBefore = (text: string, next: string): boolean =>
  RUNS_PROGRAM.test(text) &&
  ((!WITHOUT_JAR.test(text) && LIKE_ARGUMENT.test(next)) ||
    (/\.jar\s*$/.test(text) && LONG_OPTIONS.test(next)) ||
    (LACKS_VALUE.test(text) && /^\s*[\w/.:-]+\s*$/.test(next)));

/** `text` with another line of the same command, whose author may have forgotten the backslash. */
export function joined(text: string, line: string): string {
  return isUnfinished(text) ? `${text.replace(CONTINUES, '$1')}\n${line}` : `${text.trimEnd()} \\\n${line}`;
}

const ZK_WITHOUT_PATH = /^(?:get|ls2?|stat|delete|deleteall|rmr|getAcl)(?:\s+-\w)*\s*$/;

/** Splits a block of a console into commands and the output shown for each. Without prompts the whole block is one script. */
export function parseConsole(source: string): ConsoleBlock {
  const lines = source.split('\n');
  if (!lines.some((line) => promptOf(line))) {
    return {
      prompted: false,
      commands:
        source.trim() === ''
          ? []
          : [{ text: source, host: null, user: null, directory: null, shell: 'bash', line: 0, expected: [] }],
    };
  }
  const commands: (ConsoleCommand & { expected: string[] })[] = [];
  for (let i = 0; i < lines.length; i++) {
    const prompt = promptOf(lines[i]!);
    if (!prompt) {
      const last = commands.at(-1);
      if (last) last.expected.push(lines[i]!);
      continue;
    }
    const line = i;
    let text = prompt.rest;
    while (prompt.shell === 'bash' && i + 1 < lines.length && !promptOf(lines[i + 1]!)) {
      const next = lines[i + 1]!;
      if (!isUnfinished(text) && !lacksBackslash(text, next) && !isBrokenBefore(text, next)) break;
      text = joined(text, next.replace(/^>(?: |$)/, ''));
      i++;
    }
    // A page is narrower than a terminal: the path that zkCli's command is about stands on the next line.
    if (prompt.shell === 'zkcli' && ZK_WITHOUT_PATH.test(text) && /^\s*\/\S*\s*$/.test(lines[i + 1] ?? ''))
      text = `${text} ${lines[++i]!.trim()}`;
    const { rest: _, ...where } = prompt;
    if (text.trim() !== '') commands.push({ ...where, text, line, expected: [] });
  }
  for (const command of commands) while (command.expected.at(-1)?.trim() === '') command.expected.pop();
  return { prompted: true, commands };
}
