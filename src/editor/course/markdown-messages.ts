import * as vscode from 'vscode';
import type { BlockState, CourseState, HostMessage, MarkdownMessage } from '../../../webview/markdown/protocol.ts';
import { answered, helped, helpOf } from '../../lesson/progress.ts';
import { quizzesIn } from '../../lesson/review.ts';
import { isLesson, type Lessons, type OpenLesson } from '../lessons.ts';
import { readerLanguage } from '../reader-language.ts';
import { selectCell, selectionOf } from '../show-cell.ts';
import type { Course } from './course.ts';

/** A cell with questions; `open`: one of them has not been answered yet. */
interface Question {
  readonly cell: vscode.NotebookCell;
  readonly open: boolean;
  readonly seen: boolean;
}

/** Tells the Markdown renderer what is opened, solved and answered, and hears what people do there. */
export function registerMarkdownMessages(
  context: vscode.ExtensionContext,
  lessons: Lessons,
  course: Course,
  insert: (lesson: OpenLesson, exercise: string, place: number) => void,
): { focusQuestion(): void } {
  const messaging = vscode.notebooks.createRendererMessaging('millrace.markdown');
  const post = (message: HostMessage, editor: vscode.NotebookEditor): void =>
    void messaging.postMessage(message, editor);
  const tell = (editor: vscode.NotebookEditor): void => {
    if (isLesson(editor.notebook)) post(stateOf(lessons.get(editor.notebook), course), editor);
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  const tellAll = (): void => {
    clearTimeout(soon);
    soon = setTimeout(() => vscode.window.visibleNotebookEditors.forEach(tell), 30);
  };
  course.onChange.on(tellAll);
  context.subscriptions.push(
    messaging.onDidReceiveMessage(
      ({ editor, message }: { editor: vscode.NotebookEditor; message: MarkdownMessage }) => {
        if (!isLesson(editor.notebook)) return;
        const lesson = lessons.get(editor.notebook);
        if (message.type === 'hello') {
          void course.progress.ready.then(() => tell(editor));
          return;
        }
        if (message.type === 'answer') {
          const { question, answer, right } = message;
          course.update(lesson, (progress) => answered(progress, question, answer, right));
          return;
        }
        const block = course.outline(lesson).blocks.find(({ key }) => key === message.key);
        if (!block) return;
        if (message.type === 'insert') {
          insert(lesson, block.exercise, block.place);
          return;
        }
        const taken = block.name === 'hint' ? { hints: block.place + 1 } : { solution: true };
        course.update(lesson, (progress) => helped(progress, block.exercise, taken));
      },
    ),
  );
  return {
    /** The keyboard goes into the nearest open question in view, else into the next one. */
    focusQuestion() {
      const editor = vscode.window.activeNotebookEditor;
      if (!editor || !isLesson(editor.notebook)) return;
      const { answers } = course.progressOf(lessons.get(editor.notebook));
      const { start } = selectionOf(editor);
      const questions = editor.notebook.getCells().flatMap((cell): Question[] => {
        if (cell.kind !== vscode.NotebookCellKind.Markup) return [];
        const inside = quizzesIn(cell.document.getText());
        const open = inside.some((quiz) => typeof quiz === 'string' || !(quiz.question in answers));
        const seen = editor.visibleRanges.some((range) => range.start <= cell.index && cell.index < range.end);
        return inside.length > 0 ? [{ cell, open, seen }] : [];
      });
      const distance = ({ cell }: Question): number => Math.abs(cell.index - start);
      const [nearest] = questions.filter(({ open, seen }) => open && seen).sort((a, b) => distance(a) - distance(b));
      const { cell } = nearest ?? questions.find((question) => question.cell.index >= start) ?? questions[0] ?? {};
      if (!cell) return;
      selectCell(editor, cell);
      post({ type: 'focus', text: cell.document.getText() }, editor);
    },
  };
}

function stateOf(lesson: OpenLesson, course: Course): CourseState {
  const progress = course.progressOf(lesson);
  const { blocks, exercises } = course.outline(lesson);
  const states = blocks.map((block): [string, BlockState] => {
    const { key, name, place } = block;
    const help = helpOf(progress, block.exercise);
    const exercise = exercises.find((one) => one.name === block.exercise);
    if (name === 'hint') {
      const of = exercise?.hints.length ?? 1;
      return [key, { kind: 'hint', place, of, opened: place < help.hints, ready: place <= help.hints }];
    }
    const of = exercise?.solutions.length ?? 1;
    const solved = exercise !== undefined && course.isSolved(lesson, exercise);
    return [key, { kind: 'solution', place, of, opened: help.solution, solved }];
  });
  return {
    type: 'course',
    language: readerLanguage(),
    presenter: course.presenting,
    blocks: Object.fromEntries(states),
    answers: progress.answers,
  };
}
