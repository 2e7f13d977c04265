import * as vscode from 'vscode';
import type { Exercise, Solution } from '../../lesson/exercises.ts';
import type { Cell } from '../../lesson/format.ts';
import { kindOf } from '../../lesson/info.ts';
import { type Outline, outlineOf } from '../../lesson/outline.ts';
import { type LessonProgress, lessonId, newLessonProgress } from '../../lesson/progress.ts';
import { type Lessons, NOTEBOOK_TYPES, type OpenLesson } from '../lessons.ts';
import { selectionOf } from '../show-cell.ts';
import { createSignal, type Signal } from '../signal.ts';
import type { ProgressStore } from './progress-store.ts';

/** Open lessons as parts of a course: what they ask, how far the student is. */
export interface Course {
  readonly progress: ProgressStore;
  idOf(lesson: OpenLesson): string;
  outline(lesson: OpenLesson): Outline;
  progressOf(lesson: OpenLesson): LessonProgress;
  update(lesson: OpenLesson, change: (progress: LessonProgress) => LessonProgress): void;
  /** The exercise that a cell belongs to, as one to fill in or as a check; without a cell: the one at or before the selection. */
  exerciseAt(lesson: OpenLesson, cell: vscode.NotebookCell | undefined): Exercise | undefined;
  /** All checks of the exercise have passed, now or earlier. */
  isSolved(lesson: OpenLesson, exercise: Exercise): boolean;
  /** The presenter's notes are shown. */
  presenting: boolean;
  /** Progress, the lesson's text or the presenter's switch changed: what shows them is to be drawn anew. */
  readonly onChange: Signal<void>;
}

/** A cell of the lesson by its place among the code cells. */
export const codeCell = (lesson: OpenLesson, index: number): vscode.NotebookCell | undefined =>
  lesson.codeCells()[index];
export const codeIndex = (lesson: OpenLesson, cell: vscode.NotebookCell): number => lesson.codeCells().indexOf(cell);

/** The notebook's cells as the lesson format has them. */
export function cellsOf(lesson: OpenLesson): Cell[] {
  let index = 0;
  return lesson.notebook.getCells().map((cell): Cell => {
    if (cell.kind === vscode.NotebookCellKind.Markup)
      return { kind: 'markup', value: cell.document.getText().replace(/\r\n/g, '\n'), origin: null };
    const { language, options, source } = lesson.request(cell);
    const cellKind = kindOf(language, typeof options.file === 'string') ?? 'shell';
    return {
      kind: 'code',
      language,
      options,
      warnings: [],
      value: source,
      info: '',
      cellKind,
      index: index++,
      origin: null,
    };
  });
}

const TICK_SECONDS = 10;

export function createCourse(context: vscode.ExtensionContext, lessons: Lessons, progress: ProgressStore): Course {
  const outlines = new WeakMap<OpenLesson, { readonly state: string; readonly outline: Outline }>();
  const onChange = createSignal<void>();
  let presenting = false;

  const idOf = ({ notebook }: OpenLesson): string => lessonId(notebook.uri.path);
  const outline = (lesson: OpenLesson): Outline => {
    const state = lesson.notebook
      .getCells()
      .map(({ document }) => `${document.uri} ${document.version}`)
      .join('\n');
    const known = outlines.get(lesson);
    if (known?.state === state) return known.outline;
    const made = outlineOf({ cells: cellsOf(lesson) });
    outlines.set(lesson, { state, outline: made });
    return made;
  };
  const progressOf = (lesson: OpenLesson): LessonProgress => {
    const { totals } = outline(lesson);
    const known = progress.of(idOf(lesson));
    if (known) return { ...known, of: totals };
    const { title } = lesson.session.spec;
    return newLessonProgress(title, totals, new Date().toISOString());
  };
  const update = (lesson: OpenLesson, change: (progress: LessonProgress) => LessonProgress): void =>
    progress.set(idOf(lesson), { ...change(progressOf(lesson)), last: new Date().toISOString() });

  progress.onChange.on(() => onChange.fire());
  const isType = (type: string): boolean => (NOTEBOOK_TYPES as readonly string[]).includes(type);
  let soon: ReturnType<typeof setTimeout> | undefined;
  context.subscriptions.push(
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges, contentChanges }) => {
      if (!isType(notebook.notebookType)) return;
      if (contentChanges.length === 0 && !cellChanges.some(({ document }) => document !== undefined)) return;
      clearTimeout(soon);
      soon = setTimeout(() => onChange.fire(), 300);
    }),
  );
  const clock = setInterval(() => {
    const { current } = lessons;
    const active = vscode.window.activeNotebookEditor?.notebook;
    if (!current || !vscode.window.state.focused || current.notebook !== active) return;
    // A lesson that was only looked at leaves no trace.
    if (progress.of(idOf(current)))
      update(current, (before) => ({ ...before, seconds: before.seconds + TICK_SECONDS }));
  }, TICK_SECONDS * 1000);
  context.subscriptions.push({ dispose: () => clearInterval(clock) });

  return {
    progress,
    idOf,
    outline,
    progressOf,
    update,
    exerciseAt(lesson, cell) {
      const { exercises } = outline(lesson);
      if (cell) {
        const index = codeIndex(lesson, cell);
        return exercises.find(({ cells, checks }) => cells.includes(index) || checks.includes(index));
      }
      const editor = vscode.window.visibleNotebookEditors.find(({ notebook }) => notebook === lesson.notebook);
      const at = editor ? selectionOf(editor).start : 0;
      const begins = (exercise: Exercise): number => codeCell(lesson, exercise.cells[0]!)?.index ?? 0;
      return exercises.findLast((exercise) => begins(exercise) <= at) ?? exercises[0];
    },
    isSolved(lesson, { checks }) {
      const passed = progress.of(idOf(lesson))?.passed ?? [];
      return checks.length > 0 && checks.every((check) => passed.includes(check));
    },
    get presenting() {
      return presenting;
    },
    set presenting(now) {
      presenting = now;
      onChange.fire();
    },
    onChange,
  };
}

/** The solutions' texts by the cell that each replaces. */
export function solutionEdit(lesson: OpenLesson, solution: Solution): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { replaces, source } of solution.cells) {
    const cell = codeCell(lesson, replaces);
    if (cell) edit.replace(cell.document.uri, wholeOf(cell.document), source);
  }
  return edit;
}

export const wholeOf = (document: vscode.TextDocument): vscode.Range =>
  document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
