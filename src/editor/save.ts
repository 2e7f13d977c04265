import * as vscode from 'vscode';
import { standalonePage } from '../../webview/cluster/standalone.ts';
import type { TraceEntry, TraceHeader } from '../trace/facts.ts';
import type { Host } from './host.ts';
import type { WorldSession } from './session.ts';

/** Asks where, and writes a file there. Returns the place, or null when the person changed their mind. */
export async function saveFile(name: string, content: string | Uint8Array): Promise<vscode.Uri | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
  if (!target) return null;
  await vscode.workspace.fs.writeFile(
    target,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  return target;
}

/** The trace as a file: a header line, then one fact a line (docs/trace.md). */
export async function saveTrace(
  session: WorldSession,
  name = 'trace.jsonl',
  bookmarks: readonly number[] = [],
): Promise<void> {
  const { header } = session.trace;
  if (header) await saveFile(name, traceText(headerWith(header, bookmarks), session.trace.all()));
}

/** One page that plays the run in any browser; the view's script is read from the extension. */
export async function savePage(
  host: Host,
  name: string,
  header: TraceHeader,
  entries: readonly TraceEntry[],
): Promise<void> {
  const script = new TextDecoder().decode(await host.readAsset('dist/webview/cluster.js'));
  await saveFile(name, standalonePage(script.replace(/\n\/\/# sourceMappingURL=\S*\s*$/u, '\n'), header, entries));
}

export const traceText = (header: TraceHeader, entries: readonly TraceEntry[]): string =>
  `${[header, ...entries].map((line) => JSON.stringify(line)).join('\n')}\n`;

export const headerWith = (header: TraceHeader, bookmarks: readonly number[]): TraceHeader =>
  bookmarks.length === 0 ? header : { ...header, bookmarks };
