import { fnv1a, hex32 } from './hash.ts';

/**
 * Blocks between a line `:::name …` and a line `:::`, in the text of a lesson. Fences inside belong to the block: they are shown, and
 * are no cells of the lesson.
 */
export const CONTAINERS = ['hint', 'solution', 'notes'] as const;
export type ContainerName = (typeof CONTAINERS)[number];

/** A line that opens a block: its name and what follows it (`for=name`, a title). */
const OPEN = new RegExp(`^[ \\t]{0,3}:::[ \\t]*(${CONTAINERS.join('|')})\\b[ \\t]*(.*)$`);
const CLOSE = /^[ \t]{0,3}:::[ \t]*$/;

/** The block that a line opens; null: none. */
export function opensBlock(line: string): { readonly name: ContainerName; readonly info: string } | null {
  const match = OPEN.exec(line);
  return match ? { name: match[1] as ContainerName, info: match[2]!.trim() } : null;
}

const ANY = /^[ \t]{0,3}:::[ \t]*([A-Za-z][\w-]*)/;

/** The name behind a `:::` that opens no block of a lesson; null: the line is none of these. */
export function unknownBlock(line: string): string | null {
  return opensBlock(line) === null ? (ANY.exec(line)?.[1] ?? null) : null;
}

/** Names a block by what it says, for what is remembered of it (opened, shown). */
export function blockKey({ name, body }: Pick<Container, 'name' | 'body'>): string {
  return hex32(fnv1a(`${name}\n${body.trim().replace(/\r\n/g, '\n')}`));
}

/** Is a block open after these lines? `open`: was one before them? */
export function openAfter(text: string, open: boolean): boolean {
  let state = open;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (OPEN.test(line)) state = true;
    else if (CLOSE.test(line)) state = false;
  }
  return state;
}

export interface Container {
  readonly name: ContainerName;
  /** What stands behind the name, trimmed. */
  readonly info: string;
  readonly body: string;
  /** Offsets of the whole block in the text, its last line's end not included. */
  readonly from: number;
  readonly to: number;
  /** Has it a line `:::` of its own? */
  readonly closed: boolean;
}

/** The blocks of a text, in order. A block that is not closed ends with the text. */
export function containersIn(text: string): Container[] {
  const found: Container[] = [];
  let open: { name: ContainerName; info: string; from: number; body: number } | null = null;
  let fence: string | null = null;
  let offset = 0;
  for (const raw of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const line = raw.replace(/\r?\n$/, '');
    const marker = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && line.trim() === marker) fence = null;
    } else if (marker !== undefined) fence = marker;
    else if (open === null) {
      const opened = opensBlock(line);
      if (opened) open = { ...opened, from: offset, body: offset + raw.length };
    } else if (CLOSE.test(line)) {
      const { name, info, from, body } = open;
      found.push({ name, info, body: text.slice(body, offset), from, to: offset + line.length, closed: true });
      open = null;
    }
    offset += raw.length;
  }
  if (open) {
    const { name, info, from, body } = open;
    found.push({ name, info, body: text.slice(body), from, to: text.length, closed: false });
  }
  return found;
}
