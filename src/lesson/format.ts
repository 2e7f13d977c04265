import { openAfter } from './containers.ts';
import { type Block, type FenceBlock, newFence, splitFences, withSource } from './fences.ts';
import { type FrontMatter, parseFrontMatter } from './front-matter.ts';
import { type CellKind, kindOf, parseInfo } from './info.ts';

/**
 * The lesson format: Markdown <-> cells. `serialize(parse(text))` is `text`, byte for byte, for any text; editing one cell
 * changes only its lines.
 */
export interface Lesson {
  /** Byte order mark and front matter as they stand in the file. */
  readonly head: string;
  readonly frontMatter: FrontMatter;
  readonly cells: readonly Cell[];
  /** The file's dominant line end. */
  readonly eol: '\n' | '\r\n';
  /** Front matter's or the first heading's words, else null. */
  readonly title: string | null;
}

export type Cell = MarkupCell | CodeCell;

/** Where a cell came from, kept so that an unchanged cell is written as it was. */
interface CellOrigin {
  /** Blank lines before and after that belong to no cell. */
  readonly before: string;
  readonly after: string;
  /** Text as an editor shows it (`\n` line ends). */
  readonly value: string;
}
export interface MarkupCell {
  readonly kind: 'markup';
  readonly value: string;
  readonly origin: (CellOrigin & { readonly raw: string }) | null;
}
export interface CodeCell {
  readonly kind: 'code';
  readonly language: string;
  readonly options: Readonly<Record<string, string | true>>;
  readonly warnings: readonly string[];
  readonly value: string;
  /** Info string as written. */
  readonly info: string;
  readonly cellKind: CellKind;
  /** Counts code cells from 0. */
  readonly index: number;
  readonly origin: (CellOrigin & { readonly fence: FenceBlock }) | null;
}

const normalise = (text: string): string => text.replace(/\r\n|\r/g, '\n');

/** Which fences are cells. A lesson's are the labelled ones; a note's are judged by their content (note.ts). */
export type FenceFilter = (fence: FenceBlock) => {
  language: string;
  options: Readonly<Record<string, string | true>>;
  warnings: readonly string[];
  kind: CellKind;
} | null;

const lessonFences: FenceFilter = (fence) => {
  const info = parseInfo(fence.info);
  const kind = kindOf(info.language, typeof info.options.file === 'string');
  return kind ? { language: info.language, options: info.options, warnings: info.warnings, kind } : null;
};

export function parseLesson(text: string, filter: FenceFilter = lessonFences): Lesson {
  const { head, body, frontMatter } = parseFrontMatter(text);
  const crlf = (text.match(/\r\n/g) ?? []).length;
  const eol = crlf * 2 > (text.match(/\n/g) ?? []).length ? '\r\n' : '\n';
  const cells: Cell[] = [];
  let pending = '';
  let index = 0;

  for (const piece of pieces(splitFences(body), filter)) {
    if (piece.kind === 'text') {
      const lead = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(piece.raw)![0];
      const inner = piece.raw.slice(lead.length).replace(/[ \t\r\n]+$/, '');
      const tail = piece.raw.slice(lead.length + inner.length);
      if (inner === '') {
        pending += piece.raw;
        continue;
      }
      const value = normalise(inner);
      cells.push({ kind: 'markup', value, origin: { before: pending + lead, after: tail, raw: inner, value } });
    } else {
      const { fence, cell } = piece;
      cells.push({
        kind: 'code',
        language: cell.language,
        options: cell.options,
        warnings: cell.warnings,
        value: fence.source,
        info: fence.info,
        cellKind: cell.kind,
        index: index++,
        origin: { before: pending, after: '', fence, value: fence.source },
      });
    }
    pending = '';
  }
  if (pending !== '' && cells.length > 0) {
    const last = cells.pop()!;
    cells.push(
      last.origin ? ({ ...last, origin: { ...last.origin, after: last.origin.after + pending } } as Cell) : last,
    );
    pending = '';
  }
  const heading = /^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$/m.exec(body);
  return { head: head + pending, frontMatter, cells, eol, title: frontMatter.title ?? (heading ? heading[1]! : null) };
}

type Piece =
  | { kind: 'text'; raw: string }
  | { kind: 'cell'; fence: FenceBlock; cell: NonNullable<ReturnType<FenceFilter>> };

/** Text runs (fences that are no cells included), split before headings, and cells. */
function pieces(blocks: readonly Block[], filter: FenceFilter): Piece[] {
  const result: Piece[] = [];
  let prose = '';
  /** Inside a `:::` block, whose fences are no cells. */
  let contained = false;
  const flush = (): void => {
    if (prose) result.push({ kind: 'text', raw: prose });
    prose = '';
  };
  for (const block of blocks) {
    if (block.kind === 'fence') {
      const cell = contained ? null : filter(block);
      if (!cell) {
        prose += block.raw;
        continue;
      }
      flush();
      result.push({ kind: 'cell', fence: block, cell });
    } else {
      for (const part of block.raw.split(/(?<=^|\n|\r)(?=#{1,6}[ \t])/)) {
        if (/^#{1,6}[ \t]/.test(part) && prose.trim() !== '' && !contained) flush();
        prose += part;
        contained = openAfter(part, contained);
      }
    }
  }
  flush();
  return result;
}

/** What an editor hands back: cells that may be edited, added, moved or removed. */
export interface EditedCell {
  readonly kind: 'markup' | 'code';
  readonly value: string;
  readonly language: string;
  readonly info: string | null;
  readonly origin: Cell['origin'];
}

export function serializeLesson(lesson: Pick<Lesson, 'head' | 'eol'>, cells: readonly EditedCell[]): string {
  const { eol } = lesson;
  let text = lesson.head;
  for (const cell of cells) {
    const value = normalise(cell.value);
    const before = cell.origin?.before ?? '';
    let piece: string;
    if (cell.kind === 'markup') {
      const origin = cell.origin as MarkupCell['origin'];
      piece = origin && value === origin.value ? origin.raw : value.split('\n').join(eol);
      piece = before + piece + (origin?.after ?? eol + eol);
    } else {
      const origin = cell.origin as CodeCell['origin'];
      piece =
        before +
        (origin
          ? withSource(origin.fence, value === origin.value ? origin.value : value, eol)
          : newFence(cell.info ?? cell.language, value, eol));
      piece += origin?.after ?? eol;
    }
    // A cell needs a line of its own, and new text a blank line before it.
    if (!/(?:^|[\r\n\uFEFF])$/.test(text)) text += eol;
    if (!cell.origin && text.trim() !== '' && !/(?:\r\n|\n)[ \t]*(?:\r\n|\n)$/.test(text)) text += eol;
    text += piece;
  }
  return text;
}

/** The cells of a lesson as an editor would hand them back unchanged. */
export function unedited(lesson: Lesson): EditedCell[] {
  return lesson.cells.map((cell) =>
    cell.kind === 'markup'
      ? { kind: 'markup', value: cell.value, language: 'markdown', info: null, origin: cell.origin }
      : { kind: 'code', value: cell.value, language: cell.language, info: cell.info, origin: cell.origin },
  );
}
