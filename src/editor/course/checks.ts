import * as vscode from 'vscode';
import type { CheckOutput } from '../../../webview/output/protocol.ts';
import { CHECK_MIME } from '../../../webview/output/protocol.ts';
import type { Exercise } from '../../lesson/exercises.ts';
import { isCheck } from '../../lesson/exercises.ts';
import { cellRan, checkPassed, helpOf } from '../../lesson/progress.ts';
import type { TraceEntry } from '../../trace/facts.ts';
import type { WorldInput } from '../../world/protocol.ts';
import type { CellEnded, Kernel } from '../kernel.ts';
import { isLesson, type Lessons, type OpenLesson } from '../lessons.ts';
import { selectionOf } from '../show-cell.ts';
import { type Course, codeCell, codeIndex } from './course.ts';

/** Notes what passed, and runs the checks of an exercise again when its world has changed. */
export function watchChecks(context: vscode.ExtensionContext, lessons: Lessons, kernel: Kernel, course: Course): void {
  kernel.onResult.on(({ lesson, cell, result }) => {
    const index = codeIndex(lesson, cell);
    if (index < 0) return;
    if (result.check === undefined) course.update(lesson, (progress) => cellRan(progress, index, result.ok));
    else if (result.check === 'passed') course.update(lesson, (progress) => checkPassed(progress, index));
  });
  // A cell that serves has been run: a lesson is complete without ending what it started.
  kernel.onRun.on((lesson) => {
    for (const [index, cell] of lesson.codeCells().entries()) {
      if (kernel.latestRun(cell)?.state !== 'serving' || course.progressOf(lesson).run.includes(index)) continue;
      course.update(lesson, (progress) => cellRan(progress, index, true));
    }
  });
  const watchers = new Map<OpenLesson, { dispose(): void }>();
  lessons.onOpen.on((lesson) => watchers.set(lesson, watchLesson(lesson, kernel, course)));
  lessons.onClose.on((lesson) => {
    watchers.get(lesson)?.dispose();
    watchers.delete(lesson);
  });
  context.subscriptions.push({ dispose: () => watchers.forEach((watcher) => void watcher.dispose()) });
}

const FOLD_AFTER_MS = 500;

/** Folds the check cells of a lesson when it is first shown: what they try is not to be read before the exercise. */
export function foldChecks(context: vscode.ExtensionContext, lessons: Lessons, course: Course): void {
  const folded = new WeakSet<vscode.NotebookDocument>();
  const fold = async (editor: vscode.NotebookEditor): Promise<void> => {
    if (vscode.window.activeNotebookEditor !== editor || folded.has(editor.notebook)) return;
    // It is shown before its cells can be folded.
    if (editor.visibleRanges.length === 0) return soon(editor);
    folded.add(editor.notebook);
    const lesson = lessons.get(editor.notebook);
    const checks = course.outline(lesson).exercises.flatMap((exercise) => exercise.checks);
    const places = checks.flatMap((check) => codeCell(lesson, check)?.index ?? []);
    if (places.length === 0) return;
    // VS Code folds what is selected; cells that are named to it instead are folded in the first notebook of a window only.
    const before = selectionOf(editor);
    editor.selections = places.map((place) => new vscode.NotebookRange(place, place + 1));
    await vscode.commands.executeCommand('notebook.cell.collapseCellInput').then(undefined, () => undefined);
    editor.selection = before;
  };
  const soon = (editor: vscode.NotebookEditor | undefined): void => {
    if (!editor || !isLesson(editor.notebook) || folded.has(editor.notebook)) return;
    setTimeout(() => void fold(editor), FOLD_AFTER_MS);
  };
  context.subscriptions.push(vscode.window.onDidChangeActiveNotebookEditor(soon));
  soon(vscode.window.activeNotebookEditor);
}

/** Changes that come together count as one. */
const QUIET_MS = 500;
/** Checks begin at most this often, ms of wall time. */
const BETWEEN_MS = 2000;

/** What happened since the checks last ran. `by hand`: in a terminal, an editor or the view, so no cell tells which exercise it was for. */
type Change = 'cell' | 'world' | 'by hand';

