import type { Part, Word } from '../syntax/ast.ts';

/** Brace expansion: `{a,b}`, `{1..5}`, `{a..e..2}`, nested; the words it makes, in order. */
export function expandBraces(word: Word): Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word];
  return expand(tokens(word)).map(join);
}

/** One unquoted character, or something that braces don't look into. */
type Token = string | Part;

function tokens(word: Word): Token[] {
  return word.flatMap((part): Token[] => (part.kind === 'text' && !part.quoted ? [...part.text] : [part]));
}

function join(list: readonly Token[]): Word {
  const word: Part[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') word.push({ kind: 'text', text, quoted: false });
    text = '';
  };
  for (const token of list) {
    if (typeof token === 'string') text += token;
    else {
      flush();
      word.push(token);
    }
  }
  flush();
  return word;
}

function expand(list: readonly Token[]): Token[][] {
  for (let open = 0; open < list.length; open++) {
    if (list[open] !== '{') continue;
    const found = alternatives(list, open);
    if (!found) continue;
    const before = list.slice(0, open);
    const tails = expand(list.slice(found.end + 1));
    return found.items.flatMap((item) => tails.map((tail) => [...before, ...item, ...tail]));
  }
  return [[...list]];
}

/** What stands between the brace at `open` and its partner; null when that is no brace expression. */
function alternatives(
  list: readonly Token[],
  open: number,
): { readonly items: Token[][]; readonly end: number } | null {
  let depth = 0;
  const commas: number[] = [];
  for (let i = open; i < list.length; i++) {
    if (list[i] === '{') depth++;
    else if (list[i] === ',' && depth === 1) commas.push(i);
    else if (list[i] === '}' && --depth === 0) {
      if (commas.length === 0) {
        const items = range(list.slice(open + 1, i));
        return items && { items, end: i };
      }
      const edges = [open, ...commas, i];
      const items = edges.slice(1).flatMap((edge, at) => expand(list.slice(edges[at]! + 1, edge)));
      return { items, end: i };
    }
  }
  return null;
}

function range(inside: readonly Token[]): Token[][] | null {
  if (!inside.every((token) => typeof token === 'string')) return null;
  const match = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/.exec(inside.join(''));
  if (!match) return null;
  const numeric = match[1] !== undefined;
  const from = numeric ? Number(match[1]) : match[3]!.charCodeAt(0);
  const to = numeric ? Number(match[2]) : match[4]!.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(match[5] ?? 1)));
  const padded = numeric && [match[1]!, match[2]!].some((text) => /^-?0\d/.test(text));
  const width = padded ? Math.max(match[1]!.length, match[2]!.length) : 0;
  const items: Token[][] = [];
  for (let at = from; from <= to ? at <= to : at >= to; at += from <= to ? step : -step) {
    if (items.length > 100_000) return null;
    const sign = at < 0 ? '-' : '';
    const text = numeric ? sign + String(Math.abs(at)).padStart(width - sign.length, '0') : String.fromCharCode(at);
    items.push([...text]);
  }
  return items;
}
