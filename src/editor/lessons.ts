import * as vscode from 'vscode';
import { fnv1a, hex32 } from '../lesson/hash.ts';
import { noteSpec, worldSpec } from '../world/lesson-world.ts';
import type { CellRequest, WorldSpec } from '../world/protocol.ts';
import type { Host } from './host.ts';
import type { JournalStore } from './journal-store.ts';
import { type CellMetadata, type LessonMetadata, lessonLanguage, noteOf } from './lesson-data.ts';
import { createSession, type WorldSession } from './session.ts';
import { createSignal, type Signal } from './signal.ts';
import { readWorkspace, watchWorkspace } from './workspace-files.ts';

export const NOTEBOOK_TYPES = ['millrace-lesson', 'millrace-note'] as const;
export const isLesson = (notebook: vscode.NotebookDocument | undefined): notebook is vscode.NotebookDocument =>
  notebook !== undefined && (NOTEBOOK_TYPES as readonly string[]).includes(notebook.notebookType);

/** What the world's worker gets as bytes. */
export const ASSETS = ['dist/filters.js'];

/** An open lesson with its world. */
export interface OpenLesson {
  readonly notebook: vscode.NotebookDocument;
  /** Names the world in addresses (`millrace://KEY/node1/…`). */
  readonly key: string;
  readonly session: WorldSession;
  /** A number for the cell that stays while cells are moved or added. */
  idOf(cell: vscode.NotebookCell): number;
  cellOf(id: number): vscode.NotebookCell | undefined;
  /** Takes over the number that a cell had before a reload. */
  assign(cell: vscode.NotebookCell, id: number): void;
  request(cell: vscode.NotebookCell): CellRequest;
  codeCells(): vscode.NotebookCell[];
}

/** All open lessons; a world is made when a lesson is first shown or used. */
export interface Lessons {
  get(notebook: vscode.NotebookDocument): OpenLesson;
  /** Ends the lesson's world, as when VS Code drops its document; shown again, the lesson gets another. */
  close(notebook: vscode.NotebookDocument): void;
  byKey(key: string): OpenLesson | undefined;
  readonly open: Iterable<OpenLesson>;
  /** The lesson in the active editor, else the one last active. */
  readonly current: OpenLesson | null;
  readonly onOpen: Signal<OpenLesson>;
  readonly onClose: Signal<OpenLesson>;
  readonly onCurrent: Signal<OpenLesson | null>;
}

export function cellMetadata(cell: vscode.NotebookCell): CellMetadata {
  return (cell.metadata.millrace ?? {}) as CellMetadata;
}

export function worldSpecOf(notebook: vscode.NotebookDocument): WorldSpec {
  const metadata = notebook.metadata.millrace as LessonMetadata;
  const spec = worldSpec(metadata, notebook.uri.path.slice(notebook.uri.path.lastIndexOf('/') + 1));
  return metadata.machines
    ? noteSpec(spec, { machines: metadata.machines, ...(metadata.setting ? { setting: metadata.setting } : {}) })
    : spec;
}

