import * as vscode from 'vscode';

/** Hides the other editor groups, and again shows them. */
const MAXIMIZE = 'workbench.action.toggleMaximizeEditorGroup';
/** Under this name the editor's layout is kept while a panel presents: a reload does not end zen mode. */
const KEPT = 'millrace.presenting';

/** As it was before. */
interface Before {
  readonly layout: unknown;
  readonly groups: number;
}

/** Presenting a panel: VS Code's zen mode with the panel's editor group alone, and afterwards the same groups with the same sizes. */
export interface Presenting {
  /** The panel that presents. */
  readonly panel: vscode.WebviewPanel | null;
  set(panel: vscode.WebviewPanel, on: boolean): Promise<void>;
}

/** @param memory of the workspace; where a window was closed or reloaded while it presented, the editor gets back what it had */
export function createPresenting(memory: vscode.Memento): Presenting {
  const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, ...args);
  const countGroups = (): number => vscode.window.tabGroups.all.length;
  let presents: vscode.WebviewPanel | null = null;
  let closing: vscode.Disposable | null = null;

  const begin = async (panel: vscode.WebviewPanel): Promise<void> => {
    presents = panel;
    closing = panel.onDidDispose(() => void end(true));
    panel.reveal(undefined, false);
    const before: Before = { layout: await run('vscode.getEditorLayout'), groups: countGroups() };
    await memory.update(KEPT, before);
    await run('workbench.action.exitZenMode');
    await run('workbench.action.toggleZenMode');
    if (before.groups > 1) await run(MAXIMIZE);
    // Zen mode puts a single group into a narrow middle column.
    if (vscode.workspace.getConfiguration('zenMode').get('centerLayout', true)) {
      await run('workbench.action.toggleCenteredLayout');
    }
  };

  /** @param closed the panel is gone, and perhaps its group with it */
  const end = async (closed: boolean): Promise<void> => {
    presents = null;
    closing?.dispose();
    const before = memory.get<Before>(KEPT);
    if (!closed && countGroups() > 1) await run(MAXIMIZE);
    await run('workbench.action.exitZenMode');
    if (before !== undefined && countGroups() === before.groups) await run('vscode.setEditorLayout', before.layout);
    await memory.update(KEPT, undefined);
  };

  if (memory.get<Before>(KEPT) !== undefined) void end(true);
  return {
    get panel() {
      return presents;
    },
    async set(panel, on) {
      if (on === (presents === panel)) return;
      if (presents !== null) await end(false);
      if (on) await begin(panel);
    },
  };
}
