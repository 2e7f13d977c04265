import { CONTAINERS } from './containers.ts';
import { exercisesOf } from './exercises.ts';
import { type Lesson, parseLesson } from './format.ts';
import { FRONT_MATTER_KEYS } from './front-matter.ts';
import { CELL_LANGUAGES, kindOf, optionsOf, parseInfo } from './info.ts';
import { lineOf } from './problems.ts';
import { reviewLesson } from './review.ts';

/** Something that an author has to mend; offsets in the text. */
export interface AuthorProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** All that reading a lesson finds, each on its line. */
export function problemsIn(text: string): AuthorProblem[] {
  const lesson = parseLesson(text);
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  return reviewLesson(lesson).map(({ message, at }) => {
    const line = lineOf(lesson, at) - 1;
    const from = starts[line]!;
    const shown = text.slice(from, starts[line + 1]).trimEnd();
    const option = /unknown option "([^"]+)"/.exec(message)?.[1] ?? shown;
    const inLine = Math.max(0, shown.indexOf(option));
    return { from: from + inLine, to: from + inLine + option.length, message };
  });
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
