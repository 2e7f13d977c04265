import * as vscode from 'vscode';
import { registerAuthoring } from './authoring.ts';
import { registerBadge } from './badge.ts';
import { registerCellStatus } from './cell-status.ts';
import { type ClusterPanel, registerClusterPanel } from './cluster-panel.ts';
import { registerCommands } from './commands.ts';
import { presentCheck } from './course/checks.ts';
import { type Course, createCourse } from './course/course.ts';
import { registerCourse } from './course/main.ts';
import { createProgressStore } from './course/progress-store.ts';
import type { Host } from './host.ts';
import { createJournalStore } from './journal-store.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { type LabPanel, registerLabPanel } from './lab-panel.ts';
import { registerLanguage } from './language.ts';
import { registerLessonLibrary } from './lesson-library.ts';
import { createLessons, type Lessons, type OpenLesson } from './lessons.ts';
import { registerMachineFiles } from './machine-files.ts';
import { createRealFlink } from './real-flink.ts';
import { registerRendererMessages, revealLine } from './renderer-messages.ts';
import { lessonSerializer } from './serializer.ts';
import { registerShippedLessons } from './shipped-lessons.ts';
import { openTerminal } from './terminals.ts';
import { openTopic } from './topics.ts';

/** What the extension exports: for its own tests inside VS Code. */
export interface Millrace {
  readonly lessons: Lessons;
  readonly kernel: Kernel;
  readonly panel: ClusterPanel;
  readonly lab: LabPanel;
  readonly course: Course;
  /** Ends all worlds and leaves nothing behind on a real cluster; VS Code is closing. */
  leave(): Promise<void>;
  /** Wall ms that activation took. */
  readonly activationMs: number;
}

async function runFirstCell(lesson: OpenLesson): Promise<void> {
  const [first] = lesson.codeCells();
  if (!first) return;
  await vscode.window.showNotebookDocument(lesson.notebook);
  const ranges = [{ start: first.index, end: first.index + 1 }];
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: lesson.notebook.uri });
}

/** Wires the parts together. */
export function activateWith(context: vscode.ExtensionContext, host: Host): Millrace {
  const started = performance.now();
  const options = { transientOutputs: true };
  context.subscriptions.push(
    vscode.workspace.registerNotebookSerializer('millrace-lesson', lessonSerializer('lesson'), options),
    vscode.workspace.registerNotebookSerializer('millrace-note', lessonSerializer('note'), options),
  );
  const journals = createJournalStore(context);
  const realFlink = createRealFlink(context, host);
  const lessons = createLessons(context, realFlink.host, journals);
  const course = createCourse(context, lessons, createProgressStore(context));
  const kernel = createKernel(context, lessons, (ended) => presentCheck(course, ended));
  const panel = registerClusterPanel(context, host, lessons, {
    reveal(lesson, { target }) {
      if (target.kind === 'cell') void revealLine(lesson, target.cell, 1, 1);
      else if (target.kind === 'machine' || target.kind === 'process') openTerminal(lesson, target.machine).show();
    },
    suggest: (lesson) => void runFirstCell(lesson),
    read: (topic) => void openTopic(library, topic),
  });
  const lab = registerLabPanel(context, host, lessons);
  realFlink.register(lessons, kernel);
  registerBadge(context, lessons);
  registerCellStatus(context, lessons, kernel);
  registerRendererMessages(context, lessons, kernel);
  registerMachineFiles(context, lessons);
  registerLanguage(context, lessons);
  const shipped = registerShippedLessons(context, host);
  const library = registerLessonLibrary(context, shipped, course.progress);
  const authoring = registerAuthoring(context);
  registerCommands(context, { host, lessons, kernel, panel, lab, library, authoring });
  registerCourse(context, { lessons, kernel, course, shipped, library });
  const leave = async (): Promise<void> => {
    for (const { session } of lessons.open) session.end();
    await realFlink.leave();
  };
  return { lessons, kernel, panel, lab, course, leave, activationMs: performance.now() - started };
}
