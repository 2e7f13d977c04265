/**
 * Console blocks as people write them: prompt lines followed by the output that is expected. The prompt names the
 * machine, the user and the directory.
 */
export interface ConsoleBlock {
  readonly commands: readonly ConsoleCommand[];
  /** True when lines had prompts: then other lines are expected output, not commands. */
  readonly prompted: boolean;
}

export interface ConsoleCommand {
  /** One logical command: continuation lines and heredocs included. */
  readonly text: string;
  /** From the prompt; null when it says nothing of it. */
  readonly host: string | null;
  readonly user: string | null;
  readonly directory: string | null;
  /** Which shell the prompt belongs to. */
  readonly shell: 'bash' | 'sql' | 'zkcli' | 'scala' | 'mysql';
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

const PROMPTS: readonly (readonly [RegExp, (m: RegExpExecArray) => Omit<Prompt, 'rest'>])[] = [
  // [root@node1 flink]# command
  [
    /^\s*\[([\w.-]+)@([\w.-]+)[ :]+([^\]]*)\]\s*[#$](?:\s|$)/,
    (m) => ({ user: m[1]!, host: m[2]!, directory: m[3]!.trim(), shell: 'bash' }),
  ],
  [/^\s*\[([\w.-]+)@([\w.-]+)\]\s*[#$](?:\s|$)/, (m) => ({ user: m[1]!, host: m[2]!, directory: null, shell: 'bash' })],
  // hadoop@flink101:~$ command
  [
    /^\s*(?:\([\w.-]+\)\s*)?([\w.-]+)@([\w.-]+):([~/][^\s$#]*)\s*[#$](?:\s|$)/,
    (m) => ({ user: m[1]!, host: m[2]!, directory: m[3]!, shell: 'bash' }),
  ],
  // (base) u@mac dir % command
  [
    /^\s*(?:\([\w.-]+\)\s+)?([\w.-]+)@([\w.-]+)\s+(\S+)\s+%(?:\s|$)/,
    (m) => ({ user: m[1]!, host: m[2]!, directory: m[3]!, shell: 'bash' }),
  ],
  [/^\s*Flink SQL>(?:\s|$)/, () => ({ user: null, host: null, directory: null, shell: 'sql' })],
  [
    /^\s*\[zk: [^\]]*\] \d+\](?:\s|$)|^\s*\[zk: [^\]]*\]\s/,
    () => ({ user: null, host: null, directory: null, shell: 'zkcli' }),
  ],
  [/^\s*scala>(?:\s|$)/, () => ({ user: null, host: null, directory: null, shell: 'scala' })],
  [/^\s*mysql>(?:\s|$)/, () => ({ user: null, host: null, directory: null, shell: 'mysql' })],
  [/^\s*\$(?:\s+|$)/, () => ({ user: null, host: null, directory: null, shell: 'bash' })],
];

function promptOf(line: string): Prompt | null {
  for (const [pattern, read] of PROMPTS) {
    const match = pattern.exec(line);
    if (match) return { ...read(match), rest: line.slice(match[0].length).trimStart() };
  }
  return null;
}

/** What a command still waits for at the end of a line: an open quote, a backslash, a heredoc's end, an open block. */
function continues(text: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return true;
  const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(text);
  if (heredoc)
    return !text
      .split('\n')
      .slice(1)
      .some((line) => line.trim() === heredoc[2]);
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' && quote !== "'") i++;
    else if (quote) {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '#' && (i === 0 || /\s/.test(text[i - 1]!))) while (i < text.length && text[i] !== '\n') i++;
  }
  return quote !== '' || /(?:\|\||&&|\||\bdo|\bthen|\belse|\{)\s*$/.test(text);
}

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
    while (prompt.shell === 'bash' && i + 1 < lines.length && continues(text) && !promptOf(lines[i + 1]!)) {
      i++;
      text += `\n${lines[i]!.replace(/^>(?: |$)/, '')}`;
    }
    const { rest: _, ...where } = prompt;
    if (text.trim() !== '') commands.push({ ...where, text, line, expected: [] });
  }
  for (const command of commands) while (command.expected.at(-1)?.trim() === '') command.expected.pop();
  return { prompted: true, commands };
}
