import * as vscode from 'vscode';
import { completionsAt, problemsIn } from '../lesson/authoring.ts';
import { GLOSSARY, termsIn } from '../lesson/glossary.ts';
import { nameOf, type Term } from '../lesson/term.ts';
import { SCENARIOS } from '../world/scenarios/library.ts';
import { NOTEBOOK_TYPES } from './lessons.ts';
import { readerLanguage } from './reader-language.ts';
import { selectionOf } from './show-cell.ts';

const LESSON_TEXTS: vscode.DocumentFilter = { language: 'markdown', pattern: '**/*.flink.md' };
const QUIET_MS = 300;
const MOMENTS = Object.fromEntries(
  Object.entries(SCENARIOS).map(([name, { moments }]) => [name, moments.map((moment) => moment.name)]),
);

/** For who writes lessons as text: completion and remarks on the format. For who reads them: terms explained. */
export function registerAuthoring(context: vscode.ExtensionContext): { explain(): Promise<void> } {
  const collection = vscode.languages.createDiagnosticCollection('millrace-format');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  // A notebook's cell has the path of its lesson, but is a part of it only.
  const isLessonText = (document: vscode.TextDocument): boolean =>
    document.uri.scheme !== 'vscode-notebook-cell' && vscode.languages.match(LESSON_TEXTS, document) > 0;
  const check = (document: vscode.TextDocument): void => {
    const found = problemsIn(document.getText()).map(({ from, to, message }) => {
      const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
      diagnostic.source = 'millrace';
      return diagnostic;
    });
    collection.set(document.uri, found);
  };
  const soon = (document: vscode.TextDocument): void => {
    if (!isLessonText(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => check(document), QUIET_MS),
    );
  };
  vscode.workspace.textDocuments.forEach(soon);
  const completion: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      return completionsAt(document.getText(), document.offsetAt(position), MOMENTS).map(({ label, detail }) => {
        const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Property);
        item.detail = detail;
        return item;
      });
    },
  };
  const hover: vscode.HoverProvider = {
    provideHover(document, position) {
      const line = document.lineAt(position).text;
      const found = termsIn(line).find(({ from, to }) => from <= position.character && position.character < to);
      if (!found) return null;
      const range = new vscode.Range(position.line, found.from, position.line, found.to);
      return new vscode.Hover(explanation(found.term), range);
    },
  };
  const texts = [LESSON_TEXTS, ...NOTEBOOK_TYPES.map((notebookType) => ({ notebookType, language: 'markdown' }))];
  context.subscriptions.push(
    collection,
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      clearTimeout(timers.get(uri.toString()));
      timers.delete(uri.toString());
      collection.delete(uri);
    }),
    vscode.languages.registerCompletionItemProvider(LESSON_TEXTS, completion, '`', ' ', '=', ':', '"'),
    vscode.languages.registerHoverProvider(texts, hover),
  );
  return {
    async explain() {
      const language = readerLanguage();
      const picked = await vscode.window.showQuickPick(
        selectedFirst(GLOSSARY).map((term) => ({
          label: nameOf(term, language),
          detail: term[language],
          description: others(term),
        })),
        { title: vscode.l10n.t('Explain which term?'), matchOnDetail: true, matchOnDescription: true },
      );
      if (picked) void vscode.window.showInformationMessage(`${picked.label}: ${picked.detail}`);
    },
  };
}

/** With the terms of the selected cell before all others. */
function selectedFirst(terms: readonly Term[]): readonly Term[] {
  const editor = vscode.window.activeNotebookEditor;
  if (!editor || editor.notebook.cellCount === 0) return terms;
  const here = termsIn(editor.notebook.cellAt(selectionOf(editor).start).document.getText()).map(({ term }) => term);
  return [...new Set([...here, ...terms])];
}

const others = ({ names }: Term): string => names.slice(1).join(', ');

/** In the reader's language; the other one's name is in it where there is one. */
function explanation(term: Term): vscode.MarkdownString {
  const language = readerLanguage();
  return new vscode.MarkdownString(`**${nameOf(term, language)}** — ${term[language]}`);
}
