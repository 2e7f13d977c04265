import { CONTAINERS } from './containers.ts';
import { exercisesOf } from './exercises.ts';
import { splitFences } from './fences.ts';
import { type Lesson, parseLesson } from './format.ts';
import { FRONT_MATTER_KEYS } from './front-matter.ts';
import { CELL_LANGUAGES, kindOf, optionsOf, parseInfo } from './info.ts';
import { reviewLesson } from './review.ts';

/** Something that an author has to mend; offsets in the text. */
export interface AuthorProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** All that reading a lesson finds, each at its place: the cell's, exercise's or question's line, else the first line. */
export function problemsIn(text: string): AuthorProblem[] {
  const lesson = parseLesson(text);
  const places = placesOf(lesson);
  const lineAt = (offset: number): { from: number; to: number } => {
    const end = text.indexOf('\n', offset);
    return { from: offset, to: end < 0 ? text.length : text.slice(offset, end).trimEnd().length + offset };
  };
  const { exercises } = exercisesOf(lesson);
  return reviewLesson(lesson).map((message) => {
    const cell = /^cell (\d+)/.exec(message);
    const quiz = /^quiz (\d+)/.exec(message);
    const exercise = /(?:exercise|solution of) "([^"]+)"/.exec(message);
    const named = exercises.find(({ name }) => name === exercise?.[1]);
    const offset = cell
      ? places.cells[Number(cell[1])]
      : quiz
        ? places.quizzes[Number(quiz[1]) - 1]
        : named
          ? places.cells[named.cells[0]!]
          : undefined;
    const line = lineAt(offset ?? 0);
    const option = /unknown option "([^"]+)"/.exec(message)?.[1];
    const at = option === undefined ? -1 : text.slice(line.from, line.to).indexOf(option);
    const place = at < 0 ? line : { from: line.from + at, to: line.from + at + option!.length };
    return { ...place, message: message.replace(/^(?:cell|quiz) \d+: /, '') };
  });
}

/** Offsets of the opening lines of code cells and quizzes. */
function placesOf(lesson: Lesson): { cells: number[]; quizzes: number[] } {
  const cells: number[] = [];
  const quizzes: number[] = [];
  let offset = lesson.head.length;
  for (const cell of lesson.cells) {
    const { origin } = cell;
    if (!origin) continue;
    offset += origin.before.length;
    if (cell.kind === 'code') {
      cells.push(offset);
      offset += cell.origin!.fence.raw.length;
    } else {
      let inner = offset;
      for (const block of splitFences(cell.origin!.raw)) {
        if (block.kind === 'fence' && parseInfo(block.info).language === 'quiz') quizzes.push(inner);
        inner += block.raw.length;
      }
      offset = inner;
    }
    offset += origin.after.length;
  }
  return { cells, quizzes };
}

/** What could be typed at a place: the text and what it is for. */
export interface AuthorCompletion {
  readonly label: string;
  readonly detail: string;
}

const QUIZ_KEYS = ['question', 'choices', 'order', 'match', 'number', 'tolerance', 'unit', 'explanation'];
const CHECK_KEYS = ['args', 'files', 'input', 'output', 'order'];

const as = (labels: readonly string[], detail: string): AuthorCompletion[] =>
  labels.map((label) => ({ label, detail }));

/** Completions for what stands before the cursor. `scenarios`: moments by scenario. */
export function completionsAt(
  text: string,
  offset: number,
  scenarios: Readonly<Record<string, readonly string[]>>,
): AuthorCompletion[] {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);

  const lesson = parseLesson(text);
  if (offset <= lesson.head.length && lesson.head !== '')
    return /^\w*$/.test(line) ? as(FRONT_MATTER_KEYS, 'front matter') : [];
  if (/^\s{0,3}:::\s*\w*$/.test(line)) return as(CONTAINERS, 'block');
  const block = /^\s{0,3}:::\s*(?:hint|solution)\s+.*?for=("?)[^"]*$/.exec(line);
  if (block) return as(exerciseNames(lesson), 'exercise');

  const fence = /^\s*(?:`{3,}|~{3,})(.*)$/.exec(line);
  if (fence) return infoCompletions(fence[1]!, lesson, scenarios);
  const inside = openFence(before);
  if (inside === 'quiz' && /^\s*(?:- )?\w*$/.test(line))
    return /^\s+/.test(line) ? as(['right', 'wrong', 'why'], 'choice') : as(QUIZ_KEYS, 'quiz');
  if (inside === 'check' && /^(?:- | {2})?\w*$/.test(line)) return as(CHECK_KEYS, 'check');
  return [];
}

const exerciseNames = (lesson: Lesson): string[] =>
  exercisesOf(lesson).exercises.map(({ name }) => (name.includes(' ') ? `"${name}"` : name));

function infoCompletions(
  typed: string,
  lesson: Lesson,
  scenarios: Readonly<Record<string, readonly string[]>>,
): AuthorCompletion[] {
  if (!/\s/.test(typed)) return as([...CELL_LANGUAGES, 'quiz'], 'cell');
  const { language, options } = parseInfo(typed);
  const kind = kindOf(language, true);
  if (!kind) return [];
  const value = /(?:^|\s)(\w+)=("?)[^"\s]*$/.exec(typed);
  if (!value)
    return as(
      optionsOf(kind).filter((key) => options[key] === undefined || typed.endsWith(key)),
      language,
    );
  const quoted = (names: readonly string[]): string[] =>
    names.map((name) => (name.includes(' ') && value[2] === '' ? `"${name}"` : name));
  switch (value[1]) {
    case 'for':
      return as(exerciseNames(lesson), 'exercise');
    case 'host':
      return as(lesson.frontMatter.machines?.map(({ name }) => name) ?? ['node1', 'node2', 'node3'], 'machine');
    case 'preset':
      return kind === 'scenario' ? as(Object.keys(scenarios), 'scenario') : [];
    case 'at':
      return as(quoted(scenarios[String(options.preset)] ?? []), 'moment');
    default:
      return [];
  }
}

/** The language of the fence that is open at the end of a text; null: none is. */
function openFence(text: string): string | null {
  let open: { marker: string; language: string } | null = null;
  for (const line of text.split('\n').slice(0, -1)) {
    const match = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (!match) continue;
    if (open === null) open = { marker: match[1]!, language: parseInfo(match[2]!.trim()).language };
    else if (match[1]!.startsWith(open.marker) && match[2]!.trim() === '') open = null;
  }
  return open?.language ?? null;
}
