import * as vscode from 'vscode';
import { lessonId } from '../../lesson/progress.ts';
import type { LessonLibrary } from '../lesson-library.ts';
import { isLesson, type OpenLesson } from '../lessons.ts';
import { readerLanguage } from '../reader-language.ts';
import { selectCell, selectionOf } from '../show-cell.ts';
import { codeCell, codeIndex } from './course.ts';

/** A lesson by name (`en/05-programming-model`) and one of its code cells, counted from 0. */
export interface LessonLink {
  readonly id: string;
  readonly cell: number | null;
}

/** Reads `vscode://millrace.millrace/lesson?id=en/05-x&cell=7` and, short, `en/05-x#7`; null: it is none. */
export function parseLink(text: string): LessonLink | null {
  const trimmed = text.trim();
  const long = /^[\w.+-]+:\/\/millrace\.millrace\/lesson\?(.*)$/.exec(trimmed);
  if (long) {
    const parameters = new URLSearchParams(long[1]);
    const id = parameters.get('id');
    return id === null ? null : { id, cell: cellNumber(parameters.get('cell')) };
  }
  const short = /^([\w-]+\/[^#\s]+?)(?:\.flink\.md)?(?:#(\d+))?$/.exec(trimmed);
  return short ? { id: short[1]!, cell: cellNumber(short[2] ?? null) } : null;
}

const cellNumber = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

/** Links to a lesson and cell: as addresses where VS Code hands them over, else typed or pasted. */
export function registerLinks(
  context: vscode.ExtensionContext,
  library: LessonLibrary,
  openLesson: (uri: vscode.Uri, cell: number | null) => Promise<void>,
): {
  openLink(): Promise<void>;
  copyLink(lesson: OpenLesson): Promise<void>;
  follow(link: LessonLink): Promise<boolean>;
} {
  const follow = async ({ id, cell }: LessonLink): Promise<boolean> => {
    const entry = (await library.lessons()).find((one) => one.id === lessonId(id));
    if (entry) await openLesson(entry.uri, cell);
    else void vscode.window.showWarningMessage(vscode.l10n.t('There is no lesson {0} here.', id));
    return entry !== undefined;
  };
  context.subscriptions.push(
    vscode.window.registerUriHandler({
      async handleUri(uri) {
        const link = parseLink(uri.toString(true));
        if (link) await follow(link);
      },
    }),
  );
  return {
    follow,
    async openLink() {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Open a lesson by its link'),
        // VS Code's welcome page takes the keyboard when it is drawn: the box would be gone.
        ignoreFocusOut: true,
        placeHolder: `${readerLanguage()}/05-programming-model#7`,
        validateInput: (value) =>
          parseLink(value) ? undefined : vscode.l10n.t('A link is a lesson’s name, like en/05-programming-model#7'),
      });
      const link = text === undefined ? null : parseLink(text);
      if (link) await follow(link);
    },
    async copyLink(lesson) {
      const editor = vscode.window.activeNotebookEditor;
      const at = editor?.notebook === lesson.notebook ? editor.notebook.cellAt(selectionOf(editor).start) : undefined;
      const index = at && isLesson(lesson.notebook) ? codeIndex(lesson, at) : -1;
      const id = lessonId(lesson.notebook.uri.path);
      const cell = index >= 0 ? `&cell=${index}` : '';
      const link = `${vscode.env.uriScheme}://millrace.millrace/lesson?id=${id}${cell}`;
      await vscode.env.clipboard.writeText(link);
      void vscode.window.showInformationMessage(vscode.l10n.t('Copied: {0}', link));
    },
  };
}

/** Selects a code cell and brings it into view. */
export function revealCell(lesson: OpenLesson, index: number): void {
  const cell = codeCell(lesson, index);
  const editor = vscode.window.visibleNotebookEditors.find(({ notebook }) => notebook === lesson.notebook);
  if (cell && editor) selectCell(editor, cell);
}
