/**
 * Splits Markdown into fenced blocks and the text between them, by lines and without losing a byte. A CommonMark tree
 * is not used on purpose: real course notes put `<br>` above headings, which by CommonMark swallows the fences after it.
 */
export type Block = TextBlock | FenceBlock;

export interface TextBlock {
  readonly kind: 'text';
  readonly raw: string;
}

export interface FenceBlock {
  readonly kind: 'fence';
  readonly raw: string;
  /** What stands before each line of the content, as far as it is there: white space, in a quotation its marks. */
  readonly indent: string;
  /** The fence's characters: "```", "~~~~" … */
  readonly marker: string;
  /** Info string, trimmed. */
  readonly info: string;
  /** Opening line with its end of line. */
  readonly open: string;
  /** Content as it stands in the file, indentation and line ends included. */
  readonly body: string;
  /** Closing line with its end of line; null when the file ends first. */
  readonly close: string | null;
  /** Content without indentation, `\n` line ends, no final line end: what an editor shows. */
  readonly source: string;
  /** 0-based line of the opening fence. */
  readonly line: number;
}

/** A fence may open behind the mark of a list's item (`* \`\`\`text`) and inside a quotation. */
const OPEN = /^((?:[ \t]*>)*[ \t]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/;
const QUOTED = /^[ \t]*>/;

/** Lines with their ends; `join('')` gives the text back. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

const withoutEnd = (line: string): string => line.replace(/(?:\r\n|\n|\r)$/, '');

function closes(line: string, marker: string): boolean {
  const text = withoutEnd(line).trim();
  if (text.length < marker.length) return false;
  for (const c of text) if (c !== marker[0]) return false;
  return true;
}

function unindent(line: string, indent: string): string {
  let text = line;
  let width = indent.length;
  if (QUOTED.test(indent)) {
    const quotes = indent.split('>').length - 1;
    for (let i = 0; i < quotes; i++) text = text.replace(/^[ \t]*>/, '');
    width = indent.length - indent.lastIndexOf('>') - 1;
  }
  let i = 0;
  while (i < width && i < text.length && (text[i] === ' ' || text[i] === '\t')) i++;
  return text.slice(i);
}

/** The blocks of a Markdown text; the `raw`s joined are the text. */
export function splitFences(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = linesOf(text);
  let prose = '';
  let inComment = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const plain = withoutEnd(line);
    if (inComment) {
      prose += line;
      if (plain.includes('-->')) inComment = false;
      continue;
    }
    const match = OPEN.exec(plain);
    if (!match || (match[2]![0] === '`' && match[3]!.includes('`'))) {
      prose += line;
      const comment = /^\s*<!--/.exec(plain);
      if (comment && !plain.slice(comment[0].length).includes('-->')) inComment = true;
      continue;
    }
    const [, before = '', marker = '', info = ''] = match;
    const indent = before.replace(/[^\s>]/g, ' ');
    const isIn = (inner: string): boolean => !QUOTED.test(indent) || QUOTED.test(inner);
    let end = i + 1;
    while (end < lines.length && isIn(lines[end]!) && !closes(unindent(lines[end]!, indent), marker)) end++;
    const body = lines.slice(i + 1, end);
    const close = end < lines.length && isIn(lines[end]!) ? lines[end]! : null;
    if (prose) blocks.push({ kind: 'text', raw: prose });
    prose = '';
    blocks.push({
      kind: 'fence',
      raw: line + body.join('') + (close ?? ''),
      indent,
      marker,
      info: info.trim(),
      open: line,
      body: body.join(''),
      close,
      source: body.map((l) => unindent(withoutEnd(l), indent)).join('\n'),
      line: i,
    });
    i = close === null ? end - 1 : end;
  }
  if (prose) blocks.push({ kind: 'text', raw: prose });
  return blocks;
}

/** `fence` with another content: its opening and closing lines stay as they are. */
export function withSource(fence: FenceBlock, source: string, eol: string): string {
  if (source === fence.source) return fence.raw;
  const lines = source === '' ? [] : source.split(/\r\n|\n|\r/);
  const open = /[\r\n]$/.test(fence.open) ? fence.open : fence.open + eol;
  const body = lines.map((line) => (line === '' ? '' : fence.indent) + line + eol).join('');
  return open + body + (fence.close ?? `${fence.indent}${fence.marker}${eol}`);
}

/** A fence that is long enough for `source`. */
export function newFence(info: string, source: string, eol: string): string {
  let marker = '```';
  for (const run of source.match(/^\s*`{3,}/gm) ?? []) {
    if (run.trim().length >= marker.length) marker = '`'.repeat(run.trim().length + 1);
  }
  const body = source === '' ? '' : source.split(/\r\n|\n|\r/).join(eol) + eol;
  return `${marker}${info}${eol}${body}${marker}${eol}`;
}
