import * as vscode from 'vscode';
import type { WorldSession } from './session.ts';

/** Asks where, and writes a text file there. Returns the place, or null when the person changed their mind. */
export async function saveText(name: string, text: string): Promise<vscode.Uri | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
  if (!target) return null;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return target;
}

/** The trace as a file: a header line, then one fact a line (docs/trace.md). */
export async function saveTrace(session: WorldSession): Promise<void> {
  const { header } = session.trace;
  if (!header) return;
  const lines = [header, ...session.trace.all()].map((line) => JSON.stringify(line));
  await saveText('trace.jsonl', `${lines.join('\n')}\n`);
}
