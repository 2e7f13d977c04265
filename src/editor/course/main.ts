import * as vscode from 'vscode';
import type { Kernel } from '../kernel.ts';
import type { LessonLibrary } from '../lesson-library.ts';
import { isLesson, type Lessons, type OpenLesson } from '../lessons.ts';
import type { ShippedLessons } from '../shipped-lessons.ts';
import { selectionOf } from '../show-cell.ts';
import { foldChecks, registerExerciseStatus, watchChecks } from './checks.ts';
import { type Course, codeIndex } from './course.ts';
import { exportHandout } from './export.ts';
import { createHelp } from './help.ts';
import { registerLinks } from './links.ts';
import { registerMarkdownMessages } from './markdown-messages.ts';
import { registerPresenter } from './presenter.ts';
import { registerTestExplorer } from './test-explorer.ts';
import { createWay, tellCompletion } from './way.ts';

interface Parts {
  readonly lessons: Lessons;
  readonly kernel: Kernel;
  readonly course: Course;
  readonly shipped: ShippedLessons;
  readonly library: LessonLibrary;
}

/** The course in the editor: checks, help, progress and the way through; registers its commands. */
export function registerCourse(context: vscode.ExtensionContext, parts: Parts): void {
  const { lessons, kernel, course, shipped, library } = parts;
  const help = createHelp(course, kernel, shipped);
  watchChecks(context, lessons, kernel, course);
  foldChecks(context, lessons, course);
  registerExerciseStatus(context, lessons, kernel, course);
  registerTestExplorer(context, lessons, kernel, course);
  const { focusQuestion } = registerMarkdownMessages(context, lessons, course, (lesson, name, place) => {
    const exercise = course.outline(lesson).exercises.find((one) => one.name === name);
    void help.insertSolution(lesson, exercise, place);
  });
  const presenter = registerPresenter(context, lessons, course);
  registerMilestones(kernel);

  const way = createWay(parts);
  tellCompletion(lessons, course, way);
  const links = registerLinks(context, library, way.open);

  /** With a cell's own menu or mark: that cell; else what is selected. */
  const onLesson =
    (act: (lesson: OpenLesson, cell: vscode.NotebookCell | undefined) => unknown) =>
    async (given?: unknown): Promise<void> => {
      const cell = isCell(given) ? given : undefined;
      const notebook = cell?.notebook ?? vscode.window.activeNotebookEditor?.notebook;
      const lesson = isLesson(notebook) ? lessons.get(notebook) : lessons.current;
      await course.progress.ready;
      if (lesson) await act(lesson, cell);
      else void vscode.window.showInformationMessage(vscode.l10n.t('Open a lesson first.'));
    };

  const commands: Readonly<Record<string, (given?: unknown) => unknown>> = {
    showHint: onLesson(help.showHint),
    showSolution: onLesson(help.showSolution),
    insertSolution: onLesson((lesson, cell) => help.insertSolution(lesson, course.exerciseAt(lesson, cell))),
    resetCell: onLesson((lesson, cell) => {
      const editor = vscode.window.activeNotebookEditor;
      const at = cell ?? (editor ? editor.notebook.cellAt(selectionOf(editor).start) : undefined);
      return at && codeIndex(lesson, at) >= 0 ? help.resetCell(lesson, at) : undefined;
    }),
    resetLesson: onLesson((lesson) => help.resetLesson(lesson)),
    resetCourse: () => help.resetCourse(),
    startLesson: (given) => way.start(given),
    continueCourse: () => way.resume(),
    nextLesson: onLesson((lesson) => way.next(lesson)),
    welcome: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false),
    answerQuestion: () => focusQuestion(),
    openProgress: async () => {
      await course.progress.flush();
      await vscode.window
        .showTextDocument(course.progress.uri)
        .then(undefined, () =>
          vscode.window.showInformationMessage(vscode.l10n.t('There is no progress yet: run a cell first.')),
        );
    },
    saveProgress: async () => {
      await course.progress.flush();
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const target = await vscode.window.showSaveDialog({
        ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'progress.json') } : {}),
        filters: { JSON: ['json'] },
      });
      if (target) await vscode.workspace.fs.copy(course.progress.uri, target, { overwrite: true });
    },
    openLink: () => links.openLink(),
    copyLink: onLesson((lesson) => links.copyLink(lesson)),
    exportHandout: onLesson((lesson) => exportHandout(lesson, kernel)),
    present: () => presenter.toggle(),
    presentNext: () => presenter.step(1),
    presentPrevious: () => presenter.step(-1),
  };
  for (const [name, command] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(`millrace.${name}`, command));
}

const isCell = (given: unknown): given is vscode.NotebookCell =>
  typeof given === 'object' && given !== null && 'notebook' in given && 'document' in given;

/** What the walkthrough ticks off. */
function registerMilestones(kernel: Kernel): void {
  const reached = new Set<string>();
  kernel.onResult.on(({ result }) => {
    const milestone = result.check === 'passed' ? 'millrace.passedCheck' : result.ok ? 'millrace.ranCell' : null;
    if (milestone === null || reached.has(milestone)) return;
    reached.add(milestone);
    void vscode.commands.executeCommand('setContext', milestone, true);
  });
}
