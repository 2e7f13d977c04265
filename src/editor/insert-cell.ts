import * as vscode from 'vscode';
import type { OpenLesson } from './lessons.ts';

/** Adds a code cell behind the cell that is selected in the lesson, else at its end. Returns its index. */
export async function insertCell(lesson: OpenLesson, languageId: string, text: string): Promise<number> {
  const { notebook } = lesson;
  const editor = vscode.window.visibleNotebookEditors.find((one) => one.notebook === notebook);
  const at = editor?.selections[0]?.end ?? notebook.cellCount;
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
