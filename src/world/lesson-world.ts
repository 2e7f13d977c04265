import type { Lesson } from '../lesson/format.ts';
import type { CellRequest, WorldSpec } from './protocol.ts';

/** The world that a lesson asks for. A seed given outside wins over the front matter's; 1 is the default. */
export function worldSpec(lesson: Lesson, fallbackTitle: string, seed?: number): WorldSpec {
  const { frontMatter } = lesson;
  return {
    title: lesson.title ?? fallbackTitle,
    preset: frontMatter.preset,
    machines: frontMatter.machines ?? [],
    config: frontMatter.config,
    seed: seed ?? frontMatter.seed ?? 1,
    epoch: frontMatter.epoch,
    timezone: frontMatter.timezone,
  };
}

/** The code cells of a lesson as requests; `cell` is the cell's index. */
export function cellRequests(lesson: Lesson): CellRequest[] {
  return lesson.cells.flatMap((cell) =>
    cell.kind === 'code'
      ? [{ cell: cell.index, language: cell.language, options: cell.options, source: cell.value }]
      : [],
  );
}

/** Those that belong to the lesson's project: the world gets them all before any runs. */
export function projectCells(requests: readonly CellRequest[]): CellRequest[] {
  return requests.filter((request) => request.language === 'java' || request.language === 'scala');
}
