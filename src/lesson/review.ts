import { CONTAINERS, containersIn } from './containers.ts';
import { exercisesOf } from './exercises.ts';
import { splitFences } from './fences.ts';
import type { CodeCell, Lesson } from './format.ts';
import { parseInfo } from './info.ts';
import { ProgramCheckError, parseProgramCheck } from './program-check.ts';
import { parseQuiz, type Quiz, QuizError } from './quiz.ts';

/** The quizzes of a lesson in order; for one that cannot be read, why. */
export const quizzesOf = (lesson: Pick<Lesson, 'cells'>): (Quiz | string)[] =>
  lesson.cells.flatMap((cell) => (cell.kind === 'code' ? [] : quizzesIn(cell.value)));

/** The quizzes of a text cell; in place of one that cannot be read, why not. */
export const quizzesIn = (markdown: string): (Quiz | string)[] =>
  splitFences(markdown).flatMap((block): (Quiz | string)[] => {
    if (block.kind !== 'fence' || parseInfo(block.info).language !== 'quiz') return [];
    try {
      return [parseQuiz(block.source)];
    } catch (error) {
      if (!(error instanceof QuizError)) throw error;
      return [error.message];
    }
  });

/** What an author has to mend, found by reading alone; one sentence each. */
export function reviewLesson(lesson: Lesson): string[] {
  const problems = [...lesson.frontMatter.warnings];
  if (lesson.title === null) problems.push('the lesson has no title');
  for (const cell of lesson.cells) {
    if (cell.kind !== 'code') continue;
    for (const warning of cell.warnings) problems.push(`cell ${cell.index}: ${warning}`);
    if (cell.cellKind !== 'check') continue;
    try {
      parseProgramCheck(cell.options, cell.value);
    } catch (error) {
      if (!(error instanceof ProgramCheckError)) throw error;
      problems.push(`cell ${cell.index}: ${error.message}`);
    }
  }
  problems.push(...exercisesOf(lesson).problems);
  for (const [place, quiz] of quizzesOf(lesson).entries())
    if (typeof quiz === 'string') problems.push(`quiz ${place + 1}: ${quiz}`);
  return problems;
}

/** Words of the second lesson's language may differ; what runs may not. */
const comparable = (cell: CodeCell): string =>
  cell.cellKind === 'program' || cell.cellKind === 'file' ? cell.value : String(cell.value.split('\n').length);

/** The info string without its title, which is translated. */
const untitled = (info: string): string => info.replace(/\s*\btitle=(?:"(?:[^"\\]|\\.)*"|\S+)/g, '');

/** How a lesson and its translation have drifted apart; one sentence each. */
export function drift(lesson: Lesson, translation: Lesson): string[] {
  const problems: string[] = [];
  const code = (of: Lesson): CodeCell[] => of.cells.filter((cell): cell is CodeCell => cell.kind === 'code');
  const [ours, theirs] = [code(lesson), code(translation)];
  if (ours.length !== theirs.length) problems.push(`${ours.length} cells here, ${theirs.length} there`);
  for (const [index, cell] of ours.entries()) {
    const other = theirs[index];
    if (!other) break;
    if (untitled(cell.info) !== untitled(other.info)) {
      problems.push(`cell ${index} is \`${cell.info}\` here, \`${other.info}\` there`);
      break;
    }
    if (comparable(cell) !== comparable(other)) problems.push(`cell ${index} holds something else there`);
  }
  const same = (what: string, a: number, b: number): void => {
    if (a !== b) problems.push(`${a} ${what} here, ${b} there`);
  };
  const headings = (of: Lesson): number =>
    of.cells.reduce(
      (sum, cell) => sum + (cell.kind === 'markup' ? (cell.value.match(/^#{1,6}\s/gm) ?? []).length : 0),
      0,
    );
  const blocks = (of: Lesson, name: string): number =>
    of.cells.reduce(
      (sum, cell) =>
        sum + (cell.kind === 'markup' ? containersIn(cell.value).filter((block) => block.name === name).length : 0),
      0,
    );
  same('headings', headings(lesson), headings(translation));
  for (const name of CONTAINERS) same(`:::${name} blocks`, blocks(lesson, name), blocks(translation, name));
  const kinds = (of: Lesson): string =>
    quizzesOf(of)
      .map((quiz) => (typeof quiz === 'string' ? 'broken' : quiz.kind))
      .join(', ');
  if (kinds(lesson) !== kinds(translation))
    problems.push(`quizzes: ${kinds(lesson) || 'none'} here, ${kinds(translation) || 'none'} there`);
  const settings = (of: Lesson): string => {
    const { title: _, warnings: __, ...rest } = of.frontMatter;
    return JSON.stringify(rest);
  };
  if (settings(lesson) !== settings(translation)) problems.push('the front matters ask for different worlds');
  return problems;
}
