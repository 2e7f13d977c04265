import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type Exercise, exercisesOf, type Solution } from '../lesson/exercises.ts';
import { type Lesson, parseLesson } from '../lesson/format.ts';
import { lineOf, type Problem } from '../lesson/problems.ts';
import { drift, quizzesOf, reviewLesson } from '../lesson/review.ts';
import { runHeadless } from '../world/headless.ts';
import { cellRequests, isLessonFile, worldSpec } from '../world/lesson-world.ts';
import type { CellRequest, CellResult } from '../world/protocol.ts';
import { brokenLinks } from './links.ts';
import { openWorld } from './open-world.ts';
import { fileError, messageOf, readArguments, UsageError } from './usage.ts';

/** One lesson of `--json`; a stable face. */
interface LessonReport {
  readonly file: string;
  readonly cells: number;
  readonly exercises: number;
  readonly solutions: number;
  readonly quizzes: number;
  /** One sentence each, with file and line in front (`FILE:LINE: …`); empty: the lesson is sound. */
  readonly problems: readonly string[];
}

/** `millrace check`; resolves with the exit code: 0 all lessons are sound, 1 one is not, 2 bad usage. */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { json, files } = readOptions(args);
  const reports: LessonReport[] = [];
  for (const file of files) {
    const report = await checkLesson(file, files);
    reports.push(report);
    if (!json) print(report);
  }
  const ok = reports.every((report) => report.problems.length === 0);
  if (json) process.stdout.write(`${JSON.stringify({ ok, lessons: reports }, null, 2)}\n`);
  return ok ? 0 : 1;
}

function readOptions(args: readonly string[]): { json: boolean; files: string[] } {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  const places = positionals.length > 0 ? positionals : [existsSync('lessons') ? 'lessons' : '.'];
  const files = places.flatMap(lessonsAt);
  if (files.length === 0) throw new UsageError(`check: no lesson (*.flink.md) in ${places.join(', ')}`);
  return { json: values.json ?? false, files };
}

function lessonsAt(place: string): string[] {
  let folder: boolean;
  try {
    folder = statSync(place).isDirectory();
  } catch (error) {
    throw fileError(place, 'read', error);
  }
  if (!folder) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => isLessonFile(name) && !name.split(sep).includes('node_modules'))
    .sort()
    .map((name) => join(place, name));
}

/** The same lesson in the other languages: a `zh/05-x` is compared with its `en/05-x`. Languages are folders side by side, with lessons of theirs. */
function translationsOf(file: string, files: readonly string[]): { file: string; there: boolean }[] {
  const folder = dirname(file);
  const others = new Set(files.map(dirname).filter((one) => one !== folder && dirname(one) === dirname(folder)));
  return [...others]
    .filter((other) => [folder, other].every((one) => /^[a-z]{2}(?:-\w+)?$/.test(basename(one))))
    .map((other) => join(other, basename(file)))
    .map((translation) => ({ file: translation, there: existsSync(translation) }));
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(file, 'read', error);
  }
};

async function checkLesson(file: string, files: readonly string[]): Promise<LessonReport> {
  const text = read(file);
  const lesson = parseLesson(text);
  const { exercises } = exercisesOf(lesson);
  const placed = (problem: Problem): string => `${file}:${lineOf(lesson, problem.at)}: ${problem.message}`;
  const problems = [
    ...reviewLesson(lesson).map(placed),
    ...brokenLinks(file, text).map((broken) => `${file}:${broken.line + 1}: ${broken.text}`),
  ];
  for (const translation of translationsOf(file, files)) {
    const name = relative('.', translation.file);
    if (!translation.there) problems.push(placed({ message: `there is no ${name}`, at: null }));
    else
      for (const { message, at } of drift(lesson, parseLesson(read(translation.file))))
        problems.push(placed({ message: `out of step with ${name}: ${message}`, at }));
  }
  const running = runWays(file, lesson, exercises).catch((error) => [{ message: messageOf(error), at: null }]);
  problems.push(...(await running).map(placed));
  return {
    file,
    cells: cellRequests(lesson).length,
    exercises: exercises.length,
    solutions: exercises.reduce((sum, exercise) => sum + exercise.solutions.length, 0),
    quizzes: quizzesOf(lesson).length,
    problems,
  };
}

