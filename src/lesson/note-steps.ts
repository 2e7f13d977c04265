import { isBrokenBefore, isUnfinished, joined, parseConsole } from './console.ts';
import type { NoteBlock, NoteEdit, NotePlace, NoteStep } from './note.ts';
import { CJK, contentOf, isInstruction, isRemark, isSynopsis, looksLikeCommand } from './note-content.ts';

export const EDITORS = /^(sudo\s+)?(?:vim?|nano|gedit)\s+(?:\+\d+\s+)?(\S.*?)\s*$/i;

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
export function unprompted(source: string): NoteStep[] {
  const lines = source.split('\n');
  const steps: NoteStep[] = [];
  const place = { host: null, user: null, directory: null };
  for (let i = 0; i < lines.length; i++) {
    if (isSynopsis(lines[i]!)) continue;
    if (!looksLikeCommand(lines[i]!)) {
      const last = steps.at(-1);
      if (last?.kind === 'command' && lines[i]!.trim() !== '' && !/^\s*#/.test(lines[i]!) && !isRemark(lines[i]!))
        (last.expected as string[]).push(lines[i]!);
      continue;
    }
    const line = i;
    let text = lines[i]!.trim();
    while (i + 1 < lines.length && ((isUnfinished(text) && !isApostrophe(text)) || isBrokenBefore(text, lines[i + 1]!)))
      text = joined(text, lines[++i]!);
    const editor = EDITORS.exec(text);
    if (editor) {
      const content: string[] = [];
      while (i + 1 < lines.length && !endsEdit(lines[i + 1]!)) content.push(lines[++i]!);
      steps.push(...editsOf(editor, content, { ...place, line }));
    } else steps.push({ kind: 'command', shell: 'bash', text, expected: [], ...place, line });
  }
  return steps;
}

/** A lone quote beside typographic ones is an apostrophe. */
const isApostrophe = (text: string): boolean => /[\u2018\u2019]/.test(text) && !/\\\s*$/.test(text);

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

export function editsOf(editor: RegExpExecArray, content: readonly string[], place: NotePlace): NoteEdit[] {
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
      opened: true,
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

/** Commands whose output may have comments and commands in it. */
const SHOWS_FILES = /(?:^|[\s|;&(])(?:cat|more|less|head|tail|grep|history|sed|awk|tee|crontab|kubectl|docker)\b|<</;

/** Where in the lines below a command the next one stands, below a remark on it and without a prompt; null: there is none. */
function nextCommand(lines: readonly string[]): number | null {
  const at = lines.findIndex((line, i) => {
    const above = lines.slice(0, i).findLast((before) => before.trim() !== '');
    return above !== undefined && (/^\s*#/.test(above) || isRemark(above)) && looksLikeCommand(line);
  });
  return at < 0 ? null : at;
}

/** Commands of a block with prompts; lines before the first prompt may be commands without one. */
export function prompted(source: string): NoteStep[] {
  const { commands } = parseConsole(source);
  const before = source.split('\n').slice(0, commands[0]?.line ?? 0);
  const steps = commands.flatMap((command): NoteStep[] => {
    if (command.shell === 'bash' && isSynopsis(command.text)) return [];
    const { host, user, directory, line, text, shell } = command;
    const place = { host, user, directory, line };
    const editor = shell === 'bash' ? EDITORS.exec(text) : null;
    if (editor) return editsOf(editor, command.expected, place);
    const upload = /^(?:sudo\s+)?rz\b/.test(text.trim());
    const next = shell === 'bash' && !upload && !SHOWS_FILES.test(text) ? nextCommand(command.expected) : null;
    const shown = next === null ? command.expected : command.expected.slice(0, next);
    const expected = shown.filter((l) => upload || !(/^\s*#/.test(l) || isRemark(l)));
    const first: NoteStep = { kind: 'command', text: text.trim(), shell, expected, ...place };
    if (next === null) return [first];
    const start = line + text.split('\n').length + next;
    const more = unprompted(command.expected.slice(next).join('\n'));
    return [first, ...more.map((step) => ({ ...step, host, user, line: start + step.line }))];
  });
  return [...unprompted(before.join('\n')), ...steps];
}

const ZNODE_COMMAND = /^(?:get|ls|ls2|stat|rmr|deleteall)(?:\s+-[a-zA-Z])*\s+\/[\w/.-]*$/;

/** Lines for ZooKeeper's shell without its prompt: a block of nothing else, that `get` or the text above (`lead`) tells from a listing of files. */
export function zooKeeperLines(source: string, lead: string): NoteStep[] | null {
  const lines = source.split('\n').map((line) => line.trim());
  const typed = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (typed.length === 0 || !typed.every((line) => ZNODE_COMMAND.test(line))) return null;
  if (!/zk|zoo_?keeper/i.test(lead) && !typed.some((line) => line.startsWith('get'))) return null;
  return lines.flatMap((text, line): NoteStep[] =>
    typed.includes(text)
      ? [{ kind: 'command', shell: 'zkcli', text, expected: [], host: null, user: null, directory: null, line }]
      : [],
  );
}

/** Commands that print a file, or the lines of it that matter. */
const PRINTS = /^(?:sudo\s+)?(?:cat|more|less|head|tail|grep)\s/;

/** A file that the note opens without showing what is written there, and prints later: that is what was written. */
export function withShownContent(blocks: readonly NoteBlock[]): NoteBlock[] {
  const all = blocks.flatMap((block) => block.steps);
  const written = (edit: NoteEdit): string => {
    const name = edit.file.slice(edit.file.lastIndexOf('/') + 1);
    for (const step of all.slice(all.indexOf(edit) + 1)) {
      if (step.kind === 'edit') {
        if (step.file.endsWith(name)) return '';
      } else if (PRINTS.test(step.text) && step.text.trim().endsWith(name) && step.host === edit.host)
        return step.expected.join('\n').trim();
    }
    return '';
  };
  return blocks.map((block) => ({
    ...block,
    steps: block.steps.map((step) => {
      if (step.kind !== 'edit' || step.content !== '' || !CONFIGURATION.test(step.file)) return step;
      const content = written(step);
      return content === '' ? step : { ...step, content, mode: editMode(step.file, content) };
    }),
  }));
}

/** Files of which a page shows all that matters when it prints them. */
const CONFIGURATION = /(?:^|\/)(?:flink-conf\.yaml|zoo\.cfg|masters|workers|slaves)$/;