function watchLesson(lesson: OpenLesson, kernel: Kernel, course: Course): { dispose(): void } {
  const { session } = lesson;
  const changes = new Set<Change>();
  /** Checks that start jobs: they follow the exercise's cells alone, or they would follow themselves. */
  const acting = new Set<vscode.NotebookCell>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let checking: vscode.NotebookCell | null = null;
  let last = 0;

  const soon = (change: Change): void => {
    changes.add(change);
    if (checking) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), Math.max(QUIET_MS, last + BETWEEN_MS - Date.now()));
  };
  const check = async (): Promise<void> => {
    const since = new Set(changes);
    changes.clear();
    for (const exercise of course.outline(lesson).exercises)
      for (const index of exercise.checks) {
        const cell = codeCell(lesson, index);
        if (!cell || !isDue(lesson, kernel, exercise, cell, since, acting.has(cell))) continue;
        checking = cell;
        await kernel.recheck(lesson, cell).catch(() => null);
        checking = null;
      }
    last = Date.now();
    if (changes.size > 0) soon([...changes][0]!);
  };

  const listeners = [
    kernel.onRun.on((changed) => {
      if (changed === lesson && !checking && !session.busy) soon('cell');
    }),
    kernel.onResult.on((ended) => {
      if (ended.lesson === lesson && ended.result.check === undefined) soon('cell');
    }),
    session.onTrace.on((entries) => {
      if (checking && entries.some(({ kind }) => kind === 'job.submitted')) acting.add(checking);
      else if (!checking && entries.some(changesWorld)) soon('world');
    }),
    session.onJournal.on(() => {
      const latest = session.journal.at(-1)?.input;
      if (latest && isByHand(latest)) soon('by hand');
    }),
  ];
  return {
    dispose() {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    },
  };
}

const changesWorld = ({ kind }: TraceEntry): boolean =>
  kind.startsWith('job.') || kind === 'checkpoint.completed' || kind === 'leader' || kind.startsWith('taskmanager.');

const isByHand = (input: WorldInput): boolean =>
  input.kind === 'file.write' ||
  input.kind === 'edited' ||
  input.kind === 'fault' ||
  input.kind === 'workspace' ||
  (input.kind === 'terminal.data' && input.data.includes('\r'));

/** Is an unsolved check to be run again after such changes? Not before the student has come to its exercise. */
function isDue(
  lesson: OpenLesson,
  kernel: Kernel,
  exercise: Exercise,
  check: vscode.NotebookCell,
  since: ReadonlySet<Change>,
  acts: boolean,
): boolean {
  const order = (cell: vscode.NotebookCell | undefined): number => {
    const run = cell && kernel.latestRun(cell);
    return run?.inThisWorld && run.state !== 'running' ? run.order : 0;
  };
  const latest = kernel.latestRun(check);
  const checked = order(check);
  const worked = Math.max(...exercise.cells.map((index) => order(codeCell(lesson, index))));
  if (worked > checked) return true;
  if (acts || latest?.result?.check === 'passed' || lesson.request(check).language === 'check') return false;
  if (worked > 0 || checked > 0) return true;
  const before = codeCell(lesson, exercise.cells[0]! - 1);
  return since.has('by hand') && (before === undefined || order(before) > 0);
}

/** What a check cell shows beside what the check printed: how it came out, and help. */
export function presentCheck(course: Course, { lesson, cell, result }: CellEnded): vscode.NotebookCellOutputItem[] {
  const exercise = course.exerciseAt(lesson, cell);
  const help = helpOf(course.progressOf(lesson), exercise?.name ?? '');
  const passed = result.check === 'passed';
  const { options } = lesson.request(cell);
  const title = typeof options.title === 'string' ? options.title : '';
  const verdict = passed ? vscode.l10n.t('Passed') : vscode.l10n.t('Not solved yet');
  const silent = result.stdout === '' && result.stderr === '';
  const why =
    passed || !silent || result.exitCode === null
      ? null
      : vscode.l10n.t('The last command of this check ended with exit code {0}.', result.exitCode);
  const hints = exercise?.hints.length ?? 0;
  const actions: CheckOutput['actions'][number][] = [];
  if (!passed && help.hints < hints)
    actions.push({ kind: 'hint', label: vscode.l10n.t('Hint {0} of {1}', help.hints + 1, hints) });
  if (exercise && exercise.solutions.length > 0)
    actions.push({ kind: 'solution', label: vscode.l10n.t('Show the Solution') });
  const data: CheckOutput = {
    cell: lesson.idOf(cell),
    passed,
    verdict: title === '' ? verdict : vscode.l10n.t('{0}: {1}', verdict, title),
    why,
    actions,
  };
  const text = [`${passed ? '✓' : '○'} ${data.verdict}`, ...(why === null ? [] : [why])].join('\n');
  return [vscode.NotebookCellOutputItem.json(data, CHECK_MIME), vscode.NotebookCellOutputItem.text(text)];
}

