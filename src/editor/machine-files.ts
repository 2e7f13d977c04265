import * as vscode from 'vscode';
import type { MachineFileEntry, MachineFileStat } from '../world/protocol.ts';
import type { Lessons, OpenLesson } from './lessons.ts';

const SCHEME = 'millrace';

/** `millrace://KEY/node1/etc/hosts` */
export function machineUri(lesson: OpenLesson, machine: string, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, authority: lesson.key, path: `/${machine}${path}` });
}

/** The simulated machines' files as VS Code sees them; an editor opened by `vim FILE` ends when its tab is closed. */
export function registerMachineFiles(context: vscode.ExtensionContext, lessons: Lessons): void {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Files that an editor was asked for and that are not there until they are saved. */
  const fresh = new Set<string>();
  /** Files that a machine's `vim` waits for. */
  const edited = new Set<string>();

  const place = (uri: vscode.Uri): { lesson: OpenLesson; machine: string; path: string } => {
    const lesson = lessons.byKey(uri.authority);
    const [, machine = '', path = '/'] = /^\/([^/]+)(\/.*)?$/.exec(uri.path) ?? [];
    if (!lesson || machine === '') throw vscode.FileSystemError.FileNotFound(uri);
    return { lesson, machine, path };
  };
  const ask = async <T>(uri: vscode.Uri, kind: 'file.read' | 'file.list' | 'file.stat'): Promise<T> => {
    const { lesson, machine, path } = place(uri);
    try {
      return (await lesson.session.query({ kind, machine, path })) as T;
    } catch (error) {
      throw vscode.FileSystemError.FileNotFound(`${machine}:${path}: ${(error as Error).message}`);
    }
  };

  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    async stat(uri) {
      if (fresh.has(uri.toString())) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 };
      const { lesson, path } = place(uri);
      if (path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      const stat = await ask<MachineFileStat>(uri, 'file.stat');
      const readOnly = stat.kind === 'file' && !stat.writable;
      return {
        type: stat.kind === 'file' ? vscode.FileType.File : vscode.FileType.Directory,
        ctime: lesson.session.spec.epoch,
        mtime: lesson.session.spec.epoch + stat.modified,
        size: stat.size,
        ...(readOnly ? { permissions: vscode.FilePermission.Readonly } : {}),
      };
    },
    async readDirectory(uri) {
      const entries = await ask<readonly MachineFileEntry[]>(uri, 'file.list');
      return entries.map(({ name, kind }) => [
        name,
        kind === 'file' ? vscode.FileType.File : vscode.FileType.Directory,
      ]);
    },
    async readFile(uri) {
      if (fresh.has(uri.toString())) return new Uint8Array();
      return new TextEncoder().encode(await ask<string>(uri, 'file.read'));
    },
    writeFile(uri, content) {
      const { lesson, machine, path } = place(uri);
      fresh.delete(uri.toString());
      const text = new TextDecoder().decode(content);
      // vim ends the last line of what it writes.
      const ended = text === '' || text.endsWith('\n') || !edited.has(uri.toString()) ? text : `${text}\n`;
      lesson.session.input({ kind: 'file.write', machine, path, text: ended });
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    createDirectory: (uri) => {
      throw vscode.FileSystemError.NoPermissions(uri);
    },
    delete: (uri) => {
      throw vscode.FileSystemError.NoPermissions(uri);
    },
    rename: (uri) => {
      throw vscode.FileSystemError.NoPermissions(uri);
    },
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider(SCHEME, provider, { isCaseSensitive: true }));

  lessons.onOpen.on((lesson) => {
    lesson.session.onEdit.on(async ({ machine, path, token }) => {
      const uri = machineUri(lesson, machine, path);
      const exists = await lesson.session.query({ kind: 'file.stat', machine, path }).then(
        () => true,
        () => false,
      );
      if (!exists) fresh.add(uri.toString());
      edited.add(uri.toString());
      const done = (): void => lesson.session.input({ kind: 'edited', token });
      try {
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document, { preview: false });
      } catch (error) {
        done();
        void vscode.window.showErrorMessage((error as Error).message);
        return;
      }
      const closing = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        const gone = closed.some(
          ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
        );
        if (!gone) return;
        closing.dispose();
        fresh.delete(uri.toString());
        edited.delete(uri.toString());
        done();
      });
      context.subscriptions.push(closing);
    });
  });
}
