import * as vscode from 'vscode';
import { type LessonFacts, lessonFacts } from '../lesson/outline.ts';
import { completion, type LessonProgress, lessonId } from '../lesson/progress.ts';
import type { ProgressStore } from './course/progress-store.ts';
import { readerLanguage } from './reader-language.ts';
import { COPIES, exists, type ShippedFile, type ShippedLessons } from './shipped-lessons.ts';
import { listFiles } from './workspace-files.ts';

/** A lesson that can be opened, shipped with the extension or found in the workspace. */
export interface LessonEntry {
  readonly id: string;
  readonly title: string;
  /** What opening it opens: the student's copy where there is one. */
  readonly uri: vscode.Uri;
  readonly minutes: number | null;
  /** Null for a lesson of the workspace. */
  readonly shipped: ShippedFile | null;
  readonly copied: boolean;
}
interface Group {
  readonly title: string;
  readonly lessons: LessonEntry[];
}

export interface LessonLibrary {
  refresh(): void;
  /** All lessons in the order in which they are listed. */
  lessons(): Promise<readonly LessonEntry[]>;
}

/** Tree view of lessons with their length and progress: the shipped ones in the reader's language first, then those of the workspace. */
export function registerLessonLibrary(
  context: vscode.ExtensionContext,
  shipped: ShippedLessons,
  progress: ProgressStore,
): LessonLibrary {
  const changed = new vscode.EventEmitter<undefined>();
  const facts = new Map<string, Promise<LessonFacts | null>>();
  const factsOf = (uri: vscode.Uri): Promise<LessonFacts | null> => {
    const known = facts.get(uri.toString()) ?? readFacts(uri);
    facts.set(uri.toString(), known);
    return known;
  };

  const course = async (): Promise<LessonEntry[]> => {
    const language = readerLanguage();
    const files = (await shipped.files()).filter((file) => file.title !== null && file.language === language);
    return Promise.all(
      files.map(async (file): Promise<LessonEntry> => {
        const copied = await exists(shipped.copyOf(file));
        const uri = copied ? shipped.copyOf(file) : shipped.uriOf(file);
        return { id: lessonId(file.path), title: file.title!, uri, minutes: file.minutes, shipped: file, copied };
      }),
    );
  };
  const groups = async (): Promise<Group[]> => {
    const found: Group[] = [{ title: vscode.l10n.t('Course'), lessons: await course() }];
    const names = (await shipped.files()).map(({ path }) => path.slice('lessons'.length));
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const inFolder = (uri: vscode.Uri): string => uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
      const files = (await listFiles(folder.uri, 2000)).filter(
        (uri) => uri.path.endsWith('.flink.md') && !inFolder(uri).startsWith(`${COPIES}/`),
      );
      // Who opens the course's own folder sees its files, not a second, read-only copy of each.
      if (files.some(({ path }) => names.some((name) => path.endsWith(name)))) found[0]!.lessons.length = 0;
      for (const uri of files) {
        const relative = inFolder(uri);
        const slash = relative.lastIndexOf('/');
        const title = slash < 0 ? folder.name : relative.slice(0, slash);
        const known = await factsOf(uri);
        const entry: LessonEntry = {
          id: lessonId(uri.path),
          title: known?.title ?? relative.slice(slash + 1).replace(/\.flink\.md$/, ''),
          uri,
          minutes: known?.minutes ?? null,
          shipped: null,
          copied: false,
        };
        const group = found.find((one) => one.title === title);
        if (group) group.lessons.push(entry);
        else found.push({ title, lessons: [entry] });
      }
    }
    return found.filter(({ lessons }) => lessons.length > 0);
  };

  const provider: vscode.TreeDataProvider<Group | LessonEntry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => ('lessons' in node ? groupItem(node, progress) : lessonItem(node, progress.of(node.id))),
    async getChildren(node) {
      await progress.ready;
      if (!node) return groups();
      return 'lessons' in node ? node.lessons : [];
    },
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  progress.onChange.on(() => {
    clearTimeout(soon);
    soon = setTimeout(() => changed.fire(undefined), 500);
  });
  context.subscriptions.push(changed, vscode.window.registerTreeDataProvider('millrace.lessons', provider));
  return {
    refresh() {
      facts.clear();
      changed.fire(undefined);
    },
    lessons: async () => (await groups()).flatMap(({ lessons }) => lessons),
  };
}

function groupItem({ title, lessons }: Group, progress: ProgressStore): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  const complete = lessons.filter(({ id }) => {
    const known = progress.of(id);
    return known !== undefined && completion(known).complete;
  });
  item.description = vscode.l10n.t('{0} of {1} complete', complete.length, lessons.length);
  return item;
}

function lessonItem(entry: LessonEntry, known: LessonProgress | undefined): vscode.TreeItem {
  const { title, uri, minutes, shipped, copied } = entry;
  const item = new vscode.TreeItem(shipped === null ? title : shortTitle(shipped, title));
  const reached = known && completion(known);
  item.iconPath = reached?.complete
    ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon(reached?.begun ? 'play-circle' : 'circle-outline');
  const length = minutes === null ? [] : [vscode.l10n.t('{0} min', minutes)];
  const share = reached?.complete ? [vscode.l10n.t('complete')] : reached?.begun ? [`${reached.percent} %`] : [];
  item.description = [...share, ...length].join(' · ');
  item.tooltip = new vscode.MarkdownString(
    [
      `**${title}**`,
      ...(minutes === null ? [] : [vscode.l10n.t('About {0} minutes', minutes)]),
      ...(known && reached
        ? [
            vscode.l10n.t('Cells run: {0} of {1}', reached.cells, known.of.cells),
            vscode.l10n.t('Checks passed: {0} of {1}', reached.checks, known.of.checks),
            vscode.l10n.t('Questions answered: {0} of {1}', reached.questions, known.of.quizzes),
            vscode.l10n.t('Time spent: {0} min', Math.round(known.seconds / 60)),
          ]
        : []),
      ...(copied ? [vscode.l10n.t('You work in your own copy.')] : []),
    ].join('\n\n'),
  );
  item.accessibilityInformation = { label: [title, item.description].join(', ') };
  item.contextValue = shipped === null ? 'lesson' : copied ? 'lesson shipped copied' : 'lesson shipped';
  item.command = { command: 'millrace.openAsLesson', title, arguments: [uri] };
  return item;
}

/** Number and what stands before a colon: the length and the progress behind it are to be seen in a narrow view, too. */
function shortTitle({ path }: ShippedFile, title: string): string {
  const number = /\/0*(\d+)-[^/]*$/.exec(path)?.[1];
  const [short = title] = title.split(/[:：]/);
  return number === undefined ? short : `${number}. ${short}`;
}

async function readFacts(uri: vscode.Uri): Promise<LessonFacts | null> {
  try {
    return lessonFacts(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return null;
  }
}