/** Marks under check cells and cells to fill in. */
export function registerExerciseStatus(
  context: vscode.ExtensionContext,
  lessons: Lessons,
  kernel: Kernel,
  course: Course,
): void {
  const changed = new vscode.EventEmitter<void>();
  kernel.onRun.on(() => changed.fire());
  course.onChange.on(() => changed.fire());
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems: (cell) =>
      cell.kind === vscode.NotebookCellKind.Code ? itemsOf(lessons.get(cell.notebook), cell, kernel, course) : [],
  };
  context.subscriptions.push(
    changed,
    vscode.notebooks.registerNotebookCellStatusBarItemProvider('millrace-lesson', provider),
  );
}

/** How a check came out in the world that is there now. */
function checkNow(kernel: Kernel, check: vscode.NotebookCell | undefined): 'passed' | 'unsolved' | null {
  const run = check && kernel.latestRun(check);
  return run?.inThisWorld ? (run.result?.check ?? null) : null;
}

function itemsOf(
  lesson: OpenLesson,
  cell: vscode.NotebookCell,
  kernel: Kernel,
  course: Course,
): vscode.NotebookCellStatusBarItem[] {
  const exercise = course.exerciseAt(lesson, cell);
  const { language, options } = lesson.request(cell);
  const items: vscode.NotebookCellStatusBarItem[] = [];
  const add = (text: string, tooltip: string, command?: string): void => {
    const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `${text.replace(/\$\([^)]*\)\s*/g, '')}. ${tooltip}` };
    if (command !== undefined) item.command = { command, title: tooltip, arguments: [cell] };
    items.push(item);
  };
  if (isCheck({ cellKind: language === 'check' ? 'check' : 'shell', options })) {
    const now = checkNow(kernel, cell);
    const earlier = course.progressOf(lesson).passed.includes(codeIndex(lesson, cell));
    if (now === 'passed') add(`$(pass-filled) ${vscode.l10n.t('passed')}`, vscode.l10n.t('This check has passed'));
    else if (earlier) add(`$(pass) ${vscode.l10n.t('passed earlier')}`, vscode.l10n.t('This check has passed before'));
    else if (now === 'unsolved')
      add(
        `$(circle-large-outline) ${vscode.l10n.t('not solved yet')}`,
        vscode.l10n.t('It looks again by itself when something changes'),
      );
    else add(`$(circle-outline) ${vscode.l10n.t('check')}`, vscode.l10n.t('Looks whether the exercise is solved'));
  }
  if (!exercise) return items;
  const toFillIn = exercise.cells.includes(codeIndex(lesson, cell));
  if (toFillIn && course.isSolved(lesson, exercise))
    add(`$(pass-filled) ${vscode.l10n.t('solved')}`, vscode.l10n.t('The checks of this exercise have passed'));
  else if (toFillIn && exercise.checks.some((index) => checkNow(kernel, codeCell(lesson, index)) === 'unsolved'))
    add(
      `$(circle-large-outline) ${vscode.l10n.t('not solved yet')}`,
      vscode.l10n.t('The check below tells what it expected and what it found'),
    );
  const { hints } = helpOf(course.progressOf(lesson), exercise.name);
  const of = exercise.hints.length;
  if (hints < of)
    add(
      `$(lightbulb) ${vscode.l10n.t('Hint {0} of {1}', hints + 1, of)}`,
      vscode.l10n.t('Open the next hint'),
      'millrace.showHint',
    );
  if (exercise.solutions.length > 0)
    add(`$(book) ${vscode.l10n.t('Solution')}`, vscode.l10n.t('Show the solution'), 'millrace.showSolution');
  if (toFillIn)
    add(`$(discard) ${vscode.l10n.t('Reset')}`, vscode.l10n.t('Put the cell’s first text back'), 'millrace.resetCell');
  return items;
}
