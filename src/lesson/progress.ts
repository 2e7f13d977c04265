import { isMap } from './maps.ts';

/** How far a person has come in the course: a readable JSON file, the same on every host. */
export interface Progress {
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}
export interface LessonProgress {
  readonly title: string;
  /** ISO times: first opened, last active. */
  readonly opened: string;
  readonly last: string;
  /** Seconds that the lesson was in front. */
  readonly seconds: number;
  /** The code cell last run, counted from 0; null: none yet. */
  readonly cell: number | null;
  /** Code cells that ended well and checks that passed, ascending. */
  readonly run: readonly number[];
  readonly passed: readonly number[];
  /** By question. */
  readonly answers: Readonly<Record<string, AnswerRecord>>;
  /** Help that was taken, by exercise. */
  readonly help: Readonly<Record<string, HelpRecord>>;
  /** How much there is to do. */
  readonly of: Totals;
}
export interface AnswerRecord {
  readonly answer: readonly number[] | number;
  readonly right: boolean;
  /** How often it was answered. */
  readonly tries: number;
}
export interface HelpRecord {
  readonly hints: number;
  readonly solution: boolean;
}
/** Cells to run (checks not counted), checks and quizzes of a lesson. */
export interface Totals {
  readonly cells: number;
  readonly checks: number;
  readonly quizzes: number;
}

export class ProgressError extends Error {}

const VERSION = 1;
const NO_HELP: HelpRecord = { hints: 0, solution: false };

export function newLessonProgress(title: string, of: Totals, now: string): LessonProgress {
  return { title, opened: now, last: now, seconds: 0, cell: null, run: [], passed: [], answers: {}, help: {}, of };
}

export function progressText(progress: Progress): string {
  return `${JSON.stringify({ millrace: 'progress', version: VERSION, lessons: progress.lessons }, null, 2)}\n`;
}

/** Reads a progress file. Throws a {@link ProgressError} that says what is wrong with it. */
export function parseProgress(text: string): Progress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ProgressError(error instanceof Error ? error.message : String(error));
  }
  const file = asMap(value, 'the file');
  if (file.millrace !== 'progress') throw new ProgressError('it is no progress file of Millrace');
  if (file.version !== VERSION) throw new ProgressError(`its version is ${String(file.version)}, not ${VERSION}`);
  const lessons = Object.entries(asMap(file.lessons, 'lessons')).map(
    ([id, lesson]) => [id, readLesson(asMap(lesson, id), id)] as const,
  );
  return { lessons: Object.fromEntries(lessons) };
}

function readLesson(map: Readonly<Record<string, unknown>>, id: string): LessonProgress {
  const text = (key: string): string => {
    if (typeof map[key] !== 'string') throw new ProgressError(`${key} of ${id} is no text`);
    return map[key];
  };
  const cells = (key: string): number[] => {
    const list = map[key];
    if (!Array.isArray(list) || !list.every(isCount)) throw new ProgressError(`${key} of ${id} is no list of cells`);
    return list;
  };
  const count = (from: Readonly<Record<string, unknown>>, key: string): number => {
    const value = from[key];
    if (!isCount(value)) throw new ProgressError(`${key} of ${id} is no number`);
    return value;
  };
  const of = asMap(map.of, `of ${id}`);
  const answers = Object.entries(asMap(map.answers, `answers of ${id}`)).map(([question, value]) => {
    const answer = asMap(value, question);
    const given = answer.answer;
    const sound = typeof given === 'number' || (Array.isArray(given) && given.every(isCount));
    if (!sound || typeof answer.right !== 'boolean') throw new ProgressError(`the answer to "${question}" is none`);
    return [
      question,
      { answer: given as number[] | number, right: answer.right, tries: count(answer, 'tries') },
    ] as const;
  });
  const help = Object.entries(asMap(map.help, `help of ${id}`)).map(([exercise, value]) => {
    const taken = asMap(value, exercise);
    return [exercise, { hints: count(taken, 'hints'), solution: taken.solution === true }] as const;
  });
  return {
    title: text('title'),
    opened: text('opened'),
    last: text('last'),
    seconds: count(map, 'seconds'),
    cell: map.cell === null ? null : count(map, 'cell'),
    run: cells('run'),
    passed: cells('passed'),
    answers: Object.fromEntries(answers),
    help: Object.fromEntries(help),
    of: { cells: count(of, 'cells'), checks: count(of, 'checks'), quizzes: count(of, 'quizzes') },
  };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function asMap(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isMap(value)) throw new ProgressError(`${what} is no map of keys`);
  return value;
}

const including = (list: readonly number[], item: number): readonly number[] =>
  list.includes(item) ? list : [...list, item].sort((a, b) => a - b);

export const cellRan = (lesson: LessonProgress, cell: number, ok: boolean): LessonProgress => ({
  ...lesson,
  cell,
  run: ok ? including(lesson.run, cell) : lesson.run,
});

export const checkPassed = (lesson: LessonProgress, check: number): LessonProgress => ({
  ...lesson,
  passed: including(lesson.passed, check),
});

export function answered(
  lesson: LessonProgress,
  question: string,
  answer: AnswerRecord['answer'],
  right: boolean,
): LessonProgress {
  const tries = (lesson.answers[question]?.tries ?? 0) + 1;
  return { ...lesson, answers: { ...lesson.answers, [question]: { answer, right, tries } } };
}

/** `hints`: so many have been opened by now. */
export function helped(lesson: LessonProgress, exercise: string, taken: Partial<HelpRecord>): LessonProgress {
  const before = lesson.help[exercise] ?? NO_HELP;
  const after = {
    hints: Math.max(before.hints, taken.hints ?? 0),
    solution: before.solution || taken.solution === true,
  };
  return { ...lesson, help: { ...lesson.help, [exercise]: after } };
}

export const helpOf = (lesson: LessonProgress | undefined, exercise: string): HelpRecord =>
  lesson?.help[exercise] ?? NO_HELP;

/** Steps done: cells run, checks passed, questions answered right. Complete: all that there are. */
export interface Completion {
  readonly cells: number;
  readonly checks: number;
  readonly questions: number;
  readonly begun: boolean;
  readonly complete: boolean;
  /** 0 to 100, rounded down. */
  readonly percent: number;
}

export function completion({ run, passed, answers, of }: LessonProgress): Completion {
  const right = Object.values(answers).filter((answer) => answer.right).length;
  const cells = Math.min(run.length, of.cells);
  const checks = Math.min(passed.length, of.checks);
  const questions = Math.min(right, of.quizzes);
  const total = of.cells + of.checks + of.quizzes;
  const done = cells + checks + questions;
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return { cells, checks, questions, begun: done > 0, complete: total > 0 && done === total, percent };
}

/** Names a lesson by its folder and file: a shipped one and the student's copy of it have the same name. */
export function lessonId(path: string): string {
  const parts = path.replace(/\.flink\.md$|\.md$/, '').split('/');
  return parts
    .slice(-2)
    .filter((part) => part !== '')
    .join('/');
}
