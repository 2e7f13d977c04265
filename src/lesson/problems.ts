import type { Lesson } from './format.ts';

/** What an author has to mend: one sentence, and where. */
export interface Problem {
  readonly message: string;
  readonly at: Place | null;
}
/** `position` counts all cells of a lesson from 0, `line` the lines of one: 0 is the first line of a text, or the opening line of a fence. */
export interface Place {
  readonly position: number;
  readonly line: number;
}

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** The line of the file, counted from 1; the first one where a problem has no place. */
export function lineOf(lesson: Pick<Lesson, 'head' | 'cells'>, place: Place | null): number {
  if (place === null) return 1;
  let line = 1 + lineEnds(lesson.head);
  for (const [position, { kind, origin }] of lesson.cells.entries()) {
    if (origin === null) continue;
    line += lineEnds(origin.before);
    if (position === place.position) return line + place.line;
    line += lineEnds(kind === 'code' ? origin.fence.raw : origin.raw) + lineEnds(origin.after);
  }
  return line;
}

/** The line of a text at an offset, counted from 0. */
export const lineAt = (text: string, offset: number): number => lineEnds(text.slice(0, offset));
