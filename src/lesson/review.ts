import { CONTAINERS, containersIn, unknownBlock } from './containers.ts';
import { exercisesOf } from './exercises.ts';
import { splitFences } from './fences.ts';
import type { CodeCell, Lesson } from './format.ts';
import { parseInfo } from './info.ts';
import { misreadFence } from './misread-fence.ts';
import { lineAt, type Problem } from './problems.ts';
import { ProgramCheckError, parseProgramCheck } from './program-check.ts';
import { parseQuiz, type Quiz, QuizError } from './quiz.ts';

/** The quizzes of a lesson in order; for one that cannot be read, why. */
export const quizzesOf = (lesson: Pick<Lesson, 'cells'>): (Quiz | string)[] =>
  lesson.cells.flatMap((cell) => (cell.kind === 'code' ? [] : quizzesIn(cell.value)));

/** The quizzes of a text cell; in place of one that cannot be read, why not. */
export const quizzesIn = (markdown: string): (Quiz | string)[] => quizFences(markdown).map(({ quiz }) => quiz);

/** Quizzes and the lines on which they begin, counted from 0. */
function quizFences(markdown: string): { quiz: Quiz | string; line: number }[] {
  const found: { quiz: Quiz | string; line: number }[] = [];
  let offset = 0;
  for (const block of splitFences(markdown)) {
    if (block.kind === 'fence' && parseInfo(block.info).language === 'quiz')
      found.push({ quiz: readQuiz(block.source), line: lineAt(markdown, offset) });
    offset += block.raw.length;
  }
  return found;
}

function readQuiz(source: string): Quiz | string {
  try {
    return parseQuiz(source);
  } catch (error) {
    if (!(error instanceof QuizError)) throw error;
    return error.message;
  }
}

/** What an author has to mend, found by reading alone. */
export function reviewLesson(lesson: Lesson): Problem[] {
  const problems: Problem[] = lesson.frontMatter.warnings.map((message) => ({ message, at: null }));
  if (lesson.title === null) problems.push({ message: 'the lesson has no title', at: null });
  for (const [position, cell] of lesson.cells.entries()) {
    if (cell.kind === 'code') {
      const unclosed = cell.origin?.fence.close === null ? [UNCLOSED] : [];
      for (const message of [...cell.warnings, ...faultsOfCheck(cell), ...unclosed])
        problems.push({ message, at: { position, line: 0 } });
    } else {
      for (const { message, line } of faultsOfText(cell.value)) problems.push({ message, at: { position, line } });
      for (const { quiz, line } of quizFences(cell.value))
        if (typeof quiz === 'string') problems.push({ message: quiz, at: { position, line } });
      for (const { name, from, closed } of containersIn(cell.value))
        if (!closed)
          problems.push({
            message: `:::${name} has no ::: behind it`,
            at: { position, line: lineAt(cell.value, from) },
          });
    }
  }
  return [...problems, ...exercisesOf(lesson).problems];
}

const UNCLOSED = 'this fence has no end: all that follows belongs to it';

/** Fences and blocks that are not read as their author meant them. */
function faultsOfText(markdown: string): { message: string; line: number }[] {
  const found: { message: string; line: number }[] = [];
  let line = 0;
  for (const block of splitFences(markdown)) {
    const lines = block.raw.split('\n');
    if (block.kind === 'fence') {
      const message = block.close === null ? UNCLOSED : misreadFence(block.info);
      if (message !== null) found.push({ message, line });
    } else
      for (const [offset, text] of lines.entries()) {
        const name = unknownBlock(text);
        if (name === null) continue;
        found.push({ message: `unknown block :::${name} (known: ${CONTAINERS.join(', ')})`, line: line + offset });
      }
    line += lines.length - 1;
  }
  return found;
}

function faultsOfCheck({ cellKind, options, value }: CodeCell): string[] {
  if (cellKind !== 'check') return [];
  try {
    parseProgramCheck(options, value);
    return [];
  } catch (error) {
    if (!(error instanceof ProgramCheckError)) throw error;
    return [error.message];
  }
}

/** Words of the second lesson's language may differ; what runs may not. */
const comparable = (cell: CodeCell): string =>
  cell.cellKind === 'program' || cell.cellKind === 'file' ? cell.value : String(cell.value.split('\n').length);

/** The info string without its title, which is translated. */
const untitled = (info: string): string => info.replace(/\s*\btitle=(?:"(?:[^"\\]|\\.)*"|\S+)/g, '');

/** How a lesson and its translation have drifted apart; places are those of `lesson`. */
export function drift(lesson: Lesson, translation: Lesson): Problem[] {
  const problems: Problem[] = [];
  const complain = (message: string, cell?: CodeCell): void =>
    void problems.push({ message, at: cell ? { position: lesson.cells.indexOf(cell), line: 0 } : null });
  const code = (of: Lesson): CodeCell[] => of.cells.filter((cell): cell is CodeCell => cell.kind === 'code');
  const [ours, theirs] = [code(lesson), code(translation)];
  if (ours.length !== theirs.length) complain(`${ours.length} cells here, ${theirs.length} there`);
  for (const [index, cell] of ours.entries()) {
    const other = theirs[index];
    if (!other) break;
    if (untitled(cell.info) !== untitled(other.info)) {
      complain(`cell ${index} is \`${cell.info}\` here, \`${other.info}\` there`, cell);
      break;
    }
    if (comparable(cell) !== comparable(other)) complain(`cell ${index} holds something else there`, cell);
  }
  const same = (what: string, a: number, b: number): void => {
    if (a !== b) complain(`${a} ${what} here, ${b} there`);
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
    complain(`quizzes: ${kinds(lesson) || 'none'} here, ${kinds(translation) || 'none'} there`);
  const settings = (of: Lesson): string => {
    const { title: _, warnings: __, ...rest } = of.frontMatter;
    return JSON.stringify(rest);
  };
  if (settings(lesson) !== settings(translation)) complain('the front matters ask for different worlds');
  return problems;
}
