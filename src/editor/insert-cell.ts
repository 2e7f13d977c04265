import * as vscode from 'vscode';
import type { OpenLesson } from './lessons.ts';

/** Adds a code cell behind the cell that is selected in the lesson, else at its end. Returns its index. */
export function insertCell(lesson: OpenLesson, languageId: string, text: string): Promise<number> {
  const { notebook } = lesson;
  const editor = vscode.window.visibleNotebookEditors.find((one) => one.notebook === notebook);
  return insertAt(notebook, editor?.selections[0]?.end ?? notebook.cellCount, languageId, text);
}

/** Adds a code cell behind the last one that has run, else at the end: where what it does comes again after what came before it. */
export function insertAfterRun(lesson: OpenLesson, languageId: string, text: string): Promise<number> {
  const { notebook } = lesson;
  const ran = notebook.getCells().findLastIndex((cell) => cell.executionSummary?.executionOrder !== undefined);
  return insertAt(notebook, ran < 0 ? notebook.cellCount : ran + 1, languageId, text);
}

async function insertAt(
  notebook: vscode.NotebookDocument,
  at: number,
  languageId: string,
  text: string,
): Promise<number> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, languageId);
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [cell])]);
  await vscode.workspace.applyEdit(edit);
  return at;
}

/** Puts another text into a cell. */
export async function replaceCell(cell: vscode.NotebookCell, text: string): Promise<void> {
  const { document } = cell;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(whole), text);
  await vscode.workspace.applyEdit(edit);
}
