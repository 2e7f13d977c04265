import { parseLesson } from '../../src/lesson/format.ts';
import { parseNote } from '../../src/lesson/note.ts';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import { finishHeadless, runCellHeadless } from '../../src/world/headless.ts';
import { noteRequests, noteSpec, worldSpec } from '../../src/world/lesson-world.ts';
import type { CellResult } from '../../src/world/protocol.ts';
import { createWorld } from '../../src/world/world.ts';

const compiler = await createProgramCompiler({}, () => false);

/** Runs all blocks of a course note in a world of its own. */
export async function runNote(text: string): Promise<CellResult[]> {
  const note = parseNote(text);
  const world = createWorld({
    spec: noteSpec(worldSpec(parseLesson(text), 'note.md', 1), note),
    emit: () => {},
    compiler,
    workspace: { list: () => null, read: () => null, size: () => null },
    filters: () => '',
  });
  const results: CellResult[] = [];
  for (const request of noteRequests(note)) results.push((await runCellHeadless(world, request)).result!);
  await finishHeadless(world);
  return results;
}

/** A block of a note. */
export const block = (...lines: readonly string[]): string => `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
