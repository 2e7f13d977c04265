import * as vscode from 'vscode';
import { parseLesson } from '../lesson/format.ts';
import type { Host } from './host.ts';
import { listFiles } from './workspace-files.ts';

/** A lesson that can be opened, shipped with the extension or found in the workspace. */
export interface LessonEntry {
  readonly title: string;
  readonly uri: vscode.Uri;
  /** Folder under which it is listed. */
  readonly group: string;
}
/** A file of the shipped lessons: a lesson, or what lies beside it for its programs to read. */
interface ShippedFile {
  readonly path: string;
  readonly language: string;
  /** Null for what is no lesson. */
  readonly title: string | null;
  readonly size: number;
}

const SCHEME = 'millrace-lesson';

/** Tree view of lessons: the shipped ones in the reader's language first, then those of the workspace. */
export function registerLessonLibrary(context: vscode.ExtensionContext, host: Host): { refresh(): void } {
  let shipped: Promise<readonly ShippedFile[]> | null = null;
  const index = (): Promise<readonly ShippedFile[]> => {
    shipped ??= host.readAsset('dist/lessons.json').then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as readonly ShippedFile[],
      () => [],
    );
    return shipped;
  };
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(SCHEME, shippedFiles(host, index), {
      isReadonly: new vscode.MarkdownString(vscode.l10n.t('A lesson of the course cannot be changed; it can be run.')),
      isCaseSensitive: true,
    }),
  );

  const changed = new vscode.EventEmitter<undefined>();
  const groups = async (): Promise<Map<string, LessonEntry[]>> => {
    const language = vscode.env.language.startsWith('zh') ? 'zh' : 'en';
    const all = await index();
    const found = new Map<string, LessonEntry[]>();
    const course = all.flatMap(({ title, path, language: written }) =>
      title !== null && written === language
        ? [{ title, uri: vscode.Uri.from({ scheme: SCHEME, path: `/${path}` }), group: vscode.l10n.t('Course') }]
        : [],
    );
    if (course.length > 0) found.set(vscode.l10n.t('Course'), course);
    const ownNames = new Set(all.map(({ path }) => path.slice('lessons'.length)));
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const files = (await listFiles(folder.uri, 2000)).filter(({ path }) => path.endsWith('.flink.md'));
      // Who opens the course's own folder sees its files, not a second, read-only copy of each.
      if (files.some(({ path }) => [...ownNames].some((name) => path.endsWith(name)))) {
        found.delete(vscode.l10n.t('Course'));
      }
      for (const uri of files) {
        const relative = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
        const slash = relative.lastIndexOf('/');
        const group = slash < 0 ? folder.name : relative.slice(0, slash);
        const title = (await titleOf(uri)) ?? relative.slice(slash + 1).replace(/\.flink\.md$/, '');
        found.set(group, [...(found.get(group) ?? []), { title, uri, group }]);
      }
    }
    return found;
  };

  type Node = { readonly group: string; readonly lessons: readonly LessonEntry[] } | LessonEntry;
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem(node) {
      if ('lessons' in node) return new vscode.TreeItem(node.group, vscode.TreeItemCollapsibleState.Expanded);
      const item = new vscode.TreeItem(node.title);
      item.iconPath = new vscode.ThemeIcon('notebook');
      item.resourceUri = node.uri;
      item.command = { command: 'millrace.openAsLesson', title: node.title, arguments: [node.uri] };
      return item;
    },
    async getChildren(node) {
      if (!node) return [...(await groups())].map(([group, lessons]) => ({ group, lessons }));
      return 'lessons' in node ? [...node.lessons] : [];
    },
  };
  context.subscriptions.push(changed, vscode.window.registerTreeDataProvider('millrace.lessons', provider));
  return { refresh: () => changed.fire(undefined) };
}

async function titleOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return parseLesson(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))).title;
  } catch {
    return null;
  }
}

/** The extension's own lessons, read-only; through the host, as a web extension has no folder. */
function shippedFiles(host: Host, index: () => Promise<readonly ShippedFile[]>): vscode.FileSystemProvider {
  const never = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  return {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    async stat(uri) {
      const lesson = (await index()).find(({ path }) => `/${path}` === uri.path);
      if (lesson) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: lesson.size };
      const folder = `${uri.path.replace(/\/$/, '')}/`;
      if ((await index()).some(({ path }) => `/${path}`.startsWith(folder))) {
        return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      }
      throw vscode.FileSystemError.FileNotFound(uri);
    },
    async readDirectory(uri) {
      const folder = `${uri.path.replace(/\/$/, '')}/`;
      const inside = (await index()).filter(({ path }) => `/${path}`.startsWith(folder));
      return inside.map(({ path }) => {
        const rest = path.slice(folder.length - 1);
        const slash = rest.indexOf('/');
        return slash < 0 ? [rest, vscode.FileType.File] : [rest.slice(0, slash), vscode.FileType.Directory];
      });
    },
    readFile: (uri) => host.readAsset(uri.path.slice(1)),
    writeFile: never,
    createDirectory: never,
    delete: never,
    rename: never,
  };
}
