import * as vscode from 'vscode';
import { completion } from '../../lesson/progress.ts';
import type { LessonEntry, LessonLibrary } from '../lesson-library.ts';
import type { Lessons, OpenLesson } from '../lessons.ts';
import { SHIPPED_SCHEME, type ShippedFile, type ShippedLessons } from '../shipped-lessons.ts';
import type { Course } from './course.ts';
import { revealCell } from './links.ts';

/** From lesson to lesson: into an own copy, on from where one stopped, to the next one. */
export interface Way {
  /** Opens a lesson, at one of its code cells if one is named. */
  open(uri: vscode.Uri, cell: number | null): Promise<void>;
  /** A copy to work in, of the lesson of the tree's item or of the open one. */
  start(given: unknown): Promise<void>;
  resume(): Promise<void>;
  next(lesson: OpenLesson): Promise<void>;
}

interface Parts {
  readonly lessons: Lessons;
  readonly course: Course;
  readonly shipped: ShippedLessons;
  readonly library: LessonLibrary;
}

export function createWay({ lessons, course, shipped, library }: Parts): Way {
  const open = async (uri: vscode.Uri, cell: number | null): Promise<void> => {
    await vscode.commands.executeCommand('vscode.openWith', uri, 'millrace-lesson');
    const notebook = vscode.workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
    if (notebook && cell !== null) revealCell(lessons.get(notebook), cell);
  };
  /** Where it was left when it has been begun before. */
  const openEntry = ({ uri, id }: LessonEntry): Promise<void> => open(uri, course.progress.of(id)?.cell ?? null);
  const isComplete = (id: string): boolean => {
    const known = course.progress.of(id);
    return known !== undefined && completion(known).complete;
  };
  const tell = (message: string): void => void vscode.window.showInformationMessage(message);

  async function next(lesson: OpenLesson): Promise<void> {
    const entries = await library.lessons();
    const place = entries.findIndex(({ id }) => id === course.idOf(lesson));
    const entry = entries[place + 1];
    if (place >= 0 && entry) await openEntry(entry);
    else tell(vscode.l10n.t('This is the last lesson.'));
  }

  return {
    open,
    next,
    async start(given) {
      const file = await shippedFile(given, shipped);
      if (!file) {
        tell(vscode.l10n.t('Open a lesson of the course first.'));
        return;
      }
      const copy = await shipped.makeCopy(file);
      const pristine = shipped.uriOf(file).toString();
      await open(copy, null);
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const old = tabs.filter(
        ({ input }) => input instanceof vscode.TabInputNotebook && input.uri.toString() === pristine,
      );
      await vscode.window.tabGroups.close(old);
      library.refresh();
    },
    async resume() {
      await course.progress.ready;
      const entries = await library.lessons();
      const [latest] = Object.entries(course.progress.all.lessons)
        .filter(([id]) => entries.some((entry) => entry.id === id))
        .sort(([, a], [, b]) => (a.last < b.last ? 1 : -1))
        .map(([id]) => entries.findIndex((entry) => entry.id === id));
      const place = latest === undefined ? 0 : latest;
      const after = entries.slice(place).find(({ id }) => !isComplete(id));
      const entry = after ?? entries[place];
      if (entry) await openEntry(entry);
      else tell(vscode.l10n.t('There is no lesson here.'));
    },
  };
}

/** Says when a lesson has been completed, once, and where it goes on. */
export function tellCompletion(lessons: Lessons, course: Course, way: Way): void {
  const before = new Set<string>();
  let ready = false;
  const look = (): void => {
    for (const [id, progress] of Object.entries(course.progress.all.lessons)) {
      if (!completion(progress).complete) before.delete(id);
      else if (!before.has(id)) {
        before.add(id);
        const lesson = [...lessons.open].find((one) => course.idOf(one) === id);
        if (ready && lesson) void tell(lesson, progress.title);
      }
    }
  };
  const tell = async (lesson: OpenLesson, title: string): Promise<void> => {
    const on = vscode.l10n.t('Next Lesson');
    const message = vscode.l10n.t('Lesson complete: {0}', title);
    if ((await vscode.window.showInformationMessage(message, on)) === on) await way.next(lesson);
  };
  void course.progress.ready.then(() => {
    look();
    ready = true;
    course.progress.onChange.on(look);
  });
}

const isEntry = (given: unknown): given is LessonEntry =>
  typeof given === 'object' && given !== null && 'shipped' in given && 'minutes' in given;

/** The shipped lesson that a command is about: of the tree's item, else of the open lesson. */
async function shippedFile(given: unknown, shipped: ShippedLessons): Promise<ShippedFile | null> {
  if (isEntry(given)) return given.shipped;
  const uri = vscode.window.activeNotebookEditor?.notebook.uri;
  if (uri?.scheme !== SHIPPED_SCHEME) return null;
  return (await shipped.files()).find((file) => shipped.uriOf(file).path === uri.path) ?? null;
}
