import { blockKey, type ContainerName, containersIn } from './containers.ts';
import { type Exercise, exercisesOf, isCheck } from './exercises.ts';
import { type Cell, type CodeCell, parseLesson } from './format.ts';
import { parseInfo } from './info.ts';
import type { Totals } from './progress.ts';
import { quizzesOf } from './review.ts';

/** What a lesson asks of a student, and which of its blocks help with what. */
export interface Outline {
  readonly totals: Totals;
  /** A guess from the amount of text, cells, quizzes and exercises. */
  readonly minutes: number;
  readonly exercises: readonly Exercise[];
  readonly blocks: readonly OutlineBlock[];
}
/** A hint or solution in order; `place` counts from 0 among those of its kind and exercise. */
export interface OutlineBlock {
  readonly key: string;
  readonly name: Exclude<ContainerName, 'notes'>;
  readonly exercise: string;
  readonly place: number;
}

/** What a list of lessons tells of one before it is opened. */
export interface LessonFacts {
  readonly title: string | null;
  /** As in the {@link Outline}. */
  readonly minutes: number;
}

export function lessonFacts(text: string): LessonFacts {
  const lesson = parseLesson(text);
  return { title: lesson.title, minutes: outlineOf(lesson).minutes };
}

export function outlineOf(lesson: { readonly cells: readonly Cell[] }): Outline {
  const { exercises } = exercisesOf(lesson);
  const quizzes = quizzesOf(lesson).filter((quiz) => typeof quiz !== 'string');
  const code = lesson.cells.filter((cell) => cell.kind === 'code');
  const checks = code.filter(isCheck).length;
  const inExercise = new Set(exercises.flatMap((exercise) => exercise.cells));
  // Shift+Enter in the last cell of a lesson adds an empty one below it, with nothing to run.
  const asks = (cell: CodeCell): boolean => cell.value.trim() !== '' || inExercise.has(cell.index);
  const cells = code.filter((cell) => !isCheck(cell) && asks(cell)).length;
  return {
    totals: { cells, checks, quizzes: quizzes.length },
    minutes: minutesOf(lesson.cells, cells, exercises.length, quizzes.length),
    exercises,
    blocks: blocksOf(lesson.cells, exercises),
  };
}

function blocksOf(cells: readonly Cell[], exercises: readonly Exercise[]): OutlineBlock[] {
  const blocks: OutlineBlock[] = [];
  let latest: string | null = null;
  for (const cell of cells) {
    if (cell.kind === 'code') {
      latest = exercises.find((exercise) => exercise.cells[0] === cell.index)?.name ?? latest;
      continue;
    }
    for (const container of containersIn(cell.value)) {
      const { name } = container;
      if (name === 'notes') continue;
      const wanted = parseInfo(`x ${container.info}`).options.for;
      const exercise: string | null = typeof wanted === 'string' ? wanted : latest;
      if (exercise === null) continue;
      const place = blocks.filter((block) => block.name === name && block.exercise === exercise).length;
      blocks.push({ key: blockKey(container), name, exercise, place });
    }
  }
  return blocks;
}

/** Words read a minute; a Chinese character counts half a word. */
const WORDS_A_MINUTE = 160;
const CELL_MINUTES = 0.4;
const QUIZ_MINUTES = 0.5;
const EXERCISE_MINUTES = 4;

function minutesOf(cells: readonly Cell[], code: number, exercises: number, quizzes: number): number {
  let words = 0;
  for (const { kind, value } of cells) {
    if (kind !== 'markup') continue;
    words += (value.match(/[\p{sc=Han}]/gu)?.length ?? 0) / 2 + (value.match(/[\p{sc=Latin}\d]+/gu)?.length ?? 0);
  }
  const minutes = words / WORDS_A_MINUTE + code * CELL_MINUTES + quizzes * QUIZ_MINUTES + exercises * EXERCISE_MINUTES;
  return Math.max(1, Math.round(minutes));
}
