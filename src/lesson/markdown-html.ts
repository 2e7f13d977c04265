/**
 * Markdown as HTML, as far as lessons use it: headings, paragraphs, lists, tables, quotes, fences, rules, inline code, emphasis, links and
 * pictures. HTML in the text is shown as text.
 */
export interface HtmlOptions {
  /** The address that a picture gets; null: its words are shown instead. */
  readonly picture: (address: string) => string | null;
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);

export function markdownHtml(text: string, options: HtmlOptions): string {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'), options);
}

const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

function blocks(lines: readonly string[], options: HtmlOptions): string {
  const out: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const taken =
      line.trim() === ''
        ? 1
        : (fence(lines, at, out) ??
          heading(line, out, options) ??
          rule(line, out) ??
          quote(lines, at, out, options) ??
          table(lines, at, out, options) ??
          list(lines, at, out, options) ??
          paragraph(lines, at, out, options));
    at += taken;
  }
  return out.join('\n');
}

/** Each reads a block that begins at a line, writes it, and tells how many lines it took; null: there is none. */
function fence(lines: readonly string[], at: number, out: string[]): number | null {
  const open = FENCE.exec(lines[at]!);
  if (!open) return null;
  const marker = open[2]!;
  let end = at + 1;
  while (end < lines.length && !(lines[end]!.trim().startsWith(marker) && lines[end]!.trim() === marker)) end++;
  out.push(`<pre><code>${escapeHtml(lines.slice(at + 1, end).join('\n'))}</code></pre>`);
  return Math.min(end + 1, lines.length) - at;
}

function heading(line: string, out: string[], options: HtmlOptions): number | null {
  const match = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (!match) return null;
  const level = match[1]!.length;
  out.push(`<h${level}>${inlineHtml(match[2]!, options)}</h${level}>`);
  return 1;
}

function rule(line: string, out: string[]): number | null {
  if (!/^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/.test(line)) return null;
  out.push('<hr>');
  return 1;
}

function quote(lines: readonly string[], at: number, out: string[], options: HtmlOptions): number | null {
  let end = at;
  while (end < lines.length && /^ {0,3}>/.test(lines[end]!)) end++;
  if (end === at) return null;
  const inner = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ''));
  out.push(`<blockquote>${blocks(inner, options)}</blockquote>`);
  return end - at;
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, '|'));

function table(lines: readonly string[], at: number, out: string[], options: HtmlOptions): number | null {
  const ruled = lines[at + 1];
  if (!lines[at]!.includes('|') || ruled === undefined || !/^[\s|:-]*-[\s|:-]*$/.test(ruled) || !ruled.includes('|'))
    return null;
  let end = at + 2;
  while (end < lines.length && lines[end]!.includes('|') && lines[end]!.trim() !== '') end++;
  const row = (line: string, tag: 'td' | 'th'): string =>
    `<tr>${cellsOf(line)
      .map((cell) => `<${tag}>${inlineHtml(cell, options)}</${tag}>`)
      .join('')}</tr>`;
  const body = lines.slice(at + 2, end).map((line) => row(line, 'td'));
  out.push(`<table><thead>${row(lines[at]!, 'th')}</thead><tbody>${body.join('')}</tbody></table>`);
  return end - at;
}

function list(lines: readonly string[], at: number, out: string[], options: HtmlOptions): number | null {
  const first = ITEM.exec(lines[at]!);
  if (!first || first[1]!.length > 3) return null;
  const ordered = first[3] !== undefined;
  const items: string[][] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const item = ITEM.exec(line);
    if (item && item[1]!.length <= first[1]!.length + 1) {
      if ((item[3] !== undefined) !== ordered) break;
      items.push([item[4]!]);
    } else if (/^\s{2,}\S/.test(line)) items.at(-1)!.push(line.replace(/^ {2,4}/, ''));
    else if (line.trim() === '') {
      const next = lines[end + 1] ?? '';
      if (!/^\s{2,}\S/.test(next) && !ITEM.test(next)) break;
      items.at(-1)!.push('');
    } else if (lines[end - 1]!.trim() !== '' && !begins(lines, end)) items.at(-1)!.push(line);
    else break;
  }
  const html = items.map((item) => {
    const inner = blocks(item, options);
    return `<li>${/^<p>[\s\S]*<\/p>$/.test(inner) && !inner.includes('<p>', 3) ? inner.slice(3, -4) : inner}</li>`;
  });
  const tag = ordered ? 'ol' : 'ul';
  out.push(`<${tag}>${html.join('')}</${tag}>`);
  return end - at;
}

/** Does another block begin at a line, so that a paragraph ends before it? */
const begins = (lines: readonly string[], at: number): boolean =>
  FENCE.test(lines[at]!) || /^ {0,3}(?:#{1,6}\s|>)/.test(lines[at]!) || ITEM.test(lines[at]!);

function paragraph(lines: readonly string[], at: number, out: string[], options: HtmlOptions): number {
  let end = at + 1;
  while (end < lines.length && lines[end]!.trim() !== '' && !begins(lines, end)) end++;
  const text = lines.slice(at, end).map((line) => line.trim());
  out.push(`<p>${inlineHtml(text.join('\n'), options)}</p>`);
  return end - at;
}

export function inlineHtml(text: string, options: HtmlOptions): string {
  const parts = text.split(
    /(`+[^`]+`+|!\[[^\]]*\]\([^)\s]+\)|\[[^\]]+\]\([^)\s]+\)|\*\*.+?\*\*|(?<![\w*])\*[^*\s][^*]*\*)/,
  );
  return parts
    .map((part) => {
      const code = /^`+([^`]+)`+$/.exec(part);
      if (code) return `<code>${escapeHtml(code[1]!)}</code>`;
      const picture = /^!\[([^\]]*)\]\(([^)\s]+)\)$/.exec(part);
      if (picture) {
        const address = options.picture(picture[2]!);
        const words = escapeHtml(picture[1]!);
        return address === null ? `<em>${words}</em>` : `<img src="${escapeHtml(address)}" alt="${words}">`;
      }
      const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
      if (link) return `<a href="${escapeHtml(safe(link[2]!))}">${inlineHtml(link[1]!, options)}</a>`;
      if (/^\*\*.+\*\*$/.test(part)) return `<strong>${inlineHtml(part.slice(2, -2), options)}</strong>`;
      if (/^\*[^*]+\*$/.test(part)) return `<em>${inlineHtml(part.slice(1, -1), options)}</em>`;
      return escapeHtml(part);
    })
    .join('');
}

/** No address that runs something. */
const safe = (address: string): string => (/^(?:https?:|mailto:|#|[^:]*$)/i.test(address) ? address : '#');
