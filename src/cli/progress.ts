import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { completion, type LessonProgress, ProgressError, parseProgress } from '../lesson/progress.ts';
import { displayWidth } from '../platform/display-width.ts';
import { fileError, readArguments, UsageError } from './usage.ts';

/** One student in one lesson; `--json` prints a list of these, a stable face. */
interface ProgressRow {
  readonly student: string;
  readonly lesson: string;
  readonly title: string;
  readonly complete: boolean;
  readonly percent: number;
  readonly cells: string;
  readonly checks: string;
  readonly questions: string;
  readonly hints: number;
  readonly solutions: number;
  readonly minutes: number;
  readonly last: string;
}

/** `millrace progress`: the progress files of a class as one table; resolves with the exit code: 1 when a file cannot be read. */
export async function progressCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, csv: { type: 'boolean' } });
  if (values.json && values.csv) throw new UsageError('progress: --json or --csv, not both');
  if (positionals.length !== 1) throw new UsageError('progress: which folder holds the progress files?');
  const { rows, unreadable } = collect(positionals[0]!);
  if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else process.stdout.write(values.csv ? csv(rows) : table(rows));
  for (const why of unreadable) process.stderr.write(`millrace: ${why}\n`);
  return unreadable.length > 0 ? 1 : 0;
}

/** `ann.json` is Ann's, and so is `ann/progress.json`. */
function collect(folder: string): { rows: ProgressRow[]; unreadable: string[] } {
  let names: string[];
  try {
    if (!statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder`);
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw fileError(folder, 'read', error);
  }
  if (names.length === 0) throw new UsageError(`progress: no progress file (*.json) in ${folder}`);
  const rows: ProgressRow[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const own = basename(name, '.json');
    const student = own === 'progress' && dirname(name) !== '.' ? basename(dirname(name)) : own;
    try {
      const { lessons } = parseProgress(readFileSync(file, 'utf8'));
      for (const id of Object.keys(lessons).sort()) rows.push(rowOf(student, id, lessons[id]!));
    } catch (error) {
      if (!(error instanceof ProgressError)) throw error;
      unreadable.push(`${file} is left out: ${error.message}`);
    }
  }
  return { rows, unreadable };
}

function rowOf(student: string, lesson: string, progress: LessonProgress): ProgressRow {
  const { complete, percent, cells, checks, questions } = completion(progress);
  const { of, help } = progress;
  return {
    student,
    lesson,
    title: progress.title,
    complete,
    percent,
    cells: `${cells}/${of.cells}`,
    checks: `${checks}/${of.checks}`,
    questions: `${questions}/${of.quizzes}`,
    hints: Object.values(help).reduce((sum, { hints }) => sum + hints, 0),
    solutions: Object.values(help).filter(({ solution }) => solution).length,
    minutes: Math.round(progress.seconds / 60),
    last: progress.last,
  };
}

const COLUMNS = [
  'student',
  'lesson',
  'title',
  'complete',
  'percent',
  'cells',
  'checks',
  'questions',
  'hints',
  'solutions',
  'minutes',
  'last',
] as const satisfies readonly (keyof ProgressRow)[];

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function csv(rows: readonly ProgressRow[]): string {
  const cell = (value: string | number | boolean): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('');
}

function table(rows: readonly ProgressRow[]): string {
  const columns = COLUMNS.filter((column) => column !== 'title' && column !== 'last');
  const lines = [
    columns as readonly string[],
    ...rows.map((row) =>
      columns.map((column) => (column === 'complete' ? (row.complete ? 'yes' : '') : String(row[column]))),
    ),
  ];
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => displayWidth(line[place]!))));
  return lines
    .map((line) =>
      line
        .map((text, place) => text + ' '.repeat(widths[place]! - displayWidth(text)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
