import * as vscode from 'vscode';
import type { WorkspaceFile } from '../world/protocol.ts';

/**
 * Text files of the opened folder, and of the folder that a lesson is in, as the simulated machines see them under
 * /workspace. Left out: node_modules, names that begin with a dot, binary files.
 */
export async function readWorkspace(lesson: vscode.Uri): Promise<readonly WorkspaceFile[]> {
  const roots = rootsOf(lesson);
  const budget = { bytes: limit(), files: 5000, skipped: [] as string[] };
  const files = new Map<string, WorkspaceFile>();
  for (const root of roots) {
    for (const found of await listFiles(root, budget.files)) {
      const path = found.path.slice(root.path.replace(/\/$/, '').length + 1);
      if (files.has(path)) continue;
      const file = await readText(found, path, budget);
      if (file) files.set(path, file);
    }
  }
  if (budget.skipped.length > 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The simulated machines see no more than {0} MB of the workspace (setting millrace.workspaceLimit). Left out: {1}',
        limit() / 1_000_000,
        budget.skipped.slice(0, 5).join(', ') + (budget.skipped.length > 5 ? ' …' : ''),
      ),
    );
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Tells of changes to workspace files, a moment after they happen. */
export function watchWorkspace(
  tell: (changed: readonly WorkspaceFile[], removed: readonly string[]) => void,
): vscode.Disposable {
  const waiting = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async (): Promise<void> => {
    const uris = [...waiting.values()];
    waiting.clear();
    const changed: WorkspaceFile[] = [];
    const removed: string[] = [];
    for (const uri of uris) {
      for (const path of pathsOf(uri)) {
        const file = await readText(uri, path, { bytes: limit(), skipped: [] }).catch(() => 'gone' as const);
        if (file === 'gone') removed.push(path);
        else if (file) changed.push(file);
      }
    }
    if (changed.length > 0 || removed.length > 0) tell(changed, removed);
  };
  const note = (uri: vscode.Uri): void => {
    if (/\.flink\.md$/.test(uri.path) || pathsOf(uri).length === 0) return;
    waiting.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), 200);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(note),
    watcher.onDidCreate(note),
    watcher.onDidDelete(note),
    vscode.workspace.onDidSaveTextDocument((document) => note(document.uri)),
  );
}

/** Every `*.flink.md` and, asked for, every other file below a folder; unreadable folders are empty. */
export async function listFiles(root: vscode.Uri, most: number): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const visit = async (folder: vscode.Uri, depth: number): Promise<void> => {
    if (depth > 12 || found.length >= most) return;
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
    for (const [name, type] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (name.startsWith('.') || name === 'node_modules' || found.length >= most) continue;
      const uri = vscode.Uri.joinPath(folder, name);
      if (type & vscode.FileType.Directory) await visit(uri, depth + 1);
      else found.push(uri);
    }
  };
  await visit(root, 0);
  return found;
}

function rootsOf(lesson: vscode.Uri): vscode.Uri[] {
  const beside = vscode.Uri.joinPath(lesson, '..');
  const folder = vscode.workspace.getWorkspaceFolder(lesson) ?? vscode.workspace.workspaceFolders?.[0];
  return folder && folder.uri.toString() !== beside.toString() ? [folder.uri, beside] : [beside];
}

/** The paths under /workspace that a file has for open lessons. */
function pathsOf(uri: vscode.Uri): string[] {
  const inside = (root: vscode.Uri): string | null =>
    root.scheme === uri.scheme && uri.path.startsWith(`${root.path.replace(/\/$/, '')}/`)
      ? uri.path.slice(root.path.replace(/\/$/, '').length + 1)
      : null;
  const roots = [
    ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri),
    ...vscode.workspace.notebookDocuments.map((notebook) => vscode.Uri.joinPath(notebook.uri, '..')),
  ];
  const paths = roots.map(inside).filter((path) => path !== null);
  return [...new Set(paths)].filter((path) => !/(^|\/)(\.|node_modules\/)/.test(path));
}

const limit = (): number => vscode.workspace.getConfiguration('millrace').get('workspaceLimit', 64) * 1_000_000;

/** Null for a binary file or one that does not fit any more. */
async function readText(
  uri: vscode.Uri,
  path: string,
  budget: { bytes: number; skipped: string[] },
): Promise<WorkspaceFile | null> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > budget.bytes) {
    budget.skipped.push(path);
    return null;
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.subarray(0, 8000).includes(0)) return null;
  budget.bytes -= bytes.length;
  return { path, text: new TextDecoder().decode(bytes) };
}
