import * as vscode from 'vscode';
import type { HostMessage, LabMessage, LabProgram, ProgramLanguage } from '../../webview/lab/protocol.ts';
import { isProgramLanguage } from '../lesson/info.ts';
import type { CellRequest, Completion, Hover, ProgramPlan, WorldQuery } from '../world/protocol.ts';
import type { Host } from './host.ts';
import { insertCell, replaceCell } from './insert-cell.ts';
import { EXAMPLE_PROGRAM } from './lab-example.ts';
import { ASSETS, isLesson, type Lessons, type OpenLesson } from './lessons.ts';
import { createSession, type WorldSession } from './session.ts';
import { selectionOf } from './show-cell.ts';
import { dressPanel, webviewPage } from './webview-page.ts';

const VIEW_TYPE = 'millrace.lab';
/** The number of the lab's program among the lesson's cells. */
const LAB_CELL = -1;

/** The Job Lab beside the lesson: a program and the job it would submit. */
export interface LabPanel {
  /** Shows the lab with the program of a cell, else of the selected one, else with what is in it. */
  open(cell?: vscode.NotebookCell): void;
  /** For tests: messages that the page has sent since it was opened. */
  readonly heard: readonly LabMessage[];
}

export function registerLabPanel(context: vscode.ExtensionContext, host: Host, lessons: Lessons): LabPanel {
  let panel: vscode.WebviewPanel | null = null;
  let heard: LabMessage[] = [];
  let source: vscode.NotebookCell | null = null;
  let show: ((program: LabProgram) => void) | null = null;
  /** The lesson to insert into: the one last active, else one that can be seen (after a reload none was active yet). */
  const target = (): OpenLesson | null => {
    const seen = vscode.window.visibleNotebookEditors.find(({ notebook }) => isLesson(notebook));
    return lessons.current ?? (seen ? lessons.get(seen.notebook) : null);
  };

  /** The cell the program came from, while it still is in its lesson. */
  const cellOf = (lesson: OpenLesson | null): vscode.NotebookCell | null =>
    source !== null && lesson?.codeCells().includes(source) ? source : null;

  const adopt = (next: vscode.WebviewPanel, program: LabProgram): void => {
    panel = next;
    heard = [];
    dressPanel(next, context);
    const { webview } = next;
    const post = (message: HostMessage): void => void webview.postMessage(message);
    const worlds = labWorlds(host, lessons);
    const standing = () => ({ canInsert: target() !== null, fromCell: cellOf(target()) !== null });
    const init = (shown: LabProgram): void => {
      post({ type: 'init', language: vscode.env.language, program: shown, ...standing() });
    };
    show = init;
    const ask = <T>(asked: LabProgram, query: (cells: readonly CellRequest[]) => WorldQuery): Promise<T> =>
      worlds.query(query(cellsFor(target(), cellOf(target()), asked))) as Promise<T>;

    webview.onDidReceiveMessage(async (message: LabMessage) => {
      heard.push(message);
      switch (message.type) {
        case 'ready':
          init(message.have ?? program);
          break;
        case 'plan': {
          const { version, parallelism } = message;
          try {
            const plan = await ask<ProgramPlan>(message, (cells) => ({
              ...{ kind: 'plan', cells, cell: LAB_CELL, parallelism },
            }));
            post({ type: 'plan', version, plan });
          } catch (error) {
            post({ type: 'trouble', version, message: (error as Error).message });
          }
          break;
        }
        case 'complete':
        case 'hover': {
          const { type: kind, id, line, column } = message;
          const value = await ask<readonly Completion[] | Hover | null>(message, (cells) => ({
            ...{ kind, cells, cell: LAB_CELL, line, column },
          })).catch(() => null);
          post({ type: 'answer', id, value });
          break;
        }
        case 'insert': {
          const lesson = target();
          if (lesson === null) return;
          source = await insert(lesson, cellOf(lesson), message);
          post({ type: 'lesson', ...standing() });
          post({ type: 'said', message: vscode.l10n.t('The program is in cell {0} of the lesson.', source.index + 1) });
          break;
        }
      }
    });
    const tell = (): void => post({ type: 'lesson', ...standing() });
    const current = lessons.onCurrent.on(tell);
    const seen = vscode.window.onDidChangeVisibleNotebookEditors(tell);
    next.onDidDispose(() => {
      current.dispose();
      seen.dispose();
      worlds.end();
      if (panel !== next) return;
      panel = null;
      show = null;
    });
    webview.html = webviewPage(webview, context.extensionUri, 'lab', true);
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (revived) => adopt(revived, example()),
    }),
  );
  return {
    get heard() {
      return heard;
    },
    open(given) {
      source = given ?? selectedProgram() ?? source;
      const program = source === null ? null : programOf(source);
      if (panel) {
        panel.reveal();
        if (program !== null) show?.(program);
        return;
      }
      const made = vscode.window.createWebviewPanel(VIEW_TYPE, vscode.l10n.t('Job Lab'), vscode.ViewColumn.Active, {
        retainContextWhenHidden: true,
      });
      adopt(made, program ?? example());
    },
  };
}

