import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseLesson } from '../lesson/format.ts';
import { parseNote } from '../lesson/note.ts';
import { cellRequests, isLessonFile, noteRequests, noteSpec, worldSpec } from '../world/lesson-world.ts';
import type { CellRequest, WorldSpec } from '../world/protocol.ts';
import { fileError, UsageError } from './usage.ts';

/** An integer of the command line. */
export function seedOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || text.trim() === '') throw new UsageError(`--seed takes an integer, not "${text}"`);
  return seed;
}

export interface OpenedLesson {
  readonly spec: WorldSpec;
  readonly requests: readonly CellRequest[];
  readonly warnings: readonly string[];
}

/** Reads a lesson or a note. Throws a {@link UsageError} when the file cannot be read. */
export function openLesson({ file, seed }: { readonly file: string; readonly seed: number | undefined }): OpenedLesson {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw fileError(file, 'read', error);
  }
  const lesson = parseLesson(text);
  const spec = worldSpec(lesson, basename(file), seed);
  if (!isLessonFile(file)) {
    const note = parseNote(text);
    return { spec: noteSpec(spec, note), requests: noteRequests(note), warnings: lesson.frontMatter.warnings };
  }
  const cellWarnings = lesson.cells.flatMap((cell) =>
    cell.kind === 'code' ? cell.warnings.map((warning) => `cell ${cell.index}: ${warning}`) : [],
  );
  return { spec, requests: cellRequests(lesson), warnings: [...lesson.frontMatter.warnings, ...cellWarnings] };
}
