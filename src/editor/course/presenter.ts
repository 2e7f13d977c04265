import * as vscode from 'vscode';
import { containersIn } from '../../lesson/containers.ts';
import { isLesson, type Lessons } from '../lessons.ts';
import { selectionOf } from '../show-cell.ts';
import type { Course } from './course.ts';

const SCHEME = 'millrace-presenter';
const NOTES = vscode.Uri.from({ scheme: SCHEME, path: '/presenter.md' });

/** Presenting a lesson: one key to the next cell, a clock, and the notes in an editor that can stand on another screen. */
export interface Presenter {
  /** Begins or ends. */
  toggle(): Promise<void>;
  /** Goes to the next cell, or the one before. */
  step(by: 1 | -1): void;
}

export function registerPresenter(context: vscode.ExtensionContext, lessons: Lessons, course: Course): Presenter {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const clock = vscode.window.createStatusBarItem('millrace.presenter', vscode.StatusBarAlignment.Left, 48);
  clock.name = vscode.l10n.t('Millrace: presenting');
  clock.command = 'millrace.present';
  let since: number | null = null;
  let ticking: ReturnType<typeof setInterval> | undefined;
  /** The lesson's editor, also while the notes have the keyboard. */
  let editor: vscode.NotebookEditor | undefined;

  const minutes = (): string => {
    const seconds = since === null ? 0 : Math.floor((Date.now() - since) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  const tick = (): void => {
    clock.text = `$(broadcast) ${minutes()}`;
    clock.tooltip = vscode.l10n.t('Presenting. Click to end.');
  };
  const notesText = (): string => {
    if (!editor || since === null) return vscode.l10n.t('Nobody presents a lesson now.');
    const { notebook } = editor;
    const selection = selectionOf(editor);
    const cells = notebook.getCells();
    const headings = cells
      .slice(0, selection.start + 1)
      .flatMap(({ kind, document }) =>
        kind === vscode.NotebookCellKind.Markup ? (document.getText().match(/^#{1,6} .*$/gm) ?? []) : [],
      );
    // Notes up to the next heading belong to what is shown.
    let end = selection.start + 1;
    while (end < cells.length && !/^#{1,6} /.test(cells[end]!.document.getText())) end++;
    let begin = selection.start;
    while (begin > 0 && !/^#{1,6} /.test(cells[begin]!.document.getText())) begin--;
    const notes = cells
      .slice(begin, end)
      .flatMap(({ document }) => containersIn(document.getText()).filter(({ name }) => name === 'notes'))
      .map(({ body }) => body.trim());
    const next = cells[selection.start + 1]?.document
      .getText()
      .split('\n')
      .find((line) => /^(?!:::)\s*\S/.test(line));
    const { minutes: planned } = course.outline(lessons.get(notebook));
    return [
      headings.at(-1) ?? '',
      vscode.l10n.t('Cell {0} of {1} · the lesson takes about {2} min', selection.start + 1, cells.length, planned),
      notes.length > 0 ? notes.join('\n\n') : vscode.l10n.t('No notes here.'),
      ...(next === undefined ? [] : [`${vscode.l10n.t('Next:')} \`${next.replace(/`/g, '')}\``]),
      '',
    ].join('\n\n');
  };
  const end = (): void => {
    clearInterval(ticking);
    since = null;
    clock.hide();
    course.presenting = false;
    changed.fire(NOTES);
    void vscode.commands.executeCommand('setContext', 'millrace.presenting', false);
  };

  context.subscriptions.push(
    changed,
    clock,
    { dispose: () => clearInterval(ticking) },
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: notesText,
    }),
    vscode.window.onDidChangeActiveNotebookEditor((active) => {
      if (active && isLesson(active.notebook)) editor = active;
    }),
    vscode.window.onDidChangeNotebookEditorSelection(({ notebookEditor }) => {
      if (notebookEditor === editor && since !== null) changed.fire(NOTES);
    }),
  );

  return {
    async toggle() {
      if (since !== null) {
        end();
        return;
      }
      editor = vscode.window.activeNotebookEditor ?? editor;
      if (!editor || !isLesson(editor.notebook)) {
        void vscode.window.showInformationMessage(vscode.l10n.t('Open a lesson first.'));
        return;
      }
      const apart = {
        label: vscode.l10n.t('Notes in an editor of their own'),
        detail: vscode.l10n.t('To be put on the screen that the class does not see'),
      };
      const inside = {
        label: vscode.l10n.t('Notes in the lesson'),
        detail: vscode.l10n.t('Whoever sees the lesson sees them'),
      };
      const picked = await vscode.window.showQuickPick([apart, inside], {
        title: vscode.l10n.t('Where do you want your notes?'),
      });
      if (!picked) return;
      since = Date.now();
      ticking = setInterval(tick, 1000);
      tick();
      clock.show();
      void vscode.commands.executeCommand('setContext', 'millrace.presenting', true);
      if (picked === inside) {
        course.presenting = true;
        return;
      }
      const lesson = editor;
      await vscode.window.showTextDocument(NOTES, { viewColumn: vscode.ViewColumn.Beside, preview: false });
      await vscode.commands.executeCommand('workbench.action.moveEditorToNewWindow').then(undefined, () => undefined);
      await vscode.window.showNotebookDocument(lesson.notebook, {
        ...(lesson.viewColumn === undefined ? {} : { viewColumn: lesson.viewColumn }),
      });
    },
    step(by) {
      if (!editor) return;
      const { notebook } = editor;
      const selection = selectionOf(editor);
      const at = Math.max(0, Math.min(notebook.cellCount - 1, selection.start + by));
      const range = new vscode.NotebookRange(at, at + 1);
      editor.selection = range;
      editor.revealRange(range, vscode.NotebookEditorRevealType.AtTop);
    },
  };
}
