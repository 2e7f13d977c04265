import * as vscode from 'vscode';
import { parseLink } from '../../src/editor/course/links.ts';
import { checkPassed, newLessonProgress } from '../../src/lesson/progress.ts';
import { code, equal, fileUri, millrace, ok, open, runCells, shown, success, test, until } from './harness.ts';

const CHECK = 'application/vnd.millrace.check+json';
const verdict = (cell: vscode.NotebookCell): boolean | undefined => {
  const item = cell.outputs.flatMap(({ items }) => items).find(({ mime }) => mime === CHECK);
  return item ? (JSON.parse(new TextDecoder().decode(item.data)) as { passed: boolean }).passed : undefined;
};

test('an unsolved check is no failure, and passes by itself once the world has changed', async () => {
  const { notebook } = await open('fixtures/course.flink.md');
  const { lessons, course } = await millrace();
  await course.progress.ready;
  const cells = code(notebook);
  runCells(notebook, 0, 3);
  await until('the check has looked', () => verdict(cells[2]!) === false);
  equal(success(cells[2]!), undefined, 'success of an unsolved check');
  const { session } = lessons.get(notebook);
  session.input({ kind: 'file.write', machine: 'node1', path: '/tmp/answer', text: 'done\n' });
  await until('the check passed', () => verdict(cells[2]!) === true);
  ok(shown(cells[2]!).includes('found done'), shown(cells[2]!));
  equal(success(cells[2]!), true, 'success');
  equal(notebook.isDirty, false, 'dirty after a check');
  const unasked = session.journal.filter(({ input }) => input.kind === 'run' && input.quiet).length;
  // Twice where the file was written so late that the cells' end had its own.
  ok(unasked === 1 || unasked === 2, `${unasked} runs that nobody asked for`);
  const progress = course.progress.of('fixtures/course');
  equal([progress?.passed, progress?.run], [[2], [0, 1]], 'progress');
});

test('a cell that serves counts as run', async () => {
  const { notebook } = await open('fixtures/serve.flink.md');
  const { lessons, course } = await millrace();
  await course.progress.ready;
  const serving = code(notebook).findIndex((cell) => /^nc -lk/m.test(cell.document.getText()));
  runCells(notebook, 0, serving + 1);
  await until('it serves and is counted', () => course.progress.of('fixtures/serve')?.run.includes(serving) === true);
  const lesson = lessons.get(notebook);
  lesson.session.interrupt(lesson.idOf(code(notebook)[serving]!));
  await until('nc ended', () => success(code(notebook)[serving]!) !== undefined);
});

