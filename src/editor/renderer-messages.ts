import * as vscode from 'vscode';
import type { RendererMessage, RendererWords } from '../../webview/output/protocol.ts';
import type { Kernel } from './kernel.ts';
import { isLesson, type Lessons, type OpenLesson } from './lessons.ts';
import { showCell } from './show-cell.ts';

/** The whole output of a cell, as a document that cannot be edited. */
const OUTPUT_SCHEME = 'millrace-output';

/** What people do in cell outputs: typing into a running cell, going to an error's line, opening all of a long output. */
export function registerRendererMessages(context: vscode.ExtensionContext, lessons: Lessons, kernel: Kernel): void {
  const outputs: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent({ query }) {
      const [key = '', id = ''] = query.split('/');
      const cell = lessons.byKey(key)?.cellOf(Number(id));
      return (cell && kernel.latestRun(cell)?.output.text) ?? '';
    },
  };
  context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(OUTPUT_SCHEME, outputs));
  const messaging = vscode.notebooks.createRendererMessaging('millrace.output');
  context.subscriptions.push(
    messaging.onDidReceiveMessage(
      ({ editor, message }: { editor: vscode.NotebookEditor; message: RendererMessage }) => {
        if (!isLesson(editor.notebook)) return;
        const lesson = lessons.get(editor.notebook);
        switch (message.type) {
          case 'hello': {
            const words: RendererWords = {
              type: 'words',
              placeholder: vscode.l10n.t('Type a line and press Enter'),
            };
            void messaging.postMessage(words, editor);
            break;
          }
          case 'type':
            kernel.echo(lesson, message.cell, message.text);
            lesson.session.input({ kind: 'type', cell: message.cell, text: message.text });
            break;
          case 'end':
            lesson.session.input({ kind: 'type', cell: message.cell, text: '\u0004' });
            break;
          case 'interrupt':
            lesson.session.interrupt(message.cell);
            break;
          case 'reveal':
            void revealLine(lesson, message.cell, message.line, message.column ?? 1);
            break;
          case 'hint':
          case 'solution': {
            const command = message.type === 'hint' ? 'millrace.showHint' : 'millrace.showSolution';
            void vscode.commands.executeCommand(command, lesson.cellOf(message.cell));
            break;
          }
          case 'more':
            void openAll(lesson, message.cell, kernel);
            break;
        }
      },
    ),
  );
}

/** Shows a place in a cell. Line and column count from 1. */
export async function revealLine(lesson: OpenLesson, id: number, line: number, column: number): Promise<void> {
  const cell = lesson.cellOf(id);
  if (!cell) return;
  const place = cell.document.validatePosition(new vscode.Position(line - 1, column - 1));
  await showCell(cell);
  await vscode.window.showTextDocument(cell.document, { selection: new vscode.Range(place, place) });
}

async function openAll(lesson: OpenLesson, id: number, kernel: Kernel): Promise<void> {
  const cell = lesson.cellOf(id);
  const run = cell && kernel.latestRun(cell);
  if (!run) return;
  // A document of its own for every run: what is open already is not read again.
  const uri = vscode.Uri.from({
    scheme: OUTPUT_SCHEME,
    path: `${vscode.l10n.t('Output')} [${run.order}].log`,
    query: `${lesson.key}/${id}/${run.order}`,
  });
  await vscode.window.showTextDocument(uri);
}
