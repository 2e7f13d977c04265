import * as vscode from 'vscode';
import { COMPLETION_KINDS } from '../../webview/lab/protocol.ts';
import { PROGRAM_LANGUAGES } from '../lesson/info.ts';
import { projectCells } from '../world/lesson-world.ts';
import type { CellDiagnostic, Completion, Hover } from '../world/protocol.ts';
import { isLesson, type Lessons, NOTEBOOK_TYPES, type OpenLesson } from './lessons.ts';

const QUIET_MS = 300;

/** The compiler's remarks while typing, completion and hovers in program cells, all answered by the lesson's world. */
export function registerLanguage(context: vscode.ExtensionContext, lessons: Lessons): void {
  registerDiagnostics(context, lessons);
  const selector = NOTEBOOK_TYPES.flatMap((notebookType) =>
    PROGRAM_LANGUAGES.map((language) => ({ notebookType, language })),
  );
  const ask = async <T>(document: vscode.TextDocument, position: vscode.Position, kind: 'complete' | 'hover') => {
    const cell = cellOf(document);
    if (!cell) return null;
    const lesson = lessons.get(cell.notebook);
    const query = {
      kind,
      cells: programCells(lesson),
      cell: lesson.idOf(cell),
      line: position.line + 1,
      column: position.character + 1,
    };
    return (await lesson.session.query(query).catch(() => null)) as T | null;
  };

  const completion: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const answers = (await ask<readonly Completion[]>(document, position, 'complete')) ?? [];
      return answers.map((answer, index) => {
        const item = new vscode.CompletionItem(answer.label, vscode.CompletionItemKind[COMPLETION_KINDS[answer.kind]]);
        // In the order of the answer: what is near first.
        item.sortText = String(index).padStart(6, '0');
        if (answer.detail !== undefined) item.detail = answer.detail;
        if (answer.documentation !== undefined) item.documentation = new vscode.MarkdownString(answer.documentation);
        if (answer.insertText !== undefined) item.insertText = new vscode.SnippetString(answer.insertText);
        return item;
      });
    },
  };
  const hover: vscode.HoverProvider = {
    async provideHover(document, position) {
      const answer = await ask<Hover>(document, position, 'hover');
      return answer ? new vscode.Hover(new vscode.MarkdownString(answer.text)) : null;
    },
  };
  context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(selector, completion, '.'),
    vscode.languages.registerHoverProvider(selector, hover),
  );
}

function registerDiagnostics(context: vscode.ExtensionContext, lessons: Lessons): void {
  const collection = vscode.languages.createDiagnosticCollection('millrace');
  const timers = new Map<OpenLesson, ReturnType<typeof setTimeout>>();

  const check = async (lesson: OpenLesson): Promise<void> => {
    const cells = programCells(lesson);
    if (cells.length === 0) return;
    const versions = new Map(lesson.codeCells().map((cell) => [cell, cell.document.version]));
    const found = (await lesson.session
      .query({ kind: 'diagnostics', cells })
      .catch(() => [])) as readonly CellDiagnostic[];
    for (const cell of lesson.codeCells()) {
      if (cell.document.version !== versions.get(cell)) continue;
      const own = found.filter((diagnostic) => diagnostic.cell === lesson.idOf(cell));
      collection.set(
        cell.document.uri,
        own.map((diagnostic) => toDiagnostic(diagnostic, cell.document)),
      );
    }
  };
  const soon = (lesson: OpenLesson): void => {
    clearTimeout(timers.get(lesson));
    timers.set(
      lesson,
      setTimeout(() => void check(lesson), QUIET_MS),
    );
  };

  lessons.onOpen.on(soon);
  lessons.onClose.on((lesson) => {
    clearTimeout(timers.get(lesson));
    timers.delete(lesson);
  });
  context.subscriptions.push(
    collection,
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      if (!isLesson(notebook)) return;
      const edited = cellChanges.some(({ document }) => document !== undefined);
      if (edited || contentChanges.length > 0) soon(lessons.get(notebook));
      for (const { removedCells } of contentChanges) {
        for (const cell of removedCells) collection.delete(cell.document.uri);
      }
    }),
  );
}

function toDiagnostic(found: CellDiagnostic, document: vscode.TextDocument): vscode.Diagnostic {
  const start = new vscode.Position(found.line - 1, found.column - 1);
  const word = document.getWordRangeAtPosition(document.validatePosition(start));
  const range =
    found.endLine !== undefined && found.endColumn !== undefined
      ? new vscode.Range(start, new vscode.Position(found.endLine - 1, found.endColumn - 1))
      : (word ?? new vscode.Range(start, start.translate(0, 1)));
  const severity = {
    error: vscode.DiagnosticSeverity.Error,
    warning: vscode.DiagnosticSeverity.Warning,
    information: vscode.DiagnosticSeverity.Information,
  }[found.severity];
  const diagnostic = new vscode.Diagnostic(document.validateRange(range), found.message, severity);
  diagnostic.source = document.languageId === 'scala' ? 'scalac' : 'javac';
  return diagnostic;
}

const programCells = (lesson: OpenLesson) => projectCells(lesson.codeCells().map(lesson.request));

function cellOf(document: vscode.TextDocument): vscode.NotebookCell | undefined {
  for (const notebook of vscode.workspace.notebookDocuments) {
    if (!isLesson(notebook)) continue;
    const cell = notebook.getCells().find((candidate) => candidate.document === document);
    if (cell) return cell;
  }
  return undefined;
}
