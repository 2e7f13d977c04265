import * as vscode from 'vscode';
import { type LessonProgress, type Progress, parseProgress, progressText } from '../../lesson/progress.ts';
import { createSignal, type Signal } from '../signal.ts';

/** The progress file: one for all windows, in the extension's own folder. */
export interface ProgressStore {
  readonly uri: vscode.Uri;
  /** Resolves when the file has been read, or is known to be missing or broken. */
  readonly ready: Promise<void>;
  readonly all: Progress;
  of(id: string): LessonProgress | undefined;
  set(id: string, lesson: LessonProgress): void;
  forget(ids: readonly string[]): void;
  /** Writes what has not been written yet. */
  flush(): Promise<void>;
  readonly onChange: Signal<void>;
}

const SOON_MS = 400;

/** A file that cannot be read is kept beside, under another name, and reported. */
export function createProgressStore(context: vscode.ExtensionContext): ProgressStore {
  const { fs } = vscode.workspace;
  const folder = context.globalStorageUri;
  const uri = vscode.Uri.joinPath(folder, 'progress.json');
  const onChange = createSignal<void>();
  let lessons: Readonly<Record<string, LessonProgress>> = {};
  /** Lessons changed here since the last write: of all others, another window's word counts. */
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();

  const read = async (): Promise<Progress | null> => {
    const bytes = await Promise.resolve(fs.readFile(uri)).catch(() => null);
    if (bytes === null) return null;
    try {
      return parseProgress(new TextDecoder().decode(bytes));
    } catch (error) {
      await keepAside(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const keepAside = async (why: string): Promise<void> => {
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    const aside = vscode.Uri.joinPath(folder, `progress-unreadable-${stamp}.json`);
    await fs.rename(uri, aside);
    const open = vscode.l10n.t('Open the File');
    const name = aside.path.slice(aside.path.lastIndexOf('/') + 1);
    const message =
      Object.keys(lessons).length === 0
        ? vscode.l10n.t(
            'Your progress could not be read ({0}). The file is kept as {1}; progress begins anew.',
            why,
            name,
          )
        : vscode.l10n.t(
            'Your progress could not be read ({0}). The file is kept as {1}; what this window knows is written anew.',
            why,
            name,
          );
    void vscode.window.showWarningMessage(message, open).then((picked) => {
      if (picked === open) void vscode.window.showTextDocument(aside);
    });
  };
  const write = async (): Promise<void> => {
    const now = await read();
    const mine = [...touched];
    touched.clear();
    const merged = { ...(now?.lessons ?? lessons) };
    for (const id of mine) {
      const own = lessons[id];
      if (own) merged[id] = own;
      else delete merged[id];
    }
    lessons = { ...merged, ...Object.fromEntries([...touched].map((id) => [id, lessons[id]!] as const)) };
    await fs.createDirectory(folder);
    const beside = vscode.Uri.joinPath(folder, 'progress.json.new');
    await fs.writeFile(beside, new TextEncoder().encode(progressText({ lessons: merged })));
    await fs.rename(beside, uri, { overwrite: true });
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (touched.size > 0)
      writing = writing.then(write).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        void vscode.window.showWarningMessage(vscode.l10n.t('Your progress could not be saved: {0}', why));
      });
    return writing;
  };
  const changed = (id: string): void => {
    touched.add(id);
    timer ??= setTimeout(() => void flush(), SOON_MS);
    onChange.fire();
  };
  const ready = read().then((found) => {
    lessons = { ...found?.lessons, ...lessons };
    onChange.fire();
  });
  context.subscriptions.push({ dispose: () => void flush() });

  return {
    uri,
    ready,
    get all() {
      return { lessons };
    },
    of: (id) => lessons[id],
    set(id, lesson) {
      lessons = { ...lessons, [id]: lesson };
      changed(id);
    },
    forget(ids) {
      const left = Object.entries(lessons).filter(([id]) => !ids.includes(id));
      lessons = Object.fromEntries(left);
      for (const id of ids) changed(id);
    },
    flush,
    onChange,
  };
}
