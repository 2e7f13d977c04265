import * as vscode from 'vscode';
import { blockKey, containersIn } from '../../lesson/containers.ts';
import type { Exercise } from '../../lesson/exercises.ts';
import { parseLesson } from '../../lesson/format.ts';
import { helped, helpOf } from '../../lesson/progress.ts';
import { confirm } from '../confirm.ts';
import type { Kernel } from '../kernel.ts';
import { cellMetadata, type OpenLesson } from '../lessons.ts';
import type { ShippedLessons } from '../shipped-lessons.ts';
import { scrollToCell, showCell } from '../show-cell.ts';
import { type Course, codeCell, codeIndex, solutionEdit, wholeOf } from './course.ts';

/** Hints, solutions and first texts of an open lesson. */
export interface Help {
  showHint(lesson: OpenLesson, cell: vscode.NotebookCell | undefined): Promise<void>;
  showSolution(lesson: OpenLesson, cell: vscode.NotebookCell | undefined): Promise<void>;
  insertSolution(lesson: OpenLesson, exercise: Exercise | undefined, place?: number): Promise<void>;
  resetCell(lesson: OpenLesson, cell: vscode.NotebookCell): Promise<void>;
  resetLesson(lesson: OpenLesson): Promise<void>;
  resetCourse(): Promise<void>;
}

