import * as vscode from 'vscode';
import type { Kernel } from './kernel.ts';
import { cellMetadata, type Lessons, NOTEBOOK_TYPES, type OpenLesson } from './lessons.ts';
import { type Staleness, staleness } from './staleness.ts';

/** Marks under cells: the machine, warnings on options, stale, serving, how long it took in virtual time. */
export function registerCellStatus(context: vscode.ExtensionContext, lessons: Lessons, kernel: Kernel): void {
  const changed = new vscode.EventEmitter<void>();
  kernel.onRun.on(() => changed.fire());
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems: (cell) =>
      cell.kind === vscode.NotebookCellKind.Code ? itemsOf(lessons.get(cell.notebook), cell, kernel) : [],
  };
  for (const type of NOTEBOOK_TYPES) {
    context.subscriptions.push(vscode.notebooks.registerNotebookCellStatusBarItemProvider(type, provider));
  }
  context.subscriptions.push(
    changed,
    vscode.workspace.onDidChangeNotebookDocument(({ cellChanges }) => {
      if (cellChanges.some(({ document }) => document !== undefined)) changed.fire();
    }),
  );
}

function itemsOf(lesson: OpenLesson, cell: vscode.NotebookCell, kernel: Kernel): vscode.NotebookCellStatusBarItem[] {
  const { Left, Right } = vscode.NotebookCellStatusBarAlignment;
  const items: vscode.NotebookCellStatusBarItem[] = [];
  const add = (text: string, alignment: vscode.NotebookCellStatusBarAlignment, tooltip?: string): void => {
    const item = new vscode.NotebookCellStatusBarItem(text, alignment);
    if (tooltip !== undefined) item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip ?? text.replace(/\$\([^)]*\)\s*/g, '') };
    items.push(item);
  };

  const run = kernel.latestRun(cell);
  if (run?.state === 'serving') {
    add(
      `$(broadcast) ${vscode.l10n.t('serving')}`,
      Left,
      vscode.l10n.t('Goes on running; stop it with the cell’s stop button (Ctrl-C)'),
    );
  }
  if (run) {
    const above = lesson.codeCells().filter((other) => other.index < cell.index);
    const source = cell.document.getText().replace(/\r\n/g, '\n');
    const stale = staleness(run, source, above.map(kernel.latestRun));
    if (stale) add(`$(history) ${vscode.l10n.t('stale')}`, Left, staleText(stale));
    if (run.result) add(virtualTime(run.result.virtualMs), Right, vscode.l10n.t('Virtual time that this took'));
  }
  const { warnings = [] } = cellMetadata(cell);
  for (const warning of warnings) add(`$(warning) ${warning}`, Left);
  const { options } = lesson.request(cell);
  if (typeof options.host === 'string') add(`$(vm) ${options.host}`, Right, vscode.l10n.t('Runs on {0}', options.host));
  return items;
}

function staleText(stale: NonNullable<Staleness>): string {
  switch (stale) {
    case 'edited':
      return vscode.l10n.t('Edited since it ran');
    case 'order':
      return vscode.l10n.t('A cell above has not run yet, or ran after this one');
    case 'restarted':
      return vscode.l10n.t('Ran before the cluster was restarted');
  }
}

const virtualTime = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
