import * as vscode from 'vscode';
import type { Host } from './host.ts';

/** A file of the shipped lessons: a lesson, or what lies beside it: figures, and what its programs read. */
export interface ShippedFile {
  readonly path: string;
  readonly language: string;
  /** Null for what is no lesson. */
  readonly title: string | null;
  readonly minutes: number | null;
  readonly size: number;
}

export const SHIPPED_SCHEME = 'millrace-lesson';
/** Where copies of shipped lessons lie in a workspace folder. */
export const COPIES = 'millrace-lessons';

/** The lessons that come with the extension: never changed; who wants to work in one gets a copy. */
export interface ShippedLessons {
  /** All files, by path; empty when the extension ships none. */
  files(): Promise<readonly ShippedFile[]>;
  /** Text of the shipped lesson of that name (`en/01-wordcount`); null: there is none. */
  textOf(id: string): Promise<string | null>;
  uriOf(file: ShippedFile): vscode.Uri;
  /** Where the copy of a shipped lesson lies or would lie. */
  copyOf(file: ShippedFile): vscode.Uri;
  /** The copy, made when there is none yet, with the files beside the lesson. */
  makeCopy(file: ShippedFile): Promise<vscode.Uri>;
}

export function registerShippedLessons(context: vscode.ExtensionContext, host: Host): ShippedLessons {
  let index: Promise<readonly ShippedFile[]> | null = null;
  const files = (): Promise<readonly ShippedFile[]> => {
    index ??= host.readAsset('dist/lessons.json').then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as readonly ShippedFile[],
      () => [],
    );
    return index;
  };
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(SHIPPED_SCHEME, fileSystem(host, files), {
      isReadonly: new vscode.MarkdownString(
        vscode.l10n.t('A lesson of the course cannot be changed; it can be run. “Start Working” makes your own copy.'),
      ),
      isCaseSensitive: true,
    }),
  );
  const uriOf = ({ path }: ShippedFile): vscode.Uri => vscode.Uri.from({ scheme: SHIPPED_SCHEME, path: `/${path}` });
  const folderOfCopies = (): vscode.Uri => {
    const folder = vscode.workspace.workspaceFolders?.find(
      ({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false,
    );
    return vscode.Uri.joinPath(folder?.uri ?? context.globalStorageUri, COPIES);
  };
  const copyOf = ({ path }: ShippedFile): vscode.Uri =>
    vscode.Uri.joinPath(folderOfCopies(), path.replace(/^lessons\//, ''));
  return {
    files,
    uriOf,
    copyOf,
    async textOf(id) {
      const file = (await files()).find(({ path }) => path === `lessons/${id}.flink.md`);
      return file ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(await host.readAsset(file.path)) : null;
    },
    async makeCopy(file) {
      const beside = (await files()).filter(
        ({ path, title }) => path === file.path || (title === null && path.startsWith(`${folderOf(file.path)}/`)),
      );
      for (const each of beside) {
        const target = copyOf(each);
        if (await exists(target)) continue;
        await vscode.workspace.fs.writeFile(target, await host.readAsset(each.path));
      }
      return copyOf(file);
    },
  };
}

export const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Through the host, as a web extension has no folder. */
function fileSystem(host: Host, index: ShippedLessons['files']): vscode.FileSystemProvider {
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