export function createHelp(course: Course, kernel: Kernel, shipped: ShippedLessons): Help {
  const noExercise = (): void =>
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no exercise in this lesson.'));

  async function showHint(lesson: OpenLesson, cell: vscode.NotebookCell | undefined): Promise<void> {
    const exercise = course.exerciseAt(lesson, cell);
    if (!exercise) return noExercise();
    if (exercise.hints.length === 0)
      return void vscode.window.showInformationMessage(vscode.l10n.t('This exercise has no hint.'));
    const { hints } = helpOf(course.progressOf(lesson), exercise.name);
    const place = Math.min(hints, exercise.hints.length - 1);
    course.update(lesson, (progress) => helped(progress, exercise.name, { hints: place + 1 }));
    await revealBlock(lesson, 'hint', exercise.name, place);
  }

  async function showSolution(lesson: OpenLesson, cell: vscode.NotebookCell | undefined): Promise<void> {
    const exercise = course.exerciseAt(lesson, cell);
    if (!exercise || exercise.solutions.length === 0) return noExercise();
    if (!(await mayShow(lesson, exercise))) return;
    course.update(lesson, (progress) => helped(progress, exercise.name, { solution: true }));
    await revealBlock(lesson, 'solution', exercise.name, 0);
  }

  /** Before the checks have passed a person is asked, once. */
  async function mayShow(lesson: OpenLesson, exercise: Exercise): Promise<boolean> {
    if (course.isSolved(lesson, exercise) || helpOf(course.progressOf(lesson), exercise.name).solution) return true;
    const show = vscode.l10n.t('Show the Solution');
    const question = vscode.l10n.t('The check has not passed yet. Show the solution all the same?');
    return (await vscode.window.showInformationMessage(question, { modal: true }, show)) === show;
  }

  async function revealBlock(lesson: OpenLesson, name: string, exercise: string, place: number): Promise<void> {
    const wanted = course.outline(lesson).blocks.filter((block) => block.name === name && block.exercise === exercise)[
      place
    ];
    const cell = lesson.notebook
      .getCells()
      .find(
        ({ kind, document }) =>
          kind === vscode.NotebookCellKind.Markup &&
          containersIn(document.getText().replace(/\r\n/g, '\n')).some((block) => blockKey(block) === wanted?.key),
      );
    if (cell) scrollToCell(await vscode.window.showNotebookDocument(lesson.notebook), cell);
  }

  async function insertSolution(lesson: OpenLesson, exercise: Exercise | undefined, place?: number): Promise<void> {
    if (!exercise || exercise.solutions.length === 0) return noExercise();
    if (!isWritable(lesson)) return tellReadOnly();
    if (!(await mayShow(lesson, exercise))) return;
    let chosen = place ?? 0;
    if (place === undefined && exercise.solutions.length > 1) {
      const ways = exercise.solutions.map(({ cells }, index) => ({
        label: vscode.l10n.t('Solution {0} of {1}', index + 1, exercise.solutions.length),
        detail: tellingLine(
          cells[0]?.source ?? '',
          exercise.solutions.filter((_, other) => other !== index).map((other) => other.cells[0]?.source ?? ''),
        ),
        index,
      }));
      const picked = await vscode.window.showQuickPick(ways, { title: vscode.l10n.t('Which of the solutions?') });
      if (!picked) return;
      chosen = picked.index;
    }
    course.update(lesson, (progress) => helped(progress, exercise.name, { solution: true }));
    await vscode.workspace.applyEdit(solutionEdit(lesson, exercise.solutions[chosen]!));
    const first = codeCell(lesson, exercise.cells[0]!);
    if (first) await focusEditor(first);
  }

  /** First texts of code cells: as shipped, else as the file was when it was opened. */
  async function firstTexts(lesson: OpenLesson): Promise<(cell: vscode.NotebookCell) => string | null> {
    const text = await shipped.textOf(course.idOf(lesson));
    const cells = text === null ? [] : parseLesson(text).cells.filter((cell) => cell.kind === 'code');
    return (cell) => {
      const metadata = cellMetadata(cell);
      const original = cells[codeIndex(lesson, cell)];
      return original && original.info === metadata.info ? original.value : (metadata.origin?.value ?? null);
    };
  }
  function resetEdit(cells: readonly vscode.NotebookCell[], first: (cell: vscode.NotebookCell) => string | null) {
    const edit = new vscode.WorkspaceEdit();
    for (const cell of cells) {
      const text = first(cell);
      if (text !== null && text !== cell.document.getText().replace(/\r\n/g, '\n'))
        edit.replace(cell.document.uri, wholeOf(cell.document), text);
    }
    return edit;
  }

  return {
    showHint,
    showSolution,
    insertSolution,
    async resetCell(lesson, cell) {
      const edit = resetEdit([cell], await firstTexts(lesson));
      await kernel.forget(lesson, [cell]);
      if (edit.size === 0) return;
      await vscode.workspace.applyEdit(edit);
      await focusEditor(cell);
    },
    async resetLesson(lesson) {
      const sure = await confirm(
        vscode.l10n.t('Reset this lesson?'),
        vscode.l10n.t(
          'Its cells get their first texts back, which can be undone. Outputs, the cluster and what is noted of your progress in this lesson begin anew.',
        ),
        vscode.l10n.t('Reset the Lesson'),
      );
      if (!sure) return;
      const edit = resetEdit(lesson.codeCells(), await firstTexts(lesson));
      if (edit.size > 0) await vscode.workspace.applyEdit(edit);
      await kernel.restart(lesson);
      await kernel.forget(lesson, lesson.codeCells());
      course.progress.forget([course.idOf(lesson)]);
    },
    async resetCourse() {
      const sure = await confirm(
        vscode.l10n.t('Reset the whole course?'),
        vscode.l10n.t(
          'Your progress in all lessons begins anew. The old progress file is kept beside the new one; your copies of lessons stay as they are.',
        ),
        vscode.l10n.t('Reset the Course'),
      );
      if (!sure) return;
      await course.progress.flush();
      const { uri } = course.progress;
      const stamp = new Date().toISOString().replace(/[:.]/g, '-');
      const kept = vscode.Uri.joinPath(uri, '..', `progress-before-reset-${stamp}.json`);
      await Promise.resolve(vscode.workspace.fs.copy(uri, kept)).catch(() => undefined);
      course.progress.forget(Object.keys(course.progress.all.lessons));
    },
  };
}

/** The first line of a solution that the others lack. */
function tellingLine(source: string, others: readonly string[]): string {
  const known = new Set(others.flatMap((other) => other.split('\n').map((line) => line.trim())));
  const lines = source.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !/^(?:package|import)\b/.test(line) && !known.has(line)) ?? '';
}

/** The keyboard goes into the cell, so that Undo means what was changed there. */
async function focusEditor(cell: vscode.NotebookCell): Promise<void> {
  await showCell(cell);
  await vscode.commands.executeCommand('notebook.cell.edit');
}

const isWritable = ({ notebook }: OpenLesson): boolean =>
  vscode.workspace.fs.isWritableFileSystem(notebook.uri.scheme) !== false;

function tellReadOnly(): void {
  const start = vscode.l10n.t('Start Working');
  const message = vscode.l10n.t(
    'A lesson of the course cannot be changed; it can be run. “Start Working” makes your own copy.',
  );
  void vscode.window.showInformationMessage(message, start).then((picked) => {
    if (picked === start) void vscode.commands.executeCommand('millrace.startLesson');
  });
}
