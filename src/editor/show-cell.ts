import * as vscode from 'vscode';

/** What is selected: the first cell where VS Code has not told yet, as its own `selection` is undefined then, whatever its type says. */
export const selectionOf = ({ selections }: vscode.NotebookEditor): vscode.NotebookRange =>
  selections[0] ?? new vscode.NotebookRange(0, 1);

/** Selects a cell in an editor that shows its notebook, and brings it into view. */
export function selectCell(editor: vscode.NotebookEditor, cell: vscode.NotebookCell): void {
  editor.selection = new vscode.NotebookRange(cell.index, cell.index + 1);
  scrollToCell(editor, cell);
}

/** Brings a cell into view. What is selected stays: the keyboard goes on where it was. */
export const scrollToCell = (editor: vscode.NotebookEditor, cell: vscode.NotebookCell): void =>
  editor.revealRange(
    new vscode.NotebookRange(cell.index, cell.index + 1),
    vscode.NotebookEditorRevealType.InCenterIfOutsideViewport,
  );

/** Brings a cell into view, and its notebook to the front. */
export async function showCell(cell: vscode.NotebookCell): Promise<void> {
  selectCell(await vscode.window.showNotebookDocument(cell.notebook), cell);
}
