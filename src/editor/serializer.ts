import * as vscode from 'vscode';
import { type CellMetadata, type LessonMetadata, type Mode, readLesson, writeLesson } from './lesson-data.ts';

/** A lesson's Markdown file as a notebook; saving an unchanged one changes no byte. */
export function lessonSerializer(mode: Mode): vscode.NotebookSerializer {
  return {
    deserializeNotebook(content) {
      const { metadata, cells } = readLesson(content, mode);
      const data = new vscode.NotebookData(
        cells.map((cell) => {
          const kind = cell.kind === 'code' ? vscode.NotebookCellKind.Code : vscode.NotebookCellKind.Markup;
          const made = new vscode.NotebookCellData(kind, cell.value, cell.languageId);
          made.metadata = { millrace: cell.metadata };
          return made;
        }),
      );
      data.metadata = { millrace: metadata };
      return data;
    },
    serializeNotebook(data) {
      const metadata: Partial<LessonMetadata> = data.metadata?.millrace ?? {};
      return writeLesson(
        metadata,
        data.cells.map((cell) => ({
          kind: cell.kind === vscode.NotebookCellKind.Code ? 'code' : 'markup',
          value: cell.value,
          languageId: cell.languageId,
          metadata: (cell.metadata?.millrace ?? {}) as CellMetadata,
        })),
      );
    },
  };
}