/** Runs the lesson as a person finds it, then with the solutions; each further solution of an exercise gets a run of its own. */
async function runWays(file: string, lesson: Lesson, exercises: readonly Exercise[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const requests = cellRequests(lesson);
  const spec = worldSpec(lesson, basename(file));
  const first = exercises.flatMap((exercise) => exercise.solutions.slice(0, 1));
  const positions = lesson.cells.flatMap(({ kind }, position) => (kind === 'code' ? [position] : []));
  const complain = (message: string, cell: number, line = 0): void =>
    void problems.push({ message, at: { position: positions[cell]!, line } });
  const run = async (solutions: readonly Solution[]): Promise<Map<number, CellResult>> => {
    const cells = withSolutions(requests, solutions);
    const world = await openWorld(file, spec, () => {});
    await runHeadless(world, cells);
    return new Map(world.runs.map((each) => [each.request.cell, each.result!]));
  };
  const failures = (results: ReadonlyMap<number, CellResult>, unless: ReadonlySet<number>, when: string): void => {
    for (const [cell, { ok, error, stderr }] of results) {
      if (ok || unless.has(cell)) continue;
      const said = error?.line ? '' : stderr.trim();
      const failure = `cell ${cell} fails${when}: ${error?.message ?? 'no reason given'}`;
      complain(said === '' ? failure : `${failure}\n${said}`, cell, error?.line ?? 0);
    }
  };
  const unsolved = (exercise: Exercise, results: ReadonlyMap<number, CellResult>, solution: string): void => {
    for (const check of exercise.checks) {
      const result = results.get(check);
      if (result?.check === 'passed') continue;
      const said = `${result?.stdout ?? ''}${result?.stderr ?? ''}`.trim();
      const refusal = `the check in cell ${check} does not accept ${solution} of "${exercise.name}"`;
      complain(said === '' ? refusal : `${refusal}: ${said}`, check);
    }
  };

  const untouched = await run([]);
  const toFillIn = new Set(exercises.flatMap(({ cells }) => cells));
  failures(untouched, toFillIn, '');
  for (const { name, cells, checks } of exercises)
    if (checks.length > 0 && checks.every((check) => untouched.get(check)?.check === 'passed'))
      complain(`all checks of "${name}" pass before anything is done`, cells[0]!);
  if (first.length === 0) return problems;

  const solved = await run(first);
  const told = [...untouched].flatMap(([cell, { ok }]) => (ok || toFillIn.has(cell) ? [] : [cell]));
  failures(solved, new Set(told), ' with the solutions');
  for (const exercise of exercises) {
    if (exercise.solutions.length === 0) continue;
    unsolved(exercise, solved, 'its solution');
    for (const [place, solution] of exercise.solutions.entries()) {
      if (place === 0) continue;
      const others = exercises.flatMap((other) => (other === exercise ? [] : other.solutions.slice(0, 1)));
      unsolved(exercise, await run([...others, solution]), `solution ${place + 1}`);
    }
  }
  return problems;
}

function withSolutions(requests: readonly CellRequest[], solutions: readonly Solution[]): CellRequest[] {
  const replaced = new Map(solutions.flatMap(({ cells }) => cells.map((cell) => [cell.replaces, cell] as const)));
  return requests.map((request) => {
    const solution = replaced.get(request.cell);
    if (!solution) return request;
    const { language, options, source } = solution;
    return { cell: request.cell, language, options, source };
  });
}

function print({ file, cells, exercises, solutions, quizzes, problems }: LessonReport): void {
  const counts = `${cells} cells, ${exercises} exercises with ${solutions} solutions, ${quizzes} quizzes`;
  process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${file}: ${counts}\n`);
  for (const problem of problems) process.stdout.write(`       ${problem.replace(/\n/g, '\n       ')}\n`);
}
