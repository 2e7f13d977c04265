import { containersIn } from './containers.ts';
import { splitFences } from './fences.ts';
import type { CodeCell, Lesson } from './format.ts';
import { parseInfo } from './info.ts';
import { lineAt, type Place, type Problem } from './problems.ts';

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
  readonly problems: readonly Problem[];
}

/** Does a cell inspect the world (`sh check`), or try a program (`check class=…`)? */
export const isCheck = (cell: Pick<CodeCell, 'cellKind' | 'options'>): boolean =>
  cell.cellKind === 'check' || (cell.cellKind === 'shell' && cell.options.check !== undefined);

interface Draft {
  readonly name: string;
  readonly at: Place;
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
  const problems: Problem[] = [];
  const codeCells = new Map<number, CodeCell>();
  for (const cell of lesson.cells) if (cell.kind === 'code') codeCells.set(cell.index, cell);

  const belongsTo = (wanted: string | true | undefined, what: string, at: Place): Draft | undefined => {
    const found = typeof wanted === 'string' ? drafts.find(({ name }) => name === wanted) : drafts.at(-1);
    if (!found)
      problems.push({
        message:
          typeof wanted === 'string'
            ? `${what}: there is no exercise "${wanted}"`
            : `${what} comes before any exercise`,
        at,
      });
    return found;
  };

  for (const [position, cell] of lesson.cells.entries()) {
    if (cell.kind === 'code') {
      const at = { position, line: 0 };
      const { exercise } = cell.options;
      if (exercise !== undefined) {
        const named = typeof exercise === 'string' ? drafts.find(({ name }) => name === exercise) : undefined;
        if (named) named.cells.push(cell.index);
        else {
          const name = typeof exercise === 'string' ? exercise : `exercise ${drafts.length + 1}`;
          drafts.push({ name, at, cells: [cell.index], hints: [], solutions: [], checks: [] });
        }
      }
      if (isCheck(cell)) belongsTo(cell.options.for, 'a check', at)?.checks.push(cell.index);
      continue;
    }
    for (const { name, info, body, from } of containersIn(cell.value)) {
      if (name === 'notes') continue;
      const at = { position, line: lineAt(cell.value, from) };
      const draft = belongsTo(parseInfo(`x ${info}`).options.for, `:::${name}`, at);
      if (!draft) continue;
      if (name === 'hint') draft.hints.push(body.trim());
      else draft.solutions.push(solutionOf(body, draft, codeCells, (message) => problems.push({ message, at })));
    }
  }
  for (const { name, at, checks, solutions } of drafts) {
    if (checks.length === 0) problems.push({ message: `exercise "${name}" has no check`, at });
    if (solutions.length === 0) problems.push({ message: `exercise "${name}" has no solution`, at });
  }
  return { exercises: drafts, problems };
}

/** Each fence of the block takes the place of the exercise's cell with the same `file=`, else of the next one in its language. */
function solutionOf(
  body: string,
  draft: Draft,
  cells: ReadonlyMap<number, CodeCell>,
  complain: (message: string) => void,
): Solution {
  const left = draft.cells.map((index) => cells.get(index)!);
  const taken: SolutionCell[] = [];
  for (const block of splitFences(body)) {
    if (block.kind !== 'fence') continue;
    const { language, options } = parseInfo(block.info);
    const place = left.find((cell) =>
      options.file === undefined ? cell.language === language : cell.options.file === options.file,
    );
    if (!place) {
      complain(
        `a solution of "${draft.name}" holds a ${language || 'nameless'} block that takes no cell's place there`,
      );
      continue;
    }
    left.splice(left.indexOf(place), 1);
    const { exercise: _, ...kept } = place.options;
    taken.push({ language, options: { ...kept, ...options }, source: block.source, replaces: place.index });
  }
  if (taken.length === 0) complain(`a solution of "${draft.name}" is empty`);
  return { cells: taken };
}
