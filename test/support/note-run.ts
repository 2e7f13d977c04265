import { parseLesson } from '../../src/lesson/format.ts';
import { parseNote } from '../../src/lesson/note.ts';
import { finishHeadless, runCellHeadless } from '../../src/world/headless.ts';
import { noteRequests, noteSpec, worldSpec } from '../../src/world/lesson-world.ts';
import type { CellResult } from '../../src/world/protocol.ts';
import { worldOf } from './worlds.ts';

/** Runs all blocks of a course note in a world of its own, as the command line does. */
export async function runNote(text: string, name = 'note'): Promise<CellResult[]> {
  const note = parseNote(text);
  const world = await worldOf({ spec: noteSpec(worldSpec(parseLesson(text), `${name}.md`, 1), note) });
  const runs = [];
  for (const request of noteRequests(note)) runs.push(await runCellHeadless(world, request));
  await finishHeadless(world);
  // What still served has its result only now.
  return runs.map((run) => run.result!);
}

/** A block of a note. */
export const block = (...lines: readonly string[]): string => `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
