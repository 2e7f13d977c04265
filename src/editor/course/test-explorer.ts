import * as vscode from 'vscode';
import type { Kernel } from '../kernel.ts';
import type { Lessons, OpenLesson } from '../lessons.ts';
import { type Course, codeCell } from './course.ts';

/** The checks of open lessons in VS Code's Test Explorer: the same results as under the cells. */
export function registerTestExplorer(
  context: vscode.ExtensionContext,
  lessons: Lessons,
  kernel: Kernel,
  course: Course,
): vscode.TestController {
  const controller = vscode.tests.createTestController('millrace.checks', vscode.l10n.t('Millrace checks'));
  const cells = new WeakMap<vscode.TestItem, { lesson: OpenLesson; cell: vscode.NotebookCell }>();
  /** Results that a run of the explorer itself reports. */
  const running = new Set<vscode.NotebookCell>();

  const list = (lesson: OpenLesson): void => {
    const { exercises } = course.outline(lesson);
    const checks = exercises.flatMap((exercise) => exercise.checks);
    if (checks.length === 0) {
      controller.items.delete(lesson.key);
      return;
    }
    const { uri } = lesson.notebook;
    const top =
      controller.items.get(lesson.key) ?? controller.createTestItem(lesson.key, lesson.session.spec.title, uri);
    const children = checks.flatMap((index) => {
      const cell = codeCell(lesson, index);
      if (!cell) return [];
      const { title } = lesson.request(cell).options;
      const label = typeof title === 'string' ? title : vscode.l10n.t('check {0}', index);
      // Without a range: VS Code opens the place of a failure by itself, and would take the keyboard there from wherever a student is.
      const item = controller.createTestItem(`${lesson.key}/${index}`, label, cell.document.uri);
      item.sortText = String(index).padStart(4, '0');
      cells.set(item, { lesson, cell });
      return [item];
    });
    top.children.replace(children);
    controller.items.add(top);
  };
  const itemOf = (lesson: OpenLesson, cell: vscode.NotebookCell): vscode.TestItem | undefined => {
    for (const [, item] of controller.items.get(lesson.key)?.children ?? []) {
      if (cells.get(item)?.cell === cell) return item;
    }
    return undefined;
  };

  lessons.onOpen.on(list);
  lessons.onClose.on(({ key }) => controller.items.delete(key));
  let soon: ReturnType<typeof setTimeout> | undefined;
  context.subscriptions.push(
    controller,
    vscode.workspace.onDidChangeNotebookDocument(() => {
      clearTimeout(soon);
      soon = setTimeout(() => [...lessons.open].forEach(list), 500);
    }),
  );
  const report = (run: vscode.TestRun, item: vscode.TestItem, check: string | undefined, said: string): void => {
    if (check === 'passed') run.passed(item);
    else run.failed(item, new vscode.TestMessage(said.trim() || vscode.l10n.t('Not solved yet')));
  };
  kernel.onResult.on(({ lesson, cell, result }) => {
    if (result.check === undefined || running.has(cell)) return;
    const item = itemOf(lesson, cell);
    if (!item) return;
    const run = controller.createTestRun(new vscode.TestRunRequest([item]), undefined, false);
    report(run, item, result.check, `${result.stdout}${result.stderr}`);
    run.end();
  });
  controller.createRunProfile(
    vscode.l10n.t('Check'),
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      const run = controller.createTestRun(request);
      const wanted = [...(request.include ?? [...controller.items].map(([, item]) => item))];
      const items = wanted.flatMap((item) =>
        item.children.size > 0 ? [...item.children].map(([, child]) => child) : [item],
      );
      for (const item of items) {
        const place = cells.get(item);
        if (!place || request.exclude?.includes(item) || token.isCancellationRequested) continue;
        run.started(item);
        running.add(place.cell);
        const result = await kernel.recheck(place.lesson, place.cell);
        running.delete(place.cell);
        if (result) report(run, item, result.check, `${result.stdout}${result.stderr}`);
        else run.skipped(item);
      }
      run.end();
    },
    true,
  );
  return controller;
}
