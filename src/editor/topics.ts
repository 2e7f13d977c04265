import * as vscode from 'vscode';
import type { Topic } from '../../webview/cluster/protocol.ts';
import type { LessonLibrary } from './lesson-library.ts';
import { headingOf, slugOf, TOPIC_SECTIONS } from './topic-sections.ts';

/** Shows where the course explains a topic, in the reader's language; to read only, so that the view stays with its own lesson. */
export async function openTopic(library: LessonLibrary, topic: Topic): Promise<void> {
  const { lesson, section } = TOPIC_SECTIONS[topic];
  const entry = (await library.lessons()).find(({ id }) => id.endsWith(`/${lesson}`));
  if (!entry) return;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(entry.uri));
  const heading = headingOf(text, section);
  const uri = heading === null ? entry.uri : entry.uri.with({ fragment: slugOf(heading) });
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}