const example = (): LabProgram => ({ text: EXAMPLE_PROGRAM, programLanguage: 'java', parallelism: 1 });

function programOf(cell: vscode.NotebookCell): LabProgram {
  const programLanguage: ProgramLanguage = cell.document.languageId === 'scala' ? 'scala' : 'java';
  return { text: cell.document.getText(), programLanguage, parallelism: 1 };
}

/** The program cell that is selected in the active lesson. */
function selectedProgram(): vscode.NotebookCell | null {
  const editor = vscode.window.activeNotebookEditor;
  if (editor === undefined || selectionOf(editor).isEmpty) return null;
  const cell = editor.notebook.cellAt(selectionOf(editor).start);
  return isProgramLanguage(cell.document.languageId) ? cell : null;
}

/** The lesson's program cells as a project, the lab's program in the place of the cell it came from. */
function cellsFor(
  lesson: OpenLesson | null,
  source: vscode.NotebookCell | null,
  { text, programLanguage }: LabProgram,
): CellRequest[] {
  const others = (lesson?.codeCells() ?? [])
    .filter((cell) => cell !== source && isProgramLanguage(cell.document.languageId))
    .map((cell) => lesson!.request(cell));
  const options = source === null || lesson === null ? {} : lesson.request(source).options;
  return [...others, { cell: LAB_CELL, language: programLanguage, options, source: text.replaceAll('\r\n', '\n') }];
}

/** Returns the cell that holds the program now. */
async function insert(
  lesson: OpenLesson,
  from: vscode.NotebookCell | null,
  message: Extract<LabMessage, { type: 'insert' }>,
): Promise<vscode.NotebookCell> {
  const { as, text, programLanguage } = message;
  let cell = from;
  if (cell !== null && as !== 'new') await replaceCell(cell, text);
  else cell = lesson.notebook.cellAt(await insertCell(lesson, programLanguage, text));
  if (as === 'run') {
    await vscode.window.showNotebookDocument(lesson.notebook, { preserveFocus: true });
    const ranges = [{ start: cell.index, end: cell.index + 1 }];
    await vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: lesson.notebook.uri });
  }
  return cell;
}

/** A world that only answers the lab's questions, of the same kind as the lesson's: a program that loops disturbs no running cluster. */
function labWorlds(host: Host, lessons: Lessons): { query(query: WorldQuery): Promise<unknown>; end(): void } {
  let session: WorldSession | null = null;
  return {
    query(query) {
      session ??= createSession({
        host,
        spec: lessons.current?.session.spec ?? {
          ...{ title: 'Job Lab', preset: 'standalone', machines: [], config: {}, seed: 1, epoch: 0, timezone: 'UTC' },
        },
        pace: 0,
        workspace: async () => [],
        assets: ASSETS,
      });
      return session.query(query);
    },
    end: () => session?.end(),
  };
}
