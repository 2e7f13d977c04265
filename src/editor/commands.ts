import * as vscode from 'vscode';
import type { ClusterPanel } from './cluster-panel.ts';
import type { Host } from './host.ts';
import type { Kernel } from './kernel.ts';
import type { LabPanel } from './lab-panel.ts';
import { isLesson, type Lessons, type OpenLesson } from './lessons.ts';
import { machineUri } from './machine-files.ts';
import { saveTrace } from './save.ts';
import { openTerminal } from './terminals.ts';

interface Parts {
  readonly host: Host;
  readonly lessons: Lessons;
  readonly kernel: Kernel;
  readonly panel: ClusterPanel;
  readonly lab: LabPanel;
  readonly library: { refresh(): void };
  readonly authoring: { explain(): Promise<void> };
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 60];

export function registerCommands(context: vscode.ExtensionContext, parts: Parts): void {
  const { lessons, kernel, panel, lab, library, authoring } = parts;
  registerPages(context, parts.host);
  const current = (): OpenLesson | null => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return isLesson(notebook) ? lessons.get(notebook) : lessons.current;
  };
  const onLesson = (act: (lesson: OpenLesson) => unknown) => async () => {
    const lesson = current();
    if (lesson) await act(lesson);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Open a lesson first.'));
  };
  let speedBeforePause = 1;

  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    openClusterView: onLesson((lesson) => {
      panel.open();
      return lesson;
    }),
    openJobLab: (cell?: vscode.NotebookCell) => lab.open(cell?.document === undefined ? undefined : cell),
    restartCluster: onLesson((lesson) => kernel.restart(lesson)),
    pause: onLesson(({ session }) => {
      if (session.pace > 0) speedBeforePause = session.pace;
      session.setPace(0);
    }),
    resume: onLesson(({ session }) => session.setPace(speedBeforePause)),
    setSpeed: onLesson(async ({ session }) => {
      const picked = await vscode.window.showQuickPick(
        SPEEDS.map((speed) => ({ label: `×${speed}`, speed, picked: speed === session.pace })),
        { title: vscode.l10n.t('Virtual seconds per second while jobs run in the background') },
      );
      if (!picked) return;
      speedBeforePause = picked.speed;
      session.setPace(picked.speed);
    }),
    openTerminal: onLesson(async (lesson) => {
      const machine = await pickMachine(lesson, vscode.l10n.t('New terminal on which machine?'));
      if (machine !== undefined) openTerminal(lesson, machine).show();
    }),
    openMachineFile: onLesson(async (lesson) => {
      const machine = await pickMachine(lesson, vscode.l10n.t('A file of which machine?'));
      if (machine === undefined) return;
      const path = await pickFile(lesson, machine);
      if (path !== undefined) await vscode.window.showTextDocument(machineUri(lesson, machine, path));
    }),
    saveTrace: onLesson(({ session }) => saveTrace(session)),
    openRecordedRun: (uri?: vscode.Uri) => panel.openRecording(uri),
    showFidelity,
    openAsLesson: (uri?: vscode.Uri) => openAs(uri, 'lesson'),
    openAsText: (uri?: vscode.Uri) => openAs(uri, 'text'),
    refreshLessons: () => library.refresh(),
    newLesson: () => newLesson(library),
    explainTerm: () => authoring.explain(),
  };
  for (const [name, command] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`millrace.${name}`, command));
  }
}

/** Opens a Markdown file the other way; the notebook's toolbar hands over no address, then it is the active one. */
async function openAs(
  given: vscode.Uri | { notebookEditor?: { notebookUri: vscode.Uri } } | undefined,
  how: 'lesson' | 'text',
) {
  const uri =
    given instanceof vscode.Uri
      ? given
      : (given?.notebookEditor?.notebookUri ??
        vscode.window.activeNotebookEditor?.notebook.uri ??
        vscode.window.activeTextEditor?.document.uri);
  if (!uri) return;
  const lesson = uri.path.endsWith('.flink.md') ? 'millrace-lesson' : 'millrace-note';
  await vscode.commands.executeCommand('vscode.openWith', uri, how === 'lesson' ? lesson : 'default');
}

async function machinesOf(lesson: OpenLesson): Promise<readonly string[]> {
  const named = new Set<string>();
  for (const entry of lesson.session.trace.all()) if (entry.kind === 'machine.up') named.add(entry.machine);
  return named.size > 0 ? [...named] : lesson.session.spec.machines.map(({ name }) => name);
}

async function pickMachine(lesson: OpenLesson, title: string): Promise<string | undefined> {
  await lesson.session.ready.catch(() => undefined);
  const machines = await machinesOf(lesson);
  return machines.length === 1 ? machines[0] : vscode.window.showQuickPick([...machines], { title });
}

/** Walks down from the root until a file is picked. */
async function pickFile(lesson: OpenLesson, machine: string): Promise<string | undefined> {
  let folder = '/';
  for (;;) {
    const entries = await vscode.workspace.fs.readDirectory(machineUri(lesson, machine, folder));
    const items = entries.map(([name, type]) => ({
      label: type & vscode.FileType.Directory ? `${name}/` : name,
      name,
      type,
    }));
    const up = folder === '/' ? [] : [{ label: '..', name: '..', type: vscode.FileType.Directory }];
    const picked = await vscode.window.showQuickPick([...up, ...items], { title: `${machine}:${folder}` });
    if (!picked) return undefined;
    if (picked.name === '..') folder = folder.replace(/[^/]*\/$/, '') || '/';
    else if (picked.type & vscode.FileType.Directory) folder = `${folder}${picked.name}/`;
    else return folder + picked.name;
  }
}

/** Scheme of the pages that the extension ships; their path is that of the asset. */
const PAGES = 'millrace-page';

function registerPages(context: vscode.ExtensionContext, host: Host): void {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(PAGES, {
      provideTextDocumentContent: async ({ path }) => new TextDecoder().decode(await host.readAsset(path.slice(1))),
    }),
  );
}

async function showFidelity(): Promise<void> {
  const page = vscode.Uri.from({ scheme: PAGES, path: '/docs/fidelity.md' });
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

const STUB = `---
title: New lesson
preset: standalone
---
# New lesson

\`\`\`sh
$FLINK_HOME/bin/start-cluster.sh
jps
\`\`\`
`;

async function newLesson(library: { refresh(): void }): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'new-lesson.flink.md') } : {}),
    filters: { Markdown: ['md'] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(STUB));
  library.refresh();
  await openAs(target, 'lesson');
}
