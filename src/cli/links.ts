import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { splitFences } from '../lesson/fences.ts';

/** Links and figures of a Markdown text that lead nowhere: a missing file, or a heading that is not there. Addresses of the web are not followed. */
export function brokenLinks(file: string, text: string): string[] {
  const broken: string[] = [];
  for (const target of linksIn(text)) {
    const [path = '', anchor] = target.split('#');
    const place = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
    if (!existsSync(place)) broken.push(`the link to ${target} leads nowhere`);
    else if (anchor !== undefined && place.endsWith('.md')) {
      const headings = anchors(place === file ? text : readFileSync(place, 'utf8'));
      if (!headings.has(decodeURIComponent(anchor)))
        broken.push(`there is no heading #${anchor} for the link to ${target}`);
    }
  }
  return broken;
}

const prose = (text: string): string =>
  splitFences(text)
    .map((block) => (block.kind === 'text' ? block.raw : '\n'))
    .join('')
    .replace(/`[^`\n]*`/g, '');

function linksIn(text: string): string[] {
  const plain = prose(text);
  const links = [
    ...[...plain.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map((match) => match[1]!),
    ...[...plain.matchAll(/<img\b[^>]*\bsrc="([^"]+)"/g)].map((match) => match[1]!),
    ...[...plain.matchAll(/<source\b[^>]*\bsrcset="([^"\s]+)/g)].map((match) => match[1]!),
  ];
  return links.filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
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
