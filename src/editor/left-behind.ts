import * as vscode from 'vscode';

/** What lessons of this window have on a real cluster; written down before VS Code can end. */
export interface LeftBehind {
  readonly url: string;
  readonly version: string;
  /** The cluster was started by this window, and ends with it. */
  readonly own: boolean;
  /** Ids of submitted jobs and of uploaded jars that nobody has cancelled and removed yet. */
  readonly jobs: readonly string[];
  readonly jars: readonly string[];
}

/** Keeps {@link LeftBehind} in a file of the workspace's storage, so that a window that was killed can still be tidied up after. */
export interface LeftBehindStore {
  read(): Promise<LeftBehind | null>;
  /** Null: nothing is left. */
  write(left: LeftBehind | null): Promise<void>;
}

const FILE = 'real-flink.json';

export function createLeftBehindStore(context: vscode.ExtensionContext): LeftBehindStore {
  const folder = context.storageUri ?? context.globalStorageUri;
  const file = vscode.Uri.joinPath(folder, FILE);
  const { fs } = vscode.workspace;
  let last: Promise<void> = Promise.resolve();
  const put = async (left: LeftBehind | null): Promise<void> => {
    if (left === null) {
      await fs.delete(file).then(undefined, () => undefined);
      return;
    }
    await fs.createDirectory(folder);
    await fs.writeFile(file, new TextEncoder().encode(JSON.stringify(left)));
  };
  return {
    async read() {
      try {
        return JSON.parse(new TextDecoder().decode(await fs.readFile(file))) as LeftBehind;
      } catch {
        return null;
      }
    },
    write(left) {
      last = last.then(() => put(left)).catch(() => undefined);
      return last;
    },
  };
}