test('a solution is put in and taken out again', async () => {
  const { notebook } = await open('fixtures/course.flink.md');
  const { lessons, course } = await millrace();
  const exercise = code(notebook)[1]!;
  const text = exercise.document.getText();
  // It is solved, so nobody is asked.
  course.update(lessons.get(notebook), (progress) => checkPassed(progress, 2));
  await vscode.commands.executeCommand('millrace.insertSolution', exercise);
  equal(exercise.document.getText(), 'echo done > /tmp/answer', 'solution');
  await vscode.commands.executeCommand('undo');
  await until('undone', () => exercise.document.getText() === text);
  await vscode.commands.executeCommand('millrace.insertSolution', exercise);
  await vscode.commands.executeCommand('millrace.resetCell', exercise);
  equal(exercise.document.getText(), text, 'after reset');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('hints are given one by one, and remembered', async () => {
  const { notebook } = await open('fixtures/course.flink.md');
  const { course } = await millrace();
  const exercise = code(notebook)[1]!;
  await vscode.commands.executeCommand('millrace.showHint', exercise);
  await vscode.commands.executeCommand('millrace.showHint', exercise);
  equal(course.progress.of('fixtures/course')?.help['exercise 1']?.hints, 2, 'hints');
  await course.progress.flush();
  const file = new TextDecoder().decode(await vscode.workspace.fs.readFile(course.progress.uri));
  ok(file.includes('"fixtures/course"'), 'the file has the lesson');
});

test('a progress file that cannot be read is kept', async () => {
  const { course } = await millrace();
  const { fs } = vscode.workspace;
  const lesson = newLessonProgress('A lesson', { cells: 1, checks: 0, quizzes: 0 }, '2026-11-21T00:00:00Z');
  const write = (seconds: number): Promise<void> => {
    course.progress.set('fixtures/kept', { ...lesson, seconds });
    return course.progress.flush();
  };
  await write(0);
  await fs.writeFile(course.progress.uri, new TextEncoder().encode('{ "millrace": '));
  await write(1);
  const folder = vscode.Uri.joinPath(course.progress.uri, '..');
  const names = (await fs.readDirectory(folder)).map(([name]) => name);
  ok(
    names.some((name) => name.startsWith('progress-unreadable-')),
    names.join(),
  );
  const text = new TextDecoder().decode(await fs.readFile(course.progress.uri));
  ok(JSON.parse(text).lessons['fixtures/kept'].seconds === 1, text);
});

test('a shipped lesson is read-only; starting makes a copy with the files beside it', async () => {
  await millrace();
  const pristine = vscode.Uri.parse('millrace-lesson:/lessons/en/10-local.flink.md');
  await vscode.commands.executeCommand('vscode.openWith', pristine, 'millrace-lesson');
  await until('it is open', () => vscode.window.activeNotebookEditor?.notebook.uri.scheme === 'millrace-lesson');
  equal(vscode.workspace.fs.isWritableFileSystem('millrace-lesson'), false, 'writable');
  await vscode.commands.executeCommand('millrace.startLesson');
  const copy = await until('the copy is open', () => {
    const { notebook } = vscode.window.activeNotebookEditor ?? {};
    return notebook?.uri.path.endsWith('/millrace-lessons/en/10-local.flink.md') ? notebook : undefined;
  });
  await vscode.workspace.fs.stat(fileUri('millrace-lessons/en/words.txt'));
  const [original, copied] = await Promise.all([pristine, copy.uri].map((uri) => vscode.workspace.fs.readFile(uri)));
  equal(copied!.length, original!.length, 'length');
  await vscode.workspace.fs.delete(fileUri('millrace-lessons'), { recursive: true });
});

test('Next Lesson opens the one after it', async () => {
  await millrace();
  const first = vscode.Uri.parse('millrace-lesson:/lessons/en/10-local.flink.md');
  await vscode.commands.executeCommand('vscode.openWith', first, 'millrace-lesson');
  const path = (): string => vscode.window.activeNotebookEditor?.notebook.uri.path ?? '';
  await until('it is open', () => path().endsWith('10-local.flink.md'));
  await vscode.commands.executeCommand('millrace.nextLesson');
  await until('the next one is open', () => path().endsWith('11-standalone.flink.md'));
});

test('a scenario brings the cluster to a named state', async () => {
  const uri = fileUri('fixtures/scenario.flink.md');
  const text =
    '---\nmachines: [node1]\n---\n```scenario preset=checkpointing at="job running"\n```\n\n```sh\nflink list -r | grep -c RUNNING\n```\n\n```scenario preset=none\n```\n';
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const { notebook } = await open('fixtures/scenario.flink.md');
  runCells(notebook, 0, 3);
  const [scenario, list, unknown] = code(notebook) as [vscode.NotebookCell, vscode.NotebookCell, vscode.NotebookCell];
  await until('all ran', () => success(unknown) !== undefined);
  equal([scenario, list, unknown].map(success), [true, true, false], 'success');
  equal(shown(list), '1\n', 'running jobs');
  ok(shown(unknown).includes('there are: standalone-3-nodes'), shown(unknown));
});

test('a program check keeps its language in the editor', async () => {
  const uri = fileUri('fixtures/tried.flink.md');
  await vscode.workspace.fs.writeFile(
    uri,
    new TextEncoder().encode('# Tried\n\n```check class=lesson.Gone\noutput: x\n```\n'),
  );
  const { notebook } = await open('fixtures/tried.flink.md');
  const [cell] = code(notebook) as [vscode.NotebookCell];
  equal(cell.document.languageId, 'yaml', 'language');
  runCells(notebook, 0, 1);
  await until('it has looked', () => verdict(cell) === false);
  ok(shown(cell).includes('No cell holds the class lesson.Gone yet'), shown(cell));
});

test('authors get remarks and completion in a lesson’s text', async () => {
  const uri = fileUri('fixtures/author.flink.md');
  await vscode.workspace.fs.writeFile(
    uri,
    new TextEncoder().encode('# A\n\n```sh hots=node1\njps\n```\n\n```sh \n```\n'),
  );
  const document = await vscode.workspace.openTextDocument(uri);
  const [found] = await until('a remark', () => {
    const all = vscode.languages.getDiagnostics(uri);
    return all.length > 0 ? all : undefined;
  });
  equal(document.getText(found!.range), 'hots', 'place');
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    new vscode.Position(6, 6),
  );
  ok(
    list.items.some(({ label }) => label === 'exercise'),
    'completion of a key',
  );
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    fileUri('en/05-programming-model.flink.md'),
    new vscode.Position(5, 3),
  );
  ok(Array.isArray(hovers), 'hovers');
});

test('links name a lesson and a cell', async () => {
  equal(parseLink('vscode://millrace.millrace/lesson?id=en/05-x&cell=7'), { id: 'en/05-x', cell: 7 });
  equal(parseLink('zh/05-x#3'), { id: 'zh/05-x', cell: 3 });
  equal(parseLink('en/05-x.flink.md'), { id: 'en/05-x', cell: null });
  equal(parseLink('https://example.org/'), null);
});
