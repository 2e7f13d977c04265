import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { splitFences } from '../lesson/fences.ts';
import { lineAt } from '../lesson/problems.ts';

/** A link or figure, on a line counted from 0; or what is wrong with it. */
interface OnLine {
  readonly line: number;
  readonly text: string;
}

/** Links and figures of a Markdown text that lead nowhere: a missing file, or a heading that is not there. Addresses of the web are not followed. */
export function brokenLinks(file: string, text: string): OnLine[] {
  const broken: OnLine[] = [];
  for (const { line, text: target } of linksIn(text)) {
    const [path = '', anchor] = target.split('#');
    const place = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
    if (!existsSync(place)) broken.push({ line, text: `the link to ${target} leads nowhere` });
    else if (anchor !== undefined && place.endsWith('.md')) {
      const headings = anchors(place === file ? text : readFileSync(place, 'utf8'));
      if (!headings.has(decodeURIComponent(anchor)))
        broken.push({ line, text: `there is no heading #${anchor} for the link to ${target}` });
    }
  }
  return broken;
}

/** The text without its fences and code, on the same lines. */
const prose = (text: string): string =>
  splitFences(text)
    .map((block) => (block.kind === 'text' ? block.raw : block.raw.replace(/[^\r\n]/g, '')))
    .join('')
    .replace(/`[^`\n]*`/g, '');

const LINKS = [
  /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
  /<img\b[^>]*\bsrc="([^"]+)"/g,
  /<source\b[^>]*\bsrcset="([^"\s]+)/g,
];

function linksIn(text: string): OnLine[] {
  const plain = prose(text);
  return LINKS.flatMap((link) => [...plain.matchAll(link)])
    .map((match): OnLine => ({ line: lineAt(plain, match.index), text: match[1]! }))
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link.text));
}

/** Names of the headings as GitHub and VS Code make them. */
function anchors(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of prose(text).matchAll(/^#{1,6}\s+(.+?)\s*#*\s*$/gm)) {
    const name = match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = name;
    for (let n = 1; names.has(unique); n++) unique = `${name}-${n}`;
    names.add(unique);
  }
  return names;
}
