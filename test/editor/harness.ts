import * as vscode from 'vscode';
import type { Millrace } from '../../src/editor/main.ts';

/** A few lines of test runner: VS Code's test host wants one `run()`, and results as lines. Of all tests, those with one of these texts in their name. */
declare const TEST_ONLY: readonly string[];
/** Hangs are told, slowness is not: a busy machine may take its time. */
const TEST_LIMIT_MS = 180_000;
const WAIT_LIMIT_MS = 60_000;
const tests: { name: string; body: () => Promise<void> }[] = [];

export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

export async function runAll(): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    if (TEST_ONLY.length > 0 && !TEST_ONLY.some((text) => name.includes(text))) continue;
    const started = Date.now();
    try {
      await Promise.race([
        body(),
        new Promise<never>((_, reject) => {
          setTimeout(() => reject(new Error(`took longer than ${TEST_LIMIT_MS / 1000} s`)), TEST_LIMIT_MS);
        }),
      ]);
      console.log(`ok ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}\n  ${((error as Error).stack ?? String(error)).replace(/\n/g, '\n  ')}`);
    }
    await vscode.commands.executeCommand('notebook.cell.cancelExecution').then(undefined, () => undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
  if (failed > 0) throw new Error(`${failed} failed`);
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}
export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(what);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until<T>(what: string, check: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${WAIT_LIMIT_MS} ms for: ${what}`);
    await pause(30);
  }
}

export async function millrace(): Promise<Millrace> {
  const extension = vscode.extensions.getExtension<Millrace>('millrace.millrace');
  ok(extension, 'the extension is there');
  return extension.activate();
}

export const fileUri = (path: string): vscode.Uri =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);

export async function open(path: string, type = 'millrace-lesson'): Promise<vscode.NotebookEditor> {
  await vscode.commands.executeCommand('vscode.openWith', fileUri(path), type);
  return until(`${path} is open`, () => {
    const editor = vscode.window.activeNotebookEditor;
    return editor?.notebook.uri.path.endsWith(path) ? editor : undefined;
  });
}

export const code = (notebook: vscode.NotebookDocument): vscode.NotebookCell[] =>
  notebook.getCells().filter((cell) => cell.kind === vscode.NotebookCellKind.Code);

/** What the notebook shows under a cell, text only. */
export function shown(cell: vscode.NotebookCell): string {
  return cell.outputs
    .flatMap(({ items }) => items.filter(({ mime }) => /stdout|stderr|text\/plain/.test(mime)))
    .map(({ data }) => new TextDecoder().decode(data))
    .join('');
}

export function runCells(notebook: vscode.NotebookDocument, from: number, to: number): void {
  const cells = code(notebook).slice(from, to);
  const ranges = cells.map(({ index }) => ({ start: index, end: index + 1 }));
  void vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: notebook.uri });
}

/** Not awaited: VS Code's command ends with the last cell. */
export function runAllCells(): void {
  void vscode.commands.executeCommand('notebook.execute');
}

export const success = (cell: vscode.NotebookCell): boolean | undefined => cell.executionSummary?.success;
