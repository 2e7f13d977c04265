import { containersIn } from './containers.ts';
import { splitFences } from './fences.ts';
import type { CodeCell, Lesson } from './format.ts';
import { parseInfo } from './info.ts';

/** A cell with which a solution replaces one of the exercise's. */
export interface SolutionCell {
  readonly language: string;
  readonly options: Readonly<Record<string, string | true>>;
  readonly source: string;
  /** The index of the exercise's cell that it takes the place of. */
  readonly replaces: number;
}
export interface Solution {
  readonly cells: readonly SolutionCell[];
}

/** Cells to fill in, help to be had one by one, ways to solve it, and the checks that tell whether it is solved. */
export interface Exercise {
  /** `exercise=name`, else `exercise N`, counting from 1. */
  readonly name: string;
  /** Indices of the cells to fill in; at least one. */
  readonly cells: readonly number[];
  /** Markdown, in the order in which they are given. */
  readonly hints: readonly string[];
  readonly solutions: readonly Solution[];
  /** Indices of the check cells. */
  readonly checks: readonly number[];
}

export interface Exercises {
  readonly exercises: readonly Exercise[];
  /** What an author has to mend, one sentence each. */
  readonly problems: readonly string[];
}

/** Does a cell inspect the world (`sh check`), or try a program (`check class=…`)? */
export const isCheck = (cell: Pick<CodeCell, 'cellKind' | 'options'>): boolean =>
  cell.cellKind === 'check' || (cell.cellKind === 'shell' && cell.options.check !== undefined);

interface Draft {
  readonly name: string;
  readonly cells: number[];
  readonly hints: string[];
  readonly solutions: Solution[];
  readonly checks: number[];
}

/**
 * The exercises of a lesson. A cell with `exercise` opens one, cells with the same `exercise=name` belong together; hints, solutions and checks
 * belong to the exercise before them, or to the one that they name with `for=name`.
 */
export function exercisesOf(lesson: Pick<Lesson, 'cells'>): Exercises {
  const drafts: Draft[] = [];
  const problems: string[] = [];
  const codeCells = new Map<number, CodeCell>();
  for (const cell of lesson.cells) if (cell.kind === 'code') codeCells.set(cell.index, cell);

  const belongsTo = (wanted: string | true | undefined, what: string): Draft | undefined => {
    const found = typeof wanted === 'string' ? drafts.find(({ name }) => name === wanted) : drafts.at(-1);
    if (!found)
      problems.push(
        typeof wanted === 'string' ? `${what}: there is no exercise "${wanted}"` : `${what} comes before any exercise`,
      );
    return found;
  };

  for (const cell of lesson.cells) {
    if (cell.kind === 'code') {
      const { exercise } = cell.options;
      if (exercise !== undefined) {
        const named = typeof exercise === 'string' ? drafts.find(({ name }) => name === exercise) : undefined;
        if (named) named.cells.push(cell.index);
        else {
          const name = typeof exercise === 'string' ? exercise : `exercise ${drafts.length + 1}`;
          drafts.push({ name, cells: [cell.index], hints: [], solutions: [], checks: [] });
        }
      }
      if (isCheck(cell)) belongsTo(cell.options.for, `cell ${cell.index}: a check`)?.checks.push(cell.index);
      continue;
    }
    for (const { name, info, body } of containersIn(cell.value)) {
      if (name === 'notes') continue;
      const draft = belongsTo(parseInfo(`x ${info}`).options.for, `:::${name}`);
      if (!draft) continue;
      if (name === 'hint') draft.hints.push(body.trim());
      else draft.solutions.push(solutionOf(body, draft, codeCells, problems));
    }
  }
  for (const draft of drafts) {
    if (draft.checks.length === 0) problems.push(`exercise "${draft.name}" has no check`);
    if (draft.solutions.length === 0) problems.push(`exercise "${draft.name}" has no solution`);
  }
  return { exercises: drafts, problems };
}

/** Each fence of the block takes the place of the exercise's cell with the same `file=`, else of the next one in its language. */
function solutionOf(body: string, draft: Draft, cells: ReadonlyMap<number, CodeCell>, problems: string[]): Solution {
  const left = draft.cells.map((index) => cells.get(index)!);
  const taken: SolutionCell[] = [];
  for (const block of splitFences(body)) {
    if (block.kind !== 'fence') continue;
    const { language, options } = parseInfo(block.info);
    const place = left.find((cell) =>
      options.file === undefined ? cell.language === language : cell.options.file === options.file,
    );
    if (!place) {
      problems.push(
        `a solution of "${draft.name}" holds a ${language || 'nameless'} block that takes no cell's place there`,
      );
      continue;
    }
    left.splice(left.indexOf(place), 1);
    const { exercise: _, ...kept } = place.options;
    taken.push({ language, options: { ...kept, ...options }, source: block.source, replaces: place.index });
  }
  if (taken.length === 0) problems.push(`a solution of "${draft.name}" is empty`);
  return { cells: taken };
}
