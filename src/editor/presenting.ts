import * as vscode from 'vscode';

/** Hides the other editor groups, and again shows them. */
const MAXIMIZE = 'workbench.action.toggleMaximizeEditorGroup';

/** Presenting a panel: VS Code's zen mode with the panel's editor group alone, and afterwards the same groups with the same sizes. */
export interface Presenting {
  set(panel: vscode.WebviewPanel, on: boolean): Promise<void>;
}

export function createPresenting(): Presenting {
  const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, ...args);
  /** As it was before. */
  let layout: unknown = null;
  return {
    async set(panel, on) {
      if (on === (layout !== null)) return;
      if (on) {
        panel.reveal(undefined, false);
        layout = await run('vscode.getEditorLayout');
        await run('workbench.action.toggleZenMode');
        if (vscode.window.tabGroups.all.length > 1) await run(MAXIMIZE);
        // Zen mode puts a single group into a narrow middle column.
        if (vscode.workspace.getConfiguration('zenMode').get('centerLayout', true)) {
          await run('workbench.action.toggleCenteredLayout');
        }
        return;
      }
      const before = layout;
      layout = null;
      if (vscode.window.tabGroups.all.length > 1) await run(MAXIMIZE);
      await run('workbench.action.exitZenMode');
      await run('vscode.setEditorLayout', before);
    },
  };
}