export function createLessons(context: vscode.ExtensionContext, host: Host, journals: JournalStore): Lessons {
  const open = new Map<vscode.NotebookDocument, OpenLesson>();
  const onOpen = createSignal<OpenLesson>();
  const onClose = createSignal<OpenLesson>();
  const onCurrent = createSignal<OpenLesson | null>();
  let current: OpenLesson | null = null;

  function get(notebook: vscode.NotebookDocument): OpenLesson {
    const known = open.get(notebook);
    if (known) return known;
    const key = keyOf(notebook.uri.toString());
    const saved = journals.take(key);
    const session = createSession({
      host,
      spec: worldSpecOf(notebook),
      pace: vscode.workspace.getConfiguration('millrace').get('speed', 1),
      workspace: () => readWorkspace(notebook.uri),
      assets: ASSETS,
      ...(saved ? { saved } : {}),
    });
    const lesson = openLesson(notebook, key, session);
    open.set(notebook, lesson);
    session.onJournal.on(() => journals.save(key, session));
    session.onTime.on(() => journals.keepTime(key, session));
    if (saved) {
      const title = vscode.l10n.t('Millrace: bringing the cluster back');
      void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        session.ready.catch(() => undefined),
      );
    }
    tellWarnings(notebook);
    session.onTrouble.on((message) => {
      void vscode.window.showWarningMessage(vscode.l10n.t('The simulated cluster had trouble: {0}', message));
    });
    session.ready.catch((error: Error) => {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The simulated cluster could not be started: {0}', error.message),
      );
    });
    onOpen.fire(lesson);
    return lesson;
  }

  function show(editor: vscode.NotebookEditor | undefined): void {
    if (!editor || !isLesson(editor.notebook)) return;
    current = get(editor.notebook);
    onCurrent.fire(current);
  }

  function close(notebook: vscode.NotebookDocument): void {
    const lesson = open.get(notebook);
    if (!lesson) return;
    open.delete(notebook);
    journals.forget(lesson.key);
    lesson.session.end();
    if (current === lesson) {
      current = null;
      onCurrent.fire(null);
    }
    onClose.fire(lesson);
  }

  /** With a view in front, a lesson beside it is there to be seen, but not active: as when the window has been reloaded. */
  function showVisible(editors: readonly vscode.NotebookEditor[]): void {
    if (current === null) show(editors.find(({ notebook }) => isLesson(notebook)));
  }

  context.subscriptions.push(
    vscode.window.onDidChangeActiveNotebookEditor(show),
    vscode.window.onDidChangeVisibleNotebookEditors(showVisible),
    vscode.workspace.onDidCloseNotebookDocument(close),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('millrace.speed')) return;
      const pace = vscode.workspace.getConfiguration('millrace').get('speed', 1);
      for (const { session } of open.values()) if (session.pace > 0) session.setPace(pace);
    }),
    watchWorkspace((changed, removed) => {
      for (const lesson of open.values()) lesson.session.input({ kind: 'workspace', changed, removed });
    }),
    { dispose: () => [...open.values()].forEach((lesson) => void lesson.session.end()) },
  );
  // After activation, so that opening the lesson waits for nothing.
  setTimeout(() => {
    show(vscode.window.activeNotebookEditor);
    showVisible(vscode.window.visibleNotebookEditors);
  }, 0);

  return {
    get,
    close,
    byKey: (key) => [...open.values()].find((lesson) => lesson.key === key),
    get open() {
      return open.values();
    },
    get current() {
      return current;
    },
    onOpen,
    onClose,
    onCurrent,
  };
}

function tellWarnings(notebook: vscode.NotebookDocument): void {
  const { frontMatter } = notebook.metadata.millrace as LessonMetadata;
  for (const warning of frontMatter.warnings) void vscode.window.showWarningMessage(warning);
}

function openLesson(notebook: vscode.NotebookDocument, key: string, session: WorldSession): OpenLesson {
  const ids = new WeakMap<vscode.NotebookCell, number>();
  let next = 0;
  const idOf = (cell: vscode.NotebookCell): number => {
    const known = ids.get(cell);
    if (known !== undefined) return known;
    ids.set(cell, next);
    return next++;
  };
  const codeCells = (): vscode.NotebookCell[] =>
    notebook.getCells().filter((cell) => cell.kind === vscode.NotebookCellKind.Code);
  for (const cell of codeCells()) idOf(cell);
  return {
    notebook,
    key,
    session,
    idOf,
    cellOf: (id) => codeCells().find((cell) => ids.get(cell) === id),
    assign(cell, id) {
      ids.set(cell, id);
      next = Math.max(next, id + 1);
    },
    request(cell) {
      const metadata = cellMetadata(cell);
      const source = cell.document.getText().replace(/\r\n/g, '\n');
      const note = notebook.notebookType === 'millrace-note' ? noteOf(source, metadata) : undefined;
      return {
        cell: idOf(cell),
        language: lessonLanguage(cell.document.languageId, metadata),
        options: metadata.options ?? {},
        source,
        ...(note ? { note } : {}),
      };
    },
    codeCells,
  };
}

/** A short name for an address. */
const keyOf = (address: string): string => hex32(fnv1a(address)) + hex32(fnv1a(address, 0x1234567));
